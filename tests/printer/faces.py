"""Typefaces by name: the PDF base fonts, the one that comes with reportlab, and Debian's where they are installed.

In: a face's name. Out: the files or base fonts for its regular and bold, and the width of a text set in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

_VERA = Path(reportlab.__file__).parent / "fonts"
_DEBIAN = Path("/usr/share/fonts/truetype")
_BASE = {"Helvetica": ("Helvetica", "Helvetica-Bold"), "Times": ("Times-Roman", "Times-Bold")}
_FILES = {
    "Vera": (_VERA / "Vera.ttf", _VERA / "VeraBd.ttf"),
    "Liberation Sans": (
        _DEBIAN / "liberation/LiberationSans-Regular.ttf",
        _DEBIAN / "liberation/LiberationSans-Bold.ttf",
    ),
    "Liberation Serif": (
        _DEBIAN / "liberation/LiberationSerif-Regular.ttf",
        _DEBIAN / "liberation/LiberationSerif-Bold.ttf",
    ),
    "Liberation Sans Narrow": (
        _DEBIAN / "liberation/LiberationSansNarrow-Regular.ttf",
        _DEBIAN / "liberation/LiberationSansNarrow-Bold.ttf",
    ),
    "DejaVu Sans": (_DEBIAN / "dejavu/DejaVuSans.ttf", _DEBIAN / "dejavu/DejaVuSans-Bold.ttf"),
    "DejaVu Serif": (_DEBIAN / "dejavu/DejaVuSerif.ttf", _DEBIAN / "dejavu/DejaVuSerif-Bold.ttf"),
}


@dataclass(frozen=True, slots=True)
class Font:
    """One cut of a face: its name for reportlab, and its file (None for a base font)."""

    name: str
    file: Path | None


@cache
def font(face: str, bold: bool = False) -> Font:
    """The font of a face; a face that is not installed here is replaced by the one that comes with reportlab."""
    if face in _BASE:
        return Font(_BASE[face][bold], None)
    file = _FILES[face][bold]
    if not file.exists():
        return font("Vera", bold)
    if file.stem not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(file.stem, str(file)))
    return Font(file.stem, file)


def width(text: str, cut: Font, size: float) -> float:
    """How wide a text is in points."""
    return float(pdfmetrics.stringWidth(text, cut.name, size))


def installed() -> list[str]:
    """The faces that this machine has."""
    return [*_BASE, *(name for name, files in _FILES.items() if files[0].exists())]
