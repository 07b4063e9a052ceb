"""The white space between columns that align without rules.

In: printed rows. Out: gutters, the strips that the words of all rows leave free, and the cells that they part a row into.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Sequence

import regex

from extractors.lines import Row
from extractors.model import Word

Gutter = tuple[float, float]

LEAST_GUTTER = 2.0


def narrowed(row: Row, gutter: Gutter) -> Gutter | None:
    """What of the gutter stays free beside the words of a row; None where too little does."""
    left, right = gutter
    for word in row:
        x0, x1 = word.x0, word.x1
        if x1 <= left or x0 >= right:
            continue
        if x0 <= left and x1 >= right:
            return None
        # A word that reaches in narrows the gutter from the side that it comes from.
        if (x0 + x1) / 2 < (left + right) / 2:
            left = max(left, x1)
        else:
            right = min(right, x0)
    return (left, right) if right - left >= LEAST_GUTTER else None


def squeezed(row: Row, gutter: Gutter) -> Gutter | None:
    """A full cell that leaves next to nothing of the gutter, in a row that other gaps part plainly."""
    if len(row.loose) < 2:
        return None
    for left, right in itertools.pairwise(row):
        if gutter[0] - 2 <= left.x1 < right.x0 <= gutter[1] + 2 and right.x0 - left.x1 >= -1.0:
            return left.x1, right.x0
    return None


def crosses(row: Row, gutters: Sequence[Gutter]) -> bool:
    return any(min(w.x1, g[1]) - max(w.x0, g[0]) > (g[1] - g[0]) - LEAST_GUTTER for w in row for g in gutters) or any(
        narrowed(row, g) is None for g in gutters
    )


def is_across(row: Row, gutters: Sequence[Gutter]) -> bool:
    for gutter in gutters:
        if narrowed(row, gutter) is None and squeezed(row, gutter) is None:
            return True
    return runs_over(row, gutters)


def runs_over(row: Row, gutters: Sequence[Gutter]) -> bool:
    """Running text whose word gap happens to lie in the gutter: no wider than between words."""
    if len(row.loose) > 1:
        return False
    for whole in gutters:
        gutter = narrowed(row, whole) or whole
        left = [w for w in row if w.x1 <= gutter[0] + 1]
        right = [w for w in row if w.x0 >= gutter[1] - 1]
        if left and right and right[0].x0 - left[-1].x1 < 0.45 * right[0].size:
            return True
    return False


def with_hidden(rows: Sequence[Row], gutters: Sequence[Gutter]) -> list[Gutter]:
    """Gutters that the header hides because two of its cells stand close: white space that goes through all rows, with words on both sides."""
    found = list(gutters)
    parted_rows = [split_at(row, gutters) for row in rows if not is_across(row, gutters)]
    for column in range(len(gutters) + 1):
        cells = _below_common_label([row[column] for row in parted_rows if column in row])
        found += _free_between(cells) or _between_amounts_and_days(cells)
    return sorted(found)


def _below_common_label(cells: list[Row]) -> list[Row]:
    """The cells without the label over several columns ("Besparing, tkr" over "2025  2026  2027"): it may well stand over what parts them."""
    if len(cells) > 2 and len(cells[0].loose) == 1 and len(parts := cells[1].loose) > 1:
        under = all(_HEADING.fullmatch(part.text) for part in parts)
        if under and parts[0][0].x0 - 2 <= cells[0][0].x0 and cells[0][-1].x1 <= parts[-1][-1].x1 + 2:
            return cells[1:]
    return cells


_HEADING = regex.compile(
    r"(?:\p{L}\D*)?(?:19|20)\d\d(?:\W*\p{L}\D*)?|\p{L}\D*\d?"
)  # "2025", "år 2025", "2026 (prognos)", "Helår", "år 1"
_DAY, _FIGURES = regex.compile(r"(?:19|20)\d\d-[01]\d-[0-3]\d"), regex.compile(r"[-–−+]?\d[\d.,]*")
_FEWEST_DAYS = 3


def _between_amounts_and_days(cells: Sequence[Row]) -> list[Gutter]:
    """The narrow strip between amounts set to the right and days set to the left, which no word of the column crosses."""
    pairs = [
        (a.x1, b.x0)
        for cell in cells
        for a, b in itertools.pairwise(cell)
        if _DAY.fullmatch(b.text) and _FIGURES.fullmatch(a.text) and not _DAY.fullmatch(a.text)
    ]
    if len(pairs) < _FEWEST_DAYS:
        return []
    middle = (max(x for x, _ in pairs) + min(x for _, x in pairs)) / 2
    if any(w.x0 + 1 < middle < w.x1 - 1 for cell in cells for w in cell):
        return []
    return [(middle - LEAST_GUTTER / 2, middle + LEAST_GUTTER / 2)]


def _free_between(cells: Sequence[Row]) -> list[Gutter]:
    """The widest white space that no word of a column's printed lines stands in, where most lines have words on both sides of it."""
    free: list[Gutter] = []
    for left, right in {
        (a.x1, b.x0) for cell in cells for a, b in itertools.pairwise(cell) if b.x0 - a.x1 >= 0.6 * b.size
    }:
        strip: Gutter | None = (left, right)
        joined: list[Row] = []  # what a scan may have read as one word stands on both sides of the strip
        for cell in cells:
            inside = narrowed(cell, strip) if strip else None
            if inside is None and len(joined) < len(cells) // _JOINED and any(w.confidence < 1 for w in cell):
                joined.append(cell)
            else:
                strip = inside
        if strip and not any(a < strip[1] and strip[0] < b for a, b in free):
            middle = sum(strip) / 2
            parted = [cell for cell in cells if cell[0].x0 < middle < cell[-1].x1 and cell not in joined]
            one_line = sum(1 for cell in cells if cell[0].x0 < middle)
            fewest = 2 if _is_between_edges(parted, middle) else 3
            if len(parted) >= max(fewest, (0.3 if _is_flush(parted, middle) else 0.6) * one_line):
                free.append(strip)
    return free


_JOINED = 8  # rows, one of which a scan may have joined


def _is_flush(cells: Sequence[Row], middle: float) -> bool:
    """True where what stands behind the white space ends, or begins, at one and the same edge: set as a column, not by chance."""
    behind = [[w for w in cell if w.x0 >= middle] for cell in cells]
    ends, begins = [part[-1].x1 for part in behind], [part[0].x0 for part in behind]
    return max(ends) - min(ends) <= 2 or max(begins) - min(begins) <= 2


def _is_between_edges(cells: Sequence[Row], middle: float) -> bool:
    """Amounts that end at one edge beside texts that begin at another: each alone may be by chance, both are not."""
    ends = [max(w.x1 for w in cell if w.x0 < middle) for cell in cells]
    begins = [min(w.x0 for w in cell if w.x0 >= middle) for cell in cells]
    return max(ends) - min(ends) <= 1 and max(begins) - min(begins) <= 1


def split_at(row: Row, gutters: Sequence[Gutter]) -> dict[int, Row]:
    cells: dict[int, list[Word]] = {}
    middles = sorted([(left + right) / 2 for left, right in gutters])
    for word in row:
        cells.setdefault(bisect_left(middles, (word.x0 + word.x1) / 2), []).append(word)
    return {column: Row(words) for column, words in cells.items()}


def stands_alone(row: Row, gutters: Sequence[Gutter]) -> bool:
    """Only in the first column, or one text that happens to part at a gutter."""
    cells = split_at(row, gutters)
    return list(cells) == [0] or (len(cells) > 1 and len(row.loose) < 2)
