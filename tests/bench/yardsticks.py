"""What others need for the text alone: ``python -m tests.bench.yardsticks NAME FOLDER`` reads every PDF of a folder.

pdfplumber's ``extract_text``, pypdfium2's bare text, poppler's words with boxes, Tesseract on pictures of the pages.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

DPI = 300


def pdfplumber(papers: list[Path]) -> None:
    """The text of every page, as its users ask for it."""
    import pdfplumber as library

    for path in papers:
        with library.open(path) as pdf:
            for page in pdf.pages:
                page.extract_text()
                page.close()


def pdfium(papers: list[Path]) -> None:
    """The bare text of every page."""
    import pypdfium2 as library

    for path in papers:
        pdf = library.PdfDocument(path)
        for page in pdf:
            page.get_textpage().get_text_bounded()
        pdf.close()


def poppler(papers: list[Path]) -> None:
    """Words with their boxes, by the program pdftotext."""
    for path in papers:
        subprocess.run(["pdftotext", "-bbox-layout", path, os.devnull], check=True, stderr=subprocess.DEVNULL)


def tesseract(papers: list[Path]) -> None:
    """Words with their boxes, by the program itself from pictures that lie ready in the folder, all in one go."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    pictures = sorted(papers[0].parent.glob("*.png"))
    listed = papers[0].parent / "pictures.txt"
    listed.write_text("\n".join(map(str, pictures)), "utf-8")
    command = ["tesseract", str(listed), "-", "-l", "swe", "--dpi", str(DPI), "tsv"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def draw_pages(papers: list[Path], folder: Path) -> int:
    """Pictures of every page for Tesseract; returns how many."""
    import pypdfium2 as library

    count = 0
    for path in papers:
        pdf = library.PdfDocument(path)
        for page in pdf:
            count += 1
            page.render(scale=DPI / 72, grayscale=True).to_pil().save(folder / f"{count:04}.png")
        pdf.close()
    return count


YARDSTICKS = {f.__name__: f for f in (pdfplumber, pdfium, poppler, tesseract)}

if __name__ == "__main__":
    YARDSTICKS[sys.argv[1]](sorted(Path(sys.argv[2]).glob("*.pdf")))
