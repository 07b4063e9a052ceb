"""Measures under names of their own in running text, remarks that stand apart from them, and the parts of a table's cell."""

from __future__ import annotations

import pytest

from extractors.extract import extract
from extractors.measure import Measure
from tests.draw import paper

NUMBERED = """
# Uppföljning av åtgärdsplan 2024
## Beslutade åtgärder
### 1. Gemensam vikariepool
Förskolorna i norra området får en gemensam vikariepool från och med den 1 mars 2024.

Poolen är bemannad och åtgärden är genomförd.

Till och med augusti har kostnaderna minskat med 310 tkr. Prognosen för hela 2024 är 500 tkr.
### 2. Färre hyrda lokaler
Paviljongen vid Åkerskolan sägs upp och lämnas den 31 december 2024.

Hyresvärden har bekräftat uppsägningen. Arbetet pågår.

Helårseffekten beräknas till 900 tkr.
### 3. Ny taxa för måltider
Avgiften för lunch på träffpunkterna höjs till 85 kronor.

Åtgärden genomförs inte.
"""


def measures(text: str) -> tuple[Measure, ...]:
    return extract(paper(text)).measures


def test_a_row_of_numbered_headings_is_a_row_of_measures_with_state_and_effect_told_below() -> None:
    found = measures(NUMBERED)
    assert [(m.no, m.title) for m in found] == [
        ("1", "Gemensam vikariepool"), ("2", "Färre hyrda lokaler"), ("3", "Ny taxa för måltider"),
    ]  # fmt: skip
    assert [m.status for m in found] == ["done", "ongoing", "stopped"]
    assert [m.action.split()[0] for m in found] == ["Förskolorna", "Paviljongen", "Avgiften"]
    assert [[(e.amount_sek, e.kind, e.period) for e in m.effects] for m in found] == [
        [(310_000, "actual", "total"), (500_000, "estimated", "total")], [(900_000, "estimated", "full_year")], [],
    ]  # fmt: skip


def test_numbered_chapters_are_no_measures() -> None:
    text = """
    # Rapport 2024
    ## 1. Inledning
    Nämnden följer ekonomin varje månad.
    ## 2. Hemtjänst
    Antalet timmar har ökat med fyra procent.
    ## 3. Förskola
    Antalet barn minskar i hela kommunen.
    """
    assert measures(text) == ()


RUN_IN = """
# Åtgärder för budget i balans 2025
## Äldreomsorg
*Samlad nattbemanning* – Natten bemannas gemensamt för de två boendena från den 1 april 2025 (400 tkr 2025).

*Färre inhyrda sjuksköterskor:* Inhyrda sjuksköterskor ersätts av egna. Effekten beräknas till 1,1 mnkr 2025.
## Lokaler
*Kontoret på Storgatan.* Förvaltningen lämnar kontoret den 1 juli 2025 (250 tkr 2025; helårseffekt 500 tkr).
"""


def test_a_name_set_apart_at_the_head_of_its_paragraph_is_the_title_whatever_parts_it_from_the_text() -> None:
    found = measures(RUN_IN)
    assert [m.title for m in found] == ["Samlad nattbemanning", "Färre inhyrda sjuksköterskor", "Kontoret på Storgatan"]
    assert [m.area for m in found] == ["aldreomsorg", "aldreomsorg", "ledning_och_administration"]
    assert [[e.amount_sek for e in m.effects] for m in found] == [[400_000], [1_100_000], [250_000, 500_000]]


REMARKS = """
# Uppföljning per augusti 2025
## Åtgärdsplan
| Nr | Åtgärd | Effekt 2025, tkr | Utfall aug, tkr |
| 1 | Glesare städning i skolorna | 300 | 200 |
| 2 | Ny upphandling av skolskjuts | 900 | 0 |
| 3 | Kortare öppettider på badhuset i Vik | 250 | 150 |
| 4 | Vakant tjänst som controller | 600 | 400 |
## Kommentarer till åtgärderna
{remarks}
"""
WAYS = [
    ("Åtgärd 2. Upphandlingen pågår.", {1: "ongoing"}),
    ("Nr 2: Upphandlingen är avbruten.", {1: "stopped"}),
    ("Åtgärd 1 och 4. Båda är genomförda.", {0: "done", 3: "done"}),
    ("Åtgärd 1–3: Arbetet pågår.", {0: "ongoing", 1: "ongoing", 2: "ongoing"}),
    ("2. Avtalet är tecknat och åtgärden är genomförd.", {1: "done"}),
    ("Badhuset i Vik. De kortare öppettiderna infördes i februari.", {2: "done"}),
    ("Åtgärd 9. Den är genomförd.", {}),  # there is none
]


