"""Running text that says what was, is or will be done; follow-up comments (``Kommentar december 2021:``) included.

Each sentence is judged by a small classifier (``extractors/prose``); sentences in a row about one and the same thing are one measure. Where the paper
also has tables or blocks of measures, running text counts only under a heading that itself speaks of measures, or that looks like the blocks' titles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile, zip_longest

import regex

from extractors.fields.area_names import is_area_name
from extractors.fields.effect_prose import find_effects_in_prose
from extractors.fields.item_number import counted
from extractors.fields.labels import field_of, split_label
from extractors.fields.rounds import names_only_a_round
from extractors.fields.speech import action_words, heading_speaks_of_measures, not_measures_heading
from extractors.fields.status import is_state, parse_status
from extractors.layouts.background import without_background
from extractors.layouts.followup import Told, follow_up, is_result, parted
from extractors.layouts.section_weight import (
    chapters_of_measures,
    free_paragraphs,
    has_tables_or_blocks,
    holds_tables_or_blocks,
    is_block,
    looks_like_a_block,
    opening_of,
    opens_with_measures,
    titles_of_blocks,
    weight_of,
)
from extractors.layouts.sureness import gives_after_it, has_effect, how_surely, is_taken_up, reports_on
from extractors.measure import Layout, Quote, RawMeasure
from extractors.model import Document, Paragraph, Passage
from extractors.prose.continuing import (
    follows_from_it,
    only_says_by_when,
    says_since_when,
    tells_effect_of_it,
    tells_effect_of_what_is_named,
    tells_state_of_it,
    tells_when_it_takes_place,
)
from extractors.prose.judge import SURE, tells_a_measure
from extractors.prose.topics import goes_on_about
from extractors.sections import Section, sections
from extractors.sentences import sentences

_GOES_ON = 0.25  # a sentence that takes up the one before needs to say less by itself
_COMMENTED_ON = 0.2  # a sentence that a follow-up comment stands under, likewise
_RUN_ON = regex.compile(r"(?<=\p{Ll})\s(?=\p{Lu}\p{Ll}+\s)")
# before the name of a place, no sentence has ended
_LEFT_OPEN = regex.compile(
    r"\b(?:på|i|vid|till|från|för|av|om|med|hos|under|över|inom|mellan|mot|utanför|bakom|efter|och|samt|eller|men|att|som|än|den|det|de|en|ett)$"
)
_SHORTEST_HALF = 6  # words
_ANSWER = regex.compile(r"(?:ja|nej)\W*", regex.IGNORECASE)  # to a question, no state
_LONGEST_TITLE = 140
_LEADS_UP = regex.compile(
    r"\bföljande\s+(?:\p{L}+\s+)?(?:åtgärder|besparingar|insatser|förändringar|effektiviseringar)\s*[.:]?$",
    regex.IGNORECASE,
)
_LONGEST_HEADLINE = 9  # words
_ONLY_CHANGED = regex.compile(
    r"\b(?:skärp[st]\p{L}*|begränsats?|samordna[st]\p{L}*|(?:för)?ändra[st]\p{L}*|lag[td]s?\s+om|läggs\s+om|stramats?\s+åt|setts?\s+över|organisera[st]\p{L}*\s+om|gör[s]?\s+om|gjorts?\s+om|effektivisera[st]\p{L}*|infört?\p{L}*\s+(?:en|ett)\s+ny(?:tt)?)\b",
    regex.IGNORECASE,
)
_ONE_MORE = regex.compile(r"(?:Även|Dessutom|Vidare|Därutöver)\b|(?:[^\s,.]+\s+){1,4}?(?:dessutom|därutöver)\b")


@dataclass
class _Unsure:
    """Sentences of a text that did not say enough to be measures, each with how much it said."""

    sentences: list[tuple[float, Passage]] = field(default_factory=list)

    def likeliest(self) -> list[Told]:
        """The one that says most, with those behind it that are about it, unless none says anything."""
        sure, sentence = max(self.sentences, key=lambda pair: pair[0], default=(0.0, Passage()))
        if sure < _COMMENTED_ON:
            return []
        told = Told([sentence], sure)
        behind = [other for _, other in self.sentences[self.sentences.index((sure, sentence)) + 1 :]]
        for _ in takewhile(lambda other: _is_about(told, other, near=True), behind):
            pass
        return [told]


class ProseExtractor:
    """Sentences that say what the organisation does."""

    layout: Layout = "prose"
    formal = False

    def find(self, document: Document) -> Iterator[RawMeasure]:
        found = sections(document)
        beside_others = has_tables_or_blocks(found, document)
        # right below the paper's title stand its letterhead and what it is for, not one measure among those of tables and blocks
        opening = opening_of(found)
        titles = titles_of_blocks(found, document) if beside_others else frozenset()
        parents = {section.path[:-1] for section in found if section.heading and is_block(section, document)}
        formal = {h for section in found if holds_tables_or_blocks(section, document) for h in section.path}
        chapters = set() if beside_others else chapters_of_measures(found)
        for section in found:
            if chapters and not (
                chapters & set(section.path) or opens_with_measures(section) or _is_of_an_area(section)
            ):
                continue
            path = tuple(h.passage for h in section.path)
            paragraphs = free_paragraphs(section, document)
            if looks_like_a_block(section, titles, parents) and (whole := _unlabelled(section, paragraphs)):
                yield whole
                continue
            if beside_others and section in opening:
                continue
            weight = weight_of(section, document, beside_others, formal)
            if weight <= 0 or not paragraphs:
                continue
            told: list[Told] = []
            before: _Unsure | None = None
            for paragraph in paragraphs:
                before = _read(paragraph, told, weight, before)
            told, title = _under_one_heading(section, told)
            above = path[:-1] if title else path
            for one in told:
                around = (*above, one.area) if one.area else above
                quotes = ([Quote("title", title)] if title else []) + list(_quotes(one))
                yield RawMeasure(
                    self.layout, tuple(quotes), around, _says_state(section), doubt=round(1 - one.weight, 2)
                )


def _read(paragraph: Paragraph, told: list[Told], weight: float, commented_on: _Unsure | None) -> _Unsure | None:
    """Add what one paragraph tells to what its section has told.

    ``commented_on`` is what was read just before: a text that a comment follows tells a measure, also where its words alone are unsure.
    """
    for label, passage in parted(paragraph.passage, _opens_a_comment):
        if label:
            if commented_on is not None and not any(not one.label for one in told):
                told += commented_on.likeliest()
            follow_up(label, passage, told)
            commented_on = None
        else:
            commented_on = _read_text(passage, told, weight)
    return commented_on


def _opens_a_comment(label: str) -> bool:
    return names_only_a_round(label) or field_of(label) in ("comment", "status")


def _read_text(passage: Passage, told: list[Told], weight: float) -> _Unsure:
    before = len(told)  # what this paragraph tells comes behind
    near = False  # nothing stands between the last measure and the sentence
    unsure = _Unsure()
    state = Passage()  # "Pågår." ahead of the sentence that it is the state of
    followed = [*_sentences(passage)]
    area = _area_ahead(followed)
    for sentence, behind in zip_longest(followed, followed[1:]):
        if not near and len(told) == before and told and _opens_with_the_effect(told[-1], sentence.text):
            told[-1].of_it.append(sentence)
            told[-1].action.append(sentence)
            continue
        if len(told) == before and is_state(sentence.text) and not _ANSWER.fullmatch(sentence.text):
            state = sentence
            continue
        sure = how_surely(sentence.text, weight, behind.text if behind else "")
        last = told[-1] if len(told) > before else None
        if last is None and behind is not None and is_taken_up(sentence.text, behind.text):
            sure = max(sure, SURE * weight)
        between, near = not near, True
        if (
            last is not None
            and (not between or len(told) == before + 1)
            and _is_about(last, sentence, near=not between)
        ):
            continue
        # what always holds may go on a measure, not begin one
        likely = max(sure, tells_a_measure(sentence.text) * weight)
        gives = has_effect(sentence.text) or (behind is not None and tells_effect_of_it(behind.text))
        both = last is not None and gives and has_effect(last.text)
        apart = sure >= SURE and (both or _ONE_MORE.match(sentence.text) is not None)
        headline = last is not None and not between and not _ONE_MORE.match(sentence.text) and _is_headline(last)
        if (last is not None and headline and sure >= SURE and not has_effect(last.text)) or (
            last is not None and not apart and likely >= _GOES_ON and goes_on_about(last.text, sentence.text)
        ):
            last.action.append(sentence)
        elif sure >= SURE:
            told.append(Told([sentence], sure, state, area=area))
            state = Passage()
        elif last is not None and is_result(sentence.text) and goes_on_about(last.text, sentence.text):
            last.comment.append(Quote("comment", sentence))
        else:
            near = False
            unsure.sentences.append((sure, sentence))
    return unsure


def _area_ahead(followed: Sequence[Passage]) -> Passage:
    """ "Förskola. En avdelning stängs …": the area that a paragraph is of, named before its first sentence."""
    first = followed[0] if len(followed) > 1 else Passage()
    named = len(first.text.split()) <= _LONGEST_AREA and is_area_name(first.text.rstrip(". :"))
    return first.cut(0, len(first.text.rstrip(". :"))) if named else Passage()


_LONGEST_AREA = 5  # words


def _is_of_an_area(section: Section) -> bool:
    return section.heading is not None and is_area_name(section.heading.text) > 0


def _is_headline(measure: Told) -> bool:
    """ "Kontrollen har skärpts.": a short sentence that only says that something is changed; the next one says how."""
    return (
        len(measure.action) == 1
        and len(measure.text.split()) <= _LONGEST_HEADLINE
        and _ONLY_CHANGED.search(measure.text) is not None
    )


def _opens_with_the_effect(measure: Told, sentence: str) -> bool:
    """A paragraph that goes on with what the measure above it gives ("Genomsnittspriset har fallit, vilket ger 900 000 kr")."""
    plainly = tells_effect_of_it(sentence, near=False) and tells_a_measure(sentence) < SURE
    return plainly and not measure.label and not has_effect(measure.text)


def _is_about(measure: Told, sentence: Passage, *, near: bool) -> bool:
    """Give the measure a sentence that tells what it gives, how far it has come or since when it holds; False for any other sentence."""
    reports = reports_on(measure.text, sentence.text)
    if near and reports:
        measure.of_it.append(sentence)
    if near and (reports or says_since_when(sentence.text) or follows_from_it(sentence.text)):
        measure.action.append(sentence)
        return True
    state = near and tells_state_of_it(measure.text, sentence.text)
    takes_place = tells_when_it_takes_place(sentence.text)
    effect = (
        takes_place
        or (near and gives_after_it(sentence.text) and not measure.of_it and not has_effect(measure.text))
        or tells_effect_of_it(sentence.text, near=near)
        or tells_effect_of_what_is_named(measure.text, sentence.text)
    )
    if effect or (state and find_effects_in_prose(sentence.text, of_measure=True)):
        measure.of_it.append(sentence)
        if takes_place or effect:  # the guide lets it go along
            measure.action.append(sentence)
    if state and only_says_by_when(measure.text, sentence.text):
        measure.of_it.append(sentence)
        if near:
            measure.action.append(sentence)
    elif state and not measure.status:
        measure.status = sentence
    elif state and not effect:
        measure.comment.append(Quote("comment", sentence))
    return state or effect


def _sentences(passage: Passage) -> Iterator[Passage]:
    """Each sentence; two that ran together for want of a full stop apart, where each tells a measure by itself."""
    for start, end in sentences(passage.text):
        sentence = passage.cut(start, end)
        for match in _RUN_ON.finditer(sentence.text):
            halves = sentence.cut(0, match.start()), sentence.cut(match.end())
            if not _LEFT_OPEN.search(halves[0].text) and all(
                len(half.text.split()) >= _SHORTEST_HALF
                and halves[0].text.split()[-1][:1].islower()  # "av Ekliden | Omsorg AB" is one name
                and parse_status(half.text)
                and tells_a_measure(half.text) >= SURE
                for half in halves
            ):
                yield from halves
                break
        else:
            yield sentence


def _under_one_heading(section: Section, told: list[Told]) -> tuple[list[Told], Passage]:
    """A heading that itself says what is done covers one action: what stands under it is one measure, and the heading its title."""
    heading = section.heading
    asks = heading is not None and heading.text.rstrip().endswith("?")  # "Vad har nämnden gjort?" stands over several
    if heading is None or asks or not told or len(heading.text) > _LONGEST_TITLE or any(one.label for one in told):
        return told, Passage()
    says = (
        action_words(heading.text) >= 0.7
        and heading_speaks_of_measures(heading.text) < 0.5
        and not is_area_name(heading.text)
    )
    if not says:
        return told, Passage()
    return [Told.joined(told)], heading.passage


def _says_state(section: Section) -> Passage:
    """What tells how far the measures of a section have come: the line that leads up to them ("Nämnden beslutade om följande åtgärder"), or the
    nearest heading ("Redan vidtagna åtgärder").
    """
    for paragraph in section.paragraphs[:1]:
        for start, end in sentences(paragraph.text):
            said = paragraph.passage.cut(start, end)
            if _LEADS_UP.search(said.text) and parse_status(said.text):
                return said
    return next(
        (h.passage for h in reversed(section.path) if heading_speaks_of_measures(h.text) and parse_status(h.text)),
        Passage(),
    )


def _unlabelled(section: Section, paragraphs: Sequence[Paragraph]) -> RawMeasure | None:
    """A section that looks like the blocks around it but carries no labels: one measure, its heading the title."""
    heading = section.heading
    if (
        heading is None
        or not paragraphs
        or len(paragraphs) != len(section.blocks)
        or not_measures_heading(heading.text)
        or len(heading.text) > _LONGEST_TITLE
    ):
        return None
    if (
        any(not_measures_heading(h.text) for h in section.path)
        or is_area_name(heading.text)
        or (heading_speaks_of_measures(heading.text) >= 0.7 and not counted(heading.text))
    ):
        return None
    if any(split_label(p.text) for p in paragraphs):
        return None
    whole = Passage.join([p.passage for p in paragraphs])
    sure = max((tells_a_measure(whole.text[s:e]) for s, e in sentences(whole.text)), default=0.0)
    if sure < SURE:
        return None
    title = heading.passage
    number = counted(title.text)
    numbered = (Quote("no", title.cut(number.start, number.end)),) if number else ()
    quotes = (
        *numbered,
        Quote("title", title.cut(number.rest) if number else title),
        Quote("action", without_background(whole)),
    )
    return RawMeasure("prose", quotes, tuple(h.passage for h in section.path[:-1]), doubt=round(1 - sure, 2))


def _quotes(told: Told) -> Iterator[Quote]:
    yield Quote("action", Passage.join(told.action))
    if told.status:
        yield Quote("status", told.status, told.label)
    elif told.label:
        yield Quote("status_label", told.label)
    yield from told.comment
    yield from (Quote("told_of_it", sentence) for sentence in dict.fromkeys(told.of_it))
