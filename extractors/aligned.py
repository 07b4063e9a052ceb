"""Tables without rules, or with only horizontal ones → pieces of tables, by columns that align.

In: the rows of a page that stand in no ruled grid. Out: ``Piece`` values and which rows they took.
Three shapes are known: a header row of labels over aligned columns; columns that go on from the page before; a form with labels to
the left and text to the right.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from statistics import median

import regex

from extractors.fields.labels import field_of, is_label, split_label
from extractors.grid import Piece, PieceCell, PieceRow
from extractors.lines import Numbering, Row, box_of, segments, text_of
from extractors.model import Box, Page, Word

_LEAST_GUTTER = 2.0
_NUMBER = regex.compile(r"[A-ZÅÄÖ]{0,2}\d{1,3}(?:\.\d{1,2})?[.):]?")
_FIGURE = regex.compile(r"[-–−+]?\d[\d\s.,]*%?|[-–−]")
# Dates and figures stand in rows, not in headers; a year alone may stand in both.
_VALUE = regex.compile(r"\d{4}-\d{2}|^\d{6}$|^[-–−]?\d{1,3}(?:[ ,.]\d+)*(?:\s?%)?$")
_YEAR_AND_UNIT = regex.compile(
    r"(?:(?:(?:19|20)\d\d|i|tkr|kkr|mnkr|mkr|kr|år|per|\(?\d\)|[*(),])[\s,*()]*)+", regex.IGNORECASE
)
_CAPTION = regex.compile(r"(?:tabell|figur|diagram|bild)\s+\d", regex.IGNORECASE)
_HEADING = regex.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s+\p{Lu}")
_SUM = regex.compile(r"(?:del|tot|total|slut)?\s?-?summa\b|totalt?\b|summering\b", regex.IGNORECASE)

Gutter = tuple[float, float]
Found = tuple[int, int, Piece]  # first row, row after the last, the piece


def find_aligned(
    page: Page, rows: Sequence[Row], rules: Sequence[Box], number: Numbering, before: Piece | None
) -> list[Found]:
    """Pieces by alignment, top to bottom; ``before`` is the piece that ended the page before, if one did."""
    found: list[Found] = []
    i = 0
    if before is not None and _is_form(before) and (rest := _form_at(page, rows, 0, number, least=1)) is not None:
        found.append(rest)
        i = rest[1]
    elif before is not None and not before.ruled:
        gutters, end = _grow(rows, 0, _gutters_of(before), rules)
        repeated = _is_header(_loose(rows[0]))
        if end > repeated and any(len(_split(row, gutters)) >= 2 for row in rows[:end]):
            body = _header_end(rows, 0, end, rules) if repeated else 0
            found.append((0, end, _piece(page, rows, 0, body, end, gutters, rules, number)))
            i = end
    while i < len(rows):
        made = _form_at(page, rows, i, number) or _headed_at(page, rows, i, rules, number)
        if made is None:
            i += 1
            continue
        found.append(made)
        i = made[1]
    return found


def _gutters_of(piece: Piece) -> list[Gutter]:
    """The white space between the columns of a piece that is already read."""
    plain = [row for row in piece.rows if all(cell.span == 1 for cell in row.cells)]
    gutters = []
    for i, bound in enumerate(piece.bounds[1:-1]):
        left = max((line.box.x1 for row in plain for line in row.cells[i].lines), default=bound - 2)
        right = min((line.box.x0 for row in plain for line in row.cells[i + 1].lines), default=bound + 2)
        gutters.append((min(left, bound - 2), max(right, bound + 2)))
    return gutters


def _headed_at(page: Page, rows: Sequence[Row], start: int, rules: Sequence[Box], number: Numbering) -> Found | None:
    parts = _loose(rows[start])
    if len(parts) < 2 or not (_is_header(parts) or _is_figures_header(rows, start, parts)):
        return None
    gutters: list[Gutter] = [(a[-1].x1, b[0].x0) for a, b in itertools.pairwise(parts)]
    first = _upwards(rows, start, gutters)
    gutters, end = _grow(rows, start, gutters, rules)
    gutters = _with_hidden(rows[start:end], gutters)
    header_end = _header_end(rows, start, end, rules)
    end = _without_tail(rows, header_end, end, gutters)
    body = rows[header_end:end]
    if not any(len(_split(row, gutters)) >= 2 for row in body):
        return None
    return first, end, _piece(page, rows, first, header_end, end, gutters, rules, number)


def _loose(row: Row) -> list[Row]:
    """Parted at narrower gaps than running text is: header cells stand close."""
    parts: list[Row] = [[row[0]]]
    for left, right in itertools.pairwise(row):
        if right.x0 - left.x1 > 0.75 * max(left.size, right.size, 6.0):
            parts.append([])
        parts[-1].append(right)
    return parts


def _is_header(parts: Sequence[Row]) -> bool:
    texts = [text_of(p) for p in parts]
    if any(_VALUE.search(text) for text in texts):
        return False
    known = [f for f in map(field_of, texts) if f]
    return len(set(known)) >= 2 and len(known) >= 0.5 * len(parts)


def _is_figures_header(rows: Sequence[Row], start: int, parts: Sequence[Row]) -> bool:
    """Three columns or more over at least two rows whose last cells are figures."""
    if len(parts) < 3 or any(_FIGURE.fullmatch(text_of(p)) for p in parts[:1]):
        return False
    below = [_loose(row) for row in rows[start + 1 : start + 4]]
    figures = [row for row in below if len(row) >= 3 and all(_FIGURE.fullmatch(text_of(p)) for p in row[1:])]
    return len(figures) >= 2


def _upwards(rows: Sequence[Row], start: int, gutters: Sequence[Gutter]) -> int:
    """Header cells of several lines may begin above the row that has them all."""
    first = start
    bold = all(w.bold for w in rows[start])
    while first > 0 and start - first < 3:
        row, below = rows[first - 1], rows[first]
        near = box_of(below).top - box_of(row).bottom <= 0.6 * max(w.size for w in row)
        if not near or all(w.bold for w in row) != bold or not bold or _crosses(row, gutters) or len(_loose(row)) < 2:
            break
        first -= 1
    return first


def _crosses(row: Row, gutters: Sequence[Gutter]) -> bool:
    return any(min(w.x1, g[1]) - max(w.x0, g[0]) > (g[1] - g[0]) - _LEAST_GUTTER for w in row for g in gutters) or any(
        _narrowed(row, g) is None for g in gutters
    )


def _narrowed(row: Row, gutter: Gutter) -> Gutter | None:
    """What of the gutter stays free beside the words of a row; None where too little does."""
    left, right = gutter
    for word in row:
        if word.x1 <= left or word.x0 >= right:
            continue
        if word.x0 <= left and word.x1 >= right:
            return None
        # A word that reaches in narrows the gutter from the side that it comes from.
        if (word.x0 + word.x1) / 2 < (left + right) / 2:
            left = max(left, word.x1)
        else:
            right = min(right, word.x0)
    return (left, right) if right - left >= _LEAST_GUTTER else None


def _grow(rows: Sequence[Row], start: int, gutters: Sequence[Gutter], rules: Sequence[Box]) -> tuple[list[Gutter], int]:
    """The gutters that every row from ``start`` leaves free, and the row at which that ends."""
    kept = list(gutters)
    end = start
    figures = start + 2 < len(rows) and all(_is_row_of_figures(row) for row in rows[start + 1 : start + 3])
    while end < len(rows):
        row = rows[end]
        if end > start and (_far(rows, end, rules) or (end > start + 1 and _is_next_header(rows, end))):
            break
        if figures and not _holds_figures(row, kept):
            break
        narrowed = [_narrowed(row, g) or _squeezed(row, g) for g in kept]
        if _is_across(row, kept):
            if not (_is_group_row(rows, end, kept) or _is_comment_row(rows, start, end, kept)):
                break
        else:
            kept = [g for g in narrowed if g is not None]
        end += 1
    return kept, end


def _is_next_header(rows: Sequence[Row], i: int) -> bool:
    """Labels again, further down: the header of the next table."""
    parts = _loose(rows[i])
    return len(parts) >= 3 and _is_header(parts) and all(field_of(text_of(p)) for p in parts)


def _is_row_of_figures(row: Row) -> bool:
    parts = _loose(row)
    return len(parts) >= 2 and all(_FIGURE.fullmatch(text_of(p)) for p in parts[1:])


def _holds_figures(row: Row, gutters: Sequence[Gutter]) -> bool:
    """True for a row that can stand in a table of figures: no running text beside its name."""
    parts = _loose(row)
    return len(parts) < 2 or _is_header(parts) or not all(any(c.isalpha() for c in text_of(p)) for p in parts[1:])


def _squeezed(row: Row, gutter: Gutter) -> Gutter | None:
    """A full cell that leaves next to nothing of the gutter, in a row that other gaps part plainly."""
    if len(_loose(row)) < 2:
        return None
    for left, right in itertools.pairwise(row):
        if gutter[0] - 2 <= left.x1 < right.x0 <= gutter[1] + 2 and right.x0 - left.x1 >= 0.3:
            return left.x1, right.x0
    return None


def _with_hidden(rows: Sequence[Row], gutters: Sequence[Gutter]) -> list[Gutter]:
    """Gutters that the header hides because two of its cells stand close: white space that goes through all rows, with words on both sides."""
    found = list(gutters)
    for column in range(len(gutters) + 1):
        cells = [cell for row in rows if not _is_across(row, gutters) and (cell := _split(row, gutters).get(column))]
        found += _free_between(cells)
    return sorted(found)


def _free_between(cells: Sequence[Row]) -> list[Gutter]:
    """The widest white space that no word of a column's printed lines stands in, where most lines have words on both sides of it."""
    free: list[Gutter] = []
    for left, right in {
        (a.x1, b.x0) for cell in cells for a, b in itertools.pairwise(cell) if b.x0 - a.x1 >= 0.6 * b.size
    }:
        narrowed: Gutter | None = (left, right)
        for cell in cells:
            narrowed = narrowed and _narrowed(cell, narrowed)
        if narrowed and not any(a < narrowed[1] and narrowed[0] < b for a, b in free):
            middle = sum(narrowed) / 2
            both = sum(1 for cell in cells if cell[0].x0 < middle < cell[-1].x1)
            one_line = sum(1 for cell in cells if cell[0].x0 < middle)
            if both >= max(3, 0.6 * one_line):
                free.append(narrowed)
    return free


