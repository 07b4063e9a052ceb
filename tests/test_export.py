"""Exports: what a spreadsheet might run is made safe and comes back as it was; the same content gives the same bytes."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import zipfile
from pathlib import Path

import pytest

from extractors.errors import UsageError
from pipeline import database
from pipeline.cli import _ran
from pipeline.dictionary import as_markdown, relations
from pipeline.export import FORMATS, export
from pipeline.package import About, as_dcat
from pipeline.schema import FileRow, Rows
from pipeline.spreadsheet import needs_protection, protected, safe_sql, unprotected
from tests.bank import bank, document, effect, gold_rows, measure

ROOT = Path(__file__).parent.parent

FORMULAS = [
    "=1+1", "+1+cmd|' /C calc'!A0", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=HYPERLINK(\"http://x\")", "＝1+1", "−A1", "-cmd|x!A0",
    "'=1", "''=1", "-(2)", "- A1&B1", "- minska(resor)",
]  # fmt: skip
NO_FORMULAS = [
    "", "Minska resor", "- minska resor", "– minska resor", "-2 500", "−2 500 tkr", "-1 112 550", "+3,5 %", "1+1", "a=b", "'", "'citat'",
    "- Se över avtal, lokaler och bilar.", "-2 500", "2 = 2",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_is_protected_and_comes_back(text: str) -> None:
    assert protected(text) == f"'{text}"
    assert unprotected(protected(text)) == text


@pytest.mark.parametrize("text", NO_FORMULAS)
def test_what_does_not_stays_as_it_is(text: str) -> None:
    assert protected(text) == text == unprotected(text)


@pytest.mark.parametrize("text", FORMULAS + NO_FORMULAS)
def test_the_database_protects_the_same_texts(text: str) -> None:
    con = database.connect_in_memory()
    assert database.rows_of(con, f"select {safe_sql('t')} from (select ? as t)", [text])[1] == [(protected(text),)]


HOSTILE = [*FORMULAS, *NO_FORMULAS, 'citat "inuti", komma', "två\nrader", "åäö é 漢"]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = Rows(documents=[document("d", municipality="Haninge", plan_year=2024, title="=1+1")])
    rows.files = [FileRow("in/a.pdf", "a.pdf", "f" * 64, 9, "read", "d", first_seen="2024-01-01 10:00:00")]  # type: ignore[arg-type]
    rows.measures = [
        measure(f"m{n:02}", "d", seq=n, action=text, area_path=["=A", "B"]) for n, text in enumerate(HOSTILE, 1)
    ]
    rows.effects = [effect("m01", -2500), effect("m02", 2024)]
    return bank(tmp_path_factory.mktemp("bank") / "m.duckdb", rows)


def test_csv_and_back_gives_the_same_text(tmp_path: Path, hostile: Path) -> None:
    export(hostile, tmp_path / "out", "csv")
    with open(tmp_path / "out" / "measures.csv", encoding="utf-8", newline="") as file:
        cells = [row["action"] for row in csv.DictReader(file)]
    assert [unprotected(cell) for cell in cells] == HOSTILE
    assert not [cell for cell in cells if needs_protection(cell) and not cell.startswith("'")]


def test_other_formats_leave_text_alone(tmp_path: Path, hostile: Path) -> None:
    export(hostile, tmp_path / "out", "jsonl")
    lines = (tmp_path / "out" / "measures.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["action"] for line in lines] == HOSTILE
    assert json.loads(lines[0])["area_path"] == ["=A", "B"]
    export(hostile, tmp_path / "out", "parquet")
    parquet = tmp_path / "out" / "measures.parquet"
    with database.connect_readonly(hostile, folder=tmp_path / "out") as con:
        found = database.rows_of(con, f"select action from '{parquet}' order by seq")[1]
    assert [text for (text,) in found] == HOSTILE


def test_the_workbook_has_a_page_to_read_first_and_no_formula(tmp_path: Path, hostile: Path) -> None:
    (path,) = export(hostile, tmp_path / "out", "xlsx")
    with zipfile.ZipFile(path) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/")]
        names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
        text = "".join(book.read(name).decode() for name in sheets)
        styles = book.read("xl/styles.xml").decode()
        words = text + book.read("xl/sharedStrings.xml").decode() if "xl/sharedStrings.xml" in book.namelist() else text
    assert names[:2] == ["Läs mig", "Åtgärder"] and names[-1] == "Datakatalog"
    assert "<f>" not in text
    assert 'quotePrefix="1"' in styles
    assert "=HYPERLINK(&quot;http://x&quot;)" in words or '=HYPERLINK("http://x")' in words
    assert "<v>-2500</v>" in text  # a number stays a number


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_content_gives_the_same_bytes(tmp_path: Path, form: str) -> None:
    sums = []
    for n in (1, 2):
        rows = gold_rows(["ekbacka_2023_plan", "ekbacka_2023_follow_up", "klarby_2022_plan"])
        rows.files = [FileRow("a.pdf", "a.pdf", "f" * 64, 9, "read", None, first_seen=f"2024-01-0{n} 10:00:00")]  # type: ignore[arg-type]
        if n == 2:  # read in another order
            rows.documents.reverse()
            rows.measures.reverse()
        path = bank(tmp_path / f"m{n}.duckdb", rows, find_links=True)
        files = export(path, tmp_path / f"out{n}", form)
        sums.append({file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files})
    assert sums[0] == sums[1]


def test_a_package_describes_every_column_of_every_file(tmp_path: Path, hostile: Path) -> None:
    folder = tmp_path / "out"
    export(hostile, folder, "package", About("Provköpings kommun", "data@example.com", "https://example.com/d"))
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    tables = [r for r in package["resources"] if r["type"] == "table"]
    assert {r["path"] for r in package["resources"]} == {p.name for p in folder.iterdir()} - {
        "datapackage.json",
        "dcat.ttl",
    }
    for resource in tables:
        data = (folder / resource["path"]).read_bytes()
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
        assert resource["bytes"] == len(data)
        header = next(csv.reader([data.decode("utf-8").splitlines()[0]]))
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert all(field["description"] and field["type"] != "any" for field in resource["schema"]["fields"]), resource[
            "name"
        ]
    measures = next(r for r in tables if r["name"] == "measures")
    assert measures["schema"]["primaryKey"] == ["measure_id"]
    assert "first_seen" not in (folder / "files.csv").read_text("utf-8")
    assert not (folder / "runs.csv").exists()


def test_the_catalogue_says_what_dcat_ap_se_demands(tmp_path: Path, hostile: Path) -> None:
    folder = tmp_path / "out"
    export(hostile, folder, "package", About('Prov"köping', "data@example.com", "https://example.com/d"))
    text = (folder / "dcat.ttl").read_text("utf-8")
    dataset = _block(text, "#datamangd")
    for demanded in (
        "dcterms:title",
        "dcterms:description",
        "dcterms:publisher",
        "dcat:contactPoint",
        "dcat:distribution",
    ):
        assert demanded in dataset
    for kind in ("#csv", "#parquet"):
        assert "dcat:accessURL <https://example.com/d/datapackage.json>" in _block(text, kind)
        assert _block(text, kind).count("<https://example.com/d/v_measure.") == 1
    assert 'foaf:name "Prov\\"köping"@sv' in text
    assert (
        len(re.findall(r"^<[^>]+> a ", text, re.MULTILINE)) == len(re.findall(r" \.$", text, re.MULTILINE)) - 4
    )  # and 4 prefixes


def _block(text: str, name: str) -> str:
    (found,) = re.findall(rf"^<[^>]*{name}> a .*?\.$", text, re.MULTILINE | re.DOTALL)
    return str(found)


def test_a_title_in_the_catalogue_is_short_and_names_no_year() -> None:
    title = re.search(r'#datamangd> a dcat:Dataset ;\s+dcterms:title "([^"]+)"', as_dcat([], About()))
    assert title is not None
    assert len(title[1].split()) < 10 and not re.search(r"\d", title[1])


def test_the_data_dictionary_in_docs_is_that_of_the_database() -> None:
    written = (ROOT / "docs" / "datadictionary.md").read_text("utf-8")
    assert written == as_markdown(relations(database.connect_in_memory())), (
        "kör: python -m pipeline.dictionary > docs/datadictionary.md"
    )


def test_the_command_prints_the_files_it_wrote(
    tmp_path: Path, hostile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _ran(["export", str(tmp_path / "ut"), "--db", str(hostile), "--format", "xlsx"]) == 0
    assert capsys.readouterr().out == f"{tmp_path}/ut/atgarder.xlsx\n"
    assert _ran(["export", str(tmp_path / "ut"), "--db", str(tmp_path / "ingen.duckdb")]) == 7
    (tmp_path / "fil").write_text("x")
    assert _ran(["export", str(tmp_path / "fil"), "--db", str(hostile)]) == 2


def test_an_unknown_format_writes_nothing(tmp_path: Path, hostile: Path) -> None:
    with pytest.raises(UsageError, match="Okänt format"):
        export(hostile, tmp_path / "out", "pdf")
    assert list(tmp_path.iterdir()) == []
