"""Labels that a paper makes for itself: which leads return as those of a form do, what they mean, and that they are parted line by line."""

from __future__ import annotations

import pytest

from extractors.document import arrange
from extractors.extract import extract
from extractors.fields.leads import lead_of, recurring
from extractors.layouts.own_labels import own_labels
from extractors.layouts.value_shapes import field_told
from extractors.model import Paragraph, Word
from tests.draw import paper
from tests.test_document import paper as pages
from tests.test_document import row


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("Ägs av: kostchefen", "ags av", "kostchefen"),
        ("Hur mycket? 300 tkr", "hur mycket", "300 tkr"),
        ("Blir:", "blir", ""),
        ("Öppet 8:30 till 16", None, None),
        ("Se https://lillby.example", None, None),
        ("Nämnden har gett kontoret i uppdrag att sänka kostnaden: det görs nu", None, None),
        ("Kostnaden sjunker.", None, None),
    ],
)
def test_a_lead_is_a_few_words_before_a_colon_or_a_question_mark(text: str, name: str | None, rest: str | None) -> None:
    lead = lead_of(text)
    assert (lead and lead.name, lead and text[lead.end :]) == (name, rest)


def test_leads_return_as_labels_do_with_others_between() -> None:
    def returning(texts: list[str]) -> frozenset[str]:
        return recurring(map(lead_of, texts))

    block = ["Görs: något", "Blir: 3 tkr", "en rad till", "Ägs av: chefen"]
    assert returning(block * 2) == {"gors", "blir", "ags av"}
    assert returning(block) == frozenset()
    assert returning(["Obs: läs", "Svar: ja"] * 3) == frozenset()  # two are no form
    assert returning(["Obs: ett", "Obs: två", "Obs: tre", *block]) == frozenset()


@pytest.mark.parametrize(
    ("label", "values", "field"),
    [
        ("Blir", ["240 tkr", "1,1 mnkr", "0,3 mnkr"], "effect"),
        ("Budgetram", ["240 tkr", "1,1 mnkr"], "note"),
        ("Kostnad i dag", ["240 tkr", "1,1 mnkr"], "note"),
        ("Nuvarande nivå", ["52 kr", "60 kr"], "note"),
        ("Avgift för larm", ["240 kr", "260 kr"], "note"),
        ("Verkan", ["1 februari 2025", "hösten 2025"], "start"),
        ("Allt klart", ["1 februari 2025", "hösten 2025"], "due"),
        ("Sköts av", ["kostchefen", "enheten för teknik"], "responsible"),
        ("Ord", ["Frukosten tas bort på fredagar.", "Två kök slås ihop."], "note"),
        ("Från när", ["snart", "sedan"], "start"),
        ("Utfall", ["900 tkr", "–", "–", "O tkr", "140 tkr", "85 tkr"], "effect"),  # nothing said, or misread
    ],
)
def test_the_shape_of_what_stands_behind_a_label_tells_what_it_means(label: str, values: list[str], field: str) -> None:
    assert field_told(label, values) == field


PLAN = """
    # Budget i balans 2025
    ## Måltider
    {0} Frukosten på förskolorna tas bort på fredagar.

    {1} 1 februari 2025

    {2} 240 tkr

    {3} kostchefen

    ## Lokalvård
    {0} Kontoren städas varannan vecka.

    {1} mars 2025

    {2} 300 tkr

    {3} städchefen
"""


@pytest.mark.parametrize(
    "labels",
    [
        ("Så här blir det:", "Verkan:", "Blir:", "Sköts av:"),
        ("Vad?", "När?", "Hur mycket?", "Vem?"),
        ("vad:", "från:", "ger:", "ansvar:"),
        ("Ny ordning:", "Tas i bruk:", "Tillskott till budgeten:", "Frågor till:"),
    ],
)
def test_a_block_is_read_whatever_words_its_labels_have(labels: tuple[str, ...]) -> None:
    found = extract(paper(PLAN.format(*labels))).measures
    assert [(m.action, m.start and str(m.start.first), m.responsible) for m in found] == [
        ("Frukosten på förskolorna tas bort på fredagar.", "2025-02-01", "kostchefen"),
        ("Kontoren städas varannan vecka.", "2025-03-01", "städchefen"),
    ]
    amounts = [[e.amount_sek for e in m.effects] for m in found]
    assert amounts == ([[], []] if "budget" in labels[2] else [[240_000], [300_000]])


def test_headings_of_minutes_that_return_are_no_form_of_measures() -> None:
    document = paper(
        """
        # Protokoll 2024-03-12
        ## § 12 Månadsuppföljning
        Bakgrund: Kontoret redovisar utfallet till och med februari.

        Yrkanden: Anna Berg (S) yrkar bifall.

        Beslut: Nämnden godkänner redovisningen.

        ## § 13 Delegationsordning
        Bakgrund: Delegationen ses över varje år.

        Yrkanden: Inga.

        Beslut: Nämnden antar den nya ordningen.
        """
    )
    assert own_labels(document) == {}
    assert extract(document).measures == ()


