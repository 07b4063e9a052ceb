"""What a first reading of a page left out or is unsure of, read a second time by itself.

Tesseract drops lone figures in the cells of a table and reads short ones as words ("22" as "ör"). Cut out and read as one
line, they are right. In: the words so far and the cleaned picture. Out: the words with these added or replaced.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from extractors.reading.image import Grey, Ink
from extractors.reading.ocr_boxes import trimmed
from extractors.reading.ocr_tesseract import Read
from extractors.reading.ocr_type import Segment
from extractors.reading.ocr_widths import fits

LineReader = Callable[[Sequence[Grey]], list[list[Read]]]
PixelBox = tuple[int, int, int, int]  # x0, top, x1, bottom

_BLOCK = 8  # pixels: ink is gathered into spots on a coarser sheet
_MOST = 60  # spots; more is a picture, a stamp or dirt, not lost words
_SURE, _LONG = 0.6, 24
_DOUBTFUL, _SHORT = 0.85, 4
_SURE_FIGURE, _IN_FIGURES = 0.9, frozenset("0123456789 .,-–−%()")
_SIGNS = frozenset("£$€¢¥@#&?")
_AGREED = 0.8
_TWO_LINES = 1.5  # type sizes
_BEFORE_TEXT = 3.0  # type sizes between a number and its text
_ROOM = 20  # pixels of paper around a spot; the engine loses letters at an edge
_SIZES = (1.0, 2.0, 3.0)


def fill_gaps(segments: Sequence[Segment], grey: Grey, ink: Ink, *, em: float, read_lines: LineReader) -> list[Read]:
    """The words of the segments, mended. ``em`` is the body's type size in pixels; ``grey`` and ``ink`` without ruled lines."""
    tall = [w for s in segments for w in s.words if _is_over_two_lines(w, ink, em)]
    segments = [s for s in (_without(s, {_place(w) for w in tall}) for s in segments) if s.words]
    words = [w for s in segments for w in s.words]
    spots = _spots(ink, [*words, *tall], em)
    dashes, bands = _bands(ink, tall, em)
    spots += bands
    marks = _read_marks([*spots, *_short_firsts(segments)], words, grey, em, read_lines)
    spots = [spot for spot in spots if spot not in marks]
    segments = [s for s in (_without(s, marks) for s in segments) if s.words]
    doubtful = [s for s in segments if _is_doubtful(s, em)][:_MOST]
    found = [w for s in segments if not any(s is d for d in doubtful) for w in s.words] + dashes
    found += [read for reads in marks.values() for read in reads]
    found += trimmed(_read_spots(spots, grey, bands, words, read_lines), ink)
    places = [_around(s.words, em, grey) for s in doubtful]
    for segment, again in zip(doubtful, _looks(places, grey, read_lines), strict=True):
        dash = _dash(ink, segment.words, em)
        looks = [segment.words, *(trimmed(look, ink) for look in again)]
        found += [dash] if dash else _most_agreed(_fitting(looks, segment.em))
    return found


def _short_firsts(segments: Sequence[Segment]) -> list[PixelBox]:
    """Places of short doubtful words that begin a line: numbers of a list are read so."""
    firsts = [min(s.words, key=lambda w: w.x0) for s in segments]
    return [_place(w) for w in firsts if len(w.text) <= _SHORT and w.confidence < _DOUBTFUL]


def _without(segment: Segment, places: Container[PixelBox]) -> Segment:
    return replace(segment, words=[w for w in segment.words if _place(w) not in places])


def _place(word: Read) -> PixelBox:
    return int(word.x0), int(word.top), int(word.x1), int(word.bottom)


