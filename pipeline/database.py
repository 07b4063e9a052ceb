"""The only door to duckdb: rows of tuples go in, one database file comes out, and connections that read it.

A new database is built beside the old one and swapped in whole, so a reader keeps what it has open and a killed run leaves
the old file as it was. Files are written so that DuckDB 1.2 and later can open them.

SQL in ``sql/`` runs in name order: ``1?_*.sql`` tables, ``5?_*.sql`` views, and ``checks/*.sql``. A table of the views (``create table … as``)
holds what many of them need: it is made with them, before there are rows, and filled when all rows are there. A check is one select of
the rows that break a rule, with any of the columns document_id, measure_id, field, page and message; its code is the file's
name, its severity stands on a line of its own: ``-- severity: warning``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeAlias

import duckdb

from extractors.errors import AtgardError, CheckFailed, DatabaseUnusable
from pipeline.schema import Rows

Connection: TypeAlias = duckdb.DuckDBPyConnection
QueryError = duckdb.Error

STORAGE_VERSION = "v1.2.0"  # older clients than the library's own can open the file
_SEVERITY = re.compile(r"^-- severity: (?P<severity>info|warning|error)$", re.MULTILINE)
_TABLE_OF_VIEWS = re.compile(r"^create table (?P<name>\w+) as\n(?P<query>.+?);$", re.MULTILINE | re.DOTALL)
_WRITE_FAILED = re.compile(r"Could not write|No space left|Failed to create checkpoint|disk quota", re.IGNORECASE)
_BATCH = 50_000  # rows an append holds in memory


def connect_readonly(path: Path, *, folder: Path | None = None) -> Connection:
    """A connection that reads the database and touches nothing else.

    ``folder`` is the one place that ``copy … to`` may write to. Raises DatabaseUnusable where the file is missing, foreign,
    newer than this program, or held by another process.
    """
    if not path.is_file():
        raise DatabaseUnusable(f"Databasen {path} finns inte. Skapa den med: atgarder extract")
    # Attached to an instance of its own: duckdb.connect(path) would hand out the instance that this process already has
    # for the path, and with it the file from before the swap.
    con = duckdb.connect(":memory:")
    try:
        con.execute(f"attach {_quoted(path)} as papers (read_only)")
        con.execute("use papers")
        return _secured(con, folder)
    except duckdb.Error as error:
        con.close()
        raise DatabaseUnusable(_why_unusable(path, str(error))) from error


def connect_in_memory() -> Connection:
    """An empty database with all tables and views, for tests and trials."""
    con = _secured(duckdb.connect(":memory:"), None)
    _run_scripts(con, "15")
    return con


@contextmanager
def create(path: Path, *, parts: Path | None = None) -> Iterator[Connection]:
    """A new database with all tables, to be filled in the ``with`` block; swapped in for ``path`` when the block ends well.

    ``parts`` is the folder that ``append_parquet`` may read from. The tables of the views are filled at the end, of all that is there. When the
    block raises, the old file stays as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    _remove(new)
    try:
        con = _secured(duckdb.connect(str(new), config={"storage_compatibility_version": STORAGE_VERSION}), parts)
        try:
            _run_scripts(con, "15")
            yield con
            _fill_tables_of_views(con)
            con.execute("checkpoint")
        finally:
            con.close()
        _swap_in(new, path)
    except duckdb.Error as error:
        if not _WRITE_FAILED.search(str(error)):
            raise
        raise AtgardError(
            f"Databasen {path} gick inte att skriva: är disken full? Den förra står kvar. Frigör utrymme och kör igen."
        ) from error
    finally:
        _remove(new)


def load(con: Connection, rows: Rows) -> None:
    """Append the rows of every table. Raises CheckFailed where a row breaks the schema, with the table's name."""
    for table, batch in rows.tables():
        append(con, table, batch)


def append(con: Connection, table: str, rows: Sequence[Sequence[object]]) -> None:
    """Append rows, one value a column, to one table."""
    try:
        for start in range(0, len(rows), _BATCH):
            with con.appender(table) as appender:
                appender.append_rows(rows[start : start + _BATCH])
    except duckdb.Error as error:
        if _WRITE_FAILED.search(str(error)):
            raise
        raise CheckFailed(f"Tabellen {table} tog inte emot en rad: {error}") from error


