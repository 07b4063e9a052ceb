"""Ways of saying: sums behind their amounts, words of going on, times that turn with the year, what follows from what was told."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.extract import extract
from extractors.fields.area import parse_area
from extractors.fields.area_names import is_area_name
from extractors.fields.effect_prose import find_effects_in_prose
from extractors.fields.status import parse_status
from extractors.fields.timing import find_due, find_start
from extractors.measure import DocType, Measure
from extractors.prose.continuing import follows_from_it, tells_state_of_it
from extractors.prose.standing import tells_a_problem, tells_of_the_plan
from tests.draw import paper


def measures(text: str) -> tuple[Measure, ...]:
    return extract(paper(text)).measures


def test_a_sum_whose_name_stands_behind_its_amounts_is_no_measure() -> None:
    found = extract(
        paper("""
        # Besparingsförslag 2011
        | Nr | 2011 tkr | 2012 tkr | Förslag | Ansvarig |
        | 1 | 120 | 240 | Kopieringen samlas i en maskin per våning. | Kanslichef |
        | 2 | 80 | 80 | Tidningsprenumerationer sägs upp. | Bibliotekschef |
        | | 200 | 320 | Delsumma kansli och bibliotek | |
        | | 200 | 320 | Summa | |
        """)
    )
    assert [m.no for m in found.measures] == ["1", "2"]
    assert [(t.amount_sek, t.year) for t in found.control_totals] == [
        (200_000, 2011), (320_000, 2012), (200_000, 2011), (320_000, 2012),
    ]  # fmt: skip


def test_a_table_of_sums_by_activity_retells_no_measures() -> None:
    found = extract(
        paper("""
        # Åtgärdsplan 2006
        ## Hemtjänst
        Turerna på natten läggs om från den 1 mars 2006, 400 tkr.
        ## Sammanställning
        | Verksamhet | Budget 2005, tkr | Besparing 2006, tkr |
        | Individ- och familjeomsorg | 41 300 | 400 |
        | Förskola och grundskola | 88 100 | 250 |
        | Summa | 129 400 | 650 |
        """)
    )
    assert [m.action.split()[0] for m in found.measures] == ["Turerna"]
    assert sorted(t.amount_sek for t in found.control_totals) == [250_000, 400_000, 650_000]


PLAN = """
# Åtgärdsplan 2025
Datum 2024-11-20
| Åtgärd | Start | Effekt, tkr |
| Studiebesök ersätts av digitala möten. | {when} | 90 |
"""


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("Löpande", "planned"),
        ("Kontinuerligt under året", "planned"),
        ("Omgående", "planned"),
        ("Pågår", "ongoing"),
        ("Pågår sedan mars 2024", "ongoing"),
    ],
)
def test_how_a_plan_is_to_be_carried_out_is_not_how_far_it_has_come(when: str, said: str) -> None:
    assert [m.status for m in measures(PLAN.format(when=when))] == [said]


@pytest.mark.parametrize(("start", "said"), [("1 april 2025", "planned"), ("1 april 2023", "ongoing")])
def test_the_present_tense_is_of_the_future_where_the_start_is_later_than_the_paper(start: str, said: str) -> None:
    (found,) = measures(f"""
        # Handlingsplan 2025
        Datum 2024-11-20
        ### Åtgärd 1. Drift av friluftsbadet
        Beskrivning: Om en förening kan driva friluftsbadet utreds.
        Start: {start}
        Ekonomisk effekt: 120 tkr
        """)
    assert found.status == said


STATES: list[tuple[DocType, str, str]] = [
    ("plan", "Befattningen som trafikplanerare har hållits obesatt sedan mars 2024.", "ongoing"),
    ("plan", "Ett samarbete med folkhögskolan om praktik har inletts.", "ongoing"),
    ("follow_up", "Två konsultavtal har avslutats. Effekten beräknas till 0,4 mnkr.", "done"),
    ("follow_up", "Skolskjutsarna har upphandlats på nytt. Avtalet gäller från augusti.", "done"),
    ("follow_up", "Ska starta enligt plan.", "planned"),
    ("follow_up", "Är genomförd enligt plan.", "done"),
    ("follow_up", "Löper enligt plan.", "ongoing"),
    ("follow_up", "Förvaltningen har dragit tillbaka det köp av en buss som beställdes i maj.", "stopped"),
    ("follow_up", "En översyn av taxorna har genomförts. Den nya taxan kommer att börja gälla i mars.", "planned"),
    ("follow_up", "En översyn av taxorna har genomförts.", "done"),
    ("follow_up", "Av 90 beslut är 40 omprövade, och arbetet väntas pågå till maj.", "ongoing"),
    ("follow_up", "Träffpunkten i Ås förs över till en förening den 1 maj.", "planned"),
]


@pytest.mark.parametrize(("doc_type", "text", "said"), STATES)
def test_what_words_say_of_the_state(doc_type: DocType, text: str, said: str) -> None:
    found = parse_status(text, doc_type=doc_type)
    assert found is not None
    assert found.code == said


def test_a_decision_that_is_revoked_is_a_measure_that_stops() -> None:
    (found,) = measures("""
        # Protokoll
        Sammanträdesdatum 2019-05-14
        ## § 41 Åtgärder för budget i balans
        ### Beslut
        Kulturnämnden beslutar
        att upphäva nämndens beslut den 3 mars 2019 om att avveckla konsthallen
        """)
    assert found.status == "stopped"


NEXT_NEW_YEAR = "# Uppföljning av åtgärdsplan 2023\nDatum 2023-09-12\n## Kansli\n{text}\n"


def test_the_turn_of_the_year_is_the_next_one_seen_from_the_paper() -> None:
    (ends,) = measures(NEXT_NEW_YEAR.format(text="En tjänst som controller hålls vakant till årsskiftet, 0,3 mnkr."))
    assert (ends.start, ends.due and ends.due.last) == (None, date(2024, 1, 1))
    (starts,) = measures(NEXT_NEW_YEAR.format(text="En tjänst som jurist dras in efter årsskiftet, 600 tkr per år."))
    assert starts.start is not None and starts.start.first == date(2024, 1, 1)


def test_times_of_what_is_kept_and_of_what_was_ended() -> None:
    kept = find_start("En tjänst hålls obesatt under hela 2002.")
    ended = find_start("Nämnden avslutade i juni 2005 avtalet med leverantören.")
    assert kept is not None and kept.period is not None and kept.period.first == date(2002, 1, 1)
    assert ended is not None and ended.period is not None and ended.period.first == date(2005, 6, 1)
    assert find_start("Kostnaden för hela 2002 var högre.") is None
    due = find_due("Avtalet avslutas i juni 2006.")
    assert due is not None and due.due == date(2006, 6, 30)


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("minska inköpen av kontorsmaterial, beräknat till 60 000 kr under 2019", [60_000]),
        ("Rabatterna beräknas till 150 kkr per år.", [150_000]),
        ("höja taxan, vilket ger 45 tkr i ökade intäkter under 2008 och 270 tkr på helår", [45_000, 270_000]),
        ("bygga om entrén, en kostnad beräknad till 2 mnkr", []),
        ("Besparingen, 410 tkr, kommer först 2031.", [410000]),
        ("Det är värt 410 tkr om året.", [410000]),
        ("Vi tjänar 410 tkr på det.", [410000]),
        ("Kostnaderna har därmed kunnat pressas ned med 410 tkr.", [410000]),
        ("Utgifterna krymper med 410 tkr.", [410000]),
        ("Åtgärden väntas bidra med 410 tkr.", [410000]),
        ("Därmed undviks kostnader på 410 tkr.", [410000]),
        ("Hittills har 410 tkr hämtats hem.", [410000]),
        ("Intäkten beräknas bli 410 tkr högre.", [410000]),
        ("Intäkten blir 410 tkr lägre.", [-410000]),
        ("Besparingspotentialen bedöms till 410 tkr.", [410000]),
        ("Ekonomiskt betyder det 410 tkr.", [410000]),
        ("410 tkr beräknas kunna sparas under 2031.", [410000]),
        ("Resultatförbättring 410 tkr.", [410000]),
        ("Lägre kostnader: 410 tkr per läsår.", [410000]),
        ("Omställningskostnader för flytt belastar 2031 med 410 tkr.", [-410_000]),
        ("Förändringen ger ett tillfälligt tapp på 410 tkr.", [-410_000]),
        ("Etapp två avbryts, vilket frigör 410 tkr.", [410_000]),
        ("Avgiften väntas dra in 410 tkr under året.", [410_000]),
        ("Två distrikt blir ett från 1 februari → 410 tkr", [410_000]),
        ("Två distrikt blir ett från 1 februari -> 410 tkr", [410_000]),
        ("Underskottet blir 410 tkr högre.", []),
        ("Staten bidrar med 410 tkr.", []),
        ("Kommunen tjänar inte 410 tkr på det.", []),
        ("Hyran är 410 tkr högre.", []),
    ],
)
def test_effects_that_are_reckoned(text: str, amounts: list[int]) -> None:
    assert [effect.amount_sek for effect, _, _ in find_effects_in_prose(text)] == amounts


def test_what_follows_from_a_measure_goes_on_it() -> None:
    assert follows_from_it("En lärartjänst kan därigenom dras in, vilket minskar kostnaden med 140 tkr.")
    assert not follows_from_it("En lärartjänst dras in.")
    assert tells_state_of_it("Beslut om färdtjänst omprövas.", "Hittills är 160 av 420 beslut omprövade.")
    assert tells_state_of_it("Nya tider har prövats.", "Försöket har avslutats och införs inte i fler grupper.")
    (found,) = measures("""
        # Åtgärder 2013
        ## Grundskola
        Klasserna 4 och 5 slås samman den 15 augusti 2013. En tjänst kan därmed dras in, vilket minskar kostnaden med 140 tkr.
        """)
    assert [e.amount_sek for e in found.effects] == [140_000]
    assert found.start is not None and found.start.first == date(2013, 8, 15)


@pytest.mark.parametrize(
    "text",
    [
        "Antalet bygglovsansökningar har minskat från 412 till 298 på två år.",
        "Statsbidragen har räknats upp med 1,4 mnkr, men ökningen går till löner.",
        "Elpriserna har stigit kraftigt.",
    ],
)
def test_what_comes_from_outside_is_no_measure(text: str) -> None:
    assert tells_a_problem(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nämnden gav den 12 januari förvaltningarna i uppdrag att lämna förslag till besparingar.",
        "Omsorgsnämnden antog i februari åtgärder för att möta ett växande underskott.",
    ],
)
def test_what_is_told_of_the_plan_itself(text: str) -> None:
    assert tells_of_the_plan(text)


def test_areas_of_captions_joint_names_and_posts_in_offices() -> None:
    assert is_area_name("Tabell 3. Särskilt boende, aktiviteter och effekt i mnkr") >= 0.7
    assert is_area_name("Tabell 3. Prognos per verksamhet, mnkr") == 0.0
    both = parse_area(["Förskola och skola"], own="Fritidshemmens öppettider")
    assert both is not None and (both.area, both.subarea) == ("skola", "fritidshem")
    first = parse_area(["Förskola och skola"], own="Gemensam ledning")
    assert first is not None and first.area == "forskola"
    post = parse_area([], own="inte tillsätta tjänsten som kvalitetsutvecklare på socialkontoret")
    assert post is not None and post.area == "ledning_och_administration"
    office = parse_area([], own="minska socialkontorets kostnader för placeringar")
    assert office is not None and office.area == "individ_och_familj"


def test_a_column_of_states_is_known_beside_comments_over_all_columns() -> None:
    found = measures("""
        # Uppföljning 2023
        ## Grundskola
        | Läge 2023-08-31 | Aktivitet | Startdatum | Effekt 2023, tkr |
        | Avslutad | Samordna vikarier för alla skolor i stadsdelen | 2023-02-01 | 600 |
        | Kommentar: Vikarierna bokas sedan i våras av en gemensam enhet som har öppet från klockan sex. | < | < | < |
        | Pågår | Minska antalet elevassistenter med sex tjänster | 2023-04-01 | 1 800 |
        | Kommentar: Fyra av sex tjänster har tagits bort och resten tas bort när läsåret är slut. | < | < | < |
        """)
    assert [m.status for m in found] == ["done", "ongoing"]


NOTED = """
# Åtgärder 2019
| Åtgärd | Ansvarig | 2019 (mnkr) | 2020 (mnkr) |
| En ekonomtjänst återbesätts inte. | Ekonomichef | 1) 0,25 | 0,65 |
| Resorna till konferenser begränsas. | Kanslichef | 0,1 2) | 0,15 |
"""


def test_the_mark_of_a_note_beside_an_amount_is_no_amount() -> None:
    assert [[e.amount_sek for e in m.effects] for m in measures(NOTED)] == [[250_000, 650_000], [100_000, 150_000]]


def test_effect_and_state_that_share_a_column_are_parted() -> None:
    found = measures("""
        # Uppföljning 2022
        | Nr | Åtgärd | Beslutad effekt 2022 (tkr) | Effekt och status per 31 augusti 2022 |
        | 1 | Taxan för lokaler höjs enligt index | 300 | 210 tkr. Genomförd, ny taxa gäller från den 1 april 2022. |
        | 2 | Digitala arkiv ersätter pappersakter | 75 | Pågår, 20 tkr |
        | 3 | En tjänst som planerare hålls vakant | 260 | 0 tkr. Utgår, tjänsten är tillsatt. |
        """)
    assert [m.status for m in found] == ["done", "ongoing", "stopped"]
    day = date(2022, 8, 31)
    assert [[(e.amount_sek, e.as_of) for e in m.effects if e.kind == "actual"] for m in found] == [
        [(210_000, day)], [(20_000, day)], [(0, day)],
    ]  # fmt: skip


def test_what_goes_on_since_a_day_and_what_is_broken_off_are_measures() -> None:
    (first, last) = measures("""
        # Uppföljning 2020
        ## Åtgärder
        Sedan den 1 mars 2020 delar de två skolorna rektor. På helår minskar kostnaden med 620 tkr.

        Etapp 2 av projektet Digital skola avbryts, vilket frigör 400 tkr under 2020.
        """)
    assert (first.status, [e.amount_sek for e in first.effects]) == ("ongoing", [620_000])
    assert (last.status, [e.amount_sek for e in last.effects]) == ("stopped", [400_000])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Inköpsstopp för möbler till och med 31 maj 2024. 80 tkr 2024", "estimated"),
        ("Inköpsstopp för möbler. Till och med maj har det sparat 80 tkr.", "actual"),
    ],
)
def test_how_long_a_measure_holds_is_not_how_far_its_amount_is_counted(text: str, kind: str) -> None:
    assert [effect.kind for effect, _, _ in find_effects_in_prose(text, year=2024)] == [kind]


def test_an_amount_behind_a_comma_may_end_the_first_sentence_of_an_item() -> None:
    """A sentence behind it tells of something else; in one that goes on, or behind another amount, it is none."""
    document = paper("""
        # Åtgärder för budget i balans 2024
        ## Besparingar
        - Avgift för extra sophämtning, 90 tkr. Taxan beslutas av fullmäktige
        - Avgift för tömning av slam, 90 tkr. Den kostade 30 tkr att ta fram
        - Fonden avvecklas. Avgiften till fonden, 90 tkr. Det sker i maj
    """)
    assert [[effect.amount_sek for effect in measure.effects] for measure in extract(document).measures] == [
        [90_000],
        [],
        [],
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Priset höjs, vilket ger ökade intäkter med 60 tkr under 2018.", "estimated"),
        ("Kostnaderna minskade med 60 tkr under 2018.", "actual"),
        ("Priset faller med 900 tkr per år.", "estimated"),
    ],
)
def test_an_increase_that_something_gives_has_not_come_yet(text: str, kind: str) -> None:
    assert [effect.kind for effect, _, _ in find_effects_in_prose(text, of_measure=True)] == [kind]


def test_a_list_of_answers_by_area_is_no_row_of_named_measures() -> None:
    found = measures("""
        # Åtgärder för balans 2018
        ## Gator
        Avtalet för snöröjningen har sagts upp. Belysningen byts till LED under 2018.
        ## Parker
        Sommarplanteringarna har tagits bort, med en besparing på 180 000 kr under 2017.
        ## Fordon
        Förråden slås samman till ett senast den 30 april 2018.
        ## Avslutning
        Nämnden tackar för rapporten.
        """)
    assert [m.title for m in found] == [None] * 4
    assert [m.action.split()[0] for m in found] == ["Avtalet", "Belysningen", "Sommarplanteringarna", "Förråden"]


def test_one_clause_that_only_forwards_the_paper_hides_no_running_text() -> None:
    found = measures("""
        # Åtgärder med anledning av underskott 2018
        ## Förslag till beslut
        Utbildningsnämnden beslutar att redovisningen lämnas till kommunstyrelsen.
        ## Grundskola
        Klasserna i årskurs 7 slås ihop från och med augusti 2018.
        """)
    assert [m.action.split()[0] for m in found] == ["Klasserna"]


def test_states_with_a_clause_between_a_place_named_in_the_notes_and_a_board_itself() -> None:
    state = parse_status("Avtalet med det företag som har bemannat gruppen har sagts upp.", doc_type="reply")
    over = parse_status("Tvätteriet är nedlagt sedan januari.", doc_type="follow_up")
    comes = parse_status("Enheten inför från och med maj en ny modell.", doc_type="reply")
    assert state is not None and over is not None and comes is not None
    assert (state.code, over.code, comes.code) == ("done", "done", "planned")
    board = parse_area([], own="Nämnden sammanträder åtta gånger per år", body="bygglov")
    assert board is not None and (board.area, board.subarea) == ("ledning_och_administration", "namnd")


def test_a_letterhead_of_one_line_says_day_and_number() -> None:
    found = extract(
        paper("""
        Ekby kommun Kulturförvaltningen 2024-05-21 KUN 2024/36
        # Uppföljning av åtgärdsplan 2024
        ## Bibliotek
        Filialen i Norrby stängdes den 1 mars 2024.
        """)
    )
    assert (found.facts.dnr, found.facts.doc_date) == ("KUN 2024/36", date(2024, 5, 21))


def test_an_earlier_decision_taken_back_in_running_text_is_a_measure_that_stops() -> None:
    found = measures("""
        # Svar på skrivelse om budgeten 2024
        ## Konsthallen
        Det tidigare beslutet att stänga konsthallen under vintern har upphävts av nämnden.
        """)
    assert [m.status for m in found] == ["stopped"]


TAKEN_BACK = [
    "Beslutet att stänga simhallen i Ekby upphävs.",
    "Nämndens beslut att flytta kansliet har återtagits.",
    "Kulturnämnden har återtagit beslutet om att stänga konsthallen.",
    "Den beslutade avgiften för båtplatser införs inte.",
]


@pytest.mark.parametrize("sentence", TAKEN_BACK)
def test_a_decision_taken_back_in_other_words_stops_too(sentence: str) -> None:
    found = measures(f"# Svar på skrivelse om budgeten 2024\n## Åtgärder\n{sentence}\n")
    assert [m.status for m in found] == ["stopped"]


def test_a_season_in_a_consultants_report_without_a_day_is_of_no_certain_year() -> None:
    (under_way,) = measures("""
        # Genomlysning av nämndens ekonomi inför 2026
        Rapport från revisionsbyrån Ekbladh Konsult AB
        ## Vidtagna åtgärder
        Under hösten ses alla köpta platser över.
        """)
    assert under_way.start is None


def test_what_a_measure_gives_is_no_state_of_it() -> None:
    (closed,) = measures("""
        # Delårsrapport 2022
        ## Åtgärder
        Förskolan Granen stängdes den 1 juli. Stängningen beräknas sänka kostnaderna med 1,2 mnkr under 2022.
        """)
    assert closed.status == "done"
    assert [e.amount_sek for e in closed.effects] == [1_200_000]


def test_a_past_form_behind_a_day_in_march_is_what_was_done() -> None:
    found = parse_status("Den 1 mars införde förvaltningen anställningsprövning.")
    assert found is not None and found.code == "done"


def test_an_inquiry_is_a_measure_where_the_next_sentence_says_by_when() -> None:
    (found,) = measures("""
        # Uppföljning av åtgärder 2025
        ## Måltider
        Förvaltningen utreder om leveransen av mat kan läggas ut på entreprenad. Utredningen ska vara klar senast den 15 september 2025.
        """)
    assert (found.status, found.due and found.due.last) == ("ongoing", date(2025, 9, 15))


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("Enheten ska se över samtliga hyresavtal. Genomgången pågår och ska redovisas i december.", "ongoing"),
        ("Korttidsboendet Gläntan avvecklas. Avvecklingen är påbörjad.", "ongoing"),
        ("Fritidsgården flyttas till Folkets hus. Flytten är klar.", "done"),
        ("Städavtalet upphandlas på nytt. Upphandlingen är avslutad.", "done"),
    ],
)
def test_the_noun_of_what_is_done_says_how_far_it_has_come_and_is_no_measure(told: str, status: str) -> None:
    found = measures(f"""
        # Uppföljning av åtgärder 2025
        ## Fritid
        {told}
        """)
    assert [(m.action, m.status) for m in found] == [(told.split(". ")[0] + ".", status)]


def test_measures_in_a_chapter_among_the_accounts_are_found() -> None:
    found = measures("""
        # Delårsrapport 2022
        ## 3 Ekonomi
        ### 3.1 Utfall
        Priserna på livsmedel har stigit sedan årsskiftet.
        ### 3.2 Åtgärder med anledning av underskottet
        Sedan den 1 april gäller inköpsstopp för möbler på skolorna.
        """)
    assert [m.action for m in found] == ["Sedan den 1 april gäller inköpsstopp för möbler på skolorna."]


def test_amounts_with_units_at_the_margin_are_of_the_year_of_their_sum() -> None:
    document = """
        # Besparingar i budget 2026
        ## Parker
        - Sommarblommor planteras endast på torget                    85 kkr
        - Plaskdammen hålls stängd hela sommaren                 120 kkr
        - Lekplatsen på Rönnstigen tas bort                     40 kkr
        ## Summa 2026 245 kkr
        """
    found = extract(paper(document))
    assert [[(e.amount_sek, e.year) for e in m.effects] for m in found.measures] == [
        [(85_000, 2026)], [(120_000, 2026)], [(40_000, 2026)],
    ]  # fmt: skip
    assert [(t.amount_sek, t.year) for t in found.control_totals] == [(245_000, 2026)]


def test_plan_beside_forecast_are_two_estimates() -> None:
    found = measures("""
        # Delårsrapport 2023
        Belopp i mnkr.
        | Åtgärd | Plan 2023 | Prognos 2023 | Avvikelse | Status |
        | Sex egna familjehem rekryteras | 3,2 | 2,1 | -1,1 | Pågående |
        | Dygnspriserna omprövas | 0,8 | 0,9 | 0,1 | Avslutad |
        | Inhyrd personal ersätts | 1,6 | 1,2 | -0,4 | Pågående |
        """)
    assert [sorted(e.amount_sek for e in m.effects) for m in found] == [
        [2_100_000, 3_200_000], [800_000, 900_000], [1_200_000, 1_600_000],
    ]  # fmt: skip


def test_a_state_that_says_its_time_is_of_that_time() -> None:
    found = measures("""
        # Uppföljning 2017
        Datum 2017-09-20
        | Åtgärd | Effekt 2017, tkr | Status |
        | Fritidshemmen stänger klockan 17 | 230 | Beslutet är överklagat. Införs i november. |
        | Barngrupperna läggs ihop under fredagar | 310 | Införd i februari. |
        """)
    assert [(m.status, m.start.first if m.start else None) for m in found] == [
        ("planned", date(2017, 11, 1)), ("done", date(2017, 2, 1)),
    ]  # fmt: skip


def test_a_key_does_not_turn_what_is_off_into_what_is_to_come() -> None:
    found = measures("""
        # Uppföljning 2015
        | Åtgärd | Effekt 2015, tkr | Läge |
        | Fönsterputsningen läggs ut på entreprenad | 150 | Utgår |
        | Rondellerna ersätts med perenner | 180 | Verkställd |

        Verkställd = åtgärden är införd. Utgår = åtgärden tas bort ur planen.
        """)
    assert [m.status for m in found] == ["stopped", "done"]


def test_a_column_of_colours_is_of_states_whatever_its_header_and_its_key_is_no_list() -> None:
    found = measures("""
        # Uppföljning av åtgärder 2031
        ## Förklaring
        Grön Åtgärden är genomförd

        Gul Åtgärden pågår

        Röd Åtgärden är inte påbörjad

        ## Redovisning
        | Nr | Åtgärd | Effekt 2031, tkr | Bedömning | Kommentar |
        | 1 | Nattpatrullerna slås samman till en | 900 | Grön | Klart sedan mars. |
        | 2 | Kvällsöppet på två skolor upphör | 300 | Gul | Ett avtal återstår. |
        | 3 | Bokbussen ersätts av bokkassar | 200 | Röd | Upphandling krävs. |
        """)
    assert [m.status for m in found] == ["done", "ongoing", "planned"]


def test_names_in_bold_over_a_line_of_labels_are_titles() -> None:
    found = measures("""
        # Handlingsplan 2031
        ## Förskola
        *En gemensam chef.* Förskolorna Eken och Asken får en gemensam chef.

        Status: Genomförd. Effekt 2031: 700 tkr.

        *Öppen förskola.* Den öppna förskolan flyttar in i familjecentralen i augusti.

        Status: Pågår. Effekt 2031: 150 tkr, helårseffekt 450 tkr.
        """)
    assert [(m.title, m.status, [e.amount_sek for e in m.effects]) for m in found] == [
        ("En gemensam chef", "done", [700_000]),
        ("Öppen förskola", "ongoing", [150_000, 450_000]),
    ]
    assert all(m.title not in m.action for m in found if m.title)


def test_sentences_that_only_explain_are_left_out_under_a_name() -> None:
    found = measures("""
        # Besparingar 2031
        *4.1 Korttidsplatser.* Sex korttidsplatser görs om till permanenta platser, vilket beräknas ge 900 tkr. De anhöriga har informerats vid två möten i höst.

        *4.2 Nattpatruller.* De två nattpatrullerna slås samman till en från den 1 mars. Bedömd effekt 1,1 mnkr.

        *4.3 Färre chefer.* Antalet enhetschefer minskas från sju till fem. Vi räknar med 1,4 mnkr.
        """)
    assert [m.title for m in found] == ["Korttidsplatser", "Nattpatruller", "Färre chefer"]
    assert [m.no for m in found] == ["4.1", "4.2", "4.3"]
    assert found[0].action.endswith("900 tkr.")
    assert [[e.amount_sek for e in m.effects] for m in found] == [[900_000], [1_100_000], [1_400_000]]


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Sedan mars begärs kontoutdrag in vid varje nybesök.", date(2023, 3, 1)),
        ("Sedan i våras arbetar ett team i barnens hem.", date(2023, 3, 1)),
        ("Sedan november hyrs lokalen ut på kvällar.", date(2022, 11, 1)),
        ("Gruppen läggs ned i mars.", date(2024, 3, 1)),
    ],
)
def test_a_time_that_has_passed_lies_before_the_paper(sentence: str, day: date) -> None:
    (found,) = measures(f"""
        # Handlingsplan 2024
        Datum 2023-10-15
        ## Åtgärder
        - {sentence}
        """)
    assert found.start is not None
    assert found.start.first == day


def test_when_a_task_is_reported_is_its_end_and_a_purchase_put_off_has_no_start() -> None:
    task = "Förvaltningen får i uppdrag att se över taxan och redovisa förslaget i november 2031."
    assert find_start(task) is None
    due = find_due(task)
    assert due is not None
    assert due.due == date(2031, 11, 30)
    assert find_start("Inköp av möbler skjuts upp till 2032.") is None
    assert find_start("Nämnden skjuter upp beläggningen av Storgatan till 2032.") is None
    assert find_start("Studieresan i maj 2031 ställs in.") is None


def test_a_list_that_answers_why_holds_no_measures() -> None:
    found = measures("""
        # Åtgärdsprogram 2031
        ## Varför behövs ett program?
        - Nämndens ram är oförändrad medan hyrorna har stigit
        - Antalet besök i simhallen är lägre än förut
        - Bokslutet visar ett underskott på 2,9 mnkr

        ## Bibliotek
        Beräknad effekt 2031 inom parentes

        - Huvudbiblioteket stänger en timme tidigare (220 tkr)
        - Filialen blir meröppen från hösten (410 tkr)
        """)
    assert [(m.action[:12], m.effects[0].year) for m in found] == [("Huvudbibliot", 2031), ("Filialen bli", 2031)]


@pytest.mark.parametrize(
    "own",
    [
        "Förtroendevaldas kurser och resor begränsas",
        "Kallelser och handlingar skickas enbart digitalt",
        "Nämnden avstår från att kalla ersättare som inte tjänstgör",
    ],
)
def test_what_is_of_those_elected_is_administration(own: str) -> None:
    found = parse_area([], own, "Miljö- och byggnadsnämnden")
    assert found is not None
    assert found.area == "ledning_och_administration"


def test_millions_name_no_area() -> None:
    assert parse_area([], "Två avtal sägs upp och ger tre miljoner kronor", "", "") is None


@pytest.mark.parametrize(
    ("own", "area"),
    [
        ("Staden avslutar medlemskapet i nätverket för hållbara städer", None),
        ("Städningen av kontor görs varannan vecka", "ledning_och_administration"),
        ("Kvarboende stöds med digital tillsyn", "aldreomsorg"),
        ("Specialpedagogerna organiseras centralt", "skola"),
        ("Gatljusen släcks klockan 23", "stadsmiljo"),
    ],
)
def test_words_that_begin_alike_name_their_own_area(own: str, area: str | None) -> None:
    found = parse_area([], own, "", "")
    assert (found and found.area) == area


def test_amounts_in_brackets_one_after_the_other_are_of_the_years_that_the_paper_names() -> None:
    found = measures("""
        # Åtgärder mot underskottet 2031 och 2032
        Beloppen inom parentes är bedömd besparing under 2031 respektive 2032.

        a) Växeln stänger klockan 15 (40 tkr / 160 tkr).
        b) Konsultavtalet sägs upp den 31 december 2031 (0 / 420 tkr).
        """)
    assert [[(e.amount_sek, e.year) for e in m.effects] for m in found] == [
        [(40_000, 2031), (160_000, 2032)],
        [(0, 2031), (420_000, 2032)],
    ]


def test_each_of_several_things_in_a_sentence_has_its_amount_in_brackets() -> None:
    told = find_effects_in_prose("Det sparar en halv tjänst (270 tkr) och en lokalhyra (190 tkr).")
    assert [effect.amount_sek for effect, _, _ in told] == [270_000, 190_000]


def test_the_coming_season_opens_a_sentence() -> None:
    found = find_start("Till hösten samlas grupperna i ett hus.", year=2031)
    assert found is not None and found.period is not None and found.period.first == date(2031, 9, 1)
    assert find_start("Planen gäller till hösten.", year=2031) is None


SUMMED = """
    # Sparlista 2031 (mnkr)
    | Område / åtgärd | Ansvarig | 2031 | 2032 |
    | Gata | | {0} | 2,1 |
    | Vinterväghållning i egen regi | Gatuchef | 0,3 | 0,9 |
    | Släckning av var tredje lykta | Gatuchef | 1,1 | 1,2 |
    | VA | | – | 0,6 |
    | Gemensam jour med grannkommunen | VA-chef | – | 0,6 |
    | Summa | | 1,4 | 2,7 |
