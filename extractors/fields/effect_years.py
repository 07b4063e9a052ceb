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
_RIGHT_AHEAD = regex.compile(
    r"\)?\s*[:(=–-]?\s*(?:(?:beräknas|bedöms|väntas|uppskattas|är|blir|bli|uppgår|uppgå|med|på|till|om|ca|cirka)\s+){0,4}",
    regex.IGNORECASE,
)
_AND = regex.compile(r"\s*(?:,|/|och|samt|respektive|resp\.?)\s*", regex.IGNORECASE)
# A year that a phrase or line opens with, not one that a noun carries along.
_LEADS = regex.compile(
    r"(?:^|[,;:(|]|\b(?:under|år|för|i|hela|kalenderåret|budget|budgetåret|inför|med|förrän|först|belasta(?:r|de)|fr\.?\s?o\.?\s?m\.?|från|och|\p{L}*effekt(?:en|er|erna)?|helår(?:et)?|\p{L}*besparing(?:en|ar)?|(?:minska[dt]e?|lägre|sänkta?)\s+kostnad(?:er)?|kostnadsminskning(?:en)?|intäktsökning(?:en)?|prognos|utfall|beräkna[dt]|bedöm[dt]|planera[dt]|förvänta[dt]|uppskatta[dt]|plan|mål))\s*\(?$",
    regex.IGNORECASE,
)


def years_said(
    text: str, amounts: Sequence[FoundAmount], own: int | None = None, named: int | None = None
) -> list[int | None]:
    """The year that the words beside each amount give it: right behind it ("400 tkr 2024"), else right before ("2024: 400 tkr").

    ``own``: the year that the paper is written in, which "i år" and "nästa år" are told from. ``named``: the year that the measure's words have named
    before ``text``, which "under året" may be told from.
    """
    years: list[int | None] = []
    if amounts and _THE_YEAR.search(text) and own is not None:
        own = max(own, last_year_named(text[: amounts[0].start]) or named or own)
    used = 0  # where the last year ends that an amount has taken
    for i, amount in enumerate(amounts):
        end = max(amount.end, amount.tail)
        until = amounts[i + 1].start if i + 1 < len(amounts) else len(text)
        from_ = max(used, max(amounts[i - 1].end, amounts[i - 1].tail) if i else 0)
        before = last_sentence(text[from_ : amount.start])
        ahead = _year_ahead(before, own)
        if ahead is not None and _RIGHT_AHEAD.fullmatch(before, ahead.end):
            years.append(ahead.year)
            continue
        behind = _year_behind(text[end:until], own, last=until == len(text))
        if behind is not None:
            years.append(behind.year)
            used = end + behind.end
            continue
        years.append(ahead.year if ahead else None)
    return _years_in_turn(text, amounts) or years


# "görs den 1 februari 2007 och sänker kostnaden med 640 tkr under året": the year that was just named
_THE_YEAR = regex.compile(
    r"\b(?:under|för|av)\s+året\b(?!\s+(?:innan|före|efter|därpå|därefter|dessförinnan|(?:19|20)\d\d))",
    regex.IGNORECASE,
)


def last_year_named(text: str) -> int | None:
    """The last year that a text names, None where it names none."""
    return next((time.year for time in reversed(find_times(text)) if time.year is not None), None)


# Years said by where the paper stands in time: its own ("i år", "under året"), the one to come ("nästa år").
_RELATIVE = regex.compile(
    r"""(?<!\p{L})(?:
      (?P<own> (?:hittills\s+)?i\s+år | (?:(?:för|under)\s+)?(?:innevarande|detta)\s+(?:budget|verksamhets)?år
        | (?:för|under|av)\s+(?:hela\s+|resten\s+av\s+|återstoden\s+av\s+)?(?:budget|verksamhets)?året (?!\s+(?:innan|före|efter|därpå|därefter|dessförinnan|(?:19|20)\d\d))
        | årets\s+(?:(?:sista|första|återstående|två|tre|fyra)\s+)*(?:månader|kvartal|tertial) )
    | (?P<next> (?:(?:för|under)\s+)?(?:nästa|nästkommande)\s+(?:budget|verksamhets)?år | (?<!\b(?:de|under)\s)kommande\s+(?:budget)?år )
    )(?!\p{L})""",
    regex.VERBOSE | regex.IGNORECASE,
)
# "minskar årets lönekostnad med", "Årets effekt är"
_OF_THE_YEAR = regex.compile(r"\bårets\s+(?:\p{L}+\s+)?\p{L}+\s+(?:\p{L}+\s+){0,2}$", regex.IGNORECASE)


