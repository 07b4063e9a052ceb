"""Putting a paper in order: what repeats goes out, tables come together again, headings and paragraphs are told apart."""

from __future__ import annotations

import itertools
from dataclasses import replace

from extractors.document import arrange
from extractors.extract import extract
from extractors.model import Box, Document, Grid, Heading, Page, Paper, Paragraph, Table, Word
from extractors.sections import sections

LETTER = 5.0  # points a letter, at 10 points


def row(top: float, *cells: tuple[float, str], size: float = 10.0, bold: bool = False) -> list[Word]:
    """Words of one printed line: each cell a text at its left edge."""
    words = []
    for x, text in cells:
        for part in text.split():
            width = len(part) * LETTER * size / 10
            words.append(Word(part, x, top, x + width, top + size, size, bold))
            x += width + 0.25 * size
    return words


def paper(
    *pages: list[list[Word]], grids: dict[int, Grid] | None = None, rules: dict[int, list[Box]] | None = None
) -> Paper:
    made = []
    for n, rows in enumerate(pages, 1):
        words = tuple(w for line in rows for w in line)
        grid = ((grids or {}).get(n),) if (grids or {}).get(n) else ()
        made.append(Page(n, 595, 842, words, grids=grid, rules=tuple((rules or {}).get(n, ()))))  # type: ignore[arg-type]
    return Paper("prov.pdf", "0" * 64, tuple(made), len(made))


def texts(document: Document) -> list[str]:
    return [f"{type(b).__name__}: {b.text}" for b in document.blocks if not isinstance(b, Table)]


def cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in r.cells] for r in table.rows]


def running(top: float, *lines: str, x: float = 70) -> list[list[Word]]:
    return [row(top + 14 * i, (x, line)) for i, line in enumerate(lines)]


def test_letterheads_and_page_numbers_are_furniture_wherever_they_stand() -> None:
    def page(n: int, *lines: str) -> list[list[Word]]:
        head = [row(30, (70, "Ekdala kommun"), (400, "Sida")), row(44, (70, "Tekniska nämnden"), (400, f"{n} (3)"))]
        return [*head, *running(120, *lines), row(800, (290, f"Sid {n} (3)"))]

    document = arrange(
        paper(
            page(1, "Vägnätet är långt och dyrt."),
            page(2, "Belysningen byts mot dioder."),
            page(3, "Slut på redovisningen nu."),
        )
    )
    assert texts(document) == [
        "Paragraph: Vägnätet är långt och dyrt.",
        "Paragraph: Belysningen byts mot dioder.",
        "Paragraph: Slut på redovisningen nu.",
    ]


def test_one_measure_a_page_is_no_letterhead() -> None:
    def page(n: int, action: str) -> list[list[Word]]:
        return [row(60, (70, f"Åtgärd {n}"), bold=True), row(90, (70, "Start: januari 2024")), *running(120, action)]

    document = arrange(
        paper(page(1, "Sälj bilarna."), page(2, "Byt belysning."), page(3, "Säg upp hyran."), page(4, "Samla köken."))
    )
    assert [b.text for b in document.blocks if isinstance(b, Heading)] == [
        "Åtgärd 1",
        "Åtgärd 2",
        "Åtgärd 3",
        "Åtgärd 4",
    ]
    assert document.furniture == ()


def test_size_weight_and_numbering_tell_how_deep_a_heading_stands() -> None:
    document = arrange(
        paper(
            [
                row(60, (70, "1 Plan för ekonomi i balans"), size=16, bold=True),
                *running(90, "Här står en inledning som är ganska lång och vanlig."),
                row(130, (70, "1.1 Äldreomsorg"), size=13, bold=True),
                *running(160, "Här står mer text om det som ska göras under året."),
                row(200, (70, "Hemtjänst"), bold=True),
                *running(220, "Och här står det allra mesta av texten i papperet."),
            ]
        )
    )
    levels = [b.level for b in document.blocks if isinstance(b, Heading)]
    assert levels == sorted(levels) and len(set(levels)) == 3


def test_bold_names_between_forms_are_headings_though_little_else_stands_outside_the_forms() -> None:
    """Boxes of two columns, with the name of an area in bold type over each: the rest of the paper tells that bold is not its usual type."""
    rows = [row(60, (70, "Norrby kommun"))]
    for top, name in ((100, "Förskola och pedagogisk omsorg"), (300, "Individ och familj")):
        rows.append(row(top, (70, name), bold=True))
        rows += [
            row(top + 30 + 20 * i, (72, label), (202, text))
            for i, (label, text) in enumerate(
                (
                    ("Åtgärd", "Avdelningen på övervåningen stängs och barnen får plats på bottenvåningen"),
                    ("Beskrivning", "Barnen är färre än platserna sedan några år tillbaka i tiden"),
                    ("Ansvarig", "Rektorn tillsammans med verksamhetschefen för de yngre barnen"),
                    ("Starttid", "2024-03-01"),
                )
            )
        ]
    boxes = [ruled([70, 200, 560], [top + 28 + 20 * i for i in range(5)]) for top in (100, 300)]
    page = replace(paper(rows).pages[0], grids=tuple(boxes))
    document = arrange(Paper("prov.pdf", "0" * 64, (page,), 1))
    assert [b.text for b in document.blocks if isinstance(b, Heading)] == [
        "Förskola och pedagogisk omsorg",
        "Individ och familj",
    ]


