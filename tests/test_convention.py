"""What a text over a table says of all amounts in it."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.extract import extract
from extractors.fields.convention import minus_saves, outcomes_until, year_stated
from extractors.fields.effect import parse_effects
from tests.draw import paper

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
    ("Minskad kostnad eller ökad intäkt utan tecken, ökad kostnad med minustecken.", False),
    ("Ökade kostnader anges utan tecken och minskade kostnader med minustecken.", True),
    ("Besparingar anges med plustecken.", False),
    ("Kostnadsökningar redovisas som positiva belopp.", True),
    ("Belopp i tkr.", None),
    ("Nämnden har ett minus på 3 mnkr i prognosen.", None),
    ("Åtgärderna 1-4 är beslutade, övriga är förslag.", None),
]


@pytest.mark.parametrize(("text", "saves"), SIGNS)
def test_what_a_minus_means_is_read_where_it_is_said(text: str, saves: bool | None) -> None:
    assert minus_saves(text) is saves


YEARS = [
    ("Siffror inom parentes avser helåret 2026.", 2026),
    ("Summorna inom parentes är beräknad effekt 2026.", 2026),
    ("Samtliga belopp anges i tkr för år 2024.", 2024),
    ("Belopp i mnkr, avser 2023", 2023),
    ("Effekt avser budgetåret 2022; minus anger kostnad.", 2022),
    ("Kolumnen visar beräknad effekt 2025.", 2025),
    ("Beloppen inom parentes är den beräknade effekten på 2009 års budget.", 2009),
    ("Beloppen avser bedömd effekt på nämndens resultat 2027.", 2027),
    ("Planerad effekt och prognos avser 2023.", 2023),
    ("Beloppen är de besparingar som gällde i december 2024.", None),
    ("Minskad nettokostnad under 2031 anges i mnkr.", 2031),
    ("Effekten i tkr för 2031 står inom parentes.", 2031),
    ("Förändringarna avser budgetåret 2031.", 2031),
    ("Nämndens ram är 412 mnkr för 2024.", None),
    ("Belopp i tkr för budgetåret 2022", 2022),
    ("Belopp i tkr för åren 2024–2026", None),
    ("Belopp i tkr", None),
    ("Summa 2026 2 475 kkr", 2026),
    ("Total summa för 2024: 900 tkr", 2024),
    ("Summa 2026 års ram är 2 475 kkr", None),
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


# what is printed, its label, whether a minus saves (None: nobody says), kronor
COSTS_WITH_MINUS = [
    ("-150", "Kostnadsminskning, tkr", None, 150_000),  # the minus only repeats the word
    ("-150", "Kostnadsminskning, tkr", False, -150_000),
    ("150", "Kostnadsminskning, tkr", False, 150_000),
    ("-150", "Besparing, tkr", False, -150_000),
    (
        "minskar kostnaden med -150 tkr",
        "Effekt",
        False,
        150_000,
    ),  # words beside the amount outweigh what the paper says
]


@pytest.mark.parametrize(("text", "label", "saves", "kronor"), COSTS_WITH_MINUS)
def test_where_costs_are_printed_with_minus_a_label_of_lower_cost_does_not_turn_them(
    text: str, label: str, saves: bool | None, kronor: int
) -> None:
    [(effect, _, _)], _ = parse_effects(text, label=label, minus_saves=saves)
    assert effect.amount_sek == kronor


def amounts(rows: str) -> list[int]:
    found = extract(
        paper(f"""
        # Åtgärdsplan 2025
        | Åtgärd | Kostnadsminskning 2025, tkr | Ansvarig |
        {rows.strip()}
        """)
    )
    return [effect.amount_sek for measure in found.measures for effect in measure.effects]


def test_a_minus_among_figures_without_one_is_a_cost_and_a_column_of_minus_is_savings() -> None:
    rows = """
        | Två kontor blir ett | {0}450 | Kanslichef |
        | Tryckta kallelser tas bort | {0}90 | Kanslichef |
        | Färre konsulter i arkivet | {0}320 | Arkivarie |
        | Flytt av arkivet | -150 | Arkivarie |
    """
    assert amounts(rows.format("")) == [450_000, 90_000, 320_000, -150_000]
    assert amounts(rows.format("-")) == [450_000, 90_000, 320_000, 150_000]


OUTCOMES = [
    ("Utfall avser januari–april 2023.", date(2023, 4, 30)),
    ("Utfallet redovisas t.o.m. augusti 2024.", date(2024, 8, 31)),
    ("Redovisat utfall är per den 30 september 2021.", date(2021, 9, 30)),
    ("Utfall i kolumnen gäller första halvåret 2024.", date(2024, 6, 30)),
    ("Utfall per enhet är svårt att mäta 2022.", None),
    ("Utfallet är 2 mnkr.", None),
    ("Utfallet redovisas i nästa rapport.", None),
]


@pytest.mark.parametrize(("text", "day"), OUTCOMES)
def test_the_day_up_to_which_all_outcomes_are_counted(text: str, day: date | None) -> None:
    assert outcomes_until(text) == day


def test_what_the_paper_says_of_all_amounts_dates_those_that_say_nothing_themselves() -> None:
    text = """
        # Uppföljning av sparplanen
        Belopp inom parentes avser 2026. Utfall avser januari–april 2026.

        ## Pågående åtgärder
        - Vikarier i hemtjänsten bokas gemensamt (140 tkr).
        - Den lediga lokalen hyrs ut (60 tkr på helår).
    """
    effects = [e for measure in extract(paper(text)).measures for e in measure.effects]
    assert [(e.amount_sek, e.year, e.period) for e in effects] == [
        (140_000, 2026, "total"),
        (60_000, None, "full_year"),
    ]
