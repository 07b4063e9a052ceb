"""What was just done or taken back on the review page: lines that were written go in, a Swedish sentence comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten

from pipeline import words
from pipeline.corrections import JOIN, LINK, MEASURE, REVIEW, SPLIT, Correction

_LONGEST_NAME = 80  # letters of a measure
_DONE = {
    "accept": "Godkänd: {paper_or_measure}.",
    "reject": "Avvisad: {paper_or_measure}.",
    "change": "Sparat: {fields} för {paper_or_measure}.",
    "place": "Platsen är sparad: {fields} för {paper_or_measure}.",
    "split": "Delad: {paper_or_measure}.",
    "join": "Ihopslagen: {paper_or_measure}.",
    "add": "Tillagd: {paper_or_measure}.",
    "facts": "Sparat: {fields} för {paper_or_measure}.",
}
_UNDONE = {REVIEW: "godkännandet av", SPLIT: "delningen av", JOIN: "ihopslagningen av", LINK: "beslutet om"}
NOTHING_CHANGED = "Inget var ändrat."


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, and where what it speaks of is shown."""

    text: str
    address: str = ""


def done(deed: str, lines: Sequence[Correction]) -> str:
    """What a deed wrote."""
    if not lines:
        return NOTHING_CHANGED
    if deed == "change" and lines[0].field == REVIEW:
        return f"{NOTHING_CHANGED} {done('accept', lines)}"
    if deed == "pair":
        return f"Avgjort: {words.DECISIONS[lines[0].new['decision']]}, om {_subject(lines[0])}."
    return _DONE[deed].format(fields=_fields(lines), paper_or_measure=_subject(lines[0]))


def undone(lines: Sequence[Correction]) -> str:
    """What was taken back: the lines that one deed had written."""
    first = lines[0]
    if first.field == MEASURE:
        what = "avvisningen av" if first.new is None else "tillägget av"
    else:
        what = _UNDONE.get(first.field, f"{_fields(lines)} för")
    return f"Ångrat: {what} {_subject(first)}."


def _fields(lines: Sequence[Correction]) -> str:
    names = (words.DOCUMENT_FIELDS[line.field] if line.measure is None else words.field(line.field) for line in lines)
    return " · ".join(name.lower() for name in names)


def _subject(line: Correction) -> str:
    if line.anchor is None:
        return f"handlingen {line.file}"
    name = shorten(f"{line.anchor.no or ''} {line.anchor.action}", _LONGEST_NAME, placeholder=" …")
    return f"åtgärden »{name}« i {line.file}"
