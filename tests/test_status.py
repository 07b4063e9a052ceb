"""How far a measure has come: what is printed → the code. Every text is our own; the forms are those of any municipality's papers."""

from __future__ import annotations

import pytest

from extractors.fields.status import (
    is_state,
    key_in_lines,
    parse_colour_key,
    parse_status,
    states_explained,
    states_in_key,
)

CELLS = [
    ("Försenat, nytt datum 2031-01-01", "planned"),
    ("Försenad till hösten", "planned"),
    ("Pågår", "ongoing"),
    ("PÅGÅR", "ongoing"),
    ("Pagar", "ongoing"),  # a scan that lost its rings
    ("(pågår)", "ongoing"),
    ("Pågående", "ongoing"),
    ("Påbörjad", "ongoing"),
    ("Påbörjad, klar i höst", "ongoing"),
    ("Delvis genomförd", "ongoing"),
    ("Pågår enligt plan", "ongoing"),
    ("Enligt plan", "ongoing"),
    ("Under arbete", "ongoing"),
    ("Genomförd", "done"),
    ("Genomfört 2023-04-01", "done"),
    ("Genomförd. Tjänsten är borta ur budgeten.", "done"),
    ("Klart", "done"),
    ("Klar mars 2022", "done"),
    ("Avslutad", "done"),
    ("Avslutat", "done"),
    ("Verkställd", "done"),
    ("Åtgärdad", "done"),
    ("Ej påbörjad", "planned"),
    ("Ej påbörjat", "planned"),
    ("Inte påbörjad", "planned"),
    ("Ännu inte påbörjad", "planned"),
    ("Ej pabörjad", "planned"),
    ("Planerad", "planned"),
    ("Färdigt för beslut", "planned"),
    ("Tillämpas redan", "ongoing"),
    ("Beslutad", "planned"),
    ("Ej genomförd", "planned"),
    ("Uppskjuten till 2025", "planned"),
    ("Avbruten", "stopped"),
    ("Avbrutet", "stopped"),
    ("Utgår", "stopped"),
    ("Inte aktuell", "stopped"),
    ("Ej längre aktuell", "stopped"),
    ("Genomförs inte", "stopped"),
    ("Kommer ej att genomföras", "stopped"),
    ("100 %", "done"),
    ("Färdiggrad 100%", "done"),
    ("35 %", "ongoing"),
    ("0 %", "planned"),
    ("Ja", "done"),
    ("Nej", "planned"),
    ("Delvis", "ongoing"),
]  # fmt: skip

