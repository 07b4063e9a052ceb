"""Ruled lines of a picture → thin boxes, and the cells that they enclose.

In: ``Rules`` in pixels. Out: the same in points, and grids found by the finder that is used on exported pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.model import Box, Grid
from extractors.reading import cells
from extractors.reading.cells import Edge
from extractors.reading.rule import Rule, Rules


def boxes(rules: Rules, points: float) -> tuple[Box, ...]:
    """The lines as thin boxes, in points."""
    return tuple(Box(*(round(v * points, 2) for v in rule)) for rule in (*rules.across, *rules.down))


def grids(rules: Rules, points: float) -> tuple[Grid, ...]:
    """The tables that the lines enclose, found by the same finder as on exported pages."""
    if len(rules.across) < 2 or len(rules.down) < 2:
        return ()
    across = [Edge((top + bottom) / 2, x0, x1) for x0, top, x1, bottom in _in_points(rules.across, points)]
    down = [Edge((x0 + x1) / 2, top, bottom) for x0, top, x1, bottom in _in_points(rules.down, points)]
    return cells.enclosed(across, down, join=4, reach=4)


def _in_points(rules: Iterable[Rule], points: float) -> Iterator[tuple[float, float, float, float]]:
    for x0, top, x1, bottom in rules:
        yield x0 * points, top * points, x1 * points, bottom * points
