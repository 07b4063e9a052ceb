"""A bundle of matters (a call to a meeting with its papers, a minute): the part that holds the measures.

In: ``Document`` and the lines of its measures. Out: the document with only that matter's blocks and furniture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

import regex

from extractors.model import Block, Document, Heading, LineId, Paragraph, Table

_MATTER = regex.compile(r"(?:§\s?\d+|ärende\s*(?:nr\s*)?\d+)\b", regex.IGNORECASE)
_DNR = regex.compile(r"(?:dnr|diarie(?:nummer|nr)|ärendenummer)\b", regex.IGNORECASE)
_AGENDA = regex.compile(r"(?:föredragningslista|dagordning|ärenden|ärendelista)\b", regex.IGNORECASE)
_FIRST_PAGE = regex.compile(r"(?:\b(?:sid(?:a|an)?\.?\s*)?1\s?(?:\(\s?\d+\s?\)|av\s\d+|/\s?\d+))\s*", regex.IGNORECASE)


def matter_of(document: Document, measures_at: Sequence[LineId]) -> Document:
    """The matter that holds most of the measures; the whole document where it is no bundle."""
    starts = _starts(document)
    if len(starts) < 2 or not measures_at:
        return document
    at = set(measures_at)
    matters = [document.blocks[start:end] for start, end in zip_longest(starts, starts[1:])]
    held = [sum(line.id in at for block in blocks for line in block.lines) for blocks in matters]
    if not max(held):
        return document
    blocks = matters[held.index(max(held))]
    pages = {line.id.page for block in blocks for line in block.lines}
    return replace(document, blocks=blocks, furniture=tuple(x for x in document.furniture if x.id.page in pages))


def _starts(document: Document) -> list[int]:
    """Where matters begin: at a numbered heading ("§ 45"), a heading with a number of the register under it, a heading that
    the agenda names, or on a page that is numbered 1 again."""
    blocks = document.blocks
    numbered = [i for i, block in enumerate(blocks) if _begins(block)]
    agenda = _agenda(blocks)
    for i, (block, following) in enumerate(zip_longest(blocks, blocks[1:])):
        if isinstance(block, Heading) and block.lines:
            registered = isinstance(following, Paragraph) and _DNR.match(following.lines[0].text)
            if registered or (len(block.text) > 8 and any(block.text.casefold() in item for item in agenda)):
                numbered.append(i)
    anew = {
        line.id.page
        for line in document.furniture
        if "1" in line.text and any(_FIRST_PAGE.fullmatch(part) for part in _parts(line.text))
    }
    first_on = {b.lines[0].id.page: i for i, b in reversed(list(enumerate(blocks))) if b.lines}
    again = [first_on[page] for page in sorted(anew) if page in first_on]
    return sorted({*numbered, *(again if len(again) > 1 else ())})


def _agenda(blocks: Sequence[Block]) -> list[str]:
    """The items of the list under a heading "Föredragningslista" and the like."""
    items: list[str] = []
    inside = False
    for block in blocks:
        if isinstance(block, Heading):
            if items:
                break
            inside = _AGENDA.match(block.text) is not None
        elif inside and isinstance(block, Paragraph):
            items.append(block.text.casefold())
    return items


def _begins(block: Block) -> bool:
    if isinstance(block, Table) or not block.lines:
        return False
    first = block.lines[0].text
    if isinstance(block, Paragraph) and (len(block.lines) > 3 or not first.startswith("§")):
        return False
    return _MATTER.match(first) is not None


def _parts(text: str) -> list[str]:
    """The whole line, and its last words: a page number often stands to the right of other things."""
    words = text.split()
    return [text, *(" ".join(words[-n:]) for n in (1, 2, 3) if len(words) > n)]
