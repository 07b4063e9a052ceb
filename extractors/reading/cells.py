"""Ruled edges → the cells that they enclose, table by table and row by row.

In: the edges across and down a page. Out: grids. The rules are those of pdfplumber's TableFinder (after Anssi Nurminen's thesis), with
the same cells to the last digit: edges that nearly lie on one line are moved onto it, those that nearly touch are joined, where
they cross is a corner, and a cell is the smallest rectangle from a corner whose four sides are ruled.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from extractors.model import Box, Grid

_SNAP = 3  # points between edges that lie on one line
_LEAST_PIECE, _LEAST = 1, 3  # points that an edge is long, before and after it is joined to others

_Corner = tuple[float, float]


class Edge(NamedTuple):
    """One side of something ruled: where it lies across its direction, and from where to where it goes."""

    at: float
    start: float
    end: float


class _Crossing(NamedTuple):
    """The edges that meet in a corner, by their numbers."""

    across: set[int]
    down: set[int]


_at, _start = itemgetter(0), itemgetter(1)


def enclosed(across: Sequence[Edge], down: Sequence[Edge], *, join: float = 3, reach: float = 3) -> tuple[Grid, ...]:
    """The tables of two cells or more, from the top. Pieces no more than ``join`` points apart are one edge; an edge crosses
    another that it misses by no more than ``reach``.
    """
    across = _long(merged(_long(across, _LEAST_PIECE), join), _LEAST)
    down = _long(merged(_long(down, _LEAST_PIECE), join), _LEAST)
    cells = list(_cells(_crossings(across, down, reach)))
    return tuple(_grid(table) for table in _tables(cells))


def merged(edges: Sequence[Edge], join: float = 3) -> list[Edge]:
    """Edges moved onto common lines, and the pieces of each line joined; in order of place, then of start."""
    whole: list[Edge] = []
    for at, line in groupby(sorted(_snapped(edges), key=_at), key=_at):
        pieces = sorted(line, key=_start)
        _, start, end = pieces[0]
        for _, next_start, next_end in pieces:
            if next_start > end + join:
                whole.append(Edge(at, start, end))
                start, end = next_start, next_end
            elif next_end > end:
                end = next_end
        whole.append(Edge(at, start, end))
    return whole


def _long(edges: Sequence[Edge], least: float) -> list[Edge]:
    return [edge for edge in edges if edge[2] - edge[1] >= least]


def _snapped(edges: Sequence[Edge]) -> Iterator[tuple[float, float, float]]:
    """The edges with those near one another at the mean of their places."""
    clusters: list[list[Edge]] = []
    cluster_of: dict[float, list[Edge]] = {}
    last = 0.0
    for place in sorted({edge[0] for edge in edges}):
        if not clusters or place > last + _SNAP:
            clusters.append([])
        cluster_of[place] = clusters[-1]
        last = place
    for edge in edges:
        cluster_of[edge[0]].append(edge)
    for cluster in clusters:
        mean = sum([edge[0] for edge in cluster]) / len(cluster)
        for at, start, end in cluster:
            yield at + (mean - at), start, end  # not the mean itself: the cells are pdfplumber's to the last digit


def _crossings(across: Sequence[Edge], down: Sequence[Edge], reach: float) -> dict[_Corner, _Crossing]:
    found: dict[_Corner, _Crossing] = {}
    lowest = [at + reach for at, _, _ in across]
    for i, (x, top, bottom) in enumerate(down):
        for j in range(bisect_left(lowest, top), len(across)):
            y, start, end = across[j]
            if bottom < y - reach:
                break
            if start - reach <= x <= end + reach:
                crossing = found.get((x, y))
                if crossing is None:
                    found[x, y] = _Crossing({j}, {i})
                else:
                    crossing.across.add(j)
                    crossing.down.add(i)
    return found


def _cells(crossings: dict[_Corner, _Crossing]) -> Iterator[Box]:
    columns: dict[float, list[float]] = defaultdict(list)
    rows: dict[float, list[float]] = defaultdict(list)
    for x, y in sorted(crossings):
        columns[x].append(y)
        rows[y].append(x)
    for x, ys in columns.items():
        for n, y in enumerate(ys, start=1):
            xs = rows[y]
            cell = _smallest(crossings, x, y, xs[bisect_right(xs, x) :], ys[n:])
            if cell:
                yield cell


def _smallest(
    crossings: dict[_Corner, _Crossing], x0: float, top: float, to_right: list[float], below: list[float]
) -> Box | None:
    """The cell of which a corner is the upper left one; ``to_right`` and ``below`` are where the corners beside and under it lie."""
    across, down = crossings[x0, top]
    for bottom in below:
        under = crossings[x0, bottom]
        if down.isdisjoint(under.down):
            continue
        for x1 in to_right:
            beside = crossings[x1, top]
            if across.isdisjoint(beside.across):
                continue
            opposite = crossings.get((x1, bottom))
            if opposite and not (opposite.down.isdisjoint(beside.down) or opposite.across.isdisjoint(under.across)):
                return Box(x0, top, x1, bottom)
    return None


def _tables(cells: Iterable[Box]) -> list[list[Box]]:
    """Cells that share corners, together; the uppermost table first."""
    at_corner: dict[_Corner, list[Box]] = defaultdict(list)
    for cell in cells:
        for corner in _corners(cell):
            at_corner[corner].append(cell)
    tables: list[list[Box]] = []
    placed: set[Box] = set()
    for first in cells:
        if first in placed:
            continue
        placed.add(first)
        table = [first]
        for cell in table:  # it grows as it is walked
            for corner in _corners(cell):
                for other in at_corner.pop(corner, ()):
                    if other not in placed:
                        placed.add(other)
                        table.append(other)
        if len(table) > 1:
            tables.append(table)
    return sorted(tables, key=lambda table: min((cell.top, cell.x0) for cell in table))


def _corners(cell: Box) -> tuple[_Corner, _Corner, _Corner, _Corner]:
    x0, top, x1, bottom = cell
    return (x0, top), (x0, bottom), (x1, top), (x1, bottom)


def _grid(table: list[Box]) -> Grid:
    lefts = sorted({cell.x0 for cell in table})
    rows: dict[float, dict[float, Box]] = defaultdict(dict)
    for cell in table:
        rows[cell.top][cell.x0] = cell
    return Grid(tuple(tuple(map(rows[top].get, lefts)) for top in sorted(rows)))
