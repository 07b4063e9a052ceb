"""Measures that a paper tells twice: in its text and again in a table, or in a summary → each once.

In: the measures of one paper. Out: the same without the second telling. A row that only names what is told elsewhere under that name
("3 Slå samman små förskolor 850 2 050") gives its values to the fuller telling; of two full tellings the fuller is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rapidfuzz import fuzz

from extractors.lexicon.folding import fold
from extractors.measure import Measure

_SAME = 92  # likeness in per cent at which two tellings are of one measure
_NAMED = 90  # at which a row is the name of another measure
_LONG = 25  # letters that no two measures begin with alike
_SHORTEST = 10  # letters of a name that tells one from all others
# What belongs together: the first is the value, the others its words and precision.
_VALUES = (
    ("area", "subarea", "area_path"), ("start", "start_raw"), ("due", "due_raw"), ("effects",), ("effect_text",), ("goal",), ("method",),
    ("responsible",), ("status", "status_raw", "status_date"), ("comment",), ("no",),
)  # fmt: skip


def told_once(measures: Sequence[Measure]) -> list[Measure]:
    """Each measure once, with all that is told of it."""
    kept: list[Measure] = []
    for measure in _with_rows(measures):
        twin = next((i for i, other in enumerate(kept) if _is_same(measure, other)), None)
        if twin is None:
            kept.append(measure)
        elif {measure.layout, kept[twin].layout} > {"table"} and measure.action != kept[twin].action:
            fuller, other = sorted((measure, kept[twin]), key=lambda m: len(m.action), reverse=True)
            kept[twin] = _filled(fuller, other)
        elif _fullness(measure) > _fullness(kept[twin]):
            kept[twin] = measure
    return kept


def _with_rows(measures: Sequence[Measure]) -> list[Measure]:
    """Rows of tables that are no more than the names of others put into these."""
    found = list(measures)
    for row in [m for m in measures if m.layout == "table" and m.title is None]:
        named = [i for i, other in enumerate(found) if other is not row and _is_name_of(row, other)]
        if len(named) == 1:
            found[named[0]] = _filled(found[named[0]], row)
            found.remove(row)
    return found


def _is_name_of(row: Measure, other: Measure) -> bool:
    if other.title is None or other.layout == "table" or len(row.action) < _SHORTEST:
        return False
    if row.no is not None and other.no is not None and row.no != other.no:
        return False
    return fuzz.ratio(fold(row.action), fold(other.title)) >= _NAMED


def _filled(measure: Measure, row: Measure) -> Measure:
    """The measure with what only the row tells of it, each value with its place."""
    values: dict[str, Any] = {}
    evidence, confidences = dict(measure.evidence), dict(measure.confidences)
    for names in _VALUES:
        if getattr(measure, names[0]) or not getattr(row, names[0]):
            continue
        values |= {name: getattr(row, name) for name in names}
        told = [
            k
            for k in row.evidence
            if k.partition(".")[0] in (*names, *(f"{n}_date" for n in names), *(f"{n}_precision" for n in names))
        ]
        evidence |= {key: row.evidence[key] for key in told}
        confidences |= {name: row.confidences[name] for name in names if name in row.confidences}
    findings = tuple(f for f in measure.findings if not (f.field and f.field in values))
    lines = tuple(dict.fromkeys((*measure.lines, *row.lines)))
    return replace(
        measure, **values, evidence=evidence, confidences=confidences, findings=(*findings, *row.findings), lines=lines,
        confidence=min(measure.confidence, row.confidence),
    )  # fmt: skip


def _is_same(a: Measure, b: Measure) -> bool:
    if a.layout == b.layout and a.layout in ("table", "block"):
        return False
    if {a.layout, b.layout} > {"table"} and _begins_as(a.action, b.action):
        return True
    short, long = sorted((len(a.action), len(b.action)))
    if short < 25 or short < 0.85 * long:  # so unlike in length, no texts are so alike
        return False
    if not (a.title == b.title or a.title is None or b.title is None):
        return False
    return fuzz.ratio(a.action.casefold(), b.action.casefold()) >= _SAME


def _begins_as(one: str, other: str) -> bool:
    """A row with the words that the text begins with, and in the text brackets or sentences on amounts behind them."""
    short, long = sorted((one.rstrip(". ").casefold(), other.casefold()), key=len)
    return len(short) >= _LONG and long.startswith(short) and not long[len(short) : len(short) + 1].isalnum()


def _fullness(measure: Measure) -> tuple[int, int]:
    return len(measure.evidence), len(measure.action)