def test_a_state_in_type_of_a_heading_over_a_list_is_one_though_it_is_a_label_elsewhere() -> None:
    def list_of(top: float, *items: str) -> list[list[Word]]:
        return [row(top + 14 * i, (70, f"• {item}")) for i, item in enumerate(items)]

    document = arrange(
        paper(
            [
                row(60, (70, "Avstämning i oktober"), size=18, bold=True),
                row(100, (70, "KLART"), size=12, bold=True),
                *list_of(
                    120, "Skolskjutsen har lagts om i norra kommundelen", "Fyra av bilarna är sålda till högstbjudande"
                ),
                row(170, (70, "Pågår"), bold=True),
                *list_of(190, "Förhandling om hyran för Tallgården", "Rekrytering av egna vikarier till förskolan"),
                row(240, (70, "Klart:"), bold=True),
                row(254, (70, "• december 2024 enligt den plan som gäller")),
            ]
        )
    )
    assert [b.text for b in document.blocks if isinstance(b, Heading)] == ["Avstämning i oktober", "KLART", "Pågår"]


def test_the_last_word_of_an_item_set_large_is_no_heading() -> None:
    """Type of a slide is larger than what most of the paper has: "2021" below "kostar 80 tkr"."""
    document = arrange(
        paper(
            [
                row(60 + 14 * i, (70, "Texten till bilderna är satt mindre och tar den största delen av papperet."))
                for i in range(9)
            ],
            [
                row(60, (70, "Hela kontoret"), size=24, bold=True),
                row(110, (70, "•"), (88, "Inköp av en ny telefonväxel som kostar 80 tkr"), size=16),
                row(130, (88, "2021"), size=16),
                row(160, (70, "•"), (88, "Två tjänster hålls vakanta hela"), size=16),
                row(180, (88, "Andra halvåret"), size=16),
                row(230, (70, "Beslut i juni"), size=16),
            ],
        )
    )
    assert [b.text for b in document.blocks][1:] == [
        "Hela kontoret",
        "Inköp av en ny telefonväxel som kostar 80 tkr 2021",
        "Två tjänster hålls vakanta hela Andra halvåret",
        "Beslut i juni",
    ]
    assert [b.text for b in document.blocks if isinstance(b, Heading)] == ["Hela kontoret", "Beslut i juni"]


def test_headings_that_a_scan_measured_to_nearly_one_size_stand_at_one_level() -> None:
    def scanned(top: float, text: str, size: float, *, bold: bool = False) -> list[Word]:
        return [w._replace(confidence=0.9) for w in row(top, (70, text), size=size, bold=bold)]

    body = "Kostnaderna har ökat mer än vad förvaltningen räknade med och flera enheter har svårt att rekrytera."
    lines = [scanned(60, "Åtgärdsplan 2022", 19.0, bold=True)]
    for i, (name, size) in enumerate((("Bakgrund", 15.0), ("Förskola", 15.7), ("Teknisk verksamhet", 15.2))):
        lines += [scanned(110 + 90 * i, name, size, bold=True)]
        lines += [scanned(134 + 90 * i + 16 * n, body[:80], 13.0) for n in range(2)]
    headings = [b for b in arrange(paper(lines)).blocks if isinstance(b, Heading)]
    assert [h.text for h in headings] == ["Åtgärdsplan 2022", "Bakgrund", "Förskola", "Teknisk verksamhet"]
    assert len({h.level for h in headings[1:]}) == 1 and headings[0].level < headings[1].level


def test_a_scanned_heading_of_label_words_is_one_where_others_are_set_as_large() -> None:
    def scanned(top: float, text: str, size: float, *, bold: bool = False) -> list[Word]:
        return [w._replace(confidence=0.9) for w in row(top, (70, text), size=size, bold=bold)]

    def lines(size: float) -> list[list[Word]]:
        drawn = []
        for i, (name, its) in enumerate((("Ekonomi per enhet", 13.2), ("Åtgärd och effekt", size), ("Bakgrund", 13.1))):
            drawn.append(scanned(60 + 90 * i, name, its, bold=True))
            for n, text in enumerate(
                ("Kostnaderna har ökat mer än vad kontoret räknade med", "under de två år som gått.")
            ):
                drawn.append(scanned(84 + 90 * i + 16 * n, text, 11.6))
        return drawn

    def headings(size: float) -> list[str]:
        return [b.text for b in arrange(paper(lines(size))).blocks if isinstance(b, Heading) and b.level < 1000]

    assert headings(13.2) == ["Ekonomi per enhet", "Åtgärd och effekt", "Bakgrund"]
    assert headings(11.6) == ["Ekonomi per enhet", "Bakgrund"]  # a bold label


def test_a_scanned_heading_of_label_words_that_stands_apart_needs_but_one_other_as_large() -> None:
    def headings(free: float) -> list[str]:
        drawn = [
            (60.0, "Utgångspunkter", 14.1, True),
            (76.0, "Uppgifterna i lagen ska klaras av med god marginal.", 11.3, False),
        ]
        drawn.append((88 + free, "Förslag till åtgärder", 12.6, True))
        drawn += [
            (118.0 + free + 14 * n, "Beloppen till höger är vad det ger under nästa år.", 11.3, False) for n in range(3)
        ]
        words = [
            [w._replace(confidence=0.9) for w in row(top, (70, text), size=size, bold=bold)]
            for top, text, size, bold in drawn
        ]
        return [b.text for b in arrange(paper(words)).blocks if isinstance(b, Heading) and b.level < 1000]

    assert headings(22.0) == ["Utgångspunkter", "Förslag till åtgärder"]
    assert headings(4.0) == ["Utgångspunkter"]


