"""What speaks of measures and what does not. Every text is our own; the words are those of any municipality's papers."""

from __future__ import annotations

import pytest

from extractors.fields.speech import (
    action_words,
    heading_speaks_of_measures,
    intro_speaks_of_measures,
    not_measures_heading,
    over_accounts,
    says_none_is_needed,
)

OVER_MEASURES = [
    "Åtgärder",
    "ÅTGÄRDER",
    "Atgärder",  # a scan
    "4.2 Planerade och vidtagna åtgärder",
    "Redan vidtagna åtgärder",
    "Ytterligare åtgärder",
    "Handlingsplan 2024",
    "Handlingsplan för en ekonomi i balans",
    "Åtgärdsplan",
    "Besparingsförslag",
    "Besparingar 2025",
    "Effektiviseringar",
    "Effektiviseringsåtgärder inom grundskolan",
    "Åtgärder för budget i balans",
    "Budget i balans-åtgärder",
    "Förslag till åtgärder",
    "Kostnadsminskningar",
    "Anpassning till budgetram",
    "Rekommendationer",
    "Uppföljning av åtgärder",
    "Lista över besparingsåtgärder",
]

MAYBE_OVER_MEASURES = ["Aktiviteter", "Uppdrag", "Insatser", "Planerade förändringar", "Pågående arbete", "Vad vi gör"]

OVER_OTHER_THINGS = [
    "3 Förutsättningar",
    "Det ekonomiska läget",
    "Bakgrund",
    "1 Bakgrund",
    "Sammanfattning",
    "Ärendet",
    "Ärendets beredning",
    "Förslag till beslut",
    "Risker",
    "Risker och osäkerheter",
    "Konsekvenser",
    "Konsekvenser av åtgärderna",
    "Innehållsförteckning",
    "Tabell 3",
    "Nuläge",
    "Metod",
    "Slutsatser",
    "Underlag för beslut",
    "Ekonomiskt utfall",
    "Prognos",
    "Beslutet skickas till",
    "Barnkonsekvensanalys",
    "Yrkanden",
    "Reservation",
    "Sjukfrånvaro",
    "Organisation",
]

NEITHER = ["Hemtjänst", "Barn och unga", "Förskolan Myran", "Inga åtgärder behövs"]

OPENS_A_LIST_OF_MEASURES = [
    "Förvaltningen har hittills genomfört följande:",
    "Det här har vi gjort:",
    "Följande tjänster hålls vakanta och har vakantsatts:",
    "Följande åtgärder föreslås:",
    "Beslutade åtgärder:",
    "Vi kommer att:",
    "Följande utreds:",
    "Förvaltningen har vidtagit följande åtgärder:",
    "Bland annat genomförs följande besparingar:",
    "För att minska kostnaderna kommer enheten att:",
    "Exempel på åtgärder:",
    "Förvaltningen föreslår att:",
    "Under året har dessa förändringar genomförts:",
    "Nämnden beslutade om följande effektiviseringar:",
]

OPENS_OTHER_LISTS = [
    "Regeringen föreslår följande besparingar:",  # another's
    "Motionärerna vill att kommunen genomför följande åtgärder:",
    "Bilagor:",
    "Beslutsunderlag:",
    "Närvarande:",
    "Underskottet beror på följande:",
    "Orsakerna är framför allt:",
    "Följande risker finns:",
    "Följande personer har intervjuats:",
    "Intervjuerna har handlat om:",
    "Förslaget utgår från följande principer:",
    "Kostnaderna fördelar sig så här:",
    "Nämnden ansvarar för:",
    "Beslutet skickas till:",
]

ACTS = [
    "Anställningsstopp på kontoret",
    "Mjukt inköpsstopp till årets slut",
    "Vakanshållning av en halv tjänst",
    "Vakanssätt tjänsten som utredare",
    "En tjänst vakanshålls",
    "Avveckla nattöppet på två avdelningar",
    "Samordna inköpen med grannkommunen",
    "Omförhandla hyresavtalen",
    "Sex avtal omförhandlas",
    "Översyn av taxan",
    "Se över delegationsordningen",
    "Minskning av antalet vikarier",
    "Två avdelningar stängs i juni",
    "Nyckelfri hemtjänst införs",
    "Lokalen sägs upp",
    "Förvaltningen sade upp avtalet",
    "Nämnden lägger ned två filialer",
    "Schemaläggningen effektiviseras",
    "Enheten har infört en ny rutin för beställningar",
    "Sänk värmen i förråden",
    "Höjd avgift för bygglov",
]

