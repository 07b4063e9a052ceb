"""``python -m tests.printer.accuracy [PAPERS]``: each layout printed and scanned, read back, and docs/accuracy.md written.

Seeds begin at 5 001, which no rule was written beside. PAPERS (2 unless told) is how many a layout, in different houses' words.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.config import Settings
from pipeline.evaluate import Result, evaluate
from pipeline.stages import run
from tests.cookbook import Silent
from tests.printer.check import COUNT, exact_share, field_share
from tests.printer.layouts import LAYOUTS
from tests.printer.paper import Spec, print_paper
from tests.printer.scan import Scan, scan
from tests.printer.values import draw
from tests.printer.words import VOCABULARIES

PAGE = Path(__file__).parents[2] / "docs" / "accuracy.md"
HOW = Scan(dpi=200, colour="grey", skew=0.6, noise=8)
FIRST_SEED = 5_001

Pair = tuple[Result, Result]  # the same paper exported and scanned

_HEAD = """# Accuracy, layout by layout

Papers with known content are printed by `tests/printer` with typography, letterheads and surrounding text drawn by seed, read back as a
user would, and held against what was printed (`pipeline/evaluate.py`). Then each is scanned (200 dpi, grey, noise, skewed 0.6°), read by
Tesseract, and held against the same. Seeds are others than those that the rules were tried on. {papers} papers, {measures} measures.

*fields*: F1 over measure, action, area, sub-area, start, due, status, responsible and effects. *exact*: share of measures whose action, area,
start, effects and status are all right. `python -m tests.printer.accuracy` measures anew and writes this page.

| layout | exported: fields | exact | scanned: fields | exact |
| --- | --: | --: | --: | --: |
"""


def measured(papers: int) -> dict[str, list[Pair]]:
    """Each layout's papers, exported and scanned, through a whole run and out of its database."""
    words = list(VOCABULARIES)
    layout_of: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for at, layout in enumerate(LAYOUTS):
            for n in range(papers):
                spec = Spec.drawn(layout, words[(at + n) % len(words)], FIRST_SEED + n)
                layout_of[spec.name] = layout
                _print(folder, spec)
        settings = Settings(
            db=str(folder / "m.duckdb"), corrections=str(folder / "none"), reference=str(folder / "none")
        )
        run([name], settings, Silent())
        pairs = zip(
            evaluate(settings.database, folder), evaluate(settings.database, folder, suffix=".scan"), strict=True
        )
        found: dict[str, list[Pair]] = {layout: [] for layout in LAYOUTS}
        for native, scanned in pairs:
            found[layout_of[native.name]].append((native, scanned))
    return found


def _print(folder: Path, spec: Spec) -> None:
    path = folder / f"{spec.name}.pdf"
    gold = print_paper(draw(COUNT, spec.seed, spec.year), spec, path)
    path.with_suffix(".json").write_text(json.dumps(gold, ensure_ascii=False), "utf8")
    scan(path, path.with_suffix(".scan.pdf"), HOW)


def page(results: Mapping[str, Sequence[Pair]]) -> str:
    """The table as Markdown."""
    everything = [pair for pairs in results.values() for pair in pairs]
    head = _HEAD.format(papers=len(everything), measures=sum(native.gold for native, _ in everything))
    rows = [_row(f"`{layout}`", pairs) for layout, pairs in results.items()]
    return head + "\n".join([*rows, _row("**all**", everything)]) + "\n"


def _row(name: str, pairs: Sequence[Pair]) -> str:
    native, scanned = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    shares = (field_share(native), exact_share(native), field_share(scanned), exact_share(scanned))
    return f"| {name} | {' | '.join(f'{share:.3f}' for share in shares)} |"


if __name__ == "__main__":
    PAGE.write_text(page(measured(int(sys.argv[1]) if len(sys.argv) > 1 else 2)), "utf8")
