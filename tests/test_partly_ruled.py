"""Tables that are drawn in part: browsers rule no last row, rules part groups, a page break leaves a merged cell open."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extractors.document import arrange
from extractors.layouts.table import TableExtractor
from extractors.model import Box, Document, Fill, Grid, Page, Paper, Table, Word

LETTER = 5.0  # points a letter, at 10 points
EDGES = (50.0, 130.0, 330.0, 430.0, 550.0)
LABELS = ("Status", "Åtgärd", "Startdatum", "Ansvarig")


def line(top: float, *cells: tuple[float, str], bold: bool = False) -> list[Word]:
    """Words of one printed line: each cell a text at its left edge."""
    words = []
    for x, text in cells:
        for part in text.split():
            words.append(Word(part, x, top, x + len(part) * LETTER, top + 10, 10, bold))
            x += len(part) * LETTER + 2.5
    return words


def columns(top: float, *texts: str, bold: bool = False) -> list[Word]:
    return line(top, *((x + 4, text) for x, text in zip(EDGES, texts, strict=False) if text), bold=bold)


def arranged(*pages: Page) -> Document:
    return arrange(Paper("prov.pdf", "0" * 64, pages, len(pages)))


def page(
    number: int,
    lines: Sequence[Sequence[Word]],
    *,
    grids: Sequence[Grid] = (),
    rules: Sequence[float] = (),
    fills: Sequence[tuple[float, float]] = (),
) -> Page:
    words = tuple(word for one in lines for word in one)
    return Page(
        number, 595, 842, words, grids=tuple(grids),
        rules=tuple(Box(EDGES[0], y, EDGES[-1], y + 0.7) for y in rules),
        fills=tuple(Fill(EDGES[0], top, EDGES[-1], bottom, "#f2f4f6") for top, bottom in fills),
    )  # fmt: skip


def header(top: float) -> Grid:
    return Grid((tuple(Box(a, top, b, top + 20) for a, b in itertools.pairwise(EDGES)),))


def rows_of(document: Document) -> list[list[str]]:
    return [[c.text for c in r.cells] for block in document.blocks if isinstance(block, Table) for r in block.rows]


def test_shaded_remarks_and_the_last_row_without_a_rule_are_of_the_table() -> None:
    lines = [
        columns(105, *LABELS, bold=True),
        columns(130, "Pågår", "Minska inhyrd personal", "2024-03-01", "Områdeschef"),
        line(155, (EDGES[0] + 10, "Kommentar"), bold=True),
        line(167, (EDGES[0] + 10, "Tre av sju enheter har slutat hyra in och två till gör det efter sommaren.")),
        columns(190, "Avslutad", "Säg upp lokal i centrum", "2024-01-01", "Fastighetschef"),
        line(260, (50, "Arbetet med budget i balans går vidare och redovisas för nämnden i december.")),
    ]
    document = arranged(page(1, lines, grids=[header(100)], rules=[182], fills=[(148, 181)]))
    assert rows_of(document) == [
        ["Pågår", "Minska inhyrd personal", "2024-03-01", "Områdeschef"],
        ["Kommentar Tre av sju enheter har slutat hyra in och två till gör det efter sommaren.", "", "", ""],
        ["Avslutad", "Säg upp lokal i centrum", "2024-01-01", "Fastighetschef"],
    ]
    first, second = TableExtractor().find(document)
    assert first.all("comment")[0].text.startswith("Tre av sju") and not second.all("comment")


def test_a_row_that_a_page_break_parted_from_its_table_is_of_it() -> None:
    first = [
        columns(705, *LABELS, bold=True),
        columns(730, "Pågår", "Minska inhyrd personal", "2024-03-01", "Områdeschef"),
        columns(755, "Avslutad", "Säg upp lokal i centrum", "2024-01-01", "Fastighetschef"),
    ]
    second = [
        columns(80, "Pågår", "Samordna skolskjuts", "2024-08-01", "Rektor"),
        line(140, (50, "Uppföljning sker varje tertial.")),
    ]
    document = arranged(page(1, first, grids=[header(700)], rules=[745, 770]), page(2, second))
    assert rows_of(document)[-1] == ["Pågår", "Samordna skolskjuts", "2024-08-01", "Rektor"]
    assert len([block for block in document.blocks if isinstance(block, Table)]) == 1


def test_rules_under_the_names_of_groups_part_no_rows() -> None:
    places = (54, 300, 380, 460)

    def row(top: float, *texts: str, bold: bool = False) -> list[Word]:
        return line(top, *zip(places, texts, strict=False), bold=bold)

    lines = [
        row(100, "Beslutad åtgärd", "Plan tkr", "Utfall tkr", "Status", bold=True),
        row(125, "Skola"),
        row(145, "Slå ihop två skolbibliotek", "400", "250", "Pågår"),
        row(163, "Färre läromedel per elev", "300", "300", "Klar"),
        row(181, "Vakant tjänst som", "650", "120", "Pågår"),
        row(192, "kurator"),
        row(212, "Kultur"),
        row(232, "Kortare öppettider i konsthallen", "150", "90", "Pågår"),
        row(250, "Höjd avgift i kulturskolan", "80", "80", "Klar"),
    ]  # fmt: skip
    document = arranged(page(1, lines, rules=[95, 115, 138, 225, 265]))
    assert [row[0] for row in rows_of(document)] == [
        "Skola", "Slå ihop två skolbibliotek", "Färre läromedel per elev", "Vakant tjänst som kurator",
        "Kultur", "Kortare öppettider i konsthallen", "Höjd avgift i kulturskolan",
    ]  # fmt: skip


def test_a_year_in_the_middle_over_two_columns_is_of_both() -> None:
    lines = [
        line(100, (54, "Åtgärd"), (322, "2026"), (420, "Ansvarig"), bold=True),
        line(116, (300, "Effekt"), (350, "Helår"), bold=True),
        line(134, (54, "Bibliotek"), bold=True),
        line(152, (54, "Bokbussen slutar köra"), (310, "290"), (355, "580"), (420, "Kulturchef")),
        line(170, (54, "Färre utställningar"), (310, "120"), (355, "240"), (420, "Kulturchef")),
    ]
    document = arranged(page(1, lines))
    [table] = [block for block in document.blocks if isinstance(block, Table)]
    assert [cell.text for cell in table.header] == ["Åtgärd", "2026 Effekt", "2026 Helår", "Ansvarig"]
    assert [row[0] for row in rows_of(document)] == ["Bibliotek", "Bokbussen slutar köra", "Färre utställningar"]


def test_a_merged_cell_that_the_page_break_leaves_open_keeps_its_text() -> None:
    inner = [(EDGES[i], EDGES[i + 1]) for i in range(1, 4)]
    grid = Grid(
        (
            *header(100).rows,
            (None, *(Box(a, 120, b, 150) for a, b in inner)),
            (None, *(Box(a, 150, b, 180) for a, b in inner)),
        )
    )
    lines = [
        columns(105, "Avdelning", "Åtgärd", "Startdatum", "Ansvarig", bold=True),
        columns(130, "Äldreomsorg", "Färre nattpass", "2024-03-01", "Enhetschef"),
        columns(160, "", "Egen bemanningspool", "2024-05-01", "Enhetschef"),
    ]
    assert rows_of(arranged(page(1, lines, grids=[grid]))) == [
        ["Äldreomsorg", "Färre nattpass", "2024-03-01", "Enhetschef"],
        ["", "Egen bemanningspool", "2024-05-01", "Enhetschef"],
    ]
