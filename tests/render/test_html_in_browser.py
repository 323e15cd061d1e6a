"""The HTML report in a real browser: it keeps nobody out, fits a telephone and two sheets of paper, and asks for nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from nervecheck.render.html.page import report_page
from tests.support.html import article_page
from tests.support.paper import CHROMIUM, PAPERS, running_browser, sheets
from tests.support.reports import LEG_REPORT, REPORTS, of_vignettes, report_on
from tests.support.terminal import SELF_CARE, answers_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Literal

    from playwright.sync_api import Browser, BrowserContext, Page, Route

    from nervecheck.report.facts import Report

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="there is no chromium: apt-get install chromium")

# one of the longest of both pages: many signs, illnesses, medicines and reasons
LONG = SELF_CARE | {
    "gate-recent": "both", "area": "foot", "side": "both", "feel": "tingle numb", "age": "67", "both-signs": "toes",
    "behaves": "constant", "numb-where": "feet", "health": "diabetes pressure", "medicine": "pressure acid sugar",
    "nerve-risk": "cotton alike dark", "since": "year", "trend": "slow", "severity": "notice",
}  # fmt: skip
LONG_REPORT = report_on(answers_file({name: LONG[name] for name in LONG if name not in ("spine-signs", "leg-pattern")}))
# the longest of all vignettes; `tests/bench/sheets.py` prints every one
LONGEST = (
    "years-of-stiff-back-leg-root-65", "strip-of-blisters-with-weak-defences", "clumsy-and-falling-after-wrist-operations",
    "carpal-operation-did-not-help-both-hands-numb", "buttock-to-calf-pain-first-week-easing", "thin-bones-and-cannot-stand",
)  # fmt: skip
MOVES = "moves-for-the-low-back"
# the whole of one report, as it has every kind of part; of the others the page that differs
FILES = {name: report_page(report, "person") for name, report in REPORTS.items()}
FILES |= {"all": report_page(LONG_REPORT, full=True), "skin": report_page(LEG_REPORT, "person"), "moves": article_page(MOVES)}
DARK = ("same-day", "ambulance", "skin", "moves")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def longest() -> Mapping[str, Report]:
    return dict(of_vignettes(LONGEST))


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    return browser.new_page()


# in the dark the colours differ, so only what has a colour of its own is looked at once more
@pytest.mark.parametrize(("name", "scheme"), [*((name, "light") for name in FILES), *((name, "dark") for name in DARK)])
def test_nothing_keeps_anybody_from_reading_it(name: str, scheme: Literal["light", "dark"], page: Page) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_content(FILES[name])
    found = Axe().run(page).response["violations"]
    assert [(fault["id"], node["html"]) for fault in found for node in fault["nodes"]] == []


# a window of 1280 at 400 %, a telephone, and the narrowest that has two columns
WIDTHS = (320, 360, 680)


@pytest.mark.parametrize("name", FILES)
def test_nobody_scrolls_sideways(name: str, page: Page) -> None:
    page.set_content(FILES[name])
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", LONGEST)
def test_on_paper_it_is_a_page_for_each_reader(name: str, longest: Mapping[str, Report], page: Page) -> None:
    page.set_content(report_page(longest[name]))
    assert [sheets(page, paper) for paper in PAPERS] == [2, 2]


def test_on_paper_all_the_rest_follows_where_it_was_asked_for(page: Page) -> None:
    page.set_content(report_page(LONG_REPORT, full=True))
    assert sheets(page, "A4") > 3


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
