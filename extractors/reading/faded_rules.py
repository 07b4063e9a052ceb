"""Level lines that fade out before a table's side, as thin grey ones do beside a shaded row → their whole length; those too faint to be found at all.

In: the grey picture, and the lines that were found, in pixels. Out: the lines, longer where the picture goes on being darker than just above and
below: by so little that no limit between ink and paper tells it; and more of them between those that share both ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import numpy as np

from extractors.reading.image import Grey
from extractors.reading.rule import Rule

_MEETS = 0.04  # inches that a line may end from the one that it meets
_BLOCK = 0.08  # inches that are looked at together
_WANDER, _BESIDE = 0.02, 0.02  # inches: how far a line wanders, and how much is looked at above and below
_DARKER = 0.06  # of the paper's brightness
_MOST = 0.85  # of the blocks
_MISSING = 1  # blocks in a row: where more are missing, a cell goes through
_MERGED = 3  # blocks of bare paper in a row: where more are missing, a cell goes through from above
_FEWEST = 2  # lines that are as long
_WHITE, _MOSTLY = 250, 0.9  # brightness, and how much of a black-white scan is as bright
_LONG, _APART = 3.0, 0.08  # inches of lines that are a table's, and from one to the next
_AWAY, _INKED, _TOUCHED = (
    0.01,
    0.7,
    0.3,
)  # inches from a line; of the paper's brightness; of a line's length that has ink so near
_GAP = 0.15  # of a line's length that may lie hidden in a shaded column


def whole_uprights(grey: Grey, down: Sequence[Rule], dpi: float) -> list[Rule]:
    """Like ``whole_lines`` for upright lines, which fade out below a table's header."""
    if _is_black_and_white(grey):
        return list(down)
    turned = whole_lines(grey.T, [_turned(rule) for rule in down], dpi, onwards=True)
    return [_turned(rule) for rule in turned]


def _is_black_and_white(grey: Grey) -> bool:
    """A scan without shades: where a line faded, nothing is left of it, and the feet of letters are as dark as lines."""
    return float((grey[::4, ::4] >= _WHITE).mean()) >= _MOSTLY


def _turned(rule: Rule) -> Rule:
    return Rule(rule.top, rule.x0, rule.bottom, rule.x1)


def whole_lines(grey: Grey, across: Sequence[Rule], dpi: float, *, onwards: bool = False) -> list[Rule]:
    """The level lines, those that fade out as long as others that share their other end.

    ``onwards``: only at their far end, and through no cell: above, a header's cell may go over several columns.
    """
    missing = _MISSING if onwards else None
    near = _MEETS * dpi
    paper = float(np.percentile(grey[::16, ::16], 75))
    whole: list[Rule] = []
    for rule in sorted(across, key=lambda rule: rule.x0 - rule.x1):
        to_left = [r.x0 for r in across if abs(r.x1 - rule.x1) <= near and r.x0 < rule.x0 - near and not onwards]
        to_right = [r.x1 for r in across if abs(r.x0 - rule.x0) <= near and r.x1 > rule.x1 + near]
        x0 = int(np.median(to_left)) if len(to_left) >= _FEWEST else rule.x0
        x1 = int(np.median(to_right)) if len(to_right) >= _FEWEST else rule.x1
        line = rule._replace(
            x0=x0 if _goes_on(grey, rule, x0, rule.x0, paper, dpi, missing) else rule.x0,
            x1=x1 if _goes_on(grey, rule, rule.x1, x1, paper, dpi, missing) else rule.x1,
        )
        known = any(abs(line.top - w.top) <= near and w.x0 - near <= line.x0 and line.x1 <= w.x1 + near for w in whole)
        if line == rule or not known:  # the pieces of one line become the same
            whole.append(line)
    return whole


def with_faint_lines(grey: Grey, across: Sequence[Rule], dpi: float) -> list[Rule]:
    """The lines, and the fainter ones between those of a table, which begin and end where these do."""
    if _is_black_and_white(grey):
        return list(across)
    near = _MEETS * dpi
    found, gaps = _across_gaps(across, dpi)
    paper = float(np.percentile(grey[::16, ::16], 75))
    left = sorted((r for r in found if r.x1 - r.x0 >= _LONG * dpi), key=lambda rule: rule.top)
    while left:
        alike = [r for r in left if abs(r.x0 - left[0].x0) <= near and abs(r.x1 - left[0].x1) <= near]
        left = [r for r in left if r not in alike]
        if len(alike) >= _FEWEST:
            found += _between(grey, alike, found, gaps, paper, dpi)
    return found


