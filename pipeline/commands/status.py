"""``atgarder status``: what the database holds, and what a run would do."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.commands.options import database_option, work_option
from pipeline.config import settle

_HOLDS = """
select state as tillstånd, count(*) as filer from files group by state order by filer desc, state
"""
_COUNTS = """
select (select count(*) from documents) as handlingar, (select count(*) from measures) as åtgärder,
       (select count(*) from effects) as belopp, (select count(*) from findings) as anmärkningar,
       (select count(*) from links where decision = 'same') as länkar,
       (select date_trunc('second', max(finished)) from runs) as senast_byggd
"""


@click.command(options_metavar="[VAL]")
@click.argument("paths", nargs=-1, metavar="[SÖKVÄG]…")
@database_option
@work_option
def status(paths: tuple[str, ...], db: str | None, work: str | None) -> None:
    """Visa vad databasen innehåller och vad som återstår att läsa."""
    settings, _ = settle({"db": db, "work": work})
    from pipeline import database, plan, stages
    from pipeline.commands.query import written

    with database.connect_readonly(settings.database) as con:
        for sql in (_COUNTS, _HOLDS):
            sys.stdout.write(written(*database.rows_of(con, sql), "table") + "\n")
    if not paths and not Path(settings.raw).is_dir():
        return  # the papers are elsewhere: what remains can only be told of paths that are named
    planned = stages.look(paths or (settings.raw,), settings)
    for task, count in planned.counts().items():
        print(f"{count} {plan.WHY[task]}")
