"""``atgarder export``: the database as files to work with elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands.options import database_option
from pipeline.config import settle
from pipeline.terminal import say

FORMATS = ("csv", "xlsx", "parquet", "jsonl", "package")


@click.command(options_metavar="[VAL]")
@click.argument("folder", metavar="MAPP", type=click.Path(path_type=Path))
@database_option
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="csv",
    help="csv (förval), xlsx, parquet, jsonl eller package.",
)
@click.option("--publisher", metavar="NAMN", help="Utgivare, för package.")
@click.option("--contact", metavar="E-POST", help="Vem man frågar, för package.")
@click.option("--address", metavar="URL", help="Var paketet ska ligga på webben, för package.")
def export(
    folder: Path, db: str | None, form: str, publisher: str | None, contact: str | None, address: str | None
) -> None:
    """Skriv databasen som filer i en mapp.

    csv, parquet och jsonl ger en fil för varje tabell och vy, xlsx en arbetsbok, package CSV och Parquet med beskrivningar för
    datakataloger (datapackage.json och dcat.ttl). Text som ett kalkylprogram kan ta för en formel får en apostrof först i CSV.
    """
    settings, _ = settle({"db": db})
    from pipeline import export as exporting
    from pipeline.package import About

    given = {"publisher": publisher, "contact": contact, "address": address}
    known = {name: value for name, value in given.items() if value}
    files = exporting.export(settings.database, folder, form, About(**known))
    if form == "package" and len(known) < len(given):
        missing = ", ".join(f"--{name}" for name in given if name not in known)
        say(f"Ange {missing} innan paketet publiceras; nu står påhittade värden i dcat.ttl.")
    for path in files:
        click.echo(str(path))
