"""What one worker does with one paper: read it, put it in order, extract, and keep the result.

In goes a ``Job``, out comes a ``Record``; the rows are in the store. Nothing that a paper does gets out of here
as an exception: it becomes the record's state and reason. What kills the process is seen by ``workers``.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, replace

from extractors.errors import AtgardError, MissingTool, UnreadablePaper
from extractors.lexicon.words import use_cache
from extractors.measure import Extraction, Facts
from extractors.model import Paper
from pipeline.config import Settings, version
from pipeline.ledger import open_regular
from pipeline.rows import rows_of
from pipeline.schema import Rows
from pipeline.store import Record, Store, Tables

log = logging.getLogger(__name__)

NOTES = {  # codes of Paper.notes and Page.notes → what a person should know
    "hidden_text": "text som inte syns på sidan har lämnats utanför",
    "unmapped_text": "en del av texten saknar teckentabell",
    "reader_disagrees": "två läsare får olika text",
    "unreadable": "en sida gick inte att läsa",
}


@dataclass(frozen=True, slots=True)
class Job:
    """One paper to work on. ``salvage``: its worker was lost, so make what can be made of the pages that were kept."""

    path: str
    file_name: str
    sha256: str
    size: int
    settings: Settings
    salvage: bool = False
    lost_to: str = ""  # why a worker was lost to it


def work_on(job: Job) -> Record:
    """Read and extract one paper, keep both, and say how it went."""
    use_cache(job.settings.work_folder / "words")
    store = Store(job.settings.work_folder)
    rows: Tables = {}
    try:
        paper = _salvaged(job, store) if job.salvage else _read(job, store)
        record, rows = _extracted(paper, job)
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
        record = Record(
            "skipped", "cannot_open", f"Filen gick inte att läsa: {error.strerror or error}.", lasting=False
        )
    except Exception as error:  # a fault of a library or of ours; the other papers go on
        log.exception("reading %s", job.sha256)
        reason = f"Läsaren klarade inte filen ({type(error).__name__}). Öppna den i en PDF-läsare och spara om den."
        record = Record("damaged", "reader_failed", reason)
    if job.salvage:
        record = replace(record, limits=job.settings.limits)
    store.keep_extracted(job.sha256, job.settings.rules_key, record, rows)
    return record


def _read(job: Job, store: Store) -> Paper:
    key = job.settings.read_key
    kept = store.paper(job.sha256, key, job.file_name)
    if kept is not None:
        return kept
    from extractors.reading import read_pages

    data = _bytes_of(job)
    with store.writer(job.sha256, key) as out:
        pages = dict(out.kept)
        for page in read_pages(data, job.file_name):
            if page.number not in pages:
                pages[page.number] = page
                out.add(page)
        out.close(len(pages), ())
    return Paper(job.file_name, job.sha256, tuple(pages[number] for number in sorted(pages)), len(pages))


def _bytes_of(job: Job) -> bytes:
    """The file's bytes, the ones that were hashed: whoever changes the file while it is read changes nothing here."""
    with open_regular(job.path) as file:
        data = file.read()
    if hashlib.sha256(data).hexdigest() != job.sha256:
        changed = "Filen ändrades medan den lästes. Kör igen när den är färdig."
        raise UnreadablePaper(changed, state="skipped", reason_code="changed")
    return data


def _salvaged(job: Job, store: Store) -> Paper:
    pages = store.pages_of_unfinished(job.sha256, job.settings.read_key)
    if not pages:
        raise _lost(job)
    return Paper(job.file_name, job.sha256, pages, len(pages), ("worker_lost",))


def _lost(job: Job) -> UnreadablePaper:
    if job.lost_to == "timeout":
        reason = f"Läsningen tog längre tid än gränsen ({job.settings.timeout} s). Dela upp filen eller höj timeout."
        return UnreadablePaper(reason, state="too_big", reason_code="timeout")
    reason = "Filen fick läsaren att krascha. Öppna den i en PDF-läsare och spara om den."
    return UnreadablePaper(reason, state="damaged", reason_code="worker_lost")


def _extracted(paper: Paper, job: Job) -> tuple[Record, Tables]:
    if not any(page.words for page in paper.pages):
        no_text = "Filen har ingen text att läsa: den är en bild. Installera tesseract-ocr och tesseract-ocr-swe, eller ange --ocr always."
        return Record("no_text", "no_text", no_text, paper.pages_declared, len(paper.pages)), {}
    state, code, reason = _judged(paper, job)
    said, lasting = Extraction(facts=Facts()), True
    try:
        from extractors.document import arrange
        from extractors.extract import extract

        said = extract(arrange(paper))
    except Exception as error:  # a fault of ours: the paper is readable, so it is not lost in silence
        log.exception("extracting %s", job.sha256)
        state, code, lasting = "partial", "rules_failed", False
        reason = f"Ett fel i programmet ({type(error).__name__}) hindrade tolkningen. Rapportera det gärna."
    rows = rows_of(paper, said, extracted_with=version())
    read = sum("unreadable" not in page.notes for page in paper.pages)
    record = Record(state, code, reason, paper.pages_declared, read, lasting=lasting, measures=len(rows.measures))
    return record, _as_lists(rows)


def _judged(paper: Paper, job: Job) -> tuple[str, str | None, str | None]:
    """State, reason code and reason of a paper whose pages were read."""
    if job.salvage:
        lost = _lost(job)
        return "partial", lost.reason_code, f"Bara {len(paper.pages)} sidor lästes. {lost}"
    unread = [page.number for page in paper.pages if "unreadable" in page.notes]
    missing = paper.pages_declared - len(paper.pages) + len(unread)
    if missing > 0:
        which = f" (sida {', '.join(map(str, unread[:10]))})" if unread else ""
        return "partial", "pages_missing", f"{missing} av {paper.pages_declared} sidor gick inte att läsa{which}."
    notes = list(dict.fromkeys([*paper.notes, *(note for page in paper.pages for note in page.notes)]))
    if any(page.source == "ocr" for page in paper.pages):
        return "ocr", notes[0] if notes else None, _said_of(notes)
    if notes:
        return "read_warn", notes[0], _said_of(notes)
    return "read", None, None


def _said_of(notes: list[str]) -> str | None:
    said = "; ".join(NOTES.get(note, note) for note in notes)
    return f"{said[:1].upper()}{said[1:]}. Jämför med originalet." if said else None


def _as_lists(rows: Rows) -> Tables:
    return {table: [list(row) for row in batch] for table, batch in rows.tables()}
