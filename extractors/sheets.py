"""A printed spreadsheet → the table in it: without the frame of column letters and row numbers, and without what stands over its header.

In: a grid and the words in it. Out: the grid of the table, and the words of the frame, which say nothing. The words of the rows over the header
are left to be read as text: the sheet's name, a day.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors.fields.labels import field_of
from extractors.lines import text_of, words_in
from extractors.model import Box, Grid, Word

_FEWEST = 3  # letters of a frame, columns of a header
_MOST_OVER = 8  # rows over a header
_LABELS = 2  # of a header, that the trade knows


def without_frame(grid: Grid, words: Sequence[Word]) -> tuple[Grid, list[Word]]:
    """The table of a sheet, with the words of its frame where letters stand over its columns and numbers before its rows."""
    frame = _frame(grid, words) if sum(len(w.text) == 1 for w in words) >= _FEWEST else None
    if frame is None:
        first = _header(grid.rows, words)
        return (Grid(grid.rows[first:]) if first > 1 else grid), []  # one row over all columns is a table's caption
    letters, numbers = frame
    rows = [row[1:] for row in grid.rows if row is not letters]
    inner = tuple(row for row in rows if any(row))
    if not inner:
        return grid, []
    in_frame = [w for cell in (*letters, *numbers) if cell for w in words_in(words, cell)]
    return Grid(inner[_header(inner, words) :]), in_frame


def _frame(grid: Grid, words: Sequence[Word]) -> tuple[tuple[Box | None, ...], list[Box]] | None:
    """The row of letters and the cells of numbers; None where they are not both there."""
    if len(grid.rows) < _FEWEST:
        return None
    letters = next((row for row in grid.rows[:2] if _are_letters([_text(cell, words) for cell in row if cell])), None)
    if letters is None:
        return None
    numbers = [row[0] for row in grid.rows if row is not letters and row[0]]
    counted = [text for cell in numbers if (text := _text(cell, words))]
    rising = all(text.isdecimal() for text in counted) and all(int(a) < int(b) for a, b in pairwise(counted))
    return (letters, numbers) if rising and len(counted) >= _FEWEST else None


def _are_letters(texts: Sequence[str]) -> bool:
    """A, B, C and on, from whatever column the page begins with."""
    said = [text for text in texts if text]
    if len(said) < _FEWEST or not all(len(text) == 1 and "A" <= text <= "Z" for text in said):
        return False
    return all(ord(b) - ord(a) == 1 for a, b in pairwise(said))


def _header(rows: Sequence[Sequence[Box | None]], words: Sequence[Word]) -> int:
    """The first row with labels of several columns, where those over it hold one text or none; otherwise the first of all."""
    for i, row in enumerate(rows[:_MOST_OVER]):
        texts = [text for cell in row if cell and (text := _text(cell, words))]
        if len({field for text in texts if (field := field_of(text))}) >= _LABELS:
            return i
        if len(texts) > 1:
            return 0
    return 0


def _text(cell: Box, words: Sequence[Word]) -> str:
    return text_of(words_in(words, cell))
