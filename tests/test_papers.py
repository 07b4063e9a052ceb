"""The sample papers: their PDFs hold their texts, and their gold labels quote what is printed."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pdfplumber
import pytest

from tests.papers.make import RAW, make, papers
from tests.papers.paper import Paper
from tests.printer.flow import text_of
from tests.printer.gold import is_printed, quotes

GOLD = Path(__file__).parent / "gold"
SAMPLES = {paper.name: paper for paper in papers()}


@pytest.mark.parametrize("paper", SAMPLES.values(), ids=SAMPLES)
def test_gold_quotes_what_is_printed(paper: Paper) -> None:
    text = text_of(paper.elements)
    gold = json.loads((GOLD / f"{paper.name}.json").read_text("utf8"))
    missing = [quote for measure in gold["measures"] for quote in quotes(measure) if not is_printed(quote, text)]
    assert missing == []


@pytest.mark.parametrize("name", SAMPLES)
def test_gold_sums_are_those_of_its_effects(name: str) -> None:
    gold = json.loads((GOLD / f"{name}.json").read_text("utf8"))
    for total in gold["control_totals"]:
        assert total["agrees"] == (total["amount_sek"] == total["sum_sek"])


def test_making_the_papers_again_gives_the_same_words(tmp_path: Path) -> None:
    for path in make(tmp_path, scans=False):
        kept = RAW / path.name
        assert path.read_bytes() == kept.read_bytes() or words(path) == words(kept)  # another zlib packs otherwise


@pytest.mark.parametrize("name", SAMPLES)
def test_pdf_holds_the_words_of_the_text(name: str) -> None:
    paper = SAMPLES[name]
    found = "".join(words(RAW / f"{name}.pdf"))
    missing = Counter(text_of(paper.elements).replace(" ", "")) - Counter(found)
    assert missing == Counter()


def words(path: Path) -> list[str]:
    with pdfplumber.open(path) as pdf:
        return [w["text"] for page in pdf.pages for w in page.extract_words()]


def test_links_join_measures_that_stand_in_the_gold_of_their_papers() -> None:
    links = json.loads((GOLD / "links" / "links.json").read_text("utf8"))
    actions = {
        f"{p.stem}.pdf": [m["action"] for m in json.loads(p.read_text("utf8"))["measures"]] for p in GOLD.glob("*.json")
    }
    assert [
        link for link in links for place in (link["a"], link["b"]) if actions[place["file"]].count(place["action"]) != 1
    ] == []
    assert all(link["a"]["file"] != link["b"]["file"] for link in links)
    assert len(links) == 174
