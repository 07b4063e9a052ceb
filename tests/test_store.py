"""What is kept: pages come back exactly, a torn file is never taken for whole, and a lost worker's pages are not lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.model import Box, Fill, Grid, Page, Word
from pipeline import pages as codec
from pipeline.store import Record, Store, write_whole

SHA, KEY = "ab" * 32, "read1-never"

PAGE = Page(
    number=2,
    width=841.89,
    height=595.28,
    words=(
        Word("Åtgärd", 70.5, 60.25, 110.75, 71.3, 11.04, True),
        Word("400", 1 / 3, 60.2, 130.0, 71.3, 8.0),  # a place that is no hundredth of a point
        Word("tkr", 131.0, 60.2, 150.0, 71.3, 8.0, False, 0.61),
    ),
    grids=(Grid(((Box(1.0, 2.0, 3.0, 4.0), None), (Box(1.5, 4.0, 2.0, 6.0), Box(2.0, 4.0, 3.0, 6.0)))),),
    rules=(Box(0.0, 1.0, 500.0, 1.5),),
    fills=(Fill(1.0, 2.0, 3.0, 4.0, "#00b050"),),
    image_share=0.25,
    source="ocr",
    reader="tesseract",
    confidence=0.93,
    notes=("hidden_text",),
)

places = st.floats(-2000, 20000)
words = st.builds(
    Word, st.text(min_size=1), places, places, places, places, st.floats(0, 400), st.booleans(), st.floats(0, 1)
)


@pytest.mark.parametrize("page", [PAGE, Page(1, 595.0, 842.0)])
def test_a_page_comes_back_as_it_was(page: Page) -> None:
    assert codec.unpack(codec.pack(page)) == page


@given(st.lists(words))
def test_any_words_come_back_as_they_were(found: list[Word]) -> None:
    page = Page(1, 595.0, 842.0, tuple(found))
    assert codec.unpack(codec.pack(page)) == page


@given(st.lists(st.tuples(*[st.integers(-100_000, 2_000_000)] * 5)))
def test_places_in_hundredths_come_back_as_they_were(found: list[tuple[int, ...]]) -> None:
    page = Page(1, 595.0, 842.0, tuple(Word("ord", *(n / 100 for n in numbers)) for numbers in found))
    assert codec.unpack(codec.pack(page)) == page


def test_any_cut_or_changed_byte_is_noticed() -> None:
    whole = codec.pack(PAGE)
    for i in range(len(whole)):
        for bad in (whole[:i], whole[:i] + bytes([whole[i] ^ 0x10]) + whole[i + 1 :]):
            try:
                assert codec.unpack(bad) == PAGE  # a bit that says nothing (of zlib's header)
            except ValueError:
                continue


def kept(folder: Path, *numbers: int, close: bool = True) -> Store:
    store = Store(folder)
    with store.writer(SHA, KEY) as out:
        out.begin(len(numbers), ("note",))
        for number in numbers:
            out.add(Page(number, 595.0, 842.0, (Word(f"sida{number}", 1.0, 2.0, 3.0, 4.0, 11.0),)))
        if close:
            out.close()
    return store


def test_a_paper_comes_back_with_its_pages_in_order(tmp_path: Path) -> None:
    paper = kept(tmp_path, 2, 1).paper(SHA, KEY, "plan.pdf")
    assert paper is not None
    assert (paper.file_name, paper.sha256, paper.pages_declared, paper.notes) == ("plan.pdf", SHA, 2, ("note",))
    assert [page.words[0].text for page in paper.pages] == ["sida1", "sida2"]


def test_another_key_or_content_is_another_paper(tmp_path: Path) -> None:
    store = kept(tmp_path, 1)
    assert store.paper(SHA, "read2-never", "x.pdf") is None
    assert store.paper("cd" * 32, KEY, "x.pdf") is None
    assert (store.has_pages(SHA, KEY), store.has_pages(SHA, "read2-never")) == (True, False)


def test_what_was_not_read_to_its_end_is_unfinished_work(tmp_path: Path) -> None:
    store = kept(tmp_path, 1, 2, close=False)
    assert store.paper(SHA, KEY, "x.pdf") is None
    assert [page.number for page in store.unfinished(SHA, KEY).pages] == [1, 2]


def test_the_next_writer_goes_on_where_the_last_one_was_lost(tmp_path: Path) -> None:
    store = kept(tmp_path, 1, 2, close=False)
    with store.writer(SHA, KEY) as out:
        assert sorted(out.kept) == [1, 2]
        out.add(Page(3, 595.0, 842.0))
        out.begin(3, ())
        out.close()
    paper = store.paper(SHA, KEY, "x.pdf")
    assert paper is not None and [page.number for page in paper.pages] == [1, 2, 3]
    assert not list(tmp_path.rglob("*.part"))


def test_a_paper_cut_off_anywhere_gives_only_whole_pages(tmp_path: Path) -> None:
    store = kept(tmp_path, 1, 2, 3, close=False)
    (part,) = tmp_path.rglob("*.part")
    whole = part.read_bytes()
    seen = set()
    for length in range(len(whole) + 1):
        part.write_bytes(whole[:length])
        numbers = [page.number for page in store.unfinished(SHA, KEY).pages]
        assert numbers == [1, 2, 3][: len(numbers)]
        seen.add(len(numbers))
    assert seen == {0, 1, 2, 3}


RECORD = Record("read_warn", "hidden_text", "Text som inte syns.", 3, 3, measures=1)
ROWS = {"documents": [["d1", "å", None, 0.5, ["a", "b"]]], "measures": [["m1", "d1"]]}


def test_an_extraction_comes_back_as_it_was(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.keep_extracted(SHA, KEY, RECORD, ROWS)
    assert (store.record(SHA, KEY), store.rows(SHA, KEY)) == (RECORD, ROWS)
    assert (store.record(SHA, "other"), store.rows(SHA, "other")) == (None, None)


def test_an_extraction_cut_off_anywhere_is_not_there(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.keep_extracted(SHA, KEY, RECORD, ROWS)
    (path,) = [p for p in tmp_path.rglob("*") if p.is_file()]
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert store.rows(SHA, KEY) is None


def test_what_is_forgotten_is_done_again(tmp_path: Path) -> None:
    store = kept(tmp_path, 1)
    store.keep_extracted(SHA, "rules", RECORD, ROWS)
    assert store.knows(SHA)
    store.forget(SHA, KEY, "rules")
    assert (store.knows(SHA), store.has_pages(SHA, KEY), store.record(SHA, "rules")) == (False, False, None)


def test_a_write_that_fails_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "kvar"
    write_whole(path, b"gammalt")
    with pytest.raises(TypeError):
        write_whole(path, "text")  # type: ignore[arg-type]
    assert (path.read_bytes(), [p.name for p in tmp_path.iterdir()]) == (b"gammalt", ["kvar"])
