"""The command ``atgarder``: finds the command that was asked for, and turns what went wrong into a message and an exit code.

0 all well · 1 unexpected · 2 the call's words · 3 a part of the batch was not read, the rest is there · 4 nothing to read
5 a program or package is missing · 6 a check failed · 7 the database is locked, newer or foreign · 130 Ctrl-C
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import Any, NoReturn

import click

from extractors.errors import AtgardError
from pipeline import __version__
from pipeline.commands import COMMANDS
from pipeline.swedish import Group, complaint, in_swedish
from pipeline.terminal import say

INTERRUPTED = 130


class _Commands(Group):
    """Imports a command when it is called, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        return in_swedish(getattr(import_module(module), name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Kommandon"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Hjälp om ett kommando: atgarder KOMMANDO --help",
    options_metavar="[VAL]",
    subcommand_metavar="KOMMANDO [ARGUMENT]…",
)
@click.version_option(
    __version__, "--version", prog_name="atgarder", message="%(prog)s %(version)s", help="Visa versionen."
)
def atgarder() -> None:
    """Läs nämndhandlingar (PDF) och gör deras åtgärder till en databas att fråga."""


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and end the process."""
    gc.set_threshold(
        50_000, 20, 50
    )  # much is made that lives long: less often asked, the collector of cycles finds as much
    try:
        sys.exit(_ran(arguments))
    finally:
        gc.freeze()  # all goes now: nothing is to be looked through once more


def _ran(arguments: list[str] | None) -> int:
    try:
        outcome: Any = atgarder.main(args=arguments, prog_name="atgarder", standalone_mode=False)
        return outcome if isinstance(outcome, int) else 0
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except click.ClickException as error:
        say(f"Fel: {complaint(error)}")
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("Avbrutet. Det som hann läsas är sparat; kör igen för att fortsätta.")
        return INTERRUPTED
    except AtgardError as error:
        say(f"Fel: {error}")
        return error.exit_code
    except BrokenPipeError:  # the reader of our output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("ATGARDER_DEBUG"):
            raise
        say(
            f"Oväntat fel: {type(error).__name__}: {error}. Kör igen med ATGARDER_DEBUG=1 för att se var, och rapportera det."
        )
        return 1
