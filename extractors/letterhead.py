"""What a letterhead registers: the number in the board's register (dnr) and the paper's day.

In: the ``Zones`` of a paper. Out: passages that hold the value. A label stands before its value, or over it in a column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise, takewhile

import regex

from extractors.days import Day, find_days
from extractors.fields.labels import split_label
from extractors.model import Box, Passage, box_around
from extractors.zones import Zones

Reader = Callable[[str], tuple[int, int] | None]

_DNR_LABEL = regex.compile(
    r"(?<!\b(?:ert|er)\s)\b(?:dnr|d\.nr|diarie-?\s?(?:nummer|nr)|ärende-?\s?(?:nummer|nr)|ärendebeteckning|vår\sbeteckning)\b\s*[:.]?|\b(?:ärende|bilaga\s*\d*\s+till)\b(?=\s+\p{Lu}{2,6}[ /-]\d)",
    regex.IGNORECASE,
)
_DNR = regex.compile(
    r"""(?<![\p{L}\d/])
    (?P<dnr> (?: \p{Lu}[\p{L}&]{0,7} (?:-\p{Lu}{1,5})? (?:\s?/\s?|-|\s)? )?      # SN | KS/ | VON | N131-
        \d[\d.]* (?: \s?[-–/:.]\s?\d+ ){1,4}                                       # 2018/166 | 1.2.1-345-2019 | 2019-00123
      | (?:(?:19|20)\d\d|\d\d)/\p{Lu}{2,4}\s?\d{2,5} )                              # 09/KS 0145 | 2011/BUN0032
    (?![\p{L}\d])""",
    regex.VERBOSE,
)
# Without a label only the form that nothing else has: letters of the board, a year, a number.
_BARE_DNR = regex.compile(
    r"(?!\p{Lu}{2,6}[ /-]{0,2}\d{4}-[01]\d-[0-3]\d(?!\d))(?P<dnr>\p{Lu}{2,6}[ /-]{0,2}(?:19|20)\d\d\s?[/:.-]\s?\d{1,6})"
)
_ENDS_IN_DNR = regex.compile(
    rf"(?:^|[,;·•|]\s*|\d{{4}}-\d\d-\d\d,?\s+){_BARE_DNR.pattern}(?=$|\s*[·•|]|\s+\p{{Lu}}\p{{Ll}})|\({_BARE_DNR.pattern}\)$"
)
# A piece of its own: "UN 00412/2021", "Soc/2021:214", "SN 2015/38-042", "BUN 25/310"
_ALONE_DNR = regex.compile(
    r"(?P<dnr>(?:(?!(?:SID|SIDA|NR|TEL|FAX|SFS|VER|REV|BIL|RUM)\b)\p{Lu}{2,6}[ /-]{1,2}|\p{Lu}\p{L}{1,5}/)(?!\d{4}-\d\d-\d\d)"
    r"(?:(?:19|20)\d\d\s?[/:.-]\s?\d{1,6}(?:-\d{1,4})?|\d{2,6}\s?[/:]\s?(?:19|20)\d\d|\d\d/\d{2,5}))\.?"
)
_DATE_LABEL = regex.compile(
    r"(?<!\b(?:ert|er)\s)\b(?:datum|dokumentdatum|rapportdatum|upprättad(?:\sden)?|upprättandedatum|utfärdat|utfärdad|framtagen|beslutsdatum|daterad|(?:rapporten\s)?(?:skapad|skapat|utskriven|utskrivet|utskriftsdatum|utskriftsdag|genererad|hämtad|hämtat)(?:\sden)?|dat\.)(?![\p{L}/])\s*:?",
    regex.IGNORECASE,
)
# "Antagen 2025-12-04", "Fastställd av nämnden den 3 mars 2024": the piece begins so.
_ADOPTED = regex.compile(
    r"(?:^|[·•|;,.]\s*)(?:antag(?:en|et|na)|fastställ(?:d|da|t)|beslut(?:ad|ade|at)|godkän(?:d|da|t)|(?:senast\s+)?uppdatera(?:d|de|t))(?:\s+av\s+[\p{L}\s,-]{3,70}?)?(?:\s+den)?\s*:?\s*$",
    regex.IGNORECASE,
)
# "Planen är beslutad av nämnden den …", "Rapporten överlämnas till nämndens sammanträde den …": a sentence about the paper itself.
_OF_ITSELF = regex.compile(
    r"""(?:^|[.!?]\s+)(?:(?:den\s+här|denna|detta)\s+)?(?:(?:handlings|åtgärds|verksamhets|besparings|aktivitets)?plan(?:en)?|(?:handlings|åtgärds)?program(?:met)?|rapport(?:en)?|dokument(?:et)?
      |redovisning(?:en)?|uppföljning(?:en)?)\s+
      (?: (?:är|har|blev|har\s+blivit|har\s+därefter)?\s*(?:beslut|antag|fastställ|godkän)\p{L}+ (?:\s+av\s+[^.!?]{3,70}?)?
        | (?:överlämnas|lämnas|behandlas|redovisas|föredras|presenteras|läggs\s+fram)\s+(?:till|vid|på|för|i)\s+[^.!?]{0,50}?\b(?:sammanträdet?|mötet?) )
      (?:\s+den)?\s*$""",
    regex.VERBOSE | regex.IGNORECASE,
)
_MEETING_LABEL = regex.compile(
    r"\b(?:sammanträdes?-?\s?(?:dat(?:um|a)|dag)|mötes?-?datum|sammanträde[nt]?|sammanträder|möte|kallelse|(?:sammanträdes)?protokoll|(?:plats\soch\s)?tid)\b\s*:?",
    regex.IGNORECASE,
)
# "Underlag till nämndens sammanträde 2019-02-21": a day in the table below is a measure's
_TO_A_MEETING = regex.compile(
    r"\b(?:till|inför)\s+[^.!?]{0,60}?\b(?:sammanträde|möte|budgetdag)(?:t|s)?(?:\s+den)?\s*$", regex.IGNORECASE
)
_MINUTE = regex.compile(
    r"(?:utdrag\sur\s)?(?:sammanträdes)?protokoll\b.*|protokollsutdrag\b.*|kallelse\b.*|föredragningslista\b.*|dagordning\b.*",
    regex.IGNORECASE,
)
# "Norrvik den 5 mars 2020" under a signature; on the first page also "Rapport 2020-03-05", "Firman & Co, 5 mars 2020".
_PLACE_AND = regex.compile(r"(?:\p{Lu}[\p{L}-]+(?:\skommun)?,?\s+)?(?:den\s+)?")
_SENDER_AND = regex.compile(r"(?:(?:\p{Lu}[\p{L}&.:-]*|&|och|i)\s*,?\s+){0,7}(?:den\s+)?")
# "Ekdala kommun, 2022-12-06, dnr BUN-2022-0431": a day that is one of the facts that a line lists.
_AMONG = regex.compile(
    r"(?:^|[,;·•|]\s*)(?P<day>(?:19|20)\d\d-\d\d-\d\d|\d{1,2}\s\p{L}{3,9}\s(?:19|20)\d\d)(?=\s*[,;·•|]|\.?$|\.\s+\p{Lu})"
    r"|(?P<day>(?:19|20)\d\d-\d\d-\d\d)(?=\s*[·•|,]?\s*(?i:dnr|diarie)|,?\s§\s?\d)"
)
_BEFORE_DNR = regex.compile(rf"(?P<day>(?:19|20)\d\d-\d\d-\d\d)\s+{_BARE_DNR.pattern}$")
_SIGNED_BY = regex.compile(r"\s*/\s*\p{Lu}[\p{L}., -]{3,60}")  # "Norrvik 2020-03-05 / Ekonom Karin Ek"
_COLUMN = 1.2  # heights of the type: a wider gap parts two columns of a line
_UPDATED = regex.compile(
    r"\b(?:(?:sidan|dokumentet|senast)\s+(?:uppdaterad|ändrad|reviderad)\p{L}*|uppdaterad)\s*:?\s*(?:den\s+)?$",
    regex.IGNORECASE,
)
# "Läget per 2024-04-30", "gäller från den 1 januari 2025": the day of something else than the paper
_OF_SOMETHING = regex.compile(
    r"(?:per|från|fr\.?\s?o\.?\s?m\.?|t\.?\s?o\.?\s?m\.?|med|senast|till|mellan|sedan|före|efter|klart?|gäller|start(?:ar)?|fram|och|\p{L}*beslut\p{L}*|gav|fick|uppdrog|utfall|läget?|status|prognos|–|-)\s*(?:den\s+)?$",
    regex.IGNORECASE,
)
# "Behandlad av nämnden 2016-02-17." is none
_SENTENCE = regex.compile(r"(?!\p{Lu}\p{Ll}+ad\s).*\p{Ll}.*[.!?]", regex.DOTALL)
_APART = regex.compile(r"(?:^|[|·•–]|[.!?](?=\s))\s*$|\d\d-\d\d\s+$")
_NEXT_TO = 40  # letters behind a label
_RUNNING = 160  # letters: a longer paragraph is running text
_REACH = 3.4  # how far below its label a value may stand, in heights of the label


def find_dnr(zones: Zones) -> Passage:
    """The number that the paper says it has; the first of two; empty where it says none."""
    found = _labelled(zones.letterhead, _DNR_LABEL, _dnr_in)
    if not found:
        ends = ((p, m) for p in zones.letterhead if (m := _ENDS_IN_DNR.search(p.text)))
        found = next((p.cut(*m.span("dnr")) for p, m in ends), Passage())
    if not found:  # printed as a line of its own over the text
        opening = [*_opening(zones), *_before_the_text(zones)]
        labelled = [p for p in opening if any(_APART.search(p.text[: m.start()]) for m in _DNR_LABEL.finditer(p.text))]
        found = _labelled(labelled, _DNR_LABEL, _dnr_in, opening)
    if not found:
        pieces = (*zones.letterhead, *opening)
        found = next((p.cut(*m.span("dnr")) for p in pieces if (m := _ALONE_DNR.fullmatch(p.text.strip()))), Passage())
    if not found:
        ends = ((p, m) for p in (zones.title, *opening) if (m := _ENDS_IN_DNR.search(p.text)))
        found = next((p.cut(*m.span("dnr")) for p, m in ends), Passage())
    return found or next(_dnrs_at_the_end(zones), Passage())


def _dnrs_at_the_end(zones: Zones) -> Iterator[Passage]:
    """Numbers in the last lines, as web pages have them at their foot: "Diarienummer: KS 2024/7 | Sidan uppdaterad: 2024-05-02"."""
    for line in _closing(zones):
        label = next((m for m in _DNR_LABEL.finditer(line.text) if _APART.search(line.text[: m.start()])), None)
        at = label.end() if label else 0
        if label and (span := _dnr_in(line.text[at : at + _NEXT_TO])):
            yield line.cut(at + span[0], at + span[1])


def _closing(zones: Zones) -> list[Passage]:
    return [line for p in zones.paragraphs[-2:] for line in _printed_lines(p)]


def find_doc_date(zones: Zones, *, year: int | None = None) -> tuple[date | None, Passage]:
    """The paper's own day; for a minute or a call to a meeting without one, the meeting's. Never a day that a text mentions."""

    def first(text: str) -> tuple[int, int] | None:
        day = next(find_days(text, year=year), None)
        return (day.start, day.end) if day else None

    def value(passage: Passage) -> tuple[date | None, Passage]:
        day = next(find_days(passage.text, year=year), None)
        return (day.day if day else None), passage

    if found := _labelled(zones.letterhead, _DATE_LABEL, first):
        return value(found)
    if is_minute(zones):
        heads = [
            *zones.letterhead,
            *filter(None, [zones.title]),
            *_opening(zones),
            *(p for p in zones.paragraphs[:12] if len(p.text) <= 200),
        ]
        if found := _labelled(heads, _MEETING_LABEL, first):
            return value(found)
    page = min([p.pages[0] for p in zones.all if p.pages], default=1)
    first_page = [p for p in _before_the_text(zones) if p.pages[0] == page]
    if found := _behind((*zones.letterhead, *first_page), _ADOPTED):
        return value(found)
    places: tuple[tuple[Sequence[Passage], regex.Pattern[str]], ...] = (
        (zones.letterhead, _SENDER_AND), (first_page, _SENDER_AND), (zones.paragraphs[-6:], _PLACE_AND),
    )  # fmt: skip
    for pieces, before in places:
        for piece in pieces:
            if split_label(piece.text):  # "Start: 1 maj 2025", in a box below the title
                continue
            day = next(find_days(piece.text), None)  # a day without a label must say its year
            ends = day and (day.end == len(piece.text.rstrip(".")) or _SIGNED_BY.fullmatch(piece.text, day.end))
            if day and ends and before.fullmatch(piece.text[: day.start]):
                return value(piece.cut(day.start, day.end))
    if found := _behind(first_page, _TO_A_MEETING):
        return value(found)
    for piece in (*zones.letterhead, *first_page):
        if among := _AMONG.search(piece.text) or _BEFORE_DNR.search(piece.text):
            return value(piece.cut(*among.span("day")))
    opening = _opening(zones)
    if found := _labelled([p for p in opening if _opens_with_date(p.text)], _DATE_LABEL, first, opening):
        return value(found)
    if found := _behind(_closing(zones), _UPDATED):
        return value(found)
    short = [p for p in zones.paragraphs[:8] if len(p.text) <= 300 and p.pages[0] == page]
    if found := _behind([*short, *(line for p in short for line in _printed_lines(p))], _OF_ITSELF):
        return value(found)
    return value(_only_one([*zones.letterhead, *first_page]))


def _only_one(pieces: Sequence[Passage]) -> Passage:
    """The one day, its year said, of lines that are no sentences and do not say what it is the day of."""
    days = [(day.day, piece.cut(day.start, day.end)) for piece in pieces for day in find_days(piece.text)]
    if len({day for day, _ in days}) != 1:
        return Passage()
    bound = any(
        _SENTENCE.fullmatch(piece.text, _sentence_start(piece.text, day.start))
        or _OF_SOMETHING.search(piece.text[: day.start])
        for piece in pieces
        for day in find_days(piece.text)
    )
    return Passage() if bound else days[0][1]


def _sentence_start(text: str, before: int) -> int:
    return max((m.end() for m in regex.finditer(r"[.!?]\s+(?=\p{Lu})", text[:before])), default=0)


def _opens_with_date(text: str) -> bool:
    """A line, or a sentence of it, that begins with the label of a date: "Socialnämnden. Upprättad 2025-04-08 av …"."""
    return any(_DATE_LABEL.match(text, at) for at in (0, *(m.end() for m in _BETWEEN.finditer(text))))


_BETWEEN = regex.compile(r"[.!?·|]\s+")


def _behind(pieces: Sequence[Passage], words: regex.Pattern[str]) -> Passage:
    """The first day, its year said, that certain words lead up to."""
    for piece in pieces:
        for day in find_days(piece.text):
            if words.search(piece.text[: day.start]):
                return piece.cut(day.start, day.end)
    return Passage()


def is_minute(zones: Zones) -> bool:
    """True for the minute of a meeting or the call to one."""
    heads = (*zones.letterhead, zones.title, *zones.headings[:3])
    return any(_MINUTE.fullmatch(p.text) for p in heads)


def _before_the_text(zones: Zones) -> list[Passage]:
    """The printed lines of headings and paragraphs above the first running text: a day that stands alone below it is a measure's."""
    above = takewhile(lambda p: all(len(part.text) <= _RUNNING for part in _by_bars(p)), zones.paragraphs[:8])
    return [
        part
        for passage in (*zones.headings[:3], *above)
        for line in _by_bars(passage)
        for part in _printed_lines(line)
        if len(part.text) <= 120
    ]


