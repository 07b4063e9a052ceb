"""Tables that look like tables of measures and are none: timetables, accounts, sums spread over offices.

In: what the columns of a table seem to mean, and its cells. Out: True for each kind.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors.fields.labels import fields_of
from extractors.fields.speech import heading_speaks_of_measures
from extractors.model import Cell, Table

_OFFICE = regex.compile(
    r"^[\p{L}\s,-]{0,60}(?:nämnd(?:en)?|styrelse[nr]?|förvaltning(?:en)?|kontor(?:et)?|bolag(?:et)?|fullmäktige|revision(?:en)?|\bAB)$",
    regex.IGNORECASE,
)
_ENDS_OF_OFFICES = (
    "nämnd", "nämnden", "styrelse", "styrelsen", "styrelser", "förvaltning", "förvaltningen", "kontor", "kontoret", "bolag", "bolaget",
    "fullmäktige", "revision", "revisionen", "ab",
)  # fmt: skip
_SHORT = 30  # letters of a name, on average
ABOUT_MEASURES = {
    "effect",
    "effect_text",
    "start",
    "due",
    "responsible",
    "status",
    "goal",
    "method",
    "comment",
    "labelled",
    "effect_state",
    "when",
}
AMOUNT = regex.compile(r"[-–−+(]?\s?\d[\d\s.,]*\)?(?:\s?(?:kr|tkr|kkr|mkr|mnkr|msek))?|[-–−]", regex.IGNORECASE)


def is_timetable(named: set[str], above: Sequence[str]) -> bool:
    """``Tidplan`` over ``Aktivitet | Tid``: when a matter is handled, unless a heading farther out speaks of measures."""
    if named & ABOUT_MEASURES - {"start", "due", "responsible"}:
        return False
    over = next(
        (
            i
            for i, text in enumerate(above)
            if any(c.field in ("start", "due") and c.weight >= 0.9 for c in fields_of(text))
        ),
        None,
    )
    return over is not None and max((heading_speaks_of_measures(t) for t in above[over + 1 :]), default=0.0) < 0.9


def lists_offices(names: Sequence[str]) -> bool:
    """A sum spread over boards and companies is no list of measures."""
    offices = [
        name
        for name in map(str.strip, names)
        if name.casefold().endswith(_ENDS_OF_OFFICES) and _OFFICE.search(name)  # a long pattern only where it may fit
    ]
    return bool(names) and len(offices) >= 0.6 * len(names)


def is_table_of_figures(table: Table, fields: Sequence[str], action: int) -> bool:
    """Rows of short names and figures only (volumes, accounts): no text says what is done."""
    others = [i for i in range(len(fields)) if i != action and fields[i] not in ("no", "area", "subarea")]
    cells: list[Cell] = [row.cells[i] for row in table.rows for i in others if row.cells[i].lines]
    names = [row.cells[action].text for row in table.rows if row.cells[action].lines]
    if not cells or not names:
        return not names
    figures = sum(1 for cell in cells if AMOUNT.fullmatch(cell.text.strip()))
    short = sum(map(len, names)) < _SHORT * len(names)
    of_a_measure = any(
        fields[i] in ("status", "start", "due", "responsible")
        or (
            fields[i] == "effect"
            and any(c.field == "effect" and c.weight >= 0.9 for c in fields_of(table.header[i].text))
        )
        for i in others
    )
    return figures >= 0.8 * len(cells) and short and not of_a_measure
