"""The facts of a paper, on drawn papers: what it says of itself, and what it only mentions."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.days import find_days
from extractors.extract import extract
from extractors.facts import read_facts
from extractors.measure import Facts
from extractors.purpose import is_of_rules_or_anothers_proposals
from tests.draw import paper


def facts_of(text: str, *, measures_in: str = "") -> Facts:
    document = paper(text)
    at = [line.id for line in document.lines() if measures_in in line.text] if measures_in else None
    return read_facts(document, at)[0]


DAYS = [
    ("2018-09-11", date(2018, 9, 11)),
    ("2019.11.04", date(2019, 11, 4)),
    ("20180911", date(2018, 9, 11)),
    ("den 5 mars 2020", date(2020, 3, 5)),
    ("1:a oktober 2013", date(2013, 10, 1)),
    ("5 sept. 2021", date(2021, 9, 5)),
    ("5/3 2020", date(2020, 3, 5)),
    ("2018 – 09 – 11", date(2018, 9, 11)),  # as some scans are read
]
NOT_DAYS = ["mars 2020", "2018-13-45", "SN 2018/166", "2018-09", "hösten 2012", "1.2.1-345-2019", "5 mars"]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_whole_date_is_a_day(text, day):
    assert [d.day for d in find_days(text)] == [day]


@pytest.mark.parametrize("text", NOT_DAYS)
def test_less_than_a_whole_date_is_no_day(text):
    assert list(find_days(text)) == []


def test_a_letterhead_with_values_under_their_labels():
    facts = facts_of("""
        ^ Förvaltning              Dokumenttyp          Sida
        ^ Socialförvaltningen      Tjänsteskrivelse     1 (4)
        ^ Enhet                    Datum                Diarienummer
        ^ Ekonomi                  2019-05-14           SN 2019/88

        # Uppföljning av sparplanen
        ## Bakgrund
        Socialnämnden beslutade den 12 februari 2019 om sju åtgärder för att hålla budgeten 2019.
        """)
    assert facts == Facts(
        body="Socialnämnden", title="Uppföljning av sparplanen", doc_type="follow_up", dnr="SN 2019/88",
        doc_date=date(2019, 5, 14), plan_year=2019,
    )  # fmt: skip


def test_a_district_paper_with_its_board_and_city():
    facts = facts_of("""
        ^ Farsta stadsdelsförvaltning      Tjänsteutlåtande
        ^ Ekonomiavdelningen               Dnr 1.2.1-345-2019
        ^ Stockholms stad                  2019-10-21

        Till
        Farsta stadsdelsnämnd
        2019-11-14

        # Åtgärdsplan för 2020
        ## Sammanfattning
        Stadsdelsnämnden behöver sänka sina kostnader med nio miljoner kronor under 2020.
        """)
    assert facts == Facts(
        municipality="Stockholm", body="Farsta stadsdelsnämnd", district="Farsta", title="Åtgärdsplan för 2020",
        doc_type="plan", dnr="1.2.1-345-2019", doc_date=date(2019, 10, 21), plan_year=2020,
    )  # fmt: skip


def test_a_municipality_that_no_table_holds_counts_by_its_shape():
    facts = facts_of("""
        ^ GRÅVIKS KOMMUN        Dnr: VON 2022-00123
        # Besparingar 2023
        Vård- och omsorgsnämnden föreslås besluta om åtgärderna nedan.
        """)
    assert (facts.municipality, facts.body, facts.dnr) == ("Gråvik", "Vård- och omsorgsnämnden", "VON 2022-00123")


DNRS = [
    ("Dnr 09/KS 0145", "09/KS 0145"),
    ("Dnr 2011/BUN0032", "2011/BUN0032"),
    ("Dnr: KS/2020:123", "KS/2020:123"),
    ("Dnr 1.2.1-345-2019", "1.2.1-345-2019"),
    ("Dnr 2019/345", "2019/345"),
    ("Diarienr KS 2019/0234 042", "KS 2019/0234"),  # the second is the plan of the register
    ("Diarienummer: BUN 2021:45, BUN 2021:46", "BUN 2021:45"),
    ("Ärendenr ÄN-2020-17", "ÄN-2020-17"),
    ("DNR N131-0123/19", "N131-0123/19"),
    ("DNR 1.2.1.-123-2013", "1.2.1.-123-2013"),
    ("Vår beteckning: OMS-2021-00412", "OMS-2021-00412"),
    ("SN 2020/7", "SN 2020/7"),  # without a label, in the board's own form
    ("Soc/2031:24", "Soc/2031:24"),
    ("UN 00512/2031", "UN 00512/2031"),
    ("SN 2031/38-042", "SN 2031/38-042"),
    ("BUN 31/310", "BUN 31/310"),
]
NOT_DNRS = [
    "Ert dnr: S2019/1234",
    "Telefon 08-508 12 345",
    "Org.nr 212000-0142",
    "Dnr",
    "Dnr 2019-05-14",
    "Bilaga 2",
    "Sid 10/2031",
    "Rum 12/14",
]


@pytest.mark.parametrize(("printed", "dnr"), DNRS)
def test_a_number_of_the_register(printed, dnr):
    assert facts_of(f"^ {printed}\n# Handlingsplan 2021\nTexten börjar här.").dnr == dnr


OPENING = [
    ("# Besparingslista 2024\nUpprättad 2022-10-17 Dnr SN 2022-00331\n\n## Åtgärder\nText.", "SN 2022-00331"),
    ("# § 47 Åtgärder för budget i balans 2024 (BUN 2024/93)\nText som följer.", "BUN 2024/93"),
    ("# Tertialrapport 2\nUpprättad 2031-09-22 av ekonomen. Ärende SBN 2031/87.\n\n## Läget\nText.", "SBN 2031/87"),
    (
        "# Lista\nRegion Ekmark | Till mötet 2031-11-28, RS 2031-118 | Belopp i mnkr, kostnad anges med minus\n\n## Läget\nText.",
        "RS 2031-118",
    ),
    ("# Åtgärder för budget i balans 2024 (BUN 2024)\nText som följer.", None),
]


@pytest.mark.parametrize(("text", "dnr"), OPENING)
def test_the_number_of_a_paper_in_the_lines_that_it_opens_with(text: str, dnr: str | None) -> None:
    assert facts_of(text).dnr == dnr


@pytest.mark.parametrize("printed", NOT_DNRS)
def test_no_number_of_the_register(printed):
    assert facts_of(f"^ {printed}\n# Handlingsplan 2021\nTexten börjar här.").dnr is None


def test_a_number_on_a_line_of_its_own_under_the_title():
    facts = facts_of("# Uppföljning av plan\nDatum: 2019-09-12\nDiarienr: HVO-2019-1234\n\nKostnaderna har minskat.")
    assert (facts.dnr, facts.doc_date) == ("HVO-2019-1234", date(2019, 9, 12))


def test_a_number_without_a_label_on_a_line_of_its_own_under_the_title():
    facts = facts_of("# Budget i balans 2026\nGatunämnden, Åsarps kommun\n\nGN 2025/88\n\nKostnaderna har minskat.")
    assert facts.dnr == "GN 2025/88"


def test_another_papers_number_in_the_text_is_not_ones_own():
    assert (
        facts_of(
            "# Handlingsplan 2021\nFrågan togs upp i ett tidigare ärende, dnr SN 2019/12, och bordlades då av nämnden."
        ).dnr
        is None
    )


DATES = [
    ("^ Datum 2018-09-11\n# Plan\nText.", date(2018, 9, 11)),
    ("^ Datum: 5 mars 2020\n# Plan\nText.", date(2020, 3, 5)),
    ("^ Upprättad den 5 mars 2020\n# Plan\nText.", date(2020, 3, 5)),
    ("^ Kontoret      2019-11-04\n# Plan\nText.", date(2019, 11, 4)),
    ("^ Utfärdat 2019-03-04\n# Plan\nText.", date(2019, 3, 4)),
    (
        "# Plan\n| Åtgärd | Klart |\n| Minska köp | 2019-10-01 |\n\nNorrköping den 5 mars 2019",
        date(2019, 3, 5),
    ),  # under a signature
    ("^ Norrköping den 4 november 2019\n# Plan\nText.", date(2019, 11, 4)),
    ("# Plan\nRevisorn & Co AB, 11 juni 2019\n\nText som följer.", date(2019, 6, 11)),
    ("^ Datum   Ert datum\n^ 2019-02-01   2019-01-15\n# Plan\nText.", date(2019, 2, 1)),
    ("^ SAMMANTRÄDESPROTOKOLL   Sammanträdesdatum 2020-02-19\n# Åtgärder 2020\nText.", date(2020, 2, 19)),
    (
        "# Kallelse till socialnämnden\nTid: torsdagen den 12 mars 2020 kl. 13.00\n\n# Åtgärder 2020\nText.",
        date(2020, 3, 12),
    ),
    ("^ Datum 12 mars\n# Budget 2020\nText.", date(2020, 3, 12)),  # the year that the paper makes plain
    # the one day of the lines that a paper opens with
    ("# Plan\nLägesrapport 2019-11-04, sammanställd av controllern\n\n## Åtgärder\nText.", date(2019, 11, 4)),
    ("# Plan\nSocialnämnden, Eks kommun. Behandlad av nämnden 2019-11-04.\n\n## Åtgärder\nText.", date(2019, 11, 4)),
    (
        "Ekby kommun · Omsorgsnämnden · 2025-02-18 · Dnr ON 2025/44\n\n# Plan\n*En nattpatrull*\nStart: 1 maj 2025",
        date(2025, 2, 18),
    ),
    ("# Plan\nPM till socialnämnden den 4 november 2019\n\n## Åtgärder\nText.", date(2019, 11, 4)),
    ("# Plan\nBilaga 2 till tjänsteskrivelse 2019-11-04, SN 2019/12\n\n## Åtgärder\nText.", date(2019, 11, 4)),
]
NO_DATES = [
    "# Plan\nI en skrivelse daterad 2019-09-26 frågar ledamoten om läget.",
    "# Plan\nUnderlag för beslut: Tjänsteskrivelse 2018-09-11.",
    "# Plan\nNämnden beslutade den 20 mars 2018 om en åtgärdsplan.",
    "# Plan\n| Åtgärd | Klart |\n| Minska köp | 2019-10-01 |\n| Mindre resor | 2019-11-01 |",  # a measure's
    "^ Datum mars 2018\n# Plan\nText.",
    "# Plan\nGäller från den 1 januari 2019\n\n## Åtgärder\nText.",
    "# Uppföljning\nUtfall 2019-04-30 och läget per 2019-04-30\n\n## Åtgärder\nText.",
    "# Plan\nMöte 1 2019-02-01, möte 2 2019-03-01\n\n## Åtgärder\nText.",  # which of them?
]


@pytest.mark.parametrize(("text", "day"), DATES)
def test_a_papers_own_day(text, day):
    assert facts_of(text).doc_date == day


@pytest.mark.parametrize("text", NO_DATES)
def test_a_day_that_is_only_mentioned_is_not_the_papers(text):
    assert facts_of(text).doc_date is None


BODIES = [
    ("# Anpassning 2009\nTill\nStadsdelsfullmäktige i Ekvalla\n\nStadsdelens ram minskar.", "Stadsdelsfullmäktige"),
    (
        "# Lista\nRegion Ekmark, regionstyrelsen | Till mötet 2031-11-28 | Belopp i mnkr\n\n## Läget\nText.",
        "Regionstyrelsen",
    ),
    (
        "^ Socialförvaltningen\n# Plan\nSocialnämndens budget är i obalans. Kommunstyrelsen följer arbetet. Kommunstyrelsen har bett om en plan.",
        "Socialnämnden",
    ),
    ("# Plan\nTill\nBarn- och utbildningsnämnden\n\nNämnden har ett underskott.", "Barn- och utbildningsnämnden"),
    (
        "^ Kultur-, idrotts- och fritidsnämnden\n# Plan\nNämnden har ett underskott.",
        "Kultur-, idrotts- och fritidsnämnden",
    ),
    ("^ Nämnden för arbete och välfärd\n# Plan\nNämnden har ett underskott.", "Nämnden för arbete och välfärd"),
    ("^ Tekniska nämnden\n# Plan\nNämnden har ett underskott.", "Tekniska nämnden"),
    ("^ Kommunstyrelsen\n# Plan\nVi måste spara.", "Kommunstyrelsen"),
    ("# Plan\nÄldrenämnden föreslås besluta att godkänna planen.", "Äldrenämnden"),
    (
        "^ Farsta stadsdelsnämnd\n# Plan\nStadsdelsnämnden beslutar. Stadsdelsnämnden har ett underskott. Stadsdelsnämnden föreslås spara. "
        "Stadsdelsnämnden noterar det. Stadsdelsnämnden har tid.",
        "Farsta stadsdelsnämnd",
    ),
    (
        "^ Kallelse till individ- och\n^ familjenämnden\n# Plan\nIndivid- och familjenämnden har tid.",
        "Individ- och familjenämnden",
    ),
    ("# Plan\nTill Maria-Gamla stans stadsdelsnämnd\n\nText.", "Maria-Gamla stans stadsdelsnämnd"),
    ("# Plan\nSkarpnäcks stadsdelsnämnd beslutar att godkänna planen.", "Skarpnäcks stadsdelsnämnd"),
    (
        "# Plan\nTeknik- och fastighetsnämnden antog i maj en åtgärdsplan. Kommunstyrelsen har gett i uppdrag att följa upp den.",
        "Teknik- och fastighetsnämnden",
    ),
    (
        "# Plan\nMiljö-, bygg- och trafiknämnden lägger redovisningen till handlingarna.",
        "Miljö-, bygg- och trafiknämnden",
    ),
    ("# Plan\nFörslag till beslut: Kultur- & fritidsnämnden godkänner rapporten.", "Kultur- & fritidsnämnden"),
    (
        "# Plan\nSocial- och omsorgsnämndens ram minskar med 2 procent. Lokalerna hyrs av tekniska nämnden.",
        "Social- och omsorgsnämnden",
    ),
    ("# Plan\nAntagen av vård- och äldrenämnden 2020-01-28.", "Vård- och äldrenämnden"),
    ("# Plan\nByggnämnden · 2023-09-19 · BN 2023/41\n\nNämnden har ett underskott.", "Byggnämnden"),
    (  # what a board that was asked says of itself does not make the paper its own
        "# Plan\nKulturnämnden godkänner förslaget.\n\nÄrendet har varit på remiss till tekniska nämnden. Tekniska nämnden har begärt ett tillägg.",
        "Kulturnämnden",
    ),
    ("# Plan\nPrognosen för kommunstyrelsens verksamheter visar ett underskott.", "Kommunstyrelsen"),
    ("^ Överförmyndarnämnden\n# Plan\nNämnden har ett underskott.", "Överförmyndarnämnden"),
]
NO_BODIES = [
    "# Plan\nNämnden godkänner planen. Nämnden har ett underskott.",
    "# Plan\nFrågan har lyfts av facknämnderna. Varje nämnd ska spara.",
    "# Plan\nLokalerna hyrs av fritidsnämnden.",  # another's, once
    "# Plan\nÖverförmyndarnämnden har granskat ärendet.",
    "# Plan\nKommunstyrelsen har gett nämnderna i uppdrag att spara.",
    "# Plan\nTekniska nämnden beslutade i mars att höja internhyran.",  # why, not whose
    "# Plan\nByggnadsnämnden har översänt ett förslag till detaljplan.",
    "# Samlad lista\n## Kulturnämnden\nText.\n## Socialnämnden\nText.\n## Byggnämnden\nText.",  # each its part
]  # fmt: skip


@pytest.mark.parametrize(("text", "body"), BODIES)
def test_the_board_that_a_paper_is_to_or_from(text, body):
    assert facts_of(text).body == body


@pytest.mark.parametrize("text", NO_BODIES)
def test_a_bare_or_foreign_board_is_none(text):
    assert facts_of(text).body is None


MUNICIPALITIES = [
    ("^ Västerås stad\n# Plan\nSamarbete sker med Köpings kommun och Arboga kommun.", "Västerås"),
    ("# Plan\nAntalet äldre i Ystads kommun ökar.", "Ystad"),
    ("# Plan\nI Sundsvall finns tre hem. Personalen i Sundsvall har minskat.", "Sundsvall"),
    ("# Plan för Ludvika kommun\nText.", "Ludvika"),
]
NO_MUNICIPALITIES = [
    "# Plan\nUtbildningen ges av Umeå universitet. Hallsberg ligger nära.",
    "# Plan\nJämfört med Tyresö kommun är kostnaden hög.",
    "# Plan\nAlla kommuner i Stockholms län har samma problem.",
    "^ registrator@haninge.se\n# Plan\nText.",
    "# Plan\nEn placering i Malmö avslutas.",
    "# Plan\nSkövde kommun och Borås kommun har gjort likadant.",  # nothing says which
    "# Plan\nVår kommun ska spara. Varje kommun gör det.",
]


@pytest.mark.parametrize(("text", "municipality"), MUNICIPALITIES)
def test_the_municipality_that_a_paper_says(text, municipality):
    assert facts_of(text).municipality == municipality


@pytest.mark.parametrize("text", NO_MUNICIPALITIES)
def test_a_municipality_that_is_only_touched_on_is_none(text):
    assert facts_of(text).municipality is None


DISTRICTS = [
    ("# Plan 2013\nDe åtgärder som görs har inte försämrat för äldre i Skärholmen. Stadsdelen växer.", "Skärholmen"),
    ("^ Göteborgs Stad Majorna-Linné\n# Plan 2014\nStadsdelsnämnden har ett underskott.", "Majorna-Linné"),
    ("^ Lövsta stadsdelsförvaltning\n# Plan 2013\nText.", "Lövsta"),  # by its shape
    ("# Anpassning 2009\nTill\nStadsdelsfullmäktige i Ekvalla\n\nStadsdelens ram minskar.", "Ekvalla"),
    ("^ Malmö stad, stadsområde Norr\n# Plan 2015\nText.", "Norr"),
]
NO_DISTRICTS = [
    "# Plan 2013\nTvå klienter flyttar till lägenheter i Farsta. Stadsdelen betalar.",
    "# Plan 2013\nVården köps av Bromma geriatriken. Stadsdelen betalar.",
    "# Plan 2013\nUngdomar i Rinkeby har valt oss. Stadsdelen betalar.",  # no board of its own since 2007
    "^ Haninge kommun\n# Plan 2013\nFamiljer i Farsta och deras stadsdelsförvaltning har frågat.",
    "# Plan 2013\nStadsdelen har minskat sina kostnader.",
]


@pytest.mark.parametrize(("text", "district"), DISTRICTS)
def test_the_district_that_a_paper_is_from(text, district):
    assert facts_of(text).district == district


@pytest.mark.parametrize("text", NO_DISTRICTS)
def test_a_district_that_is_only_a_place_is_none(text):
    assert facts_of(text).district is None


TITLES = [
    ("# Åtgärdsplan 2021\nText.", "Åtgärdsplan 2021"),
    ("*Tjänsteskrivelse*\n# Delredovisning av besparingar\nText.", "Delredovisning av besparingar"),
    ("# Förslag till\n# Plan för minskade kostnader\n# Hemtjänst\nText.", "Förslag till Plan för minskade kostnader"),
    ("# Besparingar inom äldreomsorgen\n# 2021\n## Bakgrund\nText.", "Besparingar inom äldreomsorgen 2021"),
    ("# Bilaga 2\n# Åtgärder per enhet\nText.", "Åtgärder per enhet"),
    (
        "# Protokollsutdrag\n# § 45 Svar på skrivelse om hemtjänsten (Dnr SN 2020/8)\nText.",
        "Svar på skrivelse om hemtjänsten",
    ),
    ("*Socialförvaltningen*\n# Norrviks kommun\n## Plan i balans\nText.", "Plan i balans"),
    ("# Sammanfattning\nVi har granskat.\n# Förslag\nText.", None),  # begins without one
    ("Vi har granskat verksamheten och funnit att kostnaderna är höga.", None),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_the_title_is_the_first_heading_that_says_what_it_is_about(text, title):
    assert facts_of(text).title == title


DOC_TYPES = [
    ("# Handlingsplan för minskade kostnader\nText.", "plan"),
    ("# Sparförslag 2021\nText.", "plan"),
    ("# Budget 2022 med verksamhetsplan\nText.", "plan"),
    ("# Uppföljning av handlingsplan\nText.", "follow_up"),
    ("# Avstämning av enheternas sparförslag\nText.", "follow_up"),
    ("# Tertialrapport 2\nText.", "follow_up"),
    ("# Åtgärder 2024 – hur går det?\nText.", "follow_up"),
    ("# Lägesbild av besparingarna i maj\nText.", "follow_up"),
    (
        "# Åtgärder för en budget i balans\nKommentar november 2020: Arbetet är klart.\n\nKommentar november 2020: Pågår.",
        "follow_up",
    ),
    ("# Svar på skrivelse från Eva Berg (V)\nText.", "reply"),
    ("# Skrivelse från Eva Berg m.fl. (V)\nText.", "reply"),
    ("# Yttrande över motion om hemtjänsten\nText.", "reply"),
    ("# Genomlysning av äldreomsorgen\nText.", "consultant_report"),
    ("# Sammanfattning\nNordkonsult AB har fått i uppdrag att granska kostnaderna.", "consultant_report"),
    (
        "# Redovisning av beslutade besparingar\nFöljande besparingar ingår i handlingsplanen. Besparingen är stor.\n\nHandlingsplanen finns.",
        "follow_up",
    ),
    (
        "# Uppdrag till enheterna\n| Uppdrag | Läge |\n| Se över resor | Klar |\n| Se över mat | Pågår |\n| Se över tvätt | Klar |",
        "follow_up",
    ),
    ("# Läget\nStart: mars 2021\n\nMinska köpen.", "plan"),
    ("# Läget\nText utan ledtråd.", None),
]


@pytest.mark.parametrize(("text", "doc_type"), DOC_TYPES)
def test_what_sort_of_paper_it_is(text, doc_type):
    assert facts_of(text).doc_type == doc_type


PLAN_YEARS = [
    ("# Budget 2020\nUnder 2019 var underskottet stort. Under 2019 ökade volymerna.", 2020),
    ("# Åtgärdsplan\nPrognosen för 2012 är dålig.\n\nStart: 1 januari 2013\n\nStart: mars 2013\n\nStart: 2013", 2013),
    ("# Redovisning av åtgärder per 31 juli 2018\nBeslutet fattades 2018.", 2018),
    ("# Handlingsplan\n| Åtgärd | Effekt 2022, tkr |\n| Minska köp | 100 |", 2022),
    ("# Handlingsplan\n| Åtgärd | Klart |\n| Minska köp | 080401 |\n| Mindre resor | 080701 |", 2008),
    ("# Mål och budget 2021–2023\nText.", 2021),
    ("# Åtgärdsplan 2022-2024\nText.", 2022),
    ("# Uppföljning av sparplan 2022/2023\nText.", 2022),
    ("# Handlingsplan\nÅtgärderna gäller tills vidare. Dnr 2017/12.", None),
    ("# Uppföljning av åtgärder\nAvser jan.–aug. 2009\n\n| Åtgärd | Effekt 2010, tkr |\n| Minska köp | 100 |", 2009),
    (
        "# Uppföljning av åtgärder\nÅtgärderna beslutades i januari 2009.\n\n| Åtgärd | Effekt 2010, tkr |\n| Minska köp | 100 |",
        2010,
    ),
]


@pytest.mark.parametrize(("text", "year"), PLAN_YEARS)
def test_the_budget_year_that_measures_are_for(text, year):
    assert facts_of(text).plan_year == year


@pytest.mark.parametrize(
    ("title", "confidence", "year"),
    [
        ("Handlingsplan 2018", 0.9, 2018),  # a header that a scan misread stands on every page
        ("Handlingsplan 2018", 1.0, 2029),  # as printed: what the paper speaks of most
        ("Handlingsplan för vision 2036", 0.9, 2029),
    ],
)
def test_a_year_far_ahead_of_the_title_is_no_scans_budget_year(title, confidence, year):
    text = f"# {title}\n" + "Besparing i budget 2029 är 100 tkr för enheten.\n\n" * 8
    assert extract(paper(text, confidence=confidence)).facts.plan_year == year


BUNDLE = """
    ^ Klinte kommun       KALLELSE       2021-03-18
    # Kallelse till tekniska nämnden
    Plats och tid: Kommunhuset, torsdagen den 18 mars 2021

    # § 10 Val av justerare
    Nils Ek väljs.

    # § 11 Åtgärder för en budget i balans 2021
    Dnr TN 2021/14

    - Asfaltering av gångvägar skjuts upp.

    # § 12 Svar på medborgarförslag
    Dnr TN 2020/99

    Förslaget avslås.
    """


def test_in_a_bundle_title_and_number_are_those_of_the_matter_with_the_measures():
    facts = facts_of(BUNDLE, measures_in="Asfaltering")
    assert (facts.title, facts.dnr, facts.doc_type) == ("Åtgärder för en budget i balans 2021", "TN 2021/14", "plan")
    assert (facts.municipality, facts.body, facts.doc_date) == ("Klinte", "Tekniska nämnden", date(2021, 3, 18))


def test_matters_are_also_those_that_the_agenda_names():
    text = """
        # Föredragningslista
        1. Policy för resor
        2. Besparingar 2021, dnr TN 2020/5
        ---
        # Policy för resor
        Resor sker med tåg.
        ---
        # Besparingar 2021
        - Vikarier tas inte in.
        """
    assert facts_of(text, measures_in="Vikarier").title == "Besparingar 2021"


def test_papers_in_one_file_that_number_their_pages_anew_are_matters_of_their_own():
    text = """
        ^ Dnr SN 2020/1      Sida 1 (1)
        # Val av ledamöter
        Nils väljs.
        ---
        ^ Dnr SN 2020/2      Sida 1 (1)
        # Besparingar 2021
        - Vikarier tas inte in.
        """
    facts = facts_of(text, measures_in="Vikarier")
    assert (facts.title, facts.dnr) == ("Besparingar 2021", "SN 2020/2")


def test_every_filled_fact_has_its_passage_with_places():
    document = paper("""
        ^ Ystads kommun     Dnr SN 2021/7     2021-02-01
        # Besparingsplan 2021 för socialnämnden
        Socialnämnden beslutar att spara.
        """)
    facts, evidence, _ = read_facts(document)
    filled = {name for name in Facts.__dataclass_fields__ if getattr(facts, name) is not None}
    assert set(evidence) == filled
    assert {name: evidence[name].text for name in ("municipality", "dnr", "doc_date", "plan_year")} == {
        "municipality": "Ystads", "dnr": "SN 2021/7", "doc_date": "2021-02-01", "plan_year": "2021",
    }  # fmt: skip
    assert all(passage.places() for passage in evidence.values())


def test_an_empty_paper_has_no_facts_and_says_so():
    facts, evidence, findings = read_facts(paper(""))
    assert (facts, evidence) == (Facts(), {})
    assert {f.code for f in findings} == {"no_plan_year", "no_doc_type"}


RULES_OR_ANOTHERS_PROPOSALS = [
    "Riktlinjer för färdtjänst",
    "Reviderad resepolicy",
    "Reglemente för kommunstyrelsen",
    "Kommunens upphandlingspolicy",
    "Anvisningar för budgetarbetet",
    "Yttrande över betänkandet En god vård",
    "Remissvar om ny lag om elbilar",
    "Svar på remiss av SOU 2021:9",
    "Samrådsyttrande om detaljplan för Hamnen",
    "Yttrande över förslag till ändrad förordning om vägmärken",
]
OWN_PROPOSALS = [
    "Riktlinjer för besparingar 2024",
    "Yttrande över motion om billigare skolmat",
    "Svar på skrivelse om hemtjänsten",
    "Svar på remiss om åtgärder för en budget i balans",
    "Förslag till nya riktlinjer för biståndsbedömning",
    "Handlingsplan för en ekonomi i balans",
    "Verksamhetsberättelse 2021",
]


@pytest.mark.parametrize("title", RULES_OR_ANOTHERS_PROPOSALS)
def test_rules_and_answers_to_consultations_are_known_by_their_title(title: str) -> None:
    assert is_of_rules_or_anothers_proposals(title)


@pytest.mark.parametrize("title", OWN_PROPOSALS)
def test_papers_that_may_hold_measures_of_their_own_are_not(title: str) -> None:
    assert not is_of_rules_or_anothers_proposals(title)


def test_the_town_that_a_paper_is_sent_to_is_not_the_municipality() -> None:
    text = """
        ^ Norrvik
        ^ Utbildningsnämnden
        ^ Skolverket
        ^ 106 20 Stockholm
        # Yttrande över förslag till föreskrifter om betyg
        Nämnden har inget att invända.

        Norrviks kommun, Box 3, 812 21 Norrvik
    """
    assert facts_of(text).municipality == "Norrvik"
    assert facts_of("^ 812 21 Kiruna\n# Plan för 2023\nText.").municipality == "Kiruna"


def test_a_form_under_the_title_tells_of_the_paper() -> None:
    text = """
        # Riktlinjer för gåvor
        | Beslutad av | Kommunstyrelsen |
        | Datum | 2022-02-14 |
        | Diarienummer | KS 2021/88 |
        | Gäller för | Alla nämnder |
        ## Syfte
        Riktlinjerna gäller från och med januari 2023.
    """
    found = facts_of(text)
    assert (found.dnr, found.doc_date, found.body) == ("KS 2021/88", date(2022, 2, 14), "Kommunstyrelsen")
    assert found.plan_year is None  # rules hold for no budget


def test_a_table_of_figures_under_the_title_does_not() -> None:
    text = """
        # Uppföljning av investeringar
        | Projekt | Beslut |
        | Ny skola | KS 2021/88 |
        | Badhus | KS 2020/31 |
    """
    assert facts_of(text).dnr is None


# what stands under the title, the paper's day
ADOPTED = [
    ("Tekniska nämnden, Ekdala kommun\nAntagen 2025-12-04, TN § 118\nDnr TN 2025-402", date(2025, 12, 4)),
    ("Kulturnämnden · Diarienummer KN-2022-15 · Antagen 2022-01-27", date(2022, 1, 27)),
    ("Fastställd av socialnämnden den 3 mars 2024", date(2024, 3, 3)),
    ("Ekdala kommun, 2022-12-06, dnr BUN-2022-0431", date(2022, 12, 6)),
    ("Belopp i tkr. Uppdaterad 2023-11-20.", date(2023, 11, 20)),
    ("Planen är beslutad av nämnden den 10 december 2024.", date(2024, 12, 10)),
    ("Dnr KN 2025-114\nRapporten överlämnas till nämndens sammanträde den 23 september 2025.", date(2025, 9, 23)),
    ("Detaljplanen är antagen av nämnden den 10 december 2024.", None),  # another's
    ("Nämnden beslutade om ramen den 10 december 2024.", None),
    ("Statistiken behandlas i bilagan den 4 maj 2024.", None),
]


@pytest.mark.parametrize(("text", "day"), ADOPTED)
def test_the_day_on_which_a_paper_was_adopted_is_its_own(text: str, day: date | None) -> None:
    assert facts_of(f"# Verksamhetsplan 2025\n{text}\n\n## Uppdrag\nNämnden svarar för parker.").doc_date == day


def test_a_day_that_stands_alone_below_the_text_is_a_measures() -> None:
    background = "Nämnden har ett underskott och prövar varje kostnad. " * 4
    others = "".join(f"\n\n## Åtgärd nummer {n}\nTjänsten hålls vakant." for n in range(2, 9))
    text = f"# Åtgärdsplan 2025\n{background}\n\n## Färre bilar\nTidplan\n\n2025-02-01{others}"
    assert facts_of(text).doc_date is None


def test_a_number_may_end_the_line_that_says_whose_paper_it_is() -> None:
    assert facts_of("# Delårsrapport 2021\nUtbildningsnämnden i Ekdala kommun, UN 2021/93\n\nText.").dnr == "UN 2021/93"


def test_the_sender_behind_a_title_is_no_part_of_it() -> None:
    assert facts_of("# Åtgärdslista 2024 – Tekniska nämnden, Ekdala kommun\nText.").title == "Åtgärdslista 2024"
    assert facts_of("# Delårsrapport 2024 – åtgärder för tekniska nämnden\nText.").title != "Delårsrapport 2024"


# a paper that holds no measures, its sort, its budget year
WITHOUT_MEASURES = [
    ("# Verksamhetsstatistik 2021\nAntalet bidrag har ökat sedan 2020.", None, None),
    ("# Intern kontrollplan 2026\nPlanen gäller 2026.", None, None),
    ("# Budgetdirektiv 2025\nNämnderna lämnar förslag under 2024.", None, 2025),
    ("# Åtgärdsplan för budget i balans 2025\nPlanen följs upp.", "plan", 2025),  # its measures were not understood
]


@pytest.mark.parametrize(("text", "doc_type", "year"), WITHOUT_MEASURES)
def test_a_paper_that_holds_no_measures_is_no_plan_of_them(text: str, doc_type: str | None, year: int | None) -> None:
    facts = read_facts(paper(text), [])[0]
    assert (facts.doc_type, facts.plan_year) == (doc_type, year)


def test_consultants_figures_and_days_make_no_budget_year() -> None:
    text = """
        # Genomlysning av hemtjänsten
        Konsultrapport 2025-06-12

        Kostnaden var 9 procent högre än väntat år 2024.

        - Inför en gemensam planering senast 2025-10-31.
        - Följ upp besluten {}
    """
    assert facts_of(text.format("senast 2025-12-31."), measures_in="senast").plan_year is None
    assert facts_of(text.format("senast inför budget 2026."), measures_in="senast").plan_year is not None


def test_measures_of_a_year_that_has_not_begun_are_a_plan_also_where_no_word_says_it():
    found = extract(
        paper("""
        ^ Förskolenämnden        2023-10-09
        # Omstä ningsp an 2024
        ## Stab
        | Insats | Tidpunkt | Huvudansvarig |
        | Förvaltningens rutin för inköp förenklas. | april 2024 | Fastighetschef |
        | Förskolornas städning konkurrensutsätts. | mars 2024 | Rektor |
        """)
    )
    assert found.facts.doc_type == "plan"
    assert [m.status for m in found.measures] == ["planned", "planned"]


def test_a_chapter_without_a_title_is_of_the_year_of_the_report_that_it_is_of():
    text = """
        Ljungby kommun | Tertialrapport 2 2024 | Fritidsnämnden

        ## 3.1 Badhus
        Morgonsimmet tas bort. Avgiften höjs 2025, och lokalbidraget betalas från 2025 efter faktisk hyra.
        """
    assert facts_of(text, measures_in="Morgonsimmet").plan_year == 2024
