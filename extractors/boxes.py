"""Boxes of text that stand beside one another or beside free text, as on slides and in reports: framed, shaded, with round corners.

In: a page, its printed rows and the boxes of its tables. Out: ``Abreast``, the rows that the boxes stand in and where those are parted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from extractors.fields.labels import is_label
from extractors.lines import Abreast, Row, box_of, rows_of, words_in
from extractors.model import Box, Page
from extractors.regions import heads_a_table

_EDGE = 3.0  # points between edges that are meant to be one
_NARROWEST, _WIDEST = 0.12, 0.75  # of the page's width: a box of text
_ROUNDEST = 25.0  # points: the corner of a frame
_LOWEST = 12.0  # points: the bar that a box's name stands on
_FEWEST_LINES = 2
_MOST_SHAPES = 40  # a page with more of them is drawn, or shades the cells of a table
_CLOSE = 1.5  # type sizes between items of one list
_FIGURE = regex.compile(r"[-–−+]?\d[\d\s.,]*(?:%|tkr|kkr|mkr|mnkr|kr)?|[-–−]", regex.IGNORECASE)
_DIGIT = regex.compile(r"\d")


def boxes_abreast(page: Page, rows: Sequence[Row], tables: Sequence[Box]) -> Iterator[Abreast]:
    for group in _beside_one_another(_boxes(page, rows, tables)):
        sides = _sides(group)
        if sides is None:
            continue
        top, bottom = min(box.top for box in group), max(box.bottom for box in group)
        inside = [
            i for i, row in enumerate(rows) if top <= box_of(row).top + _EDGE and box_of(row).bottom - _EDGE <= bottom
        ]
        if inside:
            yield from _parted(rows, inside[0], inside[-1] + 1, sides, group)


def _boxes(page: Page, rows: Sequence[Row], tables: Sequence[Box]) -> list[Box]:
    """Framed or shaded boxes with text of several lines, narrower than the page; a box around others is none."""
    shapes = [Box(fill.x0, fill.top, fill.x1, fill.bottom) for fill in page.fills]
    shapes += [grid.box for grid in page.grids if all(sum(map(bool, row)) <= 1 for row in grid.rows)]
    shapes = [shape for shape in [*shapes, *_frames(page)] if _is_box(shape, page, tables)]
    if not 0 < len(shapes) <= _MOST_SHAPES:
        return []
    words = [word for row in rows for word in row]
    joined: list[Box] = []
    for shape in sorted(shapes, key=lambda box: (round(box.x0), box.top)):
        if joined and _goes_on_below(joined[-1], shape):
            joined[-1] = Box.around([joined[-1], shape])
        else:
            joined.append(shape)
    filled = [box for box in joined if len(rows_of(words_in(words, box))) >= _FEWEST_LINES]
    return [box for box in filled if not any(other != box and _holds(box, other) for other in filled)]


def _is_box(shape: Box, page: Page, tables: Sequence[Box]) -> bool:
    return (
        _NARROWEST * page.width <= shape.width <= _WIDEST * page.width
        and shape.height >= _LOWEST
        and not any(
            table.x0 - _EDGE <= shape.x0 and table.holds((shape.x0 + shape.x1) / 2, (shape.top + shape.bottom) / 2)
            for table in tables
        )
    )


def _frames(page: Page) -> Iterator[Box]:
    """Four rules around a text, which make no grid; with round corners its left and its upper rule tell how large it is."""
    upright = [rule for rule in page.rules if rule.width <= _EDGE and rule.height >= 2 * _LOWEST]
    flat = [rule for rule in page.rules if rule.height <= _EDGE and rule.width >= 2 * _LOWEST]
    if not flat or not 0 < len(upright) <= _MOST_SHAPES:
        return
    for left in upright:
        for upper in flat:
            across, down = upper.x0 - left.x0, left.top - upper.top
            if across > _EDGE and abs(across - down) <= _EDGE and across <= _ROUNDEST:
                yield Box(left.x0, upper.top, upper.x1 + across, left.bottom + down)
    upright.sort(key=lambda rule: (round(rule.top), rule.x0))
    for left, right in pairwise(upright):
        if abs(left.top - right.top) <= _EDGE and abs(left.bottom - right.bottom) <= _EDGE:
            frame = Box(left.x0, left.top, right.x1, left.bottom)
            same = [rule for rule in flat if abs(rule.x0 - frame.x0) <= _EDGE and abs(rule.x1 - frame.x1) <= _EDGE]
            if all(any(abs(rule.top - edge) <= _EDGE for rule in same) for edge in (frame.top, frame.bottom)):
                yield frame


def _goes_on_below(above: Box, below: Box) -> bool:
    """A bar with a name and the box under it, or a frame around what it shades."""
    same = abs(above.x0 - below.x0) <= _EDGE and abs(above.x1 - below.x1) <= _EDGE
    return same and below.top <= above.bottom + _EDGE


def _holds(box: Box, other: Box) -> bool:
    return (
        box.x0 <= other.x0 + _EDGE
        and other.x1 <= box.x1 + _EDGE
        and box.top <= other.top + _EDGE
        and other.bottom <= box.bottom + _EDGE
    )


def _beside_one_another(boxes: Sequence[Box]) -> list[list[Box]]:
    """Boxes whose heights meet, each group from the top of its first to the bottom of its last."""
    groups: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: box.top):
        if groups and box.top < max(other.bottom for other in groups[-1]) - _EDGE:
            groups[-1].append(box)
        else:
            groups.append([box])
    return groups


def _sides(group: Sequence[Box]) -> list[tuple[float, float]] | None:
    """The columns that boxes stand in, left to right; None where boxes overlap otherwise than below one another."""
    sides: list[tuple[float, float]] = []
    for box in sorted(group, key=lambda box: box.x0):
        if sides and box.x0 < sides[-1][1] - _EDGE:
            sides[-1] = sides[-1][0], max(sides[-1][1], box.x1)
        else:
            sides.append((box.x0, box.x1))
    below = sorted(group, key=lambda box: (sum(side[0] <= box.x0 + _EDGE for side in sides), box.top))
    apart = all(b.top >= a.bottom - _EDGE or b.x0 >= a.x1 - _EDGE for a, b in pairwise(below))
    return sides if apart else None


def _parted(
    rows: Sequence[Row], first: int, end: int, sides: Sequence[tuple[float, float]], boxes: Sequence[Box]
) -> Iterator[Abreast]:
    """The stretches of rows that keep to the columns of the boxes and of what stands free beside them."""
    heads = rows[first : min(first + 2, end)]
    while first and _follows(rows, first, sides, boxes):
        first -= 1
    while end < len(rows) and _follows(rows, end, sides, boxes):
        end += 1
    free = [part for row in rows[first:end] for part in _outside(row, boxes)]
    edges = _edges(sides, [part for part in free if not _crosses(part, sides)])
    if not edges or any(map(heads_a_table, heads)):
        return
    alone = len(sides) == 1
    if alone and len(free) < _FEWEST_LINES:
        return
    if any(_is_of_a_table(rows[first:end], box, alone=alone) for box in boxes):
        return
    start = first
    for i in range(first, end + 1):
        if i == end or any(_crosses(part, sides) for part in _outside(rows[i], boxes)):
            if i > start:
                yield Abreast(start, i, edges)
            start = i + 1


def _follows(rows: Sequence[Row], i: int, sides: Sequence[tuple[float, float]], boxes: Sequence[Box]) -> bool:
    """True where a row goes on the text or list of the row above that stands free beside the boxes, in type of the same kind."""
    above, here = _outside(rows[i - 1], boxes), _outside(rows[i], boxes)
    if not above or not here or any(_crosses(part, sides) for part in (*above, *here)):
        return False
    last, first = above[0][-1], here[0][-1]
    alike = abs(last.size - first.size) <= 0.1 * last.size and last.bold == first.bold
    return alike and first.top - last.bottom <= _CLOSE * first.size


def _outside(row: Row, boxes: Sequence[Box]) -> list[Row]:
    """The parts of a row that stand in no box."""
    words = Row(word for word in row if not any(box.holds(*word.middle) for box in boxes))
    return words.segments if words else []


def _crosses(part: Row, sides: Sequence[tuple[float, float]]) -> bool:
    """True for a text over the edge of a column."""
    return any(part[0].x0 < x < part[-1].x1 for left, right in sides for x in (left + _EDGE, right - _EDGE))


def _edges(sides: Sequence[tuple[float, float]], free: Sequence[Row]) -> tuple[float, ...]:
    """Where the columns are parted: midway between boxes, or between a box and the text beside it."""
    places = [*sides, *((part[0].x0, part[-1].x1) for part in free)]
    columns: list[tuple[float, float]] = []
    for left, right in sorted(places):
        if columns and left < columns[-1][1]:
            columns[-1] = columns[-1][0], max(right, columns[-1][1])
        else:
            columns.append((left, right))
    return tuple((left[1] + right[0]) / 2 for left, right in pairwise(columns))


def _is_of_a_table(rows: Sequence[Row], box: Box, *, alone: bool) -> bool:
    """A shaded column of a table or form: figures, or, where no other box stands beside it, labels of what does."""
    texts = [Row(words).text for row in rows if (words := words_in(row, box))]
    said = [text for text in texts if _FIGURE.fullmatch(text) or (alone and _is_label(text))]
    return len(said) > 0.4 * len(texts)


def _is_label(text: str) -> bool:
    return not _DIGIT.search(text) and is_label(text.rstrip(":"))
