"""Where a table without rules begins, where its header ends, and where the table ends.

In: the printed rows of a page. Out: row numbers, and the gutters that hold for the rows between.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

import regex

from extractors.aligned_rows import is_comment, is_told_below
from extractors.fields.area_names import is_area_name
from extractors.fields.labels import field_of, split_label
from extractors.fields.status import is_state
from extractors.fields.sums import NOTE, SUM
from extractors.gutters import Gutter, crosses, is_across, narrowed, runs_over, split_at, squeezed, stands_alone
from extractors.lines import Row, box_of, text_of
from extractors.model import Box

_FIGURE = regex.compile(r"[-–−+]?\d[\d\s.,]*%?|[-–−]")
# Dates and figures stand in rows, not in headers; a year alone may stand in both.
_VALUE = regex.compile(r"\d{4}-\d{2}|^\d{6}$|^[-–−]?\d{1,3}(?:[ ,.]\d+)*(?:\s?%)?$")
_YEAR_AND_UNIT = regex.compile(
    r"(?:(?:\d?(?:19|20)\d\d|(?:jan|feb|mars?|apr|maj|juni?|juli?|aug|sept?|okt|nov|dec)(?:uari|ruari|il|usti|ember|ober)?|i|tkr|kkr|mnkr|mkr|kr|år|per|\(?\d\)|[*+(),])[\s,*+()”“\"'’]*)+",
    regex.IGNORECASE,
)
_YEAR = regex.compile(r"(?:19|20)\d\d")
# What a scan makes of a hyphen or the last letter of a word that is broken between two lines
_SPECK = regex.compile(r"(?<!\S)(?:[^\w\s(]|\w)(?!\S)")
_FEWEST_TOLD = 6  # words
_ENDS_IN_UNIT = regex.compile(r"(?:19|20)\d\d\b[\s,(]*(?:i\s+)*(?:tkr|kkr|mnkr|mkr|kr)\b[\W\d]{0,4}$", regex.IGNORECASE)
_CAPTION = regex.compile(r"(?:tabell|figur|diagram|bild)\s+\d", regex.IGNORECASE)
_HEADING = regex.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s+\p{Lu}")
_SUM = regex.compile(rf"{SUM}|summering\b", regex.IGNORECASE)
_NOTE = regex.compile(NOTE, regex.IGNORECASE)
# "Storby den 3 maj 2021" below a table signs the paper
_SIGNED = regex.compile(r"\p{Lu}[\p{L} -]{2,40}(?:,|,?\sden)\s\d{1,2}\s\p{Ll}{3,9}\s(?:19|20)\d\d\.?")

# A heading's type beside that of the rows below; a scan errs on the size of a lone name.
_LARGER, _LARGER_ON_A_SCAN = 1.08, 1.2
_OTHER_TYPE = 1.2  # times the size of the row above


def is_header(parts: Sequence[Row]) -> bool:
    texts = [p.text for p in parts]
    if any(_VALUE.search(text) for text in texts):
        return False
    told = [lead for text in texts if (lead := split_label(text)) and lead[1]]
    if 2 * len(told) > len(texts):  # "Start: mars 2022   Klart: oktober 2022" are values with their labels
        return False
    known = [f for f in map(field_of, texts) if f]
    return len(set(known)) >= 2 and len(known) >= 0.5 * len(parts)


def heads_a_table(row: Row) -> bool:
    """A row of labels, and not of states: "Klart   Pågår   Planerat" stand over lists of measures."""
    parts = row.loose
    return is_header(parts) and not all(is_state(p.text) for p in parts)


def is_figures_header(rows: Sequence[Row], start: int, parts: Sequence[Row]) -> bool:
    """Three columns or more over at least two rows whose last cells are figures."""
    if len(parts) < 3 or any(_FIGURE.fullmatch(p.text) for p in parts[:1]):
        return False
    below = [row.loose for row in rows[start + 1 : start + 4]]
    figures = [row for row in below if len(row) >= 3 and all(_FIGURE.fullmatch(p.text) for p in row[1:])]
    return len(figures) >= 2


def _is_next_header(rows: Sequence[Row], i: int) -> bool:
    """Labels again, further down, or in type of another size: the header of the next table."""
    parts = rows[i].loose
    if len(parts) < 3 or not is_header(parts):
        return False
    sizes = [max(w.size for w in row) for row in (rows[i - 1], rows[i])]
    return all(field_of(p.text) for p in parts) or max(sizes) > _OTHER_TYPE * min(sizes)


def _is_row_of_figures(row: Row) -> bool:
    parts = row.loose
    return len(parts) >= 2 and all(_FIGURE.fullmatch(p.text) for p in parts[1:])


def _holds_figures(row: Row) -> bool:
    """True for a row that can stand in a table of figures: no running text beside its name, and no comment."""
    if is_comment(row):
        return False
    parts = row.loose
    return len(parts) < 2 or not all(any(c.isalpha() for c in p.text) for p in parts[1:])


def header_start(rows: Sequence[Row], start: int, gutters: Sequence[Gutter]) -> int:
    """Header cells of several lines may begin above the row that has them all."""
    first = start
    bold = all(w.bold for w in rows[start])
    while first > 0 and start - first < 3:
        row, below = rows[first - 1], rows[first]
        near = box_of(below).top - box_of(row).bottom <= 0.6 * max(w.size for w in row)
        if near and is_set_over(row, below, gutters):
            first -= 1
            continue
        if not near or all(w.bold for w in row) != bold or not bold or crosses(row, gutters) or len(row.loose) < 2:
            break
        first -= 1
    return first


def is_set_over(row: Row, below: Row, gutters: Sequence[Gutter]) -> bool:
    """The first line of a header's cells beside the first column ("Effekt 2024," over "mnkr"): set to an edge or the middle of what stands under it."""
    upper, lower = split_at(row, gutters), split_at(below, gutters)
    is_heading = crosses(row, gutters) or _type_size(row) > _LARGER_ON_A_SCAN * _type_size(below)
    return (
        not is_heading
        and 0 not in upper
        and all(column in lower and _is_set_alike(cell, lower[column]) for column, cell in upper.items())
    )


