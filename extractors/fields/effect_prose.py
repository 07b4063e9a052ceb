"""Economic effects told in running text: an amount counts where the words beside it say that it is gained, saved or added.

In: sentences. Out: ``Effect`` values with their places, as ``effect.py`` gives them for what stands in a cell or behind a label.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex

from extractors.fields import effect_words as words
from extractors.fields.amount import FoundAmount, find_amounts
from extractors.fields.effect import LEVEL, Found, is_part, side_after, told_once
from extractors.fields.effect_years import (
    SENTENCE,
    as_of_ahead,
    as_of_behind,
    is_of_year_in_hand,
    last_year_named,
    without_times,
    years_said,
)
from extractors.measure import Effect, Kind

_WITHIN = r"(?:,?\s+[^\s.;:()]+){0,8}?"
_LESS = r"(?:minska\p{L}*|krymp\p{L}*|press(?:ar?|as|at|ats|ade|ades)\s+ne[dr]|sjunk\p{L}*|sjönk|faller|fallit|föll|(?:gå|går|gått|gick)\s+ne[dr]|sänk\p{L}*|reducera\p{L}*|drar?s?\s+ne[dr]|skär[as]?\s+ne[dr]|lägre|ned(?:dragning|skärning)\p{L}*)"
_MORE = r"(?:öka\p{L}*|höj\p{L}*|högre)"
_MONEY_THING = r"(?:\p{L}*(?:kostnad|utgift|intäkt|inkomst|hyr|lönekostnad|anslag|budget|ram|bidrag|ersättning|underskott|köp|behov)\p{L}*)"
_CA = r"(?:\s*(?:med|på|om|till|är|blir|motsvarande|totalt|sammanlagt|ca|c:a|cirka|omkring|ungefär|drygt|knappt|närmare|upp\s+till|minst|uppskattningsvis|årligen|:))*\s*[-−–]?\s*"
# Words of gain that lead up to an amount; a reduction only "med" so much: "sänks till 500 tkr" tells a level.
_TELLS = regex.compile(
    rf"""(?<!\p{{L}})(?:
      {_LESS}{_WITHIN}\s+(?:med|på|om|motsvarande)\b
    | {_MORE}(?:\s+\p{{L}}+){{0,2}}?\s+{_MONEY_THING}{_WITHIN}\s+(?:med|på|om|motsvarande)\b | \p{{L}}*intäkt\p{{L}}*(?:\s+\p{{L}}+){{0,3}}\s+öka\p{{L}}*\s+med
    | (?:minskad|minskade|lägre|sänkt|sänkta|ökad|ökade|högre)\s+(?:\p{{L}}+\s+)?\p{{L}}*(?:kostnad|utgift|intäkt|hyr|avgiftsintäkt)\p{{L}}*(?:\s+(?:för|av|till|från)\s+(?:\p{{L}}+\s+){{1,3}}?(?=beräknas|bedöms|uppskattas|väntas|uppgår))?(?:\s*(?:beräknas|bedöms|uppskattas|väntas|uppgår|ger|gav|sparar)(?:\s+(?:bli|uppgå|ge))?)?(?:\s+(?:med|på|om|av))?
    | (?:in)?spar(?:a|ar|as|at|ats|ade|ades)?(?:\s+(?:in|kommunen|nämnden|förvaltningen|verksamheten|enheten))?
    | (?:vilket|detta|det)\s+motsvarar(?:\s+\d[\d,]*\s+(?:års(?:arbetare|verken?)|tjänster|heltids?\p{{L}}*)\s+(?:eller|och))? | minskningen\s+(?:uppgår|blir|blev|är|motsvarar|beräknas|bedöms){_WITHIN} | \p{{L}}{{3,}},\s+motsvarande | uteblive?n\p{{L}}*\s+(?:[^\s.;:()]+\s+){{0,6}}?motsvarar | (?:arrendet|hyresintäkten|biljettintäkten)\s+(?:beräknas|bedöms|uppskattas|väntas)(?:\s+(?:bli|ge|uppgå))?
    | \p{{L}}*intäkt(?:er)?\s+(?:på|om|motsvarande) | (?:engångs|mer|netto)intäkt(?:en|er)? | (?:beräknad|bedömd|väntad|förväntad|uppskattad)e?\s+\p{{L}}*intäkt(?:er)?(?:\s+(?:på|om))? | \p{{L}}*intäkten\s+(?:beräknas|bedöms|uppskattas|väntas)
    | (?:\p{{L}}*besparing|\p{{L}}*effektivisering|(?:ekonomisk\p{{L}}*\s+)?\p{{L}}*effekt|kostnads(?:minskning|sänkning|reducering)|intäktsökning|merintäkt|merkostnad|kostnadsökning|(?:resultat|budget)(?:förbättring|förstärkning)|(?:besparings|effektiviserings)potential)(?:en|er|erna|ar)?{_WITHIN}
    | (?:det|detta|åtgärden|förslaget|insatsen)\s+(?:är\s+värt?|(?:\p{{L}}+\s+){{0,2}}?bidra(?:r|git)?\s+med) | (?:vi|kommunen|nämnden|förvaltningen|verksamheten|enheten)\s+tjänar(?:\s+in)?
    | avgift(?:en|er|erna)?\s+(?:\p{{L}}+\s+){{0,2}}?(?:drar?|drog|dragit)\s+in
    | (?:räkna|hämta|ta)(?:r|s|de|des|t|ts|gs)?\s+hem | undvik(?:a|er|s|as|its|it)?\s+(?:\p{{L}}+\s+)?\p{{L}}*kostnad(?:er|en)?\s+(?:på|om)
    | ,\s+en\s+(?:minskning|sänkning)(?:\s+av\s+\p{{L}}+)? | (?:beräknad|bedömd|uppskattad|väntad|förväntad|årlig)\s+minskning(?:en)?{_WITHIN} | (?:beräknas|bedöms|uppskattas|väntas)\s+nettot{_WITHIN} | nettot\s+(?:beräknas|bedöms|uppskattas|väntas|blir){_WITHIN}
    | (?:minskad|minskade|lägre|sänkt|sänkta)\s+kostnad(?:er)?\s+(?:(?:år|för|under|i)\s+)?(?:19|20)\d\d:?
    )(?!\p{{L}}),?{_CA}$""",
    regex.VERBOSE | regex.IGNORECASE,
)
# "Omställningskostnader för flytt belastar 2031 med 700 tkr"
_BURDENS = regex.compile(
    rf"kostnad(?:en|er|erna)?\b[^.;:]*?\sbelasta(?:r|de|t)?\s+(?:[^\s.;:()]+\s+){{0,3}}?med{_CA}$", regex.IGNORECASE
)
# Words that lead up to an amount but do not say by themselves what it is.
_GIVES = regex.compile(
    rf"(?<!\p{{L}})(?:ger|ge|gett|givit|gav|medför(?:a|de|t)?|innebära?|innebar|betyder|betydde|generera\p{{L}}*|dra(?:r|s|git)?\s+in|drog\s+in|inbringa\p{{L}}*|frigöra?s?|frigjort|\p{{L}}*vinst(?:en)?|rabatt(?:en|er|erna)?|effekt)(?:\s+(?!kostnad|utgift|hyr)[^\s.,;:()]+){{0,4}}?{_CA}$",
    regex.IGNORECASE,
)
# "minska inköpen av vikarier, beräknat till 600 000 kr"
_REPUTED = regex.compile(rf"[,(]\s?(?:beräkna|bedöm|uppskatta)[dt](?:\s+till)?{_CA}$", regex.IGNORECASE)
_OTHER_MONEY = regex.compile(
    r"(?<!\p{L})(?:\p{L}*underskott\p{L}*|\p{L}*överskott\p{L}*|\p{L}*budget\p{L}*|\p{L}*ram(?:en)?|anslag\p{L}*|\p{L}*kostnad\p{L}*|kosta\p{L}*|\p{L}*hyra\p{L}*|\p{L}*hyror\p{L}*|\p{L}*avgift\p{L}*|\p{L}*köp\p{L}*|"
    r"\p{L}*investering\p{L}*|\p{L}*bidrag\p{L}*|omsätt\p{L}*|avsätt\p{L}*|avsatt\p{L}*|tilldela\p{L}*|utgift\p{L}*|lön|lönen|\p{L}*ersättning\p{L}*|faktur\p{L}*|pris\p{L}*|taxa\p{L}*|avvikelse\p{L}*|betala\p{L}*|lån\p{L}*|skuld\p{L}*|"
    r"vite\p{L}*|stöd|minus|plus|tillskott\p{L}*|\p{L}*tilldelning\p{L}*|förlust\p{L}*|nedskrivning\p{L}*|statsbidrag\p{L}*|medel|värde\p{L}*|behov\p{L}*|sålde?s?|krav\p{L}*)(?!\p{L})",
    regex.IGNORECASE,
)
_LOWER = regex.compile(
    rf"(?<!\p{{L}})(?:{_LESS}|\p{{L}}*besparing\p{{L}}*|spara\p{{L}}*|avveckla\p{{L}}*|dras?\s+in|slopa\p{{L}}*)(?!\p{{L}})",
    regex.IGNORECASE,
)
_AFTERWARDS = regex.compile(
    rf"\s*(?:kronor|kr)?\s*(?:per\s+år\s+|årligen\s+|på\s+helår\s+)?(?:(?:i|som)\s+(?:(?:{_LESS}|{_MORE}|uteblivna|minskning\s+av)\s+\p{{L}}*(?:kostnad|utgift|hyr|intäkt|löne|lokal)\p{{L}}*|(?:ekonomisk\s+)?(?:\p{{L}}*besparing|effekt|helårseffekt|merkostnad|merintäkt|"
    rf"kostnadsminskning|intäktsökning)\p{{L}}*)|(?:(?:kan|bör|ska|beräknas|bedöms|väntas)\s+(?:kunna\s+)?)?spara(?:s|ts|des)\b|(?:har\s+)?(?:(?:hämtats|tagits|räknats)\s+hem|realiserats|uppnåtts|frigjorts)\b|(?:lägre|mindre)(?!\s+än)(?:\s+(?:(?:under|för|år|i)\s+)?(?:19|20)\d\d|\s+(?:per\s+år|årligen|om\s+året|på\s+helår|i\s+år|nästa\s+år|under\s+året|framöver))?\s*(?:[.,;]|$)|,?\s+(?:bortfaller|faller\s+bort|försvinner|upphör)\b|(?:lägre|mindre)\s+än\s+(?:tidigare|förut|dessförinnan|(?:under\s+)?(?:samma|motsvarande)\s+(?:period|tid|månader)|i\s+fjol|förra\s+året|föregående\s+år|året\s+(?:innan|före))|(?:lägre|mindre)\s+(?:kostnad|hyra|utgift)\p{{L}}*)",
    regex.IGNORECASE,
)
_BRACKET = regex.compile(
    r"\s*(?:[,;]?\s*(?:på|per|i|för|under|år|helår(?:seffekt)?|årligen|från|och|med|fr\.?\s?o\.?\s?m\.?|besparing|effekt|(?:19|20)\d\d(?!\d)"
    r"|\d[\d\s]*(?:,\d+)?\s?(?:tkr|kkr|mnkr|mkr|kr(?:onor)?)(?!\p{L}))\s*)*\)",
    regex.IGNORECASE,
)
_ENDS_ITEM = regex.compile(
    r"\s*(?:\(?(?:på|per|i|för|under|år|helår(?:seffekt)?|årligen|från|och|med|(?:19|20)\d\d)\)?\s*)*(?:\((?:på\s+)?helår\s+\d[\d\s.,]*\))?\s*[.;]?\s*",
    regex.IGNORECASE,
)
# "Tjänsten återbesätts ej. 190 tkr.": an amount that is all its sentence says
_BY_ITSELF = regex.compile(
    r"(?:^|(?<=\p{L}\p{Ll}|\d|\))(?<!\b(?:ca|max|min|kl|nr|resp|inkl|exkl|jmf|jfr|tot|uppsk|beräkn|prel|st))[.;]\s)\s*(?:(?:(?:ökade?|högre)\s+)?intäkt(?:er)?:?\s+)?(?:ca\.?|cirka|c:a|uppskattningsvis|omkring|drygt|knappt)?\s*$",
    regex.IGNORECASE,
)
_SET_OFF = regex.compile(r"(?:[,:;]|\s(?:[–—-]|->|=>|[→⇒➔➜➡=]))\s*(?:ca|cirka|c:a|uppskattningsvis|motsvarande)?\s*$")
_FEE = regex.compile(r"\b\p{L}*(?:avgift|taxa|pris)\p{L}*\s+(?:om|på|till|är)\s+$", regex.IGNORECASE)
_COORDINATES = regex.compile(
    r"[\s,;()]*(?:(?:och|samt|respektive|resp\.?|år(?:\s\d)?|för|under|i|på|helår|därefter|sedan|från|med|fr\.?\s?o\.?\s?m\.?|(?:19|20)\d\d|ytterligare|lika\s+mycket|ca|cirka|varav|därav|till|om|perioden|hela|räknat|hittills|beräknas|bedöms)[\s,;():–-]*)+",
    regex.IGNORECASE,
)
# "en halv tjänst (270 tkr) och en lokalhyra (190 tkr)"
_IN_NEXT_BRACKETS = regex.compile(r"\)\s*(?:,|och|samt)\s+[^().;:\d]{3,50}\(\s*(?:ca\s+|cirka\s+)?", regex.IGNORECASE)
# "gäller till och med 31 maj 2024. 300 tkr": what stands before the full stop is when the measure holds
_SENTENCE_OF_ITS_OWN = regex.compile(r"(?:\p{L}{3}|\d)\.\s+$")
_RAISED = regex.compile(
    r"(?<!\p{L})(?:har|hade)\s+(?:\p{L}+\s+){0,3}?(?:ökat|stigit|fördyrats)|(?<!\p{L})(?:ökade|steg)\s+med",
    regex.IGNORECASE,
)
# "Intäkterna har till och med augusti ökat med 430 tkr", "(personalkostnad -900 tkr)"
_INCOME_ROSE = regex.compile(
    rf"^\W*(?:avgifts|biljett|hyres|parkerings|försäljnings)?intäkt(?:en|erna)\s+(?:\p{{L}}+\s+){{0,8}}?(?:ökat|stigit|ökade|steg|ökar|stiger)\s+med{_CA}$",
    regex.IGNORECASE,
)
# "Intäkten beräknas bli 400 tkr högre"
_INCOME_BECOMES = regex.compile(
    rf"(?<!\p{{L}})\p{{L}}*intäkt(?:en|er|erna)\s+(?:[^\s.;:()]+\s+){{0,4}}?(?:bli|blir|blev|är|blivit){_CA}$",
    regex.IGNORECASE,
)
_HIGHER = regex.compile(r"\s*(?:per\s+år\s+|årligen\s+|på\s+helår\s+)?(?:högre|större)\b", regex.IGNORECASE)
_LOWER_AFTER = regex.compile(r"\s*(?:per\s+år\s+|årligen\s+|på\s+helår\s+)?(?:lägre|mindre)\b", regex.IGNORECASE)
_COST_IN_BRACKETS = regex.compile(r"\(\s*\p{L}*(?:kostnad|utgift)(?:er)?:?\s*$", regex.IGNORECASE)
# The cost of one day or place, and what others pay the municipality, are lowered without an effect being told.
_NOT = regex.compile(r"(?<!\p{L})(?:inte|ej|utan\s+att)\s+(?:\p{L}+\s+){0,5}(?:med|på|om)?\s*$", regex.IGNORECASE)
_CAME_NOT = regex.compile(
    r"\s+(?:\p{L}+\s+){0,3}?(?:uteblev|uteblivit|uteblir|uppnås\s+(?:inte|ej)|nås\s+(?:inte|ej)|har\s+(?:inte|ej)|blev\s+(?:inte|ej))\b",
    regex.IGNORECASE,
)
_FOR_EACH = regex.compile(
    r"\b(?:dygns|tim|månads|styck|plats|portions|enhets|kvadratmeter)(?:kostnad|pris|hyr|taxa|avgift|peng)\p{L}*[^.,;:]{0,40}$|\b(?:tilldelning(?![^.;:]*\b(?:minskas|sänks|reduceras|dras\s+ned)\b)|\p{L}*statsbidrag|skatteintäkt|schablon)\p{L}*[^.;:]{0,50}$|\bper\s+(?!år|helår|månad|den\b)\p{L}{3,}[^.,;:]{0,20}$|\bvar(?:je|dera)?\s+(?:\p{L}+\s+)?[^.;:]{0,10}$",
    regex.IGNORECASE,
)


# "Utfallet för 2022 blev 760 tkr", "Prognosen för hela året är 1 mnkr" told of a measure; of a board or a unit it is another thing.
_OUTCOME = regex.compile(
    rf"""(?<!\p{{L}})(?:det\s+)?(?:ekonomiska?\s+|faktiska?\s+)?(?:utfall(?:et)?|(?:helårs|års)?prognos(?:en)?)(?:\s+(?:för|av|per|under|i|vid|till|och|med|t\.?o\.?m\.?|den|år|året|hela|helår|helåret|budgetåret|perioden|åtgärden|insatsen|hittills|\d{{1,2}}|(?:19|20)\d\d
      |(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\p{{L}}*|tertial(?:et)?|kvartal(?:et)?|första|andra|tredje|är|var|blev|blir|uppgår|uppgick)){{0,12}}:?{_CA}$""",
    regex.VERBOSE | regex.IGNORECASE,
)


# "Planen var 1,4 mnkr"
_WAS_PLANNED = regex.compile(
    r"^\W*(?:planen|målet|beräkningen)\s+(?:för\s+(?:hela\s+)?(?:(?:19|20)\d\d|året)\s+)?(?:var|är)\s+(?:att\s+\p{L}+\s+)?$",
    regex.IGNORECASE,
)
# "Intäkterna till och med augusti uppgår till 412 tkr", of a fee that was brought in
_INCOME = regex.compile(
    r"^\W*intäkt(?:en|erna)\s[^.;,]{0,50}?(?:uppgår|uppgick)\s+till\s+(?:ca\.?\s+|cirka\s+)?$", regex.IGNORECASE
)
# What is kept so until a day is no count up to it: "hålls vakant till och med den 31 augusti, 175 tkr"
_KEPT = regex.compile(
    r"\b(?:vakan\p{L}*|obesatt\p{L}*|stängd?t?|ställs\s+in|hålls|hyrs?|gäller|löper|pågår)\b[^.;]{0,40}(?:till\s+och\s+med|t\.?\s?o\.?\s?m)",
    regex.IGNORECASE,
)
# "för hela 2004 räknar förvaltningen med 540 tkr"
_RECKONS = regex.compile(rf"(?<!\p{{L}})räkna(?:r|s|de)?\s+(?:\p{{L}}+\s+){{0,2}}?med{_CA}$", regex.IGNORECASE)


def find_outcomes(text: str, *, year: int | None = None) -> Found:
    """The effects that a comment on a measure says it has given, with their places: outcomes alone, no forecasts."""
    return [one for one in find_effects_in_prose(text, year=year, of_measure=True) if one[0].kind == "actual"]


def find_effects_in_prose(text: str, *, year: int | None = None, of_measure: bool = False) -> Found:
    """The effects that running text says something gives, with their places. ``year`` fills in a day printed without one.

    An amount counts where the words beside it say that it is gained, saved or added ("beräknas ge 1,2 miljoner kronor", "minskar kostnaden med"), where it
    stands in brackets or at the end of an item ("…, 650 tkr"), or goes on from one that counts ("400 tkr 2024 och 800 tkr 2025"). Prices, budgets, deficits
    and levels ("från 2 till 3 mnkr") do not. ``of_measure``: the text speaks of nothing but a measure, so that "utfallet" is what that has given.
    """
    found: Found = []
    start = 0
    for end in [*(m.end() for m in SENTENCE.finditer(text)), len(text)]:
        named = last_year_named(text[:start]) if start else None
        found += [(effect, start + s, start + e) for effect, s, e in _told_in(text[start:end], year, of_measure, named)]
        start = end
    return told_once(found)


@lru_cache(8192)  # asked of a sentence when its measure is found and when it is read
def _told_in(
    sentence: str, year: int | None, of_measure: bool, named: int | None
) -> tuple[tuple[Effect, int, int], ...]:
    amounts = [a for a in find_amounts(sentence) if a.amount_sek is not None and not is_part(sentence, a)]
    if not amounts:
        return ()
    years = years_said(sentence, amounts, year, named)
    last_run = _last_run(sentence, amounts)
    end = max(amounts[-1].end, amounts[-1].tail)
    found: Found = []
    counted: tuple[int, words.Direction | None, Kind] | None = None  # the amount before, where it counts
    for i, amount in enumerate(amounts):
        begin = max(amounts[i - 1].end, amounts[i - 1].tail) if i else 0
        before, behind = sentence[begin : amount.start], sentence[max(amount.end, amount.tail) :]
        of_last = _AFTERWARDS.match(before)  # "45 tkr i ökade intäkter 2008 och 270 tkr på helår"
        between = before[of_last.end() :] if of_last else before
        goes_on = _COORDINATES.fullmatch(without_times(between)) or _IN_NEXT_BRACKETS.fullmatch(between)
        if counted and counted[0] == i - 1 and not amount.rate and goes_on:
            told, kind = counted[1], counted[2]
        elif _counts(before, behind, amount, ends=sentence[end:] if i == last_run else None) or (
            of_measure and any(says.search(before) for says in (_OUTCOME, _RECKONS, _WAS_PLANNED, _INCOME))
        ):
            told = words.direction(side_after(sentence, amounts, i)) or words.direction(before)
            told = (
                None if told == "cost" and (amount.amount_sek or 0) >= 0 else told
            )  # "personalkostnad –900 tkr" is lower
            if _BURDENS.search(before):
                told = "more"
            if _INCOME_BECOMES.search(before) and _LOWER_AFTER.match(behind):
                told = "more"
            said_after = _AFTERWARDS.match(behind)
            up_to = sentence[: amount.start] + (said_after[0] if said_after else "")
            apart = _SENTENCE_OF_ITS_OWN.search(before) is not None
            counted_to = not apart and as_of_ahead(sentence[: amount.start], year) and not _KEPT.search(before)
            kind = words.kind_told(up_to) or ("actual" if counted_to else "estimated")
        else:
            continue
        counted = (i, told, kind)
        sek = words.signed(amount.amount_sek or 0, told, own_words=True)
        as_of = as_of_behind(behind, year) or as_of_ahead(before, year) if kind == "actual" else None
        said = years[i] or (as_of.year if as_of else None) or (year if is_of_year_in_hand(before) else None)
        effect = Effect(amount.raw, sek, kind, said, as_of, amount.period)
        found.append((effect, amount.start, amount.end))
    return tuple(found)


def _last_run(sentence: str, amounts: Sequence[FoundAmount]) -> int:
    """The first of the amounts that a sentence ends with ("…, 0 kr 2023 och 740 tkr 2024"); -1 where more than a fee stands before them."""
    first = len(amounts) - 1
    while first > 0:
        above = amounts[first - 1]
        if not _COORDINATES.fullmatch(sentence, max(above.end, above.tail), amounts[first].start):
            break
        first -= 1
    return first if all(_FEE.search(sentence[: a.start]) for a in amounts[: max(first, 0)]) else -1


def _counts(before: str, behind: str, amount: FoundAmount, *, ends: str | None) -> bool:
    """True where the words beside an amount say that it is an effect. ``ends``: what stands behind all amounts, for the first that ends an item."""
    if amount.rate and amount.period != "month":
        return False
    if (
        _INCOME_ROSE.search(before)
        or _BURDENS.search(before)
        or ((amount.amount_sek or 0) < 0 and _COST_IN_BRACKETS.search(before))
    ):
        return True
    if any(no.search(before) for no in (LEVEL, _FOR_EACH, _RAISED, _NOT)) or _CAME_NOT.match(behind):
        return False
    if _AFTERWARDS.match(behind) or _TELLS.search(before) or (_INCOME_BECOMES.search(before) and _HIGHER.match(behind)):
        return True
    if amount.rate:  # "ger 45 tkr i månaden"; a rent or a price a month is none
        return _GIVES.search(before) is not None and not _OTHER_MONEY.search(" ".join(before.split()[-6:]))
    if ends is not None and _BY_ITSELF.search(before) and _ENDS_ITEM.fullmatch(ends):
        return True
    near = " ".join(before.split()[-6:])
    if _GIVES.search(before) and not _OTHER_MONEY.search(near):
        return True
    other = _OTHER_MONEY.search(near) is not None and not _LOWER.search(before)
    if not other and _REPUTED.search(before):
        return True
    if before.rstrip().endswith("(") and _BRACKET.match(behind):
        return not other
    return ends is not None and not other and _SET_OFF.search(before) is not None and bool(_ENDS_ITEM.fullmatch(ends))
