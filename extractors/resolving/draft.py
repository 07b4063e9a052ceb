"""A measure in the making: its values, where each was read, what is doubtful; and what of the document it needs to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from extractors.measure import Facts, Finding, RawMeasure, Severity, Status
from extractors.model import NOTHING, Passage


@dataclass
class Draft:
    """A measure in the making: its values, where each was read, what is doubtful."""

    raw: RawMeasure
    values: dict[str, object] = field(default_factory=dict)
    evidence: dict[str, tuple[Passage, ...]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    told_by: dict[str, str] = field(
        default_factory=dict
    )  # field → what kind of words its value comes from: "label", "own_words", …
    sure: dict[str, float] = field(
        default_factory=dict
    )  # field → how surely the words say it (0-1), where the parser tells

    def set(self, name: str, value: object, *passages: Passage) -> None:
        self.values[name] = value
        self.evidence[name] = tuple(p for p in passages if p)

    def tell(self, name: str, told_by: str, sure: float = 1.0) -> None:
        """Remember what a value rests on; confidence.py weighs it."""
        self.told_by[name] = told_by
        self.sure[name] = sure

    def mended(self, name: str, read: str, meant: str, passage: Passage) -> None:
        """Say that a value was read from other words than those that OCR read."""
        self.inform("mended", f"Bildläsningen läste ”{read}”. Det tolkas som ”{meant}”.", name, passage)

    def note(self, code: str, message: str, name: str, passage: Passage) -> None:
        self._find(code, "warning", message, name, passage)

    def inform(self, code: str, message: str, name: str, passage: Passage) -> None:
        self._find(code, "info", message, name, passage)

    def _find(self, code: str, severity: Severity, message: str, name: str, passage: Passage) -> None:
        page = passage.pages[0] if passage.pages else None
        self.findings.append(Finding(code, severity, message, name, page))


@dataclass(frozen=True)
class Context:
    """What of the document a single measure needs to know. ``area_text`` names the area the whole paper is about."""

    facts: Facts
    area_text: Passage = NOTHING
    unit: str | None = None
    year: int | None = None  # what the paper says that its amounts are for
    years: tuple[int, ...] = ()  # those that it says the amounts of each measure are for, one after the other
    in_brackets: bool = False  # the paper says that its effects stand in brackets
    outcomes_until: date | None = None  # up to when it says that its outcomes are counted
    colours: Mapping[str, Status | None] = field(default_factory=dict)  # the paper's own key: "green" → "done"
    thousands: frozenset[str] = frozenset()  # labels whose "kr" can only be a misread "tkr"
    kronor: frozenset[str] = frozenset()  # labels without a unit over amounts printed out in kronor
    fuller: Mapping[str, str] = field(
        default_factory=dict
    )  # labels that lost their unit on a scan → how they are printed elsewhere
