"""What the review page shows: the database, with the corrections laid over it that were made since it was built.

Settings go in; queue, papers and records come out as plain values. The database is opened for reading only, and anew when a run has
put another in its place. People's lines are read again when a file of theirs has changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import Any

from pipeline.config import Settings
from pipeline.correcting import correct, speaks_of
from pipeline.corrections import LINK, SAMPLE, Correction, Unreadable, read_corrections
from pipeline.database import Connection, connect_readonly
from pipeline.inputs import as_given
from pipeline.review.forms import Form
from pipeline.review.pairs import Pair, decide, pairs
from pipeline.store import Store
from pipeline.told import Record, Told, Values, dicts, read_told

PAGE = 50  # measures shown at a time
_QUEUE = """
from v_review_queue as q join measures as m using (measure_id) join v_document as d on d.document_id = q.document_id
where (? = '' or d.municipality = ?) and (? = '' or d.district = ?) and (? = '' or d.body = ?) and (? = 0 or d.year = ?) and (? = '' or list_contains(q.codes, ?))
  and (? = '' or contains(lower(concat_ws(' ', m.title, m.action, d.file_name)), lower(?)))
  and (? = '' or q.document_id = ?)
  and not list_contains(?, q.measure_id)
  and case ? when 'none' then (q.review = 'none' and not list_contains(?, q.measure_id)) or list_contains(?, q.measure_id)
             when 'done' then (q.review <> 'none' or list_contains(?, q.measure_id)) and not list_contains(?, q.measure_id)
             when 'sample' then list_contains(?, q.measure_id) and q.review = 'none' and not list_contains(?, q.measure_id)
             else true end
"""
_SHOWN = """
select q.measure_id, q.document_id, q.review, q.kronor, q.doubt, q.weight, q.codes, d.file_name, d.unit, d.municipality, d.year, m.no, m.title, m.action,
       m.page_action, m.ekonomisk_effekt
"""
_ORDER = "order by q.weight desc, q.measure_id"
_PAPERS = """
select q.*, d.body, (select count(*) from findings as f where f.document_id = q.document_id and f.measure_id is null and f.severity <> 'info') as n_own
from v_document_quality as q join documents as d using (document_id)
order by n_errors desc, n_warnings desc, file, document_id
"""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which measures the queue shows; empty takes all. ``state``: none, done, sample or all."""

    municipality: str = ""
    district: str = ""
    board: str = ""
    year: int = 0
    finding: str = ""
    text: str = ""
    paper: str = ""
    state: str = "none"


@dataclass(slots=True)
class Paper:
    """One paper as it stands with all corrections."""

    told: Told
    pages: list[Values]
    lines: list[Correction]
    orphans: list[Any]
    waiting: int = 0  # corrections that the database does not hold yet
    absent: dict[tuple[str, str], str] = field(default_factory=dict)

    def record(self, measure_id: str) -> Record | None:
        """The measure with a key."""
        return next((r for r in self.told.measures if r.id == measure_id), None)

    @property
    def id(self) -> str:
        return str(self.told.document["document_id"])

    @property
    def history(self) -> list[Correction]:
        """What people have set, the latest first."""
        return [line for line in reversed(self.lines) if line.field != SAMPLE]


@dataclass(slots=True)
class _Over:
    """What lines that the database does not hold change in the queue."""

    gone: list[str] = field(default_factory=list)
    decided: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)


