"""A report as one HTML file: valid, in order, with all its words, and nothing in it that loads, runs or sends."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from itertools import pairwise
from typing import get_args

import pytest

from nervecheck.render.html.page import SHAPES, document_page, report_page
from nervecheck.render.html.qr_code import MOST_BYTES, qr_code
from nervecheck.report.blocks import index
from nervecheck.report.compose import compose
from nervecheck.report.document import (
    Banner,
    Block,
    Bullets,
    Document,
    Heading,
    Lines,
    Notes,
    Pairs,
    Paragraph,
    Reference,
    References,
)
from nervecheck.report.reading import article
from nervecheck.tree.terms import Urgency
from tests.support import shipped
from tests.support.html import ATTRIBUTES, ELEMENTS, named, parsed, scanned, seen, tag
from tests.support.reports import REPORTS, leaves
from tests.support.terminal import folded

LINK = Reference("A source", "https://example.org/")
EVERY_BLOCK: Document = (
    Banner("routine", "Word", "Headline", ("A number",)),
    Heading("Heading"),
    Paragraph("Running text"),
    Lines(("A line", "Another line")),
    Bullets(("An item",)),
    Bullets(("First step",), numbered=True),
    Pairs((("Name", "one; two"), ("Alone", ""))),
    References((LINK,)),
    Notes((LINK,)),
)
FILES = {
    **{name: report_page(report) for name, report in REPORTS.items()},
    "all": report_page(REPORTS["routine"], full=True),
    "person alone": report_page(REPORTS["routine"], "person"),
    "reader alone": report_page(REPORTS["routine"], "reader"),
    "library": document_page(index(shipped().articles, "The library")),
    "article": document_page(article(shipped(), "heat")),
    "every block": document_page(EVERY_BLOCK),
}

each_file = pytest.mark.parametrize("name", FILES)


def test_every_kind_of_block_is_translated() -> None:
    assert {type(block) for block in EVERY_BLOCK} == set(get_args(Block))
    words = seen(FILES["every block"])
    assert [leaf for leaf in leaves(EVERY_BLOCK) if leaf not in words] == []


def test_every_urgency_has_a_shape() -> None:
    assert set(SHAPES) == {urgency.id for urgency in Urgency}
    assert len(set(SHAPES.values())) == len(SHAPES)


@each_file
def test_a_strict_reader_finds_no_fault_and_nothing_that_loads_or_runs(name: str) -> None:
    root = parsed(FILES[name])
    assert {tag(element) for element in root.iter()} <= ELEMENTS
    assert {attribute for element in root.iter() for attribute in element.attrib} <= ATTRIBUTES
    links = {element.get("href", "") for element in named(root, "a")}
    assert links <= {source.url for source in shipped().sources.values()} | {LINK.url}


@each_file
def test_the_policy_allows_this_style_and_nothing_else(name: str) -> None:
    root = parsed(FILES[name])
    policy = next(meta.get("content") for meta in named(root, "meta") if meta.get("http-equiv") == "Content-Security-Policy")
    [style] = named(root, "style")
    digest = b64encode(sha256((style.text or "").encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@each_file
def test_there_is_one_title_and_no_level_of_a_heading_is_left_out(name: str) -> None:
    levels = [int(tag(heading)[1]) for heading in named(parsed(FILES[name]), "h1", "h2", "h3", "h4")]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert [deeper for level, deeper in pairwise(levels) if deeper > level + 1] == []


@pytest.mark.parametrize(
    ("page", "full", "person", "reader", "folds"),
    [("", False, 1, 1, {False}), ("", True, 1, 1, {True}), ("person", False, 1, 0, set()), ("reader", False, 0, 1, set())],
)
def test_the_pages_stand_whole_and_the_rest_in_folds(page: str, full: bool, person: int, reader: int, folds: set[bool]) -> None:
    root = parsed(report_page(REPORTS["routine"], page, full))
    classes = [element.get("class", "") for element in named(root, "article")]
    assert (classes.count("sheet person"), classes.count("sheet reader")) == (person, reader)
    assert {"open" in fold.attrib for fold in named(root, "details")} == folds


# ---- the code -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", REPORTS)
def test_the_code_holds_every_line_of_the_next_readers_page(name: str) -> None:
    page = tuple(block for block in compose(REPORTS[name]).reader if not isinstance(block, Notes))
    code = qr_code(page)
    read = scanned(code.svg)
    assert (read, code.left_out) == (code.text, 0)
    assert [leaf for leaf in leaves(page) if folded(leaf).casefold() not in folded(read).casefold()] == []
    assert "This code holds all lines of this page, but not its sources." in seen(report_page(REPORTS[name]))


def test_a_page_too_long_for_a_code_keeps_its_first_lines_and_says_how_many_are_missing() -> None:
    code = qr_code((Heading("Summary"), Lines(tuple(f"腰が痛い {'痛' * 60} {number}" for number in range(20)))))
    lines = scanned(code.svg).splitlines()
    assert lines[0] == "SUMMARY"
    assert lines[-1] == f"... {code.left_out} more lines on paper"
    assert len(lines) - 1 + code.left_out == 21
    assert MOST_BYTES - 200 < len(code.text.encode()) <= MOST_BYTES
