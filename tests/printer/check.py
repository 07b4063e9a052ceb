"""Hold what the extraction reads in printed papers against what was printed, by the rules of pipeline/evaluate.py.

In: PDFs and their gold documents. Out: ``Result``s per paper, and how large a share of the fields is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from extractors.document import arrange
from extractors.extract import extract
from extractors.measure import Extraction, Measure
from extractors.reading import read_paper
from pipeline.evaluate import EXACT, MEASURES, VALUES, Result, Score, compare
from tests.printer.paper import Producer, Spec, print_paper
from tests.printer.values import draw

COUNT = 10  # measures in a printed paper


def read_back(path: Path) -> Extraction:
    """A printed paper through the whole extraction."""
    return extract(arrange(read_paper(path)))


def record(measure: Measure) -> dict[str, Any]:
    """A found measure with the names of the gold fields."""
    named = {
        name: getattr(measure, name) for name in ("no", "title", "action", "area", "subarea", "responsible", "goal")
    }
    return named | {
        "method": measure.method,
        "effect_text": measure.effect_text,
        "status": measure.status,
        "start_date": measure.start.first if measure.start else None,
        "due_date": measure.due.last if measure.due else None,
        "effects": [asdict(effect) for effect in measure.effects],
        "comment": measure.comment,
    }


def score(name: str, gold: Mapping[str, Any], found: Extraction) -> Result:
    """One paper's found measures and facts against its gold."""
    return compare(name, gold, asdict(found.facts), [record(m) for m in found.measures])


def print_and_score(folder: Path, layout: str, vocabulary: str, seed: int, producer: Producer | None = None) -> Result:
    """Print one paper, read it back and score it."""
    spec = Spec.drawn(layout, vocabulary, seed, producer)
    path = folder / f"{spec.name}.pdf"
    gold = print_paper(draw(COUNT, spec.seed, spec.year), spec, path)
    return score(spec.name, gold, read_back(path))


def field_share(results: Iterable[Result]) -> float:
    """How many of all fields that are in gold or were found are right: the measure itself and its compared values and texts."""
    everything = Score()
    for result in results:
        for key in (MEASURES, *VALUES, "action"):
            everything += result.scores[key]
    return everything.f1


def exact_share(results: Iterable[Result]) -> float:
    """How many of all measures have action, area, start, effects and status right, none invented counted in their favour."""
    counted = [(r.exact, max(r.gold, r.found)) for r in results]
    return sum(e for e, _ in counted) / max(sum(n for _, n in counted), 1)


__all__ = ["COUNT", "EXACT", "exact_share", "field_share", "print_and_score", "read_back", "record", "score"]
