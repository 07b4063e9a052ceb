"""Forms → corrections: what a person sent from the review page goes in, lines for ``data/corrections`` come out.

A form carries the values that its fields had when it was shown (``was``), so that a line says what it was made against.
What cannot be used raises UsageError with a Swedish sentence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from extractors.errors import UsageError
from pipeline.corrections import JOIN, MEASURE, REVIEW, SPLIT, Anchor, Correction, Spot
from pipeline.review.bank import Paper
from pipeline.rows import measure_key
from pipeline.told import Record
from pipeline.values import DOCUMENT_FIELDS, EFFECTS, MEASURE_FIELDS, usable, usable_effects

Form = Mapping[str, str]
_LONGEST = 20_000  # letters of one value
_EFFECT_FIELDS = ("raw", "amount_sek", "kind", "year", "as_of", "period")


def accept(paper: Paper, record: Record, form: Form, by: str) -> list[Correction]:
    """The record is right as it stands."""
    return [_line(paper, record, REVIEW, None, "accepted", by, note=form.get("note", ""))]


def reject(paper: Paper, record: Record, form: Form, by: str) -> list[Correction]:
    """It is no measure."""
    return [_line(paper, record, MEASURE, record.row["action"], None, by, note=form.get("note", ""))]


def change(paper: Paper, record: Record, form: Form, by: str) -> list[Correction]:
    """One line for each field that differs from what the form was shown with; none changed is an acceptance."""
    was = _json(form.get("was", "{}"))
    lines = []
    for name in MEASURE_FIELDS:
        if name in form:
            new = _checked(name, form[name].split("›") if name == "area_path" else form[name])
            old = was.get(name, record.row[name])
            place = _spots(form.get(f"place.{name}", ""))
            if _differ(old, new) or place:
                lines.append(_line(paper, record, name, old, new, by, place=place))
    if "effects.rows" in form:
        new, old = _effects(form), was.get(EFFECTS, record.effects)
        place = _spots(form.get("place.effects", ""))
        if new != old or place:
            lines.append(_line(paper, record, EFFECTS, old, new, by, place=place))
    return lines or accept(paper, record, form, by)


def place(paper: Paper, record: Record, form: Form, by: str) -> list[Correction]:
    """A person pointed out where a value stands; its text is taken where it was edited."""
    name = form.get("field", "")
    spots = _spots(form.get("place", ""))
    if not spots:
        raise UsageError("Dra en ruta på sidan runt det som visar värdet.")
    if name.startswith(EFFECTS):
        spots = tuple(Spot(s.page, s.box, s.text, name) for s in spots)
        return [_line(paper, record, EFFECTS, record.effects, record.effects, by, place=spots)]
    if name not in MEASURE_FIELDS:
        raise UsageError("Välj vilket fält det gäller.")
    old = record.row[name]
    new = _checked(name, form["value"]) if form.get("value", "").strip() else old
    return [_line(paper, record, name, old, new, by, place=spots)]


def add(paper: Paper, form: Form, by: str) -> list[Correction]:
    """A measure that was missed."""
    spots = _spots(form.get("place", ""))
    page = spots[0].page if spots else _page(form.get("page", "1"), paper)
    action = _checked("action", form.get("action", ""))
    said: dict[str, Any] = {"action": action, "page_first": page}
    for name in ("no", "title", "area", "status"):
        if form.get(name, "").strip():
            said[name] = _checked(name, form[name])
    if form.get("amount", "").strip():
        said[EFFECTS] = [{"raw": form["amount"].strip(), "amount_sek": kronor(form["amount"]), "kind": "estimated"}]
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
        raise UsageError("Skriv delarna med en tom rad emellan. Det ska bli minst två.")
    parts: list[dict[str, Any]] = [{"action": _checked("action", text), EFFECTS: []} for text in texts]
    for n, effect in enumerate(record.effects, 1):
        number = form.get(f"part.{n}", "1")
        if not number.isdecimal() or not 1 <= int(number) <= len(parts):
            raise UsageError(f"Belopp {n} ska höra till någon av de {len(parts)} delarna.")
        parts[int(number) - 1][EFFECTS].append(effect)
    return [_line(paper, record, SPLIT, record.row["action"], parts, by)]


def join(paper: Paper, record: Record, form: Form, by: str) -> list[Correction]:
    """Another measure of the paper is the rest of this one."""
    other = paper.record(form.get("other", ""))
    if other is None or other is record:
        raise UsageError("Välj den åtgärd som hör ihop med denna.")
    anchor = _anchor(other)
    new = {"measure": other.id, "anchor": {"action": anchor.action, "no": anchor.no, "page": anchor.page}}
    return [_line(paper, record, JOIN, record.row["action"], new, by)]


def change_facts(paper: Paper, form: Form, by: str) -> list[Correction]:
    """What the paper is: one line for each fact that differs."""
    was = _json(form.get("was", "{}"))
    lines = []
    for name in DOCUMENT_FIELDS:
        if name in form:
            old, new = was.get(name, paper.told.document[name]), _checked(name, form[name])
            if _differ(old, new):
                document = paper.told.document
                lines.append(
                    Correction(
                        by=by, sha256=document["sha256"], file=document["file_name"], field=name, old=old, new=new
                    )
                )
    return lines


def kronor(text: str) -> int:
    """Kronor from what a person writes: "400 000", "400 tkr", "1,2 mnkr", "-50 000 kr"."""
    found = re.fullmatch(
        r"\s*([-−–]?)\s*(\d[\d\s\u00a0]*)(?:[.,](\d+))?\s*(kr|kronor|tkr|mkr|mnkr|miljoner)?\.?\s*", text, re.IGNORECASE
    )
    if found is None:
        raise UsageError(f"»{text}« är inget belopp. Skriv det som 400 000, 400 tkr eller 1,2 mnkr.")
    sign, whole, decimals, unit = found.groups()
    factor = {"tkr": 1_000, "mkr": 1_000_000, "mnkr": 1_000_000, "miljoner": 1_000_000}.get((unit or "").lower(), 1)
    digits = re.sub(r"\D", "", whole) + (decimals or "")
    amount: int = int(digits) * factor // 10 ** len(decimals or "")
    return -amount if sign else amount


def _effects(form: Form) -> list[dict[str, Any]]:
    found = []
    for n in range(1, min(int(form["effects.rows"] or 0), 60) + 1):
        said = {name: form.get(f"effects.{n}.{name}", "").strip() for name in _EFFECT_FIELDS}
        if not said["amount_sek"] and not said["raw"]:
            continue
        amount = kronor(said["amount_sek"] or said["raw"])
        effect = said | {"raw": said["raw"] or said["amount_sek"], "amount_sek": amount}
        try:
            found += usable_effects([effect])
        except ValueError as error:
            raise UsageError(str(error)) from error
    return found


def _line(paper: Paper, record: Record, name: str, old: Any, new: Any, by: str, **more: Any) -> Correction:
    document = paper.told.document
    return Correction(
        by=by, sha256=document["sha256"], file=document["file_name"], field=name, old=old, new=new, measure=record.id,
        anchor=_anchor(record), **more,
    )  # fmt: skip


def _anchor(record: Record) -> Anchor:
    return Anchor(record.row["action"], record.row["no"], record.row["page_first"])


def _checked(name: str, value: Any) -> Any:
    if len(str(value)) > _LONGEST:
        raise UsageError("Texten är för lång.")
    try:
        return usable(name, value)
    except ValueError as error:
        raise UsageError(str(error)) from error


def _differ(old: Any, new: Any) -> bool:
    return (old if old not in ("", []) else None) != (new if new not in ("", []) else None) and str(old) != str(new)


def _json(text: str) -> dict[str, Any]:
    try:
        said = json.loads(text)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise UsageError("Formuläret är inte helt. Ladda om sidan och försök igen.")
    return said


def _spots(text: str) -> tuple[Spot, ...]:
    if not text.strip():
        return ()
    try:
        return tuple(_spot(said) for said in json.loads(text))
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError("Rutan på sidan gick inte att förstå. Dra den på nytt.") from error


def _spot(said: Any) -> Spot:
    x0, top, x1, bottom = (round(float(side), 2) for side in said["box"])
    if not (x0 < x1 and top < bottom):
        raise ValueError("ingen ruta")
    return Spot(int(said["page"]), (x0, top, x1, bottom), str(said.get("text", ""))[:_LONGEST])


def _page(text: str, paper: Paper) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= max(len(paper.pages), 1):
        raise UsageError(f"Sidan ska vara mellan 1 och {len(paper.pages)}.")
    return int(text)
