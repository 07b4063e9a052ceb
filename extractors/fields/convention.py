"""What a text over a table says of all amounts in it: the year they are for, and what a minus means.

In: a text ("Belopp i tkr för år 2025. Minus = lägre kostnad"). Out: the year, and whether a minus saves; None where the text does not say.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import regex

from extractors.fields.period import find_periods

_OF_YEAR = r"(?:(?:budget|verksamhets|kalender|hel)?år(?:et)?\s+)?(?P<year>(?:19|20)\d\d)(?![\d–-])"
_EFFECT = r"(?:(?:effekt|besparing|kostnadsminskning|effektivisering|förändring|skillnad)\p{L}*|(?:minskad|lägre|sänkt)e?\s+(?:netto)?kostnad(?:er)?)"
_YEAR = regex.compile(
    rf"\b(?:belopp\p{{L}}*|(?:siffr|summ)\p{{L}}*\s+inom\s+parentes)[^.!?]{{0,110}}?\b(?:för|avser|gäller|under|ger?)\s+{_OF_YEAR}"
    rf"|\binom\s+parentes\s+(?:är|visar|anger|avser)\s+(?:\p{{L}}+\s+)?{_EFFECT}\s+{_OF_YEAR}"
    rf"|\b(?:belopp\p{{L}}*|(?:siffr|summ)\p{{L}}*\s+inom\s+parentes)(?:\s+\p{{L}}+){{0,4}}\s+(?:är|visar|avser|anger|motsvarar)\s+(?:\p{{L}}+\s+){{0,5}}?{_EFFECT}\s+(?:\p{{L}}+\s+){{0,4}}{_OF_YEAR}"
    rf"|^\W*(?:åtgärder|förslag|besparingar)\s+(?:och|med)\s+(?:\p{{L}}+\s+)?{_EFFECT}\s+{_OF_YEAR}\W*$"
    rf"|\b{_EFFECT}\s+(?:anges|redovisas|visas)\s+i\s+(?:\p{{L}}+\s+){{1,3}}och\s+(?:avser|gäller)\s+{_OF_YEAR}"
    rf"|\b{_EFFECT}\s+(?:(?:av|för|och)\s+\p{{L}}+\s+)?(?:avser|gäller)\s+{_OF_YEAR}"
    rf"|\b{_EFFECT}\s+(?:i\s+\p{{L}}+\s+)?(?:under|för|i)\s+{_OF_YEAR},?\s+(?:anges|redovisas|visas|är|framgår|står)\b"
    rf"|\b{_EFFECT}\s+(?:är|har)\s+(?:beräkna|räkna|bedöm|uppskatta|ange)\p{{L}}*\s+(?:för|på|avseende)\s+{_OF_YEAR}"
    rf"|\b{_EFFECT}\s+(?:i\s+\p{{L}}+\s+)?(?:under\s+|för\s+)?{_OF_YEAR}(?:\W+(?:i\s+)?(?:tkr|kkr|mkr|mnkr|kr|kronor)\b\W*)?\s+(?:(?:anges|redovisas|visas|står|är)\s+)?(?:inom|i)\s+parentes"
    rf"|\b(?:beräknade|bedömda|budgeterade|planerade)\s+{_EFFECT}\s+(?:av\s+\p{{L}}+\s+)?för\s+{_OF_YEAR}"
    rf"|\b(?:visar|anger|anges|avser|redovisar|redovisas|framgår)\s+(?:\p{{L}}+\s+){{0,2}}{_EFFECT}\s+(?:för\s+|under\s+)?{_OF_YEAR}",
    regex.IGNORECASE,
)
# One of these stands in every text that says of what year amounts are: quicker than to let the patterns find out.
_OF_AMOUNTS = (
    "summ",
    "belopp",
    "siffr",
    "parentes",
    "effekt",
    "besparing",
    "kostnad",
    "effektivisering",
    "förändring",
    "skillnad",
)
_SIGNED = ("minus", "plus", "negativ", "positiv", "tecken", "-", "–", "−", "+")  # and of what their sign means
_MEANS = (
    r"\s*(?:=|:|betyder|innebär|avser|är|anger|visar|motsvarar|står\s+för)\s*(?:(?:en|ett|att|kommunens|nämndens)\s+)?"
)
_SAVES = r"(?:lägre|mindre|minsk|sänk|besparing|inbesparing|kostnadsminskning|effektivisering|förbättr|ökade?\s+intäkt|högre\s+intäkt|(?:att\s+)?kostnad(?:en|erna)\s+(?:minskar|sjunker|sänks|blir\s+lägre))"
_COSTS = r"(?:högre|ök|merkostnad|kostnadsökning|kostnad(?:er)?\b|fördyr|försämr|minskade\s+intäkt|lägre\s+intäkt|(?:att\s+)?kostnad(?:en|erna)\s+(?:ökar|höjs|stiger|blir\s+högre))"
_MINUS = (
    r"(?:minus(?:tecken|belopp)?|negativ\p{L}*\s+(?:belopp|tal|värden?|siffror|effekt)|(?<![\p{L}\d])[-–−])[\s)”\"']*"
)
_PLUS = r"(?:plus(?:tecken)?|positiv\p{L}*\s+(?:belopp|tal|värden?|siffror|effekt)|utan\s+tecken|(?<![\p{L}\d])\+)[\s)”\"']*"
# "Minskad kostnad utan tecken, ökad kostnad med minustecken": each sign is said of the words nearest before it.
_SIGN_SAID = r"(?:utan\s+(?:minus)?tecken|med\s+(?:ett\s+)?(?:plus|minus)|som\s+(?:positiv|negativ|plus|minus))"
_UP_TO_ITS_SIGN = rf"\p{{L}}*(?:(?!{_SIGN_SAID})[^.;]){{0,60}}?\b"
_WITH_MINUS = rf"{_UP_TO_ITS_SIGN}(?:med\s+(?:ett\s+)?minus(?:tecken)?|som\s+(?:negativa?|minus)\p{{L}}*)"
_WITHOUT_MINUS = (
    rf"{_UP_TO_ITS_SIGN}(?:utan\s+(?:minus)?tecken|med\s+(?:ett\s+)?plus(?:tecken)?|som\s+(?:positiva?|plus)\p{{L}}*)"
)
_SIGNS = regex.compile(
    rf"(?P<saves>{_MINUS}{_MEANS}{_SAVES}|{_PLUS}{_MEANS}{_COSTS}|\b{_SAVES}{_WITH_MINUS}|\b(?:{_COSTS}){_WITHOUT_MINUS})"
    rf"|(?P<costs>{_MINUS}{_MEANS}{_COSTS}|{_PLUS}{_MEANS}{_SAVES}|\b(?:{_COSTS}){_WITH_MINUS}|\b{_SAVES}{_WITHOUT_MINUS})",
    regex.IGNORECASE,
)


@lru_cache(maxsize=1024)
def year_stated(text: str) -> int | None:
    """The one year that a text says all amounts are for ("anges i tkr för år 2025"); None for a span, or where it says none."""
    if "19" not in text and "20" not in text:
        return None
    small = text.casefold()
    if not any(map(small.__contains__, _OF_AMOUNTS)):
        return None
    summed = SUM_OF_A_YEAR.fullmatch(text)
    if summed:
        return int(summed["year"])
    match = _year_in(text)
    return int(match["year"]) if match and not _AND_YEARS.match(text, match.end("year")) else None


@lru_cache(maxsize=1024)
def years_stated(text: str) -> tuple[int, ...]:
    """The years that a text says the amounts of each measure are for, one after the other: "inom parentes för 2022 respektive 2023"."""
    match = _year_in(text) if "19" in text or "20" in text else None
    more = _AND_YEARS.match(text, match.end("year")) if match else None
    return (int(match["year"]), *map(int, more.captures("year"))) if match and more else ()


def _year_in(text: str) -> regex.Match[str] | None:
    return next((m for m in _YEAR.finditer(text) if not _MONTH.search(text, 0, m.start("year"))), None)


_AND_YEARS = regex.compile(
    r"(?:\s*(?:,|/|och|samt|respektive|resp\.?)\s*(?:år\s+|under\s+|för\s+)?(?P<year>(?:19|20)\d\d)(?!\d))+",
    regex.IGNORECASE,
)


# "Summa 2026   2 475 tkr", a line of its own below the lists that it sums up
SUM_OF_A_YEAR = regex.compile(
    r"(?:total\p{L}*\s+)?summa\s+(?:för\s+)?(?P<year>(?:19|20)\d\d)\s*:?\s+(?P<amount>[-–−]?\d[\d\s.,]*(?:tkr|kkr|mkr|mnkr|kr|kronor)?)",
    regex.IGNORECASE,
)
_MONTH = regex.compile(r"\b(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\p{L}*\.?\s*$", regex.IGNORECASE)


_THIS_YEAR = regex.compile(
    rf"\b(?:belopp\p{{L}}*|{_EFFECT})\s+(?:avser|gäller|är\s+för)\s+(?:innevarande|detta)\s+(?:budget)?år(?!\p{{L}})",
    regex.IGNORECASE,
)


@lru_cache(maxsize=1024)
def says_this_year(text: str) -> bool:
    """True where a text says that all amounts are for the year in hand ("Beloppen avser innevarande år")."""
    return _THIS_YEAR.search(text) is not None


_IN_BRACKETS = regex.compile(
    rf"\b(?:belopp|siffr|summ)\p{{L}}*\b[^.!?]{{0,80}}\binom\s+parentes|\b{_EFFECT}[^.!?]{{0,80}}\binom\s+parentes"
    rf"|\binom\s+parentes\b[^.!?]{{0,60}}\b(?:belopp|{_EFFECT})",
    regex.IGNORECASE,
)


@lru_cache(maxsize=1024)
def says_in_brackets(text: str) -> bool:
    """True where a text says that the effects stand in brackets ("Effekten i tkr står inom parentes")."""
    return "parentes" in text.casefold() and _IN_BRACKETS.search(text) is not None


_OUTCOMES = regex.compile(
    r"\butfall\p{L}*\s+(?:(?:\p{L}+\s+){0,3}?(?:avser|gäller|redovisas|anges|räknas|omfattar|är)\b|(?=till\s+och\s+med\s|t\.?\s?o\.?\s?m\.?\s))(?P<when>(?:[^.!?;]|(?<=\b[tom])\.){3,90})",
    regex.IGNORECASE,
)


@lru_cache(maxsize=1024)
def outcomes_until(text: str) -> date | None:
    """The day up to which a text says that all outcomes are counted ("Utfall avser januari–maj 2025"); None where it says no span or day of a year."""
    match = _OUTCOMES.search(text) if "utfall" in text.casefold() else None
    if match is None:
        return None
    found = [
        f
        for f in find_periods(match["when"])
        if f.due is not None and f.due_precision in ("day", "month", "quarter", "half_year")
    ]
    return found[0].due if len(found) == 1 else None


@lru_cache(maxsize=1024)
def minus_saves(text: str) -> bool | None:
    """True where a text says that a minus is a saving ("Minustecken = lägre kostnad"), False where a cost; None where it does not say."""
    small = text.casefold()
    match = _SIGNS.search(text) if any(map(small.__contains__, _SIGNED)) else None
    return None if match is None else match["saves"] is not None
