"""A run from files to database: every file gets its row, nothing is done twice, the same input gives the same content."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from extractors.errors import DatabaseUnusable, NoInput
from pipeline import database, stages
from pipeline.config import Settings
from pipeline.locks import one_writer
from pipeline.stages import Summary
from pipeline.store import Record
from pipeline.workers import work_through
from tests.fakes import work_on_fake

PLAN = "Plan 2024\n- Säga upp lokaler = 400\n- Samordna inköp"
FOLLOW_UP = "Uppföljning\n- Säga upp lokaler = 350"
VOLATILE = {"files": "exclude (first_seen)"}  # when something was first seen is no content

Run = Callable[..., Summary]


class Watcher:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.papers = 0
        self.loaded = False

    def begin(self, papers: int) -> None:
        self.papers = papers

    def paper_done(self, name: str, record: Record) -> None:
        self.told.append(Path(name).name)

    def loading(self) -> None:
        self.loaded = True


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    papers = tmp_path / "in"
    papers.mkdir()
    write(papers / "plan.pdf", PLAN)
    write(papers / "uppföljning.pdf", FOLLOW_UP)
    return papers


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the pipeline on paths, with the fake reader in real workers; the watcher is ``run.watcher`` of the summary."""
    monkeypatch.setattr(stages, "work_through", partial(work_through, work=work_on_fake))

    def run(*paths: Path, watcher: Watcher | None = None, force: bool = False, db: str = "m", jobs: int = 2) -> Summary:
        settings = Settings(
            db=str(tmp_path / f"{db}.duckdb"), work=str(tmp_path / f"{db}-work"), jobs=jobs, ocr="never"
        )
        return stages.run([str(path) for path in paths], settings, watcher or Watcher(), force=force)

    return run