SENTENCES = [
    # a clause behind a heading's noun tells more than the participle before it
    ("Beslutade åtgärder som inte blev av", "stopped"),
    ("Åtgärder som inte går vidare", "stopped"),
    ("Planerade insatser som stoppats – belopp i tkr", "stopped"),
    ("Beslutade besparingar som har genomförts", "done"),
    ("Förslag som ännu inte påbörjats", "planned"),
    ("Planerade åtgärder som ger effekt direkt", "planned"),
    ("Enheterna har slagits ihop sedan den 1 mars 2023.", "done"),  # what happens once
    ("Vikarier har bokats centralt sedan mars 2023.", "ongoing"),
    # what is to come
    ("Nämnden ska pröva en gemensam växel.", "planned"),
    ("Enheten kommer att samla sina möten till onsdagar.", "planned"),
    ("En ny taxa planeras till våren.", "planned"),
    ("Förvaltningen avser att säga upp avtalet.", "planned"),
    ("Två tjänster bör lämnas vakanta.", "planned"),
    ("Ytterligare lokaler föreslås lämnas.", "planned"),
    ("Nämnden har beslutat att stänga filialen vid årsskiftet.", "planned"),
    ("Arbetet startar i september.", "planned"),
    ("Utbildningen påbörjas efter sommaren.", "planned"),
    ("Åtgärden har ännu inte genomförts.", "planned"),
    ("Åtgärden är inte påbörjad på grund av sjukdom.", "planned"),
    ("Upphandlingen har inte påbörjats.", "planned"),
    ("Planen är att verksamheten flyttar in i skolan.", "planned"),
    # what is under way
    ("Ett arbete pågår med att se över schemat.", "ongoing"),
    ("Förhandlingar pågår med hyresvärden.", "ongoing"),
    ("Arbetet med att minska köpen fortsätter.", "ongoing"),
    ("Enheten har påbörjat en genomgång av samtliga avtal.", "ongoing"),
    ("Enheten har börjat följa upp besluten varje månad.", "ongoing"),
    ("Kontoret kommer att följa upp alla fakturor.", "planned"),
    ("Insatsen kommer att följas upp i höst.", "ongoing"),
    ("Projektet startade i mars 2022.", "ongoing"),
    ("Nämnden har gett förvaltningen i uppdrag att utreda frågan.", "ongoing"),
    ("Förvaltningen för samtal med föreningen om ett nytt avtal.", "ongoing"),
    ("Avdelningen ser över rutinerna för inköp.", "ongoing"),
    ("Tjänsten hålls vakant sedan 1 februari 2021.", "ongoing"),
    ("Förvaltningen har hittills omförhandlat fyra avtal.", "ongoing"),
    ("Uppdraget är formulerat. En projektledare är utsedd och har påbörjat arbetet.", "ongoing"),
    ("Två lokaler har lämnats. Ytterligare en ska lämnas till hösten.", "ongoing"),
    ("Förvaltningen har tagit fram ett förslag till ny organisation.", "ongoing"),
    ("Kontoret har omprövat tolv beslut. Det är för tidigt att bedöma effekten.", "ongoing"),
    # what has been done
    ("Åtgärden är genomförd.", "done"),
    ("Besparingen har genomförts enligt plan.", "done"),
    ("Köken slogs samman under våren.", "done"),
    ("Tjänsten har vakanssatts.", "done"),
    ("Två avdelningar har stängts.", "done"),
    ("Under hösten infördes ett nytt schema i samtliga grupper.", "done"),
    ("Förvaltningen har sagt upp hyresavtalet för kontoret.", "done"),
    ("Antalet köpta platser har minskat med åtta.", "done"),
    ("En gemensam bemanningsenhet upprättades 2019.", "done"),
    ("Förstärkningen har kunnat avslutas.", "done"),
    ("Genomgången är genomförd enligt plan. Tre avtal har sagts upp.", "done"),
    ("Åtgärden är genomförd. Restiden har minskat men larmen kräver fortfarande en extra resurs.", "done"),
    ("Följande tjänster har avslutats och kommer inte att ersättas:", "done"),
    ("Nämnden beslutade i juni att minska antalet linjer från sex till fyra, och ändringen är genomförd.", "done"),
    ("Magasinet är uppsagt och tömt sedan februari 2019.", "done"),
    ("Öppna mötesplatsen har dragit ned till tre dagar i veckan.", "done"),  # its first word is no imperative
    ("Kontoret har upphandlat städningen på nytt tillsammans med två grannkommuner.", "done"),
    # how many there are to be, and what holds from now on
    ("Antalet distrikt minskas från fem till fyra nästa vår.", "planned"),
    ("Förbud mot nya resor gäller under hela året.", "ongoing"),
    # what will not be
    ("Åtgärden har avbrutits.", "stopped"),
    ("Åtgärden genomförs inte på grund av ny lagstiftning.", "stopped"),
    ("Förslaget har dragits tillbaka.", "stopped"),
    ("Uppdraget utgår.", "stopped"),
    ("Flytten blir inte av.", "stopped"),
    ("Åtgärden kommer inte att genomföras.", "stopped"),
    # as follow-ups word it
    ("Samtal förs med hyresvärden om att lämna lokalen i förtid.", "ongoing"),
    ("Förvaltningen har avslutat samtliga konsultuppdrag.", "done"),
    ("Översyn av taxor är gjord och presenteras i november.", "done"),
    ("Schemaförändringarna infördes successivt under våren och är nu genomförda i alla enheter.", "done"),
    ("Ett pilotprojekt har startat på två enheter.", "ongoing"),
    ("Tjänsten har vakanthållits under perioden januari till juni.", "done"),
    ("Medarbetarna har omplacerats till andra enheter.", "done"),
    ("Enheten lades ner vid halvårsskiftet.", "done"),
    ("Hyran sänktes med 10 procent efter omförhandling.", "done"),
    ("Skolan stänger efter vårterminen.", "planned"),
    ("Verksamheten kommer att flytta till Stationsgatan i augusti.", "planned"),
    ("Förslaget röstades ner.", "stopped"),
    ("Besparingen är inarbetad i budget.", "done"),
    ("Effekthemtagning pågår.", "ongoing"),
    ("Samtliga beslut har omprövats.", "done"),
    ("Implementering av riktlinjerna fortsätter under hösten.", "ongoing"),
    ("Förvaltningen undersöker möjligheten att hyra ut lokalen.", "ongoing"),
    ("Vi håller på att ta fram en plan.", "ongoing"),
    ("Ska påbörjas när ny chef är på plats.", "planned"),
    ("Ej genomförbart på grund av lagkrav.", "stopped"),
    ("Antalet bilar har minskat från 14 till 9.", "done"),
    ("Fem bilar har lämnats tillbaka.", "done"),
    ("Utbildningen hölls i mars.", "done"),
    ("Uppdraget är slutfört och redovisat.", "done"),
    ("Åtgärden är delvis genomförd.", "ongoing"),
    ("Måltidsenheten har tagit över leveranserna.", "done"),
    ("Den planerade flytten genomfördes i juni.", "done"),
    ("Den planerade flytten har skjutits upp.", "planned"),
    ("Genomförd åtgärd", "done"),
    ("Åtgärd pågår", "ongoing"),
    ("Påbörjas hösten 2024", "planned"),
    ("Påbörjad hösten 2024", "ongoing"),
    ("Startad", "ongoing"),
    ("Stoppad av KS", "stopped"),
    ("Avvaktar KF:s beslut", "planned"),
    ("Löper på enligt plan", "ongoing"),
    ("Genomfört, men lägre effekt än beräknat", "done"),
    ("Slutfört", "done"),
    ("Vilande", "planned"),
    ("Inte startat", "planned"),
    ("Klart i juni", "done"),
    ("Uppnått", "done"),
    ("Åtgärden påbörjades under våren och beräknas vara klar i december.", "ongoing"),
    ("Omställningen är i full gång.", "ongoing"),
    ("Avtalet har sagts upp och löper ut i juni 2023.", "done"),
    ("Arbetet är påbörjat men har försenats.", "ongoing"),
    ("Upphandling är genomförd och nytt avtal gäller från 1 mars.", "done"),
    ("Införd från och med januari.", "done"),
    ("Åtgärden är verkställd.", "done"),
    ("Verksamheten har anpassats efter det minskade elevantalet.", "done"),
    ("Tjänsten har inte återbesatts efter pensionsavgång.", "done"),
    ("Enheten arbetar med att minska sjukfrånvaron.", "ongoing"),
    ("Vi har jobbat med schemaläggning under hela året och fortsätter med det.", "ongoing"),
    ("Rekrytering pågår.", "ongoing"),
    ("Lokalerna lämnades 30 juni.", "done"),
    ("Kommer att genomföras under 2025.", "planned"),
    ("Genomförs löpande.", "ongoing"),
    ("Nämnden beslutade i mars att inte genomföra förslaget.", "stopped"),
    ("Förslaget avslogs av kommunfullmäktige.", "stopped"),
    ("Åtgärden har pausats i väntan på beslut.", "planned"),
    ("Åtgärden skjuts på framtiden.", "planned"),
    ("Införandet har skjutits fram till 2025.", "planned"),
    ("Ersatt av åtgärd 12.", "stopped"),
    ("Ej möjlig att genomföra pga hyresavtal.", "stopped"),
    ("Planering pågår.", "ongoing"),
    ("Målet är uppnått.", "done"),
    ("Arbetet har inletts.", "ongoing"),
    ("Taxan höjdes 1 januari.", "done"),
    ("Avgiften höjs den 1 januari 2025.", "planned"),
    ("Antalet vikarier har minskats med 20 procent.", "done"),
    ("Personalen har utbildats.", "done"),
    ("Samverkan har etablerats med grannkommunen.", "done"),
    ("Diskussion förs med fastighetsbolaget.", "ongoing"),
    ("Dialog med facken har inletts.", "ongoing"),
    ("Genomförd i augusti, full effekt 2024.", "done"),
    ("Klart. Effekten syns från september.", "done"),
    ("Delvis. Två av fem enheter klara.", "ongoing"),
    ("Ja, från 1 april", "done"),
    ("Nej, väntar på nytt system", "planned"),
    ("Tjänsterna är uppsagda.", "done"),
    ("Inköpsstopp råder sedan mars.", "ongoing"),
    ("Pengarna har betalats tillbaka.", "done"),
    ("Besparingen bedöms kunna genomföras.", "planned"),
    ("Bedöms inte kunna genomföras.", "stopped"),
    ("Ändrade öppettider infördes i februari, men behöver justeras.", "done"),
    ("Nytt avtal tecknat.", "done"),
    ("Avtal tecknat med ny leverantör.", "done"),
    ("Två tjänster indragna.", "done"),
    ("Organisationen är ändrad.", "done"),
    ("Hyresavtal uppsagt.", "done"),
    ("Påbörjas Q3.", "planned"),
    ("Startar vid terminsstart HT24", "planned"),
    ("Ska vara klart 2024-12-31", "planned"),
    ("Beräknas klart i december", "planned"),
    ("Arbete med att se över avgifterna inleds under hösten.", "planned"),
    ("Förvaltningen har utrett frågan.", "ongoing"),
    ("Enheten har fått ett uppdrag att se över schemat.", "ongoing"),
    ("Gruppbostaden har ännu inte öppnats.", "planned"),
    ("Tillsättning av ny chef pågår.", "ongoing"),
    ("En översyn har påbörjats, och förslag presenteras i höst.", "ongoing"),
    ("Skjutsarna samordnas sedan höstterminen.", "ongoing"),
    ("Klart 90 %", "ongoing"),
    ("Status: Pågår", "ongoing"),
    ("Påborjad", "ongoing"),
    ("Avsutad", "done"),
    ("Genomförd delvis", "ongoing"),
    ("Genomfört till hälften", "ongoing"),
    ("Ej startad ännu", "planned"),
    ("Pausad", "planned"),
    ("Väntar på KF-beslut", "planned"),
    ("Bytet av växel, som nämnden beslutade om i våras, fullföljs inte. En granne har erbjudit hjälp.", "stopped"),
    ("Tidningar sägs upp. Ansvarig: kansliet. Klart: 2031-03-31.", "planned"),
    ("Tidningar sägs upp. Klart: löpande.", "planned"),
    ("Tidningar sägs upp. Klart: ja.", "done"),
    ("Sandupptagning en gång om året. Genomfördes i april.", "done"),
    ("Ny taxa. Infördes 1 mars.", "done"),
    ("Återtaget av nämnden i juni.", "stopped"),
    ("Enheten går just nu igenom alla avtal.", "ongoing"),
    ("Ny taxa. Började gälla 1 mars.", "ongoing"),
    ("Gemensam jour. Stoppades av nämnden i maj.", "stopped"),
    ("Genomgången av avtal pågår. Hittills har 20 av 60 avtal följts upp. Klart den 30 juni 2031.", "ongoing"),
    ("Tidningen trycks inte längre.", "done"),
    ("Infört i förtid i april på grund av läget.", "done"),
    ("Åtgärden är stoppad; nämnden vill vänta.", "stopped"),
    ("Planerna på att stänga köket övergavs i oktober.", "stopped"),
    ("Nämnden beslutade att lägga ned skanningen. Beslutet har upphävts.", "stopped"),
    ("Sammanslagningen av förråden blir inte av.", "stopped"),
    ("Avdelningen är i färd med att byta pumpar.", "ongoing"),
    ("Bifall", "planned"),
    ("Kräver beslut i nämnden", "planned"),
    # headings and intros that speak for what stands under them
    ("Redan vidtagna åtgärder", "done"),
    ("Pågående åtgärder", "ongoing"),
    ("Planerade åtgärder 2024", "planned"),
    ("Beslutade åtgärder:", "planned"),
    ("Följande besparingar föreslås:", "planned"),
]  # fmt: skip

