"""A page of a PDF → words, table cells, ruled lines and coloured shapes, by pdfplumber.

In: a page that pdfplumber opened. Out: a ``Page``. Slower than the fast reader, but it understands turned pages and
turned text; what it reads has its own vertical coordinates, so a page is always wholly by one reader.

Where most of a page's text is turned, the page is (``Page.turned``); what is turned within an upright page is laid in reading order.
"""

from __future__ import annotations

import logging
import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from pdfplumber.page import Page as PlumberPage
from pdfplumber.utils.text import extract_words

from extractors.model import Box, Page, Word
from extractors.reading.drawing import Drawing
from extractors.reading.fonts import bold_by_name
from extractors.reading.letters import clean, is_gibberish, is_unmapped, note_mark
from extractors.reading.sideways import Turned, laid_back
from extractors.reading.turning import Turning

Char = dict[str, Any]

# It tells of every oddity of a damaged file, to whoever listens; what matters is in the page's notes
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

_MOST = 0.7  # of the letters turned alike: the page itself lies on its side
_MAX_LETTERS = 200_000  # beyond that the page costs more than it can be worth to a reader


def read_page(page: PlumberPage, number: int) -> Page:
    """The page as a reader sees it: after /Rotate, from the crop box's top left corner."""
    dx, dy, width, height = _frame(page)
    notes: list[str] = []
    chars: list[Char] = page.chars
    if len(chars) > _MAX_LETTERS:
        chars = []
        notes.append("too_much_text")
    turns = Counter(_turn(char["matrix"]) for char in chars)
    most, often = turns.most_common(1)[0] if turns else (0, 0)
    turning = Turning(most if often > _MOST * len(chars) else 0, width, height)
    width, height = turning.size
    drawing = _drawing(page, dx, dy, turning)
    by_turn: dict[int, list[Char]] = defaultdict(list)
    hidden = 0
    for char in chars:
        turn = (_turn(char["matrix"]) - turning.degrees) % 360
        x0, top, x1, bottom = turning.box(char["x0"] - dx, char["top"] - dy, char["x1"] - dx, char["bottom"] - dy)
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        outside = not (-1 <= x <= width + 1 and -1 <= y <= height + 1)
        if outside or char["size"] < 1 or _is_white_on_white(char, drawing, x, y):
            hidden += not char["text"].isspace()
            continue
        place = {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "doctop": top, "upright": True, "size": bottom - top}
        by_turn[turn].append({**char, **place})
    words = list(_upright(by_turn.pop(0, [])))
    for turn, turned in sorted(by_turn.items()):
        words += _turned(turned, Turning(turn, width, height))
    if hidden:
        notes.append("hidden_text")
    if is_gibberish([word.text for word in words]):
        notes.append("strange_words")
    if is_unmapped(word.text for word in words):
        notes.append("unmapped_text")
    grids = drawing.grids()
    if drawing.crowded:
        notes.append("too_many_lines")
    images = sum(max(i["x1"] - i["x0"], 0) * max(i["bottom"] - i["top"], 0) for i in page.images)
    return Page(
        number, width, height, tuple(words), grids, drawing.rules(), tuple(drawing.fills),
        image_share=round(min(images / (width * height), 1.0), 3), reader="pdfplumber", notes=tuple(notes), turned=turning.degrees,
    )  # fmt: skip


def _frame(page: PlumberPage) -> tuple[float, float, float, float]:
    """Left, top, width and height of what is shown, in pdfplumber's coordinates (which know no crop box)."""
    mx0, my0, mx1, my1 = _sorted_box(page.page_obj.mediabox)
    cx0, cy0, cx1, cy1 = _sorted_box(page.page_obj.cropbox)
    cx0, cy0, cx1, cy1 = max(cx0, mx0), max(cy0, my0), min(cx1, mx1), min(cy1, my1)
    if cx1 - cx0 < 1 or cy1 - cy0 < 1:
        cx0, cy0, cx1, cy1 = mx0, my0, mx1, my1
    rotation = page.rotation % 360
    left, top = {
        90: (cy0 - my0, cx0 - mx0),
        180: (mx1 - cx1, cy0 - my0),
        270: (my1 - cy1, mx1 - cx1),
    }.get(rotation, (cx0 - mx0, my1 - cy1))
    width, height = cx1 - cx0, cy1 - cy0
    if rotation in (90, 270):
        width, height = height, width
    return page.mediabox[0] + left, page.mediabox[1] + top, width, height


