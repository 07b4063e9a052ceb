"""Measures of different papers that may be the same: the database and people's decisions go in, pairs to look at come out.

A decision that was made since the database was built counts here at once; the views count with it after the next run.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.corrections import LINK, Anchor, Correction
from pipeline.database import Connection
from pipeline.decisions import DECISIONS, Other, decided, read_decision, said_of
from pipeline.review.forms import Form, Refused
from pipeline.told import Values, dicts

AT_A_TIME = 25  # pairs shown
STATES = {"unsure": "Oklara", "decided": "Avgjorda av människor", "same": "Samma", "different": "Olika"}
_SIDE = """{{'measure_id': {0}.measure_id, 'document_id': {0}.document_id, 'no': {0}.no, 'title': {0}.title, 'action': {0}.action,
 'page': {0}.page_first, 'ekonomisk_effekt': {0}.ekonomisk_effekt, 'start_raw': {0}.start_raw, 'status': {0}.status,
 'file_name': {1}.file_name, 'sha256': {2}.sha256, 'unit': {1}.unit, 'municipality': {1}.municipality, 'year': {1}.year}}"""
_PAIRS = """
from (select l.*, least(measure_id_a, measure_id_b) || ' ' || greatest(measure_id_a, measure_id_b) as pair,
             json_extract_string(why, '$.by') as who from links as l) as l
join measures as a on a.measure_id = l.measure_id_a join v_document as p on p.document_id = a.document_id
join documents as r on r.document_id = a.document_id
join measures as b on b.measure_id = l.measure_id_b join v_document as q on q.document_id = b.document_id
join documents as s on s.document_id = b.document_id
where case when list_contains(?, pair) then 'decided' when who is not null then 'unsure' else l.decision end = ?
"""
_SHOWN = (
    f"select pair, l.score, l.decision, l.why, {_SIDE.format('a', 'p', 'r')} as a, {_SIDE.format('b', 'q', 's')} as b"
)
_GONE = "Paret finns inte längre i databasen. Ladda om sidan."


class Pair(NamedTuple):
    """Two measures, that of the older paper first; ``line``: a person's decision about them."""

    score: float
    decision: str
    conflict: str | None
    a: Values
    b: Values
    line: Correction | None


def pairs(con: Connection, lines: Sequence[Correction], state: str, start: int = 0) -> tuple[list[Pair], int]:
    """Some of the pairs in a state (``STATES``), the likest first, and how many they are in all."""
    made = _made(con, lines)
    values: list[object] = [list(made), state]
    ((count,),) = con.execute(f"select count(*) {_PAIRS}", values).fetchall()
    order = f"order by l.score desc, pair limit {AT_A_TIME} offset ?"
    rows = dicts(con, f"{_SHOWN} {_PAIRS} {order}", [*values, start])
    return [_pair(row, made) for row in rows], int(count)


def decide(con: Connection, form: Form, by: str) -> Correction:
    """The line that a form about a pair writes; raises Refused where the pair is gone."""
    one, other = (_side(con, form.get(name, "")) for name in ("a", "b"))
    decision = DECISIONS.get(form.get("decision", ""))
    if one is None or other is None or decision is None:
        raise Refused({"pair": _GONE})
    new = said_of(decision, Other(other["document_id"], other["measure_id"], _anchor(other)))
    return Correction(
        by=by, sha256=one["sha256"], file=one["file_name"], field=LINK, old=form.get("was") or None, new=new,
        measure=one["measure_id"], anchor=_anchor(one),
    )  # fmt: skip


def taken_back(lines: Sequence[Correction], form: Form) -> Correction:
    """The decision that a form takes back; raises Refused where it is taken back already."""
    line = next((line for line in lines if line.field == LINK and line.id == form.get("line")), None)
    if line is None:
        raise Refused({"line": "Den är redan tillbakatagen."})
    return line


def _made(con: Connection, lines: Sequence[Correction]) -> dict[str, Correction]:
    """Pair → the latest decision about it. What the database holds is named by the measures' keys of today."""
    sql = "select correction_id, measure_id, new_value from corrections where field = ? and state = 'applied'"
    today = {row[0]: (row[1], read_decision(row[2])[1]) for row in con.execute(sql, [LINK]).fetchall()}
    made = {}
    for line in lines:
        if line.field == LINK:
            try:
                one, other = today.get(line.id) or (line.measure, decided(line, lambda _: None)[1].measure)
            except (ValueError, KeyError, TypeError):
                continue  # told as an orphan by the next run
            made[" ".join(sorted((str(one), other)))] = line
    return made


def _pair(row: Values, made: dict[str, Correction]) -> Pair:
    line = made.get(row["pair"])
    decision = decided(line, lambda _: None)[0] if line else row["decision"]
    return Pair(row["score"], decision, json.loads(row["why"]).get("conflict"), row["a"], row["b"], line)


def _side(con: Connection, measure_id: str) -> Values | None:
    sql = """select measure_id, document_id, sha256, file_name, no, action, page_first from measures join documents using (document_id)
             where measure_id = ?"""
    return next(iter(dicts(con, sql, [measure_id])), None)


def _anchor(side: Values) -> Anchor:
    return Anchor(side["action"], side["no"], side["page_first"])
