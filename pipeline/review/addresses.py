"""Addresses of the review page: a paper, a measure and what the queue is filtered by go in and come out of them."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request

from pipeline.review.bank import Filter

_NAMES = {
    "municipality": "kommun",
    "district": "stadsdel",
    "board": "namnd",
    "year": "ar",
    "finding": "anmarkning",
    "text": "ord",
    "paper": "handling",
    "state": "visa",
}


class Addresses:
    """Addresses within one paper that keep the place, the measure and the filter."""

    def __init__(self, paper: str, measure: str, number: int, chosen: Filter) -> None:
        self._paper, self._measure, self._number, self._chosen = paper, measure, number, chosen

    def __call__(self, measure: str | None = None, **more: object) -> str:
        return link(self._paper, self._measure if measure is None else measure, self._chosen, **more)

    def deed(self, name: str) -> str:
        """Where a form is sent."""
        return f"/handling/{quote(self._paper, safe='')}/{name}?{urlencode(query(self._chosen))}"

    def picture(self, number: int) -> str:
        """The picture of a page."""
        return f"/handling/{quote(self._paper, safe='')}/sida/{number}.png"


def link(paper: str, measure: str, chosen: Filter, **more: object) -> str:
    """Where a measure of a paper is shown."""
    asked = {"atgard": measure, **{k: v for k, v in more.items() if v not in ("", None)}, **query(chosen)}
    return f"/handling/{quote(paper, safe='')}?{urlencode(asked)}"


def read_filter(request: Request) -> Filter:
    """What an address filters the queue by."""
    asked = request.query_params
    values: dict[str, Any] = {f.name: asked[_NAMES[f.name]] for f in fields(Filter) if _NAMES[f.name] in asked}
    if "year" in values:
        values["year"] = whole(values["year"], 0)
    return Filter(**values)


def query(chosen: Filter) -> dict[str, object]:
    """A filter as an address has it, without what is as usual."""
    default = asdict(Filter())
    return {_NAMES[name]: value for name, value in asdict(chosen).items() if value != default[name]}


def whole(text: str | None, otherwise: int) -> int:
    """A number from an address; nonsense is as if it was not said."""
    return int(text) if text and text.isdecimal() and len(text) < 9 else otherwise
