"""Running text → sentences, with their places in it.

In: a joined text. Out: (start, end) of each sentence. Swedish abbreviations, numbers, dates and list labels do not end one.
"""

from __future__ import annotations

from functools import lru_cache

import regex

# Abbreviations that are written with a full stop inside a sentence.
_ABBREVIATED = {
    "bl.a", "bl", "a", "t.ex", "t", "ex", "d.v.s", "dvs", "o.s.v", "osv", "m.m", "m.fl", "s.k", "c:a", "ca", "inkl", "exkl", "enl", "resp", "f.d",
    "f.n", "fr.o.m", "fr", "o", "t.o.m", "tom", "from", "p.g.a", "pga", "kl", "nr", "st", "tim", "mån", "ang", "jfr", "kap", "mom", "avd", "ev",
    "dnr", "tel", "tkr", "mnkr", "mkr", "kr", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "nov", "dec", "max", "min",
    "ung", "alt", "bil", "sid", "s", "v", "k", "e", "u", "ö", "i", "fg", "forts", "soc", "kv", "ekon", "adm", "ass", "bitr", "tf", "utv", "obs",
}  # fmt: skip
# The ones that usually close the sentence when a capital follows.
_MAY_END = {
    "m.m",
    "m.fl",
    "o.s.v",
    "osv",
    "tkr",
    "mnkr",
    "mkr",
    "kr",
    "st",
    "mån",
    "tim",
    "s",
    "i",
    "v",
    "k",
    "e",
    "a",
    "o",
    "u",
    "ö",
    "jan",
    "feb",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "okt",
    "nov",
    "dec",
}
_END = regex.compile(r"(?P<mark>[.!?]+)(?P<close>[”\"’')\]]*)(?=\s+(?P<next>\S))")


@lru_cache(maxsize=8192)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of each sentence, without the white space between them."""
    found = []
    start = 0
    for match in _END.finditer(text):
        if _ends(text, start, match):
            found.append((start, match.end()))
            start = match.end()
            while start < len(text) and text[start].isspace():
                start += 1
    if start < len(text.rstrip()):
        found.append((start, len(text.rstrip())))
    return tuple(found)


def _ends(text: str, start: int, match: regex.Match[str]) -> bool:
    following = match["next"]
    if match["mark"][0] != ".":
        return following.isupper() or not following.islower()
    before = text[start : match.start()]
    last = before.rsplit(None, 1)[-1].lower().strip("(”\"'") if before.strip() else ""
    if not last:
        return False
    begins = following.isupper() or following in "”\"'(•-–" or following.isdigit()
    if not begins:
        return False
    if last in _ABBREVIATED:
        return last in _MAY_END and following.isupper() and len(last) > 1
    if len(last) <= 2 and last.isdecimal():  # "den 1. Januari", "1. Samordna": a number of a list
        return len(before.split()) > 2 and following.isupper()
    if following.isdigit():
        return len(last) > 2
    return True
