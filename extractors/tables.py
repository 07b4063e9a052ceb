"""Pieces of tables on several pages → whole tables; a row that a page break cut in two is one row again.

In: the pieces of one table, in order. Out: a ``Table`` with its header apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex
from rapidfuzz import fuzz

from extractors.fields.labels import field_of, is_label, split_label
from extractors.fields.rounds import split_round
from extractors.fields.sums import SUM
from extractors.fields.timing import says_only_when
from extractors.forms import head_of, is_form
from extractors.grid import Piece, PieceCell, PieceRow
from extractors.model import Cell, Line, Row, Table
from extractors.turned_tables import upright

_NUMBER = regex.compile(r"[A-ZÅÄÖ]{0,2}\d{1,3}(?:\.\d{1,2})*[.):]?")
_SUM_OR_COMMENT = regex.compile(rf"{SUM}|kommentar\b", regex.IGNORECASE)
_FIGURE = regex.compile(r"[-–−+(]?\s?\d[\d\s.,]*(?:\s?(?:%|kr|tkr|mkr|mnkr))?\)?|[-–−]", regex.IGNORECASE)
_MARKS = ("•", "- ", "– ", "▪")
_ENDS = (".", "!", "?", ":", ";")


_NEAR = 10  # points between edges of one column on two pages
_LOOSE = 20  # points where white space parts them
_FEWEST_LABELS = 2  # of a header


def goes_on(above: Piece, below: Piece) -> bool:
    """True where ``below`` (first on its page) is the same table as ``above`` (last on the page before)."""
    if below.page != above.page + 1 or (is_form(below) and head_of(below)) or _begins_anew(above, below):
        return False
    if len(above.bounds) != len(below.bounds):
        return False
    near = all(abs(a - b) <= _NEAR for a, b in zip(above.bounds[1:-1], below.bounds[1:-1], strict=True))
    alike = near or _is_moved(above, below) or _is_set_alike(above, below)
    return alike or _repeated(above.rows, below.rows) > 0


def stands_under(above: Piece, below: Piece) -> bool:
    """True where the columns of ``below`` have the edges of those of ``above``, on the same page or the next."""
    edges = zip(above.bounds, below.bounds, strict=False)
    alike = len(above.bounds) == len(below.bounds) and all(abs(a - b) <= _NEAR for a, b in edges)
    return alike and 0 <= below.page - above.page <= 1


def _is_set_alike(above: Piece, below: Piece) -> bool:
    """Columns that white space parts lie between the same texts, though the longest text of each page is another; no header of its own."""
    outer = [abs(above.bounds[i] - below.bounds[i]) <= _NEAR for i in (0, -1)]
    inner = [abs(a - b) <= _LOOSE for a, b in zip(above.bounds[1:-1], below.bounds[1:-1], strict=True)]
    by_space = not (above.ruled and below.ruled) or _is_scanned(below)
    return by_space and all(outer) and all(inner) and bool(below.rows) and _labels(below.rows[0]) < _FEWEST_LABELS


def _is_scanned(piece: Piece) -> bool:
    return any(word.confidence < 1.0 for row in piece.rows[:1] for line in row.lines for word in line.words)


def _is_moved(above: Piece, below: Piece) -> bool:
    """The same columns, all moved alike (margins of the binding, a sheet laid askew in the scanner), and no header of its own."""
    moved = [b - a for a, b in zip(above.bounds, below.bounds, strict=True)]
    return max(moved) - min(moved) <= _NEAR and bool(below.rows) and _labels(below.rows[0]) < _FEWEST_LABELS


def _begins_anew(above: Piece, below: Piece) -> bool:
    """A form that begins with the label that the one above began with, and another value: "Förslag nr  7" after "Förslag nr  6"."""
    (label, value, *_), (again, other, *_) = (_title_row(list(p.rows))[1][0].cells for p in (above, below))
    same = bool(label.text) and label.text == again.text and is_label(label.text.rstrip(": "))
    return same and value.text != other.text and not any(is_label(cell.text.rstrip(": ")) for cell in (value, other))


def with_name_left_behind(above: Piece, below: Piece) -> tuple[Piece, Piece]:
    """The two pieces, a form's name that a page break parted from its form moved back to it."""
    last = above.rows[-1]
    is_name = last.filled == [0] and last.cells[0].span >= len(last.cells) > 1 and len(above.rows) > 1
    if not (is_name and below.page == above.page + 1 and is_form(below) and not head_of(below)):
        return above, below
    columns = len(below.bounds) - 1
    name = PieceRow(
        (replace(last.cells[0], span=columns), *(PieceCell(span=0),) * (columns - 1)), last.top, last.bottom
    )
    return replace(above, rows=above.rows[:-1]), replace(below, rows=(name, *below.rows))


