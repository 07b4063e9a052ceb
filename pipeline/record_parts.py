"""Measures made of others: a new one, one split into several, two joined. Records go in, the paper's list of them is changed."""

from __future__ import annotations

from typing import Any

from pipeline.record_values import number_places, put_value
from pipeline.rows import measure_key
from pipeline.told import Record, Told, Values
from pipeline.values import EFFECTS, MEASURE_FIELDS, usable, usable_effects


def new_record(told: Told, page: int, action: str) -> Record:
    """A measure that says nothing but its action."""
    row: Values = dict.fromkeys(MEASURE_FIELDS)
    row |= {"measure_id": "", "document_id": told.document["document_id"], "seq": 0, "action": action, "area_path": []}
    row |= {
        "ekonomisk_effekt": None,
        "layout": "prose",
        "page_action": page,
        "page_first": page,
        "page_last": page,
        "confidence": 1.0,
        "review": "none",
    }
    row["measure_id"] = _free(measure_key(row["document_id"], page, action), {r.id for r in told.measures})
    return Record(row)


def insert(told: Told, record: Record) -> None:
    """Where it stands on its page; after all of the page where nobody pointed it out."""
    here = _standing(record)
    after = [n for n, r in enumerate(told.measures, 1) if _standing(r) <= here]
    told.measures.insert(after[-1] if after else 0, record)


def split(told: Told, record: Record, parts: list[Any], gone: set[str]) -> list[Record]:
    """Put the parts in the place of the measure; the first keeps its key. ``gone`` are keys that were taken away, and are not given again."""
    if len(parts) < 2:
        raise ValueError("En delning ger minst två åtgärder.")
    at = told.measures.index(record)
    pieces = []
    for said in parts:
        piece = record.copy()
        piece.effects, piece.findings = [], []
        piece.evidence = [e for e in piece.evidence if not e["field"].startswith("effects.")]
        for name in MEASURE_FIELDS:
            if name in said:
                put_value(piece, name, usable(name, said[name]))
        put_value(piece, EFFECTS, usable_effects(said.get(EFFECTS) or []), record)
        pieces.append(piece)
    others = {r.id for r in told.measures if r is not record} | gone
    for n, piece in enumerate(pieces):
        piece.row["measure_id"] = record.id if n == 0 else _free(_key(told, piece), others)
        others.add(piece.id)
    told.measures[at : at + 1] = pieces
    return pieces


def join(record: Record, other: Record) -> None:
    """Give the first what the other says: its text and amounts after its own, other values where it has none."""
    if other is record:
        raise ValueError("En åtgärd kan inte läggas ihop med sig själv.")
    record.row["action"] = f"{record.row['action']} {other.row['action']}"
    for name in MEASURE_FIELDS:
        if record.row[name] in (None, []):
            record.row[name] = other.row[name]
            record.evidence += other.places(name)
    shift = len(record.effects)
    record.effects += other.effects
    record.evidence += other.places("action")
    for place in other.evidence:
        name, dot, number = place["field"].partition(".")
        if dot:
            record.evidence.append(place | {"field": f"{name}.{int(number) + shift}"})
    record.findings += other.findings
    for name, chosen in (("page_action", min), ("page_first", min), ("page_last", max)):
        record.row[name] = chosen(record.row[name], other.row[name])
    number_places(record)


def _key(told: Told, record: Record) -> str:
    return measure_key(told.document["document_id"], record.row["page_first"], record.row["action"])


def _free(key: str, taken: set[str]) -> str:
    number, name = 1, key
    while name in taken:
        number += 1
        name = f"{key}-{number}"
    return name


def _standing(record: Record) -> tuple[int, float]:
    tops = [e["top"] for e in record.evidence if e["page"] == record.row["page_first"]]
    return record.row["page_first"], min(tops, default=float("inf"))
