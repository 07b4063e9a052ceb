"""Printed papers scanned and read back: what a scan loses first (turned headers, numbers of a list, commas) is still there."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractors.document import arrange
from extractors.extract import extract
from extractors.model import Paper
from extractors.reading import ocr, read_pages
from extractors.reading.ocr_glyphs import as_printed
from extractors.reading.ocr_tesseract import Read, data_folder
from extractors.reading.ocr_type import segments_of
from tests.printer.check import COUNT, exact_share, field_share, score
from tests.printer.paper import Spec, print_paper
from tests.printer.scan import Scan, scan
from tests.printer.values import draw
from tests.printer.words import VOCABULARIES

needs_tesseract = pytest.mark.skipif(
    data_folder() is None, reason="Tesseract with Swedish is not installed (tesseract-ocr-swe)"
)
HOUSES = list(VOCABULARIES)


@needs_tesseract
@pytest.mark.parametrize("layout", ["turned_header", "proposals", "blocks", "wide_table", "tertial", "ruled_table"])
def test_a_scan_of_a_layout_tells_the_same_measures(layout: str, tmp_path: Path) -> None:
    results = []
    for words, seed in ((HOUSES[1], 71), (HOUSES[4], 72)):
        spec = Spec.drawn(layout, words, seed)
        gold = print_paper(draw(COUNT, spec.seed, spec.year), spec, tmp_path / "paper.pdf")
        data = scan(tmp_path / "paper.pdf", tmp_path / "scan.pdf", Scan(dpi=200, colour="grey", skew=0.6)).read_bytes()
        pages = tuple(ocr.reread(page, data) for page in read_pages(data))
        found = extract(arrange(Paper("scan.pdf", "0" * 64, pages, len(pages), ())))
        results.append(score(spec.name, gold, found))
    misses = "\n".join(miss for result in results for miss in result.misses[:6])
    assert field_share(results) >= 0.95, misses
    assert exact_share(results) >= 0.85, misses


def draw_turned(degrees: int) -> bytes:
    """A ruled table whose narrow columns have headers on their side, one of them in two lines."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4)
    columns, rows = (72, 300, 345, 390), (700, 590, 560, 530)
    for y in rows:
        canvas.line(columns[0], y, columns[-1], y)
    for x in columns:
        canvas.line(x, rows[0], x, rows[-1])
    canvas.setFont("Helvetica", 10)
    for y, (text, sum_, who) in zip(
        (570, 540), (("Lokaler i centrum hyrs ut", "750", "Rektor"), ("Färre resor", "80", "Chef")), strict=True
    ):
        for x, cell in zip(columns, (text, sum_, who), strict=False):
            canvas.drawString(x + 4, y, cell)
    canvas.drawString(76, 680, "Åtgärd")
    for x, lines in ((columns[1], ("Beräknad", "besparing, tkr")), (columns[2], ("Ansvarig",))):
        for i, line in enumerate(lines):
            canvas.saveState()
            canvas.translate(x + 16 + 13 * i if degrees == 90 else x + 24 - 13 * i, 600 if degrees == 90 else 690)
            canvas.rotate(degrees if degrees == 90 else -90)
            canvas.drawString(0, 0, line)
            canvas.restoreState()
    canvas.save()
    return target.getvalue()


@needs_tesseract
@pytest.mark.parametrize("degrees", [90, 270])
def test_headers_on_their_side_are_read_in_their_cells(degrees: int, tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(draw_turned(degrees))
    scan(tmp_path / "paper.pdf", tmp_path / "scan.pdf", Scan(dpi=200, colour="grey"))
    page = ocr.ocr_page(tmp_path / "scan.pdf", 1)
    [grid] = page.grids
    header = [" ".join(w.text for w in page.words if cell and cell.holds(*w.middle)) for cell in grid.rows[0]]
    assert header == ["Åtgärd", "Beräknad besparing, tkr", "Ansvarig"]


COMMAS = [
    ("1,2", "12", "1,2"),
    ("7,2", "72", "7,2"),
    ("10,5", "105", "10,5"),
    ("12", "12", "12"),
    ("2014", "2014", "2014"),
]


@pytest.mark.parametrize(("printed", "read", "meant"), COMMAS)
def test_a_comma_that_the_engine_left_out_is_seen_in_the_picture(printed: str, read: str, meant: str) -> None:
    picture = Image.new("L", (200, 80), 255)
    ImageDraw.Draw(picture).text((40, 20), printed, font=ImageFont.load_default(36), fill=0)
    ink = np.asarray(picture) < 128
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    figures = Read(read, float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[0] + 27), 0.94)
    assert " ".join(w.text for w in as_printed(segments_of([figures]), ink)) == meant


STOPS = [("1.", "1", "1."), ("12.", "12", "12."), ("1", "1", "1"), ("200.", "200", "200")]


@pytest.mark.parametrize(("printed", "read", "meant"), STOPS)
def test_a_stop_behind_the_number_that_begins_a_line_is_seen_in_the_picture(
    printed: str, read: str, meant: str
) -> None:
    picture = Image.new("L", (200, 80), 255)
    draw_on, font = ImageDraw.Draw(picture), ImageFont.load_default(36)
    draw_on.text((40, 20), printed, font=font, fill=0)
    x0, top, x1, bottom = draw_on.textbbox((40, 20), read, font=font)
    figures = Read(read, float(x0), float(top), float(x1), float(bottom), 0.94)
    assert [w.text for w in as_printed(segments_of([figures]), np.asarray(picture) < 128)] == [meant]


SIGNS = [  # a word before and the widths of its shapes in tenths of the type size; what was read, its shapes, and what is printed
    ("50", [5, 5], "96", [8], "%"),
    ("", [], "2096", [5, 5, 8], "20%"),
    ("", [], "90", [9.6], "90"),  # two figures that touch
    ("", [], "1900", [4, 14.6], "1900"),
    ("-4", [3, 5], "890", [5, 9.6], "890"),
    ("återstår", [30], "96", [8.5], "96"),  # nothing to be a share of
]


@pytest.mark.parametrize(("before", "wide", "read", "shapes", "meant"), SIGNS)
def test_a_sign_of_percent_is_told_from_figures_that_touch(
    before: str, wide: list[float], read: str, shapes: list[float], meant: str
) -> None:
    ink, x, words = np.zeros((60, 900), bool), 20.0, []
    for text, widths in [(before, wide), (read, shapes)]:
        start = x
        for width in widths:
            ink[20:41, int(x) : int(x + 3 * width)] = True  # a type size of 30 pixels
            x += 3 * width + 2
        words += [Read(text, start, 20, x - 2, 41, 0.97)] if text else []
        x += 8
    assert as_printed(segments_of(words), ink)[-1].text == meant
