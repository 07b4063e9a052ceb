"""The cells that ruled edges enclose: the same as pdfplumber finds, to the last digit, on tables that are ruled as badly as can be."""

from __future__ import annotations

import random
from types import SimpleNamespace
from typing import Any

import pytest
from pdfplumber.table import TableFinder

from extractors.model import Box, Grid
from extractors.reading.cells import Edge, enclosed


def test_a_cell_is_the_smallest_ruled_rectangle_and_a_merged_one_leaves_a_gap() -> None:
    across = [Edge(0, 0, 20), Edge(10, 0, 20), Edge(20, 0, 20)]
    down = [Edge(0, 0, 20), Edge(10, 10, 20), Edge(20, 0, 20)]
    assert enclosed(across, down) == (Grid(((Box(0, 0, 20, 10), None), (Box(0, 10, 10, 20), Box(10, 10, 20, 20)))),)


def test_one_cell_is_no_table() -> None:
    assert enclosed([Edge(0, 0, 20), Edge(10, 0, 20)], [Edge(0, 0, 10), Edge(20, 0, 10)]) == ()


@pytest.mark.parametrize("join", [3, 4])
def test_the_cells_are_those_of_pdfplumber(join: float) -> None:
    tables = 0
    for seed in range(400):
        across, down = _badly_ruled(random.Random(seed))
        found = enclosed(across, down, join=join, reach=join)
        assert found == _by_pdfplumber(across, down, join), seed
        tables += len(found)
    assert tables > 100


def _badly_ruled(chance: random.Random) -> tuple[list[Edge], list[Edge]]:
    """Lines that lie nearly on one another, and stop short of or pass what they should meet."""
    columns, rows = ([chance.uniform(0, 300) for _ in range(chance.choice((2, 4, 8)))] for _ in range(2))

    def about(place: float) -> float:
        return place + chance.choice((0, 0, 0, 1.0, chance.uniform(-4, 4), 1e-13))

    def edges(places: list[float], ends: list[float]) -> list[Edge]:
        return [
            Edge(about(place), *sorted((about(chance.choice(ends)), about(chance.choice(ends)))))
            for place in places
            for _ in range(chance.randint(1, 3))
        ]

    return edges(rows, columns), edges(columns, rows)


def _by_pdfplumber(across: list[Edge], down: list[Edge], join: float) -> tuple[Grid, ...]:
    edges = [
        *({"orientation": "h", "x0": s, "x1": e, "top": at, "bottom": at, "width": e - s} for at, s, e in across),
        *({"orientation": "v", "x0": at, "x1": at, "top": s, "bottom": e, "height": e - s} for at, s, e in down),
    ]
    page: Any = SimpleNamespace(edges=[{"object_type": "line", "doctop": edge["top"], **edge} for edge in edges])
    settings = {"snap_tolerance": 3, "join_tolerance": join, "intersection_tolerance": join}
    return tuple(
        Grid(tuple(tuple(Box(*cell) if cell else None for cell in row.cells) for row in table.rows))
        for table in TableFinder(page, settings).tables
    )
