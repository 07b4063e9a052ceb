"""Does a sentence tell of the measure right before it: what that gives, or how far it has come?

In: the measure's sentences, and the one behind them. Out: yes or no. Such a sentence points back ("Det", "Åtgärden", "Besparingen"), or names a step on the way
that nobody would ask about by itself ("Upphandling pågår").
"""

from __future__ import annotations

from functools import lru_cache

import regex

from extractors.fields.effect_prose import find_effects_in_prose
from extractors.fields.labels import field_of, split_label
from extractors.fields.status import parse_status
from extractors.lexicon import remembered
from extractors.lexicon.folding import fold
from extractors.prose.judge import tells_a_measure
from extractors.prose.topics import shared

_ANOTHER = 0.5  # so surely a measure of its own, unless it only names a step
_PLAINLY_ANOTHER = 0.9
_HARDLY_ANOTHER = 0.3
_STEM = 5  # letters
_SAYS_STATE = 0.8
_LONGEST_STATE = 25  # words
_THING = r"(?:atgarden|insatsen|forandringen|omlaggningen|omstallningen|losningen|flytten|avvecklingen|nedlaggningen|sammanslagningen|samordningen|neddragningen|minskningen|forsaljningen|bytet|samarbetet|samverkan|forsoket|provet|piloten|pilotprojektet|testet)"
_GAIN = r"(?:(?:helars|netto|kostnads|ars|hyres|personal|lone)?(?:effekten|besparingen|minskningen|sankningen|vinsten)|(?:\p{L}*kostnad|\p{L}*utgift|\p{L}*intakt|\p{L}*utbetalning|\p{L}*hyra|\p{L}*hyror|\p{L}*pris)(?:et|en|erna|arna|n|na)|arets\s+\p{L}*(?:kostnad|utgift|hyra|utbetalning)|(?:ekonomiska\s+)?vinsten|rabatten|rabatterna|utfallet)"
_RECKONS = r"(?:(?:namnden|forvaltningen|kommunen|kontoret|enheten|vi)\s+(?:raknar\s+med|bedomer|beraknar|uppskattar|antar)|(?:ett|en)\s+(?:\p{L}+\s+)?(?:antagande|bedomning|berakning|uppskattning)\s+ar)"
_RECKONED = r"(?:beraknad|bedomd|uppskattad|forvantad|arlig|ekonomisk|total|faktisk|realiserad)\s+(?:\p{L}+\s+)?\p{L}*(?:effekt|besparing|minskning|kostnadsminskning)"
# "Det gav …", "Den beräknade besparingen är …", "Till och med augusti har det gett …"
_RECKONS_IT = r"(?:vi|namnden|forvaltningen|kommunen|kontoret|enheten)\s+(?:uppskattar|bedomer|beraknar|raknar)\s+(?:effekten|besparingen|minskningen|vinsten|intakten)\s+till"
_OF_EFFECT = regex.compile(
    rf"""(?: {_RECKONS_IT} \b | (?:det|detta|den|darmed|hittills|totalt|sammantaget) \b
      | (?:den|de)\s+(?:\p{{L}}+\s+){{0,2}}{_GAIN} \b
      | (?:(?:en|den|det)\s+)?(?:lagre|minskad|minskade|sankta?)\s+\p{{L}}*(?:kostnad|hyra|utgift)\p{{L}}*\s [^,.]{{0,40}}? \b(?:beraknas|bedoms|vantas|uppgar|ar|blir|blev)\b
      | (?:{_THING}|{_GAIN}) \b
      | {_RECKONS}\s+att\s+(?:det|detta|{_THING}|{_GAIN}) \b
      | {_RECKONS}\s+(?:(?:ca|cirka|omkring|drygt)\s+)?(?=\d)
      | \p{{L}}{{2,}}(?:ningen|naden|andet|endet)\s+(?:har\s+)?(?:gav|ger|gett|vantas|beraknas|bedoms|medfor|medforde|innebar|sparar|sparade|minskar|minskade|minskat|sanker|sankte|sankt)\b
      | (?:nar|efter|om)\s[^,.;]{{3,40}}?\s(?:vantas|beraknas|bedoms)\s+\p{{L}}{{4,}}(?:en|et)\s+ge\b   # "När lönen är avdragen väntas satsningen ge …"
      | \p{{L}}{{4,}}(?:en|et|erna|arna)\s[^,.;]{{0,40}}?(?:blir|blev|har\s+blivit)\s+(?:kortare|lagre|farre|mindre|hogre|fler)\b[^,.;]{{0,30}},\s+vilket\b
      | (?:beraknad\s+|arlig\s+)?(?:besparing|effekt|kostnadsminskning|merintakt|merkostnad|helarseffekt|nettoeffekt|spareffekt|(?:minskad|lagre)\s+kostnad|okad\s+intakt)
        \W{{1,3}}(?:ca\s|cirka\s|omkring\s)?[-–−+]?\d   # "Besparing 110 000 kr."
      | {_RECKONED} \b
      | (?:(?:ca|cirka|omkring|drygt|knappt)\s+)?\d[\d\s.,]*\s?(?:tkr|kkr|mkr|mnkr|kronor|kr|miljoner(?:\s+kronor)?)(?:\s+(?:per\s+ar|pa\s+helar|arligen|(?:under\s+)?\d{{4}}))?\W*$
      | (?:till\s+och\s+med|t\.?o\.?m\.?|hittills)\s[^,.;]{{0,30}}?\bhar\s+\p{{L}}{{4,}}(?:et|en|na)\s+(?:redan\s+)?(?:gett|givit|sparat|sankt|minskat)\b
      | (?:pa\s+helar|pa\s+sikt|i\s+ar|nasta\s+ar|ar\s+\d{{4}})\s+(?:raknar|bedomer|uppskattar)\s+(?:vi|\p{{L}}+en|\p{{L}}+et)\s+(?:med\s+)?(?=\d)
      | (?:planen|malet|berakningen)\s+(?:for\s+(?:hela\s+)?(?:\d{{4}}|aret)\s+)?(?:var|ar)\s+(?:att\s+\p{{L}}+\s+)?(?=\d)
      | enligt\s+[^,.]{{3,40}}?\s(?:har|hade|beraknas|bedoms|vantas)\s+{_GAIN}\b
      | enligt\s+[^,.]{{3,40}}?\s(?:sanker|minskar|ger|sparar|innebar)\s+(?:det|detta|den)\b
      | [^,.]{{5,60}}?\s(?:blir|ar)\s+{_GAIN}\b
      | (?:pa\s+helar|pa\s+arsbasis|pa\s+sikt|ar\s+\d{{4}}|(?:under|for|vid|till\s+och\s+med|t\.?o\.?m\.?|per)\s[^,.;]{{2,30}}?)
        \s+(?:har|hade|ger|gav|blir|blev|beraknas|bedoms|vantas|ar|uppgar|minskar|minskade|motsvarar)\s+(?:det|detta|den|de|dessa|{_THING}|{_GAIN}) \b
    )""",
    regex.VERBOSE,
)
_SURELY_OF_EFFECT = regex.compile(
    rf"(?:\p{{L}}{{2,}}(?:ningen|naden|andet|endet)\s+(?:har\s+)?(?:gav|ger|gett|vantas|beraknas|bedoms)\s+(?:ge\s+)?(?=\d)|(?:den|de)\s+(?:\p{{L}}+\s+){{0,2}}{_GAIN}|{_THING}|{_GAIN}|{_RECKONED}|{_RECKONS_IT}|{_RECKONS}\s+att\s+(?:{_THING}|{_GAIN}))\b"
)
# "Staten har sänkt bidraget med 2 mnkr", "Den milda vintern gav …": what others or chance did, and the board's own frames
_OF_ELSEWHERE = regex.compile(
    r"(?:samtidigt|daremot|dock|dessutom|vidare|darutover|utover|aven)\b|[^,.;]{0,45}?\b(?:staten|regeringen|riksdagen|migrationsverket|forsakringskassan|arbetsformedlingen|regionen|landstinget"
    r"|andra\s+kommuner|grannkommunen|skatteverket|foretaget|bolaget|foreningen|kyrkan|vinter(?:n)?|sommaren|vadret|pandemin|\p{L}*franvaro\p{L}*|volym\p{L}*|antalet|efterfragan|behov\p{L}*|\p{L}*prise(?:t|rna)"
    r"|vakans\p{L}*|\p{L}*bidrag(?:et|en)?|\p{L}*budget(?:en|ramen)?|\p{L}*ram(?:en)?|anslag(?:et|en)?|namndens|styrelsens|prognos\p{L}*|resultat\p{L}*|\p{L}*underskott\p{L}*|\p{L}*overskott\p{L}*|pensionskostnad\p{L}*)\b"
)
_HOW = regex.compile(r"\b(?:genom|tack vare)\b")
_OF_MANY = regex.compile(r"\b(?:tillsammans|sammanlagt|samtliga|alla)\b")

