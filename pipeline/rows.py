"""One paper's ``Extraction`` → the rows of its tables. Nothing here reads a file or knows duckdb.

Keys come from content, so that people's corrections and links between papers survive a new run and new rules:

* ``document_id``: the first 16 characters of the file's SHA-256.
* ``measure_id``: the document, the page the action begins on, and a hash of the action's first six words (letters and digits
  only). Those move least when rules change: number, title and all values are left out because rules may read them
  differently tomorrow. Measures that begin alike on a page are told apart by -2, -3 … in reading order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from statistics import fmean

from extractors.confidence import confidence_of
from extractors.measure import ControlTotal, Effect, Extraction, Facts, Figure, Finding, Measure, Period
from extractors.model import Page, Paper, Passage
from pipeline.schema import (
    ControlTotalRow,
    DocumentRow,
    EffectRow,
    EvidenceRow,
    FigureRow,
    FindingRow,
    MeasureRow,
    PageRow,
    Rows,
)
from pipeline.sums import agreement, summable

_FIRST_WORDS = 6
_WORD = re.compile(r"\w+")
_Placed = tuple[int, float, float, float, float, str]  # page, box, text


def rows_of(paper: Paper, said: Extraction, *, extracted_with: str) -> Rows:
    """The rows of one paper, in reading order."""
    document_id = document_id_of(paper.sha256)
    ids = _measure_ids(document_id, said.measures)
    pages = {page.number: page for page in paper.pages}
    placed: dict[int, list[_Placed]] = {}
    rows = Rows(documents=[_document(document_id, paper, said.facts, extracted_with)])
    for seq, (measure_id, measure) in enumerate(zip(ids, said.measures, strict=True), 1):
        rows.measures.append(_measure(measure_id, document_id, seq, measure, said.facts.plan_year))
        rows.effects += [_effect(measure_id, n, effect) for n, effect in enumerate(measure.effects, 1)]
        rows.evidence += _evidence(measure_id, measure, pages, placed)
        rows.findings += [_finding(document_id, measure_id, finding) for finding in measure.findings]
    rows.control_totals = [_control_total(document_id, total, said.measures) for total in said.control_totals]
    rows.findings += [_finding(document_id, None, finding) for finding in said.findings]
    rows.figures = [_figure(document_id, figure) for figure in said.figures]
    rows.pages = [_page(document_id, page) for page in paper.pages]
    return rows


def document_id_of(sha256: str) -> str:
    """The key of a document by its content."""
    return sha256[:16]


def measure_key(document_id: str, page: int, action: str) -> str:
    """The key of a measure by the page that it begins on and its first words."""
    words = _WORD.findall(action.casefold())[:_FIRST_WORDS]
    first_words = blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=5).hexdigest()
    return f"{document_id}-{page}-{first_words}"


def _measure_ids(document_id: str, measures: Sequence[Measure]) -> list[str]:
    seen: dict[str, int] = {}
    ids = []
    for measure in measures:
        name = measure_key(document_id, _begins_on(measure), measure.action)
        seen[name] = seen.get(name, 0) + 1
        ids.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return ids


def _begins_on(measure: Measure) -> int:
    passages = measure.evidence.get("action", ())
    pages = [passage.pages[0] for passage in passages if passage.pages]
    return pages[0] if pages else _pages(measure)[0]


def _pages(measure: Measure) -> tuple[int, int, int]:
    """Page where its action begins, first and last page that it or what it inherits stands on; page 1 where nothing says."""
    pages = {line.page for line in measure.lines}
    pages |= {page for passages in measure.evidence.values() for passage in passages for page in passage.pages}
    if not pages:
        return 1, 1, 1
    own = {page for passage in measure.evidence.get("action", ()) for page in passage.pages}
    return min(own or pages), min(pages), max(pages)


def _document(document_id: str, paper: Paper, facts: Facts, extracted_with: str) -> DocumentRow:
    read_by_ocr = [page for page in paper.pages if page.source == "ocr"]
    known = [page.confidence for page in read_by_ocr if page.confidence is not None]
    source = "native" if not read_by_ocr else "ocr" if len(read_by_ocr) == len(paper.pages) else "mixed"
    return DocumentRow(
        document_id=document_id,
        sha256=paper.sha256,
        file_name=paper.file_name,
        municipality=facts.municipality,
        body=facts.body,
        district=facts.district,
        title=facts.title,
        doc_type=facts.doc_type,
        dnr=facts.dnr,
        doc_date=_iso(facts.doc_date),
        plan_year=facts.plan_year,
        pages=len(paper.pages),
        pages_ocr=len(read_by_ocr),
        text_source=source,
        ocr_confidence=round(fmean(known), 4) if known else None,
        extracted_with=extracted_with,
        manifest_fields=[],
    )


def _measure(measure_id: str, document_id: str, seq: int, m: Measure, plan_year: int | None) -> MeasureRow:
    page_action, page_first, page_last = _pages(m)
    return MeasureRow(
        measure_id=measure_id,
        document_id=document_id,
        seq=seq,
        no=m.no,
        title=m.title,
        action=m.action,
        area=m.area,
        subarea=m.subarea,
        area_path=list(m.area_path),
        start_raw=m.start_raw,
        start_date=_iso(m.start.first if m.start else None),
        start_precision=_precision(m.start),
        due_raw=m.due_raw,
        due_date=_iso(m.due.last or m.due.first if m.due else None),
        due_precision=_precision(m.due),
        ekonomisk_effekt=summable(m.effects, plan_year),
        effect_text=m.effect_text,
        goal=m.goal,
        method=m.method,
        responsible=m.responsible,
        status=m.status,
        status_raw=m.status_raw,
        status_date=_iso(m.status_date),
        comment=m.comment,
        layout=m.layout,
        page_action=page_action,
        page_first=page_first,
        page_last=page_last,
        confidence=round(min(max(m.confidence, 0.0), 1.0), 4),
    )


def _effect(measure_id: str, seq: int, e: Effect) -> EffectRow:
    return EffectRow(measure_id, seq, e.raw, e.amount_sek, e.kind, e.year, _iso(e.as_of), e.period)


def _evidence(
    measure_id: str, measure: Measure, pages: Mapping[int, Page], placed: dict[int, list[_Placed]]
) -> Iterator[EvidenceRow]:
    """The places of what is quoted. ``placed`` remembers those of each passage: a heading stands over many measures."""
    for name, passages in measure.evidence.items():
        sure = confidence_of(measure.confidences, name)
        field = _counted_from_one(name)
        seq = 0
        for passage in passages:
            places = placed.get(id(passage))
            if places is None:
                places = placed[id(passage)] = _placed(passage, pages)
            for place in places:
                seq += 1
                yield EvidenceRow(measure_id, field, seq, *place, sure)


def _placed(passage: Passage, pages: Mapping[int, Page]) -> list[_Placed]:
    """Places on the pages as they lie in the file: where a page was turned to be read, they are turned back."""
    found = []
    for page, box, text in passage.places():
        x0, top, x1, bottom = pages[page].as_seen(box) if page in pages else box
        found.append((page, round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2), text))
    return found


def _counted_from_one(name: str) -> str:
    """ "effects.0" of the code is effect 1 of the table."""
    field, dot, number = name.partition(".")
    return f"{field}.{int(number) + 1}" if dot else name


def _control_total(document_id: str, total: ControlTotal, measures: Sequence[Measure]) -> ControlTotalRow:
    sum_sek, agrees = agreement(total, measures)
    return ControlTotalRow(
        document_id, total.raw, total.amount_sek, total.kind, total.year, _iso(total.as_of), total.page,
        sum_sek, agrees, total.scope, total.period,
    )  # fmt: skip


def _finding(document_id: str, measure_id: str | None, f: Finding) -> FindingRow:
    return FindingRow(document_id, measure_id, f.field, f.severity, f.code, f.message, f.page)


def _figure(document_id: str, f: Figure) -> FigureRow:
    return FigureRow(
        document_id, f.table_no, f.caption or None, f.page, f.row_label, f.column_label, f.raw, f.value, f.unit
    )


def _page(document_id: str, page: Page) -> PageRow:
    lying = page.turned in (90, 270)  # read upright: as a reader sees it, it lies
    width, height = (page.height, page.width) if lying else (page.width, page.height)
    return PageRow(
        document_id,
        page.number,
        round(width, 2),
        round(height, 2),
        page.source,
        page.confidence,
        len(page.words),
        list(page.notes),
    )


def _precision(period: Period | None) -> str | None:
    return period.precision if period else None


def _iso(day: object) -> str | None:
    return str(day) if day is not None else None
