"""A run: read → extract → load. Paths and settings go in, a ``Summary`` comes out; one bad file stops no other.

Nothing is done where nothing changed: the database carries a fingerprint of all that it was built of.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self

from extractors.errors import AtgardError, NoInput
from pipeline.config import Settings, version
from pipeline.forked import start_server
from pipeline.inputs import find_inputs, find_manifests, shown
from pipeline.job import Job
from pipeline.ledger import Ledger
from pipeline.locks import one_writer
from pipeline.manifest import read_manifests
from pipeline.plan import Plan, Planned, make_plan
from pipeline.runs import log_run, now, read_runs
from pipeline.schema import RunRow
from pipeline.steps import files_read, make_ready
from pipeline.store import DISK_FULL, Record, Store, Tables
from pipeline.workers import sweep, work_through

if TYPE_CHECKING:
    from pipeline.loading import Parts

NOT_READ = ("no_text", "needs_password", "not_pdf", "damaged", "too_big", "rejected", "skipped")
_NO_FAULT = ("other_file", "link", "folder")  # beside the papers, and nobody asked for them to be read


Work = Callable[[Iterable[Job]], Iterator[tuple[Job, Record]]]


class Watcher(Protocol):
    """Who is told how a run goes."""

    def begin(self, papers: int) -> None: ...
    def paper_done(self, name: str, record: Record) -> None: ...
    def loading(self) -> None: ...


@dataclass(slots=True)
class Summary:
    """How a run went. ``troubles`` are the paths that were not fully read, each with its record.

    Every file is a paper that was read or reused, one of its ``copies``, one of the ``others`` (no PDF), passed over (``links``), or
    among the troubles.
    """

    database: Path
    files: int = 0
    read: int = 0
    reused: int = 0
    pages: int = 0
    documents: int = 0
    measures: int = 0
    findings: int = 0
    corrections: int = 0  # what people have set, and is used
    told_by_manifest: int = 0  # documents that the manifest tells something of
    unchanged: bool = False
    nothing_to_read: bool = False  # no file at all: what the database holds is left as it was
    gone: list[str] = field(default_factory=list)  # papers that the database had, and that are not at the paths
    copies: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    manifest_misses: list[str] = field(default_factory=list)  # files that it names and that are not there
    troubles: list[tuple[str, Record]] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """0 all well, 3 some file was not fully read, 4 nothing could be read."""
        if self.nothing_to_read or not self.documents:
            return NoInput.exit_code
        return 3 if self.troubles else 0


def look(paths: Sequence[str], settings: Settings, *, force: bool = False) -> Plan:
    """What a run would do. Writes nothing."""
    ledger = Ledger(settings.work_folder / "ledger.json")
    return make_plan(find_inputs(paths), settings, ledger, Store(settings.work_folder), force=force)


def run(paths: Sequence[str], settings: Settings, watcher: Watcher, *, force: bool = False) -> Summary:
    """Read, extract and load everything at the paths."""
    try:
        with (
            one_writer(settings.database),
            one_writer(settings.work_folder / "store", "ange en annan mapp för det lästa med --work"),
            _tidy(settings),
        ):
            return _run(paths, settings, watcher, force)
    except OSError as error:
        if error.errno in DISK_FULL:
            raise _disk_full(settings) from error
        raise


@contextmanager
def _tidy(settings: Settings) -> Iterator[None]:
    """Clean up after a run that was killed: it left the file "running" behind. The store is not searched otherwise."""
    running = settings.work_folder / "running"
    sweep(settings)
    was_killed = running.exists()
    if was_killed:
        Store(settings.work_folder).sweep()
    running.touch()
    try:
        yield
    finally:
        if was_killed:  # its workers may have lived a moment longer, with a file half-written
            Store(settings.work_folder).sweep()
        running.unlink(missing_ok=True)


def _run(paths: Sequence[str], settings: Settings, watcher: Watcher, force: bool) -> Summary:
    started = now()
    store, ledger = Store(settings.work_folder), Ledger(settings.work_folder / "ledger.json")
    manifests = find_manifests(paths)
    manifest = read_manifests(manifests)
    inputs = find_inputs(paths)
    plan = make_plan(inputs, settings, ledger, store, force=force)
    ledger.save()
    earlier = read_runs(settings.work_folder / "runs.jsonl")
    with _hands(settings, plan) as (work, parts), _Underway(plan, settings, store, watcher, work) as underway:

        @cache
        def ending() -> tuple[Summary, RunRow]:
            summary = _summary(plan, settings, underway.pages)
            summary.manifest_misses = manifest.misses(item.path for item in inputs)
            return summary, _run_row(started, _fingerprint(plan, manifests, settings), summary, settings)

        # Here, not above: it takes as long as the workers need to start, and those are starting now.
        from pipeline import database
        from pipeline.loading import build, what_it_holds

        # What changes the database for certain is worked on while it is built. Else, how the papers go says whether it changes.
        certain = parts is None and any(paper.task not in ("reuse", "retry") for paper in plan.papers)
        if certain:
            make_ready(settings)
        else:
            underway.finish()
        before = database.papers_in(settings.database) if settings.database.exists() else {}
        nothing_to_read = bool(before) and not plan.papers  # a wrong folder empties no database
        if not nothing_to_read and (
            certain or force or database.fingerprint(settings.database) != ending()[1].fingerprint
        ):
            underway.tell_of_loading()
            runs = lambda: [*earlier, ending()[1]._replace(finished=now())]  # noqa: E731
            held = build(plan, underway.rows_of, manifest, ledger, runs, settings, parts)
            ending()[0].gone = _gone(before, plan)
        else:
            ending()[0].unchanged = True
            with database.connect_readonly(settings.database) as con:
                held = what_it_holds(con)
    summary, row = ending()
    if nothing_to_read:
        summary.nothing_to_read = True
        summary.documents, summary.measures, summary.findings, summary.corrections, summary.told_by_manifest = held
        return summary
    log_run(settings.work_folder / "runs.jsonl", row._replace(finished=now()))
    summary.documents, summary.measures, summary.findings, summary.corrections, summary.told_by_manifest = held
    return summary


def _gone(before: Mapping[str, str], plan: Plan) -> list[str]:
    """The papers of the database before that are not among those of a plan, neither as they were nor changed under their name."""
    here = {paper.sha256 for paper in plan.papers}
    names = {Path(item.path).name for paper in plan.papers for item in paper.inputs}
    return [name for sha256, name in before.items() if sha256 not in here and name not in names]


@contextmanager
def _hands(settings: Settings, plan: Plan) -> Iterator[tuple[Work, Parts | None]]:
    """Who works on papers, and who writes parts of the database where this process does not: this machine, or a cluster."""
    if not settings.cluster:
        if any(paper.task != "reuse" for paper in plan.papers):
            start_server(settings)
        yield lambda jobs: work_through(jobs, settings), None
        return
    from pipeline.cluster import connected

    with connected(settings) as cluster:
        yield cluster.work_through, cluster.parts


def _disk_full(settings: Settings) -> AtgardError:
    where = f"{settings.work_folder} eller {settings.database.parent}"
    return AtgardError(f"Disken är full ({where}). Frigör utrymme och kör igen: det som hann läsas är sparat.")


class _Underway:
    """The work on papers that are not kept: it goes on while others are loaded, and is waited for where its outcome is needed."""

    def __init__(self, plan: Plan, settings: Settings, store: Store, watcher: Watcher, work: Work) -> None:
        self.pages = 0
        self._settings, self._store, self._watcher = settings, store, watcher
        self._todo = [paper for paper in plan.papers if paper.task != "reuse"]
        self._todo.sort(key=_size, reverse=True)  # the largest first: none is left alone with a large one at the end
        self._left = len(self._todo)
        self._says = False
        for paper in self._todo:
            paper.record = None
        self._outcomes = self._work_off(work)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._outcomes.close()

    def finish(self) -> None:
        """Wait for every paper."""
        for _ in self._outcomes:
            pass

    def rows_of(self, paper: Planned) -> tuple[Record, Tables]:
        """What a paper gave, waited for where it is worked on."""
        while paper.record is None:
            next(self._outcomes)
        return _kept(paper, self._settings, self._store)

    def tell_of_loading(self) -> None:
        """Have the watcher told when the papers are done and only the database is left to wait for."""
        self._says = True
        if not self._left:
            self._watcher.loading()

    def _work_off(self, work: Work) -> Generator[None]:
        """Have the workers do what is not kept; comes back after each paper."""
        self._watcher.begin(len(self._todo))
        for paper in self._todo:
            if paper.task == "forced":
                self._store.forget(paper.sha256, self._settings.read_key, self._settings.rules_key)
        by_content = {paper.sha256: paper for paper in self._todo}
        already = {paper.sha256 for paper in self._todo if self._store.has_pages(paper.sha256, self._settings.read_key)}
        for job, record in work(_job(paper, self._settings) for paper in self._todo):
            self.pages += 0 if job.sha256 in already else record.pages_read or 0
            if record.reason_code == "disk_full":
                raise _disk_full(self._settings)
            paper = by_content[job.sha256]
            paper.record = record
            self._left -= 1
            self._watcher.paper_done(shown(paper.inputs[0].path), record)
            if self._says and not self._left:
                self._watcher.loading()
            yield


def _job(paper: Planned, settings: Settings) -> Job:
    first = paper.inputs[0]
    return Job(first.real_path, first.file_name, paper.sha256, _size(paper), settings)


def _size(paper: Planned) -> int:
    status = paper.inputs[0].status
    return status.st_size if status else 0


def _kept(paper: Planned, settings: Settings, store: Store) -> tuple[Record, Tables]:
    """Record and rows of a paper; worked on again where the store lost them."""
    record, rows = store.record(paper.sha256, settings.rules_key), store.rows(paper.sha256, settings.rules_key)
    if record is None or rows is None:
        store.forget(paper.sha256, "", settings.rules_key)
        ((_, record),) = work_through([_job(paper, settings)], settings)
        rows = store.rows(paper.sha256, settings.rules_key) or {}
    return record, rows


def _fingerprint(plan: Plan, manifests: list[Path], settings: Settings) -> str:
    """A hash of all that the database's content depends on."""
    from pipeline import database

    digest = hashlib.sha256()
    for paper in plan.papers:
        names = [shown(item.path) for item in paper.inputs]
        digest.update(json.dumps([paper.sha256, names, repr(paper.record)]).encode())
    for item, record in plan.problems:
        digest.update(json.dumps([shown(item.path), repr(record)]).encode())
    digest.update(json.dumps([settings.rules_key, settings.left_out, version(), database.scripts_text()]).encode())
    for path in [*manifests, *files_read(settings)]:
        if path.is_file():
            digest.update(json.dumps(str(path)).encode() + path.read_bytes())
    return digest.hexdigest()


