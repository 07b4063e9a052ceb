"""``atgarder check``: what the checks found; exit code 6 where something is as severe as asked for."""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Sequence

import click

from pipeline.commands.options import database_option
from pipeline.commands.query import FORMATS, Row, written
from pipeline.config import settle
from pipeline.terminal import counted, harmless, say

SEVERITIES = ("info", "warning", "error")
_WIDEST = 110  # letters of a line of a message
_ALL = """
select severity, code, d.file_name, f.page, f.field, f.message from findings as f left join documents as d using (document_id)
where list_position(['info', 'warning', 'error'], severity) >= ? order by list_position(['error', 'warning', 'info'], severity),
    code, d.file_name, f.page, f.message
"""
_SUMMED = """
from (
    select severity, code, count(*) as antal, count(distinct document_id) as handlingar, min(message) as exempel
    from findings
    where list_position(['info', 'warning', 'error'], severity) >= ? group by severity, code
) order by list_position(['error', 'warning', 'info'], severity), code
"""


@click.command(options_metavar="[VAL]")
@database_option
@click.option("--severity", type=click.Choice(SEVERITIES), default="info", help="Visa det som är minst så allvarligt.")
@click.option(
    "--fail-on", type=click.Choice(SEVERITIES), default="error", help="Avsluta med 6 om något är minst så allvarligt."
)
@click.option("--all", "every", is_flag=True, help="Visa varje anmärkning, inte bara antal.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", help="Svarets form.")
def check(db: str | None, severity: str, fail_on: str, every: bool, form: str) -> None:
    """Visa vad kontrollerna har hittat."""
    settings, _ = settle({"db": db})
    from extractors.errors import CheckFailed
    from pipeline import database

    with database.connect_readonly(settings.database) as con:
        names, rows = database.rows_of(con, _ALL if every else _SUMMED, [SEVERITIES.index(severity) + 1])
        failing = database.rows_of(con, _SUMMED, [SEVERITIES.index(fail_on) + 1])[1]
    sys.stdout.write(_one_by_one(rows) if every and form == "table" else written(names, rows, form))
    if rows and not every:
        say("Var och en, med fil och sida: atgarder check --all. På handlingens sida: atgarder review")
    if failing:
        raise CheckFailed(f"{sum(int(str(row[2])) for row in failing)} anmärkningar är minst {fail_on}.")


def _one_by_one(rows: Sequence[Row]) -> str:
    """Each finding whole: what and where on one line, the message below it, as wide as the terminal."""
    width = min(os.get_terminal_size().columns, _WIDEST) if sys.stdout.isatty() else _WIDEST
    lines = []
    for severity, code, file, page, field, message in rows:
        where = [f"sida {page}"] if page is not None else []
        where += [f"fält {field}"] if field is not None else []
        lines.append(harmless("  ".join([str(severity), str(code), str(file or "hela databasen"), *where])))
        indent = " " * 4
        lines.append(textwrap.fill(harmless(str(message)), width, initial_indent=indent, subsequent_indent=indent))
    lines.append(f"({counted(len(rows), 'anmärkning', 'anmärkningar')})")
    return "\n".join(lines) + "\n"
