"""Where a text begins to tell what is done: what stands ahead of it tells why.

In: the text under a measure's name. Out: the same from the sentence on that proposes, decides or tells the measure.
"""

from __future__ import annotations

import regex

from extractors.fields.status import parse_status
from extractors.model import Passage
from extractors.prose.judge import SURE, tells_a_measure
from extractors.prose.standing import tells_a_problem
from extractors.sentences import sentences

_BACKGROUND = 0.35  # what says less, ahead of what is done, tells why
_OUTRIGHT = 0.8  # what surely tells a measure by itself
# What stands ahead of "Vi föreslår att …" tells why
_PROPOSES = regex.compile(
    r"\b(?:vi|utredningen|utredaren|kontoret|förvaltningen|avdelningen)\s+(?:föreslår|rekommenderar|förordar)\b|^\p{Lu}[^.]*?\b(?:bör|föreslås|rekommenderas)\b",
    regex.IGNORECASE,
)


def without_background(text: Passage) -> Passage:
    """The text from the first sentence on that may tell what is done: "Antalet barn har minskat." above it tells why."""
    spans = [(start, text.text[start:end]) for start, end in sentences(text.text)]
    sure = {start: tells_a_measure(said) for start, said in spans}
    least = SURE if max(sure.values(), default=0.0) >= _OUTRIGHT else _BACKGROUND
    likely = [(start, said) for start, said in spans if sure[start] >= least and not tells_a_problem(said)]
    stated = [start for start, said in likely if sure[start] >= SURE and (parse_status(said) or _PROPOSES.search(said))]
    first = next(iter(stated or [start for start, _ in likely]), 0)
    proposed = next((start for start, said in spans if _PROPOSES.search(said)), first)
    if not any(sure[start] >= _OUTRIGHT and parse_status(said) for start, said in spans if start < proposed):
        first = max(first, proposed)
    told = any(sure[start] >= SURE for start, _ in spans if start >= first)
    return text.cut(first) if told or first == proposed else text