def _summary(plan: Plan, settings: Settings, pages: int) -> Summary:
    reused = sum(paper.task == "reuse" for paper in plan.papers)
    summary = Summary(settings.database, read=len(plan.papers) - reused, reused=reused, pages=pages)
    summary.files = len(plan.problems) + sum(len(paper.inputs) for paper in plan.papers)
    for paper in plan.papers:
        record = paper.record
        if record and (record.state in NOT_READ or record.state == "partial"):
            summary.troubles.append((shown(paper.inputs[0].path), record))
    summary.copies = [shown(item.path) for paper in plan.papers for item in paper.inputs[1:]]
    unasked = [(shown(i.path), r.reason_code) for i, r in plan.problems if not i.named]
    summary.others = [path for path, code in unasked if code == "other_file"]
    summary.links = [path for path, code in unasked if code in ("link", "folder")]
    summary.troubles += [(shown(i.path), r) for i, r in plan.problems if i.named or r.reason_code not in _NO_FAULT]
    return summary


def _run_row(started: datetime, mark: str, summary: Summary, settings: Settings) -> RunRow:
    return RunRow(
        run_id=f"{started:%Y%m%dT%H%M%S}-{secrets.token_hex(2)}",
        started=started,
        finished=None,
        version=version(),
        settings=json.dumps(asdict(settings), ensure_ascii=False, sort_keys=True),
        files_seen=summary.files,
        documents_read=summary.read,
        documents_reused=summary.reused,
        documents_failed=len(summary.troubles),
        pages_read=summary.pages,
        fingerprint=mark,
    )
