"""States that a whole short text says: a status cell, a heading, a list's intro.

In: a cell or a heading. Out: the code with the place of the words that say it.
"""

from __future__ import annotations

from collections.abc import Mapping

import regex
from rapidfuzz import fuzz, process

from extractors.fields.alternatives import one_of
from extractors.lexicon import compiled, load, remembered
from extractors.lexicon.folding import fold
from extractors.measure import Status

CODES: tuple[Status, ...] = ("stopped", "planned", "ongoing", "done")


@remembered(8192)  # a column is asked whether it is of states for every measure in it
def in_cell(text: str) -> tuple[Status | None, int, int] | None:
    """The state that a cell is, or begins with: (code, start, end). A None code: it says only that something is wrong."""
    match = _cell().match(fold(text))
    if not match:
        return _misspelt_cell(text)
    rest = text[match.end("said") :].strip()
    if rest and rest[0].isalpha() and not _AFTER_STATE.match(fold(rest)):
        return None
    code = _cells()[" ".join(match["said"].split())]
    if code == "done" and _IN_PART.match(fold(rest)):
        code = "ongoing"
    return code, match.start("said"), match.end("said")


def _misspelt_cell(text: str) -> tuple[Status | None, int, int] | None:
    """One long word with a slip: "Avsutad"."""
    word = text.strip(" .()")
    if not word.isalpha() or len(word) < 7:
        return None
    hit = process.extractOne(fold(word), _cells().keys(), scorer=fuzz.ratio, score_cutoff=90)
    if hit is None or " " in hit[0] or hit[0][0] != fold(word)[0]:  # "Ostartad" is no slip for "Startad"
        return None
    start = text.index(word)
    return _cells()[hit[0]], start, start + len(word)


def in_heading(text: str) -> tuple[Status | None, int, int] | None:
    """The state that a heading or list intro gives what stands under it: "Redan vidtagna åtgärder". A None code: it names two."""
    if len(text) > 90:
        return None
    found = list(_heading().finditer(fold(text)))
    if not found:
        return _in_plain_words(text)
    codes = {_heading_names()[" ".join(word.split())] for m in found for word in m.captures("word")}
    first = found[0]
    return next(iter(codes)) if len(codes) == 1 else None, first.start(), first.end()


# "Det här är klart", "Detta arbetar vi med", "Sådant som har tagits bort ur programmet", "Kvar att göra", "Redan på plats"
_PLAIN: tuple[tuple[Status, regex.Pattern[str]], ...] = tuple(
    (
        code,
        regex.compile(
            rf"\W*(?:(?:(?:det|detta|sadant|vad|allt)(?:\s+har)?|de)\s+(?:som\s+)?(?:{said})|{alone})(?:\s+(?:nu|redan|just\s+nu|hittills|i\s+ar|(?:ur|fran)\s+\p{{L}}+))?\W*"
        ),
    )  # type: ignore[misc]
    for code, said, alone in (
        (
            "done",
            r"(?:ar|har\s+vi|vi\s+har)\s+(?:redan\s+|nu\s+)?(?:klart?|gjort|genomfort|infort|pa\s+plats|avslutat)|(?:redan\s+)?(?:har\s+)?(?:gjorts|genomforts|inforts)|vi\s+(?:redan|hittills)\s+(?:har\s+)?gjort",
            r"redan\s+(?:pa\s+plats|gjort|klart|genomfort|infort)|(?:klart\s+och|genomfort\s+och)\s+(?:klart|infort)",
        ),
        (
            "ongoing",
            r"(?:arbetar|jobbar|haller)\s+vi\s+(?:pa\s+)?med|vi\s+(?:nu\s+)?(?:arbetar|jobbar|haller\s+pa)\s+med|pagar|ar\s+(?:pa\s+gang|i\s?gang|paborjat)|(?:gor\s+vi|vi\s+gor)(?=\s+(?:nu|just))",
            r"pagar\s+just|har\s+borjat|inlett\s+men\s+(?:inte|ej)\s+klart",
        ),
        (
            "planned",
            r"aterstar(?:\s+att\s+gora)?|kommer(?:\s+harnast)?|planerar\s+vi|vi\s+planerar|ska\s+vi\s+gora|vi\s+ska\s+gora|kommer\s+vi\s+att\s+gora|vi\s+kommer\s+att\s+gora|vantar|ar\s+pa\s+vag",
            r"(?:kvar|aterstar)\s+att\s+(?:gora|genomfora|infora)|beslutat\s+men\s+(?:annu\s+)?(?:inte|ej)\s+(?:paborjat|genomfort|infort|startat)",
        ),
        (
            "stopped",
            r"(?:blev|blir)\s+(?:inte|ej)\s+av|(?:har\s+vi|vi\s+har)\s+(?:stoppat|avbrutit|lagt\s+ned|backat\s+fran|valt\s+bort|sagt\s+nej\s+till|tagit\s+bort)|gick\s+inte|utgar|"
            r"(?:har\s+)?(?:tagits|tas|togs|lyfts|valts)\s+(?:bort|ut)|(?:har\s+)?(?:strukits|strokos|stryks|stroks|utgatt|avforts)",
            r"(?:struket|borttaget|bortvalt|avfort|utgatt)(?=\s+(?:ur|fran))|bortvalt|borttaget",
        ),
    )
)


