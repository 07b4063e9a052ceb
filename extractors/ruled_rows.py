"""Tables of which only some rows are ruled or shaded → whole grids, as web systems and word processors draw them.

In: a page's grids and words. Out: the grids with the rows that belong to them: below a ruled header, parted by horizontal rules alone; between rows
that are shaded by turns. A row whose words run over the columns' edges, or that one shade fills, is one cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from extractors.beside_grids import with_column_beside, with_header_above, with_sums_below
from extractors.booktabs import framed_grids
from extractors.fields.labels import field_of
from extractors.fields.sums import NOTE
from extractors.lines import Row, box_of, rows_of, text_of, words_in
from extractors.model import Box, Fill, Grid, Page, Word
from extractors.tall_rows import with_parted_rows

_NEAR = 3.0  # points that ends of rules may differ
_AT_EDGE = 12.0  # points between a figure and the edge of its column
_LARGER = 1.25  # times the type of the header: a heading
_LARGER_NAME = 1.1  # times the type of the lines above: a name of its own
_NOTE = regex.compile(NOTE, regex.IGNORECASE)
_ALIKE = 1.3  # times as tall: of two columns, only rows of one height are one table
_TALLEST = 260.0  # points: a row as tall as that is text between two rules


def whole_grids(page: Page, words: Sequence[Word]) -> list[Grid]:
    """The page's grids, top to bottom, each with all of its rows."""
    grids = sorted([*page.grids, *framed_grids(page, words)], key=lambda g: (g.box.top, g.box.x0))
    whole = [_with_cut_rows(with_rows_below(grid, page, words), page, words) for grid in _striped(grids, page, words)]
    parted = [with_parted_rows(_with_split_rows(grid, words), words) for grid in whole]
    ended = [_with_unshaded_end(grid, words) for grid in parted]
    return [with_header_above(with_column_beside(with_sums_below(grid, words), words), words) for grid in ended]


def _with_split_rows(grid: Grid, words: Sequence[Word]) -> Grid:
    """Rows drawn as one cell whose words stand in the columns of the others: drawn without upright rules, or sums behind a name."""
    columns = max(([cell for cell in row if cell] for row in grid.rows), key=len)
    rows = []
    for row in grid.rows:
        cells = [cell for cell in row if cell]
        inside = words_in(words, cells[0]) if len(columns) >= 2 and len(cells) == 1 else []
        split = _split(inside, columns, cells[0].top, cells[0].bottom) if inside else None
        rows.append(split or row)
    return Grid(tuple(rows))


def _split(words: Sequence[Word], columns: Sequence[Box], top: float, bottom: float) -> tuple[Box | None, ...] | None:
    """The cells of such a row; None where it is one cell."""
    boxes = [Box(cell.x0, top, cell.x1, bottom) for cell in columns]
    filled = {_column([word], columns) for word in words}
    if len(filled) >= max(3, len(columns) - 1) and not _crossing(words, columns):
        return tuple(boxes)
    sums = [w for w in words if _column([w], columns) and not any(map(str.isalpha, w.text))]
    name = [w for w in words if w not in sums]
    if not name or not sums or _crossing(sums, columns):
        return None
    first = min(_column([word], columns) for word in sums)
    ends = {_column([word], columns): word.x1 for word in sums}
    at_edge = all(columns[i].x1 - end <= _AT_EDGE for i, end in ends.items())
    if (
        not first
        or not at_edge
        or max(w.x1 for w in name) > columns[first].x0
        or min(w.x0 for w in sums) < max(w.x1 for w in name)
    ):
        return None
    return (Box(columns[0].x0, top, columns[first].x0, bottom), *([None] * (first - 1)), *boxes[first:])


def _striped(grids: Sequence[Grid], page: Page, words: Sequence[Word]) -> list[Grid]:
    """Rows shaded by turns are grids of one row each: one table again, with the rows between them that nothing shades."""
    found: list[Grid] = []
    striped: set[int] = set()
    for grid in grids:
        above = found[-1] if found else None
        between = _between(above, grid, page, words) if above else None
        if above is not None and between is not None:
            found[-1] = Grid((*above.rows, *between, *grid.rows))
            striped.add(len(found) - 1)
        else:
            found.append(grid)
    return [
        _with_last_row(g, words, [cell for cell in g.rows[-1] if cell]) if i in striped else g
        for i, g in enumerate(found)
    ]


