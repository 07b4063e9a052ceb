"""Scanned pages: drawn here, read by Tesseract, compared with what was drawn."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractors import ocr_mend
from extractors.errors import MissingTool, UnreadablePaper
from extractors.model import Box, Page, Word
from extractors.reading import dotted_rules, image, image_rules, ocr, ocr_need, ocr_tesseract, read_pages
from extractors.reading.faded_rules import whole_uprights, with_faint_lines
from extractors.reading.ocr_turned import find_turned
from extractors.reading.rule import Rule

needs_tesseract = pytest.mark.skipif(
    ocr_tesseract.data_folder() is None, reason="Tesseract with Swedish is not installed (tesseract-ocr-swe)"
)

HEADING = "Förslag till åtgärder"
BODY = [
    "Nämnden räknar med ett underskott och föreslår därför att två",
    "tjänster hålls vakanta under året. Inköp av möbler skjuts upp.",
    "Områdeschefen följer upp åtgärderna varje månad enligt § 14.",
]
ROWS = [
    ["Nr", "Åtgärd", "Effekt tkr"],
    ["1", "Hålla tjänster vakanta", "1 200"],
    ["2", "Färre inköp", "0"],
    ["3", "Öka avgifter", "-75"],
]
COLUMNS, TOP, HEIGHT = (72, 110, 330, 420), 300, 24


def draw_paper() -> bytes:
    """One page: a bold heading, body text, two bullets and a ruled table."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4)
    high = A4[1]
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(72, high - 90, HEADING)
    canvas.setFont("Times-Roman", 12)
    for i, line in enumerate(BODY):
        canvas.drawString(72, high - 130 - 18 * i, line)
    for i, line in enumerate(("Sänkta kostnader för lokaler", "Fler egna vikarier")):
        canvas.circle(94, high - 212 - 18 * i, 2, fill=1)
        canvas.drawString(108, high - 216 - 18 * i, line)
    canvas.setFont("Times-Roman", 10)
    for i in range(len(ROWS) + 1):
        canvas.line(COLUMNS[0], high - TOP - HEIGHT * i, COLUMNS[-1], high - TOP - HEIGHT * i)
    for x in COLUMNS:
        canvas.line(x, high - TOP, x, high - TOP - HEIGHT * len(ROWS))
    for i, row in enumerate(ROWS):
        for x, text in zip(COLUMNS, row, strict=False):
            canvas.drawString(x + 5, high - TOP - HEIGHT * i - 16, text)
    canvas.save()
    return target.getvalue()


def scan(pdf: bytes, *, dpi: float = 200, skew: float = 0.0, turned: int = 0, noise: float = 0.0) -> bytes:
    """The first page as a picture in a PDF: skewed clockwise, then turned clockwise."""
    import pypdfium2

    grey = pypdfium2.PdfDocument(pdf)[0].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    grey = grey.rotate(-skew, resample=Image.Resampling.BICUBIC, fillcolor=255).rotate(-turned, expand=True)
    pixels = np.asarray(grey, float) + np.random.default_rng(1).normal(-15, noise, (grey.height, grey.width))
    target = io.BytesIO()
    Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).save(target, "PDF", resolution=dpi)
    return target.getvalue()


def lines_of(page: Page) -> list[str]:
    from extractors.lines import rows_of, text_of

    return [text_of(part) for row in rows_of(page.words) for part in row.segments]


def cells_of(page: Page) -> list[list[str]]:
    [grid] = page.grids
    return [
        [" ".join(w.text for w in page.words if cell and cell.holds(*w.middle)) for cell in row] for row in grid.rows
    ]


@pytest.fixture(scope="module")
def paper() -> bytes:
    return draw_paper()


