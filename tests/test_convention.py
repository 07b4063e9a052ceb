"""What a text over a table says of all amounts in it."""

from __future__ import annotations

import pytest

from extractors.fields.convention import minus_saves, year_stated
from extractors.fields.effect import parse_effects

SIGNS = [
    ("Belopp i tkr. Minus = lägre kostnad.", True),
    ("Minustecken anger minskad kostnad, plustecken ökad kostnad.", True),
    ("(-) = besparing, (+) = kostnad", True),
    ("Negativa belopp innebär en kostnadsminskning.", True),
    ("Besparingar redovisas med minustecken.", True),
    ("Kostnadsminskningar anges som negativa belopp i tabellen.", True),
    ("+ = ökad kostnad", True),
    ("Positiva belopp är minskade kostnader eller ökade intäkter.", False),
    ("Minus innebär högre kostnad.", False),
    ("Kostnadsökningar visas med minus.", False),
    ("Belopp i tkr.", None),
    ("Nämnden har ett minus på 3 mnkr i prognosen.", None),
    ("Åtgärderna 1-4 är beslutade, övriga är förslag.", None),
]


@pytest.mark.parametrize(("text", "saves"), SIGNS)
def test_what_a_minus_means_is_read_where_it_is_said(text: str, saves: bool | None) -> None:
    assert minus_saves(text) is saves


YEARS = [
    ("Samtliga belopp anges i tkr för år 2024.", 2024),
    ("Belopp i mnkr, avser 2023", 2023),
    ("Belopp i tkr för budgetåret 2022", 2022),
    ("Belopp i tkr för åren 2024–2026", None),
    ("Belopp i tkr", None),
    ("Planen för år 2024 beslutades i maj.", None),
]


@pytest.mark.parametrize(("text", "year"), YEARS)
def test_the_year_that_all_amounts_are_for(text: str, year: int | None) -> None:
    assert year_stated(text) == year


STATED = [
    ("400", "Plan (tkr)", 2024),
    ("400", "Prognos helår, tkr", 2024),
    ("400", "Effekt 2025 (tkr)", 2025),
    ("400", "Helårseffekt (tkr)", None),  # of no single year
]


@pytest.mark.parametrize(("text", "label", "year"), STATED)
def test_a_label_without_a_year_takes_the_one_stated(text: str, label: str, year: int | None) -> None:
    [(effect, _, _)], _ = parse_effects(text, label=label, stated_year=2024)
    assert effect.year == year


SIGNED = [
    ("-500", "Effekt, tkr", 500_000),
    ("500", "Effekt, tkr", -500_000),
    ("-500", "Besparing, tkr", 500_000),
    ("-500", "Nettokostnad, tkr", 500_000),
    ("-500", "Kostnadsminskning, tkr", 500_000),
    ("500", "Merkostnad, tkr", -500_000),
]


@pytest.mark.parametrize(("text", "label", "kronor"), SIGNED)
def test_where_a_minus_saves_a_figure_without_one_is_a_cost(text: str, label: str, kronor: int) -> None:
    [(effect, _, _)], _ = parse_effects(text, label=label, minus_saves=True)
    assert effect.amount_sek == kronor
