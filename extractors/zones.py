"""Where on a paper its own facts stand: letterhead, title, headings, text.

In: ``Document``. Out: ``Zones``. What a letterhead says of the paper is said of the whole; what a text mentions may be another's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extractors.joined import Joined
from extractors.lines import Row, text_of
from extractors.model import NOTHING, PLAIN, Block, Cell, Document, Heading, Line, Paragraph, Passage, Table, Word
from extractors.model.kept import kept

_LIST_COLUMNS, _LIST_ROWS = 4, 4
_LETTERHEAD_LINES = 40  # a letterhead with its addresses is seldom longer
_LONG = 220  # a paragraph of so many letters is running text
_TEXT_PAGES = 80  # what a paper is about is said long before

# A heading that only says what sort of paper it is, whose, to whom or when.
_NOT_TITLE = regex.compile(
    r"""(?:
      (?:tjänste|tjänstemanna)(?:utlåtande|skrivelse) | (?:sammanträdes)?protokoll(?:sutdrag)? | kallelse\b.* | dagordning
    | föredragningslista | bilag(?:a|or)\s*\w{0,3} | rapport | pm | promemoria | missiv | skrivelse | utdrag | remiss
    | ärende(?:\s*(?:nr\.?\s*)?\d+)? | (?:sid|sida|sidan)\s*\d.* | till\s.* | dnr\b.* | diarie.* | datum\b.* | handläggare\b.*
    | upprättad\b.* | version\b.* | fastställd\b.* | antagen\b.* | telefon\b.* | e-post\b.* | sammanträdes?dat.*
    | (?:[\p{L},-]+\s+(?:och\s+)?){0,4}[\p{L}-]*(?:nämnd|förvaltning|kontor|kansli|avdelning|styrelse)(?:en|et)?
    | [\p{L}-]+(?:\s[\p{L}-]+)?\s(?:kommun|stad) | \P{L}*
    | (?:den\s)?\d{1,2}\s\p{L}+\s\d{4}
    )""",
    regex.VERBOSE | regex.IGNORECASE,
)
# A heading that every paper has: the text has begun, and a title would have stood above.
_SECTION = regex.compile(
    r"""(?:
      \d{1,2}(?:\.\d{1,2})*\.?\s+\S.{0,60} | (?:kort\s)?sammanfattning.* | bakgrund.* | inledning | ärendet | ärendebeskrivning
    | (?:beskrivning\sav\s)?ärendet.* | innehåll(?:sförteckning)? | (?:\p{L}+\s)?förslag\still\s(?:beslut|ställningstagande).* | beslut
    | syfte.* | uppdrag(?:et)?(?:\soch\s\p{L}+)? | metod | beslutsunderlag | underlag\sför\sbeslut | förvaltningens\s.*
    | ärendets?\s(?:beredning|gång).* | handlingar.* | närvarande.* | beslutande.* | yrkande.* | åtgärder
    )""",
    regex.VERBOSE | regex.IGNORECASE,
)
_GOES_ON = regex.compile(
    r".*(?:\b(?:till|för|av|om|och|i|på|med|från|samt|inom|att|gällande|angående)|[–:-])", regex.IGNORECASE
)
_CONTINUES = regex.compile(r"(?:(?:19|20)\d\d(?:\s?[-–/]\s?(?:\d\d){1,2})?|[–-]\s.+|\p{Ll}.*)")
_YEAR = regex.compile(r"(?:19|20)\d\d")
_OF_THE_PAPER = regex.compile(
    r"\p{L}nämnd(?:en)?\b|kommunstyrelsen\b|\b(?:kommun|stad)\b|förvaltning(?:en)?\b|\bdnr\b|diarie|\b(?:19|20)\d\d-\d\d-\d\d\b",
    regex.IGNORECASE,
)
_LABEL_OF_PAPER = regex.compile(
    r"(?:dnr|diarie|datum|dokument|beslut|antag|fastställ|gäller|giltig|version|upprätta|reviderad|författare|handläggare|mottagare|typ\b|ärende|ersätter|kontaktperson|nämnd\b|förvaltning\b|uppfölj|ansvarig\b)",
    regex.IGNORECASE,
)
# What a follow-up calls itself under the name of the plan.
_ROUND = regex.compile(
    r"(?:\p{L}*uppföljning|avstämning|lägesrapport|(?:åter|slut)?rapport(?:ering)?|(?:del|slut)redovisning)\b(?!\s+och\b)[^.]{3,60}",
    regex.IGNORECASE,
)
# "Tekniska nämnden, Xbro stad. Avser …"
_SENDER = regex.compile(r"[\p{L} -]{3,60}(?:nämnd(?:en)?|styrelsen|förvaltningen|kommun|stad),\s")
_MARK = regex.compile(r"(?:§\s*\d+\s*[.:]?\s*|bilaga\s+\w{1,2}\s*[:.–-]\s*|ärende(?:\s*\d+)?\s*:\s*)", regex.IGNORECASE)
# The number, or the sender, printed behind a title: "Åtgärdslista 2024 – Tekniska nämnden, Xbro kommun".
_TAIL = regex.compile(
    r"\s*(?:\(|,)?\s*\b(?:dnr|diarienummer)\b.*|\s+[–—-]\s+[\p{L}\s,-]{0,60}?\p{L}*(?:nämnd(?:en)?|styrelsen),\s\p{L}[\p{L}\s-]{2,30}\s(?:kommun|stad)$",
    regex.IGNORECASE,
)


@dataclass(frozen=True)
class Zones:
    """``letterhead``: its printed pieces, one a column; ``subtitle``: what a line under the title says of the round; ``texts``: paragraphs and cells
    of tables in reading order; ``paragraphs``: those of them that are no cells; ``below``: headings and texts."""

    letterhead: tuple[Passage, ...]
    title: Passage
    headings: tuple[Passage, ...]
    texts: tuple[Passage, ...]
    paragraphs: tuple[Passage, ...]
    subtitle: Passage = NOTHING

    @kept
    def below(self) -> tuple[Passage, ...]:
        return (*self.headings, *self.texts)

    @kept
    def printed(self) -> Joined:
        """The texts of ``below`` as they are printed."""
        return Joined([p.text for p in self.below])

    @kept
    def small(self) -> Joined:
        """The same in small letters."""
        return Joined([p.text.casefold() for p in self.below])

    @kept
    def small_letterhead(self) -> Joined:
        """The letterhead in small letters."""
        return Joined([p.text.casefold() for p in self.letterhead])

    @property
    def all(self) -> Iterator[Passage]:
        """Every passage, letterhead first."""
        yield from self.letterhead
        if self.title:
            yield self.title
        yield from self.headings
        yield from self.texts


def read_zones(document: Document) -> Zones:
    """Part a document into its zones."""
    return document.once(_zones)


def _zones(document: Document) -> Zones:
    first = _title_at(document.blocks)
    title, tail, used = _title(document.blocks, first) if first is not None else (Passage(), Passage(), range(0))
    above = document.blocks[: used.start] if used else _before_text(document.blocks)
    last = document.paper.pages[0].number + _TEXT_PAGES if document.paper.pages else 0
    headings: list[Passage] = []
    texts: list[Passage] = []
    paragraphs: list[Passage] = []
    for i, block in enumerate(document.blocks[len(above) :], start=len(above)):
        if i in used or not block.lines:
            continue
        if block.lines[0].id.page > last:
            break
        if isinstance(block, Heading):
            headings.append(block.passage)
        elif isinstance(block, Paragraph):
            paragraphs.append(block.passage)
            texts.append(paragraphs[-1])
        else:
            headings += [Passage.of_lines(block.caption)] if block.caption else []
            headings += _of_cells(block.header)
            texts += [passage for row in block.rows for passage in _of_cells(row.cells)]
    return Zones(
        (
            *_letterhead(document, above),
            *_under_title(document.blocks[used.stop :] if used else ()),
            *filter(None, [tail]),
        ),
        title,
        tuple(headings),
        tuple(texts),
        tuple(paragraphs),
        _subtitle(document.blocks[used.stop :] if used else ()),
    )


def _subtitle(blocks: Sequence[Block]) -> Passage:
    """A line right under the title that says of which round the paper tells: "Uppföljning efter augusti" under "Handlingsplan"."""
    first = next(iter(blocks), None)
    return first.passage if isinstance(first, (Heading, Paragraph)) and _ROUND.fullmatch(first.text) else NOTHING


def _under_title(blocks: Sequence[Block]) -> Iterator[Passage]:
    """Short lines right under the title that say whose paper it is, its number and day, as a letterhead does."""
    for block in blocks[:4]:
        if isinstance(block, Table) and _is_about_the_paper(block):
            yield from (passage for cells in _rows(block) for passage in _of_cells(cells))
            continue
        if isinstance(block, Paragraph) and len(block.text) > 120:
            yield from _at_the_margin(block)
        if isinstance(block, Table) or len(block.text) > 120 or not _OF_THE_PAPER.search(block.text):
            return
        if (isinstance(block, Heading) and block.level < PLAIN) or (
            block.text.rstrip().endswith(".") and not _SENDER.match(block.text)
        ):
            return
        for line in block.lines:
            yield from (_piece(line, words) for words in Row(line.words).segments)


def _piece(line: Line, words: Sequence[Word]) -> Passage:
    """Some words of a printed line."""
    return Passage.of_lines([line if len(words) == len(line.words) else Line(line.id, tuple(words))])


def _at_the_margin(paragraph: Paragraph) -> Iterator[Passage]:
    """Day and number that stand to the right of the text under the title, far from it."""
    for line in paragraph.lines:
        *_, before, last = [[], *Row(line.words).segments]
        if before and last[0].x0 - before[-1].x1 > 5 * last[0].size and _OF_THE_PAPER.search(text_of(last)):
            yield _piece(line, last)


def _is_about_the_paper(table: Table) -> bool:
    """A small form that says who decided a paper, when and under which number: labels to the left, values to the right."""
    rows = _rows(table)
    if not 2 <= len(rows) <= 14 or len(rows[0]) not in (2, 4):
        return False
    labels = [cells[i].text for cells in rows for i in range(0, len(cells), 2) if cells[i].lines]
    return bool(labels) and 2 * sum(1 for text in labels if _LABEL_OF_PAPER.match(text)) > len(labels)


def _rows(table: Table) -> list[tuple[Cell, ...]]:
    header = [table.header] if any(cell.lines for cell in table.header) else []
    return [*header, *(row.cells for row in table.rows)]


def _of_cells(cells: Sequence[Cell]) -> Iterator[Passage]:
    """The texts of cells, with words parted as they are printed: only one that stands alone on its line is joined in a cell."""
    return (
        Passage.of_lines(cell.lines)
        if len(cell.lines) > 1 and any(len(line.words) == 1 for line in cell.lines[:-1])
        else cell.passage
        for cell in cells
        if cell.lines
    )


def _letterhead(document: Document, above: Sequence[Block]) -> Iterator[Passage]:
    """Each printed piece once: what repeats, and what stands above the title on the first page."""
    lines = [line for block in above if not _is_a_list(block) for line in block.lines][:_LETTERHEAD_LINES]
    seen = set()
    for block in above:
        if isinstance(block, Heading) and block.text not in seen:
            seen.add(block.text)
            yield block.passage
    for line in (*document.furniture, *lines):
        for words in Row(line.words).segments:
            if (text := text_of(words)) not in seen:
                seen.add(text)
                yield _piece(line, words)


def _is_a_list(block: Block) -> bool:
    """A table of rows, which no letterhead has: its days are those of what it lists."""
    return isinstance(block, Table) and len(block.header) >= _LIST_COLUMNS and len(block.rows) >= _LIST_ROWS


def _before_text(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks above the first section heading or running text of a paper without a title."""
    for i, block in enumerate(blocks):
        if isinstance(block, Heading) and _SECTION.fullmatch(block.text):
            return blocks[:i]
        if isinstance(block, Paragraph) and (block.bullet or len(block.text) > 90):
            return blocks[:i]
        if isinstance(block, Table) or block.lines[0].id.page > blocks[0].lines[0].id.page:
            return blocks[:i]
    return ()


