"""Each layout in a few lines of text: what is found, and what is not a measure."""

from __future__ import annotations

from textwrap import dedent

import pytest

from extractors.document import arrange
from extractors.extract import extract
from extractors.fields.sums import is_sum
from extractors.layouts import find_measures
from extractors.layouts.table import TableExtractor
from extractors.measure import RawMeasure
from extractors.model import Page, Paper, Word
from tests.draw import paper


def found(text: str) -> list[RawMeasure]:
    return find_measures(paper(text))[0]


def fields(raw: RawMeasure) -> dict[str, str]:
    """Field → text as printed; several quotes of a field joined by " | "."""
    told: dict[str, list[str]] = {}
    for quote in raw.quotes:
        told.setdefault(quote.field, []).append(quote.text)
    return {name: " | ".join(texts) for name, texts in told.items()}


def read(text: str) -> list[dict[str, str]]:
    return [fields(raw) for raw in found(text)]


def test_a_heading_and_its_labelled_texts_are_one_measure() -> None:
    text = """
        # Åtgärdsplan 2022
        ## Hemtjänsten
        ### Kortare restider
        - Turerna läggs om så att varje grupp håller sig i ett område.
        - Cyklar köps in till innerstaden.
        Mål: Mer tid hos kunden.
        Start: 1 mars 2022
        Ekonomisk effekt: 700 tkr
    """
    assert read(text) == [
        {
            "title": "Kortare restider",
            "action": "Turerna läggs om så att varje grupp håller sig i ett område. Cyklar köps in till innerstaden.",
            "goal": "Mer tid hos kunden.",
            "start": "1 mars 2022",
            "effect": "700 tkr",
        }
    ]
    assert [p.text for p in found(text)[0].path] == ["Åtgärdsplan 2022", "Hemtjänsten"]


def test_a_label_alone_on_its_line_speaks_for_the_text_below() -> None:
    text = """
        ## Ny skolskjutsupphandling
        Beskrivning

        Turerna samordnas med grannkommunen.

        Tidplan

        Hösten 2024

        Ansvarig

        Trafikplanerare

        Beräknad besparing

        1,2 mnkr
    """
    assert read(text) == [
        {
            "title": "Ny skolskjutsupphandling",
            "action": "Turerna samordnas med grannkommunen.",
            "start": "Hösten 2024",
            "responsible": "Trafikplanerare",
            "effect": "1,2 mnkr",
        }
    ]


@pytest.mark.parametrize("amount", ["1,9 mnkr\n\nsparas 2025", "Sparas 2025\n\n1,9 mnkr", "1,9 mnkr"])
def test_an_amount_alone_on_its_line_is_the_effect_whichever_side_its_label_stands(amount: str) -> None:
    (measure,) = read(f"## En nattpatrull\nPatrullerna i norr och söder slås ihop.\n\n{amount}\n\nStart: maj 2025")
    assert measure == {
        "title": "En nattpatrull",
        "action": "Patrullerna i norr och söder slås ihop.",
        "effect": "1,9 mnkr",
        "start": "maj 2025",
    }


def test_labels_to_the_left_and_text_to_the_right_are_a_block() -> None:
    text = """
        ## Förskola
        | Åtgärd | Slå samman två avdelningar på Lönnens förskola |
        | Start | Augusti 2021 |
        | Ansvarig | Rektor |
        | Ekonomisk effekt | 450 tkr |
    """
    assert read(text) == [
        {
            "title": "Förskola",
            "action": "Slå samman två avdelningar på Lönnens förskola",
            "start": "Augusti 2021",
            "responsible": "Rektor",
            "effect": "450 tkr",
        }
    ]


def test_labels_may_follow_one_another_on_a_line() -> None:
    text = """
        ## Kansliet
        Åtgärd: Tjänsten som arkivarie hålls vakant. Start: Se ovan Ekonomisk effekt: 250 tkr
    """
    assert read(text) == [
        {
            "title": "Kansliet",
            "action": "Tjänsten som arkivarie hålls vakant.",
            "start": "Se ovan",
            "effect": "250 tkr",
        }
    ]


def test_several_blocks_under_one_heading_begin_with_the_same_label() -> None:
    text = """
        ## Socialtjänst
        Åtgärd: Avsluta avtalet om jourtelefon.
        Start: januari 2023
        Åtgärd: Flytta öppenvården till egna lokaler.
        Start: mars 2023
    """
    assert [m["action"] for m in read(text)] == [
        "Avsluta avtalet om jourtelefon.",
        "Flytta öppenvården till egna lokaler.",
    ]


def test_a_row_is_a_measure_and_a_group_row_names_its_area() -> None:
    text = """
        ## Besparingsåtgärder 2024
        | Nr | Åtgärd | Effekt 2024 (tkr) | Effekt 2025 (tkr) | Konsekvens | Risk |
        | *Äldreomsorg* | < | < | < | < | < |
        | 1 | Avveckla matlådor på helger | 300 | 600 | Maten levereras på fredagar | Låg |
        | 2 | Samordna nattpatruller | 500 | 500 | | Medel |
        | Delsumma | | 800 | 1 100 | | |
        | *Förskola* | < | < | < | < | < |
        | 3 | Vakanshålla två tjänster | 900 | - | Större grupper | Hög |
        | Totalt | | 1 700 | 1 100 | | |
    """
    assert read(text) == [
        {
            "no": "1",
            "action": "Avveckla matlådor på helger",
            "effect": "300 | 600",
            "comment": "Maten levereras på fredagar",
        },
        {"no": "2", "action": "Samordna nattpatruller", "effect": "500 | 500"},
        {"no": "3", "action": "Vakanshålla två tjänster", "effect": "900", "comment": "Större grupper"},
    ]
    assert [m.path[-1].text for m in found(text)] == ["Äldreomsorg", "Äldreomsorg", "Förskola"]


def test_a_column_that_adds_up_the_years_is_no_effect() -> None:
    text = """
        ## Effektiviseringar 2024–2026, tkr
        | Åtgärd | 2024 | 2025 | 2026 | Totalt |
        | Avveckla busskortet för seniorer | 200 | 400 | 400 | 1 000 |
        | Samla receptionerna i stadshuset | 0 | 350 | 350 | 700 |
    """
    assert [m["effect"] for m in read(text)] == ["200 | 400 | 400", "0 | 350 | 350"]


def test_a_full_width_comment_belongs_to_the_row_above() -> None:
    text = """
        ## Uppdrag 2023
        | Uppdrag | Läge | Klart |
        | Se över taxan för bygglov | Pågår | 2023-12-31 |
        | Kommentar: Ett förslag går till nämnden i oktober. | < | < |
        | Sälj maskinparken | Genomfört | 2023-06-30 |
    """
    assert read(text) == [
        {
            "action": "Se över taxan för bygglov",
            "status": "Pågår",
            "due": "2023-12-31",
            "comment": "Ett förslag går till nämnden i oktober.",
        },
        {"action": "Sälj maskinparken", "status": "Genomfört", "due": "2023-06-30"},
    ]


def test_a_number_in_front_of_the_action_is_its_number() -> None:
    text = """
        | Område och åtgärd | Ansvarig | Klart |
        | 1. Inför digital inköpsbeställning. | Ekonomichef | 240630 |
        | 2. Säg upp avtalet om växtvård. | Fastighetschef | 240331 |
    """
    assert [(m["no"], m["action"]) for m in read(text)] == [
        ("1", "Inför digital inköpsbeställning."),
        ("2", "Säg upp avtalet om växtvård."),
    ]


