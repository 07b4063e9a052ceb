"""What a person has decided about two measures of different papers: the words of a correction go in and come out.

The line stands at the older measure and names the other as it was, so that both are found again when rules change.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from pipeline.corrections import LINK, Anchor, Correction, anchor_of

Decision = Literal["same", "unsure", "different"]
DECISIONS: dict[str, Decision] = {"same": "same", "unsure": "unsure", "different": "different"}


class Other(NamedTuple):
    """The measure that another was held against: its paper, its key, and what it said (None: only the key is known)."""

    document_id: str
    measure: str
    anchor: Anchor | None


def decision_text(decision: Decision, other: str) -> str:
    """The ``new_value`` of a row of ``corrections`` with the field ``link``: what is decided, and about which other measure."""
    return f"{decision} {other}"


def read_decision(said: str) -> tuple[Decision, str]:
    """What ``decision_text`` wrote; raises ValueError where it is nothing of the kind."""
    decision, _, other = said.partition(" ")
    if decision not in DECISIONS or not other:
        raise ValueError("beslutet är varken same, unsure eller different, med en åtgärd efter")
    return DECISIONS[decision], other


def said_of(decision: Decision, other: Other) -> dict[str, Any]:
    """The ``new`` of a line that decides."""
    anchor = {"action": other.anchor.action, "no": other.anchor.no, "page": other.anchor.page} if other.anchor else None
    return {"decision": decision, "document": other.document_id, "measure": other.measure, "anchor": anchor}


def decided(line: Correction, paper_of: Callable[[str], str | None]) -> tuple[Decision, Other]:
    """What a line with the field ``link`` decides, and about which other measure; raises ValueError, KeyError or TypeError.

    One that was written by hand may be as ``decision_text`` writes it: ``paper_of`` says which paper a measure is in.
    """
    if line.field != LINK:
        raise ValueError("raden är inget beslut om två åtgärder")
    if isinstance(line.new, str):
        decision, other = read_decision(line.new)
        return decision, Other(paper_of(other) or "", other, None)
    anchor = line.new["anchor"]
    found = Other(str(line.new["document"]), str(line.new["measure"]), anchor_of(anchor) if anchor else None)
    return read_decision(decision_text(line.new["decision"], found.measure))[0], found
