"""Printed lines of a table without rules → its rows: by rules, by numbers, by wider gaps, by filled cells.

In: the printed rows of one table and its gutters. Out: a ``Piece``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from extractors.fields.labels import field_of, split_label
from extractors.grid import Piece, PieceCell, PieceRow
from extractors.gutters import Gutter, is_across, split_at
from extractors.lines import Numbering, Row, box_of
from extractors.model import Box, Page

_NEAR = 3.0
_FEWEST_WORDS = 3
_MOST_WHOLE = 0.8  # of a table's lines: hardly any cell is of more than one line
_FIGURE = regex.compile(r"[-–−+(]?\d{1,3}(?:[ .,]?\d+)*\)?\s?%?|[-–−]")
_SUM = regex.compile(r"(?:(?:Del|Tot|Total|Slut)?-?[Ss]umma|Totalt?)(?:\s[\p{L}\d-]+){0,3}:?")
_YEAR = regex.compile(r"(?:år\s)?(?:19|20)\d\d\b", regex.IGNORECASE)
# What a label of amounts is called, one word over each of two columns: "Plan  Utfall"
_KIND = regex.compile(
    r"(?:plan|budget|utfall|prognos|effekt|besparing|kostnad|intäkt|resultat|mål|hel-?\s?år|del-?\s?år)\p{L}*\W*",
    regex.IGNORECASE,
)
_NUMBER = regex.compile(r"[A-ZÅÄÖ]{0,2}\d{1,3}(?:\.\d{1,2})?[.):]?")


def is_comment(row: Row) -> bool:
    lead = split_label(row.text)
    return lead is not None and field_of(lead[0]) in ("comment", "status")


def is_told_below(rows: Sequence[Row], i: int, gutters: Sequence[Gutter], rules: Sequence[Box]) -> bool:
    """A text under the name and figures of its row that runs over the columns beside it, from the edge of a column on or between the same two rules."""
    row = rows[i]
    if not is_across(row, gutters) or (is_comment(row) and row[0].x0 < gutters[0][0]):
        return False
    named = (n for n in range(i - 1, max(i - 9, -1), -1) if not is_across(rows[n], gutters))
    above = next((n for n in named if len(split_at(rows[n], gutters)) > 1), None)
    if above is None:
        return False
    if any(box_of(rows[above]).bottom - 2 <= r.top <= box_of(row).top + 2 for r in rules):
        return False
    column = sum(1 for g in gutters if row[0].x0 > g[0])
    first = split_at(rows[above], gutters).get(column) if column else None
    if first is not None and abs(first[0].x0 - row[0].x0) <= _NEAR:
        return True
    between = [r for r in rules if box_of(rows[0]).top < r.top < box_of(rows[-1]).bottom]
    return len(between) >= 2 and len(row) >= _FEWEST_WORDS and abs(rows[above][0].x0 - row[0].x0) <= _NEAR


def _spans(row: Row, gutters: Sequence[Gutter]) -> bool:
    """Text over the columns, also a comment whose word gaps happen to fit the gutters."""
    return is_across(row, gutters) or (is_comment(row) and len(row.loose) == 1 and len(split_at(row, gutters)) > 1)


def _logical(
    rows: Sequence[Row], start: int, end: int, gutters: Sequence[Gutter], rules: Sequence[Box]
) -> list[list[int]]:
    """Printed lines grouped to rows of the table: by rules, by a numbered first column, by wider gaps, by filled cells."""
    body = list(range(start, end))
    if not body:
        return []
    split = {i: split_at(rows[i], gutters) for i in body}
    boxes = {i: box_of(rows[i]) for i in body}
    inner = [i for i in body[1:] if any(boxes[i - 1].bottom - 3 <= r.top <= boxes[i].top + 3 for r in rules)]
    firsts = [split[i][0].text for i in body if 0 in split[i]]
    numbered = [t for t in firsts if _NUMBER.fullmatch(t)]
    pitches = {i: boxes[i].bottom - boxes[i - 1].bottom for i in body[1:]}
    if inner and (len(inner) >= 2 or len(body) <= 6) and not _hold_several(body, inner, split):
        starts = set(inner)
    elif len(numbered) >= 2 and len(numbered) >= 0.6 * len(firsts):
        starts = {_first_line(i, split, boxes) for i in body if 0 in split[i]}
    elif whole := _whole_rows(body, split):
        starts = whole
    elif pitches and max(pitches.values()) > 1.22 * min(pitches.values()) and len(body) > 2:
        limit = 1.15 * _line_pitch(list(pitches.values()), rows[start][0].size)
        starts = {i for i in body[1:] if pitches[i] > limit}
    else:
        starts = {i for i in body if 0 in split[i] and len(split[i]) >= 2 and not split[i][0].text[:1].islower()}
        if len(valued := {i for i in starts if _holds_a_value(split[i])}) >= 0.5 * len(starts):
            starts = valued  # "Flytta boendet på | 2020-01-01 | Kostnaden" over "Ekvägen | | blev för hög"
    told = {i for i in body[1:] if is_told_below(rows[start:end], i - start, gutters, rules)}
    starts -= told
    across = {i for i in body if _spans(rows[i], gutters)} - told
    starts |= {i + 1 for i in across}  # a group's name or a comment stands alone
    starts = {i for i in starts if i not in across} | {i for i in across if i - 1 not in across or is_comment(rows[i])}
    starts -= {i for i in body if i - 1 in across and i not in across and _is_last_line(rows, i, split)}
    sums = {i for i in body if _is_sum(split[i])}
    starts |= sums | {i + 1 for i in sums if _holds_a_figure(split.get(i + 1, {}))}
    wrapped = {i for i in body[1:] if _wraps(split[i - 1], split[i])}
    starts -= wrapped
    groups: list[list[int]] = []
    figures: set[int] = set()  # columns of the row that have a whole figure already
    for i in body:
        own = {column for column, cell in split[i].items() if _FIGURE.fullmatch(cell.text)}
        if (
            i in starts or not groups or (len(own & figures) > 1 and i not in wrapped)
        ):  # "425  850" over "750  1 500" are no "425 750"
            groups.append([])
            figures = set()
        groups[-1].append(i)
        figures |= own
    return groups


def _wraps(above: dict[int, Row], cells: dict[int, Row]) -> bool:
    """ "1  2" over "100  890" in columns too narrow for them: the thousands end one line, the hundreds are the next."""
    figures = {column for column, cell in cells.items() if _FIGURE.fullmatch(cell.text)}
    texts = [cell.text for column, cell in cells.items() if column not in figures]
    over = {column for column, cell in above.items() if _FIGURE.fullmatch(cell.text)}
    return (
        len(figures) > 1
        and figures <= over
        and 0 not in cells
        and not any(text[:1].isupper() for text in texts)
        and all(
            _HUNDREDS.fullmatch(cells[column].text) and _THOUSANDS.fullmatch(above[column].text) for column in figures
        )
    )


_THOUSANDS, _HUNDREDS = regex.compile(r"[-–−]?\d{1,2}"), regex.compile(r"\d{3}")


def _first_line(i: int, split: dict[int, dict[int, Row]], boxes: dict[int, Box]) -> int:
    """The first line of the row whose number stands on line ``i``: the line above, where a scan has set the number alone a little too low."""
    above = split.get(i - 1, {})
    if list(split[i]) != [0] or len(above) < 2 or 0 in above:
        return i
    return i - 1 if boxes[i].top < boxes[i - 1].bottom else i


def _hold_several(body: Sequence[int], starts: Sequence[int], split: dict[int, dict[int, Row]]) -> bool:
    """True where rules part groups of rows, not rows: between them stand several lines that each begin a text and hold figures."""
    several = single = 0
    for first, end in pairwise([body[0], *starts, body[-1] + 1]):
        whole = [i for i in range(first, end) if _begins_a_row(split[i])]
        several += len(whole) > 1
        single += bool(whole)
    return several >= max(1, single / 3)


def _begins_a_row(cells: dict[int, Row]) -> bool:
    figures = sum(1 for column, cell in cells.items() if column and _FIGURE.fullmatch(cell.text))
    return figures >= 2 and 0 in cells and cells[0].text[:1].isupper()


def _whole_rows(body: Sequence[int], split: dict[int, dict[int, Row]]) -> set[int]:
    """The lines that are rows by themselves, where nearly all down to the first sum are, with what stands below that; none otherwise."""
    until = next((n for n, i in enumerate(body) if _is_sum(split[i])), len(body))
    whole = {i for i in body[:until] if _is_whole_row(split[i])}
    if len(whole) < max(3, _MOST_WHOLE * until):
        return set()
    return whole | {i for i in body[until:] if 0 in split[i]}


def _is_whole_row(cells: dict[int, Row]) -> bool:
    """A printed line that is a row by itself: a name or a word in the first columns, and two more of which one is a figure."""
    first = min(cells, default=0)
    return len(cells) >= 3 and _holds_a_figure(cells) and first <= 1 and cells[first].text[:1].isupper()


def _holds_a_figure(cells: dict[int, Row]) -> bool:
    return any(_FIGURE.fullmatch(cell.text) for cell in cells.values())


def _holds_a_value(cells: dict[int, Row]) -> bool:
    return any(_VALUE.fullmatch(cell.text) for column, cell in cells.items() if column)


_VALUE = regex.compile(rf"{_FIGURE.pattern}|\d{{4}}-\d\d-\d\d", regex.IGNORECASE)


def _is_sum(cells: dict[int, Row]) -> bool:
    """The sum under a table, which has no number of its own."""
    texts = [cell.text for cell in cells.values()]
    return any(map(_SUM.fullmatch, texts)) and any(map(_FIGURE.fullmatch, texts))


def _line_pitch(pitches: Sequence[float], size: float) -> float:
    """From line to line of one cell: the least step that is a whole line. Cells set at half a line from one another step less."""
    return min((p for p in pitches if p >= 0.9 * size), default=max(pitches))


def _is_last_line(rows: Sequence[Row], i: int, split: dict[int, dict[int, Row]]) -> bool:
    """The short last line of a comment that ran over the width above it."""
    first = next((n for n in range(i - 1, max(i - 8, -1), -1) if is_comment(rows[n])), None)
    return first is not None and list(split[i]) == [0] and rows[i][0].text[:1].islower()


def make_piece(
    page: Page,
    rows: Sequence[Row],
    first: int,
    body: int,
    end: int,
    gutters: Sequence[Gutter],
    rules: Sequence[Box],
    number: Numbering,
) -> Piece:
    groups = [list(range(first, body))] if body > first else []
    groups += _logical(rows, body, end, gutters, rules)
    box = box_of([w for row in rows[first:end] for w in row])
    bounds = (box.x0, *((g[0] + g[1]) / 2 for g in gutters), box.x1)
    headed = body - first > 1
    made = tuple(
        make_row([rows[i] for i in group], gutters, bounds, number, in_header=headed and n == 0)
        for n, group in enumerate(groups)
    )
    if headed:
        made = (_with_merged(made[0]), *made[1:])
    return Piece(page.number, box, bounds, made, ruled=False)


def _with_merged(header: PieceRow) -> PieceRow:
    """A header whose upper line stands over several columns ("2026" over "Effekt" and "Helår") speaks for each of them."""
    cells = list(header.cells)
    first = min(line.box.top for cell in cells for line in cell.lines)
    upper = {i: cell.lines[0] for i, cell in enumerate(cells) if cell.lines and cell.lines[0].box.top - first < 3}
    for i, over in upper.items():
        if len(under := _under(cells, upper, over.box, i)) > 1:
            for j in under:
                if j != i:
                    cells[j] = replace(cells[j], lines=(over, *cells[j].lines))
            continue
        middle = (over.box.x0 + over.box.x1) / 2
        own = [line.box for line in cells[i].lines[1:]]
        if any(abs(box.x0 - over.box.x0) <= 2 or abs(box.x1 - over.box.x1) <= 2 for box in own):
            continue  # set as the line below it: the first line of its own column
        for start, end in ((i - 1, i), (i, i + 1), (i - 1, i + 1), (i - 2, i), (i, i + 2)):
            run = range(start, end + 1)
            if start < 0 or end >= len(cells) or any(j in upper for j in run if j != i):
                continue
            below = [line for j in run for line in cells[j].lines if line is not over]
            if any(not cells[j].lines for j in run) or len(cells[i].lines) < 2 or not below:
                continue
            left, right = min(line.box.x0 for line in below), max(line.box.x1 for line in below)
            if abs((left + right) / 2 - middle) <= over.size and left < over.box.x0 and over.box.x1 < right:
                for j in run:
                    if j != i:
                        cells[j] = replace(cells[j], lines=(over, *cells[j].lines))
                break
    return replace(header, cells=tuple(cells))


def _under(cells: Sequence[PieceCell], upper: Collection[int], label: Box, i: int) -> list[int]:
    """The columns of years that a label over column ``i`` speaks for: those under it, and those beside them, with no upper line of their own."""
    years = [j for j, cell in enumerate(cells) if (j == i or j not in upper) and _is_year(cell)]
    run = [i] if i in years else []
    for step in (-1, 1):
        while run and (j := (max if step > 0 else min)(run) + step) in years:
            run.append(j)
    boxes = [cells[j].lines[-1].box for j in run]
    covered = [box for box in boxes if label.x0 - 2 <= (box.x0 + box.x1) / 2 <= label.x1 + 2]
    return sorted(run) if len(covered) > 1 else []


def _is_year(cell: PieceCell) -> bool:
    return bool(cell.lines) and _YEAR.match(cell.lines[-1].text) is not None


def _labels_at(row: Row, below: Row, gutters: Sequence[Gutter]) -> dict[int, Row]:
    """The cells of a header's line: a label over several years of the line below ("Beräknad besparing, tkr" over "2025  2026")
    stays whole, in the column that its middle is in."""
    cells = split_at(row, gutters)
    years = [p for p in below.loose if _YEAR.match(p.text)]
    for part in row.loose:
        under = {p.text for p in years if part[0].x0 - 2 <= (p[0].x0 + p[-1].x1) / 2 <= part[-1].x1 + 2}
        pieces = split_at(part, gutters)
        if len(under) > 1 and len(pieces) > 1 and not all(_KIND.fullmatch(piece.text) for piece in pieces.values()):
            middle = (part[0].x0 + part[-1].x1) / 2
            column = sum(1 for left, right in gutters if middle > (left + right) / 2)
            apart = {n: [w for w in cell if w not in part] for n, cell in cells.items()}
            apart[column] = sorted([*apart.get(column, []), *part], key=lambda w: w.x0)
            cells = {n: Row(words) for n, words in sorted(apart.items()) if words}
    return cells


def make_row(
    group: Sequence[Row],
    gutters: Sequence[Gutter],
    bounds: Sequence[float],
    number: Numbering,
    *,
    in_form: bool = False,
    in_header: bool = False,
) -> PieceRow:
    """One row of a table. ``in_form``: no text runs over the columns, however close a long label stands to its text.

    ``in_header``: a label that stands over several columns stays whole.
    """
    box = box_of([w for row in group for w in row])
    count = len(bounds) - 1
    if not in_form and is_comment(group[0]) and _spans(group[0], gutters):
        lead = PieceCell(tuple(number.line(row) for row in group), count)
        return PieceRow((lead, *(PieceCell(span=0) for _ in range(count - 1))), box.top, box.bottom)
    parts = group[0].segments if not in_form and len(group) == 1 and is_across(group[0], gutters) else []
    if 1 <= len(parts) <= 2:  # a group's name: one cell over all columns, its sum in the last if one stands there
        lead = PieceCell((number.line(parts[0]),), count - (1 if len(parts) > 1 else 0))
        cells = [lead, *(PieceCell(span=0) for _ in range(count - 1))]
        if len(parts) > 1:
            cells[-1] = PieceCell((number.line(parts[1]),))
        return PieceRow(tuple(cells), box.top, box.bottom)
    words: list[list[Row]] = [[] for _ in range(count)]
    for n, row in enumerate(group):
        if n and not in_form and is_across(row, gutters):  # told below the row's name, over the columns beside it
            words[sum(1 for g in gutters if row[0].x0 > g[0])].append(row)
            continue
        over = in_header and n + 1 < len(group)
        parted = _labels_at(row, group[n + 1], gutters) if over else split_at(row, gutters)
        for column, part in parted.items():
            words[column].append(part)
    return PieceRow(
        tuple(PieceCell(tuple(number.line(part) for part in parts), 1, bounds[i + 1]) for i, parts in enumerate(words)),
        box.top,
        box.bottom,
    )
