"""Amounts and effects as printed: tables of strings and what they are worth; what must not be read stands in tables of its own."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from extractors.fields.amount import KRONOR_PER_UNIT, MOST_KRONOR, find_amounts, unit_of
from extractors.fields.effect import parse_effects
from extractors.fields.effect_prose import find_effects_in_prose

AMOUNTS = [
    ("7 mnkr",                             None,     7_000_000),
    ("3,6 mnkr",                           None,     3_600_000),
    ("2,0 mkr.",                           None,     2_000_000),  # the sentence's full stop
    ("1,75 Mkr",                           None,     1_750_000),
    ("4,2 mn kr",                          None,     4_200_000),
    ("12,5 MSEK",                          None,    12_500_000),
    ("9 miljoner kronor",                  None,     9_000_000),
    ("3,4 milj. kr",                       None,     3_400_000),
    ("1,1 miljarder kronor",               None, 1_100_000_000),
    ("380 tkr",                            None,       380_000),
    ("1 450 Tkr",                          None,     1_450_000),
    ("65 kkr",                             None,        65_000),
    ("720 tusen kronor",                   None,       720_000),
    ("85 000 kr",                          None,        85_000),
    ("85 000 kronor",                      None,        85_000),
    ("2 350 000 SEK",                      None,     2_350_000),
    ("45 000:-",                           None,        45_000),
    ("kr 185 000",                         None,       185_000),  # a typewriter's order
    ("Kr 1.340.000",                       None,     1_340_000),
    ("SEK 2 500 000",                      None,     2_500_000),
    ("620tkr",                             None,       620_000),
    # thousands
    ("2 140 700 kr",                       None,     2_140_700),
    ("2\u00a0140\u202f700 kr",             None,     2_140_700),
    ("2.140.700 kr",                       None,     2_140_700),
    ("2'140'700 kr",                       None,     2_140_700),
    ("2,140,700 kr",                       None,     2_140_700),
    ("2.140 tkr",                          None,     2_140_000),
    ("1 250,5",                            "tkr",    1_250_500),
    ("1.250,50 kr",                        None,         1_251),  # whole kronor
    ("1,250 mnkr",                         None,     1_250_000),  # a comma is decimal; three of them make whole tkr
    ("0,250 tkr",                          None,           250),
    # minus in all its signs
    ("- 3 118 400",                        "kr",    -3_118_400),
    ("-700 tkr",                           None,      -700_000),
    ("–700 tkr",                           None,      -700_000),
    ("−0,5",                               "mnkr",    -500_000),
    ("—12",                                "tkr",      -12_000),
    ("minus 40 tkr",                       None,       -40_000),
    ("(3 400)",                            "tkr",   -3_400_000),
    ("(3 400) tkr",                        None,    -3_400_000),
    ("(1,5 mnkr)",                         None,     1_500_000),  # only a bracket
    ("+250",                               "tkr",      250_000),
    # words
    ("en halv miljon kronor",              None,       500_000),
    ("en miljon kronor",                   None,     1_000_000),
    ("tre miljoner kronor",                None,     3_000_000),
    ("två och en halv miljon kronor",      None,     2_500_000),
    ("två komma fem miljoner",             None,     2_500_000),
    ("hundra tusen kronor",                None,       100_000),
    ("trehundrafemtio tusen kronor",       None,       350_000),
    ("femhundratusen kronor",              None,       500_000),
    ("tjugofyra miljoner kr",              None,    24_000_000),
    # what may stand around it
    ("ca 450 tkr",                         None,       450_000),
    ("cirka 0,8 mnkr per år",              None,       800_000),
    ("900 tkr på helår",                   None,       900_000),
    ("0",                                  "tkr",            0),
    ("0 kr",                               None,             0),
    ("2 100",                              "mnkr", 2_100_000_000),
    ("480 1)",                             "tkr",      480_000),  # a mark that leads to a note
    ("480*",                               "tkr",      480_000),
    # slips of scanners and typists
    ("3 5OO tkr",                          None,     3_500_000),
    ("1,l mnkr",                           None,     1_100_000),
    ("6 mnlkr",                            None,     6_000_000),
]  # fmt: skip

NOT_AMOUNTS = [
    ("640", None),  # kronor or thousands?
    ("", "tkr"),
    ("-", "tkr"),
    ("plats à kr 2 500", None),  # a price
    ("–", "tkr"),
    ("2–3 mnkr", None),  # a range
    ("4-5 tkr", None),
    ("3 x 500 tkr", None),
    ("2000-3000 kr", None),
    ("500 000–600 000 kr", None),
    ("mellan 2 och 3 mnkr", None),
    ("2 eller 3 mnkr", None),
    ("två till tre miljoner kronor", None),
    ("2 mnkr – 3 mnkr", None),
    ("1,250 tkr", None),  # decimals or thousands
    ("1.250 mnkr", None),
    ("18 204 77 kr", None),  # a digit is lost
    ("3 200 kr per dygn", None),
    ("15 000 kr/månad", None),
    ("0,3 mnkr per plats och år", None),
    ("450 kr per timme", None),
    ("12 %", "tkr"),
    ("1,5 årsarbetare", "tkr"),
    ("2,0 tjänster", "tkr"),
    ("2024-03-01", "tkr"),
    ("§ 112", "tkr"),
    ("08-123 45 67", None),
    ("5 tusen invånare", None),
    ("tre miljoner besökare", None),
    ("några miljoner kronor", None),
    ("500 respektive 800 tkr", None),  # two amounts
    ("dnr 2020/118", "tkr"),
]

FOUND = [
    ("500 respektive 800 tkr", [("500 tkr", 500_000), ("800 tkr", 800_000)]),
    ("1,5 och 2 mnkr", [("1,5 mnkr", 1_500_000), ("2 mnkr", 2_000_000)]),
    ("200, 300 och 450 tkr", [("200 tkr", 200_000), ("300 tkr", 300_000), ("450 tkr", 450_000)]),
    ("2024: 300, 2025: 600 tkr", [("300 tkr", 300_000), ("600 tkr", 600_000)]),
    ("År 2022 700 tkr och år 2023 1 400 tkr", [("700 tkr", 700_000), ("1 400 tkr", 1_400_000)]),
    ("Från den 1/3 250 tkr", [("250 tkr", 250_000)]),
    ("plan 7 och 500 tkr", [("500 tkr", 500_000)]),
    ("tre tjänster och 650 tkr", [("650 tkr", 650_000)]),
    ("Vakanser - 400 tkr", [("400 tkr", 400_000)]),  # a dash, no minus
    ("från 300-1 500 tkr", [("300-1 500 tkr", None)]),
    ("KS 2019/88 350 tkr", [("350 tkr", 350_000)]),
    ("§ 14 350 tkr", [("350 tkr", 350_000)]),
    ("2021-2022 350 tkr", [("350 tkr", 350_000)]),
    ("2019 ökar bidraget till 12 enheter på plan 3", []),
]

UNITS = [
    ("Effekt 2022 (tkr)", "tkr"),
    ("Tkr", "tkr"),
    ("Kostnad, kr", "kr"),
    ("Besparing i mnkr", "mnkr"),
    ("Belopp i tusental kronor", "tkr"),
    ("Belopp i tusen kronor", "tkr"),
    ("Miljoner kronor", "mnkr"),
    ("Mkr", "mkr"),
    ("Helårseffekt MSEK", "msek"),
    ("1 000-tal kr", "tkr"),
    ("Effekt", None),
    ("Åtgärd", None),
    ("Kritisk nivå", None),
]


def worth(text: str, unit: str | None = None) -> int | None:
    """Kronor of a text's only amount; None where there is none, or several, or a rate."""
    found = find_amounts(text, unit=unit)
    return found[0].amount_sek if len(found) == 1 and not found[0].rate else None


