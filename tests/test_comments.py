"""Comments of a follow-up: which round a label is of, what the last round says of the measure, what comments say it has given."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.extract import extract
from extractors.fields.effect_prose import find_effects_in_prose, find_outcomes
from extractors.fields.rounds import is_later, round_of, split_round
from extractors.fields.timing import find_start
from extractors.measure import Measure
from tests.draw import paper

ROUNDS = [  # label, the day that an outcome told in it is counted to, in a paper of 2023
    ("Kommentar T1", date(2023, 4, 30)),
    ("Kommentar tertial 2:", date(2023, 8, 31)),
    ("Uppföljning (T3)", date(2023, 12, 31)),
    ("Uppföljning första tertialet 2021", date(2021, 4, 30)),
    ("Status kvartal 3", date(2023, 9, 30)),
    ("Läge Q1 2022", date(2022, 3, 31)),
    ("Kommentar delår", date(2023, 8, 31)),
    ("Lägesrapport halvår", date(2023, 6, 30)),
    ("Avstämning mars", date(2023, 3, 31)),
    ("Kommentar per den 15 maj", date(2023, 5, 15)),
    ("Kommentar februari 2024", date(2024, 2, 29)),
    ("Kommentar helår", None),  # a whole year is not counted up to a day
    ("Kommentar vid årsbokslut 2022", None),
    ("Resultat 2022", None),
]  # fmt: skip
NO_ROUNDS = ["Kommentar", "Kommentar till utfall", "Konsekvens 2024", "Start T2", "Effekt helår", "Statusfärg"]

LATER = [
    ("Kommentar T2", "Kommentar T1", True),
    ("Kommentar T1", "Kommentar T2", False),
    ("Kommentar helår", "Kommentar T2", True),
    ("Kommentar mars 2024", "Kommentar december 2023", True),
    ("Kommentar T1", "Kommentar T1", False),
    ("Kommentar", "Kommentar T1", False),
]

OUTCOMES = [
    ("Genomförd. Utfallet för 2021 blev 640 tkr.", [(640_000, 2021, None)]),
    ("Utfall t.o.m. september: 95 tkr.", [(95_000, 2023, date(2023, 9, 30))]),
    ("Det ekonomiska utfallet per den 31 mars 2023 är 0 kr.", [(0, 2023, date(2023, 3, 31))]),
    ("Åtgärden har till och med juni gett 120 tkr i lägre hyra.", [(120_000, 2023, date(2023, 6, 30))]),
    ("Effekten uppgår hittills till 30 tkr.", [(30_000, None, None)]),
    ("Besparingen blev 75 tkr.", [(75_000, None, None)]),
    ("Kostnaden har minskat med 1,1 mnkr.", [(1_100_000, None, None)]),
]
NO_OUTCOMES = [
    "Utfallet för nämnden blev 12 mnkr.",  # of the board
    "Utfallet beräknas bli 300 tkr.",  # a forecast
    "Prognosen är 400 tkr.",
    "Systemet kostade 210 tkr.",
    "Avtalet är värt 2 mnkr.",
]

POSTPONED = [
    ("Starten har skjutits upp till hösten 2024.", date(2024, 9, 1)),
    ("Flytten är försenad och kommer att ske i mars 2025.", date(2025, 3, 1)),
    ("Bytet har senarelagts till april 2024.", date(2024, 4, 1)),
]
NO_START = ["En ny avstämning kommer att ske i mars 2025.", "Beslut ska tas över i mars 2025.", "Uppföljningen har skjutits upp till maj 2024."]  # fmt: skip


@pytest.mark.parametrize(("label", "last"), ROUNDS)
def test_a_label_tells_which_round_of_a_follow_up_it_is_of(label: str, last: date | None) -> None:
    found = round_of(label)
    assert found is not None
    assert found.last(2023) == last


@pytest.mark.parametrize("label", NO_ROUNDS)
def test_a_label_of_no_round_has_none(label: str) -> None:
    assert round_of(label) is None


@pytest.mark.parametrize(("label", "other", "later"), LATER)
def test_rounds_are_told_apart_by_time(label: str, other: str, later: bool) -> None:
    assert is_later(label, other) is later


@pytest.mark.parametrize(("text", "expected"), OUTCOMES)
def test_a_comment_tells_what_a_measure_has_given(
    text: str, expected: list[tuple[int, int | None, date | None]]
) -> None:
    assert [(e.amount_sek, e.year, e.as_of) for e, _, _ in find_outcomes(text, year=2023)] == expected


@pytest.mark.parametrize("text", NO_OUTCOMES)
def test_forecasts_prices_and_the_outcome_of_a_board_are_no_outcomes_of_a_measure(text: str) -> None:
    assert find_outcomes(text, year=2023) == []


def test_an_outcome_counts_as_an_effect_only_where_a_measure_is_spoken_of() -> None:
    assert find_effects_in_prose("Utfallet för 2021 blev 640 tkr.") == []


@pytest.mark.parametrize(("text", "first"), POSTPONED)
def test_what_is_put_off_starts_when_it_is_put_off_to(text: str, first: date) -> None:
    found = find_start(text, year=2023, loose=False)
    assert found is not None and found.period is not None
    assert found.period.first == first


@pytest.mark.parametrize("text", NO_START)
def test_the_time_of_a_review_is_no_start(text: str) -> None:
    assert find_start(text, year=2023, loose=False) is None


STARTS = [
    ("Gruppen läggs samman den 1 maj 2023.", date(2023, 5, 1)),
    ("Lokalen lämnas den 1 oktober.", date(2023, 10, 1)),
    ("Kvällsturen upphör 15/11.", date(2023, 11, 15)),
    ("Förrådet lämnas 1/11 (120 tkr).", date(2023, 11, 1)),
    ("Enheterna slås ihop 2023-04-01.", date(2023, 4, 1)),
    ("Nämndens 1/3 är förlagd till skolan.", None),
    ("Enheternas 1/5 lämnade listor gäller.", None),
    ("Enligt beslut den 3 mars 2023 dras tjänsten in.", None),
    ("Bidraget betalas fram till den 1 maj 2023.", None),
]


@pytest.mark.parametrize(("text", "first"), STARTS)
def test_the_day_on_which_a_measure_happens_is_its_start(text: str, first: date | None) -> None:
    found = find_start(text, year=2023)
    assert (found.period.first if found and found.period else None) == first


def measures(text: str) -> list[Measure]:
    return list(extract(paper(text)).measures)


def _told(measure: Measure) -> tuple[object, ...]:
    effects = [(e.amount_sek, e.kind, e.year, e.as_of) for e in measure.effects]
    return measure.status, measure.status_raw, measure.comment, effects


BLOCK = """
    # Uppföljning av besparingar 2023
    ## Kost
    ### Gemensam matsedel
    Skolorna och äldreboendena får samma matsedel.

    Beräknad effekt: 450 tkr 2023
