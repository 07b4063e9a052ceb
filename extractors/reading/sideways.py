"""Text that is turned on an upright page (headers of narrow columns, stamps along the margin) → words in reading order.

In: its words with their places on the page as turned so that they stand upright, in reading order. Out: the words on the page as
it lies. The box of each turned text is shared out to its words from the top down, since a reader of words by place would otherwise
meet the last word first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from extractors.model import Box, Word
from extractors.reading.turning import Turning

_SPACE = 0.18  # of a size: wider than any gap within a word

_Look = TypeVar("_Look")


class Turned(NamedTuple, Generic[_Look]):
    """A word, its place as turned upright, and how it looks to the reader that found it."""

    text: str
    box: Box
    size: float
    bold: bool
    look: _Look


def joined(words: Iterable[Turned[_Look]]) -> list[Turned[_Look]]:
    """Words whose letters came one by one made whole: what stands on one line with no space between is one word."""
    whole: list[Turned[_Look]] = []
    for word in words:
        last = whole[-1] if whole else None
        near = last is not None and -0.5 < (word.box.x0 - last.box.x1) / word.size < _SPACE
        if last is not None and near and abs(word.box.bottom - last.box.bottom) < _SPACE * word.size:
            whole[-1] = last._replace(text=last.text + word.text, box=Box.around((last.box, word.box)))
        else:
            whole.append(word)
    return whole


def laid_back(words: Iterable[Turned[_Look]], turning: Turning) -> Iterator[tuple[Word, _Look]]:
    """The words on the page as it lies; ``turning`` is the one that had them upright."""
    for block in _blocks(words):
        place = turning.back().box(*Box.around(word.box for word in block))
        step = place.height / len(block)
        for i, (text, _, size, bold, look) in enumerate(block):
            top = place.top + i * step
            yield (
                Word(text, round(place.x0, 2), round(top, 2), round(place.x1, 2), round(top + step, 2), size, bold),
                look,
            )


def _blocks(words: Iterable[Turned[_Look]]) -> list[list[Turned[_Look]]]:
    """Words parted into blocks: lines of one text lie close and over one another."""
    lines: list[list[Turned[_Look]]] = []
    for word in words:
        box, size = word.box, word.size
        last = lines[-1][-1].box if lines else None
        if last and abs(box.top - last.top) < 0.5 * size and -size < box.x0 - last.x1 < 1.5 * size:
            lines[-1].append(word)
        else:
            lines.append([word])
    blocks: list[list[Turned[_Look]]] = []
    for line in lines:
        around, size = Box.around(word.box for word in line), line[0].size
        for block in blocks:
            other = Box.around(word.box for word in block)
            if around.top - other.bottom < 0.6 * size and around.x0 < other.x1 and other.x0 < around.x1:
                block.extend(line)
                break
        else:
            blocks.append(list(line))
    return blocks
