"""Lists in lists: whether the items of the outer one are measures, or only the names over the measures of the inner ones.

In: an item of a list, with the deeper items under it. Out: the items that are measures, each with the name over it.

"Städ och tvätt" over "– Avtalet om mattor sägs upp." names the measures under it; "Färre resor" over its reasons is one measure, and so is a
name with an amount of its own over parts without. Where every part has its own amount, each is a measure (the corpus' guide, "labelled block").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.fields.amount import find_amounts
from extractors.fields.speech import action_words
from extractors.model import Paragraph, Passage

_NAME = 60  # letters of a name
_ACTS = 0.3

Named = tuple[Passage, list[list[Paragraph]]]


def under_their_names(items: Sequence[list[Paragraph]]) -> Iterator[Named]:
    """Runs of items in order, each with the name over it; an empty ``Passage`` where they have none."""
    plain: list[list[Paragraph]] = []
    for item in items:
        deeper = _deeper(item)
        if not deeper or not _is_name(item[0], deeper):
            plain.append(item)
            continue
        if plain:
            yield Passage(), plain
            plain = []
        yield item[0].passage, deeper
    if plain:
        yield Passage(), plain


def _deeper(item: Sequence[Paragraph]) -> list[list[Paragraph]]:
    """The items below the first paragraph, each with what goes on with it; none where text without a mark comes first."""
    if len(item) < 2 or not item[1].bullet:
        return []
    found: list[list[Paragraph]] = []
    for paragraph in item[1:]:
        if paragraph.bullet:
            found.append([paragraph])
        else:
            found[-1].append(paragraph)
    return found


def _is_name(first: Paragraph, deeper: Sequence[Sequence[Paragraph]]) -> bool:
    name = first.text.rstrip(": ")
    if len(name) > _NAME or name.endswith(".") or _has_amount(name):
        return False
    texts = [item[0].text for item in deeper]
    if len(texts) > 1 and all(map(_has_amount, texts)):
        return True
    return action_words(name) < _ACTS and 2 * sum(_tells(text) for text in texts) > len(texts)


def _tells(text: str) -> bool:
    return action_words(text) >= _ACTS or _has_amount(text)


def _has_amount(text: str) -> bool:
    return any(amount.unit for amount in find_amounts(text))
