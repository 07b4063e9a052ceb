"""A paper put in reading order: headings, paragraphs and tables, each a frozen value that knows its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Self, TypeVar

from extractors.model.kept import kept
from extractors.model.passage import Line, LineId, Passage
from extractors.model.printed import Paper

_T = TypeVar("_T")


@dataclass(frozen=True)
class Cell:
    """One cell of a table, joined over the pages that it is broken over."""

    lines: tuple[Line, ...] = ()
    right: float | None = None  # its right edge, where known: tells whether a line was broken for want of room

    @kept
    def passage(self) -> Passage:
        return Passage.of_lines(self.lines, self.right)

    @kept
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

    @kept
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

    @kept
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for cell in self.header for line in cell.lines) + tuple(
            line for row in self.rows for line in row.lines
        )


PLAIN = 1000  # the level of headings that neither size nor weight tells


@dataclass(frozen=True)
class Heading:
    """A heading: its lines joined, and how deep it stands (1 is the outermost, ``PLAIN`` the innermost)."""

    lines: tuple[Line, ...]
    level: int

    @kept
    def passage(self) -> Passage:
        return Passage.of_lines(self.lines)

    @kept
    def text(self) -> str:
        return self.passage.text


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together as running text or as one item of a list."""

    lines: tuple[Line, ...]
    bullet: str = ""  # the mark of a list item: "•", "-", "1.", "a)"
    indent: float = 0.0

    @kept
    def passage(self) -> Passage:
        """The text, without the item's mark."""
        whole = Passage.of_lines(self.lines)
        return whole.cut(len(self.bullet)) if self.bullet else whole

    @kept
    def text(self) -> str:
        return self.passage.text


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A paper put in reading order: headings, paragraphs and tables; letterheads and page numbers apart."""

    paper: Paper
    blocks: tuple[Block, ...] = ()
    furniture: tuple[Line, ...] = ()  # what repeats on most pages
    taken: frozenset[LineId] = field(default_factory=frozenset)
    formal: frozenset[LineId] = field(
        default_factory=frozenset
    )  # those taken that hold measures in tables, blocks or decisions
    _made: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def without(self, taken: Iterable[LineId], *, formal: bool = False) -> Self:
        """A copy that remembers these lines as taken; ``formal``: by tables, blocks or decisions."""
        lines = frozenset(taken)
        copy = replace(self, taken=self.taken | lines, formal=self.formal | lines if formal else self.formal)
        object.__setattr__(copy, "_made", self._made)  # its blocks are the same
        return copy

    def has_taken(self, lines: Iterable[Line]) -> bool:
        """True where an extractor took any of these lines."""
        return bool(self.taken) and not self.taken.isdisjoint([line.id for line in lines])

    def once(self, make: Callable[[Self], _T]) -> _T:
        """What a function makes of the blocks, whatever is taken: made once for the document and its copies."""
        if make not in self._made:
            self._made[make] = make(self)
        made: _T = self._made[make]
        return made

    def lines(self) -> Iterator[Line]:
        """All lines but the furniture, in reading order."""
        for block in self.blocks:
            yield from block.lines

    def untaken(self) -> list[Line]:
        """The lines that no extractor took."""
        return [line for line in self.lines() if line.id not in self.taken]
