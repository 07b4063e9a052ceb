"""``atgarder extract``: read papers and fill the database."""

from __future__ import annotations

import logging
import shlex
import sys
import time
from typing import TYPE_CHECKING, Any

import click

from pipeline.commands.options import database_option, work_option
from pipeline.config import OCR_CHOICES, Settings, settle
from pipeline.terminal import counted, named, number, say

if TYPE_CHECKING:
    from pipeline.stages import Summary
    from pipeline.store import Record

FIRST_QUERY = "select area, sum(n)::int as antal, sum(planned_sek)::bigint as kronor from v_top_areas group by area order by kronor desc nulls last, area"
_SHOWN_TROUBLES = 20
_ALL_TROUBLES = "select path, state, reason from files where reason is not null"
_PLAIN_EVERY = 10  # seconds between plain lines of progress


@click.command(options_metavar="[VAL]")
@click.argument("paths", nargs=-1, metavar="[SÖKVÄG]…")
@database_option
@work_option
@click.option("-j", "--jobs", type=click.IntRange(1), metavar="N", help="Antal processer. Förval: alla kärnor.")
@click.option("--cluster", metavar="ADRESS", help="Låt ett daskkluster arbeta, till exempel tcp://huvud:8786.")
@click.option(
    "--share", metavar="ADRESS", help="Klustrets gemensamma lagring (fsspec), där arbetsmappen inte är delad."
)
@click.option("-f", "--force", is_flag=True, help="Läs och tolka allt på nytt.")
@click.option("-n", "--dry-run", is_flag=True, help="Säg vad som skulle göras och varför. Gör inget.")
@click.option("--ocr", type=click.Choice(OCR_CHOICES), help="Bildläsning: vid behov (auto), alltid eller aldrig.")
@click.option("--ocr-engine", metavar="NAMN", help="Motor för bildläsning: tesseract eller rapidocr.")
@click.option("--timeout", type=click.IntRange(1), metavar="SEKUNDER", help="Längsta tid för en handling. Förval: 300.")
@click.option("-q", "--quiet", is_flag=True, help="Säg bara vad som gick fel.")
@click.option("-v", "--verbose", is_flag=True, help="Säg mer.")
@click.option("--no-progress", is_flag=True, help="Ingen förloppsmätare.")
def extract(
    paths: tuple[str, ...], force: bool, dry_run: bool, quiet: bool, verbose: bool, no_progress: bool, **given: Any
) -> None:
    """Läs handlingar (PDF) och fyll databasen.

    SÖKVÄG är PDF-filer eller mappar, som gås igenom. Utan SÖKVÄG läses data/raw. Bara det som är nytt eller ändrat läses.
    """
    logging.basicConfig(level=logging.INFO if verbose else logging.CRITICAL, stream=sys.stderr)
    settings, _ = settle(given)
    from pipeline import stages
    from pipeline.inputs import shown

    wanted = paths or (settings.raw,)
    if dry_run:
        _say_plan(wanted, settings, force=force)
        return
    started = time.monotonic()
    watcher = _watcher(quiet=quiet, verbose=verbose, progress=sys.stderr.isatty() and not no_progress)
    with watcher:
        summary = stages.run(wanted, settings, watcher, force=force)
    _say_troubles(summary, verbose=verbose)
    if not summary.read + summary.reused and not summary.troubles:
        given_paths = "".join(f" {shlex.quote(path)}" for path in paths)
        say(
            f"Inga PDF-filer i {' '.join(map(shown, wanted))}. Lägg handlingar (PDF) där och kör igen: atgarder extract{given_paths}"
        )
    if summary.nothing_to_read:
        _say_left_out(summary)
        say(f"Databasen är som den var: {summary.database}")
        sys.exit(summary.exit_code)
    _say_gone(summary, wanted)
    if not quiet:
        _say_summary(summary, time.monotonic() - started)
    sys.exit(summary.exit_code)


def _say_plan(paths: tuple[str, ...], settings: Settings, *, force: bool) -> None:
    from pipeline import plan, stages
    from pipeline.inputs import shown

    planned = stages.look(paths, settings, force=force)
    for task, count in planned.counts().items():
        print(f"{number(count)} {plan.WHY[task]}")
    if copies := [shown(item.path) for paper in planned.papers for item in paper.inputs[1:]]:
        print(f"{counted(len(copies), 'kopia', 'kopior')} av en annan: {named(copies)}")
    if planned.problems:
        print(
            f"{number(len(planned.problems))} läses inte: {named([shown(item.path) for item, _ in planned.problems])}"
        )
    for paper in planned.papers:
        if paper.task != "reuse":
            print(f"  {paper.task:14} {shown(paper.inputs[0].path)}")


