"""The server that processes are forked from, with the readers imported: settings go in, a context for processes comes out.

Papers have a pool of their own (workers.py), since a paper can take its process with it. Work on our own data is spread over a
plain pool here: pure functions of what is sent, each answer in the order of what was asked.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from multiprocessing.context import ForkServerContext
from multiprocessing.forkserver import ensure_running
from typing import TypeVar

from pipeline.config import Settings

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


def prepared(settings: Settings) -> ForkServerContext:
    """Processes are forked from a server that has imported the readers, and has none of this process's files or memory."""
    for name in ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # one thread each: the processes fill the cores
    os.environ["ATGARDER_WORD_LIST"] = str(settings.work_folder / "words")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipeline.preload"])
    return context


def start_server(settings: Settings) -> None:
    """Have the server start its imports now, while others do something else. Does not wait."""
    prepared(settings)
    ensure_running()


def spread(function: Callable[[Asked], Answer], asked: Sequence[Asked], settings: Settings) -> list[Answer]:
    """The function's answers, in order, worked out by as many processes as the settings allow.

    ``function`` stands at the top of its module, and what it takes and gives can be pickled. What was lost with a process (memory ran
    out, somebody ended it) is worked out here.
    """
    processes = min(settings.workers, len(asked))
    if processes > 1:
        from concurrent.futures import ProcessPoolExecutor  # here: little is spread where little has changed
        from concurrent.futures.process import BrokenProcessPool

        try:
            with ProcessPoolExecutor(processes, mp_context=prepared(settings)) as pool:
                return list(pool.map(function, asked))
        except BrokenProcessPool:
            pass
    return [function(one) for one in asked]
