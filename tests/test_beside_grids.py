"""A column beside shaded cells belongs to them where it stands level with their rows, a line of sums right below them too."""

from __future__ import annotations

from extractors.beside_grids import with_column_beside, with_header_above, with_sums_below
from extractors.model import Box, Grid, Word

ROWS = ((100, 140), (140, 160), (160, 180))
GRID = Grid(tuple((Box(200, top, 300, bottom), Box(300, top, 400, bottom)) for top, bottom in ROWS))


def words(*told: tuple[float, float, str]) -> list[Word]:
    return [Word(text, x, top, x + 6 * len(text), top + 10, 10) for x, top, text in told]


CELLS = words(
    (205, 105, "Kurserna"), (205, 118, "samlas"), (305, 105, "Kortet"),
    (205, 145, "mars"), (305, 145, "maj"), (205, 165, "140"), (305, 165, "520"),
)  # fmt: skip


def test_labels_level_with_the_rows_are_their_first_column() -> None:
    labels = words((120, 105, "Vad"), (145, 105, "görs"), (120, 145, "Start"), (120, 165, "Effekt"))
    found = with_column_beside(GRID, [*labels, *CELLS])
    assert [row[0] for row in found.rows] == [Box(118, top, 200, bottom) for top, bottom in ROWS]
    assert [row[1:] for row in found.rows] == [*GRID.rows]


def test_text_of_another_column_of_the_page_is_none() -> None:
    text = words(*((100, 98 + 13 * line, "Nämnden") for line in range(6)))
    assert with_column_beside(GRID, [*text, *CELLS]) == GRID


def test_one_note_in_the_margin_is_none() -> None:
    assert with_column_beside(GRID, [*words((120, 105, "Ny")), *CELLS]) == GRID


SUMMED = Grid(tuple(tuple(Box(100 + 100 * i, top, 200 + 100 * i, bottom) for i in range(3)) for top, bottom in ROWS))


def test_a_sum_right_below_its_columns_is_their_last_row() -> None:
    found = with_sums_below(SUMMED, words((105, 183, "Totalt"), (260, 183, "910"), (360, 183, "315")))
    assert found.rows[:-1] == SUMMED.rows
    assert found.rows[-1] == tuple(Box(100 + 100 * i, 180, 200 + 100 * i, 194) for i in range(3))


def test_running_text_or_figures_between_columns_below_are_none() -> None:
    for below in (
        words((105, 183, "Totalt"), (190, 183, "910315")),
        words((105, 183, "Nämnden"), (260, 183, "910")),
        words((105, 230, "Totalt"), (260, 230, "910")),
    ):
        assert with_sums_below(SUMMED, below) == SUMMED


def test_labels_right_above_the_columns_are_their_header() -> None:
    header = words(
        (105, 72, "Effekt"), (105, 84, "2031"), (205, 84, "Åtgärd"), (305, 84, "Kommentar"), (100, 20, "Åtgärder"),
    )  # fmt: skip
    rows = words((105, 105, "0,3"), (205, 105, "Kortet"), (305, 105, "Klart"))
    found = with_header_above(SUMMED, [*header, *rows])
    assert found.rows[1:] == SUMMED.rows
    assert found.rows[0] == tuple(Box(100 + 100 * i, 72, 200 + 100 * i, 100) for i in range(3))


def test_running_text_above_is_no_header_and_a_headed_grid_needs_none() -> None:
    text = words((105, 84, "Nämnden"), (205, 84, "antog"), (305, 84, "planen"))
    assert with_header_above(SUMMED, text) == SUMMED
    own = words((105, 105, "Åtgärd"), (205, 105, "Ansvarig"), (305, 105, "Start"))
    above = words((105, 84, "Åtgärd"), (205, 84, "Ansvarig"), (305, 84, "Start"))
    assert with_header_above(SUMMED, [*above, *own]) == SUMMED
