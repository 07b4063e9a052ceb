"""Killed at any moment, on any disk: the database is that before the run or that after it, and the next run completes it.

``tests/running.py`` runs in a process of its own and kills itself, worker or not, at the wanted write. Here a sample of the
writes is tried; ``python -m tests.fuzz --kills`` tries all of them, and random moments.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from extractors.errors import DatabaseUnusable
from pipeline import stages
from pipeline.config import Settings
from pipeline.locks import one_writer
from pipeline.store import Store
from pipeline.workers import work_through
from tests.fakes import work_on_fake
from tests.running import Silent
from tests.test_pipeline import content, write

Run = Callable[..., subprocess.CompletedProcess[str]]


class Bank:
    """A folder of papers and the database that a run makes of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.papers = folder / "in"
        self.papers.mkdir(parents=True)
        self.settings = Settings(db=str(folder / "m.duckdb"), work=str(folder / "work"), jobs=1, ocr="never")
        write(self.papers / "plan.pdf", "Plan\n- Säga upp lokaler = 400\f- Samordna inköp")

    def run_apart(self, **how: Any) -> subprocess.CompletedProcess[str]:
        """A run in a process of its own, which may be killed or meet a full disk: see tests/running.py."""
        said = self.folder / "how.json"
        settings = {"db": self.settings.db, "work": self.settings.work, "jobs": 1, "ocr": "never"}
        said.write_text(json.dumps({**settings, "fake": True, **how}), "utf-8")
        command = [sys.executable, "-m", "tests.running", str(said), str(self.papers)]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)

    def run(self) -> dict[str, list[tuple[object, ...]]]:
        """An undisturbed run; what the database holds after it."""
        stages.run([str(self.papers)], self.settings, Silent())
        return self.content()

    def content(self) -> dict[str, list[tuple[object, ...]]]:
        return content(self.settings.database)

    def add(self) -> None:
        """One paper more and one changed."""
        write(self.papers / "ny.pdf", "- Avstå från resor = 20\f- Sälja bilen = 90")
        write(self.papers / "plan.pdf", "Plan\n- Säga upp lokaler = 350")

    def left_over(self) -> list[str]:
        """Files that belong to nobody."""
        return [path.name for path in self.folder.rglob("*") if path.name.endswith((".new", ".wal", ".part"))]


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bank:
    monkeypatch.setattr(stages, "work_through", partial(work_through, work=work_on_fake))
    return Bank(tmp_path / "bank")


WRITES = [1, 4, 7, 10, 13, 16, 19, 22]  # of the 20 or so of such a run


@pytest.mark.parametrize("number", WRITES)
def test_killed_at_a_write_the_database_is_that_before_or_after(number: int, bank: Bank) -> None:
    before = bank.run()
    bank.add()
    killed = bank.run_apart(stop_at=number, count=str(bank.folder / "count"))
    made = len((bank.folder / "count").read_bytes())
    assert killed.returncode == -signal.SIGKILL if made >= number else killed.returncode == 0, killed.stderr
    now = bank.content()
    after = bank.run()
    assert now in (before, after)
    assert {row[5] for row in after["measures"]} == {"Avstå från resor", "Sälja bilen", "Säga upp lokaler"}
    assert bank.left_over() == []


@pytest.mark.parametrize("largest", [0, 300, 40_000, 1_500_000])
def test_a_full_disk_stops_the_run_with_a_message_and_loses_nothing(largest: int, bank: Bank) -> None:
    before = bank.run()
    bank.add()
    stopped = bank.run_apart(largest=largest)
    assert stopped.returncode == 1
    assert "disken" in stopped.stderr.lower() and "Frigör utrymme" in stopped.stderr
    assert "Traceback" not in stopped.stderr
    assert bank.content() == before
    assert len(bank.run()["measures"]) == 3
    assert bank.left_over() == []


def test_a_paper_is_not_blamed_for_a_full_disk(bank: Bank) -> None:
    bank.run_apart(largest=300)
    store = Store(bank.settings.work_folder)
    (paper,) = stages.look([str(bank.papers)], bank.settings).papers
    assert store.record(paper.sha256, bank.settings.rules_key) is None
    bank.run()
    record = store.record(paper.sha256, bank.settings.rules_key)
    assert record is not None and (record.state, record.limits) == ("read", "")


def test_a_second_run_is_told_who_is_writing(bank: Bank) -> None:
    with one_writer(bank.settings.database), pytest.raises(DatabaseUnusable, match="En annan körning"):
        bank.run()
