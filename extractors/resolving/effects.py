"""The amounts that a measure states as its effect: under labels and headers first, else in its own sentences.

In: a draft with its quotes. Out: ``effects``, and ``effect_text`` where a labelled effect is told in words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import pairwise
from statistics import median

import regex
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from extractors.fields.amount import find_amounts, unit_of, unit_stated
from extractors.fields.effect import parse_effects
from extractors.fields.effect_prose import find_effects_in_prose
from extractors.fields.effect_words import kind_of
from extractors.fields.labels import GLUED_YEAR
from extractors.fields.period import find_periods
from extractors.measure import Effect, Quote, RawMeasure
from extractors.model import Passage, Word
from extractors.ocr_mend import mend_amount, mend_last_day, mend_lost_month, mend_units
from extractors.resolving.comments import outcomes
from extractors.resolving.draft import Context, Draft
from extractors.resolving.mending import Hit, find_hits, is_scanned

_LITTLE_MORE = 12  # letters of words beside amounts ("per år")
_LETTERS = regex.compile(r"\p{L}+")
_LAST_BRACKETS = regex.compile(r"\((?P<inside>[^()]{3,90})\)\W*$")

_KRONOR = regex.compile(r"(?<!\p{L})i?kr(?:onor)?(?!\p{L})\.?", regex.IGNORECASE)
# Of the type size, from digit to digit; the faces of office papers have 0.5 and more, but a scan errs on the size.
_NARROWEST_DIGIT = 0.385
_FEWEST_DIGITS, _DOUBTED = 3, 0.5
_YEAR = regex.compile(
    r"\b20\d[\dlI!|%]{0,2}(?!\w)"
)  # a scan loses or adds a figure ("203", "20235"), or reads it as a letter ("202!")
_SPECKED_YEAR = regex.compile(r"\b(20)[.,:;'](\d\d)\b")
_WORDS, _ALIKE = regex.compile(r"\p{L}{3,}"), 80
_WHOLE_YEAR = 4  # figures
_LONG_PAST = 3  # years before the plan's
_FAR_AHEAD = 6  # years after the plan's that no effect is reckoned for
_OVERLAP = 0.3  # of the type: so much two lines of a cell may reach into one another
_FEWEST_SMALL, _SMALL = 3, 20_000  # amounts; kronor


def read_effects(draft: Draft, context: Context) -> None:
    effects: list[Effect] = []
    where: list[Passage] = []

    def put(passage: Passage, hits: Sequence[Hit[Effect]], told_by: str) -> None:
        for hit in hits:
            place = passage.cut(hit.start, hit.end)
            if place.confidence <= _DOUBTED and any(map(_is_misread, place.words)):
                said = (
                    f"Beloppet ”{place.text}” är felläst: siffrorna ryms inte där de står i bilden. Se efter på sidan."
                )
                draft.note("effect_not_understood", said, "effects", place)
                continue
            if told_by == "label" and draft.raw.layout == "table" and _is_of_several_rows(place, passage):
                said = f"”{place.text}” står på flera rader i cellen och är inte säkert ett belopp."
                draft.note("effect_not_understood", said, "effects", place)
                continue
            effects.append(_as_read(draft, hit, place, passage))
            where.append(place)
            draft.tell("effects", told_by)

    quotes = draft.raw.all("effect") + [q for q in draft.raw.all("effect_text") if is_amount(q)]
    over = unit_stated(draft.raw.unit.text) or unit_of(draft.raw.unit.text) or context.unit
    for quote in quotes:
        if (meant := _label_meant(quote, quotes, draft.raw, context)) != quote.label.text:
            draft.mended("effects", quote.label.text, meant, quote.label)
        unit = _unit_said(quote.label) or (unit_of(mend_units(meant)) if meant != quote.label.text else None) or over
        unit = unit or ("kr" if quote.label.text in context.kronor else None)
        found, unread = _labelled(quote, meant, unit, context, draft.raw)
        put(quote.passage, found, "label" if quote.field == "effect" else "label_text")
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
            found, _ = _labelled(in_words, in_words.label.text, None, context, draft.raw)
            put(in_words.passage, found, "label_words")
    only_came = _only_say_what_came(quotes, effects)
    if only_came or not (effects or quotes):
        own = [(passage, False) for passage in draft.evidence.get("action", ())]
        for passage, of_measure in own + [(q.passage, True) for q in draft.raw.all("told_of_it")]:
            told = find_hits(
                passage, partial(_in_prose, year=context.facts.own_year, of_measure=of_measure), mend_amount
            )
            told = [hit for hit in told if not any(_is_told(hit.value, other) for other in effects)]
            if only_came:  # what was reckoned with stands in the decision's own words
                reckoned = [hit for hit in told if hit.value.kind == "estimated"]
                put(passage, reckoned, draft.told_by.get("effects", "own_words"))
                continue
            apart = [Hit(*found) for found in _set_apart(passage, draft.raw.layout)]
            if not apart and over and context.in_brackets:
                apart = [Hit(*found) for found in _bare_in_brackets(passage.text, over)]
            if len(apart) > len(told):
                put(passage, apart, "brackets")
            else:
                put(passage, told, "own_words")
    if not any(
        effect.kind == "actual" for effect in effects
    ):  # a comment only explains an outcome that has its own place
        for passage, came in outcomes(draft.raw, context.facts):
            put(passage, [Hit(*one) for one in came], draft.told_by.get("effects", "own_words"))
    if effects:
        labelled = draft.told_by.get("effects", "").startswith("label")
        until = (context.outcomes_until or _day_of_the_state(draft.raw, context)) if labelled else None
        if not labelled and len(effects) == len(context.years) and all(effect.year is None for effect in effects):
            effects = [replace(effect, year=year) for effect, year in zip(effects, context.years, strict=True)]
        draft.values["effects"] = tuple(_dated(effect, context, until, labelled=labelled) for effect in effects)
        for i, passage in enumerate(where):
            draft.evidence[f"effects.{i}"] = (passage,)


def _is_of_several_rows(place: Passage, cell: Passage) -> bool:
    """True where an amount's figures stand on several lines of a cell that holds other figures too: they are as likely those of several rows.

    "1" over "100", and nothing more, is one amount in a narrow column.
    """
    figures = [word for word in place.words if word.text[-1:].isdigit()]
    apart = any(below.top > above.bottom - _OVERLAP * above.size for above, below in pairwise(figures))
    return apart and sum(word.text[-1:].isdigit() for word in cell.words) > len(figures)


def _only_say_what_came(quotes: Sequence[Quote], effects: Sequence[Effect]) -> bool:
    """True where every labelled effect is an outcome: "Utfall: 900 tkr"."""
    said = bool(quotes) and all(kind_of(quote.label.text) == "actual" for quote in quotes)
    return said and all(effect.kind == "actual" for effect in effects)


def _is_misread(word: Word) -> bool:
    """A figure that OCR doubts and that has more digits than its width has room for: "9200" where three are printed."""
    digits = len(word.text)
    if word.confidence > _DOUBTED or digits < _FEWEST_DIGITS or not word.text.isdigit():
        return False
    return bool(word.size) and (word.x1 - word.x0) / word.size < _NARROWEST_DIGIT * digits


def labels_in_thousands(raws: Sequence[RawMeasure]) -> frozenset[str]:
    """Headers of a scan that say "kr" over nothing but small amounts: no list of measures is reckoned in so few kronor, but OCR loses the "t" of "tkr"."""
    amounts: dict[str, list[int]] = defaultdict(list)
    for raw in raws:
        for quote in raw.all("effect"):
            if quote.label and is_scanned(quote.label) and _unit_said(quote.label) == "kr":
                amounts[quote.label.text] += [abs(a.amount_sek or 0) for a in find_amounts(quote.text, unit="kr")]
    return frozenset(label for label, said in amounts.items() if len(said) >= _FEWEST_SMALL and 0 < max(said) < _SMALL)


def labels_in_kronor(raws: Sequence[RawMeasure]) -> frozenset[str]:
    """Headers without a unit over amounts of six figures and more: printed out so, they are kronor ("1 800 000", in a table that says no unit)."""
    amounts: dict[str, list[int]] = defaultdict(list)
    for raw in raws:
        for quote in raw.all("effect"):
            if quote.label and _unit_said(quote.label) is None and _PRINTED_OUT.fullmatch(quote.text):
                amounts[quote.label.text] += [abs(a.amount_sek or 0) for a in find_amounts(quote.text, unit="kr")]
    said = {label: [amount for amount in found if amount] for label, found in amounts.items()}
    return frozenset(label for label, found in said.items() if found and _are_printed_out(found))


def _are_printed_out(amounts: Sequence[int]) -> bool:
    return median(amounts) >= _SIX_FIGURES and min(amounts) >= _FIVE_FIGURES


_PRINTED_OUT = regex.compile(r"\s*[-–−+(]?\s?\d[\d\s.]*\)?\s*")
_FIVE_FIGURES, _SIX_FIGURES = 10_000, 100_000


def fuller_labels(raws: Sequence[RawMeasure]) -> dict[str, str]:
    """Headers of a scan that lost their unit and year, each with the one that another of the paper's tables prints over the same column."""
    labels = {q.label.text: q.label for raw in raws for q in raw.all("effect") if q.label and is_scanned(q.label)}
    whole = [text for text, label in labels.items() if _unit_said(label) and _YEAR.search(text)]
    found: dict[str, str] = {}
    for text, label in labels.items():
        if not _unit_said(label) and not any(map(str.isdigit, text)):
            alike = [other for other in whole if _says_the_same(text, other)]
            if len(alike) == 1:
                found[text] = alike[0]
    return found


