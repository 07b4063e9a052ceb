"""Write drawn pages to a PDF with one of the two writer libraries. The same drawing gives the same bytes, always."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from fpdf import FPDF
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from tests.printer import faces
from tests.printer.flow import Element, Sheet
from tests.printer.typeset import Drawing, Ink, Patch, Stroke, typeset

Writer = Literal["reportlab", "fpdf2"]
_MADE = datetime(2020, 1, 1, tzinfo=UTC)  # a fixed day, so that the bytes never change


def write(elements: Sequence[Element], sheet: Sheet, path: Path, writer: Writer = "reportlab", title: str = "") -> None:
    """Typeset the elements and write the PDF to ``path``."""
    pages = typeset(elements, sheet)
    (_reportlab if writer == "reportlab" else _fpdf2)(pages, sheet, path, title)


def _reportlab(pages: Sequence[Sequence[Drawing]], sheet: Sheet, path: Path, title: str) -> None:
    canvas = Canvas(str(path), pagesize=(sheet.width, sheet.height), invariant=1, pageCompression=1)
    canvas.setTitle(title)
    for page in pages:
        for d in page:
            match d:
                case Ink(x, y, text, bold, size, turned):
                    canvas.setFillColor(HexColor("#000000"))
                    canvas.setFont(faces.font(sheet.face, bold).name, size)
                    if turned:
                        canvas.saveState()
                        canvas.translate(x, sheet.height - y)
                        canvas.rotate(90)
                        canvas.drawString(0, 0, text)
                        canvas.restoreState()
                    else:
                        canvas.drawString(x, sheet.height - y, text)
                case Stroke(x0, y0, x1, y1, width):
                    canvas.setLineWidth(width)
                    canvas.line(x0, sheet.height - y0, x1, sheet.height - y1)
                case Patch(x0, y0, x1, y1, colour, is_round):
                    canvas.setFillColor(HexColor(colour))
                    if is_round:
                        canvas.ellipse(x0, sheet.height - y1, x1, sheet.height - y0, stroke=0, fill=1)
                    else:
                        canvas.rect(x0, sheet.height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()


def _fpdf2(pages: Sequence[Sequence[Drawing]], sheet: Sheet, path: Path, title: str) -> None:
    pdf = FPDF(unit="pt", format=(sheet.width, sheet.height))
    pdf.set_creation_date(_MADE)
    pdf.set_title(title)
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.core_fonts_encoding = "windows-1252"
    for bold in (False, True):
        if file := faces.font(sheet.face, bold).file:
            pdf.add_font(sheet.face, "B" if bold else "", str(file))
    for page in pages:
        pdf.add_page()
        for d in page:
            match d:
                case Ink(x, y, text, bold, size, turned):
                    pdf.set_font(sheet.face, "B" if bold else "", size)
                    if turned:
                        with pdf.rotation(90, x, y):
                            pdf.text(x, y, text)
                    else:
                        pdf.text(x, y, text)
                case Stroke(x0, y0, x1, y1, width):
                    pdf.set_line_width(width)
                    pdf.line(x0, y0, x1, y1)
                case Patch(x0, y0, x1, y1, colour, is_round):
                    pdf.set_fill_color(*(int(colour[i : i + 2], 16) for i in (1, 3, 5)))
                    shape = pdf.ellipse if is_round else pdf.rect
                    shape(x0, y0, x1 - x0, y1 - y0, style="F")
    pdf.output(str(path))