def test_bullets_under_a_heading_of_measures_are_measures() -> None:
    text = """
        ## Ytterligare åtgärder för en budget i balans
        - Restriktiv hållning till kurser och konferenser
        - Vakanshållning av en tjänst som ekonomiassistent
    """
    assert [m["action"] for m in read(text)] == [
        "Restriktiv hållning till kurser och konferenser",
        "Vakanshållning av en tjänst som ekonomiassistent",
    ]


@pytest.mark.parametrize(
    ("items", "titles", "names", "actions"),
    [
        (
            """
            - Lokalvård
              • Avtalet om entrémattor sägs upp.
              • Fönsterputs köps in vartannat år.
            - Transporter:
              • Två av fem skåpbilar lämnas tillbaka.
            - Konstinköpen upphör.
            """,
            [None, None, None, None],
            ["Lokalvård", "Lokalvård", "Transporter:", "Åtgärder 2024"],
            [
                "Avtalet om entrémattor sägs upp.",
                "Fönsterputs köps in vartannat år.",
                "Två av fem skåpbilar lämnas tillbaka.",
                "Konstinköpen upphör.",
            ],
        ),
        (  # reasons and ways under what is done
            """
            - Färre inhyrda sjuksköterskor
              • De egna får fler timmar
              • Sommarschemat läggs tidigare
            - Lägre elkostnad
              • Lysrören byts ut
            """,
            [None, None],
            ["Åtgärder 2024"] * 2,
            [
                "Färre inhyrda sjuksköterskor De egna får fler timmar Sommarschemat läggs tidigare",
                "Lägre elkostnad Lysrören byts ut",
            ],
        ),
        (  # one amount over all parts
            """
            - Måltider – 1,8 mnkr
              • Två kök läggs ned
              • Menyn får en rätt om dagen
            - Bilar – 400 tkr
            """,
            [None, None],
            ["Åtgärder 2024"] * 2,
            ["Måltider – 1,8 mnkr Två kök läggs ned Menyn får en rätt om dagen", "Bilar – 400 tkr"],
        ),
        (  # each part its own
            """
            - Färre tjänster
              • En assistent, 400 tkr
              • En controller, 650 tkr
            - Bilarna säljs, 400 tkr
            """,
            ["Färre tjänster", "Färre tjänster", None],
            ["Färre tjänster", "Färre tjänster", "Åtgärder 2024"],
            ["En assistent, 400 tkr", "En controller, 650 tkr", "Bilarna säljs, 400 tkr"],
        ),
    ],
)
def test_an_outer_item_is_a_measure_or_the_name_over_those_below_it(
    items: str, titles: list[str | None], names: list[str], actions: list[str]
) -> None:
    text = f"# Åtgärder 2024\nFöljande åtgärder vidtas:\n{dedent(items)}"
    measures = [fields(raw) for raw in found(text)]
    assert [measure["action"] for measure in measures] == actions
    assert [measure.get("title") for measure in measures] == titles
    assert [raw.path[-1].text for raw in found(text)] == names


def test_an_amount_behind_the_last_of_items_with_amounts_makes_no_block_of_the_list() -> None:
    text = """
        ## Åtgärder
        - Tre fritidsledare blir två från den 1 juni 2024, 450 tkr.
        - Sommarlägret ställs in; 90 tkr.
        - Avgiften för lån av lokal höjs.
        Ökade intäkter: 60 tkr
    """
    assert [m["action"] for m in read(text)] == [
        "Tre fritidsledare blir två från den 1 juni 2024, 450 tkr.",
        "Sommarlägret ställs in; 90 tkr.",
        "Avgiften för lån av lokal höjs.",
    ]


def test_an_introduction_speaks_for_its_list() -> None:
    text = """
        ## Personal
        Följande tjänster har vakanssatts:
        - Samordnare för nattarbete
        - Administratör på kansliet
    """
    assert [m.intro.text for m in found(text)] == ["Följande tjänster har vakanssatts:"] * 2


NOT_MEASURES = [
    ("a list of attachments", "## Underlag för beslut\n- Tjänsteutlåtande 2021-03-01\n- Bilaga 1 Handlingsplan"),
    (
        "what was looked at",
        "## Metod\nArbetet har omfattat följande delar:\n- Intervjuer med chefer\n- Genomgång av statistik",
    ),
    (
        "a table of costs",
        "## Kostnader\n| Post | Budget | Utfall |\n| Lokaler | 1 200 | 1 310 |\n| Personal | 9 800 | 9 920 |",
    ),
    ("volumes", "| Insats | jan | feb | mar |\n| Hemtjänst | 120 | 122 | 125 |\n| Boendestöd | 30 | 31 | 31 |"),
    (
        "the decision on the paper itself",
        "## Förslag till beslut\n1. Nämnden godkänner redovisningen.\n2. Paragrafen justeras omedelbart.",
    ),
    (
        "background",
        "## Bakgrund\nUnderskottet beror på fler placeringar. Kostnaderna har ökat med 4 mnkr sedan i fjol.",
    ),
]


@pytest.mark.parametrize(("why", "text"), NOT_MEASURES, ids=[why for why, _ in NOT_MEASURES])
def test_what_is_not_a_measure_stays_out(why: str, text: str) -> None:
    assert read(text) == []


def test_a_comment_adds_the_state_of_the_measure_above() -> None:
    text = """
        # Uppföljning av åtgärder 2021
        ## Hemtjänst, åtgärd och effekt:
        För att minska restiderna kommer verksamheten att införa ny planering under hösten.
        Kommentar december 2021: Den nya planeringen är införd i två av tre grupper.
    """
    [measure] = found(text)
    assert measure.layout == "prose"
    assert fields(measure) == {
        "action": "För att minska restiderna kommer verksamheten att införa ny planering under hösten.",
        "status": "Den nya planeringen är införd i två av tre grupper.",
    }


def test_numbers_pair_what_was_said_with_what_was_done() -> None:
    text = """
        # Uppföljning 2022
        ## Vad vi sagt
        1. Filialen i Norrby stängs.
        2. Bokbussen säljs.
        3. Avgiften höjs.
        ## Så blev det
        1. Genomfört i maj.
        2. Pågår.
    """
    assert read(text) == [
        {"no": "1", "action": "Filialen i Norrby stängs.", "status": "Genomfört i maj."},
        {"no": "2", "action": "Bokbussen säljs.", "status": "Pågår."},
        {"no": "3", "action": "Avgiften höjs."},
    ]


def test_what_came_of_it_is_the_state_where_most_cells_say_one() -> None:
    rows = """
        # Uppföljning 2022
        | Vi lovade | Vad har hänt |
        | Filialen i Norrby stängs. | Genomfört i maj. |
        | Bokbussen säljs. | Inte påbörjat. |
        | Avgiften höjs. | Pågår, nya avgifter beslutas i höst. |
    """
    assert [raw["status"] for raw in read(rows)] == [
        "Genomfört i maj.",
        "Inte påbörjat.",
        "Pågår, nya avgifter beslutas i höst.",
    ]


def test_signs_are_the_state_and_sentences_beside_them_comments() -> None:
    rows = """
        # Uppföljning 2022
        |  | Vi sa | Vi gjorde | Sagt, tkr |
        | ✔ | Filialen i Norrby stängs | Den stängdes i maj. | 120 |
    """
    assert read(rows) == [
        {"status": "✔", "action": "Filialen i Norrby stängs", "comment": "Den stängdes i maj.", "effect": "120"}
    ]


