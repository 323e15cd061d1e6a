"""Whether the report of every vignette prints on two sheets, one for each reader, on A4 and on Letter.

Run by hand: python tests/bench/sheets.py, with the ids of vignettes for these alone. All of them take some minutes. It names
each report that takes more sheets, and ends with 1 where there is one.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from nervecheck.render.html.page import report_page
from tests.support.paper import PAPERS, running_browser, sheets
from tests.support.reports import of_vignettes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

SHEETS = 2


def too_long(page: Page, ids: list[str]) -> Iterator[str]:
    """Each report that takes more sheets than there are readers, with the paper; all vignettes where no id is named."""
    for name, report in of_vignettes(ids):
        page.set_content(report_page(report))
        yield from (f"{name}: {used} sheets of {paper}" for paper in PAPERS if (used := sheets(page, paper)) != SHEETS)


if __name__ == "__main__":
    with running_browser() as browser:
        found = list(too_long(browser.new_page(), sys.argv[1:]))
    print("\n".join(found) or "Every report prints on two sheets.")
    sys.exit(bool(found))
