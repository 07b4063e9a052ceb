"""What is known of how a measure was read, in words that confidence.py can weigh.

In: a draft with its values, the other drafts of the paper. Out: traits for the whole measure (under "") and for each field: where a value comes from,
how plainly it is said, what is odd about it, whether its neighbours say such a thing too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from statistics import fmean

import regex

from extractors.confidence import JUDGED, Traits
from extractors.fields.labels import fields_of
from extractors.measure import Effect
from extractors.model import Passage
from extractors.resolving.draft import Context, Draft
from extractors.resolving.mending import is_scanned

Usual = dict[tuple[str, str], str]  # (layout, field) → how many of a paper's measures say it: "few", "some", "most"

_MONEY = regex.compile(r"\d\s?(?:tkr|kkr|mkr|mnkr|kr|kronor)\b|\d\s(?:miljon|tusen)", regex.IGNORECASE)
_TIME = regex.compile(
    r"\b(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|våren|hösten|sommaren|årsskiftet)\b|\b20\d\d\b",
    regex.IGNORECASE,
)
_ENDS = regex.compile(r"[.!)”\"]\s*$")


def usual_in(drafts: Sequence[Draft]) -> Usual:
    """How many of a paper's measures of one layout have each field."""
    all_of = Counter(d.raw.layout for d in drafts)
    have = Counter((d.raw.layout, name) for d in drafts for name in _filled(d))
    return {
        (layout, name): "most" if have[layout, name] >= 0.7 * n else "few" if have[layout, name] <= 0.3 * n else "some"
        for layout, n in all_of.items()
        for name in JUDGED
    }


def traits_of(draft: Draft, context: Context, usual: Usual, of: int) -> Traits:
    """The traits of one of ``of`` measures."""
    read_from, findings = _passages(draft), _findings(draft)
    scanned = any(any(map(is_scanned, passages)) for passages in read_from.values())
    traits: dict[str, list[str]] = {"": list(_of_all(draft, context, of, read_from.get("action", ())))}
    filled, layout = _filled(draft), draft.raw.layout
    for name in JUDGED:
        has = name in filled
        own = [f"{'said' if has else 'empty'}:{usual[layout, name]}", _source(draft, name, has)]
        if scanned or findings:
            key = name.removesuffix("_date")
            own += _of_words("scan", read_from.get(key, ())) if scanned else ()
            own += [f"finding:{code}" for code in sorted(findings.get(key, ()))]
        traits[name] = own
    traits["action"] += _of_action(draft)
    traits["effects"] += _of_effects(draft)
    unread = [name for name in ("start_date", "due_date") if name not in filled]
    untold = bool(unread) and _TIME.search(str(draft.values.get("action", ""))) is not None
    for name in unread:
        if draft.raw.one(name.removesuffix("_date")):
            traits[name].append("cell:not_read")
        elif untold:
            traits[name].append("time:untold")
    if (status := draft.values.get("status")) is not None:
        traits["status"].append(f"is:{status}")
    if "subarea" in draft.values:
        traits["subarea"].append(_source(draft, "area", True))
    return traits


def _filled(draft: Draft) -> set[str]:
    names = {"start": "start_date", "due": "due_date"}
    return {names.get(name, name) for name, value in draft.values.items() if value is not None}


def _of_all(draft: Draft, context: Context, of: int, words: Sequence[Passage]) -> Iterator[str]:
    raw, action = draft.raw, str(draft.values.get("action", ""))
    yield f"layout:{raw.layout}"
    yield f"type:{context.facts.doc_type or 'none'}"
    yield from (f"doubt:{limit}" for limit in (0.0, 0.15, 0.3, 0.45) if raw.doubt > limit)
    yield f"length:{_step(len(action), (12, 25, 60, 300, 700))}"
    yield f"fields:{min(len({q.field for q in raw.quotes}), 6)}"
    yield f"measures:{_step(of, (1, 2, 4))}"
    yield from _of_words("words", words)
    yield f"path:{min(len(raw.path), 2)}"
    if raw.lines and raw.lines[0].page != raw.lines[-1].page:
        yield "pages:several"
    if context.facts.plan_year is None:
        yield "year:unknown"


def _of_action(draft: Draft) -> Iterator[str]:
    text = str(draft.values.get("action", ""))
    if text[:1].islower():
        yield "begins:lower"
    if not _ENDS.search(text):
        yield "ends:open"
    quotes = draft.raw.all("action")
    yield f"parts:{min(len(quotes), 3)}"


def _of_effects(draft: Draft) -> Iterator[str]:
    effects = draft.values.get("effects", ())
    assert isinstance(effects, tuple)
    if not effects:
        if _MONEY.search(str(draft.values.get("action", ""))) or _MONEY.search(str(draft.values.get("comment", ""))):
            yield "money:untold"
        elif draft.raw.one("effect"):
            yield "cell:empty"
        return
    yield f"effects:{min(len(effects), 3)}"
    for effect in effects:
        assert isinstance(effect, Effect)
        size = abs(effect.amount_sek)
        if size and size < 2_000:
            yield "size:small"
        if size > 200_000_000:
            yield "size:great"
        if effect.amount_sek < 0:
            yield "size:cost"
        if effect.kind == "actual":
            yield "kind:actual"
        if effect.period in ("month", "day"):
            yield "period:part"


def _source(draft: Draft, name: str, has: bool) -> str:
    """Whose words tell the value, and how plainly: "from:label:plain", "from:own_words:0.5"."""
    told_by = draft.told_by.get(name)
    if told_by is not None:
        return f"from:{told_by}:{_step(draft.sure.get(name, 1.0), (0.5, 0.7, 0.9))}"
    if not has:
        return "from:nothing"
    quote = draft.raw.one(name)
    if quote is None or not quote.label:
        return "from:unlabelled"
    sure = max((c.weight for c in fields_of(quote.label.text) if c.field == name), default=0.0)
    return f"from:header:{_step(sure, (0.0, 0.7, 0.9))}"


def _passages(draft: Draft) -> dict[str, list[Passage]]:
    """What each field was read from, all effects as one; "start" and "due" without "_date"."""
    found: dict[str, list[Passage]] = defaultdict(list)
    for name, passages in draft.evidence.items():
        found[name.partition(".")[0]] += passages
    return found


def _of_words(name: str, passages: Iterable[Passage]) -> Iterator[str]:
    """How badly the words were read: a trait for each step that OCR's confidence in the least sure one, and in all, is below. None for native text."""
    if min([passage.confidence for passage in passages], default=1.0) == 1.0:
        return
    sure = [word.confidence for passage in passages for word in passage.words]
    yield f"{name}:ocr"
    yield from (f"{name}:least:{limit}" for limit in (0.93, 0.85, 0.6) if min(sure) < limit)
    yield from (f"{name}:mean:{limit}" for limit in (0.93, 0.85) if fmean(sure) < limit)


def _findings(draft: Draft) -> dict[str, set[str]]:
    """The codes of the findings on each field; "start" and "due" without "_date" or "_raw"."""
    found: dict[str, set[str]] = defaultdict(set)
    for finding in draft.findings:
        if finding.field:
            found[finding.field.removesuffix("_date").removesuffix("_raw")].add(finding.code)
    return found


def _step(value: float, limits: Sequence[float]) -> int:
    """The step of a stair that a value stands on."""
    return bisect_left(limits, value)
