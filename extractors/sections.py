"""The headings that stand above each part of a document.

In: ``Document``. Out: ``Section`` values in reading order: a path of headings and the paragraphs and tables under it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import regex

from extractors.model import PLAIN, Document, Heading, Paragraph, Table
from extractors.model.kept import kept


@dataclass(frozen=True)
class Section:
    """What stands under one heading, up to the next one. ``path`` is outermost first; its last is the heading itself."""

    path: tuple[Heading, ...] = ()
    blocks: tuple[Paragraph | Table, ...] = field(default=())

    @property
    def heading(self) -> Heading | None:
        return self.path[-1] if self.path else None

    @kept
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(b for b in self.blocks if isinstance(b, Paragraph))

    @kept
    def tables(self) -> tuple[Table, ...]:
        return tuple(b for b in self.blocks if isinstance(b, Table))


def sections(document: Document) -> Sequence[Section]:
    """All sections, also those of a heading with nothing under it; text above the first heading has an empty path."""
    return document.once(_sections)


def _sections(document: Document) -> tuple[Section, ...]:
    found: list[Section] = []
    path: list[Heading] = []
    blocks: list[Paragraph | Table] = []
    chapters = _chapters(document)

    def close() -> None:
        if blocks or path:
            found.append(Section(tuple(path), tuple(blocks)))
        blocks.clear()

    for block in document.blocks:
        if isinstance(block, Heading):
            ahead = [blocks.pop()] if blocks and _numbers_what_follows(blocks[-1]) else []
            deep = _deep(block, chapters)
            if blocks or (path and _deep(path[-1], chapters) >= deep):
                close()
            while path and _deep(path[-1], chapters) >= deep:
                path.pop()
            path.append(block)
            blocks += ahead
        else:
            blocks.append(block)
    close()
    return tuple(found)


def _numbers_what_follows(block: Paragraph | Table) -> bool:
    """ "Rekommendation 3" on a line of its own over the heading that names it."""
    return isinstance(block, Paragraph) and not block.bullet and _NUMBERED.fullmatch(block.text) is not None


_NUMBERED = regex.compile(r"\p{Lu}\p{L}{4,24}\s+(?:(?:nr|nummer)\.?\s*)?\d{1,2}\s?[:.]?")


def _chapters(document: Document) -> set[Heading]:
    """Headings with nothing under them but a heading of their own look: the chapter of those that follow."""
    return {
        above
        for above, below in pairwise(document.blocks)
        if isinstance(above, Heading) and isinstance(below, Heading) and above.level == below.level
    }


def _deep(heading: Heading, chapters: set[Heading]) -> float:
    """How deep a heading stands. In type of one size, as a typewriter has it, capitals stand over small letters."""
    if heading.level >= PLAIN and heading.text.isupper() and sum(map(str.isalpha, heading.text)) >= 4:
        return heading.level - 0.75
    return heading.level - 0.5 if heading in chapters else heading.level
