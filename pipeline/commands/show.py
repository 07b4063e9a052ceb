"""``atgarder show``: a paper as the program sees it, and the lines that are in no measure."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractors.errors import NoInput
from pipeline.commands.options import database_option, work_option
from pipeline.config import Settings, settle
from pipeline.terminal import counted, harmless, number
from pipeline.words import KINDS, PERIODS

if TYPE_CHECKING:
    from extractors.measure import Extraction, Measure
    from extractors.model import Block, Document

_LONGEST = 100  # letters of a text that is told
_VALUES = (
    "no",
    "area",
    "subarea",
    "start_raw",
    "due_raw",
    "status",
    "responsible",
    "goal",
    "method",
    "effect_text",
    "comment",
)


@click.command(options_metavar="[VAL]")
@click.argument("paper", metavar="HANDLING")
@database_option
@work_option
def show(paper: str, db: str | None, work: str | None) -> None:
    """Visa en handling som programmet ser den: rubriker, tabeller, åtgärder, och de rader som inte hör till någon åtgärd.

    HANDLING är en PDF-fil, eller namnet (eller början på det) på en fil i databasen.
    """
    settings, _ = settle({"db": db, "work": work})
    from pipeline.reread import reread

    document, rest, said = reread(_path_of(paper, settings), settings)
    parts = (_facts(document, said), _blocks(document), _measures(said), _untaken(rest))
    sys.stdout.writelines(f"{harmless(line)}\n" for part in parts for line in part)


def _path_of(paper: str, settings: Settings) -> str:
    """The file itself, or the one that the database knows by that name."""
    if Path(paper).is_file():
        return paper
    from pipeline import database

    with database.connect_readonly(settings.database) as con:
        sql = "select path from files where starts_with(file_name, ?) and document_id is not null order by path"
        known = [str(row[0]) for row in database.rows_of(con, sql, [paper])[1]]
    found = [path for path in known if Path(path).is_file()]
    if not found:
        raise NoInput(f"{paper} finns varken som fil eller i databasen. Ange en PDF-fil eller början på dess namn.")
    if len(found) > 1 and len({Path(path).name for path in found}) > 1:
        raise NoInput(
            f"Flera handlingar börjar på {paper!r}: {', '.join(Path(path).name for path in found[:5])}. Ange hela namnet."
        )
    return found[0]


def _facts(document: Document, said: Extraction) -> Iterator[str]:
    facts, paper = said.facts, document.paper
    yield f"{paper.file_name}: {counted(len(paper.pages), 'sida', 'sidor')}"
    told = {
        "kommun": facts.municipality,
        "nämnd": facts.body,
        "stadsdel": facts.district,
        "rubrik": facts.title,
        "slag": facts.doc_type,
        "diarienummer": facts.dnr,
        "datum": facts.doc_date,
        "planår": facts.plan_year,
    }
    yield from (f"  {name}: {value}" for name, value in told.items() if value is not None)
    for total in said.control_totals:
        yield f"  tryckt summa: {total.raw} = {number(total.amount_sek)} kr"


def _blocks(document: Document) -> Iterator[str]:
    from extractors.model import Heading, Table

    yield "\nSÅ HÄR LÄSES DEN"
    levels = sorted({block.level for block in document.blocks if isinstance(block, Heading)})
    page = 0
    for block in document.blocks:
        begins = next((line.id.page for line in block.lines), page)
        if begins != page:
            page = begins
            yield f"── sida {page} ──"
        if isinstance(block, Heading):
            yield f"{'#' * (levels.index(block.level) + 1)} {block.text}"
        elif isinstance(block, Table):
            yield f"[tabell, {counted(len(block.rows), 'rad', 'rader')}]"
            yield from _rows(block)
        else:
            yield f"{block.bullet + ' ' if block.bullet else ''}{block.text}"


def _rows(table: Block) -> Iterator[str]:
    from extractors.model import Table

    assert isinstance(table, Table)
    yield "  | " + " | ".join(cell.text for cell in table.header)
    yield from ("  | " + " | ".join(cell.text for cell in row.cells) for row in table.rows)


def _measures(said: Extraction) -> Iterator[str]:
    yield f"\n{counted(len(said.measures), 'ÅTGÄRD', 'ÅTGÄRDER')}"
    for measure in said.measures:
        yield from _measure(measure)
    for finding in said.findings:
        yield f"! {finding.message}"


def _measure(measure: Measure) -> Iterator[str]:
    pages = sorted({line.page for line in measure.lines})
    where = f"sida {'–'.join(map(str, dict.fromkeys((pages[0], pages[-1]))))}" if pages else "ingen sida"
    yield f"• {_cut(measure.title or measure.action)}  [{measure.layout}, {where}, säkerhet {measure.confidence:.2f}]"
    if measure.title:
        yield f"    vad: {_cut(measure.action)}"
    if measure.area_path:
        yield f"    under: {' / '.join(measure.area_path)}"
    for name in _VALUES:
        if (value := getattr(measure, name)) is not None:
            yield f"    {name}: {_cut(str(value))}"
    for effect in measure.effects:
        period = [] if effect.period == "total" else [PERIODS[effect.period]]
        about = ", ".join([KINDS[effect.kind], *period, str(effect.year or "inget år")])
        yield f"    belopp: {effect.raw} = {number(effect.amount_sek)} kr ({about})"
    yield from (f"    ! {finding.message}" for finding in measure.findings)


def _untaken(rest: Document) -> Iterator[str]:
    from extractors.model import Heading

    headings = {line.id for block in rest.blocks if isinstance(block, Heading) for line in block.lines}
    lines = [line for line in rest.untaken() if line.id not in headings]
    yield f"\n{counted(len(lines), 'RAD', 'RADER')} UTANFÖR ÅTGÄRDERNA"
    if lines:
        yield "  (Rubriker är inte med. Summor, gruppnamn i tabeller och uppgifter om handlingen kan vara lästa ändå.)"
    yield from (f"  {line.id.page}:{line.id.line}  {line.text}" for line in lines)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
