"""How different municipalities name the same things: labels, table headers, status words, units. One vocabulary is one house style.

In: the name of a vocabulary. Out: ``Words``. Money is printed by ``Words.money``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

_UNITS = {
    "kr": 1,
    "kronor": 1,
    "tkr": 1_000,
    "kkr": 1_000,
    "mnkr": 1_000_000,
    "Mkr": 1_000_000,
    "mn kr": 1_000_000,
    "miljoner kronor": 1_000_000,
}


@dataclass(frozen=True, slots=True)
class Words:
    """One house style. ``labels`` by field; ``status`` by code; ``units`` in running text; ``column_unit`` in tables."""

    labels: Mapping[str, str]
    status: Mapping[str, str]
    units: tuple[str, ...]
    column_unit: str
    titles: tuple[str, ...]
    follow_titles: tuple[str, ...]

    def money(self, kronor: int, random: Random) -> str:
        """An amount with its unit, as running text has it."""
        fitting = [u for u in self.units if _decimals(kronor, u) <= (2 if _UNITS[u] == 1_000_000 else 0)]
        unit = random.choice(fitting)
        return f"{in_unit(kronor, unit)} {unit}"

    def cell(self, kronor: int) -> str:
        """An amount as a table's cell has it; its unit stands in the header."""
        return in_unit(kronor, self.column_unit)

    def raw(self, kronor: int) -> str:
        """What gold calls it: the cell with the header's unit."""
        return f"{self.cell(kronor)} {self.column_unit}"


def in_unit(kronor: int, unit: str) -> str:
    """1200000 in mnkr is "1,2", in tkr "1 200"."""
    whole, rest = divmod(abs(kronor), _UNITS[unit])
    text = f"{whole:,}".replace(",", " ")
    if _UNITS[unit] == 1_000_000:
        decimals = f"{rest:06d}".rstrip("0") or "0"
        text += f",{decimals}"
    return f"-{text}" if kronor < 0 else text


def _decimals(kronor: int, unit: str) -> int:
    rest = abs(kronor) % _UNITS[unit]
    return len(f"{rest:0{len(str(_UNITS[unit])) - 1}d}".rstrip("0")) if rest else 0


_KEYS = [
    "no",
    "area",
    "action",
    "title",
    "start",
    "due",
    "effect",
    "actual",
    "effect_text",
    "goal",
    "method",
    "responsible",
    "status",
    "comment",
    "consequence",
    "risk",
]


def _words(labels: str, status: str, units: str, column_unit: str, titles: str, follow: str) -> Words:
    named = dict(zip(_KEYS, (t.strip() for t in labels.split("|")), strict=True))
    codes = dict(zip(("planned", "ongoing", "done", "stopped"), (t.strip() for t in status.split("|")), strict=True))
    return Words(
        named,
        codes,
        tuple(u.strip() for u in units.split("|")),
        column_unit,
        tuple(titles.split(" | ")),
        tuple(follow.split(" | ")),
    )


VOCABULARIES: dict[str, Words] = {
    "handlingsplan": _words(
        "Nr | Område | Åtgärd | Åtgärd | Start | Klart | Ekonomisk effekt | Faktisk ekonomisk effekt | Effekt | Mål | Hur | Ansvarig | Status | "
        "Kommentar | Konsekvens | Risk",
        "Planerad | Pågår | Genomförd | Avbruten",
        "tkr | mnkr",
        "tkr",
        "Handlingsplan för en budget i balans {year} | Handlingsplan för ekonomi i balans {year}",
        "Uppföljning av handlingsplan för en budget i balans {year}",
    ),
    "planeringssystem": _words(
        "Nr | Verksamhet | Aktivitet | Aktivitet | Startdatum | Slutdatum | Beräknad besparing | Utfall besparing | Förväntad effekt | Syfte | "
        "Genomförande | Ansvarig | Status | Kommentar | Konsekvenser | Risk",
        "Ej påbörjad | Pågående | Avslutad | Utgår",
        "tkr | kr",
        "tkr",
        "Aktivitetsplan {year} | Åtgärdsprogram {year}",
        "Uppföljning av aktivitetsplan {year}",
    ),
    "uppdrag": _words(
        "Nr | Verksamhetsområde | Uppdrag | Uppdrag | Påbörjas | Slutförs | Kostnadsminskning | Uppnådd kostnadsminskning | Förväntat resultat | "
        "Syfte | Så här gör vi | Ansvarig chef | Läge | Kommentar | Konsekvens | Risk",
        "Inte påbörjad | Påbörjad | Slutförd | Stoppad",
        "Mkr | kr",
        "kkr",
        "Uppdrag för en ekonomi i balans {year}",
        "Redovisning av uppdrag för en ekonomi i balans {year}",
    ),
    "besparing": _words(
        "Löpnr | Förvaltningsområde | Besparingsåtgärd | Besparingsåtgärd | Genomförs | Klart senast | Bedömd ekonomisk effekt | "
        "Faktisk effekt | Effekt för verksamheten | Målsättning | Tillvägagångssätt | Ansvarig tjänsteman | Läge | Anmärkning | "
        "Konsekvensbeskrivning | Riskbedömning",
        "Planeras | Under arbete | Klar | Genomförs inte",
        "tkr | miljoner kronor",
        "tkr",
        "Besparingsåtgärder inför budget {year} | Besparingslista {year}",
        "Uppföljning av besparingsåtgärder {year}",
    ),
    "effektivisering": _words(
        "Nummer | Enhet | Effektiviseringsåtgärd | Effektiviseringsåtgärd | Starttid | Sluttid | Beräknad effekt | Verklig effekt | Nytta | Mål | "
        "Metod | Ansvar | Status | Notering | Konsekvensanalys | Risk",
        "Ej startad | Pågår | Klart | Avbryts",
        "kr | mnkr",
        "mnkr",
        "Effektiviseringar {year} | Effektiviseringsprogram {year}",
        "Redovisning av effektiviseringsprogram {year}",
    ),
    "omstallning": _words(
        "Nr | Avdelning | Insats | Insats | Tidpunkt | Färdigt | Ekonomisk konsekvens | Utfall | Väntad effekt | Mål | Arbetssätt | "
        "Huvudansvarig | Genomförandestatus | Kommentar | Konsekvens för brukare | Risknivå",
        "Inte startad | I gång | Verkställd | Inställd",
        "tkr | kronor",
        "tkr",
        "Omställningsplan {year} | Plan för omställning {year}",
        "Lägesrapport för omställningsplanen {year}",
    ),
}
