"""Sums that a paper prints over its measures: rows of sums in tables, and sentences such as ``Åtgärderna beräknas sammantaget ge 4 mnkr``.

In: ``Document``. Out: ``ControlTotal`` values. Sums are never measures; they are held against what was read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal, NamedTuple

import regex

from extractors.fields.amount import FoundAmount, find_amounts, unit_of, unit_stated
from extractors.fields.convention import SUM_OF_A_YEAR
from extractors.fields.effect import parse_effects
from extractors.fields.period import find_periods
from extractors.fields.speech import heading_speaks_of_measures
from extractors.layouts.columns import Columns, columns_of
from extractors.layouts.said_over import headings_over, prints_savings_with_minus, unit_passage, year_over
from extractors.layouts.table import group_name, row_kind
from extractors.measure import ControlTotal, Effect, Facts
from extractors.model import Document, Paragraph, Passage, Row, Table
from extractors.sections import Section, sections
from extractors.sentences import sentences

_ALL = regex.compile(
    r"\b(?:total\w*|samman(?:lag[dt]a?|taget|räknat)|samlade?|tillsammans(?!\s+med)|summa\w*|(?:samtliga|alla)\s+(?:åtgärder|förslag|besparingar)|(?:åtgärderna|förslagen|besparingarna)\s+i\s+\w*planen)\b",
    regex.IGNORECASE,
)
_OVER_MEASURES = regex.compile(
    r"\b(?:(?:sänk|minsk)\w+\s+(?:\w+\s+){0,2}kostnad\w*|kostnad\w*\s+(?:sänks|minskar|minskas)|åtgärd\w*|besparing\w*|effektivisering\w*|(?:ekonomisk\w*\s+)?effekt\w*|(?:handlings|åtgärds|spar|besparings)?plan(?:en)?|förslag\w*)\b",
    regex.IGNORECASE,
)
_THEY_GIVE = regex.compile(r"\b(?:ger|beräknas|bedöms|väntas|motsvarar|sparar)\s+(?:de|dessa)\b", regex.IGNORECASE)
_NOT_OVER = regex.compile(
    r"\b(?:underskott\w*|budget\w*ram\w*|prognos\w*|avvikelse\w*|kostnad\w*\s+för|minst|krav\w*|sparkrav\w*|i\s+uppdrag)\b",
    regex.IGNORECASE,
)
_GRAND = regex.compile(r"(?:total|summa\s+(?:åtgärder|totalt|samtliga)|slutsumma|sammanlagt)", regex.IGNORECASE)


_SURELY = 0.7  # a heading that speaks of measures


def find_totals(
    document: Document, facts: Facts, unit: str | None = None, year: int | None = None, until: date | None = None
) -> list[ControlTotal]:
    """Every printed sum over measures, in reading order.

    ``unit`` and ``year``: what the paper says that all its amounts are in and for; ``until``: the day up to which it says that all
    outcomes are counted.
    """
    found: list[ControlTotal] = []
    for section in sections(document):
        if section.heading is not None:
            found += _of_line(section.heading.passage, unit, facts, section)
        for block in section.blocks:
            if isinstance(block, Table):
                columns = columns_of(block, headings_over(section, block))
                if columns is not None:
                    over = unit_passage(section, block, columns).text
                    of_amounts = _OfAmounts(
                        unit_stated(over) or unit_of(over) or unit,
                        year_over(section, block) or year,
                        prints_savings_with_minus(section, block, columns),
                    )
                    found += (_counted_to(total, until) for total in _of_table(block, columns, of_amounts))
            else:
                found += _of_line(block.passage, unit, facts, section) or _of_text(block, facts)
    return found


class _OfAmounts(NamedTuple):
    """What a table or a text over it says of all its amounts."""

    unit: str | None
    year: int | None
    minus_saves: bool | None


def _of_table(table: Table, columns: Columns, said: _OfAmounts) -> Iterator[ControlTotal]:
    group: str | None = None
    for row in table.rows:
        kind = row_kind(row, columns)
        if kind == "group":
            group = group_name(row, columns).text
        if kind == "sum" or (kind == "group" and _has_amounts(row, columns)):
            name = next((cell.text for cell in row.cells if any(map(str.isalpha, cell.text))), "")
            scope = None if kind == "sum" and (group is None or _GRAND.match(name)) else group
            yield from _of_row(row, columns, said, scope)
            if kind == "sum":
                group = None


def _counted_to(total: ControlTotal, until: date | None) -> ControlTotal:
    if total.kind != "actual" or total.as_of is not None or until is None or total.year not in (None, until.year):
        return total
    return replace(total, year=until.year, as_of=until)


def _amount_columns(columns: Columns) -> list[int]:
    """Those of effects; where there are none, those that tell effects in words and may hold amounts."""
    return columns.of("effect") or columns.of("effect_text")


def _has_amounts(row: Row, columns: Columns) -> bool:
    return any(row.cells[i].lines for i in columns.of("effect"))


def _of_row(row: Row, columns: Columns, said: _OfAmounts, scope: str | None) -> Iterator[ControlTotal]:
    for i in _amount_columns(columns):
        cell = row.cells[i].passage
        label = columns.labels[i].text
        unit = unit_of(label) or said.unit
        effects, _ = parse_effects(
            cell.text, label=label, unit=unit, stated_year=said.year, minus_saves=said.minus_saves
        )
        for effect, _, _ in effects:
            yield ControlTotal(
                effect.raw,
                effect.amount_sek,
                effect.kind,
                effect.year,
                effect.as_of,
                cell.pages[0],
                scope,
                _period(effect),
            )


# "Summa åtgärder 3 495": a line of a sum at the end of lists, its unit said once for all
_SUM_LINE = regex.compile(
    r"(?:total\w*\s+|slut)?summa\s+(?:(?:alla|samtliga|totalt?)\s+)?(?:åtgärd\w*|besparing\w*|effekt\w*|handlingsplan\w*)[\s:]*(?=\d|[-–−]\d)",
    regex.IGNORECASE,
)


def _of_line(passage: Passage, unit: str | None, facts: Facts, section: Section) -> list[ControlTotal]:
    of_measures = any(heading_speaks_of_measures(h.text) >= _SURELY for h in section.path)
    # "Summa 2026 3 495" says of what only by what it stands under
    of_a_year = SUM_OF_A_YEAR.fullmatch(passage.text) if of_measures else None
    match = _SUM_LINE.match(passage.text) or of_a_year
    if match is None or len(passage.text) > 60:
        return []
    begins = of_a_year.start("amount") if of_a_year else match.end()
    amounts = find_amounts(passage.text[begins:], unit=unit)
    if len(amounts) != 1 or amounts[0].amount_sek is None:
        return []
    year = int(of_a_year["year"]) if of_a_year else facts.plan_year
    return [ControlTotal(amounts[0].raw, amounts[0].amount_sek, "estimated", year, None, passage.pages[0], None)]


def _of_text(paragraph: Paragraph, facts: Facts) -> Iterator[ControlTotal]:
    passage = paragraph.passage
    for start, end in sentences(passage.text):
        sentence = passage.cut(start, end)
        over = passage.text[:end] if _THEY_GIVE.search(sentence.text) else sentence.text
        if not (_ALL.search(sentence.text) and _OVER_MEASURES.search(over)) or _NOT_OVER.search(sentence.text):
            continue
        amounts = [a for a in find_amounts(sentence.text) if a.amount_sek is not None and not a.rate]
        if not amounts:
            continue
        day = _as_of(sentence.text, facts)
        for raw, label in _listed(sentence.text, amounts):
            for effect, _, _ in parse_effects(raw, label=label)[0]:
                if effect.kind == "actual" and effect.as_of is None:
                    effect = replace(effect, as_of=day)
                year = effect.year or (effect.as_of.year if effect.as_of else None)
                yield ControlTotal(
                    effect.raw,
                    effect.amount_sek,
                    effect.kind,
                    year,
                    effect.as_of,
                    sentence.pages[0],
                    period=_period(effect),
                )


def _period(effect: Effect) -> Literal["total", "full_year"]:
    return "full_year" if effect.period == "full_year" else "total"


# "5 700 tkr 2026 och 8 820 tkr på helår": between amounts of one sum stands nothing but what they are for.
_BETWEEN_SUMS = regex.compile(
    r"\s*(?:(?:(?:i|för|under)\s+)?(?:(?:budget)?år(?:et)?\s+)?\d{4}|(?:på|per|i)\s+helår(?:seffekt)?)?\s*(?:,|och|samt|respektive)\s*",
    regex.IGNORECASE,
)


def _listed(sentence: str, amounts: Sequence[FoundAmount]) -> Iterator[tuple[str, str]]:
    """The first amount of a sentence and those listed with it, each with the words that say what it is for."""
    first, *others = amounts
    listed = [first]
    for amount in others:
        if not _BETWEEN_SUMS.fullmatch(sentence[listed[-1].end : amount.start]):
            break
        listed.append(amount)
    if len(listed) == 1:
        yield first.raw, sentence[: first.start] + sentence[first.end :]
        return
    for amount, end in zip(listed, [*(a.start for a in listed[1:]), len(sentence)], strict=True):
        yield amount.raw, sentence[: first.start] + sentence[amount.end : end]


def _as_of(sentence: str, facts: Facts) -> date | None:
    """``per 31 juli 2018``: the day that an outcome is counted up to."""
    for found in find_periods(sentence, year=facts.plan_year):
        if regex.search(r"\bper(?:\s+den)?\s*$", sentence[: found.start], regex.IGNORECASE):
            return found.due
    return None
