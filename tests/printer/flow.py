"""What a paper is made of before it is typeset: headings, paragraphs, lists, tables, and the sheet they are printed on.

In: text written by hand or put together by a layout. Out: values that typeset.py (own page breaks) and html.py
(a browser's) both know. Bold is written ``**so**`` inside a text, a forced line break as ``\\n``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, Self

Rules = Literal["full", "horizontal", "none"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the paper's title. ``plain`` headings stand alone on a line in the body's own type."""

    text: str
    level: int = 2
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Para:
    """Running text. ``after`` is the space below it in points."""

    text: str
    indent: float = 0.0
    after: float = 6.0
    size: float = 0.0  # 0: the sheet's


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list. ``mark`` is "•", "-", "1.", "a)" … (numbers and letters are counted up from ``first``)."""

    items: tuple[str, ...]
    mark: str = "•"
    first: int = 1
    indent: float = 12.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. ``fill`` shades it, ``dot`` is the colour of a round or square mark in it, ``turn`` sets it at 90°."""

    text: str = ""
    span: int = 1
    down: int = 1  # how many rows it covers
    fill: str = ""
    dot: str = ""
    turn: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first ``head`` of them are the header. ``widths`` are relative; ``align`` one letter (l, r, c) a column.

    A cell under one that covers several rows is left out of its row, as in HTML.
    """

    rows: tuple[tuple[str | Cell, ...], ...]
    widths: tuple[float, ...]
    head: int = 1
    rules: Rules = "full"
    align: str = ""
    repeat: bool = True  # the header again on each page
    size: float = 0.0
    shade: str = ""  # the header's colour
    bold_head: bool = True
    pad: float = 3.0
    whole_rows: bool = False  # never break a row between pages
    after: float = 8.0


@dataclass(frozen=True, slots=True)
class Space:
    height: float


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows stands on a new page."""


Element = Heading | Para | Bullets | Table | Space | PageBreak


@dataclass(frozen=True, slots=True)
class Furniture:
    """What is printed on each page: lines of up to three texts (left, middle, right); ``{page}`` and ``{pages}`` are filled in."""

    head: tuple[tuple[str, str, str], ...] = ()
    foot: tuple[tuple[str, str, str], ...] = (("", "", "{page} ({pages})"),)
    head_rule: bool = False
    first_page_too: bool = True
    size: float = 8.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper and its type. Sizes and margins in points; a face is a name in faces.py."""

    lying: bool = False
    margins: tuple[float, float, float, float] = (70.0, 90.0, 64.0, 72.0)  # left, top, right, bottom
    face: str = "Helvetica"
    bold: bool = True  # False: no bold type at all, headings differ by size only
    size: float = 11.0
    leading: float = 1.25
    heading_sizes: tuple[float, ...] = (18.0, 14.0, 12.0, 11.0)
    columns: int = 1
    gap: float = 24.0
    justify: bool = False
    hyphenate: bool = False
    furniture: Furniture = field(default_factory=Furniture)

    @property
    def width(self) -> float:
        return 841.89 if self.lying else 595.28

    @property
    def height(self) -> float:
        return 595.28 if self.lying else 841.89

    def with_(self, **changes: object) -> Self:
        """A copy with some values changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


def table(head: str, rows: str | list[list[str]], widths: tuple[float, ...], **settings: object) -> Table:
    """A table from texts: the header ``A | B | C``, and rows likewise (one a line) or as lists of cells."""
    split = (
        [[c.strip() for c in line.split("|")] for line in rows.strip().splitlines()] if isinstance(rows, str) else rows
    )
    header = tuple(c.strip() for c in head.split("|"))
    return Table((header, *(tuple(r) for r in split)), widths, **settings)  # type: ignore[arg-type]


def text_of(elements: Iterable[Element]) -> str:
    """All texts in the order of reading, joined by single spaces, without marks for bold."""
    texts: list[str] = []
    for element in elements:
        match element:
            case Heading(text) | Para(text):
                texts.append(text)
            case Bullets(items):
                texts += items
            case Table(rows):
                texts += [c.text if isinstance(c, Cell) else c for row in rows for c in row]
    return " ".join(" ".join(texts).replace("**", "").split())


_AMOUNT = re.compile(r"(?<=\d) (?=\d{3}\b|tkr|mnkr|kkr|kr\b|kronor|Mkr|miljoner)")


def with_hard_spaces(element: Element) -> Element:
    """The element with non-breaking spaces inside its amounts, as careful writers have them."""
    match element:
        case Para(text) | Heading(text):
            return replace(element, text=_AMOUNT.sub("\u00a0", text))
        case Bullets(items):
            return replace(element, items=tuple(_AMOUNT.sub("\u00a0", item) for item in items))
        case Table(rows):
            return replace(element, rows=tuple(tuple(_hard_cell(c) for c in row) for row in rows))
    return element


def _hard_cell(cell: str | Cell) -> str | Cell:
    if isinstance(cell, Cell):
        return replace(cell, text=_AMOUNT.sub("\u00a0", cell.text))
    return _AMOUNT.sub("\u00a0", cell)
