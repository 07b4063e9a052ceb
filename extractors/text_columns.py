"""Three or four columns of running text beside one another, as in newsletters and folders. Two are found in lines.py.

In: the printed rows of a page. Out: ``Abreast``, the rows that stand in columns and where those are parted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from extractors.lines import Abreast, Row, box_of, crossings, is_text_column
from extractors.model import Word
from extractors.regions import heads_a_table
from extractors.two_sides import beginnings

_FEWEST_ROWS = 6  # with words in several columns
_FAR = 5.0  # type sizes of white space over the whole page
_MOST_COLUMNS = 4
_STRIP = 6  # points of white space
_SHARE = 0.14  # of the words, in the shortest column
_ALIKE = 0.8  # of the widest column
_HEADS = 2  # beginnings that columns have at one height: a head, the text below it
_LEVEL, _PAIRED = 2.0, 0.7  # points between lines of one height; of the beginnings
_FEW = 0.15  # of the rows run over a strip: titles


def texts_abreast(rows: Sequence[Row]) -> Iterator[Abreast]:
    """The stretches of rows in columns of text, between those that run over all of them."""
    if sum(len(row.segments) > 1 for row in rows) < _FEWEST_ROWS:
        return
    edges = _strips(rows)
    if not 2 <= len(edges) < _MOST_COLUMNS:
        return
    over = [any(part[0].x0 < edge < part[-1].x1 for part in row.segments for edge in edges) for row in rows]
    columns = _columns([row for row, is_over in zip(rows, over, strict=True) if not is_over], edges)
    if not _are_texts(columns) or any(map(heads_a_table, rows)):
        return
    start = 0
    for i, row in enumerate(rows):
        far = i > start and box_of(row).top - box_of(rows[i - 1]).bottom > _FAR * row[0].size
        if over[i] or far:
            if i > start:
                yield Abreast(start, i, tuple(edges), flows=True)
            start = i + 1 if over[i] else i
    if start < len(rows):
        yield Abreast(start, len(rows), tuple(edges), flows=True)


def _strips(rows: Sequence[Row]) -> list[float]:
    """The middles of the white strips that hardly a row runs over."""
    left, right = min(row[0].x0 for row in rows), max(row[-1].x1 for row in rows)
    most = _FEW * len(rows)
    crossed = crossings(rows, int(left), int(right))
    runs = [[x for x, _ in run] for free, run in groupby(crossed.items(), key=lambda at: at[1] <= most) if free]
    inside = [run for run in runs if len(run) >= _STRIP and run[0] > left + _STRIP and run[-1] < right - _STRIP]
    return [(run[0] + run[-1]) / 2 for run in inside]


def _columns(rows: Sequence[Row], edges: Sequence[float]) -> list[list[Word]]:
    bounds = [float("-inf"), *edges, float("inf")]
    return [[w for row in rows for w in row if a <= w.middle[0] < b] for a, b in pairwise(bounds)]


def _are_texts(columns: Sequence[Sequence[Word]]) -> bool:
    """Columns of running text of one width, whose paragraphs do not begin beside each other as the rows of a table do."""
    of = sum(map(len, columns))
    if not all(column and is_text_column(column, of, share=_SHARE) for column in columns):
        return False
    widths = [box_of(column).width for column in columns]
    return min(widths) >= _ALIKE * max(widths) and not _stand_in_rows(columns)


def _stand_in_rows(columns: Sequence[Sequence[Word]]) -> bool:
    """True where the texts of all columns begin at the same heights, also below their heads and first lines."""
    begun = [beginnings(column)[_HEADS:] for column in columns]
    pairs = [[min((abs(a - b) for b in right), default=_LEVEL) for a in left] for left, right in pairwise(begun)]
    return all(gaps and sum(gap < _LEVEL for gap in gaps) >= _PAIRED * len(gaps) for gaps in pairs)
