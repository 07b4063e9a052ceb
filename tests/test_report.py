"""The report: whole in itself, doubts first, every figure with its query and its numbers; drawn from rows with known sums."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pipeline import database, labels
from pipeline.cli import _ran
from pipeline.report import write_report
from pipeline.schema import ControlTotalRow, FileRow, LinkRow, Rows
from tests.bank import bank, document, effect, gold_rows, measure

SHOWN = [
    (labels.whole(1234567), "1 234 567"), (labels.whole(-2500), "−2 500"), (labels.whole(None), "–"), (labels.decimal(1234.56), "1 234,6"),
    (labels.million(1_250_000), "1,2 mnkr"), (labels.million(57_000), "57 tkr"), (labels.million(0), "0,0 mnkr"), (labels.percent(0.584), "58 %"),
    (labels.plural(1, "rad", "rader"), "1 rad"), (labels.plural(2, "rad", "rader"), "2 rader"), (labels.area(None), "Framgår inte"),
    (labels.area("skola"), "Skola"), (labels.area("ny_kod"), "ny_kod"), (labels.status("done"), "Genomförd"),
]  # fmt: skip


@pytest.mark.parametrize(("shown", "expected"), SHOWN)
def test_numbers_are_shown_as_people_write_them(shown: str, expected: str) -> None:
    assert shown.replace("\u00a0", " ") == expected


HOSTILE = '<script>alert(1)</script>" onload="x'


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The report of a plan and a follow-up of two measures: 2 and 1 million planned, 1 reached by August; one with no amount."""
    said = {"municipality": "Provköping", "body": f"Nämnd {HOSTILE}", "plan_year": 2023}
    rows = Rows(
        documents=[document("p", doc_date="2022-11-01", **said), document("u", doc_type="follow_up", doc_date="2023-09-10", **said)],
        measures=[
            measure("p1", "p", action="Samordna larmen", area="aldreomsorg", status="planned"),
            measure("p2", "p", seq=2, action=HOSTILE, area="aldreomsorg", status="planned"),
            measure("p3", "p", seq=3, action="Bättre rutiner"),
            measure("u1", "u", action="Larmen är samordnade", area="aldreomsorg", status="done", page_first=3, page_last=3),
            measure("u2", "u", seq=2, action=HOSTILE, area="aldreomsorg", status="ongoing"),
        ],
        effects=[
            effect("p1", 2_000_000), effect("p2", 1_000_000),
            effect("u1", 1_000_000, "actual", year=2023, as_of="2023-08-31"),
        ],
        control_totals=[ControlTotalRow("p", "3,2 mnkr", 3_200_000, "estimated", 2023, None, 2, 3_000_000, False, None)],
        files=[
            FileRow("data/raw/plan å.pdf", "plan å.pdf", "a", 1, "read", "p"), FileRow("data/raw/u.pdf", "u.pdf", "b", 1, "read", "u"),
            FileRow("data/raw/x.pdf", "x.pdf", "c", 1, "damaged", None, "damaged", "Filen är skadad."),
        ],
        links=[LinkRow("p1", "u1", 0.9, "same", "{}"), LinkRow("p2", "u2", 0.6, "unsure", "{}")],
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("report")
    path = bank(folder / "m.duckdb", rows, clusters=True)
    return write_report(path, folder / "ut" / "rapport.html").read_text("utf-8")


def plain(page: str) -> str:
    """What a reader sees, the drawings left out."""
    bare = re.sub(r"<(style|svg)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", bare)).replace("\u00a0", " ")


def test_what_is_doubtful_stands_before_every_figure(page: str) -> None:
    text = plain(page)
    for words in (
        "1 av 3 filer kunde inte läsas helt",
        "1 av 2 handlingar där den tryckta summan inte stämmer",
        "1 av 3 planerade åtgärder utan belopp",
        "1 utfall som bara gäller en del av året",
        "1 par av åtgärder som kan vara samma",
        "5 av 5 åtgärder som ingen människa har granskat",
    ):
        assert words in text
        assert text.index(words) < text.index("Mest planeras")


def test_the_figures_say_what_the_views_say(page: str) -> None:
    text = plain(page)
    assert "Mest planeras 2023: 3,0 mnkr. Störst är äldreomsorg med 3,0 mnkr." in text
    assert "1 åtgärd har både plan och utfall: 2,0 mnkr planerades och 1,0 mnkr nåddes (50 %)." in text
    assert "1 av de utfallen gäller bara en del av året" in text
    assert "33 % av åtgärderna i planerna har inget belopp" in text
    assert "Av 3 planerade åtgärder är 1 genomförda" in text
    assert "3,2 mnkr 3,0 mnkr nej, 0,2 mnkr" in text  # the printed sum, the read one, and what differs


def test_figures_that_need_more_say_what(page: str) -> None:
    text = plain(page)
    assert "minst två stadsdelar i samma stad" in text
    assert "data/reference/population.csv" in text and "data/reference/price_index.csv" in text


