"""A damaged PDF → bytes that a reader can open, with as many of its pages as are still whole.

In: bytes that PDFium cannot open, or of which it sees fewer pages than there are. Out: a rewritten copy, or None.
First qpdf, which rebuilds a lost cross-reference table. Where the file was cut off and even the list of its pages is
gone, a new list is written after it, of all page objects that stand in it.
"""

from __future__ import annotations

import io
import re

import pikepdf

_OBJECT = re.compile(rb"(?<![0-9])(\d{1,8})\s+(\d{1,5})\s+obj\b")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_PAGES = re.compile(rb"/Type\s*/Pages(?![A-Za-z])")
_KIDS = re.compile(rb"/Kids\s*\[([^\]]{0,400000})\]")
_COUNT = re.compile(rb"/Count\s+(\d{1,9})")
_REFERENCE = re.compile(rb"(\d{1,8})\s+\d{1,5}\s+R")
_LOOK_INTO = 4_000  # bytes of an object in which its type stands
_MAX_OBJECTS = 200_000
_MAX_LISTS = 500


def rewritten(data: bytes) -> bytes | None:
    """The file written anew by qpdf; None where it finds no page."""
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            if len(pdf.pages) == 0:
                return None
            out = io.BytesIO()
            pdf.save(out)
            return out.getvalue()
    except pikepdf.PasswordError:
        return None
    except Exception:  # qpdf raises many kinds for what it cannot mend
        return None


def declared_in(data: bytes) -> int:
    """The most pages that a list of pages in the bytes says to have; 0 where there is none."""
    most = 0
    for n, found in enumerate(_PAGES.finditer(data)):
        if n > _MAX_LISTS:
            break
        start = max(data.rfind(b" obj", 0, found.start()), 0)
        end = data.find(b"endobj", found.end(), found.end() + 400_000)
        count = _COUNT.search(data, start, end if end > 0 else found.end() + _LOOK_INTO)
        most = max(most, int(count[1]) if count else 0)
    return most


def salvaged(data: bytes, *, more_than: int = 0) -> bytes | None:
    """A copy with a new list of the page objects that stand in the bytes; None where there are no more than that."""
    pages: list[int] = []
    order: dict[int, int] = {}
    for n, found in enumerate(_OBJECT.finditer(data)):
        if n > _MAX_OBJECTS:
            return None
        start = found.end()
        end = data.find(b"endobj", start, start + 400_000)
        if end < 0:
            continue  # the object in which the file was cut off
        head = data[start : min(end, start + _LOOK_INTO)].split(b"stream", 1)[0]
        if _PAGES.search(head):
            body = data[start:end]
            kids = _KIDS.search(body)
            for kid in _REFERENCE.findall(kids[1]) if kids else ():
                order.setdefault(int(kid), len(order))
        elif _PAGE.search(head):
            pages.append(int(found[1]))
    if len(set(pages)) <= more_than:
        return None
    pages = sorted(dict.fromkeys(pages), key=lambda page: order.get(page, len(order)))
    top = max(pages) + 1_000_000
    kids_now = b" ".join(b"%d 0 R" % page for page in pages)
    tail = b"\nendobj\n%d 0 obj\n<< /Type /Pages /Kids [%s] /Count %d >>\nendobj\n" % (top, kids_now, len(pages))
    tail += b"%d 0 obj\n<< /Type /Catalog /Pages %d 0 R >>\nendobj\n" % (top + 1, top)
    tail += b"trailer\n<< /Root %d 0 R /Size %d >>\nstartxref\n0\n%%%%EOF\n" % (top + 1, top + 2)
    return rewritten(data + tail)
