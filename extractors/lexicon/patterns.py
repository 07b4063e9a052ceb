"""The words of a lexicon as patterns that find them in a text, inflected and in compounds.

In: words as the lexicons write them ("*boende", "=barn", "LSS", "individ- och familj"). Out: compiled patterns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

import regex

from extractors.lexicon.folding import fold

_T = TypeVar("_T")


class Found(NamedTuple, Generic[_T]):
    """A word of a lexicon in a text: the printed word is ``[start:end]``, the lexicon's word ends at ``core``; ``tag`` says which it is."""

    start: int
    end: int
    core: int
    tag: _T


_Entry = tuple[int, str, str, _T]  # place in the lexicon, first part, word, tag


class WordFinder(Generic[_T]):
    """Finds the words of many lists in a text at once, by the first letters of its words."""

    def __init__(self, tagged: Iterable[tuple[str, _T]]) -> None:
        small: dict[str, list[_Entry[_T]]] = defaultdict(list)
        capitals: dict[str, list[_Entry[_T]]] = defaultdict(list)
        self._inside: list[tuple[str, str, _T]] = []
        for i, (word, tag) in enumerate(tagged):
            if _is_abbreviation(word):
                capitals[word[:2]].append((i, word, word, tag))
                continue
            first = _PARTED.split(fold(word.lstrip("*=")), maxsplit=1)[0]
            if word.startswith("*"):
                self._inside.append((first, word, tag))
            else:
                small[first[:_KEY]].append((i, first, word, tag))
        # Words begin in few ways: what may stand there is gathered once for each.
        self._small_near = lru_cache(_WAYS)(lambda begun: _near(begun, small))
        self._capitals_near = lru_cache(_WAYS)(lambda begun: _near(begun, capitals))

    def find(self, text: str) -> Iterator[Found[_T]]:
        """Every word of the lists, overlapping ones too."""
        folded = fold(text)
        for seen, starts, near in (
            (folded, _WORD, self._small_near),
            (text, _CAPITALS, self._capitals_near),
        ):
            for found in starts.finditer(seen):
                at = found.start()
                for _, first, word, tag in near(seen[at : at + _KEY]):
                    if seen.startswith(first, at) and (ends := _ends(word, seen, at)):
                        yield Found(at, ends[1], ends[0], tag)
        for first, word, tag in self._inside:
            if first not in folded:  # of most texts
                continue
            at = folded.find(first)
            while at >= 0:
                if ends := _ends(word, folded, at):
                    yield Found(at, ends[1], ends[0], tag)
                at = folded.find(first, at + 1)


_KEY = 4
_WAYS = 8192
_place = itemgetter(0)
_WORD = regex.compile(r"[\p{L}\p{N}]+")
_CAPITALS = regex.compile(r"(?<![\p{L}\p{N}])\p{Lu}(?=[\p{L}\p{N}])")


_PARTED = regex.compile(r"[\s-]")
_ABBREVIATION = regex.compile(r"\p{Lu}\w{0,2}\p{Lu}\w{0,2}")


def _near(begun: str, index: Mapping[str, list[_Entry[_T]]]) -> list[_Entry[_T]]:
    """The words that may begin so, in the lexicon's order; "f-9" begins with one letter."""
    near = [entry for n in range(1, len(begun) + 1) for entry in index.get(begun[:n], ())]
    return sorted(near, key=_place)


def _is_abbreviation(word: str) -> bool:
    return _ABBREVIATION.fullmatch(word) is not None


def _ends(word: str, text: str, at: int) -> tuple[int, int] | None:
    """Where the lexicon's word and the printed word end, if the word begins at ``at``, where its first part stands."""
    simple = _simple(word)
    if simple is None:
        if any(text.find(part, at) < 0 for part in _later_parts(word)):  # without having a pattern made
            return None
        match = _pattern_of(word).match(text, at)
        return (match.end("core"), match.end()) if match else None
    length, ending = simple
    core = at + length
    if ending is not None:
        match = ending.match(text, core)
        if not match:
            return None
        core = match.end()
    rest = _REST.match(text, core)
    assert rest is not None
    return core, rest.end()


_REST = regex.compile(r"\w*")


@cache
def _simple(word: str) -> tuple[int, regex.Pattern[str] | None] | None:
    """The length of a word of one part and how it may end (None: in any way): it needs no pattern of its own. None for others."""
    folded = fold(word.lstrip("*="))
    if _is_abbreviation(word) or _PARTED.search(folded):
        return None
    ending = _ending(word)
    return len(folded), regex.compile(ending) if ending else None


@cache
def _later_parts(word: str) -> tuple[str, ...]:
    """The parts of a word after its first, which all must stand in the text; "och" may be written in other ways."""
    return tuple(part for part in _PARTED.split(fold(word.lstrip("*=")))[1:] if part and part != "och")


@cache
def _pattern_of(word: str) -> regex.Pattern[str]:
    """The pattern of one word, made when a text first seems to have it: most papers have few words of the lexicon."""
    small, capitals = word_patterns([word])
    pattern = small or capitals
    assert pattern is not None
    return pattern


def word_patterns(words: Iterable[str]) -> tuple[regex.Pattern[str] | None, regex.Pattern[str] | None]:
    """The words of a lexicon as two patterns: one for folded text, one (abbreviations) for the text as printed.

    The group ``core`` is the word itself, the match goes on to the end of the printed word.
    """
    small, capitals = [], []
    for word in sorted(words, key=len, reverse=True):
        if _is_abbreviation(word):
            capitals.append(regex.escape(word))
        else:
            small.append(_as_pattern(word))
    return (
        regex.compile(rf"(?P<core>{'|'.join(small)})(?:(?<=\w)\w*)?") if small else None,
        regex.compile(rf"(?<![\p{{L}}-])(?P<core>{'|'.join(capitals)})(?:s|:s)?(?!\p{{L}})(?:-\p{{L}}+)?")
        if capitals
        else None,
    )


def _as_pattern(word: str) -> str:
    parts = [
        r"\s?-?\s?".join(regex.escape(piece, special_only=True) for piece in p.split("-"))
        for p in fold(word.lstrip("*=")).split()
    ]
    joined = r"\s+".join(r"(?:och|o|&|/|samt)" if p == "och" else p for p in parts)
    # Each word but the last may be inflected; short words stand alone.
    joined = regex.sub(r"(?<=[a-z]{4})\\s\+", r"\\w{0,3}\\s+", joined)
    start = "" if word.startswith("*") else r"(?<![\p{L}\p{N}])"
    return f"{start}{joined}{_ending(word)}"


def _ending(word: str) -> str:
    """How a word may end where it may not go on as it likes: in compounds, or inflected."""
    if word.startswith("="):
        return r"s?(?![\p{L}\p{N}])"
    if len(word) <= 4 and not word.startswith("*"):
        return r"(?:s|en|et|er|erna|ens|ets|an|or|na|n)?(?![\p{L}\p{N}])"
    return ""
