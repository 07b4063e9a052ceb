"""What is measured: each function takes a folder to work in and the number of runs, and gives rows for the table.

The product is measured as it is used: the command, in processes of its own, from PDF to database, start-up included.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from pipeline import database
from pipeline.config import Settings
from pipeline.links import link
from tests import bank
from tests.bench import papers, yardsticks
from tests.bench.table import Row, at_least, at_most, told
from tests.bench.timed import Used, middle, used_by

Measure = Callable[[Path, int], Iterator[Row]]
_PAGES = 300
_MB = "MB"


def native(folder: Path, runs: int) -> Iterator[Row]:
    """The whole way on papers with text, one worker, against others' text alone; what each needs to start is taken off both."""
    pages = papers.mixed(_PAGES, folder / "papers")
    papers.short(folder / "short")
    ours = _besides_start(lambda name: _extract(folder / name, folder / "db", jobs=1), runs)
    others = {
        name: _besides_start(lambda place, name=name: _yardstick(name, folder / place), runs)  # type: ignore[misc]
        for name in ("pdfplumber", "poppler", "pdfium")
    }
    group = "Text"
    yield told(group, f"The whole way, PDF → database, {pages} pages, one worker", 1000 * ours / pages, "ms/page")
    yield at_most(group, "against pdfplumber, extract_text alone", ours / others["pdfplumber"], 0.125)
    yield at_most(group, "against pdftotext -bbox-layout", ours / others["poppler"], 5)
    yield told(group, "against pypdfium2, bare text", ours / others["pdfium"], "×")
    yield told(group, "pdfplumber, extract_text alone", 1000 * others["pdfplumber"] / pages, "ms/page")


def start(folder: Path, runs: int) -> Iterator[Row]:
    """How long until something happens."""
    group, atgarder = "Start", [sys.executable, "-m", "pipeline"]
    papers.short(folder / "papers")
    one = middle([_extract(folder / "papers", folder / "db", jobs=1) for _ in range(runs)])
    again = middle([_extract(folder / "papers", folder / "db", jobs=1, anew=False) for _ in range(runs)])
    help_ = middle([used_by([*atgarder, "--help"]) for _ in range(runs)])
    yield at_most(group, "A paper of two pages, from start to database", one.wall, 1, "s")
    yield told(group, "the same, processor time of all processes", one.cpu, "s")
    yield at_most(group, "Nothing to do, from start to end", again.wall, 0.5, "s")
    yield at_most(group, "--help", help_.wall, 0.15, "s")


def scanned(folder: Path, runs: int) -> Iterator[Row]:
    """The way of scanned papers against Tesseract alone on pictures of their pages."""
    found = papers.scans(folder / "papers")
    pages = yardsticks.draw_pages(found, folder / "papers")
    papers.short(folder / "short")
    ours = _besides_start(lambda name: _extract(folder / name, folder / "db", jobs=1, ocr="auto"), runs)
    theirs = middle([_yardstick("tesseract", folder / "papers") for _ in range(runs)]).cpu
    yield told("Scanned", f"The whole way, {pages} scanned pages", ours / pages, "s/page")
    yield at_most("Scanned", f"against Tesseract alone, {yardsticks.DPI} dpi", ours / theirs, 1.1)
    largest = _extract(folder / "papers", folder / "db", jobs=2, ocr="auto").peak_mb
    yield at_most("Scanned", "Largest process, two workers", largest, 600, _MB)


def workers(folder: Path, runs: int) -> Iterator[Row]:
    """Two processes against one, on the clock: the machine should have nothing else to do."""
    papers.sliced(10, 40, folder / "papers")
    one, two = (
        middle([_extract(folder / "papers", folder / "db", jobs=jobs) for _ in range(runs)]).wall for jobs in (1, 2)
    )
    yield at_least("Workers", "Two against one, 40 papers of ten pages", one / two, 1.8)


