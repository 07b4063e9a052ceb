"""How far a measure has come, by the words that say it: a status cell, a comment, the measure's own sentences.

In: a text. Out: planned, ongoing, done or stopped, with the place of the deciding words, or None where nothing says it.

Words that say it outright ("Åtgärden är genomförd", "Pågår") decide. Otherwise each sentence's verbs tell: what is under way makes the
whole ongoing, also beside what has been done or is to come; what has been done and goes on with something to come is ongoing;
preparations (an inquiry made, a task given) are ongoing where nothing else is said, and weigh less than what is planned.
How the paper itself is handled, and what the effect was, counts least. In a plan what has been done is background.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import regex

from extractors.fields.status_cells import colours, in_cell, in_heading
from extractors.fields.status_verbs import Event
from extractors.fields.status_words import events_of
from extractors.lexicon import compiled, load, remembered
from extractors.lexicon.folding import fold
from extractors.measure import DocType, Status
from extractors.sentences import sentences

_SHORT = 8  # words of a sentence that is a state and little else


@dataclass(frozen=True, slots=True)
class FoundStatus:
    """The code, the place of the deciding words in the text, and how surely (0-1) they say it."""

    code: Status
    start: int
    end: int
    weight: float


def parse_status(
    text: str, *, doc_type: DocType | None = None, key: Mapping[str, Status | None] | None = None
) -> FoundStatus | None:
    """The state of a measure that a text says; None where it says none, or only that something is wrong ("Försenad").

    ``doc_type``: in a plan, what is told in the present is not yet under way. ``key``: what the paper's own key says of its colours.
    """
    sign = len(text) - len(text.lstrip(_MARKS))
    if sign and any(map(str.isalpha, text)):  # "✔ Avslutad": the word says it
        found = parse_status(text[sign:], doc_type=doc_type, key=key)
        return found and replace(found, start=found.start + sign, end=found.end + sign)
    if not text.strip():
        return None
    if key and (found := _of_colour(text, key)):
        return found
    return _of_text(text, doc_type == "plan")


def is_state(text: str) -> bool:
    """True for a text that is a state and nothing else, as in a cell or ahead of the sentence it is of: "Pågår." """
    cell = in_cell(text)
    return cell is not None and cell[0] is not None and not text[cell[2] :].strip(" .:–-")


def parse_colour_key(text: str) -> dict[str, Status | None]:
    """The printed key of a paper: "Grön = genomförd, gul = pågår, röd = ej påbörjad" → {"green": "done", …}; empty for other texts.

    Signs are keys like colours: "✔ genomförd ➜ pågår" → {"✔": "done", "➜": "ongoing"}. None stands for a colour whose meaning gives no code ("röd = försenad").
    """
    return dict(_colour_key(text))


@remembered(4096)
def _colour_key(text: str) -> dict[str, Status | None]:
    folded = fold(text)
    marks = list(_KEY.finditer(text)) if any(map(folded.__contains__, colours())) else []
    found: dict[str, Status | None] = {}
    for i, mark in enumerate(marks):
        colour = colours().get(fold(mark["colour"]))
        end = marks[i + 1].start() if i + 1 < len(marks) else len(text)
        meaning = text[mark.end() : end].strip(" ,;.\n•-–")
        if colour and meaning:
            said = _of_text(meaning, False)
            found[colour] = said.code if said else None
    if len(found) < 2:
        signs = {match["sign"]: _of_text(match["meaning"].strip(" ,;.\n"), False) for match in _SIGN.finditer(text)}
        found = {sign: said.code if said else None for sign, said in signs.items()}
    return found if len(found) >= 2 and any(found.values()) else {}


def is_line_of_key(text: str) -> bool:
    """True for one line of a key that is printed as a list: "Gul  Åtgärden pågår"."""
    colour, _, meaning = text.partition(" ")
    return (
        fold(colour.strip("=:–-")) in colours()
        and len(meaning.split()) <= _MOST_WORDS
        and state_meant(meaning.lstrip("=:–- ")) is not None
    )


def key_in_lines(lines: Iterable[str]) -> dict[str, Status | None]:
    """What colours mean by a key printed line by line without signs between: "Grön  genomförd" over "Gul  pågår"; empty for a single line."""
    parted = [line.partition(" ") for line in lines if is_line_of_key(line)]
    key = {colours()[fold(name.strip("=:–-"))]: state_meant(meaning.lstrip("=:–- ")) for name, _, meaning in parted}
    return dict(key) if len(key) >= 2 else {}


SIGNS = "✔✓✖✗✘✕×➜→►▶●○◐◑◔◕■□▲△▼★☆☑☒⬤"
_BETWEEN = regex.compile(rf"[{SIGNS}\uFE0F]+")
_MARKS = SIGNS + "🟢🟡🟠🔴🔵⚫⚪🟥🟩🟨⬛⬜!\ufe0f "
_SIGN = regex.compile(rf"(?P<sign>[{SIGNS}])\uFE0F?\s*(?:=|:|–|-|betyder)?\s*(?P<meaning>\p{{L}}[^{SIGNS}=.;]{{2,40}})")
_KEY = regex.compile(
    r"\b(?P<colour>\p{L}{3,12})\s*(?:\([^)]*\))?\s*(?:=|:|–|-|betyder|innebär|står\s+för)\s*(?=\p{L})", regex.IGNORECASE
)
_PERCENT = regex.compile(
    r"^\W*(?:(?:färdiggrad|genomfört|klart|genomförandegrad|status|ca|cirka)\W*)*(?P<percent>\d{1,3})\s?(?:%|procent)(?:\s+(?:klart?|färdigt?|genomför[td]))?\W*$",
    regex.IGNORECASE,
)


def states_in_key(text: str) -> int:
    """How many states a key names, each behind its mark: "● Klar ● Pågår ● Avbruten"; 0 where it says anything else."""
    parts = [part.strip(" ,.;") for part in _BETWEEN.split(text) if part.strip(" ,.;")]
    whole = all((said := in_cell(part)) is not None and said[2] == len(part) for part in parts)
    return len(parts) if whole else 0


def letter_key(pairs: Iterable[tuple[str, str]]) -> dict[str, Status | None]:
    """What single letters and figures stand for by a key's pairs: ("P", "Pågår"), ("S", "Struken ur planen") → {"p": "ongoing", "s": "stopped"}."""
    found = {
        fold(mark): said.code
        for mark, meaning in pairs
        if _LETTER.fullmatch(mark) and (said := _meant(meaning.strip(" ,;.\n")))
    }
    return dict(found) if len(set(found.values())) >= 2 else {}


