"""A reader and rules that do as a "paper" of plain text says, so that everything around them can be tried.

Pages are divided by form feeds. A line "- Säga upp lokaler = 400" is a measure with its effect in thousands; a word in capitals
makes the reader misbehave: KRASCH, HÄNG, TYST (ends without an answer), MINNE, FEL (raises), LÅST (needs a password), OLÄSLIG.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from importlib import import_module
from typing import Self

from extractors.errors import UnreadablePaper
from extractors.measure import Effect, Extraction, Facts, Finding, Measure
from extractors.model import Line, LineId, Page, Paper, Passage, Word
from pipeline.store import Record
from pipeline.work import Beat, Job, work_on


def work_on_fake(job: Job, beat: Beat) -> Record:
    """``pipeline.work.work_on`` with this module's reader and rules; for a worker process only."""
    for name, attribute, fake in (
        ("extractors.reading", "OpenPaper", OpenFake),
        ("extractors.document", "arrange", lambda paper: paper),
        ("extractors.extract", "extract", extract),
    ):
        setattr(import_module(name), attribute, fake)
    return work_on(job, beat)


class OpenFake:
    """As ``extractors.reading.OpenPaper``."""

    notes = ()

    def __init__(self, data: bytes, name: str) -> None:
        self.data = data
        self._texts = data.decode().removeprefix("%PDF-1.7\n").split("\f")
        if "LÅST" in self._texts[0]:
            raise UnreadablePaper("Filen är låst med lösenord.", state="needs_password", reason_code="password")
        self.declared = len(self._texts)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def __len__(self) -> int:
        return len(self._texts)

    def page(self, number: int) -> Page:
        text = self._texts[number - 1]
        _misbehave(text)
        if "OLÄSLIG" in text:
            return Page(number, 595.0, 842.0, notes=("unreadable",))
        return Page(number, 595.0, 842.0, tuple(_words(text)), reader="fake")


def _misbehave(text: str) -> None:
    if "KRASCH" in text:
        os.abort()
    if "HÄNG" in text:
        time.sleep(60)
    if "TYST" in text:
        os._exit(0)
    if "MINNE" in text:
        bytearray(64 << 30)
    if "FEL" in text:
        raise ValueError("en trasig sida")


def _words(text: str) -> Iterator[Word]:
    for row, line in enumerate(text.split("\n")):
        for column, word in enumerate(line.split()):
            yield Word(word, 70.0 + 40 * column, 60.0 + 14 * row, 105.0 + 40 * column, 71.0 + 14 * row, 11.0)


def lines_of(paper: Paper) -> Iterator[Line]:
    for page in paper.pages:
        tops = sorted({word.top for word in page.words})
        for number, top in enumerate(tops, 1):
            yield Line(LineId(page.number, number), tuple(word for word in page.words if word.top == top))


def extract(paper: Paper) -> Extraction:
    if any(word.text == "REGELBROTT" for page in paper.pages for word in page.words):
        raise KeyError("en regel som inte håller")
    measures = tuple(_measure(line) for line in lines_of(paper) if line.text.startswith("- "))
    return Extraction(Facts(municipality="Ekköping", plan_year=2024), measures)


def _measure(line: Line) -> Measure:
    whole = Passage.of_lines([line]).cut(2)
    action, _, amount = whole.text.partition(" = ")
    quoted = whole.cut(0, len(action))
    effects = (Effect(f"{amount} tkr", int(amount) * 1000, "estimated", 2024),) if amount else ()
    evidence = {"action": (quoted,)} | ({"effects.0": (whole.cut(len(action) + 3),)} if effects else {})
    findings = () if effects else (Finding("no_effect", "info", "Inget belopp anges.", "effects", line.id.page),)
    return Measure(
        layout="list", action=action, effects=effects, evidence=evidence, findings=findings, lines=(line.id,)
    )
