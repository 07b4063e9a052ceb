"""What becomes of words that OCR misread or was not sure of: the value, the words as they were read, and what a reader is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.extract import extract
from extractors.measure import Facts, Finding, Measure, Quote, RawMeasure
from extractors.model import Line, LineId, Passage, Word
from extractors.resolving import resolve
from extractors.resolving.draft import Context
from tests.draw import paper

SCANNED = 0.95  # how sure OCR is of a word that it read well


def read(row: str, header: str = "Åtgärd | Start | Effekt | Status", confidence: float = SCANNED) -> Measure:
    """The measure of a table with one row."""
    (measure,) = extract(
        paper(
            f"""
            # Åtgärdsplan för hemtjänsten 2024
            | {header} |
            | {row} |
            """,
            confidence=confidence,
        )
    ).measures
    return measure


def told(measure: Measure, code: str) -> list[Finding]:
    return [f for f in measure.findings if f.code == code]


# read, kronor, raw
AMOUNTS = [
    ("l 200 tkr", 1_200_000, "l 200 tkr"),  # as it stands it holds a smaller amount
    ("4 ,1 mnkr", 4_100_000, "4 ,1 mnkr"),  # as it stands it holds two
    ("2 mnfkr", 2_000_000, "2 mnfkr"),  # as it stands it holds none
    ("1S0 tkr", 150_000, "1S0 tkr"),
    ("!50 tkr", 150_000, "!50 tkr"),
    ("60O tke", 600_000, "60O tke"),
    ("5OO tkr", 500_000, "5OO tkr"),
]


@pytest.mark.parametrize(("words", "kronor", "raw"), AMOUNTS)
def test_a_misread_amount_is_mended_and_shown_as_it_was_read(words: str, kronor: int, raw: str) -> None:
    measure = read(f"Samordna nattpatrullerna i två distrikt. | 2024-03-01 | {words} | Pågår")
    (effect,) = measure.effects
    assert (effect.amount_sek, effect.raw) == (kronor, raw)
    assert measure.evidence["effects.0"][0].text == words
    (finding,) = told(measure, "mended")
    assert (finding.field, finding.severity, finding.page) == ("effects", "info", 1)
    assert f"”{words}”" in finding.message


# read, first day, raw, what it must have been
TIMES = [
    ("1 apri1 2024", "2024-04-01", "1 apri1 2024", "1 april 2024"),  # as it stands it holds a year
    ("l april 2024", "2024-04-01", "l april 2024", "1 april 2024"),  # as it stands it holds a month
    ("2024-O4-15", "2024-04-15", "2024-O4-15", "2024-04-15"),
    ("okiober 2024", "2024-10-01", "okiober 2024", "oktober 2024"),
]


@pytest.mark.parametrize(("words", "first", "raw", "meant"), TIMES)
def test_a_misread_time_is_mended_and_shown_as_it_was_read(words: str, first: str, raw: str, meant: str) -> None:
    measure = read(f"Samordna nattpatrullerna i två distrikt. | {words} | 500 tkr | Pågår")
    assert measure.start is not None
    assert (str(measure.start.first), measure.start_raw) == (first, raw)
    assert measure.evidence["start_raw"][0].text == raw
    (finding,) = told(measure, "mended")
    assert (finding.field, finding.message) == ("start_raw", f"Bildläsningen läste ”{raw}”. Det tolkas som ”{meant}”.")


def test_a_misread_state_is_mended() -> None:
    measure = read("Samordna nattpatrullerna i två distrikt. | 2024-03-01 | 500 tkr | K1art")
    assert (measure.status, measure.status_raw) == ("done", "K1art")
    assert [f.field for f in told(measure, "mended")] == ["status"]


@pytest.mark.parametrize(
    ("degree", "word", "status"),
    [("100 N", "Klart", "done"), ("0 %", "Utgår", "stopped"), ("60 %", "●", "ongoing"), ("4O X", "Pågår", "ongoing")],
)
def test_a_word_says_more_of_the_state_than_a_degree_beside_it(degree: str, word: str, status: str) -> None:
    measure = read(f"Stäng badet | 1 mars 2022 | {degree} | {word}", "Åtgärd | Start | Färdiggrad | Status")
    assert measure.status == status


@pytest.mark.parametrize(
    ("comment", "status"),
    [
        ("Kamerorna är installerade hos hälften av brukarna, resten dröjer.", "ongoing"),  # done is a part of it
        ("Upphandlingen överklagades.", "ongoing"),
        ("Väntar på beslut.", "planned"),
    ],
)
def test_what_is_late_is_not_done(comment: str, status: str) -> None:
    measure = read(f"Digital tillsyn | 1 mars 2022 | Försenad | {comment}", "Åtgärd | Start | Status | Kommentar")
    assert measure.status == status


def test_that_another_backed_out_says_only_of_what_was_not_done_that_it_is_off() -> None:
    header = "Åtgärd | Start | Status"
    assert read("Gemensam kart | 1 mars 2022 | Ej genomfört, grannkommunen har tackat nej", header).status == "stopped"
    assert read("Stäng badet | 1 mars 2022 | Pågår, två boende har tackat nej", header).status == "ongoing"


@pytest.mark.parametrize("header", ["Atgard | Start | Effekt | 5tatus", "Åtgärd | Start | Effekt | Status"])
def test_a_misread_header_names_its_column(header: str) -> None:
    measure = read("Samordna nattpatrullerna i två distrikt. | 2024-03-01 | 500 tkr | Pågår", header)
    assert (measure.action, measure.status) == ("Samordna nattpatrullerna i två distrikt.", "ongoing")


def test_what_is_read_well_is_not_mended() -> None:
    measure = read("Samordna nattpatrullerna i två distrikt. | 1 april 2024 | 1 200 tkr | Pågår")
    assert (measure.effects[0].raw, measure.start_raw) == ("1 200 tkr", "1 april 2024")
    assert measure.findings == ()


@pytest.mark.parametrize("words", ["l 200 tkr", "4 ,1 mnkr", "2 mnfkr"])
def test_native_text_stands_as_it_is_printed(words: str) -> None:
    measure = read(f"Samordna nattpatrullerna i två distrikt. | 1 apri1 2024 | {words} | Pågår", confidence=1.0)
    assert measure.start is not None
    assert measure.start.precision == "year"
    assert told(measure, "mended") == []
    assert [e.amount_sek for e in measure.effects] != [1_200_000]


def test_a_misprint_that_was_read_through_is_told_on_native_paper_too() -> None:
    measure = read("Samordna nattpatrullerna i två distrikt. | 2024-03-01 | 3 mnlkr | Pågår", confidence=1.0)
    assert measure.effects[0].amount_sek == 3_000_000
    assert [f.message for f in told(measure, "mended")] == ["”3 mnlkr” är felskrivet. Det läses som 3 000 000 kr."]


def test_an_amount_that_the_paper_calls_about_is_told() -> None:
    measure = read("Samordna nattpatrullerna i två distrikt. | 2024-03-01 | ca 500 tkr | Pågår", confidence=1.0)
    (finding,) = told(measure, "approximate")
    assert (finding.severity, finding.field) == ("info", "effects")
    assert told(read("Samordna nattpatrullerna i två distrikt. | 2024-03-01 | 500 tkr | Pågår"), "approximate") == []


@pytest.mark.parametrize(("confidence", "fields"), [(0.7, ["effects", "start_date"]), (SCANNED, []), (1.0, [])])
def test_amounts_and_dates_of_doubtful_words_are_told(confidence: float, fields: list[str]) -> None:
    measure = read("Samordna nattpatrullerna i två distrikt. | 2024-03-01 | 500 tkr | Pågår", confidence=confidence)
    assert sorted({f.field or "" for f in told(measure, "doubtful_words")}) == fields


def test_doubtful_words_lower_the_confidence() -> None:
    row = "Samordna nattpatrullerna i två distrikt. | 2024-03-01 | 500 tkr | Pågår"
    native, well, badly = (read(row, confidence=c) for c in (1.0, 0.97, 0.5))
    assert native.confidence > well.confidence > badly.confidence
    assert native.confidences["effects"] > badly.confidences["effects"]


def block(*labelled: str) -> Measure:
    """The measure of a heading with its labelled texts."""
    texts = "\n".join(f"            {text}" for text in labelled)
    (measure,) = extract(
        paper(f"""
            # Åtgärdsplan för kulturskolan 2025
            ## Färre filialer
            Beskrivning: Undervisningen samlas i två hus.
            Effekt: 200 tkr
{texts}
        """)
    ).measures
    return measure


# what is printed beside the label, first day, how it is done
WHEN_OR_HOW = [
    ("Genomförande: 1 mars 2025", "2025-03-01", None),
    ("Genomförande: Halvårsskiftet 2025", "2025-07-01", None),
    ("Genomförande: Fr.o.m. höstterminen 2025", "2025-09-01", None),
    ("Genomförande: Kvartal 2", "2025-04-01", None),
    ("Genomförande: Lärarna delas mellan husen.", None, "Lärarna delas mellan husen."),
    ("Genomförande: Under 2025 av egen personal", None, "Under 2025 av egen personal"),
    ("Start: maj 2025\nGenomförande: Augusti 2025", "2025-05-01", "Augusti 2025"),  # the start has its own label
]


@pytest.mark.parametrize(("printed", "first", "method"), WHEN_OR_HOW)
def test_a_label_of_doing_tells_when_where_a_time_stands_beside_it(
    printed: str, first: str | None, method: str | None
) -> None:
    measure = block(*printed.split("\n"))
    assert (str(measure.start.first) if measure.start else None, measure.method) == (first, method)


# what is printed beside the label, start, due
START_OR_DUE = [
    ("Tidplan: Klart senast 2025-10-31", None, "2025-10-31"),
    ("Tidplan: Senast den 1 juni 2025", None, "2025-06-01"),
    ("Tidpunkt: Genomfört före sommaren 2025", None, "2025-05-31"),
    ("Tidplan: Från 1 mars 2025", "2025-03-01", None),
    ("Tidplan: Mars 2025, klart i juni 2025", "2025-03-01", "2025-06-30"),
    ("Start: Senast 1 mars 2025", "2025-03-01", None),  # the label leaves nothing else
]


@pytest.mark.parametrize(("printed", "start", "due"), START_OR_DUE)
def test_a_timetable_that_only_says_by_when_is_no_start(printed: str, start: str | None, due: str | None) -> None:
    measure = block(printed)
    assert (measure.start and str(measure.start.first), measure.due and str(measure.due.last)) == (start, due)


SMALL = """
    # Åtgärdsplan 2026
    | Åtgärd | Effekt 2026, {unit} |
    | Minska städningen i kontoren | 250 |
    | Säga upp två leasingbilar | {second} |
    | Samordna upphandlingen av vikarier | 1 200 |
