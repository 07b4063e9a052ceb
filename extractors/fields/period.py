"""Read a printed time: "1:a januari 2013", "Hösten 2012", "1/6 – 31/12 2013", "081231", "Pågående under året".

In: a text and the year that its paper makes plain. Out: ``Period`` values with their places. ``first`` is the first day of what is said; ``last`` is
set only where a span is printed ("maj–augusti"); "oktober/november 2012" and "våren och sommaren" only begin. A time whose year nobody says is found, but has
no period.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

import regex

from extractors.fields.times import Time, find_times
from extractors.measure import Period, Precision

Role = Literal["start", "due"]


class FoundPeriod(NamedTuple):
    """A time where it stands. ``raw`` is without preposition and full stop; ``role`` is what the words before it make of it.

    ``due`` is the day it stands for as an end: the last of a month, quarter, season or year, the end of a span.
    """

    start: int
    end: int
    raw: str
    period: Period | None
    role: Role = "start"
    due: date | None = None
    due_precision: Precision = "day"


_SPAN = regex.compile(
    r"\s?[-–—−]{1,2}\s?|,?\s+(?:fram\s+)?till(?:\s+och\s+med|\s+den\s+sista)?\s+(?:i\s+)?|\s*t\.?\s?o\.?\s?m\.?\s*",
    regex.IGNORECASE,
)
_LIST = regex.compile(
    r"\s?/\s?|\s?,\s?|\s+(?:och|samt|eller|och/eller|respektive)\s+(?:i\s+|under\s+)?", regex.IGNORECASE
)
_BETWEEN = regex.compile(r"\bmellan\s+$", regex.IGNORECASE)
_ONGOING = regex.compile(
    r"""\b(?:(?:redan|är|arbetet)\s+)?(?:pågå(?:r|ende|tt)|(?:fort)?löpande|kontinuerlig(?:t|en)?|tills\s+vidare|omgående|omedelbart|snarast(?:\s+möjligt)?|redan\s+igång|permanent)\b
        (?:\s+(?:(?:redan\s+)?under|i|hela)\s+(?:hela\s+)?(?:(?:budget|verksamhets|kalender)?året|perioden)\b)?""",
    regex.VERBOSE | regex.IGNORECASE,
)
_WHILE = regex.compile(r"\s+(?:redan\s+)?(?:under|i|hela)\s+(?:hela\s+)?(?:år\s+)?", regex.IGNORECASE)
_BEGUN = regex.compile(
    r"^\s*(?:(?:arbetet\s+)?(?:har|är)\s+|redan\s+)*(?:på)?börja(?:ts|t|des|de|d|s)\s+(?:redan\s+)?(?:under|i|den|på)?\s*(?:år\s+)?$",
    regex.IGNORECASE,
)
_THIS_YEAR = regex.compile(
    r"\s*(?P<raw>(?:under\s+|i\s+|hela\s+)*(?:innevarande\s+|detta\s+)?(?:(?:budget|verksamhets|kalender)?året|år))\s*\.?\s*",
    regex.IGNORECASE,
)
_DUE = regex.compile(
    r"""(?:\b(?:senast|klart?a?|klar|färdig\w*|slutför\w*|slutdatum|sluttid|slutar?|avslut\w*|deadline|till\s+och\s+med|före|innan|fram\s+till|upphör\w*|
        (?:pågår|gäller|löper|förläng\w*|tidsplan|redovisa\w*|återrapporter\w*)\s+till)
      | \bt\.?\s?o\.?\s?m\b\.? | ^\s*till | [→➔>])
      (?:\s*[:–-]?\s*|\s)(?:(?:senast|till|i|den|under|vid|per|före|år|är|utgången\s+av|på)\s+)*$""",
    regex.VERBOSE | regex.IGNORECASE,
)

_BEFORE = regex.compile(r"\b(?:före|innan)\s+$", regex.IGNORECASE)


def parse_period(text: str, *, year: int | None = None) -> Period | None:
    """The first time that a text says; None where it says none ("Se ovan", "Klart") or leaves out a year that ``year`` does not fill in."""
    return next((found.period for found in find_periods(text, year=year)), None)


def parse_due(text: str, *, year: int | None = None) -> tuple[date | None, Precision] | None:
    """The day by which something is to be done, from a text that says when; the day is None for what is only ongoing.

    The text needs the words before the time too: "före sommaren" ends earlier than "sommaren".
    """
    found = [f for f in find_periods(text, year=year) if f.period is not None]
    best = next((f for f in found if f.role == "due"), found[0] if found else None)
    return (best.due, best.due_precision) if best else None


def due_of(period: Period) -> date | None:
    """The day that a period stands for as an end: the end of its span, else the last day of its month, season, quarter, half or year."""
    if period.last is not None or period.first is None:
        return period.last
    months = {"month": 1, "season": 3, "quarter": 3, "half_year": 6, "year": 12}.get(period.precision, 0)
    return Time(0, 0, period.precision, None, period.first.month, period.first.day, months).last(period.first.year)


def find_periods(text: str, *, year: int | None = None) -> list[FoundPeriod]:
    """Every time in ``text``, left to right, spans and lists as one. Times without a year take ``year``."""
    return list(_periods(text, year))


@lru_cache(8192)  # start, end and status of a measure are looked for in the same sentences
def _periods(text: str, year: int | None) -> tuple[FoundPeriod, ...]:
    whole = _THIS_YEAR.fullmatch(text)
    if whole:
        period = Period(date(year, 1, 1), None, "year") if year else None
        return (
            FoundPeriod(
                *whole.span("raw"), whole["raw"], period, "start", date(year, 12, 31) if year else None, "year"
            ),
        )
    found = [_found(text, group, year) for group in _groups(text, list(find_times(text)))]
    return tuple(_with_ongoing(text, found))


def _groups(text: str, times: list[Time]) -> list[list[Time]]:
    """Times that stand together as one: both ends of a span, or the members of a list that share their year."""
    groups: list[list[Time]] = []
    for time in times:
        if groups and _is_span(text, groups[-1], time):
            groups[-1] = [*groups[-1], time._replace(span=True)]
        elif groups and _is_listed(text, groups[-1][-1], time):
            groups[-1].append(time)
        else:
            groups.append([time])
    return groups


def _is_span(text: str, before: list[Time], time: Time) -> bool:
    first, between = before[-1], text[before[-1].end : time.start]
    if len(before) > 1 or first.span:
        return False
    if between.strip() == "och":
        return _BETWEEN.search(text, max(0, first.start - 12), first.start) is not None
    if not _SPAN.fullmatch(between):
        return False
    low, high = _years(first, time, first.year or time.year or 2024)
    return _first(first, low) <= _last(time, high)


def _is_listed(text: str, before: Time, time: Time) -> bool:
    if before.precision != time.precision or before.span or time.span or (before.year is not None):
        return False
    return _LIST.fullmatch(text, before.end, time.start) is not None


def _years(first: Time, last: Time, fallback: int) -> tuple[int, int]:
    """The years of both ends, the unsaid one by the said one: "november – mars 2020" begins in 2019."""
    low = first.year or last.year or fallback
    high = last.year or first.year or fallback
    if _first(first, low) > _last(last, high):
        if last.year is None:
            high += 1
        elif first.year is None:
            low -= 1
    return low, high


def _first(time: Time, year: int) -> date:
    try:
        return time.first(year)
    except ValueError:  # 29 February, or week 53, of a year that has none
        return date(year, time.month, calendar.monthrange(year, time.month)[1]) if not time.week else date(year, 12, 28)


def _last(time: Time, year: int) -> date:
    try:
        return time.last(year)
    except ValueError:
        return _first(time, year)


def _found(text: str, group: list[Time], year: int | None) -> FoundPeriod:
    first, last = group[0], group[-1]
    said = next((t.year for t in reversed(group) if t.year is not None), None)
    start = first.start
    begun = _BEGUN.match(text[:start]) if start < 60 else None
    raw = text[0 if begun else start : last.end].strip()
    start = text.index(raw) if begun else start
    role: Role = "due" if _DUE.search(text[max(0, start - 50) : start]) else "start"
    if said is None and year is None:
        return FoundPeriod(start, last.end, raw, None, role)
    low, high = _years(first, last, said or year or 0)
    is_span = last.span
    try:
        begins, ends = first.first(low), last.last(high)
    except ValueError:
        return FoundPeriod(start, last.end, raw, None, role)
    period = Period(begins, ends if is_span else None, first.precision)
    if _BEFORE.search(text[max(0, start - 12) : start]) and first.months:
        ends = begins - timedelta(days=1)  # "före sommaren": by the day before it begins
    return FoundPeriod(start, last.end, raw, period, role, ends, last.precision)


def _with_ongoing(text: str, found: list[FoundPeriod]) -> list[FoundPeriod]:
    """The times and, among them, the words that something is under way; a time that only says while when goes along with them."""
    for match in _ONGOING.finditer(text):
        start, end = match.span()
        inside = next((f for f in found if f.start >= end and _WHILE.fullmatch(text, end, f.start)), None)
        if inside is not None:
            found = [f for f in found if f is not inside]
            end = inside.end
        found.append(FoundPeriod(start, end, text[start:end], Period(None, None, "ongoing"), "start", None, "ongoing"))
    return sorted(found, key=lambda f: f.start)
