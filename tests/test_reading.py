"""Native pages: the fast reader and pdfplumber tell the same, on papers of several writers and shapes."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import fpdf
import numpy as np
import pdfplumber
import pikepdf
import pypdfium2
import pytest
from reportlab.lib.colors import Color, HexColor, black, white
from reportlab.pdfgen.canvas import Canvas

from extractors.errors import UnreadablePaper
from extractors.model import Box, Page, Word
from extractors.reading import OpenPaper, fast, plumber, read_pages, read_paper
from extractors.reading.letters import clean, note_mark
from extractors.reading.second import agree

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "pdf"
NATIVE = sorted(p for p in CORPUS.glob("*.pdf") if ".scan" not in p.name) if CORPUS.is_dir() else []
SAMPLES = sorted((Path(__file__).parents[1] / "data" / "raw").glob("*.pdf"))

TABLE = [
    ("Åtgärd", "Effekt, tkr", "Klart"),
    ("Senare öppning av simhallen", "1 250", "Hösten 2031"),
    ("Färre turer med bokbussen", "- 400", "1/6 2031"),
]


def drawn(draw: Callable[[Canvas], None], *, pages: int = 1) -> bytes:
    """A paper of the first writer; each page drawn anew."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for _ in range(pages):
        canvas.setFont("Helvetica", 11)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def changed(data: bytes, **entries: object) -> bytes:
    """The paper with entries of its first page set."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for name, value in entries.items():
            pdf.pages[0].obj[f"/{name}"] = value
        pdf.save(out)
    return out.getvalue()


def read(data: bytes) -> Page:
    (page,) = read_pages(data)
    return page


def text(page: Page) -> str:
    return " ".join(word.text for word in page.words)


def two_readings(data: bytes) -> list[tuple[Page, Page]]:
    """Each page by the fast reader and by pdfplumber."""
    pdf = pypdfium2.PdfDocument(data)
    with pdfplumber.open(io.BytesIO(data)) as other:
        return [
            (fast.read_page(pdf[i], i + 1), plumber.read_page(page, i + 1)) for i, page in enumerate(other.pages)
        ]  # fmt: skip


def assert_alike(one: Page, other: Page) -> None:
    assert Counter(w.text for w in one.words) == Counter(w.text for w in other.words)
    assert Counter(w.text for w in one.words if w.bold) == Counter(w.text for w in other.words if w.bold)
    assert sides(one) == pytest.approx(sides(other), abs=2)  # slanted letters reach out to their left
    assert [len(grid.rows) for grid in one.grids] == [len(grid.rows) for grid in other.grids]
    for grid, twin in zip(one.grids, other.grids, strict=True):
        assert grid.box == pytest.approx(twin.box, abs=1)
    assert len(one.rules) == len(other.rules)


def sides(page: Page) -> list[float]:
    """Left sides, then right sides of all words, the same words next to each other; bullets' widths apart."""
    words = [w for w in page.words if any(c.isalnum() for c in w.text)]
    return [x for _, x in sorted((w.text, w.x0) for w in words)] + [x for _, x in sorted((w.text, w.x1) for w in words)]


@pytest.mark.parametrize("path", [*NATIVE, *SAMPLES], ids=lambda p: p.name)
def test_two_readers_tell_the_same_of_every_paper(path: Path) -> None:
    if not next(iter(read_pages(path.read_bytes()))).words:
        pytest.skip("a scan")
    for one, other in two_readings(path.read_bytes()):
        assert_alike(one, other)


def canvas_table(canvas: Canvas) -> None:
    canvas.grid([50, 260, 360, 480], [700, 680, 660, 640])
    for row, cells in enumerate(TABLE):
        for x, cell in zip((54, 264, 364), cells, strict=True):
            canvas.drawString(x, 686 - 20 * row, cell)


def form_table(canvas: Canvas) -> None:
    """The same table in a form, moved and made smaller where it is used."""
    canvas.beginForm("table", 0, 0, 595, 842)
    canvas.setFont("Helvetica", 11)
    canvas_table(canvas)
    canvas.endForm()
    canvas.translate(60, 120)
    canvas.scale(0.8, 0.8)
    canvas.doForm("table")


