"""Decisions of a board: ``Nämnden beslutar att …, att … samt att …``, in running text or one clause a line.

Each clause that changes what the organisation does is a measure. Clauses about the paper itself (approve, put on file, refer back), and what
was only moved, voted down or reserved against, are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

import regex

from extractors.fields.amount import find_amounts
from extractors.fields.area_names import is_area_name
from extractors.fields.speech import (
    action_words,
    handles_the_paper,
    heading_speaks_of_measures,
    intro_speaks_of_measures,
)
from extractors.layouts.margin import amounts_beside, without_amount
from extractors.measure import Layout, Quote, RawMeasure
from extractors.model import NOTHING, Document, Paragraph, Passage
from extractors.sections import Section, sections

_DECIDES = regex.compile(r"^(?:[\p{L}\s§\d-]{0,80}?)\bbes[lit1|]ut(?:ar|ade|(?:ar|ade)?\s+att)\b:?", regex.IGNORECASE)
_CLAUSE = regex.compile(r"(?:(?<=^)|(?<=[\s,;:.]))(?:samt\s+|och\s+|dels\s+)?att\s+", regex.IGNORECASE)
_DECISION_HEADING = regex.compile(
    r"(?:(?:[\p{L}-]+,?\s+){0,4}?\p{L}*(?:nämndens|styrelsens|fullmäktiges|utskottets)\s+)?bes[lit1]ut(?:en)?\b(?!\s*(?:sgång|sunderlag|et\s+skickas))",
    regex.IGNORECASE,
)
# A clause goes on inside a subordinate one: "ge i uppdrag att upphandla", "innebär att".
_LEADS_ON = regex.compile(
    r"(?:uppdrag(?:et)?|uppmana\w*|innebär|medför|för|genom|om|så|av|på|med|till|avse\w*|komma|kommer|möjlighet\w*|syfte|syftar\s+till)\s*$",
    regex.IGNORECASE,
)
# In a paper to the board, its proposed decision: it tells measures where nothing else in the paper does.
_PROPOSAL_HEADING = regex.compile(r"(?:[\p{L}-]+s\s+)?(?:förslag\s+till\s+beslut|beslutsförslag)", regex.IGNORECASE)
_JOINS_NEXT = regex.compile(r"[\s,;.]+(?:(?<=[\s,;])(?:samt|och|dels)[\s,;:]*)?$", regex.IGNORECASE)
_LETTER = regex.compile(r"[a-zåäö][.)]")
_SURE = 0.3
_OF_MEASURES = 0.4
_TASKED = regex.compile(r"\p{Lu}[\p{L}\s-]{3,60}?\s(?:får|ges)\s(?:\p{L}+\s)?i\suppdrag\s+att", regex.IGNORECASE)
_NAME = 60  # letters of an area's name on its own line


class MinutesExtractor:
    """One clause of a decision, one measure."""

    layout: Layout = "list"
    formal = True

    def find(self, document: Document) -> Iterator[RawMeasure]:
        for decision in _decisions(document):
            clauses = [
                (matter, path, *clause)
                for section, matter, decides in decision
                for path in [tuple(h.passage for h in section.path)]
                for clause in _clauses(section, decides)
            ]
            amounts = amounts_beside([clause for *_, clause in clauses])
            for (matter, path, decides, area, letter, clause), amount in zip(clauses, amounts, strict=True):
                if clause.text.endswith(":"):
                    continue  # "att genomföra följande åtgärder:" leads to them
                if not document.taken.isdisjoint(clause.lines) or handles_the_paper(clause.text):
                    continue
                if _weight(clause, decides, matter, costed=bool(amount)) >= _SURE:
                    number = (Quote("no", letter),) if letter else ()
                    effect = (Quote("effect", amount),) if amount else ()
                    said = (
                        *number,
                        Quote("action", without_amount(clause, amount)),
                        *effect,
                        Quote("decision", decides),
                    )
                    yield RawMeasure(self.layout, said, (*path, area) if area else path)


def _decisions(document: Document) -> Iterator[list[tuple[Section, float, Passage]]]:
    """Each decision: its section and those of areas that go on with it, how surely it is of measures, and the words that decide over the latter."""
    decision: list[tuple[Section, float, Passage]] = []
    for section in sections(document):
        name = section.heading.text.strip(" :.") if section.heading else ""
        matter = max((heading_speaks_of_measures(h.text) for h in section.path), default=0.0)
        proposed = not document.taken and _PROPOSAL_HEADING.fullmatch(name) is not None
        if _DECISION_HEADING.fullmatch(name) or (proposed and matter >= _OF_MEASURES):
            yield decision
            decision = [(section, matter, NOTHING)]
        elif (
            section.heading and _DECIDES.fullmatch(name) and _has_clauses(section)
        ):  # "Nämnden beslutar" over the clauses
            yield decision
            decision = [(section, matter, section.heading.passage)]
        elif decision and section.heading and _TASKED.fullmatch(name):  # "Chefen får dessutom i uppdrag att"
            decision.append((section, matter, section.heading.passage))
        elif decision and is_area_name(name) and _has_clauses(section):
            opening = decision[0][0].paragraphs
            decides = next((p.passage for p in opening if _DECIDES.match(p.text)), decision[-1][2])
            decision.append((section, matter, decides))
        else:
            yield decision
            decision = []
    yield decision


def _has_clauses(section: Section) -> bool:
    """Paragraphs that go on with "att …": the decision above is told area by area."""
    return any(_CLAUSE.match(paragraph.text) for paragraph in section.paragraphs)


def _weight(clause: Passage, decides: Passage, matter: float, *, costed: bool) -> float:
    says = max(action_words(clause.text), 0.5 if costed or find_amounts(clause.text) else 0.0)
    if intro_speaks_of_measures(decides.text) >= _OF_MEASURES or _TASKED.match(decides.text):
        return max(says, _SURE)  # "beslutar om följande besparingar": whatever they say
    return says * (1.0 if matter >= _OF_MEASURES else 0.5) + (0.2 if matter >= _OF_MEASURES else 0.0)


def _clauses(section: Section, decides: Passage = NOTHING) -> Iterator[tuple[Passage, Passage, Passage, Passage]]:
    """(the words that decide, the area over the clause, its letter, the clause without its ``att``), in order."""
    area = NOTHING
    for block, behind in zip_longest(section.blocks, section.blocks[1:]):
        if not isinstance(block, Paragraph):
            continue
        passage = block.passage
        opening = _DECIDES.match(passage.text)
        in_list = isinstance(behind, Paragraph) and bool(behind.bullet)
        if opening and in_list and intro_speaks_of_measures(passage.text) >= _SURE:
            decides = passage  # "Nämnden beslutar att följande besparingar genomförs."
            continue
        if opening:
            decides = passage.cut(0, opening.end()).cut(0, len(opening.group().rstrip(": ")))
            decides = _without_att(decides)
            passage = passage.cut(opening.end() - (4 if opening.group().lower().endswith(" att") else 0))
        if not decides:
            continue
        if not block.bullet and len(passage.text) <= _NAME and is_area_name(passage.text):
            area = passage
            continue
        parts = list(_parted(passage, bool(block.bullet)))
        lettered = len(parts) == 1 and _LETTER.fullmatch(block.bullet)
        letter = Passage.of_lines(block.lines).cut(0, 1) if lettered else Passage()
        yield from ((decides, area, letter, part) for part in parts)


def _without_att(passage: Passage) -> Passage:
    return passage.cut(0, len(passage.text) - 4) if passage.text.lower().endswith(" att") else passage


def _parted(passage: Passage, item: bool) -> Iterator[Passage]:
    text = passage.text
    starts = [
        m
        for m in _CLAUSE.finditer(text)
        if m.start() == 0 or (_separates(text, m) and not _LEADS_ON.search(text[: m.start()]))
    ]
    if not starts:
        if item and text:
            yield _trimmed(passage)
        return
    for match, following in zip(starts, [*starts[1:], None], strict=True):
        end = following.start() if following else len(text)
        yield _trimmed(passage.cut(match.end(), end))


def _separates(text: str, match: regex.Match[str]) -> bool:
    """A new clause of the decision stands behind a comma or full stop, or is joined by samt."""
    before = text[: match.start()].rstrip()
    return before.endswith((",", ".", ";", ":")) or match.group().lower().startswith(("samt", "dels"))


def _trimmed(passage: Passage) -> Passage:
    return passage.cut(0, len(_JOINS_NEXT.sub("", passage.text)))
