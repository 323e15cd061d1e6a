"""What people read: the report in each format holds all of its words, fits the screen, and is never markup by accident."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from rich.cells import cell_len

from nervecheck.render import markdown, terminal
from nervecheck.render.html.page import report_page, without_commands
from tests.support import shipped
from tests.support.html import seen
from tests.support.reports import (
    REPORTS,
    URL,
    assert_only_report,
    leaves,
    links,
    shown,
    unescaped,
    whole,
)
from tests.support.terminal import STORIES, folded

WIDTHS = (40, 60, 80, 200)
WIDEST = 88


each_report = pytest.mark.parametrize("name", REPORTS)
each_width = pytest.mark.parametrize("width", WIDTHS)


# ---- the terminal -------------------------------------------------------------------------------------------------------


def test_there_is_a_story_for_each_result() -> None:
    found = {name: (report.urgency, report.covered) for name, report in REPORTS.items()}
    expected = {name: (name, True) for name in STORIES if name != "not-covered"}
    assert found == {**expected, "not-covered": ("routine", False)}


@each_width
@each_report
def test_no_line_is_wider_than_the_terminal(name: str, width: int) -> None:
    limit = min(width, WIDEST)
    document = whole(REPORTS[name])
    for text in (shown(document, width), shown(document, width, plain=True), terminal.text(document, limit)):
        assert [line for line in text.splitlines() if cell_len(line) > limit and not URL.fullmatch(line)] == []


@each_width
@each_report
def test_action_is_first_and_last(name: str, width: int) -> None:
    report = REPORTS[name]
    action = folded(f"{report.word.upper()}: {report.headline}")
    document = whole(report)
    for text in (shown(document, width), shown(document, width, plain=True), terminal.text(document, min(width, WIDEST))):
        assert folded(text.replace("━", "")).startswith(action)
        last = text.replace("━", "").strip().split("\n\n")[-1]
        assert folded(last).startswith(action)
        assert folded(report.numbers.emergency) in folded(last)


@each_report
def test_what_to_do_fits_the_first_screen(name: str) -> None:
    lines = shown(whole(REPORTS[name]), 80).splitlines()
    assert lines.index("WHY") <= 24


@each_width
@each_report
def test_every_word_of_the_document_is_on_the_terminal(name: str, width: int) -> None:
    document = whole(REPORTS[name])
    text = folded(shown(document, width)).casefold()
    assert [leaf for leaf in leaves(document) if folded(leaf).casefold() not in text] == []


@each_report
def test_plain_and_coloured_say_the_same(name: str) -> None:
    document = whole(REPORTS[name])
    assert shown(document, 80).replace("━" * 80 + "\n", "") == shown(document, 80, plain=True) == terminal.text(document, 80)


# ---- Markdown -----------------------------------------------------------------------------------------------------------


@each_report
def test_every_word_of_the_document_is_in_the_markdown(name: str) -> None:
    document = whole(REPORTS[name])
    text = unescaped(markdown.render(document))
    # a reader of Markdown shows the %28 of an address as what it stands for
    assert [leaf for leaf in leaves(document) if folded(unquote(leaf)) not in unquote(text)] == []


@each_report
def test_markdown_holds_no_image_no_html_and_only_links_to_sources(name: str) -> None:
    document = whole(REPORTS[name])
    text = markdown.render(document)
    assert_only_report(text, document)
    assert links(text) <= {source.url for source in shipped().sources.values()}
    assert text.startswith(f"# {REPORTS[name].headline}\n")


# ---- HTML ---------------------------------------------------------------------------------------------------------------


@each_report
def test_every_word_of_the_document_is_in_the_html(name: str) -> None:
    text = seen(report_page(REPORTS[name], full=True))
    assert [leaf for leaf in leaves(whole(without_commands(REPORTS[name]))) if folded(leaf) not in text] == []