NOT_STATES = [
    "",
    "-",
    "Försenad",  # the comment decides
    "Gul",  # no key printed
    "Planerade och vidtagna åtgärder",
    "Hemtjänst",
    "Utred möjligheten att samordna köken.",
    "Se över hur lokalerna används.",
    "Minska antalet vikarier.",
    "Vakanshållning av en halv tjänst.",
    "Ingen av åtgärderna har gett någon effekt.",
    "Antalet barn i kommunen är 4 200.",
]

IN_A_PLAN = [
    ("Bemanningen anpassas till antalet brukare.", None),  # planned for want of other words: the caller knows
    ("Gruppledaren går igenom alla ärenden varje vecka.", None),
    ("Tidskrifter köps inte längre in.", "planned"),
    ("Pågående under året", "ongoing"),
    ("Arbetet påbörjas i januari.", "planned"),
    ("Översynen pågår och väntas ge minst en tjänst.", "ongoing"),
    ("Skrivborden köps begagnade.", None),  # of what sort they are, not what was done
    ("Maten levereras färdiglagade två dagar i veckan.", None),
    ("Enheten avslutade två avtal.", "done"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), CELLS)
def test_a_status_cell_gives_its_code(text: str, code: str) -> None:
    found = parse_status(text)
    assert found is not None and found.code == code
    assert text[found.start : found.end].strip()


