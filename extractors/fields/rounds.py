"""Which round of a follow-up a label is of: "Kommentar T1", "Uppföljning delår", "Kommentar december 2021", "Status helår".

In: a label. Out: how far into which year it tells, or None for a label that names no round. Sorted, rounds come in the order in which they were written.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import NamedTuple

import regex

from extractors.fields.times import find_times, last_day
from extractors.lexicon import remembered

_TERTIAL = {"1": 4, "2": 8, "3": 12, "i": 4, "ii": 8, "iii": 12, "första": 4, "andra": 8, "tredje": 12}
_QUARTER = {"1": 3, "2": 6, "3": 9, "4": 12, "i": 3, "ii": 6, "iii": 9, "iv": 12, "första": 3, "andra": 6, "tredje": 9, "fjärde": 12}  # fmt: skip
_ROUND = regex.compile(
    r"""(?<![\p{L}\d])(?:
      (?: t\s?(?P<tertial>[1-3]) | tertial(?:et|rapport|uppföljning)?\s?(?P<tertial>[1-3]|i{1,3}) | (?P<tertial>första|andra|tredje)\s+tertialet )
    | (?: (?:q|kv\.?)\s?(?P<quarter>[1-4]) | kvartal(?:et)?\s?(?P<quarter>[1-4]|i{1,3}|iv) | (?P<quarter>första|andra|tredje|fjärde)\s+kvartalet )
    | delår(?:et|s?rapport(?:en)?|s?bokslut(?:et)?|s?uppföljning(?:en)?)?(?:\s?(?P<part>[1-3]))?
    | (?P<half>halvår(?:et|sbokslut(?:et)?|srapport(?:en)?|suppföljning(?:en)?)?)
    | (?P<whole>helår(?:et)?|(?:års)?bokslut(?:et)?|årsredovisning(?:en)?|årsrapport(?:en)?|årsskifte(?:t)?|slut(?:uppföljning|rapport|redovisning)(?:en)?|verksamhetsberättelse(?:n)?)
    )(?![\p{L}\d])""",
    regex.VERBOSE | regex.IGNORECASE,
)

_YEAR = regex.compile(r"(?:\s?(?:år\s)?(?:19|20)\d\d)?")
_LEAD = regex.compile(r"(?:[•▪‣◦●○■□·*–-]\s*)?(?P<round>[^:.]{2,30}):\s+(?=\p{Lu}\p{Ll}*[\s.,])")
# Labels that tell how it went, not what follows from a measure or what it needs.
_TELLS_BACK = regex.compile(
    r"kommentar|uppfölj|status|läge|avstäm|rapport|analys|redovis|återkoppl|utvärder|resultat|bedömning|hänt|gjort|not(?:ering)?\b|anm",
    regex.IGNORECASE,
)


class Round(NamedTuple):
    """The end of what a round tells of: a month (1-12) and its day (0: the last), in the year that the label names (0: none). ``whole``: of a whole year."""

    year: int
    month: int
    day: int = 0
    whole: bool = False

    def last(self, year: int | None) -> date | None:
        """The day up to which an outcome told in this round is counted, in ``year`` where the label names none; None for a whole year."""
        known = self.year or year
        if self.whole or not known:
            return None
        return date(known, self.month, self.day or monthrange(known, self.month)[1])


@remembered(4096)
def round_of(label: str) -> Round | None:
    """The round that a label of a comment or state is of; None where it names none."""
    if not _TELLS_BACK.search(label) and not names_only_a_round(label):
        return None
    times = list(find_times(label))
    years = {t.year for t in times if t.year is not None}
    year = years.pop() if len(years) == 1 else 0
    if named := _ROUND.search(label):
        return Round(year, _month(named), whole=named["whole"] is not None)
    near = next((t for t in reversed(times) if t.precision in ("day", "month", "quarter", "half_year")), None)
    if near is None:
        return Round(year, 12, whole=True) if year else None
    end = last_day(near, near.year or 2023)
    return Round(near.year or year, end.month, end.day if near.precision == "day" else 0) if end else None


def names_only_a_round(label: str) -> bool:
    """True for a label or header that is a round and nothing more: "T1", "Tertial 2 2023", "Helår"."""
    match = _ROUND.match(label.strip(" :."))
    return match is not None and _YEAR.fullmatch(label.strip(" :."), match.end()) is not None


def split_round(text: str) -> tuple[str, str] | None:
    """(round, rest) of a text that begins with a round alone: "T2: Bytet är genomfört." An amount behind it is no comment."""
    match = _LEAD.match(text)
    if match is None or not names_only_a_round(match["round"]):
        return None
    return match["round"], text[match.end() :]


def is_later(label: str, other: str) -> bool:
    """True where both labels are of rounds, and the first is of a later one; a year that only one of them names is taken to be the same."""
    one, before = round_of(label), round_of(other)
    if one is None or before is None:
        return False
    years = (one.year, before.year) if one.year and before.year else (0, 0)
    return (years[0], one.month, one.day or 31) > (years[1], before.month, before.day or 31)


def _month(named: regex.Match[str]) -> int:
    if named["tertial"]:
        return _TERTIAL[named["tertial"].lower()]
    if named["quarter"]:
        return _QUARTER[named["quarter"].lower()]
    if named["half"]:
        return 6
    if named["whole"]:
        return 12
    return {"1": 4, "2": 8, "3": 12, None: 8}[named["part"]]
