"""``atgarder config show``: the settings and where each comes from."""

from __future__ import annotations

import click

from pipeline.config import CONFIG_FILE, PREFIX, settle
from pipeline.swedish import Group


@click.group(cls=Group, options_metavar="[VAL]", subcommand_metavar="show")
def config() -> None:
    """Visa inställningarna och var de kommer ifrån."""


@config.command(options_metavar="")
def show() -> None:
    """Visa alla inställningar. Flagga går före miljö (ATGARDER_…), fil (atgarder.toml) och förval."""
    settings, sources = settle()
    for name, source in sources.items():
        print(f"{name:12} {getattr(settings, name)!r:36} {source}")
    print(f"\nSätts i {CONFIG_FILE}, t.ex. jobs = 2, eller i miljön, t.ex. {PREFIX}JOBS=2.")
