"""The rules of the house: which way imports point, one door for each library, and what every module owes its reader."""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
PACKAGES = ("extractors", "pipeline")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
LONGEST = 500  # lines; 350 is the aim

ARROWS = {  # part → what it may know; of several that fit a module, the longest name counts
    "extractors.model": {"extractors.model", "extractors.hyphens"},
    "extractors.errors": set[str](),
    "extractors.versions": set[str](),
    "extractors.measure": {"extractors.model"},
    "extractors.lexicon": {"extractors.lexicon", "extractors.errors"},
    "extractors.reference": {"extractors.reference"},
    "extractors.hyphens": {"extractors.lexicon"},
    "extractors.reading": {"extractors.reading", "extractors.model", "extractors.errors", "extractors.lexicon"},
    "extractors.fields": {"extractors.fields", "extractors.lexicon", "extractors.measure", "extractors.sentences"},
    "extractors.layouts": {
        "extractors.layouts", "extractors.fields", "extractors.lexicon", "extractors.measure", "extractors.model",
        "extractors.sections", "extractors.sentences", "extractors.prose",
    },
    "extractors.prose": {"extractors.prose", "extractors.fields", "extractors.lexicon"},
    "extractors": {"extractors"},
    "pipeline.schema": set[str](),
    "pipeline.database": {"pipeline.schema", "extractors.errors"},
    "pipeline.store": {"pipeline.gathered", "pipeline.pages", "extractors.model"},
    "pipeline": {"pipeline", "extractors"},
}  # fmt: skip
NEVER = [  # who may not know what, whatever the arrows say
    ("extractors", "pipeline"),
    ("extractors.fields", "extractors.model"),
    ("extractors.aligned", "extractors.reading"),
    ("pipeline.rows", "pipeline.database"),
    ("pipeline.sums", "pipeline"),
]
DOORS = {  # library → the only places that import it
    "pypdfium2": ("extractors/reading/",),
    "pdfplumber": ("extractors/reading/",),
    "pikepdf": ("extractors/reading/",),
    "rapidocr": ("extractors/reading/",),
    "PIL": ("extractors/reading/",),
    "numpy": ("extractors/reading/",),
    "spacy": ("extractors/prose/",),
    "simplemma": ("extractors/lexicon/",),
    "duckdb": ("pipeline/database.py",),
    "click": ("pipeline/cli.py", "pipeline/swedish.py", "pipeline/commands/"),
    "rich": ("pipeline/commands/",),
    "xlsxwriter": ("pipeline/spreadsheet.py",),
    "altair": ("pipeline/charts.py",),
    "vl_convert": ("pipeline/charts.py",),
    "starlette": ("pipeline/review/",),
    "uvicorn": ("pipeline/commands/review.py",),
    "jinja2": ("pipeline/review/", "pipeline/report.py"),
    "distributed": ("pipeline/cluster.py",),
    "fsspec": ("pipeline/shared.py",),
    "regex": ("extractors/", "pipeline/"),
    "rapidfuzz": ("extractors/", "pipeline/"),
}
SPEAKS = (
    "pipeline/cli.py",
    "pipeline/terminal.py",
    "pipeline/commands/",
    "pipeline/dictionary.py",
)  # where print stands


