"""Three columns of running text are read one after the other; three columns of a table are read across."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.document import arrange
from extractors.model import Box, Document, Grid, Page, Paper, Table, Word

FILL = "av allt som hör till årets arbete"


def column(x: float, top: float, lines: Sequence[str]) -> list[Word]:
    """Lines 13 points apart, an empty one 7; one in capitals is bold."""
    words = []
    for text in lines:
        at = x
        for part in text.split():
            words.append(Word(part, at, top, at + 4.4 * len(part), top + 10, 10.0, text.isupper()))
            at += 4.4 * len(part) + 2.5
        top += 13 if text else 7
    return words


def page(*columns: Sequence[str], above: str = "", below: str = "") -> Document:
    words = column(40, 60, [above]) + column(40, 400, [below])
    for i, lines in enumerate(columns):
        words += column(40 + 185 * i, 90, lines)
    return arrange(Paper("prov.pdf", "0" * 64, (Page(1, 595, 842, tuple(words)),), 1))


def read(document: Document) -> str:
    return " ".join(
        " ".join(cell.text for row in block.rows for cell in row.cells) if isinstance(block, Table) else block.text
        for block in document.blocks
    )


FIRST = [
    "BADHUSET",
    "Badhuset stängs två veckor i juli och",
    FILL,
    "bassängen töms då för översyn.",
    "",
    "Personalen tar ut semester i stället",
    FILL,
    "för att gå på andra pass och det ger",
    "en lägre kostnad för vikarier som",
]
SECOND = [
    "annars hade behövts till helgerna.",
    "BIBLIOTEKET",
    "Filialen i Ås öppnar klockan elva och",
    FILL,
    "stänger en timme tidigare på fredagar.",
    FILL,
    "Bokbussen slutar gå till skolorna",
    FILL,
    "som hämtar sina lådor själva.",
]
THIRD = ["KULTURSKOLAN", FILL, "Avgiften är den samma som förra året", "och syskon betalar hälften.", FILL, "", "Instrumenten lånas ut mot en avgift", FILL, "som går till lagning av dem."]  # fmt: skip


def test_three_columns_of_text_are_read_one_after_the_other() -> None:
    document = page(
        FIRST,
        SECOND,
        THIRD,
        above="Nytt om besparingarna i vår del av kommunen under hela våren och sommaren i år",
        below="Frågor besvaras av kansliet varje vardag mellan klockan nio och elva på förmiddagen.",
    )
    text = read(document)
    assert text.startswith("Nytt om besparingarna") and text.endswith("på förmiddagen.")
    assert "en lägre kostnad för vikarier som annars hade behövts till helgerna. BIBLIOTEKET Filialen" in text
    assert text.index("Badhuset stängs") < text.index("Filialen i Ås") < text.index("Avgiften är")


def ruled(top: float, rows: Sequence[Sequence[str]]) -> tuple[list[Word], Grid]:
    """A ruled table over the whole width."""
    edges = ((40.0, 297.0), (297.0, 555.0))
    words = [
        word
        for i, row in enumerate(rows)
        for (x, _), text in zip(edges, row, strict=True)
        for word in column(x + 4, top + 20 * i + 5, [text])
    ]
    return words, Grid(
        tuple(tuple(Box(x0, top + 20 * i, x1, top + 20 * i + 20) for x0, x1 in edges) for i in range(len(rows)))
    )


def two_columns(top: float, left: Sequence[str], right: Sequence[str]) -> list[Word]:
    return column(40, top, left) + column(310, top, right)


LONG = "med en text som är lika lång som spalten är bred"


def test_a_table_over_both_columns_parts_what_is_above_from_what_is_below() -> None:
    above = two_columns(
        40, ["Hamnen stängs i maj.", *[LONG] * 10, "", "ÅTGÄRDER I TABELL"], ["Kajen rivs i juni.", *[LONG] * 10]
    )
    table, grid = ruled(260, [("Åtgärd", "Effekt 2031, tkr"), ("Färre turer", "120"), ("Högre avgift", "80")])
    below = two_columns(360, ["Slussen säljs i juli.", *[LONG] * 10], ["Fyren hyrs ut i augusti.", *[LONG] * 10])
    text = read(
        arrange(Paper("prov.pdf", "0" * 64, (Page(1, 595, 842, tuple(above + table + below), grids=(grid,)),), 1))
    )
    order = ["Hamnen", "Kajen", "ÅTGÄRDER", "Färre turer", "Slussen", "Fyren"]
    assert sorted(order, key=text.index) == order


def test_figures_in_columns_over_both_columns_are_read_across() -> None:
    above = two_columns(40, ["Hamnen stängs i maj.", *[LONG] * 10], ["Kajen rivs i juni.", *[LONG] * 10])
    table = [
        word
        for i, row in enumerate(
            [("Hamn", "410", "420", "-10"), ("Kaj", "120", "110", "10"), ("Sluss", "90", "95", "-5")]
        )
        for x, text in zip((40, 200, 340, 500), row, strict=True)
        for word in column(x, 240 + 16 * i, [text])
    ]
    below = two_columns(330, ["Slussen säljs i juli.", *[LONG] * 10], ["Fyren hyrs ut i augusti.", *[LONG] * 10])
    text = read(arrange(Paper("prov.pdf", "0" * 64, (Page(1, 595, 842, tuple(above + table + below)),), 1)))
    assert "Hamn 410 420 -10" in text and text.index("Kajen") < text.index("410") < text.index("Slussen")


def test_the_last_lines_of_two_columns_are_still_two_columns() -> None:
    first = two_columns(40, ["Hamnen stängs i maj.", *[LONG] * 18], ["Kajen rivs i juni.", *[LONG] * 18])
    last = two_columns(
        40, [LONG, LONG, "och så slutar den."], ["FYREN", "Lampan byts mot en ny som drar mindre ström", LONG]
    )
    pages = tuple(Page(n, 595, 842, tuple(words)) for n, words in enumerate((first, last), 1))
    text = read(arrange(Paper("prov.pdf", "0" * 64, pages, 1)))
    assert text.index("och så slutar den.") < text.index("FYREN")


def test_a_table_of_three_columns_of_text_is_read_across() -> None:
    rows = [
        (f"Badhuset {n} stängs i juli och", f"Bassängen {n} töms för översyn", f"Personalen {n} tar ut semester")
        for n in range(5)
    ]
    columns = [[line for row in rows for line in (row[i], FILL, "")] for i in range(3)]
    text = read(page(*columns))
    assert text.index("Personalen 0") < text.index("Badhuset 1") < text.index("Personalen 1") < text.index("Badhuset 2")
