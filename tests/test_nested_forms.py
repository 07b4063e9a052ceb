"""A form with a small table beside one of its labels is a plain form."""

from __future__ import annotations

from extractors.grid import Piece, PieceCell, PieceRow
from extractors.model import Box, Line, LineId, Word
from extractors.nested_forms import as_form

BOUNDS = (60.0, 160.0, 260.0, 360.0, 460.0)


def cell(text: str, span: int = 1, at: int = 0) -> PieceCell:
    words = tuple(Word(word, 60.0, at, 90.0, at + 10.0, 10.0) for word in text.split())
    return PieceCell((Line(LineId(1, at), words),) if words else (), span)


def row(at: int, *cells: tuple[str, int]) -> PieceRow:
    return PieceRow(tuple(cell(text, span, at) for text, span in cells), float(at), at + 12.0)


def piece(*rows: PieceRow) -> Piece:
    return Piece(1, Box(60, 100, 460, 200), BOUNDS, rows)


WHOLE = (0, 0)
NESTED = piece(
    row(100, ("Förslag 4: En rektor på två skolor", 4), ("", 0), ("", 0), ("", 0)),
    row(112, ("Beskrivning", 1), ("De två skolorna får en rektor.", 3), ("", 0), ("", 0)),
    row(124, ("Ekonomisk effekt (tkr)", 1), ("2031", 1), ("2032", 1), ("Helår", 1)),
    row(136, ("", -1), ("300", 1), ("–", 1), ("650", 1)),
    row(148, ("Start", 1), ("1 augusti 2031", 3), ("", 0), ("", 0)),
    row(160, ("Ansvarig", 1), ("Skolchefen", 1), ("Personalchefen", 1), ("", 1)),
)


def test_each_year_becomes_a_label_of_its_own() -> None:
    form = as_form(NESTED)
    assert form.bounds == (60.0, 160.0, 460.0)
    assert [tuple(c.text for c in r.cells) for r in form.rows] == [
        ("Förslag 4: En rektor på två skolor", ""),
        ("Beskrivning", "De två skolorna får en rektor."),
        ("Ekonomisk effekt (tkr) 2031", "300"),
        ("Ekonomisk effekt (tkr) 2032", "–"),
        ("Ekonomisk effekt (tkr) Helår", "650"),
        ("Start", "1 augusti 2031"),
        ("Ansvarig", "Skolchefen Personalchefen"),
    ]


def test_a_table_whose_rows_all_have_their_columns_is_no_form() -> None:
    table = piece(
        row(100, ("Åtgärd", 1), ("Start", 1), ("Effekt", 1), ("Ansvarig", 1)),
        row(112, ("En rektor", 1), ("1 mars", 1), ("300", 1), ("Skolchefen", 1)),
        row(124, ("Summa", 1), ("", 1), ("300", 1), ("", 1)),
    )
    assert as_form(table) is table
