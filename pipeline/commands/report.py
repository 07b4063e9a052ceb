"""``atgarder report``: the database as one page of figures, or one paper with its pages, to read, print and send."""

from __future__ import annotations

from pathlib import Path

import click

from extractors.errors import UsageError
from pipeline.commands.options import database_option, work_option
from pipeline.config import settle
from pipeline.terminal import say

DEFAULT = "rapport.html"


@click.command(options_metavar="[VAL]")
@click.argument("paper", metavar="[HANDLING]", required=False)
@database_option
@work_option
@click.option(
    "--html",
    is_flag=True,
    help="Med HANDLING: sidorna som bilder med markeringar och allt som lästes (det enda sättet än).",
)
@click.option(
    "-o",
    "--output",
    metavar="FIL",
    type=click.Path(path_type=Path),
    help="Rapportens fil. Förval: rapport.html bredvid databasen.",
)
def report(paper: str | None, db: str | None, work: str | None, html: bool, output: Path | None) -> None:
    """Skriv en rapport (HTML) om allt i databasen: det tveksamma först, sedan figurer med frågan bakom var och en.

    Med HANDLING (filens namn eller början på det): en sida om den, med bilder av sidorna och var varje värde står.

    Sidan är hel i sig: den behöver varken nät eller skript och kan skickas som den är. Länkarna till handlingarna gäller på den här datorn.
    """
    settings, _ = settle({"db": db, "work": work})
    if html and paper is None:
        raise UsageError("Ange vilken handling: atgarder report HANDLING --html")
    if paper is not None:
        from pipeline.paperpage import write_paper_page

        click.echo(str(write_paper_page(settings, paper, output)))
        return
    from pipeline.report import holds_measures, write_report

    path = output or settings.database.with_name(DEFAULT)
    click.echo(str(write_report(settings.database, path)))
    if not holds_measures(settings.database):
        say("Databasen har inga åtgärder: rapporten har inget att visa. Se vad som lästes: atgarder status")
