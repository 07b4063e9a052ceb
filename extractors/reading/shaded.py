"""Shaded cells (the colours of states and groups, grey on a scan) → cells as light as the paper, so that their text is read.

In: a straightened picture. Out: the picture with each such ground lifted to the paper's brightness; what is printed on it stays dark.
Looked at in small squares: the brighter part of a square and of those around it is its ground.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extractors.reading.image import Grey
from extractors.reading.rule import Rule, Rules

_SQUARE = 0.03  # inches
_BRIGHTER = 0.8  # of a square's dots are darker than its ground, or as dark
_DARKEST, _LIGHTEST = 0.5, 0.86  # of the paper's brightness: shaded; darker is ink or a bar, lighter reads as it is
_NEAR = 0.04  # inches that the pieces of one line may stand apart
_EDGE, _STEP = 0.015, 0.06  # inches beside an upright line; of the paper's brightness that a shade is darker
_LEAST = 3  # squares whose neighbours are shaded too: a stroke of large type or a thick line is smaller


def without_shades(grey: Grey, *, dpi: float) -> Grey:
    """The picture with its shaded grounds as light as the paper; the same array where there is none."""
    side = max(round(_SQUARE * dpi), 3)
    rows, columns = grey.shape[0] // side, grey.shape[1] // side
    if not rows or not columns:
        return grey
    paper = float(np.percentile(grey[::16, ::16], 75))
    whole = grey[: rows * side, : columns * side].reshape(rows, side, columns, side)
    squares = whole.transpose(0, 2, 1, 3).reshape(rows, columns, side * side)
    at = int(_BRIGHTER * side * side)
    ground = _around(np.partition(squares, at, axis=2)[:, :, at].astype(np.float32), np.maximum)
    shaded = (ground >= _DARKEST * paper) & (ground <= _LIGHTEST * paper)
    shaded = _opened(shaded)
    if not shaded.any():
        return grey
    known = np.where(shaded, ground, np.float32(np.inf))
    for _ in range(2):  # the squares at a cell's edge hold some of the paper beside it
        known = _around(known, np.minimum)
    lift = np.where(np.isfinite(known), paper / np.maximum(known, 1.0), 1.0).astype(np.float32)
    lighter = grey.astype(np.float32)
    lighter[: rows * side, : columns * side] *= lift.repeat(side, axis=0).repeat(side, axis=1)
    return np.minimum(lighter, max(paper, 1.0), where=lighter > grey, out=lighter).astype(np.uint8)


def with_edges_of_shades(grey: Grey, rules: Rules, *, dpi: float) -> Rules:
    """The lines, and the stretches of upright ones that a shaded cell hides: its shade ends where the line stands in other rows."""
    near, beside = _NEAR * dpi, max(round(_EDGE * dpi), 3)
    paper = float(np.percentile(grey[::16, ::16], 75))
    found = list(rules.down)
    left = sorted(rules.down, key=lambda rule: rule.x0)
    while left:
        line = [rule for rule in left if rule.x0 - left[0].x0 <= near]
        left = left[len(line) :]
        x0, x1 = int(np.median([r.x0 for r in line])), int(np.median([r.x1 for r in line]))
        levels = sorted((r for r in rules.across if r.x0 + near < x0 and x1 < r.x1 - near), key=lambda rule: rule.top)
        for above, below in pairwise(levels):
            top, bottom = above.bottom, below.top
            there = sum(max(min(r.bottom, bottom) - max(r.top, top), 0) for r in line)
            if bottom - top < beside or there >= 0.5 * (bottom - top) or x0 < 2 * beside:
                continue
            sides = grey[top:bottom, x0 - 2 * beside : x0 - beside], grey[top:bottom, x1 + beside : x1 + 2 * beside]
            if abs(_ground(sides[0]) - _ground(sides[1])) >= _STEP * paper:
                found.append(Rule(x0, top, x1, bottom))
    return replace(rules, down=tuple(found))


def _ground(part: Grey) -> float:
    """The brightness between the letters."""
    return float(np.percentile(part, 80)) if part.size else 0.0


def _around(values: NDArray[np.float32], pick: np.ufunc) -> NDArray[np.float32]:
    """Each square's value picked from it and its eight neighbours."""
    padded = np.pad(values, 1, mode="edge")
    across = pick(pick(padded[:, :-2], padded[:, 1:-1]), padded[:, 2:])
    picked: NDArray[np.float32] = pick(pick(across[:-2], across[1:-1]), across[2:])
    return picked


def _opened(shaded: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Without what is narrower or lower than a cell: strokes of large type, thick lines."""
    kept = shaded
    for axis in (0, 1):
        kept = kept & _in_long_runs(shaded, axis)
    return kept


def _in_long_runs(shaded: NDArray[np.bool_], axis: int) -> NDArray[np.bool_]:
    turned = shaded if axis else shaded.T
    found = np.zeros_like(turned)
    for shift in range(turned.shape[1] - _LEAST + 1):
        found[:, shift : shift + _LEAST] |= turned[:, shift : shift + _LEAST].all(axis=1, keepdims=True)
    return found if axis else found.T
