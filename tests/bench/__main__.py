"""``python -m tests.bench [--runs N] [NAME …]``: measure all, or what is named, and write docs/bench.md when all was measured."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.bench.measures import MEASURES
from tests.bench.papers import ROOT
from tests.bench.table import in_terminal, write_page

PAGE = ROOT / "docs" / "bench.md"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(m.__name__ for m in MEASURES))
    parser.add_argument("--runs", type=int, default=5, help="runs of each, of which the median counts")
    given = parser.parse_args()
    chosen = [m for m in MEASURES if not given.names or m.__name__ in given.names]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for measure in chosen:
            for row in measure(Path(folder) / measure.__name__, given.runs):
                rows.append(row)
                print(in_terminal(row), flush=True)
    if len(chosen) == len(MEASURES):
        write_page(rows, PAGE)
        print(f"\n{PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
