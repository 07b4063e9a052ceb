"""Boxes and lists side by side: slides, newsletters, reports. Each is read to its end before the next; a table is read across."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors.document import arrange
from extractors.extract import extract
from extractors.model import Box, Document, Fill, Grid, Heading, Page, Paper, Paragraph, Table, Word

WIDTH, HEIGHT = 720.0, 405.0


def line(x: float, top: float, text: str, *, size: float = 12.0, bold: bool = False) -> list[Word]:
    words = []
    for part in text.split():
        words.append(Word(part, x, top, x + 0.5 * size * len(part), top + size, size, bold))
        x += 0.5 * size * len(part) + 0.25 * size
    return words


def items(x: float, top: float, *texts: str, mark: str = "•") -> list[Word]:
    """Items 26 points apart, each with its other lines ("//") 15 points below."""
    words = []
    for text in texts:
        for n, part in enumerate(text.split(" // ")):
            words += line(x if n == 0 else x + 14, top, f"{mark} {part}" if n == 0 else part)
            top += 15
        top += 11
    return words


def slide(
    *texts: Sequence[Word], fills: Sequence[Box] = (), rules: Sequence[Box] = (), grids: Sequence[Grid] = ()
) -> Document:
    words = tuple(word for text in texts for word in text)
    page = Page(
        1, WIDTH, HEIGHT, words, tuple(grids), tuple(rules), tuple(Fill(*box, colour="#eef2f4") for box in fills)
    )
    return arrange(Paper("prov.pdf", "0" * 64, (page,), 1))


def told(document: Document) -> list[str]:
    return [_told(block) for block in document.blocks if not isinstance(block, Table)]


def _told(block: Heading | Paragraph) -> str:
    return f"# {block.text}" if isinstance(block, Heading) else f"• {block.text}" if block.bullet else block.text


LEFT = ("Vaktmästarna får // gemensam jour", "Arkivet flyttar // till källaren")
RIGHT = ("Trycksaker köps // på nätet, 40 tkr", "Två skåpbilar säljs", "Kameralarm i // stället för rond")
TOLD_LEFT = ["• Vaktmästarna får gemensam jour", "• Arkivet flyttar till källaren"]
TOLD_RIGHT = ["• Trycksaker köps på nätet, 40 tkr", "• Två skåpbilar säljs", "• Kameralarm i stället för rond"]


def frame(box: Box) -> list[Box]:
    """Four thin rules."""
    x0, top, x1, bottom = box
    return [
        Box(x0, top, x1, top + 0.5),
        Box(x0, bottom, x1, bottom + 0.5),
        Box(x0, top, x0 + 0.5, bottom),
        Box(x1, top, x1 + 0.5, bottom),
    ]


def round_frame(box: Box, corner: float) -> list[Box]:
    x0, top, x1, bottom = box
    return [Box(x0 + corner, top, x1 - corner, top + 0.5), Box(x0, top + corner, x0 + 0.5, bottom - corner)]


def test_two_lists_without_boxes_are_read_one_after_the_other() -> None:
    document = slide(
        line(40, 40, "Så sparar vi", size=24, bold=True),
        line(40, 90, "Service", size=14, bold=True),
        line(380, 90, "Säkerhet", size=14, bold=True),
        items(40, 115, *LEFT),
        items(380, 115, *RIGHT),
        line(40, 300, "Samtliga beslut fattas av nämnden i juni och gäller båda verksamheterna från hösten."),
    )
    assert told(document) == [
        "# Så sparar vi",
        "# Service",
        *TOLD_LEFT,
        "# Säkerhet",
        *TOLD_RIGHT,
        "Samtliga beslut fattas av nämnden i juni och gäller båda verksamheterna från hösten.",
    ]


def test_three_lists_of_dashes_under_states_are_read_one_after_the_other() -> None:
    """Among the names of states are words that head columns of tables too: "Klart", "Pågår"."""
    document = slide(
        line(40, 60, "Klart", size=16, bold=True),
        line(270, 60, "Pågår", size=16, bold=True),
        line(500, 60, "Planerat", size=16, bold=True),
        items(40, 90, *LEFT, mark="–"),
        items(270, 90, *RIGHT, mark="–"),
        items(500, 90, "Nya taxor i hamnen", mark="–"),
    )
    assert [text for text in told(document) if text.startswith("•")] == [
        *TOLD_LEFT,
        *TOLD_RIGHT,
        "• Nya taxor i hamnen",
    ]
    order = [text.strip("# ") for text in told(document)]
    assert order.index("Klart") < order.index("Pågår") < order.index("Planerat")


def numbered(x: float, top: float, first: int, *texts: str) -> list[Word]:
    return [w for n, text in enumerate(texts) for w in items(x, top + 41 * n, text, mark=f"{first + n}.")]


def test_numbered_lists_count_on_each_in_its_own_column() -> None:
    document = slide(
        line(40, 60, "Gata", size=16, bold=True),
        line(380, 60, "Park", size=16, bold=True),
        numbered(40, 90, 1, *LEFT),
        numbered(380, 90, 3, *RIGHT),
    )
    assert told(document) == ["# Gata", *TOLD_LEFT, "# Park", *TOLD_RIGHT]


def test_numbers_that_do_not_count_on_are_no_lists() -> None:
    """Rows with a number in each of two columns: "1. Köket byts | 7. kvartalet"."""
    document = slide(
        *[
            line(x, 90 + 18 * n, f"{number}. {text}")
            for n, row in enumerate(((4, 9), (2, 7), (8, 5)))
            for x, number, text in zip((40, 380), row, ("Hamnens kajer lagas", "Kajerna i hamnen lagas"), strict=True)
        ]
    )
    assert told(document)[0].startswith("• Hamnens kajer lagas 9. Kajerna i hamnen lagas")


def test_cards_in_a_square_are_read_each_by_itself() -> None:
    """Shaded, without frames; the lower two are of other heights, and one of them has no list."""
    boxes = [Box(30, 60, 340, 185), Box(360, 60, 690, 185), Box(30, 200, 340, 290), Box(360, 200, 690, 380)]
    document = slide(
        line(40, 70, "Gata", size=16, bold=True),
        line(370, 70, "Park", size=16, bold=True),
        items(40, 95, *LEFT),
        items(370, 95, *RIGHT),
        line(40, 210, "Hamn", size=16, bold=True),
        line(370, 210, "Kontakt", size=16, bold=True),
        items(40, 235, "Nya taxor"),
        line(370, 235, "Ekonomichef Britta Modin"),
        line(370, 250, "Telefon 0123-45 67 89"),
        fills=boxes,
    )
    assert told(document) == [
        *("# Gata", *TOLD_LEFT, "# Park", *TOLD_RIGHT),
        *("# Hamn", "• Nya taxor", "# Kontakt", "Ekonomichef Britta Modin Telefon 0123-45 67 89"),
    ]


def test_framed_texts_without_marks_are_read_each_by_itself() -> None:
    for draw in (frame, lambda box: round_frame(box, 12)):
        document = slide(
            line(40, 70, "Reception", size=16, bold=True),
            line(370, 72, "Växel", size=14, bold=True),
            line(40, 95, "Öppettiden kortas till fem"),
            line(40, 110, "timmar om dagen."),
            line(370, 92, "Samtal efter klockan 15 tas av"),
            line(370, 107, "grannkommunen."),
            rules=[*draw(Box(30, 60, 340, 140)), *draw(Box(360, 60, 690, 260))],
        )
        assert told(document) == [
            *("# Reception", "Öppettiden kortas till fem timmar om dagen."),
            *("# Växel", "Samtal efter klockan 15 tas av grannkommunen."),
        ]


def test_a_box_of_facts_is_read_after_the_text_beside_it() -> None:
    """The last item runs on below the box, and a line below that over the whole width."""
    document = slide(
        items(40, 70, *LEFT, "Städningen görs // varannan vecka // i alla hus"),
        line(420, 74, "Fakta om lokalerna", size=14, bold=True),
        line(420, 94, "Yta 41 200 kvadratmeter"),
        line(420, 109, "Hyra 31 mnkr"),
        line(40, 260, "Hyresvärdarna har fått del av förslagen och har ingenting att invända mot någon del av dem."),
        fills=[Box(410, 66, 690, 150)],
    )
    assert told(document) == [
        *TOLD_LEFT,
        "• Städningen görs varannan vecka i alla hus",
        "# Fakta om lokalerna",
        "Yta 41 200 kvadratmeter Hyra 31 mnkr",
        "Hyresvärdarna har fått del av förslagen och har ingenting att invända mot någon del av dem.",
    ]


def test_a_table_whose_cells_are_items_is_read_across() -> None:
    rows = [
        ("• Färre möten", "• Kanslichef", "50"),
        ("• Nya pärmar", "• Inköpare", "75"),
        ("• Egen post", "• Vaktmästare", "30"),
    ]
    document = slide(
        *[line(x, 60, head, bold=True) for x, head in ((40, "Åtgärd"), (260, "Ansvarig"), (480, "Effekt tkr"))],
        *[
            line(x, 80 + 16 * n, cell)
            for n, row in enumerate(rows)
            for x, cell in zip((40, 260, 480), row, strict=True)
        ],
    )
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [list(row) for row in rows]


def test_a_shaded_column_of_figures_is_no_box() -> None:
    names = ("Gata", "Park", "Hamn", "Bygglov")
    document = slide(
        *[line(40, 80 + 16 * n, f"{name} och övrig verksamhet") for n, name in enumerate(names)],
        *[line(420, 80 + 16 * n, figure) for n, figure in enumerate(("1 200", "-340", "85", "2 010"))],
        fills=[Box(410, 76, 520, 150)],
    )
    assert " ".join(block.text for block in document.blocks if not isinstance(block, Table)).startswith(
        "Gata och övrig verksamhet 1 200 Park"
    )


def test_shaded_labels_beside_their_texts_are_no_box() -> None:
    pairs = (
        ("Beskrivning av åtgärden", "Arkivet flyttar till källaren."),
        ("Ansvarig", "Kanslichefen"),
        ("Kommentar", "Hyran sägs upp."),
    )
    document = slide(
        *[line(x, 80 + 18 * n, text) for n, pair in enumerate(pairs) for x, text in zip((40, 260), pair, strict=True)],
        fills=[Box(30, 76, 240, 140)],
    )
    whole = " ".join(
        " ".join(cell.text for row in block.rows for cell in row.cells) if isinstance(block, Table) else block.text
        for block in document.blocks
    )
    assert whole == " ".join(f"{label} {text}" for label, text in pairs)


def test_boxes_to_tick_are_read_across() -> None:
    document = slide(
        *[
            line(x, 80 + 40 * n, f"□ {word}")
            for n in range(2)
            for x, word in ((40, "Pågår"), (200, "Klar"), (360, "Avbruten"))
        ],
        *[line(40, 100 + 40 * n, f"Kommentar från enhet {n + 1} om läget i arbetet") for n in range(2)],
    )
    assert "Pågår □ Klar □ Avbruten" in told(document)[0]


def test_a_dash_between_words_parts_no_lists() -> None:
    document = slide(
        line(40, 80, "Avtalet gäller maj – augusti och – om ingen säger upp det – ett år till"),
        line(40, 95, "Priset sänks från maj – med hälften – och parkens hyra – som"),
        line(40, 110, "är låg – ses över."),
    )
    assert len(document.blocks) == 1


def ruled(edges: Sequence[float], tops: Sequence[float]) -> Grid:
    return Grid(tuple(tuple(Box(a, top, b, bottom) for a, b in pairwise(edges)) for top, bottom in pairwise(tops)))


def test_a_ruled_table_that_only_sets_lists_side_by_side_is_none() -> None:
    """Names of areas and states head lists; the names of columns head a table, also where its cells are lists."""
    for heads, are_lists in (
        (("Förskola", "Klart"), True),
        (("Hamnen", "Pågår"), True),
        (("Åtgärd", "Konsekvenser"), False),
    ):
        document = slide(
            line(40, 64, heads[0], size=14, bold=True),
            line(390, 64, heads[1], size=14, bold=True),
            items(40, 90, *LEFT),
            items(390, 90, *RIGHT),
            grids=[ruled((30, 380, 700), (60, 84, 240))],
        )
        tables = [block for block in document.blocks if isinstance(block, Table)]
        assert bool(tables) is not are_lists
        if are_lists:
            assert told(document) == [f"# {heads[0]}", *TOLD_LEFT, f"# {heads[1]}", *TOLD_RIGHT]


def test_ruled_cards_are_read_each_by_itself() -> None:
    document = slide(
        line(40, 64, "Gata", size=14, bold=True),
        line(390, 64, "Park", size=14, bold=True),
        items(40, 84, *LEFT),
        items(390, 84, *RIGHT),
        line(40, 234, "Hamn", size=14, bold=True),
        line(390, 234, "Torg", size=14, bold=True),
        items(40, 254, "Nya taxor"),
        items(390, 254, "Färre stånd"),
        grids=[ruled((30, 380, 700), (60, 230, 300))],
    )
    assert told(document) == [
        *("# Gata", *TOLD_LEFT, "# Park", *TOLD_RIGHT),
        *("# Hamn", "• Nya taxor", "# Torg", "• Färre stånd"),
    ]


def test_a_ruled_table_with_names_beside_its_lists_stays_one() -> None:
    document = slide(
        line(40, 64, "Hamnen", bold=True),
        line(390, 64, "Torget", bold=True),
        line(40, 90, "Vår"),
        items(390, 90, *RIGHT),
        grids=[ruled((30, 380, 700), (60, 84, 240))],
    )
    assert any(isinstance(block, Table) for block in document.blocks)


def test_what_a_box_in_bold_heads_as_something_else_is_no_measure() -> None:
    document = slide(
        line(40, 30, "Åtgärder 2031", size=22, bold=True),
        items(40, 70, *LEFT, *RIGHT),
        line(420, 74, "Nästa steg", bold=True),
        items(420, 92, "Samverkan med facken", "Beslut i nämnden"),
        fills=[Box(410, 66, 690, 150)],
    )
    assert [f"• {measure.action}" for measure in extract(document).measures] == [*TOLD_LEFT, *TOLD_RIGHT]
