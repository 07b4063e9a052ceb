"""Bullets that a printer draws instead of setting as a letter → words.

In: a ``Page``. Out: its words, with "•" where a small filled shape stands before a line, as browsers print the marks of a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from extractors.lines import Row, rows_of, segments
from extractors.model import Fill, Page, Word

_SMALLEST, _LARGEST = 0.15, 0.55  # of the type size: a status dot is as large as a letter
_FARTHEST = 2.2  # type sizes from the mark to the text


def with_drawn_bullets(page: Page) -> tuple[Word, ...]:
    """The page's words and its drawn bullets, in the order in which they are read."""
    marks = [fill for fill in page.fills if _is_small(fill)]
    if not marks or not page.words:
        return page.words
    made: list[Word] = []
    parts = [part for row in rows_of(page.words) for part in segments(row)]
    for mark in marks:
        part = _right_of(mark, parts)
        if part is not None:
            first = part[0]
            made.append(Word("•", mark.x0, first.top, mark.x1, first.bottom, first.size))
    return tuple(sorted((*page.words, *made), key=attrgetter("top", "x0"))) if made else page.words


def _is_small(fill: Fill) -> bool:
    width, height = fill.x1 - fill.x0, fill.bottom - fill.top
    return 1.5 <= width <= 8 and 0.75 <= width / max(height, 0.1) <= 1.34 and fill.colour != "#ffffff"


def _right_of(mark: Fill, parts: Sequence[Row]) -> Row | None:
    """The piece of a line that begins right behind the mark, on its height."""
    middle = (mark.top + mark.bottom) / 2
    for part in parts:
        first = part[0]
        if not first.top < middle < first.bottom:
            continue
        room = first.x0 - mark.x1
        if (
            _SMALLEST * first.size <= mark.x1 - mark.x0 <= _LARGEST * first.size
            and 0 < room <= _FARTHEST * first.size
            and first.text[:1].isalnum()
        ):
            return part
    return None
