"""A printed colour → its name, as keys of traffic lights use it.

In: "#rrggbb". Out: "green", "yellow", "orange", "red", "blue", "grey", "black", or None for one between.
"""

from __future__ import annotations

from colorsys import rgb_to_hsv

# The last hue (in degrees) that is called by the name.
_HUES = ((20, "red"), (44, "orange"), (70, "yellow"), (170, "green"), (265, "blue"), (330, None), (360, "red"))


def colour_name(code: str) -> str | None:
    """The name of a colour; None for one that no key would name."""
    try:
        red, green, blue = (int(code[i : i + 2], 16) / 255 for i in (1, 3, 5))
    except ValueError:
        return None
    hue, saturation, value = rgb_to_hsv(red, green, blue)
    if value < 0.2:
        return "black"
    if saturation < 0.2:
        return "grey" if value < 0.9 else None
    return next(name for last, name in _HUES if hue * 360 <= last)
