"""The lists of a paper: their items, the words over them, and how surely each is a list of measures.

In: a document. Out: ``Listed``, in order. The nearest words decide: the line that opens the list, the headings over it, the paper's title; and lists
of its kind under the headings beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import regex

from extractors.fields.amount import find_amounts
from extractors.fields.area_names import is_area_name
from extractors.fields.labels import split_label
from extractors.fields.rounds import split_round
from extractors.fields.speech import (
    action_words,
    heading_speaks_of_measures,
    intro_speaks_of_measures,
    not_measures_heading,
)
from extractors.fields.status import is_state, states_in_key
from extractors.layouts.followup import is_of_follow_up
from extractors.layouts.nested import under_their_names
from extractors.model import Block, Document, Heading, Paragraph, Passage, Table
from extractors.prose.judge import tells_a_measure
from extractors.sections import Section, sections
from extractors.sentences import sentences

SURE = 0.5
_MISREAD_NUMBER = regex.compile(r"(?P<mark>[\dlIijJ|!]{1,2}[.),]?)\s+\p{Lu}\p{Ll}")
_IN = 6  # points that a deeper item, or an item's text, stands in
_AT_EDGE, _BESIDE_MARK = 3, 6  # points from where the lines of an item wrap, or from its text where it is of one line
_MANY, _MOST_TELL = 4, 0.7  # items; how many of them tell measures by themselves
_UNDER_THE_TITLE = 0.7
_ACTS = 0.3  # a text says that something is done
_KIN = 2  # lists that make one of a third
NAME = 60  # letters of an area's name on its own line over a list


@dataclass(frozen=True)
class Listed:
    """A list under a heading, how surely it is one of measures, and the words that say so.

    ``name``: the item of an outer list that stands over these, "" for none.
    """

    section: Section
    intro: Paragraph | None
    items: list[list[Paragraph]]
    weight: float
    said_by: Passage
    name: Passage = field(default_factory=Passage)


def lists_in(document: Document) -> Iterator[Listed]:
    """Every list of a paper in order, but for notes and what other layouts have taken."""
    yield from _with_siblings(list(_weighed(document)))


def _weighed(document: Document) -> Iterator[Listed]:
    found = sections(document)
    title = _title(found)
    may_tell = [item for s in found for intro, items in lists_of(s) if not _is_of_others(s, intro) for item in items]
    by_themselves = _tell_and_cost(may_tell)
    for section in found:
        for intro, items in lists_of(section):
            firsts = [item[0] for item in items]
            if (
                _are_notes(section, firsts)
                or all(states_in_key(first.text) for first in firsts)
                or any(document.has_taken(first.lines) for first in firsts)
            ):
                continue
            weight, said_by = _speaks(section, intro, title)
            if weight < SURE and title is not None and _tell_measures(items):
                weight, said_by = _UNDER_THE_TITLE, title.passage
            elif weight < SURE and (by_themselves or _tell_and_cost(items)) and _may_tell(section, intro, items):
                weight = _UNDER_THE_TITLE
            for name, named in under_their_names(items):
                yield Listed(section, intro, named, weight, said_by, name)


def _with_siblings(lists: Sequence[Listed]) -> Iterator[Listed]:
    """The lists; one under a name that says nothing, all of its items with amounts, is as those of measures under headings of its kind."""
    surely = [one for one in lists if one.weight >= SURE and one.section.heading and _are_costed(one)]
    for one in lists:
        heading = one.section.heading
        kin = [o for o in surely if heading and o.section.heading and o.section.heading.level == heading.level]
        of_others = _is_of_others(one.section, one.intro)
        enough = len(kin) >= _KIN or (kin and _act(one.items))
        if one.weight < SURE and enough and _are_costed(one) and not of_others:
            yield replace(one, weight=_UNDER_THE_TITLE, said_by=kin[0].said_by)
        else:
            yield one


def _act(items: Sequence[Sequence[Paragraph]]) -> bool:
    """Most items say that something is done, which an account's names ("Personal 1 200 tkr") do not."""
    return 2 * sum(1 for item in items if action_words(item[0].text) >= _ACTS) > len(items) > 1


def _are_costed(one: Listed) -> bool:
    return all(any(amount.unit for amount in find_amounts(item[0].text)) for item in one.items)


def _is_of_others(section: Section, intro: Paragraph | None) -> bool:
    """Under words that stand over something else than measures."""
    opens = intro is not None and intro.text.rstrip().endswith(":") and not_measures_heading(intro.text)
    return opens or any(not_measures_heading(heading.text) for heading in section.path)


