"""Two columns under heads of what was said and what was done: are they read across, pair by pair, or one after the other?

In: the rows of a page and the gutter found between its columns of text. Out: the gutter to read the page by, None where it is read across.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

import regex

from extractors.fields.asking import said_or_done
from extractors.fields.labels import field_of
from extractors.lexicon import fold
from extractors.lines import Row, box_of, rows_of
from extractors.model import Word

_LEVEL = 2.0  # points: lines that stand on one line
_PAIRED = 0.7  # of what begins to the right begins beside something to the left
_FEWEST = 2  # texts to the right
_LONGEST = 40  # letters of a head
_NUMBER = regex.compile(r"\d{1,2}[.)]")


def gutter_of_sides(rows: Sequence[Row], gutter: float | None) -> float | None:
    """The gutter between what was said and what was done, where each runs for itself; None where they stand in pairs."""
    at = next((i for i, row in enumerate(rows) if _is_head(row)), None)
    if at is None:
        return gutter
    edge = rows[at].loose[1][0].x0
    sides = takewhile(lambda row: not any(part[0].x0 < edge - _LEVEL < part[-1].x1 for part in row.segments), rows[at:])
    below = [word for row in sides for word in row]
    left, right = ([w for w in below if (w.x0 < edge - _LEVEL) is side] for side in (True, False))
    begun = beginnings(right)
    if len(begun) <= _FEWEST:
        return gutter
    beside = beginnings(left)
    paired = sum(1 for top in begun if any(abs(top - other) <= _LEVEL for other in beside))
    if paired >= _PAIRED * len(begun):
        return None
    reach = max(w.x1 for w in left)
    return (reach + edge) / 2 if reach < edge else gutter


def has_sides(rows: Sequence[Row]) -> bool:
    """True where heads of what was said and what was done stand over two columns."""
    return any(map(_is_head, rows))


def _is_head(row: Row) -> bool:
    if len(row.loose) != 2:
        return False
    parts = [part.text for part in row.loose]
    if max(map(len, parts)) > _LONGEST:
        return False
    said, done = map(field_of, parts)
    return said == "action" and done in ("status", "comment") and any(said_or_done(fold(part)) for part in parts)


def beginnings(side: Sequence[Word]) -> list[float]:
    """The heights at which texts of a column begin: after more white space than between their lines, or with a number."""
    rows = rows_of(side)
    steps = [box_of(b).top - box_of(a).top for a, b in pairwise(rows)]
    least = min(steps, default=0.0)
    return [
        box_of(row).top
        for i, row in enumerate(rows)
        if not i or steps[i - 1] > least + 0.3 * row[0].size or _NUMBER.fullmatch(row[0].text)
    ]
