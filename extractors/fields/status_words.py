"""Everything in a sentence that tells how far something has come: states said outright, and what its verbs tell.

In: one sentence. Out: events from left to right, those in subordinate clauses marked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import regex

from extractors.fields.alternatives import one_of
from extractors.fields.status_verbs import SUBJECT, Event, verb_events, verbless_events
from extractors.fields.verbs import Word, begins_with, own_verbs, words_of
from extractors.lexicon import compiled, load, remembered
from extractors.lexicon.folding import fold
from extractors.measure import Status


@remembered(8192)
def events_of(sentence: str) -> tuple[Event, ...]:
    """Everything in one sentence that tells of its state, from left to right."""
    words = words_of(sentence)
    folded = fold(sentence)
    found = [*_phrases_in(folded), *_since(folded)]
    taken = [(e.start, e.end) for e in found if e.what not in ("still", "since") and not _as_planned(e, folded)]
    if not _is_told_to(words):
        found += [e for e in verb_events(words) if not any(e.start < t[1] and t[0] < e.end for t in taken)]
    if not any(e.code or e.what for e in found) and len(words) <= 9:
        found += verbless_events(words)
    found += [Event(m.start(), m.end(), "ongoing") for m in _NOW.finditer(folded) if not found]
    found += [Event(m.start(), m.end(), "done", "no longer") for m in _NO_LONGER.finditer(folded) if not found]
    punctual = [e for e in found if e.code == "done" and _is_of_a_moment(folded[e.start : e.end])]
    if _IS_OVER_SINCE.search(folded):  # "är nedlagt sedan januari"
        found = [replace(e, code="done") if e.what == "since" else e for e in found]
    if punctual:  # "har slagits samman sedan den 1 maj": done then
        found = [e for e in found if e.what != "since" or e.start < punctual[0].end]
    if any(e.code in ("done", "planned") for e in found):  # "är genomförda enligt plan", "ska starta enligt plan"
        found = [e for e in found if not _as_planned(e, folded)]
    asides = _asides(folded)
    conditions = [(a, b) for a, b in asides if _CONDITION.match(folded, a) and not _is_of_what(folded, a)]
    relative = [(a, b) for a, b in asides if folded.startswith("som ", a)]  # "ärenden som har pågått längre än ett år"
    found = [e for e in found if e.code != "done" or not any(a <= e.start < b for a, b in conditions)]
    unless = [m.end() for m in _ONLY_IF.finditer(folded)]
    found = [e for e in found if not any(a <= e.start < b for a, b in asides if a in unless)]
    marked = [
        replace(e, aside=True)
        if any(a <= e.start < b for a, b in (conditions + relative if e.outright else asides))
        else e
        for e in found
    ]
    return tuple(sorted(marked, key=lambda e: e.start))


_NOW = regex.compile(
    r"\b(?:just\s+nu|gar\s+(?:nu|for\s+narvarande)(?=\s+igenom))\b(?!\s+(?:finns|har|ar)\b)"
)  # "går just nu igenom alla avtal"
_NO_LONGER = regex.compile(
    r"\b\p{L}{2,}s\s+(?:numera\s+)?(?:inte|ej)\s+langre\b"
)  # "köps inte längre": that is the measure, done


def _as_planned(event: Event, folded: str) -> bool:
    return folded[event.start : event.end] == "enligt plan"


def _is_of_what(folded: str, at: int) -> bool:
    """ "ansökningar om bistånd inrättades": of what something is, no condition."""
    return folded.startswith("om ", at) and _HAS_OBJECT.search(folded[:at]) is not None


# Nouns that take "om"
_HAS_OBJECT = regex.compile(
    r"(?:ansokan|ansokningar(?:na)?|beslut(?:en|et)?|avtal(?:en|et)?|arende(?:n|t)?|information(?:en)?|forslag(?:en|et)?|fragor(?:na)?|fragan|uppgifter(?:na)?|omsorg(?:en)?|begaran|utredning(?:en|ar)?|overenskommelse(?:n|r)?"
    r"|(?:samarbete|avtal|overenskommelse|dialog|samtal|samverkan|samrad)\p{L}*\s+med\s+\p{L}+(?:\s+\p{L}+)?)\s+$"
)


def _is_of_a_moment(verb: str) -> bool:
    """ "har … stängts", "har upphört": a perfect of what happens once."""
    last = verb.rsplit(None, 1)[-1]
    return (verb.endswith("s") or last in ("upphort", "slutat")) and begins_with(last, "verbs.punctual")


# "avtalet med det företag som har bemannat gruppen | har sagts upp": the main clause goes on with its own verb
_MAIN_VERB = regex.compile(
    r"\s+(?:har|hade|ar|var|ska|skall|\p{L}{2,}(?:[aeo]r|de|te))\s+(?:(?!(?:att|som|dar|nar|om|sa|for)\s)[^\s,;]+\s+){1,6}?(?<!\b(?:och|samt|eller|men)\s)(?P<verb>(?:har|hade|ska|skall|kommer)\s)"
)
_ONE_VERB = regex.compile(r",\s+(?!(?:och|men|samt|eller|vilket|som|dar|nar|om)\b)\p{L}+(?:s|r|de|t)\b(?:\s|[.]|$)")
_DECIDED = regex.compile(r"\b(?:beslut(?:ade|at|ar|as|ades)|besl[ou]t|handlar|handlade|enades|ansok\p{L}*)\s+$")
_POST = regex.compile(r"\b(?:tjanst|befattning|uppdrag)\p{L}*\s+$")
_TURN = regex.compile(r"[;]|,\s+(?:men|och|dock)\b|\s(?:och|men)\s+(?:forvaltningen|arbetet|atgarden|dar)\b")
_NOWADAYS = regex.compile(r"\bnumera\b")
_IS_OVER_SINCE = regex.compile(
    r"\bar\s+(?:nu\s+|redan\s+)?(?:nedlag[dt]|stang[dt]|avveckla[dt]|uppsag[dt]|sal[dt]|borttagen|borttaget|indragen|indraget|avsluta[dt]|slopa[dt]|tom[dt]|ersatt)a?\s+(?:och\s+\p{L}+\s+)?sedan\b"
)
_LETTERS = regex.compile(r"\p{L}+")
_CONDITION = regex.compile(r"(?:nar|innan|om|tills|forran|i\s+avvaktan)\b")
_ONLY_IF = regex.compile(
    r"\b(?:inte|ej|bara|endast|enbart|forst)\s+(?=om\b)"
)  # "startar inte om färre än tolv har sökt"
_SINCE = regex.compile(
    r"\b(?:sedan|(?<!skjutits\s)(?<!flyttats\s)(?<!skjuts\s)fram\s+till)\s+(?:den\s+|i\s+)?(?:\d|vecka\s|varas|hostas|somras|vintras|(?:jan|feb|mars|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*|(?:var|sommar|host|vinter|vinters)\w*|arsskiftet|borjan|mitten|slutet|forra|tidigare)"
)


def _is_told_to(words: list[Word]) -> bool:
    """ "Utred …", "Se över …", "Minska …": what is to be done, in the imperative or infinitive, says nothing of how far it has come."""
    if not words:
        return False
    first = words[0].folded
    if first == "oppna" and len(words) > 1 and words[1].folded not in _OPENED:
        return False  # "Öppna förskolan har …" is a name
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


_OPENED = frozenset({"en", "ett", "upp", "den", "det", "nya", "ny", "fler", "filialen", "for"})
_CEASES = (
    "utgar",
    "utgatt",
)  # "en tjänst utgår" is what is done; only of the measure itself does it say that it is off
_IT = regex.compile(r"\b(?:den|denna|det|detta|dessa|punkten)\s*$")
_BY_WHEN = regex.compile(r"\s+(?:senast|till|infor|fore)\b")


# What is called off was itself to change something
_CHANGES = regex.compile(
    r"(?:avveckl|stangning|nedlagg|sammanslag|sammanlagg|flytt|minskning|neddrag|indrag|forsaljning|upphandling|inforand|omorganis|projekt|forsok|plan(?:en|erna)?\b|beslut)"
)
_BEGUN = regex.compile(r"pabor|\bi\s?gang\b|inle[dt]")  # "har inte kommit i gång" is still to come
_BUT = regex.compile(r"\bmen\b|,")
_NOT, _NOT_AHEAD = regex.compile(r"\b(?:inte|ej)\b"), regex.compile(r"\b(?:inte|ej|annu inte)\s*$")
_PARTLY = regex.compile(r"\bdelvis\b")
_PART_OF_IT = regex.compile(r"\b(?:en\s+del|delar|vissa\s+delar)\s*$")


def _phrases_in(folded: str) -> Iterator[Event]:
    """States said outright; a negation before them turns them round."""
    words = [(word.group(), word.start()) for word in _LETTERS.finditer(folded)]
    for code in ("stopped", "planned", "ongoing", "done", "still"):
        for match in _where(code, words, folded):
            if code == "still":
                yield Event(match.start(), match.end(), what="still")
                continue
            before = folded[max(0, match.start() - 60) : match.start()]
            said: Status | None = code  # type: ignore[assignment]
            inner = _BUT.split(folded[match.start() : match.end() + 12])[0]  # "är påbörjad men inte klar"
            undone = False
            if code in ("done", "ongoing") and (_NOT_AHEAD.search(before) or _NOT.search(inner)):
                if code == "ongoing" and not _BEGUN.search(inner):
                    continue
                said, undone = "planned", code == "done"
            if said == "done" and _BY_WHEN.match(folded, match.end()):
                continue  # "är klar senast den 30 juni" says by when, not that it is
            if said == "done" and (_PARTLY.search(inner) or _PART_OF_IT.search(before)):
                said = "ongoing"
            if code == "planned" and _NOT.search(inner):
                said = "stopped"
            about = SUBJECT.search(before[before.rfind(",") + 1 :]) is not None or not before.strip()
            if not about and said == "stopped" and match.group().endswith(_CEASES) and not _IT.search(before):
                continue
            if said == "stopped" and match.group().endswith("stallts in") and not (about or _CHANGES.search(before)):
                said = "done"  # "Kursdagarna har ställts in": to go without them is the measure
            what = "undone" if undone else ""
            yield Event(match.start(), match.end(), said, what=what, outright=True, about_measure=about)


def _where(code: str, words: Sequence[tuple[str, int]], folded: str) -> Iterator[regex.Match[str]]:
    """The phrases of a state, left to right; only those are tried that begin with the word that stands there."""
    begun = _phrases(code)
    end = 0
    for word, start in words:
        if word not in begun or start < end:
            continue
        pattern, ends = _phrases_that_begin(code, word)
        if any(map(folded.__contains__, ends)) and (match := pattern.match(folded, start)):
            end = match.end()
            yield match


def _since(folded: str) -> Iterator[Event]:
    for match in _NOWADAYS.finditer(folded):
        yield Event(match.start(), match.end(), "ongoing", what="since")
    for match in _SINCE.finditer(folded):
        since = match.group().startswith("sedan")
        yield Event(match.start(), match.end(), "ongoing" if since else None, what="since" if since else "still")


def _asides(folded: str) -> list[tuple[int, int]]:
    """Stretches of a sentence that are subordinate clauses: from the link to the next comma before a main clause, or the end."""
    spans = []
    for match in _links().finditer(folded):
        if match.group() == "som" and _POST.search(folded[: match.start()]):
            continue  # "tjänsten som planarkitekt"
        if match.group() == "om" and _DECIDED.search(folded[: match.start()]):
            continue  # "som nämnden beslutade om"
        end = len(folded)
        if match.start() < 3:  # "För att …, kommer verksamheten att …"
            comma = folded.find(",", match.end())
            end = comma if comma > 0 else match.end()
        else:
            turn = _TURN.search(folded[match.end() :])
            end = match.end() + turn.start() if turn else end
            comma = folded.find(", ", match.end(), end) if folded[: match.start()].endswith(", ") else -1
            if comma > 0 and _ONE_VERB.match(folded, comma):
                end = comma  # "Inrättandet av en jour, som nämnden beslutade om i höstas, fullföljs inte"
            elif match.group() == "som" and (again := _MAIN_VERB.match(folded, match.end(), end)):
                end = again.start("verb")
        spans.append((match.start(), end))
    return spans


@remembered(8)
def _phrases(code: str) -> Mapping[str, list[str]]:
    """The folded phrases of a state by their first word, the longest first."""
    by_first_word: dict[str, list[str]] = defaultdict(list)
    for phrase in sorted(map(fold, load("status")[f"phrase.{code}"]), key=len, reverse=True):
        by_first_word[_LETTERS.match(phrase)[0]].append(phrase)  # type: ignore[index]
    return by_first_word


@remembered(512)
def _phrases_that_begin(code: str, word: str) -> tuple[regex.Pattern[str], tuple[str, ...]]:
    """Those of one first word as a pattern, and the words that they end in. Made when a sentence first has the word: most papers have few."""
    between = r"\s+(?:(?:nu|redan|inte|ej|ocksa|aven|helt|delvis|daremot|dock|darfor|darefter|nyligen|sedan\s+dess|i\s+stort\s+sett|fortfarande|i\s+huvudsak)\s+)?"
    phrases = [" ".join(phrase.split()) for phrase in _phrases(code)[word]]
    behind = [between.join(map(regex.escape, phrase.removeprefix(word).split(" "))) for phrase in phrases]
    ends = dict.fromkeys(phrase.split()[-1] for phrase in phrases)
    return regex.compile(rf"(?<!\p{{L}}){regex.escape(word)}(?:{'|'.join(behind)})(?!\p{{L}})"), tuple(ends)


@compiled
def _links() -> regex.Pattern[str]:
    links = one_of(
        regex.escape(fold(w)).replace(r"\ ", r"\s+")
        for w in sorted(load("status")["auxiliary.links"], key=len, reverse=True)
    )
    return regex.compile(rf"(?<!\p{{L}})(?:{links})(?!\p{{L}})")
