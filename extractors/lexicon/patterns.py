"""The words of a lexicon as patterns that find them in a text, inflected and in compounds.

In: words as the lexicons write them ("*boende", "=barn", "LSS", "individ- och familj"). Out: compiled patterns.
"""

from __future__ import annotations

from collections.abc import Iterable

import regex

from extractors.lexicon.folding import fold


def word_patterns(words: Iterable[str]) -> tuple[regex.Pattern[str] | None, regex.Pattern[str] | None]:
    """The words of a lexicon as two patterns: one for folded text, one (abbreviations) for the text as printed.

    The group ``core`` is the word itself, the match goes on to the end of the printed word.
    """
    small, capitals = [], []
    for word in sorted(words, key=len, reverse=True):
        if regex.fullmatch(r"\p{Lu}\w{0,2}\p{Lu}\w{0,2}", word):
            capitals.append(regex.escape(word))
        else:
            small.append(_as_pattern(word))
    return (
        regex.compile(rf"(?P<core>{'|'.join(small)})(?:(?<=\w)\w*)?") if small else None,
        regex.compile(rf"(?<![\p{{L}}-])(?P<core>{'|'.join(capitals)})(?:s|:s)?(?!\p{{L}})(?:-\p{{L}}+)?") if capitals else None,
    )


def _as_pattern(word: str) -> str:
    inside = word.startswith("*")
    whole = word.startswith("=")
    parts = [r"\s?-?\s?".join(regex.escape(piece, special_only=True) for piece in p.split("-")) for p in fold(word.lstrip("*=")).split()]
    joined = r"\s+".join(r"(?:och|o|&|/|samt)" if p == "och" else p for p in parts)
    # Each word but the last may be inflected; short words stand alone.
    joined = regex.sub(r"(?<=[a-z]{4})\\s\+", r"\\w{0,3}\\s+", joined)
    start = "" if inside else r"(?<![\p{L}\p{N}])"
    short = len(word) <= 4 and not inside
    end = r"s?(?![\p{L}\p{N}])" if whole else (r"(?:s|en|et|er|erna|ens|ets|an|or|na|n)?(?![\p{L}\p{N}])" if short else "")
    return f"{start}{joined}{end}"
