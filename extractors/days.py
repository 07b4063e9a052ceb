"""Printed days, whole dates only: "2018-09-11", "den 5 mars 2020", "20180911".

In: a text. Out: the days in it and where they stand. Times that are less than a day ("hösten 2012") are another matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import regex

MONTHS = {
    "januari": 1, "februari": 2, "mars": 3, "april": 4, "maj": 5, "juni": 6, "juli": 7, "augusti": 8, "september": 9,
    "oktober": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "febr": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "dec": 12,
}  # fmt: skip

_DIGIT = regex.compile(r"\d")
_DAY = regex.compile(
    rf"""(?<![\p{{L}}\d/:.-])(?:
      (?P<y>(?:19|20)\d\d) \s?[-–−./]\s? (?P<m>\d{{1,2}}) \s?[-–−./]\s? (?P<d>\d{{1,2}})     # 2018-09-11, 2019.11.04
    | (?P<y>(?:19|20)\d\d) (?P<m>0[1-9]|1[0-2]) (?P<d>[0-3]\d)                               # 20180911
    | (?:den\s+)? (?P<d>\d{{1,2}}) (?::?[ae])? \s+ (?P<month>{"|".join(sorted(MONTHS, key=len, reverse=True))})\.?
      (?:,?\s+ (?P<y>(?:19|20)\d\d))?                                                        # den 5 mars 2020, 5 mars
    | (?P<d>\d{{1,2}}) / (?P<m>\d{{1,2}}) [\s-]+ (?P<y>(?:19|20)\d\d)                        # 5/3 2020
    )(?![\p{{L}}\d]|[-/:]\d)""",
    regex.VERBOSE | regex.IGNORECASE,
)


class Day(NamedTuple):
    """A day and where it is printed."""

    day: date
    start: int
    end: int


def find_days(text: str, *, year: int | None = None) -> Iterator[Day]:
    """The days in a text. One without a year takes ``year``, and is left out where there is none."""
    return iter(_days_in(text, year) if _DIGIT.search(text) else ())


@lru_cache(2048)  # a letterhead is asked for its days in several ways
def _days_in(text: str, year: int | None) -> tuple[Day, ...]:
    return tuple(_days(text, year))


def _days(text: str, year: int | None) -> Iterator[Day]:
    for match in _DAY.finditer(text):
        y = int(match["y"]) if match["y"] else year
        month = MONTHS[match["month"].casefold()] if match["month"] else int(match["m"])
        if y is None:
            continue
        try:
            yield Day(date(y, month, int(match["d"])), *match.span())
        except ValueError:  # 2018-13-45 is a number of something else
            continue
