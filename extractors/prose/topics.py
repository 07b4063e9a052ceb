"""Are two sentences about one and the same thing?

In: two texts. Out: how many content words they share, parts of compounds included ("demensvård" and "demensboendet"), or whether the
second takes up what the first told ("Planerna följdes upp …").
"""

from __future__ import annotations

from functools import lru_cache

import regex

from extractors.lexicon.folding import fold

_WORD = regex.compile(r"\p{L}+(?:-\p{L}+)*")
_LETTERS = regex.compile(r"\p{L}+")
_SHORTEST, _ALIKE = 5, 5  # letters of a content word, letters at its beginning that must be alike
# What every paper speaks of, whatever it is about.
_COMMON = regex.compile(
    r"(?:befintlig|nuvarande|relevant|aktuell|verksamhet|forvaltning|kommun|namnd|enhet|avdelning|atgard|kostnad|under|genom|arbet|personal|behov|ekonomi|budget|minsk|okad|okat|okar|olika|"
    r"ytterligare|fortfarande|tidigare|framover|mojlig|beslut|insats|resurs|organisation|ledning|januari|februari|april|augusti|september|oktober|"
    r"november|december|hosten|varen|sommar|vinter|inom|kommer|komma|finns|bland|annat|samtliga|medarbet|person|brukar|storre|mindre|battre|effektiv|"
    r"start|pabor|genomfor|planer(?:as|at|ade?|ar)\b|avslut|klar|gemensam|antal|flera|enligt|sedan|istallet|stallet|mellan|ocksa|utveckl|skapa|bidra|innebar)"
)
_TAKES_UP = regex.compile(
    r"(?:uppdraget|atgarden|atgarderna|insatsen|insatserna|satsningen|forandringen|fokus|inriktningen|planen|handlingsplanen|projektet|"
    r"oversynen|detta (?:gors|sker|ska|genomfors)|det (?:gors|sker|ska) genom|som exempel|exempel pa|bland annat|framst|i (?:uppdraget|planen|projektet|arbetet) ingar|vidare|i stallet(?! for))\b"
)
_UNCLOSED = regex.compile(
    r"(?:satsa|prova|se over|minska|oka|utveckla|samordna|utbilda|folja upp|forbattra|starka|anpassa)\b"
)
# Nouns for what is done; a school or a home that is named again is not yet the same measure.
_DOING = regex.compile(
    r"(?:ning|ningen|ningar|ningarna|plan|planen|planer|planerna|syn|synen|projekt|projektet|modell|modellen|rutin|rutinen|rutiner|rutinerna|pool|poolen)$"
)
# "Avtalet är tänkt att …" after "Ett avtal …", "Stoppet gäller …" after "inköpsstopp".
_THE = regex.compile(
    r"(?P<noun>avtal|stopp|forbud|byte|schema|kontrakt|upphandling|utredning|forstudie|kartlaggning|flytt|provning)(?:et|t|en|n)\s"
)
_OF_WHAT = regex.compile(r"(?:om|med|for|pa|till|i|av|som|mellan)\b")
# "Mottagningen slog upp portarna …" after "en egen öppenvårdsmottagning"
_SUBJECT = regex.compile(
    r"(?P<stem>\p{L}{6,}?)(?:en|et|n|t)\s+(?!(?:har|hade)\s+(?:\p{L}+\s+)?haft|hade|ar|var|saknar|bestar)"
)
_AS_SUBJECT_OR_OBJECT = regex.compile(
    r"(?:^(?:arbetet med |\p{L}+s )?|\b(?:att|inte)\s+\p{L}+\s+|\b(?:foljs|foljdes|gors|genomfors)\s+)(?P<word>\p{L}{6,})"
)
_DEFINITE = regex.compile(r"(?:en|et|n|na|ns|ens|ets|nas)$")


@lru_cache(maxsize=8192)
def content(text: str) -> frozenset[str]:
    """The words that tell what a text is about."""
    return frozenset(w for w in _WORD.findall(fold(text)) if len(w) >= _SHORTEST and not _COMMON.match(w))


def shared(one: str, other: str) -> int:
    """How many content words of ``other`` are taken up from ``one``, whole or as part of a compound."""
    mine = content(one)
    return sum(any(_alike(word, said) for said in mine) for word in content(other))


def goes_on_about(before: str, sentence: str) -> bool:
    """True where the sentence takes up what ``before`` told: it points back to it, or speaks of its things in the definite form."""
    folded = fold(sentence)
    if _TAKES_UP.match(folded) or _UNCLOSED.match(folded):
        return True
    said = _LETTERS.findall(fold(before))
    if the := _THE.match(folded):
        if any(word.endswith(the["noun"]) for word in said):
            return True
        # "… har sagt upp avtalet om lås. Avtalet har löpt ut …", but not "Avtalet om tvätt …"
        again = not _OF_WHAT.match(folded, the.end())
        if again and any(word.endswith((the["noun"] + "et", the["noun"] + "en")) for word in said):
            return True
    subject = _SUBJECT.match(folded)
    if (
        subject
        and any(word.endswith(subject["stem"]) for word in said)  # quicker than to make the pattern
        and regex.search(rf"\b(?:en|ett)\s+(?:\p{{L}}+\s+){{0,3}}?\p{{L}}*{subject['stem']}(?!\p{{L}})", fold(before))
    ):
        return True
    taken_up = [m.group("word") for m in _AS_SUBJECT_OR_OBJECT.finditer(folded)]
    return any(_takes_up_thing(word, said) for word in taken_up for said in content(before) | _doings(before))


def _doings(text: str) -> frozenset[str]:
    return frozenset(w for w in _WORD.findall(fold(text)) if _DOING.search(w))


def _takes_up_thing(word: str, said: str) -> bool:
    """ "handlingsplanerna" after "handlingsplaner", "uppföljningen" after "uppföljning"."""
    return (
        _DOING.search(word) is not None
        and len(said) >= 6
        and word != said
        and word.startswith(said[: max(6, len(said) - 2)])
        and abs(len(word) - len(said)) <= 4
        and bool(_DEFINITE.search(word))
    )


def _alike(word: str, said: str) -> bool:
    short, long = sorted((word, said), key=len)
    stem = short[: max(_ALIKE, min(6, len(short) - 3))]
    return len(stem) >= _SHORTEST and stem in long
