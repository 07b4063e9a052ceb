"""Is a heading, group row or cell the name of an area of the organisation, and which names does a cell hold?

In: what is printed there. Out: how surely it names an area and nothing else; the places of the names in it, tails such as ", åtgärd och effekt:" left out.
"""

from __future__ import annotations

import regex

from extractors.fields.area_words import LEADING, OFFICE, OFFICES, hits_in, is_filler, tail_words
from extractors.fields.verbs import is_known_verb
from extractors.lexicon import remembered
from extractors.lexicon.folding import fold
from extractors.lexicon.words import lemma

# "IV Gymnasieskola", "Tabell 3. Särskilt boende"
_COUNTED = regex.compile(r"(?:(?:[Tt]abell|[Bb]ilaga)\s+)?(?:[IVX]{1,4}|\d{1,2}(?:\.\d{1,2})*)[.):]?\s+(?=\p{Lu})")
_AND_MORE = regex.compile(r"\s(?:och|samt|&)\s\p{Ll}\p{L}+$")
_NOT_A_NAME = regex.compile(r"[.!?:;]\s|\d{3,}")
_WORD = regex.compile(r"[\p{L}\p{N}]+(?:[-/&.][\p{L}\p{N}]+)*")
_BETWEEN = regex.compile(r"(?<=\S)\s+[-–—]\s+(?!(?:och|samt|eller)\b)(?=\S)|\s*[›»→>]\s*|(?<=\p{L}{3})\s*\|\s*")
_EDGES = " \t:;,.–—-"
# In the genitive, or ended as places are. "Hedemora" ends as a verb or an adjective does ("Avveckla", "Gemensamma"), and is left out.
_NAME_OF_A_PLACE = regex.compile(
    r"\p{Lu}\p{L}{2,}s|\p{Lu}\p{L}+(?:sta|by|ö|stad|berg|vik|torp|dal|hamn|sund|köping|ås|borg|holm|näs|lund|fors|hult|ryd)"
)
_TO_WHOM = regex.compile(r"(?:till|från)\s", regex.IGNORECASE)  # "Till stadsdelsnämnden"
_WHOSE = regex.compile(r"(?:\p{L}*nämnden|\p{L}*styrelsen|kommunen|stadsdelen)s", regex.IGNORECASE)  # its tail cut off


@remembered(8192)
def is_area_name(text: str) -> float:
    """How surely (0-1) a heading, group row or cell names an area of the organisation and nothing else; 0.0 for no."""
    name = _without_tail(text)
    if counted := _COUNTED.match(name):
        name = name[counted.end() :]
    if OFFICE.fullmatch(fold(name)) and fold(name) in OFFICES:
        return 0.7
    if not name or len(name) > 90 or _NOT_A_NAME.search(name) or _WHOSE.fullmatch(name) or _TO_WHOM.match(name):
        return 0.0
    hits = [h for h in hits_in(name) if not h.weak]
    if not hits:  # "Stödboende" by itself; "Personal" or "Ekonomi" is as often a topic
        return (
            0.7
            if any(h.weak and h.area != LEADING and h.start == 0 and h.end == len(name) for h in hits_in(name))
            else 0.0
        )
    words = list(_WORD.finditer(name))
    left = [m.group() for m in words if not any(h.start < m.end() and m.start() < h.end for h in hits)]
    unknown = [w for w in left if not is_filler(fold(w)) and not w.isdigit()]
    if not unknown:
        return 0.95
    # "Bygglov och kartor": what goes with an area, whatever it is.
    if len(unknown) == 1 and hits[0].start == 0 and len(name.split()) <= 3 and _AND_MORE.search(name):
        return 0.7
    # "Hemtjänst Björkbacken", "Särskilt boende Lunden": a proper name beside the area.
    if all(w[:1].isupper() for w in unknown) and len(unknown) <= 2 and words[0].start() >= hits[0].start:
        return 0.7
    # "Granbergs bibliotek", "Norrköping gymnasieskola": whose it is ahead of it; "Samordnas hemtjänst" and "Ny skola" are none
    if (
        len(unknown) <= 2
        and words[0].start() < hits[0].start
        and hits[-1].end == len(name)
        and name[hits[0].start].islower()
        and not name.endswith(("or", "ar", "er"))
        and all(map(_is_of_a_place, unknown))
    ):
        return 0.7
    return 0.0


def _is_of_a_place(word: str) -> bool:
    """ "Granbergs", "Märsta"; not "Samordnas", nor "Rusta" ("rustar") or "Största" ("stor")."""
    basic = word.lower()
    no_name = is_known_verb(word) or (basic.endswith("sta") and (is_known_verb(basic + "r") or lemma(basic) != basic))
    return not no_name and _NAME_OF_A_PLACE.fullmatch(word) is not None


@remembered(4096)
def split_area_cell(text: str) -> tuple[tuple[int, int], ...]:
    """The places of the names in a cell or heading: "Individ- och familjeomsorg - Barn och unga" → two. Tails are dropped."""
    kept = len(_without_tail(text))
    spans = []
    counted = _COUNTED.match(text)
    at = counted.end() if counted else 0
    for mark in (*_BETWEEN.finditer(text, 0, kept), None):
        end = mark.start() if mark else kept
        spans.append(_stripped(text, at, end))
        at = mark.end() if mark else kept
    return tuple(s for s in spans if s[0] < s[1])


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in " \t:;,–—":
        end -= 1
    return start, end


@remembered(4096)
def _without_tail(text: str) -> str:
    """The name without ", åtgärd och effekt:" and the like; whole where nothing is left before the tail."""
    match = tail_words().search(fold(text))
    cut = text[: match.start()] if match and match.start() >= 3 else text
    return cut.rstrip(" \t:;,–—-")
