"""Words as an engine read them → words with type: baseline, size, bold, bullets.

In: words with boxes in pixels, and the picture that they stand in. Out: ``Word`` in points, as an exported page would give
them: all words of a line have one baseline and one size, and sizes that differ by less than measuring does are made one,
since headings are told from body text by size and weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from extractors.model import Word
from extractors.reading.image import Grey, Ink
from extractors.reading.ocr_tesseract import Read

# Parts of the type size, the middle of what Times, Arial, Calibri, Cambria and Verdana have.
_ASCENT, _DESCENT = 0.9, 0.22  # the box of a word on an exported page
_RINGED, _TALL, _DOTTED, _SMALL, _TAIL = 0.89, 0.70, 0.66, 0.49, 0.205
TALL_LETTERS = frozenset("bdfhklßABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789()[]/§&%!?")
_DOTTED_LETTERS = frozenset("itjåäöéü")
RINGED_LETTERS = frozenset("ÅÄÖÉ")
_TAILED_LETTERS = frozenset("gjpqy,;()[]Q§/")
_SAME_SIZE = 0.06  # measuring a size errs by as much
_BOLDER = 1.23  # bold strokes are 1.4 to 1.7 times those of body text
_WIDEST_REGULAR = 0.135  # of the type size; where body text seems bolder, the page is all headings
_FAT_CAPITALS = 1.12
_BULLET = "•"
_BEFORE = 3.2  # type sizes that a bullet stands before its line
_DASHES = ("-", "–", "—", "‐", "−")
_SPECK, _SPECK_OF_TYPE = 2, 0.06  # pixels, and type sizes, that dust may be wide
_APART = 0.25  # type sizes between a dash and the text of its item
_GLUED_BULLET = frozenset("•·*°¢©®«»+¤=")


@dataclass
class Segment:
    """Words that follow each other on one line of one column; ``em`` and ``baseline`` in pixels."""

    words: list[Read] = field(default_factory=list)
    em: float = 0.0
    baseline: float = 0.0

    @property
    def weight(self) -> int:
        """How many letters and figures its size was measured on."""
        return sum(len(w.text) for w in self.words)


def segments_of(words: Sequence[Read]) -> list[Segment]:
    """Words chained from left to right, measured."""
    chains: list[list[Read]] = []
    for word in sorted(words, key=lambda w: w.x0):
        height = word.bottom - word.top
        best, distance = None, 1e9
        for chain in chains:
            last = chain[-1]
            taller = max(height, last.bottom - last.top)
            overlap = min(word.bottom, last.bottom) - max(word.top, last.top)
            gap = word.x0 - last.x1
            if (
                overlap >= 0.5 * min(height, last.bottom - last.top)
                and -0.5 * taller <= gap <= 1.3 * taller
                and gap < distance
            ):
                best, distance = chain, gap
        if best is None:
            chains.append([word])
        else:
            best.append(word)
    return [_measured(chain) for chain in chains]


def _measured(words: list[Read]) -> Segment:
    sized = [(em, len(w.text)) for w in words if (em := _em(w)) is not None]
    em = _weighted_median(sized) if sized else max(w.bottom - w.top for w in words) / _TALL
    feet = [
        (w.bottom - (_TAIL * em if _TAILED_LETTERS & set(w.text) else 0.0), len(w.text)) for w in words if _stands(w)
    ]
    return Segment(words, em, _weighted_median(feet) if feet else max(w.bottom for w in words))


def _em(word: Read) -> float | None:
    """The type size in pixels that a word's height tells; None for marks, which tell nothing."""
    letters = set(word.text)
    if letters & RINGED_LETTERS:
        part = _RINGED
    elif letters & TALL_LETTERS:
        part = _TALL
    elif letters & _DOTTED_LETTERS:
        part = _DOTTED
    elif any(c.isalpha() for c in letters):
        part = _SMALL
    else:
        return None
    if letters & _TAILED_LETTERS:
        part += _TAIL
    return (word.bottom - word.top - 0.5) / part  # half a pixel of grey edge


