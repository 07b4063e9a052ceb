"""How surely a sentence tells a measure, by the weights that ``train.py`` learnt.

In: one sentence. Out: 0-1. The classifier is a bag of features, so its answer is a sum: reading it needs no spaCy, whose import takes seconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources
from math import exp

import regex

from extractors.lexicon import remembered
from extractors.lexicon.folding import fold
from extractors.prose.features import features

SURE = 0.5  # from here on, a sentence tells a measure by itself
_SHORTEST = 3  # words
# What a cost is, and what was told just before, explain; they tell nothing done.
_EXPLAINS = regex.compile(
    r"(?:\p{L}*kostnad(?:en|erna)|hyran|priset|timpriset|dygnspriset)\b[^,;.]{0,80}?\s(?:ar|uppgar|uppgick|var|ligger)\b|"
    r"(?:antalet|andelen|belaggningen|medelvardet|snittet)\b[^,;.]{0,80}?\s(?:uppgar|uppgick|var|lag|ligger)\s+(?:till\s+|pa\s+|i\s+genomsnitt\s+|i\s+snitt\s+)*\d|"
    r"(?:detta|det)\s+(?:ar|var|som|har|gor|gjorde|innebar|mojliggor|medfor|medforde|beror|berodde|ger|gav|visar|forklaras|innefattar)\b(?!\s+(?:\p{L}+\s+)?beslut)"
)
_NOT_A_SENTENCE = regex.compile(r"[?:]\s*$")
# "… har beslutat följande för att nå balans": what stands below tells it.
_POINTS_BELOW = regex.compile(r"\b(?:foljande|nedanstaende)(?:\s*\.?\s*$|\s+(?:for\s+att|i\s+syfte)\b)")


@remembered(8192)
def tells_a_measure(sentence: str) -> float:
    """How surely (0-1) the sentence says what the organisation did, does or will do. Questions, intros and scraps of text are none."""
    folded = fold(sentence)
    if len(sentence.split()) < _SHORTEST or _NOT_A_SENTENCE.search(sentence) or _EXPLAINS.match(folded):
        return 0.0
    if _POINTS_BELOW.search(folded):
        return 0.0
    return likelihood(features(sentence), *_learnt())


def likelihood(found: Iterable[str], bias: float, weights: Mapping[str, float]) -> float:
    """The classifier's answer for some features; those it never learnt weigh nothing."""
    total = bias + sum([weights[name] for name in found if name in weights])
    return 1 / (1 + exp(-max(-50.0, min(50.0, total))))


@lru_cache(maxsize=1)
def _learnt() -> tuple[float, Mapping[str, float]]:
    text = resources.files("extractors.prose").joinpath("weights.json").read_text("utf8")
    learnt = json.loads(text)
    return learnt["bias"], learnt["weights"]