def test_a_bold_title_with_its_state_in_plain_type_behind_it_is_a_heading() -> None:
    title = row(60, (70, "Färre klippta ytor"), bold=True) + row(60, (230, "Pågående"))
    blocks = arrange(paper([title, *running(76, "Arton hektar gräs görs om till äng och klipps en gång.")])).blocks
    assert isinstance(blocks[0], Heading) and blocks[0].text == "Färre klippta ytor Pågående"
    lead = row(60, (70, "Viktigt att veta"), bold=True) + row(60, (230, "är detta"))
    assert not isinstance(
        arrange(paper([lead, *running(76, "Arton hektar gräs görs om till äng.")])).blocks[0], Heading
    )


def test_the_second_line_of_a_heading_may_be_a_word_that_labels_are() -> None:
    lines = [
        row(60, (70, "Åtgärdsplan 2022"), size=16, bold=True),
        row(100, (70, "Samlokalisering av träfflokalen Ankaret med närliggande"), size=12, bold=True),
        row(114, (70, "verksamhet"), size=12, bold=True),
        *running(140, "Träfflokalen flyttar in hos den dagliga verksamheten.", "Starttid: hösten 2022"),
    ]
    headings = [b.text for b in arrange(paper(lines)).blocks if isinstance(b, Heading)]
    assert headings[1] == "Samlokalisering av träfflokalen Ankaret med närliggande verksamhet"


def test_a_line_without_day_or_figure_goes_on_the_row_above() -> None:
    lines = [
        row(100, (70, "Insats"), (250, "Start"), (340, "Läge"), (420, "Kommentar"), bold=True),
        row(120, (70, "Flytta gruppbostaden på"), (250, "2020-01-01"), (340, "Inställd"), (420, "Kostnaden för")),
        row(132, (70, "Ekvägen till egna lokaler"), (420, "flytten blev hög.")),
        row(144, (70, "Se över avtalen"), (250, "2020-05-01"), (340, "I gång"), (420, "Dialog förs.")),
    ]
    [table] = [b for b in arrange(paper(lines)).blocks if isinstance(b, Table)]
    assert [r[0] for r in cells(table)] == ["Flytta gruppbostaden på Ekvägen till egna lokaler", "Se över avtalen"]


def test_a_paragraph_goes_on_over_the_page_and_a_hyphen_is_mended() -> None:
    document = arrange(
        paper(
            [*running(760, "Nämnden har under året sett över hur personalens arbets-")],
            [*running(60, "tider läggs ut och vilka turer som kan slås samman.")],
        )
    )
    assert texts(document) == [
        "Paragraph: Nämnden har under året sett över hur personalens arbetstider läggs ut och vilka turer som kan slås samman."
    ]


def ruled(lefts: list[float], tops: list[float]) -> Grid:
    return Grid(
        tuple(
            tuple(Box(a, top, b, bottom) for a, b in itertools.pairwise(lefts))
            for top, bottom in itertools.pairwise(tops)
        )
    )


def test_a_row_that_a_page_break_cut_in_two_is_one_row() -> None:
    first = [
        *running(60, "Redovisning av åtgärder i tabellen nedan."),
        row(702, (72, "Nr"), (112, "Åtgärd"), (312, "Effekt tkr"), bold=True),
        row(722, (72, "1"), (112, "Sälj en gräsklippare"), (312, "40")),
        row(742, (72, "2"), (112, "Förhandla om avtalet med")),
    ]
    second = [
        row(62, (72, "Nr"), (112, "Åtgärd"), (312, "Effekt tkr"), bold=True),
        row(82, (112, "Renhållarna om städning")),
        row(102, (72, "3"), (112, "Stäng fontänen"), (312, "15")),
    ]
    grids = {1: ruled([70, 110, 310, 400], [700, 720, 740, 760]), 2: ruled([70, 110, 310, 400], [60, 80, 100, 120])}
    [table] = [b for b in arrange(paper(first, second, grids=grids)).blocks if isinstance(b, Table)]
    assert [c.text for c in table.header] == ["Nr", "Åtgärd", "Effekt tkr"]
    assert cells(table) == [
        ["1", "Sälj en gräsklippare", "40"],
        ["2", "Förhandla om avtalet med Renhållarna om städning", ""],
        ["3", "Stäng fontänen", "15"],
    ]


