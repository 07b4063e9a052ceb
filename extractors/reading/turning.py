"""Places on a page ↔ places on the page turned so that some of its text stands upright.

In and out: points and boxes in page points, origin top left.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractors.model import Box

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Turning:
    """A page of ``width`` × ``height`` turned clockwise by ``degrees`` (0, 90, 180, 270)."""

    degrees: int
    width: float
    height: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the turned page."""
        return (self.height, self.width) if self.degrees % 180 else (self.width, self.height)

    def point(self, x: float, y: float) -> Point:
        if self.degrees == 90:
            return self.height - y, x
        if self.degrees == 180:
            return self.width - x, self.height - y
        if self.degrees == 270:
            return y, self.width - x
        return x, y

    def box(self, x0: float, top: float, x1: float, bottom: float) -> Box:
        (ax, ay), (bx, by) = self.point(x0, top), self.point(x1, bottom)
        return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

    def back(self) -> Turning:
        """The turning that undoes this one."""
        width, height = self.size
        return Turning(-self.degrees % 360, width, height)
