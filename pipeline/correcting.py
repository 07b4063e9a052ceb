"""Lay people's corrections over what was read: a ``Told`` and corrections go in, a new ``Told`` and the fate of each line come out.

A line finds its measure by key or, when rules have changed, by what the measure said when it was corrected. A line that finds
nothing, or says what cannot be used, is an orphan with its reason; none is dropped. Corrections win over what was read, the later
over the earlier; where two people disagree without one having seen the other's, both are told in a finding.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

from pipeline import words
from pipeline.corrections import JOIN, LINK, MEASURE, REVIEW, SAMPLE, SPLIT, Anchor, Correction, anchor_of, as_text
from pipeline.record_parts import insert, join, new_record, split
from pipeline.record_values import point_out, put_value
from pipeline.schema import CorrectionRow
from pipeline.told import Record, Told, Values, add_up, put_in_order
from pipeline.values import DOCUMENT_FIELDS, EFFECTS, MEASURE_FIELDS, usable, usable_effects

_LEAST_ALIKE = 75  # per cent of an action that two readings of one measure share
_SAME_KEY_ALIKE = 50  # the key already says page and first words
_OTHER_PAGE = 10  # taken off for another page: rules may see the first line elsewhere
_SAME_MEASURE = 90  # a measure that a person added, and that rules find by themselves since


class Orphan(Exception):
    """Why a line does not hold, in Swedish."""


@dataclass(slots=True)
class Corrected:
    """What a paper tells with its corrections, and one row for each line."""

    told: Told
    rows: list[CorrectionRow] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)  # the key that a line names → the measure's key today


def correct(read: Told, corrections: list[Correction]) -> Corrected:
    """The paper with its corrections, in the order that they were made. ``read`` is left as it is."""
    work = _Work(read.copy())
    rows = [work.apply(correction) for correction in corrections]
    told = work.told
    told.measures = [r for r in told.measures if r.id not in work.gone]
    for record in told.measures:
        record.row["review"] = (
            "corrected"
            if record.id in work.changed
            else "accepted"
            if record.id in work.accepted
            else record.row["review"]
        )
    told.findings += work.conflicts_told()
    put_in_order(told)
    add_up(told)
    return Corrected(told, rows, dict(work.ids))


def find_record(told: Told, measure: str | None, anchor: Anchor | None) -> Record | None:
    """The measure that a line is about: the one with its key, else the one most like what it said."""
    if anchor is None:
        return next((r for r in told.measures if r.id == measure), None)
    best = max(((_alike(r, measure, anchor), -n) for n, r in enumerate(told.measures)), default=(0.0, 0))
    return told.measures[-best[1]] if best[0] >= _LEAST_ALIKE else None


def _alike(record: Record, measure: str | None, anchor: Anchor) -> float:
    ratio = fuzz.ratio(_folded(record.row["action"]), _folded(anchor.action))
    if record.id == measure and ratio >= _SAME_KEY_ALIKE:
        return 200.0 + ratio
    off = 0 if record.row["page_first"] == anchor.page else _OTHER_PAGE
    bonus = 5 if anchor.no and anchor.no == record.row["no"] else 0
    return ratio - off + bonus if ratio >= _LEAST_ALIKE else 0.0


class _Work:
    """A paper while its lines are laid over it, one after the other."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.read = told.copy()  # what was read: an anchor may speak of it after a person has set another action
        self.ids: dict[str, str] = {}
        self.gone: dict[str, str] = {}  # measure → who took it away
        self.changed: set[str] = set()
        self.accepted: set[str] = set()
        self.last: dict[tuple[str | None, str], Correction] = {}
        self.conflicts: dict[tuple[str | None, str], tuple[Correction, Correction]] = {}

    def apply(self, line: Correction) -> CorrectionRow:
        why, measure_id = None, line.measure
        try:
            measure_id = self._applied(line)
        except Orphan as reason:
            why = str(reason)
        except ValueError as reason:
            why = f"Värdet går inte att använda: {reason}"
        except (KeyError, TypeError, AttributeError):
            why = "Raden är inte skriven som den ska."
        return row_of(line, measure_id, why)

    def conflicts_told(self) -> list[Values]:
        """A finding for each pair of people who have set different values without knowing of each other."""
        found = []
        for (measure_id, name), (one, other) in sorted(self.conflicts.items(), key=lambda item: str(item[0])):
            message = (
                f"{one.by} har satt {words.field(name).lower()} till »{words.value(name, one.new)}« och {other.by} till »{words.value(name, other.new)}«. "
                f"Det senare gäller tills någon av er bestämmer: öppna uppgiften, sätt rätt värde och spara."
            )
            finding = _finding(self.told, "correction_conflict", "error", name, message)
            record = self._current(measure_id) if measure_id else None
            if record is not None and record.id not in self.gone:
                record.findings.append(finding | {"page": record.row["page_first"]})
            else:
                found.append(finding)
        return found

    def _applied(self, line: Correction) -> str | None:
        """Do what the line says; returns the key of its measure today."""
        if line.measure is None:
            self._set_fact(line)
            return None
        if line.field == MEASURE and line.new is not None:
            return self._add(line)
        record = self._find(line.measure, line.anchor)
        if line.field == REVIEW:
            if line.new == "accepted":
                self.accepted.add(record.id)
            return record.id
        if line.field in (SAMPLE, LINK):
            return record.id
        if line.field == MEASURE:
            self.gone[record.id] = line.by
        elif line.field == SPLIT:
            pieces = split(self.told, record, list(line.new), set(self.gone))
            self.changed |= {piece.id for piece in pieces}
        elif line.field == JOIN:
            other = self._find(str(line.new["measure"]), anchor_of(line.new["anchor"]))
            join(record, other)
            self.gone[other.id] = line.by
            self.changed.add(record.id)
        else:
            self._set(record, line)
        return record.id

    def _find(self, measure: str | None, anchor: Anchor | None) -> Record:
        record = self._current(self.ids[measure]) if measure in self.ids else find_record(self.told, measure, anchor)
        if record is None and (before := find_record(self.read, measure, anchor)):
            record = self._current(before.id)
        if record is None:
            raise Orphan("Åtgärden hittas inte längre i handlingen.")
        if record.id in self.gone:
            raise Orphan(f"Åtgärden är borttagen av {self.gone[record.id]}.")
        if measure is not None:
            self.ids[measure] = record.id
        return record

    def _current(self, measure_id: str) -> Record | None:
        return next((r for r in self.told.measures if r.id == measure_id), None)

    def _set_fact(self, line: Correction) -> None:
        if line.field not in DOCUMENT_FIELDS:
            raise Orphan(f"»{words.field(line.field)}« är inget fält för en handling.")
        value, before = usable(line.field, line.new), self.told.document[line.field]
        self._watch(line, None, before, value, self.told.findings)
        self.told.document[line.field] = value
        self.told.findings = [
            f for f in self.told.findings if f["field"] != line.field or f["code"].startswith("correction_")
        ]

    def _set(self, record: Record, line: Correction) -> None:
        if line.field == EFFECTS:
            value: Any = usable_effects(line.new)
            before: Any = unnumbered(record.effects)
        elif line.field in MEASURE_FIELDS:
            value, before = usable(line.field, line.new), record.row[line.field]
        else:
            raise Orphan(f"»{words.field(line.field)}« är inget fält för en åtgärd.")
        record.findings = [f for f in record.findings if not speaks_of(f, line.field)]
        self._watch(line, record.id, before, value, record.findings)
        put_value(record, line.field, value)
        point_out(record, line)
        if value != before:
            self.changed.add(record.id)
        self.accepted.add(record.id)

    def _watch(self, line: Correction, measure_id: str | None, before: Any, value: Any, findings: list[Values]) -> None:
        """Remember who set what, and tell where a line was made against something else than what is there now."""
        key = (measure_id, line.field)
        earlier = self.last.get(key)
        self.last[key] = line
        if earlier is None:
            if not _same(before, line.old) and not _same(before, value):
                message = (
                    f"{line.by} rättade {words.field(line.field).lower()} från »{words.value(line.field, line.old)}« till »{words.value(line.field, line.new)}«. "
                    f"Läsningen ger nu »{words.value(line.field, before)}«. Rättelsen gäller; se efter om den fortfarande stämmer."
                )
                findings.append(_finding(self.told, "correction_stale", "info", line.field, message))
        elif earlier.by != line.by and not _same(earlier.new, line.new) and not _same(earlier.new, line.old):
            self.conflicts[key] = (earlier, line)
            return
        self.conflicts.pop(key, None)  # whoever sets a value knowing the one before has decided

    def _add(self, line: Correction) -> str:
        said = dict(line.new)
        page = (
            line.place[0].page
            if line.place
            else int(said.get("page_first") or (line.anchor.page if line.anchor else 1))
        )
        action = usable("action", said.get("action"))
        twin = next(
            (
                r
                for r in self.told.measures
                if r.row["page_first"] == page
                and fuzz.ratio(_folded(r.row["action"]), _folded(action)) >= _SAME_MEASURE
            ),
            None,
        )
        record = twin or new_record(self.told, page, action)
        for name in MEASURE_FIELDS:
            if name in said:
                put_value(record, name, usable(name, said[name]))
        if said.get(EFFECTS) is not None:
            put_value(record, EFFECTS, usable_effects(said[EFFECTS]))
        point_out(record, line, "action")
        if twin is None:
            insert(self.told, record)
        self.ids[str(line.measure)] = record.id
        self.changed.add(record.id)
        return record.id


