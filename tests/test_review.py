"""The review page: what it shows, what it writes down, whom it keeps out, and how it works under a person's hands in a browser."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import uvicorn
from starlette.testclient import TestClient

from extractors.errors import UsageError
from pipeline import database, stages, words
from pipeline.config import Settings
from pipeline.corrections import Anchor, Correction, append_correction, read_corrections
from pipeline.review.app import create_app
from pipeline.review.forms import kronor
from pipeline.review.pictures import Pictures
from pipeline.schema import EvidenceRow, FileRow, FindingRow, PageRow, Rows
from pipeline.values import DOCUMENT_FIELDS, MEASURE_FIELDS
from pipeline.words import FINDINGS
from tests.bank import bank, document, effect, measure
from tests.test_pipeline import Watcher

ROOT = Path(__file__).parent.parent
PAPER = ROOT / "data" / "raw" / "ekbacka_2023_follow_up.pdf"
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
]  # fmt: skip
DOC = "ab" * 8


def small(tmp_path: Path, **said: Any) -> Settings:
    """A bank of two measures without any file: what they say is given."""
    rows = Rows(
        documents=[
            document(
                DOC,
                sha256="ab" * 32,
                file_name="plan.pdf",
                district="Ekbacka",
                body="Stadsdelsnämnden",
                plan_year=2024,
                **said,
            )
        ]
    )
    for seq, (action, sek) in enumerate(
        (("Säga upp lokalen på Torget.", 400_000), ("Samordna inköpen av förbrukning.", 900_000)), 1
    ):
        rows.measures.append(
            measure(f"m{seq}", DOC, seq=seq, action=action, page_first=seq, page_last=seq, ekonomisk_effekt=sek)
        )
        rows.effects.append(effect(f"m{seq}", sek))
        rows.evidence.append(EvidenceRow(f"m{seq}", "action", 1, seq, 70, 100, 300, 112, action))
        rows.pages.append(PageRow(DOC, seq, 595, 842, "native", None, 100, []))
    rows.findings.append(FindingRow(DOC, "m1", "area", "warning", "area_unknown", "Området framgår inte.", 1))
    bank(tmp_path / "m.duckdb", rows)
    return Settings(
        db=str(tmp_path / "m.duckdb"), work=str(tmp_path / "work"), corrections=str(tmp_path / "corrections")
    )


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Any]:
    """A client of the small bank's page; ``page.settings`` tells where it is."""
    settings = small(tmp_path)
    with client_of(settings) as client:
        client.settings = settings  # type: ignore[attr-defined]
        yield client


def client_of(settings: Settings) -> TestClient:
    return TestClient(create_app(settings, by="Anna"), base_url="http://127.0.0.1:8765", follow_redirects=False)


def token(client: Any) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', client.get(f"/handling/{DOC}").text)
    assert found
    return found[1]


def post(client: Any, deed: str, **form: str) -> httpx.Response:
    answer: httpx.Response = client.post(f"/handling/{DOC}/{deed}", data={"csrf": token(client), **form})
    return answer


def lines(client: Any) -> list[tuple[Any, ...]]:
    return [(c.field, c.old, c.new, c.by) for c in read_corrections(Path(client.settings.corrections))[0]]


def queue(client: Any, query: str = "") -> list[str]:
    return [text.strip() for text in re.findall(r'class="go" href="[^"]+">\s*([^<]+)', client.get(f"/?{query}").text)]


def test_the_queue_begins_with_most_kronor_in_doubt(page: Any) -> None:
    assert queue(page) == [
        "Säga upp lokalen på Torget.",
        "Samordna inköpen av förbrukning.",
    ]  # doubt outweighs the larger amount


FILTERS = [
    ("stadsdel=Ekbacka", 2),
    ("stadsdel=Lovholm", 0),
    ("namnd=Stadsdelsn%C3%A4mnden&ar=2024", 2),
    ("ar=2023", 0),
    ("anmarkning=area_unknown", 1),
    ("ord=f%C3%B6rbrukning", 1),
    ("ord=%25", 0),  # a per cent sign is a letter like others
    ("visa=done", 0),
    ("visa=all", 2),
    ("ar=x&fran=-3", 2),  # nonsense is as if it was not said
]


@pytest.mark.parametrize(("query", "count"), FILTERS)
def test_the_queue_is_filtered_by_district_year_board_finding_and_words(page: Any, query: str, count: int) -> None:
    assert len(queue(page, query)) == count


def test_a_paper_is_shown_with_its_places_and_values_without_any_script(page: Any) -> None:
    text = page.get(f"/handling/{DOC}?atgard=m1&falt=action").text
    assert "Säga upp lokalen på Torget." in text
    assert "400\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr" in text or "400\N{NO-BREAK SPACE}000 kr" in text
    assert "Filen finns inte kvar" in text  # and the record is shown all the same
    assert "Området framgår inte." in text


def test_an_accepted_measure_leaves_the_queue_and_the_next_is_shown(page: Any) -> None:
    answer = post(page, "accept", measure="m1")
    assert (answer.status_code, parse_qs(urlsplit(answer.headers["location"]).query)["atgard"]) == (303, ["m2"])
    assert lines(page) == [("review", None, "accepted", "Anna")]
    assert queue(page) == ["Samordna inköpen av förbrukning."]
    assert queue(page, "visa=done") == ["Säga upp lokalen på Torget."]


def test_a_change_writes_one_line_for_each_field_that_differs(page: Any) -> None:
    was = json.dumps({"area": None, "no": None, "status": None})
    post(page, "change", measure="m1", was=was, area="skola", no="", status="done")
    assert lines(page) == [("area", None, "skola", "Anna"), ("status", None, "done", "Anna")]
    text = page.get(f"/handling/{DOC}?atgard=m1").text
    assert (">Skola<" in text, ">Genomförd<" in text, "Rättad" in text) == (True, True, True)


def test_a_form_that_was_not_changed_is_an_acceptance(page: Any) -> None:
    post(page, "change", measure="m1", was="{}", action="Säga upp lokalen på Torget.")
    assert [line[0] for line in lines(page)] == ["review"]


def test_the_list_of_papers_says_how_much_is_reviewed_by_now(page: Any) -> None:
    def reviewed() -> list[str]:
        cells = re.findall(r"<td[^>]*>(.*?)</td>", page.get("/handlingar").text, re.DOTALL)
        return [cells[3], cells[-1]]  # measures, reviewed

    assert reviewed() == ["2", "–"]
    post(page, "accept", measure="m1")
    assert reviewed() == ["2", "1 av 2"]
    post(page, "reject", measure="m2")
    assert reviewed() == ["1", "ja"]


