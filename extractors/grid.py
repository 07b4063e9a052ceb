"""Ruled cells of a page → pieces of tables: columns, rows, cells filled with their words.

In: a ``Page`` with grids and the words that are not furniture. Out: ``Piece`` values, one a grid, and the words that they took.
A table that runs over several pages is several pieces; tables.py joins them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from extractors.fields.labels import field_of
from extractors.fields.status import SIGNS
from extractors.lines import Numbering, rows_of, text_of, words_in
from extractors.model import Box, Fill, Grid, Line, Page, Word
from extractors.ruled_rows import whole_grids
from extractors.sheets import without_frame

Found = tuple[int, int, "Piece"]  # first row, row after the last, the piece

_NEAR = 3.0  # edges this near one another are one edge, in points
_STRIPE = 200.0  # points that a shaded row is wide


@dataclass(frozen=True, slots=True)
class PieceCell:
    """A cell of a piece. ``span``: columns it covers; 0 covered from the left, -1 covered from above."""

    lines: tuple[Line, ...] = ()
    span: int = 1
    right: float | None = None
    fill: str = ""

    @property
    def text(self) -> str:
        return self.lines[0].text if len(self.lines) == 1 else " ".join([line.text for line in self.lines])


@dataclass(frozen=True, slots=True)
class PieceRow:
    cells: tuple[PieceCell, ...]
    top: float
    bottom: float

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for cell in self.cells for line in cell.lines)

    @property
    def filled(self) -> list[int]:
        return [i for i, cell in enumerate(self.cells) if cell.lines]


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a table that stands on one page. ``bounds`` are its column edges, left to right."""

    page: int
    box: Box
    bounds: tuple[float, ...]
    rows: tuple[PieceRow, ...]
    ruled: bool = True


def find_pieces(page: Page, words: Sequence[Word], number: Numbering) -> tuple[list[Piece], set[int]]:
    """The ruled tables of a page, top to bottom, and the ids of the words in them. A frame around running text is no table."""
    pieces: list[Piece] = []
    taken: set[int] = set()
    for whole in whole_grids(page, words):
        grid, frame = without_frame(whole, words_in(words, whole.box))
        taken.update(map(id, frame))
        inside = [w for w in words_in(words, grid.box) if id(w) not in taken]
        piece = None if _is_headed_otherwise(grid, inside) else _piece(page, grid, inside, number)
        if piece is not None:
            pieces.append(piece)
            taken.update(map(id, inside))
    return pieces, taken


def _is_headed_otherwise(grid: Grid, words: Sequence[Word]) -> bool:
    """True where one cell over everything holds the labels of more columns than the grid has: shaded states drew it, not the table."""
    first = [cell for cell in grid.rows[0] if cell]
    columns = max(sum(1 for cell in row if cell) for row in grid.rows)
    if len(first) != 1:
        return False
    lines = rows_of(words_in(words, first[0]))
    labels = max((sum(1 for part in line.loose if field_of(text_of(part))) for line in lines), default=0)
    return labels >= 3 and labels > columns


def _piece(page: Page, grid: Grid, words: Sequence[Word], number: Numbering) -> Piece | None:
    boxes = [cell for row in grid.rows for cell in row if cell]
    columns = _merge(x for box in boxes for x in (box.x0, box.x1))
    if len(columns) < 3 or not words:
        return None
    rows: list[tuple[float, float, list[Box]]] = []
    for cells in grid.rows:
        present = [c for c in cells if c]
        if not present:
            continue
        if page.source == "ocr":
            fewest = _FEWEST_LOST if rows else 1  # a header that lost one rule has the others to tell its columns by
            present = [part for cell in present for part in _with_lost_rules(cell, columns, words, fewest)]
        rows.append((min(c.top for c in present), min(c.bottom for c in present), present))
    if page.source == "ocr":
        rows = _parted_as_header(rows, columns, words)
    boxes = [box for _, _, present in rows for box in present]
    inside: dict[Box | None, list[Word]] = defaultdict(list)
    bands = [(min(c.top for c in cells), max(c.bottom for c in cells), cells) for _, _, cells in rows]
    for word in dict.fromkeys(words):
        inside[_cell_of(word, bands)].append(word)
    for row, box in _open_cells(rows, columns, inside.get(None, ())):
        rows[row][2].append(box)
        boxes.append(box)
        inside[box] = words_in(inside[None], box)
    made = tuple(
        _row(top, bottom, present, boxes, columns, inside, page.fills, number) for top, bottom, present in rows
    )
    used = _used_columns(made, columns)
    if sum(1 for i in used if any(row.cells[i].lines or row.cells[i].fill for row in made)) < 2:
        return None
    rows_kept = tuple(_only(row, used) for row in made if row.lines or any(c.fill for c in row.cells))
    if _is_framed_text(rows_kept):
        return None
    bounds = (*tuple(columns[i] for i in used), columns[-1])
    return Piece(page.number, grid.box, bounds, rows_kept)


