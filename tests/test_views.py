"""The views: each on three rows or so, with numbers worked out by hand; then on a client of last year, and on many rows."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extractors.errors import UsageError
from pipeline import database
from pipeline.schema import ControlTotalRow, FindingRow, LinkRow, Rows
from tests.bank import asked, bank, document, effect, many, measure

NORR = {"municipality": "Stockholm", "body": "Stadsdelsnämnden", "district": "Norrmalm", "plan_year": 2013}
BROMMA = {"municipality": "Stockholms stad", "body": "Stadsdelsnämnden", "district": "Bromma", "plan_year": 2013}
HANINGE = {"municipality": "Haninge", "body": "Socialnämnden", "plan_year": 2013}
OLD, FORK = "aldreomsorg", "forskola"


def ask(
    tmp_path: Path, rows: Rows, sql: str, reference: Path | None = None, links: list[tuple[str, str]] | None = None
) -> list[Any]:
    """The answer on a bank of these rows, in which the pairs of ``links`` are the same measure."""
    rows.links = [LinkRow(a, b, 0.9, "same", "{}") for a, b in links or ()]
    return asked(rows, sql, reference=reference or tmp_path / "no_reference")


# --- v_measure: which amounts count

AMOUNTS = [
    # effects of one measure in a plan for 2013: planned, full year, actual, as of
    ([("estimated", 100, {})], (100, None, None, None)),
    ([("estimated", 100, {}), ("estimated", -30, {})], (70, None, None, None)),  # a cost stays in the sum
    ([("estimated", 100, {}), ("estimated", 60, {"year": 2013})], (60, None, None, None)),  # the year of the plan is named
    ([("estimated", 60, {"year": 2013}), ("estimated", 90, {"year": 2014})], (60, None, None, None)),
    ([("estimated", 90, {"year": 2014})], (None, None, None, None)),  # another year's amount is not this year's
    ([("estimated", 100, {}), ("estimated", 240, {"period": "full_year"})], (100, 240, None, None)),  # never added
    ([("estimated", 8, {"period": "month"}), ("estimated", 1, {"period": "day"})], (None, None, None, None)),  # rates
    ([("estimated", 50, {"period": "year"})], (50, None, None, None)),
    ([("estimated", 0, {})], (0, None, None, None)),  # a printed zero is zero
    ([], (None, None, None, None)),  # nothing printed is not
    (
        [("actual", 10, {"year": 2013, "as_of": "2013-04-30"}), ("actual", 25, {"year": 2013, "as_of": "2013-08-31"})],
        (None, None, 25, date(2013, 8, 31)),  # an outcome to date holds the earlier ones
    ),
    ([("actual", 25, {"year": 2013, "as_of": "2013-08-31"}), ("actual", 40, {"year": 2013})], (None, None, 40, None)),
    ([("actual", 7, {"year": 2012})], (None, None, None, None)),
]  # fmt: skip


def test_a_measure_says_who_answers_for_it_and_where_it_stands(tmp_path: Path) -> None:
    rows = Rows(
        documents=[document("d", file_name="plan.pdf")], measures=[measure("m", "d", responsible="Ekonomichef")]
    )
    assert ask(tmp_path, rows, "select responsible, file_name from v_measure") == [("Ekonomichef", "plan.pdf")]


@pytest.mark.parametrize(("effects", "expected"), AMOUNTS)
def test_amounts_of_a_measure(tmp_path: Path, effects: list[Any], expected: tuple[Any, ...]) -> None:
    rows = Rows(documents=[document("d", **HANINGE)], measures=[measure("m", "d")])
    rows.effects = [effect("m", amount, kind, **said) for kind, amount, said in effects]
    found = ask(tmp_path, rows, "select planned_sek, planned_full_year_sek, actual_sek, actual_as_of from v_measure")
    assert found == [expected]


def test_effects_and_rates_are_counted(tmp_path: Path) -> None:
    rows = Rows(documents=[document("d", **HANINGE)], measures=[measure("m", "d")])
    rows.effects = [effect("m", 5), effect("m", 6, period="month"), effect("m", 7, period="day")]
    assert ask(tmp_path, rows, "select n_effects, n_rates from v_measure") == [(3, 2)]


# --- v_document: which municipality and district a paper is of

PLACES = [
    # municipality, district, plan year: code, district code, comparable code, its name
    ("Haninge", None, 2013, ("0136", None, "0136", "Haninge")),
    ("Stockholms stad", "Bromma", 2013, ("0180", "0180-bromma", "0180-bromma", "Bromma")),
    ("Stockholm", "Rinkeby-Kista", 2015, ("0180", "0180-rinkeby-kista", "0180-jarva", "Järva")),
    (None, "Hässelby-Vällingby", 2013, ("0180", "0180-hasselby-vallingby", "0180-hasselby-vallingby", "Hässelby-Vällingby")),
    ("Norrvik", "Ekbacka", 2023, (None, None, None, "Ekbacka")),  # not in the reference: no code, rather than a wrong one
    (None, None, None, (None, None, None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("municipality", "district", "year", "expected"), PLACES)
def test_names_become_codes(
    tmp_path: Path, municipality: str, district: str, year: int, expected: tuple[Any, ...]
) -> None:
    rows = Rows(documents=[document("d", municipality=municipality, district=district, plan_year=year)])
    found = ask(
        tmp_path, rows, "select municipality_code, district_code, comparable_code, comparable_name from v_document"
    )
    assert found == [expected]


# --- counted once


def three_papers() -> Rows:
    """A plan of three measures (400, 250, none), its follow-up in August (150 and done, 0) and the year's (380)."""
    return Rows(
        documents=[
            document("p", doc_date="2012-11-15", **HANINGE),
            document("t", doc_type="follow_up", doc_date="2013-09-10", **HANINGE),
            document("u", doc_type="follow_up", doc_date="2014-02-01", **HANINGE),
        ],
        measures=[
            measure("p1", "p", area=OLD, status="planned", action="Samordna larmen", start_date="2013-01-01", start_precision="day", due_date="2013-06-30"),
            measure("p2", "p", area=OLD, status="planned", action="Färre bilar", start_date="2013-04-01", start_precision="month", due_date="2013-12-31"),
            measure("p3", "p", area=FORK, action="Öppna tillsammans"),
            measure("t1", "t", area=OLD, status="done", status_date="2013-08-31", action="Larmen är samordnade"),
            measure("t2", "t", area=OLD, status="ongoing", action="Bilarna blir färre"),
            measure("u1", "u", area=OLD, status="done", action="Larmen"),
        ],
        effects=[
            effect("p1", 400), effect("p2", 250),
            effect("t1", 400), effect("t1", 150, "actual", year=2013, as_of="2013-08-31"),
            effect("t2", 250), effect("t2", 0, "actual", year=2013, as_of="2013-08-31"),
            effect("u1", 380, "actual", year=2013, as_of="2013-12-31"),
        ],
    )  # fmt: skip


