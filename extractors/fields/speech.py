"""What speaks of measures: a heading, the line that opens a list, the words of the measure itself.

In: a text. Out: how strongly it speaks (0-1), or whether a heading stands over something else (background, risks, decisions).
"""

from __future__ import annotations

from collections.abc import Iterable

import regex

from extractors.fields.alternatives import one_of
from extractors.fields.verbs import own_verbs
from extractors.lexicon import compiled, load, remembered
from extractors.lexicon.folding import fold
from extractors.lexicon.words import lemma


@remembered(4096)
def heading_speaks_of_measures(text: str) -> float:
    """How surely what stands under a heading are measures: "Besparingsförslag 2024" 0.95, "Uppdrag" 0.5, "Bakgrund" 0.0."""
    head = _heading(text)
    if not head or len(head) > 160:
        return 0.0
    if _NO_MEASURE.search(head) or _OF_MEASURES.match(head) or head.startswith("varfor "):
        return 0.0
    strong, weak = _pattern("heading.strong").search(head), _pattern("heading.weak").search(head)
    if not_measures_heading(text):
        return 0.0
    if strong:
        long = len(head.split()) > 12
        return 0.7 if long else 0.95
    if _pattern("heading.told").search(head):
        return 0.8
    if weak:
        return 0.35 if _starts_elsewhere(weak) else 0.5
    return 0.0


@remembered(4096)
def intro_speaks_of_measures(text: str) -> float:
    """How surely the list that a line opens holds measures: "Följande tjänster har vakantsatts:" 0.95, "Bilagor:" 0.0."""
    line = " ".join(fold(text).split())
    if not line or len(line) > 400:
        return 0.0
    said = _BETWEEN_SENTENCES.split(line)
    while len(said) > 1 and _OF_THE_AMOUNTS.match(said[-1]):
        said.pop()
    last = said[-1]
    if _pattern("intro.not").search(last) or _ANOTHERS.match(last):
        return 0.0
    opens = last.rstrip().endswith(":")
    thing, act = _pattern("intro.things").search(last), _pattern("intro.acts").search(last)
    points = _POINTS.search(last)
    if thing and act:
        weight = 0.95
    elif act and (points or opens):
        weight = 0.75
    elif thing and (points or opens) and _pattern("heading.strong").search(last):
        weight = 0.85
    elif thing and (points or opens):
        weight = 0.45
    else:
        return 0.0
    return weight if opens else weight * (0.6 if points else 0.25)


_BETWEEN_SENTENCES = regex.compile(r"(?<=[.!?])\s+")
# "Effekterna är beräknade för 2019.": about the list, after the line that opens it
_OF_THE_AMOUNTS = regex.compile(
    r"(?:samtliga\s+|alla\s+)?(?:belopp|effekt|siffr|summ|besparing)\p{L}*\s+(?:(?:inom\s+parentes|i\s+\p{L}+)\s+)?(?:ar|avser|galler|anges|redovisas|visas|har)\b[^:]*$"
)
_POINTS = regex.compile(
    r"\b(?:foljande|nedanstaende|dessa|nedan|bland annat|bl\.?\s?a\.?|exempelvis|till exempel|t\.?\s?ex\.?|enligt nedan)\b"
)


@remembered(8192)
def action_words(text: str) -> float:
    """How strongly a text itself says that something is done (0-1): verbs and nouns of the trade, at its beginning most."""
    folded = fold(text)
    words = _WORD.findall(folded)
    if not words:
        return 0.0
    nouns = _pattern("action.nouns")
    if nouns.match(" ".join(words[:3])):
        weight = 0.75
    elif nouns.search(" ".join(words[:3])):  # "Mjukt inköpsstopp"
        weight = 0.6
    else:
        weight = 0.4 if nouns.search(folded) else 0.0
    for i, word in enumerate(words[:60]):
        if verb := _verb(word):
            # "är byggd 1964"
            is_state = i > 0 and words[i - 1] in {"ar", "var"} and word.endswith(("d", "da", "na", "en"))
            common = verb == "common"
            weight = max(weight, (0.7 if common else 0.85) if i == 0 else (0.3 if is_state or common else 0.65))
            if not common:
                break
    if _phrases().search(folded):
        weight = max(weight, 0.75)
    if weight and _pattern("action.not").search(folded):
        weight *= 0.6
    return round(weight, 3)


@remembered(4096)
def handles_the_paper(text: str) -> bool:
    """True for a clause of a decision that only handles a matter: "godkänna redovisningen", "Kommunstyrelsen noterar informationen"."""
    return _HANDLES.match(text) is not None


