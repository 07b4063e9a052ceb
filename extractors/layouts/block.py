"""Labelled blocks: a heading, then ``Mål:`` ``Start:`` ``Ekonomisk effekt:`` … and unlabelled text that says what is done.

Known shapes: labels with a colon in running text, several on a line, or alone on their line; labels to the left and text to the right (a table of two
columns, or of four); one block under a heading, or several that each begin with the same label.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import regex

from extractors.fields.amount import find_amounts
from extractors.fields.labels import counted, fields_of, is_label, split_label
from extractors.fields.rounds import split_round
from extractors.fields.speech import not_measures_heading, says_none_is_needed
from extractors.fields.status import parse_status
from extractors.fields.timing import says_only_when
from extractors.measure import Layout, Quote, RawMeasure
from extractors.model import Document, Paragraph, Passage, Table
from extractors.sections import Section, sections
from extractors.sentences import sentences

_OF_LETTERS = {"responsible", "due"}
_TELLING = {"effect", "effect_text", "start", "due", "goal", "method", "status", "responsible"}
_STRONG = {"effect", "effect_text", "goal"}  # one of these alone tells a measure
_OUTRIGHT = 0.9  # how surely words say a state that are no more than that
_PRESENT = regex.compile(r"(?:nu|dags)läge", regex.IGNORECASE)
_BAR = regex.compile(r"\s[/|]\s")
_LEAD_IN = regex.compile(
    r"(?:Svar|Förvaltningens\s+svar|Nämndens\s+svar):\s+(?=\p{Lu})"
)  # before what is done to carry out a task
_LAST_LABEL = regex.compile(r"\s\p{Lu}\p{Ll}{2,20}:\s*$")
_LAST_BAR = regex.compile(r"\s*[/|;]\s*$")
_INLINE = regex.compile(r"(?<=[\s.;,])(?P<label>\p{Lu}[\p{L}\s()-]{2,40}?):\s")
_NO_QUOTE = {"", "action", "title", "area", "subarea", "risk", "figure"}
_LONGEST_TITLE = 140


@dataclass(frozen=True, slots=True)
class _Part:
    """A labelled text (``field`` set) or an unlabelled one."""

    field: str
    label: Passage
    passage: Passage
    item: bool = False  # an item of a list


class BlockExtractor:
    """A heading and its labelled texts are one measure."""

    layout: Layout = "block"

    def find(self, document: Document) -> Iterator[RawMeasure]:
        for section in sections(document):
            path = tuple(h.passage for h in section.path)
            run: list[_Part] = []
            for block in section.blocks:
                if any(line.id in document.taken for line in block.lines):
                    continue
                if isinstance(block, Table):
                    form = form_parts(block)
                    if form:
                        yield from _measures(form, path)
                    continue
                run += _parts(block)
            found = _measures(_with_lone_labels(run), path)
            # Ahead of the title stands who writes and to whom: "Handläggare", "Till".
            yield from (
                found
                if section.heading
                else (m for m in found if any(q.field in _TELLING - _OF_LETTERS for q in m.quotes))
            )


def form_parts(table: Table) -> list[_Part]:
    """The labelled texts of a table whose first (and third) column holds labels; [] for any other table."""
    rows = [table.header] if any(cell.lines for cell in table.header) else []
    rows += [row.cells for row in table.rows]
    if not rows or len(rows[0]) not in (2, 4):
        return []
    labels = [i for i in (0, 2) if i < len(rows[0])]
    if any(_mostly_figures([cells[i].text for cells in rows if cells[i].lines]) for i in labels):
        return []
    named = [{_field(cells[i].text) for i in labels if cells[i].lines} for cells in rows]
    told = set().union(*named) & (_TELLING | {"action", "title", "no", "comment"})
    if sum(1 for fields in named if fields - {None}) < max(2, 0.5 * len(rows)) or len(told) < 2:
        return []
    parts = []
    for cells in rows:
        for i in labels:
            field = _field(cells[i].text) if cells[i].lines else None
            if field and cells[i + 1].lines:
                parts.append(_Part(field, cells[i].passage, cells[i + 1].passage))
            elif not cells[i].lines and cells[i + 1].lines and parts:
                last = parts[-1]
                parts[-1] = _Part(last.field, last.label, Passage.join([last.passage, cells[i + 1].passage]))
    return parts


def _mostly_figures(texts: Sequence[str]) -> bool:
    """A column of a table of accounts, no labels."""
    return 2 * sum(1 for text in texts if not any(map(str.isalpha, text))) > len(texts)


def _label(text: str) -> str:
    return text.strip().rstrip(":").strip()


def _parts(paragraph: Paragraph) -> Iterator[_Part]:
    """One paragraph, parted where labels stand in it."""
    passage = paragraph.passage
    number = counted(passage.text)
    if number is not None and number.word:
        yield _Part("no", passage.cut(0, len(number.word)), passage.cut(number.start, number.end))
        yield from _after_number(passage.cut(number.rest))
        return
    told = split_round(passage.text)
    if told is not None:
        yield _Part(
            "comment", passage.cut(0, len(passage.text) - len(told[1])), passage.cut(len(passage.text) - len(told[1]))
        )
        return
    lead = split_label(passage.text)
    if lead is not None and _BAR.search(
        lead[0]
    ):  # "Genomförd / Utfall: 40 tkr": what is left of the bar goes on what stands above
        inside = _inline_labels(passage, 0)
        if inside:
            yield _Part("", Passage(), _trimmed(passage.cut(0, inside[0][0])))
            yield from _parted(passage, inside)
            return
    if lead is None and (bold := _bold_labels(passage)) and bold[0][0] == 0:
        yield from _parted(passage, bold)
        return
    if lead is None:
        lone = _field(passage.text) if _may_be_label(passage.text) and not paragraph.bullet else None
        if lone:
            yield _Part(lone, passage, Passage())
        else:
            yield _Part("", Passage(), passage, bool(paragraph.bullet))
        return
    first = (0, len(passage.text) - len(lead[1]) if lead[1] else len(passage.text), _field(lead[0]) or "")
    yield from _parted(passage, [first, *_inline_labels(passage, first[1])])


def _after_number(passage: Passage) -> Iterator[_Part]:
    """What stands behind ``Åtgärd 3:``: a name in bold, else what is done; then labels."""
    starts = _inline_labels(passage, 0)
    name = _bold_lead(passage)
    if name and (not starts or name <= starts[0][0]):
        label = _LAST_LABEL.search(passage.text[:name])  # "Öppettider Svar:", the name and what leads up to the text
        yield _Part("title", Passage(), passage.cut(0, label.start() if label else name))
    else:
        name = 0
    end = starts[0][0] if starts else len(passage.text)
    if passage.text[name:end].strip():
        yield _Part("" if name else "action", Passage(), _trimmed(passage.cut(name, end)))
    yield from _parted(passage, starts)


def _inline_labels(passage: Passage, at: int) -> list[tuple[int, int, str]]:
    """(start of the label, start of its text, field) of the labels that stand in a text from ``at`` on."""
    found = []
    for match in _INLINE.finditer(passage.text, at):
        label = _label_in(match["label"])
        if label is not None:
            found.append((match.end("label") - len(label), match.end(), _field(label) or ""))
    found += [label for label in _bold_labels(passage) if label[0] >= at and all(label[0] != f[0] for f in found)]
    return sorted(found)


def _bold_lead(passage: Passage) -> int:
    """How far the bold words go that a text begins with; 0 where none or all of them are bold."""
    plain = next((t for t in passage.tokens if not t.word.bold), None)
    if plain is None or plain is passage.tokens[0]:
        return 0
    return plain.start


def _bold_labels(passage: Passage) -> list[tuple[int, int, str]]:
    """Labels that only their bold type tells from the text behind them."""
    found: list[tuple[int, int, str]] = []
    if not any(t.word.bold for t in passage.tokens) or all(t.word.bold for t in passage.tokens):
        return found
    for bold, group in groupby(passage.tokens, key=lambda t: t.word.bold):
        run = list(group)
        text = passage.text[run[0].start : run[-1].end]
        field = _field(text) if bold and _may_be_label(text) and text[:1].isupper() else None
        if field and run[-1].end < len(passage.text):
            found.append((run[0].start, run[-1].end, field))
    return found


def _parted(passage: Passage, starts: Sequence[tuple[int, int, str]]) -> Iterator[_Part]:
    for n, (start, text_start, name) in enumerate(starts):
        end = starts[n + 1][0] if n + 1 < len(starts) else None
        yield _Part(name, passage.cut(start, text_start), _trimmed(passage.cut(text_start, end)))


def _trimmed(passage: Passage) -> Passage:
    """Without the bar that parts it from the label behind it."""
    bar = _LAST_BAR.search(passage.text)
    return passage.cut(0, bar.start()) if bar else passage


def _label_in(text: str) -> str | None:
    """The label that ends a stretch of text: "ovan Ekonomisk effekt" → "Ekonomisk effekt"."""
    starts = [m.start() for m in regex.finditer(r"\b\p{Lu}", text)]
    return next((text[at:] for at in starts if _field(text[at:]) is not None), None)


def _may_be_label(text: str) -> bool:
    return len(text) <= 40 and text[:1].isalpha() and sum(c.isalpha() for c in text) >= 3


def _field(label: str) -> str | None:
    """What a label in a block means: areas and figures only where it can mean nothing else."""
    if not is_label(_label(label)):
        return None
    candidates = sorted(fields_of(_label(label)), key=lambda c: (c.field in ("area", "subarea", "figure"), -c.weight))
    return candidates[0].field


def _with_lone_labels(parts: Sequence[_Part]) -> list[_Part]:
    """A label alone on its line speaks for the texts below it, up to the next label."""
    joined: list[_Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        value = _value_of(last, part)
        if last is not None and value is not None:
            glue = Passage.join([last.passage, value])
            joined[-1] = _Part(last.field, last.label, glue, item=True)
        else:
            joined.append(part)
    return joined


def _value_of(last: _Part | None, part: _Part) -> Passage | None:
    """The text that ``part`` adds to a label that waits for it; a word that could be a label itself is a text where its look differs."""
    if last is None or not last.field:
        return None
    if not part.field:
        return part.passage if _alone(last) or last.passage.text.endswith(":") else None
    waits = not last.passage and last.label
    if waits and not part.passage and last.label.bold and not part.label.bold:
        return part.label
    return None


def _alone(part: _Part) -> bool:
    return not part.passage or part.item


def _measures(parts: Sequence[_Part], path: tuple[Passage, ...]) -> Iterator[RawMeasure]:
    groups = _groups(parts)
    for group in groups:
        if _tells_a_measure(group, path) and not _none_needed(group):
            yield from _measure(group, path, over_several=len(groups) > 1)


def _none_needed(group: Sequence[_Part]) -> bool:
    """ "Någon åtgärd behövs inte", and no amount: nothing is done."""
    if any(part.field == "effect" and any(map(str.isdigit, part.passage.text)) for part in group):
        return False
    return any(
        says_none_is_needed(part.passage.text) for part in group if part.field in ("", "action", "comment", "status")
    )


def _tells_a_measure(group: Sequence[_Part], path: tuple[Passage, ...]) -> bool:
    """Two labels of a measure, or a strong one and words for what is done; a lone ``Start:`` or ``Period:`` may be of the paper itself."""
    telling = {part.field for part in group} & _TELLING
    named = {part.field for part in group} & {"action", "title", "no"}
    if _of_the_last_item(group):
        return False
    weak = not telling & {"effect"} and len(telling) < 2 and not named
    if not telling or (weak and path and not_measures_heading(path[-1].text)):
        return False
    if len(path) == 1 and not named and not telling & {"effect", "effect_text"} and len(telling) < 3:
        return False  # under the paper's own title: who answers for the paper, and from when it holds
    said = any(part.field in ("", "action") and len(part.passage.text) > 8 for part in group)
    if len(telling) >= 2 or (named and said):
        return True
    alone = bool(telling & {"effect", "effect_text"} and path) and not not_measures_heading(path[-1].text)
    return bool(telling & _STRONG and said) or alone


def _of_the_last_item(group: Sequence[_Part]) -> bool:
    """Items with amounts of their own, the last one's behind a label: a list of measures, no block."""
    items = [i for i, part in enumerate(group) if part.item and not part.field]
    labelled = [i for i, part in enumerate(group) if part.field]
    return (
        len(items) >= 2
        and labelled == [items[-1] + 1]
        and group[labelled[0]].field in ("effect", "effect_text")
        and all(find_amounts(group[i].passage.text) for i in items[:-1])
    )