def test_a_cut_row_whose_cut_no_rule_closes_is_one_row_and_a_repeated_header_is_read_whole() -> None:
    def head(top: float) -> list[list[Word]]:
        return [
            row(top, (312, "Effekt")),
            row(top + 13, (312, "2025")),
            row(top + 26, (72, "Nr"), (112, "Åtgärd"), (312, "(tkr)")),
        ]

    first = [
        *running(60, "Redovisning av åtgärder i tabellen nedan."),
        *head(702),
        row(744, (72, "1"), (112, "Sälj en gräsklippare"), (312, "40")),
        row(764, (72, "2"), (112, "Förhandla om avtalet med"), (312, "90")),
    ]
    second = [
        *head(62),
        row(104, (112, "renhållarna om städning")),
        row(122, (72, "3"), (112, "Stäng en fontän"), (312, "15")),
    ]
    third = [*head(62), row(104, (72, "4"), (112, "Hyr ut ett magasin"), (312, "25"))]
    edges = [70.0, 110.0, 310.0, 400.0]
    grids = {
        1: ruled(edges, [700, 742, 760]),  # no rule below the second row
        2: ruled(edges, [60, 102, 120, 140]),
        3: ruled(edges, [60, 102, 120]),
    }
    upright = [Box(x - 0.3, 700, x + 0.3, 782) for x in edges]
    [table] = [
        b for b in arrange(paper(first, second, third, grids=grids, rules={1: upright})).blocks if isinstance(b, Table)
    ]
    assert [c.text for c in table.header] == ["Nr", "Åtgärd", "Effekt 2025 (tkr)"]
    assert cells(table) == [
        ["1", "Sälj en gräsklippare", "40"],
        ["2", "Förhandla om avtalet med renhållarna om städning", "90"],
        ["3", "Stäng en fontän", "15"],
        ["4", "Hyr ut ett magasin", "25"],
    ]


UNRULED = [
    row(100, (70, "Åtgärd"), (280, "Ansvarig"), (400, "Klart"), bold=True),
    row(120, (70, "Minska antalet leasingbilar i"), (280, "Fordonschef"), (400, "2024-06-30")),
    row(134, (70, "hemtjänsten till tolv")),
    row(156, (70, "Avveckla kaffeautomater"), (280, "Kanslichef"), (400, "2024-03-31")),
    row(178, (70, "Samordna posthanteringen med"), (280, "Registrator"), (400, "2024-09-30")),
    row(192, (70, "grannförvaltningen")),
]


def test_columns_that_align_are_a_table_without_rules() -> None:
    [table] = [
        b
        for b in arrange(
            paper([*UNRULED, *running(240, "Efter tabellen följer en text som löper över hela sidans bredd igen.")])
        ).blocks
        if isinstance(b, Table)
    ]
    assert [c.text for c in table.header] == ["Åtgärd", "Ansvarig", "Klart"]
    assert cells(table) == [
        ["Minska antalet leasingbilar i hemtjänsten till tolv", "Fordonschef", "2024-06-30"],
        ["Avveckla kaffeautomater", "Kanslichef", "2024-03-31"],
        ["Samordna posthanteringen med grannförvaltningen", "Registrator", "2024-09-30"],
    ]


def test_lines_that_are_rows_by_themselves_are_rows_however_they_are_set_apart() -> None:
    rows = [("Fastighet", "Lämna inhyrda lokaler", "4,2", "Beslutad"), ("IT", "Gemensam växel", "1,1", "Pågår"), ("HR", "Färre kurser", "2,4", "Klar"),
            ("Kök", "Färre rätter", "0,8", "Pågår"), ("Park", "Glesare klippning", "0,6", "Klar")]  # fmt: skip
    tops = (120, 134, 154, 168, 190)  # a scan's steps are uneven
    lines = [
        row(100, (70, "Område"), (150, "Åtgärd"), (350, "2031"), (440, "Läge")),
        *(row(top, *zip((70, 150, 350, 440), texts_, strict=True)) for top, texts_ in zip(tops, rows, strict=True)),
        row(210, (70, "Summa"), (350, "9,1")),
    ]
    (table,) = [b for b in arrange(paper(lines)).blocks if isinstance(b, Table)]
    assert cells(table) == [*map(list, rows), ["Summa", "", "9,1", ""]]


def test_a_repeated_header_gives_the_columns_of_its_page_where_those_of_the_page_before_are_too_narrow() -> None:
    def rows(speck: str, *actions: str) -> list[list[Word]]:
        head = row(100, (70, "Nr"), (112, "Åtgärd"), (299, "Starttid"), (390, "Effekt"), (440, "Ansvarig"), bold=True)
        made = [head]
        for i, action in enumerate(actions):
            when = [(291, speck)] if speck and not i else []
            made.append(
                row(
                    120 + 20 * i,
                    (70, f"{i + 1}"),
                    (112, action),
                    *when,
                    (299, "maj 2025"),
                    (395, "150"),
                    (440, "Kanslichef"),
                )
            )
        return made

    first = rows("—", "Kopieringen samlas i en maskin", "Resorna med bil blir färre")
    second = rows("", "Tjänsten som sekreterare dras in i juni", "Kursen i data ställs in")
    found = [b for b in arrange(paper(first, second)).blocks if isinstance(b, Table)]
    assert [cells(table)[2:] for table in found] == [
        [
            ["1", "Tjänsten som sekreterare dras in i juni", "maj 2025", "150", "Kanslichef"],
            ["2", "Kursen i data ställs in", "maj 2025", "150", "Kanslichef"],
        ]
    ]


