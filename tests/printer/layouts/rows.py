"""Measures as rows of a table: follow-ups, planning systems' exports, tables with rules, half rules and none."""

from __future__ import annotations

from typing import Any

from tests.printer import gold
from tests.printer.flow import Cell, Element, Heading, Para, Rules, Table
from tests.printer.layouts.base import Body, Job, amount, column, day_of, long_day

_GOALS = (
    "En trygg vardag hela livet", "Invånarna möts av god service", "Resurserna används klokt", "En attraktiv arbetsgivare",
    "Alla lyckas utifrån sina förutsättningar", "En hållbar ekonomi",
)  # fmt: skip


def ruled_table(job: Job) -> Body:
    """A follow-up in one fully ruled table: number, area, action, estimated and actual effect, status in sentences."""
    as_of = f"{job.year}-{job.random.choice(('06-30', '08-31', '12-31'))}"
    when = long_day(as_of)
    L = job.words.labels
    head = (
        L["no"],
        L["area"],
        L["action"],
        column(job, "effect", job.year),
        f"{L['actual']} per {when} i {job.words.column_unit}",
        f"{L['status']} per {when}",
    )
    rows: list[tuple[str | Cell, ...]] = [head]
    measures = []
    no = 0
    for heading, members in job.groups():
        for source in members:
            no += 1
            status = f"{source.status_sentence} {source.comment}"
            rows.append(
                (str(no), heading, source.full, job.words.cell(source.amount), job.words.cell(source.actual), status)
            )
            effects = [amount(job, source.amount, job.year), amount(job, source.actual, job.year, as_of=as_of)]
            measures.append(gold.measure(source, "table", source.full, no=str(no), area_path=[heading], effects=effects,
                                         status=source.status, status_raw=status, status_date=as_of))  # fmt: skip
    table = Table(
        tuple(rows), (0.9, 2.0, 3.0, 1.6, 1.6, 3.2), align="lllrrl", size=9, shade=job.random.choice(("", "#d9e2f3"))
    )
    return Body([Heading(f"Redovisning per {when}", 2), table], measures, doc_type="follow_up")


def _short(job: Job, rules: Rules) -> Body:
    """``Åtgärd | Ansvarig | Klart | Status`` under a heading for each area."""
    L = job.words.labels
    elements: list[Element] = []
    measures = []
    for heading, members in job.groups():
        rows: list[tuple[str | Cell, ...]] = [(L["action"], L["responsible"], L["due"], L["status"])]
        for source in members:
            word = job.words.status[source.status]
            rows.append((source.full, source.responsible, source.due.raw, word))
            measures.append(gold.measure(source, "table", source.full, area_path=[heading], responsible=source.responsible,
                                         due=source.due, status=source.status, status_raw=word))  # fmt: skip
        elements += [Heading(heading, 2), Table(tuple(rows), (4.2, 1.8, 1.7, 1.5), rules=rules, size=9.5)]
    return Body(elements, measures, doc_type="follow_up")


def horizontal_table(job: Job) -> Body:
    """Only horizontal rules."""
    return _short(job, "horizontal")


def unruled_table(job: Job) -> Body:
    """No rules at all: columns are seen by their alignment only."""
    L = job.words.labels
    elements: list[Element] = []
    measures = []
    no = 0
    for heading, members in job.groups():
        rows: list[tuple[str | Cell, ...]] = [
            (L["no"], L["action"], L["start"], column(job, "effect", job.year), L["responsible"])
        ]
        for source in members:
            no += 1
            empty = job.chance(0.15)
            rows.append(
                (
                    str(no),
                    source.full,
                    source.start.raw,
                    "-" if empty else job.words.cell(source.amount),
                    source.responsible,
                )
            )
            measures.append(gold.measure(source, "table", source.full, no=str(no), area_path=[heading], start=source.start,
                                         effects=[] if empty else [amount(job, source.amount, job.year)], responsible=source.responsible))  # fmt: skip
        elements += [
            Heading(heading, 2),
            Table(tuple(rows), (0.9, 4.2, 1.9, 1.6, 1.9), rules="none", align="lllrl", size=9.5, pad=4),
        ]
    return Body(elements, measures)


