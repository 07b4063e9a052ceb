"""What one worker does with one paper: read it, put it in order, extract, and keep the result.

In goes a ``Job``, out comes a ``Record``; the rows are in the store. Nothing that a paper does gets out of here
as an exception: it becomes the record's state and reason (``verdict``). What kills the process is seen by ``workers``: so
before each step that a paper could die of, it is told which one and how long it may take (``Beat``).
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Container, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.errors import AtgardError, MissingTool, UnreadablePaper
from extractors.lexicon.words import use_cache
from extractors.measure import Extraction, Facts
from extractors.model import Page, Paper
from pipeline import cage, verdict
from pipeline.config import Settings, version
from pipeline.gathered import Gathered, is_held
from pipeline.job import OPENING, RULES, Beat, Job
from pipeline.ledger import open_regular
from pipeline.parts import rows_in_parts
from pipeline.rows import rows_of
from pipeline.schema import Rows
from pipeline.store import DISK_FULL, Record, Store

if TYPE_CHECKING:
    from extractors.reading import OpenPaper

log = logging.getLogger(__name__)

_OPEN_SECONDS = 60
_PAGE_SECONDS = 20
_OCR_SECONDS = 90  # the engine itself is stopped after 60; rendering and ruled lines come on top
_RULES_SECONDS = 60
_RULES_SECONDS_A_PAGE = 1


_words = ""  # the mark of the user's words that this process knows


def work_on(job: Job, beat: Beat = lambda step, seconds: None) -> Record:
    """Read and extract one paper, keep both, and say how it went."""
    use_cache(job.settings.work_folder / "words")
    _use_words(job.settings)
    store = Store(job.settings.work_folder)
    try:
        return _kept(job, store, beat)
    except OSError as error:
        if error.errno not in DISK_FULL:
            raise
        return Record("skipped", "disk_full", "Disken är full.", lasting=False)


def _kept(job: Job, store: Store, beat: Beat) -> Record:
    rows = Rows()
    try:
        paper = _salvaged(job, store) if job.salvage else _read(job, store, beat)
        record, rows = _extracted(paper, job, store, beat)
    except UnreadablePaper as error:
        reason = str(error).removeprefix(f"{job.file_name}: ")  # the path stands beside it
        record = Record(
            error.state, error.reason_code, reason[:1].upper() + reason[1:], lasting=error.state != "skipped"
        )
    except MissingTool as error:
        record = Record("no_text", "missing_tool", str(error), lasting=False)
    except AtgardError as error:
        record = Record("damaged", "error", str(error))
    except MemoryError:
        limit = f"{job.settings.memory_mb} MB"
        record = Record("too_big", "memory", f"Handlingen behöver mer minne än gränsen {limit}. Dela upp den.")
    except OSError as error:
        if error.errno in DISK_FULL:  # no fault of the paper
            raise
        record = Record(
            "skipped", "cannot_open", f"Filen gick inte att läsa: {error.strerror or error}.", lasting=False
        )
    except Exception as error:  # a fault of a library or of ours; the other papers go on
        log.exception("reading %s", job.sha256)
        reason = f"Läsaren klarade inte filen ({type(error).__name__}). Öppna den i en PDF-läsare och spara om den."
        record = Record("damaged", "reader_failed", reason)
    if job.given_up:
        record = replace(record, limits=job.settings.limits)
    store.keep_extracted(job.sha256, job.settings.rules_key, record, dict(rows.tables()))
    return record


def _use_words(settings: Settings) -> None:
    """The user's words, read once a worker."""
    global _words
    if settings.words_mark != _words:
        settings.use_words()
        _words = settings.words_mark


def _read(job: Job, store: Store, beat: Beat) -> Paper:
    """The paper, read to its end. The pages in ``job.avoid`` stay unread, and then the paper is kept as unfinished work."""
    key = job.settings.read_key
    kept = store.paper(job.sha256, key, job.file_name)
    if kept is not None:
        return kept
    from extractors.reading import OpenPaper

    beat(OPENING, _OPEN_SECONDS)
    data = _bytes_of(job)
    with OpenPaper(data, job.file_name) as paper:
        declared, notes = paper.declared, tuple(paper.notes)
        with store.writer(job.sha256, key) as out:
            pages = Gathered()
            for number in job.avoid:
                pages.add(Page(number, 595.0, 842.0, notes=(verdict.LOST,)))
            for page in out.kept.values():
                pages.add(page)
            out.begin(declared, notes)
            for page in _pages(paper, job, beat, pages):
                pages.add(page)
                out.add(page)
            if not job.avoid:
                out.close()
    return Paper(job.file_name, job.sha256, pages.pages(), declared, notes)


def _pages(paper: OpenPaper, job: Job, beat: Beat, kept: Container[int]) -> Iterator[Page]:
    from extractors.reading.ocr_need import needs_ocr

    for number in range(1, len(paper) + 1):
        if number in kept:
            continue
        beat(number, _PAGE_SECONDS)
        page = paper.page(number)
        if needs_ocr(page, choice=job.settings.ocr):
            beat(number, _OCR_SECONDS)
            cage.allow_memory_for_ocr()
            from extractors.reading.ocr import reread

            page = reread(page, paper.data, choice=job.settings.ocr, engine=job.settings.ocr_engine or "auto")
        yield page


def _bytes_of(job: Job) -> bytes:
    """The file's bytes, the ones that were hashed: whoever changes the file while it is read changes nothing here."""
    with open_regular(job.path) as file:
        data = file.read(job.size + 1)
    if hashlib.sha256(data).hexdigest() != job.sha256:
        changed = "Filen ändrades medan den lästes. Kör igen när den är färdig."
        raise UnreadablePaper(changed, state="skipped", reason_code="changed")
    return data


def _salvaged(job: Job, store: Store) -> Paper:
    kept = store.unfinished(job.sha256, job.settings.read_key)
    if not kept.pages:
        raise verdict.lost(job.lost_to, job.settings)
    return Paper(job.file_name, job.sha256, kept.pages, max(kept.pages_declared, len(kept.pages)), kept.notes)


def _extracted(paper: Paper, job: Job, store: Store, beat: Beat) -> tuple[Record, Rows]:
    record = verdict.of_paper(paper, lost_to=job.lost_to if job.given_up else "", settings=job.settings)
    if not any(page.words for page in paper.pages):
        return record, Rows()
    rows = None
    try:
        if job.rules:
            from extractors.document import arrange
            from extractors.extract import extract

            beat(RULES, _RULES_SECONDS + _RULES_SECONDS_A_PAGE * len(paper.pages))
            if is_held(paper.pages):
                rows = rows_of(paper, extract(arrange(paper)), extracted_with=version())
            else:
                pages = store.whole_pages(job.sha256, job.settings.read_key)
                rows = rows_in_parts(paper, pages, lambda part: extract(arrange(part)), extracted_with=version())
        else:
            record = verdict.without_rules(record, job.lost_to, lasting=True)
    except Exception as error:  # a fault of ours: the paper is readable, so it is not lost in silence
        log.exception("extracting %s", job.sha256)
        record = verdict.without_rules(record, type(error).__name__, lasting=False)
    if rows is None:
        rows = rows_of(paper, Extraction(facts=Facts()), extracted_with=version())
    return replace(record, measures=len(rows.measures)), rows
