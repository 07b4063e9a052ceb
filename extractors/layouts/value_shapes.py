"""What a label means that nobody knows: by words that ask, else by the shape of what stands behind it.

In: a label and the texts behind it, one a measure. Out: a field, "note" where nothing tells. Amounts are the effect, days and seasons the time,
a chief or a unit who answers for it.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors.fields.amount import is_amount
from extractors.fields.labels import fields_of
from extractors.fields.timing import says_only_when
from extractors.lexicon.folding import fold

_ASKED = 0.4  # how surely a label may ask for a field
_MOST = 0.6  # of the values
_LONGEST_ROLE = 5  # words
_LONGEST_NUMBER = 6  # letters
_ENDS = regex.compile(r"\b(?:klar\p{L}*|fardig\p{L}*|slut\p{L}*|senast|till)\b")
# What stands behind these is what something costs, has to spend or is today, not what the measure gives.
_OF_COSTS = regex.compile(
    r"kostnad|budget|\bram\b|omslutning|omsattning|anslag|\bhyra\b|pris|avgift|taxa|\blon\b|ersattning|investering|nuvarande|\bi\s?dag\b|tidigare|\bper\b"
)
_ROLE = regex.compile(
    r"chef|ansvarig|rektor|ledare|direktor|strateg|controller|samordnar|handlagg|enhet|avdelning|kontor|forvaltning|namnd"
)


def field_told(label: str, values: Sequence[str]) -> str:
    """The field of a label that the lexicon is not sure of; of several that it may name, the one that the values look like."""
    values = [text for text in values if any(map(str.isalnum, text))]  # "–" says nothing
    said = [c.field for c in fields_of(label) if c.weight >= _ASKED]
    shape = _shape(fold(label), values)
    if shape in said or not said:
        return shape
    is_number = said[0] == "no" and _are_most(values, [text for text in values if len(text) <= _LONGEST_NUMBER])
    return said[0] if is_number or said[0] not in ("no", "figure") else "note"


def _shape(name: str, values: Sequence[str]) -> str:
    if _are_most(values, [text for text in values if is_amount(text)]):
        return "note" if _OF_COSTS.search(name) else "effect"
    if _are_most(values, [text for text in values if says_only_when(text)]):
        return "due" if _ENDS.search(name) else "start"
    if _are_most(values, [text for text in values if len(text.split()) <= _LONGEST_ROLE and _ROLE.search(fold(text))]):
        return "responsible"
    return "note"


def _are_most(values: Sequence[str], some: Sequence[str]) -> bool:
    return len(some) >= max(1.0, _MOST * len(values))
