"""What repeats from page to page: letterheads, running titles, page numbers.

In: the pages of a paper. Out: for each page the words that are furniture. Recognised by place and text on
neighbouring pages, never by a list of names.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from statistics import median

import regex
from rapidfuzz import fuzz

from extractors.fields.labels import field_of, split_label
from extractors.lines import Row, rows_of, text_of, words_in
from extractors.model import Grid, Page, Word
from extractors.model.kept import kept

_TOP, _BOTTOM = 0.38, 0.80  # furniture stands above / below these parts of the page
_EDGE_TOP, _EDGE_BOTTOM = 0.12, 0.90  # a lone page number stands beyond these
_PAGE_NUMBER = regex.compile(
    r"[-–(\s]*(?:sid(?:a|an|nr|or)?\.?|s\.|page)?\s*:?\s*\d{1,4}\s*(?:\(\s*\d{1,4}\s*\)|/\s*\d{1,4}|av\s+\d{1,4})?[-–)\s.]*",
    regex.IGNORECASE,
)
# "1 14)": "1 (4)" on a scan
_MISREAD_NUMBER = regex.compile(r"\d{1,3}\s[\d\[{(|lI]?\s?\d{1,3}\s?[)\]}]")
_DIGITS = regex.compile(r"\d+")
_COUNTED = regex.compile(r"\b(?:sid(?:a|an|nr)?|page|av)\b|^\W*\d+\W*\d*\W*$|\(\d+\)|/\s*\d+$", regex.IGNORECASE)


@dataclass(frozen=True)
class _Seen:
    part: Row
    top: float
    x0: float

    @kept
    def key(self) -> str:
        return _key(self.part.text)


_top = attrgetter("top")


def find_furniture(pages: Sequence[Page]) -> list[frozenset[Word]]:
    """For each page the words of its letterhead, running title and page number."""
    zones = [_zones(page) for page in pages]
    seen: list[list[_Seen]] = []
    if len(pages) > 1:
        seen = [
            sorted([_seen(part) for row in (*head, *foot) for part in row.segments], key=_top) for head, foot in zones
        ]
    found = []
    opening = _spelt(w for row in zones[0][0] for w in row) if zones else set()
    for i, (head, foot) in enumerate(zones):
        near = [seen[j] for j in (i - 2, i - 1, i + 1, i + 2) if 0 <= j < len(pages)]
        needed = 1 if len(pages) <= 3 else 2
        words: set[Word] = set()
        for rows in (head, list(reversed(foot))):
            words |= _from_the_edge(rows, near, needed, pages[i], opening if i else set())
        found.append(frozenset(words))
    return found


def _zones(page: Page) -> tuple[list[Row], list[Row]]:
    if not page.words:
        return [], []
    first, last = _TOP * page.height, _BOTTOM * page.height
    head = rows_of([w for w in page.words if w.bottom <= first])
    foot = rows_of([w for w in page.words if w.top >= last])
    return head, foot


def _seen(part: Row) -> _Seen:
    return _Seen(part, min([w.top for w in part]), part[0].x0)


def _key(text: str) -> str:
    """Page numbers differ from page to page: their digits are put aside, others' are not."""
    text = text.casefold()
    return _DIGITS.sub("#", text) if _DIGITS.search(text) and _COUNTED.search(text) else text


def _from_the_edge(rows: list[Row], near: list[list[_Seen]], needed: int, page: Page, opening: set[str]) -> set[Word]:
    """Rows from the edge of the page inwards, as long as they repeat. ``opening``: the words that the first page opens with."""
    found: set[Word] = set()
    headers = [grid.box for grid in page.grids if _heads_measures(grid, page)]
    for i, row in enumerate(rows):
        if any(box.holds(*row[0].middle) for box in headers) or _heads_measures_in_lines(rows[i : i + _HEADER_LINES]):
            break
        if _is_page_number(row, page) or _is_running_title(row, page, opening):
            found.update(row)
            continue
        parts = row.segments
        repeated = sum(len(p.text) for p in parts if _repeats(_seen(p), near, needed)) if near else 0
        if _speaks_of_measures(parts):
            return found.difference(w for above in _close_above(rows, row) for w in above)
        if repeated < 0.5 * sum(len(p.text) for p in parts):
            break
        found.update(row)
    return found


