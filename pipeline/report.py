"""The report: a database goes in, one HTML page for people comes out, whole in itself: no script, no network.

What is doubtful stands first. Every figure has the query that it was made of, a table of its numbers, and where rows are of one
paper, a link to the page in the PDF. The same database gives the same bytes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from extractors.errors import MissingTool
from pipeline import labels
from pipeline.database import Connection, connect_readonly, rows_of

Cell = str | tuple[str, str]  # words, or words and where they lead
Row = dict[str, Any]

_SHOWN = 12  # rows of a figure's table


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with what it rests on. ``svg`` is empty where there is nothing to draw; ``note`` then says why."""

    name: str
    title: str
    lead: str
    sql: str
    svg: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    more: int = 0
    note: str = ""


@dataclass(slots=True)
class Bank:
    """The database as the report asks it: queries, and links from a paper to its file."""

    con: Connection
    folder: Path  # where the report will stand
    _paths: dict[str, str] = field(default_factory=dict)

    def ask(self, sql: str) -> list[Row]:
        """The answer as one dict a row."""
        names, rows = rows_of(self.con, sql)
        return [dict(zip(names, row, strict=True)) for row in rows]

    def one(self, sql: str) -> Row:
        """The answer's only row."""
        return self.ask(sql)[0]

    def page(self, document_id: str, page: int | None = None) -> str:
        """Where a page of a paper is found from the report; empty where the paper's file is not known."""
        if not self._paths:
            found = self.ask(
                "select document_id, min(path) as path from files where document_id is not null group by 1"
            )
            self._paths = {row["document_id"]: row["path"] for row in found}
        path = self._paths.get(document_id)
        if path is None:
            return ""
        place = quote(os.path.relpath(Path(path).absolute(), self.folder.absolute()))
        return f"{place}#page={page}" if page else place


def write_report(database: Path, path: Path) -> Path:
    """Write the report of a database to ``path``. Raises MissingTool where Altair or vl-convert is not installed."""
    with connect_readonly(database) as con:
        text = render(Bank(con, path.parent))
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    new.write_text(text, "utf-8")
    os.replace(new, path)
    return path


def holds_measures(database: Path) -> bool:
    """False where there is nothing to report."""
    with connect_readonly(database) as con:
        return bool(rows_of(con, "select 1 from measures limit 1")[1])


