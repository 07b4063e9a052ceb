"""A figure that is read otherwise than the page's own figures look is put right; nothing else is."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from extractors.reading.image import Ink
from extractors.reading.ocr_alike import as_others_look
from extractors.reading.ocr_tesseract import Read

PRINTED = ("150", "2025", "315", "120", "2031", "450", "1204", "350")
SIZE, LEFT, STEP = 30, 20, 60


def page(printed: tuple[str, ...], read: tuple[str, ...]) -> tuple[list[Read], Ink]:
    """Figures set below each other, and what an engine that is sure of itself says of them."""
    sheet = Image.new("L", (300, STEP * (len(printed) + 1)), 255)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(SIZE)
    words = []
    for i, (text, said) in enumerate(zip(printed, read, strict=True)):
        x, y = LEFT, STEP * i + 10
        for char in text:  # a little apart, as small type is on a scan
            draw.text((x, y), char, font=font, fill=0)
            x += round(draw.textlength(char, font=font)) + 3
        words.append(Read(said, LEFT - 2, y, x + 2, y + SIZE + 8, 0.96))
    return words, np.asarray(sheet) < 128


def test_a_figure_like_all_others_of_another_kind_is_that() -> None:
    words, ink = page(PRINTED, ("250", *PRINTED[1:]))
    made = as_others_look(words, ink)
    assert [w.text for w in made] == list(PRINTED)
    assert made[0].confidence < words[0].confidence


def test_what_is_read_as_it_looks_is_left() -> None:
    words, ink = page(PRINTED, PRINTED)
    assert as_others_look(words, ink) == words


def test_a_figure_that_stands_once_has_nothing_to_be_held_against() -> None:
    printed = ("719", *PRINTED)
    words, ink = page(printed, printed)
    assert as_others_look(words, ink) == words


def test_few_figures_say_nothing() -> None:
    words, ink = page(("150", "120"), ("250", "120"))
    assert as_others_look(words, ink) == words
