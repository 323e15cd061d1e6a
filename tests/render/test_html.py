"""A report as one HTML file: valid, in order, with all its words, and nothing in it that loads, runs or sends."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from itertools import pairwise
from typing import get_args

import pytest
from markupsafe import Markup

from nervecheck.render.html.page import document_page, report_page
from nervecheck.render.html.placed import Beside, Shown
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
    Verbatim,
)
from nervecheck.report.make import numbers_for
from tests.support import shipped
from tests.support.html import ATTRIBUTES, ELEMENTS, article_page, named, parsed, scanned, seen, tag
from tests.support.reports import LEG_REPORT, REPORTS, leaves
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
    Verbatim(("- name:", "scope: [rules]")),
)
FILES = {
    **{name: report_page(report) for name, report in REPORTS.items()},
    "all": report_page(REPORTS["routine"], full=True),
    "person alone": report_page(REPORTS["routine"], "person"),
    "reader alone": report_page(REPORTS["routine"], "reader"),
    "library": document_page(index(shipped().articles, "The library")),
    "skin": report_page(LEG_REPORT),
    "article": article_page("heat"),
    "moves": article_page("moves-for-the-low-back"),
    "figures": article_page("how-it-is-treated"),
    "every block": document_page(EVERY_BLOCK),
}

each_file = pytest.mark.parametrize("name", FILES)


def test_every_kind_of_block_is_translated() -> None:
    assert {type(block) for block in EVERY_BLOCK} == set(get_args(Block))
    words = seen(FILES["every block"])
    assert [leaf for leaf in leaves(EVERY_BLOCK) if leaf not in words] == []


@each_file
def test_a_strict_reader_finds_no_fault_and_nothing_that_loads_or_runs(name: str) -> None:
    root = parsed(FILES[name])
    assert {tag(element) for element in root.iter()} <= ELEMENTS
    assert {attribute for element in root.iter() for attribute in element.attrib} <= ATTRIBUTES
    links = {link for element in named(root, "a") if not (link := element.get("href", "")).startswith("tel:")}
    within = {f"#{element.get('id')}" for element in root.iter() if element.get("id")}
    assert links <= {source.url for source in shipped().sources.values()} | {LINK.url} | within


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
    assert (sum(name.startswith("sheet person") for name in classes), classes.count("sheet reader")) == (person, reader)
    assert {"open" in fold.attrib for fold in named(root, "details")} == folds


# ---- the pictures ------------------------------------------------------------------------------------------------------


@each_file
def test_no_id_stands_twice(name: str) -> None:
    ids = [element.get("id") for element in parsed(FILES[name]).iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def pictures(name: str) -> list[str]:
    """What the pictures of the file are called, in the order of the page."""
    drawn = (svg for svg in named(parsed(FILES[name]), "svg") if svg.get("role") == "img")
    return ["".join(title.itertext()) for svg in drawn for title in named(svg, "title")]


def test_the_pictures_stand_in_the_order_of_the_page() -> None:
    person = ["How urgent: Routine", "Where it is: left", "When", "Skin that these nerves serve"]
    assert pictures("skin")[:5] == [*person, "Where it is: left"]  # the last for the next reader
    assert pictures("skin")[5:8] == pictures("moves")


def test_when_to_get_help_sooner_is_read_before_any_picture_of_the_result() -> None:
    page = FILES["skin"]
    places = [page.index(words) for words in ("<h2>Why", "<h2>Get help sooner", 'class="result"', "<h2>What it may be")]
    assert places == sorted(places)


@pytest.mark.parametrize("urgent", ["emergency", "ambulance"])
def test_where_it_is_urgent_the_scale_alone_is_drawn(urgent: str) -> None:
    assert pictures(urgent) == [f"How urgent: {REPORTS[urgent].word}"]


def test_the_shape_beside_the_word_is_that_of_the_scale() -> None:
    d = [path.get("d") for path in named(parsed(FILES["same-day"]), "path")]
    assert d[0] == "M0 -15L15 0L0 15L-15 0Z"


def test_each_move_is_drawn_in_the_step_that_it_shows_and_no_step_twice() -> None:
    steps = [item for item in named(parsed(FILES["moves"]), "li") if list(named(item, "svg"))]
    assert [(item.text or "").split(":")[0].split(",")[0] for item in steps] == ["Walk", "Knee rolls", "Knee hugs"]
    assert len(pictures("moves")) == 3


def test_a_figure_is_drawn_after_its_sentence() -> None:
    page = FILES["figures"]
    assert page.index("55 in 100 had improved") < page.index('class="count"') < page.index("rest and ice come first")


def test_a_picture_is_given_once_and_only_with_its_whole_sentence() -> None:
    one = Shown("move", Markup("<svg/>"), "Sink")
    pictures = Beside({"Let both knees sink.": (one,)})
    assert pictures.of("Let both knees") == ()
    assert pictures.only("skin").of("Let both knees sink.") == ()
    assert pictures.only("move").of("Lie down. Let both knees sink. Rest.") == (one,)
    assert pictures.of("Let both knees sink.") == ()


def test_lines_to_copy_stay_as_they_are() -> None:
    [copied] = named(parsed(document_page((Heading("Copy"), Verbatim(("- name: <b>", "  scope: [rules]"))))), "pre")
    assert copied.text == "- name: <b>\n  scope: [rules]\n"


def test_dots_alone_are_a_line_to_write_on() -> None:
    page = document_page((Heading("Sign"), Pairs((("Name", "...."), ("Dose", "1.5"), ("Alone", "")))))
    assert page.count('<div class="blank">') == 1


def test_what_the_questions_are_stands_at_the_foot_where_no_source_is_named_as_well() -> None:
    page = FILES["not-covered"]
    assert 'class="notes"' not in page[: page.index('class="sheet reader"')]
    assert page.index("<h2>Ask at the visit") < page.index('class="foot"') < page.index("<p>Questions of")


def test_the_scale_stands_below_the_steps() -> None:
    page = FILES["routine"]
    places = [page.index(words) for words in ("<h1", 'class="steps"', 'class="scale"', "<h2>Why")]
    assert places == sorted(places)


# ---- links within a page ------------------------------------------------------------------------------------------------


def test_a_count_of_what_had_no_room_leads_to_every_answer() -> None:
    root = parsed(FILES["emergency"])
    [part] = [fold.get("id") for fold in named(root, "details") if "Every answer" in "".join(fold.itertext())[:40]]
    counts = [link for link in named(root, "a") if (link.text or "").endswith(" more")]
    assert {link.get("href") for link in counts} == {f"#{part}"}


@pytest.mark.parametrize("text", ["Heat; pins; 4 more days", "no more", "Worse; 3 more;"])
def test_no_other_words_are_taken_for_such_a_count(text: str) -> None:
    page = report_page(REPORTS["routine"]._replace(headline="Rest", steps=(text,)))
    assert f"<li>{text}</li>" in page


def test_a_page_of_its_own_leads_nowhere_as_nothing_stands_below_it() -> None:
    assert 'href="#' not in FILES["reader alone"] + FILES["person alone"]


def test_the_parts_of_a_document_are_linked_where_they_are_listed() -> None:
    page = document_page((Heading("Sign", 1), Pairs((("Part 1: Rules", "R1 to R9"),)), Heading("Part 1: Rules")))
    assert '<a href="#part-1">Part 1: Rules</a>' in page
    assert '<h2 id="part-1">Part 1: Rules</h2>' in page


@pytest.mark.parametrize(
    ("region", "numbers"),
    [
        ("GB", ["111", "999", "112"]),
        ("US", ["911", "18002221222"]),
        ("AU", ["1800022222", "000", "112", "106"]),
        ("ZA", ["10177", "112"]),  # its police is named, so that nobody calls it
        (None, ["112", "911", "999"]),
    ],
)
def test_the_numbers_to_call_can_be_pressed(region: str | None, numbers: list[str]) -> None:
    page = report_page(REPORTS["routine"]._replace(numbers=numbers_for(shipped(), region)), "person")
    found = [
        link.get("href", "").removeprefix("tel:") for link in named(parsed(page), "a") if link.get("href", "")[:4] == "tel:"
    ]
    assert found == numbers * 2  # at the head and at the foot


def test_no_number_but_those_to_call_can_be_pressed() -> None:
    page = report_page(REPORTS["routine"]._replace(headline="Come by 112", steps=("Room 999",)), "person")
    assert '<h1 id="action">Come by 112</h1>' in page
    assert "<li>Room 999</li>" in page


def test_a_page_names_no_command_as_a_telephone_has_none() -> None:
    assert "nervecheck read" not in seen(FILES["all"])


@pytest.mark.parametrize(("name", "marked"), [("emergency", 1), ("self-care", 0)])
def test_danger_signs_that_are_there_are_marked_and_stand_once(name: str, marked: int) -> None:
    page = report_page(REPORTS[name], "reader")
    assert page.count('class="signs"') == marked
    assert seen(page).count("Danger signs, YES") == 1


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
