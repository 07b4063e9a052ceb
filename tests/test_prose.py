"""Running text: which sentences tell a measure, which go together, and what a follow-up comment adds."""

from __future__ import annotations

import json

import pytest

from extractors.extract import extract
from extractors.layouts import find_measures
from extractors.measure import RawMeasure
from extractors.prose.continuing import is_only_a_step, only_says_by_when, tells_effect_of_it, tells_state_of_it
from extractors.prose.features import features
from extractors.prose.judge import likelihood, tells_a_measure
from extractors.prose.standing import tells_a_problem, tells_of_the_plan, tells_what_always_holds, tells_what_would_be
from extractors.prose.topics import goes_on_about, shared
from extractors.prose.train import WEIGHTS, read_sentences, train
from tests.draw import paper

LEAST_F1 = 0.82  # on themes that were never trained on; docs/prose.md has the figures

MEASURES = [
    "Antalet platser minskas från 45 till 40.",
    "Kommunen har lämnat två av fyra våningsplan i stadshuset.",
    "Enheten kommer att samordna nattpersonalen mellan husen.",
    "Arbetet med att ta hem placerade ungdomar pågår.",
    "Säg upp avtalet om extern lokalvård.",
    "Avgiften för trygghetslarm höjs från den 1 april.",
    "Nedläggningen av fritidsgården är genomförd.",
    "Nämnden beslutade i maj att stänga förskolan Kotten.",
]
NO_MEASURES = [
    "Antalet platser uppgick till 45 i december.",  # a count
    "Andelen behöriga lärare var 78 procent.",
    "Underskottet beror på att fler barn har placerats.",  # situation
    "Ledarskapet behöver stärkas på alla nivåer.",  # need
    "Satsningen har lett till lägre sjukfrånvaro.",  # result
    "Vi anser att bemanningen är rimlig.",  # opinion
    "Nämnden godkänner rapporten och lägger den till handlingarna.",  # the paper itself
    "Alla nämnder ska spara en procent av sin ram.",  # demand
    "Enligt skollagen har eleverna rätt till elevhälsa.",  # law
    "Kostnaden för en plats är 2 100 kr per dygn.",  # explains
    "Centerpartiet yrkade avslag på förslaget.",  # the opposition
    "Följande åtgärder har genomförts:",  # opens a list
    "Nämnden har beslutat om följande för att få budgeten i balans.",  # what stands below tells it
    "Personalen önskar mer utbildning.",  # wish
    "Inga ytterligare åtgärder bedöms nödvändiga.",
]


def told(text: str) -> list[dict[str, str]]:
    return [_fields(raw) for raw in find_measures(paper(text))[0]]


def _fields(raw: RawMeasure) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for quote in raw.quotes:
        found.setdefault(quote.field, []).append(quote.text)
    return {name: " | ".join(texts) for name, texts in found.items()}


@pytest.mark.parametrize("sentence", MEASURES)
def test_a_sentence_that_says_what_is_done_is_a_measure(sentence: str) -> None:
    assert tells_a_measure(sentence) >= 0.5


@pytest.mark.parametrize("sentence", NO_MEASURES)
def test_a_sentence_of_anything_else_is_none(sentence: str) -> None:
    assert tells_a_measure(sentence) < 0.5


def test_themes_never_trained_on_are_told_apart() -> None:
    held_out = read_sentences("held_out")
    hits = [(tells_a_measure(e.sentence) >= 0.5, e.label == "measure") for e in held_out]
    right = sum(found and meant for found, meant in hits)
    assert 2 * right / (sum(f for f, _ in hits) + sum(m for _, m in hits)) >= LEAST_F1


def test_no_held_out_sentence_is_trained_on() -> None:
    assert not {e.sentence for e in read_sentences("held_out")} & {e.sentence for e in read_sentences("sentences")}


