"""How letters look: size, weight, colour, whether they are painted at all. Asked once for each text object of a page, of all at once.

In: a text page, and one letter of each text object. Out: a ``Style`` of each; ``NeedsOtherReader`` for letters that are slanted, mirrored or upside down.
"""

from __future__ import annotations

import ctypes
from collections.abc import Mapping, Sequence
from itertools import repeat
from operator import or_
from typing import Any, NamedTuple

import numpy as np

from extractors.reading import pdfium
from extractors.reading.fonts import bold_by_name
from extractors.reading.layers import is_off
from extractors.reading.objects import PATTERN, Objects, shown_colour

_matrix = (ctypes.c_float * 6)()
_matrix_at = ctypes.addressof(_matrix)
_ASCENT, _DESCENT = 0.9, 0.21  # of a size: the letters of most text faces
_FORCE_BOLD = 1 << 18
_OWN_UNITS = 1.5  # points; below it a font that the page draws itself may count in other units
_LEAN = 0.05  # a straightened scan leans this little; more is turned text

_Numbers = np.ndarray[Any, Any]
_Asked = tuple[int, int, int, tuple[int, ...]]  # how it is painted, font, whether it has a colour, and which


class NeedsOtherReader(Exception):
    """The fast way does not understand this page; the message says why."""


class Style(NamedTuple):
    """How the letters of one text object look. They stand on one ``baseline`` (in page points), and so have one ``top``
    and ``bottom``; the top is None where only the letters' own boxes tell. ``order`` tells when they are painted;
    ``colour`` is "#rrggbb"; ``turn`` is how far they are turned against the clock (0, 90 or 270 degrees): the baseline of
    turned letters is upright, a place from the page's left side.
    """

    size: float
    bold: bool
    invisible: bool  # render mode 3: not painted, as in the text layer of a scan
    unseen: bool  # clip path only, alpha 0, below one point, or in a layer that is off
    colour: str
    baseline: float
    top: float | None
    bottom: float
    order: int
    doubtful: bool  # not painted, or so light that it may not show
    turn: int = 0


def is_white(colour: str) -> bool:
    return colour >= "#f8" and colour[3:] >= "f8" and colour[5:] >= "f8"


class _Look(NamedTuple):
    """What the text objects of one font, colour and way of painting have in common."""

    bold: bool
    invisible: bool
    unseen: bool
    colour: str
    doubtful: bool


