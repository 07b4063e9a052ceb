"""Numbers in front of measures' titles: "Förslag 1 Färre bilar", "3. Färre bilar".

In: a paper's raw measures in reading order. Out: the same, the number quoted as ``no`` and the title without it. A chapter's number ("4. Åtgärder") is
the measure's only where the measures themselves are counted from 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from extractors.fields.labels import field_of
from extractors.measure import Quote, RawMeasure

_WITH_WORD = regex.compile(r"(?P<word>\p{Lu}\p{L}{4,24})\s+(?:nr\.?\s+)?(?P<no>\d{1,2}[a-z]?)\s*[.:)–—-]?\s+(?=\p{L})")
_CODED = regex.compile(r"(?P<no>\p{Lu}{1,3}-?\d{1,2})[.):]?\s+(?=\p{Lu}\p{Ll})")  # "R1 En ishall i stället för två"
_ALONE = regex.compile(r"(?P<no>\d{1,2})(?:[.):]|(?=\s))\s+(?=\p{Lu})")


def with_numbers(raws: Sequence[RawMeasure]) -> list[RawMeasure]:
    """The measures with the numbers of their titles apart."""
    titles = {i: title.text for i, raw in enumerate(raws) if (title := raw.one("title")) and not raw.one("no")}
    named = {i: m for i, text in titles.items() if (m := _WITH_WORD.match(text)) and _is_measure_word(m["word"])}
    named |= {i: m for i, text in titles.items() if i not in named and (m := _CODED.match(text))}
    alone = {i: m for i, text in titles.items() if i not in named and (m := _ALONE.match(text))}
    if _count_from_one([int(m["no"]) for m in alone.values()]):
        named |= alone
    return [_apart(raw, named[i]) if i in named else raw for i, raw in enumerate(raws)]


def _is_measure_word(word: str) -> bool:
    return field_of(word) in ("action", "effect", "title")


def _count_from_one(numbers: Sequence[int]) -> bool:
    """1, 2, 3 …, perhaps anew under every heading."""
    return len(numbers) > 1 and numbers[0] == 1 and all(b in (1, a + 1) for a, b in pairwise(numbers))


def _apart(raw: RawMeasure, match: regex.Match[str]) -> RawMeasure:
    title = raw.one("title")
    assert title is not None
    number = Quote("no", title.passage.cut(*match.span("no")))
    quotes = (replace(q, passage=q.passage.cut(match.end())) if q is title else q for q in raw.quotes)
    return replace(raw, quotes=(number, *quotes))
