"""A paper's pages → a ``Document``: headings, paragraphs and tables in reading order.

In: ``Paper`` (words, rules, fills of each page). Out: ``Document``. No word is changed and no value read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from extractors.abreast import find_abreast, lists_in
from extractors.aligned import find_aligned
from extractors.fields.leads import lead_of, recurring
from extractors.furniture import find_furniture
from extractors.grid import Piece, find_pieces, horizontal_rules
from extractors.headed_once import with_header_repeated
from extractors.headings import body_size, heading_levels
from extractors.items import bullet_of, counted_lines
from extractors.large_figures import unit_of_figure, with_figures_below_their_titles
from extractors.lines import Numbering, Row, find_gutter, in_order, reading_order, rows_of
from extractors.marks import with_marks
from extractors.model import Block, Box, Document, Line, LineId, Page, Paper, Word
from extractors.nested_forms import as_form
from extractors.paragraphs import Text, paragraphs, usual_pitch
from extractors.run_in_heads import heads_apart
from extractors.tables import goes_on, make_table, with_name_left_behind
from extractors.two_sides import gutter_of_sides, has_sides

_IN_TEXT = 900  # the level of a heading in bold inside a paragraph: below all that stand on lines of their own
_IN_TABLE = 100  # columns of lists in tables are told from those of the page


_Item = Text | Piece


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
    counted = counted_lines([item.line for item in items if isinstance(item, Text)])
    if counted:
        items = [_as_counted(x) if isinstance(x, Text) and x.line.id in counted else x for x in items]
    items = _with_units(items)
    apart_heads = heads_apart([item.line for item in items if isinstance(item, Text)])
    if apart_heads.lines:
        items = [part for item in items for part in _parts_of(item, apart_heads.lines)]
    texts = [item for item in items if isinstance(item, Text)]
    size = _body_size(items, texts)
    blocks = with_figures_below_their_titles([*_blocks(with_header_repeated(items), texts, size, apart_heads.heads)])
    return Document(paper, tuple(blocks), tuple(apart))


def _body_size(items: Sequence[_Item], texts: Sequence[Text]) -> float:
    """The size of most text; where nothing plain stands outside of tables, what stands in them tells it too."""
    lines = [text.line for text in texts]
    if all(line.bold for line in lines):
        lines += [line for item in items if isinstance(item, Piece) for row in item.rows for line in row.lines]
    return body_size(lines)


def _with_units(items: Sequence[_Item]) -> list[_Item]:
    """The items, numbers set large and the units in smaller type behind them on one line."""
    found: list[_Item] = []
    for item in items:
        last = found[-1] if found else None
        if isinstance(last, Text) and isinstance(item, Text) and unit_of_figure(last.line, item.line):
            found[-1] = replace(last, line=replace(last.line, words=(*last.line.words, *item.line.words)))
        else:
            found.append(item)
    return found


def _parts_of(item: _Item, parts: Mapping[LineId, Sequence[Line]]) -> Iterator[_Item]:
    """An item as it is, or its line taken apart at the headings in it."""
    lines = parts.get(item.line.id, ()) if isinstance(item, Text) else ()
    if not lines or not isinstance(item, Text):
        yield item
        return
    for part, line in enumerate(lines):
        yield replace(item, line=line, bullet=item.bullet if part == 0 else "")


def _as_counted(text: Text) -> Text:
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
    bands = (
        in_order(rows_in_flow, abreast)
        if abreast
        else reading_order(rows_in_flow, gutter, [piece.box for piece in pieces])
        if flow
        else []
    )
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
            yield Text(line, piece.page, left, right, _IN_TABLE + column, bullet_of(line), boxed=True)


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
            yield Text(line, page.number, left, right, column, bullet_of(line), boxed)
        if piece is not None:
            yield piece
        i = end


def _blocks(items: Sequence[_Item], texts: Sequence[Text], size: float, heads: Collection[LineId]) -> Iterator[Block]:
    lines = [t.line for t in texts]
    in_tables = [line for item in items if isinstance(item, Piece) for row in item.rows for line in row.lines]
    levels = dict(zip((line.id for line in lines), heading_levels(lines, size, in_tables), strict=True))
    levels |= dict.fromkeys(heads, _IN_TEXT)
    pitch = usual_pitch(texts)
    leads = recurring(lead_of(t.line.text) for t in texts if not t.bullet)
    open_table: list[Piece] = []
    run: list[Text] = []

    def close_text(*, before_table: bool = False) -> Iterator[Block]:
        yield from paragraphs(run, levels, pitch, before_table, leads)
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