def _in_thousands(label: str) -> str:
    return _KRONOR.sub("tkr", mend_units(label))


def _label_meant(quote: Quote, quotes: Sequence[Quote], raw: RawMeasure, context: Context) -> str:
    """The words that must have been printed over an amount of a scan, where OCR read others."""
    label = context.fuller.get(quote.label.text, quote.label.text)
    if is_scanned(quote.label):
        beside = [q.label.text for q in raw.quotes] + [heading.text for heading in raw.path]
        label = mend_lost_month(mend_last_day(label), beside)
    label = _in_thousands(label) if label in context.thousands else label
    plan = context.facts.plan_year
    if plan is None or not is_scanned(quote.label):
        return label
    label = GLUED_YEAR.sub(" ", _SPECKED_YEAR.sub(r"\1\2", label))
    like = [other.label.text for other in quotes if other is not quote and _says_the_same(other.label.text, label)]
    taken = {int(year) for text in like for year in _YEAR.findall(text) if year.isdigit()}

    def meant(match: regex.Match[str]) -> str:
        read = match.group()
        past = _LONG_PAST if like else plan  # beside a column of the plan's years none is of long ago
        if read.isdigit() and len(read) == _WHOLE_YEAR and plan - past <= int(read) <= plan + _FAR_AHEAD:
            return read
        near = [
            str(year) for year in (plan, plan + 1) if year not in taken and Levenshtein.distance(read, str(year)) == 1
        ]
        return near[0] if len(near) == 1 or (near and not like) else read  # alone, it is the plan's own

    return _YEAR.sub(meant, label)


