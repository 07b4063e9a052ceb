"""Text that stands on its side in the cells of a scanned table: the headers of narrow columns.

Tesseract reads such a cell as a stray letter or not at all, and a table without its header says nothing. In: the cells, the
cleaned picture, and what was read upright. Out: the texts that stand on their side, and the places that they take.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractors.model import Box, Word
from extractors.reading.image import Grey, Ink
from extractors.reading.ocr_tesseract import Read

LineReader = Callable[[Sequence[Grey]], list[list[Read]]]

_TALL, _LONG = 2.0, 2.2  # ink twice as high as wide, and of more than two type sizes
_MOST_LINES = 4
_SURE = 0.6  # mean confidence of a reading that stands
_JUNK = 0.35  # so unsure a word is dirt, or the rest of a ruled line
_STROKE, _BORDER = 0.2, 0.4  # type sizes: how thick a ruled line is, and how far from the cell's edge it can stand
_AROUND, _FILLED = 0.4, 0.13  # type sizes that are looked at around a dot, and how much of that a stroke fills
_ROOM = 20  # pixels of paper around a line; the engine loses letters at an edge
_QUARTERS = (-1, 1)  # read from below upwards, as most are; from above downwards


class Turned(NamedTuple):
    """What stands on its side within a box, both in pixels: words in reading order."""

    box: Box
    words: tuple[Read, ...]

    def printed(self, *, em: float, points: float) -> list[Word]:
        """The words in points, the box shared out from the top down as on exported pages (``plumber``)."""
        x0, top, x1, bottom = (v * points for v in self.box)
        step = (bottom - top) / len(self.words)
        tops = [top + i * step for i in range(len(self.words))]
        size = round(em * points, 1)
        return [
            Word(w.text, round(x0, 2), round(t, 2), round(x1, 2), round(t + step, 2), size, False, w.confidence)
            for w, t in zip(self.words, tops, strict=True)
        ]


def find_turned(
    cells: Sequence[Box], words: Sequence[Read], grey: Grey, ink: Ink, *, em: float, read_lines: LineReader
) -> list[Turned]:
    """The cells whose text stands on its side; ``em`` is the body's type size. All in pixels, without ruled lines."""
    found = []
    for cell in cells:
        place = _ink_in(cell, ink, em) if cell.height >= _LONG * em else None
        if place is None or place.height < max(_TALL * place.width, _LONG * em) or place.width > _MOST_LINES * 1.3 * em:
            continue
        if _is_read(place, words):
            continue
        best = max((_read(place, grey, ink, quarter, em, read_lines) for quarter in _QUARTERS), key=_confidence)
        if _confidence(best) >= _SURE and sum(c.isalpha() for w in best for c in w.text) >= 2:
            found.append(Turned(place, tuple(best)))
    return found


def _ink_in(cell: Box, ink: Ink, em: float) -> Box | None:
    """Around the ink of a cell, without what its ruled lines left at the edges of a crooked scan."""
    left, top = max(int(cell.x0) + 2, 0), max(int(cell.top) + 2, 0)
    spot = _without_specks(ink[top : int(cell.bottom) - 2, left : int(cell.x1) - 2], em)
    across, down = (_extent(np.asarray(spot.any(axis=axis)), em) for axis in (0, 1))
    if across is None or down is None:
        return None
    return Box(left + across[0], top + down[0], left + across[1], top + down[1])


def _without_specks(ink: Ink, em: float) -> Ink:
    """The ink that has other ink around it, as strokes of letters do; dust of a few dots goes."""
    reach = max(int(_AROUND * em) // 2, 2)
    side = 2 * reach + 1
    sums = np.pad(np.pad(ink, reach).astype(np.int32).cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    around = sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
    written: Ink = ink & (around > _FILLED * side * side)
    return written


def _extent(filled: NDArray[np.bool_], em: float) -> tuple[int, int] | None:
    """From the first to the last filled place, thin strokes beside an edge left out."""
    change = np.flatnonzero(np.diff(np.r_[False, filled, False]))
    runs = [
        (start, end)
        for start, end in zip(change[::2].tolist(), change[1::2].tolist(), strict=True)
        if end - start > _STROKE * em or (start > _BORDER * em and end < len(filled) - _BORDER * em)
    ]
    return (runs[0][0], runs[-1][1]) if runs else None


def _is_read(place: Box, words: Sequence[Read]) -> bool:
    """True where lines read upright, with some certainty, fill the place."""
    inside = [w for w in words if place.holds((w.x0 + w.x1) / 2, (w.top + w.bottom) / 2) and w.confidence >= _SURE]
    return sum(w.bottom - w.top for w in inside) >= 0.4 * place.height


def _read(place: Box, grey: Grey, ink: Ink, quarter: int, em: float, read_lines: LineReader) -> list[Read]:
    """The words of a place that is turned upright by a quarter, line after line."""
    rows, columns = slice(int(place.top), int(place.bottom)), slice(int(place.x0), int(place.x1))
    picture, printed = np.rot90(grey[rows, columns], quarter), np.rot90(ink[rows, columns], quarter)
    paper = int(np.percentile(picture[~printed], 50)) if not printed.all() else 255
    lines = [
        np.ascontiguousarray(np.pad(picture[top:bottom], _ROOM, constant_values=paper))
        for top, bottom in _lines(printed, em)
    ]
    return [word for line in read_lines(lines) for word in line if word.confidence >= _JUNK]


def _lines(ink: Ink, em: float) -> list[tuple[int, int]]:
    """First and last row of each line: parted by empty rows, dots and rings joined to what is below them."""
    filled = np.flatnonzero(ink.any(axis=1))
    parts = np.split(filled, np.flatnonzero(np.diff(filled) > 1) + 1)
    lines: list[list[int]] = []
    for part in parts:
        top, bottom = int(part[0]), int(part[-1]) + 1
        if lines and bottom - lines[-1][0] <= 1.15 * em:
            lines[-1][1] = bottom
        else:
            lines.append([top, bottom])
    return [(max(top - 1, 0), bottom + 1) for top, bottom in lines]


def _confidence(words: Sequence[Read]) -> float:
    weight = sum(len(w.text) for w in words)
    return sum(w.confidence * len(w.text) for w in words) / weight if weight else 0.0