SAME = [("p1", "t1"), ("p1", "u1"), ("p2", "t2"), ("t1", "u1")]


def test_a_measure_told_in_several_papers_is_counted_where_it_is_planned(tmp_path: Path) -> None:
    found = ask(tmp_path, three_papers(), "select measure_id, planned_sek from v_planned order by all", links=SAME)
    assert found == [("p1", 400), ("p2", 250), ("p3", None)]


def test_without_the_plan_the_first_follow_up_that_repeats_an_estimate_counts(tmp_path: Path) -> None:
    rows = three_papers()
    rows.documents, rows.measures = rows.documents[1:], rows.measures[3:]
    rows.effects = [e for e in rows.effects if e.measure_id[0] != "p"]
    found = ask(tmp_path, rows, "select measure_id, planned_sek from v_planned order by all", links=[("t1", "u1")])
    assert found == [("t1", 400), ("t2", 250)]


def test_of_a_draft_and_a_plan_the_later_counts_and_a_report_by_consultants_never(tmp_path: Path) -> None:
    rows = Rows(
        documents=[
            document("draft", doc_date="2012-09-01", **HANINGE), document("plan", doc_date="2012-11-01", **HANINGE),
            document("c", doc_type="consultant_report", doc_date="2012-12-01", **HANINGE),
        ],
        measures=[measure("a", "draft"), measure("b", "plan"), measure("only_draft", "draft", seq=2), measure("x", "c")],
        effects=[effect("a", 500), effect("b", 450), effect("only_draft", 20), effect("x", 900)],
    )  # fmt: skip
    found = ask(tmp_path, rows, "select measure_id, planned_sek from v_planned order by all", links=[("a", "b")])
    assert found == [("b", 450), ("only_draft", 20)]


