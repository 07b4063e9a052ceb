"""A culture and leisure board's second tertial report: a planning system's table without rules, under headings of goals."""

from tests.papers.paper import Paper
from tests.printer.flow import Element, Furniture, Heading, Para, Sheet, table

_HEAD = "Aktivitet | Startdatum | Slutdatum | Status | Kommentar"
_WIDTHS = (2.9, 1.7, 1.6, 1.4, 3.4)


def _export(rows: list[list[str]]) -> Element:
    return table(_HEAD, rows, _WIDTHS, rules="none", size=9, pad=4, after=4)


PAPER = Paper(
    "havsta_2024_follow_up",
    sheet=Sheet(
        face="Vera",
        size=9.5,
        margins=(64, 84, 56, 122),
        heading_sizes=(17, 13, 11, 10),
        furniture=Furniture(
            head=(("Havsta kommun, Kultur- och fritidsnämnden", "", "Tertialrapport 2 2024"),),
            foot=(("", "{page}({pages})", ""),),
            head_rule=True,
            first_page_too=False,
        ),
    ),
    elements=(
        Para("Havsta kommun\nKultur- och fritidsnämnden\nDiarienummer: KFN 2024/61", after=30),
        Heading("Tertialrapport 2 2024", 1),
        Para("Period: januari–augusti 2024", after=14),
        Heading("1 Inledning", 2),
        Para(
            "Rapporten beskriver hur nämndens uppdrag och aktiviteter fortskrider samt det ekonomiska läget efter åtta månader. "
            "Nämnden beräknar ett underskott på 1,9 mnkr vid årets slut, vilket är en förbättring med 0,8 mnkr sedan förra rapporten. "
            "De största avvikelserna finns inom idrott och anläggningar, där elpriset och en trasig kylanläggning i ishallen har "
            "fördyrat driften. Sjukfrånvaron är lägre än i fjol. Antalet deltagare i kulturskolan har ökat med sex procent."
        ),
        Heading("2 Aktiviteter", 2),
        Heading("2.1 Ett bibliotek som är öppet när Havstaborna är lediga", 3),
        _export([
            ["Öka andelen meröppen tid på filialen i Strandby och minska den bemannade tiden i motsvarande mån", "2024-02-01",
             "2024-12-31", "Pågående",
             "Larm och passage är installerade. Den bemannade tiden har minskat från 38 till 21 timmar i veckan. Besöken är lika "
             "många som förut."],
            ["Samordna medieinköpen med biblioteken i länet", "2024-01-01", "2024-06-30", "Avslutad",
             "Avtalet är tecknat och den gemensamma inköpsgruppen arbetar."],
            ["Avveckla bokbussens kvällsturer", "2024-08-19", "2024-10-31", "Pågående",
             "Personalen är informerad och turlistan är omgjord. Skolorna behåller sina tider."],
        ]),
        Heading("2.2 Föreningslivet bär en större del av driften", 3),
        _export([
            ["Teckna driftavtal med föreningar för fyra utomhusplaner", "2024-03-01", "2024-11-30", "Försenad",
             "Två avtal är tecknade. Förhandlingar pågår med de båda återstående föreningarna, som önskar en högre ersättning för "
             "gräsklippning och linjering. Förvaltningen räknar med att nå överenskommelser under hösten, men ersättningen kan behöva "
             "höjas något i förhållande till vad som antogs i planen. I så fall blir besparingen omkring en fjärdedel lägre."],
            ["Se över taxan för uthyrning av idrottshallar", "2024-04-15", "2025-01-31", "Ej påbörjad",
             "Väntar på kommunövergripande riktlinjer för taxor."],
            ["Minska lokalstödet till studieförbunden", "2024-01-01", "2024-12-31", "Avslutad",
             "Nya regler är beslutade och gäller från årets början."],
            ["Låta simklubben ta över morgonpassen i simhallen", "2024-05-01", "2024-09-30", "Avbruten",
             "Klubben har tackat nej sedan två ledare slutat."],
        ]),
        Heading("2.3 Unga har en mötesplats nära skolan", 3),
        _export([
            ["Flytta fritidsgården Kajutan till högstadieskolans lokaler", "2024-06-10", "2024-08-31", "Avslutad",
             "Flytten är gjord och hyran för den gamla lokalen upphörde i augusti."],
            ["Anställa gemensam föreståndare för Kajutan och Fyren", "2024-09-01", "2024-12-31", "Pågående",
             "Annonsen är ute."],
            ["Ersätta sommarlovsbussen med aktiviteter i samarbete med föreningar", "2024-06-01", "2024-08-31", "Avslutad",
             "Aktiviteterna lockade 640 barn."],
        ]),
        Heading("3 Ekonomi", 2),
        Para("Utfall och prognos efter augusti, mnkr", after=2),
        table(
            "Verksamhet | Budget 2024 | Utfall jan-aug | Prognos | Avvikelse",
            """
            Bibliotek | 24,6 | 16,1 | 24,9 | -0,3
            Idrott och anläggningar | 41,2 | 28,3 | 42,6 | -1,4
            Fritidsgårdar | 11,8 | 7,9 | 12,0 | -0,2
            Kulturskola | 9,4 | 6,2 | 9,4 | 0,0
            Summa | 87,0 | 58,5 | 88,9 | -1,9
            """,
            (3.4, 1.4, 1.6, 1.2, 1.3),
            rules="none",
            align="lrrrr",
            size=9.5,
        ),
    ),
)  # fmt: skip
