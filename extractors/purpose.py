"""What sort of paper it is, and for which budget year: doc_type and plan_year.

In: the ``Zones`` of a paper. Out: each with the passage that says it. Clues are words of the trade; each has its weight by where it stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import itemgetter

import regex

from extractors.fields.speech import heading_speaks_of_measures
from extractors.measure import DocType
from extractors.model import Passage
from extractors.zones import Zones


def _words(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern, regex.IGNORECASE | regex.VERBOSE)


_Clue = tuple[DocType, float, tuple[str, ...], regex.Pattern[str]]
# Before each pattern words of which one stands in all that it fits: quicker than to let it find out that most texts say nothing.
# In a title or a letterhead: what the paper calls itself. The first row that fits decides between equals.
_TITLE_CLUES: tuple[_Clue, ...] = (
    ("reply", 6, ("svar", "yttrande", "skrivelse", "motion", "interpellation", "enkel", "medborgarförslag", "initiativ"),
     _words(r"""\b(?:svar\s(?:på|till)(?!\s(?:\p{L}+\s){0,2}(?:upp|budget)drag)|besvarande\sav|yttrande\s(?:över|med\sanledning\sav|på))\b
        | \b(?:skrivelse|motion|interpellation|enkel\sfråga|medborgarförslag|initiativärende|nämndinitiativ|ledamotsinitiativ)\b
          \s*(?:[-–:"”]|från|av|om|angående|gällande|med)""")),
    ("consultant_report", 6, ("konsult", "genomlysning", "revisionsrapport", "extern"),
     _words(r"""\b\p{L}*konsult\p{L}*rapport | \bgenomlysning\b | \brevisionsrapport | \bextern\s(?:granskning|översyn|utredning)""")),
    ("follow_up", 5, ("uppföljning", "redovisning", "rapport", "bokslut", "verksamhetsberättelse", "utfall", "avstämning", "läge", "sagt", "sad",
                      "lova", "gjor", "gick", "gått", "går", "blev", "blivit", "ligger", "lägesbild"),
     _words(r"""\b(?:besluts|åtgärds|budget|ekonomi|mål)?uppföljning | \b(?:del|åter|slut)redovisning | \båterrapport | \blägesrapport | \bstatusrapport
        | (?<!anledning\sav\s)\b(?:tertial|delårs|kvartals|månads|års)(?:rapport|bokslut|uppföljning) | ^delrapport\b | \baktivitetsrapport | \bårsredovisning | \bverksamhetsberättelse
        | \bbokslut\b | ^redovisning\sav\b | \bredovisning\sav\s(?:\p{L}+\s){0,3}åtgärd | \butfall\b | \brapport(?:ering)?\s(?:av|om|över)\s(?:\p{L}+\s){0,3}åtgärd
        | \båtgärdsuppföljning | (?:^|[–—-]\s)(?:\p{L}+\s)?avstämning(?:en)?\sav\b | \blägesavstämning | \bavstämning\s(?:efter|per|vid|i)\b | (?:^|[,–—-]\s)läget?\s(?:i|för|med|per|efter)\b
        | \bsagt\soch\sgjort | \bvi\s(?:har\s)?(?:sade?|sagt|lovade|lovat|gjorde|gjort)\b | \b(?:så|hur)\s(?:det\s|har\sdet\s)?(?:gick|gått|blev|blivit|ligger)\b
        | \bhur\sgår\sdet\b | \bså\sgår\sdet\b | \blägesbild(?:en)?\b""")),
    ("plan", 4, ("handlings", "åtgärd", "spar", "effektivisering", "verksamhetsplan", "budget", "ekonomi", "anpassning", "konsolidering"),
     _words(r"""handlingsplan | åtgärds?(?:plan|program|paket|lista) | \bbesparing | \bsparförslag | \bsparplan | \bsparpaket | effektivisering
        | \bverksamhetsplan | \bbudget(?:förslag|underlag|anpassning|direktiv|skrivelse)? | \bförslag\still\såtgärder | \bekonomi\si\sbalans
        | (?:\b|kostnads|verksamhets|budget|ram)anpassning(?:ar)?\b | \båtgärder\s(?:för|med|i\ssyfte)\b | \bkonsolidering | \binternbudget | \bhandlingsprogram""")),
    ("plan", 2, ("gå ihop", "åtgärd", "insatser", "aktivitet", "uppdrag", "omställning", "rationalisering", "neddragning", "nedskärning", "minskning",
                 "prioritering", "genomförandeplan"),
     _words(r"""\b(?:ekonomin|budgeten)\satt\sgå\sihop | åtgärd | \binsatser | aktivitet | \buppdrag | omställning | rationalisering | neddragning | nedskärning | minskning
        | \bprioritering | genomförandeplan""")),
)  # fmt: skip
# "Ekonomi och uppföljning" writes, it is not what is written
_UNIT = _words(r"""\boch\suppföljning\b | (?:enhet|avdelning|stab|sektion)(?:en)?\b""")
# In the text: what it does. Each counts once a passage.
_TEXT_CLUES: tuple[_Clue, ...] = (
    ("reply", 3, ("skrivelse", "svar", "motionär", "förslagsställar", "frågeställar"),
     _words(r"""\bskrivelsen\s(?:ska|skall)?\s?(?:besvaras|anses\sbesvarad) | \b(?:i\sen|i|en)\sskrivelse\b[^.]{0,80}\b(?:ledamot|ledamöter|uppdrar|frågar|begär)
        | \bsvaret?\spå\s(?:skrivelsen|motionen|interpellationen|frågan|medborgarförslaget) | \bmotionären | \bförslagsställaren | \bfrågeställaren
        | \bsvar\spå\s(?:skrivelse|motion|interpellation)""")),
    ("consultant_report", 4, ("uppdrag", "konsult", "rekommend", "genomlysning", "granskning"),
     _words(r"""
        (?<!förvaltningen\s)(?<!nämnden\s)(?<!enheten\s)(?<!avdelningen\s)(?<!kontoret\s)\bhar\s(?:haft|fått)\s(?:i|som)\suppdrag\s(?:av\s[^.]{3,60}\s)?att\s(?:genomlys|gransk|utred|analyser|utvärder|se\söver|kartlägg|göra|genomför)
        | \bpå\suppdrag\sav\s[^.]{3,80}\shar\s\p{Lu}[^.]{0,60}\s(?:genomfört|granskat|utrett|analyserat|genomlyst|utfört|kartlagt)
        | \bförslag\sfrån\skonsulterna | \bkonsulterna\s(?:föreslår|rekommenderar|bedömer) | \bvi\srekommenderar\satt | \bvårt\suppdrag | \bvår\s(?:genomlysning|granskning|rekommendation)
        | \bgenomlysning(?:en|sarbetet)?\b | \buppdragsgivaren\b""")),
    ("follow_up", 2.5, ("kommentar", "status", "faktisk", "utfall", "uppföljning", "redovisa", "rapporteras", "följs", "åtgärderna", "läget"),
     _words(r"""\bkommentar\s(?:(?:per\s)?(?:\d{1,2}\s)?(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\p{L}*\s)?(?:19|20)\d\d
        | \bkommentar\s(?:till\s)?(?:utfall|uppföljning) | \bstatus(?:\srapportering)?\b[^.]{0,40}\bper\s\d | \bstatus\s(?:per|den)\s\d
        | \bfaktisk\s(?:ekonomisk\s)?effekt | \butfall(?:et)?\s(?:per|t\.?o\.?m|till\soch\smed|helår)\b | \buppföljning\sav\s(?:\p{L}+\s){0,3}(?:åtgärd|handlingsplan|besparing|beslutade)
        | \b(?:redovisas|redovisar|rapporteras|följs)\b[^.]{0,80}\båtgärder[^.]{0,60}\b(?:presenterades|beslutades|godkändes|antogs|som\snämnden\sbeslutade)
        | \båtgärderna\shar\s(?:gett|givit|genomförts) | \buppföljning\sper\s | \bläget\sper\b""")),
    ("plan", 1.5, ("åtgärder", "effekt", "besparing", "handlingsplan", "åtgärdsplan", "budget"),
     _words(r"""\bföreslagna\såtgärder | \bföljande\såtgärder\sföreslås | \bförslag\still\såtgärder | \båtgärder(?:na)?\s(?:ska|kommer\satt|beräknas|bedöms|föreslås)
        | \b(?:bedömd|beräknad|förväntad|uppskattad)\s(?:ekonomisk\s)?(?:effekt|besparing|helårseffekt) | \bekonomisk\seffekt\s*: | \bbesparing(?:en|sförslag|sförslaget)?\b
        | \bhandlingsplan(?:en)?\b | \båtgärdsplan(?:en)?\b | \bbudget\si\sbalans""")),
)  # fmt: skip
# A column of states, and cells that say that something is done or under way: the paper tells how it went.
_STATE_COLUMN = _words(r"""(?:status|läge|nuläge|genomförande(?:grad)?|faktisk\s.*)(?:\s.{0,30})?""")
_STATE = _words(
    r"""(?:slutförd|avslutad|klar|genomförd|påbörjad|pågår|pågående|uppnådd|försenad)(?:t|a)?\b[^:]{0,40}"""
)
# Labels and columns of things to come; they only tell where nothing else does.
_TO_COME = _words(
    r"""(?:start(?:datum)?|tid(?:s)?plan|påbörjas|genomförs|slutförs|slutdatum|färdigt|när|ska\svara\sklart|klart?(?:\ssenast)?|deadline)\s*(?::.*)?"""
)
# How each of these begins, behind a line break (see joined.py).
_STATE_COLUMNS_BEGIN = ("\nstatus", "\nläge", "\nnuläge", "\ngenomförande", "\nfaktisk")
_STATES_BEGIN = ("\nslutförd", "\navslutad", "\nklar", "\ngenomförd", "\npåbörjad", "\npågå", "\nuppnådd", "\nförsenad")
_TO_COME_BEGINS = ("\nstart", "\ntid", "\npåbörjas", "\ngenomförs", "\nslut", "\nfärdigt", "\nnär", "\nska", "\nklar", "\ndeadline")  # fmt: skip
_FORWARD = ("plan", "consultant_report")
_MOST = {"follow_up": 4, "plan": 3, "reply": 2, "consultant_report": 3}  # so often a clue of the text is counted

