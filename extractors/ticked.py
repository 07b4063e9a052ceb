"""Alternatives with boxes to tick: "☐ Ej påbörjad  ☒ Pågår  ☐ Klar" says only what is ticked.

In: a quoted measure. Out: the same, each such text cut to the alternative that holds, or left out where none does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import regex

from extractors.measure import Quote, RawMeasure

_BOX = regex.compile(
    r"[☐□○◻•](?=\s|\p{L}|$)|(?P<ticked>[☑☒■●✓✔✗✘⊠])|\[(?:\s?|(?P<ticked>[xX✓✔]))\]|\((?:\s|(?P<ticked>[xX✓✔]))\)"
)
_TICKS = "☑☒✓✔✗✘⊠"
_BOXES = frozenset("☐□○◻•☑☒[(")  # one stands in every row of boxes
_CHOSEN = ("status", "start", "due", "responsible", "area", "subarea")  # other fields hold texts, with lists in them


def with_ticked(raw: RawMeasure) -> RawMeasure:
    """The measure, with what its boxes say."""
    if not any(quote.field in _CHOSEN and not _BOXES.isdisjoint(quote.text) for quote in raw.quotes):
        return raw
    return replace(raw, quotes=tuple(_said(raw.quotes)))


def _said(quotes: tuple[Quote, ...]) -> Iterator[Quote]:
    for quote in quotes:
        choice = ticked(quote.text) if quote.field in _CHOSEN else ()
        if choice is None:
            continue
        yield replace(quote, passage=quote.passage.cut(*choice)) if choice else quote


def ticked(text: str) -> tuple[int, int] | tuple[()] | None:
    """Where the one ticked alternative stands; None where none is ticked, () for a text that is no row of boxes, or has several ticked."""
    boxes = list(_BOX.finditer(text))
    marked = [i for i, box in enumerate(boxes) if box["ticked"]]
    if len(boxes) < 2 or len(marked) > 1 or len(marked) == len(boxes):
        return ()
    if "•" in {box.group() for box in boxes} and not (marked and boxes[marked[0]].group() in _TICKS):
        return ()  # items of a list
    edges = [0, *(edge for box in boxes for edge in box.span()), len(text)]
    outside = [text[a:b].strip(" ,;/") for a, b in pairwise(edges)][::2]  # before, between and behind the boxes
    behind = not outside[0] and all(outside[1:])
    if not behind and not (not outside[-1] and all(outside[:-1])):
        return ()
    if not marked:
        return None
    at = marked[0]
    start, end = (boxes[at].end(), edges[2 * at + 3]) if behind else (edges[2 * at], boxes[at].start())
    return start, end
