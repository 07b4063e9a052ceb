"""Tables of figures: every number with its row, column and unit, and no table of measures among them."""

from __future__ import annotations

import os
from itertools import accumulate
from pathlib import Path

import pytest

from extractors.document import arrange
from extractors.figures import parse_figure, read_figures
from extractors.model import Table
from extractors.reading import read_paper
from tests.draw import paper

RAW = Path(__file__).parents[1] / "data" / "raw"

FIGURES = [
    ("17 919 990", 17_919_990.0, None),
    ("17\u00a0919\u00a0990", 17_919_990.0, None),
    ("1.250.000", 1_250_000.0, None),
    ("223,8", 223.8, None),
    ("12.5", 12.5, None),  # a full stop with one or two digits is a decimal point
    ("-5,7", -5.7, None),
    ("- 1 112 550", -1_112_550.0, None),
    ("–12,0", -12.0, None),
    ("−3", -3.0, None),
    ("(1 234)", -1_234.0, None),
    ("+0,4", 0.4, None),
    ("0", 0.0, None),
    ("-0,0", 0.0, None),
    ("12,5 %", 12.5, "%"),
    ("3 procent", 3.0, "%"),
    ("1 400 tkr", 1_400.0, "tkr"),
    ("2,1 mnkr", 2.1, "mnkr"),
    ("6 800 kronor", 6_800.0, "kr"),
    ("ca 120", 120.0, None),
    ("118*", 118.0, None),  # a mark of a note below
]
NOT_FIGURES = [
    "-",
    "–",
    "",
    "i.u.",
    "saknas",
    "2018-09-11",
    "mars",
    "1 234 567 890,12 x",
    "10-12",
    "se ovan",
    "12 av 14",
]


@pytest.mark.parametrize(("text", "value", "unit"), FIGURES)
def test_a_printed_figure_has_its_value_and_unit(text, value, unit):
    assert parse_figure(text) == (value, unit)


@pytest.mark.parametrize("text", NOT_FIGURES)
def test_a_dash_or_words_are_no_value(text):
    assert parse_figure(text) == (None, None)


def cells(text: str) -> list[tuple[str, str, float | None, str | None]]:
    return [(f.row_label, f.column_label, f.value, f.unit) for f in read_figures(paper(text))]


def test_the_unit_of_a_column_is_in_its_header():
    assert cells("""
        | Månad | Budget mkr | Sjukfrånvaro % |
        | jan | 12,5 | 7,1 |
        | feb | 12,6 | -0,4 |
        """) == [
        ("jan", "Budget mkr", 12.5, "mkr"), ("jan", "Sjukfrånvaro %", 7.1, "%"),
        ("feb", "Budget mkr", 12.6, "mkr"), ("feb", "Sjukfrånvaro %", -0.4, "%"),
    ]  # fmt: skip


UNITS = [  # where the unit is said
    ("= Tabell 2. Kostnader, tkr\n| Enhet | Utfall |\n| A | 1 |\n| B | 2 |", "tkr"),
    ("Belopp i mnkr\n\n| Enhet | Utfall |\n| A | 1 |\n| B | 2 |", "mnkr"),
    ("| tkr | Utfall | Budget |\n| A | 1 | 2 |", "tkr"),
    ("| Enhet | Budget, mkr | Utfall |\n| A | 1 | 2 |", "mkr"),  # one unit of money for all sums of money
    ("| Enhet | Utfall |\n| Antal platser | 1 |\n| Antal barn | 2 |", "antal"),
    ("# Kostnader\n| Enhet | Utfall |\n| A | 1 tkr |\n| B | 2 tkr |", "tkr"),
    ("| Enhet | Kostnad kr/tim |\n| A | 410 |\n| B | 398 |", "kr"),
    ("# Volymer\n| Enhet | 2019 | 2020 |\n| A | 1 | 2 |", None),
    ("# Stöd\n| Insats | Mars | April |\n| Assistans 20 tim/vecka | 1 | 2 |", None),  # no unit of the row
]


