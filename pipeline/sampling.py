"""An honest estimate of how often the program is wrong: measures drawn at random for a person to judge.

In go the measures of a database and how many are wanted; out come lines for ``data/corrections`` that say which were drawn. A drawn
measure is judged when a person has accepted, corrected or rejected it after it was drawn: a field that was changed was wrong. The
views ``v_error_rate`` and ``v_planned_error`` make rates with intervals of it.

Strata are layout × text source, so that rare layouts are seen too: each stratum gets its share of the sample, and at least two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from random import Random

from pipeline.corrections import JOIN, LINK, MEASURE, SAMPLE, SPLIT, Anchor, Correction
from pipeline.database import Connection
from pipeline.schema import CorrectionRow, SampleRow
from pipeline.told import Values, dicts
from pipeline.values import EFFECTS, MEASURE_FIELDS

_LEAST = 2  # of a stratum: one says nothing of how much they differ
_MEASURES = """
select m.measure_id, d.sha256, d.file_name, m.action, m.no, m.page_first, m.layout || ' · ' || coalesce(d.text_source, 'native') as stratum
from measures as m join documents as d using (document_id)
where m.review = 'none' and m.measure_id not in (select measure_id from samples where measure_id is not null and not judged)
order by m.measure_id
"""


def draw(con: Connection, wanted: int, *, seed: int, by: str) -> list[Correction]:
    """Lines for some measures, drawn in strata; the same database and seed draw the same."""
    strata: dict[str, list[Values]] = defaultdict(list)
    for row in dicts(con, _MEASURES):
        strata[row["stratum"]].append(row)
    name = f"{datetime.now(UTC):%Y-%m-%d}-{seed}"
    random = Random(seed)
    lines = []
    for stratum, share in _shares({k: len(v) for k, v in strata.items()}, wanted).items():
        for row in random.sample(strata[stratum], share):
            new = {"sample": name, "stratum": stratum, "of": len(strata[stratum]), "drawn": share}
            anchor = Anchor(row["action"], row["no"], row["page_first"])
            lines.append(
                Correction(
                    by=by,
                    sha256=row["sha256"],
                    file=row["file_name"],
                    field=SAMPLE,
                    new=new,
                    measure=row["measure_id"],
                    anchor=anchor,
                )
            )
    return lines


def sample_rows(lines: Sequence[Correction], rows: Sequence[CorrectionRow]) -> list[SampleRow]:
    """The drawn measures of one paper and how they were judged. ``rows`` say what became of each line."""
    found = []
    for line, row in zip(lines, rows, strict=True):
        if line.field != SAMPLE or not isinstance(line.new, dict):
            continue
        new, here = line.new, row.measure_id if row.state == "applied" else None
        after = [
            r
            for r in rows
            if r.measure_id == row.measure_id and str(r.at) > str(row.at) and r.field not in (SAMPLE, LINK)
        ]
        wrong = {_wrong(r) for r in after if r.state == "applied"} - {None}
        found.append(
            SampleRow(
                str(new.get("sample", "")), line.document_id, here, str(new.get("stratum", "")), int(new.get("of", 0)), int(new.get("drawn", 0)),
                any(r.state == "applied" for r in after), sorted(str(field) for field in wrong),
            )
        )  # fmt: skip
    return found


def _wrong(row: CorrectionRow) -> str | None:
    """The field that a correction shows to have been wrong; None where it says that all is well."""
    if row.field in (MEASURE, SPLIT, JOIN):
        return MEASURE
    changed = row.field in (EFFECTS, *MEASURE_FIELDS) and (row.old_value or "") != (row.new_value or "")
    return row.field if changed else None


def _shares(sizes: dict[str, int], wanted: int) -> dict[str, int]:
    """How many to draw from each stratum: in proportion, at least two, never more than there are."""
    total = sum(sizes.values())
    if not total:
        return {}
    return {
        name: min(size, max(_LEAST, round(wanted * size / total)))
        for name, size in sorted(sizes.items(), key=lambda kv: (-kv[1], kv[0]))
    }
