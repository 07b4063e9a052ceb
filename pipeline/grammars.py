"""Compiled grammars, kept from run to run in the user's folder for caches: compiling them is half of what a start costs.

Whatever is compiled with ``regex.compile`` while the ``with`` block runs is looked up by its text and flags first, so a changed
grammar is compiled anew. Where nothing can be kept (no home, a folder that is not ours), all are compiled as if this were not here.
"""

from __future__ import annotations

import os
import pickle
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import regex

from pipeline.store import write_whole

_Known = dict[tuple[str, int], Any]


@contextmanager
def kept_grammars() -> Iterator[None]:
    """Have grammars compiled once, not once a run."""
    place = _place()
    compiled, known, used = regex.compile, _read(place), _Known()

    def remembered(pattern: Any, flags: int = 0, *more: Any, **named: Any) -> Any:
        if more or named or not isinstance(pattern, str):
            return compiled(pattern, flags, *more, **named)
        key = pattern, int(flags)
        if key not in used:
            used[key] = known.get(key) or compiled(pattern, flags)
        return used[key]

    regex.compile = remembered
    try:
        yield
    finally:
        regex.compile = compiled
    if place is not None and not used.keys() <= known.keys():
        with suppress(OSError):
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(place, pickle.dumps(used))


def _place() -> Path | None:
    """A file for this interpreter and this library; as trusted as the compiled modules that Python keeps."""
    try:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:
        return None
    of = f"{sys.implementation.cache_tag}-{platform.machine()}-{regex.__version__}"
    return folder / "atgardsbanken" / f"grammars-{of}"


def _read(place: Path | None) -> _Known:
    """What is kept there; nothing of a file that another user may have put there, nothing of one that is torn."""
    try:
        if place is None or place.stat().st_uid != os.getuid():
            return {}
        known: _Known = pickle.loads(place.read_bytes())
        return known
    except Exception:  # it only saves work
        return {}
