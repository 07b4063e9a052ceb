"""Boxes that hold more than their word: the engine puts empty rows and specks of dust into them, and the type seems larger.

In: words as an engine read them, and the ink of their page. Out: the same words, each box as high as its own ink.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from extractors.reading.image import Ink
from extractors.reading.ocr_tesseract import Read
from extractors.reading.ocr_type import RINGED_LETTERS, TALL_LETTERS

_EDGE = 1  # pixels of grey around a letter's ink
_SPECK = 0.25  # of the letters' height; dots and rings over letters are no lower, or nearer
_FAR, _FAR_BELOW = 0.35, 0.25  # of the letters' height, from their top and from their feet
_FAR_FROM_TALL = 0.12  # figures and tall letters have neither dots nor rings over them


def trimmed(words: Iterable[Read], ink: Ink) -> list[Read]:
    """The words with boxes from the top to the bottom of their ink; a word without ink, and one over two lines, is left as it is."""
    return [_trimmed(word, ink) for word in words]


def _trimmed(word: Read, ink: Ink) -> Read:
    first = max(int(word.top), 0)
    filled = np.r_[False, ink[first : int(word.bottom), max(int(word.x0), 0) : int(word.x1)].any(axis=1), False]
    change = np.flatnonzero(filled[1:] != filled[:-1]).tolist()
    runs = list(zip(change[::2], change[1::2], strict=True))
    if not runs:
        return word
    top, bottom = max(runs, key=lambda run: run[1] - run[0])
    height = bottom - top
    letters = set(word.text)
    over = _FAR_FROM_TALL if letters & TALL_LETTERS and not letters & RINGED_LETTERS else _FAR
    own = [
        run for run in runs
        if run[1] - run[0] >= _SPECK * height
        or (top - run[1] <= over * height and run[0] - bottom <= _FAR_BELOW * height)
    ]  # fmt: skip
    return word._replace(
        top=max(word.top, first + own[0][0] - _EDGE), bottom=min(word.bottom, first + own[-1][1] + _EDGE)
    )
