"""The papers that speed is measured on: the sample papers and printed ones of every layout, mixed; and one paper of any length."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pikepdf

from tests.printer.layouts import LAYOUTS
from tests.printer.paper import Spec, print_paper
from tests.printer.values import draw
from tests.printer.words import VOCABULARIES

ROOT = Path(__file__).resolve().parents[2]
RAW = ROOT / "data" / "raw"


def mixed(pages: int, folder: Path) -> int:
    """Fill a folder with different papers of so many pages together, or a few more; returns how many pages."""
    folder.mkdir(parents=True)
    total = 0
    for number, (data, count) in enumerate(_copies()):
        if total >= pages:
            break
        (folder / f"{number:05}.pdf").write_bytes(data)
        total += count
    return total


def papers(count: int, folder: Path) -> None:
    """Fill a folder with so many papers of different measures."""
    folder.mkdir(parents=True)
    seeds = (path for seed in itertools.count(3) for path in _printed(seed))
    for number, path in enumerate(itertools.islice(seeds, count)):
        (folder / f"{number:05}.pdf").write_bytes(path.read_bytes())


def scans(folder: Path) -> list[Path]:
    """Copies of the scanned sample papers."""
    folder.mkdir(parents=True)
    found = []
    for path in sorted(RAW.glob("*.scan.pdf")):
        found.append(folder / path.name)
        found[-1].write_bytes(path.read_bytes())
    return found


def short(folder: Path) -> Path:
    """A paper of two pages."""
    folder.mkdir(parents=True)
    path = folder / "kort.pdf"
    path.write_bytes(next(data for data, pages in _originals() if pages == 2))
    return path


def long(pages: int, path: Path) -> Path:
    """One paper of so many pages: those of the mixed papers after one another, and again from the first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    all_pages = _pages()
    with pikepdf.new() as made:
        for page in all_pages[:pages]:
            made.pages.append(page)
        while len(made.pages) < pages:
            made.pages.append(made.pages[len(made.pages) % len(all_pages)])
        made.save(path)
    return path


def sliced(pages: int, count: int, folder: Path) -> None:
    """So many papers of so many pages each, which together have the pages of one ``long`` paper."""
    folder.mkdir(parents=True)
    all_pages = _pages()
    for number in range(count):
        with pikepdf.new() as made:
            for i in range(number * pages, (number + 1) * pages):
                made.pages.append(all_pages[i % len(all_pages)])
            made.trailer["/Info"] = made.make_indirect(pikepdf.Dictionary(Title=f"Prov {number}"))
            made.save(folder / f"{number:04}.pdf")


def _copies() -> Iterator[tuple[bytes, int]]:
    """The papers over and over, each with other bytes."""
    for number, (data, pages) in enumerate(itertools.cycle(_originals())):
        yield data + b"\n%% %d\n" % number, pages


@cache
def _originals() -> tuple[tuple[bytes, int], ...]:
    """Bytes and pages of the native sample papers and the printed ones, taken by turns."""
    native = [path for path in sorted(RAW.glob("*.pdf")) if ".scan." not in path.name]
    turns = itertools.zip_longest(native, _printed())
    found = []
    for path in filter(None, itertools.chain.from_iterable(turns)):
        with pikepdf.open(path) as pdf:
            found.append((path.read_bytes(), len(pdf.pages)))
    return tuple(found)


@cache
def _sources() -> tuple[pikepdf.Pdf, ...]:
    """The printed papers, open as long as their pages are used."""
    return tuple(pikepdf.open(path) for path in _printed())


@cache
def _pages() -> list[pikepdf.Page]:
    """Every page of the printed papers, in order."""
    return [page for source in _sources() for page in source.pages]


@cache
def _printed(seed: int = 3) -> tuple[Path, ...]:
    """One paper of every layout in every vocabulary."""
    folder = Path(mkdtemp())
    found = []
    for vocabulary, layout in itertools.product(VOCABULARIES, LAYOUTS):
        spec = Spec.drawn(layout, vocabulary, seed)
        found.append(folder / f"{spec.name}.pdf")
        print_paper(draw(10, spec.seed, spec.year), spec, found[-1])
    return tuple(found)
