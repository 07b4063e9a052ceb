"""Nothing in the program knows a sample: with every name, number and year exchanged, a paper has the same structure."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import regex

from extractors.document import arrange
from extractors.extract import extract
from extractors.lexicon.words import known
from extractors.measure import Extraction
from extractors.model import Page, Paper
from extractors.reading import read_paper

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "pdf"
PAPERS = sorted(p for folder in (CORPUS, ROOT / "data" / "raw") for p in folder.glob("*.pdf") if ".scan" not in p.name)
NAMES = ("Ravlunda", "Tistelö", "Bruknäs", "Ängsvall", "Kolmarby", "Sörhaga", "Vimmelund", "Ljungåsen")
COMMON = r"kostnad|ställning|kommun|nämnd|styrelse|verksamhet|enhet|förvaltning|avdelning|stad|rapport|hållning|boende|insats|plan|datum|status"
YEAR = regex.compile(r"(?<!\d)(?:19|20)(?P<short>\d\d)(?!\d)")


def exchanged(paper: Paper) -> Paper:
    return replace(paper, pages=tuple(_page(page) for page in paper.pages))


def _page(page: Page) -> Page:
    words, before = [], None
    for word in page.words:
        inside = before is not None and abs(before.top - word.top) < 3 and before.text[-1].isalnum()
        words.append(word._replace(text=_other(word.text, inside_a_sentence=inside)))
        before = word
    return replace(page, words=tuple(words))


def _other(text: str, *, inside_a_sentence: bool) -> str:
    if regex.fullmatch(r"\d\d(?:0[1-9]|1[0-2])[0-3]\d\W*", text):  # 240331
        return f"{(int(text[:2]) + 1) % 100:02d}{text[2:]}"
    moved = YEAR.sub(lambda m: m.group()[:2] + f"{(int(m['short']) + 1) % 100:02d}", text)
    if moved == text and regex.fullmatch(
        r"[1-9]\d{2,}[.,)]?", text
    ):  # an amount or a number of a register; lists keep theirs
        moved = regex.sub(r"[1-9]", lambda m: str(int(m.group()) % 9 + 1), text)
    return regex.sub(r"^\p{Lu}\p{Ll}{3,}", _name, moved) if inside_a_sentence else moved


def _name(match: regex.Match[str]) -> str:
    """Another name for a word with a capital that no word list has; its genitive kept."""
    name = match.group()
    if known(name) or known(name.lower()) or regex.search(COMMON, name.lower()):
        return name
    other = NAMES[sum(map(ord, name)) % len(NAMES)]
    return other + ("s" if name.endswith("s") else "")


def structure(extraction: Extraction) -> list[tuple[str, tuple[str, ...], int]]:
    """What each measure is made of: its layout, which fields are filled, how many effects."""
    return [
        (
            m.layout,
            tuple(sorted(name for name in m.evidence if not name.startswith(("effects", "area", "subarea")))),
            len(m.effects),
        )
        for m in extraction.measures
    ]


@pytest.mark.parametrize("path", PAPERS, ids=[p.stem for p in PAPERS])
def test_names_numbers_and_years_change_no_structure(path: Path) -> None:
    paper = read_paper(path)
    assert structure(extract(arrange(exchanged(paper)))) == structure(extract(arrange(paper)))


def test_something_is_exchanged_in_every_paper() -> None:
    for path in PAPERS:
        paper = read_paper(path)
        assert exchanged(paper) != paper