_IS_ON = r"(?:pagar|(?:har|hade)\s+(?:nu\s+|redan\s+|annu\s+(?:inte\s+)?|inte\s+)?(?:paborjats|inletts|startat|startats|genomforts|slutforts|avslutats|blivit|skjutits|dragit)|(?:ar|blev|blir)\s+(?:nu\s+|redan\s+|annu\s+(?:inte\s+)?|inte\s+|i\s+)?(?:paborja\p{L}*|klar\p{L}*|genomford\p{L}*|gjord\p{L}*|avsluta\p{L}*|slutford\p{L}*|forsena\p{L}*|verkstall\p{L}*|gang|pagaende|fardig\p{L}*)|paborjas|paborjades|inleds|inleddes|startar|startade|planeras|aterstar|drar\s+ut)"
_WILL = r"(?:kommer\s+(?:\p{L}+\s+)?att|ska|beraknas|planeras|vantas)\s+(?:\p{L}+\s+)?(?:genomforas|verkstallas|ske|starta|startas|paborjas|inledas|inforas|slutforas|avslutas|vara\s+(?:klar|genomford|fardig|avslutad|slutford)\p{L}*)"
_POINTS_BACK = regex.compile(
    rf"(?:arbetet|beslutet|genomforandet|inforandet|processen|uppdraget|projektet|{_THING})\s+(?:[^\s,.;]+\s+){{0,3}}?(?:{_IS_ON}|(?:genomfors|verkstalls|avbryts|verkstalldes|genomfordes|avbrots|{_WILL}|har\s+(?:nu\s+)?(?:verkstallts|avbrutits|stoppats|pausats)|ar\s+(?:nu\s+)?(?:avbrut\p{{L}}*|stoppa\p{{L}}*|pausa\p{{L}}*|infor\p{{L}}*))\b)|"
    rf"(?:det|detta)\s+(?:ar|har|blev)\s+(?:nu\s+|redan\s+|annu\s+(?:inte\s+)?|inte\s+)?(?:genomfort?s?|klart|infort?s?|paborja[dt]s?|verkstall[dt]s?|avsluta[dt]s?|slutfort?s?)\b(?!\s+(?:en|ett|flera|nya?|tva|tre|\d))"
)
# "Beslutet verkställs inte, eftersom lokalen …"
_IS_GIVEN_UP = regex.compile(
    rf"(?:beslutet|forslaget|planerna|planen|{_THING})\s+(?:har\s+|ar\s+)?(?:(?:verkstalls|genomfors|fullfoljs)\s+(?:darfor\s+)?(?:inte|ej)|(?:stoppa|avbrut|avbryt|aterta|upphav|overg|skrinl)\p{{L}}*)\b"
    rf"|(?:namnden|forvaltningen|kommunen|kontoret|vi)\s+(?:har\s+)?(?:atertog|atertagit|upphavde|upphavt|rev\s+upp|rivit\s+upp|avbrot|avbrutit|stoppade|stoppat)\s+(?:beslutet|planerna|arbetet|{_THING})\b"
)
_BARELY_POINTS_BACK = regex.compile(
    rf"(?:arbetet|genomforandet|processen|uppdraget|projektet|{_THING})\s+(?:pagar|fortgar|fortsatter|ar\s+(?:redan\s+|nu\s+)?(?:paborja\p{{L}}*|igang|i\s+gang|klar\p{{L}}*|genomford\p{{L}}*)"
    r"|har\s+(?:nu\s+|redan\s+)?(?:avslutats|slutforts|avbrutits|stoppats|pausats|utvarderats))\b"
)
_SO_FAR = regex.compile(
    r"(?:hittills|sa\s+har\s+langt)\s+(?:ar|har)\b[^.]*?\b\d"
)  # "Hittills är 160 av 420 beslut omprövade"
_PREPARES = r"upphandling|forhandling|omforhandling|mbl-forhandling|projektering|rekrytering|samverkan|dialog|diskussion|samtal|beredning|planering|forberedelse|inventering|kartlaggning|utredning|riskbedomning|vardering|visning|besiktning|provning|anbudsutvardering|test"
_NOUN = r"(?:en|et|n|ar|arna|er|erna|na)?"
_ARTICLE = r"(?:(?:den|de|en|facklig\p{L}*|ny)\s+)?"
# A step on the way: what it is of stands between it and its verb.
_STEP = regex.compile(
    rf"{_ARTICLE}(?:{_PREPARES}|installation|ombyggnad|byggnation|oversyn|genomgang|genomlysning|granskning|uppsagning|avtalsskrivning|arbete){_NOUN}\s+(?P<of>[^,.;:]{{0,60}}?)\b{_IS_ON}\b"
)
_STEP_DONE = regex.compile(
    rf"{_ARTICLE}(?P<step>(?:{_PREPARES}){_NOUN})\s+(?:[^,.;:]{{0,60}}?\b(?:ar|blev|har)\s+(?:nu\s+|redan\s+)?)?(?:klar|genomfor[dt]|gjor[dt]|avsluta[dt]|slutfor[dt]|fardig)\p{{L}}*\b"
)
_HOLDS_SINCE = regex.compile(
    r"(?:(?:det|den|de)\s+nya\s+[^\s,.;]+|ett\s+nytt\s+avtal)\s+(?:(?:(?:kommer\s+att|ska)\s+)?(?:borja(?:r|de)?\s+)?(?:galla|galler|gallde)|(?:trader|tradde)\s+i\s+kraft|(?:tas|togs|ar)\s+i\s+bruk)\b"
)
_FINISHES = regex.compile(
    r"\bvara\s+(?:klar|genomford|fardig|avslutad|slutford)\p{L}*|\b(?:slutforas|avslutas|fardigstallas)\b"
)
_FOR_IT = regex.compile(
    r"\b(?:for|till)\s+(?:det|detta)\b"
)  # "Upphandlingen av den larmtjänst som behövs för det pågår"
_OF_ANOTHER = regex.compile(r"\s+(?:med\s+[^,.;]{2,40}?\s)?(?:om|kring|gallande|avseende)\s")
_OF = regex.compile(r"(?:av|om|kring|gallande|avseende|for|med|infor|att)\b")


