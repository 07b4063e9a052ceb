"""How readily the sentences of a section are taken as measures: fully under a heading of measures, never under one of something else.

In: the sections of a document, and what tables and blocks have taken of it. Out: which sections are read, each with its weight (0-1), and which look like the
blocks of measures beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from extractors.fields.area_names import is_area_name
from extractors.fields.item_number import counted
from extractors.fields.labels import split_label
from extractors.fields.speech import (
    heading_speaks_of_measures,
    intro_speaks_of_measures,
    not_measures_heading,
    over_accounts,
)
from extractors.fields.status import is_line_of_key, parse_colour_key, states_in_key
from extractors.fields.status_cells import in_heading
from extractors.lexicon import remembered
from extractors.model import Document, Heading, Paragraph
from extractors.prose.judge import SURE, tells_a_measure
from extractors.sections import Section
from extractors.sentences import sentences

_SEVERAL = 4  # sentences that tell measures make a chapter the one that holds them
_LETTERHEAD = 3  # how many lines of a letterhead may look like headings
_OUTRIGHT = 0.9  # a heading that names measures
UNDER_ACCOUNTS = 0.6  # under "Ekonomi" only what says so outright
_UNDER_ANY_HEADING = 0.85  # weight of what stands under a heading that speaks of something else
# an area's heading that its type puts under "Bakgrund" often begins what is told of the areas
_UNDER_AN_AREA_ASTRAY = 0.7


# "Gatuavdelningen", "Tekniske chefens redogörelse": who tells, or does, what stands below
OFFICE = regex.compile(
    r"(?:[\p{L}&-]+,?\s+){0,4}\p{L}*(?:avdelningen|enheten|sektionen|förvaltningen|kontoret|nämnden|redogörelse|rapport|verksamheten|staben|området)",
    regex.IGNORECASE,
)


def chapters_of_measures(found: Sequence[Section]) -> set[Heading]:
    """The chapters whose headings speak of measures, in a paper that also has others and tells several measures in these."""
    titled = [section.path for section in found if len(section.path) > 1]
    chapters = {h for path in titled for h in path[1:] if heading_speaks_of_measures(h.text) >= 0.9}
    # beside "Pågående åtgärder", what stands under "Det här har tagits bort" is of the same kind
    levels = {h.level for h in chapters}
    chapters |= {h for path in titled for h in path[1:] if h.level in levels and _is_state(h)}
    telling = [
        section
        for section in found
        if chapters & set(section.path)
        for p in section.paragraphs
        for s in sentences(p.text)
        if tells_a_measure(p.text[slice(*s)]) >= SURE
    ]
    # a scan may take the paper's own title for a chapter that holds nothing
    holding = {h for section in telling for h in section.path} & chapters
    return holding if len(telling) >= _SEVERAL else set()


def _is_state(heading: Heading) -> bool:
    told = in_heading(heading.text)
    return told is not None and told[0] is not None


def opens_with_measures(section: Section) -> bool:
    """A chapter whose first lines lead up to measures: "Nämnden beslutade den 14 november om följande åtgärder." """
    return any(
        intro_speaks_of_measures(text[s:e]) >= _OUTRIGHT
        for text in [p.text for p in section.paragraphs[:1]]
        for s, e in sentences(text)
    )


def free_paragraphs(section: Section, document: Document) -> list[Paragraph]:
    """Running text that no table or block has taken; no items of lists nor the line that opens one, no key and no figures."""
    opens = {
        id(block)
        for block, behind in pairwise(section.blocks)
        if isinstance(block, Paragraph)
        and isinstance(behind, Paragraph)
        and behind.bullet
        and _LEFT_OPEN.search(block.text)
    }
    return [
        p
        for p in section.paragraphs
        if not (p.bullet or id(p) in opens or document.has_taken(p.lines) or is_key(p.text) or _is_of_figures(p))
    ]


def _is_of_figures(paragraph: Paragraph) -> bool:
    """Names, each with its figure, below one another: "Gata 18 400", "Park 6 150" …, as in a box on a slide."""
    lines = [line.text for line in paragraph.lines]
    return len(lines) >= _FEWEST_FIGURES and all(map(_NAME_AND_FIGURE.fullmatch, lines))


_FEWEST_FIGURES = 3
_NAME_AND_FIGURE = regex.compile(r"\p{L}[^.;:]{1,40}?:?\s+[-–−+]?\d[\d\s.,]*(?:%|procent|tkr|kkr|mkr|mnkr|kr)?")


_LEFT_OPEN = regex.compile(r"\batt\s*:?$")  # "Vi rekommenderar nämnden att"


_OPENS_A_KEY = regex.compile(r"(?:tecken|färg|symbol)förklaring(?:ar|en)?\b", regex.IGNORECASE)


@remembered(4096)
def is_key(text: str) -> bool:
    """True for a printed key of colours, signs or states, or the note that says in what the amounts are."""
    if _NOTE.fullmatch(text) or _OPENS_A_KEY.match(text):
        return True
    return bool(parse_colour_key(text)) or is_line_of_key(text) or states_in_key(text) > 1


_NOTE = regex.compile(r"\W*(?:alla\s+|samtliga\s+)?belopp(?:en)?\s+(?:i|anges|är)\b[^.:]{2,40}\W*", regex.IGNORECASE)


def opening_of(found: Sequence[Section]) -> Sequence[Section]:
    """The sections down to the title's own: its heading is the outermost; a letterhead above it may look like one of a lower kind."""
    headed = [section for section in found if section.heading]
    if not headed:
        return ()
    outermost = min(section.path[-1].level for section in headed)
    title = next((s for s in headed[:_LETTERHEAD] if s.path[-1].level == outermost), headed[0])
    return [*found[: found.index(title)], title]


