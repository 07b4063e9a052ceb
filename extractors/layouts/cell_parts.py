"""What stands in a cell of a table besides what is done: a name in bold type above it, and labelled texts below ("Konsekvens: …"); marks of lists.

In: an action's cell. Out: quotes, the rest of the cell as the action.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from extractors.fields.amount import find_amounts
from extractors.fields.labels import field_of, split_label
from extractors.measure import Quote
from extractors.model import Cell, Line, Passage

_APART = frozenset(
    {"comment", "risk", "goal", "method", "responsible", "start", "due", "effect", "effect_text", "status"}
)
# an amount, a time or who does it goes along with what is done
_NO_ACTION = frozenset({"comment", "risk", "goal", "method"})
_MARKS = {"•", "-", "–", "▪", "·"}
_LONGEST_NAME = 90  # letters
_MOST_OF_THEM = 0.6  # how many cells must begin with a name


def begin_with_names(cells: Sequence[Passage]) -> bool:
    """True where the cells of a column begin with a name in bold type, with what is done behind it."""
    told = [cell for cell in cells if cell.text]
    return len(told) >= 2 and sum(_name_end(cell) > 0 for cell in told) >= _MOST_OF_THEM * len(told)


def without_marks(cell: Cell) -> Passage:
    """The text of a cell without the marks of a list in it."""
    marked = [line for line in cell.lines if len(line.words) > 1 and line.words[0].text in _MARKS]
    if not marked or (len(marked) == 1 and marked[0].words[0].text != "•"):
        return cell.passage
    lines = (Line(line.id, line.words[1:]) if line in marked else line for line in cell.lines)
    return Passage.of_lines(lines, cell.right)


def quotes_in(cell: Passage, *, named: bool) -> Iterator[Quote]:
    """The parts of an action's cell. ``named``: the cells of its column begin with a name."""
    end = _name_end(cell) if named else 0
    if end:
        yield Quote("title", cell.cut(0, end))
    marks = [(start, text_start, field) for start, text_start, field in _labels(cell) if start >= end]
    ends = [*(mark[0] for mark in marks[1:]), None]
    apart = [
        (start, until)
        for (start, _, field), until in zip(marks, ends if marks else [], strict=True)
        if field in _NO_ACTION
    ]
    action = _without(cell, [(0, end), *apart])
    if not action.text.strip():  # nothing but labelled texts
        yield Quote("action", cell.cut(end))
        return
    yield Quote("action", action)
    for (start, text_start, field), until in zip(marks, ends if marks else [], strict=True):
        if field != "risk":
            yield Quote(field, cell.cut(text_start, until), cell.cut(start, text_start))


def is_of_labelled(cells: Sequence[str]) -> bool:
    """True where most cells of a column begin with a label and its text ("Start: mars 2026 Beräknad effekt: 240 tkr …")."""
    leads = [split_label(text) for text in cells]
    labelled = [lead for lead in leads if lead and lead[1] and field_of(lead[0]) in _APART]
    return len(labelled) >= 2 and len(labelled) >= _MOST_OF_THEM * len(cells)


def labelled_in(cell: Passage) -> Iterator[Quote]:
    """The parts of a cell that holds nothing but labelled lines."""
    marks = list(_labels(cell, from_start=True))
    for (start, text_start, field), until in zip(marks, [*(mark[0] for mark in marks[1:]), None], strict=True):
        if field != "risk":
            yield Quote(field, cell.cut(text_start, until), cell.cut(start, text_start))


def effect_and_state(cell: Passage, label: Passage) -> Iterator[Quote]:
    """The parts of a cell that says in its own order what a measure gives and how far it has come: "Genomförd, 130 tkr."."""
    amounts = find_amounts(cell.text)
    if not amounts:
        yield Quote("status", cell, label)
        return
    start, end = amounts[0].start, amounts[-1].end
    yield Quote("effect", cell.cut(start, end), label)
    end += len(cell.text) - end - len(cell.text[end:].lstrip(" .,;:–-"))
    state = Passage.join([part for part in (cell.cut(0, start), cell.cut(end)) if part.text.strip(" .,;:–-")])
    if state:
        yield Quote("status", state.cut(0, len(state.text.rstrip(" ,;:–-"))), label)


def _without(cell: Passage, spans: Sequence[tuple[int, int | None]]) -> Passage:
    """The passage without some stretches of it."""
    kept, at = [], 0
    for start, until in spans:
        kept.append(cell.cut(at, start))
        at = len(cell.text) if until is None else until
    return Passage.join([part for part in (*kept, cell.cut(at)) if part.text.strip()])


def _name_end(cell: Passage) -> int:
    """Where the bold words end that a cell begins with; 0 where there are none, or nothing else."""
    if not cell.words or not cell.words[0].bold:
        return 0
    bold = list(takewhile(lambda token: token.word.bold, cell.tokens))
    if len(bold) == len(cell.tokens) or bold[-1].end > _LONGEST_NAME:
        return 0
    return bold[-1].end


def _labels(cell: Passage, *, from_start: bool = False) -> Iterator[tuple[int, int, str]]:
    """(start of the label, start of its text, field) of the printed lines that begin with a label and a colon; the first line too where asked."""
    for _, tokens in groupby(cell.tokens, key=lambda token: token.line):
        start = next(tokens).start
        lead = split_label(cell.text[start:])
        field = field_of(lead[0]) if lead and lead[1] and (start or from_start) else None
        if lead and field in _APART and cell.text[start:].startswith(lead[0] + ":"):
            yield start, len(cell.text) - len(lead[1]), field