@remembered(8192)
def tells_effect_of_it(sentence: str, *, near: bool = True) -> bool:
    """True for a sentence that says what the measure before it gives: "Det gav 410 tkr". Not ``near``: others stand between, and only a noun can point so far back."""
    folded = fold(sentence)
    if (label := split_label(sentence)) and label[1] and field_of(label[0]) == "effect":  # "Lägre kostnader: 900 tkr."
        return near and bool(find_effects_in_prose(sentence, of_measure=True))
    points_back = (_OF_EFFECT if near else _SURELY_OF_EFFECT).match(folded) is not None
    goes_on = near and tells_a_measure(sentence) < _HARDLY_ANOTHER and not _OF_ELSEWHERE.match(folded)
    if not (points_back or goes_on) or _OF_MANY.search(folded):
        return False
    if _HOW.search(folded) and tells_a_measure(sentence) >= _ANOTHER:
        return False
    return bool(find_effects_in_prose(sentence, of_measure=True))


# "stängningen" after "stängdes", "tillsynen" after "digital tillsyn": what is done, named again.
_NAMED_AGAIN = regex.compile(r"(?P<stem>\p{L}{4,}?)(?:ningarna|ningen|ingen|andet|endet|en|et)\b")
# "Uppsägningen sker i januari och minskar kostnaden med …": the doing itself as a noun, and when
_TAKES_PLACE = regex.compile(
    r"(?:(?:den|det)\s+(?:nya\s+)?)?\p{L}{3,}(?:ningen|andet|endet|ansen|bytet|flytten)\s+(?:sker|gors|genomfors|verkstalls|infors|inleds|borjar|startar|trader\s+i\s+kraft|galler|ska\s+vara)\b"
)
# "Färre anställningar ger …" after "antalet beredskapsanställningar minskas"
_FEWER = regex.compile(r"(?:farre|lagre|mindre|minskad\w*|kortare)\s+(?P<stem>\p{L}{5,}?)(?:ar|er|or|en|et|n|a)?\b")
_LETTERS = regex.compile(r"\p{L}+")
_OPENING = 9  # words in which a sentence says what it is about