def _in_plain_words(text: str) -> tuple[Status | None, int, int] | None:
    plain = fold(text)
    return next(((code, 0, len(text)) for code, said in _PLAIN if said.fullmatch(plain)), None)


@compiled
def colours() -> Mapping[str, str]:
    """Folded colour word → its English name."""
    return {
        fold(w): key.removeprefix("colours.")
        for key, words in load("status").items()
        if key.startswith("colours.")
        for w in words
    }


_AFTER_STATE = regex.compile(
    r"(?:enligt|i|den|under|men|och|med|sedan|fran|till|per|vid|hosten|varen|sommaren|vintern|(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*|q|t|v|vecka|kvartal|"
    r"tertial|ar|delvis|samt|for|av|arbetet|arbete|utan|avvikelse|forsenad|forsenat|nu|redan|helt|inom|efter|hos|pa|pga|eftersom|da|annu|lopande|kontinuerligt|varje|arligen|manadsvis|till|beslut|vantar|langre)\b"
)
_IN_PART = regex.compile(r"\W*(?:delvis|till\s+(?:viss\s+del|del|halften|stor\s+del|storsta\s+delen|\d+\s?%)|nastan)\b")


@compiled
def _cells() -> dict[str, Status | None]:
    found: dict[str, Status | None] = {fold(w): None for w in load("status")["cell.unclear"]}
    for code in CODES:
        found.update({fold(w): code for w in load("status")[f"cell.{code}"]})
    return found


@compiled
def _cell() -> regex.Pattern[str]:
    said = one_of(regex.escape(w).replace(r"\ ", r"\s+") for w in sorted(_cells(), key=len, reverse=True))
    return regex.compile(rf"^[\s(•–\-✓*\"”]*(?:status\s*:?\s*)?(?P<said>{said})(?!\p{{L}}|-\p{{L}})")


@compiled
def _heading_names() -> dict[str, Status]:
    return {fold(name): code for code in CODES for name in load("status")[f"heading.{code}"]}


@compiled
def _heading() -> regex.Pattern[str]:
    lexicon = load("status")
    words = one_of(regex.escape(w).replace(r"\ ", r"\s+") for w in sorted(_heading_names(), key=len, reverse=True))
    nouns = "|".join(fold(n) for n in lexicon["heading.nouns"])
    return regex.compile(
        rf"^(?:[\d.\s§a-z]{{0,6}}\s)?(?:redan\s+|ovriga\s+|ytterligare\s+|tidigare\s+)?(?P<word>{words})(?:(?:,|\s+(?:och|samt|eller|respektive))\s+(?P<word>{words}))*\s+(?:\p{{L}}+\s+){{0,2}}(?:{nouns})\w*(?:\s+[\p{{L}}\d-]+){{0,6}}\W*$"
    )
