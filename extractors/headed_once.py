"""A header that is printed once, over the tables of several areas: each goes on under the names of their areas without one of its own.

In: the pieces and lines of a paper in reading order. Out: the same, the header repeated over each such piece.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from extractors.fields.labels import field_of
from extractors.grid import Piece, PieceRow
from extractors.tables import header_height, stands_under

_T = TypeVar("_T")
_MOST_BETWEEN = 4  # lines: the name of an area, the sum of the one above
_FEWEST_COLUMNS = 3


def with_header_repeated(items: Sequence[_T | Piece]) -> list[_T | Piece]:
    """The header of a table of measures over the next pieces with the same columns that only a few lines part from it."""
    found: list[_T | Piece] = []
    above: Piece | None = None
    header: tuple[PieceRow, ...] = ()
    between = 0
    for item in items:
        if not isinstance(item, Piece):
            between += 1
            found.append(item)
            continue
        own = header_height(item.rows)
        follows = above is not None and (between > 0 or len(above.rows) == len(header)) and between <= _MOST_BETWEEN
        if above is not None and header and not own and follows and stands_under(above, item):
            item = replace(item, rows=(*header, *item.rows))
        elif not (above is not None and not own and not between and stands_under(above, item)):
            header = (
                item.rows[:own] if len(item.bounds) > _FEWEST_COLUMNS and _names_what_is_done(item.rows[:own]) else ()
            )
        above, between = item, 0
        found.append(item)
    return found


def _names_what_is_done(header: Sequence[PieceRow]) -> bool:
    fields = {field_of(cell.text) for row in header for cell in row.cells if cell.lines}
    return bool(fields & {"action", "title"}) and len(fields - {None}) >= 2
