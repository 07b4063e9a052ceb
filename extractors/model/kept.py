"""A property that is worked out once and kept, as ``functools.cached_property`` is, without the lock that this takes before Python 3.12.

Pages, lines and passages are asked for so many that the lock is felt.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

_T = TypeVar("_T")


class kept(Generic[_T]):  # read as a decorator, as ``property`` is
    """Decorates a method of a class whose instances have a ``__dict__``."""

    def __init__(self, make: Callable[[Any], _T]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    def __get__(self, instance: object, owner: type | None = None) -> _T:
        value = instance.__dict__[self._name] = self._make(instance)
        return value
