"""Print the sample papers to data/raw: ``python -m tests.papers.make [FOLDER]``. The same texts give the same bytes."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.papers import texts
from tests.papers.paper import Paper
from tests.printer.draw import write
from tests.printer.scan import Scan, scan

RAW = Path(__file__).parents[2] / "data" / "raw"
SCAN = Scan(dpi=200, skew=0.7, noise=9, quality=32)


def papers() -> Iterator[Paper]:
    """Every sample paper, by name of its module."""
    for module in sorted(pkgutil.iter_modules(texts.__path__), key=lambda m: m.name):
        found = importlib.import_module(f"{texts.__name__}.{module.name}")
        yield from getattr(found, "PAPERS", None) or (found.PAPER,)


def make(folder: Path = RAW, scans: bool = True) -> list[Path]:
    """Write the PDFs and return their paths. ``scans=False`` leaves out the slow ones."""
    made = []
    for paper in papers():
        path = folder / f"{paper.name}.pdf"
        write(paper.elements, paper.sheet, path, paper.writer)
        made.append(path)
        if paper.scanned and scans:
            made.append(scan(path, folder / f"{paper.name}.scan.pdf", SCAN))
    return made


if __name__ == "__main__":
    for path in make(Path(sys.argv[1]) if len(sys.argv) > 1 else RAW):
        print(f"{path.stat().st_size / 1000:8.1f} kB  {path}")
