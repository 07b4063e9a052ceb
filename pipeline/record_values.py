"""Set values of one measure: a record, a field and its value go in, the record is changed, with its places and what follows from it."""

from __future__ import annotations

from typing import Any

from pipeline.corrections import Correction, Spot
from pipeline.told import Record, Values
from pipeline.values import EFFECTS


def put_value(record: Record, name: str, value: Any, before: Record | None = None) -> None:
    """Set one value, and what follows from it; places of what is no longer there go."""
    if name == EFFECTS:
        _put_effects(record, value, before or record)
        return
    record.row[name] = value
    if value in (None, []):
        record.evidence = [e for e in record.evidence if e["field"] != name]
    when, _, what = name.partition("_")
    if what == "date" and when in ("start", "due"):
        precision = f"{when}_precision"
        if value is None and record.row[precision] != "ongoing":
            record.row[precision] = None
        elif value is not None and record.row[precision] in (None, "ongoing"):
            record.row[precision] = "day"


def _put_effects(record: Record, effects: list[Values], before: Record) -> None:
    """Amounts with the places of those that were there already, by how they are printed."""
    free: dict[str, list[list[Values]]] = {}
    for n, effect in enumerate(before.effects, 1):
        free.setdefault(effect["raw"], []).append(before.places(f"effects.{n}"))
    record.evidence = [e for e in record.evidence if not e["field"].startswith("effects.")]
    for n, effect in enumerate(effects, 1):
        if places := free.get(effect["raw"]):
            record.evidence += [place | {"field": f"effects.{n}"} for place in places.pop(0)]
    record.effects = effects


def point_out(record: Record, line: Correction, name: str | None = None) -> None:
    """Take the places that a person pointed out for those that were read."""
    own = name or ("effects.1" if line.field == EFFECTS else line.field)
    spots: dict[str, list[Spot]] = {}
    for spot in line.place:
        spots.setdefault(spot.field or own, []).append(spot)
    for place, pointed in spots.items():
        record.evidence = [e for e in record.evidence if e["field"] != place]
        for spot in pointed:
            x0, top, x1, bottom = spot.box
            record.evidence.append(
                {
                    "field": place,
                    "seq": 0,
                    "page": spot.page,
                    "x0": x0,
                    "top": top,
                    "x1": x1,
                    "bottom": bottom,
                    "text": spot.text,
                }
            )
    if spots:
        pages: list[int] = [place["page"] for place in record.evidence]
        of_action: list[int] = [place["page"] for place in record.places("action")]
        record.row |= {"page_action": min(of_action or pages), "page_first": min(pages), "page_last": max(pages)}
        number_places(record)


def number_places(record: Record) -> None:
    """Count the places of each field from 1."""
    seen: dict[str, int] = {}
    for place in record.evidence:
        seen[place["field"]] = place["seq"] = seen.get(place["field"], 0) + 1
