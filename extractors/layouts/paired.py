"""Two numbered lists, what was said and then what was done: "Vad vi sagt 1. … 2. …", "Vad vi gjort 1. … 2. …". The numbers say what belongs together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import regex

from extractors.fields.labels import field_of
from extractors.measure import Layout, Quote, RawMeasure
from extractors.model import Document, Paragraph, Passage
from extractors.sections import Section, sections

_NUMBER = regex.compile(r"\(?(?P<no>\d{1,2})[.)]*")
_FEWEST, _MOST = 2, 0.5  # answers, and their part of what was said
_DONE = ("status", "comment")


class PairedExtractor:
    """An item of the first list and the item of the second with its number are one measure."""

    layout: Layout = "list"
    formal = True

    def find(self, document: Document) -> Iterator[RawMeasure]:
        for said, done in pairwise(sections(document)):
            if not (_named(said) == "action" and _named(done) in _DONE):
                continue
            asked, answered = _items(said, document), _items(done, document)
            both = asked.keys() & answered.keys()
            if len(both) < max(_FEWEST, _MOST * len(asked)):
                continue
            path = tuple(heading.passage for heading in said.path[:-1])
            label = done.path[-1].passage
            for no, item in asked.items():
                answer = answered.get(no)
                quotes = [Quote("no", _number(item)), Quote("action", item.passage)]
                quotes += [Quote("status", answer.passage, label)] if answer else []
                yield RawMeasure(self.layout, tuple(quotes), path)


def _named(section: Section) -> str | None:
    return field_of(section.heading.text) if section.heading else None


def _items(section: Section, document: Document) -> dict[str, Paragraph]:
    """The numbered items of a section that nobody took, by their numbers; none where a number stands twice."""
    items = [(match["no"], p) for p in section.paragraphs if (match := _NUMBER.fullmatch(p.bullet))]
    taken = any(line.id in document.taken for _, item in items for line in item.lines)
    return {} if taken or len({no for no, _ in items}) < len(items) else dict(items)


def _number(item: Paragraph) -> Passage:
    match = _NUMBER.match(item.bullet)
    assert match is not None  # so it was found
    return Passage.of_lines(item.lines).cut(*match.span("no"))
