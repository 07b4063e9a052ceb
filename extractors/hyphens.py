"""The end of one printed line and the start of the next → how they are joined.

In: the text so far and the next line's first word. Out: how many characters to cut and what to put between.
"""

from __future__ import annotations

from functools import lru_cache

import simplemma

_HYPHENS = "-‐‑\xad¬"
_JOINING = frozenset({"och", "eller", "samt", "till", "resp", "resp.", "respektive", "el", "el.", "o", "o.", "&", "som", "men", "både", "/"})


def joint(left: str, right: str) -> tuple[int, str]:
    """(characters to cut from the end of ``left``, glue) where ``right`` begins a new line.

    "Stadsdels-" + "direktör" → (1, ""); "hem-" + "och" → (0, " "); "LSS-" + "insatser" → (0, "").
    """
    if not left or left[-1] not in _HYPHENS:
        return 0, " "
    stem = left[:-1].split()[-1] if left[:-1] and not left[-2].isspace() else ""
    if not stem or not right:
        return 0, " "  # a dash with space before it stands for itself
    if left[-1] in "\xad¬":
        return 1, ""
    head = stem.lstrip("([\"'”»")
    if right.lower().rstrip(",;:") in _JOINING:
        return 0, " "
    if not right[0].isalpha():
        return 0, ("" if right[0].isdigit() and head[-1:].isdigit() else " ")
    if right[0].isupper() or head[-1:].isdigit() or _is_capitals(head):
        return 0, ""
    if not head[-1:].isalpha():
        return 0, " "
    return (0, "") if _keeps_hyphen(head, right) else (1, "")


def _is_capitals(head: str) -> bool:
    last = head.replace("/", "-").split("-")[-1]
    letters = [c for c in last if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


def _keeps_hyphen(head: str, right: str) -> bool:
    """In doubt the lexicon settles it: "e-" + "tjänster" is no one word."""
    tail = right.strip(".,;:!?()\"'”»")
    if len(head) == 1:
        return not known(head + tail)
    return known(f"{head}-{tail}") and not known(head + tail)


@lru_cache(maxsize=50_000)
def known(word: str) -> bool:
    """True where the Swedish lexicon has the word, in any form."""
    return bool(simplemma.is_known(word, lang="sv"))
