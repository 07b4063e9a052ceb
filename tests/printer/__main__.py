"""``python -m tests.printer LAYOUT VOCABULARY SEED OUT.pdf [PRODUCER]``: print a paper, and its gold beside it as OUT.json.

LAYOUT and VOCABULARY may be ``all``: then OUT is a folder.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.printer.layouts import LAYOUTS
from tests.printer.paper import PRODUCERS, Producer, Spec, print_paper
from tests.printer.values import draw
from tests.printer.words import VOCABULARIES


def main(layout: str, vocabulary: str, seed: str, out: str, producer: str = "") -> None:
    chosen: Producer | None = next((p for p in PRODUCERS if p == producer), None)
    layouts = list(LAYOUTS) if layout == "all" else [layout]
    vocabularies = list(VOCABULARIES) if vocabulary == "all" else [vocabulary]
    many = len(layouts) * len(vocabularies) > 1
    for one in layouts:
        for words in vocabularies:
            spec = Spec.drawn(one, words, int(seed), chosen)
            path = Path(out) / f"{spec.name}.pdf" if many else Path(out)
            path.parent.mkdir(parents=True, exist_ok=True)
            gold = print_paper(draw(10, spec.seed, spec.year), spec, path)
            path.with_suffix(".json").write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", "utf8")
            print(path)


if __name__ == "__main__":
    if len(sys.argv) not in (5, 6):
        sys.exit(
            f"{__doc__}\nLayouts: {', '.join(LAYOUTS)}\nVocabularies: {', '.join(VOCABULARIES)}\nProducers: {', '.join(PRODUCERS)}"
        )
    main(*sys.argv[1:])
