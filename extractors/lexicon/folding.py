"""Texts made comparable: case, accents and odd spaces away, and each word's basic form.

Letters lost by OCR (å, ä, ö read as a, a, o) then make no difference, since both sides of a comparison lose them.
``fold`` keeps the length of the text, so that places found in the folded text hold in the printed one.
"""

from __future__ import annotations

from functools import lru_cache

import regex

_PLAIN = str.maketrans(
    "åäöéèêëáàâüúíóôõñçø" + "–—‑−\u2010\u00a0\u2009\u202f",
    "aaoeeeeaaauuiooonco" + "-----   ",
)  # fmt: skip
_NOT_SQUEEZED = regex.compile(r"[^a-z0-9æß]+")


@lru_cache(16_384)  # the same words and lines are asked for by every field
def fold(text: str) -> str:
    """Small letters without accents, plain hyphens and spaces; as long as ``text``."""
    small = text.lower()
    if len(small) != len(text):  # a capital that becomes two letters
        small = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return small if small.isascii() else small.translate(_PLAIN)


@lru_cache(8192)
def squeezed(text: str) -> str:
    """The folded letters and digits alone: a word broken between the lines of a narrow header is whole again."""
    return _NOT_SQUEEZED.sub("", fold(text))
