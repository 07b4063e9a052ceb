"""The paths of a page, or of a form in it → their sub-paths in page points.

In: the handles of path objects, in order. Out: a ``Path`` for each. PDFium is asked one thing of many paths at a time: their segments
are thousands on a page with tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, repeat
from typing import Any, NamedTuple

import numpy as np

from extractors.reading import pdfium

Point = tuple[float, float]
Matrix = Sequence[Any] | np.ndarray[Any, Any]  # six numbers, or rows of them

_TOGETHER = 1_000  # paths: a map may have a hundred thousand


class Path(NamedTuple):
    """One path. ``lines`` are the points of its sub-paths, of a curve those where it begins and ends; none where it is not painted."""

    obj: int
    stroked: bool
    filled: bool
    lines: list[list[Point]]
    segments: int  # how many there are


def read_paths(objects: Sequence[int], outer: Matrix | None, left: float, up: float) -> Iterator[Path]:
    """The paths, placed by the form's matrix ``outer``; ``left`` and ``up`` are the crop box's corner in PDF space."""
    for start in range(0, len(objects), _TOGETHER):
        some = objects[start : start + _TOGETHER]
        counts = list(map(pdfium.path_count, some))
        modes = np.zeros((len(some), 2), np.int32)
        matrices = np.empty((len(some), 6), np.float32)
        pdfium.ask_all(pdfium.path_mode, some, *pdfium.columns(modes))
        pdfium.ask_all(pdfium.object_matrix, some, pdfium.rows(matrices))
        each = chain.from_iterable(map(repeat, some, counts))
        segments = list(map(pdfium.path_segment, each, chain.from_iterable(map(range, counts))))
        kinds = list(map(pdfium.segment_type, segments))
        places = np.empty((len(segments), 2), np.float32)
        pdfium.ask_all(pdfium.segment_point, segments, *pdfium.columns(places))
        x, y = places.T.astype(float)
        with np.errstate(invalid="ignore"):  # broken files have endless numbers
            a, b, c, d, e, f = np.repeat(placed(matrices.T.astype(float), outer), counts, axis=1)
            xs, ys = a * x + c * y + e - left, up - (b * x + d * y + f)
        points = list(zip(xs.tolist(), ys.tolist(), strict=True))
        end = 0
        for obj, count, (filled, stroked) in zip(some, counts, modes.tolist(), strict=True):
            begin, end = end, end + count
            line, of_line = points[begin:end], kinds[begin:end]
            if count < 2 or not (filled or stroked):
                lines = []
            elif of_line[0] == pdfium.MOVE_TO and of_line.count(pdfium.LINE_TO) == count - 1:  # nearly every path
                lines = [_closed(line, segments[end - 1])]
            else:
                lines = _parted(line, of_line, segments[begin:end])
            yield Path(obj, bool(stroked), filled != 0, lines, count)


def placed(matrix: Matrix, outer: Matrix | None) -> Matrix:
    """A matrix within a form, as of the page."""
    if outer is None:
        return matrix
    a, b, c, d, e, f = matrix
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _parted(points: list[Point], kinds: list[int], segments: list[int]) -> list[list[Point]]:
    """The sub-paths of a path that has several, or curves."""
    lines: list[list[Point]] = []
    line: list[Point] = []
    curve = 0
    for i, (kind, point) in enumerate(zip(kinds, points, strict=True)):
        if kind == pdfium.MOVE_TO:
            if line:
                lines.append(_closed(line, segments[i - 1]))
            line, curve = [point], 0
        elif kind == pdfium.LINE_TO:
            line.append(point)
        else:
            curve += 1
            if curve % 3 == 0:  # the two before only bend the curve
                line.append(point)
    lines.append(_closed(line, segments[-1]))
    return lines


def _closed(points: list[Point], last: int) -> list[Point]:
    """The points of a sub-path, and the first once more where its last segment goes back there without saying so."""
    if points and points[0] != points[-1] and pdfium.segment_closes(last):
        points.append(points[0])
    return points