def _read_marks(
    places: Sequence[PixelBox], words: Sequence[Read], grey: Grey, em: float, read_lines: LineReader
) -> dict[PixelBox, list[Read]]:
    """What stands in the places that begin a line, read together with the sure word behind it.

    Alone, Tesseract reads "5." as "De", or nothing; before its text it reads it rightly. A place that it is not sure of is left out.
    """
    pairs = [(p, word) for p in places[:_MOST] if (word := _behind(p, words, em)) is not None]
    boxes = [
        (max(p[0] - 3, 0), max(int(min(p[1], w.top)) - 3, 0), int(w.x1) + 3, int(max(p[3], w.bottom)) + 3)
        for p, w in pairs
    ]
    found = {}
    for (place, word), box, again in zip(pairs, boxes, read_lines([_crop(grey, b, 1.0) for b in boxes]), strict=True):
        reads = [read for read in (_moved(r, box, 1.0) for r in again) if (read.x0 + read.x1) / 2 < word.x0]
        if reads and all(_says_something(r) and r.confidence >= _DOUBTFUL for r in reads):
            found[place] = reads
    return found


def _behind(place: PixelBox, words: Sequence[Read], em: float) -> Read | None:
    """The nearest word to the right on the same line, where it is a sure one and near."""
    same = [w for w in words if min(w.bottom, place[3]) - max(w.top, place[1]) > 0.4 * em and w.x0 >= place[2] - 1]
    word = min(same, key=lambda w: w.x0, default=None)
    if word is None or word.x0 - place[2] > _BEFORE_TEXT * em:
        return None
    return word if word.confidence >= _DOUBTFUL and sum(c.isalpha() for c in word.text) >= 3 else None


def _looks(places: Sequence[PixelBox], grey: Grey, read_lines: LineReader) -> list[list[list[Read]]]:
    """For each place what is read there at several sizes: at each the engine errs on other letters."""
    looks: list[list[list[Read]]] = [[] for _ in places]
    for larger in _SIZES:
        left = [i for i, look in enumerate(looks) if len(look) < 2 or not _agree(look)]
        if not left:
            break
        again = read_lines([_crop(grey, places[i], larger) for i in left])
        for i, words in zip(left, again, strict=True):
            looks[i].append([_moved(r, places[i], larger) for r in words])
    return looks


def _agree(readings: Sequence[Sequence[Read]]) -> bool:
    return len({"".join(w.text for w in words) for words in readings}) == 1


def _read_spots(
    spots: Sequence[PixelBox], grey: Grey, bands: Sequence[PixelBox], known: Sequence[Read], read_lines: LineReader
) -> list[Read]:
    """What stands in the spots, where it is read with some certainty or is known to be text."""
    found: list[Read] = []
    for spot, looks in zip(spots, _looks(spots, grey, read_lines), strict=True):
        said = _most_agreed([[r for r in look if _says_something(r)] for look in looks])
        sure = said and (min(r.confidence for r in said) >= _SURE or spot in bands)
        if sure and not any(_is_said(r, known) for r in said):
            found += said
    return found


def _is_said(read: Read, known: Sequence[Read]) -> bool:
    """True where the same stands beside it: the engine read it, but put its box a little aside."""
    near = 2 * (read.bottom - read.top)
    return any(
        w.text == read.text and abs(w.x0 - read.x0) < near and w.top < read.bottom and w.bottom > read.top
        for w in known
    )


def _is_over_two_lines(word: Read, ink: Ink, em: float) -> bool:
    """True where one word was read over two lines: its box is high and has an empty row, and no accent explains it."""
    if word.bottom - word.top <= _TWO_LINES * em:
        return False
    rows = np.asarray(ink[int(word.top) : int(word.bottom), int(word.x0) : int(word.x1)].any(axis=1))
    return word.confidence < _SURE or (len(word.text) > 2 and not rows[2:-2].all())


def _dash(ink: Ink, words: Sequence[Read], em: float) -> Read | None:
    """The dash that was read as letters; None where the ink is no dash."""
    if len(words) != 1:
        return None
    word = words[0]
    x0, top = int(word.x0), int(word.top)
    ys, xs = np.nonzero(ink[top : int(word.bottom), x0 : int(word.x1)])
    if len(ys) == 0 or not _is_dash(int(ys.max() - ys.min()) + 1, int(xs.max() - xs.min()) + 1, em):
        return None
    bottom = top + int(ys.max()) + 1
    return Read("-", x0 + int(xs.min()), bottom - 0.4 * em, x0 + int(xs.max()) + 1, bottom + 0.2 * em, _AGREED)


