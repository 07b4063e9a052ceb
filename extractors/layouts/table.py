"""Tables in which a row is a measure.

Known shapes: one row a measure, however many pages it is broken over; rows that name the group (area) of those below; sums; a full-width
``Kommentar:`` row that belongs to the row above; area cells merged over several rows; several amounts of one measure in rows below one another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import regex

from extractors.fields.amount import find_amounts
from extractors.fields.area_names import is_area_name
from extractors.fields.speech import handles_the_paper
from extractors.fields.status import parse_status
from extractors.layouts.cell_parts import begin_with_names, effect_and_state, labelled_in, quotes_in, without_marks
from extractors.layouts.columns import MARK, Columns
from extractors.layouts.labelled import card_parts, form_parts
from extractors.layouts.own_labels import own_labels
from extractors.layouts.row_kinds import NOTHING_SAID, beside_the_number, first_filled, group_name, remark_in
from extractors.layouts.said_over import TableOfMeasures, tables_of_measures
from extractors.layouts.voted import is_turned_down
from extractors.measure import Layout, Quote, RawMeasure
from extractors.model import Document, Paragraph, Passage, Row, Table
from extractors.sections import Section

_OWN_NUMBER = regex.compile(r"(?P<no>[A-ZÅÄÖ]?\d{1,3}(?:\.\d{1,2})*)[.):]\s+(?=\p{L})")
_OWN_CODE = regex.compile(r"(?P<no>\p{Lu}{1,3}-?\d{1,3})\s+(?=\p{L})")  # "F1 Sommarstängt"
_FORM_COLUMNS = 2
_LONGEST_STATE, _OUTRIGHT = 4, 0.85  # words of a group's name that is a state; how surely it says so


@dataclass
class _Open:
    """What holds for the rows to come."""

    group: tuple[Passage, ...] = ()
    carried: dict[int, Passage] = field(default_factory=dict)  # area cells by column


class TableExtractor:
    """One row, one measure."""

    layout: Layout = "table"
    formal = True

    def find(self, document: Document) -> Iterator[RawMeasure]:
        for found in tables_of_measures(document):
            table = found.table
            if not (document.has_taken(table.lines) or card_parts(table) or _is_form(table, own_labels(document))):
                yield from self._rows(found)

    def _rows(self, found: TableOfMeasures) -> Iterator[RawMeasure]:
        table, columns, section = found.table, found.columns, found.section
        above = tuple(h.passage for h in section.path) + _name_over(section, table)
        intro = (table.caption and Passage.of_lines(table.caption)) or (above[-1] if above else Passage())
        named = _begin_with_names(found)
        state = _Open()
        waiting: RawMeasure | None = None
        for row, kind in zip(table.rows, found.kinds, strict=True):
            if kind == "group":
                state.group = (group_name(row, columns).passage,)
                state.carried.clear()
            elif kind == "sum":  # the group's sum ends it, and what goes on below is the sum's
                state.group = ()
                if waiting is not None:
                    yield waiting
                waiting = None
            elif kind == "comment" and waiting is not None:
                waiting = replace(waiting, quotes=(*waiting.quotes, _comment(row)))
            elif kind == "more" and waiting is not None:
                waiting = replace(waiting, quotes=waiting.quotes + tuple(_quotes(row, columns, named=named)))
            elif kind == "measure":
                if waiting is not None:
                    yield waiting
                turned_down = columns.voted is not None and is_turned_down(row.cells[columns.voted].text)
                if turned_down or _only_handles_a_matter(row, columns):
                    waiting = None
                    continue
                told = next((group for group in reversed(state.group) if _names_a_state(group.text)), intro)
                path = tuple(p for p in _path(above, state, row, columns) if p is not told or p is intro)
                waiting = RawMeasure(
                    self.layout, tuple(_quotes(row, columns, named=named)), path, told,
                    unit=found.unit, year=found.year, minus_saves=found.minus_saves,
                )  # fmt: skip
        if waiting is not None:
            yield waiting


def _names_a_state(text: str) -> bool:
    """A group of rows by how far they have come: "Genomförda", "Ej påbörjade (3)", "Vidtagna åtgärder"."""
    found = parse_status(text) if len(text.split()) <= _LONGEST_STATE else None
    return found is not None and found.weight >= _OUTRIGHT and not is_area_name(text)


def _only_handles_a_matter(row: Row, columns: Columns) -> bool:
    """Among decisions: dates of meetings set, a report approved, someone elected; no amount is told of it."""
    action = columns.first("action")
    if action is None or not _DECISIONS.search(columns.labels[action].text):
        return False
    text = row.cells[action].text
    paid = any(row.cells[i].text.strip(" -–") for i in columns.of("effect")) or find_amounts(text)
    return not paid and handles_the_paper(text)


_DECISIONS = regex.compile(r"\bbeslut", regex.IGNORECASE)


def _is_form(table: Table, own: Mapping[str, str]) -> bool:
    """Labels to the left and texts to the right, which is one measure and no table of several."""
    return len(table.header) == _FORM_COLUMNS and bool(form_parts(table, own))


def _name_over(section: Section, table: Table) -> tuple[Passage, ...]:
    """A short line right above the table that names an area, though nothing makes it look like a heading."""
    i = section.blocks.index(table)
    before = section.blocks[i - 1] if i else None
    if isinstance(before, Paragraph) and len(before.text) <= 60 and not before.bullet and is_area_name(before.text):
        return (before.passage,)
    return ()


def _comment(row: Row) -> Quote:
    cell = first_filled(row)
    field, start = remark_in(cell) or ("comment", 0)
    return Quote(field, cell.passage.cut(start), cell.passage.cut(0, start))


def _path(above: tuple[Passage, ...], state: _Open, row: Row, columns: Columns) -> tuple[Passage, ...]:
    """Headings, group rows and area cells, outermost first; an empty area cell means the one above."""
    own = []
    for name in ("area", "subarea"):
        for i in columns.of(name):
            cell = row.cells[i]
            if cell.lines and not NOTHING_SAID.fullmatch(cell.text):
                # a new area has parts of its own
                state.carried = {j: passage for j, passage in state.carried.items() if j < i}
                state.carried[i] = cell.passage
            if i in state.carried:
                own.append(state.carried[i])
    return above + state.group + tuple(own)


def _begin_with_names(found: TableOfMeasures) -> bool:
    """The measures' names stand in bold in the cells that tell what is done."""
    action = found.columns.first("action")
    if action is None or found.columns.first("title") is not None:
        return False
    rows = zip(found.table.rows, found.kinds, strict=True)
    return begin_with_names([row.cells[action].passage for row, kind in rows if kind == "measure"])


