"""Lists of measures: bullets under a heading or a sentence that says that they are measures.

``Ytterligare åtgärder:``, ``Följande tjänster har vakantsatts:``, an area's heading in a chapter of savings. Deeper items belong to the item above.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

import regex

from extractors.fields.amount import find_amounts, is_unit
from extractors.fields.area_names import is_area_name
from extractors.fields.labels import field_of, split_label
from extractors.fields.rounds import split_round
from extractors.fields.speech import (
    action_words,
    handles_the_paper,
    heading_speaks_of_measures,
    intro_speaks_of_measures,
    not_measures_heading,
)
from extractors.fields.status import parse_status
from extractors.layouts.followup import is_of_follow_up, parted
from extractors.layouts.margin import amounts_beside, without_amount
from extractors.layouts.run_in import run_in_name
from extractors.measure import Layout, Quote, RawMeasure
from extractors.model import Document, Heading, Paragraph, Passage, Table
from extractors.prose.judge import tells_a_measure
from extractors.prose.standing import tells_of_the_plan
from extractors.sections import Section, sections
from extractors.sentences import sentences

_SURE = 0.5
_LONGEST_STATE = 3  # words of a heading that only names a state
_OUTRIGHT = 0.85
# "(ansvarig: kostchefen)", "Start: mars 2024." inside an item
_LABELLED = regex.compile(
    r"(?:\(|(?<=[.,;]\s)|^)(?P<label>\p{L}[\p{L} ]{2,30}):\s*(?P<text>[^();]+?)(?=\)|;|\.\s|\.?$)"
)
_INSIDE = {"responsible", "start", "due", "effect", "status"}
_KEY = regex.compile(r"=\s*\p{L}")  # "● = genomförd": what a mark means
_RECOMMENDS = regex.compile(r"\brekommend", regex.IGNORECASE)  # "fastställa en modell" is then no decision on the paper
_MISREAD_NUMBER = regex.compile(r"(?P<mark>[\dlIijJ|!]{1,2}[.),]?)\s+\p{Lu}\p{Ll}")
_NUMBER = regex.compile(r"[\p{L}\d]{1,3}[.)]|\(\d{1,2}\)")


_IN = 6  # points that a deeper item, or an item's text, stands in
_MANY, _MOST_TELL = 4, 0.7  # items; how many of them tell measures by themselves
_UNDER_THE_TITLE = 0.7
_NAME = 60  # letters of an area's name on its own line over a list


class ListExtractor:
    """One bullet, one measure."""

    layout: Layout = "list"
    formal = False

    def find(self, document: Document) -> Iterator[RawMeasure]:
        found = sections(document)
        title = _title(found)
        for section in found:
            for intro, items in lists_of(section):
                if _are_notes(section, [item[0] for item in items]) or any(
                    document.has_taken(item[0].lines) for item in items
                ):
                    continue
                weight, said_by = _speaks(section, intro, title)
                if weight < _SURE and title is not None and _tell_measures(items):
                    weight, said_by = _UNDER_THE_TITLE, title.passage
                if weight < _SURE or not _act(items, weight) or _are_key_figures(items) or _answer_why(section, items):
                    continue
                if document.formal and _is_said_far_out(section, said_by) and _telling(items) <= 0.5 * len(items):
                    continue  # facts on the first page, beside a table of measures
                said_by = _state_over(section, said_by)
                path = tuple(h.passage for h in section.path)
                if intro is not None and len(intro.text) <= _NAME and is_area_name(intro.text):
                    path = (*path, intro.passage)
                unit = _unit_over(section, items[0][0])
                in_bold, named = _in_bold(items), _are_named(items)
                beside = amounts_beside([item[0].passage for item in items])
                for item, amount in zip(items, beside, strict=True):
                    said = _after_mark(item[0])
                    if (
                        (handles_the_paper(said) and not _RECOMMENDS.search(said_by.text))
                        or tells_of_the_plan(said)
                        or _KEY.match(said)
                        or _opens_a_comment(said)
                    ):
                        continue
                    yield RawMeasure(
                        self.layout,
                        tuple(_quotes(item, unit, amount, in_bold=in_bold, named=named)),
                        path,
                        said_by,
                        doubt=round(1 - weight, 2),
                    )


def lists_of(section: Section) -> Iterator[tuple[Paragraph | None, list[list[Paragraph]]]]:
    """Each list under a heading: the paragraph just before it, and its items with the deeper ones and the comments that belong to them."""
    intro: Paragraph | None = None
    before: Paragraph | None = None
    items: list[list[Paragraph]] = []
    comments: list[Paragraph] = []
    for block in section.blocks:
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
    texts = [line.words[0].x0 for line in item[0].lines[1:]] or [word.x0 for word in first.words[1:2]]
    left = paragraph.lines[0].words[0].x0
    return any(abs(left - text) <= 3 and text - first.words[0].x0 > _IN for text in texts)


def _close(items: list[list[Paragraph]], comments: Sequence[Paragraph]) -> None:
    """Comments behind the last item are its own where others have theirs; else they may be on the whole list."""
    if comments and (len(items) == 1 or any(map(_has_comment, items))):
        items[-1] += comments


def _is_comment(paragraph: Paragraph) -> bool:
    """A paragraph of follow-up under an item; one that opens a list of its own is none."""
    return _opens_a_comment(paragraph.text) and not paragraph.text.rstrip().endswith(":")


def _opens_a_comment(text: str) -> bool:
    lead = split_round(text) or split_label(text)
    return lead is not None and is_of_follow_up(lead[0])


def _has_comment(item: Sequence[Paragraph]) -> bool:
    return any(_is_comment(paragraph) for paragraph in item[1:])


def _are_notes(section: Section, items: Sequence[Paragraph]) -> bool:
    """Notes under a table, whose marks ("*", "1)") stand in it; a scan may have lost the mark of some."""
    first = items[0]
    i = _place_of(first, section)
    above = next((b for b in reversed(section.blocks[max(i - 3, 0) : i]) if not isinstance(b, Paragraph)), None)
    if not isinstance(above, Table) or (first.bullet not in ("*",) and not first.bullet.endswith(")")):
        return False
    header = [line for cell in above.header for line in cell.lines]
    lines = above.lines if section.blocks[i - 1] is above else header
    marks = tuple(item.bullet for item in items)
    return any(word.text.endswith(marks) for line in lines for word in line.words)


def _place_of(item: Paragraph, section: Section) -> int:
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
    if intro is not None and len(intro.text) < 300:
        said = max(
            intro_speaks_of_measures(intro.text),
            heading_speaks_of_measures(intro.text) if len(intro.text) < 80 else 0.0,
        )
        if said >= _SURE:
            return said, intro.passage  # the nearest words decide, also what state the items are in
        best = (said, intro.passage)
        if intro.text.rstrip().endswith(":") and best[0] < 0.2 and not_measures_heading(intro.text):
            return 0.0, Passage()
    for depth, heading in enumerate(reversed(section.path)):
        if not_measures_heading(heading.text):
            break
        spoken = max(heading_speaks_of_measures(heading.text), intro_speaks_of_measures(heading.text)) * 0.9**depth
        if spoken > best[0]:
            best = (spoken, heading.passage)
    alone = section.path[0] if len(section.path) == 1 else None
    if best[0] < _SURE and title is not None and alone is not None and alone != title and is_area_name(alone.text):
        best = (_UNDER_THE_TITLE, title.passage)
    return best


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
    acting = sum(1 for item in items if action_words(item[0].text) >= 0.3 or find_amounts(item[0].text))
    return acting >= 0.5 * len(items)


def _tell_measures(items: Sequence[Sequence[Paragraph]]) -> bool:
    """Many items in whole sentences that by themselves tell measures: in a paper on measures they need no heading ("Ärendet")."""
    return len(items) >= _MANY and _telling(items) >= _MOST_TELL * len(items)


def _telling(items: Sequence[Sequence[Paragraph]]) -> int:
    """How many items tell a measure by themselves."""
    texts = [item[0].text for item in items]
    return sum(any(tells_a_measure(text[s:e]) >= _SURE for s, e in sentences(text)) for text in texts)


def _is_said_far_out(section: Section, said_by: Passage) -> bool:
    """True where only a heading farther out than the list's own speaks of measures, as the paper's title."""
    return any(heading.passage == said_by for heading in section.path[:-1])


def _answer_why(section: Section, items: Sequence[Sequence[Paragraph]]) -> bool:
    """Reasons and facts under a heading that asks ("Varför behövs ett program?"), not measures."""
    asks = section.heading is not None and section.heading.text.rstrip().endswith("?")
    return asks and _telling(items) <= 0.5 * len(items)


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
    i = _place_of(first, section)
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
    item: Sequence[Paragraph], unit: Passage, amount: Passage, *, in_bold: bool, named: bool
) -> Iterator[Quote]:
    first = item[0]
    if _NUMBER.fullmatch(first.bullet):
        whole = Passage.of_lines(first.lines)
        yield Quote("no", whole.cut(0, len(first.bullet)))
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
    yield from (Quote("comment", text, label) for label, text in told if label and text)
    for match in _LABELLED.finditer(action.text):
        field = field_of(match["label"])
        if field in _INSIDE:
            yield Quote(
                field,
                action.cut(match.start("text"), match.end("text")),
                action.cut(match.start("label"), match.end("label")),
            )
