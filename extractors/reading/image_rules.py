"""Ruled lines in a straightened picture.

In: which pixels are ink. Out: ``Rules`` in pixels; ``erase`` gives the picture without the lines, since Tesseract loses words that
touch one.

Eight pixels are looked at as one byte, so that a page costs some hundredths of a second. Breaks, specks and the steps of a
line that is not quite level are tolerated; letters are not lines, because ink stands on one side of their strokes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from extractors.reading.dark_bars import Bar
from extractors.reading.faded_rules import whole_lines, whole_uprights, with_faint_lines
from extractors.reading.image import Grey, Ink
from extractors.reading.rule import Rule, Rules

_FULL = np.array([bin(i).count("1") >= 7 for i in range(256)])  # one speck in a byte breaks no line
_RUN = 0.16  # inches of unbroken ink that no letter of body text has
_SHORTEST = 0.22  # inches: a row of small type is as high
_THICKEST = 0.055  # inches (4 points)
_HAIR = 0.018  # inches that no letter's stem as long is as thin
_MOST_OF = 0.6  # of a table's height
_FEWEST_LEVEL, _FEWEST_INNER = 4, 2  # level lines that end at one place, and upright ones between them, of a table
_TALL, _UNBROKEN = 0.4, 0.93  # inches that no letter is high; how much of such a line is there
_NEARLY = 0.85
_SURELY, _MEETS = 1.5, 0.04  # inches of a faint line that is a table's; how near lines end that meet
_THIN = 0.035  # inches that a line shorter than one is thick at most
_GAP = 0.12  # inches of a line that may be missing
_WORN = 0.5  # inches that may be missing within a cell
_WANDER = 0.016  # inches that the pieces of one line may stand apart


def find_rules(ink: Ink, *, dpi: float, faint: Ink | None = None, grey: Grey | None = None) -> Rules:
    """Every ruled line of the picture. ``faint`` has more ink: thin grey lines are taken from it where they part a table with others.

    ``grey``: the picture itself, in which lines that fade out are followed.
    """
    across, down = _level_rules(ink, dpi), _upright_rules(ink, dpi)
    if faint is not None:
        for whole in (r for r in _level_rules(faint, dpi) if r.x1 - r.x0 >= _SURELY * dpi):
            if not _is_known(whole, across):
                across = [rule for rule in across if not _is_known(rule, [whole])] + [whole]  # for the pieces of it
        if grey is not None:
            across = with_faint_lines(grey, whole_lines(grey, across, dpi), dpi)
        down += [r for r in _upright_rules(faint, dpi) if _ends_on(r, across, dpi) and not _is_known(r, down)]
        if grey is not None:
            down = whole_uprights(grey, down, dpi)
    across = _mended(across, down, dpi)
    down = _without_letters_between(faint if faint is not None else ink, across, _parted(ink, across, down, dpi), dpi)
    return Rules(tuple(across), tuple(_with_sides(across, down, dpi)))


def with_sides_of(bars: Sequence[Bar], rules: Rules, *, dpi: float) -> Rules:
    """The lines, the sides of dark bars, which are a table's header, and the lines in them, in pixels; no side where an upright line stands."""
    near = 2 * _MEETS * dpi
    ends = [Rule(int(x), int(bar.top), int(x) + 1, int(bar.bottom)) for bar in bars for x in (bar.x0, bar.x1)]
    sides = [
        end for end in ends
        if not any(abs(d.x0 - end.x0) <= near and d.top < (end.top + end.bottom) / 2 < d.bottom for d in rules.down)
    ]  # fmt: skip
    inside = [
        Rule(*map(int, line)) for bar in bars for line in bar.uprights
    ]  # as thick as they are: all of them is to be erased
    return replace(rules, down=(*rules.down, *sides, *inside))


