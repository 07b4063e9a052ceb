"""A table whose columns are the measures, with the labels to the left → the same table with a row for each.

                F1 Sommarstängt              F2 Färre avdelningar
    Vad?        Fyra förskolor håller …      En avdelning avvecklas …
    Ger i år    260                          850

In and out: a ``Table``. Slides and forms for comparing proposals are set so. A form of one measure (labels and one column) is left as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.fields.labels import fields_of, is_label
from extractors.model import Cell, Row, Table

_FEWEST_MEASURES, _FEWEST_LABELS = 2, 4
_FEW = 0.2  # of the other cells could be labels
_MOST = 0.75  # of the rows begin with a label
_NEEDED = {"action", "effect", "effect_text", "start", "due", "status", "responsible", "goal", "method", "comment"}


def upright(table: Table) -> Table:
    """The table with its columns as rows where its first column holds the labels; otherwise the table itself."""
    names, rows = table.header[1:], table.rows
    whole = all(len(row.cells) == len(table.header) and all(span == 1 for span in row.spans) for row in rows)
    if len(names) < _FEWEST_MEASURES or len(rows) < _FEWEST_LABELS or not whole:
        return table
    if not all(cell.lines for cell in names) or any(map(_is_lettered_label, names)):
        return table
    if not _are_labels([row.cells[0] for row in rows]):
        return table
    told = [cell for row in rows for cell in row.cells[1:] if cell.lines]
    if sum(map(_is_lettered_label, told)) > _FEW * len(told):  # "Genomfört" is a state, and might be a label
        return table
    header = (table.header[0], *(row.cells[0] for row in rows))
    turned = tuple(
        Row((name, *(row.cells[i] for row in rows)), (1,) * len(header), ("", *(_fill(row, i) for row in rows)))
        for i, name in enumerate(names, 1)
    )
    return Table(header, turned, table.caption, table.notes, table.ruled)


def _are_labels(cells: Sequence[Cell]) -> bool:
    """Most are labels, of what is done and of two other matters at least."""
    labelled = [
        found for cell in cells if (found := fields_of(cell.text.rstrip(": ")))
    ]  # "Ger i år" asks, beside others
    meant = {found[0].field for found in labelled} & _NEEDED
    return len(labelled) >= _MOST * len(cells) and len(meant) >= _FEWEST_LABELS - 1 and "action" in meant


def _is_lettered_label(cell: Cell) -> bool:
    return any(map(str.isalpha, cell.text)) and is_label(cell.text.rstrip(": "))


def _fill(row: Row, i: int) -> str:
    return row.fills[i] if row.fills else ""
