"""Marks of lists as a reader takes them: drawn, typed, and misread by a scan; amounts at the margin."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.layouts.margin import amounts_beside, without_amount
from extractors.marks import with_marks
from extractors.model import Box, Line, LineId, Page, Passage, Word
from extractors.reading.drawing import Drawing


def page(lines: list[str], *, marks_at: float = 70.0, texts_at: float = 95.0) -> Page:
    """A scanned page whose lines are a mark and a text, "mark|text", one below the other."""
    words = []
    for n, line in enumerate(lines):
        top = 100.0 + 15 * n
        mark, _, text = line.partition("|")
        if mark:
            words.append(Word(mark, marks_at, top, marks_at + 5 * len(mark), top + 10, 10.0, confidence=0.9))
        for i, word in enumerate(text.split()):
            words.append(Word(word, texts_at + 60 * i, top, texts_at + 60 * i + 50, top + 10, 10.0, confidence=0.9))
    return Page(1, 595.0, 842.0, tuple(words), source="ocr")


def marks(read: Page) -> list[str]:
    return [word.text for word in with_marks(read) if word.x0 < 90]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (["1.|Färre möten", "2.|Egen städning", "TÅ|Delad växel", "4.|Nya avtal"], ["1.", "2.", "3.", "4."]),
        (["1|Färre möten", "2.|Egen städning", "3.|Delad växel"], ["1.", "2.", "3."]),
        (["1.|Färre möten", "2.|Egen städning", "3,|Delad växel"], ["1.", "2.", "3."]),
        (["1.|Färre möten", "2.|Egen städning", "5.|Delad växel"], ["1.", "2.", "5."]),  # nothing stands between
        (["–|Färre möten", "Ö|Egen städning", "–|Delad växel"], ["–", "–", "–"]),
        (["–|Färre möten", "&|Egen städning", "–|Delad växel"], ["–", "–", "–"]),
        (["–|Färre möten", "I|Egen städning", "av|Delad växel"], ["–", "I", "av"]),  # one mark is no list
    ],
)
def test_a_misread_mark_is_told_by_those_around_it(read: list[str], meant: list[str]) -> None:
    assert marks(page(read)) == meant


def test_words_of_a_page_with_text_are_never_changed() -> None:
    native = replace(page(["1.|Färre möten", "TÅ|Egen städning", "3.|Delad växel"]), source="native")
    assert marks(native) == ["1.", "TÅ", "3."]


def ring(x0: float, top: float, size: float) -> list[tuple[float, float]]:
    """The points of a circle, as a reader of paths hands them on: where its four curves begin and end."""
    half = size / 2
    return [(x0, top + half), (x0 + half, top), (x0 + size, top + half), (x0 + half, top + size), (x0, top + half)]


@pytest.mark.parametrize(
    ("points", "fill", "sign"),
    [
        (ring(78, 103, 4), "#000000", ["•"]),
        (ring(78, 103, 4), None, ["◦"]),
        (ring(78, 103, 4)[:-1], None, []),  # open: three strokes
        (ring(70, 99, 12), None, []),  # a drawn circle
    ],
)
def test_drawn_dots_and_rings_before_a_line_are_marks(
    points: list[tuple[float, float]], fill: str | None, sign: list[str]
) -> None:
    drawing = Drawing(595, 842)
    drawing.add(points, stroked=fill is None, fill=fill)
    native = replace(page(["|Färre möten"]), source="native", fills=tuple(drawing.fills))
    assert marks(native) == sign


def line(number: int, text: str, amount: str, *, text_ends: float = 300.0) -> Passage:
    words = text.split()
    step = (text_ends - 70) / len(words)
    said = [Word(w, 70 + step * i, 100.0, 70 + step * (i + 1) - 3, 110.0, 10.0) for i, w in enumerate(words)]
    said.append(Word(amount, 520.0 - 6 * len(amount), 100.0, 520.0, 110.0, 10.0))
    return Passage.of_lines([Line(LineId(1, number), tuple(said))])


def test_amounts_stand_at_the_margin_also_behind_a_text_that_comes_close() -> None:
    texts = [
        line(1, "bidraget sänks", "300"),
        line(2, "hallen stängs på måndagar", "1260"),
        line(3, "kursutbudet begränsas till det som lagen kräver", "430", text_ends=500.0),
    ]
    amounts = amounts_beside(texts)
    assert [amount.text for amount in amounts] == ["300", "1260", "430"]
    assert without_amount(texts[2], amounts[2]).text == "kursutbudet begränsas till det som lagen kräver"


def test_a_year_that_ends_a_text_is_no_amount_at_the_margin() -> None:
    texts = [line(n, "tjänsten hålls vakant under", "2026", text_ends=495.0) for n in (1, 2)]
    assert [amount.text for amount in amounts_beside(texts)] == ["", ""]


@pytest.mark.parametrize(
    ("left", "right", "bold"),
    [
        (70.0, 180.0, True),
        (70.0, 500.0, False),  # the rule of a table
        (70.0, 118.0, False),  # one word of it
    ],
)
def test_a_line_underlined_from_end_to_end_is_set_as_bold(left: float, right: float, bold: bool) -> None:
    words = (Word("Äldre", 70.0, 100.0, 118.0, 110.0, 10.0), Word("personer", 122.0, 100.0, 180.0, 110.0, 10.0))
    read = with_marks(Page(1, 595.0, 842.0, words, rules=(Box(left, 110.5, right, 111.0),)))
    assert [word.bold for word in read] == [bold, bold]


LED = [  # what stands behind the dots, and if they are taken out
    (["410", "165", "40", "75", "35", "90"], True),  # small amounts, that rise and fall
    (["1 320", "9 870", "12 660", "2 140"], True),
    (["1", "3", "4", "7", "12", "15"], False),  # the pages of a list of contents
    (["2", "3", "9", "4"], True),  # amounts in mnkr
    (["3", "2"], False),  # too few to tell
]  # fmt: skip


@pytest.mark.parametrize(("behind", "taken"), LED)
def test_dots_that_lead_to_amounts_are_taken_out_and_those_that_lead_to_pages_are_not(
    behind: list[str], taken: bool
) -> None:
    words = []
    for n, number in enumerate(behind):
        first, *rest = number.split()
        words.append(Word(f"text{'.' * 40}{first}", 70, 100 + 15 * n, 400, 110 + 15 * n, 10.0))
        words += [Word(part, 402, 100 + 15 * n, 417, 110 + 15 * n, 10.0) for part in rest]
    read = with_marks(Page(1, 595.0, 842.0, tuple(words)))
    assert any(".." in word.text for word in read) is not taken
    if taken:
        assert [w.text for w in read if w.text != "text"] == [part for number in behind for part in number.split()]
