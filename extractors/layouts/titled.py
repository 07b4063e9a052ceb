"""Measures told in running text, each under a name of its own.

The name is a numbered heading, a heading below an area's, or set apart at the beginning of its paragraph ("**Gemensam nattpatrull** – De tre patrullerna slås
samman …"). The names come as a row of their kind: one alone may be any chapter or any bold word. The paragraph that tells what is done is the
action; what follows it tells how far it has come, what it gives, or remarks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, takewhile

import regex

from extractors.fields.area_names import is_area_name
from extractors.fields.effect_prose import find_effects_in_prose
from extractors.fields.item_number import counted
from extractors.fields.labels import is_label, split_label
from extractors.fields.rounds import names_only_a_round
from extractors.fields.speech import heading_speaks_of_measures, not_measures_heading
from extractors.fields.status import parse_status
from extractors.fields.timing import find_due, find_start
from extractors.layouts.background import without_background
from extractors.layouts.brackets import without_brackets
from extractors.layouts.labelled import TELLING, Part, labelled_parts
from extractors.layouts.run_in import RUN_IN, is_bold, names_a_measure
from extractors.layouts.section_weight import OFFICE
from extractors.measure import Layout, Quote, RawMeasure
from extractors.model import NOTHING, Document, Paragraph, Passage
from extractors.prose.continuing import (
    follows_from_it,
    says_since_when,
    tells_state_of_it,
    tells_when_it_takes_place,
)
from extractors.prose.judge import tells_a_measure
from extractors.sections import Section, sections
from extractors.sentences import sentences

_FEWEST = 3  # names of a kind that make a row
_MOST_OF_THEM = 0.6  # how many of a row must tell a measure
_SURE = 0.5
_AMONG_OTHERS = 0.15  # what stands in a row of measures needs to say less by itself
_LONGEST_NAME = 90  # letters
_PLAINLY = 0.9  # an area and nothing else
_MOST_AREAS = 0.34  # of a row's names; with more of them, the headings part the paper by area
_MOST_PARAGRAPHS = 5
_NUMBER = regex.compile(r"(?P<code>\p{Lu}{1,3}-?)?(?P<no>\d{1,2})(?:[.):]\s*|\s+)(?=\p{Lu})")


@dataclass(frozen=True, slots=True)
class _Named:
    """A name and the paragraphs that it stands over, or the one that it begins."""

    name: Passage
    texts: tuple[Passage, ...]
    path: tuple[Passage, ...]
    number: Passage = NOTHING
    labelled: tuple[Part, ...] = ()  # "Status: Pågår. Effekt 2015: 150 tkr." on lines of their own below

    def told_in(self, least: float) -> int:
        """Which text tells what is done, at least so surely; -1 where none does."""
        return next((i for i, text in enumerate(self.texts) if _surely(text) >= least), -1)

    def apart(self) -> tuple[_Named, list[Quote]]:
        """The same without the brackets that end it, and what they say."""
        text, quotes = without_brackets(self.texts[-1])
        return replace(self, texts=(*self.texts[:-1], text)), quotes


class TitledExtractor:
    """A name and the text that goes with it are one measure."""

    layout: Layout = "prose"
    formal = False

    def find(self, document: Document) -> Iterator[RawMeasure]:
        found = [s for s in sections(document) if not any(_is_elsewhere(h.text) for h in s.path)]
        for row in (*_numbered(found, document), *_under_areas(found, document), *_run_in(found, document)):
            if len(row) < _FEWEST:
                continue
            names = [_NUMBER.sub("", named.name.text) for named in row]
            areas = [name for name in names if is_area_name(name) >= _PLAINLY or OFFICE.fullmatch(name)]
            coded = all(named.number or ((match := _NUMBER.match(named.name.text)) and match["code"]) for named in row)
            by_area = len(areas) >= _MOST_AREAS * len(row) and not coded  # "R5 Fritidsgårdarna" is a proposal on them
            if by_area:
                continue
            sure = [named for named in row if named.told_in(_SURE) >= 0]
            if len(sure) >= _MOST_OF_THEM * len(row):
                bracketed = sum(1 for named in row if without_brackets(named.texts[-1])[1]) >= _MOST_OF_THEM * len(row)
                told = (named for named in row if named.told_in(_AMONG_OTHERS) >= 0)
                yield from (_measure(*named.apart()) if bracketed else _measure(named, []) for named in told)


def _is_elsewhere(heading: str) -> bool:
    return not_measures_heading(heading)


def _numbered(found: Sequence[Section], document: Document) -> Iterator[list[_Named]]:
    """Headings of one look that count 1, 2, 3 …, also from one area's heading to the next."""
    counted = [s for s in found if s.heading and _NUMBER.match(s.heading.text) and _is_name(s, document)]
    for _, group in groupby(sorted(counted, key=lambda s: s.path[-1].level), key=lambda s: s.path[-1].level):
        row = list(group)
        numbers = [int(_NUMBER.match(s.path[-1].text)["no"]) for s in row]  # type: ignore[index]
        steps = sum(b in (1, a + 1) for a, b in pairwise(numbers))
        if steps >= 0.7 * (len(numbers) - 1):
            yield [_of_section(s) for s in row]


def _under_areas(found: Sequence[Section], document: Document) -> Iterator[list[_Named]]:
    """Headings of one look right below those of areas, or below one that speaks of measures."""
    named = [s for s in found if len(s.path) > 1 and not _NUMBER.match(s.path[-1].text) and _is_name(s, document)]
    named = [s for s in named if is_area_name(s.path[-2].text) or heading_speaks_of_measures(s.path[-2].text) >= 0.7]
    for _, group in groupby(sorted(named, key=lambda s: s.path[-1].level), key=lambda s: s.path[-1].level):
        yield [_of_section(s) for s in group]


