"""Labelled blocks: a heading, then ``Mål:`` ``Start:`` ``Ekonomisk effekt:`` … and unlabelled text that says what is done.

Known shapes: labels with a colon in running text, several on a line, or alone on their line; labels to the left and text to the right (a table of two
columns, or of four); one block under a heading, or several that each begin with the same label.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import dropwhile, pairwise, takewhile

import regex

from extractors.fields.amount import find_amounts, is_amount
from extractors.fields.area_names import is_area_name
from extractors.fields.item_number import counted
from extractors.fields.labels import fields_of, split_label
from extractors.fields.leads import lead_of
from extractors.fields.speech import not_measures_heading, says_none_is_needed
from extractors.fields.status import is_state, parse_status
from extractors.fields.sums import SUM
from extractors.fields.timing import says_only_when
from extractors.layouts.labelled import (
    TELLING,
    Part,
    card_parts,
    form_parts,
    label_of,
    labelled_parts,
    with_lone_labels,
)
from extractors.layouts.own_labels import own_labels
from extractors.layouts.run_in import run_in_name
from extractors.layouts.section_weight import is_key
from extractors.measure import Layout, Quote, RawMeasure
from extractors.model import NOTHING, Block, Document, Paragraph, Passage, Table
from extractors.sections import sections
from extractors.sentences import sentences

_OF_LETTERS = {"responsible", "due", "effect_text"}
_STRONG = {"effect", "effect_text", "goal"}  # one of these alone tells a measure
_OUTRIGHT = 0.9  # how surely words say a state that are no more than that
_PRESENT = regex.compile(r"(?:nu|dags)läge", regex.IGNORECASE)
# before what is done to carry out a task
_LEAD_IN = regex.compile(r"(?:Svar|Förvaltningens\s+svar|Nämndens\s+svar):\s+(?=\p{Lu})")
_LONGEST_TITLE = 140
_COUNTS = regex.compile(r"\s*\d{1,2}[a-z]?$")
_NUMBERED = regex.compile(r"(?P<no>\p{Lu}{0,2}\d{1,3}(?:\.\d{1,2})*)[.):]?\s+(?=\p{L})")


class BlockExtractor:
    """A heading and its labelled texts are one measure."""

    layout: Layout = "block"
    formal = True

    def find(self, document: Document) -> Iterator[RawMeasure]:
        found = sections(document)
        own = own_labels(document)
        title = min((s.path[0].level for s in found if s.path), default=0)
        titled = False  # the paper's title has been passed
        for section in found:
            titled = titled or (bool(section.path) and section.path[0].level == title)
            path = tuple(h.passage for h in section.path)
            run: list[Part] = []
            in_table = any(document.has_taken(table.lines) for table in section.tables)
            many = len(section.tables) > 1 and sum(1 for table in section.tables if form_parts(table, own)) > 1
            for i, block in enumerate(section.blocks):
                if document.has_taken(block.lines):
                    continue
                if isinstance(block, Table) and (card := card_parts(block)):
                    run += card
                    continue
                if isinstance(block, Table):
                    form = _named_by_caption(form_parts(block, own), block)
                    if form and len(section.tables) == 1 and _tells_what_is_done(run, form):
                        form, run = [*run, *form], []
                    if form:
                        yield from _measures(form, path, one_of_many=many)
                    continue
                if isinstance(block, Paragraph) and (
                    is_key(block.text) or _stands_outside(section.blocks, i) or _is_of_the_plan(block)
                ):
                    continue
                run += _named(block, section.blocks[i + 1 : i + 2], own) or labelled_parts(block, own)
            told = _measures(with_lone_labels(run), path)
            # Ahead of the title stands who writes and to whom: "Handläggare", "Till", "Ekonomi".
            # Below a table of measures a comment is on them.
            yield from (told if titled and not in_table else (m for m in told if any(map(_is_of_a_measure, m.quotes))))


def _is_of_the_plan(paragraph: Paragraph) -> bool:
    """ "Tillsammans ger åtgärderna 9 mnkr": said of all of them. "Totalt ger det 9 mnkr" is of the one above."""
    text = paragraph.text
    return not paragraph.bullet and _OF_ALL.match(text) is not None and bool(find_amounts(text))


_OF_ALL = regex.compile(
    r"(?:tillsammans|sammanlagt|sammantaget|totalt)\s+\p{L}+\s+(?:de|dessa|alla|samtliga|\p{L}*(?:planen|programmet|åtgärderna|insatserna|aktiviteterna|förslagen|besparingarna|effektiviseringarna))\b",
    regex.IGNORECASE,
)


def _stands_outside(blocks: Sequence[Block], i: int) -> bool:
    """A text below the last label that begins left of all labels: the block, which is set in, has ended."""
    texts = [block for block in blocks if isinstance(block, Paragraph)]
    labelled = [text for text in texts if not text.bullet and split_label(text.text)]
    block = blocks[i]
    if not labelled or not isinstance(block, Paragraph) or block.bullet or any(text in labelled for text in blocks[i:]):
        return False
    return min(text.indent for text in labelled) - block.indent >= _SET_IN


_SET_IN = 6.0  # points


def _named(paragraph: Block, below: Sequence[Block], own: Mapping[str, str]) -> list[Part]:
    """A name in bold type and its text, over a line of labels; [] for any other paragraph."""
    if not isinstance(paragraph, Paragraph):
        return []
    label = lead_of(paragraph.text)
    labelled = split_label(paragraph.text) is not None or (label is not None and label.name in own)
    name = None if paragraph.bullet or labelled else run_in_name(paragraph.passage)
    if name is None:
        return []
    if not any(isinstance(b, Paragraph) and next(labelled_parts(b)).field in TELLING for b in below):
        return []
    return [Part("title", NOTHING, paragraph.passage.cut(*name[0])), Part("", NOTHING, paragraph.passage.cut(name[1]))]


def _tells_what_is_done(above: Sequence[Part], form: Sequence[Part]) -> bool:
    """True for plain text over a form that has neither a title of its own nor a label for it."""
    return not any(part.field for part in above) and not any(part.field in ("action", "title") for part in form)


def _named_by_caption(form: list[Part], table: Table) -> list[Part]:
    """A form with its title in a bar over it, as a part of its own."""
    caption = Passage.of_lines(table.caption) if table.caption else NOTHING
    if not form or not caption or any(part.field == "title" for part in form):
        return form
    number = _NUMBERED.match(caption.text)
    named = [Part("title", NOTHING, caption.cut(number.end() if number else 0))]
    if number and all(part.field != "no" for part in form):
        named.insert(0, Part("no", NOTHING, caption.cut(0, number.end("no"))))
    return [*named, *form]


def _is_of_a_measure(quote: Quote) -> bool:
    """Told by labels that no letterhead has; under "Ekonomi" only an amount does."""
    if quote.field == "effect":
        return bool(find_amounts(quote.text))
    return quote.field in TELLING - _OF_LETTERS


def _measures(parts: Sequence[Part], path: tuple[Passage, ...], *, one_of_many: bool = False) -> Iterator[RawMeasure]:
    """The measures of a run of labels. ``one_of_many``: forms with texts of their own stand beside it, and the heading over them is no one's title."""
    groups = [_with_units_as_areas(group) for group in _groups(parts)]
    if len(groups) == 1 and len(several := _without_headings(parts)) > 1:
        # under an area's heading each has a title of its own; under a block's, the first has that
        items = all(map(_begins_as_item, several))  # items, each with labels below it
        titled = bool(path) and not is_area_name(path[-1].text) and not items
        for i, group in enumerate(several):
            own = group if titled and not i else _with_title(group)
            if _tells_a_measure(own, path) and not (_none_needed(own) or _is_withdrawn(own)):
                yield from _measure(own, path, over_several=i > 0, titled=titled and not i)
        return
    for group in groups:
        if _tells_a_measure(group, path) and not (_none_needed(group) or _is_withdrawn(group)):
            titled = not (one_of_many and any(part.field == "action" for part in group))
            yield from _measure(group, path, over_several=len(groups) > 1, titled=titled)


