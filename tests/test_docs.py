"""README and docs: what they tell people to type works, what they say is printed is printed, and no link leads nowhere."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from pipeline import database
from pipeline.commands import COMMANDS
from pipeline.config import LEFT_OUT_CHOICES, SETTABLE
from tests.documented import COOKBOOK, PAGES, ROOT, Home, answered, make_home, setup_lines

TEXTS = {page: page.read_text("utf-8") for page in [*PAGES, ROOT / "CHANGELOG.md"]}
_LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^#+ (?P<text>.+)$", re.MULTILINE)
_FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with the sample papers read, scans too, shared by all pages."""
    if shutil.which("tesseract") is None:
        pytest.skip("tesseract is not installed: the answers are those of scans too")
    return make_home(tmp_path_factory.mktemp("home"))


@pytest.mark.parametrize("page", [page for page in PAGES if page != COOKBOOK], ids=lambda page: page.stem)
def test_what_is_to_be_typed_answers_as_it_says(page: Path, home: Home) -> None:
    assert answered(TEXTS[page], home) == TEXTS[page], "run: python -m tests.documented, and read what changed"


@pytest.mark.parametrize("page", TEXTS, ids=lambda page: page.stem)
def test_every_link_leads_somewhere(page: Path) -> None:
    for found in _LINK.finditer(_FENCE.sub("", TEXTS[page])):
        place, _, part = found["target"].partition("#")
        if place.startswith(("http://", "https://", "mailto:")):
            continue
        target = (page.parent / place).resolve() if place else page
        assert target.exists(), f"{page.name}: {found[0]}"
        assert target.is_relative_to(ROOT), f"{page.name}: {found[0]} leads out of the repository"
        if part:
            headings = {
                _anchor(heading["text"]) for heading in _HEADING.finditer(_FENCE.sub("", target.read_text("utf-8")))
            }
            assert part in headings, f"{page.name}: {found[0]}"


