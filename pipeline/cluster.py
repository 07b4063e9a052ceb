"""Many machines: the same work on each paper, handed to the workers of a dask cluster (``atgarder extract --cluster tcp://…``).

In: jobs. Out: (job, record) as they get done, and Parquet parts of the database. The cluster does again what a lost worker had in
hand; since everything is kept by the paper's content, nothing comes twice. On each machine a paper is read in an isolated process
of its own (workers.py), so that no paper takes the machine's worker with it.

The papers lie where every machine has them mounted, and so does the work folder; or ``share`` is the address of a place
that all reach (shared.py), and files are copied there and back.
"""

from __future__ import annotations

import atexit
import multiprocessing
import queue
import secrets
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from extractors.errors import AtgardError, MissingTool
from pipeline import database
from pipeline.config import Settings, version
from pipeline.job import Job
from pipeline.loading import Ready, tables_of
from pipeline.shared import Shared
from pipeline.store import Record, Store
from pipeline.workers import work_through

_AHEAD = 4  # jobs handed out for each thread of the cluster, so that none waits for us
_SECONDS_TO_CONNECT = 20
_PARTS = "parts"


@contextmanager
def connected(settings: Settings) -> Iterator[Cluster]:
    """The cluster at ``settings.cluster``. Raises MissingTool, and AtgardError where nobody answers there."""
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingTool("För --cluster behövs dask.distributed: pip install 'atgardsbanken[cluster]'") from error
    try:
        client = Client(settings.cluster, timeout=_SECONDS_TO_CONNECT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise AtgardError(f"Klustret {settings.cluster} svarar inte. Starta det med: dask scheduler") from error
    with client:
        yield Cluster(client, settings)


class Cluster:
    """A cluster at work for one run."""

    def __init__(self, client: Any, settings: Settings) -> None:
        self._client = client
        self._run = secrets.token_hex(4)  # of another run with the same papers the cluster may remember the answers
        folder = settings.work_folder.absolute()
        self._settings = replace(settings, db=str(settings.database.absolute()), work=str(folder), jobs=1)
        self._store = Store(folder)
        self._shared = Shared(settings.share) if settings.share else None

    def work_through(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Record]]:
        """Work on all jobs; each is answered exactly once, in the order they get done."""
        from distributed import KilledWorker

        for job, future in self._done((self._ready(job), job) for job in jobs):
            try:
                values = future.result()  # waited for: a lost worker may have taken the answer with it
            except KilledWorker:
                lost = "Flera maskiner i klustret försvann medan de hade handlingen. Kör igen."
                yield job, Record("skipped", "worker_lost", lost, lasting=False)
                continue
            except AtgardError:
                raise
            except Exception as error:
                what = f"Klustret kunde inte arbeta ({error}). Installera samma version av programmet på alla maskiner."
                raise AtgardError(what) from error
            if self._shared:
                self._shared.fetch(*_name_and_place(self._store, "extracted", job.sha256, job.settings.rules_key))
            yield job, Record(*values)

    def parts(self, papers: Iterable[Sequence[Ready]]) -> Iterator[Path]:
        """Folders of Parquet files, one a batch of papers, in their order; each is removed when the next is asked for."""
        futures = [
            self._client.submit(
                _write_part, list(batch), self._settings, self._address, f"{self._run}-{i:06}", pure=False
            )
            for i, batch in enumerate(papers)
        ]
        for i, future in enumerate(futures):
            names, part = future.result(), f"{_PARTS}/{self._run}-{i:06}"
            folder = self._store.folder / part
            if self._shared:
                for name in names:
                    self._shared.fetch(f"{part}/{name}", folder / name)
            yield folder
            shutil.rmtree(folder, ignore_errors=True)
            if self._shared and names:
                self._shared.remove(part)
            future.release()

    @property
    def _address(self) -> str:
        return self._settings.share

    def _ready(self, job: Job) -> Callable[[], Any]:
        """What hands the job out."""
        job = replace(job, path=str(Path(job.path).absolute()), settings=self._settings)

        def submit() -> Any:
            if self._shared and not self._shared.has(_paper(job)):
                self._shared.put(Path(job.path), _paper(job))
            key = f"{job.sha256}-{self._run}"
            return self._client.submit(_work, job, self._address, version(), key=key, pure=False)

        return submit

    def _done(self, jobs: Iterable[tuple[Callable[[], Any], Job]]) -> Iterator[tuple[Job, Any]]:
        from distributed import as_completed

        waiting, running = iter(jobs), dict[str, Job]()
        results: Any = as_completed(loop=self._client.loop)  # type: ignore[no-untyped-call]

        def hand_out(count: int) -> None:
            for submit, job in islice(waiting, count):
                future = submit()
                running[future.key] = job
                results.add(future)

        hand_out(max(8, _AHEAD * sum(self._client.nthreads().values())))
        for future in results:
            yield running.pop(future.key), future
            future.release()
            hand_out(1)


