"""Gold records in the format of tests/gold, made from what a layout prints. A field that is not printed is null."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tests.printer.values import Source, When

FIELDS = [
    "no",
    "title",
    "action",
    "area_path",
    "area",
    "subarea",
    "start_raw",
    "start_date",
    "start_precision",
    "due_raw",
    "due_date",
    "effects",
    "effect_text",
    "goal",
    "method",
    "responsible",
    "status",
    "status_raw",
    "status_date",
    "comment",
    "layout",
]


def measure(source: Source, layout: str, action: str, **printed: Any) -> dict[str, Any]:
    """One gold measure. ``start`` and ``due`` are ``When``s; a plan's measure is ``planned`` unless said otherwise."""
    record: dict[str, Any] = dict.fromkeys(FIELDS) | {
        "action": action,
        "layout": layout,
        "area": source.thing.area,
        "subarea": _subarea(source),
        "effects": [],
        "status": "planned",
    }
    start: When | None = printed.pop("start", None)
    due: When | None = printed.pop("due", None)
    if start:
        record |= {"start_raw": start.raw, "start_date": start.iso, "start_precision": start.precision}
    if due:
        record |= {"due_raw": due.raw, "due_date": due.iso}
    unknown = set(printed) - set(FIELDS)
    if unknown:
        raise TypeError(f"no gold field: {unknown}")
    return record | printed


def _subarea(source: Source) -> str | list[str | None] | None:
    """In the administration two readers could differ on whether something is the management's or everybody's."""
    thing = source.thing
    if thing.area == "ledning_och_administration" and thing.subarea in (None, "ledning"):
        return [thing.subarea, None if thing.subarea else "ledning"]
    return thing.subarea


def effect(
    raw: str, kronor: int, year: int | None = None, *, as_of: str | None = None, period: str = "total"
) -> dict[str, Any]:
    """An estimated effect, or with ``as_of`` an actual one."""
    kind = "actual" if as_of else "estimated"
    return {"raw": raw, "amount_sek": kronor, "kind": kind, "year": year, "as_of": as_of, "period": period}


def total(raw: str, kronor: int, year: int | None = None, *, as_of: str | None = None) -> dict[str, Any]:
    """A printed sum that agrees with the measures' effects."""
    kind = "actual" if as_of else "estimated"
    return {
        "raw": raw,
        "amount_sek": kronor,
        "kind": kind,
        "year": year,
        "as_of": as_of,
        "agrees": True,
        "sum_sek": kronor,
    }


def document(
    facts: Mapping[str, Any], measures: Iterable[dict[str, Any]], totals: Iterable[dict[str, Any]]
) -> dict[str, Any]:
    return {"document": dict(facts), "measures": list(measures), "control_totals": list(totals)}


def quotes(record: Mapping[str, Any]) -> list[str]:
    """What a gold measure quotes from its paper."""
    names = (
        "title",
        "action",
        "start_raw",
        "due_raw",
        "effect_text",
        "goal",
        "method",
        "responsible",
        "status_raw",
        "comment",
    )
    return (
        [record[n] for n in names if record[n]]
        + [e["raw"] for e in record["effects"]]
        + list(record["area_path"] or [])
    )


def is_printed(quote: str, text: str) -> bool:
    """True where the quote stands in the text; an amount may have its unit from its column's header."""
    number, _, unit = quote.rpartition(" ")
    return quote in text or (unit in ("tkr", "mnkr", "kr", "kkr") and f" {number} " in f" {text} " and unit in text)
