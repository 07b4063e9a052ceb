"""Forms → corrections: what a person sent from the review page goes in, lines for ``data/corrections`` come out.

A form carries the values that its fields had when it was shown (``was``), so that a line says what it was made against. Only what
differs from them is written. What cannot be used raises Refused, with a Swedish sentence for each field.
"""

from __future__ import annotations

import re
from typing import Any

from pipeline.correcting import unnumbered
from pipeline.corrections import JOIN, MEASURE, REVIEW, SPLIT, Anchor, Correction, Spot, undoing
from pipeline.review.bank import Paper
from pipeline.review.forms import (
    Errors,
    Form,
    Refused,
    read_change,
    read_effect,
    read_effects,
    read_page,
    read_spots,
    read_value,
    read_was,
    same_effects,
)
from pipeline.rows import measure_key
from pipeline.told import Record, Values
from pipeline.values import DOCUMENT_FIELDS, EFFECTS, MEASURE_FIELDS, SUBAREAS
from pipeline.words import POINTED, code


def accept(paper: Paper, record: Record, form: Form, by: str) -> list[Correction]:
    """The record is right as it stands, and so are its values that people have set differently."""
    now = record.row | {EFFECTS: unnumbered(record.effects)}
    kept = [_line(paper, record, name, now[name], now[name], by) for name in sorted(_disputed(record.findings))]
    return [_line(paper, record, REVIEW, None, "accepted", by, note=form.get("note", "")), *kept]


def reject(paper: Paper, record: Record, form: Form, by: str) -> list[Correction]:
    """It is no measure."""
    return [_line(paper, record, MEASURE, record.row["action"], None, by, note=form.get("note", ""))]


def change(paper: Paper, record: Record, form: Form, by: str) -> list[Correction]:
    """One line for each field that differs from what the form was shown with, or that this decides; none is an acceptance."""
    was, errors, disputed = read_was(form), Errors(), _disputed(record.findings)
    lines: list[Correction] = []
    for name in (name for name in MEASURE_FIELDS if name in form):
        with errors.gather():
            old = was.get(name, record.row[name])
            new, spots = read_change(name, form[name], old), read_spots(form, f"place.{name}")
            if new != old or spots or name in disputed:
                lines.append(_line(paper, record, name, old, new, by, place=spots))
    with errors.gather():
        _fits(record, lines)
    if "effects.rows" in form:
        with errors.gather():
            amounts, before = read_effects(form), unnumbered(was.get(EFFECTS, record.effects))
            spots = read_spots(form, f"place.{EFFECTS}")
            if spots or not same_effects(before, amounts) or EFFECTS in disputed:
                lines.append(_line(paper, record, EFFECTS, before, amounts, by, place=spots))
    errors.tell()
    return lines or accept(paper, record, form, by)


def place(paper: Paper, record: Record, form: Form, by: str) -> list[Correction]:
    """A person pointed out where a value stands; its text is taken where it was edited."""
    name = form.get("field", "")
    spots = read_spots(form, "place")
    if not spots:
        raise Refused({"place": "Dra en ruta på sidan runt det som visar värdet."})
    if name.startswith(EFFECTS):
        spots = tuple(Spot(s.page, s.box, s.text, name) for s in spots)
        amounts = unnumbered(record.effects)
        return [_line(paper, record, EFFECTS, amounts, amounts, by, place=spots)]
    if name not in MEASURE_FIELDS:
        raise Refused({"field": "Välj vilket fält det gäller."})
    old = record.row[name]
    said = form.get("value", "").strip() if name in POINTED else ""  # of other fields only the place is asked for
    return [_line(paper, record, name, old, read_value(name, said, at="value") if said else old, by, place=spots)]


def add(paper: Paper, form: Form, by: str) -> list[Correction]:
    """A measure that was missed."""
    errors, said, page, spots = Errors(), dict[str, Any](), 1, tuple[Spot, ...]()
    with errors.gather():
        spots = read_spots(form, "place")
        page = spots[0].page if spots else read_page(form.get("page", "1"), len(paper.pages))
    with errors.gather():
        said |= {"action": read_value("action", form.get("action", "")), "page_first": page}
    for name in ("no", "title", "area", "start_date", "responsible", "status"):
        if form.get(name, "").strip():
            with errors.gather():
                said[name] = read_value(name, form[name])
    if amount := form.get("amount", "").strip():
        with errors.gather():
            effect = {"raw": amount, "amount_sek": amount, "kind": form.get("kind") or "estimated"}
            said[EFFECTS] = [read_effect(effect, at="amount")]
    errors.tell()
    action = said["action"]
    anchor = Anchor(action, said.get("no"), page)
    return [
        Correction(
            by=by, sha256=paper.told.document["sha256"], file=paper.told.document["file_name"], field=MEASURE, new=said,
            measure=measure_key(paper.id, page, action), anchor=anchor, place=spots,
        )
    ]  # fmt: skip


