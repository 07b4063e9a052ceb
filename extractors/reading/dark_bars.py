"""White letters on dark bars, as the headers of many tables have them → dark letters on a light ground, which the engine reads.

In: a straightened picture. Out: the picture with such bars turned to their negative, and where each stands, with the light lines between its cells. A bar
is looked for in small squares: dark ones in a row, most of them without letters, as high as a line of type. Letters, rules and pictures are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractors.model import Box
from extractors.reading.image import Grey

_SQUARE = 0.03  # inches
_DARK = 0.62  # of the paper's brightness
_FILLED, _PARTLY = 0.92, 0.3  # of a square's dots that are dark: without letters, and with white letters on it
_LONGEST_GAP = 0.06  # inches of white in a bar: the lines between its cells
_LEAST_WIDTH, _LEAST_HEIGHT = 0.8, 0.12  # inches
_MOSTLY = 0.45  # of a bar's squares that have no letters
_SEEN = 0.85  # of the paper's brightness: grey lines on grey
_THROUGH, _THICKEST = 0.9, 0.035  # of a bar's height that a line goes through, and no letter; inches


class Bar(NamedTuple):
    """A dark bar, and the light upright lines in it; all in pixels."""

    x0: float
    top: float
    x1: float
    bottom: float
    uprights: tuple[Box, ...] = ()


def with_dark_letters(grey: Grey, *, dpi: float) -> tuple[Grey, tuple[Bar, ...]]:
    """The picture with every dark bar of light letters inverted, and the bars in pixels; the same array where there is none."""
    side = max(round(_SQUARE * dpi), 3)
    rows, columns = grey.shape[0] // side, grey.shape[1] // side
    if not rows or not columns:
        return grey, ()
    paper = float(np.percentile(grey[::16, ::16], 75))
    dark = grey[: rows * side, : columns * side] < _DARK * paper
    share = dark.reshape(rows, side, columns, side).mean(axis=(1, 3))
    filled = share >= _FILLED
    if not filled.any():
        return grey, ()
    partly = share >= _PARTLY
    bars = _with_lettered_rows(_in_rows(partly, filled, dpi / side), partly)
    bars = _high_enough(bars, max(round(_LEAST_HEIGHT * dpi / side), 2))
    if not bars.any():
        return grey, ()
    spots = np.zeros(grey.shape, np.bool_)
    spots[: rows * side, : columns * side] = bars.repeat(side, axis=0).repeat(side, axis=1)
    light = 255.0 - grey
    ground = float(np.median(light[spots]))  # made as light as the paper: on a grey ground letters are lost
    turned: Grey = np.where(spots, np.minimum(light * (paper / max(ground, 1.0)), 255.0), grey).astype(np.uint8)
    found = []
    for first, top, last, bottom in _outlines(bars):
        place = slice(top * side, bottom * side), slice(first * side, last * side)
        uprights = _uprights(turned[place] < _SEEN * paper, dpi)
        box = Box(*(float(v * side) for v in (first, top, last, bottom)))
        found.append(Bar(*box, tuple(Box(box.x0 + a, box.top, box.x0 + b, box.bottom) for a, b in uprights)))
    return turned, tuple(found)


def _uprights(ink: NDArray[np.bool_], dpi: float) -> list[tuple[int, int]]:
    """First column, and the one behind the last, of every line that goes through a bar from top to bottom."""
    wide = ink.copy()  # a line that is not quite upright goes on in the next column
    wide[:, 1:] |= ink[:, :-1]
    wide[:, :-1] |= ink[:, 1:]
    at = np.flatnonzero(wide.mean(axis=0) >= _THROUGH)
    runs = np.split(at, np.flatnonzero(np.diff(at) > 1) + 1) if len(at) else []
    return [(int(run[0]), int(run[-1]) + 1) for run in runs if len(run) <= max(_THICKEST * dpi, 4) + 2]


def _outlines(bars: NDArray[np.bool_]) -> Iterator[tuple[int, int, int, int]]:
    """Around each bar: first column, first row, and those behind the last."""
    waiting = bars.copy()
    for y in range(len(waiting)):
        at = np.flatnonzero(waiting[y])
        for run in np.split(at, np.flatnonzero(np.diff(at) > 1) + 1) if len(at) else ():
            first, last, bottom = int(run[0]), int(run[-1]) + 1, y
            while bottom < len(waiting) and waiting[bottom, first:last].mean() > 0.5:
                waiting[bottom, first:last] = False
                bottom += 1
            yield first, y, last, bottom


def _in_rows(partly: NDArray[np.bool_], filled: NDArray[np.bool_], squares: float) -> NDArray[np.bool_]:
    """The squares that stand in long dark runs of their row; ``squares`` to the inch."""
    found = np.zeros_like(partly)
    gap = max(round(_LONGEST_GAP * squares), 1)
    for y in np.flatnonzero(filled.any(axis=1)).tolist():
        at = np.flatnonzero(partly[y])
        for run in np.split(at, np.flatnonzero(np.diff(at) > gap + 1) + 1):
            first, last = int(run[0]), int(run[-1]) + 1
            if last - first >= _LEAST_WIDTH * squares and filled[y, first:last].mean() >= _MOSTLY:
                found[y, first:last] = True
    return found


def _with_lettered_rows(bars: NDArray[np.bool_], partly: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """With the rows between two parts of a bar that are so full of letters that they did not look like one."""
    whole = bars.copy()
    for y in range(1, len(bars) - 1):
        between = whole[y - 1] & bars[y + 1 : y + 3].any(axis=0) & ~bars[y]
        if between.any() and partly[y, between].mean() >= _MOSTLY:
            whole[y] |= between
    return whole


def _high_enough(bars: NDArray[np.bool_], least: int) -> NDArray[np.bool_]:
    """Without what is only as high as a rule."""
    kept = np.zeros_like(bars)
    for shift in range(bars.shape[0] - least + 1):
        window = bars[shift : shift + least].all(axis=0)
        if window.any():
            kept[shift : shift + least] |= window
    return kept