def _with_lost_rules(cell: Box, columns: Sequence[float], words: Sequence[Word], fewest: int) -> list[Box]:
    """The cells of a scanned row whose upright rules were not seen: its words stand apart, each within a column of the other rows."""
    edges = [x for x in columns if cell.x0 + _NEAR < x < cell.x1 - _NEAR]
    inside = words_in(words, cell)
    if len(edges) < fewest or not inside or any(w.x0 + _NEAR < x < w.x1 - _NEAR for w in inside for x in edges):
        return [cell]
    bounds = [cell.x0, *edges, cell.x1]
    parts = [Box(a, cell.top, b, cell.bottom) for a, b in pairwise(bounds)]
    filled = sum(any(part.holds(*w.middle) for w in inside) for part in parts)
    gap = _WORD_GAP if len(edges) >= _FEWEST_LOST else _LONE_GAP
    apart = [
        right.x0 - left.x1 >= gap * right.size
        for line in rows_of(inside)
        for left, right in pairwise(line)
        if any(left.middle[0] < x <= right.middle[0] for x in edges)
    ]
    return parts if filled >= _MOST * len(parts) and apart and sum(apart) >= _MOST * len(apart) else [cell]


_FEWEST_LOST, _MOST = 2, 0.7
_WORD_GAP, _LONE_GAP = 0.5, 1.2  # sizes of the letters, where several rules were lost and where a single one was
_FEWEST_ROWS, _SOME, _FEW = 4, 0.5, 0.2  # rows; those that may have kept the rule; those whose words may cross it


def _parted_as_header(
    rows: list[tuple[float, float, list[Box]]], columns: Sequence[float], words: Sequence[Word]
) -> list[tuple[float, float, list[Box]]]:
    """The rows of a scan, parted where the header is and hardly a word stands across: an upright rule that faded out below the header's bar."""
    (_, _, header), *body = rows or [(0.0, 0.0, [])]
    if len(body) < _FEWEST_ROWS:
        return rows
    for x in columns:
        crossed = [(cell, words_in) for _, _, cells in body for cell, words_in in _crossed(cells, x, words)]
        across = [cell for cell, inside in crossed if any(w.x0 + _NEAR < x < w.x1 - _NEAR for w in inside)]
        beside = [cell for cell, inside in crossed if {w.middle[0] < x for w in inside} == {True, False}]
        ends = any(abs(cell.x0 - x) <= _NEAR for cell in header) and any(abs(cell.x1 - x) <= _NEAR for cell in header)
        lost = len(crossed) >= _SOME * len(body) and len(beside) >= _SOME * len(crossed)
        if ends and lost and len(across) <= _FEW * len(crossed):
            parted = {cell for cell, _ in crossed if cell not in across}
            body = [
                (top, bottom, [part for c in cells for part in (_cut(c, x) if c in parted else [c])])
                for top, bottom, cells in body
            ]
    return [rows[0], *body]


def _crossed(cells: Sequence[Box], x: float, words: Sequence[Word]) -> list[tuple[Box, list[Word]]]:
    over = [cell for cell in cells if cell.x0 + _NEAR < x < cell.x1 - _NEAR]
    return [(cell, words_in(words, cell)) for cell in over]


def _cut(cell: Box, x: float) -> list[Box]:
    return [Box(cell.x0, cell.top, x, cell.bottom), Box(x, cell.top, cell.x1, cell.bottom)]


def _open_cells(
    rows: Sequence[tuple[float, float, Sequence[Box]]], columns: Sequence[float], loose: Sequence[Word]
) -> Iterator[tuple[int, Box]]:
    """Cells with text that no rule closes (a merged cell that goes on on the next page), and the row in which each begins."""
    boxes = [box for _, _, present in rows for box in present]
    for x0, x1 in pairwise(columns):
        words = [w for w in loose if x0 <= w.middle[0] < x1]
        if not words:
            continue
        free = [i for i, (top, bottom, _) in enumerate(rows) if not _covers(boxes, (x0 + x1) / 2, (top + bottom) / 2)]
        for _, run in groupby(enumerate(free), key=lambda pair: pair[1] - pair[0]):
            numbers = [i for _, i in run]
            if all(w.text in SIGNS for w in words):  # a sign is of the row that it stands in
                single = [(i, Box(x0, rows[i][0], x1, rows[i][1])) for i in numbers]
                yield from ((i, box) for i, box in single if any(box.holds(*w.middle) for w in words))
                continue
            box = Box(x0, rows[numbers[0]][0], x1, rows[numbers[-1]][1])
            if any(box.holds(*w.middle) for w in words):
                yield numbers[0], box


def _covers(boxes: Sequence[Box], x: float, y: float) -> bool:
    return any(box.holds(x, y) for box in boxes)


def _merge(values: Iterable[float]) -> list[float]:
    merged: list[float] = []
    for value in sorted(values):
        if not merged or value - merged[-1] > _NEAR:
            merged.append(value)
    return merged


def _nearest(edges: Sequence[float], x: float) -> int:
    """The edge nearest to ``x``, the first of two as near; edges come from left to right."""
    i = bisect_left(edges, x)
    return i - 1 if i and (i == len(edges) or x - edges[i - 1] <= edges[i] - x) else i


