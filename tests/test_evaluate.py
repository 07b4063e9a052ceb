"""Found against gold: what is right, wrong and missing; and the same figures as an independent scorer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from extractors.errors import NoInput
from pipeline import database
from pipeline.evaluate import DOCUMENT_FIELDS, MEASURES, TEXTS, VALUES, Score, compare, evaluate, pair, same_text, total
from pipeline.schema import DocumentRow, EffectRow, MeasureRow, Rows

SCORER = Path(__file__).parents[2] / "shared" / "corpus" / "score.py"

GOLD = {
    "action": "Säga upp två lokaler i centrum",
    "area": ["skola", "forskola"],
    "subarea": ["lokaler", None],
    "start_date": "2024-09-01",
    "status": "planned",
    "responsible": "Fastighetschefen",
    "effects": [{"raw": "400 tkr", "amount_sek": 400_000, "kind": "estimated", "year": 2024, "as_of": None}],
}
EFFECT = {"amount_sek": 400_000, "kind": "estimated", "year": 2024, "as_of": None}
FOUND = GOLD | {"area": "forskola", "subarea": None, "effects": [EFFECT]}

CHANGES: list[tuple[dict[str, Any], str, tuple[int, int, int], bool]] = [  # found instead, field, right wrong missing, exact
    ({}, "area", (1, 0, 0), True),  # one of gold's values
    ({"area": "kultur_och_fritid"}, "area", (0, 1, 1), False),
    ({"area": None}, "area", (0, 0, 1), False),
    ({}, "subarea", (0, 0, 0), True),  # null is one of gold's values
    ({"subarea": "lokaler"}, "subarea", (1, 0, 0), True),
    ({"subarea": "namnd"}, "subarea", (0, 1, 0), True),
    ({"start_date": "2024-10-01"}, "start_date", (0, 1, 1), False),
    ({"due_date": "2024-10-01"}, "due_date", (0, 1, 0), True),  # gold says nothing of it
    ({"effects": []}, "effects", (0, 0, 1), False),
    ({"effects": [EFFECT, EFFECT]}, "effects", (0, 1, 1), False),
    ({"effects": [EFFECT | {"year": 2025}]}, "effects", (0, 1, 1), False),
    ({"responsible": "fastighetschefen."}, "responsible", (1, 0, 0), True),
    ({"responsible": "Kommundirektören"}, "responsible", (0, 1, 1), True),
    ({"action": "Säga upp två lokaler i centrum och flytta"}, "action", (1, 0, 0), True),  # holds the other
    ({"goal": "Lägre hyra"}, "goal", (0, 1, 0), True),
]  # fmt: skip


@pytest.mark.parametrize(("change", "field", "counts", "exact"), CHANGES)
def test_a_field_is_right_wrong_or_missing(
    change: dict[str, Any], field: str, counts: tuple[int, int, int], exact: bool
) -> None:
    result = compare("plan", {"measures": [GOLD], "document": {}}, {}, [FOUND | change])
    score = result.scores[field]
    assert (score.right, score.wrong, score.missing) == counts
    assert (result.exact, bool(result.misses)) == (int(exact), not exact)


def test_what_was_not_found_is_missing_and_what_was_too_much_is_wrong() -> None:
    result = compare(
        "plan", {"measures": [GOLD], "document": {}}, {}, [{"action": "Köpa in nya bilar", "area": "skola"}]
    )
    assert result.scores[MEASURES] == Score(0, 1, 1)
    assert result.scores["area"] == Score(0, 1, 1)
    assert result.misses == ["saknas: 'Säga upp två lokaler i centrum'", "för mycket: 'Köpa in nya bilar'"]


def test_measures_are_paired_by_their_words_each_once() -> None:
    wanted = [{"action": "Minska antalet lokaler"}, {"action": "Minska antalet fordon"}, {"action": "Höja avgifterna"}]
    found = [{"action": "Minska antalet fordon."}, {"action": "Minska antalet lokaler"}]
    assert sorted(pair(wanted, found)) == [(0, 1), (1, 0)]


ALIKE = [
    ("goal", "Lägre hyra", "lägre  hyra.", True),
    ("goal", "Lägre hyra", "Högre lön", False),
    ("goal", "Lägre hyra i centrum", "Lägre hyra", False),  # only an action may hold the other
    ("action", "Lägre hyra i centrum", "Lägre hyra i", True),
    ("action", "Lägre hyra i centrum och i alla andra delar av kommunen", "Lägre hyra", False),
    ("title", "– Lokaler", "• Lokaler", True),
]


@pytest.mark.parametrize(("field", "gold", "found", "same"), ALIKE)
def test_texts_are_the_same_when_a_reader_would_say_so(field: str, gold: str, found: str, same: bool) -> None:
    assert same_text(field, gold, found) is same


def test_scores_of_papers_add_up() -> None:
    one = compare("a", {"measures": [GOLD], "document": {"dnr": "1"}}, {"dnr": "1"}, [FOUND])
    two = compare("b", {"measures": [GOLD], "document": {}}, None, [])
    both = total([one, two])
    assert (both.gold, both.found, both.exact) == (2, 1, 1)
    assert (both.document_right, both.document_asked) == (len(DOCUMENT_FIELDS), len(DOCUMENT_FIELDS))
    score = both.scores[MEASURES]
    assert (score.precision, score.recall, score.f1) == (1.0, 0.5, pytest.approx(2 / 3))


def test_nothing_said_and_nothing_asked_is_right() -> None:
    assert (Score().precision, Score().recall, Score().f1) == (1.0, 1.0, 1.0)
    assert (Score(0, 1, 1).precision, Score(0, 1, 1).f1) == (0.0, 0.0)


def test_a_folder_without_gold_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NoInput, match="har inga facit"):
        evaluate(tmp_path / "m.duckdb", tmp_path)


def imperfect(gold_folder: Path, path: Path) -> None:
    """A database of what gold says, with a fault in every few records: dropped, doubled, moved and reworded."""
    rows = Rows()
    for d, file in enumerate(sorted(gold_folder.glob("*.json"))):
        gold = json.loads(file.read_text("utf-8"))
        facts = {k: v[0] if isinstance(v, list) else v for k, v in gold["document"].items()}
        if d % 2:
            facts["dnr"] = "fel"
        rows.documents.append(
            DocumentRow(
                f"d{d}", f"{d:064}", f"{file.stem}.pdf", facts.get("municipality"), facts.get("body"), facts.get("district"),
                facts.get("title"), facts.get("doc_type"), facts.get("dnr"), facts.get("doc_date"), facts.get("plan_year"),
                1, 0, "native", None, "x", [],
            )
        )  # fmt: skip
        for n, measure in enumerate(gold["measures"]):
            if n % 7 != 3:
                _add(rows, f"d{d}", n, measure)
            if n % 9 == 5:
                _add(rows, f"d{d}", n + 1000, measure)
    with database.create(path) as con:
        database.load(con, rows)


def _add(rows: Rows, document_id: str, n: int, measure: dict[str, Any]) -> None:
    m = {k: v[0] if isinstance(v, list) and v and k not in ("effects", "area_path") else v for k, v in measure.items()}
    if n % 5 == 1:
        m["start_date"], m["area"], m["responsible"] = "1999-01-01", None, "Någon annan"
    if n % 4 == 2:
        m["action"], m["title"] = m["action"][: len(m["action"]) * 2 // 3 + 1], None
    key = f"{document_id}-{n:04}"
    texts = {name: m.get(name) for name in (*VALUES, *TEXTS) if name != "effects"}
    rows.measures.append(
        MeasureRow(
            measure_id=key, document_id=document_id, seq=n + 1, no=None, area_path=[], start_raw=None, start_precision=None,
            due_raw=None, due_precision=None, ekonomisk_effekt=None, status_raw=None, status_date=None, comment=None,
            layout="list", page_action=1, page_first=1, page_last=1, confidence=1.0, **texts,
        )
    )  # fmt: skip
    for seq, e in enumerate(m.get("effects") or [], 1):
        amount = e["amount_sek"] * (1000 if n % 6 == 4 else 1)
        rows.effects.append(EffectRow(key, seq, "x", amount, e["kind"], e.get("year"), e.get("as_of"), "total"))


@pytest.mark.skipif(not SCORER.is_file(), reason="the independent scorer is not here")
@pytest.mark.parametrize("folder", ["sample papers", "the scorer's own"])
def test_an_independent_scorer_gives_the_same_figures(folder: str, tmp_path: Path) -> None:
    gold = Path(__file__).parent / "gold" if folder == "sample papers" else SCORER.parent / "gold"
    imperfect(gold, tmp_path / "m.duckdb")
    command = [sys.executable, str(SCORER), str(tmp_path / "m.duckdb"), str(gold), "--json", str(tmp_path / "s.json")]
    subprocess.run(command, check=True, capture_output=True)
    theirs = json.loads((tmp_path / "s.json").read_text())
    results = evaluate(tmp_path / "m.duckdb", gold)
    ours = total(results)
    assert {k: (s.precision, s.recall, s.f1) for k, s in ours.scores.items()} == {
        k: pytest.approx(v) for k, v in theirs["total"].items()
    }
    assert ours.exact / ours.gold == pytest.approx(theirs["exact_share"])
    assert [ours.document_right, ours.document_asked] == theirs["document_fields"]
    assert {r.name: (r.gold, r.found, r.exact) for r in results} == {
        name: (r["gold"], r["found"], r["exact_records"]) for name, r in theirs["documents"].items()
    }
    assert 0.5 < ours.scores[MEASURES].f1 < 1.0  # the faults were there to be seen
