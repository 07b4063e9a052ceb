"""What the words around an amount make of it: saving or cost, estimated or actual, which year.

In: the text before and after an amount, or a label. Out: a direction, a kind, a year. No amounts are read here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Literal

import regex

from extractors.fields.times import Time, find_times, last_day
from extractors.measure import EffectPeriod, Kind

# "less": words of lower cost, whose minus only repeats them. "gain": a saving or income, counted as printed. "more": a cost or lost income.
# "cost": the printed figure counts cost itself, so that a plus is a cost and a minus a saving.
Direction = Literal["less", "gain", "more", "cost"]

_COST = r"(?:\p{L}*kostnad\p{L}*|\p{L}*utgift\p{L}*|\p{L}*hyr(?:a|an|or|orna)|lön(?:e\p{L}+)?|\p{L}*volym\p{L}*|köp(?:en)?|\p{L}*inköp\p{L}*|\p{L}*underskott\p{L}*|anslag\p{L}*)"
_INCOME = r"(?:\p{L}*intäkt\p{L}*|\p{L}*inkomst\p{L}*|taxeintäkt\p{L}*|avgiftsintäkt\p{L}*)"
_UP, _DOWN = (
    r"(?:öka(?:de?|r|s|t|ts|des|nde)?|högre|höj(?:da?|er|s|de|t)|stigande|tillkommande)",
    r"(?:minska(?:de?|r|s|t|ts|des|nde)?|lägre|sänk(?:ta?|er|s|te|t|a|as|tes|ts)|reducera(?:de?|r|s|t|ts|des)?|mindre|uteblivna?)",
)
_FEW = r"(?:\s+[\p{L}-]+){0,2}?\s+"
_DIRECTION = regex.compile(
    rf"""(?<!\p{{L}})(?:
      (?P<more> negativ\p{{L}}*\s+(?:ekonomisk\p{{L}}*\s+)?effekt\p{{L}}* | försämr\p{{L}}* | \p{{L}}*kostnadsökning\p{{L}}* | merkostnad\p{{L}}* | fördyr\p{{L}}* | kostnadsdriv\p{{L}}* | \p{{L}}*intäkts(?:bortfall|minskning|tapp)\p{{L}}* | tapp(?:et)? | \p{{L}}*bortfall(?:et)? | omställningskostnad\p{{L}}*
         | (?:engångs|etablerings|införande|uppstarts|avvecklings|investerings)kostnad\p{{L}}* | {_UP}{_FEW}{_COST} | {_DOWN}{_FEW}{_INCOME}
         | {_COST}(?:\s+\p{{L}}+){{0,2}}?\s+(?:ökar|ökade|ökat|stiger) | {_INCOME}(?:\s+\p{{L}}+){{0,2}}?\s+(?:minskar|minskade|minskat|sjunker) )
    | (?P<less> \p{{L}}*kostnads(?:minskning|sänkning|reducering|neddragning)\p{{L}}* | {_DOWN}{_FEW}{_COST} | {_DOWN}\s+med | {_COST}\s+(?:blev|blir|är|var|bli)\s+(?:[\p{{L}}\d\s]+\s)?lägre | {_COST}(?:\s+\p{{L}}+){{0,2}}?\s+(?:minskar|minskade|minskat|minskas|minskats|sjunker|sjönk|sjunkit|sänks|sänktes|sänkts|reduceras)
         | (?:ram|budget)?minskning(?:en)? | neddragning\p{{L}}* | (?:in)?besparade )
    | (?P<gain> \p{{L}}*besparing\p{{L}}* | (?:in)?spara(?:r|s|t|de|ts|des)? | \p{{L}}*effektivisering\p{{L}}* | förbättra\p{{L}}* | \p{{L}}*intäktsökning\p{{L}}* | merintäkt\p{{L}}* | {_UP}{_FEW}{_INCOME} | {_INCOME} (?:\s+\p{{L}}+){{0,2}}?\s+(?:ökar|ökade|ökat)
         | {_INCOME} | \p{{L}}*vinst\p{{L}}* | överskott\p{{L}}* )
    | (?P<cost> \p{{L}}*kostnad(?:en|er|erna|s(?:förändring|effekt|påverkan|konsekvens)\p{{L}}*)? | \p{{L}}*utgift(?:en|er|erna)? | investering(?:en|ar)? | kostar )
    )(?!\p{{L}})""",
    regex.VERBOSE | regex.IGNORECASE,
)
_NO_COST = regex.compile(
    r"kostnads?(?:neutral|effektiv|fri|ställ|slag|läge|ansvar|uppfölj)\p{L}*|hel\p{L}*kostnadstäckning",
    regex.IGNORECASE,
)

_ESTIMATED = r"bedöm\p{L}*|beräkna\p{L}*|beräknad|förvänta\p{L}*|väntas|väntad|\p{L}*prognos\p{L}*|plan(?:erad\p{L}*|eras|erat)?|budget\p{L}*|uppskatta\p{L}*|kalkyl\p{L}*|mål|målet|föreslag\p{L}*|förslag|potential|möjlig|beslutad|sagt|(?:ut)?lovat|skulle"
_ACTUAL = r"faktisk\p{L}*|\p{L}*utfall\p{L}*|realisera\p{L}*|uppnå(?:tt|dda?)|verklig\p{L}*|verkställd|hittills|hemtagen|erhållen|resultat|utf\.?|genomförd|blev|gav|gett|ack(?:umulera\p{L}*)?\.?"
_LABEL_KIND = regex.compile(
    rf"(?<!\p{{L}})(?:(?P<estimated>{_ESTIMATED})|(?P<actual>{_ACTUAL}))(?!\p{{L}})", regex.IGNORECASE
)
_NO_EFFECT_LABEL = regex.compile(
    r"(?<!\p{L})(?:a[vw]{1,4}ik\p{L}*|diff|differens\p{L}*|kvarstår|återstår|kvar\s+att)(?!\p{L})",
    regex.IGNORECASE,
)

_TOLD_ESTIMATED = r"beräkna\p{L}*|bedöm\p{L}*|förvänta\p{L}*|väntas|uppskatta\p{L}*|planera\p{L}*|prognos\p{L}*|räknar|räknas|ska|skall|kommer\s+att|avses|föreslå\p{L}*|kan|kunna|skulle|antas|vilket\s+(?:(?:med|vid)\s+(?:\p{L}+\s+){1,3})?(?:ger|innebär|minskar|sänker|sparar)"
_SUPINE = r"(?:minskat|minskats|sänkt|sänkts|gett|givit|medfört|inneburit|sparat|sparats|reducerat|reducerats|lett|ökat|genererat|frigjort|uppnått|resulterat|bidragit|blivit|sjunkit|uppgått|inbringat|fallit|gått\s+ne[dr])"
_TOLD_ACTUAL = (
    rf"(?:har|hade)\s+(?:[\p{{L}}\d.]+\s+){{0,7}}?{_SUPINE}|(?<!\b(?:ger|ge|innebär|medför|av|genom|på)\s)(?:minskade|minskades|reducerade|reducerades|ökade|ökades)\s+(?:\p{{L}}+\s+){{0,5}}?med|sänkte|sänktes|gav|medförde|innebar|sparade|genererade|ledde|"
    r"frigjorde|resulterade|blev|sjönk|uppgick|inbringade|utfall\p{L}*|realisera\p{L}*|faktisk\p{L}*|hittills"
)
_TOLD = regex.compile(
    rf"(?<!\p{{L}})(?:(?P<estimated>{_TOLD_ESTIMATED})|(?P<actual>{_TOLD_ACTUAL}))(?!\p{{L}})", regex.IGNORECASE
)

_PERIODS: tuple[tuple[EffectPeriod, regex.Pattern[str]], ...] = (
    (
        "full_year",
        regex.compile(r"(?<!\p{L})(?:helår\p{L}*|hel\s?års-?\s?effekt\p{L}*|helt\s+år|årsbasis)", regex.IGNORECASE),
    ),
    ("month", regex.compile(r"(?:per|/)\s?mån(?:ad|\b)|månadsvis|månatlig", regex.IGNORECASE)),
    ("day", regex.compile(r"(?:per|/)\s?(?:dygn|dag)\b", regex.IGNORECASE)),
    ("year", regex.compile(r"(?:per|/)\s?år\b|(?<!\p{L})årlig(?:en|t)?(?!\p{L})", regex.IGNORECASE)),
)
_UNIT = regex.compile(r"[(,]?\s?\b(?:i\s)?(?:kr|tkr|kkr|mkr|mnkr|kronor|msek|sek)\b", regex.IGNORECASE)
_OF_SOMETHING_ELSE = regex.compile(
    r"\b(?:jämför\p{L}*|jämfört|förhållande|mot|än|nivå|jfr|sedan|motsvara\p{L}*)\b", regex.IGNORECASE
)


@lru_cache(maxsize=4096)
def direction(text: str) -> Direction | None:
    """What the last telling words of ``text`` say an amount behind them is."""
    last = None
    for match in _DIRECTION.finditer(text):
        if not _NO_COST.match(text, match.start()):
            last = match
    return last.lastgroup if last else None  # type: ignore[return-value]


def signed(amount: int, told: Direction | None, *, own_words: bool, minus_saves: bool | None = None) -> int:
    """The amount with a saving positive and a cost negative. Words beside the amount outweigh a printed minus; a label "Besparing" does not.

    ``minus_saves``: the paper prints savings with minus, so that a figure without one is a cost. False: it prints costs so, also under a
    label of lower cost.
    """
    match told:
        case "less" if own_words or minus_saves is not False:
            return abs(amount)
        case "more":
            return -abs(amount)
        case "cost":
            return -amount
        case "gain" if own_words:
            return abs(amount)
        case _:
            return -amount if minus_saves else amount


@lru_cache(maxsize=4096)
def kind_of(label: str) -> Kind | None:
    """``estimated`` or ``actual`` by a label; a forecast of an outcome is estimated. None where it does not say."""
    kinds = {match.lastgroup for match in _LABEL_KIND.finditer(label)}
    return "estimated" if "estimated" in kinds else "actual" if "actual" in kinds else None


def kind_told(sentence: str) -> Kind | None:
    """``actual`` where the last verb that tells says that it has happened, ``estimated`` where it is to happen; None where none tells."""
    last = None
    for match in _TOLD.finditer(sentence):
        last = match
    return last.lastgroup if last else None  # type: ignore[return-value]


_OUTCOME = regex.compile(r"\b(?:prognos|utfall)", regex.IGNORECASE)


def is_of_no_year(label: str) -> bool:
    """True for "Helårseffekt": what a whole year gives, whichever; "Prognos helår" is of the year that is forecast."""
    return period_of(label) == "full_year" and _OUTCOME.search(label) is None


@lru_cache(maxsize=4096)
def is_no_effect(label: str) -> bool:
    """True for columns beside the effects: deviations and what is left."""
    return _NO_EFFECT_LABEL.search(label) is not None


@lru_cache(maxsize=4096)
def period_of(label: str) -> EffectPeriod:
    """The period that a label gives its amounts."""
    return next((name for name, pattern in _PERIODS if pattern.search(label)), "total")


@lru_cache(maxsize=4096)
def year_and_as_of(label: str, kind: Kind, year: int | None) -> tuple[int | None, date | None]:
    """The year that a label names, and for an outcome the day up to which it is counted ("per 31 juli 2018", "t.o.m. augusti")."""
    times = list(find_times(_UNIT.sub("", label)))
    years = {t.year for t in times if t.year is not None}
    if any(t.span for t in times) or len(years) > 1:
        return None, None
    said = next(iter(years), None)
    if said is None and _IN_HAND.search(label):
        said = year
    known = said if said is not None else year
    partial = [t for t in times if t.precision in ("day", "month", "quarter", "half_year")]
    if not partial or known is None:
        return said, None
    return known, last_day(partial[-1], known) if kind == "actual" else None


_IN_HAND = regex.compile(r"\b(?:innevarande|detta)\s+(?:budget|verksamhets)?år\b|\bi\s+år\b", regex.IGNORECASE)


_DASH = regex.compile(r"\s?[-–]\s?")


def single_years(text: str) -> Iterator[Time]:
    """Bare years in a text, those of spans ("2019–2020") left out."""
    times = list(find_times(text))
    for i, time in enumerate(times):
        if time.precision != "year" or time.span or time.year is None:
            continue
        before = i and _DASH.fullmatch(text, times[i - 1].end, time.start)
        after = i + 1 < len(times) and _DASH.fullmatch(text, time.end, times[i + 1].start)
        if not before and not after:
            yield time


def compares(text: str) -> bool:
    """True where the words lead to a year that an amount is only compared with."""
    return _OF_SOMETHING_ELSE.search(text) is not None