def _between(above: Grid, below: Grid, page: Page, words: Sequence[Word]) -> list[tuple[Box | None, ...]] | None:
    """What nothing shades between two parts of one table, a row or the rows of a group; None where they are two tables."""
    columns = [cell for cell in above.rows[-1] if cell]
    same = [cell for cell in below.rows[0] if cell]
    if len(below.rows) != 1 or len(columns) < 2 or len(columns) != len(same):
        return None
    if any(abs(a.x0 - b.x0) > _NEAR or abs(a.x1 - b.x1) > _NEAR for a, b in zip(columns, same, strict=True)):
        return None
    top, bottom = above.box.bottom, below.box.top
    inside = words_in(words, Box(columns[0].x0, top, columns[-1].x1, bottom))
    tallest = _TALLEST / 2 if len(columns) > 2 else _ALIKE * max(columns[0].height, same[0].height)
    too_tall = bottom - top > tallest and not _are_filled(inside, columns)
    if not inside or too_tall or _texts(words, above.rows[0]) == _texts(words, below.rows[0]):
        return None  # nothing, or the header of the next table
    *others, last = rows_of(inside)
    if others and min(w.size for w in last) > _LARGER_NAME * max(w.size for line in others for w in line):
        return None  # the sum of one table, and the name over the next
    if _is_groups_name(inside, columns):
        return [(Box(columns[0].x0, top, columns[-1].x1, bottom), *([None] * (len(columns) - 1)))]
    if not _fits(inside, columns):
        return None
    # between a shaded header and a shaded sum the rows may be ruled
    heights = [top, *_levels(page, columns, top, bottom), bottom]
    return [tuple(Box(cell.x0, a, cell.x1, b) for cell in columns) for a, b in pairwise(heights)]


def _levels(page: Page, columns: Sequence[Box], top: float, bottom: float) -> list[float]:
    """The heights of rules over all columns, between two parts of a table."""
    middles = sorted(
        (r.top + r.bottom) / 2
        for r in page.rules
        if r.height <= 3 and abs(r.x0 - columns[0].x0) <= _NEAR and abs(r.x1 - columns[-1].x1) <= _NEAR
    )
    return [y for y in middles if top + _LOWEST < y < bottom - _LOWEST]


_LOWEST = 6.0  # points: no row is lower


def _are_filled(words: Sequence[Word], columns: Sequence[Box]) -> bool:
    """Several lines with words in most of at least three columns: rows of a group whose name alone is shaded."""
    filled = [len({_column([word], columns) for word in line}) for line in rows_of(words)]
    return len(columns) >= 3 and sum(1 for n in filled if n >= max(3, len(columns) - 2)) >= 2


def _is_groups_name(words: Sequence[Word], columns: Sequence[Box]) -> bool:
    """One line that begins at the first column's edge and reaches no other column: the name over the next rows."""
    lines = rows_of(words)
    begins = min(w.x0 for w in words) - columns[0].x0 <= _AT_EDGE
    return len(lines) == 1 and begins and max(w.x1 for w in words) < columns[0].x1 and _is_run(lines[0])


def _with_unshaded_end(grid: Grid, words: Sequence[Word]) -> Grid:
    """A header and one shaded row, as a page may begin with: the row below that nothing shades fills most of their columns."""
    columns = [cell for cell in grid.rows[-1] if cell]
    longer = _with_last_row(grid, words, columns) if len(grid.rows) == 2 and len(columns) >= 3 else grid
    return longer if longer is grid or _fills(words, [cell for cell in longer.rows[-1] if cell]) else grid


def _with_last_row(grid: Grid, words: Sequence[Word], columns: Sequence[Box], limit: float = float("inf")) -> Grid:
    """The last row, where nothing is drawn under it: the lines close under the table that keep to its columns."""
    bottom = grid.box.bottom
    below = [w for w in words if bottom - 1 <= w.top < limit and columns[0].x0 <= w.middle[0] < columns[-1].x1]
    taken: list[Word] = []
    end = bottom
    for word in sorted(below, key=lambda w: w.top):
        if word.top - end > (1.3 if not taken else 0.5) * word.size:
            break
        taken.append(word)
        end = max(end, word.bottom)
    if not taken or not _fits(taken, columns) or any(_NOTE.match(text_of(line)) for line in rows_of(taken)):
        return grid
    return Grid((*grid.rows, tuple(Box(cell.x0, bottom, cell.x1, end + 1) for cell in columns)))


def _fits(words: Sequence[Word], columns: Sequence[Box]) -> bool:
    """Words in at least two columns, none over an edge."""
    return (
        not _crossing(words, columns)
        and sum(1 for cell in columns if any(cell.x0 <= w.middle[0] < cell.x1 for w in words)) >= 2
    )


def _fills(words: Sequence[Word], columns: Sequence[Box]) -> bool:
    """Words in all of at least three columns but two, the first one among them."""
    filled = [bool(words_in(words, cell)) for cell in columns]
    return filled[0] and sum(filled) >= max(3, len(columns) - 2)


def _texts(words: Sequence[Word], row: Sequence[Box | None]) -> list[str]:
    return [w.text for cell in row if cell for w in words_in(words, cell)]


