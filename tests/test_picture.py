"""What the arrow-key face draws, on every size of screen: nothing is lost, nothing sticks out, nothing is markup."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nervecheck.answer import NoneOfThese
from nervecheck.compose import action, compose
from nervecheck.document import Banner
from nervecheck.model import QuestionType
from nervecheck.prompts.board import Board, Kind, page_board, question_board
from nervecheck.prompts.moves import Choice, Given, Page
from nervecheck.prompts.picture import Picture, Scene, draw, keys_of
from nervecheck.prompts.press import press
from nervecheck.prompts.result import parts
from nervecheck.report import make_report, numbers_for
from nervecheck.text import cells, unsafe
from nervecheck.triage import triage
from nervecheck.vignettes import read_vignettes
from tests.support import shipped, small_tree

sizes = st.tuples(st.integers(40, 200), st.integers(10, 60))
VIGNETTES = read_vignettes(shipped())
DONE = ("Who it is about: Me, and I am 18 or over", "場所: 腰から足にかけて" * 9)


def scene_of(name: str) -> Scene:
    question = shipped().questions[name]
    return Scene(question.ask, "Danger signs", "Question 2. About 6 to 10 more.", question.help, folded=DONE)


def assert_fits(picture: Picture, columns: int, rows: int) -> None:
    assert len(picture.rows) <= rows
    assert [row for row, _ in picture.rows if cells(row) >= columns] == [], "the last column is left free: it would wrap"
    assert 0 <= picture.cursor[0] < rows
    assert 0 <= picture.cursor[1] < columns


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(list(shipped().questions)), sizes)
def test_every_line_of_every_question_can_be_reached_and_seen(name: str, size: tuple[int, int]) -> None:
    question, (columns, rows) = shipped().questions[name], size
    board, scene = question_board(question, question.options, None), scene_of(name)
    for _ in range(len(board.lines) + 1):
        picture = draw(scene, board, columns, rows)
        assert_fits(picture, columns, rows)
        text = " ".join(row.strip() for row, _ in picture.rows)
        assert question.ask[:30] in text
        assert picture.rows[-1][0].endswith("q=quit")
        board = replace(board, top=picture.top, seen=board.seen | picture.seen)
        if board.cursor is not None:
            here = picture.rows[picture.cursor[0]][0]
            assert here.startswith(">")
            assert board.lines[board.cursor].label[:20] in here
        told = replace(board, message="Long " * 60)
        assert_fits(draw(scene, told, columns, rows), columns, rows)
        assert draw(scene, told, columns, rows).rows[-1][0].endswith("q=quit"), "the keys stay whatever is told"
        after = press(board, "down")
        assert isinstance(after, Board)
        board = after
    assert board.unseen == 0 or question.type is QuestionType.NUMBER
    if question.type is QuestionType.MANY:
        assert board.lines[board.cursor or 0].kind is Kind.NONE
        assert press(board, "enter") == Given(NoneOfThese())


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(VIGNETTES), sizes)
def test_what_to_do_stays_on_top_of_every_screen(vignette: object, size: tuple[int, int]) -> None:
    assert hasattr(vignette, "answers")
    document = action(make_report(shipped(), vignette.answers, numbers_for(shipped(), "GB")))
    choices = tuple(Choice(name, f"A choice called {name}") for name in "abcd")
    scene, board = Scene("What now?", above=document), page_board(Page("", "What now?", choices))
    picture = draw(scene, board, *size)
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
    pieces = parts(compose(report))
    titles = tuple(Choice(title, title) for title in (*pieces.rest, "All of it", "Save the report", "Quit"))
    picture = draw(Scene("What next?", above=pieces.head), page_board(Page("", "What next?", titles)), 80, 24)
    assert not picture.cut
    if triage(shipped(), vignette.answers).urgency >= 3:
        four = tuple(Choice(name, "Go on: one more list, then a summary to show at the hospital") for name in "abcd")
        assert not draw(Scene("What now?", above=pieces.head), page_board(Page("", "What now?", four)), 80, 24).cut


def test_the_keys_fit_one_line_of_60_columns() -> None:
    boards = [question_board(q, q.options, None) for q in shipped().questions.values()]
    pages = [page_board(Page("", "?", tuple(Choice(str(n), "x") for n in range(count)))) for count in (2, 9, 20)]
    for board in (*boards, *pages, *(replace(board, filtering=True) for board in boards)):
        for cut in (False, True) if board.shape.value == "one" else (False,):
            assert cells(keys_of(board, cut)) <= 60


HOSTILE = ("\x1b[2J cleared", "\x9b1m bold", "right \u202e left", "[red]not[/red]", "a\u200bb", "two\nlines", "\x07bell")


def test_hostile_text_is_plain_text(tmp_path: Path) -> None:
    tree = small_tree(
        tmp_path,
        """
        - {id: q, topic: T, ask: Q?, type: many, unsure: [a], options: [{id: a, label: A}, {id: b, label: B}]}
        """,
        "rules: []\nself-care: {when: {q: none}, why: w, basis: judgement, reviewed: 2026-01-01}\n",
    )
    question = tree.questions["q"]
    for text in HOSTILE:
        options = tuple(option._replace(label=text, hint=text) for option in question.options)
        board = replace(question_board(question, options, None), message=text, filter=text[0], filtering=True)
        scene = Scene(text, text, text, text, text, (text,), (Banner("routine", text, text, (text,)),))
        for picture in (draw(scene, board, 60, 40), draw(scene, replace(board, filter="", filtering=False), 60, 40)):
            assert [row for row, _ in picture.rows if unsafe(row) is not None or "\n" in row] == []


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (12, 2), (20, 5), (39, 9), (500, 300)])
def test_a_screen_too_small_or_huge_breaks_nothing(size: tuple[int, int]) -> None:
    for question in shipped().questions.values():
        board = question_board(question, question.options, None)
        for shown in (board, replace(board, cursor=len(board.lines) - 1 if board.lines else None, message="Why.")):
            assert len(draw(scene_of(question.id), shown, *size).rows) <= size[1]
