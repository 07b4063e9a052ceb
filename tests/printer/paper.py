"""Print measures as a paper: ``print_paper(measures, spec, path)`` writes the PDF and returns its gold document.

In: measures from values.py and a Spec (layout × vocabulary × typography × noise × producer). Out: a PDF, and a dict in the format of tests/gold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Literal

from tests.printer import draw, gold, html
from tests.printer.board import back, draw_board, front, letterhead
from tests.printer.flow import Element, Sheet, with_hard_spaces
from tests.printer.layouts import LAYOUTS
from tests.printer.layouts.base import Job
from tests.printer.values import Source
from tests.printer.words import VOCABULARIES

Producer = Literal["reportlab", "fpdf2", "chromium"]
PRODUCERS: tuple[Producer, ...] = ("reportlab", "fpdf2", "chromium")
FACES = (
    "Helvetica",
    "Times",
    "Vera",
    "Liberation Sans",
    "Liberation Serif",
    "Liberation Sans Narrow",
    "DejaVu Sans",
    "DejaVu Serif",
)


@dataclass(frozen=True, slots=True)
class Spec:
    """How a paper is printed. ``noise``: 0 the measures alone, 1 letterhead and background, 2 contents, figures, signatures too."""

    layout: str
    vocabulary: str = "handlingsplan"
    seed: int = 1
    producer: Producer = "reportlab"
    face: str = "Helvetica"
    bold: bool = True
    size: float = 11.0
    lying: bool = False
    hyphenate: bool = False
    justify: bool = False
    noise: int = 1
    year: int = 2024
    hard_spaces: bool = False  # thousands and units held together by non-breaking spaces

    @staticmethod
    def drawn(layout: str, vocabulary: str, seed: int, producer: Producer | None = None) -> Spec:
        """A Spec with its typography and noise drawn by the seed."""
        random = Random(f"{layout}/{vocabulary}/{seed}")
        return Spec(
            layout,
            vocabulary,
            seed,
            producer or random.choice(PRODUCERS[:2]),
            face=random.choice(FACES),
            bold=random.random() < 0.85,
            size=random.choice((10.0, 10.5, 11.0, 11.5, 12.0)),
            lying=random.random() < 0.1,
            hyphenate=random.random() < 0.25,
            justify=random.random() < 0.2,
            noise=random.choice((0, 1, 1, 2)),
            year=random.choice((2015, 2018, 2020, 2022, 2023, 2024, 2025)),
            hard_spaces=random.random() < 0.3,
        )

    @property
    def name(self) -> str:
        return f"{self.layout}-{self.vocabulary}-{self.seed}-{self.producer}"


@dataclass(frozen=True, slots=True)
class Composed:
    """A paper ready to be printed: its text in order, the sheet, and what gold says of it (without the file's name)."""

    elements: list[Element]
    sheet: Sheet
    title: str
    gold: dict[str, Any]


def print_paper(measures: Sequence[Source], spec: Spec, path: Path) -> dict[str, Any]:
    """Write the paper to ``path`` and return its gold document."""
    paper = compose(measures, spec)
    if spec.producer == "chromium":
        html.write(paper.elements, paper.sheet, path)
    else:
        draw.write(paper.elements, paper.sheet, path, spec.producer, paper.title)
    return paper.gold | {"document": {"file": path.name} | paper.gold["document"]}


def compose(measures: Sequence[Source], spec: Spec) -> Composed:
    """Put the paper together: front matter, the layout's body, back matter."""
    random = Random(f"{spec.layout}/{spec.vocabulary}/{spec.seed}/text")
    words = VOCABULARIES[spec.vocabulary]
    board = draw_board(measures, Random(random.random()), spec.year)
    body = LAYOUTS[spec.layout](Job(measures, words, board, Random(random.random())))
    if body.doc_type != "plan":
        board = board.in_its_year()
    kinds = words.titles if body.doc_type == "plan" else words.follow_titles
    title = body.title or random.choice(kinds).format(year=spec.year)
    elements = body.elements
    if not body.bare:
        elements = [*front(board, title, random, spec.noise), *elements, *back(board, random, spec.noise)]
    if spec.hard_spaces:
        elements = [with_hard_spaces(e) for e in elements]
    sheet = _sheet(spec, random).with_(**body.sheet)
    sheet = sheet.with_(furniture=letterhead(board, random, spec.noise), margins=_margins(sheet))
    facts = {
        "municipality": board.municipality,
        "body": board.body,
        "district": board.district,
        "title": title,
        "doc_type": body.doc_type,
        "dnr": board.dnr,
        "doc_date": board.date,
        "plan_year": spec.year,
    }
    return Composed(elements, sheet, title, gold.document(facts, body.measures, body.totals))


def _sheet(spec: Spec, random: Random) -> Sheet:
    scale = spec.size / 11
    sizes = random.choice(((18.0, 14.0, 12.0, 11.0), (16.0, 13.0, 11.5, 11.0), (20.0, 15.0, 12.5, 11.0)))
    if not spec.bold:  # headings differ by size alone
        sizes = (20.0, 16.0, 13.5, 12.0)
    return Sheet(
        lying=spec.lying,
        face=spec.face,
        bold=spec.bold,
        size=spec.size,
        heading_sizes=tuple(s * scale for s in sizes),
        justify=spec.justify,
        hyphenate=spec.hyphenate,
    )


def _margins(sheet: Sheet) -> tuple[float, float, float, float]:
    return (60.0, 96.0, 56.0, 64.0) if sheet.lying else (68.0, 108.0, 60.0, 76.0)
