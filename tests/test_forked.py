"""Work on our own data, spread over processes: the same answers in the same order, whatever becomes of a process."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path

import pytest

from pipeline import database, links
from pipeline.config import Settings
from pipeline.forked import spread
from tests.bank import bank, gold_rows


def whose(number: int) -> tuple[int, bool]:
    return number * number, multiprocessing.parent_process() is not None


def dies_elsewhere(number: int) -> int:
    if multiprocessing.parent_process() is not None:
        os._exit(9)
    return number + 1


def test_answers_come_in_order_from_other_processes(tmp_path: Path) -> None:
    answers = spread(whose, list(range(40)), Settings(db=str(tmp_path / "m.duckdb"), jobs=2))
    assert answers == [(number * number, True) for number in range(40)]


def test_one_process_is_this_one(tmp_path: Path) -> None:
    assert spread(whose, [3, 4], Settings(db=str(tmp_path / "m.duckdb"), jobs=1)) == [(9, False), (16, False)]


def test_what_a_lost_process_had_is_worked_out_here(tmp_path: Path) -> None:
    assert spread(dies_elsewhere, [1, 2, 3], Settings(db=str(tmp_path / "m.duckdb"), jobs=2)) == [2, 3, 4]


def test_links_are_the_same_from_one_process_and_from_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for few in (100_000, 0):
        monkeypatch.setattr(links, "_MANY", few)
        with database.connect_readonly(bank(tmp_path / f"{few}.duckdb", gold_rows(), find_links=True)) as con:
            found.append(database.rows_of(con, "select * from links order by all")[1])
        work = Settings(db=str(tmp_path / f"{few}.duckdb")).work_folder / "links"
        for kept in work.iterdir():
            kept.unlink()
    assert len(found[0]) > 100
    assert found[0] == found[1]
