"""A PDF → a ``Paper``: its pages with their words, table cells, ruled lines and coloured shapes.

The only package that knows PDF libraries. A ladder of readers, each taking what the one before could not: the fast one,
pdfplumber (page by page), a copy rewritten by qpdf (the whole file), and last the caller's OCR. A page is always wholly by
one reader; one that nobody can read keeps its place, empty and marked "unreadable".

Notes of a page: "hidden_text", "ocr_layer", "unmapped_text", "strange_words", "too_much_text", "too_many_lines", "damaged_stream",
"reader_disagrees", "unreadable". Notes of a paper: "repaired", "rewritten", "salvaged", "page_count", "several_files", "junk_before", "cut_off",
"portfolio", "xfa_form".
"""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import pypdfium2
import pypdfium2.raw as raw

from extractors.errors import UnreadablePaper
from extractors.model import Page, Paper
from extractors.reading import fast
from extractors.reading.integrity import Inspection, inspect
from extractors.reading.ladder import declared_in, rewritten, salvaged
from extractors.reading.second import agree

__all__ = ["MAX_BYTES", "MAX_PAGES", "OpenPaper", "read_pages", "read_paper"]

MAX_BYTES = 500_000_000
MAX_PAGES = 5_000
_SCANNED = 0.5  # of a page that is image: no wonder that it has no words
_DOUBTFUL = {"damaged_stream"}

log = logging.getLogger(__name__)


def read_paper(path: Path, *, max_bytes: int = MAX_BYTES, max_pages: int = MAX_PAGES) -> Paper:
    """The whole paper. Raises UnreadablePaper with the state and reason for its row in ``files``."""
    size = path.stat().st_size
    if size > max_bytes:
        sizes = f"{size:,} byte, gränsen är {max_bytes:,}".replace(",", " ")
        raise UnreadablePaper(
            f"{path.name}: filen är {sizes}. Dela upp den eller höj gränsen.", state="too_big", reason_code="file_size"
        )
    data = path.read_bytes()
    with OpenPaper(data, path.name, max_pages=max_pages) as paper:
        pages = tuple(paper.pages())
        return Paper(path.name, hashlib.sha256(data).hexdigest(), pages, paper.declared, paper.notes)


def read_pages(data: bytes, name: str = "papper.pdf") -> Iterator[Page]:
    """The pages one by one. Raises UnreadablePaper. ``OpenPaper`` also tells how many there should be."""
    with OpenPaper(data, name) as paper:
        yield from paper.pages()


class OpenPaper:
    """A paper open for reading, page by page, so that thousands of pages cost the memory of one.

    ``declared`` is how many pages the file says to have, ``notes`` what is wrong with the file as a whole. With ``sure``
    every page is read by two readers and held against each other. Raises UnreadablePaper where nothing can be read.
    """

    def __init__(
        self, data: bytes, name: str = "papper.pdf", *, max_pages: int = MAX_PAGES, sure: bool = False
    ) -> None:
        _must_be_pdf(data, name)
        self._sure = sure
        self._inspection = inspect(data, max_pages=max_pages)
        self._pdf, self._data, rung = _opened(data, name, self._inspection)
        self._second = _Second(self._data)
        count = len(self._pdf)
        self.declared = max(self._inspection.declared or count, count)
        self.notes = tuple(dict.fromkeys([*self._inspection.notes, *rung]))
        if count > max_pages:
            self.close()
            raise UnreadablePaper(
                f"{name}: {count} sidor, gränsen är {max_pages}. Dela upp filen eller höj gränsen.",
                state="too_big", reason_code="page_count",
            )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._second.close()
        self._pdf.close()

    def __len__(self) -> int:
        return len(self._pdf)

    @property
    def data(self) -> bytes:
        """The bytes that the pages are read from: those of the file, or of its mended copy."""
        return self._data

    def pages(self) -> Iterator[Page]:
        """The pages in order; what befalls one page befalls no other."""
        for number in range(1, len(self) + 1):
            yield self.page(number)

    def page(self, number: int) -> Page:
        """One page, from 1; whatever is wrong with it is in its notes."""
        doubts = self._inspection.pages.get(number, ())
        if "too_much_text" in doubts:  # no reader is given it
            return Page(number, 595.0, 842.0, notes=doubts)
        page = self._page(number - 1)
        if self._sure or _DOUBTFUL.intersection(doubts) or not (page.words or page.image_share > _SCANNED):
            page = self._held_against_other(page, number - 1)
        return replace(page, notes=tuple(dict.fromkeys((*page.notes, *doubts)))) if doubts else page

    def _page(self, index: int) -> Page:
        number = index + 1
        width, height = 595.0, 842.0
        try:
            page = self._pdf[index]
            try:
                width, height = page.get_size()
                return fast.read_page(page, number, self._inspection.hidden_layers)
            finally:
                page.close()
        except (fast.NeedsOtherReader, pypdfium2.PdfiumError, MemoryError) as reason:
            log.debug("page %d: %s", number, reason)
        try:
            return self._second.read(index)
        except Exception as error:  # pdfminer raises whatever a damaged page makes it stumble over
            log.debug("page %d: %r", number, error)
            return Page(number, width, height, reader="", notes=("unreadable",))

    def _held_against_other(self, page: Page, index: int) -> Page:
        if page.reader != "pdfium":
            return page
        try:
            other = self._second.read(index)
        except Exception as error:
            log.debug("page %d, second reader: %r", page.number, error)
            return replace(page, notes=(*page.notes, "reader_disagrees"))
        if agree(page, other):
            return page
        seen = page if page.words or page.notes else other  # nothing read and nothing hidden: the text was lost
        return replace(seen, notes=(*seen.notes, "reader_disagrees"))


