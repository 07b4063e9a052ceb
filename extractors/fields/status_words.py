"""The words of a sentence that tell how far something has come, found by the forms of its verbs.

In: one sentence, a cell or a heading. Out: events, each with its place, what it tells and how plainly.
Verbs are known by their stems (lexicon) and forms by their endings and the auxiliary before them, so that an unknown verb of the trade is
read like a known one: "har … omförhandlat" is done, "ska … omförhandlas" planned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import regex
from rapidfuzz import fuzz, process

from extractors.fields.verbs import (
    Word,
    begins_with,
    form_of,
    is_attribute,
    is_known_participle,
    is_own_verb,
    own_verbs,
    participle_after,
    supine_after,
    verb_class,
    words_of,
    words_under,
)
from extractors.lexicon import compiled, load, remembered
from extractors.lexicon.folding import fold
from extractors.measure import Status

_CODES: tuple[Status, ...] = ("stopped", "planned", "ongoing", "done")


@dataclass(frozen=True, slots=True)
class Event:
    """``code`` where the words themselves give one, else ``what``: "prepared", "acting", "coming", "effect", "still".

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
        return replace(self, start=self.start + offset, end=self.end + offset, sentence=sentence)


def in_cell(text: str) -> tuple[Status | None, int, int] | None:
    """The state that a cell is, or begins with: (code, start, end). A None code: it says only that something is wrong."""
    match = _cell().match(fold(text))
    if not match:
        return _misspelt_cell(text)
    rest = text[match.end("said") :].strip()
    if rest and rest[0].isalpha() and not _AFTER_STATE.match(fold(rest)):
        return None
    code = _cells()[" ".join(match["said"].split())]
    if code == "done" and _IN_PART.match(fold(rest)):
        code = "ongoing"
    return code, match.start("said"), match.end("said")


def _misspelt_cell(text: str) -> tuple[Status | None, int, int] | None:
    """One long word with a slip: "Avsutad"."""
    word = text.strip(" .()")
    if not word.isalpha() or len(word) < 7:
        return None
    hit = process.extractOne(fold(word), _cells().keys(), scorer=fuzz.ratio, score_cutoff=90)
    if hit is None or " " in hit[0]:
        return None
    start = text.index(word)
    return _cells()[hit[0]], start, start + len(word)


def in_heading(text: str) -> Event | None:
    """The state that a heading or list intro gives what stands under it: "Redan vidtagna åtgärder". A None code: it names two."""
    if len(text) > 90:
        return None
    found = list(_heading().finditer(fold(text)))
    if not found:
        return None
    names = {m: code for code in _CODES for m in map(fold, load("status")[f"heading.{code}"])}
    codes = {names[" ".join(word.split())] for m in found for word in m.captures("word")}
    first = found[0]
    return Event(first.start(), first.end(), next(iter(codes)) if len(codes) == 1 else None, outright=True)


@remembered(8192)
def events_of(sentence: str) -> tuple[Event, ...]:
    """Everything in one sentence that tells of its state, from left to right."""
    words = words_of(sentence)
    folded = fold(sentence)
    found = [*_phrases_in(folded), *_since(folded)]
    taken = [(e.start, e.end) for e in found if e.what != "still"]
    if not _is_told_to(words):
        found += [e for e in _verbs_in(words) if not any(e.start < t[1] and t[0] < e.end for t in taken)]
    if not any(e.code or e.what for e in found) and len(words) <= 9:
        found += _verbless(words)
    if any(e.code == "done" for e in found):  # "är genomförda enligt plan"
        found = [e for e in found if folded[e.start : e.end] != "enligt plan"]
    asides = _asides(folded)
    marked = [
        replace(e, aside=True) if not e.outright and any(a <= e.start < b for a, b in asides) else e for e in found
    ]
    return tuple(sorted(marked, key=lambda e: e.start))


@compiled
def colours() -> Mapping[str, str]:
    """Folded colour word → its English name."""
    return {
        fold(w): key.removeprefix("colours.")
        for key, words in load("status").items()
        if key.startswith("colours.")
        for w in words
    }


