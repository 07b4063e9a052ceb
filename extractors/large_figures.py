"""Figures set large, as on slides: a number and its unit in smaller type beside or below it are one amount, and one that stands over a title is of that title.

In: lines of running text, then blocks, both in reading order. Out: the same with such amounts whole, and behind the headings that they stand over.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors.fields.amount import is_amount, is_unit
from extractors.model import Block, Heading, Line, Paragraph

_NUMBER = regex.compile(r"[-–−+]?\s?\d{1,3}(?:[ .]\d{3})*(?:,\d+)?")
_LARGER = 1.25  # times the unit's type
_BESIDE, _BELOW = 1.0, 0.6  # type sizes of the number
_NEAR = 2.0  # type sizes of the heading


def unit_of_figure(line: Line, following: Line) -> bool:
    """True where ``following`` is nothing but the unit of the number that ``line`` is, set smaller: "2,4" and "mnkr"."""
    if not (_NUMBER.fullmatch(line.text) and is_unit(following.text)) or line.id.page != following.id.page:
        return False
    if line.size < _LARGER * following.size:
        return False
    a, b = line.box, following.box
    beside = b.top < a.bottom and b.bottom > a.top and 0 <= b.x0 - a.x1 <= _BESIDE * line.size
    below = 0 <= b.top - a.bottom <= _BELOW * line.size and b.x0 < a.x1 and a.x0 < b.x1
    return beside or below


def with_figures_below_their_titles(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; an amount alone that stands over a heading, nearer to it than to what is above, comes behind it."""
    found = list(blocks)
    for i in range(len(found) - 1):
        amount, heading = found[i : i + 2]
        if not isinstance(amount, Paragraph) or not isinstance(heading, Heading) or not is_amount(amount.text):
            continue
        above = found[i - 1] if i else None
        if _gap(amount, heading) <= _NEAR * heading.lines[0].size and (
            isinstance(above, Heading) or above is None or not 0 <= _gap(above, amount) <= _gap(amount, heading)
        ):
            found[i], found[i + 1] = heading, amount
    return found


def _gap(above: Block, below: Block) -> float:
    """White space in points; endless over a page break."""
    last, first = above.lines[-1], below.lines[0]
    return first.box.top - last.box.bottom if last.id.page == first.id.page else float("inf")
