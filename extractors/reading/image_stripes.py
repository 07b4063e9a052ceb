"""Rows that are shaded by turns, in a picture → where each shade lies.

In: a straightened picture. Out: stripes that share their left and right ends, two at least, with room for an unshaded row between. The shade may be
so light that nothing else of the reading sees it; a photo or a worn sheet has no such stripes.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extractors.model import Box
from extractors.reading.image import Grey

_SQUARE = 0.04  # inches
_DOTS_APART = 0.0167  # inches: so many dots are looked at
_BRIGHTER = 0.8  # of a square's dots are darker than its ground, or as dark
_DARKEST, _LIGHTEST = 0.75, 0.975  # of the paper's brightness
_MOST = 0.5  # of a stripe's squares, the others being under letters
_WIDEST_STRIPE, _LEAST_WIDE, _LEAST_HIGH = 1.5, 2.5, 0.1  # inches high, wide, high
_SAME_ENDS = 3  # squares


def find_stripes(grey: Grey, *, dpi: float) -> tuple[Box, ...]:
    """The stripes from top to bottom, in dots of the picture."""
    step = max(round(_DOTS_APART * dpi), 1)
    grey = grey[::step, ::step]
    side = max(round(_SQUARE * dpi / step), 3)
    rows, columns = grey.shape[0] // side, grey.shape[1] // side
    if rows < 2 or columns < 2:
        return ()
    paper = float(np.percentile(grey[::8, ::8], 75))
    squares = grey[: rows * side, : columns * side].reshape(rows, side, columns, side)
    dots = squares.transpose(0, 2, 1, 3).reshape(rows, columns, side * side)
    at = int(_BRIGHTER * side * side)
    ground = np.partition(dots, at, axis=2)[:, :, at]
    shaded = (ground > _DARKEST * paper) & (ground < _LIGHTEST * paper)
    inches = side * step / dpi
    found = [stripe for run in _runs(shaded, int(_LEAST_WIDE / inches)) if (stripe := _stripe(shaded, *run, inches))]
    return tuple(Box(*(float(v * side * step) for v in stripe)) for stripe in _by_turns(found))


def _runs(shaded: NDArray[np.bool_], least: int) -> list[tuple[int, int]]:
    """The rows of squares, first and behind the last, of which most are shaded, one run a stripe."""
    many = shaded.sum(axis=1) >= max(least * _MOST, _MOST * shaded.sum(axis=1).max(initial=1))
    edges = np.flatnonzero(np.diff(np.concatenate(([False], many, [False])).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _stripe(shaded: NDArray[np.bool_], first: int, end: int, inches: float) -> tuple[int, int, int, int] | None:
    if not _LEAST_HIGH <= (end - first) * inches <= _WIDEST_STRIPE:
        return None
    inside = np.flatnonzero(shaded[first:end].mean(axis=0) >= _MOST)
    if not inside.size:
        return None
    x0, x1 = int(inside[0]), int(inside[-1]) + 1
    whole = inside.size >= _MOST * (x1 - x0) and (x1 - x0) * inches >= _LEAST_WIDE
    return (x0, first, x1, end) if whole else None


def _by_turns(found: Sequence[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Those with the ends that most share, all set to the same."""
    if not found:
        return []
    left, right = (int(np.median([stripe[i] for stripe in found])) for i in (0, 2))
    alike = [s for s in found if abs(s[0] - left) <= _SAME_ENDS and abs(s[2] - right) <= _SAME_ENDS]
    return [(left, top, right, bottom) for _, top, _, bottom in alike] if len(alike) > 1 else []
