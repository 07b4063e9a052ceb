"""What every layout gets and gives: a Job in, a Body out. A layout prints of each measure what it has room for, and says so in gold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from random import Random
from typing import Any

from tests.printer import gold
from tests.printer.board import Board
from tests.printer.flow import Element
from tests.printer.objects import HEADINGS
from tests.printer.values import MONTHS, Source, When
from tests.printer.words import Words


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be printed, in whose words, for whom. ``random`` decides what the layout leaves open."""

    sources: Sequence[Source]
    words: Words
    board: Board
    random: Random

    @property
    def year(self) -> int:
        return self.board.year

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def groups(self) -> Iterator[tuple[str, list[Source]]]:
        """The measures of one area after another, each group with a heading that names the area."""
        for area, members in groupby(self.sources, key=lambda s: s.thing.area):
            yield self.random.choice(HEADINGS[area]), list(members)


@dataclass(frozen=True, slots=True)
class Body:
    """The measures as printed and their gold. ``sheet`` are changes that the layout asks of the paper."""

    elements: list[Element]
    measures: list[dict[str, Any]]
    totals: list[dict[str, Any]] = field(default_factory=list)
    doc_type: str = "plan"
    sheet: dict[str, Any] = field(default_factory=dict)
    title: str | None = None  # where the layout prints its own title
    bare: bool = False  # the layout prints its own front and back matter


def day_of(when: When) -> When:
    """The same time as a planning system prints it: an ISO day."""
    return When(when.iso or "", when.iso, "day")


def column(job: Job, name: str, year: int | None = None) -> str:
    """The header of an amount's column with its unit: "Ekonomisk effekt 2024, tkr"."""
    return f"{job.words.labels[name]}{f' {year}' if year else ''}{job.random.choice((', {}', ' ({})', ' i {}')).format(job.words.column_unit)}"


def amount(job: Job, kronor: int, year: int | None = None, **more: Any) -> dict[str, Any]:
    """The gold effect of an amount cell whose unit stands in the header."""
    return gold.effect(job.words.raw(kronor), kronor, year, **more)


def long_day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{int(day)} {MONTHS[int(month) - 1]} {year}"
