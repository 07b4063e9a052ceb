"""A font's name on paper → whether it is bold.

Writers say it in many ways: "Arial-BoldMT", "ABCDEF+Calibri,Bold", "OpenSans-Semibold", "Frutiger-Black".
"""

from __future__ import annotations

_BOLD = ("bold", "black", "heavy", "demi", "semibd", "halvfet")
_BOLD_ENDS = ("-bd", "bd", ",b", "-b", "-bdmt")
_PLAIN = ("regular", "light", "book", "roman", "medium", "italic", "oblique")


def bold_by_name(name: str) -> bool | None:
    """True for a bold cut, False for one that names another weight, None where the name does not say."""
    name = name.lower().split("+")[-1]
    if any(part in name for part in _BOLD) or name.endswith(_BOLD_ENDS):
        return True
    return False if any(part in name for part in _PLAIN) else None
