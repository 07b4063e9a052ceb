"""Words of a page → printed rows, and where columns of text stand side by side, one column after the other.

In: the words of a page in any order. Out: rows (words that share a printed line, left to right), top to bottom.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter

import regex

from extractors.model import Box, Line, LineId, Word, box_around
from extractors.model.kept import kept

_left = attrgetter("x0")
_middle = itemgetter(0)

# A gap wider than this many type sizes parts a row: justified text seldom opens wider than one size.
_PART = 1.4
_LOOSE_PART = 0.75
_SMALLEST = 6.0  # points: smaller type is parted as this is


class Row(tuple[Word, ...]):
    """Words that share a printed line, left to right. What is asked for again and again is worked out once."""

    @property
    def segments(self) -> list[Row]:
        """The row parted at wide gaps."""
        return self._segments or [self]

    @property
    def loose(self) -> list[Row]:
        """Parted at narrower gaps than running text is: header cells stand close."""
        return self._loose or [self]

    @kept
    def text(self) -> str:
        return text_of(self)

    @property
    def is_justified(self) -> bool:
        """Running text stretched to both margins: all its gaps are alike, however wide."""
        if len(self) < 6:
            return False
        gaps = [right.x0 - left.x1 for left, right in itertools.pairwise(self)]
        return max(gaps) - min(gaps) <= 0.12 * self[0].size

    # Empty for a row that stays whole: one that held itself would be freed late.
    @kept
    def _segments(self) -> list[Row]:
        return self._parted(_PART)

    @kept
    def _loose(self) -> list[Row]:
        return self._parted(_LOOSE_PART) if self._gaps and not self.is_justified else []

    @kept
    def _gaps(self) -> list[tuple[int, float, float]]:
        """The gaps that may part the row: the word behind each, how wide it is, and the type beside it. Most rows have none."""
        found = []
        least = _LOOSE_PART * _SMALLEST
        left = self[0]
        for i, right in enumerate(self):
            gap = right.x0 - left.x1
            if gap > least:
                found.append((i, gap, max(left.size, right.size, _SMALLEST)))
            left = right
        return found

    def _parted(self, wide: float) -> list[Row]:
        """The parts between gaps wider than so many type sizes; none where there is no such gap."""
        starts = [i for i, gap, size in self._gaps if gap > wide * size]
        return [Row(self[a:b]) for a, b in itertools.pairwise([0, *starts, len(self)])] if starts else []


def rows_of(words: Sequence[Word]) -> list[Row]:
    """Words that share a printed line, each row left to right, rows top to bottom."""
    if len(words) < 2:
        return [Row((word,)) for word in words]
    rows: list[list[Word]] = []
    # Only the last rows can still be met: words come by their middle. Each with the middle, bottom and height of its first word.
    last: list[tuple[float, float, float, list[Word]]] = []
    for middle, top, bottom, alike in _set_alike(words):
        height = bottom - top
        # Letters of two sizes share a baseline, raised note marks a middle near enough.
        for m, b, h, row in last:
            least = height if height < h else h
            if middle - m <= 0.35 * least or -0.18 * least <= bottom - b <= 0.18 * least:
                row += alike
                break
        else:
            rows.append(alike)
            last = [(middle, bottom, height, alike), *last[:2]]
    for row in rows:
        if len(row) > 1:
            row.sort(key=_left)
    return [Row(row) for row in rows]


def _set_alike(words: Sequence[Word]) -> list[tuple[float, float, float, list[Word]]]:
    """Middle, top and bottom of words, by their middles: once for all that have the same, as most words of a line have."""
    alike: dict[tuple[float, float], list[Word]] = {}
    for word in words:
        edges = word.top, word.bottom
        if edges in alike:
            alike[edges].append(word)
        else:
            alike[edges] = [word]
    found = sorted([((top + bottom) / 2, top, bottom, group) for (top, bottom), group in alike.items()], key=_middle)
    if all(a[0] < b[0] for a, b in itertools.pairwise(found)):
        return found
    # Words of other heights in the same middle: one by one, from the left.
    single = sorted([((w.top + w.bottom) / 2, w.x0, i) for i, w in enumerate(words)])
    return [(middle, words[i].top, words[i].bottom, [words[i]]) for middle, _, i in single]


def text_of(row: Sequence[Word]) -> str:
    return " ".join(w.text for w in row)


def box_of(row: Sequence[Word]) -> Box:
    return box_around(row)


def words_in(words: Sequence[Word], box: Box) -> list[Word]:
    """The words whose middles lie inside the box."""
    left, top, right, bottom = box
    return [w for w in words if top <= (w.top + w.bottom) / 2 < bottom and left <= (w.x0 + w.x1) / 2 < right]


_FEWEST_LETTERS = 12  # times the size of the type: narrower is no column of running text


@dataclass
class Numbering:
    """Gives the lines of one page their ids, in the order in which they are made."""

    page: int
    last: int = 0

    def line(self, row: Sequence[Word]) -> Line:
        self.last += 1
        return Line(LineId(self.page, self.last), tuple(row))

    def lines(self, words: Sequence[Word]) -> tuple[Line, ...]:
        return tuple(self.line(row) for row in rows_of(words))


def reading_order(rows: list[Row], gutter: float | None, tables: Sequence[Box] = ()) -> list[list[Row]]:
    """Bands of rows in reading order: a page in one column is one band, a page in two, parted at ``gutter``, gives left, then right.

    ``tables`` that stand over both columns part what is above them from what is below.
    """
    if gutter is None:
        return [rows]
    bands: list[list[Row]] = []
    both: list[Word] = []
    across: list[Row] = []
    wide = sorted(box.top for box in tables if box.x0 < gutter < box.x1)

    def close(*, above_table: bool = False) -> None:
        if across:
            bands.append(list(across))
        if both:
            left, right = (
                rows_of(side) for side in ([w for w in both if w.x1 <= gutter], [w for w in both if w.x0 >= gutter])
            )
            title = [left.pop()] if above_table and _is_title(left) else []
            bands.extend((left, right, title))
        across.clear()
        both.clear()

    of_figures = _tables_of_figures(rows, gutter)
    for i, row in enumerate(rows):
        while wide and wide[0] <= row[0].top:
            close(above_table=True)
            wide.pop(0)
        if i in of_figures or any(w.x0 < gutter < w.x1 for w in row) or _runs_across(row, gutter):
            if both:
                close(above_table=i in of_figures)
            across.append(row)
        else:
            both.extend(row)
    close()
    return [band for band in bands if band]


@dataclass(frozen=True, slots=True)
class Abreast:
    """The rows from ``first`` up to ``end``, whose words stand in columns parted at ``edges``, each read to its end before the next.

    ``flows``: a text that fills one column goes on at the top of the next.
    """

    first: int
    end: int
    edges: tuple[float, ...]
    flows: bool = False


def in_order(rows: Sequence[Row], abreast: Sequence[Abreast]) -> list[list[Row]]:
    """Bands of rows in reading order: the rows above, each column of those that stand abreast, the rows below."""
    bands: list[list[Row]] = []
    done = 0
    for one in abreast:
        bands.append(list(rows[done : one.first]))
        columns: list[list[Word]] = [[] for _ in range(len(one.edges) + 1)]
        for row in rows[one.first : one.end]:
            for word in row:
                columns[bisect_left(one.edges, word.middle[0])].append(word)
        bands += map(rows_of, columns)
        done = one.end
    bands.append(list(rows[done:]))
    return [band for band in bands if band]


def _tables_of_figures(rows: Sequence[Row], gutter: float) -> set[int]:
    """The rows that hold figures in columns on both sides of a gutter, several below one another: a table over the whole width, without rules."""
    hold = [i for i, row in enumerate(rows) if _holds_figures(row, gutter)]
    found: set[int] = set()
    for _, numbered in itertools.groupby(enumerate(hold), key=lambda pair: pair[1] - pair[0]):
        run = [i for _, i in numbered]
        if len(run) >= _FEWEST_ROWS:
            head = max(run[0] - 1, 0)
            found.update(run, [head] if len(rows[head].loose) >= _FEWEST_COLUMNS else [])
    return found


def _holds_figures(row: Row, gutter: float) -> bool:
    parts = row.loose
    figures = [part[0].x0 for part in parts if _FIGURE.fullmatch(part.text)]
    return len(parts) >= _FEWEST_COLUMNS and bool(figures) and figures[0] < gutter < figures[-1]


_FEWEST_COLUMNS, _FEWEST_ROWS = 4, 3
_FIGURE = regex.compile(r"[-–−+]?\d[\d\s.,]*%?")


def _is_title(rows: Sequence[Row]) -> bool:
    """True where the last row is set in other type than the text above it: the heading of what stands below."""
    return len(rows) > 1 and (rows[-1][0].bold, rows[-1][0].size) > (rows[-2][0].bold, rows[-2][0].size + 0.5)


def _runs_across(row: Row, gutter: float) -> bool:
    """True for one unbroken segment over the gutter: a heading above both columns."""
    return any(part[0].x0 < gutter < part[-1].x1 for part in row.segments)


def find_gutter(words: Sequence[Word], rows: list[Row], before: float | None = None) -> float | None:
    """Where the white space between two columns of text stands; None for a page in one column.

    A gutter counts only where both sides are running text (rows that fill their column), so that a table or a form with
    labels to the left is left whole. On the page after one in two columns (``before`` is that page's gutter) the second may be short.
    """
    found = _gutter(words, rows)
    return before if found is None and before is not None and _goes_on(words, rows, before) else found


def _goes_on(words: Sequence[Word], rows: Sequence[Row], gutter: float) -> bool:
    """True where the columns of the page before go on: hardly a line over the gutter, a column of text to its left."""
    over = sum(1 for row in rows if any(part[0].x0 < gutter < part[-1].x1 for part in row.segments))
    sides = [w for w in words if w.x1 <= gutter], [w for w in words if w.x0 >= gutter]
    if not all(sides) or not _begin_alike(sides[1]):
        return False
    return (over <= 0.1 * len(rows) and is_text_column(sides[0], len(words))) or (
        over == 0 and all(_is_end_of_text(side) for side in sides)
    )


def _is_end_of_text(side: Sequence[Word]) -> bool:
    """True for the few lines that are left of a text: unbroken, from one edge, all but the last of a paragraph as long as the longest."""
    lines = rows_of(side)
    left, right = min(w.x0 for w in side), max(w.x1 for w in side)
    full = sum(1 for row in lines if row[-1].x1 - left >= 0.75 * (right - left))
    wide = right - left >= _FEWEST_LETTERS * side[0].size
    return wide and _begin_alike(side) and all(len(row.segments) == 1 for row in lines) and 2 * full >= len(lines) > 1


def _begin_alike(side: Sequence[Word]) -> bool:
    lines = rows_of(side)
    left = min(w.x0 for w in side)
    return sum(1 for row in lines if row[0].x0 <= left + 30) >= 0.85 * len(lines)


def _gutter(words: Sequence[Word], rows: list[Row]) -> float | None:
    if len(rows) < 16:
        return None
    left, right = min(w.x0 for w in words), max(w.x1 for w in words)
    width = right - left
    crossing = crossings(rows, int(left + 0.35 * width), int(left + 0.65 * width))
    most = 0.15 * len(rows)
    best = _longest_run([x for x, crossed in crossing.items() if crossed <= most])
    if len(best) < 6:
        return None
    # The few longest lines reach into what most leave free: the gutter is where the fewest cross.
    fewest = min(crossing[x] for x in best)
    clear = _longest_run([x for x in best if crossing[x] == fewest])
    best = clear if len(clear) >= 6 else best
    gutter = (best[0] + best[-1]) / 2
    sides = [w for w in words if w.x1 <= gutter], [w for w in words if w.x0 >= gutter]
    return gutter if all(is_text_column(side, len(words)) for side in sides) and _alike(*sides) else None


def crossings(rows: Sequence[Row], low: int, high: int) -> dict[int, int]:
    """How many unbroken segments stand over each point from ``low`` to ``high``."""
    steps = [0] * (high - low + 2)  # how many more segments cross a point than the point before it
    for row in rows:
        for part in row.segments:
            first, last = max(low, int(part[0].x0)), min(high, int(part[-1].x1))
            if first <= last:
                steps[first - low] += 1
                steps[last + 1 - low] -= 1
    return dict(zip(range(low, high + 1), itertools.accumulate(steps), strict=False))


def _longest_run(numbers: Sequence[int]) -> list[int]:
    """The longest stretch without a gap, the first of those as long."""
    runs: list[list[int]] = [[]]
    for x in numbers:
        if runs[-1] and x != runs[-1][-1] + 1:
            runs.append([])
        runs[-1].append(x)
    return max(runs, key=len)


def is_text_column(side: Sequence[Word], of: int, *, share: float = 0.25) -> bool:
    """Running text, headings and short lines of it, at least so great a share: most lines begin at one edge, many run to the other."""
    if len(side) < share * of:
        return False
    lines = rows_of(side)
    left, right = min(w.x0 for w in side), max(w.x1 for w in side)
    fills = [(row[-1].x1 - row[0].x0) / (right - left) for row in lines]
    at_edge = sum(1 for row in lines if row[0].x0 <= left + 30)
    parted = sum(1 for row in lines if len(row.segments) > 1)
    full = sum(1 for fill in fills if fill >= 0.75)
    return len(lines) >= 8 and at_edge >= 0.85 * len(lines) and parted <= 0.3 * len(lines) and full >= 0.2 * len(lines)


def _alike(left: Sequence[Word], right: Sequence[Word]) -> bool:
    """Two columns of a page are equally wide; labels beside texts, and cells beside cells, seldom are."""
    a, b = (max(w.x1 for w in side) - min(w.x0 for w in side) for side in (left, right))
    return min(a, b) >= 0.8 * max(a, b)
