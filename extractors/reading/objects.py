"""The objects of a page, as PDFium knows them → what is drawn, what lies over what, and how text looks.

In: a page's handle. Out: a ``Drawing`` in page points (origin top left, from the crop box), the place of every image, and
the order in which text and images are painted. Forms within forms are followed.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any, NamedTuple

from extractors.model import Box
from extractors.reading import pdfium
from extractors.reading.drawing import Drawing, is_rectangle
from extractors.reading.paths import Matrix, Path, placed, read_paths

_MAX_OBJECTS = 400_000  # drawn things on one page
_MAX_NESTING = 20  # forms within forms
_MAX_COVERS = 4_000
_RECTANGLE = 6  # segments of a path that is one rectangle
_OPAQUE = 250  # of 255
PATTERN = "#808080"  # a pattern or shading: something is there, nobody knows how dense

_matrix = (ctypes.c_float * 6)()
_matrix_at = ctypes.addressof(_matrix)
_rgba = (ctypes.c_uint * 4)()
_rgba_at = [ctypes.addressof(_rgba) + at for at in (0, 4, 8, 12)]


class Painted(NamedTuple):
    """A picture or a filled rectangle on the page: when it is painted, where, and its handle."""

    order: int
    box: Box
    handle: int


@dataclass
class Objects:
    """Walks the page's objects. ``left`` and ``top`` are the crop box's corner in PDF space; ``order`` is of text objects."""

    drawing: Drawing
    left: float
    top: float
    order: dict[int, int] = field(default_factory=dict)
    images: list[Painted] = field(default_factory=list)
    covers: list[Painted] = field(default_factory=list)  # opaque rectangles that are painted after some text
    count: int = 0

    def walk(self, page: int) -> None:
        self._walk(pdfium.page_objects(page), pdfium.page_object, page, None, 0)

    def _walk(self, count: int, get: Callable[..., Any], holder: int, outer: Matrix | None, depth: int) -> None:
        objects = list(map(get, repeat(holder), range(min(count, _MAX_OBJECTS + 1 - self.count))))
        kinds = list(map(pdfium.object_type, objects))
        drawn = [obj for obj, kind in zip(objects, kinds, strict=True) if kind == pdfium.PATH]
        paths = read_paths(drawn, outer, self.left, self.top)
        order = self.order
        for obj, kind in zip(objects, kinds, strict=True):
            self.count += 1
            if self.count > _MAX_OBJECTS:
                self.drawing.crowded = True
                return
            if kind == pdfium.TEXT:
                order[obj] = self.count
            elif kind == pdfium.PATH:
                self._path(next(paths))
            elif kind == pdfium.IMAGE:
                self._image(obj, _matrix_of(obj, outer))
            elif kind == pdfium.FORM and depth < _MAX_NESTING:
                self._walk(pdfium.form_objects(obj), pdfium.form_object, obj, _matrix_of(obj, outer), depth + 1)

    def _image(self, obj: int, m: Matrix) -> None:
        a, b, c, d, e, f = m
        xs = (e, e + a, e + c, e + a + c)
        ys = (f, f + b, f + d, f + b + d)
        x0, x1 = max(min(xs) - self.left, 0.0), min(max(xs) - self.left, self.drawing.width)
        top, bottom = max(self.top - max(ys), 0.0), min(self.top - min(ys), self.drawing.height)
        if x1 > x0 and bottom > top:
            self.images.append(Painted(self.count, Box(x0, top, x1, bottom), obj))

    @property
    def image_share(self) -> float:
        """The part of the page that images cover (those over one another counted twice, at most 1)."""
        area = sum(image.box.width * image.box.height for image in self.images)
        return round(min(area / (self.drawing.width * self.drawing.height), 1.0), 3)

    def _path(self, path: Path) -> None:
        obj, stroked, filled, lines, segments = path
        if not lines:
            return
        fill, opaque = None, False
        if filled:
            coloured = pdfium.object_fill_colour(obj, *_rgba_at)
            fill = shown_colour(_rgba[:]) if coloured else PATTERN
            opaque = bool(coloured) and _rgba[3] >= _OPAQUE
            if fill is None and not stroked:
                return  # filled with nothing that shows
        for points in lines:
            self.drawing.add(points, stroked=stroked, fill=fill)
        if opaque and self.order and segments <= _RECTANGLE and is_rectangle(points) and len(self.covers) < _MAX_COVERS:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            self.covers.append(Painted(self.count, Box(min(xs), min(ys), max(xs), max(ys)), obj))


def _matrix_of(obj: int, outer: Matrix | None) -> Matrix:
    pdfium.object_matrix(obj, _matrix_at)
    return placed(_matrix[:], outer)


def shown_colour(rgba: Sequence[int]) -> str | None:
    """The colour as "#rrggbb"; None where it does not show."""
    red, green, blue, alpha = rgba
    if alpha <= 12:
        return None
    return f"#{red:02x}{green:02x}{blue:02x}" if red or green or blue else "#000000"