def _says_the_same(one: str, other: str) -> bool:
    """True for labels that only their years tell apart: those of columns beside each other."""
    return fuzz.ratio(*(" ".join(_WORDS.findall(text)).casefold() for text in (one, other))) >= _ALIKE


def _unit_said(label: Passage) -> str | None:
    """The unit in a label, also one that OCR misread."""
    return unit_of(label.text) or (unit_of(mend_units(label.text)) if is_scanned(label) else None)


def _day_of_the_state(raw: RawMeasure, context: Context) -> date | None:
    """The day that a header says the state is of ("Läget 30 september"): what is reached beside it was counted then."""
    labels = [quote.label.text for quote in raw.all("status")]
    days = (period.due for label in labels for period in find_periods(label, year=context.facts.plan_year))
    return next(filter(None, days), None)


def _dated(effect: Effect, context: Context, until: date | None, *, labelled: bool) -> Effect:
    """An effect that says no year, with what the paper says of all: "Belopp inom parentes är effekten för 2025", "Utfall avser januari–maj".

    ``until``: up to when outcomes are said to be counted.
    """
    if effect.as_of is not None or effect.period != "total":
        return effect
    if effect.kind == "actual":
        if until is None:
            return effect if labelled or effect.year is not None else replace(effect, year=context.year)
        return replace(effect, year=until.year, as_of=until) if effect.year in (None, until.year) else effect
    return effect if labelled or effect.year is not None else replace(effect, year=context.year)


def _in_prose(text: str, *, year: int | None, of_measure: bool) -> Sequence[tuple[Effect, int, int]]:
    return find_effects_in_prose(text, year=year, of_measure=of_measure)


def _is_told(one: Effect, other: Effect) -> bool:
    """The same amount again in another sentence."""
    return (one.amount_sek, one.kind) == (other.amount_sek, other.kind) and (
        one.year == other.year or None in (one.year, other.year)
    )


def _labelled(
    quote: Quote, label: str, unit: str | None, context: Context, raw: RawMeasure
) -> tuple[list[Hit[Effect]], str]:
    """The effects under a label, and what is printed there but not understood."""
    unread: list[str] = []

    def found_in(text: str) -> Sequence[tuple[Effect, int, int]]:
        found, rest = parse_effects(
            text,
            label=label,
            unit=unit,
            year=context.facts.plan_year,
            stated_year=raw.year or context.year,
            minus_saves=raw.minus_saves,
        )
        unread.append(rest)
        return found

    hits = find_hits(quote.passage, found_in, mend_amount)
    return hits, unread[0]