def split(paper: Paper, record: Record, form: Form, by: str) -> list[Correction]:
    """Parts stand apart by an empty line; each amount goes to the part that the form says."""
    texts = [part for part in re.split(r"\n\s*\n", form.get("parts", "").replace("\r", "")) if part.strip()]
    if len(texts) < 2:
        raise Refused({"parts": "Skriv delarna med en tom rad emellan. Det ska bli minst två."})
    parts: list[dict[str, Any]] = [{"action": read_value("action", text, at="parts"), EFFECTS: []} for text in texts]
    errors = Errors()
    for n, effect in enumerate(unnumbered(record.effects), 1):
        number = form.get(f"part.{n}", "1")
        if number.isdecimal() and 1 <= int(number) <= len(parts):
            parts[int(number) - 1][EFFECTS].append(effect)
        else:
            errors[f"part.{n}"] = f"Belopp {n} ska höra till någon av de {len(parts)} delarna."
    errors.tell()
    return [_line(paper, record, SPLIT, record.row["action"], parts, by)]


def join(paper: Paper, record: Record, form: Form, by: str) -> list[Correction]:
    """Another measure of the paper is the rest of this one."""
    other = paper.record(form.get("other", ""))
    if other is None or other is record:
        raise Refused({"other": "Välj den åtgärd som hör ihop med denna."})
    anchor = _anchor(other)
    new = {"measure": other.id, "anchor": {"action": anchor.action, "no": anchor.no, "page": anchor.page}}
    return [_line(paper, record, JOIN, record.row["action"], new, by)]


def change_facts(paper: Paper, form: Form, by: str) -> list[Correction]:
    """What the paper is: one line for each fact that differs."""
    was, errors, document = read_was(form), Errors(), paper.told.document
    disputed = _disputed(paper.told.findings)
    lines = []
    for name in (name for name in DOCUMENT_FIELDS if name in form):
        with errors.gather():
            old = was.get(name, document[name])
            new = read_change(name, form[name], old)
            if new != old or name in disputed:
                said = {"sha256": document["sha256"], "file": document["file_name"]}
                lines.append(Correction(by=by, field=name, old=old, new=new, **said))
    errors.tell()
    return lines


def take_back(paper: Paper, form: Form, by: str) -> list[Correction]:
    """One line holds no longer, whoever wrote it and whenever."""
    line = next((line for line in paper.lines if line.id == form.get("line")), None)
    if line is None:
        raise Refused({"line": "Den är redan tillbakatagen."})
    return [undoing(line, by)]


def _disputed(findings: list[Values]) -> set[str]:
    """Fields that two people have set differently: what is sent now decides them."""
    return {f["field"] for f in findings if f["code"] == "correction_conflict"}


def _fits(record: Record, lines: list[Correction]) -> None:
    """Refuse a subarea of another area than the one that the lines give the record; what nobody changed may stand."""
    changed = {line.field: line.new for line in lines if line.new != line.old}
    if not changed.keys() & {"area", "subarea"}:
        return
    area, subarea = (changed.get(name, record.row[name]) for name in ("area", "subarea"))
    if subarea is None:
        return
    if area is None:
        raise Refused({"subarea": f"Välj område också: delområdet {code('subarea', subarea)} står utan."})
    if subarea in SUBAREAS[area]:
        return
    fitting = ", ".join(code("subarea", one) for one in SUBAREAS[area])
    choice = f"Välj {fitting} eller inget." if fitting else "Det området har inga delområden: välj inget."
    raise Refused({"subarea": f"Delområdet {code('subarea', subarea)} hör inte till {code('area', area)}. {choice}"})


def _line(paper: Paper, record: Record, name: str, old: Any, new: Any, by: str, **more: Any) -> Correction:
    document = paper.told.document
    return Correction(
        by=by, sha256=document["sha256"], file=document["file_name"], field=name, old=old, new=new, measure=record.id,
        anchor=_anchor(record), **more,
    )  # fmt: skip


def _anchor(record: Record) -> Anchor:
    return Anchor(record.row["action"], record.row["no"], record.row["page_first"])
