"""The cookbook: ten questions, each with the answer that the program gives today to papers that it reads here."""

from __future__ import annotations

from pathlib import Path

from tests.cookbook import COOKBOOK, answered, queries, read_papers


def test_the_cookbook_has_todays_answers(tmp_path: Path) -> None:
    text = COOKBOOK.read_text("utf-8")
    assert len(queries(text)) == 10
    assert text == answered(text, read_papers(tmp_path)), "kör: python -m tests.cookbook"


def test_its_queries_are_short_and_ask_the_views_only() -> None:
    for query in queries(COOKBOOK.read_text("utf-8")):
        assert "v_" in query and len(query.splitlines()) <= 6
        assert not [word for word in ("measures", "effects", "documents", "measure_facts") if f"from {word}" in query]
