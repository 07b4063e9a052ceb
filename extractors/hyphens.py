"""The end of one printed line and the start of the next → how they are joined.

In: the text so far and the next line's first word. Out: how many characters to cut and what to put between.
"""

from __future__ import annotations

from functools import lru_cache

from extractors.lexicon.words import known

_HYPHENS = "-‐‑\xad¬"
_JOINING = frozenset(
    {
        "och",
        "eller",
        "samt",
        "till",
        "resp",
        "resp.",
        "respektive",
        "el",
        "el.",
        "o",
        "o.",
        "&",
        "som",
        "men",
        "både",
        "/",
    }
)
_MONTHS = frozenset({"jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"})
_LONGEST_MONTH = 5  # "sept."; whole names are known to the lexicon


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
    return (0, "") if _keeps_hyphen(head, right) or _is_period(head, right) else (1, "")


def _is_period(head: str, right: str) -> bool:
    """ "jan-" + "apr" """
    return all(word.lower().rstrip(".,;:)")[:3] in _MONTHS and len(word) <= _LONGEST_MONTH for word in (head, right))


def _is_capitals(head: str) -> bool:
    last = head.replace("/", "-").split("-")[-1]
    letters = [c for c in last if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


def _keeps_hyphen(head: str, right: str) -> bool:
    """In doubt the lexicon settles it; where it knows neither, a line's end is the likelier reason for the hyphen."""
    tail = right.strip(".,;:!?()\"'”»")
    if len(head) == 1:
        return True  # no one breaks after one letter: "e-tjänster", "x-axel"
    return known(f"{head}-{tail}") and not known(head + tail)


def is_broken(left: str, right: str) -> bool:
    """True where ``left`` + ``right`` are one word that a narrow cell broke without a hyphen.

    Only the words are looked at: that the line was full must be known. "ekonomi" + "sk", "upphandlingsunderla" + "g".
    """
    head, tail = left.lstrip("([\"'”»"), right.strip(".,;:!?()[]\"'”»")
    if not head or not tail or not head.isalpha() or not tail.isalpha() or not tail.islower():
        return False
    if right[0] != tail[0] or tail in _FUNCTION_WORDS:
        return False
    left_whole, right_whole = _is_plausible(head), len(tail) > 3 and _is_plausible(tail)
    if known(head + tail):
        return True
    if _is_plausible(head + tail):
        # "bemannings" alone is hardly ever said: such endings join a word to the next
        return not (left_whole and right_whole) or head.lower().endswith(_JOINT_ENDINGS)
    return not left_whole and not right_whole


_JOINT_ENDINGS = ("ings", "ions", "tets", "skaps", "hets", "doms")
_FUNCTION_WORDS = frozenset(
    (
        "i", "på", "av", "om", "en", "ett", "är", "ej", "och", "att", "den", "det", "de", "vi", "du", "har", "för", "med",
        "som", "till", "kr", "tkr", "mkr", "år", "ny", "nya", "nu", "ut", "in", "upp", "ner", "bl", "ca", "via", "per", "vid", "än",
    )
)  # fmt: skip


@lru_cache(maxsize=50_000)
def _is_plausible(word: str) -> bool:
    """True for a word of the lexicon and for a compound of two or three of them ("upphandling-s-underlag")."""
    word = word.lower()
    if known(word):
        return True
    for cut in range(len(word) - 4, 2, -1):
        tail = word[cut:]
        if not known(tail):
            continue
        head = word[:cut]
        if _is_plausible(head) or (head.endswith("s") and len(head) > 4 and _is_plausible(head[:-1])):
            return True
    return False
