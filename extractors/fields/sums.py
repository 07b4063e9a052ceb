"""The words that a row of sums begins with: "Summa", "Delsumma", "Total summa", "Totalt".

Out: a pattern, to be compiled without regard to case. Who asks adds what else ends the rows of measures there.
"""

from __future__ import annotations

SUM = r"(?:del|tot|total|slut)?\s?-?summa\b|totalt?\b"