def letters_explained(text: str) -> dict[str, Status | None]:
    """The same from a line of text: "B = beslutad, P = pågår, G = genomförd"."""
    if not any(map(text.__contains__, _MEANS)):
        return {}
    return letter_key((m["mark"], m["meaning"]) for m in _LETTER_MEANS.finditer(text))


def states_explained(terms: Iterable[str], text: str) -> dict[str, Status]:
    """What a text says that words of the paper's own mean: {"Löper": "ongoing", …}.

    Several stand in one text, each with its meaning behind it, or one opens it: before a sign ("Löper = …"), or before a sentence ("Löper  Arbetet pågår.").
    """
    places = sorted(
        (start, start + len(term.strip()), term) for term in terms if (start := _place_of(term.strip(), text)) >= 0
    )
    if not places:
        return {}
    if len(places) == 1:
        start, end, _ = places[0]
        if text[:start].strip(" •-–") or not _EXPLAINS.match(text, end):
            return {}
    ends = [*(start for start, _, _ in places[1:]), len(text)]
    meanings = {
        term: _SIGN_BETWEEN.sub("", text[end:until]) for (_, end, term), until in zip(places, ends, strict=True)
    }
    return {
        term: code
        for term, meaning in meanings.items()
        if _FEWEST_WORDS <= len(meaning.split()) <= _MOST_WORDS and (code := state_meant(meaning))
    }


def _place_of(term: str, text: str) -> int:
    """Where a term first stands in a text as whole words; -1 where it does not."""
    at = text.find(term)
    while at >= 0:
        before, behind = text[max(0, at - 1) : at], text[at + len(term) : at + len(term) + 1]
        if not (before.isalpha() or before.isdecimal() or behind.isalpha() or behind.isdecimal()):
            return at
        at = text.find(term, at + 1)
    return -1


_EXPLAINS = regex.compile(r"\s*(?:=|:|–|-|betyder|innebär)|\s+(?=\p{Lu})")
_SIGN_BETWEEN = regex.compile(r"^\s*(?:(?:=|:|–|-)\s*|(?:betyder|innebär)\s+)?(?:att\s+)?")
_FEWEST_WORDS, _MOST_WORDS = 2, 16


def state_meant(meaning: str) -> Status | None:
    """The state that the explanation of a key tells."""
    said = _meant(meaning.strip(" ,;.\n"))
    return said.code if said else None


def _meant(meaning: str) -> FoundStatus | None:
    """ "Struken ur planen": the first word may say it alone."""
    return _of_text(meaning, False) or (_of_text(meaning.split()[0], False) if meaning else None)


_LETTER = regex.compile(r"\p{Lu}{1,2}|\d")
_MEANS = ("=", "–", "betyder", "står")  # one stands behind each mark
_LETTER_MEANS = regex.compile(
    r"(?<![\p{L}\d])(?P<mark>\p{Lu}{1,2}|\d)\s*(?:=|–|betyder|står\s+för)\s*(?P<meaning>\p{L}[^=;.]{2,40}?)(?=[,;.]?\s*(?:och\s+)?(?:\p{Lu}{1,2}|\d)\s*(?:=|–|betyder|står)|[,;.]|$)"
)


