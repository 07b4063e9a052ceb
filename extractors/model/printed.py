"""What a reader saw on a page: words, rules, shapes. Kept in the store, never changed.

Coordinates are PDF points, origin top left, pages from 1, on the page as a reader sees it (after /Rotate).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians, sin
from typing import Literal, NamedTuple

from extractors.model.kept import kept


class Box(NamedTuple):
    """A place on a page, in points."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def holds(self, x: float, y: float) -> bool:
        """True where the point lies inside."""
        return self.x0 <= x < self.x1 and self.top <= y < self.bottom

    @staticmethod
    def around(boxes: Iterable[Box]) -> Box:
        """The smallest box that holds them all; raises ValueError for none."""
        x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
        return Box(min(x0s), min(tops), max(x1s), max(bottoms))


class Word(NamedTuple):
    """One printed word. ``text`` is NFC, ligatures and private-use bullets already mapped.

    ``confidence`` is 1.0 for native text and the engine's own (0-1) for OCR.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False
    confidence: float = 1.0

    @property
    def box(self) -> Box:
        return Box(self.x0, self.top, self.x1, self.bottom)

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


class Fill(NamedTuple):
    """A filled shape: shaded cells and traffic-light marks; a small ring is one filled with white. ``colour`` is "#rrggbb"."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: str

    @property
    def is_dot(self) -> bool:
        """True for one as large as the mark of a list."""
        width, height = self.x1 - self.x0, self.bottom - self.top
        return 1.5 <= width <= 8 and 0.75 <= width / max(height, 0.1) <= 1.34


@dataclass(frozen=True)
class Grid:
    """The ruled cells of one table on one page, row by row; None where a cell is merged into another."""

    rows: tuple[tuple[Box | None, ...], ...]

    @kept
    def box(self) -> Box:
        return Box.around(cell for row in self.rows for cell in row if cell)


Source = Literal["native", "ocr"]


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader saw on one page.

    ``words`` in the order of the content stream or of the OCR engine; ``rules`` are ruled lines as thin boxes;
    ``image_share`` is the part (0-1) of the page that images cover; ``notes`` are codes of what a
    person should know ("hidden_text", "unmapped_text", "reader_disagrees", "unreadable", …).

    A scanned page is read upright and straight: it was turned clockwise ``turned`` degrees (0, 90, 180, 270) and then ``skew``
    degrees around its middle; ``width`` and ``height`` are those after turning. ``as_seen`` turns a place back.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    grids: tuple[Grid, ...] = ()
    rules: tuple[Box, ...] = ()
    fills: tuple[Fill, ...] = ()
    image_share: float = 0.0
    source: Source = "native"
    reader: str = ""
    confidence: float | None = None
    notes: tuple[str, ...] = ()
    turned: int = 0
    skew: float = 0.0

    def as_seen(self, box: Box) -> Box:
        """The place on the page as it lies in the file: around the turned box where the page was turned to be read."""
        if not self.turned and not self.skew:
            return box
        along, aside = cos(radians(self.skew)), sin(radians(self.skew))
        across, down = self.width / 2, self.height / 2
        corners = []
        for x, y in ((box.x0, box.top), (box.x1, box.top), (box.x0, box.bottom), (box.x1, box.bottom)):
            dx, dy = x - across, y - down
            x, y = across + dx * along + dy * aside, down - dx * aside + dy * along
            for _ in range(self.turned // 90):  # each quarter turn was clockwise: back again
                x, y = y, -x
            corners.append((x, y))
        # A quarter turn back leaves the page beside the origin: as wide or high as the turned page was.
        left = {180: self.width, 270: self.height}.get(self.turned, 0.0)
        up = {90: self.width, 180: self.height}.get(self.turned, 0.0)
        xs, ys = [x + left for x, _ in corners], [y + up for _, y in corners]
        return Box(round(min(xs), 2), round(min(ys), 2), round(max(xs), 2), round(max(ys), 2))


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that was read: its bytes by name, and its pages."""

    file_name: str
    sha256: str
    pages: tuple[Page, ...]
    pages_declared: int
    notes: tuple[str, ...] = ()


def box_around(words: Sequence[Word]) -> Box:
    """The smallest box that holds some words; raises ValueError for none."""
    _, x0s, tops, x1s, bottoms, *_ = zip(*words)  # noqa: B905  # each has all its values
    return Box(min(x0s), min(tops), max(x1s), max(bottoms))


# Texts of the values below are asked for again and again, by every extractor: worked out once (so: no slots).
