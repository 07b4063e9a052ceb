"""The log of runs: one JSON line a run, appended when it ends. The database's table ``runs`` is made from it."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from pipeline.schema import RunRow


def now() -> datetime:
    """The time in UTC, without a zone, as the tables hold it."""
    return datetime.now(UTC).replace(tzinfo=None)


def read_runs(path: Path) -> list[RunRow]:
    """All runs that ended; a line that is not whole is left out."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError:
        return []
    return [row for line in lines if (row := _row(line)) is not None]


def log_run(path: Path, run: RunRow) -> None:
    """Append one run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a", encoding="utf-8") as log:
        log.write(json.dumps(run._asdict(), default=str, ensure_ascii=False) + "\n")
        log.flush()
        os.fsync(log.fileno())


def _row(line: str) -> RunRow | None:
    try:
        values = json.loads(line)
        for column in ("started", "finished"):
            values[column] = datetime.fromisoformat(values[column])
        return RunRow(**values)
    except (ValueError, TypeError, KeyError):
        return None
