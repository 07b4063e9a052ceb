"""A PDF → a ``Paper``: its pages with their words, table cells, ruled lines and coloured shapes.

The only package that knows PDF libraries. Every page is read wholly by one reader: the fast one where it understands
the page, pdfplumber where not; a page that nobody can read keeps its place, empty and marked "unreadable".
"""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

from extractors.errors import UnreadablePaper
from extractors.model import Page, Paper
from extractors.reading import fast

MAX_BYTES = 500_000_000
MAX_PAGES = 5_000

log = logging.getLogger(__name__)


def read_paper(path: Path, *, max_bytes: int = MAX_BYTES, max_pages: int = MAX_PAGES) -> Paper:
    """The whole paper. Raises UnreadablePaper with the state and reason for its row in ``files``."""
    size = path.stat().st_size
    if size > max_bytes:
        raise UnreadablePaper(
            f"{path.name}: filen är {size:,} byte, gränsen är {max_bytes:,}. Dela upp den eller höj gränsen.".replace(",", " "),
            state="too_big", reason_code="file_size",
        )  # fmt: skip
    data = path.read_bytes()
    with ExitStack() as stack:
        pdf = _opened(path.name, data)
        stack.callback(pdf.close)
        declared = len(pdf)
        if declared > max_pages:
            raise UnreadablePaper(
                f"{path.name}: {declared} sidor, gränsen är {max_pages}. Dela upp filen eller höj gränsen.",
                state="too_big", reason_code="page_count",
            )  # fmt: skip
        pages = tuple(_pages(pdf, data))
    return Paper(path.name, hashlib.sha256(data).hexdigest(), pages, declared)


def read_pages(data: bytes, name: str = "papper.pdf") -> Iterator[Page]:
    """The pages one by one, so that a paper of thousands costs the memory of one. Raises UnreadablePaper."""
    pdf = _opened(name, data)
    try:
        yield from _pages(pdf, data)
    finally:
        pdf.close()


def _opened(name: str, data: bytes) -> pypdfium2.PdfDocument:
    if not data:
        raise UnreadablePaper(f"{name}: filen är tom. Hämta den igen.", state="damaged", reason_code="empty")
    if b"%PDF-" not in data[:1024]:
        raise UnreadablePaper(f"{name}: det här är inte en PDF. Spara papperet som PDF och försök igen.", state="not_pdf", reason_code="not_pdf")
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise UnreadablePaper(
                f"{name}: filen är låst med lösenord. Spara en kopia utan lösenord.", state="needs_password", reason_code="password"
            ) from error
        raise UnreadablePaper(f"{name}: filen är skadad och kan inte öppnas. Hämta den igen.", state="damaged", reason_code="damaged") from error
    if len(pdf) == 0:
        pdf.close()
        raise UnreadablePaper(f"{name}: filen har inga sidor. Hämta den igen.", state="damaged", reason_code="no_pages")
    return pdf


def _pages(pdf: pypdfium2.PdfDocument, data: bytes) -> Iterator[Page]:
    second = _Second(data)
    try:
        for index in range(len(pdf)):
            yield _page(pdf, index, second)
    finally:
        second.close()


def _page(pdf: pypdfium2.PdfDocument, index: int, second: _Second) -> Page:
    number = index + 1
    width, height = 595.0, 842.0
    try:
        page = pdf[index]
        try:
            width, height = page.get_size()
            return fast.read_page(page, number)
        finally:
            page.close()
    except fast.NeedsOtherReader as reason:
        log.debug("page %d: %s", number, reason)
    except pypdfium2.PdfiumError as error:
        log.debug("page %d: %s", number, error)
    try:
        return second.read(index)
    except Exception as error:  # pdfminer raises whatever a damaged page makes it stumble over
        log.debug("page %d: %r", number, error)
        return Page(number, width, height, reader="", notes=("unreadable",))


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
            self._pdf.close()
