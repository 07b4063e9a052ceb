"""How letters look: size, weight, colour, whether they are painted at all. Asked once for each text object of a page.

In: a text page and the index of a letter. Out: a ``Style``; ``NeedsOtherReader`` for turned or mirrored letters.
"""

from __future__ import annotations

import ctypes
from typing import NamedTuple

import pypdfium2.raw as raw

from extractors.reading import pdfium
from extractors.reading.fonts import bold_by_name
from extractors.reading.layers import is_off
from extractors.reading.objects import fill_colour

_matrix = raw.FS_MATRIX()
_matrix_at = ctypes.addressof(_matrix)
_number = ctypes.c_float()
_number_at = ctypes.addressof(_number)
_FORCE_BOLD = 1 << 18
_LEAN = 0.05  # a straightened scan leans this little; more is turned text


class NeedsOtherReader(Exception):
    """The fast way does not understand this page; the message says why."""


class Style(NamedTuple):
    """``baseline`` is in PDF space; ``order`` tells when the letters are painted; ``colour`` is "#rrggbb"."""

    size: float
    bold: bool
    invisible: bool  # render mode 3: not painted, as in the text layer of a scan
    unseen: bool  # clip path only, alpha 0, below one point, or in a layer that is off
    colour: str
    baseline: float
    order: int
    doubtful: bool  # not painted, or so light that it may not show
    flat: bool  # the font does not say how high its letters are


def is_white(colour: str) -> bool:
    return colour >= "#f8" and colour[3:] >= "f8" and colour[5:] >= "f8"


class Styles:
    """The styles of one text page."""

    def __init__(self, text: int, order: dict[int, int], layers_off: frozenset[str] = frozenset()) -> None:
        self.text = text
        self._layers_off = layers_off
        self._order = order
        self._known: dict[int, Style] = {}
        self._fonts: dict[int, tuple[bool, bool]] = {}

    def of(self, obj: int, index: int) -> Style:
        """The style of the text object ``obj``, to which the letter ``index`` belongs."""
        style = self._known.get(obj)
        if style is None:
            style = self._known[obj] = self._ask(obj, index)
        return style

    def at(self, index: int) -> Style:
        return self.of(pdfium.text_object(self.text, index) or 0, index)

    def _ask(self, obj: int, index: int) -> Style:
        pdfium.text_matrix(self.text, index, _matrix_at)
        a, b, d, baseline = _matrix.a, _matrix.b, _matrix.d, _matrix.f
        if not (a > 0 and d > 0 and abs(b) <= _LEAN * a):  # also not a number
            raise NeedsOtherReader("turned text")
        size = round(pdfium.text_size(self.text, index) * d, 2)
        if not obj:
            return Style(size, False, False, False, "#000000", baseline, 0, False, True)
        mode = pdfium.object_render_mode(obj)
        colour = fill_colour(obj)
        unseen = mode == 7 or size < 1 or (colour is None and mode in (0, 4))
        unseen = unseen or (bool(self._layers_off) and is_off(obj, self._layers_off))
        colour = colour or "#000000"
        bold, flat = self._font(obj)
        return Style(
            size, mode == 2 or bold, mode == 3, unseen, colour, baseline,
            order=self._order.get(obj, 0), doubtful=unseen or mode == 3 or is_white(colour), flat=flat,
        )  # fmt: skip

    def _font(self, obj: int) -> tuple[bool, bool]:
        """Whether the object's font is bold, and whether it is flat."""
        font = pdfium.object_font(obj) or 0
        if font not in self._fonts:
            self._fonts[font] = (_is_bold_font(font), _is_flat_font(font)) if font else (False, True)
        return self._fonts[font]


def _is_flat_font(font: int) -> bool:
    pdfium.font_ascent(font, 1.0, _number_at)
    ascent = _number.value
    pdfium.font_descent(font, 1.0, _number_at)
    return not 0.5 <= ascent - _number.value <= 2.5


def _is_bold_font(font: int) -> bool:
    buffer = ctypes.create_string_buffer(256)
    pdfium.font_base_name(font, ctypes.addressof(buffer), 256)
    named = bold_by_name(buffer.value.decode("latin-1"))
    if named is not None:
        return named
    return bool(pdfium.font_flags(font) & _FORCE_BOLD) or pdfium.font_weight(font) >= 650
