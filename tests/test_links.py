"""Links: which measures of different papers are one and the same. Tables of texts first, then whole papers, then people."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from pipeline import database
from pipeline.config import Settings
from pipeline.corrections import LINK, Anchor, Correction, append_correction
from pipeline.decisions import Other, decision_text, said_of
from pipeline.likeness import Weights, conflict, marks, text_likeness
from pipeline.links import clusters
from pipeline.matching import Place, Scored, Told, added_up
from pipeline.schema import CorrectionRow, LinkRow, Rows
from pipeline.stages import run
from tests.bank import bank, document, gold_rows, measure
from tests.cookbook import Silent

ROOT = Path(__file__).parent.parent
TRUTH = ROOT / "tests" / "gold" / "links" / "links.json"

CONFLICTS = [
    ("Säga upp lokalen på Lilla torget 27", "Uppsägning av lokalen Lilla torget 29", "number"),
    ("Stänga avdelning 3 på Solgården", "Stänga avdelning 4 på Solgården", "number"),
    ("Lämna Storgatan 14-16", "Lämna Storgatan 18", "number"),
    ("Avveckla förskolan Lönnen", "Avveckla förskolan Eken", "name"),
    ("Stänga avdelningen Solen på Granliden", "Avdelning Månen på Granliden stängs", "name"),
    ("Minska öppettiderna på biblioteket", "Öka öppettiderna på biblioteket", "direction"),
    ("Sänkt avgift för fritidsgården", "Höjd avgift för fritidsgården", "direction"),
]  # fmt: skip
NO_CONFLICTS = [
    ("Säga upp lokalen på Lilla torget 27", "Lokalen på Lilla torget 27 är uppsagd"),
    ("Lämna Storgatan 14-16 den 1 april 2023", "Storgatan 14-16 lämnades den 1 juni 2023"),  # dates change, the place does not
    ("Minska inköpen med 400 tkr", "Minska inköpen med 250 tkr"),  # so do amounts
    ("Avveckla förskolan Lönnen", "Lönnens förskola avvecklas"),  # the name opens the sentence, with a genitive s
    ("Minska kostnaderna genom ökad samordning", "Öka samordningen"),  # both ways in one of them
    ("Säga upp lokalen", "Säga upp lokalen vid Granen"),  # only one has a name
    ("Minska från 12 till 9 platser", "Minska från 12 till 10 platser"),  # counts, not places
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "what"), CONFLICTS)
def test_what_tells_two_alike_texts_apart(one: str, other: str, what: str) -> None:
    assert conflict(marks(None, one), marks(None, other)) == what
    assert conflict(marks(None, other), marks(None, one)) == what


@pytest.mark.parametrize(("one", "other"), NO_CONFLICTS)
def test_what_may_change_between_papers(one: str, other: str) -> None:
    assert conflict(marks(None, one), marks(None, other)) is None


LIKER_THAN = [  # the first text is liker the second than the third
    ("Minska vikariekostnaderna", "Minskade kostnader för vikarier", "Minska livsmedelskostnaderna"),
    ("Minska inköpen av livsmedel", "Inköp av livsmedel minskas", "Minska inköpen av förbrukningsmaterial"),
    ("Samordna nattpatrullerna", "Nattpatrullerna är samordnade", "Samordna växeltelefonin"),
    ("Omförhandla avtalet för daglig verksamhet", "Avtalct för dag1ig verksamhet omförhandlas", "Omförhandla avtalet för färdtjänst"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "near", "far"), LIKER_THAN)
def test_what_is_done_about_what_counts_for_more_than_words_of_the_trade(text: str, near: str, far: str) -> None:
    a, b, c = marks(None, text), marks(None, near), marks(None, far)
    weights = Weights([a, b, c])
    assert text_likeness(a, b, weights) > text_likeness(a, c, weights) + 0.2


def test_a_plan_and_its_follow_up_in_other_words_are_linked_row_by_row(tmp_path: Path) -> None:
    names = ["ekbacka_2023_plan", "ekbacka_2023_follow_up"]
    path = bank(tmp_path / "m.duckdb", gold_rows(names), find_links=True)
    found = read(path, "select measure_id_a, measure_id_b from links where decision = 'same' order by all")
    assert found == sorted((f"{names[0]}-{n}", f"{names[1]}-{n}") for n in range(1, 13))


def test_three_districts_over_three_years(tmp_path: Path) -> None:
    """Plan, report, annual report and next year's plan, each in other words, with pairs that tempt."""
    truth = json.loads(TRUTH.read_text("utf-8"))
    papers = sorted({Path(pair[side]["file"]).stem for pair in truth for side in "ab"})
    rows = gold_rows(papers)
    ids = {(f"{m.document_id}.pdf", m.action): m.measure_id for m in rows.measures}
    wanted = {frozenset(ids[p[s]["file"], p[s]["action"]] for s in "ab") for p in truth if p["decision"] == "same"}
    path = bank(tmp_path / "m.duckdb", rows, find_links=True)
    found = {
        frozenset(pair) for pair in read(path, "select measure_id_a, measure_id_b from links where decision = 'same'")
    }
    assert len(found & wanted) / len(found) >= 0.98
    assert len(found & wanted) / len(wanted) >= 0.95


