"""What is printed on paper: words with their places, and texts that never forget where they came from.

Three steps, each a frozen value handed on unchanged:

* ``Page`` and ``Paper``: what a reader (native or OCR) saw. Kept in the store, never changed.
* ``Line``, ``Table``, ``Heading`` and ``Document``: the same words put in order (lines.py, grid.py, headings.py).
* ``Passage``: a text joined from words, over lines, columns and pages. Cut it and the places follow.

Coordinates are PDF points, origin top left, pages from 1, on the page as a reader sees it (after /Rotate).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from math import cos, radians, sin
from operator import attrgetter
from typing import Literal, NamedTuple, Self


class Box(NamedTuple):
    """A place on a page, in points."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def holds(self, x: float, y: float) -> bool:
        """True where the point lies inside."""
        return self.x0 <= x < self.x1 and self.top <= y < self.bottom

    @staticmethod
    def around(boxes: Iterable[Box]) -> Box:
        """The smallest box that holds them all; raises ValueError for none."""
        x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
        return Box(min(x0s), min(tops), max(x1s), max(bottoms))


class Word(NamedTuple):
    """One printed word. ``text`` is NFC, ligatures and private-use bullets already mapped.

    ``confidence`` is 1.0 for native text and the engine's own (0-1) for OCR.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False
    confidence: float = 1.0

    @property
    def box(self) -> Box:
        return Box(self.x0, self.top, self.x1, self.bottom)

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


class Fill(NamedTuple):
    """A filled shape: shaded cells and traffic-light marks. ``colour`` is "#rrggbb"."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: str


@dataclass(frozen=True)
class Grid:
    """The ruled cells of one table on one page, row by row; None where a cell is merged into another."""

    rows: tuple[tuple[Box | None, ...], ...]

    @cached_property
    def box(self) -> Box:
        return Box.around(cell for row in self.rows for cell in row if cell)


