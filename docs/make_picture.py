"""Make `docs/picture.png` from a report: its first figure, as a reader sees it.

bentham run defaulter-list --days 365 --seed 7 --replicates 3 --assumptions 32 --out runs/picture
python docs/make_picture.py runs/picture/report.html
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright


def main(report: str) -> None:
    """Write the picture beside this file."""
    chromium = os.environ.get("BENTHAM_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"], chromium_sandbox=False
        )
        page = browser.new_page(viewport={"width": 820, "height": 900}, device_scale_factor=1.5)
        page.goto(Path(report).resolve().as_uri())
        page.add_style_tag(content="figure { padding: 1rem } figure details { display: none }")
        page.locator("figure").first.screenshot(path=Path(__file__).with_name("picture.png"))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