def told(name: str) -> Told:
    return Told(name, name, 1, "M", "N", None, 2023, None, None, None, None, None, frozenset(), marks(None, name))


ADDING_UP = [
    # pairs between (p, u) of one year and (q, v) of the next, with their scores: those that become the same
    ([("p", "q", 0.7), ("p", "v", 0.5)], [("p", "q")]),
    ([("p", "q", 0.7)], []),  # one likely pair is not enough
    ([("p", "q", 0.6), ("p", "v", 0.6), ("u", "v", 0.6)], []),  # nor are many that are not likely
]  # fmt: skip


@pytest.mark.parametrize(("pairs", "expected"), ADDING_UP)
def test_likely_pairs_of_several_papers_add_up(
    pairs: list[tuple[str, str, float]], expected: list[tuple[str, str]]
) -> None:
    sure = [Scored(told(a), told(b), 0.9, "same", {"board": 0.0}) for a, b in (("p", "u"), ("q", "v"))]
    unsure = [Scored(told(a), told(b), score, "unsure", {"board": 0.0}) for a, b, score in pairs]
    found = [(p.a.measure_id, p.b.measure_id) for p in added_up(sure + unsure) if p.decision == "same"]
    assert found == [("p", "u"), ("q", "v"), *expected]


def test_what_follows_from_other_links_says_so(tmp_path: Path) -> None:
    rows = two_papers(plan=["Egna jourhem i stället för köp från konsulent"], later=["Rekrytering av jourhem"])
    rows.corrections = [CorrectionRow("u", "u-1", LINK, None, "same p-1", "a", "2024-01-01", "applied")]
    rows.documents.append(rows.documents[1]._replace(document_id="v", sha256=f"{'v':0>64}", doc_date="2024-03-01"))
    rows.measures.append(measure("v-1", "v", action="Jourhem rekryteras", area="individ_och_familj"))
    path = bank(tmp_path / "m.duckdb", rows, find_links=True)
    found = {
        row[:2]: json.loads(str(row[2]))
        for row in read(path, "select measure_id_a, measure_id_b, why from links where decision = 'same'")
    }
    assert found["p-1", "v-1"]["through"] == "p-1"


def test_boards_that_have_no_paper_in_common_are_not_linked(tmp_path: Path) -> None:
    names = [
        "klarby_2020_minutes",
        "klarby_2022_plan",
        "sodervang_2020_reply",
        "sundvalla_2021_plan",
        "lindakra_2019_consultant",
    ]
    path = bank(tmp_path / "m.duckdb", gold_rows(names), find_links=True)
    assert read(path, "select count(*) from links where decision = 'same'") == [(0,)]


def test_one_partner_at_most_in_a_paper_and_the_parts_of_the_score_are_kept(tmp_path: Path) -> None:
    rows = two_papers(
        plan=["Säga upp lokalen på Kvarngatan 3", "Säga upp lokalen på Kvarngatan 5"],
        later=["Lokalen på Kvarngatan 5 är uppsagd", "Lokalen på Kvarngatan 3 sägs upp i vår"],
    )
    path = bank(tmp_path / "m.duckdb", rows, find_links=True)
    found = read(path, "select measure_id_a, measure_id_b, why from links where decision = 'same' order by all")
    assert [pair[:2] for pair in found] == [("p-1", "u-2"), ("p-2", "u-1")]
    why = json.loads(str(found[0][2]))
    assert set(why) == {"text", "amount", "area", "number", "start", "board", "year"}


def test_a_pair_that_only_differs_in_a_number_is_kept_as_different(tmp_path: Path) -> None:
    rows = two_papers(plan=["Säga upp lokalen på Kvarngatan 3"], later=["Säga upp lokalen på Kvarngatan 5"])
    path = bank(tmp_path / "m.duckdb", rows, find_links=True)
    found = read(path, "select decision, why from links")
    assert [(d, json.loads(str(w))["conflict"]) for d, w in found] == [("different", "number")]


