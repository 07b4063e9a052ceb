"""The same district a year later: one ruled table, its rows broken between pages, printed total over the actual effects."""

from tests.papers.paper import Paper
from tests.printer.flow import Furniture, Heading, Para, Sheet, table

_ROWS = [
    ["1", "Äldreomsorg - Hemtjänst", "Sammanslagning av nattpatrullerna till en grupp med egen samordnare.", "1 400", "1 150",
     "Den nya gruppen startade 1 mars 2023 och åtgärden är genomförd. Restiden har minskat, men två nätter i veckan krävs "
     "fortfarande en extra medarbetare eftersom larmen har blivit fler i det södra området."],
    ["2", "Äldreomsorg - Särskilt boende", "Minskning av köpta korttidsplatser från nio till fyra.", "2 100", "1 300",
     "Antalet köpta platser har gått ned till sex. Åtgärden pågår, då lägenheterna på Almgården har behövt renoveras innan "
     "de kunde användas."],
    ["3", "Äldreomsorg - Biståndsenheten", "Månadsvis jämförelse mellan utförd och beviljad tid.", "900", "1 020",
     "Jämförelsen görs varje månad och har lett till att sju utförare har rättat sina fakturor. Arbetet fortsätter."],
    ["4", "Individ- och familjeomsorg - Barn och unga", "Rekrytering av fyra jourhem i egen regi.", "3 200", "1 600",
     "Två jourhem är rekryterade och utbildade. Rekryteringen av ytterligare två pågår. Konkurrensen om familjer är stor i "
     "hela länet, och en familj har dragit sig ur. Enheten har därför börjat samarbeta med två grannkommuner om annonsering "
     "och informationskvällar. Även ersättningen till de egna familjerna har setts över, så att den ligger i nivå med länets."],
    ["5", "Individ- och familjeomsorg - Barn och unga", "Återkommande genomgång av alla placeringar på HVB.", "1 850", "2 240",
     "Genomgångarna är genomförda enligt plan. Fyra ungdomar har flyttat hem med stöd av öppenvården."],
    ["6", "Individ- och familjeomsorg - Ekonomiskt bistånd", "Bevakning av återkrav och förskott på förmån.", "400", "0",
     "Åtgärden är inte påbörjad. Handläggaren har varit tjänstledig och ingen ersättare har gått att finna."],
    ["7", "Funktionsnedsättning - Boendestöd", "Videosamtal som en del av boendestödet.", "600", "210",
     "Videosamtal erbjuds sedan hösten 2023 i ett av tre områden. Övriga områden väntar på utrustning."],
    ["8", "Funktionsnedsättning - Daglig verksamhet", "Omförhandling av de åtta dyraste avtalen utanför valfrihetssystemet.",
     "1 100", "640", "Fem avtal är omförhandlade. Tre utförare har sagt nej och där pågår fortsatta samtal."],
    ["9", "Förskola", "Gemensam öppning och stängning för tre förskolor samt sammanslagna grupper vid låg närvaro.", "750", "780",
     "Åtgärden är genomförd. Vårdnadshavarna har varit positiva, med undantag för några som har fått längre väg på morgonen."],
    ["10", "Förskola", "Uppsägning av paviljongen vid Rönnen.", "650", "-",
     "Åtgärden har avbrutits. Inflyttningen i kvarteret Linjalen gör att platserna behövs."],
    ["11", "Stab och kansli", "Vakanshållning av kommunikatör och en halv registrator.", "800", "800",
     "Genomförd. Arbetsuppgifterna är fördelade inom kansliet."],
    ["12", "Stab och kansli", "Direktörens godkännande av alla konsultköp över 50 000 kr.", "500", "620",
     "Genomförd. Antalet inköp av konsulter har mer än halverats."],
]  # fmt: skip

PAPER = Paper(
    "ekbacka_2023_follow_up",
    scanned=True,
    sheet=Sheet(
        face="Helvetica",
        size=10.5,
        margins=(62, 108, 56, 70),
        furniture=Furniture(
            head=(
                ("Norrviks stad", "Dokumenttyp", "Sida"),
                ("Ekbacka stadsdelsförvaltning", "Tjänsteutlåtande", "{page} ({pages})"),
                ("Avdelning", "Datum", "Diarienummer"),
                ("Ekonomienheten", "2024-02-05", "EKB 2024/17"),
            ),
            foot=(("", "Sid {page} ({pages})", ""),),
        ),
    ),
    elements=(
        Heading("Uppföljning av handlingsplanen för en ekonomi i balans 2023", 1),
        Heading("Sammanfattning", 2),
        Para(
            "Stadsdelsnämnden beslutade i november 2022 om en handlingsplan. I detta ärende redovisas läget per den 31 december "
            "2023. Den totala faktiska ekonomiska effekten av åtgärderna per 31 december 2023 är 10 360 tkr. Stadsdelens resultat "
            "för året blev ett underskott på 3,1 mnkr."
        ),
        Heading("Förslag till beslut", 2),
        Para("1. Stadsdelsnämnden godkänner förvaltningens redovisning."),
        Heading("Ärendets beredning", 2),
        Para(
            "Ärendet har beretts av ekonomienheten i samråd med avdelningscheferna. Förvaltningsgruppen informerades den 29 januari."
        ),
        Heading("Läget för varje åtgärd per 31 december 2023", 2),
        table(
            "Nr | Insats | Åtgärd | Bedömd ekonomisk effekt 2023 i tkr | Faktisk ekonomisk effekt per 31 december 2023 i tkr | "
            "Status per 31 december 2023",
            _ROWS,
            (0.7, 2.1, 2.6, 1.5, 1.6, 4.0),
            align="lllrrl",
            size=9.5,
        ),
        Heading("Ekonomiskt utfall", 2),
        Para("Tabellen visar avdelningarnas utfall mot budget för 2023, mnkr.", after=3),
        table(
            "Avdelning | Budget | Utfall | Avvikelse",
            """
            Äldreomsorg | 212,4 | 214,9 | -2,5
            Individ- och familjeomsorg | 118,0 | 120,3 | -2,3
            Funktionsnedsättning | 143,7 | 143,1 | 0,6
            Förskola | 96,2 | 95,4 | 0,8
            Stab och kansli | 18,9 | 18,6 | 0,3
            Summa | 589,2 | 592,3 | -3,1
            """,
            (4, 1.5, 1.5, 1.5),
            align="lrrr",
            size=9.5,
        ),
        Para("\nMarit Ekbom\nStadsdelsdirektör", after=0),
        Para("\nBilaga: Handlingsplan för en ekonomi i balans 2023", after=0),
    ),
)
