"""Sums that a paper prints over its measures: rows of sums in tables, and sentences such as ``Åtgärderna beräknas sammantaget ge 4 mnkr``.

In: ``Document``. Out: ``ControlTotal`` values. Sums are never measures; they are held against what was read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import regex

from extractors.fields.amount import find_amounts, unit_of, unit_stated
from extractors.fields.area_names import is_area_name
from extractors.fields.effect import parse_effects
from extractors.fields.labels import fields_of
from extractors.fields.speech import heading_speaks_of_measures
from extractors.layouts.columns import Columns
from extractors.layouts.row_kinds import group_name
from extractors.layouts.said_over import TableOfMeasures, tables_of_measures
from extractors.measure import ControlTotal, Facts
from extractors.model import Document, Passage, Row, Table
from extractors.sections import Section, sections
from extractors.told_sums import period_of, told_sums

_GRAND = regex.compile(r"(?:total|summa\s+(?:åtgärder|totalt|samtliga)|slutsumma|sammanlagt)", regex.IGNORECASE)


_SURELY_EFFECT = 0.9
_SURELY, _LONGEST_LINE = 0.7, 90  # a heading that speaks of measures; letters, without leaders


def find_totals(
    document: Document, facts: Facts, unit: str | None = None, year: int | None = None, until: date | None = None
) -> list[ControlTotal]:
    """Every printed sum over measures, in reading order.

    ``unit`` and ``year``: what the paper says that all its amounts are in and for; ``until``: the day up to which it says that all
    outcomes are counted.
    """
    found: list[ControlTotal] = []
    tables = {id(table.table): table for table in tables_of_measures(document)}
    seen: set[int] = set()
    for section in sections(document):
        for heading in section.path:
            if id(heading) not in seen:  # one with nothing of its own under it opens no section
                seen.add(id(heading))
                found += _of_line(heading.passage, unit, facts, section)
        for block in section.blocks:
            if isinstance(block, Table):
                if table := tables.get(id(block)):
                    over = table.unit.text
                    of_amounts = _OfAmounts(
                        unit_stated(over) or unit_of(over) or unit, table.year or year, table.minus_saves
                    )
                    found += (_counted_to(total, until) for total in _of_table(table, of_amounts))
            else:
                told = _of_line(block.passage, unit, facts, section) or told_sums(block, facts, year)
                found += [total for total in told if not any(_is_same(total, other) for other in found)]
    return found


def _is_same(told: ControlTotal, other: ControlTotal) -> bool:
    """True where a text repeats a sum that is printed above it."""
    return (told.amount_sek, told.kind) == (other.amount_sek, other.kind) and told.year in (None, other.year)


class _OfAmounts(NamedTuple):
    """What a table or a text over it says of all its amounts."""

    unit: str | None
    year: int | None
    minus_saves: bool | None


def _of_table(found: TableOfMeasures, said: _OfAmounts) -> Iterator[ControlTotal]:
    columns, kinds = found.columns, found.kinds
    groups: list[str] = []  # since the last sum
    for row, kind in zip(found.table.rows, kinds, strict=True):
        if kind == "group":
            groups.append(group_name(row, columns).text)
        if kind == "sum":
            name = next((cell.text for cell in row.cells if any(map(str.isalpha, cell.text))), "")
            yield from _of_row(row, columns, said, groups[0] if len(groups) == 1 and not _GRAND.match(name) else None)
            groups = []
        elif kind == "group" and _has_amounts(row, columns) and ("measure" in kinds or _names_effects(columns)):
            yield from _of_row(row, columns, said, groups[-1])


def _counted_to(total: ControlTotal, until: date | None) -> ControlTotal:
    if total.kind != "actual" or total.as_of is not None or until is None or total.year not in (None, until.year):
        return total
    return replace(total, year=until.year, as_of=until)


def _amount_columns(columns: Columns) -> list[int]:
    """Those of effects; where there are none, those that tell effects in words and may hold amounts."""
    return columns.of("effect") or columns.of("effect_text")


def _names_effects(columns: Columns) -> bool:
    """True where a header says outright that its figures are effects: a table of sums by area; figures under bare years may be anything."""
    labels = [columns.labels[i].text for i in columns.of("effect")]
    return any(c.field == "effect" and c.weight >= _SURELY_EFFECT for text in labels for c in fields_of(text))


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
                period_of(effect),
            )


# "Summa åtgärder 3 495", "Summa äldreomsorg: 3,4 mnkr", "Totalt........5 770", "Handlingsplanen totalt 1 855": a line at the end of lists
_SUM_LINE = regex.compile(
    r"(?:(?:(?:slut|del|total)?summa|total(?:t|summa)?|sammanlagt)\b(?:\s+(?P<of>(?!\d)[^\d:.…]{3,60}?))?(?:\s+(?P<year>(?:19|20)\d\d))?"
    r"|(?P<of>[\p{L}\s]{0,20}(?:åtgärd|handling|spar|besparing)\p{L}*(?:planen|programmet|na))\s+(?:totalt|summa|sammanlagt))"
    r"[\s:.…]*(?P<amount>[-–−]?\s?\d[\d\s.,]*(?:tkr|kkr|mkr|mnkr|kr|kronor|miljoner(?:\s+kronor)?)?)\.?",
    regex.IGNORECASE,
)
_OF_MEASURES = regex.compile(
    r"\b(?:\p{L}*åtgärd|\p{L}*besparing|\p{L}*effekt|\p{L}*plan|förslag|beslutade|föreslagna|genomförda)",
    regex.IGNORECASE,
)
_ALL_MEASURES = regex.compile(
    r"(?:(?:alla|samtliga|totalt?)\s+)?(?:\p{L}*åtgärd\p{L}*|besparing\p{L}*|effekt\p{L}*|\p{L}*plan(?:en)?)",
    regex.IGNORECASE,
)


def _of_line(passage: Passage, unit: str | None, facts: Facts, section: Section) -> list[ControlTotal]:
    """The sum that a line of its own prints; what it is of is said by the line, or by what it stands under."""
    if len(passage.text.replace(".", "")) > _LONGEST_LINE:
        return []
    small = passage.text.casefold()
    if not any(map(small.__contains__, ("summa", "total", "sammanlagt"))):
        return []
    match = _SUM_LINE.fullmatch(passage.text)
    if match is None:
        return []
    of = match["of"] or ""
    of_measures = any(heading_speaks_of_measures(h.text) >= _SURELY for h in section.path)
    if not (_OF_MEASURES.match(of) or (of_measures and (not of or is_area_name(of)))):
        return []
    amounts = find_amounts(match["amount"], unit=unit)
    if len(amounts) != 1 or amounts[0].amount_sek is None:
        return []
    year = int(match["year"]) if match["year"] else facts.plan_year
    scope = of if of and not _ALL_MEASURES.fullmatch(of) else None
    return [ControlTotal(amounts[0].raw, amounts[0].amount_sek, "estimated", year, None, passage.pages[0], scope)]