@needs_tesseract
@pytest.mark.parametrize(
    "how",
    [
        {},
        {"dpi": 150, "noise": 10.0},
        {"skew": 1.7, "noise": 10.0},
        {"skew": -0.6, "turned": 90},
        {"turned": 180},
        {"skew": 0.9, "turned": 270},
    ],
    ids=str,
)
def test_a_scan_gives_the_lines_and_cells_that_were_printed(paper: bytes, how: dict[str, float]) -> None:
    page = ocr.ocr_page(scan(paper, **how), 1)  # type: ignore[arg-type]
    said = lines_of(page)
    assert said[:4] == [HEADING, *BODY]
    assert said[4:6] == ["• Sänkta kostnader för lokaler", "• Fler egna vikarier"]
    assert cells_of(page) == ROWS
    assert (page.source, page.turned) == ("ocr", -how.get("turned", 0) % 360)
    assert page.skew == pytest.approx(-how.get("skew", 0.0), abs=0.1)


@needs_tesseract
def test_headings_are_told_from_body_text_by_size_and_weight(paper: bytes) -> None:
    page = ocr.ocr_page(scan(paper), 1)
    heading = [w for w in page.words if w.text in HEADING.split() and w.size > 14]
    body = [w for w in page.words if w.text in {"Nämnden", "underskott", "tjänster", "månad"} and w.size > 11]
    assert len(heading) == 3 and all(w.bold for w in heading)
    assert len(body) == 4 and not any(w.bold for w in body)
    assert len({w.size for w in body}) == 1
    assert body[0].size == pytest.approx(12, abs=0.6)


@needs_tesseract
def test_places_turned_back_hold_the_words_on_the_page_as_it_lies(paper: bytes) -> None:
    upright = {w.text: w.box for w in next(iter(read_pages(paper))).words}
    page = ocr.ocr_page(scan(paper, skew=1.5, turned=90), 1)
    word = next(w for w in page.words if w.text == "Områdeschefen")
    seen = page.as_seen(word.box)
    # Drawn upright at (x, y), skewed by 1.5° around the middle, then turned a quarter clockwise: (height - y, x).
    box = upright["Områdeschefen"]
    x, y = (box.x0 + box.x1) / 2 - A4[0] / 2, (box.top + box.bottom) / 2 - A4[1] / 2
    turn = np.radians(1.5)
    x, y = x * np.cos(turn) - y * np.sin(turn) + A4[0] / 2, x * np.sin(turn) + y * np.cos(turn) + A4[1] / 2
    assert seen.holds(A4[1] - y, x)
    assert seen.height > seen.width  # the word runs down the page


@needs_tesseract
def test_library_and_program_read_the_same(paper: bytes) -> None:
    engine = ocr_tesseract.find_tesseract()
    program = ocr_tesseract.TesseractProgram("tesseract", ocr_tesseract.data_folder() or Path())
    grey = np.full((60, 500), 255, np.uint8)
    import pypdfium2

    picture = image.straighten(image.render(pypdfium2.PdfDocument(scan(paper))[0]))
    grey = picture.grey[340:480]
    assert engine.read_page(grey, dpi=200, seconds=20) == program.read_page(grey, dpi=200, seconds=20)
    strips = [picture.grey[340:380], picture.grey[395:430]]
    assert engine.read_lines(strips, dpi=200, seconds=20) == program.read_lines(strips, dpi=200, seconds=20)


@needs_tesseract
def test_a_page_that_takes_too_long_is_said_so(paper: bytes) -> None:
    page = ocr.ocr_page(scan(paper), 1, seconds=0.01)
    assert (page.words, page.notes, page.confidence) == ((), ("ocr_timeout",), 0.0)


