"""Papers too large to be held in memory: worked on a part at a time, they give what they give whole."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from extractors.model import Page, Word
from pipeline import gathered
from pipeline.config import Settings
from pipeline.gathered import Gathered, is_held
from pipeline.store import Record, Store, Tables
from pipeline.work import Job, work_on
from tests import fakes

PAGES = (
    "- Säga upp lokalen i Berga = 400",
    "Om läget i stort",
    "- Minska antalet vikarier = 250\n- Samordna inköpen = 80",
    "- Flytta biblioteket = 120",
    "- Avveckla leasingbilarna = 60",
)


def worked_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Record, Tables]:
    """Record and kept rows of the pages above, read by the fake reader."""
    monkeypatch.setattr("extractors.reading.OpenPaper", fakes.OpenFake)
    monkeypatch.setattr("extractors.document.arrange", lambda paper: paper)
    monkeypatch.setattr("extractors.extract.extract", fakes.extract)
    folder.mkdir()
    path = folder / "bunt.pdf"
    path.write_text("%PDF-1.7\n" + "\f".join(PAGES), encoding="utf-8")
    sha256, settings = hashlib.sha256(path.read_bytes()).hexdigest(), Settings(db=str(folder / "x.duckdb"), ocr="never")
    record = work_on(Job(str(path), path.name, sha256, path.stat().st_size, settings))
    rows = Store(settings.work_folder).rows(sha256, settings.rules_key)
    assert rows is not None
    return record, rows


@pytest.mark.parametrize("held", [1, 2, 4])
def test_a_paper_in_parts_gives_the_rows_that_it_gives_whole(
    held: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = worked_on(tmp_path / "whole", monkeypatch)
    monkeypatch.setattr(gathered, "MOST_HELD", held)
    assert worked_on(tmp_path / "parts", monkeypatch) == whole
    assert [row[2] for row in whole[1]["measures"]] == [1, 2, 3, 4, 5]


def test_pages_that_are_too_many_to_hold_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathered, "MOST_HELD", 2)
    words = tuple(Word(text, 1.0, 2.0, 3.0, 4.0, 11.0) for text in ("Ett", "par", "ord"))
    pages = Gathered()
    for number in (3, 1):
        pages.add(Page(number, 595.0, 842.0, words, notes=("hidden_text",)))
    assert is_held(pages.pages()) and [page.words for page in pages.pages()] == [words, words]
    pages.add(Page(2, 595.0, 842.0))
    counted = pages.pages()
    assert not is_held(counted)
    assert [(page.number, len(page.words), page.notes) for page in counted] == [
        (1, 3, ("hidden_text",)), (2, 0, ()), (3, 3, ("hidden_text",)),
    ]  # fmt: skip
    assert not any(word.text for page in counted for word in page.words)
