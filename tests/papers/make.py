"""Print the sample papers to data/raw: ``python -m tests.papers.make [FOLDER]``. The same texts give the same bytes.

The gold of the series, which is known by construction, and its link truth go to tests/gold. All other gold is written by hand.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.papers import texts
from tests.papers.paper import Paper
from tests.papers.texts import series
from tests.printer.draw import write
from tests.printer.scan import Scan, scan

GOLD = Path(__file__).parents[1] / "gold"
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


def write_gold(folder: Path = GOLD) -> None:
    """The series' gold documents, and ``links/links.json``: which of their measures are one and the same."""
    for name, record in series.GOLD.items():
        (folder / f"{name}.json").write_text(_json(record), "utf8")
    (folder / "links").mkdir(exist_ok=True)
    (folder / "links" / "links.json").write_text(_json([*series.links(), *_plan_and_follow_up(folder)]), "utf8")


def _plan_and_follow_up(folder: Path) -> Iterator[dict[str, object]]:
    """The district whose plan and follow-up were written by hand: the same twelve measures in the same order."""
    names = ("ekbacka_2023_plan", "ekbacka_2023_follow_up")
    plan, after = (json.loads((folder / f"{name}.json").read_text("utf8")) for name in names)
    for a, b in zip(plan["measures"], after["measures"], strict=True):
        places = ({"file": f"{name}.pdf", "action": m["action"]} for name, m in zip(names, (a, b), strict=True))
        yield dict(zip(("a", "b"), places, strict=True)) | {"decision": "same"}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    write_gold()
    for path in make(Path(sys.argv[1]) if len(sys.argv) > 1 else RAW):
        print(f"{path.stat().st_size / 1000:8.1f} kB  {path}")
