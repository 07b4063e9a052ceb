"""The review page's pairs: which measures of different papers a person is asked about, what is written, and what holds then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from pipeline.config import Settings
from pipeline.corrections import read_corrections
from pipeline.review.app import create_app
from tests.bank import bank
from tests.test_links import two_papers


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Any]:
    """A client of a bank with two unsure pairs and one that is the same."""
    rows = two_papers(
        plan=["Egna jourhem i stället för köp från konsulent", "Minska inköpen av konsulter och hyrpersonal", "Säga upp lokalen på Torget"],
        later=["Rekrytering av egna jourhem", "Färre konsulter köps in", "Säga upp lokalen på Torget"],
    )  # fmt: skip
    bank(tmp_path / "m.duckdb", rows, find_links=True)
    settings = Settings(
        db=str(tmp_path / "m.duckdb"), work=str(tmp_path / "work"), corrections=str(tmp_path / "corrections")
    )
    app = create_app(settings, by="Anna")
    with TestClient(app, base_url="http://127.0.0.1:8765", follow_redirects=False) as client:
        client.settings = settings  # type: ignore[attr-defined]
        yield client


def shown(page: Any, state: str) -> list[tuple[str, str, str]]:
    """The pairs of a state: both actions, and what is said of them."""
    text = page.get(f"/par?visa={state}").text
    found = re.findall(r'<article class="pair">(.*?)</article>', text, re.DOTALL)
    names = [[" ".join(name.split()) for name in re.findall(r'class="go" href="[^"]+">([^<]+)', one)] for one in found]
    states = [re.findall(r'<span class="chip[^>]*>([^<]+)', one)[0] for one in found]
    return [(a, b, state) for (a, b), state in zip(names, states, strict=True)]


def send(page: Any, **form: str) -> Any:
    token = re.search(r'name="csrf" value="([^"]+)"', page.get("/par?visa=same").text)
    assert token
    return page.post("/par?visa=unsure", data={"csrf": token[1], **form})


JOURHEM = ("Egna jourhem i stället för köp från konsulent", "Rekrytering av egna jourhem")
CONSULTANTS = ("Minska inköpen av konsulter och hyrpersonal", "Färre konsulter köps in")


def test_unsure_pairs_stand_first_the_likest_of_them_at_the_top(page: Any) -> None:
    assert shown(page, "") == [(*JOURHEM, "oklart"), (*CONSULTANTS, "oklart")]
    assert shown(page, "same") == [("Säga upp lokalen på Torget", "Säga upp lokalen på Torget", "samma åtgärd")]
    assert (shown(page, "different"), shown(page, "decided")) == ([], [])


def test_a_decision_is_written_shown_at_once_and_taken_back(page: Any) -> None:
    answer = send(page, a="p-1", b="u-1", decision="same", was="unsure")
    assert (answer.status_code, answer.headers["location"]) == (303, "/par?visa=unsure")
    (line,) = read_corrections(Path(page.settings.corrections))[0]
    assert (line.field, line.old, line.measure, line.by) == ("link", "unsure", "p-1", "Anna")
    anchor = {"action": JOURHEM[1], "no": None, "page": 1}
    assert line.new == {"decision": "same", "document": "u", "measure": "u-1", "anchor": anchor}
    assert f"Avgjort: samma åtgärd, om åtgärden »{JOURHEM[0]}« i p.pdf." in page.get("/par").text
    assert shown(page, "unsure") == [(*CONSULTANTS, "oklart")]
    assert shown(page, "decided") == [(*JOURHEM, "samma åtgärd, Anna")]
    send(page, a="p-1", b="u-1", decision="different", was="same")
    assert shown(page, "decided") == [(*JOURHEM, "olika åtgärder, Anna")]
    for _ in range(2):  # the later decision first, then the one before it
        line = read_corrections(Path(page.settings.corrections))[0][-1]
        send(page, line=line.id)
    assert shown(page, "unsure") == [(*JOURHEM, "oklart"), (*CONSULTANTS, "oklart")]
    assert send(page, line=line.id).status_code == 422


@pytest.mark.parametrize(
    "form", [{"a": "p-1", "b": "u-9"}, {"a": "p-1"}, {"a": "p-1", "b": "u-1", "decision": "maybe"}]
)
def test_a_pair_that_is_gone_is_said_and_nothing_is_written(page: Any, form: dict[str, str]) -> None:
    answer = send(page, **{"decision": "same", **form})
    assert (answer.status_code, "Paret finns inte längre" in answer.text) == (422, True)
    assert read_corrections(Path(page.settings.corrections))[0] == []


def test_a_decision_from_elsewhere_or_of_an_older_run_is_refused(page: Any) -> None:
    form = {"a": "p-1", "b": "u-1", "decision": "same"}
    assert page.post("/par", data=form).status_code == 403
    assert page.post("/par", data=form, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    again = page.post("/par", data=form, headers={"sec-fetch-site": "same-origin"})
    assert (again.status_code, "startats om" in again.text) == (422, True)
    assert read_corrections(Path(page.settings.corrections))[0] == []
