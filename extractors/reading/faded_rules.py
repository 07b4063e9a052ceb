"""Level lines that fade out before a table's side, as thin grey ones do beside a shaded row → their whole length.

In: the grey picture, and the lines that were found, in pixels. Out: the lines, longer where the picture goes on being darker than just above and
below: by so little that no limit between ink and paper tells it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extractors.reading.image import Grey
from extractors.reading.rule import Rule

_MEETS = 0.04  # inches that a line may end from the one that it meets
_BLOCK = 0.08  # inches that are looked at together
_WANDER, _BESIDE = 0.02, 0.02  # inches: how far a line wanders, and how much is looked at above and below
_DARKER = 0.06  # of the paper's brightness
_MOST = 0.85  # of the blocks
_FEWEST = 2  # lines that are as long


def whole_lines(grey: Grey, across: Sequence[Rule], dpi: float) -> list[Rule]:
    """The level lines, those that fade out as long as others that share their other end."""
    near = _MEETS * dpi
    paper = float(np.percentile(grey[::16, ::16], 75))
    whole: list[Rule] = []
    for rule in sorted(across, key=lambda rule: rule.x0 - rule.x1):
        to_left = [r.x0 for r in across if abs(r.x1 - rule.x1) <= near and r.x0 < rule.x0 - near]
        to_right = [r.x1 for r in across if abs(r.x0 - rule.x0) <= near and r.x1 > rule.x1 + near]
        x0 = int(np.median(to_left)) if len(to_left) >= _FEWEST else rule.x0
        x1 = int(np.median(to_right)) if len(to_right) >= _FEWEST else rule.x1
        line = rule._replace(
            x0=x0 if _goes_on(grey, rule, x0, rule.x0, paper, dpi) else rule.x0,
            x1=x1 if _goes_on(grey, rule, rule.x1, x1, paper, dpi) else rule.x1,
        )
        known = any(abs(line.top - w.top) <= near and w.x0 - near <= line.x0 and line.x1 <= w.x1 + near for w in whole)
        if line == rule or not known:  # the pieces of one line become the same
            whole.append(line)
    return whole


def _goes_on(grey: Grey, rule: Rule, x0: int, x1: int, paper: float, dpi: float) -> bool:
    """True where nearly every block between is darker at the line's level than on both sides of it."""
    wander, beside, width = (max(round(part * dpi), 2) for part in (_WANDER, _BESIDE, _BLOCK))
    top, bottom = rule.top - wander, rule.bottom + wander
    if top < beside or bottom + beside > grey.shape[0] or x1 - x0 < width:
        return False
    blocks = (x1 - x0) // width
    strip = grey[top - beside : bottom + beside, x0 : x0 + blocks * width].astype(np.float32)
    rows = strip.reshape(len(strip), blocks, width).mean(axis=2)
    darkest = rows[beside:-beside].min(axis=0)
    lighter = np.minimum(rows[:beside].mean(axis=0), rows[-beside:].mean(axis=0))
    return float((lighter - darkest >= _DARKER * paper).mean()) >= _MOST
