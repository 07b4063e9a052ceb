"""``atgarder sample N``: draw measures at random for a person to judge, to know how often the program is wrong."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from extractors.errors import NoInput
from pipeline.commands.options import database_option
from pipeline.commands.review import default_name
from pipeline.config import settle
from pipeline.terminal import counted, number, say


@click.command(options_metavar="[VAL]")
@click.argument("count", metavar="ANTAL", type=click.IntRange(1, 100_000))
@database_option
@click.option(
    "--seed",
    type=int,
    metavar="N",
    help="Tal som bestämmer dragningen: samma tal och databas drar samma åtgärder. Förval: slumpas.",
)
@click.option("--by", metavar="NAMN", help="Vem som drar. Förval: namnet i git, annars användaren.")
def sample(count: int, db: str | None, seed: int | None, by: str | None) -> None:
    """Dra ett stickprov att bedöma på granskningssidan. Ur det räknas hur ofta varje fält är fel, med säkerhetsgränser.

    Åtgärderna dras i skikt efter hur de står i handlingen och varifrån texten kommer, ur varje skikt dess andel och minst två; det kan
    bli några fler än ANTAL. Bedöm dem med: atgarder review
    """
    settings, _ = settle({"db": db})
    from pipeline import database
    from pipeline.corrections import append_correction
    from pipeline.sampling import draw

    chosen = seed if seed is not None else secrets.randbelow(1_000_000)
    with database.connect_readonly(settings.database) as con:
        lines = draw(con, count, seed=chosen, by=by or default_name())
    if not lines:
        raise NoInput("Det finns inga ogranskade åtgärder att dra ur.")
    path = Path(settings.corrections)
    for line in lines:
        path = append_correction(Path(settings.corrections), line)
    strata = len({line.new["stratum"] for line in lines})
    say(
        f"{counted(len(lines), 'åtgärd', 'åtgärder')} ur {counted(strata, 'skikt', 'skikt')} (dragning {chosen}) i {path}."
    )
    if len(lines) > count:
        say(f"Det är fler än de {number(count)} du bad om: ur varje skikt dras dess andel, och minst två.")
    elif len(lines) < count:
        say(f"Det är färre än de {number(count)} du bad om: ur varje skikt dras dess andel av de ogranskade.")
    say("Bedöm dem med: atgarder review, och välj Stickprov. Bygg sedan om med: atgarder extract")
