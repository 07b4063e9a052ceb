"""A technical board's minutes: several matters, one of which decides measures in clauses that begin with "att"."""

from tests.papers.paper import Paper
from tests.printer.flow import Bullets, Furniture, Heading, PageBreak, Para, Sheet

PAPER = Paper(
    "klarby_2020_minutes",
    writer="fpdf2",
    sheet=Sheet(
        face="Times",
        size=12,
        margins=(86, 104, 76, 84),
        furniture=Furniture(
            head=(
                ("Klarby kommun", "SAMMANTRÄDESPROTOKOLL", "Sida {page}"),
                ("Tekniska nämnden", "Sammanträdesdatum 2020-02-19", ""),
            ),
            foot=(("Justerandes sign: ____ ____", "", "Utdragsbestyrkande: __________"),),
            head_rule=True,
        ),
    ),
    elements=(
        Para("**Plats och tid:** Kommunhuset, Storsalen, klockan 13.00-15.40"),
        Para("**Beslutande:** Göran Hed, ordförande, Lisbeth Karm, Olle Stål, Mia Furuhed, Ivar Rosén"),
        Para("**Övriga:** Petra Lod, teknisk chef, Nils Ahl, ekonom, Sara Quist, sekreterare"),
        Para("**Paragrafer:** §§ 10-13"),
        PageBreak(),
        Heading("§ 10 Godkännande av dagordningen", 2),
        Para("**Beslut**\nTekniska nämnden godkänner dagordningen."),
        Heading("§ 11 Information från förvaltningen", 2),
        Para(
            "Teknisk chef informerar om lägesbilden för väghållningen och om det nya passersystemet på förrådet.\n**Beslut**\n"
            "Tekniska nämnden lägger informationen till handlingarna."
        ),
        Heading("§ 12 Åtgärder för budget i balans 2020", 2),
        Para("Dnr TN 2020/31"),
        Heading("Beslut", 3),
        Para("Tekniska nämnden beslutar", after=2),
        Para(
            "att snöröjningen på gång- och cykelvägar i klass tre påbörjas först vid åtta centimeters snödjup från och med den "
            "1 november 2020, vilket beräknas minska kostnaden med 600 000 kronor per år,",
            after=2,
        ),
        Para(
            "att belysningen längs landsbygdens vägar utan trottoar släcks mellan klockan 23 och 05 (280 tkr),", after=2
        ),
        Para(
            "att höja parkeringsavgiften i centrum från 12 till 16 kronor i timmen den 1 maj 2020, vilket ger 1,5 miljoner kronor "
            "i ökade intäkter 2020,",
            after=2,
        ),
        Para(
            "att ge förvaltningen i uppdrag att upphandla slamtömning tillsammans med Havsta kommun senast den 30 juni 2021,",
            after=2,
        ),
        Para("att tjänsten som trafikplanerare hålls vakant under 2020, samt", after=2),
        Para("att återremittera förslaget om en nedläggning av återvinningscentralen i Ängby."),
        Heading("Sammanfattning av ärendet", 3),
        Para(
            "Bokslutet för 2019 visade ett underskott på 3,2 miljoner kronor. Snöröjningen kostade 1,9 miljoner kronor mer än budgeterat "
            "och asfalten har blivit dyrare. Kommunstyrelsen har uppmanat nämnden att redovisa hur verksamheten ska rymmas i ramen. "
            "Kommunens vägnät är gammalt och behovet av underhåll är stort."
        ),
        Heading("Redan genomförda åtgärder", 3),
        Para(
            "Avtalet om städning av parkernas toaletter sades upp under hösten 2019 och egen personal sköter nu städningen. Två "
            "gräsklippare har sålts och klippningen av ytor utanför tätorten har minskats från åtta till fem gånger per säsong, vilket "
            "har sänkt kostnaden med 190 tkr. Beläggningsprogrammet har skjutits fram ett år."
        ),
        Heading("Yrkanden", 3),
        Para(
            "Mia Furuhed yrkar att bidraget till enskilda vägar halveras. Ivar Rosén yrkar avslag på Mia Furuheds yrkande och bifall till "
            "förvaltningens förslag."
        ),
        Heading("Beslutsgång", 3),
        Para("Ordföranden ställer yrkandena mot varandra och finner att nämnden bifaller förvaltningens förslag."),
        Heading("Reservation", 3),
        Para("Mia Furuhed reserverar sig mot beslutet till förmån för eget yrkande."),
        Heading("Beslutet skickas till", 3),
        Bullets(("Kommunstyrelsen", "Ekonomienheten"), mark="-"),
        Heading("§ 13 Delegationsbeslut", 2),
        Para("**Beslut**\nTekniska nämnden lägger redovisningen av delegationsbeslut för januari till handlingarna."),
    ),
)
