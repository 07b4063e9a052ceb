"""A data package: files that were written go in, ``datapackage.json`` (Data Package 2.0) and ``dcat.ttl`` (DCAT-AP-SE) come out.

Both tell what the files are in a form that catalogues read. Descriptions come from the database's own comments.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.database import Connection
from pipeline.dictionary import Column, Relation

TITLE = "Åtgärder i nämndhandlingar"
DESCRIPTION = (
    "Åtgärder för ekonomi och verksamhet ur kommunala nämndhandlingar: vad som görs, område, start, uppskattad och faktisk "
    "effekt i kronor, läge, och den sida som varje uppgift lästes från."
)
KEYWORDS = ("kommun", "nämnd", "åtgärder", "besparingar", "budget", "uppföljning")
_LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
_FIELD_TYPES = {"VARCHAR": "string", "BIGINT": "integer", "INTEGER": "integer", "DOUBLE": "number", "BOOLEAN": "boolean", "DATE": "date",
                "TIMESTAMP": "datetime"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class About:
    """What only the publisher knows: its name, whom to ask, and where the package will be found."""

    publisher: str = "Utgivaren är inte angiven"
    contact: str = "ej.angiven@example.com"
    address: str = "https://example.com/atgarder/"


def write_package(con: Connection, folder: Path, files: Sequence[tuple[Relation, Path, Path]], about: About) -> None:
    """Describe the CSV and Parquet files of each table and view; ``con`` is the database that they were written from."""
    resources = [resource(relation, csv, _header(csv)) for relation, csv, _ in files]
    resources += [_parquet(relation, parquet) for relation, _, parquet in files]
    described = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "atgarder",
        "title": TITLE,
        "description": DESCRIPTION,
        "homepage": about.address,
        "keywords": list(KEYWORDS),
        "licenses": [{"name": "CC0-1.0", "path": _LICENCE, "title": "CC0 1.0"}],
        "contributors": [{"title": about.publisher, "email": about.contact, "roles": ["publisher"]}],
        "resources": resources,
    }
    (folder / "datapackage.json").write_text(json.dumps(described, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (folder / "dcat.ttl").write_text(as_dcat(files, about), "utf-8")


def resource(relation: Relation, path: Path, columns: Sequence[str]) -> dict[str, Any]:
    """A CSV file as a resource with a table schema. ``columns`` are those of the file, in order."""
    by_name = {column.name: column for column in relation.columns}
    schema: dict[str, Any] = {"fields": [_field(by_name[name], relation) for name in columns], "missingValues": [""]}
    if relation.key:
        schema["primaryKey"] = list(relation.key)
    return (
        {"name": relation.name.replace("_", "-")}
        | _file(relation, path)
        | {
            "type": "table",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": schema,
        }
    )


def as_dcat(files: Sequence[tuple[Relation, Path, Path]], about: About) -> str:
    """A catalogue with one data set; CSV and Parquet are two distributions of it."""
    base = about.address if about.address.endswith("/") else f"{about.address}/"
    csv = ",\n        ".join(f"<{base}{csv.name}>" for _, csv, _ in files)
    parquet = ",\n        ".join(f"<{base}{parquet.name}>" for _, _, parquet in files)
    keywords = ", ".join(f"{_literal(word)}@sv" for word in KEYWORDS)
    return f"""@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .

<{base}#katalog> a dcat:Catalog ;
    dcterms:title "Åtgärdsbanken"@sv ;
    dcterms:description "Åtgärder ur kommunala nämndhandlingar."@sv ;
    dcterms:publisher <{base}#utgivare> ;
    dcterms:license <{_LICENCE}> ;
    dcat:dataset <{base}#datamangd> .

<{base}#utgivare> a foaf:Agent ;
    foaf:name {_literal(about.publisher)}@sv .

<{base}#datamangd> a dcat:Dataset ;
    dcterms:title {_literal(TITLE)}@sv ;
    dcterms:description {_literal(DESCRIPTION)}@sv ;
    dcterms:publisher <{base}#utgivare> ;
    dcterms:language <http://publications.europa.eu/resource/authority/language/SWE> ;
    dcterms:accessRights <http://publications.europa.eu/resource/authority/access-right/PUBLIC> ;
    dcat:theme <http://publications.europa.eu/resource/authority/data-theme/GOVE> ;
    dcat:keyword {keywords} ;
    dcat:contactPoint <{base}#kontakt> ;
    dcat:distribution <{base}#csv>, <{base}#parquet> .

<{base}#kontakt> a vcard:Organization ;
    vcard:fn {_literal(about.publisher)} ;
    vcard:hasEmail <mailto:{_address(about.contact)}> .

<{base}#csv> a dcat:Distribution ;
    dcterms:title "CSV"@sv ;
    dcterms:format "text/csv" ;
    dcterms:license <{_LICENCE}> ;
    dcat:accessURL <{base}datapackage.json> ;
    dcat:downloadURL {csv} .

<{base}#parquet> a dcat:Distribution ;
    dcterms:title "Parquet"@sv ;
    dcterms:format "application/vnd.apache.parquet" ;
    dcterms:license <{_LICENCE}> ;
    dcat:accessURL <{base}datapackage.json> ;
    dcat:downloadURL {parquet} .
"""


def _parquet(relation: Relation, path: Path) -> dict[str, Any]:
    named = {"name": f"{relation.name.replace('_', '-')}-parquet", "type": "file", "format": "parquet"}
    return named | _file(relation, path) | {"mediatype": "application/vnd.apache.parquet"}


def _file(relation: Relation, path: Path) -> dict[str, Any]:
    return {
        "path": path.name,
        "description": relation.meaning,
        "bytes": path.stat().st_size,
        "hash": "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest(),
    }


def _field(column: Column, relation: Relation) -> dict[str, Any]:
    kind = "array" if column.type.endswith("[]") else _FIELD_TYPES.get(column.type, "any")
    described: dict[str, Any] = {"name": column.name, "type": kind, "description": column.meaning}
    if (column.name,) == relation.key:
        described["constraints"] = {"required": True, "unique": True}
    return described


def _header(csv: Path) -> list[str]:
    with open(csv, encoding="utf-8") as file:
        return file.readline().rstrip("\r\n").replace('"', "").split(",")


def _literal(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # Turtle's short strings have JSON's escapes


def _address(text: str) -> str:
    return re.sub(r"[^\w.@+-]", "", text)
