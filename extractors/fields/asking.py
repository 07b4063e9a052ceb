"""Labels that ask or tell in plain words what stands under them: "Vem håller i det?", "När är det klart", "Ger på helår".

In: a label, folded, without years and units. Out: the field it asks for, or None. These are shapes of questions, not a list of labels:
offices that write plain Swedish each word them their own way.
"""

from __future__ import annotations

import regex

_IT = r"(?:(?:det|detta|den|vi|atgarden|har)\s+)*"
_SHAPES = tuple(
    (field, regex.compile(pattern))
    for field, pattern in (
        ("responsible", r"(?:vem|vilka|vilken\s+(?:chef|enhet|roll|funktion))\b(?!.*\b(?:berors|paverkas|drabbas|galler)\b)"),
        ("comment", r"(?:vem|vilka|vad)\b.*\b(?:berors|paverkas|drabbas|foljd(?:en|erna)?|konsekvens\w*|risk\w*)\b|hur\s+(?:paverka|marks)\w*\b"),
        ("due", r"nar\b.*\b(?:klar|klart|fardig|fardigt|slut|slutar|avslutas|senast)\b"),
        ("start", r"(?:fran|sedan)\s+nar\b.*"),
        ("start", rf"nar\s+(?:{_IT}(?:borja|starta|genomfor|gor|infor|galler|sker|satt)\w*.*|{_IT}ska\b.*)"),
        ("status", r"hur\s+(?:langt|gar|har\s+det\s+gatt|ser\s+det\s+ut|ligger\s+vi)\b|(?:vad|detta|det)\s+har\s+(?:vi\s+)?(?:gjort|hant)\w*|vad\s+ar\s+gjort(?:\s+(?:hittills|nu|redan|an\s+sa\s+lange))?\b|var\s+(?:star|ar)\s+vi(?:\s+nu)?\b"),
        ("effect", r"(?:vad\s+|det\s+)*(?:skulle\s+(?:ge|spara)|(?:har\s+)?(?:gav|gett|givit))(?:\s+(?:det|vi))?"),
        ("effect", rf"hur\s+mycket\b.*|(?:vad\s+)?{_IT}(?:ger|sparar|tjanar|frigor|inbringar|minskar|vinner)\b(?!\s+vi\s+(?:det|har)\b)(?:\s+(?:det|detta|vi|atgarden|pa|per|helar|ar|i|kronor|budget|forsta|aret|nasta|hel|drift))*"),
        ("effect_text", r"vad\s+(?:leder|bidrar)\b.*|vad\s+blir\s+(?:effekten|resultatet|battre)\b.*"),
        ("goal", r"varfor\b.*|vad\s+vill\s+vi\b.*|vart\s+ska\s+vi\b.*"),
        ("method", r"(?:hur|sa)\s+(?:ska\s+)?(?:vi\s+)?(?:gor|gar|genomfor)\w*\s+(?:vi|det|till)\b.*"),
        ("action", rf"(?:vad|(?:det|detta)(?:\s+har)?)\s+(?:{_IT}(?:ska|gor|gors|andrar|andra|andras|foreslar|foreslas|behover|kommer)\b.*)"),
    )
)  # fmt: skip

_ANY = regex.compile("|".join(shape.pattern for _, shape in _SHAPES))  # most labels ask nothing

# What was to be done and what came of it, printed beside each other: "Det här sa vi", "Vad vi lovade" | "Vi gjorde", "Så blev det".
_WE = r"(?:vi|namnden|forvaltningen|kontoret)"
_LEAD = r"(?:(?:vad|det|detta|sa)\s+)?(?:som\s+)?(?:har\s+){0,2}"
_SAY = r"(?:sa|sade|sagt|lovade|lovat|beslutade|beslutat|bestamde|bestamt|planerade|planerat)"
_DO = r"(?:gjorde|gjort|genomforde|genomfort)"
_SAID = regex.compile(
    rf"{_LEAD}(?:{_WE}\s+(?:har\s+)?{_SAY}|{_SAY}\s+{_WE})(?:\s+(?:att\s+)?{_WE}\s+skulle\s+gora)?"
    rf"|(?:vad|det)\s+som\s+(?:sades|lovades|beslutades|planerades)"
    rf"|(?:vad|det|detta)\s+(?:har\s+)?(?:skulle\s+{_WE}|{_WE}\s+skulle)\s+(?:gora|genomfora)"
)
_DONE = regex.compile(
    rf"{_LEAD}(?:{_WE}\s+(?:har\s+)?{_DO}|{_DO}\s+{_WE})|(?:vad|det)\s+som\s+(?:har\s+)?(?:gjordes|gjorts|genomforts)"
    r"|(?:sa|hur)\s+(?:har\s+|det\s+){0,2}(?:gick|gatt|blev|blivit|ligger|star)(?:\s+(?:det|till|nu))*"
    r"|(?:vad|det|detta)\s+(?:som\s+)?(?:har\s+){0,2}(?:hande|hant|skedde|skett|blev|blivit)(?:\s+(?:det|av|gjort))*"
)


def said_or_done(label: str) -> str | None:
    """The field of a folded label that says, in plain words, what was to be done or what came of it."""
    return "action" if _SAID.fullmatch(label) else "status" if _DONE.fullmatch(label) else None


def asked(label: str) -> str | None:
    """The field that a folded label asks for in plain words; None where it does not ask, or asks for something else."""
    words = label.rstrip("?").split()
    if not 1 <= len(words) <= 8:
        return None
    plain = " ".join(words)
    if not _ANY.match(plain):
        return None
    return next((field for field, shape in _SHAPES if shape.fullmatch(plain) or _opened(shape, plain)), None)


def _opened(shape: regex.Pattern[str], plain: str) -> bool:
    """A question may go on after what it asks: "Vem ansvarar inom förvaltningen"."""
    return plain.startswith(("vem", "vilk", "nar", "hur")) and shape.match(plain) is not None