class _Form(HTMLParser):
    """What a browser would send of the form with a deed: names and values as they stand in the page, and what is said to be wrong."""

    def __init__(self, text: str, deed: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.wrong: dict[str, str] = {}
        self._deed, self._inside, self._name, self._error = deed, False, "", ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = (
                said["class"] == "change" and f"/{self._deed}?" in said["action"] if "class" in said else False
            )
        elif self._inside and tag == "input":
            self.fields[said["name"]] = said.get("value", "")
        elif self._inside and tag in ("select", "textarea"):
            self._name, self.fields[said["name"]] = said["name"], ""
        elif self._inside and tag == "option" and "selected" in said:
            self.fields[self._name] = said["value"]
        elif self._inside and tag == "span" and said.get("class") == "wrong":
            self._error = said["id"].removeprefix("e-")
        if tag not in ("textarea", "option"):
            self._name = self._name if tag == "optgroup" or tag == "select" else ""

    def handle_data(self, data: str) -> None:
        if self._error:
            self.wrong[self._error], self._error = data, ""
        elif self._inside and self._name and self.lasttag == "textarea":
            self.fields[self._name] = data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._name = ""


def filled_in(client: Any, form: str = "andra", deed: str = "change", **typed: str) -> dict[str, str]:
    """The form of the first measure as it is shown, with some fields typed over."""
    return _Form(client.get(f"/handling/{DOC}?atgard=m1&form={form}").text, deed).fields | typed


ONE_CHANGE = [
    ({}, [("review", None, "accepted", "Anna")]),
    ({"responsible": "Enhetschef"}, [("responsible", None, "Enhetschef", "Anna")]),
    ({"area": "skola"}, [("area", None, "skola", "Anna")]),
    ({"action": "Säga upp lokalen.\r\n"}, [("action", "Säga upp lokalen på Torget.", "Säga upp lokalen.", "Anna")]),
]


@pytest.mark.parametrize(("typed", "written"), ONE_CHANGE)
def test_only_what_a_person_changed_in_the_form_is_written(
    page: Any, typed: dict[str, str], written: list[tuple[Any, ...]]
) -> None:
    assert post(page, "change", **filled_in(page, **typed)).status_code == 303
    assert lines(page) == written


def test_a_changed_amount_is_written_with_the_amounts_that_it_was(page: Any) -> None:
    post(page, "change", **filled_in(page, **{"effects.1.amount_sek": "450 tkr"}))
    amount = {"raw": "400000 kr", "kind": "estimated", "year": None, "as_of": None, "period": "total"}
    assert lines(page) == [
        ("effects", [amount | {"amount_sek": 400_000}], [amount | {"amount_sek": 450_000}], "Anna")
    ]  # fmt: skip


def test_texts_with_spaces_and_line_breaks_are_not_changed_by_the_form(tmp_path: Path) -> None:
    settings = small(tmp_path)
    rows = Rows(documents=[document(DOC, sha256="ab" * 32, file_name="plan.pdf")])
    rows.measures.append(
        measure("m1", DOC, action="Säga upp\nlokalen  på Torget.", area_path=["Vård › omsorg", "Lokaler"], comment=" Se s. 2 ")
    )  # fmt: skip
    rows.effects.append(effect("m1", 400_000, raw="400\n tkr"))
    bank(settings.database, rows)
    with client_of(settings) as client:
        client.settings = settings  # type: ignore[attr-defined]
        post(client, "change", **filled_in(client, responsible="Enhetschef"))
        assert lines(client) == [("responsible", None, "Enhetschef", "Anna")]


NOT_SAVED = [  # form, deed, what was typed, what is said beside which field
    ("andra", "change", {"effects.1.amount_sek": "hej"}, {"effects.1": "»hej« är inget belopp. Skriv det som 400 000, 400 tkr eller 1,2 mnkr."}),
    ("andra", "change", {"effects.2.amount_sek": "5 tkr", "effects.2.year": "i år"}, {"effects.2": "»i år« är inget årtal. Skriv det som 2024."}),
    ("andra", "change", {"start_date": "2024-13-45", "due_date": "snart"}, {
        "start_date": "»2024-13-45« är inget datum. Skriv det som 2024-03-31.", "due_date": "»snart« är inget datum. Skriv det som 2024-03-31."}),
    ("andra", "change", {"area": "aldreomsorg", "subarea": "hemloshet"}, {
        "subarea": "Delområdet Hemlöshet hör inte till Äldreomsorg. Välj Hemtjänst, Särskilt boende, Bistånd, myndighetsutövning, Förebyggande eller inget."}),
    ("andra", "change", {"area": "forskola", "subarea": "lokaler"}, {
        "subarea": "Delområdet Lokaler hör inte till Förskola. Det området har inga delområden: välj inget."}),
    ("andra", "change", {"subarea": "lokaler"}, {"subarea": "Välj område också: delområdet Lokaler står utan."}),
    ("ny", "add", {"action": "Hyra ut källaren.", "amount": "hej", "kind": "actual", "start_date": "i maj", "page": "9"}, {
        "page": "Sidan ska vara mellan 1 och 2.", "amount": "»hej« är inget belopp. Skriv det som 400 000, 400 tkr eller 1,2 mnkr.",
        "start_date": "»i maj« är inget datum. Skriv det som 2024-03-31."}),
    ("handling", "facts", {"plan_year": "i år", "doc_date": "2024-02-31"}, {
        "doc_date": "»2024-02-31« är inget datum. Skriv det som 2024-03-31.", "plan_year": "»i år« är inget årtal. Skriv det som 2024."}),
    ("dela", "split", {"parts": "Ett.\r\n\r\nTvå.", "part.1": "3"}, {"part.1": "Belopp 1 ska höra till någon av de 2 delarna."}),
]  # fmt: skip


@pytest.mark.parametrize(("form", "deed", "typed", "wrong"), NOT_SAVED)
def test_a_form_that_cannot_be_saved_comes_back_as_it_was_typed(
    page: Any, form: str, deed: str, typed: dict[str, str], wrong: dict[str, str]
) -> None:
    sent = filled_in(page, form, deed) | typed
    if deed == "change":
        sent |= {"responsible": "Enhetschef Ek", "place.title": '[{"page": 1, "box": [1, 1, 9, 9]}]'}
    answer = post(page, deed, **sent)
    assert (answer.status_code, lines(page)) == (422, [])
    back = _Form(answer.text, deed)
    assert back.wrong == wrong
    assert {k: v.replace("\r", "") for k, v in back.fields.items()} == {k: v.replace("\r", "") for k, v in sent.items()}
    assert answer.headers["hx-push-url"] == "false"


def test_a_place_that_cannot_be_saved_is_kept_with_its_words(page: Any) -> None:
    spot = '[{"page": 1, "box": [1, 1, 9, 9]}]'
    answer = post(page, "place", measure="m1", field="action", value="x" * 20_001, place=spot)
    assert (answer.status_code, lines(page)) == (422, [])
    assert 'class="pointed" >' in answer.text
    assert f'name="place" value="{escape(spot, quote=True)}"' in answer.text.replace("&#34;", "&quot;")


def test_of_a_code_only_the_place_is_pointed_out(page: Any) -> None:
    spot = '[{"page": 1, "box": [1, 1, 9, 9], "text": "Skolor"}]'
    post(page, "place", measure="m1", field="area", value="Skolor", place=spot)
    assert lines(page) == [("area", None, None, "Anna")]


def test_only_fitting_subareas_stand_under_an_area(page: Any) -> None:
    text = page.get(f"/handling/{DOC}?atgard=m1&form=andra").text
    groups = dict(re.findall(r'<optgroup label="([^"]+)"[^>]*>(.*?)</optgroup>', text, re.DOTALL))
    assert re.findall(r'value="(\w+)"', groups["Äldreomsorg"]) == [
        "hemtjanst",
        "sarskilt_boende",
        "bistand",
        "forebyggande",
    ]
    assert "Förskola" not in groups


def test_a_subarea_that_nobody_changed_may_stand(tmp_path: Path) -> None:
    settings = small(tmp_path)
    rows = Rows(documents=[document(DOC, sha256="ab" * 32, file_name="plan.pdf")])
    rows.measures.append(measure("m1", DOC, action="Se över.", area="aldreomsorg", subarea="hemloshet"))
    bank(settings.database, rows)
    with client_of(settings) as client:
        client.settings = settings  # type: ignore[attr-defined]
        post(client, "change", **filled_in(client, responsible="Enhetschef"))
        assert lines(client) == [("responsible", None, "Enhetschef", "Anna")]
        assert post(client, "change", **filled_in(client, area="skola")).status_code == 422


def said(client: Any) -> str:
    """What the next page says was done."""
    found = re.search(r'<p class="said"[^>]*>(.*?)</p>', client.get("/").text)
    return unescape(found[1]) if found else ""


SAID = [  # deed, form, what is said then, and when it is undone
    ("accept", {}, "Godkänd: åtgärden »Säga upp lokalen på Torget.« i plan.pdf.", "Ångrat: godkännandet av åtgärden »Säga upp lokalen på Torget.« i plan.pdf."),
    ("reject", {}, "Avvisad: åtgärden »Säga upp lokalen på Torget.« i plan.pdf.", "Ångrat: avvisningen av åtgärden »Säga upp lokalen på Torget.« i plan.pdf."),
    ("change", {"was": "{}", "area": "skola", "responsible": "Ek"}, "Sparat: område · ansvarig för åtgärden »Säga upp lokalen på Torget.« i plan.pdf.",
     "Ångrat: område · ansvarig för åtgärden »Säga upp lokalen på Torget.« i plan.pdf."),
    ("change", {"was": "{}"}, "Inget var ändrat. Godkänd: åtgärden »Säga upp lokalen på Torget.« i plan.pdf.",
     "Ångrat: godkännandet av åtgärden »Säga upp lokalen på Torget.« i plan.pdf."),
    ("split", {"parts": "Ett.\n\nTvå."}, "Delad: åtgärden »Säga upp lokalen på Torget.« i plan.pdf.", "Ångrat: delningen av åtgärden »Säga upp lokalen på Torget.« i plan.pdf."),
    ("join", {"other": "m2"}, "Ihopslagen: åtgärden »Säga upp lokalen på Torget.« i plan.pdf.", "Ångrat: ihopslagningen av åtgärden »Säga upp lokalen på Torget.« i plan.pdf."),
    ("add", {"action": "Hyra ut källaren."}, "Tillagd: åtgärden »Hyra ut källaren.« i plan.pdf.", "Ångrat: tillägget av åtgärden »Hyra ut källaren.« i plan.pdf."),
    ("facts", {"was": "{}", "title": "Plan", "plan_year": "2025"}, "Sparat: titel · planår för handlingen plan.pdf.", "Ångrat: titel · planår för handlingen plan.pdf."),
]  # fmt: skip


@pytest.mark.parametrize(("deed", "form", "then", "undone"), SAID)
def test_what_was_done_and_undone_is_said_with_its_measure_and_paper(
    page: Any, deed: str, form: dict[str, str], then: str, undone: str
) -> None:
    post(page, deed, **({"measure": "m1"} if deed not in ("add", "facts") else {}), **form)
    assert said(page).split(" <a")[0] == then
    post(page, "undo")
    assert said(page) == undone


def test_from_the_next_measure_a_link_leads_back_to_the_one_that_was_saved(page: Any) -> None:
    answer = page.get(post(page, "change", **filled_in(page, responsible="Ek")).headers["location"])
    assert "Åtgärd 2 av 2" in answer.text
    (back,) = re.findall(r'class="said"[^>]*>[^<]*<a href="([^"]+)">Visa den igen', answer.text)
    text = page.get(unescape(back)).text
    assert ("Åtgärd 1 av 2" in text, ">Ek<" in text) == (True, True)


def test_the_queue_shows_the_amount_that_the_measures_page_shows(tmp_path: Path) -> None:
    settings = small(tmp_path)
    rows = Rows(documents=[document(DOC, sha256="ab" * 32, file_name="plan.pdf", plan_year=2024)])
    rows.measures.append(measure("m1", DOC, action="Se över.", ekonomisk_effekt=300_000, confidence=0.99))
    rows.effects += [effect("m1", 300_000), effect("m1", 900_000, period="full_year")]
    rows.findings.append(FindingRow(DOC, "m1", "start_date", "warning", "doubtful_words", "Osäkert.", 1))
    bank(settings.database, rows)
    with client_of(settings) as client:
        client.settings = settings  # type: ignore[attr-defined]
        cell = client.get("/").text.split('<td class="num">')[1].split("</td>")[0].replace("\N{NO-BREAK SPACE}", " ")
        assert re.sub("<[^>]+>", " ", cell) == "300 000 högst 900 000 "
        text = client.get(f"/handling/{DOC}?atgard=m1").text.replace("\N{NO-BREAK SPACE}", " ")
        assert '<span class="kronor">300 000 kr</span>' in text
        assert "tvekan 41 % (programmets säkerhet 99 %, sänkt av anmärkningarna ovan)" in text
        post(client, "change", **filled_in(client, **{"effects.1.amount_sek": "350000"}))
        assert "350 000" in client.get("/?visa=done").text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_bar_of_doubt_grows_red_with_the_doubt(page: Any) -> None:
    meters = re.findall(r"<meter ([^>]+)>", page.get("/").text)
    assert [m.split(" title")[0] for m in meters] == [
        'min="0" max="1" low="0.25" high="0.6" optimum="0" value="0.46"',
        'min="0" max="1" low="0.25" high="0.6" optimum="0" value="0.1"',
    ]


def test_every_finding_has_a_swedish_name() -> None:
    text = (ROOT / "docs" / "findings.md").read_text("utf-8").split("## The codes")[1].split("## Files")[0]
    explained = {
        code for row in re.findall(r"^\| (`[^|]+) \|", text, re.MULTILINE) for code in re.findall(r"`(\w+)`", row)
    }
    assert {"doubtful_words", "due_not_understood", "total_differs", "correction_stale"} <= explained
    assert sorted(explained - FINDINGS.keys()) == []
    assert sorted(database.check_codes().keys() - FINDINGS.keys()) == []


def test_amounts_are_written_as_people_write_them(page: Any) -> None:
    form = {
        "effects.rows": "2",
        "effects.1.amount_sek": "450 tkr",
        "effects.1.kind": "estimated",
        "effects.1.period": "total",
        "effects.1.year": "2024",
    }
    post(page, "change", measure="m1", was=json.dumps({"effects": []}), **form)
    new = lines(page)[0][2]
    assert new == [
        {"raw": "450 tkr", "amount_sek": 450_000, "kind": "estimated", "year": 2024, "as_of": None, "period": "total"}
    ]


KRONOR = [
    ("400 000", 400_000),
    ("400 tkr", 400_000),
    ("1,2 mnkr", 1_200_000),
    ("-50 000 kr", -50_000),
    ("0", 0),
    ("−3,5 tkr", -3_500),
    ("400000", 400_000),
    ("1,5 mnkr", 1_500_000),
    ("1 500 tkr", 1_500_000),
    ("1\N{NO-BREAK SPACE}500\N{NO-BREAK SPACE}tkr", 1_500_000),  # copied from a page
    ("-300", -300),
    ("– 300 tkr", -300_000),
    ("+300 tkr", 300_000),
    ("1,5 miljoner kronor", 1_500_000),
    ("1,5 Mkr.", 1_500_000),
    ("0,25 mnkr", 250_000),
    ("300:-", 300),
    ("300 tusen kr", 300_000),
    ("1500,00", 1_500),
    (" 1 500 000 kr ", 1_500_000),
]
NOT_KRONOR = [
    ("1.500", "»1.500« går att läsa på två sätt. Skriv tusental med mellanrum och decimaler med komma."),
    ("1.500 tkr", "»1.500 tkr« går att läsa på två sätt. Skriv tusental med mellanrum och decimaler med komma."),
    ("1,5", "»1,5« är inget helt antal kronor. Menar du tkr eller mnkr: skriv det efter talet."),
    ("1.500.000", "»1.500.000« är inget belopp. Skriv det som 400 000, 400 tkr eller 1,2 mnkr."),
    ("1 50", "»1 50« är inget belopp. Skriv det som 400 000, 400 tkr eller 1,2 mnkr."),
    ("300 kkkr", "»300 kkkr« är inget belopp. Skriv det som 400 000, 400 tkr eller 1,2 mnkr."),
]


@pytest.mark.parametrize(("text", "why"), NOT_KRONOR)
def test_an_amount_that_says_too_little_is_refused_with_what_to_write(text: str, why: str) -> None:
    with pytest.raises(UsageError) as refused:
        kronor(text)
    assert str(refused.value) == why


@pytest.mark.parametrize(("text", "sek"), KRONOR)
def test_an_amount_in_a_form_is_read(text: str, sek: int) -> None:
    assert kronor(text) == sek


@pytest.mark.parametrize("text", ["", "många", "4 miljarder", "1e6", "400 tkr per år", "--5"])
def test_what_is_no_amount_in_a_form_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="inget belopp"):
        kronor(text)


