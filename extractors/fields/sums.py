"""The words that the end of a table begins with: a row of sums ("Summa", "Delsumma", "Totalt"), or a note right below it ("Belopp i tkr", a key).

Out: patterns, to be compiled without regard to case; who asks adds what else ends the rows of measures there. And whether a line of text is a sum.
"""

from __future__ import annotations

import regex

from extractors.fields.amount import find_amounts

SUM = r"(?:del|tot|total|slut)?\s?-?summa\b|totalt?\b"
NOTE = r"belopp(?:en)?\s+(?:i|anges|är)\b|\p{L}+\s*=\s*\p{L}|(?:tecken|färg)förklaring"

# "Summa", whatever of; "Totalt" only right before the amount, or as the name of the line ("Totalt park:")
_BEFORE_THE_SUM = regex.compile(
    r"(?:del|tot|total|slut)?-?summa\b[^.]*?|totalt?(?:(?:\s+\p{L}[\p{L}-]*){0,4}?:)?\s+(?:ca\.?\s+|cirka\s+)?",
    regex.IGNORECASE,
)


def is_sum(text: str) -> bool:
    """True for a line that sums others: "Summa park: 830 tkr", "Totalt 3 mnkr"; not "Totalt tre tjänster dras in, 900 tkr"."""
    return any(_BEFORE_THE_SUM.fullmatch(text[: amount.start]) for amount in find_amounts(text)[:1])