def test_what_is_said_before_a_colon_pairs_what_was_done() -> None:
    pairs = """
        # Uppföljning 2022
        ## Åtgärder
        Vi lovade: Filialen i Norrby stängs.
        Så blev det: Filialen stängdes i maj.

        Vi lovade: Bokbussen säljs.
        Så blev det: Pågår, annons är ute.
    """
    assert [(raw["action"], raw["status"]) for raw in read(pairs)] == [
        ("Filialen i Norrby stängs.", "Filialen stängdes i maj."),
        ("Bokbussen säljs.", "Pågår, annons är ute."),
    ]


def test_clauses_of_a_decision_are_measures_and_the_papers_own_handling_is_not() -> None:
    text = """
        # § 41 Åtgärder för en ekonomi i balans
        ## Beslut
        Kulturnämnden beslutar
        att stänga filialen i Norrby den 1 maj 2023 (300 tkr),
        att höja avgiften för musikskolan, vilket beräknas ge 150 tkr per år, samt
        att lägga redovisningen till handlingarna.
        ## Reservation
        Eva Holm reserverar sig till förmån för att filialen behålls.
    """
    assert read(text) == [
        {"action": "stänga filialen i Norrby den 1 maj 2023 (300 tkr)", "decision": "Kulturnämnden beslutar"},
        {
            "action": "höja avgiften för musikskolan, vilket beräknas ge 150 tkr per år",
            "decision": "Kulturnämnden beslutar",
        },
    ]


def test_lettered_clauses_lose_the_words_that_lead_to_the_next() -> None:
    text = """
        # § 12 Åtgärder för en ekonomi i balans
        ## Beslut
        Tekniska nämnden beslutar att
        a) släcka vägbelysningen på landsbygden nattetid, 190 tkr,
        b) införa en avgift om 50 kronor för parkering vid badplatserna, 40 tkr, samt
        c) dra in en halv tjänst på parkenheten, 200 tkr.
    """
    assert [m["no"] for m in read(text)] == ["a", "b", "c"]
    assert [m["action"] for m in read(text)] == [
        "släcka vägbelysningen på landsbygden nattetid, 190 tkr",
        "införa en avgift om 50 kronor för parkering vid badplatserna, 40 tkr",
        "dra in en halv tjänst på parkenheten, 200 tkr",
    ]


@pytest.mark.parametrize(
    ("headings", "numbers"),
    [
        (("Förslag 1 Färre bilar", "Förslag 2 Egen tvätt"), ["1", "2"]),
        (("Åtgärd 4 – Färre bilar", "Åtgärd 5 – Egen tvätt"), ["4", "5"]),
        (("1. Färre bilar", "2. Egen tvätt"), ["1", "2"]),
        (("1 Färre bilar", "2 Egen tvätt"), ["1", "2"]),
        (("3. Färre bilar", "4. Egen tvätt"), [None, None]),  # chapters
        (("Enhet 1 Färre bilar", "Enhet 2 Egen tvätt"), [None, None]),
    ],
)
def test_a_number_in_front_of_a_title_is_the_measures(headings: tuple[str, str], numbers: list[str | None]) -> None:
    first, second = headings
    text = f"""
        # Åtgärdsplan för fordon och tvätt
        ## {first}
        Beskrivning: Tre leasingbilar lämnas tillbaka.
        Effekt: 90 tkr
        ## {second}
        Beskrivning: Arbetskläder tvättas på boendena.
        Effekt: 40 tkr
    """
    told = read(text)
    assert [m.get("no") for m in told] == numbers
    titles = ["Färre bilar", "Egen tvätt"] if numbers[0] else list(headings)
    assert [m["title"] for m in told] == titles


def test_a_clause_that_leads_to_a_list_is_none_itself() -> None:
    text = """
        # § 12 Åtgärder för en ekonomi i balans
        ## Beslut
        Tekniska nämnden beslutar att genomföra följande åtgärder:
        a) Vägbelysningen på landsbygden släcks nattetid, 190 tkr 2024 samt
        b) En halv tjänst på parkenheten dras in, 200 tkr.
    """
    assert [m["action"] for m in read(text)] == [
        "Vägbelysningen på landsbygden släcks nattetid, 190 tkr 2024",
        "En halv tjänst på parkenheten dras in, 200 tkr",
    ]


def test_an_area_cell_over_several_rows_speaks_for_each() -> None:
    text = """
        ## Åtgärder
        | Verksamhet | Åtgärd | Ansvarig |
        | Grundskola | Samla modersmålsundervisningen | Rektor |
        | | Minska läromedelsinköpen | Rektor |
        | Fritidshem | Öppna senare | Enhetschef |
    """
    assert [m.path[-1].text for m in found(text)] == ["Grundskola", "Grundskola", "Fritidshem"]


def test_a_coloured_mark_is_quoted_with_its_header() -> None:
    text = """
        ## Uppföljning av åtgärder
        | Åtgärd | Status | Kommentar |
        | Byt leverantör av el | {#00b050} | Avtalet gäller från maj |
    """
    assert read(text) == [
        {"action": "Byt leverantör av el", "status_colour": "#00b050", "comment": "Avtalet gäller från maj"}
    ]


def test_numbered_proposals_are_measures_with_their_numbers() -> None:
    text = """
        ## Förslag till åtgärder
        1. Nattpatrullen samordnas med grannkommunen, vilket beräknas ge 1,2 mnkr på helår från och med 2025.
        2. Fikabröd vid sammanträden tas bort (40 tkr).
    """
    assert [(m.get("no"), m["action"]) for m in read(text)] == [
        ("1.", "Nattpatrullen samordnas med grannkommunen, vilket beräknas ge 1,2 mnkr på helår från och med 2025."),
        ("2.", "Fikabröd vid sammanträden tas bort (40 tkr)."),
    ]


def test_notes_under_a_table_are_no_list_of_measures() -> None:
    text = """
        ## Besparingsåtgärder
        | Åtgärd | Effekt tkr 1) |
        | Avveckla tidningsprenumerationer | 60 |
        | Säg upp plats i parkeringshuset | 25 |
        1) Effekten är räknad i årets priser.
    """
    assert [m["action"] for m in read(text)] == ["Avveckla tidningsprenumerationer", "Säg upp plats i parkeringshuset"]


def test_forecast_and_outcome_are_effects_of_a_measure_and_deviation_is_none() -> None:
    text = """
        ## Åtgärder, läget per 31 augusti 2024
        | Åtgärd | Utfall per 31 augusti 2024, tkr | Prognos 2024, tkr | Avvikelse, tkr | Status |
        | Slå ihop två växlar | 120 | 200 | -80 | Gul |
        | Sänk temperaturen i ishallen | 30 | 30 | 0 | Grön |
    """
    assert [m["effect"] for m in read(text)] == ["120 | 200", "30 | 30"]


def test_a_year_in_a_column_of_its_own_is_that_of_the_amount_beside_it() -> None:
    drawn = paper("""
        # Åtgärder för budget i balans
        | Nr | Åtgärd | År | Effekt (tkr) |
        |---|---|---|---|
        | 1 | Färre provtagningar i små vattendrag | 2025 | 140 |
        | | | 2026 | 280 |
        | Summa | | 2025 | 140 |
        | | | 2026 | 280 |
    """)
    [raw] = TableExtractor().find(drawn)
    assert [(q.label.text, q.text) for q in raw.all("effect")] == [
        ("Effekt (tkr) 2025", "140"),
        ("Effekt (tkr) 2026", "280"),
    ]


def test_a_cross_under_a_state_is_that_state() -> None:
    drawn = paper("""
        # Uppföljning av åtgärder
        | Åtgärd | Ej påbörjad | Pågår | Klar |
        |---|---|---|---|
        | Semestervikarier samlas i en pool | | | X |
        | Köp av korttidsplatser upphör | | x | |
    """)
    assert [raw.one("status").text for raw in TableExtractor().find(drawn)] == ["Klar", "Pågår"]  # type: ignore[union-attr]


