"""Run once by the server that workers are forked from: imports and a first paper, so that no worker waits for them.

The first paper compiles the grammars (or fetches those kept beside the installation) and loads the word lists; forked workers share them. What
fails here fails again in the worker, where the error belongs to a paper.

pdfplumber is not imported: most papers never need it, and a worker that does takes a moment for it once.

A paper makes many small values that live as long as it does: the collector of cycles, asked often, would look through them again and again.
What is made here is put out of its sight, so that forked workers go on sharing it.
"""

import gc
import os
from contextlib import suppress
from pathlib import Path

from pipeline.grammars import installed_at, kept_grammars

gc.disable()
with suppress(Exception), kept_grammars(installed_at()):
    from extractors.document import arrange
    from extractors.extract import extract
    from extractors.lexicon.words import use_cache
    from extractors.model import Page, Paper, Word
    from extractors.reading import ocr_need as _need  # noqa: F401
    from extractors.reading import read_pages as _read  # noqa: F401
    from pipeline import work as _work  # noqa: F401
    from pipeline import workers as _workers  # noqa: F401

    if _LIST := os.environ.get("ATGARDER_WORD_LIST"):
        use_cache(Path(_LIST))
    _LINES = (
        "Åtgärder för budget i balans",
        "Äldreomsorg",
        "Beslutade åtgärder:",
        "- Minska antalet lokaler med två, 400 tkr",
    )
    _WORDS = tuple(
        Word(word, 70.0 + 50 * column, 60.0 + 20 * row, 115.0 + 50 * column, 71.0 + 20 * row, 11.0, bold=row < 2)
        for row, line in enumerate(_LINES)
        for column, word in enumerate(line.split())
    )
    extract(arrange(Paper("first.pdf", "0" * 64, (Page(1, 595.0, 842.0, _WORDS),), 1)))
gc.freeze()
gc.set_threshold(50_000, 20, 50)
gc.enable()