def fpdf_table() -> bytes:
    pdf = fpdf.FPDF(format="A4")
    pdf.add_page()
    pdf.set_font("Times", size=10)
    with pdf.table(col_widths=(60, 25, 25)) as table:
        for cells in TABLE:
            table.row(cells)
    return bytes(pdf.output())


def rewritten(data: bytes) -> bytes:
    """Written anew with compressed objects, as a third writer would."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=True)
    return out.getvalue()


PAPERS = {
    "canvas": drawn(canvas_table),
    "form": drawn(form_table),
    "fpdf": fpdf_table(),
    "rewritten": rewritten(drawn(canvas_table)),
    "cropped": changed(drawn(canvas_table), CropBox=[30, 500, 560, 800]),
    "moved": changed(drawn(canvas_table), MediaBox=[20, 300, 595, 842]),
}


@pytest.mark.parametrize("name", PAPERS)
def test_a_table_is_read_alike_by_two_readers_whoever_wrote_it(name: str) -> None:
    ((one, other),) = two_readings(PAPERS[name])
    assert_alike(one, other)
    (grid,) = one.grids
    assert [len(row) for row in grid.rows] == [3, 3, 3]
    cell = grid.rows[1][0]
    assert cell is not None
    assert " ".join(w.text for w in one.words if cell.holds(*w.middle)) == "Senare öppning av simhallen"


def dark_share(data: bytes, page: Page, box: Box) -> float:
    """How much of a place is ink when the page is shown."""
    image = pypdfium2.PdfDocument(data)[page.number - 1].render(scale=3).to_numpy()[:, :, 0]
    seen = page.as_seen(box)
    cut = image[int(seen.top * 3) : int(seen.bottom * 3) + 1, int(seen.x0 * 3) : int(seen.x1 * 3) + 1]
    return float(np.mean(cut < 128)) if cut.size else 0.0


TURNED = [
    (rotate, crop) for rotate in (0, 90, 180, 270) for crop in ([0, 0, 595, 842], [30, 500, 560, 800])
]  # fmt: skip


@pytest.mark.parametrize(("rotate", "crop"), TURNED)
def test_turned_and_cropped_pages_are_read_upright_and_their_places_hold_ink(rotate: int, crop: list[int]) -> None:
    data = changed(drawn(canvas_table), Rotate=rotate, CropBox=crop)
    page = read(data)
    assert (page.width, page.height) == (crop[2] - crop[0], crop[3] - crop[1])  # turned to be read
    assert text(page).startswith("Åtgärd Effekt, tkr Klart Senare öppning")
    assert [len(grid.rows) for grid in page.grids] == [3]
    assert all(dark_share(data, page, word.box) > 0.02 for word in page.words)


def test_a_landscape_page_by_rotate_is_not_turned_to_be_read() -> None:
    def sideways(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.translate(0, -595)
        canvas.drawString(60, 500, "Bilaga till planen")

    page = read(changed(drawn(sideways), Rotate=90))
    assert (page.turned, page.width, page.height) == (0, 842, 595)
    assert text(page) == "Bilaga till planen"


def test_turned_headers_come_out_the_right_way_round_in_their_cell() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([50, 90, 130, 300], [700, 600, 560])
        for x, header in ((74, "Årlig effekt"), (114, "Klart senast")):
            canvas.saveState()
            canvas.translate(x, 604)
            canvas.rotate(90)
            canvas.drawString(0, 0, header)
            canvas.restoreState()
        canvas.drawString(140, 650, "Ansvarig nämnd för åtgärden")
        canvas.drawString(55, 570, "250")

    page = read(drawn(draw))
    first, second, *_ = page.grids[0].rows[0]
    for cell, words in ((first, ["Årlig", "effekt"]), (second, ["Klart", "senast"])):
        assert cell is not None
        inside = sorted((w for w in page.words if cell.holds(*w.middle)), key=lambda w: w.top)
        assert [w.text for w in inside] == words


def test_turned_letters_set_one_by_one_are_words_and_the_fast_reader_reads_them() -> None:
    def draw(canvas: Canvas) -> None:
        for line in range(6):
            canvas.drawString(60, 700 - 14 * line, "Nämnden beslutade om åtgärder för en budget i balans.")
        canvas.saveState()
        canvas.translate(40, 300)
        canvas.rotate(90)
        x = 0.0
        for letter in "Signerat digitalt 2031":  # each letter placed by itself, as browsers print turned text
            canvas.drawString(x, 0, letter)
            x += canvas.stringWidth(letter, "Helvetica", 11)
        canvas.restoreState()

    page = read(drawn(draw))
    assert page.reader == "pdfium"
    assert [w.text for w in page.words[-3:]] == ["Signerat", "digitalt", "2031"]
    assert all(w.x1 <= 60 for w in page.words[-3:])


def test_several_fonts_on_a_line_part_no_word_but_raised_note_marks() -> None:
    def draw(canvas: Canvas) -> None:
        x = 50.0
        for font, size, rise, part in [
            ("Helvetica", 11, 0, "Bok"), ("Helvetica-Bold", 11, 0, "bussens"), ("Helvetica", 11, 0, " kostnad 1 250"),
            ("Helvetica", 6, 4, "1"), ("Helvetica", 11, 0, " tkr, "), ("Helvetica-Bold", 11, 0, "helår"),
        ]:  # fmt: skip
            canvas.setFont(font, size)
            canvas.drawString(x, 700 + rise, part)
            x += canvas.stringWidth(part, font, size)

    page = read(drawn(draw))
    assert [w.text for w in page.words] == ["Bokbussens", "kostnad", "1", "250", "1", "tkr,", "helår"]
    assert [w.size for w in page.words if w.text == "1"] == [11, 6]
    assert [w.text for w in page.words if w.bold] == ["helår"]


CLEANED = [
    ("\uf0b7", "•"),
    ("\uf06f", "☐"),  # Wingdings: boxes to tick
    ("\uf0fe", "☑"),
    ("\uf0a7", "•"),                     # the square bullet of Wingdings
    ("\ufb01nansiering", "finansiering"),
    ("A\u030atga\u0308rd", "Åtgärd"),     # letter and mark apart
    ("verk\xadsamhet", "verksamhet"),
    ("verk\xad", "verk-"),               # the break was made here
    ("a\u200bvtal", "avtal"),
    ("\u202eavtal\u202c", "avtal"),
    ("av\x07tal", "av\ufffdtal"),
    ("\ud800a", "\ufffda"),
    ("(cid:36)(cid:87)", "\ufffd\ufffd"),
    ("av\ue123tal", "av\ufffdtal"),      # private use that nobody knows is not guessed
    ("\ue123", "•"),                     # but alone it is a bullet
    ("–400", "–400"),
    ("½", "½"),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "kept"), CLEANED)
def test_letters_are_kept_in_one_spelling(printed: str, kept: str) -> None:
    assert clean(printed) == kept


@pytest.mark.parametrize(("word", "length"), [("250¹", 1), ("2031²³", 2), ("m²", 0), ("250", 0), ("¹", 0)])
def test_raised_digits_after_a_number_are_note_marks(word: str, length: int) -> None:
    assert note_mark(word) == length


def test_hard_and_thin_spaces_part_words() -> None:
    page = read(drawn(lambda canvas: canvas.drawString(50, 700, "1\xa0250\xa0tkr")))
    assert [w.text for w in page.words] == ["1", "250", "tkr"]


def _invisible(canvas: Canvas) -> None:
    words = canvas.beginText(50, 600)
    words.setTextRenderMode(3)
    words.textLine("Gömd rad 99 000 kr")
    canvas.drawText(words)


def _white(canvas: Canvas) -> None:
    canvas.setFillColor(white)
    canvas.drawString(50, 600, "Gömd rad 99 000 kr")


def _clear(canvas: Canvas) -> None:
    canvas.setFillColor(Color(0, 0, 0, alpha=0))
    canvas.drawString(50, 600, "Gömd rad 99 000 kr")


def _tiny(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 0.5)
    canvas.drawString(50, 600, "Gömd rad 99 000 kr")


def _beside(canvas: Canvas) -> None:
    canvas.drawString(900, 600, "Gömd rad 99 000 kr")


@pytest.mark.parametrize("hide", [_invisible, _white, _clear, _tiny, _beside])
def test_text_that_does_not_show_is_left_out_and_flagged(hide: Callable[[Canvas], None]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 700, "Synlig rad 100 kr")
        hide(canvas)

    page = read(drawn(draw))
    assert (text(page), page.notes) == ("Synlig rad 100 kr", ("hidden_text",))


def test_white_letters_on_a_dark_cell_show() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(HexColor("#224488"))
        canvas.rect(40, 690, 200, 24, fill=1, stroke=0)
        canvas.setFillColor(white)
        canvas.drawString(50, 697, "Ekonomisk effekt")

    page = read(drawn(draw))
    assert (text(page), page.notes) == ("Ekonomisk effekt", ())
    assert [(f.colour, f.x0, f.x1) for f in page.fills] == [("#224488", 40, 240)]


def test_text_drawn_twice_for_boldness_is_read_once() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 700, "Mål och mål och åtgärd")
        canvas.drawString(50.6, 700, "Mål och mål och åtgärd")

    assert text(read(drawn(draw))) == "Mål och mål och åtgärd"


def test_lone_rules_and_traffic_lights_are_seen() -> None:
    def draw(canvas: Canvas) -> None:
        for y in (700, 680, 640):
            canvas.line(50, y, 300, y)
            canvas.line(300, y, 500, y)
        canvas.setFillColor(HexColor("#00aa00"))
        canvas.circle(400, 690, 6, stroke=0, fill=1)
        canvas.setFillColor(black)
        canvas.rect(50, 600, 450, 0.8, stroke=0, fill=1)  # a rule drawn as a thin surface

    page = read(drawn(draw))
    assert [(r.x0, r.x1, round(r.top)) for r in page.rules] == [(50, 500, y) for y in (142, 162, 202, 241)]
    assert [(f.colour, f.x0, f.x1) for f in page.fills] == [("#00aa00", 394, 406)]
    assert page.grids == ()


def _long_paper() -> bytes:
    numbers = iter(range(1, 100))
    return drawn(
        lambda canvas: canvas.drawString(50, 700, f"Sida {next(numbers)} kostar {next(numbers)} 000 kr"), pages=9
    )


def _locked() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(_long_paper())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="hemligt", owner="mycket hemligt"))
    return out.getvalue()


UNREADABLE = [
    (b"", "not_pdf", "empty"),
    (b"<html><body>Sidan finns inte</body></html>", "not_pdf", "not_pdf"),
    (b"%PDF-1.7\nnothing more", "damaged", "cannot_open"),
    (_locked(), "needs_password", "password"),
]


@pytest.mark.parametrize(("data", "state", "reason"), UNREADABLE, ids=[row[2] for row in UNREADABLE])
def test_what_cannot_be_read_says_why_and_what_to_do(data: bytes, state: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "kallelse.pdf"
    path.write_bytes(data)
    with pytest.raises(UnreadablePaper, match=r"^kallelse\.pdf: .+\. .+\.$") as raised:
        read_paper(path)
    assert (raised.value.state, raised.value.reason_code) == (state, reason)


def test_limits_on_pages_and_bytes_are_named(tmp_path: Path) -> None:
    path = tmp_path / "bilaga.pdf"
    path.write_bytes(_long_paper())
    with pytest.raises(UnreadablePaper, match="9 sidor, gränsen är 5"):
        read_paper(path, max_pages=5)
    with pytest.raises(UnreadablePaper, match="gränsen är 1 000"):
        read_paper(path, max_bytes=1_000)


def test_a_whole_paper_has_no_notes_and_all_its_pages(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(_long_paper())
    paper = read_paper(path)
    assert (paper.pages_declared, [page.number for page in paper.pages], paper.notes) == (9, list(range(1, 10)), ())
    assert text(paper.pages[8]) == "Sida 17 kostar 18 000 kr"


def test_a_paper_that_was_cut_off_gives_the_pages_before_the_cut() -> None:
    data = rewritten_plainly(_long_paper())
    cut = data[: data.index(b"%page 6")]
    with OpenPaper(cut) as paper:
        pages = list(paper.pages())
    assert [text(page) for page in pages] == [f"Sida {n} kostar {n + 1} 000 kr" for n in (1, 3, 5, 7, 9)]
    assert paper.declared == 9
    assert {"cut_off", "repaired", "rewritten"} <= set(paper.notes)


def rewritten_plainly(data: bytes) -> bytes:
    """The paper with a classic table of objects, its pages one after the other, each marked by a comment."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.contents_coalesce()
            body = page.obj.Contents.read_bytes().replace(b"/F1", b"/F")
            objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body))
            kids.append(len(objects) + 1)
            objects.append(
                b"%%page %d\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >>"
                b" /Contents %d 0 R >>" % (len(kids), len(objects))
            )
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % k for k in kids))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return out + end % (size, table, size, len(out))


