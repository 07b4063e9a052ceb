"""Every value can be shown: the box that is kept for it, cut out of the page, holds the words that are kept for it.

The boxes are held against the page's own text layer, read here by pdfplumber, which the fast reader does not use.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

import numpy as np
import pdfplumber
import pytest
from PIL import Image, ImageOps
from rapidfuzz import fuzz

from extractors.document import arrange
from extractors.extract import extract
from extractors.model import Paper
from extractors.reading import read_paper
from extractors.reading.image import Grey
from extractors.reading.ocr import available_engines, find_engine, ocr_page
from extractors.reading.picture import render_page
from pipeline.rows import rows_of
from pipeline.schema import EvidenceRow, Rows

ROOT = Path(__file__).parent.parent
PLACES = (ROOT / "data" / "raw", ROOT.parent / "shared" / "corpus" / "pdf")
PAPERS = sorted(
    p for folder in PLACES if folder.is_dir() for p in folder.glob("*.pdf") if not p.name.endswith(".scan.pdf")
)
LEAST = 0.99
_SLACK = 1.0  # points around a box: two readers measure the height of letters differently


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_each_evidence_box_cut_out_of_its_page_holds_its_words(path: Path) -> None:
    rows = rows_of_paper(path)
    with pdfplumber.open(path) as pdf:
        wrong = [e for e in rows.evidence if not _holds(pdf.pages[e.page - 1], e)]
    assert len(wrong) <= (1 - LEAST) * len(rows.evidence), wrong[:5]


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_every_filled_field_has_a_place_and_the_pages_of_its_measure_hold_it(path: Path) -> None:
    rows = rows_of_paper(path)
    places: dict[tuple[str, str], list[int]] = {}
    for e in rows.evidence:
        places.setdefault((e.measure_id, e.field), []).append(e.page)
    without = [
        (m.measure_id, field)
        for m in rows.measures
        for field in _filled(m._asdict())
        if (m.measure_id, field) not in places
    ]
    without += [
        (e.measure_id, f"effects.{e.seq}") for e in rows.effects if (e.measure_id, f"effects.{e.seq}") not in places
    ]
    assert without == []
    spans = {m.measure_id: range(m.page_first, m.page_last + 1) for m in rows.measures}
    assert [place for (measure, _), pages in places.items() for place in pages if place not in spans[measure]] == []


def rows_of_paper(path: Path) -> Rows:
    paper = read_paper(path)
    return rows_of(paper, extract(arrange(paper)), extracted_with="test")


def _filled(measure: dict[str, object]) -> Iterator[str]:
    """Fields that the paper itself says; a status may follow from what kind of paper it is."""
    for field in (
        "no",
        "title",
        "action",
        "area",
        "subarea",
        "start_raw",
        "due_raw",
        "effect_text",
        "goal",
        "method",
        "responsible",
        "status_raw",
        "comment",
    ):
        if measure[field]:
            yield field


def _holds(page: pdfplumber.page.Page, e: EvidenceRow) -> bool:
    """True where the letters in the box are those of the text, in whatever order two readers give them."""
    box = (e.x0 - _SLACK, e.top - _SLACK, e.x1 + _SLACK, e.bottom + _SLACK)
    inside = [
        c["text"]
        for c in page.chars
        if box[0] <= (c["x0"] + c["x1"]) / 2 <= box[2] and box[1] <= (c["top"] + c["bottom"]) / 2 <= box[3]
    ]
    wanted, found = _letters(e.text), _letters("".join(inside))
    return not wanted - found and found.total() <= 1.2 * wanted.total() + 2


def _letters(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]", unicodedata.normalize("NFKC", text).casefold()))


# Scans: what the box shows is read anew, alone


SCANS = sorted(p for folder in PLACES if folder.is_dir() for p in folder.glob("*.scan.pdf"))
_SCAN_LEAST = 0.95
_LOOKED_AT = 150  # boxes of a paper: each is read by OCR for itself
_ALIKE = 60  # per cent; a few words alone are read worse than within their page


@pytest.mark.parametrize("path", SCANS, ids=lambda path: path.stem)
def test_each_evidence_box_of_a_scan_shows_its_words(path: Path) -> None:
    if "tesseract" not in available_engines():
        pytest.skip("tesseract is not installed: apt install tesseract-ocr tesseract-ocr-swe")
    engine = find_engine("tesseract")
    pages = tuple(ocr_page(path, number) for number in range(1, count_pages(path) + 1))
    paper = Paper(path.name, "0" * 64, pages, len(pages))
    rows = rows_of(paper, extract(arrange(paper)), extracted_with="test")
    placed = {(e.page, e.top, e.x0, e.x1, e.bottom): e for e in rows.evidence if len(_letters(e.text)) > 3}
    boxes = [placed[place] for place in sorted(placed)]  # each place once, in whatever order the measures are told
    looked_at = Random(1).sample(boxes, min(_LOOKED_AT, len(boxes)))
    assert looked_at
    reads = engine.read_lines([_cut(path, e) for e in looked_at], dpi=300, seconds=120)
    said = [" ".join(read.text for read in line).casefold() for line in reads]
    wrong = [
        (e.text, text)
        for e, text in zip(looked_at, said, strict=True)
        if fuzz.partial_ratio(e.text.casefold(), text) < _ALIKE
    ]
    assert len(wrong) <= (1 - _SCAN_LEAST) * len(looked_at), wrong[:5]


def _cut(path: Path, e: EvidenceRow) -> Grey:
    """The box cut out of the page's picture, with a little white around it."""
    scale = 300 / 72
    image = Image.open(io.BytesIO(_picture(path, e.page))).convert("L")
    cut = image.crop(
        (int((e.x0 - 2) * scale), int((e.top - 2) * scale), int((e.x1 + 2) * scale), int((e.bottom + 2) * scale))
    )
    return np.asarray(ImageOps.expand(cut, border=30, fill=255))


@cache
def _picture(path: Path, number: int) -> bytes:
    return render_page(path, number, 300 / 72)


def count_pages(path: Path) -> int:
    with pdfplumber.open(path) as pdf:
        return len(pdf.pages)
