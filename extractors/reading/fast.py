"""A page of a PDF → words, table cells, ruled lines and coloured shapes, by PDFium.

In: a page that pypdfium2 opened. Out: a ``Page``, or ``NeedsOtherReader`` where this way does not understand the page
(turned pages, turned or mirrored text): pdfplumber reads those.

PDFium gives all text of a page in one call and says where words end. The place, type and colour are asked only for the
first and the last letter of each word: that is what makes it fast.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pypdfium2
import pypdfium2.raw as raw

from extractors.model import Fill, Page, Word
from extractors.reading import pdfium
from extractors.reading.drawing import Drawing, Point
from extractors.reading.fonts import bold_by_name
from extractors.reading.letters import SPACES, clean, note_mark, unmapped

MAX_LETTERS = 1_000_000  # on one page
_MAX_OBJECTS = 400_000  # drawn things on one page
_MAX_NESTING = 20  # forms within forms


class NeedsOtherReader(Exception):
    """The fast way does not understand this page; the message says why."""


class _Style(NamedTuple):
    """How the letters of one text object look. ``baseline`` is where its first letter stands, in PDF space."""

    size: float
    bold: bool
    hidden: bool
    colour: str
    baseline: float
    order: int


_Matrix = tuple[float, float, float, float, float, float]
_matrix = raw.FS_MATRIX()
_matrix_at = ctypes.addressof(_matrix)
_x, _y = ctypes.c_float(), ctypes.c_float()
_x_at, _y_at = ctypes.addressof(_x), ctypes.addressof(_y)
_rgba = (ctypes.c_uint * 4)()
_rgba_at = ctypes.addressof(_rgba)
_mode, _stroke = ctypes.c_int(), ctypes.c_int()
_mode_at, _stroke_at = ctypes.addressof(_mode), ctypes.addressof(_stroke)

_IS_SPACE = np.zeros(0x10000, bool)
for _c in SPACES:
    _IS_SPACE[ord(_c)] = True
_IS_SPACE[0] = True


def read_page(page: pypdfium2.PdfPage, number: int, fonts: dict[int, bool] | None = None) -> Page:
    """The page as it stands, upright, its coordinates from the crop box's top left corner.

    ``fonts`` remembers over the pages of one document which fonts are bold. Raises NeedsOtherReader.
    """
    if page.get_rotation() != 0:
        raise NeedsOtherReader("turned page")
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.raw, box)
    width, height = box.right - box.left, box.top - box.bottom
    if not (1 < width < 20_000 and 1 < height < 20_000):
        raise NeedsOtherReader("odd page box")
    seen = _Seen(Drawing(width, height), box.left, box.top)
    seen.walk(pdfium.address(page.raw))
    notes: list[str] = []
    words = _Words(page, seen, {} if fonts is None else fonts).read(notes)
    grids = seen.drawing.grids()
    if seen.drawing.crowded:
        notes.append("too_many_lines")
    share = min(seen.image_area / (width * height), 1.0)
    return Page(
        number, width, height, tuple(words), grids, seen.drawing.rules(), tuple(seen.drawing.fills),
        image_share=round(share, 3), reader="pdfium", notes=tuple(notes),
    )  # fmt: skip


@dataclass
class _Seen:
    """Walks the page's objects: paths and images in page points, and the order in which text is drawn."""

    drawing: Drawing
    left: float
    top: float
    image_area: float = 0.0

    def __post_init__(self) -> None:
        self.order: dict[int, int] = {}
        self.covers: list[tuple[int, tuple[float, float, float, float], int]] = []
        self.count = 0

    def walk(self, page: int) -> None:
        self._walk(pdfium.page_objects(page), pdfium.page_object, page, None, 0)

    def _walk(self, count: int, get: Any, holder: int, outer: _Matrix | None, depth: int) -> None:
        for i in range(count):
            obj = get(holder, i)
            if not obj:
                continue
            self.count += 1
            if self.count > _MAX_OBJECTS:
                self.drawing.crowded = True
                return
            kind = pdfium.object_type(obj)
            if kind == pdfium.TEXT:
                self.order[obj] = self.count
            elif kind == pdfium.PATH:
                self._path(obj, _placed(obj, outer))
            elif kind == pdfium.IMAGE:
                self._image(obj, _placed(obj, outer))
            elif kind == pdfium.FORM and depth < _MAX_NESTING:
                self._walk(pdfium.form_objects(obj), pdfium.form_object, obj, _placed(obj, outer), depth + 1)

    def _image(self, obj: int, m: _Matrix) -> None:
        a, b, c, d, e, f = m
        xs = (e, e + a, e + c, e + a + c)
        ys = (f, f + b, f + d, f + b + d)
        x0, x1 = max(min(xs) - self.left, 0.0), min(max(xs) - self.left, self.drawing.width)
        top, bottom = max(self.top - max(ys), 0.0), min(self.top - min(ys), self.drawing.height)
        if x1 > x0 and bottom > top:
            self.image_area += (x1 - x0) * (bottom - top)
            self.covers.append((self.count, (x0, top, x1, bottom), obj))

    def _path(self, obj: int, m: _Matrix) -> None:
        count = pdfium.path_count(obj)
        if count < 2:
            return
        pdfium.path_mode(obj, _mode_at, _stroke_at)
        stroked, filled = bool(_stroke.value), _mode.value != 0
        if not (stroked or filled):
            return
        fill = _colour(obj) if filled else None
        if fill is None and not stroked:
            return  # filled with nothing that shows
        a, b, c, d, e, f = m
        left, up = self.left, self.top
        points: list[Point] = []
        curve = 0
        segment, kind_of, point_of, closes = pdfium.path_segment, pdfium.segment_type, pdfium.segment_point, pdfium.segment_closes
        for i in range(count):
            s = segment(obj, i)
            kind = kind_of(s)
            point_of(s, _x_at, _y_at)
            x, y = _x.value, _y.value
            point = (a * x + c * y + e - left, up - (b * x + d * y + f))
            if kind == pdfium.MOVE_TO:
                self.drawing.add(points, stroked=stroked, fill=fill)
                points, curve = [point], 0
            elif kind == pdfium.LINE_TO:
                points.append(point)
            else:
                curve += 1
                if curve % 3 == 0:  # the two before only bend the curve
                    points.append(point)
            if points and closes(s) and points[0] != points[-1]:
                points.append(points[0])
        self.drawing.add(points, stroked=stroked, fill=fill)


