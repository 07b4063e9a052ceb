"""Many machines: a scheduler and two workers as processes, one of which is killed; the database is that of a run on one machine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from extractors.errors import AtgardError
from pipeline import stages
from pipeline.config import Settings
from pipeline.export import export
from pipeline.store import Record

pytest.importorskip("distributed")

RAW = Path(__file__).parents[1] / "data" / "raw"
PAPERS = sorted(path for path in RAW.glob("*.pdf") if ".scan." not in path.name)[:6]
_SECONDS = 60


class Told:
    """A watcher that does something when the first paper is done."""

    def __init__(self, at_first: Callable[[], None] = lambda: None) -> None:
        self.done: list[str] = []
        self._at_first = at_first

    def begin(self, papers: int) -> None:
        self.papers = papers

    def paper_done(self, name: str, record: Record) -> None:
        self.done.append(name)
        if len(self.done) == 1:
            self._at_first()

    def loading(self) -> None:
        pass


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and workers with one thread each: its address, and the workers."""
    folder.mkdir()
    file, quiet = folder / "scheduler.json", {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--nthreads", "1", "--no-nanny"]
    where = ["--no-dashboard", "--scheduler-file", str(file)]
    started = [subprocess.Popen([*scheduler, *where], cwd=folder, **quiet)]  # type: ignore[call-overload]
    try:
        until = time.monotonic() + _SECONDS
        while not file.exists():
            assert time.monotonic() < until and started[0].poll() is None, "no scheduler"
            time.sleep(0.1)
        for _ in range(workers):
            started.append(subprocess.Popen([*worker, *where], cwd=folder, **quiet))  # type: ignore[call-overload]
        yield address_in(file), started[1:]
    finally:
        for process in started:
            process.kill()
        for process in started:
            process.wait()


def address_in(file: Path) -> str:
    return str(json.loads(file.read_text())["address"])


def wait_for_workers(address: str, count: int) -> None:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(count, timeout=_SECONDS)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("papers")
    for path in PAPERS:
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "trasig.pdf").write_bytes(b"%PDF-1.7\nhello")
    (folder / "manifest.csv").write_text(f"file;year\n{PAPERS[0].name};2031\n", "utf-8")
    return str(folder)


@pytest.fixture(scope="module")
def on_one_machine(papers: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("one")
    stages.run([papers], Settings(db=str(folder / "x.duckdb"), ocr="never", jobs=2), Told())
    return exported(folder / "x.duckdb", folder / "csv")


def exported(database: Path, folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in export(database, folder, "csv")}


def test_a_killed_workers_papers_are_done_again_and_none_comes_twice(
    papers: str, on_one_machine: dict[str, bytes], tmp_path: Path
) -> None:
    with cluster(tmp_path / "dask") as (address, workers):
        wait_for_workers(address, 2)
        told = Told(lambda: os.kill(workers[0].pid, signal.SIGKILL))
        settings = Settings(db=str(tmp_path / "x.duckdb"), ocr="never", cluster=address)
        summary = stages.run([papers], settings, told)
        assert workers[0].wait() == -signal.SIGKILL and workers[1].poll() is None
    assert len(told.done) == len(set(told.done)) == told.papers == len(PAPERS) + 1
    assert summary.documents == len(PAPERS)
    assert exported(tmp_path / "x.duckdb", tmp_path / "csv") == on_one_machine
    assert not list((tmp_path / "work" / "parts").iterdir())


def test_machines_that_share_no_folder_hand_files_over_at_an_address(
    papers: str, on_one_machine: dict[str, bytes], tmp_path: Path
) -> None:
    with cluster(tmp_path / "dask", workers=1) as (address, _):
        settings = Settings(
            db=str(tmp_path / "x.duckdb"), ocr="never", cluster=address, share=f"file://{tmp_path / 'bucket'}"
        )
        stages.run([papers], settings, Told())
    assert exported(tmp_path / "x.duckdb", tmp_path / "csv") == on_one_machine
    kinds = {
        path.relative_to(tmp_path / "bucket").parts[0] for path in (tmp_path / "bucket").rglob("*") if path.is_file()
    }
    assert kinds == {"papers", "pages", "extracted"}


def test_a_cluster_that_does_not_answer_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.cluster._SECONDS_TO_CONNECT", 1)
    with pytest.raises(AtgardError, match="svarar inte"):
        stages.run([str(PAPERS[0])], Settings(db=str(tmp_path / "x.duckdb"), cluster="tcp://127.0.0.1:9"), Told())
