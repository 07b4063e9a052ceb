"""A ruled line of a picture, and those of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Rule(NamedTuple):
    """A ruled line in pixels: columns x0 to x1 and rows top to bottom, ends not included."""

    x0: int
    top: int
    x1: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Rules:
    """The horizontal and the vertical lines of a page, in pixels."""

    across: tuple[Rule, ...] = ()
    down: tuple[Rule, ...] = ()
