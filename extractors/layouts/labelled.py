"""Paragraphs and forms → the labelled and unlabelled texts of a block: ``Mål: …``, ``Start`` alone on its line, a table of labels and texts.

In: a paragraph, or a table whose first column holds labels. Out: ``Part`` values in reading order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile
from types import MappingProxyType

import regex

from extractors.fields.amount import find_amounts, is_amount, is_unit
from extractors.fields.item_number import counted
from extractors.fields.labels import fields_of, is_label, split_label
from extractors.fields.leads import lead_of
from extractors.fields.rounds import split_round
from extractors.fields.status import parse_status
from extractors.fields.timing import says_only_when
from extractors.layouts.value_shapes import field_told
from extractors.lexicon import remembered
from extractors.lexicon.folding import fold
from extractors.model import NOTHING, Cell, Line, Paragraph, Passage, Table

_BY_THEN = regex.compile(r"\b(?:senast|klart?)\b", regex.IGNORECASE)
_SEVERAL = 2  # labels inside a paragraph that begins with what is done
_SMALLER = 0.88  # times the size of the text below
_LONGEST_STATE = 5  # words

TELLING = {"effect", "effect_text", "start", "due", "goal", "method", "status", "responsible"}
_BAR = regex.compile(r"\s[/|]\s")
_LAST_LABEL = regex.compile(r"\s\p{Lu}\p{Ll}{2,20}:\s*$")
_LAST_BAR = regex.compile(r"\s*[/|;·•∙]\s*$")
_INLINE = regex.compile(r"(?<=[\s.;,])(?P<label>\p{Lu}[\p{L}\s()-]{2,40}?(?:\s(?:19|20)\d\d)?):\s")

_PARTS = regex.compile(r"\s*[;|]\s+|\s+[·•∙]\s+")
# one, two or three words, of which the first has a capital
_WORDS = {
    count: regex.compile(rf"\p{{Lu}}\p{{L}}*(?:\s+\p{{L}}+){{{count - 1}}}\s+(?!(?:för|på|i|av|och)\s)")
    for count in (1, 2, 3)
}
_CAPITAL = regex.compile(r"\b\p{Lu}")
_SENTENCE = regex.compile(r"[.!?]\s+")
_LISTED = {"effect", "effect_text", "start", "due", "responsible", "status", "goal", "method"}


@dataclass(frozen=True, slots=True)
class Part:
    """A labelled text (``field`` set; "note" where its label says nothing of a measure) or an unlabelled one."""

    field: str
    label: Passage
    passage: Passage
    item: bool = False  # an item of a list


def form_rows(table: Table) -> list[Sequence[Cell]]:
    """All rows of a table that may be a form, its header too."""
    rows: list[Sequence[Cell]] = [table.header] if any(cell.lines for cell in table.header) else []
    return [*rows, *(row.cells for row in table.rows)]


def form_parts(table: Table, own: Mapping[str, str] = MappingProxyType({})) -> list[Part]:
    """The labelled texts of a table whose first (and third) column holds labels; [] for any other table. ``own`` as for ``labelled_parts``."""

    def field_in(cell: Cell) -> str | None:
        if not cell.lines:
            return None
        told = own.get(fold(label_of(cell.text)), "note")
        return told if told != "note" else _field(cell.text)

    rows = form_rows(table)
    if not rows or len(rows[0]) not in (2, 4):
        return []
    labels = [i for i in (0, 2) if i < len(rows[0])]
    if any(_mostly_figures([cells[i].text for cells in rows if cells[i].lines]) for i in labels):
        return []
    named = [{field_in(cells[i]) for i in labels if cells[i].lines} for cells in rows]
    told = set().union(*named) & (TELLING | {"action", "title", "no", "comment"})
    if sum(1 for fields in named if fields - {None}) < max(2, 0.5 * len(rows)) or len(told) < 2:
        return []
    parts = []
    for cells in rows:
        for i in labels:
            field = field_in(cells[i])
            number = counted(cells[i].text) if cells[i].lines and cells[i + 1].lines else None
            if number and number.word and number.rest >= len(cells[i].text):  # "Åtgärd 1 | Hemtjänstens turplanering"
                parts.append(Part("no", NOTHING, cells[i].passage.cut(number.start, number.end)))
                parts.append(Part("title", NOTHING, cells[i + 1].passage))
            elif field and cells[i + 1].lines:
                parts.append(Part(field, cells[i].passage, cells[i + 1].passage))
            elif cells[i].lines and cells[i + 1].lines and parts:
                parts.append(
                    Part(_told_by_value(cells[i].text, cells[i + 1].text), cells[i].passage, cells[i + 1].passage)
                )
            elif not cells[i].lines and cells[i + 1].lines and parts:
                last = parts[-1]
                parts[-1] = Part(last.field, last.label, Passage.join([last.passage, cells[i + 1].passage]))
    return [*_head(rows), *parts]


def _told_by_value(label: str, value: str) -> str:
    """In a form a label that is not known may ask how much, or an amount alone behind it tell that it does; else it says nothing of a measure."""
    field = field_told(label_of(label), [value])
    return field if field == "effect" and find_amounts(value) else "note"


def _head(rows: Sequence[Sequence[Cell]]) -> Iterator[Part]:
    """The name, the state and the text that stand over a card's labels without any of their own."""
    for cells in takewhile(lambda cells: len(cells) == 2 and not (cells[0].lines and cells[1].lines), rows):
        if cells[0].lines:
            yield Part("title", NOTHING, cells[0].passage)
        elif cells[1].lines:
            said = len(cells[1].text.split()) <= _LONGEST_STATE and parse_status(cells[1].text)
            yield Part("status" if said else "", NOTHING, cells[1].passage)


