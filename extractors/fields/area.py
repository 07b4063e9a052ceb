"""Which area of the municipality a measure belongs to, by the names that stand over it.

In: the headings and cells over a measure, outermost first, its own words, the board's name. Out: the codes of area and sub-area and the text
that decided. The innermost name that is one area wins; the measure's own words decide only what the names over it leave open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from extractors.fields.area_context import in_context, subarea_within
from extractors.fields.area_words import (
    AREAS,
    LEADING,
    OFFICE,
    OFFICES,
    Hit,
    heading_only_words,
    hits_in,
    topic_words,
    whole_words,
)
from extractors.lexicon import remembered
from extractors.lexicon.folding import fold

# "Avgiften för barn och unga i sporthallen": whom something is for; what it is stands elsewhere.
_FOR_WHOM = regex.compile(
    r"\bför\s+(?:barn|unga|ungdom\p{L}*|äldre|vuxna)(?:\s+och\s+(?:barn|unga|ungdom\p{L}*|äldre|vuxna))?$",
    regex.IGNORECASE,
)
# "Barn och ungdom" is social services, or schools and nurseries: what is done tells which
_CHILDREN = regex.compile(r"barn(?:-)?\s+(?:och|samt|&)\s+ungdom(?:ar)?", regex.IGNORECASE)
_PREMISES = regex.compile(r"\p{L}*(?:fastighet|lokal|byggnad|uthyrning)", regex.IGNORECASE)
# Over nurseries as well as schools
_EDUCATION = regex.compile(
    r"(?:utbildning|pedagogisk\s+verksamhet|barn\s+och\s+utbildning|sektor\s+utbildning)", regex.IGNORECASE
)
_SCHOOLS = ("forskola", "skola")
_WITHIN = regex.compile(r"\binom\s+$", regex.IGNORECASE)
_HINT = 0.5  # how surely a word that is only a hint names an area
# What boards may answer for: the measure's own words tell which of it, where only the board is named over it.
_REMITS: tuple[tuple[regex.Pattern[str], frozenset[str]], ...] = (
    (regex.compile(r"(?:social|omsorg|individ)\p{L}*nämnd|nämnden för .*(?:omsorg|social)", regex.IGNORECASE), frozenset({"individ_och_familj", "aldreomsorg", "funktionsnedsattning", "arbetsmarknad"})),
    (regex.compile(r"(?:utbildnings|skol|barn|ungdoms|bildnings|förskole)\p{L}*(?:nämnd|förvaltning|kontor)", regex.IGNORECASE), frozenset({"forskola", "skola"})),
    (regex.compile(r"(?:teknisk\p{L}* |teknik|samhällsbyggnads|byggnads|miljö|stadsbyggnads|gatu)\p{L}*nämnd", regex.IGNORECASE), frozenset({"stadsmiljo"})),
    (regex.compile(r"kommunstyrelse", regex.IGNORECASE), frozenset(AREAS) - {LEADING}),
)  # fmt: skip
# A heading over all that is common names no single part of it.
_WIDE = regex.compile(r"administration|gemensam|stab|overgripande|centralt")
_NEXT_TO = 30  # letters between a place and what it is within
_NEAR = 160  # how far into a measure's own words its sub-area is looked for: later ones are examples


@dataclass(frozen=True, slots=True)
class FoundArea:
    """The codes, and the words that decided: ``text[start:end]``, where ``text`` is one of the texts that were handed in."""

    area: str
    subarea: str | None
    text: str
    start: int
    end: int
    weight: float


_OF_THE_BOARD = regex.compile(
    r"(?:\p{L}*nämnden|\p{L}*styrelsen|fullmäktige|\p{L}*utskottet)s?\s+(?:\p{L}*utskotts?\s+)?(?:sammanträd|studieres|konferens|arvode|ledam|möte|presidi|representation|temadag|kursdag)"
    r"|[^.,;:]{0,45}?\b(?:förtroendevaldas?|ledamöter(?:na)?s?\s+och\s+ersättare|(?:tjänstgörande|kalla\p{L}*|icke\s+tjänstgörande)\s+(?:in\s+)?ersättare|kallelser\s+och\s+handlingar|nämndhandlingar|partistöd)\b",
    regex.IGNORECASE,
)
# "2.3 Nämndens åtgärder": whose they are, not what they are of
_OF_WHAT_THE_BOARD_DOES = regex.compile(
    r"(?:[\d.]+\s+)?(?:\p{L}*nämnden|\p{L}*styrelsen|kommunen|stadsdelen)s\s+(?:\p{L}+\s+)?(?:åtgärd|arbete|beslut|plan|handlingsplan|besparing|förslag|insats)\p{L}*$",
    regex.IGNORECASE,
)
_AT_THE_OFFICE = regex.compile(
    r"\b(?:på|vid|i|inom)\s+(?P<office>förvaltningskontoret|förvaltningens\s+(?:kontor|kansli|stab)|(?:förvaltnings)?(?:staben|kansliet))\b",
    regex.IGNORECASE,
)
_IN_OFFICE = regex.compile(r"\p{L}*(?:kontor|kansli|stab)(?:et|en)?s?\b", regex.IGNORECASE)


def parse_area(path: Sequence[str], own: str = "", body: str = "", board: str = "") -> FoundArea | None:
    """Area and sub-area of a measure; None where nothing names one.

    ``path``: headings, group rows and cells over it, outermost first. ``own``: its title and action. ``body``: the board, or what the whole
    paper is about. ``board``: whose paper it is.
    """
    if path and (office := _own_office(path[-1], board)):
        return _of_own(own, "") or office
    over = _of_path(tuple(path))
    if over is not None and over.weight <= _HINT and over.area != LEADING and body:
        over = None  # "Ungdom" in a paper on culture is a part of that
    if over is not None:
        return _of_board(over, own) or _refined(over, own, path)
    return _of_own(own, body)


def _own_office(name: str, board: str) -> FoundArea | None:
    """ "Bildningskontoret" in a paper of bildningsnämnden: the board's own office, beside the schools and nurseries that it runs."""
    match = OFFICE.fullmatch(fold(name))
    if match is None or not (fold(name) in OFFICES or (match["stem"] and fold(board).startswith(match["stem"]))):
        return None
    return FoundArea(LEADING, None, name, 0, len(name), 0.7)


