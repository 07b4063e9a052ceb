"""What a paper sets in brackets behind each text: "(0,8 mnkr 2031 och 1,4 mnkr på helår, bygglovschefen)".

In: the text of a measure. Out: the text without the brackets, and what stands in them as quotes.
"""

from __future__ import annotations

import regex

from extractors.fields.amount import find_amounts
from extractors.measure import Quote
from extractors.model import Passage

_LAST = regex.compile(r"\s*\((?P<inside>[^()]{3,90})\)[\s.]*$")
_ROLE = regex.compile(
    r"(?:chef|direktör|rektor|controller|samordnare|strateg|handläggare|ansvarig|ledare|sekreterare|ekonom|jurist|konsult|intendent|ingenjör|"
    r"inspektör|planerare|utvecklare|lärare|sköterska|ordförande|kamrer|registrator|arkivarie)(?:en|n|na|er|erna)?\b",
    regex.IGNORECASE,
)
_PART = regex.compile(r"(?:[^,]|,(?=\d))+")


def without_brackets(text: Passage) -> tuple[Passage, list[Quote]]:
    """The text and the quotes of its last brackets; the text as it is where they hold anything but amounts and those who answer."""
    last = _LAST.search(text.text)
    if last is None:
        return text, []
    quotes = []
    for part in _PART.finditer(text.text, *last.span("inside")):
        said = part.group().strip()
        field = "effect" if find_amounts(said) else "responsible" if _ROLE.search(said) else None
        if field is None:
            return text, []
        start = part.start() + len(part.group()) - len(part.group().lstrip())
        quotes.append(Quote(field, text.cut(start, start + len(said))))
    return text.cut(0, last.start()), quotes