def render(bank: Bank) -> str:
    """The report as HTML."""
    try:
        from pipeline import figures
    except ImportError as error:
        raise MissingTool(
            f"Rapporten behöver {error.name}. Installera med: pip install 'atgardsbanken[report]'"
        ) from error
    pages = Environment(
        loader=PackageLoader("pipeline"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.globals.update(whole=labels.whole, million=labels.million, percent=labels.percent, plural=labels.plural)
    pages.tests["number_like"] = _number_like
    counts = bank.one(_COUNTS)
    made: list[Figure] = [make(bank) for make in figures.FIGURES] if counts["measures"] else []
    return pages.get_template("report.html").render(
        counts=counts, doubts=doubts(bank, counts), quality=worst_papers(bank), figures=made
    )


_COUNTS = """select
    (select count(*) from files) as files,
    (select count(*) from documents) as documents,
    (select count(*) from measures) as measures,
    (select count(distinct coalesce(municipality, '') || '/' || coalesce(unit, '')) from v_document) as units,
    (select min(year) from v_document) as first_year,
    (select max(year) from v_document) as last_year,
    (select sum(planned_sek) from v_planned) as planned_sek,
    (select count(*) from v_planned) as planned,
    (select string_agg(distinct extracted_with, ', ' order by extracted_with) from documents) as version"""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to know before the figures are used: a number, what it is of, and the query that lists it."""

    number: str
    words: str
    sql: str
    serious: bool = True


def doubts(bank: Bank, counts: Row) -> list[Doubt]:
    """What is doubtful, gravest first; what there is none of is left out."""
    found = []
    for count, of, words, sql, serious in (
        (bank.one(f"select count(*) as n from ({_UNREAD})")["n"], counts["files"], "filer kunde inte läsas helt", _UNREAD, True),
        (bank.one(f"select count(*) as n from ({_TOTALS_OFF})")["n"], counts["documents"], "handlingar där den tryckta summan inte stämmer med det som lästes", _TOTALS_OFF, True),
        (bank.one(f"select count(*) as n from ({_ERRORS})")["n"], None, "fel som en människa bör se på", _ERRORS, True),
        (bank.one(f"select count(*) as n from ({_NO_AMOUNT})")["n"], counts["planned"], "planerade åtgärder utan belopp; de är inte noll, de saknas i summorna", _NO_AMOUNT, True),
        (bank.one(f"select count(*) as n from ({_PART_YEAR})")["n"], None, "utfall som bara gäller en del av året, med eller utan plan att hålla dem mot", _PART_YEAR, False),
        (bank.one(f"select count(*) as n from ({_UNSURE})")["n"], None, "par av åtgärder som kan vara samma; de räknas som olika", _UNSURE, False),
        (bank.one(f"select count(*) as n from ({_OUTSIDE})")["n"], counts["measures"], "åtgärder i svar på skrivelser och i konsultrapporter; de är inte nämndens plan och står utanför summorna", _OUTSIDE, False),
        (bank.one(f"select count(*) as n from ({_OCR})")["n"], counts["documents"], "handlingar lästa som bild; tal kan vara fellästa", _OCR, False),
        (bank.one(f"select count(*) as n from ({_UNREVIEWED})")["n"], counts["measures"], "åtgärder som ingen människa har granskat", _UNREVIEWED, False),
    ):  # fmt: skip
        if count:
            number = labels.whole(count) + (f" av {labels.whole(of)}" if of else "")
            found.append(Doubt(number, words, sql, serious))
    return found


_UNREAD = "select path, state, reason from files where state not in ('read', 'ocr', 'duplicate') order by path"
_TOTALS_OFF = "select file, stated_sek, sum_sek, diff_sek from v_document_quality where not agrees order by abs(diff_sek) desc nulls last"
_ERRORS = "select document_id, measure_id, field, message, page from findings where severity = 'error' order by all"
_NO_AMOUNT = "select unit, plan_year, area, measure_id from v_planned where n_effects = 0 order by all"
_PART_YEAR = (
    "select unit, plan_year, action, actual_sek, actual_as_of from v_plan_vs_outcome where part_year order by all"
)
_UNSURE = "select measure_id_a, measure_id_b, score, why from links where decision = 'unsure' order by score desc, measure_id_a, measure_id_b"
_OUTSIDE = "select document_id, unit, doc_type, action from v_measure where doc_type in ('reply', 'consultant_report') order by all"
_OCR = "select file_name, pages from v_document where ocr order by file_name"
_UNREVIEWED = "select measure_id, unit, action, page from v_measure where review = 'none' order by measure_id"
_QUALITY = """select document_id, file, unit, plan_year, n_measures, mean_confidence, stated_sek, sum_sek, diff_sek, agrees,
       n_totals, n_totals_off, n_warnings, n_errors
from v_document_quality
order by coalesce(agrees, true), n_errors desc, n_warnings desc, mean_confidence, abs(diff_sek) desc nulls last, file"""


def worst_papers(bank: Bank) -> Figure:
    """Each paper's printed sum against what was read, the most doubtful first."""
    rows = bank.ask(_QUALITY)
    cells = [
        (
            (r["file"], bank.page(r["document_id"])), r["unit"] or "–", str(r["plan_year"] or "–"), labels.whole(r["n_measures"]),
            labels.million(r["stated_sek"]), labels.million(r["sum_sek"]),
            _agreement(r),
            labels.whole(r["n_warnings"] + r["n_errors"]), labels.percent(r["mean_confidence"]),
        )
        for r in rows
    ]  # fmt: skip
    columns = (
        "Handling",
        "Stadsdel eller nämnd",
        "År",
        "Åtgärder",
        "Tryckt summa",
        "Läst summa",
        "Stämmer",
        "Varningar",
        "Säkerhet",
    )
    return table("kvalitet", "Handlingarna, de mest tveksamma först", "", _QUALITY, columns, cells)


def _agreement(row: Row) -> str:
    if row["agrees"] is None:
        return "–"
    if row["agrees"]:
        return "ja"
    return (
        f"nej, {labels.million(row['diff_sek'])}"
        if row["diff_sek"]
        else f"nej, {row['n_totals_off']} av {row['n_totals']}"
    )


def _number_like(cell: Cell) -> bool:
    """True for what stands to the right in a table: a number with or without its unit, or a dash for none."""
    return isinstance(cell, str) and (cell == "–" or cell.lstrip("−")[:1].isdigit())


def table(
    name: str, title: str, lead: str, sql: str, columns: Sequence[str], cells: Sequence[tuple[Cell, ...]], svg: str = ""
) -> Figure:
    """A figure with the first rows of its table."""
    return Figure(name, title, lead, sql, svg, tuple(columns), tuple(cells[:_SHOWN]), max(len(cells) - _SHOWN, 0))


def nothing(name: str, title: str, sql: str, note: str) -> Figure:
    """A figure that could not be drawn, and why."""
    return Figure(name, title, "", sql, note=note)


Maker = Callable[[Bank], Figure]
