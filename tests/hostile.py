"""A folder of hostile files and its manifest → how many were treated as they should be, and the misses by group.

    python -m tests.hostile FOLDER [--only 07-bombs] [--work DIR] [-j N] [--kept]

``FOLDER/MANIFEST.tsv`` has a row a file with the columns file, expected_status ("read|read_warn"), group, must_find and
must_not (texts parted by " ¦ "). The whole folder, or one group of it, goes through ``atgarder extract`` as a batch would; then
every row is held against the table ``files`` and the pages that were kept. Also told: seconds, the largest memory of the parent,
tracebacks, canaries that were touched, and inputs without a row. Ends with 1 where fewer rows than ``GOAL`` are right.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.model import Page
from pipeline import database
from pipeline.config import Settings
from pipeline.store import Store

GOAL = 0.98
_ESCAPED = re.compile(r"\\(?:x([0-9A-F]{2})|u([0-9A-F]{4})|U([0-9A-F]{8})|(.))", re.DOTALL)
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
_TEXT_IS_KNOWN = ("read", "read_warn", "ocr")
_NOT_OF_THE_TEXT = ("CANARY", "unflagged", "LOADED", " as ", " on any ", "where", "export")
_CANARIES = ("SHELL-CANARY", "SQL-CANARY.db", "SQL-CANARY.csv", "ACTIVE-CANARY.txt")


@dataclass(frozen=True, slots=True)
class Expected:
    """One row of the manifest."""

    file: bytes
    states: frozenset[str]
    group: str
    must_find: tuple[str, ...]
    must_not: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One row of the table ``files``."""

    state: str
    code: str | None
    reason: str | None
    sha256: str | None


def main(arguments: list[str] | None = None) -> int:
    """Run and score; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", help="groups, parted by commas")
    parser.add_argument("--work", type=Path, default=Path("hostile-work"))
    parser.add_argument("-j", "--jobs", type=int, default=2)
    parser.add_argument("--ocr", default="auto")
    parser.add_argument("--kept", action="store_true", help="score what an earlier run left")
    given = parser.parse_args(arguments)
    folder, work = given.folder.resolve(), given.work.resolve()
    groups = given.only.split(",") if given.only else []
    db = work / "measures.duckdb"
    wrong = [] if given.kept else run([folder / g for g in groups] or [folder], db, given.jobs, given.ocr)
    settings = Settings(db=str(db), ocr=given.ocr)
    rows = read_rows(db)
    expected = [row for row in read_manifest(folder / "MANIFEST.tsv") if not groups or row.group in groups]
    misses = [(row, why) for row in expected if (why := judged(row, folder, rows, settings))]
    wrong += [f"canary touched: {path}" for path in canaries(folder)]
    tell(expected, misses, wrong)
    return int(bool(wrong) or len(misses) > (1 - GOAL) * len(expected))


def run(paths: list[Path], db: Path, jobs: int, ocr: str) -> list[str]:
    """Run ``atgarder extract`` on the paths; returns what went wrong with the run as a whole."""
    options = ["--db", str(db), "--jobs", str(jobs), "--ocr", ocr, "--force", "--verbose"]
    command = [sys.executable, "-m", "pipeline", "extract", *options, *map(str, paths)]
    started = last = time.monotonic()
    said, took = "", list[tuple[float, str]]()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        for line in process.stdout or ():
            now, text = time.monotonic(), line.decode("utf-8", "replace")
            took.append((now - last, text.strip()[-60:]))
            said, last = said + text, now
    seconds = time.monotonic() - started
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    db.with_name("said.txt").write_text(said, "utf-8")
    for wait, text in sorted(took, reverse=True)[:5]:
        print(f"  {wait:5.1f} s until {text}")
    print(f"{seconds:.0f} s, exit code {process.returncode}, largest process {megabytes:.0f} MB")
    wrong = [] if process.returncode in (0, 3) else [f"exit code {process.returncode}: {said[-500:]}"]
    if "Traceback" in said:
        wrong.append("a traceback was shown")
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202e]", said):
        wrong.append("control characters were shown")
    return wrong


def read_manifest(path: Path) -> Iterator[Expected]:
    """The rows that are files; what is done to a file while it is read is told apart."""
    with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["group"] == "17-live":
                continue
            name = plain(row["file"].removesuffix(" (times)"))
            states = frozenset(row["expected_status"].split("|"))
            yield Expected(name, states, row["group"], _parts(row["must_find"]), _parts(row["must_not"]))


def read_rows(db: Path) -> dict[bytes, Found]:
    """The table ``files`` by the path's bytes."""
    with database.connect_readonly(db) as con:
        _, rows = database.rows_of(con, "select path, state, reason_code, reason, sha256 from files")
    return {plain(str(path)): Found(*map(str, rest)) for path, *rest in rows}


