"""Read the economic effects that a text states: amounts with sign, kind, year and period.

In: the quoted text of an effect with its label or column header (running text: ``effect_prose.py``). Out: ``Effect`` values with their places, a saving
positive and a cost negative.

How the sign is settled, strongest first. Words beside the amount: "kostnadsökning 300 tkr" is a cost, "minskar kostnaden med" and "besparing på −500 tkr" are
savings (the minus only repeats the word). Then the label: under ``Kostnad`` or ``Nettokostnad`` the figure counts cost, so 2 mnkr is −2 000 000 and −500 tkr is
+500 000; under ``Kostnadsminskning`` a minus repeats the word; under ``Besparing`` and ``Effekt`` the figure counts as printed, because rows of costs stand in
the same columns (``minus_saves`` is for a caller who has read that savings are printed with minus, or seen whole columns of it).
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors.fields import effect_words as words
from extractors.fields.amount import FoundAmount, find_amounts, unit_of
from extractors.fields.effect_years import (
    as_of_ahead,
    as_of_behind,
    last_sentence,
    years_said,
)
from extractors.measure import Effect, EffectPeriod

Found = list[tuple[Effect, int, int]]

_NOTHING = regex.compile(
    r"""[-–—−\s.,*•]* | (?:(?:ingen|inga|inget|saknas|saknar|ej|inte|har\s+inte|kan\s+(?:ej|inte)|går\s+ej(?:\s+att)?|svårt?(?:\s+att)?|oklar\p{L}*|okänd\p{L}*|n/?a|e\.?\s?b\.?|x|se\s+(?:ovan|nedan)|
        enligt\s+(?:ovan|nedan)|neutral\p{L}*|kostnadsneutral\p{L}*)\b
        (?:\s*(?:direkt|ekonomisk\p{L}*|effekt(?:en|er)?|besparing\p{L}*|beräkna\p{L}*|beräknats|uppskatta\p{L}*|bedöm\p{L}*|aktuell\p{L}*|möjlig\p{L}*|att|går|kan|\p{L}*kostnad\p{L}*|påverkan|känd\p{L}*|framräkna\p{L}*|
        i\s+nuläget|ännu|än|för\s+närvarande|kvantifier\p{L}*|specificer\p{L}*|mätbar\p{L}*))*)\s*[.,]?""",
    regex.VERBOSE | regex.IGNORECASE,
)
_ZERO = regex.compile(r"\s*(?:±|\+\s?/\s?[-−–]|[-−–])?\s?0(?:[.,]0{1,3})?\s*")
_BREAKDOWN = regex.compile(r"\b(?:varav|därav|fördelat|fördelas)\b[^.;]{0,40}$", regex.IGNORECASE)
_IN_A_YEAR = regex.compile(
    r"\s*\(?(?:(?:uppnås|nås|realiseras|faller\s+ut|infaller|för|under|år|i|på|redan|avser)\s+)*(?:(?:19|20)\d\d|år|nästa\s+år|innevarande\s+år|året)\b"
)
_IN_ALL = regex.compile(r"=|total|summa|samman", regex.IGNORECASE)
LEVEL = regex.compile(
    r"\b(?:från|istället\s+för|i\s+stället\s+för|jämfört\s+med|jmf)\s+(?:ca\s+|cirka\s+|dagens\s+|nuvarande\s+)?[-−–]?$",
    regex.IGNORECASE,
)


def parse_effects(
    text: str,
    *,
    label: str = "",
    unit: str | None = None,
    year: int | None = None,
    stated_year: int | None = None,
    minus_saves: bool | None = None,
) -> tuple[Found, str]:
    """The effects of one quoted text with their places in it, and what was printed but not understood ("" for nothing).

    ``label`` tells kind, year, day, unit and sign where the text itself does not; ``year`` fills in a day printed without one.
    ``stated_year`` is said to be that of all amounts; ``minus_saves`` that savings are printed with minus (False: that costs are).
    """
    if words.is_no_effect(label) or _NOTHING.fullmatch(text):
        return [], ""
    # "Effekt per 31 augusti 2022": what is counted up to a day has come
    kind = words.kind_of(label) or ("actual" if as_of_ahead(label, year) else "estimated")
    label_year, as_of = words.year_and_as_of(label, kind, year)
    if label_year is None and not words.is_of_no_year(label):
        label_year = stated_year
    if _ZERO.fullmatch(text):  # no unit is needed to know what nothing is worth
        raw = f"{text.strip()} {known}" if (known := unit_of(label) or unit) else text.strip()
        start = len(text) - len(text.lstrip())
        return [(Effect(raw, 0, kind, label_year, as_of, words.period_of(label)), start, start + len(text.strip()))], ""
    amounts = find_amounts(text, unit=unit_of(label) or unit)
    if not amounts:
        amounts = find_amounts(text, unit=unit_of(text))  # "Besparing i tkr: 500"
    stated, unread = _stated(text, amounts)
    told = words.direction(label)
    years = years_said(text, stated, year)
    found: Found = []
    for i, amount in enumerate(stated):
        if i and _INVESTED.search(text[stated[i - 1].end : amount.start]):
            continue  # what has to be invested is no effect on the budget
        before = text[stated[i - 1].end if i else 0 : amount.start]
        own = words.direction(last_sentence(before)) or words.direction(side_after(text, stated, i))
        sek = words.signed(amount.amount_sek or 0, own or told, own_words=own is not None, minus_saves=minus_saves)
        own_kind = words.kind_of(before)
        if own_kind is None and words.kind_of(label) is None and _BESIDE_A_PLAN.match(text, amount.end):
            own_kind = "actual"
        own_as_of = None
        if (own_kind or kind) == "actual":
            in_year = year or next((y for y in reversed(years[: i + 1]) if y), None)
            own_as_of = as_of_behind(text[amount.end :], in_year) or as_of_ahead(last_sentence(before), in_year)
        period = _period(amount, label)
        # "Effekt 2026: 260 tkr, helårseffekt 350 tkr": the label's year is that of the first
        apart = bool(i) and period == "full_year" and words.period_of(label) != "full_year"
        found.append(
            (
                Effect(
                    raw=amount.raw,
                    amount_sek=sek,
                    kind=own_kind or kind,
                    year=years[i] or (own_as_of.year if own_as_of else None if apart else label_year),
                    as_of=own_as_of or (as_of if own_kind in (None, "actual") else None),
                    period=period,
                ),
                amount.start,
                amount.end,
            )
        )
    if not amounts:
        unread = text.strip()
    return told_once(found), unread


_INVESTED = regex.compile(r"(?:^|[.;,]\s*)\W*investering\p{Ll}*\W", regex.IGNORECASE)
# "420 tkr (plan 400 tkr)", "310 tkr av planerade 400 tkr": what has come of it, with what was reckoned
_BESIDE_A_PLAN = regex.compile(
    r"\s*(?:\(|,|av|mot|jämfört\s+med)\s*(?:plan(?:erat|erade|en)?|budget(?:erat|erade|en)?|mål(?:et)?|beslutat|beslutade|beräknat|beräknade)\s*:?\s*\d",
    regex.IGNORECASE,
)


def _stated(text: str, amounts: Sequence[FoundAmount]) -> tuple[list[FoundAmount], str]:
    """The amounts that state an effect, and the printed ones that nobody can be sure of.

    Left out are prices per client or place, parts of an amount before them, and the terms of a printed sum. So much per month or day is
    an effect only where nothing else is stated.
    """
    unread = [a.raw for a in amounts if a.amount_sek is None]
    sure = [a for a in amounts if a.amount_sek is not None and not is_part(text, a)]
    whole = [a for a in sure if not a.rate] or [a for a in sure if a.period in ("month", "day")]
    unread += [a.raw for a in sure if not whole]
    return _without_terms(text, whole), " ".join(unread)


def is_part(text: str, amount: FoundAmount) -> bool:
    """ "varav 2 mnkr avser personal"; but "1 mnkr på helår, varav 0,4 mnkr (uppnås) 2019" states the year's effect."""
    if not _BREAKDOWN.search(text[max(0, amount.start - 50) : amount.start]):
        return False
    return _IN_A_YEAR.match(text, max(amount.end, amount.tail)) is None


