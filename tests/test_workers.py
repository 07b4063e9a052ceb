"""Workers: a paper that crashes, hangs or swells costs itself at most, and what was read of it is kept."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pipeline.config import Settings
from pipeline.store import Record, Store
from pipeline.work import Job
from pipeline.workers import work_through
from tests.fakes import work_on_fake

GOOD = "Plan\n- Säga upp lokaler = 400"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(db=str(tmp_path / "m.duckdb"), jobs=2, timeout=300, ocr="never")


def job(folder: Path, settings: Settings, text: str) -> Job:
    data = b"%PDF-1.7\n" + text.encode()
    sha256 = hashlib.sha256(data).hexdigest()
    path = folder / f"{sha256[:8]}.pdf"
    path.write_bytes(data)
    return Job(str(path), path.name, sha256, len(data), settings)


def worked(folder: Path, settings: Settings, *texts: str) -> dict[str, Record]:
    jobs = {job(folder, settings, text): text for text in texts}
    answers = [(done.sha256, record) for done, record in work_through(jobs, settings, work=work_on_fake)]
    by_content = {j.sha256: text for j, text in jobs.items()}
    assert sorted(sha256 for sha256, _ in answers) == sorted(by_content)  # each answered exactly once
    return {by_content[sha256]: record for sha256, record in answers}


BAD = [  # text, state, reason code, pages read
    ("KRASCH", "damaged", "worker_lost", 0),
    ("TYST", "damaged", "worker_lost", 0),
    ("MINNE", "too_big", "memory", None),
    ("FEL", "damaged", "reader_failed", None),
    ("LÅST", "needs_password", "password", None),
    ("  ", "no_text", "no_text", 1),
    ("- Sälja bilen\fKRASCH", "partial", "worker_lost", 1),  # the page before the crash is kept
    ("- Sälja bilen\f- Köpa in\fTYST", "partial", "worker_lost", 2),
    ("KRASCH\f- Sälja bilen\fTYST\f- Köpa in", "partial", "worker_lost", 2),  # and so are those after it
    ("- Sälja bilen\fOLÄSLIG", "partial", "pages_missing", 1),
    ("- Sälja bilen REGELBROTT", "partial", "rules_failed", 1),
]  # fmt: skip


@pytest.mark.parametrize(("text", "state", "code", "pages"), BAD)
def test_a_bad_paper_gets_its_reason_and_the_others_go_on(
    text: str, state: str, code: str, pages: int | None, tmp_path: Path, settings: Settings
) -> None:
    records = worked(tmp_path, settings, text, GOOD)
    bad, good = records[text], records[GOOD]
    assert (bad.state, bad.reason_code, bad.pages_read) == (state, code, pages)
    assert bad.reason and not bad.reason[0].islower() and bad.reason.endswith(".")
    assert (good.state, good.measures) == ("read", 1)


def test_a_paper_that_hangs_is_stopped_at_its_limit(tmp_path: Path) -> None:
    settings = Settings(db=str(tmp_path / "m.duckdb"), jobs=2, timeout=3, ocr="never")
    texts = ("- Sälja bilen\fHÄNG", "HÄNG", GOOD)
    records = worked(tmp_path, settings, *texts)
    found = [(records[text].state, records[text].reason_code) for text in texts]
    assert found == [("partial", "timeout"), ("too_big", "timeout"), ("read", None)]


def test_many_crashes_lose_nobody_else(tmp_path: Path, settings: Settings) -> None:
    good = [f"- Åtgärd {n} = {n}" for n in range(12)]
    records = worked(tmp_path, settings, *good, *(f"KRASCH {n}" for n in range(6)))
    assert {records[text].state for text in good} == {"read"}
    assert [r.state for text, r in records.items() if text not in good] == ["damaged"] * 6


def test_what_killed_its_worker_twice_remembers_the_limits_it_broke(tmp_path: Path, settings: Settings) -> None:
    records = worked(tmp_path, settings, "KRASCH")
    assert records["KRASCH"].limits == settings.limits
    one = job(tmp_path, settings, "KRASCH")
    assert Store(settings.work_folder).record(one.sha256, settings.rules_key) == records["KRASCH"]


def test_a_file_that_changed_since_it_was_hashed_is_not_read(tmp_path: Path, settings: Settings) -> None:
    one = job(tmp_path, settings, GOOD)
    Path(one.path).write_text("%PDF-1.7\nnågot annat")
    ((_, record),) = work_through([one], settings, work=work_on_fake)
    assert (record.state, record.reason_code, record.lasting) == ("skipped", "changed", False)


def test_no_jobs_start_no_process(settings: Settings) -> None:
    assert list(work_through([], settings)) == []
