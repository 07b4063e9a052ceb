"""Quotes → values, with the whole document in view.

In: the raw measures in reading order, the facts of the document. Out: measures, each value with the passages it was read from, and what a
reader should know of it. A text that is printed but not understood becomes a finding, never a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractors.confidence import Judgement, judge
from extractors.fields.area import FoundArea, parse_area
from extractors.fields.area_names import is_area_name, split_area_cell
from extractors.measure import Finding, Measure, RawMeasure
from extractors.model import Passage
from extractors.resolving.comments import with_latest_state
from extractors.resolving.doubt import doubt_words
from extractors.resolving.draft import Context, Draft
from extractors.resolving.effects import fuller_labels, is_amount, labels_in_kronor, labels_in_thousands, read_effects
from extractors.resolving.status import read_status
from extractors.resolving.times import read_times
from extractors.resolving.traits import traits_of, usual_in
from extractors.ticked import with_ticked

# A measure for the whole of a förvaltning belongs to its administration (guide, "Canonical areas").
_WHOLE_OFFICE = regex.compile(
    r"\b(?:förvaltningens|förvaltnings(?:övergripande|ledningen|kontoret)|(?:inom|på|hela)\s+förvaltningen)\b",
    regex.IGNORECASE,
)
_COSTS = regex.compile(r"\p{L}*(?:kostnad(?:er)?|intäkt(?:er)?|avgift(?:er)?)", regex.IGNORECASE)
# "Ansvarig är enhetschefen för kost.": who, said in a sentence
_WHO = regex.compile(
    r"\bansvariga?\s+(?:för\s+(?:genomförandet|åtgärden|arbetet|detta)\s+)?är\s+(?P<who>\p{L}[^.,;:()]{2,60}?)(?=[.,;)]|\s+och\s+\p{L}+\s+(?:är|ska)\b|$)",
    regex.IGNORECASE,
)
_TEXTS = ("effect_text", "goal", "method", "responsible", "comment")


def resolve(raws: Sequence[RawMeasure], context: Context) -> list[Measure]:
    """One measure for each raw one, in the same order."""
    context = replace(
        context,
        thousands=labels_in_thousands(raws),
        kronor=labels_in_kronor(raws),
        fuller=fuller_labels(raws),
    )
    drafts = [_read(raw, context) for raw in raws]
    usual = usual_in(drafts)
    return [_measure(draft, judge(traits_of(draft, context, usual, len(drafts)))) for draft in drafts]


def _read(raw: RawMeasure, context: Context) -> Draft:
    draft = Draft(with_latest_state(with_ticked(raw), context.facts))
    _names(draft)
    _area(draft, context)
    _texts(draft)
    read_times(draft, context)
    read_effects(draft, context)
    read_status(draft, context)
    doubt_words(draft)
    return draft


def _measure(draft: Draft, judged: Judgement) -> Measure:
    return Measure(
        layout=draft.raw.layout,
        lines=draft.raw.lines,
        evidence={name: passages for name, passages in draft.evidence.items() if passages},
        findings=tuple(draft.findings),
        confidence=judged.whole,
        confidences=judged.fields,
        **draft.values,  # type: ignore[arg-type]
    )


_CLAUSE = "att "  # a mark of the list, no part of what is decided


def _names(draft: Draft) -> None:
    raw = draft.raw
    no = raw.one("no")
    if no:
        draft.set("no", no.text.strip().strip(".):(/"), no.passage)
    title = raw.one("title")
    if title:
        draft.set("title", title.text, title.passage)
    actions = raw.all("action")
    whole = Passage.join([q.passage for q in actions])
    if raw.layout in ("list", "prose") and whole.text.startswith(_CLAUSE):
        whole = whole.cut(len(_CLAUSE))
    draft.set("action", whole.text, whole)


def _area(draft: Draft, context: Context) -> None:
    raw = draft.raw
    parts: list[Passage] = []
    for passage in raw.path:
        if raw.layout == "table" and _COSTS.fullmatch(passage.text) and passage.text != raw.intro.text:
            if "title" not in draft.values:  # "Omställningskostnader" in the column of areas names the row itself
                draft.set("title", passage.text, passage)
            continue
        split = [passage.cut(start, end) for start, end in split_area_cell(passage.text)]
        if any(is_area_name(part.text) for part in split):
            parts += split
    if parts:
        draft.set("area_path", tuple(p.text for p in parts), *parts)
    own = [draft.evidence[name][0] for name in ("title", "action") if draft.evidence.get(name)]
    words = " ".join(p.text for p in own)
    about = context.area_text.text
    if not parts and _WHOLE_OFFICE.search(words):
        named = parse_area([], words)
        if named is None or named.area == "ledning_och_administration":
            about = ""  # the whole office's own affairs, whatever it is that the office does
    found = parse_area([p.text for p in parts], words, about, context.facts.body or "")
    if found is None and (whole := _WHOLE_OFFICE.search(words)):
        found = FoundArea("ledning_och_administration", None, whole.group(), 0, len(whole.group()), 0.5)
    if found is None:
        draft.tell("area", "none")
        draft.findings.append(Finding("area_unknown", "info", "Området framgår inte av texten.", "area"))
        return
    decided = _passage_of(found.text, [*parts, *own, context.area_text])
    draft.tell("area", _whose_words(found, parts, own), found.weight)
    draft.set("area", found.area, decided)
    if found.subarea:
        draft.set("subarea", found.subarea, decided)


def _whose_words(found: FoundArea, parts: Sequence[Passage], own: Sequence[Passage]) -> str:
    if any(found.text in part.text for part in parts):
        return "path"
    return "own_words" if any(found.text in passage.text for passage in own) else "whole_paper"


def _passage_of(text: str, passages: Sequence[Passage]) -> Passage:
    """The passage that holds the deciding words, cut to them where they stand in it."""
    for passage in passages:
        at = passage.text.find(text) if text else -1
        if at >= 0:
            return passage.cut(at, at + len(text))
    return next((p for p in passages if p), Passage())


def _texts(draft: Draft) -> None:
    for name in _TEXTS:
        quotes = [q for q in draft.raw.all(name) if q.passage and not (name == "effect_text" and is_amount(q))]
        if quotes:
            whole = Passage.join([q.passage for q in quotes])
            draft.set(name, whole.text, whole)
    if "responsible" not in draft.values:
        for quote in (*draft.raw.all("action"), *draft.raw.all("told_of_it"), *draft.raw.all("comment")):
            if who := _WHO.search(quote.text):
                draft.set("responsible", who["who"], quote.passage.cut(*who.span("who")))
                return
