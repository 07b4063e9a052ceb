"""Printed characters → the text we keep: one spelling for each letter, nothing that a person cannot see.

In: the text of one word as a PDF says it. Out: the same in NFC, ligatures taken apart, private-use bullets as "•",
soft hyphens at a line's end as "-", letters of another alphabet in a Latin word as the Latin ones they look like, what tells
no letter (controls, half surrogates, unknown private use) as U+FFFD, no marks that turn the writing direction.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

# Bullets of the symbol fonts (Symbol, Wingdings) as they stand in the private-use area.
_PRIVATE_BULLETS = (
    "\uf0a7\uf0b7\uf0a8\uf0d8\uf0fc\uf076\uf06c\uf06e\uf0de\uf02d\uf0e0\uf0f0\uf071\uf075\uf0a0\uf09f\uf0ad\uf0be"
)
_PRIVATE = {
    **{ord(c): "•" for c in _PRIVATE_BULLETS},
    0xF02D: "-", 0xF0BE: "-",  # Symbol's and Wingdings' dashes
    0xF0E0: "→", 0xF0F0: "→", 0xF0DE: "→",
    0xF020: " ", 0xF0A0: " ",
    0xF06F: "☐", 0xF0FE: "☑", 0xF0FD: "☒", 0xF078: "☒",  # Wingdings' boxes to tick
}  # fmt: skip

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}

_LIKE_LATIN = str.maketrans(  # letters of other alphabets that look as ours do
    "асеорхуіјѕАВЕКМНОРСТХІЈЅοιΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aceopxyijsABEKMHOPCTXIJSoiABEZHIKMNOPTYX"
)
_OTHER_ALPHABET = re.compile(r"[\u0370-\u03ff\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-zÅÄÖåäö]")

LOST = "\ufffd"  # stands for a letter that the PDF does not tell

_NEVER_SHOWN = (
    0x09, 0x0A, 0x0D,
    0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFE0E, 0xFE0F,  # no width
    0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A),  # turn the writing direction
    *range(0xE0000, 0xE0080),  # tags
)  # fmt: skip

_CONTROLS = (*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0))

_MAPPED = {**dict.fromkeys(_NEVER_SHOWN, ""), **dict.fromkeys(_CONTROLS, LOST), **_LIGATURES, **_PRIVATE}

# White space of any width parts words, also the kinds that str.split does not know.
SPACES = frozenset(
    "\t\n\x0b\x0c\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\uf020\uf0a0"
)

_GLYPH_NUMBERS = re.compile(r"\(cid:\d{1,9}\)")  # what pdfminer writes for glyphs without a letter
_ODD = re.compile(r"[^\t\n\r\xa0\u2000-\u200a\u202f -~¡-¬®-ſ–—‘’“”•…€]")  # everything else is looked at more closely
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def clean(text: str) -> str:
    """The word as we keep it; "" where nothing visible is left."""
    if "(cid:" in text:
        text = _GLYPH_NUMBERS.sub(LOST, text)
    if is_plain(text):
        return text
    text = "".join(LOST if _tells_nothing(ord(c)) else c for c in text)
    text = text.translate(_MAPPED)
    if "\xad" in text:  # inside a word it only allows a break; at its end the break was made
        text = text[:-1].replace("\xad", "") + ("-" if text[-1] == "\xad" else text[-1])
    text = unicodedata.normalize("NFC", text).strip()
    if _OTHER_ALPHABET.search(text) and _LATIN.search(text):  # one word has one alphabet
        text = text.translate(_LIKE_LATIN)
    return "•" if text == LOST else text  # alone it is nearly always the bullet of a symbol font


def _tells_nothing(code: int) -> bool:
    """Halves of pairs, what is no letter at all, and private use that nobody knows."""
    return 0xD800 <= code <= 0xDFFF or code == 0xFFFE or (0xE000 <= code <= 0xF8FF and code not in _PRIVATE)


def is_plain(text: str) -> bool:
    """True where ``clean`` has nothing to do: asked of a whole page, it saves asking of each word."""
    return _ODD.search(text) is None


def has_note_marks(text: str) -> bool:
    return any(mark in text for mark in _SUPERSCRIPTS)


def note_mark(text: str) -> int:
    """How many characters at the end are a raised note mark after a number ("250¹" → 1): not part of the number."""
    bare = text.rstrip(_SUPERSCRIPTS)
    return len(text) - len(bare) if bare and bare[-1].isdigit() and bare[-1] not in _SUPERSCRIPTS else 0


def is_unmapped(words: Iterable[str]) -> bool:
    """True where more than one letter in a hundred of a page's words is lost: the page tells less than it shows."""
    lost = total = 0
    for word in words:
        total += len(word)
        lost += word.count(LOST)
    return lost > 0.01 * total


# A page of text in one of these languages has at least one of them
_EVERYWHERE = frozenset(
    "i och att av för på som till en ett med det den är om the of and to in ja on ei og der die und de la".split()  # noqa: SIM905
)
_ENOUGH_WORDS = 40


def is_gibberish(words: Sequence[str]) -> bool:
    """True for a page of words without one of the words that every page has: its letters stand for others."""
    if len(words) < _ENOUGH_WORDS or not _EVERYWHERE.isdisjoint(words):
        return False
    spelt = [word.lower() for word in words if word[-1].isalpha() and not word.isupper()]
    return len(spelt) >= _ENOUGH_WORDS and _EVERYWHERE.isdisjoint(spelt)
