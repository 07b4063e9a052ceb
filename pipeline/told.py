"""What one paper tells, as values that can be changed and put back: rows of the database go in and come out.

Used where people's corrections are laid over what was read: when the database is built, and in the review page.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from extractors.measure import ControlTotal, Effect, Measure
from pipeline.database import Connection, append, rows_of
from pipeline.schema import ControlTotalRow, EffectRow, EvidenceRow, FindingRow, MeasureRow
from pipeline.sums import agreement, summable

Values = dict[str, Any]


@dataclass(slots=True)
class Record:
    """A measure: its row without keys to other tables, its amounts, places and findings."""

    row: Values
    effects: list[Values] = field(default_factory=list)
    evidence: list[Values] = field(default_factory=list)
    findings: list[Values] = field(default_factory=list)

    @property
    def id(self) -> str:
        return str(self.row["measure_id"])

    def copy(self) -> Record:
        return deepcopy(self)

    def places(self, name: str) -> list[Values]:
        """Where a field was read, in order."""
        return [e for e in self.evidence if e["field"] == name]

    def told_by(self, name: str) -> str:
        """The field whose places show a value: a date is read from the words that stand in its raw field."""
        raw = name.replace("_date", "_raw")
        return raw if not self.places(name) and self.places(raw) else name


@dataclass(slots=True)
class Told:
    """A paper: its facts, its measures in reading order, its printed sums, and what was found about it as a whole."""

    document: Values
    measures: list[Record]
    totals: list[Values]
    findings: list[Values]

    def copy(self) -> Told:
        return deepcopy(self)

    def as_text(self) -> str:
        """All of it as JSON, to be kept."""
        measures = [[r.row, r.effects, r.evidence, r.findings] for r in self.measures]
        return json.dumps([self.document, measures, self.totals, self.findings], ensure_ascii=False, default=_plain)

    @staticmethod
    def of_text(text: str) -> Told:
        """What ``as_text`` wrote."""
        document, measures, totals, findings = json.loads(text)
        return Told(document, [Record(*m) for m in measures], totals, findings)


def read_told(con: Connection, document_id: str) -> Told | None:
    """What the database has of one paper; None where it has none. Dates are ISO texts."""
    documents = _dicts(con, "from documents where document_id = ?", document_id)
    if not documents:
        return None
    measures = [Record(row) for row in _dicts(con, "from measures where document_id = ? order by seq", document_id)]
    by_id = {record.id: record for record in measures}
    join = "join measures using (measure_id) where measures.document_id = ?"
    for row in _dicts(con, f"select effects.* from effects {join} order by measure_id, effects.seq", document_id):
        by_id[row.pop("measure_id")].effects.append(row)
    for row in _dicts(
        con, f"select evidence.* from evidence {join} order by measures.seq, evidence.rowid", document_id
    ):
        by_id[row.pop("measure_id")].evidence.append(row)
    findings: list[Values] = []
    for row in _dicts(con, "select * from findings where document_id = ? order by rowid", document_id):
        record = by_id.get(row.pop("measure_id"))
        (record.findings if record else findings).append(row)
    totals = _dicts(con, "select * from control_totals where document_id = ? order by rowid", document_id)
    return Told(documents[0], measures, totals, findings)


def write_told(con: Connection, told: Told) -> None:
    """Put a paper's rows in the place of those that the database has."""
    document_id = told.document["document_id"]
    for table in ("effects", "evidence"):
        con.execute(
            f"delete from {table} where measure_id in (select measure_id from measures where document_id = ?)",
            [document_id],
        )
    for table in ("measures", "findings", "control_totals"):
        con.execute(f"delete from {table} where document_id = ?", [document_id])
    facts = {name: told.document[name] for name in told.document if name != "document_id"}
    settings = ", ".join(f"{name} = ?" for name in facts)
    con.execute(f"update documents set {settings} where document_id = ?", [*facts.values(), document_id])
    append(con, "measures", [MeasureRow(**record.row) for record in told.measures])
    append(
        con,
        "effects",
        [
            EffectRow(r.id, n, *(e[c] for c in EffectRow._fields[2:]))
            for r in told.measures
            for n, e in enumerate(r.effects, 1)
        ],
    )
    append(con, "evidence", [EvidenceRow(measure_id=r.id, **e) for r in told.measures for e in r.evidence])
    findings = [FindingRow(measure_id=None, **f) for f in told.findings]
    findings += [FindingRow(measure_id=r.id, **f) for r in told.measures for f in r.findings]
    append(con, "findings", findings)
    append(con, "control_totals", [ControlTotalRow(**t) for t in told.totals])


def add_up(told: Told) -> None:
    """Work out anew what follows from the amounts: each measure's one number, and whether printed sums agree."""
    measures = [_as_measure(record) for record in told.measures]
    for record, measure in zip(told.measures, measures, strict=True):
        record.row["ekonomisk_effekt"] = summable(measure.effects, told.document["plan_year"])
    for row in told.totals:
        total = ControlTotal(
            row["raw"],
            row["amount_sek"],
            row["kind"],
            row["year"],
            _date(row["as_of"]),
            row["page"],
            row["scope"],
            row["period"],
        )
        row["sum_sek"], row["agrees"] = agreement(total, measures)


def put_in_order(told: Told) -> None:
    """Number the measures as they stand; one without a place keeps its neighbours."""
    for seq, record in enumerate(told.measures, 1):
        record.row["seq"] = seq


def _as_measure(record: Record) -> Measure:
    effects = tuple(
        Effect(e["raw"], e["amount_sek"], e["kind"], e["year"], _date(e["as_of"]), e["period"]) for e in record.effects
    )
    return Measure(
        layout="table", action=record.row["action"], area_path=tuple(record.row["area_path"]), effects=effects
    )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _dicts(con: Connection, sql: str, *values: object) -> list[Values]:
    names, rows = rows_of(con, sql, values)
    return [{name: _plain(value) for name, value in zip(names, row, strict=True)} for row in rows]


def _plain(value: Any) -> Any:
    """Dates as ISO texts, whatever they came as: the same in the database, in JSON and in a form."""
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def dicts(con: Connection, sql: str, values: Sequence[object] = ()) -> list[Values]:
    """The rows of a query as dictionaries, dates as ISO texts."""
    return _dicts(con, sql, *values)
