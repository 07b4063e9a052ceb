"""The step that lays people's corrections over the database that is being built. ``data/corrections`` goes in, rows are changed.

What was read before is kept in ``uncorrected``, so that the review page can take a correction back and ``evaluate`` can hold the
program against what people have decided. A paper whose bytes have changed has its corrections opened again: each is told beside the
measure that it seems to be about, and waits for a person.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from pipeline.config import Settings
from pipeline.correcting import correct, find_record, row_of
from pipeline.corrections import LINK, REVIEW, SAMPLE, Correction, Unreadable, as_text, read_corrections
from pipeline.database import Connection, append, rows_of
from pipeline.decisions import decided, decision_text
from pipeline.sampling import sample_rows
from pipeline.schema import CorrectionRow, FindingRow, SampleRow
from pipeline.told import read_told, write_told
from pipeline.words import correction

NOT_HERE = "Handlingen finns inte bland dem som är lästa."
NO_OTHER = "Den åtgärd som den jämförs med hittas inte längre."
NEW_BYTES = "Handlingen har fått nytt innehåll sedan dess. Bedöm rättelsen på nytt."


def apply_corrections(con: Connection, settings: Settings) -> None:
    """Change what people have corrected; fill ``corrections``, ``uncorrected`` and ``samples``."""
    lines, torn = read_corrections(Path(settings.corrections))
    rows: list[CorrectionRow] = []
    samples: list[SampleRow] = []
    for document_id, group in groupby(sorted(lines, key=lambda c: c.document_id), key=lambda c: c.document_id):
        made = list(group)
        read = read_told(con, document_id)
        if read is None:
            rows += _opened_again(con, made)
            continue
        if any(line.field != SAMPLE for line in made):
            append(con, "uncorrected", [(document_id, read.as_text())])
        corrected = correct(read, made)
        write_told(con, corrected.told)
        rows += corrected.rows
        samples += sample_rows(made, corrected.rows)
    rows = _others_found(con, rows, lines)
    append(
        con,
        "corrections",
        [row for row in sorted(rows, key=lambda r: (r.at, r.by, r.correction_id)) if row.field != SAMPLE],
    )
    append(con, "samples", samples)
    append(con, "findings", [*_orphans_told(con, rows), *map(_torn_told, torn)])


def _others_found(con: Connection, rows: list[CorrectionRow], lines: list[Correction]) -> list[CorrectionRow]:
    """The rows; decisions about two measures name the other by its key of today, or hold no longer."""

    def paper_of(measure_id: str) -> str | None:
        found = rows_of(con, "select document_id from measures where measure_id = ?", [measure_id])[1]
        return str(found[0][0]) if found else None

    made = {line.id: line for line in lines if line.field == LINK}
    found = []
    for row in rows:
        if row.field == LINK and row.state == "applied":
            try:
                decision, other = decided(made[str(row.correction_id)], paper_of)
            except (ValueError, KeyError, TypeError):
                row = row._replace(state="orphan", reason="Raden är inte skriven som den ska.")
            else:
                told = read_told(con, other.document_id)
                record = find_record(told, other.measure, other.anchor) if told else None
                if record is None:
                    row = row._replace(state="orphan", reason=NO_OTHER)
                else:
                    row = row._replace(new_value=decision_text(decision, record.id))
        found.append(row)
    return found


def _opened_again(con: Connection, lines: list[Correction]) -> list[CorrectionRow]:
    """Corrections of bytes that are not here: told beside the same measure of a paper that has the file's name."""
    papers = rows_of(con, "select document_id from documents where file_name = ? order by 1", [lines[0].file])[1]
    told = read_told(con, str(papers[0][0])) if papers else None
    if told is None:
        return [row_of(line, line.measure, NOT_HERE) for line in lines]
    findings = []
    for line in lines:
        record = find_record(told, line.measure, line.anchor) if line.measure else None
        if line.field in (SAMPLE, REVIEW):
            continue
        what = correction(line.field, as_text(line.old), as_text(line.new))
        message = (
            f"{what} ({line.by}) gjordes i en tidigare fil med samma namn. Filen har ändrats sedan dess: "
            "se efter och rätta igen om det behövs."
        )
        page = record.row["page_first"] if record else None
        findings.append(
            FindingRow(
                told.document["document_id"],
                record.id if record else None,
                line.field,
                "warning",
                "correction_reopened",
                message,
                page,
            )
        )
    append(con, "findings", findings)
    return [row_of(line, line.measure, NEW_BYTES) for line in lines]


def _orphans_told(con: Connection, rows: list[CorrectionRow]) -> list[FindingRow]:
    """One finding for each line that holds no longer, where its paper is here."""
    known = {str(row[0]) for row in rows_of(con, "select document_id from documents")[1]}
    return [
        FindingRow(
            r.document_id, None, r.field, "warning", "correction_orphan",
            f"{correction(r.field, r.old_value, r.new_value)} ({r.by}) används inte: {r.reason} Gör om den eller ta tillbaka den.", None,
        )
        for r in rows
        if r.state == "orphan" and r.document_id in known
    ]  # fmt: skip


def _torn_told(torn: Unreadable) -> FindingRow:
    message = f"Rad {torn.line} i {torn.file} gick inte att läsa ({torn.why}). Rätta raden för hand eller hämta den ur versionshistoriken."
    return FindingRow(None, None, None, "error", "correction_unreadable", message, None)
