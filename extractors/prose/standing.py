"""Sentences that tell what always holds: whose task something is, what is done every year, what a rule demands if something happens.

In: a sentence. Out: True where it tells nothing that is changed. Under a heading that speaks of measures such a sentence may still be one.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from extractors.fields.amount import find_amounts
from extractors.fields.sums import is_sum
from extractors.lexicon.folding import fold

# What others ask for or fear
_OTHERS_SAY = regex.compile(
    r"(?:\p{L}+\s+){0,2}?\p{L}*(?:skribenterna|forslagsstallarna|fragestallaren|partiet|partierna|foraldrarna|foraldraforeningen|facket|facken|fackforeningen|fackforbunden|skyddsombuden?|personalen|medarbetarna|hyresgastforeningen|foreningarna|boende|anhoriga|eleverna|revisorerna|revisionen|granskarna|tillsynsmyndigheten|inspektionen)\s+(?:\p{L}+\s+){0,2}?(?:kraver|undrar|fragar|onskar|menar|anser|befarar|oroas|vill|tycker|begar|papekar|rekommenderar|pekar\s+pa|efterlyser|ifragasatter)\b"
)
# "Hon föreslår också att nämnden inför …": the one whose question is answered
_ASKS = regex.compile(
    r"(?:hon|han|de|fragestallaren|motionaren|interpellanten|skribenten)\s+(?:\p{L}+\s+)?(?:foreslar|vill|undrar|fragar|onskar|menar|anser|begar|kraver)\b"
)
_TASK = regex.compile(
    r"[^,;:]{2,80}?\b(?:(?:an)?svarar\s+(?:aven\s+|ocksa\s+|ytterst\s+)?for|(?:har|bar)\s+(?:det\s+\p{L}+\s+)?ansvar(?:et)?\s+for|har\s+(?:till|som)\s+(?:uppgift|uppdrag)|ar\s+ansvarig\p{L}*\s+for|skoter|driver|forvaltar|handlagger|tillhandahaller|bedriver|administrerar|ombesorjer)\b"
)
_EVERY = regex.compile(
    r"\b(?:arligen|varje\s+(?:ar|manad|vecka|dag|var|host|termin|kvartal|tertial|lasar)|(?:manads|kvartals|vecko)vis|regelbundet|kontinuerligt|lopande|"
    r"(?:en\s+gang|tva\s+ganger|\p{L}+\s+ganger|minst\s+en\s+gang)\s+(?:per|om|i)\s+(?:aret?|manaden?|veckan?|terminen?|kvartal(?:et)?))\b"
)
_CHANGES = regex.compile(
    r"\b(?:ska|skall|kommer|har|hade|fran\s+och\s+med|fr\.?\s?o\.?\s?m|sedan|fran\s+den|infor\p{L}*|nya?|nytt|nu|numera|i\s?stallet|tatare|oftare|minska\p{L}*|sank\p{L}*|hoj\p{L}*|\p{L}*spar\p{L}*|effektivis\p{L}*|"
    r"fler|farre|stopp\p{L}*|upphor\p{L}*|avveckla\p{L}*|starta\p{L}*|pabor\p{L}*|(?:19|20)\d\d)\b"
)
_IF = regex.compile(
    r"(?:om(?!\s+(?:ett|en|tva|tre|\d+)\s+(?:ar|manad|vecka))|ifall|for\s+det\s+fall)\s[^.]*?[\s,](?:kommer|ska|skall|kan|far|bor|maste)\b"
)

# "Kommunen köper i dag fyra platser", "Under 2023 var upp till sju inhyrda i tjänst": how things are or were.
_TODAY = regex.compile(r"\b(?:i\s+dag|idag|i\s+dagslaget|i\s+nulaget|for\s+narvarande)\b")
_UNDER_WAY = regex.compile(
    r"\b(?:(?:om)?forhandlas|ses\s+over|utreds|upphandlas|omarbetas|arbetas\s+om|omprovas|provas|testas|bereds|byggs|installeras|inforas|infors|rekryteras|saljs|avvecklas|flyttas|omorganiseras|(?:ar|haller)\s+(?:under|pa\s+att))\b"
)
_WAS = regex.compile(
    r"(?:under|i|vid|fram\s+till)\s+(?:[^\s,]+\s+){1,4}?(?:var|fanns|uppgick)\s+(?:det\s+)?(?:upp\s+till|cirka|ca|omkring|drygt|knappt|i\s+snitt|i\s+genomsnitt|som\s+mest|antalet|\d|\p{L}*kostnad)"
)
# "Nämnden köper fyra platser till en genomsnittlig kostnad av 900 tkr": what it costs as it is
_COSTS = regex.compile(
    r"\btill\s+(?:en|ett)\s+(?:genomsnittlig|arlig|beraknad)\w*\s+(?:kostnad|pris|hyra)\s+(?:av|pa|om)\b"
)
# "Grupperna har sedan tidigare gemensam lokal"
_SINCE_LONG = regex.compile(
    r"[^,;:]{2,60}?\b(?:har|ar|finns|delar|anvander)\s+(?:\p{L}+\s+){0,2}?sedan\s+(?:tidigare|lange|gammalt|flera\s+ar|manga\s+ar)\b"
)
# "har haft svårt att anpassa bemanningen", "räcker inte till": why something is done, not what.
_PROBLEM = regex.compile(
    r"[^,;:]{2,80}?\b(?:(?:har|hade)\s+(?:\p{L}+\s+){0,2}?(?:svart|svarigheter|problem)\b|(?:ar|var|har\s+varit|har\s+blivit)\s+(?:\p{L}+\s+)?svar[at]?\s+att\b|(?:racker|tacker)\s+inte\b|har\s+(?:lange\s+)?statt\s+(?:\p{L}+\s+)?(?:tom|oanvand|outnyttjad|outhyrd)\p{L}*|(?:har\s+domts|domdes)\s+ut\b|ar\s+(?:uttjant|utslit)|klarar\s+inte\b|skots\s+enligt\b|(?:ar|var|har\s+varit)\s+(?:fortsatt|fortfarande|alltjamt)\s+(?:stor|lang|hog|svar|hoga|langa|stora)\b|har\s+(?:lange\s+)?varit\s+(?:\p{L}+\s+)?(?:lag|lagt|laga|hog|hogt|hoga|svag|svagt|svaga|litet|liten|stort|stor|stora)\b|ligger\s+(?:fortsatt|fortfarande)\b|beror\s+pa\b)"
)

# "Väntetiden … har ökat från fyra till sju veckor": what came about by itself.
_CAME_ABOUT = regex.compile(
    r"(?:\p{L}+\s+){0,2}?(?:\p{L}*(?:vantetid|kotid|efterfragan|arbetslosheten|inflyttning|fodelsetal|sjukfranvaro|barnkull)\p{L}*|antalet\s+(?:\p{L}+\s+)?\p{L}*(?:elever|barn|arenden|hushall|sokande|brukare|inskrivna|invanare|arbetslosa|ansokningar|anmalningar)"
    r"|\p{L}*(?:statsbidrag|skatteintakt|skatteunderlag|pensionskostnad|elpris|priserna|rantorna|lonerna|inflationen|befolkningen|assistansersattning|schablonersattning)\p{L}*)"
    r"(?:\s[^,;:.]{0,70}?)?(?:,\s*som\s[^,]{3,60},)?\s(?:har\s+(?:\p{L}+\s+){0,2}?(?:okat|stigit|vuxit|minskat|sjunkit|hojts|sankts|raknats\s+(?:upp|ned))|okade|steg|vaxte|minskade|sjonk|okar|stiger|vaxer|minskar|sjunker)\b"
)

# "Antalet 16–19-åringar väntas minska", "Beläggningen har legat på 82 procent", "Resultatet 2030 blev −5,8 mnkr"
_IS_SO = regex.compile(
    r"(?:under\s+[^,.]{3,40}?\s(?:har|hade)\s+)?(?:(?:\p{L}+\s+){0,2}?antalet\s+[^,;:.]{3,50}?|\p{L}*belaggningen\s+[^,;:.]{0,60}?|(?:\p{L}*priserna|mottagandet|inflodet|befolkningen|sjukfranvaron|efterfragan)\s+[^,;:.]{0,50}?)"
    r"\s?(?:(?:vantas|beraknas|bedoms|spas)\s+(?:minska|oka|sjunka|stiga|vaxa|bli)|(?:har\s+)?legat|fortsatter\s+(?:\p{L}+\s+)?att|har\s+(?:minskat|okat|sjunkit|stigit)|sjunkit|stigit)\b"
    r"|[^.]{0,60}?\bhar\s+det\s+(?:framkommit|visat\s+sig|konstaterats)\b"
    r"|erfarenhet(?:en|erna|er)\s[^.]{0,60}?\bar\s"
    r"|(?:\p{L}+\s+)?resultatet\s+(?:for\s+)?(?:19|20)\d\d\s+(?:blev|var|uppgick)\b"
)
# What is only said of one whose name stands elsewhere, as in a key: "Åtgärden är genomförd"
_NAMELESS = regex.compile(
    r"(?:atgarden|aktiviteten|insatsen|uppdraget)\s+(?:ar\s+|har\s+)?(?:inte\s+|annu\s+|ej\s+)*(?:genomford|genomforts|pagar|paborja\p{L}*|avbrut\p{L}*|avsluta\p{L}*|klar|forsena\p{L}*|planera\p{L}*|stoppa\p{L}*)\W*$"
)
_OF_THE_PLAN = regex.compile(
    r"foljande\s+(?:\p{L}+\s+)?(?:atgarder|besparingar|insatser|aktiviteter|effektiviseringar)\s+(?:ska|skall|foreslas|genomfors|beslutas|galler|har)\b"
    r"|(?:atgarderna|forslagen|besparingarna|insatserna)\s+(?:[\p{L}\d]{1,2}\s?[–-]\s?[\p{L}\d]{1,2}\s+)?(?:\p{L}+\s+){0,6}?(?:sammanlagt|sammantaget|tillsammans|totalt)\b|"
    r"[^.]*?\bbeslut(?:ade|at|ar|ades|ats)\b[^.]{0,60}?\b(?:om|anta)\s+(?:en\s+|ett\s+|nya?\s+)?(?:\p{L}*(?:atgards|handlings|spar)?(?:plan|program)\b|(?:foljande\s+)?atgarder\b)"
    r"|[^.]*?\b(?:antog|beslutade|faststallde|godkande)\s+(?:i\s+\p{L}+|den\s+\d{1,2}\s+\p{L}+)(?:\s+\d{4})?\s+(?:om\s+)?(?:\p{L}+\s+){0,2}?(?:atgarder|besparingar|\p{L}*(?:atgards|handlings|spar)\p{L}*(?:plan|program|lista))\b"
    r"|[^.]*?\b(?:gav|gett|givit)\b[^.]{0,60}?\bi\s+uppdrag\s+att\s+(?:\p{L}+\s+)?(?:lamna|ta\s+fram|aterkomma|redovisa|presentera|foresla)\b[^.]{0,40}?(?:forslag|atgard|plan\b|\p{L}*plan\b|besparing)"
    r"|(?:till\s+och\s+med|t\.?\s?o\.?\s?m\.?|hittills)\s[^.]{0,40}?\bhar\s+(?:\p{L}+\s+)?\d[^.]*?\b(?:hamtats\s+hem|uppnatts|realiserats)\b"
    r"|belopp(?:en)?\s+(?:i|anges|redovisas|ar\s+i)\s+(?:\p{L}+\s+){0,2}(?:tkr|kkr|mkr|mnkr|kronor|tusental)"
    r"|[^.]*?\benligt\s+(?:mbl|medbestammandelagen|samverkansavtalet)\b|mbl-\p{L}+\s|[^.]{3,60}?\s(?:har\s+)?(?:mbl-)?forhandla(?:ts|des)\s+(?:enligt\s|den\s\d)|[^.]{3,60}?\smbl-forhandla"
    r"|(?:forvaltningen|vi|namnden|kontoret)\s+(?:raknar\s+med|bedomer|beraknar|uppskattar)\s+att\s+(?:de\s+\p{L}+\s+)?(?:atgarderna|forslagen|besparingarna|insatserna|effektiviseringarna)\b"
    r"|for\s+(?:varje|respektive|var\s+och\s+en\s+av)\s+atgard"
    r"|(?:dessa|alla|samtliga|flera\s+av|en\s+del\s+av|ovriga)?\s*(?:atgarderna|aktiviteterna|atgarder|aktiviteter|insatser)\s+(?:\p{L}+\s+){0,3}?(?:drivs|foljs|redovisas|rapporteras|presenteras|beskrivs|prioriteras|stams\s+av)\b"
    r"|(?:effekt(?:en|erna)|belopp(?:et|en)?|besparing(?:en|arna))\s+(?:ar|har)\s+(?:raknad|raknat|beraknad|beraknat|angiven|angivet|redovisa[dt])\p{L}*\s+(?:i|med|utan|exklusive|inklusive|enligt|som|mot|efter)\b(?!\s+\d)"
    r"|[^.]*?\bhar\s+i\s+en\s+(?:skriftlig\s+)?(?:fraga|interpellation|motion|skrivelse)\b"
    r"|ansvariga?\s+(?:\p{L}+\s+)?(?:rapporterar|aterrapporterar|redovisar)\b"
    r"|[^.]{2,40}?\s(?:lamnar|ger|har)\s+foljande\s+(?:rekommendationer|forslag)\b"
    r"|[^.]*?\bfattade\s+(?:i\s+\p{L}+|den\s+\d{1,2}\s+\p{L}+)?\s*(?:\d{4}\s+)?beslut\s+om\s+(?:\p{L}+\s+){0,2}?(?:atgarder|besparingar|effektiviseringar|\p{L}*(?:plan|program))\b"
    r"|\p{L}[\p{L} -]*?(?:namnden|styrelsen|forvaltningen|chefen|direktoren|kontoret)\s+(?:har\s+)?(?:fatt|fick|far|ges)\s+i\s+uppdrag\s+att\s+(?:senast\s+[^,.;]{3,25}?\s+)?(?:lagga\s+fram|ta\s+fram|arbeta\s+fram|lamna|presentera|redovisa|foresla)\s+(?:\p{L}+\s+){0,2}?(?:forslag\s+(?:pa|till)\s+(?:\p{L}+\s+)?(?:besparing|atgard|neddragning|anpassning|effektivisering)\p{L}*|atgarder|besparingar|en\s+(?:atgards|handlings|spar)?plan)\b"
    r"|\p{L}[\p{L} -]*?(?:namnden|styrelsen|forvaltningen)\s+(?:har\s+)?(?:fatt|fick)\s+i\s+uppdrag\s+av\s+\p{L}*(?:fullmaktige|styrelsen|namnden)\s+att\b"
    r"|(?:antagen|faststalld|beslutad|godkand)\s+(?:av\s+\p{L}|\d{4}-\d\d)"
    r"|[^,;:.]{3,80}?\s(?:informerar|informerade|redogor|redogjorde|redovisar|redovisade|foredrar|foredrog)\s+(?:for|om|muntligt|arendet|hur|vad|laget)\b"
    r"|(?:sammantaget|sammanlagt|totalt|tillsammans)\s+(?:\p{L}+\s+)?(?:beraknas|bedoms|vantas|ger|gav|har|ar|uppgar|motsvarar)\b"
    r"|[^.]*?\buppdrog\s+(?:namnden|styrelsen|fullmaktige)\s+at\s[^.]*?\s(?:lamna|redovisa|aterkomma|rapportera)\b[^.]{0,40}?(?:rapport|redovisning|lagesbild)"
    r"|(?:har|nedan|i\s+(?:tabellen|rapporten|det\s+foljande|bilagan))\s+(?:redovisas|framgar|anges|beskrivs|foljer)\b"
)

# "Det tidigare beslutet om att stänga badet har upphävts": a measure that is off
_OFF = r"(?:upphäv(?:s|ts|des)|återta(?:s|gits)|återtogs|återkalla(?:s|ts|des)|riv(?:s|its)\s+upp|revs\s+upp|dra(?:s|gits)\s+tillbaka|drogs\s+tillbaka|(?:verkställs|genomförs|fullföljs)\s+(?:därför\s+)?(?:inte|ej))"
REVOKED = (
    r"(?:det|nämndens|styrelsens)\s+tidigare\s+beslut(?:et)?\s+(?:om\s+)?att\s[^.]*?\b(?:upphäv|återta|återkalla|riv\p{L}*\s+upp|dra(?:s|gits|git)\s+tillbaka)"
    rf"|(?:\p{{L}}+s\s+)?beslut(?:et)?\s+(?:från\s[^,.]{{3,30}}\s)?(?:om\s+)?att\s[^.]*?\s{_OFF}\b"
    r"|\p{L}*(?:nämnden|styrelsen|fullmäktige|utskottet)\s+(?:har\s+)?(?:därefter\s+|nu\s+)?(?:återtagit|återtog|återtar|upphävt|upphävde|upphäver|rivit\s+upp|rev\s+upp)\s+(?:sitt\s+|det\s+)?(?:tidigare\s+)?beslut(?:et)?\b"
    r"|(?:den|det|de)\s+(?:tidigare\s+)?beslutade\s+\p{L}+\s[^.]*?\b(?:införs|genomförs|verkställs|fullföljs)\s+(?:därför\s+)?(?:inte|ej)\b"
)
_REVOKED = regex.compile(REVOKED, regex.IGNORECASE)


@lru_cache(maxsize=8192)
def tells_what_is_revoked(sentence: str) -> bool:
    """True for a sentence that takes back an earlier decision on a measure."""
    return "beslut" in sentence.casefold() and _REVOKED.match(sentence) is not None


@lru_cache(maxsize=8192)
def tells_of_the_plan(sentence: str) -> bool:
    """True for what is said of the plan or report itself: who decided on it, what it gives in all, what it shows of each measure."""
    folded = fold(sentence)
    return is_sum(sentence) or _OF_THE_PLAN.match(folded) is not None or _NAMELESS.match(folded) is not None


@lru_cache(maxsize=8192)
def tells_what_always_holds(sentence: str) -> bool:
    """True for a task ("Nämnden svarar för …") or a routine ("… ses över årligen") that no word says is new."""
    folded = fold(sentence)
    task = _TASK.match(folded)
    rest = folded[task.end() :] if task else folded
    if _CHANGES.search(rest) or (task and _CHANGES.match(folded)) or find_amounts(sentence):
        return False
    return task is not None or _EVERY.search(folded) is not None


@lru_cache(maxsize=8192)
def tells_a_problem(sentence: str) -> bool:
    """True for what is hard or does not suffice ("Hemtjänsten har haft svårt att …"), once was or came about, where no word says what is done about it."""
    folded = fold(sentence)
    if (
        _OTHERS_SAY.match(folded)
        or _ASKS.match(folded)
        or _COSTS.search(folded)
        or _WAS.match(folded)
        or _SINCE_LONG.match(folded)
        or (_TODAY.search(folded) and not _CHANGES.search(folded) and not _UNDER_WAY.search(folded))
    ):
        return True
    match = _PROBLEM.match(folded) or _CAME_ABOUT.match(folded) or _IS_SO.match(folded)
    return match is not None and _TO_BE_DONE.search(folded) is None


_TO_BE_DONE = regex.compile(r"\b(?:ska|skall|kommer|darfor)\b")


@lru_cache(maxsize=8192)
def tells_what_would_be(sentence: str) -> bool:
    """True for what would be done if something happened: "Om reglerna ändras kommer taxan att …"."""
    return _IF.match(fold(sentence)) is not None
