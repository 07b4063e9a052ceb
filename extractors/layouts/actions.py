"""Does a sentence say what an organisation did, does or will do to change its costs or its way of working?

In: one sentence. Out: 0-1. Situations, needs, results, opinions and the handling of the paper itself are none.
"""

from __future__ import annotations

import regex
from rapidfuzz import fuzz

from extractors.fields.speech import action_words
from extractors.fields.status import parse_status

_SITUATION = regex.compile(
    r"^(?:detta|det|där|behov\w*|kostnad\w*|resultat\w*|underskott\w*|prognos\w*|utmaning\w*|effekt\w*|antalet?|volym\w*|orsak\w*|"
    r"anledning\w*|syfte\w*|målet|trots|eftersom|helhetssyn\w*|avvikelse\w*|budget\w*)\b",
    regex.IGNORECASE,
)
_PAPER = regex.compile(
    r"\b(?:skrivelse\w*|ärendet|tjänsteutlåtande\w*|redovisa[sr]?|redovisade|återkomma|återrapport\w*|lägg\w*\s+till\s+handlingarna|besvara\w*|"
    r"remiss\w*|delredovisning\w*|rapporten|sammanställning\w*|godkän\w*|§|reserver\w*|yrka\w*|ajourner\w*|justera\w*)",
    regex.IGNORECASE,
)
_OPINION = regex.compile(r"\b(?:anser|menar|tycker|upplever|önskar|hoppas|borde|skulle\s+kunna|vore|bedömer\s+att|konstaterar|ifrågasätt\w*)\b", regex.IGNORECASE)
_NEED = regex.compile(r"\b(?:behöver|behövs|krävs|behov\s+av|är\s+viktigt|är\s+nödvändig\w*|saknas)\b", regex.IGNORECASE)
_NONE_NEEDED = regex.compile(r"\binga\s+(?:ytterligare\s+)?åtgärder\b", regex.IGNORECASE)
_GOES_ON = regex.compile(r"^(?:uppdraget|arbetet|åtgärden|insatsen|översynen|projektet|fokus|detta|den|de|satsningen|satsa|vidare|samtidigt|dessa)\b", regex.IGNORECASE)


def says_what_is_done(sentence: str) -> float:
    """How surely the sentence tells a measure."""
    words = sentence.split()
    if len(words) < 4 or _NONE_NEEDED.search(sentence) or sentence.endswith("?"):
        return 0.0
    status = parse_status(sentence)
    if status is None:
        return 0.0
    weight = 0.35 + 0.6 * action_words(sentence)
    for pattern, cost in ((_SITUATION, 0.25), (_PAPER, 0.5), (_OPINION, 0.4), (_NEED, 0.2)):
        if pattern.search(sentence):
            weight -= cost
    return max(0.0, min(1.0, weight))


def goes_on_about(before: str, sentence: str, *, by_topic: bool = False) -> bool:
    """True where the sentence goes on about what was told before it."""
    if by_topic:
        return _GOES_ON.match(sentence) is not None or fuzz.token_set_ratio(before, sentence) >= 55
    return regex.match(r"^(?:uppdraget|åtgärden|insatsen|fokus|satsa)\b", sentence, regex.IGNORECASE) is not None