def says_how_far(term: str, meaning: str) -> tuple[str, Status] | None:
    """What a key says that a word means which by itself tells no state: ("Försenad", "arbetet är igång") → ("forsenad", "ongoing")."""
    word = fold(term).strip(" :=–-")
    said = _of_text(meaning, False) if word in _unclear() else None
    return (word, said.code) if said else None


@compiled
def _unclear() -> frozenset[str]:
    return frozenset(fold(w) for w in load("status")["cell.unclear"])


def _of_colour(text: str, key: Mapping[str, Status | None]) -> FoundStatus | None:
    if meant := key.get(fold(text).strip(" .")):
        start = len(text) - len(text.lstrip())
        return FoundStatus(meant, start, len(text.rstrip(" .")), 0.9)
    sign = text.strip(" \ufe0f")
    if len(sign) == 1 and (meant := key.get(sign)):
        return FoundStatus(meant, text.index(sign), text.index(sign) + 1, 0.9)
    words = list(_WORD.finditer(text))
    if not words or len(words) > 3:
        return None
    code = key.get(colours().get(fold(words[0].group()), ""))
    return FoundStatus(code, words[0].start(), words[0].end(), 0.9) if code else None


_WORD = regex.compile(r"\p{L}+")
_LATER = regex.compile(
    r"\W*(?:till|(?:ny(?:tt|a)?\s+)(?:datum|start\p{L}*|tid\p{L}*|plan)|start\p{L}*|införs|genomförs)\b",
    regex.IGNORECASE,
)
# "Klart den 30 juni 2026", "Klart: löpande": by when, not that it is
_BY_WHEN = regex.compile(
    r"(?:klart?|färdigt?)(?:\s+(?:senast|till|den|i|under|\d|(?:vår|höst|sommar)\p{L}*)(?!\p{L})|\s*:\s*(?!ja|nej|helt|x\b)[\p{L}\d])",
    regex.IGNORECASE,
)


@remembered(8192)
def _of_text(text: str, plan: bool) -> FoundStatus | None:
    percent = _PERCENT.match(text)
    if percent:
        share = int(percent["percent"])
        code: Status = "done" if share >= 100 else ("ongoing" if share else "planned")
        return FoundStatus(code, percent.start("percent"), len(text.rstrip()), 0.9) if share <= 100 else None
    that = _of_clause(text)
    if that is not None:
        return that
    heading = in_heading(text)
    if heading is not None:
        said, start, end = heading
        return None if said is None else FoundStatus(said, start, end, 0.85)
    cell = in_cell(text)
    if cell is not None:
        code_, start, end = cell
        if code_ is not None:
            return FoundStatus(code_, start, end, 0.97)
        if end >= len(text.rstrip(" .")):
            return None  # "Försenad" alone
        if later := _LATER.match(text, end):  # "Försenat, nytt datum 2031-01-01", "Försenad till hösten"
            return FoundStatus("planned", start, later.end(), 0.7)
    events: list[Event] = []
    for i, (start, end) in enumerate(sentences(text)):
        sentence = text[start:end]
        state = in_cell(sentence) if i and len(sentence.split()) <= _SHORT else None
        if (
            state is not None and state[0] is not None and not _BY_WHEN.match(sentence)
        ):  # "… stängs en timme tidigare. Genomförd från den 1 mars."
            events.append(
                Event(start + state[1], start + state[2], state[0], outright=True, about_measure=True, sentence=i)
            )
        elif _TELEGRAM.match(sentence):
            as_told = _ITS_SUBJECT + sentence[0].lower() + sentence[1:]
            events += [e.moved(start - len(_ITS_SUBJECT), i) for e in events_of(as_told)]
        else:
            events += [e.moved(start, i) for e in events_of(sentence)]
    return _decided(events, plan)


# "Genomfördes i april.", "Började gälla 1 mars.": told of the measure, which it does not name
_TELEGRAM = regex.compile(r"(?:\p{Lu}\p{Ll}{2,}(?:des|tes)|Började|Startade|Upphörde|Trädde)\b(?=\s+\p{Ll}|\s+\d|\.?$)")
_ITS_SUBJECT = "Åtgärden "


@compiled
def _clause() -> regex.Pattern[str]:
    nouns = "|".join([fold(noun) for noun in load("status")["heading.nouns"]])
    return regex.compile(
        rf"(?:\p{{L}}+\s+){{0,3}}?(?:(?:{nouns})\w*|det)\s+som\s+(?P<said>(?:vi\s+)?(?P<not>(?:annu\s+)?(?:inte|ej)\s+)?(?P<verb>\p{{L}}+)(?P<rest>(?:\s+[\p{{L}}\d]+){{0,4}}))(?:\s*[–:(-].*)?"
    )


