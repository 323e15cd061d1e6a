"""What the arrow-key face draws, on every size of screen: nothing is lost, nothing sticks out, nothing is markup."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nervecheck.authoring.vignettes import read_vignettes
from nervecheck.base.text import cells, unsafe
from nervecheck.engine.answer import NoneOfThese
from nervecheck.engine.triage import triage
from nervecheck.prompts.face import Choice, Given, Page
from nervecheck.prompts.key_handling import handle_key
from nervecheck.prompts.layout import Layout, Surroundings, draw, keys_of
from nervecheck.prompts.list_state import Kind, ListState, page_list, question_list
from nervecheck.prompts.result import parts
from nervecheck.report.compose import action, compose
from nervecheck.report.document import Banner
from nervecheck.report.make import make_report, numbers_for
from nervecheck.tree.model import QuestionType
from tests.support import examples, shipped, small_tree

sizes = st.tuples(st.integers(40, 200), st.integers(10, 60))
VIGNETTES = read_vignettes(shipped())
DONE = ("Who it is about: Me, and I am 18 or over", "場所: 腰から足にかけて" * 9)


def scene_of(name: str) -> Surroundings:
    question = shipped().questions[name]
    return Surroundings(question.ask, "Danger signs", "Question 2. About 6 to 10 more.", question.help, answered=DONE)


def assert_fits(picture: Layout, columns: int, rows: int) -> None:
    assert len(picture.rows) <= rows
    assert [row for row, _ in picture.rows if cells(row) >= columns] == [], "the last column is left free: it would wrap"
    assert 0 <= picture.cursor[0] < rows
    assert 0 <= picture.cursor[1] < columns


@settings(deadline=None, max_examples=examples(80))
@given(st.sampled_from(list(shipped().questions)), sizes)
def test_every_line_of_every_question_can_be_reached_and_seen(name: str, size: tuple[int, int]) -> None:
    question, (columns, rows) = shipped().questions[name], size
    list_state, around = question_list(question, question.options, None), scene_of(name)
    for _ in range(len(list_state.lines) + 1):
        picture = draw(around, list_state, columns, rows)
        assert_fits(picture, columns, rows)
        text = " ".join(row.strip() for row, _ in picture.rows)
        assert question.ask[:30] in text
        assert picture.rows[-1][0].endswith("q=quit")
        list_state = replace(list_state, top=picture.top, seen=list_state.seen | picture.seen)
        if list_state.cursor is not None:
            here = picture.rows[picture.cursor[0]][0]
            assert here.startswith(">")
            assert list_state.lines[list_state.cursor].label[:20] in here
        told = replace(list_state, message="Long " * 60)
        assert_fits(draw(around, told, columns, rows), columns, rows)
        assert draw(around, told, columns, rows).rows[-1][0].endswith("q=quit"), "the keys stay whatever is told"
        after = handle_key(list_state, "down")
        assert isinstance(after, ListState)
        list_state = after
    assert list_state.unseen == 0 or question.type is QuestionType.NUMBER
    if question.type is QuestionType.MANY:
        assert list_state.lines[list_state.cursor or 0].kind is Kind.NONE
        assert handle_key(list_state, "enter") == Given(NoneOfThese())


@settings(deadline=None, max_examples=examples(50))
@given(st.sampled_from(VIGNETTES), sizes)
def test_what_to_do_stays_on_top_of_every_screen(vignette: object, size: tuple[int, int]) -> None:
    assert hasattr(vignette, "answers")
    document = action(make_report(shipped(), vignette.answers, numbers_for(shipped(), "GB")))
    choices = tuple(Choice(name, f"A choice called {name}") for name in "abcd")
    around, list_state = Surroundings("What now?", above=document), page_list(Page("", "What now?", choices))
    picture = draw(around, list_state, *size)
    assert_fits(picture, *size)
    banner = document[0]
    assert isinstance(banner, Banner)
    text = " ".join(row.strip() for row, _ in picture.rows)
    assert f"{banner.word.upper()}: {banner.headline}" in text
    assert "What now?" in text
    assert all(choice.label in text for choice in choices), "what can be done is always whole"
    assert ("m=more" in text) == picture.cut


@pytest.mark.parametrize("vignette", VIGNETTES, ids=lambda vignette: vignette.case.id)
def test_the_action_and_the_head_of_a_result_are_whole_on_a_screen_of_24_by_80(vignette: object) -> None:
    assert hasattr(vignette, "answers")
    report = make_report(shipped(), vignette.answers, numbers_for(shipped(), None))
    pieces = parts(action(report), compose(report))
    titles = tuple(Choice(title, title) for title in (*pieces.rest, "All of it", "Save the report", "Quit"))
    picture = draw(Surroundings("What next?", above=pieces.head), page_list(Page("", "What next?", titles)), 80, 24)
    assert not picture.cut
    if triage(shipped(), vignette.answers).urgency >= 3:
        four = tuple(Choice(name, "Go on: what can make it more urgent, then a summary") for name in "abcd")
        assert not draw(Surroundings("What now?", above=pieces.head), page_list(Page("", "What now?", four)), 80, 24).cut


def test_the_keys_fit_one_line_of_60_columns() -> None:
    boards = [question_list(q, q.options, None) for q in shipped().questions.values()]
    pages = [page_list(Page("", "?", tuple(Choice(str(n), "x") for n in range(count)))) for count in (2, 9, 20)]
    for list_state in (*boards, *pages, *(replace(list_state, filtering=True) for list_state in boards)):
        for cut in (False, True) if list_state.shape.value == "one" else (False,):
            assert cells(keys_of(list_state, cut)) <= 60


HOSTILE = ("\x1b[2J cleared", "\x9b1m bold", "right \u202e left", "[red]not[/red]", "a\u200bb", "two\nlines", "\x07bell")


def test_hostile_text_is_plain_text(tmp_path: Path) -> None:
    tree = small_tree(
        tmp_path,
        """
        - {id: q, topic: T, ask: 'Q?', type: many, unsure: [a], options: [{id: a, label: A}, {id: b, label: B}]}
        """,
        "rules: []\nself-care: {when: {q: none}, why: w, basis: judgement, reviewed: 2026-01-01}\n",
    )
    question = tree.questions["q"]
    for text in HOSTILE:
        options = tuple(option._replace(label=text, hint=text) for option in question.options)
        list_state = replace(question_list(question, options, None), message=text, filter=text[0], filtering=True)
        around = Surroundings(text, text, text, text, text, (text,), (Banner("routine", text, text, (text,)),))
        for picture in (
            draw(around, list_state, 60, 40),
            draw(around, replace(list_state, filter="", filtering=False), 60, 40),
        ):
            assert [row for row, _ in picture.rows if unsafe(row) is not None or "\n" in row] == []


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (12, 2), (20, 5), (39, 9), (500, 300)])
def test_a_screen_too_small_or_huge_breaks_nothing(size: tuple[int, int]) -> None:
    for question in shipped().questions.values():
        list_state = question_list(question, question.options, None)
        for shown in (
            list_state,
            replace(list_state, cursor=len(list_state.lines) - 1 if list_state.lines else None, message="Why."),
        ):
            assert len(draw(scene_of(question.id), shown, *size).rows) <= size[1]