def _stands(word: Read) -> bool:
    """Letters and figures stand on the line; quotes and dashes do not."""
    return any(c.isalnum() for c in word.text)


def level_sizes(segments: Sequence[Segment]) -> None:
    """Give segments whose sizes are the same within measuring the same size: the most common first."""
    left = sorted((s for s in segments if s.em > 0), key=lambda s: s.em)
    while left:
        sizes = np.array([s.em for s in left])
        weights = np.array([s.weight for s in left], float)
        support = [weights[abs(sizes - size) <= _SAME_SIZE * size].sum() for size in sizes]
        centre = sizes[int(np.argmax(support))]
        near = [s for s in left if abs(s.em - centre) <= 1.25 * _SAME_SIZE * centre]
        left = [s for s in left if abs(s.em - centre) > 1.25 * _SAME_SIZE * centre]
        level = _weighted_median([(s.em, s.weight) for s in near])
        for segment in near:
            segment.em = level


def _with_marks(segments: Sequence[Segment], ink: Ink) -> list[Segment]:
    """Bullets set far before their line, read as a letter by itself, put on the line."""
    lone = [s for s in segments if len(s.words) == 1 and len(s.words[0].text) <= 2]
    taken: set[int] = set()
    for segment in segments:
        first = segment.words[0]
        top, bottom = int(segment.baseline - 0.8 * segment.em), int(segment.baseline + 0.1 * segment.em)
        for mark in lone:
            word = mark.words[0]
            near = first.x0 > word.x1 and first.x0 - word.x0 <= _BEFORE * segment.em
            if id(mark) in taken or mark is segment or not near or not top <= (word.top + word.bottom) / 2 <= bottom:
                continue
            if _dot(ink, int(word.x0) - 1, int(word.x1) + 1, top, bottom, segment) is not None:
                segment.words.insert(0, word)
                taken.add(id(mark))
                break
    return [s for s in segments if id(s) not in taken]


def typed(segments: Sequence[Segment], grey: Grey, ink: Ink, *, points: float) -> list[Word]:
    """The words with size, weight and bullets; ``points`` is points a pixel."""
    segments = _with_marks(segments, ink)
    strokes = [[_stroke(grey, ink, w) / max(s.em, 1.0) / _fatness(w.text) for w in s.words] for s in segments]
    measured = [
        (stroke, len(w.text))
        for s, row in zip(segments, strokes, strict=True)
        for w, stroke in zip(s.words, row, strict=True)
        if stroke
    ]
    regular = min(_weighted_median(measured, 0.4), _WIDEST_REGULAR) if measured else 0.0
    left_over = ink.copy()
    for read in (w for s in segments for w in s.words):
        left_over[int(read.top) : int(read.bottom), int(read.x0) : int(read.x1)] = False
    made: list[Word] = []
    for segment, row in zip(segments, strokes, strict=True):
        bold = _bold_words(segment, row, _BOLDER * regular)
        for word, is_bold in _with_bullet(segment, bold, ink, left_over):
            made.append(_word(word, segment, bold=is_bold, points=points))
    return made


def _word(word: Read, segment: Segment, *, bold: bool, points: float) -> Word:
    top, bottom = segment.baseline - _ASCENT * segment.em, segment.baseline + _DESCENT * segment.em
    x0, x1, top, bottom = (round(v * points, 2) for v in (word.x0, word.x1, top, bottom))
    return Word(word.text, x0, top, x1, bottom, round(segment.em * points, 1), bold, word.confidence)


