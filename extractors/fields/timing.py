"""When a measure starts and when it is to be done, told in its own words rather than under a label.

In: a text (an action, a status cell, a method). Out: the printed time that is its start or its end, or None. A time is a start only where
the words beside it say so: dates of decisions, reports and budgets are none.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.fields.effect_prose import find_effects_in_prose
from extractors.fields.period import FoundPeriod, find_periods
from extractors.sentences import sentences

# Words that make the time after them a start.
_BEGINS = regex.compile(
    r"""(?:
      \b(?:från|from|fr\.?\s?o\.?\s?m\.?|f\.?o\.?m\.?|sedan|med\s+start|start(?:ar|ade|at|as|ades|ats|a)?|starta[rs]?\s+upp|börja[rdet]*|
         påbörja\w*|inle(?:ds|ddes|tts|der)|inför(?:s|des|ts|de)?|infört|gälle?r|gälla|gällde|öppna\w*|avställ\w*|träder\s+i\s+kraft|trädde\s+i\s+kraft|i\s+drift|
         verkställ\w*|upprätta\w*|genomför\w*|avveckla\w*|avsluta\w*|vakan\w*|ändra\w*|upphör\w*|flytta\w*|stäng\w*|beslutat|taga?s?\s+bort)\b
    )""",
    regex.VERBOSE | regex.IGNORECASE,
)
# In a status text only words of beginning count, right before the time.
_BEGINS_CLOSE = regex.compile(
    r"(?:\b(?:från(?:\s+och\s+med)?|fr\.?\s?o\.?\s?m\.?|f\.?o\.?m\.?|sedan|med\s+start|start(?:ar|ade|at|as|ades|a)|starta\s+upp|börja[rdet]*"
    r"|påbörja\w*|inför(?:s|des|ts|d|da|t)|öppna(?:s|des|ts|de|t)|gäller|träder\s+i\s+kraft|trädde\s+i\s+kraft)\b[^.;:!?]{0,45})$",
    regex.IGNORECASE,
)
# "Genomfört i mars", "Avdelningen stängdes den 30 juni": in a status, right before the time.
_CAME_ABOUT = regex.compile(
    r"(?:^\W*(?:genomför[dt]a?|gjor[dt]a?)|\b(?:genomfördes|gjordes|skedde|sker|stäng(?:de)?s|öppna(?:de)?s|flytta(?:de)?s?|i\s+drift|träd(?:a|er|de)\s+i\s+kraft(?:\s+till)?))"
    r"\s+(?:redan\s+)?(?:(?:i|den|vid|under|till)\s+)?(?:den\s+)?$",
    regex.IGNORECASE,
)
_DECIDED_THEN = regex.compile(r"\bbeslut(?:ar|as|ades)\b[^.;:!?]{0,40}$", regex.IGNORECASE)
# What is to happen then, or has been moved to then: said of the measure, not of how it is reviewed.
_TO_HAPPEN = regex.compile(
    r"\b(?:(?:kommer(?:\s+\p{L}+)?\s+att|ska|skall|beräknas|planeras|väntas)\s+(?:\p{L}+\s+)?(?:ske|genomföras|införas|påbörjas|inledas|verkställas|flytta|tas\s+(?:i\s+bruk|över))"
    r"|planeras\s+till|(?:skjuts|skjutits|skjuten|skjutet|sköts|flyttas|flyttats|flyttad|flyttat|flyttades)\s+(?:upp|fram)\s+till|senarel(?:äggs|agts|agd|ades)\s+till)\b[^.;:!?]{0,30}$",
    regex.IGNORECASE,
)
_REVIEW = regex.compile(
    r"\b\p{L}*(?:uppföljning|utvärdering|avstämning|redovisning|rapport|rapportering|återkoppling|beslut)(?:en|et)?\b",
    regex.IGNORECASE,
)
# A time that belongs to something else than the measure.
_OTHERS = regex.compile(
    r"\b(?:inför|budget\w*|års|åren|jämfört\s+med|jfr|motsvara\w*|sammanträde\w*|nämnden|nämndens|fullmäktige\w*|beslutade|prognos\w*|nivå|tertial\w*|"
    r"bokslut\w*|delår\w*|fram\s+till|till\s+och\s+med|t\.?\s?o\.?\s?m\.?|tom|senast|per|efter|före|innan|köpt|kostade|var|hela|fortsätter|fortsatt|"
    r"räknat|föregående|förra)\s*(?:den|under|i|år|för|på|om)?\s*$",
    regex.IGNORECASE,
)
# What is kept so for a time: "hålls vakant till årsskiftet" ends then, "hålls obesatt under hela 2002" is then.
_KEPT = r"\b(?:vakan\p{L}*|obesatt\p{L}*|stäng[dt]a?|hålls|hållas|står|pågå\p{L}*|förläng\p{L}*)\b[^.;:!?]{0,30}"
_KEPT_UNTIL = regex.compile(rf"{_KEPT}\btill\s+$", regex.IGNORECASE)
_KEPT_ALL = regex.compile(rf"{_KEPT}\bhela\s+(?:år\s+)?$", regex.IGNORECASE)
# When it was decided, or given up, says nothing of when it begins
_WAS_DECIDED = regex.compile(
    r"\bsom\s+(?:\p{L}+\s+){0,3}?beslutades?\s+(?:om\s+)?(?:redan\s+)?(?:i|den|under|på)\s+$|\b(?:besluta(?:de|ts|t)|beslöts?)\s+(?:om|av\s+\p{L}+)\s+(?:i|den|under|på)\s+$"
    r"|\b(?:övergavs|övergetts|övergivits|stoppades|avbröts|avbrutits|ströks|skrinlades|skrinlagts|upphävdes|upphävts)\s+(?:redan\s+)?(?:(?:i|den|under|på)\s+)?$",
    regex.IGNORECASE,
)
# "… och redovisa resultatet i maj": by when the task is to be done, not when it begins
_REPORTED = regex.compile(
    r"\b(?:åter)?(?:redovisa\w*|rapportera\w*|återkomm\w*|presentera\w*|lämna\w*\s+(?:sitt|sina|ett|in|över)?\s*(?:förslag|rapport|underlag|redovisning)\w*)\b[^.;:!?]{0,60}?\b(?:i|under|till|vid|på|senast(?:\s+i)?)\s+(?:den\s+)?$",
    regex.IGNORECASE,
)
# "Inköp av möbler skjuts upp till 2019": to wait is the measure, and has no day of its own
_BOUGHT = r"\b\p{L}*(?:inköp|köp|investering|underhåll|renovering|utbyte|byte|reparation|målning|beläggning)\p{L}*\b"
_PURCHASE_PUT_OFF = regex.compile(
    rf"{_BOUGHT}[^.;:!?]{{0,80}}\bskj?[uö]t(?:s|its|es)?\s+(?:upp\s+|fram\s+)?till\s+(?:år\s+)?$"
    rf"|\bskj?[uö]t\p{{L}}*\s+(?:upp|fram)\s+(?:\p{{L}}+\s+)?{_BOUGHT}[^.;:!?]{{0,60}}\btill\s+(?:år\s+)?$",
    regex.IGNORECASE,
)
# "Studieresan i maj ställs in": when it would have been
_CALLED_OFF = regex.compile(r"\s+(?:har\s+|är\s+)?(?:ställs|ställts|ställdes|inställ[dt])\b", regex.IGNORECASE)
_AFTER_NEW_YEAR = regex.compile(r"\befter\s+$", regex.IGNORECASE)
# "0 kronor under 2023 och 740 tkr under 2024": the years of the amounts.
_OF_AN_AMOUNT = regex.compile(
    r"\d\s?(?:kr|kronor|tkr|kkr|mkr|mnkr|msek|miljon(?:er)?(?:\s+kr(?:onor)?)?)\s+(?:i\s+(?:lägre|ökade|minskade|högre)\s+\p{L}+\s+)?(?:(?:redan\s+)?(?:under|för|i|år)\s+(?:hela\s+)?(?:år\s+)?)?$",
    regex.IGNORECASE,
)
_BY = regex.compile(
    r"\b(?:senast(?:\s+den)?|klar[at]?s?|slutför(?:s|as|t)|färdig(?:t|ställs|ställas|ställt)?|vara\s+genomför\w*|avslutas|verkställ(?:t|s|as)|på\s+plats\s+till|slutdatum)\b"
    r"[^.;:!?]{0,20}$",
    regex.IGNORECASE,
)
# "till och med den 31 mars" ends a measure in its own words; in a status it only tells how far the counting goes.
_UNTIL = regex.compile(
    r"(?:\btill\s+och\s+med|\bt\.?\s?o\.?\s?m\.?|\btom|\bfram\s+till|(?<!förhållande\s)\btill)\s*(?:den\s*)?$",
    regex.IGNORECASE,
)
_OF_A_DECISION = regex.compile(
    r"\b(?:behandla\w*|sammanträde\w*|beslut(?:a\w*|en)?|godkän\w*|redovisa\w*|återkomm\w*|rapport\w*)\b",
    regex.IGNORECASE,
)
# "lämnas 1/11", "läggs ned 2025-03-01": a day right behind its verb
_VERB_RIGHT_AHEAD = regex.compile(
    r"\b(?!\p{L}+(?:ens|ets|rnas)\s)(?:\p{Ll}{2,}(?:as|ås|gs|ns|ds|ts|ks|ps|js|rs|vs|ls)|\p{Ll}{3,}(?:ar|er))(?:\s+(?:ned|ner|in|upp|bort|om|över|ihop|samman|igen|ut))?\s+$"
)
_CLAUSE_END = regex.compile(r"\s*[,;(](?!\d)")
# What ceases has its measure from then on.
_CEASES = regex.compile(
    r"\b(?:sades|sägs|sagts|sagt|säga|säger)\s+(?:\p{L}+\s+){0,5}?upp\s+(?:till\s+|per\s+)?(?:den\s+)?$|\buppsag[dt]a?\s+(?:till\s+|per\s+)?(?:den\s+)?$|\b(?:upphör(?:de|t|a)?|avslutades?)\s+(?:att\s+gälla\s+)?(?:den|från|fr\.?\s?o\.?\s?m\.?|i|under|vid|redan)?\s*$",
    regex.IGNORECASE,
)
# "räknas inte upp 2026": a year in which something is left as it is
_NOT_RAISED = regex.compile(r"\b(?:räkna|skriv|index|höj)\p{L}*\s+(?:inte|ej)(?:\s+upp)?\s+$", regex.IGNORECASE)
_UNCHANGED = regex.compile(
    r"\b(?:oförändra\p{L}*|densamma|samma)\s+(?:\p{L}+\s+)?sedan\s+(?:den\s+)?$", regex.IGNORECASE
)
_HAPPENS = regex.compile(r"\b(?:under|i|den|på|med|vid|till|om|våren|hösten)\s*$", regex.IGNORECASE)
# What stands around a time in a text that says nothing else: "Fr.o.m. 1 mars 2025", "Med start hösten 2024".
_AROUND = regex.compile(
    r"(?:\b(?:från|och|med|from|fr\.?\s?o\.?\s?m\.?|f\.?o\.?m\.?|den|i|under|start(?:ar)?|sker|genomförs|införs|preliminärt|prel|tidigast|cirka|ca|till|senast|år|omgående)\b|[\s.,:;()–-])*",
    regex.IGNORECASE,
)
_YEAR = regex.compile(r"(?:19|20)\d\d")
_YEARS = regex.compile(r"\s*års\b", regex.IGNORECASE)
_YEARS_BUDGET = regex.compile(r"\s*(?:års\b|budget|nivå)", regex.IGNORECASE)
_SET_OFF = regex.compile(r"[,;(]\s*$")
_EXACT = {"day", "month", "about"}
_FINE = {"day", "month", "season", "about", "quarter", "half_year"}


def says_only_when(text: str) -> bool:
    """True for a text that is a time and nothing more: "1 april 2025", "Fr.o.m. hösten 2024"; a word of going on ("Löpande") is no time here."""
    found = [f for f in find_periods(text) if f.due_precision != "ongoing"]
    if not found or len(text) > 80:
        return False
    rest, at = "", 0
    for time in found:
        rest += text[at : time.start] + " "
        at = time.end
    return _AROUND.fullmatch(rest + text[at:]) is not None


def tells_when(text: str) -> bool:
    """True for a text with a time that may be a start or an end, whatever year it is of; most tell none."""
    return any(f.due_precision != "ongoing" for start, end in sentences(text) for f in find_periods(text[start:end]))


def find_start(text: str, *, year: int | None = None, loose: bool = True) -> FoundPeriod | None:
    """The first time in ``text`` at which the measure starts; a later one that names its year wins over one that does not.

    ``loose`` for the measure's own action: any time in which it happens counts. Otherwise (a status, a method) only a time right after
    a word of beginning, and more closely told than by its year.
    """
    hits = list(_starts(text, year, loose))
    if not hits:
        return None
    if not loose and not _names_year(hits[0]):
        return next((hit for hit in hits if _names_year(hit)), hits[0])
    return hits[0]


def _names_year(found: FoundPeriod) -> bool:
    return _YEAR.search(found.raw) is not None


_OPENS_WITH_TO = regex.compile(r"\W*till\s+", regex.IGNORECASE)  # "Till hösten samlas grupperna"


def _starts(text: str, year: int | None, loose: bool) -> Iterator[FoundPeriod]:
    for start, end in sentences(text):
        for found in find_periods(text[start:end], year=year):
            before, after = text[start : start + found.start], text[start + found.end : end]
            coming = (
                found.period is not None and found.period.precision == "season" and _OPENS_WITH_TO.fullmatch(before)
            )
            if found.role == "due" and not (loose and (coming or _CEASES.search(before))):
                continue
            if found.period is None or found.period.precision == "ongoing" or _UNCHANGED.search(before):
                continue
            close = _BEGINS_CLOSE.search(before) is not None or (
                _TO_HAPPEN.search(before) is not None and not _REVIEW.search(before)
            )
            if not loose:
                close = (close or _CAME_ABOUT.search(before) is not None) and not _DECIDED_THEN.search(before)
            if loose and any(no.search(before) for no in (_KEPT_UNTIL, _WAS_DECIDED, _REPORTED, _PURCHASE_PUT_OFF)):
                continue
            close = close or (loose and _is_then(before, found))
            if (_OTHERS.search(before) and not close) or (
                found.period.precision == "year" and _OF_AN_AMOUNT.search(before)
            ):
                continue
            if _CALLED_OFF.match(after):
                continue
            alone = before.rstrip().endswith("(") and after.lstrip().startswith(")")  # "… släcks (1 februari 2026)"
            if (
                (loose and coming)
                or (loose and alone and found.period.precision in _FINE)
                or (loose and (close or _is_when(before, after, found)))
                or (close and found.period.precision in _FINE)
            ):
                yield _moved(found, start)


def find_due(text: str, *, year: int | None = None, loose: bool = True) -> FoundPeriod | None:
    """The time by which a text says that the measure is to be finished. ``loose`` for the measure's own action."""
    for start, end in sentences(text):
        for found in find_periods(text[start:end], year=year):
            if found.period is None or found.due is None:
                continue
            before, after = text[start : start + found.start], text[start + found.end : end]
            if _YEARS.match(after):
                continue
            until = loose and found.period.precision in _EXACT and _UNTIL.search(before) is not None
            clause = before + found.raw + _CLAUSE_END.split(after, maxsplit=1)[0]
            until = until and not find_effects_in_prose(clause, of_measure=True)  # so far an outcome is counted
            by = _BY.search(before)
            if loose and _REPORTED.search(before):
                return _moved(found, start)
            if (by or until) and (not _OF_A_DECISION.search(before) or (by and "verkställ" in by.group().lower())):
                return _moved(found, start)
    return None