@pytest.mark.parametrize(("text", "code"), SENTENCES)
def test_the_words_of_a_sentence_tell_the_state(text: str, code: str) -> None:
    found = parse_status(text, doc_type="follow_up")
    assert found is not None and found.code == code


@pytest.mark.parametrize("text", NOT_STATES)
def test_other_texts_tell_no_state(text: str) -> None:
    assert parse_status(text, doc_type="follow_up") is None


@pytest.mark.parametrize(("text", "code"), IN_A_PLAN)
def test_in_a_plan_the_present_is_not_yet_under_way(text: str, code: str | None) -> None:
    found = parse_status(text, doc_type="plan")
    assert (found.code if found else None) == code


def test_the_deciding_words_are_pointed_out() -> None:
    text = "Kostnaden är hög. Två avtal har omförhandlats under året."
    found = parse_status(text)
    assert found is not None
    assert text[found.start : found.end] == "har omförhandlats"


def test_a_printed_key_gives_the_colours_their_meaning() -> None:
    key = parse_colour_key("Grön = genomförd, gul = pågår, röd = ej påbörjad")
    assert key == {"green": "done", "yellow": "ongoing", "red": "planned"}
    assert parse_colour_key("Teckenförklaring: Grönt – klart; Gult – försenat; Grått – avbrutet") == {
        "green": "done",
        "yellow": None,
        "grey": "stopped",
    }
    assert parse_colour_key("Grön omsorg är ett projekt.") == {}


