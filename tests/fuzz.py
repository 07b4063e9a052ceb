"""Broken papers by the hundred, and runs killed at any moment: ``make fuzz`` (``FUZZ=200`` papers, ``KILLS=20`` kills).

    python -m tests.fuzz [--papers N] [--kills N] [--seed S] [--keep FOLDER]     10 000 and 200 before a release

Sample papers are mutated (bits flipped, parts cut, doubled, swapped, spliced from another) and run through the whole pipeline
in batches: no run may stop, every file has one row, "read" is said only of papers whose pages are all there, and nothing of the
program shows a traceback. Then runs over sample papers are killed at random moments and at every write: the database must open
each time and be that before or that after, and the next run must complete it. The same seed tries the same things.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from pipeline import database, stages
from pipeline.config import Settings
from tests.running import Silent
from tests.test_pipeline import content

RAW = Path(__file__).parents[1] / "data" / "raw"
BATCH = 100
PARENT_MB = 500
_MUCH = 8_000  # bytes of a large part

Mutation = Callable[[random.Random, bytearray, bytes], None]


def main(arguments: list[str] | None = None) -> int:
    """Try; returns 1 where anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--papers", type=int, default=int(os.environ.get("FUZZ", "200")))
    parser.add_argument("--kills", type=int, default=int(os.environ.get("KILLS", "20")))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="where papers that showed a fault are kept")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        wrong = try_papers(Path(folder), given.papers, given.seed, given.keep)
        wrong += try_kills(Path(folder) / "kills", given.kills, given.seed)
    for line in wrong:
        print(f"WRONG: {line}")
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{given.papers} papers, {given.kills} kills, seed {given.seed}: {len(wrong)} wrong; parent {megabytes:.0f} MB"
    )
    return int(bool(wrong) or megabytes > PARENT_MB)


def try_papers(folder: Path, count: int, seed: int, keep: Path | None) -> list[str]:
    """Run mutated papers in batches; returns what was wrong."""
    samples = [path.read_bytes() for path in sorted(RAW.glob("*.pdf")) if ".scan" not in path.name]
    wrong: list[str] = []
    states: Counter[str] = Counter()
    for start in range(0, count, BATCH):
        papers, work = folder / "in", folder / "work"
        papers.mkdir()
        for number in range(start, min(start + BATCH, count)):
            (papers / f"{number:06}.pdf").write_bytes(mutated(random.Random(f"{seed}/{number}"), samples))
        settings = Settings(db=str(folder / "m.duckdb"), work=str(work), ocr="never", timeout=60)
        try:
            stages.run([str(papers)], settings, Silent(), force=True)
            found, faults = _faults(settings, sorted(path.name for path in papers.iterdir()))
            states.update(found)
            wrong += faults
        except Exception as error:
            faults = [f"papers from {start}: {error!r}"]
            wrong += faults
        if faults and keep:
            shutil.copytree(papers, keep / f"{seed}-{start}", dirs_exist_ok=True)
        shutil.rmtree(papers)
        shutil.rmtree(work, ignore_errors=True)
    print(", ".join(f"{state} {number}" for state, number in states.most_common()))
    return wrong


def mutated(chance: random.Random, samples: list[bytes]) -> bytes:
    """One sample paper with one to three things done to it."""
    paper = bytearray(chance.choice(samples))
    for _ in range(chance.randint(1, 3)):
        chance.choice(MUTATIONS)(chance, paper, chance.choice(samples))
    return bytes(paper)


def _flip(chance: random.Random, paper: bytearray, _: bytes) -> None:
    for _ in range(chance.choice((1, 3, 30))):
        if paper:
            paper[chance.randrange(len(paper))] ^= 1 << chance.randrange(8)


def _cut(chance: random.Random, paper: bytearray, _: bytes) -> None:
    del paper[chance.randrange(len(paper) + 1) :]


def _leave_out(chance: random.Random, paper: bytearray, _: bytes) -> None:
    start = chance.randrange(len(paper) + 1)
    del paper[start : start + chance.randrange(_MUCH)]


def _double(chance: random.Random, paper: bytearray, _: bytes) -> None:
    start = chance.randrange(len(paper) + 1)
    paper[start:start] = paper[start : start + chance.randrange(_MUCH)] * chance.choice((1, 1, 50))


def _splice(chance: random.Random, paper: bytearray, other: bytes) -> None:
    start = chance.randrange(len(paper) + 1)
    paper[start:] = other[min(start, len(other)) :]


def _zero(chance: random.Random, paper: bytearray, _: bytes) -> None:
    start = chance.randrange(len(paper) + 1)
    end = min(start + chance.randrange(_MUCH), len(paper))
    paper[start:end] = bytes(end - start)


def _number(chance: random.Random, paper: bytearray, _: bytes) -> None:
    """A number of the file's structure becomes another: lengths, counts, references, sizes."""
    places = [i for i in range(len(paper) - 1) if 48 <= paper[i] <= 57 and paper[i + 1] in b" \n/]>"]
    if places:
        place = chance.choice(places)
        paper[place : place + 1] = chance.choice((b"0", b"-1", b"9", b"99999999999", b"2147483648", b"1e9"))