@remembered(8192)
def tells_effect_of_what_is_named(before: str, sentence: str) -> bool:
    """True for "Till och med augusti har stängningen minskat kostnaden med 3,1 mnkr" after "… stängdes avdelningen": its own noun, and what it gives."""
    said = [w for w in _LETTERS.findall(fold(before)) if len(w) >= _STEM]
    opening = " ".join(fold(sentence).split()[:_OPENING])
    named = [m["stem"][:_STEM] for m in _NAMED_AGAIN.finditer(opening) if len(m["stem"]) >= _STEM]
    fewer = _FEWER.match(opening)
    again = fewer is not None and any(fewer["stem"] in word for word in said)
    if _OF_MANY.search(fold(sentence)) or not (again or any(stem in w for stem in named for w in said)):
        return False
    return tells_a_measure(sentence) < _PLAINLY_ANOTHER and bool(find_effects_in_prose(sentence, of_measure=True))


@remembered(8192)
def tells_when_it_takes_place(sentence: str) -> bool:
    """True for "Uppsägningen sker i januari och minskar kostnaden med 90 tkr": the doing as a noun, when, and what it gives; also with reasons in between."""
    folded = fold(sentence)
    taking = _TAKES_PLACE.match(folded) is not None and not _OF_MANY.search(folded)
    return taking and bool(find_effects_in_prose(sentence, of_measure=True))


