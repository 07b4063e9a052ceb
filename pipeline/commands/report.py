"""``atgarder report``: the database as one page of figures to read, print and send."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands.options import database_option
from pipeline.config import settle

DEFAULT = "rapport.html"


@click.command(options_metavar="[VAL]")
@database_option
@click.option(
    "-o",
    "--output",
    metavar="FIL",
    type=click.Path(path_type=Path),
    help="Rapportens fil. Förval: rapport.html bredvid databasen.",
)
def report(db: str | None, output: Path | None) -> None:
    """Skriv en rapport (HTML) om allt i databasen: det tveksamma först, sedan figurer med frågan bakom var och en.

    Sidan är hel i sig: den behöver varken nät eller skript och kan skickas som den är.
    """
    settings, _ = settle({"db": db})
    from pipeline.report import write_report

    path = output or settings.database.with_name(DEFAULT)
    click.echo(str(write_report(settings.database, path)))
