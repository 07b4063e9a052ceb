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
    numbers = [_NUMBER.findall(text) for text in texts]
    found = [Counter(of_one) for of_one in numbers]
    # What only one of them has, in its order: two readers may part "2 500" differently, but its figures stand as they stand
    alone = [_only(of_one, found[i] - found[1 - i]) for i, of_one in enumerate(numbers)]
    return alone[0] == alone[1]


def _only(numbers: list[str], wanted: Counter[str]) -> str:
    left, kept = wanted.copy(), []
    for number in numbers:
        if left[number] > 0:
            left[number] -= 1
            kept.append(number)
    return "".join(kept)
