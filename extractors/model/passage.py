"""A text that never forgets where it was read: lines of words, and passages joined from them over lines, columns and pages.

Cut a passage and the places follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from extractors.model.kept import kept
from extractors.model.printed import Box, Word, box_around


class LineId(NamedTuple):
    """Page and line on it, both from 1, and which part of a line that is taken apart: sorts in reading order."""

    page: int
    line: int
    part: int = 0


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


class _Piece(NamedTuple):
    """The stretch ``[first:last]`` of a line's text, which stands in a passage from ``at`` on."""

    at: int
    line: Line
    first: int
    last: int

    @property
    def is_whole(self) -> bool:
        return self.first == 0 and self.last == len(self.line.text)

    @property
    def words(self) -> Sequence[Word]:
        """The words that it touches."""
        if self.is_whole:
            return self.line.words
        touched, start = [], 0
        for word in self.line.words:
            end = start + len(word.text)
            if end > self.first and start < self.last:
                touched.append(word)
            start = end + 1
        return touched

    def tokens(self) -> list[_Token]:
        """The same with their places in the passage."""
        at, line, first, last = self
        number, page = line.id, line.id.page
        start, last = at - first, at - first + last
        tokens = []
        for word in line.words:
            end = start + len(word.text)
            if end > at and start < last:
                tokens.append(_Token(start if start > at else at, end if end < last else last, page, word, number))
            start = end + 1
        return tokens


_number = attrgetter("line.id")


