"""The places to mark on a page of a paper, and which page to show."""

from __future__ import annotations

from pipeline.review.bank import Paper
from pipeline.told import Record, Values


def page_of(record: Record | None, focus: str) -> int:
    """Where a field stands first, else the record."""
    if record is None:
        return 1
    places = [p for name in (focus, "action") for p in record.places(name)]
    return int(places[0]["page"]) if places else int(record.row["page_first"])


def marks_on(paper: Paper, record: Record | None, number: int, focus: str) -> list[Values]:
    """The places on one page: others' first, then the record's own, what is asked for on top."""
    found = []
    for other in paper.told.measures:
        for place in other.evidence:
            if place["page"] == number:
                own = record is not None and other.id == record.id
                kind = "focus" if own and place["field"] == focus else "own" if own else "other"
                if kind != "other" or place["field"] == "action":
                    found.append(place | {"kind": kind, "measure": other.id})
    order = {"other": 0, "own": 1, "focus": 2}
    best: dict[
        tuple[float, ...], Values
    ] = {}  # several fields may be read from the same words: one mark, the most wanted
    for mark in sorted(found, key=lambda mark: order[mark["kind"]]):
        best[mark["x0"], mark["top"], mark["x1"], mark["bottom"]] = mark
    return sorted(best.values(), key=lambda mark: order[mark["kind"]])