def _is_then(before: str, found: FoundPeriod) -> bool:
    """ "efter årsskiftet" is then, "efter 2024" is not; "under hela 2002" is when something is kept as it is."""
    new_year = "årsskift" in found.raw.casefold() and _AFTER_NEW_YEAR.search(before) is not None
    return new_year or _KEPT_ALL.search(before) is not None


def _is_when(before: str, after: str, found: FoundPeriod) -> bool:
    """In the measure's own words: ``under hösten``, ``i januari`` and the like beside a verb, a time that opens the sentence."""
    if _YEARS_BUDGET.match(after):
        return False
    if found.period is not None and found.period.precision == "season" and not _SET_OFF.search(before):
        return True  # "våren 2020" is a when by itself
    on_a_day = found.raw[:4].lower() == "den " and not _OF_A_DECISION.search(before[-40:])
    exact = found.period is not None and found.period.precision == "day"
    return (
        not before.strip()
        or on_a_day
        or (exact and _VERB_RIGHT_AHEAD.search(before) is not None)
        or _HAPPENS.search(before) is not None
        or _NOT_RAISED.search(before) is not None
        or _BEGINS.search(before[-60:]) is not None
    )


def _moved(found: FoundPeriod, by: int) -> FoundPeriod:
    return found._replace(start=found.start + by, end=found.end + by)
