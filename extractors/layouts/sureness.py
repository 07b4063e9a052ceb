"""How surely a sentence of running text tells a measure where it stands.

In: the sentence, the weight of its place, and the sentence behind it. Out: 0-1. The classifier's answer (``prose/judge.py``) is mended by what it cannot know:
the place, and words that always or never tell one.
"""

from __future__ import annotations

import regex

from extractors.fields.effect_prose import find_effects_in_prose
from extractors.fields.speech import action_words, says_none_is_needed
from extractors.fields.status import is_state, parse_status
from extractors.layouts.section_weight import UNDER_ACCOUNTS
from extractors.prose.continuing import tells_effect_of_it, tells_state_of_it
from extractors.prose.judge import SURE, tells_a_measure
from extractors.prose.standing import (
    tells_a_problem,
    tells_of_the_plan,
    tells_what_always_holds,
    tells_what_is_revoked,
    tells_what_would_be,
)

_MAY_BE = 0.25  # with a state and an effect, a sentence needs to say less by itself
_TAKEN_UP = 0.85  # the same, and what the next sentence says it gives
_UNDER_MEASURES, _OUTRIGHT_SAID = 0.35, 0.85  # under a heading of measures, and a state said outright
_MAY_BE_DONE = 0.3
_WITH_STATE_AND_EFFECT = 0.7  # what has been or is to be done, and what it gives
# "Sedan den 1 mars delar de två skolorna rektor", "Etapp 2 avbryts": so said, it is a measure
_SINCE_THEN = regex.compile(
    r"\bnumera\b|^Sedan\s+(?:den\s+)?(?:\p{L}+\s+){0,2}?(?:\d|årsskiftet|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|våren|hösten|sommaren)\b"
)
# What these verbs say is always a measure: "Verkstaden lades därför ned den 31 mars"
_OUTRIGHT_DONE = regex.compile(
    r"\b(?:lades|läggs|lagts)\s+(?:\p{L}+\s+)?ned(?!\s+\d)\b|\b(?:stängdes|avvecklades|avvecklas|såldes)\b(?!\s+av\s+\p{L}+en\b)"
    r"|\b(?:drogs|dras|dragits)\s+in\b|\b(?:slogs|slås|slagits)\s+(?:samman|ihop)\b"
    r"|\b(?:skjuts|sköts|skjutits)\s+(?:fram|upp)\b|\bsenare(?:läggs|lades|lagts)\b"
    r"|\b(?:lämna(?:r|t|de|s|ts)?)\s+(?:\p{L}+\s+)?\p{L}*(?:lokal|kontor|fastighet|byggnad|våningsplan)(?:en|et|erna|er)?\b"
)
# "Förvaltningen utreder om …" is a measure where the next sentence says by when: "Utredningen ska vara klar i maj"
_UNDER_WAY = regex.compile(
    r"[^,.;:]{3,60}?\b(?:utreder|utreds|undersöker|undersöks|ser\s+över|prövar|prövas|förhandlar|kartlägger|kartläggs)\b",
    regex.IGNORECASE,
)
_GIVES = regex.compile(
    r"\b(?:vilket|som|och)\s+(?:beräknas\s+|bedöms\s+|väntas\s+)?(?:ger|gav|ge|sänker|sänka|sänkte|minskar|minska|minskade|sparar|spara|motsvarar)\b"
)
_REPORTS = regex.compile(
    r"(?:utredningen|översynen|kartläggningen|förhandling(?:en|arna)|arbetet|uppdraget|prövningen|undersökningen)\s+(?:ska|skall|beräknas|väntas|planeras)\s",
    regex.IGNORECASE,
)
_WITHOUT_STATE = 0.7  # what tells of no state is four times in five no measure, unless it says so much the more
_OUTRIGHT_OFF, _MAY_BE_OFF = 0.85, 0.3


def how_surely(sentence: str, weight: float, behind: str) -> float:
    """How surely a sentence tells a measure where it stands; only a heading of measures makes one of a task, a routine or a mere possibility.

    ``behind``: the next sentence, which may say how far it has come and what it gives.
    """
    if tells_what_is_revoked(sentence):
        return _WITH_STATE_AND_EFFECT * weight
    if tells_of_the_plan(sentence) or tells_a_problem(sentence) or says_none_is_needed(sentence):
        return 0.0
    if weight < 1 and (tells_what_always_holds(sentence) or tells_what_would_be(sentence)):
        return 0.0
    if weight <= UNDER_ACCOUNTS and (action_words(sentence) < 0.5 or not parse_status(sentence)):
        return 0.0
    sure = tells_a_measure(sentence)
    said = parse_status(sentence)
    taken_up = tells_effect_of_it(behind) or tells_state_of_it(sentence, behind)
    if said is None and not (has_effect(sentence) or is_state(behind) or taken_up):
        sure *= _WITHOUT_STATE
    is_off = said is not None and said.code == "stopped" and said.weight >= _OUTRIGHT_OFF
    if said and (_SINCE_THEN.search(sentence) or _OUTRIGHT_DONE.search(sentence) or (is_off and sure >= _MAY_BE_OFF)):
        sure = max(sure, _TAKEN_UP if taken_up else _WITH_STATE_AND_EFFECT)
    if (
        weight >= 1
        and sure >= _UNDER_MEASURES
        and said
        and said.weight >= _OUTRIGHT_SAID
        and action_words(sentence) >= 0.5
    ):
        sure = max(sure, SURE)
    if sure >= _MAY_BE and said and (has_effect(sentence) or reports_on(sentence, behind)):
        sure = max(sure, _WITH_STATE_AND_EFFECT)
    return sure * weight


def reports_on(sentence: str, behind: str) -> bool:
    """True for "Utredningen ska vara klar i maj" behind "Förvaltningen utreder om …"."""
    return _UNDER_WAY.match(sentence) is not None and _REPORTS.match(behind) is not None


def is_taken_up(sentence: str, behind: str) -> bool:
    """True where the next sentence tells the effect or the state of what this one, not very surely, tells: "Utfasningen gav 410 tkr"."""
    taken_up = tells_effect_of_it(behind) or tells_state_of_it(sentence, behind)
    return taken_up and tells_a_measure(sentence) >= _MAY_BE_DONE


def has_effect(text: str) -> bool:
    return bool(find_effects_in_prose(text, of_measure=True))


def gives_after_it(sentence: str) -> bool:
    """A sentence that tells by itself no measure, and what one gives: "Restiden blir kortare, vilket ger 220 tkr 2017"."""
    return _GIVES.search(sentence) is not None and tells_a_measure(sentence) < SURE and has_effect(sentence)