def _quotes(row: Row, columns: Columns, *, named: bool) -> Iterator[Quote]:
    in_column = columns.first("year")
    year = row.cells[in_column].passage if in_column is not None else Passage()
    for i, name in enumerate(columns.fields):
        cell = row.cells[i]
        passage = without_marks(cell) if name in ("action", "title") else cell.passage
        if name == "mark" and MARK.fullmatch(passage.text):  # a cross under "Klar"
            yield Quote("status", columns.labels[i])
            continue
        if name == "status" and not passage and row.fills and row.fills[i]:
            yield Quote("status_colour", Passage(row.fills[i]), columns.labels[i])
            continue
        if (
            not name
            or name in ("area", "subarea", "risk", "figure", "year", "mark", "when")
            or not passage
            or NOTHING_SAID.fullmatch(passage.text)
        ):
            continue
        if name in ("action", "title") and columns.first("no") is None:
            numbered = _OWN_NUMBER.match(passage.text) or (name == "title" and _OWN_CODE.match(passage.text)) or None
            if numbered:
                yield Quote("no", passage.cut(0, numbered.end("no")))
                passage = passage.cut(numbered.end())
        if name == "action":
            yield from quotes_in(passage, named=named)
            continue
        if name == "labelled":
            yield from labelled_in(passage)
            continue
        if name == "effect_state":
            yield from effect_and_state(passage, columns.labels[i])
            continue
        if name == "no" and (rest := beside_the_number(row, columns)) is not None:
            yield Quote("no", passage.cut(0, rest))
            yield from quotes_in(passage.cut(rest), named=named)
            continue
        label = columns.labels[i]
        yield Quote(name, passage, Passage.join([label, year]) if name == "effect" and year else label)
