"""What the verbs of a sentence tell of how far something has come.

In: the words of one sentence. Out: events, each with its place and what it tells.
Verbs are known by their stems (lexicon) and forms by their endings and the auxiliary before them, so that an unknown verb of the trade is
read like a known one: "har … omförhandlat" is done, "ska … omförhandlas" planned.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from extractors.fields.verbs import (
    Word,
    begins_with,
    form_of,
    is_attribute,
    is_known_participle,
    is_own_verb,
    participle_after,
    supine_after,
    verb_class,
    words_under,
)
from extractors.measure import Status


@dataclass(frozen=True, slots=True)
class Event:
    """``code`` where the words themselves give one, else ``what``: "prepared", "acting", "coming", "effect", "still", "undone".
    "decided" goes with planned: what was decided may be said to be done in the same breath.
    "reviewed" goes with done: an inquiry was made, of which more may be to come. "no longer" too, but not in a plan.

    ``outright``: the words name a state ("är genomförd"). ``about_measure``: said of the measure itself ("åtgärden"). ``aside``: in a
    subordinate clause. ``lasting``: a doing that goes on for a time.
    """

    start: int
    end: int
    code: Status | None = None
    what: str = ""
    outright: bool = False
    about_measure: bool = False
    aside: bool = False
    lasting: bool = False
    sentence: int = 0

    def moved(self, offset: int, sentence: int) -> Event:
        if not offset and not sentence:
            return self
        return replace(self, start=self.start + offset, end=self.end + offset, sentence=sentence)


def verb_events(words: list[Word]) -> Iterator[Event]:
    future, have, be, not_ = (words_under(f"auxiliary.{name}") for name in ("future", "have", "be", "not"))
    i = 0
    while i < len(words):
        word = words[i].folded
        if word in have:
            supine = supine_after(words, i)
            if supine is not None:
                yield from _perfect(words, i, supine, not_)
                i = supine + 1
                continue
        elif word == "var" and i + 1 < len(words) and _EVERY.match(words[i + 1].folded):
            pass  # "var tredje månad": each third, no "was"
        elif word in be:
            participle = participle_after(words, i)
            if participle is not None:
                yield from _perfect(words, i, participle, not_)
                i = participle + 1
                continue
        elif word in future:
            yield from _future(words, i, not_)
            i += 1
            continue
        else:
            event = _finite(words, i, not_)
            if event:
                yield event
        i += 1


def _perfect(words: list[Word], first: int, verb: int, not_: frozenset[str]) -> Iterator[Event]:
    """ "har … genomfört", "är … rekryterade"."""
    start, end, stem = words[first].start, words[verb].end, words[verb].folded
    around = {w.folded for w in words[max(0, first - 1) : verb]}
    negated = bool(around & not_) or bool(
        {w.folded for w in words[max(0, first - 5) : first]} & {"ingen", "inga", "inget", "varken"}
    )
    cls = verb_class(stem)
    if cls == "begin":
        yield Event(
            start, end, "planned" if negated else "ongoing", about_measure=_about(words, first), outright=negated
        )
    elif cls == "finish" and not negated and around & _IN_PART:
        yield Event(start, end, "ongoing", about_measure=_about(words, first), outright=True)
    elif (
        cls == "finish" and not negated and _REVIEW.search(" ".join(w.folded for w in words[max(0, first - 7) : first]))
    ):
        yield Event(start, end, "done", what="reviewed", outright=True)
    elif cls == "finish":
        yield Event(start, end, "planned" if negated else "done", about_measure=_about(words, first), outright=True)
    elif cls == "postpone":  # a start put off is still to come; a programme put off is what was done
        yield Event(
            start,
            end,
            "planned" if _is_put_off(words, first, verb) else "done",
        )
    elif negated and begins_with(stem, "verbs.refill"):
        yield Event(start, end, "done")  # "har inte återbesatts": leaving it so is what was done
    elif negated:
        if "annu" in around and cls != "neutral":
            yield Event(start, end, "planned")
    elif _prepares(words, verb):
        yield Event(start, end, what="prepared")
    elif cls in ("neutral", "handle"):
        return
    elif cls == "plan":
        yield Event(start, end, what="prepared")
    elif cls == "decide":
        if stem.endswith("s") or any(w.folded == "att" for w in words[verb + 1 : verb + 4]):
            yield Event(start, end, "planned", what="decided")
    elif cls == "prepare":
        anew = "pa nytt" in " ".join(w.folded for w in words[verb + 1 : verb + 6])  # "har upphandlats på nytt"
        yield Event(start, end, "done") if anew else Event(start, end, what="prepared")
    elif cls == "effect" and not stem.endswith("ats"):
        yield Event(start, end, what="effect")
    else:  # also "har minskats": somebody did
        yield Event(start, end, "done", lasting=begins_with(stem, "verbs.lasting"))


_EVERY = regex.compile(r"(?:annan|tredje|fjarde|femte|sjatte|sjunde|attonde|nionde|tionde)$")
# What is looked into before something is done about it
_REVIEW = regex.compile(
    r"\b(?:en|in)\s+(?:\p{L}+\s+)?(?:oversyn|genomlysning|genomgang|utredning|kartlaggning|granskning|analys)\b"
)
_IN_PART = {"delvis", "nastan", "halvvags"}


def _is_put_off(words: list[Word], first: int, verb: int) -> bool:
    up = verb + 1 < len(words) and words[verb + 1].folded == "upp"
    return up or _PUT_OFF.search(" ".join(w.folded for w in words[max(0, first - 3) : first])) is not None


_PUT_OFF = regex.compile(
    r"\b(?:atgard|aktivitet|insats|uppdrag|projekt|arbet|infor|genomfor|start|verkstall|beslut|tid)\w*"
)
# What has begun is followed up; to follow up other people's cases is itself to come.
_FOLLOWS_IT_UP = regex.compile(
    r"\bfoljas\b.*\bupp\b|\bfolja\s+(?:noga\s+)?upp\b(?!\s+(?!det\b|detta\b|de\b|hur\b|att\b|den\b|resultat|effekt|utfall|arbet|atgard|insats|forandring|beslutet|projekt)\w)"
)
# What saves by not being done: "kommer inte att återbesättas".
_LEFT_UNDONE = regex.compile(r"(?:aterbesatt|tillsatt|ersatt|forlang|forny)a?s?$")
_OUTCOMES = regex.compile(r"effekt|besparing|kostnad|resultat|underskott|intakt|rabatt|vinst")
_STOP = regex.compile(r"(?:stopp|restriktiv|restriktion|provning|forbud|sparsamhet)\p{L}*\b")
_INTRODUCED = {"vi", "en", "ett", "ny", "nya", "nytt", "fran", "gemensam", "gemensamt", "gemensamma"}
_REFERRING = {"det", "detta", "de", "dessa", "den", "denna"}
_ESTIMATED = {"beraknas", "forvantas", "vantas", "bedoms"}


def _future(words: list[Word], i: int, not_: frozenset[str]) -> Iterator[Event]:
    """ "ska …", "kommer … att …", "planerar att …"."""
    word = words[i].folded
    ahead = words[i + 1 : i + 10]
    near = [w.folded for w in ahead]
    if word == "kommer" and "att" not in near and not any(w.endswith("as") for w in near[:6]):
        return
    if set(near[:3]) & not_:
        if any(_LEFT_UNDONE.match(w) for w in near[:4]):
            yield Event(words[i].start, words[min(i + 3, len(words) - 1)].end, what="coming")
        return
    if word in _ESTIMATED and any(_OUTCOMES.search(w.folded) for w in words[max(0, i - 6) : i]):
        return  # when the effect is to come, not the measure
    if word in _ESTIMATED and words[i - 1].folded in _REFERRING and _lessens_what_it_costs(near):
        return  # "Det beräknas sänka kostnaden"
    if word == "bor" and i and words[i - 1].folded in {"som", "de", "personer", "idag"}:
        return  # "som bor i …"
    end = words[min(i + 3, len(words) - 1)].end
    if word == "planeras" and near[:1] in (["till"], ["under"]):  # "Anslutningen planeras till hösten"
        yield Event(words[i].start, end, "planned")
        return
    first = next((verb_class(w) for w in near if verb_class(w)), "")
    if (
        word == "kommer"
        and "att" in near[:5]
        and near[near.index("att") + 1 : near.index("att") + 2] in (["fa"], ["ha"])
    ):  # "Filialen kommer att få meröppet"
        yield Event(words[i].start, end, what="coming")
        return
    if first in ("handle", "neutral") and not word.startswith(("plan", "avse", "beraknar")):
        return
    if word in {"behover", "maste", "borde"}:
        yield Event(words[i].start, end, what="coming")
        return
    if first == "effect":
        yield (
            Event(words[i].start, end, "planned")
            if word in ("ska", "skall")
            else Event(words[i].start, end, what="coming")
        )
        return
    if word == "kommer" and _FOLLOWS_IT_UP.search(" ".join(near)):
        yield Event(words[i].start, end, what="still")  # what is to be followed up has begun
        return
    if "beslut" in near and "fatta" in near:
        yield Event(words[i].start, words[i].end, what="prepared")
        return
    yield Event(words[i].start, end, "planned")


def _lessens_what_it_costs(ahead: list[str]) -> bool:
    return any(_OUTCOMES.search(w) for w in ahead[:4]) or verb_class(ahead[0] if ahead else "") == "effect"


def _finite(words: list[Word], i: int, not_: frozenset[str]) -> Event | None:
    """A past or present form that stands by itself."""
    word = words[i]
    form = form_of(word.text if i else word.text.lower())
    if word.folded == "infor" and i and i + 1 < len(words) and words[i + 1].folded in _INTRODUCED:
        return Event(word.start, word.end, what="coming")  # the verb; "inför budget 2024" has the preposition
    if form is None or (i == 0 and form != "passive" and not word.folded.endswith("ar")):
        return None
    cls = verb_class(word.folded)
    if cls == "postpone":
        return None if form == "past" else Event(word.start, word.end, "planned")
    before = words[i - 1].folded if i else ""
    after = [w.folded for w in words[i + 1 : i + 4]]
    negated = bool(set(after[:2]) & not_) or before in not_
    if form == "past":
        if is_attribute(words, i):
            return None
        if cls == "begin":
            return Event(word.start, word.end, "ongoing", about_measure=_about(words, i))
        if cls in ("neutral", "handle", "plan"):
            return None
        if cls == "decide":
            decided = (
                "att" in after or "foljande" in [w.folded for w in words[i + 1 : i + 9]] or word.folded.endswith("s")
            )
            return Event(word.start, word.end, "planned", what="decided") if decided else None
        if cls == "effect":
            return None if negated else Event(word.start, word.end, what="effect")
        if negated:
            return Event(word.start, word.end, "planned") if cls == "finish" else None
        return Event(word.start, word.end, "done", lasting=begins_with(word.folded, "verbs.lasting"))
    if before in ("att", "kan", "kunna", "far", "fa", "vill") or cls in ("neutral", "handle"):
        return None
    if cls == "effect":  # "Antalet områden minskas": somebody does; "Kostnaden sänks" is what that gives
        done_to = form == "passive" and not negated and not any(_OUTCOMES.search(w.folded) for w in words[:i])
        return Event(word.start, word.end, what="coming") if done_to else None
    if word.folded == "galler" and _STOP.search(" ".join(w.folded for w in words[:i])):
        return Event(word.start, word.end, what="acting")
    if cls == "finish" and negated:
        return Event(word.start, word.end, "stopped", outright=True, about_measure=True)
    if negated:
        return None
    if cls == "begin":
        return Event(word.start, word.end, "planned")
    if cls in ("plan", "decide"):
        return Event(word.start, word.end, "planned")
    if begins_with(word.folded, "verbs.punctual") or (word.folded == "fors" and "over" in after[:1]):
        return Event(word.start, word.end, what="coming")
    if not (cls == "prepare" or is_own_verb(word.folded) or _with_particle(word.folded, after)):
        return None
    return Event(word.start, word.end, what="acting") if form == "passive" or _is_doing(words, i) else None


def _with_particle(word: str, after: list[str]) -> bool:
    """ "ser … över", "följer … upp", "gör en genomgång", "för samtal"."""
    near = set(after[:3])
    return (
        (word in {"ser", "ses"} and "over" in near)
        or (
            word in {"foljer", "foljs", "drar", "dras", "tar", "tas", "sager", "sags", "lagger", "laggs", "staller"}
            and bool(near & {"upp", "in", "ned", "ner", "fram", "bort", "hem", "over", "om"})
        )
        or (word in {"gor", "gors", "driver", "bedriver", "bedrivs", "drivs", "forsoker", "soker", "tittar"})
        or (
            word in {"for", "fors", "halls"}
            and bool(near & {"samtal", "dialog", "diskussion", "diskussioner", "forhandlingar"})
        )
        or word == "fors"
    )


_DOERS = regex.compile(
    r"^(?:vi|de|man|forvaltning|avdelning|enhet|namnd|kommun|stad|sektion|verksamhet|social|skol|chef|handlagg|personal|medarbet|grupp|ledning|rektor|myndighet|kontor|bolag|styrelse|controller|ekonom)"
)

_ENDS_OF_DOERS = (
    "forvaltningen", "enheten", "avdelningen", "namnden", "sektionen", "gruppen", "teamet", "verksamheten",
)  # fmt: skip


def _is_doing(words: list[Word], i: int) -> bool:
    """The organisation itself is the one who acts: it stands right before or after the verb."""
    near = [w.folded for w in (*words[max(0, i - 3) : i], *words[i + 1 : i + 3])]
    return any(_DOERS.match(w) or w.endswith(_ENDS_OF_DOERS) for w in near)


def _prepares(words: list[Word], verb: int) -> bool:
    """ "tagit fram förslag", "fått i uppdrag", "gett i uppdrag": a step on the way to the measure."""
    ahead = " ".join(w.folded for w in words[verb : verb + 8])
    return _HANDS_OVER.match(ahead) is not None and _GROUNDS.search(ahead) is not None


_HANDS_OVER = regex.compile(
    r"(?:tagit|tagits|fatt|gett|givit|getts|givits|lamnat|lamnats|arbetat|upprattat|formulerat|framtag\w+|lagt|skickat)"
)
_GROUNDS = regex.compile(
    r"\b(?:forslag|underlag|uppdrag|sparbeting|plan|planer|utredning|tidplan|forstudie|direktiv|uppdragsbeskrivning)\b"
)


def _about(words: list[Word], i: int) -> bool:
    """The subject right before is the measure: "åtgärden har", "arbetet är"."""
    near = " ".join(w.folded for w in words[max(0, i - 3) : i])
    return i == 0 or SUBJECT.search(near) is not None


def verbless_events(words: list[Word]) -> Iterator[Event]:
    """ "Nytt avtal tecknat.", "Två tjänster indragna", "Infört i april": a participle in place of a verb."""
    opens = len(words) > 1 and words[1].folded in _PREPOSITIONS
    for i, word in enumerate(words if opens else words[1:], 0 if opens else 1):
        ahead = words[i + 1].folded if i + 1 < len(words) else ""
        if not word.folded.endswith(_PARTICIPLE_ENDS) or (ahead and ahead not in _PREPOSITIONS):
            continue
        if any(form_of(w.text) in ("active", "passive") for w in words):
            return
        if is_known_participle(word.text.lower()):
            cls = verb_class(word.folded)
            if cls in ("neutral", "handle", "plan", "decide", "effect", "postpone") or words[max(i - 1, 0)].folded in (
                "inte",
                "ej",
                "ar",
            ):
                return
            yield Event(word.start, word.end, "ongoing" if cls == "begin" else "done")
            return


_PARTICIPLE_ENDS = (
    "ad", "at", "tagen", "taget", "tagna", "dragen", "draget", "dragna", "lagd", "lagda", "lagt", "sagd", "sagda", "sagt", "ford", "forda", "fort", "gjord",
    "gjort", "gjorda", "hallen", "stangd", "stangt", "stangda", "salt", "satt", "satts", "satta", "sald", "salda", "hojd", "sankt",
)  # fmt: skip
_PREPOSITIONS = frozenset(
    ("i med fran till av pa for per under efter sedan vid den och hos om inom from ur").split()  # noqa: SIM905
)


SUBJECT = regex.compile(
    r"\b(?:atgard|aktivitet|insats|uppdrag|projekt|arbet|atagand|besparing|effektivisering|forslag)\w*|\bbeslutet\b"
)
