"""Compiled grammars are kept from run to run: the second time they are fetched, whatever they were before, and only if they are whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import regex

from pipeline.grammars import kept_grammars

_WEEK = r"(?P<week>vecka\s\d{1,2}+)(?!\d)"


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], int]:
    """How many times the library compiles when a text is asked for; the folder for caches is an empty one."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    compiled, times = regex.compile, list[str]()

    def noted(pattern: str, flags: int = 0, **named: object) -> regex.Pattern[str]:
        times.append(pattern)
        return compiled(pattern, flags, **named)

    monkeypatch.setattr(regex, "compile", noted)

    def ask(text: str) -> int:
        before = len(times)
        with kept_grammars():
            found = regex.compile(text, regex.IGNORECASE)
        assert found.search("Klart Vecka 34 i år") and not found.search("Klart vecka 345")
        assert found.pattern == text and found.flags & regex.IGNORECASE
        return len(times) - before

    return ask


def test_a_grammar_is_compiled_once_and_then_fetched(counted: Callable[[str], int]) -> None:
    assert [counted(_WEEK), counted(_WEEK), counted(_WEEK)] == [1, 0, 0]


def test_a_changed_grammar_is_compiled_anew(counted: Callable[[str], int]) -> None:
    assert [counted(_WEEK), counted(_WEEK + "(?#om)")] == [1, 1]


def test_a_torn_file_is_made_anew(counted: Callable[[str], int], tmp_path: Path) -> None:
    counted(_WEEK)
    (kept,) = (path for path in tmp_path.rglob("*") if path.is_file())
    kept.write_bytes(kept.read_bytes()[:-20])
    assert [counted(_WEEK), counted(_WEEK)] == [1, 0]


def test_a_file_that_another_user_put_there_is_not_read(
    counted: Callable[[str], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    counted(_WEEK)
    monkeypatch.setattr("os.getuid", lambda: 4711)
    assert counted(_WEEK) == 1


def test_where_nothing_can_be_kept_grammars_are_compiled(
    counted: Callable[[str], int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "fil").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "fil"))
    assert [counted(_WEEK), counted(_WEEK)] == [1, 1]
