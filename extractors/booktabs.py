"""Tables between three rules (over the header, under it, under the last row) whose header cells stand at different heights → grids.

In: a page's rules and words. Out: ``Grid``s. Browsers set the cells of a header in the middle of their height, so that no printed line of it holds
them all; then the white space that runs down the whole table tells its columns. Headers of one line are left to aligned.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors.fields.labels import field_of
from extractors.lines import rows_of, text_of
from extractors.model import Box, Grid, Page, Word

_NEAR = 3.0
_TALLEST_HEADER = 70.0
_WHITE = 0.5  # type sizes of white space between two columns


def framed_grids(page: Page, words: Sequence[Word]) -> list[Grid]:
    """The tables of this kind, top to bottom."""
    found = []
    rules = sorted((r for r in page.rules if r.height <= 3 and r.width >= 150), key=lambda r: r.top)
    for i, over in enumerate(rules):
        same = [r for r in rules[i:] if abs(r.x0 - over.x0) <= _NEAR and abs(r.x1 - over.x1) <= _NEAR]
        if len(same) < 3 or not 12 < same[1].top - over.bottom < _TALLEST_HEADER:
            continue
        under, last = same[1], same[2]
        if any(g.box.top < last.bottom and over.top < g.box.bottom for g in page.grids):
            continue
        grid = _grid(over, under, last, words)
        if grid is not None:
            found.append(grid)
    return found


def _grid(over: Box, under: Box, last: Box, words: Sequence[Word]) -> Grid | None:
    header = _inside(words, over, under)
    if not header or not _is_staggered(header):
        return None
    body = _inside(words, under, last)
    if not body:
        return None
    columns = _columns([*header, *body], over)
    named = [text_of(w) for w in ([w for w in header if left <= w.middle[0] < right] for left, right in columns) if w]
    known = {field for field in map(field_of, named) if field}
    if len(columns) < 3 or len(named) < len(columns) or len(known) < 2:
        return None
    heights = [under.bottom, *_row_starts(body, columns[0]), last.top]
    rows = [(over.top, under.bottom), *pairwise(heights)]
    return Grid(tuple(tuple(Box(left, top, right, bottom) for left, right in columns) for top, bottom in rows))


def _inside(words: Sequence[Word], above: Box, below: Box) -> list[Word]:
    near = [w for w in words if above.bottom <= (w.top + w.bottom) / 2 < below.top]
    return [w for w in near if above.x0 - 2 <= w.middle[0] <= above.x1 + 2]


def _is_staggered(header: Sequence[Word]) -> bool:
    """Lines of a header at less than a line's distance from one another: cells set in the middle of their height."""
    rows = rows_of(header)
    steps = [b[0].top - a[0].top for a, b in pairwise(rows)]
    return len(rows) >= 2 and any(step < 0.85 * rows[0][0].size for step in steps)


def _columns(words: Sequence[Word], frame: Box) -> list[tuple[float, float]]:
    """The columns between the white spaces that no word of the table crosses."""
    size = sorted(w.size for w in words)[len(words) // 2]
    edges = []
    reach = 0.0
    for word in sorted(words, key=lambda w: w.x0):
        if reach and word.x0 - reach >= _WHITE * size:
            edges.append((reach + word.x0) / 2)
        reach = max(reach, word.x1)
    return list(pairwise([frame.x0 - 1, *edges, frame.x1 + 1]))


def _row_starts(body: Sequence[Word], first: tuple[float, float]) -> list[float]:
    """Between which lines a new row begins: where the lines stand farther apart, else where the first column is filled."""
    rows = rows_of(body)
    steps = [b[0].top - a[0].top for a, b in pairwise(rows)]
    if steps and max(steps) > 1.2 * min(steps):
        begins = [step > 1.2 * min(steps) for step in steps]
    else:
        begins = [
            any(first[0] <= w.middle[0] < first[1] for w in row) and not row[0].text[:1].islower() for row in rows[1:]
        ]
    return [
        (max(w.bottom for w in above) + min(w.top for w in below)) / 2
        for (above, below), starts in zip(pairwise(rows), begins, strict=True)
        if starts
    ]
