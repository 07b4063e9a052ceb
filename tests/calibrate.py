"""Learn what extractors/confidence.py weighs, and show how well it holds: ``python -m tests.calibrate`` (``make calibrate``).

In: printed papers and scans of some, whose measures are known by construction, and the papers with gold written by hand. Out:
``extractors/confidence_table.json`` from most of them, the tables of docs/confidence.md and a diagram from those that were left out.

    python -m tests.calibrate                          all of it; some ten minutes, most of them OCR (kept in build/calibration)
    python -m tests.calibrate --check PAPERS GOLD …    holds the table against other papers too; learns nothing from them

The same papers give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import pickle
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from math import exp
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np

from extractors.confidence import JUDGED, Judgement, Table, Traits, judge_by, together
from extractors.document import arrange
from extractors.extract import extract
from extractors.measure import Measure
from extractors.model import Paper
from extractors.reading import OpenPaper, read_paper
from extractors.reading.ocr import reread
from pipeline.evaluate import TEXTS, VALUES, compare, pair, same_text
from tests.printer.check import record
from tests.printer.layouts import LAYOUTS
from tests.printer.paper import Spec, print_paper
from tests.printer.scan import FAX, Scan, scan
from tests.printer.values import draw
from tests.printer.words import VOCABULARIES
from tests.reliability import Held, as_markdown, picture

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "extractors" / "confidence_table.json"
KEPT = ROOT / "build" / "calibration"
UNSEEN = ROOT / "tests" / "papers" / "unseen"
PAGE = ROOT / "docs" / "confidence.md"
PICTURE = ROOT / "docs" / "pictures" / "confidence.png"

MARK = "<!-- make calibrate writes what follows -->"

LEARNT, LEFT_OUT = (301, 302), (401,)  # seeds of printed papers
SCANS_LEARNT, SCANS_LEFT_OUT = (501, 601), (502,)
SCANNED = (
    Scan(dpi=150, noise=10, skew=0.8, blur=0.7),
    Scan(dpi=200, colour="bw", skew=-0.6, noise=10),
    Scan(dpi=120, noise=8, blur=0.6),
    Scan(dpi=200),
    FAX,
    Scan(dpi=150, colour="bw", noise=12, skew=1.2),
)
HAND_WRITTEN = 3.0  # a measure of a paper that no printer made counts as so many
DAMPING = 4.0  # how much it takes to move a weight from nothing
RARE = 8  # a trait seen on fewer measures weighs nothing
AGAINST = ("doubt:", "finding:", "words:", "scan:")  # traits that can only speak against a value
PARTS = 5  # in so many parts the fields are learnt, to see what they are worth on measures they have not seen


class Known(NamedTuple):
    """A found measure: how it was read, what of it is right ("whole" too), how much it counts, which paper and kind of paper it stands in."""

    traits: Traits
    right: Mapping[str, bool]
    weight: float
    paper: str
    kind: str


class _Traits(dict[str, float]):
    """In place of a measure's confidences, its traits."""

    def __init__(self, traits: Traits) -> None:
        super().__init__()
        self.traits = traits


def known_in(paper: Paper, gold: Mapping[str, Any], kind: str, weight: float = 1.0) -> list[Known]:
    """Every found measure of a paper, held against its gold."""
    with patch("extractors.resolving.judge", lambda traits: Judgement(1.0, _Traits(traits))):
        measures = extract(arrange(paper)).measures
    found = [record(m) for m in measures]
    partner = {j: i for i, j in pair(gold["measures"], found)}
    return [
        Known(_traits(m), _right(gold["measures"][partner[j]] if j in partner else None, found[j]), weight, paper.file_name, kind)
        for j, m in enumerate(measures)
        if isinstance(m.confidences, _Traits)  # one that is told twice has the traits of both
    ]  # fmt: skip


def _traits(measure: Measure) -> Traits:
    assert isinstance(measure.confidences, _Traits)
    return measure.confidences.traits


