"""The number that a measure's heading or paragraph begins with: "Åtgärd 3: …", "Åtgärd A – …", "SBK-02 …".

In: the text of a heading or paragraph. Out: the word and number in front of the measure's name, and where the name begins.
"""

from __future__ import annotations

from typing import NamedTuple

import regex

from extractors.fields.labels import field_of
from extractors.lexicon import remembered

_COUNTED = regex.compile(
    r"(?P<word>\p{Lu}\p{L}{4,24})\s+(?:(?:nr|nummer)\.?\s*)?(?P<no>\d{1,2}(?:\.\d{1,2})?[a-z]?|[A-ZÅÄÖ])\s?(?:[:.)]|\s[–—-])\s+(?=\S)"
)
# "Åtgärd 2 Cyklar ersätter …": told from the text behind it by bold type or a box alone
_COUNTED_BARE = regex.compile(r"(?P<word>\p{Lu}\p{L}{4,24})\s+(?P<no>\d{1,2}(?:\.\d{1,2})?[a-z]?)\s+(?=\p{Lu}\p{Ll})")
# "Åtgärd 2" with nothing behind it
_COUNTED_ALONE = regex.compile(
    r"(?P<word>\p{Lu}\p{L}{4,24})\s+(?:(?:nr|nummer)\.?\s*)?(?P<no>\d{1,2}[a-z]?)\s?[:.]?\s*"
)
_CODE = regex.compile(
    r"(?P<no>\p{Lu}{2,5}\s?[-–]\s?\d{1,3}(?:[.–-]\d{1,3})?|\p{Lu}{1,4}\d{1,3})\s?[:.)–-]?\s+(?=\p{Lu}\p{L})"
)


class Counted(NamedTuple):
    """A measure's number in front of its name: "Åtgärd 3: …", "SBK-02 …". Places are in the text that was handed in."""

    word: str  # "Åtgärd"; "" where a code stands alone
    start: int
    end: int  # of the number
    rest: int  # where the name begins


@remembered(4096)
def counted(text: str) -> Counted | None:
    """The number that a measure's heading or paragraph begins with; None where it begins otherwise."""
    if not text[:1].isupper():
        return None
    match = _COUNTED.match(text) or _CODE.match(text) or _COUNTED_BARE.match(text) or _COUNTED_ALONE.fullmatch(text)
    if match is None or (match.re in (_COUNTED_BARE, _COUNTED_ALONE) and field_of(match["word"]) != "action"):
        return None
    if match.re is _COUNTED and field_of(match["word"]) not in ("action", "effect", "title"):
        return None
    word = "" if match.re is _CODE else match["word"]
    return Counted(word, *match.span("no"), match.end())