def test_weights_answer_as_spacy_does_and_training_again_gives_the_same() -> None:
    examples = read_sentences("sentences")[::9]
    learnt, answer = train(examples)
    again, _ = train(examples)
    assert json.dumps(learnt) == json.dumps(again)
    weights, bias = learnt["weights"], learnt["bias"]
    assert isinstance(weights, dict) and isinstance(bias, float)
    for example in examples[:40]:
        summed = likelihood(features(example.sentence), bias, weights)
        assert summed == pytest.approx(answer(features(example.sentence)), abs=0.002)


def test_the_kept_weights_are_small() -> None:
    assert WEIGHTS.stat().st_size < 1_000_000


GO_ON = [
    ("Organisationen ska ses över.", "Uppdraget omfattar både scheman och ledning."),
    ("Enheten tog fram nya handlingsplaner.", "Handlingsplanerna följdes upp varje vecka."),
    ("Ett avtal om jour med grannkommunen tas fram.", "Avtalet ska gälla från maj."),
    ("Sedan mars råder anställningsstopp.", "Stoppet gäller alla enheter."),
    ("Tätare uppföljning görs av alla beslut.", "En handläggare har i uppdrag att utveckla uppföljningen."),
]
DO_NOT_GO_ON = [
    ("Två förskolor har stängts.", "En vikariepool för förskolorna startas."),
    ("Lokalerna hyrs ut.", "Avtalet om städning sägs upp."),
    ("Hyran har förhandlats ned.", "Tre tjänster har dragits in."),
]


@pytest.mark.parametrize(("before", "after"), GO_ON)
def test_a_sentence_that_takes_up_the_one_before_goes_on_about_it(before: str, after: str) -> None:
    assert goes_on_about(before, after)


@pytest.mark.parametrize(("before", "after"), DO_NOT_GO_ON)
def test_a_sentence_about_another_thing_does_not(before: str, after: str) -> None:
    assert not goes_on_about(before, after)


EFFECTS_OF_IT = [
    "Det gav 95 tkr till och med april.",
    "Detta har gett 1,2 mnkr i lägre hyra.",
    "Besparingen beräknas till 300 tkr 2025 och 700 tkr på helår.",
    "Den årliga besparingen uppgår till 2 mnkr.",
    "Beräknad helårseffekt är 480 tkr.",
    "Till och med oktober har det sparat 60 tkr.",
    "Till och med april har den minskat med 21 tkr.",
    "Omläggningen har minskat kostnaden med 210 tkr.",
    "Lönekostnaden har minskat med 0,4 mnkr.",
    "Utfallet är 0,9 mnkr mot beräknade 1,2 mnkr.",
    "Beräknad minskning är 0,2 mnkr i år (0,5 mnkr på helår).",
    "Förvaltningen räknar med 0,8 mnkr i år och 2 mnkr under 2031.",
    "Beräkningen för hela 2032 var 0,7 mnkr.",
    "När lönerna har dragits av väntas satsningen ge ett netto på 350 tkr.",
    "Ett avtal finns och innebär att utgiften för växeln sjunker med 120 tkr per år.",
    "Utgifterna för porto har gått ner med 30 tkr.",
    "Det motsvarar 1,5 årsarbetare eller cirka 0,8 mnkr.",
]
NO_EFFECTS_OF_IT = [
    "Kostnaden sänks med 400 tkr genom att en tjänst hålls vakant.",  # a measure of its own
    "Åtgärderna ger tillsammans 3 mnkr.",  # of many
    "Det kostade 300 tkr.",
    "Enheten har ett underskott på 2 mnkr.",
    "Staten har sänkt bidraget med 2 mnkr.",  # what others did
    "Andra kommuner har sparat 2 mnkr på samma sak.",
    "Volymerna har minskat, vilket ger lägre kostnader med 1,5 mnkr.",  # what came about
    "Budgeten minskar med 3 mnkr 2025.",
    "Avgiften höjs, vilket ger 90 tkr.",  # another measure
]
STATES_OF_IT = [
    ("Växeln och receptionen slås ihop.", "Arbetet pågår och ska vara klart i juni."),
    ("Villan på Strandvägen säljs.", "Värdering är gjord."),
    ("Kvarnskolan skulle byggas om.", "Kommunen återtog beslutet i våras."),
    ("Journalsystemet byts.", "Upphandlingen av systemet har påbörjats."),
    ("Avtalet om färdtjänst omförhandlas.", "Förhandlingar har inletts med två bolag."),
    ("En avdelning avvecklas.", "Facklig förhandling planeras."),
    ("Taxan för sotning höjs.", "Beslutet är verkställt."),
    ("Bilpoolen avvecklas.", "Detta är nu genomfört."),
    ("Bilpoolen avvecklas.", "Åtgärden ska vara genomförd i maj."),
    ("Nämnden beslutade att kiosken skulle stängas.", "Beslutet verkställs inte, eftersom avtalet gäller till 2034."),
]
NO_STATES_OF_IT = [
    ("Höstens kurs i vävning har ställts in.", "Förhandlingar pågår med Ekby om ett lägre pris för platserna."),
    ("Villan på Strandvägen säljs.", "Rekrytering av tre socialsekreterare har påbörjats."),  # another measure
    ("Villan på Strandvägen säljs.", "Arbetet med att ta hem placerade ungdomar pågår."),
    ("Bilpoolen avvecklas.", "Det har införts ett nytt bokningssystem."),
    ("Tjänsten har dragits in.", "Åtgärden kommer att ge 300 tkr."),  # what it gives
    ("Bilpoolen avvecklas.", "Nämnden är nöjd med arbetet."),
]


