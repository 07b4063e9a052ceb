"""Tables in which a row is a measure.

Known shapes: one row a measure, however many pages it is broken over; rows that name the group (area) of those below; sums; a full-width
``Kommentar:`` row that belongs to the row above; area cells merged over several rows; several amounts of one measure in rows below one another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

import regex

from extractors.fields.amount import find_amounts
from extractors.fields.area import is_area_name
from extractors.fields.labels import field_of, fields_of, split_label
from extractors.fields.speech import handles_the_paper
from extractors.fields.status import parse_status
from extractors.layouts.cell_parts import begin_with_names, effect_and_state, labelled_in, quotes_in, without_marks
from extractors.layouts.columns import MARK, Columns
from extractors.layouts.labelled import card_parts, form_parts
from extractors.layouts.said_over import TableOfMeasures, tables_of_measures
from extractors.layouts.voted import is_turned_down
from extractors.measure import Layout, Quote, RawMeasure
from extractors.model import Cell, Document, Paragraph, Passage, Row, Table
from extractors.sections import Section

SUM = regex.compile(
    r"(?:(?:del|slut|total|mellan)[\s-]?summa|summa|totalt?|total\s+effekt|sammanlagt|varav|netto(?:effekt|summa)?(?=\s+(?:[A-ZÅÄÖ]\s*\+|totalt|summa)|\s*:?\s*$))\b(?!\s+(?:antal|översyn))",
    regex.IGNORECASE,
)
_OWN_NUMBER = regex.compile(r"(?P<no>[A-ZÅÄÖ]?\d{1,3}(?:\.\d{1,2})*)[.):]\s+(?=\p{L})")
_OWN_CODE = regex.compile(r"(?P<no>\p{Lu}{1,3}-?\d{1,3})\s+(?=\p{L})")  # "F1 Sommarstängt"
_NUMBER_AND_TEXT = regex.compile(r"[A-ZÅÄÖ]?\d{1,3}(?:\.\d{1,2})?[.):]?\s+[|\[(]?(?=\p{L}{3})")
_NOTHING = regex.compile(r"[-–—−.\s*]*")
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
            if not (document.has_taken(table.lines) or card_parts(table) or _is_form(table)):
                yield from self._rows(found)

    def _rows(self, found: TableOfMeasures) -> Iterator[RawMeasure]:
        table, columns, section = found.table, found.columns, found.section
        above = tuple(h.passage for h in section.path) + _name_over(section, table)
        intro = (table.caption and Passage.of_lines(table.caption)) or (above[-1] if above else Passage())
        named = _begin_with_names(table, columns)
        state = _Open()
        waiting: RawMeasure | None = None
        for row in table.rows:
            kind = row_kind(row, columns)
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


def _is_form(table: Table) -> bool:
    """Labels to the left and texts to the right, which is one measure and no table of several."""
    return len(table.header) == _FORM_COLUMNS and bool(form_parts(table))


def _name_over(section: Section, table: Table) -> tuple[Passage, ...]:
    """A short line right above the table that names an area, though nothing makes it look like a heading."""
    i = section.blocks.index(table)
    before = section.blocks[i - 1] if i else None
    if isinstance(before, Paragraph) and len(before.text) <= 60 and not before.bullet and is_area_name(before.text):
        return (before.passage,)
    return ()


def row_kind(row: Row, columns: Columns) -> str:
    """ "measure", "group", "sum", "comment", "more" (goes on with the measure above) or "empty"."""
    filled = [i for i, cell in enumerate(row.cells) if cell.lines and not _NOTHING.fullmatch(cell.text)]
    if not filled:
        return "empty"
    first = row.cells[filled[0]]
    if is_sum(row, columns):
        return "sum"
    spans_all = _span(row, filled[0]) >= max(2, len(row.cells) - 1)
    if len(filled) == 1 and _remark(first) and (spans_all or columns.fields[filled[0]] not in ("comment", "status")):
        return "comment"
    action = columns.first("action")
    assert action is not None
    title = columns.first("title")
    has_action = (
        action in filled or (title is not None and title in filled) or _beside_the_number(row, columns) is not None
    )
    says_more = [
        i
        for i in filled
        if columns.fields[i] not in ("no", "area", "subarea", "year", "") and i != action and i != title
    ]
    if not says_more and (spans_all or not has_action or _names_a_group(row, filled, columns)):
        return "group" if not _is_long(first.text) else "more"
    if not has_action:
        if row.spans and row.spans[action] == -1:
            return "more"
        only_sums = all(columns.fields[i] == "effect" for i in says_more)
        if only_sums and filled[0] not in says_more and columns.fields[filled[0]] != "year":
            return "group"  # a group's name with its subtotal
        return "more"
    if _is_group_with_sums(row, filled, says_more, columns):
        return "group"
    return "measure"


def is_sum(row: Row, columns: Columns) -> bool:
    """A sum's name opens the row, or stands behind its amounts where those columns come first."""
    filled = [i for i, cell in enumerate(row.cells) if cell.lines]
    name = next((i for i in filled if columns.fields[i] != "effect"), filled[0])
    return any(SUM.match(row.cells[i].text) and not _is_long(row.cells[i].text) for i in {filled[0], name})


