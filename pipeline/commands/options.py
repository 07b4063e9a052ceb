"""Options that several commands share, each decided once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def database_option(command: Command) -> Command:
    """``--db FILE``: the database."""
    return click.option("--db", metavar="FIL", help="Databasen. Förval: data/processed/measures.duckdb.")(command)


def work_option(command: Command) -> Command:
    """``--work DIR``: what has been read and is kept."""
    return click.option(
        "--work", metavar="MAPP", help="Mapp för det som är läst och sparat. Förval: work bredvid databasen."
    )(command)
