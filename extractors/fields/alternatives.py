"""Many words as one pattern, those that begin with the same letter together.

In: words as patterns, in the order in which they are to be tried, or a pattern of alternatives. Out: one pattern. At each place of a text only the words are tried that begin with
the letter that stands there, not hundreds one after the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


def one_of(words: Iterable[str]) -> str:
    """The words as alternatives, to be put in a group. A word that begins with a sign or a class of letters is tried by itself."""
    by_letter: dict[str, list[str]] = defaultdict(list)
    for word in words:
        first = word[0] if word[0].isalnum() else ""
        by_letter[first].append(word[len(first) :])
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())


def parted(pattern: str) -> list[str]:
    """The alternatives of a pattern; those within brackets stay together."""
    found, depth = [""], 0
    for sign in pattern:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            found.append("")
        else:
            found[-1] += sign
    return found
