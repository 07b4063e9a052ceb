"""One paper as one file to send: whole in itself, with marks on the page images, and nothing in it that runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractors.errors import NoInput
from pipeline import stages
from pipeline.config import Settings
from pipeline.corrected_gold import evaluate_corrections
from pipeline.corrections import Anchor, Correction, append_correction
from pipeline.database import connect_readonly, rows_of
from pipeline.evaluate import total
from pipeline.paperpage import find_paper, write_paper_page
from pipeline.sampling import draw
from tests.test_pipeline import Watcher
from tests.test_review import PAPER, PAYLOADS, hostile, small


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A bank built of a sample paper."""
    if not PAPER.is_file():
        pytest.skip("data/raw is empty: python -m tests.papers.make prints the sample papers")
    folder = tmp_path_factory.mktemp("page")
    settings = Settings(db=str(folder / "m.duckdb"), corrections=str(folder / "corrections"), jobs=1, ocr="never")
    stages.run([str(PAPER)], settings, Watcher())
    return settings


def test_a_paper_is_one_file_with_its_pages_and_every_value_leads_to_its_mark(real: Settings) -> None:
    text = write_paper_page(real, "ekbacka").read_text("utf-8")
    with connect_readonly(real.database) as con:
        ((pages,),) = rows_of(con, "select pages from documents")[1]
        ((places,),) = rows_of(con, "select count(*) from evidence")[1]
    assert (text.count("data:image/png;base64,"), text.count("<rect")) == (pages, places)
    wanted, there = set(re.findall(r'href="#([^"]+)"', text)), set(re.findall(r'<rect id="([^"]+)"', text))
    assert wanted - there == set()
    assert re.findall(r"""(?:src|href)="(?!data:|#)""", text) == []
    assert "<script" not in text


def test_a_paper_whose_file_is_gone_is_told_without_its_pages(tmp_path: Path) -> None:
    text = write_paper_page(small(tmp_path), "plan.pdf", tmp_path / "ut.html").read_text("utf-8")
    assert ("Filen finns inte kvar" in text, "Säga upp lokalen på Torget." in text) == (True, True)


def test_hostile_text_stays_text_in_the_file(tmp_path: Path) -> None:
    text = write_paper_page(hostile(tmp_path), "<script>", tmp_path / "ut.html").read_text("utf-8")
    body = text.split("</style>")[1]
    assert re.findall(r"<(?:script|img|iframe|base|link|style|form|object|embed|math|details|meta)\b", body) == []
    assert re.findall(r"<[^>]*\s(?:on\w+|hx-\w+)=", body) == []
    assert len(PAYLOADS) == 26


def test_a_name_that_fits_none_or_several_papers_is_said(real: Settings) -> None:
    with pytest.raises(NoInput, match="heter finns-inte"):
        find_paper(real, "finns-inte")
    assert find_paper(real, "ekbacka_2023_follow_up.pdf")[1] == "ekbacka_2023_follow_up.pdf"


def test_a_sample_is_drawn_judged_and_told_as_rates(real: Settings) -> None:
    with connect_readonly(real.database) as con:
        lines = draw(con, 4, seed=7, by="Anna")
        again = draw(con, 4, seed=7, by="Anna")
    assert [line.measure for line in lines] == [line.measure for line in again]
    assert len({line.measure for line in lines}) == len(lines) == 4
    folder = Path(real.corrections)
    for line in lines:
        append_correction(folder, line)

    def judge(n: int, field: str, old: object, new: object) -> None:
        said = lines[n]
        append_correction(
            folder,
            Correction(
                by="Anna",
                sha256=said.sha256,
                file=said.file,
                field=field,
                old=old,
                new=new,
                measure=said.measure,
                anchor=said.anchor,
            ),
        )

    judge(0, "review", None, "accepted")
    judge(1, "status", "x", "stopped")
    judge(2, "measure", "x", None)
    stages.run([str(PAPER)], real, Watcher())
    with connect_readonly(real.database) as con:
        judged = rows_of(con, "select judged, wrong from samples order by judged desc, wrong")[1]
        rates = dict(
            rows_of(con, "select field, n_wrong || ' av ' || n_judged from v_error_rate where layout is null")[1]
        )
    assert judged == [(True, []), (True, ["measure"]), (True, ["status"]), (False, [])]
    assert (rates["measure"], rates["status"], rates["area"]) == ("1 av 3", "1 av 2", "0 av 2")


def test_what_people_have_decided_is_gold(real: Settings) -> None:
    """The sample above was judged: one right, one with a wrong status, one that is no measure. And one was missed."""
    with connect_readonly(real.database) as con:
        ((sha256,),) = rows_of(con, "select sha256 from documents")[1]
    missed = "Ett nytt avtal om larm tecknas med en annan leverantör."
    said = Correction(
        by="Bo",
        sha256=str(sha256),
        file=PAPER.name,
        field="measure",
        new={"action": missed, "page_first": 1},
        measure="new",
        anchor=Anchor(missed),
    )
    append_correction(Path(real.corrections), said)
    stages.run([str(PAPER)], real, Watcher())
    (result,) = evaluate_corrections(real.database)
    measures = result.scores["measures"]
    assert (measures.right, measures.wrong, measures.missing) == (2, 1, 1)
    assert (result.scores["status"].right + result.scores["status"].wrong, result.exact, total([result]).gold) == (
        2 + 1,
        1,
        3,
    )
