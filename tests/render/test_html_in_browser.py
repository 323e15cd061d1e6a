"""The HTML report in a real browser: it keeps nobody out, fits a telephone and two sheets of paper, and asks for nothing."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from nervecheck.render.html.page import report_page
from tests.support.html import article_page
from tests.support.reports import LEG_REPORT, REPORTS, report_on
from tests.support.terminal import SELF_CARE, answers_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from playwright.sync_api import Browser, BrowserContext, Page, Route

    from nervecheck.report.facts import Report

CHROMIUM = shutil.which("chromium") or ""
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="there is no chromium: apt-get install chromium")

# one of the longest of both pages: many signs, illnesses, medicines and reasons
LONG = SELF_CARE | {
    "gate-recent": "both", "area": "foot", "side": "both", "feel": "tingle numb", "age": "67", "both-signs": "toes",
    "behaves": "constant", "numb-where": "feet", "health": "diabetes pressure", "medicine": "pressure acid sugar",
    "nerve-risk": "cotton alike dark", "since": "year", "trend": "slow", "severity": "notice",
}  # fmt: skip
LONG_REPORT = report_on(answers_file({name: LONG[name] for name in LONG if name not in ("spine-signs", "leg-pattern")}))
MOVES = "moves-for-the-low-back"
# the whole of one report, as it has every kind of part; of the others the page that differs
FILES = {name: report_page(report, "person") for name, report in REPORTS.items()}
FILES |= {"all": report_page(LONG_REPORT, full=True), "skin": report_page(LEG_REPORT, "person"), "moves": article_page(MOVES)}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        # without its sandbox, which root may not use; it opens only what these tests write
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    return browser.new_page()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", FILES)
def test_nothing_keeps_anybody_from_reading_it(name: str, scheme: Literal["light", "dark"], page: Page) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_content(FILES[name])
    found = Axe().run(page).response["violations"]
    assert [(fault["id"], node["html"]) for fault in found for node in fault["nodes"]] == []


@pytest.mark.parametrize("width", [320, 360, 640, 1280])  # 640 is a window of 1280 at 200 %, 320 the same at 400 %
def test_nobody_scrolls_sideways(width: int, page: Page) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    for text in FILES.values():
        page.set_content(text)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("report", [LONG_REPORT, LEG_REPORT, REPORTS["ambulance"]], ids=["long", "skin", "short"])
def test_on_paper_it_is_a_page_for_each_reader(report: Report, paper: str, page: Page) -> None:
    page.set_content(report_page(report))
    assert sheets(page, paper) == 2


def test_on_paper_all_the_rest_follows_where_it_was_asked_for(page: Page) -> None:
    page.set_content(report_page(LONG_REPORT, full=True))
    assert sheets(page, "A4") > 3


def sheets(page: Page, paper: str) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper)))


def test_it_asks_for_nothing_and_the_policy_stops_what_a_mistake_would_let_in(browser: Browser) -> None:
    asked: list[str] = []

    def note(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    mistake = '<img src="https://example.org/a.png"><script>document.title = "ran"</script></main>'
    mistaken = FILES["all"].replace("</main>", mistake)
    without_policy = re.sub('<meta http-equiv="Content-Security-Policy"[^>]*>', "", mistaken)
    with browser.new_context() as context:
        context.route("**/*", note)
        assert (_title(FILES["all"], context), asked) == (f"{LONG_REPORT.word}: {LONG_REPORT.headline}", [])
        assert (_title(mistaken, context), asked) == (f"{LONG_REPORT.word}: {LONG_REPORT.headline}", [])
        assert (_title(without_policy, context), asked) == ("ran", ["https://example.org/a.png"])


def _title(text: str, context: BrowserContext) -> str:
    """The title of the page once all is loaded that it asks for."""
    page = context.new_page()
    page.set_content(text)
    return page.title()