"""


@pytest.mark.parametrize(
    ("unit", "second", "confidence", "kronor", "mended"),
    [
        ("kr", "90", 0.9, 250_000, True),  # a scan: no list is reckoned in so few kronor
        ("ikr", "90", 0.9, 250_000, True),
        ("r", "90", 0.9, 250_000, True),  # all that was left of "tkr"
        ("kr", "90 000", 0.9, 250, False),  # one amount that is not small
        ("kr", "90", 1.0, 250, False),  # as printed
        ("tkr", "90", 0.9, 250_000, False),
    ],
)
def test_kronor_over_nothing_but_small_amounts_on_a_scan_are_thousands(
    unit: str, second: str, confidence: float, kronor: int, mended: bool
) -> None:
    text = SMALL.format(unit=unit, second=second)
    first, *_ = extract(paper(text, confidence=confidence)).measures
    assert first.effects[0].amount_sek == kronor
    assert any(f.code == "mended" for f in first.findings) is mended


@pytest.mark.parametrize(
    ("header", "confidence", "years", "mended"),
    [
        ("Effekt 2028, tkr | Effekt 2019, tkr", 0.9, [2018, 2019], True),  # nothing is reckoned so far ahead
        ("Effekt 2018, tkr | Effekt 2029, tkr", 0.9, [2018, 2019], True),
        ("Effekt 2018, tkr | Effekt 2028, tkr", 0.9, [2018, 2028], False),  # the plan's own year stands beside it
        ("Effekt 2028, tkr | Effekt 2019, tkr", 1.0, [2019, 2028], False),  # as printed
        ("Effekt 2018, tkr | Effekt 2021, tkr", 0.9, [2018, 2021], False),
        ("Effekt 2018, tkr | Effekt 201, tkr", 0.9, [2018, 2019], True),  # a figure that was lost
        ("Effekt 201, tkr | Effekt 2019, tkr", 0.9, [2018, 2019], True),
        ("Effekt 201!, tkr | Helårseffekt, tkr", 0.9, [0, 2018], True),  # alone, it is the plan's
        ("Effekt 20.18, tkr | Helårseffekt, tkr", 0.9, [0, 2018], True),
        ("Effekt 82018, tkr | Helårseffekt, tkr", 0.9, [0, 2018], True),
    ],
)
def test_a_year_over_amounts_of_a_scan_that_is_far_ahead_is_one_near_the_plan(
    header: str, confidence: float, years: list[int], mended: bool
) -> None:
    text = f"""
        # Åtgärdsplan 2018
        | Åtgärd | {header} |
        | Minska städningen i kontoren | 250 | 400 |
        | Säga upp två leasingbilar | 90 | 90 |
    """
    first, *_ = extract(paper(text, confidence=confidence)).measures
    assert sorted(effect.year or 0 for effect in first.effects) == years
    assert any(f.code == "mended" for f in first.findings) is mended


def test_a_doubted_figure_with_more_digits_than_fit_is_not_taken() -> None:
    words = [Word("9200", 300.0, 100.0, 314.4, 110.0, 10.0, confidence=0.4)]
    said = Passage.of_lines([Line(LineId(1, 2), tuple(words))])
    label = Passage.of_lines(
        [Line(LineId(1, 1), (Word("Effekt,", 300, 80, 330, 90, 10), Word("tkr", 333, 80, 350, 90, 10)))]
    )
    action = Passage.of_lines(
        [Line(LineId(1, 3), (Word("Samordna", 70, 100, 120, 110, 10), Word("köken.", 124, 100, 160, 110, 10)))]
    )
    raw = RawMeasure("table", (Quote("action", action), Quote("effect", said, label)))
    (measure,) = resolve([raw], Context(Facts()))
    assert measure.effects == ()
    assert [f.code for f in measure.findings if f.field == "effects"] == ["effect_not_understood"]
    wide = replace(
        raw,
        quotes=(
            raw.quotes[0],
            Quote("effect", Passage.of_lines([Line(LineId(1, 2), (words[0]._replace(x1=322.0),))]), label),
        ),
    )
    (measure,) = resolve([wide], Context(Facts()))
    assert [e.amount_sek for e in measure.effects] == [9_200_000]


def test_clauses_that_decide_have_their_amounts_and_lose_the_mark_of_the_clause() -> None:
    clauses = """
        # Åtgärder för budget i balans 2024
        Nämnden beslutar följande åtgärder:

        - att hyresavtalet för Strandgården sägs upp, 560 tkr,
        - att två bilar säljs, 90 tkr från mars,
        - Att hålla badet stängt på måndagar prövas.
    """
    assert [(m.action, [e.amount_sek for e in m.effects]) for m in extract(paper(clauses)).measures] == [
        ("hyresavtalet för Strandgården sägs upp, 560 tkr,", [560_000]),
        ("två bilar säljs, 90 tkr från mars,", [90_000]),
        ("Att hålla badet stängt på måndagar prövas.", []),
    ]
