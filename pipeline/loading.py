"""Kept rows → the database: a plan and the store go in, one new database file comes out.

Papers are loaded in the order of the plan (by path), in batches, so the same input gives the same content however it was
worked on, and memory does not grow with the number of papers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from extractors.measure import Effect
from pipeline import database
from pipeline.config import Settings
from pipeline.inputs import Input, shown
from pipeline.ledger import Ledger
from pipeline.manifest import Manifest
from pipeline.plan import Plan, Planned, duplicate_of
from pipeline.rows import document_id_of
from pipeline.schema import DocumentRow, EffectRow, FileRow, MeasureRow, RunRow
from pipeline.steps import run_steps
from pipeline.store import Record, Tables
from pipeline.sums import summable

_BATCH = 20_000  # rows held before they are appended

_PAPERS_A_PART = 500

_HOLDS = """
select (select count(*) from documents), (select count(*) from measures), (select count(*) from findings),
       (select count(*) from corrections where state = 'applied'), (select count(*) from documents where len(manifest_fields) > 0)
"""

RowsOf = Callable[[Planned], tuple[Record, Tables]]


class Ready(NamedTuple):
    """A paper that gave a document: by what its rows are found, its name, and what the folder's manifest knows of it."""

    sha256: str
    file_name: str
    known: dict[str, str | int]


class Held(NamedTuple):
    """How much a database holds: corrections that are used, and documents that a manifest tells something of."""

    documents: int
    measures: int
    findings: int
    corrections: int
    told_by_manifest: int


Parts = Callable[[Iterable[Sequence[Ready]]], Iterator[Path]]


def build(
    plan: Plan,
    rows_of: RowsOf,
    manifest: Manifest,
    ledger: Ledger,
    runs: Callable[[], list[RunRow]],
    settings: Settings,
    parts: Parts | None = None,
) -> Held:
    """Build the database beside the old one, run the steps and checks, and swap it in; says what it holds.

    ``rows_of`` gives the record and rows of one paper; ``runs`` is asked last, so that a run's end can be told. ``parts``, where
    others than this process write the rows, has them do so and gives the folders of Parquet files.
    """
    with database.create(settings.database, parts=settings.work_folder if parts else None) as con:
        files: list[FileRow] = []
        if parts:
            for folder in parts(_ready(plan, manifest, ledger, files)):
                database.append_parquet(con, folder)
        else:
            _append(con, _batches(plan, rows_of, manifest, ledger, files))
        files += [_file(item, record, None, None, ledger) for item, record in plan.problems]
        database.append(con, "files", sorted(files))
        run_steps(con, settings)
        database.run_checks(con)
        database.append(con, "runs", runs())
        return what_it_holds(con)


def what_it_holds(con: database.Connection) -> Held:
    """How much there is in a database."""
    (counts,) = database.rows_of(con, _HOLDS)[1]
    return Held(*(int(str(count)) for count in counts))


def _append(con: database.Connection, batches: Iterator[Tables]) -> None:
    """Append all rows; in a function of its own, so that none of them is held any longer when it returns."""
    for batch in batches:
        while batch:
            database.append(con, *batch.popitem())


def _batches(plan: Plan, rows_of: RowsOf, manifest: Manifest, ledger: Ledger, files: list[FileRow]) -> Iterator[Tables]:
    batch: Tables = {}
    waiting = 0
    for paper in plan.papers:
        record, tables = rows_of(paper)
        has_document = bool(tables.get("documents"))
        files += _files(paper, record, ledger, has_document=has_document)
        if has_document:
            _fill_in(tables, _ready_one(paper, manifest))
        for table, rows in tables.items():
            batch.setdefault(table, []).extend(rows)
            waiting += len(rows)
        del tables
        if waiting >= _BATCH:
            yield batch
            batch, waiting = {}, 0
    yield batch


def tables_of(papers: Iterable[Ready], rows_of: Callable[[str], Tables]) -> Tables:
    """The rows of some papers, in their order, ready to load; ``rows_of`` gives those of one by its content."""
    tables: Tables = {}
    for paper in papers:
        found = rows_of(paper.sha256)
        _fill_in(found, paper)
        for table, rows in found.items():
            tables.setdefault(table, []).extend(rows)
    return tables


def _ready(plan: Plan, manifest: Manifest, ledger: Ledger, files: list[FileRow]) -> Iterator[list[Ready]]:
    """The papers that gave a document, some at a time; ``files`` gets the rows of all."""
    waiting: list[Ready] = []
    for paper in plan.papers:
        record = paper.record or Record("skipped", "worker_lost", lasting=False)
        has_document = record.measures is not None
        files += _files(paper, record, ledger, has_document=has_document)
        if has_document:
            waiting.append(_ready_one(paper, manifest))
        if len(waiting) == _PAPERS_A_PART:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _ready_one(paper: Planned, manifest: Manifest) -> Ready:
    return Ready(paper.sha256, shown(paper.inputs[0].file_name), _known(paper, manifest))


def _files(paper: Planned, record: Record, ledger: Ledger, *, has_document: bool) -> list[FileRow]:
    """The rows of every name that the paper has."""
    first, document_id = paper.inputs[0], document_id_of(paper.sha256) if has_document else None
    others = [_file(i, duplicate_of(i, first), paper.sha256, document_id, ledger) for i in paper.inputs[1:]]
    return [_file(first, record, paper.sha256, document_id, ledger), *others]


def _known(paper: Planned, manifest: Manifest) -> dict[str, str | int]:
    return next((known for item in paper.inputs if (known := manifest.of(item.path))), {})


def _fill_in(tables: Tables, paper: Ready) -> None:
    """Put the paper's name and what the manifest knows into the document's row, and mark it."""
    document, known = tables["documents"][0], paper.known
    document[DocumentRow._fields.index("file_name")] = paper.file_name
    if not known:
        return
    for column, value in known.items():
        document[DocumentRow._fields.index(column)] = value
    document[DocumentRow._fields.index("manifest_fields")] = sorted(known)
    if "plan_year" in known:
        _sum_again(tables, int(known["plan_year"]))


def _sum_again(tables: Tables, plan_year: int) -> None:
    effects: dict[str, list[Effect]] = {}
    for row in tables.get("effects", []):
        e = EffectRow(*row)
        as_of = date.fromisoformat(str(e.as_of)) if e.as_of else None
        effect: Any = (e.raw, e.amount_sek, e.kind, e.year, as_of, e.period)
        effects.setdefault(e.measure_id, []).append(Effect(*effect))
    column = MeasureRow._fields.index("ekonomisk_effekt")
    for measure in tables.get("measures", []):
        measure[column] = summable(effects.get(measure[0], []), plan_year)


def _file(item: Input, record: Record, sha256: str | None, document_id: str | None, ledger: Ledger) -> FileRow:
    return FileRow(
        path=shown(item.path),
        file_name=shown(item.file_name),
        sha256=sha256,
        size_bytes=item.status.st_size if item.status else None,
        state=record.state,
        document_id=document_id,
        reason_code=record.reason_code,
        reason=record.reason,
        first_seen=ledger.first_seen(item.key),
        pages_declared=record.pages_declared,
        pages_read=record.pages_read,
    )
