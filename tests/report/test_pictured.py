"""What of a report can be shown as a picture: places and side as answered, the next day, figures and steps word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from nervecheck.engine.answer import Answer, NoneOfThese, NotSure, Picked
from nervecheck.report.dates import later
from nervecheck.report.make import make_report, numbers_for
from nervecheck.report.picture_facts import Figure, Next, Spot, Step
from nervecheck.report.pictured import figures, site, stands_in, steps
from nervecheck.tree.drawings import DrawnStep, Move, frequency
from tests.support import ADVICE, shipped, small_tree

if TYPE_CHECKING:
    from pathlib import Path

    from nervecheck.report.picture_facts import Site

QUESTIONS = """
- id: place
  topic: Place
  ask: Where?
  type: many
  ask-which: true
  options:
    - {id: wrist, label: Wrist, body: hand, unsure: yes}
    - {id: skin, label: Only the skin}
- id: which
  topic: Side
  ask: Which side?
  type: one
  unsure: [both]
  options:
    - {id: l, label: Left, side: left}
    - {id: both, label: Both at once, side: both}
    - {id: mid, label: Middle, side: middle}
- {id: q, topic: Q, ask: 'Q?', type: one, options: [{id: a, label: A}, {id: b, label: B}]}
"""
WRIST, SKIN = Spot("hand", "Wrist", False), Spot("", "Only the skin", False)


@pytest.mark.parametrize(
    ("place", "side", "expected"),
    [
        (Picked(("wrist",)), Picked(("l",)), ((WRIST,), ("left",), "Left")),
        (Picked(("wrist", "skin")), Picked(("both",)), ((WRIST, SKIN), ("left", "right"), "Both at once")),
        (Picked((), ("wrist",)), Picked(("mid",)), ((WRIST._replace(unsure=True),), ("middle",), "Middle")),
        (Picked(("wrist",)), NotSure(), ((WRIST,), (), "")),
        (NoneOfThese(), NotSure(), ((), (), "")),
    ],
)
def test_places_and_side_are_what_was_answered(place: Answer, side: Answer, expected: Site, tmp_path: Path) -> None:
    tree = small_tree(tmp_path, QUESTIONS)
    assert site(tree, {"place": place, "which": side}) == expected


@pytest.mark.parametrize(
    ("date", "day"), [("2026-11-28T14:30", "2026-12-05"), ("2026-12-28", "2027-01-04"), ("2028-02-25", "2028-03-03")]
)
def test_the_next_day_is_counted_from_the_answers(date: str, day: str, tmp_path: Path) -> None:
    words = ADVICE.replace("steps: [book]", "steps: [book], again: {days: 7, say: Check again}")
    tree = small_tree(tmp_path, QUESTIONS, advice=words)
    assert later(date, 7) == day
    assert make_report(tree, {}, numbers_for(tree, None), (), date).pictured.next == Next("Check again", 7, day)
    assert make_report(tree, {}, numbers_for(tree, None)).pictured.next == Next("Check again", 7, "")


def test_the_next_day_is_the_one_that_the_headline_speaks_of() -> None:
    actions = [action for action in shipped().advice.actions.values() if action.again is not None]
    assert [a.again.days for a in actions if a.again] == [14, 7]
    assert ["2 weeks" in actions[0].headline, "7 days" in actions[1].headline] == [True, True]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("About 7 in 10 get well.", (7, 10)),
        ("After 1 year 55 in 100 were better.", (55, 100)),
        ("From 23 to 89 in 100 did badly.", None),
        ("It is 6 or 7 in 10.", None),
        ("It is more than 8 in 10.", None),
        ("It is at least 8 in 10.", None),
        ("It is 13 in 10,000.", None),
        ("It is 17 in 100, or 12 in 100.", None),
        ("It is 12 in 10.", None),
        ("Most get well.", None),
    ],
)
def test_a_figure_is_one_count_of_10_or_100_and_no_bound(sentence: str, expected: tuple[int, int] | None) -> None:
    if expected is not None:
        assert frequency(sentence) == expected
        return
    with pytest.raises(ValueError):  # noqa: PT011
        frequency(sentence)


def test_only_what_stands_in_the_text_word_for_word_is_shown() -> None:
    article = (
        shipped()
        .articles[0]
        ._replace(
            figures=("About 7 in 10 get well.", "About 6 in 10 get well."),
            moves=(
                DrawnStep("Walk each day.", Move.WALK, shipped().articles[0].mark),
                DrawnStep("Walk.", Move.WALK, shipped().articles[0].mark),
            ),
        )
    )
    text = "Good news. About 7 in 10\nget well.\n\n1. Walk each day.\n"
    assert figures(article, text) == (Figure(7, 10, "About 7 in 10 get well."),)
    assert steps(article, text) == (Step("Walk each day.", "walk"),)


@pytest.mark.parametrize(
    ("text", "there"), [("a b", True), ("x a  b y", True), ("a\nb", True), ("xa b", False), ("a by", False), ("b a", False)]
)
def test_a_sentence_stands_in_a_text_as_whole_words(text: str, there: bool) -> None:
    assert stands_in(text, "a b") is there
