"""The word `clear`: none or harmless ticks alone, or not asked; and self-care, which no danger sign is left in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nervecheck.base.errors import FileProblems
from nervecheck.engine.answer import Answer, Answers, NoneOfThese, NotSure, Picked
from nervecheck.engine.compiled import OptionTest
from nervecheck.engine.needed import progress
from nervecheck.engine.triage import decision, definite_view, open_views, triage
from nervecheck.interview.state import Interview
from nervecheck.tree.conditions import CLEAR
from nervecheck.tree.model import Tree
from nervecheck.tree.terms import Urgency
from tests.support import small_tree
from tests.support.interviewed import interviewed, quick
from tests.support.strategies import records, trees

QUESTIONS = """
- {id: place, topic: T, ask: 'Q?', type: one, options: [{id: leg, label: L}, {id: arm, label: A}]}
- id: signs
  topic: T
  ask: Q?
  type: many
  unsure: [bad]
  when: {place: leg}
  options:
    - {id: bad, label: B, danger: true}
    - {id: fine, label: F, harmless: true}
    - {id: told, label: I, informs: true}
    - {id: odd, label: O}
- {id: how, topic: T, ask: 'Q?', type: one, unsure: [cold], options: [{id: cold, label: C, danger: true}, {id: warm, label: W}]}
"""
RULES = """
rules: [{id: r, title: t, urgency: same-day, when: {not: {signs: clear}}, why: w, basis: judgement, reviewed: 2026-01-01}]
self-care: {when: {place: [leg, arm]}, why: w, basis: judgement, reviewed: 2026-01-01}
"""
LEG, WARM = Picked(("leg",)), Picked(("warm",))
IS, IS_NOT = OptionTest("signs", frozenset({CLEAR}), True), OptionTest("signs", frozenset({CLEAR}), False)


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return small_tree(tmp_path, QUESTIONS, RULES)


@pytest.mark.parametrize(
    ("answers", "clear"),
    [
        ({"place": LEG, "signs": NoneOfThese()}, True),
        ({"place": LEG, "signs": Picked(("fine",))}, True),
        ({"place": LEG, "signs": Picked(("fine", "told"))}, True),
        ({"place": LEG, "signs": Picked((), ("fine",))}, True),  # whichever it is, it is harmless
        ({"place": LEG, "signs": Picked(("odd",), ("fine",))}, False),
        ({"place": LEG, "signs": Picked(("fine", "odd"))}, False),
        ({"place": LEG, "signs": Picked(("bad",))}, False),
        ({"place": Picked(("arm",))}, True),
    ],
)
def test_a_list_is_clear_or_not_in_every_reading(tree: Tree, answers: Answers, clear: bool) -> None:
    view, applied = decision(tree, answers)
    opened, _, _ = open_views(tree, answers)
    for reading in (view, opened, definite_view(tree, answers, view, applied)):
        assert IS.value(reading) is clear
        assert IS_NOT.value(reading) is not clear


@pytest.mark.parametrize("doubt", [NotSure(), Picked((), ("odd",)), Picked(("fine",), ("odd",))])
def test_what_is_not_sure_is_not_clear_and_nothing_that_lowers_rests_on_it(tree: Tree, doubt: Answer) -> None:
    answers = {"place": LEG, "signs": doubt}
    view, applied = decision(tree, answers)
    settled = definite_view(tree, answers, view, applied)
    assert (IS.value(view), IS_NOT.value(view)) == (False, True)
    assert (IS.value(settled), IS_NOT.value(settled)) == (False, False)


@pytest.mark.parametrize("answers", [{}, {"place": LEG}])
def test_what_may_still_be_asked_is_unknown_and_never_definitely_clear(tree: Tree, answers: Answers) -> None:
    view, applied = decision(tree, answers)
    opened, _, _ = open_views(tree, answers)
    settled = definite_view(tree, answers, view, applied)
    assert (IS.value(opened), IS_NOT.value(opened)) == (None, None)
    assert (IS.value(settled), IS_NOT.value(settled)) == (False, False)


@pytest.mark.parametrize(
    ("answers", "urgency"),
    [
        ({"place": LEG, "signs": Picked(("fine",)), "how": WARM}, Urgency.SELF_CARE),
        ({"place": Picked(("arm",)), "how": WARM}, Urgency.SELF_CARE),
        ({"place": Picked(("arm",)), "how": Picked(("cold",))}, Urgency.ROUTINE),
        ({"place": Picked(("arm",)), "how": NotSure()}, Urgency.ROUTINE),
        ({"place": LEG, "how": WARM}, Urgency.ROUTINE),
        ({"place": Picked(("arm",))}, Urgency.ROUTINE),
    ],
)
def test_no_danger_sign_is_left_at_self_care(tree: Tree, answers: Answers, urgency: Urgency) -> None:
    assert triage(tree, answers).urgency is urgency
    stand = progress(tree, answers)
    assert not stand.complete or stand.lowest is urgency


@quick
@given(st.data())
def test_no_danger_sign_is_left_at_self_care_in_any_tree(data: st.DataObject) -> None:
    tree = data.draw(trees())
    record = data.draw(records(tree))
    for answers in (record, interviewed(tree, record).answers):
        outcome = triage(tree, answers)
        asked = {name: answer for name, answer in answers.items() if name in outcome.applied}
        assert outcome.urgency is not Urgency.SELF_CARE or not Interview(tree, asked).signs()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{place: [leg, arm]}", "{how: clear}", "unknown-option"),
        ("label: B,", "label: B, harmless: true,", "bad-option"),
        ("label: B,", "label: B, informs: true,", "bad-option"),
        ("label: W", "label: W, harmless: true", "bad-option"),
        ("id: odd", "id: clear", "bad-id"),
    ],
)
def test_what_cannot_be_is_told(old: str, new: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(FileProblems, match=rf"\[{code}\]"):
        small_tree(tmp_path, QUESTIONS.replace(old, new), RULES.replace(old, new))
