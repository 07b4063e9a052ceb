"""A text that never forgets where it was read: lines of words, and passages joined from them over lines, columns and pages.

Cut a passage and the places follow.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from extractors.model.printed import Box, Word, box_around


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


_start, _end, _line = attrgetter("start"), attrgetter("end"), attrgetter("line")


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

    @cached_property
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
            _Token(s - start if s > start else 0, (e if e < end else end) - start, page, word, line)
            for s, e, page, word, line in self.tokens[first:last]
        ]
        return Passage(self.text[start:end], tuple(moved))

    def places(self) -> list[Place]:
        """One place for each printed line that it runs over; side-by-side cells of one line apart."""
        found = []
        for line, group in groupby(self.tokens, key=_line):
            words = [token.word for token in group]
            found.append(Place(line.page, box_around(words), " ".join([word.text for word in words])))
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
        lines = tuple(lines)
        if len(lines) == 1:
            return lines[0].passage
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
            tokens += _tokens(line, len(text))
            text += line.text
            before = line
        return Passage(text, tuple(tokens))


NOTHING = Passage()


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand on one printed line of one column or cell, left to right.

    What is asked for again and again is worked out once: ``text``, ``box``, ``size`` (the type size that most of its letters
    have), ``bold`` (every word with a letter or digit is) and ``passage`` (the line alone as a text).
    """

    id: LineId
    words: tuple[Word, ...]
    text: str = field(init=False, repr=False, compare=False)
    box: Box = field(init=False, repr=False, compare=False)
    size: float = field(init=False, repr=False, compare=False)
    bold: bool = field(init=False, repr=False, compare=False)
    _passage: Passage | None = field(init=False, repr=False, compare=False, default=None)

    def __post_init__(self) -> None:
        words = self.words
        texts, x0s, tops, x1s, bottoms, sizes, bolds, _ = zip(*words)  # noqa: B905  # each has all its values
        put = object.__setattr__
        put(self, "text", " ".join(texts))
        put(self, "box", Box(min(x0s), min(tops), max(x1s), max(bottoms)))
        put(self, "size", round(sizes[0] if len(set(sizes)) == 1 else _most_used(words), 1))
        spelt = [w for w in words if any(map(str.isalnum, w.text))] if any(bolds) else []
        put(self, "bold", bool(spelt) and all(w.bold for w in spelt))

    @property
    def passage(self) -> Passage:
        if self._passage is None:  # of most lines, only that of their block is asked for
            object.__setattr__(self, "_passage", Passage(self.text, tuple(_tokens(self, 0))))
        assert self._passage is not None
        return self._passage


def _tokens(line: Line, at: int) -> list[_Token]:
    """The words of a line that begins at ``at`` of a text."""
    number = line.id
    tokens = []
    for word in line.words:
        end = at + len(word.text)
        tokens.append(_Token(at, end, number.page, word, number))
        at = end + 1
    return tokens


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
