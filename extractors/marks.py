"""Marks that are drawn or misread, lines that are typed or underlined: a ``Page`` → its words as a reader takes them.

Browsers draw the bullets of a list: a small filled shape before a line becomes the word "•", a hollow one "◦". Typists draw a line with the keys: a word of
nothing but underscores is a rule or a field to fill in, and no word of the text. A scan loses a number of a list now and then ("4,", "TÅ"):
the numbers around it say which it was.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

import regex

from extractors.lines import Row, rows_of
from extractors.model import Box, Fill, Page, Word

_SMALLEST, _LARGEST = 0.15, 0.55  # of the type size: a status dot is as large as a letter
_FARTHEST = 2.2  # type sizes from the mark to the text
# "… hålls obesatt.......330": dots that lead the eye to an amount at the margin; "Bakgrund ....... 3" leads to a page
_LEADER = regex.compile(r"(?P<text>.*?)(?P<dots>\.{3,}|…+)\s*(?P<amount>[-–−+]?\d[\d\s.,]*)?")
_SURELY_DOTS = 4
_FEWEST_LED = 4  # numbers behind dots, of which one in four is smaller than the one above it
_AMOUNT = regex.compile(r"[-–−+]?(?:\d{3,}|\d{1,3}(?:[ .]\d{3})+|\d+,\d+)")
_DIGIT = 0.5  # type sizes that a digit is wide
_COUNTED = regex.compile(r"(?P<number>\d{1,2})[.)]")
_LOST = regex.compile(r"\P{Ll}{1,3}|\p{Ll}[.,)]?")
_SIGNS = frozenset("–-—•▪●○■□►➢→✓*·")
_BLOT = regex.compile(r"[^\p{L}\d]{1,2}|\p{Lu}\p{L}?|[a-hj-z]")  # what a dash or dot is read as: "&", "Ö", "Mt", "e"
_RULE_AHEAD = regex.compile(r"^[Il\]\[](?=\p{Lu}\p{Ll}{2})")  # no word begins so
_RULE_BEHIND_FIGURE = regex.compile(
    r"(?<=^[-–−]?\d{1,4})[/\\Il!\]\[](?=\p{Lu}\p{Ll}{2})"
)  # nor is a figure written before a name so
_BETWEEN_RULES = regex.compile(r"[^|]+")
_ASIDE = 4.0  # points
_CLOSE = 0.3  # type sizes from a text to the line drawn under it
_OF_THE_LINE = 3.0  # type sizes that no two words of a line stand above one another
_UNDER = 2.0  # points that a line drawn under a text may be shorter or longer
_TYPED_LINE = regex.compile(r"[_‗¯]{3,}")


def with_marks(page: Page) -> tuple[Word, ...]:
    """The page's words without its typed lines and with its drawn bullets, in the order in which they are read."""
    words = page.words
    text = " ".join([word.text for word in words])
    if _TYPED_LINE.search(text):
        words = tuple(word for word in words if not _TYPED_LINE.fullmatch(word.text))
    if page.source == "ocr":
        words = _with_misread(tuple(part for word in words for part in _without_rule(word)))
    if ".." in text or "…" in text:
        words = _without_leaders(words)
    words = _with_underlined(words, page.rules)
    marks = [fill for fill in page.fills if fill.is_dot]
    if not marks or not words:
        return words
    made: list[Word] = []
    parts = [part for row in rows_of(words) for part in row.segments]
    for mark in marks:
        part = _right_of(mark, parts)
        if part is not None:
            first = part[0]
            sign = "◦" if mark.colour == "#ffffff" else "•"
            made.append(Word(sign, mark.x0, first.top, mark.x1, first.bottom, first.size))
    return tuple(sorted((*words, *made), key=attrgetter("top", "x0"))) if made else words


def _without_rule(word: Word) -> Iterator[Word]:
    """A word of a scan without the upright line of its table that was read with it ("kkr|Förslag", "IStartar", "40/Pågår"), parted where that stood."""
    text = _RULE_BEHIND_FIGURE.sub("|", _RULE_AHEAD.sub("|", word.text))
    if "|" not in text or not any(c.isalnum() for c in text):
        yield word
        return
    letter = (word.x1 - word.x0) / len(text)
    for match in _BETWEEN_RULES.finditer(text):
        start, end = match.span()
        yield word._replace(
            text=match.group(), x0=round(word.x0 + start * letter, 2), x1=round(word.x0 + end * letter, 2)
        )


def _with_underlined(words: tuple[Word, ...], rules: Sequence[Box]) -> tuple[Word, ...]:
    """The words with lines that are underlined from end to end set as bold ones are: headings, in papers typed before bold type was at hand."""
    flat = [rule for rule in rules if rule.height <= 2 and rule.width >= 20]
    if not flat:
        return words
    # Rules of tables: no text stands so close above them, or begins and ends with them.
    low, largest = sorted(words, key=attrgetter("bottom")), max([word.size for word in words], default=0.0)
    lines = [
        rule
        for rule in flat
        if _near(low, rule.top, _CLOSE * largest) and _fits(rule, _near(low, rule.top, _OF_THE_LINE * largest))
    ]
    if not lines:
        return words
    bold: set[int] = set()
    for row in rows_of(words):
        first, last = row[0], row[-1]
        lowest = max([word.bottom for word in row])
        if any(
            abs(rule.top - lowest) <= _CLOSE * first.size
            and abs(rule.x0 - first.x0) <= _UNDER
            and abs(rule.x1 - last.x1) <= _UNDER
            for rule in lines
        ):
            bold.update(map(id, row))
    return tuple(word._replace(bold=True) if id(word) in bold else word for word in words) if bold else words


