"""Words that lead a line, as labels do, and which of them come again in a paper as labels of forms do.

In: the lines of running text in order. Out: the leads that return block after block. What a lead means is not asked: "Görs:", "Sparar:", "Kontakt?" are
labels in a paper that sets them before every measure, whatever words it has chosen.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from extractors.lexicon import remembered
from extractors.lexicon.folding import fold

_LEAD = regex.compile(r"(?P<name>\p{L}[\p{L} /()-]{1,38}\p{L})\s?[:?](?!\d|//)(?:\s+|$)")
_LONGEST = 6  # words
_OFTEN = 0.7  # of its returns
_FEWEST = 3  # labels of a form


class Lead(NamedTuple):
    """``name``: folded, without its colon; ``end``: how far it goes in the text."""

    name: str
    end: int


@remembered(8192)
def lead_of(text: str) -> Lead | None:
    """The words before the colon or question mark that a text begins with."""
    match = _LEAD.match(text)
    if match is None or len(match["name"].split()) > _LONGEST:
        return None
    return Lead(fold(match["name"]), match.end())


def recurring(leads: Iterable[Lead | None]) -> frozenset[str]:
    """Names of the leads that return with at least two others between, most times that they do; fewer than three make no form."""
    names = [lead.name for lead in leads if lead]
    counts = Counter(names)
    again = [name for name in names if counts[name] > 1]
    places: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(again):
        places[name].append(at)
    found = {name for name, stands in places.items() if _returns(again, stands)}
    return frozenset(found) if len(found) >= _FEWEST else frozenset()


def _returns(names: Sequence[str], stands: Sequence[int]) -> bool:
    between = [len(set(names[a + 1 : b])) for a, b in pairwise(stands)]
    return sum(count >= _FEWEST - 1 for count in between) >= _OFTEN * len(between)
