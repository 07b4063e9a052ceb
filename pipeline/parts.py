"""Papers of thousands of pages, a part at a time: memory stays bounded whatever their length.

In: a large paper whose pages are only counted, and the same pages whole, one by one. Out: its rows. What is said of the
document comes from the part that says it first. A table or chapter that goes on over a cut is seen as two: hence the large parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from extractors.measure import Extraction, Facts
from extractors.model import Page, Paper
from pipeline import gathered
from pipeline.rows import rows_of
from pipeline.schema import DocumentRow, Rows

_SAID_ONCE = ("municipality", "body", "district", "title", "doc_type", "dnr", "doc_date", "plan_year")


def rows_in_parts(
    paper: Paper, pages: Iterable[Page], extract: Callable[[Paper], Extraction], *, extracted_with: str
) -> Rows:
    """The rows of a large paper."""
    rows: Rows | None = None
    for part in _parts(pages):
        of_part = replace(paper, pages=part)
        found = rows_of(of_part, extract(of_part), extracted_with=extracted_with)
        rows = found if rows is None else _joined(rows, found)
    whole = rows_of(paper, Extraction(facts=Facts()), extracted_with=extracted_with)
    if rows is None:
        return whole
    said = {name: getattr(rows.documents[0], name) for name in _SAID_ONCE}
    rows.documents = [whole.documents[0]._replace(**said)]
    rows.pages = whole.pages
    return rows


def _parts(pages: Iterable[Page]) -> Iterator[tuple[Page, ...]]:
    waiting = iter(pages)
    while part := tuple(islice(waiting, gathered.MOST_HELD)):
        yield part


def _joined(rows: Rows, more: Rows) -> Rows:
    """What a further part adds. Measures and tables are numbered on; the keys of measures differ already, by their pages."""
    rows.documents = [_filled(rows.documents[0], more.documents[0])]
    last = len(rows.measures)
    rows.measures += [row._replace(seq=row.seq + last) for row in more.measures]
    tables = max((row.table_no for row in rows.figures), default=0)
    rows.figures += [row._replace(table_no=row.table_no + tables) for row in more.figures]
    rows.effects += more.effects
    rows.evidence += more.evidence
    rows.control_totals += more.control_totals
    rows.findings += [row for row in more.findings if row.measure_id or row.page]  # of the document: said by the first
    return rows


def _filled(first: DocumentRow, later: DocumentRow) -> DocumentRow:
    unsaid = {name: getattr(later, name) for name in _SAID_ONCE if getattr(first, name) is None}
    return first._replace(**unsaid)