# A year of effect, of budget, of plan; then any year; then the short dates of tables (080401).
_BUDGET_YEAR = regex.compile(
    r"""\b(?:budget(?:en|året|år|arbetet|ramen|förslag|underlag(?:et)?|direktiv(?:en)?|anvisningar(?:na)?)?|verksamhetsplan(?:en)?|handlingsplan(?:en)?|åtgärdsplan(?:en)?|inför|effekt(?:en)?|besparing(?:en|ar)?
      |helårseffekt|delår(?:srapport(?:en)?)?|tertial(?:rapport)?(?:\s\d)?|bokslut|utfall|prognos|plan(?!\sför\s(?:åren\s)?(?:19|20)\d\d\s?[–-]\s?(?:19|20)\d\d)|budget\si\sbalans)\s(?:för\s|i\s|år\s|per\s|budgetåret\s|verksamhetsåret\s|under\s)?
      (?P<year>(?:19|20)\d\d)\b | \b(?P<year>(?:19|20)\d\d)\s?års?\s(?:budget|verksamhetsplan|ramar|plan)""",
    regex.VERBOSE | regex.IGNORECASE,
)
# Of a span ("2021–2023", "2022/2023") the first; a number of the register is no year.
_YEAR = regex.compile(
    r"(?<![\d/§.–-]|\bSFS\s|\bSOU\s)(?P<year>(?:19|20)\d\d)"
    r"(?![\d:]|/(?!(?:19|20)\d\d\b)|\s?(?:kr|tkr|mkr|kronor)\b|-(?!(?:19|20)\d\d\b)\d{3})"
)
_SHORT_DATE = regex.compile(r"(?<![\d-])(?P<yy>\d\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?![\d-])")
_DAY = regex.compile(r"(?<!\d)(?:19|20)\d\d-(?:\d\d-?(?:\d\d)?)?|\b\d{1,2}\s\p{L}{3,9}\s(?:19|20)\d\d\b")
_HAS_YEAR = regex.compile(r"\d{4}")  # of a year, or of a short date
_FUTURE = regex.compile(
    r"\b(?:ska|skall|kommer\satt|planeras|senast|start|startar|införs|fr\.?\s?o\.?\s?m|från\soch\smed)\b",
    regex.IGNORECASE,
)
_REGISTERED = regex.compile(r"\b(?:dnr|diarie|datum|§)\b|(?-i:\b\p{Lu}{2,4})\s?(?:19|20)\d\d/", regex.IGNORECASE)

