"""What labels and column headers mean. Every text is our own; the words are those of any municipality's tables and forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.errors import UsageError
from extractors.fields.effect_words import kind_of
from extractors.fields.labels import field_of, fields_of, split_label
from extractors.lexicon import load, use_words
from extractors.prose.judge import SURE, tells_a_measure

LABELS = [
    ("Utfallt.o.m. aug 2031", "figure"),  # a scan lost the space
    ("Minskad nettokostnad 2031", "effect"),
    ("Sänkta hyror", "effect"),
    ("Minskat anslag", "effect"),
    ("Resultatpåverkan", "effect"),
    ("Neddragning 2031", "effect"),
    ("Sparat hittills", "effect"),
    ("Nr", "no"),
    ("N r", "no"),  # broken in a narrow column
    ("Åtgärd nr", "no"),
    ("Löpnr.", "no"),
    ("Rubrik", "title"),
    ("Projekt", "title"),
    ("Åtgärd", "action"),
    ("ÅTGÄRD", "action"),
    ("Atgärd", "action"),
    ("Åtgärder", "action"),
    ("Aktivitet", "action"),
    ("Beskrivning", "action"),
    ("Beskrivning av åtgärden", "action"),
    ("Område och åtgärd", "action"),
    ("Uppdrag", "action"),
    ("Förslag till åtgärd", "action"),
    ("Besparingsförslag", "action"),
    ("Besparingsförslag 2025", "action"),
    ("Område", "area"),
    ("Verksamhet", "area"),
    ("Verksamhetsområde", "area"),
    ("Nämnd/förvaltning", "area"),
    ("Start", "start"),
    ("Startdatum", "start"),
    ("Startade", "start"),
    ("Infördes", "start"),
    ("Startmånad", "start"),
    ("Införandekvartal", "start"),
    ("Slutmånad", "due"),
    ("Klartermin", "due"),
    ("Tidplan", "start"),
    ("Tidpunkt för genomförande", "start"),
    ("Genomförs", "start"),
    ("När?", "start"),
    ("Gäller fr.o.m.", "start"),
    ("Slutdatum", "due"),
    ("Klart", "due"),
    ("Klart senast", "due"),
    ("Uppföljning och klart", "due"),
    ("Deadline", "due"),
    ("Ekonomisk effekt", "effect"),
    ("Ekonomiskt effekt", "effect"),  # a slip
    ("Bedömd ekonomisk effekt 2018 i tkr", "effect"),
    ("Bedömd ekonomi sk effekt 2019 i tkr", "effect"),  # broken in a narrow column
    ("Beräknad ekonomisk effekt helår (tkr)", "effect"),
    ("Effekt 2024", "effect"),
    ("Effekt (tkr)", "effect"),
    ("Helårseffekt", "effect"),
    ("Besparing tkr", "effect"),
    ("Beräknad besparing", "effect"),
    ("Kostnadsminskning per år", "effect"),
    ("Belopp (mnkr)", "effect"),
    ("Budgetpåverkan 2024-2026", "effect"),
    ("2025", "effect"),
    ("2025 (tkr)", "effect"),
    ("Tkr", "effect"),
    ("Faktisk ekonomisk effekt per 31 augusti 2023 i tkr", "effect"),
    ("Utfall besparing", "effect"),
    ("Hyresbesparing", "effect"),
    ("Effekt", "effect_text"),
    ("Förväntad effekt", "effect_text"),
    ("Mål", "goal"),
    ("Syfte", "goal"),
    ("Mål och syfte", "goal"),
    ("Hur", "method"),
    ("Genomförande", "method"),
    ("Tillvägagångssätt", "method"),
    ("Ansvarig", "responsible"),
    ("Ansvarig chef", "responsible"),
    ("Ägare", "responsible"),
    ("Utförare", "responsible"),
    ("Status", "status"),
    ("Status per 30 april 2022", "status"),
    ("Läge", "status"),
    ("Nuläge", "status"),
    ("Färdiggrad", "status"),
    ("Genomförd ja/nej", "status"),
    ("Genomförd (j/n)", "status"),
    ("Kommentar", "comment"),
    ("Kommentar december 2021", "comment"),
    ("Kommentar/analys", "comment"),
    ("Uppföljning", "comment"),
    ("Uppföljning T2 2023", "comment"),
    ("Konsekvenser för verksamheten", "comment"),
    ("Resultat", "comment"),
    ("Risk", "risk"),
    ("Risker och konsekvenser", "risk"),
    ("Utfall", "figure"),
    ("Prognos helår", "figure"),
    ("Budget 2024", "figure"),
    ("Avvikelse", "figure"),
    ("Åtgärdsbeskrivning", "action"),
    ("Ansvarig tjänsteman", "responsible"),
    ("Tidsplan", "start"),
    ("Beräknad effekt 2025 tkr", "effect"),
    ("Besparing 2024, tkr", "effect"),
    ("Effekt år 1", "effect"),
    ("Effekt per helår", "effect"),
    ("Uppföljning delår 2", "comment"),
    ("Aktuellt läge", "status"),
    ("Status april", "status"),
    ("Genomfört?", "status"),
    ("Konsekvensbeskrivning", "comment"),
    ("Verksamhet/enhet", "area"),
    ("Avd.", "area"),
    ("Klart (datum)", "due"),
    ("Startdatum - slutdatum", "start"),
    ("Budgeteffekt helår", "effect"),
    ("Minskade kostnader (kr)", "effect"),
    ("Nettoeffekt 2025", "effect"),
    ("Åtgärdens syfte", "goal"),
    ("Genomförandeplan", "method"),
    ("Prioritet", "no"),
    ("Kommentar till utfall", "comment"),
    ("Ansvarig nämnd", "responsible"),
    ("Förvaltning", "area"),
    ("Åtgärder 2025", "action"),
    ("Ekonomisk effekt mnkr", "effect"),
    ("Ekon. effekt", "effect"),
    ("Ek. effekt tkr", "effect"),
    ("Potential mnkr", "effect"),
    ("Sparbelopp", "effect"),
    ("Helår 2026", "effect"),
    ("Utfall augusti", "figure"),
    ("Åtgärd/projekt", "action"),
    ("Färdigt", "due"),
    ("Framdrift", "status"),
    ("Risk (låg/medel/hög)", "risk"),
    ("Tjänster", "figure"),
    ("Årsarbetare", "figure"),
    ("Tidpunkt", "start"),
    ("Effekt fr o m", "start"),
    ("Personalkonsekvenser", "comment"),
    ("Konsekvens (kvalitet)", "comment"),
    ("Ansvarig/Klart", "responsible"),
    ("Bedömd helårseffekt", "effect"),
]  # fmt: skip

NOT_LABELS = [
    "",
    "Bakgrund",
    "Hemtjänst",
    "Förvaltningen redovisar åtgärderna nedan.",
    "Kommunstyrelsen",
    "12",
    "Sidan 3",
    "Beslutsdatum",
    "Beslut",
    "Sida",
    "Åtgärder som har beslutats av nämnden",
]

LINES = [
    ("Start: 15 januari", ("Start", "15 januari")),
    ("Start:Januari 2022", ("Start", "Januari 2022")),
    ("Ekonomisk effekt (tkr): 400", ("Ekonomisk effekt (tkr)", "400")),
    ("Effekt 2024: 300 tkr", ("Effekt 2024", "300 tkr")),
    ("Ekonomiskt effekt: 1,2 mnkr", ("Ekonomiskt effekt", "1,2 mnkr")),
    ("Mål – att färre ska behöva vänta", ("Mål", "att färre ska behöva vänta")),
    ("Ansvarig chef: verksamhetschefen", ("Ansvarig chef", "verksamhetschefen")),
    ("1. Åtgärd: Glesare städning", ("Åtgärd", "Glesare städning")),
    ("• Tidplan: hösten", ("Tidplan", "hösten")),
    ("Uppföljning och klart: juni", ("Uppföljning och klart", "juni")),
    ("Beräknad besparing – 900 tkr år 2031", ("Beräknad besparing", "900 tkr år 2031")),
    ("Kommentar december 2021:", ("Kommentar december 2021", "")),
    ("Hur:", ("Hur", "")),
    ("Status", ("Status", "")),
    ("Ansvarig", ("Ansvarig", "")),
    ("Beräknad besparing", ("Beräknad besparing", "")),
]  # fmt: skip

NOT_LABELLED = [
    "Beräknad effekt 240 tkr för 2031.",  # a line of a text
    "Följande tjänster hålls vakanta:",
    "Resultatet är tydligt: kostnaderna växer",
    "Åtgärder",  # a heading over a section
    "Uppföljning",
    "Åtgärder som planeras:",
    "Nämnden har tre mål: trygghet, kvalitet och ekonomi",
    "Datum: 2022-03-01",  # a letterhead
    "Handläggare: Ekonomistaben",
    "Till: Socialnämnden",
    "Plan – och byggenheten",
    "Klockan 9:30 börjar mötet",
    "Ansvaret ligger hos nämnden.",
    "Start av projektet sker i maj",
]


@pytest.mark.parametrize(("label", "field"), LABELS)
def test_a_label_names_its_field(label: str, field: str) -> None:
    assert field_of(label) == field


@pytest.mark.parametrize("text", NOT_LABELS)
def test_other_texts_are_no_labels(text: str) -> None:
    assert field_of(text) is None


@pytest.mark.parametrize(("line", "parts"), LINES)
def test_a_line_that_begins_with_a_label_is_split(line: str, parts: tuple[str, str]) -> None:
    assert split_label(line) == parts
    assert line.endswith(parts[1])


@pytest.mark.parametrize("line", NOT_LABELLED)
def test_ordinary_lines_are_not_split(line: str) -> None:
    assert split_label(line) is None


def test_beside_each_other_labels_share_the_fields_out() -> None:
    assert [c.field for c in fields_of("Insats")] == ["action", "title", "area"]
    assert (
        fields_of("Beskrivning")[0].weight > fields_of("Åtgärd")[0].weight
    )  # Åtgärd | Beskrivning: the first is the name
    assert "title" in [c.field for c in fields_of("Åtgärd")]
    assert "due" in [c.field for c in fields_of("Tidplan")]


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Bedömd effekt", "estimated"),
        ("Prognos 2024", "estimated"),
        ("Faktisk effekt per 31 augusti", "actual"),
        ("Utfall", "actual"),
        ("Effekt", None),
    ],
)
def test_the_header_of_an_amount_tells_its_kind(label: str, kind: str | None) -> None:
    assert kind_of(label) == kind


def test_a_user_adds_words_without_code(tmp_path: Path) -> None:
    words = tmp_path / "words.toml"
    words.write_text(
        '[labels]\nresponsible = ["Insatsledare"]\n[areas.aldreomsorg]\nsarskilt_boende = ["Björkhaga"]\n',
        encoding="utf-8",
    )
    assert field_of("Insatsledare") is None
    try:
        use_words(words)
        assert field_of("Insatsledare") == "responsible"
        assert split_label("Insatsledare: Ulla") == ("Insatsledare", "Ulla")
        assert load("areas")["aldreomsorg.sarskilt_boende"][-1] == "Björkhaga"
    finally:
        use_words(None)
    assert field_of("Insatsledare") is None


def test_a_verb_that_a_user_adds_makes_a_sentence_tell_a_measure(tmp_path: Path) -> None:
    """Also one that was judged before the word was known."""
    words = tmp_path / "words.toml"
    words.write_text('[measures.action]\nverbs = ["nedskala"]\n', encoding="utf-8")
    sentence = "Nämnden har nedskalat antalet lokaler."
    assert tells_a_measure(sentence) < SURE
    try:
        use_words(words)
        assert tells_a_measure(sentence) > SURE
    finally:
        use_words(None)
    assert tells_a_measure(sentence) < SURE


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[etiketter]\n", "okänt avsnitt [etiketter]"),
        ('[labels]\nansvarig = ["Chef"]\n', "okänd nyckel ansvarig i [labels]"),
        ('[labels]\nresponsible = "Chef"\n', "ska vara en lista av ord"),
        ("[labels\n", "inte giltig TOML"),
    ],
)
def test_a_faulty_word_file_is_told_of_in_words(tmp_path: Path, text: str, message: str) -> None:
    words = tmp_path / "words.toml"
    words.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        use_words(words)
    assert message in str(raised.value) and "words.toml" in str(raised.value)


def test_a_missing_word_file_is_told_of_in_words(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="kan inte läsas"):
        use_words(tmp_path / "saknas.toml")


def test_a_zero_that_a_scan_read_as_a_letter_is_an_outcome() -> None:
    assert split_label("Utfall t.o.m. april 2031: O tkr") == ("Utfall t.o.m. april 2031", "O tkr")
