"""Amounts at the margin: a number set apart at the end of a text, as a column of its own beside the items of a list or of a decision.

In: the passages of a list. Out: the numbers, and the texts without them.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors.fields.amount import is_unit
from extractors.model import NOTHING, Passage

_FIGURES = regex.compile(r"[-–−+]?\d(?:[\d.,]*\d)?")  # "2026." ends a sentence
_APART = 1.5  # type sizes


def amounts_beside(texts: Sequence[Passage]) -> list[Passage]:
    """Each text's number at the margin, empty where it has none; all empty where fewer than two, or not most, have one.

    A long text may come close to its number: then the edge that the others end at tells.
    """
    apart = [_number_apart(text) for text in texts]
    found = [text for text, at in zip(texts, apart, strict=True) if at is not None]
    if len(found) < 2 or 2 * len(found) <= len(texts):
        return [NOTHING] * len(texts)
    edges = [text.tokens[-1].word.x1 for text in found]
    starts = [
        _number_at(text, min(edges), max(edges)) if at is None else at for text, at in zip(texts, apart, strict=True)
    ]
    return [NOTHING if at is None else text.cut(at) for text, at in zip(texts, starts, strict=True)]


def without_amount(text: Passage, amount: Passage) -> Passage:
    """The text without the number at its end."""
    return text.cut(0, len(text.text) - len(amount.text)) if amount and text.text.endswith(amount.text) else text


def _number_apart(passage: Passage) -> int | None:
    """Where the number begins that stands apart at the end of a text: "Tjänsten hålls obesatt        330"."""
    tokens = passage.tokens[: _figures_end(passage)]
    for first in range(len(tokens) - 1, 0, -1):
        before, token = tokens[first - 1], tokens[first]
        if not _FIGURES.fullmatch(token.word.text) or token.line != tokens[-1].line:
            return None
        if before.line != token.line or token.word.x0 - before.word.x1 > _APART * token.word.size:
            return token.start
    return None


def _number_at(passage: Passage, left: float, right: float) -> int | None:
    """Where the one number begins that ends a text at the edge where others' numbers end."""
    tokens = passage.tokens[: _figures_end(passage)]
    ends = left - 2 <= passage.tokens[-1].word.x1 <= right + 2 if len(tokens) > 1 else False
    return tokens[-1].start if ends and _FIGURES.fullmatch(tokens[-1].word.text) else None


def _figures_end(passage: Passage) -> int:
    """How many words there are before the unit that may end them: "… 330 tkr"."""
    words = len(passage.tokens)
    return words - 1 if words > 1 and is_unit(passage.tokens[-1].word.text) else words
