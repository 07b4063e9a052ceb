"""Tables of figures (budget, outcome, forecast, volumes) → one ``Figure`` for each cell.

In: ``Document`` and the lines that measures have taken. Out: figures in reading order, each with caption, row, column, unit.
The unit is the printed one: of the cell, of its column, of its row, else of the whole table (caption, first header, or the only
unit of money that another column names).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import regex

from extractors.fields.labels import field_of
from extractors.measure import Figure
from extractors.model import Block, Cell, Document, Heading, LineId, Paragraph, Row, Table

_UNIT = r"""(?P<unit> % | procent(?:enheter)? | (?:tkr|kkr|mkr|mnkr|mdkr|msek|tsek|ksek|sek|kr)\b | (?:tusen(?:tals)?|milj(?:oner|\.)?)\s(?:kr|kronor)\b
  | kronor\b | (?:års)?(?:arbetare|tjänster)\b | heltid(?:er|stjänster)\b | timmar\b | tim\b | dygn\b | platser\b | st(?:ycken)?\b | personer\b )"""
_GAPS = regex.compile(r"[\s.]")
_SPACE = regex.compile(r"\s+")
_OF_KRONOR = regex.compile(r"(tusen|tusentals|milj|miljoner) (?:kr|kronor)")
_BETWEEN_SENTENCES = regex.compile(r"(?<=[.!?])\s+(?=\p{Lu})")
_NUMBER = regex.compile(
    rf"""(?:(?:ca|c:a|cirka)\s)? (?P<open>\()? (?P<sign>[-–−+]|±)?\s?
    (?P<whole> \d{{1,3}} (?:[\s.]\d{{3}})+ | \d+ ) (?: [,.] (?P<decimals>\d{{1,3}}) )? \s?                  # 17 919 990 | 4,1
    {_UNIT}? (?P<close>\))? (?:\s?\*{{1,3}}|\s\d\))?""",
    regex.VERBOSE | regex.IGNORECASE,
)
_SAID_UNIT = regex.compile(rf"(?<![\p{{L}}\d]) {_UNIT}", regex.VERBOSE | regex.IGNORECASE)
_LAST_UNIT = regex.compile(rf"(?:,|\(|\bi)\s*{_UNIT}\)?$", regex.VERBOSE | regex.IGNORECASE)
_COUNTED = regex.compile(r"(?:antal|volym)(?:et|en|er)?\b", regex.IGNORECASE)
_SAME_UNIT = {
    "procent": "%",
    "procentenheter": "procentenheter",
    "kronor": "kr",
    "sek": "kr",
    "tim": "timmar",
    "st": "antal",
    "stycken": "antal",
}
_MONEY_UNITS = {
    "kr",
    "tkr",
    "kkr",
    "mkr",
    "mnkr",
    "mdkr",
    "msek",
    "tsek",
    "ksek",
    "tusen kronor",
    "tusentals kronor",
    "miljoner kronor",
}
_MONEY = regex.compile(
    r"\b(?:\p{L}*(?:budget|utfall|kostnad|intäkt|prognos|avvikelse|belopp|netto|brutto|differens|resultat|anslag|ram))\p{L}*\b",
    regex.IGNORECASE,
)
_NOTHING = regex.compile(r"[-–−—.*]*|(?:i\.?u\.?|e\.?t\.?|saknas|uppgift saknas|n/a)\.?", regex.IGNORECASE)
_YEAR = regex.compile(r"(?:19|20)\d\d")
_CAPTION = regex.compile(r"(?:tabell|tab\.|diagram|figur)\s?\d*(?:\.\d+)*\b", regex.IGNORECASE)
_TIME = regex.compile(
    r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\p{L}{0,6}\.?(?:\s?-?(?:\d\d)?\d\d)?|(?:19|20)\d\d|[QTK]\s?[1-4]|(?:tertial|kvartal|vecka|v\.?)\s?\d{1,2}",
    regex.IGNORECASE,
)
_CODE = regex.compile(r"\d{3,}\b")


def read_figures(document: Document, taken: Collection[LineId] = ()) -> list[Figure]:
    """The cells of every table of figures, numbered from 1 in reading order; tables that measures stand in are left out."""
    found: list[Figure] = []
    number = 0
    for i, block in enumerate(document.blocks):
        if not isinstance(block, Table) or not _is_free(block, taken):
            continue
        columns = _figure_columns(block.rows)
        if not columns:
            continue
        number += 1
        caption = _caption(document.blocks, i)
        found += _figures(block, columns, caption, number)
    return found


def parse_figure(text: str) -> tuple[float | None, str | None]:
    """A printed figure and the unit beside it: "- 1 112 550" → -1112550.0; None for a dash or words."""
    match = _NUMBER.fullmatch(text.strip())
    if not match:
        return None, None
    decimals = match["decimals"] or ""
    value = float(_GAPS.sub("", match["whole"]) + (f".{decimals}" if decimals else ""))
    # A loss in brackets; a bracket on one side only is a scratch.
    negative = match["sign"] in ("-", "–", "−") or bool(match["open"] and match["close"] and not match["sign"])
    return (-value if negative and value else value), _unit_name(match["unit"])


@dataclass(frozen=True, slots=True)
class _Column:
    index: int
    label: str
    unit: str | None  # what its own header says
    shared: str | None  # what it takes from the table


def _is_free(table: Table, taken: Collection[LineId]) -> bool:
    """True where no measure was read from the table, and no column says that it holds measures."""
    lines = [line.id for row in table.rows for line in row.lines]
    fields = {field_of(cell.text) for cell in table.header if cell.lines}
    if "action" in fields and fields & {"effect", "start", "due", "responsible", "status"}:
        return False  # "Insats" alone also names what is counted
    return bool(lines) and sum(line in taken for line in lines) <= 0.2 * len(lines)


def _figure_columns(rows: Sequence[Row]) -> list[int]:
    """Which columns hold figures; none where the table is no table of figures."""
    if not rows:
        return []
    width = max(len(row.cells) for row in rows)
    counted = {}
    for column in range(1, width):  # the first names the row, also where it is a number
        texts = [row.cells[column].text for row in rows if column < len(row.cells) and row.cells[column].lines]
        printed = [t for t in texts if not _NOTHING.fullmatch(t)]
        counted[column] = (sum(parse_figure(t)[0] is not None for t in printed), len(printed))
    numbers, filled = (sum(c[k] for c in counted.values()) for k in (0, 1))
    if numbers < 2 or numbers < 0.5 * filled:
        return []
    return [column for column, (good, printed) in counted.items() if good and good >= 0.5 * printed]


def _figures(table: Table, columns: Sequence[int], caption: str, number: int) -> Iterator[Figure]:
    heads, rows = _column_labels(table, columns)
    whole = _said_unit(table.header[0].text if table.header else "") or _said_unit(caption)
    told = _columns(heads, columns, whole)
    first = min(columns)
    for path, row in _grouped(rows, columns):
        own = _row_label(row, first)
        label = " – ".join(filter(None, [*path, own]))
        for column in told:
            cell = row.cells[column.index] if column.index < len(row.cells) else Cell()
            if not cell.lines:
                continue
            value, unit = parse_figure(cell.text)
            unit = unit or column.unit or _row_unit(own) or column.shared
            yield Figure(number, caption, cell.lines[0].id.page, label, column.label, cell.text, value, unit)


def _column_labels(table: Table, columns: Sequence[int]) -> tuple[dict[int, str], Sequence[Row]]:
    """The text over each column, also where the first rows of the body go on with the header."""
    heads = {c: table.header[c].text if c < len(table.header) else "" for c in columns}
    rows = list(table.rows)
    while rows and _goes_on_header(rows[0], columns):
        for c in columns:
            text = rows[0].cells[c].text if c < len(rows[0].cells) else ""
            heads[c] = f"{heads[c]} {text}".strip()
        rows.pop(0)
    return heads, rows


def _goes_on_header(row: Row, columns: Sequence[int]) -> bool:
    texts = [row.cells[c].text for c in columns if c < len(row.cells) and row.cells[c].lines]
    return len(texts) > 0.5 * len(columns) and all(
        _YEAR.fullmatch(t) or (parse_figure(t)[0] is None and not _NOTHING.fullmatch(t)) for t in texts
    )


def _columns(heads: dict[int, str], columns: Sequence[int], whole: str | None) -> list[_Column]:
    """Each column with its unit. Sums of money beside a column with a unit of money are in that unit, if it is the only one."""
    own = {c: _said_unit(heads[c]) or _row_unit(heads[c]) for c in columns}
    money = {u for u in own.values() if u in _MONEY_UNITS}
    other = next(iter(money)) if len(money) == 1 and not whole else None
    return [_Column(c, heads[c], own[c], whole or (other if _MONEY.search(heads[c]) else None)) for c in columns]


def _grouped(rows: Sequence[Row], columns: Sequence[int]) -> Iterator[tuple[list[str], Row]]:
    """Each row of figures with the labels of the groups that it stands in."""
    first = min(columns)
    path: list[str] = []
    coded: bool | None = None  # whether the group's rows begin with an account code
    fresh = False
    for row in rows:
        label = _row_label(row, first)
        if any(c < len(row.cells) and row.cells[c].lines for c in columns):
            if path and coded is not None and bool(_CODE.match(label)) != coded:
                path = []  # rows of another kind: the group has ended
            coded = bool(_CODE.match(label)) if path else None
            fresh = False
            yield list(path), row
        elif label and not _TIME.fullmatch(label):  # a month without figures is an empty row, not a group
            if fresh and path and label[:1].islower():
                path[-1] = f"{path[-1]} {label}"
            else:
                path = [*path, label] if fresh else [*path[:-1], label]
            coded, fresh = None, True


def _row_label(row: Row, first: int) -> str:
    return " ".join(cell.text for cell in row.cells[:first] if cell.lines)


def _row_unit(label: str) -> str | None:
    """ "Sjukfrånvaro, %", "Lön (tkr)", "Antal platser"; what a row is about may hold a unit that is not its own."""
    match = _LAST_UNIT.search(label)
    return _unit_name(match["unit"]) if match else "antal" if _COUNTED.match(label) else None


def _said_unit(text: str) -> str | None:
    """The unit that a header or a caption names: "Budget 2020, tkr"; money before others ("kr/tim")."""
    units = [_unit_name(m["unit"]) for m in _SAID_UNIT.finditer(text)]
    money = [u for u in units if u in _MONEY_UNITS]
    return money[-1] if money else units[-1] if units else None


def _unit_name(printed: str | None) -> str | None:
    if not printed:
        return None
    name = _SPACE.sub(" ", printed.casefold()).replace("milj. ", "miljoner ").removesuffix(".")
    if match := _OF_KRONOR.fullmatch(name):
        name = ("miljoner" if match[1] == "milj" else match[1]) + " kronor"
    return _SAME_UNIT.get(name, name)


def _caption(blocks: Sequence[Block], at: int) -> str:
    """What is printed over the table as its name: its own caption, a line that begins with "Tabell", a short line or heading."""
    table = blocks[at]
    if isinstance(table, Table) and table.caption:
        return " ".join(line.text for line in table.caption)
    above, below = blocks[at - 1] if at else None, blocks[at + 1] if at + 1 < len(blocks) else None
    if isinstance(above, Paragraph) and _CAPTION.match(above.text):
        return above.text
    nothing_after = at + 2 >= len(blocks) or not isinstance(blocks[at + 2], Table)
    if isinstance(below, Paragraph) and _CAPTION.match(below.text) and nothing_after and len(below.text) < 200:
        return below.text
    if isinstance(above, Heading):
        return above.text
    if isinstance(above, Paragraph) and not above.bullet and (len(above.text) <= 110 or above.text.endswith(":")):
        own = above.text.rstrip(":")
        over = blocks[at - 2] if at > 1 else None
        if _is_unit_line(own) and isinstance(over, Heading | Paragraph):  # "Belopp i tkr" stands between name and table
            return f"{over.text} ({own})" if len(over.text) <= 110 else own
        return _BETWEEN_SENTENCES.split(own)[-1]
    return next((b.text for b in reversed(blocks[:at]) if isinstance(b, Heading)), "")


def _is_unit_line(text: str) -> bool:
    return len(text) <= 40 and _said_unit(text) is not None