def _with_cut_rows(grid: Grid, page: Page, words: Sequence[Word]) -> Grid:
    """A row that a page break cut in two has its upright rules and no line across at the cut: below the last row, or above the first."""
    rows = list(grid.rows)
    for at, edge, below in ((len(rows) - 1, grid.box.bottom, True), (0, grid.box.top, False)):
        columns = [cell for cell in rows[at] if cell]
        far = _upright(page, columns, edge, below=below)
        if far is None:
            continue
        top, bottom = (edge, far) if below else (far, edge)
        inside = words_in(words, Box(columns[0].x0, top, columns[-1].x1, bottom))
        if not inside or _crossing(inside, columns):
            continue
        rows.insert(at + below, tuple(Box(cell.x0, top, cell.x1, bottom) for cell in columns))
    return Grid(tuple(rows))


def _upright(page: Page, columns: Sequence[Box], edge: float, *, below: bool) -> float | None:
    """How far the upright rules between the columns go on beyond a table's edge; None where they do not."""
    at_edge = [r for r in page.rules if r.top <= edge + 1 and r.bottom >= edge - 1 and r.width <= 3]
    ends = []
    for x in [cell.x0 for cell in columns[1:]]:
        beyond = [r.bottom if below else r.top for r in at_edge if abs((r.x0 + r.x1) / 2 - x) <= _NEAR]
        end = (max if below else min)(beyond, default=edge)
        if abs(end - edge) <= 8:
            return None
        ends.append(end)
    if len(ends) < 2:
        return None
    return min(ends) if below else max(ends)


def _crossing(words: Sequence[Word], columns: Sequence[Box]) -> bool:
    """Words over an edge between columns."""
    edges = [cell.x0 for cell in columns[1:]]
    return any(w.x0 < edge - 1 and w.x1 > edge + 1 for w in words for edge in edges)


def with_rows_below(grid: Grid, page: Page, words: Sequence[Word]) -> Grid:
    """The grid and the rows under it; the grid itself where neither rule nor shade goes on below."""
    header = [cell for cell in grid.rows[0] if cell]
    if len(header) < 3 or any(sum(1 for cell in row if cell) > 1 for row in grid.rows[1:]):
        return grid  # its rows are ruled themselves
    heights = [grid.box.bottom]
    others = [g.box.top for g in page.grids if _is_over(grid.box, g.box)]
    limit = min(others, default=page.height)
    for middle, ruled in _edges_below(grid.box, page):
        if middle <= heights[-1] + 4 or middle > limit + 1:
            continue
        if middle - heights[-1] > _TALLEST or not (ruled or _reaches(words, grid.box, heights[-1], middle)):
            break
        if _holds_heading(words, grid, heights[-1], middle):  # the rule is drawn under the next heading
            break
        heights.append(middle)
    rows = [row for top, bottom in pairwise(heights) for row in _rows(header, top, bottom, page, words)]
    if not rows and not _is_labelled(grid, words):
        return grid
    # Browsers draw no rule under the last row, which may be the only one.
    whole = _with_last_row(Grid((*grid.rows, *rows)), words, header, limit)
    texts = [row for row in rows if _is_text_row(row, header)]
    return _with_last_text(whole, words, texts[-1], limit) if texts and len(whole.rows) > 1 + len(rows) else whole


def _holds_heading(words: Sequence[Word], grid: Grid, top: float, bottom: float) -> bool:
    """Words of larger type than the table's own header."""
    sizes = [w.size for cell in grid.rows[0] if cell for w in words_in(words, cell)]
    inside = words_in(words, Box(grid.box.x0, top, grid.box.x1, bottom))
    return bool(sizes) and any(w.size > _LARGER * max(sizes) for w in inside)


def _is_labelled(grid: Grid, words: Sequence[Word]) -> bool:
    """One row, whose cells are labels that the trade knows."""
    if len(grid.rows) != 1:
        return False
    texts = (" ".join(w.text for w in words_in(words, cell)) for cell in grid.rows[0] if cell)
    return len({field for text in texts if (field := field_of(text))}) >= 2


def _is_over(box: Box, other: Box) -> bool:
    return other.top > box.bottom + 1 and other.x0 < box.x1 and box.x0 < other.x1


def _edges_below(box: Box, page: Page) -> list[tuple[float, bool]]:
    """Heights of what goes over the table's whole width below it, top to bottom: rules (True), and edges of shades."""
    drawn: list[Box | Fill] = [*page.rules, *page.fills]
    as_wide = [
        r for r in drawn if abs(r.x0 - box.x0) <= _NEAR and abs(r.x1 - box.x1) <= _NEAR and r.bottom > box.bottom
    ]
    rules = [((r.top + r.bottom) / 2, True) for r in as_wide if r.bottom - r.top <= 3]
    shades = [(edge, False) for r in as_wide if r.bottom - r.top > 3 for edge in (r.top, r.bottom)]
    return sorted(rules + shades)