def _stroke(grey: Grey, ink: Ink, word: Read) -> float:
    """How thick the strokes are, in pixels, finer than a pixel: their darkness over the number of times a row meets one."""
    rows, columns = slice(int(word.top), int(word.bottom)), slice(int(word.x0), int(word.x1))
    spot, printed = grey[rows, columns], ink[rows, columns]
    if spot.size == 0 or sum(c.isalnum() for c in word.text) < 2:
        return 0.0
    met = np.count_nonzero(printed[:, 1:] & ~printed[:, :-1]) + np.count_nonzero(printed[:, 0])
    paper, black = float(np.median(spot[~printed])) if not printed.all() else 255.0, float(spot.min())
    if met == 0 or paper - black < 20:
        return 0.0
    dark = (paper - spot) / (paper - black)
    return float(np.minimum(dark[dark > 0.3], 1.0).sum()) / met


def _fatness(text: str) -> float:
    """Capitals and figures have more level strokes than small letters, which count as thickness."""
    return 1.0 if any(c.islower() for c in text) else _FAT_CAPITALS


def _bold_words(segment: Segment, strokes: list[float], limit: float) -> list[bool]:
    """Bold word by word; what cannot be measured is as its neighbour, and one odd word in a line is an error."""
    told = [None if not s else bool(s > limit) for s in strokes]
    known = [t for t in told if t is not None]
    if not known:
        return [False] * len(told)
    letters = sum(len(w.text) for w, t in zip(segment.words, told, strict=True) if t is not None)
    share = sum(len(w.text) for w, t in zip(segment.words, told, strict=True) if t) / letters
    if share >= 0.8 or share <= 0.12:
        return [share >= 0.8] * len(told)
    filled: list[bool] = []
    for i, state in enumerate(told):
        if state is None:
            state = filled[-1] if filled else next(t for t in told[i:] if t is not None)
        filled.append(state)
    for i in range(1, len(filled) - 1):
        if filled[i - 1] == filled[i + 1] != filled[i]:
            filled[i] = filled[i - 1]
    return filled


def _with_bullet(segment: Segment, bold: list[bool], ink: Ink, left_over: Ink) -> list[tuple[Read, bool]]:
    """The words of a segment, its bullet told from a letter by its shape: a filled dot at half the height of small letters."""
    words = list(zip(segment.words, bold, strict=True))
    first, is_bold = words[0]
    if not any(c.isalpha() for w in segment.words for c in w.text):
        return words
    top, bottom = int(segment.baseline - 0.8 * segment.em), int(segment.baseline + 0.1 * segment.em)
    if len(words) > 1 and len(first.text) <= 2:  # "e", "I", "«" or "ee": anything but a dot is not
        dot = _dot(ink, int(first.x0) - 1, int(first.x1) + 1, top, bottom, segment)
        if dot is not None:
            words[0] = (_bullet(dot, segment), False)
            return words
    if len(words) > 1 and len(first.text) <= 3 and first.text not in _DASHES:  # "NG", "=", "—-"
        bar = _bar(ink, int(first.x0) - 1, int(first.x1) + 1, top, bottom, segment)
        if bar is not None:
            words[0] = (_dash(bar, segment), False)
            return words
    if len(first.text) > 1 and first.text[0] in _GLUED_BULLET and first.text[1].isalnum():
        dot = _dot(ink, int(first.x0) - 1, int(first.x0 + 0.7 * segment.em), top, bottom, segment)
        if dot is not None:
            rest = first._replace(text=first.text[1:], x0=dot[1] + 0.25 * segment.em)
            return [(_bullet(dot, segment), False), (rest, is_bold), *words[1:]]
    start = int(first.x0 - _BEFORE * segment.em)
    dot = _dot(left_over, start, int(first.x0) - 1, top, bottom, segment)
    if dot is not None and dot[0] > start:  # what begins outside is a letter's end
        return [(_bullet(dot, segment), False), *words]
    bar = None if first.text in _DASHES else _bar(left_over, start, int(first.x0) - 1, top, bottom, segment)
    if bar is not None and bar[0] > start and first.x0 - bar[1] >= _APART * segment.em:
        return [(_dash(bar, segment), False), *words]
    return words


