"""The amounts that a measure states as its effect: under labels and headers first, else in its own sentences.

In: a draft with its quotes. Out: ``effects``, and ``effect_text`` where a labelled effect is told in words.
"""

from __future__ import annotations

import regex

from extractors.fields.amount import unit_of
from extractors.fields.effect import find_effects_in_prose, parse_effects
from extractors.measure import Effect, Quote
from extractors.model import Passage
from extractors.resolving.draft import Context, Draft

_LAST_BRACKETS = regex.compile(r"\((?P<inside>[^()]{3,40})\)\W*$")


def read_effects(draft: Draft, context: Context) -> None:
    effects: list[Effect] = []
    where: list[Passage] = []
    quotes = draft.raw.all("effect") + [q for q in draft.raw.all("effect_text") if is_amount(q)]
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


def is_amount(quote: Quote) -> bool:
    """``Beräknad effekt: 400 tkr``: a label that also stands over words, with an amount and little more."""
    found, _ = parse_effects(quote.text, label=quote.label.text, unit=unit_of(quote.label.text))
    return bool(found) and len(quote.text) <= 12 + max(end for _, _, end in found) - min(start for _, start, _ in found)


def _in_brackets(passage: Passage, layout: str) -> list[tuple[Effect, int, int]]:
    """``… (300 tkr)``: an amount in brackets that ends an item of a list is its effect."""
    last = _LAST_BRACKETS.search(passage.text) if layout == "list" else None
    if last is None:
        return []
    found, unread = parse_effects(last["inside"])
    return [] if unread else [(effect, last.start("inside") + s, last.start("inside") + e) for effect, s, e in found]
