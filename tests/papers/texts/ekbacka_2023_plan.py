"""A district's plan: labelled blocks under area headings."""

from tests.papers.paper import Paper
from tests.printer.flow import Bullets, Furniture, Heading, Para, Sheet


def _block(title: str, bullets: tuple[str, ...], *labelled: str) -> tuple[Heading | Bullets | Para, ...]:
    return (Heading(title, 3), Bullets(bullets), *(Para(text, after=3) for text in labelled))


PAPER = Paper(
    "ekbacka_2023_plan",
    scanned=True,
    sheet=Sheet(
        face="Times",
        size=11.5,
        margins=(80, 100, 70, 76),
        furniture=Furniture(
            head=(
                ("Norrviks stad", "", "Sida {page} ({pages})"),
                ("Ekbacka stadsdelsförvaltning", "", "Dnr EKB 2022/118"),
                ("Ekonomienheten", "", "2022-11-14"),
            ),
            foot=(("Besöksadress: Ekbacka torg 4", "Växel 0660-55 01 00", "ekbacka@norrvik.example"),),
            head_rule=True,
        ),
    ),
    elements=(
        Para("Till\nStadsdelsnämnden", after=10),
        Heading("Handlingsplan för en ekonomi i balans 2023", 1),
        Para(
            "Prognosen efter oktober visar ett underskott på 14,2 mnkr för stadsdelen. Orsakerna är främst högre kostnader för "
            "placeringar, fler timmar i hemtjänsten än budgeten medger och tomma lokaler. I planen redovisas de åtgärder som "
            "respektive avdelning föreslår inför 2023. Planen följs upp i samband med tertialrapporterna."
        ),
        Heading("Äldreomsorg", 2),
        *_block(
            "Samlad nattbemanning",
            (
                "Nattpatrullerna i norra och södra hemtjänstområdet slås samman till en gemensam grupp.",
                "Larm mellan klockan 22 och 07 besvaras av gruppens egen samordnare.",
            ),
            "**Mål:** Jämnare bemanning och färre obekväma arbetspass.",
            "**Start:** 1 mars 2023",
            "**Effekt:** Restiden per natt minskar och vikariebehovet sjunker.",
            "**Ekonomisk effekt:** 1,4 mnkr",
            "**Hur:** Samordnaren lägger om schemat tillsammans med de båda enhetscheferna. De fackliga organisationerna "
            "informeras i januari.",
        ),
        *_block(
            "Färre köpta korttidsplatser",
            (
                "Antalet köpta korttidsplatser minskas från nio till fyra.",
                "Lediga lägenheter på Almgårdens vård- och omsorgsboende används för tillfälliga vistelser.",
            ),
            "**Mål:** Den som behöver avlastning får den i stadsdelens egna hus.",
            "**Start:** Våren 2023",
            "**Ekonomisk effekt:** 2 100 tkr",
        ),
        *_block(
            "Utförd tid mot beviljad tid",
            (
                "Biståndshandläggarna jämför varje månad den tid som utföraren har registrerat med den tid som är beviljad "
                "och tar kontakt vid avvikelser över tio procent.",
            ),
            "**Mål:** Stadsdelen betalar bara för det som utförs.",
            "**Start:** Pågående",
            "**Ekonomisk effekt:** 0,9 mnkr",
            "**Hur:** Ett enkelt underlag tas fram ur verksamhetssystemet den femte varje månad.",
        ),
        Heading("Individ- och familjeomsorg", 2),
        Heading("Barn och unga", 3),
        *_block(
            "Egna jourhem",
            (
                "Fyra nya jourhem rekryteras och utbildas i egen regi, så att köp från konsulentstödda företag kan upphöra "
                "för de yngsta barnen.",
            ),
            "**Mål:** Inget barn under tolv år placeras genom ett konsulentföretag.",
            "**Start:** 15 januari 2023",
            "**Effekt:** Barnen bor närmare sin skola och sitt nätverk.",
            "**Ekonomisk effekt:** 3,2 mnkr",
            "**Hur:** Två familjehemssekreterare avsätter halva sin tid till rekrytering under första halvåret.",
        ),
        *_block(
            "Genomgång av HVB-placeringar",
            (
                "Samtliga placeringar på hem för vård eller boende gås igenom var sjätte vecka av enhetschef och ansvarig "
                "socialsekreterare.",
                "Placeringar som har varat längre än nio månader ska prövas mot stöd på hemmaplan.",
            ),
            "**Start:** december 2022",
            "**Ekonomisk effekt:** 1 850 tkr",
        ),
        Heading("Ekonomiskt bistånd", 3),
        *_block(
            "Återkrav",
            ("Handläggare med särskilt uppdrag bevakar att beviljade lån och förskott på förmån betalas tillbaka.",),
            "**Mål:** Återbetalningen stiger från sju till femton procent.",
            "**Start:** 1/2 2023",
            "**Ekonomisk effekt:** 400 000 kr",
            "**Hur:** Listor över obetalda återkrav går till enhetschefen varje månad.",
        ),
        Heading("Stöd och service till personer med funktionsnedsättning", 2),
        *_block(
            "Boendestöd på distans",
            (
                "Boendestödet erbjuder videosamtal till dem som så önskar, i stället för ett av veckans hembesök.",
                "Schemaläggningen ses över så att restid mellan två besök inte överstiger femton minuter.",
            ),
            "**Start:** Hösten 2023",
            "**Effekt:** Fler personer kan få stöd med samma bemanning.",
            "**Ekonomisk effekt:** 0,6 mnkr",
        ),
        *_block(
            "Omförhandling av köpta platser i daglig verksamhet",
            ("Avtal med utförare utanför valfrihetssystemet omförhandlas, med början i de åtta dyraste.",),
            "**Mål:** Ersättningen ligger i nivå med stadens egen.",
            "**Start:** andra kvartalet 2023",
            "**Ekonomisk effekt:** 1,1 mnkr",
            "**Hur:** Upphandlaren på stadsledningskontoret deltar i samtalen.",
        ),
        Heading("Förskola", 2),
        *_block(
            "Gemensam öppning och stängning",
            (
                "Förskolorna Kotten, Rönnen och Blåbäret öppnar och stänger tillsammans på en av gårdarna.",
                "Barngrupperna slås ihop under juli månad.",
            ),
            "**Start:** 14 augusti 2023",
            "**Effekt:** Personalen finns på plats när barnen är flest.",
            "**Ekonomisk effekt:** 750 tkr",
        ),
        *_block(
            "Avveckling av paviljongen vid Rönnen",
            ("Hyresavtalet för paviljongen sägs upp. De sexton barnen erbjuds plats på Kotten.",),
            "**Start:** 1 juli 2023",
            "**Ekonomisk effekt:** 1,3 mnkr på helår, 0,65 mnkr under 2023",
        ),
        Heading("Ledning och administration", 2),
        *_block(
            "Vakanshållning i staben",
            (
                "Tjänsten som kommunikatör tillsätts inte efter pensionsavgången.",
                "En halv tjänst som registrator hålls vakant till sommaren.",
            ),
            "**Start:** Januari 2023",
            "**Ekonomisk effekt:** 0,8 mnkr",
            "**Hur:** Arbetsuppgifterna fördelas inom kansliet.",
        ),
        *_block(
            "Restriktiv användning av konsulter",
            ("Alla köp av konsulttjänster över 50 000 kr godkänns av stadsdelsdirektören innan beställning.",),
            "**Mål:** Konsultkostnaden halveras jämfört med 2022.",
            "**Start:** 2023",
            "**Ekonomisk effekt:** 500 tkr",
        ),
        Para("\nMarit Ekbom\nStadsdelsdirektör", after=0),
    ),
)