def is_of_year_in_hand(before: str) -> bool:
    """True where the words that lead up to an amount say that it is for the paper's own year."""
    return _OF_THE_YEAR.search(before) is not None


def _years_in(text: str, own: int | None) -> list[tuple[Time, bool]]:
    """The bare years of a text, left to right, each with whether it is told by where the paper stands in time, whose year is ``own``."""
    if not text:  # nothing beside the amount, as in most cells
        return []
    found = [(time, False) for time in single_years(text)]
    if own is not None:
        for match in _RELATIVE.finditer(text):
            found.append((Time(match.start(), match.end(), "year", own + (match["next"] is not None), months=12), True))
    return sorted(found)


def without_times(text: str) -> str:
    """A text with "år" for each time in it: what is left says whether a second amount only goes on from the first."""
    places = [(t.start, t.end) for t in find_times(text)] + [m.span() for m in _RELATIVE.finditer(text)]
    for start, end in sorted(places, reverse=True):
        text = f"{text[:start]} år {text[end:]}"
    return text


def _years_in_turn(text: str, amounts: Sequence[FoundAmount]) -> list[int | None] | None:
    """ "500 respektive 800 tkr 2024 och 2025": as many years as amounts, in one list behind the last."""
    if len(amounts) < 2 or not all(_AND.fullmatch(text, a.end, b.start) for a, b in pairwise(amounts)):
        return None
    years = [t for t in single_years(text) if t.start >= amounts[-1].end]
    if len(years) != len(amounts) or not all(_AND.fullmatch(text, a.end, b.start) for a, b in pairwise(years)):
        return None
    return [t.year for t in years]


def _year_behind(behind: str, own: int | None, *, last: bool) -> Time | None:
    for time, _ in _years_in(behind, own):
        gap = behind[: time.start]
        if len(gap) > 45 or _STOP.search(gap) or compares(gap) or _YEARS.match(behind, time.end):
            return None
        parted = _PARTED.search(gap)
        if not last and parted and _RIGHT_AHEAD.fullmatch(behind, time.end):
            return None  # the next amount's: ", 2025: 600 tkr"
        return time
    return None


def _year_ahead(before: str, own: int | None) -> Time | None:
    years = _years_in(before, own)
    if not years or len(before) - years[-1][0].end > 60:
        return None
    last, relative = years[-1]
    if compares(before[max(0, last.start - 20) : last.start]):
        return None
    if relative:  # its own words lead it in; of another clause it says only when something is done
        return None if _CLAUSE.search(before, last.end) else last
    if _THEREBY.fullmatch(before, last.end):
        return last  # "räknas inte upp 2025, vilket ger"
    if _YEARS_COST.fullmatch(before, last.end):
        return last  # "sänker 2026 års kostnad med"
    if _YEARS_OWN.match(before, last.end):
        return None
    if _OF_A_THING.search(before[: last.start]):
        return None
    if _COST_OF.search(before[: last.start]) and _BY.fullmatch(before, last.end):
        return last  # "sänker kostnaden 2026 med"
    return last if _LEADS.search(before[: last.start]) else None


_STOP = regex.compile(r"[.;]\s")
_CLAUSE = regex.compile(r"[,;:(]")
_PARTED = regex.compile(r",|;|\boch\b|\bsamt\b|\brespektive\b|\bresp\b")
_YEARS = regex.compile(r"\s+års\b")
_YEARS_OWN = regex.compile(r"\s+års\s+(?!budget)")
# "två lastbilar av årsmodell 1994 och 1996"
_OF_A_THING = regex.compile(r"\b(?:års)?(?:modell|årgång|byggår)\s+(?:\d{4}\s+och\s+)?$", regex.IGNORECASE)
_COST_OF = regex.compile(
    r"\b\p{L}*(?:kostnad|utgift|intäkt|utbetalning)(?:en|er|erna|na|arna)?(?:\s+(?:för|av|till)\s+\p{L}+)?\s+$",
    regex.IGNORECASE,
)
_THEREBY = regex.compile(r",\s+(?:vilket|något\s+som)\s+(?:\p{L}+\s+){0,3}?(?:ca\.?\s+|cirka\s+)?", regex.IGNORECASE)
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
    return SENTENCE.split(text)[-1] if text else ""
