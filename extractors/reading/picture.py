"""A page of a PDF → its picture as PNG, as a reader sees it. In: the file's path or bytes, page from 1, pixels a point."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from extractors.errors import UnreadablePaper
from extractors.reading.image import MAX_PIXELS

_COLOURS = 64
_QUICK = 1  # compression: a page is looked at once or twice, so time counts more than bytes


def render_page(pdf: Path | bytes, number: int, scale: float = 2.0) -> bytes:
    """The page as PNG, at most MAX_PIXELS large. Raises UnreadablePaper where it cannot be opened."""
    name = pdf.name if isinstance(pdf, Path) else "papper.pdf"
    try:
        document = pdfium.PdfDocument(pdf)
    except (pdfium.PdfiumError, OSError) as error:
        raise UnreadablePaper(f"{name}: filen kan inte öppnas.", state="damaged", reason_code="cannot_open") from error
    try:
        if not 1 <= number <= len(document):
            raise UnreadablePaper(f"{name}: sidan {number} finns inte.", state="partial", reason_code="no_page")
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(scale, (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
        image = page.render(scale=scale, may_draw_forms=False).to_pil()
        out = io.BytesIO()
        # Few colours do for paper, and make a scan a tenth as large.
        image.convert("RGB").quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
            out, "PNG", compress_level=_QUICK
        )
        return out.getvalue()
    except pdfium.PdfiumError as error:
        raise UnreadablePaper(
            f"{name}: sidan {number} kan inte visas.", state="damaged", reason_code="page_damaged"
        ) from error
    finally:
        document.close()