def test_a_flipped_bit_in_a_compressed_page_is_noticed() -> None:
    data = bytearray(fpdf_table())
    stream = data.index(b"stream", data.index(b"/FlateDecode"))
    data[stream + 60] ^= 4
    with OpenPaper(bytes(data)) as paper:
        (page,) = paper.pages()
    assert "damaged_stream" in page.notes


def test_one_bad_page_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(page: object, number: int, *_: object) -> Page:
        if number == 4:
            raise fast.NeedsOtherReader("made up")
        return Page(number, 595, 842, (Word("Mål", 50, 50, 70, 60, 10),), reader="pdfium")

    def fail(page: object, number: int) -> Page:
        raise ValueError("made up")

    monkeypatch.setattr(fast, "read_page", stumble)
    monkeypatch.setattr(plumber, "read_page", fail)
    pages = list(read_pages(_long_paper()))
    assert [page.notes for page in pages] == [("unreadable",) if n == 4 else () for n in range(1, 10)]


def test_the_invisible_text_of_a_scan_is_kept_as_its_layer() -> None:
    def draw(canvas: Canvas) -> None:
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        words = canvas.beginText(50, 700)
        words.setTextRenderMode(3)
        words.textLine("Senare öppning av simhallen")
        canvas.drawText(words)
        canvas.drawImage(ImageReader(Image.new("L", (60, 84), 230)), 0, 0, 595, 842)

    page = read(drawn(draw))
    assert (text(page), page.source, page.notes) == ("Senare öppning av simhallen", "ocr", ("ocr_layer",))
    assert page.confidence == pytest.approx(0.6)