def test_two_partners_as_good_as_each_other_are_for_a_person_to_decide(tmp_path: Path) -> None:
    rows = two_papers(
        plan=["Minska inköpen av konsulter"], later=["Minska inköpen av konsulter", "Minska inköp av konsulter"]
    )
    path = bank(tmp_path / "m.duckdb", rows, find_links=True)
    assert read(path, "select decision from links") == [("unsure",)]


def test_the_same_idea_in_two_districts_is_two_measures(tmp_path: Path) -> None:
    rows = two_papers(plan=["Minska inköpen av konsulter"], later=["Minska inköpen av konsulter"])
    rows.documents = [
        rows.documents[0]._replace(district="Norrtuna"),
        rows.documents[1]._replace(district="Södertuna"),
    ]
    path = bank(tmp_path / "m.duckdb", rows, find_links=True)
    assert read(path, "select count(*) from links where decision = 'same'") == [(0,)]


DECISIONS = [
    ([("different", "a")], [("different", True)]),
    ([("same", "a")], [("same", True)]),
    ([("different", "a"), ("same", "b")], [("same", True)]),  # the last word counts
]


@pytest.mark.parametrize(("decided", "expected"), DECISIONS)
def test_a_person_wins_and_survives(
    tmp_path: Path, decided: list[tuple[str, str]], expected: list[tuple[str, bool]]
) -> None:
    rows = two_papers(plan=["Minska inköpen av konsulter"], later=["Minska inköpen av konsulter"])
    rows.corrections = [
        CorrectionRow("u", "u-1", LINK, None, decision_text(decision, "p-1"), who, f"2024-01-0{n}", "applied")  # type: ignore[arg-type]
        for n, (decision, who) in enumerate(decided, 1)
    ]
    for _ in range(2):  # the second run takes the found pairs from the work folder
        path = bank(tmp_path / "m.duckdb", rows, find_links=True)
        found = read(path, "select measure_id_a, measure_id_b, decision, why from links")
        assert [(row[0], row[1]) for row in found] == [("p-1", "u-1")]  # the older first, whichever was decided from
        assert [(row[2], json.loads(str(row[3]))["by"] == decided[-1][1]) for row in found] == expected
    in_one_cluster = read(path, "select count(*) from link_clusters")
    assert in_one_cluster == [(2 if expected[0][0] == "same" else 0,)]


def test_a_decision_in_the_corrections_file_holds_through_a_run(tmp_path: Path) -> None:
    papers = [ROOT / "data" / "raw" / f"lovholm_2021_{kind}.pdf" for kind in ("plan", "tertial")]
    settings = Settings(
        db=str(tmp_path / "m.duckdb"), corrections=str(tmp_path / "corrections"), reference=str(tmp_path / "none")
    )

    def pairs(decision: str) -> list[tuple[object, ...]]:
        run([str(paper) for paper in papers], settings, Silent())
        sql = f"""select l.measure_id_a, l.measure_id_b, d.sha256, d.file_name
                  from links as l join measures as m on m.measure_id = l.measure_id_a join documents as d using (document_id)
                  where l.decision = '{decision}' order by all"""
        return read(settings.database, sql)

    before = pairs("same")
    assert len(before) == 4
    a, b, sha256, file = map(str, before[0])
    said = Correction(by="Prov", sha256=sha256, file=file, field=LINK, new=decision_text("different", b), measure=a)
    append_correction(tmp_path / "corrections", said)
    for _ in range(2):
        assert pairs("same") == before[1:]
        assert [row[:2] for row in pairs("different") if row[0] == a] == [(a, b)]


