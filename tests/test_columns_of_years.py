"""Tables as word processors and spreadsheets print them: a label over columns of years, shaded names of groups, a sheet with its frame."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date

import pytest

from extractors.document import arrange
from extractors.extract import extract
from extractors.layouts.table import TableExtractor
from extractors.measure import Measure
from extractors.model import Box, Document, Fill, Grid, Page, Paper, Table, Word
from tests.test_partly_ruled import line

LETTER = 5.0


def right(top: float, *cells: tuple[float, str], bold: bool = False) -> list[Word]:
    """Words that end at the given edges, as amounts are set."""
    return [w for edge, text in cells for w in line(top, (edge - len(text) * LETTER, text), bold=bold)]


def paper(words: Sequence[Word], *, grids: Sequence[Grid] = (), fills: Sequence[Fill] = ()) -> Paper:
    page = Page(1, 842, 595, tuple(words), grids=tuple(grids), fills=tuple(fills))
    return Paper("prov.pdf", "0" * 64, (page,), 1)


def table_of(document: Document) -> Table:
    return next(block for block in document.blocks if isinstance(block, Table))


ROWS = [  # printed without rules: amounts of four years stand close, as in a landscape table of Word
    ("Vård", "Stäng kafeterian på Björken", ("150", "300", "300", "300")),
    ("", "Minska inhyrd personal på natten", ("1 250", "2 900", "2 900", "3 100")),
    ("Skola", "Samordna skolskjutsarna i norr", ("–", "425", "850", "850")),
    ("", "Lägg ned köket i Hult", ("0", "750", "1 500", "1 500")),
]  # fmt: skip
EDGES = (390.0, 440.0, 490.0, 540.0)


@pytest.mark.parametrize("years", [("2031", "2032", "2033", "2034"), ("År 2031", "År 2032", "År 2033", "År 2034")])
@pytest.mark.parametrize("at", [360.0, 405.0])
def test_a_label_over_several_years_speaks_for_each_of_them(at: float, years: tuple[str, ...]) -> None:
    words = line(60, (50, "Besparingar 2031–2034"), bold=True)
    words += line(100, (50, "Område"), (120, "Förslag"), (at, "Beräknad besparing, tkr"), (560, "Ansvarig"), bold=True)
    words += right(116, *zip(EDGES, years, strict=True), bold=True)
    for n, (area, action, amounts) in enumerate(ROWS):
        top = 140 + 22 * n
        words += line(top, *([(50.0, area)] if area else []), (120, action), (560, "Förvaltningschef"))
        words += right(top, *zip(EDGES, amounts, strict=True))
    document = arrange(paper(words))
    header = [cell.text for cell in table_of(document).header]
    assert header == ["Område", "Förslag", *(f"Beräknad besparing, tkr {year}" for year in years), "Ansvarig"]
    measures = extract(arrange(paper(words))).measures
    assert amounts_of(measures[1]) == [(1_250_000, 2031), (2_900_000, 2032), (2_900_000, 2033), (3_100_000, 2034)]
    assert amounts_of(measures[0]) == [(150_000, 2031), (300_000, 2032), (300_000, 2033), (300_000, 2034)]
    assert amounts_of(measures[2]) == [(425_000, 2032), (850_000, 2033), (850_000, 2034)]


def amounts_of(measure: Measure) -> list[tuple[int | None, int | None]]:
    return [(effect.amount_sek, effect.year) for effect in measure.effects]


def test_a_wide_label_over_one_narrow_column_stays_its_own() -> None:
    words = line(100, (50, "Åtgärd"), (300, "Ansvarig"), (400, "Ekonomisk effekt"), bold=True)
    words += right(116, (455, "tkr"), bold=True)
    for n, (_, action, amounts) in enumerate(ROWS):
        words += line(140 + 22 * n, (50, action), (300, "Enhetschef")) + right(140 + 22 * n, (455, amounts[3]))
    header = [cell.text for cell in table_of(arrange(paper(words))).header]
    assert header == ["Åtgärd", "Ansvarig", "Ekonomisk effekt tkr"]


def test_rows_between_shaded_names_are_of_the_table_however_many() -> None:
    columns = (50.0, 300.0, 380.0, 460.0, 600.0)
    names, rows = ("Vård", "Skola", "Teknik"), 7
    words = line(100, (54, "Insats (tkr)"), (304, "Helår"), (384, "Utfall"), (464, "Läge"), bold=True)
    shades = [(98.0, 114.0)]
    top = 116.0
    for name in names:
        words += line(top + 2, (54, name), bold=True)
        shades.append((top, top + 16))
        top += 18
        for n in range(rows):
            words += line(top + 4, (54, f"{name} minskar resorna {n + 1}"), (464, "Pågår"))
            words += right(top + 4, (376, f"{n + 1} 200"), (456, f"({n + 1}0)"))
            top += 26
    words += line(top + 2, (54, "Summa"), bold=True) + right(top + 2, (376, "100 800"), (456, "(840)"), bold=True)
    shades.append((top, top + 16))
    cells = [tuple(Box(a, y0, b, y1) for a, b in itertools.pairwise(columns)) for y0, y1 in shades]
    fills = [Fill(columns[0], y0, columns[-1], y1, "#f1e4e8") for y0, y1 in shades]
    measures = extract(arrange(paper(words, grids=[Grid((row,)) for row in cells], fills=fills))).measures
    assert [m.action for m in measures] == [f"{name} minskar resorna {n + 1}" for name in names for n in range(rows)]
    # the unit stands over what is done, and brackets are costs
    assert [e.amount_sek for e in measures[2].effects] == [3_200_000, -30_000]


def striped(*, shaded: bool) -> Paper:
    """A sheet without lines, its rows shaded by turns, numbers and amounts set halfway down texts of two lines."""
    words = line(
        100, (50, "Nr"), (80, "Åtgärd"), (300, "Besparing (kr)"), (420, "Utfall (kr)"), (520, "Klart"), bold=True
    )
    fills = []
    for n in range(6):
        top = 120.0 + 30 * n
        words += line(top + 9, (50, str(n + 1))) + right(
            top + 9, (375, f"{n + 1}80 000"), (480, f"{n + 1}50 000"), (550, "100 %")
        )
        words += line(top + 3, (80, f"Slåtter av ängen vid väg {n + 1} görs två gånger"))
        words += line(top + 15, (80, "i stället för åtta varje sommar"))
        fills += [Fill(48, top, 700, top + 30, "#f4e6d8")] if shaded and n % 2 else []
    return paper(sorted(words, key=lambda w: (w.top, w.x0)), fills=fills)


def test_rows_shaded_by_turns_hold_all_lines_of_their_cells() -> None:
    measures = extract(arrange(striped(shaded=True))).measures
    assert [(m.no, m.action) for m in measures] == [
        (str(n), f"Slåtter av ängen vid väg {n} görs två gånger i stället för åtta varje sommar") for n in range(1, 7)
    ]
    assert [e.amount_sek for e in measures[1].effects] == [280_000, 250_000]


def test_a_header_merged_over_columns_stands_over_labels_of_their_own() -> None:
    columns = (50.0, 90.0, 330.0, 420.0, 500.0, 600.0)
    words = line(60, (50, "Åtgärder för budget i balans"), bold=True)
    words += line(100, (54, "Beslut i nämnden"), (424, "Ekonomi och läge"), bold=True)
    words += line(116, (54, "ID"), (94, "Åtgärd"), (334, "Startdatum"), (424, "2031, tkr"), (504, "Status"), bold=True)
    for n in range(3):
        words += line(
            140 + 20 * n, (54, f"A{n + 1}"), (94, f"Hyr ut plan {n + 1}"), (334, f"2031-0{n + 1}-01"), (504, "Klar")
        )
        words += right(140 + 20 * n, (495, f"{n + 1}50"))
    top: list[Box | None] = [Box(50, 98, 420, 114), None, None, Box(420, 98, 600, 114), None]
    rows: list[list[Box | None]] = [
        [Box(a, y, b, y + 20) for a, b in itertools.pairwise(columns)] for y in (114.0, 138.0, 158.0, 178.0)
    ]
    measures = extract(arrange(paper(words, grids=[Grid((tuple(top), *map(tuple, rows)))]))).measures
    assert [m.start and m.start.first for m in measures] == [date(2031, n, 1) for n in (1, 2, 3)]
    assert [(m.no, m.action, m.status) for m in measures] == [(f"A{n}", f"Hyr ut plan {n}", "done") for n in (1, 2, 3)]


def sheet(*, frame: bool, over: Sequence[str]) -> Paper:
    """A spreadsheet printed with its gridlines: ``over`` are rows of one text above the header."""
    edges = [50.0, *([70.0] if frame else []), 100.0, 330.0, 400.0, 480.0, 600.0]
    rows = [["", *"ABCDE"]] if frame else []
    table = [["Nr", "Åtgärd", "Effekt 2031 tkr", "Start", "Status"]]
    table += [[str(n), f"Hyr ut lokalen på plan {n}", f"{n}10", f"2031-0{n}-01", "Pågår"] for n in range(1, 5)]
    for n, cells in enumerate([*([text, "", "", "", ""] for text in over), *table], 1):
        rows.append([str(n), *cells] if frame else cells)
    words, grid = list[Word](), list[tuple[Box | None, ...]]()
    for i, cells in enumerate(rows):
        top = 60.0 + 18 * i
        bold = bool(over) and over[0] in cells
        words += line(top + 3, *((x + 3, text) for x, text in zip(edges, cells, strict=False) if text), bold=bold)
        boxes: list[Box | None] = [Box(a, top, b, top + 18) for a, b in itertools.pairwise(edges)]
        if (cells.count("") >= 4 and not frame) or cells.count(
            ""
        ) == 4:  # a text that runs over into the cells beside it
            boxes = [*boxes[:frame], Box(edges[frame], top, edges[-1], top + 18), *[None] * 4]
        grid.append(tuple(boxes))
    return paper(words, grids=[Grid(tuple(grid))])


@pytest.mark.parametrize("frame", [True, False])
@pytest.mark.parametrize("over", [("Åtgärdslista ekonomi i balans", "Uppdaterad 2031-02-03", ""), ()])
def test_a_printed_spreadsheet_is_the_table_in_it(frame: bool, over: tuple[str, ...]) -> None:
    found = extract(arrange(sheet(frame=frame, over=over)))
    assert [(m.no, m.action) for m in found.measures] == [(str(n), f"Hyr ut lokalen på plan {n}") for n in range(1, 5)]
    assert [m.effects[0].amount_sek for m in found.measures] == [110_000, 210_000, 310_000, 410_000]
    if over:
        assert (found.facts.title, found.facts.doc_date) == ("Åtgärdslista ekonomi i balans", date(2031, 2, 3))


def test_numbers_and_letters_that_do_not_go_on_are_no_frame() -> None:
    made = sheet(frame=True, over=("Lista",))
    words = [w for w in made.pages[0].words if w.text not in "ABCDE"]
    words += line(63, (73, "A"), (103, "C"), (333, "B"), (403, "E"), (483, "D"))
    page = Page(1, 842, 595, tuple(words), grids=made.pages[0].grids)
    (table,) = [b for b in arrange(Paper("p", "0" * 64, (page,), 1)).blocks if isinstance(b, Table)]
    assert [row.cells[0].text for row in table.rows][-4:] == ["3", "4", "5", "6"]
    assert list(TableExtractor().find(arrange(Paper("p", "0" * 64, (page,), 1)))) == []