@pytest.mark.parametrize("sentence", EFFECTS_OF_IT)
def test_a_sentence_tells_what_the_measure_before_it_gives(sentence: str) -> None:
    assert tells_effect_of_it(sentence)


@pytest.mark.parametrize("sentence", NO_EFFECTS_OF_IT)
def test_another_measures_effect_or_a_price_is_not_its_effect(sentence: str) -> None:
    assert not tells_effect_of_it(sentence)


@pytest.mark.parametrize(("before", "sentence"), STATES_OF_IT)
def test_a_sentence_tells_how_far_the_measure_before_it_has_come(before: str, sentence: str) -> None:
    assert tells_state_of_it(before, sentence)


@pytest.mark.parametrize(("before", "sentence"), NO_STATES_OF_IT)
def test_a_sentence_about_something_else_is_not_its_state(before: str, sentence: str) -> None:
    assert not tells_state_of_it(before, sentence)


ALWAYS = [
    "Socialnämnden svarar för individ- och familjeomsorgen i kommunen.",
    "Enhetschefen har ansvar för att schemat hålls.",
    "Tekniska kontoret har till uppgift att sköta gator och parker.",
    "Avgifterna ses över årligen av ekonomikontoret.",
    "Medarbetarna får handledning en gång i månaden.",
    "Brandskyddet kontrolleras regelbundet.",
    "Kontoret sköter 40 km gång- och cykelvägar.",
]
NOT_ALWAYS = [
    "Från och med mars svarar stadshuset för växeln.",  # a change
    "Vikarieanskaffningen ses över årligen för att minska kostnaderna.",
    "Samtliga avtal ska följas upp varje månad.",
    "Kyrkbyns bibliotek har stängt en dag i veckan.",
    "Lokalerna ses över.",
]
WOULD_BE = ["Om bidraget upphör kommer verksamheten att avvecklas.", "Ifall priset stiger ska avtalet sägas upp."]
WILL_BE = [
    "Om två år kommer badhuset att stängas.",  # a time
    "Badhuset kommer att stängas om bidraget upphör.",
    "Omsorgen kommer att samordnas.",
]


