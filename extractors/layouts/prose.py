"""Running text that says what was, is or will be done; follow-up comments (``Kommentar december 2021:``) included.

Each sentence is judged by a small classifier (``extractors/prose``); sentences in a row about one and the same thing are one measure. Where the paper
also has tables or blocks of measures, running text counts only under a heading that itself speaks of measures, or that looks like the blocks' titles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

import regex

from extractors.fields.area import is_area_name
from extractors.fields.effect_prose import find_effects_in_prose
from extractors.fields.item_number import counted
from extractors.fields.labels import field_of, split_label
from extractors.fields.rounds import names_only_a_round
from extractors.fields.speech import action_words, heading_speaks_of_measures, not_measures_heading, says_none_is_needed
from extractors.fields.status import is_state, parse_status
from extractors.layouts.background import without_background
from extractors.layouts.followup import Told, follow_up, is_result, parted
from extractors.layouts.section_weight import (
    UNDER_ACCOUNTS,
    chapters_of_measures,
    free_paragraphs,
    holds_tables_or_blocks,
    is_block,
    looks_like_a_block,
    opening_of,
    titles_of_blocks,
    weight_of,
)
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
from extractors.prose.standing import (
    tells_a_problem,
    tells_of_the_plan,
    tells_what_always_holds,
    tells_what_is_revoked,
    tells_what_would_be,
)
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
_WITH_STATE_AND_EFFECT = 0.7  # what has been or is to be done, and what it gives
_LONGEST_TITLE = 140
# "Sedan den 1 mars delar de två skolorna rektor", "Etapp 2 avbryts": so said, it is a measure
_SINCE_THEN = regex.compile(
    r"\bnumera\b|^Sedan\s+(?:den\s+)?(?:\p{L}+\s+){0,2}?(?:\d|årsskiftet|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|våren|hösten|sommaren)\b"
)
# What these verbs say is always a measure: "Verkstaden lades därför ned den 31 mars"
_OUTRIGHT_DONE = regex.compile(
    r"\b(?:lades|läggs|lagts)\s+(?:\p{L}+\s+)?ned(?!\s+\d)\b|\b(?:stängdes|avvecklades|avvecklas|såldes)\b(?!\s+av\s+\p{L}+en\b)"
    r"|\b(?:drogs|dras|dragits)\s+in\b|\b(?:slogs|slås|slagits)\s+(?:samman|ihop)\b"
    r"|\b(?:skjuts|sköts|skjutits)\s+(?:fram|upp)\b|\bsenare(?:läggs|lades|lagts)\b"
    r"|\b(?:lämna(?:r|t|de|s|ts)?)\s+(?:\p{L}+\s+)?\p{L}*(?:lokal|kontor|fastighet|byggnad|våningsplan)(?:en|et|erna|er)?\b"
)
# "Förvaltningen utreder om …" is a measure where the next sentence says by when: "Utredningen ska vara klar i maj"
_UNDER_WAY = regex.compile(
    r"[^,.;:]{3,60}?\b(?:utreder|utreds|undersöker|undersöks|ser\s+över|prövar|prövas|förhandlar|kartlägger|kartläggs)\b",
    regex.IGNORECASE,
)
_GIVES = regex.compile(
    r"\b(?:vilket|som|och)\s+(?:beräknas\s+|bedöms\s+|väntas\s+)?(?:ger|gav|ge|sänker|sänka|sänkte|minskar|minska|minskade|sparar|spara|motsvarar)\b"
)
_REPORTS = regex.compile(
    r"(?:utredningen|översynen|kartläggningen|förhandling(?:en|arna)|arbetet|uppdraget|prövningen|undersökningen)\s+(?:ska|skall|beräknas|väntas|planeras)\s",
    regex.IGNORECASE,
)
_ONE_MORE = regex.compile(r"(?:Även|Dessutom|Vidare|Därutöver)\b|(?:[^\s,.]+\s+){1,4}?(?:dessutom|därutöver)\b")
_WITHOUT_STATE = 0.7  # what tells of no state is four times in five no measure, unless it says so much the more
_OUTRIGHT_OFF, _MAY_BE_OFF = 0.85, 0.3


@dataclass
class _Unsure:
    """Sentences of a text that did not say enough to be measures, each with how much it said."""

    sentences: list[tuple[float, Passage]] = field(default_factory=list)

    def likeliest(self) -> list[Told]:
        """The one that says most, unless none says anything."""
        sure, sentence = max(self.sentences, key=lambda pair: pair[0], default=(0.0, Passage()))
        return [Told([sentence], sure)] if sure >= _COMMENTED_ON else []


class ProseExtractor:
    """Sentences that say what the organisation does."""

    layout: Layout = "prose"

    def find(self, document: Document) -> Iterator[RawMeasure]:
        beside_others = bool(document.taken)
        found = sections(document)
        # right below the paper's title stand its letterhead and what it is for, not one measure among those of tables and blocks
        opening = opening_of(found)
        titles = titles_of_blocks(found, document) if beside_others else frozenset()
        parents = {section.path[:-1] for section in found if section.heading and is_block(section, document)}
        formal = {h for section in found if holds_tables_or_blocks(section, document) for h in section.path}
        chapters = set() if beside_others else chapters_of_measures(found)
        for section in found:
            if chapters and not chapters & set(section.path):
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
                quotes = ([Quote("title", title)] if title else []) + list(_quotes(one))
                yield RawMeasure(
                    self.layout, tuple(quotes), above, _says_state(section), doubt=round(1 - one.weight, 2)
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
    for sentence, behind in zip_longest(followed, followed[1:]):
        if not near and len(told) == before and told and _opens_with_the_effect(told[-1], sentence.text):
            told[-1].of_it.append(sentence)
            told[-1].action.append(sentence)
            continue
        if len(told) == before and is_state(sentence.text) and not _ANSWER.fullmatch(sentence.text):
            state = sentence
            continue
        sure = _surely(sentence.text, weight, behind.text if behind else "")
        last = told[-1] if len(told) > before else None
        between, near = not near, True
        if (
            last is not None
            and (not between or len(told) == before + 1)
            and _is_about(last, sentence, near=not between)
        ):
            continue
        # what always holds may go on a measure, not begin one
        likely = max(sure, tells_a_measure(sentence.text) * weight)
        both = last is not None and _has_effect(last.text) and _has_effect(sentence.text)
        apart = sure >= SURE and (both or _ONE_MORE.match(sentence.text) is not None)
        if last is not None and not apart and likely >= _GOES_ON and goes_on_about(last.text, sentence.text):
            last.action.append(sentence)
        elif sure >= SURE:
            told.append(Told([sentence], sure, state))
            state = Passage()
        elif last is not None and is_result(sentence.text) and goes_on_about(last.text, sentence.text):
            last.comment.append(Quote("comment", sentence))
        else:
            near = False
            unsure.sentences.append((sure, sentence))
    return unsure


def _opens_with_the_effect(measure: Told, sentence: str) -> bool:
    """A paragraph that goes on with what the measure above it gives ("Genomsnittspriset har fallit, vilket ger 900 000 kr")."""
    plainly = tells_effect_of_it(sentence, near=False) and tells_a_measure(sentence) < SURE
    return plainly and not measure.label and not _has_effect(measure.text)


def _surely(sentence: str, weight: float, behind: str) -> float:
    """How surely a sentence tells a measure where it stands; only a heading of measures makes one of a task, a routine or a mere possibility.

    ``behind``: the next sentence, which may say how far it has come and what it gives.
    """
    if tells_what_is_revoked(sentence):
        return _WITH_STATE_AND_EFFECT * weight
    if tells_of_the_plan(sentence) or tells_a_problem(sentence) or says_none_is_needed(sentence):
        return 0.0
    if weight < 1 and (tells_what_always_holds(sentence) or tells_what_would_be(sentence)):
        return 0.0
    if weight <= UNDER_ACCOUNTS and (action_words(sentence) < 0.5 or not parse_status(sentence)):
        return 0.0
    sure = tells_a_measure(sentence)
    said = parse_status(sentence)
    if said is None and not (_has_effect(sentence) or is_state(behind) or tells_state_of_it(sentence, behind)):
        sure *= _WITHOUT_STATE
    is_off = said is not None and said.code == "stopped" and said.weight >= _OUTRIGHT_OFF
    if said and (_SINCE_THEN.search(sentence) or _OUTRIGHT_DONE.search(sentence) or (is_off and sure >= _MAY_BE_OFF)):
        sure = max(sure, _WITH_STATE_AND_EFFECT)
    if sure >= _GOES_ON and said and (_has_effect(sentence) or (_UNDER_WAY.match(sentence) and _REPORTS.match(behind))):
        sure = max(sure, _WITH_STATE_AND_EFFECT)
    return sure * weight


def _has_effect(text: str) -> bool:
    return bool(find_effects_in_prose(text, of_measure=True))


def _gives(sentence: str) -> bool:
    """A sentence that tells by itself no measure, and what one gives: "Restiden blir kortare, vilket ger 220 tkr 2017"."""
    return _GIVES.search(sentence) is not None and tells_a_measure(sentence) < SURE and _has_effect(sentence)


def _is_about(measure: Told, sentence: Passage, *, near: bool) -> bool:
    """Give the measure a sentence that tells what it gives, how far it has come or since when it holds; False for any other sentence."""
    reports = _REPORTS.match(sentence.text) and _UNDER_WAY.match(measure.text)
    if near and (reports or says_since_when(sentence.text) or follows_from_it(sentence.text)):
        measure.action.append(sentence)
        return True
    state = near and tells_state_of_it(measure.text, sentence.text)
    takes_place = tells_when_it_takes_place(sentence.text)
    effect = (
        takes_place
        or (near and _gives(sentence.text) and not measure.of_it and not _has_effect(measure.text))
        or tells_effect_of_it(sentence.text, near=near)
        or (near and tells_effect_of_what_is_named(measure.text, sentence.text))
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
    if heading is None or not told or len(heading.text) > _LONGEST_TITLE or any(one.label for one in told):
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
    """The nearest heading that tells how far what stands under it has come: "Redan vidtagna åtgärder"."""
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
