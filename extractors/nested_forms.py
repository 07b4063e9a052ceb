"""Forms with a small table beside one of their labels → plain forms of labels and texts.

In: a piece of a ruled table. Out: the same piece, or one of two columns where it was a form:

    Ekonomisk effekt (tkr) | 2025 | 2026          Ekonomisk effekt (tkr) 2025 | 900
                           |  900 | 2 150    →    Ekonomisk effekt (tkr) 2026 | 2 150
    Ansvarig | Rektorn | Start | 1 mars            Ansvarig | Rektorn
                                                   Start | 1 mars
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from extractors.fields.item_number import counted
from extractors.fields.labels import is_label, split_label
from extractors.grid import Piece, PieceCell, PieceRow

_TIME = regex.compile(
    r"(?:år\s+)?(?:19|20)\d\d(?:[-–/]\d\d(?:\d\d)?)?|helår\p{L}*|år\s?\d|(?:från|fr\.?\s?o\.?\s?m\.?)\s+\d{4}",
    regex.IGNORECASE,
)
_FEWEST_PLAIN, _MOST_LABELS = 2, 0.75  # rows of a label and one text; of the first cells


def as_form(piece: Piece) -> Piece:
    """The piece as a form of two columns, where most of its rows are a label and one text over all the rest."""
    columns = len(piece.bounds) - 1
    labelled = [row for row in piece.rows if row.cells[0].lines and row.cells[0].span == 1]
    plain = [row for row in labelled if row.cells[1].span == columns - 1]
    if (
        columns < 3
        or len(plain) == len(labelled)
        or len(plain) < max(_FEWEST_PLAIN, 0.5 * len(labelled))
        or sum(_is_labelled(row.cells[0].text) for row in labelled) < _MOST_LABELS * len(labelled)
    ):
        return piece
    return Piece(piece.page, piece.box, (*piece.bounds[:2], piece.bounds[-1]), tuple(_rows(piece.rows)), piece.ruled)


def _is_labelled(text: str) -> bool:
    """A label, alone or before its own text, or a number ("Åtgärd 3")."""
    return is_label(text.rstrip(": ")) or split_label(text) is not None or counted(text) is not None


def _rows(rows: Sequence[PieceRow]) -> Iterator[PieceRow]:
    i = 0
    while i < len(rows):
        below = i + 1
        while below < len(rows) and not rows[below].cells[0].lines:
            below += 1
        yield from _flat(rows[i], rows[i + 1 : below])
        i = below


def _flat(row: PieceRow, below: Sequence[PieceRow]) -> Iterator[PieceRow]:
    """The rows of one label: one for each column of its small table, or one with all its texts."""
    label, *beside = row.cells
    if label.span > 1:
        yield PieceRow((PieceCell(label.lines, 2, label.right, label.fill), PieceCell(span=0)), row.top, row.bottom)
        return
    names = [cell.text.strip() for cell in beside if cell.lines]
    if below and len(names) >= 2 and all(_TIME.fullmatch(name) for name in names):
        for values in below:
            for name, value in zip(beside, values.cells[1:], strict=True):
                if value.lines:
                    cells = PieceCell(label.lines + name.lines), PieceCell(value.lines, 1, value.right, value.fill)
                    yield PieceRow(cells, values.top, values.bottom)
        return
    pairs = [] if below else _labelled_inside(row) or _pairs(row)
    if len(pairs) > 1:
        for name, value in pairs:
            yield PieceRow((name, value), row.top, row.bottom)
        return
    texts = [cell for of_row in (row, *below) for cell in of_row.cells[1:] if cell.lines]
    lines = tuple(line for cell in texts for line in cell.lines)
    fill = next((cell.fill for cell in beside if cell.fill), "")
    right = beside[0].right if beside else None
    yield PieceRow((label, PieceCell(lines, 1, right, fill)), row.top, below[-1].bottom if below else row.bottom)


def _pairs(row: PieceRow) -> list[tuple[PieceCell, PieceCell]]:
    """Labels each with the text to its right: "Ansvarig | rektor | Effekt | 420 tkr"; [] where one of them is no label."""
    cells = [cell for cell in row.cells if cell.span > 0]
    names = cells[::2]
    labels = all(is_label(name.text.rstrip(": ")) for name in names)
    values = [PieceCell(value.lines, 1, value.right, value.fill) for value in cells[1::2]]
    return list(zip(names, values, strict=True)) if labels and len(names) == len(values) else []


def _labelled_inside(row: PieceRow) -> list[tuple[PieceCell, PieceCell]]:
    """ "Status: Grön | Kommentar: Klart i mars": cells that each say their own label; [] where one does not."""
    cells = [cell for cell in row.cells if cell.span > 0 and cell.lines]
    parts = [_parted(cell) for cell in cells]
    return [part for part in parts if part] if all(parts) else []


def _parted(cell: PieceCell) -> tuple[PieceCell, PieceCell] | None:
    """The label of a cell and its text apart; None where it has none."""
    first, *others = cell.lines
    words = next((i + 1 for i, word in enumerate(first.words) if word.text.endswith(":")), 0)
    label = split_label(cell.text)
    if not words or label is None or not label[1]:
        return None
    rest = (replace(first, words=first.words[words:]),) if words < len(first.words) else ()
    name = PieceCell((replace(first, words=first.words[:words]),))
    return name, PieceCell((*rest, *others), 1, cell.right, cell.fill)
