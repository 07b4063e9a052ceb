"""Whose paper it is: municipality, board, district.

In: the ``Zones`` of a paper. Out: each with the passage that says it, None where the paper does not. What stands in a letterhead
or a title weighs more than what a text mentions; another body that a text names is not the paper's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

import regex

from extractors.model import Passage
from extractors.reference import District, districts, municipalities
from extractors.reference.names import (
    SAYS_DISTRICT,
    SAYS_MUNICIPALITY,
    Named,
    Sureness,
    find_district,
    find_municipality,
    starts_of_districts,
    starts_of_municipalities,
)
from extractors.zones import Zones

Said = tuple[str | None, Passage]
_NOT_SAID: Said = (None, Passage())

# How much a name weighs by where it stands and how it is said.
_IN_LETTERHEAD: dict[Sureness, float] = {"said": 6, "place": 3}
_IN_TITLE: dict[Sureness, float] = {"said": 4, "place": 3}
_IN_TEXT: dict[Sureness, float] = {"said": 2, "place": 1}
_ENOUGH = 2.0
_AT_THE_HEAD = 5.0  # what a board in a letterhead weighs
_PLAIN = 5.0  # so much as a letterhead
_SHARED = 3  # boards that stand alone on lines of tables or as headings: each is that of its part

_BOARD = regex.compile(
    r"""(?<![\p{L}-])
    (?: (?-i:(?P<place> (?:(?:Norra|Södra|Östra|Västra)\s)? \p{Lu}\p{L}+ (?:[-–]\p{Lu}\p{L}+)* (?:\sstans?|\sinnerstadens)? )) \s (?=(?:stadsdels|stadsområdes|kommundels)nämnd) )?
    (?P<board>
        (?: \p{L}{3,}- (?: ,\s? \p{L}{3,}- )* ,?\s (?:och|samt|&)\s )? \p{L}{3,}nämnd(?:en)?     # Barn- och utbildningsnämnden
      | nämnden\sför\s \p{L}+ (?: (?:,\s|\s(?:och|samt)\s) \p{L}+ ){0,2}                       # Nämnden för arbete och välfärd
      | (?:tekniska|sociala|gemensamma|kommunala)\snämnden
      | kommunstyrelse(?:n)? | regionstyrelse(?:n)? | stadsdelsfullmäktige | direktionen           # of a joint authority
    ) s? (?![\p{L}-])""",
    regex.VERBOSE | regex.IGNORECASE,
)
_OF_BOARDS = ("nämnd", "direktionen", "kommunstyrelse", "regionstyrelse", "stadsdelsfullmäktige")
# Words that look like a board and are none of the paper's: all boards, the courts', the joint ones in the plural.
_NO_BOARD = regex.compile(
    r"(?:\p{L}+\s)?(?:fack|över|under|överförmyndar|del|hyres|arrende|val|jävs?|krislednings|patient|central|respektive|annan|varje|kommunens)nämnd(?:en)?|"
    r"(?:ansvarig|aktuell|berörd|egen|annan|övrig)\p{L}*nämnd(?:en)?",
    regex.IGNORECASE,
)
# These write papers of their own, and are named in everybody's.
_MAY_HEAD = regex.compile(r"(?:överförmyndar|val|patient)nämnd(?:en)?", regex.IGNORECASE)
_NO_PLACE = regex.compile(r"till|från|varje|respektive|berörd|annan|en|vår|aktuell|för|av|och|i", regex.IGNORECASE)
# The board acts: "Socialnämnden beslutar", "förslag till socialnämnden".
_ACTS = regex.compile(
    r"s?\s+(?:föreslås|beslutar|godkänner|godkände|godkänna|uppdrar|uppdrog|noterar|har(?!\s+(?:\p{L}+\s)?(?:beslutat|begärt|översänt|föreslagit|sagt|yttrat|höjt|sänkt|avslagit|godkänt|redovisat)\b)|gav|ger|fick|får|ska|antar|antog|fastställer|fastställde"
    r"|ställer|redovisar|redovisade|ansvarar|behöver|lägger|överlämnar|översänder|tar)\b",
)
# It decides on the paper itself, or on the plan that the paper follows up: a board that is only mentioned does not.
_DECIDES_ON_IT = regex.compile(
    r"\s+(?:beslutar|beslutade|föreslår|godkänner|godkände|antar|antog|fastställer|fastställde|noterar|lägger|överlämnar|översänder|tar|ställer)\b[^.;]{0,60}?"
    r"\b(?:(?:åtgärds|handlings|spar|besparings|verksamhets|kontroll)?plan(?:en)?|uppföljning(?:en)?|\p{L}*redovisning(?:en)?|\p{L}*rapport(?:en|eringen)?|utlåtandet?|tjänsteskrivelsen?"
    r"|svaret|förslage[nt]|åtgärder(?:na)?|besparingar(?:na)?|effektiviseringar(?:na)?|budget(?:en)?|beslut(?:en)?|kommunstyrelsen|kommunfullmäktige)\b",
)
# Its own economy: "Socialnämndens ram för 2025", "nämndens underskott"; of the executive board its own units.
_ITS_ECONOMY = regex.compile(
    r"s\s+(?:egna?\s+)?(?:(?:netto|intern)?budget(?:ram|dag)?|ram|prognos|underskott|överskott|resultat|ekonomi|verksamhet(?:er)?|förvaltning|kostnader|ansvarsområde|beslut)\b"
)
_ITS_UNITS = regex.compile(
    r"s\s+(?:egna?\s|(?:verksamheter|ansvarsområde|resultat|sammanställning|delårsrapport|handlingsplan|åtgärdsplan)\b)"
)
# Whose paper it is, said before the name or on the line of it: "Antagen av", "Rapport till"; "…, Ekby kommun", "… · 2026-04-14", "… Dnr".
_DECIDED_BY = regex.compile(r"^\W*(?:antag|fastställ|beslut|godkän|behandl)\p{L}*\s+(?:av|i)\s+$", regex.IGNORECASE)
_DECIDED = regex.compile(r"\bbeslutade\s+$")
_MADE_FOR = regex.compile(
    r"^(?:[\p{L}\d]+\s){0,3}(?:rapport|underlag|\p{L}*utlåtande)\s+till\s+$|\bpå\s+uppdrag\s+av\s+$|\bordförande\s+i\s+$",
    regex.IGNORECASE,
)
_ADDRESSED = regex.compile(
    r"(?:^|[.:]\s)(?:till|nämnd:?|mottagare:?|instans:?|organ:?)\s+$|^(?:[\p{L} -]{2,30}\s(?:kommun|stad)|region\s\p{L}+)\s*[,–|·-]\s+$",
    regex.IGNORECASE,
)
_SENDS = regex.compile(
    r"[\s,|·–-]*(?:(?:i\s)?\p{Lu}[\p{L}-]+\s(?:kommun|stad)(?:$|[,.|·\s]\s?(?=\p{Lu}|\d))|(?i:dnr|diarienummer|ärende)\b|\p{Lu}{2,6}[ /-]\d|(?:\d{1,2}\s\p{Ll}+\s)?(?:19|20)\d\d\b)"
)
_IN_PLACE = regex.compile(r"\s+i\s\p{Lu}\p{L}+(?:\s(?:kommun|stad))?\b")
# Another one: "efter remiss till", "gemensamt med", "hyr av" it.
_ANOTHER = regex.compile(r"\b(?:med|från|hos|mellan|än|utom|remi\p{L}+\s+till(?:\s\p{L}+\soch)?)\s+$", regex.IGNORECASE)
# Where a flat, a house or an office lies says nothing of whose paper it is.
_ADDRESS = regex.compile(
    r"\b\p{Ll}*(?:lägenhet|lgh|lokal|bostad|hus|boende|gata|kontor|fastighet|mottagning|hotell|hem)(?:er|en|et|ar|n|t|na|erna|s)*\s(?:\p{L}+\s){0,2}i\s+$"
    r"|\b(?:flytta|flyttar|flyttat|belägen|belägna|ligger|öppnas?)\b[^.]{0,30}\si\s+$|\b(?:får|fått|finns)\si\s+$"
)
_POSTCODE = regex.compile(r"(?<!\d)\d{3}\s?\d\d\s+$")
_GENERAL = {"Kommunstyrelsen"}  # decides on everybody's budget, so every paper names it
_OFFICE = regex.compile(r"(?P<stem>(?:\p{L}{3,}- och )?\p{L}{3,}?)(?:förvaltning|kontor)(?:en|et)?\b", regex.IGNORECASE)


def find_municipality_of(zones: Zones) -> Said:
    """The municipality that the paper itself says it comes from, without the word kommun."""
    may_name = _holding(zones, starts_of_municipalities(zones.printed.text), SAYS_MUNICIPALITY)
    return _strongest(zones, find_municipality, may_name, _ENOUGH)


def find_district_of(zones: Zones, municipality: str | None, year: int | None) -> Said:
    """The district that a paper is from. A name alone may be a place like any: it counts in a paper that speaks of districts,
    from the city that the district is in, and of a year in which the district had a board."""
    code = _codes().get(municipality or "")
    above = "\n".join([p.text for p in (*zones.letterhead, zones.title)]).casefold()
    speaks_of_districts = any(word in above or word in zones.small.text for word in SAYS_DISTRICT)
    if not speaks_of_districts and municipality and code not in _parted():
        return _NOT_SAID  # a municipality without districts

    def possible(name: str) -> bool:
        rows = [d for d in districts() if d.name == name]
        here = [d for d in rows if municipality is None or d.municipality_code == code]
        return not rows or any(_had_board(d, year) for d in here)

    def find(text: str) -> list[Named]:
        return [
            n
            for n in find_district(text)
            if possible(n.name) and not (n.sureness == "place" and _ADDRESS.search(text[: n.start]))
        ]

    may_name = _holding(zones, starts_of_districts(zones.printed.text), SAYS_DISTRICT)
    return _strongest(zones, find, may_name, 1.0 if speaks_of_districts else _ENOUGH + 1)


def _holding(zones: Zones, printed: Iterable[str], small: Iterable[str]) -> list[Passage]:
    """The headings and texts that hold any of some words as printed, or of others in small letters."""
    places = {*zones.printed.holding(printed), *zones.small.holding(small)}
    return [zones.below[place] for place in sorted(places)]


@cache
def _codes() -> dict[str, str]:
    """The code of each municipality by its name."""
    return {m.name: m.code for m in municipalities()}


@cache
def _parted() -> frozenset[str]:
    """The codes of the municipalities that have or had districts."""
    return frozenset(d.municipality_code for d in districts())


def _had_board(district: District, year: int | None) -> bool:
    """True where the district may have had its board in the year, the one before (when the plan was made) or the one after."""
    if year is None:
        return True
    after = district.valid_from is None or district.valid_from.year <= year + 1
    return after and (district.valid_to is None or district.valid_to.year >= year - 1)


def find_body_of(zones: Zones) -> Said:
    """The board that the paper is from or to, in basic form: "Socialnämnden", "Norra stadsdelsnämnden"."""
    of_offices = [zones.letterhead[place] for place in zones.small_letterhead.holding(("förvaltning", "kontor"))]
    offices = {m["stem"].casefold() for p in of_offices for m in _OFFICE.finditer(p.text)}
    weight: dict[str, float] = defaultdict(float)
    where: dict[str, tuple[float, Passage]] = {}
    for name, mass, passage in _boards(zones):
        weight[name] += mass
        if mass > where.get(name, (0.0, passage))[0]:
            where[name] = (mass, passage)
    for name in weight:
        if any(f"{stem}nämnd" in name.casefold() for stem in offices):  # the office of the same name wrote it
            weight[name] += 3
    # "stadsdelsnämnden" of a named one; a name broken over two lines: "individ- och / familjenämnden"
    for name in list(weight):
        named_whole = [n for n in weight if n.casefold().endswith((f" {name.casefold()}", f" {name.casefold()[:-2]}"))]
        for whole in [n for n in named_whole if weight[n] >= 1.0]:
            weight[whole] += weight.pop(name, 0.0)
    best = max(weight, key=lambda n: weight[n], default=None)
    if best is None or weight[best] < _ENOUGH:
        return _NOT_SAID
    if weight[best] < _PLAIN and sum(1 for name in weight if weight[name] == weight[best]) > 1:
        return _NOT_SAID  # several are named as much
    return best, where[best][1]


def _boards(zones: Zones) -> Iterator[tuple[str, float, Passage]]:
    letterhead = [zones.letterhead[place] for place in zones.small_letterhead.holding(_OF_BOARDS)]
    title = [zones.title] if any(map(zones.title.text.casefold().__contains__, _OF_BOARDS)) else []
    last = len(zones.headings)
    below = [(1.5 if place < last else 1.0, zones.below[place]) for place in zones.small.holding(_OF_BOARDS)]
    alone = {p.text.casefold() for _, p in below if _BOARD.fullmatch(p.text)}
    for mass, passage in (*((_AT_THE_HEAD, p) for p in letterhead), *((3.0, p) for p in title), *below):
        if len(alone) >= _SHARED and passage.text.casefold() in alone and mass != _AT_THE_HEAD:
            continue
        for match in _BOARD.finditer(passage.text):
            if _NO_BOARD.fullmatch(match["board"]) and not (
                mass == _AT_THE_HEAD and _MAY_HEAD.fullmatch(match["board"])
            ):
                continue
            name, weighed = _basic(match), mass + _more(match, passage.text)
            if name in _GENERAL and weighed < 4:
                weighed = _ENOUGH if _is_of_its_own(match, passage.text) else 0.2 * weighed
            yield name, weighed, passage.cut(*match.span())


def _is_of_its_own(match: regex.Match[str], text: str) -> bool:
    """ "Kommunstyrelsens egna verksamheter", or its own vote in a minute: "finner att kommunstyrelsen bifaller det"."""
    return text[: match.start()].endswith("finner att ") or _ITS_UNITS.match(text[match.end("board") :]) is not None


def _more(match: regex.Match[str], text: str) -> float:
    """What is told around a board's name that tells whether the paper is its own."""
    before, after = text[: match.start()], text[match.end("board") :]
    if _ANOTHER.search(before):
        return -0.7
    alone = not (before.strip() or after.strip())
    if alone or _ADDRESSED.search(before) or (not before.strip() and _SENDS.match(after)):
        return 3.0
    behind_a_title = not after.strip() and before.endswith("– ")
    if _DECIDED_BY.search(before) or _DECIDES_ON_IT.match(after) or behind_a_title:
        return 2.0
    opens = not before.strip() and _IN_PLACE.match(after)
    return (
        1.0
        if opens
        or _DECIDED.search(before)
        or _MADE_FOR.search(before)
        or _ACTS.match(after)
        or _ITS_ECONOMY.match(after)
        else 0.0
    )


