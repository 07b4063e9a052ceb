"""The program as a package: everything it needs is in the wheel, and it works far from this folder and its Makefile."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline import __version__

ROOT = Path(__file__).parent.parent
PAPER = ROOT / "data" / "raw" / "lovholm_2022_plan.pdf"
_NOT_SHIPPED = ("__pycache__", ".pyc")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of this tree, built from a copy of what belongs in it."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, source)
    for name in ("extractors", "pipeline"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        out,
        source,
    ]
    built = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (made,) = out.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that it is installed in."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as file:
        file.extractall(folder)
    return folder


def atgarder(installed: Path, cwd: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The installed command, in a folder that has nothing to do with this one."""
    code = "import sys; from pipeline.cli import main; import pipeline; assert pipeline.__file__.startswith(sys.argv.pop(1)); main()"
    command = [sys.executable, "-P", "-c", code, str(installed), *arguments]
    variables = os.environ | {"PYTHONPATH": str(installed)} | environment
    return subprocess.run(command, cwd=cwd, env=variables, capture_output=True, text=True, check=False, timeout=120)


def test_the_wheel_holds_every_file_of_the_packages(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as file:
        held = set(file.namelist())
    files = {
        p.relative_to(ROOT).as_posix()
        for name in ("extractors", "pipeline")
        for p in (ROOT / name).rglob("*")
        if p.is_file()
    }
    assert sorted(f for f in files - held if not any(part in f for part in _NOT_SHIPPED)) == []
    assert not [name for name in held if name.startswith(("tests", "data", "docs"))]
    assert f"atgardsbanken-{__version__}" in wheel.name


def test_a_folder_of_own_papers_is_made_read_and_reported(installed: Path, tmp_path: Path) -> None:
    made = atgarder(installed, tmp_path, "init", "mina papper")
    assert (made.returncode, "cd 'mina papper' && atgarder extract" in made.stderr) == (0, True), made.stderr
    folder = tmp_path / "mina papper"
    assert sorted(made.stdout.split("\n"))[1:] == sorted(
        f"mina papper/{name}"
        for name in (".gitignore", "README.md", "atgarder.toml", "data/raw/manifest.csv", "ord.toml")
    )
    shutil.copy(PAPER, folder / "data" / "raw")
    run = atgarder(installed, folder, "extract")
    assert (run.returncode, "1 handling, 4 åtgärder" in run.stderr) == (0, True), run.stderr
    assert atgarder(installed, folder, "report").returncode == 0
    assert "<svg" in (folder / "data" / "processed" / "rapport.html").read_text("utf-8")


def test_a_folder_somewhere_else_is_read_into_a_database_where_one_stands(installed: Path, tmp_path: Path) -> None:
    papers, here = tmp_path / "papers", tmp_path / "here"
    papers.mkdir()
    here.mkdir()
    shutil.copy(PAPER, papers)
    run = atgarder(installed, here, "extract", str(papers))
    assert run.returncode == 0, run.stderr
    status = atgarder(installed, here, "status")
    assert (status.returncode, status.stderr) == (0, ""), status.stderr
    assert (here / "data" / "processed" / "measures.duckdb").is_file()


def test_init_fills_up_and_overwrites_nothing(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "ord.toml").write_text('[labels]\nresponsible = ["Insatsledare"]\n')
    made = atgarder(installed, tmp_path, "init", ".")
    assert made.returncode == 0
    assert made.stderr == "Lägg handlingar (PDF) i data/raw och kör sedan: atgarder extract\n"
    assert "Insatsledare" in (tmp_path / "ord.toml").read_text()
    again = atgarder(installed, tmp_path, "init", ".")
    assert (again.returncode, again.stdout, "har redan allt" in again.stderr) == (0, "", True)
    (tmp_path / "fil").write_text("")
    refused = atgarder(installed, tmp_path, "init", "fil/mapp")
    assert (refused.returncode, "fil/mapp gick inte att göra" in refused.stderr) == (2, True), refused.stderr


@pytest.mark.parametrize(("words", "at", "offered"), [
    ("atgarder ex", "1", {"plain,extract", "plain,export"}),
    ("atgarder extract --oc", "2", {"plain,--ocr", "plain,--ocr-engine"}),
    ("atgarder extract --ocr a", "3", {"plain,auto", "plain,always"}),
])  # fmt: skip
def test_the_shell_completes_commands_options_and_choices(
    installed: Path, tmp_path: Path, words: str, at: str, offered: set[str]
) -> None:
    run = atgarder(installed, tmp_path, COMP_WORDS=words, COMP_CWORD=at, _ATGARDER_COMPLETE="bash_complete")
    assert set(run.stdout.split()) == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_completion(installed: Path, tmp_path: Path, shell: str) -> None:
    run = atgarder(installed, tmp_path, _ATGARDER_COMPLETE=f"{shell}_source")
    assert (run.returncode, "_ATGARDER_COMPLETE" in run.stdout) == (0, True)


def test_own_words_are_known_in_the_next_run_and_a_faulty_file_stops_it_with_words(
    installed: Path, tmp_path: Path
) -> None:
    assert atgarder(installed, tmp_path, "init", ".").returncode == 0
    lines = [
        "- Avtalen samordnas med grannkommunen.",
        "Insatsledare: Servicechefen",
        "Start: 1 mars 2024",
        "Ekonomisk effekt: 200 tkr",
    ]
    sheet = Canvas(str(tmp_path / "data" / "raw" / "plan.pdf"))
    sheet.setFont("Helvetica-Bold", 14)
    sheet.drawString(70, 780, "Samlad upphandling")
    sheet.setFont("Helvetica", 11)
    for n, line in enumerate(lines):
        sheet.drawString(70, 750 - 16 * n, line)
    sheet.save()

    def responsible() -> str:
        run = atgarder(installed, tmp_path, "extract", "-q", "--ocr", "never")
        assert run.returncode == 0, run.stderr
        return atgarder(installed, tmp_path, "query", "select responsible from measures", "--format", "csv").stdout

    assert "Servicechefen" not in responsible()
    (tmp_path / "ord.toml").write_text('[labels]\nresponsible = ["Insatsledare"]\n', "utf-8")
    assert responsible() == "responsible\nServicechefen\n"
    (tmp_path / "ord.toml").write_text("[etiketter]\n", "utf-8")
    faulty = atgarder(installed, tmp_path, "extract")
    assert (faulty.returncode, faulty.stderr.count("ord.toml: okänt avsnitt [etiketter]")) == (2, 1)
