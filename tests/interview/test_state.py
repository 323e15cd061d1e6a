"""The interview: what is asked next, going back, what is needed, and the last list."""

from __future__ import annotations

from pathlib import Path

import pytest

from nervecheck.engine.answer import Answer, NoneOfThese, NotSure, Number, Picked
from nervecheck.engine.needed import progress, worst_of
from nervecheck.engine.triage import triage
from nervecheck.interview.state import Interview, NotOffered
from nervecheck.tree.model import Tree
from nervecheck.tree.terms import Urgency
from tests.support import TREE, small_tree, write_folder

QUESTIONS = """
- {id: soon, topic: T, ask: 'Q?', type: many, unsure: [s],
   options: [{id: s, label: S, danger: true}, {id: t, label: T}]}
- {id: place, topic: T, ask: 'Q?', type: one, options: [{id: back, label: B}, {id: leg, label: L}]}
- {id: more, topic: T, ask: 'Q?', type: many, unsure: [], when: {any: [{soon: s}, {place: leg}]}, at-once: {soon: s},
   options: [{id: m, label: M}, {id: n, label: N}]}
- {id: old, topic: T, ask: 'Q?', type: yes-no, when: {place: back}}
"""
RULES = """
rules:
  - {id: hot, title: t, urgency: emergency, when: {all: [{more: m}, {not: {place: back}}]},
     why: w, basis: judgement, reviewed: 2026-01-01}
  - {id: mild, title: t, urgency: routine, when: old, why: w, basis: judgement, reviewed: 2026-01-01}
  - {id: sign, title: t, urgency: same-day, when: {soon: s}, why: w, basis: judgement, reviewed: 2026-01-01}
self-care: {when: {all: [{soon: none}, {place: back}, {not: old}]}, why: w, basis: judgement, reviewed: 2026-01-01}
"""


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return small_tree(tmp_path, QUESTIONS, RULES)


def told(tree: Tree, *answers: Answer) -> Interview:
    state = Interview(tree, {})
    for answer in answers:
        state, _ = state.answer(answer)
    return state


def asked(state: Interview) -> str | None:
    return state.question.id if state.question else None


def test_a_ticked_sign_opens_its_question_before_all_others(tree: Tree) -> None:
    assert asked(told(tree, NoneOfThese())) == "place"
    assert asked(told(tree, Picked(("s",)))) == "more"


def test_what_cannot_change_the_outcome_is_not_asked(tree: Tree) -> None:
    # `old` only decides between self-care and routine, and a sign has settled that
    state = told(tree, Picked(("s",)), NoneOfThese())
    assert asked(state) is None
    assert triage(tree, state.answers).urgency is Urgency.SAME_DAY


def test_self_care_needs_its_items_asked_and_denied(tree: Tree) -> None:
    state = told(tree, NoneOfThese(), Picked(("back",)))
    assert asked(state) == "old"
    assert triage(tree, state.answers).urgency is Urgency.ROUTINE
    assert triage(tree, told(tree, NoneOfThese(), Picked(("back",)), Picked(("no",))).answers).urgency is Urgency.SELF_CARE


def test_not_sure_never_earns_self_care(tree: Tree) -> None:
    assert triage(tree, told(tree, NotSure(), NoneOfThese()).answers).urgency is Urgency.SAME_DAY


def test_back_keeps_what_still_applies_and_names_what_is_dropped(tree: Tree) -> None:
    state = told(tree, NoneOfThese(), Picked(("back",)), Picked(("no",)))
    state = state.back().back()
    assert asked(state) == "place"
    state, dropped = state.answer(Picked(("leg",)))
    assert dropped == ("old",)
    assert asked(state) == "more"
    assert state.answers["soon"] == NoneOfThese()


def test_back_at_the_first_question_stays_and_keep_goes_on(tree: Tree) -> None:
    assert told(tree).back() == told(tree)
    state = told(tree, NoneOfThese())
    assert asked(state.back()) == "soon"
    assert state.back().keep() == state


