"""The command line as its users meet it: what it prints where, and what it ends with."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import __version__, database
from pipeline.commands import COMMANDS
from pipeline.commands.query import written
from pipeline.corrections import Correction, append_correction
from pipeline.schema import FindingRow, Rows
from pipeline.terminal import counted, harmless, number
from pipeline.unanswered import explained
from tests.bank import bank, document, measure

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "data" / "raw").glob("*.pdf"))


def atgarder(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    variables = os.environ | {"PYTHONPATH": str(ROOT)} | environment
    return subprocess.run(command, cwd=cwd, env=variables, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one sample paper and one broken file, extracted."""
    folder = tmp_path_factory.mktemp("projekt")
    papers = folder / "data" / "raw"
    papers.mkdir(parents=True)
    native = next(path for path in SAMPLES if "plan" in path.name and "scan" not in path.name)
    shutil.copy(native, papers / "plan.pdf")
    (papers / "trasig.pdf").write_text("det här är ingen pdf")
    run = atgarder("extract", cwd=folder)
    assert run.returncode == 3, run.stderr
    assert run.stdout == ""
    (folder / "stderr.txt").write_text(run.stderr)
    return folder


def test_extract_says_what_was_read_what_was_not_and_what_to_do_next(project: Path) -> None:
    said = (project / "stderr.txt").read_text()
    assert "data/raw/trasig.pdf: Det här är inte en PDF." in said
    assert re.search(
        r"^2 filer: 2 nya eller ändrade \(\d+ sid\w+ läst\w*\), 0 oförändrade, 1 inte helt läst\w*\. ",
        said,
        re.MULTILINE,
    )
    assert re.search(r"^1 handling, \d+ åtgärder, ", said, re.MULTILINE)
    assert "Databasen: data/processed/measures.duckdb" in said
    (query,) = re.findall(r'^Prova: atgarder query "(.*)"$', said, re.MULTILINE)
    answer = atgarder("query", query, cwd=project)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith("area ")


def test_a_second_extract_says_that_nothing_changed(project: Path) -> None:
    run = atgarder("extract", cwd=project)
    assert run.returncode == 3
    assert "0 nya eller ändrade (0 sidor lästa), 2 oförändrade" in run.stderr
    assert "(oförändrad)" in run.stderr


def test_a_dry_run_says_what_would_be_done_and_does_nothing(project: Path, tmp_path: Path) -> None:
    shutil.copy(project / "data" / "raw" / "plan.pdf", tmp_path / "en.pdf")
    run = atgarder("extract", "-n", ".", "--db", "ny/m.duckdb", cwd=tmp_path)
    assert (run.returncode, run.stdout) == (0, "1 nya\n  new            en.pdf\n")
    assert [path.name for path in tmp_path.iterdir()] == ["en.pdf"]


def test_quiet_says_only_what_went_wrong(project: Path) -> None:
    run = atgarder("extract", "-q", cwd=project)
    (line,) = run.stderr.splitlines()
    assert line.startswith("data/raw/trasig.pdf: Det här är inte en PDF.")


def test_show_reads_like_the_paper(project: Path) -> None:
    run = atgarder("show", "plan", cwd=project)
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("plan.pdf: ")
    for part in ("\nSÅ HÄR LÄSES DEN\n", " ÅTGÄRDER\n", "UTANFÖR ÅTGÄRDERNA\n"):
        assert part in run.stdout
    headings = re.findall(r"^#+ (.+)", run.stdout, re.MULTILINE)
    left = re.findall(r"^  \d+:\d+  (.+)", run.stdout.partition("UTANFÖR ÅTGÄRDERNA")[2], re.MULTILINE)
    assert headings and not set(headings) & set(left)  # a heading is not a line that was missed


ANSWERS = [
    ("table", "a  b\n─  ─\n1  x\n(1 rad)\n"),
    ("csv", "a,b\n1,x\n"),
    ("tsv", "a\tb\n1\tx\n"),
    ("json", '[{"a": 1, "b": "x"}]\n'),
    ("nl", '{"a": 1, "b": "x"}\n'),
]


@pytest.mark.parametrize(("form", "wanted"), ANSWERS)
def test_query_answers_in_the_form_asked_for(form: str, wanted: str, project: Path) -> None:
    run = atgarder("query", "select 1 as a, 'x' as b", "--format", form, cwd=project)
    assert (run.returncode, run.stdout, run.stderr) == (0, wanted, "")


