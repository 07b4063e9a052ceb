"""Single printed times: a day, month, season, quarter, year … each with what it leaves unsaid.

In: a text. Out: ``Time`` values with their places; a time printed without its year has ``year`` None. period.py joins them to spans and lists and
fills in the year.

What the paper leaves open is settled by convention: spring begins 1 March, summer 1 June, autumn 1 September, winter 1 December; a tertial counts as a
``quarter``, a week as ``about``; the turn of a year is 1 January of the new one; ``början``, ``mitten`` and ``slutet`` of a month are its 1st, 11th and
21st, of anything longer the first day of its three thirds.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

import regex

from extractors.measure import Precision

MONTHS = {
    "januari": 1, "februari": 2, "mars": 3, "april": 4, "maj": 5, "juni": 6, "juli": 7, "augusti": 8, "september": 9, "oktober": 10,
    "november": 11, "december": 12, "jan": 1, "febr": 2, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9,
    "okt": 10, "nov": 11, "dec": 12,
}  # fmt: skip
SEASONS = {"vår": 3, "vt": 3, "sommar": 6, "somr": 6, "höst": 9, "ht": 9, "vint": 12}
_ORDINALS = {
    "första": 1, "1:a": 1, "1:sta": 1, "andra": 2, "2:a": 2, "tredje": 3, "3:e": 3, "fjärde": 4, "4:e": 4,
    "i": 1, "ii": 2, "iii": 3, "iv": 4,
}  # fmt: skip
_THIRDS = {"början": 0, "inledningen": 0, "mitten": 1, "slutet": 2}


class Time(NamedTuple):
    """One printed time. ``months`` is how many months it covers from ``month`` (0: the one day ``day``).

    ``last_day`` is the day of the month on which a span within one expression ends ("1–15 juni"): 0 for none.
    """

    start: int
    end: int
    precision: Precision
    year: int | None
    month: int = 1
    day: int = 1
    months: int = 0
    week: int = 0
    weeks: int = 1
    last_day: int = 0
    span: bool = False  # a span by its own words: "2019/2020", "kvartal 1–2", "1–15 juni"

    def first(self, year: int) -> date:
        """Its first day in a year; raises ValueError for a day that does not exist."""
        return date.fromisocalendar(year, self.week, 1) if self.week else date(year, self.month, self.day)

    def last(self, year: int) -> date:
        """Its last day in a year; of a winter, in the next one."""
        if self.week:
            return self.first(year) + timedelta(days=7 * self.weeks - 1)
        if self.last_day:
            return date(year, self.month, self.last_day)
        if not self.months:
            return self.first(year)
        after = self.month - 1 + self.months
        return date(year + after // 12, after % 12 + 1, 1) - timedelta(days=1)


_MONTH = rf"(?P<mon>{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?!\p{{L}})\.?"
_YEAR = r"(?:19[89]|20[0-5])\d"
# The year behind a time: " 2012", ", 2012", " -12", "-2012", " '12"; not the day of a second time ("mars-15 april", "1/1-31/12").
_Y = rf"""(?: (?: ,?\s{{1,2}} (?: år(?:et)?\s | månad\s+ )? | \s?[-–/]\s? ) (?P<y>{_YEAR}) (?!\d)
          | \s (?P<yy>[0-4]\d) (?= \s*(?:$|[.,;)]) )
          | \s?(?:[-–]|\s?[’'´]) (?P<yy>\d\d) (?! [\d/:%] | [.,]\d | \s?[-–]\s?\d | \s*(?:kr|tkr|mnkr|mkr|%|\d) | (?::?[ae])?\s*{_MONTH.replace("?P<mon>", "?:")} ) )?"""
_ORD = rf"(?P<ord>{'|'.join(o for o in _ORDINALS if len(o) > 3 or ':' in o)}|sista)"
_NO_MONEY = r"(?!\s?(?:kr\b|kronor|tkr|mnkr|mkr|msek|sek\b|%|procent|milj))"

_TIME = regex.compile(
    rf"""(?<![\p{{L}}\d§+]) (?: (?=\d)(?<![/:.,]) | (?=\p{{L}}) ) (?! (?<![-–]\s?) 24/7\b (?!\s?[-–]?\s?\d) ) (?:
    (?P<is_day> (?P<y>{_YEAR}) \s?[-–−./]\s? (?P<m>0?[1-9]|1[0-2]) \s?[-–−./]\s? (?P<d>[0-3]?\d) (?!\d|/)                # 2018-09-11
      | (?P<y>{_YEAR}) (?P<m>0[1-9]|1[0-2]) (?P<d>[0-3]\d) (?!\d|[-+]\d{{4}}(?!\d))                                            # 20180911
      | (?<!\d[ \u00a0]) (?P<yy>\d\d) (?P<m>0[1-9]|1[0-2]) (?P<d>[0-3]\d) (?!\d|[-+]\d{{4}}(?!\d)|[ \u00a0]\d{{3}}(?!\d)|[.,]\d) {_NO_MONEY}    # 180911
      | (?P<yy>\d\d) [-–] (?P<m>0[1-9]|1[0-2]) [-–] (?P<d>[0-3]\d) (?!\d|[-–]|\s\d\d\b)                               # 18-09-11
      | (?P<d>[0-3]?\d) \. (?P<m>0?[1-9]|1[0-2]) \. (?P<y>{_YEAR}) (?!\d)                                            # 11.9.2018
      | (?:den\s+)? (?P<d>[0-3]?\d) (?::?[ae](?!\p{{L}})|\.)? \s? {_MONTH} (?:\s+månad)? {_Y}                                         # den 8:e oktober 2012
      | (?:den\s+)? (?P<d1>första|förste) \s+ {_MONTH} {_Y} | (?:den\s+)? (?P<d31>sista|siste) \s+ (?:dagen\s+i\s+)? {_MONTH} {_Y}                                                         # sista juni
      | (?:den\s+)? (?P<d>[0-3]?\d) / (?P<m>0?[1-9]|1[0-2]) (?!\d|/(?!{_YEAR})|\s?(?:tjänst|del|av\b|tid|årsarb|åa\b|h\b)) {_Y} ) # 31/12 2013
    | (?P<is_days> (?:den\s+)? (?P<d>[0-3]?\d) (?::?[ae])? \s?[-–]\s? (?P<d2>[0-3]?\d) (?::?[ae])? \s+ {_MONTH} {_Y} )    # 1–15 juni
    | (?P<is_turn_of_month> månadsskiftet \s {_MONTH} \s?[-–/]\s? {_MONTH.replace("mon", "mon2")} {_Y} )
    | (?P<is_month> {_MONTH} (?:\s+månad)? {_Y} | (?P<y>{_YEAR}) [-–] (?P<m>0[1-9]|1[0-2]) (?!\d|[-–/]\d) | (?P<y>{_YEAR}) [ ] {_MONTH} (?!\s?[-–’']?\d) )            # okt -12, 2024-03
    | (?P<is_season> (?P<season> (?:tidiga?|sena?|för|hög)?\s? (?: (?:vår|höst)(?:en|starten|terminens(?=\s+(?:start|början))|terminen|termin)? | sommar(?:en)? | vintern? | (?<=\bi\s)(?:vår|somr|höst|vintr)as ) | [hv]t(?=\s?[-–’']?\d) )
        (?!\p{{L}}) (?: \s?(?P<y>{_YEAR}) (?:[/–-](?:20)?\d\d(?!\d))? | \s?(?P<yy>\d\d)[/–-]\d\d(?!\d) | (?<=t)(?P<yy>\d\d)(?!\d) | {_Y} ) )
    | (?P<is_quarter> (?: q\s? | kv\.?\s? | kvartal(?:et)?\s ) (?P<q>[1-4]|i{{1,3}}|iv) (?:\s?[-–]\s?(?P<q2>[1-4]))? (?![\d\p{{L}}:.,]\d?) {_Y} | {_ORD} \s+ (?:kvartalet?|kv\b\.?) (?:\s+(?:av|under|i))? {_Y}
      | (?P<y>{_YEAR}) [\s:-]* (?:q|kv\.?\s?|kvartal\s) (?P<q>[1-4]) (?!\d) )
    | (?P<is_half> {_ORD} \s+ halvåret? (?:\s+(?:av|under|i))? {_Y} | halvår\s(?P<q>[12]) (?!\d) {_Y} | h(?P<q>[12]) (?=\s?[-–’]?\s?(?:20)?\d\d(?!\d)) {_Y} | (?P<y>{_YEAR})\s?h(?P<q>[12])(?!\d) )
    | (?P<is_tertial> tertial(?:et)?\s (?P<q>[1-3]|i{{1,3}}) (?![\d\p{{L}}]) {_Y} | {_ORD} \s+ tertial(?:et|en)? {_Y} | t(?P<q>[1-3]) (?=\s?[-–’]?\s?(?:20)?\d\d(?!\d)) {_Y} )
    | (?P<is_week> (?:vecka|veckorna|v\.?) \s? (?P<w>[1-9]|[1-4]\d|5[0-3]) (?:\s?[-–]\s?(?P<w2>[1-9]|[1-4]\d|5[0-3]))? (?![\d:/%\p{{L}}]|[.,]\d) {_Y} )
    | (?P<is_turn> (?P<turn>års|halvårs)skiftet? (?: \s*\(?\s? (?P<y>{_YEAR}) (?: \s?[-–/]\s? (?P<y2>(?:20)?\d\d)(?!\d) )? \s?\)? | \s*(?P<yy>\d\d)[-–/](?P<y2>\d\d)(?!\d) )? | (?P<turn>nyår)(?:et|safton)? {_Y} )
    | (?P<is_school> läsåret? \s (?P<y>{_YEAR}|\d\d) \s?[-–/]\s? (?P<y2>(?:20)?\d\d) (?!\d) )
    | (?P<is_part> (?P<part>början|inledningen|mitten|slutet) \s (?:av|på) \s (?:kalender|budget|verksamhets|innevarande\s)?år(?:et)? (?!\p{{L}}|\s{_YEAR}) )
    | (?P<is_year> (?<!\p{{L}}[-–]) (?P<y>{_YEAR}) (?: \s?/\s? (?P<y2>(?:20)?\d\d) | [-–](?P<y2>1[3-9]|[2-4]\d)(?![-–]) )? (?! [\d/] | [:.,]\d | [-–](?:\d{{3}}|\d{{5,}}|\d\d?[-–]\d+)(?!\d) | [ \u00a0]\d{{3}}(?!\d) | -tal | \s?:\s?\d{{1,3}}\b ) {_NO_MONEY} )
    )(?!\p{{L}}|\d)""",
    regex.VERBOSE | regex.IGNORECASE,
)
# Where a time can begin: the long pattern is tried there only.
_BEGINS = regex.compile(
    rf"""(?<![\p{{L}}\d§+])(?: \d | den\s | sist[ae]\s | för(?:st[ae]|e)?[\sv] | (?:andra|tredje|fjärde)\s | månadsskift | (?:{"|".join(MONTHS)}) | (?:tidig|sen|hög|för)a?\s?(?:vår|höst|som|vint)
    | vår | höst | sommar | vint | [hv]t[\s\d–’'-] | [hqt]\s?\d | q\s?i | k(?:v|vartal) | halvår | tertial | v(?:ecka|eckorna|\.)?\s?\d | årsskift | nyår | läsår | början | inledn | mitten | slutet )""",
    regex.VERBOSE | regex.IGNORECASE,
)
_PART_OF = regex.compile(r"\b(?P<part>början|inledningen|mitten|slutet)\s+(?:av|på|i)\s+(?:år\s+)?$", regex.IGNORECASE)
_MATTER = regex.compile(r"(?:\b\p{Lu}{2,5}|[Dd]nr\.?:?|[Dd]iarienummer:?)\s?$")
_SEASON_LEAD = regex.compile(r"\b(?:i|till|nästa|under)\s$", regex.IGNORECASE)
_NOUN_NEXT = regex.compile(r"\s\p{Ll}{3,}")
_ALSO_NAMES = {"jan", "maj", "april", "juni", "juli", "mar"}
_SURNAME_NEXT = regex.compile(r"-\p{Lu}|\s\p{Lu}\p{Ll}+")
_LOOSE_SEASON = regex.compile(r"(?:tidiga?|sena?)?\s?(?:vår|höst|sommar|vinter)", regex.IGNORECASE)


@lru_cache(8192)  # start, end, status and effects look in the same sentences
def find_times(text: str) -> tuple[Time, ...]:
    """Every printed time in ``text``, left to right; numbers that only look like one are left out."""
    found: list[Time] = []
    end = 0
    for begin in _BEGINS.finditer(text):
        match = _TIME.match(text, begin.start()) if begin.start() >= end else None
        if match is None:
            continue
        end = match.end()
        time = _time(match)
        if time is None or not _exists(time) or _is_a_name(text, match):
            continue
        part = _PART_OF.search(text, max(0, time.start - 24), time.start)
        found.append(_part(time, part["part"].lower(), part.start()) if part else time)
    return tuple(found)


def last_day(time: Time, year: int) -> date | None:
    """Its last day in a year; None for 29 February and week 53 in a year that has none."""
    try:
        return time.last(year)
    except ValueError:
        return None


def full_year(digits: str) -> int:
    """ "08" → 2008, "1998" → 1998."""
    value = int(digits)
    return value if value > 99 else value + (2000 if value < 60 else 1900)


def _time(match: regex.Match[str]) -> Time | None:
    found = {key: value for key, value in match.groupdict().items() if value}
    kind = next(key for key in found if key.startswith("is_"))
    said = found.get("y") or found.get("yy")
    year = full_year(said) if said else None
    start, end = match.span()
    while match.string[end - 1] in ". " and kind != "is_turn":  # "31 dec." ends before the full stop
        end -= 1
    month = MONTHS[found["mon"].lower()] if "mon" in found else int(found.get("m", 1))
    n = _ordinal(found, {"is_quarter": 4, "is_half": 2, "is_tertial": 3}.get(kind, 1))
    if n is None:
        return None
    match kind:
        case "is_day":
            last_day = calendar.monthrange(year or 2023, month)[1]
            day = 1 if "d1" in found else last_day if "d31" in found else int(found["d"])
            return Time(start, end, "day", year, month, day)
        case "is_days":
            return Time(start, end, "day", year, month, int(found["d"]), last_day=int(found["d2"]), span=True)
        case "is_month":
            return Time(start, end, "month", year, month, months=1)
        case "is_turn_of_month":
            return Time(start, end, "about", year, MONTHS[found["mon2"].lower()])
        case "is_season":
            month = next(m for word, m in SEASONS.items() if word in found["season"].lower())
            return Time(start, end, "season", year, month, months=3)
        case "is_quarter":
            last = int(found.get("q2", n))
            return Time(start, end, "quarter", year, 3 * n - 2, months=3 * (last - n + 1), span=last > n)
        case "is_half":
            return Time(start, end, "half_year", year, 6 * n - 5, months=6)
        case "is_tertial":
            return Time(start, end, "quarter", year, 4 * n - 3, months=4)
        case "is_week":
            week, last = int(found["w"]), int(found.get("w2", found["w"]))
            return Time(start, end, "about", year, week=week, weeks=max(last - week + 1, 1), span=last > week)
        case "is_turn":
            if "y2" in found:
                year = full_year(found["y2"])
            return Time(start, end, "about", year, 7 if found["turn"].lower() == "halvårs" else 1)
        case "is_school":
            return Time(start, end, "about", full_year(found["y"]), 8, months=11, span=True)
        case "is_part":
            return _part(Time(start, end, "year", None, months=12), found["part"].lower(), start)
        case _:
            later = full_year(found["y2"]) if "y2" in found else year
            if year is None or later is None or not year <= later <= year + (1 if "/" in match[0] else 5):
                return None  # a matter's number
            return Time(start, end, "year", year, months=12 * (later - year + 1), span=later > year)


def _ordinal(found: dict[str, str], last: int) -> int | None:
    word = (found.get("ord") or found.get("q") or "1").lower()
    n = last if word == "sista" else int(word) if word.isdecimal() else _ORDINALS[word]
    return n if n <= last else None


def _part(time: Time, part: str, start: int) -> Time:
    """The beginning, middle or end of a month or of something longer."""
    third = _THIRDS[part]
    if time.months == 1:
        return time._replace(start=start, precision="about", day=1 + 10 * third, months=0)
    if time.months < 3 or time.precision == "day":
        return time
    return time._replace(
        start=start, precision="about", month=time.month + third * time.months // 3, months=0, span=False
    )


def _exists(time: Time) -> bool:
    try:
        time.first(time.year or 2024), time.last(time.year or 2024)
    except ValueError:
        return False
    return not time.last_day or time.last_day > time.day


def _is_a_name(text: str, match: regex.Match[str]) -> bool:
    """ "vår" is also "our", "Maj" and "Jan" are also people: without a day or year these need to stand alone. "KS 2015/16" is a matter."""
    word, before, behind = match[0], text[max(0, match.start() - 14) : match.start()], text[match.end() :]
    if match["is_year"] and _MATTER.search(before):
        return "/" in word or "nr" in before[-5:].lower()
    if match["is_season"] and _LOOSE_SEASON.fullmatch(word) and text.strip(" .:()") != word.strip(" ."):
        return _SEASON_LEAD.search(before) is None or _NOUN_NEXT.match(behind) is not None
    if match["is_month"] and word[0].isupper() and word.rstrip(".").lower() in _ALSO_NAMES:
        return _SURNAME_NEXT.match(behind) is not None
    return False
