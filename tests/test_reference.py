"""Shipped tables: whole, consistent, and recognised by name in running text."""

from collections import Counter
from datetime import date

import pytest

from extractors.reference import activities, districts, municipalities
from extractors.reference.names import find_district, find_municipality

MUNICIPALITIES_PER_COUNTY = {
    "01": 26, "03": 8, "04": 9, "05": 13, "06": 13, "07": 8, "08": 12, "09": 1, "10": 5, "12": 33, "13": 6,
    "14": 49, "17": 16, "18": 12, "19": 10, "20": 15, "21": 10, "22": 7, "23": 8, "24": 15, "25": 14,
}  # fmt: skip


def test_there_are_290_municipalities_in_21_counties():
    assert Counter(m.county_code for m in municipalities()) == MUNICIPALITIES_PER_COUNTY
    assert len({m.code for m in municipalities()}) == len({m.name for m in municipalities()}) == 290


def test_codes_keep_their_leading_zero_and_begin_with_the_county():
    assert all(len(m.code) == 4 and m.code.isdigit() and m.code.startswith(m.county_code) for m in municipalities())


@pytest.mark.parametrize(
    ("code", "name"),
    [("0180", "Stockholm"), ("0136", "Haninge"), ("1480", "Göteborg"), ("0980", "Gotland"), ("2584", "Kiruna"),
     ("1290", "Kristianstad"), ("0331", "Heby"), ("2023", "Malung-Sälen"), ("1499", "Falköping")],
)  # fmt: skip
def test_a_code_has_its_name(code, name):
    assert {m.code: m.name for m in municipalities()}[code] == name


# In force on a day: how many boards the city had.
BOARDS = [
    ("0180", date(2005, 6, 1), 18),
    ("0180", date(2019, 12, 31), 14),
    ("0180", date(2021, 6, 1), 13),
    ("0180", date(2023, 7, 1), 11),
    ("1480", date(2015, 6, 1), 10),
    ("1480", date(2021, 1, 1), 0),
    ("1280", date(2010, 6, 1), 10),
    ("1280", date(2015, 6, 1), 5),
    ("1280", date(2017, 5, 1), 0),
]


@pytest.mark.parametrize(("city", "day", "count"), BOARDS)
def test_as_many_districts_as_there_were_boards(city, day, count):
    there = [
        d for d in districts()
        if d.municipality_code == city and d.valid_from and d.valid_from <= day and (not d.valid_to or day <= d.valid_to)
    ]  # fmt: skip
    assert len([d for d in there if not (d.became and not d.valid_to)]) == count


def test_what_a_district_became_exists_and_is_comparable_with_it():
    by_code = {d.code: d for d in districts()}
    for district in districts():
        later = [by_code[code] for code in district.became]
        assert not later or district.comparable_code in {d.comparable_code for d in later}, district.code
        assert by_code[district.comparable_code].became == (), district.code


def test_joined_districts_share_a_comparable_code():
    code = {(d.municipality_code, d.name): d.comparable_code for d in districts()}
    assert (
        code["0180", "Kista"] == code["0180", "Rinkeby-Kista"] == code["0180", "Spånga-Tensta"] == code["0180", "Järva"]
    )
    assert code["0180", "Norrmalm"] == code["0180", "Östermalm"] != code["0180", "Kungsholmen"]
    assert code["0180", "Hägersten"] == code["0180", "Älvsjö"]
    assert code["1280", "Centrum"] != code["1480", "Centrum"]


def test_activities_are_three_digits_and_every_area_has_one():
    areas = {"individ_och_familj", "aldreomsorg", "funktionsnedsattning", "forskola", "skola", "arbetsmarknad",
             "kultur_och_fritid", "stadsmiljo", "ledning_och_administration"}  # fmt: skip
    assert {a.area for a in activities()} == areas
    assert all(len(a.rs_code) == 3 and a.rs_code.isdigit() and a.label for a in activities())
    assert len(set(activities())) == len(activities())


