"""What is printed on paper: words with their places, and texts that never forget where they came from.

Three steps, each a frozen value handed on unchanged:

* ``printed.py``   ``Page`` and ``Paper``: what a reader (native or OCR) saw.
* ``passage.py``   ``Line`` and ``Passage``: a text joined from words. Cut it and the places follow.
* ``arranged.py``  ``Heading``, ``Paragraph``, ``Table`` and ``Document``: the same words put in order.
"""

from extractors.model.arranged import PLAIN, Block, Cell, Document, Heading, Paragraph, Row, Table
from extractors.model.passage import NOTHING, Line, LineId, Passage, Place
from extractors.model.printed import Box, Fill, Grid, Page, Paper, Source, Word, box_around

__all__ = [
    "NOTHING",
    "PLAIN",
    "Block",
    "Box",
    "Cell",
    "Document",
    "Fill",
    "Grid",
    "Heading",
    "Line",
    "LineId",
    "Page",
    "Paper",
    "Paragraph",
    "Passage",
    "Place",
    "Row",
    "Source",
    "Table",
    "Word",
    "box_around",
]