DOES_NOT_ACT = [
    "",
    "Befolkningen växer med en procent om året",
    "Prognosen visar ett underskott",
    "Fastigheten är byggd på sextiotalet",
    "Många föräldrar är oroliga",
    "Bilaga 2",
]


@pytest.mark.parametrize("text", OVER_MEASURES)
def test_a_heading_over_measures_speaks_of_them(text: str) -> None:
    assert heading_speaks_of_measures(text) >= 0.85
    assert not not_measures_heading(text)


@pytest.mark.parametrize("text", MAYBE_OVER_MEASURES)
def test_a_heading_that_may_stand_over_measures_speaks_faintly(text: str) -> None:
    assert 0.3 <= heading_speaks_of_measures(text) <= 0.6


@pytest.mark.parametrize("text", OVER_OTHER_THINGS)
def test_a_heading_over_other_things_is_known(text: str) -> None:
    assert heading_speaks_of_measures(text) == 0.0
    assert not_measures_heading(text)


@pytest.mark.parametrize("text", NEITHER)
def test_a_heading_that_says_neither_is_left_open(text: str) -> None:
    assert heading_speaks_of_measures(text) == 0.0
    assert not not_measures_heading(text)


@pytest.mark.parametrize("text", OPENS_A_LIST_OF_MEASURES)
def test_a_line_that_opens_a_list_of_measures_speaks_of_them(text: str) -> None:
    assert intro_speaks_of_measures(text) >= 0.75


@pytest.mark.parametrize("text", OPENS_OTHER_LISTS)
def test_a_line_that_opens_another_list_does_not(text: str) -> None:
    assert intro_speaks_of_measures(text) == 0.0


@pytest.mark.parametrize("text", ACTS)
def test_words_of_the_trade_say_that_something_is_done(text: str) -> None:
    assert action_words(text) >= 0.45


@pytest.mark.parametrize("text", DOES_NOT_ACT)
def test_descriptions_say_nothing_of_doing(text: str) -> None:
    assert action_words(text) <= 0.3


@pytest.mark.parametrize("text", ["Ekonomi", "3.2 Ekonomiskt utfall", "Framtiden", "Årets resultat"])
def test_a_heading_over_accounts_is_known(text: str) -> None:
    assert over_accounts(text) and not_measures_heading(text)


@pytest.mark.parametrize(
    "text", ["Bakgrund", "Ekonomiska konsekvenser", "Sammanfattning", "Samlad bedömning", "Hemtjänst"]
)
def test_a_heading_over_anything_else_is_not_over_accounts(text: str) -> None:
    assert not over_accounts(text)


NONE_NEEDED = [
    "Någon ytterligare åtgärd krävs därför inte.",
    "Inga besparingar föreslås inom området.",
    "Det behövs inga åtgärder.",
    "Inga nya åtgärder vidtas i år.",
    "För parkerna bedöms någon åtgärd för närvarande inte vara motiverad.",
    "Att stänga fontänen har prövats men kontoret förordar det inte.",
    "Vi har övervägt en avgift för kurserna men avstår från det.",
]
NEEDED = ["Någon åtgärd är inte vidtagen ännu.", "Åtgärder krävs för att nå balans.", "Inga vikarier tas in i juli."]


@pytest.mark.parametrize("text", NONE_NEEDED)
def test_a_statement_that_no_measure_is_taken_is_known(text: str) -> None:
    assert says_none_is_needed(text)


@pytest.mark.parametrize("text", NEEDED)
def test_what_is_left_undone_yet_or_is_itself_a_measure_is_no_such_statement(text: str) -> None:
    assert not says_none_is_needed(text)


def test_what_is_said_of_the_amounts_behind_the_line_that_opens_a_list_leaves_it_as_it_was() -> None:
    opening = "Nämnden antog den 3 maj följande åtgärder."
    assert intro_speaks_of_measures(opening) == intro_speaks_of_measures(f"{opening} Beloppen avser helår.") > 0.5