def _is_across(row: Row, gutters: Sequence[Gutter]) -> bool:
    return any(_narrowed(row, g) is None and _squeezed(row, g) is None for g in gutters) or _runs_over(row, gutters)


def _runs_over(row: Row, gutters: Sequence[Gutter]) -> bool:
    """Running text whose word gap happens to lie in the gutter: no wider than between words."""
    if len(_loose(row)) > 1:
        return False
    for gutter in gutters:
        left = [w for w in row if w.x1 <= gutter[0] + 1]
        right = [w for w in row if w.x0 >= gutter[1] - 1]
        if left and right and right[0].x0 - left[-1].x1 < 0.45 * right[0].size:
            return True
    return False


def _far(rows: Sequence[Row], i: int, rules: Sequence[Box]) -> bool:
    above, here = box_of(rows[i - 1]), box_of(rows[i])
    gap = here.top - above.bottom
    ruled = any(above.bottom - 2 <= r.top <= here.top + 2 for r in rules)
    return gap > (5.0 if ruled else 2.6) * max(w.size for w in rows[i])


def _is_group_row(rows: Sequence[Row], i: int, gutters: Sequence[Gutter]) -> bool:
    """One short text from the left edge over the columns, with table rows below it: a group's name."""
    row = rows[i]
    parts = segments(row)
    if (
        _CAPTION.match(text_of(row))
        or len(parts) > 2
        or len(text_of(row)) > 70
        or i + 1 >= len(rows)
        or text_of(row).endswith(".")
    ):
        return False
    below = rows[i + 1]
    if row[0].size > 1.08 * below[0].size or _HEADING.match(text_of(row)) or _is_header(_loose(below)):
        return False  # the next heading, with a table of its own below it
    if all(_narrowed(below, g) for g in gutters) and len(_split(below, gutters)) >= 2:
        return abs(row[0].x0 - below[0].x0) <= 12 and not _runs_over(below, gutters)
    return False


