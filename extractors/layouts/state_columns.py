"""Columns that say how far measures have come by what stands in them: colours, signs, states, or sentences that tell one outright.

In: the fields of a table's columns so far, their headers and cells. Out: the same list of fields, such columns named "status".
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.fields.labels import fields_of
from extractors.fields.status import SIGNS, is_state, parse_status
from extractors.fields.status_cells import colours
from extractors.lexicon.folding import fold
from extractors.model import Passage

_FEWEST = 3  # cells
_OUTRIGHT, _MOST = 0.85, 0.6  # how surely a text says a state, and the part of the cells that do
_SENTENCE = 30  # letters of a cell, on average, that tells more than a state


def name_states(fields: list[str], labels: Sequence[Passage], texts: Sequence[Sequence[str]]) -> None:
    """Name the columns of states, where no other column is named for them."""
    _of_states(fields, texts)
    _of_results(fields, labels, texts)


def _of_states(fields: list[str], texts: Sequence[Sequence[str]]) -> None:
    """ "Bedömning" over nothing but colours or states, where no other column is named for them."""
    of_signs = [i for i, field in enumerate(fields) if not field and _are_signs(texts[i])]
    told_already = any(field == "status" and _tell_states(texts[i]) for i, field in enumerate(fields))
    for i, field in enumerate(fields):
        if field not in ("", "comment"):
            continue
        stated = sum(1 for text in texts[i] if fold(text) in colours() or is_state(text))
        # a matrix of dots says where something is done, and not how far it has come
        signs = of_signs == [i] and not told_already
        if signs or _FEWEST <= stated >= 0.9 * len(texts[i]):
            told = [j for j, other in enumerate(fields) if other == "status"]
            if signs or all(sum(map(len, texts[j])) / max(len(texts[j]), 1) > _SENTENCE for j in told):
                fields[i] = "status"
                for j in told:  # "Vi gjorde" beside signs tells more of the state
                    fields[j] = "comment"


def _are_signs(texts: Sequence[str]) -> bool:
    return bool(texts) and all(set(text) <= {*SIGNS, " "} for text in texts)


def _tell_states(texts: Sequence[str]) -> bool:
    stated = sum(1 for text in texts if fold(text) in colours() or is_state(text))
    return bool(texts) and stated >= 0.9 * len(texts)


def _of_results(fields: list[str], labels: Sequence[Passage], texts: Sequence[Sequence[str]]) -> None:
    """ "Resultat", "Vad har hänt" over texts most of which say outright how far it has come, where no column is named for that."""
    may = [
        i
        for i, f in enumerate(fields)
        if f == "comment" and any(c.field == "status" for c in fields_of(labels[i].text))
    ]
    if len(may) != 1 or {"status", "mark"} & set(fields):
        return
    states = [parse_status(text) for text in texts[may[0]]]
    if sum(1 for state in states if state and state.weight >= _OUTRIGHT) >= _MOST * max(len(states), _FEWEST):
        fields[may[0]] = "status"
