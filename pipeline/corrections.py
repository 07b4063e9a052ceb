"""What people have set: lines of JSON in ``data/corrections/*.jsonl``, only ever appended to. In go folders, out come corrections.

One file for each person, so that two people's work merges by git without a conflict in the text. A line:

    id, at (UTC), by           which line, when, who
    sha256, file               the paper by its bytes, and what it was called
    measure, anchor            the measure's key, and what it said (action, no, page): finds it again when rules change
    field, old, new            what was set, from what, to what (JSON: a text, a number, a list, null)
    place                      where a person pointed it out: page, box in points, text
    note                       what the person wants to say about it

``field`` is a column of ``measures`` or (with ``measure`` null) of ``documents``, ``effects`` (the whole list), or a deed:

    review    new "accepted": the record is right as it stands
    measure   new null: it is no measure; old null: a measure that was missed, its fields in new
    split     new: a list of measures that it is instead            join   new: the measure that is the rest of it
    link      new: a measure of another paper, and if it is the same: decisions.py
    undo      new: the id of a line that holds no longer
    sample    the measure was drawn to be judged (sampling.py)
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from dataclasses import field as made_by
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

UNDO, SAMPLE, REVIEW, MEASURE, SPLIT, JOIN, LINK = "undo", "sample", "review", "measure", "split", "join", "link"
_LONGEST_LINE = 1 << 20


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that a person pointed out: ``box`` in points, origin top left. ``field`` where it is not the line's own."""

    page: int
    box: tuple[float, float, float, float]
    text: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a measure said when it was corrected."""

    action: str
    no: str | None = None
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One line. ``measure`` None: it is about the paper."""

    by: str
    sha256: str
    file: str
    field: str
    old: Any = None
    new: Any = None
    measure: str | None = None
    anchor: Anchor | None = None
    place: tuple[Spot, ...] = ()
    note: str = ""
    at: str = made_by(default_factory=lambda: _now())
    id: str = made_by(default_factory=lambda: secrets.token_hex(8))

    @property
    def document_id(self) -> str:
        """The key of the paper that it was made in."""
        return self.sha256[:16]

    @property
    def time(self) -> datetime:
        """When, in UTC and without a zone, as the tables hold it."""
        return datetime.fromisoformat(self.at).astimezone(UTC).replace(tzinfo=None)


class _Wrong(ValueError):
    """What is wrong with a line, in Swedish."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line that is no correction: torn, merged wrongly, or written by a newer program."""

    file: str
    line: int
    why: str


def read_corrections(folder: Path) -> tuple[list[Correction], list[Unreadable]]:
    """Every line that holds, in the order that they were made, and the lines that could not be read.

    A line that stands in two files (as after a merge) is one; what has been undone is left out, unless the undoing was undone.
    """
    found: dict[str, Correction] = {}
    torn: list[Unreadable] = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            if not line.strip():
                continue
            try:
                correction = parse_line(line)
                found.setdefault(correction.id, correction)
            except (ValueError, TypeError, KeyError) as error:
                torn.append(Unreadable(path.name, number, _why(error)))
    in_order = sorted(found.values(), key=lambda c: (c.time, c.by))  # those of one moment as they stand in their file
    return list(_holding(in_order)), torn


def parse_line(line: bytes | str) -> Correction:
    """The correction that a line tells; raises ValueError, TypeError or KeyError."""
    if len(line) > _LONGEST_LINE:
        raise _Wrong("raden är för lång")
    said = json.loads(line)
    if not isinstance(said, dict):
        raise _Wrong("raden är inget JSON-objekt")
    for name in ("id", "at", "by", "sha256", "file", "field"):
        if not isinstance(said[name], str) or not said[name]:
            raise _Wrong(f"{name} ska vara en text")
    if said.get("measure") is not None and not isinstance(said["measure"], str):
        raise _Wrong("measure ska vara en text")
    anchor = said.get("anchor")
    place = tuple(
        Spot(int(s["page"]), _box(s["box"]), str(s.get("text", "")), str(s.get("field", "")))
        for s in said.get("place") or ()
    )
    known = {
        name: said[name]
        for name in ("id", "at", "by", "sha256", "file", "field", "old", "new", "measure")
        if name in said
    }
    correction = Correction(
        **known, place=place, note=str(said.get("note", "")), anchor=anchor_of(anchor) if anchor else None
    )
    _ = correction.time  # a time that cannot be read is said now
    return correction


def _why(error: Exception) -> str:
    """Why a line could not be read, for who is to mend it."""
    if isinstance(error, _Wrong):
        return str(error)
    if isinstance(error, KeyError):
        return f"{error.args[0]} saknas"
    if isinstance(error, (json.JSONDecodeError, UnicodeDecodeError)):
        return "raden är avbruten eller inte skriven som JSON"
    return "ett värde är inte skrivet som det ska"


def anchor_of(said: dict[str, Any]) -> Anchor:
    """An anchor from its JSON; raises where it is none."""
    return Anchor(str(said["action"]), said.get("no"), int(said.get("page", 1)))


def append_correction(folder: Path, correction: Correction) -> Path:
    """Write one line to the person's file and flush it to disk; returns the file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file_name(correction.by)
    line = json.dumps(_as_json(correction), ensure_ascii=False) + "\n"
    with open(path, "a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        size = file.seek(0, os.SEEK_END)
        if size:
            file.seek(size - 1)
            if file.read(1) != b"\n":
                line = "\n" + line  # the line before was torn: it stays as it is, and is told
        file.write(line.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())
    return path


def file_name(who: str) -> str:
    """The file of a person: letters and digits of the name only."""
    plain = unicodedata.normalize("NFKD", who.casefold()).encode("ascii", "ignore").decode()
    return (re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "granskare") + ".jsonl"


def undoing(correction: Correction, by: str) -> Correction:
    """The line that takes another line back."""
    return replace(
        correction,
        id=secrets.token_hex(8),
        at=_now(),
        by=by,
        field=UNDO,
        old=correction.field,
        new=correction.id,
        place=(),
        note="",
    )


def as_text(value: Any) -> str | None:
    """A value as the table ``corrections`` shows it."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _as_json(correction: Correction) -> dict[str, Any]:
    first = ("id", "at", "by", "sha256", "file", "measure", "anchor", "field", "old", "new", "place", "note")
    said = asdict(correction)
    said["place"] = [{k: v for k, v in spot.items() if v != ""} for spot in said["place"]]
    empty: tuple[Any, ...] = ((), [], "")
    return {name: said[name] for name in first if said[name] not in empty or name in ("old", "new")}


def _holding(in_order: Iterable[Correction]) -> Iterator[Correction]:
    """The lines that nobody has taken back. An undoing may itself be undone."""
    lines = list(in_order)
    undone: set[str] = set()
    for correction in reversed(lines):
        if correction.field == UNDO and correction.id not in undone:
            undone.add(str(correction.new))
    return (c for c in lines if c.field != UNDO and c.id not in undone)


def _box(sides: Any) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = (float(side) for side in sides)
    if not (x0 <= x1 and top <= bottom):
        raise _Wrong("rutan har inga sidor")
    return x0, top, x1, bottom
