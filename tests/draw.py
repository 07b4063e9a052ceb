"""Draw a Document from a few lines of marked-up text, so that a test's paper is in sight. Places are plausible, not typeset.

    # Heading            level 1, ## level 2, ### level 3: bold and larger
    *A bold line*        a heading that only bold tells, of the level below the last # heading
    Running text         following lines belong to the same paragraph; *bold words* inside; an empty line ends it
    - An item            also "•", "1.", "a)"; a line indented by two spaces goes on with the item
    | No | Åtgärd |      a table; its first row is the header, or all rows above a row of |---|---|
    | 1 | Two // lines | "//" breaks a line inside the cell, "<" alone: covered by the cell to its left
    | {#00b050} | … |    a coloured mark in the cell
    = Tabell 1. Budget   the caption of the table that follows
    ! Note               a note under the table above
    ^ Datum      Dnr     furniture (letterhead, page header or footer); columns stand where they are typed
    ---                  a new page; a table that goes on after it is the same table, and a cell in a row of "|+"
                         is the rest of the cell above it

``paper("# Plan\\n- Minska inköp")`` gives the Document; what ``arrange`` would have found is written, not computed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from textwrap import dedent, wrap

from extractors.model import (
    Block,
    Box,
    Cell,
    Document,
    Grid,
    Heading,
    Line,
    LineId,
    Page,
    Paper,
    Paragraph,
    Row,
    Table,
    Word,
)

WIDTH, HEIGHT, LEFT, RIGHT, TOP = 595.0, 842.0, 70.0, 525.0, 60.0
LETTER = 0.46  # width of a letter, in type sizes
BODY = 11.0
SIZES = {1: 16.0, 2: 14.0, 3: 12.0}
BULLET = re.compile(r"(?P<mark>[-–•▪✔●○✖➤]|\d{1,2}[.)]|[a-zå][)/])\s+(?=\S)")
FILL = re.compile(r"\{(?P<colour>#[0-9a-f]{6})\}\s*")


def paper(text: str, file_name: str = "prov.pdf", *, confidence: float = 1.0) -> Document:
    """The Document that the marked-up ``text`` describes; see the module's own text for the marks.

    With a ``confidence`` below 1 every word is one that OCR read, and was so sure of.
    """
    drawing = _Drawing(confidence)
    for raw in dedent(text).strip("\n").split("\n"):
        drawing.add(raw.rstrip())
    return drawing.document(file_name)


@dataclass
class _Draft:
    """A table while its rows are still being told: rows of columns of printed lines, on one page or several."""

    caption: tuple[Line, ...]
    rows: list[list[list[Line]]] = field(default_factory=list)
    spans: list[list[int]] = field(default_factory=list)
    fills: list[list[str]] = field(default_factory=list)
    header_rows: int = 1
    notes: list[Line] = field(default_factory=list)

    def finish(self) -> Table:
        cells = [tuple(Cell(tuple(c)) for c in row) for row in self.rows]
        header = tuple(
            Cell(tuple(line for row in cells[: self.header_rows] for line in row[i].lines))
            for i in range(len(cells[0]))
        )
        body = zip(cells, self.spans, self.fills, strict=True)
        rows = tuple(Row(c, tuple(s), tuple(f)) for c, s, f in body)[self.header_rows :]
        return Table(header, rows, self.caption, tuple(self.notes))


class _Drawing:
    def __init__(self, confidence: float = 1.0) -> None:
        self.confidence = confidence
        self.page, self.number, self.top, self.level = 1, 0, TOP, 0
        self.blocks: list[Block] = []
        self.furniture: list[Line] = []
        self.words: dict[int, list[Word]] = {1: []}
        self.grids: dict[int, list[list[Box | None]]] = {}
        self.open: list[Line] = []  # lines of the paragraph that goes on
        self.bullet, self.indent = "", 0.0
        self.table: _Draft | None = None
        self.caption: tuple[Line, ...] = ()

    def add(self, raw: str) -> None:
        mark, _, rest = raw.partition(" ")
        if raw == "---":
            self._end_paragraph()
            self.page, self.number, self.top = self.page + 1, 0, TOP
            self.words[self.page] = []
        elif raw.startswith("|"):
            self._end_paragraph()
            self._row(raw)
        elif mark == "^":
            self.furniture += self._print(rest, size=9.0)
        elif mark == "!" and self.table:
            self.table.notes += self._print(rest, size=9.0)
        elif not raw:
            self._end_paragraph()
            self.top += 8
        else:
            self._end_table()
            self._text(raw, mark, rest)

    def document(self, file_name: str) -> Document:
        self._end_paragraph()
        self._end_table()
        pages = tuple(
            Page(n, WIDTH, HEIGHT, tuple(words), (Grid(tuple(map(tuple, self._grid(n)))),) if n in self.grids else ())
            for n, words in self.words.items()
        )
        drawn = Paper(file_name, "0" * 64, pages, len(pages))
        return Document(drawn, tuple(self.blocks), tuple(self.furniture))

    def _text(self, raw: str, mark: str, rest: str) -> None:
        if mark.strip("#") == "" and mark:
            self._end_paragraph()
            self.level = len(mark)
            self.blocks.append(Heading(tuple(self._print(f"*{rest}*", size=SIZES.get(self.level, BODY))), self.level))
        elif mark == "=":
            self._end_paragraph()
            self.caption = tuple(self._print(rest))
        elif re.fullmatch(r"\*[^*]+\*", raw):
            self._end_paragraph()
            self.blocks.append(Heading(tuple(self._print(raw)), self.level + 1))
        elif found := BULLET.match(raw.lstrip()):
            self._end_paragraph()
            self.bullet, self.indent = found["mark"], 18.0 + 6 * (len(raw) - len(raw.lstrip()))
            self.open += self._print(raw.lstrip(), left=LEFT + self.indent)
        else:
            if self.bullet and not raw.startswith("  "):
                self._end_paragraph()
            self.open += self._print(raw.lstrip() if self.bullet else raw, left=LEFT + self.indent)

    def _end_paragraph(self) -> None:
        if self.open:
            self.blocks.append(Paragraph(tuple(self.open), self.bullet, self.indent))
        self.open, self.bullet, self.indent = [], "", 0.0

    def _end_table(self) -> None:
        if self.table:
            self.blocks.append(self.table.finish())
        self.table = None

    def _row(self, raw: str) -> None:
        texts = [t.strip() for t in raw.removeprefix("|+").strip("|").split("|")]
        if self.table is None:
            self.table, self.caption = _Draft(self.caption), ()
        if all(re.fullmatch(r":?-{3,}:?", t) for t in texts):
            self.table.header_rows = len(self.table.rows)
            return
        width, top, bottom = (RIGHT - LEFT) / len(texts), self.top, self.top
        cells, fills = [], []
        for i, text in enumerate(texts):
            found = FILL.match(text)
            self.top = top
            cells.append(self._cell("" if text == "<" else FILL.sub("", text), LEFT + i * width, width))
            fills.append(found["colour"] if found else "")
            bottom = max(bottom, self.top)
        self.top = max(bottom, top + 12) + 4
        self.grids.setdefault(self.page, []).append(
            [
                None if t == "<" else Box(LEFT + i * width, top - 2, LEFT + (i + 1) * width, self.top - 2)
                for i, t in enumerate(texts)
            ]
        )
        if raw.startswith("|+"):
            for above, more in zip(self.table.rows[-1], cells, strict=True):
                above += more
            return
        self.table.rows.append(cells)
        self.table.spans.append(_spans(texts))
        self.table.fills.append(fills)

    def _cell(self, text: str, left: float, width: float) -> list[Line]:
        lines = []
        for part in filter(None, (p.strip() for p in text.split("//"))):
            lines += self._print(part, left=left + 3, right=left + width, size=9.0)
        return lines

    def _grid(self, page: int) -> list[list[Box | None]]:
        rows = self.grids[page]
        widest = max(map(len, rows))
        return [row + [None] * (widest - len(row)) for row in rows]

    def _print(self, text: str, left: float = LEFT, right: float = RIGHT, size: float = BODY) -> list[Line]:
        """The text on one printed line, or on several where it is too wide; typed gaps stay gaps."""
        bold, lines = False, []
        for part in wrap(text, max(int((right - left) / (size * LETTER)), 8), break_long_words=False, drop_whitespace=True,
                         replace_whitespace=False, break_on_hyphens=False) or [""]:  # fmt: skip
            words: list[Word] = []
            for at, chunk in _chunks(part):
                bold = bold or chunk.startswith("*")
                shown = chunk.strip("*") if bold else chunk
                x0 = left + at * size * LETTER
                box = Box(x0, self.top, x0 + len(shown) * size * LETTER, self.top + size)
                words += [Word(shown, *box, size, bold, confidence=self.confidence)] if shown else []
                bold = bold and not re.search(r"\*[.,;:]?$", chunk[1:])
            self.number += 1
            self.top += size * 1.25
            self.words[self.page] += words
            if words:
                lines.append(Line(LineId(self.page, self.number), tuple(words)))
        return lines


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    return ((m.start(), m.group()) for m in re.finditer(r"\S+", text))


def _spans(texts: Sequence[str]) -> list[int]:
    spans = [0 if t == "<" else 1 for t in texts]
    for i, t in enumerate(texts):
        if t == "<":
            spans[next(j for j in range(i, -1, -1) if texts[j] != "<")] += 1
    return spans
