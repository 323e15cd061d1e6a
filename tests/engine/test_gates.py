"""Gates: what a line opens and when, in which order, and what somebody who stops there is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from nervecheck.engine.answer import Answer, Answers, NoneOfThese, NotSure, Picked
from nervecheck.engine.needed import progress, worst_of
from nervecheck.engine.triage import triage
from nervecheck.interview.answers_file import AnswerProblems, read_settings
from nervecheck.interview.state import Interview, NotOffered
from nervecheck.interview.template import template
from nervecheck.tree.model import Tree
from nervecheck.tree.terms import Urgency
from tests.support import small_tree

QUESTIONS = """
- {id: age, topic: T, ask: 'Q?', type: one, options: [{id: young, label: L}, {id: old, label: L}]}
- id: areas
  topic: T
  ask: Q?
  type: many
  gate: true
  options:
    - {id: chest, label: C, opens: [heart, lung]}
    - {id: head, label: H, opens: [brain]}
- {id: ache, topic: T, ask: 'Q?', type: yes-no}
- {id: brain, topic: T, ask: 'Q?', type: many, ask-which: true, when: ache,
   options: [{id: droop, label: L, danger: true}, {id: sore, label: L, danger: true}]}
- {id: sore-since, topic: T, ask: 'Q?', type: one, unsure: [now], when: {brain: sore},
   options: [{id: now, label: L, danger: true}, {id: years, label: L}]}
- {id: heart, topic: T, ask: 'Q?', type: many, ask-which: true,
   options: [{id: tight, label: L, danger: true}, {id: thud, label: L}]}
- {id: lung, topic: T, ask: 'Q?', type: yes-no, danger: true, unsure: ["yes"]}
"""
RULES = """
rules:
  - {id: a, title: t, urgency: ambulance, when: {brain: droop}, why: w, basis: judgement, reviewed: 2026-01-01}
  - {id: e, title: t, urgency: emergency, when: {heart: tight}, why: w, basis: judgement, reviewed: 2026-01-01}
  - {id: s, title: t, urgency: same-day, when: lung, why: w, basis: judgement, reviewed: 2026-01-01}
  - {id: n, title: t, urgency: emergency, when: {sore-since: now}, why: w, basis: judgement, reviewed: 2026-01-01}
  - {id: d, title: t, urgency: same-day, when: {brain: sore}, why: w, basis: judgement, reviewed: 2026-01-01}
self-care: {when: {all: [{age: young}, {not: ache}]}, why: w, basis: judgement, reviewed: 2026-01-01}
"""
NO = Picked(("no",))


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return small_tree(tmp_path, QUESTIONS, RULES)


def missing(tree: Tree, **answers: Answer) -> tuple[str, ...]:
    return progress(tree, answers).missing


def test_a_line_opens_its_lists_at_once_in_the_order_of_the_file(tree: Tree) -> None:
    assert missing(tree)[:2] == ("age", "areas")
    assert missing(tree, areas=Picked(("chest",)))[:2] == ("heart", "lung")
    assert missing(tree, areas=Picked(("chest",), ("head",)))[:3] == ("brain", "heart", "lung")
    assert missing(tree, areas=NoneOfThese()) == ("age", "ache")


def test_not_sure_of_a_line_opens_it_and_not_sure_of_all_asks_which(tree: Tree) -> None:
    state = Interview(tree, {"areas": Picked((), ("head",))})
    assert state.question is tree.questions["brain"]
    gate = Interview(tree, {"age": Picked(("young",))})
    with pytest.raises(NotOffered, match="Say which of them"):
        gate.answer(NotSure())


def test_a_list_with_a_condition_of_its_own_is_opened_by_either(tree: Tree) -> None:
    calm: Answers = {"areas": NoneOfThese(), "age": Picked(("young",))}
    assert "brain" in missing(tree, **calm, ache=Picked(("yes",)))
    assert "brain" not in missing(tree, **calm, ache=NO)
    assert "brain" in triage(tree, {"areas": Picked(("head",)), "ache": NO}).applied


def test_a_gate_whose_list_is_answered_none_is_as_if_it_was_not_ticked(tree: Tree) -> None:
    calm: Answers = {"age": Picked(("young",)), "ache": NO}
    ticked: Answers = {**calm, "areas": Picked(("chest",)), "heart": NoneOfThese(), "lung": NO}
    assert triage(tree, ticked).urgency is triage(tree, {**calm, "areas": NoneOfThese()}).urgency


@pytest.mark.parametrize(
    ("answers", "danger", "worst"),
    [
        ({"areas": Picked(("chest",))}, {"areas": ("chest",)}, Urgency.EMERGENCY),
        ({"areas": Picked((), ("head",))}, {"areas": ("head",)}, Urgency.AMBULANCE),
        ({"areas": Picked(("chest",)), "heart": NoneOfThese()}, {"areas": ("chest",)}, Urgency.SAME_DAY),
        ({"areas": Picked(("chest",)), "heart": NoneOfThese(), "lung": NO}, {}, Urgency.ROUTINE),
        ({"areas": Picked(("head",)), "brain": Picked(("sore",))}, {"brain": ("sore",)}, Urgency.EMERGENCY),
        ({"areas": NoneOfThese()}, {}, Urgency.ROUTINE),
    ],
)
def test_whoever_stops_at_an_open_gate_hears_the_highest_level_it_can_lead_to(
    tree: Tree, answers: Answers, danger: dict[str, tuple[str, ...]], worst: Urgency
) -> None:
    state = Interview(tree, answers)
    assert state.danger() == danger
    assert worst_of(tree, answers, danger) is worst


def test_an_empty_file_names_what_opens_a_list(tree: Tree) -> None:
    assert "  # Opened by areas: chest\n" in template(tree)


def test_a_sign_of_a_list_that_no_line_opened_is_told_with_the_gate(tree: Tree) -> None:
    with pytest.raises(AnswerProblems, match=r"is not asked of this person. Its condition at \S+ is closed by areas: none\."):
        read_settings(("age=old", "areas=none", "ache=no", "heart=tight"), tree)
