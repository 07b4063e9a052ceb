"""The words of a lexicon as patterns that find them in a text, inflected and in compounds.

In: words as the lexicons write them ("*boende", "=barn", "LSS", "individ- och familj"). Out: compiled patterns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
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


class WordFinder(Generic[_T]):
    """Finds the words of many lists in a text at once, by the first letters of its words."""

    def __init__(self, tagged: Iterable[tuple[str, _T]]) -> None:
        self._starting: dict[str, list[tuple[int, str, str, _T]]] = defaultdict(list)
        self._capitals: dict[str, list[tuple[int, str, str, _T]]] = defaultdict(list)
        self._inside: list[tuple[str, str, _T]] = []
        for i, (word, tag) in enumerate(tagged):
            if _is_abbreviation(word):
                self._capitals[word[:2]].append((i, word, word, tag))
                continue
            first = _PARTED.split(fold(word.lstrip("*=")), maxsplit=1)[0]
            if word.startswith("*"):
                self._inside.append((first, word, tag))
            else:
                self._starting[first[:_KEY]].append((i, first, word, tag))

    def find(self, text: str) -> Iterator[Found[_T]]:
        """Every word of the lists, overlapping ones too."""
        folded = fold(text)
        for seen, starts, index in ((folded, _WORD_START, self._starting), (text, _CAPITAL_START, self._capitals)):
            for found in starts.finditer(seen):
                at = found.start()
                near = [
                    entry
                    for n in _KEYS[: len(seen) - at]
                    if (key := seen[at : at + n]) in index
                    for entry in index[key]
                ]
                near.sort(key=_place)  # in the lexicon's order
                for _, first, word, tag in near:
                    if seen.startswith(first, at) and (match := _pattern_of(word).match(seen, at)):
                        yield Found(match.start(), match.end(), match.end("core"), tag)
        for first, word, tag in self._inside:
            at = folded.find(first)
            while at >= 0:
                match = _pattern_of(word).match(folded, at)
                if match:
                    yield Found(match.start(), match.end(), match.end("core"), tag)
                at = folded.find(first, at + 1)


_KEY = 4
_KEYS = range(1, _KEY + 1)  # "f-9" begins with one letter
_place = itemgetter(0)
_WORD_START = regex.compile(r"(?<![\p{L}\p{N}])[\p{L}\p{N}]")
_CAPITAL_START = regex.compile(r"(?<![\p{L}\p{N}])\p{Lu}(?=[\p{L}\p{N}])")


_PARTED = regex.compile(r"[\s-]")
_ABBREVIATION = regex.compile(r"\p{Lu}\w{0,2}\p{Lu}\w{0,2}")


def _is_abbreviation(word: str) -> bool:
    return _ABBREVIATION.fullmatch(word) is not None


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
    inside = word.startswith("*")
    whole = word.startswith("=")
    parts = [
        r"\s?-?\s?".join(regex.escape(piece, special_only=True) for piece in p.split("-"))
        for p in fold(word.lstrip("*=")).split()
    ]
    joined = r"\s+".join(r"(?:och|o|&|/|samt)" if p == "och" else p for p in parts)
    # Each word but the last may be inflected; short words stand alone.
    joined = regex.sub(r"(?<=[a-z]{4})\\s\+", r"\\w{0,3}\\s+", joined)
    start = "" if inside else r"(?<![\p{L}\p{N}])"
    short = len(word) <= 4 and not inside
    end = (
        r"s?(?![\p{L}\p{N}])"
        if whole
        else (r"(?:s|en|et|er|erna|ens|ets|an|or|na|n)?(?![\p{L}\p{N}])" if short else "")
    )
    return f"{start}{joined}{end}"