def test_a_text_that_runs_over_the_columns_below_the_last_row_of_a_page_is_of_that_row() -> None:
    lines = [
        row(100, (70, "Åtgärd"), (280, "Från"), (440, "Effekt 2020"), bold=True),
        row(120, (70, "Kortare öppettider"), (280, "1 mars 2020"), (440, "0,35"), bold=True),
        row(136, (70, "Biblioteket stänger klockan 18 i stället för klockan 20 från måndag till torsdag.")),
        row(166, (70, "Färre utställningar"), (280, "2020"), (440, "0,15"), bold=True),
        row(182, (70, "Konsthallen visar fyra utställningar om året i stället för sex som hittills.")),
    ]
    rules = [Box(70, y, 500, y + 0.5) for y in (96, 116, 160, 206)]
    [table] = [b for b in arrange(paper(lines, rules={1: rules})).blocks if isinstance(b, Table)]
    assert cells(table)[-1][0].endswith("i stället för sex som hittills.")


def test_a_heading_right_above_a_header_is_no_first_line_of_it() -> None:
    lines = [
        row(100, (70, "Funktionshinder"), size=11, bold=True),
        row(114, (70, "Nr"), (95, "Uppdrag"), (300, "Start"), (400, "Effekt"), bold=True),
        row(130, (70, "1"), (95, "Avtalen om platser ses över"), (300, "maj 2025"), (400, "250")),
        row(146, (70, "2"), (95, "Boendet flyttas till egna lokaler"), (300, "juni 2025"), (400, "300")),
    ]
    [table] = [b for b in arrange(paper(lines)).blocks if isinstance(b, Table)]
    assert [c.text for c in table.header] == ["Nr", "Uppdrag", "Start", "Effekt"]


def test_horizontal_rules_part_the_rows() -> None:
    close = [
        row(100, (70, "Åtgärd"), (280, "Ansvarig"), bold=True),
        row(118, (70, "Minska antalet leasingbilar i"), (280, "Fordonschef")),
        row(130, (70, "Hemtjänsten till tolv")),
        row(146, (70, "Avveckla kaffeautomater"), (280, "Kanslichef")),
        row(162, (70, "Samordna posthanteringen"), (280, "Registrator")),
    ]
    lines = [Box(70, y, 500, y + 0.5) for y in (114, 143, 159, 175)]
    [table] = [b for b in arrange(paper(close, rules={1: lines})).blocks if isinstance(b, Table)]
    assert cells(table)[0] == ["Minska antalet leasingbilar i Hemtjänsten till tolv", "Fordonschef"]
    assert len(table.rows) == 3


def test_two_columns_of_text_are_read_one_after_the_other() -> None:
    left = [f"vänster spalt rad nummer {n:02d} med text" for n in range(20)]
    right = [f"höger spaltens rad nummer {n:02d} och mer" for n in range(20)]
    rows = [row(100 + 14 * n, (60, a), (310, b)) for n, (a, b) in enumerate(zip(left, right, strict=True))]
    document = arrange(paper(rows))
    joined = " ".join(line.text for line in document.lines())
    assert joined == " ".join(left + right)


def test_the_longest_line_of_a_column_stays_in_its_column() -> None:
    left = [f"vänster spalt rad {n:02d} med helt vanlig text" for n in range(20)]
    left[17] = "vänster spalt rad 17 har däremot den längsta texten"
    right = [f"höger spalt rad {n:02d} och ännu lite mer att läsa" for n in range(20)]
    rows = [row(100 + 14 * n, (60, a), (320, b)) for n, (a, b) in enumerate(zip(left, right, strict=True)) if n != 17]
    rows.insert(17, row(100 + 14 * 17, (60, left[17])))  # nothing stands beside it
    joined = " ".join(line.text for line in arrange(paper(rows)).lines())
    assert joined == " ".join(left + right[:17] + right[18:])


def test_items_of_a_list_are_paragraphs_of_their_own() -> None:
    document = arrange(
        paper(
            [
                *running(60, "Följande åtgärder föreslås för nästa år och framåt i tiden:"),
                row(80, (80, "•"), (94, "Slå samman två kök och")),
                row(94, (94, "minska inköpen av färdigmat.")),
                row(108, (80, "•"), (94, "Säg upp avtalet om bud.")),
            ]
        )
    )
    items = [b for b in document.blocks if isinstance(b, Paragraph)]
    assert [(b.bullet, b.text) for b in items] == [
        ("", "Följande åtgärder föreslås för nästa år och framåt i tiden:"),
        ("•", "Slå samman två kök och minska inköpen av färdigmat."),
        ("•", "Säg upp avtalet om bud."),
    ]


def test_a_label_inside_an_item_that_ran_full_begins_no_paragraph_but_lines_of_labels_do() -> None:
    def items(*behind: str) -> list[str]:
        listed = [
            row(60, (80, "•"), (94, "Avgiften för hämtning av grovavfall från villor höjs till 450 kronor 2024.")),
            *(row(74 + 14 * i, (94, line)) for i, line in enumerate(behind)),
            row(74 + 14 * len(behind), (80, "•"), (94, "Två fordon säljs till högstbjudande under våren.")),
        ]
        return [b.text for b in arrange(paper(listed)).blocks if isinstance(b, Paragraph)]

    fee, cars = (
        "Avgiften för hämtning av grovavfall från villor höjs till 450 kronor 2024.",
        "Två fordon säljs till högstbjudande under våren.",
    )
    assert items("Ökade intäkter: 120 tkr.") == [f"{fee} Ökade intäkter: 120 tkr.", cars]
    assert items("Effekt: 120 tkr", "Start: maj 2024")[:3] == [fee, "Effekt: 120 tkr", "Start: maj 2024"]


