"""``python -m tests.printer.grid [SEED]``: each layout printed and scanned in eight ways, and how much of what is read natively is left.

A yardstick to run by hand, some ten minutes. Printed for each way: exact records, starts and effects (F1) as a share of the same
papers' native reading. With ``--keep FOLDER`` the papers, their gold and the database stay there.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable
from pathlib import Path

from pipeline.config import Settings
from pipeline.evaluate import Result, Score, evaluate
from pipeline.stages import run
from tests.cookbook import Silent
from tests.printer.check import COUNT, exact_share
from tests.printer.layouts import LAYOUTS
from tests.printer.paper import Spec, print_paper
from tests.printer.scan import Scan, scan
from tests.printer.values import draw
from tests.printer.words import VOCABULARIES

WAYS = {
    "200grey": Scan(dpi=200, skew=0.5, noise=8),
    "200grey-skew": Scan(dpi=200, skew=2.0, noise=12),
    "150grey": Scan(dpi=150, skew=-1.0, noise=8),
    "200bw": Scan(dpi=200, colour="bw", skew=1.0, noise=8),
    "150bw": Scan(dpi=150, colour="bw", skew=-1.5, noise=8),
    "200grey-90": Scan(dpi=200, turned=90, skew=0.7, noise=8),
    "200bw-180": Scan(dpi=200, colour="bw", turned=180, skew=-1.3, noise=8),
    "150grey-180": Scan(dpi=150, turned=180, skew=2.0, noise=12),
}
FIELDS = ("exact", "start_date", "effects")


def measured(seed: int, folder: Path) -> dict[str, list[Result]]:
    """Each way's papers, and the native ones under "", through a whole run and out of its database."""
    words = list(VOCABULARIES)
    for at, layout in enumerate(LAYOUTS):
        spec = Spec.drawn(layout, words[(at + seed) % len(words)], seed + at)
        path = folder / f"{spec.name}.pdf"
        gold = print_paper(draw(COUNT, spec.seed, spec.year), spec, path)
        path.with_suffix(".json").write_text(json.dumps(gold, ensure_ascii=False), "utf8")
        for name, how in WAYS.items():
            scan(path, path.with_suffix(f".{name}.pdf"), how)
    database = folder / "m.duckdb"
    run(
        [str(folder)],
        Settings(db=str(database), corrections=str(folder / "none"), reference=str(folder / "none")),
        Silent(),
    )
    return {name: evaluate(database, folder, suffix=f".{name}" if name else "") for name in ("", *WAYS)}


def shares(results: Iterable[Result]) -> list[float]:
    """Exact records as a share of all, and F1 of starts and effects."""
    results = list(results)
    return [exact_share(results), *(sum((r.scores[name] for r in results), Score()).f1 for name in FIELDS[1:])]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.printer.grid")
    parser.add_argument("seed", type=int, nargs="?", default=7_300)
    parser.add_argument("--keep", type=Path)
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = said.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        results = measured(said.seed, folder)
    native = shares(results.pop(""))
    print(f"{'':14}" + "".join(f"{name:>12}" for name in FIELDS))
    print(f"{'native':14}" + "".join(f"{share:12.3f}" for share in native))
    table = {name: [a / b for a, b in zip(shares(found), native, strict=True)] for name, found in results.items()}
    for name, row in table.items():
        print(f"{name:14}" + "".join(f"{share:12.3f}" for share in row))
    print(
        f"{'average':14}" + "".join(f"{sum(column) / len(table):12.3f}" for column in zip(*table.values(), strict=True))
    )


if __name__ == "__main__":
    main()
