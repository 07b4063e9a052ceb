"""Measures in lists and running text: bullets with an intro, numbered proposals, minutes, follow-up comments, an answer to a letter."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from tests.printer import gold
from tests.printer.flow import Bullets, Element, Heading, Para
from tests.printer.layouts.base import Body, Job
from tests.printer.values import Source, When
from tests.printer.verbs import BACKGROUND, SITUATIONS

_INTROS = {
    "planned": ("Följande åtgärder planeras:", "Beslutade åtgärder:", "Planerade åtgärder:"),
    "ongoing": ("Pågående åtgärder:", "Följande åtgärder pågår:"),
    "done": ("Genomförda åtgärder:", "Följande åtgärder har genomförts:", "Redan vidtagna åtgärder:"),
    "stopped": ("Följande åtgärder har avbrutits:", "Åtgärder som inte genomförs:"),
}


_IN_WORDS = {500_000: "en halv miljon kronor", 1_000_000: "en miljon kronor"}


def _item(job: Job, source: Source) -> tuple[str, dict[str, Any]]:
    """A bullet's text, with an amount, a date or a name in it for some."""
    text, printed = source.title, {}
    match job.random.randrange(5):
        case 0:
            raw = job.words.money(source.amount, job.random)
            text, printed = f"{text} ({raw})", {"effects": [gold.effect(raw, source.amount)]}
        case 1:
            raw = job.words.money(source.amount, job.random)
            text, printed = f"{text}, beräknad effekt {raw}", {"effects": [gold.effect(raw, source.amount)]}
        case 2:
            text, printed = f"{text} från och med {source.start.raw}", {"start": source.start}
        case 3:
            text, printed = (
                f"{text} (ansvarig: {source.responsible.lower()})",
                {"responsible": source.responsible.lower()},
            )
    return text, printed


def bullets(job: Job) -> Body:
    """Bullets under an area's heading, with an intro that says how far they have come."""
    elements: list[Element] = []
    measures = []
    mark = job.random.choice(("•", "-", "–", "1."))
    for heading, members in job.groups():
        elements.append(Heading(heading, 2))
        members.sort(key=lambda s: s.status)
        for status, run in groupby(members, key=lambda s: s.status):
            intro = job.random.choice(_INTROS[status])
            items = []
            for source in run:
                text, printed = _item(job, source)
                items.append(text)
                measures.append(
                    gold.measure(
                        source,
                        "list",
                        text,
                        area_path=[heading],
                        status=status,
                        status_raw=intro.rstrip(":"),
                        **printed,
                    )
                )
            elements += [Para(intro, after=3), Bullets(tuple(items), mark)]
    return Body(elements, measures, doc_type="follow_up")


def _proposal(job: Job, source: Source) -> tuple[str, dict[str, Any]]:
    """A sentence with the amount, the time and the consequence inside."""
    y, random = job.year, job.random
    raw = _IN_WORDS.get(source.amount) or job.words.money(source.amount, random)
    core = source.plan.rstrip(".") if not source.purpose else source.plan[: -len(source.purpose) - 2]
    match random.randrange(6):
        case 5:
            unit = job.words.column_unit
            first, second = job.words.cell(source.amount), job.words.cell(source.next_amount)
            text = f"{core}, vilket beräknas ge {first} respektive {second} {unit} {y} och {y + 1}."
            effects = [
                gold.effect(f"{first} {unit}", source.amount, y),
                gold.effect(f"{second} {unit}", source.next_amount, y + 1),
            ]
            return text, {"effects": effects}
        case 0:
            text = f"{core} från och med {source.start.raw}, vilket beräknas minska kostnaderna med {raw} {y}."
            return text, {"start": source.start, "effects": [gold.effect(raw, source.amount, y)]}
        case 1:
            return f"{core} ({raw}).", {"effects": [gold.effect(raw, source.amount)]}
        case 2:
            later = job.words.money(source.next_amount, random)
            text = f"{core}. Det beräknas ge {raw} {y} och {later} {y + 1}."
            return text, {
                "effects": [gold.effect(raw, source.amount, y), gold.effect(later, source.next_amount, y + 1)]
            }
        case 3:
            text = f"{core}, vilket beräknas ge {raw} på helår från och med {y + 1}."
            start = When(str(y + 1), f"{y + 1}-01-01", "year")
            return text, {"start": start, "effects": [gold.effect(raw, source.amount, y + 1, period="full_year")]}
        case _:
            text = f"{core} senast {source.due.raw}. Besparingen bedöms till {raw} per år."
            return text, {"due": source.due, "effects": [gold.effect(raw, source.amount, period="year")]}