def test_query_writes_to_a_file_and_binds_values(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "svar.csv"
    run = atgarder(
        "query", "select $ord as ord", "-p", "ord", "'; drop table measures", "--format", "csv", "-o", out, cwd=project
    )
    assert (run.returncode, run.stdout) == (0, "")
    assert out.read_text() == "ord\n'; drop table measures\n"


def test_a_table_puts_numbers_to_the_right_and_lets_nothing_steer_the_terminal() -> None:
    rows = [("å", 1_200_000), (None, None), (True, 1.5), (["a", "b"], 2), ("rad\nbryt \x1b[31m", 3)]
    lines = written(("text", "tal"), rows, "table").splitlines()
    width = len(lines[1].split("  ")[0])
    assert lines[2:] == [
        f"{'å':{width}}  1200000",
        "",
        f"{'ja':{width}}      1.5",
        f"{'a / b':{width}}        2",
        "rad bryt \N{REPLACEMENT CHARACTER}[31m        3",
        "(5 rader)",
    ]


def test_a_list_is_json_in_csv() -> None:
    assert written(("vag",), [(["Vård", "Hemtjänst"],), (False,)], "csv") == 'vag\n"[""Vård"", ""Hemtjänst""]"\nfalse\n'


ENDS = [  # arguments, exit code, what is said
    (("--version",), 0, f"atgarder {__version__}"),
    (("extrakt",), 2, "Fel: Kommandot 'extrakt' finns inte. Menade du extract? Hjälp: atgarder --help\n"),
    (("extract", "--forse"), 2, "Fel: Valet --forse finns inte. Menade du --force? Hjälp: atgarder extract --help\n"),
    (("extract", "--ocr", "ibland"), 2, "Fel: --ocr har ett värde som inte går att använda. Välj auto, always, never."),
    (("extract", "-j", "0"), 2, "har ett värde som inte går att använda. Ange ett heltal, minst 1. Hjälp: "),
    (("extract", "-j", "x"), 2, "har ett värde som inte går att använda. Ange ett heltal, minst 1. Hjälp: "),
    (("review", "--port", "0"), 2, "Ange ett heltal, minst 1 och högst 65535."),
    (("sample", "5", "--seed", "x"), 2, "--seed har ett värde som inte går att använda. Ange ett heltal. Hjälp: "),
    (("evaluate", "finns-inte"), 2, "FACIT har ett värde som inte går att använda. Ange en mapp som finns."),
    (("config", "shw"), 2, "Fel: Kommandot 'shw' finns inte. Menade du show? Hjälp: atgarder config --help\n"),
    (("config", "xyz"), 2, "Fel: Kommandot 'xyz' finns inte. De som finns: show. Hjälp: atgarder config --help\n"),
    (("init", "/proc/x"), 2, "/proc/x gick inte att göra: mappen eller filen finns inte."),
    (("query",), 2, "Fel: SQL saknas. Hjälp: atgarder query --help\n"),
    (("extract", "finns-inte"), 4, "finns-inte finns inte"),
    (("query", "select 1", "--db", "finns-inte.duckdb"), 7, "finns inte. Skapa den med: atgarder extract"),
    (
        ("query", "select 1", "-o", "finns-inte/svar.csv"),
        2,
        "svar.csv gick inte att skriva: mappen eller filen finns inte.",
    ),
    (("show", "finns-inte"), 4, "finns-inte finns varken som fil eller i databasen"),
    (("evaluate", "."), 4, "har inga facit"),
]


@pytest.mark.parametrize(("arguments", "code", "said"), ENDS)
def test_every_end_has_its_code_and_says_why(arguments: tuple[str, ...], code: int, said: str, project: Path) -> None:
    run = atgarder(*arguments, cwd=project)
    assert run.returncode == code, run.stderr
    assert said in run.stdout + run.stderr
    assert "Traceback" not in run.stderr


UNANSWERED = [  # a question, what is said before DuckDB's own text
    (
        "select planed_sek from v_measure",
        'kolumnen planed_sek finns inte. Menade du planned_sek? Se vilka som finns: atgarder query "describe v_measure"',
    ),
    (
        "select p.gapsek from v_plan_vs_outcome p",
        'kolumnen gapsek finns inte. Menade du gap_sek? Se vilka som finns: atgarder query "describe v_plan_vs_outcome"',
    ),
    (
        "select * from v_mesure",
        'tabellen eller vyn v_mesure finns inte. Menade du v_measure? Se vilka som finns: atgarder query "show tables"',
    ),
    ("select summa(1)", "funktionen summa finns inte. Rätta namnet."),
    ("välj allt", "den är inte rätt skriven vid 'välj'. Se efter att ord, komman och parenteser stämmer där."),
    ("copy measures to 'x.csv'", "en fråga får bara läsa databasen. Skriv svaret till en fil med -o FIL."),
    ("drop table measures", "en fråga får bara läsa databasen. Skriv svaret till en fil med -o FIL."),
    ("select $ord", "värde saknas för ord. Ange det så här: -p ord VÄRDE"),
    ("select planned_sek + action from v_measure", "rätta den och fråga igen."),
]


@pytest.fixture(scope="module")
def read_only(tmp_path_factory: pytest.TempPathFactory) -> database.Connection:
    return database.connect_readonly(bank(tmp_path_factory.mktemp("bank") / "m.duckdb", Rows()))


@pytest.mark.parametrize(("sql", "said"), UNANSWERED)
def test_a_question_that_cannot_be_answered_says_what_to_do(
    sql: str, said: str, read_only: database.Connection
) -> None:
    con = read_only
    with pytest.raises(database.QueryError) as wrong:
        con.execute(sql)
    lines = explained(str(wrong.value), sql, con).splitlines()
    assert lines[0] == said
    assert lines[1].startswith("DuckDB: ")
    assert len(lines) <= 13


def test_an_empty_question_is_no_fault_of_the_program(project: Path) -> None:
    run = atgarder("query", " ; ", cwd=project)
    assert run.returncode == 2
    assert run.stderr.startswith("Fel: Frågan är tom.")


def test_files_that_are_no_papers_and_copies_are_told_of_and_the_sum_adds_up(project: Path, tmp_path: Path) -> None:
    papers = tmp_path / "data" / "raw"
    papers.mkdir(parents=True)
    empty = atgarder("extract", cwd=tmp_path)
    assert empty.returncode == 4
    assert empty.stderr.startswith(
        "Inga PDF-filer i data/raw. Lägg handlingar (PDF) där och kör igen: atgarder extract\n"
    )
    for name in ("a.pdf", "b.pdf"):
        shutil.copy(project / "data" / "raw" / "plan.pdf", papers / name)
    for name in ("1.docx", "2.txt", "3.odt", "4.rtf"):
        (papers / name).write_text("hej")
    (papers / "länk.pdf").symlink_to("a.pdf")
    (papers / "manifest.csv").write_text("fil;kommun\na.pdf;Lillby\nc.pdf;Storby\n")
    run = atgarder("extract", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    said = run.stderr.splitlines()
    assert said[1].startswith("7 filer: 1 nya eller ändrade (")
    assert said[2:5] == [
        "1 fil är en kopia av en annan och räknas inte: data/raw/b.pdf.",
        "4 filer är inte PDF och läses inte: data/raw/1.docx, data/raw/2.txt, data/raw/3.odt …. Är någon en handling: öppna den, "
        "välj Spara som PDF, lägg PDF-filen i mappen och kör igen.",
        "1 länk eller mapp med en PDF:s namn öppnas inte: data/raw/länk.pdf.",
    ]
    assert said[6:8] == [
        "manifest.csv används för 1 handling.",
        "manifest.csv nämner filer som inte finns: c.pdf. Rätta namnen eller ta bort raderna.",
    ]
    dry = atgarder("extract", "-n", cwd=tmp_path)
    assert dry.stdout == (
        "1 oförändrade\n1 kopia av en annan: data/raw/b.pdf\n"
        "5 läses inte: data/raw/1.docx, data/raw/2.txt, data/raw/3.odt …\n"
    )


def test_extract_says_that_corrections_are_used(project: Path, tmp_path: Path) -> None:
    (tmp_path / "data" / "raw").mkdir(parents=True)
    paper = Path(shutil.copy(project / "data" / "raw" / "plan.pdf", tmp_path / "data" / "raw"))
    sha256 = hashlib.sha256(paper.read_bytes()).hexdigest()
    corrected = Correction(by="Anna", sha256=sha256, file="plan.pdf", field="plan_year", new=2031)
    append_correction(tmp_path / "data" / "corrections", corrected)
    run = atgarder("extract", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert re.search(r"^1 handling, \d+ åtgärder, \d+ anmärkning\w*, 1 rättelse använd\.$", run.stderr, re.MULTILINE)


def test_a_name_that_is_no_setting_is_told_with_the_one_that_was_meant(tmp_path: Path) -> None:
    run = atgarder("config", "show", cwd=tmp_path, ATGARDER_JBOS="2")
    assert run.returncode == 2
    assert run.stderr.startswith("Fel: Miljövariabeln ATGARDER_JBOS är ingen inställning. Menade du ATGARDER_JOBS? ")
    assert atgarder("config", "show", cwd=tmp_path, ATGARDER_DEBUG="1").returncode == 0


def test_a_sample_says_when_it_is_larger_than_asked_for(tmp_path: Path) -> None:
    rows = Rows(documents=[document("d")])
    rows.measures = [
        measure(f"{layout}{n}", "d", layout=layout) for layout in ("table", "list", "prose") for n in range(3)
    ]
    bank(tmp_path / "m.duckdb", rows)
    run = atgarder("sample", "5", "--db", "m.duckdb", "--seed", "1", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert run.stderr.splitlines()[0].startswith("6 åtgärder ur 3 skikt (dragning 1) i ")
    assert run.stderr.splitlines()[1] == "Det är fler än de 5 du bad om: ur varje skikt dras dess andel, och minst två."


def test_nothing_readable_ends_with_four(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("nej")
    run = atgarder("extract", ".", "--db", "m.duckdb", cwd=tmp_path)
    assert run.returncode == 4


def test_help_names_every_command_and_loads_none() -> None:
    run = atgarder("--help")
    for name, (_, does) in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(does)}$", run.stdout, re.MULTILINE)
    loaded = "import sys, pipeline.cli; print([m for m in ('duckdb', 'rich', 'spacy', 'pandas', 'numpy') if m in sys.modules])"
    seen = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True)
    assert seen.stdout == "[]\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    run = atgarder(name, "--help")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith(f"Användning: atgarder {name}")
    assert not re.search(r"INTEGER|TEXT|FLOAT|RANGE|PATH|DIRECTORY", run.stdout)
    assert "Options:" not in run.stdout and "Show this message" not in run.stdout
    assert COMMANDS[name][1].rstrip(".").split()[0] in run.stdout  # begins as the list of commands does


def test_status_counts_what_the_database_holds(project: Path) -> None:
    run = atgarder("status", cwd=project)
    assert run.returncode == 0, run.stderr
    assert re.search(r"not_pdf +1$", run.stdout, re.MULTILINE)
    assert re.search(r" \d\d:\d\d:\d\d$", run.stdout, re.MULTILINE)  # to the second
    assert run.stdout.endswith("2 oförändrade\n")


def test_check_sums_up_the_findings_and_ends_with_six_at_the_severity_asked_for(tmp_path: Path) -> None:
    findings = [
        FindingRow("d1", None, None, "info", "no_date", "Datum saknas.", 1),
        FindingRow("d1", None, None, "warning", "odd_year", "Årtalet är långt från planåret.", 2),
        FindingRow("d2", None, None, "warning", "odd_year", "Årtalet är långt från planåret.", 1),
    ]
    with database.create(tmp_path / "m.duckdb") as con:
        database.load(con, Rows(findings=findings))
    command = ("check", "--db", "m.duckdb", "--format", "csv")
    summed = (
        "severity,code,antal,handlingar,exempel\nwarning,odd_year,2,2,Årtalet är långt från planåret.\n"
        "info,no_date,1,1,Datum saknas.\n"
    )
    run = atgarder(*command, cwd=tmp_path)
    assert (run.returncode, run.stdout) == (0, summed)
    run = atgarder(*command, "--fail-on", "warning", cwd=tmp_path)
    assert (run.returncode, run.stdout) == (6, summed)
    assert "atgarder check --all" in run.stderr
    assert run.stderr.endswith("Fel: 2 anmärkningar är minst warning.\n")
    run = atgarder(*command, "--severity", "warning", "--all", cwd=tmp_path)
    assert run.stdout.splitlines()[1:] == [
        f"warning,odd_year,,{page},,Årtalet är långt från planåret." for page in (1, 2)
    ]


def test_check_shows_each_finding_whole(tmp_path: Path) -> None:
    name = f"en_handling_med_ett_mycket_{'langt_' * 12}namn.pdf"
    message = f"Den tryckta summan stämmer inte: {'ett ord till ' * 12}skillnaden är 400 tkr."
    rows = Rows(documents=[document("d1", file_name=name)])
    rows.findings = [
        FindingRow("d1", None, "effects", "error", "total_differs", message, 3),
        FindingRow(None, None, None, "info", "odd", "Kort.", None),
    ]
    bank(tmp_path / "m.duckdb", rows)
    run = atgarder("check", "--db", "m.duckdb", "--all", cwd=tmp_path)
    lines = run.stdout.splitlines()
    assert lines[0] == f"error  total_differs  {name}  sida 3  fält effects"
    assert " ".join(line.strip() for line in lines[1:-3]) == message
    assert lines[-3:] == ["info  odd  hela databasen", "    Kort.", "(2 anmärkningar)"]
    assert max(map(len, lines[1:])) <= 110


def test_evaluate_prints_scores_per_paper_and_field(project: Path, tmp_path: Path) -> None:
    gold = {"document": {}, "measures": [{"action": "Något helt annat som inte finns", "effects": []}]}
    (tmp_path / "plan.json").write_text(json.dumps(gold))
    run = atgarder("evaluate", tmp_path, "--misses", cwd=project)
    assert run.returncode == 0, run.stderr
    assert re.search(r"^plan +1 +\d+ +0\.000 +0 +0\.000$", run.stdout, re.MULTILINE)
    assert "plan: saknas: 'Något helt annat som inte finns'" in run.stdout
    assert atgarder("evaluate", tmp_path, "--least", "0.5", cwd=project).returncode == 6


def test_doctor_looks_at_what_is_needed(project: Path) -> None:
    run = atgarder("doctor", cwd=project)
    assert run.returncode == 0, run.stderr
    assert re.search(r"^ok +duckdb \d", run.stdout, re.MULTILINE)
    assert "Databasen data/processed/measures.duckdb" in run.stdout


def test_config_shows_values_and_where_they_come_from(tmp_path: Path) -> None:
    (tmp_path / "atgarder.toml").write_text('jobs = 2\nocr = "never"\n')
    run = atgarder("config", "show", cwd=tmp_path, ATGARDER_JOBS="3")
    assert re.search(r"^jobs +3 +miljö$", run.stdout, re.MULTILINE)
    assert re.search(r"^ocr +'never' +atgarder.toml$", run.stdout, re.MULTILINE)
    assert re.search(r"^timeout +300 +förval$", run.stdout, re.MULTILINE)


TEXTS = [
    ("1 200", number(1200).replace("\N{NO-BREAK SPACE}", " ")),
    ("1 fil", counted(1, "fil", "filer")),
    ("0 filer", counted(0, "fil", "filer")),
]


@pytest.mark.parametrize(("wanted", "text"), TEXTS)
def test_numbers_are_told_in_swedish(wanted: str, text: str) -> None:
    assert text == wanted


def test_what_steers_a_terminal_is_not_printed() -> None:
    assert (
        harmless("\x1b]0;titel\x07 \u202ebak\u202c")
        == "\N{REPLACEMENT CHARACTER}]0;titel\N{REPLACEMENT CHARACTER} \N{REPLACEMENT CHARACTER}bak\N{REPLACEMENT CHARACTER}"
    )


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("query", "--db"), "Fel: --db vill ha ett värde."),
        (
            ("check", "hej", "där"),
            "Fel: Det är för många ord: hej där. Sätt citattecken om det som hör ihop. Hjälp: atgarder check --help",
        ),
    ],
)
def test_a_call_that_is_wrong_is_told_of_in_swedish(project: Path, call: tuple[str, ...], said: str) -> None:
    run = atgarder(*call, cwd=project)
    assert (run.returncode, run.stderr.strip()) == (2, said)
