"""What a paper says: first quoted (``RawMeasure``), then read (``Measure``).

The names of the fields are those of the gold labels and of the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from extractors.model import NOTHING, LineId, Passage
from extractors.model.kept import kept

Layout = Literal["block", "table", "list", "prose"]
Kind = Literal["estimated", "actual"]
EffectPeriod = Literal["total", "full_year", "year", "month", "day"]
Precision = Literal["day", "month", "season", "year", "half_year", "quarter", "ongoing", "about"]
Status = Literal["planned", "ongoing", "done", "stopped"]
DocType = Literal["plan", "follow_up", "reply", "consultant_report"]
Severity = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Quote:
    """A field as printed: which field, the words with their places, and the label or column header over them."""

    field: str
    passage: Passage
    label: Passage = NOTHING

    @property
    def text(self) -> str:
        return self.passage.text


@dataclass(frozen=True)
class RawMeasure:
    """A measure as quoted by one layout's extractor. It interprets nothing.

    ``path`` are the headings, group rows or area cells above it, outermost first. ``intro`` is the heading or sentence that
    speaks for a whole list or section ("Följande tjänster har vakantsatts:").
    """

    layout: Layout
    quotes: tuple[Quote, ...]
    path: tuple[Passage, ...] = ()
    intro: Passage = NOTHING
    doubt: float = 0.0  # 0-1: how unsure the extractor is that this is a measure at all
    part: int = 0  # which matter of a bundle it stands in
    unit: Passage = NOTHING  # what stands over a table and says in what unit its amounts are printed
    year: int | None = None  # what stands there says that all amounts are for this year
    minus_saves: bool | None = None  # savings are printed with minus there; False: costs are

    @kept
    def _by_field(self) -> dict[str, list[Quote]]:
        found: dict[str, list[Quote]] = {}
        for quote in self.quotes:
            found.setdefault(quote.field, []).append(quote)
        return found

    def one(self, name: str) -> Quote | None:
        """The first quote of a field."""
        return self._by_field[name][0] if name in self._by_field else None

    def all(self, name: str) -> list[Quote]:
        """Every quote of a field, as printed from left to right and top to bottom."""
        return list(self._by_field.get(name, ()))

    @kept
    def lines(self) -> tuple[LineId, ...]:
        """Every line it was quoted from, in reading order."""
        found: set[LineId] = set()
        for quote in self.quotes:
            found.update(quote.passage.lines, quote.label.lines)
        return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class Period:
    """A printed time. ``first`` is None where it only says that something is ongoing; ``last`` where no end is said."""

    first: date | None
    last: date | None
    precision: Precision


@dataclass(frozen=True, slots=True)
class Effect:
    """An amount that the paper states as a measure's effect: kronor, a saving positive, a cost negative."""

    raw: str
    amount_sek: int
    kind: Kind = "estimated"
    year: int | None = None
    as_of: date | None = None
    period: EffectPeriod = "total"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reader should know before using a record (table ``findings``). ``message`` is Swedish."""

    code: str
    severity: Severity
    message: str
    field: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """The gold fields, one by one: raw beside value. ``evidence`` has the passages each filled field was read from.

    Keys of ``evidence`` are column names ("action", "start_date", "area", …); effects are "effects.0", "effects.1", …
    """

    layout: Layout
    action: str
    no: str | None = None
    title: str | None = None
    area_path: tuple[str, ...] = ()
    area: str | None = None
    subarea: str | None = None
    start_raw: str | None = None
    start: Period | None = None
    due_raw: str | None = None
    due: Period | None = None
    effects: tuple[Effect, ...] = ()
    effect_text: str | None = None
    goal: str | None = None
    method: str | None = None
    responsible: str | None = None
    status: Status | None = None
    status_raw: str | None = None
    status_date: date | None = None
    comment: str | None = None
    evidence: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    confidence: float = 1.0  # that action, area, start, effects and status are all right (see confidence.py)
    confidences: Mapping[str, float] = field(default_factory=dict)  # the same of each field alone
    lines: tuple[LineId, ...] = ()


@dataclass(frozen=True, slots=True)
class ControlTotal:
    """A sum that the paper prints over its measures."""

    raw: str
    amount_sek: int
    kind: Kind = "estimated"
    year: int | None = None
    as_of: date | None = None
    page: int = 1
    scope: str | None = None  # the group it sums over; None for the whole paper
    period: Literal["total", "full_year"] = "total"  # which of the measures' amounts it is over


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell of a table of figures (budget, outcome, volumes)."""

    table_no: int
    caption: str
    page: int
    row_label: str
    column_label: str
    raw: str
    value: float | None
    unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Of the document; None where the paper does not say."""

    municipality: str | None = None
    body: str | None = None
    district: str | None = None
    title: str | None = None
    doc_type: DocType | None = None
    dnr: str | None = None
    doc_date: date | None = None
    plan_year: int | None = None

    @property
    def own_year(self) -> int | None:
        """The year that "i år" is: that of the plan, unless the paper was written before it."""
        if self.plan_year is None or self.doc_date is None:
            return self.plan_year
        return min(self.plan_year, self.doc_date.year)


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one paper says: what the pipeline stores and loads."""

    facts: Facts
    measures: tuple[Measure, ...] = ()
    control_totals: tuple[ControlTotal, ...] = ()
    figures: tuple[Figure, ...] = ()
    findings: tuple[Finding, ...] = ()