def card_parts(table: Table) -> list[Part]:
    """The labelled texts of a grid each of whose cells has its own label above its value; [] for any other table."""
    if len(table.rows) == 1 and (parts := _of_one_row(table)):
        return parts
    cells = [cell for row in (table.header, *(row.cells for row in table.rows)) for cell in row if cell.lines]
    several = [cell for cell in cells if len(cell.lines) > 1]
    if len(several) < max(3, 0.7 * len(cells)):
        return []
    above = [_lines_in_smaller_type(cell.lines) for cell in several]
    below = [_lines_in_smaller_type(cell.lines[::-1]) for cell in several]
    labels_below = _are_nearly_all(below) and not _are_nearly_all(above)  # a large figure over what it is
    by_type = labels_below or _are_nearly_all(above)  # then words may be labels that nobody knows
    parts = []
    for cell, over, under in zip(several, above, below, strict=True):
        cut = len(cell.lines) - (under or 1) if labels_below else over or 1
        label, value = Passage.of_lines(cell.lines[:cut]), Passage.of_lines(cell.lines[cut:])
        if labels_below:
            label, value = value, label
        field = _field(label.text)
        if field or by_type:
            parts.append(Part(field or _told_by_value(label.text, value.text), label, value))
    told = [part.field for part in parts if part.field != "note"]
    if len(told) < 3 or (not by_type and len(told) < 0.7 * len(cells)) or len(set(told) & TELLING) < 2:
        return []
    return parts


def _lines_in_smaller_type(lines: Sequence[Line]) -> int:
    """How many lines at the top of a cell are set smaller than its last, as labels are on forms to fill in; turned about, at its foot."""
    last = lines[-1].size
    return sum(1 for _ in takewhile(lambda line: line.size <= _SMALLER * last, lines))


def _are_nearly_all(counts: Sequence[int]) -> bool:
    return sum(map(bool, counts)) >= 0.9 * len(counts)


def _of_one_row(table: Table) -> list[Part]:
    """Labels over a single row of values that says nothing of what is done: that stands around it."""
    fields = [_field(cell.text) for cell in table.header]
    named = {field for field in fields if field} & TELLING
    if len(named) < 3 or {"action", "title"} & set(fields) or sum(map(bool, fields)) < 0.7 * len(fields):
        return []
    pairs = zip(fields, table.header, table.rows[0].cells, strict=True)
    return [Part(field or "note", label.passage, cell.passage) for field, label, cell in pairs if cell.lines]


def _mostly_figures(texts: Sequence[str]) -> bool:
    """A column of a table of accounts, no labels."""
    return 2 * sum(1 for text in texts if not any(map(str.isalpha, text))) > len(texts)


