"""Compiled grammars, kept beside the installation: compiling them is half of what a start costs.

``python -m pipeline.grammars`` puts them there, as the installation does with the word list; a run only reads them. Whatever is compiled with
``regex.compile`` while the ``with`` block runs is looked up by its text and flags first, so a changed grammar is compiled anew. Where none are kept,
all are compiled as if this were not here.
"""

from __future__ import annotations

import os
import pickle
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import regex

_Known = dict[tuple[str, int], Any]


def installed_at() -> Path:
    """The file beside the installation, for this interpreter and this version of the library; as trusted as what is installed there."""
    of = f"{sys.implementation.cache_tag}-{platform.machine()}-{regex.__version__}"
    return Path(sys.prefix) / "share" / "atgardsbanken" / f"grammars-{of}"


@contextmanager
def kept_grammars(place: Path, *, write: bool = False) -> Iterator[None]:
    """Fetch grammars from ``place`` where it has them; with ``write``, keep there what was compiled."""
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
    if write:
        place.parent.mkdir(parents=True, exist_ok=True)
        aside = place.with_name(f"{place.name}.{os.getpid()}")
        aside.write_bytes(pickle.dumps(used))
        os.replace(aside, place)


def _read(place: Path) -> _Known:
    try:
        known: _Known = pickle.loads(place.read_bytes())
        return known
    except Exception:  # none there, or a torn file: it only saves work
        return {}


if __name__ == "__main__":
    installed_at().unlink(missing_ok=True)
    with kept_grammars(installed_at(), write=True):
        from pipeline import preload as _preload  # noqa: F401
