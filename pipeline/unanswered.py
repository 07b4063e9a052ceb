"""Why a question could not be answered: DuckDB's message and the question go in, what to do comes out, in Swedish.

DuckDB's own text, which points to the place in the question, stays below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from pipeline.database import Connection, rows_of

_MOST_LINES = 12  # of DuckDB's text: it lists every kind of "+" that there is

_NO_COLUMN = re.compile(r'Referenced column "(?P<name>[^"]+)"|does not have a column named "(?P<other>[^"]+)"')
_NO_TABLE = re.compile(r"Table with name (?P<name>\S+) does not exist")
_NO_FUNCTION = re.compile(r"Function with name (?P<name>\S+) does not exist")
_SYNTAX = re.compile(r'syntax error at (?:or near "(?P<near>[^"]+)"|end of input)')
_NO_VALUE = re.compile(r"Values were not provided for the following[^:]*: (?P<names>.+)")
_ONLY_READS = re.compile(r"read-only mode|disabled by configuration|configuration has been locked")


def explained(error: str, sql: str, con: Connection) -> str:
    """What is wrong and what to do about it, and below it what DuckDB says."""
    lines = error.strip().splitlines()
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 3], "…", *lines[-2:]]
    return "\n".join([_in_swedish(error, sql, con), "DuckDB: " + lines[0], *lines[1:]])


def _in_swedish(error: str, sql: str, con: Connection) -> str:
    if found := _NO_COLUMN.search(error):
        name, tables = found["name"] or found["other"], _asked_of(sql, con)
        near = _near(name, _columns(con, tables))
        return f'kolumnen {name} finns inte.{near} Se vilka som finns: atgarder query "describe {tables[0]}"'
    if found := _NO_TABLE.search(error):
        near = _near(found["name"], _tables(con))
        return f'tabellen eller vyn {found["name"]} finns inte.{near} Se vilka som finns: atgarder query "show tables"'
    if found := _NO_FUNCTION.search(error):
        return f"funktionen {found['name']} finns inte. Rätta namnet."
    if found := _SYNTAX.search(error):
        place = f"vid {found['near']!r}" if found["near"] else "i slutet"
        return f"den är inte rätt skriven {place}. Se efter att ord, komman och parenteser stämmer där."
    if found := _NO_VALUE.search(error):
        return f"värde saknas för {found['names']}. Ange det så här: -p {found['names'].split(', ')[0]} VÄRDE"
    if _ONLY_READS.search(error):
        return "en fråga får bara läsa databasen. Skriv svaret till en fil med -o FIL."
    return "rätta den och fråga igen."


def _near(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name.lower(), known, n=1)
    return f" Menade du {near[0]}?" if near else ""


def _tables(con: Connection) -> list[str]:
    """The views first: they are what people ask."""
    _, rows = rows_of(
        con,
        """select table_name from information_schema.tables where table_catalog = current_database()
           order by table_type <> 'VIEW', table_name""",
    )
    return [str(row[0]) for row in rows]


def _asked_of(sql: str, con: Connection) -> list[str]:
    """The tables and views that the question names; the main view where it names none."""
    words = set(re.findall(r"\w+", sql.lower()))
    return [name for name in _tables(con) if name in words] or ["v_measure"]


def _columns(con: Connection, tables: Sequence[str]) -> list[str]:
    _, rows = rows_of(
        con,
        """select distinct column_name from information_schema.columns
           where table_catalog = current_database() and list_contains(?, table_name) order by 1""",
        [list(tables)],
    )
    return [str(row[0]) for row in rows]
