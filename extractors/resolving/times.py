"""When a measure starts and is to be done: from its labels first, else from its own words.

In: a draft with its quotes. Out: ``start_raw``, ``start``, ``due_raw``, ``due``; a remark behind a labelled time goes to ``comment``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal, Protocol

import regex

from extractors.fields.labels import fields_of
from extractors.fields.period import FoundPeriod, find_periods, parse_period
from extractors.fields.status import parse_status
from extractors.fields.timing import find_due, find_start, tells_when
from extractors.measure import Period, Quote
from extractors.model import Passage
from extractors.ocr_mend import mend_date
from extractors.prose.standing import tells_what_is_revoked
from extractors.resolving.draft import Context, Draft
from extractors.resolving.mending import Hit, find_hits, is_scanned
from extractors.sentences import sentences

_DONE = regex.compile(r"\b(?:klar|färdig|slutför|avsluta|genomför[dt])", regex.IGNORECASE)
_NEW_YEAR = regex.compile(r"\bårsskifte(?:t)?\b(?!\s*[-–/]?\s*(?:19|20)?\d\d)", regex.IGNORECASE)
_SINCE_NEW_YEAR = regex.compile(r"\bsedan\s+(?:det\s+senaste\s+)?årsskiftet\b(?!\s*(?:19|20)?\d\d)", regex.IGNORECASE)
# "Sedan mars", "i höstas": it has been so for some time, whichever year the plan is for
_PASSED = regex.compile(r"\b(?:sedan\s+(?:(?:den|i|slutet\s+av|mitten\s+av|början\s+av)\s+)?|i\s+)$", regex.IGNORECASE)
_HAS_PASSED = regex.compile(
    r"\bsedan\s+(?:(?:den|i|slutet\s+av|mitten\s+av|början\s+av)\s+)?(?:\d{1,2}\s+(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\p{L}*|vecka\s+\d+|våras|höstas|somras|vintras|våren|hösten|sommaren|vintern"
    r"|(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december))\b(?!\s+\d{4})|\bi\s+(?:våras|höstas|somras|vintras)\b",
    regex.IGNORECASE,
)
_LAST_YEAR_STILL = 2  # months of a year in which the turn of the year may be the last one
_LONG_PAST = 10  # years
_YEAR = regex.compile(r"(?:19|20)\d\d|\d{6}")


class _Finder(Protocol):
    def __call__(self, text: str, *, year: int | None = None, loose: bool = True) -> FoundPeriod | None: ...


def read_times(draft: Draft, context: Context) -> None:
    _labelled_start(draft, context)
    _labelled_due(draft, context)
    own = [
        (name, passage)
        for name, passage in _own_words(draft)
        if (is_scanned(passage) or tells_when(passage.text)) and not tells_what_is_revoked(passage.text)
    ]
    if "start_raw" not in draft.values:
        for name, passage in own:
            hit = _first(passage, find_start, _year_of(passage, context), name in ("action", "title"))
            if hit is not None and hit.value.period is not None and not _is_long_past(hit.value.period, context):
                _put_start(draft, passage.cut(hit.start, hit.end), hit.value.raw, hit.value.period)
                _tell(draft, "start", f"words_{name}", hit, passage)
                break
    if "due_raw" not in draft.values:
        for name, passage in own:
            hit = _first(passage, find_due, _next_new_year(passage, context), name == "action")
            if hit is not None:
                found = hit.value
                _put_due(
                    draft, passage.cut(hit.start, hit.end), found.raw, Period(None, found.due, found.due_precision)
                )
                _tell(draft, "due", f"words_{name}", hit, passage)
                break


def _is_long_past(period: Period, context: Context) -> bool:
    """A year so far back that it is of what the measure is about ("ritningar från 1947 till 1998"), not of the measure."""
    plan_year = context.facts.plan_year
    return plan_year is not None and period.first is not None and period.first.year < plan_year - _LONG_PAST


def _first(passage: Passage, find: _Finder, year: int | None, loose: bool) -> Hit[FoundPeriod] | None:
    def found_in(text: str) -> Sequence[FoundPeriod]:
        found = find(text, year=year, loose=loose)
        return [found] if found is not None else []

    return next(iter(_hits(passage, found_in)), None)


def _all(passage: Passage, year: int | None) -> list[Hit[FoundPeriod]]:
    return _hits(passage, lambda text: find_periods(text, year=year))


def _hits(passage: Passage, find: Callable[[str], Sequence[FoundPeriod]]) -> list[Hit[FoundPeriod]]:
    """The times in a passage, each with its places and its ``raw`` as they were read."""
    hits = find_hits(passage, lambda text: [(f, f.start, f.end) for f in find(text)], mend_date)
    return [
        h._replace(value=h.value._replace(start=h.start, end=h.end, raw=passage.text[h.start : h.end]))
        if h.meant
        else h
        for h in hits
    ]


def _tell(draft: Draft, name: Literal["start", "due"], told_by: str, hit: Hit[FoundPeriod], passage: Passage) -> None:
    """What the time rests on: whose words, whether they name the year themselves, and whether they had to be mended."""
    says_year = _YEAR.search(hit.meant or hit.value.raw) is not None
    draft.tell(f"{name}_date", told_by if says_year else f"{told_by}_no_year")
    if hit.meant:
        draft.mended(f"{name}_raw", hit.value.raw, hit.meant, passage)


def _year_of(passage: Passage, context: Context) -> int | None:
    """The year that a time without one belongs to: what is told as done was done by the day of the paper, the rest is for the budget year.

    "Årsskiftet" by itself is the next one, seen from the day of the paper.
    """
    plan_year, day = context.facts.plan_year, context.facts.doc_date
    if day is not None and _SINCE_NEW_YEAR.search(passage.text):
        return day.year
    if day is not None and _HAS_PASSED.search(passage.text):
        return _last_before(passage.text, day)
    if day is not None and day.month > _LAST_YEAR_STILL and _begins_at_new_year(passage.text):
        told = parse_status(passage.text, doc_type=context.facts.doc_type)
        return day.year + (told is None or told.code != "done")
    told = parse_status(passage.text, doc_type=context.facts.doc_type)
    if day is None and context.facts.doc_type == "consultant_report":  # what is done already may be of the year before
        return plan_year if told is not None and told.code == "planned" else None
    if day is None or plan_year is None or day.year >= plan_year:
        return plan_year
    if told is not None and told.code == "stopped":  # "hoppade av i september", in a paper of November
        times = [f.period.first for f in find_periods(passage.text, year=day.year) if f.period and f.period.first]
        return day.year if times and max(times) <= day else plan_year
    return day.year if told is not None and told.code == "done" else plan_year


def _begins_at_new_year(text: str) -> bool:
    """True where the first time that is told is the turn of the year: "startade den 1 april. Resten ansluts efter årsskiftet" begins in April."""
    if not _NEW_YEAR.search(text):
        return False
    first = next((f.start for f in find_periods(text)), 0)
    return any(_NEW_YEAR.search(text[start:end]) for start, end in sentences(text) if start <= first < end)


def _last_before(text: str, day: date) -> int:
    """The year in which a time that has passed ("sedan mars", "i höstas") lies last before the day of the paper."""
    behind = [
        f for f in find_periods(text, year=day.year) if f.period and f.period.first and _PASSED.search(text[: f.start])
    ]
    passed = behind[0].period.first if behind and behind[0].period else None
    return day.year - (passed is not None and passed > day)


def _own_words(draft: Draft) -> list[tuple[str, Passage]]:
    raw = draft.raw
    return [(q.field, q.passage) for name in ("action", "status", "told_of_it", "method") for q in raw.all(name)]


def _next_new_year(passage: Passage, context: Context) -> int | None:
    return _year_of(passage, context) if _NEW_YEAR.search(passage.text) else context.facts.plan_year


def _labelled_start(draft: Draft, context: Context) -> None:
    quote = draft.raw.one("start")
    if quote is None or not quote.passage:
        return
    year = _next_new_year(quote.passage, context)
    hits = _all(quote.passage, year)
    if _put_only_due(draft, quote, hits):
        return
    found = [hit for hit in hits if hit.value.role != "due" or hit.start == 0]
    if not found:
        first = _first_sentence(quote.passage)
        draft.set("start_raw", first.text.rstrip("."), first)
        if _refers_above(quote.text):
            _start_above(draft, first, year)
            return
        period = parse_period(quote.text, year=year)
        if period is not None:
            draft.set("start", period, first)
            draft.tell("start_date", "label")
        else:
            draft.note(
                "start_not_understood", f"Starttiden ”{quote.text}” kunde inte tolkas.", "start_raw", quote.passage
            )
        _rest_to_comment(draft, quote.passage, len(first.text))
        return
    hit = found[0]
    if len(found) > 1 and _SINCE.fullmatch(quote.text[hit.end : found[1].start]) and _is_ongoing(hit):
        hit = found.pop(1)  # "Pågår sedan oktober 2025"
    end, period = hit.end, hit.value.period
    if (
        len(found) > 1
        and all(f.value.period and f.value.period.first for f in found[:2])
        and "/" in quote.text[hit.end : found[1].start]
    ):
        end = found[1].end
    at = 0 if period is not None and period.precision == "ongoing" else hit.start
    _put_start(draft, quote.passage.cut(hit.start, end), hit.value.raw, period)
    _tell(draft, "start", "label", hit, quote.passage)
    behind = [h for h in hits if h.start >= end]
    if behind and _DONE.search(quote.text[end : behind[0].start]) and _put_only_due(draft, quote, behind):
        return  # "Mars 2025, klart i juni 2025"
    _rest_to_comment(draft, quote.passage, max(end, at))


_SINCE = regex.compile(
    r"\s+(?:redan\s+)?(?:sedan|från\s+och\s+med|fr\.?\s?o\.?\s?m\.?|från)\s+(?:den\s+)?", regex.IGNORECASE
)


def _is_ongoing(hit: Hit[FoundPeriod]) -> bool:
    return hit.value.period is not None and hit.value.period.precision == "ongoing"


def _put_only_due(draft: Draft, quote: Quote, hits: Sequence[Hit[FoundPeriod]]) -> bool:
    """``Tidplan: Klart senast 31 oktober 2024`` tells an end and no start. ``Start: Senast 1 mars`` is a start: its label leaves nothing else."""
    if not hits or hits[0].value.due is None or any(hit.value.role != "due" for hit in hits):
        return False
    may_be_due = any(c.field == "due" for c in fields_of(quote.label.text)) or not quote.label
    if draft.raw.one("due") or not (may_be_due or _DONE.search(quote.text[: hits[0].start])):
        return False
    hit = hits[0]
    _put_due(
        draft,
        quote.passage.cut(hit.start, hit.end),
        hit.value.raw,
        Period(None, hit.value.due, hit.value.due_precision),
    )
    _tell(draft, "due", "label", hit, quote.passage)
    _rest_to_comment(draft, quote.passage, hit.end)
    return True


def _refers_above(text: str) -> bool:
    return text.strip().rstrip(".").casefold() in {"se ovan", "enligt ovan", "se nedan", "enligt nedan"}


def _start_above(draft: Draft, reference: Passage, year: int | None) -> None:
    """``Se ovan``: the one time that the measure's own text names; none where it names several."""
    hits = [
        (hit, quote.passage)
        for quote in draft.raw.all("action")
        for hit in _all(quote.passage, year)
        if hit.value.period is not None and hit.value.period.first is not None
    ]
    if len({hit.value.period for hit, _ in hits}) == 1:
        hit, passage = hits[0]
        draft.set("start", hit.value.period, reference, passage.cut(hit.start, hit.end))
        _tell(draft, "start", "above", hit, passage)


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


def _labelled_due(draft: Draft, context: Context) -> None:
    quote = draft.raw.one("due")
    if quote is None or not quote.passage:
        return
    year = _next_new_year(quote.passage, context)
    hit = next((hit for hit in _all(quote.passage, year) if hit.value.period is not None), None)
    passage = quote.passage.cut(hit.start, hit.end) if hit else quote.passage
    draft.set("due_raw", hit.value.raw if hit else quote.text.rstrip("."), passage)
    if hit is not None:
        _tell(draft, "due", "label", hit, quote.passage)
        if hit.value.due:
            draft.set("due", Period(None, hit.value.due, hit.value.due_precision), passage)
    elif not parse_status(quote.text):
        draft.note("due_not_understood", f"Sluttiden ”{quote.text}” kunde inte tolkas.", "due_raw", quote.passage)
