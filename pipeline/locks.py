"""The right to write a file: one run at a time has it, and the system takes it back from a run that dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractors.errors import DatabaseUnusable


@contextmanager
def one_writer(path: Path, remedy: str = "ange en annan fil med --db") -> Iterator[None]:
    """Hold the right to write to a path while the ``with`` block runs; raises DatabaseUnusable where another run has it.

    ``remedy`` is what a person can do instead of waiting.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path.with_name(f".{path.name}.lock"), "a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            other = lock.read().strip()
            raise DatabaseUnusable(
                f"En annan körning (process {other or 'okänd'}) skriver till {path}. Vänta tills den är klar, eller {remedy}."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        for left_over in path.parent.glob(f".{path.name}.*.new*"):
            left_over.unlink(missing_ok=True)  # of a run that was killed: nobody else can be writing now
        yield
