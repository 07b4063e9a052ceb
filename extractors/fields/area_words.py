"""The words that name an area, from the lexicon, and where they stand in a text.

In: ``lexicon/areas.toml``. Out: hits in a text, the longest where they overlap, and the patterns that area.py asks them against.
"""

from __future__ import annotations

from typing import NamedTuple

import regex

from extractors.lexicon import compiled, load, remembered
from extractors.lexicon.folding import fold
from extractors.lexicon.patterns import WordFinder, word_patterns

AREAS = (
    "individ_och_familj", "aldreomsorg", "funktionsnedsattning", "forskola", "skola", "arbetsmarknad", "kultur_och_fritid", "stadsmiljo",
    "ledning_och_administration",
)  # fmt: skip
LEADING = "ledning_och_administration"
# "Bildningskontoret", folded: a board's own office
OFFICE = regex.compile(r"(?:namnd(?:en)?\s+(?:och|samt)\s+)?(?P<stem>\p{L}[\p{L} -]{3,}?)??s?kontor(?:et)?")
OFFICES = ("kontoret", "forvaltningskontoret")  # whose paper it is says which


class Hit(NamedTuple):
    """The name of an area at ``text[start:end]``; ``weak``: only a hint."""

    start: int
    end: int
    area: str
    subarea: str | None
    weak: bool


@remembered(8192)
def hits_in(text: str) -> tuple[Hit, ...]:
    """Every name of an area in a text, the longest where they overlap, from left to right."""
    found = []
    for start, end, core, (area, subarea, weak) in _finder().find(text):
        if _OTHER_WORDS.match(text, start):
            continue
        found.append((start - end, start - core, weak, start, Hit(start, end, area, subarea, weak)))
    taken: list[Hit] = []
    for *_, hit in sorted(found, key=lambda f: f[:4]):
        if not any(hit.start < t.end and t.start < hit.end for t in taken):
            taken.append(hit)
    return tuple(sorted(taken))


# No words of "miljö" and "städ", though without their dots, which a scan may lose, they begin alike.
_OTHER_WORDS = regex.compile(r"milj(?:on|ard)|städer|stad(?:en|ens|s)?\b", regex.IGNORECASE)


_Code = tuple[str, str | None, bool]  # area, sub-area, only a hint


@compiled
def _finder() -> WordFinder[_Code]:
    tagged: list[tuple[str, _Code]] = []
    for key, words in load("areas").items():
        area, _, name = key.partition(".")
        if area in AREAS:
            weak = name.startswith("weak")
            subarea = None if name in ("_", "weak") else name.removeprefix("weak_")
            tagged += [(word, (area, subarea, weak)) for word in words]
    return WordFinder(tagged)


@compiled
def context_patterns() -> dict[str, regex.Pattern[str]]:
    """Words that name a sub-area only where its area is known, by their key in the lexicon."""
    found = {}
    for key, words in load("areas").items():
        if key.startswith("context.") and key != "context.topic":
            small, _ = word_patterns(words)
            assert small is not None
            found[key.removeprefix("context.")] = small
    return found


@compiled
def topic_words() -> regex.Pattern[str]:
    """Topics (staff, premises), not units: under a heading that names an area they say nothing."""
    small, _ = word_patterns(load("areas")["context.topic"])
    assert small is not None
    return small


def is_filler(word: str) -> bool:
    """A word of an organisation's name that is neither area nor measure; ``word`` is folded."""
    return word in filler_words() or word.startswith(_long_filler_words())


@compiled
def heading_only_words() -> regex.Pattern[str]:
    """Words that name an area in a heading, but not in a measure's own words."""
    words = "|".join(regex.escape(fold(w)).replace(r"\*", r"\w*") for w in load("areas")["names.heading_only"])
    return regex.compile(rf"(?:{words})(?:en|et|er|erna|na|n|s|ens|ets|t|a)?$")


@compiled
def whole_words() -> regex.Pattern[str]:
    """What says that a measure is for the whole of an administration."""
    return regex.compile("|".join(regex.escape(fold(w)) for w in load("areas")["names.whole"]))


@compiled
def filler_words() -> frozenset[str]:
    """Folded words of organisations' names that are neither area nor measure."""
    return frozenset(fold(w) for w in load("areas")["names.filler"])


@compiled
def _long_filler_words() -> tuple[str, ...]:
    return tuple(word for word in filler_words() if len(word) >= 7)


@compiled
def tail_words() -> regex.Pattern[str]:
    """What is cut off the end of an area's name: ", åtgärder och effekter"."""
    tails = "|".join(regex.escape(fold(t)) for t in sorted(load("areas")["names.tails"], key=len, reverse=True))
    return regex.compile(
        rf"(?:\s*[,;:–—-]\s*|\s+)(?:{tails})(?:\s+(?:och|samt|inkl\.?|med)\s+(?:{tails}))?(?:\s+(?:19|20)\d\d)?(?:\s*,?\s*(?:i\s+)?(?:tkr|kkr|mnkr|mkr|kr|kronor))?\s*(?:\([^)]*\))?\s*[:.]?\s*$"
    )