def holds_tables_or_blocks(section: Section, document: Document) -> bool:
    """Measures in a table, under labels or among decisions; lists go well with running text."""
    if not document.formal:
        return False
    return any(not document.formal.isdisjoint([line.id for line in block.lines]) for block in section.blocks)


def has_tables_or_blocks(found: Sequence[Section], document: Document) -> bool:
    """True where the paper has measures in tables, under labels or among its decisions; lists and running text go well together."""
    return any(holds_tables_or_blocks(section, document) for section in found)


def weight_of(section: Section, document: Document, beside_others: bool, formal: set[Heading]) -> float:
    """How readily a section's sentences are taken: 0 never. ``formal``: headings with tables or blocks of measures somewhere below."""
    headings = [h.text for h in reversed(section.path)]
    others = [text for text in headings if not_measures_heading(text) and not _is_told_of_below(text, headings)]
    if others and not beside_others and all(over_accounts(text) for text in others):
        return UNDER_ACCOUNTS
    if others:
        astray = (
            bool(headings) and is_area_name(headings[0]) and not beside_others and not not_measures_heading(headings[0])
        )
        return _UNDER_AN_AREA_ASTRAY if astray else 0.0
    if beside_others:
        own = heading_speaks_of_measures(headings[0]) if headings else 0.0
        holds_others = any(document.has_taken(block.lines) for block in section.blocks)
        if not holds_others and _is_area_of_a_chapter(section, formal):
            return 1.0
        if own >= 0.7 and not holds_tables_or_blocks(section, document):
            return _UNDER_ANY_HEADING if holds_others else 1.0
        return _UNDER_ANY_HEADING if not holds_others and not formal and _is_of_an_office(headings) else 0.0
    speaks = max((heading_speaks_of_measures(text) for text in headings[:2]), default=0.0)
    return 1.0 if speaks >= 0.5 else _UNDER_ANY_HEADING


def _is_told_of_below(other: str, headings: Sequence[str]) -> bool:
    """A chapter of measures among others: "3 Ekonomi" over "3.2 Åtgärder", "2 Iakttagelser" over "2.3 Nämndens åtgärder". ``headings``: innermost first."""
    return any(heading_speaks_of_measures(text) >= _OUTRIGHT for text in headings[: headings.index(other)])


def _is_of_an_office(headings: Sequence[str]) -> bool:
    """ "Gatuavdelningen" below a heading that speaks of measures, beside lists alone: each office tells what it does.

    ``headings``: innermost first.
    """
    own, *above = headings or [""]
    named = OFFICE.fullmatch(own) is not None or is_area_name(own) > 0
    return named and any(heading_speaks_of_measures(text) >= 0.7 for text in above)


def _is_area_of_a_chapter(section: Section, formal: set[Heading]) -> bool:
    """An area's heading in a chapter of measures that has only lists and running text; the paper's own title is no chapter."""
    *above, heading = section.path or (None,)
    return (
        heading is not None
        and is_area_name(heading.text) > 0
        and any(h is not None and h not in formal and heading_speaks_of_measures(h.text) >= 0.7 for h in above[1:])
    )


def titles_of_blocks(found: Sequence[Section], document: Document) -> frozenset[int]:
    """The levels at which the titles of labelled blocks stand, where at least two do."""
    levels = [s.heading.level for s in found if s.heading and is_block(s, document)]
    return frozenset(level for level in levels if levels.count(level) >= 2)


def is_block(section: Section, document: Document) -> bool:
    """A section whose labelled paragraphs are a measure already."""
    labelled = [p for p in section.paragraphs if document.has_taken(p.lines) and split_label(p.text)]
    return len(labelled) >= 2


def looks_like_a_block(section: Section, titles: frozenset[int], parents: set[tuple[Heading, ...]]) -> bool:
    """A heading of the blocks' look, in a chapter that has blocks or in one of an area; other chapters ("Läget") are set in the same type."""
    if section.heading is not None and counted(section.heading.text):
        return True  # "Åtgärd A – En nattpatrull"
    if section.heading is None or section.heading.level not in titles:
        return False
    above = section.path[:-1]
    return above in parents or (bool(above) and is_area_name(above[-1].text) > 0)
