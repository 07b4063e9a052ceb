"""Every check on a few rows: what breaks its rule is told with a sentence that says what to do, and what keeps it is not."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

from extractors.document import arrange
from extractors.extract import extract
from extractors.layouts import find_measures
from extractors.reading import read_paper
from extractors.untaken import find_untaken
from pipeline import database
from pipeline.rows import rows_of
from pipeline.schema import (
    ControlTotalRow,
    EffectRow,
    EvidenceRow,
    FileRow,
    FindingRow,
    PageRow,
    Rows,
    SampleRow,
)
from tests.bank import asked, document, effect, measure
from tests.draw import paper

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "corpus"
LONG = "Samordna inköpen av förbrukningsmaterial."
Found = list[tuple[str | None, str | None, int | None]]


def found(code: str, rows: Rows) -> Found:
    """Which measures, fields and pages a check tells of."""
    return [(m, f, p) for m, f, p, _ in told(code, rows)]


def told(code: str, rows: Rows) -> list[Any]:
    con = database.connect_in_memory()
    if not rows.documents:
        rows.documents.append(document("d", plan_year=2024))
    database.load(con, rows)
    database.run_checks(con)
    sql = "select measure_id, field, page, message from findings where code = ? order by all"
    return database.rows_of(con, sql, [code])[1]


def measures(*said: dict[str, Any]) -> Rows:
    """A paper with these measures: m1, m2 …"""
    return Rows(measures=[measure(f"m{n}", "d", seq=n, **values) for n, values in enumerate(said, 1)])


def amounts(*kronor: int, **said: Any) -> Rows:
    """A paper whose measures have one amount each."""
    rows = measures(*({"action": f"Åtgärd {n}", "no": str(n)} for n in range(1, len(kronor) + 1)))
    rows.effects = [effect(f"m{n}", k, **said) for n, k in enumerate(kronor, 1)]
    return rows


def summed(rows: Rows, printed: int, **said: Any) -> Rows:
    total = sum(e.amount_sek for e in rows.effects)
    values: dict[str, Any] = {"kind": "estimated", "year": None, "as_of": None, "page": 9, "scope": None} | said
    rows.control_totals = [
        ControlTotalRow("d", f"{printed} kr", printed, sum_sek=total, agrees=total == printed, **values)
    ]
    return rows


def test_a_printed_sum_that_agrees_is_not_told() -> None:
    assert found("total_differs", summed(amounts(100, 200), 300)) == []


EXPLAINED = [  # amounts, printed sum, the measures that explain the difference, how it is said
    ((1000, 2000, 4000), 3000, ["m3"], "just beloppet för 3"),
    ((1000, 2000, 4000, 9000), 13000, ["m1", "m2"], "just beloppen för 1"),
    ((1000, 2000, -4000), 7000, ["m3"], "två gånger beloppet"),  # read as a cost, printed as a saving
    ((1000, 2000, 4000), 9500, [], "för lite. Se efter om en åtgärd eller ett belopp saknas"),
    (
        (100, 100, 100, 100, 100),
        300,
        [],
        "för mycket. Se efter om ett belopp är läst för högt",
    ),  # any two would do: no one tells anything
]


@pytest.mark.parametrize(("kronor", "printed", "who", "words"), EXPLAINED)
def test_a_printed_sum_that_differs_is_told_with_the_rows_that_explain_it(
    kronor: tuple[int, ...], printed: int, who: list[str], words: str
) -> None:
    rows = told("total_differs", summed(amounts(*kronor), printed))
    whole = [row for row in rows if row[0] is None]
    assert [(row[1], row[2]) for row in whole] == [("effects", 9)]
    assert words in whole[0][3]
    assert [row[0] for row in rows if row[0]] == who


def test_the_sums_of_a_long_paper_are_explained_in_little_memory(tmp_path: Path) -> None:
    rows = summed(amounts(*[100] * 3000), 299_800)  # 4.5 million pairs make 200 kr
    rows.control_totals = [rows.control_totals[0]._replace(page=n, raw=f"{n}") for n in range(20)]
    rows.documents.append(document("d", plan_year=2024))
    with database.create(tmp_path / "m.duckdb") as con:
        database.load(con, rows)
    select = (ROOT / "pipeline" / "sql" / "checks" / "10_total_differs.sql").read_text("utf-8")
    little = {"memory_limit": "300MB", "max_temp_directory_size": "0MB", "threads": "2"}
    with duckdb.connect(tmp_path / "m.duckdb", read_only=True, config=little) as narrow:
        assert len(narrow.execute(select).fetchall()) == 20


def test_a_sum_of_a_group_and_of_a_year_is_held_against_its_own_rows() -> None:
    rows = measures({"area_path": ["Skola"]}, {"area_path": ["Skola"]}, {"area_path": ["Vård"]})
    rows.effects = [
        effect("m1", 300, year=2024),
        effect("m2", 200, year=2024),
        effect("m3", 200, year=2024),
        effect("m2", 200, year=2025, seq=2),
    ]
    rows.control_totals = [ControlTotalRow("d", "300 kr", 300, "estimated", 2024, None, 2, 500, False, "Skola")]
    found = told("total_differs", rows)
    assert [row[0] for row in found] == ["m2", None]
    assert "Den tryckta summan för Skola år 2024 är 300 kr" in found[1][3]


HOLES = [  # numbers as printed, the sentences' numbers
    (["1", "2", "4"], ["3"]),
    (["1", "2", "3"], []),
    (["2", "3", "4"], ["1"]),
    (["14", "15", "16"], []),  # a part of a longer plan
    (["A1", "A2", "A4", "B1", "B2", "B3"], ["A3"]),
    (["4.1", "4.2", "4.4"], ["4.3"]),
    (["101", "250", "999"], []),  # no running numbers
    ([None, "1", "3"], []),  # two numbers are no series
]


@pytest.mark.parametrize(("numbers", "holes"), HOLES)
def test_a_hole_in_the_numbering_is_told(numbers: list[str | None], holes: list[str]) -> None:
    rows = measures(*({"no": no, "page_first": n, "page_last": n} for n, no in enumerate(numbers, 1)))
    sentences = [row[3] for row in told("number_hole", rows)]
    assert [re.findall(r"Nummer (\S+) saknas", s)[0] for s in sentences] == holes


TIMES = [
    ({"start_date": "2024-05-01", "due_date": "2024-04-30"}, [("m1", "due_date", 1)]),
    ({"start_date": "2024-05-01", "due_date": "2024-05-01"}, []),
    ({"start_date": "2024-05-01"}, []),
]


@pytest.mark.parametrize(("said", "wanted"), TIMES)
def test_a_start_after_its_due_date_is_told(said: dict[str, Any], wanted: Found) -> None:
    assert found("start_after_due", measures(said)) == wanted


YEARS = [
    ({"start_date": "2042-05-01"}, [("m1", "start_date", 1)]),
    ({"due_date": "1924-12-31"}, [("m1", "due_date", 1)]),
    ({"start_date": "2020-01-01", "due_date": "2030-12-31", "status_date": "2024-08-31"}, []),
]


@pytest.mark.parametrize(("said", "wanted"), YEARS)
def test_a_year_far_from_the_papers_is_told(said: dict[str, Any], wanted: Found) -> None:
    assert found("year_far", measures(said)) == wanted


def test_an_amounts_year_far_from_the_papers_is_told() -> None:
    assert found("year_far", amounts(100, year=2204)) == [("m1", "effects.1", 1)]


THOUSANDS = [
    ((400_000, 250_000, 900_000, 500_000_000), ["m4"]),
    ((400_000, 250_000, 900_000, 350), ["m4"]),
    ((400_000, 250_000, 900_000, 20_000_000), []),
    ((400_000, 250_000, 900_000, 0), []),
    ((400_000, 500_000_000), []),  # two tell nothing of what is usual
]


@pytest.mark.parametrize(("kronor", "wanted"), THOUSANDS)
def test_an_amount_a_thousand_times_its_neighbours_is_told(kronor: tuple[int, ...], wanted: list[str]) -> None:
    assert [m for m, _, _ in found("amount_thousandfold", amounts(*kronor))] == wanted


TWICE = [
    ([{"action": LONG}, {"action": LONG.upper() + " "}], [("m2", "action", 1)]),
    ([{"action": LONG}, {"action": LONG, "title": "Centralt"}], []),
    ([{"action": LONG, "ekonomisk_effekt": 1}, {"action": LONG, "ekonomisk_effekt": 2}], []),
    ([{"action": "Minska inköp."}, {"action": "Minska inköp."}], []),  # short: two units may say the same
    ([{"action": LONG}] * 3, [("m2", "action", 1), ("m3", "action", 1)]),
]


@pytest.mark.parametrize(("said", "wanted"), TWICE)
def test_the_same_measure_twice_is_told_at_the_second(said: list[dict[str, Any]], wanted: Found) -> None:
    assert found("same_measure_twice", measures(*said)) == wanted


STATUSES = [
    ("planned", "actual", 100, True),
    ("stopped", "actual", 100, True),
    ("done", "actual", 0, True),
    ("planned", "estimated", 100, False),
    ("stopped", "actual", 0, False),
    ("done", "actual", 100, False),
    (None, "actual", 100, False),
]


@pytest.mark.parametrize(("status", "kind", "kronor", "is_told"), STATUSES)
def test_a_status_that_contradicts_the_effect_is_told(
    status: str | None, kind: str, kronor: int, is_told: bool
) -> None:
    rows = measures({"status": status})
    rows.effects = [effect("m1", kronor, kind)]
    assert bool(found("status_contradicts", rows)) == is_told


def test_an_area_that_cannot_be_told_is_told_once() -> None:
    rows = measures({}, {"area": "skola"}, {})
    rows.findings = [FindingRow("d", "m3", "area", "info", "area_unknown", "Området framgår inte av texten.", 1)]
    assert found("area_unknown", rows) == [("m1", "area", 1), ("m3", "area", 1)]


def test_a_paper_that_does_not_say_whose_it_is_is_told() -> None:
    rows = Rows(
        documents=[document("d"), document("e", municipality="Ekby"), document("f", body="Socialnämnden"), document("g")],
        measures=[measure(f"m-{name}", name) for name in "def"],
    )  # fmt: skip
    assert found("owner_unknown", rows) == [(None, "municipality", 1)]  # g has no measures


def pages(*notes: list[str]) -> list[PageRow]:
    return [PageRow("d", n, 595, 842, "native", None, 100, list(note)) for n, note in enumerate(notes, 1)]


def rows_on(*numbers: int) -> Rows:
    rows = measures(*({"page_first": n, "page_last": n} for n in numbers))
    rows.evidence = [EvidenceRow(f"m{i}", "action", 1, n, 0, 0, 1, 1, "x") for i, n in enumerate(numbers, 1)]
    return rows


TABLE_PAGES = [((1, 3), [2]), ((1, 2, 3), []), ((1, 2), []), ((1, 9), [])]  # nine pages on is another table


@pytest.mark.parametrize(("numbers", "wanted"), TABLE_PAGES)
def test_a_page_without_a_measure_inside_a_table_is_told(numbers: tuple[int, ...], wanted: list[int]) -> None:
    rows = rows_on(*numbers)
    rows.pages = pages(*([[]] * 9))
    assert [p for _, _, p in found("table_page_empty", rows)] == wanted


def test_pages_that_were_not_read_are_told() -> None:
    rows = Rows(pages=pages([], ["unreadable"]))
    rows.files = [FileRow("in/d.pdf", "d.pdf", "f", 1, "partial", "d", pages_declared=7, pages_read=1)]
    assert found("page_not_read", rows) == [(None, None, 2), (None, None, None)]


ABSENT = [  # what the row says, what is missing and why
    ({"start_raw": "–"}, "start_date", "stated_none"),
    ({"start_raw": "Ej fastställd"}, "start_date", "stated_none"),
    ({"start_raw": "när lokalen är klar"}, "start_date", "unreadable"),
    ({}, "start_date", "not_stated"),
    ({"effect_text": "Ingen ekonomisk effekt"}, "effects", "stated_none"),
    ({"effect_text": "Bättre samarbete"}, "effects", "not_stated"),
    ({"page_first": 2, "page_last": 2}, "responsible", "page_not_read"),
    ({"page_first": 1, "page_last": 2}, "effects", "page_not_read"),  # the page after may hold the rest of it
    ({"page_first": 5, "page_last": 5}, "responsible", "not_stated"),
]


@pytest.mark.parametrize(("said", "field", "why"), ABSENT)
def test_absence_has_a_kind(said: dict[str, Any], field: str, why: str) -> None:
    rows = measures({"page_first": 6, "page_last": 6} | said)
    rows.documents = [document("d")]
    rows.pages = pages([], [], ["unreadable"], [], [], [])
    con = database.connect_in_memory()
    database.load(con, rows)
    assert database.rows_of(con, "select why from v_absence where field = ?", [field])[1] == [(why,)]


def test_an_amount_that_is_printed_and_not_understood_is_unreadable() -> None:
    rows = measures({})
    rows.documents = [document("d")]
    rows.findings = [
        FindingRow("d", "m1", "effects", "warning", "amount_unread", "»ca halv tjänst« gick inte att förstå.", 1)
    ]
    con = database.connect_in_memory()
    database.load(con, rows)
    assert database.rows_of(con, "select why, said from v_absence where field = 'effects'")[1] == [("unreadable", None)]


def test_the_queue_begins_with_the_most_kronor_in_doubt() -> None:
    rows = amounts(9_000_000, 1_000_000, 10_000)
    rows.documents = [document("d")]
    rows.measures[1] = rows.measures[1]._replace(confidence=0.3)
    rows.findings = [FindingRow("d", "m3", "no", "error", "x", "x", 1)]
    con = database.connect_in_memory()
    database.load(con, rows)
    assert database.rows_of(con, "select measure_id, kronor from v_review_queue order by weight desc")[1] == [
        ("m1", 9_000_000), ("m2", 1_000_000), ("m3", 10_000),
    ]  # fmt: skip


def judged(wrong: list[list[str]]) -> list[tuple[Any, ...]]:
    rows = Rows(documents=[document("d")])
    rows.measures = [measure(f"m{n}", "d", seq=n) for n in range(1, len(wrong) + 1)]
    rows.samples = [
        SampleRow("s", "d", m.measure_id, "table · native", 500, len(wrong), True, w)
        for m, w in zip(rows.measures, wrong, strict=True)
    ]
    con = database.connect_in_memory()
    database.load(con, rows)
    sql = "select n_judged, n_wrong, rate, low, high from v_error_rate where field = 'effects' and layout is null"
    return database.rows_of(con, sql)[1]


RATES = [  # wrong fields of each judged measure; judged, wrong, rate, and Wilson's interval by hand
    ([["effects"], [], [], [], [], [], [], [], [], []], (10, 1, 0.1, 0.0179, 0.4042)),
    ([[]] * 10, (10, 0, 0.0, 0.0, 0.2775)),  # none wrong of ten is not "never wrong"
    ([["measure"], ["effects"]], (1, 1, 1.0, 0.2065, 1.0)),  # what is no measure has no amount to judge
]


@pytest.mark.parametrize(("wrong", "wanted"), RATES)
def test_judged_samples_give_rates_with_intervals(wrong: list[list[str]], wanted: tuple[Any, ...]) -> None:
    ((n, k, rate, low, high),) = judged(wrong)
    assert (n, k, rate) == wanted[:3]
    assert (low, high) == pytest.approx(wanted[3:], abs=2e-4)


def test_a_stratum_that_was_drawn_thinly_weighs_more() -> None:
    rows = Rows(documents=[document("d")], measures=[measure("m1", "d"), measure("m2", "d", seq=2, layout="prose")])
    rows.samples = [
        SampleRow("s", "d", "m1", "table · native", 90, 1, True, []),
        SampleRow("s", "d", "m2", "prose · native", 10, 1, True, ["area"]),
    ]
    con = database.connect_in_memory()
    database.load(con, rows)
    assert database.rows_of(con, "select rate from v_error_rate where field = 'area' and layout is null")[1] == [(0.1,)]


def test_a_sum_of_plans_carries_how_uncertain_it_is(tmp_path: Path) -> None:
    rows = Rows(documents=[document("d", municipality="Ekköping", body="Socialnämnden", plan_year=2024)])
    rows.measures = [measure(f"m{n}", "d", seq=n, review="accepted" if n == 1 else "none") for n in (1, 2)]
    rows.effects = [EffectRow(f"m{n}", 1, "100 kr", 100, "estimated", 2024, None, "total") for n in (1, 2)]
    rows.samples = [
        SampleRow("s", "d", "m1", "table · native", 2, 2, True, []),
        SampleRow("s", "d", "m2", "table · native", 2, 2, True, ["effects"]),
    ]
    sql = "select unseen_sek, amount_error_rate, doubtful_sek from v_planned_sum"
    assert asked(rows, sql, reference=tmp_path) == [(100, 0.5, 50)]


GOLD = [
    (label, file)
    for labels, papers in ((ROOT / "tests" / "gold", ROOT / "data" / "raw"), (SHARED / "gold", SHARED / "pdf"))
    for label in sorted(labels.glob("*.json"))
    if (file := papers / f"{label.stem}.pdf").is_file()
]


@pytest.mark.parametrize(("label", "path"), GOLD, ids=lambda path: path.stem)
def test_the_printed_sums_of_the_labels_are_found_with_the_right_verdict(label: Path, path: Path) -> None:
    wanted = {
        (t["amount_sek"], t["kind"], t["agrees"])
        for t in json.loads(label.read_text("utf-8")).get("control_totals", [])
    }
    read = read_paper(path)
    rows = rows_of(read, extract(arrange(read)), extracted_with="test")
    assert {(t.amount_sek, t.kind, t.agrees) for t in rows.control_totals} == wanted


UNTAKEN = """
    # Åtgärder för budget i balans
    | Nr | Åtgärd | Effekt tkr |
    | 1 | Säga upp lokalen på Torget | 400 |
    | 2 | Samordna inköp av förbrukning | 200 |

    ## Bakgrund
    Nämnden har under flera år haft ett underskott som beror på fler ärenden.
"""


def test_text_under_other_headings_is_left_out_on_purpose() -> None:
    assert find_untaken(find_measures(paper(UNTAKEN))[1]) == []


def test_text_among_the_measures_that_nobody_took_is_told_with_its_page() -> None:
    drawn = paper(
        "# Åtgärder\nFörsta stycket handlar om något helt annat än pengar.\nAndra.\n\nMellan dem står en text som ingen tog hand om.\n\nSista stycket."
    )
    lines = list(drawn.lines())
    rest = drawn.without([lines[1].id, lines[-1].id])
    assert [(f.code, f.page, f.message[:90]) for f in find_untaken(rest)] == [
        (
            "untaken_text",
            1,
            "Text bland åtgärderna hör inte till någon åtgärd: »Mellan dem står en text som ingen tog h",
        )
    ]


def test_every_check_has_a_rule_in_words_and_a_severity() -> None:
    codes = database.check_codes()
    assert len(codes) >= 10
    assert set(codes.values()) <= {"info", "warning", "error"}