@pytest.mark.parametrize("sentence", ALWAYS)
def test_tasks_and_routines_always_hold(sentence: str) -> None:
    assert tells_what_always_holds(sentence)


@pytest.mark.parametrize("sentence", NOT_ALWAYS)
def test_what_is_changed_does_not_always_hold(sentence: str) -> None:
    assert not tells_what_always_holds(sentence)


@pytest.mark.parametrize("sentence", WOULD_BE)
def test_what_depends_on_something_else_would_be(sentence: str) -> None:
    assert tells_what_would_be(sentence)


@pytest.mark.parametrize("sentence", WILL_BE)
def test_what_is_to_come_is_no_mere_possibility(sentence: str) -> None:
    assert not tells_what_would_be(sentence)


def test_routines_count_only_under_a_heading_of_measures() -> None:
    routine = "Schemat ses över varje månad av enhetschefen."
    assert told(f"# Verksamhetsberättelse\n## Hemtjänst\n{routine}") == []
    assert told(f"# Handlingsplan för ekonomi i balans\n## Åtgärder\n{routine}") == [{"action": routine}]


def test_under_a_heading_over_accounts_only_what_is_outright_done_is_told() -> None:
    text = """
        # Årsredovisning 2022
        ## Fritid
        Badhuset hade 40 000 besökare.
        ## Ekonomi
        Nämnden har ett överskott på 2 mnkr. Hyrorna har ökat. Nämnden har infört inköpsstopp från och med den 1 mars 2022.
        ## Framtiden
        Befolkningen kommer att öka. Konkurrensen om personal kommer att hårdna.
        ## Samlad bedömning
        Nämnden har infört ett nytt system för bokning.
    """
    assert told(text) == [{"action": "Nämnden har infört inköpsstopp från och med den 1 mars 2022."}]


STEPS = [
    ("Journalsystemet byts.", "Upphandlingen är klar.", True),
    ("Journalsystemet byts.", "Upphandling genomförd", True),
    ("Två skolor slås samman.", "Risk- och konsekvensanalysen är gjord.", False),  # no noun that we know
    ("Planeringen centraliseras.", "Rekryteringen av planerare är avslutad.", True),
    ("Städningen upphandlas på nytt.", "Upphandlingen är klar.", False),  # the measure itself
    ("Journalsystemet byts.", "Bytet är genomfört.", False),
    ("Journalsystemet byts.", "Arbetet är klart.", False),
    ("Journalsystemet byts.", "Upphandling pågår.", False),
]


@pytest.mark.parametrize(("measure", "sentence", "step"), STEPS)
def test_a_step_on_the_way_is_not_the_whole_measure(measure: str, sentence: str, step: bool) -> None:
    assert is_only_a_step(measure, sentence) is step


def test_what_something_costs_as_it_is_is_no_measure_and_a_price_that_is_lowered_is() -> None:
    assert tells_a_problem("Nämnden köper fyra platser till en genomsnittlig kostnad av 900 tkr per plats och år.")
    assert not tells_a_problem("Priset sänks med 200 kr per plats och år, vilket ger 1 mnkr.")


def test_when_the_work_is_to_be_done_does_not_undo_that_it_is_under_way() -> None:
    assert only_says_by_when("Avtalen ses över av förvaltningen.", "Arbetet ska vara klart i juni.")
    assert not only_says_by_when("Avtalen ska ses över.", "Arbetet ska vara klart i juni.")
    assert not only_says_by_when("Avtalen ses över av förvaltningen.", "Arbetet pågår.")


