"""Printed numbers, in digits and in words: "1 112 550", "1.250.000", "4,1", "två och en halv".

In: a text. Out: every number with its place and its value; a run of digits that is no well-formed number has None for a value. Units and meaning
are the caller's matter.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

import regex

# The spaces that stand between thousands; a tab or a new line parts two numbers.
GAP = r"[ \u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]"
LIKELY_YEARS = range(1980, 2060)
_MOST_DIGITS = 18


class Number(NamedTuple):
    """A number where it stands. ``value`` is None for digits that no reading fits ("17 919 99").

    ``thousands_or_decimals`` marks "1.250" and "1,250": the unit must tell which; ``value`` then reads the mark as decimal.
    """

    start: int
    end: int
    value: Decimal | None
    mended: bool = False
    thousands_or_decimals: str = ""
    in_words: bool = False

    def is_year(self, text: str) -> bool:
        """Four digits without a mark that could be a year."""
        return self.end - self.start == 4 and text[self.start : self.end].isdecimal() and self.value in LIKELY_YEARS


# "0;6" is a comma that a scanner misread, not a nought. One run: digits (or the letters that a scanner reads for them) with single marks between: 1 250 000 | 1.250 | 4,1 | 1'000 | 2 5OO
_DIGITS = r"(?:\d[\dOoIl]*+|[OoIl]{1,2}\d[\dOoIl]*+)"
_RUN = regex.compile(
    rf"(?<![\p{{L}}\d])(?<!\d;) {_DIGITS} (?: (?:{GAP}|[.,'’´]) (?! (?:19|20)\d\d{GAP}?: ) (?: {_DIGITS} | [Oo]{{3}}(?!\p{{L}}) ) | [.,][OoIl](?!\p{{L}}) )*+ (?!;?\d)",
    regex.VERBOSE,
)
_MISREAD = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})
_GAP = regex.compile(GAP)
_DIGIT = regex.compile(r"\d")
_NO_DIGIT = regex.compile(r"\D")
_NOTE_MARK = regex.compile(rf"{GAP}\d$")
_GROUPED = regex.compile(
    rf"""(?: [1-9]\d{{0,2}} (?P<mark> {GAP} ) \d{{3}} (?: {GAP} \d{{3}} )*+         # 1 112 550
         |   [1-9]\d{{0,2}} (?: \.\d{{3}} ){{2,6}}+ | [1-9]\d{{0,2}} (?: ,\d{{3}} ){{2,6}}+   # 1.250.000
         |   [1-9]\d{{0,2}} (?: ['’´]\d{{3}} ){{1,6}}+                               # 1'250'000
         |   [1-9]\d{{0,2}} \. \d{{3}} (?=,)                                        # 1.250,50
         )
         (?: [,.] (?P<decimals> \d{{1,2}} ) )?""",
    regex.VERBOSE,
)
_PLAIN = regex.compile(r"(?P<whole>0|[1-9]\d*+)(?:(?P<mark>[.,])(?P<decimals>\d++))?")
# What stands right before a run makes its first part the tail of something else: a date, a paragraph, a matter's number.
_TAIL_OF_OTHER = regex.compile(
    r"(?:\d[/:]|(?<!\d)\d{2,4}-\d{2}-|(?<!\d)(?:19|20)\d\d-|(?:§{1,2}|\bdnr|\bnr|\bsid(?:an|a)?|\bs\.|\bkap\w*)\s?)$",
    regex.IGNORECASE,
)

_ONES = {
    "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9, "tio": 10, "elva": 11,
    "tolv": 12, "tretton": 13, "fjorton": 14, "femton": 15, "sexton": 16, "sjutton": 17, "arton": 18, "aderton": 18, "nitton": 19,
}  # fmt: skip
_TENS = {"tjugo": 20, "trettio": 30, "fyrtio": 40, "femtio": 50, "sextio": 60, "sjuttio": 70, "åttio": 80, "nittio": 90}
_ONE = "|".join(sorted(_ONES, key=len, reverse=True))
_TEN = "|".join(_TENS)
_BELOW_HUNDRED = rf"(?:(?:{_TEN})\s?(?:{_ONE})?|{_ONE})"
_BELOW_THOUSAND = rf"(?:(?:{_ONE})?\s?hundra(?:\s?(?:och\s)?{_BELOW_HUNDRED})?|{_BELOW_HUNDRED})"
_IN_WORDS = regex.compile(
    rf"""(?<![\p{{L}}\d-])(?:
      (?: (?P<whole> {_BELOW_HUNDRED} ) \s och \s )? (?: (?P<half> en \s halv | halv ) | (?P<quarter> en \s kvarts ) )   # två och en halv
    | (?P<one_and_half> halvannan )
    | (?P<whole> {_BELOW_HUNDRED} ) \s komma \s (?P<tenths> {_ONE} )                                               # två komma fem
    | (?P<whole> {_BELOW_THOUSAND} )
    )(?=\s?(?:tusen|milj|kron|kr)\p{{L}}* | \s(?:till|eller|respektive|à)\s(?:{_BELOW_THOUSAND}|\d[\d ,]*)\s?(?:tusen|milj|kron))""",
    regex.VERBOSE | regex.IGNORECASE,
)
_MONEY_WORD = regex.compile(r"tusen|milj|kron|\bkr", regex.IGNORECASE)
_WORD_PARTS = regex.compile(rf"{_TEN}|hundra|{_ONE}", regex.IGNORECASE)
_start = attrgetter("start")


@lru_cache(8192)  # a cell is asked by its column, its row and its measure
def find_numbers(text: str) -> tuple[Number, ...]:
    """Every number in ``text``, from left to right."""
    found: list[Number] = []
    if _DIGIT.search(text):
        found += [number for run in _RUN.finditer(text) if (number := _of_run(text, *run.span()))]
    if _MONEY_WORD.search(text):
        for m in _IN_WORDS.finditer(text):
            found.append(Number(m.start(), m.start() + len(m[0].rstrip()), _of_words(m), in_words=True))
        found.sort(key=_start)
    return tuple(found)


def count_of(word: str) -> int | None:
    """The count that one word is, in digits or letters ("fyra", "12"); None for any other word."""
    small = word.casefold()
    return int(small) if small.isdecimal() else _ONES.get(small) or _TENS.get(small)


def may_hold_numbers(text: str) -> bool:
    """False for a text without digits and without words of money: it has no numbers."""
    return _DIGIT.search(text) is not None or _MONEY_WORD.search(text) is not None


def _of_run(text: str, start: int, end: int) -> Number | None:
    """The number at the end of a run of digits: years, dates' tails and paragraph numbers before it fall away."""
    note = (
        _NOTE_MARK.search(text, start, end)
        if text[end : end + 1] == ")" and "(" not in text[max(0, start - 3) : start]
        else None
    )
    end = note.start() if note else end  # "500 1)": a mark that leads to a note
    bounds = [start, *(m.end() for m in _GAP.finditer(text, start, end))]
    is_tail = _TAIL_OF_OTHER.search(text, max(0, start - 12), start) is not None
    if is_tail and len(bounds) == 1 and text[start - 1] not in "–-":
        return None
    for i, at in enumerate(bounds):
        if i and not _parts_from(text[bounds[i - 1] : at].strip(), is_tail and i == 1):
            break
        if i == 0 and is_tail and len(bounds) > 1:
            continue
        number = _well_formed(text[at:end])
        if number is not None:
            return number._replace(start=at, end=end)
    return Number(start, end, None)


def _parts_from(token: str, is_tail: bool) -> bool:
    """True where digits cannot belong to the group of three behind them: a year, a tail of a date, four digits or more."""
    return is_tail or len(token) > 3 or token.endswith((",", "."))


def _well_formed(raw: str) -> Number | None:
    if raw.isdecimal() and "1" <= raw[0] <= "9" and len(raw) <= _MOST_DIGITS:
        return Number(0, 0, Decimal(raw))  # most of them: "500"
    digits = raw.translate(_MISREAD)
    mended = digits != raw
    grouped = _GROUPED.fullmatch(digits)
    if grouped:
        whole = digits[: -len(grouped["decimals"]) - 1] if grouped["decimals"] else digits
        value = Decimal(_NO_DIGIT.sub("", whole) + ("." + grouped["decimals"] if grouped["decimals"] else ""))
        return Number(0, 0, value, mended)
    plain = _PLAIN.fullmatch(digits)
    if not plain or len(digits) > _MOST_DIGITS:
        return None
    decimals = plain["decimals"]
    value = Decimal(plain["whole"] + ("." + decimals if decimals else ""))
    unclear = (
        plain["mark"] if decimals and len(decimals) == 3 and len(plain["whole"]) <= 3 and plain["whole"] != "0" else ""
    )
    return Number(0, 0, value, mended, unclear or "")


def _of_words(match: regex.Match[str]) -> Decimal:
    whole = _sum_of_words(match["whole"] or "")
    if match["one_and_half"]:
        return Decimal("1.5")
    if match["half"]:
        return whole + Decimal("0.5")
    if match["quarter"]:
        return whole + Decimal("0.25")
    if match["tenths"]:
        return whole + Decimal(_ONES[match["tenths"].lower()]) / 10
    return whole


def _sum_of_words(words: str) -> Decimal:
    total = 0
    for part in _WORD_PARTS.findall(words.lower()):
        total = max(total, 1) * 100 if part == "hundra" else total + (_TENS.get(part) or _ONES[part])
    return Decimal(total)
