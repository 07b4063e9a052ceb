"""A figure is as wide as its digits: what OCR lost or made up shows."""

from __future__ import annotations

import pytest

from extractors.reading.ocr_widths import fits

WIDTHS = [
    ("900", 1.6, True),
    ("9200", 1.6, False),  # three digits are printed
    ("450", 1.55, True),
    ("45", 1.55, False),
    ("1", 0.3, True),
    ("1", 1.4, False),
    ("111", 1.2, True),
    ("2016", 2.15, True),
    ("2016", 1.7, False),
    ("tkr", 0.2, True),  # no figure
    ("1,5", 0.1, True),
]


@pytest.mark.parametrize(("text", "width", "together"), WIDTHS)
def test_a_figure_and_its_width_go_together_or_not(text: str, width: float, together: bool) -> None:
    assert fits(text, width) is together
