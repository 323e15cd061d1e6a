"""Core questions and follow-ups are asked below emergency, those for whoever comes to help never: none decides by that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nervecheck.base.errors import FileProblems
from nervecheck.engine.answer import Answers, NoneOfThese, Number, Picked
from nervecheck.engine.needed import progress
from nervecheck.engine.triage import open_views, triage
from nervecheck.tree.load import load
from nervecheck.tree.model import Question, Tree
from nervecheck.tree.terms import Urgency
from tests.support import TREE, small_tree, write_folder
from tests.support.interviewed import chosen, interviewed, quick
from tests.support.strategies import records, trees

QUESTIONS = """
- {id: signs, topic: T, ask: 'Q?', type: many, ask-which: true,
   options: [{id: bad, label: B, danger: true}, {id: sore, label: S, danger: true}]}
- {id: who, topic: T, ask: 'Q?', type: one, options: [{id: me, label: M}, {id: other, label: O}]}
- {id: age, topic: T, ask: 'Q?', type: number, low: 18, high: 99, core: true, hand-over: true, when: {who: me}}
- {id: tea, topic: T, ask: 'Q?', type: yes-no, hand-over: true}
- {id: fear, topic: T, ask: 'Q?', type: yes-no}
- {id: which, topic: T, ask: 'Q?', type: many, options: [{id: a, label: A}, {id: b, label: B}], follow-up: true, when: fear}
"""
RULES = """
rules:
  - {id: e, title: t, urgency: emergency, when: {signs: bad}, why: w, basis: judgement, reviewed: 2026-01-01}
  - {id: s, title: t, urgency: same-day, when: {signs: sore}, why: w, basis: judgement, reviewed: 2026-01-01}
self-care: {when: {signs: clear}, why: w, basis: judgement, reviewed: 2026-01-01}
"""


@pytest.mark.parametrize(
    ("answers", "missing"),
    [
        ({"signs": NoneOfThese()}, ("who",)),
        ({"signs": Picked(("sore",))}, ("who",)),
        ({"signs": Picked(("sore",)), "who": Picked(("me",))}, ("age",)),
        ({"signs": Picked(("sore",)), "who": Picked(("other",))}, ()),
        ({"signs": Picked(("sore",)), "who": Picked(("me",)), "age": Number(40)}, ()),
        ({"signs": Picked(("bad",))}, ()),
    ],
)
def test_a_core_question_is_needed_below_emergency_where_it_applies(
    tmp_path: Path, answers: Answers, missing: tuple[str, ...]
) -> None:
    assert progress(small_tree(tmp_path, QUESTIONS, RULES), answers).missing == missing


@pytest.mark.parametrize(
    ("answers", "missing"),
    [
        ({"signs": NoneOfThese()}, ("who",)),  # whether there is a fear decides nothing, and is not asked for its sake
        ({"signs": NoneOfThese(), "fear": Picked(("yes",))}, ("who", "which")),
        ({"signs": Picked(("sore",)), "fear": Picked(("yes",))}, ("who", "which")),
        ({"signs": Picked(("bad",)), "fear": Picked(("yes",))}, ()),
        ({"signs": NoneOfThese(), "fear": Picked(("no",))}, ("who",)),
    ],
)
def test_a_follow_up_is_needed_once_the_answer_is_given_that_it_asks_more_about(
    tmp_path: Path, answers: Answers, missing: tuple[str, ...]
) -> None:
    assert progress(small_tree(tmp_path, QUESTIONS, RULES), answers).missing == missing


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("follow-up: true", "Say by `when` to which answer it asks more."),
        ("follow-up: true, core: true, when: fear", "Leave one of them out."),
    ],
)
def test_a_follow_up_asks_more_about_an_answer(said: str, hint: str, tmp_path: Path) -> None:
    with pytest.raises(FileProblems) as told:
        small_tree(tmp_path, QUESTIONS.replace("follow-up: true, when: fear", said), RULES)
    assert [problem.hint for problem in told.value.problems] == [hint]


def flagged(data: st.DataObject, key: str) -> Tree:
    """A small tree in which some questions say this key, and the same without it below."""
    tree = data.draw(trees())
    said = data.draw(st.sets(st.sampled_from(list(tree.questions)), min_size=1))
    return _with(tree, lambda q: q._replace(**{key: q.id in said}))


def _with(tree: Tree, change: object) -> Tree:
    assert callable(change)
    sections = [section._replace(questions=tuple(map(change, section.questions))) for section in tree.about.sections]
    return replace(tree, about=tree.about._replace(sections=tuple(sections)))


@pytest.mark.parametrize("key", ["core", "follow_up"])
@quick
@given(data=st.data())
def test_what_is_asked_for_its_own_sake_never_changes_the_urgency(data: st.DataObject, key: str) -> None:
    tree = flagged(data, key)
    record = data.draw(records(tree))
    plain: Tree = _with(tree, lambda q: q._replace(**{key: False}))
    whole, less = interviewed(tree, record), interviewed(plain, record)
    assert triage(tree, whole.answers).urgency is triage(tree, less.answers).urgency
    assert set(less.answers) <= set(whole.answers)
    if whole.progress.lowest < Urgency.EMERGENCY:
        _, _, applies = open_views(tree, whole.answers)
        # a follow-up waits for the answer that it asks more about, a core question brings about what it waits for
        follow_ups = {name for name in tree.follow_ups if applies[name] is True}
        asked = follow_ups if key == "follow_up" else set(tree.core) & set(triage(tree, whole.answers).applied)
        assert asked <= set(whole.answers)


@quick
@given(st.data())
def test_answers_for_whoever_comes_to_help_never_lower_the_urgency(data: st.DataObject) -> None:
    tree = flagged(data, "hand_over")
    record = data.draw(records(tree))
    state = interviewed(tree, record)
    before = triage(tree, state.answers).urgency
    while state.for_helpers() and before >= Urgency.EMERGENCY:
        asked: Question = tree.questions[state.for_helpers()[0]]
        state, _ = state.change(asked.id).answer(chosen(state, asked, record))
        assert triage(tree, state.answers).urgency is before


@pytest.mark.parametrize(
    ("key", "question"),
    [("from: emergency", "core: true"), ("from: emergency", "follow-up: true, when: q"), ("optional: true", "danger: true")],
)
def test_what_all_need_stands_where_all_are_asked(key: str, question: str, tmp_path: Path) -> None:
    first = '{id: first, title: F, questions: [{id: q, topic: T, ask: Q, type: yes-no, danger: true, unsure: ["yes"]}]}'
    last = f'{{id: last, title: L, {key}, questions: [{{id: r, topic: T, ask: Q, type: yes-no, unsure: ["yes"], {question}}}]}}'
    rules = RULES.replace("{signs: bad}", "q").replace("{signs: sore}", "q").replace("{signs: clear}", "{not: q}")
    folder = write_folder(tmp_path, f"{TREE}  - {first}\n  - {last}\n", rules)
    with pytest.raises(FileProblems, match=r"\[bad-question\]") as told:
        load(folder)
    assert len(told.value.problems) == 1