def _say_troubles(summary: Summary, *, verbose: bool) -> None:
    limit = len(summary.troubles) if verbose else _SHOWN_TROUBLES
    for path, record in summary.troubles[:limit]:
        say(f"{path}: {record.reason or record.state}")
    hidden = len(summary.troubles) - limit
    if hidden > 0:
        say(f'… och {counted(hidden, "fil", "filer")} till. Alla: atgarder query "{_ALL_TROUBLES}"')


def _say_summary(summary: Summary, seconds: float) -> None:
    say(
        f"{counted(summary.files, 'fil', 'filer')}: {number(summary.read)} nya eller ändrade ({counted(summary.pages, 'sida läst', 'sidor lästa')}), "
        f"{number(summary.reused)} oförändrade, {number(len(summary.troubles))} inte helt lästa. {seconds:.1f} s."
    )
    _say_left_out(summary)
    used = f", {counted(summary.corrections, 'rättelse använd', 'rättelser använda')}" if summary.corrections else ""
    say(
        f"{counted(summary.documents, 'handling', 'handlingar')}, {counted(summary.measures, 'åtgärd', 'åtgärder')}, "
        f"{counted(summary.findings, 'anmärkning', 'anmärkningar')}{used}."
    )
    _say_manifest(summary)
    say(f"Databasen: {summary.database}" + (" (oförändrad)" if summary.unchanged else ""))
    if summary.measures:
        other = "" if summary.database == Settings().database else f" --db {shlex.quote(str(summary.database))}"
        say(f'Prova: atgarder query{other} "{FIRST_QUERY}"')


def _say_gone(summary: Summary, wanted: tuple[str, ...]) -> None:
    """The papers that the database had and that this run was not given: it holds those of one run."""
    if files := summary.gone:
        say(
            f"{counted(len(files), 'handling', 'handlingar')} som databasen hade ligger inte i {' '.join(wanted)} och är inte längre med: {named(files)}. "
            "Databasen har det som finns där du pekar. Ange alla mappar på en gång (atgarder extract MAPP1 MAPP2) för att ha allt; "
            "det som är läst läses inte om, och rättelser finns kvar."
        )


def _say_left_out(summary: Summary) -> None:
    """The files that are neither papers nor troubles."""
    if files := summary.copies:
        say(f"{counted(len(files), 'fil är en kopia', 'filer är kopior')} av en annan och räknas inte: {named(files)}.")
    if files := summary.others:
        say(
            f"{counted(len(files), 'fil är ingen PDF och läses inte', 'filer är inte PDF och läses inte')}: {named(files)}. "
            "Är någon en handling: öppna den, välj Spara som PDF, lägg PDF-filen i mappen och kör igen."
        )
    if files := summary.links:
        say(
            f"{counted(len(files), 'länk eller mapp', 'länkar eller mappar')} med en PDF:s namn öppnas inte: {named(files)}."
        )


def _say_manifest(summary: Summary) -> None:
    if summary.told_by_manifest:
        say(f"manifest.csv används för {counted(summary.told_by_manifest, 'handling', 'handlingar')}.")
    if missing := summary.manifest_misses:
        say(f"manifest.csv nämner filer som inte finns: {named(missing)}. Rätta namnen eller ta bort raderna.")


class _Plain:
    """Plain lines, for logs and pipes: one a paper when asked to say more, else one now and then."""

    def __init__(self, *, quiet: bool, verbose: bool) -> None:
        self._quiet, self._verbose = quiet, verbose
        self._papers = self._done = 0
        self._said = time.monotonic()

    def __enter__(self) -> _Plain:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def begin(self, papers: int) -> None:
        self._papers = papers
        if papers and not self._quiet:
            say(f"Läser {counted(papers, 'handling', 'handlingar')} …")

    def paper_done(self, name: str, record: Record) -> None:
        self._done += 1
        if self._verbose:
            say(f"{name}: {record.state}, {counted(record.measures or 0, 'åtgärd', 'åtgärder')}")
        elif not self._quiet and time.monotonic() - self._said > _PLAIN_EVERY:
            self._said = time.monotonic()
            say(f"{number(self._done)} av {number(self._papers)}")

    def loading(self) -> None:
        if self._verbose:
            say("Bygger databasen …")


class _Bar:
    """A progress bar on a terminal."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task: Any = None

    def __enter__(self) -> _Bar:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def begin(self, papers: int) -> None:
        self._task = self._bar.add_task("Läser handlingar", total=papers, visible=papers > 0)

    def paper_done(self, name: str, record: Record) -> None:
        self._bar.advance(self._task)

    def loading(self) -> None:
        self._bar.update(self._task, description="Bygger databasen", visible=True)


def _watcher(*, quiet: bool, verbose: bool, progress: bool) -> _Plain | _Bar:
    return _Bar() if progress and not quiet and not verbose else _Plain(quiet=quiet, verbose=verbose)
