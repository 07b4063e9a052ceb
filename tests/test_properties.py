"""What the parsers promise of any text: never an exception, never an amount that is not printed, the same for other spacing."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractors.fields.amount import find_amounts
from extractors.fields.area import find_areas, parse_area
from extractors.fields.effect import parse_effects
from extractors.fields.effect_prose import find_effects_in_prose
from extractors.fields.numbers import find_numbers
from extractors.fields.period import find_periods, parse_due, parse_period
from extractors.fields.status import parse_colour_key, parse_status
from extractors.fields.times import find_times

TRADE = (
    "kr", "tkr", "mnkr", "mkr", "miljoner kronor", "kronor", "tusen", "1,5", "2 500", "- 400", "−1 200", "100 000", "ca", "minst", "per år",
    "helårseffekt", "2031", "2031-2033", "juni", "1 april", "hösten", "våren 2032", "kvartal 2", "T1", "klart", "pågår", "ej påbörjad", "senast",
    "löpande", "två", "tolv", "halv", "en miljon", "%", "5 %", "–", "/", "(", ")", ".", ",", ":", "0", "1/6", "061201", "äldreomsorg", "skola",
    "av", "och", "till", "minskar", "ökar", "besparing", "kostnad", "se ovan", "\n", "\u00a0", "\u2009", "+",
)  # fmt: skip
PHRASES = st.lists(st.sampled_from(TRADE), max_size=12).map(" ".join)
TEXTS = st.one_of(st.text(max_size=80), PHRASES, st.builds("{} {}".format, PHRASES, st.text(max_size=20)))
NUMBER_WORDS = re.compile(
    r"\d|[½¼¾⅓⅔²³¹]|noll|en\b|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|ton|tjugo|trettio|hundra|tusen|miljon|miljard|halv|dussin",
    re.IGNORECASE,
)
MONTHS = {"januari": 1, "mars": 3, "juni": 6, "oktober": 10}
SPACES = st.sampled_from((" ", "\u00a0", "\u2009", "\u202f"))


@settings(max_examples=400, deadline=2000)
@given(TEXTS)
@example("MKR:10 000 000 000 000 000 000 000")
def test_no_text_makes_a_parser_fail(text: str) -> None:
    find_amounts(text)
    find_amounts(text, unit="tkr")
    parse_effects(text)
    parse_effects(text, label="Ekonomisk effekt 2031, tkr")
    find_effects_in_prose(text)
    parse_period(text)
    parse_period(text, year=2031)
    parse_due(text, year=2031)
    find_periods(text)
    parse_status(text)
    parse_colour_key(text)
    parse_area([text], text)
    find_areas(text)
    list(find_numbers(text))
    list(find_times(text))


@settings(max_examples=400, deadline=2000)
@given(TEXTS)
def test_no_amount_comes_of_a_text_without_a_number(text: str) -> None:
    if not any(char.isnumeric() for char in text) and not NUMBER_WORDS.search(text):
        assert find_amounts(text, unit="tkr") == []


@settings(max_examples=300, deadline=2000)
@given(TEXTS)
def test_a_time_lies_where_papers_do(text: str) -> None:
    period = parse_period(text, year=2031)
    for day in (period.first, period.last) if period else ():
        assert day is None or date(1900, 1, 1) <= day <= date(2199, 12, 31)


@settings(max_examples=300, deadline=2000)
@given(
    st.integers(1, 9_999_999),
    st.sampled_from(("kr", "tkr", "mnkr", "kronor")),
    SPACES,
    SPACES,
    st.sampled_from(("", "-", "−")),
)
def test_an_amount_does_not_depend_on_its_spaces(value: int, unit: str, inside: str, before: str, sign: str) -> None:
    grouped = f"{value:,}".replace(",", inside)
    kronor = (-value if sign else value) * {"kr": 1, "kronor": 1, "tkr": 1000, "mnkr": 1_000_000}[unit]
    for printed in (f"{sign}{value} {unit}", f"{sign}{grouped}{before}{unit}", f"  {sign}{grouped}{before}{unit} "):
        assert [amount.amount_sek for amount in find_amounts(printed)] == [kronor]


@settings(max_examples=200, deadline=2000)
@given(st.integers(1, 28), st.sampled_from(tuple(MONTHS)), st.integers(2005, 2049), SPACES)
def test_a_day_does_not_depend_on_its_spaces(day: int, month: str, year: int, space: str) -> None:
    printed = parse_period(f"{day} {month} {year}")
    assert printed is not None and printed.first == date(year, MONTHS[month], day)
    assert parse_period(f" {day}{space}{month}{space}{year} ") == printed
