"""How sure a value is: what speaks for and against it, and that the promise is kept on papers whose values are known."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from extractors.confidence import JUDGED, WHOLE, Table, confidence_of, judge, judge_by, learnt
from extractors.extract import extract
from extractors.measure import Measure
from tests.calibrate import Known, held, judged_by, known_in, learn
from tests.draw import paper
from tests.printer.check import read_paper
from tests.printer.paper import Spec, print_paper
from tests.printer.values import draw
from tests.reliability import Held

TABLE = Table({name: {"": 2.0, "layout:prose": -1.0, "from:label:3": 1.0} for name in JUDGED}, 1.0, 0.0)


def only(text: str) -> Measure:
    (measure,) = extract(paper(text)).measures
    return measure


def test_each_trait_adds_its_weight_to_the_odds_of_its_field() -> None:
    said = judge_by(TABLE, {"": ["layout:prose", "never:seen"], "status": ["from:label:3"]})
    assert said.fields["status"] == pytest.approx(0.8808, abs=1e-4)  # 2 - 1 + 1
    assert said.fields["area"] == pytest.approx(0.7311, abs=1e-4)  # 2 - 1
    assert said.whole == pytest.approx(0.8808 * 0.7311**4, abs=1e-3)


def test_nothing_is_quite_sure() -> None:
    certain = Table({name: {"": 40.0} for name in JUDGED}, 1.0, 10.0)
    assert judge_by(certain, {}).whole < 1.0
    assert max(judge_by(certain, {}).fields.values()) < 1.0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("effects.2", "effects"),
        ("start_raw", "start_date"),
        ("due", "due_date"),
        ("area_path", "area"),
        ("goal", "goal"),
    ],
)
def test_a_place_has_the_confidence_of_its_value(field: str, value: str) -> None:
    assert confidence_of({name: n / 100 for n, name in enumerate(JUDGED)}, field) == JUDGED.index(value) / 100


def test_a_field_that_was_never_judged_has_no_confidence() -> None:
    assert confidence_of(judge({}).fields, "status_date") is None


def test_doubt_and_bad_words_never_speak_for_a_value() -> None:
    against = ("doubt:", "finding:", "words:", "scan:")
    assert [t for w in learnt().fields.values() for t, n in w.items() if t.startswith(against) and n > 0] == []


def test_a_labelled_measure_is_surer_than_a_sentence_that_may_be_one() -> None:
    labelled = only(
        """
        # Handlingsplan för äldreomsorgen 2024
        ## Hemtjänst
        *1. Samordna nattpatrullerna*
        Åtgärd: Nattpatrullerna i två distrikt slås ihop till en.
        Start: 1 mars 2024
        Ekonomisk effekt: 500 tkr
        Status: Pågår
        """
    )
    told = only(
        """
        # Handlingsplan för äldreomsorgen 2024
        ## Åtgärder
        Nattpatrullerna i två distrikt slås ihop till en, vilket beräknas ge något lägre kostnader.
        """
    )
    assert labelled.confidence > told.confidence
    assert labelled.confidences["status"] > 0.9


def test_the_same_measures_give_the_same_table() -> None:
    chance = random.Random(3)
    known = []
    for n in range(120):
        doubt = ["doubt:0.3"] if n % 3 == 0 else []
        right = chance.random() < (0.5 if doubt else 0.95)
        known.append(Known({"": doubt}, dict.fromkeys((*JUDGED, "whole"), right), 1.0, f"{n % 12}.pdf", "printed"))
    first, again = learn(known)[0], learn(list(known))[0]
    assert first == again
    assert all(first.fields[name]["doubt:0.3"] < -1 for name in WHOLE)


def test_how_far_confidences_are_from_what_is_right() -> None:
    these = Held()
    for n in range(100):
        these.add(0.92, n < 70)
    assert these.bins() == [(0.9, 0.95, 100, pytest.approx(0.92), pytest.approx(0.7))]
    assert these.error() == pytest.approx(0.22)


def test_the_promise_is_kept_on_papers_not_learnt_from(tmp_path: Path) -> None:
    known = []
    for layout in ("ruled_table", "proposals", "two_columns", "savings", "minutes", "tasks", "form", "prose"):
        spec = Spec.drawn(layout, "besparing", 977, "reportlab")
        path = tmp_path / f"{spec.name}.pdf"
        gold = print_paper(draw(10, spec.seed, spec.year), spec, path)
        known += known_in(read_paper(path), gold, "printed")
    wholes, values = held(judged_by(learnt(), known))
    assert len(wholes.said) >= 70
    assert abs(sum(wholes.said) - sum(wholes.right)) / len(wholes.said) < 0.06
    assert abs(sum(values.said) - sum(values.right)) / len(values.said) < 0.03
