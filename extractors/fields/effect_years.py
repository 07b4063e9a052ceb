"""Which year each amount of a text is said to be for, and up to which day an outcome is counted.

In: a text and the amounts found in it. Out: a year or None for each; a day. A year right behind an amount wins over one that leads up to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import regex

from extractors.fields.amount import FoundAmount
from extractors.fields.effect_words import compares, single_years
from extractors.fields.times import Time, find_times, last_day

_COUNTED_TO = regex.compile(
    r"(?<!\p{L})(?:per|t\.?\s?o\.?\s?m\.?|till\s+och\s+med|fram\s+till)\s+(?:den\s+|och\s+med\s+)?$", regex.IGNORECASE
)
SENTENCE = regex.compile(r"[.!?][”\")]?\s+(?=\p{Lu})")
_RIGHT_AHEAD = regex.compile(r"\)?\s*[:(=–-]?\s*(?:med|på|ca|cirka|är|blir)?\s*", regex.IGNORECASE)
_AND = regex.compile(r"\s*(?:,|/|och|samt|respektive|resp\.?)\s*", regex.IGNORECASE)
# A year that a phrase or line opens with, not one that a noun carries along.
_LEADS = regex.compile(
    r"(?:^|[,;:(]|\b(?:under|år|för|i|hela|kalenderåret|budget|budgetåret|inför|med|fr\.?\s?o\.?\s?m\.?|från|och|\p{L}*effekt(?:en|er|erna)?|helår(?:et)?|\p{L}*besparing(?:en|ar)?|(?:minska[dt]e?|lägre|sänkta?)\s+kostnad(?:er)?|kostnadsminskning(?:en)?|prognos|utfall|beräkna[dt]|bedöm[dt]|planera[dt]|förvänta[dt]|uppskatta[dt]|plan|mål))\s*\(?$",
    regex.IGNORECASE,
)


def years_said(text: str, amounts: Sequence[FoundAmount]) -> list[int | None]:
    """The year that the words beside each amount give it: right behind it ("400 tkr 2024"), else right before ("2024: 400 tkr")."""
    years: list[int | None] = []
    used = 0  # where the last year ends that an amount has taken
    for i, amount in enumerate(amounts):
        end = max(amount.end, amount.tail)
        until = amounts[i + 1].start if i + 1 < len(amounts) else len(text)
        from_ = max(used, max(amounts[i - 1].end, amounts[i - 1].tail) if i else 0)
        before = last_sentence(text[from_ : amount.start])
        ahead = _year_ahead(before)
        if ahead is not None and _RIGHT_AHEAD.fullmatch(before, ahead.end):
            years.append(ahead.year)
            continue
        behind = _year_behind(text[end:until], last=until == len(text))
        if behind is not None:
            years.append(behind.year)
            used = end + behind.end
            continue
        years.append(ahead.year if ahead else None)
    return _years_in_turn(text, amounts) or years


# "400 tkr i år": of the year in hand
_IN_HAND = regex.compile(
    r"\s*,?\s*(?:i\s+(?:lägre|minskad|mindre|ökad|högre)\p{L}*\s+\p{L}+\s+)?(?:i\s+år(?!\p{L})|(?:under\s+)?(?:innevarande|detta)\s+(?:budget)?år|(?:för|under)\s+året)(?!\s+\d{4})",
    regex.IGNORECASE,
)


# "minskar årets lönekostnad med"
_OF_THE_YEAR = regex.compile(r"\bårets\s+(?:\p{L}+\s+)?\p{L}+\s+(?:\p{L}+\s+){0,2}$", regex.IGNORECASE)


def is_of_year_in_hand(behind: str, before: str = "") -> bool:
    """True where the words right behind an amount, or those that lead up to it, say that it is for the paper's own year."""
    return _IN_HAND.match(behind) is not None or _OF_THE_YEAR.search(before) is not None


def _years_in_turn(text: str, amounts: Sequence[FoundAmount]) -> list[int | None] | None:
    """ "500 respektive 800 tkr 2024 och 2025": as many years as amounts, in one list behind the last."""
    if len(amounts) < 2 or not all(_AND.fullmatch(text, a.end, b.start) for a, b in pairwise(amounts)):
        return None
    years = [t for t in single_years(text) if t.start >= amounts[-1].end]
    if len(years) != len(amounts) or not all(_AND.fullmatch(text, a.end, b.start) for a, b in pairwise(years)):
        return None
    return [t.year for t in years]


def _year_behind(behind: str, *, last: bool) -> Time | None:
    for time in single_years(behind):
        gap = behind[: time.start]
        if (
            len(gap) > 45
            or regex.search(r"[.;]\s", gap)
            or compares(gap)
            or regex.match(r"\s+års\b", behind[time.end :])
        ):
            return None
        parted = regex.search(r",|;|\boch\b|\bsamt\b|\brespektive\b|\bresp\b", gap)
        if not last and parted and _RIGHT_AHEAD.fullmatch(behind, time.end):
            return None  # the next amount's: ", 2025: 600 tkr"
        return time
    return None


def _year_ahead(before: str) -> Time | None:
    years = list(single_years(before))
    if not years or len(before) - years[-1].end > 60:
        return None
    last = years[-1]
    if compares(before[max(0, last.start - 20) : last.start]):
        return None
    if _YEARS_COST.fullmatch(before, last.end):
        return last  # "sänker 2026 års kostnad med"
    if regex.match(r"\s+års\s+(?!budget)", before[last.end :]):
        return None
    if _OF_A_THING.search(before[: last.start]):
        return None
    if _COST_OF.search(before[: last.start]) and _BY.fullmatch(before, last.end):
        return last  # "sänker kostnaden 2026 med"
    return last if _LEADS.search(before[: last.start]) else None


# "två lastbilar av årsmodell 1994 och 1996"
_OF_A_THING = regex.compile(r"\b(?:års)?(?:modell|årgång|byggår)\s+(?:\d{4}\s+och\s+)?$", regex.IGNORECASE)
_COST_OF = regex.compile(r"\b\p{L}*(?:kostnad|utgift|intäkt|utbetalning)(?:en|er|erna|na|arna)?\s+$", regex.IGNORECASE)
_YEARS_COST = regex.compile(
    r"\s+års\s+\p{L}*(?:kostnad|utgift|intäkt|resultat|utfall)\p{L}*\s+(?:med|på)\s+(?:ca\.?\s+|cirka\s+)?",
    regex.IGNORECASE,
)
_BY = regex.compile(r"\s+(?:med|på)\s+(?:ca\.?\s+|cirka\s+)?", regex.IGNORECASE)


def as_of_behind(behind: str, year: int | None) -> date | None:
    """The day that words right behind an amount count it to: "per 31 augusti", "t.o.m. september"."""
    time = next((t for t in find_times(behind) if t.precision in ("day", "month")), None)
    leads = _COUNTED_TO.search(behind[: time.start]) if time else None
    if time is None or leads is None or behind[: leads.start()].strip(" ("):
        return None
    known = time.year or year
    return last_day(time, known) if known else None


def as_of_ahead(before: str, year: int | None) -> date | None:
    """The same where the words stand before an amount: "har till och med augusti gett", "utfallet per den 31 mars är"."""
    for time in reversed([t for t in find_times(before) if t.precision in ("day", "month", "quarter", "half_year")]):
        if _COUNTED_TO.search(before[: time.start]):
            known = time.year or year
            return last_day(time, known) if known else None
    return None


def last_sentence(text: str) -> str:
    """What stands behind the last full stop before a capital."""
    return SENTENCE.split(text)[-1]
