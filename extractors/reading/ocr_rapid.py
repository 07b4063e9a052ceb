"""RapidOCR: an engine that comes whole from PyPI, for machines where nobody may install Tesseract (extra ``rapidocr``)."""
from __future__ import annotations

from extractors.errors import MissingTool


def find_rapidocr():
    raise MissingTool("x")
