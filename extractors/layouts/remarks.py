"""Remarks that stand apart from the measures they are about, below their table: "Åtgärd 4. Övergången pågår."

In: the raw measures that tables and blocks gave, the document. Out: the same measures, each with the remarks on it quoted as its state, or as
comments. A remark names its measure by number ("Åtgärd 9 och 12: …"), or, under a heading that says that comments follow, by words that one measure
alone has ("Biblioteket i Åby. De kortare öppettiderna infördes i februari.").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from extractors.fields.labels import field_of
from extractors.fields.status import parse_status
from extractors.lexicon.folding import fold
from extractors.measure import Quote, RawMeasure
from extractors.model import NOTHING, Document, Passage
from extractors.prose.topics import shared
from extractors.sections import Section, sections

_NO = r"\p{Lu}{0,5}[-–\s]?\d{1,3}(?:[-.]\d{1,3})?[a-z]?"
_BY_NUMBER = regex.compile(
    rf"(?:(?P<word>\p{{Lu}}\p{{L}}{{1,14}})\.?\s+(?:nr\.?\s+)?)?(?P<nos>{_NO}(?:\s*(?:,|och|samt|&|[-–])\s*{_NO})*)\s?(?P<mark>[.:)–—-]?)\s+(?=\S)"
)
_BY_NAME = regex.compile(r"(?P<name>\p{Lu}[^.!?:;–—]{3,70}?)(?:\s+[–—-]\s+|\s?[:.]\s+)(?=\p{Lu})")
_OF_COMMENTS = regex.compile(
    r"\b(?:kommentar|anmarkning|lagesrapport|lagesbeskrivning|redovisning av (?:atgard|laget)|uppfoljning av (?:atgard|respektive)|noteringar|forklaring)"
)
_BETWEEN = regex.compile(r"\s*(?:,|och|samt|&)\s*")
_AROUND_A_NUMBER = regex.compile(r"[\s.:)]")
_SPAN = regex.compile(r"(\d{1,3})\s*[-–]\s*(\d{1,3})")


def with_remarks(raws: Sequence[RawMeasure], document: Document) -> list[RawMeasure]:
    """The measures with the remarks below their tables."""
    if not raws:
        return []
    numbers = {_plain(quote.text): i for i, raw in enumerate(raws) if (quote := raw.one("no"))}
    found = [
        (measures, lead, text)
        for section in sections(document)
        for measures, lead, text in _in_section(section, document, raws, numbers)
    ]
    quotes: dict[int, list[Quote]] = {}
    for measures, lead, text in found:
        for i in measures:
            told = [*raws[i].quotes, *quotes.get(i, [])]
            state = parse_status(text.text) is not None and not any(q.field == "status" for q in told)
            quotes.setdefault(i, []).append(Quote("status" if state else "comment", text, lead))
    return [replace(raw, quotes=(*raw.quotes, *quotes[i])) if i in quotes else raw for i, raw in enumerate(raws)]


def _in_section(
    section: Section, document: Document, raws: Sequence[RawMeasure], numbers: dict[str, int]
) -> Iterator[tuple[list[int], Passage, Passage]]:
    """(measures, lead, text) of each remark. Without a heading of comments, two or more numbers must follow a word for them."""
    under = section.heading is not None and _OF_COMMENTS.search(fold(section.heading.text)) is not None
    by_number = []
    by_name = []
    for paragraph in section.paragraphs:
        if document.has_taken(paragraph.lines):
            continue
        passage = paragraph.passage
        # "2. Avtalet är tecknat": set as an item of a list
        if under and (mark := _plain(paragraph.bullet)) in numbers:
            by_number.append(([numbers[mark]], NOTHING, passage))
            continue
        numbered = _numbered(passage.text, numbers, under=under)
        if numbered:
            measures, end = numbered
            by_number.append((measures, passage.cut(0, end), passage.cut(end)))
        elif under and (match := _BY_NAME.match(passage.text)):
            measure = _meant(match["name"], raws)
            if measure is not None:
                by_name.append(([measure], passage.cut(*match.span("name")), passage.cut(match.end())))
    if under or len(by_number) >= 2:
        yield from by_number
    yield from by_name


def _numbered(text: str, numbers: dict[str, int], *, under: bool) -> tuple[list[int], int] | None:
    """The measures that a remark names by number, and where its text begins."""
    match = _BY_NUMBER.match(text)
    if match is None or not (match["word"] or (under and match["mark"])):
        return None
    if match["word"] and field_of(match["word"]) not in ("action", "title", "no", "effect"):
        return None
    found: list[int] = []
    for part in _BETWEEN.split(match["nos"]):
        span = _SPAN.fullmatch(part)
        names = (
            [str(n) for n in range(int(span[1]), int(span[2]) + 1)] if span and _plain(part) not in numbers else [part]
        )
        if not all(_plain(name) in numbers for name in names):
            return None
        found += [numbers[_plain(name)] for name in names]
    return found, match.end()


def _plain(number: str) -> str:
    return _AROUND_A_NUMBER.sub("", fold(number)).replace("–", "-")


def _meant(name: str, raws: Sequence[RawMeasure]) -> int | None:
    """The one measure whose own words a name takes up; None where none does, or two do as well."""
    common = [shared(_words(raw), name) for raw in raws]
    best = max(common, default=0)
    return common.index(best) if best and common.count(best) == 1 else None


def _words(raw: RawMeasure) -> str:
    return " ".join(q.text for q in raw.quotes if q.field in ("title", "action"))
