"""Times as printed: tables of strings and the days they mean; what is no time stands in tables of its own."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.fields.period import due_of, find_periods, parse_due, parse_period
from extractors.measure import Period

YEAR = 2016  # the year that the paper makes plain

# text, first day, last day of a printed span, precision
PERIODS = [
    # days
    ("den 1 augusti -05.",          "2005-08-01", None, "day"),  # the sentence's full stop
    ("ht -09.",                     "2009-09-01", None, "season"),
    ("14 februari 2015",            "2015-02-14", None, "day"),
    ("Den 3 maj 2015",              "2015-05-03", None, "day"),
    ("1:a april 2015",              "2015-04-01", None, "day"),
    ("den 2:e juni 2015",           "2015-06-02", None, "day"),
    ("den första mars 2015",        "2015-03-01", None, "day"),
    ("sista juni 2015",             "2015-06-30", None, "day"),
    ("3 sept. 2015",                "2015-09-03", None, "day"),
    ("15 okt",                      "2016-10-15", None, "day"),
    ("150901",                      "2015-09-01", None, "day"),
    ("20150901",                    "2015-09-01", None, "day"),
    ("2015-09-01",                  "2015-09-01", None, "day"),
    ("2015.09.01",                  "2015-09-01", None, "day"),
    ("15-09-01",                    "2015-09-01", None, "day"),
    ("980115",                      "1998-01-15", None, "day"),
    ("1.9.2015",                    "2015-09-01", None, "day"),
    ("1/9 2015",                    "2015-09-01", None, "day"),
    ("1/9-2015",                    "2015-09-01", None, "day"),
    ("01/09/2015",                  "2015-09-01", None, "day"),
    ("1/9-15",                      "2015-09-01", None, "day"),
    ("1/9",                         "2016-09-01", None, "day"),
    # months
    ("juni 2015",                   "2015-06-01", None, "month"),
    ("Mars månad 2015",             "2015-03-01", None, "month"),
    ("november månad",              "2016-11-01", None, "month"),
    ("nov -15",                     "2015-11-01", None, "month"),
    ("nov-15",                      "2015-11-01", None, "month"),
    ("feb 2015",                    "2015-02-01", None, "month"),
    ("dec 15",                      "2015-12-01", None, "month"),
    ("2015-06",                     "2015-06-01", None, "month"),
    ("2015 juni",                   "2015-06-01", None, "month"),
    ("april/maj 2015",              "2015-04-01", None, "month"),
    ("april och maj",               "2016-04-01", None, "month"),
    # seasons, as the guide has them
    ("Våren 2015",                  "2015-03-01", None, "season"),
    ("sommaren 2015",               "2015-06-01", None, "season"),
    ("hösten -15",                  "2015-09-01", None, "season"),
    ("vintern 2015/2016",           "2015-12-01", None, "season"),
    ("höst 2015",                   "2015-09-01", None, "season"),
    ("höstterminen 2015",           "2015-09-01", None, "season"),
    ("HT 2015",                     "2015-09-01", None, "season"),
    ("sommaren och hösten",         "2016-06-01", None, "season"),
    ("hösten/vintern 2015",         "2015-09-01", None, "season"),
    ("VT16",                        "2016-03-01", None, "season"),
    ("i höst",                      "2016-09-01", None, "season"),
    # quarters, tertials, halves
    ("Q2 2015",                     "2015-04-01", None, "quarter"),
    ("kvartal 4",                   "2016-10-01", None, "quarter"),
    ("kv 1 2015",                   "2015-01-01", None, "quarter"),
    ("tredje kvartalet 2015",       "2015-07-01", None, "quarter"),
    ("2015 Q4",                     "2015-10-01", None, "quarter"),
    ("tertial 3 2015",              "2015-09-01", None, "quarter"),
    ("andra tertialen 2015",        "2015-05-01", None, "quarter"),
    ("första kv 2015",              "2015-01-01", None, "quarter"),
    ("T2 2015",                     "2015-05-01", None, "quarter"),
    ("första halvåret 2015",        "2015-01-01", None, "half_year"),
    ("andra halvåret",              "2016-07-01", None, "half_year"),
    ("H2 2015",                     "2015-07-01", None, "half_year"),
    # years
    ("2015",                        "2015-01-01", None, "year"),
    ("Under 2015",                  "2015-01-01", None, "year"),
    ("från och med 2015",           "2015-01-01", None, "year"),
    ("Under året",                  "2016-01-01", None, "year"),
    # about
    ("början av juni 2015",         "2015-06-01", None, "about"),
    ("mitten av juni 2015",         "2015-06-11", None, "about"),
    ("slutet på juni",              "2016-06-21", None, "about"),
    ("i början av året",            "2016-01-01", None, "about"),
    ("slutet av 2015",              "2015-09-01", None, "about"),
    ("årsskiftet 2015/2016",        "2016-01-01", None, "about"),
    ("årsskiftet (2015-2016)",      "2016-01-01", None, "about"),
    ("årsskiftet 15/16",            "2016-01-01", None, "about"),
    ("vid årsskiftet",              "2016-01-01", None, "about"),
    ("halvårsskiftet 2015",         "2015-07-01", None, "about"),
    ("månadsskiftet maj/juni 2015", "2015-06-01", None, "about"),
    ("vecka 8 2015",                "2015-02-16", None, "about"),
    ("v. 8",                        "2016-02-22", None, "about"),
    # spans
    ("1/3 – 30/9 2015",             "2015-03-01", "2015-09-30", "day"),
    ("1/3 2015- 30/9 2015",         "2015-03-01", "2015-09-30", "day"),
    ("1/3-30/9",                    "2016-03-01", "2016-09-30", "day"),
    ("2015-03-01 - 2015-09-30",     "2015-03-01", "2015-09-30", "day"),
    ("1 mars t.o.m. 30 september 2015", "2015-03-01", "2015-09-30", "day"),
    ("fr.o.m. 1 mars till den 30 september 2015", "2015-03-01", "2015-09-30", "day"),
    ("20150301-20150930",           "2015-03-01", "2015-09-30", "day"),
    ("150301-150930",               "2015-03-01", "2015-09-30", "day"),
    ("1–15 juni 2015",              "2015-06-01", "2015-06-15", "day"),
    ("mars-juni",                   "2016-03-01", "2016-06-30", "month"),
    ("mars- juni 2015",             "2015-03-01", "2015-06-30", "month"),
    ("mellan mars och juni 2015",   "2015-03-01", "2015-06-30", "month"),
    ("mars till och med juni 2015", "2015-03-01", "2015-06-30", "month"),
    ("november – februari 2016",    "2015-11-01", "2016-02-29", "month"),
    ("2015-2016",                   "2015-01-01", "2016-12-31", "year"),
    ("2019-20",                     "2019-01-01", "2020-12-31", "year"),
    ("2015–2017",                   "2015-01-01", "2017-12-31", "year"),
    ("läsåret 2015/16",             "2015-08-01", "2016-06-30", "about"),
    ("kvartal 1-2 2015",            "2015-01-01", "2015-06-30", "quarter"),
    ("Q3–Q4 2015",                  "2015-07-01", "2015-12-31", "quarter"),
    ("v. 8-10 2015",                "2015-02-16", "2015-03-08", "about"),
    # several: the first
    ("1/2, 1/5, 1/8",               "2016-02-01", None, "day"),
    ("2015 och 2016",               "2015-01-01", None, "year"),
    # under way
    ("Pågående",                    None, None, "ongoing"),
    ("Pågående under året",         None, None, "ongoing"),
    ("Redan pågående under 2015",   None, None, "ongoing"),
    ("Pågår.",                      None, None, "ongoing"),
    ("Löpande",                     None, None, "ongoing"),
    ("Tills vidare",                None, None, "ongoing"),
    ("Omgående",                    None, None, "ongoing"),
    ("Har påbörjats under oktober 2015", "2015-10-01", None, "month"),
    ("Pågår sedan hösten 2015",     None, None, "ongoing"),
]  # fmt: skip

NOT_PERIODS = [
    "", "-", "Klart", "Se ovan", "Enligt plan", "Vår verksamhet växer", "Maj-Lis Svensson", "Jan Andersson", "April Lind",
    "Dnr 2015/117", "SN-2015/117", "KS 2015:44", "KS 2015/16", "Dnr 2015-117", "2015-talet", "1/2 tjänst", "24/7", "Kl. 13.15", "08-123 45 67", "150 000 kr",
    "2015 kr", "30 februari 2015", "2015-13-01", "991301", "850704-1234", "H2O", "§ 15", "12 %", "kvarteret 7", "sommarjobb", "höstmarknad",
]  # fmt: skip

# text, raw, role
RAWS = [
    ("Senast den 30 april 2015.", "den 30 april 2015", "due"),
    ("Klart 2015-12-31", "2015-12-31", "due"),
    ("t.o.m. augusti 2015", "augusti 2015", "due"),
    ("Slutdatum: 31/12 2015", "31/12 2015", "due"),
    ("Ska vara färdigt till den 1 maj", "den 1 maj", "due"),
    ("Gäller från och med den 1 mars 2015.", "den 1 mars 2015", "start"),
    ("Startar under hösten 2015", "hösten 2015", "start"),
    ("Status per 30 april 2015", "30 april 2015", "start"),
    ("Har påbörjats under oktober 2015", "Har påbörjats under oktober 2015", "start"),
    ("Redan pågående under 2015.", "Redan pågående under 2015", "start"),
]

# text, day, precision
DUES = [
    ("31 maj 2015", "2015-05-31", "day"),
    ("senast juni 2015", "2015-06-30", "month"),
    ("februari 2016", "2016-02-29", "month"),
    ("2015", "2015-12-31", "year"),
    ("kvartal 3 2015", "2015-09-30", "quarter"),
    ("tertial 1 2015", "2015-04-30", "quarter"),
    ("första halvåret 2015", "2015-06-30", "half_year"),
    ("våren 2015", "2015-05-31", "season"),
    ("årsskiftet 2015/2016", "2016-01-01", "about"),
    ("mars - juni 2015", "2015-06-30", "month"),
    ("Start i mars 2015, klart i juni 2015", "2015-06-30", "month"),
    ("före sommaren 2015", "2015-05-31", "season"),
    ("Löpande", None, "ongoing"),
]


@pytest.mark.parametrize(("text", "first", "last", "precision"), PERIODS)
def test_time_means(text: str, first: str | None, last: str | None, precision: str) -> None:
    period = parse_period(text, year=YEAR)
    assert period is not None
    assert (period.first and str(period.first), period.last and str(period.last), period.precision) == (
        first,
        last,
        precision,
    )


@pytest.mark.parametrize("text", NOT_PERIODS)
def test_what_is_no_time(text: str) -> None:
    assert find_periods(text, year=YEAR) == []


@pytest.mark.parametrize(("text", "raw", "role"), RAWS)
def test_raw_is_without_preposition_and_full_stop(text: str, raw: str, role: str) -> None:
    found = find_periods(text, year=YEAR)
    assert [(f.raw, f.role, text[f.start : f.end]) for f in found] == [(raw, role, raw)]


@pytest.mark.parametrize(("text", "day", "precision"), DUES)
def test_end_is_the_last_day_of_what_is_said(text: str, day: str | None, precision: str) -> None:
    assert parse_due(text, year=YEAR) == (day and date.fromisoformat(day), precision)


def test_time_whose_year_nobody_says_is_found_without_a_period() -> None:
    assert [(f.raw, f.period, f.due) for f in find_periods("Startar i oktober")] == [("oktober", None, None)]
    assert parse_period("hösten") is None
    assert parse_due("Se ovan") is None


def test_two_times_that_both_say_their_year_are_two() -> None:
    found = find_periods("Start hösten 2014 och våren 2015, avslutas 1 juni 2015")
    assert [(f.raw, f.role) for f in found] == [
        ("hösten 2014", "start"),
        ("våren 2015", "start"),
        ("1 juni 2015", "due"),
    ]


def test_due_of_a_period_is_its_end_or_the_last_day_of_its_unit() -> None:
    assert due_of(Period(date(2015, 3, 1), date(2015, 6, 30), "month")) == date(2015, 6, 30)
    assert due_of(Period(date(2016, 2, 1), None, "month")) == date(2016, 2, 29)
    assert due_of(Period(date(2015, 7, 1), None, "half_year")) == date(2015, 12, 31)
    assert due_of(Period(date(2015, 7, 4), None, "day")) == date(2015, 7, 4)
    assert due_of(Period(None, None, "ongoing")) is None


# ---- properties
WORDS = [
    "den", "1:a", "31", "2", "/", "-", "–", "1/6", "31/12", "2015", "-15", "mars", "okt", "våren", "kvartal", "q3", "vecka", "årsskiftet",
    "början av", "till", "och", ",", "pågår", "under", "29 februari", "v 53",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=6).map("".join),
)
GAPS = st.sampled_from(" \u00a0\u2007\u2009\u202f")
MONTH_NAMES = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]


@given(text=TEXTS, year=st.sampled_from([None, 2015, 2016]))
def test_no_text_raises_and_every_time_keeps_its_place(text: str, year: int | None) -> None:
    at = 0
    for found in find_periods(text, year=year):
        assert at <= found.start < found.end <= len(text)
        assert found.raw == text[found.start : found.end].strip()
        if found.period and found.period.first and found.period.last:
            assert found.period.first <= found.period.last
        at = found.start
    parse_due(text, year=year)


@given(day=st.dates(date(1990, 1, 1), date(2049, 12, 31)), gap=GAPS)
def test_a_day_is_the_same_day_in_every_form(day: date, gap: str) -> None:
    name = MONTH_NAMES[day.month - 1]
    forms = [
        day.isoformat(), f"{day:%Y%m%d}", f"{day:%y%m%d}", f"{day:%y-%m-%d}", f"{day.day}/{day.month}{gap}{day.year}", f"{day.day}.{day.month}.{day.year}",
        f"{day.day}{gap}{name}{gap}{day.year}", f"Den {day.day}:e {name} {day.year}", f"{day.day} {name[:3]}. {day.year}", f"{day.day} {name} -{day:%y}",
    ]  # fmt: skip
    assert [(form, parse_period(form)) for form in forms] == [(form, Period(day, None, "day")) for form in forms]


@given(
    first=st.dates(date(2001, 1, 1), date(2030, 12, 31)),
    days=st.integers(1, 900),
    dash=st.sampled_from(["-", " - ", "–", " – ", "- ", " till ", " t.o.m. "]),
)
def test_span_of_two_days_has_both_ends(first: date, days: int, dash: str) -> None:
    last = date.fromordinal(first.toordinal() + days)
    printed = f"{first.day}/{first.month} {first.year}{dash}{last.day}/{last.month} {last.year}"
    assert parse_period(printed) == Period(first, last, "day")
