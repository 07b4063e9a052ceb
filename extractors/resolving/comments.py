"""What the rounds of a follow-up add to a measure: ``Kommentar T1:``, ``Kommentar T2:``, ``Kommentar helår:``.

In: a raw measure, the facts of its paper. Out: the same measure, the latest comment that says how far it has come quoted as its status and the others as
comments; and the outcomes that comments tell, each of its round.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractors.fields.effect import find_outcomes
from extractors.fields.rounds import Round, round_of
from extractors.fields.status import parse_status
from extractors.measure import Effect, Facts, Quote, RawMeasure
from extractors.model import Passage

_OUTRIGHT = 0.85  # in a paper that is no follow-up a comment may speak of plans


def with_latest_state(raw: RawMeasure, facts: Facts) -> RawMeasure:
    """The measure with the state that its latest round tells; unchanged where no round tells one, or where a status stands beside them."""
    rounds = _rounds(raw, facts) if raw.layout != "prose" else {}  # which has found the latest itself
    if not rounds or any(q.field == "status" and round_of(q.label.text) is None for q in raw.quotes):
        return raw
    least = 0.5 if facts.doc_type == "follow_up" else _OUTRIGHT
    for quote in sorted(rounds, key=lambda q: rounds[q], reverse=True):
        found = parse_status(quote.text)
        if found is not None and found.weight >= least:
            return replace(
                raw,
                quotes=tuple(
                    replace(q, field="status" if q is quote else "comment") if q in rounds else q for q in raw.quotes
                ),
            )
    return raw


def _rounds(raw: RawMeasure, facts: Facts) -> dict[Quote, tuple[int, int, int, int]]:
    """Each comment or state of a round, and what sorts it by time: printed later is later where they are of one round."""
    found = {}
    for place, quote in enumerate(raw.quotes):
        told = round_of(quote.label.text) if quote.field in ("comment", "status") and quote.passage else None
        if told is not None:
            found[quote] = (told.year or facts.plan_year or 0, told.month, told.day or 31, place)
    return found


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
            for effect, start, end in find_outcomes(quote.text, year=(of and of.year) or facts.plan_year)
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
