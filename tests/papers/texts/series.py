"""Three districts over three years: a plan, a tertial report and an annual report each, in each district's own layout.

Gold labels and link truth follow from the same data (chains.py): they are known by construction.
"""

from __future__ import annotations

from itertools import combinations, groupby
from typing import Any

from tests.papers.chains import CHAINS, Step
from tests.papers.paper import Paper
from tests.printer import gold
from tests.printer.flow import Bullets, Element, Furniture, Heading, Para, Sheet, Table
from tests.printer.values import When

_KINDS = ("plan", "tertial", "annual")
_TITLES = {
    "plan": "Åtgärdsplan för en budget i balans {year}",
    "tertial": "Tertialrapport 2 {year}, uppföljning av åtgärder",
    "annual": "Verksamhetsberättelse {year}, uppföljning av åtgärder",
}
_AS_OF = {"tertial": "{year}-08-31", "annual": "{year}-12-31"}
_DAYS = {
    "plan": ("{before}-11-18", "{before}"),
    "tertial": ("{year}-09-22", "{year}"),
    "annual": ("{after}-01-25", "{after}"),
}
_STYLES = {
    "Lövholm": (Sheet(face="Helvetica", size=11), {"tertial": "full", "annual": "horizontal"}),
    "Brunnsvik": (Sheet(face="Times", size=11.5), {"plan": "full", "tertial": "none", "annual": "full"}),
    "Hagsund": (Sheet(face="Vera", size=9.5), {"tertial": "full", "annual": "horizontal"}),
}
_SIGNERS = {"Lövholm": "Ulla Kvist", "Brunnsvik": "Tariq Amin", "Hagsund": "Stina Morell"}


def _name(district: str, year: int, kind: str) -> str:
    return f"{district.lower().replace('ö', 'o')}_{year}_{kind}"


def _in_paper(steps: list[Step], kind: str) -> list[Step]:
    return [s for s in steps if s.plan or kind == "annual"]


def _action(step: Step, kind: str) -> str:
    return {"plan": step.plan, "tertial": step.tertial, "annual": step.annual}[kind]


def _record(step: Step, layout: str, action: str, **printed: Any) -> dict[str, Any]:
    record = dict.fromkeys(gold.FIELDS) | {
        "action": action,
        "layout": layout,
        "area": step.area,
        "subarea": step.subarea,
        "effects": [],
    }
    return record | {"area_path": [step.heading], "status": "planned"} | printed


def _starts(step: Step) -> dict[str, Any]:
    when = When(step.start_raw, step.start_date, step.start_precision)
    return {"start_raw": when.raw, "start_date": when.iso, "start_precision": when.precision}


def _tkr(amount: int) -> str:
    return f"{amount:,}".replace(",", " ")


def _blocks(steps: list[Step]) -> tuple[list[Element], list[dict[str, Any]]]:
    elements: list[Element] = []
    records = []
    for step in steps:
        raw = f"{_tkr(step.estimate)} tkr"
        elements += [Heading(step.heading, 2), Heading(step.title, 3), Bullets((step.plan,))]
        elements += [Para(f"**Start:** {step.start_raw}", after=3), Para(f"**Ekonomisk effekt:** {raw}", after=3)]
        effects = [gold.effect(raw, step.estimate * 1000)]
        records.append(_record(step, "block", step.plan, title=step.title, effects=effects, **_starts(step)))
    return elements, records


def _list(steps: list[Step]) -> tuple[list[Element], list[dict[str, Any]]]:
    elements: list[Element] = []
    records = []
    for step in steps:
        raw = f"{_tkr(step.estimate)} tkr"
        text = f"{step.plan.rstrip('.')} från och med {step.start_raw} ({raw})."
        elements += [Heading(step.heading, 2), Para("Planerade åtgärder:", after=3), Bullets((text,))]
        effects = [gold.effect(raw, step.estimate * 1000)]
        records.append(_record(step, "list", text, effects=effects, status_raw="Planerade åtgärder", **_starts(step)))
    return elements, records


def _plan_table(steps: list[Step], rules: Any) -> tuple[list[Element], list[dict[str, Any]]]:
    year = steps[0].year
    rows = [("Nr", "Område", "Åtgärd", "Start", f"Beräknad effekt {year}, tkr")]
    records = []
    for i, step in enumerate(steps, 1):
        rows.append((str(i), step.heading, step.plan, step.start_raw, _tkr(step.estimate)))
        effects = [gold.effect(f"{_tkr(step.estimate)} tkr", step.estimate * 1000, year)]
        records.append(_record(step, "table", step.plan, no=str(i), effects=effects, **_starts(step)))
    return [Table(tuple(rows), (0.6, 2, 4, 1.8, 1.6), rules=rules, align="llllr", size=10)], records


