"""What a follow-up comment adds to what was told above it: the state of a measure, a remark on it, or something else that was done.

In: the label (``Kommentar december 2021:``), its text, and the measures of the section so far. The measures are completed in place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import regex

from extractors.fields.labels import field_of, split_label
from extractors.fields.rounds import is_later, names_only_a_round, round_of, split_round
from extractors.fields.status import parse_status
from extractors.lexicon.folding import fold
from extractors.measure import Quote
from extractors.model import Passage
from extractors.prose.judge import tells_a_measure
from extractors.prose.topics import shared
from extractors.sentences import sentences

_ANOTHER = 0.6  # how surely a sentence of a comment must tell something that is not the measure above
_RESULT = regex.compile(
    r"\b(?:lett till|ledde till|medfor\w*|resulterat|resulterade|bidragit|bidrog|gett|gav|visar|visade|effekt\w*|uteb\w+|har (?:minskat|okat|sjunkit)|minskade|okade|inneburit)\b"
)
_POINTS_BACK = regex.compile(
    r"(?:detta|den nya|det nya|de nya|arbetet|atgarden|insatsen|uppdraget|uppdragsbeskrivning|oversynen|projektet|forandringen)\b"
)
_ONE_OF_MANY = regex.compile(r"(?:en|ett|tva|tre|fyra|fem|sex|nagra|ytterligare en|ytterligare ett)\b")


@dataclass
class Told:
    """A measure that is being told: its sentences, and what a follow-up adds."""

    action: list[Passage]
    weight: float
    status: Passage = field(default_factory=Passage)
    label: Passage = field(default_factory=Passage)
    comment: list[Quote] = field(default_factory=list)
    of_it: list[Passage] = field(default_factory=list)  # sentences that tell what it gives, or by when it is done
    area: Passage = field(default_factory=Passage)  # the name that its paragraph opens with

    @property
    def text(self) -> str:
        return " ".join(p.text for p in self.action)

    @staticmethod
    def joined(parts: Sequence[Told]) -> Told:
        """Several told as one."""
        return Told(
            [p for one in parts for p in one.action],
            max(one.weight for one in parts),
            next((one.status for one in parts if one.status), Passage()),
            next((one.label for one in parts if one.label), Passage()),
            [q for one in parts for q in one.comment],
            [p for one in parts for p in one.of_it],
            next((one.area for one in parts if one.area), Passage()),
        )


def is_of_follow_up(label: str) -> bool:
    """True for the label of a comment that was added later: "Kommentar T2", "Kommentar", "Lägesrapport mars"."""
    if names_only_a_round(label):
        return True
    return field_of(label) in ("comment", "status") and (
        round_of(label) is not None or fold(label).startswith("kommentar")
    )


def parted(passage: Passage, opens: Callable[[str], bool]) -> list[tuple[Passage, Passage]]:
    """(label or none, text) in order: a comment may begin inside a paragraph, on a line of its own. ``opens`` tells which labels begin one."""
    found: list[tuple[Passage, Passage]] = []
    start = text_start = 0
    for s, e in [*sentences(passage.text), (len(passage.text), len(passage.text))]:
        lead = split_round(passage.text[s:e]) or split_label(passage.text[s:e])
        if e > s and not (lead is not None and opens(lead[0])):
            continue
        if s > start:
            found.append((passage.cut(start, text_start), passage.cut(text_start, s)))
        start, text_start = s, e - len(lead[1]) if lead else s
    return found


def is_result(sentence: str) -> bool:
    """True for a sentence that tells what came of a measure."""
    return _RESULT.search(fold(sentence)) is not None


def follow_up(label: Passage, text: Passage, told: list[Told]) -> None:
    """Give each sentence of a comment to the measure above that it is about, or make it a measure of its own."""
    above = _since_last_comment(told, label)
    about: Told | None = None
    for start, end in sentences(text.text):
        sentence = text.cut(start, end)
        meant = _meant(sentence.text, above, about)
        states = parse_status(sentence.text) is not None
        sure = tells_a_measure(sentence.text)
        if meant is None:
            if sure >= _ANOTHER or (not above and sure >= 0.5):
                told.append(Told([sentence], sure, label=label))
            elif about is not None:
                about.comment.append(Quote("comment", sentence, label))
            continue
        about = meant
        newer = not meant.status or not meant.label or is_later(label.text, meant.label.text)
        if states and newer and not _is_only_a_part(sentence.text, meant):
            if meant.status:  # of an earlier round
                meant.comment.append(Quote("comment", meant.status, meant.label))
            meant.status, meant.label = sentence, label
        else:
            meant.comment.append(Quote("comment", sentence, label))


def _since_last_comment(told: Sequence[Told], label: Passage) -> list[Told]:
    """The measures that no earlier comment was about; where every one has had its comment, those of the last one if this is another round, else all."""
    waiting = [one for one in told if not one.label]
    if not waiting and told and round_of(label.text) not in (None, round_of(told[-1].label.text)):
        return [one for one in told if one.label.text == told[-1].label.text]
    return waiting or list(told)


def _meant(sentence: str, above: Sequence[Told], about: Told | None) -> Told | None:
    """The measure that a sentence is about: the one whose words it takes up most; the only one above, for the first sentence."""
    if not above:
        return None
    common = {id(one): shared(one.text, sentence) for one in above}
    best = max(reversed(above), key=lambda one: common[id(one)])
    if common[id(best)] > 0:
        return best
    if about is None:
        if _POINTS_BACK.match(fold(sentence)):
            return above[-1]
        if len(above) == 1 and (
            tells_a_measure(sentence) < _ANOTHER or len(sentence.split()) <= 5 or parse_status(sentence) is not None
        ):
            return best
        return above[-1] if tells_a_measure(sentence) < _ANOTHER else None
    return None if tells_a_measure(sentence) >= _ANOTHER else about


def _is_only_a_part(sentence: str, measure: Told) -> bool:
    """ "En placering togs hem" of the placements that are being taken home: a remark, the measure goes on."""
    own = parse_status(measure.text)
    return own is not None and own.code == "ongoing" and _ONE_OF_MANY.match(fold(sentence)) is not None
