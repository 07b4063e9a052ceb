"""Upright lines too short to be told from letters, as those of a header of one row are: read as "I", "1" or "|".

In: the words of a page and its ruled lines, in pixels. Out: the words without such strokes, and the lines with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf

from extractors.reading.ocr_tesseract import Read
from extractors.reading.rule import Rule, Rules

_STROKES = frozenset("I1l|!i][")
_BESIDE = 0.02  # inches that a stroke stands from the line that it goes on from; text keeps farther away
_NEAR, _FAR = 0.1, 0.35  # inches between the end of a line and a stroke; where a row of one cell lies between
_FEWEST = 2  # strokes of a row beyond another
_REACH = 0.06  # inches from a stroke to the level lines that it ends on


def without_strokes(words: Sequence[Read], rules: Rules, *, dpi: float) -> tuple[list[Read], Rules]:
    """The words that are no lines, and the lines with those that were read as letters."""
    apart = {i: _apart(word, rules.down, dpi) for i, word in enumerate(words) if word.text in _STROKES}
    strokes = [i for i, gap in apart.items() if gap <= _FAR * dpi]
    strokes = [
        i for i in strokes
        if apart[i] <= _NEAR * dpi or sum(_is_level(words[i], words[j]) for j in strokes) >= _FEWEST
    ]  # fmt: skip
    if not strokes:
        return list(words), rules
    lines = [_line(words[i], rules.across, dpi) for i in strokes]
    kept = [word for i, word in enumerate(words) if i not in strokes]
    return kept, replace(rules, down=(*rules.down, *lines))


def _apart(word: Read, down: Sequence[Rule], dpi: float) -> float:
    """How far the word is from the nearest upright line that it stands in line with."""
    middle = (word.x0 + word.x1) / 2
    in_line = (rule for rule in down if abs((rule.x0 + rule.x1) / 2 - middle) <= _BESIDE * dpi)
    return min((max(rule.top - word.bottom, word.top - rule.bottom) for rule in in_line), default=inf)


def _is_level(one: Read, other: Read) -> bool:
    return one.top < other.bottom and other.top < one.bottom


def _line(word: Read, across: Sequence[Rule], dpi: float) -> Rule:
    """The stroke as a line, from one to the other of the level lines that it ends on."""
    x = round((word.x0 + word.x1) / 2)
    over = [rule.top for rule in across if rule.x0 <= x <= rule.x1]
    top = min((y for y in over if 0 <= word.top - y <= _REACH * dpi), default=int(word.top))
    bottom = max((y for y in over if 0 <= y - word.bottom <= _REACH * dpi), default=int(word.bottom))
    return Rule(x, top, x + 1, bottom)
