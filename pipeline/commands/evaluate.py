"""``atgarder evaluate``: the database against gold labels, per field and document."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.commands.options import database_option
from pipeline.config import settle

if TYPE_CHECKING:
    from pipeline.evaluate import Result


@click.command(options_metavar="[VAL]")
@click.argument("gold_dir", metavar="FACIT", type=click.Path(exists=True, file_okay=False, path_type=Path))
@database_option
@click.option(
    "--suffix", default="", metavar="TILLÄGG", help="Jämför med filer vars namn har detta tillägg, t.ex. .scan."
)
@click.option("--misses", is_flag=True, help="Visa varje post som inte är helt rätt.")
@click.option("--format", "form", type=click.Choice(("table", "json")), default="table", help="Svarets form.")
@click.option(
    "--least", type=click.FloatRange(0, 1), metavar="ANDEL", help="Avsluta med 6 om färre poster än så är helt rätt."
)
def evaluate(gold_dir: Path, db: str | None, suffix: str, misses: bool, form: str, least: float | None) -> None:
    """Jämför databasen med ett facit: en mapp med en JSON-fil per handling, eller människors rättelser (data/corrections).

    Precision är andelen rätt av det som lästes, recall andelen rätt av det som finns, F1 de två tillsammans.
    """
    settings, _ = settle({"db": db})
    from extractors.errors import CheckFailed
    from pipeline.evaluate import evaluate as held_against
    from pipeline.evaluate import total

    if any(gold_dir.glob("*.jsonl")):
        from pipeline.corrected_gold import evaluate_corrections

        results = evaluate_corrections(settings.database)
    else:
        results = held_against(settings.database, gold_dir, suffix=suffix)
    everything = total(results)
    if form == "json":
        report = {result.name: _as_json(result) for result in [*results, everything]}
        sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    else:
        _print_tables(results, everything)
        if misses:
            _print_misses(results)
    share = everything.exact / everything.gold if everything.gold else 1.0
    if least is not None and share < least:
        raise CheckFailed(f"Andelen helt rätta poster är {share:.3f}, mindre än {least}.")


def _print_tables(results: Sequence[Result], everything: Result) -> None:
    from pipeline.commands.query import written

    papers = [
        (
            r.name,
            r.gold,
            r.found,
            _decimals(r.scores["measures"].f1),
            r.exact,
            _decimals(r.exact / r.gold if r.gold else 1.0),
        )
        for r in [*results, everything]
    ]
    print(written(("handling", "facit", "lästa", "F1", "helt rätt", "andel"), papers, "table").rpartition("(")[0])
    fields = [(k, _decimals(s.precision), _decimals(s.recall), _decimals(s.f1)) for k, s in everything.scores.items()]
    print(written(("fält", "precision", "recall", "F1"), fields, "table").rpartition("(")[0])
    print(f"Uppgifter om handlingen: {everything.document_right} rätt av {everything.document_asked}.")


def _print_misses(results: Sequence[Result]) -> None:
    for result in results:
        for miss in result.misses:
            print(f"{result.name}: {miss}")


def _decimals(share: float) -> str:
    return f"{share:.3f}"


def _as_json(result: Result) -> dict[str, Any]:
    scores = {
        key: {"precision": score.precision, "recall": score.recall, "f1": score.f1}
        for key, score in result.scores.items()
    }
    return {
        "gold": result.gold,
        "found": result.found,
        "exact": result.exact,
        "document_right": result.document_right,
        "document_asked": result.document_asked,
        "fields": scores,
    }
