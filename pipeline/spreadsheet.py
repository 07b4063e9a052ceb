"""Spreadsheets: text that a spreadsheet would take for a formula is made safe; a workbook is written from a database.

In a CSV file such a text gets an apostrophe in front, which ``unprotected`` takes away again: no text is changed for good. In a
workbook the cell is marked as text, and the text stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import regex
import xlsxwriter

from extractors.errors import UsageError

# What begins a formula: the signs, their full-width kin, and what a spreadsheet skips before it looks.
_BEGINS_FORMULA = "=+-@\t\r\n−＝＋－＠"
# A number, or a list item in words ("- minska resor"), is none. Read by DuckDB and by Python alike, as a whole.
_SPACES = " \u00a0\u202f"
_HARMLESS = (
    rf"[+\-−][{_SPACES}]?\d[\d{_SPACES},.]*([{_SPACES}]?(kr|kronor|tkr|kkr|mkr|mnkr|mn kr|%))?"
    rf"|[\-−][{_SPACES}]+\p{{L}}[\p{{L}}\p{{N}}{_SPACES},.:;/\-–—…?]*"
)
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_576
_WIDEST = 60


def safe_sql(column: str) -> str:
    """An SQL expression: the text column made safe for a spreadsheet."""
    bare = f"ltrim({column}, '''')"
    signs = ", ".join(f"chr({ord(sign)})" for sign in _BEGINS_FORMULA)
    needs = f"left({bare}, 1) in ({signs}) and not regexp_full_match({bare}, '{_HARMLESS}')"
    return f"case when {needs} then '''' || {column} else {column} end"


def needs_protection(text: str) -> bool:
    """True where a spreadsheet may take the text for a formula; an apostrophe before it changes nothing."""
    bare = text.lstrip("'")
    return bare[:1] in tuple(_BEGINS_FORMULA) and not regex.fullmatch(_HARMLESS, bare)


def protected(text: str) -> str:
    """The text as it stands in a CSV file."""
    return f"'{text}" if needs_protection(text) else text


def unprotected(cell: str) -> str:
    """The text as it stood in the database."""
    return cell[1:] if cell.startswith("'") and needs_protection(cell) else cell


class Workbook:
    """An Excel file, written sheet by sheet. The same sheets give the same bytes. Use it in a ``with`` block."""

    def __init__(self, path: Path) -> None:
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = xlsxwriter.Workbook(str(path), options)
        self._book.set_properties({"title": "Åtgärdsbanken", "created": datetime(2000, 1, 1)})  # no clock: same bytes
        add = self._book.add_format
        self._head = add({"bold": True, "bottom": 1, "bg_color": "#E8EEF4", "text_wrap": True, "valign": "top"})
        self._title = add({"bold": True, "font_size": 16})
        self._wrapped = add({"text_wrap": True, "valign": "top"})
        self._text = add({"quote_prefix": True})
        self._day = add({"num_format": "yyyy-mm-dd"})
        self._whole = add({"num_format": "#,##0"})
        self._part = add({"num_format": "0.0###"})

    def __enter__(self) -> Workbook:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self._book.close()

    def add_page(self, name: str, title: str, paragraphs: Iterable[str]) -> None:
        """A sheet of text to read."""
        sheet = self._book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 110)
        sheet.write_string(0, 0, title, self._title)
        for row, paragraph in enumerate(paragraphs, 2):
            sheet.write_string(row, 0, paragraph, self._wrapped)

    def add_table(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """A sheet with a header row, a filter and the rows. Raises UsageError where Excel has no room for them."""
        if len(rows) >= MOST_ROWS:
            raise UsageError(
                f"Bladet {name} skulle få {len(rows)} rader; Excel rymmer {MOST_ROWS - 1}. Välj --format csv eller parquet."
            )
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for i, width in enumerate(_widths(columns, rows[:200])):
            sheet.set_column(i, i, width)
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
        sheet.write_row(0, 0, columns, self._head)
        for number, row in enumerate(rows, 1):
            for i, value in enumerate(row):
                self._write(sheet, number, i, value)

    def _write(self, sheet: Any, row: int, column: int, value: Any) -> None:
        match value:
            case None:
                return
            case bool():
                sheet.write_string(row, column, "ja" if value else "nej")
            case int():
                # years are not sums: 2024, not 2 024
                sheet.write_number(row, column, value, None if 1900 <= value <= 2100 else self._whole)
            case float():
                sheet.write_number(row, column, value, self._part)
            case datetime():
                sheet.write_string(row, column, value.isoformat(sep=" ", timespec="seconds"))
            case date():
                sheet.write_datetime(row, column, value, self._day)
            case _:
                text = shown(value)
                text = text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
                sheet.write_string(row, column, text, self._text if needs_protection(text) else None)


def shown(value: Any) -> str:
    """A value as text for a person: a list's parts after one another."""
    return " › ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _widths(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[float]:
    for i, name in enumerate(columns):
        longest = max((len(shown(row[i])) for row in rows if row[i] is not None), default=0)
        yield min(max(longest, len(name)) + 3, _WIDEST)
