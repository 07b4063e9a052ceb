"""The state of a measure: a status cell or comment first, then its own words, then the heading or intro over it.

In: a draft with its quotes. Out: ``status``, ``status_raw``, ``status_date``. In a plan, what says nothing is planned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import regex

from extractors.fields.area_names import is_area_name
from extractors.fields.colour import colour_name
from extractors.fields.numbers import count_of
from extractors.fields.period import find_periods
from extractors.fields.status import FoundStatus, parse_status
from extractors.measure import DocType, Finding, Period, Quote, RawMeasure, Status
from extractors.model import Passage
from extractors.ocr_mend import mend_marks, mend_share
from extractors.prose.continuing import is_only_a_step, tells_state_of_it
from extractors.prose.judge import tells_a_measure
from extractors.prose.standing import REVOKED
from extractors.resolving.draft import Context, Draft
from extractors.resolving.mending import is_scanned, mend_words
from extractors.sentences import sentences

# What everybody reads in them, where others stand beside them
_PLAIN_SIGNS: dict[str, Status] = {
    **dict.fromkeys("✓✔☑", "done"),
    **dict.fromkeys("✗✖✘✕☒", "stopped"),
}
_OUTRIGHT = 0.95  # "Genomförd från den 1 mars."
# Beside "Färdiggrad" 0 % a word says more ("Utgår"), also where a scan reads a letter for the sign; "●" says nothing beside "60 %".
_SAYS = tuple(map(regex.compile, (r"\p{L}{3}", r"\p{L}", r"\p{N}")))
_PLANS = ("plan", "consultant_report")
_CONTINUOUS = regex.compile(
    r"\W*(?:(?:fort)?löpande|kontinuerlig(?:t|en)?|omgående|omedelbart|snarast(?:\s+möjligt)?|tills\s+vidare)(?:\s+(?:under|hela)\s+[\p{L}\d\s]{2,20})?\W*",
    regex.IGNORECASE,
)
_HALF_SAID = 0.65  # by one of several words that say different things
_IN_THE_PRESENT = 0.55  # what only the present tense of a verb says, "lämnas": a heading of planned measures says more


# "upphäva nämndens beslut om att stänga …": what was decided earlier is off
_REVOKES = regex.compile(
    rf"(?:att\s+)?(?:upphäv|återkall|riv\p{{L}}*\s+upp)\p{{L}}*\s[^.;]{{0,60}}?\bbeslut|{REVOKED}", regex.IGNORECASE
)


_LATE = regex.compile(
    r"\W*(?:något\s+|mycket\s+)?(?:försena(?:d|t|de)|förskjut(?:en|et|na)|(?:ej|inte)\s+enligt\s+plan)\b",
    regex.IGNORECASE,
)


def read_status(draft: Draft, context: Context) -> None:
    raw, doc_type = draft.raw, context.facts.doc_type
    action = raw.one("action")
    if action is not None and "beslut" in action.text.casefold() and _REVOKES.match(action.text):
        _put_status(draft, "stopped", _sentence_at(action.passage, 0))
        draft.tell("status", "words_action", _OUTRIGHT)
        return
    quotes = raw.all("status")
    if quotes and not any(c.isalnum() for quote in quotes for c in quote.text):
        sign = Passage.join([q.passage for q in quotes])
        told = _of_cell(draft, sign, context)
        code = told.code if told else _PLAIN_SIGNS.get(sign.text[:1])
        if code is not None:
            draft.set("status_raw", sign.text, sign)
            draft.set("status", code, sign)
            draft.tell("status", "label", told.weight if told else 0.7)
            return
        quotes = []  # a sign that no key explains and everybody does not know: the words tell
    if quotes:
        whole = Passage.join([q.passage for q in quotes])
        draft.set("status_raw", whole.text, whole)
        _status_date(draft, [q.label for q in quotes], context)
        worded = next(filter(None, ([q for q in quotes if says.search(q.text)] for says in _SAYS)), quotes)
        said = Passage.join([q.passage for q in worded])
        found = _of_cell(draft, said, context)
        draft.tell("status", "label", found.weight if found else 0.0)
        asked = all(q.label.text.rstrip().endswith("?") for q in quotes)  # "Vad är gjort hittills?" in a plan
        if found is None and asked and doc_type in _PLANS:
            found = FoundStatus("planned", 0, 0, _HALF_SAID)
        if found is None and (comment := raw.one("comment")):
            found = parse_status(comment.text, doc_type=doc_type)
            if found is not None and found.code == "done" and found.weight < _OUTRIGHT and _LATE.match(said.text):
                found = replace(found, code="ongoing")  # "Försenad": what has been done is a part of it
            whole = comment.passage if found else whole
            draft.tell("status", "comment", found.weight if found else 0.0)
        if found is not None:
            later = _begins_later(draft, found, context) and (found.weight <= _HALF_SAID or _says_when(draft, said))
            code = "planned" if later else _of_measure(found, whole.text, draft)
            draft.set("status", "stopped" if code == "planned" and _is_given_up(said, raw, doc_type) else code, whole)
        return
    mark = raw.one("status_colour")
    if mark is not None:
        _of_mark(draft, mark, context)
        return
    decision = raw.one("decision")
    if decision is not None:  # decided and not yet said to be done
        _put_status(draft, "planned", decision.passage)
        draft.tell("status", "decision")
        return
    for quote in (raw.one("start"), raw.one("due")):
        if quote and (found := parse_status(quote.text, doc_type=doc_type)) and found.code == "ongoing":
            if doc_type in _PLANS and _CONTINUOUS.fullmatch(quote.text):
                continue  # how it is to be done, not how far it has come
            said = _bracketed(quote.passage, found.start, found.end)
            _put_status(draft, found.code, said)
            draft.tell("status", "time", found.weight)
            return
    for name in ("action", "method"):
        for quote in raw.all(name):
            own = _without_what_it_gives(quote.passage, raw)
            found = parse_status(own.text, doc_type=doc_type) or parse_status(quote.text, doc_type=doc_type)
            if found is None or found.weight < 0.5 or _explains(found, quote.text):
                continue
            if name == "method" and doc_type in _PLANS and found.weight <= _IN_THE_PRESENT:
                continue  # how it is to be done
            if not (
                found.code in ("ongoing", "planned")
                and found.weight <= _IN_THE_PRESENT
                and _says_state(raw.intro, doc_type)
            ):
                later = found.weight < _OUTRIGHT and _begins_later(draft, found, context)
                over = parse_status(raw.intro.text, doc_type=doc_type) if later and raw.intro else None
                code = "planned" if later and (over is None or over.code != found.code) else found.code
                _put_status(draft, code, _sentence_at(quote.passage, found.start))
                draft.tell("status", f"words_{name}", found.weight)
                return
    if raw.intro and not is_area_name(raw.intro.text) and (found := parse_status(raw.intro.text, doc_type=doc_type)):
        said = raw.intro.cut(0, len(raw.intro.text.rstrip(": ")))
        _put_status(draft, "planned" if _begins_later(draft, found, context) else found.code, said)
        draft.tell("status", "intro", found.weight)
        return
    if doc_type in _PLANS:
        draft.values["status"] = "planned"
        draft.tell("status", "by_type")


def _without_what_it_gives(action: Passage, raw: RawMeasure) -> Passage:
    """The action up to the sentence that tells what it gives: "Stängningen beräknas sänka …" is no state of what has been closed."""
    begins = [at for quote in raw.all("told_of_it") if (at := action.text.find(quote.text)) > 0]
    return action.cut(0, min(begins)) if begins else action


def _begins_later(draft: Draft, found: FoundStatus, context: Context) -> bool:
    """The present tense tells what is to be ("utreds", "är bemannade tre dagar") where the start is later than the paper."""
    start, day = draft.values.get("start"), context.facts.doc_date
    in_the_present = found.code == "ongoing" or found.weight <= _IN_THE_PRESENT
    return found.code in ("ongoing", "done") and in_the_present and _is_after(start, day)


def _says_when(draft: Draft, said: Passage) -> bool:
    """ "Införs i november": the state itself says the start."""
    return str(draft.values.get("start_raw", "")) in said.text if "start_raw" in draft.values else False


def _is_after(start: object, day: date | None) -> bool:
    return isinstance(start, Period) and start.first is not None and day is not None and start.first > day


_NOT_DONE = regex.compile(
    r"\W*(?:nej|(?:ej|inte)\s+(?:genomför|utför|klar|verkställ|gjor)\p{L}*)(?:\W*$|\s*[.:,;–-]\s+)", regex.IGNORECASE
)


# "Ej genomfört, grannkommunen har tackat nej"; by itself it says nothing: "Två boende har tackat nej"
_BACKED_OUT = regex.compile(
    r"\b(?:tackat|tackade|tackar|sagt|sade)\s+nej\b|\b(?:dragit|drog|drar)\s+sig\s+ur\b", regex.IGNORECASE
)


def _is_given_up(said: Passage, raw: RawMeasure, doc_type: DocType | None) -> bool:
    """ "Nej" under ``Genomförd`` leaves open whether it is to come: what follows, or a comment, may say that it is off."""
    not_done = _NOT_DONE.match(said.text)
    if not_done is None:
        return False
    texts = [said.text[not_done.end() :], *(quote.text for quote in raw.all("comment")[:1])]
    if any(map(_BACKED_OUT.search, texts)):
        return True
    told = [parse_status(text, doc_type=doc_type) for text in texts if text]
    return any(found is not None and found.code == "stopped" and found.weight >= 0.85 for found in told)


def _says_state(intro: Passage, doc_type: DocType | None) -> bool:
    return bool(intro) and parse_status(intro.text, doc_type=doc_type) is not None


def _explains(found: FoundStatus, text: str) -> bool:
    """What was done according to a sentence further down that tells neither a measure nor how far one has come: "Två föreningar sökte det i fjol"."""
    first, *others = sentences(text) or [(0, 0)]
    later = next((text[s:e] for s, e in others if s <= found.start < e), None)
    only_since = found.code == "ongoing" and found.weight <= _IN_THE_PRESENT
    if later is None or found.weight >= _OUTRIGHT or not (found.code == "done" or only_since):
        return False
    return tells_a_measure(later) < 0.5 and not tells_state_of_it(text[slice(*first)], later)


def _of_measure(found: FoundStatus, text: str, draft: Draft) -> Status:
    """What a state says of the measure: with a step on the way done ("Upphandlingen är klar"), the measure is under way."""
    if found.code != "done":
        return found.code
    sentence = next((text[s:e] for s, e in sentences(text) if s <= found.start < e), text)
    measure = f"{draft.values.get('title', '')} {draft.values.get('action', '')}"
    return "ongoing" if is_only_a_step(measure, sentence) or _is_of_a_part(sentence) else "done"


_PART = regex.compile(
    r"(?:^|\s)(?P<part>\p{L}+|\d{1,3})\s+av\s+(?:de\s+|totalt\s+|våra\s+)?(?P<all>\p{L}+|\d{1,3})\b", regex.IGNORECASE
)
_IN_PLACE = regex.compile(
    r"\b(?:på\s+plats|igång|klara|införda|genomförda|tillsatta|anställda|färdiga|avvecklade|flyttade)\b",
    regex.IGNORECASE,
)


def _is_of_a_part(sentence: str) -> bool:
    """ "Fyra av åtta barn har bytt hem": so far of some only."""
    said = _PART.search(sentence)
    some, among = map(count_of, said.group("part", "all")) if said else (None, None)
    return some is not None and among is not None and some < among


def _of_cell(draft: Draft, said: Passage, context: Context) -> FoundStatus | None:
    """What a status cell says; as it must have been printed, where OCR's words say nothing."""
    doc_type = context.facts.doc_type
    if is_scanned(said) and (dot := _DOT.match(said.text)):
        found = _of_cell(draft, said.cut(dot.end(), len(said.text)), context)
        return found and replace(found, start=found.start + dot.end(), end=found.end + dot.end())
    if off := _BOARD_SAID_NO.search(said.text):
        return FoundStatus("stopped", off.start(), off.end(), 0.9)
    found = parse_status(said.text, doc_type=doc_type, key=context.colours)
    if found is None and _is_of_a_part(said.text) and (placed := _IN_PLACE.search(said.text)):
        return FoundStatus("ongoing", placed.start(), placed.end(), 0.7)  # "Två av tre coacher på plats"
    if found is not None or not is_scanned(said):
        return found
    meant = mend_share(mend_marks(mend_words(said.text)))
    found = parse_status(meant, doc_type=doc_type, key=context.colours) if meant != said.text else None
    if found is not None:
        draft.mended("status", said.text, meant, said)
    return found


