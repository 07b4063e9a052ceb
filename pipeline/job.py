"""What a worker is asked, and what it tells while it works: a paper and its settings go to it, the step that begins comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.config import Settings

OPENING, RULES = 0, -1  # steps that are no page
Beat = Callable[[int, float], None]  # the step that begins (a page's number, OPENING or RULES) and its CPU seconds


@dataclass(frozen=True, slots=True)
class Job:
    """One paper to work on, and what earlier workers were lost to: those steps are left out."""

    path: str
    file_name: str
    sha256: str
    size: int
    settings: Settings
    avoid: tuple[int, ...] = ()  # pages that took their worker with them
    salvage: bool = False  # read no more: make what can be made of the pages that were kept
    rules: bool = True
    lost_to: str = ""  # why the last worker was lost to it: "crash", "stalled", "timeout"

    @property
    def given_up(self) -> bool:
        """True where a step of it is not tried any more."""
        return bool(self.avoid) or self.salvage or not self.rules
