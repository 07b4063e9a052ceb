"""Print the sources in this folder to PDF: ``python -m tests.papers.unseen.print``. HTML by Chromium, office files by LibreOffice, modules by reportlab.

In: ``*.html``, ``*.docx``, ``*.xlsx`` and modules with ``write`` beside this file. Out: ``*.pdf`` beside them. A paper without a source stays as it is.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.printer.html import CHROMIUM, FLAGS

HERE = Path(__file__).parent


def print_page(source: Path) -> Path:
    """One HTML source printed by the browser; raises FileNotFoundError where no Chromium is installed."""
    if CHROMIUM is None:
        raise FileNotFoundError("no Chromium on this machine")
    made = source.with_suffix(".pdf")
    with tempfile.TemporaryDirectory() as profile:
        call = [CHROMIUM, *FLAGS, f"--user-data-dir={profile}", f"--print-to-pdf={made}", source.resolve().as_uri()]
        subprocess.run(call, check=True, capture_output=True, timeout=60)
    return made


def print_office(source: Path) -> Path:
    """One Word or Excel source printed by LibreOffice; raises FileNotFoundError where it is not installed."""
    with tempfile.TemporaryDirectory() as profile:
        call = ["soffice", "--headless", f"-env:UserInstallation={Path(profile).as_uri()}", "--convert-to", "pdf"]
        subprocess.run([*call, "--outdir", HERE, source], check=True, capture_output=True, timeout=120)
    return source.with_suffix(".pdf")


def print_paper(name: str) -> Path:
    """One paper printed from its source, whichever sort it is."""
    made = HERE / f"{name}.pdf"
    if made.with_suffix(".html").exists():
        return print_page(made.with_suffix(".html"))
    for kind in (".docx", ".xlsx"):
        if made.with_suffix(kind).exists():
            return print_office(made.with_suffix(kind))
    if made.with_suffix(".py").exists():
        importlib.import_module(f"{__package__}.{name}").write(made)
    return made


if __name__ == "__main__":
    for paper in sys.argv[1:] or sorted(path.stem for path in HERE.glob("*.json")):
        print(print_paper(paper))
