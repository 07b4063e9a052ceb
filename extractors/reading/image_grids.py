"""Ruled lines of a picture → thin boxes, and the cells that they enclose.

In: ``Rules`` in pixels. Out: the same in points, and grids found by the finder that is used on exported pages.
"""

from __future__ import annotations

from typing import Any

from extractors.model import Box, Grid
from extractors.reading.rule import Rule, Rules


def boxes(rules: Rules, points: float) -> tuple[Box, ...]:
    """The lines as thin boxes, in points."""
    return tuple(Box(*(round(v * points, 2) for v in rule)) for rule in (*rules.across, *rules.down))


class _Sheet:
    """What pdfplumber's TableFinder asks of a page: its edges."""

    def __init__(self, edges: list[dict[str, Any]]) -> None:
        self.edges = edges
        self.bbox = (0.0, 0.0, 1e6, 1e6)


def grids(rules: Rules, points: float) -> tuple[Grid, ...]:
    """The tables that the lines enclose, found by the same finder as on exported pages."""
    if len(rules.across) < 2 or len(rules.down) < 2:
        return ()
    from pdfplumber.table import TableFinder  # here: it costs a tenth of a second, and few pages have lines

    edges = [_edge("h", rule, points) for rule in rules.across] + [_edge("v", rule, points) for rule in rules.down]
    settings = {"snap_tolerance": 3, "join_tolerance": 4, "intersection_tolerance": 4}
    found = TableFinder(_Sheet(edges), settings).tables  # type: ignore[arg-type]
    return tuple(
        Grid(tuple(tuple(Box(*cell) if cell else None for cell in row.cells) for row in table.rows))
        for table in found
        if len(table.cells) > 1
    )


def _edge(orientation: str, rule: Rule, points: float) -> dict[str, Any]:
    x0, top, x1, bottom = (v * points for v in rule)
    if orientation == "h":
        top = bottom = (top + bottom) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    return {
        "object_type": "line", "orientation": orientation, "x0": x0, "x1": x1, "top": top, "bottom": bottom,
        "doctop": top, "width": x1 - x0, "height": bottom - top,
    }  # fmt: skip
