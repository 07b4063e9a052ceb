"""What is done to things: for each kind of thing the verbs that fit it, in the forms that papers use, and what is said around them.

In: nothing. Out: tables of Swedish words. ``Verb`` forms: "Avveckling av", "avveckla", "avvecklas", "avvecklats".
"""

from __future__ import annotations

from typing import NamedTuple


class Verb(NamedTuple):
    noun: str  # Avveckling av
    base: str  # avveckla
    passive: str  # avvecklas
    supine: str  # avvecklats
    tail: str = ""  # what stands behind the object


def _verbs(text: str) -> tuple[Verb, ...]:
    return tuple(Verb(*(part.strip() for part in line.split("|"))) for line in text.strip().splitlines())


VERBS = {
    "place": _verbs("""
        Avveckling av | avveckla | avvecklas | avvecklats
        Nedläggning av | lägga ned | läggs ned | lagts ned
        Stängning av | stänga | stängs | stängts
        Flytt av | flytta | flyttas | flyttats | till kommunens egna lokaler
        Samlokalisering av | samlokalisera | samlokaliseras | samlokaliserats | med närliggande verksamhet
        Ombyggnad av | bygga om | byggs om | byggts om | för fler platser
        Uthyrning av | hyra ut | hyrs ut | hyrts ut | till föreningar delar av veckan
        Överlämnande av | lämna över | lämnas över | lämnats över | till en annan huvudman
    """),
    "service": _verbs("""
        Översyn av | se över | ses över | setts över
        Begränsning av | begränsa | begränsas | begränsats
        Effektivisering av | effektivisera | effektiviseras | effektiviserats
        Samordning av | samordna | samordnas | samordnats | över enhetsgränserna
        Digitalisering av | digitalisera | digitaliseras | digitaliserats
        Minskning av | minska | minskas | minskats
        Omorganisering av | organisera om | organiseras om | organiserats om
        Konkurrensutsättning av | konkurrensutsätta | konkurrensutsätts | konkurrensutsatts
        Övertagande av | ta över | tas över | tagits över | i egen regi
    """),
    "contract": _verbs("""
        Omförhandling av | omförhandla | omförhandlas | omförhandlats
        Uppsägning av | säga upp | sägs upp | sagts upp
        Upphandling av | upphandla | upphandlas | upphandlats | på nytt
        Granskning av | granska | granskas | granskats | mot utförda insatser
        Uppföljning av | följa upp | följs upp | följts upp
        Samordning av | samordna | samordnas | samordnats | med andra kommuner
    """),
    "post": _verbs("""
        Vakanshållning av | vakanshålla | vakanshålls | vakanshållits
        Indragning av | dra in | dras in | dragits in
        Omvandling av | omvandla | omvandlas | omvandlats | till en halvtid
        Borttagande av | ta bort | tas bort | tagits bort
        Sammanslagning av | slå samman | slås samman | slagits samman | med en liknande tjänst
    """),
    "purchase": _verbs("""
        Minskning av | minska | minskas | minskats
        Samordning av | samordna | samordnas | samordnats | inom förvaltningen
        Stopp för | stoppa | stoppas | stoppats
        Begränsning av | begränsa | begränsas | begränsats | till det nödvändigaste
        Prövning av | pröva | prövas | prövats | av enhetschef före beställning
        Halvering av | halvera | halveras | halverats
    """),
    "fee": _verbs("""
        Höjning av | höja | höjs | höjts
        Justering av | justera | justeras | justerats | till länets nivå
        Uppräkning av | räkna upp | räknas upp | räknats upp | med index
        Differentiering av | differentiera | differentieras | differentierats
        Översyn av | se över | ses över | setts över
    """),
    "staff": _verbs("""
        Anpassning av | anpassa | anpassas | anpassats | till aktuell beläggning
        Minskning av | minska | minskas | minskats
        Omläggning av | lägga om | läggs om | lagts om | i nya scheman
        Omfördelning av | omfördela | omfördelas | omfördelats | efter behov
        Översyn av | se över | ses över | setts över
        Sänkning av | sänka | sänks | sänkts
    """),
    "routine": _verbs("""
        Skärpning av | skärpa | skärps | skärpts
        Förenkling av | förenkla | förenklas | förenklats
        Utveckling av | utveckla | utvecklas | utvecklats
        Översyn av | se över | ses över | setts över
        Digitalisering av | digitalisera | digitaliseras | digitaliserats
        Förstärkning av | förstärka | förstärks | förstärkts
    """),
    "placement": _verbs("""
        Minskning av | minska | minskas | minskats
        Omprövning av | ompröva | omprövas | omprövats
        Genomgång av | gå igenom | gås igenom | gåtts igenom | i särskild ärendedragning
        Omvandling av | omvandla | omvandlas | omvandlats | till stöd på hemmaplan
        Förkortning av | förkorta | förkortas | förkortats
        Uppföljning av | följa upp | följs upp | följts upp | månadsvis
        Ersättning av | ersätta | ersätts | ersatts | med stöd i öppenvård
    """),
}

