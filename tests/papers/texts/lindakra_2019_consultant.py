"""Consultants on a social board's costs: prose, a table of figures, and an action table without rules over two pages."""

from tests.papers.paper import Paper
from tests.printer.flow import Furniture, Heading, PageBreak, Para, Sheet, table

_ROWS = [
    ["1", "Inför en fast rutin för attest av placeringsfakturor.", "Enhetschef", "190901",
     "Fakturan ska stämmas av mot beslutet innan den betalas."],
    ["2", "Konkurrensutsätt konsulentstödda familjehem genom ett ramavtal.", "Socialchef", "200331",
     "Dagens direktköp saknar prisjämförelse."],
    ["3", "Ompröva alla placeringar som har varat längre än två år.", "Enhetschef barn och unga", "191231 (pågår)",
     "Elva av de nitton längsta placeringarna är genomgångna. Kommunen bör samtidigt pröva om vårdnaden kan flyttas över till "
     "familjehemmet, vilket ofta är till fördel för barnet och på sikt sänker kostnaden. I tre ärenden har barnet bott i samma "
     "familj i mer än sju år. Handläggarna har haft svårt att hinna med de utredningar som en överflyttning kräver."],
    ["4", "Samla handläggningen av ekonomiskt bistånd i en digital ansökan.", "IT-samordnare", "200630",
     "Åtta av tio hushåll kan använda e-tjänsten."],
    ["5", "Avveckla det egna stödboendet för unga vuxna.", "Socialchef", "191031",
     "Beläggningen har varit under hälften sedan starten."],
    ["6", "Upprätta avtal med regionen om delat ansvar för unga med psykiatriska behov.", "Förvaltningschef", "200101",
     "I dag bär kommunen hela kostnaden i de flesta ärenden."],
    ["7", "Fördela budgeten till varje enhetschef och följ upp den månadsvis.", "Ekonomichef", "191001",
     "Ansvaret för placeringsbudgeten är otydligt."],
    ["8", "Avsluta köpet av extern familjerådgivning.", "Enhetschef", "191231", "Rådgivningen kan ges av egen personal."],
]  # fmt: skip

PAPER = Paper(
    "lindakra_2019_consultant",
    sheet=Sheet(
        face="Vera",
        size=10,
        margins=(72, 86, 66, 74),
        furniture=Furniture(
            head=(("Genomlysning av individ- och familjeomsorgen", "", "Lindåkra kommun"),),
            foot=(("Vitterberg & Partner Rådgivning", "", "{page}"),),
            head_rule=True,
            first_page_too=False,
        ),
    ),
    elements=(
        Para("\n\n\n"),
        Heading("Genomlysning av individ- och familjeomsorgens kostnader", 1),
        Para("Rapport till Socialnämnden i Lindåkra kommun\n\nVitterberg & Partner Rådgivning, 11 juni 2019", after=30),
        Para("**Innehåll**\n1 Uppdraget ........ 2\n2 Kostnadsläget ........ 2\n3 Vidtagna och planerade åtgärder ........ 3\n4 Förslag till åtgärder ........ 3"),
        PageBreak(),
        Heading("1 Uppdraget", 2),
        Para(
            "Socialnämnden har gett oss i uppdrag att granska varför kostnaden för individ- och familjeomsorg är högre än i jämförbara "
            "kommuner. Vi har läst ärenden, gått igenom redovisningen för tre år och intervjuat fjorton personer."
        ),
        Heading("2 Kostnadsläget", 2),
        Para(
            "Nettokostnaden är 4 310 kr per invånare, mot 3 720 kr för jämförelsegruppen. Skillnaden förklaras nästan helt av placeringar "
            "av barn och unga. Vårdtiderna är långa och uppföljningen har varit gles. De intervjuade beskriver en hög arbetsbelastning."
        ),
        Para("Tabell 1. Nettokostnad per verksamhet, tkr", after=2),
        table(
            "Verksamhet | 2016 | 2017 | 2018",
            """
            Barn och unga | 31 400 | 36 150 | 41 900
            Vuxna | 12 050 | 12 480 | 11 960
            Ekonomiskt bistånd | 18 700 | 18 240 | 17 610
            Familjerätt | 1 900 | 1 950 | 2 080
            """,
            (3, 1, 1, 1),
            rules="horizontal",
            align="lrrr",
            size=9.5,
        ),
        Heading("3 Vidtagna och planerade åtgärder", 2),
        Para(
            "Kommunen har inte stått stilla. Socialnämnden har inrättat en tjänst som placeringskoordinator. Enheten för barn och unga har "
            "börjat följa upp alla placeringar i gemensamma möten varje månad. Enheten planerar att starta en egen öppenvård för ungdomar "
            "med missbruk."
        ),
        Heading("4 Förslag till åtgärder", 2),
        Para("Våra förslag inför 2020 sammanfattas i tabellen. Tidpunkterna är avstämda med förvaltningens ledning."),
        table("Nr | Åtgärd | Ansvarig | Klart senast | Kommentar", _ROWS, (0.6, 3.3, 1.9, 1.4, 3.6), rules="none", size=9.5, pad=4, repeat=False),
    ),
)  # fmt: skip
