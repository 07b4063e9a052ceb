"""A document → all that it says: facts, measures, control totals, figures, findings.

In: ``Document`` from document.py. Out: ``Extraction``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby, pairwise

import regex

from extractors.facts import read_facts
from extractors.fields.amount import is_unit, unit_of, unit_stated
from extractors.fields.area import find_areas, parse_area
from extractors.fields.convention import outcomes_until, says_in_brackets, says_this_year, year_stated, years_stated
from extractors.fields.main_area import main_area
from extractors.fields.status import (
    SIGNS,
    key_in_lines,
    letter_key,
    letters_explained,
    parse_colour_key,
    says_how_far,
    state_meant,
    states_explained,
)
from extractors.figures import read_figures
from extractors.joined import Joined
from extractors.layouts import EXTRACTORS, find_measures
from extractors.layouts.base import Extractor
from extractors.lexicon import fold
from extractors.measure import Extraction, Facts, RawMeasure, Status
from extractors.model import NOTHING, Document, Heading, Paragraph, Passage, Table
from extractors.purpose import is_of_rules_or_anothers_proposals
from extractors.resolving import resolve
from extractors.resolving.draft import Context
from extractors.told_again import told_once
from extractors.totals import find_totals
from extractors.untaken import find_untaken
from extractors.zones import read_zones

_AMOUNTS = regex.compile(
    r"\b(?:belopp(?:en)?|(?:effekt|besparing|siffr|summ|skillnad|förändring|differens)\p{L}*)\b(?:\s+(?:\p{L}+|(?:19|20)\d\d)){0,7}\s+i\s",
    regex.IGNORECASE,
)
# One stands in all that either pattern fits.
_OF_AMOUNTS = ("belopp", "effekt", "besparing", "siffr", "summ", "skillnad", "förändring", "differens")
# "Beloppen avser effekten 2026.      mnkr": the unit over the amounts at the margin
_THEN_UNIT = regex.compile(r"[^\n]{0,200}\bbelopp\p{L}*\b[^\n]{0,200}[.:]\s+(?P<unit>\p{L}{2,5})", regex.IGNORECASE)
_LONGEST_NOTE = 600  # letters
_LONGEST_KEY = 6  # rows of a table that explains letters
_LONGEST_TERM = 4  # words of a status cell that a key may explain
_MARK_OF_KEY = regex.compile(rf"[=:–\-{SIGNS}]")
_OFFICE = regex.compile(r"nämnd|förvaltning|kontoret|styrelse", regex.IGNORECASE)


def extract(document: Document) -> Extraction:
    """Everything that the paper says."""
    raws, rest = find_measures(document, _extractors_for(document))
    facts, evidence, findings = read_facts(document, [line for raw in raws for line in raw.lines])
    # the papers of the executive board, and of those that keep everybody's premises, are about no one area
    of_all = (facts.body or "").startswith(("Kommunstyrelse", "Fastighetsnämnd", "Lokal", "Servicenämnd"))
    about = (
        (NOTHING if of_all else _what_it_is_about(document, raws))
        or _area_in(read_zones(document).title)
        or _board_of_one_area(evidence.get("body"))
        if raws
        else NOTHING  # only measures have an area
    )
    key = _colour_key(document) | _key_of_states(document, raws)
    notes = [block for block in document.blocks if not isinstance(block, Table)]
    small = Joined([note.text.casefold() for note in notes])
    said_of_all = _said_of_all(notes)
    context = Context(
        facts,
        about,
        _unit([notes[place] for place in small.holding(_OF_AMOUNTS)]),
        _year(said_of_all, facts),
        next(filter(None, map(years_stated, said_of_all)), ()),
        any(map(says_in_brackets, _said_of_all([notes[place] for place in small.holding(["parentes"])]))),
        _outcomes_until(_said_of_all([notes[place] for place in small.holding(["utfall"])])),
        key,
    )
    measures = resolve(raws, context)
    return Extraction(
        facts=facts,
        measures=tuple(told_once(measures)),
        control_totals=tuple(find_totals(document, facts, context.unit, context.year, context.outcomes_until)),
        figures=tuple(read_figures(rest, rest.taken)),
        findings=(*findings, *find_untaken(rest)),
    )


def _extractors_for(document: Document) -> Sequence[Extractor]:
    """All of them; in rules and in answers about another's proposals only what a form or table itself calls a measure is one."""
    if is_of_rules_or_anothers_proposals(read_zones(document).title.text):
        return [one for one in EXTRACTORS if one.layout in ("table", "block")]
    return EXTRACTORS


def _area_in(title: Passage) -> Passage:
    """The one area that a title names ("Åtgärdslista äldreomsorg 2021")."""
    named = find_areas(title.text)
    if len({area for area, *_ in named}) != 1:
        return NOTHING
    start, end = named[0][2:]
    return NOTHING if _OFFICE.search(title.text, start, end) else title.cut(start, end)


_OF_ONE_BOARD = ("kultur_och_fritid", "stadsmiljo", "arbetsmarknad")


