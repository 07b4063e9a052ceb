"""The facts of a paper: municipality, board, district, title, type, dnr, date, plan year.

In: ``Document``, and where its measures stand if that is known. Out: ``Facts``, the passage that each was read from, findings.
A fact that the paper itself does not say is None, even when an expert could guess it.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.fields.speech import heading_speaks_of_measures
from extractors.letterhead import find_dnr, find_doc_date
from extractors.matters import matter_of
from extractors.measure import Facts, Finding
from extractors.model import Document, LineId, Passage
from extractors.owner import find_body_of, find_district_of, find_municipality_of
from extractors.purpose import (
    find_doc_type,
    find_plan_year,
    is_of_rules_or_anothers_proposals,
    may_say_a_year,
    names_a_budget_year,
)
from extractors.zones import read_zones

_SPEAKS = 0.4  # a title that speaks of measures so surely is of a plan, though its measures were not understood


def read_facts(
    document: Document, measures_at: Sequence[LineId] | None = None
) -> tuple[Facts, dict[str, Passage], tuple[Finding, ...]]:
    """The facts, the evidence of each filled one by its name, and what a reader should know of them.

    ``measures_at`` are the lines of the measures: in a bundle of matters, title and dnr are those of the matter that holds them.
    None where they are not known; a paper that is known to hold none is no plan of measures and no report on them.
    """
    zones = read_zones(document)
    matter = matter_of(document, measures_at or ())
    own = zones if matter is document else read_zones(matter)
    municipality, by_municipality = find_municipality_of(zones)
    body, by_body = find_body_of(zones)
    doc_type, by_type = find_doc_type(own)
    at = set(measures_at or ())
    measures = [Passage.of_lines([line]) for line in matter.lines() if line.id in at and may_say_a_year(line.text)]
    plan_year, by_year, unsure = find_plan_year(own, doc_type, measures)
    if not measures_at and is_of_rules_or_anothers_proposals(own.title.text) and str(plan_year) not in own.title.text:
        plan_year, by_year, unsure = None, Passage(), False  # no budget's: it holds no measures
    if measures_at is not None and not measures_at and heading_speaks_of_measures(own.title.text) < _SPEAKS:
        if doc_type in ("plan", "follow_up"):
            doc_type, by_type = None, Passage()
        if not names_a_budget_year(own):
            plan_year, by_year, unsure = None, Passage(), False
    district, by_district = find_district_of(zones, municipality, plan_year)
    dnr = find_dnr(own)
    day, by_day = find_doc_date(own, year=plan_year)
    if day is None and own is not zones:
        day, by_day = find_doc_date(zones, year=plan_year)
    if doc_type is None and measures_at and day is not None and plan_year is not None and day.year < plan_year:
        doc_type, by_type = "plan", by_year  # measures of a year that has not begun; a scan may have lost the title
    facts = Facts(
        municipality=municipality,
        body=body,
        district=district,
        title=own.title.text or None,
        doc_type=doc_type,
        dnr=dnr.text or None,
        doc_date=day,
        plan_year=plan_year,
    )
    evidence = {
        "municipality": by_municipality,
        "body": by_body,
        "district": by_district,
        "title": own.title,
        "doc_type": by_type,
        "dnr": dnr,
        "doc_date": by_day,
        "plan_year": by_year,
    }
    return (
        facts,
        {name: passage for name, passage in evidence.items() if passage},
        tuple(_findings(facts, unsure=unsure)),
    )


def _findings(facts: Facts, *, unsure: bool) -> list[Finding]:
    found = []
    if facts.plan_year is None:
        found.append(
            Finding("no_plan_year", "warning", "Handlingen säger inte vilket budgetår åtgärderna gäller.", "plan_year")
        )
    elif unsure:
        message = f"Budgetåret {facts.plan_year} är osäkert: ett annat år nämns nästan lika ofta."
        found.append(Finding("plan_year_unsure", "warning", message, "plan_year"))
    if facts.doc_type is None:
        found.append(Finding("no_doc_type", "info", "Det framgår inte vad för slags handling det är.", "doc_type"))
    return found