def test_every_figure_has_the_query_behind_it_and_the_query_runs(page: str, tmp_path: Path) -> None:
    queries = re.findall(r"<pre>(.*?)</pre>", page, re.DOTALL)
    assert len(queries) >= 12
    con = database.connect_in_memory()
    for query in queries:
        database.rows_of(
            con, query.replace("&#39;", "'").replace("&gt;", ">").replace("&lt;", "<").replace("&#34;", '"')
        )


def test_rows_lead_to_the_page_of_the_paper(page: str) -> None:
    links = re.findall(r'<a href="([^"#][^"]*)">([^<]*)</a>', page)
    assert any(
        address.endswith("/u.pdf#page=3") and words == "Larmen är samordnade"[:0] + "Samordna larmen"
        for address, words in links
    )
    assert any("plan%20%C3%A5.pdf" in address for address, _ in links)
    assert re.search(
        r'<a [^>]*href="[^"]*/u\.pdf#page=3"',
        re.search(r"<svg.*?</svg>", page[page.index('id="utfall"') :], re.DOTALL)[0],
    )  # type: ignore[index]


class _Outside(HTMLParser):
    """Gathers what a browser would fetch or run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "iframe", "object", "embed", "link", "base"):
            self.found.append((tag, None))
        self.found += [
            (name, value)
            for name, value in attrs
            if name.startswith("on") or name in ("src", "srcset", "data", "action")
        ]
        self.found += [
            (name, value) for name, value in attrs if name.endswith("href") and value and re.match(r"[a-z]+:|//", value)
        ]


def test_nothing_is_fetched_and_nothing_runs(page: str) -> None:
    outside = _Outside()
    outside.feed(page)
    assert outside.found == []
    assert page.count("&lt;script&gt;alert(1)") > 5  # the board's name, in tables and drawings


def test_two_drawings_share_no_id(page: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", page)) <= set(ids)


def test_the_same_database_gives_the_same_page(tmp_path: Path) -> None:
    path = bank(tmp_path / "m.duckdb", gold_rows(["ekbacka_2023_plan", "ekbacka_2023_follow_up"]), find_links=True)
    first, second = (write_report(path, tmp_path / name).read_bytes() for name in ("a.html", "b.html"))
    assert first == second


def test_an_empty_database_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = bank(tmp_path / "m.duckdb", Rows())
    assert _ran(["report", "--db", str(path)]) == 0
    said = capsys.readouterr()
    assert "Databasen har inga åtgärder: rapporten har inget att visa." in said.err
    written = Path(said.out.strip())
    assert written == tmp_path / "rapport.html"
    assert "Lägg handlingar (PDF) i data/raw" in written.read_text("utf-8")


def test_a_cost_is_drawn_below_nought(tmp_path: Path) -> None:
    rows = Rows(
        documents=[document("p", plan_year=2023), document("u", doc_type="follow_up", plan_year=2023)],
        measures=[measure(f"{d}{n}", d, seq=n, action=f"Åtgärd {n}") for d in "pu" for n in (1, 2, 3)],
        effects=[effect("p1", 500_000), effect("p2", -200_000), effect("p3", 0)]
        + [effect(f"u{n}", sek, "actual", year=2023) for n, sek in ((1, 400_000), (2, -300_000), (3, 100_000))],
        links=[LinkRow(f"p{n}", f"u{n}", 0.9, "same", "{}") for n in (1, 2, 3)],
        files=[FileRow(f"{d}.pdf", f"{d}.pdf", d, 1, "read", d) for d in "pu"],
    )  # fmt: skip
    page = write_report(bank(tmp_path / "m.duckdb", rows, clusters=True), tmp_path / "r.html").read_text("utf-8")
    assert "3 åtgärder har både plan och utfall" in plain(page)
    assert "1 kostnad är negativ och ligger under noll." in plain(page)
    drawing = re.search(r"<svg.*?</svg>", page[page.index('id="utfall"') :], re.DOTALL)
    assert drawing
    assert drawing[0].count("<a ") == 3  # each dot leads to its page
    assert "−250" in drawing[0]


CHROMIUM = Path("/usr/bin/chromium")


@pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium finns inte på den här maskinen")
def test_a_browser_shows_it_without_a_request_to_anywhere(tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    names = [file.stem for file in (Path(__file__).parent / "gold").glob("*_202[123]_*.json")]
    path = bank(tmp_path / "m.duckdb", gold_rows(names), find_links=True)
    report = write_report(path, tmp_path / "rapport.html")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]  # fmt: skip
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=flags)
        view = browser.new_page(viewport={"width": 420, "height": 900})
        asked: list[str] = []
        said: list[str] = []
        view.on("request", lambda request: asked.append(request.url))
        view.on("console", lambda message: said.append(message.text))
        view.goto(report.as_uri())
        drawn = view.locator("svg").count()
        wide = view.evaluate("document.documentElement.scrollWidth")
        browser.close()
    assert asked == [report.as_uri()]
    assert said == []
    assert drawn == 8
    assert wide <= 420  # also on a telephone nothing sticks out
