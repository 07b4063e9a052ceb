"""A word's box is as high as its own ink."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.reading.ocr_boxes import trimmed
from extractors.reading.ocr_tesseract import Read

INK = [  # what was read, rows of ink (from, to) in a box of the rows 10 to 60, and the rows of the box that is left
    ("kök", [(12, 58)], (11, 59)),  # all of it
    ("kök", [(20, 40)], (19, 41)),  # empty rows above and below
    ("kök", [(10, 60)], (10, 60)),  # never higher than it was
    ("kök", [(20, 40), (56, 59)], (19, 41)),  # a speck far below: what is left of a dotted line
    ("kök", [(10, 12), (20, 40)], (19, 41)),
    ("över", [(15, 18), (21, 41)], (14, 42)),  # the dots over a letter
    ("kök", [(11, 31), (41, 59)], (10, 60)),  # two lines: told apart later, and nothing of them is lost
    ("3 600", [(13, 15), (20, 40)], (19, 41)),  # figures have no dots
    ("Vuxna", [(13, 15), (20, 40)], (19, 41)),  # nor has a word anything over its tall letters
    ("Äldre", [(13, 15), (20, 40)], (12, 41)),  # but where a capital has
    ("kök", [], (10, 60)),
]


@pytest.mark.parametrize(("text", "rows", "left"), INK)
def test_a_box_is_as_high_as_its_ink(text: str, rows: list[tuple[int, int]], left: tuple[int, int]) -> None:
    ink = np.zeros((80, 100), dtype=bool)
    for first, last in rows:
        ink[first:last, 30:50] = True
    (word,) = trimmed([Read(text, 30, 10, 50, 60, 0.9)], ink)
    assert (word.top, word.bottom) == left
    assert word._replace(top=10, bottom=60) == Read(text, 30, 10, 50, 60, 0.9)


def test_ink_beside_a_word_says_nothing_of_its_height() -> None:
    ink = np.zeros((80, 100), dtype=bool)
    ink[20:40, 30:50] = True
    ink[5:75, 60:80] = True
    (word,) = trimmed([Read("000", 30, 10, 50, 60, 0.9)], ink)
    assert (word.top, word.bottom) == (19, 41)