def _bullet(dot: tuple[int, int], segment: Segment) -> Read:
    return Read(_BULLET, dot[0], segment.baseline - 0.5 * segment.em, dot[1], segment.baseline, 0.9)


def _dash(bar: tuple[int, int], segment: Segment) -> Read:
    return Read("–", bar[0], segment.baseline - 0.4 * segment.em, bar[1], segment.baseline, 0.9)


def _bar(ink: Ink, left: int, right: int, top: int, bottom: int, segment: Segment) -> tuple[int, int] | None:
    """First and last column of the one level stroke that stands alone between two columns: a dash; None for anything else."""
    left, top = max(left, 0), max(top, 0)
    spot = ink[top:bottom, left:right]
    columns = np.flatnonzero(spot.sum(axis=0) >= 1)
    if len(columns) == 0:
        return None
    strokes = np.split(columns, np.flatnonzero(np.diff(columns) > 2) + 1)
    stroke = max(strokes, key=len)
    if any(len(other) > _SPECK for other in strokes if other is not stroke):
        return None
    first, last = int(stroke[0]), int(stroke[-1]) + 1
    rows = np.flatnonzero(spot[:, first:last].sum(axis=1) >= 0.3 * (last - first))
    stray = int(spot[:, first:last].sum()) - int(spot[rows, first:last].sum())
    if len(rows) == 0 or stray > 0.15 * spot[:, first:last].sum():
        return None
    height, width = int(rows[-1]) + 1 - int(rows[0]), last - first
    em = segment.em
    middle = segment.baseline - (top + (rows[0] + rows[-1] + 1) / 2)
    level = 0.22 * em <= width <= 1.1 * em and height <= max(0.16 * em, 3) and width >= 2 * height
    return (left + first, left + last) if level and 0.12 * em <= middle <= 0.5 * em else None


def _dot(ink: Ink, left: int, right: int, top: int, bottom: int, segment: Segment) -> tuple[int, int] | None:
    """First and last column of the one filled dot that stands alone between two columns; None for anything else."""
    left, top = max(left, 0), max(top, 0)
    spot = ink[top:bottom, left:right]
    columns = np.flatnonzero(spot.sum(axis=0) >= 2)
    if len(columns) == 0:
        return None
    em = segment.em
    across = _but_for_dust(columns, em, apart=2)
    if across is None:
        return None
    first, last = int(across[0]), int(across[-1]) + 1
    rows = _but_for_dust(np.flatnonzero(spot[:, first:last].any(axis=1)), em, apart=1)
    if rows is None:
        return None
    height, width = int(rows[-1]) + 1 - int(rows[0]), last - first
    if not (0.16 * em <= min(width, height) and max(width, height) <= 0.62 * em and 0.66 <= width / height <= 1.5):
        return None
    middle = segment.baseline - (top + (rows[0] + rows[-1] + 1) / 2)
    filled = spot[rows[0] : rows[-1] + 1, first:last].mean()
    return (left + first, left + last) if filled >= 0.68 and 0.1 * em <= middle <= 0.5 * em else None


def _but_for_dust(places: NDArray[np.intp], em: float, *, apart: int) -> NDArray[np.intp] | None:
    """The longest run of places that lie no further apart; None where what lies beside it is more than dust."""
    runs = np.split(places, np.flatnonzero(np.diff(places) > apart) + 1)
    longest = max(runs, key=len)
    dust = max(_SPECK, _SPECK_OF_TYPE * em)
    return None if any(len(run) > dust for run in runs if run is not longest) else longest


def _weighted_median(values: Sequence[tuple[float, float]], part: float = 0.5) -> float:
    """The value below which ``part`` of the weight lies."""
    ordered = sorted(values)
    total, seen = sum(w for _, w in ordered), 0.0
    for value, weight in ordered:
        seen += weight
        if seen >= part * total:
            return value
    return ordered[-1][0]