def _board_of_one_area(body: Passage | None) -> Passage:
    """A board that answers for one area alone (culture, streets) says what its measures are about; one of several areas does not."""
    found = parse_area([body.text]) if body else None
    one = found is not None and (found.area in _OF_ONE_BOARD or (found.area == "skola" and found.subarea is not None))
    if body is None or found is None or not one:
        return NOTHING
    others = {area for area, *_ in find_areas(body.text)} - {found.area}
    return NOTHING if others else body


def _unit(notes: Sequence[Heading | Paragraph]) -> str | None:
    """The unit that the paper says for all its amounts: "Samtliga belopp anges i tkr"."""
    for note in notes:
        if len(note.text) < _LONGEST_NOTE and _AMOUNTS.search(note.text):
            unit = unit_stated(note.text)
            if unit:
                return unit
        elif (
            isinstance(note, Paragraph) and (match := _THEN_UNIT.fullmatch(note.text)) and is_unit(match["unit"])
        ) or (match := _SUM_IN.fullmatch(note.text)):
            return unit_of(match["unit"])
    return None


# "Summa tkr 2 120", below a list of amounts without a unit
_SUM_IN = regex.compile(
    r"(?:tot|total|slut)?summa\W{0,3}(?P<unit>tkr|kkr|mkr|mnkr|kr|kronor)\W{0,3}[-–−+]?\d[\d\s.,]*", regex.IGNORECASE
)


def _year(texts: Sequence[str], facts: Facts) -> int | None:
    """The one year that the paper says for all its amounts, outright or as the year in hand."""
    years = {year for text in texts if (year := year_stated(text))}
    if not years and any(says_this_year(text) for text in texts):
        return facts.plan_year
    return years.pop() if len(years) == 1 else None


def _said_of_all(notes: Sequence[Heading | Paragraph]) -> list[str]:
    """The texts that may say something of all amounts of the paper."""
    return [note.text for note in notes if len(note.text) < _LONGEST_NOTE]


def _outcomes_until(texts: Sequence[str]) -> date | None:
    """The one day up to which the paper says that its outcomes are counted."""
    days = {day for text in texts if (day := outcomes_until(text))}
    return days.pop() if len(days) == 1 else None


def _colour_key(document: Document) -> dict[str, Status | None]:
    """What the paper itself says that its colours, signs and words mean."""
    key: dict[str, Status | None] = {}
    for block in document.blocks:
        if isinstance(block, Paragraph) and len(block.text) < 400:
            key |= _of_words(block.passage) | letters_explained(block.text)
        elif isinstance(block, Table) and len(block.rows) <= _LONGEST_KEY:
            for cells in (block.header, *(row.cells for row in block.rows)):
                key |= letter_key(pairwise(cell.text for cell in cells))
        if not isinstance(block, Table) and len(block.text) < 400 and _MARK_OF_KEY.search(block.text):
            key |= parse_colour_key(block.text)
    lines = (line.text for block in document.blocks if not isinstance(block, Table) for line in block.lines)
    return key_in_lines(lines) | key


def _key_of_states(document: Document, raws: Sequence[RawMeasure]) -> dict[str, Status | None]:
    """What the paper says that the words of its own status cells mean ("På spåret", "Löper"), wherever and however it explains them."""
    terms = {quote.text for raw in raws for quote in raw.all("status") if len(quote.text.split()) <= _LONGEST_TERM}
    found: dict[str, Status | None] = {}
    for block in document.blocks:
        if isinstance(block, Table):
            lines = [cells for row in block.rows if len(block.rows) <= _LONGEST_KEY and len(cells := row.cells) == 2]
            pairs = [(term.text, meaning.text) for term, meaning in lines]
            found |= {fold(term): code for term, means in pairs if term in terms and (code := state_meant(means))}
        else:
            named = [term for term in terms if term.strip() in block.text]
            found |= {fold(term): code for term, code in states_explained(named, block.text).items()}
    return found if len(found) >= 2 else {}  # one alone is a measure's own state and what stands below it


def _of_words(passage: Passage) -> dict[str, Status | None]:
    """A key of words in bold, each with its meaning behind it: "**Pågår** arbetet följer planen **Försenad** arbetet är igång men …"."""
    if not passage.partly_bold:
        return {}
    runs = [(bold, list(group)) for bold, group in groupby(passage.tokens, key=lambda token: token.word.bold)]
    found = {}
    for (bold, term), (_, meaning) in pairwise(runs):
        texts = [passage.text[run[0].start : run[-1].end] for run in (term, meaning)]
        if bold and (said := says_how_far(*texts)):
            found[said[0]] = said[1]
    return dict(found)


def _what_it_is_about(document: Document, raws: Sequence[RawMeasure]) -> Passage:
    """The words that name the one area that the whole paper is about; empty where it, or its table of measures, is about several."""
    blocks = [b for b in document.blocks if isinstance(b, (Heading, Paragraph))]
    over_measures = [passage.text for raw in raws for passage in raw.path]
    found = main_area([b.text for b in blocks], [b.text for b in blocks if isinstance(b, Heading)] + over_measures)
    if found is None:
        return Passage()
    index, area = found
    return blocks[index].passage.cut(area.start, area.end)