def _is_dash(height: int, width: int, em: float) -> bool:
    return height <= 0.2 * em and 0.18 * em <= width <= 0.7 * em


def _bands(ink: Ink, tall: Sequence[Read], em: float) -> tuple[list[Read], list[PixelBox]]:
    """Words that were read over two lines as one, parted where a row is empty: lone dashes, and lines to read again."""
    dashes, bands = [], []
    for word in tall[:_MOST]:
        x0, x1, first = int(word.x0), int(word.x1), int(word.top)
        filled = np.r_[False, ink[first : int(word.bottom), x0:x1].any(axis=1), False]
        change = np.flatnonzero(filled[1:] != filled[:-1])
        for top, bottom in zip((change[::2] + first).tolist(), (change[1::2] + first).tolist(), strict=True):
            columns = np.flatnonzero(ink[top:bottom, x0:x1].any(axis=0))
            left, right = x0 + int(columns[0]), x0 + int(columns[-1]) + 1
            if _is_dash(bottom - top, right - left, em):
                # A dash stands at a third of the type size above the line that it belongs to.
                dashes.append(Read("-", left, bottom - 0.4 * em, right, bottom + 0.2 * em, _SURE))
            elif bottom - top >= 0.4 * em:
                bands.append((left - 2, top - 2, right + 2, bottom + 2))
    return dashes, bands


def _is_doubtful(segment: Segment, em: float) -> bool:
    """Short lines that nothing around them helped the engine with. Its confidence in right figures is often near nought."""
    if segment.em > 2.5 * em:
        return False
    sure = min(w.confidence for w in segment.words)
    if segment.weight <= _LONG and not _all_fit(segment.words, segment.em):
        return True
    if sure < _SURE_FIGURE and segment.weight <= _LONG and all(c in _IN_FIGURES for w in segment.words for c in w.text):
        return True
    return (segment.weight <= _SHORT and sure < _DOUBTFUL) or (segment.weight <= _LONG and sure < _SURE)


def _fitting(readings: Sequence[Sequence[Read]], em: float) -> Sequence[Sequence[Read]]:
    """Those of the readings whose figures are as wide as their digits and have no sign among them ("£0 000"); all where none is."""
    whole = [words for words in readings if not any(_has_sign(w.text) for w in words)] or readings
    return [words for words in whole if words and _all_fit(words, em)] or whole


def _has_sign(text: str) -> bool:
    """True for a figure with a sign that no Swedish paper sets against a figure."""
    return any(c.isdigit() for c in text) and not _SIGNS.isdisjoint(text)


def _all_fit(words: Sequence[Read], em: float) -> bool:
    return all(fits(w.text, (w.x1 - w.x0) / em) for w in words)


def _most_agreed(readings: Sequence[Sequence[Read]]) -> list[Read]:
    """The reading with the most confidence behind it, all those that agree taken together.

    Agreement is worth more than the engine's own doubt; a close vote leaves the doubt.
    """
    votes: dict[str, list[Sequence[Read]]] = {}
    for words in readings:
        if any(_says_something(w) for w in words):
            votes.setdefault("".join(w.text for w in words), []).append(words)
    if not votes:
        return list(readings[0])
    weight = {text: sum(min(w.confidence for w in words) for words in group) for text, group in votes.items()}
    group = votes[max(votes, key=lambda text: weight[text])]
    agreed = len(group) > 1 and max(weight.values()) >= 0.6 * sum(weight.values())
    surest = max(group, key=lambda words: min(w.confidence for w in words))
    return [w._replace(confidence=max(w.confidence, _AGREED)) for w in surest] if agreed else list(surest)


def _says_something(read: Read) -> bool:
    return any(c.isalnum() for c in read.text)


