"""What a row of a table of measures is: a measure, a group's name, a sum, a comment on the row above, or more of that.

In: a ``Row`` and the ``Columns`` of its table. Out: the kind, and what tells it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import takewhile

import regex

from extractors.fields.area_names import is_area_name
from extractors.fields.labels import field_of, fields_of, split_label
from extractors.fields.numbers import find_numbers
from extractors.layouts.columns import Columns
from extractors.model import Cell, Row

SUM = regex.compile(
    r"(?:(?:del|slut|total|mellan)[\s-]?summa|summa|totalt?|total\s+effekt|sammanlagt|varav|netto(?:effekt|summa)?(?=\s+(?:[A-ZÅÄÖ]\s*\+|totalt|summa)|\s*:?\s*$))\b(?!\s+(?:antal|översyn))",
    regex.IGNORECASE,
)
_NUMBER_AND_TEXT = regex.compile(r"[A-ZÅÄÖ]?\d{1,3}(?:\.\d{1,2})?[.):]?\s+[|\[(]?(?=\p{L}{3})")
NOTHING_SAID = regex.compile(r"[-–—−.\s*]*")


def row_kind(row: Row, columns: Columns) -> str:
    """ "measure", "group", "sum", "comment", "more" (goes on with the measure above) or "empty"."""
    filled = [i for i, cell in enumerate(row.cells) if cell.lines and not NOTHING_SAID.fullmatch(cell.text)]
    if not filled:
        return "empty"
    first = row.cells[filled[0]]
    if is_sum(row, columns):
        return "sum"
    spans_all = _span(row, filled[0]) >= max(2, len(row.cells) - 1)
    if len(filled) == 1 and remark_in(first) and (spans_all or columns.fields[filled[0]] not in ("comment", "status")):
        return "comment"
    action = columns.first("action")
    assert action is not None
    title = columns.first("title")
    has_action = (
        action in filled or (title is not None and title in filled) or beside_the_number(row, columns) is not None
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


def with_sums_above(kinds: Sequence[str], rows: Sequence[Row], columns: Columns) -> tuple[str, ...]:
    """The kinds, with a row that is the sum of those below it ("Gata 1,4" over 0,3 and 1,1) as the name of their group and no measure.

    Only arithmetic tells it from a measure, so each amount must be the sum, and one group at least have several rows.
    """
    effects = columns.of("effect")
    amounts = [[_figure(row.cells[i].text) for i in effects] for row in rows]
    names = [i for i, row in enumerate(rows) if kinds[i] == "measure" and _is_name_with_amounts(row, columns, effects)]
    ends = {*names, *(i for i, kind in enumerate(kinds) if kind in ("sum", "group")), len(rows)}
    groups: dict[int, int] = {}
    for i in names:
        below = (
            end for end in sorted(ends) if end > i + 1 and set(kinds[i + 1 : end]) <= {"measure", "more", "comment"}
        )
        end = next((end for end in below if _add_up(amounts[i], amounts[i + 1 : end])), None)
        if end is not None and not any(first < i < last for first, last in groups.items()):
            groups[i] = end
    if not any(sum(kind == "measure" for kind in kinds[i + 1 : end]) > 1 for i, end in groups.items()):
        return tuple(kinds)
    return tuple("group" if i in groups else kind for i, kind in enumerate(kinds))


def _is_name_with_amounts(row: Row, columns: Columns, effects: Sequence[int]) -> bool:
    filled = [i for i, cell in enumerate(row.cells) if cell.lines]
    others = [i for i in filled if i not in effects]
    return len(others) == 1 and columns.fields[others[0]] in ("action", "title", "area") and len(filled) > 1


def _add_up(whole: Sequence[Decimal], parts: Sequence[Sequence[Decimal]]) -> bool:
    """True where the parts make the whole in every column, but for what rounding leaves."""
    last_digit = max((-int(v.as_tuple().exponent) for row in (whole, *parts) for v in row), default=0)
    room = Decimal(len(parts)) / 2 * Decimal(10) ** -last_digit if last_digit else Decimal(0)
    return any(whole) and all(abs(a - sum(column)) <= room for a, *column in zip(whole, *parts, strict=True))


def _figure(text: str) -> Decimal:
    """The number of a cell; nothing said is zero."""
    found = find_numbers(text)
    value = found[0].value if len(found) == 1 else None
    return Decimal(0) if value is None else -value if text.lstrip(" (")[:1] in "-–−" else value


def is_sum(row: Row, columns: Columns) -> bool:
    """A sum's name opens the row, or stands behind its amounts where those columns come first."""
    filled = [i for i, cell in enumerate(row.cells) if cell.lines]
    name = next((i for i in filled if columns.fields[i] != "effect"), filled[0])
    return any(SUM.match(row.cells[i].text) and not _is_long(row.cells[i].text) for i in {filled[0], name})


def beside_the_number(row: Row, columns: Columns) -> int | None:
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


def first_filled(row: Row) -> Cell:
    return next(cell for cell in row.cells if cell.lines)


def remark_in(cell: Cell) -> tuple[str, int] | None:
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
