"""Which measures of one municipality are the same: measures as papers tell them go in, scored pairs come out. No database.

A paper is held against papers of the same or an adjoining year. What speaks for and against a pair is added up as in a balance
(log-odds), every part kept in ``why``. Within two papers a measure has one partner at most.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from pipeline.decisions import Decision
from pipeline.likeness import Marks, Weights, conflict, marks, text_likeness
from pipeline.schema import LinkRow

Row = tuple[Any, ...]  # the values named by FACTS, then amounts, title and action
Times = Counter[tuple[str, int]]  # how many measures of a paper have an amount

SAME, UNSURE = 0.8, 0.4  # score from which a pair is the same measure, and from which a person should look
LIKELY = 0.65  # from which several unsure pairs between the same two measures add up
VERSION = 3  # raise when the same measures should give other pairs

_CLOSE = 0.03  # two candidates nearer than this cannot be told apart
_COMMON = 200  # a word in more measures of a municipality than this finds nobody
_RAREST = 6  # words of a measure that look for partners
_ELSEWHERE = 0.5  # part of its telling words that a measure must share with one of another board
_LOOK_AT = 3  # candidates of a measure in one other paper
NEXT_YEAR = 1  # years between papers that are held against each other

FACTS = (
    "measure_id",
    "document_id",
    "seq",
    "municipality",
    "board",
    "district",
    "year",
    "day",
    "no",
    "area",
    "subarea",
    "start",
)


class Place(NamedTuple):
    """Where a measure stands among all: sorts older papers first."""

    year: int
    day: date
    document_id: str
    seq: int


@dataclass(frozen=True, slots=True)
class Told:
    """A measure as one paper tells it."""

    measure_id: str
    document_id: str
    seq: int
    municipality: str | None
    board: str | None
    district: str | None
    year: int | None
    day: date | None
    no: str | None
    area: str | None
    subarea: str | None
    start: date | None
    amounts: frozenset[int]
    marks: Marks

    @property
    def place(self) -> Place:
        return Place(self.year or 9999, self.day or date.max, self.document_id, self.seq)


class Scored(NamedTuple):
    """A pair, the older first. ``why`` has the parts of the balance, in log-odds."""

    a: Told
    b: Told
    score: float
    decision: Decision
    why: dict[str, float | str]

    @property
    def row(self) -> LinkRow:
        why = json.dumps(self.why, ensure_ascii=False, sort_keys=True)
        return LinkRow(self.a.measure_id, self.b.measure_id, self.score, self.decision, why)


def pairs_of(block: Sequence[Row]) -> list[LinkRow]:
    """The pairs among the measures of one municipality, in order of their keys."""
    return [pair.row for pair in find_links([_told(row) for row in block])]


def _told(row: Row) -> Told:
    facts, (amounts, title, action) = row[:-3], row[-3:]
    values = dict(zip(FACTS, facts, strict=True))
    return Told(**values, amounts=frozenset(amounts or ()), marks=marks(title, action))


def find_links(block: Sequence[Told]) -> list[Scored]:
    """The pairs of one municipality that are, may be, or only look like the same measure; in order of their keys."""
    weights = Weights(m.marks for m in block)
    times = Counter((m.document_id, amount) for m in block for amount in m.amounts)
    by_papers: dict[tuple[str, str], list[Scored]] = defaultdict(list)
    for a, b in _candidates(block, weights):
        pair = _score(a, b, weights, times)
        if pair.score >= UNSURE or pair.decision == "different":
            by_papers[a.document_id, b.document_id].append(pair)
    found = added_up([pair for pairs in by_papers.values() for pair in _one_to_one(pairs)])
    return sorted(found, key=lambda p: (p.a.measure_id, p.b.measure_id))


def added_up(pairs: list[Scored]) -> list[Scored]:
    """Unsure pairs between two years' tellings of a board, told by several papers each, add up: the best of them is the same.

    Plan, report and annual report of one year use different words for a measure; so do those of the next year. That several of
    them are likely to be the same is more than that one is.
    """
    group = Groups(p.a.measure_id for p in pairs)
    for pair in pairs:
        if pair.decision == "same":
            group.join(pair.a.measure_id, pair.b.measure_id)
    between: dict[tuple[str, str], list[Scored]] = defaultdict(list)
    for pair in pairs:
        ends = sorted((group.of(pair.a.measure_id), group.of(pair.b.measure_id)))
        between[ends[0], ends[1]].append(pair)
    better: dict[tuple[str, str], Scored] = {}
    for likely in between.values():
        likely.sort(key=lambda p: (-p.score, p.a.measure_id, p.b.measure_id))
        best = likely[0]
        open_pairs = all(p.decision == "unsure" and "rivals" not in p.why for p in likely)
        if len(likely) > 1 and best.score >= LIKELY and open_pairs and best.why["board"] == 0:
            together = best.why | {"together": float(len(likely))}
            better[best.a.measure_id, best.b.measure_id] = best._replace(decision="same", why=together)
    return [better.get((p.a.measure_id, p.b.measure_id), p) for p in pairs]


class Groups:
    """Names that belong together (union-find): each name begins alone."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._above = {name: name for name in names}

    def of(self, name: str) -> str:
        """The name that stands for the group."""
        while (above := self._above.setdefault(name, name)) != name:
            self._above[name] = self._above[above]
            name = above
        return name

    def join(self, a: str, b: str) -> None:
        """Make one group of two; the name first in order stands for it."""
        first, second = sorted((self.of(a), self.of(b)))
        self._above[second] = first


