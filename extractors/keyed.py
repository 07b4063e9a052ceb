"""Rows whose every cell says its own label ("Åtgärd: …  Ansvarig: …  Start: …"), as some systems export them → tables with a header.

In: the printed rows of a page. Out: a ``Piece`` whose header are the labels of its first row.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.fields.labels import field_of
from extractors.grid import Found, Piece, PieceCell, PieceRow
from extractors.lines import Numbering, Row, box_of, text_of
from extractors.model import Page

_NEAR = 4.0  # points that the same column may begin apart
_FEWEST = 3  # labels in a row, else it is running text
_FAR = 3.0  # type sizes of white space that no row of a table leaves


def find_keyed(page: Page, rows: Sequence[Row], start: int, number: Numbering) -> Found | None:
    """The table that begins at ``start``; None where the row there, or the next like it, does not say its labels."""
    first = _keyed(rows[start])
    if first is None or not {"action", "title"} & {field for field, _, _ in first}:
        return None
    lefts = [cell[0].x0 for _, _, cell in first]
    groups: list[list[Row]] = [[rows[start]]]
    end = start + 1
    while end < len(rows):
        row = rows[end]
        again = _keyed(row)
        if again is not None and [field for field, _, _ in again] == [field for field, _, _ in first]:
            groups.append([row])
        elif again is None and _is_more(row, rows[end - 1], lefts):
            groups[-1].append(row)
        else:
            break
        end += 1
    if any(_keyed(group[0]) is None for group in groups):
        return None
    box = box_of([w for group in groups for row in group for w in row])
    bounds = (*(left - 1 for left in lefts), box.x1)
    labels = [cell[:count] for _, count, cell in first]
    header = PieceRow(tuple(PieceCell((number.line(words),)) for words in labels), box.top, box_of(rows[start]).bottom)
    body = tuple(_row(group, lefts, bounds, number) for group in groups)
    return start, end, Piece(page.number, box, bounds, (header, *body), ruled=False)


def _keyed(row: Row) -> list[tuple[str, int, Row]] | None:
    """Field, number of the label's words, and words of each cell; None where a cell has no label."""
    found = []
    for cell in row.loose:
        count = next((i + 1 for i, word in enumerate(cell[:4]) if word.text.endswith(":")), 0)
        field = field_of(text_of(cell[:count]).rstrip(":")) if count else None
        if field is None:
            return None
        found.append((field, count, cell))
    return found if len(found) >= _FEWEST and len({field for field, _, _ in found}) >= _FEWEST else None


def _is_more(row: Row, above: Row, lefts: Sequence[float]) -> bool:
    """Lines that go on in the columns above them, each begun at its column's edge."""
    near = box_of(row).top - box_of(above).bottom <= _FAR * 0.5 * row[0].size
    return near and not row[0].bold and all(any(abs(c[0].x0 - x) <= _NEAR for x in lefts) for c in row.loose)


def _row(group: Sequence[Row], lefts: Sequence[float], bounds: Sequence[float], number: Numbering) -> PieceRow:
    cells: list[list[Row]] = [[] for _ in lefts]
    for n, row in enumerate(group):
        counts = [count for _, count, _ in _keyed(row) or ()] if n == 0 else [0] * len(lefts)
        for i, left in enumerate(lefts):
            right = lefts[i + 1] if i + 1 < len(lefts) else float("inf")
            words = [w for w in row if left - _NEAR <= w.x0 < right - _NEAR][counts[i] :]
            if words:
                cells[i].append(Row(words))
    box = box_of([w for row in group for w in row])
    made = (PieceCell(tuple(number.line(words) for words in lines), 1, bounds[i + 1]) for i, lines in enumerate(cells))
    return PieceRow(tuple(made), box.top, box.bottom)