Source = Literal["native", "ocr"]


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader saw on one page.

    ``words`` in the order of the content stream or of the OCR engine; ``rules`` are ruled lines as thin boxes;
    ``image_share`` is the part (0-1) of the page that images cover; ``notes`` are codes of what a
    person should know ("hidden_text", "unmapped_text", "reader_disagrees", "unreadable", …).

    A scanned page is read upright and straight: it was turned clockwise ``turned`` degrees (0, 90, 180, 270) and then ``skew``
    degrees around its middle; ``width`` and ``height`` are those after turning. ``as_seen`` turns a place back.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    grids: tuple[Grid, ...] = ()
    rules: tuple[Box, ...] = ()
    fills: tuple[Fill, ...] = ()
    image_share: float = 0.0
    source: Source = "native"
    reader: str = ""
    confidence: float | None = None
    notes: tuple[str, ...] = ()
    turned: int = 0
    skew: float = 0.0

    def as_seen(self, box: Box) -> Box:
        """The place on the page as it lies in the file: around the turned box where the page was turned to be read."""
        if not self.turned and not self.skew:
            return box
        along, aside = cos(radians(self.skew)), sin(radians(self.skew))
        across, down = self.width / 2, self.height / 2
        corners = []
        for x, y in ((box.x0, box.top), (box.x1, box.top), (box.x0, box.bottom), (box.x1, box.bottom)):
            dx, dy = x - across, y - down
            x, y = across + dx * along + dy * aside, down - dx * aside + dy * along
            for _ in range(self.turned // 90):  # each quarter turn was clockwise: back again
                x, y = y, -x
            corners.append((x, y))
        # A quarter turn back leaves the page beside the origin: as wide or high as the turned page was.
        left = {180: self.width, 270: self.height}.get(self.turned, 0.0)
        up = {90: self.width, 180: self.height}.get(self.turned, 0.0)
        xs, ys = [x + left for x, _ in corners], [y + up for _, y in corners]
        return Box(round(min(xs), 2), round(min(ys), 2), round(max(xs), 2), round(max(ys), 2))


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that was read: its bytes by name, and its pages."""

    file_name: str
    sha256: str
    pages: tuple[Page, ...]
    pages_declared: int
    notes: tuple[str, ...] = ()


class LineId(NamedTuple):
    """Page and line on it, both from 1: sorts in reading order."""

    page: int
    line: int


class Place(NamedTuple):
    """Where some words stand: one row of the table ``evidence``."""

    page: int
    box: Box
    text: str


class _Token(NamedTuple):
    start: int
    end: int
    page: int
    word: Word
    line: LineId


_start, _end = attrgetter("start"), attrgetter("end")


@dataclass(frozen=True)
class Passage:
    """A text, and for each stretch of it the printed word it was read from.

    ``text`` is joined to one line: single spaces, end-of-line hyphens mended. Build one with ``Passage.of_lines``
    or ``Passage.join``; take a part with ``cut``. Never build the text by hand: its places would be lost.
    """

    text: str = ""
    tokens: tuple[_Token, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    @cached_property
    def pages(self) -> tuple[int, ...]:
        return tuple(sorted({t.page for t in self.tokens}))

    @cached_property
    def lines(self) -> tuple[LineId, ...]:
        return tuple(dict.fromkeys([t.line for t in self.tokens]))

    @property
    def confidence(self) -> float:
        """The lowest confidence of its words (1.0 for native text and for none)."""
        return min((t.word.confidence for t in self.tokens), default=1.0)

    @property
    def bold(self) -> bool:
        """True where every word with a letter is bold."""
        with_letters = [t for t in self.tokens if any(c.isalpha() for c in t.word.text)]
        return bool(with_letters) and all(t.word.bold for t in with_letters)

    def cut(self, start: int, end: int | None = None) -> Passage:
        """The text from ``start`` to ``end`` without outer white space, with the words that it touches."""
        end = len(self.text) if end is None else min(end, len(self.text))
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start == 0 and end == len(self.text):
            return self
        first = bisect_right(self.tokens, start, key=_end)
        last = bisect_left(self.tokens, end, key=_start)
        moved = [
            _Token(max(s - start, 0), min(e, end) - start, page, word, line)
            for s, e, page, word, line in self.tokens[first:last]
        ]
        return Passage(self.text[start:end], tuple(moved))

    def places(self) -> list[Place]:
        """One place for each printed line that it runs over; side-by-side cells of one line apart."""
        found = []
        for _, group in groupby(self.tokens, key=lambda t: (t.page, t.line)):
            run = list(group)
            found.append(Place(run[0].page, box_around([t.word for t in run]), " ".join(t.word.text for t in run)))
        return found

    @staticmethod
    def join(parts: Sequence[Passage], separator: str = " ") -> Passage:
        """Several passages after one another; empty ones left out."""
        filled = [part for part in parts if part.text]
        if len(filled) == 1:
            return filled[0]
        text, tokens = "", []
        for part in filled:
            if text:
                text += separator
            at = len(text)
            tokens += [_Token(s + at, e + at, page, word, line) for s, e, page, word, line in part.tokens]
            text += part.text
        return Passage(text, tuple(tokens))

    @staticmethod
    def of_lines(lines: Iterable[Line], right: float | None = None) -> Passage:
        """The words of some lines joined to one text, with end-of-line hyphens mended (see hyphens.py).

        ``right`` is the right edge of the cell they stand in: words that it broke without a hyphen are mended too.
        """
        from extractors.hyphens import is_broken, joint  # here, so that the model itself knows no Swedish

        text = ""
        tokens: list[_Token] = []
        before: Line | None = None
        for line in lines:
            if text:
                first = line.words[0].text
                cut, glue = joint(text, first)
                if glue and before and _is_filled(before, right) and is_broken(before.words[0].text, first):
                    glue = ""
                if cut:
                    text = text[:-cut]
                    tokens[-1] = tokens[-1]._replace(end=len(text))
                text += glue
            at = len(text)
            for word in line.words:
                end = at + len(word.text)
                tokens.append(_Token(at, end, line.id.page, word, line.id))
                at = end + 1
            text += line.text
            before = line
        return Passage(text, tuple(tokens))


NOTHING = Passage()


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand on one printed line of one column or cell, left to right.

    What is asked for again and again is worked out once: ``text``, ``box``, ``size`` (the type size that most of its letters
    have) and ``bold`` (every word with a letter or digit is).
    """

    id: LineId
    words: tuple[Word, ...]
    text: str = field(init=False, repr=False, compare=False)
    box: Box = field(init=False, repr=False, compare=False)
    size: float = field(init=False, repr=False, compare=False)
    bold: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        words = self.words
        texts, x0s, tops, x1s, bottoms, sizes, bolds, _ = zip(*words)  # noqa: B905  # each has all its values
        put = object.__setattr__
        put(self, "text", " ".join(texts))
        put(self, "box", Box(min(x0s), min(tops), max(x1s), max(bottoms)))
        put(self, "size", round(sizes[0] if len(set(sizes)) == 1 else _most_used(words), 1))
        spelt = [w for w in words if any(map(str.isalnum, w.text))] if any(bolds) else []
        put(self, "bold", bool(spelt) and all(w.bold for w in spelt))


def _most_used(words: Sequence[Word]) -> float:
    """The size that most letters have; of two that have as many, the first."""
    letters: dict[float, int] = {}
    for w in words:
        letters[w.size] = letters.get(w.size, 0) + len(w.text)
    return max(letters, key=lambda size: letters[size])


def _is_filled(line: Line, right: float | None) -> bool:
    """True for a lone word that ran out of room at the right edge of its cell: only such a word is broken without a hyphen."""
    if right is None or len(line.words) != 1:
        return False
    word = line.words[0]
    return word.x1 > right - 1.3 * word.size


def box_around(words: Sequence[Word]) -> Box:
    """The smallest box that holds some words; raises ValueError for none."""
    _, x0s, tops, x1s, bottoms, *_ = zip(*words)  # noqa: B905  # each has all its values
    return Box(min(x0s), min(tops), max(x1s), max(bottoms))


# Texts of the values below are asked for again and again, by every extractor: worked out once (so: no slots).


@dataclass(frozen=True)
class Cell:
    """One cell of a table, joined over the pages that it is broken over."""

    lines: tuple[Line, ...] = ()
    right: float | None = None  # its right edge, where known: tells whether a line was broken for want of room

    @cached_property
    def passage(self) -> Passage:
        return Passage.of_lines(self.lines, self.right)

    @cached_property
    def text(self) -> str:
        return self.passage.text


@dataclass(frozen=True)
class Row:
    """One row: ``cells`` has one entry a column, ``span`` how many columns each covers (0: covered by one to its left).

    ``fills`` are the colours behind or in each cell where it holds a coloured mark ("" for none).
    """

    cells: tuple[Cell, ...]
    spans: tuple[int, ...] = ()
    fills: tuple[str, ...] = ()

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for cell in self.cells for line in cell.lines)