def find_areas(text: str) -> list[tuple[str, str | None, int, int]]:
    """Every area that running text names, from left to right: (area, sub-area, start, end). Hints and the administration left out."""
    return [(h.area, h.subarea, h.start, h.end) for h in _own_hits(text) if not h.weak and h.area != LEADING]


@lru_cache(maxsize=4096)
def _remit_of(name: str) -> frozenset[str] | None:
    return next((areas for pattern, areas in _REMITS if pattern.search(name)), None)


def _of_board(over: FoundArea, own: str) -> FoundArea | None:
    """Under nothing but a board's name: the area of its remit that the measure's own words name; None under any other name."""
    remit = _remit_of(over.text)
    if remit is None:
        return None
    hits = [h for h in _own_hits(own) if not h.weak and h.area in remit]
    if hits:
        found = _found(own, hits, ())
        return FoundArea(found.area, found.subarea, own, found.start, found.end, 0.75)
    if "kommunstyrelse" in over.text.casefold() and not any(h.subarea == "namnd" for h in _own_hits(own)):
        return FoundArea(
            LEADING,
            next((h.subarea for h in _own_hits(own) if h.area == LEADING), None),
            over.text,
            over.start,
            over.end,
            0.7,
        )
    return None


@remembered(4096)  # rows of one table and points of one list stand under the same names
def _of_path(path: tuple[str, ...]) -> FoundArea | None:
    outer: list[tuple[str, list[Hit]]] = [
        (text, [h for h in hits_in(text) if not h.weak]) for text in path if not _OF_WHAT_THE_BOARD_DOES.match(text)
    ]
    around = [h for _, hits in outer for h in hits]
    topics: list[FoundArea] = []
    inner: list[str] = []
    for text, hits in reversed(outer):
        if not hits:
            inner.append(text)
            continue
        found = _found(text, hits, around)
        if found.area == LEADING and _is_topic(text, hits):
            topics.append(found)
            continue
        return _with_inner(found, inner)
    if topics:
        return topics[0]
    for text, _ in reversed(outer):  # "Personal", "Ekonomi" in a column of areas
        weak = [h for h in hits_in(text) if h.start == 0 and len(text.split()) <= 3]
        if weak:
            found = _found(text, weak, ())
            return FoundArea(found.area, found.subarea, text, found.start, found.end, _HINT)
    return None