# What follows runs on the cluster's machines.


def _work(job: Job, address: str, wanted: str) -> list[Any]:
    """Work on one paper; returns its record's values."""
    if version() != wanted:
        raise AtgardError(
            f"Klustrets maskiner har {version()}, den här datorn {wanted}. Installera samma version överallt."
        )
    if address:
        job = _fetched(job, Shared(address))
    record = _line(job.settings)(job)
    if address:
        _handed_in(job, Shared(address))
    return [getattr(record, name) for name in record.__slots__]


def _write_part(papers: list[Ready], settings: Settings, address: str, name: str) -> list[str]:
    """Write the rows of some papers as Parquet; returns the files' names."""
    if address:
        settings = replace(settings, work=str(_scratch()))
    store, key = Store(settings.work_folder), settings.rules_key
    if address:
        for paper in papers:
            Shared(address).fetch(*_name_and_place(store, "extracted", paper.sha256, key))
    folder = settings.work_folder / _PARTS / name
    tables = tables_of(papers, lambda sha256: store.rows(sha256, key) or {})
    files = database.write_parquet(tables, folder)
    if address:
        for file in files:
            Shared(address).put(folder / file, f"{_PARTS}/{name}/{file}")
        shutil.rmtree(folder)
    return files


_lines = threading.local()


def _line(settings: Settings) -> Callable[[Job], Record]:
    """One isolated worker process for each thread of the cluster's worker, kept from paper to paper."""
    lines: dict[Any, Callable[[Job], Record]] = _lines.__dict__
    if settings not in lines:
        # The cluster's worker may itself be started as a daemon, which has no say over how long ours live: they die with it.
        multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
        jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
        answers = work_through(iter(jobs.get, None), settings)

        def work(job: Job) -> Record:
            jobs.put(job)
            return next(answers)[1]

        lines[settings] = work
    return lines[settings]


@cache
def _scratch() -> Path:
    """A folder for this process's copies, in that of the cluster's worker: it is cleared up also after one that was killed."""
    from distributed import get_worker

    folder = tempfile.mkdtemp(dir=get_worker().local_directory)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def _fetched(job: Job, shared: Shared) -> Job:
    """The job with its paper, and what is kept of it, copied to this machine."""
    path, settings = _scratch() / _paper(job), replace(job.settings, work=str(_scratch()))
    shared.fetch(*_name_and_place(Store(_scratch()), "pages", job.sha256, settings.read_key))
    shared.fetch(_paper(job), path)
    return replace(job, path=str(path), settings=settings)


def _handed_in(job: Job, shared: Shared) -> None:
    """Copy what was kept to where all reach it, and clear up here."""
    for kind, key in (("pages", job.settings.read_key), ("extracted", job.settings.rules_key)):
        name, place = _name_and_place(Store(job.settings.work_folder), kind, job.sha256, key)
        if place.exists():
            shared.put(place, name)
            place.unlink()
    Path(job.path).unlink(missing_ok=True)


def _paper(job: Job) -> str:
    return f"papers/{job.sha256[:2]}/{job.sha256}.pdf"


def _name_and_place(store: Store, kind: str, sha256: str, key: str) -> tuple[str, Path]:
    place = store.place(kind, sha256, key)
    return place.relative_to(store.folder).as_posix(), place