def pages(folder: Path, runs: int) -> Iterator[Row]:
    """The same pages as papers of ten and as one of a thousand; the memory of one of five thousand."""
    papers.sliced(10, 100, folder / "ten")
    papers.long(1_000, folder / "thousand" / "lång.pdf")
    ten, thousand = (
        middle([_extract(folder / name, folder / "db", jobs=1) for _ in range(min(runs, 3))]).cpu
        for name in ("ten", "thousand")
    )
    yield told("Pages", "A paper of 1 000 pages", thousand, "ms/page")
    yield at_most("Pages", "Cost of a page, paper of 1 000 against papers of 10", thousand / ten, 1.1)
    papers.long(5_000, folder / "five" / "längst.pdf")
    yield at_most(
        "Memory",
        "Largest process, paper of 5 000 pages",
        _extract(folder / "five", folder / "db", jobs=1).peak_mb,
        300,
        _MB,
    )


def incremental(folder: Path, runs: int) -> Iterator[Row]:
    """A folder that is read already."""
    group = "Again"
    papers.papers(1_000, folder / "papers")
    _extract(folder / "papers", folder / "db")
    again = middle([_extract(folder / "papers", folder / "db", anew=False) for _ in range(runs)])
    yield at_most(group, "1 000 unchanged papers", again.wall, 2, "s")
    changed = []
    for run in range(runs):
        with open(folder / "papers" / "00500.pdf", "ab") as file:
            file.write(b"\n%% changed %d\n" % run)
        changed.append(_extract(folder / "papers", folder / "db", anew=False))
    yield at_most(group, "One changed among 1 000, database built anew", middle(changed).wall, 3, "s")


def growth(folder: Path, runs: int) -> Iterator[Row]:
    """Load and views with ten thousand, a hundred thousand and a million measures."""
    del runs  # once each: the largest takes minutes
    folder.mkdir(parents=True)
    for count in (10_000, 100_000, 1_000_000):
        yield from _grown(count, folder / f"{count}.duckdb")


MEASURES: tuple[Measure, ...] = (start, native, scanned, workers, pages, incremental, growth)


def _grown(count: int, path: Path) -> Iterator[Row]:
    group = f"{count:,}".replace(",", "\N{NO-BREAK SPACE}")
    rows = bank.many(count)
    began = time.monotonic()
    with database.create(path) as con:
        database.load(con, rows)
        database.run_checks(con)
    largest = count == 1_000_000
    seconds = time.monotonic() - began
    load = "Measures: load and check"
    yield at_most(group, load, seconds, 30, "s") if largest else told(group, load, seconds, "s")
    if count <= 100_000:
        with database.create(path) as con:
            database.load(con, rows)
            began = time.monotonic()
            link(con, Settings(db=str(path)))
            yield told(group, "Link, all municipalities for the first time", time.monotonic() - began, "s")
    del rows
    with database.connect_readonly(path) as con:
        names = database.rows_of(con, "select view_name from duckdb_views() where not internal")[1]
        slowest, name = max((_seconds(con, str(view)), str(view)) for (view,) in names)
    what = f"Slowest view: {name}"
    yield at_most(group, what, slowest, 1, "s") if largest else told(group, what, slowest, "s")


def _seconds(con: database.Connection, view: str) -> float:
    """How long it takes to work out every row of a view (fetching them is the reader's affair); median of three."""
    times = []
    for _ in range(3):
        began = time.monotonic()
        con.execute(f"select count(*), any_value(columns(*)) from {view}").fetchall()
        times.append(time.monotonic() - began)
    return median(times)


def _extract(folder: Path, place: Path, *, jobs: int | None = None, anew: bool = True, ocr: str = "never") -> Used:
    if anew:
        shutil.rmtree(place, ignore_errors=True)
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "extract",
        str(folder),
        "--db",
        str(place / "x.duckdb"),
        "--ocr",
        ocr,
        "-q",
    ]
    return used_by(command + (["-j", str(jobs)] if jobs else []))


def _yardstick(name: str, folder: Path) -> Used:
    return used_by([sys.executable, "-m", yardsticks.__name__, name, str(folder)])


def _besides_start(run: Callable[[str], Used], runs: int) -> float:
    """Processor seconds for the folder ``papers`` beyond those for one short paper."""
    return middle([run("papers") for _ in range(runs)]).cpu - middle([run("short") for _ in range(runs)]).cpu