@dataclass(frozen=True)
class Passage:
    """A text, and for each stretch of it the printed line it was read from.

    ``text`` is joined to one line: single spaces, end-of-line hyphens mended. Build one with ``Passage.of_lines``
    or ``Passage.join``; take a part with ``cut``. Never build the text by hand: its places would be lost.
    """

    text: str = ""
    pieces: tuple[_Piece, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    @kept
    def tokens(self) -> tuple[_Token, ...]:
        """For each stretch the printed word: of most passages never asked for."""
        return tuple([token for piece in self.pieces for token in piece.tokens()])

    @kept
    def words(self) -> tuple[Word, ...]:
        """The printed words that it touches."""
        if len(self.pieces) == 1:
            return tuple(self.pieces[0].words)
        return tuple([word for piece in self.pieces for word in piece.words])

    @kept
    def pages(self) -> tuple[int, ...]:
        if len(self.pieces) == 1:
            return (self.pieces[0].line.id.page,)
        return tuple(sorted({piece.line.id.page for piece in self.pieces}))

    @kept
    def lines(self) -> tuple[LineId, ...]:
        if len(self.pieces) == 1:
            return (self.pieces[0].line.id,)
        return tuple(dict.fromkeys([piece.line.id for piece in self.pieces]))

    @kept
    def confidence(self) -> float:
        """The lowest confidence of its words (1.0 for native text and for none)."""
        for piece in self.pieces:
            if piece.line.confidence < 1.0:  # of native text no word is asked
                return min([word.confidence for word in self.words], default=1.0)
        return 1.0

    @kept
    def partly_bold(self) -> bool:
        """True where some of its words are bold and others are not."""
        return len({word.bold for word in self.words}) == 2

    @property
    def bold(self) -> bool:
        """True where every word with a letter is bold."""
        with_letters = [word for word in self.words if any(c.isalpha() for c in word.text)]
        return bool(with_letters) and all(word.bold for word in with_letters)

    def cut(self, start: int, end: int | None = None) -> Passage:
        """The text from ``start`` to ``end`` without outer white space, with the words that it touches."""
        text = self.text
        end = len(text) if end is None else min(end, len(text))
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == 0 and end == len(text):
            return self
        if start >= end:
            return NOTHING
        cut = []
        for at, line, first, last in self.pieces:
            if at >= end:
                break
            before, behind = start - at, at + last - first - end
            if before < last - first:
                cut.append(
                    _Piece(
                        at - start if before < 0 else 0,
                        line,
                        first + before if before > 0 else first,
                        last - behind if behind > 0 else last,
                    )
                )
        return Passage(text[start:end], tuple(cut))

    def places(self) -> list[Place]:
        """One place for each printed line that it runs over; side-by-side cells of one line apart."""
        if len(self.pieces) == 1:  # of most passages
            return [_place_of(self.pieces)]
        return [_place_of(list(pieces)) for _, pieces in groupby(self.pieces, key=_number)]

    @staticmethod
    def join(parts: Sequence[Passage], separator: str = " ") -> Passage:
        """Several passages after one another; empty ones left out."""
        filled = [part for part in parts if part.text]
        if len(filled) == 1:
            return filled[0]
        text, pieces = "", []
        for part in filled:
            if text:
                text += separator
            begin = len(text)
            pieces += [_Piece(begin + at, line, first, last) for at, line, first, last in part.pieces]
            text += part.text
        return Passage(text, tuple(pieces))

    @staticmethod
    def of_lines(lines: Iterable[Line], right: float | None = None) -> Passage:
        """The words of some lines joined to one text, with end-of-line hyphens mended (see hyphens.py).

        ``right`` is the right edge of the cell they stand in: words that it broke without a hyphen are mended too.
        """
        lines = tuple(lines)
        if len(lines) == 1:
            whole = lines[0].text
            return Passage(whole, (_Piece(0, lines[0], 0, len(whole)),))
        from extractors.hyphens import is_broken, joint  # here, so that the model itself knows no Swedish

        text = ""
        pieces: list[_Piece] = []
        before: Line | None = None
        for line in lines:
            if text:
                first = line.words[0].text
                cut, glue = joint(text, first)
                if glue and before and _is_filled(before, right) and is_broken(before.words[0].text, first):
                    glue = ""
                if cut:
                    text = text[:-cut]
                    pieces[-1] = pieces[-1]._replace(last=pieces[-1].last - cut)
                text += glue
            pieces.append(_Piece(len(text), line, 0, len(line.text)))
            text += line.text
            before = line
        return Passage(text, tuple(pieces))


NOTHING = Passage()


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand on one printed line of one column or cell, left to right.

    What is asked for again and again is worked out once: ``text``, ``box``, ``size`` (the type size that most of its letters
    have), ``bold`` (every word with a letter or digit is) and ``confidence`` (the lowest of its words).
    """

    id: LineId
    words: tuple[Word, ...]
    text: str = field(init=False, repr=False, compare=False)
    box: Box = field(init=False, repr=False, compare=False)
    size: float = field(init=False, repr=False, compare=False)
    bold: bool = field(init=False, repr=False, compare=False)
    confidence: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        words = self.words
        put = object.__setattr__
        if len(words) == 1:  # in the cells of tables
            (word,) = words
            put(self, "text", word.text)
            put(self, "box", word.box)
            put(self, "size", round(word.size, 1))
            put(self, "bold", word.bold and any(map(str.isalnum, word.text)))
            put(self, "confidence", word.confidence)
            return
        texts, x0s, tops, x1s, bottoms, sizes, bolds, sure = zip(*words)  # noqa: B905  # each has all its values
        put(self, "text", " ".join(texts))
        put(self, "box", Box(min(x0s), min(tops), max(x1s), max(bottoms)))
        put(self, "size", round(sizes[0] if len(set(sizes)) == 1 else _most_used(words), 1))
        spelt = [w for w in words if any(map(str.isalnum, w.text))] if any(bolds) else []
        put(self, "bold", bool(spelt) and all(w.bold for w in spelt))
        put(self, "confidence", min(sure))


def _place_of(pieces: Sequence[_Piece]) -> Place:
    """Where pieces of one line stand."""
    line = pieces[0].line
    if len(pieces) == 1 and pieces[0].is_whole:
        return Place(line.id.page, line.box, line.text)
    words = [word for piece in pieces for word in piece.words]
    return Place(line.id.page, box_around(words), " ".join([word.text for word in words]))


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