def test_numbered_measures_run_in_with_bars_have_the_heading_over_them() -> None:
    text = """
        # Avstämning
        ## Hemtjänst Söder
        Gruppen har 40 kunder.

        *Åtgärd 1* Bilarna byts mot cyklar. | Status: Pågår | Utfall: 20 tkr

        *Åtgärd 2* Jouren läggs samman med grannens. / Status: Klar
        / Utfall: 75 tkr

        *Åtgärd 3* Disken lagas i egen regi; Status: Pågår; Utfall: 5 tkr
    """
    assert read(text) == [
        {"no": "1", "action": "Bilarna byts mot cyklar.", "status": "Pågår", "effect": "20 tkr"},
        {"no": "2", "action": "Jouren läggs samman med grannens.", "status": "Klar", "effect": "75 tkr"},
        {"no": "3", "action": "Disken lagas i egen regi", "status": "Pågår", "effect": "5 tkr"},
    ]
    assert [[p.text for p in raw.path] for raw in found(text)] == [["Avstämning", "Hemtjänst Söder"]] * 3


def test_an_answer_behind_the_name_of_a_task_is_what_is_done_and_no_measure_where_none_is_needed() -> None:
    text = """
        # Redovisning
        ## Förvaltningens svar
        *Uppdrag 1: Öppettider Svar:* Biblioteket stänger en timme tidigare.

        Besparing: 90 tkr

        *Uppdrag 2: Måltider Svar:* Inga åtgärder föreslås.

        Besparing: –
    """
    assert read(text) == [
        {"no": "1", "title": "Öppettider", "action": "Biblioteket stänger en timme tidigare.", "effect": "90 tkr"}
    ]


def test_a_table_of_accounts_is_no_form() -> None:
    text = """
        # Anpassning av kostnaderna
        ## Ärendet
        | Verksamhet | Bokslut 2023 | Prognos 2024 | Ram 2025 |
        | Hemtjänst | 84,6 | 90,2 | 87,4 |
        | Övrigt | 22,8 | 23,4 | 23,0 |
    """
    assert read(text) == []


def test_a_section_of_another_chapter_is_no_block_without_labels() -> None:
    text = """
        # Åtgärder 2025
        ## Läget
        ### Befolkningen
        Förvaltningen har minskat lokalerna när antalet elever har sjunkit.

        ## Förslag
        ### Städning
        Kontoren städas tre dagar i veckan.

        Ekonomisk effekt: 900 tkr

        Start: 1 februari 2025

        ### Skötsel av gräs
        Gräset klipps var tredje vecka.

        Ekonomisk effekt: 300 tkr

        Start: 1 maj 2025

        ## Hemtjänst
        ### Larm
        Förvaltningen ska byta larmen mot digitala och säga upp avtalet.
    """
    assert [one["title"] for one in read(text)] == ["Städning", "Skötsel av gräs", "Larm"]


def test_a_heading_that_is_only_a_number_is_no_title() -> None:
    text = """
        # Åtgärder 2023
        ## Grundskolan Ekbacken
        ### Åtgärd 1
        Resurspersonal omfördelas mellan klasserna.

        Status: Pågår

        Besparing: 120 tkr

        ### Åtgärd 2
        Lokalen på Ågatan lämnas.

        Status: Ej påbörjad

        Besparing: 80 tkr
    """
    assert read(text) == [
        {"no": "1", "action": "Resurspersonal omfördelas mellan klasserna.", "status": "Pågår", "effect": "120 tkr"},
        {"no": "2", "action": "Lokalen på Ågatan lämnas.", "status": "Ej påbörjad", "effect": "80 tkr"},
    ]


def test_the_present_state_ahead_of_what_is_done_is_background() -> None:
    [one] = read("""
        # Uppföljning av åtgärder
        ## Hemtjänst
        ### Samlad planering
        *Nuläge:* Andelen kringtid var hög och pågår ett arbete med att mäta den.

        *Vidtagna åtgärder:* Fyra planerare har samlats i en enhet.

        *Resultat:* Åtgärden är genomförd. Kostnaderna har minskat med 640 tkr.
    """)
    assert one["status"] == "Åtgärden är genomförd."


def test_a_numbered_title_over_running_text_is_one_measure() -> None:
    found = read("""
        # Åtgärder för en budget i balans 2025
        ## Åtgärder
        ### Åtgärd A – En nattpatrull
        De två nattpatrullerna slås ihop. Omställningen är klar senast den 30 juni 2025.

        ### Åtgärd B – Egna familjehem
        Fyra köpta familjehem ersätts av egna. Arbetet leds av enhetschefen.
    """)
    assert [(one["no"], one["title"]) for one in found] == [("A", "En nattpatrull"), ("B", "Egna familjehem")]


def test_a_paragraph_in_from_the_mark_goes_on_with_its_item() -> None:
    text = """
        ## Beslutade åtgärder 2026
        1. *Glesare städning.* Kontoren städas varannan vecka.
          Beräknad effekt 90 tkr. Arbetet pågår.
        2. *Färre bilar.* Två leasade bilar lämnas tillbaka.
          Beräknad effekt 60 tkr. Åtgärden är genomförd.
        3. *Egen växel.* Växeln sköts av kontaktcentret.
          Beräknad effekt 210 tkr. Ej påbörjad.
    """
    document = paper(text)
    said = [(fields(raw).get("title"), fields(raw)["action"].split(".")[0]) for raw in find_measures(document)[0]]
    assert said == [
        ("Glesare städning", "Kontoren städas varannan vecka"),
        ("Färre bilar", "Två leasade bilar lämnas tillbaka"),
        ("Egen växel", "Växeln sköts av kontaktcentret"),
    ]


def test_a_column_of_small_forms_gives_their_parts() -> None:
    text = """
        ## Åtgärder
        | Åtgärd | Uppgifter |
        | Samla tillsynen till två dagar i veckan | Start: 1 februari 2026 // Beräknad effekt 2026: 240 tkr // Läge: löper på |
        | Ta ut avgift för rådgivning | Start: maj 2026 // Beräknad effekt 2026: 45 tkr // Läge: inte igång |
    """
    assert read(text) == [
        {
            "action": "Samla tillsynen till två dagar i veckan",
            "start": "1 februari 2026",
            "effect": "240 tkr",
            "status": "löper på",
        },
        {"action": "Ta ut avgift för rådgivning", "start": "maj 2026", "effect": "45 tkr", "status": "inte igång"},
    ]


def test_a_decision_told_area_by_area_goes_on_with_its_clauses() -> None:
    text = """
        # Besparingar 2027
        ## Beslut
        Nämnden beslutar om följande besparingar.
        ## Förskola
        att kvällsöppet på Humlan upphör från den 1 augusti 2027
        ## Kultur och fritid
        att bidraget till studieförbunden sänks med tio procent
        ## Yrkanden
        att badhuset stängs
    """
    assert [(fields(raw)["action"], raw.path[-1].text) for raw in found(text)] == [
        ("kvällsöppet på Humlan upphör från den 1 augusti 2027", "Förskola"),
        ("bidraget till studieförbunden sänks med tio procent", "Kultur och fritid"),
    ]


def test_times_under_a_header_that_a_scan_lost_tell_of_measures_but_not_which_times_they_are() -> None:
    text = """
        ## Åtgärder 2026
        | Nr | Åtgärd | 5 ä |
        | 1 | Stoppa inköpen av lekmaterial | 1 mars 2026 |
        | 2 | Samla köken i två lokaler | hösten 2026 |
        | 3 | Säga upp hyresavtalet för förrådet | 2026-07-01 |
    """
    assert [set(item) for item in read(text)] == [{"no", "action"}] * 3