def _right(wanted: Mapping[str, Any] | None, found: Mapping[str, Any]) -> dict[str, bool]:
    """A measure that the paper does not have has nothing right."""
    if wanted is None:
        return dict.fromkeys((*JUDGED, "whole"), False)
    said = compare("", {"measures": [wanted], "document": {}}, None, [found])
    right = {name: not (said.scores[name].wrong or said.scores[name].missing) for name in (*VALUES, *TEXTS)}
    for name in ("no", "comment"):
        gold, read = (str(m.get(name) or "").strip(" .") for m in (wanted, found))
        right[name] = gold == read or same_text(name, gold, read)
    return right | {"whole": said.exact == 1}


# ---- papers


def printed(seeds: Iterable[int], folder: Path) -> Iterator[Known]:
    """Papers of every layout in every vocabulary."""
    for seed in seeds:
        for layout in LAYOUTS:
            for vocabulary in VOCABULARIES:
                spec = Spec.drawn(layout, vocabulary, seed)
                path = folder / f"{spec.name}.pdf"
                gold = print_paper(draw(10, spec.seed, spec.year), spec, path)
                yield from known_in(read_paper(path), gold, "printed")


def scanned(seeds: Iterable[int], folder: Path) -> Iterator[Known]:
    """A small paper of every layout, scanned one way or another."""
    vocabularies = list(VOCABULARIES)
    for seed in seeds:
        for i, layout in enumerate(LAYOUTS):
            spec = Spec.drawn(layout, vocabularies[(i + seed) % len(vocabularies)], seed)
            path = folder / f"{spec.name}.pdf"
            gold = print_paper(draw(4, spec.seed, spec.year), spec, path)
            read = read_scan(scan(path, path.with_suffix(".scan.pdf"), SCANNED[(i + seed) % len(SCANNED)]))
            yield from known_in(read, gold, "scanned")


def by_hand(papers: Path, gold: Path, weight: float = 1.0) -> Iterator[Known]:
    """Papers in a folder that have gold in another; ``x.scan.pdf`` has that of ``x``."""
    for path in sorted(papers.glob("*.pdf")):
        scan_of = path.stem.removesuffix(".scan")
        wanted = gold / f"{scan_of}.json"
        if wanted.exists():
            is_scan = scan_of != path.stem
            paper = read_scan(path) if is_scan else read_paper(path)
            yield from known_in(paper, json.loads(wanted.read_text("utf8")), "scanned" if is_scan else "native", weight)


def read_scan(path: Path) -> Paper:
    """The paper as OCR reads it; kept, since it takes seconds a page."""
    data = path.read_bytes()
    kept = KEPT / f"{sha256(data).hexdigest()[:24]}.pickle"
    if kept.exists():
        paper: Paper = pickle.loads(kept.read_bytes())
        return paper
    with OpenPaper(data, path.name) as opened:
        pages = tuple(reread(page, data) for page in opened.pages())
        paper = Paper(path.name, sha256(data).hexdigest(), pages, opened.declared, tuple(opened.notes))
    KEPT.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(pickle.dumps(paper))
    return paper


# ---- learning


class Apart(NamedTuple):
    """A measure judged by weights that were learnt without its paper: each field, and the log-odds of all together."""

    known: Known
    fields: Mapping[str, float]
    odds: float


def learn(known: Sequence[Known]) -> tuple[Table, list[tuple[Known, Judgement]]]:
    """Weights for every field, and for the whole what the fields are worth on papers that they were not learnt from; those judgements too."""
    papers = sorted({k.paper for k in known})
    part_of = {paper: i % PARTS for i, paper in enumerate(papers)}
    apart: list[Apart] = []
    for part in range(PARTS):
        seen = [k for k in known if part_of[k.paper] != part]
        table = Table({name: _weights(seen, name) for name in JUDGED}, 1.0, 0.0)
        for k in known:
            if part_of[k.paper] == part:
                fields = judge_by(table, k.traits).fields
                apart.append(Apart(k, fields, together(fields)))
    odds = np.array([a.odds for a in apart])[:, None]
    right, weight = np.array([a.known.right["whole"] for a in apart], float), np.array([a.known.weight for a in apart])
    offset, slope = (round(float(w), 3) for w in _fit(odds, right, weight, damping=0.0))
    judged = [(a.known, Judgement(1 / (1 + exp(-(offset + slope * a.odds))), a.fields)) for a in apart]
    return Table({name: _weights(known, name) for name in JUDGED}, slope, offset), judged