def write_parquet(tables: Mapping[str, Sequence[Sequence[object]]], folder: Path) -> list[str]:
    """Write rows as one Parquet file a table; returns the files' names. Raises CheckFailed where a row breaks the schema."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(":memory:") as con:
        _secured(con, folder)
        _run_scripts(con, "1")
        for table, rows in tables.items():
            append(con, table, rows)
            con.execute(f"copy {table} to {_quoted(folder.resolve() / f'{table}.parquet')} (format parquet)")
    return [f"{table}.parquet" for table in tables]


def append_parquet(con: Connection, folder: Path) -> None:
    """Append what ``write_parquet`` wrote to a folder."""
    for file in sorted(folder.glob("*.parquet")):
        con.execute(f"insert into {file.stem} by name select * from read_parquet({_quoted(file.resolve())})")


def run_checks(con: Connection) -> dict[str, int]:
    """Write what every check finds to ``findings``; returns the number of rows each found."""
    codes = []
    for script in _scripts("checks"):
        code, sql = _code_of(script), script.read_text("utf-8")
        severity = _SEVERITY.search(sql)
        if severity is None:
            raise CheckFailed(f"Kontrollen {script.name} saknar raden -- severity: info|warning|error")
        select = sql.strip().rstrip(";")
        con.execute(
            f"insert into findings by name select ? as severity, ? as code, * from (\n{select}\n) as broken order by all",
            [severity["severity"], code],
        )
        codes.append(code)
    counts = {
        code: int(str(count)) for code, count in rows_of(con, "select code, count(*) from findings group by code")[1]
    }
    return {code: counts.get(code, 0) for code in codes}


def check_codes() -> dict[str, str]:
    """The checks that there are: code and severity."""
    texts = {_code_of(script): script.read_text("utf-8") for script in _scripts("checks")}
    return {code: match["severity"] for code, sql in texts.items() if (match := _SEVERITY.search(sql))}


def scripts_text() -> str:
    """All SQL that makes a database, in order: what its content depends on."""
    return "\n".join(script.read_text("utf-8") for folder in ("", "checks") for script in _scripts(folder))


def fingerprint(path: Path) -> str | None:
    """What the database was built of (runs.fingerprint); None where it cannot be read."""
    try:
        with connect_readonly(path) as con:
            rows = rows_of(con, "select fingerprint from runs order by started desc limit 1")[1]
            return str(rows[0][0]) if rows else None
    except (DatabaseUnusable, duckdb.Error):
        return None


def papers_in(path: Path) -> dict[str, str]:
    """The papers of a database: SHA-256 of their bytes → name of the file. Empty where it cannot be read."""
    try:
        with connect_readonly(path) as con:
            rows = rows_of(con, "select sha256, file_name from documents order by file_name")[1]
            return {str(sha256): str(name) for sha256, name in rows}
    except (DatabaseUnusable, duckdb.Error):
        return {}


def _secured(con: Connection, folder: Path | None) -> Connection:
    """No network, no extensions, no other files, half of the memory, and none of it can be changed by a query."""
    if folder is not None:
        con.execute(f"set allowed_directories = [{_quoted(folder.resolve())}]")
    con.execute("set enable_external_access = false")
    con.execute("set autoinstall_known_extensions = false")
    con.execute("set autoload_known_extensions = false")
    con.execute("set memory_limit = '50%'")
    con.execute("set lock_configuration = true")
    return con


def _quoted(path: Path) -> str:
    """A path as an SQL text: attach and set take no bound parameter."""
    return "'" + str(path).replace("'", "''") + "'"


def _why_unusable(path: Path, error: str) -> str:
    if "could not set lock" in error.lower():
        return f"Databasen {path} är öppen för skrivning i ett annat program. Stäng det och försök igen."
    if "version number" in error.lower():
        return f"Databasen {path} är skriven av en nyare DuckDB än den här. Bygg om den med: atgarder extract --force"
    return f"Filen {path} är inte en DuckDB-databas eller är skadad. Ta bort den och kör: atgarder extract"


def _swap_in(new: Path, path: Path) -> None:
    with open(new, "rb") as written:
        os.fsync(written.fileno())
    path.with_name(path.name + ".wal").unlink(
        missing_ok=True
    )  # a log of the old file must never be applied to the new one
    os.replace(new, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _remove(new: Path) -> None:
    for leftover in (new, new.with_name(new.name + ".wal")):
        leftover.unlink(missing_ok=True)


def _scripts(folder: str = "") -> list[Traversable]:
    place = resources.files("pipeline") / "sql"
    place = place / folder if folder else place
    if not place.is_dir():
        return []
    return sorted((p for p in place.iterdir() if p.name.endswith(".sql")), key=lambda p: p.name)


def _run_scripts(con: Connection, first_digits: str) -> None:
    con.begin()  # scripts have hundreds of comments: each for itself would be written to disk for itself
    for script in _scripts():
        if script.name[0] in first_digits:
            con.execute(script.read_text("utf-8"))
    con.commit()


def _fill_tables_of_views(con: Connection) -> None:
    con.begin()
    for script in _scripts():
        if script.name[0] == "5":
            for table in _TABLE_OF_VIEWS.finditer(script.read_text("utf-8")):
                con.execute(f"insert into {table['name']} {table['query']}")
    con.commit()


def _code_of(script: Traversable) -> str:
    return re.sub(r"^\d+_", "", script.name.removesuffix(".sql"))


def rows_of(con: Connection, sql: str, values: Iterable[object] = ()) -> tuple[list[str], list[tuple[object, ...]]]:
    """Column names and rows of one query; values are bound, never put into the text.

    All rows are fetched: a result that is left half read locks its connection.
    """
    cursor = con.execute(sql, list(values))
    return [column[0] for column in cursor.description], cursor.fetchall()
