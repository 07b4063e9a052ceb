"""A column that says how the board decided on each proposal: "Nämndens beslut" over "Bifall", "Avslag", "Utgår".

In: the headers and cells of a table. Out: which column it is, and whether a row was turned down: what was voted down or withdrawn is no measure.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

_HEADER = regex.compile(r"\b(?:\p{L}+s\s+)?(?:beslut|ställningstagande)\b(?!\s*(?:nr|datum|den|§))", regex.IGNORECASE)
_DOWN = r"avsl(?:ag|ås|agits|ogs)|avstyrks?|utgår|utgick|återremi\p{L}*|återtas|dra(?:s|gs|gits)\s+tillbaka|bordlägg\p{L}*|(?:ej|inte)\s+(?:bifall\p{L}*|antag\p{L}*|godkän\p{L}*)|nej"
_UP = r"bifall\p{L}*|bifölls|antas|antagen|antaget|godkän\p{L}*|tillstyrk\p{L}*|enligt\s+\p{L}*\s?förslag\p{L}*|ja"
_SAYS = regex.compile(rf"\s*(?:(?P<down>{_DOWN})|(?:{_UP}))(?!\p{{L}})", regex.IGNORECASE)
_MOST = 0.8  # of the cells say how it went


def voted_column(headers: Sequence[str], texts: Sequence[Sequence[str]]) -> int | None:
    """The last column that says what was decided on each row; None where none does."""
    for i in reversed(range(len(headers))):
        if not _HEADER.search(headers[i]):
            continue
        said = sum(1 for text in texts[i] if _SAYS.match(text))
        if said >= 2 and said >= _MOST * len(texts[i]):
            return i
    return None


def is_turned_down(text: str) -> bool:
    """True where the cell of such a column says that the proposal fell."""
    match = _SAYS.match(text)
    return match is not None and match["down"] is not None