def test_a_key_may_be_printed_line_by_line() -> None:
    lines = ["Grön genomförd", "Gul  pågår", "Röd: ej påbörjad", "Blå linje går till Ekby"]
    assert key_in_lines(lines) == {"green": "done", "yellow": "ongoing", "red": "planned"}
    assert key_in_lines(lines[:1]) == {}


def test_a_colour_word_is_read_by_the_papers_own_key() -> None:
    key = parse_colour_key("Grön: avslutad, Gul: pågående, Röd: ej startad")
    assert [
        found.code if (found := parse_status(word, key=key)) else None for word in ("Grön", "Gul", "RÖD", "Blå")
    ] == ["done", "ongoing", "planned", None]


def test_signs_mean_what_the_papers_own_key_says() -> None:
    key = parse_colour_key("✔ genomförd ➜ pågår ✖ avbruten")
    assert key == {"✔": "done", "➜": "ongoing", "✖": "stopped"}
    assert parse_status("➜", key=key).code == "ongoing"  # type: ignore[union-attr]
    assert parse_status("➜") is None
    assert parse_colour_key("Nästa steg ➜ kontakta chefen") == {}


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Pågår.", True),
        ("Ej påbörjad", True),
        ("Avbruten.", True),
        ("Pågår i två enheter.", False),
        ("Lokalen sägs upp.", False),
    ],
)
def test_a_text_that_is_nothing_but_a_state(text: str, state: bool) -> None:
    assert is_state(text) is state


