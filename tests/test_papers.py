"""The sample papers: their PDFs hold their texts, and their gold labels quote what is printed."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pdfplumber
import pytest

from tests.papers.make import RAW, make, papers
from tests.papers.paper import Paper
from tests.printer.flow import Bullets, Cell, Element, Heading, Para, Table

GOLD = Path(__file__).parent / "gold"
QUOTED = (
    "title",
    "action",
    "start_raw",
    "due_raw",
    "effect_text",
    "goal",
    "method",
    "responsible",
    "status_raw",
    "comment",
)
SAMPLES = {paper.name: paper for paper in papers()}


def printed(elements: tuple[Element, ...]) -> str:
    """All texts of a paper in order, joined by single spaces."""
    texts: list[str] = []
    for element in elements:
        match element:
            case Heading(text) | Para(text):
                texts.append(text)
            case Bullets(items):
                texts += items
            case Table(rows):
                texts += [c.text if isinstance(c, Cell) else c for row in rows for c in row]
    return squeezed(" ".join(texts))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("**", "")).strip()


def strings(record: dict[str, object]) -> list[str]:
    """What a gold record quotes from the paper."""
    effects = [e["raw"] for e in record["effects"]]  # type: ignore[attr-defined]
    path = record["area_path"] or []
    return [str(record[f]) for f in QUOTED if record[f]] + effects + list(path)  # type: ignore[call-overload]


def is_printed(quote: str, text: str) -> bool:
    """A text is found word by word; an amount may have its unit from the column's header."""
    number, _, unit = quote.rpartition(" ")
    return quote in text or (unit in ("tkr", "mnkr", "kr", "mkr") and f" {number} " in text and unit in text)


@pytest.mark.parametrize("paper", SAMPLES.values(), ids=SAMPLES)
def test_gold_quotes_what_is_printed(paper: Paper) -> None:
    text = printed(paper.elements)
    gold = json.loads((GOLD / f"{paper.name}.json").read_text("utf8"))
    missing = [quote for measure in gold["measures"] for quote in strings(measure) if not is_printed(quote, text)]
    assert missing == []


@pytest.mark.parametrize("name", SAMPLES)
def test_gold_sums_are_those_of_its_effects(name: str) -> None:
    gold = json.loads((GOLD / f"{name}.json").read_text("utf8"))
    for total in gold["control_totals"]:
        assert total["agrees"] == (total["amount_sek"] == total["sum_sek"])


def test_making_the_papers_again_gives_the_same_words(tmp_path: Path) -> None:
    for path in make(tmp_path, scans=False):
        assert words(path) == words(RAW / path.name)


@pytest.mark.parametrize("name", SAMPLES)
def test_pdf_holds_the_words_of_the_text(name: str) -> None:
    paper = SAMPLES[name]
    found = "".join(words(RAW / f"{name}.pdf"))
    missing = Counter(printed(paper.elements).replace(" ", "")) - Counter(found)
    assert missing == Counter()


def words(path: Path) -> list[str]:
    with pdfplumber.open(path) as pdf:
        return [w["text"] for page in pdf.pages for w in page.extract_words()]
