"""Lists of measures: bullets under a heading or a sentence that says that they are measures.

``Ytterligare åtgärder:``, ``Följande tjänster har vakantsatts:``, an area's heading in a chapter of savings. Deeper items belong to the item above.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

import regex

from extractors.fields.amount import find_amounts, is_unit
from extractors.fields.area_names import is_area_name
from extractors.fields.effect_prose import find_effects_in_prose
from extractors.fields.labels import field_of
from extractors.fields.speech import (
    action_words,
    handles_the_paper,
)
from extractors.fields.status import SIGNS, parse_status
from extractors.layouts.followup import is_of_follow_up, parted
from extractors.layouts.listed import NAME, SURE, lists_in, opens_a_comment, place_of, telling
from extractors.layouts.margin import amounts_beside, without_amount
from extractors.layouts.run_in import run_in_name
from extractors.measure import Layout, Quote, RawMeasure
from extractors.model import Document, Paragraph, Passage
from extractors.prose.standing import tells_of_the_plan
from extractors.sections import Section
from extractors.sentences import sentences

_LONGEST_STATE = 5  # words of a heading that only names a state
_OUTRIGHT = 0.85
_ACTS = 0.3  # a text says that something is done
# "(ansvarig: kostchefen)", "Start: mars 2024." inside an item
_LABELLED = regex.compile(
    r"(?:\(|(?<=[.,;]\s)|^)(?P<label>\p{L}[\p{L} ]{2,30}):\s*(?P<text>[^();]+?)(?=\)|;|\.\s|\.?$)"
)
_INSIDE = {"responsible", "start", "due", "effect", "status"}
_NUMBER = regex.compile(r"[\p{L}\d]{1,3}[.)/]|\(\d{1,2}\)")
_QUOTED = regex.compile(
    r",\s(?:säger|menar|berättar|förklarar|konstaterar|tycker)\s\p{L}"
)  # "– Det blir bra, säger rektorn."
_KEY = regex.compile(r"=\s*\p{L}")  # "● = genomförd": what a mark means
_RECOMMENDS = regex.compile(r"\brekommend", regex.IGNORECASE)  # "fastställa en modell" is then no decision on the paper


class ListExtractor:
    """One bullet, one measure."""

    layout: Layout = "list"
    formal = False

    def find(self, document: Document) -> Iterator[RawMeasure]:
        for one in lists_in(document):
            section, intro, items, weight = one.section, one.intro, one.items, one.weight
            if weight < SURE or not _act(items, weight) or _are_key_figures(items) or _answer_why(section, items):
                continue
            if document.formal and _is_said_far_out(section, one.said_by) and telling(items) <= 0.5 * len(items):
                continue  # facts on the first page, beside a table of measures
            said_by = _state_over(section, one.said_by)
            path = tuple(h.passage for h in section.path)
            if intro is not None and len(intro.text) <= NAME and is_area_name(intro.text):
                path = (*path, intro.passage)
            if one.name:
                path = (*path, one.name)
            title = [Quote("title", one.name)] if action_words(one.name.text) >= _ACTS else []
            unit = _unit_over(section, items[0][0])
            in_bold, named = _in_bold(items), _are_named(items)
            marked = len({item[0].bullet for item in items if item[0].bullet in SIGNS}) > 1
            beside = amounts_beside([item[0].passage for item in items])
            for item, amount in zip(items, beside, strict=True):
                said = _after_mark(item[0])
                if (
                    (handles_the_paper(said) and not _RECOMMENDS.search(said_by.text))
                    or tells_of_the_plan(said)
                    or _KEY.match(said)
                    or opens_a_comment(said)
                    or _QUOTED.search(said)
                ):
                    continue
                yield RawMeasure(
                    self.layout,
                    (*title, *_quotes(item, unit, amount, in_bold=in_bold, named=named, marked=marked)),
                    path,
                    said_by,
                    doubt=round(1 - weight, 2),
                )


def _state_over(section: Section, said_by: Passage) -> Passage:
    """The nearest heading that names a state and nothing else ("Genomförda"), where it stands under the words that speak of measures; else those."""
    for heading in reversed(section.path):
        if heading.passage == said_by:
            break
        if (
            len(heading.text.split()) <= _LONGEST_STATE
            and (state := parse_status(heading.text))
            and state.weight >= _OUTRIGHT
        ):
            return heading.passage
    return said_by


def _act(items: Sequence[Sequence[Paragraph]], weight: float) -> bool:
    """The items must say what is done, or the intro must be very sure."""
    if weight >= 0.85:
        return True
    acting = sum(1 for item in items if action_words(item[0].text) >= _ACTS or find_amounts(item[0].text))
    return acting >= 0.5 * len(items)


def _is_said_far_out(section: Section, said_by: Passage) -> bool:
    """True where only a heading farther out than the list's own speaks of measures, as the paper's title."""
    return any(heading.passage == said_by for heading in section.path[:-1])


def _answer_why(section: Section, items: Sequence[Sequence[Paragraph]]) -> bool:
    """Reasons and facts under a heading that asks ("Varför behövs ett program?"), not measures."""
    asks = section.heading is not None and section.heading.text.rstrip().endswith("?")
    return asks and telling(items) <= 0.5 * len(items)


# "Sjukfrånvaro april: 14,8 procent"
_KEY_FIGURE = regex.compile(r"[^:]{3,60}:\s+[^:]*\d")


def _are_key_figures(items: Sequence[Sequence[Paragraph]]) -> bool:
    """Most items are a name, a colon and a figure that is no money; hardly one tells what is done."""
    texts = [_after_mark(item[0]) for item in items]
    figures = sum(1 for text in texts if _KEY_FIGURE.match(text) and not find_amounts(text))
    return figures > 0.5 * len(texts) and sum(1 for text in texts if action_words(text) >= 0.5) < 0.5 * len(texts)


def _after_mark(paragraph: Paragraph) -> str:
    return paragraph.text.removeprefix(paragraph.bullet).strip()


def _unit_over(section: Section, first: Paragraph) -> Passage:
    """ "Tkr" on a line of its own over a list whose amounts stand at the margin."""
    i = place_of(first, section)
    above = section.blocks[i - 1] if i else None
    return above.passage if isinstance(above, Paragraph) and is_unit(above.text) else Passage()


def _in_bold(items: Sequence[Sequence[Paragraph]]) -> bool:
    """True where most items end with an amount in bold type, behind what is done in plain type."""
    return sum(1 for item in items if _amount_in_bold(item[0].passage) is not None) > max(1, len(items) // 2)


def _amount_in_bold(passage: Passage) -> int | None:
    """Where the bold amount begins that ends a plain text: "Kvällsöppet upphör **120 tkr**"."""
    bold = list(takewhile(lambda token: token.word.bold, reversed(passage.tokens)))
    if not bold or len(bold) == len(passage.tokens):
        return None
    start, end = bold[-1].start, len(passage.text.rstrip(" ."))
    found = find_amounts(passage.text[start:end])
    return start if len(found) == 1 and (found[0].start, found[0].end) == (0, end - start) else None


def _are_named(items: Sequence[Sequence[Paragraph]]) -> bool:
    """True where most items begin with a name in bold type."""
    return sum(1 for item in items if run_in_name(item[0].passage) is not None) > max(1, len(items) // 2)


def _quotes(
    item: Sequence[Paragraph], unit: Passage, amount: Passage, *, in_bold: bool, named: bool, marked: bool
) -> Iterator[Quote]:
    """``marked``: the marks of the items are signs of their state."""
    first = item[0]
    whole = Passage.of_lines(first.lines)
    if _NUMBER.fullmatch(first.bullet):
        yield Quote("no", whole.cut(0, len(first.bullet)))
    elif marked:
        yield Quote("status", whole.cut(0, len(first.bullet)))
    told = [part for paragraph in item for part in parted(paragraph.passage, is_of_follow_up)]
    action = Passage.join([text for label, text in told if not label])
    name = run_in_name(action) if named else None
    if name is not None:
        yield Quote("title", action.cut(*name[0]))
        action = action.cut(name[1])
    if amount and action.text.endswith(amount.text):
        yield Quote("effect", amount, unit)
        action = without_amount(action, amount)
    bold = _amount_in_bold(action) if in_bold else None
    if bold is not None:
        yield Quote("effect", action.cut(bold))
    yield Quote("action", action)
    for start, end in sentences(action.text)[1:]:  # "Fem ungdomar har flyttat hem. Vi räknar med 3 mnkr i år."
        said = action.text[start:end]
        if find_effects_in_prose(said, of_measure=True) and not find_effects_in_prose(said):
            yield Quote("told_of_it", action.cut(start, end))
    yield from (Quote("comment", text, label) for label, text in told if label and text)
    for match in _LABELLED.finditer(action.text):
        field = field_of(match["label"])
        if field in _INSIDE:
            yield Quote(
                field,
                action.cut(match.start("text"), match.end("text")),
                action.cut(match.start("label"), match.end("label")),
            )
