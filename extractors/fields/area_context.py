"""What a name that several areas share means beside other names: "Boende" under "LSS" is no home for the elderly.

In: a name of an area and the names around it, or a name and the area that it stands under. Out: the area and sub-area that are meant.
"""

from __future__ import annotations

from collections.abc import Iterable

from extractors.fields.area_words import Hit, context_patterns
from extractors.lexicon.folding import fold

_CONTEXT = {
    "aldreomsorg": {"boende": "sarskilt_boende", "hemtjanst": "hemtjanst", "bistand": "bistand", "korttid": "sarskilt_boende", "forebyggande": "forebyggande"},
    "individ_och_familj": {"vuxna": "vuxna_missbruk", "barn": "barn_och_unga"},
    "funktionsnedsattning": {
        "boende": "boende", "hemtjanst": "hemtjanst", "bistand": "bistand", "korttid": "korttid", "ledsagning_avlosning": "ledsagning_avlosning",
    },
}  # fmt: skip


def in_context(hit: Hit, around: Iterable[Hit]) -> Hit:
    """Home help, housing and assessment are of the elderly unless something around says functional disability."""
    areas = {h.area for h in around}
    subareas = {h.subarea for h in around if h.area == "individ_och_familj"}
    if hit.area == "aldreomsorg" and hit.subarea and "funktionsnedsattning" in areas and not _says_elderly(around):
        moved = {"hemtjanst": "hemtjanst", "sarskilt_boende": "boende", "bistand": "bistand"}.get(hit.subarea)
        return hit._replace(area="funktionsnedsattning", subarea=moved)
    named_whole = any(
        h.area == "funktionsnedsattning" and h.subarea is None for h in around
    )  # "LSS och socialpsykiatri"
    if hit.area == "funktionsnedsattning" and "socialpsykiatri" in subareas and hit.subarea and not named_whole:
        return hit._replace(area="individ_och_familj", subarea="socialpsykiatri")
    if (
        hit.area == "funktionsnedsattning"
        and hit.subarea in ("boendestod", "ledsagning_avlosning")
        and _says_elderly(around)
    ):
        return hit._replace(area="aldreomsorg", subarea=None)
    return hit


def _says_elderly(around: Iterable[Hit]) -> bool:
    return any(h.area == "aldreomsorg" and h.subarea is None for h in around)


def subarea_within(text: str, area: str) -> str | None:
    """Sub-areas that only their area's name makes clear: "Beställarenheten Funktionshinder", "Boende" under "LSS"."""
    known = _CONTEXT.get(area)
    if not known:
        return None
    best: tuple[int, str] | None = None
    for name, pattern in context_patterns().items():
        match = pattern.search(fold(text)) if name in known else None
        if match and (best is None or match.start() < best[0]):
            best = match.start(), known[name]
    return best[1] if best else None