def _sorted_box(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = box
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _turn(matrix: tuple[float, ...]) -> int:
    """How far the letter is turned against the clock, to the nearest quarter."""
    return round(math.degrees(math.atan2(matrix[1], matrix[0])) / 90) % 4 * 90


def _words(chars: list[Char]) -> Iterator[tuple[str, Box, float, bool]]:
    before: Char | None = None
    for char in chars:  # a raised note mark is a word of its own
        raised = bool(
            before
            and abs(char["top"] - before["top"]) < 2 * before["size"]
            and char["size"] < 0.85 * before["base_size"]
            and char["bottom"] < before["base_bottom"] - 0.12 * before["base_size"]
        )
        char["level"] = int(raised)
        char["base_size"] = before["base_size"] if raised and before else char["size"]
        char["base_bottom"] = before["base_bottom"] if raised and before else char["bottom"]
        before = char
    for word in extract_words(chars, x_tolerance_ratio=0.18, extra_attrs=["level"], return_chars=True):
        text = clean(word["text"])
        if not text:
            continue
        letters = word["chars"]
        sizes = sorted(c["size"] for c in letters)
        bold = sum(bold_by_name(c["fontname"]) is True for c in letters) * 2 > len(letters)
        box = Box(round(word["x0"], 2), round(word["top"], 2), round(word["x1"], 2), round(word["bottom"], 2))
        yield text, box, round(sizes[len(sizes) // 2], 2), bold


def _upright(chars: list[Char]) -> Iterator[Word]:
    for text, (x0, top, x1, bottom), size, bold in _words(chars):
        mark = note_mark(text)
        if mark:
            part = round(x1 - (x1 - x0) * mark / len(text), 2)
            yield Word(text[:-mark], x0, top, part, bottom, size, bold)
            text, x0 = text[-mark:], part
        yield Word(text, x0, top, x1, bottom, size, bold)


def _turned(chars: list[Char], turning: Turning) -> Iterator[Word]:
    """The words of text that is turned on the page, blocks of lines read one after the other."""
    laid = []
    for char in chars:
        box = turning.box(char["x0"], char["top"], char["x1"], char["bottom"])
        laid.append({**char, **box._asdict(), "doctop": box.top, "size": box.bottom - box.top})
    words = (Turned(text, box, size, bold, None) for text, box, size, bold in _words(laid))
    for word, _ in laid_back(words, turning):
        yield word


def _drawing(page: PlumberPage, dx: float, dy: float, turning: Turning) -> Drawing:
    drawing = Drawing(*turning.size)
    for shape in (*page.rects, *page.lines, *page.curves):
        points = [turning.point(x - dx, y - dy) for x, y in shape["pts"]]
        if shape["object_type"] == "rect" and len(points) == 4:
            points.append(points[0])
        fill = _hex(shape["non_stroking_color"]) if shape["fill"] else None
        drawing.add(points, stroked=bool(shape["stroke"]), fill=fill)
    return drawing


def _hex(colour: Any) -> str:
    """ "#rrggbb" of a PDF colour in grey, RGB or CMYK; grey for patterns."""
    return _hex_of(tuple(colour) if isinstance(colour, tuple | list) else (colour,))


@lru_cache(4096)  # asked for every letter, and a page has few colours
def _hex_of(colour: tuple[Any, ...]) -> str:
    parts = list(colour)
    if not parts or not all(isinstance(p, int | float) for p in parts):
        return "#808080" if parts and parts[0] is not None else "#000000"
    if len(parts) == 4:
        c, m, y, k = parts
        parts = [(1 - c) * (1 - k), (1 - m) * (1 - k), (1 - y) * (1 - k)]
    elif len(parts) != 3:
        parts = [parts[0]] * 3
    return "#" + "".join(f"{round(255 * min(max(p, 0), 1)):02x}" for p in parts)


def _is_white_on_white(char: Char, drawing: Drawing, x: float, y: float) -> bool:
    if min(int(_hex(char["non_stroking_color"])[i : i + 2], 16) for i in (1, 3, 5)) < 0xF8:
        return False
    behind = [f for f in drawing.fills if f.x0 <= x <= f.x1 and f.top <= y <= f.bottom]
    return not behind or behind[-1].colour == "#ffffff"
