"""Run a program and count what it and everything that it starts use: processor time, time on the clock, memory.

``python -m tests.bench.timed PROGRAM …`` does the counting in a process of its own, whose children are these alone; workers whose
parent is gone are waited for too.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

_PR_SET_CHILD_SUBREAPER = 36


class Used(NamedTuple):
    """``cpu`` and ``wall`` in seconds, ``peak_mb`` of the largest process, ``code`` the exit code."""

    cpu: float
    wall: float
    peak_mb: float
    code: int


def used_by(command: Sequence[str]) -> Used:
    """What one run of the program used. Raises RuntimeError where it failed."""
    # Compiled modules are kept, as on every user's machine; some environments for building turn that off.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ran = subprocess.run(
        [sys.executable, "-m", __name__, *command], capture_output=True, text=True, check=False, env=kept
    )
    if ran.returncode:
        raise RuntimeError(f"{command[:6]}: {ran.stderr[-2000:]}")
    used = Used(*json.loads(ran.stdout.splitlines()[-1]))
    if used.code not in (0, 3):
        raise RuntimeError(f"{command[:6]} ended with {used.code}: {ran.stderr[-2000:]}")
    return used


def middle(runs: Sequence[Used]) -> Used:
    """The median of each figure."""
    return Used(
        median(run.cpu for run in runs),
        median(run.wall for run in runs),
        median(run.peak_mb for run in runs),
        runs[0].code,
    )


def _main(command: list[str]) -> None:
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=sys.stderr)
    code = process.wait()
    wall = time.monotonic() - began
    try:
        while True:
            os.waitpid(-1, 0)
    except ChildProcessError:
        pass
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps([used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024, code]))


if __name__ == "__main__":
    _main(sys.argv[1:])