def _title_at(blocks: Sequence[Block]) -> int | None:
    """Which block begins the title: the largest heading above the text, the first of those as large."""
    best: int | None = None
    for i, block in enumerate(blocks):
        if isinstance(block, Paragraph) and len(block.text) > _LONG:
            break
        if not isinstance(block, Heading):
            if isinstance(block, Paragraph) and block.text.startswith("§"):
                return i  # a minute that sets its headings as text
            continue
        if _SECTION.fullmatch(block.text):
            break
        if _NOT_TITLE.fullmatch(block.text):
            continue
        if best is None or _size(block) > _size(blocks[best]) * 1.05:
            best = i
    return best


def _title(blocks: Sequence[Block], at: int) -> tuple[Passage, Passage, range]:
    """The title that begins at a block, the number printed behind it, and which blocks both take."""
    start, end = at, at + 1
    while start and isinstance(blocks[start - 1], Heading) and _GOES_ON.fullmatch(_text(blocks[start - 1])):
        start -= 1
    while end < len(blocks) and _joins(blocks[end - 1], blocks[end]):
        end += 1
    whole = Passage.join([_passage(block) for block in blocks[start:end]])
    mark, tail = _MARK.match(whole.text), _TAIL.search(whole.text)
    cut = whole.cut(mark.end() if mark else 0, tail.start() if tail else None)
    return (cut or whole), (whole.cut(tail.start()) if tail else Passage()), range(start, end)


def _joins(block: Block, following: Block) -> bool:
    if isinstance(following, Table) or (isinstance(following, Paragraph) and len(following.text) > 60):
        return False
    text = _text(following)
    if isinstance(following, Paragraph):
        return _YEAR.fullmatch(text) is not None
    return bool(_GOES_ON.fullmatch(_text(block)) or _CONTINUES.fullmatch(text))


def _passage(block: Block) -> Passage:
    """The text of a block; of a heading, without what stands at the other margin ("Bilaga 3")."""
    if isinstance(block, Table):
        return Passage()
    if not isinstance(block, Heading) or len(block.lines) != 1:
        return block.passage
    line = block.lines[0]
    first, *others = Row(line.words).segments
    aside = others and all(_NOT_TITLE.fullmatch(text_of(part)) for part in others)
    return _piece(line, first) if aside else block.passage


def _text(block: Block) -> str:
    return _passage(block).text


def _size(block: Block) -> float:
    return max(line.size for line in block.lines)
