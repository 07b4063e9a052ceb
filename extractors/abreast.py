"""What stands side by side, as on slides: boxes (boxes.py), lists, columns of text (text_columns.py), each read to its end before the next.

In: a page, its printed rows and the boxes of its tables. Out: ``Abreast``, the rows that stand in columns and where those are parted.
Two columns of running text down the whole page are found in lines.py.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from extractors.boxes import boxes_abreast
from extractors.fields.area_names import is_area_name
from extractors.fields.labels import is_label
from extractors.fields.status import is_state
from extractors.grid import Piece, PieceCell
from extractors.items import BULLETS
from extractors.lines import Abreast, Row, box_of
from extractors.model import Box, Line, Page, Word
from extractors.regions import heads_a_table
from extractors.text_columns import texts_abreast

_MARKS = frozenset(BULLETS)
_NUMBER = regex.compile(r"(?P<number>\d{1,2})[.)]")
_EDGE = 3.0  # points between edges that are meant to be one
_STRIP = 6.0  # points of white space that part two lists
_CLOSE = 0.6  # type sizes between lines of one text
_FAR = 4.0  # type sizes between the items of a list
_NEAR_HEAD = 2.0  # type sizes from a list up to its head
_MOST_HEADS = 3  # lines
_MARK_TO_TEXT = 3.0  # type sizes
_FEWEST_ITEMS = 3  # in a table that only sets lists side by side
_LONGEST_HEAD = 5  # words
_FEWEST_WORDS = 2.5  # of an item, on the whole: boxes to tick have a word each


def find_abreast(page: Page, rows: Sequence[Row], tables: Sequence[Box]) -> list[Abreast]:
    """Where boxes or lists stand side by side among the rows of a page, top to bottom."""
    if len(rows) < 2:
        return []
    found = list(boxes_abreast(page, rows, tables))
    found += [one for one in _lists_abreast(rows) if not any(_meet(one, other) for other in found)]
    found = found or list(texts_abreast(rows))
    return sorted(found, key=lambda one: one.first)


def lists_in(piece: Piece) -> list[tuple[Line, ...]]:
    """The lists that a ruled table only sets side by side, each with its head: the columns under areas or states, or the cells of cards; [] for a table."""
    rows = [[cell for cell in row.cells if cell.lines] for row in piece.rows]
    filled = [cell for row in rows for cell in row]
    if sum(map(_items, filled)) < max(_FEWEST_ITEMS, len(filled)) or max(map(len, rows), default=0) < 2:
        return []
    if all(map(_is_card, filled)):
        return [cell.lines for cell in filled]
    heads, *below = piece.rows
    whole = all(cell.span == 1 for row in piece.rows for cell in row.cells)
    if not whole or not all(cell.lines and _is_head(cell.text) for cell in heads.cells):
        return []
    if not below or not all(_begins_a_list(cell) for row in below for cell in row.cells if cell.lines):
        return []
    columns = zip(heads.cells, *(row.cells for row in below), strict=True)
    return [tuple(line for cell in column for line in cell.lines) for column in columns]


def _items(cell: PieceCell) -> int:
    return sum(line.words[0].text in _MARKS and len(line.words) > 1 for line in cell.lines)


def _begins_a_list(cell: PieceCell) -> bool:
    return _items(cell) > 0 and cell.lines[0].words[0].text in _MARKS


def _is_card(cell: PieceCell) -> bool:
    """A head on its own line, then a list."""
    return len(cell.lines) > 1 and _is_head(cell.lines[0].text) and _begins_a_list(PieceCell(cell.lines[1:]))


def _is_head(text: str) -> bool:
    """A short name of an area, a state or what is no label of a column."""
    if len(text.split()) > _LONGEST_HEAD or text[:1] in _MARKS:
        return False
    return not is_label(text.rstrip(": ")) or bool(is_area_name(text)) or is_state(text)


def _meet(one: Abreast, other: Abreast) -> bool:
    return one.first < other.end and other.first < one.end


def _lists_abreast(rows: Sequence[Row]) -> Iterator[Abreast]:
    """Marks of items below one another at several places, white space between, with the heads over them."""
    marks = [_marks(row) for row in rows]
    i = 0
    while i < len(rows):
        if len(marks[i]) < 2 or marks[i][0] is not rows[i][0]:
            i += 1
            continue
        end = _end_of_lists(rows, marks, i, [mark.x0 for mark in marks[i][1:]])
        edges = _edges_of_lists(rows[i:end], marks[i:end])
        if edges and _are_items(rows[i:end], marks[i:end], edges):
            first = _head_over(rows, i, edges)
            if not any(heads_a_table(row) for row in rows[max(first - 1, 0) : i]):
                yield Abreast(first, end, edges)
        i = end


def _marks(row: Row) -> list[Word]:
    """The marks in a row that begin an item: white space before, its text behind."""
    found = []
    for i, word in enumerate(row):
        if i + 1 == len(row) or not (word.text in _MARKS or _NUMBER.fullmatch(word.text)):
            continue
        behind = row[i + 1]
        white = (
            _STRIP if word.text in _MARKS and word.text not in "–—-" else word.size
        )  # a dash stands in sentences too
        apart = i == 0 or word.x0 - row[i - 1].x1 >= white
        if apart and behind.x0 - word.x1 <= _MARK_TO_TEXT * behind.size and any(map(str.isalnum, behind.text)):
            found.append(word)
    return found


def _end_of_lists(rows: Sequence[Row], marks: Sequence[Sequence[Word]], first: int, starts: Sequence[float]) -> int:
    """The row after the last item: as long as no word stands in the white space before the marks."""
    end = first + 1
    last = first
    while end < len(rows) and all(_leaves_free(rows[end], x) for x in starts):
        gap = box_of(rows[end]).top - box_of(rows[end - 1]).bottom
        if gap > (_FAR if any(marks[end:]) else _CLOSE) * rows[end][0].size:
            break
        if marks[end]:
            last = end
        end += 1
    while end > last + 1 and not _all_close(rows[last:end]):
        end -= 1
    return end


def _all_close(rows: Sequence[Row]) -> bool:
    return all(box_of(b).top - box_of(a).bottom <= _CLOSE * b[0].size for a, b in pairwise(rows))


def _leaves_free(row: Row, x: float) -> bool:
    return not any(word.x0 < x - 1 and word.x1 > x - _STRIP for word in row)


def _edges_of_lists(rows: Sequence[Row], marks: Sequence[Sequence[Word]]) -> tuple[float, ...]:
    """The middle of the white space before each list but the first."""
    starts: list[float] = []
    for x in sorted(mark.x0 for row in marks for mark in row[1:]):
        if (not starts or x - starts[-1] > _EDGE) and all(_leaves_free(row, x) for row in rows):
            starts.append(x)
    reach = [max((word.x1 for row in rows for word in row if word.x0 < x - 1), default=x) for x in starts]
    return tuple((left + x) / 2 for left, x in zip(reach, starts, strict=True))


def _are_items(rows: Sequence[Row], marks: Sequence[Sequence[Word]], edges: Sequence[float]) -> bool:
    """Lists of texts, in every column one; boxes to tick and legends have a word each."""
    begun = [mark for row in marks for mark in row]
    columns = [[mark for mark in begun if bisect_left(edges, mark.x0) == i] for i in range(len(edges) + 1)]
    words = sum(map(len, rows)) - len(begun)
    return all(map(_count_on, columns)) and len(columns) < len(begun) and words >= _FEWEST_WORDS * len(begun)


def _count_on(marks: Sequence[Word]) -> bool:
    """Marks of a list: where they are numbers, each is one more than the one above."""
    numbers = [int(found["number"]) for mark in marks if (found := _NUMBER.fullmatch(mark.text))]
    return bool(marks) and (not numbers or numbers == list(range(numbers[0], numbers[0] + len(numbers))))


def _head_over(rows: Sequence[Row], first: int, edges: Sequence[float]) -> int:
    """The first row of the heads over the lists; the first of the lists where none stands over more than one."""
    top = first
    for i in range(first - 1, max(first - 1 - _MOST_HEADS, -1), -1):
        size = max(word.size for word in rows[i])
        if box_of(rows[i + 1]).top - box_of(rows[i]).bottom > _NEAR_HEAD * size:
            break
        if not all(_leaves_free(rows[i], edge + _STRIP / 2) for edge in edges):
            break
        if len({sum(edge < word.x0 for edge in edges) for word in rows[i]}) > 1:
            top = i
    return top
