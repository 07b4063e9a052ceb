"""One paper as the rules see it, for a person who looks: a path goes in, document, rest and extraction come out.

The file itself is opened by a worker only; here the pages that it kept are put in order again.
"""

from __future__ import annotations

from extractors.errors import UnreadablePaper
from extractors.measure import Extraction
from extractors.model import Document, Paper
from pipeline.config import Settings
from pipeline.job import Job
from pipeline.ledger import hash_of
from pipeline.store import Store
from pipeline.workers import work_through


def reread(path: str, settings: Settings) -> tuple[Document, Document, Extraction]:
    """The document, the same with the lines that rules took, and what they say. Raises UnreadablePaper."""
    from extractors.document import arrange
    from extractors.extract import extract
    from extractors.layouts import find_measures

    try:
        sha256, status, _ = hash_of(path)
    except OSError as error:
        raise UnreadablePaper(
            f"{path} går inte att läsa: {error}", state="skipped", reason_code="cannot_open"
        ) from error
    store, name = Store(settings.work_folder), path.rpartition("/")[2]
    paper = store.paper(sha256, settings.read_key, name) or _given_up(store, sha256, settings, name)
    if paper is None:
        ((_, record),) = work_through([Job(path, name, sha256, status.st_size, settings)], settings)
        paper = store.paper(sha256, settings.read_key, name) or _given_up(store, sha256, settings, name)
        if paper is None:
            raise UnreadablePaper(f"{path}: {record.reason}", state=record.state, reason_code=record.reason_code or "")
    document = arrange(paper)
    _, rest = find_measures(document)
    return document, rest, extract(document)


def _given_up(store: Store, sha256: str, settings: Settings, name: str) -> Paper | None:
    """The pages of a paper that workers were lost to: those that are lost are not tried again for a look."""
    record = store.record(sha256, settings.rules_key)
    if record is None or record.limits != settings.limits:
        return None
    kept = store.unfinished(sha256, settings.read_key)
    return Paper(name, sha256, kept.pages, kept.pages_declared, kept.notes) if kept.pages else None