def name_of(path: Path) -> str:
    """The dotted name of a module."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports_of(path: Path, *, only_at_load: bool = False) -> Iterator[str]:
    """Everything that a module imports, submodules by their full name; without what functions and type checkers import."""
    tree = tree_of(path)
    nodes = _at_load(tree.body) if only_at_load else ast.walk(tree)
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (
                f"{node.module}.{a.name}" if _is_module(f"{node.module}.{a.name}") else node.module for a in node.names
            )


def _at_load(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for statement in body:
        yield statement
        if isinstance(statement, ast.If) and "TYPE_CHECKING" not in ast.dump(statement.test):
            yield from _at_load(statement.body)


def _is_module(name: str) -> bool:
    place = ROOT.joinpath(*name.split("."))
    return place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()


def _within(name: str, part: str) -> bool:
    return name == part or name.startswith(f"{part}.")


def _part_of(module: str) -> str:
    return max((part for part in ARROWS if _within(module, part)), key=len)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    module = name_of(path)
    part = _part_of(module)
    for known in imports_of(path):
        if known.split(".")[0] not in PACKAGES or known == module:
            continue
        assert any(_within(known, allowed) for allowed in ARROWS[part]), f"{module} may not know {known}"
        for who, what in NEVER:
            assert not (_within(module, who) and _within(known, what)), f"{module} may not know {known}"


def test_no_import_turns_back() -> None:
    names = {name_of(path) for path in MODULES}
    knows = {name_of(path): {i for i in imports_of(path, only_at_load=True) if i in names} for path in MODULES}
    done: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " → ".join((*way[way.index(module) :], module))
        if module not in done:
            for known in knows[module] - {module}:
                # a package's own __init__ gathers its modules; they may ask it for what stands above that
                if not _within(module, known):
                    visit(known, (*way, module))
            done.add(module)

    for module in sorted(names):
        visit(module, ())


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_library_has_its_door(path: Path) -> None:
    where = path.relative_to(ROOT).as_posix()
    for known in imports_of(path):
        library = known.split(".")[0]
        if library in sys.stdlib_module_names or library in PACKAGES:
            continue
        assert library in DOORS, f"{where} imports {library}: name its door here and the package in pyproject.toml"
        assert where.startswith(DOORS[library]), f"{library} belongs in {' or '.join(DOORS[library])}, not in {where}"


def test_every_door_is_used() -> None:
    used = {
        (library, door)
        for path in MODULES
        for library in {known.split(".")[0] for known in imports_of(path)} & DOORS.keys()
        for door in DOORS[library]
        if path.relative_to(ROOT).as_posix().startswith(door)
    }
    assert {(library, door) for library, doors in DOORS.items() for door in doors} - used == set()


def test_every_permission_is_used() -> None:
    used = {
        (part, allowed)
        for path in MODULES
        for part in [_part_of(name_of(path))]
        for known in imports_of(path)
        for allowed in ARROWS[part]
        if known != name_of(path) and _within(known, allowed)
    }
    assert {(part, allowed) for part, may in ARROWS.items() for allowed in may} - used == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_one_idea_that_it_opens_with(path: Path) -> None:
    text = path.read_text("utf-8")
    assert ast.get_docstring(tree_of(path)) or not text.strip(), "say what goes in and what comes out"
    assert len(text.splitlines()) <= LONGEST, f"{len(text.splitlines())} lines: is it still one idea?"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_commands_print(path: Path) -> None:
    if not path.relative_to(ROOT).as_posix().startswith(SPEAKS):
        calls = [node.func for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]
        assert not [f for f in calls if isinstance(f, ast.Name) and f.id == "print"], "log, do not print"


def test_every_module_is_part_of_something_that_runs() -> None:
    """Imports lead to it from a command, or from what ``python -m`` runs: no module is kept by tests alone."""
    names = {name_of(path): path for path in MODULES}
    text = {name: path.read_text("utf-8") for name, path in names.items()}
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    waiting = {where.split(":")[0] for where in scripts.values()}
    waiting |= {where for each in text.values() for where in re.findall(r"\"(pipeline\.[\w.]+):\w+\"", each)}  # lazily
    waiting |= {name for name in names if name.endswith("__main__") or 'if __name__ == "__main__"' in text[name]}
    reached: set[str] = set()
    while waiting:
        module = waiting.pop()
        if module in names and module not in reached:
            reached.add(module)
            waiting |= set(imports_of(names[module])) | {module.rpartition(".")[0]}
    assert sorted(set(names) - reached) == []


def test_the_lock_names_no_registry_and_no_file() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert re.findall(r"https?://\S+|--(?:extra-)?index-url.*|--find-links.*|\bfile:\S*", lock) == []
    pinned = re.findall(r"^[\w.\[\]-]+==\S+ \\$", lock, re.MULTILINE)
    assert len(pinned) > 50
    assert lock.count("--hash=sha256:") >= len(pinned)


def test_every_dependency_is_in_the_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    optional = project["optional-dependencies"]
    wanted = [*project["dependencies"], *(line for extra in ("dev", "report", "cluster") for line in optional[extra])]
    locked = {
        name.lower()
        for name in re.findall(
            r"^([\w.-]+)(?:\[.*?\])?==", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE
        )
    }
    assert [line for line in wanted if _plain(re.split(r"[<>=\[]", line)[0]) not in locked] == []


def test_an_extra_that_is_asked_for_is_pinned_with_its_package() -> None:
    """pip takes the newest of ``coverage[toml]``, and then refuses it, where only ``coverage`` is pinned."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pinned = {
        _plain(name): set(filter(None, extras.split(",")))
        for name, extras in re.findall(r"^([\w.-]+)(?:\[(.*?)\])?==", lock, re.MULTILINE)
    }
    asked = [
        (_plain(wanted.name), extra)
        for package in metadata.distributions()
        if _plain(package.metadata["Name"]) in pinned
        for wanted in map(Requirement, package.requires or ())
        if wanted.marker is None or wanted.marker.evaluate({"extra": ""})
        for extra in wanted.extras
    ]
    assert ("coverage", "toml") in asked  # of pytest-cov: the check sees something
    assert [(name, extra) for name, extra in asked if extra not in pinned.get(name, ())] == []


def _plain(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.name)
def test_a_notebook_is_kept_without_output(path: Path) -> None:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    assert [cell["outputs"] for cell in cells if cell.get("outputs")] == []


def test_nothing_of_this_machine_stands_in_the_tree() -> None:
    above = f"{ROOT.parent}/"
    found = [path.relative_to(ROOT).as_posix() for path in MODULES if above in path.read_text("utf-8")]
    assert found == []
