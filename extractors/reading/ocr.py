"""A scanned page → a ``Page`` like that of an exported one.

In: a PDF and a page's number. Out: the page's words with places, type and confidences, its ruled lines and cells, on the
upright, straight page; ``Page.as_seen`` turns a place back to the page as it lies in the file.

Each page stands by itself, so that pages can be read in several processes and kept one by one. The picture is made once,
its ruled lines found and taken away, and the rest read by Tesseract as scattered words: measured on ruled tables, the whole
page read so has half the errors of reading in columns or cell by cell, and running text loses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import numpy as np
import pypdfium2 as pdfium
import regex

from extractors.errors import MissingTool, UnreadablePaper
from extractors.model import Box, Fill, Page, Word
from extractors.reading import dotted_rules, image_grids, image_rules
from extractors.reading.dark_bars import with_dark_letters
from extractors.reading.image import Grey, Picture, find_ink, image_share, render, straighten, turn
from extractors.reading.image_stripes import find_stripes
from extractors.reading.ocr_alike import as_others_look
from extractors.reading.ocr_boxes import trimmed
from extractors.reading.ocr_gaps import fill_gaps
from extractors.reading.ocr_glyphs import as_printed
from extractors.reading.ocr_need import LYING, needs_ocr
from extractors.reading.ocr_strokes import without_strokes
from extractors.reading.ocr_tesseract import MISSING, OcrTimeout, Read, data_folder, find_tesseract
from extractors.reading.ocr_turned import Turned, find_turned
from extractors.reading.ocr_type import Segment, level_sizes, segments_of, typed
from extractors.reading.rule import Rules
from extractors.reading.shaded import with_edges_of_shades, without_shades

PAGE_SECONDS = 60.0
ENGINES = ("auto", "tesseract", "rapidocr")
_UPRIGHT = 0.6  # the mean confidence that text standing on its head or side never reaches
_JUNK = 0.15  # an engine this unsure has seen dirt
_AT = 0.5  # of two words' width and height that they share, where they are one
_FAINT = 0.84  # of the paper's brightness: the thin grey lines of many tables
_DUST = 0.5  # so sure it is of a printed mark that stands between words
_DOUBTFUL_PAGE = 0.7
_SHEET = 0.8  # of the page that is picture: a scan


class Engine(Protocol):
    """What an OCR engine does: grey pixels in, words in pixels out. Both raise OcrTimeout."""

    name: str

    def read_page(self, grey: Grey, *, dpi: float, seconds: float) -> list[Read]: ...

    def read_lines(self, lines: Sequence[Grey], *, dpi: float, seconds: float) -> list[list[Read]]: ...


def available_engines() -> dict[str, str]:
    """Engine → name and version, for those that this machine has."""
    found = {}
    for name in ENGINES[1:]:
        try:
            found[name] = find_engine(name).name
        except MissingTool:
            continue
    return found


def find_engine(engine: str = "auto") -> Engine:
    """The engine of that name; "auto" takes Tesseract where it is. Raises MissingTool with what to install."""
    if engine not in ENGINES:
        raise MissingTool(f"Okänd OCR-motor {engine!r}: välj {', '.join(ENGINES)}.")
    from extractors.reading.ocr_rapid import find_rapidocr

    if engine == "rapidocr":
        return find_rapidocr()
    if engine == "auto" and data_folder() is None:
        try:
            return find_rapidocr()
        except MissingTool as error:
            raise MissingTool(MISSING) from error
    return find_tesseract()


def ocr_page(
    pdf: bytes | Path,
    page_number: int,
    *,
    engine: str = "auto",
    dpi: float | None = None,
    seconds: float = PAGE_SECONDS,
) -> Page:
    """Page ``page_number`` (from 1) read by OCR, at the resolution of its own image where ``dpi`` is None.

    Raises MissingTool where no engine is installed, UnreadablePaper where the file or page cannot be opened. A page that takes
    longer than ``seconds`` comes back without words, with the note "ocr_timeout".
    """
    reader = find_engine(engine)
    with _page(pdf, page_number) as page:
        picture = straighten(render(page, dpi=dpi))
        share = image_share(page)
    try:
        return _read(picture, reader, page_number, share, seconds)
    except OcrTimeout:
        return Page(
            page_number, picture.width, picture.height, source="ocr", reader=reader.name, confidence=0.0, image_share=share,
            notes=("ocr_timeout",), turned=picture.turned, skew=picture.skew,
        )  # fmt: skip


def reread(
    page: Page, pdf: bytes | Path, *, choice: str = "auto", engine: str = "auto", seconds: float = PAGE_SECONDS
) -> Page:
    """The page as a native reader saw it, or read by OCR where it needs to be (see ``needs_ocr``) and can be.

    A text layer that lied, or an engine that found nothing, is said in the page's notes. Where no engine is installed the page
    comes back as it was, with the note "ocr_missing".
    """
    reason = needs_ocr(page, choice=choice)
    if reason is None:
        return page
    try:
        again = ocr_page(pdf, page.number, engine=engine, seconds=seconds)
    except MissingTool:
        return replace(page, notes=(*page.notes, "ocr_missing"))
    if not again.words and page.words:
        return replace(page, notes=(*page.notes, "ocr_found_nothing"))
    if reason == "little_text" and not again.turned:
        again = _with_printed(again, page.words)
    told: tuple[str, ...] = (reason,) if reason in LYING else ()
    # a scan, not a small picture: it may hold what no one could read
    if not again.words and page.image_share >= _SHEET:
        told += ("ocr_found_nothing", *(note for note in page.notes if note == "hidden_text"))
    return replace(again, notes=tuple(dict.fromkeys((*again.notes, *told))))


def _with_printed(page: Page, printed: Sequence[Word]) -> Page:
    """The page with the words that are printed over the scan (a stamp, a case number) as they are, not as they look."""
    boxes = [Box(w.x0, w.top, w.x1, w.bottom) for w in printed]
    seen = [w for w in page.words if not any(box.holds(*w.middle) for box in boxes)]
    return replace(page, words=(*printed, *seen))


@contextmanager
def _page(pdf: bytes | Path, number: int) -> Iterator[pdfium.PdfPage]:
    name = pdf.name if isinstance(pdf, Path) else "papper.pdf"
    try:
        document = pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError as error:
        raise UnreadablePaper(
            f"{name}: filen kan inte öppnas. Hämta den igen.", state="damaged", reason_code="damaged"
        ) from error
    try:
        page = document[number - 1]
    except (pdfium.PdfiumError, IndexError) as error:
        document.close()
        raise UnreadablePaper(
            f"{name}: sida {number} kan inte öppnas.", state="damaged", reason_code="page_damaged"
        ) from error
    try:
        yield page
    finally:
        page.close()
        document.close()


def _read(picture: Picture, engine: Engine, number: int, share: float, seconds: float) -> Page:
    picture, words, sheet = _upright(picture, engine, seconds)
    words, sheet.rules = without_strokes(trimmed(words, sheet.ink), sheet.rules, dpi=picture.dpi)
    segments = segments_of([w for w in words if w.confidence >= _JUNK or any(c.isalnum() for c in w.text)])
    segments = segments_of([w for s in segments for w in without_dust(s.words)])
    body = _body(segments)
    grids = image_grids.grids(sheet.rules, picture.points)
    turned: list[Turned] = []
    if body:

        def read_lines(lines: Sequence[Grey]) -> list[list[Read]]:
            return engine.read_lines(lines, dpi=picture.dpi, seconds=seconds)

        cells = [_in_pixels(cell, picture) for grid in grids for row in grid.rows for cell in row if cell]
        turned = find_turned(cells, words, sheet.grey, sheet.ink, em=body, read_lines=read_lines)
        if turned:
            sheet.clear([text.box for text in turned])
            segments = segments_of([w for s in segments for w in s.words if not _is_in(w, turned)])
        words = read_once(fill_gaps(segments, sheet.grey, sheet.ink, em=body, read_lines=read_lines))
        words = as_printed(segments_of(trimmed(days_apart(words), sheet.ink)), sheet.ink)
        segments = segments_of(as_others_look(words, sheet.ink))
    level_sizes(segments)
    made = typed(segments, sheet.grey, sheet.ink, points=picture.points)
    made += [word for text in turned for word in text.printed(em=body, points=picture.points)]
    made.sort(key=lambda w: (round(w.bottom), w.x0))
    confidence = _confidence(made)
    return Page(
        number, round(picture.width, 2), round(picture.height, 2), tuple(made),
        grids=grids, rules=image_grids.boxes(sheet.rules, picture.points), fills=_as_fills(sheet.stripes, picture.points),
        image_share=share, source="ocr", reader=engine.name, confidence=confidence,
        notes=("ocr_doubtful",) if made and confidence < _DOUBTFUL_PAGE else (),
        turned=picture.turned, skew=round(picture.skew, 3),
    )  # fmt: skip


def _as_fills(stripes: Sequence[Box], points: float) -> tuple[Fill, ...]:
    in_points = (Box(*(round(edge * points, 2) for edge in stripe)) for stripe in stripes)
    return tuple(Fill(box.x0, box.top, box.x1, box.bottom, _STRIPE) for box in in_points)


_STRIPE = "#e8e8e8"  # whichever colour it was, a scan shows it as a light grey


class _Sheet:
    """A picture with its ruled and dotted lines found and taken away."""

    def __init__(self, picture: Picture) -> None:
        grey, bars = with_dark_letters(picture.grey, dpi=picture.dpi)
        self.stripes = find_stripes(grey, dpi=picture.dpi)
        shaded, grey = grey, without_shades(grey, dpi=picture.dpi)
        ink = find_ink(grey, dpi=picture.dpi)
        faint = find_ink(grey, dpi=picture.dpi, below=_FAINT)
        rules = image_rules.find_rules(ink, dpi=picture.dpi, faint=faint, grey=grey)
        if shaded is not grey:
            rules = with_edges_of_shades(shaded, rules, dpi=picture.dpi)
        self.rules = image_rules.with_sides_of(bars, rules, dpi=picture.dpi)
        self.ink = image_rules.erase_ink(ink, self.rules)
        worn = dotted_rules.worn_rules(self.ink, self.rules, dpi=picture.dpi)
        dotted = Rules(across=(*dotted_rules.find_dotted(self.ink, dpi=picture.dpi), *worn))
        self.grey = image_rules.erase(image_rules.erase(grey, self.rules), dotted)
        self.rules = replace(self.rules, across=(*self.rules.across, *worn))
        self.ink = image_rules.erase_ink(self.ink, dotted)

    def clear(self, boxes: Sequence[Box]) -> None:
        """Take away what is read already; boxes in pixels."""
        paper = np.uint8(np.percentile(self.grey[::16, ::16], 75))
        for box in boxes:
            rows, columns = slice(int(box.top), int(box.bottom)), slice(int(box.x0), int(box.x1))
            self.grey[rows, columns] = paper
            self.ink[rows, columns] = False


def _upright(picture: Picture, engine: Engine, seconds: float) -> tuple[Picture, list[Read], _Sheet]:
    """The picture read; turned another way where what was read shows that it does not stand upright."""
    best: tuple[float, Picture, list[Read], _Sheet] | None = None
    for quarter in (0, 180, 90, 270):
        turned = turn(picture, quarter, 0.0) if quarter else picture
        sheet = _Sheet(turned)
        words = engine.read_page(sheet.grey, dpi=picture.dpi, seconds=seconds)
        confidence = _mean([(w.confidence, len(w.text)) for w in words])
        if best is None or confidence > best[0] + 0.05:
            best = confidence, turned, words, sheet
        letters = sum(len(w.text) for w in words)
        if best[0] >= _UPRIGHT or (letters < 40 and picture.sure):
            break
    assert best is not None
    return best[1], best[2], best[3]


def _in_pixels(box: Box, picture: Picture) -> Box:
    return Box(*(v / picture.points for v in box))


def _is_in(word: Read, turned: Sequence[Turned]) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return any(text.box.holds(x, y) for text in turned)


def _body(segments: Sequence[Segment]) -> float:
    """The type size, in pixels, that most letters have."""
    sizes = [s.em for s in segments for _ in range(s.weight)]
    return float(np.median(sizes)) if sizes else 0.0


def without_dust(words: Sequence[Read]) -> Iterator[Read]:
    """A line without the marks that are no letters, no leaders and no bullet at its head, and that the engine is unsure of."""
    for i, word in enumerate(words):
        beside = [w.text for w in (*words[max(i - 1, 0) : i], *words[i + 1 : i + 2])]
        leads = "•" in word.text or (
            set(word.text) == {"."} and (len(word.text) > 1 or any(set(t) == {"."} for t in beside))
        )
        if i == 0 or word.confidence >= _DUST or leads or any(c.isalnum() for c in word.text):
            yield word


def read_once(words: Sequence[Read]) -> list[Read]:
    """The words without those that were read twice at one place: as part of a line, and again by themselves."""
    kept: list[Read] = []
    at: dict[str, list[int]] = {}
    for word in words:
        same = next((i for i in at.get(word.text, ()) if _is_at(kept[i], word)), None)
        if same is None:
            at.setdefault(word.text, []).append(len(kept))
            kept.append(word)
        elif word.confidence > kept[same].confidence:
            kept[same] = word
    return kept


# "600:2021-08-01": the rule between an amount and a day was read as a mark
_AMOUNT_AND_DAY = regex.compile(r"(?P<amount>[-–−]?\d[\d.,]{0,6}?)[:;.,|·'‘’\-](?P<day>(?:19|20)\d\d-[01]\d-[0-3]\d)")


def days_apart(words: Sequence[Read]) -> list[Read]:
    """The words, an amount and the day in the next column that were read as one apart."""
    apart: list[Read] = []
    for word in words:
        match = _AMOUNT_AND_DAY.fullmatch(word.text)
        if match is None:
            apart.append(word)
            continue
        letter = (word.x1 - word.x0) / len(word.text)
        apart.append(word._replace(text=match["amount"], x1=word.x0 + letter * match.end("amount")))
        apart.append(word._replace(text=match["day"], x0=word.x0 + letter * match.start("day")))
    return apart


def _is_at(one: Read, other: Read) -> bool:
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    narrower, lower = min(one.x1 - one.x0, other.x1 - other.x0), min(one.bottom - one.top, other.bottom - other.top)
    return wide > _AT * narrower and high > _AT * lower


def _confidence(words: list[Word]) -> float:
    return round(_mean([(w.confidence, len(w.text)) for w in words]), 4)


def _mean(values: list[tuple[float, int]]) -> float:
    weight = sum(w for _, w in values)
    return sum(v * w for v, w in values) / weight if weight else 0.0
