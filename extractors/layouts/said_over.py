"""What the texts over a table say of it and of all its amounts: what it holds, their unit and year, and what a minus means.

In: ``Document``. Out: its tables of measures, each with what its columns mean and what is said of its amounts; None or an empty passage where
nothing is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractors.fields.amount import unit_of, unit_stated
from extractors.fields.convention import minus_saves, year_stated
from extractors.layouts.columns import Columns, columns_of
from extractors.layouts.row_kinds import row_kind, with_sums_above
from extractors.model import Document, Paragraph, Passage, Table
from extractors.model.kept import kept
from extractors.sections import Section, sections

_BELOW, _ABOVE = regex.compile(r"[-–−(]\s?\d"), regex.compile(r"\+?\s?[1-9]")


@dataclass(frozen=True)
class TableOfMeasures:
    """A table whose columns tell of measures. ``unit`` says in what unit its amounts are, ``year`` for which year, ``minus_saves`` what a minus means."""

    section: Section
    table: Table
    columns: Columns
    unit: Passage
    year: int | None
    minus_saves: bool | None

    @kept
    def kinds(self) -> tuple[str, ...]:
        """What each row is (see row_kinds.py)."""
        alone = [row_kind(row, self.columns) for row in self.table.rows]
        return with_sums_above(alone, self.table.rows, self.columns)


def tables_of_measures(document: Document) -> Sequence[TableOfMeasures]:
    """Every table of measures in reading order, also those that a layout has taken."""
    return document.once(_tables_of_measures)


def _tables_of_measures(document: Document) -> tuple[TableOfMeasures, ...]:
    found = (_read(section, table) for section in sections(document) for table in section.tables)
    return tuple(filter(None, found))


def _read(section: Section, table: Table) -> TableOfMeasures | None:
    over = _unit_over(section, table)
    columns = columns_of(table, _headings_over(section, table), in_money=bool(over))
    if columns is None:
        return None
    return TableOfMeasures(
        section,
        table,
        columns,
        over or _unit_beside(columns),
        _year_over(section, table),
        _prints_savings_with_minus(section, table, columns),
    )


def _headings_over(section: Section, table: Table) -> list[str]:
    """The texts that say what a table holds, innermost first: its caption, the paragraph before it, the headings."""
    texts = [Passage.of_lines(table.caption).text] if table.caption else []
    before = section.blocks[: section.blocks.index(table)]
    if before and not isinstance(before[-1], Table):
        texts.append(before[-1].text)
    return texts + [h.text for h in reversed(section.path)]


def _unit_over(section: Section, table: Table) -> Passage:
    """The nearest text over a table that says in what unit its amounts are printed; nothing where none does."""
    return next((passage for passage in _texts_over(section, table) if unit_stated(passage.text)), Passage())


def _unit_beside(columns: Columns) -> Passage:
    """A header that says the unit, for amounts whose own says none ("Effekt 2024, tkr", or "Åtgärd (tkr)", beside "Helårseffekt")."""
    own = [columns.labels[i] for i in columns.of("effect")]
    of_text = [label for label, field in zip(columns.labels, columns.fields, strict=True) if field in _OF_TEXT]
    said = [label for label in own if unit_of(label.text)] + [label for label in of_text if unit_stated(label.text)]
    return next(iter(said), Passage())


_OF_TEXT = (
    "no",
    "area",
    "title",
    "action",
)  # columns without figures of their own: what they say of units is said of the others


def _year_over(section: Section, table: Table) -> int | None:
    """The year that the nearest text over a table says its amounts are for; None where none says one."""
    return next(filter(None, (year_stated(passage.text) for passage in _texts_over(section, table))), None)


def _texts_over(section: Section, table: Table) -> list[Passage]:
    before = section.blocks[: section.blocks.index(table)]
    over = [Passage.of_lines(table.caption)] if table.caption else []
    over += [b.passage for b in reversed(before) if isinstance(b, Paragraph)]
    return over + [h.passage for h in reversed(section.path)]


def _prints_savings_with_minus(section: Section, table: Table, columns: Columns) -> bool | None:
    """As a text near the table says, or as its columns show: nearly all amounts have a minus, or only a few have (those are costs)."""
    notes = [Passage.of_lines(table.notes)] if table.notes else []
    said = [minus_saves(passage.text) for passage in [*notes, *_texts_over(section, table)]]
    told = next((saves for saves in said if saves is not None), None)
    if told is not None or columns.minus_saves is not None:
        return columns.minus_saves if told is None else told
    amounts = [row.cells[i].text.strip() for row in table.rows for i in columns.of("effect")]
    below, above = (sum(1 for text in amounts if sign.match(text)) for sign in (_BELOW, _ABOVE))
    if below >= 3 and below >= 4 * above:
        return True
    return False if below and above >= 3 * below else None