def test_sentences_behind_a_measure_in_its_paragraph_give_its_state_and_effect() -> None:
    text = """
        # Uppföljning av åtgärder 2022
        ## Park
        Lokalvården har upphandlats på nytt. Det nya avtalet gäller från den 1 april 2022. Kostnaden blev 90 tkr lägre än tidigare.

        Klippningen av gräs på kyrkogården har glesats ut. Besökarna har inte klagat. Besparingen blev 80 tkr.

        Blommor planteras inte i rabatterna. Beslutet är verkställt. Det gav 45 tkr till och med juli.

        Kostnaden för snö har ökat. Det har kostat 200 tkr.
    """
    assert told(text) == [
        {
            "action": "Lokalvården har upphandlats på nytt. Det nya avtalet gäller från den 1 april 2022. Kostnaden blev 90 tkr lägre än tidigare.",
            "told_of_it": "Kostnaden blev 90 tkr lägre än tidigare.",
        },
        {
            "action": "Klippningen av gräs på kyrkogården har glesats ut. Besparingen blev 80 tkr.",
            "told_of_it": "Besparingen blev 80 tkr.",
        },
        {
            "action": "Blommor planteras inte i rabatterna. Det gav 45 tkr till och med juli.",
            "status": "Beslutet är verkställt.",
            "told_of_it": "Det gav 45 tkr till och med juli.",
        },
    ]


def test_parts_of_compounds_are_shared_and_common_words_are_not() -> None:
    assert shared("Utbildning i demensvård ges.", "Demensboendet har fått en handledare.") == 1
    assert shared("Verksamheten ska minska kostnaderna.", "Verksamheten har ökat kostnaderna.") == 0


def test_background_and_results_around_a_measure_are_left_out() -> None:
    text = """
        # Svar på skrivelse
        ## Förskola
        Barnantalet sjunker i kommunen. Två avdelningar på Lönnen har stängts. Föräldrarna är nöjda med förändringen.
    """
    assert told(text) == [{"action": "Två avdelningar på Lönnen har stängts."}]


def test_the_name_of_a_place_begins_no_sentence_of_its_own() -> None:
    text = """
        # Årsredovisning
        ## Äldreomsorg
        Nämnden stängde avdelningen på Lärkbacken den 1 mars 2023, vilket har minskat kostnaderna med 2 mnkr 2023.
    """
    assert [one["action"] for one in told(text)] == [
        "Nämnden stängde avdelningen på Lärkbacken den 1 mars 2023, vilket har minskat kostnaderna med 2 mnkr 2023."
    ]


def test_a_comment_gives_each_measure_above_its_own_state() -> None:
    text = """
        # Uppföljning av åtgärder 2021
        ## Äldreboende
        Verksamheten kommer att införa gemensam schemaläggning. Avdelningen kommer att öppna fem korttidsplatser.
        Kommentar december 2021: Korttidsplatserna öppnades i oktober. Schemaläggningen har påbörjats. Två tjänster i receptionen har dragits in.
    """
    assert told(text) == [
        {
            "action": "Verksamheten kommer att införa gemensam schemaläggning.",
            "status": "Schemaläggningen har påbörjats.",
        },
        {
            "action": "Avdelningen kommer att öppna fem korttidsplatser.",
            "status": "Korttidsplatserna öppnades i oktober.",
        },
        {"action": "Två tjänster i receptionen har dragits in.", "status_label": "Kommentar december 2021:"},
    ]


def test_a_heading_that_says_what_is_done_covers_one_measure() -> None:
    text = """
        # Åtgärder 2022
        ## Avveckling av inhyrd personal
        Enheten kommer att avsluta avtalen med bemanningsföretagen. Egna sjuksköterskor ska rekryteras i stället.
    """
    assert told(text) == [
        {
            "title": "Avveckling av inhyrd personal",
            "action": "Enheten kommer att avsluta avtalen med bemanningsföretagen. Egna sjuksköterskor ska rekryteras i stället.",
        }
    ]


