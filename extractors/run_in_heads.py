"""Headings set in bold inside a paragraph that come again under every unit: "**Händelser.** … **Ekonomi.** … **Åtgärder.** …".

In: lines of running text. Out: the same, each such heading on a line of its own. A name in bold that stands once names what follows it, and stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from extractors.lexicon.folding import fold
from extractors.model import Line, LineId, Word

_LONGEST = 4  # words
_FEWEST = 2  # headings that return
_ENDS = (".", "!", "?")


class _Head(NamedTuple):
    name: str
    first: int  # of its words in the line
    end: int


class Apart(NamedTuple):
    """``lines``: each line that holds such headings, with the lines that it is taken apart to; ``heads``: which of those are headings."""

    lines: dict[LineId, list[Line]]
    heads: frozenset[LineId]


def heads_apart(lines: Sequence[Line]) -> Apart:
    """The headings in bold that return, out of their lines; nothing where no two of them do."""
    found = [(line, heads) for line in lines if (heads := list(_heads(line)))]
    counted = Counter(head.name for _, heads in found for head in heads)
    again = {name for name, count in counted.items() if count > 1}
    if len(again) < _FEWEST:
        return Apart({}, frozenset())
    parts: dict[LineId, list[Line]] = {}
    ids: set[LineId] = set()
    for line, heads in found:
        kept = [head for head in heads if head.name in again]
        parts[line.id] = _parts(line, kept)
        firsts = {line.words[head.first] for head in kept}
        ids |= {part.id for part in parts[line.id] if part.words[0] in firsts}
    return Apart(parts, frozenset(ids))


def _heads(line: Line) -> Iterator[_Head]:
    words = line.words
    if all(word.bold for word in words):
        return
    first = 0
    while first < len(words):
        end = first
        while end < len(words) and words[end].bold:
            end += 1
        if end > first:
            begins = not first or words[first - 1].text.endswith(_ENDS)
            if begins and _is_head(words[first:end]):
                yield _Head(fold(" ".join(word.text for word in words[first:end])), first, end)
        first = max(end, first + 1)


def _is_head(words: Sequence[Word]) -> bool:
    letters = words[0].text[:1].isupper() and words[-1].text[:-1].isalpha()
    return len(words) <= _LONGEST and words[-1].text.endswith(".") and letters


def _parts(line: Line, heads: Sequence[_Head]) -> list[Line]:
    cuts = sorted({0, *(at for head in heads for at in (head.first, head.end)), len(line.words)})
    return [
        replace(line, id=line.id._replace(part=part), words=line.words[first:end])
        for part, (first, end) in enumerate(pairwise(cuts))
    ]