@pytest.mark.parametrize(("text", "unit", "kronor"), AMOUNTS)
def test_amount_is_worth(text: str, unit: str | None, kronor: int) -> None:
    assert worth(text, unit) == kronor


@pytest.mark.parametrize(("text", "unit"), NOT_AMOUNTS)
def test_what_is_no_single_sure_amount_has_no_value(text: str, unit: str | None) -> None:
    assert worth(text, unit) is None


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_amounts_in_a_text_are_found_with_their_units(text: str, expected: list[tuple[str, int | None]]) -> None:
    assert [(a.raw, a.amount_sek) for a in find_amounts(text)] == expected


@pytest.mark.parametrize(("label", "unit"), UNITS)
def test_unit_that_a_label_names(label: str, unit: str | None) -> None:
    assert unit_of(label) == unit


def test_amount_knows_its_place_period_and_doubt() -> None:
    text = "Hyran sänks med ca 35 tkr per månad, 7OO tkr på helår och 4 kr per portion."
    found = find_amounts(text)
    assert [text[a.start : a.end] for a in found] == ["35 tkr", "7OO tkr", "4 kr"]
    assert [(a.period, a.rate, a.approx, a.mended) for a in found] == [
        ("month", True, True, False),
        ("full_year", False, False, True),
        ("total", True, False, False),
    ]


