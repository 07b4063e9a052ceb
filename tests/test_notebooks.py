"""The notebooks: they read the views only, stand in git without output, and run from top to bottom, also on a small bank."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.schema import Rows
from tests.bank import bank, gold_rows

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))
TABLES_TO_SEE = {"evidence"}  # where a value stands is a table of its own


def cells(path: Path) -> list[dict[str, Any]]:
    return list(json.loads(path.read_text("utf-8"))["cells"])


def test_there_are_three() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["1_forsta_titt", "2_plan_mot_utfall", "3_jamfor_stadsdelar"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_has_no_output_and_opens_with_words(path: Path) -> None:
    assert cells(path)[0]["cell_type"] == "markdown"
    code = [cell for cell in cells(path) if cell["cell_type"] == "code"]
    assert [cell["outputs"] for cell in code] == [[]] * len(code)
    assert [cell["execution_count"] for cell in code] == [None] * len(code)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_reads_the_views_only(path: Path) -> None:
    source = "".join("".join(cell["source"]) for cell in cells(path) if cell["cell_type"] == "code")
    read = set(re.findall(r"\b(?:from|join) ([a-z_]+)", source))
    assert read and all(name.startswith("v_") or name in TABLES_TO_SEE for name in read), read


@pytest.mark.parametrize("papers", ["three districts", "nothing"])
def test_the_notebooks_run(tmp_path: Path, papers: str) -> None:
    names = [file.stem for file in (Path(__file__).parent / "gold").glob("*_202[123]_*.json")]
    path = bank(tmp_path / "m.duckdb", gold_rows(names) if papers != "nothing" else Rows(), find_links=True)
    command = [sys.executable, "-m", "pytest", "--nbmake", "-q", "-p", "no:cacheprovider", *map(str, NOTEBOOKS)]
    environment = os.environ | {"ATGARDER_DB": str(path), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=300, cwd=tmp_path
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert "3 passed" in done.stdout
