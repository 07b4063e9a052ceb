"""How like two measures are in words: texts go in, marks of a text and a likeness of two come out. No database, no papers.

Words are compared as lemmas, weighted by how much they tell apart. What makes two like-looking texts different measures is
kept beside the words: place numbers (``torget 27`` is not ``torget 29``), names, and whether something is to go up or down.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from rapidfuzz import fuzz

from extractors.lexicon.words import lemma

# Function words, and words that say no more than that this is a measure.
_EMPTY = frozenset(
    """
    och eller samt att som för från till med utan av på i om vid under över efter innan genom mot inom utom mellan per
    en ett den det de dem denna detta dessa sin sitt sina vår vårt våra man vi ni han hon alla allt annan annat andra
    är var vara varit blir bli blev blivit ha har hade haft ska skall skulle kan kunde kunna kommer komma kom måste bör får få fick
    inte ej ingen inga något någon några även också så när där här då än men dock redan nu bara endast mer mest mycket flera fler
    bland annat annan exempelvis t ex bl a m fl mm dvs cirka ca åtgärd åtgärder
    """.split()  # noqa: SIM905
)
# Words of the trade that stand in measures of every kind: they tell little apart, whatever papers are at hand.
_TRADE = frozenset(
    """
    minska minskning minskad öka ökning ökad sänka sänkning höja höjning kostnad effekt effektivisera effektivisering besparing spara
    verksamhet enhet avdelning förvaltning nämnd stadsdel kommun budget åtgärd genomföra genomförande genomgång översyn se ny nytt
    gemensam samordna samordning utveckla utveckling arbete arbeta behov insats tjänst personal medarbetare chef år månad införa
    förändra förändring anpassa anpassning fortsatt fortsätta ytterligare befintlig egen stor liten god hög låg del antal form grupp
    inköp köp köpa avtal förhandla omförhandla omförhandling upphandla upphandling avgift taxa intäkt rutin plats använda användning
    """.split()  # noqa: SIM905
)
_DOWN = frozenset(
    """minska minskning minskad sänka sänkning sänkt reducera reducering neddragning dra_in indragning avveckla avveckling avvecklad
    stänga stängning lägga_ned lägga_ner nedläggning dra_ned dra_ner skära_ned skära_ner säga_upp uppsägning ta_bort upphöra
    begränsa begränsning färre lägre avsluta vakanshålla halvera""".split()  # noqa: SIM905
)
_UP = frozenset(
    """öka ökning ökad höja höjning höjd utöka utökning utökad utvidga utvidgning bygga_ut utbyggnad inrätta inrättande
    anställa starta öppna öppnande fler högre nyanställning fördubbla""".split()  # noqa: SIM905
)
_PARTICLES = frozenset(("ned", "ner", "in", "upp", "bort", "ut"))
_MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()  # noqa: SIM905

_WORD = re.compile(r"[^\W_]+(?::[^\W_]+)?")  # a compound with a hyphen is its parts: "HVB-placering" has "placering"
_DIGIT = re.compile(r"\d")
_NOT_A_PLACE_NUMBER = re.compile(  # amounts, shares, dates, years, clock times: they change from paper to paper
    rf"""
      [-−]?\d[\d\s.,]*\s?(?:kr\b|kronor|tkr|kkr|mkr|mnkr|mn\s?kr|miljon\w*|tusen|procent|%)     # 1 400 tkr, 15 %
    | \b\d{{1,2}}\s(?:{"|".join(_MONTHS)})\b(?:\s\d{{4}})?                                         # 1 mars 2023
    | \b\d{{4}}-\d\d(?:-\d\d)? | \b\d{{1,2}}/\d{{1,2}}\b(?:\s\d{{4}})?                                  # 2023-03-01, 1/6 2013
    | \b(?:19|20)\d\d\b                                                                     # 2023
    | \b(?:kl\.?|klockan)\s\d[\d.:]*                                                        # klockan 22
    | \b\d{{1,3}}(?:[\s ]\d{{3}})+\b                                                             # 50 000
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PLACE_NUMBER = re.compile(
    r"(?P<place>[^\W\d_]+)\s(?:nr\s|nummer\s)?(?P<number>\d{1,4})(?!\d)(?:\s?[-–]\s?(?P<last>\d{1,4}))?"
)
_PLACE_ENDINGS = (
    "gatan",
    "gata",
    "vägen",
    "väg",
    "torget",
    "torg",
    "gränd",
    "gränden",
    "backen",
    "plan",
    "allén",
    "stigen",
)
_PLACE_WORDS = frozenset(
    "avdelning enhet hus våning paviljong nr nummer etapp distrikt område grupp linje fas del kvarter".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Marks:
    """What a measure's words say. ``places`` are numbers by what they number ("avdelning": 3), ``names`` are capitalised words
    inside a sentence by the word before them ("avdelning": Solen)."""

    words: frozenset[str]
    title: str
    places: Mapping[str, frozenset[str]]
    names: Mapping[str, frozenset[str]]
    all_names: frozenset[str]
    up: bool
    down: bool


def marks(title: str | None, action: str) -> Marks:
    """The marks of a measure's title and action together."""
    text = f"{title}. {action}" if title else action
    lemmas = [_lemma(word) for word in _WORD.findall(text)]
    phrases = {f"{verb}_{particle}" for verb, particle in pairwise(lemmas) if particle in _PARTICLES}
    said = phrases.union(lemmas)
    names = _names(text)
    return Marks(
        words=frozenset(w for w in lemmas if w not in _EMPTY and not w.isdigit() and len(w) > 1),
        title=" ".join(sorted(_lemma(word) for word in _WORD.findall(title or ""))),
        places=_places(text),
        names=names,
        all_names=frozenset().union(*names.values()),
        up=not said.isdisjoint(_UP),
        down=not said.isdisjoint(_DOWN),
    )


class Weights:
    """How much each word of some texts tells apart. Learnt from them; with few texts, trade words are known to tell little."""

    _PRIOR = 2_000  # texts that we imagine having seen before

    def __init__(self, texts: Iterable[Marks]) -> None:
        seen: Counter[str] = Counter()
        count = self._PRIOR
        for text in texts:
            count += 1
            seen.update(text.words)
        self._weights = {word: math.log(count / (n + self._before(word))) for word, n in seen.items()}
        self._sums: dict[frozenset[str], float] = {}

    def __getitem__(self, word: str) -> float:
        return self._weights[word]

    def of(self, words: frozenset[str]) -> float:
        """The weight of all words of a text."""
        if words not in self._sums:
            self._sums[words] = sum(map(self._weights.__getitem__, words))
        return self._sums[words]

    def _before(self, word: str) -> int:
        return self._PRIOR // 10 if word in _TRADE else 1


def text_likeness(a: Marks, b: Marks, weights: Weights) -> float:
    """0-1: how much of what the two texts say is the same, told by their words and by their titles."""
    if not a.words or not b.words:
        return 0.0
    only_a, only_b = a.words - b.words, b.words - a.words
    shared = weights.of(a.words) - sum(weights[w] for w in only_a)
    in_a, in_b = shared + _nearly(only_a, only_b, weights), shared + _nearly(only_b, only_a, weights)
    whole_a, whole_b = weights.of(a.words), weights.of(b.words)
    dice = (in_a + in_b) / (whole_a + whole_b)
    # A follow-up often tells in five words what the plan told in thirty: the shorter text counts half.
    shorter = in_a / whole_a if whole_a <= whole_b else in_b / whole_b
    likeness = (dice + shorter) / 2
    if a.title and b.title and (titles := fuzz.ratio(a.title, b.title) / 100) > 0.85:
        likeness = max(likeness, 0.9 * titles + 0.1 * likeness)
    return round(likeness, 4)


def _nearly(words: frozenset[str], others: frozenset[str], weights: Weights) -> float:
    """The weight of words that stand nearly so among the others, each by how near it comes."""
    if not others:
        return 0.0
    return sum(weights[word] * max([_near(word, other) for other in others]) for word in words)


def conflict(a: Marks, b: Marks) -> str | None:
    """What says that the two are different measures, however like their words; None where nothing does."""
    for place in a.places.keys() & b.places.keys():
        if a.places[place].isdisjoint(b.places[place]):
            return "number"
    for called in a.names.keys() & b.names.keys():  # "avdelningen Solen på Granen" is not "avdelningen Månen på Granen"
        if _lacks_all(a.names[called], b) and _lacks_all(b.names[called], a):
            return "name"
    if _lacks_all(a.all_names, b) and _lacks_all(b.all_names, a):
        return "name"
    if (a.up, a.down, b.up, b.down) in ((True, False, False, True), (False, True, True, False)):
        return "direction"
    return None


@lru_cache(maxsize=500_000)
def _near(a: str, b: str) -> float:
    """0-1: how far two lemmas are the same word: a compound and its part, a derivation, an error of reading."""
    if len(a) > len(b):
        a, b = b, a
    if len(a) < 4:
        return 0.0
    if len(a) >= 5 and (b.startswith(a) or b.endswith(a)):
        return 0.8
    ratio = fuzz.ratio(a, b, score_cutoff=80) / 100
    if ratio:
        return ratio
    return 0.7 if len(a) >= 7 and a[:6] == b[:6] else 0.0


@cache
def _lemma(word: str) -> str:
    low = word.lower()
    return low if low in _EMPTY or low in _PARTICLES else lemma(low)


def _places(text: str) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    if not _DIGIT.search(text):
        return found
    for match in _PLACE_NUMBER.finditer(_NOT_A_PLACE_NUMBER.sub(" ¤ ", text)):
        place = match["place"]
        low = place.lower()
        # "Storgatan 14" and "avdelning 3" name something; "cirka 14" and "till 3" count something
        if low.endswith(_PLACE_ENDINGS) or _lemma(place) in _PLACE_WORDS or place[0].isupper():
            numbers = {match["number"]} | ({match["last"]} if match["last"] else set())
            key = _lemma(place)
            found[key] = found.get(key, frozenset()) | numbers
    return found


def _names(text: str) -> dict[str, frozenset[str]]:
    """Capitalised words that do not open a sentence, an item or a bracket; without a genitive s. Abbreviations are no names."""
    found: dict[str, frozenset[str]] = {}
    if text.upper() == text:
        return found
    last = ""
    for match in _WORD.finditer(text):
        word = match[0]
        if _may_be_name(word) and not _opens(text[: match.start()]):
            before = _lemma(last) if last else ""
            found[before] = found.get(before, frozenset()) | {_bare(word)}
        else:
            last = word
    return found


def _may_be_name(word: str) -> bool:
    return word[0].isupper() and not word[1:].isupper() and len(word) > 2 and word.lower() not in _EMPTY


def _opens(before: str) -> bool:
    before = before.rstrip(" \"”'»")
    return not before or before[-1] in ".:;!?•–-()/·*"


def _lacks_all(names: frozenset[str], other: Marks) -> bool:
    """True where there are names and the other text has none of them in any form: as a name, as a sentence's first word, in a
    compound."""
    if not names:
        return False
    theirs = other.all_names | other.words
    return not any(n in theirs or any(_near(n, w) > 0.79 for w in theirs) for n in names)


def _bare(name: str) -> str:
    low = name.lower()
    return low[:-1] if low.endswith("s") and len(low) > 3 else low