# ---- effects: text, label, unit of the column → raw, kronor, kind, year, day, period
EFFECTS = [
    ("450", "Bedömd ekonomisk effekt 2021 i tkr", None, [("450 tkr", 450_000, "estimated", 2021, None, "total")]),
    ("0", "Utfall per 30 april 2021, tkr", None, [("0 tkr", 0, "actual", 2021, "2021-04-30", "total")]),
    ("120", "Faktisk effekt t.o.m. augusti 2021 (tkr)", None, [("120 tkr", 120_000, "actual", 2021, "2021-08-31", "total")]),
    ("400", "Prognos utfall 2023 tkr", None, [("400 tkr", 400_000, "estimated", 2023, None, "total")]),
    ("250", "2025", "tkr", [("250 tkr", 250_000, "estimated", 2025, None, "total")]),
    ("250", "Effekt 2024-2026", "tkr", [("250 tkr", 250_000, "estimated", None, None, "total")]),
    ("1 600", "Helårseffekt (tkr)", None, [("1 600 tkr", 1_600_000, "estimated", None, None, "full_year")]),
    ("300 tkr", "Besparing per år", None, [("300 tkr", 300_000, "estimated", None, None, "year")]),
    ("- 2 700", "Effekt", "tkr", [("- 2 700 tkr", -2_700_000, "estimated", None, None, "total")]),
    ("2,4 mnkr helårseffekt, 0,8 mnkr 2019", "Ekonomisk effekt", None, [
        ("2,4 mnkr", 2_400_000, "estimated", None, None, "full_year"), ("0,8 mnkr", 800_000, "estimated", 2019, None, "total")]),
    ("Helårseffekt 1,0 mnkr. För 2019 0,5 mnkr", "Effekt", None, [
        ("1,0 mnkr", 1_000_000, "estimated", None, None, "full_year"), ("0,5 mnkr", 500_000, "estimated", 2019, None, "total")]),
    ("2024: 300, 2025: 600 tkr", "Effekt", None, [
        ("300 tkr", 300_000, "estimated", 2024, None, "total"), ("600 tkr", 600_000, "estimated", 2025, None, "total")]),
    ("500 respektive 800 tkr 2024 och 2025", "Effekt", None, [
        ("500 tkr", 500_000, "estimated", 2024, None, "total"), ("800 tkr", 800_000, "estimated", 2025, None, "total")]),
    # so much a month is an effect where nothing else is stated
    ("20 tkr/mån", "Effekt", None, [("20 tkr", 20_000, "estimated", None, None, "month")]),
    ("20 tkr/mån, 240 tkr per år", "Effekt", None, [("240 tkr", 240_000, "estimated", None, None, "year")]),
    # parts and sums
    ("500 tkr (300 tkr hyra, 200 tkr personal)", "Effekt", None, [("500 tkr", 500_000, "estimated", None, None, "total")]),
    ("3,5 mnkr varav 2 mnkr avser personal", "Effekt", None, [("3,5 mnkr", 3_500_000, "estimated", None, None, "total")]),
    ("1 mnkr på helår, varav 0,4 mnkr 2019", "Effekt", None, [
        ("1 mnkr", 1_000_000, "estimated", None, None, "full_year"), ("0,4 mnkr", 400_000, "estimated", 2019, None, "total")]),
    ("Besparing i tkr: 500", "Effekt", None, [("500 tkr", 500_000, "estimated", None, None, "total")]),
    ("1,2 mnkr netto (intäkt 1,5 mnkr, kostnad 0,3 mnkr)", "Effekt", None, [("1,2 mnkr", 1_200_000, "estimated", None, None, "total")]),
    ("12 * 25 tkr = 300 tkr", "Effekt", None, [("300 tkr", 300_000, "estimated", None, None, "total")]),
    ("Helårseffekt 2024: 1 200 tkr", "Effekt", None, [("1 200 tkr", 1_200_000, "estimated", 2024, None, "full_year")]),
    ("500 tkr i år", "Effekt", None, [("500 tkr", 500_000, "estimated", None, None, "total")]),
    ("±0", "Effekt 2024", None, [("±0", 0, "estimated", 2024, None, "total")]),
    # the sign: words beside the amount, then the label
    ("Kostnadsökning 300 tkr", "Ekonomisk effekt", None, [("300 tkr", -300_000, "estimated", None, None, "total")]),
    ("Ökade kostnader med 300 tkr", "Ekonomisk effekt", None, [("300 tkr", -300_000, "estimated", None, None, "total")]),
    ("Minskade intäkter 300 tkr", "Ekonomisk effekt", None, [("300 tkr", -300_000, "estimated", None, None, "total")]),
    ("Ökade intäkter 300 tkr", "Ekonomisk effekt", None, [("300 tkr", 300_000, "estimated", None, None, "total")]),
    ("Negativ effekt 300 tkr", "Ekonomisk effekt", None, [("300 tkr", -300_000, "estimated", None, None, "total")]),
    ("Minskade kostnader med 300 tkr", "Kostnad", None, [("300 tkr", 300_000, "estimated", None, None, "total")]),
    ("Besparing -300 tkr", "Effekt", None, [("-300 tkr", 300_000, "estimated", None, None, "total")]),
    ("2 mnkr", "Kostnad", None, [("2 mnkr", -2_000_000, "estimated", None, None, "total")]),
    ("-500", "Nettokostnad, tkr", None, [("-500 tkr", 500_000, "estimated", None, None, "total")]),
    ("-500", "Kostnadsminskning, tkr", None, [("-500 tkr", 500_000, "estimated", None, None, "total")]),
    ("-500", "Besparing, tkr", None, [("-500 tkr", -500_000, "estimated", None, None, "total")]),  # a row of costs among savings
    ("500", "Merkostnad, tkr", None, [("500 tkr", -500_000, "estimated", None, None, "total")]),
    ("Merkostnad 100 tkr första året, därefter besparing 300 tkr per år", "Effekt", None, [
        ("100 tkr", -100_000, "estimated", None, None, "total"), ("300 tkr", 300_000, "estimated", None, None, "year")]),
]  # fmt: skip