def _is_comment_row(rows: Sequence[Row], start: int, i: int, gutters: Sequence[Gutter]) -> bool:
    """``Kommentar: …`` over the whole width, from the left edge of the table, or the next line of one."""
    if i <= start or abs(rows[i][0].x0 - rows[start][0].x0) > 12:
        return False
    first = i
    while first > start and not _is_comment(rows[first]) and len(_loose(rows[first])) == 1 and i - first < 8:
        first -= 1
    return _is_comment(rows[first])


def _is_comment(row: Row) -> bool:
    lead = split_label(text_of(row))
    return lead is not None and field_of(lead[0]) in ("comment", "status")


def _header_end(rows: Sequence[Row], start: int, end: int, rules: Sequence[Box]) -> int:
    """The row after the header: a rule tells, or the end of bold type, or the wider gap below."""
    bold = all(w.bold for w in rows[start])
    after = start + 1
    while after < min(end, start + 5):
        above, here = box_of(rows[after - 1]), box_of(rows[after])
        if any(above.bottom - 3 <= r.top <= here.top + 3 for r in rules):
            break
        if bold != all(w.bold for w in rows[after]) or (not bold and not _continues_header(rows, start, after)):
            break
        after += 1
    return after


def _continues_header(rows: Sequence[Row], start: int, i: int) -> bool:
    """The second line of a header in plain type: it goes on in small letters, or says a year and a unit."""
    gap = box_of(rows[i]).top - box_of(rows[i - 1]).bottom
    if gap <= 0.4 * rows[i][0].size and _YEAR_AND_UNIT.fullmatch(text_of(rows[i])):
        return True
    return gap <= 0.4 * rows[i][0].size and rows[i][0].text[:1].islower() and len(rows[i]) <= len(rows[start])