def test_beside_a_table_of_measures_running_text_counts_only_under_a_heading_of_measures() -> None:
    text = """
        # Plan 2022
        ## Organisation
        Enheten har lämnat lokalerna vid torget.
        ## Vidtagna åtgärder
        Förvaltningen har sagt upp avtalet om växeln.
        ## Förslag
        | Nr | Åtgärd | Ansvarig | Klart |
        | 1 | Inför digital beställning | Ekonomichef | 2022-06-30 |
        | 2 | Säg upp städavtalet | Fastighetschef | 2022-03-31 |
    """
    assert [one["action"] for one in told(text)] == [
        "Förvaltningen har sagt upp avtalet om växeln.",
        "Inför digital beställning",
        "Säg upp städavtalet",
    ]


def test_a_heading_that_tells_a_state_is_kept_for_what_stands_under_it() -> None:
    [raw] = find_measures(paper("# Planerade åtgärder\nSamlokalisering av de båda biblioteken."))[0]
    assert raw.intro.text == "Planerade åtgärder"


@pytest.mark.parametrize(
    ("sentence", "of_the_plan"),
    [
        ("Nämnden beslutade den 12 mars om en åtgärdsplan för att nå budget.", True),
        ("För varje åtgärd anges ansvarig och tidplan.", True),
        ("Nedan redovisas läget per den sista augusti.", True),
        ("Nämnden beslutade att stänga två avdelningar.", False),
        ("Här stängs två avdelningar.", False),
        ("Dessa aktiviteter följs inte upp var för sig.", True),
        ("Åtgärderna redovisas per verksamhet.", True),
        ("Insatser i hemmet samordnas av en ny grupp.", False),
        ("Antagen av tekniska nämnden den 3 mars 2031, § 12", True),
        ("Parkchefen redogör för läget i alléerna.", True),
        ("Vi lämnar följande rekommendationer i den ordning de bör genomföras.", True),
        ("Nämnden fattade i maj 2031 beslut om effektiviseringar.", True),
        ("Gatunämnden har fått i uppdrag av kommunfullmäktige att minska sina kostnader.", True),
        ("Sammantaget beräknas åtgärderna ge 4 mnkr.", True),
        ("Förvaltningen redovisar inte längre dagrapporter.", False),
    ],
)
def test_what_is_said_of_the_plan_itself_is_no_measure(sentence: str, of_the_plan: bool) -> None:
    assert tells_of_the_plan(sentence) is of_the_plan


@pytest.mark.parametrize(
    ("sentence", "problem"),
    [
        ("Lokalen var svår att värma upp.", True),
        ("Revisorerna rekommenderar att gränsen för inköp sänks.", True),
        ("Avtalet om tvätt förhandlas om för närvarande.", False),
        ("Väntetiden till bygglov har ökat från fyra till nio veckor.", True),
        ("Antalet elever i årskurs 7 minskar.", True),
        ("Bristen på arborister är fortsatt stor.", True),
        ("Hon föreslår också att nämnden inför kortare arbetsdag.", True),
        ("Lagen har sedan tidigare gemensam lokal vid torget.", True),
        ("Lagen har sedan den 1 mars gemensam lokal vid torget.", False),
        ("Efterfrågan på platser har minskat och därför stängs en avdelning, vilket kommer att ske i maj.", False),
        ("Antalet platser har minskats från tolv till nio.", False),
    ],
)
def test_what_is_hard_or_came_about_by_itself_is_no_measure(sentence: str, problem: bool) -> None:
    assert tells_a_problem(sentence) is problem


def test_what_was_done_named_again_with_what_it_gave_is_of_the_measure() -> None:
    text = """
        # Delårsrapport 2024
        ## Åtgärder
        Vid årsskiftet stängdes avdelningen Linden. Till och med augusti 2024 har stängningen minskat kostnaderna med 3,1 mnkr.

        Ja. Sedan maj 2022 råder anställningsstopp i staben.
    """
    assert told(text) == [
        {
            "action": "Vid årsskiftet stängdes avdelningen Linden. Till och med augusti 2024 har stängningen minskat kostnaderna med 3,1 mnkr.",
            "told_of_it": "Till och med augusti 2024 har stängningen minskat kostnaderna med 3,1 mnkr.",
        },
        {"action": "Sedan maj 2022 råder anställningsstopp i staben."},
    ]


