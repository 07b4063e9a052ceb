"""The words that the end of a table begins with: a row of sums ("Summa", "Delsumma", "Totalt"), or a note right below it ("Belopp i tkr", a key).

Out: patterns, to be compiled without regard to case. Who asks adds what else ends the rows of measures there.
"""

from __future__ import annotations

SUM = r"(?:del|tot|total|slut)?\s?-?summa\b|totalt?\b"
NOTE = r"belopp(?:en)?\s+(?:i|anges|är)\b|\p{L}+\s*=\s*\p{L}|(?:tecken|färg)förklaring"