"""


def test_the_last_round_tells_the_state_and_each_round_its_outcome() -> None:
    [one] = measures(
        BLOCK
        + """
    Kommentar T1: Arbetet pågår.

    Kommentar T2: Åtgärden är genomförd. Utfallet blev 120 tkr.

    Kommentar helår: Matsedeln har avskaffats efter klagomål och åtgärden är avbruten. Utfallet blev 150 tkr.
    """
    )
    assert _told(one) == (
        "stopped",
        "Matsedeln har avskaffats efter klagomål och åtgärden är avbruten. Utfallet blev 150 tkr.",
        "Arbetet pågår. Åtgärden är genomförd. Utfallet blev 120 tkr.",
        [
            (450_000, "estimated", 2023, None),
            (120_000, "actual", 2023, date(2023, 8, 31)),
            (150_000, "actual", 2023, None),
        ],
    )


def test_the_latest_round_counts_also_where_it_is_printed_first() -> None:
    [one] = measures(BLOCK + "\n    Uppföljning T2: Genomförd.\n\n    Uppföljning T1: Pågår.\n")
    assert _told(one)[:3] == ("done", "Genomförd.", "Pågår.")


def test_a_round_that_tells_no_state_leaves_that_of_the_one_before() -> None:
    [one] = measures(BLOCK + "\n    Kommentar T1: Åtgärden är genomförd.\n\n    Kommentar T2: Maten är omtyckt.\n")
    assert _told(one)[:3] == ("done", "Åtgärden är genomförd.", "Maten är omtyckt.")


def test_a_comment_of_no_round_counts_in_a_follow_up_where_it_says_the_state_outright() -> None:
    [one] = measures(BLOCK + "\n    Kommentar: Åtgärden är genomförd och matsedeln gäller sedan i mars.\n")
    assert one.status == "done"
    [one] = measures(BLOCK + "\n    Kommentar: Eleverna ska få svara på en enkät.\n")
    assert (one.status, one.comment) == (None, "Eleverna ska få svara på en enkät.")
    [one] = measures(BLOCK.replace("Uppföljning av", "Plan för") + "\n    Kommentar: Upphandling pågår.\n")
    assert _told(one)[1:3] == (None, "Upphandling pågår.")


def test_comments_under_and_inside_the_items_of_a_list_belong_to_them() -> None:
    [one, other] = measures(
        """
        # Uppföljning av besparingar 2023
        ## Besparingar
        1. Bilpoolen avvecklas (300 tkr). Kommentar T1: Pågår.

        Kommentar T2: Åtgärden är genomförd. Utfallet blev 180 tkr.

        2. Kaffet på kontoret tas bort (40 tkr).

        Kommentar T2: Åtgärden är avbruten.
        """
    )
    assert one.action == "Bilpoolen avvecklas (300 tkr)."
    assert _told(one) == (
        "done",
        "Åtgärden är genomförd. Utfallet blev 180 tkr.",
        "Pågår.",
        [(300_000, "estimated", None, None), (180_000, "actual", 2023, date(2023, 8, 31))],
    )
    assert (other.status, other.comment) == ("stopped", None)


def test_a_step_that_is_done_leaves_the_measure_under_way() -> None:
    [one] = measures(BLOCK + "\n    Kommentar T2: Upphandlingen av livsmedel är klar.\n")
    assert one.status == "ongoing"


def test_rounds_in_columns_of_a_table_are_read_likewise() -> None:
    [one, other] = measures(
        """
        # Uppföljning av åtgärder 2023
        | Åtgärd | Effekt 2023, tkr | Kommentar T1 | Kommentar T2 |
        | Säg upp lokalen på Torggatan | 300 | Uppsägningen är gjord. | Genomförd. |
        | Avveckla bilpoolen | 80 | Pågår. | Åtgärden är avbruten. |
        """
    )
    assert (one.status, other.status) == ("done", "stopped")


def test_a_round_alone_is_a_label_too() -> None:
    [one] = measures(BLOCK + "\n    T1: Arbetet pågår.\n\n    T2: Bytet är genomfört. Utfall 200 tkr.\n")
    assert _told(one)[:3] == ("done", "Bytet är genomfört. Utfall 200 tkr.", "Arbetet pågår.")
    assert [e.amount_sek for e in one.effects] == [450_000, 200_000]
    [one] = measures("# Uppföljning av åtgärder\nLamporna byts till LED.\n\nTertial 1: Åtgärden är avbruten.")
    assert (one.action, one.status) == ("Lamporna byts till LED.", "stopped")
    [one, other] = measures(
        """
        # Uppföljning av åtgärder 2023
        | Åtgärd | Effekt 2023, tkr | Tertial 1 | Tertial 2 | Helår |
        | Lamporna byts till LED | 450 | Upphandling pågår | Bytet är genomfört | Utfallet blev 400 tkr |
        | Klippningen glesas ut | 120 | Ej påbörjad | Pågår | Avbruten |
        """
    )
    assert (one.status, one.effects[-1].amount_sek, one.effects[-1].year) == ("done", 400_000, 2023)
    assert (other.status, other.comment) == ("stopped", "Ej påbörjad Pågår")


def test_rounds_as_bullets_under_a_measure_are_its_comments() -> None:
    [one] = measures(BLOCK + "\n    - Kommentar T1: Arbetet pågår.\n    - Kommentar T2: Åtgärden är genomförd.\n")
    assert _told(one)[:3] == ("done", "Åtgärden är genomförd.", "Arbetet pågår.")
    [one] = measures(BLOCK + "\n    - T1: Arbetet pågår.\n    - T2: Åtgärden är avbruten.\n")
    assert _told(one)[:3] == ("stopped", "Åtgärden är avbruten.", "Arbetet pågår.")


def test_a_round_over_amounts_is_none() -> None:
    assert split_round("Helår: 400 tkr") is None
    assert split_round("Tertial 1: Upphandling pågår.") == ("Tertial 1", "Upphandling pågår.")
    assert split_round("Start: T1 2023") is None


def test_rounds_under_running_text_are_read_likewise() -> None:
    [one, other] = measures(
        """
        # Uppföljning av åtgärder 2023
        ## Äldreomsorg
        Verksamheten kommer att införa digital tillsyn på alla boenden.

        Kommentar T1: Upphandling pågår.

        Kommentar T2: Den digitala tillsynen är införd och har gett 90 tkr.

        Två köpta platser har sagts upp.

        Kommentar T2: Platserna är avslutade.
        """
    )
    assert _told(one) == (
        "done",
        "Den digitala tillsynen är införd och har gett 90 tkr.",
        "Upphandling pågår.",
        [(90_000, "actual", 2023, date(2023, 8, 31))],
    )
    assert other.status == "done"


def test_a_heading_of_planned_measures_says_more_than_a_verb_in_the_present() -> None:
    text = """
        # Uppföljning av sparplanen 2024
        ## Planerade åtgärder
        - Lokalen på Storgatan lämnas 1/11 (120 tkr).
        - Upphandlingen av taxiresor pågår.
    """
    assert [m.status for m in measures(text)] == ["planned", "ongoing"]


def test_a_heading_that_only_names_a_state_decides_it_for_its_list() -> None:
    text = """
        # Uppföljning av åtgärder 2024
        Nämnden har under året följt arbetet.

        ## Genomförda
        - Vaktmästeriet samordnas med grannkommunen (200 tkr).
        ## Pågående
        - Ny upphandling av städ i skolorna (110 tkr).
        ## Planerade
        - Två avdelningar i Norrby slås ihop 1/8 (450 tkr).
    """
    assert [m.status for m in measures(text)] == ["done", "ongoing", "planned"]


def test_a_state_goes_before_a_comment_of_the_same_day() -> None:
    found = extract(
        paper("""
        # Uppföljning av åtgärder 2024
        ## Åtgärder
        ### Egen sandsopning
        Beskrivning: Sandupptagningen görs med egen maskin.

        Beräknad effekt 2024: 240 tkr

        Status 2024-08-29: Ej påbörjad

        Kommentar 2024-08-29: Utbildningen av förare är klar.
        """)
    ).measures
    assert [(m.status, m.comment) for m in found] == [("planned", "Utbildningen av förare är klar.")]
