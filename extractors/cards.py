"""Labels with their values below them, several side by side, as web systems print one matter a card → forms.

    **Gemensam ruttplanering**         Pågår
    Verksamhet      Ansvarig          Startdatum
    Hemtjänst       Enhetschef norr   2026-03-01
    Beskrivning
    Turerna läggs av två gemensamma planerare.

In: the printed rows of a page. Out: a ``Piece`` of two columns, one row a label. A header over rows of a table is no card: in a card other labels
follow right after the values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.fields.amount import find_amounts
from extractors.fields.labels import fields_of
from extractors.fields.status import parse_status
from extractors.grid import Found, Piece, PieceCell, PieceRow
from extractors.lines import Numbering, Row, box_of
from extractors.model import Page

_NEAR = 3.0  # points that a value may begin beside its label
_FEWEST = 2  # lines of labels in a card, one of them with several
_MOST_LINES = 4  # of values below labels side by side
_LONGEST_HEAD = 6  # lines of a name and a text over the labels
_FAR = 2.5  # type sizes from line to line that no card leaves


def find_cards(page: Page, rows: Sequence[Row], start: int, number: Numbering) -> Found | None:
    """The card that begins at ``start``; None where none does."""
    if len(rows[start].loose) < 2 or not _labels(rows[start]):
        return None
    groups: list[tuple[list[Row], list[Row]]] = []  # labels side by side, the lines of values below them
    size = rows[start][0].size
    i = start
    while i < len(rows) and (i == start or not _is_far(rows, i)):
        labels = _labels(rows[i])
        like = abs(rows[i][0].size - size) < 0.3 and rows[i][0].bold == rows[start][0].bold
        alone = len(labels) == 1 and bool(groups) and _is_set_in_text(labels[0], groups[0][1])
        if labels and (like or alone) and not (groups and not groups[-1][1]):
            groups.append((labels, []))
        elif not groups or not _fits(rows[i], groups[-1]):
            break
        else:
            groups[-1][1].append(rows[i])
        i += 1
    while groups and not groups[-1][1]:  # labels over nothing are not the card's
        i -= 1
        groups.pop()
    if len(groups) < _FEWEST or not _alternates(groups):
        return None
    begin = _head(rows, start)
    box = box_of([w for row in rows[begin:i] for w in row])
    made = [*_head_rows(rows[begin:start], number)]
    made += [row for labels, values in groups for row in _rows(labels, values, number)]
    return begin, i, Piece(page.number, box, (box.x0, box.x0 + _ASIDE, box.x1), tuple(made), ruled=False)


def _is_set_in_text(label: Row, values: Sequence[Row]) -> bool:
    """A label in bold, no larger than the text of the card: a larger one is the next heading."""
    return bool(values) and all(word.bold and word.size < values[0][0].size + 0.3 for word in label)


def _head(rows: Sequence[Row], start: int) -> int:
    """Where the card's head begins: a name in bold with its state at the right end of the line, then lines of text; ``start`` without one."""
    left = rows[start][0].x0
    for i in range(start - 1, max(start - _LONGEST_HEAD, 0) - 1, -1):
        if _is_far(rows, i + 1) or abs(rows[i][0].x0 - left) > _NEAR:
            break
        name, *state = rows[i].segments
        if all(word.bold for word in name) and len(state) == 1 and not any(word.bold for word in state[0]):
            return i if parse_status(state[0].text) else start
    return start


def _head_rows(rows: Sequence[Row], number: Numbering) -> Iterator[PieceRow]:
    """The name over the whole card; the state and the text without a label."""
    if not rows:
        return
    name, state = rows[0].segments
    for words in (name, state, [word for row in rows[1:] for word in row]):
        if words:
            box = box_of(words)
            lines = number.lines(words)
            cells = (PieceCell(lines, 2), PieceCell((), 0)) if words is name else (PieceCell(), PieceCell(lines))
            yield PieceRow(cells, box.top, box.bottom)


def _labels(row: Row) -> list[Row]:
    """The labels that a line is made of; [] where any part of it is none."""
    parts = row.loose
    return parts if all(_is_label(part.text) for part in parts) else []


def _is_label(text: str) -> bool:
    if not text[:1].isupper():
        return False
    found = fields_of(text.rstrip(": "))
    return bool(found) and found[0].weight >= 0.5 and not find_amounts(text)


def _fits(row: Row, group: tuple[list[Row], list[Row]]) -> bool:
    """True for a line of values: each of its parts begins where a label does, unless it goes on a text over the whole width."""
    labels, values = group
    if len(labels) == 1:
        return row[0].x0 >= labels[0][0].x0 - _NEAR
    edges = [label[0].x0 for label in labels]
    reach = _NEAR if row.is_justified else _NEAR + _MARK
    return len(values) < _MOST_LINES and all(
        any(abs(part[0].x0 - edge) <= reach for edge in edges) for part in row.loose
    )


_ASIDE = 40.0  # where the two columns of the form are said to meet, alike for the parts of a card on two pages
_MARK = 16.0  # a coloured dot may stand ahead of a value


def _is_far(rows: Sequence[Row], i: int) -> bool:
    above, here = box_of(rows[i - 1]), box_of(rows[i])
    return here.bottom - above.bottom > _FAR * max(rows[i][0].size, rows[i - 1][0].size)


def _alternates(groups: Sequence[tuple[list[Row], list[Row]]]) -> bool:
    """Known fields of a measure among the labels, and no rows of a table below any of them."""
    known = {fields_of(label.text.rstrip(": "))[0].field for labels, _ in groups for label in labels}
    several = [values for labels, values in groups if len(labels) > 1]
    return len(known) >= 3 and all(sum(len(v.loose) > 1 for v in values) <= 2 for values in several)


def _rows(labels: Sequence[Row], values: Sequence[Row], number: Numbering) -> list[PieceRow]:
    edges = [label[0].x0 - _NEAR for label in labels]
    made = []
    for n, label in enumerate(labels):
        end = edges[n + 1] if n + 1 < len(labels) else float("inf")
        below = [part for row in values if (part := [w for w in row if edges[n] <= w.x0 < end])]
        box = box_of([*label, *(w for part in below for w in part)])
        cells = (PieceCell((number.line(label),)), PieceCell(tuple(number.line(part) for part in below)))
        made.append(PieceRow(cells, box.top, box.bottom))
    return made