_HANDLES = regex.compile(
    r"""(?:att\s+)? (?:(?:\p{L}+-\s(?:och|samt)\s)?\p{L}*(?:nämnden|styrelsen|fullmäktige|utskottet|förvaltningen|kontoret|chefen|direktören|ordföranden)\s+(?:beslutar\s+(?:att\s+)?)?)?
    (?: (?:redovisning|rapport|ärende|protokoll|(?:tjänste)?utlåtande|skrivelse|yttrande|svar|handling|plan|förslag|uppföljning|information)(?:en|et|n|arna|na)\s+
        (?:\s*(?:om|till)\s[^.;]{3,90}?\s+(?=utgår|avslås|dras|återremitteras|bordläggs))?
        (?:utgår|avslås|dras\s+tillbaka|återremitteras|bordläggs|överlämnas|lämnas|översänds|skickas|godkänns|läggs\s+till|noteras|antas|fastställs|överförs|delges|justeras|publiceras) |
    (?!\p{L}+(?:ande|ende|ning|ningen|ningar)\b)   # "Överlämnande av verksamheten" does something
    (?:godkän\w* | lägg\w*\s+(?:\w+\s+){0,6}till\s+handlingarna | justera\w*(?=\s+(?:\w+\s+){0,3}(?:protokoll|paragraf|dagordning|punkt|beslut)\w*|\s*\.?$) | återremi\w* | bordlägg\w* | avslå\w* | besvara\w* | anse\w* | noter\w*
     | överlämna\w* | översänd\w* | återrapport\w* | återkomma | redovisa\w* | fastställ\w* | anmäl\w* | entlediga\w* | utse\w* | välj\w* | adjunger\w*
     | dra\w*\s+tillbaka | utgå\w* | bifall\w* | ajourner\w* | ta[r]?\s+(?:del|emot) | anta[r]?\s+(?:\w+\s+){0,3}(?:förslag|\w*plan|riktlinje|policy|budget|taxa)\w*
     | ställ\w*\s+sig\s+bakom | omedelbart\s+justera\w* | förklara\w* | (?:denna\s+)?paragraf(?:en)?\s+(?:förklaras|justeras) | lämna\w*\s+(?:\w+\s+)?yttrande) )\b""",
    regex.VERBOSE | regex.IGNORECASE,
)


@remembered(4096)
def not_measures_heading(text: str) -> bool:
    """True for headings over what is no measure: background, summary, risks, proposals for the board's decision, figures."""
    head = _heading(text)
    if not head:
        return False
    return bool(_OF_MEASURES.match(head) or _DISCARDED.search(head) or _COMES_NEXT.match(head)) or _begins_as(
        head, _headings_of_others()
    )


@remembered(4096)
def says_none_is_needed(text: str) -> bool:
    """True for a statement that no measure is taken: "Någon åtgärd behövs därför inte", "Inga åtgärder föreslås"."""
    return _NONE_NEEDED.search(fold(text)) is not None


@remembered(4096)
def over_accounts(text: str) -> bool:
    """True for those of them that stand over figures or what is ahead ("Ekonomi", "Framtiden"): the organisation also tells there what it does."""
    return _begins_as(_heading(text), _headings_of_accounts())


def _begins_as(head: str, headings: frozenset[str]) -> bool:
    """A heading that is one of these, or goes on after it with little more."""
    if head in headings:
        return True
    for other in headings:
        if not head.startswith(other):
            continue
        if head.startswith(other + " ") and not _pattern("heading.strong").search(head):
            rest = head[len(other) + 1 :].split()
            return len(other) >= 5 and (len(rest) <= 4 or rest[0] in _LINKS)
        if _INFLECTED.match(head, len(other)) and len(head.split()) <= 2 and len(other) >= 6:
            return True
    return False


