"""Where papers are worked on: processes, each of which can be lost without losing more than its paper.

Jobs go in, (job, record) pairs come out as they are done. A worker that crashes, hangs, swells or ends without a word is
replaced; its paper is tried once more (pages it had finished are kept) and then given up with what was read of it.
Never threads (PDFium is not thread-safe), and never this process, also with one worker: it must survive every paper.

A pool of our own, since the ready-made ones fail here: ``concurrent.futures`` loses every running paper to one crash, pebble
waits for ever for a worker that ended with code 0. What a worker sends back is JSON: a paper that took over its reader
cannot make this process run anything.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import multiprocessing
import os
import resource
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext

from extractors.errors import AtgardError
from pipeline.config import Settings
from pipeline.store import Record, Store
from pipeline.work import Job, work_on

Work = Callable[[Job], Record]

MAX_LOSSES = 2  # workers lost to one paper before it is given up
_BYTES_A_SECOND = 10_000  # a large paper has more pages and gets more time
_LONGEST_ANSWER = 1 << 16
_FILE_BYTES = 512 << 20  # largest file a worker may write
_OPEN_FILES = 128
_PAPERS_A_WORKER = 200  # then it is replaced: whatever a library leaks goes with it
_PR_SET_PDEATHSIG = 1


def work_through(jobs: Iterable[Job], settings: Settings, *, work: Work = work_on) -> Iterator[tuple[Job, Record]]:
    """Work on all jobs; each is answered exactly once, in the order they get done."""
    waiting = deque(jobs)
    losses: dict[str, int] = {}
    with contextlib.ExitStack() as ended:
        pool = _Pool(settings, work)
        ended.callback(pool.close)
        while waiting or pool.busy:
            while waiting and pool.has_room:
                pool.start(waiting.popleft())
            for job, answer in pool.answers():
                if isinstance(answer, Record):
                    yield job, answer
                    continue
                losses[job.sha256] = losses.get(job.sha256, 0) + 1
                if job.salvage:  # even what was kept of it kills
                    yield job, _given_up(job, answer)
                else:
                    waiting.appendleft(replace(job, salvage=losses[job.sha256] >= MAX_LOSSES, lost_to=answer))


@dataclass(slots=True, eq=False)
class _Worker:
    """One process and our end of its pipe."""

    process: multiprocessing.process.BaseProcess
    pipe: Connection
    job: Job | None = None
    until: float = 0.0
    papers: int = field(default=0)

    def give(self, job: Job) -> None:
        self.job = job
        self.until = time.monotonic() + job.settings.timeout + job.size / _BYTES_A_SECOND
        self.papers += 1
        with contextlib.suppress(OSError):  # it is gone already: seen as lost when its answer is waited for
            self.pipe.send(job)

    def answer(self) -> Record | str | None:
        """What it sent; why it was lost ("crash", "timeout"); None while it is at work."""
        if self.pipe.poll():
            try:
                return Record(*json.loads(self.pipe.recv_bytes(_LONGEST_ANSWER)))
            except (EOFError, OSError, ValueError, TypeError):
                return "crash"
        if not self.process.is_alive():
            return "crash" if not self.pipe.poll() else None  # an answer may have come in between: looked at next time
        return "timeout" if time.monotonic() > self.until else None

    def end(self) -> None:
        """End it, and every process that it started."""
        if self.process.pid is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self.pipe.close()


class _Pool:
    """As many workers as there is work for, replaced when they are lost."""

    def __init__(self, settings: Settings, work: Work) -> None:
        self._settings, self._work = settings, work
        self._context: ForkServerContext | None = None
        self._idle: list[_Worker] = []
        self.busy: list[_Worker] = []

    @property
    def has_room(self) -> bool:
        return len(self.busy) < self._settings.workers

    def start(self, job: Job) -> None:
        worker = self._idle.pop() if self._idle else self._new()
        worker.give(job)
        self.busy.append(worker)

    def answers(self) -> list[tuple[Job, Record | str]]:
        """Wait for at least one worker, and take what there is."""
        soonest = min(worker.until for worker in self.busy) - time.monotonic()
        wait([end for worker in self.busy for end in (worker.pipe, worker.process.sentinel)], max(soonest, 0.0) + 0.01)
        found: list[tuple[Job, Record | str]] = []
        for worker in list(self.busy):
            answer = worker.answer()
            if answer is None or worker.job is None:
                continue
            self.busy.remove(worker)
            found.append((worker.job, answer))
            if isinstance(answer, Record) and worker.papers < _PAPERS_A_WORKER:
                self._idle.append(worker)
            else:
                worker.end()
        return found

    def close(self) -> None:
        for worker in self._idle + self.busy:
            worker.end()

    def _new(self) -> _Worker:
        context = self._context = self._context or _prepared()
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self._work, self._settings.memory_mb), daemon=True)
        try:
            process.start()
        except (EOFError, OSError) as error:
            raise AtgardError(
                f"En läsarprocess gick inte att starta: {error or 'servern svarar inte'}. Kör igen med -j 1."
            ) from error
        theirs.close()
        return _Worker(process, ours)


def _prepared() -> ForkServerContext:
    """Workers are forked from a server that has imported the readers, and has none of this process's files or memory."""
    for name in ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # one thread each: the workers fill the cores
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipeline.preload"])
    return context


def _serve(pipe: Connection, work: Work, memory_mb: int) -> None:
    """The life of a worker: one job after another until nobody asks any more."""
    _limit(memory_mb)
    with contextlib.suppress(EOFError, OSError):
        while True:
            record = work(pipe.recv())
            pipe.send_bytes(json.dumps([getattr(record, name) for name in record.__slots__]).encode("ascii"))


def _limit(memory_mb: int) -> None:
    """A group of its own, nothing to print on, limits on memory and files, no core dump; it dies with its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.setpgid(0, 0)
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1) if os.environ.get("ATGARDER_DEBUG") else (0, 1, 2):
        os.dup2(nowhere, stream)
    for limit, value in (
        (resource.RLIMIT_AS, memory_mb << 20),
        (resource.RLIMIT_FSIZE, _FILE_BYTES),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _given_up(job: Job, lost_to: str) -> Record:
    code = "timeout" if lost_to == "timeout" else "worker_lost"
    reason = "Filen fick läsaren att hänga sig eller krascha flera gånger. Öppna den i en PDF-läsare och spara om den."
    record = Record("damaged", code, reason, limits=job.settings.limits)
    Store(job.settings.work_folder).keep_extracted(job.sha256, job.settings.rules_key, record, {})
    return record
