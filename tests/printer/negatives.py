"""Ten papers that hold no measure at all, though they speak of costs, savings, plans and actions.

In: nothing but their texts. Out: PDFs. Whatever is found in them is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.printer.draw import write
from tests.printer.flow import Bullets, Element, Furniture, Heading, PageBreak, Para, Sheet, table

AGENDA: list[Element] = [
    Para("Granviks kommun\nVård- och omsorgsnämnden", after=10),
    Heading("Kallelse till sammanträde", 1),
    Para("Tid: tisdagen den 12 mars 2024 klockan 08.30\nPlats: Kommunhuset, sammanträdesrum Eken"),
    Heading("Ärenden", 2),
    table(
        "Nr | Ärende | Dnr | Föredragande",
        """
        1 | Upprop och val av justerare | |
        2 | Information från förvaltningen | | Förvaltningschefen
        3 | Månadsuppföljning februari 2024 | VON 2024/31 | Ekonomichefen
        4 | Åtgärdsplan för budget i balans | VON 2024/18 | Ekonomichefen
        5 | Revidering av delegationsordningen | VON 2023/210 | Nämndsekreteraren
        6 | Svar på remiss om länets färdtjänst | VON 2024/7 | Utredaren
        7 | Anmälan av delegationsbeslut | VON 2024/2 | Nämndsekreteraren
        8 | Övriga frågor | |
        """,
        (0.6, 4.5, 1.8, 2.2),
        rules="horizontal",
    ),
    Para("Förhinder anmäls till nämndsekreteraren. Ersättare kallas efter anmälan."),
    Para("\nGudrun Fall\nOrdförande", after=0),
]

COSTS: list[Element] = [
    Para("Ekebro kommun, Socialnämnden\n2023-05-04", after=10),
    Heading("Kostnader för placeringar 2020-2022", 1),
    Para("I tabellen redovisas nämndens kostnader för externa placeringar. Beloppen anges i tusental kronor."),
    table(
        "Verksamhet | 2020 | 2021 | 2022 | Förändring",
        """
        HVB barn | 14 200 | 15 900 | 17 300 | 1 400
        HVB unga | 9 800 | 11 200 | 10 700 | -500
        Konsulentstödda familjehem | 12 400 | 12 900 | 15 100 | 2 200
        Stödboende | 3 100 | 3 000 | 3 600 | 600
        Behandlingshem vuxna | 6 700 | 5 900 | 6 200 | 300
        Skyddat boende | 2 200 | 2 900 | 3 300 | 400
        Summa | 48 400 | 51 800 | 56 200 | 4 400
        """,
        (3.2, 1, 1, 1, 1.2),
        align="lrrrr",
    ),
    Para(
        "Ökningen beror på fler placerade barn och på högre dygnspriser. Medelkostnaden för ett dygn var 5 150 kr under 2022, vilket är "
        "fyra procent mer än året innan. Vårdtiderna är oförändrade."
    ),
]

POLICY: list[Element] = [
    Para("Tallunda kommun", after=6),
    Heading("Policy för inköp och upphandling", 1),
    Para("Antagen av kommunfullmäktige 2019-06-17, § 84. Gäller för samtliga nämnder och bolag."),
    Heading("Syfte", 2),
    Para("Policyn anger hur kommunen ska förhålla sig till leverantörer. Inköp ska präglas av affärsmässighet, öppenhet och god hushållning."),
    Heading("Grundsatser", 2),
    Bullets((
        "Den som beställer ska känna till kommunens ramavtal.",
        "Direktupphandling ska dokumenteras när värdet överstiger 100 000 kronor.",
        "Hänsyn ska tas till miljö, arbetsvillkor och tillgänglighet.",
        "Leverantörer ska behandlas lika.",
    )),
    Heading("Ansvar", 2),
    Para("Varje nämnd ansvarar för att policyn är känd och följs. Kommunstyrelsen har uppsikt över efterlevnaden."),
    Heading("Definitioner", 2),
    Para("Med inköp avses i denna policy köp, hyra och leasing av varor och tjänster."),
]  # fmt: skip

ANNUAL_FIGURES: list[Element] = [
    Para("Björkhamns kommun\nUtbildningsnämnden", after=6),
    Heading("Årsredovisning 2022, ekonomi och nyckeltal", 1),
    Heading("Årets resultat", 2),
    Para(
        "Nämnden redovisar ett överskott på 2,4 mnkr. Resultatet förklaras av högre statsbidrag och lägre lokalkostnader än budgeterat."
    ),
    table(
        "Mnkr | Budget 2022 | Utfall 2022 | Avvikelse | Utfall 2021",
        """
        Intäkter | 61,2 | 66,0 | 4,8 | 63,1
        Personal | -288,4 | -291,5 | -3,1 | -280,0
        Lokaler | -54,0 | -52,2 | 1,8 | -52,7
        Övrigt | -33,8 | -34,9 | -1,1 | -35,5
        Nettokostnad | -315,0 | -312,6 | 2,4 | -305,1
        """,
        (2.4, 1.3, 1.3, 1.2, 1.3),
        align="lrrrr",
        rules="horizontal",
    ),
    Heading("Nyckeltal", 2),
    table(
        "Mått | 2020 | 2021 | 2022",
        """
        Antal barn i förskola | 1 204 | 1 188 | 1 151
        Antal elever i grundskola | 3 410 | 3 402 | 3 377
        Kostnad per barn i förskola, kr | 148 300 | 152 700 | 158 900
        Meritvärde årskurs 9 | 223 | 226 | 224
        Sjukfrånvaro, procent | 8,1 | 7,4 | 7,9
        """,
        (3.6, 1, 1, 1),
        align="lrrr",
    ),
    Para(
        "Andelen behöriga lärare är 81 procent. Andelen elever som är behöriga till gymnasiet har ökat med en procentenhet."
    ),
]

SAVINGS_DEMAND: list[Element] = [
    Para("Stensvikens kommun\nKommunstyrelsen\n2022-11-08\nDnr KS 2022/377", after=10),
    Heading("Fördelning av besparingskrav 2023", 1),
    Para(
        "Kommunfullmäktige har beslutat om en budget med ett effektiviseringskrav på 25 mnkr för 2023. Kravet fördelas mellan nämnderna efter "
        "deras andel av budgeten. Nämnderna återkommer senast i februari med sina förslag till hur kravet kan mötas."
    ),
    table(
        "Nämnd | Budgetram 2022, tkr | Besparingskrav 2023, tkr | Budgetram 2023, tkr",
        """
        Kommunstyrelsen | 102 000 | 2 100 | 99 900
        Barn- och utbildningsnämnden | 521 000 | 10 700 | 510 300
        Socialnämnden | 468 000 | 9 600 | 458 400
        Kultur- och fritidsnämnden | 61 000 | 1 300 | 59 700
        Tekniska nämnden | 66 000 | 1 300 | 64 700
        Summa | 1 218 000 | 25 000 | 1 193 000
        """,
        (3, 1.6, 1.8, 1.6),
        align="lrrr",
    ),
]

CONTENTS: list[Element] = [
    Heading("Handlingar till sammanträdet den 3 juni 2021", 1),
    Para("Hagaryds kommun, Socialnämnden"),
    Heading("Innehåll", 2),
    Para(
        "1 Åtgärdsplan för budget i balans .......................... 3\n"
        "1.1 Avveckling av träffpunkten ............................. 4\n"
        "1.2 Omförhandling av avtal ................................. 6\n"
        "1.3 Minskade placeringskostnader ........................... 7\n"
        "2 Uppföljning av intern kontroll ........................... 12\n"
        "3 Delårsrapport ............................................ 19\n"
        "4 Bilagor .................................................. 44"
    ),
    PageBreak(),
    Heading("Läsanvisning", 2),
    Para("Handlingarna finns i sin helhet i läsplattan. Sekretessbelagda handlingar läggs fram på sammanträdet."),
]

NEEDS: list[Element] = [
    Para("Vikåsa kommun\nOmsorgsnämnden", after=6),
    Heading("Behov av bostäder med särskild service 2024-2030", 1),
    Heading("Bakgrund", 2),
    Para(
        "Antalet personer som omfattas av LSS har ökat med tre procent om året. Flera av dagens boenden är små och saknar gemensamma ytor. "
        "Behovet av platser för unga med autism bedöms vara stort."
    ),
    Heading("Bedömt behov", 2),
    Bullets((
        "Omkring trettio personer väntas behöva bostad under perioden.",
        "Vart fjärde nytt beslut gäller personer under 25 år.",
        "Det finns ett underskott på korttidsplatser under skolloven.",
        "Kostnaden för en plats hos en extern utförare är i genomsnitt 1,6 mnkr per år.",
    )),
    Heading("Ekonomi", 2),
    Para("Kostnaderna för personlig assistans har varit stabila. Driftkostnaden för en gruppbostad med sex platser är cirka 9 mnkr."),
]  # fmt: skip

VOTED_DOWN: list[Element] = [
    Para("Lundabro kommun\nKultur- och fritidsnämnden\nSammanträdesprotokoll 2021-10-14", after=12),
    Heading("§ 71 Budget 2022", 2),
    Heading("Beslut", 3),
    Para("Kultur- och fritidsnämnden godkänner budgetskrivelsen och överlämnar den till kommunstyrelsen."),
    Heading("Yrkanden", 3),
    Para(
        "Tomas Frid yrkar att biblioteksfilialen i Holm läggs ned från och med 2022, vilket skulle ge 900 tkr. Maja Kull yrkar att bidraget till "
        "studieförbunden halveras. Ordföranden yrkar avslag på båda yrkandena."
    ),
    Heading("Beslutsgång", 3),
    Para(
        "Ordföranden ställer proposition på yrkandena och finner att nämnden avslår Tomas Frids och Maja Kulls yrkanden."
    ),
    Heading("Reservation", 3),
    Para(
        "Tomas Frid reserverar sig mot beslutet: Nämnden borde ha tagit ansvar för ekonomin. En nedläggning av filialen hade varit den minst "
        "smärtsamma vägen, och vi anser att taxorna borde höjas med tio procent."
    ),
    Heading("Särskilt yttrande", 3),
    Para("Maja Kull anser att nämndens budget är för optimistisk och att kostnaderna kommer att öka."),
]

ROUTINES: list[Element] = [
    Para("Kvarnheda kommun\nVård- och omsorgsförvaltningen", after=6),
    Heading("Rutin för hantering av nycklar i hemtjänsten", 1),
    Para("Gäller från: 2023-01-01\nAnsvarig: Kvalitetssamordnare\nRevideras: vartannat år"),
    Heading("Vid arbetspassets början", 2),
    Bullets((
        "Hämta nycklarna i nyckelskåpet med din personliga kod.",
        "Kontrollera att antalet stämmer med listan.",
        "Kvittera i systemet.",
    ), "1."),
    Heading("Vid arbetspassets slut", 2),
    Bullets((
        "Lämna tillbaka nycklarna.",
        "Meddela gruppledaren om en nyckel saknas.",
        "Skriv en avvikelse samma dag.",
    ), "1."),
    Para("Varje månad går gruppledaren igenom listan. Borttappade nycklar anmäls till enhetschefen, som beslutar om låsbyte."),
]  # fmt: skip

CONTRACT: list[Element] = [
    Para("Alvhyttans kommun\nTekniska nämnden\n2020-09-22\nDnr TN 2020/118", after=10),
    Heading("Tilldelningsbeslut, ramavtal för vinterväghållning", 1),
    Para(
        "Upphandlingen har genomförts som ett öppet förfarande. Fyra anbud har kommit in i rätt tid. Ett anbud uppfyller inte kraven."
    ),
    table(
        "Anbudsgivare | Pris per timme, kr | Utvärderingspris, kr | Placering",
        """
        Nordgräv AB | 940 | 2 110 000 | 1
        Lundins Maskin AB | 985 | 2 240 000 | 2
        Vägpartner i Mitt AB | 1 020 | 2 390 000 | 3
        """,
        (3, 1.6, 1.8, 1.1),
        align="lrrr",
    ),
    Heading("Beslut", 2),
    Para(
        "Tekniska nämnden antar Nordgräv AB som leverantör för perioden 2020-11-01 till 2023-04-30. Avtalet kan tecknas tidigast tio dagar efter "
        "att underrättelsen har skickats."
    ),
]

PAPERS: Mapping[str, list[Element]] = {
    "agenda": AGENDA,
    "costs": COSTS,
    "policy": POLICY,
    "annual_figures": ANNUAL_FIGURES,
    "savings_demand": SAVINGS_DEMAND,
    "contents": CONTENTS,
    "needs": NEEDS,
    "voted_down": VOTED_DOWN,
    "routines": ROUTINES,
    "contract": CONTRACT,
}


def print_negatives(folder: Path) -> list[Path]:
    """Write all ten to the folder; every second one by the other library."""
    made = []
    for i, (name, elements) in enumerate(PAPERS.items()):
        sheet = Sheet(face=("Helvetica", "Times", "Vera")[i % 3], furniture=Furniture())
        path = folder / f"{name}.pdf"
        write(elements, sheet, path, "reportlab" if i % 2 else "fpdf2", name)
        made.append(path)
    return made