@pytest.mark.parametrize(("text", "unit"), UNITS)
def test_the_unit_is_said_in_cell_column_row_or_caption(text, unit):
    assert {f.unit for f in read_figures(paper(text))} == {unit}


CAPTIONS = [
    ("= Tabell 1: Volymer\n| Enhet | 2019 | 2020 |\n| A | 1 | 2 |", "Tabell 1: Volymer"),
    ("Tabell 1: Volymer\n\n| Enhet | 2019 | 2020 |\n| A | 1 | 2 |", "Tabell 1: Volymer"),
    ("# Utfall per enhet\n| Enhet | 2019 | 2020 |\n| A | 1 | 2 |", "Utfall per enhet"),
    ("# Ekonomi\nUtfall per enhet:\n\n| Enhet | 2019 | 2020 |\n| A | 1 | 2 |", "Utfall per enhet"),
    ("| Enhet | 2019 | 2020 |\n| A | 1 | 2 |\n\nTabell 1. Volymer\n\nText.", "Tabell 1. Volymer"),
]


@pytest.mark.parametrize(("text", "caption"), CAPTIONS)
def test_the_caption_is_what_names_the_table(text, caption):
    assert {f.caption for f in read_figures(paper(text))} == {caption}


def test_rows_stand_in_their_groups():
    assert [row for row, *_ in cells("""
        | Insats | mar | apr |
        | Intäkter | | |
        | Avgifter | 1 | 2 |
        | Bidrag | 3 | 4 |
        | Kostnader | | |
        | Personal | 5 | 6 |
        """)][::2] == ["Intäkter – Avgifter", "Intäkter – Bidrag", "Kostnader – Personal"]  # fmt: skip


def test_a_group_label_on_two_rows_is_one_and_ends_where_rows_of_another_kind_begin():
    assert [row for row, *_ in cells("""
        | Insats | mar | apr |
        | Personligt stöd | | |
        | enligt lagen | | |
        | Antal personer | 1 | 2 |
        | 6115 Hemhjälp | 3 | 4 |
        """)][::2] == ["Personligt stöd enligt lagen – Antal personer", "6115 Hemhjälp"]  # fmt: skip


def test_a_month_without_figures_is_no_group_and_no_figure():
    assert cells("| Månad | Utfall, tkr |\n| jan | |\n| feb | |\n| mar | 7 |\n| apr | 8 |") == [
        ("mar", "Utfall, tkr", 7.0, "tkr"), ("apr", "Utfall, tkr", 8.0, "tkr"),
    ]  # fmt: skip


def test_a_header_of_two_rows_is_one_label_a_column():
    assert {column for _, column, *_ in cells("""
        | Enhet | Budget | Utfall |
        | | 2019 | 2019 |
        | A | 1 | 2 |
        | B | 3 | 4 |
        """)} == {"Budget 2019", "Utfall 2019"}  # fmt: skip


def test_a_dash_is_kept_as_printed_without_a_value():
    assert cells("| Enhet | Mars | April |\n| A | 1 | – |\n| B | 2 | 3 |")[1] == ("A", "April", None, None)


def test_a_column_of_comments_is_left_out():
    assert {column for _, column, *_ in cells("""
        | Enhet | Budget | Utfall | Kommentar |
        | A | 1 | 2 | Vakanser på 3 tjänster |
        | B | 3 | 4 | |
        """)} == {"Budget", "Utfall"}  # fmt: skip


def test_a_table_over_two_pages_is_one_and_each_figure_has_its_page():
    figures = read_figures(paper("""
        | Enhet | Mars | April |
        | A | 1 | 2 |
        ---
        | B | 3 | 4 |
        """))  # fmt: skip
    assert [(f.table_no, f.page, f.row_label, f.value) for f in figures] == [
        (1, 1, "A", 1.0), (1, 1, "A", 2.0), (1, 2, "B", 3.0), (1, 2, "B", 4.0),
    ]  # fmt: skip