"""


def test_a_row_that_sums_those_below_it_names_their_group() -> None:
    found = measures(SUMMED.format("1,4"))
    assert [m.action for m in found] == [
        "Vinterväghållning i egen regi",
        "Släckning av var tredje lykta",
        "Gemensam jour med grannkommunen",
    ]
    assert [m.area_path for m in found] == [("Gata",), ("Gata",), ("VA",)]


def test_a_row_that_does_not_add_up_is_a_measure() -> None:
    assert "Gata" in [m.action for m in measures(SUMMED.format("1,9"))]


def test_where_and_how_much_so_far_are_columns() -> None:
    found = measures("""
        # Status för budgetåtgärder 2031
        | # | Vad | Var | Budgeteffekt 2031 (tkr) | Hittills (tkr) | Läge |
        | 1 | Ny modell för tilläggsbelopp | Grundskola | 2 000 | 600 | Pågår |
        | 2 | Lokalen Kastanjen lämnas | Fritidshem | 260 | 260 | Klar |
        """)
    assert [m.area_path for m in found] == [("Grundskola",), ("Fritidshem",)]
    assert [[(e.amount_sek, e.kind) for e in m.effects] for m in found] == [
        [(2_000_000, "estimated"), (600_000, "actual")],
        [(260_000, "estimated"), (260_000, "actual")],
    ]


def test_an_amount_stands_before_the_brackets_with_that_of_a_whole_year() -> None:
    (measure,) = measures("# Besparingar 2031\n## Förslag\n1. Avdelning 2B stängs. 2,4 milj. kr (helår 4,1 milj. kr)")
    assert [(e.amount_sek, e.period) for e in measure.effects] == [(2_400_000, "total"), (4_100_000, "full_year")]


KRONOR = """
    # Redovisning av beslutade besparingar 2031
    | Beslut | Belopp enligt beslut | Uppnått |
    | Korttidsenheten stängs den 1 mars | {0} | 1 500 000 |
    | Köp av platser begränsas till tio | {1} | 400 000 |
    | Resor med egen bil upphör | {2} | 0 |