def disputed(client: Any, field: str, one: Any, other: Any, measure: str | None = "m1") -> None:
    """Two people have set a field differently without having seen each other's value."""
    about: dict[str, Any] = {"sha256": "ab" * 32, "file": "plan.pdf", "field": field, "measure": measure}
    anchor = Anchor("Säga upp lokalen på Torget.") if measure else None
    for by, new, minute in (("Bo", one, 1), ("Cia", other, 2)):
        said = Correction(by=by, old=None, new=new, anchor=anchor, at=f"2024-05-02T10:0{minute}:00.000Z", **about)
        append_correction(Path(client.settings.corrections), said)


CONFLICT = "Bo har satt område till »Skola« och Cia till »Förskola«."


@pytest.mark.parametrize("deed", ["accept", "change"])
def test_a_conflict_is_said_in_words_and_decided_by_who_lets_the_value_stand(page: Any, deed: str) -> None:
    disputed(page, "area", "skola", "forskola")
    assert CONFLICT in page.get(f"/handling/{DOC}?atgard=m1").text
    post(page, deed, **(filled_in(page) if deed == "change" else {"measure": "m1"}))
    assert ("area", "forskola", "forskola", "Anna") in lines(page)
    text = page.get(f"/handling/{DOC}?atgard=m1").text
    assert (CONFLICT in text, ">Förskola<" in text) == (False, True)


