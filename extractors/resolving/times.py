"""When a measure starts and is to be done: from its labels first, else from its own words.

In: a draft with its quotes. Out: ``start_raw``, ``start``, ``due_raw``, ``due``; a remark behind a labelled time goes to ``comment``.
"""

from __future__ import annotations

from extractors.fields.period import find_periods, parse_period
from extractors.fields.status import parse_status
from extractors.fields.timing import find_due, find_start
from extractors.measure import Period
from extractors.model import Passage
from extractors.resolving.draft import Context, Draft
from extractors.sentences import sentences


def read_times(draft: Draft, context: Context) -> None:
    year = context.facts.plan_year
    _labelled_start(draft, year)
    _labelled_due(draft, year)
    own = _own_words(draft)
    if "start_raw" not in draft.values:
        for name, passage in own:
            found = find_start(passage.text, year=_year_of(passage, context), loose=name in ("action", "title"))
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


def _year_of(passage: Passage, context: Context) -> int | None:
    """The year that a time without one belongs to: what is told as done was done by the day of the paper, the rest is for the budget year."""
    plan_year, day = context.facts.plan_year, context.facts.doc_date
    if day is None or plan_year is None or day.year >= plan_year:
        return plan_year
    told = parse_status(passage.text, doc_type=context.facts.doc_type)
    return day.year if told is not None and told.code == "done" else plan_year


def _own_words(draft: Draft) -> list[tuple[str, Passage]]:
    raw = draft.raw
    return [(q.field, q.passage) for name in ("action", "status", "method") for q in raw.all(name)]


def _labelled_start(draft: Draft, year: int | None) -> None:
    quote = draft.raw.one("start")
    if quote is None or not quote.passage:
        return
    found = [f for f in find_periods(quote.text, year=year) if f.role != "due" or f.start == 0]
    if not found:
        first = _first_sentence(quote.passage)
        draft.set("start_raw", first.text.rstrip("."), first)
        if _refers_above(quote.text):
            _start_above(draft, first, year)
            return
        period = parse_period(quote.text, year=year)
        if period is not None:
            draft.set("start", period, first)
        else:
            draft.note(
                "start_not_understood", f"Starttiden ”{quote.text}” kunde inte tolkas.", "start_raw", quote.passage
            )
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


def _start_above(draft: Draft, reference: Passage, year: int | None) -> None:
    """``Se ovan``: the one time that the measure's own text names; none where it names several."""
    hits = [
        (found, quote.passage)
        for quote in draft.raw.all("action")
        for found in find_periods(quote.text, year=year)
        if found.period is not None and found.period.first is not None
    ]
    if len({found.period for found, _ in hits}) == 1:
        found, passage = hits[0]
        draft.set("start", found.period, reference, passage.cut(found.start, found.end))


def _first_sentence(passage: Passage) -> Passage:
    spans = sentences(passage.text)
    return passage.cut(*spans[0]) if spans else passage


def _rest_to_comment(draft: Draft, passage: Passage, end: int) -> None:
    """A second remark behind a labelled start is a comment."""
    rest = passage.text[end:]
    skipped = len(rest) - len(rest.lstrip(" .;,)"))
    tail = passage.cut(end + skipped)
    if len(tail.text) >= 8:
        before = draft.evidence.get("comment", ())
        text = " ".join(p.text for p in (*before, tail))
        draft.set("comment", text, *before, tail)


def _put_start(draft: Draft, passage: Passage, raw: str, period: Period | None) -> None:
    draft.set("start_raw", raw, passage)
    if period is None:
        return
    draft.set("start", period, passage)
    if period.last is not None and "due_raw" not in draft.values and draft.raw.one("due") is None and _is_span(raw):
        _put_due(draft, passage, raw, Period(None, period.last, period.precision))


def _is_span(raw: str) -> bool:
    return any(mark in raw for mark in "-–—") or " till " in raw


def _put_due(draft: Draft, passage: Passage, raw: str, period: Period) -> None:
    draft.set("due_raw", raw, passage)
    draft.set("due", period, passage)


def _labelled_due(draft: Draft, year: int | None) -> None:
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
