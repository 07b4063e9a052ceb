"""What OCR does to Swedish money, dates and words, undone where only one reading is possible.

In: a text as OCR read it. Out: the text as it must have been printed, or the same text. Nothing here is used for the words
that are shown or for ``raw``: a value is read from the mended text only where the printed one gave none, and gets a finding.

    mend_amount("1O0 mnlkr")   -> "100 mnkr"
    mend_units("Effekt, mokr") -> "Effekt, mnkr"
    mend_date("l apri1 2O13")  -> "1 april 2013"
    mend_marks("(8 31) 50 96") -> "(§ 31) 50 %"
    mend_word("atgarder")      -> "åtgärder"

Headers of amounts are mended before they are read, since all amounts under them depend on it: years, units, last days of months.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations, product

import regex
from rapidfuzz.distance import Levenshtein

from extractors.lexicon.words import known

_AS_FIGURE = str.maketrans("OoQlI|!SZB", "0001111528")
# A number in which letters stand for figures. S, Z and B are only figures between figures; one real figure is needed.
_FIGURES = r"[\dOolI|!]"
_NUMBER = regex.compile(
    rf"""(?<![\w§])(?=[^\s]*\d|[lI|]\s[\dOo]{{3}})       # 1O0 | l 000
    {_FIGURES}+ (?: (?<=\d)[SZB](?=\d) {_FIGURES}* )*    # 1S0
    (?: [ .,]{_FIGURES}+ )* (?![\w])""",
    regex.VERBOSE,
)
_SPLIT_DECIMAL = regex.compile(r"(?<=\d)(?:\s,|,\s)(?=\d{1,2}(?:\s*(?:mn|m|t|k)?kr|\s*milj))")  # "4 ,1 mnkr"
_SPECK_AHEAD_OF_YEAR = regex.compile(
    r"(?<=\d\s?(?:tkr|kkr|mkr|mnkr|kr|kronor))\s?\.\s?(?=(?:19|20)\d\d\b)", regex.IGNORECASE
)
_SPACE_AHEAD = regex.compile(r"(?<=\d)\s(?=,\d{1,2}(?!\d))")  # "1 ,92"
# "1500 000 kr": the space that was lost stands between the thousands; a year in front of an amount is one
_LOST_SPACE = regex.compile(
    r"(?<![\d.,/–-]|\d\s)(?!(?:19|20)\d\d\s)(?P<a>\d{1,3})(?P<b>\d{3}(?:\s\d{3})+)(?=\s*(?:kr|kronor|sek)(?!\p{L}))",
    regex.IGNORECASE,
)
_SEMICOLON = regex.compile(r"(?<=(?<![\d.,])\d{1,3});(?=\d{1,2}(?!\d))")  # "0;6"
# "06": no amount is printed so, but "0,6" is
_LOST_COMMA = regex.compile(r"(?<![\d.,/:–-])(?<!\d\s)0(?=\d{1,2}(?![\d.,/:–-]|\s?\d))")
# "1.000 000 kr": a speck between two groups of figures that a space parts from the third.
_SPECK = regex.compile(
    r"(?<![\d.,])(?:(?P<a>\d{1,3})[.,](?P<b>\d{3}(?:\s\d{3})+)|(?P<c>\d{1,3}(?:\s\d{3})+)[.,](?P<d>\d{3}))(?=\s*(?:kr|kronor|sek)(?!\p{L}))",
    regex.IGNORECASE,
)
# "100 00% kronor": a zero whose hole is filled; no share is counted in money.
_ZERO_AS_PERCENT = regex.compile(
    r"(?<=(?<![\d.,])\d{1,3}(?:\s\d{3})*\s\d\d)%(?=\s*(?:kr|kronor|tkr|kkr|sek)(?!\p{L}))", regex.IGNORECASE
)
# "O", "0)", "O tkr": all that a cell of amounts holds
_ZERO_ALONE = regex.compile(r"\(?[O0o]\)?(?P<unit>(?:\s(?:tkr|kkr|mkr|mnkr|kr|kronor))?)")
_FACTORS = {
    "kr": 1,
    "kronor": 1,
    "tkr": 1_000,
    "kkr": 1_000,
    "mkr": 1_000_000,
    "mnkr": 1_000_000,
    "miljoner": 1_000_000,
}
_LOST_UNIT = regex.compile(r"(?<=,\s)[rk](?=\s|$)")
_AFTER_NUMBER = regex.compile(r"(?<=\d\s?)(?P<unit>[\p{L}|!1]{2,8})(?=\W|$)")
_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
_LAST_DAYS = dict(zip(_MONTHS, (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), strict=True))
_THIRD = regex.compile(
    rf"(?P<per>\b(?:per|t\.?\s?o\.?\s?m\.?|till\s+och\s+med)\s+(?:den\s+)?)(?:(?:3[01]?\s)?3|3[2-9])\s+(?P<month>{'|'.join(m for m in _MONTHS if m != 'februari')})",
    regex.IGNORECASE,
)
_BEYOND = regex.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>0[13-9]|1[0-2])-3[2-9]\b")  # no month has so many days
_LOST_MONTH = regex.compile(
    r"\b(?:per|t\.?\s?o\.?\s?m\.?|till\s+och\s+med)\s+(?:den\s+)?(?P<day>\d{1,2})(?![\d/.:-])(?!\s*\p{L}{3})",
    regex.IGNORECASE,
)
_WHOLE_DAY = regex.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})\s+(?:{'|'.join(_MONTHS)})\s+(?:19|20)\d\d(?!\d)", regex.IGNORECASE
)
_TOKEN = regex.compile(r"[\p{L}\d|!]+")
_YEAR_OR_DAY = regex.compile(rf"(?<![\w]){_FIGURES}{{1,4}}(?:[-/.:]{_FIGURES}{{1,4}}){{0,2}}(?![\w])")
_SECTION = regex.compile(r"(?<=\()[8S5]\s?(?=\d{1,3}\b[^)]{0,40}\))")  # "(8 31)": a section number in brackets
_PERCENT = regex.compile(
    r"(?<=\b\d{1,3}(?:,\d{1,2})?\s)(?:96|946|Yo|9o|%o|0/0|o/o)(?![\w,.]?\d)(?!\s\d)(?!\w|\s*procent)"
    r"|(?<=^(?:0|[1-9]?[05]|100)\s)20$"  # "100 20" is all that a cell says
)
_SHARE_ALONE = regex.compile(
    r"(?!(?:19|20)\d\d$)(?P<share>100|[1-9]?[05]|[Oo]|\d{1,2}(?=\s))\s?(?:[KHRXWo°”\"'%]{1,3}|0R|[29][0-9]|946|(?<=\s)0)[.,]?"
)
_SMALLEST_WORD = 4
_DOTS = {"a": "åä", "o": "ö", "å": "ä", "ä": "å", "é": "e", "ii": "ä"}
_LOOKALIKES = (("1", "l"), ("0", "o"), ("rn", "m"), ("vv", "w"), ("|", "l"), ("!", "l"))


def mend_amount(text: str) -> str:
    """Letters read for figures, split decimals, specks among figures and misread units put right; the same text where nothing is certain."""
    if alone := _ZERO_ALONE.fullmatch(text):
        return "0" + alone["unit"]
    text = _NUMBER.sub(lambda m: m.group().translate(_AS_FIGURE), text)
    text = _SEMICOLON.sub(",", _SPLIT_DECIMAL.sub(",", _SPACE_AHEAD.sub("", text)))
    text = _SPECK_AHEAD_OF_YEAR.sub(" ", text)
    text = _LOST_SPACE.sub(r"\g<a> \g<b>", text)
    text = _LOST_COMMA.sub("0,", text)
    text = _SPECK.sub(lambda m: f"{m['a'] or m['c']} {m['b'] or m['d']}", text)
    text = _ZERO_AS_PERCENT.sub("0", text)
    return _AFTER_NUMBER.sub(lambda m: _unit(m["unit"]), text)


def mend_units(text: str) -> str:
    """Misread units in the header of a column: "Effekt 2024, mokr", "Effekt, r"."""
    text = _LOST_UNIT.sub("kr", text)
    return _TOKEN.sub(lambda m: unit if (unit := _unit(m.group())) in _FACTORS else m.group(), text)


def mend_date(text: str) -> str:
    """Figures in days and years, letters in the names of months."""
    text = _YEAR_OR_DAY.sub(_date_figures, text)
    return _TOKEN.sub(lambda m: _month(m.group()), text)


def mend_last_day(text: str) -> str:
    """The last day of a month, of which a scan lost, doubled or misread a figure: outcomes are counted to it, and never to the third.

    "Utfall per 3 augusti 2020" -> "Utfall per 31 augusti 2020"
    """
    text = _BEYOND.sub(lambda m: f"{m['year']}-{m['month']}-{list(_LAST_DAYS.values())[int(m['month']) - 1]}", text)
    return _THIRD.sub(lambda m: f"{m['per']}{_LAST_DAYS[m['month'].casefold()]} {m['month']}", text)


def mend_lost_month(text: str, beside: Iterable[str]) -> str:
    """The month and year of a day that a scan lost behind it, where the labels and headings ``beside`` state but one such day.

    "Uppnått per 30 - 1 kkr", beside "Läge per 30 juni 2024" -> "Uppnått per 30 juni 2024 - 1 kkr"
    """
    lost = _LOST_MONTH.search(text)
    if lost is None:
        return text
    days = {m.group() for other in beside for m in _WHOLE_DAY.finditer(other) if m["day"] == lost["day"]}
    return text[: lost.start("day")] + days.pop() + text[lost.end("day") :] if len(days) == 1 else text


def mend_marks(text: str) -> str:
    """ "§" and "%", which Tesseract reads as figures."""
    return _PERCENT.sub("%", _SECTION.sub("§ ", text))


def mend_share(cell: str) -> str:
    """A cell that holds nothing but a share, whose "%" small type with serifs makes into letters or figures: "100 KH" -> "100 %", "1026" -> "10 %"."""
    share = _SHARE_ALONE.fullmatch(cell.strip())
    return f"{share['share'].translate(_AS_FIGURE)} %" if share else cell


@lru_cache(maxsize=20_000)
def mend_word(word: str) -> str:
    """The only Swedish word that differs from an unknown one by lost rings and dots or by letters that look alike."""
    core = word.strip(".,;:!?()[]\"'”»")
    if len(core) < _SMALLEST_WORD or not any(c.isalpha() for c in core) or known(core):
        return word
    plain = core
    for seen, meant in _LOOKALIKES:
        if any(c.islower() for c in core):
            plain = plain.replace(seen, meant)
    if plain != core and known(plain):
        return word.replace(core, plain)
    if not plain.isalpha():
        return word
    found = _with_dots(plain)
    return word.replace(core, found.pop()) if len(found) == 1 else word


def _unit(read: str) -> str:
    """The unit that one error away gives this; as it is where two units of different worth do, or where it is a word."""
    lower = read.lower()
    if lower in _FACTORS or known(read) or lower.startswith("kron"):
        return read
    lower = lower.replace("rn", "m")
    if lower in _FACTORS:
        return lower
    near = [unit for unit in _FACTORS if Levenshtein.distance(lower, unit, score_cutoff=1) <= 1]
    return near[0] if len({_FACTORS[unit] for unit in near}) == 1 and len(lower) >= 3 else read


def _date_figures(match: regex.Match[str]) -> str:
    read: str = match.group()
    if any(c.isdigit() for c in read):
        return read.translate(_AS_FIGURE)
    after = match.string[match.end() :].lstrip()
    # A lone "l" is a day only before a month; "I" may be the preposition ("I juni").
    return "1" if read in {"l", "|"} and after[:3].lower() in {m[:3] for m in _MONTHS} else read


def _month(read: str) -> str:
    lower = read.lower()
    if len(read) < 4 or lower in _MONTHS or read.isdigit():
        return read
    lower = lower.replace("rn", "m")
    if lower in _MONTHS:
        return lower
    near = [month for month in _MONTHS if Levenshtein.distance(lower, month, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 and not known(read) else read


def _with_dots(word: str) -> set[str]:
    """Known words that differ only in å, ä and ö; those with the fewest changes."""
    places = [i for i, c in enumerate(word) if c.lower() in _DOTS]
    for count in range(1, min(len(places), 3) + 1):
        found = set()
        for chosen in combinations(places, count):
            for letters in product(*(_DOTS[word[i].lower()] for i in chosen)):
                changed = list(word)
                for i, letter in zip(chosen, letters, strict=True):
                    changed[i] = letter.upper() if word[i].isupper() else letter
                candidate = "".join(changed)
                if known(candidate):
                    found.add(candidate)
        if found:
            return found
    return set()
