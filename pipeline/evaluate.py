"""Found against gold: right, wrong and missing, per field and document. Dictionaries go in, counts come out.

A gold measure is paired with the found one whose own words (title and action) are most like its own, one to one. Then each
field of the pair is right, wrong or missing; a found measure without a partner makes its fields wrong, a gold one missing.

Where gold has a list of values, each of them is right; where one of them is null, saying nothing is right too.
A record is exact when action, area, start, effects and status are all right.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from extractors.errors import NoInput
from pipeline import database

VALUES = ("area", "subarea", "start_date", "due_date", "status", "responsible", "effects")
TEXTS = ("title", "action", "goal", "method", "effect_text")
DOCUMENT_FIELDS = ("municipality", "body", "district", "doc_type", "dnr", "doc_date", "plan_year")
EXACT = ("action", "area", "start_date", "effects", "status")
MEASURES = "measures"

_LEAST_ALIKE = 0.55  # of two measures that are one
_SAME_TEXT = 90
_SAME_PART = 97
_LONGEST_PART = 0.6  # an action that holds the other may be two thirds longer
_MARKS = re.compile(r"[\u00ad\uf0b7•▪–—-]")
_BETWEEN_WORDS = re.compile(r"\W+")

Record = Mapping[str, Any]


@dataclass(slots=True)
class Score:
    """How often something was right, wrong (said, but not so) and missing (in gold, not said rightly)."""

    right: int = 0
    wrong: int = 0
    missing: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.wrong + other.wrong, self.missing + other.missing)

    @property
    def precision(self) -> float:
        said = self.right + self.wrong
        return self.right / said if said else 1.0

    @property
    def recall(self) -> float:
        in_gold = self.right + self.missing
        return self.right / in_gold if in_gold else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Result:
    """One document held against its gold."""

    name: str
    gold: int
    found: int
    scores: dict[str, Score]
    exact: int = 0
    document_right: int = 0
    document_asked: int = 0
    misses: list[str] = field(default_factory=list)


def evaluate(path: Path, gold_folder: Path, *, suffix: str = "") -> list[Result]:
    """Hold a database against a folder of gold files, ``<name>.json`` against the document ``<name><suffix>.…``.

    Raises NoInput where the folder has no gold file.
    """
    papers = sorted(gold_folder.glob("*.json"))
    if not papers:
        raise NoInput(
            f"{gold_folder} har inga facit (*.json). Ange en mapp med en JSON-fil per handling, t.ex. tests/gold."
        )
    with database.connect_readonly(path) as con:
        documents = _records(con, "from documents order by file_name")
        results = []
        for paper in papers:
            gold = json.loads(paper.read_text("utf-8"))
            document = _document_of(paper.stem + suffix, documents)
            found = _measures(con, document["document_id"]) if document else []
            results.append(compare(paper.stem, gold, document, found))
    return results


def compare(name: str, gold: Record, document: Record | None, found: Sequence[Record]) -> Result:
    """Hold what was found in one document against its gold."""
    wanted: Sequence[Record] = gold["measures"]
    partner = dict(pair(wanted, found))
    result = Result(name, len(wanted), len(found), {key: Score() for key in (MEASURES, *VALUES, *TEXTS)})
    result.scores[MEASURES] = Score(len(partner), len(found) - len(partner), len(wanted) - len(partner))
    for i, measure in enumerate(wanted):
        got = found[partner[i]] if i in partner else None
        right = {key: _judge(result.scores, key, measure, got) for key in (*VALUES, *TEXTS)}
        if got is not None and all(right[key] for key in EXACT):
            result.exact += 1
        else:
            result.misses.append(_told(measure, got, right))
    for j, extra in enumerate(found):
        if j not in partner.values():
            for key in (*VALUES, *TEXTS):
                result.scores[key].wrong += value_of(extra, key) is not None
            result.misses.append(f"för mycket: {_name(extra)}")
    if document is not None:
        result.document_asked = len(DOCUMENT_FIELDS)
        result.document_right = sum(
            _fact_right(gold["document"].get(key), document.get(key)) for key in DOCUMENT_FIELDS
        )
    return result


def total(results: Iterable[Result]) -> Result:
    """All documents together."""
    everything = Result("alla", 0, 0, {key: Score() for key in (MEASURES, *VALUES, *TEXTS)})
    for result in results:
        everything.gold += result.gold
        everything.found += result.found
        everything.exact += result.exact
        everything.document_right += result.document_right
        everything.document_asked += result.document_asked
        for key, score in result.scores.items():
            everything.scores[key] += score
    return everything


def pair(wanted: Sequence[Record], found: Sequence[Record]) -> list[tuple[int, int]]:
    """Which found measure is which wanted one: the most alike first, each taken once."""
    ranked = sorted(((alike(w, f), i, j) for i, w in enumerate(wanted) for j, f in enumerate(found)), reverse=True)
    taken_wanted: set[int] = set()
    taken_found: set[int] = set()
    pairs = []
    for likeness, i, j in ranked:
        if likeness >= _LEAST_ALIKE and i not in taken_wanted and j not in taken_found:
            taken_wanted.add(i)
            taken_found.add(j)
            pairs.append((i, j))
    return pairs


def alike(a: Record, b: Record) -> float:
    """How alike two measures' own words are, 0–1: title and action together, or the actions alone."""
    whole = fuzz.ratio(*(_words(f"{m.get('title') or ''} {m.get('action') or ''}") for m in (a, b)))
    actions = fuzz.ratio(_words(a.get("action")), _words(b.get("action")))
    return max(whole, actions) / 100