def _reaches(words: Sequence[Word], box: Box, top: float, bottom: float) -> bool:
    """True where the text between two heights ends close above the lower: a shade far below the text is no row's."""
    inside = words_in(words, Box(box.x0, top, box.x1, bottom))
    return bool(inside) and bottom - max(w.bottom for w in inside) <= 1.2 * inside[-1].size


def _rows(
    header: Sequence[Box], top: float, bottom: float, page: Page, words: Sequence[Word]
) -> list[tuple[Box | None, ...]]:
    """What stands between two rules: one row, or a row with running text below it that keeps to no column but where it begins."""
    inside = words_in(words, Box(header[0].x0, top, header[-1].x1, bottom))
    lines = rows_of(inside)
    height = next((i for i, line in enumerate(lines) if _crossing(line, header)), 0)
    while (
        height > 1
        and _column(lines[height - 1], header) == _column(lines[height], header)
        and _is_run(lines[height - 1])
    ):
        height -= 1
    text = lines[height:]
    columns = {_column(line, header) for line in text}
    if not height or len(columns) != 1 or not all(_is_run(line) for line in text):
        return [_row(header, top, bottom, page, words)]
    first = [word for line in lines[:height] for word in line]
    if len({_column([word], header) for word in first}) < 3:
        return [_row(header, top, bottom, page, words)]
    edge = (box_of(lines[height - 1]).bottom + box_of(text[0]).top) / 2
    row = tuple(Box(cell.x0, top, cell.x1, edge) for cell in header)
    return [row, _text_row(header, columns.pop(), edge, bottom)]


def _text_row(header: Sequence[Box], column: int, top: float, bottom: float) -> tuple[Box | None, ...]:
    """One cell from a column to the end of the table."""
    before = [Box(cell.x0, top, cell.x1, bottom) for cell in header[:column]]
    return (*before, Box(header[column].x0, top, header[-1].x1, bottom), *([None] * (len(header) - column - 1)))


def _is_text_row(row: Sequence[Box | None], header: Sequence[Box]) -> bool:
    return row[-1] is None and sum(1 for cell in row if cell) < len(header)


def _with_last_text(grid: Grid, words: Sequence[Word], above: Sequence[Box | None], limit: float) -> Grid:
    """Running text below the last row, in a table that has such text below the others."""
    header = [cell for cell in grid.rows[0] if cell]
    cells = [cell for cell in above if cell]
    column, bottom = len(cells) - 1, grid.box.bottom
    below = [w for w in words if bottom - 1 <= w.top < limit and header[0].x0 <= w.middle[0] < header[-1].x1]
    end = bottom
    for line in rows_of(below):
        box = box_of(line)
        if box.top - end > line[0].size or _column(line, header) != column or not _is_run(line):
            break
        end = box.bottom
    if end == bottom:
        return grid
    return Grid((*grid.rows, _text_row(header, column, bottom, end + 1)))


def _column(words: Sequence[Word], header: Sequence[Box]) -> int:
    """The column in which the first word begins."""
    return next((i for i, cell in enumerate(header) if words[0].x0 < cell.x1 - 1), len(header) - 1)


def _is_run(line: Sequence[Word]) -> bool:
    """Words without a wide gap, as in running text."""
    return len(Row(line).segments) == 1


def _row(header: Sequence[Box], top: float, bottom: float, page: Page, words: Sequence[Word]) -> tuple[Box | None, ...]:
    inside = words_in(words, Box(header[0].x0, top, header[-1].x1, bottom))
    edges = [cell.x0 for cell in header[1:]]
    shaded = any(
        f.x0 <= header[0].x0 + _NEAR
        and f.x1 >= header[-1].x1 - _NEAR
        and abs(f.top - top) < _NEAR
        and abs(f.bottom - bottom) < _NEAR
        for f in page.fills
    )
    crossing = _crossing(inside, header)
    alone = bool(inside) and max(w.x1 for w in inside) < edges[0]
    if crossing or alone or (shaded and not _in_columns(inside, header)):
        return (Box(header[0].x0, top, header[-1].x1, bottom), *([None] * (len(header) - 1)))
    return tuple(Box(cell.x0, top, cell.x1, bottom) for cell in header)


def _in_columns(words: Sequence[Word], header: Sequence[Box]) -> bool:
    """Words in most of the columns, each at an edge of its column: a shaded row like any other."""
    begun = sum(
        1 for cell in header if any(cell.x0 <= w.x0 < cell.x0 + 12 or cell.x1 - 12 < w.x1 <= cell.x1 for w in words)
    )
    return begun >= max(2, len(header) - 2)
