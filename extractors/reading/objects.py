"""The objects of a page, as PDFium knows them → what is drawn, what lies over what, and how text looks.

In: a page's handle. Out: a ``Drawing`` in page points (origin top left, from the crop box), the place of every image, and
the order in which text and images are painted. Forms within forms are followed.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any, NamedTuple

from extractors.model import Box
from extractors.reading import pdfium
from extractors.reading.drawing import Drawing, Point, is_rectangle

_MAX_OBJECTS = 400_000  # drawn things on one page
_MAX_NESTING = 20  # forms within forms
_MAX_COVERS = 4_000
_RECTANGLE = 6  # segments of a path that is one rectangle
_OPAQUE = 250  # of 255

_Matrix = tuple[float, float, float, float, float, float]
_matrix = (ctypes.c_float * 6)()
_matrix_at = ctypes.addressof(_matrix)
_x, _y = ctypes.c_float(), ctypes.c_float()
_x_at, _y_at = ctypes.addressof(_x), ctypes.addressof(_y)
_rgba = (ctypes.c_uint * 4)()
_rgba_at = [ctypes.addressof(_rgba) + at for at in (0, 4, 8, 12)]
_mode, _stroke = ctypes.c_int(), ctypes.c_int()
_mode_at, _stroke_at = ctypes.addressof(_mode), ctypes.addressof(_stroke)


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

    def _walk(self, count: int, get: Callable[..., Any], holder: int, outer: _Matrix | None, depth: int) -> None:
        order, kind_of = self.order, pdfium.object_type
        for obj in map(get, repeat(holder), range(count)):
            if not obj:
                continue
            self.count += 1
            if self.count > _MAX_OBJECTS:
                self.drawing.crowded = True
                return
            kind = kind_of(obj)
            if kind == pdfium.TEXT:
                order[obj] = self.count
            elif kind == pdfium.PATH:
                self._path(obj, _placed(obj, outer))
            elif kind == pdfium.IMAGE:
                self._image(obj, _placed(obj, outer))
            elif kind == pdfium.FORM and depth < _MAX_NESTING:
                self._walk(pdfium.form_objects(obj), pdfium.form_object, obj, _placed(obj, outer), depth + 1)

    def _image(self, obj: int, m: _Matrix) -> None:
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

    def _path(self, obj: int, m: _Matrix) -> None:
        count = pdfium.path_count(obj)
        if count < 2:
            return
        pdfium.path_mode(obj, _mode_at, _stroke_at)
        stroked, filled = bool(_stroke.value), _mode.value != 0
        if not (stroked or filled):
            return
        fill = fill_colour(obj) if filled else None
        if fill is None and not stroked:
            return  # filled with nothing that shows
        opaque = fill is not None and _rgba[3] >= _OPAQUE
        a, b, c, d, e, f = m
        left, up = self.left, self.top
        points: list[Point] = []
        curve = 0
        last = 0
        segment, kind_of, point_of = pdfium.path_segment, pdfium.segment_type, pdfium.segment_point
        for i in range(count):
            before, last = last, segment(obj, i)
            kind = kind_of(last)
            point_of(last, _x_at, _y_at)
            x, y = _x.value, _y.value
            point = (a * x + c * y + e - left, up - (b * x + d * y + f))
            if kind == pdfium.MOVE_TO:
                if points:
                    self.drawing.add(_closed(points, before), stroked=stroked, fill=fill)
                points, curve = [point], 0
            elif kind == pdfium.LINE_TO:
                points.append(point)
            else:
                curve += 1
                if curve % 3 == 0:  # the two before only bend the curve
                    points.append(point)
        self.drawing.add(_closed(points, last), stroked=stroked, fill=fill)
        if opaque and self.order and count <= _RECTANGLE and is_rectangle(points) and len(self.covers) < _MAX_COVERS:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            self.covers.append(Painted(self.count, Box(min(xs), min(ys), max(xs), max(ys)), obj))


def _closed(points: list[Point], last: int) -> list[Point]:
    """The points of a sub-path, and the first once more where its last segment goes back there without saying so."""
    if points and points[0] != points[-1] and pdfium.segment_closes(last):
        points.append(points[0])
    return points


def _placed(obj: int, outer: _Matrix | None) -> _Matrix:
    pdfium.object_matrix(obj, _matrix_at)
    a, b, c, d, e, f = _matrix[:]
    if outer is None:
        return a, b, c, d, e, f
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def fill_colour(obj: int) -> str | None:
    """The fill colour as "#rrggbb"; None where it does not show."""
    if not pdfium.object_fill_colour(obj, *_rgba_at):
        _rgba[3] = 0
        return "#808080"  # a pattern or shading: something is there, nobody knows how dense
    red, green, blue, alpha = _rgba[:]
    if alpha <= 12:
        return None
    return f"#{red:02x}{green:02x}{blue:02x}" if red or green or blue else "#000000"