def same_text(key: str, gold: str, found: str) -> bool:
    """True where two texts say the same; an action also where one holds the other and is not much longer."""
    a, b = _words(gold), _words(found)
    if fuzz.ratio(a, b) >= _SAME_TEXT:
        return True
    short, long = sorted((a, b), key=len)
    return key == "action" and len(short) >= _LONGEST_PART * len(long) and fuzz.partial_ratio(short, long) >= _SAME_PART


def value_of(measure: Record, key: str) -> Any:
    """A measure's value to compare; None where it says nothing."""
    value = measure.get(key)
    if key == "effects":
        stated = [e for e in value or [] if e.get("amount_sek") is not None]
        value = sorted(
            (e["amount_sek"], e["kind"] or "", str(e.get("year") or ""), str(e.get("as_of") or "")) for e in stated
        )
    return None if value in (None, "", []) else value


def _judge(scores: dict[str, Score], key: str, wanted: Record, got: Record | None) -> bool:
    """Count one field of one measure; True where it is as it should be, saying nothing included."""
    gold, found = value_of(wanted, key), value_of(got, key) if got else None
    same = gold is not None and found is not None and _same(key, gold, found)
    optional = gold is None or (key in VALUES and key != "effects" and isinstance(gold, list) and None in gold)
    scores[key].right += same
    scores[key].wrong += found is not None and not same
    scores[key].missing += not optional and not same
    return same or (got is not None and optional and found is None)


def _same(key: str, gold: Any, found: Any) -> bool:
    if key in TEXTS:
        return same_text(key, gold, found)
    if key == "effects":
        return bool(gold == found)
    if isinstance(gold, list):
        return any(value is not None and _same(key, value, found) for value in gold)
    if key == "responsible":
        return fuzz.ratio(_words(gold), _words(found)) >= _SAME_TEXT
    return str(gold) == str(found)


def _fact_right(gold: Any, found: Any) -> bool:
    accepted = gold if isinstance(gold, list) else [gold]
    return any(str(found) == str(value) if None not in (found, value) else found is value for value in accepted)


def _words(text: str | None) -> str:
    return _BETWEEN_WORDS.sub(" ", _MARKS.sub(" ", text or "").lower()).strip()


def _told(measure: Record, got: Record | None, right: Mapping[str, bool]) -> str:
    """One line that says what is wrong with a record."""
    if got is None:
        return f"saknas: {_name(measure)}"
    wrong = [f"{k}: facit {value_of(measure, k)!r}, läst {value_of(got, k)!r}" for k in EXACT if not right[k]]
    return f"{_name(measure)}: " + "; ".join(wrong)


def _name(measure: Record) -> str:
    return repr(str(measure.get("title") or measure.get("action") or "")[:60])


def _document_of(name: str, documents: Sequence[Record]) -> Record | None:
    """The paper of that name; of several (``plan.pdf``, ``plan.scan.pdf``) the one with the least added to it."""
    fitting = [d for d in documents if str(d["file_name"]).startswith(name + ".")]
    return min(fitting, key=lambda d: len(str(d["file_name"])), default=None)


def _measures(con: database.Connection, document_id: str) -> list[dict[str, Any]]:
    measures = _records(con, "from measures where document_id = ? order by measure_id", document_id)
    for measure in measures:
        measure["effects"] = _records(con, "from effects where measure_id = ? order by seq", measure["measure_id"])
    return measures


def _records(con: database.Connection, sql: str, *values: object) -> list[dict[str, Any]]:
    names, rows = database.rows_of(con, sql, values)
    return [dict(zip(names, row, strict=True)) for row in rows]
