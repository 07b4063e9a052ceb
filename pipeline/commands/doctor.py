"""``atgarder doctor``: what is installed, what is missing, and what to do about it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from typing import NamedTuple

import click

from extractors.errors import MissingTool
from pipeline.config import settle, version

_NEEDED = ("pypdfium2", "pdfplumber", "pdfminer.six", "pikepdf", "duckdb", "spacy", "regex", "rapidfuzz")
_OPTIONAL = {
    "altair": "rapporter med diagram",
    "distributed": "flera datorer",
    "rapidocr": "bildläsning utan Tesseract",
}
_WAIT = 20


class Finding(NamedTuple):
    """One thing looked at. ``needed``: without it the program does not do its main job."""

    good: bool
    needed: bool
    text: str


@click.command(options_metavar="")
def doctor() -> None:
    """Kontrollera att det som behövs är installerat."""
    findings = list(examined())
    for finding in findings:
        print(f"{'ok   ' if finding.good else 'FEL  ' if finding.needed else 'obs  '} {finding.text}")
    if missing := [f for f in findings if f.needed and not f.good]:
        raise MissingTool(f"{len(missing)} saker saknas, se FEL ovan.")


def examined() -> Iterator[Finding]:
    """Everything that is looked at, in the order it is shown."""
    yield Finding(sys.version_info >= (3, 11), True, f"Python {sys.version.split()[0]} (minst 3.11)")
    yield Finding(True, True, f"atgarder {version()}")
    for package in _NEEDED:
        yield _package(package, "behövs", needed=True)
    for package, use in _OPTIONAL.items():
        yield _package(package, use, needed=False)
    yield from _ocr()
    yield _database()


def _package(name: str, use: str, *, needed: bool) -> Finding:
    try:
        return Finding(True, needed, f"{name} {installed(name)}")
    except PackageNotFoundError:
        return Finding(False, needed, f"{name} saknas ({use}). Installera: pip install {name}")


def _ocr() -> Iterator[Finding]:
    if not shutil.which("tesseract"):
        text = "tesseract saknas: skannade handlingar blir no_text. Installera: apt install tesseract-ocr tesseract-ocr-swe"
        yield Finding(False, False, text)
        return
    answer = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, timeout=_WAIT, check=False)
    languages = answer.stdout.split()
    yield Finding(True, False, "tesseract " + _first_line(["tesseract", "--version"]).removeprefix("tesseract "))
    has_swedish = "swe" in languages
    remedy = "" if has_swedish else " saknas. Installera: apt install tesseract-ocr-swe"
    yield Finding(has_swedish, False, f"svenska för tesseract{remedy}")


def _first_line(command: list[str]) -> str:
    answer = subprocess.run(command, capture_output=True, text=True, timeout=_WAIT, check=False)
    return (answer.stdout or answer.stderr).partition("\n")[0].strip()


def _database() -> Finding:
    from extractors.errors import DatabaseUnusable
    from pipeline import database

    settings, _ = settle()
    if not settings.database.is_file():
        return Finding(True, False, f"Ingen databas än ({settings.database}). Skapa den med: atgarder extract")
    try:
        with database.connect_readonly(settings.database) as con:
            ((measures,),) = database.rows_of(con, "select count(*) from measures")[1]
    except (DatabaseUnusable, database.QueryError) as error:
        return Finding(False, False, str(error))
    return Finding(True, False, f"Databasen {settings.database}: {measures} åtgärder")