@pytest.mark.parametrize(("remarks", "states"), WAYS)
def test_a_remark_below_the_table_is_of_the_measure_that_it_names(remarks: str, states: dict[int, str]) -> None:
    found = [m for m in measures(REMARKS.format(remarks=remarks)) if m.layout == "table"]
    assert {i: m.status for i, m in enumerate(found) if m.status} == states
    assert len(found) == 4


def test_names_and_labelled_texts_in_a_cell_are_told_from_what_is_done() -> None:
    text = """
    # Handlingsplan 2025
    | Nr | Åtgärd | Effekt 2025, tkr |
    | 1 | *Färre grupper* // Antalet grupper minskas från sex till fem. // Konsekvens: Större grupper. | 400 |
    | 2 | *Egen pool* // Vikarier tas ur en gemensam pool. | 300 |
    | 3 | *Samordnad tvätt* // Tvätten samordnas med sjukhuset. // Risk: Längre ledtider. | 120 |
    """
    found = measures(text)
    assert [m.title for m in found] == ["Färre grupper", "Egen pool", "Samordnad tvätt"]
    assert [m.action for m in found] == [
        "Antalet grupper minskas från sex till fem.", "Vikarier tas ur en gemensam pool.", "Tvätten samordnas med sjukhuset.",
    ]  # fmt: skip
    assert [m.comment for m in found] == ["Större grupper.", None, None]


ASKED = [
    ("Vem håller i det?", "responsible"), ("Vem gör jobbet", "responsible"), ("Vilka berörs?", "comment"), ("När är det klart?", "due"),
    ("När börjar vi", "start"), ("Hur långt har vi kommit?", "status"), ("Ger 2026, tkr", "effect"), ("Sparar på helår (tkr)", "effect"),
    ("Hur mycket sparar vi?", "effect"), ("Varför gör vi det?", "goal"), ("Det här ändrar vi", "action"), ("Konsekvens för barn och unga", "comment"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "field"), ASKED)
def test_a_column_may_ask_in_plain_words(label: str, field: str) -> None:
    from extractors.fields.labels import fields_of, is_label

    assert fields_of(label)[0].field == field
    assert not is_label(label) or fields_of(label)[0].weight >= 0.5


def test_a_heading_that_asks_is_no_label() -> None:
    from extractors.fields.labels import is_label

    assert not any(
        map(is_label, ("Varför en handlingsplan?", "Vem gör vårt arbete", "Uppföljning av ärenden med assistans"))
    )


def test_an_amount_in_bold_that_ends_most_items_of_a_list_is_what_they_give() -> None:
    text = """
    # Åtgärder 2026
    Beloppen i fetstil är beräknad effekt under 2026.
    - Färre hyrda bilar, från 24 till 18 *540 tkr*
    - Kvällsöppet upphör *120 tkr*
    - Minst 20 elever i varje grupp vid kursstart *700 tkr*
    """
    found = measures(text)
    assert [[(e.amount_sek, e.year) for e in m.effects] for m in found] == [
        [(540_000, 2026)], [(120_000, 2026)], [(700_000, 2026)],
    ]  # fmt: skip


def test_sums_have_the_unit_that_the_paper_says_for_its_amounts_not_one_that_a_text_mentions() -> None:
    text = """
    # Åtgärdsplan 2025
    Effekten redovisas i tusentals kronor.
    ## Lokaler
    Hyran är 2 450 kronor per kvadratmeter och underskottet 1,2 mnkr.
    | Nr | Åtgärd | Effekt halvår 2 2025 | Effekt år 2026 |
    | 1 | Kontoret på plan 4 sägs upp. | 90 | 210 |
    | 2 | Inomhustemperaturen sänks. | 140 | 140 |
    |  | Summa | 230 | 350 |
    """
    found = extract(paper(text))
    assert [[(e.amount_sek, e.year) for e in m.effects] for m in found.measures] == [
        [(90_000, 2025), (210_000, 2026)], [(140_000, 2025), (140_000, 2026)],
    ]  # fmt: skip
    assert [(t.amount_sek, t.year) for t in found.control_totals] == [(230_000, 2025), (350_000, 2026)]


