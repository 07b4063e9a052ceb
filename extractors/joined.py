"""Many texts as one: a single look tells which of them hold a word, quicker than to ask each.

In: the texts of a paper, and words that a pattern cannot do without. Out: the places of the texts that the pattern may fit.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

import regex


class Joined:
    """Texts joined to one, each behind a line break."""

    def __init__(self, texts: Iterable[str]) -> None:
        begun = [f"\n{text}" for text in texts]
        self.text = "".join(begun)
        self._starts = list(accumulate(map(len, begun), initial=0))

    def holding(self, words: Iterable[str]) -> list[int]:
        """The places, from 0, of the texts that hold any of some words as they are written here; of those that begin with a word where it is "\\nword"."""
        found: set[int] = set()
        for word in words:
            at = self.text.find(word)
            while at >= 0:
                behind = bisect_right(self._starts, at)
                found.add(behind - 1)
                at = self.text.find(word, self._starts[behind])
        return sorted(found)

    def matching(self, pattern: regex.Pattern[str]) -> Iterator[int]:
        """The places of the texts in which a pattern, which knows no line break, is found."""
        match = pattern.search(self.text)
        while match:
            behind = bisect_right(self._starts, match.start())
            yield behind - 1
            match = pattern.search(self.text, self._starts[behind])