class Styles:
    """The styles of one text page; ``known`` are those of the text objects that were asked for."""

    def __init__(self, text: int, objects: Objects, layers_off: frozenset[str] = frozenset()) -> None:
        self.text = text
        self._left, self._up = objects.left, objects.top
        self._layers_off = layers_off
        self._order = objects.order
        self.known: dict[int, Style] = {}
        self._looks: dict[_Asked, _Look] = {}
        self._bold: dict[int, bool] = {}

    @np.errstate(invalid="ignore")  # broken files have endless numbers
    def learn(self, letters: Mapping[int, int]) -> None:
        """Asks for the styles of text objects, each given with one of its letters."""
        if not letters:
            return
        objects, indices, text = list(letters), list(letters.values()), repeat(self.text)
        matrices, boxes = np.empty((len(letters), 6), np.float32), np.empty((len(letters), 4), np.float32)
        pdfium.ask_all(pdfium.text_matrix, text, indices, pdfium.rows(matrices))
        pdfium.ask_all(pdfium.text_loose_box, text, indices, pdfium.rows(boxes))
        sizes, baselines, turns = self._lines(matrices, np.array(list(map(pdfium.text_size, text, indices))))
        left, upper, right, lower = boxes.T.astype(float)
        high = np.where(turns > 0, right - left, upper - lower)
        # What fonts say of their height is not to be relied on: one line, one height
        tops, bottoms = _to_hundredths(np.array((baselines - _ASCENT * sizes, baselines + _DESCENT * sizes)))
        has_top = (turns == 0) & (0.25 * sizes < high) & (high < 2.5 * sizes)
        bold, invisible, unseen, colours, doubtful = zip(*self._looks_of(objects), strict=True)
        small = sizes < _OWN_UNITS
        if small.any():
            sizes = np.where(small, _to_hundredths(np.fmax(sizes, high)), sizes)
        if small.any() or self._layers_off:
            gone = [obj > 0 and (size < 1 or self._is_off(obj)) for obj, size in zip(objects, sizes, strict=True)]
            unseen, doubtful = tuple(map(or_, unseen, gone)), tuple(map(or_, doubtful, gone))
        styles = zip(
            sizes.tolist(), bold, invisible, unseen, colours, baselines.tolist(),
            [top if told else None for top, told in zip(tops.tolist(), has_top.tolist(), strict=True)], bottoms.tolist(),
            [self._order.get(obj, 0) for obj in objects], doubtful, turns.tolist(), strict=True,
        )  # fmt: skip
        self.known.update(zip(objects, map(Style._make, styles), strict=True))

    def along(self, index: int) -> float:
        """Where a turned letter begins on its upright baseline, from the page's top."""
        pdfium.text_matrix(self.text, index, _matrix_at)
        return self._up - _matrix[5]

    def _lines(self, matrices: _Numbers, sizes: _Numbers) -> tuple[_Numbers, _Numbers, _Numbers]:
        """Sizes, baselines and turns. Raises NeedsOtherReader."""
        a, b, c, d, e, f = matrices.T.astype(float)
        level = (a > 0) & (d > 0) & (abs(b) <= _LEAN * a)
        if level.all():
            return _to_hundredths(sizes * d), self._up - f, np.zeros(len(a), int)
        upright = (b * c < 0) & (abs(a) <= _LEAN * abs(b)) & (abs(d) <= _LEAN * abs(c))
        if not (level | upright).all():
            raise NeedsOtherReader("turned text")  # also not a number
        sizes = _to_hundredths(sizes * np.where(level, d, abs(c)))
        return sizes, np.where(level, self._up - f, e - self._left), np.where(level, 0, np.where(b > 0, 90, 270))

    def _looks_of(self, objects: Sequence[int]) -> list[_Look]:
        colours = np.zeros((len(objects), 4), np.uint32)
        coloured = list(map(pdfium.object_fill_colour, objects, *pdfium.columns(colours)))
        modes, fonts = map(pdfium.object_render_mode, objects), map(pdfium.object_font, objects)
        asked, known = zip(modes, fonts, coloured, map(tuple, colours.tolist()), strict=True), self._looks
        return [known.get(one) or self._look(one) for one in asked]

    def _look(self, asked: _Asked) -> _Look:
        mode, font, coloured, rgba = asked
        if mode < 0:  # PDFium added the letter: it is of no text object
            look = _Look(False, False, False, "#000000", False)
        else:
            colour = shown_colour(rgba) if coloured else PATTERN
            unseen = mode == 7 or (colour is None and mode in (0, 4))
            colour = colour or "#000000"
            doubtful = unseen or mode == 3 or is_white(colour)
            look = _Look(mode == 2 or self._is_bold(font), mode == 3, unseen, colour, doubtful)
        self._looks[asked] = look
        return look

    def _is_off(self, obj: int) -> bool:
        return bool(self._layers_off) and is_off(obj, self._layers_off)

    def _is_bold(self, font: int) -> bool:
        if font not in self._bold:
            self._bold[font] = bool(font) and _is_bold_font(font)
        return self._bold[font]


def _is_bold_font(font: int) -> bool:
    buffer = ctypes.create_string_buffer(256)
    pdfium.font_base_name(font, ctypes.addressof(buffer), 256)
    named = bold_by_name(buffer.value.decode("latin-1"))
    if named is not None:
        return named
    return bool(pdfium.font_flags(font) & _FORCE_BOLD) or pdfium.font_weight(font) >= 650


def _to_hundredths(values: _Numbers) -> _Numbers:
    """What ``round(value, 2)`` gives for each value, in a tenth of the time."""
    rounded: _Numbers = values.round(2)
    halves = np.abs(np.abs(values - rounded) - 0.005) < 1e-9
    if halves.any():  # numpy may round these the other way
        rounded[halves] = [round(value, 2) for value in values[halves].tolist()]
    return rounded