def _groups(parts: Sequence[_Part]) -> list[list[_Part]]:
    """One group a measure: a new one begins where the label that began the last one comes again."""
    labelled = [part for part in parts if part.field]
    first = next((part for part in labelled if part.field in ("no", "title", "action")), None)
    if first is None or sum(1 for part in labelled if _same_label(part, first)) < 2:
        return [list(parts)] if labelled else []
    first = _true_first(labelled, first)
    groups: list[list[_Part]] = [[]]
    for part in parts:
        if _same_label(part, first) and any(_same_label(p, first) for p in groups[-1]):
            groups.append([])
        groups[-1].append(part)
    return groups


def _true_first(labelled: Sequence[_Part], first: _Part) -> _Part:
    """The label that begins a block; where the first block lacks it, it stands before ``first`` in all that follow."""
    before = [a for a, b in pairwise(labelled) if _same_label(b, first)]
    if before and all(_same_label(a, before[0]) and a.field in ("no", "title", "action") for a in before):
        return before[0]
    return first


def _same_label(part: _Part, other: _Part) -> bool:
    return part.field == other.field and _label(part.label.text).casefold() == _label(other.label.text).casefold()


def _measure(group: Sequence[_Part], path: tuple[Passage, ...], *, over_several: bool) -> Iterator[RawMeasure]:
    """The measure of a group, or one for each item with an amount of its own. A heading over several numbered measures is the title of none."""
    own_title = next((part.passage for part in group if part.field == "title"), None)
    told = [part for part in group if part.field == "action"]
    if own_title is None and len(told) > 1 and not _same_label(told[0], told[1]):  # "Åtgärd" beside "Beskrivning"
        own_title = told.pop(0).passage
    free = [part for part in group if not part.field]
    heading = path[-1] if path else Passage()
    numbered = over_several and bool(told) and any(part.field == "no" for part in group)
    title = own_title or (heading if heading and len(heading.text) <= _LONGEST_TITLE and not numbered else None)
    above = path if own_title or numbered else path[:-1]
    quotes = [
        Quote(_meant(part, group), part.passage, part.label)
        for part in group
        if part.field not in ("", "action", "title", "risk") and part.passage and not _is_background(part, group)
    ]
    if any(_is_background(part, group) for part in group) and not any(q.field == "status" for q in quotes):
        quotes += _state_told(quotes)
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