def _near(words: Sequence[Word], y: float, far: float) -> Sequence[Word]:
    """The words that end about so far above or below a height at most; they come by their lower edges."""
    lower = attrgetter("bottom")
    return words[bisect_left(words, y - far - 0.1, key=lower) : bisect_left(words, y + far + 0.1, key=lower)]


def _fits(rule: Box, near: Sequence[Word]) -> bool:
    """True where among the words near a rule one begins, and one ends, where the rule does."""
    begins = any(abs(word.x0 - rule.x0) <= _UNDER for word in near)
    return begins and any(abs(word.x1 - rule.x1) <= _UNDER for word in near)


def _with_misread(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words with the misread marks of lists as they were printed: a number that the others lack, a sign that stands where the others do."""
    firsts = [
        Row(row[:2]) for row in rows_of(words) if len(row) > 1 and row[1].x0 - row[0].x1 <= _FARTHEST * row[0].size
    ]
    counted = [(i, int(m["number"])) for i, (mark, _) in enumerate(firsts) if (m := _COUNTED.fullmatch(mark.text))]
    meant: dict[int, Word] = {}
    for at, (i, number) in enumerate(counted):
        before = counted[at - 1] if at and _set_alike(firsts[counted[at - 1][0]], firsts[i]) else None
        if (before is None and number == 2) or (before is not None and number == before[1] + 2):
            lost = _lost_between(firsts[before[0] + 1 if before else 0 : i], firsts[i])
            if lost is not None:
                meant[id(lost)] = lost._replace(text=f"{number - 1}{firsts[i][0].text[-1]}")
    if len(counted) > 1:  # the last of a list: no number follows, so its own must still be seen
        i, number = counted[-1]
        for first in firsts[i + 1 :]:
            if _set_alike(first, firsts[i]) and first[0].text.rstrip(",;:'") == str(number + 1):
                meant[id(first[0])] = first[0]._replace(text=f"{number + 1}{firsts[i][0].text[-1]}")
                break
    signs = [first for first in firsts if first[0].text in _SIGNS]
    if len(signs) > 1:
        for first in firsts:
            like = next((sign for sign in signs if _set_alike(first, sign)), None)
            if like is not None and first[0].text not in _SIGNS and _BLOT.fullmatch(first[0].text):
                meant[id(first[0])] = first[0]._replace(text=like[0].text)
    return tuple(meant.get(id(word), word) for word in words)


def _lost_between(firsts: Sequence[Row], counted: Row) -> Word | None:
    """The one short word that stands as a number of the list does."""
    alike = [first[0] for first in firsts if _set_alike(first, counted) and _LOST.fullmatch(first[0].text)]
    return alike[0] if len(alike) == 1 else None


def _set_alike(first: Row, other: Row) -> bool:
    """True where marks and texts begin at the same places; wider numbers push a text on a little."""
    return abs(first[0].x0 - other[0].x0) <= _ASIDE and abs(first[1].x0 - other[1].x0) <= 2 * _ASIDE


def _without_leaders(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words with the dots between texts and amounts taken out; as they are where the dots lead to pages."""
    # the word, what it is without its dots, the amount glued to it, the amount
    led: list[tuple[Word, Word | None, Word | None, str]] = []
    for i, word in enumerate(words):
        match = _LEADER.fullmatch(word.text) if ".." in word.text or "…" in word.text else None
        if match is None or (
            len(match["dots"]) < _SURELY_DOTS and not match["amount"]
        ):  # "..." breaks off a sentence too
            continue
        amount, after = match["amount"], words[i + 1] if i + 1 < len(words) else None
        text = (
            word._replace(text=match["text"], x1=min(word.x1, word.x0 + len(match["text"]) * _DIGIT * word.size))
            if match["text"]
            else None
        )
        number = (
            word._replace(text=amount, x0=max(word.x0, word.x1 - len(amount) * _DIGIT * word.size)) if amount else None
        )
        led.append((word, text, number, amount or (after.text if after and after.x0 > word.x1 - 1 else "")))
    if not led or not _lead_to_amounts([amount for *_, amount in led]):
        return tuple(words)
    parts = {id(word): [part for part in (text, number) if part] for word, text, number, _ in led}
    return tuple(part for word in words for part in parts.get(id(word), [word]))


def _lead_to_amounts(numbers: Sequence[str]) -> bool:
    """True where most are too large for pages, or they do not rise as those of a list of contents do."""
    if 2 * sum(_AMOUNT.fullmatch(number) is not None for number in numbers) >= len(numbers):
        return True
    counted = [int(digits) for number in numbers if (digits := regex.sub(r"\D", "", number))]
    falls = sum(1 for above, below in pairwise(counted) if below < above)
    return len(counted) >= _FEWEST_LED and 4 * falls >= len(counted)


def _right_of(mark: Fill, parts: Sequence[Row]) -> Row | None:
    """The piece of a line that begins right behind the mark, on its height."""
    middle = (mark.top + mark.bottom) / 2
    for part in parts:
        first = part[0]
        if not first.top < middle < first.bottom:
            continue
        room = first.x0 - mark.x1
        if (
            _SMALLEST * first.size <= mark.x1 - mark.x0 <= _LARGEST * first.size
            and 0 < room <= _FARTHEST * first.size
            and first.text[:1].isalnum()
        ):
            return part
    return None