_STRONG = {
    "stangt": "stanga", "stangts": "stanga", "dragit": "dra", "tagit": "ta", "sagt": "saga", "salt": "salja", "salts": "salja", "salde": "salja", "saldes": "salja", "byggt": "bygga",
    "bytt": "byta", "tagits": "ta", "tog": "ta", "slogs": "sla", "lades": "lagga", "holls": "halla", "hallits": "halla",
}  # fmt: skip
# Who proposes is not the organisation.
_ANOTHERS = regex.compile(
    r"(?:regeringen|staten|riksdagen|betankandet|kommitten|lagradsremissen|promemorian|departementet|\p{L}+departementet|\p{L}+verket|socialstyrelsen|\p{L}*myndigheten|regionen|motionar(?:en|erna)|forslagsstallar(?:en|na)|"
    r"oppositionen|partiet|\p{L}+partiet|\p{L}+demokraterna|moderaterna|liberalerna|centern|skr)\s+(?:\p{L}+\s+)?(?:foreslar|vill|yrkar|anser|rekommenderar|begar|kraver|onskar|menar)\b"
)
_LINKS = {"av", "for", "till", "i", "om", "pa", "och", "samt", "med", "fran", "over"}
# No measure is taken, or measures are spoken of only to say what came of the paper.
_NO_MEASURE = regex.compile(
    r"\b(?:inga|ingen|utan)\s+(?:ytterligare\s+)?atgard|^uppfoljning av (?:mal|budget|ekonomi|intern)"
)
_MORE = r"(?:(?:ytterligare|nya|sarskil\p{L}+)\s+)?"
_NONE_NEEDED = regex.compile(
    rf"\b(?:(?:nagon|nagra)\s+{_MORE}(?:atgard|besparing|forandring)\p{{L}}*\s+(?:behovs|kravs|vidtas|foreslas|planeras)\b[^.;]{{0,40}}\b(?:inte|ej)\b"
    rf"|(?:inga|ingen)\s+{_MORE}(?:atgard|besparing)\p{{L}}*\s+(?:behovs|kravs|vidtas|foreslas|planeras|ar\s+(?:nodvandig|aktuell|planera|motivera))"
    rf"|(?:nagon|nagra)\s+{_MORE}atgard\p{{L}}*\s+(?:\p{{L}}+\s+){{0,3}}(?:inte|ej)\s+(?:\p{{L}}+\s+){{0,2}}(?:pakalla|nodvandig|aktuell|motivera|behov)"
    r"|(?:kontoret|forvaltningen|vi|namnden|utredningen)\s+(?:foreslar|forordar|rekommenderar)\s+(?:(?:det|detta|den)\s+)?(?:darfor\s+)?(?:inte|ej)\b"
    r"|\b(?:vi|kontoret|forvaltningen|utredningen)\s+(?:avstar|har\s+avstatt)\s+fran\s+att\s+(?:foresla|fororda|rekommendera)"
    r"|\bhar\s+(?:provats|overvagts|diskuterats)\b[^.]{0,80}\bmen\b[^.]{0,40}\b(?:inte|ej|avsta\p{L}*)\b"
    r"|\b(?:har|hade)\s+overvagt\b[^.]{0,100}\bmen\b[^.]{0,60}\b(?:inte|ej|avsta\p{L}*)\b"
    rf"|(?:behovs|kravs|vidtas|foreslas|planeras)\s+(?:(?:darfor|det)\s+)*(?:inga|ingen|inte\s+nagon|inte\s+nagra)\s+{_MORE}(?:atgard|besparing))"
)
# "Förslag som inte finns med", "Alternativ som vi inte går vidare med", "Prövat men inte föreslaget", "Förslag som vi har avstått från"
# "Nästa steg"
_COMES_NEXT = regex.compile(
    r"(?:nasta|kommande)\s+steg\b|vad\s+hander\s+(?:nu|sedan|harnast|framover)\b|fortsatt\s+(?:process|handlaggning|beredning)\b"
)
_DISCARDED = regex.compile(
    r"\b(?:forslag|ideer|alternativ|atgarder|uppslag|besparingar)\s+som\s+(?:[^\s,.]+\s+){0,5}?(?:(?:inte|ej)\s+(?:gar|gatt|finns|tas|tagits|laggs|lagts|lamnas|foresl\p{L}+|forord\p{L}+|bedom\p{L}+)|avstatt?|avfardats?|forkastats?|uteslutits?|valts\s+bort)\b"
    r"|\b(?:provat|overvagt|utrett|diskuterat)s?\s(?:[^.]{0,40}?\s)?men\s+(?:inte|ej|avstatt|avfardat|forkastat|uteslutit|valt)s?\b|\b(?:namnden|forvaltningen|vi|kontoret|som)\s+(?:inte|ej)\s+(?:foreslar|forordar|foreslas|forordas|vill\s+genomfora)\b|\b(?:bortvalda|avfardade|forkastade|ej\s+(?:aktuella|foreslagna)|inte\s+foreslagna)\s+(?:\p{L}+\s+)?(?:forslag|atgarder|alternativ|besparingar)"
)
_OF_MEASURES = regex.compile(r"(?:konsekvens|risk|bedomning|effekt|orsak|bakgrund)\w*\s+(?:av|med|for|till|kring|pa)\s")
_WORD = regex.compile(r"\p{L}+(?:-\p{L}+)*")
_INFLECTED = regex.compile(r"(?:en|et|er|erna|na|n|s)?\b")
_NUMBER = regex.compile(
    r"^\s*(?:(?:bilaga|kapitel|avsnitt|del|punkt)\s+)?(?:§\s*)?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.):]?\s+(?=\p{L})"
)


