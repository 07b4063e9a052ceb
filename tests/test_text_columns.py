"""Three columns of running text are read one after the other; three columns of a table are read across."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.document import arrange
from extractors.model import Document, Page, Paper, Table, Word

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


def test_a_table_of_three_columns_of_text_is_read_across() -> None:
    rows = [
        (f"Badhuset {n} stängs i juli och", f"Bassängen {n} töms för översyn", f"Personalen {n} tar ut semester")
        for n in range(5)
    ]
    columns = [[line for row in rows for line in (row[i], FILL, "")] for i in range(3)]
    text = read(page(*columns))
    assert text.index("Personalen 0") < text.index("Badhuset 1") < text.index("Personalen 1") < text.index("Badhuset 2")