def _is_name(section: Section, document: Document) -> bool:
    """A short heading that names no chapter or field, over a few plain paragraphs."""
    text = section.path[-1].text
    name = _NUMBER.sub("", text)
    return (
        len(name) <= _LONGEST_NAME
        and not name.rstrip().endswith("?")
        and not is_label(name)
        and heading_speaks_of_measures(name) < 0.7
        and 1 <= len(section.blocks) <= _MOST_PARAGRAPHS
        and all(isinstance(b, Paragraph) and _is_plain(b, document) for b in section.blocks)
    )


def _is_plain(paragraph: Paragraph, document: Document) -> bool:
    """No item of a list, no labelled text or follow-up comment, nothing that another layout has taken."""
    if paragraph.bullet or document.has_taken(paragraph.lines):
        return False
    label = split_label(paragraph.text)
    return label is None and not names_only_a_round(paragraph.text.partition(":")[0])


def _of_section(section: Section) -> _Named:
    *above, heading = section.path
    texts = tuple(p.passage for p in section.paragraphs)
    return _Named(heading.passage, texts, tuple(h.passage for h in above))


def _run_in(found: Sequence[Section], document: Document) -> Iterator[list[_Named]]:
    """Paragraphs that begin with a name in type of its own, or all with a name and a dash."""
    bold: list[_Named] = []
    dashed: list[_Named] = []
    for section in found:
        path = tuple(h.passage for h in section.path)
        for i, paragraph in enumerate(section.paragraphs):
            count = counted(paragraph.text)  # "Uppdrag 2. Färre växlar. De två växlarna …"
            at = count.rest if count and count.word else 0
            match = None if paragraph.bullet else RUN_IN.match(paragraph.text, at)
            if match is None or not names_a_measure(match["name"]) or not _is_plain(paragraph, document):
                continue
            passage = paragraph.passage
            own = passage.cut(*match.span("no")) if match["no"] else NOTHING
            number = passage.cut(count.start, count.end) if count and at else own
            named = _Named(
                passage.cut(*match.span("name")),
                (passage.cut(match.end()),),
                path,
                number,
                _labelled_below(section, i),
            )
            if is_bold(passage, match.end("name")):
                bold.append(named)
            elif match.group().rstrip()[-1] in "–—-":
                dashed.append(named)
    yield bold
    yield dashed


def _labelled_below(section: Section, at: int) -> tuple[Part, ...]:
    """The labelled texts of the paragraphs right below one, down to the next that begins without a label."""
    below = takewhile(lambda p: not p.bullet and _is_labelled(p), section.paragraphs[at + 1 :])
    return tuple(part for paragraph in below for part in labelled_parts(paragraph) if part.field in TELLING)


def _is_labelled(paragraph: Paragraph) -> bool:
    first = next(labelled_parts(paragraph), None)
    return first is not None and first.field in TELLING and bool(first.label)


def _surely(text: Passage) -> float:
    """How surely a text tells a measure; one that says what it gives, or how far it has come, tells enough for a row of measures."""
    gives = find_effects_in_prose(text.text, of_measure=True) or parse_status(text.text)
    least = _AMONG_OTHERS if gives else 0.0
    return max([least, *(tells_a_measure(text.text[s:e]) for s, e in sentences(text.text))])


def _what_is_done(text: Passage) -> Passage:
    """Without the sentences that only explain: "Hyresvärden har godtagit …", "Deltagarna är oroliga …"."""
    spans = sentences(text.text)
    kept = [spans[0]] if spans else []
    for start, end in spans[1:]:
        said = text.text[start:end]
        before = text.text[kept[0][0] : kept[-1][1]]
        if (
            tells_a_measure(said) >= _SURE
            or find_start(said) is not None
            or find_due(said) is not None
            or find_effects_in_prose(said, of_measure=True)
            or says_since_when(said)
            or follows_from_it(said)
            or tells_when_it_takes_place(said)
            or tells_state_of_it(before, said)
        ):
            kept.append((start, end))
    return Passage.join([text.cut(start, end) for start, end in kept]) if kept else text


def _only_of_it(text: Passage) -> Iterator[Passage]:
    """Sentences whose amount is an effect because they tell of this measure: "Vi räknar med 2,5 mkr"."""
    for start, end in sentences(text.text):
        said = text.text[start:end]
        if find_effects_in_prose(said, of_measure=True) and not find_effects_in_prose(said):
            yield text.cut(start, end)


def _measure(named: _Named, bracketed: Sequence[Quote]) -> RawMeasure:
    at = next((at for least in (_SURE, _AMONG_OTHERS, 0.0) if (at := named.told_in(least)) >= 0), 0)
    quotes = [Quote("no", named.number)] if named.number else []
    quotes += [Quote("title", named.name), Quote("action", _what_is_done(without_background(named.texts[at])))]
    quotes += [Quote("told_of_it", sentence) for sentence in _only_of_it(named.texts[at])]
    quotes += bracketed
    quotes += [Quote(part.field, part.passage, part.label) for part in named.labelled]
    said = False
    for text in named.texts[at + 1 :]:
        gives = [
            text.cut(s, e) for s, e in sentences(text.text) if find_effects_in_prose(text.text[s:e], of_measure=True)
        ]
        quotes += [Quote("told_of_it", sentence) for sentence in gives]
        if not said and not gives and parse_status(text.text) is not None:
            quotes.append(Quote("status", text))
            said = True
        elif not gives:
            quotes.append(Quote("comment", text))
    return RawMeasure("prose", tuple(quotes), named.path, doubt=round(1 - max(_surely(named.texts[at]), _SURE), 2))
