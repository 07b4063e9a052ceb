"""Put elements on pages: lines broken, cells broken over pages, furniture on each. Out: what to draw, page by page.

The same drawing goes to both writer libraries (draw.py), so a paper differs between them only by what the library does.
Coordinates are points from the top left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.printer import faces
from tests.printer.flow import Bullets, Cell, Element, Heading, PageBreak, Para, Sheet, Space, Table


@dataclass(frozen=True, slots=True)
class Ink:
    """A text at a place: ``y`` is its baseline. ``turned`` texts run upwards."""

    x: float
    y: float
    text: str
    bold: bool
    size: float
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    x0: float
    y0: float
    x1: float
    y1: float
    width: float = 0.5


@dataclass(frozen=True, slots=True)
class Patch:
    """A filled box or disc."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: str
    round: bool = False


Drawing = Ink | Stroke | Patch
Piece = tuple[str, bool]  # a text and whether it is bold
TextLine = list[Piece]


def typeset(elements: Sequence[Element], sheet: Sheet) -> list[list[Drawing]]:
    """Every page's drawings, in the order of reading."""
    setter = _Setter(sheet)
    for element, following in zip(elements, [*elements[1:], None], strict=True):
        setter.put(element, following)
    for number, page in enumerate(setter.pages, 1):
        page[:0] = _furniture(sheet, number, len(setter.pages))
    return setter.pages


def break_lines(text: str, width: float, sheet: Sheet, size: float, bold: bool = False) -> list[TextLine]:
    """A marked-up text in lines no wider than ``width``; a word that is too wide is broken."""
    lines: list[TextLine] = []
    for stretch in text.split("\n"):
        line: list[tuple[str, bool, bool]] = []  # word, bold, glued to the one before
        used = 0.0
        queue = _words(stretch, bold)
        while queue:
            word, is_bold, glued = queue.pop(0)
            cut = faces.font(sheet.face, is_bold and sheet.bold)
            space = faces.width(" ", cut, size) if line and not glued else 0.0
            wide = faces.width(word, cut, size)
            if used + space + wide <= width:
                line.append((word, is_bold, glued))
                used += space + wide
                continue
            head, tail = _break_word(word, width - used - space, cut, size, sheet.hyphenate, alone=not line)
            if head:
                line.append((head, is_bold, glued))
                queue.insert(0, (tail, is_bold, False))
            else:
                queue.insert(0, (word, is_bold, False))
            lines.append(_pieces(line))
            line, used = [], 0.0
        lines.append(_pieces(line))
    return lines


def _words(text: str, bold: bool) -> list[tuple[str, bool, bool]]:
    found: list[tuple[str, bool, bool]] = []
    ended_in_space = True
    for i, part in enumerate(text.split("**")):
        if not part:
            continue
        glued = not ended_in_space and not part.startswith(" ")
        for word in part.split(" "):
            if word:
                found.append((word, bold or i % 2 == 1, glued))
                glued = False
        ended_in_space = part.endswith(" ")
    return found


def _break_word(
    word: str, room: float, cut: faces.Font, size: float, hyphenate: bool, *, alone: bool
) -> tuple[str, str]:
    """The part of a word that fits and the rest; an empty part where the word should go to the next line whole."""
    at = word.find("-", 2) + 1
    if (
        3 <= at < len(word)
        and word[at - 2].isalpha()
        and word[at].isalpha()
        and faces.width(word[:at], cut, size) <= room
    ):
        return word[:at], word[at:]
    if hyphenate and word.isalpha() and len(word) >= 9:
        for i in range(len(word) - 3, 3, -1):
            if _is_joint(word, i) and faces.width(word[:i] + "-", cut, size) <= room:
                return word[:i] + "-", word[i:]
    if alone:  # wider than the column: broken as a word processor does, without a hyphen
        fits = max((i for i in range(1, len(word)) if faces.width(word[:i], cut, size) <= room), default=1)
        return word[:fits], word[fits:]
    return "", word


def _is_joint(word: str, i: int) -> bool:
    vowels = "aeiouyåäöé"
    before, here, after = word[i - 1].lower(), word[i].lower(), word[i + 1].lower()
    return here not in vowels and after in vowels and (before in vowels or word[i - 2].lower() in vowels)


def _pieces(line: list[tuple[str, bool, bool]]) -> TextLine:
    pieces: TextLine = []
    for word, bold, glued in line:
        if pieces and pieces[-1][1] == bold:
            pieces[-1] = (pieces[-1][0] + ("" if glued else " ") + word, bold)
        else:
            pieces.append((("" if glued or not pieces else " ") + word, bold))
    return pieces


def line_width(line: TextLine, sheet: Sheet, size: float) -> float:
    return sum(faces.width(text, faces.font(sheet.face, bold and sheet.bold), size) for text, bold in line)


