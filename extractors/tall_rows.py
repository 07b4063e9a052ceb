"""Rows of a grid that hold several rows of the table, because nothing is ruled between these → rows of their own.

In: a grid and the page's words. Out: the grid, its tall rows parted where the white space between printed lines is wider than within a cell.
Only rules between groups (a board and its measures), or only upright ones, are drawn in many papers. The sure sign is a column of amounts:
each part has one, on its first line, where a new text begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from extractors.lines import Row, box_of, rows_of, text_of, words_in
from extractors.model import Box, Grid, Word

_AMOUNT = regex.compile(r"[-–−+(]?\s?\d{1,3}(?:[ .,]?\d+)*\)?(?:\s?(?:kr|tkr|kkr|mkr|mnkr))?|[-–−]", regex.IGNORECASE)
_FEWEST_LINES = 3  # type sizes that a row of several is high at least
_WIDER = 1.15  # of the step from line to line: more parts rows


def with_parted_rows(grid: Grid, words: Sequence[Word]) -> Grid:
    """The grid with each row below the first parted into the rows that it holds."""
    rows = list(grid.rows[:1])
    words = words_in(words, grid.box)
    least = _FEWEST_LINES * min([word.size for word in words], default=0.0)
    for row in grid.rows[1:]:
        cells = [cell for cell in row if cell]
        may_hold_several = len(cells) == len(row) >= 3 and cells[0].bottom - cells[0].top >= least
        heights = _heights(cells, words) if may_hold_several else []
        if not heights:
            rows.append(row)
            continue
        rows += [tuple(Box(c.x0, top, c.x1, bottom) for c in cells) for top, bottom in pairwise(heights)]
    return Grid(tuple(rows))


def _heights(cells: Sequence[Box], words: Sequence[Word]) -> list[float]:
    """Where the rows within a row begin and end; empty where it is one row."""
    top, bottom = cells[0].top, cells[0].bottom
    inside = words_in(words, Box(cells[0].x0, top, cells[-1].x1, bottom))
    if not inside or bottom - top < _FEWEST_LINES * inside[0].size:
        return []
    lines = rows_of(inside)
    steps = [below[0].bottom - above[0].bottom for above, below in pairwise(lines)]
    whole = [step for step in steps if step >= 0.9 * inside[0].size]
    if not whole:
        return []
    starts = [0, *(i + 1 for i, step in enumerate(steps) if step > _WIDER * min(whole)), len(lines)]
    if len(starts) < 3:  # one step from line to line: all of them are rows, or none
        starts = (
            list(range(len(lines) + 1)) if _are_rows_by_themselves([_in_columns(line, cells) for line in lines]) else []
        )
    if len(starts) < 3:
        return []
    parts = [[_in_columns(line, cells) for line in lines[a:b]] for a, b in pairwise(starts)]
    if not _are_rows(parts):
        return []
    between = [(box_of(lines[i - 1]).bottom + box_of(lines[i]).top) / 2 for i in starts[1:-1]]
    return [top, *between, bottom]


def _in_columns(line: Row, cells: Sequence[Box]) -> dict[int, str]:
    parts = {i: [w for w in line if cell.x0 <= w.middle[0] < cell.x1] for i, cell in enumerate(cells)}
    return {i: text_of(part) for i, part in parts.items() if part}


def _are_rows_by_themselves(lines: Sequence[dict[int, str]]) -> bool:
    """True where each line begins a text, in capitals, and has whole amounts in the same two columns."""
    amounts = [{column for column, text in line.items() if _AMOUNT.fullmatch(text)} for line in lines]
    begun = all(line[min(line)][:1].isupper() for line in lines if line)
    return len(lines) > 1 and begun and len(set.intersection(*amounts)) > 1


def _are_rows(parts: Sequence[Sequence[dict[int, str]]]) -> bool:
    """True where each part begins a text, and an amount stands on the first line of most and nowhere below it."""
    letters: dict[int, int] = {}
    for line in (line for part in parts for line in part):
        for column, text in line.items():
            letters[column] = letters.get(column, 0) + sum(c.isalpha() for c in text)
    said = max(letters, key=lambda column: letters[column])
    if not all(said in part[0] for part in parts):
        return False
    for column in letters:
        first = sum(1 for part in parts if _AMOUNT.fullmatch(part[0].get(column, "")))
        below = sum(1 for part in parts for line in part[1:] if column in line)
        if column != said and first >= max(2, 0.6 * len(parts)) and not below:
            return True
    return False
