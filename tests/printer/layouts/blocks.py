"""Measures as labelled blocks: a heading, what is done, then "Mål:", "Start:", "Ekonomisk effekt:" … in the house's words."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.printer import gold
from tests.printer.flow import Bullets, Element, Heading, Para, Table
from tests.printer.layouts.base import Body, Job
from tests.printer.values import Source, When

# field → how often it is printed; in the order of most forms
_PRINTED = {
    "goal": 0.8,
    "start": 0.95,
    "due": 0.35,
    "effect_text": 0.6,
    "effect": 0.9,
    "method": 0.6,
    "responsible": 0.4,
}
_ONGOING = When("Pågående", None, "ongoing")


def _chosen(job: Job, source: Source) -> tuple[list[tuple[str, str]], dict[str, Any]]:
    """The labels with their texts, and what gold says of them."""
    lines: list[tuple[str, str]] = []
    printed: dict[str, Any] = {}
    span = job.chance(0.12) and source.start.precision == "day"  # one label for both ends
    for name, share in _PRINTED.items():
        if not job.chance(share) or (span and name == "due"):
            continue
        if span and name == "start":
            time = _span(source)
            printed |= {"start": time, "due": When(time.raw, source.due.iso, "day")}
            lines.append(("Tidplan", time.raw))
            continue
        label = job.words.labels[name]
        match name:
            case "start":
                start = _ONGOING if source.status == "ongoing" and job.chance(0.3) else source.start
                printed["start"] = start
                if start is _ONGOING:
                    printed |= {"status": "ongoing", "status_raw": start.raw}
                lines.append((label, start.raw))
            case "due":
                printed["due"] = source.due
                lines.append((label, source.due.raw))
            case "effect":
                raw = job.words.money(source.amount, job.random)
                printed["effects"] = [gold.effect(raw, source.amount)]
                lines.append((label, raw))
            case _:
                printed[name] = getattr(source, name)
                lines.append((label, printed[name]))
    return lines, printed


def _span(source: Source) -> When:
    """Both ends in one: "1/6 - 31/12 2024", or with both years where they differ."""
    first, last = date.fromisoformat(source.start.iso or ""), date.fromisoformat(source.due.iso or "")
    year = f" {first.year}" if first.year != last.year else ""
    return When(f"{first.day}/{first.month}{year} - {last.day}/{last.month} {last.year}", source.start.iso, "day")


def _action(job: Job, source: Source) -> Element:
    return Bullets(tuple(t for t in (source.plan, source.detail) if t)) if job.chance(0.7) else Para(source.full)


def blocks(job: Job) -> Body:
    """Heading, bullets, "**Mål:** text" on lines of their own."""
    elements: list[Element] = []
    measures = []
    for heading, members in job.groups():
        elements.append(Heading(heading, 2))
        for source in members:
            lines, printed = _chosen(job, source)
            elements += [Heading(source.title, 3), _action(job, source)]
            elements += [Para(f"**{label}:** {text}", after=3) for label, text in lines]
            measures.append(
                gold.measure(source, "block", source.full, title=source.title, area_path=[heading], **printed)
            )
    return Body(elements, measures)


def blocks_alone(job: Job) -> Body:
    """The label alone on a line, its text on the next."""
    elements: list[Element] = []
    measures = []
    colon = job.random.choice(("", ":"))
    for heading, members in job.groups():
        elements.append(Heading(heading, 2))
        for source in members:
            lines, printed = _chosen(job, source)
            elements += [Heading(source.title, 3), Para("**Beskrivning" + colon + "**", after=0), _action(job, source)]
            for label, text in lines:
                elements += [Para(f"**{label}{colon}**", after=0), Para(text, after=4)]
            measures.append(
                gold.measure(source, "block", source.full, title=source.title, area_path=[heading], **printed)
            )
    return Body(elements, measures)


def form(job: Job) -> Body:
    """A form of two columns: label on the left, text on the right, with rules or without."""
    elements: list[Element] = []
    measures = []
    rules = job.random.choice(("none", "full", "horizontal"))
    for heading, members in job.groups():
        elements.append(Heading(heading, 2))
        for source in members:
            lines, printed = _chosen(job, source)
            rows = [(job.words.labels["title"], source.title), ("Beskrivning", source.full), *lines]
            cells = tuple((f"**{label}**", text) for label, text in rows)
            elements.append(Table(cells, (1, 2.6), head=0, rules=rules, after=14))
            measures.append(
                gold.measure(source, "block", source.full, title=source.title, area_path=[heading], **printed)
            )
    return Body(elements, measures)


def two_columns(job: Job) -> Body:
    """Labelled blocks on a page of two columns."""
    body = blocks(job)
    return Body(
        body.elements,
        body.measures,
        sheet={"columns": 2, "size": 9.5, "heading_sizes": (16.0, 13.0, 10.5, 10.0), "lying": False},
    )
