"""Which files there are, how their names are shown, which bytes stand in them, and what is to be done with them."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from extractors.errors import NoInput, UsageError
from pipeline.config import Settings
from pipeline.inputs import find_inputs, find_manifests, shown
from pipeline.ledger import Ledger, hash_of
from pipeline.manifest import read_manifests
from pipeline.plan import make_plan
from pipeline.store import Record, Store

NAMES = [
    ("plan 2024.pdf", "plan 2024.pdf"),
    ("åtgärder.pdf", "åtgärder.pdf"),
    ("rad1\nrad2.pdf", "rad1\\u000Arad2.pdf"),
    ("\x1b[31mröd.pdf", "\\u001B[31mröd.pdf"),
    ("bak\u202efdp.exe", "bak\\u202Efdp.exe"),  # would be shown backwards
    ("noll\u200bbredd", "noll\\u200Bbredd"),
    ("latin-\udce5.pdf", "latin-\\xE5.pdf"),  # a byte that is not UTF-8
    ("a\\b.pdf", "a\\\\b.pdf"),  # so that it can be read back
    ("😀.pdf", "😀.pdf"),
]


@pytest.mark.parametrize(("name", "wanted"), NAMES)
def test_a_name_is_shown_so_that_nothing_in_it_acts(name: str, wanted: str) -> None:
    assert shown(name) == wanted
    shown(name).encode("utf-8")


def found(*paths: Path) -> list[tuple[str, str | None]]:
    return [(Path(i.path).name, i.problem and i.problem.reason_code) for i in find_inputs([str(p) for p in paths])]


def test_a_folder_is_walked_in_name_order_and_hidden_files_passed_by(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.pdf", "a.PDF", "b/1.pdf", ".gitkeep", ".dold.pdf", "manifest.csv"):
        (tmp_path / name).write_bytes(b"%PDF-1.7")
    assert found(tmp_path) == [(".dold.pdf", None), ("a.PDF", None), ("1.pdf", None), ("2.pdf", None)]
    assert find_manifests([str(tmp_path)]) == [tmp_path / "manifest.csv"]


def test_links_are_followed_only_where_the_user_named_them(tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "länk.pdf").symlink_to("plan.pdf")
    (tmp_path / "ring").symlink_to(tmp_path)
    assert found(tmp_path) == [("länk.pdf", "link"), ("plan.pdf", None), ("ring", "link")]
    (named,) = find_inputs([str(tmp_path / "länk.pdf")])
    assert (named.problem, named.real_path) == (None, str(tmp_path / "plan.pdf"))


def test_a_link_that_leads_nowhere_or_round_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").symlink_to("b.pdf")
    (tmp_path / "b.pdf").symlink_to("a.pdf")
    (tmp_path / "borta.pdf").symlink_to("finns-inte.pdf")
    assert found(tmp_path / "a.pdf", tmp_path / "borta.pdf") == [("a.pdf", "link_loop"), ("borta.pdf", "not_found")]


def test_a_file_given_twice_is_one(tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.7")
    assert found(tmp_path, tmp_path / "plan.pdf", tmp_path / "." / "plan.pdf") == [("plan.pdf", None)]


def test_a_huge_file_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "stor.pdf"
    path.write_bytes(b"%PDF-1.7")
    os.truncate(path, 5_000_000_000)
    (item,) = find_inputs([str(tmp_path)])
    assert item.problem == Record("too_big", "file_size", "Filen är 5000 MB, mer än gränsen 500 MB. Dela upp den.")


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NoInput, match="borta finns inte"):
        find_inputs([str(tmp_path / "borta")])


def settled(path: Path) -> None:
    """As if the file had been there for a while."""
    os.utime(path, (1_000_000_000, 1_000_000_000))


def test_an_unchanged_file_is_not_hashed_again(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"%PDF-1.7")
    sha256, status, when = hash_of(path)
    ledger = Ledger(tmp_path / "ledger.json")
    assert (sha256, ledger.known(str(path), status)) == (hashlib.sha256(b"%PDF-1.7").hexdigest(), None)
    ledger.note(str(path), status, sha256, when + 10_000_000_000)
    ledger.save()
    again = Ledger(tmp_path / "ledger.json")
    assert again.known(str(path), path.stat()) == sha256
    assert again.first_seen(str(path)) == ledger.first_seen(str(path)) is not None
    settled(path)  # its times moved
    assert again.known(str(path), path.stat()) is None


def test_a_file_hashed_just_after_it_was_written_may_change_within_the_same_tick(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"%PDF-1.7")
    sha256, status, when = hash_of(path)
    ledger = Ledger(tmp_path / "ledger.json")
    ledger.note(str(path), status, sha256, when)
    assert ledger.known(str(path), status) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a": [1]}', '{"a": "b"}'])
def test_a_broken_ledger_only_costs_time(text: str, tmp_path: Path) -> None:
    (tmp_path / "ledger.json").write_text(text)
    assert Ledger(tmp_path / "ledger.json").first_seen("a") is None


def test_only_regular_files_are_hashed(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rör")
    (tmp_path / "länk").symlink_to("rör")
    for name in ("rör", "länk", "borta"):
        with pytest.raises(OSError):
            hash_of(tmp_path / name)


def test_the_plan_says_what_is_to_be_done_and_why(tmp_path: Path) -> None:
    settings = Settings(db=str(tmp_path / "m.duckdb"), ocr="never", jobs=1)
    store, ledger = Store(settings.work_folder), Ledger(tmp_path / "ledger.json")
    papers = tmp_path / "in"
    papers.mkdir()
    shas = {}
    for name in ("ny", "klar", "regler", "läsning", "igen", "gräns"):
        (papers / f"{name}.pdf").write_bytes(b"%PDF-1.7 " + name.encode())
        shas[name] = hash_of(papers / f"{name}.pdf")[0]
    (papers / "klar2.pdf").write_bytes(b"%PDF-1.7 klar")
    good = Record("read", measures=0)
    store.keep_extracted(shas["klar"], settings.rules_key, good, {})
    store.keep_extracted(shas["regler"], "old", good, {})
    with store.writer(shas["regler"], settings.read_key) as out:
        out.close()
    store.keep_extracted(shas["läsning"], "old", good, {})
    store.keep_extracted(shas["igen"], settings.rules_key, Record("no_text", lasting=False), {})
    store.keep_extracted(shas["gräns"], settings.rules_key, Record("damaged", limits="1s 1MB"), {})
    plan = make_plan(find_inputs([str(papers)]), settings, ledger, store, force=False)
    tasks = {Path(paper.inputs[0].path).stem: paper.task for paper in plan.papers}
    assert tasks == {
        "gräns": "retry",
        "igen": "retry",
        "klar": "reuse",
        "läsning": "read_again",
        "ny": "new",
        "regler": "extract_again",
    }
    assert [len(paper.inputs) for paper in plan.papers if paper.sha256 == shas["klar"]] == [2]
    assert plan.counts() == {"new": 1, "read_again": 1, "extract_again": 1, "retry": 2, "reuse": 1}


MANIFESTS = [
    ("file,municipality\nplan.pdf,Lillby\n", {"plan.pdf": {"municipality": "Lillby"}}),
    ("\ufefffil;kommun;år\nplan.pdf;Lillby;2024\n", {"plan.pdf": {"municipality": "Lillby", "plan_year": 2024}}),
    ("Fil,Stadsdel,Nämnd\nplan.pdf,,Socialnämnden\n\n", {"plan.pdf": {"body": "Socialnämnden"}}),
    (
        'fil,nämnd,år\nplan.pdf,"Barn-, ungdoms- och kulturnämnden",,\n',
        {"plan.pdf": {"body": "Barn-, ungdoms- och kulturnämnden"}},
    ),
    ("fil,år\nplan.pdf,2024\nplan.pdf,2024\n", {"plan.pdf": {"plan_year": 2024}}),
    ("fil,källa\nplan.pdf,arkivet i Lillby\n", {"plan.pdf": {"source_address": "arkivet i Lillby"}}),
]


@pytest.mark.parametrize(("text", "wanted"), MANIFESTS)
def test_a_manifest_is_read_as_people_write_it(text: str, wanted: dict[str, object], tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_text(text, "utf-8")
    assert read_manifests([tmp_path / "manifest.csv"]).known == wanted


def test_a_manifest_as_excel_saves_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_text("fil;kommun;nämnd\nplan.pdf;Åkerö;Miljönämnden\n", "cp1252")
    wanted = {"plan.pdf": {"municipality": "Åkerö", "body": "Miljönämnden"}}
    assert read_manifests([tmp_path / "manifest.csv"]).known == wanted
    (tmp_path / "manifest.csv").write_text("fil;kommun\nplan.pdf;Åkerö\n", "utf-16")
    with pytest.raises(UsageError, match=r"går inte att läsa\. Spara den som CSV UTF-8."):
        read_manifests([tmp_path / "manifest.csv"])


NOT_MANIFESTS = [
    ("file,kommunn\nplan.pdf,Lillby\n", "okänd kolumn 'kommunn'"),
    ("kommun\nLillby\n", "kolumnen file saknas"),
    ("fil,år\nplan.pdf,i fjol\n", "rad 2: 'i fjol' är inget år"),
    ("fil,år\n,2024\n", "rad 2: filens namn saknas"),
    ("fil,år\nplan.pdf,2204\n", "rad 2: '2204' är inget år"),
    ("fil,nämnd\nplan.pdf,Barn-, ungdoms- och kulturnämnden\n", "rad 2: fler celler än kolumner. Sätt citattecken"),
    ("fil,år\nplan.pdf,2024\nsvar.pdf,2024\nplan.pdf,2025\n", "plan.pdf nämns två gånger med olika uppgifter"),
]


@pytest.mark.parametrize(("text", "message"), NOT_MANIFESTS)
def test_a_manifest_that_cannot_be_understood_says_where(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_text(text, "utf-8")
    with pytest.raises(UsageError, match=message):
        read_manifests([tmp_path / "manifest.csv"])


def test_a_manifest_names_a_file_by_its_path_or_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_text("fil,kommun\na/plan.pdf,Lillby\nplan.pdf,Storby\n")
    manifest = read_manifests([tmp_path / "manifest.csv"])
    assert manifest.of(f"{tmp_path}/a/plan.pdf") == {"municipality": "Lillby"}
    assert manifest.of(f"{tmp_path}/b/plan.pdf") == {"municipality": "Storby"}
    assert manifest.of(f"{tmp_path}/b/annan.pdf") == {}
    assert manifest.misses([f"{tmp_path}/b/plan.pdf"]) == [f"{tmp_path}/a/plan.pdf"]
    assert manifest.misses([f"{tmp_path}/a/plan.pdf"]) == []
