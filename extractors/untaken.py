"""Text among the measures that nobody took: the document and what was left of it go in, findings come out.

A reader must be able to see what was left out where measures stand: a paragraph between two measures, a row of their table. Text in
other parts of a paper (background, opinions, the handling of the matter) is left out on purpose and is not told.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.measure import Finding
from extractors.model import Document, Line, LineId, Paragraph, Table
from extractors.sections import Section, sections

_MOST = 12  # findings of one paper; the rest are told in one
_WORDS = 5  # a shorter stretch is a label or a note
_SHOWN = 90
_MEASURES = regex.compile(r"\b(?:åtgärd|besparing|effektivisering|handlingsplan)", regex.IGNORECASE)


def find_untaken(rest: Document) -> list[Finding]:
    """One finding for each stretch of text that was not taken where measures stand; ``rest`` knows what was taken."""
    found = [_told(stretch) for section in sections(rest) for stretch in _stretches(section, rest.taken)]
    if len(found) <= _MOST:
        return found
    more = len(found) - _MOST
    return [
        *found[:_MOST],
        Finding(
            "untaken_text", "info", f"Ytterligare {more} stycken text bland åtgärderna hör inte till någon åtgärd."
        ),
    ]


def _stretches(section: Section, taken: frozenset[LineId]) -> Iterator[list[Line]]:
    """Lines that follow one another and were left, within the part of a section that measures take up."""
    units = [unit for block in section.blocks for unit in _units(block)]
    has = [not taken.isdisjoint([line.id for line in unit]) for unit in units]
    if not any(has) or not (_speaks_of_measures(section) or 2 * sum(has) >= len(units)):
        return
    first, last = has.index(True), len(has) - 1 - has[::-1].index(True)
    stretch: list[Line] = []
    for unit, is_taken in zip(units[first : last + 1], has[first : last + 1], strict=True):
        left = [line for line in unit if line.id not in taken]
        if is_taken or not left:
            if _is_text(stretch):
                yield stretch
            stretch = []
        else:
            stretch += left


def _units(block: Paragraph | Table) -> Iterator[tuple[Line, ...]]:
    """What is taken or left as a whole: a paragraph, a row of a table."""
    if isinstance(block, Table):
        yield from (row.lines for row in block.rows)
    else:
        yield block.lines


def _speaks_of_measures(section: Section) -> bool:
    return any(_MEASURES.search(heading.text) for heading in section.path)


def _is_text(lines: list[Line]) -> bool:
    words = [word.text for line in lines for word in line.words if any(map(str.isalpha, word.text))]
    return len(words) >= _WORDS


def _told(lines: list[Line]) -> Finding:
    text = " ".join(line.text for line in lines)
    shown = text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + " …"
    message = (
        f"Text bland åtgärderna hör inte till någon åtgärd: »{shown}« Läs den och lägg till en åtgärd om en saknas."
    )
    return Finding("untaken_text", "info", message, page=lines[0].id.page)
