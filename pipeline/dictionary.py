"""The data dictionary: a database goes in, its tables and views with what they and their columns mean come out.

The one source is the COMMENTs in ``sql/``. ``python -m pipeline.dictionary`` prints ``docs/datadictionary.md``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.database import Connection, connect_in_memory, rows_of

_CONTENT = (
    "documents",
    "measures",
    "effects",
    "evidence",
    "control_totals",
    "findings",
    "figures",
    "links",
    "corrections",
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, DuckDB's type and what it means."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or a view. ``key`` are the columns of a table's primary key."""

    name: str
    is_view: bool
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """How it is grouped for readers: "view", "table", "reference" or "working" (what the views are built of)."""
        if self.is_view:
            return "view"
        if self.name.startswith("ref_"):
            return "reference"
        return "table" if self.name in _CONTENT or self.name in ("files", "runs") else "working"


def relations(con: Connection) -> list[Relation]:
    """Every table and view of the database: tables as they are made, then the views by name."""
    _, columns = rows_of(
        con,
        """select c.table_name, c.column_name, c.data_type, coalesce(c.comment, '') from duckdb_columns() as c
           where not c.internal and c.database_name = current_database() order by c.table_name, c.column_index""",
    )
    _, keys = rows_of(
        con,
        """select table_name, constraint_column_names from duckdb_constraints()
           where constraint_type = 'PRIMARY KEY' and database_name = current_database()""",
    )
    _, found = rows_of(
        con,
        """select table_name, false as is_view, coalesce(comment, '') as comment, table_oid as place from duckdb_tables()
           where not internal and database_name = current_database()
           union all
           select view_name, true, coalesce(comment, ''), view_oid from duckdb_views()
           where not internal and database_name = current_database()
           order by is_view, place""",
    )
    of: dict[str, list[Column]] = {}
    for table, name, type_, meaning in columns:
        of.setdefault(str(table), []).append(Column(str(name), str(type_), str(meaning)))
    key_of: dict[Any, tuple[str, ...]] = {table: tuple(names) for table, names in keys}  # type: ignore[arg-type]
    return [
        Relation(str(name), bool(is_view), str(meaning), tuple(of[str(name)]), key_of.get(name, ()))
        for name, is_view, meaning, _ in found
    ]


_HEADINGS = {
    "view": ("Vyer", "Här börjar man. Varje vy säger vad en rad är; belopp är hela kronor och en besparing är positiv."),
    "table": ("Tabeller", "Det som har lästs, värde för värde. Namn och betydelse ändras inte; nya kolumner kan komma till."),
    "reference": ("Referenstabeller", "Det som vyerna jämför med. Egna filer: `data/reference/population.csv` och `price_index.csv`."),
    "working": ("Mellanled", "Räknas ut när databasen byggs, för att vyerna ska svara snabbt. Använd vyerna."),
}  # fmt: skip


def as_markdown(found: Sequence[Relation]) -> str:
    """The whole dictionary as Markdown, for people to read."""
    lines = [
        "# Datakatalog",
        "",
        "Skriven ur kommentarerna i databasen; de syns också där: `select table_name, column_name, comment from duckdb_columns()`.",
        "Tomt (null) är aldrig noll: det betyder att handlingen inte säger något.",
    ]
    for kind, (heading, intro) in _HEADINGS.items():
        lines += ["", f"## {heading}", "", intro]
        for relation in (r for r in found if r.kind == kind):
            lines += ["", f"### {relation.name}", "", relation.meaning]
            lines += [f"Nyckel: {', '.join(f'`{name}`' for name in relation.key)}."] if relation.key else []
            lines += ["", "| kolumn | typ | betydelse |", "| --- | --- | --- |"]
            lines += [
                f"| `{c.name}` | {_short(c.type)} | {c.meaning.replace('|', chr(92) + '|')} |" for c in relation.columns
            ]
    return "\n".join(lines) + "\n"


def _short(type_: str) -> str:
    return re.sub(r"STRUCT\(.*\)", "STRUCT", type_)


if __name__ == "__main__":
    print(as_markdown(relations(connect_in_memory())), end="")