# --- plan against outcome


def test_plan_vs_outcome(tmp_path: Path) -> None:
    sql = """select measure_id, follow_up_measure_id, planned_sek, actual_sek, actual_as_of, part_year, gap_sek, realised_share,
                    latest_status, status_date, score, decided_by from v_plan_vs_outcome order by 1"""
    assert ask(tmp_path, three_papers(), sql, links=SAME) == [
        ("p1", "u1", 400, 380, date(2013, 12, 31), False, -20, 0.95, "done", date(2014, 2, 1), 0.9, "program"),
        ("p2", "t2", 250, 0, date(2013, 8, 31), True, -250, 0.0, "ongoing", date(2013, 9, 10), 0.9, "program"),
        ("p3", None, None, None, None, None, None, None, None, None, None, None),
    ]


def test_a_pair_joined_through_a_third_paper_says_so(tmp_path: Path) -> None:
    found = ask(tmp_path, three_papers(), "select follow_up_measure_id, score, decided_by from v_plan_vs_outcome where measure_id = 'p1'",
                links=[("p1", "t1"), ("t1", "u1")])  # fmt: skip
    assert found == [("u1", None, "chain")]


def test_next_years_follow_up_is_not_this_years_outcome(tmp_path: Path) -> None:
    rows = three_papers()
    rows.documents[2] = rows.documents[2]._replace(plan_year=2014)
    rows.effects[-1] = rows.effects[-1]._replace(year=2014, as_of="2014-12-31")
    found = ask(tmp_path, rows, "select actual_sek from v_plan_vs_outcome where measure_id = 'p1'", links=SAME)
    assert found == [(150,)]


def test_a_follow_up_that_repeats_the_estimate_is_its_own_plan(tmp_path: Path) -> None:
    rows = Rows(
        documents=[document("t", doc_type="follow_up", doc_date="2013-09-01", **HANINGE)], measures=[measure("m", "t")]
    )
    rows.effects = [effect("m", 500), effect("m", 300, "actual", year=2013, as_of="2013-07-31")]
    found = ask(
        tmp_path,
        rows,
        "select follow_up_measure_id, planned_sek, actual_sek, part_year, decided_by from v_plan_vs_outcome",
    )
    assert found == [("m", 500, 300, True, "same_row")]


def test_realisation_counts_only_what_was_followed_up(tmp_path: Path) -> None:
    found = ask(tmp_path, three_papers(), "from v_realisation_by_area order by area", links=SAME)
    assert found == [
        (2013, OLD, 2, 2, 1, date(2013, 8, 31), 650, 650, 380, 0.5846),
        (2013, FORK, 1, 0, 0, None, None, None, None, None),
    ]


def test_status_flow(tmp_path: Path) -> None:
    found = ask(tmp_path, three_papers(), "from v_status_flow order by all", links=SAME)
    assert found == [
        (2013, "not_stated", "not_followed_up", 1, None),
        (2013, "planned", "done", 1, 400),
        (2013, "planned", "ongoing", 1, 250),
    ]


def test_time_lag_keeps_what_is_not_done(tmp_path: Path) -> None:
    sql = """select measure_id, planned_on, first_done, last_seen, days_decision_to_start, days_start_to_done, late
             from v_time_lag order by 1"""
    assert ask(tmp_path, three_papers(), sql, links=SAME) == [
        ("p1", date(2012, 11, 15), date(2013, 8, 31), date(2014, 2, 1), 47, 242, True),  # due in June, done in August
        ("p2", date(2012, 11, 15), None, date(2013, 9, 10), 137, None, None),  # not yet due when last seen
        ("p3", date(2012, 11, 15), None, None, None, None, None),
    ]


