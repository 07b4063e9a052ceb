"""How well scanned pages are read, against the same pages read natively. Not a test: a yardstick to run by hand.

    python tests/evaluate_ocr.py paper.pdf …              scans are made from the papers, in every setting below
    python tests/evaluate_ocr.py --pages 3 paper.pdf      the first three pages of each
    python tests/evaluate_ocr.py paper.pdf paper.scan.pdf   a real scan beside its original

Printed for each setting: character error rate, F1 of words, tables with the same rows and columns, cells with the same text,
words whose weight agrees, body type size and its spread.
"""

from __future__ import annotations

import argparse
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import numpy as np
import pypdfium2 as pdfium
from PIL import Image
from rapidfuzz.distance import Levenshtein

from extractors.lines import rows_of, text_of
from extractors.model import Box, Page, Word
from extractors.reading import read_pages
from extractors.reading.ocr import ocr_page

SETTINGS: list[dict[str, float | bool]] = [
    {"dpi": 300},
    {"dpi": 200},
    {"dpi": 150},
    {"dpi": 200, "skew": 2.0, "noise": 12},
    {"dpi": 150, "skew": -2.0, "noise": 12},
    {"dpi": 200, "bilevel": True, "skew": 1.0},
    {"dpi": 150, "bilevel": True, "skew": -1.5},
    {"dpi": 200, "turned": 90, "skew": 0.7, "noise": 8},
    {"dpi": 200, "turned": 180, "skew": -1.3, "noise": 8},
    {"dpi": 150, "turned": 270, "bilevel": True, "noise": 8},
]


@dataclass
class Score:
    """Sums over pages."""

    errors: int = 0
    letters: int = 0
    common: int = 0
    words: int = 0
    read: int = 0
    tables: int = 0
    same_tables: int = 0
    cells: int = 0
    same_cells: int = 0
    weights: int = 0
    same_weights: int = 0
    sizes: list[float] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        f1 = 2 * self.common / max(self.words + self.read, 1)
        low, middle, high = np.percentile(self.sizes or [0], [5, 50, 95])
        return (
            f"CER {100 * self.errors / max(self.letters, 1):5.2f} %  F1 {f1:.4f}  tables {self.same_tables}/{self.tables}  "
            f"cells {self.same_cells}/{self.cells}  weight {self.same_weights / max(self.weights, 1):.3f}  "
            f"size read/true {middle:.3f} ({low:.3f}-{high:.3f})"
        )


def scan(
    page: pdfium.PdfPage, *, dpi: float, skew: float = 0, noise: float = 0, bilevel: bool = False, turned: int = 0
) -> bytes:
    """A PDF that holds the page as one picture."""
    grey = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    grey = grey.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    pixels = np.asarray(grey, float)
    if noise:
        pixels = 235 * pixels / 255 + np.random.default_rng(7).normal(0, noise, pixels.shape)
    if bilevel:
        pixels = np.where(pixels < 150, 0.0, 255.0)
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).rotate(-turned, expand=True)
    target = io.BytesIO()
    (image.convert("1") if bilevel else image).save(target, "PDF", resolution=dpi)
    return target.getvalue()


def compare(native: Page, read: Page, score: Score) -> None:
    """Adds what one page tells."""
    dx, dy = _shift(native, read)
    score.common += sum((Counter(w.text for w in native.words) & Counter(w.text for w in read.words)).values())
    score.words += len(native.words)
    score.read += len(read.words)
    moved = [w._replace(x0=w.x0 - dx, x1=w.x1 - dx, top=w.top - dy, bottom=w.bottom - dy) for w in read.words]
    lines = [part for row in rows_of(native.words) for part in row.segments]
    for line, found in zip(lines, _given_to(lines, moved, score), strict=True):
        true, said = text_of(line), text_of(sorted(found, key=lambda w: w.x0))
        errors = int(Levenshtein.distance(true, said))
        score.errors += errors
        score.letters += len(true)
        if errors:
            score.misses.append(f"{true!r} | {said!r}")
    for word, other in _pairs(native.words, moved):
        score.weights += 1
        score.same_weights += word.bold == other.bold
        score.sizes.append(other.size / word.size)
    _compare_tables(native, read, score)