def _without_terms(text: str, amounts: list[FoundAmount]) -> list[FoundAmount]:
    """ "500 tkr (300 tkr hyra, 200 tkr personal)" and "300 tkr + 200 tkr = 500 tkr" state 500 tkr."""
    if len(amounts) < 3:
        return amounts
    kronor = [a.amount_sek or 0 for a in amounts]
    net = abs(kronor[1] - kronor[2]) if len(kronor) == 3 else None
    if kronor[0] in (sum(kronor[1:]), net) and "(" in text[amounts[0].end : amounts[1].start]:
        return amounts[:1]
    if kronor[-1] == sum(kronor[:-1]) and _IN_ALL.search(text[amounts[-2].end : amounts[-1].start]):
        return amounts[-1:]
    return amounts


def _period(amount: FoundAmount, label: str) -> EffectPeriod:
    return amount.period if amount.period != "total" else words.period_of(label)


_SIDE = regex.compile(r"\s*(?:i|som|av|\()\s*(?P<words>[^.,;:)]{0,40})")


def side_after(text: str, amounts: Sequence[FoundAmount], i: int) -> str:
    """ "…380 000 kr i lägre hyra": the few words behind an amount that may say what it is."""
    end = max(amounts[i].end, amounts[i].tail)
    until = amounts[i + 1].start if i + 1 < len(amounts) else len(text)
    match = _SIDE.match(text[end:until])
    return match["words"] if match else ""


def told_once(found: Found) -> Found:
    """The same amount told twice is one effect: the fuller one is kept."""
    kept: Found = []
    for effect, start, end in found:
        twin = next((k for k in kept if _same(k[0], effect)), None)
        if twin is None:
            kept.append((effect, start, end))
        elif effect.year is not None and twin[0].year is None:
            kept[kept.index(twin)] = (effect, start, end)
    return kept


def _same(one: Effect, other: Effect) -> bool:
    return (
        one.amount_sek == other.amount_sek and one.kind == other.kind and one.period == other.period and (one.year == other.year or None in (one.year, other.year))
        and one.amount_sek != 0
    )  # fmt: skip
