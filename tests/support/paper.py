"""A page printed by a real Chromium, and how many sheets it takes."""

from __future__ import annotations

import re
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or ""
PAPERS = ("A4", "Letter")


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Debian's Chromium, without its sandbox, which root may not use: let it open nothing but what tests write."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def sheets(page: Page, paper: str) -> int:
    """How many sheets of this paper the page takes."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper)))
