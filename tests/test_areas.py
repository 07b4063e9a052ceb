"""Which area a measure belongs to: the names over it, its own words, its board → the codes. Every text is our own."""

from __future__ import annotations

import pytest

from extractors.fields.area import parse_area
from extractors.fields.area_names import is_area_name, split_area_cell
from extractors.fields.main_area import main_area

# One name over the measure.
NAMES = [
    ("Teknikprogrammet", "skola", "gymnasium"),
    ("Individ- och familjeomsorg", "individ_och_familj", None),
    ("INDIVID- OCH FAMILJEOMSORGEN", "individ_och_familj", None),
    ("IFO", "individ_och_familj", None),
    ("Individ & familj", "individ_och_familj", None),
    ("Socialtjänst", "individ_och_familj", None),
    ("IFO barn och unga", "individ_och_familj", "barn_och_unga"),
    ("Barn- och ungdomsvård", "individ_och_familj", "barn_och_unga"),
    ("Enheten för barn, unga och familj", "individ_och_familj", "barn_och_unga"),
    ("BoU", "individ_och_familj", "barn_och_unga"),
    ("Familjehemsvård", "individ_och_familj", "barn_och_unga"),
    ("HVB och familjehem", "individ_och_familj", "barn_och_unga"),
    ("Missbruksvård", "individ_och_familj", "vuxna_missbruk"),
    ("Missbruk och beroende", "individ_och_familj", "vuxna_missbruk"),
    ("Vuxenenheten", "individ_och_familj", "vuxna_missbruk"),
    ("Ekonomiskt bistånd", "individ_och_familj", "ekonomiskt_bistand"),
    ("Ekonomiskt bistand", "individ_och_familj", "ekonomiskt_bistand"),  # a scan
    ("Försörjningsstöd", "individ_och_familj", "ekonomiskt_bistand"),
    ("Enheten för försörjningsstöd", "individ_och_familj", "ekonomiskt_bistand"),
    ("Socialpsykiatri", "individ_och_familj", "socialpsykiatri"),
    ("Boende socialpsykiatri", "individ_och_familj", "socialpsykiatri"),
    ("Familjerätt", "individ_och_familj", "familjeratt"),
    ("Kvinnofrid", "individ_och_familj", "kvinnofrid"),
    ("Våld i nära relationer", "individ_och_familj", "kvinnofrid"),
    ("Hemlöshet", "individ_och_familj", "hemloshet"),
    ("Äldreomsorg", "aldreomsorg", None),
    ("Vård och omsorg", "aldreomsorg", None),
    ("Vård- och omsorgsförvaltningen", "aldreomsorg", None),
    ("Äldrenämnden", "aldreomsorg", None),
    ("Hemtjänst", "aldreomsorg", "hemtjanst"),
    ("Hemtjänsten Norr", "aldreomsorg", "hemtjanst"),
    ("Kommunens hemtjänst i egen regi", "aldreomsorg", "hemtjanst"),
    ("Äldreomsorg/hemtjänst", "aldreomsorg", "hemtjanst"),
    ("Nattpatrullen", "aldreomsorg", "hemtjanst"),
    ("Särskilt boende", "aldreomsorg", "sarskilt_boende"),
    ("Särskilda boenden för äldre", "aldreomsorg", "sarskilt_boende"),
    ("SÄBO", "aldreomsorg", "sarskilt_boende"),
    ("Äldreboenden", "aldreomsorg", "sarskilt_boende"),
    ("Vård- och omsorgsboende", "aldreomsorg", "sarskilt_boende"),
    ("Biståndsenheten äldre", "aldreomsorg", "bistand"),
    ("Myndighetsenheten äldre", "aldreomsorg", "bistand"),
    ("Dagverksamhet för äldre", "aldreomsorg", "forebyggande"),
    ("Hälso- och sjukvård", "aldreomsorg", None),
    ("Funktionsnedsättning", "funktionsnedsattning", None),
    ("Stöd och service till personer med funktionsnedsättning", "funktionsnedsattning", None),
    ("Funktionsstöd", "funktionsnedsattning", None),
    ("LSS", "funktionsnedsattning", None),
    ("LSS-boenden", "funktionsnedsattning", "boende"),
    ("Gruppbostäder", "funktionsnedsattning", "boende"),
    ("Grupp- och servicebostäder", "funktionsnedsattning", "boende"),
    ("Bostad med särskild service", "funktionsnedsattning", "boende"),
    ("Daglig verksamhet", "funktionsnedsattning", "daglig_verksamhet"),
    ("Personlig assistans", "funktionsnedsattning", "personlig_assistans"),
    ("Boendestöd", "funktionsnedsattning", "boendestod"),
    ("Ledsagarservice", "funktionsnedsattning", "ledsagning_avlosning"),
    ("Korttidstillsyn", "funktionsnedsattning", "korttid"),
    ("Myndighet LSS", "funktionsnedsattning", "bistand"),
    ("Boende enligt LSS", "funktionsnedsattning", "boende"),
    ("Hemtjänst LSS", "funktionsnedsattning", "hemtjanst"),
    ("Förskola", "forskola", None),
    ("Förskolorna i centrum", "forskola", None),
    ("Pedagogisk omsorg", "forskola", None),
    ("Grundskola", "skola", "grundskola"),
    ("Grundskolan F-9", "skola", "grundskola"),
    ("Skolskjuts", "skola", "grundskola"),
    ("Gymnasieskola", "skola", "gymnasium"),
    ("Gymnasieskolan", "skola", "gymnasium"),
    ("Vuxenutbildning", "skola", "vuxenutbildning"),
    ("Komvux och SFI", "skola", "vuxenutbildning"),
    ("Fritidshem", "skola", "fritidshem"),
    ("Elevhälsan", "skola", None),
    ("Barn- och utbildningsförvaltningen", "skola", None),
    ("Barn- och ungdomsnämnden", "skola", None),
    ("Arbetsmarknad", "arbetsmarknad", None),
    ("Arbetsmarknadsenheten", "arbetsmarknad", None),
    ("Integration och arbetsmarknad", "arbetsmarknad", None),
    ("Flyktingmottagning", "arbetsmarknad", None),
    ("Kultur och fritid", "kultur_och_fritid", None),
    ("Kultur- och fritidsnämnden", "kultur_och_fritid", None),
    ("Biblioteken", "kultur_och_fritid", None),
    ("Huvudbiblioteket", "kultur_och_fritid", None),
    ("Simhallen", "kultur_och_fritid", None),
    ("Fritidsgårdar", "kultur_och_fritid", "fritidsgardar"),
    ("Föreningsbidrag", "kultur_och_fritid", "foreningsbidrag"),
    ("Stöd till föreningar", "kultur_och_fritid", "foreningsbidrag"),
    ("Gata och park", "stadsmiljo", None),
    ("Gata/park", "stadsmiljo", None),
    ("Samhällsbyggnad", "stadsmiljo", None),
    ("Tekniska förvaltningen", "stadsmiljo", None),
    ("Vatten och avlopp", "stadsmiljo", None),
    ("VA", "stadsmiljo", None),
    ("Miljö- och byggnadsnämnden", "stadsmiljo", None),
    ("Renhållning", "stadsmiljo", None),
    ("Plan- och byggenheten", "stadsmiljo", None),
    ("Ledning och administration", "ledning_och_administration", "ledning"),
    ("Ledning", "ledning_och_administration", "ledning"),
    ("Förvaltningsövergripande", "ledning_och_administration", None),
    ("Gemensamt", "ledning_och_administration", None),
    ("Övrig verksamhet", "ledning_och_administration", None),
    ("Stab", "ledning_och_administration", None),
    ("IT-avdelningen", "ledning_och_administration", None),
    ("HR", "ledning_och_administration", None),
    ("Lokaler", "ledning_och_administration", "lokaler"),
    ("Fastighet", "ledning_och_administration", "lokaler"),
    ("Nämnden", "ledning_och_administration", "namnd"),
    ("Politisk verksamhet", "ledning_och_administration", "namnd"),
    ("Vuxna IFO", "individ_och_familj", "vuxna_missbruk"),
    ("Barn och familj", "individ_och_familj", "barn_och_unga"),
    ("Barn, unga och vuxna", "individ_och_familj", "barn_och_unga"),
    ("Familj och nätverk", "individ_och_familj", None),
    ("Myndighet vuxen", "individ_och_familj", "vuxna_missbruk"),
    ("Ordinärt boende", "aldreomsorg", "hemtjanst"),
    ("SÄBO Granen", "aldreomsorg", "sarskilt_boende"),
    ("Omsorg", "aldreomsorg", None),
    ("Hemsjukvård", "aldreomsorg", "hemtjanst"),
    ("Stöd till vuxna med funktionsnedsättning", "funktionsnedsattning", None),
    ("LSS daglig verksamhet", "funktionsnedsattning", "daglig_verksamhet"),
    ("LSS vuxna", "funktionsnedsattning", None),
    ("Funktionshinderområdet", "funktionsnedsattning", None),
    ("Bostad m särskild service", "funktionsnedsattning", "boende"),
    ("Omsorg funktionsnedsättning", "funktionsnedsattning", None),
    ("Förskoleverksamhet", "forskola", None),
    ("Rektorsområde Norr", "skola", None),
    ("Anpassad grundskola", "skola", "grundskola"),
    ("Gymnasiet", "skola", "gymnasium"),
    ("Lärcentrum", "skola", "vuxenutbildning"),
    ("Kultur", "kultur_och_fritid", None),
    ("Fritid", "kultur_och_fritid", None),
    ("Idrott & fritid", "kultur_och_fritid", None),
    ("Kulturskolan", "kultur_och_fritid", None),
    ("Näringsliv", "arbetsmarknad", None),
    ("AME", "arbetsmarknad", None),
    ("Teknik & fritid", "stadsmiljo", None),
    ("Gata", "stadsmiljo", None),
    ("Bygg och miljö", "stadsmiljo", None),
    ("Bygglov och kartor", "stadsmiljo", None),
    ("Räddningstjänst", "stadsmiljo", None),
    ("Kost", "ledning_och_administration", None),
    ("Ekonomiavdelningen", "ledning_och_administration", None),
    ("Kommunledningskontoret", "ledning_och_administration", None),
    ("Stadsdelsdirektörens stab", "ledning_och_administration", None),
    ("Gemensam administration", "ledning_och_administration", None),
    ("Fastigheter", "ledning_och_administration", "lokaler"),
    ("Kommunfullmäktige", "ledning_och_administration", "namnd"),
    ("Överförmyndaren", "ledning_och_administration", "namnd"),
    ("Äldre", "aldreomsorg", None),
    ("Utbildning", "skola", None),
    ("Skola", "skola", None),
    ("Barn- och utbildningsnämnden", "skola", None),
    ("Park och natur", "stadsmiljo", None),
    ("Fritid unga", "kultur_och_fritid", None),
    ("Ungdomsverksamhet", "kultur_och_fritid", "fritidsgardar"),
    ("Bistånd äldre", "aldreomsorg", "bistand"),
    ("Biståndsenheten", "aldreomsorg", "bistand"),
    ("Hälso- och sjukvårdsenheten", "aldreomsorg", None),
    ("Arbete och försörjning", "individ_och_familj", "ekonomiskt_bistand"),
    ("Flykting och integration", "arbetsmarknad", None),
    ("Ensamkommande barn", "individ_och_familj", "barn_och_unga"),
    ("Hemtjänst och nattpatrull", "aldreomsorg", "hemtjanst"),
    ("Öppenvård barn", "individ_och_familj", "barn_och_unga"),
    ("Stödboende", "individ_och_familj", None),
    ("Digitalisering och IT", "ledning_och_administration", None),
]  # fmt: skip

