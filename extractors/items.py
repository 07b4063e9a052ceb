"""The marks that items of lists begin with: bullets, dashes, letters, numbers with a point, and bare numbers that count on.

In: lines of running text. Out: the mark of a line, and which lines begin with a number that only its place makes a mark.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors.model import Line, LineId

_SIGNS = "●○■□➢➤➔➝➙❯◆◇❖►→✓✔✗✖✘✕➜▶◐◑◔◕▲△▼★☆☑☒☐⬤"  # also those of states
MARKS = "•▪‣◦*·" + _SIGNS
BULLETS = MARKS + "–—-"  # also those that stand in sentences too
_ITEM = regex.compile(
    r"(?:[-–—−]|o|\d{1,2}[.)]|[a-zåäö]\)|[a-zåäö]/|(?-i:[a-h])\.|\(\d{1,2}\)|[ivx]{1,4}\))", regex.IGNORECASE
)
_LONGEST_MARK = 5  # "viii)"
_NUMBER = regex.compile(r"\p{Lu}{0,2}[1-9]\d?")  # "3", "R3"
_APART = 0.8  # type sizes between a bare number and its text
_NEAR = 3.0  # points within which numbers stand below one another
_FEWEST = 3  # items that count on


def bullet_of(line: Line) -> str:
    """The mark that an item of a list begins with, "" for none."""
    if len(line.words) < 2:
        return line.text if line.text in MARKS else ""
    first = line.words[0].text
    if first in _SIGNS and any(word.text in _SIGNS for word in line.words[1:]):
        return ""  # "✔ klart ● pågår": what the marks mean
    if first in MARKS or (len(first) <= _LONGEST_MARK and _ITEM.fullmatch(first)):
        return first
    return first[0] if first[0] in MARKS and len(first) > 1 and first[1].isalpha() else ""


def counted_lines(lines: Sequence[Line]) -> frozenset[LineId]:
    """The lines that begin with a bare number set apart from its text, each one more than the one before: "3    Lokalen sägs upp.", "R3   Lokalen sägs upp."."""
    found: set[LineId] = set()
    run: list[Line] = []
    for line in lines:
        if not _may_count(line):
            continue
        if run and not (_follows(run[-1], line) and _below(run[-1], line)):
            found |= {each.id for each in run} if len(run) >= _FEWEST else set()
            run = []
        run.append(line)
    return frozenset(found | ({each.id for each in run} if len(run) >= _FEWEST else set()))


def _may_count(line: Line) -> bool:
    if len(line.words) < 3 or not _NUMBER.fullmatch(line.words[0].text):
        return False
    number, text = line.words[0], line.words[1]
    return text.text[:1].isupper() and text.x0 - number.x1 > _APART * number.size


def _follows(above: Line, line: Line) -> bool:
    code, number = _counted(above)
    return _counted(line) == (code, number + 1)


def _counted(line: Line) -> tuple[str, int]:
    mark = line.words[0].text
    code = mark.rstrip("0123456789")
    return code, int(mark[len(code) :])


def _below(above: Line, line: Line) -> bool:
    """True where the numbers, or the texts behind them, begin at one edge."""
    return any(abs(a.x0 - b.x0) <= _NEAR for a, b in zip(above.words[:2], line.words[:2], strict=True))
