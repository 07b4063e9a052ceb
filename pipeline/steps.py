"""What is done with the new database between loading and checking, in order: one line a step.

A step is a function ``run(con, settings)`` named by module and name, imported only when it runs. ``reads`` are folders or files,
as attributes of ``Settings``, whose content the step depends on: when they change, the database is built anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.config import Settings

if TYPE_CHECKING:
    from pipeline.database import Connection


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is called in messages, and where it stands ("pipeline.links:link"). ``ready`` fetches what it looks things up in."""

    name: str
    function: str
    ready: str = ""
    reads: tuple[str, ...] = ()


STEPS: tuple[Step, ...] = (
    Step("referenser", "pipeline.reference:load_reference", reads=("reference",)),
    Step("rättelser", "pipeline.applying:apply_corrections", reads=("corrections",)),
    Step(
        "länkar", "pipeline.links:link", ready="pipeline.links:make_ready"
    ),  # after people's corrections: they decide links too
    Step("utelämnat", "pipeline.leaving_out:leave_out"),  # last: the others may need what goes
)


def make_ready(settings: Settings) -> None:
    """Import and fetch what the steps need: done while papers are worked on, it keeps nobody waiting."""
    for step in STEPS:
        _named(step.function)
        if step.ready:
            _named(step.ready)(settings)


def run_steps(con: Connection, settings: Settings) -> None:
    """Run every step on the database that is being built."""
    for step in STEPS:
        _named(step.function)(con, settings)


def _named(place: str) -> Callable[..., None]:
    module, _, function = place.partition(":")
    found: Callable[..., None] = getattr(import_module(module), function)
    return found


def files_read(settings: Settings) -> Iterator[Path]:
    """Every file that a step depends on, in name order."""
    for step in STEPS:
        for attribute in step.reads:
            place = Path(getattr(settings, attribute))
            yield from sorted(place.rglob("*")) if place.is_dir() else [place]