# What the municipality rules or answers: rules hold always, and what a consultation proposes is another's.
_RULES = _words(
    r"""^\W*(?:(?:kommunens|kommungemensamma|reviderade?|nya|gemensamma|lokala|antagna)\s+)?
      (?:\p{L}*riktlinjer?|\p{L}*policy|policyer|\p{L}*reglemente|\p{L}*arbetsordning|delega(?:tions|rings)ordning|delegeringsordning|bolagsordning|ägardirektiv|\p{L}*föreskrifter
        |regler|tillämpnings(?:anvisning|föreskrift)(?:ar|er)?|anvisning(?:ar)?|dokumenthanteringsplan|informationshanteringsplan|arkivbeskrivning)\b"""
)
_CONSULTED = _words(
    r"""^\W*(?:(?:remiss?|samråds)(?:svar|yttrande)\b | (?:svar|yttrande|synpunkter)\b.{0,60}?(?:\b(?:betänkande|remiss|samråd|promemori|departements|lagförslag|detaljplan|översiktsplan|regeringens)\p{L}*
        |\bSOU\s\d|\bDs\s\d|\bförslag(?:et)?\still\s(?:\p{L}+\s)?(?:lag|förordning|föreskrift)\p{L}*))"""
)


def is_of_rules_or_anothers_proposals(title: str) -> bool:
    """True for the title of a governing document ("Riktlinjer för …") or of an answer to a consultation ("Yttrande över betänkandet …")."""
    if heading_speaks_of_measures(title) >= 0.7:
        return False
    return (_RULES.search(title) or _CONSULTED.search(title)) is not None