def _between(
    grey: Grey, alike: Sequence[Rule], known: Sequence[Rule], gaps: Sequence[tuple[int, int]], paper: float, dpi: float
) -> list[Rule]:
    """Levels at which nearly every block is darker than just above and below, between the first and the last of some lines.

    ``gaps``: columns in which others of the table's lines lie hidden too.
    """
    wander, beside, width = (max(round(part * dpi), 2) for part in (_WANDER, _BESIDE, _BLOCK))
    x0, x1 = int(np.median([r.x0 for r in alike])), int(np.median([r.x1 for r in alike]))
    top, bottom = alike[0].bottom, alike[-1].top
    blocks = (x1 - x0) // width
    if bottom - top < 4 * (wander + beside):
        return []
    strip = grey[top:bottom, x0 : x0 + blocks * width].astype(np.float32)
    rows = strip.reshape(bottom - top, blocks, width).mean(axis=2)
    windows = np.lib.stride_tricks.sliding_window_view(rows, 2 * (wander + beside), axis=0)
    darkest = windows[..., beside:-beside].min(axis=-1)
    lighter = np.minimum(windows[..., :beside].mean(axis=-1), windows[..., -beside:].mean(axis=-1))
    there = lighter - darkest >= _DARKER * paper
    for a, b in gaps:
        there[:, max(a - x0, 0) // width : max(b - x0, 0) // width + 1] = True
    share = there.mean(axis=1)
    levels: list[int] = []
    crossed = [r.top for r in known if r.x0 <= x1 and x0 <= r.x1 and r.x1 - r.x0 >= _LONG * dpi]
    likely = np.flatnonzero(share >= _MOST)
    for at in likely[np.argsort(-share[likely], kind="stable")]:
        level = top + int(at) + wander + beside
        apart = all(abs(level - other) >= _APART * dpi for other in (*levels, *crossed))
        if apart and _longest_run(~there[at]) <= _MERGED and not _are_feet(grey[:, x0:x1], level, dpi):
            levels.append(level)
    return [Rule(x0, level - 1, x1, level + 1) for level in sorted(levels)]


def _are_feet(grey: Grey, level: int, dpi: float) -> bool:
    """True where letters stand on a level: their feet are as dark as a faint line, but ink goes on above them, or below their tops."""
    away, beside = max(round(_AWAY * dpi), 2), max(round(_BESIDE * dpi), 2)
    paper = np.percentile(grey[max(level - 4 * beside, 0) : level + 4 * beside], 90, axis=0)
    sides = grey[max(level - away - beside, 0) : level - away], grey[level + away : level + away + beside]
    return any(side.size and float((side.min(axis=0) < _INKED * paper).mean()) >= _TOUCHED for side in sides)


def _across_gaps(across: Sequence[Rule], dpi: float) -> tuple[list[Rule], list[tuple[int, int]]]:
    """The lines, those made one that a shaded column parts where others of the table run from start to end; and where these columns are."""
    near, level = _MEETS * dpi, _WANDER * dpi
    whole, gaps = list(across), []
    for left, right in permutations(across, 2):
        gap = right.x0 - left.x1
        if not near < gap <= _GAP * (right.x1 - left.x0) or abs(left.top - right.top) > level:
            continue
        as_long = sum(1 for r in across if abs(r.x0 - left.x0) <= near and abs(r.x1 - right.x1) <= near)
        if as_long >= _FEWEST and left in whole and right in whole:
            whole = [r for r in whole if r not in (left, right)]
            whole.append(Rule(left.x0, min(left.top, right.top), right.x1, max(left.bottom, right.bottom)))
            gaps.append((left.x1, right.x0))
    return whole, gaps


def _goes_on(grey: Grey, rule: Rule, x0: int, x1: int, paper: float, dpi: float, missing: int | None) -> bool:
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
    there = lighter - darkest >= _DARKER * paper
    return float(there.mean()) >= _MOST and (missing is None or _longest_run(~there) <= missing)


def _longest_run(flags: np.ndarray) -> int:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    return int(np.max(edges[1::2] - edges[::2], initial=0))