_LONGEST_HEADING = 90  # letters


def _of_clause(text: str) -> FoundStatus | None:
    """ "Beslutade åtgärder som inte blev av": the clause tells more than "beslutade"; in it "inte" stands ahead of the verb."""
    if (
        len(text) > _LONGEST_HEADING
        or " som " not in text
        or (match := _clause().fullmatch(fold(text.strip()))) is None
    ):
        return None
    turned = f"{match['verb']} {match['not']}{match['rest'].strip()}" if match["not"] else match["said"]
    for clause in (turned, f"har {match['said']}"):  # "som stoppats" leaves "har" out
        found = _decided([event for event in events_of(clause) if event.outright], False)
        if found is not None:
            return FoundStatus(found.code, *match.span("said"), found.weight)
    return None


def _decided(events: list[Event], plan: bool) -> FoundStatus | None:
    main = [e for e in events if not e.aside] or events
    if any(e.code == "ongoing" for e in main):  # "har påbörjats men är inte avslutat"
        main = [e for e in main if e.what != "undone"]
    reviewed = [e for e in main if e.what == "reviewed"]
    if reviewed and any(e.code == "planned" and e.start > reviewed[-1].start for e in main):
        main = [e for e in main if e.what != "reviewed"]
    outright = [e for e in main if e.outright]
    for code in ("stopped", "done", "planned", "ongoing"):
        about = [e for e in outright if e.code == code and e.about_measure]
        if about:
            return _found(about[-1], 0.95)
    stopped = _those(main, "stopped")
    ongoing = _those(main, "ongoing")
    done = _those(main, "done")
    planned = _those(main, "planned")
    given_up = [e for e in stopped if e.outright and not e.sentence]  # said first; what follows tells why
    if stopped and (not (ongoing or done) or (given_up and not any(e.outright for e in (*ongoing, *done)))):
        return _found((given_up or stopped)[0], 0.85)
    if ongoing:  # "sedan den 7 januari" alone says it only where nothing else says more
        only_since = all(e.what == "since" for e in ongoing)
        around = [e for e in done if e.start < ongoing[0].start < e.end and not e.lasting]
        if only_since and around:  # "har sedan den 1 februari minskats"
            return _found(around[0], 0.85)
        has_done = only_since and any(e.sentence == ongoing[0].sentence and e.start < ongoing[0].start for e in done)
        weight = 0.9 if ongoing[0].outright else 0.55 if only_since and not has_done else 0.8
        return _found(ongoing[0], weight)
    still = [e for e in events if e.what == "still"]
    if plan and done and not planned and all(e.what == "no longer" for e in done):
        return _found(done[0], 0.55, "planned")
    if done:
        if still and not plan and not any(e.outright for e in done):
            return _found(still[0] if still[0].sentence == done[0].sentence else done[0], 0.75, "ongoing")
        if planned and all(e.what == "decided" and e.start < done[-1].start for e in planned):
            return _found(done[-1], 0.85)  # "beslutade att minska antalet, och förändringen har genomförts"
        if planned:
            later = planned[-1]
            lasting = any(e.lasting for e in done)
            if plan and not lasting:
                return _found(later, 0.75)
            return _found(done[0], 0.7, "ongoing") if later.start > done[0].start else _found(done[-1], 0.6, "ongoing")
        acting = [e for e in main if e.what == "acting" and e.sentence > done[-1].sentence]
        prepared = [e for e in main if e.what == "prepared" and e.start > done[-1].start]
        if (acting or prepared) and not plan and not any(e.outright for e in done):
            return _found((acting or prepared)[0], 0.65, "ongoing")
        return _found(done[-1] if done[-1].outright else done[0], 0.55 if plan and not done[0].outright else 0.85)
    if planned:
        return _found(planned[0], 0.85)
    prepared = [e for e in main if e.what == "prepared"]
    if prepared:
        return _found(prepared[0], 0.65, "ongoing")
    if not plan:
        for what, code, weight in (
            ("acting", "ongoing", 0.55),
            ("coming", "planned", 0.5),
            ("effect", "done", 0.55),
            ("still", "ongoing", 0.5),
        ):
            told = [e for e in main if e.what == what]
            if told:
                return _found(told[0], weight, code)
    return None


def _those(events: list[Event], code: str) -> list[Event]:
    return [e for e in events if e.code == code]


def _found(event: Event, weight: float, code: str | None = None) -> FoundStatus:
    decided = code or event.code
    assert decided in ("planned", "ongoing", "done", "stopped")
    return FoundStatus(decided, event.start, event.end, weight)  # type: ignore[arg-type]