def _around(words: Sequence[Read], em: float, grey: Grey) -> PixelBox:
    """The words' box, at least as high as a line of body text."""
    x0, x1 = min(w.x0 for w in words), max(w.x1 for w in words)
    top, bottom = min(w.top for w in words), max(w.bottom for w in words)
    more = max(0.0, (0.9 * em - (bottom - top)) / 2)
    rows, columns = grey.shape
    return max(int(x0 - 2), 0), max(int(top - more), 0), min(int(x1 + 3), columns), min(int(bottom + more + 1), rows)


def _crop(grey: Grey, box: PixelBox, larger: float) -> Grey:
    """The spot on a clean sheet with room around it."""
    x0, top, x1, bottom = box
    spot = grey[top:bottom, x0:x1]
    paper = np.uint8(np.percentile(spot, 90))
    sheet = np.full((bottom - top + 2 * _ROOM, x1 - x0 + 2 * _ROOM), paper, np.uint8)
    sheet[_ROOM:-_ROOM, _ROOM:-_ROOM] = spot
    if larger == 1.0:
        return sheet
    size = round(sheet.shape[1] * larger), round(sheet.shape[0] * larger)
    return np.asarray(Image.fromarray(sheet).resize(size, Image.Resampling.BICUBIC))


def _moved(read: Read, spot: PixelBox, larger: float) -> Read:
    dx, dy = spot[0] - _ROOM, spot[1] - _ROOM
    x0, top, x1, bottom = (v / larger for v in read[1:5])
    return read._replace(x0=x0 + dx, top=top + dy, x1=x1 + dx, bottom=bottom + dy)


def _spots(ink: Ink, words: Sequence[Read], em: float) -> list[PixelBox]:
    """Boxes around ink of a letter's height that no word holds."""
    rest = ink.copy()
    for word in words:
        rest[max(int(word.top) - 2, 0) : int(word.bottom) + 3, max(int(word.x0) - 2, 0) : int(word.x1) + 3] = False
    rows, columns = (n // _BLOCK for n in rest.shape)
    blocks = rest[: rows * _BLOCK, : columns * _BLOCK].reshape(rows, _BLOCK, columns, _BLOCK).sum(axis=(1, 3)) >= 4
    ys, xs = np.nonzero(blocks)
    if len(ys) > 40 * _MOST:
        return []
    boxes = np.array([w[1:5] for w in words]) if words else np.zeros((0, 4))
    spots = []
    for group in _groups(set(zip(ys.tolist(), xs.tolist(), strict=True))):
        tops, lefts = [y for y, _ in group], [x for _, x in group]
        x0, top = min(lefts) * _BLOCK, min(tops) * _BLOCK
        part = rest[top : (max(tops) + 1) * _BLOCK, x0 : (max(lefts) + 1) * _BLOCK]
        inner_y, inner_x = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
        box = (x0 + int(inner_x[0]), top + int(inner_y[0]), x0 + int(inner_x[-1]) + 1, top + int(inner_y[-1]) + 1)
        width, height = box[2] - box[0], box[3] - box[1]
        if 0.5 * em <= height <= 1.8 * em and 0.12 * em <= width <= 15 * em and not _touches(boxes, box, em):
            spots.append((max(box[0] - 2, 0), max(box[1] - 2, 0), box[2] + 2, box[3] + 2))
    return spots if len(spots) <= _MOST else []


def _touches(boxes: NDArray[np.floating[Any]], box: PixelBox, em: float) -> bool:
    """True where a word stands so near on the same line that the ink is one of its letters."""
    beside = np.minimum(boxes[:, 3], box[3]) - np.maximum(boxes[:, 1], box[1]) > 0.3 * (box[3] - box[1])
    gap = np.maximum(boxes[:, 0] - box[2], box[0] - boxes[:, 2])
    return bool((beside & (gap < 0.15 * em)).any())


def _groups(blocks: set[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Blocks that touch, also at a corner or over one empty block to the side."""
    groups = []
    while blocks:
        stack = [blocks.pop()]
        group = []
        while stack:
            y, x = stack.pop()
            group.append((y, x))
            for near in [(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-2, -1, 0, 1, 2)]:
                if near in blocks:
                    blocks.remove(near)
                    stack.append(near)
        groups.append(group)
    return groups