def _placed(obj: int, outer: _Matrix | None) -> _Matrix:
    pdfium.object_matrix(obj, _matrix_at)
    a, b, c, d, e, f = _matrix.a, _matrix.b, _matrix.c, _matrix.d, _matrix.e, _matrix.f
    if outer is None:
        return a, b, c, d, e, f
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _colour(obj: int) -> str | None:
    """The fill colour as "#rrggbb"; None where it does not show."""
    if not pdfium.object_fill_colour(obj, _rgba_at, _rgba_at + 4, _rgba_at + 8, _rgba_at + 12):
        return "#808080"  # a pattern or shading: something is there
    red, green, blue, alpha = _rgba
    return f"#{red:02x}{green:02x}{blue:02x}" if alpha > 12 else None


_FORCE_BOLD = 1 << 18


def _is_bold(font: int) -> bool:
    buffer = ctypes.create_string_buffer(256)
    pdfium.font_base_name(font, ctypes.addressof(buffer), 256)
    named = bold_by_name(buffer.value.decode("latin-1"))
    if named is not None:
        return named
    return bool(pdfium.font_flags(font) & _FORCE_BOLD) or pdfium.font_weight(font) >= 650


class _Words:
    """The words of one page."""

    def __init__(self, page: pypdfium2.PdfPage, seen: _Seen, fonts: dict[int, bool]) -> None:
        self.page, self.seen, self.fonts = page, seen, fonts
        self.styles: dict[int, _Style] = {}

    def read(self, notes: list[str]) -> list[Word]:
        text_page = self.page.get_textpage()
        try:
            return self._read(pdfium.address(text_page.raw), notes)
        finally:
            text_page.close()

    def _read(self, text: int, notes: list[str]) -> list[Word]:
        self.text = text
        count = pdfium.text_count(text)
        if count <= 0:
            return []
        if count > MAX_LETTERS:
            notes.append("too_much_text")
            return []
        codes = _codes(text, count)
        space = _IS_SPACE[np.minimum(codes, 0xFFFF)]
        # PDFium marks a hyphen at a line's end, and then goes on without a space
        hyphen = (codes == 0xFFFE) | (codes == 2)
        shown = np.where(hyphen, 45, codes)
        letters = shown.astype("<u4").tobytes().decode("utf-32-le", "replace")
        change = np.diff(np.r_[True, space, True].astype(np.int8))
        starts, ends = np.flatnonzero(change == -1), np.flatnonzero(change == 1) - 1
        inside = np.flatnonzero(hyphen[:-1] & ~space[1:])
        if len(inside):
            starts, ends = np.sort(np.r_[starts, inside + 1]), np.sort(np.r_[ends, inside])
        first_objects, last_objects, boxes = self._ask(starts.tolist(), ends.tolist())
        return self._made(letters, starts.tolist(), ends.tolist(), first_objects, last_objects, boxes, notes)

    def _ask(self, starts: list[int], ends: list[int]) -> tuple[list[int], list[int], np.ndarray[Any, Any]]:
        """For each word the text objects and loose boxes (left, top, right, bottom) of its first and last letter."""
        boxes = np.zeros((2 * len(starts), 4), np.float32)
        at = boxes.ctypes.data
        box, obj, text = pdfium.text_loose_box, pdfium.text_object, self.text
        firsts, lasts = [], []
        for start, end in zip(starts, ends, strict=True):
            box(text, start, at)
            box(text, end, at + 16)
            at += 32
            first = obj(text, start) or 0
            firsts.append(first)
            lasts.append(first if end == start else obj(text, end) or 0)
            if first not in self.styles:
                self.styles[first] = self._style(first, start)
        return firsts, lasts, boxes

    def _made(
        self, letters: str, starts: list[int], ends: list[int], firsts: list[int], lasts: list[int],
        boxes: np.ndarray[Any, Any], notes: list[str],
    ) -> list[Word]:  # fmt: skip
        left, up = self.seen.left, self.seen.top
        first, last = boxes[0::2].astype(float), boxes[1::2].astype(float)
        x0s = (np.minimum(first[:, 0], last[:, 0]) - left).round(2).tolist()
        x1s = (np.maximum(first[:, 2], last[:, 2]) - left).round(2).tolist()
        tops = (up - np.maximum(first[:, 1], last[:, 1])).round(2).tolist()
        bottoms = (up - np.minimum(first[:, 3], last[:, 3])).round(2).tolist()
        words: list[Word] = []
        hidden = lost = total = 0
        for i, (start, end) in enumerate(zip(starts, ends, strict=True)):
            pieces = [(start, end)] if firsts[i] == lasts[i] else self._pieces(start, end)
            for piece in pieces:
                raw_text = letters[piece[0] : piece[1] + 1]
                text = clean(raw_text)
                if not text:
                    continue
                style = self.styles[firsts[i]]
                if len(pieces) == 1:
                    x0, top, x1, bottom = x0s[i], tops[i], x1s[i], bottoms[i]
                else:
                    x0, top, x1, bottom = self._box(*piece)
                    style = self._style_at(piece[0])
                if not style.size * 0.5 <= bottom - top <= style.size * 3 or x1 < x0:
                    x0, top, x1, bottom = self._box_from_size(piece, style, x0, x1)
                total += len(text)
                lost += unmapped(text)
                if self._is_hidden(style, x0, top, x1, bottom):
                    hidden += len(text)
                    continue
                mark = note_mark(text)
                if mark:
                    part = x1 - (x1 - x0) * mark / len(text)
                    words.append(Word(text[:-mark], x0, top, part, bottom, style.size, style.bold))
                    text, x0 = text[-mark:], part
                words.append(Word(text, x0, top, x1, bottom, style.size, style.bold))
                if style.colour != "#000000" and len(text) == 1 and text in "•●■◼⬤▪" and _coloured(style.colour):
                    self.seen.drawing.fills.append(Fill(x0, top, x1, bottom, style.colour))
        if hidden:
            notes.append("hidden_text")
        if lost > 0.01 * total:
            notes.append("unmapped_text")
        return words

    def _style_at(self, index: int) -> _Style:
        obj = pdfium.text_object(self.text, index) or 0
        if obj not in self.styles:
            self.styles[obj] = self._style(obj, index)
        return self.styles[obj]

    def _style(self, obj: int, index: int) -> _Style:
        pdfium.text_matrix(self.text, index, _matrix_at)
        a, b, d = _matrix.a, _matrix.b, _matrix.d
        baseline = _matrix.f
        if abs(b) > 0.02 * abs(a) or a <= 0 or d <= 0:
            raise NeedsOtherReader("turned text")
        size = round(pdfium.text_size(self.text, index) * d, 2)
        if not obj:
            return _Style(size, False, False, "#000000", baseline, 0)
        font = pdfium.object_font(obj) or 0
        bold = self.fonts.get(font)
        if bold is None:
            bold = self.fonts[font] = _is_bold(font) if font else False
        mode = pdfium.object_render_mode(obj)
        colour = _colour(obj)
        hidden = mode in (3, 7) or size < 1 or (colour is None and mode in (0, 4))
        return _Style(size, bold or mode == 2, hidden, colour or "#000000", baseline, self.seen.order.get(obj, 0))

    def _pieces(self, start: int, end: int) -> list[tuple[int, int]]:
        """A word of several text objects, parted where a note mark is raised or another line or cell begins."""
        pieces, begin = [], start
        before = self._style_at(start)
        previous = pdfium.text_object(self.text, start)
        for i in range(start + 1, end + 1):
            obj = pdfium.text_object(self.text, i)
            if obj == previous or not obj:
                continue
            style = self._style_at(i)
            larger = max(style.size, before.size, 1.0)
            rise = abs(style.baseline - before.baseline)
            if rise > 0.6 * larger or (rise > 0.12 * larger and min(style.size, before.size) < 0.85 * larger):
                pieces.append((begin, i - 1))
                begin = i
            previous, before = obj, style
        pieces.append((begin, end))
        return pieces

    def _box(self, start: int, end: int) -> tuple[float, float, float, float]:
        boxes = np.zeros((2, 4), np.float32)
        pdfium.text_loose_box(self.text, start, boxes.ctypes.data)
        pdfium.text_loose_box(self.text, end, boxes.ctypes.data + 16)
        x0, x1 = float(boxes[:, 0].min()) - self.seen.left, float(boxes[:, 2].max()) - self.seen.left
        top, bottom = self.seen.top - float(boxes[:, 1].max()), self.seen.top - float(boxes[:, 3].min())
        return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)

    def _box_from_size(self, piece: tuple[int, int], style: _Style, x0: float, x1: float) -> tuple[float, float, float, float]:
        """A box for fonts that say nothing sound of their height: from the baseline and the size."""
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.text_origin(self.text, piece[0], ctypes.addressof(x), ctypes.addressof(y))
        base = self.seen.top - y.value
        return min(x0, x1), round(base - 0.8 * style.size, 2), max(x0, x1), round(base + 0.2 * style.size, 2)

    def _is_hidden(self, style: _Style, x0: float, top: float, x1: float, bottom: float) -> bool:
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        drawing = self.seen.drawing
        if style.hidden or not (-1 <= x <= drawing.width + 1 and -1 <= y <= drawing.height + 1):
            return True
        if style.colour > "#f8f8f8" and style.colour[3:] > "f8f8" and style.colour[5:] > "f8":
            behind = [f for f in drawing.fills if f.x0 <= x <= f.x1 and f.top <= y <= f.bottom]
            pictured = any(b[0] <= x <= b[2] and b[1] <= y <= b[3] for _, b, _ in self.seen.covers)
            return not pictured and (not behind or behind[-1].colour == "#ffffff")
        return False


def _codes(text: int, count: int) -> np.ndarray[Any, Any]:
    buffer = np.empty(count + 1, np.uint16)
    got = pdfium.text_get(text, 0, count, buffer.ctypes.data)
    codes = buffer[:count].astype(np.uint32)
    if got != count + 1 or ((codes >= 0xD800) & (codes < 0xE000)).any():
        # letters outside the basic plane: the bulk text no longer has one place a letter
        codes = np.fromiter((pdfium.text_unicode(text, i) for i in range(count)), np.uint32, count)
    codes[(codes >= 0xD800) & (codes < 0xE000)] = 0xFFFD
    codes[codes > 0x10FFFF] = 0xFFFD
    return codes


def _coloured(colour: str) -> bool:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return max(red, green, blue) - min(red, green, blue) > 60
