"""Swedish names of fields, codes and findings, as people see them on the review page, in messages and in findings."""

from __future__ import annotations

import json
from typing import Any

from pipeline.labels import AREAS, DOC_TYPES, STATUSES, whole

FIELDS = {
    "no": "Nummer",
    "title": "Rubrik",
    "action": "Åtgärd",
    "area_path": "Rubriker ovanför",
    "area": "Område",
    "subarea": "Delområde",
    "effects": "Belopp",
    "effect_text": "Effekt i ord",
    "start": "Start",  # a place that a time was told by, which may be another than what is printed as the time
    "start_raw": "Start, som den står",
    "start_date": "Start",
    "start_precision": "Startens noggrannhet",
    "due": "Klart",
    "due_raw": "Klart, som det står",
    "due_date": "Klart",
    "due_precision": "Slutets noggrannhet",
    "responsible": "Ansvarig",
    "status": "Läge",
    "status_raw": "Läge, som det står",
    "status_date": "Lägets dag",
    "goal": "Mål",
    "method": "Hur",
    "comment": "Kommentar",
}
DOCUMENT_FIELDS = {
    "municipality": "Kommun",
    "body": "Nämnd",
    "district": "Stadsdel",
    "title": "Titel",
    "doc_type": "Slag",
    "dnr": "Diarienummer",
    "doc_date": "Datum",
    "plan_year": "Planår",
}
DEEDS = {
    "review": "Godkännande",
    "measure": "Hela åtgärden",
    "split": "Delning",
    "join": "Ihopslagning",
    "link": "Samma åtgärd i flera handlingar",
    "sample": "Stickprov",
    "undo": "Ångrat",
}
_CORRECTIONS = {
    "review": "Ett godkännande",
    "split": "En delning",
    "join": "En ihopslagning",
    "link": "Ett beslut om samma åtgärd i två handlingar",
}
LONG = ("action", "effect_text", "goal", "method", "comment", "status_raw")
POINTED = (
    "action",
    "title",
    "no",
    "effect_text",
    "start_raw",
    "due_raw",
    "responsible",
    "status_raw",
    "goal",
    "method",
    "comment",
)
CODES = {
    "area": AREAS,
    "subarea": {
        "barn_och_unga": "Barn och unga",
        "vuxna_missbruk": "Vuxna, missbruk",
        "ekonomiskt_bistand": "Ekonomiskt bistånd",
        "socialpsykiatri": "Socialpsykiatri",
        "familjeratt": "Familjerätt",
        "kvinnofrid": "Kvinnofrid",
        "hemloshet": "Hemlöshet",
        "hemtjanst": "Hemtjänst",
        "sarskilt_boende": "Särskilt boende",
        "bistand": "Bistånd, myndighetsutövning",
        "forebyggande": "Förebyggande",
        "boende": "Boende",
        "daglig_verksamhet": "Daglig verksamhet",
        "personlig_assistans": "Personlig assistans",
        "boendestod": "Boendestöd",
        "ledsagning_avlosning": "Ledsagning, avlösning",
        "korttid": "Korttid",
        "grundskola": "Grundskola",
        "gymnasium": "Gymnasium",
        "vuxenutbildning": "Vuxenutbildning",
        "fritidshem": "Fritidshem",
        "foreningsbidrag": "Föreningsbidrag",
        "fritidsgardar": "Fritidsgårdar",
        "lokaler": "Lokaler",
        "ledning": "Ledning",
        "namnd": "Nämnd",
    },
    "status": {code: STATUSES[code] for code in ("planned", "ongoing", "done", "stopped")},
    "doc_type": DOC_TYPES,
}
_PRECISIONS = {
    "day": "dag",
    "month": "månad",
    "season": "årstid",
    "year": "år",
    "half_year": "halvår",
    "quarter": "kvartal",
    "ongoing": "pågående",
    "about": "ungefär",
}
CODES["start_precision"] = CODES["due_precision"] = _PRECISIONS
KINDS = {"estimated": "beräknat", "actual": "utfall"}
PERIODS = {"total": "summa", "full_year": "helår", "year": "per år", "month": "per månad", "day": "per dygn"}
WHY_ABSENT = {
    "stated_none": "sägs inte finnas",
    "not_stated": "sägs inte",
    "unreadable": "gick inte att läsa",
    "page_not_read": "sidan är inte läst",
}
DECISIONS = {"same": "samma åtgärd", "unsure": "oklart", "different": "olika åtgärder"}  # about two measures
CONFLICTS = {"number": "de har olika nummer", "name": "de gäller olika namn", "direction": "de går åt olika håll"}
REVIEWS = {"none": "Inte granskad", "accepted": "Godkänd", "corrected": "Rättad"}
FINDINGS = {
    "total_differs": "Summan stämmer inte",
    "number_hole": "Hål i numreringen",
    "start_after_due": "Startar efter slutet",
    "year_far": "Årtal långt bort",
    "amount_thousandfold": "Tusen gånger för stort eller litet",
    "same_measure_twice": "Samma åtgärd två gånger",
    "status_contradicts": "Läget mot utfallet",
    "area_unknown": "Området framgår inte",
    "owner_unknown": "Vems handlingen är",
    "table_page_empty": "Tabellsida utan åtgärd",
    "page_not_read": "Sida inte läst",
    "untaken_text": "Text ingen tog",
    "doubtful_words": "Osäkert läst i bilden",
    "start_not_understood": "Starten gick inte att tolka",
    "due_not_understood": "Slutet gick inte att tolka",
    "effect_not_understood": "Beloppet gick inte att tolka",
    "mended": "Läst ur felskrivna ord",
    "approximate": "Ungefärligt belopp",
    "status_colour": "Läget visas bara med färg",
    "no_plan_year": "Planåret framgår inte",
    "plan_year_unsure": "Planåret är osäkert",
    "no_doc_type": "Slaget av handling framgår inte",
    "correction_conflict": "Två har rättat olika",
    "correction_stale": "Läses annorlunda nu",
    "correction_reopened": "Handlingen har ändrats",
    "correction_orphan": "Rättelse utan åtgärd",
    "correction_unreadable": "Rättelse gick inte att läsa",
}