# Several names over the measure, its own words, its board.
SEEN_TOGETHER = [
    (["Individ- och familjeomsorg", "Vuxna"], "", "", "individ_och_familj", "vuxna_missbruk"),
    (["Individ- och familjeomsorg", "Arbetsmarknad"], "", "", "arbetsmarknad", None),
    (["Socialförvaltningen", "Äldreomsorg", "Hemtjänst"], "", "", "aldreomsorg", "hemtjanst"),
    (["Funktionsnedsättning", "Hemtjänst"], "", "", "funktionsnedsattning", "hemtjanst"),
    (["LSS", "Boende"], "", "", "funktionsnedsattning", "boende"),
    (["Omsorg om personer med funktionsnedsättning", "Korttids"], "", "", "funktionsnedsattning", "korttid"),
    (["Äldreomsorg", "Boende"], "", "", "aldreomsorg", "sarskilt_boende"),
    (["Äldreomsorg", "Personal"], "Minskad övertid", "", "aldreomsorg", None),  # a topic under a unit
    (["Beställarenheten funktionsnedsättning"], "Fler omprövningar", "", "funktionsnedsattning", "bistand"),
    (["Beställarenheten funktionsnedsättning"], "Ledsagning Besluten följs upp.", "", "funktionsnedsattning", "ledsagning_avlosning"),
    (["Barn- och ungdomsenheten"], "Kvinnofrid Två lägenheter hyrs.", "", "individ_och_familj", "kvinnofrid"),
    (["Barn- och ungdomsenheten"], "Personal En tjänst hålls vakant.", "", "individ_och_familj", "barn_och_unga"),
    (["Äldreomsorg"], "Ruttplaneringen i hemtjänsten görs om.", "", "aldreomsorg", "hemtjanst"),
    (["Grundskola"], "Gemensam städning med förskolan på området.", "", "skola", "grundskola"),  # the heading decides
    (["Prioriterade mål"], "Stängning av fritidsgården på lördagar", "", "kultur_och_fritid", "fritidsgardar"),
    ([], "Färre köp av platser i daglig verksamhet", "Socialnämnden", "funktionsnedsattning", "daglig_verksamhet"),
    ([], "Turer till daglig verksamhet samordnas", "Äldreomsorgen", "funktionsnedsattning", "daglig_verksamhet"),  # a unit of one area
    ([], "Hemtjänstens kvällsturer samordnas", "Omsorg om personer med funktionsnedsättning", "funktionsnedsattning", "hemtjanst"),
    ([], "Glesare klippning av slänter", "Tekniska nämnden", "stadsmiljo", None),
    ([], "Gemensam tjänst för två enheter", "Kultur- och fritidsnämnden", "kultur_och_fritid", None),
    ([], "Högre hyra för bygdegårdarnas scen", "Kultur- och fritidsnämnden", "kultur_och_fritid", None),  # the board over a topic
    ([], "Anställningsstopp för hela förvaltningen", "Socialnämnden", "ledning_och_administration", None),
    ([], "Inköpsstopp i samtliga verksamheter", "Tekniska nämnden", "ledning_och_administration", None),
]  # fmt: skip

