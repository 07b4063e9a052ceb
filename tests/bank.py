"""Banks of measures for tests of views, links, exports and the report: rows without any PDF.

``bank`` builds a database file from rows; ``gold_rows`` gives the rows of the sample papers' labels; ``many`` makes as many
made-up measures as wanted, for checks of speed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import duckdb

from pipeline import database
from pipeline.config import Settings
from pipeline.links import clusters as clusters_of
from pipeline.links import link
from pipeline.matching import Place
from pipeline.reference import load_reference
from pipeline.schema import DocumentRow, EffectRow, MeasureRow, Rows
from pipeline.sums import summable

GOLD = Path(__file__).parent / "gold"
SQL = Path(database.__file__).parent / "sql"


def document(document_id: str, **said: Any) -> DocumentRow:
    """A plan of a board that says nothing but what is given."""
    row: dict[str, Any] = dict.fromkeys(DocumentRow._fields)
    row |= {
        "document_id": document_id,
        "sha256": f"{document_id:0>64}",
        "file_name": f"{document_id}.pdf",
        "doc_type": "plan",
    }
    row |= {"pages": 4, "pages_ocr": 0, "text_source": "native", "extracted_with": "prov", "manifest_fields": []}
    return DocumentRow(**(row | said))


def measure(measure_id: str, document_id: str, **said: Any) -> MeasureRow:
    """A measure that says nothing but what is given."""
    row: dict[str, Any] = dict.fromkeys(MeasureRow._fields)
    row |= {
        "measure_id": measure_id,
        "document_id": document_id,
        "seq": 1,
        "action": "Se över schemat.",
        "area_path": [],
    }
    row |= {
        "layout": "table",
        "page_action": said.get("page_first", 1),
        "page_first": 1,
        "page_last": 1,
        "confidence": 0.9,
        "review": "none",
    }
    return MeasureRow(**(row | said))


def effect(measure_id: str, amount_sek: int, kind: str = "estimated", **said: Any) -> EffectRow:
    """An amount of a measure, without a year unless one is given."""
    row: dict[str, Any] = {
        "measure_id": measure_id,
        "seq": 1,
        "raw": f"{amount_sek} kr",
        "amount_sek": amount_sek,
        "kind": kind,
    }
    row |= {"year": None, "as_of": None, "period": "total"}
    return EffectRow(**(row | said))


def bank(
    path: Path, rows: Rows, *, reference: Path | None = None, find_links: bool = False, clusters: bool = False
) -> Path:
    """A database file made of the rows, as a run makes it after reading. Effects are numbered in their order.

    ``find_links`` finds which measures are the same; ``clusters`` takes the rows' own links for it.
    """
    settings = Settings(db=str(path), reference=str(reference or path.parent / "no_reference"))
    with database.create(path) as con:
        _fill(con, rows, settings, find_links=find_links, clusters=clusters)
    return path


def asked(rows: Rows, sql: str, *, reference: Path) -> list[Any]:
    """The answer of a bank in memory with the rows' own links. Quicker than a file: nothing is explained there."""
    con = duckdb.connect(":memory:")
    for digit in "15":
        if digit == "5":
            _fill(con, rows, Settings(reference=str(reference)), find_links=False, clusters=True)
        for script in sorted(SQL.glob(f"{digit}*.sql")):
            con.execute(re.sub(r"^comment on .*;$", "", script.read_text("utf-8"), flags=re.MULTILINE))
    return database.rows_of(con, sql)[1]


def _fill(con: database.Connection, rows: Rows, settings: Settings, *, find_links: bool, clusters: bool) -> None:
    seen: dict[str, int] = {}
    for i, row in enumerate(rows.effects):
        seen[row.measure_id] = seen.get(row.measure_id, 0) + 1
        rows.effects[i] = row._replace(seq=seen[row.measure_id])
    database.load(con, rows)
    load_reference(con, settings)
    if find_links:
        link(con, settings)
    if clusters:
        places = {m.measure_id: Place(0, date.min, m.document_id, m.seq) for m in rows.measures}
        database.append(con, "link_clusters", clusters_of(rows.links, places))