# "Nämnden återtog beslutet i februari", "Kommunstyrelsen sade nej", all that a state says
_BOARD_SAID_NO = regex.compile(
    rf"^(?:{REVOKED}|\p{{L}}*(?:nämnden|styrelsen|fullmäktige|utskottet)\s+(?:har\s+)?(?:därefter\s+|sedan\s+)?(?:avslog|avslagit|avvisade|avvisat|backade|backat|strök|strukit|sade?\s+nej|sagt\s+nej|tog\s+bort|tagit\s+bort)\b)",
    regex.IGNORECASE,
)
_DOT = regex.compile(
    r"(?:[OQo0ÖöeE]{1,2}|[^\p{L}\d\s]{1,2})\s+(?=\p{Lu}\p{Ll})"
)  # a coloured dot before its word, read as a letter


def _labels(draft: Draft) -> list[Passage]:
    """The labels that say for which day a status holds: over a status cell, or before a follow-up comment."""
    return [q.label for q in draft.raw.all("status")] + [q.passage or q.label for q in draft.raw.all("status_label")]


def _bracketed(passage: Passage, start: int, end: int) -> Passage:
    """The deciding words; with their brackets where they stand in some, else the whole sentence about it."""
    text = passage.text
    left, right = text.rfind("(", 0, start + 1), text.find(")", end - 1)
    if left >= 0 and right >= 0:
        return passage.cut(left, right + 1)
    for s, e in sentences(text):
        if s <= start < e:
            return passage.cut(s, e - (text[e - 1] == "."))
    return passage