def _begins_as_item(group: Sequence[Part]) -> bool:
    return bool(group) and group[0].item and not group[0].field


def _with_units_as_areas(group: list[Part]) -> list[Part]:
    """ "Avdelning: IT-enheten" beside "Ansvarig: IT-chefen": whose matter it is, not who answers for it."""
    answering = [part for part in group if part.field == "responsible"]
    units = [part for part in answering if _names_a_unit(part.label.text)]
    if not units or len(units) == len(answering):
        return group
    return [replace(part, field="area") if part in units else part for part in group]


def _names_a_unit(label: str) -> bool:
    return any(c.field in ("area", "subarea") for c in fields_of(label_of(label)))


def _without_headings(parts: Sequence[Part]) -> list[list[Part]]:
    """Blocks whose own headings the type does not tell, as on scans: each begins with a text behind the labels of the one above, which come again."""
    groups: list[list[Part]] = [[]]
    for i, part in enumerate(parts):
        begins = not part.field and groups[-1] and groups[-1][-1].field
        if begins:
            before = {p.field for p in groups[-1]} & TELLING
            ahead = dropwhile(lambda p: not p.field, parts[i:])
            labels = {p.field for p in takewhile(lambda p: p.field, ahead)} & TELLING
            if before & labels:
                groups.append([])
        groups[-1].append(part)
    return groups if all(len({p.field for p in group} & TELLING) >= 1 for group in groups) else [list(parts)]


