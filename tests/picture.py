"""Draw the review page as README and docs/granskning.md show it: ``python -m tests.picture``. It needs chromium and playwright."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from pipeline import stages
from pipeline.config import Settings
from tests.test_pipeline import Watcher
from tests.test_review import CHROMIUM, FLAGS, PAPER, ROOT, ask, serving

PICTURE = ROOT / "docs" / "pictures" / "review.png"
SHOWN = "select document_id, measure_id from measures where no = '5'"  # an outcome above what was planned, on the second page


def main() -> None:
    """Read a sample paper, open one of its measures at its outcome, and keep what the browser shows."""
    with TemporaryDirectory() as folder:
        settings = Settings(
            db=str(Path(folder) / "m.duckdb"), corrections=str(Path(folder) / "corrections"), jobs=1, ocr="never"
        )
        stages.run([str(PAPER)], settings, Watcher())
        ((document_id, measure_id),) = ask(settings, SHOWN)
        with serving(settings) as address, sync_playwright() as started:
            browser = started.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
            tab = browser.new_page(viewport={"width": 1440, "height": 900}, base_url=address)
            tab.goto(f"/handling/{document_id}?atgard={measure_id}&falt=effects.2")
            tab.wait_for_load_state("networkidle")
            tab.screenshot(path=PICTURE)
            browser.close()


if __name__ == "__main__":
    main()