def _without_tail(rows: Sequence[Row], first: int, end: int, gutters: Sequence[Gutter]) -> int:
    """Short lines below a table (the next heading, signatures) fit its first column only by chance: they are not of the table."""
    gaps = [box_of(rows[i]).top - box_of(rows[i - 1]).bottom for i in range(first, end) if i]
    close = max(min(gaps, default=0.0), 0.0) + 0.3 * rows[first][0].size if first < end else 0.0
    last = end - 1
    while last > first and _stands_alone(rows[last], gutters):
        if _SUM.match(text_of(rows[last])) or _is_comment(rows[last]):
            break
        last -= 1
    stop = last + 1
    while stop < end:
        row, above = rows[stop], rows[stop - 1]
        if list(_split(row, gutters)) != [0]:  # a long cell of another column
            stop += 1
            continue
        gap = box_of(row).top - box_of(above).bottom
        follows = _is_comment(above) or text_of(_split(above, gutters).get(0, above)).endswith((".", "!", "?"))
        if (
            gap > close
            or (follows and not text_of(row)[:1].islower())
            or (row[0].bold and not above[0].bold)
            or row[0].size > 1.1 * above[0].size
        ):
            break
        stop += 1
    return stop


def _stands_alone(row: Row, gutters: Sequence[Gutter]) -> bool:
    """Only in the first column, or one text that happens to part at a gutter."""
    cells = _split(row, gutters)
    return list(cells) == [0] or (len(cells) > 1 and len(_loose(row)) < 2)


