"""What README.md and docs/ show: every command and query in them is run here, in order, and its answer put after it.

``python -m tests.documented`` writes the answers anew; test_docs.py holds them against what the program answers today.

A block of ``sh`` is run where the blocks before it on the page left off, in a home of its own where the sample papers are read. A block
of ``sql`` is asked of their database. The block of ``text`` that follows either is its answer. A block of ``sh setup`` installs things
or starts what does not end: it is not run, and its lines are held against the Makefile and the command line instead.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from pipeline import database
from pipeline.commands.query import written

ROOT = Path(__file__).parent.parent
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
COOKBOOK = ROOT / "docs" / "cookbook.md"  # has papers and a test of its own

_BLOCK = re.compile(
    r"^```(?P<language>sh|sql)(?P<how> setup)?\n(?P<said>.*?)^```\n(?:\n```text\n(?P<answer>.*?)^```\n)?",
    re.DOTALL | re.MULTILINE,
)
_ACCURACY = re.compile(r"(?<=<!-- accuracy -->\n).*?(?=<!-- /accuracy -->)", re.DOTALL)
_MEASURED = re.compile(r"^\| `(?P<layout>\w+)` \| (?P<shares>[\d. |]+) \|$", re.MULTILINE)
FAMILIES = {  # how README sums up the layouts of docs/accuracy.md
    "tables": ("ruled_table", "horizontal_table", "unruled_table", "export", "tasks", "merged_cells", "cells_with_lists", "turned_header",
               "notes_under_table", "marks", "savings", "wide_table", "tertial"),
    "labelled blocks and forms": ("blocks", "blocks_alone", "form", "two_columns"),
    "lists, proposals, minutes": ("bullets", "proposals", "minutes"),
    "running text, bundles": ("comments", "prose", "bundle"),
}  # fmt: skip
_VARIES = re.compile(r"\d+\.\d s\b|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?")
_PROGRESS = re.compile(r"^\d+ av \d+\n", re.MULTILINE)  # told now and then, on a slow machine
_MARK = "~~~ block"
_FIRST = "first-extract.txt"


@dataclass(frozen=True, slots=True)
class Home:
    """A home directory in which the repository's commands can be typed: ``folder`` is where the clone would be."""

    folder: Path
    environment: dict[str, str]

    @property
    def database(self) -> Path:
        return self.folder / "data" / "processed" / "measures.duckdb"


def make_home(place: Path) -> Home:
    """The clone's folders with the sample papers read, and ``atgarder`` and ``python`` that are this checkout's.

    ``make extract`` says there what the first extraction said: the papers are read once for all pages.
    """
    folder, tools = place / "atgardsbanken", place / "bin"
    tools.mkdir(parents=True)
    shutil.copytree(ROOT / "data" / "raw", folder / "data" / "raw")
    for name in ("tests", "docs", "extractors", "pipeline"):
        (folder / name).symlink_to(ROOT / name)
    for name, arguments in {"atgarder": "-m pipeline ", "python": ""}.items():
        (tools / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments}"$@"\n')
        (tools / name).chmod(0o755)
    (tools / "make").write_text(f'#!/bin/sh\ntest "$1" = extract && cat "{place}/{_FIRST}"\n')
    (tools / "make").chmod(0o755)
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("ATGARDER", "COV_"))} | {
        "HOME": str(place), "PATH": f"{tools}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    home = Home(folder, environment)
    with (place / _FIRST).open("w") as first:
        subprocess.run(
            ["atgarder", "extract"], cwd=folder, env=environment, stdout=first, stderr=subprocess.STDOUT, check=True
        )
    return home


def answers(text: str, home: Home) -> list[str]:
    """What each block of a page that is run answers today. Raises AssertionError where a command ends with other than 0."""
    blocks = _run_blocks(text)
    script = "".join(
        f"{block['said']}\necho '{_MARK}' $?\n" for block in blocks if block["language"] == "sh"
    )  # the code of a block is that of its last command
    run = subprocess.run(["bash"], input=script, cwd=home.folder, env=home.environment, text=True, stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, check=False, timeout=300)  # fmt: skip
    printed = re.split(rf"{_MARK} (\d+)\n", run.stdout.replace(str(home.folder.parent), "~"))
    commands = iter(zip(printed[::2], printed[1::2], strict=False))
    found = []
    for block in blocks:
        if block["language"] == "sql":
            with database.connect_readonly(home.database) as con:
                found.append(written(*database.rows_of(con, block["said"]), "table"))
            continue
        output, code = next(commands)
        assert code == "0", f"{block['said']}ends with {code}:\n{output}"
        found.append(output)
    return found


def answered(text: str, home: Home) -> str:
    """The page with today's answers; one that differs only in what varies from run to run stays as it is."""
    waiting = iter(answers(text, home))

    def answer(found: re.Match[str]) -> str:
        if found["how"]:
            return found[0]
        today = next(waiting)
        if found["answer"] is None or steady(found["answer"]) == steady(today):
            return found[0]
        return found[0].replace(f"```text\n{found['answer']}```", f"```text\n{today}```")

    return _ACCURACY.sub(lambda _: accuracy(), _BLOCK.sub(answer, text))


def accuracy() -> str:
    """README's table: the layouts of docs/accuracy.md by family, and the worst of each."""
    measured = {
        found["layout"]: [float(share) for share in found["shares"].split("|")]
        for found in _MEASURED.finditer((ROOT / "docs" / "accuracy.md").read_text("utf-8"))
    }
    lines = [
        "| layouts | exported: fields | exact | scanned: fields | exact | worst: exported, scanned |",
        "| --- | --: | --: | --: | --: | --- |",
    ]
    for family, layouts in FAMILIES.items():
        rows = [measured.pop(layout) for layout in layouts]
        means = " | ".join(f"{sum(column) / len(column):.2f}" for column in zip(*rows, strict=True))
        worst = [min(zip((row[at] for row in rows), layouts, strict=True)) for at in (0, 2)]
        lines.append(
            f"| {family} ({len(layouts)}) | {means} | {', '.join(f'`{name}` {share:.2f}' for share, name in worst)} |"
        )
    assert not measured, f"in no family: {', '.join(measured)}"
    return "\n".join(lines) + "\n"


def steady(answer: str) -> str:
    """An answer without seconds, times of day and progress."""
    return _VARIES.sub("…", _PROGRESS.sub("", answer))


def setup_lines(text: str) -> list[str]:
    """The commands that are not run."""
    return [
        line for found in _BLOCK.finditer(text) if found["how"] for line in found["said"].splitlines() if line.strip()
    ]


def _run_blocks(text: str) -> list[re.Match[str]]:
    return [found for found in _BLOCK.finditer(text) if not found["how"]]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        here = make_home(Path(place))
        for page in PAGES:
            if page != COOKBOOK:
                page.write_text(answered(page.read_text("utf-8"), here), "utf-8")