class _Setter:
    """Holds the place on the page where the next element goes."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.pages: list[list[Drawing]] = [[]]
        self.column = 0
        left, self.top, right, bottom = sheet.margins
        self.bottom = sheet.height - bottom
        self.width = (sheet.width - left - right - sheet.gap * (sheet.columns - 1)) / sheet.columns
        self.y = self.top

    @property
    def left(self) -> float:
        return self.sheet.margins[0] + self.column * (self.width + self.sheet.gap)

    @property
    def at_top(self) -> bool:
        return self.y == self.top

    def advance(self) -> None:
        """To the next column, or the next page."""
        self.column += 1
        if self.column >= self.sheet.columns:
            self.column = 0
            self.pages.append([])
        self.y = self.top

    def put(self, element: Element, following: Element | None = None) -> None:
        sheet = self.sheet
        match element:
            case Heading(text, level, plain):
                size = sheet.size if plain else sheet.heading_sizes[min(level, len(sheet.heading_sizes)) - 1]
                keep = table_start(self, following) if isinstance(following, Table) else 3 * sheet.size * sheet.leading
                self.heading(text, size, space=size * (0.4 if plain else 0.9), keep=keep)
            case Para(text, indent, after, size):
                self.text(text, self.left + indent, self.width - indent, size or sheet.size)
                self.y += after
            case Bullets():
                self.bullets(element)
            case Table():
                put_table(self, element)
            case Space(height):
                self.y += height
            case PageBreak():
                self.column = self.sheet.columns - 1
                self.advance()

    def heading(self, text: str, size: float, space: float, keep: float) -> None:
        step = size * self.sheet.leading
        lines = break_lines(text, self.width, self.sheet, size, bold=True)
        if self.y + space + step * len(lines) + keep > self.bottom and not self.at_top:
            self.advance()
        if not self.at_top:
            self.y += space
        for line in lines:
            self.draw(line, self.left, self.y + size, size)
            self.y += step
        self.y += size * 0.25

    def text(self, text: str, x: float, width: float, size: float) -> None:
        step = size * self.sheet.leading
        lines = break_lines(text, width, self.sheet, size)
        for i, line in enumerate(lines):
            if self.y + step > self.bottom:
                offset = x - self.left
                self.advance()
                x = self.left + offset
            last = i == len(lines) - 1
            self.draw(line, x, self.y + size, size, fill=width if self.sheet.justify and not last else 0.0)
            self.y += step

    def bullets(self, element: Bullets) -> None:
        size = self.sheet.size
        for i, item in enumerate(element.items):
            mark = counted(element.mark, element.first + i)
            hang = max(14.0, faces.width(mark, faces.font(self.sheet.face), size) + 6)
            if self.y + size * self.sheet.leading > self.bottom:
                self.advance()
            self.draw([(mark, False)], self.left + element.indent, self.y + size, size)
            self.text(item, self.left + element.indent + hang, self.width - element.indent - hang, size)
            self.y += 2
        self.y += 4

    def draw(self, line: TextLine, x: float, y: float, size: float, fill: float = 0.0) -> None:
        """One line; ``fill`` stretches its spaces to that width."""
        page, sheet = self.pages[-1], self.sheet
        words = [(w, b) for text, b in line for w in text.split(" ") if w] if fill else []
        slack = fill - line_width(line, sheet, size) if fill else 0.0
        if len(words) > 1 and 0 < slack < fill / 3:
            gap = (fill - sum(faces.width(w, faces.font(sheet.face, b and sheet.bold), size) for w, b in words)) / (
                len(words) - 1
            )
            for word, bold in words:
                page.append(Ink(x, y, word, bold and sheet.bold, size))
                x += faces.width(word, faces.font(sheet.face, bold and sheet.bold), size) + gap
            return
        for text, bold in line:
            bold = bold and sheet.bold
            lead = text[: len(text) - len(text.lstrip(" "))]
            cut = faces.font(sheet.face, bold)
            page.append(Ink(x + faces.width(lead, cut, size), y, text.strip(" "), bold, size))
            x += faces.width(text, cut, size)


def counted(mark: str, number: int) -> str:
    """The mark of item ``number``: "1." gives "3.", "a)" gives "c)", "•" stays."""
    return (
        mark.replace("1", str(number)) if "1" in mark else mark.replace("a", chr(96 + number)) if mark == "a)" else mark
    )


def put_table(setter: _Setter, table: Table) -> None:
    """Draw a table from the setter's place on; rows are broken between pages in the middle of their cells."""
    from tests.printer.tables import TableSetter  # here, as tables.py needs this module's line breaking

    TableSetter(setter, table).run()


def table_start(setter: _Setter, table: Table) -> float:
    """How much room a table's header and first lines need: a heading over it is kept with them."""
    from tests.printer.tables import TableSetter

    return TableSetter(setter, table).head_height() + 3 * setter.sheet.size * setter.sheet.leading


def _furniture(sheet: Sheet, number: int, pages: int) -> Iterable[Drawing]:
    furniture = sheet.furniture
    size, step = furniture.size, furniture.size * 1.3
    if number > 1 or furniture.first_page_too:
        y = max(26.0, sheet.margins[1] - 14 - step * len(furniture.head))
        yield from _three(sheet, furniture.head, y, number, pages)
        if furniture.head_rule and furniture.head:
            rule = y + step * len(furniture.head) - size * 0.4
            yield Stroke(sheet.margins[0], rule, sheet.width - sheet.margins[2], rule)
    yield from _three(sheet, furniture.foot, sheet.height - 22 - step * (len(furniture.foot) - 1), number, pages)


def _three(sheet: Sheet, lines: Sequence[tuple[str, str, str]], y: float, number: int, pages: int) -> Iterable[Drawing]:
    size = sheet.furniture.size
    cut = faces.font(sheet.face)
    left, right = sheet.margins[0], sheet.width - sheet.margins[2]
    for texts in lines:
        for text, share in zip(texts, (0.0, 0.5, 1.0), strict=True):
            if text:
                text = text.format(page=number, pages=pages)
                x = left + (right - left) * share - faces.width(text, cut, size) * share
                yield Ink(x, y, text, False, size)
        y += size * 1.3


def as_cell(cell: str | Cell) -> Cell:
    return cell if isinstance(cell, Cell) else Cell(cell)