def test_a_conflict_about_the_paper_is_decided_by_who_saves_its_facts(page: Any) -> None:
    disputed(page, "doc_type", "plan", "follow_up", measure=None)
    said = "Bo har satt slag till »Plan« och Cia till »Uppföljning«."
    assert said in page.get(f"/handling/{DOC}").text
    post(page, "facts", **filled_in(page, "handling", "facts"))
    assert lines(page)[-1] == ("doc_type", "follow_up", "follow_up", "Anna")
    assert said not in page.get(f"/handling/{DOC}").text


def test_undo_takes_back_all_that_the_last_deed_wrote(page: Any) -> None:
    post(page, "accept", measure="m2")
    post(page, "change", measure="m1", was="{}", area="skola", status="done")
    assert len(lines(page)) == 3
    answer = post(page, "undo", measure="m1")
    assert lines(page) == [("review", None, "accepted", "Anna")]
    assert parse_qs(urlsplit(answer.headers["location"]).query)["atgard"] == ["m1"]
    post(page, "undo")
    post(page, "undo")  # nothing left: said, not failed
    assert lines(page) == []
    assert len(queue(page)) == 2


def history(client: Any) -> list[str]:
    """What the history says, line by line, without times."""
    text = client.get(f"/handling/{DOC}?form=historik").text
    return [
        " ".join(re.sub("<[^>]+>", " ", unescape(item)).split())[17:]
        for item in re.findall(r"<li>(.*?)<form", text, re.DOTALL)
    ]


def test_the_history_says_who_set_what_and_takes_it_back(page: Any) -> None:
    disputed(page, "area", "skola", "forskola")
    post(page, "reject", measure="m2")
    with client_of(page.settings) as later:  # started anew: nothing is left to undo by its key
        later.settings = page.settings  # type: ignore[attr-defined]
        assert history(later) == [
            "Anna En avvisning: »Samordna inköpen av förbrukning.«",
            "Cia En rättelse av område från »tomt« till »Förskola«: Säga upp lokalen på Torget.",
            "Bo En rättelse av område från »tomt« till »Skola«: Säga upp lokalen på Torget.",
        ]
        post(later, "undo")
        assert said(later) == "Inget är gjort sedan programmet startades. Det som är äldre tas tillbaka i historiken."
        text = later.get(f"/handling/{DOC}?form=historik").text
        rejected, from_cia, _ = re.findall(r'name="line" value="(\w+)"', text)
        answer = post(later, "takeback", line=rejected)
        assert answer.headers["location"].endswith("form=historik")
        assert said(later) == "Ångrat: avvisningen av åtgärden »Samordna inköpen av förbrukning.« i plan.pdf."
        assert len(queue(later, "visa=all")) == 2
        post(later, "takeback", line=from_cia)
        assert lines(later) == [("area", None, "skola", "Bo")]
        answer = post(later, "takeback", line=from_cia)
        assert (answer.status_code, "Den är redan tillbakatagen." in answer.text) == (422, True)


def test_what_was_taken_back_in_the_history_is_not_undone_again(page: Any) -> None:
    post(page, "accept", measure="m2")
    post(page, "accept", measure="m1")
    (latest, _) = re.findall(r'name="line" value="(\w+)"', page.get(f"/handling/{DOC}?form=historik").text)
    post(page, "takeback", line=latest)
    post(page, "undo")
    assert lines(page) == []


def test_a_rejected_measure_is_gone(page: Any) -> None:
    post(page, "reject", measure="m1")
    assert lines(page) == [("measure", "Säga upp lokalen på Torget.", None, "Anna")]
    text = page.get(f"/handling/{DOC}").text
    assert "Avvisad: åtgärden »Säga upp lokalen på Torget.« i plan.pdf." in text
    assert "Visa den igen" not in text  # it is shown nowhere any longer
    assert "Säga upp lokalen" not in page.get(f"/handling/{DOC}").text
    assert queue(page, "visa=all") == ["Samordna inköpen av förbrukning."]


def test_a_missed_measure_is_added_with_its_place(page: Any) -> None:
    place = json.dumps([{"page": 2, "box": [70, 300, 200, 312], "text": "Hyra ut källaren."}])
    answer = post(page, "add", action="Hyra ut källaren.", amount="50 tkr", place=place)
    shown = page.get(answer.headers["location"]).text
    assert "Åtgärd 3 av 3" in shown
    assert "50\N{NO-BREAK SPACE}000" in shown


def test_an_added_measure_may_have_a_start_someone_responsible_and_an_outcome(page: Any) -> None:
    typed = {
        "action": "Hyra ut källaren.",
        "amount": "50 tkr",
        "kind": "actual",
        "start_date": "2024-03-01",
        "responsible": "Ek",
    }
    answer = post(page, "add", **filled_in(page, "ny", "add", **typed))
    assert lines(page)[0][2] == {
        "action": "Hyra ut källaren.", "page_first": 1, "start_date": "2024-03-01", "responsible": "Ek",
        "effects": [{"raw": "50 tkr", "amount_sek": 50_000, "kind": "actual", "year": None, "as_of": None, "period": "total"}],
    }  # fmt: skip
    shown = page.get(answer.headers["location"]).text
    assert [text in shown for text in ("Åtgärd 2 av 3", "utfall", ">2024-03-01<", ">Ek<", "<small>dag</small>")] == [
        True
    ] * 5