class _Second:
    """The second reader, opened when the first page needs it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pdf: Any = None

    def read(self, index: int) -> Page:
        import pdfplumber  # here: most papers never need it

        from extractors.reading import plumber

        if self._pdf is None:
            self._pdf = pdfplumber.open(io.BytesIO(self._data))
        page = self._pdf.pages[index]
        try:
            return plumber.read_page(page, index + 1)
        finally:
            page.close()

    def close(self) -> None:
        if self._pdf is not None:
            with suppress(Exception):  # it walks the pages once more, and stumbles over the same damage
                self._pdf.close()


def _must_be_pdf(data: bytes, name: str) -> None:
    if not data:
        raise UnreadablePaper(f"{name}: filen är tom. Hämta den igen.", state="not_pdf", reason_code="empty")
    if b"%PDF-" not in data[:1024]:
        raise UnreadablePaper(
            f"{name}: det här är inte en PDF. Spara handlingen som PDF och försök igen.",
            state="not_pdf",
            reason_code="not_pdf",
        )


def _opened(data: bytes, name: str, inspection: Inspection) -> tuple[pypdfium2.PdfDocument, bytes, list[str]]:
    """The document, the bytes it was opened from, and notes on how far down the ladder that was."""
    pdf = _pdfium(data, name)
    walked = inspection.walked
    if pdf is not None and (len(pdf) == walked or (len(pdf) > 0 and not walked)):
        return pdf, data, []
    copy, rung = rewritten(data) if walked or pdf is None else None, "rewritten"
    if pdf is None and (copy is None or (walked or 0) < declared_in(data)):
        searched = salvaged(data, more_than=walked or 0)
        if searched:  # how many pages there were is still known where a list of them stands in the file
            copy, rung = searched, "rewritten" if declared_in(data) else "salvaged"
    mended = _pdfium(copy, name) if copy else None
    if mended is not None and copy and len(mended) > 0 and (pdf is None or len(mended) == walked):
        if pdf is not None:
            pdf.close()
        if "repaired" in inspection.notes:  # the list that qpdf made anew has only the pages that are left
            inspection.declared = max(inspection.declared or 0, declared_in(data))
        return mended, copy, [rung]
    if pdf is not None and len(pdf) > 0:
        return pdf, data, ["page_count"]
    if pdf is not None:
        pdf.close()
        raise UnreadablePaper(f"{name}: filen har inga sidor. Hämta den igen.", state="damaged", reason_code="no_pages")
    raise UnreadablePaper(
        f"{name}: filen är skadad och kan inte öppnas. Hämta den igen.", state="damaged", reason_code="cannot_open"
    )


def _pdfium(data: bytes, name: str) -> pypdfium2.PdfDocument | None:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise UnreadablePaper(
                f"{name}: filen är låst med lösenord. Spara en kopia utan lösenord.",
                state="needs_password",
                reason_code="password",
            ) from error
        return None
