"""A ruled header over rows that only horizontal rules part → the whole grid, as web systems draw their tables.

In: a ``Grid`` of which only the first row has columns and the page that it stands on. Out: the grid with the rows below it, its columns going on downwards. A row whose words run
over the columns' edges, or that one shade fills, is one cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors.model import Box, Grid, Page, Word

_NEAR = 3.0  # points that ends of rules may differ
_TALLEST = 260.0  # points: a row as tall as that is text between two rules


def with_rows_below(grid: Grid, page: Page, words: Sequence[Word]) -> Grid:
    """The grid and the rows under it; the grid itself where no rule goes on below."""
    header = [cell for cell in grid.rows[0] if cell]
    if len(header) < 3 or any(sum(1 for cell in row if cell) > 1 for row in grid.rows[1:]):
        return grid  # its rows are ruled themselves
    box = grid.box
    heights = [box.bottom]
    others = [g.box.top for g in page.grids if g.box.top > box.bottom + 1 and g.box.x0 < box.x1 and box.x0 < g.box.x1]
    limit = min(others, default=page.height)
    for rule in sorted(page.rules, key=lambda r: r.top):
        middle = (rule.top + rule.bottom) / 2
        if rule.height > 3 or middle <= heights[-1] + 4 or middle > limit + 1:
            continue
        if abs(rule.x0 - box.x0) > _NEAR or abs(rule.x1 - box.x1) > _NEAR:
            continue
        if middle - heights[-1] > _TALLEST:
            break
        heights.append(middle)
    rows = [row for top, bottom in pairwise(heights) if (row := _row(header, top, bottom, page, words))]
    return Grid((*grid.rows, *rows)) if rows else grid


def _row(header: Sequence[Box], top: float, bottom: float, page: Page, words: Sequence[Word]) -> tuple[Box | None, ...]:
    inside = [w for w in words if top <= w.middle[1] < bottom and header[0].x0 <= w.middle[0] < header[-1].x1]
    edges = [cell.x0 for cell in header[1:]]
    shaded = any(
        f.x0 <= header[0].x0 + _NEAR
        and f.x1 >= header[-1].x1 - _NEAR
        and abs(f.top - top) < _NEAR
        and abs(f.bottom - bottom) < _NEAR
        for f in page.fills
    )
    crossing = any(w.x0 < edge - 1 and w.x1 > edge + 1 for w in inside for edge in edges)
    alone = bool(inside) and max(w.x1 for w in inside) < edges[0]
    if crossing or alone or (shaded and not _in_columns(inside, header)):
        return (Box(header[0].x0, top, header[-1].x1, bottom), *([None] * (len(header) - 1)))
    return tuple(Box(cell.x0, top, cell.x1, bottom) for cell in header)


def _in_columns(words: Sequence[Word], header: Sequence[Box]) -> bool:
    """Words in most of the columns, each begun at its column's edge: a shaded row like any other."""
    begun = sum(1 for cell in header if any(cell.x0 <= w.x0 < cell.x0 + 12 for w in words))
    return begun >= max(2, len(header) - 2)
