"""``atgarder query``: one SQL question, its answer as a table, CSV, TSV, JSON or JSON lines."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from extractors.errors import UsageError
from pipeline.commands.options import database_option
from pipeline.config import settle
from pipeline.terminal import harmless, why

FORMATS = ("table", "csv", "tsv", "json", "nl")
_WIDEST = 60  # letters of a cell in a table
_NARROWEST = 8
_UNTOLD_WIDTH = 200  # where the output is no terminal

Row = Sequence[object]


@click.command(options_metavar="[VAL]")
@click.argument("sql", metavar="SQL")
@database_option
@click.option("-p", "--param", "params", multiple=True, nargs=2, metavar="NAMN VÄRDE", help="Värde för $NAMN i frågan.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="table", help="Svarets form. nl är en JSON-rad per rad."
)
@click.option("-o", "--output", metavar="FIL", help="Skriv till en fil. - är stdout.", default="-")
def query(sql: str, db: str | None, params: tuple[tuple[str, str], ...], form: str, output: str) -> None:
    """Ställ en fråga (SQL) till databasen.

    Tabeller och kolumner förklaras av: select table_name, column_name, comment from duckdb_columns()
    """
    settings, _ = settle({"db": db})
    from pipeline import database
    from pipeline.unanswered import explained

    if not sql.strip(" ;\n\t"):
        raise UsageError('Frågan är tom. Skriv den inom citattecken: atgarder query "select * from v_measure limit 5"')
    with database.connect_readonly(settings.database) as con:
        try:
            cursor = con.execute(sql, dict(params)) if params else con.execute(sql)
            names, rows = [column[0] for column in cursor.description or ()], cursor.fetchall()
        except database.QueryError as error:
            raise UsageError(f"Frågan gick inte att besvara: {explained(str(error), sql, con)}") from error
    text = written(names, rows, form)
    if output == "-":
        sys.stdout.write(text)
    else:
        try:
            Path(output).write_text(text, "utf-8")
        except OSError as error:
            raise UsageError(f"{output} gick inte att skriva: {why(error)}. Ange en annan fil med -o.") from error


def written(names: Sequence[str], rows: Sequence[Row], form: str) -> str:
    """The answer as text in one of ``FORMATS``, ending in a line break."""
    if form in ("csv", "tsv"):
        out = io.StringIO()
        writer = csv.writer(out, delimiter="," if form == "csv" else "\t", lineterminator="\n")
        writer.writerow(names)
        writer.writerows([_cell(value) for value in row] for row in rows)
        return out.getvalue()
    if form in ("json", "nl"):
        lines = [json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=str) for row in rows]
        return "".join(f"{line}\n" for line in lines) if form == "nl" else "[" + ",\n ".join(lines) + "]\n"
    return _table(names, rows)


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value


def _table(names: Sequence[str], rows: Sequence[Row]) -> str:
    """Columns side by side, numbers to the right; what does not fit is cut with an ellipsis."""
    cells = [[_shown(value) for value in row] for row in rows]
    right = [_all_numbers([row[i] for row in rows]) for i in range(len(names))]
    widths = _widths([[name, *(row[i] for row in cells)] for i, name in enumerate(names)])
    lines = [_line(names, widths, right), "  ".join("─" * width for width in widths)]
    lines += [_line(row, widths, right) for row in cells]
    lines.append(f"({len(rows)} {'rad' if len(rows) == 1 else 'rader'})")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, list):
        return " / ".join(_shown(item) for item in value)
    if isinstance(value, float):
        return f"{value:.4g}" if abs(value) < 1000 else f"{value:.0f}"
    return harmless(str(value)).replace("\n", " ").replace("\t", " ")


def _all_numbers(values: Sequence[object]) -> bool:
    known: list[Any] = [value for value in values if value is not None]
    return bool(known) and all(isinstance(value, int | float) or type(value).__name__ == "Decimal" for value in known)


def _widths(columns: Sequence[Sequence[str]]) -> list[int]:
    """Width of each column; the widest give way first where the terminal is too narrow."""
    widths = [min(max(map(len, column)), _WIDEST) for column in columns]
    room = (os.get_terminal_size().columns if sys.stdout.isatty() else _UNTOLD_WIDTH) - 2 * (len(widths) - 1)
    while widths and sum(widths) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    fitted = [
        cell if len(cell) <= width else cell[: width - 1] + "…" for cell, width in zip(cells, widths, strict=True)
    ]
    return "  ".join(
        cell.rjust(width) if to_right else cell.ljust(width)
        for cell, width, to_right in zip(fitted, widths, right, strict=True)
    )