@pytest.mark.parametrize("text", ["Omställningen är klar senast den 30 juni 2025.", "Arbetet är klart till sommaren."])
def test_by_when_something_is_done_does_not_say_that_it_is(text: str) -> None:
    found = parse_status(text)
    assert found is None or found.code != "done"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kvällsturen slopas och bussen går varannan timme. Genomförd från den 1 maj 2026.", "done"),
        ("Kvällsturen slopas och bussen går varannan timme. Pågår.", "ongoing"),
        ("Köpen av utredningar har upphört och arbetet görs sedan den 1 mars av egna handläggare.", "done"),
        ("Enheten ska avsluta alla ärenden som har pågått längre än ett år.", "planned"),
        ("En enhet för ansökningar om bygglov inrättades i april 2021.", "done"),
        ("Rutterna läggs om efter närmaste väg.", "planned"),
    ],
)
def test_a_short_sentence_of_state_decides_and_others_background_does_not(text: str, code: str) -> None:
    found = parse_status(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("I hamn = åtgärden är genomförd. På väg = arbetet pågår.", {"I hamn": "done", "På väg": "ongoing"}),
        ("Orden: I hamn åtgärden är klar På väg arbetet har påbörjats", {"I hamn": "done", "På väg": "ongoing"}),
        ("På väg  Arbetet har startat och en del är på plats.", {"På väg": "ongoing"}),
        ("Blå = åtgärden genomförs inte", {"Blå": "stopped"}),
        ("Arbetet är På väg mot sitt slut.", {}),
        ("Status visas med färg.", {}),
    ],
)
def test_a_paper_explains_the_words_of_its_own_status_cells(text: str, codes: dict[str, str]) -> None:
    assert states_explained(["I hamn", "På väg", "Blå"], text) == codes


def test_a_word_that_means_the_opposite_is_no_slip() -> None:
    found = parse_status("Ostartad")
    assert found is not None
    assert found.code == "planned"


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("● Klar ● Pågår ● Ej påbörjad", 3),
        ("Genomförd ✗ Ej genomförd", 2),
        ("Avbrutna förhandlingar ● Klar", 0),
        ("Klar i maj enligt chefen", 0),
        ("", 0),
    ],
)
def test_a_key_names_nothing_but_states(text: str, states: int) -> None:
    assert states_in_key(text) == states


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Det här är klart", "done"),
        ("Detta har vi redan gjort", "done"),
        ("Det här arbetar vi med just nu", "ongoing"),
        ("Det här återstår", "planned"),
        ("Det här blev inte av", "stopped"),
        ("Det som har tagits bort från listan", "stopped"),
        ("Vad vi redan har gjort", "done"),
        ("Det vi gör just nu", "ongoing"),
        ("Kvar att göra", "planned"),
        ("Beslutat men inte infört", "planned"),
        ("Det som är viktigt", None),
        ("Det här är vi stolta över", None),
    ],
)
def test_a_heading_in_plain_words_may_tell_a_state(heading: str, code: str | None) -> None:
    found = parse_status(heading)
    assert (found and found.code) == code


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("En jour som fördelar akuta uppdrag har inrättats.", "done"),
        ("Ett råd som prövar alla inköp ska inrättas.", "planned"),
        ("Schemaläggningen är under omarbetning.", "ongoing"),
    ],
)
def test_a_clause_about_the_thing_does_not_hide_what_is_done_with_it(sentence: str, code: str) -> None:
    found = parse_status(sentence)
    assert found is not None and found.code == code


@pytest.mark.parametrize(
    ("cell", "code"), [("🟢 Klar 1 april", "done"), ("⚫ Avbruten", "stopped"), ("🔴 Inte igång", "planned")]
)
def test_the_word_beside_a_coloured_sign_says_the_state(cell: str, code: str) -> None:
    found = parse_status(cell, doc_type="follow_up")
    assert found is not None and found.code == code
