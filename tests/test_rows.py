"""One paper's extraction as rows: keys that survive new rules, places, and the one amount that can be summed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from extractors.measure import ControlTotal, Effect, Extraction, Facts, Figure, Finding, Measure, Period
from extractors.model import Line, LineId, Page, Paper, Passage, Word
from pipeline.rows import rows_of
from pipeline.schema import EvidenceRow, FigureRow, FindingRow, Rows
from pipeline.sums import agreement, summable

E = Effect
PLAN_YEAR = 2024

SUMMABLE = [  # effects, the number; the plan year is 2024
    ([], None),  # nothing stated is not zero
    ([E("0 kr", 0)], 0),
    ([E("400 tkr", 400)], 400),
    ([E("400", 400, year=2024), E("900", 900, year=2025)], 400),
    ([E("900", 900, year=2025)], None),  # another year's
    ([E("400", 400), E("900", 900, year=2025)], None),  # an estimate names a year, and it is not this one
    ([E("400", 400), E("-100", -100)], 300),  # a saving and its cost
    ([E("400", 400), E("350", 350, "actual", 2024)], 400),  # the estimate goes before the outcome
    ([E("350", 350, "actual", 2024)], 350),
    ([E("100", 100, "actual", 2024, date(2024, 4, 30)), E("250", 250, "actual", 2024, date(2024, 8, 31))], 250),
    ([E("800", 800, period="full_year"), E("400", 400)], 400),
    ([E("800", 800, period="full_year")], 800),
    ([E("800", 800, period="full_year"), E("350", 350, "actual")], 350),
    ([E("20 tkr/mån", 20, period="month")], None),  # a rate is no sum
    ([E("400", 400, period="year")], 400),
]  # fmt: skip


@pytest.mark.parametrize(("effects", "wanted"), SUMMABLE)
def test_the_one_amount_of_a_measure_that_can_be_summed(effects: list[Effect], wanted: int | None) -> None:
    assert summable(effects, PLAN_YEAR) == wanted


def test_a_paper_without_a_year_has_the_one_year_that_its_amounts_name() -> None:
    assert summable([E("900", 900, year=2025)], None) == 900
    assert summable([E("400", 400, year=2024), E("900", 900, year=2025)], None) is None


def measure(*effects: Effect, path: tuple[str, ...] = ()) -> Measure:
    return Measure(layout="table", action="Något", effects=effects, area_path=path)


MEASURES = [
    measure(E("400", 400, year=2024), E("900", 900, year=2025), path=("Skola",)),
    measure(E("100", 100, year=2024), E("30", 30, "actual", 2024, date(2024, 8, 31)), path=("Vård", "Hemtjänst")),
    measure(E("5", 5, period="month")),
]
TOTALS = [
    (ControlTotal("500", 500, year=2024), (500, True)),
    (ControlTotal("501", 501, year=2024), (500, False)),
    (ControlTotal("1 400", 1400), (1400, True)),
    (ControlTotal("400", 400, year=2024, scope="Skola"), (400, True)),
    (ControlTotal("30", 30, "actual", as_of=date(2024, 8, 31)), (30, True)),
    (ControlTotal("30", 30, "actual", as_of=date(2024, 4, 30)), (None, None)),  # nothing to hold it against
]


@pytest.mark.parametrize(("total", "wanted"), TOTALS)
def test_a_printed_sum_is_held_against_the_amounts_of_its_kind(
    total: ControlTotal, wanted: tuple[int | None, bool | None]
) -> None:
    assert agreement(total, MEASURES) == wanted


SAVINGS = [  # a list with a column for each year, and one for the full year
    measure(E("400", 400, year=2024), E("900", 900, year=2025), E("950", 950, period="full_year")),
    measure(E("100", 100), E("50", 50, year=2024)),  # a year's amount before one without
    measure(E("70", 70, period="full_year")),  # nothing else is stated
]


@pytest.mark.parametrize(("year", "wanted"), [(2024, 400 + 50 + 70), (2025, 900 + 100 + 70)])
def test_a_full_year_is_never_added_to_a_year(year: int, wanted: int) -> None:
    assert agreement(ControlTotal(str(wanted), wanted, year=year), SAVINGS) == (wanted, True)


def passage(text: str, page: int = 1, line: int = 1) -> Passage:
    words = [Word(word, 70.004 + 40 * i, 60.0, 105.0 + 40 * i, 71.0, 11.0) for i, word in enumerate(text.split())]
    return Passage.of_lines([Line(LineId(page, line), tuple(words))])


def rows(*measures: Measure, **said: object) -> Rows:
    pages = (Page(1, 595.0, 842.0), Page(2, 595.0, 842.0, source="ocr", confidence=0.8))
    paper = Paper("plan.pdf", "0123456789abcdef" * 4, pages, 2)
    extraction = Extraction(Facts(municipality="Ekköping", plan_year=2024), measures, **said)  # type: ignore[arg-type]
    return rows_of(paper, extraction, extracted_with="0.1")


def quoted(action: str, page: int = 1, **values: object) -> Measure:
    return Measure(layout="list", action=action, evidence={"action": (passage(action, page),)}, **values)  # type: ignore[arg-type]


def test_a_document_says_where_its_text_comes_from() -> None:
    (document,) = rows().documents
    assert (document.document_id, document.pages, document.pages_ocr) == ("0123456789abcdef", 2, 1)
    assert (document.text_source, document.ocr_confidence, document.plan_year) == ("mixed", 0.8, 2024)


def test_a_key_is_the_same_whatever_rules_make_of_the_values() -> None:
    before = quoted("Säga upp två lokaler i centrum vid årsskiftet")
    after = replace(before, no="4", title="Lokaler", area="skola", effects=(E("1", 1),), action=before.action + " 2025")
    assert rows(before).measures[0].measure_id == rows(after).measures[0].measure_id


def test_measures_that_begin_alike_are_told_apart_in_reading_order() -> None:
    one, two, other_page = (
        quoted("Vakanshålla tjänster"),
        quoted("Vakanshålla tjänster"),
        quoted("Vakanshålla tjänster", 2),
    )
    ids = [row.measure_id for row in rows(one, two, other_page).measures]
    assert ids[1] == f"{ids[0]}-2"
    assert ids[2].split("-")[:2] == ["0123456789abcdef", "2"]
    assert len(set(ids)) == 3


def test_the_page_of_a_measure_is_where_its_own_words_begin_and_its_pages_hold_what_it_is_read_under() -> None:
    under = Measure(
        layout="table", action="Säga upp två lokaler", area_path=("Lokaler",),
        evidence={"area_path": (passage("Lokaler", 1),), "action": (passage("Säga upp två lokaler", 3),), "comment": (passage("Klart", 4),)},
    )  # fmt: skip
    (row,) = rows(under).measures
    assert (row.page_action, row.page_first, row.page_last) == (3, 1, 4)


def test_a_value_has_a_row_for_every_line_that_it_stands_on() -> None:
    both = (passage("Säga upp", 1, 4), passage("två lokaler", 2, 1))
    m = Measure(
        layout="block", action="Säga upp två lokaler", effects=(E("4", 4),),
        evidence={"action": both, "effects.0": (passage("4 tkr", 2, 2),)},
    )  # fmt: skip
    made = rows(m)
    (row,) = made.measures
    assert (row.page_first, row.page_last) == (1, 2)
    assert made.evidence == [
        EvidenceRow(row.measure_id, "action", 1, 1, 70.0, 60.0, 145.0, 71.0, "Säga upp"),
        EvidenceRow(row.measure_id, "action", 2, 2, 70.0, 60.0, 145.0, 71.0, "två lokaler"),
        EvidenceRow(row.measure_id, "effects.1", 1, 2, 70.0, 60.0, 145.0, 71.0, "4 tkr"),
    ]
    assert [(e.measure_id, e.seq) for e in made.effects] == [(row.measure_id, 1)]


def test_times_are_written_as_dates_with_their_precision() -> None:
    m = quoted(
        "Något",
        start_raw="hösten 2024", start=Period(date(2024, 9, 1), None, "season"),
        due_raw="december 2024", due=Period(date(2024, 12, 1), date(2024, 12, 31), "month"),
    )  # fmt: skip
    (row,) = rows(m).measures
    assert (row.start_raw, row.start_date, row.start_precision) == ("hösten 2024", "2024-09-01", "season")
    assert (row.due_raw, row.due_date, row.due_precision) == ("december 2024", "2024-12-31", "month")


def test_findings_belong_to_their_measure_or_to_the_paper() -> None:
    doubt = Finding("unread_amount", "warning", "Beloppet gick inte att tolka.", "effects", 2)
    made = rows(quoted("Något", findings=(doubt,)), findings=(Finding("no_date", "info", "Datum saknas."),))
    (measure_row,) = made.measures
    assert made.findings == [
        FindingRow("0123456789abcdef", measure_row.measure_id, "effects", "warning", "unread_amount", doubt.message, 2),
        FindingRow("0123456789abcdef", None, None, "info", "no_date", "Datum saknas.", None),
    ]


def test_figures_keep_their_row_and_column() -> None:
    figure = Figure(1, "Budget", 2, "Personal", "2024", "1 200", 1200.0, "tkr")
    assert rows(figures=(figure,)).figures == [
        FigureRow("0123456789abcdef", 1, "Budget", 2, "Personal", "2024", "1 200", 1200.0, "tkr")
    ]


def test_a_place_says_how_sure_its_value_is() -> None:
    m = replace(
        quoted("Säga upp två lokaler"),
        evidence={
            "action": (passage("Säga upp", 1, 4),),
            "effects.0": (passage("4 tkr", 1, 5),),
            "status_date": (passage("maj", 1, 6),),
        },
        confidence=0.81,
        confidences={"action": 0.97, "effects": 0.9},
    )
    made = rows(m)
    assert {e.field: e.confidence for e in made.evidence} == {"action": 0.97, "effects.1": 0.9, "status_date": None}
    assert made.measures[0].confidence == 0.81


def test_a_sum_over_full_year_effects_is_held_against_those() -> None:
    total = ControlTotal("1 020", 1020, period="full_year")
    both = [
        measure(E("400", 400, year=2024), E("950", 950, period="full_year")),
        measure(E("70", 70, period="full_year")),
    ]
    assert agreement(total, both) == (1020, True)