def _with_title(group: Sequence[Part]) -> list[Part]:
    """The block with the text that it begins with as its title, where what is done stands below."""
    free = list(takewhile(lambda part: not part.field, group))
    if (
        len(free) < 2
        or free[0].item
        or free[0].passage.text.endswith(".")
        or len(free[0].passage.text) > _LONGEST_TITLE
    ):
        return list(group)
    return [replace(free[0], field="title"), *group[1:]]


# A proposal that was never decided is no measure; one that was, and then given up, is a stopped one.
_WITHDRAWN = regex.compile(
    r"\bförslaget\b[^.]{0,40}\b(?:dragits\s+tillbaka|dras\s+tillbaka|läggs\s+(?:inte|ej)\s+fram|förordas\s+(?:inte|ej)|avstyrks|rekommenderas\s+(?:inte|ej))",
    regex.IGNORECASE,
)


def _is_withdrawn(group: Sequence[Part]) -> bool:
    return any(_WITHDRAWN.search(part.passage.text) for part in group)


def _none_needed(group: Sequence[Part]) -> bool:
    """ "Någon åtgärd behövs inte", and no amount: nothing is done."""
    if any(part.field == "effect" and any(map(str.isdigit, part.passage.text)) for part in group):
        return False
    return any(
        says_none_is_needed(part.passage.text) for part in group if part.field in ("", "action", "comment", "status")
    )


def _tells_a_measure(group: Sequence[Part], path: tuple[Passage, ...]) -> bool:
    """Two labels of a measure, or a strong one and words for what is done; a lone ``Start:`` or ``Period:`` may be of the paper itself."""
    telling = {part.field for part in group if part.passage.text.strip()} & TELLING  # "Belopp i tkr." says nothing
    if any(_OUTCOME.match(part.label.text) and is_amount(part.passage.text) for part in group):
        telling |= {"effect"}
    named = {part.field for part in group} & {"action", "title", "no"}
    if _are_of_items(group) or _sums_its_items(group):
        return False
    weak = not telling & {"effect"} and len(telling) < 2 and not named
    if not telling or (weak and path and not_measures_heading(path[-1].text)):
        return False
    if len(path) == 1 and not named and not telling & {"effect", "effect_text"} and len(telling) < 3:
        return False  # under the paper's own title: who answers for the paper, and from when it holds
    if telling == {"effect"} and not named and all(_DEMAND.match(p.label.text) for p in group if p.field == "effect"):
        return False  # how much is to be saved, and not by what
    said = any(part.field in ("", "action") and len(part.passage.text) > 8 for part in group)
    if len(telling) >= 2 or (named and said):
        return True
    alone = bool(telling & {"effect", "effect_text"} and path) and not not_measures_heading(path[-1].text)
    return bool(telling & _STRONG and said) or alone