def _as_read(draft: Draft, hit: Hit[Effect], place: Passage, whole: Passage) -> Effect:
    """The effect with ``raw`` as OCR read it; says what was read through, and where the paper itself is not exact."""
    effect = hit.value
    if hit.meant:
        raw = place.text + effect.raw.removeprefix(hit.meant) if effect.raw.startswith(hit.meant) else place.text
        draft.mended("effects", place.text, hit.meant, place)
        return replace(effect, raw=raw)
    before = whole.text[max(0, hit.start - 30) : hit.start]
    amounts = find_amounts((before if hit.start <= 30 else before.partition(" ")[2]) + effect.raw)
    if amounts and amounts[-1].mended:
        kronor = f"{effect.amount_sek:,}".replace(",", " ")
        draft.inform("mended", f"”{effect.raw}” är felskrivet. Det läses som {kronor} kr.", "effects", place)
    if amounts and amounts[-1].approx:
        draft.inform("approximate", f"Handlingen anger ”{effect.raw}” som ett ungefärligt belopp.", "effects", place)
    return effect


def is_amount(quote: Quote) -> bool:
    """``Beräknad effekt: 400 tkr``: a label that also stands over words, with an amount and little more."""
    text = quote.text
    found, _ = parse_effects(text, label=quote.label.text, unit=unit_of(quote.label.text))
    if not found:
        return False
    outside = text[: found[0][1]] + " ".join(text[a[2] : b[1]] for a, b in pairwise(found)) + text[found[-1][2] :]
    told = [w for w in _LETTERS.findall(outside) if kind_of(w) is None]
    return sum(len(w) + 1 for w in told) <= _LITTLE_MORE


def _set_apart(passage: Passage, layout: str) -> list[tuple[Effect, int, int]]:
    """``… (300 tkr)``, ``…, 300 tkr från mars``: amounts in brackets that end an item of a list, or one behind a comma, are its effect."""
    if layout != "list":
        return []
    text = passage.text
    last = _LAST_BRACKETS.search(text)
    if last is not None:
        found, unread = parse_effects(last["inside"])
        told = (
            [] if unread else [(effect, last.start("inside") + s, last.start("inside") + e) for effect, s, e in found]
        )
        return [*_right_before(text, last.start()), *told] if told else []
    amounts = find_amounts(text)
    behind = amounts[0] if len(amounts) == 1 else None
    if (
        behind is None
        or behind.rate
        or (behind.amount_sek or 0) < _LEAST
        or not text[: behind.start].endswith(", ")
        or not (_NO_MORE.match(text, end := max(behind.end, behind.tail)) or _ends_first_sentence(text, end))
    ):
        return []
    found, unread = parse_effects(behind.raw)
    return [] if unread else [(effect, behind.start + s, behind.start + e) for effect, s, e in found]


def _right_before(text: str, brackets: int) -> list[tuple[Effect, int, int]]:
    """The amount that brackets with another stand behind: "2,4 mnkr (helår 4,1 mnkr)"."""
    amounts = find_amounts(text[:brackets])
    if not amounts or amounts[-1].rate or max(amounts[-1].end, amounts[-1].tail) < len(text[:brackets].rstrip()):
        return []
    found, unread = parse_effects(amounts[-1].raw)
    return [] if unread else [(effect, amounts[-1].start + s, amounts[-1].start + e) for effect, s, e in found]


def _ends_first_sentence(text: str, end: int) -> bool:
    """ "Lekplatsen på Torget tas bort, 90 tkr. Nämnden beslutar i maj": what is told behind the amount is of something else."""
    return _MORE_TOLD.match(text, end) is not None and _MORE_TOLD.search(text[:end]) is None


_MORE_TOLD = regex.compile(r"[.;]\s+\p{Lu}")


# "(360)", "(1 150 på helår)", where the paper says that its effects stand so; a year in brackets is none
_BARE = regex.compile(
    r"\((?P<inside>[-–−]?\s?(?!(?:19|20)\d\d\b)(?:\d{1,3}(?:[ .\u00a0]\d{3})+|\d+(?:,\d+)?)"
    r"(?:\s+(?:t\.?\s?o\.?\s?m|till\s+och\s+med|per|på|från|fr\.?\s?o\.?\s?m|under|i|för|(?=(?:19|20)\d\d))\b[^()]{0,40})?)\)",
    regex.IGNORECASE,
)


def _bare_in_brackets(text: str, unit: str) -> list[tuple[Effect, int, int]]:
    found = []
    for match in _BARE.finditer(text):
        effects, unread = parse_effects(match["inside"], unit=unit)
        at = match.start("inside")
        found += [] if unread else [(effect, at + start, at + end) for effect, start, end in effects]
    return found


# What may stand between an amount behind a comma and the end: from when, for how long.
_NO_MORE = regex.compile(
    r"\s*(?:[.,;]?\s*$|(?:från|fr\.?\s?o\.?\s?m|med\s+start|med\s+början|per\s+år|på\s+helår|under|i|för|(?:19|20)\d\d)\b[^.;:]{0,40}[.,;]?\s*$)",
    regex.IGNORECASE,
)
_LEAST = 10_000  # kronor: less is a price
