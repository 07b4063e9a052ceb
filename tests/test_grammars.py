"""Compiled grammars are kept beside the installation: fetched where they are there, whatever they were before, and only if they are whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import regex

from pipeline.grammars import kept_grammars

_WEEK = r"(?P<week>vecka\s\d{1,2}+)(?!\d)"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "share" / "grammars"


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch, place: Path) -> Callable[..., int]:
    """How many times the library compiles when a text is asked for."""
    compiled, times = regex.compile, list[str]()

    def noted(pattern: str, flags: int = 0, **named: object) -> regex.Pattern[str]:
        times.append(pattern)
        return compiled(pattern, flags, **named)

    monkeypatch.setattr(regex, "compile", noted)

    def ask(text: str, *, write: bool = False) -> int:
        before = len(times)
        with kept_grammars(place, write=write):
            found = regex.compile(text, regex.IGNORECASE)
        assert found.search("Klart Vecka 34 i år") and not found.search("Klart vecka 345")
        assert found.pattern == text and found.flags & regex.IGNORECASE
        return len(times) - before

    return ask


def test_a_grammar_is_compiled_when_installing_and_then_fetched(counted: Callable[..., int]) -> None:
    assert [counted(_WEEK, write=True), counted(_WEEK), counted(_WEEK)] == [1, 0, 0]


def test_a_run_writes_nothing(counted: Callable[..., int], place: Path) -> None:
    assert [counted(_WEEK), counted(_WEEK)] == [1, 1] and not place.parent.exists()


def test_a_changed_grammar_is_compiled_anew(counted: Callable[..., int]) -> None:
    assert [counted(_WEEK, write=True), counted(_WEEK + "(?#om)")] == [1, 1]


def test_a_torn_file_is_as_none(counted: Callable[..., int], place: Path) -> None:
    counted(_WEEK, write=True)
    place.write_bytes(place.read_bytes()[:-20])
    assert [counted(_WEEK), counted(_WEEK, write=True), counted(_WEEK)] == [1, 1, 0]
