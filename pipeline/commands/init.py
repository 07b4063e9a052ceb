"""``atgarder init DIR``: a folder for a user's own papers, with settings, words and a page that says what to do in it."""

from __future__ import annotations

import shlex
from importlib.resources import files
from pathlib import Path

import click

from extractors.errors import UsageError
from pipeline.config import CONFIG_FILE
from pipeline.terminal import say, why

PLACES = {  # what is shipped → where it is put
    CONFIG_FILE: CONFIG_FILE,
    "ord.toml": "ord.toml",
    "README.md": "README.md",
    "manifest.csv": "data/raw/manifest.csv",
}
FOLDERS = ("data/raw", "data/corrections", "data/reference", "data/processed")
_IGNORED = "data/processed/\n"


@click.command(options_metavar="[VAL]")
@click.argument("folder", metavar="MAPP", type=click.Path(path_type=Path, file_okay=False))
def init(folder: Path) -> None:
    """Gör en mapp för egna handlingar, med inställningar, egna ord och en vägledning.

    Finns mappen redan fylls den på. Filer som finns skrivs inte över.
    """
    try:
        made = make_project(folder)
    except OSError as error:
        raise UsageError(f"{folder} gick inte att göra: {why(error)}. Ange en mapp som du får skriva i.") from error
    if not made:
        say(f"{folder} har redan allt. Inget är ändrat.")
    for path in made:
        click.echo(str(path))
    there = "" if folder.resolve() == Path.cwd() else f"cd {shlex.quote(str(folder))} && "
    say(f"Lägg handlingar (PDF) i {folder / 'data' / 'raw'} och kör sedan: {there}atgarder extract")


def make_project(folder: Path) -> list[Path]:
    """Make what is not there yet; returns the files that were written. Raises OSError."""
    for name in FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    shipped = files("pipeline") / "templates" / "project"
    texts = {place: (shipped / name).read_text("utf-8") for name, place in PLACES.items()} | {".gitignore": _IGNORED}
    new = {folder / place: text for place, text in texts.items() if not (folder / place).exists()}
    for path, text in new.items():
        path.write_text(text, "utf-8")
    return list(new)
