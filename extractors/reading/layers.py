"""Whether a text object belongs to a layer that is switched off: text a reader of the page never sees.

In: a text object and the names of the layers that are off. Asked only of papers that have any.
"""

from __future__ import annotations

import ctypes

import pypdfium2.raw as raw

_MAX_MARKS = 30


def is_off(obj: int, off: frozenset[str]) -> bool:
    """True where one of the object's marks is a layer of one of these names."""
    handle = raw.FPDF_PAGEOBJECT.from_buffer_copy(obj.to_bytes(8, "little"))
    for i in range(min(raw.FPDFPageObj_CountMarks(handle), _MAX_MARKS)):
        mark = raw.FPDFPageObj_GetMark(handle, i)
        if _name(mark) == "OC" and _layer(mark) in off:
            return True
    return False


def _name(mark: object) -> str:
    size = ctypes.c_ulong()
    buffer = (raw.FPDF_WCHAR * 64)()
    raw.FPDFPageObjMark_GetName(mark, buffer, ctypes.sizeof(buffer), size)
    return bytes(buffer)[: max(size.value - 2, 0)].decode("utf-16-le", "replace")


def _layer(mark: object) -> str:
    size = ctypes.c_ulong()
    buffer = (raw.FPDF_WCHAR * 512)()
    raw.FPDFPageObjMark_GetParamStringValue(mark, b"Name", buffer, ctypes.sizeof(buffer), size)
    return bytes(buffer)[: max(size.value - 2, 0)].decode("utf-16-le", "replace")
