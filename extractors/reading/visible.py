"""What a PDF says → what a person sees: hidden words out, doubled words once, the text layer of a scan apart.

In: the words of a page with their styles, and what is drawn on the page. Out: the words that show, and notes:
"hidden_text" where some were left out, "ocr_layer" where the words are the invisible layer of a scanned page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as raw

from extractors.model import Box, Fill, Word
from extractors.reading import pdfium
from extractors.reading.objects import Objects, Painted
from extractors.reading.styles import Style, is_white

LAYER_CONFIDENCE = 0.6  # of a scan's own text layer: made by a program that we do not know
_LAYER_SHARE = 0.8  # of the page that must be image before invisible text is a scan's layer
_LOOK_BACK = 200  # words of one text among which a doubled one is looked for
_EDGE = 0.25  # of a word's height that may stick out of what covers it
_MARKS = "•●■◼⬤▪"

Read = tuple[Word, Style]


@dataclass
class Sifted:
    words: list[Word]
    notes: list[str]
    is_layer: bool = False


def sift(read: Sequence[Read], objects: Objects, page: pypdfium2.PdfPage) -> Sifted:
    """The words that show on the page, in the order given."""
    result = Sifted([], [])
    layer = sum([len(word[0]) for word, style in read if style[2]])  # invisible
    if layer and objects.image_share >= _LAYER_SHARE and layer * 2 > sum(len(word.text) for word, _ in read):
        result.is_layer = True
        result.notes.append("ocr_layer")
    covered = _covered(read, objects, page)
    width, height = objects.drawing.width, objects.drawing.height
    show = result.words.append
    seen: dict[str, list[Word]] = {}
    hidden = False
    for i, (word, style) in enumerate(read):
        text = word[0]
        inside = word[1] >= 0 and word[3] <= width and word[2] >= 0 and word[4] <= height
        if not inside or style.doubtful or i in covered:
            x, y = word.middle
            on_page = -1 <= x <= width + 1 and -1 <= y <= height + 1
            if result.is_layer and style.invisible and on_page:
                show(word._replace(confidence=LAYER_CONFIDENCE))
                continue
            if not on_page or i in covered or not _shows(style, objects, x, y):
                hidden = True
                continue
        others = seen.get(text)
        if others is None:
            seen[text] = [word]
        elif _is_doubled(word, others):
            continue
        else:
            others.append(word)
        show(word)
        if text in _MARKS and _is_coloured(style.colour):
            objects.drawing.fills.append(Fill(word.x0, word.top, word.x1, word.bottom, style.colour))
    if hidden:
        result.notes.append("hidden_text")
    return result


def _is_doubled(word: Word, others: list[Word]) -> bool:
    """True where the same word was drawn just beside: so some writers make text bold."""
    x0, top, aside, down = word[1], word[2], 0.25 * word[5], 0.2 * word[5]
    # a plain loop: this is asked of every word
    for other in others if len(others) < _LOOK_BACK else others[-_LOOK_BACK:]:
        if -down <= other[2] - top <= down and -aside <= other[1] - x0 <= aside:
            return True
    return False


def _shows(style: Style, objects: Objects, x: float, y: float) -> bool:
    """White letters do not show on white paper; on a dark cell or a picture they do."""
    if style.invisible or style.unseen:
        return False
    if not is_white(style.colour) or any(image.box.holds(x, y) for image in objects.images):
        return True
    behind = [f for f in objects.drawing.fills if f.x0 <= x <= f.x1 and f.top <= y <= f.bottom]
    return bool(behind) and behind[-1].colour != "#ffffff"


def _is_coloured(colour: str) -> bool:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return max(red, green, blue) - min(red, green, blue) > 60


def _covered(read: Sequence[Read], objects: Objects, page: pypdfium2.PdfPage) -> set[int]:
    """The words over which an opaque picture or surface is painted later."""
    if not read or not (objects.covers or objects.images):
        return set()
    first = min(style.order for _, style in read)
    covered = _under_surfaces(read, [cover for cover in objects.covers if cover.order > first])
    for image in objects.images:
        if image.order <= first:
            continue
        under = [
            i for i, (word, style) in enumerate(read)
            if 0 < style.order < image.order and not style.invisible and image.box.holds(*word.middle)
        ]  # fmt: skip
        if under and not pdfium.object_transparent(image.handle):
            covered.update(_opaque(under, read, image, page))
    return covered


def _under_surfaces(read: Sequence[Read], covers: Sequence[Painted]) -> set[int]:
    if not covers:
        return set()
    orders = np.array([style.order for _, style in read])
    places = np.array([(w.x0, w.top, w.x1, w.bottom) for w, _ in read])
    middle, height = (places[:, 0] + places[:, 2]) / 2, places[:, 3] - places[:, 1]
    upper, lower = places[:, 1] + _EDGE * height, places[:, 3] - _EDGE * height
    covered: set[int] = set()
    for order, box, handle in covers:
        holds = (box.x0 <= middle) & (middle <= box.x1) & (box.top <= upper) & (lower <= box.bottom)
        under = np.flatnonzero(holds & (orders > 0) & (orders < order)).tolist()
        if under and not pdfium.object_transparent(handle) and pdfium.clip_count(pdfium.object_clip(handle)) <= 1:
            covered.update(under)
    return covered


def _opaque(under: list[int], read: Sequence[Read], image: Painted, page: pypdfium2.PdfPage) -> list[int]:
    """Those of the words where the picture lets nothing through: masks and clipped pictures do."""
    if pdfium.clip_count(pdfium.object_clip(image.handle)) > 1:
        return []
    handle = raw.FPDF_PAGEOBJECT.from_buffer_copy(image.handle.to_bytes(8, "little"))
    bitmap = raw.FPDFImageObj_GetRenderedBitmap(page.pdf.raw, page.raw, handle)
    if not bitmap:
        return under
    try:
        pixels = pypdfium2.PdfBitmap.from_raw(bitmap).to_numpy()
        if pixels.ndim < 3 or pixels.shape[2] < 4:
            return under
        return [i for i in under if _alpha(pixels, image.box, *read[i][0].middle) >= 250]
    finally:
        raw.FPDFBitmap_Destroy(bitmap)


def _alpha(pixels: Any, box: Box, x: float, y: float) -> int:
    high, wide = pixels.shape[:2]
    column = min(int((x - box.x0) / box.width * wide), wide - 1)
    row = min(int((y - box.top) / box.height * high), high - 1)
    return int(pixels[row, column, 3])