def _anchor(heading: str) -> str:
    """What a heading is called in a link: small letters, hyphens for spaces, no marks."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


SETUP = [  # what stands in blocks that are not run, and what holds it
    (r"make (?P<target>\w+) .*", "target"),
    (r"source \.venv/bin/activate", None),
    (r"python3 -m venv ~/atgarder-env", None),  # test_package installs it
    (r"~/atgarder-env/bin/pip install '\.\[(?P<extra>\w+)\]' .*", "extra"),
    (r"~/atgarder-env/bin/atgarder (?P<command>\w+) ~/papers", "command"),
    (r"echo 'if command -v atgarder >/dev/null; then eval .+; fi' >> ~/\.(?:bash|zsh)rc", None),  # tried below
    (r"mkdir -p ~/\.config/fish/completions", None),
    (r"dask (?:scheduler|worker tcp://huvud:8786 --nworkers 1 --nthreads 4)", None),  # test_cluster starts them
    (r"atgarder (?P<command>\w+) /delat/papper --cluster tcp://huvud:8786 --work /delat/work", "command"),
    (r"_ATGARDER_COMPLETE=fish_source atgarder > \S+", None),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_is_not_run_here_is_known(page: Path) -> None:
    targets = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    extras = re.findall(r"^(\w+) = \[", (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert targets
    known = {"target": targets[1].split(), "extra": extras, "command": list(COMMANDS)}
    for line in setup_lines(TEXTS[page]):
        found = next(((kind, m) for pattern, kind in SETUP if (m := re.fullmatch(pattern, line))), None)
        assert found, f"{page.name}: nothing holds {line!r}"
        kind, match = found
        assert kind is None or match[kind] in known[kind], f"{page.name}: {line}"


def test_completion_does_no_harm_where_the_command_is_missing_and_works_where_it_is(tmp_path: Path) -> None:
    (line,) = [line for line in setup_lines(TEXTS[ROOT / "docs" / "commands.md"]) if line.endswith("~/.bashrc")]
    tools = tmp_path / "bin"
    tools.mkdir()
    environment = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}

    def a_new_terminal() -> tuple[int, str]:
        said = 'source ~/.bashrc; echo "$?"; complete -p atgarder 2>/dev/null'
        run = subprocess.run(["bash", "-c", said], env=environment, capture_output=True, text=True, check=False)
        assert run.stderr == ""
        code, _, complete = run.stdout.partition("\n")
        return int(code), complete.strip()

    subprocess.run(["bash", "-c", line], env=environment, check=True)
    assert a_new_terminal() == (0, "")
    (tools / "atgarder").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pipeline "$@"\n')
    (tools / "atgarder").chmod(0o755)
    environment["PATH"] = f"{tools}:/usr/bin:/bin"
    code, complete = a_new_terminal()
    assert (code, complete.endswith(" atgarder")) == (0, True)


def test_every_command_and_target_that_is_named_is_there() -> None:
    targets = (ROOT / "Makefile").read_text("utf-8")
    for page, text in TEXTS.items():
        for command in re.findall(r"(?<![\w-])atgarder ([a-z]+)", text):
            assert command in COMMANDS, f"{page.name}: atgarder {command}"
        for target in re.findall(r"`make ([a-z]+)", text):
            assert re.search(rf"^{target}:", targets, re.MULTILINE), f"{page.name}: make {target}"
        for module in re.findall(r"python -m ((?:tests|pipeline|extractors)[\w.]*)", text):
            place = ROOT.joinpath(*module.split("."))
            assert place.with_suffix(".py").is_file() or (place / "__main__.py").is_file(), f"{page.name}: {module}"


def test_every_finding_is_explained() -> None:
    text = TEXTS[ROOT / "docs" / "findings.md"]
    code = "\n".join(
        path.read_text("utf-8") for package in ("extractors", "pipeline") for path in (ROOT / package).rglob("*.py")
    )
    codes = {*database.check_codes(), *re.findall(r"(?:\bFinding\(|\.note\(|_finding\(self\.told, )\s*\"(\w+)\"", code)}
    codes |= set(re.findall(r"\"(correction_\w+)\"", code))
    assert len(codes) > 15
    assert [c for c in sorted(codes) if f"`{c}`" not in text] == []


def test_every_setting_and_state_is_explained() -> None:
    commands, privacy, findings = (TEXTS[ROOT / "docs" / f"{name}.md"] for name in ("commands", "privacy", "findings"))
    assert [name for name in SETTABLE if f"`{name}`" not in commands] == []
    assert [name for name in LEFT_OUT_CHOICES if f"`{name}`" not in privacy] == []
    con = database.connect_in_memory()
    sql = (
        "select constraint_text from duckdb_constraints() where table_name = 'files' and constraint_text like '%state%'"
    )
    states = set(re.findall(r"'(\w+)'", str(database.rows_of(con, sql)[1])))
    assert len(states) > 8
    assert [state for state in sorted(states) if f"`{state}`" not in findings] == []


def test_readme_explains_every_exit_code() -> None:
    from pipeline import cli

    told = dict(re.findall(r"^(\d+) ([^·\n]+)", re.sub(r" · ", "\n", cli.__doc__ or ""), re.MULTILINE))
    readme = TEXTS[ROOT / "README.md"]
    assert {"0", "3", "7", "130"} <= set(told)
    assert [code for code in told if f"| {code} |" not in readme] == []


def test_the_layout_in_the_docs_finds_its_measures(monkeypatch: pytest.MonkeyPatch) -> None:
    from extractors import extract as extracting
    from extractors.layouts import EXTRACTORS, find_measures
    from tests.draw import paper

    code, test = re.findall(r"^```python\n(.*?)^```", TEXTS[ROOT / "docs" / "extending.md"], re.DOTALL | re.MULTILINE)
    module: dict[str, object] = {"__name__": "slashes"}
    exec(compile(code, "extending.md", "exec"), module)
    known = (*EXTRACTORS[:5], module["SlashExtractor"](), *EXTRACTORS[5:])  # type: ignore[operator]
    assert [type(one).__name__ for one in known[5:]] == ["SlashExtractor", "ListExtractor", "ProseExtractor"]
    monkeypatch.setattr(extracting, "EXTRACTORS", known)

    def read(text: str) -> list[dict[str, str]]:
        raws, _ = find_measures(paper(text), known)
        return [{quote.field: quote.text for quote in raw.quotes} for raw in raws]

    asked: dict[str, object] = {"read": read, "paper": paper, "extract": extracting.extract, "date": date}
    exec(compile(test, "extending.md", "exec"), asked)
    tests = [does for name, does in asked.items() if name.startswith("test_")]
    assert len(tests) == 2
    for does in tests:
        does()  # type: ignore[operator]


def test_the_map_in_the_docs_names_every_module() -> None:
    text = TEXTS[ROOT / "docs" / "extending.md"]
    about_all = {
        "__init__",
        "errors",
        "versions",
        "measure",
        "sentences",
        "days",
        "base",
    }  # used everywhere, no step of their own
    for folder in ("extractors", "extractors/layouts"):
        modules = {path.stem for path in (ROOT / folder).glob("*.py")} - about_all
        assert [name for name in sorted(modules) if f"`{name}.py`" not in text] == []


def test_the_legal_fields_are_told() -> None:
    from extractors.fields.label_words import FIELDS

    text = TEXTS[ROOT / "docs" / "extending.md"].partition("## A field")[0]
    assert [name for name in FIELDS if name not in ("area", "subarea") and f"`{name}`" not in text] == []


def test_the_check_and_the_view_in_the_docs_can_be_asked() -> None:
    check, view = re.findall(r"^```\n(-- .*?)^```", TEXTS[ROOT / "docs" / "extending.md"], re.DOTALL | re.MULTILINE)
    con = database.connect_in_memory()
    names, rows = database.rows_of(con, check)
    assert (names, rows) == (["document_id", "measure_id", "field", "page", "message"], [])
    con.execute(view)
    silent = "select column_name from duckdb_columns() where table_name = 'v_responsible' and comment is null"
    assert database.rows_of(con, silent)[1] == []
