"""The labels of the lexicon: which field each names, and the words that may stand beside one.

In: ``lexicon/labels.toml`` and a user's own words. Out: labels without spaces (``squeezed``) with their fields, the likeliest first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from extractors.lexicon import compiled, fold, load
from extractors.lexicon.folding import squeezed

FIELDS = (
    "no", "title", "action", "area", "subarea", "start", "due", "effect", "effect_text", "goal", "method", "responsible", "status", "comment",
    "risk", "figure",
)  # fmt: skip


class Candidate(NamedTuple):
    """A field that a label may name, and how surely (0-1)."""

    field: str
    weight: float


@compiled
def known_labels() -> Mapping[str, tuple[Candidate, ...]]:
    """Each known label, squeezed, with its fields."""
    lexicon = load("labels")
    known: dict[str, dict[str, float]] = {}
    for field in FIELDS:
        for label in lexicon[field]:
            weights = known.setdefault(squeezed(label) or label, {})
            weights.setdefault(field, 0.65 if weights else 1.0)
    for field in FIELDS:
        for label in lexicon.get(f"second.{field}", ()):
            weights = known.setdefault(squeezed(label), {})
            first = next(iter(weights), None)
            if first and weights[first] == 1.0 and first != field:
                weights[first] = 0.95
            weights.setdefault(field, 0.6)
    return {
        label: tuple(sorted((Candidate(f, w) for f, w in weights.items()), key=lambda c: -c.weight))
        for label, weights in known.items()
    }


@compiled
def long_labels() -> Mapping[str, list[str]]:
    """The labels long enough to be known in spite of a slip, by their first letter."""
    by_letter: dict[str, list[str]] = defaultdict(list)
    for label in known_labels():
        if len(label) >= 7:
            by_letter[label[0]].append(label)
    return by_letter


@compiled
def with_n_for_rt() -> tuple[str, ...]:
    """Labels as they are where a scan took "rt" for "n"; what has another of them in it says nothing more."""
    misread = {
        label[:i] + "n" + label[i + 2 :]
        for label in known_labels()
        for i in range(len(label))
        if label.startswith("rt", i)
    }
    return tuple(one for one in misread if not any(other in one for other in misread if other != one))


@compiled
def words_beside() -> tuple[frozenset[str], Mapping[str, list[str]]]:
    """Words that begin a label and say nothing of their own, and such ends by their last word, each with the space before it."""
    lexicon = load("labels")
    tails: dict[str, list[str]] = defaultdict(list)
    for tail in sorted({fold(t) for t in lexicon["words.tails"]}, key=len, reverse=True):
        tails[tail.rpartition(" ")[2]].append(" " + tail)
    return frozenset(fold(w) for w in lexicon["words.modifiers"]), tails


@compiled
def alone() -> frozenset[str]:
    return frozenset(squeezed(w) for w in load("labels")["words.alone"])


@compiled
def first_words() -> frozenset[str]:
    """The words that the labels of ``_alone`` begin with."""
    return frozenset(squeezed(w.split()[0]) for w in load("labels")["words.alone"])


@compiled
def not_lead() -> frozenset[str]:
    return frozenset(squeezed(w) for w in load("labels")["words.not_lead"])
