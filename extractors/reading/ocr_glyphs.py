"""Where the shapes in the picture say something else than the engine: spaces and commas in numbers, minus signs, "%" and "§".

In: measured segments and the ink. Out: their words as printed. Only what stands apart, character by character, is judged, and
only by measures that no other character has: a gap as wide as a space, a flat stroke before a number, a sign wider than any
figure, a figure or a spot that hangs below the line.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import regex

from extractors.reading.image import Ink
from extractors.reading.ocr_tesseract import Read
from extractors.reading.ocr_type import Segment
from extractors.reading.ocr_widths import fits

_SPACE = 0.23  # of the type size: the narrowest space between words
_FREE = {"1": 0.06, ".": 0.1, ",": 0.1, "-": 0.05}  # these stand free by themselves
_FIGURE = 0.5
_COMMA = 0.22  # of the type size: two figures with a comma between them stand farther apart than without
_WIDE, _WIDEST = (
    0.68,
    0.9,
)  # of the type size that the sign "%" is wide; a figure is 0.5 to 0.56, two that touch are 0.93 and more
_READ_FOR_PERCENT = regex.compile(r"9[046]6?0?|946|26|46|6|0|9|4|Yo|o|€")
_SECTION = regex.compile(r"[(]?[8S5$]")
_MINUS = "-"
_MISFIT = 0.4  # how sure a figure can be that is not as wide as its digits
_LIKE_ONE = frozenset("Il|")  # among figures; a lone "I" may be a Roman one


class Shape(NamedTuple):
    """Ink that no empty column parts: first and last column, top and bottom row, in pixels, ends not included."""

    x0: int
    x1: int
    top: int
    bottom: int


def as_printed(segments: Sequence[Segment], ink: Ink) -> list[Read]:
    """The words of all segments, those that the picture contradicts put right."""
    return [_doubted(fixed, s.em) for s in segments for i in range(len(s.words)) for fixed in _fixed(s, i, ink)]


def _doubted(word: Read, em: float) -> Read:
    """The word, in doubt where it is a figure of another width than its digits: one was lost or made up."""
    if fits(word.text, (word.x1 - word.x0) / em):
        return word
    return word._replace(confidence=min(word.confidence, _MISFIT))


def _fixed(segment: Segment, index: int, ink: Ink) -> list[Read]:
    word = segment.words[index]
    text = word.text
    if text == "i" and not _is_dotted(word, ink):
        text = "l"
    if text == "I" and _has_flag(word, ink, segment.em):
        return [word._replace(text="1")]  # "I mars" for "1 mars"
    if text in _LIKE_ONE and all(w.text.isdigit() for i, w in enumerate(segment.words) if i != index):
        return [word._replace(text="1")] if text != "I" or len(segment.words) > 1 else [word]
    if not any(c.isdigit() for c in text) and text not in {"(S", "S", "$", "($", "Yo", "Yo."}:
        return [word]
    word = _with_comma(word, segment.em, ink)
    word = _with_stop(word, segment.em, ink) if index == 0 else word
    text = word.text
    shapes = shapes_of(word, ink)
    ahead = segment.words[index - 1].text if index else ""
    if percent := _percent(word, shapes, segment.em, ahead):
        word = percent
    elif _SECTION.fullmatch(text) and len(shapes) == len(text) and _hangs(shapes[-1], segment):
        word = word._replace(text=text[:-1] + "§")
    else:
        parts = _parts(word, shapes, segment.em)
        before = segment.words[index - 1] if index else None
        return [_with_minus(parts[0], shapes if len(parts) == 1 else (), before, segment, ink), *parts[1:]]
    return [word]


def shapes_of(word: Read, ink: Ink) -> list[Shape]:
    """The shapes of a word from left to right: its characters, where none touches another."""
    x0, top = int(word.x0), int(word.top)
    spot = ink[top : int(word.bottom), x0 : int(word.x1)]
    filled = np.r_[False, spot.any(axis=0), False]
    change = np.flatnonzero(filled[1:] != filled[:-1]).tolist()
    found = []
    for first, last in zip(change[::2], change[1::2], strict=True):
        rows = np.flatnonzero(spot[:, first:last].any(axis=1))
        found.append(Shape(x0 + first, x0 + last, top + int(rows[0]), top + int(rows[-1]) + 1))
    return found


def _with_comma(word: Read, em: float, ink: Ink) -> Read:
    """ "12" where the picture shows "1,2": a narrow spot that hangs below the line, with nothing above it, between two figures."""
    text = word.text
    if not text.isdigit() or len(text) < 2:
        return word
    low = word._replace(bottom=word.bottom + 0.25 * em)
    figures = [s for s in shapes_of(low, ink) if s.bottom - s.top >= 0.5 * em]
    if not figures:
        return word
    line, x0, x1 = min(s.bottom for s in figures), figures[0].x0, figures[-1].x1
    below = ink[line + max(round(0.04 * em), 1) : line + max(round(0.25 * em), 3), x0:x1].any(axis=0)
    filled = np.flatnonzero(below)
    if len(filled) == 0 or filled[-1] - filled[0] + 1 > 0.25 * em:
        return word
    middle = int(filled[0] + filled[-1]) // 2
    above = np.flatnonzero(ink[int(line - 0.7 * em) : int(line - 0.15 * em), x0:x1].any(axis=0))
    left, right = above[above < middle], above[above > middle]
    place = round(middle / (x1 - x0) * len(text))
    if len(left) == 0 or len(right) == 0 or right[0] - left[-1] < _COMMA * em or not 0 < place < len(text):
        return word
    return word._replace(text=f"{text[:place]},{text[place:]}")


def _with_stop(word: Read, em: float, ink: Ink) -> Read:
    """ "1" that begins a line where the picture shows "1.": a spot close behind it that stands on the line, with nothing above it."""
    if not word.text.isdigit() or len(word.text) > 2:
        return word
    figures = [s for s in shapes_of(word, ink) if s.bottom - s.top >= 0.5 * em]
    if not figures:
        return word
    line, x1 = figures[-1].bottom, figures[-1].x1
    spot = ink[int(line - 0.7 * em) : line + round(0.04 * em) + 1, x1 : x1 + round(0.3 * em)]
    rows, columns = np.flatnonzero(spot.any(axis=1)), np.flatnonzero(spot.any(axis=0))
    if len(rows) == 0 or len(rows) > 0.2 * em or len(columns) > 0.2 * em or min(len(rows), len(columns)) < 0.06 * em:
        return word
    stands = int(line - 0.7 * em) + int(rows[-1]) + 1 >= line - 0.06 * em
    return word._replace(text=f"{word.text}.", x1=float(x1 + int(columns[-1]) + 1)) if stands else word


def _percent(word: Read, shapes: Sequence[Shape], em: float, ahead: str) -> Read | None:
    """ "2096" where the picture shows two figures and one sign wider than a figure; "96" by itself behind a number, ``ahead``."""
    bare = word.text.rstrip(".,;:)")
    widths = [s.x1 - s.x0 for s in shapes]
    for stops in {len(word.text) - len(bare), 0}:  # a stop is not always within the box
        figures = len(shapes) - 1 - stops
        if figures < 0 or not _READ_FOR_PERCENT.fullmatch(bare[figures:]) or not (bare[:figures] or "0").isdigit():
            continue
        if not figures and not ahead[-1:].isdigit():
            continue
        if _WIDE * em <= widths[figures] <= _WIDEST * em and all(w <= 0.6 * em for w in widths[:figures]):
            text = bare[:figures] + "%" + word.text[len(bare) :]
            return word._replace(text=text, confidence=max(word.confidence, 0.6))
    return None


def _is_dotted(word: Read, ink: Ink) -> bool:
    """An "i" has an empty row under its dot; a figure 1 has none."""
    rows = np.flatnonzero(ink[int(word.top) : int(word.bottom), int(word.x0) : int(word.x1)].any(axis=1))
    return len(rows) == 0 or bool((np.diff(rows) > 1).any())


def _has_flag(word: Read, ink: Ink, em: float) -> bool:
    """A figure 1 has a flag to the left at its top and none to the right; an "I" has both or neither."""
    spot = ink[int(word.top) : int(word.bottom), int(word.x0) : int(word.x1)]
    high = spot.shape[0]
    stem = np.flatnonzero(spot[int(0.45 * high) : int(0.7 * high)].mean(axis=0) > 0.5)
    top = np.flatnonzero(spot[: int(0.35 * high)].any(axis=0))
    if len(stem) == 0 or len(top) == 0:
        return False
    return bool(stem[0] - top[0] >= 0.07 * em and top[-1] - stem[-1] <= 0.03 * em)


def _hangs(shape: Shape, segment: Segment) -> bool:
    """A section sign reaches below the line and is higher than a figure."""
    return shape.bottom - segment.baseline >= 0.05 * segment.em and shape.bottom - shape.top >= 0.77 * segment.em


def _parts(word: Read, shapes: Sequence[Shape], em: float) -> list[Read]:
    """ "1000" where a space stands after the 1; "4(10)"; "2.000" where no stop is printed."""
    text = word.text
    bare = regex.sub(r"(?<=\d)[.,](?=\d{3})", "", text)
    if len(shapes) == len(bare) < len(text) and bare.isdigit():
        text = bare
    if text.isdigit():  # figures that touch: each is half a type size wide
        counts = [max(round((s.x1 - s.x0) / (_FIGURE * em)), 1) for s in shapes]
    else:
        counts = [1] * len(shapes) if all(s.x1 - s.x0 <= 0.62 * em for s in shapes) else []
    if sum(counts) != len(text) or len(text) < 3:
        return [word]
    ends = np.cumsum(counts).tolist()
    cuts = [
        (end, i)
        for i, end in enumerate(ends[:-1])
        if shapes[i + 1].x0 - shapes[i].x1 >= (_SPACE + _FREE.get(text[end - 1], 0.0)) * em
    ]
    if text != word.text and not cuts:
        return [word]
    made, start, first = [], 0, 0
    for end, i in [*cuts, (len(text), len(shapes) - 1)]:
        made.append(word._replace(text=text[start:end], x0=float(shapes[first].x0), x1=float(shapes[i].x1)))
        start, first = end, i + 1
    return made


def _with_minus(word: Read, shapes: Sequence[Shape], before: Read | None, segment: Segment, ink: Ink) -> Read:
    """The number with the sign that stands close before it and that the engine left out."""
    if not word.text[:1].isdigit():
        return word
    if len(shapes) == len(word.text) + 1 and _is_flat(shapes[0], segment) and before is None:
        return word._replace(text=_MINUS + word.text)
    em, right = segment.em, int(word.x0)
    left = max(int(word.x0 - 0.75 * em), 0, int(before.x1) + 1 if before else 0)
    top, bottom = int(segment.baseline - 0.75 * em), int(segment.baseline + 0.15 * em)
    spot = ink[max(top, 0) : bottom, left:right]
    columns = np.flatnonzero(spot.any(axis=0))
    if len(columns) == 0 or (np.diff(columns) > 1).any():
        return word
    rows = np.flatnonzero(spot.any(axis=1))
    x0, x1 = left + int(columns[0]), left + int(columns[-1]) + 1
    flat = _is_flat(Shape(x0, x1, max(top, 0) + int(rows[0]), max(top, 0) + int(rows[-1]) + 1), segment)
    follows = before is not None and x0 - before.x1 < 0.25 * em  # "2012-2013" is no minus
    if not flat or follows or right - x1 > 0.25 * em or x0 <= left:
        return word
    return word._replace(text=_MINUS + word.text, x0=float(x0))


def _is_flat(shape: Shape, segment: Segment) -> bool:
    """A dash: a flat stroke at half the height of a figure."""
    em, above = segment.em, segment.baseline - shape.top
    return (
        shape.bottom - shape.top <= 0.16 * em
        and 0.16 * em <= shape.x1 - shape.x0 <= 0.6 * em
        and 0.15 * em <= above <= 0.5 * em
    )