def _by_bars(passage: Passage) -> list[Passage]:
    """The facts of a line that sets them apart with bars: "Ekby kommun | Till nämndens möte 2031-02-03 | Belopp i tkr"."""
    spans = [(m.start(), m.end()) for m in _BAR.finditer(passage.text)]
    starts, ends = [0, *(end for _, end in spans)], [*(start for start, _ in spans), len(passage.text)]
    return [passage.cut(start, end) for start, end in zip(starts, ends, strict=True)] if spans else [passage]


_BAR = regex.compile(r"\s+[|·•]\s+")


def _opening(zones: Zones) -> list[Passage]:
    """What stands apart on the printed lines of the short headings and paragraphs that the paper opens with."""
    short = [p for p in (*zones.headings[:3], *zones.paragraphs[:8]) if len(p.text) <= 120]
    return [part for passage in short for line in _printed_lines(passage) for part in _apart(line)]


def _printed_lines(passage: Passage) -> Iterator[Passage]:
    for _, tokens in groupby(passage.tokens, key=lambda t: t.line):
        run = list(tokens)
        yield passage.cut(run[0].start, run[-1].end)


def _apart(line: Passage) -> Iterator[Passage]:
    """The columns of a line: a letterhead sets its labels and values apart with more than a space."""
    start = 0
    for before, after in pairwise(line.tokens):
        if after.word.x0 - before.word.x1 > _COLUMN * (before.word.bottom - before.word.top):
            yield line.cut(start, before.end)
            start = after.start
    yield line.cut(start)


