"""Where papers are worked on: a pool of processes, each of which can be lost without losing more than its paper.

Jobs go in, (job, record) pairs come out as they are done. A worker that crashes, hangs or takes too much memory is replaced;
its paper is tried once more (pages it had finished are kept) and then given up with what was read of it.
Never threads (PDFium is not thread-safe), and never this process, also with one worker: it must survive every paper.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import resource
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import replace

from pebble import ProcessExpired, ProcessPool

from pipeline.config import Settings
from pipeline.store import Record, Store
from pipeline.work import Job, work_on

Work = Callable[[Job], Record]

MAX_LOSSES = 2  # workers lost to one paper before it is given up
_BYTES_A_SECOND = 10_000  # a large paper has more pages and gets more time
_FILE_BYTES = 512 << 20  # largest file a worker may write
_OPEN_FILES = 128
_TASKS = 200  # papers before a worker is replaced: whatever a library leaks goes with it
_PR_SET_PDEATHSIG = 1


def work_through(jobs: Iterable[Job], settings: Settings, *, work: Work = work_on) -> Iterator[tuple[Job, Record]]:
    """Work on all jobs; each is answered exactly once, in the order they get done."""
    waiting = deque(jobs)
    if not waiting:
        return
    losses: dict[str, int] = {}
    running: dict[Future[Record], Job] = {}
    with open_pool(settings) as pool:
        while waiting or running:
            while waiting and len(running) < 2 * settings.workers:
                job = waiting.popleft()
                running[pool.schedule(work, args=(job,), timeout=_time_limit(job))] = job
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                job = running.pop(future)
                lost_to = _why_lost(future)
                if lost_to is None:
                    yield job, future.result()
                    continue
                losses[job.sha256] = losses.get(job.sha256, 0) + 1
                if job.salvage:  # even what was kept of it kills
                    yield job, _given_up(job, lost_to)
                else:
                    waiting.appendleft(replace(job, salvage=losses[job.sha256] >= MAX_LOSSES, lost_to=lost_to))


def open_pool(settings: Settings) -> ProcessPool:
    """The pool. Workers are forked from a server that has imported the readers and nothing of ours but that."""
    for name in ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # one thread each: the workers fill the cores
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipeline.preload"])
    return ProcessPool(
        max_workers=settings.workers,
        max_tasks=_TASKS,
        initializer=_limit_worker,
        initargs=(settings.memory_mb,),
        context=context,
    )


def _limit_worker(memory_mb: int) -> None:
    """Limits of one worker: memory, files, no core dump; it dies with its parent and leaves Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    for limit, value in (
        (resource.RLIMIT_AS, memory_mb << 20),
        (resource.RLIMIT_FSIZE, _FILE_BYTES),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _time_limit(job: Job) -> float:
    return job.settings.timeout + job.size / _BYTES_A_SECOND


def _why_lost(future: Future[Record]) -> str | None:
    """ "timeout" or "crash" where the worker was lost; None where it answered. A fault of our own is raised."""
    error = future.exception()
    if error is None:
        return None
    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, ProcessExpired | MemoryError | OSError):
        return "crash"
    raise error


def _given_up(job: Job, lost_to: str) -> Record:
    code = "timeout" if lost_to == "timeout" else "worker_lost"
    reason = "Filen fick läsaren att hänga sig eller krascha flera gånger. Öppna den i en PDF-läsare och spara om den."
    record = Record("damaged", code, reason, limits=job.settings.limits)
    Store(job.settings.work_folder).keep_extracted(job.sha256, job.settings.rules_key, record, {})
    return record
