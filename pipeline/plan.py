"""What a run has to do, and why: inputs, the ledger and the store go in; each paper's task comes out. Nothing is changed.

The same bytes under several names are one paper; the name that comes first in byte order speaks for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Literal

from pipeline.config import Settings
from pipeline.inputs import Input, not_opened, shown
from pipeline.ledger import Ledger, hash_of
from pipeline.store import Record, Store

Task = Literal["new", "read_again", "extract_again", "retry", "forced", "reuse"]

WHY: dict[Task, str] = {
    "new": "nya",
    "read_again": "läses om (läsningen eller dess inställningar har ändrats)",
    "extract_again": "tolkas om (reglerna har ändrats)",
    "retry": "försöks igen",
    "forced": "görs om (--force)",
    "reuse": "oförändrade",
}


@dataclass(slots=True)
class Planned:
    """One paper: the inputs that hold its bytes, and what is to be done with it."""

    sha256: str
    inputs: list[Input]
    task: Task
    record: Record | None = None  # how it went, where that is known


@dataclass(slots=True)
class Plan:
    """Papers by the path that speaks for them, in byte order; and the inputs that are no papers, with the reason."""

    papers: list[Planned] = field(default_factory=list)
    problems: list[tuple[Input, Record]] = field(default_factory=list)

    def counts(self) -> dict[Task, int]:
        """How many papers have each task; tasks without papers left out."""
        found = {task: sum(paper.task == task for paper in self.papers) for task in WHY}
        return {task: count for task, count in found.items() if count}


def make_plan(inputs: Sequence[Input], settings: Settings, ledger: Ledger, store: Store, *, force: bool) -> Plan:
    """The plan for some inputs; files that the ledger does not know are hashed and noted in it."""
    plan, papers = Plan(), dict[str, Planned]()
    for item, found in zip(inputs, _hashes(inputs, ledger, settings.workers), strict=True):
        if isinstance(found, Record):
            plan.problems.append((item, found))
        elif found in papers:
            papers[found].inputs.append(item)
        else:
            record = store.record(found, settings.rules_key)
            papers[found] = Planned(found, [item], _task(found, record, settings, store, force), record)
    plan.papers = list(papers.values())
    return plan


def duplicate_of(item: Input, first: Input) -> Record:
    """The record of a second name of the same bytes: passed over where the name is not that of a paper."""
    state = "duplicate" if item.is_named_pdf or item.named else "skipped"
    return Record(state, "same_content", f"Samma innehåll som {shown(first.path)}.")


def _hashes(inputs: Sequence[Input], ledger: Ledger, threads: int) -> list[str | Record]:
    """The SHA-256 of each input, or why there is none. Hashing lets other threads run, so it goes side by side."""
    answers: dict[int, str | Record] = {}
    unknown = []
    for i, item in enumerate(inputs):
        if item.problem is not None or item.status is None:
            answers[i] = item.problem or Record("skipped", "not_found", "Filen finns inte.")
        elif known := ledger.known(item.key, item.status):
            answers[i] = known
        else:
            unknown.append(i)
    with ThreadPoolExecutor(threads) as pool:
        for i, answer in zip(unknown, pool.map(lambda i: _hash(inputs[i], ledger), unknown), strict=True):
            answers[i] = answer
    return [answers[i] for i in range(len(inputs))]


def _hash(item: Input, ledger: Ledger) -> str | Record:
    try:
        sha256, status, started = hash_of(item.real_path)
    except OSError as error:
        return not_opened(error)
    ledger.note(item.key, status, sha256, started)
    return sha256


def _task(sha256: str, record: Record | None, settings: Settings, store: Store, force: bool) -> Task:
    if force and (store.knows(sha256) or store.has_pages(sha256, settings.read_key)):
        return "forced"
    if record is not None:
        again = not record.lasting or (record.limits and record.limits != settings.limits)
        return "retry" if again else "reuse"
    if store.has_pages(sha256, settings.read_key):
        return "extract_again"
    return "read_again" if store.knows(sha256) else "new"