def make_table(pieces: Sequence[Piece], caption: tuple[Line, ...] = ()) -> Table:
    """One table of all its pieces: repeated headers dropped, broken rows joined."""
    first = pieces[0]
    title, rows = _title_row(list(first.rows))
    repeated = max((_repeated(rows, piece.rows) for piece in pieces[1:]), default=0)
    height = 0 if is_form(first) else repeated or header_height(rows)
    header_rows, body = rows[:height], rows[height:]
    columns = len(first.bounds) - 1
    numbered = _is_numbered(header_rows, [*body, *(row for piece in pieces[1:] for row in piece.rows)])
    always = _always_filled(body)
    for piece in pieces[1:]:
        following = list(piece.rows[_repeated(rows, piece.rows) :])
        if (
            following
            and body
            and not _is_group(following[0], body)
            and _is_rest(body[-1], following[0], numbered, always)
        ):
            body[-1] = _joined(body[-1], following.pop(0))
        body += following
    body = _with_texts_below([row for row in body if not _repeats(row, header_rows)])
    header = tuple(_header_cell(header_rows, column) for column in range(columns))
    return upright(Table(header, tuple(_row(row) for row in body), title or caption, ruled=first.ruled))


def _title_row(rows: list[PieceRow]) -> tuple[tuple[Line, ...], list[PieceRow]]:
    """A first row of one cell over the whole table is its caption."""
    if (
        len(rows) > 2
        and rows[0].filled == [0]
        and rows[0].cells[0].span >= len(rows[0].cells)
        and len(rows[1].filled) > 1
    ):
        return rows[0].lines, rows[1:]
    return (), rows


def _repeated(first: Sequence[PieceRow], below: Sequence[PieceRow]) -> int:
    """How many leading rows of ``below`` repeat the first rows of the table."""
    same = 0
    for a, b in zip(first[:4], below[:4], strict=False):
        x, y = (" ".join(c.text for c in row.cells).strip() for row in (a, b))
        if not x or (x != y and fuzz.ratio(x, y) < 88):
            break
        same += 1
    # A table in which every row is alike has no repeated header.
    return (
        same
        if same < max(len(first), len(below))
        and same <= 3
        and any(not _FIGURE.fullmatch(c.text) for c in first[0].cells)
        else 0
    )


def _repeats(row: PieceRow, header: Sequence[PieceRow]) -> bool:
    """A header of one row printed again further down, under the name of the next group."""
    if len(header) != 1 or len(row.filled) < 3:
        return False
    pairs = [(a.text, b.text) for a, b in zip(header[0].cells, row.cells, strict=False)]
    return all(a == b or fuzz.ratio(a, b) >= 88 for a, b in pairs)


def header_height(rows: Sequence[PieceRow]) -> int:
    """How many rows at the top are a header: rows of labels, or set apart by type from figures and texts below."""
    if len(rows) < 2:
        return 1 if rows and _labels(rows[0]) >= 2 else 0
    height = 0
    limit = min(3, len(rows) - 1)
    while height < limit and _is_header_row(rows, height):
        height += 1
    return height


def _labels(row: PieceRow) -> int:
    return len({field_of(cell.text) for cell in row.cells if cell.lines} - {None})


def _is_header_row(rows: Sequence[PieceRow], i: int) -> bool:
    row = rows[i]
    texts = [cell.text for cell in row.cells if cell.lines]
    if not texts or sum(len(t) for t in texts) > 60 * len(texts):
        return False
    labels = _labels(row)
    if i > 0:  # a further header row: halves of labels, years under a merged cell
        short = all(len(t) <= 30 for t in texts)
        under_merged = any(c.span > 1 for c in rows[i - 1].cells) or any(c.span == -1 for c in row.cells)
        return short and len(texts) >= 2 and (under_merged or (labels >= 2 and _bold(row))) and not _has_amounts(row)
    if labels >= 2 or (labels == 1 and len(texts) <= 2 and all(field_of(t) or len(t) < 25 for t in texts)):
        return True
    below = rows[i + 1 : i + 5]
    if _bold(row) and not any(_bold(r) for r in below):
        return len(texts) >= 2
    figures_below = any(_FIGURE.fullmatch(c.text) for r in below for c in r.cells[1:] if c.lines)
    return figures_below and len(texts) >= 2 and not any(_FIGURE.fullmatch(t) and not _is_year(t) for t in texts[1:])


def _is_year(text: str) -> bool:
    return _YEAR.fullmatch(text.strip()) is not None


_YEAR = regex.compile(r"(?:19|20)\d\d(?:,?\s*\(?(?:t|k|m|mn)?kr\)?)?")  # "2031", "2031, tkr"


def _has_amounts(row: PieceRow) -> bool:
    return any(_FIGURE.fullmatch(c.text) and not _is_year(c.text) for c in row.cells if c.lines)


def _bold(row: PieceRow) -> bool:
    lines = [line for line in row.lines if any(ch.isalpha() for ch in line.text)]
    return bool(lines) and all(line.bold for line in lines)


def _is_numbered(header: Sequence[PieceRow], body: Sequence[PieceRow]) -> bool:
    """True where the first column numbers the rows (most of its filled cells are numbers)."""
    firsts = [row.cells[0].text.strip() for row in body if row.cells[0].lines]
    numbers = [t for t in firsts if _NUMBER.fullmatch(t)]
    named = bool(header) and field_of(" ".join(row.cells[0].text for row in header).strip()) == "no"
    return len(numbers) >= 2 and len(numbers) >= (0.5 if named else 0.7) * len(firsts)