MUNICIPALITY_NAMES = [
    ("Haninge kommun", "Haninge", "Haninge", "said"),
    ("HANINGE KOMMUN", "Haninge", "HANINGE", "said"),
    ("Västerås stads budget", "Västerås", "Västerås", "said"),
    ("Stockholms stad", "Stockholm", "Stockholms", "said"),
    ("Göteborgs Stad", "Göteborg", "Göteborgs", "said"),
    ("Borås Stad", "Borås", "Borås", "said"),  # no second s
    ("Upplands Väsby kommun", "Upplands Väsby", "Upplands Väsby", "said"),
    ("Lilla Edets kommun", "Lilla Edet", "Lilla Edets", "said"),
    ("MALUNG – SÄLENS KOMMUN", "Malung-Sälen", "MALUNG – SÄLENS", "said"),
    ("Dals-Eds kommun", "Dals-Ed", "Dals-Eds", "said"),
    ("Falu kommun", "Falun", "Falu", "said"),
    ("Marks kommun", "Mark", "Marks", "said"),
    ("Nora kommun", "Nora", "Nora", "said"),
    ("kommunen Arvika", "Arvika", "Arvika", "said"),
    ("Region Gotland", "Gotland", "Gotland", "said"),
    ("Placeringar i Malmö ska minska.", "Malmö", "Malmö", "place"),
    ("Sundsvalls budget", "Sundsvall", "Sundsvalls", "place"),
    ("Haninge kvinnojour", "Haninge", "Haninge", "inside"),
    ("Lunds universitet", None, None, None),  # a surname without "kommun"
    ("Umeå universitet", "Umeå", "Umeå", "inside"),
    ("Sundsvalls sjukhus", "Sundsvall", "Sundsvalls", "inside"),
    ("Capio Malmö ska bygga", "Malmö", "Malmö", "inside"),
    ("i samarbete med Tyresö kommun", "Tyresö", "Tyresö", "other"),
    ("kommunerna Tyresö och", "Tyresö", "Tyresö", "other"),
    ("Stockholms län", None, None, None),
    ("Region Uppsala", None, None, None),
    ("nora@haninge.se", None, None, None),
    ("www.haninge.se", None, None, None),
    ("Anders Berg", None, None, None),
    ("Sala av", None, None, None),
    ("Vara med och", None, None, None),
    ("haninge", None, None, None),
    ("Haningemodellen", None, None, None),
]


@pytest.mark.parametrize(("text", "name", "printed", "sureness"), MUNICIPALITY_NAMES)
def test_a_municipality_is_found_as_printed(text, name, printed, sureness):
    found = [(n.name, text[n.start : n.end], n.sureness) for n in find_municipality(text)]
    assert found == ([(name, printed, sureness)] if name else [])


DISTRICT_NAMES = [
    ("Hässelby-Vällingby stadsdelsnämnd", "Hässelby-Vällingby", "Hässelby-Vällingby", "said"),
    ("Kungsholmens stadsdelsförvaltning", "Kungsholmen", "Kungsholmens", "said"),
    ("Norra innerstadens stadsdelsnämnd", "Norra innerstaden", "Norra innerstadens", "said"),
    ("ENSKEDE-ÅRSTA-VANTÖRS STADSDELSFÖRVALTNING", "Enskede-Årsta-Vantör", "ENSKEDE-ÅRSTA-VANTÖRS", "said"),
    ("Enskede–Årsta–Vantörs stadsdelsområde", "Enskede-Årsta-Vantör", "Enskede–Årsta–Vantörs", "said"),
    ("Stadsdelsförvaltningen i Farsta", "Farsta", "Farsta", "said"),
    ("Stadsområde Norr", "Norr", "Norr", "said"),
    ("SDN Centrum", "Centrum", "Centrum", "said"),
    ("Rinkeby-Kista stadsdel", "Rinkeby-Kista", "Rinkeby-Kista", "said"),  # not Rinkeby and Kista
    ("äldre i Skarpnäck. De", "Skarpnäck", "Skarpnäck", "place"),
    ("Farsta gymnasium", "Farsta", "Farsta", "inside"),
    ("jämfört med Farsta stadsdelsnämnd", "Farsta", "Farsta", "other"),
    ("lokaler i Centrum", None, None, None),
    ("Söder om staden", None, None, None),
]


@pytest.mark.parametrize(("text", "name", "printed", "sureness"), DISTRICT_NAMES)
def test_a_district_is_found_as_printed(text, name, printed, sureness):
    found = [(n.name, text[n.start : n.end], n.sureness) for n in find_district(text)]
    assert found == ([(name, printed, sureness)] if name else [])
