"""What every layout's extractor is: it finds measures in a document and quotes them. It interprets nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from extractors.measure import Layout, RawMeasure
from extractors.model import Document


class Extractor(Protocol):
    """``layout`` is one of the four names in the gold labels.

    ``formal``: what it finds stands in tables, under labels or among decisions, beside which running text counts only under a heading of measures.
    """

    layout: Layout
    formal: bool

    def find(self, document: Document) -> Iterator[RawMeasure]:
        """Every measure printed in this layout, in reading order, in the lines that nobody took."""
        ...