def test_a_number_and_what_is_done_in_one_cell_are_told_apart() -> None:
    text = """
        ## Åtgärder 2026
        | Nr | Åtgärd | Effekt, tkr |
        | 1 | Stoppa inköpen av lekmaterial | 120 |
        | 2 Samla köken i två lokaler | | 450 |
    """
    assert read(text)[1] == {"no": "2", "action": "Samla köken i två lokaler", "effect": "450"}


def test_of_two_budgets_and_their_difference_the_difference_is_the_effect() -> None:
    text = """
        ## Åtgärder 2031
        I tabellen anges nuvarande budget, ny budget och skillnaden i tkr.

        | Vad som görs | Nuv. budget | Ny budget | Skillnad | Gäller från |
        | Receptionen samlas i stadshuset på torget | 1 820 | 1 090 | -730 | 1/8 |
        | En samordnare anställs för att fler ska få hjälp | - | 240 | +240 | juni 2031 |
        | Tidningen trycks två gånger om året i stället för fyra | 310 | 140 | -170 | april 2031 |
        | Summa | 2 130 | 1 470 | -660 | |
    """
    assert [m["effect"] for m in read(text)] == ["-730", "+240", "-170"]
    assert {raw.minus_saves for raw in found(text)} == {True}


def test_figures_that_do_not_add_up_are_no_difference_between_budgets() -> None:
    text = """
        ## Åtgärder 2031
        | Åtgärd | Nuv. budget | Ny budget | Skillnad | Status |
        | Receptionen samlas i stadshuset på torget | 1 820 | 1 090 | 12 | Pågår |
        | Tidningen trycks två gånger om året i stället för fyra | 310 | 140 | 7 | Klar |
    """
    assert [m.get("effect") for m in read(text)] == [None, None]


def test_what_the_board_turned_down_row_by_row_is_no_measure() -> None:
    text = """
        ## Besparingsförslag 2031
        | Nr | Förvaltningens förslag | Effekt, tkr | Nämndens beslut |
        | 1 | Jouren på kvällar upphör från och med mars | 65 | Bifall |
        | 2 | Tjänsten som ekolog hålls vakant under året | 590 | Avslag |
        | 3 | Bilarna i poolen lämnas tillbaka till uthyraren | 90 | Utgår |
        | 4 | Kartan säljs med fast pris i stället för timpris | 110 | Bifall |
    """
    assert [(m["no"], m["status"]) for m in read(text)] == [("1", "Bifall"), ("4", "Bifall")]


def test_a_heading_of_the_board_that_decides_stands_over_its_clauses() -> None:
    text = """
        # Anpassning till 2031 års ram
        ## Tekniska nämnden beslutar
        att anta förteckningen i bilaga 1,

        att höja avgiften för torgplats från 40 till 55 kronor den 1 mars 2031,

        att stänga garaget på Ängsvägen den 31 maj 2031.
    """
    assert [m["action"] for m in read(text)] == [
        "höja avgiften för torgplats från 40 till 55 kronor den 1 mars 2031",
        "stänga garaget på Ängsvägen den 31 maj 2031",
    ]


def test_key_figures_under_a_heading_of_measures_are_none() -> None:
    text = """
        # Åtgärder för budget i balans 2031
        ## Läget
        - Sjukfrånvaro i april: 14,8 procent.
        - Tomma lägenheter: 23 den 31 maj.
        - Timmar i hemtjänsten: 7 procent färre än i maj.
    """
    assert read(text) == []


def test_proposals_by_code_are_measures_also_where_their_names_are_of_areas_and_begin_where_they_propose() -> None:
    text = """
        # Genomlysning av kostnaderna
        ## Våra förslag
        ### R1 Ishallarna
        Hallen byggdes 1987 och saknar avfuktning. Vi föreslår att hallen läggs ned efter säsongen.

        ### R2 Biblioteket
        Lånen har minskat länge. Bussens turer bör ersättas av leveranser till hemmen.

        ### R3 Fritidsgårdarna
        Gårdarna har öppet samma kvällar. Vi rekommenderar att gårdarna delar personal från hösten.
    """
    assert [(m["no"], m["title"], m["action"]) for m in read(text)] == [
        ("R1", "Ishallarna", "Vi föreslår att hallen läggs ned efter säsongen."),
        ("R2", "Biblioteket", "Bussens turer bör ersättas av leveranser till hemmen."),
        ("R3", "Fritidsgårdarna", "Vi rekommenderar att gårdarna delar personal från hösten."),
    ]


def test_a_decision_on_what_follows_opens_a_list_and_so_does_a_task() -> None:
    found = find_measures(
        paper("""
        # § 27 Besparingar 2031
        ## Nämndens beslut
        Nämnden beslutar att följande besparingar genomförs. Beloppen avser effekten under 2031.
        - badet öppnar en timme senare (35 tkr)
        - ledarens tjänst hålls vakant (110 tkr)

        ## Fritidschefen får dessutom i uppdrag att
        - ta upp överläggningar med grannkommunen om ishallen
        """)
    )[0]
    assert [raw.one("action").text for raw in found] == [
        "badet öppnar en timme senare (35 tkr)",
        "ledarens tjänst hålls vakant (110 tkr)",
        "ta upp överläggningar med grannkommunen om ishallen",
    ]


def test_a_list_with_amounts_beside_lists_of_measures_is_one_of_them() -> None:
    text = """
        # Kulturens budget 2031
        ## Bibliotek
        Följande besparingar föreslås:
        - Bussen går varannan vecka (180 tkr).
        ## Fritidsgårdar
        Följande besparingar föreslås:
        - Gården stänger på söndagar (90 tkr).
        ## Scenen i Ekmark
        - Turnén blir kortare (650 tkr).
        ## Idéer som inte läggs fram
        - Avgift för lån (40 tkr)
        ## Kontakt
        - Anna Ek, telefon 12 34
    """
    actions = [raw.one("action").text for raw in find_measures(paper(text))[0]]
    assert actions == [
        "Bussen går varannan vecka (180 tkr).",
        "Gården stänger på söndagar (90 tkr).",
        "Turnén blir kortare (650 tkr).",
    ]


def test_a_heading_over_several_forms_is_the_title_of_none() -> None:
    text = """
        # Åtgärder 2031
        ## Sammanställning
        | Nr | 1 |
        | Åtgärd | Bladet slutar tryckas. |
        | Effekt 2031, tkr | 40 |

        | Nr | 2 |
        | Åtgärd | Fakturor skannas. |
        | Effekt 2031, tkr | 60 |
    """
    found = find_measures(paper(text))[0]
    assert [(raw.one("no").text, raw.one("title"), raw.one("action").text) for raw in found] == [
        ("1", None, "Bladet slutar tryckas."),
        ("2", None, "Fakturor skannas."),
    ]


def test_a_key_of_states_and_a_box_of_figures_hold_no_measures() -> None:
    assert (
        read("""
        # Uppföljning av åtgärder 2024
        ● Klar ● Pågår ● Ej påbörjad
        ○ Avbruten

        Gata och trafik 8 400
        Park 2 150
        Hamn och kaj –310
        Badplatser 96 tkr
    """)
        == []
    )