def test_what_the_next_sentence_takes_up_was_done() -> None:
    text = """
        # Delårsrapport 2024
        ## Åtgärder
        Resurslaget på Ekgatan öppnade i augusti 2024. Besparingen blev 420 tkr.

        Den 1 maj öppnade kommunen ett eget korttidsboende. Flera äldre har kunnat flytta hem. Hittills har boendet gett 600 tkr i lägre kostnader.
    """
    opened, own = told(text)
    assert opened["told_of_it"] == "Besparingen blev 420 tkr."
    assert own["told_of_it"] == "Hittills har boendet gett 600 tkr i lägre kostnader."


def test_the_line_that_opens_a_list_is_no_measure() -> None:
    text = """
        # Besparingar 2024
        ## Rekommendationer
        Efter granskningen rekommenderar vi nämnden att
        - införa en gemensam beställning av varor,
        - minska antalet abonnemang.
    """
    assert [raw.layout for raw in find_measures(paper(text))[0]] == ["list", "list"]


def test_two_measures_that_each_get_their_effect_in_the_next_sentence_are_two() -> None:
    text = """
        # Åtgärder för budget i balans 2018
        ## Park
        Klippningen upphandlas på nytt under hösten 2018. Ett antagande är att priset faller med 90 tkr per år. Inköpen av plantor har frysts. Det sparar 25 tkr under 2018.

        Kvalitén är god. Sedan den 1 mars 2018 delar parken och kyrkogården förman. På helår minskar kostnaden med 62 tkr.
    """
    assert [raw["told_of_it"] for raw in told(text)] == [
        "Ett antagande är att priset faller med 90 tkr per år.",
        "Det sparar 25 tkr under 2018.",
        "På helår minskar kostnaden med 62 tkr.",
    ]


def test_the_measure_that_a_comment_follows_keeps_what_it_was_to_give() -> None:
    text = """
        # Uppföljning av beslutade effektiviseringar 2025
        ## Gemensam förmedling
        Förskolorna ansluts till stadens förmedling av vikarier. Besparingen är 500 tkr 2025.

        Uppföljning augusti: Arbetet pågår. Sex av nio är anslutna.
    """
    [raw] = told(text)
    assert raw["action"] == "Förskolorna ansluts till stadens förmedling av vikarier. Besparingen är 500 tkr 2025."
    assert raw["told_of_it"] == "Besparingen är 500 tkr 2025."


def test_what_stands_under_a_state_beside_chapters_of_measures_is_told_too() -> None:
    text = """
        # Sparprogram 2031
        ## Risker
        Hallen hyrs ut till en förening under sommaren.
        ## Åtgärder som är genomförda
        Avtalet om städning har sagts upp. Receptionen har stängts på fredagar.

        Två bilar har lämnats tillbaka.
        ## Åtgärder som pågår
        Ett nytt bokningssystem håller på att införas.
        ## Det som har tagits bort ur programmet
        Den planerade ombyggnaden av entrén genomförs inte.
    """
    found = [(one["action"], one.get("status", "")) for one in told(text)]
    assert ("Den planerade ombyggnaden av entrén genomförs inte.", "") in found and len(found) == 5
    assert not any("Hallen" in action for action, _ in found)


def test_an_amount_told_in_a_few_words_is_what_the_sentence_before_it_gives() -> None:
    text = """
        # Besparingar inom administrationen 2032
        Tidningen kommer ut med fyra nummer i stället för sex. Besparing 110 000 kr.

        Personaldagen ställs in. Besparing 85 000 kr.

        Programmet tar inte in elever i år. Full effekt 1,5 mnkr nås 2033.
    """
    found = extract(paper(text)).measures
    assert [[e.amount_sek for e in m.effects] for m in found] == [[110_000], [85_000], [1_500_000]]
