"""Figures that an engine read otherwise than the page's own figures look: "250" where its "2" is the shape of every "1" on the page.

In: the words of a page and its ink. Out: the words, such figures put right. A page prints its figures in one or two faces, and most of
them are read rightly, so that they show what a "1" and a "2" are here; the engine judges each line by itself and is often surest where it is
wrong. Only figures that stand apart are compared, and one is changed only where all that are most like it agree on another, far more like it than
any that was read the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import regex
from numpy.typing import NDArray
from PIL import Image

from extractors.reading.image import Ink
from extractors.reading.ocr_glyphs import Shape, shapes_of
from extractors.reading.ocr_tesseract import Read

_FIGURES = regex.compile(r"(?=.*\d)[\d.,:()%–-]+")  # a stroke leans over its neighbours
_HIGH, _WIDE = 20, 14  # what each shape is scaled to, in cells
_SLIMNESS = 6.0  # the weight of a shape's width over height beside its cells
_FEWEST, _FEWEST_SAME = 12, 2  # figures on the page; others read the same
_NEAREST, _AGREED = 5, 4  # the figures most like one, and how many of them must be the same
_ALIKE = 45.0  # squared distance: a sixth of the cells
_CLEARLY = 2.0  # times nearer than those that were read the same
_TALL = 0.7  # of the word's highest shape: figures are all equally high, stops and dashes are not
_MENDED = 0.7  # how sure such a figure is


class _Figure(NamedTuple):
    """A figure: its word, its place in that word's text, and its cells with its slimness."""

    word: int
    at: int
    looks: NDArray[np.float32]


def as_others_look(words: Sequence[Read], ink: Ink) -> list[Read]:
    """The words, those figures put right that look like others of the page."""
    made = list(words)
    figures = [figure for i, word in enumerate(words) for figure in _figures(i, word, ink)]
    if len(figures) < _FEWEST:
        return made
    read = np.array([words[f.word].text[f.at] for f in figures])
    looks = np.array([f.looks for f in figures])
    size = (looks**2).sum(axis=1)
    apart = size[:, None] + size[None] - 2 * looks @ looks.T
    np.fill_diagonal(apart, np.inf)
    for i, figure in enumerate(figures):
        nearest = np.argsort(apart[i])[:_NEAREST]
        meant = read[nearest[0]]
        same = np.sort(apart[i][read == read[i]])[:-1]  # without itself
        if (
            meant != read[i]
            and (read[nearest] == meant).sum() >= _AGREED
            and len(same) >= _FEWEST_SAME
            and apart[i][nearest[0]] <= min(_ALIKE, same[0] / _CLEARLY)
        ):
            word = made[figure.word]
            text = word.text[: figure.at] + str(meant) + word.text[figure.at + 1 :]
            made[figure.word] = word._replace(text=text, confidence=min(word.confidence, _MENDED))
    return made


def _figures(index: int, word: Read, ink: Ink) -> list[_Figure]:
    """The figures of a word whose characters all stand apart."""
    if not _FIGURES.fullmatch(word.text):
        return []
    shapes = shapes_of(word, ink)
    if len(shapes) != len(word.text):
        return []
    tall = _TALL * max(s.bottom - s.top for s in shapes)
    for char, shape in zip(word.text, shapes, strict=True):
        if (char.isdecimal() and shape.bottom - shape.top < tall) or (
            char in ".,-–" and shape.bottom - shape.top >= tall
        ):
            return []  # another shape than this character: they are not counted alike
    return [
        _Figure(index, at, _looks(shape, ink))
        for at, (char, shape) in enumerate(zip(word.text, shapes, strict=True))
        if char.isdecimal()
    ]


def _looks(shape: Shape, ink: Ink) -> NDArray[np.float32]:
    spot = ink[shape.top : shape.bottom, shape.x0 : shape.x1].astype(np.uint8) * 255
    cells = np.asarray(Image.fromarray(spot).resize((_WIDE, _HIGH), Image.Resampling.BOX), dtype=np.float32) / 255
    slim = _SLIMNESS * (shape.x1 - shape.x0) / (shape.bottom - shape.top)
    return np.append(cells.ravel(), np.float32(slim))
