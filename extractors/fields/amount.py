"""Read printed amounts of money: "1,0 mnkr", "- 1 112 550" under "kr", "en halv miljon kronor", "500 respektive 800 tkr".

In: a text and, for a cell, the unit that its header names. Out: whole kronor, with the place of each amount. Nothing is an amount without a unit.

A range ("2–3 mnkr", "mellan 2 och 3 mnkr") and alternatives ("2 eller 3 mnkr") are found, but have no amount: the paper leaves it open.
So do digits that no reading fits, and "1,250 tkr", which may be decimals or thousands. Amounts are rounded to whole kronor.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

import regex

from extractors.fields.numbers import GAP, LIKELY_YEARS, Number, find_numbers
from extractors.fields.rate import period_of
from extractors.measure import EffectPeriod

KRONOR_PER_UNIT = {
    "kr": 1, "tkr": 1_000, "kkr": 1_000, "mkr": 1_000_000, "mnkr": 1_000_000, "msek": 1_000_000, "mdkr": 1_000_000_000,
}  # fmt: skip
MOST_KRONOR = 10**13  # more than all that Sweden makes in a year: digits that ran together
_MOST_DIGITS = 10**10  # printed out as digits, so do the figures of two columns

# How each unit is printed. The longest that fits is taken; a full stop behind an abbreviation is no part of it.
_S = rf"{GAP}?"
_SPELT: tuple[tuple[str, str], ...] = (
    ("mdkr", rf"miljard(?:er)?{_S}(?:kronor|kr|sek)|mdkr|mdr{_S}kr|md{_S}kr|mdr|mdsek"),
    (
        "mnkr",
        rf"miljon(?:er)?{_S}(?:svenska{_S})?(?:kronor|kr|sek)|miljonkronor|mil(?:j|jo)\.?{_S}kr(?:onor)?|mn\.?{_S}kr|mln\.?{_S}kr|mio\.?{_S}kr",
    ),
    ("msek", rf"m{_S}sek|mn{_S}sek|mio{_S}sek"),
    ("mkr", rf"m\.?{_S}kr"),
    ("kkr", rf"k{_S}kr|k{_S}sek"),
    ("tkr", rf"tusen(?:tals?)?{_S}(?:svenska{_S})?(?:kronor|kr|sek)|tusen(?:lappar)|t\.?{_S}kr|tkronor|t{_S}sek"),
    ("kr", r"svenska\skronor|kronor|kronan|krona|kr|sek|:-|,-|:–|,–"),
)
# What printers and scanners make of them; read, but marked.
_MISSPELT: tuple[tuple[str, str], ...] = (
    ("mnkr", r"mnlkr|mnnkr|mnkkr|mkrn|mkrr|rnnkr|rnkr|mnkt|mnki|nmkr|mnrk|mrkr|mlnkr|mnlr"),
    ("tkr", r"tkrr|tkkr|tkt|tki|trk|lkr|tkr0|ktr|tkrn"),
)
_BARE: tuple[tuple[str, str], ...] = (
    ("mdkr", r"miljard(?:er)?"),
    ("mnkr", r"miljon(?:er)?|milj|mn(?=\W|$)"),
    ("tkr", r"tusen"),
)
_AFTER_BARE = (
    r"(?=\s*(?:[.,;:)!?/+–—-]|$|\d|(?:per|i|på|om|under|år|åren|årligen|och|till|för|från|fr|mer|mindre|lägre|högre|av|som|vilket|varav|totalt|helår|respektive|"
    r"resp|samt|eller|att|är|kan|ska|med|de|det|den|när|inkl|inklusive|exkl|exklusive|netto|brutto|genom|vid|jämfört)\b))"
)


def _unit_pattern(groups: Sequence[tuple[str, str]], name: str) -> str:
    return "|".join(f"(?P<{name}_{unit}>{spelt})" for unit, spelt in groups)


_UNIT = regex.compile(
    rf"{_S}(?:(?P<printed>(?:{_unit_pattern(_SPELT, 'is')}|{_unit_pattern(_MISSPELT, 'mis')})(?![\p{{L}}\d]))|(?P<printed>{_unit_pattern(_BARE, 'bare')})(?!\p{{L}}){_AFTER_BARE})",
    regex.IGNORECASE,
)
_NAMED_UNIT = regex.compile(
    rf"(?<![\p{{L}}\d])(?:{_unit_pattern(_SPELT, 'is')}|(?P<is_mdkr>miljarder)|(?P<is_mnkr>miljontals{_S}kronor|miljoner)"
    rf"|(?P<is_tkr>(?:1{_S}000|tusen){_S}-?tals?{_S}(?:kronor|kr)|1{_S}000{_S}(?:kronor|kr)|1{_S}000-tal|tusental|tusen))(?![\p{{L}}\d])",
    regex.IGNORECASE,
)
_STATED_UNIT = regex.compile(
    r"(?:\bi\s+(?:hela\s+)?|\(|(?:^|[.,;:–-])\s*|\banges\s+(?:i\s+)?|\bbelopp\p{L}*\s+(?:är\s+)?(?:i\s+)?)(?P<unit>(?:tkr|kkr|mkr|mnkr|msek|ksek|tusen\s?-?tals?\s+(?:kronor|kr)|tusental|tusen\s?(?:kronor|kr)|miljoner\s+kronor|kronor|kr))"
    r"(?=\s*(?:[).,;:]|$|\s(?:(?:om|där|när)\s+(?:inte|inget|ej|annat)|för|per|och|som|jämfört|netto)\b))",
    regex.IGNORECASE,
)
# A minus stands at the number, or with a space where nothing but a bracket or colon is before it; "hyra – 500 tkr" has a dash.
_MINUS = regex.compile(
    rf"(?:(?P<alone>(?:^|[(\[:;=])\s*)?(?<![\p{{L}}\d])(?P<sign>[-−–—‒‐])(?(alone){_S}|)|(?P<sign>minus)\s)$",
    regex.IGNORECASE,
)
_CLOSING = regex.compile(r"\s?\)")
_APPROX = regex.compile(
    r"(?:\b(?:ca|c:a|cirka|circa|omkring|ungefär|uppskattningsvis|runt|runt\somkring|drygt|knappt|närmare|nästan|upp\still|uppemot|minst|högst|max|maximalt|"
    r"över|åtminstone|i\sstorleksordningen)\.?|[~≈<>])\s*(?:minus\s*|[-−–]\s?)?$",
    regex.IGNORECASE,
)
# A bare number of a cell counts as an amount unless its neighbours say what it is a number of.
_NOT_MONEY_AFTER = regex.compile(
    rf"{_S}(?:%|procent|‰|:e\b|:a\b|°|(?:st|tjänst\w*|års\p{{L}}*|åa|åp|platser|personer|timmar|tim|dagar|dygn|veckor|månader|min|kvm|m2|barn|elever|brukare|ärenden|"
    rf"{GAP}?\p{{L}}{{3,}}(?<!\bpå|\boch|\bför|\bper|\bresp|\brespektive|\bsamt|\btill|\bhelår|\bhelårseffekt|\bvarav|\bunder|\bårligen|\bnetto|\bbrutto|\btotalt|\bfrån|\bhelt|\bmed|\binkl|\bexkl))\b)",
    regex.IGNORECASE,
)
_FACTOR = regex.compile(r"\d\s?[x×*]\s?$", regex.IGNORECASE)
_NOT_MONEY_BEHIND = regex.compile(r"[/:]\d|\.\s?\p{L}|[-–]\d\d\b")
_NOT_MONEY_BEFORE = regex.compile(
    r"(?:§|\b(?:nr|dnr|punkt|sid\w*|kap\w*|vecka|v|kl|not|bilaga|åtgärd|tel\w*|åk|årskurs|fas|steg|tertial|kvartal|kv|q|t)\.?)\s?$",
    regex.IGNORECASE,
)
# "1,5 mnkr år 1 och 3 mnkr år 2"
_YEAR_OF_A_PLAN = regex.compile(r"(?<!\bper\s)\bår\s\d$", regex.IGNORECASE)
_RANGE = regex.compile(r"\s?[-−–—]\s?|\s+(?:till|à|a|eller)\s+|\s?/\s?-\s?", regex.IGNORECASE)
_BETWEEN = regex.compile(r"\bmellan\s+$", regex.IGNORECASE)
_DASH_AND_HIGH = regex.compile(rf"[-–](\d{{4,6}}){GAP}?(?:kr|tkr)")
_LINK = regex.compile(
    r"\s*(?P<link>,|;|och|respektive|resp\.?|samt|/|\+|,\s*(?:och|samt|respektive))\s*(?:(?:år|för|under|i)?\s*(?P<year>(?:19|20)\d\d)\s*[:=]?\s*(?:med\s+|ca\s+)?)?|"
    r"\s*\(?(?:år|för|under|i)?\s*(?P<year>(?:19|20)\d\d)\)?\s*(?P<link>,|och|respektive|resp\.?|samt)\s*",
    regex.IGNORECASE,
)
# "itkr": a scan loses the narrow space of "i tkr"
GLUED_IN = regex.compile(r"\bi(?=(?:tkr|kkr|mkr|mnkr|kr)\b)", regex.IGNORECASE)
# "kr 350 000", as typewritten papers and agreements print it: the kronor of "500 kr 12 000" and "miljoner kr" are of what stands before them
_KR_AHEAD = regex.compile(
    r"(?<![\p{L}\d])(?<!\d[\s\u00a0])(?<!(?:miljon|miljoner|milj|milj\.|tusen|mn|tal|tals|t|m|à|á)\s)(?P<kr>kr|kronor|sek)[.:]?\s$",
    regex.IGNORECASE,
)
_WHOLE_KRONOR = regex.compile(r"\d{1,3}(?:[ .\u00a0]\d{3})+|\d{5,}")


class FoundAmount(NamedTuple):
    """An amount where it stands. ``raw`` is as printed with its unit (added from the header where the cell has none).

    ``amount_sek`` is None where a number is printed that no one can be sure of. ``rate`` marks prices and wages: so much per month, day,
    client, place. ``unit`` is a key of ``KRONOR_PER_UNIT``; ``mended`` tells that a misprint or a scanner's slip was read through.
    """

    start: int
    end: int
    raw: str
    amount_sek: int | None
    unit: str
    period: EffectPeriod = "total"
    rate: bool = False
    approx: bool = False
    mended: bool = False
    tail: int = 0  # where the words of its period ("per år och plats") end


@lru_cache(maxsize=4096)
def unit_of(text: str) -> str | None:
    """The unit that a header, caption or label names: "Effekt 2024 (tkr)" → "tkr", "belopp i tusental kronor" → "tkr"."""
    named = list(_NAMED_UNIT.finditer(GLUED_IN.sub("i ", text)))
    if not named:
        return None
    return next(name.removeprefix("is_") for name, value in named[-1].groupdict().items() if value)


@lru_cache(maxsize=1024)
def is_unit(text: str) -> bool:
    """True for a text that is a unit and nothing else, as over a column: "Tkr", "(mnkr)", "kronor"."""
    return _NAMED_UNIT.fullmatch(text.strip(" :.()")) is not None


@lru_cache(maxsize=1024)
def unit_stated(text: str) -> str | None:
    """The unit that a text says that amounts are printed in ("Belopp i tkr", "(mnkr)"); a unit behind a number of its own says nothing of others."""
    match = _STATED_UNIT.search(text)
    return unit_of(match["unit"]) if match else None


def find_amounts(text: str, *, unit: str | None = None) -> list[FoundAmount]:
    """Every amount in ``text``, left to right. With a ``unit``, numbers without one are amounts too where nothing says otherwise."""
    return list(_found(text, unit)) if text else []


def is_amount(text: str) -> bool:
    """True for an amount and nothing else."""
    found = find_amounts(text)
    return len(found) == 1 and found[0].start == 0 and max(found[0].end, found[0].tail) >= len(text.rstrip(" ."))


@lru_cache(8192)  # columns, totals and measures ask for the same cells
def _found(text: str, unit: str | None) -> tuple[FoundAmount, ...]:
    numbers, units = _numbers_and_units(text, unit)
    found: list[FoundAmount] = []
    i = 0
    while i < len(numbers):
        own = units[i]
        if i + 1 < len(numbers) and units[i + 1] and _is_range(text, numbers[i], numbers[i + 1], own):
            high = _amount(text, numbers[i + 1], units[i + 1])
            start = _start(text, numbers[i])[0]
            found.append(high._replace(start=start, raw=_joined(text, start, high), amount_sek=None))
            i += 2
            continue
        if own:
            found.append(_amount(text, numbers[i], own))
        i += 1
    return tuple(found)


class _Unit(NamedTuple):
    """A unit and where it ends; ``end`` is that of the number where the unit stands elsewhere (header, or a later number)."""

    name: str
    printed: str
    end: int
    mended: bool = False
    start: int = -1  # where it begins, for one printed before its number


def _numbers_and_units(text: str, unit: str | None) -> tuple[list[Number], list[_Unit | None]]:
    """The numbers that may be amounts, and each one's unit: its own, one shared with a later number, or the header's."""
    numbers, units = [], []
    for number in find_numbers(text):
        own = _own_unit(text, number)
        if (
            own is None
            and number.is_year(text)
            and text.strip() != text[number.start : number.end]
            and not _opens_a_range(text, number)
        ):
            continue
        if own is None and _is_note_mark(text, number):
            continue
        numbers.append(number)
        units.append(own)
    for i in range(len(numbers) - 2, -1, -1):
        later = units[i + 1]
        if units[i] is None and later is not None and _shares(text, numbers[i], numbers[i + 1]):
            units[i] = later._replace(end=numbers[i].end)
    if unit in KRONOR_PER_UNIT:
        for i, number in enumerate(numbers):
            if units[i] is None and not number.in_words and _is_bare_money(text, number):
                units[i] = _Unit(unit, unit, number.end)
    return numbers, units


def _is_note_mark(text: str, number: Number) -> bool:
    """ "0,25 1)": the mark of a note below, set small and high beside an amount."""
    if text[number.end : number.end + 1] != ")":
        return False
    mark = text[number.start : number.end]
    return mark.isdigit() and len(mark) <= 2 and "(" not in text[: number.start]


def _opens_a_range(text: str, number: Number) -> bool:
    """ "2000-3000 kr" is a range of money; "2019-2020 500 tkr" and "2019-500 tkr" have years."""
    high = _DASH_AND_HIGH.match(text, number.end, number.end + 12)
    return high is not None and int(high[1]) not in LIKELY_YEARS


def _own_unit(text: str, number: Number) -> _Unit | None:
    closing = _CLOSING.match(text, number.end)
    match = _UNIT.match(text, closing.end() if closing else number.end) if number.end < len(text) else None
    if match is None:
        ahead = _KR_AHEAD.search(text, max(0, number.start - 20), number.start)
        if ahead and _WHOLE_KRONOR.fullmatch(text, number.start, number.end):
            return _Unit("kr", ahead["kr"], number.end, start=ahead.start())
        return None
    kind, name = next(key.split("_") for key, value in match.groupdict().items() if value and "_" in key)
    return _Unit(name, match["printed"], match.end("printed"), kind == "mis")


def _shares(text: str, number: Number, later: Number) -> bool:
    """ "500 respektive 800 tkr", "2024: 300, 2025: 600 tkr"; not "plan 7 och 500 tkr"."""
    link = _LINK.fullmatch(text, number.end, later.start)
    if not link or number.value is None or later.value is None or _NOT_MONEY_BEFORE.search(_before(text, number.start)):
        return False
    if _YEAR_OF_A_PLAN.search(_before(text, number.end)):
        return False
    if link["link"].startswith("resp"):
        return True
    low, high = sorted((number.value, later.value))
    return low * 20 >= high or low == 0


def _is_range(text: str, low: Number, high: Number, own: _Unit | None) -> bool:
    """True for "2–3 mnkr", "2 mnkr – 3 mnkr", "mellan 2 och 3 mnkr", "2 eller 3 mnkr"; not for a dash between a number and an amount."""
    between = text[own.end if own else low.end : high.start]
    if low.value is None or high.value is None:
        return False
    if between.strip() == "och":
        return _BETWEEN.search(_before(text, low.start)) is not None
    if not _RANGE.fullmatch(between):
        return False
    spaced_dash = between != between.strip() and between.strip() in "-−–—"
    return not spaced_dash or bool(own) or low.value < high.value <= 10 * low.value


def _is_bare_money(text: str, number: Number) -> bool:
    before = _before(text, number.start)
    if number.is_year(text) and text.strip() == text[number.start : number.end]:
        return True
    return not (
        _NOT_MONEY_AFTER.match(text, number.end)
        or _NOT_MONEY_BEFORE.search(before)
        or _NOT_MONEY_BEHIND.match(text[number.end : number.end + 4])
    )


def _before(text: str, at: int) -> str:
    return text[max(0, at - 40) : at]


def _amount(text: str, number: Number, own: _Unit | None) -> FoundAmount:
    assert own is not None
    start, negative = (own.start, False) if own.start >= 0 else _start(text, number)
    end = own.end
    closing = _CLOSING.match(text, number.end)
    added = "" if own.end > number.end or own.start >= 0 else f" {own.printed}"  # the unit stands elsewhere
    # "(2 500)", a book-keeper's minus; "(300 tkr)" is only a bracket
    if closing and text[:start].rstrip().endswith("("):
        negative = True
        start, end = text.rindex("(", 0, start + 1), max(closing.end(), own.end)
    kronor = None if _FACTOR.search(_before(text, number.start)) else _kronor(number, own.name)
    period, rate, tail = period_of(text, start, end)
    return FoundAmount(
        start, end, text[start:end] + added, -kronor if negative and kronor is not None else kronor, own.name, period, rate,
        _APPROX.search(_before(text, start)) is not None, number.mended or own.mended, tail,
    )  # fmt: skip


def _start(text: str, number: Number) -> tuple[int, bool]:
    """Where the amount starts, its sign included, and whether that is a minus."""
    minus = _MINUS.search(text, max(0, number.start - 12), number.start) if not number.in_words else None
    return (minus.start("sign"), True) if minus else (number.start, False)


def _joined(text: str, start: int, high: FoundAmount) -> str:
    return text[start : high.end] + high.raw[high.end - high.start :]


def _kronor(number: Number, unit: str) -> int | None:
    value, factor = number.value, KRONOR_PER_UNIT[unit]
    if value is None:
        return None
    if number.thousands_or_decimals == "." and factor <= 1_000:
        value *= 1_000  # "1.250 kr": no one prints three decimals of a krona
    elif number.thousands_or_decimals and (factor == 1_000 or number.thousands_or_decimals == "."):
        return None  # "1,250 tkr", "1.250 mnkr": decimals or thousands
    elif number.thousands_or_decimals and factor == 1:
        return None
    if value >= _MOST_DIGITS:
        return None
    kronor = value * factor
    return int(kronor.quantize(Decimal(1), ROUND_HALF_UP)) if kronor < MOST_KRONOR else None
