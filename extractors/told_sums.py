"""Sums over all measures that running text tells: ``Åtgärderna beräknas sammantaget ge 4 mnkr``.

In: a paragraph. Out: ``ControlTotal`` values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

import regex

from extractors.fields.amount import FoundAmount, find_amounts
from extractors.fields.effect import parse_effects
from extractors.fields.effect_words import kind_told
from extractors.fields.effect_years import without_times
from extractors.fields.numbers import may_hold_numbers
from extractors.fields.period import find_periods
from extractors.measure import ControlTotal, Effect, Facts
from extractors.model import Paragraph, Passage
from extractors.sentences import sentences

_ALL = regex.compile(
    r"\b(?:total\w*|samman(?:lag[dt]a?|taget|räknat)|samlade?|tillsammans(?!\s+med)|summa\w*|(?:samtliga|alla)\s+(?:åtgärder|förslag|besparingar)|(?:åtgärderna|förslagen|besparingarna)\s+i\s+\w*planen|summera[rs]?|hela\s+\w*plane(?:n|rna))\b",
    regex.IGNORECASE,
)
_OVER_MEASURES = regex.compile(
    r"\b(?:(?:sänk|minsk)\w+\s+(?:\w+\s+){0,2}kostnad\w*|kostnad\w*\s+(?:sänks|minskar|minskas)|åtgärd\w*|besparing\w*|effektivisering\w*|(?:ekonomisk\w*\s+)?effekt\w*|(?:handlings|åtgärds|spar|besparings)?plan(?:en)?|förslag\w*|besluten|aktiviteterna|punkterna|rekommendationer\w*|(?:åtgärds|spar|besparings)program\w*|programmet\s+(?:ger?|gett|sparar?))\b",
    regex.IGNORECASE,
)
_THEY_GIVE = regex.compile(r"\b(?:ger|beräknas|bedöms|väntas|motsvarar|sparar)\s+(?:de|dessa)\b", regex.IGNORECASE)
_NOT_OVER = regex.compile(
    r"\b(?:underskott\w*|budget\w*ram\w*|prognos\w*|avvikelse\w*|kostnad\w*\s+för|minst|krav\w*|sparkrav\w*|i\s+uppdrag)\b",
    regex.IGNORECASE,
)

# "Åtgärderna i programmet beräknas ge", "De uppgår netto till", "Besluten ovan ger"
_ALL_OF_THEM = regex.compile(
    r"(?:(?:alla|samtliga)\s+(?:\p{L}+\s+)?|de\s+\p{L}+\s+)?(?:de|dessa|(?:\p{L}*(?:åtgärds|handlings|spar|besparings))?planen|(?:\p{L}*åtgärds|spar|besparings)programmet|\p{L}*(?:åtgärderna|effektiviseringarna|besparingarna|förslagen|besluten|insatserna|aktiviteterna|punkterna|rekommendationer(?:na)?))\s+(?:[^\s.;:,]+\s+){0,4}?"
    r"(?:ger|ge|gav|gett|uppgår|uppgick|motsvarar|summerar|omfattar|förbättra[rs]?|har\s+en\s+(?:\p{L}+\s+)?effekt)\b",
    regex.IGNORECASE,
)
_IT = regex.compile(
    r"(?:den|det|dessa)\s+(?:\p{L}+\s+){1,2}?(?:sammanlagt|sammantaget|totalt|tillsammans)", regex.IGNORECASE
)
_MONEY = r"\d[\d\s.,]*\s?(?:t|k|mn|m)?kr(?:onor)?\b"
# "Av den beslutade besparingen på 2 955 kkr har 1 655 kkr uppnåtts", "9,2 mnkr under 2023 av planerade 14,6 mnkr"
_OF_WHAT_WAS_PLANNED = regex.compile(
    rf"\bav\s+(?:den|de|det)\s+(?:beslutade|planerade|beräknade|budgeterade)\s+\p{{L}}+\s+(?:(?:på|om)\s+)?(?P<planned>{_MONEY})\s+har\s+(?:\p{{L}}+\s+)?(?P<came>{_MONEY})"
    rf"|\bav\s+sammanlagt\s+(?P<planned>{_MONEY})\s+(?:i\s+)?(?:\p{{L}}+\s+){{1,3}}har\s+(?P<came>{_MONEY})"
    rf"|(?P<came>{_MONEY})\s+av\s+(?:de\s+)?(?P<planned>{_MONEY})\s+som\s+(?:är|var)\s+(?:budgetera|planera|beräkna|beslut)"
    rf"|(?P<forecast>{_MONEY})[^.;\d]{{0,20}}(?:\d{{4}}\s+)?av\s+(?:de\s+)?(?:planerade|beslutade|beräknade|budgeterade)\s+(?P<planned>{_MONEY})",
    regex.IGNORECASE,
)
# One stands in all that the patterns of what was planned, and of all, fit: quicker than to let them find out.
_OF_PLANS = ("beslut", "planera", "beräkna", "budgetera", "sammanlagt")
_OF_ALL = (
    "total", "samman", "samla", "tillsammans", "summ", "samtliga", "alla", "åtgärderna", "förslagen", "besparingarna", "hela",
)  # fmt: skip
# What the sentence behind a sum tells of the same: "Till och med oktober är utfallet 3 960 tkr."
_SO_FAR = regex.compile(
    r"(?:till\s+och\s+med|t\.?\s?o\.?\s?m\.?|per|hittills|utfallet|prognosen|av\s+dess[ae])\b.*\b(?:utfall(?:et)?|hämtats\s+hem|uppnåtts|realiserats|prognosen)\b",
    regex.IGNORECASE,
)


def told_sums(paragraph: Paragraph, facts: Facts, year: int | None = None) -> Iterator[ControlTotal]:
    """The sums over measures that a paragraph tells, in reading order; ``year``: what the paper says that all its amounts are for."""
    passage = paragraph.passage
    if not may_hold_numbers(passage.text):
        return
    small = passage.text.casefold()
    may_be_of_plan, may_be_of_all = (any(map(small.__contains__, words)) for words in (_OF_PLANS, _OF_ALL))
    of_all = False  # so also of a sentence that goes on from one before
    for start, end in sentences(passage.text):
        text = passage.text[start:end]
        pair = _OF_WHAT_WAS_PLANNED.search(text) if may_be_of_plan else None
        of_them = _ALL_OF_THEM.match(text)
        names_all = False
        if pair or of_them or (may_be_of_all and _ALL.search(text)):
            over = passage.text[:end] if of_them or _IT.match(text) or _THEY_GIVE.search(text) else text
            names_all = _OVER_MEASURES.search(over) is not None and not _NOT_OVER.search(_before_the_amount(text))
        of_all = names_all or (of_all and _SO_FAR.match(text) is not None)
        if of_all:
            yield from _sums_in(passage.cut(start, end), pair, facts, year)


def _before_the_amount(text: str) -> str:
    return text[: next((amount.start for amount in find_amounts(text)), len(text))]


def _sums_in(
    sentence: Passage, pair: regex.Match[str] | None, facts: Facts, of_all: int | None
) -> Iterator[ControlTotal]:
    text = sentence.text
    amounts = [a for a in find_amounts(text) if a.amount_sek is not None and not a.rate]
    if not amounts:
        return
    day = _as_of(text, facts)
    for raw, label in _pair(pair) if pair else _listed(text, amounts):
        for effect, _, _ in parse_effects(raw, label=label, year=facts.own_year)[0]:
            if not pair and effect.kind == "estimated" and kind_told(text) == "actual":
                effect = replace(effect, kind="actual")  # "gjorde att kostnaderna blev lägre"
            if effect.kind == "actual" and effect.as_of is None:
                effect = replace(effect, as_of=day)
            year = effect.year or (effect.as_of.year if effect.as_of else of_all)
            page = sentence.pages[0]
            period = period_of(effect)
            yield ControlTotal(effect.raw, effect.amount_sek, effect.kind, year, effect.as_of, page, period=period)


def _pair(pair: regex.Match[str]) -> Iterator[tuple[str, str]]:
    """What was planned, and what of it has come or is expected now."""
    yield pair["planned"], "Planerat"
    yield (pair["came"], "Utfall") if pair["came"] else (pair["forecast"], "Prognos")


def period_of(effect: Effect) -> Literal["total", "full_year"]:
    """The period of a sum: that of a whole year only where it says so."""
    return "full_year" if effect.period == "full_year" else "total"


# "5 700 tkr 2026 och 8 820 tkr på helår": between amounts of one sum stands nothing but what they are for.
_BETWEEN_SUMS = regex.compile(
    r"\s*(?:(?:i|för|under|per|på|år|budgetår|helår(?:seffekt)?)\s+)*\s*(?:,|och|samt|respektive)\s*(?:(?:för|under|år)\s+)*",
    regex.IGNORECASE,
)


_CLAUSES = regex.compile(r"[,;]\s")
_PER = regex.compile(r"\bper(?:\s+den)?\s*$", regex.IGNORECASE)


def _listed(sentence: str, amounts: Sequence[FoundAmount]) -> Iterator[tuple[str, str]]:
    """The first amount of a sentence and those listed with it, each with the words that say what it is for."""
    first, *others = amounts
    listed = [first]
    for amount in others:
        if not _BETWEEN_SUMS.fullmatch(without_times(sentence[listed[-1].end : amount.start])):
            break
        listed.append(amount)
    if len(listed) == 1:
        yield first.raw, sentence[: first.start] + _CLAUSES.split(sentence[first.end :])[0]
        return
    for amount, end in zip(listed, [*(a.start for a in listed[1:]), len(sentence)], strict=True):
        yield amount.raw, sentence[: first.start] + sentence[amount.end : end]


def _as_of(sentence: str, facts: Facts) -> date | None:
    """``per 31 juli 2018``: the day that an outcome is counted up to."""
    for found in find_periods(sentence, year=facts.plan_year):
        if _PER.search(sentence[: found.start]):
            return found.due
    return None
