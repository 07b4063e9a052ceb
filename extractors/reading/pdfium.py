"""The calls of PDFium that the fast reader makes, bound so that they cost as little as a call can.

``pypdfium2.raw`` checks and converts every argument. A page takes thousands of calls, so here handles go in and out as plain
integers (0 for none) and results come back through buffers given by address. What is asked of many things is asked of all of them
in one ``map``, the results in the rows of an array. Nothing else in the project calls PDFium by these.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pypdfium2.raw as raw

_HANDLE, _FOUND, _INT = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int
_INDEX = _HANDLE  # of a letter, an object, a segment: never below 0, and half the work of a c_int to hand over


def _bound(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    # PYFUNCTYPE: each call is shorter than letting another thread in would be
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, _HANDLE).value or 0)


def address(handle: Any) -> int:
    """A PDFium handle as a plain integer."""
    return ctypes.cast(handle, _HANDLE).value or 0


def rows(buffer: np.ndarray[Any, Any]) -> range:
    """The addresses of an array's rows."""
    at, step = buffer.ctypes.data, buffer.strides[0]
    return range(at, at + len(buffer) * step, step)


def columns(buffer: np.ndarray[Any, Any]) -> list[range]:
    """The addresses of an array's things, column by column."""
    at, step = buffer.ctypes.data, buffer.strides[0]
    end = at + len(buffer) * step
    return [range(at + i * buffer.itemsize, end, step) for i in range(buffer.shape[1])]


def ask_all(function: Callable[..., Any], *arguments: Iterable[Any]) -> None:
    """Calls a function for each of many, where the answers come back through a buffer."""
    deque(map(function, *arguments), 0)


# Text pages: (text page, index of the character, …)
text_count = _bound(raw.FPDFText_CountChars, _INT, _HANDLE)
text_get = _bound(raw.FPDFText_GetText, _INT, _HANDLE, _INDEX, _INDEX, _HANDLE)
text_unicode = _bound(raw.FPDFText_GetUnicode, ctypes.c_uint, _HANDLE, _INDEX)
text_map_error = _bound(raw.FPDFText_HasUnicodeMapError, _INT, _HANDLE, _INDEX)
text_is_hyphen = _bound(raw.FPDFText_IsHyphen, _INT, _HANDLE, _INDEX)
text_object = _bound(raw.FPDFText_GetTextObject, _FOUND, _HANDLE, _INDEX)
text_matrix = _bound(raw.FPDFText_GetMatrix, _INT, _HANDLE, _INDEX, _HANDLE)
text_size = _bound(raw.FPDFText_GetFontSize, ctypes.c_double, _HANDLE, _INDEX)
text_loose_box = _bound(raw.FPDFText_GetLooseCharBox, _INT, _HANDLE, _INDEX, _HANDLE)

# Text objects and fonts
object_font = _bound(raw.FPDFTextObj_GetFont, _FOUND, _HANDLE)
object_render_mode = _bound(raw.FPDFTextObj_GetTextRenderMode, _INT, _HANDLE)
font_base_name = _bound(raw.FPDFFont_GetBaseFontName, ctypes.c_ulong, _HANDLE, _HANDLE, ctypes.c_ulong)
font_weight = _bound(raw.FPDFFont_GetWeight, _INT, _HANDLE)
font_flags = _bound(raw.FPDFFont_GetFlags, _INT, _HANDLE)

# Page objects
page_objects = _bound(raw.FPDFPage_CountObjects, _INT, _HANDLE)
page_object = _bound(raw.FPDFPage_GetObject, _FOUND, _HANDLE, _INDEX)
form_objects = _bound(raw.FPDFFormObj_CountObjects, _INT, _HANDLE)
form_object = _bound(raw.FPDFFormObj_GetObject, _FOUND, _HANDLE, _INDEX)
object_type = _bound(raw.FPDFPageObj_GetType, _INT, _HANDLE)
object_matrix = _bound(raw.FPDFPageObj_GetMatrix, _INT, _HANDLE, _HANDLE)
object_fill_colour = _bound(raw.FPDFPageObj_GetFillColor, _INT, _HANDLE, _HANDLE, _HANDLE, _HANDLE, _HANDLE)
object_transparent = _bound(raw.FPDFPageObj_HasTransparency, _INT, _HANDLE)
object_clip = _bound(raw.FPDFPageObj_GetClipPath, _FOUND, _HANDLE)
clip_count = _bound(raw.FPDFClipPath_CountPaths, _INT, _HANDLE)

# Paths
path_mode = _bound(raw.FPDFPath_GetDrawMode, _INT, _HANDLE, _HANDLE, _HANDLE)
path_count = _bound(raw.FPDFPath_CountSegments, _INT, _HANDLE)
path_segment = _bound(raw.FPDFPath_GetPathSegment, _FOUND, _HANDLE, _INDEX)
segment_type = _bound(raw.FPDFPathSegment_GetType, _INT, _HANDLE)
segment_closes = _bound(raw.FPDFPathSegment_GetClose, _INT, _HANDLE)
segment_point = _bound(raw.FPDFPathSegment_GetPoint, _INT, _HANDLE, _HANDLE, _HANDLE)

TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5  # kinds of page objects
LINE_TO, CURVE_TO, MOVE_TO = 0, 1, 2  # kinds of path segments
