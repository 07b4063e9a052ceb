"""Tables of savings and outcomes: several years' columns, group rows, subtotals, a grand total, forecasts and traffic lights."""

from __future__ import annotations

from tests.printer import gold
from tests.printer.board import figures
from tests.printer.flow import Cell, Heading, Para, Table
from tests.printer.layouts.base import Body, Job, amount, column, long_day

_LIGHTS = {"done": "Grön", "ongoing": "Gul", "planned": "Röd", "stopped": "Svart"}


def savings(job: Job) -> Body:
    """``Nr | Åtgärd | Effekt 2024 | Effekt 2025 | Helårseffekt | Konsekvens | Risk`` with group rows, subtotals and a total."""
    L, y = job.words.labels, job.year
    head = (
        L["no"],
        L["action"],
        column(job, "effect", y),
        column(job, "effect", y + 1),
        f"Helårseffekt, {job.words.column_unit}",
        L["consequence"],
        L["risk"],
    )
    rows: list[tuple[str | Cell, ...]] = [head]
    measures, totals = [], []
    sums = [0, 0]
    for g, (heading, members) in enumerate(job.groups(), 1):
        rows.append((Cell(heading, span=7, bold=True, fill="#eeeeee"),))
        part = [0, 0]
        for i, source in enumerate(members, 1):
            no = f"{g}.{i}"
            cells = [job.words.cell(v) for v in (source.amount, source.next_amount, source.full_year)]
            rows.append((no, source.full, *cells, source.consequence, source.risk))
            part = [part[0] + source.amount, part[1] + source.next_amount]
            effects = [
                amount(job, source.amount, y),
                amount(job, source.next_amount, y + 1),
                amount(job, source.full_year, period="full_year"),
            ]
            measures.append(
                gold.measure(
                    source,
                    "table",
                    source.full,
                    no=no,
                    area_path=[heading],
                    effects=effects,
                    comment=source.consequence,
                )
            )
        rows.append(_sum_row(job, job.random.choice(("Delsumma", "Summa", f"Summa {heading.lower()}")), part))
        totals += [gold.total(job.words.cell(v), v, y + n) for n, v in enumerate(part)]
        sums = [a + b for a, b in zip(sums, part, strict=True)]
    if job.chance(0.4):  # a cost that the savings bring is a measure too
        cost = -job.random.choice((200_000, 500_000, 800_000))
        text = "Omställningskostnader för uppsagda avtal och lokaler"
        rows.append(("", text, job.words.cell(cost), "-", "-", "", ""))
        cost_of = gold.measure(job.sources[-1], "table", text, effects=[amount(job, cost, y)])
        either = ["ledning_och_administration", job.sources[-1].thing.area]
        measures.append(
            cost_of | {"area": either, "subarea": [None, "ledning", "lokaler", job.sources[-1].thing.subarea]}
        )
        sums[0] += cost
    rows.append(_sum_row(job, job.random.choice(("Totalt", "Summa totalt", "SUMMA")), sums))
    totals += [gold.total(job.words.cell(v), v, y + n) for n, v in enumerate(sums)]
    table = Table(
        tuple(rows),
        (0.8, 4.2, 1.4, 1.4, 1.4, 2.8, 1.0),
        align="llrrrll",
        size=9,
        rules=job.random.choice(("full", "horizontal")),
    )
    return Body([table], measures, totals, sheet={"lying": True})


def _sum_row(job: Job, text: str, sums: list[int]) -> tuple[str | Cell, ...]:
    return ("", Cell(text, bold=True), *(Cell(job.words.cell(v), bold=True) for v in sums), "", "", "")


def wide_table(job: Job) -> Body:
    """Lying A4 with a header on two lines: one heading over the amounts of two years and the full year."""
    L, y = job.words.labels, job.year
    effect = f"{L['effect']}, {job.words.column_unit}"
    top = [Cell(L[k], down=2) for k in ("no", "area", "action", "responsible", "start", "due")] + [
        Cell(effect, span=3),
        Cell(L["consequence"], down=2),
    ]
    rows: list[tuple[str | Cell, ...]] = [tuple(top), (str(y), str(y + 1), "Helår")]
    measures = []
    no = 0
    for heading, members in job.groups():
        for source in members:
            no += 1
            cells = [job.words.cell(v) for v in (source.amount, source.next_amount, source.full_year)]
            rows.append(
                (
                    str(no),
                    heading,
                    source.full,
                    source.responsible,
                    source.start.raw,
                    source.due.raw,
                    *cells,
                    source.consequence,
                )
            )
            effects = [
                amount(job, source.amount, y),
                amount(job, source.next_amount, y + 1),
                amount(job, source.full_year, period="full_year"),
            ]
            measures.append(gold.measure(source, "table", source.full, no=str(no), area_path=[heading], responsible=source.responsible,
                                         start=source.start, due=source.due, effects=effects, comment=source.consequence))  # fmt: skip
    widths = (0.9, 2.2, 3.6, 1.8, 1.8, 1.8, 0.9, 0.9, 0.9, 2.6)
    return Body([Table(tuple(rows), widths, head=2, align="llllllrrrl", size=8.5)], measures, sheet={"lying": True})


def tertial(job: Job) -> Body:
    """A tertial report: outcome, forecast and difference, traffic-light words with a printed key, and figures beside."""
    L, y = job.words.labels, job.year
    as_of = f"{y}-{job.random.choice(('04-30', '08-31'))}"
    unit = job.words.column_unit
    head = (
        L["action"],
        f"Utfall per {long_day(as_of)}, {unit}",
        f"Prognos {y}, {unit}",
        f"Avvikelse, {unit}",
        L["status"],
        L["comment"],
    )
    key = ", ".join(f"{light} = {job.words.status[code].lower()}" for code, light in _LIGHTS.items())
    elements = [
        *figures(job.random, y, 2),
        Heading(f"Åtgärder, läget per {long_day(as_of)}", 2),
        Para(f"Statusmarkering: {key}."),
    ]
    measures = []
    for heading, members in job.groups():
        rows: list[tuple[str | Cell, ...]] = [head]
        for source in members:
            difference = source.amount - source.next_amount
            cells = [job.words.cell(v) for v in (source.actual, source.amount, difference)]
            light = _LIGHTS[source.status]
            rows.append((source.full, *cells, light, source.comment))
            effects = [amount(job, source.actual, y, as_of=as_of), amount(job, source.amount, y)]
            measures.append(gold.measure(source, "table", source.full, area_path=[heading], effects=effects, status=source.status,
                                         status_raw=light, status_date=[None, as_of], comment=source.comment))  # fmt: skip
        elements += [Heading(heading, 3), Table(tuple(rows), (3.4, 1.5, 1.4, 1.5, 1.2, 2.4), align="lrrrll", size=9)]
    return Body(elements, measures, doc_type="follow_up")
