"""Pages gathered one by one: held whole, until there are too many to hold; from then on only counted.

A page that is only counted says all that it said of itself, and how many words it has; the words themselves are in the store.
"""

from __future__ import annotations

from dataclasses import replace

from extractors.model import Page, Word

MOST_HELD = 300  # pages in memory at once; hardly any paper has more
_SOME_WORD = Word("", 0.0, 0.0, 0.0, 0.0, 0.0)


class Gathered:
    """The pages of one paper in the making; a page that comes again takes the place of the first."""

    def __init__(self) -> None:
        self._pages: dict[int, Page] = {}
        self._large = False

    def __contains__(self, number: object) -> bool:
        return number in self._pages

    def add(self, page: Page) -> None:
        """Take one page more."""
        self._pages[page.number] = _counted(page) if self._large else page
        if not self._large and len(self._pages) > MOST_HELD:
            self._large = True
            self._pages = {number: _counted(held) for number, held in self._pages.items()}

    def pages(self) -> tuple[Page, ...]:
        """What was gathered, in the order of the paper."""
        return tuple(self._pages[number] for number in sorted(self._pages))


def is_held(pages: tuple[Page, ...]) -> bool:
    """True where gathered pages have their words; else they are to be fetched from the store, part by part."""
    return len(pages) <= MOST_HELD


def _counted(page: Page) -> Page:
    return replace(page, words=(_SOME_WORD,) * len(page.words), grids=(), rules=(), fills=())
