"""Learn which sentences tell a measure: ``python -m extractors.prose.train`` writes ``weights.json`` anew.

In: ``sentences.tsv`` (label, kind, sentence). Out: one weight a feature. spaCy trains its bag-of-words text classifier on the features of each
sentence; since that classifier is linear, each feature's share of the answer can be written down. The same sentences give the same bytes.
"""

from __future__ import annotations

import csv
import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from math import exp, log
from pathlib import Path
from typing import NamedTuple

from extractors.prose.features import features

HERE = Path(__file__).parent
WEIGHTS = HERE / "weights.json"
_CLASSIFIERS, _EPOCHS, _BATCH, _DROP = 6, 2, 16, 0.2
_SEEN_AT_LEAST = 2  # a feature of one sentence alone tells nothing of others
_LENGTH = 1 << 18  # room for every feature without two sharing a place


class Example(NamedTuple):
    """``label`` "measure" or "other"; ``kind`` what sort of sentence it is (done, planned … situation, need …)."""

    label: str
    kind: str
    sentence: str


def read_sentences(name: str) -> list[Example]:
    """The sentences of ``sentences.tsv`` or ``held_out.tsv``, named without ending."""
    with (HERE / f"{name}.tsv").open(encoding="utf8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Example(*row) for row in rows[1:]]


def train(examples: Sequence[Example]) -> tuple[dict[str, object], Callable[[Iterable[str]], float]]:
    """What ``weights.json`` holds, and spaCy's own answer for some features, to hold the weights against.

    Several classifiers, each taught in an order of its own, answer together: what one learnt by chance the others did not.
    """
    counted = Counter(name for example in examples for name in features(example.sentence))
    known = sorted(name for name, count in counted.items() if count >= _SEEN_AT_LEAST)
    answers = [_taught(examples, frozenset(known), seed) for seed in range(_CLASSIFIERS)]

    def answer(names: Iterable[str]) -> float:
        given = list(names)
        odds = sum(_log_odds(one(given)) for one in answers) / len(answers)
        return 1 / (1 + exp(-odds))

    return _as_weights(answer, known), answer


def _taught(examples: Sequence[Example], known: frozenset[str], seed: int) -> Callable[[Iterable[str]], float]:
    """The answers of one classifier."""
    import spacy
    from spacy.tokens import Doc
    from spacy.training import Example as Lesson
    from spacy.util import fix_random_seed  # type: ignore[attr-defined]

    fix_random_seed(seed)
    nlp = spacy.blank("sv")
    classifier = nlp.add_pipe(
        "textcat",
        config={
            "model": {
                "@architectures": "spacy.TextCatBOW.v3",
                "exclusive_classes": True,
                "ngram_size": 1,
                "length": _LENGTH,
                "no_output_layer": False,
            }
        },
    )
    for label in ("measure", "other"):
        classifier.add_label(label)  # type: ignore[attr-defined]

    def lesson(example: Example) -> Lesson:
        doc = Doc(nlp.vocab, words=[name for name in features(example.sentence) if name in known])
        return Lesson.from_dict(doc, {"cats": {label: float(label == example.label) for label in ("measure", "other")}})

    lessons = [lesson(example) for example in examples]
    optimizer = nlp.initialize(lambda: lessons)
    order = random.Random(seed)
    for _ in range(_EPOCHS):
        order.shuffle(lessons)
        for start in range(0, len(lessons), _BATCH):
            nlp.update(lessons[start : start + _BATCH], sgd=optimizer, drop=_DROP)

    def answer(names: Iterable[str]) -> float:
        doc = Doc(nlp.vocab, words=[name for name in names if name in known])
        return float(classifier(doc).cats["measure"])

    return answer


def _as_weights(answer: Callable[[Iterable[str]], float], known: Sequence[str]) -> dict[str, object]:
    """Log-odds add up: the bias is what one feature and another say apart, less what they say together."""
    alone = {name: _log_odds(answer([name])) for name in known}
    first, second = known[0], known[1]
    bias = alone[first] + alone[second] - _log_odds(answer([first, second]))
    return {"bias": round(bias, 4), "weights": {name: round(odds - bias, 4) for name, odds in alone.items()}}


def _log_odds(share: float) -> float:
    return log(share / (1 - share))


def write(path: Path = WEIGHTS) -> None:
    """Train on ``sentences.tsv`` and write the weights."""
    learnt, _ = train(read_sentences("sentences"))
    path.write_text(json.dumps(learnt, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf8")


if __name__ == "__main__":
    write()
