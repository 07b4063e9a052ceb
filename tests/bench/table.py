"""What was measured, as a table in the terminal and a page in docs/."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("pypdfium2", "pdfplumber", "pdfminer.six", "pikepdf", "regex", "rapidfuzz", "simplemma", "numpy", "duckdb")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing measured. ``limit``: what it is held to, "" where it is only told; ``kept`` whether it was."""

    group: str
    what: str
    value: str
    limit: str = ""
    kept: bool = True


def at_most(group: str, what: str, value: float, limit: float, unit: str = "×") -> Row:
    """A figure that should not be larger than its limit."""
    return Row(group, what, _said(value, unit), f"≤ {_said(limit, unit)}", value <= limit)


def at_least(group: str, what: str, value: float, limit: float, unit: str = "×") -> Row:
    """A figure that should not be smaller than its limit."""
    return Row(group, what, _said(value, unit), f"≥ {_said(limit, unit)}", value >= limit)


def told(group: str, what: str, value: float, unit: str) -> Row:
    """A figure without a limit."""
    return Row(group, what, _said(value, unit))


def in_terminal(row: Row) -> str:
    """One line."""
    mark = ("✓" if row.kept else "✗") if row.limit else " "
    return f"{mark} {row.group:<12} {row.what:<64} {row.value:>12}  {row.limit}"


def write_page(rows: Sequence[Row], path: Path) -> None:
    """The page in docs/."""
    lines = [
        "# How quick it is", "",
        "Measured by `make bench`: all in one run on one machine, as ratios where that can be. Processor time is that of all processes together;",
        "the median of several runs where nothing else is said. Start-up is part of what stands under Start, and taken off both sides under Text.", "",
        "| | What | Measured | Limit | |", "|---|---|---:|---:|---|",
    ]  # fmt: skip
    for row in rows:
        mark = ("yes" if row.kept else "**no**") if row.limit else ""
        lines.append(f"| {row.group} | {row.what} | {row.value} | {row.limit} | {mark} |")
    lines += ["", "Versions and machine:", "", *(f"- {line}" for line in _versions()), ""]
    path.write_text("\n".join(lines), "utf-8")


def _said(value: float, unit: str) -> str:
    digits = 0 if value >= 100 else 1 if value >= 20 else 2 if value >= 1 else 3
    return f"{value:.{digits}f} {unit}"


def _versions() -> list[str]:
    tools = (("pdftotext", "-v"), ("tesseract", "--version"))
    cores = len(os.sched_getaffinity(0))
    return [
        f"Python {platform.python_version()}, {platform.machine()}, {cores} cores",
        ", ".join(f"{name} {version(name)}" for name in LIBRARIES),
        ", ".join(filter(None, (_first_line(tool) for tool in tools))),
    ]


def _first_line(command: Sequence[str]) -> str:
    try:
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return f"{command[0]} is missing"
    return (ran.stdout or ran.stderr).splitlines()[0]
