"""A district's answer to a letter from members: running text about what has been done and what will be."""

from tests.papers.paper import Paper
from tests.printer.flow import Furniture, Heading, Para, Sheet

PAPER = Paper(
    "sodervang_2020_reply",
    sheet=Sheet(
        face="Times",
        size=12,
        margins=(84, 100, 90, 80),
        justify=True,
        hyphenate=True,
        furniture=Furniture(
            head=(
                ("Södervångs stadsdelsförvaltning", "", "Tjänsteutlåtande"),
                ("Norrviks stad", "", "Dnr SÖV 2020/44"),
                ("Handläggare: Bo Ranelid", "", "2020-03-05"),
            ),
            foot=(("", "Sid. {page} av {pages}", ""),),
        ),
    ),
    elements=(
        Para("Till\nStadsdelsnämnden", after=10),
        Heading("Svar på skrivelse om ekonomin i stadsdelens verksamheter 2019", 1),
        Heading("Ärendet", 2),
        Para(
            "Lena Ask m.fl. har i en skrivelse den 12 december 2019 frågat hur förvaltningen har arbetat för att komma till rätta med de "
            "underskott som redovisades efter det första halvåret. Nämnden beslutade att överlämna skrivelsen till förvaltningen för "
            "beredning."
        ),
        Heading("Förvaltningens svar", 2),
        Para(
            "Underskottet hade flera orsaker. Lönerna steg mer än priskompensationen, och antalet äldre med omfattande behov var fler än "
            "vad som låg till grund för budgeten."
        ),
        Heading("Äldreomsorg", 3),
        Para(
            "Hemtjänsten redovisade ett underskott på 6,3 mnkr 2018. Under våren 2019 införde förvaltningen ett nytt schemasystem i samtliga "
            "hemtjänstgrupper. Antalet timmar som utförs av timanställda är i dag lägre än för ett år sedan. Dagverksamheten på Lunden "
            "flyttades i september 2019 till lokalerna på Ekhagen, vilket minskade hyran med 420 tkr."
        ),
        Heading("Förskola", 3),
        Para(
            "Barnantalet sjunker i hela stadsdelen. Förvaltningen har avvecklat tre förskolor med färre än tre avdelningar. En gemensam "
            "vikariepool för förskolorna startas i april 2020. Pedagogerna upplever att de har fått mer tid för planering."
        ),
        Heading("Individ- och familjeomsorg", 3),
        Para(
            "Öppenvården har byggts ut med två familjebehandlare för att korta barnens tid i familjehem. Arbetet med att minska "
            "placeringarna på institution fortsätter. Kostnaden för ett dygn på institution är i genomsnitt 6 800 kr."
        ),
        Heading("Förvaltningsövergripande", 3),
        Para(
            "Hyreskontraktet för det tomma kontoret på Kungsgatan har sagts upp. Förvaltningen kommer att föra samman ekonomi- och "
            "lönehandläggningen i en enhet senast den 1 oktober 2020. Förvaltningen anser att resursfördelningen mellan stadsdelarna är en "
            "fråga för kommunstyrelsen."
        ),
        Para("Förvaltningen föreslår att nämnden lämnar tjänsteutlåtandet som svar på skrivelsen."),
        Para("\nElsa Brink\nStadsdelsdirektör", after=0),
    ),
)