def _report_table(
    steps: list[Step], kind: str, rules: Any
) -> tuple[list[Element], list[dict[str, Any]], list[dict[str, Any]]]:
    year = steps[0].year
    as_of = _AS_OF[kind].format(year=year)
    when = f"31 {'augusti' if kind == 'tertial' else 'december'} {year}"
    rows = [("Nr", "Område", "Åtgärd", f"Bedömd effekt {year}, tkr", f"Faktisk effekt per {when}, tkr", "Status")]
    records = []
    for i, step in enumerate(steps, 1):
        action = _action(step, kind)
        actual = step.by_august if kind == "tertial" else step.by_december
        status, words = step.august if kind == "tertial" else step.december
        planned = _tkr(step.estimate) if step.plan else "-"
        rows.append((str(i), step.heading, action, planned, _tkr(actual), words))
        effects = [gold.effect(f"{planned} tkr", step.estimate * 1000, year)] if step.plan else []
        effects.append(gold.effect(f"{_tkr(actual)} tkr", actual * 1000, year, as_of=as_of))
        records.append(_record(step, "table", action, no=str(i), effects=effects, status=status, status_raw=words,
                               status_date=[None, as_of]))  # fmt: skip
    total = sum(s.by_august if kind == "tertial" else s.by_december for s in steps)
    table = Table(tuple(rows), (0.6, 1.9, 3.3, 1.3, 1.6, 2.8), rules=rules, align="lllrrl", size=9.5)
    closing = Para(f"Den samlade faktiska effekten av åtgärderna per {when} är {_tkr(total)} tkr.")
    return [table, closing], records, [gold.total(f"{_tkr(total)} tkr", total * 1000, year, as_of=as_of)]


def _paper(district: str, year: int, kind: str, steps: list[Step]) -> tuple[Paper, dict[str, Any]]:
    sheet, rules = _STYLES[district]
    totals: list[dict[str, Any]] = []
    match district, kind:
        case "Lövholm", "plan":
            elements, records = _blocks(steps)
        case "Hagsund", "plan":
            elements, records = _list(steps)
        case _, "plan":
            elements, records = _plan_table(steps, rules[kind])
        case _:
            elements, records, totals = _report_table(steps, kind, rules[kind])
    date, dnr_year = (text.format(before=year - 1, year=year, after=year + 1) for text in _DAYS[kind])
    dnr = f"{district[:3].upper()} {dnr_year}/{40 + 7 * _KINDS.index(kind) + year % 10}"
    title = _TITLES[kind].format(year=year)
    head = (
        ("Norrviks stad", "", "Sida {page} ({pages})"),
        (f"{district}s stadsdelsförvaltning", "", f"Dnr {dnr}"),
        ("", "", date),
    )
    front: list[Element] = [Para("Till\nStadsdelsnämnden", after=8), Heading(title, 1)]
    front.append(
        Para(
            "Ekonomin i stadsdelen är ansträngd. Befolkningen växer långsammare än i staden som helhet, och kostnaderna för köpt vård är höga."
        )
    )
    back: list[Element] = [Para(f"\n{_SIGNERS[district]}\nStadsdelsdirektör", after=0)]
    name = _name(district, year, kind)
    paper = Paper(
        name,
        (*front, *elements, *back),
        sheet.with_(furniture=Furniture(head=head, foot=())),
        "fpdf2" if district == "Brunnsvik" else "reportlab",
    )
    facts = {"file": f"{name}.pdf", "municipality": "Norrvik", "body": "Stadsdelsnämnden", "district": district, "title": title,
             "doc_type": "plan" if kind == "plan" else "follow_up", "dnr": dnr, "doc_date": date, "plan_year": year}  # fmt: skip
    return paper, gold.document(facts, records, totals)


def _made() -> list[tuple[Paper, dict[str, Any]]]:
    found = []
    for (district, year), group in groupby(CHAINS, key=lambda s: (s.district, s.year)):
        steps = list(group)
        found += [_paper(district, year, kind, _in_paper(steps, kind)) for kind in _KINDS]
    return found


def links() -> list[dict[str, Any]]:
    """Every two places, in different papers, where one and the same measure is told."""
    told: dict[tuple[str, str], list[dict[str, str]]] = {}
    for step in CHAINS:
        for kind in _KINDS:
            if step.plan or kind == "annual":
                action = _action(step, kind)
                if (step.district, kind) == ("Hagsund", "plan"):
                    action = f"{action.rstrip('.')} från och med {step.start_raw} ({_tkr(step.estimate)} tkr)."
                place = {"file": f"{_name(step.district, step.year, kind)}.pdf", "action": action}
                told.setdefault((step.district, step.key), []).append(place)
    return [{"a": a, "b": b, "decision": "same"} for places in told.values() for a, b in combinations(places, 2)]


_MADE = _made()
PAPERS = tuple(paper for paper, _ in _MADE)
GOLD = {paper.name: record for paper, record in _MADE}