@remembered(4096)
def _heading(text: str) -> str:
    """Folded, without its number and what surrounds it."""
    head = " ".join(fold(text).split()).strip(" :.,;-–")
    return _NUMBER.sub("", head)


def _starts_elsewhere(match: regex.Match[str]) -> bool:
    return match.start() > 25


@remembered(16_384)
def _verb(word: str) -> str:
    """ "own" for a verb of the trade, "common" for one of them that says little by itself, "" for any other word."""
    if not _is_verb(word, own_verbs()):
        return ""
    return "common" if _is_verb(word, _common_verbs()) else "own"


def _is_verb(word: str, verbs: frozenset[str]) -> bool:
    if word in verbs or fold(lemma(word)) in verbs:
        return True
    # Imperative, passive and past forms that the dictionary may not know: "vakanshålls", "omförhandlats".
    for ending, basic in _ENDINGS:
        if word.endswith(ending) and word[: -len(ending)] + basic in verbs:
            return True
    return word + "a" in verbs or _STRONG.get(word) in verbs


# Endings of the verb's forms, and what the basic form has instead: the dictionary may not know "vakanshålls" or "omförhandlats".
_ENDINGS = tuple(
    (ending, basic)
    for ending, basic in (
        ("ar", "a"), ("as", "a"), ("ade", "a"), ("ades", "a"), ("at", "a"), ("ats", "a"), ("ad", "a"), ("er", "a"), ("es", "a"), ("s", "a"), ("r", "ra"),
        ("de", "a"), ("des", "a"), ("te", "a"), ("tes", "a"), ("t", "a"), ("ts", "a"), ("ls", "la"), ("ler", "la"), ("llit", "lla"), ("llits", "lla"),
        ("tt", "tta"), ("tts", "tta"), ("tter", "tta"), ("satt", "satta"), ("satts", "satta"), ("satte", "satta"), ("sattes", "satta"),
        ("s", ""), ("r", ""),
    )
)  # fmt: skip


def _stem(word: str) -> str:
    parts = [r"\w+" if p == "…" else regex.escape(fold(p)) for p in word.lstrip("*").split()]
    joined = r"\s+".join(parts)
    end = r"(?![\p{L}])" if len(word) <= 4 else ""
    return f"{joined}{end}"


def _any(words: Iterable[str]) -> regex.Pattern[str]:
    ranked = sorted(words, key=len, reverse=True)
    inside = [_stem(word) for word in ranked if word.startswith("*")]
    # The others behind one test of where a word begins: a test in front of each makes the pattern ten times slower.
    beginning = one_of(_stem(word) for word in ranked if not word.startswith("*"))
    return regex.compile("|".join([rf"(?<!\p{{L}})(?:{beginning})", *([one_of(inside)] if inside else [])]))


@compiled
def _all_patterns() -> dict[str, regex.Pattern[str]]:
    return {key: _any(words) for key, words in load("measures").items()}


def _pattern(key: str) -> regex.Pattern[str]:
    return _all_patterns()[key]


@compiled
def _common_verbs() -> frozenset[str]:
    return frozenset(fold(v) for v in load("measures")["action.common"])


@compiled
def _phrases() -> regex.Pattern[str]:
    """Verbs with a particle: "säger upp", "lägga ned", "ses över"."""
    built = []
    for verb in load("measures")["action.verbs"]:
        if " " in verb:
            first, rest = fold(verb).split(" ", 1)
            built.append(
                rf"{regex.escape(first[:2])}\w*\s+(?:\w+\s+)?{regex.escape(rest)}\b"
                if len(first) <= 3
                else rf"{regex.escape(first[:-2])}\w*\s+(?:\w+\s+)?{regex.escape(rest)}\b"
            )
    return regex.compile(rf"\b(?:{one_of(built)})")


@compiled
def _headings_of_others() -> frozenset[str]:
    return frozenset(fold(h) for h in load("measures")["not_measures.headings"])


@compiled
def _headings_of_accounts() -> frozenset[str]:
    return frozenset(fold(h) for h in load("measures")["not_measures.accounts"])
