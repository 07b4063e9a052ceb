"""What people have set: it wins over what is read, finds its measure again when rules change, and none is ever dropped."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline import database
from pipeline.applying import apply_corrections
from pipeline.config import Settings
from pipeline.correcting import correct
from pipeline.corrections import (
    Anchor,
    Correction,
    Spot,
    append_correction,
    file_name,
    parse_line,
    read_corrections,
    undoing,
)
from pipeline.schema import ControlTotalRow, EvidenceRow, FindingRow, Rows
from pipeline.told import Told, read_told
from pipeline.values import usable, usable_effects
from tests.bank import document, effect, measure

SHA = "ab" * 32
DOC = SHA[:16]
RENT, SCHEDULE, PURCHASE = (
    "Säga upp lokalen på Storgatan.",
    "Se över schemat på natten.",
    "Samordna inköpen av förbrukning.",
)


def rows() -> Rows:
    """A plan with three measures, each on its page, two of them with an amount and a printed sum that is 100 tkr off."""
    said = Rows(documents=[document(DOC, sha256=SHA, file_name="plan.pdf", plan_year=2024)])
    for seq, (action, amount) in enumerate(((RENT, 400_000), (SCHEDULE, None), (PURCHASE, 200_000)), 1):
        said.measures.append(
            measure(
                f"{DOC}-{seq}-x",
                DOC,
                seq=seq,
                no=str(seq),
                action=action,
                page_first=seq,
                page_last=seq,
                ekonomisk_effekt=amount,
            )
        )
        said.evidence.append(EvidenceRow(f"{DOC}-{seq}-x", "action", 1, seq, 70, 100, 300, 112, action))
        if amount:
            said.effects.append(effect(f"{DOC}-{seq}-x", amount, raw=f"{amount // 1000} tkr"))
            said.evidence.append(
                EvidenceRow(f"{DOC}-{seq}-x", "effects.1", 1, seq, 400, 100, 450, 112, f"{amount // 1000}")
            )
    said.control_totals.append(
        ControlTotalRow(DOC, "700 tkr", 700_000, "estimated", 2024, None, 3, 600_000, False, None)
    )
    said.findings.append(FindingRow(DOC, f"{DOC}-2-x", "area", "info", "area_unknown", "Området framgår inte.", 2))
    return said


def told(said: Rows | None = None) -> Told:
    con = database.connect_in_memory()
    database.load(con, said or rows())
    found = read_told(con, DOC)
    assert found is not None
    return found


def line(
    field: str, old: Any, new: Any, *, of: int | None = 1, by: str = "Anna", at: int = 1, **more: Any
) -> Correction:
    """A correction of the n-th measure, made at minute ``at``; ``of`` None is the paper itself."""
    action = {1: RENT, 2: SCHEDULE, 3: PURCHASE}.get(of or 0, "")
    said: dict[str, Any] = {"by": by, "sha256": SHA, "file": "plan.pdf", "field": field, "old": old, "new": new}
    said |= {"at": f"2024-05-02T10:{at:02}:00.000Z", "measure": f"{DOC}-{of}-x" if of else None}
    said |= {"anchor": Anchor(action, str(of), of) if of else None}
    return Correction(**(said | more))


def state(lines: list[Correction]) -> list[tuple[str, str, str | None]]:
    return [(r.field, r.state, r.reason) for r in correct(told(), lines).rows]


SET = [  # field, old, new, what the row then has
    ("area", None, "skola", {"area": "skola"}),
    ("title", None, "  Färre\nlokaler ", {"title": "Färre lokaler"}),
    ("start_date", None, "2024-03-01", {"start_date": "2024-03-01", "start_precision": "day"}),
    ("status", None, "done", {"status": "done"}),
    ("area_path", [], ["Vård", "Hemtjänst"], {"area_path": ["Vård", "Hemtjänst"]}),
    ("responsible", None, None, {"responsible": None, "review": "accepted"}),  # looked at, and right
]


@pytest.mark.parametrize(("field", "old", "new", "wanted"), SET)
def test_a_value_that_a_person_sets_is_the_measures_own(field: str, old: Any, new: Any, wanted: dict[str, Any]) -> None:
    corrected = correct(told(), [line(field, old, new)])
    row = corrected.told.measures[0].row
    assert {k: row[k] for k in wanted} == wanted
    assert row["review"] == wanted.get("review", "corrected")
    assert corrected.rows[0].state == "applied"


NOT_USABLE = [
    ("area", "skolan"),
    ("start_date", "hösten 2024"),
    ("action", " "),
    ("area_path", "Vård"),
    ("layout", "table"),  # how it stands on the paper is no opinion
    ("effects", [{"amount_sek": "400"}]),
    ("effects", [{"amount_sek": 1, "kind": "guessed"}]),
    ("effects", "400 tkr"),
    ("rowid", "1"),
]


@pytest.mark.parametrize(("field", "new"), NOT_USABLE)
def test_what_cannot_be_used_is_an_orphan_with_its_reason_and_stops_nothing(field: str, new: Any) -> None:
    corrected = correct(told(), [line(field, None, new), line("status", None, "done", at=2)])
    assert [r.state for r in corrected.rows] == ["orphan", "applied"]
    assert corrected.rows[0].reason
    assert corrected.told.measures[0].row["status"] == "done"


def test_usable_values_are_written_as_the_tables_hold_them() -> None:
    assert usable("plan_year", "2024") == 2024
    assert usable("comment", "") is None
    assert usable_effects([{"amount_sek": -5, "year": "2024"}]) == [
        {"raw": "-5 kr", "amount_sek": -5, "kind": "estimated", "year": 2024, "as_of": None, "period": "total"}
    ]


def test_a_corrected_amount_changes_the_sum_and_what_the_printed_one_is_held_against() -> None:
    amount = {
        "raw": "500 tkr",
        "amount_sek": 500_000,
        "kind": "estimated",
        "year": None,
        "as_of": None,
        "period": "total",
    }
    after = correct(told(), [line("effects", [], [amount])]).told
    assert after.measures[0].row["ekonomisk_effekt"] == 500_000
    assert [(t["sum_sek"], t["agrees"]) for t in after.totals] == [(700_000, True)]


def test_an_accepted_measure_is_reviewed_and_unchanged() -> None:
    before, after = told(), correct(told(), [line("review", None, "accepted")]).told
    assert after.measures[0].row == before.measures[0].row | {"review": "accepted"}


def test_a_place_that_is_pointed_out_takes_the_place_of_the_one_read() -> None:
    spot = Spot(2, (70.0, 300.0, 200.0, 312.0), "Storgatan 4")
    record = correct(told(), [line("action", RENT, "Säga upp Storgatan 4.", place=(spot,))]).told.measures[0]
    assert [(e["page"], e["top"], e["text"]) for e in record.places("action")] == [(2, 300.0, "Storgatan 4")]
    assert (record.row["page_first"], record.row["page_last"]) == (1, 2)  # its amount still stands on page 1


def test_a_finding_is_settled_by_the_value_that_it_asked_for() -> None:
    assert correct(told(), [line("area", None, "skola", of=2)]).told.measures[1].findings == []


def test_a_rejected_measure_is_gone_with_its_amount() -> None:
    after = correct(told(), [line("measure", RENT, None)]).told
    assert [(m.row["action"], m.row["seq"]) for m in after.measures] == [(SCHEDULE, 1), (PURCHASE, 2)]
    assert after.totals[0]["sum_sek"] == 200_000


ADDED = {"action": "Hyra ut källaren.", "effects": [{"raw": "50 tkr", "amount_sek": 50_000}]}


def test_a_missed_measure_stands_where_it_was_pointed_out() -> None:
    spots = (
        Spot(2, (70.0, 40.0, 200.0, 52.0), "Hyra ut källaren."),
        Spot(2, (400.0, 40.0, 450.0, 52.0), "50", "effects.1"),
    )
    corrected = correct(
        told(), [line("measure", None, ADDED, measure="new", anchor=Anchor("Hyra ut källaren.", page=2), place=spots)]
    )
    assert [m.row["action"] for m in corrected.told.measures] == [
        RENT,
        "Hyra ut källaren.",
        SCHEDULE,
        PURCHASE,
    ]  # above on page 2
    record = corrected.told.measures[1]
    assert (record.row["ekonomisk_effekt"], record.row["review"], record.id[:18]) == (50_000, "corrected", f"{DOC}-2")
    assert [(e["field"], e["text"]) for e in record.evidence] == [("action", "Hyra ut källaren."), ("effects.1", "50")]


def test_an_added_measure_can_be_corrected_and_is_one_with_the_same_found_by_rules_later() -> None:
    add = line("measure", None, {"action": "Se över schemat på nätterna."}, measure="new", anchor=Anchor("Se över schemat på nätterna.", page=2), place=(
        Spot(2, (70.0, 100.0, 300.0, 112.0), "Se över schemat på nätterna."),))  # fmt: skip
    set_area = replace(line("area", None, "aldreomsorg", at=2), measure="new", anchor=add.anchor)
    after = correct(told(), [add, set_area]).told
    assert [(m.row["action"], m.row["area"]) for m in after.measures] == [
        (RENT, None), ("Se över schemat på nätterna.", "aldreomsorg"), (PURCHASE, None),
    ]  # fmt: skip


def test_a_split_gives_each_part_its_own_text_and_amount() -> None:
    parts = [
        {"action": "Säga upp lokalen.", "effects": [{"raw": "400 tkr", "amount_sek": 400_000}]},
        {"action": "Flytta arkivet."},
    ]
    after = correct(told(), [line("split", RENT, parts)]).told
    assert [(m.row["action"], m.row["ekonomisk_effekt"]) for m in after.measures[:2]] == [
        ("Säga upp lokalen.", 400_000),
        ("Flytta arkivet.", None),
    ]
    assert [e["text"] for e in after.measures[0].places("effects.1")] == ["400"]  # the amount keeps its place
    assert len({m.id for m in after.measures}) == 4


def test_joined_measures_are_one_with_both_texts_and_amounts() -> None:
    other = {"measure": f"{DOC}-3-x", "anchor": {"action": PURCHASE, "no": "3", "page": 3}}
    after = correct(told(), [line("join", RENT, other)]).told
    assert [(m.row["action"], m.row["ekonomisk_effekt"], m.row["page_last"]) for m in after.measures] == [
        (f"{RENT} {PURCHASE}", 600_000, 3), (SCHEDULE, None, 2),
    ]  # fmt: skip
    assert [(e["field"], e["page"]) for e in after.measures[0].evidence] == [
        ("action", 1),
        ("effects.1", 1),
        ("action", 3),
        ("effects.2", 3),
    ]


def test_rules_that_read_the_measure_otherwise_do_not_lose_its_correction() -> None:
    said = rows()
    said.measures[0] = said.measures[0]._replace(
        measure_id=f"{DOC}-1-y", action="Säga upp lokalen på Storgatan 4 i centrum."
    )
    said.evidence = [e._replace(measure_id=f"{DOC}-1-y") if e.page == 1 else e for e in said.evidence]
    said.effects = [e._replace(measure_id=f"{DOC}-1-y") if e.amount_sek == 400_000 else e for e in said.effects]
    corrected = correct(told(said), [line("area", None, "skola")])
    assert (corrected.told.measures[0].row["area"], corrected.rows[0].measure_id) == ("skola", f"{DOC}-1-y")


def test_the_same_key_on_another_text_is_not_trusted() -> None:
    said = rows()
    said.measures[0] = said.measures[0]._replace(action="Höja taxan för parkering i centrum.")
    assert [r.state for r in correct(told(said), [line("area", None, "skola")]).rows] == ["orphan"]


def test_a_correction_whose_measure_is_not_found_is_an_orphan() -> None:
    gone = line("area", None, "skola", measure=f"{DOC}-9-q", anchor=Anchor("Avveckla flygfältet.", page=9))
    assert state([gone]) == [("area", "orphan", "Åtgärden hittas inte längre i handlingen.")]


def test_two_people_who_disagree_are_both_told_and_the_later_holds() -> None:
    lines = [line("area", None, "skola"), line("area", None, "forskola", by="Bo", at=2)]
    record = correct(told(), lines).told.measures[0]
    assert record.row["area"] == "forskola"
    assert [(f["code"], f["severity"]) for f in record.findings] == [("correction_conflict", "error")]
    assert record.findings[0]["message"].startswith("Anna har satt område till »Skola« och Bo till »Förskola«. ")


def amount_of(sek: int, **said: Any) -> dict[str, Any]:
    return {"raw": "x", "amount_sek": sek, "kind": "estimated", "year": None, "as_of": None, "period": "total"} | said


IN_WORDS = [  # field, old, new, how the finding says them
    ("area", "skola", "forskola", "Anna rättade område från »Skola« till »Förskola«. Läsningen ger nu »tomt«."),
    ("status", "planned", "done", "Anna rättade läge från »Planerad« till »Genomförd«. Läsningen ger nu »tomt«."),
    ("start_precision", "month", None, None),  # nothing was read, and nothing is set
    ("area_path", ["Vård"], ["Vård", "Omsorg"], "Anna rättade rubriker ovanför från »Vård« till »Vård › Omsorg«. Läsningen ger nu »tomt«."),
    ("effects", [amount_of(500_000)], [amount_of(-450_000, kind="actual", year=2024), amount_of(1_200, period="full_year")],
     "Anna rättade belopp från »500 000 kr beräknat« till »−450 000 kr utfall 2024, 1 200 kr beräknat helår«. Läsningen ger nu »400 000 kr beräknat«."),
]  # fmt: skip


@pytest.mark.parametrize(("field", "old", "new", "says"), IN_WORDS)
def test_what_is_read_otherwise_is_told_in_words(field: str, old: Any, new: Any, says: str | None) -> None:
    findings = correct(told(), [line(field, old, new)]).told.measures[0].findings
    messages = [f["message"].replace("\N{NO-BREAK SPACE}", " ").split(" Rättelsen gäller")[0] for f in findings]
    assert messages == ([says] if says else [])


def test_who_has_seen_the_others_value_decides() -> None:
    lines = [
        line("area", None, "skola"),
        line("area", None, "forskola", by="Bo", at=2),
        line("area", "forskola", "skola", at=3),
    ]
    record = correct(told(), lines).told.measures[0]
    assert (record.row["area"], record.findings) == ("skola", [])


def test_amounts_are_the_same_with_and_without_their_numbers() -> None:
    read = told().measures[0].effects  # as the database has them, each with its number
    anna, bo = (usable_effects([{"raw": "4", "amount_sek": sek}]) for sek in (450_000, 470_000))
    lines = [line("effects", read, anna), line("effects", [anna[0] | {"seq": 1}], bo, by="Bo", at=2)]
    record = correct(told(), lines).told.measures[0]
    assert (record.row["ekonomisk_effekt"], record.findings) == (470_000, [])
    assert correct(told(), [line("effects", read, usable_effects(read))]).told.measures[0].row["review"] == "accepted"


def test_a_correction_of_a_removed_measure_is_told() -> None:
    assert state([line("measure", RENT, None, by="Bo"), line("area", None, "skola", at=2)])[1] == (
        "area", "orphan", "Åtgärden är borttagen av Bo.",
    )  # fmt: skip


def test_a_value_read_otherwise_since_is_told_and_the_person_still_wins() -> None:
    record = correct(told(), [line("no", "7", "11")]).told.measures[0]
    assert (record.row["no"], [f["code"] for f in record.findings]) == ("11", ["correction_stale"])


def test_lines_are_only_appended_and_an_undo_is_a_line_too(tmp_path: Path) -> None:
    first, second = line("area", None, "skola"), line("status", None, "done", at=2)
    for correction in (first, second):
        append_correction(tmp_path, correction)
    before = (tmp_path / "anna.jsonl").read_bytes()
    undo = undoing(first, "Anna")
    append_correction(tmp_path, undo)
    assert (tmp_path / "anna.jsonl").read_bytes().startswith(before)
    assert read_corrections(tmp_path) == ([second], [])
    append_correction(tmp_path, undoing(undo, "Anna"))
    assert read_corrections(tmp_path) == ([first, second], [])


def test_two_peoples_files_are_read_together_in_the_order_of_time(tmp_path: Path) -> None:
    late, early = line("area", None, "skola", at=5), line("area", None, "forskola", by="Åsa Öst", at=2)
    append_correction(tmp_path, late)
    append_correction(tmp_path, early)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["anna.jsonl", "asa-ost.jsonl"]
    assert read_corrections(tmp_path)[0] == [early, late]


TORN = [
    ("{", "raden är avbruten eller inte skriven som JSON"),
    ("[]", "raden är inget JSON-objekt"),
    ('{"id": "1"}', "at saknas"),
    ("<<<<<<< HEAD", "raden är avbruten eller inte skriven som JSON"),
    (
        '{"id":"1","at":"igår","by":"A","sha256":"x","file":"f","field":"area"}',
        "ett värde är inte skrivet som det ska",
    ),
    ("\x00", "raden är avbruten eller inte skriven som JSON"),
]


@pytest.mark.parametrize(("text", "why"), TORN)
def test_a_line_that_cannot_be_read_is_told_and_kept(text: str, why: str, tmp_path: Path) -> None:
    good = line("area", None, "skola")
    (tmp_path / "anna.jsonl").write_text(text, "utf-8")  # without its line break: torn
    append_correction(tmp_path, good)
    lines, torn = read_corrections(tmp_path)
    assert (lines, [(t.file, t.line, t.why) for t in torn]) == (
        [good], [("anna.jsonl", 1, why)],
    )  # fmt: skip
    assert (tmp_path / "anna.jsonl").read_text("utf-8").startswith(text)


def test_a_line_is_readable_json_that_comes_back_as_it_was(tmp_path: Path) -> None:
    made = line("title", None, "Färre lokaler", place=(Spot(2, (1.0, 2.0, 3.0, 4.0), "Färre"),), note="Står i rutan")
    text = append_correction(tmp_path, made).read_text("utf-8")
    assert parse_line(text) == made
    assert json.loads(text)["new"] == "Färre lokaler"
    assert "Färre lokaler" in text  # å, ä and ö as they are: the file is read in git


NAMES = [
    ("Anna", "anna.jsonl"),
    ("../../etc/passwd", "etc-passwd.jsonl"),
    ("", "granskare.jsonl"),
    ("Åsa Öst", "asa-ost.jsonl"),
]


@pytest.mark.parametrize(("who", "name"), NAMES)
def test_a_persons_file_stays_in_its_folder(who: str, name: str) -> None:
    assert file_name(who) == name


def built(tmp_path: Path, said: Rows, *lines: Correction) -> database.Connection:
    for correction in lines:
        append_correction(tmp_path, correction)
    con = database.connect_in_memory()
    database.load(con, said)
    apply_corrections(con, Settings(corrections=str(tmp_path)))
    return con


def test_the_database_has_the_corrected_values_the_lines_and_what_was_read(tmp_path: Path) -> None:
    con = built(tmp_path, rows(), line("area", None, "skola"), line("plan_year", 2024, 2025, of=None, at=2))
    assert database.rows_of(con, "select area, review from measures order by seq")[1][0] == ("skola", "corrected")
    assert database.rows_of(con, "select plan_year from documents")[1] == [(2025,)]
    assert database.rows_of(con, 'select field, old_value, new_value, "by", state from corrections order by "at"')[1] == [
        ("area", None, "skola", "Anna", "applied"), ("plan_year", "2024", "2025", "Anna", "applied"),
    ]  # fmt: skip
    ((text,),) = database.rows_of(con, "select said from uncorrected")[1]
    assert Told.of_text(str(text)).measures[0].row["area"] is None


def test_corrections_of_bytes_that_have_changed_are_opened_again(tmp_path: Path) -> None:
    old = line("area", None, "skola", sha256="cd" * 32, measure="cdcdcdcdcdcdcdcd-1-x")
    con = built(tmp_path, rows(), old)
    assert database.rows_of(con, "select area, review from measures where seq = 1")[1] == [(None, "none")]
    assert database.rows_of(con, "select measure_id, field, severity from findings where code = 'correction_reopened'")[
        1
    ] == [(f"{DOC}-1-x", "area", "warning")]
    assert database.rows_of(con, "select message from findings where code = 'correction_reopened'")[1] == [
        (
            "En rättelse av område från »tomt« till »Skola« (Anna) gjordes i en tidigare fil med samma namn. Filen har ändrats sedan dess: "
            "se efter och rätta igen om det behövs.",
        )
    ]
    assert database.rows_of(con, "select state, reason from corrections")[1] == [
        ("orphan", "Handlingen har fått nytt innehåll sedan dess. Bedöm rättelsen på nytt.")
    ]


def test_orphans_and_torn_lines_are_findings(tmp_path: Path) -> None:
    (tmp_path / "bo.jsonl").write_text("{\n", "utf-8")
    con = built(tmp_path, rows(), line("area", None, "hus"))
    assert database.rows_of(con, "select code, severity from findings where code like 'correction%' order by 1")[1] == [
        ("correction_orphan", "warning"), ("correction_unreadable", "error"),
    ]  # fmt: skip


ORPHANS = [  # field, what it set, how the finding begins
    ("area", "hus", "En rättelse av område från »tomt« till »hus« (Anna) används inte: "),
    ("responsible", "Ek", "En rättelse av ansvarig från »tomt« till »Ek« (Anna) används inte: "),
    ("effects", [], "En bekräftelse av belopp »tomt« (Anna) används inte: "),
    (
        "area_path",
        ["Vård", "Omsorg"],
        "En rättelse av rubriker ovanför från »tomt« till »Vård › Omsorg« (Anna) används inte: ",
    ),
    ("review", "accepted", "Ett godkännande (Anna) används inte: "),
    ("measure", None, "En avvisning (Anna) används inte: "),
    ("split", [], "En delning (Anna) används inte: "),
    ("join", {}, "En ihopslagning (Anna) används inte: "),
]


@pytest.mark.parametrize(("field", "new", "begins"), ORPHANS)
def test_what_is_not_used_is_told_in_swedish(tmp_path: Path, field: str, new: Any, begins: str) -> None:
    gone = {"measure": f"{DOC}-9-q", "anchor": Anchor("Avveckla flygfältet.", page=9)}
    con = built(tmp_path, rows(), line(field, None, new, **gone))
    ((message,),) = database.rows_of(con, "select message from findings where code = 'correction_orphan'")[1]
    assert str(message).startswith(begins)