PURPOSES = {
    "place": (
        "för att minska hyreskostnaden",
        "så att lokalerna används bättre",
        "för att samla verksamheten på färre ställen",
    ),
    "service": (
        "för att nå en kostnad i nivå med jämförbara kommuner",
        "så att resurserna räcker till fler",
        "för att undvika dubbelarbete",
    ),
    "contract": (
        "för att få lägre priser",
        "så att ersättningen motsvarar det som utförs",
        "för att få bättre villkor",
    ),
    "post": (
        "i samband med pensionsavgång",
        "och arbetsuppgifterna fördelas på övriga",
        "för att minska de administrativa kostnaderna",
    ),
    "purchase": (
        "för att hålla nere driftkostnaderna",
        "så att ramavtalen utnyttjas fullt ut",
        "för att sänka kostnaderna",
    ),
    "fee": (
        "så att intäkterna täcker en större del av kostnaden",
        "för att öka intäkterna",
        "för att närma sig självkostnaden",
    ),
    "staff": (
        "så att bemanningen följer behovet",
        "för att minska behovet av vikarier",
        "för att få bort överkapacitet",
    ),
    "routine": (
        "så att resurserna går till rätt ärenden",
        "för att undvika felaktiga utbetalningar",
        "för att korta handläggningstiden",
    ),
    "placement": (
        "så att fler får hjälp i närmiljön",
        "för att korta vårdtiderna",
        "så att egna resurser används först",
    ),
}

DETAILS = (
    "Berörd personal erbjuds andra uppgifter inom verksamheten.",
    "Arbetet leds av en projektgrupp med deltagare från ekonomienheten.",
    "Samverkan sker med de fackliga organisationerna.",
    "Brukare och anhöriga informeras skriftligt.",
    "Underlag hämtas ur verksamhetssystemet.",
    "Förslaget bygger på en jämförelse med två grannkommuner.",
    "Utrymme för detta finns inom befintlig organisation.",
    "Cheferna får stöd av HR-avdelningen.",
    "En första avstämning görs i ledningsgruppen.",
)
PLACE_DETAILS = ("Barnkonsekvensanalys biläggs.", "Lokalerna används därefter av andra verksamheter.")

GOALS = (
    "En budget i balans.",
    "Rätt insats till rätt kostnad.",
    "Kostnaden per brukare ska inte överstiga länets genomsnitt.",
    "Högst tio procent av tiden utförs av vikarier.",
    "Samma kvalitet med färre resurser.",
    "Likvärdig bedömning i hela kommunen.",
    "Lokalytan minskar med en femtedel.",
    "Självkostnaden täcks till hälften av avgifter.",
    "Färre och bättre utnyttjade lokaler.",
    "Tydligare ansvar för varje kostnad.",
    "Kortare ledtider i handläggningen.",
    "Ingen ska vänta längre än tre månader.",
)

METHODS = (
    "Enhetscheferna går igenom underlaget vid varje ledningsmöte.",
    "En arbetsgrupp med medarbetare från tre enheter tar fram förslag.",
    "Controllern lämnar en lista till ansvarig chef varje månad.",
    "Genom dialog med leverantören och nya rutiner för beställning.",
    "Schemat läggs om i samråd med personalen.",
    "Med hjälp av statistik från verksamhetssystemet.",
    "Genom naturliga avgångar och intern rörlighet.",
    "Upphandlingsenheten gör en konkurrensutsättning tillsammans med verksamheten.",
    "Uppföljning på individnivå i gemensamma ärendedragningar.",
    "Information till föräldrar och personal vid möten på varje enhet.",
    "En gemensam mall används av alla handläggare.",
    "Verksamhetschefen beslutar om undantag efter prövning.",
)

EFFECT_TEXTS = (
    "Jämnare arbetsbelastning och lägre övertid.",
    "Bättre överblick över kostnaderna.",
    "Färre resor och mer tid för brukarna.",
    "Lägre lokalkostnad.",
    "Personalen kan användas där behovet är störst.",
    "Mindre administration för cheferna.",
    "Ökade intäkter till verksamheten.",
    "Kortare vårdtider och lägre dygnskostnad.",
    "Minskat behov av inhyrd personal.",
    "Högre nyttjandegrad av platserna.",
)

