"""What can go wrong with a paper or a run, each with its code and the exit code that tells it.

    AtgardError                  1  unexpected
    ├── UsageError               2  the call's words
    ├── UnreadablePaper          3  a file that could not be read; carries state and reason_code for its row in ``files``
    ├── NoInput                  4  nothing readable at the given path
    ├── MissingTool              5  tesseract, its Swedish data, an optional package
    ├── CheckFailed              6  a quality check
    └── DatabaseUnusable         7  locked, newer or foreign

Every message says which file, what is wrong and what to do, in Swedish: it is shown as it is.
"""

from __future__ import annotations


class AtgardError(Exception):
    """Base of all; ``exit_code`` is what the command ends with."""

    exit_code = 1


class UsageError(AtgardError):
    exit_code = 2


class UnreadablePaper(AtgardError):
    """A paper that cannot be read. ``state`` is one of the states of the table ``files``."""

    exit_code = 3

    def __init__(self, message: str, *, state: str, reason_code: str) -> None:
        super().__init__(message)
        self.state = state
        self.reason_code = reason_code

    def __reduce__(self) -> tuple[object, ...]:  # crosses process borders with its keywords
        return (_rebuild, (str(self), self.state, self.reason_code))


def _rebuild(message: str, state: str, reason_code: str) -> UnreadablePaper:
    return UnreadablePaper(message, state=state, reason_code=reason_code)


class NoInput(AtgardError):
    exit_code = 4


class MissingTool(AtgardError):
    exit_code = 5


class CheckFailed(AtgardError):
    exit_code = 6


class DatabaseUnusable(AtgardError):
    exit_code = 7