def test_a_measure_is_split_and_two_are_joined(page: Any) -> None:
    post(page, "split", measure="m1", parts="Säga upp lokalen.\r\n\r\nFlytta arkivet.", **{"part.1": "2"})
    text = page.get(f"/handling/{DOC}?atgard=m1").text
    assert ("av 3" in text, "Inget belopp" in text) == (True, True)  # the amount went to the second part
    post(page, "join", measure="m1", other="m2")
    assert "Säga upp lokalen. Samordna inköpen av förbrukning." in page.get(f"/handling/{DOC}?atgard=m1").text


def test_what_the_paper_is_can_be_corrected(page: Any) -> None:
    post(page, "facts", was=json.dumps({"plan_year": 2024}), plan_year="2025", municipality="")
    assert lines(page) == [("plan_year", 2024, 2025, "Anna")]


REFUSED = [  # deed, form, the words that say why
    (
        "change",
        {"measure": "m1", "was": "{}", "area": "skolan"},
        "»skolan« går inte att välja som område. Välj bland: Individ och familj, Äldreomsorg",
    ),
    ("change", {"measure": "m1", "was": "{}", "start_date": "i höst"}, "inget datum"),
    ("change", {"measure": "m1", "was": "nej"}, "inte helt"),
    ("change", {"measure": "m1", "was": "{}", "action": " "}, "måste ha en text"),
    ("place", {"measure": "m1", "field": "title", "place": ""}, "Dra en ruta"),
    ("place", {"measure": "m1", "field": "title", "place": '[{"page":1,"box":[9,9,1,1]}]'}, "Dra den på nytt"),
    ("place", {"measure": "m1", "field": "rowid", "place": '[{"page":1,"box":[1,1,9,9]}]'}, "vilket fält"),
    ("split", {"measure": "m1", "parts": "bara en"}, "minst två"),
    ("join", {"measure": "m1", "other": "m1"}, "Välj den åtgärd"),
    ("add", {"action": "Ny", "page": "77"}, "mellan 1 och 2"),
]


@pytest.mark.parametrize(("deed", "form", "words"), REFUSED)
def test_what_cannot_be_used_is_said_and_nothing_is_written(
    page: Any, deed: str, form: dict[str, str], words: str
) -> None:
    answer = post(page, deed, **form)
    assert (answer.status_code, lines(page)) == (422, [])
    assert words in answer.text


ENGLISH = [  # what a library would say in English
    ("get", f"/handling/{DOC}/accept", {}, 405, "Här finns inget att visa."),
    ("get", "/nej", {}, 404, "Sidan finns inte."),
    ("post", f"/handling/{DOC}/accept", {f"f{n}": "x" for n in range(600)}, 400, "Formuläret gick inte att läsa."),
]


@pytest.mark.parametrize(("how", "address", "form", "status", "says"), ENGLISH)
def test_what_goes_wrong_is_said_in_swedish(
    page: Any, how: str, address: str, form: dict[str, str], status: int, says: str
) -> None:
    answer = page.get(address) if how == "get" else page.post(address, data=form)
    assert (answer.status_code, says in answer.text) == (status, True)


def test_what_nobody_thought_of_is_said_in_swedish_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(small(tmp_path), by="Anna")
    monkeypatch.setattr(app.state.page.bank, "papers", lambda: 1 / 0)
    answer = TestClient(app, base_url="http://127.0.0.1:8765", raise_server_exceptions=False).get("/handlingar")
    assert (answer.status_code, "Något gick fel i programmet." in answer.text) == (500, True)
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self';")


def test_every_place_has_a_swedish_name(page: Any) -> None:
    names = [*MEASURE_FIELDS, *DOCUMENT_FIELDS, "effects.2", "start", "due", "measure", "review", "sample", "undo"]
    assert [name for name in names if words.field(name) == name] == []


OF_BEFORE = [  # form, deed, what was typed: on a page that was shown before the program was started anew
    ("andra", "change", {"responsible": "Enhetschef Ek", "effects.1.amount_sek": "450 tkr", "place.title": '[{"page": 1, "box": [1, 1, 9, 9]}]'}),
    ("ny", "add", {"action": "Hyra ut källaren.", "amount": "50 tkr"}),
    ("handling", "facts", {"title": "Handlingsplan"}),
    ("dela", "split", {"parts": "Ett.\r\n\r\nTvå."}),
]  # fmt: skip
OWN_PAGE = {"sec-fetch-site": "same-origin"}


@pytest.mark.parametrize(("form", "deed", "typed"), OF_BEFORE)
def test_what_was_typed_before_the_program_was_started_anew_is_shown_and_may_be_sent_again(
    page: Any, form: str, deed: str, typed: dict[str, str]
) -> None:
    sent = filled_in(page, form, deed, **typed)
    with client_of(page.settings) as anew:
        anew.settings = page.settings  # type: ignore[attr-defined]
        answer = anew.post(f"/handling/{DOC}/{deed}", data=sent, headers=OWN_PAGE)
        assert (answer.status_code, lines(page)) == (422, [])
        assert "Inget är sparat. Programmet har startats om sedan sidan visades. Det du skrev står kvar" in answer.text
        again = _Form(answer.text, deed).fields
        assert again["csrf"] == token(anew) != sent["csrf"]
        assert {k: v.replace("\r", "") for k, v in (again | {"csrf": ""}).items()} == {
            k: v.replace("\r", "") for k, v in (sent | {"csrf": ""}).items()
        }
        assert anew.post(f"/handling/{DOC}/{deed}", data=again, headers=OWN_PAGE).status_code == 303
        assert len(lines(page)) == {"change": 3, "facts": 1}.get(deed, 1)


@pytest.mark.parametrize("deed", ["accept", "reject", "undo"])
def test_a_key_that_was_pressed_on_a_page_of_before_does_nothing_and_says_so(page: Any, deed: str) -> None:
    answer = page.post(f"/handling/{DOC}/{deed}", data={"csrf": "gammal", "measure": "m1"}, headers=OWN_PAGE)
    assert (answer.status_code, lines(page)) == (422, [])
    assert (
        "Programmet har startats om sedan sidan visades. Se efter att det är rätt åtgärd och gör det igen."
        in answer.text
    )
    assert 'id="pointed" class="pointed" hidden' in answer.text


def test_what_was_typed_for_a_measure_that_is_gone_is_shown(page: Any) -> None:
    typed = filled_in(page, responsible="Enhetschef Ek", area="skola", **{"effects.1.amount_sek": "450 tkr"})
    post(page, "reject", measure="m1")
    answer = post(page, "change", **typed)
    assert (answer.status_code, len(lines(page))) == (422, 1)
    assert "Inget är sparat. Åtgärden finns inte längre i handlingen" in answer.text
    assert 'form="filled"' not in answer.text
    shown = re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", answer.text)
    assert [row for row in shown if row[0] != "Åtgärd"] == [
        ("Område", "Skola"),
        ("Belopp 1", "450 tkr"),
        ("Ansvarig", "Enhetschef Ek"),
    ]


def test_what_cannot_be_written_to_disk_is_shown_again(page: Any) -> None:
    Path(page.settings.corrections).write_text("en fil där mappen ska vara", "utf-8")
    answer = post(page, "change", **filled_in(page, responsible="Enhetschef Ek"))
    assert answer.status_code == 422
    assert "Inget är sparat. Det gick inte att skriva i" in answer.text
    assert _Form(answer.text, "change").fields["responsible"] == "Enhetschef Ek"


# Whom it keeps out


def test_a_change_without_our_own_token_is_refused(page: Any) -> None:
    for form in ({}, {"csrf": "gissning"}, {"csrf": ""}):
        answer = page.post(f"/handling/{DOC}/accept", data={"measure": "m1", **form})
        assert (answer.status_code, lines(page)) == (403, [])


