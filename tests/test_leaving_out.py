"""Fields in which people are named: what ``leave_out`` names is nowhere in the database, and the rest is."""

from __future__ import annotations

from datetime import datetime

import pytest

from pipeline import database
from pipeline.config import Settings
from pipeline.leaving_out import leave_out
from pipeline.schema import CorrectionRow, EvidenceRow, FindingRow, Rows
from tests.bank import document, measure

NAME, REVIEWER = "Ulla Svensk", "Kim Granskare"


def tables(said: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of a bank in which a responsible and a reviewer are named, after ``leave_out``."""
    at = datetime(2024, 5, 1)
    con = database.connect_in_memory()
    rows = Rows(
        documents=[document("d")],
        measures=[measure("m", "d", responsible=NAME, comment="Klart i maj.")],
        evidence=[
            EvidenceRow("m", "responsible", 1, 1, 0, 0, 9, 9, NAME),
            EvidenceRow("m", "comment", 1, 1, 0, 20, 9, 29, "Klart i maj."),
        ],
        findings=[
            FindingRow("d", "m", "comment", "warning", "correction_orphan", f"{REVIEWER} rättade till »{NAME}«.", 1),
            FindingRow("d", "m", "responsible", "info", "not_understood", f"»{NAME}« förstås inte.", 1),
        ],
        corrections=[
            CorrectionRow("d", "m", "responsible", None, NAME, REVIEWER, at, "applied", "c1", f"{NAME} enligt protokollet"),
            CorrectionRow("d", "m", "comment", "Klart i mars.", "Klart i maj.", REVIEWER, at, "applied", "c2", None),
        ],
    )  # fmt: skip
    database.load(con, rows)
    database.append(con, "uncorrected", [("d", f'{{"responsible": "{NAME}"}}')])
    leave_out(con, Settings(leave_out=said))
    names = ("measures", "evidence", "findings", "corrections", "uncorrected")
    return {name: [tuple(row) for row in database.rows_of(con, f"from {name}")[1]] for name in names}


def test_nothing_is_left_out_unless_told() -> None:
    kept = tables("")
    assert {name: len(rows) for name, rows in kept.items()} == {
        "measures": 1, "evidence": 2, "findings": 2, "corrections": 2, "uncorrected": 1,
    }  # fmt: skip
    assert str(kept).count(NAME) == 7


@pytest.mark.parametrize(
    ("said", "gone", "stays"),
    [
        ("responsible, by", [NAME, REVIEWER], ["Klart i maj.", "Klart i mars."]),
        ("responsible", [NAME], [REVIEWER, "Klart i maj."]),
        ("by", [REVIEWER], [NAME]),
        ("comment", ["Klart i maj.", "Klart i mars."], [NAME, REVIEWER]),
    ],
)
def test_what_is_named_is_nowhere_and_the_rest_stays(said: str, gone: list[str], stays: list[str]) -> None:
    held = str(tables(said))
    assert [text for text in gone if text in held] == []
    assert [text for text in stays if text not in held] == []
