"""The one area that a whole paper is about, where it is about one: a consultants' report on the care of the elderly, a board's minutes.

In: the paper's texts in reading order and its headings. Out: which text says it first, and where.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from extractors.fields.area import FoundArea, find_areas, parse_area
from extractors.fields.area_names import is_area_name

_FEWEST = 8  # in halves of a name: a few in passing are no subject
_SHARE = 0.5
_AHEAD = 2.5  # how many times as often as the next area
_BEGINNING = 15
_OFFICE = regex.compile(r"nämnd|förvaltning|kontoret", regex.IGNORECASE)
# Names that mean another area where the paper is about functional disability.
_MOVABLE = {("aldreomsorg", "hemtjanst"), ("aldreomsorg", "sarskilt_boende"), ("aldreomsorg", "bistand")}


def main_area(texts: Sequence[str], headings: Sequence[str]) -> tuple[int, FoundArea] | None:
    """The paper's area, with the index of the text that names it first; None where headings name several areas or none stands out."""
    named = {found.area for heading in set(headings) if is_area_name(heading) and (found := parse_area([heading]))}
    if len(named - {"ledning_och_administration"}) > 1:
        return None
    votes: Counter[str] = Counter()
    first: tuple[int, FoundArea] | None = None
    for i, text in enumerate(texts):
        if first is None and i >= _BEGINNING:
            return None
        for area, subarea, start, end in find_areas(text):
            if _OFFICE.search(text, start, end):
                continue  # who writes or decides says little of what it is about
            movable = (area, subarea) in _MOVABLE
            votes[area] += 4 if subarea is None else (1 if movable else 2)
            if first is None and not movable:
                first = i, FoundArea(area, None, text, start, end, 0.6)
    if first is None:
        return None
    (area, most), *others = votes.most_common()
    stands_out = most >= _FEWEST and most >= _SHARE * votes.total() and (not others or most >= _AHEAD * others[0][1])
    return first if stands_out and first[1].area == area else None
