"""The rows of the database: one named tuple a table, its fields the table's columns in order.

In come values as Python has them; out go tuples that ``database.load`` appends as they are. The tables themselves, with
what every column means, stand in ``sql/10_tables.sql``; a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import NamedTuple


class FileRow(NamedTuple):
    path: str
    file_name: str
    sha256: str | None
    size_bytes: int | None
    state: str
    document_id: str | None = None
    reason_code: str | None = None
    reason: str | None = None
    first_seen: datetime | None = None
    pages_declared: int | None = None
    pages_read: int | None = None


class DocumentRow(NamedTuple):
    document_id: str
    sha256: str
    file_name: str
    municipality: str | None
    body: str | None
    district: str | None
    title: str | None
    doc_type: str | None
    dnr: str | None
    doc_date: date | str | None
    plan_year: int | None
    pages: int
    pages_ocr: int
    text_source: str | None
    ocr_confidence: float | None
    extracted_with: str
    manifest_fields: list[str]
    source_address: str | None = None


class MeasureRow(NamedTuple):
    measure_id: str
    document_id: str
    seq: int
    no: str | None
    title: str | None
    action: str
    area: str | None
    subarea: str | None
    area_path: list[str]
    start_raw: str | None
    start_date: date | str | None
    start_precision: str | None
    due_raw: str | None
    due_date: date | str | None
    due_precision: str | None
    ekonomisk_effekt: int | None
    effect_text: str | None
    goal: str | None
    method: str | None
    responsible: str | None
    status: str | None
    status_raw: str | None
    status_date: date | str | None
    comment: str | None
    layout: str
    page_action: int
    page_first: int
    page_last: int
    confidence: float
    review: str = "none"


class EffectRow(NamedTuple):
    measure_id: str
    seq: int
    raw: str
    amount_sek: int
    kind: str
    year: int | None
    as_of: date | str | None
    period: str


class EvidenceRow(NamedTuple):
    measure_id: str
    field: str
    seq: int
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    confidence: float | None = None


class ControlTotalRow(NamedTuple):
    document_id: str
    raw: str
    amount_sek: int
    kind: str
    year: int | None
    as_of: date | str | None
    page: int
    sum_sek: int | None
    agrees: bool | None
    scope: str | None
    period: str = "total"


class FindingRow(NamedTuple):
    document_id: str | None
    measure_id: str | None
    field: str | None
    severity: str
    code: str
    message: str
    page: int | None


class FigureRow(NamedTuple):
    document_id: str
    table_no: int
    caption: str | None
    page: int
    row_label: str | None
    column_label: str | None
    raw: str
    value: float | None
    unit: str | None


class LinkRow(NamedTuple):
    measure_id_a: str
    measure_id_b: str
    score: float
    decision: str
    why: str


class CorrectionRow(NamedTuple):
    document_id: str
    measure_id: str | None
    field: str
    old_value: str | None
    new_value: str | None
    by: str
    at: datetime | str
    state: str
    correction_id: str | None = None
    reason: str | None = None


class PageRow(NamedTuple):
    document_id: str
    page: int
    width: float
    height: float
    source: str
    confidence: float | None
    words: int
    notes: list[str]


class SampleRow(NamedTuple):
    sample: str
    document_id: str
    measure_id: str | None
    stratum: str
    of: int
    drawn: int
    judged: bool
    wrong: list[str]


class RunRow(NamedTuple):
    run_id: str
    started: datetime
    finished: datetime | None
    version: str
    settings: str
    files_seen: int
    documents_read: int
    documents_reused: int
    documents_failed: int
    pages_read: int
    fingerprint: str


@dataclass(slots=True)
class Rows:
    """Rows of every table, gathered in memory; each field is a table of the same name."""

    files: list[FileRow] = field(default_factory=list)
    documents: list[DocumentRow] = field(default_factory=list)
    measures: list[MeasureRow] = field(default_factory=list)
    effects: list[EffectRow] = field(default_factory=list)
    evidence: list[EvidenceRow] = field(default_factory=list)
    control_totals: list[ControlTotalRow] = field(default_factory=list)
    findings: list[FindingRow] = field(default_factory=list)
    figures: list[FigureRow] = field(default_factory=list)
    links: list[LinkRow] = field(default_factory=list)
    corrections: list[CorrectionRow] = field(default_factory=list)
    pages: list[PageRow] = field(default_factory=list)
    samples: list[SampleRow] = field(default_factory=list)
    runs: list[RunRow] = field(default_factory=list)

    def tables(self) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
        """Table name and its rows, for the tables that have any, in the order of creation."""
        for table in fields(self):
            rows = getattr(self, table.name)
            if rows:
                yield table.name, rows


ROW_TYPES: dict[str, type[tuple[object, ...]]] = {
    "files": FileRow,
    "documents": DocumentRow,
    "measures": MeasureRow,
    "effects": EffectRow,
    "evidence": EvidenceRow,
    "control_totals": ControlTotalRow,
    "findings": FindingRow,
    "figures": FigureRow,
    "links": LinkRow,
    "corrections": CorrectionRow,
    "pages": PageRow,
    "samples": SampleRow,
    "runs": RunRow,
}
