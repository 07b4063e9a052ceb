"""Page images on demand: a file and a page go in, PNG bytes come out.

A PDF from outside may crash or stall whatever draws it, so that is done in a process of its own, which is given up and begun anew.
Images are kept in a folder beside the other kept work, the oldest are thrown away; one is made at a time, so memory stays small.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path
from threading import Lock, Timer

from extractors.errors import UnreadablePaper

SCALE = 2.0  # pixels a point: small type is read without strain
_PATIENCE = 20.0  # seconds for one page
_KEPT = 400_000_000  # bytes of images in the folder


class Pictures:
    """Draws pages and keeps what was drawn. Threads may share it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._worker: subprocess.Popen[bytes] | None = None
        self._written = 0

    def picture(self, pdf: Path, sha256: str, number: int) -> bytes:
        """The page as PNG. Raises UnreadablePaper where it cannot be drawn."""
        place = self._folder / sha256[:2] / f"{sha256}-{number}.png"
        with contextlib.suppress(OSError):
            return place.read_bytes()
        with self._lock:
            with contextlib.suppress(OSError):
                return place.read_bytes()  # another thread has drawn it meanwhile
            png = self._drawn(pdf, number)
            self._keep(place, png)
        return png

    def close(self) -> None:
        """End the process that draws."""
        with self._lock:
            self._end()

    def _drawn(self, pdf: Path, number: int) -> bytes:
        if self._worker is None or self._worker.poll() is not None:
            self._worker = subprocess.Popen(
                [sys.executable, "-m", "pipeline.review.drawing"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        watch = Timer(_PATIENCE, self._worker.kill)  # a page that never gets done: what we wait for then ends
        watch.start()
        try:
            state, answer = self._asked(self._worker, pdf, number)
        except (OSError, ValueError):
            self._end()
            state, answer = "no", f"Sidan {number} gick inte att rita. Öppna filen i en PDF-läsare.".encode()
        finally:
            watch.cancel()
        if state != "ok":
            raise UnreadablePaper(answer.decode(), state="damaged", reason_code="no_picture")
        return answer

    @staticmethod
    def _asked(worker: subprocess.Popen[bytes], pdf: Path, number: int) -> tuple[str, bytes]:
        """Raises OSError or ValueError where the process is lost."""
        assert worker.stdin is not None and worker.stdout is not None
        worker.stdin.write(json.dumps([str(pdf.absolute()), number, SCALE]).encode() + b"\n")
        worker.stdin.flush()
        state, size = json.loads(worker.stdout.readline())
        answer = worker.stdout.read(size)
        if len(answer) != size:
            raise ValueError("half an answer")
        return state, answer

    def _end(self) -> None:
        if self._worker is not None:
            self._worker.kill()
            self._worker.communicate()
            self._worker = None

    def _keep(self, place: Path, png: bytes) -> None:
        with contextlib.suppress(OSError):  # a full disk only costs time
            place.parent.mkdir(parents=True, exist_ok=True)
            new = place.with_suffix(f".{os.getpid()}.new")
            new.write_bytes(png)
            new.replace(place)
            self._written += len(png)
            if self._written > _KEPT // 10:
                self._written = 0
                self._thin_out()

    def _thin_out(self) -> None:
        files = sorted(((f.stat().st_mtime, f.stat().st_size, f) for f in self._folder.rglob("*.png")), reverse=True)
        total = 0
        for _, size, file in files:
            total += size
            if total > _KEPT:
                file.unlink(missing_ok=True)