def find_doc_type(zones: Zones) -> tuple[DocType | None, Passage]:
    """What the paper is: a plan, a follow-up, a reply to members, a consultants' report; None where no clue tells."""
    weight: dict[DocType, float] = defaultdict(float)
    where: dict[DocType, tuple[float, Passage]] = {}

    def add(kind: DocType, mass: float, passage: Passage) -> None:
        weight[kind] += mass
        if mass > where.get(kind, (0.0, passage))[0]:
            where[kind] = (mass, passage)

    for kind, mass, words, pattern in _TITLE_CLUES:
        if kind == "plan" and weight:
            continue  # the follow-up of a plan names the plan
        for named in (zones.title, zones.subtitle):
            small = named.text.casefold()
            if any(map(small.__contains__, words)) and (match := pattern.search(named.text)):
                add(kind, mass, named.cut(*match.span()))
                break
        for piece in [zones.letterhead[place] for place in zones.small_letterhead.holding(words)]:
            if len(piece.text) <= 60 and not _UNIT.search(piece.text) and (match := pattern.search(piece.text)):
                add(kind, mass / 2, piece.cut(*match.span()))
                break
    for _, clue, span, passage in sorted(_told(zones), key=itemgetter(0, 1)):
        kind, mass, *_ = _TEXT_CLUES[clue]
        add(kind, mass, passage.cut(*span))
    first = len(zones.headings)
    signs: tuple[tuple[DocType, float, int, tuple[str, ...], regex.Pattern[str], slice], ...] = (
        ("follow_up", 1.0, 1, _STATE_COLUMNS_BEGIN, _STATE_COLUMN, slice(first)),
        ("follow_up", 2.0, 3, _STATES_BEGIN, _STATE, slice(first, None)),
        ("plan", 0.9, 1, _TO_COME_BEGINS, _TO_COME, slice(None)),
    )
    places = range(len(zones.below))
    for kind, mass, needed, begins, pattern, part in signs:
        begun = [zones.below[place] for place in zones.small.holding(begins) if place in places[part]]
        shown = [p for p in begun if pattern.fullmatch(p.text)]
        if len(shown) >= needed:
            add(kind, mass, shown[0])
    best = max(weight, key=lambda k: weight[k], default=None)
    return (best, where[best][1]) if best else (None, Passage())


def _told(zones: Zones) -> Iterator[tuple[int, int, tuple[int, int], Passage]]:
    """What the clues of the text fit, so often as each is counted: the place among the texts, which clue, and where."""
    for clue, (kind, _, words, pattern) in enumerate(_TEXT_CLUES):
        counted = 0
        for place in zones.small.holding(words):
            passage = zones.below[place]
            if match := pattern.search(passage.text):
                yield place, clue, match.span(), passage
                counted += 1
                if counted == _MOST[kind]:
                    break


def names_a_budget_year(zones: Zones) -> bool:
    """True where a title or heading says which budget it is about."""
    return any(_BUDGET_YEAR.search(passage.text) for passage in (zones.title, *zones.headings))


def may_say_a_year(text: str) -> bool:
    """False for a text that holds nothing that could be a year or a short date."""
    return _HAS_YEAR.search(text) is not None


_FAR = 6  # years ahead of every one that the title says