def label_of(text: str) -> str:
    """A printed label without its colon and the space around it."""
    return text.strip().rstrip(":").strip()


def labelled_parts(paragraph: Paragraph, own: Mapping[str, str] = MappingProxyType({})) -> Iterator[Part]:
    """One paragraph, parted where labels stand in it. ``own``: what the paper's own labels mean (own_labels.py)."""
    passage = paragraph.passage
    number = counted(passage.text)
    if number is not None and number.word:
        yield Part("no", passage.cut(0, len(number.word)), passage.cut(number.start, number.end))
        yield from _after_number(passage.cut(number.rest))
        return
    told = split_round(passage.text)
    if told is not None:
        yield Part(
            "comment", passage.cut(0, len(passage.text) - len(told[1])), passage.cut(len(passage.text) - len(told[1]))
        )
        return
    lead = split_label(passage.text)
    if lead is not None and not lead[1] and says_only_when(passage.text):
        lead = None  # "Från 1 mars 2031" is a time
    # "Genomförd / Utfall: 40 tkr": what is left of the bar goes on what stands above
    if lead is not None and _BAR.search(lead[0]):
        inside = _inline_labels(passage, 0)
        if inside:
            yield Part("", Passage(), _trimmed(passage.cut(0, inside[0][0])))
            yield from _parted(passage, inside)
            return
    if not (lead and lead[1]) and (label := lead_of(passage.text)) and label.name in own:
        yield from _parted(passage, [(0, label.end, own[label.name]), *_inline_labels(passage, label.end)])
        return
    if lead is None and (bold := _bold_labels(passage)) and bold[0][0] == 0:
        yield from _parted(passage, bold)
        return
    inside = _inline_labels(passage, 0) if lead is None and not paragraph.bullet else []
    if sum(field in TELLING for _, _, field in inside) >= _SEVERAL:
        yield Part("", NOTHING, passage.cut(0, inside[0][0]))
        yield from _parted(passage, inside)
        return
    if listed := _listed_labels(passage):
        if listed[0][0]:
            yield Part("", Passage(), passage.cut(0, listed[0][0]), bool(paragraph.bullet))
        yield from _parted(passage, listed)
        return
    if lead is None:
        may_be = _may_be_label(passage.text) and not paragraph.bullet and not says_only_when(passage.text)
        lone = _field(passage.text) if may_be else None
        if lone:
            yield Part(lone, passage, Passage())
        else:
            yield Part("", Passage(), passage, bool(paragraph.bullet))
        return
    first = (0, len(passage.text) - len(lead[1]) if lead[1] else len(passage.text), _field(lead[0]) or "")
    yield from _parted(passage, [first, *_inline_labels(passage, first[1])])


def _after_number(passage: Passage) -> Iterator[Part]:
    """What stands behind ``Åtgärd 3:``: a name in bold, else what is done; then labels."""
    starts = _inline_labels(passage, 0)
    name = _bold_lead(passage)
    if name and (not starts or name <= starts[0][0]):
        label = _LAST_LABEL.search(passage.text[:name])  # "Öppettider Svar:", the name and what leads up to the text
        named = passage.cut(0, label.start() if label else name)
        yield Part("title", Passage(), named.cut(0, len(named.text.rstrip(". :"))))
    else:
        name = 0
    end = starts[0][0] if starts else len(passage.text)
    if passage.text[name:end].strip():
        yield Part("" if name else "action", Passage(), _trimmed(passage.cut(name, end)))
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
    if not passage.partly_bold:
        return found
    for bold, group in groupby(passage.tokens, key=lambda t: t.word.bold):
        run = list(group)
        text = passage.text[run[0].start : run[-1].end]
        field = _field(text) if bold and _may_be_label(text) and text[:1].isupper() else None
        if field and run[-1].end < len(passage.text):
            found.append((run[0].start, run[-1].end, field))
    return found