def _cell_of(word: Word, bands: Sequence[tuple[float, float, Sequence[Box]]]) -> Box | None:
    """The first cell that the word stands in; ``bands`` are the rows' cells with the highest and lowest edge of each row."""
    x, y = word.middle
    for top, bottom, boxes in bands:
        if top <= y < bottom:
            for box in boxes:
                if box[0] <= x < box[2] and box[1] <= y < box[3]:
                    return box
    return None


def _row(
    top: float,
    bottom: float,
    present: list[Box],
    boxes: Sequence[Box],
    columns: Sequence[float],
    inside: Mapping[Box | None, list[Word]],
    fills: Sequence[Fill],
    number: Numbering,
) -> PieceRow:
    cells: list[PieceCell] = []
    starts = {_nearest(columns, box.x0): box for box in present}
    column = 0
    while column < len(columns) - 1:
        box = starts.get(column)
        if box is None:
            middle = (columns[column] + columns[column + 1]) / 2
            above = any(b.x0 < middle < b.x1 and b.top < top - 1 and b.bottom > top + 1 for b in boxes)
            cells.append(PieceCell(span=-1 if above else 1))
            column += 1
            continue
        span = max(1, _nearest(columns, box.x1) - column)
        lines = number.lines(inside.get(box, ()))
        cells.append(PieceCell(lines, span, box.x1, _mark_in(box, fills)))
        cells.extend(PieceCell(span=0) for _ in range(span - 1))
        column += span
    return PieceRow(tuple(cells), top, bottom)


def _mark_in(box: Box, fills: Sequence[Fill]) -> str:
    """The colour of a mark that stands inside the cell or fills it; grey shading says nothing."""
    for fill in fills:
        x, y = (fill.x0 + fill.x1) / 2, (fill.top + fill.bottom) / 2
        if box.holds(x, y) and fill.x1 - fill.x0 <= box.width + 4 and fill.bottom - fill.top <= box.height + 4:
            r, g, b = (int(fill.colour[i : i + 2], 16) for i in (1, 3, 5))
            if max(r, g, b) - min(r, g, b) > 60:
                return fill.colour
    return ""


def _used_columns(rows: Sequence[PieceRow], columns: Sequence[float]) -> list[int]:
    """All but slivers without words: double rules make columns of nothing. An empty column of some width is one."""
    return [
        i
        for i in range(len(columns) - 1)
        if columns[i + 1] - columns[i] > 9 or any(row.cells[i].lines or row.cells[i].fill for row in rows)
    ]


def _only(row: PieceRow, used: Sequence[int]) -> PieceRow:
    cells = []
    for n, i in enumerate(used):
        cell = row.cells[i]
        if cell.span > 1:
            span = 1 + sum(1 for j in used[n + 1 :] if j < i + cell.span)
            cell = PieceCell(cell.lines, span, cell.right, cell.fill)
        cells.append(cell)
    return PieceRow(tuple(cells), row.top, row.bottom)


def _is_framed_text(rows: Sequence[PieceRow]) -> bool:
    """True where no row has two filled cells: boxes drawn around paragraphs."""
    return all(len(row.filled) < 2 for row in rows)


def _edges_of_stripes(page: Page) -> list[Box]:
    """The upper and lower edges of the rows that are shaded by turns from end to end of a table: they part rows as rules do."""
    wide = [fill for fill in page.fills if fill.x1 - fill.x0 >= _STRIPE and fill.colour != "#ffffff"]
    by_ends: dict[tuple[int, int, str], list[Fill]] = {}
    for fill in wide:
        by_ends.setdefault((round(fill.x0), round(fill.x1), fill.colour), []).append(fill)
    stripes = [fill for alike in by_ends.values() for fill in alike if _alternate(alike)]
    return [Box(fill.x0, y, fill.x1, y) for fill in stripes for y in (fill.top, fill.bottom)]


def _alternate(fills: Sequence[Fill]) -> bool:
    """True for shades with room for a row between each two."""
    gaps = [(below.top - above.bottom, above.bottom - above.top) for above, below in pairwise(fills)]
    return bool(gaps) and all(gap >= 0.5 * height > 0 for gap, height in gaps)


def horizontal_rules(page: Page, outside: Collection[Box] = ()) -> list[Box]:
    """Ruled lines across the page that belong to no grid, top to bottom; pieces of one line joined."""
    flat = [r for r in page.rules if r.height <= 3 and r.width >= 20] + _edges_of_stripes(page)
    flat = [
        r for r in flat if not any(b.top - 2 <= r.top <= b.bottom + 2 and b.x0 - 2 <= r.x0 <= b.x1 + 2 for b in outside)
    ]
    joined: list[Box] = []
    for rule in sorted(flat, key=lambda r: (round(r.top / 2), r.x0)):
        last = joined[-1] if joined else None
        if last and abs(last.top - rule.top) <= 3 and rule.x0 <= last.x1 + 8:
            joined[-1] = Box(min(last.x0, rule.x0), last.top, max(last.x1, rule.x1), last.bottom)
        else:
            joined.append(rule)
    return sorted(joined, key=lambda r: r.top)
