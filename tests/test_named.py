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
