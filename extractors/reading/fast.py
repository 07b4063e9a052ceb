"""A page of a PDF → words, table cells, ruled lines and coloured shapes, by PDFium.

In: a page that pypdfium2 opened. Out: a ``Page``, or ``NeedsOtherReader`` where this way does not understand the page
(turned pages, slanted or mirrored text, letters set one by one): pdfplumber reads those.

PDFium gives all text of a page in one call and says where words end. The place, type and colour are asked only for the
first and the last letter of each word: that is what makes it fast.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as raw

from extractors.model import Page, Word
from extractors.reading import pdfium
from extractors.reading.drawing import Drawing
from extractors.reading.integrity import MAX_LETTERS
from extractors.reading.letters import (
    LOST,
    SPACES,
    clean,
    has_note_marks,
    is_gibberish,
    is_plain,
    is_unmapped,
    note_mark,
)
from extractors.reading.objects import Objects
from extractors.reading.sideways import Turned, joined, laid_back
from extractors.reading.styles import NeedsOtherReader, Style, Styles
from extractors.reading.turning import Turning
from extractors.reading.visible import Read, sift

__all__ = ["MAX_LETTERS", "NeedsOtherReader", "read_page"]


_Array = np.ndarray[Any, Any]
_Places = Sequence[float]  # left, top, right, bottom

_WORD = re.compile(f"[^{re.escape(''.join(sorted(SPACES)))}]+")
_UP = 90  # degrees: text that is read from below
_NARROW = 0.33  # type sizes: a letter of a ligature
_HYPHEN = re.compile("[\ufffe\x02]")  # how PDFium says "a hyphen at a line's end": in bulk text, and letter by letter


def read_page(page: pypdfium2.PdfPage, number: int, layers_off: frozenset[str] = frozenset()) -> Page:
    """The page as it stands, upright, its coordinates from the crop box's top left corner. Raises NeedsOtherReader.

    ``layers_off`` names the document's layers that are switched off.
    """
    if page.get_rotation() != 0:
        raise NeedsOtherReader("turned page")
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.raw, box)
    width, height = box.right - box.left, box.top - box.bottom
    if not (1 < width < 20_000 and 1 < height < 20_000):
        raise NeedsOtherReader("odd page box")
    objects = Objects(Drawing(width, height), box.left, box.top)
    objects.walk(pdfium.address(page.raw))
    text_page = page.get_textpage()
    try:
        words = _Words(pdfium.address(text_page.raw), objects, layers_off)
        read = words.read()
    finally:
        text_page.close()
    sifted = sift(read, objects, page)
    grids = objects.drawing.grids()
    notes = [*words.notes, *sifted.notes, *(["too_many_lines"] if objects.drawing.crowded else [])]
    return Page(
        number, width, height, tuple(sifted.words), grids, objects.drawing.rules(), tuple(objects.drawing.fills),
        image_share=objects.image_share, reader="pdfium", notes=tuple(notes),
        source="ocr" if sifted.is_layer else "native",
        confidence=min(w.confidence for w in sifted.words) if sifted.is_layer else None,
    )  # fmt: skip


class _Words:
    """The words of one page, hidden ones too. ``notes`` is filled by ``read``."""

    def __init__(self, text: int, objects: Objects, layers_off: frozenset[str]) -> None:
        self.text = text
        self.left, self.up = objects.left, objects.top
        self.styles = Styles(text, objects, layers_off)
        self.width, self.height = objects.drawing.width, objects.drawing.height
        self.turned: dict[int, list[Turned[Style]]] = defaultdict(list)
        self.notes: list[str] = []
        self.plain = self.marked = self.told = False

    def read(self) -> list[Read]:
        count = pdfium.text_count(self.text)
        if count <= 0:
            return []
        if count > MAX_LETTERS:
            self.notes.append("too_much_text")
            return []
        letters = _letters(self.text, count)
        hyphens = [
            found.start() for found in _HYPHEN.finditer(letters) if pdfium.text_is_hyphen(self.text, found.start()) == 1
        ]
        if hyphens:
            mended = list(letters)
            for i in hyphens:
                mended[i] = "-"
            letters = "".join(mended)
        self.plain = self.told = is_plain(letters)
        self.marked = has_note_marks(letters)
        spans = [found.span() for found in _WORD.finditer(letters)]
        starts, ends = [start for start, _ in spans], [end - 1 for _, end in spans]
        parted = [i for i in hyphens if i + 1 < count and letters[i + 1] not in SPACES]
        if parted:  # after the hyphen it goes on without a space, on the next line
            starts, ends = sorted([*starts, *(i + 1 for i in parted)]), sorted([*ends, *parted])
        read = self._made(letters, starts, ends)
        read += self._laid_back(read)
        texts = [word[0] for word, _ in read]
        if not self.told and is_unmapped(texts):
            self.notes.append("unmapped_text")
        if is_gibberish(texts):
            self.notes.append("strange_words")
        singles = list(map(len, texts)).count(1)
        if singles > 60 and singles > 0.5 * len(texts):
            raise NeedsOtherReader("letters apart")
        # The words of a plain page are pieces of its letters, in their order
        if not (self.told and not self.turned) and not _tells_all(letters, texts):
            self.notes.append("reader_disagrees")
        return read

    def _made(self, letters: str, starts: list[int], ends: list[int]) -> list[Read]:
        firsts, lasts, strange, places = self._ask(starts, ends)
        several = self._objects_within(starts, ends, firsts, lasts)
        within = {obj: start + i for start, objects in several.items() for i, obj in enumerate(objects) if obj}
        self.styles.learn({**within, **dict(zip(reversed(firsts), reversed(starts), strict=True))})
        known, simple = self.styles.known, self.plain and not self.marked
        read: list[Read] = []
        asked = zip(starts, ends, firsts, lasts, strange, *places, strict=True)
        for start, end, first, last, error, x0, above, x1, below in asked:
            if first != last:
                pieces = self._pieces(start, several[start])
                if len(pieces) > 1:
                    for obj, at, to in pieces:
                        self._add(read, letters[at : to + 1], known[obj], self._box(at, to), at)
                    continue
            text = letters[start : end + 1]
            if error == 1:
                text = self._without_strange(text, start)
            style = known[first]
            top = style.top
            if simple and top is not None and x0 <= x1:  # nearly every word: as ``_add`` would, without the call
                read.append((Word(text, x0, top, x1, style.bottom, style.size, style.bold), style))
            else:
                self._add(read, text, style, (x0, above, x1, below), start)
        return read

    def _ask(self, starts: list[int], ends: list[int]) -> tuple[list[int], list[int], list[int], list[list[float]]]:
        """The text objects of each word's first and last letter, whether PDFium could not map the first, and the place."""
        count, both, text = len(starts), starts + ends, repeat(self.text)
        boxes = np.empty((2 * count, 4), np.float32)
        pdfium.ask_all(pdfium.text_loose_box, text, both, pdfium.rows(boxes))
        objects = list(map(pdfium.text_object, text, both))
        strange = list(map(pdfium.text_map_error, text, starts))
        return objects[:count], objects[count:], strange, _places(boxes, self.left, self.up)

    def _add(self, read: list[Read], text: str, style: Style, place: _Places, start: int) -> None:
        if not self.plain:
            text = clean(text)
            if not text:
                return
        x0, top, x1, bottom = place
        if style.turn:
            box = Turning(style.turn, self.width, self.height).box(*self._mended(place, style, start, len(text)))
            self.turned[style.turn].append(Turned(text, box, style.size, style.bold, style))
            return
        if style.top is not None:
            top, bottom = style.top, style.bottom
        if x1 < x0:
            x0, x1 = x1, x0
        mark = note_mark(text) if self.marked else 0
        if mark:
            part = round(x1 - (x1 - x0) * mark / len(text), 2)
            read.append((Word(text[:-mark], x0, top, part, bottom, style.size, style.bold), style))
            text, x0 = text[-mark:], part
        read.append((Word(text, x0, top, x1, bottom, style.size, style.bold), style))

    def _mended(self, place: _Places, style: Style, start: int, letters: int) -> _Places:
        """The place of a turned word. PDFium places the letters of a turned ligature anywhere; where they begin it knows."""
        if place[0] - style.size <= style.baseline <= place[2] + style.size:
            return place
        along = self.styles.along(start)
        end = along - _NARROW * style.size * letters * (1 if style.turn == _UP else -1)
        return style.baseline - style.size, min(along, end), style.baseline + 0.2 * style.size, max(along, end)

    def _laid_back(self, upright: list[Read]) -> Iterator[Read]:
        """The words that are turned on the page; raises NeedsOtherReader where most of its letters are: the page lies on its side."""
        if not self.turned:
            return
        turned = sum(len(word.text) for words in self.turned.values() for word in words)
        if turned > sum(len(word.text) for word, _ in upright):
            raise NeedsOtherReader("a page on its side")
        for turn, words in sorted(self.turned.items()):
            yield from laid_back(joined(words), Turning(turn, self.width, self.height))

    def _without_strange(self, text: str, start: int) -> str:
        """Letters that the font does not tell replaced: PDFium shows their glyph numbers, which may look like digits."""
        self.told = False
        return clean(
            "".join(LOST if pdfium.text_map_error(self.text, start + i) == 1 else c for i, c in enumerate(text))
        )

    def _objects_within(
        self, starts: list[int], ends: list[int], firsts: list[int], lasts: list[int]
    ) -> dict[int, list[int]]:
        """The text objects of each letter, of the words that have several; by where a word starts."""
        return {
            start: list(map(pdfium.text_object, repeat(self.text), range(start, end + 1)))
            for start, end, first, last in zip(starts, ends, firsts, lasts, strict=True)
            if first != last
        }

    def _pieces(self, start: int, objects: list[int]) -> list[tuple[int, int, int]]:
        """A word of several text objects, parted where a note mark is raised or another line begins: object, first and last letter."""
        pieces, begin, known = [], start, self.styles.known
        first = previous = objects[0]
        style = known[first]
        for i, obj in enumerate(objects, start):
            if obj == previous or not obj:
                continue
            previous, before = obj, style
            style = known[obj]
            larger = max(style.size, before.size, 1.0)
            rise = abs(style.baseline - before.baseline)
            if (
                style.turn != before.turn
                or rise > 0.6 * larger
                or (rise > 0.12 * larger and min(style.size, before.size) < 0.85 * larger)
            ):
                pieces.append((first, begin, i - 1))
                first, begin = obj, i
        pieces.append((first, begin, start + len(objects) - 1))
        return pieces

    def _box(self, start: int, end: int) -> _Places:
        boxes = np.empty((2, 4), np.float32)
        pdfium.ask_all(pdfium.text_loose_box, repeat(self.text), (start, end), pdfium.rows(boxes))
        [x0], [top], [x1], [bottom] = _places(boxes, self.left, self.up)
        return x0, top, x1, bottom


