"""Names of municipalities and districts in running text: "Västerås stad", "i Malmö", "Kungsholmens stadsdelsnämnd".

In: a text. Out: what it names, where, and how surely it is the place and not something called after it. A name that the
tables do not hold counts where its shape says it: "Xby kommun", "Xby stadsdelsnämnd".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Literal

import regex

from extractors.reference import districts, municipalities

# said: with "kommun", "stad" or "stadsdel"; place: the bare name of a place; inside: within another name
# ("Arvika kvinnojour"); other: one that the text compares or works with.
Sureness = Literal["said", "place", "inside", "other"]


SAYS_MUNICIPALITY = ("kommun", "stad")
SAYS_DISTRICT = ("stadsdel", "stadsområde")


@dataclass(frozen=True, slots=True)
class Named:
    """A name found in a text: ``name`` in basic form, ``text[start:end]`` as printed, genitive included."""

    name: str
    start: int
    end: int
    sureness: Sureness


def starts_of_municipalities(text: str) -> frozenset[str]:
    """How the names of municipalities begin that a text may hold: a part of it without any of them, and without
    ``SAYS_MUNICIPALITY`` in small letters, names none."""
    return _municipality_starts().intersection(_begun(text))


def starts_of_districts(text: str) -> frozenset[str]:
    """The same of districts, and ``SAYS_DISTRICT``."""
    return _district_starts().intersection(_begun(text))


def find_municipality(text: str) -> list[Named]:
    """The municipalities that a text names, from left to right; ordinary words only beside "kommun" or "stad"."""
    pattern, known = _municipality_names()
    found: list[Named] = []
    for match in _matches(pattern, _municipality_starts(), text):
        before, after = text[: match.start()], text[match.end() :]
        if _COUNTY.match(after) or (_REGION.search(before) and match["name"].casefold() != "gotland"):
            continue
        name, ordinary = known[_key(match["name"])]
        kind = _municipal_kind(before, after, name)
        if kind is None:
            kind = None if ordinary else _bare_kind(before, after, genitive=bool(match["genitive"]))
        if kind:
            found.append(Named(name, *match.span(), kind))
    shaped = _by_shape(_ANY_KOMMUN, text, found) if _SAYS_KOMMUN.search(text) else ()
    return sorted([*found, *shaped], key=lambda n: n.start)


def find_district(text: str) -> list[Named]:
    """The districts that a text names, from left to right; ordinary words only beside "stadsdel" and the like."""
    pattern, known = _district_names()
    found: list[Named] = []
    for match in _matches(pattern, _district_starts(), text):
        before, after = text[: match.start()], text[match.end() :]
        name, ordinary = known[_key(match["name"])]
        kind: Sureness | None
        if _DISTRICT_AFTER.match(after) or _DISTRICT_BEFORE.search(before):
            kind = "other" if _COMPARED.search(before) else "said"
        else:
            kind = None if ordinary else _bare_kind(before, after, genitive=bool(match["genitive"]))
        if kind:
            found.append(Named(name, *match.span(), kind))
    shaped = _by_shape(_ANY_DISTRICT, text, found) if _SAYS_DISTRICT.search(text) else ()
    return sorted([*found, *shaped], key=lambda n: n.start)


def _begun(text: str) -> set[str]:
    """How the words with a capital begin that a text holds: their first four letters, and their first three."""
    found = set(_STARTS.findall(text))
    return found | {begun[:_SHORTEST] for begun in found}


def _matches(pattern: regex.Pattern[str], starts: frozenset[str], text: str) -> Iterator[regex.Match[str]]:
    """Where the names of a pattern stand, from left to right: it is tried only where a word begins as one of them does."""
    end = 0
    for begun in _STARTS.finditer(text):
        at = begun.start()
        known = begun.group() in starts or begun.group()[:_SHORTEST] in starts
        if at >= end and known and (match := pattern.match(text, at)):
            end = match.end()
            yield match


# Quicker than the long patterns: how a name can begin, and what a name of a shape stands beside.
_STARTS = regex.compile(r"(?<![\p{L}\p{N}])\p{Lu}\p{L}{2,3}")
_SHORTEST = 3  # letters of a name
_SAYS_KOMMUN = regex.compile(r"\s(?:kommun|stad)", regex.IGNORECASE)
_SAYS_DISTRICT = regex.compile(r"stadsdel|stadsområde", regex.IGNORECASE)
_COUNTY = regex.compile(r"\s+län(?:et)?s?\b", regex.IGNORECASE)  # "Stockholms län" is no municipality
_REGION = regex.compile(r"\b[Rr]egion\s+$")
_KOMMUN_AFTER = regex.compile(r"\s*[,:]?\s+(?:kommun(?:en)?s?|stad(?:en)?s?)\b(?!\s*[-–])", regex.IGNORECASE)
_KOMMUN_BEFORE = regex.compile(r"\b(?:kommunen|kommun:|kommun|staden)\s+$", regex.IGNORECASE)
_KOMMUNER = regex.compile(r"(?:[\w\s,-]{0,40}\s)?(?:och|samt)\s[\w-]+\skommuner(?:na)?\b|\s+kommuner(?:na)?\b")
_KOMMUNERNA = regex.compile(r"\bkommuner(?:na)?,?\s[^.:;]{0,80}$", regex.IGNORECASE)
_COMPARED = regex.compile(
    r"\b(?:med|mot|än|liksom|likt|hos|andra|t\.?\s?ex\.?|exempelvis|bland annat|bl\.?\s?a\.?)\s+(?:bl\.?\s?a\.?\s+|bland annat\s+)?$",
    regex.IGNORECASE,
)
_DISTRICT_AFTER = regex.compile(
    r"\s+(?:stadsdels?|stadsområdes?|kommundels)(?:nämnd|förvaltning|område|kontor|direktör)?(?:en|et|er|s|ens|ets)*\b"
    r"|\s+(?:stadsdel(?:en)?s?|stadsområdes?|SDN|SDF)\b",
    regex.IGNORECASE,
)
_DISTRICT_BEFORE = regex.compile(
    r"\b(?:stadsdel|stadsdelen|stadsområde|stadsområdet|SDN|SDF"
    r"|stads(?:dels|områdes)(?:nämnd|förvaltning|område)(?:en|et)?s?(?:\s+i|:)?)\s+$",
    regex.IGNORECASE,
)
_PREPOSITION = regex.compile(r"\b(?:i|inom|för|till|från|av|kring|utanför|runt)\s+$", regex.IGNORECASE)
_CAPITAL_BEFORE = regex.compile(r"\b(?!(?i:stad|kommun)\b)\p{Lu}[\p{L}-]*\s+$")
# A place stands free: punctuation, the end, or a small word follows. A noun after it makes it part of a name.
_FREE = regex.compile(
    r"""\s*(?:$|[.,;:!?()”"/–-])
    | \s+(?:och|eller|samt|som|att|i|på|för|till|från|av|med|vid|om|under|inom|efter|per|än|den|det|de|där|när|nu|inte|också|
      har|hade|är|var|blir|blev|kan|ska|skall|kommer|får|fick|bör|måste|vill|finns|fanns|\d)""",
    regex.VERBOSE,
)
_FREE_END = regex.compile(r"[\s.,;:!?()”\"/–-]|$|\d")
# "Arvikas budget" speaks of the municipality; "Sundsvalls sjukhus" of something else.
_OWN = regex.compile(
    r"\s+\p{Ll}*(?:nämnd|förvaltning|budget|invånare|medborgare|fullmäktige|styrelse|omsorg|skolor|verksamhet|organisation"
    r"|ekonomi|kostnader|revisorer|befolkning)\p{Ll}*\b"
)
# Names of a shape: one word, two with a hyphen or with a point of the compass and the like before it.
_NAME = r"""(?P<name> (?:(?:Norra|Södra|Östra|Västra|Nya|Gamla|Stora|Lilla|Övre|Nedre|Upplands|Sankt)\s)? \p{Lu}\p{Ll}{2,} (?:[-–]\p{Lu}\p{Ll}{1,}){0,2}
  | (?:(?:NORRA|SÖDRA|ÖSTRA|VÄSTRA|STORA|LILLA)\s)? \p{Lu}{3,} (?:[-–]\p{Lu}{2,}){0,2} )"""
_ANY_KOMMUN = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}@./_-]) {_NAME} (?=\s(?i:kommun(?:en)?s?|stads?)\b(?!\s?-))", regex.VERBOSE
)
_ANY_DISTRICT = regex.compile(
    rf"""(?<![\p{{L}}\p{{N}}@./_-]) {_NAME} (?=\s(?i:stadsdels(?:nämnd|förvaltning|område)|stadsdel|stadsområde)(?:en|et)?s?\b)
    | (?<=\b(?i:stadsdelen|stadsdelsnämnden\si|stadsdelsfullmäktige\si|stadsdelsförvaltningen\si|stadsdelsförvaltningen|stadsdelsområdet)\s) {_NAME} (?![\p{{L}}-])""",
    regex.VERBOSE,
)
_NO_NAME = regex.compile(
    r"(?:en|ett|varje|denna|vår|er|sin|hela|någon|ingen|annan|andra|egen|samma|aktuell|respektive|vilken|ytterligare|flera|många|"
    r"övriga|berörd|stor|liten|mindre|större|medelstor|svensk|sveriges|jämförbar|som|för|till|och|din|den|det|ny|växande|"
    r"bland|mellan|inom|genom|under|gamla|nya|norra|södra|östra|västra|\p{L}+(?:nämnden?|styrelsen?|förvaltningen?|kontoret|avdelningen))s?",
    regex.IGNORECASE,
)
_LETTERS = regex.compile(r"\p{L}+")
_GAP = regex.compile(r"\s*[-–]\s*|\s+")
_KEEPS_S = ("ås", "näs", "fors", "ss")


def _by_shape(pattern: regex.Pattern[str], text: str, known: Sequence[Named]) -> Iterator[Named]:
    for match in pattern.finditer(text):
        start, end = match.span("name")
        if _NO_NAME.fullmatch(match["name"]) or any(n.start < end and start < n.end for n in known):
            continue
        name = match["name"].replace("–", "-")
        if name.isupper():
            name = _LETTERS.sub(lambda m: m.group().capitalize(), name)
        if name.endswith("s") and not name.endswith(_KEEPS_S):
            name = name[:-1]
        before, after = text[:start], text[end:]
        other = _COMPARED.search(before) or _KOMMUNERNA.search(before) or _KOMMUNER.match(after)
        yield Named(name, start, end, "other" if other else "said")


def _municipal_kind(before: str, after: str, name: str) -> Sureness | None:
    if _KOMMUNERNA.search(before) or _KOMMUNER.match(after):
        return "other"
    own = _KOMMUN_AFTER.match(after) or _KOMMUN_BEFORE.search(before) or (name == "Gotland" and _REGION.search(before))
    if not own:
        return None
    return "other" if _COMPARED.search(before) else "said"


def _bare_kind(before: str, after: str, *, genitive: bool) -> Sureness:
    if _COMPARED.search(before):
        return "other"
    if genitive:
        return "place" if _OWN.match(after) else "inside"
    free = _FREE.match(after)
    if not free or not _FREE_END.match(after[free.end() :] if free.group().strip(" ").isalpha() else ""):
        return "inside"
    return "place" if _PREPOSITION.search(before) or not _CAPITAL_BEFORE.search(before) else "inside"


def _key(printed: str) -> str:
    return _GAP.sub(lambda m: "-" if m.group().strip() else " ", printed).casefold()


def _names(entries: Iterable[tuple[str, str, bool]]) -> tuple[regex.Pattern[str], dict[str, tuple[str, bool]]]:
    """A pattern of all printed forms, and what each means. Names come as they are or in capitals, never in small letters."""
    known: dict[str, tuple[str, bool]] = {}
    for printed, name, ordinary in entries:
        known.setdefault(_key(printed), (name, ordinary))
    # in one order whatever the process: the pattern is looked up among the kept grammars by its text
    forms = sorted({p for printed in known for p in _forms(printed, known)}, key=lambda p: (p[0], -len(p), p))
    # at each place only the names are tried that begin with the letter that stands there
    names = "|".join(
        f"{letter}(?:{'|'.join(form[1:] for form in alike)})" for letter, alike in groupby(forms, key=itemgetter(0))
    )
    return (
        regex.compile(
            rf"(?<![\p{{L}}\p{{N}}@./_-])(?P<name>{names})(?P<genitive>(?<![sxzSXZ]):?[sS])?(?![\p{{L}}\p{{N}}@_]|[-.]\p{{L}})"
        ),
        known,
    )


def _forms(key: str, known: dict[str, tuple[str, bool]]) -> tuple[str, str]:
    """The key as a pattern with its capitals back, and wholly in capitals."""
    name = known[key][0]
    printed = name if _key(name) == key else key.capitalize()
    return _gaps(printed), _gaps(printed.upper())


def _gaps(printed: str) -> str:
    return r"\s+".join(r"\s?[-–]\s?".join(map(regex.escape, word.split("-"))) for word in printed.split())


@cache
def _municipality_names() -> tuple[regex.Pattern[str], dict[str, tuple[str, bool]]]:
    entries = [(m.name, m.name, m.ordinary_word) for m in municipalities()]
    return _names([*entries, ("Falu", "Falun", True)])  # "Falu kommun"


@cache
def _municipality_starts() -> frozenset[str]:
    return _starts_of(_municipality_names()[1])


@cache
def _district_starts() -> frozenset[str]:
    return _starts_of(_district_names()[1])


def _starts_of(known: dict[str, tuple[str, bool]]) -> frozenset[str]:
    """The first four letters of every name, as they are printed and in capitals; three of one that has no more."""
    begun = {_LETTERS.match(key, 0, 4)[0] for key in known}  # type: ignore[index]  # a name begins with letters
    return frozenset(start for letters in begun for start in (letters.capitalize(), letters.upper()))


@cache
def _district_names() -> tuple[regex.Pattern[str], dict[str, tuple[str, bool]]]:
    return _names((d.name, d.name, d.ordinary_word) for d in districts())