_AFTER_STATE = regex.compile(
    r"(?:enligt|i|den|under|men|och|med|sedan|fran|till|per|vid|hosten|varen|sommaren|vintern|(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*|q|t|v|vecka|kvartal|"
    r"tertial|ar|delvis|samt|for|av|arbetet|arbete|utan|avvikelse|forsenad|forsenat|nu|redan|helt|inom|efter|hos|pa|pga|eftersom|da|annu|lopande|kontinuerligt|varje|arligen|manadsvis|till|beslut|vantar|langre)\b"
)
_IN_PART = regex.compile(r"\W*(?:delvis|till\s+(?:viss\s+del|del|halften|stor\s+del|storsta\s+delen|\d+\s?%)|nastan)\b")
_SUBJECT = regex.compile(
    r"\b(?:atgard|aktivitet|insats|uppdrag|projekt|arbet|atagand|besparing|effektivisering|forslag)\w*"
)
_SINCE = regex.compile(
    r"\b(?:sedan|(?<!skjutits\s)(?<!flyttats\s)(?<!skjuts\s)fram\s+till)\s+(?:den\s+)?(?:\d|(?:jan|feb|mars|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*|(?:var|sommar|host|vinter|vinters)\w*|arsskiftet|borjan|mitten|slutet|forra|tidigare)"
)


def _verbless(words: list[Word]) -> Iterator[Event]:
    """ "Nytt avtal tecknat.", "Två tjänster indragna", "Förstudie genomförd": a participle in place of a verb."""
    for i, word in enumerate(words[1:], 1):
        ahead = words[i + 1].folded if i + 1 < len(words) else ""
        if (
            word.folded.endswith("ade")
            or (ahead and ahead not in _PREPOSITIONS)
            or any(form_of(w.text) in ("active", "passive") for w in words)
        ):
            continue
        if regex.search(
            r"(?:ad|at|erade?|tagen|taget|tagna|dragen|draget|dragna|lagd|lagda|lagt|sagd|sagda|sagt|ford|forda|fort|gjord|gjort|gjorda|slutad|hallen|stangd|stangt|stangda|salt|sald|salda|hojd|sankt)$",
            word.folded,
        ) and (is_known_participle(word.text.lower())):
            cls = verb_class(word.folded)
            if cls in ("neutral", "handle", "plan", "decide", "effect", "postpone") or words[i - 1].folded in (
                "inte",
                "ej",
                "ar",
            ):
                return
            yield Event(word.start, word.end, "ongoing" if cls == "begin" else "done")
            return


_PREPOSITIONS = frozenset(
    [
        "i",
        "med",
        "fran",
        "till",
        "av",
        "pa",
        "for",
        "per",
        "under",
        "efter",
        "sedan",
        "vid",
        "den",
        "och",
        "hos",
        "om",
        "inom",
        "from",
        "ur",
    ]
)


def _is_told_to(words: list[Word]) -> bool:
    """ "Utred …", "Se över …", "Minska …": what is to be done, in the imperative or infinitive, says nothing of how far it has come."""
    if not words:
        return False
    first = words[0].folded
    if first in {
        "se",
        "folj",
        "folja",
        "ta",
        "dra",
        "saga",
        "sag",
        "lagg",
        "lagga",
        "sla",
        "stall",
        "vaxla",
        "hall",
        "strama",
    }:
        return True
    return first in own_verbs() or first + "a" in own_verbs()


def _phrases_in(folded: str) -> Iterator[Event]:
    """States said outright; a negation before them turns them round."""
    for code, pattern in _phrases().items():
        for match in pattern.finditer(folded):
            if code == "still":
                yield Event(match.start(), match.end(), what="still")
                continue
            before = folded[max(0, match.start() - 60) : match.start()]
            said: Status | None = code  # type: ignore[assignment]
            inner = folded[match.start() : match.end() + 12]
            if code in ("done", "ongoing") and (
                regex.search(r"\b(?:inte|ej|annu inte)\s*$", before) or regex.search(r"\b(?:inte|ej)\b", inner)
            ):
                if code == "ongoing" and "pabor" not in inner:
                    continue
                said = "planned"
            if code == "planned" and regex.search(r"\b(?:inte|ej)\b", inner):
                said = "stopped"
            about = _SUBJECT.search(before[before.rfind(",") + 1 :]) is not None or not before.strip()
            yield Event(match.start(), match.end(), said, outright=True, about_measure=about)


def _since(folded: str) -> Iterator[Event]:
    for match in _SINCE.finditer(folded):
        since = match.group().startswith("sedan")
        yield Event(match.start(), match.end(), "ongoing" if since else None, what="since" if since else "still")