def write(path: Path, text: str) -> Path:
    path.write_bytes(b"%PDF-1.7\n" + text.encode())
    return path


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but ``runs``, in the order that it is stored."""
    with database.connect_readonly(path) as con:
        tables = [str(row[0]) for row in database.rows_of(con, "select table_name from duckdb_tables() order by 1")[1]]
        return {
            table: database.rows_of(con, f"select * {VOLATILE.get(table, '')} from {table}")[1]
            for table in tables
            if table != "runs"
        }


def select(path: Path, sql: str) -> list[tuple[object, ...]]:
    with database.connect_readonly(path) as con:
        return database.rows_of(con, sql)[1]


def test_what_the_papers_say_is_in_the_database(run: Run, folder: Path) -> None:
    summary = run(folder)
    assert (summary.documents, summary.measures, summary.exit_code) == (2, 3, 0)
    assert select(summary.database, "select message, page from findings where code = 'no_effect'") == [
        ("Inget belopp anges.", 1)
    ]
    assert select(summary.database, "select count(*) from findings") == [(summary.findings,)]
    assert select(
        summary.database,
        "select d.file_name, m.seq, m.action, m.ekonomisk_effekt from measures m join documents d using (document_id) order by 1, 2",
    ) == [
        ("plan.pdf", 1, "Säga upp lokaler", 400_000),
        ("plan.pdf", 2, "Samordna inköp", None),
        ("uppföljning.pdf", 1, "Säga upp lokaler", 350_000),
    ]
    assert select(
        summary.database,
        "select field, page, text from evidence join measures using (measure_id) where ekonomisk_effekt = 400000 order by field",
    ) == [("action", 1, "Säga upp lokaler"), ("effects.1", 1, "400")]


def test_a_second_run_reads_nothing_and_changes_nothing(run: Run, folder: Path) -> None:
    first = run(folder)
    before = (content(first.database), first.database.stat().st_mtime_ns, first.database.stat().st_ino)
    watcher = Watcher()
    second = run(folder, watcher=watcher)
    assert (second.read, second.reused, second.pages, second.unchanged) == (0, 2, 0, True)
    assert (watcher.papers, watcher.loaded) == (0, False)
    after = (content(first.database), first.database.stat().st_mtime_ns, first.database.stat().st_ino)
    assert after == before


def test_only_what_is_new_or_changed_is_read(run: Run, folder: Path) -> None:
    run(folder)
    write(folder / "plan.pdf", PLAN + "\n- Sälja bilen = 90")
    write(folder / "ny.pdf", "- Avstå från resor = 20")
    watcher = Watcher()
    summary = run(folder, watcher=watcher)
    assert (summary.read, summary.reused, summary.measures) == (2, 1, 5)
    assert sorted(watcher.told) == ["ny.pdf", "plan.pdf"]


def test_a_paper_that_is_taken_away_leaves_the_database(run: Run, folder: Path) -> None:
    run(folder)
    (folder / "plan.pdf").unlink()
    summary = run(folder)
    assert select(summary.database, "select file_name from documents") == [("uppföljning.pdf",)]
    assert summary.gone == ["plan.pdf"]


def test_a_folder_without_papers_empties_no_database(run: Run, folder: Path, tmp_path: Path) -> None:
    before = content(run(folder).database)
    (tmp_path / "tom").mkdir()
    (tmp_path / "tom" / "plan.docx").write_text("hej")
    summary = run(tmp_path / "tom")
    assert (summary.exit_code, summary.nothing_to_read, summary.gone) == (4, True, [])
    assert content(summary.database) == before


def test_a_paper_that_was_changed_under_its_name_is_not_gone(run: Run, folder: Path) -> None:
    run(folder)
    write(folder / "plan.pdf", PLAN + "\n- Sälja bilen = 90")
    assert run(folder).gone == []


def test_new_rules_extract_again_without_reading(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(folder)
    monkeypatch.setattr("pipeline.config.RULES_VERSION", 99)
    summary = run(folder)
    assert (summary.read, summary.pages, summary.unchanged) == (2, 0, False)


def test_force_does_everything_again(run: Run, folder: Path) -> None:
    run(folder)
    summary = run(folder, force=True)
    assert (summary.read, summary.pages, summary.unchanged) == (2, 2, False)


def test_every_file_has_a_row_whatever_it_is(run: Run, folder: Path) -> None:
    write(folder / "låst.pdf", "LÅST")
    write(folder / "krasch.pdf", "KRASCH")
    write(folder / "kopia.pdf", PLAN)
    write(folder / "utan_ändelse", "- Något = 1")
    (folder / "läs mig.txt").write_text("hej")
    (folder / "mapp.pdf").mkdir()
    (folder / "länk.pdf").symlink_to(folder / "plan.pdf")
    os.mkfifo(folder / "rör.pdf")
    os.mkfifo(folder / "rör")
    summary = run(folder)
    assert select(summary.database, "select file_name, state, reason_code from files order by file_name") == [
        ("kopia.pdf", "read", None),  # the first name in byte order speaks for the bytes
        ("krasch.pdf", "damaged", "worker_lost"),
        ("länk.pdf", "skipped", "link"),
        ("läs mig.txt", "skipped", "other_file"),
        ("låst.pdf", "needs_password", "password"),
        ("mapp.pdf", "skipped", "folder"),
        ("plan.pdf", "duplicate", "same_content"),
        ("rör", "skipped", "not_a_file"),
        ("rör.pdf", "skipped", "not_a_file"),
        ("uppföljning.pdf", "read", None),
        ("utan_ändelse", "read", None),
    ]
    assert summary.exit_code == 3
    assert sorted(Path(path).name for path, _ in summary.troubles) == ["krasch.pdf", "låst.pdf", "rör", "rör.pdf"]
    rows = select(summary.database, "select file_name from files where (reason is null) <> (state = 'read')")
    assert rows == []  # whoever was not read knows why
    assert [Path(path).name for path in summary.copies] == ["plan.pdf"]
    assert [Path(path).name for path in summary.others] == ["läs mig.txt"]
    assert sorted(Path(path).name for path in summary.links) == ["länk.pdf", "mapp.pdf"]
    papers = summary.read + summary.reused
    assert (
        papers + len(summary.copies) + len(summary.others) + len(summary.links) + len(["rör", "rör.pdf"])
        == summary.files
    )


def test_a_file_that_killed_its_worker_twice_is_not_tried_again(run: Run, folder: Path) -> None:
    write(folder / "krasch.pdf", "KRASCH")
    run(folder)
    watcher = Watcher()
    run(folder, watcher=watcher)
    assert watcher.papers == 0


def test_order_and_number_of_workers_change_nothing(run: Run, folder: Path) -> None:
    for n in range(6):
        write(folder / f"nr{n}.pdf", f"- Åtgärd nummer {n} = {n + 1}")
    one = run(folder, db="one", jobs=1)
    files = sorted(folder.iterdir(), reverse=True)
    four = run(*files, db="four", jobs=4)
    assert content(one.database) == content(four.database)


def test_the_manifest_overrides_and_is_marked(run: Run, folder: Path) -> None:
    (folder / "manifest.csv").write_text(
        "fil;kommun;nämnd;år;källa\nplan.pdf;Lillby;Miljönämnden;2031;Arkivet\n", "utf-8"
    )
    summary = run(folder)
    assert (summary.told_by_manifest, summary.manifest_misses) == (1, [])
    sql = "select file_name, municipality, body, plan_year, source_address, manifest_fields from documents order by 1"
    assert select(summary.database, sql) == [
        (
            "plan.pdf",
            "Lillby",
            "Miljönämnden",
            2031,
            "Arkivet",
            ["body", "municipality", "plan_year", "source_address"],
        ),
        ("uppföljning.pdf", "Ekköping", None, 2024, None, []),
    ]
    # an amount that the paper states for 2024 is not the effect of the year 2031
    sums = "select action, ekonomisk_effekt from measures m join documents d using (document_id) where plan_year = 2031"
    assert select(summary.database, sums) == [("Säga upp lokaler", None), ("Samordna inköp", None)]
    (folder / "manifest.csv").write_text("fil;kommun\nplan.pdf;Storby\nborta.pdf;Storby\n", "utf-8")
    changed = run(folder)
    assert (changed.unchanged, changed.told_by_manifest, changed.manifest_misses) == (False, 1, ["borta.pdf"])


def test_two_databases_that_share_their_kept_work_are_told_how_to_part(run: Run, folder: Path, tmp_path: Path) -> None:
    with one_writer(tmp_path / "m-work" / "store"), pytest.raises(DatabaseUnusable, match=r"med --work\.$"):
        run(folder)


def test_nothing_to_read_is_said_by_the_exit_code(run: Run, tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    assert run(tmp_path / "tom").exit_code == 4
    with pytest.raises(NoInput, match="finns inte"):
        run(tmp_path / "ingenting")


def test_a_kept_extraction_that_is_torn_is_made_again(run: Run, folder: Path, tmp_path: Path) -> None:
    first = run(folder)
    before = content(first.database)
    (kept,) = [path for path in (tmp_path / "m-work").rglob("extracted/*/*") if b"400 tkr" not in path.read_bytes()][:1]
    kept.write_bytes(kept.read_bytes()[:-7])
    first.database.unlink()
    assert content(run(folder).database) == before


def test_a_run_is_logged_and_told_in_the_database(run: Run, folder: Path) -> None:
    run(folder)
    write(folder / "ny.pdf", "- Avstå från resor = 20")
    summary = run(folder)
    sql = "select files_seen, documents_read, documents_reused, pages_read, finished >= started from runs order by started"
    assert select(summary.database, sql) == [(2, 2, 0, 2, True), (3, 1, 2, 1, True)]


KILLED = """
import sys
from functools import partial
from pipeline import stages
from pipeline.config import Settings
from pipeline.workers import work_through
from tests.fakes import work_on_fake
from tests.test_pipeline import Watcher
if __name__ == "__main__":
    stages.work_through = partial(work_through, work=work_on_fake)
    stages.run([sys.argv[1]], Settings(db=sys.argv[2], work=sys.argv[3], jobs=2, ocr="never"), Watcher())
