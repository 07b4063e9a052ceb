"""What has been read and extracted, kept by content and version: nothing is done twice, and a killed run loses no finished page.

    <store>/pages/3f/<sha256>.<key>           every page of one paper as a reader saw it, closed by a last frame
    <store>/pages/3f/<sha256>.<key>.<who>.part   the same while it is being written, one frame as each page is done
    <store>/extracted/3f/<sha256>.<key>       what one paper says: state and rows, ready to load

Files are written beside, flushed to disk and renamed. Every frame carries a checksum: what is torn is not taken for whole,
it is done again. The key of pages is ``READ_VERSION`` and the settings of reading; that of what was extracted adds
``RULES_VERSION``, the program's version and the user's own words. So a new rule never reads or OCRs a page again.
"""

from __future__ import annotations

import errno
import json
import os
import socket
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Self

from extractors.model import Page, Paper
from pipeline import pages as codec
from pipeline.gathered import Gathered

DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_MAGIC = b"AB01"
_FRAME = struct.Struct("<cII")  # kind, length, checksum
_OPEN, _PAGE, _CLOSE = b"O", b"P", b"C"
_FASTEST = 1
_LONGEST_LINE = 1 << 16
_ROWS_AT_A_TIME = 1_000

Tables = dict[str, list[list[Any]]]  # table → rows as JSON holds them: dates are texts
AnyTables = Mapping[str, Sequence[Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class Record:
    """How it went with one paper: what its row in ``files`` says, and whether to try again."""

    state: str
    reason_code: str | None = None
    reason: str | None = None
    pages_declared: int | None = None
    pages_read: int | None = None
    limits: str = ""  # set where it was given up: the limits that it broke
    lasting: bool = True  # False: it may go better on another day (a tool was missing), so it is tried again
    measures: int | None = None  # None: it gave no document


@dataclass(frozen=True, slots=True)
class Kept:
    """What a file of pages holds. ``whole``: it was closed, so every page that could be read is there."""

    pages: tuple[Page, ...] = ()
    pages_declared: int = 0
    notes: tuple[str, ...] = ()
    whole: bool = False


class Store:
    """One folder of kept work. Several processes may use it at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def paper(self, sha256: str, key: str, file_name: str) -> Paper | None:
        """The paper with all its pages (of a large one: counted, see gathered.py); None where it was not read to its end with this key."""
        try:
            with open(self.place("pages", sha256, key), "rb") as file:
                kept = _read_frames(file)
        except OSError:
            return None
        return Paper(file_name, sha256, kept.pages, kept.pages_declared, kept.notes) if kept.whole else None

    def page(self, sha256: str, key: str, number: int) -> Page | None:
        """One page of a paper that was read to its end, without unpacking the others; None where it is not there."""
        try:
            with open(self.place("pages", sha256, key), "rb") as file:
                frames = (data for kind, data in _frames(file) if kind == _PAGE)
                data = next((data for data in frames if codec.number_of(data) == number), None)
        except (OSError, ValueError):
            return None
        return codec.unpack(data) if data is not None else None

    def whole_pages(self, sha256: str, key: str) -> Iterator[Page]:
        """The pages of a paper one by one, in the order in which they were kept; also of one whose reading is unfinished."""
        place = self.place("pages", sha256, key)
        kept_in = place if place.exists() else self._best_part(sha256, key)[0]
        if kept_in is not None:
            with open(kept_in, "rb") as file:
                yield from (codec.unpack(data) for kind, data in _frames(file) if kind == _PAGE)

    def has_pages(self, sha256: str, key: str) -> bool:
        """True where the paper was read to its end with this key."""
        return self.place("pages", sha256, key).is_file()

    def knows(self, sha256: str) -> bool:
        """True where the paper was worked on before, whatever the key."""
        folder = self.place("extracted", sha256, "").parent
        return any(folder.glob(f"{sha256}.*"))

    def forget(self, sha256: str, read_key: str, rules_key: str) -> None:
        """Drop what was kept with these keys, so that it is done again."""
        self.place("pages", sha256, read_key).unlink(missing_ok=True)
        self.place("extracted", sha256, rules_key).unlink(missing_ok=True)
        for part in self._parts(sha256, read_key):
            part.unlink(missing_ok=True)

    def unfinished(self, sha256: str, key: str) -> Kept:
        """The pages that a reader finished before it was lost, and how many there should be."""
        return self._best_part(sha256, key)[1]

    def _best_part(self, sha256: str, key: str) -> tuple[Path | None, Kept]:
        """The unfinished file with most pages, and what it holds."""
        best: tuple[Path | None, Kept] = None, Kept()
        for part in self._parts(sha256, key):
            with open(part, "rb") as file:
                best = max(best, (part, _read_frames(file)), key=lambda found: len(found[1].pages))
        return best

    def sweep(self) -> None:
        """Remove what processes that are gone left half-written. Finished pages of an unfinished paper stay."""
        for beside in self.folder.rglob("*.new"):
            host, _, process = beside.name.removesuffix(".new").rpartition(".")[2].rpartition("-")
            if host == socket.gethostname() and process.isdigit() and not _is_alive(int(process)):
                beside.unlink(missing_ok=True)

    def writer(self, sha256: str, key: str) -> PageWriter:
        """Keeps pages one by one; see ``PageWriter``."""
        return PageWriter(self, sha256, key)

    def record(self, sha256: str, key: str) -> Record | None:
        """How it went with the paper, without reading its rows; None where it was not extracted with this key."""
        try:
            with open(self.place("extracted", sha256, key), "rb") as file:
                return Record(*json.loads(file.readline(_LONGEST_LINE)))
        except (OSError, ValueError, TypeError):
            return None

    def rows(self, sha256: str, key: str) -> Tables | None:
        """The rows that the paper gave; None where the file is not there or not whole."""
        try:
            with open(self.place("extracted", sha256, key), "rb") as file:
                file.readline(_LONGEST_LINE)
                rows: Tables = json.loads(zlib.decompress(file.read()))
                return rows
        except (OSError, zlib.error, ValueError):
            return None

    def keep_extracted(self, sha256: str, key: str, record: Record, rows: AnyTables) -> None:
        """Keep how it went and the rows."""
        head = json.dumps([getattr(record, name) for name in record.__slots__], ensure_ascii=True)
        data = head.encode("ascii") + b"\n" + b"".join(_packed(rows))
        write_whole(self.place("extracted", sha256, key), data)

    def place(self, kind: str, sha256: str, key: str) -> Path:
        """Where the pages ("pages") or the rows ("extracted") of a paper are kept."""
        return self.folder / kind / sha256[:2] / f"{sha256}.{key}"

    def _parts(self, sha256: str, key: str) -> list[Path]:
        place = self.place("pages", sha256, key)
        return sorted(place.parent.glob(f"{place.name}.*.part"))


class PageWriter:
    """Writes a paper's pages as they are done: ``with store.writer(sha256, key) as out: out.begin(…); out.add(page) … out.close()``.

    Without ``close`` (a crash, an error) the pages stay as unfinished work, and ``kept`` of the next writer has them.
    """

    def __init__(self, store: Store, sha256: str, key: str) -> None:
        self._kept_in, kept = store._best_part(sha256, key)
        self.kept: dict[int, Page] = {page.number: page for page in kept.pages}
        self._whole = store.place("pages", sha256, key)
        self._earlier = store._parts(sha256, key)
        self._part = self._whole.with_name(f"{self._whole.name}.{socket.gethostname()}-{os.getpid()}.part")

    def __enter__(self) -> Self:
        self._part.parent.mkdir(parents=True, exist_ok=True)
        beside = self._part.with_suffix(".new")
        self._file = open(beside, "wb")
        self._file.write(_MAGIC)
        if self._kept_in is not None:
            with open(self._kept_in, "rb") as earlier:
                for kind, data in _frames(earlier):
                    if kind == _PAGE:
                        self._frame(_PAGE, data)
        self._file.flush()
        os.replace(beside, self._part)  # only now may the earlier parts go: no kept page is ever without a file
        for part in self._earlier:
            if part != self._part:
                part.unlink(missing_ok=True)
        return self

    def begin(self, pages_declared: int, notes: tuple[str, ...]) -> None:
        """Keep what the file says of itself, before its pages: a reader that is lost leaves it too."""
        self._frame(_OPEN, json.dumps({"pages_declared": pages_declared, "notes": list(notes)}).encode("ascii"))
        self._file.flush()

    def add(self, page: Page) -> None:
        """Keep one page more. It is with the operating system when this returns: a killed process does not lose it."""
        self._frame(_PAGE, codec.pack(page))
        self._file.flush()

    def close(self) -> None:
        """All pages are there: the paper is whole from now on."""
        self._frame(_CLOSE, b"")
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        os.replace(self._part, self._whole)

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def _frame(self, kind: bytes, data: bytes) -> None:
        self._file.write(_FRAME.pack(kind, len(data), zlib.crc32(data)) + data)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        said = Path(f"/proc/{process}/stat").read_text("utf-8", "replace")
    except OSError:  # no system that tells
        return True
    return said.rpartition(")")[2].split()[0] not in ("Z", "X")  # ended, but nobody has asked how


def _packed(rows: AnyTables) -> Iterator[bytes]:
    """The rows as compressed JSON, some at a time: a paper of thousands of pages has them by the hundred thousand."""
    press = zlib.compressobj(_FASTEST)
    comma = "{"
    for table, batch in rows.items():
        yield press.compress(f'{comma}"{table}":['.encode("ascii"))
        for start in range(0, len(batch), _ROWS_AT_A_TIME):
            text = json.dumps(batch[start : start + _ROWS_AT_A_TIME], ensure_ascii=True, separators=(",", ":"))
            yield press.compress(("," if start else "").encode("ascii") + text[1:-1].encode("ascii"))
        yield press.compress(b"]")
        comma = ","
    yield press.compress(b"{}" if comma == "{" else b"}")
    yield press.flush()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all, whenever the process or the machine stops."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{socket.gethostname()}-{os.getpid()}.new")
    try:
        with open(beside, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _frames(file: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    if file.read(len(_MAGIC)) != _MAGIC:
        return
    while len(head := file.read(_FRAME.size)) == _FRAME.size:
        kind, length, checksum = _FRAME.unpack(head)
        data = file.read(length)
        if len(data) != length or zlib.crc32(data) != checksum:
            return  # torn: what comes after it cannot be trusted
        yield kind, data


def _read_frames(file: BinaryIO) -> Kept:
    pages = Gathered()
    declared, notes, whole = 0, list[str](), False
    for kind, data in _frames(file):
        if kind == _OPEN:
            said = json.loads(data)
            declared, notes = said["pages_declared"], said["notes"]
        elif kind == _PAGE:
            pages.add(codec.unpack(data))
        else:
            whole = True
    return Kept(pages.pages(), declared, tuple(notes), whole)