@pytest.mark.parametrize(
    "answer",
    [Picked(("x",)), Picked(()), Number(3), Picked(("s",), ("x",)), Picked((), ())],
)
def test_what_is_not_offered_is_refused(tree: Tree, answer: Answer) -> None:
    with pytest.raises(NotOffered):
        told(tree, answer)


def test_bounds_of_the_urgency(tree: Tree) -> None:
    assert (progress(tree, {}).lowest, progress(tree, {}).highest) == (Urgency.SELF_CARE, Urgency.EMERGENCY)
    stand = progress(tree, {"soon": Picked(("s",)), "more": NoneOfThese()})
    assert (stand.lowest, stand.highest) == (Urgency.SAME_DAY, Urgency.SAME_DAY)


def test_whoever_stops_after_a_sign_hears_the_highest_level_it_can_lead_to(tree: Tree) -> None:
    ticked = {"soon": Picked(("s",))}
    assert worst_of(tree, ticked, {"soon": ("s",)}) is Urgency.EMERGENCY
    assert worst_of(tree, {**ticked, "more": NoneOfThese()}, {"soon": ("s",)}) is Urgency.SAME_DAY


LAST = """  - id: first
    title: F
    questions:
      - {id: sign, topic: T, ask: 'Q?', type: yes-no, danger: true, unsure: ["yes"]}
      - {id: mild, topic: T, ask: 'Q?', type: yes-no, danger: true, unsure: ["yes"]}
  - id: last
    title: L
    from: emergency
    questions:
      - {id: ride, topic: T, ask: 'Q?', type: many, unsure: [walk],
         options: [{id: walk, label: W, danger: true}, {id: far, label: F, danger: true}]}
"""
LAST_RULES = """
rules:
  - {id: e, title: t, urgency: emergency, when: sign, why: w, basis: judgement, reviewed: 2026-01-01}
  - {id: d, title: t, urgency: same-day, when: mild, why: w, basis: judgement, reviewed: 2026-01-01}
  - {id: a, title: t, urgency: ambulance, when: {ride: far}, why: w, basis: judgement, reviewed: 2026-01-01}
escalate: [{from: emergency, to: ambulance, when: {ride: walk}, why: w}]
self-care: {when: {all: [{not: sign}, {not: mild}]}, why: w, basis: judgement, reviewed: 2026-01-01}
"""


@pytest.mark.parametrize(
    ("sign", "ride", "expected", "screens"),
    [
        ("no", None, Urgency.SELF_CARE, 2),
        ("yes", NoneOfThese(), Urgency.EMERGENCY, 2),
        ("yes", Picked(("walk",)), Urgency.AMBULANCE, 2),
        ("yes", Picked(("far",)), Urgency.AMBULANCE, 2),
        ("yes", NotSure(), Urgency.AMBULANCE, 2),
    ],
)
def test_the_last_list_opens_only_at_an_emergency(
    tmp_path: Path, sign: str, ride: Answer | None, expected: Urgency, screens: int
) -> None:
    from nervecheck.tree.load import load

    tree = load(write_folder(tmp_path, TREE + LAST, LAST_RULES))
    state = told(tree, Picked((sign,)), *([ride] if ride else [Picked(("no",))]))
    assert asked(state) is None
    assert len(state.answers) == screens
    assert triage(tree, state.answers).urgency is expected


def test_an_answer_to_the_last_list_without_an_emergency_is_not_used(tmp_path: Path) -> None:
    from nervecheck.tree.load import load

    tree = load(write_folder(tmp_path, TREE + LAST, LAST_RULES))
    outcome = triage(tree, {"sign": Picked(("no",)), "mild": Picked(("no",)), "ride": Picked(("far",))})
    assert outcome.ignored == ("ride",)
    assert outcome.urgency is Urgency.SELF_CARE