def lists_of(section: Section) -> Iterator[tuple[Paragraph | None, list[list[Paragraph]]]]:
    """Each list under a heading: the paragraph just before it, and its items with the deeper ones and the comments that belong to them."""
    intro: Paragraph | None = None
    before: Paragraph | None = None
    items: list[list[Paragraph]] = []
    comments: list[Paragraph] = []
    blocks = list(section.blocks)
    for lead, inner in _led_by_items(blocks):
        yield lead, [[item] for item in inner]
        taken = {id(lead), *map(id, inner)}
        blocks = [block for block in blocks if id(block) not in taken]
    for block in blocks:
        if items and isinstance(block, Paragraph) and not block.bullet:
            if _is_comment(block):
                comments.append(block)
                continue
            if not comments and _goes_on(items[-1], block):
                items[-1].append(block)
                continue
        if isinstance(block, Paragraph) and block.bullet and comments:
            items[-1] += comments
        else:
            _close(items, comments)
        comments = []
        if isinstance(block, Paragraph) and block.bullet:
            if items and block.indent > items[0][0].indent + _IN and block.bullet != items[0][0].bullet:
                items[-1].append(block)
            else:
                if not items and intro is not None and (first := _misread_first(intro, block)):
                    items, intro = [[first]], before
                items.append([block])
            continue
        if items:
            yield intro, items
            items = []
            intro = None
        before, intro = intro, block if isinstance(block, Paragraph) else None
    _close(items, comments)
    if items:
        yield intro, items


def _led_by_items(blocks: Sequence[Block]) -> Iterator[tuple[Paragraph, list[Paragraph]]]:
    """Items marked otherwise right below one that ends with a colon, however deep they are set: "2. … ska följande genomföras:" over "a) …", "b) …"."""
    for i, lead in enumerate(blocks):
        if not (isinstance(lead, Paragraph) and lead.bullet and lead.text.rstrip().endswith(":")):
            continue
        kind = _kind(lead.bullet)
        inner: list[Paragraph] = []
        for block in blocks[i + 1 :]:
            if not isinstance(block, Paragraph) or not block.bullet or _kind(block.bullet) == kind:
                break
            inner.append(block)
        if kind and len(inner) > 1 and len({_kind(item.bullet) for item in inner}) == 1 and _kind(inner[0].bullet):
            yield lead, inner


def _kind(mark: str) -> str:
    """Whether a mark counts by numbers or by letters; "" for signs."""
    return "number" if any(map(str.isdigit, mark)) else "letter" if any(map(str.isalpha, mark)) else ""


def _misread_first(paragraph: Paragraph, second: Paragraph) -> Paragraph | None:
    """The first item of a numbered list whose number a scan misread: "4 Omprövning …" ahead of "2. Indragning …"."""
    mark = _MISREAD_NUMBER.match(paragraph.text)
    is_second = second.bullet.rstrip(".)") == "2" and any(w.confidence < 1 for w in paragraph.lines[0].words)
    return replace(paragraph, bullet=mark["mark"], indent=second.indent) if mark and is_second else None


def _goes_on(item: Sequence[Paragraph], paragraph: Paragraph) -> bool:
    """A sentence or labelled line without a mark below the text of an item, in from its mark: more of the same item."""
    if not (paragraph.text.endswith((".", ")", ";")) or split_label(paragraph.text)) or paragraph.text.endswith(":"):
        return False  # "Socialnämnden", "Vidare beslutas:" stand over items that follow
    first = item[0].lines[0]
    wrapped = [line.words[0].x0 for line in item[0].lines[1:]]
    texts, near = (wrapped, _AT_EDGE) if wrapped else ([word.x0 for word in first.words[1:2]], _BESIDE_MARK)
    left = paragraph.lines[0].words[0].x0
    return any(abs(left - text) <= near and text - first.words[0].x0 > _IN for text in texts)


def _close(items: list[list[Paragraph]], comments: Sequence[Paragraph]) -> None:
    """Comments behind the last item are its own where others have theirs; else they may be on the whole list."""
    if comments and (len(items) == 1 or any(map(_has_comment, items))):
        items[-1] += comments


def _is_comment(paragraph: Paragraph) -> bool:
    """A paragraph of follow-up under an item; one that opens a list of its own is none."""
    return opens_a_comment(paragraph.text) and not paragraph.text.rstrip().endswith(":")