def find_plan_year(
    zones: Zones, doc_type: DocType | None, measures: Sequence[Passage] = ()
) -> tuple[int | None, Passage, bool]:
    """The budget year that the measures are mainly for, where it is said, and whether another year is nearly as likely.

    ``measures`` are passages of the measures, where they are known: their years weigh more than those of the background.
    """
    weight: dict[int, float] = defaultdict(float)
    where: dict[int, tuple[float, Passage]] = {}
    titled = [int(match["year"]) for match in _YEAR.finditer(zones.title.text)]
    for year, mass, passage, (start, end) in _years(zones, doc_type, measures):
        if titled and year - max(titled) > _FAR and passage.cut(start, end).confidence < 1.0:
            continue  # misread in a scan
        weight[year] += mass
        if year not in where or mass > where[year][0]:
            where[year] = (mass, passage.cut(start, end))
    if not weight or max(weight.values()) < 0.5:
        return None, Passage(), False
    if doc_type == "consultant_report" and not _says_a_year_to_plan_for(zones, measures):
        return None, Passage(), False
    near = sorted(year for year in weight if weight[year] >= 0.8 * max(weight.values()))
    # Proposals look forward, a report or an answer tells of the year that it has most to say about.
    best = near[-1] if doc_type in _FORWARD else max(near, key=lambda y: weight[y])
    if len(set(titled)) == 1 and titled[0] in near:
        best = titled[0]  # also the first year of a span
    return best, where[best][1], len(near) > 1


def _says_a_year_to_plan_for(zones: Zones, measures: Sequence[Passage]) -> bool:
    """Consultants advise no budget: what year their figures are from, and by which day they would have it done, is no budget year."""
    return any(_BUDGET_YEAR.search(p.text) for p in (*zones.headings, *zones.texts)) or any(
        _YEAR.search(_DAY.sub("", p.text)) for p in (zones.title, *measures)
    )


# "Tertialrapport 2 2024", over a chapter of it that has no title of its own
_REPORT_OF = regex.compile(
    r"\b(?:tertial|delårs|kvartals|månads|halvårs|helårs|års)(?:rapport|redovisning|bokslut|uppföljning)(?:en)?\s+(?:[\p{L}\d–-]+\s+){0,3}?(?P<year>(?:19|20)\d\d)(?!\d|-\d)",
    regex.IGNORECASE,
)
# "Avser januari–augusti 2009", right below the title; "beslutade i januari 2009" tells a day
_PERIOD_OF = regex.compile(
    r"\b(?:jan(?:uari|\.)?\s?(?:[–-]|till\s(?:och\smed\s)?|t\.?\s?o\.?\s?m\.?\s)\s?\p{L}{3,9}\.?|första\s+(?:halvåret|tertialet|kvartalet))\s+(?P<year>(?:19|20)\d\d)(?!\d|-\d)",
    regex.IGNORECASE,
)
_OWN_NAME, _LONGEST_NAME = 4.0, 150


def _years(
    zones: Zones, doc_type: DocType | None, measures: Sequence[Passage]
) -> Iterator[tuple[int, float, Passage, tuple[int, int]]]:
    """Each year that is said, how much it weighs, and where it stands."""
    for passage in (*zones.letterhead, *zones.paragraphs[:2]):
        period = _PERIOD_OF.search(passage.text) if doc_type == "follow_up" else None
        if len(passage.text) <= _LONGEST_NAME and (named := _REPORT_OF.search(passage.text) or period):
            yield int(named["year"]), _OWN_NAME, passage, named.span("year")
    forward = doc_type in _FORWARD
    dated = [*zones.printed.matching(_HAS_YEAR)]
    headings = [zones.below[place] for place in dated if place < len(zones.headings)]
    texts = [zones.below[place] for place in dated if place >= len(zones.headings)]
    parts = ((8.0, 2.0, [zones.title]), (3.0, 1.5, headings), (1.5, 0.5, texts), (1.5, 1.0, measures))
    for budget, bare, passages in parts:
        for passage in passages:
            text = passage.text
            said = {m.start("year"): m for m in _BUDGET_YEAR.finditer(text)}
            ahead = forward and _FUTURE.search(text)
            for match in _YEAR.finditer(text):
                mass = budget if match.start() in said else bare
                if _REGISTERED.search(text[max(0, match.start() - 14) : match.end() + 1]):
                    continue
                yield int(match["year"]), mass + (bare if ahead else 0.0), passage, match.span()
            for match in _SHORT_DATE.finditer(text):
                yield 2000 + int(match["yy"]), bare, passage, match.span()
