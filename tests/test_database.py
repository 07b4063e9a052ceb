"""The database: its schema, how it is built beside the old one and swapped in, and who may open it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from extractors.errors import CheckFailed, DatabaseUnusable
from pipeline import database
from pipeline.locks import one_writer
from pipeline.schema import ROW_TYPES, DocumentRow, EffectRow, FindingRow, MeasureRow, Rows

DOCUMENT = DocumentRow(
    "d1", "f" * 64, "plan.pdf", "Ekköping", "Socialnämnden", None, "Handlingsplan", "plan", "SN 2024/17",
    date(2024, 2, 1), 2024, 3, 0, "native", None, "1+1+1", [],
)  # fmt: skip
MEASURE = MeasureRow(
    "d1-1-a", "d1", 1, "4", "Färre lokaler", "Säga upp två lokaler", "ledning_och_administration", "lokaler",
    ["Ledning", "Lokaler"], "hösten 2024", date(2024, 9, 1), "season", None, None, None, 400_000, None, None, None, None,
    "planned", None, None, None, "table", 1, 1, 2, 0.9,
)  # fmt: skip
EFFECT = EffectRow("d1-1-a", 1, "400 tkr", 400_000, "estimated", 2024, None, "total")


def build(path: Path, *measures: MeasureRow) -> None:
    with database.create(path) as con:
        database.load(con, Rows(documents=[DOCUMENT], measures=list(measures), effects=[EFFECT]))


def read(path: Path, sql: str) -> list[tuple[object, ...]]:
    with database.connect_readonly(path) as con:
        return database.rows_of(con, sql)[1]


def test_every_row_type_has_the_columns_of_its_table_in_order() -> None:
    con = database.connect_in_memory()
    names = database.rows_of(
        con, "select table_name, column_name from duckdb_columns() where not internal order by table_name, column_index"
    )[1]
    tables: dict[str, list[str]] = {}
    for table, column in names:
        tables.setdefault(str(table), []).append(str(column))
    made = {name: tables[name] for name in ROW_TYPES}
    assert made == {name: list(row._fields) for name, row in ROW_TYPES.items()}  # type: ignore[attr-defined]


def test_every_table_and_column_is_explained() -> None:
    con = database.connect_in_memory()
    silent_tables = database.rows_of(con, "select table_name from duckdb_tables() where comment is null")[1]
    silent_columns = database.rows_of(
        con,
        "select table_name, column_name from duckdb_columns() where comment is null and table_name in "
        "(select table_name from duckdb_tables())",
    )[1]
    assert (silent_tables, silent_columns) == ([], [])


def test_what_is_loaded_comes_out_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "m.duckdb"
    build(path, MEASURE)
    assert read(path, "from measures") == [tuple(MEASURE)]
    assert read(path, "from documents") == [tuple(DOCUMENT)]
    assert read(path, "from effects") == [tuple(EFFECT)]


def test_loading_twice_gives_the_same_and_leaves_one_file(tmp_path: Path) -> None:
    path = tmp_path / "m.duckdb"
    build(path, MEASURE)
    first = read(path, "from measures")
    build(path, MEASURE)
    assert read(path, "from measures") == first
    assert os.listdir(tmp_path) == ["m.duckdb"]


def test_a_reader_keeps_the_old_database_and_the_next_one_sees_the_new(tmp_path: Path) -> None:
    path = tmp_path / "m.duckdb"
    build(path, MEASURE)
    with database.connect_readonly(path) as old_reader:
        build(path)
        assert database.rows_of(old_reader, "select count(*) from measures")[1] == [(1,)]
        assert read(path, "select count(*) from measures") == [(0,)]


def test_a_load_that_fails_leaves_the_old_database(tmp_path: Path) -> None:
    path = tmp_path / "m.duckdb"
    build(path, MEASURE)
    with pytest.raises(CheckFailed, match="Tabellen measures"):
        build(path, MEASURE, MEASURE)
    assert read(path, "select count(*) from measures") == [(1,)]
    assert os.listdir(tmp_path) == ["m.duckdb"]


REFUSED = [
    ("area", "skolan"),
    ("status", "klar"),
    ("start_precision", "vecka"),
    ("confidence", 1.5),
    ("action", None),
    ("page_last", 0),  # before page_first
]


@pytest.mark.parametrize(("column", "value"), REFUSED)
def test_a_value_outside_the_guide_is_refused(column: str, value: object) -> None:
    con = database.connect_in_memory()
    with pytest.raises(CheckFailed):
        database.append(con, "measures", [MEASURE._replace(**{column: value})])


def test_a_log_left_by_another_program_is_not_applied_to_the_new_database(tmp_path: Path) -> None:
    path = tmp_path / "m.duckdb"
    build(path, MEASURE)
    (tmp_path / "m.duckdb.wal").write_bytes(b"left over")
    build(path, MEASURE)
    assert os.listdir(tmp_path) == ["m.duckdb"]
    assert read(path, "select count(*) from measures") == [(1,)]


FORBIDDEN = [
    "copy measures to '{folder}/out.csv'",
    "select * from read_text('/etc/hostname')",
    "attach '{folder}/other.duckdb'",
    "set enable_external_access = true",
    "set memory_limit = '1TB'",
    "install excel",
    "delete from measures",
]


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_a_query_reaches_nothing_but_the_database(sql: str, tmp_path: Path) -> None:
    path = tmp_path / "m.duckdb"
    build(path, MEASURE)
    with database.connect_readonly(path) as con, pytest.raises(database.QueryError):
        con.execute(sql.format(folder=tmp_path))


def test_copy_writes_in_the_one_folder_that_was_named(tmp_path: Path) -> None:
    path, out = tmp_path / "m.duckdb", tmp_path / "ut"
    out.mkdir()
    build(path, MEASURE)
    with database.connect_readonly(path, folder=out) as con:
        con.execute(f"copy (select action from measures) to '{out}/a.csv' (header false)")
        assert (out / "a.csv").read_text("utf-8") == "Säga upp två lokaler\n"
        with pytest.raises(database.QueryError):
            con.execute(f"copy measures to '{tmp_path}/b.csv'")


def test_what_is_no_database_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnusable, match="finns inte"):
        database.connect_readonly(tmp_path / "m.duckdb")
    (tmp_path / "text.duckdb").write_text("inte en databas")
    with pytest.raises(DatabaseUnusable, match="inte en DuckDB-databas"):
        database.connect_readonly(tmp_path / "text.duckdb")


def test_a_second_run_on_the_same_database_is_told_who_has_it(tmp_path: Path) -> None:
    path = tmp_path / "m.duckdb"
    other = "from pathlib import Path; from pipeline.locks import one_writer\nwith one_writer(Path({!r})): pass"
    with one_writer(path):
        run = subprocess.run([sys.executable, "-c", other.format(str(path))], capture_output=True, text=True)
        assert f"En annan körning (process {os.getpid()}) skriver till" in run.stderr
    run = subprocess.run([sys.executable, "-c", other.format(str(path))], capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (0, "")


def test_what_a_killed_run_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    (tmp_path / ".m.duckdb.123.new").write_bytes(b"half")
    with one_writer(tmp_path / "m.duckdb"):
        assert not (tmp_path / ".m.duckdb.123.new").exists()


def test_a_check_writes_the_rows_that_break_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    rule = tmp_path / "10_late.sql"
    rule.write_text(
        "-- A measure starts before its paper's date.\n-- severity: warning\n"
        "select document_id, measure_id, 'start_date' as field, page_first as page, 'Starten är sen: ' || no as message\n"
        "from measures where start_date > date '2024-06-01';\n"
    )
    monkeypatch.setattr(database, "_scripts", lambda folder="": [rule] if folder == "checks" else [])
    con = duckdb_with_tables()
    early = MEASURE._replace(measure_id="d1-1-b", seq=2, start_date=date(2024, 1, 1))
    unknown = MEASURE._replace(measure_id="d1-1-c", seq=3, start_date=None)
    database.load(con, Rows(documents=[DOCUMENT], measures=[MEASURE, early, unknown]))
    assert database.run_checks(con) == {"late": 1}
    database.append(
        con, "documents", [DOCUMENT._replace(document_id="d2", sha256="e" * 64)]
    )  # the connection is free again
    wanted = FindingRow("d1", "d1-1-a", "start_date", "warning", "late", "Starten är sen: 4", 1)
    assert database.rows_of(con, "from findings")[1] == [tuple(wanted)]


def duckdb_with_tables() -> database.Connection:
    """Tables only, from the real script, whatever ``_scripts`` was replaced by."""
    con = database._secured(database.duckdb.connect(":memory:"), None)
    con.execute((Path(database.__file__).parent / "sql" / "10_tables.sql").read_text("utf-8"))
    return con


def test_every_table_of_the_views_is_filled_when_the_rows_are_there() -> None:
    scripts = [script.read_text("utf-8") for script in database._scripts() if script.name.startswith("5")]
    made = [name for text in scripts for name in re.findall(r"create table (\w+)", text)]
    filled = [table["name"] for text in scripts for table in database._TABLE_OF_VIEWS.finditer(text)]
    assert made == filled == ["document_codes", "measure_facts", "planned_outcomes"]


def test_the_fingerprint_of_what_cannot_be_read_is_none(tmp_path: Path) -> None:
    path = tmp_path / "m.duckdb"
    assert database.fingerprint(path) is None
    with database.create(path) as con:
        started = datetime(2024, 1, 1)
        database.append(con, "runs", [("r1", started, started, "v", "{}", 1, 1, 0, 0, 3, "abc")])
    assert database.fingerprint(path) == "abc"
