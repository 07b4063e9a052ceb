"""Which files there are to read: paths as a user gave them go in, one ``Input`` for everything that stands there comes out.

A folder is walked in name order. Links that are found in it are not followed, and whatever is not a regular file is not
opened: both get their row with the reason. A path that the user named is followed wherever it leads.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extractors.errors import NoInput
from pipeline.store import Record

MANIFEST = "manifest.csv"
MAX_BYTES = 500_000_000
_PDF_MARK = b"%PDF-"
_LOOK_FOR_MARK = 1024  # bytes; readers accept some rubbish before the mark
_LINK_LOOP = 40
_READABLE = stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH
_WRITTEN_OUT = re.compile(r"\\(?:x(?P<byte>[0-9A-F]{2})|u(?P<code>[0-9A-F]{4})|U(?P<long>[0-9A-F]{8})|\\)")


@dataclass(frozen=True, slots=True)
class Input:
    """Something that stands at a path. ``problem`` says why it is not opened; else ``status`` is that of a regular file."""

    path: str
    status: os.stat_result | None = None
    problem: Record | None = None
    named: bool = False  # the user named it: a link is followed, and its content is expected to be a paper

    @property
    def real_path(self) -> str:
        """Where it is opened: links are followed only where the user named them."""
        return os.path.realpath(self.path) if self.named else self.path

    @property
    def key(self) -> str:
        """The path, whatever folder the command is run in."""
        return str(Path(self.path).absolute())

    @property
    def file_name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def is_named_pdf(self) -> bool:
        return _is_named_pdf(self.file_name)


def find_inputs(paths: Sequence[str]) -> list[Input]:
    """Everything at the paths, each path once, in byte order of the path. Raises NoInput for a path that is not there."""
    found: dict[str, Input] = {}
    for path in paths:
        given = os.path.normpath(path)
        if Path(given).is_dir():
            for item in _walk(given):
                found.setdefault(item.path, item)
        elif os.path.lexists(given):
            found[given] = replace(_looked_at(given, os.path.realpath(given)), named=True)
        else:
            raise NoInput(
                f"{shown(path)} finns inte. Ange en PDF-fil eller en mapp med PDF-filer; atgarder init MAPP gör en mapp att lägga dem i."
            )
    return [found[path] for path in sorted(found, key=os.fsencode)]


def find_manifests(paths: Sequence[str]) -> list[Path]:
    """The manifest of each folder that was given."""
    return [m for path in paths if (m := Path(path) / MANIFEST).is_file()]


def shown(path: str) -> str:
    """A path as it can be printed and stored anywhere: what cannot be seen is written out. It can be read back."""
    return "".join(_visible(char) for char in path)


def as_given(text: str) -> str:
    """The path that ``shown`` wrote out."""
    return _WRITTEN_OUT.sub(_given, text)


def _given(found: re.Match[str]) -> str:
    if found["byte"]:
        return chr(0xDC00 + int(found["byte"], 16))
    code = found["code"] or found["long"]
    return chr(int(code, 16)) if code else "\\"


def _visible(char: str) -> str:
    code = ord(char)
    if char == "\\":
        return "\\\\"
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is not UTF-8
        return f"\\x{code - 0xDC00:02X}"
    if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
    return char


def _walk(folder: str) -> Iterator[Input]:
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            if not Path(here).stat().st_mode & _READABLE:
                raise PermissionError
            with os.scandir(here) as entries:
                inside = list(entries)
        except OSError as error:
            yield Input(here, problem=not_opened(error))
            continue
        waiting += [entry.path for entry in inside if entry.is_dir(follow_symlinks=False)]
        yield from (found for entry in inside if (found := _found(entry)))


def _found(entry: os.DirEntry[str]) -> Input | None:
    """What one entry of a folder is; None where nobody needs to know of it."""
    path = entry.path.removeprefix("./")
    if entry.is_dir(follow_symlinks=False):
        folder = "En mapp med ett namn som slutar på .pdf. Filerna i den läses."
        return Input(path, problem=_skipped("folder", folder)) if _is_named_pdf(entry.name) else None
    if entry.is_symlink():
        return Input(path, problem=_skipped("link", "En länk i en mapp följs inte. Ange filen själv för att läsa den."))
    if _is_named_pdf(entry.name):
        return _looked_at(path, path)
    if entry.name.startswith(".") or entry.name == MANIFEST:
        return None
    return _perhaps_a_paper(path)


def _is_named_pdf(name: str) -> bool:
    return name.lower().endswith(".pdf")


def _perhaps_a_paper(path: str) -> Input:
    """A file in a folder whose name does not say PDF: read when its content does, else passed over without complaint."""
    item = _looked_at(path, path)
    if item.problem is None and not _has_mark(path):
        return Input(path, item.status, Record("skipped", "other_file", "Varken namnet eller innehållet är en PDF."))
    return item


def _has_mark(path: str) -> bool:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return True  # its row will say why it cannot be opened
    with open(descriptor, "rb") as file:
        return _PDF_MARK in file.read(_LOOK_FOR_MARK)


def _looked_at(path: str, real: str) -> Input:
    try:
        status = os.lstat(real)
    except OSError as error:
        return Input(path, problem=not_opened(error))
    if stat.S_ISLNK(status.st_mode):
        return Input(path, problem=_skipped("link_loop", "Länken leder runt till sig själv."))
    if not status.st_mode & _READABLE:  # also for root: the answer does not depend on who asks
        return Input(path, problem=_not_readable())
    if not stat.S_ISREG(status.st_mode):
        return Input(path, problem=_skipped("not_a_file", "Inte en vanlig fil (rör, uttag eller enhet)."))
    if status.st_size > MAX_BYTES:
        reason = f"Filen är {status.st_size // 1_000_000} MB, mer än gränsen {MAX_BYTES // 1_000_000} MB. Dela upp den."
        return Input(path, status, Record("too_big", "file_size", reason))
    return Input(path, status)


def not_opened(error: OSError) -> Record:
    """Why a path could not be opened."""
    if isinstance(error, PermissionError):
        return _not_readable()
    if isinstance(error, FileNotFoundError):
        return _skipped("not_found", "Det som sökvägen pekar på finns inte.")
    if error.errno == _LINK_LOOP:
        return _skipped("link_loop", "Länken leder runt till sig själv.")
    return _skipped("cannot_open", f"Filen går inte att öppna: {error.strerror}.")


def _not_readable() -> Record:
    return _skipped("permission_denied", "Rättighet att läsa saknas. Ändra rättigheterna och kör igen.")


def _skipped(code: str, reason: str) -> Record:
    return Record("skipped", code, reason, lasting=False)
