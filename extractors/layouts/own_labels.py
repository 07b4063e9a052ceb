"""What the labels mean that a paper makes for itself: told by words that ask, else by what stands behind them block after block.

In: a document. Out: name of a recurring lead → field ("note" where nothing tells). Behind a label of the effect stand amounts, behind one of the time
days and seasons, behind one of who does it a chief or a unit; the longest texts say what is done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from extractors.fields.leads import Lead, lead_of, recurring
from extractors.layouts.labelled import TELLING, form_rows, label_of
from extractors.layouts.value_shapes import field_told
from extractors.model import Block, Document, Paragraph, Table

_WORDS_OF_A_DOING = 3
_FORMS = (2, 4)  # columns


def own_labels(document: Document) -> Mapping[str, str]:
    """The fields of a paper's own labels; empty where its recurring leads are no form of measures."""
    return document.once(_own_labels)


def _own_labels(document: Document) -> Mapping[str, str]:
    led = [pair for block in document.blocks for pair in _led(block)]
    names = recurring(lead for lead, _ in led)
    if not names:
        return {}
    values = _values(led, names)
    fields = {name: field_told(name, texts) for name, texts in values.items()}
    if len(TELLING & set(fields.values())) < 2:
        return {}
    if not {"action", "title"} & set(fields.values()):
        longest = max(
            (name for name in fields if fields[name] == "note"), key=lambda n: _words(values[n]), default=None
        )
        if longest is None or _words(values[longest]) < _WORDS_OF_A_DOING:
            return {}
        fields[longest] = "action"
    return fields


def _led(block: Block) -> Iterator[tuple[Lead | None, str]]:
    """Each lead that a block may hold and what stands behind it; a text without one has None."""
    if isinstance(block, Paragraph):
        lead = None if block.bullet else lead_of(block.text)
        yield lead, block.text[lead.end :] if lead else block.text
    elif isinstance(block, Table):
        for cells in form_rows(block):
            if len(cells) in _FORMS:
                for label, value in zip(cells[::2], cells[1::2], strict=True):
                    yield lead_of(f"{label_of(label.text)}:"), value.text


def _values(led: Sequence[tuple[Lead | None, str]], names: frozenset[str]) -> Mapping[str, list[str]]:
    """What stands behind each lead, on its line or below it."""
    values: dict[str, list[str]] = defaultdict(list)
    waiting = ""
    for lead, text in led:
        if lead is not None and lead.name in names:
            waiting = "" if text else lead.name
            if text:
                values[lead.name].append(text)
        elif waiting:
            values[waiting].append(text)
            waiting = ""
    return values


def _words(values: Sequence[str]) -> float:
    return median(len(text.split()) for text in values) if values else 0.0
