"""Running text that says what was, is or will be done; follow-up comments (``Kommentar december 2021:``) included.

A sentence is judged by ``actions.py``; sentences in a row about one and the same thing are one measure. Where the paper also has tables or blocks of
measures, running text counts only under a heading that itself speaks of measures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.fields.labels import field_of, split_label
from extractors.fields.speech import heading_speaks_of_measures, not_measures_heading
from extractors.layouts.actions import says_what_is_done, goes_on_about
from extractors.measure import Layout, Quote, RawMeasure
from extractors.model import Document, Paragraph, Passage
from extractors.sections import Section, sections
from extractors.sentences import sentences

_SURE = 0.5


@dataclass
class _Told:
    """A measure that is being told: its sentences, and what a follow-up adds."""

    action: list[Passage]
    weight: float
    status: Passage = Passage()
    label: Passage = Passage()
    comment: tuple[Passage, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(p.text for p in self.action)


class ProseExtractor:
    """Sentences that say what the organisation does."""

    layout: Layout = "prose"

    def find(self, document: Document) -> Iterator[RawMeasure]:
        beside_others = bool(document.taken)
        for section in sections(document):
            weight = _weight(section, beside_others)
            if weight <= 0:
                continue
            told: list[_Told] = []
            for paragraph in section.paragraphs:
                if paragraph.bullet or any(line.id in document.taken for line in paragraph.lines):
                    continue
                told += _read(paragraph, told, weight)
            path = tuple(h.passage for h in section.path)
            for one in told:
                yield RawMeasure(self.layout, tuple(_quotes(one)), path, doubt=round(1 - one.weight, 2))


def _weight(section: Section, beside_others: bool) -> float:
    """How readily a section's sentences are taken: 0 never."""
    headings = [h.text for h in reversed(section.path)]
    if any(not_measures_heading(text) for text in headings):
        return 0.0
    speaks = max((heading_speaks_of_measures(text) for text in headings[:2]), default=0.0)
    if beside_others:
        own = heading_speaks_of_measures(headings[0]) if headings else 0.0
        return 1.0 if own >= 0.7 else 0.0
    return 1.0 if speaks >= 0.5 else 0.8


def _read(paragraph: Paragraph, before: Sequence[_Told], weight: float) -> list[_Told]:
    passage = paragraph.passage
    lead = split_label(passage.text)
    label = Passage()
    if lead is not None and field_of(lead[0]) in ("comment", "status"):
        start = len(passage.text) - len(lead[1])
        label, passage = passage.cut(0, start), passage.cut(start)
    told: list[_Told] = []
    for start, end in sentences(passage.text):
        sentence = passage.cut(start, end)
        sure = says_what_is_done(sentence.text) * weight
        last = told[-1] if told else None
        if last is not None and goes_on_about(last.text, sentence.text):
            last.action.append(sentence)
        elif sure >= _SURE:
            told.append(_Told([sentence], sure, label=label))
    if label and before:
        return _follow_up(label, passage, before, told)
    return told


def _follow_up(label: Passage, passage: Passage, before: Sequence[_Told], told: list[_Told]) -> list[_Told]:
    """What a comment adds: the state of the measure above it, or something else that was done."""
    said = [passage.cut(start, end) for start, end in sentences(passage.text)]
    if not said:
        return []
    above = before[-1]
    own = [one for one in told if not goes_on_about(above.text, one.text, by_topic=True)]
    own_texts = {p.text for one in own for p in one.action}
    rest = [p for p in said if p.text not in own_texts]
    if rest and not above.status:
        above.status, above.label = rest[0], label
        above.comment = tuple(rest[1:])
    return own


def _quotes(told: _Told) -> Iterator[Quote]:
    yield Quote("action", Passage.join(told.action))
    if told.status:
        yield Quote("status", told.status, told.label)
    elif told.label:
        yield Quote("status_label", told.label)
    if told.comment:
        yield Quote("comment", Passage.join(told.comment))
