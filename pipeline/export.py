"""A database as files for people and other programs: CSV, Excel, Parquet, JSON lines, or a data package of them.

A folder of files comes out, written beside it and moved in place file by file. The same content gives the same bytes, whenever
and however it was read: what only tells of a run (the table ``runs``, when a file was first seen) is left out.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from extractors.errors import UsageError
from pipeline.database import Connection, connect_readonly, rows_of
from pipeline.dictionary import Column, Relation, relations
from pipeline.package import About, write_package
from pipeline.spreadsheet import Workbook, safe_sql

FORMATS = ("csv", "xlsx", "parquet", "jsonl", "package")
WORKBOOK = "atgarder.xlsx"

_OF_A_RUN = {"files": ("first_seen",)}  # columns that differ between runs over the same papers
_LEFT_OUT = ("runs",)
_SHEETS = (  # the sheets of the workbook: what people ask for first comes first
    ("Åtgärder", "v_measure"),
    ("Plan mot utfall", "v_plan_vs_outcome"),
    ("Genomförande", "v_realisation_by_area"),
    ("Områden", "v_top_areas"),
    ("Vad som saknas", "v_effect_coverage"),
    ("Stadsdelsprofil", "v_district_profile"),
    ("Per invånare", "v_per_inhabitant"),
    ("Fasta priser", "v_real_prices"),
    ("Tid", "v_time_lag"),
    ("Lägen", "v_status_flow"),
    ("Historik", "v_measure_history"),
    ("Återkommande", "v_measure_reuse"),
    ("Mått", "v_indicator_long"),
    ("Handlingarnas kvalitet", "v_document_quality"),
    ("Belopp", "effects"),
    ("Siffror i handlingar", "figures"),
    ("Anmärkningar", "findings"),
    ("Filer", "files"),
)


def export(database: Path, folder: Path, form: str, about: About | None = None) -> list[Path]:
    """Write the database to ``folder`` in one of ``FORMATS``; returns the files.

    Raises UsageError for another format, or where the folder holds something that is no folder.
    """
    if form not in FORMATS:
        raise UsageError(f"Okänt format {form!r}. Välj ett av: {', '.join(FORMATS)}.")
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} är ingen mapp. Ange en mapp att skriva till.")
    with _beside(folder) as new:
        with connect_readonly(database, folder=new) as con:
            chosen = [r for r in relations(con) if r.name not in _LEFT_OUT and r.kind != "working"]
            if form == "xlsx":
                _workbook(con, new / WORKBOOK, chosen)
            elif form == "package":
                write_package(
                    con,
                    new,
                    [(r, write(con, new, r, "csv"), write(con, new, r, "parquet")) for r in chosen],
                    about or About(),
                )
            else:
                for relation in chosen:
                    write(con, new, relation, form)
        return _move(new, folder)


def write(con: Connection, folder: Path, relation: Relation, form: str) -> Path:
    """One table or view as a file, in the order of its key, or of all its columns where it has none."""
    path = folder / f"{relation.name}.{form}"
    columns = ", ".join(_expression(c, form) for c in columns_of(relation))
    options = {"csv": "format csv, header", "parquet": "format parquet, compression zstd", "jsonl": "format json"}[form]
    target = str(path).replace("'", "''")
    con.execute(f"copy (select {columns} from {relation.name} order by {_order(relation)}) to '{target}' ({options})")
    return path


def columns_of(relation: Relation) -> list[Column]:
    """The columns that are exported: all but those that tell of a run."""
    return [c for c in relation.columns if c.name not in _OF_A_RUN.get(relation.name, ())]


def _expression(column: Column, form: str) -> str:
    name = f'"{column.name}"'
    if form != "csv":
        return name
    if column.type == "VARCHAR":
        return f"{safe_sql(name)} as {name}"
    return f"to_json({name}) as {name}" if column.type.endswith("[]") else name


def _order(relation: Relation) -> str:
    key = relation.key or tuple(c.name for c in columns_of(relation))
    return ", ".join(f'"{name}"' for name in key)


def _workbook(con: Connection, path: Path, chosen: Sequence[Relation]) -> None:
    by_name = {relation.name: relation for relation in chosen}
    with Workbook(path) as book:
        book.add_page("Läs mig", "Åtgärdsbanken", _read_me(con, by_name))
        for sheet, name in _SHEETS:
            columns = [column.name for column in columns_of(by_name[name])]
            names = ", ".join(f'"{column}"' for column in columns)
            _, rows = rows_of(con, f"select {names} from {name} order by {_order(by_name[name])}")
            book.add_table(sheet, columns, rows)
        meanings = [(r.name, c.name, c.type, c.meaning) for r in chosen for c in columns_of(r)]
        book.add_table("Datakatalog", ("tabell", "kolumn", "typ", "betydelse"), meanings)


def _read_me(con: Connection, by_name: dict[str, Relation]) -> Iterator[str]:
    _, counts = rows_of(
        con,
        """select (select count(*) from documents), (select count(*) from measures), (select count(*) from effects),
                  (select count(*) from files where state not in ('read', 'ocr', 'duplicate')),
                  (select count(*) from v_document_quality where not agrees),
                  (select string_agg(distinct extracted_with, ', ' order by extracted_with) from documents)""",
    )
    documents, measures, effects, unread, off, version = counts[0]
    yield f"{measures} åtgärder med {effects} belopp ur {documents} handlingar, lästa av ett program (version {version or 'okänd'})."
    yield "Läs detta först:"
    yield f"• {unread} filer kunde inte läsas helt; de står på bladet Filer med skälet."
    yield f"• I {off} handlingar stämmer den tryckta summan inte med det som lästes; se Handlingarnas kvalitet."
    yield "• En tom cell är inte noll: handlingen säger inget. En tryckt nolla är noll."
    yield "• Belopp är hela kronor. En besparing är positiv, en kostnad negativ."
    yield "• Helårseffekter och belopp per månad eller dygn ingår aldrig i en summa."
    yield "• Ett utfall till och med augusti är inte årets: se kolumnen actual_as_of."
    yield "• Andelen genomfört gäller bara de åtgärder som har följts upp; antalet står bredvid."
    yield "• Text som börjar som en formel är märkt som text och körs inte."
    yield "Bladen:"
    for sheet, name in _SHEETS:
        yield f"• {sheet} ({name}): {by_name[name].meaning}"
    yield "• Datakatalog: vad varje kolumn betyder."


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    new = folder.absolute().with_name(f".{folder.absolute().name}.{os.getpid()}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    try:
        yield new
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _move(new: Path, folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    moved = []
    for path in sorted(new.iterdir()):
        with open(path, "rb") as written:
            os.fsync(written.fileno())
        os.replace(path, folder / path.name)
        moved.append(folder / path.name)
    return moved
