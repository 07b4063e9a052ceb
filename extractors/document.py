"""A paper's pages → a ``Document``: headings, paragraphs and tables in reading order.

In: ``Paper`` (words, rules, fills of each page). Out: ``Document``. No word is changed and no value read; whether a line is a label, names a state or holds an
amount is asked only to tell where a paragraph or heading begins and ends.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

import regex

from extractors.abreast import find_abreast, lists_in
from extractors.aligned import find_aligned
from extractors.fields.amount import find_amounts
from extractors.fields.labels import is_label, split_label
from extractors.fields.status_cells import in_heading
from extractors.furniture import find_furniture
from extractors.grid import Piece, find_pieces, horizontal_rules
from extractors.headed_once import with_header_repeated
from extractors.headings import body_size, heading_levels, is_plain_heading, is_scanned
from extractors.items import MARKS, bullet_of, counted_lines
from extractors.lines import Numbering, Row, find_gutter, in_order, reading_order, rows_of
from extractors.marks import with_marks
from extractors.model import PLAIN, Block, Box, Document, Heading, Line, LineId, Page, Paper, Paragraph, Word
from extractors.nested_forms import as_form
from extractors.tables import goes_on, make_table, with_name_left_behind
from extractors.two_sides import gutter_of_sides, has_sides

_ENDS = (".", "!", "?", ":", ";")
_UNLIKE, _UNLIKE_SCANNED = 0.12, 0.2  # of a type size: another kind of text
_FEW_LETTERS = 10
_IN_TABLE = 100  # columns of lists in tables are told from those of the page
_NEAR = 12  # lines in which labels of one block stand


@dataclass(frozen=True, slots=True)
class _Text:
    """A line of running text with the edges of its column; ``bullet`` is the mark that an item of a list begins with, "" for none.

    ``boxed``: on a page with boxes or lists abreast, where a full line does not run on at the top of the next.
    """

    line: Line
    page: int
    left: float
    right: float
    column: int
    bullet: str
    boxed: bool = False


_Item = _Text | Piece


def arrange(paper: Paper) -> Document:
    """Put a paper in reading order."""
    pages = [replace(page, words=with_marks(page)) for page in paper.pages]
    furniture = find_furniture(pages)
    items: list[_Item] = []
    apart: list[Line] = []
    gutter: float | None = None
    for page, put_aside in zip(pages, furniture, strict=True):
        number = Numbering(page.number)
        before = items[-1] if items and isinstance(items[-1], Piece) else None
        tops = {w.top for w in put_aside}  # of most words the top alone tells that they are no furniture
        words = [w for w in page.words if w.top not in tops or w not in put_aside] if tops else page.words
        found, gutter = _items(page, words, number, before, gutter)
        items += found
        apart += number.lines(list(put_aside))
    counted = counted_lines([item.line for item in items if isinstance(item, _Text)])
    if counted:
        items = [_as_counted(x) if isinstance(x, _Text) and x.line.id in counted else x for x in items]
    texts = [item for item in items if isinstance(item, _Text)]
    size = body_size([t.line for t in texts])
    blocks = tuple(_blocks(with_header_repeated(items), texts, size))
    return Document(paper, blocks, tuple(apart))


def _as_counted(text: _Text) -> _Text:
    """An item that begins by a bare number."""
    return replace(text, bullet=text.line.words[0].text)


def _items(
    page: Page, words: Sequence[Word], number: Numbering, before: Piece | None, gutter: float | None
) -> tuple[list[_Item], float | None]:
    """Tables and lines of one page, in reading order, and the gutter between its columns; given the table and gutter before it."""
    found, taken = find_pieces(page, words, number)
    pieces = [as_form(piece) for piece in found]
    flow = [w for w in words if id(w) not in taken] if taken else words
    rules = horizontal_rules(page, [piece.box for piece in pieces])
    items: list[_Item] = []
    rows_in_flow = rows_of(flow)
    gutter = gutter_of_sides(rows_in_flow, find_gutter(flow, rows_in_flow, gutter))
    abreast = find_abreast(page, rows_in_flow, [piece.box for piece in pieces]) if gutter is None else []
    if abreast and has_sides(rows_in_flow):
        abreast = []
    bands = in_order(rows_in_flow, abreast) if abreast else reading_order(rows_in_flow, gutter) if flow else []
    if pieces and (not flow or before is None or min(p.box.top for p in pieces) < min(w.top for w in flow)):
        before = None
    waiting = list(pieces)
    for column, rows in enumerate(bands):
        placed = _aligned_items(
            page,
            rows,
            rules,
            number,
            before if column == 0 else None,
            column,
            boxed=any(not one.flows for one in abreast),
        )
        for item in placed:
            top = item.box.top if isinstance(item, Piece) else item.line.box.top
            while waiting and waiting[0].box.top <= top and (len(bands) == 1 or _beside(waiting[0], item)):
                items += _lists_or_table(waiting.pop(0))
            items.append(item)
    return items + [item for piece in waiting for item in _lists_or_table(piece)], gutter


def _lists_or_table(piece: Piece) -> Iterator[_Item]:
    """A ruled table, or the lines of the lists that it only sets side by side."""
    lists = lists_in(piece)
    if not lists:
        yield piece
    for column, lines in enumerate(lists):
        left, right = min(line.box.x0 for line in lines), max(line.box.x1 for line in lines)
        for line in lines:
            yield _Text(line, piece.page, left, right, _IN_TABLE + column, bullet_of(line), boxed=True)


def _beside(piece: Piece, item: _Item) -> bool:
    box = item.box if isinstance(item, Piece) else item.line.box
    return piece.box.x0 < box.x1 and box.x0 < piece.box.x1


def _aligned_items(
    page: Page,
    rows: Sequence[Row],
    rules: Sequence[Box],
    number: Numbering,
    before: Piece | None,
    column: int,
    *,
    boxed: bool,
) -> Iterator[_Item]:
    """Rows of one band as lines and unruled tables."""
    left = min([row[0].x0 for row in rows])
    right = max([w.x1 for row in rows for w in row])
    i = 0
    for first, end, piece in [*find_aligned(page, rows, rules, number, before), (len(rows), len(rows), None)]:
        for row in rows[i:first]:
            line = number.line(row)
            yield _Text(line, page.number, left, right, column, bullet_of(line), boxed)
        if piece is not None:
            yield piece
        i = end


def _blocks(items: Sequence[_Item], texts: Sequence[_Text], size: float) -> Iterator[Block]:
    lines = [t.line for t in texts]
    in_tables = [line for item in items if isinstance(item, Piece) for row in item.rows for line in row.lines]
    levels = dict(zip((line.id for line in lines), heading_levels(lines, size, in_tables), strict=True))
    pitch = _usual_pitch(texts)
    open_table: list[Piece] = []
    run: list[_Text] = []

    def close_text(*, before_table: bool = False) -> Iterator[Block]:
        yield from _paragraphs(run, levels, pitch, before_table)
        run.clear()

    for item in items:
        if isinstance(item, Piece):
            if open_table and not run:
                open_table[-1], item = with_name_left_behind(open_table[-1], item)
            if open_table and not run and goes_on(open_table[-1], item):
                open_table.append(item)
                continue
            if open_table:
                yield make_table(open_table)
            yield from close_text(before_table=True)
            open_table = [item]
        else:
            if open_table:
                yield make_table(open_table)
                open_table = []
            run.append(item)
    if open_table:
        yield make_table(open_table)
    yield from close_text()


def _usual_pitch(texts: Sequence[_Text]) -> float:
    """The usual distance from line to line, in type sizes: 1.15 for single spacing."""
    ratios = []
    wrapped = []
    for a, b in itertools.pairwise(texts):
        step = b.line.box.bottom - a.line.box.bottom
        if (
            a.page == b.page
            and a.column == b.column
            and 0 < step < 2.2 * b.line.size
            and abs(a.line.size - b.line.size) < 0.6
        ):
            ratios.append(step / b.line.size)
            if _is_full(a, b) and b.line.text[:1].islower():
                wrapped.append(step / b.line.size)
    if len(wrapped) >= 2:  # sure to be lines of one paragraph, however few such lines a paper has
        return median(wrapped)
    if not ratios:
        return 1.2
    ratios.sort()
    return median(ratios[: max(1, (2 * len(ratios)) // 3)])


def _paragraphs(
    run: Sequence[_Text], levels: dict[LineId, int | None], pitch: float, before_table: bool
) -> Iterator[Block]:
    """Headings and paragraphs of text that no table parts."""
    group: list[_Text] = []
    level: int | None = None
    for i, text in enumerate(run):
        here = levels[text.line.id]
        if here is None and _is_plain(run, i, levels, pitch, before_table):
            here = PLAIN
        following = run[i + 1].line.text if i + 1 < len(run) else ""
        inside = here is None is level and _hangs_full(group, text, pitch) and split_label(following) is None
        if group and (here != level or (not inside and _parts(group, text, here, pitch))):
            yield _made(group, level)
            group = []
        group.append(text)
        level = here
    if group:
        yield _made(group, level)


def _gap(above: _Text, below: _Text) -> float:
    """White space between two lines beyond the usual, in type sizes; 2.0 over a page or column break."""
    if above.page != below.page or above.column != below.column:
        return 2.0
    return (below.line.box.bottom - above.line.box.bottom) / max(below.line.size, 1.0)


def _is_plain(run: Sequence[_Text], i: int, levels: dict[LineId, int | None], pitch: float, before_table: bool) -> bool:
    text = run[i]
    last = i + 1 == len(run)
    if text.bullet or (last and not before_table) or (not last and levels[run[i + 1].line.id] is not None):
        return False
    if _names_a_state(run, i) and (i == 0 or run[i - 1].line.text.endswith(_ENDS) or not _is_full(run[i - 1], text)):
        return True
    above = _gap(run[i - 1], text) - pitch if i else 2.0
    below = 0.0 if last else _gap(text, run[i + 1]) - pitch
    if above < 0.55 or (
        i
        and run[i - 1].page == text.page
        and not run[i - 1].line.text.endswith(_ENDS)
        and above < 0.9
        and below > above
    ):
        return False
    return is_plain_heading(text.line, above, below, text.right)


def _names_a_state(run: Sequence[_Text], i: int) -> bool:
    """ "Vidtagna åtgärder" on a line of its own, whatever its type; among other labels ("Nuläge", "Resultat") it is a label too."""
    line = run[i].line
    if (
        len(line.words) > 4
        or not line.text[-1:].isalpha()
        or not line.text[:1].isupper()
        or in_heading(line.text) is None
    ):
        return False
    near = [other.line for other in run[max(0, i - _NEAR) : i + _NEAR] if len(other.line.words) <= 3]
    return not any(is_label(other.text.rstrip(":. ")) and in_heading(other.text) is None for other in near)


def _parts(group: Sequence[_Text], text: _Text, level: int | None, pitch: float) -> bool:
    """True where ``text`` does not go on what the group began."""
    last = group[-1]
    gap = _gap(last, text)
    broken = last.page != text.page or last.column != text.column
    if level is not None:
        return (
            broken
            or gap > 1.16 * max(pitch, 1.25)
            or level == PLAIN
            or bool(regex.match(r"\d+(\.\d+)*\s", text.line.text))
        )
    if text.bullet and _begins_item(group, text):
        return True
    if (
        split_label(text.line.text) is not None
        or _begins_bold_label(text.line)
        or _is_lone_label(text, last)
        or (len(group) == 1 and _is_lone_label(last, None))
    ):
        return True
    ended = last.line.text.endswith(_ENDS)
    if broken:
        full = _is_full(last, text) and not (text.boxed and last.boxed)
        return ended or (not _goes_on_small(text.line.text) and not full)
    if gap > pitch * 1.22 + 0.05:
        return True
    if _is_of_other_type(text.line, last.line):
        return True
    mark = group[0].bullet
    if mark:
        hanging = group[0].line.words[1].x0 if len(group[0].line.words) > 1 else group[0].line.box.x1
        outdented = text.line.box.x0 < group[0].line.box.x0 - 3
        unhung = text.line.box.x0 < hanging - 3 and len(group) > 1 and group[1].line.box.x0 > text.line.box.x0 + 3
        return outdented or unhung or (ended and not _is_full(last, text))
    indented = text.line.box.x0 > last.line.box.x0 + 8 and len(group) >= 1 and ended
    return indented or (ended and not _is_full(last, text))


def _is_of_other_type(line: Line, above: Line) -> bool:
    """A scan is less sure of a size, and of one short line ("850 tkr,") it knows nothing."""
    if not is_scanned(line):
        return abs(line.size - above.size) > _UNLIKE * above.size
    return len(line.text) > _FEW_LETTERS and abs(line.size - above.size) > _UNLIKE_SCANNED * above.size


def _hangs_full(group: Sequence[_Text], text: _Text, pitch: float) -> bool:
    """The next line of an item whose last line ran full: what looks like a label ("Ökade intäkter: 90 tkr") stands inside the item."""
    if not group or len(group[0].line.words) < 2 or not group[0].bullet or text.bullet:
        return False
    first, last = group[0].line, group[-1]
    return (
        abs(text.line.box.x0 - first.words[1].x0) < 3
        and first.words[1].x0 > first.box.x0 + 3
        and _is_full(last, text)
        and _gap(last, text) <= pitch * 1.22 + 0.05
        and not text.line.words[0].bold
        and not _is_lone_label(text, last)
    )


def _begins_bold_label(line: Line) -> bool:
    """A label told from the text behind it only by its bold type."""
    bold = list(itertools.takewhile(lambda w: w.bold, line.words))
    if not bold or len(bold) == len(line.words):
        return False
    label = " ".join(w.text for w in bold)
    return len(label) <= 40 and label[:1].isupper() and is_label(label.rstrip(":. "))


def _is_lone_label(text: _Text, above: _Text | None) -> bool:
    """A label that has its line to itself; a short last line of running text only looks like one."""
    line = text.line
    if len(line.text) > 40 or not line.text[:1].isupper() or not is_label(line.text.rstrip(":. ")):
        return False
    if find_amounts(line.text):  # "Beräknad effekt är 0,7 mnkr." is a sentence
        return False
    return line.bold or above is None or above.line.text.endswith(_ENDS) or not _is_full(above, text)


def _goes_on_small(text: str) -> bool:
    return text[:1].islower() or text[:1] in "(,"


def _is_full(last: _Text, text: _Text) -> bool:
    """True where the line ran out of room: the next word would not have stood on it."""
    first = text.line.words[0]
    return last.line.box.x1 + (first.x1 - first.x0) + 0.3 * first.size > last.right - 2


def _begins_item(group: Sequence[_Text], text: _Text) -> bool:
    """A number or dash at the start of a line is a mark, unless the sentence above simply ran over to it."""
    mark = text.bullet
    if mark in MARKS:
        return True
    last = group[-1]
    follows = not last.line.text.endswith((*_ENDS, ",")) and _is_full(last, text)
    if mark in "-–—−o":
        return (
            not (follows and text.line.words[1].text[:1].islower() and not group[0].bullet)
            or text.line.box.x0 > last.line.box.x0 + 8
        )
    return not follows or (bool(group[0].bullet) and abs(group[0].line.box.x0 - text.line.box.x0) < 3)


def _made(group: Sequence[_Text], level: int | None) -> Block:
    lines = tuple(t.line for t in group)
    if level is not None:
        return Heading(lines, level)
    return Paragraph(lines, group[0].bullet, round(lines[0].box.x0 - group[0].left, 1))
