"""What the rounds of a follow-up add to a measure: ``Kommentar T1:``, ``Kommentar T2:``, ``Kommentar helår:``.

In: a raw measure, the facts of its paper. Out: the same measure, the latest comment that says how far it has come quoted as its status and the others as
comments; and the outcomes that comments tell, each of its round.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from extractors.fields.effect_prose import find_outcomes
from extractors.fields.rounds import Round, round_of
from extractors.fields.status import parse_status
from extractors.measure import Effect, Facts, Quote, RawMeasure
from extractors.model import Passage

# How surely a comment must say a state: one of a round, the same in a paper that is no follow-up and may speak of plans, one of no round.
_SAYS, _OUTRIGHT, _SURELY = 0.5, 0.85, 0.9
_FOLLOWS_UP = regex.compile(r"\buppfölj", regex.IGNORECASE)
_COMMENT = regex.compile(r"\W*(?:\p{L}+\s)?kommentar", regex.IGNORECASE)


def with_latest_state(raw: RawMeasure, facts: Facts) -> RawMeasure:
    """The measure with the state that its latest comment tells; unchanged where none tells one, or where a status stands beside them.

    In a follow-up a comment of no round counts too, where it says the state outright: "Kommentar: Åtgärden är genomförd".
    """
    comments = _comments(raw, facts) if raw.layout != "prose" else []  # which has found the latest itself
    if any(q.field == "status" and round_of(q.label.text) is None for q in raw.quotes):
        return raw
    latest = next((quote for quote, least in comments if _says_state(quote.text, least)), None)
    if latest is None:
        return raw
    ours = [quote for quote, _ in comments]
    return replace(
        raw,
        quotes=tuple(replace(q, field="status" if q is latest else "comment") if q in ours else q for q in raw.quotes),
    )


def _comments(raw: RawMeasure, facts: Facts) -> list[tuple[Quote, float]]:
    """The comments and states of a follow-up, the latest first, each with how surely it must say a state.

    A state of the same day goes before a comment on it; else printed later is later where they are of one round, or of none.
    """
    told = facts.doc_type == "follow_up"
    found = []
    for place, quote in enumerate(raw.quotes):
        if quote.field not in ("comment", "status") or not quote.passage:
            continue
        of = round_of(quote.label.text)
        if of is not None:
            when = (of.year or facts.plan_year or 0, of.month, of.day or 31, quote.field == "status", place)
            found.append((when, quote, _SAYS if told else _OUTRIGHT))
        elif told and _FOLLOWS_UP.search(quote.label.text):  # "Kommentar/uppföljning", where no column is of states
            found.append(((0, 0, 0, False, place), quote, _SAYS))
        elif told and _COMMENT.match(quote.label.text):
            found.append(((0, 0, 0, False, place), quote, _SURELY))
    return [(quote, least) for _, quote, least in sorted(found, key=lambda one: one[0], reverse=True)]


def _says_state(text: str, least: float) -> bool:
    found = parse_status(text)
    return found is not None and found.weight >= least


def outcomes(raw: RawMeasure, facts: Facts) -> Iterator[tuple[Passage, list[tuple[Effect, int, int]]]]:
    """What comments of a follow-up say that the measure has given: passages, and the effects in each with their places."""
    told: list[Effect] = []
    for quote in raw.quotes:
        if quote.field not in ("comment", "status"):
            continue
        of = round_of(quote.label.text)
        if of is None and facts.doc_type != "follow_up":
            continue
        found = [
            (_of_round(effect, of, facts.plan_year), start, end)
            for effect, start, end in find_outcomes(quote.text, year=(of and of.year) or facts.own_year)
        ]
        new = [one for one in found if not any(_same(one[0], other) for other in told)]
        told += [effect for effect, _, _ in new]
        if new:
            yield quote.passage, new


def _of_round(effect: Effect, told: Round | None, year: int | None) -> Effect:
    """An outcome without a year of its own is of the round that tells it."""
    if told is None or effect.year is not None or effect.period not in ("total", "full_year"):
        return effect
    return replace(effect, year=told.year or year, as_of=effect.as_of or told.last(year))


def _same(one: Effect, other: Effect) -> bool:
    return one.amount_sek == other.amount_sek and one.year == other.year and one.as_of == other.as_of