NO_TABLES_OF_FIGURES = [
    "| Nr | Åtgärd | Ansvarig | Effekt, tkr |\n| 1 | Minska köp av platser | Chef | 500 |\n| 2 | Samordna resor | Chef | 20 |",
    "| Åtgärd | Effekt 2020, tkr | Effekt 2021, tkr |\n| Minska köp | 1 | 2 |\n| Mindre resor | 3 | 4 |",
    "| Namn | Roll |\n| Ek | Chef |\n| Al | Ekonom |",
    "| Kapitel | Sida |\n| Bakgrund | 3 |",
]


@pytest.mark.parametrize("text", NO_TABLES_OF_FIGURES)
def test_a_table_of_other_things_holds_no_figures(text):
    assert read_figures(paper(text)) == []


def test_a_table_that_measures_were_read_from_holds_no_figures():
    document = paper("| Förslag 1-2 | Effekt 2020 | Effekt 2021 |\n| Minska köp | 1 | 2 |\n| Mindre resor | 3 | 4 |")
    table = next(b for b in document.blocks if isinstance(b, Table))
    assert len(read_figures(document)) == 4
    assert read_figures(document, {line.id for line in table.lines}) == []


def printed(name: str) -> dict[int, dict[str, dict[str, float | None]]]:
    """The figures of a sample paper: table → row → column → value."""
    tables: dict[int, dict[str, dict[str, float | None]]] = {}
    for f in read_figures(arrange(read_paper(RAW / name))):
        tables.setdefault(f.table_no, {}).setdefault(f.row_label, {})[f.column_label] = f.value
    return tables


def test_a_table_of_budget_and_outcome_adds_up_as_it_does_on_paper():
    (table,) = printed("ekbacka_2023_follow_up.pdf").values()
    assert {tuple(row) for row in table.values()} == {("Budget", "Utfall", "Avvikelse")}
    assert all(abs(row["Budget"] - row["Utfall"] - row["Avvikelse"]) < 0.05 for row in table.values())


def test_a_forecast_is_told_from_an_outcome_by_its_column():
    (table,) = printed("havsta_2024_follow_up.pdf").values()
    budget, outcome, forecast, rest = next(tuple(row) for row in table.values())
    assert (budget, outcome, forecast, rest) == ("Budget 2024", "Utfall jan-aug", "Prognos", "Avvikelse")
    assert all(abs(row[budget] - row[forecast] - row[rest]) < 0.05 for row in table.values())


# The five tables of figures in the corpus's consultants' report: how many rows and numbers each holds, counted by hand.
CORPUS = os.environ.get("ATGARDER_CORPUS")


@pytest.mark.skipif(not CORPUS, reason="ATGARDER_CORPUS does not name the folder of the corpus's papers")
def test_every_number_of_the_consultants_report_stands_in_its_row_and_column():
    figures = read_figures(arrange(read_paper(Path(CORPUS or "") / "hasselby_2007_consultant.pdf")))
    tables: dict[int, dict[str, list[float]]] = {}
    for f in figures:
        assert f.value is not None, f
        tables.setdefault(f.table_no, {}).setdefault(f.row_label, []).append(f.value)
    assert {n: (len(rows), sum(map(len, rows.values()))) for n, rows in tables.items()} == {
        1: (8, 24), 2: (8, 16), 3: (12, 36), 4: (25, 225), 5: (2, 6),
    }  # fmt: skip
    # What the columns are to each other proves that no number slipped into a neighbour's place.
    assert all(abs(budget - outcome - rest) < 0.05 for budget, outcome, rest in tables[1].values())
    assert [together for _, together, _ in tables[3].values()] == list(
        accumulate(month for month, _, _ in tables[3].values())
    )
    assert all(abs((n[-2] / n[0] - 1) * 100 - n[-1]) < 0.06 for n in tables[4].values())
    assert all(cost - grant == rest for grant, cost, rest in tables[5].values())
    assert [{f.unit for f in figures if f.table_no == n} for n in range(1, 6)] == [
        {"mkr"}, {"mkr"}, {"mkr"}, {"antal", "%", None}, {None},
    ]  # fmt: skip