def test_a_form_from_another_site_is_refused_even_with_the_token(page: Any) -> None:
    form = {"csrf": token(page), "measure": "m1"}
    for site in ("cross-site", "same-site"):
        assert page.post(f"/handling/{DOC}/accept", data=form, headers={"sec-fetch-site": site}).status_code == 403


def test_what_may_come_from_elsewhere_is_not_even_shown_again(page: Any) -> None:
    form = {"csrf": "gissning", "measure": "m1", "was": "{}", "responsible": "Ett annat namn"}
    for headers in ({}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "none"}):
        answer = page.post(f"/handling/{DOC}/change", data=form, headers=headers)
        assert (answer.status_code, "Ett annat namn" in answer.text, lines(page)) == (403, False, [])


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.4:8765", "[::1]"])
def test_a_page_elsewhere_cannot_borrow_our_address(page: Any, host: str) -> None:
    assert page.get("/", headers={"host": host}).status_code == 400


ADDRESSES = [
    "/",
    "/handlingar",
    "/stickprov",
    f"/handling/{DOC}",
    "/handling/finns-inte",
    "/static/review.js",
    f"/handling/{DOC}/sida/1.png",
    "/x",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_says_what_may_run(page: Any, address: str) -> None:
    headers = page.get(address).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'")
    assert ("unsafe" in policy, "http" in policy, "data:" in policy) == (False, False, False)
    assert headers["x-content-type-options"] == "nosniff"


def test_no_page_names_an_address_outside_or_runs_a_script_of_its_own(page: Any) -> None:
    for address in ("/", "/handlingar", "/stickprov", f"/handling/{DOC}?form=andra", f"/handling/{DOC}?form=ny"):
        text = page.get(address).text
        assert re.findall(r"""(?:src|href|action)=["']?(?:https?:)?//""", text) == []
        assert re.findall(r"<script(?! src=\"/static/)|\son\w+=|javascript:|\sstyle=", text) == []


def test_a_pdf_is_never_handed_out_and_the_folder_is_not_open(page: Any) -> None:
    for address in (
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/data/raw/x.pdf",
        f"/handling/{DOC}/plan.pdf",
        f"/handling/{DOC}/sida/..%2f1.png",
    ):
        assert page.get(address).status_code in (404, 405)


def test_a_form_larger_than_a_person_fills_in_is_refused(page: Any) -> None:
    assert page.post(f"/handling/{DOC}/accept", data={"csrf": "x", "note": "x" * 3_000_000}).status_code == 413


PAYLOADS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "</title><script>alert(1)</script>",
    "\"><script>alert(1)</script>", "' onmouseover='alert(1)", "\" autofocus onfocus=\"alert(1)", "</textarea><script>alert(1)</script>",
    "<iframe src=javascript:alert(1)>", "<a href=javascript:alert(1)>x</a>", "{{ 7*7 }}", "{% raw %}", "${7*7}", "<%= 7*7 %>",
    "<style>*{display:none}</style>", "<link rel=stylesheet href=//evil.example>", "<base href=//evil.example/>", "<meta http-equiv=refresh content=0>",
    "<form action=//evil.example>", "<object data=x>", "<embed src=x>", "<math><mi xlink:href=javascript:alert(1)>", "<!-- --><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "<div hx-get=//evil.example hx-trigger=load>", "<details open ontoggle=alert(1)>",
]  # fmt: skip


def hostile(tmp_path: Path) -> Settings:
    """A paper that says payloads everywhere a text can stand."""
    text = " ".join(PAYLOADS)
    rows = Rows(
        documents=[
            document(
                DOC, sha256="ab" * 32, file_name=f"{PAYLOADS[0]}.pdf", district=text, body=text, title=text, dnr=text
            )
        ]
    )
    rows.pages = [PageRow(DOC, 1, 595, 842, "native", None, 100, [])]
    for n, payload in enumerate(PAYLOADS, 1):
        said = dict.fromkeys(
            (
                "title",
                "start_raw",
                "due_raw",
                "effect_text",
                "goal",
                "method",
                "responsible",
                "status_raw",
                "comment",
                "no",
            ),
            payload,
        )
        rows.measures.append(measure(f"m{n}", DOC, seq=n, action=payload, area_path=[payload], **said))
        rows.effects.append(effect(f"m{n}", 1000 * n, raw=payload))
        rows.evidence.append(EvidenceRow(f"m{n}", "action", 1, 1, 70, 20.0 * n, 300, 20.0 * n + 10, payload))
        rows.findings.append(FindingRow(DOC, f"m{n}", "action", "warning", "x", payload, 1))
    bank(tmp_path / "m.duckdb", rows)
    return Settings(
        db=str(tmp_path / "m.duckdb"), work=str(tmp_path / "work"), corrections=str(tmp_path / "corrections")
    )


class _Tags:
    """Every tag of a page with its attributes' names, as a browser would take them."""

    def __init__(self, text: str) -> None:
        from html.parser import HTMLParser

        self.found: set[tuple[str, str]] = set()
        found = self.found

        class Parser(HTMLParser):
            def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
                found.add((tag, ""))
                found.update((tag, name) for name, _ in attrs)

        Parser().feed(text)


def test_26_kinds_of_html_and_script_in_a_paper_stay_text(tmp_path: Path, page: Any) -> None:
    assert len(PAYLOADS) == 26
    ours = {
        tag
        for a in ("/", f"/handling/{DOC}", f"/handling/{DOC}?form=andra", "/handlingar")
        for tag in _Tags(page.get(a).text).found
    }
    folder = tmp_path / "hostile"
    folder.mkdir()
    with client_of(hostile(folder)) as client:
        for n in range(1, 27):
            for form in ("", "&form=andra", "&form=dela", "&form=slaihop"):
                text = client.get(f"/handling/{DOC}?atgard=m{n}{form}").text
                strange = {
                    t
                    for t in _Tags(text).found - ours
                    if t[0] in ("script", "iframe", "base", "link", "style", "embed", "object", "math", "img")
                }
                assert strange == set()
                assert {
                    name for _, name in _Tags(text).found if name.startswith(("on", "hx-get", "hx-trigger", "style"))
                } == set()
        assert "49" not in re.sub(r"\d{3,}", "", client.get("/?ord=7*7").text).split("<h1>")[1].split("</h1>")[0]