def _with_sides(across: list[Rule], down: list[Rule], dpi: float) -> list[Rule]:
    """The upright lines, and the sides of tables that a scan lost: where level lines all begin, or end, and upright ones stand between."""
    near = _MEETS * dpi
    sides: list[Rule] = []
    for end in (0, 2):  # their left ends, their right ends
        left: list[Rule] = sorted(across, key=lambda rule: rule[end])
        while left:
            group = [rule for rule in left if rule[end] - left[0][end] <= near]
            left = left[len(group) :]
            x = int(np.median([rule[end] for rule in group]))
            top, bottom = min(rule.top for rule in group), max(rule.bottom for rule in group)
            # where upright lines stand between → how much of the height they go through
            inner: dict[int, int] = defaultdict(int)
            for d in down:
                if any(r.x0 + near < d.x0 < r.x1 - near for r in group):
                    inner[round(d.x0 / (4 * near))] += max(min(d.bottom, bottom) - max(d.top, top), 0)
            through = sum(height >= _MOST_OF * (bottom - top) for height in inner.values())
            there = sum(min(d.bottom, bottom) - max(d.top, top) for d in down if abs(d.x0 - x) <= 2 * near)
            if len(group) >= _FEWEST_LEVEL and through >= _FEWEST_INNER and there < 0.5 * (bottom - top):
                sides.append(Rule(x, top, x + 1, bottom))
    return [*down, *sides]


def _mended(across: list[Rule], down: list[Rule], dpi: float) -> list[Rule]:
    """The level lines, those joined that a worn spot within one cell has cut: two tables side by side part where upright lines stand."""
    whole: list[Rule] = []
    for right in sorted(across, key=lambda rule: rule.x0):
        for i, left in enumerate(whole):
            level = abs(left.top + left.bottom - right.top - right.bottom) <= 2 * _WANDER * dpi
            if level and 0 < right.x0 - left.x1 <= _WORN * dpi and _is_in_a_cell(left, right, down, dpi):
                whole[i] = left._replace(x1=right.x1)
                break
        else:
            whole.append(right)
    return whole


def _is_in_a_cell(left: Rule, right: Rule, down: list[Rule], dpi: float) -> bool:
    """True where upright lines stand on both sides of the gap between two pieces, and none at it."""
    near = _MEETS * dpi
    past = [d.x0 for d in down if d.top - near <= left.top and left.bottom <= d.bottom + near]
    at_gap = [x for x in past if left.x1 - near <= x <= right.x0 + near]
    return not at_gap and any(x < left.x1 for x in past) and any(x > right.x0 for x in past)


def _upright_rules(ink: Ink, dpi: float) -> list[Rule]:
    return [Rule(r.top, r.x0, r.bottom, r.x1) for r in _level_rules(np.ascontiguousarray(ink.T), dpi, upright=True)]


def _is_known(rule: Rule, others: list[Rule]) -> bool:
    """True where nearly all of a line is part of others."""
    x0, top, x1, bottom = rule.x0 - 3, rule.top - 3, rule.x1 + 3, rule.bottom + 3
    shared = 0
    for other in others:
        wide, high = min(x1, other.x1) - max(x0, other.x0), min(bottom, other.bottom) - max(top, other.top)
        if wide > 0 and high > 0:
            shared += max(wide, high)
    return shared >= _NEARLY * max(rule.x1 - rule.x0, rule.bottom - rule.top)


def _ends_on(rule: Rule, across: list[Rule], dpi: float) -> bool:
    """True for an upright line that goes from one level line to another."""
    reach = _MEETS * dpi
    over = [a for a in across if a.x0 - reach <= rule.x0 and rule.x1 <= a.x1 + reach]
    return any(abs(a.top - rule.top) <= reach for a in over) and any(abs(a.bottom - rule.bottom) <= reach for a in over)


def _parted(ink: Ink, across: list[Rule], down: list[Rule], dpi: float) -> list[Rule]:
    """The vertical lines, cut where two tables stand so close above one another that the gap looked like a worn spot.

    There all of them are missing at once, from the last rule of the upper table to the first of the lower.
    """
    levels = sorted(across, key=lambda rule: rule.top)
    for above, below in pairwise(levels):
        if not 3 <= below.top - above.bottom <= _GAP * dpi + 4 or min(above.x1, below.x1) <= max(above.x0, below.x0):
            continue
        through = [d for d in down if d.top < above.top and d.bottom > below.bottom]
        strip = slice(above.bottom + 1, below.top - 1)
        if len(through) >= 2 and all(ink[strip, d.x0 : d.x1].any(axis=1).mean() < 0.5 for d in through):
            down = [d for d in down if d not in through]
            down += [d._replace(bottom=above.bottom) for d in through] + [d._replace(top=below.top) for d in through]
    return down


