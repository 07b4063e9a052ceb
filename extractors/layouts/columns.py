"""What the columns of a table of measures mean: by their headers and by what stands in them.

In: a ``Table`` and the headings over it. Out: a field for each column, or None where the table holds no measures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import regex

from extractors.fields.amount import find_amounts, unit_stated
from extractors.fields.area_names import is_area_name, split_area_cell
from extractors.fields.label_words import Candidate
from extractors.fields.labels import field_of, fields_of
from extractors.fields.rounds import names_only_a_round
from extractors.fields.speech import heading_speaks_of_measures, not_measures_heading
from extractors.fields.status import parse_status
from extractors.fields.timing import says_only_when
from extractors.layouts.cell_parts import is_of_labelled
from extractors.layouts.differences import difference_in, is_like
from extractors.layouts.other_tables import ABOUT_MEASURES, AMOUNT, is_table_of_figures, is_timetable, lists_offices
from extractors.layouts.state_columns import name_states
from extractors.layouts.voted import voted_column
from extractors.model import LineId, Passage, Row, Table
from extractors.prose.judge import tells_a_measure
from extractors.sentences import sentences

# Fields that only one column of a table holds; effects, states ("Färdiggrad" beside "Läge"), comments and areas may stand in several.
_SINGLE = {"no", "title", "action", "start", "due", "responsible", "goal", "method"}
_SEVERAL = 3
_NEAREST, _HEADING = 3, 80  # texts over a table, letters of one that may be its heading
_NUMBER = regex.compile(r"[A-ZÅÄÖ]{0,3}\s?\d{1,3}(?:\.\d{1,3})*[.):]?")
_NOT_EFFECT = regex.compile(
    r"\b(?:budget|a(?:vv|wv|vw|w)ikelse|differens|kostnad\b|andel|antal|årsarbetare|tjänster)", regex.IGNORECASE
)
# How much of a measure's effect: planned, forecast, reached so far. Over amounts of money beside what is done, no more needs to be said.
_HOW_MUCH = regex.compile(
    r"\b(?:(?:varav|därav)\s+(?:år\s+|under\s+)?(?:19|20)\d\d|plan(?:erat)?|beräknat|bedömt|uppskattat|förväntat|prognos|utfall|uppnå(?:tt|dd|tts)|realiserat?s?|hemtag\p{L}*|beslutat|(?:verklig|faktisk)t|(?:del|hel)år(?:s(?:effekt)?)?|ekonomiska?|förändring(?:en|ar)?)(?!\p{L})",
    regex.IGNORECASE,
)
_YEAR_LABEL, _YEAR = (
    regex.compile(r"(?:budget|kalender|verksamhets)?år", regex.IGNORECASE),
    regex.compile(r"(?:19|20)\d\d"),
)
MARK = regex.compile(r"[xX✓✔√☑☒●•■*]")  # what a form puts in the column that holds
_CHANGE = regex.compile(r"\s*förändring\p{L}*\b", regex.IGNORECASE)  # "Förändring jämfört med budget 2024"
_ROLE = regex.compile(
    r"(?:chef|chefer|direktör|rektor|controller|samordnare|strateg|handläggare|ansvarig|ledare|sekreterare|ordförande|utredare|ekonom|"
    r"jurist|konsult|intendent|ingenjör|pedagog)\b",
    regex.IGNORECASE,
)
_PRESENT = regex.compile(r"\b(?:nu|dags)?läge", regex.IGNORECASE)
_SUM_OF_COLUMNS = regex.compile(r"(?:summa|total[ta]?|sammanlagt|ackumulerat(?!\s+utfall))\b", regex.IGNORECASE)

_IN_WORDS = regex.compile(r"\p{Lu}\p{L}+.*", regex.DOTALL)
_OUTCOME = regex.compile(r"\s*utfall", regex.IGNORECASE)
_BUDGETED = regex.compile(
    r"\s*budget(?:erat|erad)?(?:\s+(?:19|20)\d\d)?(?:\W+(?:i\s+)?(?:tkr|kkr|mkr|mnkr|kr))?\W*$", regex.IGNORECASE
)
_OF_A_YEARS_BUDGET = regex.compile(
    r"\s*(?:budget|plan)\s+(?:19|20)\d\d(?:\W+(?:i\s+)?(?:tkr|kkr|mkr|mnkr|kr))?\W*", regex.IGNORECASE
)
_PLANNED, _FOLLOWED = (
    regex.compile(r"\s*plan\b", regex.IGNORECASE),
    regex.compile(r"\s*(?:prognos|utfall)\b", regex.IGNORECASE),
)
# what it gives this year, and a whole one
_THIS_YEAR = regex.compile(
    r"\s*(?:i\s+år|innevarande\s+år|detta\s+år|(?:på\s+)?helår)(?:\W+(?:i\s+)?(?:tkr|kkr|mkr|mnkr|kr))?\W*",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Columns:
    """``fields`` has one entry a column ("" for a column that says nothing of a measure), ``labels`` its header.

    ``minus_saves`` where the figures show what their sign means; ``voted`` is the column that says which rows the board adopted.
    """

    fields: tuple[str, ...]
    labels: tuple[Passage, ...]
    minus_saves: bool | None = None
    voted: int | None = None

    def of(self, name: str) -> list[int]:
        return [i for i, field in enumerate(self.fields) if field == name]

    def first(self, name: str) -> int | None:
        return next(iter(self.of(name)), None)


def columns_of(table: Table, above: Sequence[str], *, in_money: bool = False) -> Columns | None:
    """The meaning of each column; None where this is no table of measures.

    ``above``: headings and caption, innermost first. ``in_money``: a text over the table says the unit of its amounts.
    """
    if not table.rows or len(table.header) < 2:
        return None
    labels = tuple(cell.passage for cell in table.header)
    texts = [[row.cells[i].text for row in table.rows if _stands_in(row, i)] for i in range(len(labels))]
    fields = _by_header(labels, texts, in_money=in_money or any(unit_stated(label.text) for label in labels))
    _by_content(fields, texts)
    name_states(fields, labels, texts)
    _by_place(fields, labels, texts)
    _by_times(fields, labels, texts)
    _of_labelled_lines(fields, texts)
    _years_and_marks(fields, labels, texts)
    _of_effect_and_state(fields, labels, texts)
    _without_background(fields, labels, texts)
    _with_answers(fields, table)
    speaks = max((heading_speaks_of_measures(text) for text in above), default=0.0)
    _without_sums(fields, labels)
    _with_budgeted(fields, labels, texts)
    _with_years_of_the_budget(fields, labels, table)
    difference = difference_in([label.text for label in labels], table.rows)
    if difference:
        fields[:] = ["" if field == "effect" else field for field in fields]
        fields[difference.column] = "effect"
    voted = voted_column([label.text for label in labels], texts)
    if voted is not None:
        fields[voted] = "status"
    named = {"status" if f == "mark" else f for f in fields if f}
    if "action" not in named and "title" in named:
        fields[fields.index("title")] = "action"  # a short name is all that the table says of the measure
        named = {f for f in fields if f}
    if "action" not in named:
        return None
    said = fields.index("action")
    if not named & ABOUT_MEASURES and not (
        speaks >= 0.9 and field_of(labels[said].text) == "action" and _tell_measures(texts[said])
    ):
        return None
    if is_timetable(named, above):
        return None
    action = fields.index("action")
    sure = max((c.weight for c in fields_of(labels[action].text) if c.field in ("action", "title")), default=0.0)
    if sure < 0.5 and speaks < 0.5:
        return None
    plainly = len(named & ABOUT_MEASURES) >= _SEVERAL  # a scan may have lost the header over what is done
    if (
        sure < 0.9
        and not plainly
        and any(not_measures_heading(text) for text in above[:_NEAREST] if len(text) <= _HEADING)
    ):
        return None  # under "Kostnadsökningar"
    headed = speaks >= 0.5 and sure >= 0.9 and field_of(labels[action].text) == "action"
    if (not headed and is_table_of_figures(table, fields, action)) or lists_offices(texts[action]):
        return None
    return Columns(tuple(fields), labels, difference.minus_saves if difference else None, voted)


def _stands_in(row: Row, i: int) -> bool:
    """True for a cell of the column that says something; one that runs over others speaks for no column."""
    return bool(row.cells[i].lines) and (not row.spans or row.spans[i] <= 1)


def _of_labelled_lines(fields: list[str], texts: Sequence[Sequence[str]]) -> None:
    """A column whose cells are small forms ("Uppgifter": "Start: … Effekt: … Läge: …")."""
    for i, field in enumerate(fields):
        if field in _MAY_BE_LABELLED and is_of_labelled(texts[i]):
            fields[i] = "labelled"


def _of_effect_and_state(fields: list[str], labels: Sequence[Passage], texts: Sequence[Sequence[str]]) -> None:
    """ "Effekt och status": amounts and words of how far it has come share the cells."""
    for i, label in enumerate(labels):
        said = {c.field for c in fields_of(label.text) if c.weight >= _NAMED}
        if not {"effect", "status"} <= said:
            continue
        both = [t for t in texts[i] if find_amounts(t) and _SAID_BESIDE.search(t)]
        if len(both) >= 0.5 * len(texts[i]) > 0:
            fields[i] = "effect_state"


_NAMED = 0.5  # so surely a label names a field beside another
_SAID_BESIDE = regex.compile(r"\p{L}{5}")  # more than a unit
_MAY_BE_LABELLED = ("", "figure", "comment", "status", "effect_text")


def _tell_measures(texts: Sequence[str]) -> bool:
    """Most cells say in whole sentences what is done: "Område | Förändring" needs no other column."""
    telling = sum(any(tells_a_measure(text[s:e]) >= 0.5 for s, e in sentences(text)) for text in texts)
    return len(texts) >= 2 and telling >= 0.6 * len(texts) and _mean_length(texts) >= 40


def _with_budgeted(fields: list[str], labels: Sequence[Passage], texts: Sequence[Sequence[str]]) -> None:
    """ "Budget" beside "Utfall" and a state of the same measure is what it was budgeted to give."""
    came = any(f == "effect" and _OUTCOME.match(labels[i].text) for i, f in enumerate(fields))
    if not (came and {"action", "status"} <= set(fields)):
        return
    for i, field in enumerate(fields):
        if field in ("", "figure") and _BUDGETED.match(labels[i].text) and _share(AMOUNT, texts[i]) >= 0.6:
            fields[i] = "effect"


def _with_years_of_the_budget(fields: list[str], labels: Sequence[Passage], table: Table) -> None:
    """ "Budget 2031" beside "Plan 2032" and what a whole year gives: the part of it that the budget of that year holds."""
    effects = [i for i, field in enumerate(fields) if field == "effect"]
    if not effects or "action" not in fields:
        return
    for i, field in enumerate(fields):
        if field not in ("", "figure", "method") or not _OF_A_YEARS_BUDGET.fullmatch(labels[i].text):
            continue
        followed = _PLANNED.match(labels[i].text) and any(_FOLLOWED.match(labels[e].text) for e in effects)
        if (followed and "status" in fields) or is_like(i, effects, table.rows):
            fields[i] = "effect"


def _by_header(labels: Sequence[Passage], texts: Sequence[Sequence[str]], *, in_money: bool) -> list[str]:
    """The likeliest field of each header, surest first, no single field twice; what stands below settles what a header leaves open."""
    standing = Counter(line for label in labels for line in {token.line for token in label.tokens})
    merged = {line for line, count in standing.items() if count > 1}
    candidates = [_weighed(label, below, merged, in_money=in_money) for label, below in zip(labels, texts, strict=True)]
    fields = [""] * len(labels)
    actions = [i for i, found in enumerate(candidates) if found.get("action", 0.0) >= 0.9]
    if len(actions) > 1:  # "Insats" beside "Åtgärd": the longest texts say what is done
        said = max(actions, key=lambda i: _mean_length(texts[i]))
        for i in actions:
            fields[i] = "action" if i == said else _beside_the_action(texts[i], i < said)
    used = {field for field in fields if field}
    ranked = sorted(
        ((weight, -i, i, field) for i, found in enumerate(candidates) for field, weight in found.items()), reverse=True
    )
    for _, _, i, field in ranked:
        if fields[i] or (field in used and field in _SINGLE):
            continue
        fields[i] = field
        used.add(field)
    return fields


def _under_merged(label: Passage, merged: Collection[LineId]) -> tuple[Candidate, ...]:
    """ "Tidplan Start", "Beslutade åtgärder // Startdatum": a header merged over several columns, over labels of their own, which say more."""
    over, _, own = label.text.partition(" ")
    if own and fields_of(over) and (found := fields_of(own)):
        return found
    at = next((token.start for token in label.tokens if token.line not in merged), 0)
    found = fields_of(label.text[at:]) if at else ()
    return found if found and found[0].weight >= _SURELY else ()


_SURELY = 0.9


def _weighed(label: Passage, below: Sequence[str], merged: Collection[LineId], *, in_money: bool) -> dict[str, float]:
    """Field → weight for a header: amounts below speak for an effect, words against it."""
    if label and names_only_a_round(label.text) and below and _share(_IN_WORDS, below) > 0.5:
        return {"comment": 0.9}  # "T1", "T2", "Helår" over words: how far it has come each time
    found = {c.field: c.weight for c in fields_of(label.text) or _under_merged(label, merged)} if label else {}
    if below and _THIS_YEAR.fullmatch(label.text) and _share(AMOUNT, below) >= 0.6:
        found.setdefault("effect", 0.5)
    if in_money and _HOW_MUCH.search(label.text):
        found.setdefault("effect", 0.5)
    if "effect" in found and below:
        amounts = _share(AMOUNT, below)
        if amounts >= 0.6 and (_CHANGE.match(label.text) or not _NOT_EFFECT.search(label.text)):
            found["effect"] = max(found["effect"], 0.96)
            for name in ("figure", "action", "method", "title"):
                found.pop(name, None)
        elif amounts < 0.3 and len(found) > 1:
            found["effect"] = min(found["effect"], 0.4)
    if "start" in found and "method" in found and sum(map(says_only_when, below)) > 0.5 * len(below):
        found["start"] = 0.96  # "Genomförande" over dates: when, not how
    if "area" in found and "responsible" in found and below:  # "Ansvar": of an area, or a person's
        areas = sum(1 for t in below if _names_an_area(t) and not _ROLE.search(t))
        found["area" if areas < 0.5 * len(below) else "responsible"] = 0.3
    return found


def _beside_the_action(texts: Sequence[str], left: bool) -> str:
    """A second column of things done: the area where it names areas, else a short name of the measure, or how it is done."""
    if texts and sum(1 for t in texts if _names_an_area(t)) >= 0.5 * len(texts):
        return "area"
    return "title" if left else "method"


def _names_an_area(text: str) -> bool:
    return any(is_area_name(text[start:end]) for start, end in split_area_cell(text))


def _mean_length(texts: Sequence[str]) -> float:
    return sum(map(len, texts)) / max(len(texts), 1)


def _with_answers(fields: list[str], table: Table) -> None:
    """A task that stands once over the answers of several boards ("Minska inköpen"): what is done are the answers, which every row with an amount has."""
    if "action" not in fields or "effect" not in fields:
        return
    said, effects = fields.index("action"), [i for i, field in enumerate(fields) if field == "effect"]
    rows = [row for row in table.rows if any(row.cells[i].lines for i in effects) and not _merged(row, said)]
    empty = sum(not row.cells[said].lines for row in rows)
    if not rows or empty < _ANSWERED * len(rows):
        return
    whole = [i for i, field in enumerate(fields) if field in ("", "comment", "status") and i > said]
    answers = [i for i in whole if all(len(row.cells[i].text.split()) >= _ANSWER for row in rows)]
    if answers:
        fields[said], fields[answers[0]] = "title", "action"


def _merged(row: Row, column: int) -> bool:
    return bool(row.spans) and row.spans[column] == -1


_ANSWERED, _ANSWER = 0.3, 2  # of the rows with amounts; words


def _by_content(fields: list[str], texts: Sequence[Sequence[str]]) -> None:
    """Columns whose header says nothing: numbers in the first one, the longest texts where no action is named."""
    if not fields[0] and "no" not in fields and texts[0] and _share(_NUMBER, texts[0]) >= 0.7:
        fields[0] = "no"
    if "action" in fields or "title" in fields:
        return
    free = [
        i for i, field in enumerate(fields) if field in ("", "area") and texts[i] and _share(AMOUNT, texts[i]) < 0.2
    ]
    if fields.count("area") == 1 and len(free) > 1:
        free = [i for i in free if fields[i] != "area"]
    if free:
        longest = max(free, key=lambda i: _mean_length(texts[i]))
        if _mean_length(texts[longest]) >= 12:
            fields[longest] = "action"


def _by_place(fields: list[str], labels: Sequence[Passage], texts: Sequence[Sequence[str]]) -> None:
    """What stands first in every row under no header is the name of the measure that the next columns tell of, or its area."""
    if fields[0] or labels[0] or not {"action"} & set(fields) or {"title", "area"} & set(fields):
        return
    if len(texts[0]) == max(map(len, texts)) and all(any(map(str.isalpha, text)) for text in texts[0]):
        areas = sum(map(_names_an_area, texts[0]))
        fields[0] = "area" if areas > 0.5 * len(texts[0]) else "title"


_FEWEST_LETTERS = 3  # of a header that says something


def _by_times(fields: list[str], labels: Sequence[Passage], texts: Sequence[Sequence[str]]) -> None:
    """Under a header that a scan lost: times beside what is done tell of measures, though not whether those start or end then."""
    if "action" not in fields or {"start", "due"} & set(fields):
        return
    for i, label in enumerate(labels):
        lost = sum(map(str.isalpha, label.text)) < _FEWEST_LETTERS and len(texts[i]) >= 2
        if not fields[i] and lost and sum(map(says_only_when, texts[i])) > 0.8 * len(texts[i]):
            fields[i] = "when"
            return


def _years_and_marks(fields: list[str], labels: Sequence[Passage], texts: Sequence[Sequence[str]]) -> None:
    """ "År" over years, beside amounts: of which year each is. "Ej påbörjad | Pågår | Klar" over crosses: the state."""
    crossed = []
    for i, (label, below) in enumerate(zip(labels, texts, strict=True)):
        if "effect" in fields and below and _YEAR_LABEL.fullmatch(label.text) and _share(_YEAR, below) == 1:
            fields[i] = "year"
        if all(MARK.fullmatch(text) for text in below) and parse_status(label.text):
            crossed.append(i)
    if len(crossed) >= 2 and any(texts[i] for i in crossed):
        for i in crossed:
            fields[i] = "mark"


def _without_background(fields: list[str], labels: Sequence[Passage], texts: Sequence[Sequence[str]]) -> None:
    """``Nuläge | Åtgärd``: sentences in front of what is done tell why, not how far it has come."""
    if "action" not in fields:
        return
    for i, field in enumerate(fields[: fields.index("action")]):
        if field == "status" and _PRESENT.search(labels[i].text) and _mean_length(texts[i]) > 30:
            fields[i] = ""


def _without_sums(fields: list[str], labels: Sequence[Passage]) -> None:
    """A column that only adds up those beside it ("Totalt 2024–2026") states no effect of its own."""
    amounts = [i for i, field in enumerate(fields) if field == "effect"]
    for i in amounts:
        if len(amounts) > 2 and _SUM_OF_COLUMNS.match(labels[i].text):
            fields[i] = ""


def _share(pattern: regex.Pattern[str], texts: Sequence[str]) -> float:
    return sum(1 for t in texts if pattern.fullmatch(t.strip())) / len(texts)