"""


def test_amounts_of_six_figures_in_a_table_that_says_no_unit_are_kronor() -> None:
    found = measures(KRONOR.format("1 800 000", "2 500 000", "90 000"))
    assert [[e.amount_sek for e in m.effects] for m in found] == [
        [1_800_000, 1_500_000],
        [2_500_000, 400_000],
        [90_000, 0],
    ]


def test_small_amounts_in_a_table_that_says_no_unit_are_of_none() -> None:
    found = measures(KRONOR.format("1 800", "2 500", "90"))
    assert [e.amount_sek for m in found for e in m.effects if e.kind == "estimated"] == []


def test_a_task_to_find_savings_is_no_measure_and_a_smaller_allotment_is_one() -> None:
    assert tells_of_the_plan("Socialchefen har fått i uppdrag att lägga fram förslag på besparingar år 2031.")
    assert not tells_of_the_plan("Kontoret har fått i uppdrag att ta fram förslag till nya taxor för torgplatser.")
    told = find_effects_in_prose("Tilldelningen till modersmål minskas med 200 tkr.")
    assert [effect.amount_sek for effect, _, _ in told] == [200_000]


def test_an_area_named_ahead_of_a_paragraph_is_that_of_its_measures() -> None:
    found = measures("""
        # Uppföljning av beslutade åtgärder 2031
        Förskola. En avdelning på Solrosen hålls stängd under hösten (0,7 mnkr). Vikariestoppet gäller hela året.

        Äldreomsorg. Matsalen på Linden läggs ut på entreprenad från mars, vilket ger 0,4 mnkr.
        """)
    assert [(m.area, m.area_path) for m in found if m.effects] == [
        ("forskola", ("Förskola",)),
        ("aldreomsorg", ("Äldreomsorg",)),
    ]


def test_of_a_task_and_its_answers_the_answers_are_what_is_done() -> None:
    found = measures("""
        # Effektiviseringsuppdrag, lägesrapport 2031
        | Uppdrag | Nämnd | Svar | Effekt (mkr) |
        | Minska antalet lokaler | Utbildningsnämnden | Paviljongerna lämnas i juni 2031. | 1,9 |
        | | Kulturnämnden | Konsthallen flyttar in i biblioteket. | 0,6 |
        | Minska inköpen | Utbildningsnämnden | Läromedel köps digitalt. | 0,8 |
        | | Kulturnämnden | Tidskrifter köps inte in. | 0,1 |
        """)
    assert [(m.title, m.action, m.effects[0].amount_sek) for m in found] == [
        ("Minska antalet lokaler", "Paviljongerna lämnas i juni 2031.", 1_900_000),
        (None, "Konsthallen flyttar in i biblioteket.", 600_000),
        ("Minska inköpen", "Läromedel köps digitalt.", 800_000),
        (None, "Tidskrifter köps inte in.", 100_000),
    ]