def _of_mark(draft: Draft, mark: Quote, context: Context) -> None:
    """A coloured mark without a word: read by the paper's own key, or not at all."""
    colour = colour_name(mark.text)
    code = context.colours.get(colour) if colour else None
    if code:
        draft.set("status", code, mark.label)
        draft.tell("status", "mark")
        _status_date(draft, [mark.label], context)
    else:
        draft.findings.append(
            Finding("status_colour", "warning", "Läget visas bara med en färg som handlingen inte förklarar.", "status")
        )


def _sentence_at(passage: Passage, at: int) -> Passage:
    span = next(((s, e) for s, e in sentences(passage.text) if s <= at < e), None)
    return passage.cut(*span) if span else passage


def _put_status(draft: Draft, code: Status, passage: Passage) -> None:
    draft.set("status", code, passage)
    draft.set("status_raw", passage.text, passage)
    _status_date(draft, _labels(draft), None)


def _status_date(draft: Draft, labels: Sequence[Passage], context: Context | None) -> None:
    """``Status per 31 juli 2018``, ``Kommentar december 2021``: the day, or the last day of the month, that the status holds for."""
    for label in labels:
        year = context.facts.plan_year if context else None
        for found in find_periods(label.text, year=year):
            if found.due is not None:
                draft.set("status_date", found.due, label.cut(found.start, found.end))
                return