def test_history_of_a_measure(tmp_path: Path) -> None:
    sql = """select step, n_steps, document_id, status, planned_sek, actual_sek, actual_as_of from v_measure_history
             where cluster_id = 'p1' order by step"""
    assert ask(tmp_path, three_papers(), sql, links=SAME) == [
        (1, 3, "p", "planned", 400, None, None),
        (2, 3, "t", "done", 400, 150, date(2013, 8, 31)),
        (3, 3, "u", "done", None, 380, date(2013, 12, 31)),
    ]


# --- years and districts side by side


def two_districts(**second: Any) -> Rows:
    """Norrmalm plans 300 and -50 for the old and 250 for preschools; Bromma 100 for the old, 300 (month) for preschools."""
    return Rows(
        documents=[document("n", **NORR), document("b", **(BROMMA | second))],
        measures=[
            measure("n1", "n", area=OLD, start_precision="ongoing"), measure("n2", "n", area=OLD), measure("n3", "n", area=FORK),
            measure("b1", "b", area=OLD, start_date="2013-01-01", start_precision="day"), measure("b2", "b", area=FORK),
            measure("b3", "b", area=FORK),
        ],
        effects=[effect("n1", 300), effect("n2", -50), effect("n3", 250), effect("b1", 100), effect("b2", 300, period="month")],
    )  # fmt: skip


def test_coverage(tmp_path: Path) -> None:
    sql = """select municipality_code, district, plan_year, area, doc_type, n_measures, n_no_effect, n_only_rate, n_no_start,
                    share_no_effect, share_no_start from v_effect_coverage order by district, area"""
    assert ask(tmp_path, two_districts(), sql) == [
        ("0180", "Bromma", 2013, OLD, "plan", 1, 0, 0, 0, 0.0, 0.0),
        ("0180", "Bromma", 2013, FORK, "plan", 2, 1, 1, 2, 0.5, 1.0),
        ("0180", "Norrmalm", 2013, OLD, "plan", 2, 0, 0, 1, 0.0, 0.5),  # ongoing is a start that is stated
        ("0180", "Norrmalm", 2013, FORK, "plan", 1, 0, 0, 1, 0.0, 1.0),
    ]


def test_top_areas(tmp_path: Path) -> None:
    sql = "select district, plan_year, area, planned_sek, n, share, rnk from v_top_areas order by district, rnk, area"
    assert ask(tmp_path, two_districts(), sql) == [
        ("Bromma", 2013, OLD, 100, 1, 1.0, 1),
        ("Bromma", 2013, FORK, None, 2, None, 2),  # a rate per month is in no sum
        ("Norrmalm", 2013, OLD, 250, 2, 0.5, 1),
        ("Norrmalm", 2013, FORK, 250, 1, 0.5, 1),
    ]


def test_district_profile(tmp_path: Path) -> None:
    rows = two_districts(municipality="Stockholm")
    sql = "select comparable_code, area, sek, share_district, share_city, quotient from v_district_profile where sek is not null order by all"
    assert ask(tmp_path, rows, sql) == [
        ("0180-bromma", OLD, 100, 1.0, 0.5833, 1.7143),  # 350 of the city's 600 are for the old
        ("0180-norra-innerstaden", OLD, 250, 0.5, 0.5833, 0.8571),
        ("0180-norra-innerstaden", FORK, 250, 0.5, 0.4167, 1.2),
    ]


def test_the_same_saving_year_after_year(tmp_path: Path) -> None:
    rows = Rows(
        documents=[
            document(f"d{y}", **(HANINGE | {"plan_year": y, "doc_date": f"{y - 1}-11-01"})) for y in (2013, 2014, 2015)
        ],
        measures=[measure(f"m{y}", f"d{y}", action=f"Färre bilar {y}", area=OLD) for y in (2013, 2014, 2015)],
        effects=[effect("m2013", 100), effect("m2014", 120)],
    )
    found = ask(tmp_path, rows, "from v_measure_reuse", links=[("m2013", "m2014"), ("m2014", "m2015")])
    assert found == [("m2013", 3, 1, 2013, 2015, "Färre bilar 2013", OLD, 220, ["Socialnämnden"])]


