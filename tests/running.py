"""A run in a process of its own that can be stopped at any write: ``python -m tests.running SETTINGS.json PATH…``.

The settings are those of ``Settings``, and beside them: "fake" (the reader of tests/fakes.py), "stop_at" (the number of the
write to disk at which the run is killed with SIGKILL, counted from 1 over the run and its workers), "before" (kill before that
write instead of after it) and "largest" (bytes that a file may grow to, as on a disk that is full). The writes are counted in
the file "count" names.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from functools import partial, wraps
from pathlib import Path
from typing import Any

from extractors.errors import AtgardError
from pipeline import stages
from pipeline.config import Settings
from pipeline.store import Record
from pipeline.work import Beat, Job, work_on
from pipeline.workers import work_through
from tests.fakes import work_on_fake

_WRITES = ("replace", "fsync", "unlink")


class Silent:
    """A watcher that tells nobody."""

    def begin(self, papers: int) -> None: ...
    def paper_done(self, name: str, record: Record) -> None: ...
    def loading(self) -> None: ...


def main() -> int:
    """Run; returns the exit code."""
    given = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    how = {name: given.pop(name, None) for name in ("fake", "stop_at", "before", "count", "largest")}
    if how["largest"] is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (how["largest"], how["largest"]))
    how["main"] = os.getpid()
    os.environ["TESTS_RUNNING"] = json.dumps(how)
    watch_writes(how)
    stages.work_through = partial(work_through, work=work_on_watched)  # type: ignore[attr-defined]
    try:
        return stages.run(sys.argv[2:], Settings(**given), Silent()).exit_code
    except AtgardError as error:
        print(f"Fel: {error}", file=sys.stderr)
        return error.exit_code


def work_on_watched(job: Job, beat: Beat) -> Record:
    """What a worker does, its writes counted too."""
    how = json.loads(os.environ["TESTS_RUNNING"])
    watch_writes(how)
    return work_on_fake(job, beat) if how["fake"] else work_on(job, beat)


def watch_writes(how: dict[str, Any]) -> None:
    """Count the calls that change what is on the disk, and kill the run at the wanted one."""
    if how["count"] is None or hasattr(os.replace, "__wrapped__"):
        return
    for name in _WRITES:
        setattr(os, name, _watched(getattr(os, name), how))


def _watched(write: Callable[..., Any], how: dict[str, Any]) -> Callable[..., Any]:
    @wraps(write)
    def watched(*arguments: Any, **named: Any) -> Any:
        number = _count(how["count"])
        if number == how["stop_at"] and how["before"]:
            _kill(how["main"])
        try:
            return write(*arguments, **named)
        finally:
            if number == how["stop_at"]:
                _kill(how["main"])

    return watched


def _count(file: str) -> int:
    place = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(place, b".")
    size = os.fstat(place).st_size
    os.close(place)
    return size


def _kill(main: int) -> None:
    os.kill(main, signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