def test_clauses_and_other_paragraphs_that_hang_or_end_short_are_told_apart() -> None:
    def parted(*lines: tuple[float, str]) -> list[str]:
        rows = [row(60 + 14 * i, line) for i, line in enumerate(lines)]
        return [b.text for b in arrange(paper(rows)).blocks if isinstance(b, Paragraph)]

    tolls = "att avgiften för båtplats i hamnen höjs så att intäkterna ökar med 90 tkr under nästa år"
    assert parted((70, tolls[:66]), (90, tolls[67:]), (70, "att jollarna säljs"), (70, "samt")) == [
        tolls,
        "att jollarna säljs samt",
    ]
    wide = ((70, "Av ordförandens redogörelse för båtsäsongen framgår att platserna blev färre än i fjol."), (70, ""))
    assert parted(*wide, (70, "att jollarna säljs"), (70, "att bryggan hyrs ut, och")) == [
        wide[0][1],
        "att jollarna säljs",
        "att bryggan hyrs ut, och",
    ]
    running_over = (
        "att nämnden ger förvaltningen i uppdrag att pröva om hamnens kiosk kan",
        "att arrenderas ut till den som bjuder mest av föreningarna i kommunen",
    )
    assert parted(*((70, line) for line in running_over)) == [" ".join(running_over)]
    named = (
        (70, "Hamnen: kiosken arrenderas ut till en förening som"),
        (140, "sköter städning"),
        (140, "och tillsyn"),
        (70, "Badet: stängs"),
    )
    assert parted(*named) == [" ".join(text for _, text in named[:3]), named[3][1]]


def cards(*, over: bool) -> list[list[Word]]:
    """Three cards below one another: a large number with its unit in small type ``over`` or under the card's title."""
    rows = [row(30, (70, "Så sparar vi 2031"), size=24, bold=True)]
    for n, (number, unit) in enumerate((("2,4", "mnkr"), ("350", "tkr"), ("1,1", "mnkr"))):
        top = 90 + 130 * n
        figure = row(top + (0 if over else 60), (70, number), size=22) + row(
            top + (11 if over else 71), (110, unit), size=10
        )
        title = row(top + (30 if over else 0), (70, f"Åtgärd som heter {n}"), size=14, bold=True)
        text = row(top + (50 if over else 20), (70, f"Grupp {n} slås ihop med sin granne och delar lokal med den."))
        rows += [figure, title, text] if over else [title, text, figure]
    return rows


def test_a_large_number_and_its_small_unit_are_one_amount_of_the_title_that_they_stand_over() -> None:
    for over in (True, False):
        found = extract(arrange(paper(cards(over=over)))).measures
        assert [(m.title, [e.amount_sek for e in m.effects]) for m in found] == [
            ("Åtgärd som heter 0", [2_400_000]),
            ("Åtgärd som heter 1", [350_000]),
            ("Åtgärd som heter 2", [1_100_000]),
        ], over


def test_a_line_that_begins_anew_at_the_mark_of_an_item_that_ended_short_is_none_of_it() -> None:
    lines = [
        (70, "7. Vården av missbrukare ges i öppenvård i stället för på institution. 900 tkr"),
        (70, "8. En tjänst hålls vakant. 180 tkr"),
        (70, "Totalt 1 080 tkr. Förslagen innebär att en tjänst försvinner."),
    ]
    blocks = arrange(paper([row(60 + 14 * i, line) for i, line in enumerate(lines)])).blocks
    assert [b.text for b in blocks if isinstance(b, Paragraph)] == [
        lines[0][1].removeprefix("7. "),
        lines[1][1].removeprefix("8. "),
        lines[2][1],
    ]


def units(*, bold: bool = True) -> list[list[Word]]:
    """Two units with the same three headings inside their paragraphs, the last two further in on a line."""
    rows = []
    for n, name in enumerate(("Badhus", "Ishallar")):
        top = 60 + 80 * n
        rows.append(row(top, (70, name), size=14, bold=True))
        first = row(top + 20, (70, "Händelser.")) + row(top + 20, (125, "Läckan stängde bassängen."))
        second = row(top + 34, (70, "Ekonomi.")) + row(top + 34, (115, "Prognosen är 1,2 mnkr."))
        second += row(top + 34, (240, "Åtgärder.")) + row(top + 34, (290, f"Morgonsimmet på pass {n} tas bort."))
        rows += [
            [w._replace(bold=bold and w.text in ("Händelser.", "Ekonomi.", "Åtgärder.")) for w in line]
            for line in (first, second)
        ]
    return rows


def test_headings_in_bold_inside_paragraphs_that_return_are_headings() -> None:
    blocks = arrange(paper(units())).blocks
    assert [(type(b).__name__, b.text) for b in blocks if not isinstance(b, Table)][:7] == [
        ("Heading", "Badhus"),
        ("Heading", "Händelser."),
        ("Paragraph", "Läckan stängde bassängen."),
        ("Heading", "Ekonomi."),
        ("Paragraph", "Prognosen är 1,2 mnkr."),
        ("Heading", "Åtgärder."),
        ("Paragraph", "Morgonsimmet på pass 0 tas bort."),
    ]
    assert [s.path[-2].text for s in sections(arrange(paper(units()))) if s.path[-1].text == "Åtgärder."] == [
        "Badhus",
        "Ishallar",
    ]


