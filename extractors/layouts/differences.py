"""Columns of what something costs before and after → which column is the difference between them, and what its sign means.

In: a table's headers and rows ("Nuvarande budget | Ny budget | Skillnad"). Out: the column of the difference, which is the effect, or None.
That the figures add up is what tells: a header alone ("Skillnad") may stand over anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

import regex

from extractors.fields.numbers import find_numbers
from extractors.model import Row

_DIFFERENCE = regex.compile(
    r"\b(?:skillnad|diff(?:erens)?|(?:för)?ändring|minskning|sänkning)(?:en|ar|er)?\b", regex.IGNORECASE
)
_COST = regex.compile(
    r"\b\p{L}*(?:budget|ram|kostnad|anslag|nivå|utgift|hyra)(?:en|er|et)?\b|\b(?:nuvarande|nytt|ny|före|efter)\b",
    regex.IGNORECASE,
)
_FIGURE = regex.compile(r"\(?[-–−+]?\s?\d[\d\s.,]*\)?")
_NOTHING = regex.compile(r"[-–−]?")
_FEWEST = 2  # rows that must add up
_MOST = 0.9  # of the rows with all three figures


class Difference(NamedTuple):
    """``column`` is the effect; with ``minus_saves`` a lower cost is printed with a minus."""

    column: int
    minus_saves: bool


def difference_in(headers: Sequence[str], rows: Sequence[Row]) -> Difference | None:
    """The column that says how much less, or more, the cost is after than before; None where no figures add up so."""
    costs = [i for i, header in enumerate(headers) if _COST.search(header) and not _DIFFERENCE.search(header)]
    for i, header in enumerate(headers):
        if not _DIFFERENCE.search(header):
            continue
        for before, after in combinations([c for c in costs if c != i], 2):
            figures = [[figure_in(row.cells[column].text) for column in (before, after, i)] for row in rows]
            whole = [(b, a, d) for b, a, d in figures if b is not None and a is not None and d]
            for minus_saves in (True, False):
                sign = 1 if minus_saves else -1
                fit = sum(1 for b, a, d in whole if d * sign == a - b)
                if fit >= _FEWEST and fit >= _MOST * len(whole):
                    return Difference(i, minus_saves)
    return None


def figure_in(text: str) -> Decimal | None:
    """The figure that is all a cell holds, below zero with a minus or in brackets; 0 for a dash, None for anything else."""
    text = text.strip()
    if _NOTHING.fullmatch(text):
        return Decimal(0)
    if not _FIGURE.fullmatch(text):
        return None
    value = next((number.value for number in find_numbers(text)), None)
    below = text[0] in "-–−("
    return None if value is None else -value if below else value


_FEWEST_ALIKE, _MOST_ALIKE = 2, 0.8
_RATIO = 3  # a year's part of an effect is no more than so many times another year's


def is_like(column: int, effects: Sequence[int], rows: Sequence[Row]) -> bool:
    """True where the figures of a column go with those of the effects beside it, row by row: of one sign, and as large.

    What an activity's whole budget is would be many times larger ("Budget 2031" over -720 beside "Plan 2032" over -1 015 is what is saved).
    """
    pairs = [(figure_in(row.cells[column].text), figure_in(row.cells[i].text)) for row in rows for i in effects]
    whole = [(a, b) for a, b in pairs if a and b]
    alike = sum(1 for a, b in whole if (a > 0) == (b > 0) and abs(a) <= _RATIO * abs(b))
    return alike >= _FEWEST_ALIKE and alike >= _MOST_ALIKE * len(whole)