def _listed_labels(passage: Passage) -> list[tuple[int, int, str]]:
    """Labels without colons, each with its text, parted by semicolons or bars: "Effekt 400 tkr; Start mars 2025; Ansvar rektor"."""
    text = passage.text
    parted = [m.end() for m in _PARTS.finditer(text)]
    if not parted:
        return []
    begins = [0, *(m.end() for m in _SENTENCE.finditer(text, 0, parted[0]))]
    first = next((at for at in reversed(begins) if _worded_label(text, at)), None)
    found = [_worded_label(text, at) for at in (first, *parted)] if first is not None else []
    named = [label for label in found if label]
    return named if len(named) == len(found) and len({field for _, _, field in named}) >= 2 else []


def _worded_label(text: str, at: int) -> tuple[int, int, str] | None:
    """(start, start of its text, field) of the label, of one to three words, that a text begins with."""
    for count in _WORDS:
        words = _WORDS[count].match(text, at)
        field = _field(words.group().strip()) if words else None
        if words and field in _LISTED:
            return at, words.end(), field
    return None


def _parted(passage: Passage, starts: Sequence[tuple[int, int, str]]) -> Iterator[Part]:
    for n, (start, text_start, name) in enumerate(starts):
        end = starts[n + 1][0] if n + 1 < len(starts) else None
        yield Part(name, passage.cut(start, text_start), _trimmed(passage.cut(text_start, end)))


def _trimmed(passage: Passage) -> Passage:
    """Without the bar that parts it from the label behind it."""
    bar = _LAST_BAR.search(passage.text)
    return passage.cut(0, bar.start()) if bar else passage


def _label_in(text: str) -> str | None:
    """The label that ends a stretch of text: "ovan Ekonomisk effekt" → "Ekonomisk effekt"."""
    starts = [m.start() for m in _CAPITAL.finditer(text)]
    return next((text[at:] for at in starts if _field(text[at:]) is not None), None)


def _may_be_label(text: str) -> bool:
    if len(text) > 40 or not text[:1].isalpha() or is_unit(text):  # "Tkr" over a list says in what its amounts are
        return False
    return sum(map(str.isalpha, text)) >= 3


@remembered(4096)
def _field(label: str) -> str | None:
    """What a label in a block means: areas and figures only where it can mean nothing else."""
    if not is_label(label_of(label)):
        return None
    candidates = sorted(fields_of(label_of(label)), key=lambda c: (c.field in ("area", "subarea", "figure"), -c.weight))
    return candidates[0].field


def with_lone_labels(parts: Sequence[Part]) -> list[Part]:
    """A label alone on its line speaks for the texts below it, up to the next label; one below a lone amount speaks for that."""
    joined: list[Part] = []
    for part in _with_amounts_set_apart(parts):
        last = joined[-1] if joined else None
        value = _value_of(last, part)
        if last is not None and value is not None:
            glue = Passage.join([last.passage, value])
            joined[-1] = Part(last.field, last.label, glue, item=True)
        else:
            joined.append(part)
    return joined


def _with_amounts_set_apart(parts: Sequence[Part]) -> Iterator[Part]:
    """An amount or a time alone on its line is an effect or a start, and a label below an amount ("sparas 2025") is its label; what a label above waits for is as it was."""
    amount: Part | None = None
    waits = False
    for part in parts:
        if amount is not None and part.field == "effect" and not part.passage:
            yield replace(amount, label=part.label)
            amount = None
            continue
        if amount is not None:
            yield amount
            amount = None
        alone = not (part.field or part.item or waits)
        if alone and is_amount(part.passage.text):
            amount = replace(part, field="effect")
        elif alone and says_only_when(part.passage.text):  # "Från 1 mars 2031", as on a card
            yield replace(part, field="due" if _BY_THEN.search(part.passage.text) else "start")
        else:
            yield part
        waits = bool(part.field) and not part.passage
    if amount is not None:
        yield amount


def _value_of(last: Part | None, part: Part) -> Passage | None:
    """The text that ``part`` adds to a label that waits for it; a word that could be a label itself is a text where its look differs."""
    if last is None or not last.field:
        return None
    if not part.field:
        return part.passage if _alone(last) or last.passage.text.endswith(":") else None
    waits = not last.passage and last.label
    if waits and not part.passage and last.label.bold and not part.label.bold:
        return part.label
    return None


def _alone(part: Part) -> bool:
    return not part.passage or part.item
