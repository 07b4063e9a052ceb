"""What a person knows of the papers beforehand: ``manifest.csv`` beside them overrides and fills in what they say.

In come CSV files; out go changes to rows of ``documents``, each marked in ``manifest_fields``. Columns, in Swedish or
English: file, municipality, district, board, year, source_address. An empty cell says nothing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from extractors.errors import UsageError
from pipeline.terminal import why

COLUMNS = {  # as written in the first row → column of documents
    "file": "file", "fil": "file",
    "municipality": "municipality", "kommun": "municipality",
    "district": "district", "stadsdel": "district",
    "board": "body", "nämnd": "body",
    "year": "plan_year", "år": "plan_year",
    "source_address": "source_address", "källa": "source_address",
}  # fmt: skip
_YEARS = range(1970, 2100)  # a budget year outside is mistyped


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is known of each file: by its path below the manifest's folder, or by its name alone."""

    known: dict[str, dict[str, str | int]]

    def misses(self, paths: Iterable[str]) -> list[str]:
        """The files that it tells of and that are not among the paths."""
        there = {name for path in paths for name in (path, path.rpartition("/")[2])}
        return [name for name in self.known if name not in there]

    def of(self, path: str) -> dict[str, str | int]:
        """Column of ``documents`` → value, for the file at a path; empty where nothing is known."""
        return self.known.get(path) or self.known.get(path.rpartition("/")[2]) or {}


def read_manifests(paths: Iterable[Path]) -> Manifest:
    """All manifests together. Raises UsageError with file and line for what cannot be understood."""
    known: dict[str, dict[str, str | int]] = {}
    for path in paths:
        try:
            text = _text(path.read_bytes())
        except OSError as error:
            raise UsageError(f"{path} går inte att läsa: {why(error)}. Ändra rättigheterna och kör igen.") from error
        except ValueError:
            raise UsageError(f"{path} går inte att läsa. Spara den som CSV UTF-8.") from None
        for file, values in _lines(path, text):
            name = (path.parent / file).as_posix() if "/" in file else file
            if known.setdefault(name, values) != values:
                raise UsageError(
                    f"{path}: {file} nämns två gånger med olika uppgifter. Ta bort den rad som inte gäller."
                )
    return Manifest(known)


def _text(written: bytes) -> str:
    """UTF-8, else what Excel in Swedish saves as CSV. Raises ValueError for what is neither."""
    try:
        return written.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\0" in written:  # UTF-16
            raise
        return written.decode("cp1252")


def _lines(path: Path, text: str) -> Iterable[tuple[str, dict[str, str | int]]]:
    first_line = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text), delimiter=";" if ";" in first_line else ",")
    header = [COLUMNS.get(name.strip().casefold(), name) for name in next(rows, [])]
    unknown = [name for name in header if name not in COLUMNS.values()]
    if unknown or "file" not in header:
        named = f"okänd kolumn {unknown[0]!r}" if unknown else "kolumnen file saknas"
        raise UsageError(
            f"{path}: {named}. Kolumnerna heter {', '.join(list(COLUMNS)[1::2])} (eller {', '.join(list(COLUMNS)[::2])})."
        )
    for number, row in enumerate(rows, 2):
        if any(cell.strip() for cell in row[len(header) :]):
            raise UsageError(
                f'{path} rad {number}: fler celler än kolumner. Sätt citattecken om en text med komma ("Barn, unga").'
            )
        said = {column: cell.strip() for column, cell in zip(header, row, strict=False) if cell.strip()}
        if not said:
            continue
        if "file" not in said:
            raise UsageError(f"{path} rad {number}: filens namn saknas. Skriv det i kolumnen fil, eller ta bort raden.")
        yield said.pop("file"), _typed(said, f"{path} rad {number}")


def _typed(said: dict[str, str], where: str) -> dict[str, str | int]:
    year = said.get("plan_year")
    if year is None:
        return dict(said)
    if not (year.isascii() and year.isdigit() and int(year) in _YEARS):
        raise UsageError(f"{where}: {year!r} är inget år. Skriv fyra siffror, t.ex. 2024, eller lämna cellen tom.")
    return {**said, "plan_year": int(year)}