def _dnr_in(text: str) -> tuple[int, int] | None:
    for match in _DNR.finditer(text):
        # a day, alone or behind who decided ("KF 2023-11-27")
        is_day = any(
            d.end >= match.end() and not any(map(str.isdigit, text[match.start() : d.start])) for d in _days(text)
        )
        if not is_day and sum(c.isdigit() for c in match["dnr"]) >= 3:
            return match.span("dnr")
    return None


def _days(text: str) -> Iterator[Day]:
    return find_days(text)


def _labelled(
    pieces: Sequence[Passage], label: regex.Pattern[str], read: Reader, among: Sequence[Passage] = ()
) -> Passage:
    """The value that follows a label in its own piece, or stands to the right of it or below it (``among`` these, else the pieces)."""
    for piece in pieces:
        for match in label.finditer(piece.text):
            rest = piece.cut(match.end())
            if span := read(rest.text):
                return rest.cut(*span)
            for near in _around(piece.cut(*match.span()), among or pieces):
                if span := read(near.text):
                    return near.cut(*span)
    return Passage()


def _around(label: Passage, pieces: Sequence[Passage]) -> Iterator[Passage]:
    """The piece to the right on the same row, then those below in the same column, nearest first."""
    page, box = _place(label)
    placed = [(p, where) for p in pieces if p.pages for on, where in [_place(p)] if on == page]
    row = [
        (w.x0, p)
        for p, w in placed
        if w.x0 >= box.x1 - 1 and abs((w.top + w.bottom) - (box.top + box.bottom)) < box.height
    ]
    yield from (p for _, p in sorted(row, key=lambda x: x[0])[:1])
    below = [
        (w.top, abs(w.x0 - box.x0), p)
        for p, w in placed
        if box.top + 0.5 * box.height < w.top < box.bottom + _REACH * box.height
        and w.x0 < box.x1 + 12
        and w.x1 > box.x0 - 12
    ]
    yield from (p for *_, p in sorted(below, key=lambda x: x[:2]))


def _place(passage: Passage) -> tuple[int, Box]:
    return passage.pages[0], box_around(passage.words)
