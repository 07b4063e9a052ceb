"""How surely a measure and each of its values are right, 0-1: of those that say 0.9, nine in ten are.

In: what is known of how a measure was read, as traits ("area:path", "words:doubtful", "layout:prose"). Out: a share for each field, and one for the whole
record: that its action, area, start, effects and status are all right, saying nothing where the paper says nothing.

Each trait adds to the log-odds of a field; the table was learnt from papers whose values are known (``make calibrate``), and docs/confidence.md
shows how well it holds on others.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from math import exp, log
from operator import add
from typing import NamedTuple

Traits = Mapping[str, Iterable[str]]  # field → its own traits; those under "" hold for every field

JUDGED = (
    "action", "area", "start_date", "effects", "status", "subarea", "due_date", "responsible", "title", "no", "goal", "method", "effect_text",
    "comment",
)  # fmt: skip
WHOLE = JUDGED[:5]  # the fields that a record's own confidence speaks of
_SURE = 0.999  # nothing is surer than this
# Fields of the evidence that share a value with a judged one.
_ALSO = {
    "start": "start_date", "start_raw": "start_date", "due": "due_date", "due_raw": "due_date", "status_raw": "status",
    "area_path": "area",
}  # fmt: skip


class Judgement(NamedTuple):
    """The confidence of the whole record and of its fields."""

    whole: float
    fields: Mapping[str, float]


@dataclass(frozen=True)
class Table:
    """Weights as learnt: for each field a bias under "" and what each trait adds; for the whole, what the fields' log-odds are worth."""

    fields: Mapping[str, Mapping[str, float]]
    slope: float
    offset: float

    @cached_property
    def by_trait(self) -> Mapping[str, tuple[float, ...]]:
        """What each trait adds to the fields, in the order of ``JUDGED``."""
        known = {trait for weights in self.fields.values() for trait in weights}
        return {trait: tuple([self.fields[name].get(trait, 0.0) for name in JUDGED]) for trait in known}

    @cached_property
    def of_all(self) -> Callable[[tuple[str, ...]], tuple[float, ...]]:
        """What traits of a whole measure add to the fields, in the order of ``JUDGED``: remembered, since many measures have the same."""
        return lru_cache(maxsize=1024)(self._of_all)

    def _of_all(self, traits: tuple[str, ...]) -> tuple[float, ...]:
        added = (0.0,) * len(JUDGED)
        for trait in traits:
            if trait in self.by_trait:
                added = tuple(map(add, added, self.by_trait[trait]))
        return added


def judge(traits: Traits) -> Judgement:
    """The confidences of a measure with these traits."""
    return judge_by(learnt(), traits)


def judge_by(table: Table, traits: Traits) -> Judgement:
    """The same by a given table."""
    fields = {}
    for name, of_all in zip(JUDGED, table.of_all(tuple(traits.get("", ()))), strict=True):
        weights = table.fields[name]
        own = sum([weights[t] for t in traits.get(name, ()) if t in weights])
        fields[name] = _share(weights[""] + of_all + own)
    return Judgement(_share(table.offset + table.slope * together(fields)), fields)


def together(fields: Mapping[str, float]) -> float:
    """Log-odds that all fields of a record are right, as if one told nothing of another."""
    product = 1.0
    for name in WHOLE:
        product *= fields[name]
    return log(product / (1 - product))


def confidence_of(fields: Mapping[str, float], name: str) -> float | None:
    """The confidence of a field of the table ``evidence`` ("effects.2", "start_raw"); None where it is not known."""
    name = name.partition(".")[0]
    return fields.get(_ALSO.get(name, name))


@lru_cache(maxsize=4096)  # the measures of a table are much alike
def _share(odds: float) -> float:
    return round(min(1 / (1 + exp(-max(-20.0, odds))), _SURE), 4)


@lru_cache(maxsize=1)
def learnt() -> Table:
    """The table that ``make calibrate`` wrote."""
    text = resources.files("extractors").joinpath("confidence_table.json").read_text("utf8")
    said = json.loads(text)
    return Table(said["fields"], said["whole"]["slope"], said["whole"]["offset"])