NO_EFFECTS = [
    ("", "Effekt 2020", ""),
    ("-", "Effekt 2020", ""),
    ("–", "Effekt 2020", ""),
    ("Ingen effekt", "Ekonomisk effekt", ""),
    ("Inga merkostnader", "Ekonomisk effekt", ""),
    ("Ej beräknad", "Ekonomisk effekt", ""),
    ("Kan ej beräknas.", "Ekonomisk effekt", ""),
    ("350", "Avvikelse, tkr", ""),
    # printed, but not understood
    ("2–3 mnkr", "Effekt", "2–3 mnkr"),
    ("1 900 kr per brukare och dygn", "Effekt", "1 900 kr"),
    ("640", "Effekt", "640"),
    ("En halv tjänst", "Effekt", "En halv tjänst"),
    ("Bättre kontinuitet för de äldre", "Effekt", "Bättre kontinuitet för de äldre"),
]


@pytest.mark.parametrize(("text", "label", "unit", "expected"), EFFECTS)
def test_effect_under_its_label(text: str, label: str, unit: str | None, expected: list[tuple[object, ...]]) -> None:
    found, unread = parse_effects(text, label=label, unit=unit)
    assert [(e.raw, e.amount_sek, e.kind, e.year, e.as_of and str(e.as_of), e.period) for e, _, _ in found] == expected
    assert unread == "" or found


@pytest.mark.parametrize(("text", "label", "unread"), NO_EFFECTS)
def test_no_effect_but_what_could_not_be_read_is_told(text: str, label: str, unread: str) -> None:
    assert parse_effects(text, label=label) == ([], unread)


def test_day_that_its_year_does_not_have_is_no_day() -> None:
    found, _ = parse_effects("300 tkr", label="Utfall per 29 februari", year=2021)
    assert [(effect.kind, effect.as_of) for effect, _, _ in found] == [("actual", None)]


def test_minus_saves_where_the_caller_has_seen_a_whole_column_of_minus() -> None:
    found, _ = parse_effects("-500", label="Besparing, tkr", minus_saves=True)
    assert [effect.amount_sek for effect, _, _ in found] == [500_000]