def row_of(line: Correction, measure_id: str | None, why: str | None) -> CorrectionRow:
    """A line as a row of the table ``corrections``; ``why`` it does not hold, or None."""
    return CorrectionRow(
        line.document_id, measure_id, line.field, as_text(line.old), as_text(line.new), line.by, line.time,
        "applied" if why is None else "orphan", line.id, why or line.note or None,
    )  # fmt: skip


def unnumbered(value: Any) -> Any:
    """Amounts without their number, which their order in the list tells; any other value as it is."""
    if not isinstance(value, list):
        return value
    return [{k: v for k, v in e.items() if k != "seq"} if isinstance(e, dict) else e for e in value]


def speaks_of(finding: Values, name: str) -> bool:
    """True where a finding is about the field, or one of the same family (start_raw and start_date)."""
    return bool(finding["field"]) and (
        finding["field"] == name or finding["field"].split(".")[0].split("_")[0] == name.split("_")[0]
    )


def _finding(told: Told, code: str, severity: str, name: str, message: str) -> Values:
    return {
        "document_id": told.document["document_id"],
        "field": name,
        "severity": severity,
        "code": code,
        "message": message,
        "page": None,
    }


def _same(one: Any, other: Any) -> bool:
    """True where two values say the same, however JSON or the database writes them."""
    one, other = unnumbered(one), unnumbered(other)
    return one in (None, "", []) if other in (None, "", []) else as_text(one) == as_text(other)


def _folded(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