def _verbs_in(words: list[Word]) -> Iterator[Event]:
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
    elif cls == "finish":
        yield Event(start, end, "planned" if negated else "done", about_measure=_about(words, first), outright=True)
    elif cls == "postpone":  # a start put off is still to come; a programme put off is what was done
        yield Event(
            start,
            end,
            "planned" if _PUT_OFF.search(" ".join(w.folded for w in words[max(0, first - 3) : first])) else "done",
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
        if any(w.folded == "att" for w in words[verb + 1 : verb + 4]):
            yield Event(start, end, "planned")
    elif cls == "prepare":
        yield Event(start, end, what="prepared")
    elif cls == "effect":
        yield Event(start, end, what="effect")
    else:
        yield Event(start, end, "done", lasting=begins_with(stem, "verbs.lasting"))


_PUT_OFF = regex.compile(
    r"\b(?:atgard|aktivitet|insats|uppdrag|projekt|arbet|infor|genomfor|start|verkstall|beslut|tid)\w*"
)
_OUTCOMES = ("effekt", "besparing", "kostnad", "resultat", "underskott", "intakt")


def _future(words: list[Word], i: int, not_: frozenset[str]) -> Iterator[Event]:
    """ "ska …", "kommer … att …", "planerar att …"."""
    word = words[i].folded
    ahead = words[i + 1 : i + 10]
    near = [w.folded for w in ahead]
    if word == "kommer" and "att" not in near and not any(w.endswith("as") for w in near[:6]):
        return
    if set(near[:3]) & not_:
        return
    if word in {"beraknas", "forvantas", "vantas", "bedoms"} and any(
        w.folded.startswith(_OUTCOMES) for w in words[max(0, i - 6) : i]
    ):
        return  # when the effect is to come, not the measure
    if word == "bor" and i and words[i - 1].folded in {"som", "de", "personer", "idag"}:
        return  # "som bor i …"
    end = words[min(i + 3, len(words) - 1)].end
    first = next((verb_class(w) for w in near if verb_class(w)), "")
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
    if word == "kommer" and regex.search(r"\bfolj\w*\b.*\bupp\b", " ".join(near)):
        yield Event(words[i].start, end, what="still")  # what is to be followed up has begun
        return
    if "beslut" in near and "fatta" in near:
        yield Event(words[i].start, words[i].end, what="prepared")
        return
    yield Event(words[i].start, end, "planned")


def _finite(words: list[Word], i: int, not_: frozenset[str]) -> Event | None:
    """A past or present form that stands by itself."""
    word = words[i]
    form = form_of(word.text if i else word.text.lower())
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
            return Event(word.start, word.end, "planned") if "att" in after else None
        if cls == "effect":
            return None if negated else Event(word.start, word.end, what="effect")
        if negated:
            return Event(word.start, word.end, "planned") if cls == "finish" else None
        return Event(word.start, word.end, "done", lasting=begins_with(word.folded, "verbs.lasting"))
    if before in ("att", "kan", "kunna", "far", "fa", "vill") or cls in ("neutral", "handle", "effect"):
        return None
    if cls == "finish" and negated:
        return Event(word.start, word.end, "stopped", outright=True, about_measure=True)
    if negated:
        return None
    if cls == "begin":
        return Event(word.start, word.end, "planned")
    if cls in ("plan", "decide"):
        return Event(word.start, word.end, "planned")
    if begins_with(word.folded, "verbs.punctual"):
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
        or (word in {"gor", "gors", "driver", "bedriver", "bedrivs", "drivs", "forsoker", "soker"})
        or (
            word in {"for", "fors", "halls"}
            and bool(near & {"samtal", "dialog", "diskussion", "diskussioner", "forhandlingar"})
        )
        or word == "fors"
    )


_DOERS = regex.compile(
    r"^(?:vi|de|man|forvaltning|avdelning|enhet|namnd|kommun|stad|sektion|verksamhet|social|skol|chef|handlagg|personal|medarbet|grupp|ledning|rektor|myndighet|kontor|bolag|styrelse|controller|ekonom)"
)


def _is_doing(words: list[Word], i: int) -> bool:
    """The organisation itself is the one who acts: it stands right before or after the verb."""
    near = [w.folded for w in (*words[max(0, i - 3) : i], *words[i + 1 : i + 3])]
    return any(
        _DOERS.match(w)
        or regex.search(r"(?:forvaltningen|enheten|avdelningen|namnden|sektionen|gruppen|teamet|verksamheten)$", w)
        for w in near
    )


