"""Where papers are worked on: processes, each of which can be lost without losing more than its paper.

Jobs go in, (job, record) pairs come out as they are done. A worker that crashes, hangs, swells or ends without a word is
replaced; its paper is tried again (pages it had finished are kept) without the page that took its worker with it, and is given
up at last with what was read of it. Never threads (PDFium is not thread-safe), and never this process, also with one worker:
it must survive every paper.

A pool of our own, since the ready-made ones fail here: ``concurrent.futures`` loses every running paper to one crash, pebble
waits for ever for a worker that ended with code 0. What a worker sends is JSON: a list is its record, a pair in an object
the step that it begins and the seconds that it takes. A paper that took over its reader cannot make this process run anything.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing.process
import os
import shutil
import signal
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext
from pathlib import Path

from extractors.errors import AtgardError
from pipeline import cage
from pipeline.config import Settings
from pipeline.forked import prepared
from pipeline.job import OPENING, RULES, Beat, Job
from pipeline.store import Record, Store

Work = Callable[[Job, Beat], Record]

MAX_LOSSES = 2  # workers lost to one step of a paper before that step is left out
_MOST_LOSSES = 6  # workers lost to one paper, whatever the step
_WALL = 3  # a machine that does other things too: seconds on the clock for one of the processor
_SECONDS_A_PAGE = 2  # what a paper gets beside ``timeout``, on average
_SECONDS_AN_OCR_PAGE = 20
_MOST_PAGES = 5_000
_LONGEST_ANSWER = 1 << 16
_PAPERS_A_WORKER = 200  # then it is replaced: whatever a library leaks goes with it
_FOLDER = "tmp"  # of the work folder: where workers may leave things


def work_through(jobs: Iterable[Job], settings: Settings, *, work: Work | None = None) -> Iterator[tuple[Job, Record]]:
    """Work on all jobs; each is answered exactly once, in the order they get done. A job is asked for when there is room for it."""
    waiting, again = iter(jobs), deque[Job]()
    losses: dict[str, list[int]] = {}
    with contextlib.ExitStack() as ended:
        pool = _Pool(settings, work or _work_on)
        ended.callback(pool.close)
        while True:
            while pool.has_room and (job := again.popleft() if again else next(waiting, None)):
                pool.start(job)
            if not pool.busy:
                return
            for job, answer in pool.answers():
                if isinstance(answer, Record):
                    yield job, answer
                elif job.salvage:  # even what was kept of it kills
                    yield job, _given_up(job, answer.why)
                else:
                    steps = losses.setdefault(job.sha256, [])
                    steps.append(answer.step)
                    again.appendleft(_without_the_step(replace(job, lost_to=answer.why), answer, steps))


@dataclass(frozen=True, slots=True)
class _Loss:
    """Why a worker was lost ("crash", "stalled": one step took too long, "timeout": the paper did), and at which step."""

    why: str
    step: int


def _without_the_step(job: Job, loss: _Loss, steps: list[int]) -> Job:
    """The job as it is tried again. A crash may have come from outside, so its step is tried twice; what stalled is not."""
    if loss.why == "timeout" or len(steps) >= _MOST_LOSSES:
        return replace(job, salvage=True, rules=loss.step != RULES)
    if loss.why == "crash" and steps.count(loss.step) < MAX_LOSSES:
        return job
    if loss.step == RULES:
        return replace(job, rules=False)
    return replace(job, salvage=True) if loss.step == OPENING else replace(job, avoid=(*job.avoid, loss.step))


@dataclass(slots=True, eq=False)
class _Worker:
    """One process, our end of its pipe, and its folder for temporary files."""

    process: multiprocessing.process.BaseProcess
    pipe: Connection
    folder: str
    job: Job | None = None
    papers: int = field(default=0)
    step: int = OPENING
    _until: float = 0.0  # when the paper has had its time
    _silent_until: float = 0.0  # when the step has had its time
    _pages: set[tuple[int, bool]] = field(default_factory=set)

    @property
    def until(self) -> float:
        return min(self._until, self._silent_until)

    def give(self, job: Job) -> None:
        self.job, self.step, self._pages = job, OPENING, set()
        self._until = time.monotonic() + job.settings.timeout
        self._silent_until = self._until
        self.papers += 1
        with contextlib.suppress(OSError):  # it is gone already: seen as lost when its answer is waited for
            self.pipe.send(job)

    def answer(self) -> Record | _Loss | None:
        """What it sent; how it was lost; None while it is at work."""
        try:
            while self.pipe.poll():
                said = json.loads(self.pipe.recv_bytes(_LONGEST_ANSWER))
                if isinstance(said, list):
                    return Record(*said)
                self._note(int(said["step"]), float(said["seconds"]))
        except (EOFError, OSError, ValueError, TypeError, KeyError):
            return self._lost()
        if not self.process.is_alive():
            return self._lost() if not self.pipe.poll() else None  # an answer may have come in between: next time
        now = time.monotonic()
        if now > self._until:
            return _Loss("timeout", self.step)
        return _Loss("stalled", self.step) if now > self._silent_until else None

    def _note(self, step: int, seconds: float) -> None:
        self._silent_until = time.monotonic() + _WALL * seconds
        again = step == self.step  # the same page, now by OCR
        if 0 < step <= _MOST_PAGES and (step, again) not in self._pages:
            self._pages.add((step, again))
            self._until += _SECONDS_AN_OCR_PAGE if again else _SECONDS_A_PAGE
        self.step = step

    def _lost(self) -> _Loss:
        self.process.join(1)
        return _Loss("stalled" if self.process.exitcode == -signal.SIGXCPU else "crash", self.step)

    def end(self) -> None:
        """End it, and every process that it started."""
        if self.process.pid is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self.pipe.close()
        shutil.rmtree(self.folder, ignore_errors=True)


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

    def answers(self) -> list[tuple[Job, Record | _Loss]]:
        """Wait for at least one worker, and take what there is."""
        soonest = min(worker.until for worker in self.busy) - time.monotonic()
        wait([end for worker in self.busy for end in (worker.pipe, worker.process.sentinel)], max(soonest, 0.0) + 0.01)
        found: list[tuple[Job, Record | _Loss]] = []
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
        context = self._context = self._context or prepared(self._settings)
        folder = _new_folder(self._settings.work_folder / _FOLDER)
        ours, theirs = context.Pipe()
        process = context.Process(
            target=_serve, args=(theirs, self._work, self._settings.memory_mb, folder), daemon=True
        )
        try:
            process.start()
        except (EOFError, OSError) as error:
            raise AtgardError(
                f"En läsarprocess gick inte att starta: {error or 'servern svarar inte'}. Kör igen med -j 1."
            ) from error
        theirs.close()
        return _Worker(process, ours, folder)


def _work_on(job: Job, beat: Beat) -> Record:
    from pipeline.work import work_on  # here: only workers need it, and theirs is forked with it

    return work_on(job, beat)


def sweep(settings: Settings) -> None:
    """Remove what workers of a killed run left; for whoever holds the right to write to the work folder."""
    shutil.rmtree(settings.work_folder / _FOLDER, ignore_errors=True)


def _new_folder(parent: Path) -> str:
    parent.mkdir(parents=True, exist_ok=True)
    return tempfile.mkdtemp(dir=parent.absolute())


def _serve(pipe: Connection, work: Work, memory_mb: int, folder: str) -> None:
    """The life of a worker: one job after another until nobody asks any more."""

    def beat(step: int, seconds: float) -> None:
        cage.allow_seconds(seconds)
        pipe.send_bytes(json.dumps({"step": step, "seconds": seconds}).encode("ascii"))

    cage.close_behind(memory_mb, folder)
    with contextlib.suppress(EOFError, OSError):
        while True:
            record = work(pipe.recv(), beat)
            pipe.send_bytes(json.dumps([getattr(record, name) for name in record.__slots__]).encode("ascii"))


def _given_up(job: Job, lost_to: str) -> Record:
    code = "timeout" if lost_to == "timeout" else "worker_lost"
    reason = "Filen fick läsaren att hänga sig eller krascha flera gånger. Öppna den i en PDF-läsare och spara om den."
    record = Record("damaged", code, reason, limits=job.settings.limits)
    Store(job.settings.work_folder).keep_extracted(job.sha256, job.settings.rules_key, record, {})
    return record
