"""The printer of papers: what gold says is printed, the PDF holds it, and the same seed prints the same paper."""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path

import pdfplumber
import pytest

from tests.printer import html
from tests.printer.flow import Para, Sheet, text_of
from tests.printer.gold import is_printed, quotes
from tests.printer.layouts import LAYOUTS
from tests.printer.negatives import PAPERS, print_negatives
from tests.printer.paper import PRODUCERS, Producer, Spec, compose, print_paper
from tests.printer.scan import FAX, Scan, scan
from tests.printer.typeset import break_lines
from tests.printer.values import draw
from tests.printer.words import VOCABULARIES, in_unit

ALL = [(layout, words) for layout in LAYOUTS for words in VOCABULARIES]
# one house's words after the other, one library after the other
SOME = [(layout, list(VOCABULARIES)[i % len(VOCABULARIES)], PRODUCERS[i % 2]) for i, layout in enumerate(LAYOUTS)]


def unspaced(text: str) -> Counter[str]:
    """Its letters; a browser prints ligatures, and a star may be bold's or a note's."""
    return Counter(c for c in unicodedata.normalize("NFKC", text) if not c.isspace() and c != "*")


def words_in(path: Path) -> Counter[str]:
    with pdfplumber.open(path) as pdf:
        return unspaced("".join(c["text"] for page in pdf.pages for c in page.chars))


@pytest.mark.parametrize(("layout", "words"), ALL)
def test_all_that_gold_quotes_is_printed(layout: str, words: str) -> None:
    for seed in (1, 2):
        spec = Spec.drawn(layout, words, seed)
        paper = compose(draw(10, seed, spec.year), spec)
        text = text_of(paper.elements).replace("• ", "").replace("- ", "").replace("\n", " ")
        missing = [q for m in paper.gold["measures"] for q in quotes(m) if not is_printed(q.replace("- ", ""), text)]
        assert missing == []


@pytest.mark.parametrize(("layout", "words", "producer"), SOME)
def test_the_pdf_holds_the_text(layout: str, words: str, producer: Producer, tmp_path: Path) -> None:
    spec = Spec.drawn(layout, words, 3, producer)
    measures = draw(10, 3, spec.year)
    print_paper(measures, spec, tmp_path / "paper.pdf")
    assert unspaced(text_of(compose(measures, spec).elements)) - words_in(tmp_path / "paper.pdf") == Counter()


@pytest.mark.skipif(html.CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.parametrize("layout", ["savings", "blocks"])
def test_the_browser_prints_the_text(layout: str, tmp_path: Path) -> None:
    spec = Spec.drawn(layout, "uppdrag", 3, "chromium")
    measures = draw(10, 3, spec.year)
    print_paper(measures, spec, tmp_path / "paper.pdf")
    assert unspaced(text_of(compose(measures, spec).elements)) - words_in(tmp_path / "paper.pdf") == Counter()


@pytest.mark.parametrize("producer", PRODUCERS[:2])
def test_same_seed_prints_the_same_bytes(producer: Producer, tmp_path: Path) -> None:
    spec = Spec.drawn("savings", "besparing", 5, producer)
    golds = [
        print_paper(draw(8, 5, spec.year), spec, tmp_path / f"{n}" / "a.pdf")
        for n in (1, 2)
        if not (tmp_path / f"{n}").mkdir()
    ]
    assert golds[0] == golds[1]
    assert (tmp_path / "1" / "a.pdf").read_bytes() == (tmp_path / "2" / "a.pdf").read_bytes()


def test_measures_of_a_paper_are_about_different_things() -> None:
    measures = draw(20, 7, 2024)
    assert len({m.thing.text for m in measures}) == 20


@pytest.mark.parametrize("how", [Scan(dpi=100, skew=1.5, turned=90), FAX], ids=["turned", "fax"])
def test_a_scan_has_images_and_no_text(how: Scan, tmp_path: Path) -> None:
    spec = Spec.drawn("bullets", "handlingsplan", 1)
    print_paper(draw(3, 1, spec.year), spec, tmp_path / "paper.pdf")
    scan(tmp_path / "paper.pdf", tmp_path / "paper.scan.pdf", how)
    with pdfplumber.open(tmp_path / "paper.scan.pdf") as pdf:
        assert [(len(page.images), page.extract_text()) for page in pdf.pages] == [(1, "")] * len(pdf.pages)
        assert (pdf.pages[0].width > pdf.pages[0].height) == (how.turned == 90)


def test_ten_papers_without_measures_are_printed(tmp_path: Path) -> None:
    made = print_negatives(tmp_path)
    assert [p.stem for p in made] == list(PAPERS)
    assert len(made) == 10
    for path in made:
        assert unspaced(text_of(PAPERS[path.stem])) - words_in(path) == Counter()


AMOUNTS = [
    (1_200_000, "mnkr", "1,2"),
    (1_000_000, "mnkr", "1,0"),
    (50_000, "mnkr", "0,05"),
    (1_850_000, "tkr", "1 850"),
    (-800_000, "tkr", "-800"),
]


@pytest.mark.parametrize(("kronor", "unit", "printed"), AMOUNTS)
def test_an_amount_in_a_unit(kronor: int, unit: str, printed: str) -> None:
    assert in_unit(kronor, unit) == printed


LINES = [
    ("vård- och omsorgsboende", 70, False, ["vård- och", "omsorgsboende"]),
    ("LSS-boenden", 40, False, ["LSS-", "boenden"]),  # a word's own hyphen is a place to break
    ("ekonomisk effekt", 40, False, ["ekonomis", "k effekt"]),  # a narrow cell breaks a word without a hyphen
    ("stora effektiviseringar", 60, True, ["stora effektivi-", "seringar"]),
]


@pytest.mark.parametrize(("text", "width", "hyphenate", "lines"), LINES)
def test_lines_are_broken_as_word_processors_do(text: str, width: float, hyphenate: bool, lines: list[str]) -> None:
    found = break_lines(text, width, Sheet(hyphenate=hyphenate), 9.0)
    assert ["".join(piece for piece, _ in line) for line in found] == lines


def test_bold_is_marked_in_the_text() -> None:
    assert break_lines("**Mål:** en budget", 500, Sheet(), 10) == [[("Mål:", True), (" en budget", False)]]
    assert text_of([Para("**Mål:** en budget")]) == "Mål: en budget"


@pytest.mark.parametrize("seed", range(1, 6))
def test_the_grand_total_is_the_sum_of_the_measures(seed: int) -> None:
    spec = Spec.drawn("savings", "besparing", seed)
    paper = compose(draw(12, seed, spec.year), spec)
    for total in paper.gold["control_totals"][-2:]:
        effects = [e["amount_sek"] for m in paper.gold["measures"] for e in m["effects"] if e["year"] == total["year"]]
        assert sum(effects) == total["amount_sek"] == total["sum_sek"]
