"""``atgarder review``: the local web page where people look at what was read and set it right."""

from __future__ import annotations

import getpass
import socket
import subprocess
import threading
import webbrowser

import click

from extractors.errors import UsageError
from pipeline.commands.options import database_option, work_option
from pipeline.config import settle
from pipeline.terminal import say

HOST = "127.0.0.1"
PORT = 8765


@click.command(options_metavar="[VAL]")
@database_option
@work_option
@click.option(
    "--by", metavar="NAMN", help="Vem som granskar; står på varje rättelse. Förval: namnet i git, annars användaren."
)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    metavar="N",
    default=PORT,
    show_default=False,
    help=f"Port. Förval: {PORT}.",
)
@click.option("--no-open", is_flag=True, help="Öppna inte webbläsaren.")
def review(db: str | None, work: str | None, by: str | None, port: int, no_open: bool) -> None:
    """Granska och rätta det som är läst, på en webbsida som bara den här datorn kommer åt.

    Rättelser skrivs till data/corrections och gäller vid nästa atgarder extract.
    """
    settings, _ = settle({"db": db, "work": work})
    import uvicorn

    from pipeline import database
    from pipeline.review.app import create_app

    database.connect_readonly(settings.database).close()  # said now, in words, where it cannot be opened
    if not _is_free(port):
        raise UsageError(f"Port {port} är upptagen. Ange en annan: atgarder review --port {port + 1}")
    app = create_app(settings, by=by or default_name())
    address = f"http://{HOST}:{port}/"
    say(f"Granska på {address}  (avsluta med Ctrl+C)")
    if not no_open:
        threading.Timer(0.8, webbrowser.open, [address]).start()
    try:
        uvicorn.run(app, host=HOST, port=port, log_level="warning", server_header=False)
    finally:
        app.state.page.close()


def default_name() -> str:
    """Who works here: the name that git signs with, else the user's."""
    try:
        answer = subprocess.run(["git", "config", "user.name"], capture_output=True, text=True, timeout=5, check=False)
        if name := answer.stdout.strip():
            return name
    except OSError:
        pass
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "granskare"


def _is_free(port: int) -> bool:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError:
            return False
    return True
