"""RapidOCR: an engine that comes whole from PyPI, for machines where nobody may install Tesseract (extra ``rapidocr``).

Grey pixels → words with boxes and confidences. Its model reads å, ä and ö; it takes three times Tesseract's time.
"""

from __future__ import annotations

import importlib.util
import logging
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.metadata import version
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.errors import MissingTool
from extractors.reading.image import Grey, Ink, find_ink
from extractors.reading.ocr_tesseract import Read

_MISSING = "OCR-motorn RapidOCR finns inte på datorn. Installera den: pip install 'atgardsbanken[rapidocr]'."
_LEAST = 0.3  # confidence of a line; below it the model has seen dirt


def find_rapidocr() -> RapidOcr:
    """The engine. Raises MissingTool with what to install."""
    if importlib.util.find_spec("rapidocr") is None or importlib.util.find_spec("onnxruntime") is None:
        raise MissingTool(_MISSING)
    return _engine()


@lru_cache(maxsize=1)
def _engine() -> RapidOcr:
    return RapidOcr()


class RapidOcr:
    """The engine with its models in this process; one thread, kept for the process's life.

    It has no time limit of its own: the worker that reads the page has one.
    """

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        self.name = f"rapidocr {version('rapidocr')}"
        logging.getLogger("RapidOCR").setLevel(logging.ERROR)
        settings = {
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Global.log_level": "error",
            "Global.max_side_len": 3600,  # a page at 300 dots an inch as it is
            "Global.text_score": _LEAST,
        }
        self._read: Any = RapidOCR(params=settings)

    def read_page(self, grey: Grey, *, dpi: float, seconds: float) -> list[Read]:
        """Every word of a page, wherever it stands."""
        del seconds
        said = self._read(_three(grey), use_det=True, use_cls=False, use_rec=True)
        if not said.txts:
            return []
        ink = find_ink(grey, dpi=dpi)
        lines = zip(said.txts, said.boxes, said.scores, strict=True)
        return [
            word for text, corners, score in lines for word in _parted(text, np.asarray(corners), float(score), ink)
        ]

    def read_lines(self, lines: Sequence[Grey], *, dpi: float, seconds: float) -> list[list[Read]]:
        """The words of pictures that hold one line each: one word a line, which is all that is known of places."""
        del dpi, seconds
        return [self._line(line) for line in lines]

    def _line(self, line: Grey) -> list[Read]:
        said = self._read(_three(line), use_det=False, use_cls=False, use_rec=True)
        height, width = line.shape
        if not said.txts or not said.txts[0].strip():
            return []
        return [Read(said.txts[0].strip(), 0.0, 0.0, float(width), float(height), float(said.scores[0]))]


def _three(grey: Grey) -> Grey:
    return np.dstack([grey, grey, grey])


def _parted(text: str, corners: NDArray[np.floating[Any]], confidence: float, ink: Ink) -> Iterator[Read]:
    """The words of one line, parted at the widest gaps in its ink, their boxes drawn tight around it."""
    x0, top = (max(int(v), 0) for v in corners.min(axis=0))
    x1, bottom = (int(v) + 1 for v in corners.max(axis=0))
    words = text.split()
    spot = ink[top:bottom, x0:x1]
    columns = np.flatnonzero(spot.any(axis=0))
    if not words or len(columns) == 0:
        return
    gaps = np.diff(columns)
    cuts = np.sort(np.argsort(gaps)[::-1][: len(words) - 1]) if len(gaps) >= len(words) - 1 else np.zeros(0, int)
    if len(cuts) < len(words) - 1:
        words = [" ".join(words)]
        cuts = np.zeros(0, int)
    firsts, lasts = [columns[0], *columns[cuts + 1]], [*columns[cuts], columns[-1]]
    for word, first, last in zip(words, firsts, lasts, strict=True):
        rows = np.flatnonzero(spot[:, first : last + 1].any(axis=1))
        yield Read(
            word, float(x0 + first), float(top + rows[0]), float(x0 + last + 1), float(top + rows[-1] + 1), round(confidence, 4)
        )  # fmt: skip