def field(name: str) -> str:
    """The name of a field; ``effects.2`` is amount 2."""
    base, _, number = name.partition(".")
    return f"{(DEEDS | DOCUMENT_FIELDS | FIELDS).get(base, base)}{' ' + number if number else ''}"


def code(name: str, value: object) -> str:
    """The words for a code; any other value as it is."""
    if isinstance(value, list):
        return " › ".join(map(str, value))
    return CODES.get(name, {}).get(str(value), str(value))


def value(name: str, said: Any) -> str:
    """A value as sentences have it: words for a code, "tomt" where there is none, and amounts as the page shows them."""
    if said in (None, "", []):
        return "tomt"
    if name == "effects" and isinstance(said, list):
        return ", ".join(map(_amount, said))
    return code(name, said)


def _amount(said: Any) -> str:
    """An amount; one that a line says in another way than it should is shown as it is."""
    if not isinstance(said, dict) or not isinstance(said.get("amount_sek"), int):
        return str(said)
    year, period = said.get("year"), said.get("period", "total")
    parts = [f"{whole(said['amount_sek'])} kr", KINDS.get(said.get("kind", ""), ""), str(year or "")]
    return " ".join(filter(None, parts)) + ("" if period == "total" else f" {PERIODS.get(period, period)}")


def correction(name: str, old: str | None, new: str | None) -> str:
    """What a person set, as a sentence begins with it: "En rättelse av område från »tomt« till »Skola«"."""
    if name == "measure":
        return "En avvisning" if new is None else "En tillagd åtgärd"
    before, after = (value(name, _parsed(name, text)) for text in (old, new))
    what = field(name).lower()
    made = (
        f"En bekräftelse av {what} »{after}«"
        if before == after
        else f"En rättelse av {what} från »{before}« till »{after}«"
    )
    return _CORRECTIONS.get(name, made)


def _parsed(name: str, text: str | None) -> Any:
    """The list that the table ``corrections`` has as JSON; any other value as it is."""
    if name not in ("effects", "area_path") or not text:
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text


def finding(name: str) -> str:
    """A short name for a finding's code."""
    return FINDINGS.get(name, name.replace("_", " ").capitalize())
