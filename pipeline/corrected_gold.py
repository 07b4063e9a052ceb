"""People's corrections as gold: a database goes in; what the program had read is held against what people have decided.

Only what a person has looked at counts: measures that were accepted, corrected or added are gold, and what was read of them, and of
those that were rejected, is what is judged.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline import database
from pipeline.evaluate import Result, compare
from pipeline.told import Record, Told, read_told
from pipeline.values import DOCUMENT_FIELDS


def evaluate_corrections(path: Path) -> list[Result]:
    """One result for each paper that people have reviewed, as of the last build."""
    results = []
    with database.connect_readonly(path) as con:
        for document_id, said in database.rows_of(con, "from uncorrected order by document_id")[1]:
            now, read = read_told(con, str(document_id)), Told.of_text(str(said))
            if now is not None:
                results.append(_judged(now, read))
    return results


def _judged(now: Told, read: Told) -> Result:
    reviewed = [record for record in now.measures if record.row["review"] != "none"]
    kept, seen = {r.id for r in now.measures}, {r.id for r in reviewed}
    found = [r for r in read.measures if r.id in seen or r.id not in kept]
    gold = {"measures": [_as_label(r) for r in reviewed], "document": now.document}
    facts_set = any(now.document[name] != read.document[name] for name in DOCUMENT_FIELDS)
    return compare(now.document["file_name"], gold, read.document if facts_set else None, [_as_label(r) for r in found])


def _as_label(record: Record) -> dict[str, Any]:
    return record.row | {"effects": record.effects}
