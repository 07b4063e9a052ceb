"""What a sentence looks like to the judge: the forms of its verbs, how it begins, its words and their endings.

In: one sentence. Out: names of features, each once, in order. A feature must hold for any municipality: a name or an amount gives none of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors.fields.alternatives import one_of, parted
from extractors.fields.speech import action_words
from extractors.fields.status import parse_status
from extractors.fields.status_words import events_of
from extractors.lexicon import remembered
from extractors.lexicon.folding import fold

_WORD = regex.compile(
    r"\p{L}+(?:-\p{L}+)*|\d[\d ]*(?:,\d+)?\s?(?:%|procent|tkr|kkr|mnkr|mkr|mn kr|kronor|kr|miljoner)?|[:?%]"
)


def _that_begins(words: str) -> regex.Pattern[str]:
    """What begins as one of some words, or holds one that any letters may stand before; the latter are tried together."""
    alone = [word for word in parted(words) if not word.startswith(_ANY_LETTERS)]
    behind = [word.removeprefix(_ANY_LETTERS) for word in parted(words) if word.startswith(_ANY_LETTERS)]
    shapes = ([one_of(alone)] if alone else []) + ([f"{_ANY_LETTERS}(?:{one_of(behind)})"] if behind else [])
    return regex.compile(rf"\b(?:{'|'.join(shapes)})")


_ANY_LETTERS = r"\p{L}*"
_CUES = {
    name: _that_begins(words)
    for name, words in {
        "paper": r"skrivels|arendet|tjansteutlatande|tjansteskrivelse|redovis|aterkom|aterrapport|till handlingarna|besvar|remi(?:ss|tter)|rapport|bilag|protokoll|juster|"
        r"foredr|sammantrad|motet\b|intervju|enkat|kapit[el]|avsnitt|tabell|svaret|underlag|nedan|delrapport|till kannedom|noter|anmal|information\b|beskriv",
        "opinion": r"anser|menar|tycker|upplev|bedomer|onskvar|uppfatt|konstater|ifragasatt|framsta|verkar\b|delar\b|glad|olyckligt|ser (?:positivt|allvarligt)|enligt var",
        "need": r"behov(?:er|et|en)?\b|behovs|maste|kravs|viktig|nodvandig|angelag|saknas?\b|forutsatt|vore\b|bor\b|borde|avgorande",
        "outsider": r"region(?:en)?\b|landsting|staten\b|regering|riksdag|polis|forsakringskassan|arbetsformedling|hyresvard|leverantor(?:en|erna)?\b|lansstyrels|domstol|"
        r"andra kommuner|flera kommuner|grannkommunen\b|foretaget\b|bolag(?:et)?\b|migrationsverket|socialstyrels",
        "voted": r"yrk|reserv|motion|avsl(?:og|a)|bifall|opposition|rostade|omrostning|partiet|medborgarforslag|sarskilt yttrande|drogs tillbaka|foreslog",
        "result": r"lett till|ledde till|medfor|medfort|innebar|inneburit|resulter|bidra|gett\b|gav\b|visar|effekten|utfallet|uteb|darmed|pa sa satt|detta gor|det gor|tack vare|har skapat",
        "law": r"\p{L}*lagen\b|lag\b|skyldig|ratt till|ratten till|foreskr|forordning|kollektivavtal|enligt (?:avtalet|direktiv)|garanter|tillforsakr|ska ges|overklag",
        "standing": r"varje (?:ar|manad|vecka|termin|kvartal|barn|elev|enhet|avdelning)|arlig|manadsvis|regelbund|kontinuerlig|en gang|ganger (?:om aret|per)|varannan|alla (?:elever|brukare)",
        "meaning": r"avses|avser\b|menas|definier|star for|begrepp|syftet|malet\b|visionen|utgangspunkt|bestar av|omfattar|finns\b|utgor|ar uppdelad|finansieras",
        "risk": r"risk|konsekvens|drabba|kan (?:leda|komma|ge|inneb)|skulle\b|forsamr|sarbar|osaker|oro",
        "none": r"inga\b|ingen\b|inget\b|inte (?:haft|vidtagit|behov|aktuell|planera)|nagra\b.{0,40}\binte",
        "wish": r"onsk|vill\b|efterfrag|efterlys|hoppas|ser garna|ville\b|synpunkt",
        "forecast": r"prognos|vantas|forvantas|beraknas|bedoms|kommer att (?:oka|minska|stiga|sjunka)|pekar|troligen|sannolik|pa sikt",
        "demand": r"sparkrav|\p{L}*krav(?:et)?\b|sparbeting|budgetram|ram(?:en)?\b|tilldela|fordelas mellan|uppmana|ramminsk|direktiv",
        "cause": r"beror|berodde|orsak|anledning|forklar|skalet|till foljd|pa grund|grund av|en foljd av|pga",
        "purpose": r"for att|i syfte att|syftar till|sa att",
        "instead": r"i ?stallet for|i ?stallet\b|ersatt|till forman for|i egen regi|gemensam|farre|samordn|minskad kostnad|lagre",
        "over": r"fran \d+|fran (?:tva|tre|fyra|fem|sex|sju|atta|nio|tio|elva|tolv)",
        "from now on": r"inte langre|numera|hadanefter|fr\.? ?o\.? ?m|fran och med|tills vidare|i ?taget|mot tidigare|var(?:t|je)? (?:tredje|annat|annan)|"
        r"fran (?:den \d|jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|nyar|arsskift|vecka|hosten|varen|sommaren|\d)|"
        r"sedan (?:den \d|jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|nyar|arsskift|hosten|varen|i\b)",
        "list": r"bland annat|bl ?\.?a|bestod i|innehall|ingick|omfattade|innebar (?:bland annat )?att",
    }.items()
}
_SUBJECTS = {
    name: _that_begins(words)
    for name, words in {
        "own": r"forvaltning|\p{L}*forvaltningen|\p{L}*enhet(?:en|erna|er)?\b|\p{L}*avdelning|\p{L}*namnden|kommunen|vi\b|\p{L}*ledning|verksamhet(?:en|erna)|\p{L}*kontoret|rektor|\p{L}*chef|sektion|\p{L}*sektionen|skolan|skolorna",
        "people": r"brukar|elev|barn(?:en)?\b|ungdom|klient|medarbet|personal|anstallda|foraldr|kund|medborg|hyresgast|deltag|handlagg",
        "measured": r"antal|kostnad|andel|behov|underskott|overskott|resultat|volym|okning|minskning|prognos|budget|avvikels|efterfragan|ko[rn]|utfall|effekt|besparing|belopp|\p{L}*kostnade|intakt|sjukfranvaro|netto",
        "that": r"^(?:det|detta|den|de|dessa|har|dar|genom detta|detsamma|ovanstaende|motsvarande)\b",
        "doing": r"\p{L}*arbete[tn]?\b|\p{L}*oversyn|\p{L}*insats|\p{L}*projekt|\p{L}*atgard|\p{L}*satsning|\p{L}*plan(?:en|er|erna)?\b|uppdrag",
        "outsider": r"region|landsting|stat(?:en|ens|sbidrag)|regering|riksdag|polisen|forsakringskassan|arbetsformedling|hyresvard|lansstyrels|\p{L}*domstol|\p{L}*grannkommun|foretaget\b|"
        r"\p{L}*styrelsen for|\p{L}*myndighet|\p{L}*universitet|hogskolan|\p{L}*forbundet|\p{L}*foreningen|\p{L}*klubben|byalag|elevkar|\p{L}*banken|konkurrent|\p{L}*handlarna|familjer|foraldra|kyrkan|vardcentral|\p{L}*sjukhus|"
        r"facket|\p{L}*utforar|leverantor|\p{L}*entreprenor|(?:migrations|trafik|skol|natur)verket|partiet|yrkande|revisor|revision|butik|fastighetsagar|hyresgast|patient|kund|intresseorganis|privata|fristaende|\p{L}*foretag|ab\b|"
        r"granskning|konsult|forskar|narboende|anhorig|invanar|befolkning|turist|besokar",
        "post": r"\p{L}*tjanst(?:en|er|erna)?\b|\p{L}*avtal(?:et|en)?\b|\p{L}*lokal(?:en|er|erna)?\b|\p{L}*avgift(?:en|er|erna)?\b|\p{L}*tax(?:an|or|orna)\b|\p{L}*bemanning(?:en)?\b",
    }.items()
}  # fmt: skip
_FOREMOST = 2  # words: what stands there is the subject, or holds it
# "är uppsagd", "blir indragen"
_IS_DONE = regex.compile(
    r"\b(?:ar|blir|blev)\s+(?:\p{L}+\s+|\d+\s+){0,3}?\p{L}{2,}(?:ad|ade|at|dragen|dragna|draget|bruten|brutna|skriven|skrivna|st|sta|[grlmvjn]d|[grlmvjn]da|agt)\b"
)
_ENDINGS = ("as", "es", "ts", "des", "tes", "ats", "its")  # of what is done to something
_NEAR, _LATEST = 5, 10  # words: where the verb of the main clause stands
_NOT_ITS_OWN = {"head=outsider", "head=measured", "head=that", "head=people"}
_PARTY = regex.compile(
    r"\((?:S|M|C|L|V|MP|KD|SD|FP)\)|(?:moderat|socialdemokrat|centerparti|vansterparti|vänsterparti|liberal|miljöparti|kristdemokrat|sverigedemokrat)\p{L}*",
    regex.IGNORECASE,
)
_OPENS_ASIDE = regex.compile(r"(?:for att|i syfte att|eftersom|da|nar|om|genom att|trots att|aven om)\b")
_TURNS = regex.compile(r",\s*(?:kommer|ska|har|avser|planerar|infor|genomfor\w*|\p{L}+(?:s|r)\b)")
_LINK = regex.compile(
    r",?\s\b(?:som|vilket|vilka|eftersom|da|sa att|for att|i syfte att|dar|nar|trots att|medan|utifran|pa grund av|till foljd av|darfor att)\b"
)
_YEAR = regex.compile(r"(?:19|20)\d\d")
_MOST = 60  # words that are looked at
_STEM = 6


@remembered(8192)
def features(sentence: str) -> tuple[str, ...]:
    """Every feature of the sentence, without repeats."""
    main, aside = _main_clause(sentence)
    words = _words(main)
    cues, heads = _of_cues(main, "main"), _of_subject(main)
    found = [
        *_of_forms(sentence),
        *_together(sentence, cues, heads),
        *cues,
        *_of_cues(aside, "aside"),
        *heads,
        *_of_endings(words),
        *_of_start(words),
        *_of_words(words),
    ]
    if _IS_DONE.search(fold(main)):
        found.append("form=is done")
    found += [f"aside={word[:_STEM]}" for word in _words(aside)]
    return tuple(dict.fromkeys(found))


def _main_clause(sentence: str) -> tuple[str, str]:
    """What the sentence says first of all, and what is subordinate: "För att …, kommer …" and "… , vilket …", "… för att …"."""
    folded = fold(sentence)
    if _OPENS_ASIDE.match(folded):
        turn = _TURNS.search(folded)
        if turn:
            return sentence[turn.end() - 1 :].lstrip(" ,"), sentence[: turn.start()]
    link = _LINK.search(folded, 24)
    return (sentence[: link.start()], sentence[link.start() :]) if link else (sentence, "")


def _words(sentence: str) -> list[str]:
    """Folded words; numbers as kinds: "#year", "#money", "#share", "#no". Names inside the sentence as "#name"."""
    words: list[str] = []
    for match in _WORD.finditer(sentence):
        said = match.group()
        if said[0].isdigit():
            words.append(_number(said))
        elif words and said[0].isupper() and not said.isupper():
            words.append("#name")
        else:
            words.append(fold(said))
        if len(words) == _MOST:
            break
    return words


def _number(said: str) -> str:
    if _YEAR.fullmatch(said.strip()):
        return "#year"
    if said[-1].isalpha():
        return "#share" if said.endswith("procent") else "#money"
    return "#share" if said.endswith("%") else "#no"


def _of_forms(sentence: str) -> list[str]:
    """What the verbs tell (see status_words.py), and how strongly the words of the trade speak."""
    status = parse_status(sentence)
    acting = action_words(sentence)
    said = f"{status.code}:{round(status.weight, 1)}" if status else "none"
    found = [
        f"state={status.code if status else 'none'}",
        f"state={said}",
        f"acts={round(acting, 1)}",
        f"acts={acting >= 0.5}+{bool(status)}",
    ]
    for event in events_of(sentence):
        name = event.code or event.what
        found += [f"event={name}", f"event={name}:{'aside' if event.aside else 'main'}"]
        if event.outright:
            found.append(f"event={name}:outright")
    return found


def _of_cues(clause: str, where: str) -> list[str]:
    """What a clause speaks of where it is not of a doing."""
    folded = fold(clause)
    found = [f"cue={name}:{where}" for name, pattern in _CUES.items() if pattern.search(folded)]
    if _PARTY.search(clause):
        found.append("cue=party")
    return found


def _of_subject(main: str) -> list[str]:
    words = fold(main).split()
    head = " ".join(words[:5])
    found = [f"head={name}" for name, pattern in _SUBJECTS.items() if pattern.search(head)]
    if _SUBJECTS["outsider"].search(" ".join(words[:_FOREMOST])):
        found.append("first=outsider")
    return found


def _together(sentence: str, cues: Sequence[str], heads: Sequence[str]) -> list[str]:
    """The state that the verbs tell, with whom it is told of: what the bank has closed is another thing than what the school has."""
    status = parse_status(sentence)
    code = status.code if status else "none"
    subjects = [name for name in heads if name.startswith("head=")]
    found = [f"{code}+{name}" for name in subjects or ["head=none"]]
    if not any(cue != "cue=from now on:main" for cue in cues):
        found.append(f"{code}+no cue")
        if not _NOT_ITS_OWN & set(subjects):
            found.append(f"{code}+plain")
    return found


def _of_endings(words: Sequence[str]) -> list[str]:
    """The passive forms among the first words, and whether near the beginning."""
    found = []
    for i, word in enumerate(words[1:_LATEST], 1):
        for ending in _ENDINGS:
            if len(word) > 4 and word.endswith(ending):
                found += [f"form={ending}", f"form={ending}:{'near' if i < _NEAR else 'far'}"]
    return found


def _of_start(words: list[str]) -> list[str]:
    first = words[:3]
    found = [f"first={first[0]}", f"first=…{first[0][-3:]}"] if first else []
    if len(first) > 1:
        found += [f"second={first[1]}", f"start={first[0]} {first[1]}"]
    found.append(f"length={min(len(words) // 4, 8)}")
    return found


def _of_words(words: list[str]) -> list[str]:
    found = []
    for i, word in enumerate(words):
        found += [f"w={word}", f"stem={word[:_STEM]}"]
        if len(word) > 5:
            found.append(f"end={word[-4:]}")
        if len(word) > 9:
            found.append(f"tail={word[-7:]}")
        if i:
            found.append(f"pair={words[i - 1][:_STEM]} {word[:_STEM]}")
    return found
