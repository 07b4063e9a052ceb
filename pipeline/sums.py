"""Amounts that may be added, and whether a printed sum agrees with them.

``full_year`` amounts are taken only when nothing else is stated; amounts per month or day are rates and are never added.
No stated amount gives None, which is not zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from extractors.measure import ControlTotal, Effect, Measure

_A_YEARS = ("total", "year")


def summable(effects: Sequence[Effect], plan_year: int | None) -> int | None:
    """A measure's one number (column ekonomisk_effekt), in kronor.

    The estimates for the plan year; where no estimate names a year, those without; where there is no estimate, the outcome,
    the latest that is stated. Several amounts that hold alike are added (a saving and its cost).
    """
    usable = [e for e in effects if e.period in _A_YEARS] or [e for e in effects if e.period == "full_year"]
    estimated = [e for e in usable if e.kind == "estimated"]
    if estimated:
        return _total(_of_year(estimated, plan_year))
    return _total(_latest(_of_year([e for e in usable if e.kind == "actual"], plan_year)))


def _of_year(effects: list[Effect], plan_year: int | None) -> list[Effect]:
    years = {e.year for e in effects if e.year is not None}
    if not years:
        return effects
    if plan_year is None and len(years) == 1:
        plan_year = years.pop()  # the paper names no year of its own, and its amounts only one
    return [e for e in effects if e.year == plan_year]


def _latest(effects: list[Effect]) -> list[Effect]:
    """Outcomes up to a date grow: the last one holds the earlier ones."""
    newest = max((e.as_of or date.min for e in effects), default=None)
    return [e for e in effects if (e.as_of or date.min) == newest]


def _total(effects: Iterable[Effect]) -> int | None:
    amounts = [e.amount_sek for e in effects]
    return sum(amounts) if amounts else None


def agreement(total: ControlTotal, measures: Sequence[Measure]) -> tuple[int | None, bool | None]:
    """What the measures' amounts of the total's kind, year and date add up to, and whether that is the printed sum.

    (None, None) where no amount is of that kind: there is nothing to hold it against.
    """
    group = [m for m in measures if total.scope is None or total.scope in m.area_path]
    amounts = [e.amount_sek for m in group for e in _counted(m.effects, total)]
    if not amounts:
        return None, None
    return sum(amounts), sum(amounts) == total.amount_sek


def _counted(effects: Sequence[Effect], total: ControlTotal) -> list[Effect]:
    """The amounts of a measure that the sum is over: those of its year before those without, full-year ones where it is of those or nothing else fits."""
    fitting = [e for e in effects if _fits(e, total)]
    wanted = ("full_year",) if total.period == "full_year" else _A_YEARS
    stated = [e for e in fitting if e.period in wanted] or fitting
    return [e for e in stated if total.year is not None and e.year == total.year] or stated


def _fits(effect: Effect, total: ControlTotal) -> bool:
    return (
        effect.kind == total.kind
        and effect.period not in ("month", "day")
        and (total.year is None or effect.year in (None, total.year))
        and (total.as_of is None or effect.as_of in (None, total.as_of))
    )
