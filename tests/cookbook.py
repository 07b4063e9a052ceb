"""The cookbook's outputs: ``docs/cookbook.md`` with its answers made anew from papers that are read on the spot.

``python -m tests.cookbook`` writes the file; test_cookbook.py holds it against what the program answers today. Each query stands
in a block of ``sql`` with the answer in the block of ``text`` after it.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from pipeline import database
from pipeline.commands.query import written
from pipeline.config import Settings
from pipeline.stages import run
from pipeline.store import Record

ROOT = Path(__file__).parent.parent
COOKBOOK = ROOT / "docs" / "cookbook.md"
PAPERS = ("lovholm", "brunnsvik", "hagsund")  # three districts, three years: plan, report, annual report
_ANSWERED = re.compile(
    r"(?P<open>```sql\n)(?P<sql>.*?)(?P<between>\n```\n\n```text\n)(?P<answer>.*?)(?P<close>```)", re.DOTALL
)


def read_papers(folder: Path) -> Path:
    """A database of the cookbook's papers, read as a user reads them."""
    papers = sorted(str(path) for name in PAPERS for path in (ROOT / "data" / "raw").glob(f"{name}_*.pdf"))
    settings = Settings(db=str(folder / "measures.duckdb"), work=str(folder / "work"), corrections=str(folder / "none"),
                        reference=str(folder / "none"))  # fmt: skip
    run(papers, settings, Silent())
    return settings.database


class Silent:
    """Nobody is told how the reading goes."""

    def begin(self, papers: int) -> None: ...
    def paper_done(self, name: str, record: Record) -> None: ...
    def loading(self) -> None: ...


def answered(text: str, path: Path) -> str:
    """The cookbook with the answers of the database at ``path``."""
    with database.connect_readonly(path) as con:

        def answer(found: re.Match[str]) -> str:
            names, rows = database.rows_of(con, found["sql"])
            return f"{found['open']}{found['sql']}{found['between']}{written(names, rows, 'table')}{found['close']}"

        return _ANSWERED.sub(answer, text)


def queries(text: str) -> list[str]:
    """The cookbook's queries, in order."""
    return [found["sql"] for found in _ANSWERED.finditer(text)]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        COOKBOOK.write_text(answered(COOKBOOK.read_text("utf-8"), read_papers(Path(folder))), "utf-8")