def _compare_tables(native: Page, read: Page, score: Score) -> None:
    score.tables += len(native.grids)
    for mine, other in zip(native.grids, read.grids, strict=False):
        shape = [[cell is not None for cell in row] for row in mine.rows]
        if shape != [[cell is not None for cell in row] for row in other.rows]:
            continue
        score.same_tables += 1
        for row, other_row in zip(mine.rows, other.rows, strict=True):
            for cell, other_cell in zip(row, other_row, strict=True):
                if cell and other_cell:
                    score.cells += 1
                    score.same_cells += _in(native, cell) == _in(read, other_cell)
    score.cells += sum(1 for grid in native.grids[len(read.grids) :] for row in grid.rows for cell in row if cell)


def _in(page: Page, cell: Box) -> str:
    return " ".join(text_of(row) for row in rows_of([w for w in page.words if cell.holds(*w.middle)]))


def _shift(native: Page, read: Page) -> tuple[float, float]:
    """How far the whole page was moved by scanning."""
    mine, others = _alone(native.words), _alone(read.words)
    both = [(mine[t], others[t]) for t in mine.keys() & others.keys() if len(t) > 3]
    if not both:
        return 0.0, 0.0
    return median(b.x0 - a.x0 for a, b in both), median(b.middle[1] - a.middle[1] for a, b in both)


def _alone(words: Sequence[Word]) -> dict[str, Word]:
    counts = Counter(w.text for w in words)
    return {w.text: w for w in words if counts[w.text] == 1}


def _given_to(lines: list[list[Word]], words: Sequence[Word], score: Score) -> list[list[Word]]:
    """For each printed line the read words that stand on it; what stands on none counts as errors."""
    boxes = np.array([Box.around(w.box for w in line) for line in lines])
    given: list[list[Word]] = [[] for _ in lines]
    for word in words:
        x, y = word.middle
        aside = np.maximum(0, np.maximum(boxes[:, 0] - x, x - boxes[:, 2]))
        over = np.abs((boxes[:, 1] + boxes[:, 3]) / 2 - y)
        nearest = int(np.argmin(aside + 2 * over))
        if aside[nearest] > 15 or over[nearest] > 9:
            score.errors += len(word.text)
            score.misses.append(f"'' | {word.text!r}")
        else:
            given[nearest].append(word)
    return given


def _pairs(words: Sequence[Word], others: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
    for word in words:
        for other in others:
            if word.text == other.text and word.box.holds(*other.middle) and any(c.isalpha() for c in word.text):
                yield word, other
                break


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=4)
    parser.add_argument("--engine", default="auto")
    parser.add_argument("--misses", action="store_true")
    chosen = parser.parse_args()
    scans = {p.name.removesuffix(".scan.pdf"): p for p in chosen.papers if p.name.endswith(".scan.pdf")}
    originals = [p for p in chosen.papers if not p.name.endswith(".scan.pdf")]
    for setting in [{}] if scans else SETTINGS:
        score = Score()
        for paper in originals:
            data = paper.read_bytes()
            document = pdfium.PdfDocument(data)
            for native in list(read_pages(data))[: chosen.pages]:
                if scans:
                    read = ocr_page(scans[paper.stem], native.number, engine=chosen.engine)
                else:
                    read = ocr_page(scan(document[native.number - 1], **setting), 1, engine=chosen.engine)  # type: ignore[arg-type]
                compare(native, read, score)
        print(f"{' '.join(f'{k} {v:g}' for k, v in setting.items()) or 'scan':44s} {score}", flush=True)
        if chosen.misses:
            print(*score.misses, sep="\n")


if __name__ == "__main__":
    main()