def _state_told(quotes: Sequence[Quote]) -> list[Quote]:
    """``Resultat: Åtgärden är genomförd. Kostnaderna har …``: the sentence that says the state outright."""
    for quote in quotes:
        if quote.field == "comment" and quote.text:
            start, end = sentences(quote.text)[0]
            found = parse_status(quote.text[start:end])
            if found is not None and found.weight >= _OUTRIGHT:
                return [Quote("status", quote.passage.cut(start, end), quote.label)]
    return []


def _is_background(part: _Part, group: Sequence[_Part]) -> bool:
    """``Nuläge`` ahead of what is done tells why, not how far it has come."""
    if part.field != "status" or _PRESENT.match(part.label.text) is None:
        return False
    return any(p.field == "action" for p in group[group.index(part) + 1 :])


def _without_lead_in(passage: Passage) -> Passage:
    lead = _LEAD_IN.match(passage.text)
    return passage.cut(lead.end()) if lead else passage


def _meant(part: _Part, group: Sequence[_Part]) -> str:
    """The field of a labelled text: ``Genomförande`` tells how, but ``Genomförande: 1 april 2025`` when."""
    if (
        part.field in ("start", "due")
        or any(p.field == "start" for p in group)
        or not says_only_when(part.passage.text)
    ):
        return part.field
    return "start" if any(c.field == "start" for c in fields_of(_label(part.label.text))) else part.field


def _each_has_amount(parts: Sequence[_Part]) -> bool:
    items = [part for part in parts if part.item]
    return len(items) >= 2 and len(items) == len(parts) and all(find_amounts(part.passage.text) for part in items)


def labelled_sections(document: Document) -> list[Section]:
    """Sections that hold a labelled block; other layouts keep out of them."""
    return [s for s in sections(document) if any(split_label(p.text) for p in s.paragraphs)]