def test_words_in_bold_that_stand_once_and_plain_ones_are_no_headings() -> None:
    once = units()[:3]
    assert [b.text for b in arrange(paper(once)).blocks if isinstance(b, Heading)] == ["Badhus"]
    assert [b.text for b in arrange(paper(units(bold=False))).blocks if isinstance(b, Heading)] == [
        "Badhus",
        "Ishallar",
    ]


def test_a_bold_header_whose_labels_come_close_is_parted_as_the_texts_below() -> None:
    header = row(60, (70, "Verksamhetsområde"), (160, "Åtgärd med tidsplan"), (400, "Effekt 2031"), bold=True)
    rows = [header]
    for n in range(3):
        rows.append(
            row(80 + 30 * n, (70, "Äldreomsorg"), (160, f"Matsal {n} läggs ut på entreprenad"), (400, "800 tkr"))
        )
    lines = [Box(70, y, 480, y + 0.5) for y in (56, 74, 104, 134, 164)]
    (table,) = [b for b in arrange(paper(rows, rules={1: lines})).blocks if isinstance(b, Table)]
    assert [cell.text for cell in table.header] == ["Verksamhetsområde", "Åtgärd med tidsplan", "Effekt 2031"]


def test_a_figure_set_large_is_no_heading() -> None:
    rows = [
        row(60, (70, "Så sparar vi nästa år"), size=16),
        *running(90, "Två patruller som kör samma vägar om natten slås ihop till en enda."),
        row(120, (70, "1,9 mnkr"), size=20),
        *running(150, "Vinsten hämtas hem när hyresavtalet om lokalen i Norrby har löpt ut."),
    ]
    assert [b.text for b in arrange(paper(rows)).blocks if isinstance(b, Heading)] == ["Så sparar vi nästa år"]


def test_letters_with_a_stop_are_marks_of_items_and_initials_are_not() -> None:
    listed = [
        *running(60, "Nämnden beslutar följande:"),
        row(80, (80, "a."), (94, "Lokalen i Norrby sägs upp.")),
        row(94, (80, "b."), (94, "Två fordon säljs.")),
        row(128, (80, "A."), (94, "Svensson är ordförande.")),
    ]
    assert [b.bullet for b in arrange(paper(listed)).blocks if isinstance(b, Paragraph)] == ["", "a.", "b.", ""]


def test_a_header_of_several_lines_that_every_page_repeats_is_no_letterhead() -> None:
    def page(n: int, *rows: tuple[str, str, str]) -> list[list[Word]]:
        head = [row(30, (70, "Ekdala kommun"), (480, f"{n} (2)"))]
        names = [row(70, (70, "Åtgärd"), (330, "Beräknad"), (420, "Konsekvens")), row(81, (330, "effekt, tkr"))]
        return [
            *head,
            *names,
            *(row(110 + 16 * i, *zip((70, 330, 420), cell, strict=True)) for i, cell in enumerate(rows)),
        ]

    document = arrange(
        paper(
            page(1, ("Glesare städning", "120", "Lägre standard"), ("Färre bilar", "60", "Längre väntan")),
            page(2, ("Egen växel", "210", "Ny rutin"), ("Delad vaktmästare", "90", "Ny rutin")),
        )
    )
    rows = [line for block in document.blocks if isinstance(block, Table) for line in cells(block)]
    assert [line[0] for line in rows] == ["Glesare städning", "Färre bilar", "Egen växel", "Delad vaktmästare"]


def test_bare_numbers_that_count_on_are_marks_of_items() -> None:
    page = [
        row(100, (60, "Åtgärder, läget i mars"), size=13, bold=True),
        row(130, (60, "1"), (85, "Lokalen på Fabriksgatan lämnas i september och ingen ny hyrs.")),
        row(150, (60, "2"), (85, "Stickprov görs av räkningar från bolag.")),
        row(170, (60, "3"), (85, "Hembesök blir en del av utredningen om bistånd.")),
        row(210, (60, "Nämnden har 14 gårdar.")),
    ]
    blocks = [b for b in arrange(paper(page)).blocks if isinstance(b, Paragraph)]
    assert [b.bullet for b in blocks] == ["1", "2", "3", ""]
    assert blocks[1].text == "Stickprov görs av räkningar från bolag."


def test_a_card_has_its_name_its_state_and_its_text_over_the_labels() -> None:
    page = [
        row(100, (60, "Gemensam ruttplanering"), size=11, bold=True) + row(101, (430, "Pågår"), size=9),
        row(116, (60, "Turerna läggs av två planerare för hela staden.")),
        row(140, (60, "ANSVARIG"), (200, "STARTDATUM"), (340, "SLUTDATUM"), size=8),
        row(151, (60, "Enhetschef"), (200, "2031-01-11"), (340, "2031-12-31")),
        row(172, (60, "BUDGETERAD EFFEKT 2031"), (200, "PROGNOS 2031"), size=8),
        row(183, (60, "1 400"), (200, "1 350")),
        row(205, (60, "Kommentar 2031-05-12"), size=9, bold=True),
        row(217, (60, "Två grupper har börjat.")),
    ]
    (table,) = (b for b in arrange(paper(page)).blocks if isinstance(b, Table))
    assert cells(table)[:3] == [
        ["Gemensam ruttplanering", ""],
        ["", "Pågår"],
        ["", "Turerna läggs av två planerare för hela staden."],
    ]
    assert cells(table)[-1] == ["Kommentar 2031-05-12", "Två grupper har börjat."]


