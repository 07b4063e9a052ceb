"""Values in words that OCR may have misread: found as they stand, or in the words that must have been printed.

In: a passage, a way to find values in a text, a way to mend one (see ocr_mend.py). Out: the values with their places in the passage as OCR read it,
and what must have stood there where that is something else. Native text is never mended.

A misread letter often leaves a smaller value that also makes sense: "l 200 tkr" holds "200 tkr", "1 apri1 2013" holds "2013". So the mended text
counts where the printed one gives nothing, and where its values take in all of the printed one's and more of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

import regex
from rapidfuzz.distance import Levenshtein

from extractors.model import Passage
from extractors.ocr_mend import mend_word

T = TypeVar("T")
_SPACE_OR_WORD = regex.compile(r"\s+|\S+")
_GLYPH = regex.compile(r"[\p{L}\p{N}|!]")


class Hit(NamedTuple, Generic[T]):
    """A value where it stands in what was read. ``meant`` are the words that must have been printed there, empty where they were read as they are."""

    value: T
    start: int
    end: int
    meant: str = ""


def find_hits(
    passage: Passage, find: Callable[[str], Sequence[tuple[T, int, int]]], mend: Callable[[str], str]
) -> list[Hit[T]]:
    """What ``find`` finds in a passage: (value, start, end), from the words as they stand or as they must have been printed."""
    text = passage.text
    printed: list[Hit[T]] = [Hit(*found) for found in find(text)]
    meant = mend(text) if is_scanned(passage) else text
    if meant == text:
        return printed
    mended = _put_back(text, meant, find(meant))
    return mended if _tells_more(mended, printed) else printed


def is_scanned(passage: Passage) -> bool:
    """True for words that were read in a picture."""
    return passage.confidence < 1.0


def mend_words(text: str) -> str:
    """Every word of a text that only one Swedish word can have been; see ``mend_word``."""
    return _SPACE_OR_WORD.sub(lambda match: mend_word(match.group()), text)


def _tells_more(mended: Sequence[Hit[T]], printed: Sequence[Hit[T]]) -> bool:
    if not all(any(m.start <= p.start and p.end <= m.end for m in mended) for p in printed):
        return False
    return _length(mended) > _length(printed)


def _length(hits: Sequence[Hit[T]]) -> int:
    return sum(hit.end - hit.start for hit in hits)


def _put_back(read: str, meant: str, found: Sequence[tuple[T, int, int]]) -> list[Hit[T]]:
    """Places in the mended text as places in the read one, widened to whole words and numbers."""
    starts, ends = _places(read, meant)
    hits = []
    for value, start, end in found:
        first, last = starts[start], ends[end - 1]
        while first > 0 and _GLYPH.match(read[first - 1]) and _GLYPH.match(read[first]):
            first -= 1
        while last < len(read) and _GLYPH.match(read[last]) and _GLYPH.match(read[last - 1]):
            last += 1
        stated = meant[start:end]
        hits.append(Hit(value, first, last, stated if read[first:last] != stated else ""))
    return hits


def _places(read: str, meant: str) -> tuple[list[int], list[int]]:
    """For each letter of ``meant``, where the letters of ``read`` that became it start and end."""
    starts, ends = [0] * len(meant), [0] * len(meant)
    for step in Levenshtein.opcodes(read, meant):
        for i in range(step.dest_start, step.dest_end):
            same = step.tag == "equal"
            starts[i] = step.src_start + (i - step.dest_start) if same else step.src_start
            ends[i] = starts[i] + 1 if same else max(step.src_end, step.src_start)
    return starts, ends
