"""Quotes → values, with the whole document in view.

In: the raw measures in reading order, the facts of the document. Out: measures, each value with the passages it was read from, and what a
reader should know of it. A text that is printed but not understood becomes a finding, never a guess.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import regex

from extractors.fields.amount import unit_of
from extractors.fields.area import FoundArea, is_area_name, parse_area, split_area_cell
from extractors.fields.colour import colour_name
from extractors.fields.effect import find_effects_in_prose, parse_effects
from extractors.fields.period import find_periods, parse_period
from extractors.fields.status import parse_status
from extractors.fields.timing import find_due, find_start
from extractors.measure import Effect, Facts, Finding, Measure, Period, Quote, RawMeasure, Status
from extractors.model import NOTHING, Passage
from extractors.sentences import sentences

# A measure for the whole of a förvaltning belongs to its administration (guide, "Canonical areas").
_WHOLE_OFFICE = regex.compile(r"\bförvaltning(?:en|ens|sövergripande|sledningen|skontoret)\b", regex.IGNORECASE)
_LAST_BRACKETS = regex.compile(r"\((?P<inside>[^()]{3,40})\)\W*$")
_TEXTS = ("effect_text", "goal", "method", "responsible", "comment")


@dataclass
class _Draft:
    """A measure in the making: its values, where each was read, what is doubtful."""

    raw: RawMeasure
    values: dict[str, object] = field(default_factory=dict)
    evidence: dict[str, tuple[Passage, ...]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def set(self, name: str, value: object, *passages: Passage) -> None:
        self.values[name] = value
        self.evidence[name] = tuple(p for p in passages if p)

    def note(self, code: str, message: str, name: str, passage: Passage) -> None:
        page = passage.pages[0] if passage.pages else None
        self.findings.append(Finding(code, "warning", message, name, page))


@dataclass(frozen=True)
class Context:
    """What of the document a single measure needs to know. ``area_text`` names the area the whole paper is about."""

    facts: Facts
    area_text: Passage = NOTHING
    unit: str | None = None
    colours: Mapping[str, Status | None] = field(default_factory=dict)  # the paper's own key: "green" → "done"


def resolve(raws: Sequence[RawMeasure], context: Context) -> list[Measure]:
    """One measure for each raw one, in the same order."""
    return [_measure(raw, context) for raw in raws]


def _measure(raw: RawMeasure, context: Context) -> Measure:
    draft = _Draft(raw)
    _names(draft)
    _area(draft, context)
    _texts(draft)
    _times(draft, context)
    _effects(draft, context)
    _status(draft, context)
    return Measure(
        layout=raw.layout,
        lines=raw.lines,
        evidence={name: passages for name, passages in draft.evidence.items() if passages},
        findings=tuple(draft.findings),
        **draft.values,  # type: ignore[arg-type]
    )


def _names(draft: _Draft) -> None:
    raw = draft.raw
    no = raw.one("no")
    if no:
        draft.set("no", no.text.strip().strip(".):("), no.passage)
    title = raw.one("title")
    if title:
        draft.set("title", title.text, title.passage)
    actions = raw.all("action")
    whole = Passage.join([q.passage for q in actions])
    draft.set("action", whole.text, whole)


def _area(draft: _Draft, context: Context) -> None:
    raw = draft.raw
    parts: list[Passage] = []
    for passage in raw.path:
        split = [passage.cut(start, end) for start, end in split_area_cell(passage.text)]
        if any(is_area_name(part.text) for part in split):
            parts += split
    if parts:
        draft.set("area_path", tuple(p.text for p in parts), *parts)
    own = [draft.evidence[name][0] for name in ("title", "action") if draft.evidence.get(name)]
    words = " ".join(p.text for p in own)
    found = parse_area([p.text for p in parts], words, context.area_text.text)
    if found is None and (whole := _WHOLE_OFFICE.search(words)):
        found = FoundArea("ledning_och_administration", None, whole.group(), 0, len(whole.group()), 0.5)
    if found is None:
        draft.findings.append(Finding("area_unknown", "info", "Området framgår inte av texten.", "area"))
        return
    decided = _passage_of(found.text, [*parts, *own, context.area_text])
    draft.set("area", found.area, decided)
    if found.subarea:
        draft.set("subarea", found.subarea, decided)


def _passage_of(text: str, passages: Sequence[Passage]) -> Passage:
    """The passage that holds the deciding words, cut to them where they stand in it."""
    for passage in passages:
        at = passage.text.find(text) if text else -1
        if at >= 0:
            return passage.cut(at, at + len(text))
    return next((p for p in passages if p), Passage())


def _texts(draft: _Draft) -> None:
    for name in _TEXTS:
        quotes = [q for q in draft.raw.all(name) if q.passage and not (name == "effect_text" and _is_amount(q))]
        if quotes:
            whole = Passage.join([q.passage for q in quotes])
            draft.set(name, whole.text, whole)


def _is_amount(quote: Quote) -> bool:
    """``Beräknad effekt: 400 tkr``: a label that also stands over words, with an amount and little more."""
    found, _ = parse_effects(quote.text, label=quote.label.text, unit=unit_of(quote.label.text))
    return bool(found) and len(quote.text) <= 12 + max(end for _, _, end in found) - min(start for _, start, _ in found)


def _times(draft: _Draft, context: Context) -> None:
    year = context.facts.plan_year
    _labelled_start(draft, year)
    _labelled_due(draft, year)
    own = _own_words(draft)
    if "start_raw" not in draft.values:
        for name, passage in own:
            found = find_start(passage.text, year=year, loose=name in ("action", "title"))
            if found is not None and found.period is not None:
                _put_start(draft, passage.cut(found.start, found.end), found.raw, found.period)
                break
    if "due_raw" not in draft.values:
        for name, passage in own:
            found = find_due(passage.text, year=year, loose=name == "action")
            if found is not None:
                _put_due(
                    draft, passage.cut(found.start, found.end), found.raw, Period(None, found.due, found.due_precision)
                )
                break


def _own_words(draft: _Draft) -> list[tuple[str, Passage]]:
    raw = draft.raw
    return [(q.field, q.passage) for name in ("action", "status", "method") for q in raw.all(name)]


def _labelled_start(draft: _Draft, year: int | None) -> None:
    quote = draft.raw.one("start")
    if quote is None or not quote.passage:
        return
    found = [f for f in find_periods(quote.text, year=year) if f.role != "due" or f.start == 0]
    if not found:
        first = _first_sentence(quote.passage)
        draft.set("start_raw", first.text.rstrip("."), first)
        period = parse_period(quote.text, year=year)
        if period is not None:
            draft.set("start", period, first)
        elif not _refers_above(quote.text):
            draft.note(
                "start_not_understood", f"Starttiden ”{quote.text}” kunde inte tolkas.", "start_raw", quote.passage
            )
        if not _refers_above(quote.text):
            _rest_to_comment(draft, quote.passage, len(first.text))
        return
    hit = found[0]
    end = hit.end
    if (
        len(found) > 1
        and all(f.period and f.period.first for f in found[:2])
        and "/" in quote.text[hit.end : found[1].start]
    ):
        end = found[1].end
    at = 0 if hit.period is not None and hit.period.precision == "ongoing" else hit.start
    raw = hit.raw
    _put_start(draft, quote.passage.cut(hit.start, end), raw, hit.period)
    _rest_to_comment(draft, quote.passage, max(end, at))


def _refers_above(text: str) -> bool:
    return text.strip().rstrip(".").casefold() in {"se ovan", "enligt ovan", "se nedan", "enligt nedan"}


def _first_sentence(passage: Passage) -> Passage:
    spans = sentences(passage.text)
    return passage.cut(*spans[0]) if spans else passage


def _rest_to_comment(draft: _Draft, passage: Passage, end: int) -> None:
    """A second remark behind a labelled start is a comment."""
    rest = passage.text[end:]
    skipped = len(rest) - len(rest.lstrip(" .;,)"))
    tail = passage.cut(end + skipped)
    if len(tail.text) >= 8:
        before = draft.evidence.get("comment", ())
        text = " ".join(p.text for p in (*before, tail))
        draft.set("comment", text, *before, tail)


def _put_start(draft: _Draft, passage: Passage, raw: str, period: Period | None) -> None:
    draft.set("start_raw", raw, passage)
    if period is None:
        return
    draft.set("start", period, passage)
    if period.last is not None and "due_raw" not in draft.values and draft.raw.one("due") is None and _is_span(raw):
        _put_due(draft, passage, raw, Period(None, period.last, period.precision))


def _is_span(raw: str) -> bool:
    return any(mark in raw for mark in "-–—") or " till " in raw


def _put_due(draft: _Draft, passage: Passage, raw: str, period: Period) -> None:
    draft.set("due_raw", raw, passage)
    draft.set("due", period, passage)


def _labelled_due(draft: _Draft, year: int | None) -> None:
    quote = draft.raw.one("due")
    if quote is None or not quote.passage:
        return
    found = next((f for f in find_periods(quote.text, year=year) if f.period is not None), None)
    passage = quote.passage.cut(found.start, found.end) if found else quote.passage
    draft.set("due_raw", found.raw if found else quote.text.rstrip("."), passage)
    if found and found.due:
        draft.set("due", Period(None, found.due, found.due_precision), passage)
    elif found is None and not parse_status(quote.text):
        draft.note("due_not_understood", f"Sluttiden ”{quote.text}” kunde inte tolkas.", "due_raw", quote.passage)


def _effects(draft: _Draft, context: Context) -> None:
    effects: list[Effect] = []
    where: list[Passage] = []
    quotes = draft.raw.all("effect") + [q for q in draft.raw.all("effect_text") if _is_amount(q)]
    for quote in quotes:
        unit = unit_of(quote.label.text) or context.unit
        found, unread = parse_effects(quote.text, label=quote.label.text, unit=unit, year=context.facts.plan_year)
        for effect, start, end in found:
            effects.append(effect)
            where.append(quote.passage.cut(start, end))
        if not found and unread:
            if any(c.isdigit() for c in unread):
                draft.note(
                    "effect_not_understood",
                    f"Effekten ”{quote.text}” kunde inte tolkas som ett belopp.",
                    "effects",
                    quote.passage,
                )
            elif "effect_text" not in draft.values and len(quote.text) > 12:
                draft.set("effect_text", quote.text, quote.passage)
    if not quotes:
        in_words = draft.raw.one("effect_text")
        if in_words is not None:
            found, _ = parse_effects(in_words.text, label=in_words.label.text)
            for effect, start, end in found:
                effects.append(effect)
                where.append(in_words.passage.cut(start, end))
    if not effects and not quotes:
        for passage in draft.evidence.get("action", ()):
            told = find_effects_in_prose(passage.text, year=context.facts.plan_year)
            for effect, start, end in told or _in_brackets(passage, draft.raw.layout):
                effects.append(effect)
                where.append(passage.cut(start, end))
    if effects:
        draft.values["effects"] = tuple(effects)
        for i, passage in enumerate(where):
            draft.evidence[f"effects.{i}"] = (passage,)


def _in_brackets(passage: Passage, layout: str) -> list[tuple[Effect, int, int]]:
    """``… (300 tkr)``: an amount in brackets that ends an item of a list is its effect."""
    last = _LAST_BRACKETS.search(passage.text) if layout == "list" else None
    if last is None:
        return []
    found, unread = parse_effects(last["inside"])
    return [] if unread else [(effect, last.start("inside") + s, last.start("inside") + e) for effect, s, e in found]


def _status(draft: _Draft, context: Context) -> None:
    raw, doc_type = draft.raw, context.facts.doc_type
    quotes = raw.all("status")
    if quotes:
        whole = Passage.join([q.passage for q in quotes])
        draft.set("status_raw", whole.text, whole)
        _status_date(draft, [q.label for q in quotes], context)
        # Beside "Färdiggrad" 0 % a word says more: "Utgår".
        worded = [q for q in quotes if not q.text.rstrip().endswith("%")] or quotes
        found = parse_status(" ".join(q.text for q in worded), doc_type=doc_type, key=context.colours)
        if found is None and (comment := raw.one("comment")):
            found = parse_status(comment.text, doc_type=doc_type)
            whole = comment.passage if found else whole
        if found is not None:
            draft.set("status", found.code, whole)
        return
    mark = raw.one("status_colour")
    if mark is not None:
        _of_mark(draft, mark, context)
        return
    decision = raw.one("decision")
    if decision is not None:  # decided and not yet said to be done
        _put_status(draft, "planned", decision.passage)
        return
    for quote in (raw.one("start"), raw.one("due")):
        if quote and (found := parse_status(quote.text, doc_type=doc_type)) and found.code == "ongoing":
            said = _bracketed(quote.passage, found.start, found.end)
            _put_status(draft, found.code, said)
            return
    for name in ("action", "method"):
        for quote in raw.all(name):
            found = parse_status(quote.text, doc_type=doc_type)
            if found is not None and found.weight >= 0.5:
                _put_status(draft, found.code, _sentence_at(quote.passage, found.start))
                return
    if raw.intro and (found := parse_status(raw.intro.text, doc_type=doc_type)):
        said = raw.intro.cut(0, len(raw.intro.text.rstrip(": ")))
        _put_status(draft, found.code, said)
        return
    if doc_type in ("plan", "consultant_report"):
        draft.values["status"] = "planned"


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


def _of_mark(draft: _Draft, mark: Quote, context: Context) -> None:
    """A coloured mark without a word: read by the paper's own key, or not at all."""
    colour = colour_name(mark.text)
    code = context.colours.get(colour) if colour else None
    if code:
        draft.set("status", code, mark.label)
        _status_date(draft, [mark.label], context)
    else:
        draft.findings.append(
            Finding("status_colour", "warning", "Läget visas bara med en färg som handlingen inte förklarar.", "status")
        )


def _sentence_at(passage: Passage, at: int) -> Passage:
    span = next(((s, e) for s, e in sentences(passage.text) if s <= at < e), None)
    return passage.cut(*span) if span else passage


def _put_status(draft: _Draft, code: Status, passage: Passage) -> None:
    draft.set("status", code, passage)
    draft.set("status_raw", passage.text, passage)
    _status_date(draft, [q.label for q in draft.raw.all("status")], None)


def _status_date(draft: _Draft, labels: Sequence[Passage], context: Context | None) -> None:
    """``Status per 31 juli 2018``, ``Kommentar december 2021``: the day, or the last day of the month, that the status holds for."""
    for label in labels:
        year = context.facts.plan_year if context else None
        for found in find_periods(label.text, year=year):
            if found.due is not None:
                draft.set("status_date", found.due, label.cut(found.start, found.end))
                return