def _with_inner(found: FoundArea, inner: Sequence[str]) -> FoundArea:
    """ "LSS" over "Boende": the inner name means something only under the outer one."""
    for text in inner:
        subarea = subarea_within(text, found.area) if len(text.split()) <= 6 else None
        if subarea:
            return FoundArea(found.area, subarea, text, 0, len(text), 0.85)
    return found


def _found(text: str, hits: Sequence[Hit], around: Iterable[Hit]) -> FoundArea:
    """One element of a path: its first area, and the first sub-area of it, seen in the light of what stands around."""
    seen = [in_context(h, (*around, *hits)) for h in hits]
    areas = list(dict.fromkeys(h.area for h in seen))
    named = [a for a in areas if a != LEADING] or areas
    area = named[0]
    first = next(h for h in seen if h.area == area)
    deciding = next((h for h in seen if h.area == area and h.subarea), first)
    subarea = deciding.subarea or subarea_within(text, area)
    weight = 0.95 if len(named) == 1 else 0.7
    return FoundArea(area, subarea, text, deciding.start, deciding.end, weight)


def _refined(over: FoundArea, own: str, path: Sequence[str]) -> FoundArea:
    """The sub-area by the measure's own words: by its title where that names one, by its action where the path names none."""
    around = [h for text in path for h in hits_in(text) if not h.weak]
    hits = [in_context(h, around) for h in _own_hits(own[:_NEAR]) if not h.weak]
    joint = {h.area for h in hits_in(over.text) if not h.weak} - {LEADING}
    told = [h for h in hits if h.area in joint]
    if _EDUCATION.fullmatch(over.text) and {h.area for h in hits if h.area in _SCHOOLS} == {"forskola"}:
        nursery = next(h for h in hits if h.area == "forskola")
        return FoundArea("forskola", None, own, nursery.start, nursery.end, 0.75)
    schools = [h for h in hits if h.area in _SCHOOLS]
    if schools and _CHILDREN.fullmatch(over.text) and not any(h.area == over.area for h in hits):
        return FoundArea(schools[0].area, schools[0].subarea, own, schools[0].start, schools[0].end, 0.75)
    if len(joint) > 1 and told and all(h.area != over.area for h in told):
        chosen = next((h for h in told if h.subarea), told[0])  # "Fritidshemmens öppettider" under "Förskola och skola"
        return FoundArea(chosen.area, chosen.subarea, own, chosen.start, chosen.end, 0.75)
    mine = [h for h in hits if h.area == over.area and h.subarea]
    first_word = own.split(None, 1)[0] if own else ""
    if (
        over.subarea == "bistand"
        and (named := subarea_within(first_word, over.area))
        and not (mine and mine[0].start == 0)
    ):
        return FoundArea(over.area, named, own, 0, len(first_word), 0.75)
    if not mine:
        open_ = own and over.subarea is None and over.area != "individ_och_familj"
        by_context = subarea_within(own[:80], over.area) if open_ else None
        return over if by_context is None else FoundArea(over.area, by_context, over.text, over.start, over.end, 0.7)
    first = mine[0]
    joined = {h.subarea for h in around if h.area == over.area and h.subarea}
    part = next((h for h in mine if len(joined) > 1 and h.subarea in joined), None)  # "Grundskola och gymnasieskola"
    wide = over.area == LEADING and over.subarea == "ledning" and _WIDE.search(fold(over.text))
    if part is not None or wide or over.subarea is None:
        first = part or first
        return FoundArea(over.area, first.subarea, own, first.start, first.end, 0.75)
    is_unit = over.subarea == "bistand"
    if (
        first.start == 0
        and over.subarea != "socialpsykiatri"
        and first.subarea != over.subarea
        and (is_unit or _ends_title(own, first.end))
    ):
        return FoundArea(over.area, first.subarea, own, first.start, first.end, 0.8)
    return over


def _ends_title(own: str, end: int) -> bool:
    """The words up to ``end`` are a title: the text ends there, or goes on with a capital."""
    rest = own[end:].lstrip(" .,:/–-")
    return not rest or rest[0].isupper()