def test_lines_that_begin_with_returning_leads_are_paragraphs_of_their_own() -> None:
    lines = ("Görs: Två kök slås ihop", "Blir: 1,1 mnkr", "Ägs av: kostchefen")
    rows = [row(60 + 14 * i, (70, line)) for i, line in enumerate(lines * 2)]
    blocks = arrange(pages(rows)).blocks
    assert [b.text for b in blocks if isinstance(b, Paragraph)] == list(lines * 2)


def test_forms_whose_labels_nobody_knows_are_read_where_several_have_the_same() -> None:
    def form(doing: str, when: str, amount: str, who: str) -> str:
        return f"| Ny ordning | {doing} |\n| Tas i bruk | {when} |\n| Blir | {amount} |\n| Sköts av | {who} |\n"

    first = form("Stänga avdelningen Tallen på förskolan", "1 augusti 2024", "800 tkr", "rektor")
    second = form("Färre grupper i slöjd", "höstterminen 2024", "300 tkr", "biträdande rektor")
    found = extract(paper(f"# Sparkort 2024\n## Förskola\n{first}\n## Skola\n{second}")).measures
    assert [(m.action, m.start and str(m.start.first), m.responsible, m.effects[0].amount_sek) for m in found] == [
        ("Stänga avdelningen Tallen på förskolan", "2024-08-01", "rektor", 800_000),
        ("Färre grupper i slöjd", "2024-09-01", "biträdande rektor", 300_000),
    ]
    accounts = "| Lön | 3 |\n| Hyra | 4 |\n| Mat | 5 |\n"
    assert own_labels(paper(f"# Bokslut\n## Norr\n{accounts}\n## Söder\n{accounts}")) == {}


def test_an_amount_behind_an_unknown_label_of_a_form_is_its_effect() -> None:
    form = """
        # Sparkort 2024
        | Åtgärd | Stänga avdelningen Tallen |
        | Start | augusti 2024 |
        | {} | 800 tkr |
        | Ansvarig | rektor |
    """
    amounts = [
        [e.amount_sek for m in extract(paper(form.format(label))).measures for e in m.effects]
        for label in ("Ger", "Hur mycket sparar vi?", "I pengar", "Hyreskostnad i dag")
    ]
    assert amounts == [[800_000], [800_000], [800_000], []]


def test_a_form_without_rules_holds_labels_that_nobody_knows_between_those_that_are_known() -> None:
    def form(top: float, name: str, doing: str, amount: str, *, gap: float = 200) -> list[list[Word]]:
        texts = [("Förslag", name), ("Beskrivning", doing), ("Hur mycket?", amount), ("Ansvarig", "Enhetschef")]
        return [row(top + 20 * i, (70, label), (gap, text)) for i, (label, text) in enumerate(texts)]

    rows = [
        row(40, (70, "Sparkort 2031"), size=16),
        *form(80, "Färre bilar", "Två bilar lämnas tillbaka.", "Leasingen sjunker med 90 tkr."),
        row(170, (70, "Egen städning"), (200, "Nytt kort"), size=14),
        *form(200, "Egen städning", "Personalen städar själv.", "150 000 kr"),
    ]
    found = extract(arrange(pages(rows))).measures
    assert [(m.action, [e.amount_sek for e in m.effects]) for m in found] == [
        ("Två bilar lämnas tillbaka.", [90_000]),
        ("Personalen städar själv.", [150_000]),
    ]


def test_own_labels_in_bold_are_no_names_of_measures() -> None:
    plan = "# Handlingsplan 2031\n" + "".join(
        f"## {name}\nÅtgärd: {doing}\n\n*Igångsätts:* {when}\n\nEkonomisk effekt: 40 tkr\n\nAnsvarig: chefen\n\n"
        for name, doing, when in [
            ("Korttid", "Två platser sägs upp.", "Våren 2031"),
            ("Natt", "Två grupper slås ihop.", "1 mars 2031"),
        ]
    )
    found = extract(paper(plan)).measures
    assert [(m.title, m.start and str(m.start.first)) for m in found] == [
        ("Korttid", "2031-03-01"),
        ("Natt", "2031-03-01"),
    ]


def test_a_form_whose_labels_ask_in_plain_words_ends_where_the_next_title_stands() -> None:
    def form(top: float, name: str, doing: str) -> list[list[Word]]:
        texts = [
            ("Vad vi gör", doing),
            ("När", "1 juli 2031"),
            ("Vad det ger", "900 tkr"),
            ("Vem håller i det", "Enhetschef"),
        ]
        return [
            row(top, (70, name), size=14, bold=True),
            *(row(top + 24 + 20 * i, (70, a), (200, b)) for i, (a, b) in enumerate(texts)),
        ]

    plan = pages(
        [
            row(40, (70, "Så klarar vi budgeten"), size=18, bold=True),
            *form(80, "Tomma platser", "Två avdelningar blir en."),
        ],
        [*form(60, "Vikariepool", "Elva förskolor delar pool."), *form(200, "Hotell", "Lägenheter hyrs.")],
    )
    found = extract(arrange(plan)).measures
    assert [(m.title, m.action, m.effects[0].amount_sek, m.responsible) for m in found] == [
        ("Tomma platser", "Två avdelningar blir en.", 900_000, "Enhetschef"),
        ("Vikariepool", "Elva förskolor delar pool.", 900_000, "Enhetschef"),
        ("Hotell", "Lägenheter hyrs.", 900_000, "Enhetschef"),
    ]
