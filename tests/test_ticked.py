"""Boxes to tick: which of the printed alternatives holds."""

from __future__ import annotations

import pytest

from extractors.extract import extract
from extractors.ticked import ticked
from tests.draw import paper

TICKED = [
    ("☐ Ej startad ☒ Igång ☐ Färdig", "Igång"),
    ("☐ Ja ☑ Nej", "Nej"),
    ("■ Våren  □ Hösten", "Våren"),
    ("○ Hög ○ Medel ● Låg", "Låg"),
    ("[ ] Utreds [x] Beslutad", "Beslutad"),
    ("( ) Utreds (X) Beslutad, gäller från maj", "Beslutad, gäller från maj"),
    ("Utreds ☐ Beslutad ☒", "Beslutad"),  # the box behind
    ("Utreds ☒, Beslutad ☐", "Utreds"),
    ("• Utreds ☒ Beslutad", "Beslutad"),  # an empty box of a symbol font is read as a bullet
]
NO_BOXES = [
    "● Pågår",  # a coloured dot
    "☒ Pågår",
    "● Klar ● Pågår",
    "☒ Pågår ☒ Försenad ☐ Klar",  # two hold
    "• Schemat läggs om • Bilarna säljs",
    "● Schemat läggs om • Kvällar • Helger",
    "Ansvarig (x) se bilaga",
    "Avtalet sägs upp",
    "",
]


@pytest.mark.parametrize(("text", "said"), TICKED)
def test_the_ticked_alternative_is_what_is_said(text: str, said: str) -> None:
    span = ticked(text)
    assert span
    assert text[slice(*span)].strip(" ,") == said


@pytest.mark.parametrize("text", NO_BOXES)
def test_a_text_without_a_choice_stays_whole(text: str) -> None:
    assert ticked(text) == ()


def test_nothing_ticked_says_nothing() -> None:
    assert ticked("☐ Pågår ☐ Klar") is None


def test_a_form_says_the_state_that_is_ticked() -> None:
    document = paper("""
        # Åtgärdsblad, uppföljning per 2024-04-30
        | Åtgärd nr | 1 |
        | Beskrivning | Sotningen läggs ut på entreprenad. |
        | Beräknad effekt 2024, kr | 80 000 |
        | Status | ☐ Ej påbörjad ☐ Pågår ☒ Genomförd ☐ Avbruten |

        | Åtgärd nr | 2 |
        | Beskrivning | Vaktbolaget byts ut. |
        | Beräknad effekt 2024, kr | 40 000 |
        | Status | ☐ Ej påbörjad ☐ Pågår ☐ Genomförd ☒ Avbruten |

        | Åtgärd nr | 3 |
        | Beskrivning | Larmen samlas hos räddningstjänsten. |
        | Beräknad effekt 2024, kr | 10 000 |
        | Status | ☐ Ej påbörjad ☐ Pågår ☐ Genomförd ☐ Avbruten |
    """)
    found = extract(document).measures
    assert [(measure.status, measure.status_raw) for measure in found] == [
        ("done", "Genomförd"),
        ("stopped", "Avbruten"),
        ("planned", "Larmen samlas hos räddningstjänsten."),  # nothing is ticked: its own words decide
    ]
