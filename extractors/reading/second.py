"""Two readings of one page → whether they tell the same.

In: the page by two readers. Out: True where the amount of text is within a tenth and the numbers are the same. Asked of
pages about which there is doubt; of all pages where the caller wants to be sure, at the price of the slower reader.
"""

from __future__ import annotations

import re
from collections import Counter

from extractors.model import Page

_AMOUNT = 0.1
_NUMBER = re.compile(r"\d+")


def agree(one: Page, other: Page) -> bool:
    """Text within ±10 %, white space apart, and the same numbers in any order."""
    texts = [" ".join(word.text for word in page.words) for page in (one, other)]
    sizes = [len(text) - text.count(" ") for text in texts]
    if abs(sizes[0] - sizes[1]) > _AMOUNT * max(sizes):
        return False
    # Digits, not numbers: two readers may part "2 500" differently
    digits = [Counter("".join(_NUMBER.findall(text))) for text in texts]
    return digits[0] == digits[1]
