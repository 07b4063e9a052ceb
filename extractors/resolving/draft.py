"""A measure in the making: its values, where each was read, what is doubtful; and what of the document it needs to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extractors.measure import Facts, Finding, RawMeasure, Status
from extractors.model import NOTHING, Passage


@dataclass
class Draft:
    """A measure in the making: its values, where each was read, what is doubtful."""

    raw: RawMeasure
    values: dict[str, object] = field(default_factory=dict)
    evidence: dict[str, tuple[Passage, ...]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def set(self, name: str, value: object, *passages: Passage) -> None:
        self.values[name] = value
        self.evidence[name] = tuple(p for p in passages if p)

    def note(self, code: str, message: str, name: str, passage: Passage) -> None:
        page = passage.pages[0] if passage.pages else None
        self.findings.append(Finding(code, "warning", message, name, page))


@dataclass(frozen=True)
class Context:
    """What of the document a single measure needs to know. ``area_text`` names the area the whole paper is about."""

    facts: Facts
    area_text: Passage = NOTHING
    unit: str | None = None
    colours: Mapping[str, Status | None] = field(default_factory=dict)  # the paper's own key: "green" → "done"
