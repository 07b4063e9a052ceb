"""What commands say to people: everything but data goes to stderr, and nothing in it can steer a terminal."""

from __future__ import annotations

import errno
import re
import sys
from collections.abc import Sequence

_STEERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_WHY = {
    errno.ENOENT: "mappen eller filen finns inte",
    errno.EACCES: "rättighet saknas",
    errno.EPERM: "rättighet saknas",
    errno.ENOTDIR: "en del av sökvägen är en fil",
    errno.EISDIR: "det är en mapp",
    errno.EROFS: "där går det bara att läsa",
    errno.ENOSPC: "disken är full",
    errno.ENAMETOOLONG: "namnet är för långt",
}


def say(text: str = "") -> None:
    """One line for people."""
    print(harmless(text), file=sys.stderr)


def harmless(text: str) -> str:
    """The text without characters that would move, colour or turn a terminal."""
    return _STEERS.sub("\N{REPLACEMENT CHARACTER}", text)


def number(value: int) -> str:
    """12 345, as Swedish prints it."""
    return f"{value:,}".replace(",", "\N{NO-BREAK SPACE}")


def counted(value: int, one: str, many: str) -> str:
    """ "1 fil", "2 filer"."""
    return f"{number(value)} {one if value == 1 else many}"


def named(names: Sequence[str], *, most: int = 3) -> str:
    """ "a.txt, b.txt, c.txt …": the first of some names."""
    return ", ".join(names[:most]) + (" …" if len(names) > most else "")


def why(error: OSError) -> str:
    """What the system refused, in Swedish where it is known."""
    return _WHY.get(error.errno or 0, error.strerror or str(error))
