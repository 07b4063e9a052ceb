"""The same measure in several papers: the database that is being built goes in, ``links`` and ``link_clusters`` are filled.

matching.py finds the pairs. Here they are kept from run to run, and a person's decision (a correction with the field ``link``)
wins over what was found, whatever it says.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from hashlib import blake2b
from itertools import combinations
from pathlib import Path

from extractors.lexicon.words import lemma, use_cache
from pipeline.config import Settings
from pipeline.corrections import LINK
from pipeline.database import Connection, append, rows_of
from pipeline.decisions import Decision, read_decision
from pipeline.forked import spread
from pipeline.matching import FACTS, NEXT_YEAR, SAME, VERSION, Place, Row, pairs_of
from pipeline.schema import LinkRow

_MANY = 2_000  # measures: with fewer, starting processes takes as long as the work

Decided = tuple[str, str, Decision, str]  # measure, other measure, decision, who


def make_ready(settings: Settings) -> None:
    """Load the word list that pairs are found with."""
    use_cache(settings.work_folder / "words")
    lemma("åtgärder")


def link(con: Connection, settings: Settings) -> None:
    """Fill ``links`` and ``link_clusters`` of the database that is being built.

    A municipality whose measures are as they were last time is not worked through again: its pairs are kept in the work folder.
    """
    use_cache(settings.work_folder / "words")
    blocks: dict[str, list[Row]] = defaultdict(list)
    places: dict[str, Place] = {}
    for row in _read(con):
        said = dict(zip(FACTS, row, strict=False))
        measure_id, paper = str(said["measure_id"]), str(said["document_id"])
        places[measure_id] = Place(said["year"] or 9999, said["day"] or date.max, paper, said["seq"])
        blocks[said["municipality"] or f"?{said['district'] or said['board'] or paper}"].append(row)
    kept = _Kept(settings.work_folder / "links")
    found = kept.pairs([block for _, block in sorted(blocks.items())], settings)
    decided = apply_decisions(found, _decisions(con), places)
    members = clusters(decided, places)
    append(con, "links", through_others(decided, members, places))
    append(con, "link_clusters", members)


def apply_decisions(found: Iterable[LinkRow], decisions: Iterable[Decided], places: dict[str, Place]) -> list[LinkRow]:
    """The links with what people have decided put over them."""
    rows = {frozenset((r.measure_id_a, r.measure_id_b)): r for r in found}
    for one, other, decision, who in decisions:
        if one not in places or other not in places or one == other:
            continue  # its measure is not found any more: corrections.state says so
        a, b = sorted((one, other), key=places.__getitem__)
        key = frozenset((one, other))
        before = rows.get(key)
        why = json.loads(before.why) if before else {}
        score = before.score if before else 1.0 if decision == "same" else 0.0
        text = json.dumps(why | {"by": who}, ensure_ascii=False, sort_keys=True)
        rows[key] = LinkRow(a, b, score, decision, text)
    return sorted(rows.values())


def clusters(links: Iterable[LinkRow], places: dict[str, Place]) -> list[tuple[str, str]]:
    """(measure, cluster) for every linked measure. Surest links first; one that would put two measures of a paper
    into one cluster is not followed, since a paper tells a measure once."""
    groups: dict[str, dict[str, str]] = {}  # measure → its group: a member for each paper
    same = [r for r in links if r.decision == "same"]
    for row in sorted(same, key=lambda r: ('"by"' not in r.why, -r.score, r.measure_id_a, r.measure_id_b)):
        a, b = (
            groups.setdefault(measure_id, {places[measure_id].document_id: measure_id})
            for measure_id in (row.measure_id_a, row.measure_id_b)
        )
        if a.keys().isdisjoint(b):
            a |= b
            for member in b.values():
                groups[member] = a
    names = {id(group): min(group.values(), key=places.__getitem__) for group in groups.values() if len(group) > 1}
    return sorted((member, names[id(group)]) for member, group in groups.items() if len(group) > 1)


def _read(con: Connection) -> list[Row]:
    _, rows = rows_of(
        con,
        """
        with municipalities as (  -- a paper that does not say its municipality has that of its board's other papers
            select coalesce(district, body) as board, min(municipality) as municipality
            from documents where municipality is not null group by 1 having count(distinct municipality) = 1
        ),
        amounts as (
            select measure_id, list(distinct amount_sek order by amount_sek) as amounts
            from effects where kind = 'estimated' and period in ('total', 'year') group by 1
        )
        select m.measure_id, m.document_id, m.seq, coalesce(d.municipality, k.municipality), d.body, d.district,
               coalesce(d.plan_year, year(d.doc_date)), d.doc_date, m.no, m.area, m.subarea,
               case when m.start_precision in ('day', 'month') then m.start_date end, a.amounts, m.title, m.action
        from measures as m join documents as d using (document_id)
        left join municipalities as k on k.board = coalesce(d.district, d.body)
        left join amounts as a using (measure_id)
        order by m.document_id, m.seq
        """,
    )
    return rows


def through_others(links: list[LinkRow], members: list[tuple[str, str]], places: dict[str, Place]) -> list[LinkRow]:
    """The links, and those that follow from them: two measures of one cluster are the same, though their own words may not show it.
    What is decided or conflicts stays as it is, and so do papers of years that are not held against each other."""
    rows = {(r.measure_id_a, r.measure_id_b): r for r in links}
    together: dict[str, list[str]] = defaultdict(list)
    for measure_id, cluster in members:
        together[cluster].append(measure_id)
    for group in together.values():
        group.sort(key=places.__getitem__)
        for a, b in combinations(group, 2):
            row = rows.get((a, b))
            if (row is None or row.decision == "unsure") and abs(places[a].year - places[b].year) <= NEXT_YEAR:
                why = json.loads(row.why) if row else {}
                if "by" not in why:
                    text = json.dumps(why | {"through": group[0]}, ensure_ascii=False, sort_keys=True)
                    rows[a, b] = LinkRow(a, b, row.score if row else SAME, "same", text)
    return sorted(rows.values())


class _Kept:
    """Pairs of earlier runs, a file for each municipality, named by all that they were found from."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def pairs(self, blocks: list[list[Row]], settings: Settings) -> list[LinkRow]:
        """The pairs of all blocks, in order; those of blocks that were not there last time are found anew. Forgets all others."""
        names = [
            blake2b(repr((VERSION, block)).encode("utf-8", "replace"), digest_size=16).hexdigest() for block in blocks
        ]
        known = {name: rows for name in names if (rows := self._read(name)) is not None}
        new = {name: block for name, block in zip(names, blocks, strict=True) if name not in known}
        few = sum(map(len, new.values())) < _MANY
        found = [pairs_of(block) for block in new.values()] if few else spread(pairs_of, list(new.values()), settings)
        for name, rows in zip(new, found, strict=True):
            known[name] = rows
            self._keep(name, rows)
        for path in self._folder.glob("*.json"):
            if path.stem not in known:
                path.unlink(missing_ok=True)
        return [row for name in names for row in known[name]]

    def _read(self, name: str) -> list[LinkRow] | None:
        try:
            return [LinkRow(*row) for row in json.loads((self._folder / f"{name}.json").read_text("utf-8"))]
        except (OSError, ValueError, TypeError):
            return None

    def _keep(self, name: str, rows: list[LinkRow]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        new = self._folder / f".{name}.{os.getpid()}"
        new.write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
        new.replace(self._folder / f"{name}.json")


def _decisions(con: Connection) -> list[Decided]:
    """People's decisions in the order that they were made; of several about one pair the last wins."""
    _, rows = rows_of(
        con,
        """select measure_id, new_value, "by" from corrections
           where field = ? and state = 'applied' and measure_id is not null and new_value is not null order by "at" """,
        [LINK],
    )
    return [
        (str(one), other, decision, str(who))
        for one, said, who in rows
        for decision, other in [read_decision(str(said))]
    ]
