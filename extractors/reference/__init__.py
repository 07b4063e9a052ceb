"""Shipped reference tables: municipalities, districts, activity codes. Read once, by name or by code."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Municipality:
    """A row of ``municipalities.csv``. ``code`` keeps its leading zero; ``ordinary_word``: the name alone proves nothing."""

    code: str
    name: str
    county_code: str
    county: str
    ordinary_word: bool


@dataclass(frozen=True, slots=True)
class District:
    """A row of ``districts.csv``: an area with a board of its own. ``became``: codes of the areas it went into."""

    code: str
    municipality_code: str
    name: str
    valid_from: date | None
    valid_to: date | None
    became: tuple[str, ...]
    comparable_code: str
    ordinary_word: bool


@dataclass(frozen=True, slots=True)
class Activity:
    """A row of ``areas.csv``: an activity of the municipal accounts that belongs to one of our areas."""

    area: str
    subarea: str | None
    rs_code: str
    label: str


@cache
def municipalities() -> tuple[Municipality, ...]:
    """All 290, by code."""
    return tuple(
        Municipality(r["code"], r["name"], r["county_code"], r["county"], r["ordinary_word"] == "ja")
        for r in _rows("municipalities.csv")
    )


@cache
def districts() -> tuple[District, ...]:
    """The districts of Stockholm, Göteborg and Malmö, past and present, by code."""
    return tuple(
        District(
            r["code"],
            r["municipality_code"],
            r["name"],
            _day(r["valid_from"]),
            _day(r["valid_to"]),
            tuple(filter(None, r["became"].split(";"))),
            r["comparable_code"],
            r["ordinary_word"] == "ja",
        )
        for r in _rows("districts.csv")
    )


@cache
def activities() -> tuple[Activity, ...]:
    """Our areas against the activity codes of the municipal accounts."""
    return tuple(Activity(r["area"], r["subarea"] or None, r["rs_code"], r["label"]) for r in _rows("areas.csv"))


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(files(__name__).joinpath(name).read_text(encoding="utf-8").splitlines())


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
