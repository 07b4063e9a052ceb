"""The words of the trade: one TOML file a kind, and words that a user adds without code.

In: ``labels.toml``, ``status.toml``, ``areas.toml``, ``measures.toml`` and, where ``use_words`` has named one, a user's own file.
Out: for each kind a mapping from a dotted key ("aldreomsorg.hemtjanst") to its words. Every file is tables of lists of strings.
A user's file has the kinds as outermost tables and may add words under any key that the kind already has:

    [labels]
    responsible = ["Insatsägare"]
    [areas.aldreomsorg]
    sarskilt_boende = ["Björkhaga"]
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, cast

from extractors.errors import UsageError
from extractors.lexicon.folding import fold

KINDS = ("labels", "status", "areas", "measures")
Words = Mapping[str, tuple[str, ...]]

_T = TypeVar("_T")
_F = TypeVar("_F", bound=Callable[..., Any])
_user: dict[str, dict[str, tuple[str, ...]]] = {}
_derived: list[Callable[[], None]] = []

__all__ = ["KINDS", "Words", "compiled", "fold", "load", "remembered", "use_words"]


def compiled(build: Callable[[], _T]) -> Callable[[], _T]:
    """A ``cache`` for what is built from a lexicon: forgotten when the user's words change."""
    cached = cache(build)
    _derived.append(cached.cache_clear)
    return cached


def remembered(size: int) -> Callable[[_F], _F]:
    """An ``lru_cache`` for what depends on the words: forgotten when the user's words change."""

    def wrap(function: _F) -> _F:
        cached = lru_cache(size)(function)
        _derived.append(cached.cache_clear)
        return cast(_F, cached)

    return wrap


def load(kind: str) -> Words:
    """The words of a kind by dotted key, the user's last."""
    shipped = _shipped(kind)
    added = _user.get(kind, {})
    return MappingProxyType({key: words + added.get(key, ()) for key, words in shipped.items()})


def use_words(path: Path | None) -> None:
    """Add the words of a user's TOML file to the lexicons; None takes them away again. Raises UsageError."""
    words = {} if path is None else _read_user_words(path)
    _user.clear()
    _user.update(words)
    for forget in _derived:
        forget()


@cache
def _shipped(kind: str) -> dict[str, tuple[str, ...]]:
    table = tomllib.loads((files(__name__) / f"{kind}.toml").read_text(encoding="utf-8"))
    return {key: tuple(words) for key, words in _flat(table)}


def _flat(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield above + key, value


def _read_user_words(path: Path) -> dict[str, dict[str, tuple[str, ...]]]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: ordfilen kan inte läsas ({error.strerror}). Kontrollera sökvägen.") from error
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{path}: ordfilen är inte sparad som UTF-8. Spara om den med teckenkodningen UTF-8."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: ordfilen är inte giltig TOML ({error}). Rätta raden och försök igen.") from error
    words: dict[str, dict[str, tuple[str, ...]]] = {}
    for kind, section in table.items():
        if kind not in KINDS:
            raise UsageError(f"{path}: okänt avsnitt [{kind}]. Tillåtna avsnitt är {_listed(KINDS)}.")
        if not isinstance(section, dict):
            raise UsageError(f"{path}: {kind} ska vara ett avsnitt, [{kind}], med listor av ord.")
        words[kind] = {key: _checked(path, kind, key, value) for key, value in _flat(section)}
    return words


def _checked(path: Path, kind: str, key: str, value: object) -> tuple[str, ...]:
    known = _shipped(kind)
    if key not in known:
        raise UsageError(f"{path}: okänd nyckel {key} i [{kind}]. Tillåtna nycklar är {_listed(known)}.")
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise UsageError(
            f'{path}: {key} i [{kind}] ska vara en lista av ord, till exempel {key.split(".")[-1]} = ["ord"].'
        )
    return tuple(value)


def _listed(names: Mapping[str, Any] | tuple[str, ...]) -> str:
    return ", ".join(names)
