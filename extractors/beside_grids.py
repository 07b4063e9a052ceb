"""What nothing is drawn around beside cells that are shaded or ruled: a column to their left, the header above, a row of sums below.

In: a grid and the words of its page. Out: the grid with that column or row, or as it was. What stands to the left must begin where the rows' own
texts begin: another column of the page's text does not. A header must keep to the columns, and name fields.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors.fields.labels import field_of
from extractors.fields.status import SIGNS
from extractors.fields.sums import SUM
from extractors.lines import Row, rows_of, words_in
from extractors.model import Box, Grid, Word

_FEWEST, _MOST = 2, 0.6  # rows with something beside them, and their part of all
_LEVEL = 0.6  # type sizes: first lines that stand on one line
_LEVEL_MOST = 0.8  # of the rows beside which something stands
_WIDEST = 0.6  # of the grid's own width
_FEWEST_COLUMNS, _FEWEST_LABELS = 3, 2  # "Klart" alone may be a state
_LARGER = 1.2  # times the header's own type: a heading
_FIGURE = regex.compile(r"[-–−+]?\d[\d.,]*")
_SUM = regex.compile(rf"{SUM}[\p{{L}}\s:]{{0,40}}", regex.IGNORECASE)


def with_header_above(grid: Grid, words: Sequence[Word]) -> Grid:
    """The grid with the lines right above it, where those name its columns and its own first row does not."""
    columns = max(
        ([cell for cell in row if cell] for row in grid.rows), key=len
    )  # a row may be shaded in one cell only
    box = grid.box
    below = min((cell.bottom for cell in grid.rows[0] if cell), default=box.bottom)
    first = [Box(cell.x0, box.top, cell.x1, below) for cell in columns]
    if len(columns) < _FEWEST_COLUMNS or _labels(words, first) >= _FEWEST_LABELS:
        return grid
    header: list[Word] = []
    top = box.top
    over = [w for w in words if w.bottom <= box.top + 2 and box.x0 - 1 <= w.middle[0] <= box.x1 + 1]
    for line in reversed(rows_of(over)):
        size = max(w.size for w in line)
        apart = top - max(w.bottom for w in line) > (1.2 if not header else 0.6) * size
        larger = header and size > _LARGER * max(w.size for w in header)
        if apart or larger or any(w.x0 < c.x0 - 1 and w.x1 > c.x0 + 1 for w in line for c in columns[1:]):
            break
        header += line
        top = min(w.top for w in line)
    moved = [Box(cell.x0, top, cell.x1, box.top) for cell in columns]
    if not header or _labels(header, moved) < max(_FEWEST_COLUMNS, 0.5 * len(columns)):
        return grid
    return Grid((tuple(moved), *grid.rows))


def _labels(words: Sequence[Word], cells: Sequence[Box]) -> int:
    """How many of the cells hold a label that the trade knows."""
    near = words_in(words, Box.around(cells))
    texts = (" ".join(w.text for row in rows_of(words_in(near, cell)) for w in row) for cell in cells)
    return sum(1 for text in texts if field_of(text))


def with_sums_below(grid: Grid, words: Sequence[Word]) -> Grid:
    """The grid with the line right below it, where that is a sum with its figures in the grid's columns."""
    columns = [cell for cell in grid.rows[-1] if cell]
    box = grid.box
    below = [
        w for w in words if box.bottom - 1 <= w.top < box.bottom + 2 * w.size and box.x0 - 1 <= w.middle[0] < box.x1 + 1
    ]
    line = next(iter(rows_of(below)), Row())
    figures = [w for w in line if _FIGURE.fullmatch(w.text)]
    name = " ".join(w.text for w in line if w not in figures)
    edges = [cell.x0 for cell in columns[1:]]
    if len(columns) < _FEWEST_COLUMNS or not figures or not _SUM.fullmatch(name):
        return grid
    if any(w.x0 < x - 1 and w.x1 > x + 1 for w in figures for x in edges) or figures[0].x0 < columns[0].x1:
        return grid
    bottom = max(w.bottom for w in line) + 1
    return Grid((*grid.rows, tuple(Box(cell.x0, box.bottom, cell.x1, bottom) for cell in columns)))


def with_column_beside(grid: Grid, words: Sequence[Word]) -> Grid:
    """The grid with the column to its left, where there is one."""
    bands = [
        (min(c.top for c in cells), min(c.bottom for c in cells))
        for row in grid.rows
        if (cells := [c for c in row if c])
    ]
    left = grid.box.x0
    beside = [w for w in words if w.x1 <= left + 1 and grid.box.top <= w.middle[1] < grid.box.bottom]
    if not beside or len(bands) != len(grid.rows) or left - min(w.x0 for w in beside) > _WIDEST * grid.box.width:
        return grid
    rows = [[w for w in beside if top <= w.middle[1] < bottom] for top, bottom in bands]
    filled = [i for i, found in enumerate(rows) if found]
    fewest = 1 if all(w.text in SIGNS for w in beside) else _FEWEST  # the first row above a page break
    if len(filled) < max(fewest, _MOST * len(bands)):
        return grid
    within = [words_in(words, Box(left, top, grid.box.x1, bottom)) for top, bottom in bands]
    level = [i for i in filled if _is_level(rows[i], within[i])]
    if len(level) < _LEVEL_MOST * len(filled):
        return grid
    edge = min(w.x0 for w in beside) - 2
    return Grid(
        tuple((Box(edge, top, left, bottom), *row) for (top, bottom), row in zip(bands, grid.rows, strict=True))
    )


def _is_level(beside: Sequence[Word], inside: Sequence[Word]) -> bool:
    """True where both begin on one line, or nothing stands in the row itself."""
    if not inside:
        return True
    one, other = (min(words, key=lambda w: w.top) for words in (beside, inside))
    return abs(one.bottom - other.bottom) <= _LEVEL * max(one.size, other.size)
