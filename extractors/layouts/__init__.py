"""The layouts that measures are printed in. ``EXTRACTORS`` in order, surest first: a line taken by one is not offered to the next.

One file a layout: table.py, paired.py, block.py, minutes.py, titled.py, bullets.py, prose.py, each with its ``Extractor`` (base.py). The others help them:
columns.py, row_kinds.py and cell_parts.py read tables, labelled.py labelled texts of blocks and tables, followup.py comments on what stands above, section_weight.py tells which
running text counts; numbering.py and remarks.py complete what any layout found.

In: ``Document``. Out: what was found, quoted but not interpreted, and the document with the lines that were taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractors.fields.speech import says_none_is_needed
from extractors.layouts.base import Extractor
from extractors.layouts.block import BlockExtractor
from extractors.layouts.bullets import ListExtractor
from extractors.layouts.minutes import MinutesExtractor
from extractors.layouts.numbering import with_numbers
from extractors.layouts.paired import PairedExtractor
from extractors.layouts.prose import ProseExtractor
from extractors.layouts.remarks import with_remarks
from extractors.layouts.table import TableExtractor
from extractors.layouts.titled import TitledExtractor
from extractors.measure import RawMeasure
from extractors.model import Document, LineId

EXTRACTORS: tuple[Extractor, ...] = (
    TableExtractor(),
    PairedExtractor(),
    BlockExtractor(),
    MinutesExtractor(),
    TitledExtractor(),
    ListExtractor(),
    ProseExtractor(),
)

_REMARKED_ON = ("table", "block")


def _says_none_is_needed(raw: RawMeasure) -> bool:
    """An item that says that nothing is done ("Någon åtgärd bedöms inte vara påkallad"), and no labelled amount."""
    return not raw.all("effect") and any(says_none_is_needed(quote.text) for quote in raw.all("action"))


def _place(raw: RawMeasure, order: Mapping[LineId, int]) -> int:
    """Where a measure stands among the lines: its headers and its area may stand over several, what is done is its own."""
    own = [line for name in ("action", "title") for quote in raw.all(name) for line in quote.passage.lines]
    return min([order.get(line, 0) for line in own or raw.lines], default=0)


def find_measures(
    document: Document, extractors: Sequence[Extractor] = EXTRACTORS
) -> tuple[list[RawMeasure], Document]:
    """Every measure in the document, in reading order, and the document with the lines that they took."""
    found: list[RawMeasure] = []
    for extractor in extractors:
        raws = list(extractor.find(document))
        if not raws:
            continue
        if extractor.layout in _REMARKED_ON:
            raws = with_remarks(raws, document.without(line for raw in raws for line in raw.lines))
        document = document.without((line for raw in raws for line in raw.lines), formal=extractor.formal)
        found += (raw for raw in raws if not _says_none_is_needed(raw))
    if found:
        order = {line.id: i for i, line in enumerate(document.lines())}
        found.sort(key=lambda raw: _place(raw, order))
    return with_numbers(found), document
