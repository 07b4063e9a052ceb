"""Whether a figure that an engine read is as wide as its digits are: "9200" where three are printed, "45" where it is "450".

In: a text, and the width of its ink in type sizes. Out: True where they go together. Digits of one typeface are all equally wide,
0.5 to 0.64 of the type size in the faces of office papers, so that their number can be told from the width alone.
"""

from __future__ import annotations

import regex

_DIGITS = regex.compile(r"\d{1,9}")
_NARROWEST, _WIDEST = 0.49, 0.65  # of the type size, from digit to digit
_SIDES = 0.16  # the white at both sides of the ink
_ONE = 0.17  # how much less ink an outer "1" has


def fits(text: str, width: float) -> bool:
    """False for a figure that needs another width (in type sizes); True for all other texts."""
    if not _DIGITS.fullmatch(text):
        return True
    ones = (text[0] == "1") + (text[-1] == "1" and len(text) > 1)
    return _NARROWEST * len(text) - _SIDES - _ONE * ones <= width <= _WIDEST * len(text)