@remembered(8192)
def tells_state_of_it(before: str, sentence: str) -> bool:
    """True for a sentence that says how far the measure ``before`` has come, and nothing else that is done."""
    folded = fold(sentence)
    if _SO_FAR.match(folded) or _IS_GIVEN_UP.match(folded):
        return True
    if len(sentence.split()) > _LONGEST_STATE or not _says_state(sentence):
        return False
    if _BARELY_POINTS_BACK.match(folded):
        return True
    if _POINTS_BACK.match(folded):
        return tells_a_measure(sentence) < _ANOTHER
    step = _STEP.match(folded)
    if step is not None and not step["of"] and _OF_ANOTHER.match(folded, step.end()) and not shared(before, sentence):
        return False  # "Förhandlingar pågår med Ekby om ett lägre pris"
    return step is not None and (
        _OF.match(step["of"]) is None or _FOR_IT.search(step["of"]) is not None or shared(before, sentence) > 0
    )


_THEREBY = regex.compile(
    r"(?:[^\s,.;]+\s+){0,8}?(?:darigenom|harigenom|darmed|harmed|pa\s+grundval\s+av\s+(?:den|det|detta)|utifran\s+(?:den|det|detta)|pa\s+(?:sa|det|detta)\s+satt(?:et)?|genom\s+(?:detta|det)|i\s+och\s+med\s+(?:detta|det))\b"
)


@lru_cache(maxsize=8192)
def follows_from_it(sentence: str) -> bool:
    """True for "En tjänst kan därigenom dras in": what comes of what was just told."""
    return _THEREBY.match(fold(sentence)) is not None


@lru_cache(maxsize=8192)
def says_since_when(sentence: str) -> bool:
    """True for "Det nya avtalet gäller från den 1 maj": the outcome of what was just told, and the time from which it holds."""
    return _HOLDS_SINCE.match(fold(sentence)) is not None


@remembered(8192)
def only_says_by_when(before: str, sentence: str) -> bool:
    """True for "Arbetet ska vara klart i juni" of what is already under way: a time, and no other state."""
    own, said = parse_status(before), parse_status(sentence)
    under_way = own is not None and own.code in ("ongoing", "done") and own.weight >= 0.5
    return under_way and said is not None and said.code == "planned" and _FINISHES.search(fold(sentence)) is not None


@lru_cache(maxsize=8192)
def is_only_a_step(measure: str, sentence: str) -> bool:
    """True for a state that is said of a step on the way: "Upphandlingen är klar" does not make the new system done, but a new tendering it does."""
    step = _STEP_DONE.match(fold(sentence))
    return step is not None and shared(measure, step["step"]) == 0


def _says_state(sentence: str) -> bool:
    """In whatever kind of paper it stands."""
    found, in_plan = parse_status(sentence), parse_status(sentence, doc_type="plan")
    return found is not None and in_plan is not None and found.weight >= _SAYS_STATE
