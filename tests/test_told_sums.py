"""Sums over measures: told in sentences, printed on lines of their own, in rows below a table, and what is none."""

from __future__ import annotations

import pytest

from extractors.extract import extract
from tests.draw import paper

TOLD = [
    ("Åtgärderna beräknas sammantaget ge 4 mnkr under 2031.", [(4_000_000, "estimated", 2031)]),
    ("Åtgärderna i programmet beräknas ge 3 600 tkr under 2031.", [(3_600_000, "estimated", 2031)]),
    ("Förslagen R1–R6 summerar till 6,2 mnkr, i nivå med den avvikelse som visas ovan.", [(6_200_000, "estimated", None)]),
    ("Hela åtgärdsplanen omfattar 6 630 tkr.", [(6_630_000, "estimated", None)]),
    (
        "Av den beslutade besparingen på 2 950 tkr har 1 650 tkr uppnåtts.",
        [(2_950_000, "estimated", None), (1_650_000, "actual", None)],
    ),
    (
        "Sammantaget beräknas åtgärderna ge 9,2 mnkr under 2031 av planerade 14,6 mnkr.",
        [(14_600_000, "estimated", None), (9_200_000, "estimated", None)],
    ),
    (
        "Åtgärderna i planen beräknades ge 6 200 tkr. Till och med oktober är utfallet 3 900 tkr.",
        [(6_200_000, "estimated", None), (3_900_000, "actual", 2031)],
    ),
    ("Sammantaget gjorde åtgärderna att kostnaderna blev 2 700 tkr lägre under 2031.", [(2_700_000, "actual", 2031)]),
    ("Nämndens underskott uppgår sammantaget till 9 mnkr.", []),
    ("Verksamheten kostar totalt 40 mnkr.", []),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "sums"), TOLD)
def test_sums_that_sentences_tell(sentence: str, sums: list[tuple[int, str, int | None]]) -> None:
    found = extract(paper(f"# Åtgärdsplan 2031\n\n{sentence}")).control_totals
    assert [(t.amount_sek, t.kind, t.year) for t in found] == sums


def test_lines_of_sums_under_lists_say_what_they_are_of() -> None:
    found = extract(
        paper("""
        # Besparingar i budget 2031
        ## Äldreomsorg
        - Nattpatrullerna slås samman från mars (900 tkr)
        Summa äldreomsorg: 900 tkr

        ## Skola
        - Kvällsöppet upphör i augusti (300 tkr)
        Summa skola: 300 tkr

        Totalt: 1 200 tkr

        Summa intäkter: 41 000 tkr
        """)
    ).control_totals
    assert [(t.amount_sek, t.scope) for t in found] == [(900_000, "äldreomsorg"), (300_000, "skola"), (1_200_000, None)]


def test_a_sum_below_several_groups_is_of_all_and_a_table_of_costs_has_none() -> None:
    found = extract(
        paper("""
        # Åtgärder 2031
        ## Kostnader
        | Verksamhet | 2029, tkr | 2030, tkr |
        | Äldreomsorg | 9 600 | 12 200 |
        | Skola | 4 000 | 5 700 |

        ## Förslag till åtgärder
        | Åtgärd | Effekt 2031, tkr | Start |
        | Äldreomsorg | < | < |
        | Nattpatrullerna slås samman till en | 900 | 1 mars 2031 |
        | Skola | < | < |
        | Kvällsöppet på två skolor upphör | 300 | augusti 2031 |
        | Summa | 1 200 | |
        """)
    ).control_totals
    assert [(t.amount_sek, t.year, t.scope) for t in found] == [(1_200_000, 2031, None)]