def judged(row: Expected, folder: Path, rows: dict[bytes, Found], settings: Settings) -> str | None:
    """What is wrong with how one input was treated; None where nothing is."""
    path = os.fsencode(folder) + b"/" + row.file
    if path not in rows and Path(os.fsdecode(path)).is_dir():  # a folder stands for what is in it
        inside = [found for other, found in rows.items() if other.startswith(path.rstrip(b"/") + b"/")]
        there = sum(len(files) for _, _, files in os.walk(path))
        other = {found.state for found in inside} - row.states
        return f"{len(inside)} rows for {there} files" if len(inside) != there else f"{other}" if other else None
    if path not in rows:
        return "no row"
    found = rows[path]
    if found.state not in row.states:
        return f"{found.state} ({found.code}: {found.reason}), not {'|'.join(sorted(row.states))}"
    store = Store(settings.work_folder)
    stored = " ".join(map(text_of, store.whole_pages(found.sha256 or "", settings.read_key))).replace(" ", "")
    if found.state in _TEXT_IS_KNOWN:
        lost = [text for text in row.must_find if text.replace(" ", "") not in stored]
        if lost:
            return f"{found.state}, but its text lacks {lost}"
    stray = [text for text in row.must_not if not any(w in text for w in _NOT_OF_THE_TEXT) and text in stored]
    return f"its text has {stray}" if stray else None


def text_of(page: Page) -> str:
    return " ".join(word.text for word in page.words)


def canaries(folder: Path) -> list[Path]:
    """The marks that an attack leaves where it worked."""
    places = (Path("/tmp"), Path("/"), Path.cwd(), folder, folder / "14-names")
    found = [place / name for place in places for name in _CANARIES if (place / name).exists()]
    return found + list((folder / "10-active").rglob("*WAS-LOADED"))


def tell(expected: list[Expected], misses: list[tuple[Expected, str]], wrong: list[str]) -> None:
    """Print the misses by group, then the figures."""
    for row, why in misses:
        print(f"  {shown(row.file)}: {why}")
    of_group, missed = Counter(row.group for row in expected), Counter(row.group for row, _ in misses)
    for group, count in sorted(of_group.items()):
        print(f"{group:16} {count - missed[group]:4} of {count}")
    right = len(expected) - len(misses)
    print(f"{right} of {len(expected)} right: {100 * right / max(len(expected), 1):.1f} %")
    for line in wrong:
        print(f"WRONG: {line}")


def plain(escaped: str) -> bytes:
    """The bytes of a path that was written with escapes."""
    return os.fsencode(_ESCAPED.sub(_unescaped, escaped))


def shown(path: bytes) -> str:
    return ascii(os.fsdecode(path)[-60:])


def _unescaped(match: re.Match[str]) -> str:
    byte, short, long, char = match.groups()
    if byte:
        return chr(0xDC00 + int(byte, 16))
    return chr(int(short or long, 16)) if short or long else _PLAIN[char]


def _parts(texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts.split(" ¦ ") if text)


if __name__ == "__main__":
    sys.exit(main())
