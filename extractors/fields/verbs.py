"""The forms of Swedish verbs in a sentence, as far as they tell what is done, is being done or is to come.

In: the words of a sentence. Out: which word is a verb and in what form, which supine belongs to "har", which participle to "är", and the
class of a verb (beginning, finishing, planning, deciding …) by its stem. Known forms come from the lexicon and from the dictionary of
basic forms; an ending tells the rest.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import regex

from extractors.lexicon import compiled, load, remembered
from extractors.lexicon.folding import fold
from extractors.lexicon.words import lemma


class Word(NamedTuple):
    """A word of a sentence and its place in it; ``folded`` without capitals and accents."""

    text: str
    folded: str
    start: int
    end: int


Form = Literal["past", "active", "passive"]  # the last two in the present


def words_of(sentence: str) -> list[Word]:
    """The words of a sentence, numbers left out."""
    folded = fold(sentence)
    spans = [match.span() for match in _WORD.finditer(sentence)]
    return [Word(sentence[start:end], folded[start:end], start, end) for start, end in spans]


@remembered(20_000)
def form_of(printed: str) -> Form | None:
    """The finite form that a word is, None for other words. A word with a capital inside a sentence is a name."""
    word = printed.lower()
    folded = fold(word)
    if len(word) < 3 or folded in words_under("forms.no_verb"):
        return None
    if printed[:1].isupper() and printed[1:2].islower() and not word.endswith("ades"):
        return None
    if word in ("skär", "skärs"):  # without its dots it is the past, "skar"
        return "passive" if word.endswith("s") else "active"
    if folded in words_under("forms.past") or word.endswith(("ade", "ades")):
        return "past"
    if (
        word.endswith(("de", "te", "des", "tes"))
        and not word.endswith(("ande", "ende", "endes", "ends", "inte", "aste"))  # "närmaste"
        and is_known_verb(printed)
    ):
        return "past"
    if folded in words_under("forms.passive"):
        return "passive"
    if folded in words_under("forms.present"):
        return "active"
    if not is_known_verb(printed):
        return None
    if word.endswith(("ar", "er", "ör", "år", "yr")):
        return "active"
    return "passive" if word.endswith("s") and not word.endswith(("ss", "us", "is", "os")) else None


@remembered(20_000)
def is_known_verb(printed: str) -> bool:
    """The dictionary, or our own list of verbs, knows the word as a form of a verb."""
    word = printed.lower()
    basic = lemma(word)
    if basic.endswith(("a", "å", "e")) and basic != word and basic[:3] == word[:3]:
        return not (basic.endswith("e") or word.endswith(("na", "or")))
    if fold(basic) in own_verbs():
        return True
    return _has_ending(fold(word), (*_PRESENT, *_PAST))


@remembered(20_000)
def is_own_verb(folded: str) -> bool:
    """A present form of a verb of the trade."""
    return _has_ending(folded, _PRESENT)


@compiled
def own_verbs() -> frozenset[str]:
    """The verbs of the trade in basic form, folded."""
    return frozenset(fold(v) for v in load("measures")["action.verbs"] if " " not in v)


@remembered(20_000)
def verb_class(folded: str) -> str:
    """The class of a verb by its stem ("begin", "finish", …); "" for a verb of no class: an action."""
    best, length = "", 0
    for name, stem in _stems():
        # A short stem stands for itself or for few endings: "ge" is no part of "genomför".
        if folded.startswith(stem) and len(stem) > length:
            fits = folded == stem if len(stem) <= 3 else len(stem) > 4 or len(folded) - len(stem) <= 4
            if fits:
                best, length = name, len(stem)
    return best


def begins_with(folded: str, key: str) -> bool:
    """The word begins with one of the stems under a key of the lexicon."""
    return folded.startswith(_begun()[key])


def words_under(key: str) -> frozenset[str]:
    """The folded words under a key of the status lexicon."""
    return _folded()[key]


def supine_after(words: list[Word], i: int) -> int | None:
    """Where the supine that belongs to "har" (word ``i``) stands: near it, and before another auxiliary."""
    stop = words_under("auxiliary.have") | words_under("auxiliary.future") | {"som", "att"}
    for j in range(i + 1, min(i + 12, len(words))):
        word = words[j].folded
        if word in stop:
            return None
        if word in ("kunnat", "behovt"):  # "har kunnat avslutas": the infinitive tells
            ahead = range(j + 1, min(j + 4, len(words)))
            return next((k for k in ahead if words[k].folded.endswith(("s", "a")) and len(words[k].folded) > 3), j)
        if _is_supine(words[j].text):
            return j
    return None


def participle_after(words: list[Word], i: int) -> int | None:
    """Where the participle that belongs to "är" (word ``i``) stands: "är … rekryterade", "är … framtaget"."""
    for j in range(i + 1, min(i + 6, len(words))):
        word = words[j].text.lower()
        if word in {"som", "att", "har", "för"}:
            return None
        if (
            _PARTICIPLE.fullmatch(word)
            and words[j].folded not in words_under("forms.no_state")
            and is_known_participle(word)
        ):
            return j
    return None


def is_known_participle(word: str) -> bool:
    """The word (small letters) is the participle of a verb that is known, or ends like a strong one."""
    if _STRONG_PARTICIPLE.search(word):
        return True
    basic = _WEAK_PARTICIPLE.sub("a", word)
    return basic != word and (
        lemma(basic + "r") == basic or fold(basic) in own_verbs() or lemma(word).endswith("a") or lemma(word) != word
    )


def is_attribute(words: list[Word], i: int) -> bool:
    """ "beslutade åtgärder", "de planerade insatserna": a participle before its noun, which looks like a past form."""
    word, before = words[i].folded, words[i - 1].folded if i else ""
    if not word.endswith("de"):
        return False
    if before.endswith("igt") and i > 1:  # "färre offentligt skyddade anställningar"
        before = words[i - 2].folded
    if before == "mars":
        return False  # no verb, though it ends like one
    if not i or before in _BEFORE_ATTRIBUTE or form_of(words[i - 1].text) in ("active", "passive"):
        return True  # "köps begagnade": of what sort they are
    has_noun = i + 1 < len(words)
    return before.endswith("ade") or (has_noun and before.endswith(("ens", "ets", "nas", "ers", "as")))


_WORD = regex.compile(r"\p{L}+(?:-\p{L}+)*")
_CLASSES = ("begin", "finish", "decide", "prepare", "handle", "effect", "neutral", "plan", "postpone")
# An ending, and what the basic form has instead.
_PRESENT = (
    ("ar", "a"), ("as", "a"), ("er", "a"), ("s", "a"), ("es", "a"), ("r", "ra"), ("ler", "la"), ("ls", "la"), ("tter", "tta"), ("tts", "tta"), ("ter", "ta"),
)  # fmt: skip
_PAST = (("ade", "a"), ("ades", "a"), ("des", "a"), ("de", "a"), ("t", "a"), ("ts", "a"))
_PARTICIPLE = regex.compile(
    r".{3,}(?:ad|ade|at|dd|dda|nått|tagen|taget|tagna|hållen|hållna|lagd|lagda|lagt|sagd|sagda|sagt|förd|förda|fört|gjord|gjorda|gjort"
    r"|ställd|ställda|ställt|satt|satta|sedd|sedda)"
)
_STRONG_PARTICIPLE = regex.compile(
    r"(?:tag(?:en|et|na)|drag(?:en|et|na)|stäng[dt]a?|hålln?[ea]n?|lag[dt]a?|sag[dt]a?|för[dt]a?|gjor[dt]a?|ställ[dt]a?|satta?|nådd?a?|nått|dda?)$"
)
_WEAK_PARTICIPLE = regex.compile(r"(?:ade|ad|at)$")
_SUPINE_END = regex.compile(r"[aeirtlnkgspmfx]ts?$")
_BEFORE_ATTRIBUTE = frozenset(
    "de den det dessa alla flera fler farre mindre andra nya redan tidigare tre tva fyra fem av med for i om pa till fran pga och samt genom fortsatt"  # noqa: SIM905
    " inga nagra sina vara mer utan enligt ej hog icke sex sju atta nio tio elva tolv samtliga manga".split()
)


def _has_ending(folded: str, endings: tuple[tuple[str, str], ...]) -> bool:
    return any(folded.endswith(e) and folded[: -len(e)] + basic in own_verbs() for e, basic in endings)


@remembered(20_000)
def _is_supine(printed: str) -> bool:
    word = printed.lower()
    folded = fold(word)
    if folded in words_under("forms.no_supine"):
        return False
    if folded.endswith(_long_supines()) or folded in words_under("forms.supine"):
        return True
    if not _SUPINE_END.search(word):
        return False
    basic = lemma(word)
    if word.endswith(("at", "ats")):
        return basic.endswith("a") or basic == word or len(word) > 6
    return basic != word and basic.endswith(("a", "å"))


@compiled
def _long_supines() -> tuple[str, ...]:
    return tuple(s for s in words_under("forms.supine") if len(s) >= 4)


@compiled
def _stems() -> tuple[tuple[str, str], ...]:
    return tuple((name, stem) for name in _CLASSES for stem in words_under(f"verbs.{name}"))


@compiled
def _begun() -> dict[str, tuple[str, ...]]:
    """The same as ``_folded``, for ``str.startswith``."""
    return {key: tuple(words) for key, words in _folded().items()}


@compiled
def _folded() -> dict[str, frozenset[str]]:
    return {key: frozenset(fold(w) for w in words) for key, words in load("status").items()}
