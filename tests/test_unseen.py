"""Papers of other kinds than the samples, with gold written by hand before they were read: how much of them comes out right. See their README."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extractors.document import arrange
from extractors.fields.amount import unit_stated
from extractors.fields.area import parse_area
from extractors.fields.effect_prose import find_effects_in_prose
from extractors.fields.item_number import counted
from extractors.fields.speech import handles_the_paper
from extractors.fields.timing import find_start
from extractors.layouts.columns import columns_of
from extractors.marks import with_marks
from extractors.model import Fill, Grid, Page, Paragraph, Table
from extractors.model.printed import Box, Word
from extractors.reading import read_paper
from extractors.ruled_rows import with_rows_below
from pipeline.evaluate import MEASURES, Result, total
from tests.printer.check import exact_share, field_share, read_back, score

FOLDER = Path(__file__).parent / "papers" / "unseen"
PAPERS = sorted(path.stem for path in FOLDER.glob("*.json"))
LEAST_EXACT, LEAST_FIELDS, LEAST_MEASURES, LEAST_FACTS = 0.92, 0.975, 0.985, 0.975


@pytest.fixture(scope="module")
def results() -> list[Result]:
    return [score(name, gold(name), read_back(FOLDER / f"{name}.pdf")) for name in PAPERS]


def gold(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text("utf8"))
    return found


def test_most_measures_come_out_whole(results: list[Result]) -> None:
    misses = "\n".join(f"{r.name}: {miss}" for r in results for miss in r.misses)
    assert total(results).scores[MEASURES].f1 >= LEAST_MEASURES, misses
    assert exact_share(results) >= LEAST_EXACT, misses
    assert field_share(results) >= LEAST_FIELDS, misses


def test_the_papers_own_facts_are_read(results: list[Result]) -> None:
    asked = [r for r in results if r.gold]
    assert sum(r.document_right for r in asked) >= LEAST_FACTS * sum(r.document_asked for r in asked)


@pytest.mark.parametrize(
    "name",
    [name for name in PAPERS if not gold(name)["measures"]],
)
def test_a_paper_of_another_kind_gives_no_measure(name: str) -> None:
    assert [measure.action for measure in read_back(FOLDER / f"{name}.pdf").measures] == []


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Samtliga belopp anges i tkr.", "tkr"),
        ("Belopp i tkr om inget annat anges.", "tkr"),
        ("Belopp i mnkr där ej annat sägs.", "mnkr"),
        ("Belopp i tkr. Uppdaterad 2023-11-20.", "tkr"),
        ("Gemensamma nämnden. Tusentals kronor, ackumulerat inte redovisat.", "tkr"),
        ("Besparingar 2025 (mnkr)", "mnkr"),
        ("Åtgärder, tkr", "tkr"),
        ("Nämnden lämnade 2020 ett underskott på 1,9 mnkr.", None),
        ("Underskottet är 300 tkr, varav 100 tkr avser vikarier.", None),
    ],
)
def test_a_text_over_a_table_says_the_unit_unless_it_tells_an_amount(text: str, unit: str | None) -> None:
    assert unit_stated(text) == unit


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ("Åtgärd 1: Förskolan stängs", "1", "Förskolan stängs"),
        ("Förslag 12. Lägre ersättning", "12", "Lägre ersättning"),
        ("Åtgärd nr 3 – Färre chefer", "3", "Färre chefer"),
        ("SBK-01 Självservice i bygglov", "SBK-01", "Självservice i bygglov"),
        ("UTB-02 Ny organisation", "UTB-02", "Ny organisation"),
        ("Å7. Gemensam rehabpool", "Å7", "Gemensam rehabpool"),
        ("Kapitel 3. Ekonomi", None, None),
        ("Åtgärd som rör skolan", None, None),
        ("HVB för unga avvecklas", None, None),
        ("Under 2023: inga åtgärder", None, None),
    ],
)
def test_a_name_may_begin_with_its_number(text: str, number: str | None, name: str | None) -> None:
    found = counted(text)
    assert (found and text[found.start : found.end], found and text[found.rest :]) == (number, name)


@pytest.mark.parametrize(
    ("clause", "handles"),
    [
        ("godkänna förvaltningens redovisning och lägga den till handlingarna", True),
        ("Kommunstyrelsen noterar informationen om läget.", True),
        ("Barn- och utbildningsnämnden antar förslaget till riktlinjer", True),
        ("nämnden ställer sig bakom planen", True),
        ("förslaget om minskad bemanning i förskolan utgår", True),
        ("förslaget om minskad bemanning genomförs", False),
        ("Överlämnande av driften till en stiftelse", False),
        ("Socialnämnden avslutar hyresavtalet för träffpunkten", False),
        ("parkering avgiftsbeläggs från den 1 maj", False),
    ],
)
def test_a_clause_that_only_handles_the_matter_is_no_measure(clause: str, handles: bool) -> None:
    assert handles_the_paper(clause) is handles


@pytest.mark.parametrize(
    ("board", "own", "area", "subarea"),
    [
        ("Socialnämnden", "Hemtagning av köpta platser inom LSS", "funktionsnedsattning", None),
        ("Socialnämnden", "Ny modell för hemtjänstens insatstider", "aldreomsorg", "hemtjanst"),
        ("Barn- och utbildningsnämnden", "Färre barnskötare på förskolorna", "forskola", None),
        ("Tekniska nämnden", "Glesare slåtter av ängsytor", "stadsmiljo", None),
        ("Kommunstyrelsen", "Färre licenser för ekonomisystemet", "ledning_och_administration", None),
        ("Socialnämnden", "Minskat föreningsbidrag", "ledning_och_administration", "namnd"),  # not of its remit
    ],
)
def test_under_a_boards_name_the_measure_says_which_area_of_its_remit(
    board: str, own: str, area: str, subarea: str | None
) -> None:
    found = parse_area([board], own)
    assert found is not None
    assert (found.area, found.subarea) == (area, subarea)


def page(words: list[Word], **drawn: Any) -> Page:
    return Page(1, 595.0, 842.0, tuple(words), **drawn)


@pytest.mark.parametrize(
    ("dot", "is_bullet"),
    [
        ((86.0, 102.5, 90.0, 106.5), True),  # a small dot before the line
        ((86.0, 100.0, 96.0, 110.0), False),  # as large as a letter: a status light
        ((40.0, 102.5, 44.0, 106.5), False),  # far from any text
        ((86.0, 120.0, 90.0, 124.0), False),  # beside no line
    ],
)
def test_a_small_dot_drawn_before_a_line_is_a_bullet(dot: tuple[float, float, float, float], is_bullet: bool) -> None:
    line = [Word("Avtalet", 100, 98, 135, 110, 11), Word("avslutas.", 139, 98, 185, 110, 11)]
    words = with_marks(page(line, fills=(Fill(*dot, "#000000"),)))
    assert (words[0].text == "•") is is_bullet


def test_a_line_drawn_with_the_keys_is_no_word() -> None:
    words = [
        Word("lokaler", 100, 98, 135, 110, 11),
        Word("_______", 139, 98, 185, 110, 11),
        Word("_", 190, 98, 196, 110, 11),
    ]
    assert [word.text for word in with_marks(page(words))] == ["lokaler", "_"]


def test_rows_under_a_ruled_header_are_parted_by_rules_alone() -> None:
    header = (Box(50, 100, 200, 115), Box(200, 100, 300, 115), Box(300, 100, 400, 115))
    words = [
        Word("Slå", 53, 119, 70, 129, 9), Word("Chef", 203, 119, 230, 129, 9), Word("Pågår", 303, 119, 330, 129, 9),
        Word("Kommentar", 53, 144, 100, 154, 9),
    ]  # fmt: skip
    rules = tuple(Box(50, y, 400, y + 0.8) for y in (115, 140, 165))
    grid = with_rows_below(Grid((header,)), page(words, rules=rules), words)
    assert [[cell is not None for cell in row] for row in grid.rows] == [[True] * 3, [True] * 3, [True, False, False]]


def test_rows_shaded_by_turns_are_one_table() -> None:
    document = arrange(read_paper(FOLDER / "zebra_followup.pdf"))
    assert [len(block.rows) for block in document.blocks if isinstance(block, Table)] == [4, 3]


def test_a_header_whose_cells_stand_in_the_middle_of_their_height_is_one_row() -> None:
    document = arrange(read_paper(FOLDER / "fees.pdf"))
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert [cell.text for cell in table.header] == [
        "Förslag",
        "Nuvarande avgift",
        "Ny avgift",
        "Gäller från",
        "Intäktsökning, tkr",
    ]
    assert [row.cells[3].text for row in table.rows] == ["2023-01-01", "2023-04-01", "2023-05-01", "2023-03-15"]


@pytest.mark.parametrize(
    ("text", "kronor"),
    [
        ("Skolan läggs ned. Minskad kostnad 2,3 mnkr per år.", [2_300_000]),
        ("Avgiften höjs. Ökade intäkter beräknas till 210 tkr.", [210_000]),
        ("Avtalet omförhandlas, lägre hyra 90 tkr.", [90_000]),
        ("Nämndens kostnad är 2,3 mnkr.", []),
    ],
)
def test_a_lower_cost_or_higher_income_before_an_amount_tells_an_effect(text: str, kronor: list[int]) -> None:
    assert [effect.amount_sek for effect, *_ in find_effects_in_prose(text)] == kronor


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("En av två rektorer ersätts inte vid pensionsavgång våren 2020", "2020-03-01"),
        ("Avgiften höjs från höstterminen 2021", "2021-09-01"),
        ("Tjänsten återbesätts inte efter budget 2020", None),
        ("Hyresavtalet sägs upp, 0 kronor under 2023 och 740 tkr under 2024", None),  # the years of the amounts
        ("Två tjänster hålls vakanta under 2023, 900 tkr", "2023-01-01"),
        ("Avtalet avslutas (0 kr 2023, 120 tkr 2024)", None),
    ],
)
def test_a_season_in_a_measures_own_words_is_when_it_starts(text: str, start: str | None) -> None:
    found = find_start(text)
    assert (str(found.period.first) if found and found.period else None) == start


def test_sentences_before_what_is_done_tell_why_and_not_how_far_it_has_come() -> None:
    document = arrange(read_paper(FOLDER / "nulage_columns.pdf"))
    table = next(block for block in document.blocks if isinstance(block, Table))
    columns = columns_of(table, ["Åtgärdsplan 2021"])
    assert columns is not None
    assert columns.fields == ("", "action", "effect", "responsible", "start")


def test_a_header_printed_once_holds_for_the_tables_of_the_next_areas() -> None:
    document = arrange(read_paper(FOLDER / "bruksholm_loften.pdf"))
    tables = [block for block in document.blocks if isinstance(block, Table) and block.rows]
    assert sum(len(table.rows) for table in tables) == 10  # nine measures, and an area named at the top of a page
    assert {tuple(cell.text for cell in table.header) for table in tables} == {
        ("Vi lovade", "Det har hänt", "Utlovat", "Gav")
    }


def test_two_sides_that_are_no_pairs_are_read_one_after_the_other() -> None:
    document = arrange(read_paper(FOLDER / "svartnas_tva_spalter.pdf"))
    numbers = [block.bullet for block in document.blocks if isinstance(block, Paragraph) and block.bullet]
    assert numbers == [f"{i}." for i in (1, 2, 3, 4, 5, 6, 7)] * 2


def test_bold_words_that_are_labels_begin_a_paragraph() -> None:
    document = arrange(read_paper(FOLDER / "proposals_runin.pdf"))
    firsts = [b.text.split()[0] for b in document.blocks if isinstance(b, Paragraph)]
    assert firsts.count("Beskrivning") == firsts.count("Konsekvenser") == firsts.count("Ekonomisk") == 8