def opens_a_comment(text: str) -> bool:
    lead = split_round(text) or split_label(text)
    return lead is not None and is_of_follow_up(lead[0])


def _has_comment(item: Sequence[Paragraph]) -> bool:
    return any(_is_comment(paragraph) for paragraph in item[1:])


def _are_notes(section: Section, items: Sequence[Paragraph]) -> bool:
    """Notes under a table, whose marks ("*", "1)") stand in it; a scan may have lost the mark of some."""
    first = items[0]
    i = place_of(first, section)
    above = next((b for b in reversed(section.blocks[max(i - 3, 0) : i]) if not isinstance(b, Paragraph)), None)
    if not isinstance(above, Table) or (first.bullet not in ("*",) and not first.bullet.endswith(")")):
        return False
    header = [line for cell in above.header for line in cell.lines]
    lines = above.lines if section.blocks[i - 1] is above else header
    marks = tuple(item.bullet for item in items)
    return any(word.text.endswith(marks) for line in lines for word in line.words)


def place_of(item: Paragraph, section: Section) -> int:
    return next(i for i, block in enumerate(section.blocks) if block.lines == item.lines)


def _title(found: Sequence[Section]) -> Heading | None:
    """The paper's title, where it speaks of measures: one of the first headings, none above it."""
    headed = [section.path[0] for section in found if section.path][:_OPENING]
    return next((h for h in headed if heading_speaks_of_measures(h.text) >= _TITLE), None)


_OPENING, _TITLE = 3, 0.9


def _speaks(section: Section, intro: Paragraph | None, title: Heading | None) -> tuple[float, Passage]:
    """How surely a list is one of measures, and the text that says so.

    ``title``: what the whole paper is about; it speaks for lists under headings of areas that are set in the title's own type.
    """
    best: tuple[float, Passage] = (0.0, Passage())
    if intro is not None and _names_a_state(intro.text):
        return _OF_A_STATE, intro.passage  # "Genomfört" on a line of its own
    if intro is not None and len(intro.text) < 300:
        said = max(
            intro_speaks_of_measures(intro.text),
            heading_speaks_of_measures(intro.text) if len(intro.text) < 80 else 0.0,
        )
        if said >= SURE:
            return said, intro.passage  # the nearest words decide, also what state the items are in
        best = (said, intro.passage)
        heads = intro.text.rstrip().endswith(":") or all(line.bold for line in intro.lines)
        if heads and best[0] < 0.2 and not_measures_heading(intro.text):
            return 0.0, Passage()
    for depth, heading in enumerate(reversed(section.path)):
        if not_measures_heading(heading.text):
            break
        state = _OF_A_STATE if not depth and _names_a_state(heading.text) else 0.0
        spoken = (
            max(heading_speaks_of_measures(heading.text), intro_speaks_of_measures(heading.text), state) * 0.9**depth
        )
        if spoken > best[0]:
            best = (spoken, heading.passage)
    alone = section.path[0] if len(section.path) == 1 else None
    if best[0] < SURE and title is not None and alone is not None and alone != title and is_area_name(alone.text):
        best = (_UNDER_THE_TITLE, title.passage)
    return best


def _names_a_state(text: str) -> bool:
    """ "Återstår", "Utgår" over the measures that are so."""
    return len(text.split()) <= _LONGEST_STATE and is_state(text)


_OF_A_STATE, _LONGEST_STATE = 0.6, 3  # how surely; words


def _tell_measures(items: Sequence[Sequence[Paragraph]]) -> bool:
    """Many items in whole sentences that by themselves tell measures: in a paper on measures they need no heading ("Ärendet")."""
    return len(items) >= _MANY and telling(items) >= _MOST_TELL * len(items)


def _may_tell(section: Section, intro: Paragraph | None, items: Sequence[Sequence[Paragraph]]) -> bool:
    return not _is_of_others(section, intro) and 2 * telling(items) >= len(items)


def _tell_and_cost(items: Sequence[Sequence[Paragraph]]) -> bool:
    """Many items in whole sentences that tell measures, nearly all with amounts: whatever stands over them."""
    costed = sum(1 for item in items if any(amount.unit for amount in find_amounts(item[0].text)))
    return len(items) >= _MANY and min(costed, telling(items)) >= _MOST_TELL * len(items)


def telling(items: Sequence[Sequence[Paragraph]]) -> int:
    """How many items tell a measure by themselves."""
    texts = [item[0].text for item in items]
    return sum(any(tells_a_measure(text[s:e]) >= SURE for s, e in sentences(text)) for text in texts)