PROSE = [
    ("En halvtid dras in. 210 tkr.", [(210_000, "estimated", None, "total")]),  # all that its sentence says
    ("Avgiften höjs. Intäkt 60 tkr.", [(60_000, "estimated", None, "total")]),
    ("Tidningarna sägs upp. Kr 25 000.", [(25_000, "estimated", None, "total")]),
    (
        "Tjänsten hålls vakant, vilket beräknas ge 1,6 miljoner kronor på helår från och med 2021.",
        [(1_600_000, "estimated", 2021, "full_year")],
    ),
    ("Lokalen på Ringvägen sägs upp (420 tkr).", [(420_000, "estimated", None, "total")]),
    (
        "Omläggningen ger 200 tkr 2023 och 550 tkr 2024.",
        [(200_000, "estimated", 2023, "total"), (550_000, "estimated", 2024, "total")],
    ),
    ("Kostnaden för vikarier har minskat med 0,9 mnkr.", [(900_000, "actual", None, "total")]),
    ("Det nya avtalet sänkte kostnaden med 75 tkr.", [(75_000, "actual", None, "total")]),
    ("Förslaget innebär en besparing på 640 000 kr per år.", [(640_000, "estimated", None, "year")]),
    ("Taxan räknas upp, vilket ger ökade intäkter om 310 tkr.", [(310_000, "estimated", None, "total")]),
    ("Flytten ger 260 000 kr i lägre hyra.", [(260_000, "estimated", None, "total")]),
    ("Besparingen beräknas till 700 tkr.", [(700_000, "estimated", None, "total")]),
    ("Enheten sparar in en halv miljon kronor.", [(500_000, "estimated", None, "total")]),
    ("Klippning av gräs glesas ut, 150 tkr", [(150_000, "estimated", None, "total")]),
    ("Ramen för 2022 minskas med 900 tkr.", [(900_000, "estimated", 2022, "total")]),
    ("Åtgärden medför merkostnader på 100 tkr.", [(-100_000, "estimated", None, "total")]),
    ("Utglesningen minskar intäkterna med 80 tkr.", [(-80_000, "estimated", None, "total")]),
    (
        "Beräknad helårseffekt är 2,4 mnkr, varav 0,8 mnkr 2022.",
        [(2_400_000, "estimated", None, "full_year"), (800_000, "estimated", 2022, "total")],
    ),
    (
        "Tjänsten hålls vakant hela 2022 (650 tkr), 2023 halva året (325 tkr).",
        [(650_000, "estimated", 2022, "total"), (325_000, "estimated", 2023, "total")],
    ),
    ("Den årliga besparingen uppgår till 900 tkr.", [(900_000, "estimated", None, "year")]),
    ("Till och med augusti har 1,2 mnkr sparats.", [(1_200_000, "actual", None, "total")]),
    ("Köket har till och med april 2023 gett 60 tkr i lägre kostnader.", [(60_000, "actual", 2023, "total")]),
    ("Kostnaden blev 640 tkr lägre än tidigare.", [(640_000, "actual", None, "total")]),
    ("Städningen glesas ut och kostnaden blir 90 tkr lägre.", [(90_000, "estimated", None, "total")]),
    (
        "Hyran sjunker med 55 tkr 2022 och med ytterligare 40 tkr 2023.",
        [(55_000, "estimated", 2022, "total"), (40_000, "estimated", 2023, "total")],
    ),
    ("Utbildningen kostar 50 tkr men ger en besparing på 400 tkr.", [(400_000, "estimated", None, "total")]),
    (
        "Hyresavtalet för verkstaden sägs upp, 0 kronor under 2023 och 410 tkr under 2024",
        [(0, "estimated", 2023, "total"), (410_000, "estimated", 2024, "total")],
    ),
    (
        "En avgift om 200 kronor införs för nycklar till skåp, 60 tkr.",
        [(60_000, "estimated", None, "total")],
    ),  # the fee is no effect
    ("Minskad kostnad 2031: 640 000 kronor.", [(640_000, "estimated", 2031, "total")]),
    (
        "Helårseffekten är beräknad till 480 tkr, varav 200 tkr uppnås 2031.",
        [(480_000, "estimated", None, "full_year"), (200_000, "estimated", 2031, "total")],
    ),
    ("För 2031 beräknas nettot till 75 tkr när vikarierna räknats in.", [(75_000, "estimated", 2031, "total")]),
    ("Uppskattad minskning är 90 tkr om året.", [(90_000, "estimated", None, "year")]),
    ("Nettokostnaden sjönk till följd av detta med 310 tkr.", [(310_000, "actual", None, "total")]),
    ("Besparingen uppgick till 45 tkr.", [(45_000, "actual", None, "total")]),
    ("Det sänker 2031 års kostnad med 700 tkr.", [(700_000, "estimated", 2031, "total")]),
    ("Två tjänster hålls vakanta (personalkostnad –900 tkr).", [(900_000, "estimated", None, "total")]),
    ("En halv tjänst frigörs, motsvarande 330 tkr under 2031.", [(330_000, "estimated", 2031, "total")]),
    ("Arrendet beräknas bli 40 000 kr.", [(40_000, "estimated", None, "total")]),
    (
        "Två skåpbilar av årsmodell 2004 och 2006 har sålts, vilket har inbringat 0,1 mkr.",
        [(100_000, "actual", None, "total")],
    ),
    ("Hittills är köpen 0,6 mnkr lägre än samma period i fjol.", [(600_000, "actual", None, "total")]),
    ("Besparingen är 300 tkr. Totalt sparas alltså 300 tkr.", [(300_000, "estimated", None, "total")]),  # told twice
]