def _prepares(words: list[Word], verb: int) -> bool:
    """ "tagit fram förslag", "fått i uppdrag", "gett i uppdrag": a step on the way to the measure."""
    ahead = " ".join(w.folded for w in words[verb : verb + 8])
    return bool(
        regex.search(
            r"\b(?:forslag|underlag|uppdrag|sparbeting|plan|planer|utredning|tidplan|forstudie|direktiv|uppdragsbeskrivning)\b",
            ahead,
        )
        and regex.match(
            r"(?:tagit|tagits|fatt|gett|givit|getts|givits|lamnat|lamnats|arbetat|upprattat|formulerat|framtag\w+|lagt|skickat)",
            ahead,
        )
    )


def _about(words: list[Word], i: int) -> bool:
    """The subject right before is the measure: "åtgärden har", "arbetet är"."""
    near = " ".join(w.folded for w in words[max(0, i - 3) : i])
    return i == 0 or _SUBJECT.search(near) is not None


def _asides(folded: str) -> list[tuple[int, int]]:
    """Stretches of a sentence that are subordinate clauses: from the link to the next comma before a main clause, or the end."""
    spans = []
    for match in _links().finditer(folded):
        end = len(folded)
        if match.start() < 3:  # "För att …, kommer verksamheten att …"
            comma = folded.find(",", match.end())
            end = comma if comma > 0 else match.end()
        else:
            turn = regex.search(
                r"[;]|,\s+(?:men|och|dock)\b|\s(?:och|men)\s+(?:forvaltningen|arbetet|atgarden|dar)\b",
                folded[match.end() :],
            )
            end = match.end() + turn.start() if turn else end
        spans.append((match.start(), end))
    return spans


@compiled
def _cells() -> dict[str, Status | None]:
    found: dict[str, Status | None] = {fold(w): None for w in load("status")["cell.unclear"]}
    for code in _CODES:
        found.update({fold(w): code for w in load("status")[f"cell.{code}"]})
    return found


@compiled
def _cell() -> regex.Pattern[str]:
    said = "|".join(regex.escape(w).replace(r"\ ", r"\s+") for w in sorted(_cells(), key=len, reverse=True))
    return regex.compile(rf"^[\s(•–\-✓*\"”]*(?:status\s*:?\s*)?(?P<said>{said})(?!\p{{L}}|-\p{{L}})")


@compiled
def _phrases() -> dict[str, regex.Pattern[str]]:
    lexicon = load("status")
    found = {}
    for code in ("stopped", "planned", "ongoing", "done", "still"):
        alternatives = []
        for phrase in sorted(lexicon[f"phrase.{code}"], key=len, reverse=True):
            parts = [regex.escape(p) for p in fold(phrase).split()]
            between = (
                r"\s+(?:(?:nu|redan|inte|ej|ocksa|aven|helt|delvis|i\s+stort\s+sett|fortfarande|i\s+huvudsak)\s+)?"
            )
            alternatives.append(between.join(parts))
        found[code] = regex.compile(rf"(?<!\p{{L}})(?:{'|'.join(alternatives)})(?!\p{{L}})")
    return found


@compiled
def _heading() -> regex.Pattern[str]:
    lexicon = load("status")
    words = "|".join(
        regex.escape(w).replace(r"\ ", r"\s+")
        for w in sorted({fold(x) for c in _CODES for x in lexicon[f"heading.{c}"]}, key=len, reverse=True)
    )
    nouns = "|".join(fold(n) for n in lexicon["heading.nouns"])
    return regex.compile(
        rf"^(?:[\d.\s§a-z]{{0,6}}\s)?(?:redan\s+|ovriga\s+|ytterligare\s+|tidigare\s+)?(?P<word>{words})(?:(?:,|\s+(?:och|samt|eller|respektive))\s+(?P<word>{words}))*\s+(?:\p{{L}}+\s+){{0,2}}(?:{nouns})\w*(?:\s+[\p{{L}}\d-]+){{0,6}}\W*$"
    )


@compiled
def _links() -> regex.Pattern[str]:
    links = "|".join(
        regex.escape(fold(w)).replace(r"\ ", r"\s+")
        for w in sorted(load("status")["auxiliary.links"], key=len, reverse=True)
    )
    return regex.compile(rf"(?<!\p{{L}})(?:{links})(?!\p{{L}})")