def test_a_sum_below_costed_items_makes_no_block_of_them() -> None:
    """As a box beside a list on a slide: "Summa" is a label elsewhere."""
    text = """
        # Åtgärder för budget i balans 2031
        ## Så sparar vi
        - Kopiatorn på plan två lämnas tillbaka, 30 tkr
        - Kaffet köps genom ramavtalet, 45 tkr
        - Entrén låses klockan fyra

        *Summa* 2031: 75 tkr
    """
    assert [raw.one("action").text for raw in find_measures(paper(text))[0]] == [
        "Kopiatorn på plan två lämnas tillbaka, 30 tkr",
        "Kaffet köps genom ramavtalet, 45 tkr",
        "Entrén låses klockan fyra",
    ]


def test_the_marks_of_items_are_their_states_where_a_key_explains_them() -> None:
    document = paper("""
        # Månadsrapport oktober 2031
        ## Åtgärder
        Tecken: ✔ klart ● pågår ○ inte påbörjat ✖ stoppat

        ✔ Restiderna i hemtjänsten har räknats om, 200 tkr
        ● Ruttplanering med nytt verktyg, 300 tkr
        ○ Korttidsboendet stänger sex platser, 400 tkr
        ✖ Egen tvätt av arbetskläder, 100 tkr
    """)
    assert [m.status for m in extract(document).measures] == ["done", "ongoing", "planned", "stopped"]


def test_items_with_their_effect_on_a_line_of_its_own_make_no_block_of_the_list() -> None:
    text = """
        ## 4 Rekommendationer
        Vi lämnar följande rekommendationer:
        - Nämnden bör lägga ned ett program. Beräknad besparing: 900 tkr.
        - Nämnden bör ta betalt av grannkommunerna.
        Beräknad besparing: 300 tkr
        - Nämnden bör säga upp lokalen. Beräknad besparing: 400 tkr.
    """
    assert [raw.layout for raw in found(text)] == ["list"] * 3


def test_what_somebody_says_is_no_item_of_a_list_of_measures() -> None:
    text = "# Så sparar vi\n- Det känns bra att alla hjälps åt, säger kommundirektören Ann Ek.\n"
    assert read(text) == []


def test_an_outcome_behind_its_label_leaves_what_was_reckoned_in_the_decision() -> None:
    (measure,) = extract(
        paper("""
            # Uppföljning av beslutade åtgärder 2031
            ## Familjehem
            Beslut: Åtta familjehem rekryteras. Beräknad effekt 2031 är 1 600 tkr.

            Läge: Fem är rekryterade.

            Utfall: 900 tkr
        """)
    ).measures
    assert {(e.amount_sek, e.kind) for e in measure.effects} == {(900_000, "actual"), (1_600_000, "estimated")}


def test_paragraphs_with_labels_behind_what_is_done_are_a_measure_each() -> None:
    text = """
        # Handlingsplan 2031
        ## Mål 1: Lägre kostnad per brukare
        Aktivitet 1.1 Insatser som inte är beviljade tas bort. Ansvarig: enhetschefer. När: april 2031. Förväntad effekt: 1,2 mnkr.

        Aktivitet 1.2 Planeringen görs av två planerare. Ansvarig: områdeschef. När: maj 2031. Förväntad effekt: 0,7 mnkr.
    """
    assert [(m["no"], m["action"], m["start"], m.get("effect") or m.get("effect_text")) for m in read(text)] == [
        ("1.1", "Insatser som inte är beviljade tas bort.", "april 2031.", "1,2 mnkr."),
        ("1.2", "Planeringen görs av två planerare.", "maj 2031.", "0,7 mnkr."),
    ]


def test_labels_of_who_presides_and_of_the_budget_make_no_measure() -> None:
    text = """
        # Verksamhetsberättelse 2031
        Ordförande: Ann Ek (S). Förvaltningschef: Bo Al. Antal årsarbetare: 94. Budget: 71 200 000 kr. Resultat: –2 310 000 kr.
    """
    assert read(text) == []


def test_a_time_alone_on_its_line_is_the_start_and_a_state_behind_a_title_the_state() -> None:
    card = "## En nattpatrull\nPatrullerna slås ihop.\n\nFrån 15 maj 2031\n\n1,1 mnkr"
    assert read(card)[0]["start"] == "Från 15 maj 2031"
    assert read(card.replace("Från", "Klart senast"))[0].get("start") is None
    (measure,) = read(
        "## Färre klippta gräsytor      Pågående\nÄng i stället för gräs.\n\nStart: maj 2031\n\nBudgeterad effekt: 420 tkr"
    )
    assert (measure["title"], measure["status"]) == ("Färre klippta gräsytor", "Pågående")


def printed(top: float, x: float, text: str, *, size: float = 10.0, bold: bool = False) -> list[Word]:
    """The words of one line."""
    words = []
    for part in text.split():
        words.append(Word(part, x, top, x + 5 * len(part), top + size, size, bold))
        x += 5 * len(part) + 3
    return words


def test_a_text_below_the_last_label_that_begins_left_of_the_block_is_none_of_it() -> None:
    def told(x: float) -> str:
        words = [
            *printed(60, 70, "Åtgärder 2031", size=14, bold=True),
            *printed(90, 70, "Färre lokaler", size=12, bold=True),
            *printed(110, 100, "Kontoret i Ås lämnas och personalen flyttar."),
            *printed(128, 100, "Start: 2031-03-01"),
            *printed(146, 100, "Beräknad effekt 2031: 400 tkr"),
            *printed(190, x, "Utskriften är gjord ur systemet i maj."),
        ]
        document = arrange(Paper("prov.pdf", "0" * 64, (Page(1, 595, 842, tuple(words)),), 1))
        (measure,) = [m for m in find_measures(document)[0] if m.layout == "block"]
        return " ".join(quote.text for quote in measure.quotes if quote.field == "action")

    assert told(70) == "Kontoret i Ås lämnas och personalen flyttar."
    assert told(100).endswith("i maj.")


def test_a_costed_list_beside_one_of_measures_needs_to_say_what_is_done() -> None:
    text = """
        # Budgeten för gymnasiet 2031
        ## Åtgärder centrum
        - Skolvärden tillsätts inte: 260 tkr
        - Städningen minskas: 140 tkr
        ## Rektorsområde norr
        - Byskolan läggs ned: 980 tkr
        - Köken samordnas: 340 tkr
        ## Utfall per slag
        - Personal: 1 200 tkr
        - Hyror: 300 tkr
    """
    assert [one["action"].split(":")[0] for one in read(text)] == [
        "Skolvärden tillsätts inte",
        "Städningen minskas",
        "Byskolan läggs ned",
        "Köken samordnas",
    ]


def test_items_that_tell_and_cost_need_no_words_over_them_and_their_sum_is_none() -> None:
    text = """
        # Till nämnden
        Prognosen visar ett underskott.
        a/ Grupperna utökas till 19 barn från den 1 maj, vilket ger 340 tkr.
        b/ Köksbiträdet ersätts inte vid pensionen, vilket sparar 120 tkr.
        c/ Lokalen sägs upp till den 1 oktober, vilket sparar 96 tkr.
        d/ Fritidshemmen stänger en halvtimme tidigare, vilket sparar 210 tkr.
        Summa: 766 tkr
    """
    found = read(text)
    assert [one["no"] for one in found] == ["a/", "b/", "c/", "d/"]
    assert found[-1]["action"] == "Fritidshemmen stänger en halvtimme tidigare, vilket sparar 210 tkr."


def test_what_is_to_be_saved_is_no_measure() -> None:
    assert read("# Skolans budget 2031\\nNorrby kommun, skolkontoret\\n\\nBeting: 5 500 000 kronor.") == []


