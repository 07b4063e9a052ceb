"""A printed form to fill in has the label at the top of each cell, in smaller type: its words need not be known."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.document import arrange
from extractors.extract import extract
from extractors.measure import Measure
from extractors.model import Box, Grid, Page, Paper, Word

Field = tuple[str, str]


def page(number: int, top: float, fields: Sequence[Field], *, label: float = 7.0, below: bool = False) -> Page:
    """A box of cells, two beside each other, each with its label ("//" parts its lines) over its text, or ``below`` it."""
    words, cells = [], []
    for i, (name, text) in enumerate(fields):
        x0, at = 60 + 240 * (i % 2), top + 44 * (i // 2)
        cells.append(Box(x0, at, x0 + 240, at + 44))
        lines = [*((line, label) for line in name.split(" // ")), (text, 11.0)]
        for part, size in [lines[-1], *lines[:-1]] if below else lines:
            x = x0 + 4.0
            for word in part.split():
                words.append(Word(word, x, at + 3, x + 4 * len(word), at + 3 + size, size))
                x += 4 * len(word) + 3
            at += size + 3
    grid = Grid(tuple((left, right) for left, right in zip(cells[::2], cells[1::2], strict=True)))
    return Page(number, 595, 842, tuple(words), (grid,))


def found(*pages: Page) -> tuple[Measure, ...]:
    return extract(arrange(Paper("prov.pdf", "0" * 64, pages, len(pages)))).measures


def form(name: str) -> list[Field]:
    return [
        ("Förslagets namn", name),
        ("Ansvarig", "Kanslichefen"),
        ("Vad innebär förslaget?", "Blanketterna görs digitala."),
        ("Besparing 2031", "30 000 kr"),
        ("Kan börja gälla", "1 mars 2031"),
        ("Förslagets läge (ett kryss)", "☐ Utreds ☒ Färdigt för beslut"),
        ("Följder för verksamhet // och personal", "Inga."),
        ("Ifylld av", "Anna Ek"),
    ]


def test_a_form_to_fill_in_is_one_measure() -> None:
    (measure,) = found(page(1, 100, form("Färre blanketter")))
    assert (measure.title, measure.action, measure.responsible) == (
        "Färre blanketter",
        "Blanketterna görs digitala.",
        "Kanslichefen",
    )
    assert [effect.amount_sek for effect in measure.effects] == [30_000]
    assert (measure.start_raw, measure.status, measure.status_raw) == ("1 mars 2031", "planned", "Färdigt för beslut")
    assert measure.comment is not None and "Inga." in measure.comment


def test_labels_that_nobody_knows_are_labels_where_all_are_set_smaller() -> None:
    fields = [
        ("Förslagets namn", "Färre blanketter"),
        ("Ansvarig", "Kanslichefen"),
        ("Vad ska göras", "Blanketterna görs digitala."),
        ("Besparing 2031", "30 000 kr"),
        ("Sedd av den som bestämmer", "Ja"),
        ("Ort och rum", "Norra huset"),
    ]
    (measure,) = found(page(1, 100, fields))
    assert (measure.title, measure.responsible) == ("Färre blanketter", "Kanslichefen")
    assert measure.action == "Blanketterna görs digitala."
    assert found(page(1, 100, fields, label=11.0)) == ()  # in type of one size nothing tells that they are labels


def test_small_labels_may_stand_below_their_texts() -> None:
    fields = [
        ("vad vi gör", "Blanketterna görs digitala."),
        ("sparar // varje år", "30 000 kr"),
        ("från och med", "1 mars 2031"),
        ("håller i det", "Kanslichefen"),
    ]
    (measure,) = found(page(1, 100, fields, below=True))
    assert (measure.action, measure.responsible) == ("Blanketterna görs digitala.", "Kanslichefen")
    assert [effect.amount_sek for effect in measure.effects] == [30_000]
    assert measure.start_raw == "1 mars 2031"


def test_the_small_labels_at_the_top_of_a_later_page_are_no_running_title() -> None:
    """What the second form begins with stands on the first page too."""
    measures = found(page(1, 300, form("Färre blanketter")), page(2, 40, form("Färre stämplar")))
    assert [measure.title for measure in measures] == ["Färre blanketter", "Färre stämplar"]