def _word(chance: random.Random, paper: bytearray, _: bytes) -> None:
    """A name or an operator becomes another."""
    old, new = chance.choice(_WORDS)
    place = paper.find(old, chance.randrange(len(paper) + 1))
    if place >= 0:
        paper[place : place + len(old)] = new


_WORDS = (
    (b"/FlateDecode", b"/LZWDecode"), (b"/Page", b"/Pages"), (b"/Kids", b"/Kidz"), (b"endobj", b""), (b"endstream", b"endstrem"),
    (b"/Type0", b"/Type3"), (b"/ToUnicode", b"/ToUnicod"), (b"/Contents", b"/Parent"), (b"/Parent", b"/Kids"), (b"obj", b"obj obj"),
    (b"/MediaBox", b"/CropBox"), (b"/Font", b"/Form"), (b"xref", b"xxxx"), (b" R", b" 0 R"), (b"<<", b"["), (b">>", b">>>>"),
)  # fmt: skip
MUTATIONS: tuple[Mutation, ...] = (
    _flip,
    _flip,
    _cut,
    _leave_out,
    _double,
    _splice,
    _zero,
    _number,
    _number,
    _word,
    _word,
)


def _faults(settings: Settings, names: list[str]) -> tuple[list[str], list[str]]:
    """The states of the papers, and what the database says of them that cannot be."""
    sql = "select file_name, state, reason_code, reason, pages_declared, pages_read from files"
    with database.connect_readonly(settings.database) as con:
        rows = database.rows_of(con, sql)[1]
    wrong = []
    if sorted(str(row[0]) for row in rows) != names:
        wrong.append(f"{len(names)} files, {len(rows)} rows")
    for name, state, code, reason, declared, read in rows:
        if state == "read" and (declared != read or not read):
            wrong.append(f"{name}: read, with {read} of {declared} pages")
        if code in ("rules_failed", "error", None) and state != "read":
            wrong.append(f"{name}: {state}, {code}: {reason}")
    if list((settings.work_folder / "tmp").iterdir()):
        wrong.append("workers left files behind")
    return [str(row[1]) for row in rows], wrong


def try_kills(folder: Path, count: int, seed: int) -> list[str]:
    """Kill runs at random moments, then one at every write; returns what was wrong."""
    if not count:
        return []
    chance = random.Random(seed)
    papers = folder / "in"
    papers.mkdir(parents=True)
    samples = sorted(path for path in RAW.glob("*.pdf") if ".scan" not in path.name)[::4]
    for sample in samples[:3]:
        shutil.copy(sample, papers)
    settings = Settings(db=str(folder / "m.duckdb"), work=str(folder / "work"), jobs=2, ocr="never")
    stages.run([str(papers)], settings, Silent())
    before, kept = content(settings.database), folder / "kept"
    kept.mkdir()
    shutil.copy(settings.database, kept)
    shutil.copytree(settings.work_folder, kept / "work")
    for sample in samples[3:]:
        shutil.copy(sample, papers)
    seconds, writes = _measure(folder, settings)
    after = content(settings.database)
    moments = [{"after": chance.uniform(0, seconds)} for _ in range(count)]
    wrong = []
    for how in [*moments, *({"stop_at": number} for number in range(1, min(writes, count) + 1))]:
        _reset(kept, settings)
        _run_apart(folder, settings, **how)
        now = content(settings.database)
        stages.run([str(papers)], settings, Silent())
        if now not in (before, after) or content(settings.database) != after:
            wrong.append(f"killed at {how}: the database is neither that before nor that after, or was not completed")
    return wrong


def _measure(folder: Path, settings: Settings) -> tuple[float, int]:
    """Seconds and writes of an undisturbed run."""
    started = time.monotonic()
    _run_apart(folder, settings, count=True)
    return time.monotonic() - started, len((folder / "count").read_bytes())


def _reset(kept: Path, settings: Settings) -> None:
    shutil.rmtree(settings.work_folder)
    shutil.copytree(kept / "work", settings.work_folder)
    shutil.copy(kept / settings.database.name, settings.database)


def _run_apart(folder: Path, settings: Settings, *, after: float = 0, stop_at: int = 0, count: bool = False) -> None:
    said, counted = folder / "how.json", folder / "count"
    counted.unlink(missing_ok=True)
    how: dict[str, object] = {"db": settings.db, "work": settings.work, "jobs": 2, "ocr": "never"}
    if stop_at or count:
        how |= {"stop_at": stop_at, "count": str(counted)}
    said.write_text(json.dumps(how), "utf-8")
    process = subprocess.Popen([sys.executable, "-m", "tests.running", str(said), str(folder / "in")])
    if after:
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
    process.wait()


if __name__ == "__main__":
    sys.exit(main())