def test_blocks_whose_headings_the_type_does_not_tell_begin_behind_the_labels_of_the_one_above() -> None:
    text = """
    # Besparingslista 2024
    ## Fritid
    Kortare säsong i badhuset

    - Badhuset stänger två veckor tidigare.

    Genomförs: maj 2024

    Bedömd ekonomisk effekt: 250 tkr

    Samordnad vaktmästeri på idrottsplatserna

    - Vaktmästarna bildar en gemensam grupp.

    Genomförs: mars 2024

    Bedömd ekonomisk effekt: 400 tkr
    """
    found = measures(text)
    assert [(m.title, m.action, m.effects[0].amount_sek) for m in found] == [
        ("Kortare säsong i badhuset", "Badhuset stänger två veckor tidigare.", 250_000),
        ("Samordnad vaktmästeri på idrottsplatserna", "Vaktmästarna bildar en gemensam grupp.", 400_000),
    ]


def test_two_sentences_that_each_tell_a_state_and_an_effect_are_two_measures() -> None:
    text = """
    # Åtgärder för att hålla 2006 års budget
    ## Gator
    Kontoret har sagt upp avtalet om inhyrd väghyvel, och kostnaden blir 180 000 kronor lägre. Vidare kommer planteringarna att läggas igen med gräs, vilket ger en besparing på 95 000 kronor per år.
    """
    assert [m.effects[0].amount_sek for m in measures(text)] == [180_000, 95_000]


def test_what_is_done_stands_over_a_form_and_why_before_it_is_left_out() -> None:
    text = """
    # Åtgärdsplan 2025
    ## Gator
    ### Belysning
    Belysningen på gångvägar dämpas nattetid.
    | Ansvarig | Gatuchef |
    | När | från 1 mars 2025 |
    | Ekonomisk effekt | 300 tkr 2025 |
    """
    assert [(m.title, m.action, m.responsible, m.effects[0].amount_sek) for m in measures(text)] == [
        ("Belysning", "Belysningen på gångvägar dämpas nattetid.", "Gatuchef", 300_000)
    ]


def test_a_demand_is_no_sum_of_measures_but_what_they_give_together_is() -> None:
    text = """
    # Svar på uppdrag: åtgärder för budget i balans 2025
    Nämnden gav kontoret i uppdrag att lämna förslag som sammanlagt motsvarar minst 5 mnkr.

    Förslagen nedan har tagits fram med rektorerna. Sammantaget ger de 5,5 mnkr 2025.
    | Nr | Åtgärd | Effekt |
    | 1 | Två klasser slås ihop. | Beräknat 2025: 1 800 tkr Utfall: 940 tkr |
    | 2 | Skolskjutsen samordnas. | Beräknat 2025: 700 tkr Utfall: 520 tkr |
    | | Summa | Beräknat 2025: 2 500 tkr Utfall: 1 460 tkr |
    """
    found = extract(paper(text))
    assert found.facts.doc_type == "plan"
    assert [(t.amount_sek, t.kind, t.year) for t in found.control_totals] == [
        (5_500_000, "estimated", 2025), (2_500_000, "estimated", 2025), (1_460_000, "actual", None),
    ]  # fmt: skip
    assert [m.effect_text for m in found.measures] == [None, None]
    assert [[(e.amount_sek, e.kind, e.year) for e in m.effects] for m in found.measures] == [
        [(1_800_000, "estimated", 2025), (940_000, "actual", None)],
        [(700_000, "estimated", 2025), (520_000, "actual", None)],
    ]


def test_background_ahead_of_what_is_done_is_not_of_the_action() -> None:
    text = """
    # Förslag till åtgärder 2025
    ## Förskola
    ### Färre avdelningar
    Antalet barn har sjunkit från 142 till 117 på tre år. Två avdelningar på Hagby slås samman den 1 augusti 2025 och ger 1,1 mnkr.
    ### Gemensam pool
    I dag ringer varje förskola in vikarier var för sig. Förskolorna ska ha en gemensam pool från mars 2025.
    ### Paviljongerna
    De två paviljongerna har stått tomma sedan våren 2023. Paviljongerna lämnas tillbaka i juni 2025.
    """
    found = measures(text)
    assert [m.action for m in found] == [
        "Två avdelningar på Hagby slås samman den 1 augusti 2025 och ger 1,1 mnkr.",
        "Förskolorna ska ha en gemensam pool från mars 2025.",
        "Paviljongerna lämnas tillbaka i juni 2025.",
    ]
    assert [m.start and str(m.start.first) for m in found] == ["2025-08-01", "2025-03-01", "2025-06-01"]