def _basic(match: regex.Match[str]) -> str:
    """In the definite form with a capital; with its district in the form that is printed."""
    board = match["board"].casefold()
    if match["place"] and not _NO_PLACE.fullmatch(match["place"]):
        place = match["place"].title() if match["place"].isupper() else match["place"]
        return f"{place} {board.removesuffix('en')}"
    if not board.endswith(("n", "nämnden", "fullmäktige")) and not board.startswith("nämnden"):
        board += "n" if board.endswith("e") else "en"
    return board[:1].upper() + board[1:]


def _strongest(zones: Zones, find: Callable[[str], list[Named]], texts: Sequence[Passage], enough: float) -> Said:
    """The name that weighs most; ``texts`` are the headings and texts that may name one."""
    weight: dict[str, float] = defaultdict(float)
    said: dict[str, bool] = defaultdict(bool)
    where: dict[str, tuple[float, Passage]] = {}
    parts = (
        (_IN_LETTERHEAD, zones.letterhead),
        (_IN_TITLE, [zones.title]),
        (_IN_TEXT, texts),
    )
    for masses, passages in parts:
        for passage in passages:
            for named in find(passage.text):
                mass = masses.get(named.sureness, 0.0)
                if named.sureness == "place" and _POSTCODE.search(passage.text[: named.start]):
                    mass = min(mass, _ENOUGH)  # it may be where the paper is sent
                weight[named.name] += mass
                said[named.name] |= named.sureness == "said"
                if mass > where.get(named.name, (0.0, passage))[0]:
                    where[named.name] = (mass, passage.cut(named.start, named.end))
    ranked = sorted(weight, key=lambda n: (-weight[n], not said[n]))
    if not ranked or weight[ranked[0]] < enough:
        return _NOT_SAID
    if len(ranked) > 1 and (weight[ranked[1]], said[ranked[1]]) == (weight[ranked[0]], said[ranked[0]]):
        return _NOT_SAID  # two are named as much: nothing says which one is meant
    return ranked[0], where[ranked[0]][1]