def test_document_quality(tmp_path: Path) -> None:
    rows = two_districts()
    rows.measures[0] = rows.measures[0]._replace(review="accepted", confidence=0.6)
    rows.control_totals = [
        ControlTotalRow("n", "550", 550, "estimated", 2013, None, 3, 500, False, None),
        ControlTotalRow("n", "250", 250, "estimated", 2013, None, 2, 250, True, "Förskola"),
    ]
    rows.findings = [
        FindingRow("n", None, None, "warning", "x", "…", 1),
        FindingRow("n", "n1", "area", "error", "y", "…", 1),
    ]
    sql = """select document_id, review_status, n_measures, mean_confidence, min_confidence, stated_sek, sum_sek, diff_sek, agrees,
                    n_totals, n_totals_off, n_warnings, n_errors from v_document_quality order by 1"""
    assert ask(tmp_path, rows, sql) == [
        ("b", "none", 3, 0.9, 0.9, None, None, None, None, 0, 0, 0, 0),
        ("n", "part", 3, 0.8, 0.6, 550, 500, 50, False, 2, 1, 1, 1),
    ]


# --- with a user's own figures, and without


def own(tmp_path: Path, population: str = "", prices: str = "") -> Path:
    folder = tmp_path / "reference"
    folder.mkdir()
    if population:
        (folder / "population.csv").write_text(population, "utf-8")
    if prices:
        (folder / "price_index.csv").write_text(prices, "utf-8")
    return folder


def test_per_inhabitant_without_a_population_is_null(tmp_path: Path) -> None:
    sql = "select comparable_code, planned_sek, population, planned_sek_per_inhabitant, n_measures from v_per_inhabitant order by 1"
    assert ask(tmp_path, two_districts(), sql) == [
        ("0180-bromma", 100, None, None, 3),
        ("0180-norra-innerstaden", 500, None, None, 3),
    ]


def test_per_inhabitant_with_the_districts_of_that_year(tmp_path: Path) -> None:
    # Norra innerstaden is Östermalm and Norrmalm in 2013: their sum, and only where both are known
    both = own(tmp_path, "code;year;population\n0180-norrmalm;2013;30\n0180-ostermalm;2013;70\n0180-bromma;2012;9\n")
    sql = "select comparable_code, population, planned_sek_per_inhabitant from v_per_inhabitant order by 1"
    assert ask(tmp_path, two_districts(), sql, reference=both) == [
        ("0180-bromma", None, None),
        ("0180-norra-innerstaden", 100, 5.0),
    ]
    (both / "population.csv").write_text("code,year,population\n0180-norrmalm,2013,30\n180,2013,900 000\n", "utf-8")
    assert ask(tmp_path, two_districts(), sql, reference=both)[1] == ("0180-norra-innerstaden", None, None)


def test_fixed_prices(tmp_path: Path) -> None:
    prices = own(tmp_path, prices="series;year;idx\nPKV;2013;125,0\nPKV;2020;150,0\nKPI;2020;100\n")
    sql = "select area, series, nominal_sek, real_sek, base_year from v_real_prices where comparable_name = 'Bromma' and area = 'aldreomsorg' order by 2"
    assert ask(tmp_path, two_districts(), sql) == [(OLD, None, 100, None, None)]
    assert ask(tmp_path, two_districts(), sql, reference=prices) == [
        (OLD, "KPI", 100, None, 2020),  # no index for 2013: no number
        (OLD, "PKV", 100, 120, 2020),
    ]


def test_indicators_in_long_form(tmp_path: Path) -> None:
    rows = three_papers()
    folder = own(tmp_path, "code;year;population\n136;2013;130\n")
    found = ask(
        tmp_path,
        rows,
        "select * exclude (municipality, district) from v_indicator_long order by all",
        reference=folder,
        links=SAME,
    )
    assert found == [
        ("planned_sek", "0136", None, 2013, OLD, 650.0, "SEK", 2),
        ("planned_sek", "0136", None, 2013, FORK, None, "SEK", 1),
        ("planned_sek_per_inhabitant", "0136", None, 2013, None, 5.0, "SEK/inhabitant", 3),
        ("realised_share", "0136", None, 2013, OLD, 0.5846, "share", 2),
        ("share_no_effect", "0136", None, 2013, OLD, 0.0, "share", 2),
        ("share_no_effect", "0136", None, 2013, FORK, 1.0, "share", 1),
        ("share_no_start", "0136", None, 2013, OLD, 0.0, "share", 2),
        ("share_no_start", "0136", None, 2013, FORK, 1.0, "share", 1),
    ]


