"""What is left of a label without what does not change its meaning: "Bedömd effekt 2018 (tkr)" → "bedomd effekt".

In: a label as printed. Out: its words, folded, without list mark, brackets, dates, years and units; and whether it named a unit or a year.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import regex

from extractors.lexicon import fold

MARK = regex.compile(r"^\s*(?:[•▪‣◦●○■□·*►➢→✓-]\s*|\(?\d{1,2}(?:\.\d{1,2})*[.)]\s+|[a-zåäö]\)\s+)?")
EDGES = " \t:;,.–—-*/\"”'"

_MONTH = r"(?:jan(?:uari)?|feb(?:ruari)?|mars?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|sep(?:t(?:ember)?)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_WHEN = regex.compile(
    rf"""\b(?:per|till\s+och\s+med|till|t\.?\s?o\.?\s?m\.?|jan|i|den|vid|efter)?\s*(?:den\s+)?(?:
      (?:19|20)\d\d-\d\d-\d\d
    | (?:(?:\d{{1,2}}(?::e|:a)?\s+)?{_MONTH}\s*[-–]\s*)?(?:\d{{1,2}}(?::e|:a)?\s+)?{_MONTH}(?:\s*[-–]?\s*(?:(?:19|20)\d\d|\d\d))?
    | (?:år(?:en|et)?\s+)?(?:19|20)\d\d(?:\s*[-–/]\s*(?:(?:19|20)\d\d|\d\d))?
    | \d{{6}}(?:-\d{{2}})?
    | (?:t|k|q|tertial|kvartal|delår|delårsrapport|årsbokslut|period)\s?[1-4]
    | (?:första|andra|tredje|fjärde)\s+(?:tertialet|kvartalet|halvåret)
    )\b""",
    regex.VERBOSE | regex.IGNORECASE,
)
# ", r": all that a scan left of a unit
_UNIT = regex.compile(
    r"\b(?:i\s+)?(?:tkr|kkr|mnkr|mkr|msek|ksek|tsek|sek|kr|mn\s?kr|milj(?:oner)?\.?\s?(?:kronor|kr)|tusen\s?(?:kronor|kr|tal)|tusental|kronor)\b\.?|(?<=,\s)[rk](?=\s|$)",
    regex.IGNORECASE,
)
# Quicker than the patterns above: what each of them must have.
_HAS_DIGITS_OF_WHEN = regex.compile(r"(?:19|20)\d\d|\d{6}|[tkq]\s?[1-4]")  # in folded text, as the next
_WORDS_OF_WHEN = (
    "jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec", "tertial", "kvartal", "delar", "bokslut", "period", "halvar",
)  # fmt: skip
_LETTERS_OF_UNITS = ("kr", "sek", "tus", ",")
_BRACKETS = regex.compile(r"\([^()]*\)?|\[[^\]]*\]?")
_YEAR = regex.compile(r"\b(?:19|20)\d\d\b")


def without_mark(label: str) -> str:
    """A label without the mark or number of a list that it begins with."""
    match = MARK.match(label)
    return label[match.end() :] if match else label


class Core(NamedTuple):
    """The words of a label that tell, and whether it named a unit or a year beside them."""

    text: str  # folded
    unit: bool
    year: bool


@lru_cache(4096)
def core_of(label: str) -> Core:
    """The words that tell what a label means; those in brackets, or a date, only where there are no others."""
    text = without_mark(label)
    small = fold(text)
    without_units = _UNIT.sub(" ", text) if any(map(small.__contains__, _LETTERS_OF_UNITS)) else text
    bare = _BRACKETS.sub(" ", without_units) if "(" in text or "[" in text else without_units
    if any(map(small.__contains__, _WORDS_OF_WHEN)) or _HAS_DIGITS_OF_WHEN.search(small):
        bare = _WHEN.sub(" ", bare)
        if not any(map(str.isalpha, bare)):
            bare = _WHEN.sub(" ", without_units)
    elif not any(map(str.isalpha, bare)):
        bare = without_units
    unit = without_units != text
    year = ("20" in text or "19" in text) and _YEAR.search(text) is not None
    return Core(" ".join(fold(bare).strip(EDGES).split()), unit, year)