def _without_letters_between(ink: Ink, across: list[Rule], down: list[Rule], dpi: float) -> list[Rule]:
    """The vertical lines, cut where one goes on through a row of one cell only because letters stand there: others end at its edges."""
    near = _MEETS * dpi
    levels = sorted(across, key=lambda rule: rule.top)
    for above, below in pairwise(levels):
        strip = slice(above.bottom + 1, below.top - 1)
        through = [d for d in down if d.top < above.top - near and d.bottom > below.bottom + near]
        ends = [d.x0 for d in down if abs(d.bottom - above.top) <= near]
        broken = sum(any(abs(d.x0 - x) <= near for x in ends) for d in down if abs(d.top - below.top) <= near)
        letters = [
            d
            for d in through
            if broken >= 2 and strip.stop > strip.start and ink[strip, d.x0 : d.x1].any(axis=1).mean() < _NEARLY
        ]
        down = [d for d in down if d not in letters]
        down += [d._replace(bottom=above.bottom) for d in letters] + [d._replace(top=below.top) for d in letters]
    return down


def erase(grey: Grey, rules: Rules, *, margin: int = 1) -> Grey:
    """A copy with paper where the lines were."""
    clean = grey.copy()
    paper = np.uint8(np.percentile(grey[::16, ::16], 75))
    for rule in (*rules.across, *rules.down):
        top, left = max(rule.top - margin, 0), max(rule.x0 - margin, 0)
        clean[top : rule.bottom + margin, left : rule.x1 + margin] = paper
    return clean


def erase_ink(ink: Ink, rules: Rules, *, margin: int = 1) -> Ink:
    """The ink without the lines."""
    rest = ink.copy()
    for rule in (*rules.across, *rules.down):
        rest[max(rule.top - margin, 0) : rule.bottom + margin, max(rule.x0 - margin, 0) : rule.x1 + margin] = False
    return rest


def _level_rules(ink: Ink, dpi: float, *, upright: bool = False) -> list[Rule]:
    """The level lines of a picture; ``upright``: it is lying on its side."""
    pieces = _pieces(ink, dpi)
    thickest = max(round(_THICKEST * dpi), 4)
    pieces = [p for p in pieces if p.bottom - p.top <= thickest]
    lines = _chained(pieces, gap=_GAP * dpi, wander=max(_WANDER * dpi, 2))
    lines = [_with_ends(ink, line, int(_RUN * dpi / 2)) for line in lines if line.x1 - line.x0 >= 0.8 * _SHORTEST * dpi]
    # a letter just before or behind may have been taken for a piece of it
    lines = [line if _is_rule(ink, line, dpi, upright) else _longest_run(ink, line) for line in lines]
    return [line for line in lines if line.x1 - line.x0 >= _SHORTEST * dpi and _is_rule(ink, line, dpi, upright)]


def _is_rule(ink: Ink, line: Rule, dpi: float, upright: bool) -> bool:
    """True for a line that stands free, and for an upright one that is higher than letters are, whatever is set right beside it."""
    if upright and line.x1 - line.x0 >= _TALL * dpi and line.bottom - line.top <= max(_THIN * dpi, 3):
        unbroken = float(ink[line.top : line.bottom, line.x0 : line.x1].any(axis=0).mean())
        if unbroken >= _UNBROKEN:
            return True
    return _stands_free(ink, line, dpi)


def _longest_run(ink: Ink, line: Rule) -> Rule:
    """The longest part of a line that has no gap."""
    on = ink[line.top : line.bottom, line.x0 : line.x1].any(axis=0)
    change = np.diff(on.astype(np.int8), prepend=np.int8(0), append=np.int8(0))
    starts, ends = np.flatnonzero(change == 1), np.flatnonzero(change == -1)
    if not len(starts):
        return line
    longest = int(np.argmax(ends - starts))
    return line._replace(x0=line.x0 + int(starts[longest]), x1=line.x0 + int(ends[longest]))


