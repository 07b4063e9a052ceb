"""What is drawn on a page → ruled lines, table cells, coloured shapes.

In: painted sub-paths (points in page points, origin top left; whether stroked; the fill colour). Out: the edges that
pdfplumber's table finder takes, the cells it finds, ruled lines joined to their whole length, and filled shapes.
Both readers of native pages use it, so a table does not depend on who read the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, cast

from extractors.model import Box, Fill, Grid

Point = tuple[float, float]

_STRAIGHT = 0.5  # points a line may lean and still be ruled
_THIN = 2.5  # a filled shape this thin is a ruled line, not a surface
_MAX_EDGES = 20_000  # maps and drawings: no table is ruled with so many
_MAX_CROSSINGS = 4_000_000  # horizontal × vertical, joined: what the finder looks at
_MAX_FILLS = 4_000


@dataclass
class Drawing:
    """Collects the painted paths of one page of ``width`` × ``height`` points."""

    width: float
    height: float
    edges: list[dict[str, Any]] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    crowded: bool = False
    _lines: list[Box] = field(default_factory=list)

    def add(self, points: Sequence[Point], *, stroked: bool, fill: str | None) -> None:
        """One painted sub-path. ``fill`` is "#rrggbb", None where it is not filled."""
        if len(points) < 2:
            return
        if len(self.edges) > _MAX_EDGES:
            self.crowded = True
            return
        x0, x1 = min(p[0] for p in points), max(p[0] for p in points)
        top, bottom = min(p[1] for p in points), max(p[1] for p in points)
        width, height = x1 - x0, bottom - top
        if x1 < -1 or bottom < -1 or x0 > self.width + 1 or top > self.height + 1:
            return
        if width > 0.95 * self.width and height > 0.95 * self.height:
            if fill and fill != "#ffffff":
                self.fills.append(Fill(x0, top, x1, bottom, fill))
            return  # the sheet itself, or its frame
        if len(points) == 2:
            if stroked:
                self._straight(points[0], points[1], seen=True)
            return
        rectangle = is_rectangle(points)
        if fill and not stroked and min(width, height) <= _THIN and rectangle:
            self._line(x0, top, x1, bottom)
            return
        if rectangle:
            for a, b in (
                ((x0, top), (x1, top)),
                ((x0, bottom), (x1, bottom)),
                ((x0, top), (x0, bottom)),
                ((x1, top), (x1, bottom)),
            ):
                self._straight(a, b, seen=stroked)
        else:
            for a, b in pairwise(points):
                self._straight(a, b, seen=stroked)
        if fill and width > _THIN and height > _THIN and len(self.fills) < _MAX_FILLS:
            shape = Fill(x0, top, x1, bottom, fill)
            if fill != "#ffffff" or any(_overlap(shape, other) for other in self.fills[-60:]):
                self.fills.append(shape)

    def _straight(self, a: Point, b: Point, *, seen: bool) -> None:
        (ax, ay), (bx, by) = a, b
        across, down = abs(ax - bx), abs(ay - by)
        if down <= _STRAIGHT and across > down:
            middle = (ay + by) / 2
            self._edge(min(ax, bx), middle, max(ax, bx), middle, "h")
        elif across <= _STRAIGHT and down > across:
            middle = (ax + bx) / 2
            self._edge(middle, min(ay, by), middle, max(ay, by), "v")
        else:
            return
        if seen:
            self._lines.append(Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))

    def _line(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """A thin filled shape: a ruled line drawn as a surface."""
        if x1 - x0 >= bottom - top:
            self._edge(x0, top, x1, top, "h")
            self._edge(x0, bottom, x1, bottom, "h")
        else:
            self._edge(x0, top, x0, bottom, "v")
            self._edge(x1, top, x1, bottom, "v")
        self._lines.append(Box(x0, top, x1, bottom))

    def _edge(self, x0: float, top: float, x1: float, bottom: float, orientation: str) -> None:
        self.edges.append({
            "object_type": "line", "x0": x0, "x1": x1, "top": top, "bottom": bottom,
            "width": x1 - x0, "height": bottom - top, "orientation": orientation,
        })  # fmt: skip

    @property
    def bbox(self) -> tuple[float, float, float, float]:
        return (0.0, 0.0, self.width, self.height)

    def grids(self) -> tuple[Grid, ...]:
        """The ruled tables, by pdfplumber's finder."""
        if len(self.edges) < 4 or self.crowded:
            return ()
        from pdfplumber.table import TableFinder, merge_edges  # here: pages without a rule need not pay for it

        if _crossings(self.edges) > _MAX_CROSSINGS:  # each cell may bring four edges of its own
            self.edges = merge_edges(self.edges, 3, 3, 3, 3)
        if _crossings(self.edges) > _MAX_CROSSINGS:
            self.crowded = True
            return ()

        return tuple(
            Grid(tuple(tuple(Box(*cell) if cell else None for cell in row.cells) for row in table.rows))
            for table in TableFinder(cast(Any, self)).tables  # it asks only for edges and bbox
        )

    def rules(self) -> tuple[Box, ...]:
        """The ruled lines of at least 8 points, pieces in one line joined; top to bottom, then left to right."""
        across = [b for b in self._lines if b.width >= b.height]
        down = [b for b in self._lines if b.width < b.height]
        joined = _joined(across) + [_turned(b) for b in _joined([_turned(b) for b in down])]
        return tuple(sorted((b for b in joined if max(b.width, b.height) >= 8), key=lambda b: (b.top, b.x0)))


def _crossings(edges: list[dict[str, Any]]) -> int:
    across = sum(1 for edge in edges if edge["orientation"] == "h")
    return across * (len(edges) - across)


def _overlap(a: Fill, b: Fill) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1 and a.top < b.bottom and b.top < a.bottom


def _turned(box: Box) -> Box:
    return Box(box.top, box.x0, box.bottom, box.x1)


def _joined(lines: list[Box]) -> list[Box]:
    """Horizontal lines with those on one height that touch made one."""
    found: list[Box] = []
    for box in sorted(lines, key=lambda b: (round((b.top + b.bottom) / 2), b.x0)):
        last = found[-1] if found else None
        if last and abs((last.top + last.bottom) - (box.top + box.bottom)) < 3 and box.x0 <= last.x1 + 2:
            found[-1] = Box(last.x0, min(last.top, box.top), max(last.x1, box.x1), max(last.bottom, box.bottom))
        else:
            found.append(box)
    return found


def is_rectangle(points: Sequence[Point]) -> bool:
    if len(points) not in (4, 5):
        return False
    if len(points) == 5 and (abs(points[0][0] - points[4][0]) > 0.01 or abs(points[0][1] - points[4][1]) > 0.01):
        return False
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points[:4]
    return (abs(ax - bx) < 0.01 and abs(by - cy) < 0.01 and abs(cx - dx) < 0.01 and abs(dy - ay) < 0.01) or (
        abs(ay - by) < 0.01 and abs(bx - cx) < 0.01 and abs(cy - dy) < 0.01 and abs(dx - ax) < 0.01
    )