def test_labels_parted_by_dots_on_a_line_and_a_share_behind_the_title() -> None:
    words = [
        *printed(60, 70, "Åtgärder 2031", size=14, bold=True),
        *printed(90, 70, "Fler besök per handläggare", size=12, bold=True),
        *printed(90, 300, "60 %", size=9),
        *printed(110, 70, "Start 2031-02-01 · Slut 2031-12-31 · Ansvarig enhetschefen"),
        *printed(134, 70, "Varje handläggare i hela kommunen planerar fyra besök om dagen, två dagar i"),
        *printed(146, 70, "veckan."),
        *printed(170, 70, "Effekt: 150 tkr (plan 350 tkr)"),
    ]
    (one,) = extract(arrange(Paper("prov.pdf", "0" * 64, (Page(1, 595, 842, tuple(words)),), 1))).measures
    assert (one.title, one.status) == ("Fler besök per handläggare", "ongoing")
    assert one.start is not None and str(one.start.first) == "2031-02-01" and one.responsible == "enhetschefen"
    assert [(e.amount_sek, e.kind) for e in one.effects] == [(150_000, "actual"), (350_000, "estimated")]


def test_tasks_that_are_counted_and_named_in_bold_are_a_measure_each() -> None:
    text = """
        # Redovisning av uppdrag 2031
        **Uppdrag 1. Färre telefonväxlar.** De två växlarna har slagits ihop.

        **Uppdrag 2. Lägre kostnad för tidningar.** Hälften av prenumerationerna är uppsagda.

        **Uppdrag 3. Elektroniska fakturor.** Systemet införs i januari 2032.
    """
    found = read(text)
    assert [(one["no"], one["title"]) for one in found] == [
        ("1", "Färre telefonväxlar"),
        ("2", "Lägre kostnad för tidningar"),
        ("3", "Elektroniska fakturor"),
    ]


def test_what_the_board_took_back_is_stopped() -> None:
    text = """
        # Uppföljning av åtgärder 2031
        | Åtgärd | Effekt 2031, tkr | Läge |
        | Tvätten bedöms på nytt | 450 | Nämnden återtog beslutet i februari |
        | Matlådor i stället för lagad mat | 200 | Kommunstyrelsen sade nej |
        | Färre turer | 90 | Klart |
    """
    assert [m.status for m in extract(paper(text)).measures] == ["stopped", "stopped", "done"]


def test_a_heading_over_several_items_with_labels_below_them_is_the_title_of_none() -> None:
    text = """
        # Åtgärdslista 2031
        ## Anläggningar
        - Badhuset stängs på söndagar
          - Effekt: 220 tkr
          - Start: 1 mars 2031
        - Bastun i hallen tas bort
          - Effekt: 35 tkr
          - Start: 1 april 2031
    """
    assert [(one.get("title"), one["action"]) for one in read(text)] == [
        (None, "Badhuset stängs på söndagar"),
        (None, "Bastun i hallen tas bort"),
    ]


def test_a_question_stands_over_several_measures_and_is_no_title() -> None:
    text = """
        # Svar om åtgärder för att minska underskottet
        ## Vad har nämnden gjort?
        Vakansen efter chefen har lämnats obesatt. Sammanträdena har minskats från elva till nio.
        ## Vad planerar nämnden?
        Under hösten ska nämnden ta ut avgift för rivningslov.
        ## Räcker det?
        Nej. Omkring 190 000 kronor saknas.
    """
    assert [(one.get("title"), one["action"]) for one in read(text)] == [
        (None, "Vakansen efter chefen har lämnats obesatt."),
        (None, "Sammanträdena har minskats från elva till nio."),
        (None, "Under hösten ska nämnden ta ut avgift för rivningslov."),
    ]


def test_what_has_come_of_a_part_is_under_way() -> None:
    text = """
        # Uppföljning av åtgärder 2031
        | Åtgärd | Effekt 2031, tkr | Läge |
        | Egna familjehem | 900 | Fyra av åtta barn har bytt hem |
        | Färre paviljonger | 400 | Fyra av fyra paviljonger har sålts |
        | Jobbcoacher | 300 | Två av tre coacher på plats |
    """
    assert [m.status for m in extract(paper(text)).measures] == ["ongoing", "done", "ongoing"]


def test_a_column_of_units_and_what_is_done_is_of_what_is_done() -> None:
    text = """
        # Åtgärdslista 2031
        | Nr | Enhet / åtgärd | Start | Effekt 2031, tkr |
        | Förskola norr | | | |
        | 1 | Två avdelningar slås ihop | jan 2031 | 640 |
        | Fritid | | | |
        | 2 | Bidraget till lokaler tas bort | maj 2031 | 175 |
    """
    assert [one["action"] for one in read(text)] == ["Två avdelningar slås ihop", "Bidraget till lokaler tas bort"]


def test_a_matrix_of_dots_tells_where_and_the_column_of_states_how_far() -> None:
    text = """
        # Lägesrapport 2031
        Status: Grön = genomförd, Gul = pågår, Röd = ej påbörjad
        | Åtgärd | Norr | Söder | Väst | Status | Effekt 2031, tkr |
        | Turerna planeras gemensamt | ● | | ● | Gul | 600 |
        | Nyckelfria lås ersätter nycklar | ● | ● | ● | Grön | 900 |
        | Två grupper slås samman | | | ● | Röd | 700 |
    """
    assert [m.status for m in extract(paper(text)).measures] == ["ongoing", "done", "planned"]


def test_a_column_of_follow_up_tells_the_state_in_its_words() -> None:
    text = """
        # Uppföljning av åtgärder efter augusti 2031
        | Åtgärd | Effekt 2031, tkr | Kommentar/uppföljning |
        | Öppettiden ändras | 190 | Ny tid börjar gälla 1 oktober. |
        | Skolskjutsen glesas | 450 | De nya reglerna tillämpas sedan den 20 augusti. |
        | Fritidshemmen slås ihop | 210 | Sammanslagningen gäller nu alla lov utom jullovet. |
        | Skolan flyttas | 900 | Flytten sker tidigast hösten 2032. |
    """
    assert [m.status for m in extract(paper(text)).measures] == ["planned", "ongoing", "ongoing", "planned"]


def test_the_name_of_an_area_tells_no_state() -> None:
    text = """
        # Handlingsplan 2031
        ## Bad och idrott
        | Åtgärd | Effekt, tkr |
        | Driften av planen lämnas över till föreningen | 95 |
        | Avgiften i simhallen höjs | 110 |
    """
    assert [m.status for m in extract(paper(text)).measures] == ["planned", "planned"]


def test_a_sum_with_its_unit_says_in_what_the_amounts_of_the_list_are() -> None:
    words = [*printed(60, 70, "Förslag till besparingar 2031", size=14, bold=True)]
    items = (
        ("1. Dagcentralen stängs", "420"),
        ("2. Matlådor körs ut varannan dag", "180"),
        ("3. Natten minskas", "390"),
    )
    for i, (text, amount) in enumerate(items):
        words += [*printed(100 + 14 * i, 70, text), *printed(100 + 14 * i, 420, amount)]
    words += [*printed(150, 70, "Summa tkr", bold=True), *printed(150, 420, "990", bold=True)]
    found = extract(arrange(Paper("prov.pdf", "0" * 64, (Page(1, 595, 842, tuple(words)),), 1))).measures
    assert [[e.amount_sek for e in m.effects] for m in found] == [[420_000], [180_000], [390_000]]


def test_signs_that_everybody_knows_are_states_and_of_others_the_words_tell() -> None:
    text = """
        # Lägesrapport om åtgärderna maj 2031
        Här är läget för åtgärderna:
        ✔ Tre ungdomar har flyttat hem. Vi räknar med 3,1 mnkr i år.
        ➤ Ett nytt avtal håller på att upphandlas. Det ger 600 tkr i år.
        ✖ Jouren drivs i egen regi.
    """
    found = extract(paper(text)).measures
    assert [m.status for m in found] == ["done", "ongoing", "stopped"]
    assert [[e.amount_sek for e in m.effects] for m in found] == [[3_100_000], [600_000], []]