def _always_filled(rows: Sequence[PieceRow]) -> list[int]:
    whole = [row for row in rows if len(row.filled) >= 2]
    if len(whole) < 2:
        return []
    return [i for i in range(len(whole[0].cells)) if sum(1 for row in whole if row.cells[i].lines) >= 0.9 * len(whole)]


def _is_group(row: PieceRow, body: Sequence[PieceRow]) -> bool:
    """A name alone in the first column, where the table has such rows: its groups."""
    return (
        row.filled == [0]
        and row.cells[0].text[:1].isupper()
        and body[-1].filled != [0]
        and any(above.filled == [0] and above.cells[0].text[:1].isupper() for above in body)
    )


def _is_rest(above: PieceRow, below: PieceRow, numbered: bool, always: Sequence[int]) -> bool:
    """True where ``below``, first on its page, is the rest of ``above``."""
    if not below.filled or _SUM_OR_COMMENT.match(below.cells[below.filled[0]].text):
        return False
    if below.cells[0].span > 1 and below.filled == [0]:
        return False  # a group's name
    if numbered:
        return not below.cells[0].lines
    pairs = [(a.text, b.text) for a, b in zip(above.cells, below.cells, strict=False) if a.lines and b.lines]
    if sum(1 for a, b in pairs if _FIGURE.fullmatch(a) and _FIGURE.fullmatch(b)) >= 2:
        return False  # no figure goes on in another
    missing = [i for i in always if not below.cells[i].lines]
    longest = max(pairs, key=lambda pair: len(pair[0]) + len(pair[1]), default=("", ""))
    if longest[0].endswith(_ENDS) and longest[1][:1].isupper() and not missing:
        return False  # what is done ends above and begins anew below, and no cell is missing
    if (
        missing
        and pairs
        and all(b.startswith(_MARKS) for _, b in pairs)
        and any(mark in a for a, _ in pairs for mark in _MARKS)
    ):
        return True  # the next items of a list in a cell
    anew = all(b[:1].isupper() or b.startswith(_MARKS) for _, b in pairs)
    if anew and above.cells[0].lines and below.cells[0].lines and longest[0].endswith(_ENDS):
        return False  # a row of its own that leaves some cells empty
    # "maj 2024" begins small, and is whole
    texts = [(a, b) for a, b in pairs if not (says_only_when(a) and says_only_when(b))]
    open_ended = [
        (a, b) for a, b in texts if not a.endswith(_ENDS) and (b[:1].islower() or a.endswith(("-", "\u00ad")))
    ]
    begins_small = any(b[:1].islower() for _, b in texts)
    if open_ended or (begins_small and missing):
        return True
    return (
        bool(missing)
        and bool(pairs)
        and not any(_FIGURE.fullmatch(b) for _, b in pairs)
        and (len(missing) >= 0.5 * len(always) and not all(a.endswith(_ENDS) for a, _ in pairs))
    )


def _joined(above: PieceRow, below: PieceRow) -> PieceRow:
    cells = tuple(
        PieceCell(a.lines + b.lines, a.span, a.right, a.fill or b.fill)
        for a, b in zip(above.cells, below.cells, strict=False)
    )
    return PieceRow(cells, above.top, above.bottom)


def _with_texts_below(rows: Sequence[PieceRow]) -> list[PieceRow]:
    """Sentences and lists over the rest of the table's width, below the cell that they go on in, join it."""
    joined: list[PieceRow] = []
    for row in rows:
        column = row.filled[0] if len(row.filled) == 1 else 0
        text = row.cells[column].text
        if (
            joined
            and row.cells[column].span == len(row.cells) - column > 1
            and len(joined[-1].filled) >= 3
            and joined[-1].cells[column].lines
            and (text.startswith(_MARKS) or (column and text.endswith(_ENDS)))
            and not (split_label(text) or split_round(text))  # a comment is a row of its own
        ):
            below = tuple(PieceCell(cell.lines, a.span) for cell, a in zip(row.cells, joined[-1].cells, strict=True))
            joined[-1] = _joined(joined[-1], PieceRow(below, row.top, row.bottom))
        else:
            joined.append(row)
    return joined


def _header_cell(rows: Sequence[PieceRow], column: int) -> Cell:
    """The header over a column: a merged cell speaks for each column under it."""
    lines: list[Line] = []
    right = None
    for row in rows:
        i = column
        while i > 0 and row.cells[i].span == 0:
            i -= 1
        lines += row.cells[i].lines
        right = row.cells[i].right or right
    return Cell(tuple(lines), right)


def _row(row: PieceRow) -> Row:
    return Row(
        tuple(Cell(cell.lines, cell.right) for cell in row.cells),
        tuple(cell.span for cell in row.cells),
        tuple(cell.fill for cell in row.cells),
    )