_DEMAND = regex.compile(r"\p{L}*(?:beting|krav)(?:et)?\b", regex.IGNORECASE)
_OUTCOME = regex.compile(r"(?:utfall|prognos)\b", regex.IGNORECASE)  # "Utfall: 900 tkr", beside what was decided


def _are_of_items(group: Sequence[Part]) -> bool:
    """Items with amounts of their own, some of them behind a label ("Beräknad besparing: 300 tkr") on the item's last line: a list of measures, no block."""
    items = {i for i, part in enumerate(group) if part.item and not part.field}
    labelled = {i for i, part in enumerate(group) if part.field}
    if len(items) < _FEWEST_ITEMS or not labelled or any(i - 1 not in items for i in labelled):
        return False
    if any(group[i].field not in ("effect", "effect_text") for i in labelled):
        return False
    costed = sum(1 for i in items if i + 1 in labelled or find_amounts(group[i].passage.text))
    return costed >= max(_FEWEST_ITEMS, _MOST_COSTED * len(items))


def _sums_its_items(group: Sequence[Part]) -> bool:
    """Items with amounts of their own, and "Summa" or "Sammanlagd effekt" with theirs together: a list of measures with its sum."""
    items = [part for part in group if part.item and not part.field]
    sums = any(part.field in ("effect", "effect_text") and _SUM.match(part.label.text) for part in group)
    return sums and sum(1 for item in items if find_amounts(item.passage.text)) >= _FEWEST_SUMMED


_SUM = regex.compile(rf"{SUM}|sammanlagd?t?\b", regex.IGNORECASE)
_FEWEST_SUMMED = 2
_FEWEST_ITEMS, _MOST_COSTED = 2, 0.5


def _groups(parts: Sequence[Part]) -> list[list[Part]]:
    """One group a measure: a new one begins where the label that began the last one comes again."""
    labelled = [part for part in parts if part.field]
    first = next((part for part in labelled if part.field in ("no", "title", "action")), None)
    if first is None or sum(1 for part in labelled if _same_label(part, first)) < 2:
        return [list(parts)] if labelled else []
    first = _true_first(labelled, first)
    groups: list[list[Part]] = [[]]
    for part in parts:
        if _same_label(part, first) and any(_same_label(p, first) for p in groups[-1]):
            groups.append([])
        groups[-1].append(part)
    # what leads up to the first of several is of none
    return [[*dropwhile(lambda part: not part.field, groups[0])], *groups[1:]]


def _true_first(labelled: Sequence[Part], first: Part) -> Part:
    """The label that begins a block; where the first block lacks it, it stands before ``first`` in all that follow."""
    before = [a for a, b in pairwise(labelled) if _same_label(b, first)]
    if before and all(_same_label(a, before[0]) and a.field in ("no", "title", "action") for a in before):
        return before[0]
    return first


def _same_label(part: Part, other: Part) -> bool:
    return part.field == other.field and _bare(part.label.text) == _bare(other.label.text)


def _bare(label: str) -> str:
    """A label without the number that it may count with: "Förslag 2"."""
    return _COUNTS.sub("", label_of(label)).casefold()