def _pieces(ink: Ink, dpi: float) -> list[Rule]:
    """Boxes around touching horizontal runs of full bytes."""
    packed = np.packbits(ink, axis=1)
    packed[:-1] |= packed[1:]  # a speck in one row is mended by the next
    full = _FULL[packed]
    need = max(int(_RUN * dpi / 8) - 1, 2)
    rows, columns = full.shape
    padded = np.zeros((rows, columns + 1), np.int8)
    padded[:, :-1] = full
    change = np.diff(padded.ravel(), prepend=np.int8(0))
    starts, ends = np.flatnonzero(change == 1), np.flatnonzero(change == -1)
    keep = ends - starts >= need
    y = starts[keep] // (columns + 1)
    first = starts[keep] % (columns + 1)
    last = first + (ends - starts)[keep]
    open_pieces: list[list[int]] = []
    closed: list[list[int]] = []
    for row, a, b in zip(y.tolist(), first.tolist(), last.tolist(), strict=True):
        still = [p for p in open_pieces if row - p[3] <= 1]
        closed += [p for p in open_pieces if row - p[3] > 1]
        touching = [p for p in still if p[0] <= b and a <= p[2]]
        others = [p for p in still if not (p[0] <= b and a <= p[2])]
        new = [
            min([a, *(p[0] for p in touching)]), min([row, *(p[1] for p in touching)]),
            max([b, *(p[2] for p in touching)]), row,
        ]  # fmt: skip
        open_pieces = [*others, new]
    # Rows were joined with the row below: the first one holds the row below's ink only.
    return [Rule(a * 8, top, b * 8, bottom + 2) for a, top, b, bottom in closed + open_pieces]


def _chained(pieces: list[Rule], *, gap: float, wander: float) -> list[Rule]:
    """Pieces one after the other on the same level, joined."""
    lines: dict[int, Rule] = {}
    levels: dict[int, list[int]] = {}  # lines by the rows that they stand on, so that only near ones are compared
    step = wander + 1
    for i, piece in enumerate(sorted(pieces, key=lambda p: p.x0)):
        middle = (piece.top + piece.bottom) / 2
        row = int(middle / step)
        for j in [j for near in (row - 1, row, row + 1) for j in levels.get(near, ())]:
            line = lines[j]
            if piece.x0 - line.x1 <= gap and abs(middle - (line.top + line.bottom) / 2) <= wander:
                longer = piece if piece.x1 - piece.x0 > line.x1 - line.x0 else line
                lines[j] = Rule(line.x0, longer.top, max(line.x1, piece.x1), longer.bottom)
                break
        else:
            lines[i] = piece
            levels.setdefault(row, []).append(i)
    return list(lines.values())


def _with_ends(ink: Ink, line: Rule, reach: int) -> Rule:
    """The line with its ends to the pixel, and its rows only as thick as it is."""
    rows, columns = ink.shape
    top, bottom = max(line.top - 1, 0), min(line.bottom + 1, rows)
    band = ink[top:bottom, line.x0 : min(line.x1, columns)]
    filled = band.mean(axis=1)
    thick = np.flatnonzero(filled >= 0.5 * filled.max())
    top, bottom = top + int(thick[0]), top + int(thick[-1]) + 1
    left, right = max(line.x0 - reach, 0), min(line.x1 + reach, columns)
    on = np.asarray(ink[top:bottom, left:right].any(axis=0))
    x0, x1 = line.x0 - left, min(line.x1, columns) - left
    while x0 > 0 and on[x0 - 1]:
        x0 -= 1
    while x1 < len(on) and on[x1]:
        x1 += 1
    return Rule(left + x0, top, left + x1, bottom)


def _stands_free(ink: Ink, line: Rule, dpi: float) -> bool:
    """True where most of it has paper on both sides: a row of letters' feet has letters on one."""
    away, width = max(round(0.008 * dpi), 1), max(round(0.012 * dpi), 2)
    over = ink[max(line.top - away - width, 0) : max(line.top - away, 0), line.x0 : line.x1]
    under = ink[line.bottom + away : line.bottom + away + width, line.x0 : line.x1]
    touched = max(float(side.any(axis=0).mean()) if side.size else 0.0 for side in (over, under))
    unbroken = float(ink[line.top : line.bottom, line.x0 : line.x1].any(axis=0).mean())
    if line.x1 - line.x0 >= dpi:  # nothing but a line is an inch long: it may be worn, and letters may hang on it
        return touched + 1 - unbroken <= 0.5 and unbroken >= 0.7  # the feet of large serif type have letters and gaps
    thick = line.bottom - line.top
    if thick <= max(_HAIR * dpi, 2) and unbroken >= 0.99:  # the side of a cell whose text is set right beside it
        return touched <= 0.6
    thin = thick <= max(_THIN * dpi, 3)  # short and thick are letters of bold type that ran together
    return thin and touched <= 0.25 and unbroken >= 0.92
