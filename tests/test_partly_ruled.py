"""Tables that are drawn in part: browsers rule no last row, rules part groups, a page break leaves a merged cell open."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extractors.document import arrange
from extractors.extract import extract
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


def test_a_ruled_row_that_holds_several_rows_is_parted_by_its_amounts() -> None:
    edges = (50.0, 130.0, 330.0, 430.0, 550.0)
    heights = (100.0, 120.0, 230.0, 260.0)
    grid = Grid(
        tuple(
            tuple(Box(a, top, b, bottom) for a, b in itertools.pairwise(edges))
            for top, bottom in itertools.pairwise(heights)
        )
    )
    lines = [
        columns(105, "Nämnd", "Åtgärd", "Belopp, tkr", "Kommentar", bold=True),
        columns(125, "Byggnadsnämnden", "Färre mätdagar i fält under", "400", "Gäller från maj"),
        columns(136, "", "vinterhalvåret", "", ""),
        columns(156, "", "Arkivet skannas", "-90", "Engångskostnad för"),
        columns(167, "", "", "", "utrustning"),
        columns(187, "", "Summa", "310", ""),
        columns(240, "Kulturnämnden", "Museet stänger på måndagar", "150", ""),
    ]
    document = arranged(page(1, lines, grids=[grid]))
    assert rows_of(document) == [
        ["Byggnadsnämnden", "Färre mätdagar i fält under vinterhalvåret", "400", "Gäller från maj"],
        ["", "Arkivet skannas", "-90", "Engångskostnad för utrustning"],
        ["", "Summa", "310", ""],
        ["Kulturnämnden", "Museet stänger på måndagar", "150", ""],
    ]
    assert [raw.path[-1].text for raw in TableExtractor().find(document)] == [
        "Byggnadsnämnden",
        "Byggnadsnämnden",
        "Kulturnämnden",
    ]


def test_paragraphs_in_the_cells_of_one_row_part_nothing() -> None:
    grid = Grid((*header(100).rows, tuple(Box(a, 120, b, 200) for a, b in itertools.pairwise(EDGES))))
    lines = [
        columns(105, *LABELS, bold=True),
        columns(125, "Pågår", "Två avdelningar slås ihop.", "2024-03-01", "Enhetschef"),
        columns(150, "", "Personalen flyttar efter semestern.", "", ""),
        columns(175, "", "Lokalen sägs upp.", "", ""),
    ]
    assert len(rows_of(arranged(page(1, lines, grids=[grid])))) == 1


def test_cells_that_each_say_their_label_are_a_table() -> None:
    lines = [
        line(100, (54, "Åtgärd: Färre leasingbilar i"), (300, "Ansvarig: Fordonschef"), (440, "Effekt: 300 tkr")),
        line(111, (54, "hemtjänsten")),
        line(135, (54, "Åtgärd: Samordnad posthantering"), (300, "Ansvarig: Registrator"), (440, "Effekt: 80 tkr")),
        line(180, (54, "Nämnden följer åtgärderna i december och i april, som den brukar göra.")),
    ]
    document = arranged(page(1, lines))
    assert rows_of(document) == [
        ["Färre leasingbilar i hemtjänsten", "Fordonschef", "300 tkr"],
        ["Samordnad posthantering", "Registrator", "80 tkr"],
    ]


SAID = ("lokaler", "fordon", "inköp", "resor", "scheman", "avtal", "taxor", "avgifter", "skolor", "vägar")


def test_the_second_column_of_text_may_be_short_on_the_page_after() -> None:
    def text(x: float, count: int, verb: str) -> list[list[Word]]:
        return [
            line(60 + 14 * i, (x, f"{verb} {SAID[i % 10]} och {SAID[i // 3]} samt {SAID[-1 - i % 7]}"))
            for i in range(count)
        ]

    full = [*text(50, 24, "Kontoret granskar"), *text(310, 24, "Nämnden följer nu")]
    short = [
        *text(50, 20, "Kontoret jämför"),
        line(60, (310, "Den andra spalten går vidare")),
        line(74, (310, "och slutar här.")),
    ]
    document = arranged(page(1, full), page(2, short))
    assert document.blocks[-1].lines[-1].text == "och slutar här."


def test_shaded_states_alone_make_no_grid() -> None:
    grid = Grid(
        (
            (Box(50, 100, 550, 120), None, None),
            (Box(50, 120, 430, 145), Box(430, 120, 490, 145), Box(490, 120, 550, 145)),
            (Box(50, 145, 430, 170), Box(430, 145, 490, 170), Box(490, 145, 550, 170)),
        )
    )
    places = (54, 250, 320, 434)
    lines = [
        line(105, *zip(places, ("Åtgärd", "Start", "Ansvarig", "Status"), strict=True), bold=True),
        line(128, *zip(places, ("Belysning dimras", "2024-01-01", "Gatuchef", "Klar"), strict=True)),
        line(153, *zip(places, ("Egen snöröjning", "2024-11-01", "Parkchef", "Pågår"), strict=True)),
    ]
    assert rows_of(arranged(page(1, lines, grids=[grid], rules=[120, 145, 170]))) == [
        ["Belysning dimras", "2024-01-01", "Gatuchef", "Klar"],
        ["Egen snöröjning", "2024-11-01", "Parkchef", "Pågår"],
    ]


def test_sentences_under_a_row_that_keep_to_no_column_are_of_the_cell_above_them() -> None:
    lines = [
        columns(105, *LABELS, bold=True),
        columns(130, "Pågår", "Samordnad vaktmästeri", "2024-03-01", "Fastighetschef"),
        line(144, (EDGES[1] + 12, "– Skolornas och badhusets vaktmästare bildar en grupp som bokas i ett gemensamt system.")),
        columns(170, "Klar", "Egen tvätt upphör", "2024-01-01", "Kökschef"),
        line(184, (EDGES[1] + 12, "– Tvätten köps av regionen.")),
        line(260, (50, "Nästa uppföljning lämnas i december.")),
    ]  # fmt: skip
    document = arranged(page(1, lines, grids=[header(100)], rules=[162]))
    assert rows_of(document) == [
        [
            "Pågår",
            "Samordnad vaktmästeri – Skolornas och badhusets vaktmästare bildar en grupp som bokas i ett gemensamt system.",
            "2024-03-01",
            "Fastighetschef",
        ],
        ["Klar", "Egen tvätt upphör – Tvätten köps av regionen.", "2024-01-01", "Kökschef"],
    ]


def test_every_other_row_drawn_without_its_upright_rules_has_the_columns_of_the_others() -> None:
    def cells(top: float) -> tuple[Box | None, ...]:
        return tuple(Box(a, top, b, top + 20) for a, b in itertools.pairwise(EDGES))

    wide = (Box(EDGES[0], 140, EDGES[-1], 160), None, None, None)
    name = (Box(EDGES[0], 180, EDGES[-1], 200), None, None, None)
    grid = Grid((cells(100), cells(120), wide, cells(160), name, cells(200)))
    lines = [
        columns(105, *LABELS, bold=True),
        columns(125, "Pågår", "Minska inhyrd personal", "2024-03-01", "Områdeschef"),
        columns(145, "Klar", "Säg upp lokal", "2024-01-01", "Fastighetschef"),
        columns(165, "Pågår", "Dimma belysning", "2024-02-01", "Gatuchef"),
        columns(185, "Kultur"),
        columns(205, "Klar", "Kortare öppettider", "2024-04-01", "Bibliotekschef"),
    ]
    assert rows_of(arranged(page(1, lines, grids=[grid])))[1:4] == [
        ["Klar", "Säg upp lokal", "2024-01-01", "Fastighetschef"],
        ["Pågår", "Dimma belysning", "2024-02-01", "Gatuchef"],
        ["Kultur", "", "", ""],
    ]


def test_lists_side_by_side_are_read_one_after_the_other() -> None:
    def item(top: float, left: Sequence[str], right: Sequence[str]) -> list[list[Word]]:
        return [
            line(top + 14 * i, *((x, f"{'• ' if i == 0 else ''}{text}") for x, text in ((60, a), (330, b)) if text))
            for i, (a, b) in enumerate(zip(left, right, strict=True))
        ]

    lines = [
        line(60, (50, "Åtgärder 2026"), bold=True),
        line(90, (50, "Skola"), (320, "Fritid"), bold=True),
        *item(120, ["En klass färre i årskurs 7", ""], ["Badet stänger två", "veckor i juli"]),
        *item(160, ["Skolskjutsen samordnas", "med sjukresorna"], ["Isbanan läggs ned", ""]),
    ]
    texts = [block.lines for block in arranged(page(1, lines)).blocks]
    said = [" ".join(line.text for line in lines) for lines in texts]
    assert said[1:] == [
        "Skola",
        "• En klass färre i årskurs 7",
        "• Skolskjutsen samordnas med sjukresorna",
        "Fritid",
        "• Badet stänger två veckor i juli",
        "• Isbanan läggs ned",
    ]


def test_a_mark_before_a_text_in_a_form_does_not_end_it() -> None:
    texts = [("Ansvarig", 150, "Gatuchefen"), ("Startdatum", 150, "2024-01-01"), ("Status", 162, "Pågående")]
    lines = [line(100 + 18 * i, (50, label), (x, said)) for i, (label, x, said) in enumerate(texts)]
    found = next(block for block in arranged(page(1, lines)).blocks if isinstance(block, Table))
    assert [[c.text for c in row.cells] for row in found.rows] == [[label, said] for label, _, said in texts]


def test_a_sum_drawn_as_one_cell_has_the_columns_of_its_figures() -> None:
    def cells(top: float) -> tuple[Box | None, ...]:
        return tuple(Box(a, top, b, top + 20) for a, b in itertools.pairwise(EDGES))

    wide = (Box(EDGES[0], 140, EDGES[-1], 160), None, None, None)
    group = (Box(EDGES[0], 160, EDGES[-1], 180), None, None, None)
    lines = [
        columns(105, "Nr", "Åtgärd", "Plan", "Utfall", bold=True),
        columns(125, "1", "Säg upp lokal", "1,60", "1,10"),
        line(145, (EDGES[0] + 4, "Summa genomförda åtgärder"), (EDGES[3] - 24, "1,60"), (EDGES[4] - 24, "1,10")),
        line(165, (EDGES[0] + 4, "Pågående åtgärder")),
        columns(185, "2", "Dimma belysning", "0,60", "0,10"),
    ]
    grid = Grid((cells(100), cells(120), wide, group, cells(180)))
    assert rows_of(arranged(page(1, lines, grids=[grid]))) == [
        ["1", "Säg upp lokal", "1,60", "1,10"],
        ["Summa genomförda åtgärder", "", "1,60", "1,10"],
        ["Pågående åtgärder", "", "", ""],
        ["2", "Dimma belysning", "0,60", "0,10"],
    ]


def test_a_year_that_ends_a_bracket_from_the_page_before_is_no_page_number() -> None:
    first = [
        line(60, (50, "Förslag"), bold=True),
        line(780, (50, "Hyr ut lokalen på kvällar (0,3 mnkr 2025, 0,6 mnkr")),
    ]
    second = [line(60, (50, "2026).")), line(90, (50, "Sälj bilarna.")), line(800, (280, "2"))]
    texts = [one.text for block in arranged(page(1, first), page(2, second)).blocks for one in block.lines]
    assert "2026)." in texts and "2" not in texts


def test_labels_in_type_of_another_size_are_the_header_of_the_next_table() -> None:
    def small(words: list[Word]) -> list[Word]:
        return [w._replace(size=8.0) for w in words]

    places = (50.0, 300.0, 380.0, 460.0)
    lines = [
        line(100, *zip(places, ("Verksamhet", "Budget", "Utfall", "Avvikelse"), strict=True)),
        line(114, *zip(places, ("Kansli", "92,8", "92,1", "0,7"), strict=True)),
        line(128, *zip(places, ("Gemensamt", "27:93", "30,1", '"3,1'), strict=True)),
        small(line(146, *zip((50.0, 90.0, 300.0, 380.0), ("Nr", "Uppdrag", "Effekt, kkr Konsekvens", "Risk"), strict=True))),
        small(line(160, *zip((50.0, 90.0, 300.0, 380.0), ("1.1", "Lokalen byggs om", "2 400", "Liten"), strict=True))),
        small(line(174, *zip((50.0, 90.0, 300.0, 380.0), ("1.2", "Inköpen begränsas", "200", "Hög"), strict=True))),
    ]  # fmt: skip
    found = [block for block in arranged(page(1, lines)).blocks if isinstance(block, Table)]
    assert [row.cells[0].text for row in found[0].rows] == ["Kansli", "Gemensamt"]
    assert len(found) == 2


def grid(*tops: tuple[float, float], edges: Sequence[float] = EDGES) -> Grid:
    """One row between each pair of a top and a bottom."""
    return Grid(tuple(tuple(Box(a, top, b, bottom) for a, b in itertools.pairwise(edges)) for top, bottom in tops))


def test_a_page_that_begins_with_a_header_and_one_shaded_row_has_its_last_row() -> None:
    lines = [
        columns(105, *LABELS, bold=True),
        columns(130, "Pågår", "Minska inhyrd personal", "2024-03-01", "Områdeschef"),
        columns(150, "Avslutad", "Säg upp lokal i centrum", "2024-01-01", "Fastighetschef"),
        line(230, (50, "Arbetet med budget i balans går vidare och redovisas för nämnden i december.")),
    ]
    document = arranged(page(1, lines, grids=[grid((100, 125), (125, 145))]))
    assert [row[1] for row in rows_of(document)] == ["Minska inhyrd personal", "Säg upp lokal i centrum"]


def test_a_sentence_under_a_header_and_one_row_is_no_row() -> None:
    lines = [
        columns(105, *LABELS, bold=True),
        columns(130, "Pågår", "Minska inhyrd personal", "2024-03-01", "Områdeschef"),
        line(150, (EDGES[1] + 4, "Redovisas i maj.")),
    ]
    document = arranged(page(1, lines, grids=[grid((100, 125), (125, 145))]))
    assert [row[1] for row in rows_of(document)] == ["Minska inhyrd personal"]


def test_a_key_of_two_columns_that_are_shaded_by_turns_is_one_table() -> None:
    edges = (50.0, 130.0, 330.0)
    key = [
        ("Läge", "Betydelse"),
        ("Utreds", "underlag tas fram"),
        ("Beslutad", "beslut finns"),
        ("Igång", "arbete pågår"),
    ]
    lines = [line(103 + 20 * i, (54, term), (134, meaning)) for i, (term, meaning) in enumerate(key)]
    document = arranged(
        page(1, lines, grids=[grid((100, 120), (120, 140), edges=edges), grid((160, 180), edges=edges)])
    )
    assert rows_of(document) == [list(pair) for pair in key[1:]]


def test_rules_between_a_shaded_header_and_a_shaded_sum_part_the_rows() -> None:
    rows = [("HR", "Annonser görs digitalt"), ("IT", "Telefoner sägs upp"), ("Kansli", "Tryckta handlingar upphör")]
    lines = [columns(105, *LABELS)]
    lines += [columns(125 + 20 * i, avd, text, "2031-01-01", "Chefen") for i, (avd, text) in enumerate(rows)]
    lines.append(columns(185, "", "Summa", "", "3"))
    grids = (header(100), header(180))
    drawn = arranged(page(1, lines, grids=grids, rules=(120, 140, 160, 180)))
    assert [row[1] for row in rows_of(drawn)] == [text for _, text in rows] + ["Summa"]


def test_figures_of_several_rows_in_one_cell_are_no_amount_and_those_of_a_narrow_column_are_one() -> None:
    def amounts(*figures: str) -> list[int]:
        cell = [word for i, text in enumerate(figures) for word in line(125 + 12 * i, (EDGES[2] + 4, text))]
        body = Grid((tuple(Box(a, 120, b, 200) for a, b in itertools.pairwise(EDGES)),))
        grid = Grid((*header(100).rows, *body.rows))
        labels = columns(105, "Avd", "Åtgärd", "Effekt 2031, tkr", "Status")
        made = page(1, [labels, columns(125, "IT", "Telefoner sägs upp", "", "Pågår"), cell], grids=(grid,))
        return [effect.amount_sek for measure in extract(arranged(made)).measures for effect in measure.effects]

    assert amounts("1", "100") == [1_100_000]
    assert 150_120_000 not in map(abs, amounts("700", "60", "-150", "120"))


def test_a_shaded_row_of_two_columns_is_parted_where_its_amount_stands() -> None:
    edges = (50.0, 470.0, 550.0)
    rows = [
        ("Urnorna planteras en gång", "85"),
        ("Sopsaltning införs från 1 april 2031", "120"),
        ("Ljuset släcks", "210"),
    ]
    lines = [line(105, (54, "Åtgärd"), (474, "Effekt tkr"))]
    lines += [line(125 + 20 * i, (54, text), (530, amount)) for i, (text, amount) in enumerate(rows)]
    cells = [tuple(Box(a, 100 + 20 * i, b, 120 + 20 * i) for a, b in itertools.pairwise(edges)) for i in range(4)]
    cells[2] = (Box(edges[0], 140, edges[-1], 160), None)
    words = tuple(word for one in lines for word in one)
    drawn = arranged(Page(1, 595, 842, words, grids=(Grid(tuple(cells)),)))
    assert [tuple(row) for row in rows_of(drawn)][-3:] == rows