def proposals(job: Job) -> Body:
    """Numbered proposals in prose under area headings."""
    elements: list[Element] = [Heading("Förslag till åtgärder", 2)]
    measures = []
    no = 0
    for heading, members in job.groups():
        items = []
        for source in members:
            text, printed = _proposal(job, source)
            items.append(text)
            measures.append(gold.measure(source, "list", text, no=str(no + len(items)), area_path=[heading], **printed))
        elements += [Heading(heading, 3), Bullets(tuple(items), "1.", first=no + 1)]
        no += len(items)
    return Body(elements, measures)


def minutes(job: Job) -> Body:
    """Minutes: paragraphs of a meeting, one of which decides measures in clauses that begin with "att"."""
    board, first = job.board, job.random.randint(12, 60)
    title = job.random.choice(
        (f"Åtgärder för budget i balans {job.year}", f"Besparingar {job.year}", f"Åtgärdsplan {job.year}")
    )
    decided = f"{board.body} beslutar"
    clauses, measures = [], []
    for source in job.sources:
        clause, printed = source.clause, {}
        if job.chance(0.4):
            clause, printed = f"{clause} från och med {source.start.raw}", {"start": source.start}
        if job.chance(0.5):
            raw = job.words.money(source.amount, job.random)
            clause += job.random.choice((f" ({raw})", f", vilket beräknas minska kostnaderna med {raw}"))
            printed["effects"] = [gold.effect(raw, source.amount)]
        clauses.append(clause)
        measures.append(gold.measure(source, "list", clause, status_raw=decided, **printed))
    if job.chance(0.5):  # decided, but no measure: the matter is put off
        clauses.append(
            job.random.choice(
                (
                    "bordlägga frågan om ändrade öppettider i receptionen",
                    "återremittera förslaget om nya taxor för komplettering",
                )
            )
        )
    background = job.random.sample(BACKGROUND, 5)
    elements: list[Element] = [
        Para(
            f"{board.organisation}\n{board.office if board.district else board.body}\nSammanträdesprotokoll {board.date}",
            after=14,
        ),
        Heading(f"§ {first} Val av justerare", 2),
        Para(f"**Beslut**\n{board.body} utser Kim Almgren att jämte ordföranden justera protokollet."),
        Heading(f"§ {first + 1} {title}", 2),
        Para(f"Dnr {board.dnr}"),
        Heading("Beslut", 3),
        Para(decided, after=2),
        *(Para(f"att {c}{',' if i < len(clauses) - 1 else '.'}", after=2) for i, c in enumerate(clauses)),
        Heading("Ärendet", 3),
        Para(" ".join(background[:3])),
        Heading("Yrkanden", 3),
        Para("Robin Ek yrkar att alla lokalhyror sänks med hälften. Ordföranden yrkar avslag på Robin Eks yrkande."),
        Heading("Beslutsgång", 3),
        Para("Ordföranden finner att nämnden bifaller förvaltningens förslag och avslår Robin Eks yrkande."),
        Heading(f"§ {first + 2} Ekonomisk rapport", 2),
        Para(" ".join(background[3:]) + f"\n**Beslut**\n{board.body} lägger rapporten till handlingarna."),
    ]
    return Body(elements, measures, title=title, bare=True)


def comments(job: Job) -> Body:
    """What was planned, and after it a comment with its date that says how it went."""
    elements: list[Element] = []
    measures = []
    as_of = f"{job.year}-12-31"
    for heading, members in job.groups():
        elements.append(Heading(f"{heading}, åtgärder och uppföljning", 2))
        for source in members:
            action, situation = source.to_be, job.random.choice(SITUATIONS[source.status])
            told = f"Kommentar december {job.year}: {source.status_sentence} {situation}"
            elements += [Para(action, after=1), Para(told)]
            measures.append(gold.measure(source, "prose", action, area_path=[heading], status=source.status,
                                         status_raw=source.status_sentence, status_date=as_of, comment=situation))  # fmt: skip
    return Body(elements, measures, doc_type="follow_up")


def prose(job: Job) -> Body:
    """An answer to a letter: what has been done and will be, among sentences about the situation."""
    title = f"Svar på skrivelse om ekonomin {job.year}"
    elements: list[Element] = [Heading("Vidtagna och planerade åtgärder", 2)]
    situations = job.random.sample(BACKGROUND, len(BACKGROUND)) * 3
    measures = []
    for heading, members in job.groups():
        elements.append(Heading(heading, 3))
        for pair in (members[i : i + 2] for i in range(0, len(members), 2)):
            sentences = [situations.pop()]
            for source in pair:
                told = source.told()
                sentences.append(told)
                measures.append(
                    gold.measure(source, "prose", told, area_path=[heading], status=source.status, status_raw=told)
                )
            elements.append(Para(" ".join(sentences)))
    return Body(elements, measures, doc_type="reply", title=title)
