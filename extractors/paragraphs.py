"""Lines of running text → headings and paragraphs: where each begins and ends.

In: ``Text`` values in reading order, which no table parts. Out: blocks. No value is read; whether a line is a label, names a state or holds an amount
is asked only to tell where a paragraph or heading begins and ends.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import regex

from extractors.fields.amount import find_amounts
from extractors.fields.labels import is_label, split_label
from extractors.fields.leads import lead_of
from extractors.fields.status_cells import in_heading
from extractors.fields.sums import is_sum
from extractors.headings import is_plain_heading, is_scanned
from extractors.items import MARKS
from extractors.model import PLAIN, Block, Heading, Line, LineId, Paragraph

_ENDS = (".", "!", "?", ":", ";")
_UNLIKE, _UNLIKE_SCANNED = 0.12, 0.2  # of a type size: another kind of text
_FEW_LETTERS = 10
_HANGS, _SAME_EDGE = 8, 3  # points
_NEAR = 12  # lines in which labels of one block stand


@dataclass(frozen=True, slots=True)
class Text:
    """A line of running text with the edges of its column; ``bullet`` is the mark that an item of a list begins with, "" for none.

    ``boxed``: on a page with boxes or lists abreast, where a full line does not run on at the top of the next.
    """

    line: Line
    page: int
    left: float
    right: float
    column: int
    bullet: str
    boxed: bool = False


def usual_pitch(texts: Sequence[Text]) -> float:
    """The usual distance from line to line, in type sizes: 1.15 for single spacing."""
    ratios = []
    wrapped = []
    for a, b in itertools.pairwise(texts):
        step = b.line.box.bottom - a.line.box.bottom
        if (
            a.page == b.page
            and a.column == b.column
            and 0 < step < 2.2 * b.line.size
            and abs(a.line.size - b.line.size) < 0.6
        ):
            ratios.append(step / b.line.size)
            if _is_full(a, b) and b.line.text[:1].islower():
                wrapped.append(step / b.line.size)
    if len(wrapped) >= 2:  # sure to be lines of one paragraph, however few such lines a paper has
        return median(wrapped)
    if not ratios:
        return 1.2
    ratios.sort()
    return median(ratios[: max(1, (2 * len(ratios)) // 3)])


def paragraphs(
    run: Sequence[Text], levels: dict[LineId, int | None], pitch: float, before_table: bool, leads: frozenset[str]
) -> Iterator[Block]:
    """Headings and paragraphs of text that no table parts; ``leads`` are those that return as labels do (fields/leads.py)."""
    group: list[Text] = []
    level: int | None = None
    for i, text in enumerate(run):
        here = levels[text.line.id]
        if here is None and _is_plain(run, i, levels, pitch, before_table):
            here = PLAIN
        following = run[i + 1].line.text if i + 1 < len(run) else ""
        inside = here is None is level and _hangs_full(group, text, pitch) and split_label(following) is None
        if group and (here != level or (not inside and (_leads(text, leads) or _parts(group, text, here, pitch)))):
            yield _made(group, level)
            group = []
        group.append(text)
        level = here
    if group:
        yield _made(group, level)


def _leads(text: Text, leads: frozenset[str]) -> bool:
    lead = lead_of(text.line.text) if leads and not text.bullet else None
    return lead is not None and lead.name in leads


def _gap(above: Text, below: Text) -> float:
    """White space between two lines beyond the usual, in type sizes; 2.0 over a page or column break."""
    if above.page != below.page or above.column != below.column:
        return 2.0
    return (below.line.box.bottom - above.line.box.bottom) / max(below.line.size, 1.0)


def _is_plain(run: Sequence[Text], i: int, levels: dict[LineId, int | None], pitch: float, before_table: bool) -> bool:
    text = run[i]
    last = i + 1 == len(run)
    if text.bullet or (last and not before_table) or (not last and levels[run[i + 1].line.id] is not None):
        return False
    if _names_a_state(run, i) and (i == 0 or run[i - 1].line.text.endswith(_ENDS) or not _is_full(run[i - 1], text)):
        return True
    above = _gap(run[i - 1], text) - pitch if i else 2.0
    below = 0.0 if last else _gap(text, run[i + 1]) - pitch
    if above < 0.55 or (
        i
        and run[i - 1].page == text.page
        and not run[i - 1].line.text.endswith(_ENDS)
        and above < 0.9
        and below > above
    ):
        return False
    return is_plain_heading(text.line, above, below, text.right)


def _names_a_state(run: Sequence[Text], i: int) -> bool:
    """ "Vidtagna åtgärder" on a line of its own, whatever its type; among other labels ("Nuläge", "Resultat") it is a label too."""
    line = run[i].line
    if (
        len(line.words) > 4
        or not line.text[-1:].isalpha()
        or not line.text[:1].isupper()
        or in_heading(line.text) is None
    ):
        return False
    near = [other.line for other in run[max(0, i - _NEAR) : i + _NEAR] if len(other.line.words) <= 3]
    return not any(is_label(other.text.rstrip(":. ")) and in_heading(other.text) is None for other in near)


def _parts(group: Sequence[Text], text: Text, level: int | None, pitch: float) -> bool:
    """True where ``text`` does not go on what the group began."""
    last = group[-1]
    gap = _gap(last, text)
    broken = last.page != text.page or last.column != text.column
    if level is not None:
        return (
            broken
            or gap > 1.16 * max(pitch, 1.25)
            or level == PLAIN
            or bool(regex.match(r"\d+(\.\d+)*\s", text.line.text))
        )
    if text.bullet and _begins_item(group, text):
        return True
    if (
        split_label(text.line.text) is not None
        or _begins_bold_label(text.line)
        or _is_lone_label(text, last)
        or (len(group) == 1 and _is_lone_label(last, None))
        or (text.line.text[:1].isupper() and is_sum(text.line.text))  # below the items that it sums
    ):
        return True
    ended = last.line.text.endswith(_ENDS)
    if broken:
        full = _is_full(last, text) and not (text.boxed and last.boxed)
        return ended or (not _goes_on_small(text.line.text) and not full)
    if gap > pitch * 1.22 + 0.05:
        return True
    if _is_of_other_type(text.line, last.line):
        return True
    mark = group[0].bullet
    if mark:
        hanging = group[0].line.words[1].x0 if len(group[0].line.words) > 1 else group[0].line.box.x1
        outdented = text.line.box.x0 < group[0].line.box.x0 - 3
        unhung = text.line.box.x0 < hanging - 3 and len(group) > 1 and group[1].line.box.x0 > text.line.box.x0 + 3
        begins = ended or (text.line.text[:1].isupper() and text.line.box.x0 < hanging - 3)
        return outdented or unhung or (begins and not _is_full(last, text))
    if _is_next_hanging(group, text) or _is_next_clause(group, text):
        return True
    indented = text.line.box.x0 > last.line.box.x0 + 8 and len(group) >= 1 and ended
    return indented or (ended and not _is_full(last, text))


def _is_next_hanging(group: Sequence[Text], text: Text) -> bool:
    """True at the first line of a paragraph below one whose further lines all stand in from its first."""
    first, *further = (t.line.box.x0 for t in group)
    hang = min(further, default=first) - first
    return hang > _HANGS and max(further) - min(further) < _SAME_EDGE and abs(text.line.box.x0 - first) < _SAME_EDGE


def _is_next_clause(group: Sequence[Text], text: Text) -> bool:
    """ "att …" under "att …" that did not run over to it: clauses of a decision may end without a mark."""
    first = group[0].line
    same_edge = abs(text.line.box.x0 - first.box.x0) < _SAME_EDGE
    return same_edge and _begins_clause(text.line) and _begins_clause(first) and not _is_full(group[-1], text)


def _begins_clause(line: Line) -> bool:
    return line.words[0].text.casefold() == "att"


def _is_of_other_type(line: Line, above: Line) -> bool:
    """A scan is less sure of a size, and of one short line ("850 tkr,") it knows nothing."""
    if not is_scanned(line):
        return abs(line.size - above.size) > _UNLIKE * above.size
    return len(line.text) > _FEW_LETTERS and abs(line.size - above.size) > _UNLIKE_SCANNED * above.size


def _hangs_full(group: Sequence[Text], text: Text, pitch: float) -> bool:
    """The next line of an item whose last line ran full: what looks like a label ("Ökade intäkter: 90 tkr") stands inside the item."""
    if not group or len(group[0].line.words) < 2 or not group[0].bullet or text.bullet:
        return False
    first, last = group[0].line, group[-1]
    return (
        abs(text.line.box.x0 - first.words[1].x0) < 3
        and first.words[1].x0 > first.box.x0 + 3
        and _is_full(last, text)
        and _gap(last, text) <= pitch * 1.22 + 0.05
        and not text.line.words[0].bold
        and not _is_lone_label(text, last)
    )


def _begins_bold_label(line: Line) -> bool:
    """A label told from the text behind it only by its bold type."""
    bold = list(itertools.takewhile(lambda w: w.bold, line.words))
    if not bold or len(bold) == len(line.words):
        return False
    label = " ".join(w.text for w in bold)
    return len(label) <= 40 and label[:1].isupper() and is_label(label.rstrip(":. "))


def _is_lone_label(text: Text, above: Text | None) -> bool:
    """A label that has its line to itself; a short last line of running text only looks like one."""
    line = text.line
    if len(line.text) > 40 or not line.text[:1].isupper() or not is_label(line.text.rstrip(":. ")):
        return False
    if find_amounts(line.text):  # "Beräknad effekt är 0,7 mnkr." is a sentence
        return False
    return line.bold or above is None or above.line.text.endswith(_ENDS) or not _is_full(above, text)


def _goes_on_small(text: str) -> bool:
    return text[:1].islower() or text[:1] in "(,"


def _is_full(last: Text, text: Text) -> bool:
    """True where the line ran out of room: the next word would not have stood on it."""
    first = text.line.words[0]
    return last.line.box.x1 + (first.x1 - first.x0) + 0.3 * first.size > last.right - 2


def _begins_item(group: Sequence[Text], text: Text) -> bool:
    """A number or dash at the start of a line is a mark, unless the sentence above simply ran over to it."""
    mark = text.bullet
    if mark in MARKS:
        return True
    last = group[-1]
    follows = not last.line.text.endswith((*_ENDS, ",")) and _is_full(last, text)
    if mark in "-–—−o":
        return (
            not (follows and text.line.words[1].text[:1].islower() and not group[0].bullet)
            or text.line.box.x0 > last.line.box.x0 + 8
        )
    return not follows or (bool(group[0].bullet) and abs(group[0].line.box.x0 - text.line.box.x0) < 3)


def _made(group: Sequence[Text], level: int | None) -> Block:
    lines = tuple(t.line for t in group)
    if level is not None:
        return Heading(lines, level)
    return Paragraph(lines, group[0].bullet, round(lines[0].box.x0 - group[0].left, 1))