def _candidates(block: Sequence[Told], weights: Weights) -> Iterator[tuple[Told, Told]]:
    """Pairs worth scoring, the older first: they share a telling word, or in one board a number or an amount."""
    ordered = sorted(block, key=lambda m: m.place)
    holders: dict[object, list[int]] = defaultdict(list)
    keys_of = [_keys(measure, weights) for measure in ordered]
    for i, keys in enumerate(keys_of):
        for key in keys:
            holders[key].append(i)
    for i, (measure, keys) in enumerate(zip(ordered, keys_of, strict=True)):
        shared: dict[int, float] = defaultdict(float)
        enough = _ELSEWHERE * sum(keys.values())
        for key, weight in keys.items():
            held_by = holders[key]
            if len(held_by) <= _COMMON:
                for j in held_by[bisect_right(held_by, i) :]:
                    shared[j] += weight
        by_paper: dict[str, list[tuple[float, int]]] = defaultdict(list)
        for j, weight in shared.items():
            if _may_meet(measure, ordered[j]) and (weight >= enough or _board(measure, ordered[j]) == 0):
                by_paper[ordered[j].document_id].append((-weight, j))
        for found in by_paper.values():
            for _, j in sorted(found)[:_LOOK_AT]:
                yield measure, ordered[j]


def _keys(measure: Told, weights: Weights) -> dict[object, float]:
    rarest = sorted(measure.marks.words, key=lambda w: (-weights[w], w))[:_RAREST]
    keys: dict[object, float] = {word[:6]: weights[word] for word in rarest}
    board = measure.district or measure.board
    keys |= {("amount", board, amount): 4.0 for amount in measure.amounts if amount}
    if measure.no:
        keys["no", board, measure.year, measure.no] = 4.0
    return keys


def _may_meet(a: Told, b: Told) -> bool:
    if a.document_id == b.document_id:
        return False
    return a.year is None or b.year is None or abs(a.year - b.year) <= NEXT_YEAR


def _score(a: Told, b: Told, weights: Weights, times: Times) -> Scored:
    text = text_likeness(a.marks, b.marks, weights)
    parts: dict[str, float | str] = {
        "text": round(10 * (text - 0.5), 2),
        "amount": _amount(a, b, times),
        "area": _area(a, b),
        "number": _number(a, b),
        "start": 0.5 if a.start and a.start == b.start else 0.0,
        "board": _board(a, b),
        "year": -0.3 if a.year and b.year and a.year != b.year else 0.0,
    }
    score = round(1 / (1 + math.exp(-sum(float(part) for part in parts.values()))), 4)
    against = conflict(a.marks, b.marks) if score >= UNSURE else None
    if against:
        return Scored(a, b, score, "different", parts | {"conflict": against})
    if a.district and b.district and a.district != b.district:
        # two districts with one idea have a measure each, unless a person says that it is the same
        return Scored(a, b, score if score >= SAME else 0.0, "unsure", parts)
    return Scored(a, b, score, "same" if score >= SAME else "unsure", parts)


def _amount(a: Told, b: Told, times: Times) -> float:
    x, y = a.amounts - {0}, b.amounts - {0}
    if not x or not y:
        return 0.0
    if x & y:
        alone = any(times[a.document_id, n] == 1 == times[b.document_id, n] for n in x & y)
        return 2.5 if alone else 1.5
    if a.year != b.year:
        return 0.0  # another year's amount is often another
    return 0.5 if min(abs(p - q) / max(abs(p), abs(q)) for p in x for q in y) <= 0.1 else -1.0


def _area(a: Told, b: Told) -> float:
    if not a.area or not b.area:
        return 0.0
    if a.area != b.area:
        return -1.5
    return 1.0 if a.subarea == b.subarea else 0.4


def _number(a: Told, b: Told) -> float:
    if not a.no or not b.no or a.year != b.year or _board(a, b):
        return 0.0
    return 1.0 if a.no == b.no else -0.3


def _board(a: Told, b: Told) -> float:
    if a.district and b.district:
        return 0.0 if a.district == b.district else -3.0
    return 0.0 if a.board == b.board or not a.board or not b.board else -1.5


def _one_to_one(pairs: list[Scored]) -> Iterator[Scored]:
    """Of the pairs of two papers, each measure's best; the others are left out, conflicts kept.

    Where two partners are as good, the one that stands in the same place of its paper is taken, and it is unsure.
    """
    free = [p for p in pairs if p.decision != "different"]
    free.sort(key=lambda p: (-p.score, abs(p.a.seq - p.b.seq), p.a.measure_id, p.b.measure_id))
    taken: set[str] = set()
    for pair in free:
        if pair.a.measure_id in taken or pair.b.measure_id in taken:
            continue
        rivals = [
            other for other in free
            if other is not pair and (other.a is pair.a or other.b is pair.b)
            and other.a.measure_id not in taken and other.b.measure_id not in taken and pair.score - other.score < _CLOSE
        ]  # fmt: skip
        taken |= {pair.a.measure_id, pair.b.measure_id}
        twins = all(r.a.marks == pair.a.marks and r.b.marks == pair.b.marks for r in rivals)
        if rivals and not twins:
            pair = pair._replace(decision="unsure", why=pair.why | {"rivals": float(len(rivals))})
        yield pair
    yield from (p for p in pairs if p.decision == "different" and p.score >= SAME)