def _tells_all(letters: str, texts: list[str]) -> bool:
    """True where the words hold what the page's text as a whole does: as much of it, and as many of each figure."""
    words = "".join(texts)
    whole = "".join(letters.split())
    if words == whole:
        return True
    if any(words.count(figure) != whole.count(figure) for figure in "0123456789"):
        return False
    return abs(len(words) - len(whole)) <= 0.1 * len(whole)


def _places(boxes: _Array, left: float, up: float) -> list[list[float]]:
    """From the boxes of the first letters of all words, then of their last ones: left, top, right and bottom of the words, in page points."""
    both = boxes.T.astype(float, order="C").reshape(4, 2, -1)
    low, high = np.minimum(both[:, 0], both[:, 1]), np.maximum(both[:, 0], both[:, 1])
    found: list[list[float]] = np.array((low[0] - left, up - high[1], high[2] - left, up - low[3])).round(2).tolist()
    return found


def _letters(text: int, count: int) -> str:
    """The text of the page, with one place a letter."""
    buffer = np.empty(count + 1, np.uint16)
    got = pdfium.text_get(text, 0, count, buffer.ctypes.data)
    try:
        letters = buffer[:count].tobytes().decode("utf-16-le")
    except UnicodeDecodeError:
        letters = ""
    if got == count + 1 and len(letters) == count:
        return letters
    # letters outside the basic plane: the bulk text no longer has one place a letter
    codes = [pdfium.text_unicode(text, i) for i in range(count)]
    return "".join(chr(c) if c < 0xD800 or 0xE000 <= c <= 0x10FFFF else LOST for c in codes)