def test_a_page_that_reads_like_no_language_is_flagged() -> None:
    shifted = str.maketrans("abcdefghijklmnopqrstuvwxyz", "bcdefghijklmnopqrstuvwxyza")
    line = "vi ska se till att personalen i huset kan byta av varandra om en kollega blir sjuk"

    def draw(canvas: Canvas, text: str) -> None:
        for row in range(4):
            canvas.drawString(50, 700 - 20 * row, text)

    assert read(drawn(lambda canvas: draw(canvas, line))).notes == ()
    assert read(drawn(lambda canvas: draw(canvas, line.translate(shifted)))).notes == ("strange_words",)


def test_text_that_the_fast_reader_loses_is_taken_from_the_other_and_flagged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast, "read_page", lambda page, number, *_: Page(number, 595, 842, reader="pdfium"))
    page = read(drawn(canvas_table))
    assert (page.reader, page.notes) == ("pdfplumber", ("reader_disagrees",))
    assert text(page).startswith("Åtgärd Effekt")


def test_a_long_table_whose_cells_are_boxes_of_their_own_is_one_grid() -> None:
    def draw(canvas: Canvas) -> None:
        for row in range(80):
            for column in range(15):
                canvas.rect(40 + 34 * column, 800 - 9 * row, 34, 9)

    (grid,) = read(drawn(draw)).grids
    assert [len(row) for row in grid.rows] == [15] * 80


def test_two_readings_agree_on_numbers_and_on_the_amount_of_text() -> None:
    whole = tuple(
        Word(t, 50, 50, 70, 60, 10) for t in ["Effekten", "är", "1", "250", "tkr", "per", "år", "från", "hösten"]
    )
    page = Page(1, 595, 842, whole)
    parted = Page(1, 595, 842, (*whole[:2], Word("1250", 50, 50, 70, 60, 10), *whole[4:]))
    other_number = Page(1, 595, 842, (*whole[:3], Word("350", 50, 50, 70, 60, 10), *whole[4:]))
    assert agree(page, parted)
    assert not agree(page, other_number)
    assert not agree(page, Page(1, 595, 842, whole[:6]))


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_read_for_sure_by_two_readers_has_no_doubts(name: str) -> None:
    with OpenPaper(PAPERS[name], sure=True) as paper:
        assert [page.notes for page in paper.pages()] == [()]