def test_without_an_engine_a_scan_stays_empty_and_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, paper: bytes
) -> None:
    monkeypatch.setattr(ocr, "data_folder", lambda: None)
    monkeypatch.setattr(ocr_tesseract, "data_folder", lambda: None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(MissingTool, match="tesseract-ocr-swe"):
        ocr.find_engine()
    assert ocr.available_engines() == {}
    bare = Page(1, 595, 842, image_share=1.0)
    assert ocr.reread(bare, scan(paper)).notes == ("ocr_missing",)


def test_a_broken_file_is_unreadable() -> None:
    if ocr_tesseract.data_folder() is None:
        pytest.skip("Tesseract with Swedish is not installed (tesseract-ocr-swe)")
    with pytest.raises(UnreadablePaper):
        ocr.ocr_page(b"%PDF-1.4 and then nothing", 1)


def words(text: str) -> tuple[Word, ...]:
    return tuple(Word(t, 0, 0, 10, 10, 12) for t in text.split())


SWEDISH = "Nämnden beslutar att hålla nere kostnaderna för lokaler och inköp under resten av året samt att följa upp beslutet varje månad i samband med bokslut och prognos till kommunstyrelsen "
SHIFTED = SWEDISH.translate(str.maketrans("abcdefghijklmnopqrstuvwxyz", "defghijklmnopqrstuvwxyzabc"))
FIGURES = " ".join(f"{n} {n * 17},{n % 10} {n * 3}%" for n in range(100, 130))

NEEDS = [
    (Page(1, 595, 842, words(SWEDISH)), None),
    (Page(1, 595, 842), None),  # an empty sheet
    (Page(1, 595, 842, image_share=0.98), "no_text"),
    (Page(1, 595, 842, words(SWEDISH * 3), image_share=0.98), None),  # a picture behind the text
    (Page(1, 595, 842, words("Inkom 2019-03-04 Dnr 12/19"), image_share=0.98), "little_text"),
    (Page(1, 595, 842, words("Sidan 3"), image_share=0.1), None),
    (Page(1, 595, 842, words(SWEDISH * 3), image_share=0.98, notes=("hidden_text",)), "hidden_text"),
    (Page(1, 595, 842, words(SWEDISH), image_share=0.05, notes=("hidden_text",)), None),
    (Page(1, 595, 842, words(SWEDISH), notes=("unmapped_text",)), "unmapped_text"),
    (Page(1, 595, 842, words(SHIFTED)), "garbled_text"),
    (Page(1, 595, 842, words(FIGURES)), None),  # a table of figures has few words
]  # fmt: skip


@pytest.mark.parametrize(("page", "reason"), NEEDS)
def test_only_pages_without_honest_text_are_read_by_ocr(page: Page, reason: str | None) -> None:
    assert ocr_need.needs_ocr(page) == reason
    assert ocr_need.needs_ocr(page, choice="never") is None
    assert ocr_need.needs_ocr(page, choice="always") == "chosen"


def test_dotted_lines_are_found_and_rows_of_small_letters_are_not() -> None:
    ink = np.zeros((200, 900), bool)
    for x in range(100, 700, 6):
        ink[60 + x // 200 : 62 + x // 200, x : x + 2] = True  # not quite level
        ink[120:132, x : x + 2] = True  # as high as letters
    ink[160:162, 300:330] = True  # a dash
    found = dotted_rules.find_dotted(ink, dpi=200)
    assert {rule.top // 10 for rule in found} == {6}
    assert (min(rule.x0 for rule in found), max(rule.x1 for rule in found)) == (90, 690)


def test_broken_and_specked_lines_are_found_and_letters_are_not() -> None:
    ink = np.zeros((400, 600), bool)
    ink[100:102, 50:550] = True
    ink[100:102, 300:310] = False  # worn
    ink[101, 50:550:9] = False  # specked
    ink[60:340, 80:82] = True
    for x in range(60, 500, 9):  # a row of letters with touching feet
        ink[200:220, x : x + 3] = True
    ink[218:220, 60:500] = True
    ink[200:220, 60:500:2] = True
    rules = image_rules.find_rules(ink, dpi=200)
    assert [(r.x0, r.x1, r.top) for r in rules.across] == [(50, 550, 100)]
    assert [(r.top, r.bottom, r.x0) for r in rules.down] == [(60, 340, 80)]


READ_AS_ONE = [
    ("600:2021-08-01", ["600", "2021-08-01"]),
    ("0.2021-01-01", ["0", "2021-01-01"]),
    ("2021-08-01", ["2021-08-01"]),
    ("2021-2022-08-01", ["2021", "2022-08-01"]),
    ("5.2021-345", ["5.2021-345"]),
]


@pytest.mark.parametrize(("text", "apart"), READ_AS_ONE)
def test_an_amount_and_the_day_in_the_next_column_that_were_read_as_one_come_apart(text: str, apart: list[str]) -> None:
    found = ocr.days_apart([ocr_tesseract.Read(text, 0, 0, 10 * len(text), 20, 0.9)])
    assert [word.text for word in found] == apart
    assert [round(word.x1 - word.x0) for word in found] == [10 * len(part) for part in apart]


def faint_table() -> NDArray[np.uint8]:
    """Three strong lines of a table and one faint one, a merged cell to the left of another, a row of text."""
    grey = np.full((600, 1000), 240, np.uint8)
    for y in (100, 300, 500):
        grey[y : y + 2, 50:950] = 0
    grey[200:202, 50:950] = 205
    grey[400:402, 300:950] = 205  # a cell goes through from above
    grey[240:256, 60:900:7] = 40
    return grey


def test_lines_too_faint_to_be_ink_are_found_between_those_of_their_table() -> None:
    strong = [Rule(50, y, 950, y + 2) for y in (100, 300, 500)]
    found = with_faint_lines(faint_table(), strong, dpi=150)
    assert [(r.x0, r.x1, round(r.top, -1)) for r in found if r not in strong] == [(50, 950, 200)]


def test_the_feet_of_a_line_of_text_that_fills_its_frame_are_no_faint_line() -> None:
    grey = faint_table()
    for x in range(56, 940, 14):
        grey[340:356, x : x + 6] = 60
        grey[354:357, x - 3 : x + 9] = 60
    strong = [Rule(50, y, 950, y + 2) for y in (100, 300, 500)]
    found = with_faint_lines(grey, strong, dpi=150)
    assert [round(r.top, -1) for r in found if r not in strong] == [200]


def test_an_upright_line_that_fades_below_the_header_is_followed_and_none_is_through_a_merged_cell() -> None:
    grey = np.ascontiguousarray(faint_table().T)
    whole, short = Rule(100, 50, 102, 950), Rule(200, 50, 202, 120)
    merged = Rule(400, 50, 402, 120)
    found = whole_uprights(grey, [whole, Rule(300, 50, 302, 950), short, merged], dpi=150)
    assert {(r.x0, r.bottom) for r in found} == {(100, 950), (300, 950), (200, 950), (400, 120)}


def test_a_letter_just_before_a_line_does_not_lose_it() -> None:
    ink = np.zeros((300, 300), bool)
    ink[136:216, 80:82] = True  # the upright line of a table's first row
    ink[96:120, 80:82] = True  # the stem of a letter of the text above it
    ink[108:112, 82:92] = True
    rules = image_rules.find_rules(ink, dpi=150)
    assert [(r.top, r.bottom, r.x0) for r in rules.down] == [(136, 216, 80)]


def test_the_feet_of_large_type_and_bold_letters_that_ran_together_are_no_lines() -> None:
    ink = np.zeros((300, 700), bool)
    ink[100:107, 60:660] = True  # serifs of a title, with gaps between the words
    for x in range(60, 660, 20):
        ink[60:100, x : x + 10] = True
    for x in range(150, 660, 100):
        ink[60:107, x : x + 16] = False
    ink[200:211, 60:100] = True  # half an inch of a bold word
    ink[250:253, 60:100] = True  # the side of a small cell
    rules = image_rules.find_rules(ink, dpi=150)
    assert [(r.x0, r.x1, r.top) for r in rules.across] == [(60, 100, 250)]


def test_upright_headers_are_found_among_dust() -> None:
    ink = np.zeros((400, 300), bool)
    for y in range(240, 380, 14):  # letters on their side, from below upwards
        ink[y : y + 9, 20:38] = True
        ink[y + 3 : y + 6, 24:34] = False
    for y in range(15, 390, 23):  # dust over the whole cell
        for x in range(8 + y % 17, 290, 31):
            ink[y : y + 2, x : x + 2] = True
    read = []

    def read_lines(lines: Sequence[image.Grey]) -> list[list[ocr_tesseract.Read]]:
        read.extend(line.shape for line in lines)
        return [[ocr_tesseract.Read("Ansvarig", 0, 0, 10, 10, 0.9)] for _ in lines]

    grey = np.where(ink, 0, 255).astype(np.uint8)
    (found,) = find_turned([Box(0, 0, 300, 400)], [], grey, ink, em=20, read_lines=read_lines)
    assert [w.text for w in found.words] == ["Ansvarig"]
    assert 230 <= found.box.top <= 240 and 370 <= found.box.bottom <= 380
    assert found.box.x1 - found.box.x0 < 40


def test_a_word_that_was_read_twice_at_one_place_is_one() -> None:
    read = [
        ocr_tesseract.Read("Helår", 10, 0, 50, 12, 0.7),
        ocr_tesseract.Read("Helår", 12, 1, 51, 12, 0.9),
        ocr_tesseract.Read("och", 60, 0, 80, 12, 0.9),
        ocr_tesseract.Read("och", 90, 0, 110, 12, 0.9),  # printed twice
        ocr_tesseract.Read("och", 60, 20, 80, 32, 0.9),  # on the next line
    ]
    assert [(w.x0, w.top) for w in ocr.read_once(read)] == [(12, 1), (60, 0), (90, 0), (60, 20)]


def test_marks_between_words_that_the_engine_doubts_are_dust() -> None:
    said = [("•", 0.3), ("Starttid", 0.9), ("=", 0.2), ("1", 0.3), ("–", 0.8), ("....", 0.3), ("—", 0.4)]
    words = [ocr_tesseract.Read(text, i, 0, i + 1, 1, sure) for i, (text, sure) in enumerate(said)]
    assert [w.text for w in ocr.without_dust(words)] == ["•", "Starttid", "1", "–", "...."]


@pytest.mark.parametrize(
    ("read", "beside", "meant"),
    [
        ("Uppnått per 30 - 1 kkr", ["Nr", "Läge per 30 juni 2024"], "Uppnått per 30 juni 2024 - 1 kkr"),
        ("Uppnått per 30", ["Läge per 31 juli 2024"], "Uppnått per 30"),
        ("Uppnått per 30", ["Läge per 30 juni 2024", "Start 30 juni 2023"], "Uppnått per 30"),
        ("Uppnått per 30 april", ["Läge per 30 juni 2024"], "Uppnått per 30 april"),
        ("Uppnått per 30/6", ["Läge per 30 juni 2024"], "Uppnått per 30/6"),
        ("Uppnått per 2024-06-30", ["Läge per 30 juni 2024"], "Uppnått per 2024-06-30"),
    ],
)
def test_a_month_lost_behind_its_day_is_the_one_that_other_labels_say(read: str, beside: list[str], meant: str) -> None:
    assert ocr_mend.mend_lost_month(read, beside) == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Utfall per 3 augusti 2020, tkr", "Utfall per 31 augusti 2020, tkr"),
        ("Utfall per 31 3 augusti 2020", "Utfall per 31 augusti 2020"),
        ("t.o.m. den 3 april", "t.o.m. den 30 april"),
        ("Utfall t.o.m. 2023-08-32 (tkr)", "Utfall t.o.m. 2023-08-31 (tkr)"),
        ("Utfall per 36 april 2023", "Utfall per 30 april 2023"),
        ("per 13 augusti", "per 13 augusti"),
        ("Start 3 augusti", "Start 3 augusti"),
        ("per 3 februari", "per 3 februari"),
    ],
)
def test_outcomes_are_counted_to_the_last_day_of_a_month(read: str, meant: str) -> None:
    assert ocr_mend.mend_last_day(read) == meant


AS_SEEN = [
    (0, Box(10, 20, 40, 30)),
    (90, Box(20, 160, 30, 190)),
    (180, Box(160, 270, 190, 280)),
    (270, Box(270, 10, 280, 40)),
]


@pytest.mark.parametrize(("turned", "seen"), AS_SEEN)
def test_a_place_is_turned_back_by_quarters(turned: int, seen: Box) -> None:
    assert Page(1, 200, 300, turned=turned).as_seen(Box(10, 20, 40, 30)) == seen


AMOUNTS = [
    ("kostnaden minskar med 100 00% kronor", "kostnaden minskar med 100 000 kronor"),
    ("minskar med 10 % och 30 tkr", "minskar med 10 % och 30 tkr"),
    ("1.000 000 kr", "1 000 000 kr"),
    ("1 500.000 kr", "1 500 000 kr"),
    ("1.500 kr", "1.500 kr"),
    ("0;6", "0,6"),
    ("1O0 mnlkr", "100 mnkr"),
    ("l,5 mnkr", "1,5 mnkr"),
    ("l 000 tkr", "1 000 tkr"),
    ("2 O00 tkr", "2 000 tkr"),
    ("4 ,1 mnkr", "4,1 mnkr"),
    ("3,2 rnnkr", "3,2 mnkr"),
    ("700 lkr", "700 lkr"),  # tkr, mkr or kkr: not certain
    ("500 barn", "500 barn"),
    ("1 112 550", "1 112 550"),
    ("SO tkr", "SO tkr"),  # not one figure is certain
    ("06", "0,6"),
    ("O", "0"),
    ("0)", "0"),
    ("O tkr", "0 tkr"),
    ("01 mnkr", "0,1 mnkr"),
    ("2 005", "2 005"),
    ("05-06", "05-06"),
]
DATES = [
    ("l apri1 2O13", "1 april 2013"),
    ("2O13-O1-O1", "2013-01-01"),
    ("31 decernber 2020", "31 december 2020"),
    ("I juni", "I juni"),  # the preposition
    ("Hösten 2012", "Hösten 2012"),
    ("081231", "081231"),
]
MARKS = [
    ("enligt beslut (8 31)", "enligt beslut (§ 31)"),
    ("sänks med 50 96.", "sänks med 50 %."),
    ("(8 av 12)", "(8 av 12)"),
    ("96 platser", "96 platser"),
]
WORDS = [
    ("atgarder", "åtgärder"),
    ("nämnden", "nämnden"),
    ("verksarnhet", "verksamhet"),
    ("1okaler", "lokaler"),
    ("lokalplanering", "lokalplanering"),
    ("far", "far"),  # a word as it stands
    ("xqzwrt", "xqzwrt"),
]


@pytest.mark.parametrize(("read", "meant"), AMOUNTS)
def test_amounts_are_mended_where_only_one_reading_is_possible(read: str, meant: str) -> None:
    assert ocr_mend.mend_amount(read) == meant


@pytest.mark.parametrize(("read", "meant"), DATES)
def test_dates_are_mended_where_only_one_reading_is_possible(read: str, meant: str) -> None:
    assert ocr_mend.mend_date(read) == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("100 KH", "100 %"),
        ("40R", "40 %"),
        ("1026", "10 %"),
        ("Oo”", "0 %"),
        ("75 0", "75 %"),
        ("50", "50"),
        ("2026", "2026"),
        ("Klar", "Klar"),
    ],
)
def test_a_share_alone_in_its_cell_is_one_though_its_sign_was_misread(read: str, meant: str) -> None:
    assert ocr_mend.mend_share(read) == meant


@pytest.mark.parametrize(("read", "meant"), MARKS)
def test_section_and_percent_signs_are_mended_in_their_places_only(read: str, meant: str) -> None:
    assert ocr_mend.mend_marks(read) == meant


@pytest.mark.parametrize(("read", "meant"), WORDS)
def test_words_are_mended_by_the_lexicon(read: str, meant: str) -> None:
    assert ocr_mend.mend_word(read) == meant