class Bank:
    """The database and people's lines, read together. Threads may share it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.folder = Path(settings.corrections)
        self._lock = RLock()
        self._con: Connection | None = None
        self._seen: tuple[int, int] | None = None
        self._lines: tuple[Any, list[Correction], list[Unreadable]] = (None, [], [])
        self._corrected: dict[str, tuple[Any, Paper]] = {}
        self._hashes: dict[tuple[str, int, int], str] = {}

    def close(self) -> None:
        """Let go of the database."""
        with self._lock:
            if self._con is not None:
                self._con.close()
                self._con = None

    @contextmanager
    def _open(self) -> Iterator[Connection]:
        with self._lock:
            path = self.settings.database
            status = path.stat() if path.is_file() else None
            now = (status.st_ino, status.st_mtime_ns) if status else None
            if self._con is None or now != self._seen:
                self.close()
                self._con, self._seen, self._corrected = connect_readonly(path), now, {}
            yield self._con

    def lines(self) -> tuple[list[Correction], list[Unreadable]]:
        """People's lines that hold, and those that cannot be read."""
        with self._lock:
            mark = tuple(
                (p.name, s.st_mtime_ns, s.st_size) for p in sorted(self.folder.glob("*.jsonl")) if (s := p.stat())
            )
            if mark != self._lines[0]:
                self._lines = (mark, *read_corrections(self.folder))
            return self._lines[1], self._lines[2]

    def queue(self, chosen: Filter, start: int = 0) -> tuple[list[Values], int]:
        """Some measures to look at, the most kronor in doubt first, and how many there are in all."""
        with self._open() as con:
            values = self._values(con, chosen)
            ((count,),) = con.execute(f"select count(*) {_QUEUE}", values).fetchall()
            rows = dicts(con, f"{_SHOWN} {_QUEUE} {_ORDER} limit {PAGE} offset ?", [*values, start])
            corrected = {line.document_id for line in self.lines()[0]}
            for row in rows:
                if row["document_id"] in corrected and (paper := self.paper(row["document_id"])):
                    record = paper.record(row["measure_id"])
                    row |= {k: record.row[k] for k in ("ekonomisk_effekt", "review")} if record else {}
        return rows, int(count)

    def doubt(self, measure_id: str) -> float | None:
        """How doubtful a measure is, as the queue has it; None for one that is not in the database yet."""
        with self._open() as con:
            found = con.execute("select doubt from v_review_queue where measure_id = ?", [measure_id]).fetchall()
        return float(found[0][0]) if found else None

    def after(self, measure_id: str, chosen: Filter) -> tuple[str, str] | None:
        """Paper and key of the measure that comes after another in the queue; the first where it was the last; None where none is left."""
        with self._open() as con:
            values = self._values(con, chosen)
            found = con.execute("select weight from v_review_queue where measure_id = ?", [measure_id]).fetchall()
            weight = found[0][0] if found else float("inf")
            later = "and (q.weight < ? or (q.weight = ? and q.measure_id > ?))"
            for more, extra in ((later, [weight, weight, measure_id]), ("and q.measure_id <> ?", [measure_id])):
                sql = f"select q.document_id, q.measure_id {_QUEUE} {more} {_ORDER} limit 1"
                if rows := con.execute(sql, [*values, *extra]).fetchall():
                    return str(rows[0][0]), str(rows[0][1])
        return None

    def choices(self) -> dict[str, list[Any]]:
        """What the filters offer."""
        with self._open() as con:
            found = {}
            for name, column in (
                ("municipality", "municipality"),
                ("district", "district"),
                ("board", "body"),
                ("year", "year"),
            ):
                sql = f"select distinct {column} from v_document where {column} is not null order by 1"
                found[name] = [row[0] for row in con.execute(sql).fetchall()]
            sql = "select code, count(*) from findings where measure_id is not null group by code order by 2 desc, 1"
            found["finding"] = [row[0] for row in con.execute(sql).fetchall()]
        return found

    def papers(self) -> list[Values]:
        """Every paper with how far it can be trusted and how much of it is reviewed by now, the doubtful first."""
        with self._open() as con:
            rows = dicts(con, _PAPERS)
            corrected = {line.document_id for line in self.lines()[0]}
            for row in rows:
                paper = self.paper(row["document_id"]) if row["document_id"] in corrected else None
                measures = paper.told.measures if paper else []
                row["n_reviewed"] = sum(record.row["review"] != "none" for record in measures)
                row["n_measures"] = len(measures) if paper else row["n_measures"]
        return rows

    def pairs(self, state: str, start: int = 0) -> tuple[list[Pair], int]:
        """Some pairs of measures that may be the same, and how many there are in all."""
        with self._open() as con:
            return pairs(con, self.lines()[0], state, start)

    def decide(self, form: Form, by: str) -> Correction:
        """The line that a form about a pair writes."""
        with self._open() as con:
            return decide(con, form, by)

    def rates(self) -> list[Values]:
        """How often fields are wrong, by the judged samples."""
        with self._open() as con:
            return dicts(con, "from v_error_rate where layout is null order by rate desc, field")

    def paper(self, document_id: str) -> Paper | None:
        """One paper with every correction laid over it; None where there is none."""
        with self._open() as con:
            lines = [line for line in self.lines()[0] if line.document_id == document_id]
            mark = tuple(line.id for line in lines)
            kept = self._corrected.get(document_id)
            if kept and kept[0] == mark:
                return kept[1]
            paper = self._read(con, document_id, lines)
            if paper is not None:
                if len(self._corrected) > 200:
                    self._corrected.clear()
                self._corrected[document_id] = (mark, paper)
            return paper

    def _read(self, con: Connection, document_id: str, lines: list[Correction]) -> Paper | None:
        now = read_told(con, document_id)
        if now is None:
            return None
        held = self._held(con, document_id)
        pages = dicts(con, "from pages where document_id = ? order by page", [document_id])
        orphans = dicts(con, "from corrections where document_id = ? and state = 'orphan'", [document_id])
        waiting = [line for line in lines if line.id not in held and line.field != SAMPLE]
        taken_back = held - {line.id for line in lines}
        absent = {
            (r["measure_id"], r["field"]): r["why"]
            for r in dicts(con, "from v_absence where document_id = ?", [document_id])
        }
        if waiting or taken_back:
            said = con.execute("select said from uncorrected where document_id = ?", [document_id]).fetchall()
            corrected = correct(Told.of_text(said[0][0]) if said else now, lines)
            told = corrected.told
            _with_findings(
                told, now, {(corrected.ids.get(str(line.measure), line.measure), line.field) for line in waiting}
            )
            orphans = [row._asdict() for row in corrected.rows if row.state == "orphan"]
        else:
            told = now
        return Paper(told, pages, lines, orphans, len(waiting) + len(taken_back), absent)

    def place_of(self, document_id: str) -> tuple[Path, str] | None:
        """The paper's file and its hash; None where the file is gone or is another by now."""
        with self._open() as con:
            sql = "select f.path, d.sha256 from files as f join documents as d using (document_id) where document_id = ? order by f.path"
            rows = con.execute(sql, [document_id]).fetchall()
        for path, sha256 in rows:
            file = Path(as_given(path))
            if file.is_file() and self._hash(file) == sha256:
                return file, sha256
        return None

    def words_in(self, document_id: str, number: int, box: tuple[float, float, float, float]) -> str:
        """The words of a page whose middle lies in a box, in the order that they were read."""
        place = self.place_of(document_id)
        sha256 = place[1] if place else ""
        page = Store(self.settings.work_folder).page(sha256, self.settings.read_key, number) if sha256 else None
        if page is None:
            return ""
        x0, top, x1, bottom = box
        seen = [(word, page.as_seen(word.box)) for word in page.words]
        inside = [w.text for w, b in seen if x0 <= (b.x0 + b.x1) / 2 <= x1 and top <= (b.top + b.bottom) / 2 <= bottom]
        return " ".join(inside)

    def _hash(self, file: Path) -> str:
        status = file.stat()
        key = (str(file), status.st_mtime_ns, status.st_size)
        if key not in self._hashes:
            with open(file, "rb") as data:
                self._hashes[key] = hashlib.file_digest(data, "sha256").hexdigest()
        return self._hashes[key]

    def _held(self, con: Connection, document_id: str) -> set[str]:
        sql = "select correction_id from corrections where document_id = ? and field <> ?"
        return {row[0] for row in con.execute(sql, [document_id, SAMPLE]).fetchall()}

    def _values(self, con: Connection, f: Filter) -> list[Any]:
        over = self._over(con)
        sample = [line.measure for line in self.lines()[0] if line.field == SAMPLE]
        return [
            f.municipality, f.municipality, f.district, f.district, f.board, f.board, f.year, f.year, f.finding, f.finding, f.text, f.text, f.paper, f.paper, over.gone,
            f.state, over.decided, over.opened, over.decided, over.opened, sample, over.decided,
        ]  # fmt: skip

    def _over(self, con: Connection) -> _Over:
        """How the papers that were corrected since the database was built differ from it."""
        over = _Over()
        by_paper: dict[str, set[str]] = {}
        for line in self.lines()[0]:
            if line.field not in (SAMPLE, LINK):
                by_paper.setdefault(line.document_id, set()).add(line.id)
        sql = "select document_id, list(correction_id) from corrections where field not in (?, ?) group by 1"
        held = {row[0]: set(row[1]) for row in con.execute(sql, [SAMPLE, LINK]).fetchall()}
        for document_id in sorted(by_paper.keys() | held.keys()):
            if by_paper.get(document_id, set()) == held.get(document_id, set()):
                continue
            paper = self.paper(document_id)
            if paper is None:
                continue
            here = {r.id: r.row["review"] for r in paper.told.measures}
            sql = "select measure_id, review from measures where document_id = ?"
            for measure_id, review in con.execute(sql, [document_id]).fetchall():
                if measure_id not in here:
                    over.gone.append(measure_id)
                elif here[measure_id] != "none":
                    over.decided.append(measure_id)
                elif review != "none":
                    over.opened.append(measure_id)
        return over


def _with_findings(told: Told, now: Told, waiting: set[tuple[str | None, str]]) -> None:
    """Give each measure the findings that the checks made, but those that a new correction speaks of."""
    checked = {r.id: r.findings for r in now.measures}
    for record in told.measures:
        fields = [name for measure_id, name in waiting if measure_id == record.id]
        own = [f for f in record.findings if f["code"].startswith("correction_")]
        from_checks = [f for f in checked.get(record.id, []) if not f["code"].startswith("correction_")]
        record.findings = own + [f for f in from_checks if not any(speaks_of(f, name) for name in fields)]
    told.findings = [f for f in told.findings if f["code"].startswith("correction_conflict")] + [
        f for f in now.findings if not any(m is None and f["field"] == name for m, name in waiting)
    ]


def neighbours(paper: Paper, measure_id: str) -> tuple[str | None, str | None]:
    """The measures before and after one in its paper."""
    ids: Sequence[str] = [r.id for r in paper.told.measures]
    if measure_id not in ids:
        return None, ids[0] if ids else None
    at = ids.index(measure_id)
    return (ids[at - 1] if at else None), (ids[at + 1] if at + 1 < len(ids) else None)
