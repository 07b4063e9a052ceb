"""A sheet with a header on two lines and merged cells, printed by reportlab; its rows go on over the page without a new header."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

CELL = ParagraphStyle("cell", fontName="Times-Roman", fontSize=9.5, leading=11.5)
HEAD = ParagraphStyle("head", fontName="Times-Bold", fontSize=9.5, leading=11.5)
TITLE = ParagraphStyle("title", fontName="Times-Bold", fontSize=17, leading=22, spaceAfter=8)
ROWS = """
1.1 | Förskola | Vikariepoolen för förskolorna läggs ihop med grannområdets | 250 | 500 | 500 | Rektor | Längre restid för vikarierna
1.2 | | Barnantalet per avdelning ökas med ett barn i genomsnitt | 1 100 | 2 200 | 2 200 | Skolchef | Trängre i hallarna
1.3 | | Inköp av möbler skjuts fram | 300 | 0 | 0 | Rektor |
2.1 | Grundskola | Elevassistenter ersätts av en resursgrupp på varje skola | 900 | 1 800 | 1 800 | Rektor | Elever med diagnos kan få byta vuxen
2.2 | | Skolbiblioteken bemannas tre dagar i veckan | 200 | 400 | 400 | Rektor |
2.3 | | Språkvalet tyska ges på distans | 150 | 300 | 300 | Rektor | Teknik behöver köpas in
2.4 | | Modersmålslärare anställs i stället för att hyras in | 350 | 350 | 350 | Enhetschef |
3.1 | Gymnasieskola | Estetiska programmet erbjuds i samverkan med grannkommunen | 0 | 1 200 | 2 400 | Gymnasierektor | Pendling
3.2 | | Lovskolan koncentreras till två veckor | 80 | 80 | 80 | Gymnasierektor |
4.1 | Måltider | Andra maträtten tas bort två dagar i veckan | 400 | 400 | 400 | Kostchef | Mer svinn i början
4.2 | | Mottagningskök på Lillskolan stängs och mat körs från centralköket | 150 | 320 | 320 | Kostchef |
4.3 | | Utbildning i matsvinn | -60 | 0 | 0 | Kostchef | Kostnad första året
"""
WIDTHS = (30, 74, 236, 50, 50, 56, 74, 190)


def write(path: Path) -> None:
    """Print the paper to ``path``."""
    head = [
        ["Nr", "Område", "Åtgärd", "Effekt, tkr", "", "", "Ansvarig", "Konsekvens"],
        ["", "", "", "2023", "2024", "Helår", "", ""],
    ]
    body = [[part.strip() for part in line.split("|")] for line in ROWS.strip().splitlines()]
    cells = [[Paragraph(text, HEAD if i < 2 else CELL) for text in row] for i, row in enumerate([*head, *body])]
    style = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP"), ("SPAN", (3, 0), (5, 0)),
        *(("SPAN", (i, 0), (i, 1)) for i in (0, 1, 2, 6, 7)), ("TOPPADDING", (0, 0), (-1, -1), 6), ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
    ]  # fmt: skip
    story = [
        Paragraph("Åtgärdsplan för Barn- och utbildningsnämnden 2023", TITLE),
        Paragraph("Rödluns kommun, 2022-12-06, dnr BUN-2022-0431", CELL),
        Spacer(1, 8),
        Table(cells, colWidths=WIDTHS, style=TableStyle(style)),
        Spacer(1, 8),
        Paragraph("Effekterna är beräknade i 2022 års priser. Facklig samverkan har skett den 29 november.", CELL),
    ]
    SimpleDocTemplate(
        str(path), pagesize=landscape(A4), leftMargin=40, rightMargin=40, topMargin=36, bottomMargin=36, invariant=1
    ).build(story)
