"""A school board's plan: bullets under headings of areas, each list with an intro that says how far its items have come."""

from tests.papers.paper import Paper
from tests.printer.flow import Bullets, Furniture, Heading, Para, Sheet

PAPER = Paper(
    "sundvalla_2021_plan",
    sheet=Sheet(
        face="Helvetica",
        size=11,
        furniture=Furniture(
            head=(("SUNDVALLA KOMMUN", "TJÄNSTESKRIVELSE", "{page} ({pages})"), ("Barn- och utbildningsförvaltningen", "2021-04-12", "BUN 2021/77")),
            foot=(("Postadress: 999 10 Sundvalla", "Telefon: 0670-12 00 00", "bun@sundvalla.example"),),
        ),
    ),
    elements=(
        Heading("Åtgärder för en budget i balans 2021", 1),
        Para("Barn- och utbildningsnämnden"),
        Heading("Bakgrund", 2),
        Para(
            "Antalet barn och elever minskar för tredje året i rad, medan antalet lokaler och grupper är oförändrat. Efter mars månad "
            "visar prognosen ett underskott på 7,8 mnkr. Kostnaden per elev ligger elva procent över genomsnittet för jämförbara kommuner. "
            "Behovet av särskilt stöd har ökat, framför allt i de lägre årskurserna."
        ),
        Heading("Förskola", 2),
        Para("Beslutade åtgärder:", after=3),
        Bullets((
            "Två avdelningar på förskolan Myran stängs den 1 augusti 2021 (900 tkr).",
            "Barnskötare anställs i stället för förskollärare vid tre pensionsavgångar, vilket sänker lönekostnaden med 240 tkr.",
            "Kökspersonalen på Myran och Biet bildar en gemensam grupp (ansvarig: kostchefen).",
        )),
        Heading("Grundskola", 2),
        Para("Följande utreds:", after=3),
        Bullets((
            "Sammanslagning av årskurs 7-9 på Norra skolan och Kvarnskolan från och med hösten 2022",
            "Samordning av skolskjutsen med kollektivtrafikens linjer, beräknad effekt 1,1 mnkr per år",
            "Gemensamma lärare i moderna språk för de tre högstadierna",
        )),
        Heading("Fritidshem", 2),
        Para("Redan vidtagna åtgärder:", after=3),
        Bullets((
            "Fritidshemmen på Kvarnskolan öppnar tillsammans klockan 6.00",
            "Inköpsstopp för möbler och lekmaterial sedan mars 2021",
        )),
        Heading("Gymnasieskola", 2),
        Para("Pågående åtgärder:", after=3),
        Bullets((
            "Bygg- och anläggningsprogrammet tar inte emot nya elever i Sundvalla. Eleverna hänvisas till samverkansområdet "
            "(2 400 tkr på helår).",
            "Grupperna i engelska och svenska görs större i årskurs ett, 650 tkr",
        )),
        Heading("Förvaltningen centralt", 2),
        Para("Ytterligare åtgärder för att nå en budget i balans:", after=3),
        Bullets((
            "Anställningsstopp på förvaltningens kontor till och med den 31 december 2021",
            "Resor till konferenser ersätts av digitala möten",
            "Hyresavtalet för kontoret på Storgatan sägs upp. Ny lokal från den 1 april 2022 ger 380 000 kr i lägre hyra.",
        )),
        Heading("Konsekvenser för barn och elever", 2),
        Para(
            "Förvaltningen bedömer att barnens behov av omsorg kan tillgodoses. För några familjer blir vägen till förskolan längre. "
            "Större undervisningsgrupper ställer krav på tillgång till specialpedagog. Samtliga förändringar följs inom ramen för det "
            "systematiska kvalitetsarbetet."
        ),
        Para("\nAnneli Wretling\nFörvaltningschef", after=0),
    ),
)  # fmt: skip