NOT_NAMES = [
    "Nämndens åtgärder",
    "Kommunens besparingar",
    "",
    "Bakgrund",
    "Förslag till beslut",
    "Summa",
    "Minskning av köp från utförare",
    "Hemtjänsten har haft ett underskott under hela året.",
    "Utred möjligheten att samordna köken",
    "Mål",
    "2 400",
    "Åtgärder inom äldreomsorgen",
]

CELLS = [
    ("Individ- och familjeomsorg - Barn och unga", ["Individ- och familjeomsorg", "Barn och unga"]),
    ("Individ- och familjeomsorg – Missbruksvård – Öppenvård", ["Individ- och familjeomsorg", "Missbruksvård", "Öppenvård"]),
    ("Hemtjänst", ["Hemtjänst"]),
    ("Biståndsenheten, åtgärd och effekt:", ["Biståndsenheten"]),
    ("Äldreomsorg: åtgärder 2024", ["Äldreomsorg"]),
    ("Barn- och ungdomsenheten", ["Barn- och ungdomsenheten"]),
    ("Vård- och omsorgsboende", ["Vård- och omsorgsboende"]),
    ("LSS-boende", ["LSS-boende"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "area", "subarea"), NAMES)
def test_a_name_over_the_measure_gives_its_codes(name: str, area: str, subarea: str | None) -> None:
    found = parse_area([name])
    assert found is not None
    assert (found.area, found.subarea) == (area, subarea)
    assert found.text == name and name[found.start : found.end].strip()


@pytest.mark.parametrize("name", [name for name, _, _ in NAMES])
def test_the_name_of_an_area_is_known_as_one(name: str) -> None:
    assert is_area_name(name) >= 0.7


@pytest.mark.parametrize(("path", "own", "body", "area", "subarea"), SEEN_TOGETHER)
def test_names_are_read_in_the_light_of_each_other(
    path: list[str], own: str, body: str, area: str, subarea: str | None
) -> None:
    found = parse_area(path, own, body)
    assert found is not None
    assert (found.area, found.subarea) == (area, subarea)


@pytest.mark.parametrize(
    "name",
    ["Torsbergs bibliotek", "Granhamn förskola", "Almås gymnasieskola", "Nybloms äldreboende", "Tunsta gymnasium"],
)
def test_a_unit_behind_the_name_of_its_place_is_an_area(name: str) -> None:
    assert is_area_name(name) >= 0.7


@pytest.mark.parametrize(
    "name",
    [
        "Minskad hemtjänst",
        "Extra hemtjänst",
        "Läggs ned: skola",
        "Dyrare bibliotek",
        "Avveckla äldreboende",
        "Stänga förskola",
        "Konkurrensutsätta hemtjänst",
        "Avgiftsbelägga fritidshem",
        "Samordnas hemtjänst",
        "Säljs äldreboende",
        "Rusta bibliotek",
        "Största gymnasium",
    ],
)
def test_a_change_of_a_unit_is_none(name: str) -> None:
    assert is_area_name(name) == 0.0


@pytest.mark.parametrize("text", NOT_NAMES)
def test_other_headings_name_no_area(text: str) -> None:
    assert is_area_name(text) == 0.0


def test_activities_in_the_holidays_are_of_whoever_has_them() -> None:
    found = parse_area([], "Lovverksamheten på fritidshemmen samlas på två ställen.")
    assert found is not None and (found.area, found.subarea) == ("skola", "fritidshem")
    found = parse_area([], "Lovverksamheten kortas med en vecka.")
    assert found is not None and found.area == "kultur_och_fritid"


def test_nothing_said_gives_no_area() -> None:
    assert parse_area([], "Färre resor med taxi", "") is None
    assert parse_area(["Prioriterade mål"], "Digitala kallelser", "") is None


@pytest.mark.parametrize(("text", "names"), CELLS)
def test_a_cell_is_split_into_the_names_it_holds(text: str, names: list[str]) -> None:
    assert [text[start:end] for start, end in split_area_cell(text)] == names


def test_a_paper_about_one_area_says_so_at_its_beginning() -> None:
    texts = [
        "Nämnden har bett oss se över daglig verksamhet och boenden inom funktionsstödet.",
        "Handläggarna prövar rätten till LSS.",
        "Gruppbostäderna har olika bemanning. Hemtjänst förekommer.",
    ]
    found = main_area(texts, ["Sammanfattning", "Boenden"])
    assert found is not None
    index, area = found
    assert (index, area.area, texts[index][area.start : area.end]) == (0, "funktionsnedsattning", "daglig verksamhet")


def test_a_paper_about_several_areas_is_about_none() -> None:
    texts = ["Förskolan ska spara.", "Förskolan och skolan delar kök.", "Äldreomsorgen slår samman två grupper."]
    assert main_area(texts, []) is None
    assert (
        main_area(["Förskolan ska spara. Förskolorna är många. Fyra förskolor stängs."] * 3, ["Förskola", "Grundskola"])
        is None
    )


@pytest.mark.parametrize(
    ("path", "own", "body", "area"),
    [
        (["Utbildning"], "Ingen vikarie de första två dagarna i förskolan", "", "forskola"),
        (["Utbildning"], "Ingen vikarie de första två dagarna i skolan", "", "skola"),
        (["Barn och ungdom"], "Barngrupperna på förskolorna ökas", "", "forskola"),
        (["Barn och ungdom"], "Färre placeringar i familjehem", "", "individ_och_familj"),
        (
            [],
            "Lokalerna på Tallskolan bjuds ut till föreningar",
            "Samhällsbyggnadsnämnden",
            "ledning_och_administration",
        ),
        ([], "Parkbänkarna målas om vartannat år", "Samhällsbyggnadsnämnden", "stadsmiljo"),
        (
            [],
            "Två tjänster på förvaltningskontoret hålls vakanta",
            "Barn- och utbildningsnämnden",
            "ledning_och_administration",
        ),
    ],
)
def test_what_is_done_tells_what_a_wide_name_leaves_open(path: list[str], own: str, body: str, area: str) -> None:
    found = parse_area(path, own, body)
    assert found is not None and found.area == area
