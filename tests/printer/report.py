"""``python -m tests.printer.report [SEEDS]``: print every layout in every vocabulary, read it back, and write docs/invariance.md."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pipeline.evaluate import Result
from tests.printer.check import COUNT, exact_share, field_share, print_and_score
from tests.printer.layouts import LAYOUTS
from tests.printer.words import VOCABULARIES

PAGE = Path(__file__).parents[2] / "docs" / "invariance.md"


def measured(seeds: int) -> dict[tuple[str, str], list[Result]]:
    """The results of each layout and vocabulary."""
    with tempfile.TemporaryDirectory() as folder:
        return {
            (layout, words): [print_and_score(Path(folder), layout, words, seed) for seed in range(1, seeds + 1)]
            for layout in LAYOUTS
            for words in VOCABULARIES
        }


def page(results: Mapping[tuple[str, str], list[Result]], seeds: int) -> str:
    """The table as Markdown: share of all fields right, and in the last columns of whole records."""
    everything = [r for group in results.values() for r in group]
    lines = [
        "# The same measures in any layout and words",
        "",
        "Measures with known values are printed as papers by `tests/printer` and read back. Each cell is the F1 of all compared fields (the measure",
        "itself, action, area, sub-area, start, due, status, responsible, effects) over the papers of a layout in one house's words; the last two columns",
        "are the layout's own F1 and its share of exact records (action, area, start, effects and status all right).",
        f"{len(everything)} papers ({seeds} a cell, {COUNT} measures each) with typography, letterheads and surrounding text drawn by seed.",
        "",
        f"| layout | {' | '.join(VOCABULARIES)} | all | exact |",
        f"| --- | {' | '.join('--:' for _ in VOCABULARIES)} | --: | --: |",
    ]
    for layout in LAYOUTS:
        cells = [f"{field_share(results[layout, words]):.3f}" for words in VOCABULARIES]
        of_layout = [r for words in VOCABULARIES for r in results[layout, words]]
        lines.append(
            f"| `{layout}` | {' | '.join(cells)} | {field_share(of_layout):.3f} | {exact_share(of_layout):.3f} |"
        )
    words_alone = [
        f"{field_share([r for layout in LAYOUTS for r in results[layout, words]]):.3f}" for words in VOCABULARIES
    ]
    lines.append(
        f"| all | {' | '.join(words_alone)} | **{field_share(everything):.3f}** | **{exact_share(everything):.3f}** |"
    )
    right, asked = sum(r.document_right for r in everything), sum(r.document_asked for r in everything)
    lines += [
        "",
        f"Facts of the papers (municipality, board, district, type, number, date, plan year) right: {right} of {asked}.",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    PAGE.write_text(page(measured(count), count), "utf8")
    print(PAGE)