CONSEQUENCES = (
    "Något längre väntetid för den enskilde.",
    "Mindre tid för utvecklingsarbete.",
    "Längre resväg för några familjer.",
    "Ökat tryck på närliggande enheter.",
    "Färre valmöjligheter för brukarna.",
    "Tjänster kan behöva dras in.",
    "Ingen påverkan på kvaliteten bedöms uppstå.",
    "Personalen behöver introduktion i nya arbetssätt.",
    "Högre avgift för hushållen.",
    "Sämre möjlighet att möta tillfälliga toppar.",
    "Barnen får nya kamrater och pedagoger.",
    "Lägre servicenivå under kvällar.",
)

RISKS = ("Hög", "Låg", "Medel", "Stor", "Liten", "Måttlig")

ROLES = (
    "Förvaltningschef", "Verksamhetschef", "Enhetschef", "Ekonomichef", "Avdelningschef", "HR-chef", "Socialchef", "Rektor",
    "Områdeschef", "Kvalitetschef", "Biträdande förvaltningschef", "Kanslichef", "Upphandlingschef", "Fastighetschef", "Controller",
)  # fmt: skip

# What stands in a status cell that says it in a sentence, and in a comment beside a status word. No dates, no amounts.
STATUS_SENTENCES = {
    "planned": (
        "Åtgärden har inte påbörjats.",
        "Ej påbörjad, underlaget är ännu inte klart.",
        "Arbetet är planerat men har inte kommit i gång.",
        "Inte startad på grund av hög arbetsbelastning.",
    ),
    "ongoing": (
        "Arbetet pågår enligt plan.",
        "Åtgärden är påbörjad men inte slutförd.",
        "Pågår, hälften av enheterna är klara.",
        "Arbetet har påbörjats och fortsätter.",
    ),
    "done": (
        "Åtgärden är genomförd.",
        "Genomförd enligt plan.",
        "Arbetet är avslutat och effekten syns i utfallet.",
        "Åtgärden har genomförts i sin helhet.",
    ),
    "stopped": (
        "Åtgärden har avbrutits.",
        "Åtgärden genomförs inte.",
        "Utgår, förutsättningarna har ändrats.",
        "Arbetet har stoppats.",
    ),
}

COMMENTS = {
    "planned": (
        "Underlag saknas ännu.",
        "Avvaktar besked från kommunledningen.",
        "Resurser för arbetet är inte avsatta.",
    ),
    "ongoing": (
        "Två av fyra enheter har anpassat sina scheman.",
        "Dialog förs med leverantören.",
        "Rekryteringen tar längre tid än väntat.",
        "Personalen är informerad och utbildad.",
        "Arbetsgruppen träffas varannan vecka.",
    ),
    "done": (
        "Effekten är något lägre än väntat.",
        "Personalen är nöjd med förändringen.",
        "Alla enheter arbetar på det nya sättet.",
        "Inga klagomål har kommit in.",
    ),
    "stopped": (
        "Behovet har förändrats.",
        "Leverantören har lagt ned sin verksamhet.",
        "Kostnaden för omställningen blev för hög.",
    ),
}

# Comments in running text that no reader could take for something done: they tell of the state alone.
SITUATIONS = {
    "planned": COMMENTS["planned"],
    "ongoing": (
        "Rekryteringen tar längre tid än väntat.",
        "Effekten kan ännu inte bedömas.",
        "Intresset är stort bland personalen.",
    ),
    "done": (
        "Effekten är något lägre än väntat.",
        "Personalen är nöjd med förändringen.",
        "Inga klagomål har kommit in.",
    ),
    "stopped": (
        "Behovet har förändrats.",
        "Kostnaden för omställningen blev för hög.",
        "Förutsättningarna är inte längre desamma.",
    ),
}

# Sentences around the measures that are none: situation, need, opinion, handling of the paper.
BACKGROUND = (
    "Prognosen visar ett underskott i förhållande till budget.",
    "Antalet invånare över åttio år ökar snabbare än i jämförbara kommuner.",
    "Kostnaderna för köpt verksamhet är högre än budgeterat.",
    "Behovet av insatser bedöms vara fortsatt stort.",
    "Löneökningarna har varit högre än den kompensation som verksamheterna har fått.",
    "Lokalerna är i flera fall dåligt anpassade till verksamheten.",
    "Sjukfrånvaron ligger på samma nivå som föregående år.",
    "Förvaltningen bedömer att den ekonomiska situationen är ansträngd.",
    "Statsbidragen är osäkra och svåra att bedöma.",
    "Nettokostnadsavvikelsen är positiv, vilket innebär en högre kostnad än väntat.",
    "Barnantalet sjunker i kommunens norra delar.",
    "De ekonomiska förutsättningarna är svaga i hela sektorn.",
    "Inflationen påverkar priserna på livsmedel och energi.",
    "Kommunens resultatmål är två procent av skatter och bidrag.",
    "Flera enheter har svårt att rekrytera utbildad personal.",
    "Ärendet har inga konsekvenser för miljön.",
)