def _is_set_alike(cell: Row, below: Row) -> bool:
    left, right = cell[0].x0 - below[0].x0, cell[-1].x1 - below[-1].x1
    return min(abs(left), abs(right), abs(left + right) / 2) <= 2


def _names_next_table(rows: Sequence[Row], i: int) -> bool:
    """A name alone on its line, with the header of the next table right below it."""
    return len(rows[i].loose) == 1 and any(_is_next_header(rows, j) for j in (i + 1, i + 2) if j < len(rows))


def _repeats_header(rows: Sequence[Row], start: int, i: int) -> bool:
    """The words of the header again, or the name over them: a table of the next area begins."""
    header = rows[start].text
    again = next((j for j in (i, i + 1) if j < len(rows) and rows[j].text == header), None)
    return again == i or (again is not None and len(rows[i].loose) == 1)


def grow(
    rows: Sequence[Row], start: int, gutters: Sequence[Gutter], rules: Sequence[Box], *, headed: bool = True
) -> tuple[list[Gutter], int]:
    """The gutters that every row from ``start`` leaves free, and the row at which that ends. ``headed``: a header stands at ``start``."""
    kept = list(gutters)
    end = start
    figures = sum(_is_row_of_figures(row) for row in rows[start + 1 : start + 4]) >= 2  # a scan may have lost one
    while end < len(rows):
        row = rows[end]
        if end > start and (_far(rows, end, rules) or (end > start + 1 and _is_next_header(rows, end))):
            break
        if end > start + 1 and (_names_next_table(rows, end) or (headed and _repeats_header(rows, start, end))):
            break
        if end > start and (_SIGNED.fullmatch(row.text) or (end > start + 1 and _NOTE.match(row.text))):
            break
        if figures and end > start and not _holds_figures(row):
            break
        left_free = [narrowed(row, g) or squeezed(row, g) for g in kept]
        if is_across(row, kept):
            if not (
                _is_group_row(rows, end, kept)
                or _is_comment_row(rows, start, end)
                or (headed and end > start + 1 and is_told_below(rows[start:], end - start, kept, rules))
            ):
                break
        # a comment that its word gaps let through says nothing of columns
        elif not (is_comment(row) and len(row.loose) == 1):
            kept = [g for g in left_free if g is not None]
        end += 1
    return kept, end


def _far(rows: Sequence[Row], i: int, rules: Sequence[Box]) -> bool:
    above, here = _bottom(rows[i - 1]), _top(rows[i])
    size = _type_size(rows[i])
    if here - above <= 2.6 * size:
        return False
    ruled = any(above - 2 <= r.top <= here + 2 for r in rules)
    return here - above > (5.0 if ruled else 2.6) * size


def _is_group_row(rows: Sequence[Row], i: int, gutters: Sequence[Gutter]) -> bool:
    """One short text from the left edge over the columns, with table rows below it: a group's name."""
    row = rows[i]
    parts = row.segments
    if _CAPTION.match(row.text) or len(parts) > 2 or len(row.text) > 70 or i + 1 >= len(rows) or row.text.endswith("."):
        return False
    below = rows[i + 1]
    larger = _LARGER_ON_A_SCAN if any(w.confidence < 1 for w in row) else _LARGER
    if _type_size(row) > larger * _type_size(below) or _HEADING.match(row.text) or is_header(below.loose):
        return False  # the next heading, with a table of its own below it
    if all(narrowed(below, g) for g in gutters) and len(split_at(below, gutters)) >= 2 and len(below.loose) >= 2:
        # a scan may have put the number of the row below on another line
        unnumbered = row[0].x0 < gutters[0][0] and 0 not in split_at(below, gutters)
        return (abs(row[0].x0 - below[0].x0) <= 12 or unnumbered) and not runs_over(below, gutters)
    return False