def _beside_the_number(row: Row, columns: Columns) -> int | None:
    """Where what is done begins in the cell of the number, when the rule between the two was not seen: "8 Samordnad nattbemanning …"."""
    no, action = columns.first("no"), columns.first("action")
    if no is None or action is None or row.cells[action].lines:
        return None
    match = _NUMBER_AND_TEXT.match(row.cells[no].text)
    return match.end() if match else None


def _is_long(text: str) -> bool:
    return len(text) > 110


def _span(row: Row, i: int) -> int:
    return row.spans[i] if row.spans else 1


def _names_a_group(row: Row, filled: Sequence[int], columns: Columns) -> bool:
    """One cell alone: a group where it is bold, spans columns, or names an area; else a measure that says no more."""
    if len(filled) > 1:
        return False
    cell = row.cells[filled[0]]
    return cell.passage.bold or _span(row, filled[0]) > 1 or (bool(is_area_name(cell.text)) and len(cell.text) < 60)


def _is_group_with_sums(row: Row, filled: Sequence[int], says_more: Sequence[int], columns: Columns) -> bool:
    """A bold line with nothing but a name and amounts, where the numbered rows are the measures."""
    no = columns.first("no")
    only_amounts = says_more and all(columns.fields[i] in ("effect", "figure") for i in says_more)
    named = [i for i in filled if columns.fields[i] != "no"] or filled
    first = row.cells[named[0]]
    if not only_amounts or not is_area_name(first.text):
        return False
    if filled[0] == no and named[0] == columns.first("action"):  # "2 Grundskola" over "2.1 Färre timmar"
        return first.passage.bold and "." not in row.cells[filled[0]].text.strip(" .")
    if filled[0] == columns.first("action"):
        return any(c.field == "area" for c in fields_of(columns.labels[filled[0]].text))  # "Verksamhet | Besparing"
    return first.passage.bold and no is not None and no not in filled and not _is_long(first.text)


def group_name(row: Row, columns: Columns) -> Cell:
    """The cell that names the group of the rows below: the first that is no number."""
    filled = [(columns.fields[i], cell) for i, cell in enumerate(row.cells) if cell.lines]
    return next((cell for field, cell in filled if field != "no"), filled[0][1])


def _first_filled(row: Row) -> Cell:
    return next(cell for cell in row.cells if cell.lines)


def _remark(cell: Cell) -> tuple[str, int] | None:
    """The field and the length of the label in front of a remark: ended by a colon, on a line of its own, or in bold type."""
    text = cell.text
    lead = split_label(text)
    if lead is not None:
        label, start = lead[0], text.rfind(lead[1]) if lead[1] else len(text)
    elif len(cell.lines) > 1 and split_label(cell.lines[0].text) == (cell.lines[0].text, ""):
        label = cell.lines[0].text
        start = len(label) + 1
    else:
        bold = list(takewhile(lambda word: word.bold, cell.lines[0].words))
        label = " ".join(word.text for word in bold)
        start = len(label) + 1
        if not bold or start >= len(text):
            return None
    field = field_of(label)
    return (field, start) if field in ("comment", "status") else None


def _comment(row: Row) -> Quote:
    cell = _first_filled(row)
    field, start = _remark(cell) or ("comment", 0)
    return Quote(field, cell.passage.cut(start), cell.passage.cut(0, start))


def _path(above: tuple[Passage, ...], state: _Open, row: Row, columns: Columns) -> tuple[Passage, ...]:
    """Headings, group rows and area cells, outermost first; an empty area cell means the one above."""
    own = []
    for name in ("area", "subarea"):
        for i in columns.of(name):
            cell = row.cells[i]
            if cell.lines and not _NOTHING.fullmatch(cell.text):
                # a new area has parts of its own
                state.carried = {j: passage for j, passage in state.carried.items() if j < i}
                state.carried[i] = cell.passage
            if i in state.carried:
                own.append(state.carried[i])
    return above + state.group + tuple(own)


def _begin_with_names(table: Table, columns: Columns) -> bool:
    """The measures' names stand in bold in the cells that tell what is done."""
    action = columns.first("action")
    if action is None or columns.first("title") is not None:
        return False
    return begin_with_names([row.cells[action].passage for row in table.rows if row_kind(row, columns) == "measure"])


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
            or _NOTHING.fullmatch(passage.text)
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
        if name == "no" and (rest := _beside_the_number(row, columns)) is not None:
            yield Quote("no", passage.cut(0, rest))
            yield from quotes_in(passage.cut(rest), named=named)
            continue
        label = columns.labels[i]
        yield Quote(name, passage, Passage.join([label, year]) if name == "effect" and year else label)
