"""Tables of scans whose lines are faint, lost or read as letters, and whose headers are white on dark."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from extractors.aligned_rows import make_row
from extractors.document import arrange
from extractors.extract import extract
from extractors.grid import find_pieces
from extractors.lines import Numbering, Row
from extractors.marks import with_marks
from extractors.model import Box, Grid, Page, Paper, Word
from extractors.reading import dotted_rules, image_rules
from extractors.reading.dark_bars import Bar, with_dark_letters
from extractors.reading.ocr_strokes import without_strokes
from extractors.reading.ocr_tesseract import Read
from extractors.reading.ocr_type import segments_of, typed
from extractors.reading.rule import Rule, Rules
from extractors.reading.shaded import with_edges_of_shades, without_shades
from tests.draw import paper as draw


def paper(rows: int = 400, columns: int = 700) -> NDArray[np.uint8]:
    return np.full((rows, columns), 240, np.uint8)


def test_white_letters_on_a_dark_bar_become_dark_and_other_dark_things_stay() -> None:
    grey = paper()
    grey[50:90, 60:640] = 70  # a header, with letters
    for x in range(80, 600, 60):
        grey[60:80, x : x + 4] = 250
    grey[200:204, 60:640] = 30  # a rule
    grey[300:340, 60:90] = 20  # a bold letter of a title
    found, bars = with_dark_letters(grey, dpi=200)
    assert found[62, 81] < 20 and found[70, 100] > 230  # letter, and the bar beside it as light as the paper
    (bar,) = bars
    assert abs(bar.x0 - 60) <= 6 and abs(bar.x1 - 640) <= 6 and abs(bar.top - 50) <= 6 and abs(bar.bottom - 90) <= 6
    assert (found[200:204, 60:640] == 30).all() and (found[300:340, 60:90] == 20).all()


def test_a_line_of_letters_from_side_to_side_parts_no_bar_and_a_light_line_between_two_bars_does() -> None:
    grey = paper()
    grey[48:96, 60:640] = 70
    grey[66:72, 60:640:2] = 250  # letters over the whole bar
    assert len(with_dark_letters(grey, dpi=200)[1]) == 1
    grey[66:72, 60:640] = 250
    (lower,) = with_dark_letters(grey, dpi=200)[1]  # the upper part is too low for a bar
    assert lower.top == 72


def test_a_shaded_cell_becomes_as_light_as_the_paper_and_its_text_stays_dark() -> None:
    grey = paper()
    grey[100:136, 200:320] = 160
    grey[112:124, 220:290:4] = 30  # the name of a state
    grey[200:206, 60:640] = 150  # a thick grey line
    grey[300:340, 60:72] = 40  # a letter of a title
    found = without_shades(grey, dpi=200)
    assert found[104:108, 210:310].min() >= 235 and found[130:134, 210:310].min() >= 235
    assert found[100:136, 200].min() >= 235 and found[112:124, 220:290:4].max() < 60
    assert (found[200:206, 60:640] == 150).all() and (found[300:340, 60:72] == 40).all()
    assert found.max() == 240


def test_a_page_without_shaded_cells_is_the_same_array() -> None:
    grey = paper()
    grey[200:204, 60:640] = 150
    assert without_shades(grey, dpi=200) is grey


def test_a_page_without_bars_is_the_same_array() -> None:
    grey = paper()
    assert with_dark_letters(grey, dpi=200) == (grey, ())


def test_an_upright_line_with_text_set_right_beside_it_is_found() -> None:
    ink = np.zeros((400, 400), bool)
    ink[100:220, 200:202] = True
    for y in range(104, 216, 20):  # letters of six rows, two dots from the line
        ink[y : y + 14, 204:330:3] = True
    rules = image_rules.find_rules(ink, dpi=200)
    assert [(r.x0, r.top, r.bottom) for r in rules.down] == [(200, 100, 220)]


def grid_of_ink(*, sides: bool, uprights: tuple[int, ...]) -> NDArray[np.bool_]:
    ink = np.zeros((500, 800), bool)
    for y in range(100, 401, 60):
        ink[y : y + 2, 50:750] = True
    for x in (*uprights, *((50, 748) if sides else ())):
        ink[100:402, x : x + 2] = True
    return ink


def test_the_sides_of_a_table_that_a_scan_lost_are_where_its_level_lines_end() -> None:
    found = image_rules.find_rules(grid_of_ink(sides=False, uprights=(200, 500)), dpi=200).down
    assert [round(x / 10) for x in sorted(r.x0 for r in found)] == [5, 20, 50, 75]
    open_table = image_rules.find_rules(grid_of_ink(sides=False, uprights=()), dpi=200).down
    assert open_table == ()


def test_a_dark_header_is_closed_at_both_ends() -> None:
    side = Rule(644, 62, 646, 300)  # of the rows below too
    bar = Bar(50, 60, 640, 96)
    lost = image_rules.with_sides_of([bar], Rules(), dpi=200).down
    assert [(r.x0, r.top, r.bottom) for r in lost] == [(50, 60, 96), (640, 60, 96)]
    assert image_rules.with_sides_of([bar], Rules(down=(side,)), dpi=200).down == (side, lost[0])


def test_a_worn_spot_within_a_cell_cuts_no_line_and_a_gap_between_two_tables_does() -> None:
    ink = grid_of_ink(sides=True, uprights=(300, 500))
    ink[160:162, 350:430] = False  # worn, between two upright lines
    ink[220:222, 300:380] = False  # from an upright line on: a merged cell may end there
    ink[280:282, 300:500] = False  # a cell over two rows
    found = [(r.top, r.x0, r.x1) for r in image_rules.find_rules(ink, dpi=200).across]
    assert (160, 50, 750) in found
    assert [r for r in found if r[0] == 220] == [(220, 50, 300), (220, 380, 750)]
    assert [r for r in found if r[0] == 280] == [(280, 50, 300), (280, 500, 750)]


def test_a_line_that_fades_out_is_as_long_as_the_others_where_the_picture_shows_it() -> None:
    ink = grid_of_ink(sides=False, uprights=())
    grey = np.where(ink, np.uint8(40), np.uint8(240))
    for y in (160, 280):  # two lines that no limit between ink and paper tells on the left; one of them is there
        ink[y : y + 2, 50:400] = False
        grey[y : y + 2, 50:400] = 240
    grey[160:162, 50:400] = 205
    grey[282:340, 50:400] = 205  # below the other, a shaded row
    found = {r.top: (r.x0, r.x1) for r in image_rules.find_rules(ink, dpi=200, faint=ink, grey=grey).across}
    assert found[160] == (50, 750) and found[280] == (400, 750)


def test_a_line_that_a_shade_hides_is_there_where_the_shade_ends_in_line_with_it() -> None:
    grey = np.full((400, 700), 245, np.uint8)
    across = tuple(Rule(50, y, 650, y + 2) for y in (50, 110, 170, 230, 290))
    down = (Rule(300, 50, 302, 110), Rule(300, 232, 302, 290))
    grey[112:170, 302:450] = 190  # shaded from the line on
    found = with_edges_of_shades(grey, Rules(across, down), dpi=200).down
    assert [rule for rule in found if rule not in down] == [Rule(300, 112, 302, 170)]


def test_letters_in_a_row_of_one_cell_are_no_line_through_it() -> None:
    ink = grid_of_ink(sides=True, uprights=(200, 300, 500, 600))
    ink[162:220, 51:748] = False  # one cell over all columns
    ink[175:205, 500:502] = True  # the stem of a letter where an upright line stands above and below
    found = [(r.top, r.bottom) for r in image_rules.find_rules(ink, dpi=200).down if r.x0 == 500]
    assert len(found) == 2 and not any(top < 190 < bottom for top, bottom in found)


def test_thin_grey_lines_count_where_they_go_from_line_to_line() -> None:
    ink = grid_of_ink(sides=True, uprights=())
    faint = ink.copy()
    faint[100:402, 400:402] = True  # from the first level line to the last
    faint[120:200, 600:602] = True  # ends between the lines
    found = image_rules.find_rules(ink, dpi=200, faint=faint).down
    assert sorted(r.x0 for r in found) == [50, 400, 748]


def words(top: float, *cells: tuple[float, str]) -> list[Word]:
    return [Word(text, x, top, x + 6.0 * len(text), top + 10, 10.0, confidence=0.9) for x, text in cells]


def test_lines_that_were_read_as_letters_are_no_letters() -> None:
    read = words(
        100, (50, "kkr|Förslag"), (150, "IStartar"), (220, "|Ansvar"), (300, "IT-chef"), (360, "IFO"), (400, "|")
    )
    read += words(120, (50, "40/Pågår"), (150, "-120lKlar"), (250, "2017/18"), (330, "3/IFO"))
    page = Page(1, 595.0, 842.0, tuple(read), source="ocr")
    assert [w.text for w in with_marks(page)] == [
        "kkr", "Förslag", "Startar", "Ansvar", "IT-chef", "IFO", "|", "40", "Pågår", "-120", "Klar", "2017/18", "3/IFO",
    ]  # fmt: skip
    exported = Page(1, 595.0, 842.0, tuple(read))
    assert next(w.text for w in with_marks(exported)) == "kkr|Förslag"


def test_a_header_whose_upright_lines_were_lost_has_the_columns_of_the_rows_below() -> None:
    edges = (50.0, 120.0, 200.0, 400.0)

    def row(top: float, *, whole: bool) -> tuple[Box | None, ...]:
        if whole:
            return (Box(edges[0], top, edges[-1], top + 20), None, None)
        return tuple(Box(a, top, b, top + 20) for a, b in pairwise(edges))

    grid = Grid((row(100, whole=True), row(120, whole=True), row(140, whole=False), row(160, whole=False)))
    read = [
        *words(105, (55, "Nr"), (130, "2010"), (210, "Förslag")),
        *words(125, (55, "Förskola"), (105, "i"), (115, "kommunen")),
        *words(145, (55, "1"), (130, "350"), (210, "Två"), (232, "avdelningar")),
        *words(165, (55, "2"), (130, "120"), (210, "En"), (226, "tjänst")),
    ]
    page = Page(1, 595.0, 842.0, tuple(read), grids=(grid,), source="ocr")
    (piece,) = find_pieces(page, read, Numbering(1))[0]
    assert [cell.text for cell in piece.rows[0].cells] == ["Nr", "2010", "Förslag"]
    assert piece.rows[1].cells[0].text == "Förskola i kommunen"


@pytest.mark.parametrize(
    ("second", "header"),
    [((125, "Enhet"), ["Nr", "Enhet", "Åtgärd"]), ((69, "effekt"), ["Nr effekt", "", "Åtgärd"])],
)
def test_two_labels_far_apart_are_two_columns_where_a_header_lost_one_rule(
    second: tuple[float, str], header: list[str]
) -> None:
    edges = (50.0, 120.0, 200.0, 400.0)
    over = (Box(50, 100, 200, 120), None, Box(200, 100, 400, 120))
    body = [tuple(Box(a, top, b, top + 20) for a, b in pairwise(edges)) for top in (120, 140)]
    read = [
        *words(105, (55, "Nr"), second, (210, "Åtgärd")),
        *words(125, (55, "1"), (125, "Gata"), (210, "Lampor"), (242, "byts")),
        *words(145, (55, "2"), (125, "Park"), (210, "Ängar"), (240, "slås")),
    ]
    page = Page(1, 595.0, 842.0, tuple(read), grids=(Grid((over, *body)),), source="ocr")
    (piece,) = find_pieces(page, read, Numbering(1))[0]
    assert [cell.text for cell in piece.rows[0].cells] == header


def test_a_coloured_dot_before_a_state_is_no_letter_of_it() -> None:
    edges = (50.0, 330.0, 440.0, 540.0)
    grid = Grid(tuple(tuple(Box(a, top, b, top + 20) for a, b in pairwise(edges)) for top in (100, 120, 140, 160)))
    read = [
        *words(105, (55, "Åtgärd"), (335, "Status"), (445, "Effekt"), (485, "2023"), (512, "tkr")),
        *words(125, (55, "Öppettiderna"), (135, "kortas"), (335, "&"), (345, "Ej"), (360, "påbörjad"), (445, "150")),
        *words(145, (55, "Bilarna"), (105, "säljs"), (335, "O"), (345, "Pågår"), (445, "200")),
        *words(165, (55, "Städningen"), (120, "minskas"), (335, "Avslutad"), (445, "90")),
    ]
    page = Page(1, 595.0, 842.0, tuple(read), grids=(grid,), source="ocr")
    found = extract(arrange(Paper("prov.pdf", "0" * 64, (page,), 1)))
    assert [m.status for m in found.measures] == ["planned", "ongoing", "done"]


def dotted(ink: NDArray[np.bool_], top: int, x0: int, x1: int) -> None:
    """A thin grey line as black and white shows it: short runs of ink, some of them lost."""
    for i, x in enumerate(range(x0, x1, 6)):
        if i % 9:
            ink[top, x : x + 3] = True


def test_dots_from_end_to_end_of_a_tables_rules_are_a_rule_and_a_line_to_write_on_is_none() -> None:
    ink = np.zeros((400, 1400), bool)
    ink[60:63, 100:1300] = True
    ink[100:103, 100:1300] = True
    rules = Rules(across=(Rule(100, 60, 1300, 63), Rule(100, 100, 1300, 103)))
    dotted(ink, 160, 110, 1290)
    dotted(ink, 240, 600, 900)  # a name is written here
    rest = image_rules.erase_ink(ink, rules)
    (worn,) = dotted_rules.worn_rules(rest, rules, dpi=200)
    assert (worn.x0, worn.x1) == (100, 1300) and worn.top <= 160 < worn.bottom


def measures_under(read: str, *, unsure: float = 0.9) -> list[tuple[int | None, ...]]:
    """The years of the effects where the second of two yearly columns was read so."""
    drawn = draw(
        f"""
        # Handlingsplan 2023
        ## Åtgärder
        | Åtgärd | Effekt 2023, tkr | Effekt {read}, tkr | Ansvarig |
        | Nattpatrullerna slås samman till en | 300 | 600 | Enhetschef |
        | Kvällsöppet på två bibliotek upphör | 120 | 240 | Bibliotekschef |
        """,
        confidence=unsure,
    )
    return [tuple(e.year for e in m.effects) for m in extract(drawn).measures]


def test_a_year_of_a_scan_with_a_figure_too_many_or_of_long_ago_is_the_one_beside() -> None:
    for read in ("20245", "2014", "22024", "202!"):
        assert measures_under(read) == [(2023, 2024)] * 2, read
    assert measures_under("2025") == [(2023, 2025)] * 2


def test_a_year_of_long_ago_in_an_exported_paper_stays() -> None:
    assert measures_under("2014", unsure=1.0) == [(2023, 2014)] * 2


def test_a_table_with_several_plain_columns_needs_no_header_over_what_is_done() -> None:
    found = extract(
        draw("""
        # Uppföljning av besparingsåtgärder 2015
        ## Bakgrund
        | Förvaltningsområde | Bespauring sätgärd | Ansvarig tjänsteman | Klart senast | Läge |
        | Arbetsmarknad | Snickeriet byggs om så att fler får plats där | Områdeschef | november 2015 | Planeras |
        | Arbetsmarknad | Två verkstäder läggs samman i en lokal | Områdeschef | maj 2015 | Klar |
        """)
    ).measures
    assert [m.status for m in found] == ["planned", "done"]


def test_the_first_number_of_a_list_that_a_scan_misread_is_an_item_too() -> None:
    text = """
        # Lägesrapport för handlingsplanen 2031
        Pågående åtgärder:

        4 Omprövning av placeringarna i jourhem (50 tkr)

        2. Indragning av en tjänst som samordnare (180 tkr)
        3. Förenkling av handläggningen av stöd (90 tkr)
        """
    read = extract(draw(text, confidence=0.9)).measures
    assert [m.action.split()[0] for m in read] == ["Omprövning", "Indragning", "Förenkling"]
    assert {m.status for m in read} == {"ongoing"}
    printed = extract(draw(text)).measures
    assert [m.action.split()[0] for m in printed][-2:] == ["Indragning", "Förenkling"]


def test_light_lines_between_the_cells_of_a_dark_header_are_lines_and_no_letters() -> None:
    grey = paper()
    grey[50:90, 60:640] = 70
    for x in (62, 200, 420):
        grey[48:92, x : x + 2] = 165  # grey lines on a grey bar
    grey[60:82, 300:303] = 250  # the stem of a letter
    _, (bar,) = with_dark_letters(grey, dpi=200)
    assert [round(line.x0) for line in bar.uprights if line.x0 < 600] == pytest.approx([62, 200, 420], abs=2)
    down = image_rules.with_sides_of([bar], Rules(), dpi=200).down
    assert [rule.x0 for rule in down if 100 < rule.x0 < 600] == pytest.approx([200, 420], abs=3)


STROKES = [  # what stands over the table's first column edge, 18 rows above the line below; a second one; how many are lines
    ("I", "1", 2),
    ("|", "", 0),  # one alone, with a row of one cell between, may be a figure
    ("In", "15", 0),
]


@pytest.mark.parametrize(("first", "second", "lines"), STROKES)
def test_strokes_in_line_with_the_lines_below_a_header_are_lines(first: str, second: str, lines: int) -> None:
    rules = Rules(
        across=tuple(Rule(50, y, 500, y + 2) for y in (100, 124, 150, 300)),
        down=(Rule(160, 150, 162, 300), Rule(300, 150, 302, 300)),
    )
    read = [Read("Nr", 60, 104, 80, 120, 0.9), Read("Klart", 310, 104, 350, 120, 0.9)]
    strokes = [Read(t, x - 2, 104, x + 3, 120, 0.9) for t, x in ((first, 160.5), (second, 300.5)) if t]
    kept, found = without_strokes([*read, *strokes], rules, dpi=150)
    assert kept == read + ([] if lines else strokes)
    assert [(r.top, r.bottom) for r in found.down[2:]] == [(100, 124)] * lines


def test_a_stroke_right_above_a_line_is_its_beginning() -> None:
    rules = Rules(down=(Rule(160, 122, 162, 300),))
    stroke, figure = Read("1", 158, 104, 163, 120, 0.9), Read("1", 180, 104, 185, 120, 0.9)
    kept, found = without_strokes([stroke, figure], rules, dpi=150)
    assert kept == [figure]
    assert found.down == (Rule(160, 122, 162, 300), Rule(160, 104, 161, 120))


def test_a_row_whose_amount_touches_the_next_day_keeps_all_its_words() -> None:
    gutters = [(110.0, 120.0), (240.0, 300.0), (330.0, 340.0), (361.0, 362.0), (422.0, 500.0)]
    read = words(
        100,
        (50, "Gymnasium"), (120, "Begränsa"), (174, "tillägget"), (305, "-210"), (340, "-42"), (360, "2021-08-01"), (500, "Rektor"),
    )  # fmt: skip
    bounds = (50.0, 115.0, 270.0, 335.0, 361.5, 460.0, 540.0)
    row = make_row([Row(read)], gutters, bounds, Numbering(1))
    said = [word.text for cell in row.cells for line in cell.lines for word in line.words]
    assert sorted(said) == sorted(word.text for word in read)
    name = words(100, (50, "Förskola"), (104, "och"), (128, "skola"), (500, "900"))
    row = make_row([Row(name)], gutters, bounds, Numbering(1))
    assert [cell.text for cell in row.cells] == ["Förskola och skola", "", "", "", "", "900"]


def test_a_bullet_that_was_not_read_is_seen_also_among_dust() -> None:
    """``ink`` 40 pixels to the type size; the dot stands 60 pixels before its line, dust of two pixels around it."""
    grey = np.full((200, 600), 240, np.uint8)
    grey[88:100, 40:52] = 20  # the dot
    for y, x in ((84, 45), (95, 30), (90, 70)):
        grey[y : y + 2, x : x + 2] = 20
    grey[80:108, 100:300] = 20  # the word
    (line,) = segments_of([Read("badet", 100, 80, 300, 108, 0.9)])
    assert [w.text for w in typed([line], grey, grey < 128, points=0.25)] == ["•", "badet"]
