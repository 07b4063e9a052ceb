"""Per what an amount is: "500 tkr per år", "2 mnkr på helår", "8 900 kr per dygn", "300 kr per plats och år".

In: a text and where an amount stands in it. Out: the time that it is an amount of, whether that makes it a rate, and where those words end.
"""

from __future__ import annotations

import regex

from extractors.fields.numbers import GAP
from extractors.measure import EffectPeriod

_BEFORE = 40  # letters in front of an amount in which the words of its period stand

# Per what: a whole year is an effect a year; a month or a day a rate of the whole; anything else a price.
_PER = regex.compile(
    rf"""{GAP}?(?:kr{GAP}?)?(?:
      (?P<full> (?: (?:,\s?)? (?:på|per|i|för|vid|räknat\spå|sett\söver)\s(?:ett\s)?(?:helt\sår|helår(?:et|s?basis)?|årsbasis) | \(helår(?:seffekt)?\) | \s?helår(?:seffekt)? | /\s?helår
                | \si\s(?:ekonomisk\s)?helårseffekt ) \b )
    | (?: (?:/|\bper\b|\bom\b(?=\s+(?:år|månad|dag|dygn)(?:et|en)\b)|\bi\b(?=\s+(?:månaden|veckan|timm(?:e|en)|kvartalet|dygnet)\b)|\bvarje\b|\bà\b|\bá\b) \s*
        (?: (?P<year> år(?:et)? | kalenderår | verksamhetsår | budgetår | läsår | a\b | annum ) | (?P<month> månad(?:en)? | mån\b\.? | mån )
          | (?P<day> dag(?:en)? | dygn(?:et)? | vårddygn ) | (?P<other> veckan? | timm(?:e|en) | tim\b\.? | h\b | natt(?:en)? | kvartal(?:et)? | termin(?:en)? ) ) (?!\p{{L}}) )
    | (?P<year> (?:,\s?)? (?: årligen | \(årligen\) ) )
    | (?: / \s* | \bper\s+ | \bà\s+ | \bst(?:yck)?\b ) (?P<other> \p{{Ll}}[\p{{L}}²]*+ | (?<=st(?:yck)?) )
    )""",
    regex.VERBOSE | regex.IGNORECASE,
)
# "per år och plats", "per plats och år", "/klient och dygn": for one of several.
_AND_PER = regex.compile(r"(?:\s?(?:och|/|per|,)\s?(?:per\s)?)(?P<thing>(?!år\b|helår)[\p{L}²]{3,})", regex.IGNORECASE)
_AND_PER_YEAR = regex.compile(r"\s?(?:och|/|per)\s?(?:per\s)?år\b", regex.IGNORECASE)
_PER_NUMBER = regex.compile(r"\s?per\s+\d")
_AND_PER_THING = regex.compile(
    r"(?:klient|brukare|person|plats|barn|elev|ärende|hushåll|tjänst|lägenhet|boende|kund|styck|insats|invånare|portion|kvm|m2|m²|dygn|dag|månad|mån|vecka|timme|"
    r"anställd|medarbetare|enhet|avdelning|bil|fordon|hyresgäst|patient|ungdom|familj|placering|årsarbetare|heltid|deltagare|förening)\w*",
    regex.IGNORECASE,
)
_FULL_BEFORE = regex.compile(
    r"(?:\b(?:helår|helårs-?(?:effekt(?:en)?|besparing(?:en)?))\s*(?:\(?(?:fr\.?\s?o\.?\s?m\.?\s*|från\s+)?(?:19|20)\d\d\)?)?\s*(?:på|om|är|ger|blir|(?:är\s+)?(?:beräknas|beräknad|bedöms|bedömd|uppskattas|uppskattad)(?:\s+till)?|uppgår\s+till|[:=(])?\s*(?:ca|cirka|c:a)?\s*[-−–]?"
    r"|(?:^|[.,;(]\s*)(?:räknat\s+)?(?:på|sett\s+över)\s+(?:ett\s+)?(?:helår|helt\s+år)[^.;:,(\d]{0,40})$",
    regex.IGNORECASE,
)
_YEARLY_BEFORE = regex.compile(
    r"\b(?:årlig(?:a|en|t)?|per\s+år|varje\s+år)\s+(?:\p{L}+\s+){0,4}?(?:på|om|med|är|av|till|[:=])?\s*(?:ca|cirka|c:a)?\s*[-−–]?$",
    regex.IGNORECASE,
)


def period_of(text: str, start: int, end: int) -> tuple[EffectPeriod, bool, int]:
    """Per what the amount is said to be, whether that makes it a rate, and where those words end."""
    before = text[max(0, start - _BEFORE) : start]
    after = _PER.match(text, end)
    if after is None or _PER_NUMBER.match(text, end, end + 8):
        if _YEARLY_BEFORE.search(before):
            return "year", False, end
        return ("full_year" if _FULL_BEFORE.search(before) else "total"), False, end
    more = _AND_PER.match(text, after.end())
    if more and _AND_PER_THING.match(more["thing"]):
        return ("year" if after["year"] else "total"), True, more.end()
    if after["full"]:
        return "full_year", False, after.end()
    if after["year"]:
        return "year", False, after.end()
    if after["month"] or after["day"]:
        return ("month" if after["month"] else "day"), True, after.end()
    also_year = _AND_PER_YEAR.match(text[after.end() : after.end() + 14])
    return "total", True, after.end() + (also_year.end() if also_year else 0)