def test_labels_without_colons_parted_by_semicolons_are_of_the_text_above() -> None:
    text = """
    # Verksamhetsplan 2025
    ## Åtgärder för ekonomi i balans
    Under varje åtgärd anges effekten för budgetåret 2025, start och ansvarig.
    ### Förskola
    Avdelningen Hackspetten stängs när de äldsta barnen slutar.

    Effekt 1 150 tkr; Start 1 augusti 2025; Ansvar rektor norr

    Vikarier bokas genom en gemensam pool.

    Effekt 380 tkr; Start mars 2025; Ansvar samordnaren
    """
    found = measures(text)
    assert [(m.title, m.responsible, m.start and str(m.start.first), [(e.amount_sek, e.year) for e in m.effects]) for m in found] == [
        (None, "rektor norr", "2025-08-01", [(1_150_000, 2025)]), (None, "samordnaren", "2025-03-01", [(380_000, 2025)]),
    ]  # fmt: skip


def test_rows_stand_under_the_name_of_their_state() -> None:
    text = """
    # Uppföljning av åtgärder 2024
    | Nr | Åtgärd | Effekt, tkr |
    | Genomförda (1) | | |
    | 1 | Kontoret på Kvarngatan sägs upp. | 450 |
    | Avförda | | |
    | 2 | Avgift på träffpunkterna. | 150 |
    """
    assert [(m.no, m.status, m.status_raw) for m in measures(text)] == [
        ("1", "done", "Genomförda (1)"), ("2", "stopped", "Avförda"),
    ]  # fmt: skip


def test_the_bar_over_a_form_is_its_title() -> None:
    text = """
    # Plan för budget i balans 2024
    ## Äldreomsorg
    = 1 Gemensam natt
    | Vad som görs | Nattpersonalen går in i samma schema. |
    | Startdatum | 1 februari 2024 |
    | Beräknad effekt | 1 150 tkr |
    """
    assert [(m.no, m.title, m.action, m.area) for m in measures(text)] == [
        ("1", "Gemensam natt", "Nattpersonalen går in i samma schema.", "aldreomsorg")
    ]


def test_a_table_that_repeats_a_list_adds_no_measures() -> None:
    text = """
    # Genomlysning av omsorgen
    ## Förslag
    - Byt vaken natt mot sovande jour på Lindgården (0,7 mnkr 2025, 0,9 mnkr 2026).
    - Anlita en jurist för att pröva avtalen på nytt (kostnad 0,2 mnkr 2025, besparing 0,5 mnkr 2026).
    ## Sammanställning av förslagen
    | Område | Förslag | 2025 | 2026 |
    | Boende | Byt vaken natt mot sovande jour på Lindgården | 0,7 | 0,9 |
    | Boende | Anlita en jurist för att pröva avtalen på nytt | -0,2 | 0,5 |
    """
    assert [[(e.amount_sek, e.year) for e in m.effects] for m in measures(text)] == [
        [(700_000, 2025), (900_000, 2026)], [(-200_000, 2025), (500_000, 2026)],
    ]  # fmt: skip


def test_in_a_list_of_decisions_an_amount_behind_a_comma_is_what_the_measure_gives() -> None:
    text = """
    # Protokoll
    ## Beslutade åtgärder
    Följande åtgärder ska genomföras. Beloppen avser budgetåret 2024 om inget annat anges.
    - Modersmålsundervisningen samlas till två skolor, 650 tkr från den 15 januari 2024.
    - Parkeringsavgift tas ut vid resecentrum, beräknad intäkt 900 tkr.
    - Avgiften för matlådor höjs till 72 kronor, 4 kronor mer än i dag.
    - Ekonomichefen återrapporterar till kommunstyrelsen i april.
    """
    assert [[(e.amount_sek, e.year) for e in m.effects] for m in measures(text)] == [
        [(650_000, 2024)], [(900_000, 2024)], [],
    ]  # fmt: skip