WRONG_FILES = [
    ("code;year\n0136;2013\n", "saknar kolumnen population"),
    ("code;year;population\n0136;13;5\n", "rad 2: '13' är inte ett årtal"),
    ("code;year;population\n0136;2013;fem\n", "rad 2"),
    ("code;year;population\n0136;2013;0\n", "rad 2: 0 är inte ett antal invånare"),
    ("code;year;population\n0136;2013;5\n136;2013;6\n", "rad 3: 0136 2013 står två gånger"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "says"), WRONG_FILES)
def test_a_file_of_ones_own_that_is_wrong_stops_the_run_and_says_where(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(UsageError, match=r"population\.csv") as wrong:
        ask(tmp_path, Rows(), "select 1", reference=own(tmp_path, text))
    assert says in str(wrong.value)


# --- all of them


def names_of_views(path: Path) -> list[str]:
    with database.connect_readonly(path) as con:
        found = database.rows_of(con, "select view_name from duckdb_views() where not internal order by 1")[1]
    return [str(name) for (name,) in found]


def test_every_view_and_column_is_explained() -> None:
    con = database.connect_in_memory()
    sql = """select table_name, column_name from duckdb_columns() where not internal and comment is null
             union all select view_name, null from duckdb_views() where not internal and comment is null"""
    assert database.rows_of(con, sql)[1] == []


def test_every_view_states_its_grain_and_answers_on_an_empty_bank(tmp_path: Path) -> None:
    path = bank(tmp_path / "m.duckdb", Rows())
    folder = Path(database.__file__).parent / "sql"
    for view in names_of_views(path):
        (script,) = folder.glob(f"50_??_{view}.sql")
        assert script.read_text("utf-8").startswith("-- Grain: "), script.name
        with database.connect_readonly(path) as con:
            assert database.rows_of(con, f"from {view}")[1] == []


def test_every_view_answers_in_last_years_command_line(tmp_path: Path, older_duckdb: str) -> None:
    path = bank(tmp_path / "m.duckdb", two_districts())
    for view in names_of_views(path):
        with database.connect_readonly(path) as con:
            (rows,) = database.rows_of(con, f"select count(*), count(distinct hash(v)) from {view} as v")[1]
        sql = f"select count(*), count(distinct hash(v)) from {view} as v"
        command = [older_duckdb, "-readonly", "-csv", "-noheader", str(path), "-c", sql]
        answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert (answer.stderr, answer.stdout.strip()) == ("", f"{rows[0]},{rows[1]}"), view


@pytest.fixture(scope="session")
def older_duckdb() -> str:
    """DuckDB's command line of the year before, in an environment of its own that is kept; skips where it cannot be made."""
    folder = Path(__file__).parent.parent / ".venv-duckdb15"
    program = folder / "bin" / "duckdb"
    if not program.is_file():
        shutil.rmtree(folder, ignore_errors=True)
        try:
            subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, capture_output=True, timeout=120)
            install = [str(folder / "bin" / "python"), "-m", "pip", "install", "-q", "duckdb-cli==1.5.6"]
            subprocess.run(install, check=True, capture_output=True, timeout=120)
        except (subprocess.SubprocessError, OSError) as error:
            shutil.rmtree(folder, ignore_errors=True)
            pytest.skip(f"DuckDB 1.5:s kommandorad gick inte att installera: {error}")
    return str(program)


def test_every_view_is_quick_on_many_measures(tmp_path: Path) -> None:
    path = bank(tmp_path / "m.duckdb", many(20_000))
    for view in names_of_views(path):
        with database.connect_readonly(path) as con:
            start = time.process_time()
            database.rows_of(con, f"select count(*) from (select hash(v) as h from {view} as v) where h <> 0")
            assert time.process_time() - start < 1, (
                view
            )  # CPU of all threads; a million measures take a second of wall time
