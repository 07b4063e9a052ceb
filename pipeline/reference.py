"""Reference tables for the views: the shipped ones and a user's own CSV files go in, rows of ``ref_*`` come out.

A user's files stand in ``data/reference``: ``population.csv`` (code, year, population) and ``price_index.csv`` (series, year,
idx). Semicolon or comma between columns, decimal comma or point. Without a file its table is empty and the views that need it
say null; a file that cannot be understood stops the run, since a half-read one would give wrong numbers.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

from extractors.errors import UsageError
from extractors.reference import activities, districts, municipalities
from pipeline.config import Settings
from pipeline.database import Connection, append

Row = tuple[object, ...]


def load_reference(con: Connection, settings: Settings) -> None:
    """Fill every reference table; raises UsageError where a user's file is wrong, with file, line and what was expected."""
    append(con, "ref_municipality", [(m.code, m.name, m.county_code, m.county) for m in municipalities()])
    append(
        con,
        "ref_district",
        [
            (
                d.code,
                d.municipality_code,
                d.name,
                d.valid_from,
                d.valid_to,
                ";".join(d.became) or None,
                d.comparable_code,
            )
            for d in districts()
        ],
    )
    append(con, "ref_area", [(a.area, a.subarea, a.rs_code, a.label) for a in activities()])
    own = Path(settings.reference)
    append(con, "ref_population", _read(own / "population.csv", ("code", "year", "population"), _population))
    append(con, "ref_price_index", _read(own / "price_index.csv", ("series", "year", "idx"), _price_index))


def _population(code: str, year: str, population: str) -> Row:
    # a spreadsheet drops the leading zero of a municipality's code
    return code.zfill(4) if code.isdigit() else code, _year(year), _whole(population)


def _price_index(series: str, year: str, idx: str) -> Row:
    value = float(idx.replace(",", "."))
    if not value > 0:
        raise ValueError(f"{idx} är inte ett indextal")
    return series, _year(year), value


def _year(text: str) -> int:
    if not (len(text) == 4 and text.isdigit()):
        raise ValueError(f"{text!r} är inte ett årtal")
    return int(text)


def _whole(text: str) -> int:
    number = int("".join(text.split()))
    if number <= 0:
        raise ValueError(f"{text} är inte ett antal invånare")
    return number


def _read(path: Path, columns: Sequence[str], row_of: Callable[..., Row]) -> list[Row]:
    if not path.is_file():
        return []
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} går inte att läsa som text i UTF-8: {error}") from error
    header = text.partition("\n")[0]
    lines = csv.DictReader(text.splitlines(), delimiter=";" if ";" in header else ",")
    missing = [column for column in columns if column not in (lines.fieldnames or ())]
    if missing:
        raise UsageError(f"{path} saknar kolumnen {missing[0]}. Kolumnerna ska vara: {', '.join(columns)}.")
    rows: dict[tuple[object, object], Row] = {}
    for line in lines:
        try:
            row = row_of(*((line[column] or "").strip() for column in columns))
        except ValueError as error:
            raise UsageError(f"{path}, rad {lines.line_num}: {error}. Rätta raden och kör igen.") from error
        if row[:2] in rows:
            raise UsageError(f"{path}, rad {lines.line_num}: {row[0]} {row[1]} står två gånger. Ta bort den ena.")
        rows[row[0], row[1]] = row
    return list(rows.values())
