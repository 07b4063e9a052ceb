"""Dotted and dashed lines in a straightened picture: those to write on, and thin grey ones of a table, of which black and white left dots.

In: which pixels are ink, and the ruled lines. Out: the pieces of dotted lines, or whole lines, in pixels.
"""

from __future__ import annotations

import numpy as np

from extractors.reading.image import Ink
from extractors.reading.rule import Rule, Rules

_STRIP, _STRIPS = 0.15, 4  # inches; strips in a row
_FLAT, _FREE = 0.025, 0.012  # inches that dots are high, and of paper above and below
_DOTS = 3  # in a strip
_HIGH = 4  # pixels that pieces of one dotted line may stand apart
_MOST_DOTTED = 0.4  # of a rule's length


def find_dotted(ink: Ink, *, dpi: float, strips: int = _STRIPS) -> list[Rule]:
    """Dotted and dashed lines to write on: no table's, but the engine reads their dots as letters.

    Looked for in narrow strips from top to bottom: rows of a few short runs of ink with paper above and below, in strip after strip,
    at least so many ``strips``.
    """
    wide, flat, free = round(_STRIP * dpi), max(round(_FLAT * dpi), 3), max(round(_FREE * dpi), 2)
    rows, columns = ink.shape
    count = columns // wide
    sheet = ink[:, : count * wide].reshape(rows, count, wide)
    filled = np.asarray(sheet.any(axis=2))
    runs = (np.diff(sheet.astype(np.int8), axis=2, prepend=np.int8(0)) == 1).sum(axis=2)
    lines: list[list[tuple[int, int, int]]] = []  # strip, top and bottom of each piece
    for strip in range(count):
        edges = np.flatnonzero(np.diff(filled[:, strip].astype(np.int8), prepend=np.int8(0), append=np.int8(0)))
        tops, bottoms = edges[0::2], edges[1::2]
        for i in np.flatnonzero(bottoms - tops <= flat).tolist():
            top, bottom = int(tops[i]), int(bottoms[i])
            above = top - (int(bottoms[i - 1]) if i else 0)
            below = (int(tops[i + 1]) if i + 1 < len(tops) else rows) - bottom
            if min(above, below) < free or runs[top:bottom, strip].max() < _DOTS:
                continue
            line = next((n for n in lines if n[-1][0] == strip - 1 and n[-1][1] - 2 <= top <= n[-1][2] + 2), None)
            if line is None:
                lines.append([(strip, top, bottom)])
            else:
                line.append((strip, top, bottom))
    pieces = [piece for line in lines if len(line) >= strips for piece in line]
    return [Rule(strip * wide, top, (strip + 1) * wide, bottom) for strip, top, bottom in pieces]


def worn_rules(ink: Ink, rules: Rules, *, dpi: float) -> list[Rule]:
    """Dotted lines that run from end to end of a table's other rules: thin grey ones, of which black and white left dots."""
    lines: list[list[Rule]] = []
    for piece in sorted(find_dotted(ink, dpi=dpi, strips=2), key=lambda r: r.x0):
        line = next((n for n in lines if abs(n[-1].top - piece.top) <= _HIGH and n[-1].x1 <= piece.x0), None)
        if line is None:
            lines.append([piece])
        else:
            line.append(piece)
    found = []
    for line in lines:
        there = sum(piece.x1 - piece.x0 for piece in line)
        top, bottom = min(p.top for p in line), max(p.bottom for p in line)
        like = [
            r
            for r in rules.across
            if there >= _MOST_DOTTED * (r.x1 - r.x0) and r.x0 - line[0].x1 <= 0 <= r.x1 - line[-1].x0
        ]
        if like:
            widest = max(like, key=lambda r: r.x1 - r.x0)
            found.append(Rule(widest.x0, top, widest.x1, bottom))
    return found