NOT_IN_PROSE = [
    "Lokalen är dyr. 600 tkr kostar den.",
    "Budgeten för resor var max. 300 tkr.",
    "Kostnaden blev 640 tkr lägre än budget.",
    "Nämnden väntar ett underskott på 14 mnkr.",
    "Under året har platser köpts för 2,8 mkr.",
    "Hyran uppgår till 610 tkr.",
    "Verksamhetens budget är 38 mnkr.",
    "Ett dygn på hemmet kostar 5 200 kr per dygn.",
    "Kostnaderna har ökat med 3 mnkr sedan 2018.",
    "Avgiften sänks till 500 kr.",
    "Effekten på 500 tkr uteblev.",
    "Åtgärden har inte minskat kostnaden med 300 tkr.",
    "Kostnaden minskar från 3,2 mnkr till 2,5 mnkr.",
    "En heltid kostar 550 tkr.",
    "Statsbidrag söks om 2 mnkr.",
    "Dygnskostnaden minskar med 900 kr.",
    "Kommunens statsbidrag minskar med 6 mnkr.",
    "Det nya fördelningssystemet ger ett minus på 4 mnkr.",
    "Bidraget minskas från 500 tkr till 300 tkr.",
    "Kostnaden per plats minskar med 20 tkr.",
    "Kostnaden för systemet beräknas till 500 tkr.",
    "Fullmäktige avsätter 3 mnkr för satsningen.",
    "Höja avgiften från 30 till 35 kronor i timmen.",
    "Sammanlagt 3 mnkr per klient och år.",
    "En kostnad på 200 tkr per år tillkommer för larm.",
    "Avgiften höjs till 200 kronor, taxan till 300 kronor.",
    "Nämnden köpte bilar för 900 tkr, datorer för 300 tkr, 120 tkr 2022.",
]


@pytest.mark.parametrize(("text", "expected"), PROSE)
def test_effect_told_in_running_text(text: str, expected: list[tuple[object, ...]]) -> None:
    found = find_effects_in_prose(text)
    assert [(e.amount_sek, e.kind, e.year, e.period) for e, _, _ in found] == expected
    assert [text[start:end] for _, start, end in found] == [e.raw for e, _, _ in found]


YEARS = [
    ("Bytet görs den 1 februari 2018 och sänker kostnaden med 60 tkr under året.", [(60_000, 2018, "total")]),
    ("Tjänsten hålls vakant under 2018. Besparingen är 500 tkr under året.", [(500_000, 2018, "total")]),
    ("Huset hyrs ut sedan november 2016, vilket ger 70 tkr under året.", [(70_000, 2017, "total")]),
    ("Hittills i år har det gett 400 tkr.", [(400_000, 2017, "total")]),
    ("För hela året beräknas effekten bli 0,9 mnkr.", [(900_000, 2017, "total")]),
    ("Det sänker kostnaderna med 260 tkr nästa år.", [(260_000, 2018, "total")]),
    ("I år sparas 100 tkr och nästa år 300 tkr.", [(100_000, 2017, "total"), (300_000, 2018, "total")]),
    (
        "Besparingen blir 200 tkr i år, 600 tkr nästa år och 800 tkr på helår.",
        [(200_000, 2017, "total"), (600_000, 2018, "total"), (800_000, None, "full_year")],
    ),
    (
        "Helårseffekten beräknas till 900 tkr, varav 300 tkr i år.",
        [(900_000, None, "full_year"), (300_000, 2017, "total")],
    ),
    (
        "Effekten 2025 beräknas till 400 tkr och från 2026 till 900 tkr per år.",
        [(400_000, 2025, "total"), (900_000, 2026, "year")],
    ),
    (
        "Det ger 1,5 mkr för perioden september–december och 4,5 mkr på ett helt år.",
        [(1_500_000, None, "total"), (4_500_000, None, "full_year")],
    ),
    ("Effekten blir 1,5 mnkr år 1 och 3 mnkr år 2.", [(1_500_000, None, "total"), (3_000_000, None, "total")]),
    ("Samarbetet ger 45 tkr i månaden.", [(45_000, None, "month")]),
    ("Under året har fem bilar lämnats, vilket ger 60 tkr.", [(60_000, None, "total")]),
]