def _is_comment_row(rows: Sequence[Row], start: int, i: int) -> bool:
    """``Kommentar: …`` over the whole width, from the left edge of the table, or the next line of one."""
    if i <= start or abs(rows[i][0].x0 - rows[start][0].x0) > 12:
        return False
    first = i
    while first > start and not is_comment(rows[first]) and len(rows[first].loose) == 1 and i - first < 8:
        if not _goes_on(rows[first - 1], rows[first]):
            return False
        first -= 1
    return is_comment(rows[first]) and _SUM.match(rows[first - 1].text) is None


def _type_size(row: Row) -> float:
    """The size of a row's type: on a scan a lone figure or a word without tall letters seems smaller than it is."""
    return max([w.size for w in row])


def _top(row: Row) -> float:
    return min([w.top for w in row])


def _bottom(row: Row) -> float:
    return max([w.bottom for w in row])


def _goes_on(above: Row, below: Row) -> bool:
    """Lines of one text: of one type, and no further apart than lines are."""
    same = above[0].bold == below[0].bold and abs(_type_size(above) - _type_size(below)) <= 0.5
    return same and box_of(below).top - box_of(above).bottom <= 0.8 * below[0].size


def header_end(rows: Sequence[Row], start: int, end: int, rules: Sequence[Box], gutters: Sequence[Gutter]) -> int:
    """The row after the header: a rule tells, or the end of bold type, or the wider gap below, or a group's bold name."""
    bold = all(w.bold for w in rows[start])
    after = start + 1
    while after < min(end, start + 5):
        above, here = box_of(rows[after - 1]), box_of(rows[after])
        if any(above.bottom - 3 <= r.top <= here.top + 3 for r in rules):
            break
        apart = here.bottom - above.bottom > 1.6 * rows[after][0].size
        columns = list(split_at(rows[after], gutters))
        if (bold and apart and columns == [0]) or (len(columns) == 1 and is_area_name(rows[after].text)):
            break  # a group's name
        same_type = bold and all(w.bold for w in rows[after])
        if not same_type and not _continues_header(rows, start, after):  # a scan does not show all that is bold
            break
        after += 1
    return after


def _continues_header(rows: Sequence[Row], start: int, i: int) -> bool:
    """The second line of a header, where its type does not tell: it goes on in small letters, or says a year and a unit."""
    gap = box_of(rows[i]).top - box_of(rows[i - 1]).bottom
    said = _SPECK.sub("", rows[i].text).strip()
    if gap <= 0.4 * rows[i][0].size and said and _YEAR_AND_UNIT.fullmatch(said):
        return True
    if gap <= 0.4 * rows[i][0].size and len(rows[i].loose) == 1 and _ENDS_IN_UNIT.search(rows[i].text):
        return True  # "g 2024 i kkr", of a word broken between the lines
    if gap <= 1.5 * rows[i][0].size and len(rows[i]) > 1 and all(_YEAR.fullmatch(w.text) for w in rows[i]):
        return True  # "2025  2026  2027" under the label that speaks for all of them
    no_more = len(rows[i]) <= len(rows[start]) or len(rows[i].loose) < len(rows[start].loose)
    return gap <= 0.4 * rows[i][0].size and rows[i][0].text[:1].islower() and no_more


def _gap_above(rows: Sequence[Row], i: int) -> float:
    return _top(rows[i]) - _bottom(rows[i - 1])


def without_tail(rows: Sequence[Row], first: int, end: int, gutters: Sequence[Gutter]) -> int:
    """Short lines below a table (the next heading, signatures) fit its first column only by chance: they are not of the table."""
    gaps = [_gap_above(rows, i) for i in range(first, end) if i]
    close = max(min(gaps, default=0.0), 0.0) + 0.3 * rows[first][0].size if first < end else 0.0
    told = [i for i in range(first + 1, end) if len(rows[i]) >= _FEWEST_TOLD and is_across(rows[i], gutters)]
    below_others = [
        _gap_above(rows, i) for i in told if any(not stands_alone(row, gutters) for row in rows[i + 1 : end])
    ]
    last = end - 1
    while last > first and stands_alone(rows[last], gutters):
        # what is told below the last row may run over the columns, as it does below those above it
        as_above = (
            last in told and _gap_above(rows, last) <= max(below_others, default=-inf) + 0.3 * rows[first][0].size
        )
        if _SUM.match(rows[last].text) or is_comment(rows[last]) or as_above:
            break
        last -= 1
    stop = last + 1
    while stop < end:
        row, above = rows[stop], rows[stop - 1]
        if 0 not in split_at(row, gutters):  # a long cell of another column
            stop += 1
            continue
        gap = box_of(row).top - box_of(above).bottom
        follows = is_comment(above) or text_of(split_at(above, gutters).get(0, above)).endswith((".", "!", "?"))
        if (
            gap > close
            or (follows and not row.text[:1].islower() and len(row) < _FEWEST_TOLD - 1)
            or (row[0].bold and not above[0].bold)
            or _type_size(row) > 1.1 * _type_size(above)
        ):
            break
        stop += 1
    return stop
