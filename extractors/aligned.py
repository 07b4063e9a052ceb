"""Tables without rules, or with only horizontal ones → pieces of tables, by columns that align.

In: the rows of a page that stand in no ruled grid. Out: ``Piece`` values and which rows they took.
Five shapes are known: a header row of labels over aligned columns; columns that go on from the page before; a form with labels to
the left and text to the right; cards with labels above their
values; rows whose cells each say their label.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from extractors.aligned_rows import make_piece
from extractors.cards import find_cards
from extractors.forms import HEAD_LINES, find_flush_form, find_form, is_form
from extractors.grid import Found, Piece
from extractors.gutters import Gutter, split_at, with_hidden
from extractors.keyed import find_keyed
from extractors.lines import Numbering, Row, box_of
from extractors.model import Box, Page
from extractors.regions import grow, header_end, header_start, is_figures_header, is_header, is_set_over, without_tail

_TALLEST_HEADER = 3  # lines, of which the last may be the first with all labels


def find_aligned(
    page: Page, rows: Sequence[Row], rules: Sequence[Box], number: Numbering, before: Piece | None
) -> list[Found]:
    """Pieces by alignment, top to bottom; ``before`` is the piece that ended the page before, if one did."""
    found: list[Found] = []
    i = 0
    if before is not None and is_form(before):
        if rows and (rest := find_form(page, rows, 0, number, above=before)) is not None:
            found.append(rest)
            i = rest[1]
    elif before is not None and rows and (not before.ruled or _lines_up(rows[0], before)):
        labels = next((i for i in range(min(_TALLEST_HEADER, len(rows))) if is_header(rows[i].loose)), None)
        repeated = labels == 0
        gutters, end = grow(rows, 0, _gutters_of(before), rules, headed=repeated)
        anew = _headed_at(page, rows, labels, rules, number) if labels is not None else None
        if anew and anew[0] == 0 and anew[1] >= end and len(anew[2].bounds) == len(before.bounds):
            found.append(anew)  # a crooked scan or a speck made the columns above narrower than these
            i = anew[1]
        elif end > repeated and _is_of_a_kind(rows[repeated:end], gutters, before):
            body = header_end(rows, 0, end, rules, gutters) if repeated else 0
            end = without_tail(rows, body, end, gutters)
            found.append((0, end, make_piece(page, rows, 0, body, end, gutters, rules, number)))
            i = end
    of_two = [len(row.segments) == 2 for row in rows]
    while i < len(rows):
        parts = rows[i].loose
        made = None
        if len(parts) > 1:
            made = find_cards(page, rows, i, number) or find_keyed(page, rows, i, number)
        if made is None and any(of_two[i : i + HEAD_LINES]):
            made = find_form(page, rows, i, number) or find_flush_form(page, rows, i, number)
        if made is None and len(parts) > 1:
            made = _headed_at(page, rows, i, rules, number)
        if made is None:
            i += 1
            continue
        found.append(made)
        i = made[1]
    return found


def _is_of_a_kind(rows: Sequence[Row], gutters: Sequence[Gutter], before: Piece) -> bool:
    """True where the rows have cells like those of the table before: figures stand under figures."""
    cells = [split for row in rows if len(split := split_at(row, gutters)) >= 2]
    if len(gutters) + 2 != len(before.bounds):
        return bool(cells)
    for column in range(1, len(before.bounds) - 1):
        above = [text for row in before.rows[1:] if (text := row.cells[column].text)]
        below = [split[column].text for split in cells if column in split]
        if (
            below
            and len(above) >= 2
            and all(map(_FIGURES.fullmatch, above))
            and not any(map(_FIGURES.fullmatch, below))
        ):
            return False
    return bool(cells)


_FIGURES = regex.compile(r"[-–−+(]?\d[\d\s.,]*\)?(?:\s?(?:%|kr|tkr|kkr|mkr|mnkr))?|[-–−]", regex.IGNORECASE)


def _lines_up(row: Row, piece: Piece) -> bool:
    """True where the row can only be a ruled table's next: cells in most of its columns, each set as those above it.

    Browsers draw no rule under a table's last row; when a page break parts it from the others, nothing is drawn around it.
    """
    cells = split_at(row, _gutters_of(piece))
    if len(cells) < 3 or len(cells) < len(piece.bounds) - 2:
        return False
    for column, cell in cells.items():
        above = [line.box for r in piece.rows if r.cells[column].span == 1 for line in r.cells[column].lines]
        if not any(abs(box.x0 - cell[0].x0) <= 2 or abs(box.x1 - cell[-1].x1) <= 2 for box in above):
            return False
    return True


def _gutters_of(piece: Piece) -> list[Gutter]:
    """The white space between the columns of a piece that is already read."""
    if piece.ruled:
        return [(bound - 2, bound + 2) for bound in piece.bounds[1:-1]]
    plain = [row for row in piece.rows if all(cell.span == 1 for cell in row.cells)]
    gutters = []
    for i, bound in enumerate(piece.bounds[1:-1]):
        left = max((line.box.x1 for row in plain for line in row.cells[i].lines), default=bound - 2)
        right = min((line.box.x0 for row in plain for line in row.cells[i + 1].lines), default=bound + 2)
        gutters.append((min(left, bound - 2), max(right, bound + 2)))
    return gutters


def _is_top_of_header(rows: Sequence[Row], start: int, parts: Sequence[Row]) -> bool:
    """ "Effekt  Utfall" over "Åtgärd  Ansvarig  2025  jan–apr": the first lines of some cells of the header below."""
    if start + 1 >= len(rows):
        return False
    below = rows[start + 1].loose
    near = box_of(rows[start + 1]).top - box_of(rows[start]).bottom <= 0.6 * rows[start][0].size
    if not (near and len(below) > len(parts) and is_header(below)):
        return False
    return is_set_over(rows[start], rows[start + 1], [(a[-1].x1, b[0].x0) for a, b in pairwise(below)])


def _split_as_below(rows: Sequence[Row], start: int) -> list[Row]:
    """A bold header whose longest label comes close to the next one, parted where the texts of the plain row below begin."""
    header, below = rows[start], rows[start + 1 : start + 2]
    if not below or not all(word.bold for word in header) or all(word.bold for word in below[0]):
        return header.loose
    begins = [part[0].x0 for part in below[0].loose]
    parts: list[Row] = []
    for word in header:
        new = any(abs(word.x0 - x) <= _SAME_BEGINNING for x in begins)
        if new or not parts or word.x0 - parts[-1][-1].x1 > word.size:
            parts.append(Row([word]))
        else:
            parts[-1] = Row([*parts[-1], word])
    return parts


_SAME_BEGINNING = 1.5  # points


def _headed_at(page: Page, rows: Sequence[Row], start: int, rules: Sequence[Box], number: Numbering) -> Found | None:
    parts = rows[start].loose
    if len(parts) < 2:
        return None
    if not is_header(parts) and is_header(split := _split_as_below(rows, start)):
        parts = split
    if not (is_header(parts) or is_figures_header(rows, start, parts)):
        return None
    if _is_top_of_header(rows, start, parts):
        return None  # the next row has all labels, and takes this one along
    gutters: list[Gutter] = [(a[-1].x1, b[0].x0) for a, b in pairwise(parts)]
    first = header_start(rows, start, gutters)
    gutters, end = grow(rows, start, gutters, rules)
    gutters = with_hidden(rows[start:end], gutters)
    body = header_end(rows, start, end, rules, gutters)
    end = without_tail(rows, body, end, gutters)
    if not any(len(split_at(row, gutters)) >= 2 for row in rows[body:end]):
        return None
    return first, end, make_piece(page, rows, first, body, end, gutters, rules, number)