def test_what_has_to_be_invested_is_no_effect() -> None:
    text = """
        # Besparingsåtgärder 2031
        ## Energi i skolor
        Beskrivning: Ventilationen styrs efter behov.
        Ekonomisk effekt: 1 100 tkr 2031 och 1 800 tkr från 2032. Investering 4 mnkr.
        Tidplan: mars 2031
    """
    (one,) = extract(paper(text)).measures
    assert [e.amount_sek for e in one.effects] == [1_100_000, 1_800_000]


def test_an_answer_that_tells_no_state_leaves_a_plan_planned() -> None:
    text = """
        # Åtgärdsplan 2031
        | Vad ska göras? | Hur mycket sparar vi? | Vad är gjort hittills? |
        | Orkestern läggs ner | 85 tkr | Föräldrarna är informerade |
        | Hallen öppnar senare | 140 tkr | Klart |
    """
    assert [m.status for m in extract(paper(text)).measures] == ["planned", "done"]


def test_items_by_letters_below_one_that_ends_with_a_colon_are_a_list_of_its_own() -> None:
    text = """
        # Protokoll 2031-11-28
        ## § 94 Internbudget 2032
        **Nämndens beslut**

        1. Nämnden fastställer internbudgeten på 214,3 mnkr.
        2. För att klara ramen ska följande genomföras under 2032:
        a) Biblioteket på skolan sköts av folkbiblioteket, 350 tkr.
        b) Antalet grupper i modersmål minskas, 180 tkr.
        3. Förslaget att ta betalt för busskort avslås.
    """
    assert [(one["no"], one["action"]) for one in read(text)] == [
        ("a)", "Biblioteket på skolan sköts av folkbiblioteket, 350 tkr."),
        ("b)", "Antalet grupper i modersmål minskas, 180 tkr."),
    ]


def test_a_card_with_larger_text_than_its_small_print_keeps_its_title_and_degree() -> None:
    words = [*printed(60, 70, "Aktivitetsrapport 2031, Äldrenämnden", size=18, bold=True)]
    for i, (title, degree) in enumerate(
        (("Digital läkemedelsgivning", "40 % klart"), ("Gemensam natt", "100 % klart"))
    ):
        top = 100 + 110 * i
        words += [*printed(top, 70, title, size=10.5, bold=True), *printed(top, 420, degree, size=10.5)]
        words += printed(top + 20, 70, "Trettio robotar placeras ut hos kunder i ordinärt boende.", size=10.5)
        words += printed(
            top + 44, 70, "Ansvarig: Anna Berg, enheten för välfärdsteknik och digitala arbetssätt", size=9
        )
        words += printed(top + 58, 70, "Beräknad effekt: 1 500 tkr", size=9)
        words += printed(
            top + 72, 70, "Kommentar: Tolv robotar i drift i de norra och södra delarna av kommunen.", size=9
        )
    found = extract(arrange(Paper("prov.pdf", "0" * 64, (Page(1, 595, 842, tuple(words)),), 1))).measures
    assert [(m.title, m.status) for m in found] == [
        ("Digital läkemedelsgivning", "ongoing"),
        ("Gemensam natt", "done"),
    ]


def test_a_line_that_names_a_state_stands_over_measures() -> None:
    text = """
        # Tertialrapport 2031
        Uppföljning av handlingsplanen.
        ## Gata och park
        ### Genomfört
        - Uppsägning av avtalet om sopmaskin den 1 februari. Utfall per 30 april: 210 tkr.
        ### Återstår
        - Höjning av avgiften för torgplats från 1 juli 2031. Beräknad effekt 2031: 130 tkr.
        ### Utgår
        - Stängning av fontänen på torget.
    """
    assert [m.status for m in extract(paper(text)).measures] == ["done", "planned", "stopped"]


def test_items_that_tell_and_cost_in_several_short_lists_are_measures_and_other_items_are_not() -> None:
    text = """
        # Nytt från kulturen
        ## Biblioteken
        - Den 1 juli 2031 stänger filialen i Rönn, vilket sparar 480 000 kronor.
        - Bokbussen säljs och beräknas ge 250 000 kronor.
        ## Bad
        - Entrén höjs från 70 till 85 kronor den 1 juni 2031, vilket väntas ge 390 000 kronor.
        - Isen läggs tre veckor senare än i dag. Lägre elkostnader ger 310 000 kronor under 2031.
        ## Kontakt
        - Anna Ek, telefon 12 34
        - Besök oss på Storgatan 4
    """
    found = extract(paper(text)).measures
    assert [e.amount_sek for m in found for e in m.effects] == [480_000, 250_000, 390_000, 310_000]
    assert len(found) == 4


def test_an_intro_may_say_what_one_has_managed_or_what_is_left() -> None:
    text = """
        # Svar på nämndens frågor
        ## Vad har gjorts?
        Följande har vi hunnit med:
        1) Jourlägenheten på Bruksgatan sades upp i maj.
        2) Avtalet med hemmet omförhandlades i juni.
        ## Vad återstår?
        Två saker återstår enligt planen:
        3) Boendet minskas från tio till åtta platser.
        4) Hemtjänsten inför mobil planering i alla grupper.
    """
    assert len(read(text)) == 4


@pytest.mark.parametrize(
    ("line", "sum_"),
    [
        ("Summa park: 830 tkr", True),
        ("Delsumma skola 3,2 mnkr (helår 4 mnkr)", True),
        ("Totalt 1 200 tkr", True),
        ("Totalt, park: 12 tjänster", False),
        ("Totalt park: 830 tkr", True),
        ("Totalt 14 tjänster dras in under 2031.", False),
        ("Totalt 12 platser avvecklas, vilket ger 3 mnkr.", False),
        ("Totalt tre tjänster dras in, 900 tkr", False),
        ("Totalt nio tjänster 900 tkr", False),
        ("Summan höjs till 500 kr per elev.", False),
    ],
)
def test_a_line_that_sums_has_its_amount_behind_the_word(line: str, sum_: bool) -> None:
    assert is_sum(line) is sum_


def test_an_item_that_begins_with_in_all_is_a_measure_and_the_sum_none() -> None:
    text = """
        # Besparingar 2031
        ## Åtgärder
        - Totalt tre tjänster dras in, 900 tkr
        - Totalt 12 platser avvecklas, vilket ger 3 mnkr
        - Avtalet om tvätt sägs upp, 100 tkr
        - Totalt: 4,0 mnkr
    """
    assert [one["action"].split()[1] for one in read(text)] == ["tre", "12", "om"]


@pytest.mark.parametrize(
    ("said", "of_it"),
    [
        ("Tillsammans ger åtgärderna 9 mnkr.", False),
        ("Sammanlagt beräknas dessa ge 9 mnkr.", False),
        ("Totalt har 14 tjänster dragits in.", True),
        ("Totalt ger det 300 tkr.", True),
    ],
)
def test_a_text_below_a_block_is_of_all_only_where_it_says_so(said: str, of_it: bool) -> None:
    text = f"""
        # Åtgärdsplan 2031
        ## Färre lokaler
        Kontoret i Ås lämnas och personalen flyttar.

        Start: 2031-03-01

        Beräknad effekt: 400 tkr

        {said}
    """
    (one,) = read(text)
    assert one["start"] == "2031-03-01"
    assert (said in " ".join(one.values())) is of_it