def _measure(
    group: Sequence[Part], path: tuple[Passage, ...], *, over_several: bool, titled: bool = True
) -> Iterator[RawMeasure]:
    """The measure of a group, or one for each item with an amount of its own. A heading over several numbered measures is the title of none.

    ``titled``: the heading may be its title.
    """
    own_title = next((part.passage for part in group if part.field == "title"), None)
    told = [part for part in group if part.field == "action"]
    if own_title is None and len(told) > 1 and not _same_label(told[0], told[1]):  # "Åtgärd" beside "Beskrivning"
        own_title = told.pop(0).passage
    free = [part for part in group if not part.field]
    heading = path[-1] if path else Passage()
    numbered = not titled or (over_several and bool(told) and any(part.field == "no" for part in group))
    title = own_title or (heading if heading and len(heading.text) <= _LONGEST_TITLE and not numbered else None)
    areas = tuple(part.passage for part in group if part.field in ("area", "subarea") and part.passage)
    above = (*(path if own_title or numbered else path[:-1]), *areas)
    quotes = [
        Quote(_meant(part, group), part.passage, part.label)
        for part in group
        if part.field not in ("", "action", "title", "risk", "area", "subarea", "note")
        and part.passage
        and not _is_background(part, group)
    ]
    if any(_is_background(part, group) for part in group) and not any(q.field == "status" for q in quotes):
        quotes += _state_told(quotes)
    if title and not any(q.field == "status" for q in quotes) and (at := _state_behind(title)):
        quotes.append(Quote("status", title.cut(at)))
        title = title.cut(0, len(title.text[:at].rstrip()))
    number = counted(title.text) if title else None
    if title and number:
        if not any(q.field == "no" for q in quotes):
            quotes.insert(0, Quote("no", title.cut(number.start, number.end)))
        title = title.cut(number.rest) or None
    if title:
        quotes.insert(0, Quote("title", title))
    if not told and _each_has_amount(free) and not any(q.field == "effect" for q in quotes):
        for part in free:
            yield RawMeasure("block", (*quotes, Quote("action", part.passage)), above)
        return
    action = Passage.join([_without_lead_in(part.passage) for part in (told or free)])
    if not action:
        action = title or Passage()
        quotes = [q for q in quotes if q.field != "title"]
    if action:
        yield RawMeasure("block", (*quotes, Quote("action", action)), above)


def _state_behind(title: Passage) -> int | None:
    """Where the state begins that stands apart at the end of a title's line: "Färre klippta gräsytor      Pågående"."""
    for a, b in pairwise(title.tokens):
        apart = a.line == b.line and (b.word.x0 - a.word.x1 > _APART * b.word.size or (a.word.bold and not b.word.bold))
        behind = title.text[b.start :].lstrip("•● ")
        if apart and (is_state(behind) or _SHARE.fullmatch(behind)):
            return b.start
    return None


_SHARE = regex.compile(r"(?:100|\d{1,2})\s?%(?:\s+(?:klart?|färdigt?|genomför[td]))?")  # "60 %", of what is to be done
_APART = 0.9  # type sizes, or told by plain type behind bold


def _state_told(quotes: Sequence[Quote]) -> list[Quote]:
    """``Resultat: Åtgärden är genomförd. Kostnaderna har …``: the sentence that says the state outright."""
    for quote in quotes:
        if quote.field == "comment" and quote.text:
            start, end = sentences(quote.text)[0]
            found = parse_status(quote.text[start:end])
            if found is not None and found.weight >= _OUTRIGHT:
                return [Quote("status", quote.passage.cut(start, end), quote.label)]
    return []


def _is_background(part: Part, group: Sequence[Part]) -> bool:
    """``Nuläge`` ahead of what is done tells why, not how far it has come."""
    if part.field != "status" or _PRESENT.match(part.label.text) is None:
        return False
    return any(p.field == "action" for p in group[group.index(part) + 1 :])


def _without_lead_in(passage: Passage) -> Passage:
    lead = _LEAD_IN.match(passage.text)
    return passage.cut(lead.end()) if lead else passage


def _meant(part: Part, group: Sequence[Part]) -> str:
    """The field of a labelled text: ``Genomförande`` tells how, but ``Genomförande: 1 april 2025`` when, and ``Plan 2023: 900 tkr`` how much."""
    if part.field in ("method", "figure", "comment", "status") and is_amount(part.passage.text):
        return "effect"
    if (
        part.field in ("start", "due")
        or any(p.field == "start" for p in group)
        or not says_only_when(part.passage.text)
    ):
        return part.field
    return "start" if any(c.field == "start" for c in fields_of(label_of(part.label.text))) else part.field


def _each_has_amount(parts: Sequence[Part]) -> bool:
    items = [part for part in parts if part.item]
    return len(items) >= 2 and len(items) == len(parts) and all(find_amounts(part.passage.text) for part in items)
