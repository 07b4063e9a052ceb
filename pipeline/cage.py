"""What a worker may do: limits that the system holds it to, whatever the paper does to its reader.

Called in the worker itself before it sees a paper. Memory, processor time, size of files, open files and core dumps are limited;
there is no network; it dies with its parent, and its temporary files lie in a folder that is removed with it.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
import tempfile
from contextlib import suppress

MEMORY_FOR_OCR = 1.5  # times that of reading: pictures and an engine's models

_FILE_BYTES = 256 << 20  # largest file a worker may write
_OPEN_FILES = 64
_PR_SET_PDEATHSIG = 1
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000
_FORBIDDEN = (
    "socket.connect",
    "socket.bind",
    "socket.sendto",
    "socket.sendmsg",
    "socket.getaddrinfo",
    "socket.gethostbyname",
)


def close_behind(memory_mb: int, temporary: str) -> None:
    """Lock this process in, for good. ``temporary`` is the folder it may leave things in."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.setpgid(0, 0)
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1) if os.environ.get("ATGARDER_DEBUG") else (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
    os.environ["TMPDIR"] = tempfile.tempdir = temporary
    _leave_the_network()
    most = int(memory_mb * MEMORY_FOR_OCR) << 20
    for limit, soft, hard in (
        (resource.RLIMIT_AS, memory_mb << 20, most),
        (resource.RLIMIT_FSIZE, _FILE_BYTES, _FILE_BYTES),
        (resource.RLIMIT_NOFILE, _OPEN_FILES, _OPEN_FILES),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        _, now = resource.getrlimit(limit)
        hard = hard if now == resource.RLIM_INFINITY else min(hard, now)
        resource.setrlimit(limit, (min(soft, hard), hard))


def allow_seconds(seconds: float) -> None:
    """Let the next step take so much of the processor from now on: then the process is ended."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def allow_memory_for_ocr() -> None:
    """Let this process have what reading pictures takes."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _leave_the_network() -> None:
    """Into a network without any way out, where the system lets us; and Python itself refuses to connect anywhere."""
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    if libc.unshare(_NEW_NETWORK) != 0 and libc.unshare(_NEW_NETWORK | _NEW_USER) == 0:
        with suppress(OSError):  # the same user inside: files stay ours
            for name, text in (
                ("setgroups", "deny"),
                ("uid_map", f"{user} {user} 1"),
                ("gid_map", f"{group} {group} 1"),
            ):
                with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
                    file.write(text)
    sys.addaudithook(_refuse)


def _refuse(event: str, _: tuple[object, ...]) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(f"a worker has no network: {event}")
