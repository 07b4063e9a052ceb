"""How letters look: size, weight, colour, whether they are painted at all. Asked once for each text object of a page.

In: a text page and the index of a letter. Out: a ``Style``; ``NeedsOtherReader`` for letters that are slanted, mirrored or upside down.
"""

from __future__ import annotations

import ctypes
from typing import NamedTuple

from extractors.reading import pdfium
from extractors.reading.fonts import bold_by_name
from extractors.reading.layers import is_off
from extractors.reading.objects import Objects, fill_colour

_matrix = (ctypes.c_float * 6)()
_matrix_at = ctypes.addressof(_matrix)
_box = (ctypes.c_float * 4)()
_box_at = ctypes.addressof(_box)
_ASCENT, _DESCENT = 0.9, 0.21  # of a size: the letters of most text faces
_FORCE_BOLD = 1 << 18
_OWN_UNITS = 1.5  # points; below it a font that the page draws itself may count in other units
_LEAN = 0.05  # a straightened scan leans this little; more is turned text


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


class Styles:
    """The styles of one text page; ``known`` are those of the text objects that were asked for."""

    def __init__(self, text: int, objects: Objects, layers_off: frozenset[str] = frozenset()) -> None:
        self.text = text
        self._left, self._up = objects.left, objects.top
        self._layers_off = layers_off
        self._order = objects.order
        self.known: dict[int, Style] = {}
        self._bold: dict[int, bool] = {}

    def of(self, obj: int, index: int) -> Style:
        """The style of the text object ``obj``, to which the letter ``index`` belongs."""
        style = self.known.get(obj)
        if style is None:
            style = self.known[obj] = self._ask(obj, index)
        return style

    def at(self, index: int) -> Style:
        return self.of(pdfium.text_object(self.text, index), index)

    def line_of(self, obj: int, index: int) -> tuple[float, float, int]:
        """Size, baseline and turn alone, which are all that most of the objects within a word are asked for."""
        style = self.known.get(obj)
        if style is not None:
            return style.size, style.baseline, style.turn
        size, baseline, turn = self._line(index)
        return (size if size >= _OWN_UNITS else self.of(obj, index).size), baseline, turn

    def along(self, index: int) -> float:
        """Where a turned letter begins on its upright baseline, from the page's top."""
        pdfium.text_matrix(self.text, index, _matrix_at)
        return self._up - _matrix[5]

    def _line(self, index: int) -> tuple[float, float, int]:
        pdfium.text_matrix(self.text, index, _matrix_at)
        a, b, c, d, e, f = _matrix[:]
        if a > 0 and d > 0 and abs(b) <= _LEAN * a:
            return round(pdfium.text_size(self.text, index) * d, 2), self._up - f, 0
        if b * c < 0 and abs(a) <= _LEAN * abs(b) and abs(d) <= _LEAN * abs(c):
            return round(pdfium.text_size(self.text, index) * abs(c), 2), e - self._left, 90 if b > 0 else 270
        raise NeedsOtherReader("turned text")  # also not a number

    def _ask(self, obj: int, index: int) -> Style:
        size, baseline, turn = self._line(index)
        pdfium.text_loose_box(self.text, index, _box_at)
        left, upper, right, lower = _box[:]
        high = right - left if turn else upper - lower
        # What fonts say of their height is not to be relied on: one line, one height
        top = round(baseline - _ASCENT * size, 2) if not turn and 0.25 * size < high < 2.5 * size else None
        bottom = round(baseline + _DESCENT * size, 2)
        if size < _OWN_UNITS:
            size = round(max(size, high), 2)
        if not obj:
            return Style(size, False, False, False, "#000000", baseline, top, bottom, 0, False, turn)
        mode = pdfium.object_render_mode(obj)
        colour = fill_colour(obj)
        unseen = mode == 7 or size < 1 or (colour is None and mode in (0, 4))
        unseen = unseen or (bool(self._layers_off) and is_off(obj, self._layers_off))
        colour = colour or "#000000"
        return Style(
            size, mode == 2 or self._is_bold(obj), mode == 3, unseen, colour, baseline, top, bottom,
            order=self._order.get(obj, 0), doubtful=unseen or mode == 3 or is_white(colour), turn=turn,
        )  # fmt: skip

    def _is_bold(self, obj: int) -> bool:
        font = pdfium.object_font(obj)
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
