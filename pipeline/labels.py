"""Swedish for people: codes of the database → the words that reports show."""

from __future__ import annotations

AREAS = {
    "individ_och_familj": "Individ och familj",
    "aldreomsorg": "Äldreomsorg",
    "funktionsnedsattning": "Funktionsnedsättning",
    "forskola": "Förskola",
    "skola": "Skola",
    "arbetsmarknad": "Arbetsmarknad",
    "kultur_och_fritid": "Kultur och fritid",
    "stadsmiljo": "Stadsmiljö",
    "ledning_och_administration": "Ledning och administration",
}
NO_AREA = "Framgår inte"
STATUSES = {
    "planned": "Planerad",
    "ongoing": "Pågår",
    "done": "Genomförd",
    "stopped": "Avbruten",
    "not_stated": "Sägs inte",
    "not_followed_up": "Inte följd upp",
}
DOC_TYPES = {
    "plan": "Plan",
    "follow_up": "Uppföljning",
    "reply": "Svar på skrivelse",
    "consultant_report": "Konsultrapport",
}
NO_BREAK = "\u00a0"


def area(code: str | None) -> str:
    """The name of an area; a code that is not known is shown as it is."""
    return NO_AREA if code is None else AREAS.get(code, code)


def status(code: str | None) -> str:
    """The name of a status."""
    return STATUSES["not_stated"] if code is None else STATUSES.get(code, code)


def whole(number: float | None) -> str:
    """12 345, with spaces that do not break; a dash where there is none."""
    return "–" if number is None else f"{round(number):,}".replace(",", NO_BREAK).replace("-", "−")


def decimal(number: float | None, digits: int = 1) -> str:
    """1 234,5."""
    return "–" if number is None else f"{number:,.{digits}f}".replace(",", NO_BREAK).replace(".", ",").replace("-", "−")


def million(kronor: float | None) -> str:
    """Kronor as mnkr with one decimal; small sums as tkr."""
    if kronor is None:
        return "–"
    if 0 < abs(kronor) < 100_000:
        return f"{decimal(kronor / 1e3, 0)}{NO_BREAK}tkr"
    return f"{decimal(kronor / 1e6)}{NO_BREAK}mnkr"


def percent(share: float | None) -> str:
    """0.584 → 58 %."""
    return "–" if share is None else f"{decimal(100 * share, 0)}{NO_BREAK}%"


def plural(number: int, one: str, several: str) -> str:
    """1 handling, 2 handlingar."""
    return f"{whole(number)}{NO_BREAK}{one if number == 1 else several}"