def test_the_other_measure_of_a_decision_is_found_by_what_it_said(tmp_path: Path) -> None:
    papers = [ROOT / "data" / "raw" / f"lovholm_2021_{kind}.pdf" for kind in ("plan", "tertial")]
    settings = Settings(
        db=str(tmp_path / "m.duckdb"), corrections=str(tmp_path / "corrections"), reference=str(tmp_path / "none")
    )
    run([str(paper) for paper in papers], settings, Silent())
    sql = """select a.measure_id, a.action, b.measure_id, b.action, b.document_id, d.sha256, d.file_name
             from links join measures as a on a.measure_id = measure_id_a join measures as b on b.measure_id = measure_id_b
             join documents as d on d.document_id = a.document_id where decision = 'same' order by all limit 2"""
    pairs = [tuple(map(str, row)) for row in read(settings.database, sql)]
    for (a, action, b, other, paper, sha256, file), keeps in zip(pairs, (True, False), strict=True):
        anchor = Anchor(other if keeps else "Något helt annat som inte längre står i handlingen")
        new = said_of("different", Other(paper, f"{b}-as-it-was", anchor))
        made = Correction(by="Prov", sha256=sha256, file=file, field=LINK, new=new, measure=a, anchor=Anchor(action))
        append_correction(tmp_path / "corrections", made)
    run([str(paper) for paper in papers], settings, Silent())
    (found, lost) = (pairs[0], pairs[1])
    sql = 'select measure_id, new_value, state, reason from corrections order by "at"'
    assert read(settings.database, sql) == [
        (found[0], f"different {found[2]}", "applied", None),
        (lost[0], json.dumps(new, ensure_ascii=False), "orphan", "Den åtgärd som den jämförs med hittas inte längre."),
    ]
    assert read(settings.database, "select count(*) from findings where code = 'correction_orphan'") == [(1,)]
    sql = "select measure_id_a, measure_id_b from links where decision = 'different' and why like '%Prov%'"
    assert read(settings.database, sql) == [(found[0], found[2])]


def test_a_decision_about_a_measure_that_is_gone_links_nothing(tmp_path: Path) -> None:
    rows = two_papers(plan=["Minska inköpen av konsulter"], later=["Nytt larm på biblioteket"])
    rows.corrections = [CorrectionRow("u", "u-1", LINK, None, "same p-77", "a", "2024-01-01", "orphan")]
    path = bank(tmp_path / "m.duckdb", rows, find_links=True)
    assert read(path, "from links") == []


def test_what_was_found_is_kept_and_found_anew_when_a_paper_changes(tmp_path: Path) -> None:
    rows = two_papers(plan=["Minska inköpen av konsulter"], later=["Minska inköpen av konsulter"])
    settings = Settings(db=str(tmp_path / "m.duckdb"))
    bank(tmp_path / "m.duckdb", rows, find_links=True)
    kept = list((settings.work_folder / "links").iterdir())
    assert len(kept) == 1
    rows.measures[1] = rows.measures[1]._replace(action="Nytt larm på biblioteket")
    path = bank(tmp_path / "m.duckdb", rows, find_links=True)
    assert read(path, "from links") == []
    assert len(list((settings.work_folder / "links").iterdir())) == 1
    assert list((settings.work_folder / "links").iterdir()) != kept


def test_a_spoilt_file_of_kept_pairs_is_not_believed(tmp_path: Path) -> None:
    rows = two_papers(plan=["Minska inköpen av konsulter"], later=["Minska inköpen av konsulter"])
    path = bank(tmp_path / "m.duckdb", rows, find_links=True)
    before = read(path, "from links")
    next((Settings(db=str(path)).work_folder / "links").iterdir()).write_text('[["p-1"', "utf-8")
    assert read(bank(path, rows, find_links=True), "from links") == before


def test_a_cluster_never_holds_two_measures_of_one_paper() -> None:
    day = date(2024, 1, 1)
    places = {m: Place(2024, day, m[0], 1) for m in ("a1", "a2", "b1", "c1")}
    rows = [
        LinkRow("a1", "b1", 0.99, "same", "{}"),
        LinkRow("b1", "c1", 0.98, "same", "{}"),
        LinkRow("a2", "c1", 0.97, "same", "{}"),  # would put a1 and a2 together
        LinkRow("a2", "b1", 0.60, "unsure", "{}"),
    ]
    assert clusters(rows, places) == [("a1", "a1"), ("b1", "a1"), ("c1", "a1")]


def two_papers(*, plan: list[str], later: list[str]) -> Rows:
    """A plan "p" and its follow-up "u" a year later, with measures p-1, p-2 … of these actions."""
    said = {"municipality": "Provköping", "body": "Socialnämnden", "plan_year": 2023}
    rows = Rows(documents=[
        document("p", doc_date="2022-11-01", **said), document("u", doc_type="follow_up", doc_date="2024-02-01", **said),
    ])  # fmt: skip
    for paper, actions in (("p", plan), ("u", later)):
        for seq, action in enumerate(actions, 1):
            rows.measures.append(measure(f"{paper}-{seq}", paper, seq=seq, action=action, area="individ_och_familj"))
    return rows


def read(path: Path, sql: str) -> list[tuple[object, ...]]:
    with database.connect_readonly(path) as con:
        return database.rows_of(con, sql)[1]
