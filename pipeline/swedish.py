"""What click says, in Swedish: its help pages and its complaints about a call's words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

import click

_SECTIONS = {"Options": "Val", "Commands": "Kommandon", "Arguments": "Argument"}
_TEXTS = {"Show this message and exit.": "Visa den här hjälpen."}


class Formatter(click.HelpFormatter):
    """A help page with Swedish headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, "Användning: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_SECTIONS.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(term, _TEXTS.get(text, text)) for term, text in rows], col_max, col_spacing)


class Context(click.Context):
    """The context of every command."""

    formatter_class = Formatter


class Group(click.Group):
    """A command with commands below it."""

    context_class = Context

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = self.list_commands(ctx)
        if args and not args[0].startswith("-") and args[0] not in known:
            near = get_close_matches(args[0], known, n=1)
            meant = f" Menade du {near[0]}?" if near else f" De som finns: {', '.join(known)}."
            raise click.UsageError(f"Kommandot {args[0]!r} finns inte.{meant}", ctx)
        return super().resolve_command(ctx, args)


def in_swedish(command: click.Command) -> click.Command:
    """The command, and those below it, with Swedish help."""
    command.context_class = Context
    if isinstance(command, click.Group):
        for below in command.commands.values():
            in_swedish(below)
    return command


def complaint(error: click.ClickException) -> str:
    """What is wrong with a call, and where help is."""
    where = getattr(error, "ctx", None)
    remedy = f" Hjälp: {where.command_path} --help" if where else ""
    return f"{_what(error)}{remedy}"


def _what(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        near = f" Menade du {error.possibilities[0]}?" if error.possibilities else ""
        return f"Valet {error.option_name} finns inte.{near}"
    if isinstance(error, click.MissingParameter):
        return f"{_name(error)} saknas."
    if isinstance(error, click.BadParameter):
        return f"{_name(error)} har ett värde som inte går att använda. {_wanted(error)}"
    if isinstance(error, click.exceptions.BadOptionUsage):
        return f"{error.option_name} vill ha ett värde."
    if unexpected := _UNEXPECTED.fullmatch(error.format_message()):
        return f"Det är för många ord: {unexpected['words']}. Sätt citattecken om det som hör ihop."
    return error.format_message()


# As click says it; it has no kind of its own for it
_UNEXPECTED = re.compile(r"Got unexpected extra arguments? \((?P<words>.*)\)")


def _wanted(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return f"Välj {', '.join(map(str, kind.choices))}."
    if isinstance(kind, click.IntRange | click.FloatRange):
        what = "ett heltal" if isinstance(kind, click.IntRange) else "ett tal"
        return f"Ange {what}, minst {kind.min}" + ("." if kind.max is None else f" och högst {kind.max}.")
    if isinstance(kind, click.types.IntParamType):
        return "Ange ett heltal."
    if isinstance(kind, click.Path):
        return f"Ange en {'fil' if kind.file_okay else 'mapp'}{' som finns' if kind.exists else ''}."
    return f"({error.message})"


def _name(error: click.BadParameter) -> str:
    if isinstance(error.param, click.Argument):
        return str(error.param.metavar or error.param.name)
    return "/".join(error.param.opts) if error.param else "Ett argument"