def _weights(known: Sequence[Known], name: str) -> dict[str, float]:
    """The bias under "", and what each trait adds; a trait that can only speak against a value never speaks for it."""
    of_each = [{*k.traits.get("", ()), *k.traits.get(name, ())} for k in known]
    counts = Counter(trait for traits in of_each for trait in traits)
    right = np.array([k.right[name] for k in known], float)
    weight = np.array([k.weight for k in known])
    names = sorted(t for t, n in counts.items() if n >= RARE)
    while True:
        place = {trait: i for i, trait in enumerate(names)}
        x = np.zeros((len(known), len(names)))
        for row, traits in enumerate(of_each):
            x[row, [place[t] for t in sorted(traits) if t in place]] = 1.0
        bias, *found = (round(float(w), 2) for w in _fit(x, right, weight, damping=DAMPING))
        wrong_way = {t for t, w in zip(names, found, strict=True) if w > 0 and t.startswith(AGAINST)}
        if not wrong_way:
            return {"": bias} | {t: w for t, w in zip(names, found, strict=True) if w}
        names = [t for t in names if t not in wrong_way]


def _fit(x: np.ndarray, y: np.ndarray, weight: np.ndarray, *, damping: float) -> np.ndarray:
    """Logistic regression by Newton's steps; the weights, but not the bias, are held towards nothing."""
    x = np.hstack([np.ones((len(x), 1)), x])
    hold = np.full(x.shape[1], damping)
    hold[0] = 0.01
    found = np.zeros(x.shape[1])
    for _ in range(30):
        share = 1 / (1 + np.exp(-np.clip(x @ found, -30, 30)))
        slope = x.T @ (weight * (y - share)) - hold * found
        curve = (x * (weight * share * (1 - share))[:, None]).T @ x + np.diag(hold + 1e-6)
        step = np.linalg.solve(curve, slope)
        found = found + np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-6:
            break
    return found


def write(table: Table) -> None:
    """The table as a file: sorted, a field a line."""
    rows = ",\n".join(
        f" {json.dumps(name)}: {json.dumps(dict(sorted(table.fields[name].items())), ensure_ascii=False)}"
        for name in JUDGED
    )
    whole = json.dumps({"offset": table.offset, "slope": table.slope})
    TABLE.write_text(f'{{"whole": {whole},\n"fields": {{\n{rows}\n}}}}\n', "utf8")


def judged_by(table: Table, known: Iterable[Known]) -> list[tuple[Known, Judgement]]:
    return [(k, judge_by(table, k.traits)) for k in known]


def held(judged: Iterable[tuple[Known, Judgement]]) -> tuple[Held, Held]:
    """Whole records, and the values that a reader sees: every filled field."""
    wholes, values = Held(), Held()
    for k, said in judged:
        wholes.add(said.whole, k.right["whole"])
        for name in JUDGED:
            if any(t.startswith("said:") for t in k.traits[name]):
                values.add(said.fields[name], k.right[name])
    return wholes, values


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", nargs=2, type=Path, metavar=("PAPERS", "GOLD"))
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        unlike = [*by_hand(UNSEEN, UNSEEN, HAND_WRITTEN)]
        known = [*printed(LEARNT, folder), *scanned(SCANS_LEARNT, folder), *unlike]
        known += by_hand(ROOT / "data" / "raw", ROOT / "tests" / "gold", HAND_WRITTEN)
        table, apart = learn(known)
        parts = {
            "printed, other seeds": held(judged_by(table, printed(LEFT_OUT, folder))),
            "scanned, other seeds": held(judged_by(table, scanned(SCANS_LEFT_OUT, folder))),
            "other kinds of paper": held([(k, said) for k, said in apart if k.paper in {u.paper for u in unlike}]),
        }
    if chosen.check:
        parts["real papers"] = held(judged_by(table, by_hand(*chosen.check)))
    write(table)
    picture({name: wholes for name, (wholes, _) in parts.items()}, PICTURE)
    text = PAGE.read_text("utf8").partition(MARK)[0]
    PAGE.write_text(f"{text}{MARK}\n\n{as_markdown(parts)}", "utf8")


if __name__ == "__main__":
    main()
