"""Which bytes stand at which path: a file whose size, times and inode are those of last time is not hashed again.

In comes a path with its ``stat``; out goes the SHA-256 of the content and when the path was first seen.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from pipeline.store import write_whole

_CHUNK = 1 << 20
_SETTLED_NS = (
    2_000_000_000  # a file changed this shortly before it was hashed may change again within one tick of its clock
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A path as it was when it was hashed."""

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int
    hashed_ns: int
    sha256: str
    first_seen: str  # ISO, UTC

    def still_holds(self, now: os.stat_result) -> bool:
        """True where the file cannot have changed since."""
        same = (self.size, self.mtime_ns, self.ctime_ns, self.inode) == (
            now.st_size,
            now.st_mtime_ns,
            now.st_ctime_ns,
            now.st_ino,
        )
        return same and max(self.mtime_ns, self.ctime_ns) < self.hashed_ns - _SETTLED_NS


class Ledger:
    """The paths that were seen, kept in one JSON file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: dict[str, Seen] = {}
        self._changed = False
        try:
            kept = json.loads(path.read_text("utf-8"))
            self._seen = {name: Seen(*values) for name, values in kept.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            self._seen = {}  # it only saves work

    def known(self, path: str, now: os.stat_result) -> str | None:
        """The SHA-256 of the file at the path, where it is known without reading it."""
        seen = self._seen.get(path)
        return seen.sha256 if seen and seen.still_holds(now) else None

    def note(self, path: str, now: os.stat_result, sha256: str, hashed_ns: int) -> None:
        """Remember what stands at the path."""
        earlier = self._seen.get(path)
        first_seen = (
            earlier.first_seen if earlier else datetime.now(UTC).replace(microsecond=0, tzinfo=None).isoformat()
        )
        self._seen[path] = Seen(
            now.st_size, now.st_mtime_ns, now.st_ctime_ns, now.st_ino, hashed_ns, sha256, first_seen
        )
        self._changed = True

    def first_seen(self, path: str) -> datetime | None:
        """When the path was first seen."""
        seen = self._seen.get(path)
        return datetime.fromisoformat(seen.first_seen) if seen else None

    def save(self) -> None:
        """Write the file, if anything is new."""
        if self._changed:
            values = {name: list(asdict(seen).values()) for name, seen in sorted(self._seen.items())}
            write_whole(self._path, json.dumps(values, ensure_ascii=True, indent=0).encode("ascii"))
            self._changed = False


def hash_of(path: str | Path) -> tuple[str, os.stat_result, int]:
    """SHA-256 of a regular file, its ``stat`` taken while it was open, and when (ns). Raises OSError."""
    started = time.time_ns()
    digest = hashlib.sha256()
    with open_regular(path) as file:
        status = os.fstat(file.fileno())
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest(), status, started


def open_regular(path: str | Path) -> BinaryIO:
    """A regular file, open for reading: never the target of a link, never waiting for a pipe. Raises OSError."""
    file = open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC), "rb")  # noqa: SIM115
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(f"not a regular file: {path}")
    return file
