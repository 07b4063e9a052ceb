"""Imported once by the server that workers are forked from: what every paper needs, so that no worker waits for it.

A part that cannot be imported here fails in the worker, where the error belongs to a paper.
"""

from contextlib import suppress
from importlib import import_module

for _module in ("pipeline.work", "extractors.reading", "extractors.document", "extractors.extract"):
    with suppress(Exception):
        import_module(_module)

with suppress(Exception):  # the dictionary of Swedish forms, loaded at the first word that is looked up
    import_module("extractors.lexicon.folding").lemma("åtgärderna")
