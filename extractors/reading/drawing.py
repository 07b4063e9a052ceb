"""What is drawn on a page → ruled lines, table cells, coloured shapes.

In: painted sub-paths (points in page points, origin top left; whether stroked; the fill colour). Out: the cells that their
edges enclose, ruled lines joined to their whole length, and filled shapes.
Both readers of native pages use it, so a table does not depend on who read the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter

from extractors.model import Box, Fill, Grid
from extractors.reading import cells
from extractors.reading.cells import Edge

Point = tuple[float, float]

_STRAIGHT = 0.5  # points a line may lean and still be ruled
_THIN = 2.5  # a filled shape this thin is a ruled line, not a surface
_LEAST = 8  # points that a ruled line is long
_MAX_EDGES = 20_000  # maps and drawings: no table is ruled with so many
_MAX_CROSSINGS = 4_000_000  # horizontal × vertical, joined: what the finder looks at
_MAX_FILLS = 4_000


@dataclass
class Drawing:
    """Collects the painted paths of one page of ``width`` × ``height`` points."""

    width: float
    height: float
    across: list[Edge] = field(default_factory=list)
    down: list[Edge] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    crowded: bool = False
    _lines: list[Box] = field(default_factory=list)

    def add(self, points: Sequence[Point], *, stroked: bool, fill: str | None) -> None:
        """One painted sub-path. ``fill`` is "#rrggbb", None where it is not filled."""
        if len(points) < 2:
            return
        if len(self.across) + len(self.down) > _MAX_EDGES:
            self.crowded = True
            return
        x0, top, x1, bottom = _around(points)
        width, height = x1 - x0, bottom - top
        if x1 < -1 or bottom < -1 or x0 > self.width + 1 or top > self.height + 1:
            return
        if width > 0.95 * self.width and height > 0.95 * self.height:
            if fill and fill != "#ffffff":
                self.fills.append(Fill(x0, top, x1, bottom, fill))
            return  # the sheet itself, or its frame
        if len(points) == 2:
            if stroked:
                self._straight(x0, top, x1, bottom, seen=True)
            return
        rectangle = is_rectangle(points)
        if fill and not stroked and min(width, height) <= _THIN and rectangle:
            self._line(x0, top, x1, bottom)
            return
        if rectangle:
            self._straight(x0, top, x1, top, seen=stroked)
            self._straight(x0, bottom, x1, bottom, seen=stroked)
            self._straight(x0, top, x0, bottom, seen=stroked)
            self._straight(x1, top, x1, bottom, seen=stroked)
        else:
            for both in pairwise(points):
                self._straight(*_around(both), seen=stroked)
        ring = Fill(x0, top, x1, bottom, "#ffffff")
        if fill is None and not rectangle and ring.is_dot and points[0] == points[-1] and len(self.fills) < _MAX_FILLS:
            self.fills.append(ring)  # browsers draw the marks of inner lists so
        if fill and width > _THIN and height > _THIN and len(self.fills) < _MAX_FILLS:
            shape = Fill(x0, top, x1, bottom, fill)
            if fill != "#ffffff" or any(_overlap(shape, other) for other in self.fills[-60:]):
                self.fills.append(shape)

    def _straight(self, x0: float, top: float, x1: float, bottom: float, *, seen: bool) -> None:
        """A line from corner to corner of this place, where it is one that rules."""
        across, down = x1 - x0, bottom - top
        if down <= _STRAIGHT and across > down:
            self.across.append(Edge((top + bottom) / 2, x0, x1))
        elif across <= _STRAIGHT and down > across:
            self.down.append(Edge((x0 + x1) / 2, top, bottom))
        else:
            return
        if seen:
            self._lines.append(Box(x0, top, x1, bottom))

    def _line(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """A thin filled shape: a ruled line drawn as a surface."""
        if x1 - x0 >= bottom - top:
            self.across += Edge(top, x0, x1), Edge(bottom, x0, x1)
        else:
            self.down += Edge(x0, top, bottom), Edge(x1, top, bottom)
        self._lines.append(Box(x0, top, x1, bottom))

    def grids(self) -> tuple[Grid, ...]:
        """The ruled tables."""
        if self.crowded or len(self.across) + len(self.down) < 4:
            return ()
        across, down = self.across, self.down
        if len(across) * len(down) > _MAX_CROSSINGS:  # each cell may bring four edges of its own
            across, down = cells.merged(across), cells.merged(down)
        if len(across) * len(down) > _MAX_CROSSINGS:
            self.crowded = True
            return ()
        return cells.enclosed(across, down)

    def rules(self) -> tuple[Box, ...]:
        """The ruled lines that are long enough, pieces in one line joined; top to bottom, then left to right."""
        across, down = [], []
        for box in self._lines:
            x0, top, x1, bottom = box
            if x1 - x0 >= bottom - top:
                across.append(box)
            else:
                down.append(Box(top, x0, bottom, x1))
        joined = _joined(across) + [Box(x0, top, x1, bottom) for top, x0, bottom, x1 in _joined(down)]
        whole = [b for b in joined if b[2] - b[0] >= _LEAST or b[3] - b[1] >= _LEAST]
        return tuple(sorted(whole, key=itemgetter(1, 0)))


def _around(points: Sequence[Point]) -> tuple[float, float, float, float]:
    if len(points) == 2:  # nearly all that is drawn on a paper
        (ax, ay), (bx, by) = points
        x0, x1 = (bx, ax) if bx < ax else (ax, bx)
        return (x0, by, x1, ay) if by < ay else (x0, ay, x1, by)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _overlap(a: Fill, b: Fill) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1 and a.top < b.bottom and b.top < a.bottom


def _joined(lines: list[Box]) -> list[Box]:
    """Horizontal lines with those on one height that touch made one."""
    if not lines:
        return []
    found: list[Box] = []
    (x0, top, x1, bottom), *others = sorted(lines, key=lambda b: (round((b[1] + b[3]) / 2), b[0]))
    for left, upper, right, lower in others:
        if left <= x1 + 2 and abs((top + bottom) - (upper + lower)) < 3:
            if upper < top:
                top = upper
            if right > x1:
                x1 = right
            if lower > bottom:
                bottom = lower
        else:
            found.append(Box(x0, top, x1, bottom))
            x0, top, x1, bottom = left, upper, right, lower
    found.append(Box(x0, top, x1, bottom))
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
