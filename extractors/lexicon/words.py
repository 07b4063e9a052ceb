"""The Swedish word list: is this a word, and what is its basic form?

In: one word. Out: True/False, or its lemma. The list is simplemma's. Decoding it takes seconds, so it is kept as a trie and mapped into memory
from then on: beside the installation (``python -m extractors.lexicon.words`` puts it there), else in a folder that the caller names
(``use_cache``). Without either it is decoded anew in each process.
"""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simplemma import Lemmatizer
    from simplemma.strategies.dictionaries import DictionaryFactory

_LANGUAGE = "sv"
_LIST = f"{_LANGUAGE}.dic"
_folder: Path | None = None


def use_cache(folder: Path) -> None:
    """Keep the word list ready in this folder, from the next look-up on."""
    global _folder
    if folder != _folder:
        _folder = folder
        for forgotten in (_factory, _lemmatizer, known, lemma):
            forgotten.cache_clear()


def installed_at() -> Path:
    """The folder beside the installation where the list of this version of simplemma lies, if it was made ready."""
    return Path(sys.prefix) / "share" / "atgardsbanken" / f"words-{version('simplemma')}"


@lru_cache(maxsize=1)
def _factory() -> DictionaryFactory:
    # Imported where it is needed: the command line asks for no word.
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory, TrieDictionaryFactory

    installed = installed_at()
    if (installed / _LIST).exists():
        return TrieDictionaryFactory(disk_cache_dir=str(installed))
    if _folder is None:
        return DefaultDictionaryFactory()
    try:
        _make_ready(_folder)
    except OSError:  # a folder that cannot be written: slower, but the same words
        return DefaultDictionaryFactory()
    return TrieDictionaryFactory(disk_cache_dir=str(_folder))


def _make_ready(folder: Path) -> None:
    """Decode the list beside its place and move it in whole: other processes may be doing the same."""
    from simplemma.strategies.dictionaries import TrieDictionaryFactory

    ready = folder / _LIST
    if ready.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder) as aside:
        TrieDictionaryFactory(disk_cache_dir=aside).get_dictionary(_LANGUAGE)
        os.replace(Path(aside) / ready.name, ready)


@lru_cache(maxsize=1)
def _lemmatizer() -> Lemmatizer:
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy

    return Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=_factory()))


@lru_cache(maxsize=100_000)
def known(word: str) -> bool:
    """True where the list has the word, in any form; a capital first letter does not matter."""
    words = _factory().get_dictionary(_LANGUAGE)
    return words.get(word) is not None or (not word.islower() and words.get(word.lower()) is not None)


@lru_cache(maxsize=100_000)
def lemma(word: str) -> str:
    """The basic form of one word, in small letters ("åtgärderna" → "åtgärd")."""
    return str(_lemmatizer().lemmatize(word.lower(), lang=_LANGUAGE)).lower()


if __name__ == "__main__":
    _make_ready(installed_at())
