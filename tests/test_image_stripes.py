"""Rows shaded by turns in a scanned picture: light tints are seen through noise, photos and single bars are not taken for them."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from extractors.reading.image_stripes import find_stripes

DPI, ROW = 200.0, 60  # dots that a row is high


def sheet(shades: list[tuple[int, int, int, int]], tint: float) -> NDArray[np.uint8]:
    """A noisy page, 8 by 5 inches, with letters on every row and rectangles (left, top, right, bottom) of a tint of the paper's brightness."""
    chance = np.random.default_rng(7)
    grey = np.full((1000, 1600), 245.0)
    for left, top, right, bottom in shades:
        grey[top:bottom, left:right] *= tint
    for top in range(110, 900, ROW):  # a line of letters, every fifth dot black
        grey[top : top + 16, 200:1300:5] = 40.0
    return np.clip(grey + chance.normal(0, 8, grey.shape), 0, 255).astype(np.uint8)


STRIPES = [(160, 150 + 2 * ROW * n, 1440, 150 + 2 * ROW * n + ROW) for n in range(4)]


@pytest.mark.parametrize("tint", [0.95, 0.9, 0.8])
def test_rows_shaded_by_turns_are_found_however_light(tint: float) -> None:
    found = find_stripes(sheet(STRIPES, tint), dpi=DPI)
    assert len(found) == len(STRIPES)
    for box, (left, top, right, bottom) in zip(found, STRIPES, strict=True):
        assert (box.x0, box.top, box.x1, box.bottom) == pytest.approx((left, top, right, bottom), abs=17)


@pytest.mark.parametrize(
    "shades",
    [
        [],
        STRIPES[:1],  # a bar
        [(160, 100, 1440, 900)],  # a box of text
        [(160, 150, 560, 210), (160, 270, 560, 330)],  # two narrow boxes
        [(160, 150, 900, 210), (600, 270, 1440, 330)],  # boxes that share no ends
    ],
)
def test_other_shades_are_no_stripes(shades: list[tuple[int, int, int, int]]) -> None:
    assert find_stripes(sheet(shades, 0.9), dpi=DPI) == ()
