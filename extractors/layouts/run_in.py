"""Names that stand at the beginning of the text that they are of: "**Gemensam nattpatrull.** De tre patrullerna slås samman …".

In: a text. Out: where the name stands, and where the text goes on.
"""

from __future__ import annotations

from itertools import takewhile

import regex

from extractors.fields.labels import field_of
from extractors.fields.speech import not_measures_heading
from extractors.model import Passage

RUN_IN = regex.compile(
    r"(?:(?P<no>\d{1,2}(?:\.\d{1,2}){0,2})[.)]?\s+)?(?P<name>\p{Lu}[^.!?:;–—]{2,80}?)(?:\s+[–—-]\s+|\s?[:.]\s+)(?=\p{Lu})"
)


def run_in_name(text: Passage) -> tuple[tuple[int, int], int] | None:
    """Where the name in bold type stands that a text begins with, and where the text goes on; None where it begins otherwise."""
    if not text.words or not text.words[0].bold:
        return None
    match = RUN_IN.match(text.text)
    if match is None or not names_a_measure(match["name"]) or not is_bold(text, match.end("name")):
        return None
    return match.span("name"), match.end()


def names_a_measure(name: str) -> bool:
    """False for labels ("Ansvarig") and names of chapters ("Bakgrund")."""
    return not (not_measures_heading(name) or field_of(name))


def is_bold(passage: Passage, end: int) -> bool:
    """True where the bold type at the beginning ends with the name."""
    bold = list(takewhile(lambda token: token.word.bold, passage.tokens))
    return bool(bold) and len(bold) < len(passage.tokens) and abs(bold[-1].end - end) <= 2
