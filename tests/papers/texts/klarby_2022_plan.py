"""A social board's list of savings on lying A4: only horizontal rules, group rows that name the area, sums and a grand total."""

from tests.papers.paper import Paper
from tests.printer.flow import Cell, Furniture, Heading, Para, Sheet, Table


def _group(text: str) -> tuple[Cell, ...]:
    return (Cell(text, span=7, bold=True),)


def _sum(text: str, first: str, second: str) -> tuple[str | Cell, ...]:
    return ("", Cell(text, bold=True), "", "", Cell(first, bold=True), Cell(second, bold=True), "")


_HEAD = ("Nr", "Åtgärd", "Ansvarig", "Genomförs", "Effekt 2022, tkr", "Effekt 2023, tkr", "Konsekvens")
_ROWS = (
    _group("Hemtjänst"),
    ("1.1", "Ruttplaneringen i hemtjänsten görs om så att varje medarbetare arbetar inom ett geografiskt område.",
     "Verksamhetschef hemtjänst", "mars 2022", "1 200", "1 800",
     "Mer tid hos brukarna. Under en övergång kan kontinuiteten bli sämre i de glesa områdena."),
    ("1.2", "Inköp av dagligvaror till brukarna samordnas till två dagar i veckan och beställs digitalt.",
     "Enhetschef Norr", "1 maj 2022", "350", "500", "Brukarna väljer varor tillsammans med personal vid ett tillfälle i veckan."),
    ("1.3", "Nyckelfri hemtjänst införs i hela kommunen.", "IT-strateg", "hösten 2022", "0", "400",
     "Kräver att alla trygghetslarm byts."),
    _sum("Delsumma hemtjänst", "1 550", "2 700"),
    _group("Särskilt boende"),
    ("2.1", "Avdelning Lönnen på Åsgården stängs och de tolv lägenheterna lämnas tillbaka till fastighetsbolaget. De boende erbjuds "
     "lägenhet på någon av husets övriga avdelningar, och personalen får i första hand arbete inom äldreomsorgens övriga hus. "
     "Tömningen sker efter hand som lägenheter blir lediga.",
     "Verksamhetschef särskilt boende", "1 september 2022", "1 600", "4 900",
     "Kön till särskilt boende väntas öka något. Två personer kan behöva flytta mer än en gång, vilket är påfrestande för den "
     "som har en demenssjukdom. Förvaltningen har vägt detta mot att avdelningen har haft tomma lägenheter i två år."),
    ("2.2", "Sjuksköterskornas jour samordnas med Lindåkra kommun under helger.", "Medicinskt ansvarig sjuksköterska",
     "årsskiftet 2022/2023", "-", "900", "Längre restid vid akuta besök."),
    ("2.3", "Måltiderna på Åsgården och Källgården tillagas i ett gemensamt kök.", "Kostchef", "andra halvåret 2022", "250", "700",
     "Sex tjänster blir fyra."),
    _sum("Delsumma särskilt boende", "1 850", "6 500"),
    _group("Individ- och familjeomsorg"),
    ("3.1", "Öppenvården för vuxna med missbruk utökas med en behandlare, för att ersätta hälften av de köpta behandlingshemmen. "
     "Behandlaren arbetar med både enskilda samtal och grupper, och ansvarar för uppföljningen av dem som har kommit hem från ett "
     "behandlingshem.",
     "Enhetschef vuxen", "februari 2022", "900", "1 700", "Kortare väg till behandling. Risk för att den som behöver miljöombyte inte får det i samma utsträckning som i dag."),
    ("3.2", "Socialjouren upphandlas tillsammans med fyra kommuner i länet.", "Socialchef", "1 oktober 2022", "200", "800",
     "Handläggarna slipper beredskap."),
    ("3.3", "Kommunens bidrag till kvinnojouren Solrosen räknas inte upp.", "Socialchef", "2022", "60", "60", "Ingen."),
    _sum("Delsumma individ- och familjeomsorg", "1 160", "2 560"),
    _group("Funktionsnedsättning LSS"),
    ("4.1", "Bemanningen på gruppbostäderna Ringvägen och Tallbacken anpassas till de boendes behov under vardagar, då de flesta är på "
     "daglig verksamhet.", "Enhetschef LSS", "april 2022", "700", "950", "Mindre möjlighet till aktiviteter dagtid för den som är hemma."),
    ("4.2", "Habiliteringsersättningen återgår till den nivå som gällde före det tillfälliga statsbidraget.",
     "Verksamhetschef LSS", "1 januari 2022", "420", "420", "Deltagarna får lägre ersättning per dag."),
    ("4.3", "Två korttidshem slås samman i lokalerna på Videvägen.", "Verksamhetschef LSS", "augusti 2022", "500", "1 300",
     "Färre helger att välja på."),
    _sum("Delsumma funktionsnedsättning", "1 620", "2 670"),
    ("5", "Omställningskostnader för uppsagda lokaler och avvecklingssamtal.", "Ekonomichef", "", "-800", "-300", ""),
    _sum("Totalt", "5 380", "14 130"),
)  # fmt: skip

PAPER = Paper(
    "klarby_2022_plan",
    writer="fpdf2",
    sheet=Sheet(
        lying=True,
        face="Helvetica",
        size=10.5,
        margins=(60, 78, 60, 56),
        heading_sizes=(17, 13, 11.5, 11),
        furniture=Furniture(
            head=(("Klarby kommun", "Socialförvaltningen", "2021-10-20"), ("", "", "SN 2021/204")),
            foot=(("Åtgärdslista 2022-2023", "", "{page}"),),
        ),
    ),
    elements=(
        Heading("Åtgärdslista för att nå en budget i balans 2022", 1),
        Para(
            "Socialnämnden har en budgetram på 512 mnkr för 2022. Ramen innebär att kostnaderna behöver sänkas med minst 5 mnkr "
            "under 2022. Listan nedan är framtagen av förvaltningens ledningsgrupp. Effekterna är bedömda av verksamheternas "
            "controllers och redovisas i tusentals kronor. Ett minustecken betyder en kostnad."
        ),
        Table((_HEAD, *_ROWS), (0.7, 5.0, 2.0, 1.7, 1.2, 1.2, 4.2), rules="horizontal", align="llllrrl", size=9.5),
        Para("Effekten av åtgärd 1.3 förutsätter att kommunstyrelsen beviljar medel till larmbytet.", size=9),
        Heading("Fortsatt arbete", 2),
        Para(
            "Listan redovisas för nämnden i samband med delårsrapporten. Konsekvenserna för barn är bedömda i en särskild bilaga. "
            "Risk- och konsekvensanalyser enligt arbetsmiljölagen görs på varje arbetsplats innan en förändring träder i kraft."
        ),
        Para("\nHenrik Sandmark\nSocialchef", after=0),
    ),
)
