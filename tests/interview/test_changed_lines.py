"""A list whose lines depend on an earlier answer: nobody denied a line that was not shown, and no line stays that is gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from nervecheck.engine.alternatives import Change, Kind, changed
from nervecheck.engine.answer import Answer, NoneOfThese, NotSure, Picked
from nervecheck.interview.answers_file import read_answers, write_answers
from nervecheck.interview.state import Interview
from nervecheck.prompts.words import dropped
from nervecheck.tree.model import Tree
from tests.support import small_tree

QUESTIONS = """
- {id: place, topic: T, ask: 'Where?', type: many, options: [{id: hand, label: H}, {id: face, label: F}]}
- {id: part, topic: T, ask: 'Which?', type: many, unsure: [cheek],
   options: [{id: thumb, label: Thumb, when: {place: hand}}, {id: cheek, label: Cheek, danger: true, when: {place: face}},
             {id: other, label: Other}]}
"""
RULES = """
rules: [{id: r, title: t, urgency: same-day, when: {part: cheek}, why: w, basis: judgement, reviewed: 2026-01-01}]
self-care: {when: {part: [none, other]}, why: w, basis: judgement, reviewed: 2026-01-01}
"""
HAND, FACE, BOTH = Picked(("hand",)), Picked(("face",)), Picked(("hand", "face"))


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return small_tree(tmp_path, QUESTIONS, RULES)


@pytest.mark.parametrize(
    ("before", "part", "after", "kept"),
    [
        (HAND, Picked(("thumb",)), FACE, False),  # the thumb is no longer shown
        (HAND, NoneOfThese(), FACE, False),  # the cheek is a danger sign, and was not denied
        (HAND, Picked(("other",)), BOTH, False),
        (BOTH, Picked(("other",)), HAND, True),  # the cheek was denied, and is not shown
        (BOTH, NoneOfThese(), HAND, True),
        (HAND, NotSure(), FACE, True),  # it stands for whichever lines are shown
    ],
)
def test_a_list_with_other_lines_is_asked_anew(tree: Tree, before: Answer, part: Answer, after: Answer, kept: bool) -> None:
    state = Interview(tree, {"place": before, "part": part})
    changed_state, lost = state.change("place").answer(after)
    assert lost == (() if kept else ("part",))
    assert dict(changed_state.answers) == ({"place": after, "part": part} if kept else {"place": after})
    # whoever saves now can go on from the file
    assert dict(read_answers(write_answers(tree, changed_state.answers).encode(), "a.yaml", tree).answers) == dict(
        changed_state.answers
    )
    # what another answer would change is looked at in the same way
    assert changed(tree, state.answers, Change(tree.questions["place"], Kind.OTHER, "x", after)) == dict(changed_state.answers)


def test_the_loss_is_told_with_its_reason(tree: Tree) -> None:
    state = Interview(tree, {"place": HAND, "part": Picked(("thumb",))})
    after, _ = state.change("place").answer(FACE)
    assert dropped(state, after, "part") == "It has other lines now, so its answer is dropped: Which? Your answer was: Thumb."


def test_a_list_is_not_put_first_before_it_is_known_which_lines_it_shows(tmp_path: Path) -> None:
    questions = """
    - {id: groups, topic: T, ask: 'Q?', type: many, gate: true,
       options: [{id: a, label: A, opens: [signs]}, {id: b, label: B, opens: [signs]}]}
    - {id: place, topic: T, ask: 'Where?', type: one, options: [{id: hand, label: H}, {id: face, label: F}]}
    - {id: signs, topic: T, ask: 'Which?', type: many, unsure: [x],
       options: [{id: x, label: X, danger: true}, {id: y, label: Y, danger: true, when: {place: face}}]}
    """
    rules = RULES.replace("{part: cheek}", "{signs: [x, y]}").replace("{part: [none, other]}", "{signs: none}")
    tree = small_tree(tmp_path, questions, rules)
    state = Interview(tree, {"groups": Picked(("a",))})
    assert state.progress.missing == ("place", "signs")


def test_a_list_that_may_come_to_show_another_line_is_dropped_at_once_and_not_while_going_on(tmp_path: Path) -> None:
    questions = """
    - {id: side, topic: T, ask: 'Q?', type: one, options: [{id: one, label: One}, {id: both, label: Both}]}
    - {id: legs, topic: T, ask: 'Legs?', type: one, when: {side: both}, options: [{id: sore, label: S}, {id: dull, label: D}]}
    - {id: signs, topic: T, ask: 'Which?', type: many, unsure: [x],
       options: [{id: x, label: X, danger: true}, {id: y, label: Y, danger: true, when: {legs: dull}}]}
    """
    rules = RULES.replace("{part: cheek}", "{signs: [x, y]}").replace("{part: [none, other]}", "{signs: none}")
    tree = small_tree(tmp_path, questions, rules)
    state = Interview(tree, {"side": Picked(("one",)), "signs": Picked(("x",))})
    both, lost = state.change("side").answer(Picked(("both",)))
    assert lost == ("signs",), "the line Y waits for the legs"
    dull, lost = both.answer(Picked(("dull",)))
    assert (lost, dull.progress.lowest) == ((), both.progress.lowest)


def test_a_list_keeps_its_answer_while_a_line_that_it_showed_waits_again(tmp_path: Path) -> None:
    questions = """
    - {id: side, topic: T, ask: 'Q?', type: one, options: [{id: one, label: One}, {id: both, label: Both}]}
    - {id: legs, topic: T, ask: 'Legs?', type: one, unsure: [sore],
       options: [{id: sore, label: S, danger: true}, {id: dull, label: D, when: {side: both}}, {id: numb, label: N}]}
    - {id: signs, topic: T, ask: 'Which?', type: many, unsure: [x],
       options: [{id: x, label: X, danger: true}, {id: y, label: Y, danger: true, when: {legs: [dull, numb]}}]}
    """
    rules = """
    rules:
      - {id: r, title: t, urgency: same-day, when: {signs: [x, y]}, why: w, basis: judgement, reviewed: 2026-01-01}
      - {id: s, title: t, urgency: emergency, when: {legs: sore}, why: w, basis: judgement, reviewed: 2026-01-01}
    self-care: {when: {signs: none}, why: w, basis: judgement, reviewed: 2026-01-01}
    """
    tree = small_tree(tmp_path, questions, rules)
    state = Interview(tree, {"side": Picked(("both",)), "legs": Picked(("dull",)), "signs": Picked(("x",))})
    one, lost = state.change("side").answer(Picked(("one",)))
    assert lost == ("legs",)
    numb, lost = one.answer(Picked(("numb",)))
    assert (lost, numb.progress.lowest) == ((), one.progress.lowest)