@dataclass(frozen=True)
class Table:
    """One table, however many pages it is broken over. ``header`` joined to one text a column."""

    header: tuple[Cell, ...]
    rows: tuple[Row, ...]
    caption: tuple[Line, ...] = ()
    notes: tuple[Line, ...] = ()
    ruled: bool = True

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for cell in self.header for line in cell.lines) + tuple(
            line for row in self.rows for line in row.lines
        )


@dataclass(frozen=True)
class Heading:
    """A heading: its lines joined, and how deep it stands (1 is the outermost)."""

    lines: tuple[Line, ...]
    level: int

    @cached_property
    def passage(self) -> Passage:
        return Passage.of_lines(self.lines)

    @cached_property
    def text(self) -> str:
        return self.passage.text


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together as running text or as one item of a list."""

    lines: tuple[Line, ...]
    bullet: str = ""  # the mark of a list item: "•", "-", "1.", "a)"
    indent: float = 0.0

    @cached_property
    def passage(self) -> Passage:
        """The text, without the item's mark."""
        whole = Passage.of_lines(self.lines)
        return whole.cut(len(self.bullet)) if self.bullet else whole

    @cached_property
    def text(self) -> str:
        return self.passage.text


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A paper put in reading order: headings, paragraphs and tables; letterheads and page numbers apart."""

    paper: Paper
    blocks: tuple[Block, ...] = ()
    furniture: tuple[Line, ...] = ()  # what repeats on most pages
    body_size: float = 0.0
    taken: frozenset[LineId] = field(default_factory=frozenset)

    def without(self, taken: Iterable[LineId]) -> Self:
        """A copy that remembers these lines as taken."""
        return replace(self, taken=self.taken | frozenset(taken))

    def lines(self) -> Iterator[Line]:
        """All lines but the furniture, in reading order."""
        for block in self.blocks:
            yield from block.lines

    def untaken(self) -> list[Line]:
        """The lines that no extractor took."""
        return [line for line in self.lines() if line.id not in self.taken]