"""


@pytest.mark.parametrize("seconds", [0.15, 0.3, 0.45, 0.6, 0.8, 1.0])
def test_a_killed_run_leaves_the_state_before_and_the_next_completes_it(
    seconds: float, run: Run, folder: Path, tmp_path: Path
) -> None:
    first = run(folder)
    before = content(first.database)
    for n in range(8):
        write(folder / f"nr{n}.pdf", f"- Åtgärd nummer {n} = {n + 1}")
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    command = [sys.executable, str(script), str(folder), str(first.database), str(tmp_path / "m-work")]
    process = subprocess.Popen(command, env=os.environ | {"PYTHONPATH": os.getcwd()})
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    now = content(first.database)
    assert now == before or len(now["documents"]) == 10
    again = run(folder)
    assert (again.documents, again.measures) == (10, 11)
    left = sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".m.duckdb"))
    assert left == [".m.duckdb.lock"]


def test_readers_keep_what_they_have_open_during_a_run(run: Run, folder: Path) -> None:
    first = run(folder)
    with database.connect_readonly(first.database) as reader:
        write(folder / "ny.pdf", "- Avstå från resor = 20")
        run(folder)
        assert database.rows_of(reader, "select count(*) from documents")[1] == [(2,)]
    assert select(first.database, "select count(*) from documents") == [(3,)]