def export(job: Job) -> Body:
    """A planning system's export: headings of goals, which name no area, over activity, dates, status and comment."""
    L = job.words.labels
    rules: Rules = job.random.choice(("none", "horizontal", "full"))
    goals = job.random.sample(_GOALS, 3)
    elements: list[Element] = [Heading("Aktiviteter", 2)]
    measures = []
    size = max(1, -(-len(job.sources) // len(goals)))
    for i, goal in enumerate(goals):
        members = job.sources[i * size : (i + 1) * size]
        if not members:
            continue
        rows: list[tuple[str | Cell, ...]] = [(L["action"], L["start"], L["due"], L["status"], L["comment"])]
        for source in members:
            start, due, word = day_of(source.start), day_of(source.due), job.words.status[source.status]
            rows.append((source.infinitive, start.raw, due.raw, word, source.comment))
            measures.append(gold.measure(source, "table", source.infinitive, start=start, due=due, status=source.status,
                                         status_raw=word, comment=source.comment))  # fmt: skip
        elements += [
            Heading(f"{i + 1}.1 {goal}", 3),
            Table(tuple(rows), (3.4, 1.7, 1.7, 1.5, 2.8), rules=rules, size=9, pad=4),
        ]
    return Body(elements, measures, doc_type="follow_up")


def tasks(job: Job) -> Body:
    """``Uppdrag | Ansvarig | Läge``, sometimes with ``Färdiggrad``, and a full-width row "Kommentar:" under each row."""
    L = job.words.labels
    share = job.chance(0.5)
    widths = (4.5, 2, 1.3, 1.6) if share else (4.5, 2, 1.6)
    elements: list[Element] = []
    measures = []
    for heading, members in job.groups():
        rows: list[tuple[str | Cell, ...]] = [
            (L["action"], L["responsible"], *(("Färdiggrad",) if share else ()), L["status"])
        ]
        for source in members:
            word = job.words.status[source.status]
            done = {"done": "100 %", "ongoing": job.random.choice(("25 %", "50 %", "80 %"))}.get(source.status, "0 %")
            rows.append((source.infinitive, source.responsible, *((done,) if share else ()), word))
            rows.append((Cell(f"Kommentar: {source.comment}", span=3 + share),))
            measures.append(gold.measure(source, "table", source.infinitive, area_path=[heading], responsible=source.responsible,
                                         status=source.status, status_raw=word, comment=source.comment))  # fmt: skip
        elements += [
            Heading(heading, 2),
            Table(tuple(rows), widths, rules=job.random.choice(("full", "horizontal")), size=10),
        ]
    return Body(elements, measures, doc_type="follow_up")


def merged_cells(job: Job) -> Body:
    """The area stands once, in a cell that covers all its rows."""
    L = job.words.labels
    rows: list[tuple[str | Cell, ...]] = [(L["area"], L["action"], L["responsible"], L["due"], L["status"])]
    measures = []
    for heading, members in job.groups():
        for i, source in enumerate(members):
            word = job.words.status[source.status]
            cells = (source.full, source.responsible, source.due.raw, word)
            rows.append((Cell(heading, down=len(members)), *cells) if i == 0 else cells)
            measures.append(gold.measure(source, "table", source.full, area_path=[heading], responsible=source.responsible,
                                         due=source.due, status=source.status, status_raw=word))  # fmt: skip
    return Body([Table(tuple(rows), (1.9, 3.6, 1.7, 1.6, 1.4), size=9)], measures, doc_type="follow_up")


def cells_with_lists(job: Job) -> Body:
    """The action cell holds a list of what is to be done."""
    L = job.words.labels
    elements: list[Element] = []
    measures = []
    mark = job.random.choice(("•", "-"))
    for heading, members in job.groups():
        rows: list[tuple[str | Cell, ...]] = [(L["title"], "Beskrivning", L["start"], L["responsible"])]
        for source in members:
            items = [
                source.plan,
                source.detail or "Underlag tas fram tillsammans med ekonomienheten.",
                "Uppföljning sker i ledningsgruppen.",
            ]
            rows.append(
                (source.title, "\n".join(f"{mark} {item}" for item in items), source.start.raw, source.responsible)
            )
            measures.append(gold.measure(source, "table", " ".join(items), title=source.title, area_path=[heading], start=source.start,
                                         responsible=source.responsible))  # fmt: skip
        elements += [Heading(heading, 2), Table(tuple(rows), (2.4, 4, 1.6, 1.7), size=9)]
    return Body(elements, measures)


def turned_header(job: Job) -> Body:
    """Headers of narrow columns are turned by 90 degrees."""
    L = job.words.labels
    rows: list[tuple[str | Cell, ...]] = [
        (
            Cell(L["no"], turn=True),
            Cell(L["action"]),
            Cell(L["responsible"], turn=True),
            Cell(L["due"], turn=True),
            Cell(column(job, "effect", job.year), turn=True),
        )
    ]
    elements: list[Element] = []
    measures = []
    for heading, members in job.groups():
        body: list[tuple[str | Cell, ...]] = list(rows)
        for i, source in enumerate(members, 1):
            body.append((str(i), source.full, source.responsible, source.due.raw, job.words.cell(source.amount)))
            measures.append(gold.measure(source, "table", source.full, no=str(i), area_path=[heading], responsible=source.responsible,
                                         due=source.due, effects=[amount(job, source.amount, job.year)]))  # fmt: skip
        elements += [Heading(heading, 2), Table(tuple(body), (0.7, 5, 1.8, 1.7, 1.0), align="llllr", size=9.5)]
    return Body(elements, measures)


def notes_under_table(job: Job) -> Body:
    """Marks in the header are explained in notes under the table, which are no measures."""
    L = job.words.labels
    elements: list[Element] = []
    measures = []
    for heading, members in job.groups():
        rows: list[tuple[str | Cell, ...]] = [
            (
                L["action"],
                L["start"],
                f"{column(job, 'effect', job.year)} *",
                f"{L['responsible']} **".replace("**", "2)"),
            )
        ]
        for source in members:
            rows.append((source.full, source.start.raw, job.words.cell(source.amount), source.responsible))
            measures.append(gold.measure(source, "table", source.full, area_path=[heading], start=source.start,
                                         effects=[amount(job, source.amount, job.year)], responsible=source.responsible))  # fmt: skip
        elements += [
            Heading(heading, 2),
            Table(
                tuple(rows),
                (4.4, 1.9, 1.8, 1.9),
                align="llrl",
                rules=job.random.choice(("full", "horizontal")),
                size=9.5,
                after=3,
            ),
            Para("* Effekten är räknad i årets prisnivå och utan hänsyn till uppsägningstider.", size=8, after=1),
            Para("2) Ansvarig rapporterar till förvaltningens ledningsgrupp.", size=8),
        ]
    return Body(elements, measures)


def marks(job: Job) -> Body:
    """A coloured mark stands where the status word should be; a key under the heading says what the colours mean."""
    L = job.words.labels
    colours = {"done": "#2e9e45", "ongoing": "#f2c200", "planned": "#d7282f", "stopped": "#8a8a8a"}
    key = Table(
        tuple((Cell("", dot=colours[code]), job.words.status[code]) for code in colours),
        (0.5, 5),
        head=0,
        rules="none",
        size=9,
        after=6,
    )
    elements: list[Element] = [Para("**Teckenförklaring**", after=2), key]
    measures = []
    for heading, members in job.groups():
        rows: list[tuple[str | Cell, ...]] = [(L["action"], L["start"], L["due"], L["status"], L["comment"])]
        for source in members:
            start, due = day_of(source.start), day_of(source.due)
            rows.append((source.infinitive, start.raw, due.raw, Cell("", dot=colours[source.status]), source.comment))
            either: list[Any] = [source.status, None]
            measures.append(gold.measure(source, "table", source.infinitive, area_path=[heading], start=start, due=due, status=either,
                                         comment=source.comment))  # fmt: skip
        elements += [Heading(heading, 2), Table(tuple(rows), (3.6, 1.7, 1.7, 1.6, 2.8), size=9)]
    return Body(elements, measures, doc_type="follow_up")