def gold_rows(names: Sequence[str] | None = None) -> Rows:
    """The labels of sample papers as rows: what a perfect reading of them gives. Default: all papers."""
    rows = Rows()
    for file in sorted(GOLD.glob("*.json")):
        label = json.loads(file.read_text("utf-8"))
        if "document" not in label or (names is not None and file.stem not in names):
            continue
        said = label["document"]
        said = {k: _first(v) for k, v in said.items() if k in DocumentRow._fields and k != "file_name"}
        rows.documents.append(document(file.stem, **said))
        for seq, m in enumerate(label["measures"], 1):
            values = {
                k: _first(v) for k, v in m.items() if k in MeasureRow._fields and k not in ("area_path", "effects")
            }
            measure_id = f"{file.stem}-{seq}"
            effects = [EffectRow(measure_id, 0, **e) for e in m["effects"]]
            rows.measures.append(
                measure(measure_id, file.stem, **values)._replace(
                    seq=seq, area_path=m["area_path"] or [], ekonomisk_effekt=_sum(effects, said.get("plan_year"))
                )
            )
            rows.effects += effects
    return rows


def _sum(effects: list[EffectRow], plan_year: Any) -> int | None:
    return summable(effects, plan_year)  # type: ignore[arg-type]


def _first(value: Any) -> Any:
    """Where two readers could differ the label is a list: the first will do."""
    return value[0] if isinstance(value, list) else value


_VERBS = (
    "Minska",
    "Sänk",
    "Se över",
    "Samordna",
    "Säg upp",
    "Begränsa",
    "Digitalisera",
    "Upphandla",
    "Avveckla",
    "Flytta",
)
_THINGS = (
    "hyran för lokalen", "inköpen av livsmedel", "vikarierna i hemtjänsten", "resorna till konferenser", "bemanningen nattetid",
    "placeringarna på HVB", "köpta platser på korttidsboende", "avtalet om skolskjuts", "städningen av förskolan",
    "licenserna för journalsystemet", "klippningen av gräsytor", "bidraget till föreningar", "öppettiderna på biblioteket",
    "porto och utskick", "leasingbilarna", "konsulterna inom socialtjänsten", "färdtjänstens beställningar", "larmen i särskilt boende",
)  # fmt: skip
_PLACES = (
    "Almen",
    "Björken",
    "Eken",
    "Granen",
    "Hasseln",
    "Lönnen",
    "Oxeln",
    "Rönnen",
    "Tallen",
    "Videt",
    "Aspen",
    "Linden",
)
_AREAS = ("aldreomsorg", "forskola", "skola", "individ_och_familj", "stadsmiljo", "ledning_och_administration")


def many(measures: int, *, per_paper: int = 20, seed: int = 0) -> Rows:
    """Made-up measures: boards of 290 municipalities, each year a plan and its follow-up in other words."""
    random = Random(seed)
    rows = Rows()
    papers = max(measures // per_paper, 2) // 2
    for n in range(papers):
        board = n % 1450
        year = 2005 + n // 1450
        said = {"municipality": f"Prov{board % 290}", "body": f"Nämnd {board // 290}", "plan_year": year}
        plan, later = f"{n:015x}p", f"{n:015x}u"
        rows.documents.append(document(plan, doc_date=f"{year - 1}-11-15", **said))
        rows.documents.append(document(later, doc_type="follow_up", doc_date=f"{year}-09-15", **said))
        for seq in range(1, per_paper + 1):
            verb, thing, place = random.choice(_VERBS), random.choice(_THINGS), random.choice(_PLACES)
            area, amount = random.choice(_AREAS), random.randrange(20, 4000) * 1000
            rows.measures += [
                measure(f"{plan}-{seq}", plan, seq=seq, action=f"{verb} {thing} vid enheten {place} under året.", area=area,
                        start_date=f"{year}-02-01", start_precision="month", status="planned", ekonomisk_effekt=amount),
                measure(f"{later}-{seq}", later, seq=seq, action=f"{thing.capitalize()} vid {place}, {verb.lower()}.", area=area,
                        status=random.choice(("ongoing", "done", None)), ekonomisk_effekt=amount),
            ]  # fmt: skip
            rows.effects += [
                effect(f"{plan}-{seq}", amount, year=year),
                effect(f"{later}-{seq}", amount, year=year),
                effect(
                    f"{later}-{seq}",
                    amount * random.randrange(0, 12) // 10,
                    "actual",
                    year=year,
                    as_of=f"{year}-08-31",
                    seq=2,
                ),
            ]
    return rows