def _of_own(own: str, body: str) -> FoundArea | None:
    if board_itself := _OF_THE_BOARD.match(own):  # "Nämnden sammanträder åtta gånger per år"
        return FoundArea(LEADING, "namnd", own, *board_itself.span(), 0.75)
    hits = _own_hits(own)
    strong = [h for h in hits if not h.weak and h.area != LEADING]
    strong = [h for h in strong if not _FOR_WHOM.search(own, 0, h.end)] or strong
    if any(h.area == LEADING and not h.weak for h in hits):  # "kvalitetsutvecklaren på socialkontoret"
        strong = [h for h in strong if not _IN_OFFICE.match(own, h.start)]
    inside = [h for h in strong if _WITHIN.search(own, 0, h.start)]
    apart = [h for h in strong if h not in inside and not 0 < inside[0].start - h.end < _NEXT_TO] if inside else []
    if len({h.area for h in inside}) == 1 and not any(map(_is_unit, apart)):
        strong = inside  # "träffpunkten inom socialpsykiatrin"
    over = [h for h in hits_in(body) if not h.weak and not (h.area == LEADING and h.subarea == "namnd")]
    about = {h.area for h in over if h.area != LEADING}
    if not strong and (office := _AT_THE_OFFICE.search(own)):  # "Vakanser på förvaltningskontoret"
        return FoundArea(LEADING, None, own, *office.span("office"), 0.65)
    whole = next((h for h in hits if h.area == LEADING and whole_words().match(fold(own[h.start : h.end]))), None)
    if whole and not strong:
        return FoundArea(LEADING, None, own, whole.start, whole.end, 0.7)
    if about == {"skola"} and {h.area for h in strong} == {"forskola"}:
        about = {"forskola"}  # a board of education answers for both
    if strong and (not about or about & {h.area for h in strong}):
        mine = [h for h in strong if not about or h.area in about]
        found = _found(own, mine, over)
        return FoundArea(
            found.area, found.subarea, own, found.start, found.end, 0.8 if len({h.area for h in strong}) == 1 else 0.6
        )
    if about and len({h.area for h in strong}) == 1 and all(map(_is_unit, strong)):
        found = _found(own, strong, ())
        return FoundArea(found.area, found.subarea, own, found.start, found.end, 0.6)
    premises = next((h for h in hits if h.subarea == "lokaler" and _PREMISES.match(own, h.start)), None)
    if premises and about == {"stadsmiljo"} and not any(h.area == "stadsmiljo" for h in strong):
        return FoundArea(LEADING, "lokaler", own, premises.start, premises.end, 0.6)  # of a technical board
    if about:
        found = _found(body, [h for h in over if h.area != LEADING], ())
        mine = [in_context(h, over) for h in hits if not h.weak]
        first = next((h for h in mine if h.area == found.area and h.subarea), None)
        if first:
            return FoundArea(found.area, first.subarea, own, first.start, first.end, 0.7)
        if strong and len({h.area for h in strong}) == 1 and len(about) > 1:
            found = _found(own, strong, ())
        by_context = (
            subarea_within(own[:_NEAR], found.area)
            if found.subarea is None and found.area != "individ_och_familj"
            else None
        )
        return FoundArea(found.area, found.subarea or by_context, found.text, found.start, found.end, 0.65)
    weak = [h for h in hits if h.area == LEADING and not h.weak] or [h for h in hits if h.weak]
    if weak:
        first = next((h for h in weak if h.subarea), weak[0]) if weak[0].area == LEADING else weak[0]
        return FoundArea(first.area, first.subarea, own, first.start, first.end, 0.5)
    if over:
        return FoundArea(LEADING, None, body, over[0].start, over[0].end, 0.4)
    return None


def _is_unit(hit: Hit) -> bool:
    """A name that only one area has ("daglig verksamhet"), in a paper on another; home help, housing and assessment are of several."""
    return hit.subarea is not None and (hit.area, hit.subarea) not in {
        ("aldreomsorg", "hemtjanst"), ("aldreomsorg", "sarskilt_boende"), ("aldreomsorg", "bistand"),
    }  # fmt: skip


@remembered(8192)
def _own_hits(own: str) -> tuple[Hit, ...]:
    """Names of areas in a measure's own words; words that name an area only in a heading ("utbildning", "gemensam") left out."""
    return tuple(h for h in hits_in(own) if not heading_only_words().match(fold(own[h.start : h.end])))


def _is_topic(text: str, hits: Sequence[Hit]) -> bool:
    return all(topic_words().match(fold(text[h.start : h.end])) for h in hits)
