"""Whether a page must be read by OCR, and why.

In: the page as a native reader saw it. Out: a reason code, or None where the page's own text is to be trusted. A native page
is never read by OCR unless its text says nothing or lies: a scan's stale text layer, fonts without letters, garbage.
"""

from __future__ import annotations

from collections.abc import Iterable

from extractors.lexicon.words import known
from extractors.model import Page, Word

# Reasons that say that the page's own text was wrong: a person should know.
LYING = ("hidden_text", "unmapped_text", "garbled_text")

_PICTURED = 0.5  # the part of a page that a scan covers at least
_ALL_PICTURE = 0.8
_FEW_LETTERS = 200  # a stamp, a page number, a case number printed over a scan
_OUTLINES = 60  # filled shapes on a page without a word: letters drawn as curves
_ENOUGH_WORDS = 25
_KNOWN = 0.35  # of a page's words; Swedish papers have 0.6 and more, shifted alphabets next to none
_SPELT = 0.5  # of its words that hold more letters and figures than signs


def needs_ocr(page: Page, *, choice: str = "auto") -> str | None:
    """The reason code why the page is to be read by OCR; None where it is not. ``choice`` is "auto", "always" or "never"."""
    if choice == "never":
        return None
    if choice == "always":
        return "chosen"
    if not page.words:
        return "no_text" if page.image_share > 0.02 or len(page.fills) >= _OUTLINES else None
    if "hidden_text" in page.notes and page.image_share >= _PICTURED:
        return "hidden_text"
    if page.image_share >= _ALL_PICTURE and sum(len(w.text) for w in page.words) < _FEW_LETTERS:
        return "little_text"
    if "unmapped_text" in page.notes:
        return "unmapped_text"
    return "garbled_text" if is_garbled(page.words) else None


def is_garbled(words: Iterable[Word]) -> bool:
    """True where the text cannot be Swedish (or English): too few of its words are words."""
    texts = [w.text.strip(".,;:!?()[]\"'”»«–-•") for w in words]
    texts = [t for t in texts if t]
    if len(texts) < _ENOUGH_WORDS:
        return False
    if sum(2 * sum(c.isalnum() for c in t) > len(t) for t in texts) < _SPELT * len(texts):
        return True
    spelt = [t for t in texts if len(t) >= 3 and t.isalpha() and (t.islower() or t.istitle())]
    if len(spelt) < _ENOUGH_WORDS:
        # A page of figures has few words; garbage has words that mix letters, figures and signs.
        mixed = sum(1 for t in texts if not t.isalpha() and any(c.isalpha() for c in t))
        return mixed > 0.8 * len(texts)
    return sum(map(known, spelt)) < _KNOWN * len(spelt)