# In a browser


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A bank built of a sample paper: ruled table over pages, printed total."""
    if not PAPER.is_file():
        pytest.skip("data/raw is empty: python -m tests.papers.make prints the sample papers")
    folder = tmp_path_factory.mktemp("review")
    settings = Settings(db=str(folder / "m.duckdb"), corrections=str(folder / "corrections"), jobs=1, ocr="never")
    stages.run([str(PAPER)], settings, Watcher())
    return settings


@pytest.fixture(scope="module")
def served(real: Settings) -> Iterator[str]:
    with serving(real) as address:
        yield address


class serving:
    """The page on a free port while the ``with`` block runs."""

    def __init__(self, settings: Settings) -> None:
        self._app = create_app(settings, by="Anna Ek")
        self._server = uvicorn.Server(uvicorn.Config(self._app, host="127.0.0.1", port=0, log_level="warning"))
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def __enter__(self) -> str:
        self._thread.start()
        until = time.monotonic() + 10
        while not self._server.started and time.monotonic() < until:
            time.sleep(0.02)
        port = self._server.servers[0].sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        self._app.state.page.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not CHROMIUM.exists():
        pytest.skip("chromium is not installed: apt install chromium")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def tab(browser: Any, served: str) -> Iterator[Any]:
    tab = browser.new_page(viewport={"width": 1440, "height": 900}, base_url=served)
    tab.troubles = []
    tab.asked = []
    tab.on("pageerror", lambda error: tab.troubles.append(str(error)))
    tab.on("console", lambda said: tab.troubles.append(said.text) if said.type == "error" else None)
    tab.on("request", lambda request: tab.asked.append(request.url))
    yield tab
    assert tab.troubles == []
    assert [url for url in tab.asked if not url.startswith(served)] == []
    tab.close()


def ask(settings: Settings, sql: str) -> list[Any]:
    with database.connect_readonly(settings.database) as con:
        return database.rows_of(con, sql)[1]


def test_marks_lie_on_the_words_of_the_page_image(tab: Any, real: Settings) -> None:
    ((measure_id, document_id, page, x0, top, x1, bottom),) = ask(
        real,
        "select e.measure_id, document_id, page, x0, top, x1, bottom from evidence as e join measures using (measure_id) where field = 'effects.1' and no = '2'",
    )
    tab.goto(f"/handling/{document_id}?atgard={measure_id}&falt=effects.1")
    tab.wait_for_load_state("networkidle")
    image, mark = tab.locator("#sheet image").bounding_box(), tab.locator(".mark.focus").bounding_box()
    scale = image["width"] / 595.3
    assert mark["x"] - image["x"] == pytest.approx((x0 - 1.5) * scale, abs=3)
    assert mark["y"] - image["y"] == pytest.approx((top - 1.5) * scale, abs=3)
    assert mark["width"] == pytest.approx((x1 - x0 + 3) * scale, abs=3)
    assert mark["height"] == pytest.approx((bottom - top + 3) * scale, abs=3)
    assert page == int(tab.input_value(".goto input[name=sida]"))


def test_a_click_on_a_value_shows_its_place_on_another_page_too(tab: Any, real: Settings) -> None:
    ((measure_id, document_id, pages),) = ask(
        real,
        "select measure_id, document_id, list(distinct page order by page) from evidence join measures using (measure_id) where field = 'status_raw' group by all having count(distinct page) > 1 limit 1",
    )
    tab.goto(f"/handling/{document_id}?atgard={measure_id}")
    tab.locator(".record dl > div", has_text="Läge, som det står").locator(".where", has_text=f"s. {pages[1]}").click()
    tab.wait_for_selector(f"#sheet[data-page='{pages[1]}']")
    assert tab.locator(".mark.focus").count() >= 1


def test_a_value_is_corrected_undone_and_a_measure_added_and_a_new_run_keeps_them(tab: Any, real: Settings) -> None:
    sync_api = pytest.importorskip("playwright.sync_api")
    tab.goto("/")
    tab.keyboard.press("j")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#sheet")
    tab.keyboard.press("c")  # change
    tab.select_option("select[name=area]", "stadsmiljo")
    tab.evaluate("window.scrollTo(0, 300)")
    tab.keyboard.press("Control+Enter")
    tab.wait_for_selector(".said:has-text('Sparat: område')")
    sync_api.expect(tab.locator(".said")).to_be_in_viewport(ratio=1)  # what was saved is in sight
    tab.keyboard.press("u")  # undo: back at the measure, as it was
    tab.wait_for_selector(".said:has-text('Ångrat: område')")
    assert tab.locator("dd", has_text="Stadsmiljö").count() == 0
    measure_id = parse_qs(urlsplit(tab.url).query)["atgard"][0]
    tab.keyboard.press("c")
    tab.wait_for_selector("form.change")
    tab.select_option("select[name=area]", "stadsmiljo")
    tab.keyboard.press("Control+Enter")
    tab.wait_for_selector(".said:has-text('Sparat: område')")

    document_id = ask(real, "select document_id from documents")[0][0]
    tab.goto(f"/handling/{document_id}?sida=1")
    tab.wait_for_load_state("networkidle")
    tab.evaluate("document.querySelector('#desk').scrollTop = 0")
    image = tab.locator("#sheet image").bounding_box()
    scale = image["width"] / 595.3

    def at(x: float, y: float) -> tuple[float, float]:
        return image["x"] + x * scale, image["y"] + y * scale

    tab.mouse.move(*at(55, 192))  # around the paragraph of the summary
    tab.mouse.down()
    tab.mouse.move(*at(300, 210), steps=4)
    tab.mouse.move(*at(545, 232), steps=4)
    tab.mouse.up()
    tab.wait_for_selector("#pointed:not([hidden])")
    pointed = tab.inner_text("#pointed-text")
    assert "beslutade i november 2022 om en handlingsplan" in pointed
    tab.click("text=Det är en åtgärd som saknas")
    tab.wait_for_selector(".said:has-text('tillagd')")

    stages.run([str(PAPER)], real, Watcher())
    assert ask(real, f"select area, review from measures where measure_id = '{measure_id}'") == [
        ("stadsmiljo", "corrected")
    ]
    ((action, page, review),) = ask(
        real, "select action, page_first, review from measures where layout = 'prose' and review = 'corrected'"
    )
    assert (action, page, review) == (pointed, 1, "corrected")
    assert {row[0] for row in ask(real, "select state from corrections")} == {"applied"}
    tab.goto(f"/handling/{document_id}?atgard={measure_id}")
    assert tab.locator("dd", has_text="Stadsmiljö").count() == 1  # the page has the new database


def test_a_subarea_of_another_area_goes_when_the_area_is_chosen_anew(tab: Any, real: Settings) -> None:
    ((measure_id, document_id, area, subarea),) = ask(
        real, "select measure_id, document_id, area, subarea from measures where subarea is not null order by 1 limit 1"
    )
    tab.goto(f"/handling/{document_id}?atgard={measure_id}&form=andra")
    tab.select_option("select[name=area]", "skola")
    assert tab.input_value("select[name=subarea]") == ""
    assert tab.locator("select[name=subarea] optgroup:not([disabled])").get_attribute("label") == "Skola"
    tab.select_option("select[name=area]", area)
    assert tab.input_value("select[name=subarea]") == subarea


def test_a_form_that_cannot_be_saved_comes_back_in_a_browser_with_the_field_in_focus(tab: Any, real: Settings) -> None:
    ((measure_id, document_id),) = ask(real, "select measure_id, document_id from measures order by 1 limit 1")
    shown = f"/handling/{document_id}?atgard={measure_id}&form=andra"
    tab.goto(shown)
    tab.fill("input[name='effects.1.amount_sek']", "hej")
    tab.fill("input[name=responsible]", "Enhetschef Ek")
    tab.keyboard.press("Control+Enter")
    tab.wait_for_selector(".wrong:has-text('inget belopp')")
    assert tab.evaluate("document.activeElement.name") == "effects.1.amount_sek"
    assert tab.input_value("input[name='effects.1.amount_sek']") == "hej"
    assert tab.input_value("input[name=responsible]") == "Enhetschef Ek"
    assert tab.url.endswith(shown)
    tab.troubles.clear()  # the browser says itself that the answer was 422


def test_skip_next_and_previous_go_through_papers_by_keys(tab: Any) -> None:
    tab.goto("/")
    tab.locator("#queue .go").first.click()
    tab.wait_for_selector("#sheet")
    first = tab.url
    tab.keyboard.press("s")
    tab.wait_for_url(lambda url: url != first)
    skipped = tab.url
    assert tab.inner_text(".head .chip") == "Inte granskad"
    tab.keyboard.press("n" if tab.locator('[data-key="n"]').count() else "p")
    tab.wait_for_url(lambda url: url != skipped)


def test_hostile_text_runs_nothing_in_a_browser(browser: Any, tmp_path: Path) -> None:
    with serving(hostile(tmp_path)) as address:
        tab = browser.new_page(base_url=address)
        ran: list[str] = []
        tab.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
        tab.on("request", lambda request: ran.append(request.url) if not request.url.startswith(address) else None)
        for n in (1, 6, 13, 26):
            tab.goto(f"/handling/{DOC}?atgard=m{n}")
            assert PAYLOADS[n - 1] in tab.inner_text(".action")
            tab.keyboard.press("c")
            tab.wait_for_selector("form.change")
            assert tab.input_value("textarea[name=action]") == PAYLOADS[n - 1]
        tab.close()
        assert ran == []


def test_what_was_typed_is_left_only_by_who_says_so_and_stands_while_pages_are_turned(tab: Any, real: Settings) -> None:
    ((measure_id, document_id),) = ask(real, "select measure_id, document_id from measures order by 1 limit 1")
    asked: list[str] = []
    answers = [False, False, True]
    tab.on(
        "dialog", lambda dialog: (asked.append(dialog.message), dialog.accept() if answers.pop(0) else dialog.dismiss())
    )
    tab.goto(f"/handling/{document_id}?atgard={measure_id}&form=andra&sida=1")
    tab.fill("input[name=responsible]", "Enhetschef Ek")
    tab.click(".sheetbar [data-key=ArrowRight]")
    tab.wait_for_selector("#sheet[data-page='2']")
    tab.fill(".goto input[name=sida]", "3")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#sheet[data-page='3']")
    assert (tab.input_value("input[name=responsible]"), asked) == ("Enhetschef Ek", [])
    tab.keyboard.press("Escape")
    tab.click("footer >> text=Lägg till")
    assert tab.input_value("input[name=responsible]") == "Enhetschef Ek"
    tab.keyboard.press("Escape")
    tab.wait_for_selector("form.change", state="detached")
    assert asked == ["Det du har skrivit är inte sparat. Lämna det ändå?"] * 3
    tab.keyboard.press("c")
    tab.wait_for_selector("form.change")
    tab.keyboard.press("Escape")  # nothing was typed: nothing is asked
    tab.wait_for_selector("form.change", state="detached")
    assert len(asked) == 3


def test_the_place_of_a_start_is_shown_at_the_start_and_its_field_is_stood_in(tmp_path: Path) -> None:
    settings = small(tmp_path)
    rows = Rows(documents=[document(DOC, sha256="ab" * 32, file_name="plan.pdf")])
    rows.measures.append(measure("m1", DOC, action="Se över.", start_date=date(2024, 3, 1), start_precision="day"))
    rows.evidence.append(EvidenceRow("m1", "start", 1, 1, 70, 100, 300, 112, "1 mars"))
    rows.pages.append(PageRow(DOC, 1, 595, 842, "native", None, 100, []))
    bank(settings.database, rows)
    with client_of(settings) as client:
        text = client.get(f"/handling/{DOC}?atgard=m1&falt=start").text
        assert re.findall(r'<div class="focus"><dt>([^<]+)', text) == ["Start"]
        assert 'data-focus="start_date"' in client.get(f"/handling/{DOC}?atgard=m1&falt=start&form=andra").text


def test_what_was_typed_stands_when_the_program_does_not_answer(browser: Any, tmp_path: Path) -> None:
    with serving(small(tmp_path)) as address:
        tab = browser.new_page(base_url=address)
        tab.goto(f"/handling/{DOC}?atgard=m1&form=andra")
        tab.fill("input[name=responsible]", "Enhetschef Ek")
    tab.keyboard.press("Control+Enter")
    tab.wait_for_selector("[role=alert]:has-text('Programmet svarar inte. Inget är sparat')")
    assert tab.input_value("input[name=responsible]") == "Enhetschef Ek"
    tab.close()


def test_it_reads_without_javascript(browser: Any, served: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=served)
    tab = context.new_page()
    tab.goto("/")
    tab.locator("#queue .go").first.click()
    assert tab.locator("#sheet image").count() == 1
    tab.locator(".record a.value").first.click()
    assert tab.locator(".mark.focus").count() >= 1
    tab.click("text=Ändra")
    assert tab.locator("form.change").count() == 1
    context.close()


def test_a_page_that_cannot_be_drawn_is_said_and_the_next_is_drawn(tmp_path: Path) -> None:
    from extractors.errors import UnreadablePaper

    broken = tmp_path / "x.pdf"
    broken.write_bytes(b"%PDF-1.7\nnot a paper")
    pictures = Pictures(tmp_path / "pictures")
    try:
        with pytest.raises(UnreadablePaper):
            pictures.picture(broken, "ff" * 32, 1)
        if PAPER.is_file():
            assert pictures.picture(PAPER, "aa" * 32, 1).startswith(b"\x89PNG")
            with pytest.raises(UnreadablePaper, match="finns inte"):
                pictures.picture(PAPER, "aa" * 32, 99)
    finally:
        pictures.close()


def test_the_process_that_draws_answers_each_question_and_ends_with_its_caller(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"not a paper")
    asked = "".join(json.dumps([str(path), 1, 1.0]) + "\n" for path in (tmp_path / "x.pdf", tmp_path / "gone.pdf"))
    command = [sys.executable, "-m", "pipeline.review.drawing"]
    answer = subprocess.run(command, input=asked.encode(), capture_output=True, timeout=60, check=True, cwd=ROOT).stdout
    assert answer.count(b'["no", ') == 2
    assert "x.pdf: filen kan inte öppnas.".encode() in answer


def test_a_drawing_process_that_was_lost_is_begun_anew(tmp_path: Path) -> None:
    if not PAPER.is_file():
        pytest.skip("data/raw is empty: python -m tests.papers.make prints the sample papers")
    pictures = Pictures(tmp_path)
    try:
        pictures.picture(PAPER, "aa" * 32, 1)
        assert pictures._worker is not None
        pictures._worker.kill()
        pictures._worker.wait()
        assert pictures.picture(PAPER, "aa" * 32, 2).startswith(b"\x89PNG")
    finally:
        pictures.close()


def test_a_paper_of_300_pages_opens_in_under_a_second(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    paper = tmp_path / "long.pdf"
    canvas = Canvas(str(paper))
    for number in range(1, 301):
        for row in range(40):
            canvas.drawString(
                60,
                780 - 18 * row,
                f"Sida {number}, rad {row}: enheten ser över sina inköp och sin bemanning under året.",
            )
        canvas.showPage()
    canvas.save()
    sha256 = hashlib.sha256(paper.read_bytes()).hexdigest()
    rows = Rows(documents=[document(sha256[:16], sha256=sha256, file_name="long.pdf", pages=300)])
    for n in range(1, 1201):
        rows.measures.append(
            measure(
                f"m{n}",
                sha256[:16],
                seq=n,
                action=f"Se över schemat nummer {n} i enheten.",
                page_first=n // 4 + 1,
                page_last=n // 4 + 1,
            )
        )
        rows.evidence += [
            EvidenceRow(f"m{n}", f, 1, min(n // 4 + 1, 300), 60, 100, 300, 110, "x")
            for f in ("action", "area", "status", "no")
        ]
    rows.pages = [PageRow(sha256[:16], n, 595, 842, "native", None, 400, []) for n in range(1, 301)]
    rows.files = [FileRow(str(paper), "long.pdf", sha256, 1, "read", sha256[:16])]
    bank(tmp_path / "m.duckdb", rows)
    settings = Settings(db=str(tmp_path / "m.duckdb"), work=str(tmp_path / "work"), corrections=str(tmp_path / "c"))
    with client_of(settings) as client:
        client.get(f"/handling/{sha256[:16]}")
        client.get(f"/handling/{sha256[:16]}/sida/1.png")
        started = time.perf_counter()
        assert client.get(f"/handling/{sha256[:16]}?atgard=m800&sida=200").status_code == 200
        assert client.get(f"/handling/{sha256[:16]}/sida/200.png").content.startswith(b"\x89PNG")
        assert time.perf_counter() - started < 1.0
        client.app.state.page.close()  # type: ignore[attr-defined]