def _close_above(rows: Sequence[Row], header: Row) -> Iterator[Row]:
    """The upper lines of a table's header whose last line is ``header``: "Effekt" over "2026" over "(tkr)"."""
    below, cells = header, header.segments
    for row in reversed(rows[: rows.index(header)]):
        gap = min(w.top for w in below) - max(w.bottom for w in row)
        if not -row[0].size < gap <= 0.6 * row[0].size or not all(_stands_over(part, cells) for part in row.segments):
            return
        yield row
        below = row


def _stands_over(part: Row, cells: Sequence[Row]) -> bool:
    """True for words over one cell of those below, and not beside it."""
    return sum(1 for cell in cells if cell[0].x0 < part[-1].x1 and part[0].x0 < cell[-1].x1) == 1


def _repeats(part: _Seen, near: list[list[_Seen]], needed: int) -> bool:
    count = 0
    for others in near:
        beside = others[bisect_left(others, part.top - 7.1, key=_top) : bisect_left(others, part.top + 7.1, key=_top)]
        alike = [o for o in beside if abs(o.top - part.top) <= 7 and abs(o.x0 - part.x0) <= 14]
        count += any(o.key == part.key or fuzz.ratio(o.key, part.key) >= 90 for o in alike)
    return count >= needed


def _is_page_number(row: Row, page: Page) -> bool:
    top = min(w.top for w in row)
    at_edge = top < _EDGE_TOP * page.height or top > _EDGE_BOTTOM * page.height
    text = row.text
    if at_edge and page.source == "ocr" and _MISREAD_NUMBER.fullmatch(text):
        return True
    whole = text.count("(") == text.count(")")  # "2026)." ends a sentence begun on the page before
    return at_edge and whole and len(text) <= 18 and _PAGE_NUMBER.fullmatch(text) is not None


def _spelt(words: Iterable[Word]) -> set[str]:
    return {w.text.casefold().strip(".,:;()") for w in words}


def _is_running_title(row: Row, page: Page, opening: set[str]) -> bool:
    """Small print at the very top of a later page that says again what the first page opens with: owner, board, title."""
    if not opening or max(w.bottom for w in row) > _EDGE_TOP * page.height or len(row) < 2:
        return False
    if not _spelt(w for w in row if not w.text.strip("()").isdigit()) <= opening:
        return False
    if any(grid.box.holds(*row[0].middle) for grid in page.grids):  # the labels of a form to fill in are small too
        return False
    usual = median([w.size for w in page.words])
    return all(w.size <= 0.95 * usual for w in row)


def _heads_measures(grid: Grid, page: Page) -> bool:
    """A grid whose first row holds labels of measures, each on as many lines as it needs."""
    cells = [cell for cell in grid.rows[0] if cell]
    if len(cells) < 3:
        return False
    top, bottom = min(cell.top for cell in cells), max(cell.bottom for cell in cells)
    near = [w for w in page.words if w.top < bottom and w.bottom > top]
    texts = [text_of(words_in(near, cell)) for cell in cells]
    return len({f for text in texts if (f := field_of(text)) in _OF_MEASURES}) >= 2


def _heads_measures_in_lines(rows: Sequence[Row]) -> bool:
    """Lines close below one another whose columns hold labels of measures: "Beräknad" over "effekt 2026" beside "Risk"."""
    columns: list[list[Row]] = []
    for i, row in enumerate(rows):
        gap = min(w.top for w in row) - max(w.bottom for w in rows[i - 1]) if i else 0.0
        if not -row[0].size < gap <= 0.6 * row[0].size:
            break
        for part in row.loose:
            under = next((c for c in columns if any(p[0].x0 < part[-1].x1 and part[0].x0 < p[-1].x1 for p in c)), None)
            columns.append([part]) if under is None else under.append(part)
    if len(columns) < 3:
        return False
    fields = {field_of(" ".join(part.text for part in column)) for column in columns}
    return len(fields & _OF_MEASURES) >= 2


_HEADER_LINES = 4
_OF_MEASURES = {"action", "title", "effect", "status", "start", "due", "responsible", "goal", "comment"}


def _speaks_of_measures(parts: list[Row]) -> bool:
    """A repeated table header, or a form with one measure a page, is no letterhead."""
    labels = [p.text for p in parts]
    fields = {field_of(label.rstrip(":")) for label in labels} if len(labels) > 1 else set()
    return len(fields & {"action", "effect", "status", "start", "due", "responsible", "goal"}) >= 2 or any(
        (split := split_label(label)) is not None and field_of(split[0]) in {"action", "start", "effect", "goal"}
        for label in labels
    )