def test_sections_are_found_once_for_a_paper_and_its_copies_but_anew_for_other_blocks() -> None:
    whole = arrange(
        paper([row(100, (60, "Bakgrund"), size=16, bold=True), row(130, (60, "Nämnden har ett underskott."))])
    )
    assert sections(whole.without(line.id for line in whole.lines())) is sections(whole)
    assert sections(replace(whole, blocks=whole.blocks[:1])) != sections(whole)


def test_headings_over_forms_are_headings_though_hardly_a_text_stands_between_them() -> None:
    lines = [row(40, (70, "Program för 2031"), size=18, bold=True), row(70, (70, "Direktionen 2030-11-14."))]
    for i, name in enumerate(
        ("1:1 Kåren i Ås slås ihop med Berg", "1:2 Bilarna köps med grannarna", "1:3 Avgiften höjs")
    ):
        top = 100 + 80 * i
        lines.append(row(top, (70, name), size=12, bold=True))
        for n, (label, text) in enumerate((("Vad", "Personalen flyttar."), ("När", "1 juli 2031"), ("Läge", "Pågår"))):
            lines.append(row(top + 20 + 14 * n, (70, label), bold=True) + row(top + 20 + 14 * n, (170, text)))
    headings = [b.text for b in arrange(paper(lines)).blocks if isinstance(b, Heading)]
    assert [text[:3] for text in headings] == ["Pro", "1:1", "1:2", "1:3"]


def test_labels_to_the_left_and_texts_that_end_at_one_edge_are_a_form() -> None:
    def blocks(labels: tuple[str, ...]) -> list[type]:
        texts = ("Bibliotekschef", "1 maj 2031", "380 tkr", "På gång")
        lines = [row(100, (70, "Filialen får öppet utan personal fyra dagar i veckan."))]
        for i, (label, text) in enumerate(zip(labels, texts, strict=True)):
            end = row(124 + 14 * i, (0, text))[-1].x1
            lines.append(row(124 + 14 * i, (70, label)) + row(124 + 14 * i, (300 - end, text)))
        return [type(block) for block in arrange(paper(lines)).blocks]

    assert Table in blocks(("Ansvarig", "Startar", "Ger i år", "Läge"))
    assert Table not in blocks(("Torget", "Parken", "Gatan", "Hamnen"))


def test_a_sum_below_an_item_is_none_of_it() -> None:
    lines = [
        row(100, (70, "–"), (80, "Blommorna i parken ersätts av perenner från maj (90 tkr)")),
        row(114, (70, "Summa park: 90 tkr")),
    ]
    texts_ = [b.text for b in arrange(paper(lines)).blocks]
    assert texts_[-1] == "Summa park: 90 tkr"


def test_a_title_as_large_as_titles_are_may_begin_like_a_label() -> None:
    lines = [
        row(60, (70, "Uppdrag: budget i balans"), size=20, bold=True),
        *running(100, "Nämnden har haft ett underskott i tre år,", "och följer därför upp varje åtgärd."),
    ]
    first = arrange(paper(lines)).blocks[0]
    assert isinstance(first, Heading) and first.text == "Uppdrag: budget i balans"


def test_thousands_at_the_end_of_one_line_and_hundreds_on_the_next_are_one_amount() -> None:
    lines = [
        row(100, (70, "Avd"), (130, "Åtgärd"), (330, "2031"), (390, "2032"), (450, "Ansvarig"), bold=True),
        row(120, (70, "HR"), (130, "Bidraget sänks till"), (345, "1"), (405, "1"), (450, "Chefen")),
        row(132, (130, "hälften"), (335, "100"), (395, "250")),
        row(144, (70, "IT"), (130, "Telefoner sägs upp"), (335, "180"), (395, "240"), (450, "Chefen")),
        row(156, (70, "Kansli"), (130, "Papper slopas"), (335, "100"), (395, "100"), (450, "Chefen")),
    ]
    (table,) = (b for b in arrange(paper(lines)).blocks if isinstance(b, Table))
    assert [cells(table)[0][i] for i in (1, 2, 3)] == ["Bidraget sänks till hälften", "1 100", "1 250"]
    assert [line[2] for line in cells(table)[1:]] == ["180", "100"]


def test_one_word_that_a_scan_read_over_two_columns_does_not_make_them_one() -> None:
    def drawn(*, scanned: bool) -> list[list[Word]]:
        lines = [row(100, (70, "Åtgärd"), (330, "2031"), (357, "Konsekvens"), (450, "Ansvarig"), bold=True)]
        for i in range(9):
            lines.append(
                row(120 + 14 * i, (70, f"Telefoner {i} sägs upp"), (335, "180"), (357, "Inga kända"), (450, "Chefen"))
            )
        lines.append(row(246, (70, "Papper slopas"), (335, "60ochInga"), (450, "Chefen")))
        return [[w._replace(confidence=0.9) for w in line] for line in lines] if scanned else lines

    def columns(*, scanned: bool) -> int:
        (table,) = (b for b in arrange(paper(drawn(scanned=scanned))).blocks if isinstance(b, Table))
        return len(table.rows[0].cells)

    assert columns(scanned=True) == 4
