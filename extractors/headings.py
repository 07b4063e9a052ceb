"""Which lines are headings, and how deep each stands: by size, weight and numbering, also where only one of them tells.

In: the lines of running text of a whole paper. Out: for each line its level, or None for text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import dropwhile, pairwise

import regex

from extractors.fields.amount import is_amount
from extractors.fields.labels import is_label, split_label
from extractors.fields.speech import not_measures_heading
from extractors.fields.status import is_line_of_key, is_state
from extractors.items import BULLETS
from extractors.model import Line

_NUMBERED = regex.compile(r"(?P<no>\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+[A-ZÅÄÖ]")
_PARAGRAPH = regex.compile(r"§\s?\d+")
_LONGEST = 130
_LEAST_PLAIN = 0.1  # of the text: headings over forms may be more than what stands between them
_MOSTLY_TABLES = 4  # times as much text in tables as outside

Style = tuple[float, bool]


def body_size(lines: Sequence[Line]) -> float:
    """The type size of most of the text, bold lines left out where there are plain ones; 0.0 for no text."""
    plain = [line for line in lines if not line.bold]
    sizes: Counter[float] = Counter()
    for line in plain if _letters(plain) >= _LEAST_PLAIN * _letters(lines) else lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def heading_levels(lines: Sequence[Line], body: float, in_tables: Sequence[Line] = ()) -> list[int | None]:
    """A level (1 outermost) for each line that is a heading or a part of one, None for text.

    Where nearly all of a paper stands in tables or forms (``in_tables``), those tell whether bold type is the usual one.
    """
    weighed = [*lines, *in_tables] if _letters(in_tables) > _MOSTLY_TABLES * _letters(lines) else lines
    mostly_bold = _letters(line for line in weighed if line.bold) > 0.5 * _letters(weighed)
    styles = [_style(line, body, mostly_bold) for line in lines]
    _sections_that_look_like_labels(lines, styles, body, mostly_bold)
    _states_over_lists(lines, styles, body, mostly_bold)
    for i in _within_items(lines):
        styles[i] = None
    for i, line in enumerate(lines[1:], 1):
        if styles[i] is None and styles[i - 1] is not None and _ends_the_heading(lines[i - 1], line):
            styles[i] = styles[i - 1]
    for i, line in enumerate(lines):  # the end of a sentence that only looks like a heading
        if styles[i] and line.text[:1].islower() and (i == 0 or styles[i - 1] is None):
            styles[i] = None
    scanned = any(is_scanned(line) for line in lines)
    if scanned:
        _level(lines, styles)
    sizes = _alike({style[0] for style in styles if style}, scanned=scanned)
    looks = [(sizes[style[0]], style[1]) if style else None for style in styles]
    ranks = {look: i for i, look in enumerate(sorted({k for k in looks if k}, key=lambda k: (-k[0], not k[1])))}
    levels: list[int | None] = []
    for line, look in zip(lines, looks, strict=True):
        if look is None:
            levels.append(None)
            continue
        numbered = _NUMBERED.match(line.text)
        depth = numbered["no"].count(".") if numbered else 0
        levels.append(1 + 10 * ranks[look] + depth)
    return levels


def _level(lines: Sequence[Line], styles: list[Style | None]) -> None:
    """Give bold headings that a scan measured to nearly the same size the style that most of them have: no limit between sizes parts them."""
    bold = [i for i, style in enumerate(styles) if style and lines[i].bold]
    standing = _alike((lines[i].size for i in bold), scanned=True)
    groups: dict[float, list[int]] = defaultdict(list)
    for i in bold:
        groups[standing[lines[i].size]].append(i)
    for group in groups.values():
        usual = Counter(styles[i] for i in group).most_common(1)[0][0]
        for i in group:
            styles[i] = usual


def _ends_the_heading(above: Line, line: Line) -> bool:
    """The last word of a heading of two lines, alone on the second, also where it would be a label by itself ("verksamhet")."""
    near = above.id.page == line.id.page and line.box.top - above.box.bottom <= _LINES_APART * line.size
    same_type = line.bold and above.bold and abs(line.size - above.size) <= _SAME_SIZE
    return near and same_type and line.text[:1].islower() and abs(line.box.x0 - above.box.x0) <= line.size


_LARGER, _LARGER_ON_A_SCAN = 1.06, 1.16  # times the text: type of another size
_SCAN_STEP, _SCAN_REACH = (
    0.06,
    0.16,
)  # so nearly a scan measures the size of type; so far apart it may measure headings of one kind
_LINES_APART, _SAME_SIZE = 0.6, 0.3  # type sizes; points


def _letters(lines: Iterable[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _sections_that_look_like_labels(
    lines: Sequence[Line], styles: list[Style | None], body: float, mostly_bold: bool
) -> None:
    """ "Ekonomiska konsekvenser" once, set like "Bakgrund" and "Ärendet", is a section of the paper; labels of blocks come again and again."""
    sections = [
        (line.size, style)
        for line, style in zip(lines, styles, strict=True)
        if style and line.bold and not_measures_heading(line.text)
    ]
    headings = [(line.size, style) for line, style in zip(lines, styles, strict=True) if style and line.bold]
    times = Counter(line.text.rstrip(": ") for line in lines)
    for i, line in enumerate(lines):
        text = line.text
        if styles[i] is not None or not line.bold or text.endswith(":") or len(text) > 60:
            continue
        # A scan measures one line only nearly; several headings of its size, each larger than the text, say what it is, or one and white space.
        like = [style for size, style in headings if abs(size - line.size) <= _SCAN_STEP * size]
        enough = len(like) >= 2
        if not enough and _stands_apart(lines, i):
            like = [
                style for size, style in headings if abs(size - line.size) <= _SCAN_REACH * size and style[0] > body
            ]
            enough = bool(like)
        is_set_so = is_scanned(line) and line.size >= body * _LARGER + 0.2 and enough
        if times[text.rstrip(": ")] == 1 and (is_set_so or not_measures_heading(text)):
            look = _style(line, body, mostly_bold, labels_too=True)
            if is_scanned(line):
                near = (style for size, style in sections if abs(size - line.size) <= _SCAN_STEP * size)
                styles[i] = like[0] if is_set_so else next(near, None)
            elif look in {style for _, style in sections}:
                styles[i] = look


def _stands_apart(lines: Sequence[Line], i: int) -> bool:
    """More than a line of white space above, or the top of a page, and some below."""
    line, above, below = lines[i], lines[i - 1] if i else None, lines[i + 1] if i + 1 < len(lines) else None
    free_above = (
        above is None or above.id.page != line.id.page or line.box.top - above.box.bottom >= _APART_ABOVE * line.size
    )
    return free_above and below is not None and below.box.top - line.box.bottom >= _APART_BELOW * line.size


_APART_ABOVE, _APART_BELOW = 1.0, 0.5  # type sizes


def _states_over_lists(lines: Sequence[Line], styles: list[Style | None], body: float, mostly_bold: bool) -> None:
    """ "Klart" in type of a heading over a list is one, though elsewhere it is a label; in bold alone where it stands so once."""
    times = Counter(line.text for line in lines)
    for i, (line, below) in enumerate(pairwise(lines)):
        if styles[i] or below.text[:1] not in BULLETS or len(line.words) > _LONGEST_STATE or line.text.endswith(":"):
            continue
        look = _style(line, body, mostly_bold, labels_too=True) if is_state(line.text) else None
        if look and (look[0] > body or times[line.text] == 1):
            styles[i] = look


_LONGEST_STATE = 3  # words


def _within_items(lines: Sequence[Line]) -> Iterator[int]:
    """The further lines of items, under the text behind the mark: set large, as on a slide, they are no headings."""
    hang: float | None = None
    for i, line in enumerate(lines):
        if line.text[:1] in BULLETS and len(line.words) > 1:
            hang = line.words[1].x0
            continue
        above = lines[i - 1]
        gap = line.box.top - above.box.bottom
        near = above.id.page == line.id.page and -line.size < gap <= _LINES_APART * line.size
        if hang is None or not near or abs(line.box.x0 - hang) > _HANGS or abs(line.size - above.size) > _SAME_SIZE:
            hang = None
        elif line.bold == above.bold:
            yield i


_HANGS = 2.0  # points


def _alike(sizes: Iterable[float], *, scanned: bool) -> dict[float, float]:
    """Each size → the one that stands for all that are meant to be the same: a scan measures type only nearly."""
    step, reach = (_SCAN_STEP, _SCAN_REACH) if scanned else (0.02, 0.03)
    standing: dict[float, float] = {}
    waiting = [sorted(set(sizes))]
    while waiting:
        group = waiting.pop()
        gaps = [b / a for a, b in pairwise(group)]
        if gaps and (max(gaps) > 1 + step or group[-1] > group[0] * (1 + reach)):
            at = gaps.index(max(gaps)) + 1  # where they stand farthest apart
            waiting += [group[:at], group[at:]]
        else:
            standing |= dict.fromkeys(group, group[0] if group else 0.0)
    return standing


_SENTENCE = 30  # letters
_SHORT, _SURELY_BIGGER, _OF_A_TITLE = 6, 1.35, 1.4  # letters; times the body


def is_scanned(line: Line) -> bool:
    return any(word.confidence < 1.0 for word in line.words)


def _style(line: Line, body: float, mostly_bold: bool, *, labels_too: bool = False) -> Style | None:
    text = line.text
    size = round(line.size * 2) / 2
    bigger = size >= body * _LARGER + 0.2 and (size >= body * _LARGER_ON_A_SCAN + 0.2 or not is_scanned(line))
    bold = (line.bold or _ends_in_a_state(line)) and not mostly_bold
    if not bigger and not bold:
        return None
    if not bold and text.endswith(".") and len(text) > _SENTENCE and size < body * _SURELY_BIGGER:
        return None  # a sentence among smaller print
    if len(text) > _LONGEST or text[:1] in BULLETS or not any(c.isalnum() for c in text):
        return None
    if is_amount(text):  # a figure set large is what something gives
        return None
    if not bigger and not any(c.isalpha() for c in text):
        return None
    # A ring or a bracket makes a short word of a scan seem larger than it is.
    surely = bigger and (len(text) > _SHORT or not is_scanned(line) or size >= body * _SURELY_BIGGER)
    # "Uppdrag: budget i balans", as large as titles are, "Genomförandeplan – kulturnämnden", larger than the text
    titled = bigger and (size >= body * _OF_A_TITLE or (bold and ":" not in text))
    labelled = split_label(text) is not None and not titled
    if not labels_too and (labelled or (not surely and is_label(text.rstrip(": ")))):
        return None  # a label set in bold
    if size < body * 0.93 and not is_scanned(line):
        return None  # bold small print: letterhead, notes
    return (size if bigger else body, bold)


def _ends_in_a_state(line: Line) -> bool:
    """Bold but for the state set behind it: "**Färre klippta ytor** Pågående"."""
    behind = [*dropwhile(lambda word: word.bold, line.words)]
    ahead = len(line.words) - len(behind)
    said = " ".join(word.text for word in behind)
    return 0 < len(behind) <= _LONGEST_STATE and ahead >= 2 and (is_state(said) or _SHARE.fullmatch(said) is not None)


_SHARE = regex.compile(r"(?:100|\d{1,2})\s?%(?:\s+(?:klart?|färdigt?|genomför[td]))?")  # "60 %", of what is to be done


def is_plain_heading(line: Line, gap_above: float, gap_below: float, right_edge: float) -> bool:
    """A heading that neither size nor weight tells: a short line that stands by itself, begun with a capital and not ended.

    ``gap_above`` and ``gap_below`` are in type sizes, ``right_edge`` where the column ends.
    """
    text = line.text
    if (
        not 3 <= len(text) <= 70
        or ": " in text
        or text[-1] in ".,;:!?"
        or not (text[0].isupper() or _NUMBERED.match(text) or _PARAGRAPH.match(text))
    ):
        return False
    if split_label(text) is not None or is_label(text) or is_line_of_key(text) or text[:1] in BULLETS:
        return False
    short = line.box.x1 < right_edge - 0.25 * (right_edge - line.box.x0)
    return short and gap_above >= 0.55 and gap_below <= 2.5 and sum(c.isalpha() for c in text) >= 0.6 * len(text)
