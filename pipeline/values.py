"""What a person may set: a field's name and a value from outside go in, the value as the tables hold it comes out.

The codes are those of the annotation guide. What cannot be used raises ValueError with a Swedish sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

from extractors.measure import DocType, EffectPeriod, Kind, Layout, Precision, Status
from pipeline import words

SUBAREAS: dict[str, tuple[str, ...]] = {
    "individ_och_familj": ("barn_och_unga", "vuxna_missbruk", "ekonomiskt_bistand", "socialpsykiatri", "familjeratt", "kvinnofrid",
                           "hemloshet"),
    "aldreomsorg": ("hemtjanst", "sarskilt_boende", "bistand", "forebyggande"),
    "funktionsnedsattning": ("boende", "daglig_verksamhet", "personlig_assistans", "hemtjanst", "boendestod", "ledsagning_avlosning",
                             "korttid", "bistand"),
    "forskola": (),
    "skola": ("grundskola", "gymnasium", "vuxenutbildning", "fritidshem"),
    "arbetsmarknad": (),
    "kultur_och_fritid": ("foreningsbidrag", "fritidsgardar"),
    "stadsmiljo": (),
    "ledning_och_administration": ("lokaler", "ledning", "namnd"),
}  # fmt: skip
CODES: dict[str, tuple[str, ...]] = {
    "area": tuple(SUBAREAS),
    "subarea": tuple(dict.fromkeys(code for codes in SUBAREAS.values() for code in codes)),
    "start_precision": get_args(Precision),
    "due_precision": get_args(Precision),
    "status": get_args(Status),
    "layout": get_args(Layout),
    "doc_type": get_args(DocType),
}
DATES = ("start_date", "due_date", "status_date", "doc_date")
NUMBERS = ("plan_year",)
TEXTS = (
    "no",
    "title",
    "action",
    "start_raw",
    "due_raw",
    "effect_text",
    "goal",
    "method",
    "responsible",
    "status_raw",
    "comment",
)
DOCUMENT_FIELDS = ("municipality", "body", "district", "title", "doc_type", "dnr", "doc_date", "plan_year")
MEASURE_FIELDS = (
    "no", "title", "action", "area_path", "area", "subarea", "start_raw", "start_date", "start_precision", "due_raw", "due_date",
    "due_precision", "effect_text", "goal", "method", "responsible", "status", "status_raw", "status_date", "comment",
)  # fmt: skip
EFFECTS = "effects"
_YEARS = range(1900, 2101)


def usable(field: str, value: Any) -> Any:
    """The value that the table holds: a text, an ISO date, a number, a list of texts, or None."""
    if field == "area_path":
        if value is None or not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise ValueError("Rubrikerna ovanför ska vara en lista av texter.")
        return [part.strip() for part in value if part.strip()]
    if value is None or (isinstance(value, str) and not value.strip()):
        if field == "action":
            raise ValueError("Åtgärden måste ha en text. Är den ingen åtgärd: avvisa den.")
        return None
    if field in CODES:
        if value not in CODES[field]:
            names = ", ".join(words.code(field, code) for code in CODES[field])
            raise ValueError(f"»{value}« går inte att välja som {words.field(field).lower()}. Välj bland: {names}.")
        return value
    if field in DATES:
        return _day(value)
    if field in NUMBERS:
        return _year(value)
    if field in TEXTS or field in DOCUMENT_FIELDS:
        if not isinstance(value, str):
            raise ValueError(f"{words.field(field)} ska vara en text.")
        return " ".join(value.split())
    raise ValueError(f"»{words.field(field)}« är inget fält som kan rättas.")


def usable_effects(value: Any) -> list[dict[str, Any]]:
    """The amounts of a measure, each with every column of the table ``effects`` but its keys."""
    if not isinstance(value, list):
        raise ValueError("Beloppen ska vara en lista.")
    return [_effect(said) for said in value]


def _effect(said: Any) -> dict[str, Any]:
    if not isinstance(said, Mapping):
        raise ValueError("Ett av beloppen är inte skrivet som det ska.")
    amount = said.get("amount_sek")
    if isinstance(amount, bool) or not isinstance(amount, int):
        raise ValueError(f"Beloppet »{words.value('amount_sek', amount)}« ska vara ett helt antal kronor.")
    if abs(amount) >= 10**15:
        raise ValueError("Beloppet är för stort.")
    kind, period = said.get("kind", "estimated"), said.get("period", "total")
    if kind not in get_args(Kind):
        raise ValueError(f"»{kind}« är inget slag av belopp. Välj bland: {', '.join(words.KINDS.values())}.")
    if period not in get_args(EffectPeriod):
        raise ValueError(f"»{period}« är ingen period. Välj bland: {', '.join(words.PERIODS.values())}.")
    year, as_of = said.get("year"), said.get("as_of")
    return {
        "raw": " ".join(str(said.get("raw") or f"{amount} kr").split()),
        "amount_sek": amount,
        "kind": kind,
        "year": None if year in (None, "") else _year(year),
        "as_of": None if as_of in (None, "") else _day(as_of),
        "period": period,
    }


def _day(value: Any) -> str:
    try:
        return date.fromisoformat(str(value).strip()).isoformat()
    except ValueError:
        raise ValueError(f"»{value}« är inget datum. Skriv det som 2024-03-31.") from None


def _year(value: Any) -> int:
    try:
        year = int(str(value).strip())
    except ValueError:
        raise ValueError(f"»{value}« är inget årtal. Skriv det som 2024.") from None
    if year not in _YEARS:
        raise ValueError(f"{year} är inget rimligt årtal.")
    return year
