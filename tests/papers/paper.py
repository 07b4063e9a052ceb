"""What a sample paper is: its file name, its text in order, the sheet it is printed on, and the library that prints it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.printer.draw import Writer
from tests.printer.flow import Element, Sheet


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of data/raw. ``scanned`` papers are printed a second time as images (``NAME.scan.pdf``)."""

    name: str
    elements: tuple[Element, ...]
    sheet: Sheet
    writer: Writer = "reportlab"
    scanned: bool = False