def _column(word: Word, gutters: Sequence[Gutter]) -> int:
    middle = (word.x0 + word.x1) / 2
    return sum(1 for g in gutters if middle > (g[0] + g[1]) / 2)


def _split(row: Row, gutters: Sequence[Gutter]) -> dict[int, Row]:
    cells: dict[int, Row] = {}
    for word in row:
        cells.setdefault(_column(word, gutters), []).append(word)
    return cells


def _piece(
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
    made = tuple(_piece_row([rows[i] for i in group], gutters, bounds, number) for group in groups)
    return Piece(page.number, box, bounds, made, ruled=False)


def _piece_row(group: Sequence[Row], gutters: Sequence[Gutter], bounds: Sequence[float], number: Numbering) -> PieceRow:
    box = box_of([w for row in group for w in row])
    count = len(bounds) - 1
    if _is_comment(group[0]) and _is_across(group[0], gutters):
        lead = PieceCell(tuple(number.line(row) for row in group), count)
        return PieceRow((lead, *(PieceCell(span=0) for _ in range(count - 1))), box.top, box.bottom)
    if len(group) == 1 and _is_across(
        group[0], gutters
    ):  # a group's name: one cell over all columns, its sum in the last if one stands there
        parts = segments(group[0])
        lead = PieceCell((number.line(parts[0]),), count - (1 if len(parts) > 1 else 0))
        cells = [lead, *(PieceCell(span=0) for _ in range(count - 1))]
        if len(parts) > 1:
            cells[-1] = PieceCell((number.line(parts[1]),))
        return PieceRow(tuple(cells), box.top, box.bottom)
    words: list[list[Row]] = [[] for _ in range(count)]
    for row in group:
        for column, part in _split(row, gutters).items():
            words[column].append(part)
    return PieceRow(
        tuple(PieceCell(tuple(number.line(part) for part in parts), 1, bounds[i + 1]) for i, parts in enumerate(words)),
        box.top,
        box.bottom,
    )


def _logical(
    rows: Sequence[Row], start: int, end: int, gutters: Sequence[Gutter], rules: Sequence[Box]
) -> list[list[int]]:
    """Printed lines grouped to rows of the table: by rules, by a numbered first column, by wider gaps, by filled cells."""
    body = list(range(start, end))
    if not body:
        return []
    split = {i: _split(rows[i], gutters) for i in body}
    boxes = {i: box_of(rows[i]) for i in body}
    inner = [i for i in body[1:] if any(boxes[i - 1].bottom - 3 <= r.top <= boxes[i].top + 3 for r in rules)]
    firsts = [text_of(split[i][0]) for i in body if 0 in split[i]]
    numbered = [t for t in firsts if _NUMBER.fullmatch(t)]
    pitches = {i: boxes[i].bottom - boxes[i - 1].bottom for i in body[1:]}
    if inner and (len(inner) >= 2 or len(body) <= 6):
        starts = set(inner)
    elif len(numbered) >= 2 and len(numbered) >= 0.6 * len(firsts):
        starts = {i for i in body if 0 in split[i]}
    elif pitches and max(pitches.values()) > 1.22 * min(pitches.values()) and len(body) > 2:
        limit = 1.12 * median(sorted(pitches.values())[: max(1, len(pitches) // 2)])
        starts = {i for i in body[1:] if pitches[i] > limit}
    else:
        starts = {i for i in body if 0 in split[i] and len(split[i]) >= 2 and not text_of(split[i][0])[:1].islower()}
    across = {i for i in body if _is_across(rows[i], gutters)}
    starts |= {i + 1 for i in across}  # a group's name or a comment stands alone
    starts = {i for i in starts if i not in across} | {i for i in across if i - 1 not in across or _is_comment(rows[i])}
    starts -= {i for i in body if i - 1 in across and i not in across and _is_last_line(rows, i, split)}
    groups: list[list[int]] = []
    for i in body:
        if i in starts or not groups:
            groups.append([])
        groups[-1].append(i)
    return groups


def _is_last_line(rows: Sequence[Row], i: int, split: dict[int, dict[int, Row]]) -> bool:
    """The short last line of a comment that ran over the width above it."""
    first = next((n for n in range(i - 1, max(i - 8, -1), -1) if _is_comment(rows[n])), None)
    return first is not None and list(split[i]) == [0] and rows[i][0].text[:1].islower()


def _is_form(piece: Piece) -> bool:
    firsts = [row.cells[0].text for row in piece.rows]
    return len(piece.bounds) == 3 and len(firsts) >= 2 and all(is_label(text.rstrip(": ")) for text in firsts)


def _form_at(page: Page, rows: Sequence[Row], start: int, number: Numbering, least: int = 3) -> Found | None:
    """Labels to the left, text to the right: three labels at ``least`` whose texts begin at one edge."""
    edge = _form_edge(rows, start)
    if edge is None:
        return None
    groups: list[list[int]] = []
    labels: list[list[Row]] = []
    end = start
    for i in range(start, len(rows)):
        row = rows[i]
        left, right = _left_of(row, edge), [w for w in row if w.x0 >= edge - 3]
        if len(left) + len(right) != len(row) or (right and abs(right[0].x0 - edge) > 4):
            break
        following = _left_of(rows[i + 1], edge) if i + 1 < len(rows) else []
        if not left:
            if not groups:
                break
            groups[-1].append(i)
        elif groups and not _is_label(labels[-1]) and _is_label([*labels[-1], left]):
            groups[-1].append(i)  # the rest of a label on two lines
            labels[-1].append(left)
        elif right and (_is_label([left]) or (following and _is_label([left, following]))):
            groups.append([i])
            labels.append([left])
        elif groups and not text_of(left)[:1].isupper() and _is_label([*labels[-1], left]):
            groups[-1].append(i)
            labels[-1].append(left)
        else:
            break
        end = i + 1
    if len(groups) < least:
        return None
    gutter = (max(w.x1 for label in labels for part in label for w in part), edge)
    if gutter[1] - gutter[0] < _LEAST_GUTTER:
        return None
    box = box_of([w for row in rows[start:end] for w in row])
    bounds = (box.x0, (gutter[0] + gutter[1]) / 2, box.x1)
    made = tuple(_piece_row([rows[i] for i in group], [gutter], bounds, number) for group in groups)
    return start, end, Piece(page.number, box, bounds, made, ruled=False)


def _form_edge(rows: Sequence[Row], start: int) -> float | None:
    """Where the texts beside the labels begin; the first label may fill its column and stand close to its text."""
    for i in range(start, min(start + 3, len(rows))):
        parts = segments(rows[i])
        if len(parts) != 2:
            continue
        edge = parts[1][0].x0
        below = _left_of(rows[i + 1], edge) if i + 1 < len(rows) else []
        if not (_is_label([parts[0]]) or (below and _is_label([parts[0], below]))):
            continue
        first, right = _left_of(rows[start], edge), [w for w in rows[start] if w.x0 >= edge - 3]
        fits = right and abs(right[0].x0 - edge) <= 4 and len(first) + len(right) == len(rows[start])
        return edge if i == start or (fits and _is_label([first])) else None
    return None


def _left_of(row: Row, edge: float) -> Row:
    return [w for w in row if w.x1 <= edge - 2]


def _is_label(parts: Sequence[Row]) -> bool:
    return is_label(" ".join(text_of(part) for part in parts if part).rstrip(": "))