@pytest.mark.parametrize(("text", "expected"), YEARS)
def test_the_years_that_a_sentence_gives_its_amounts(text: str, expected: list[tuple[object, ...]]) -> None:
    assert [(e.amount_sek, e.year, e.period) for e, _, _ in find_effects_in_prose(text, year=2017)] == expected


@pytest.mark.parametrize("text", NOT_IN_PROSE)
def test_prices_budgets_deficits_and_levels_are_no_effects(text: str) -> None:
    assert find_effects_in_prose(text) == []


# ---- properties
TEXTS = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("0123456789OolI .,'-–−()/:%§krtmnåsendhlv\u00a0\u202f")),
    max_size=60,
)
GAPS = st.sampled_from(" \u00a0\u2007\u2009\u202f")
NUMBER_WORDS = {
    "en",
    "ett",
    "två",
    "tre",
    "fyra",
    "fem",
    "sex",
    "sju",
    "åtta",
    "nio",
    "tio",
    "elva",
    "tolv",
    "halv",
    "hundra",
    "halvannan",
    "kvarts",
}


@given(text=TEXTS, unit=st.sampled_from([None, *KRONOR_PER_UNIT]))
def test_no_text_raises_and_every_amount_has_a_printed_number(text: str, unit: str | None) -> None:
    for amount in find_amounts(text, unit=unit):
        printed = text[amount.start : amount.end]
        assert any(c.isdigit() for c in printed) or any(word in printed.lower() for word in NUMBER_WORDS)
    unit_of(text)


@given(text=TEXTS, label=TEXTS)
def test_effects_never_raise_and_keep_to_the_text(text: str, label: str) -> None:
    found, unread = parse_effects(text, label=label, unit="tkr", year=2020)
    for effect, start, end in [*found, *find_effects_in_prose(text, year=2020)]:
        assert 0 <= start < end <= len(text)
        assert effect.raw.startswith(text[start:end])
    assert isinstance(unread, str)


@given(
    value=st.integers(1, 99_999_999),
    gap=GAPS,
    before_unit=GAPS,
    minus=st.sampled_from(["", "-", "−", "–"]),
    unit=st.sampled_from(sorted(KRONOR_PER_UNIT)),
)
def test_value_does_not_depend_on_the_kind_of_space(
    value: int, gap: str, before_unit: str, minus: str, unit: str
) -> None:
    assume(value * KRONOR_PER_UNIT[unit] < MOST_KRONOR)
    printed = minus + f"{value:,}".replace(",", gap) + before_unit + unit
    assert worth(printed) == (-value if minus else value) * KRONOR_PER_UNIT[unit]


@pytest.mark.parametrize(
    "printed",
    [
        "10 000 mdkr",
        "180 000 180 000 kr",
        "90 000 120 000",
        "123 456 789 012 345 kr",
        "MKR:10 000 000 000 000 000 000 000",
    ],
)
def test_more_than_the_country_makes_in_a_year_is_an_amount_that_cannot_be_read(printed: str) -> None:
    assert worth(printed) is None
    effects, unread = parse_effects(printed)
    assert effects == [] and unread


@given(value=st.integers(1, 9_999), unit=st.sampled_from(sorted(KRONOR_PER_UNIT)))
def test_unit_of_the_header_is_as_good_as_a_printed_one(value: int, unit: str) -> None:
    assert worth(str(value), unit) == worth(f"{value} {unit}")
