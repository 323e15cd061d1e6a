"""The laws about asking (design, section 3, laws 5 to 8), each a named property."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nervecheck.engine import compiled
from nervecheck.engine.answer import Answer, Answers, NoneOfThese, Picked
from nervecheck.engine.needed import worst_of
from nervecheck.engine.plan import plan
from nervecheck.engine.triage import decision, triage
from nervecheck.interview.answers_file import read_answers, read_settings, write_answers, written
from nervecheck.interview.state import Interview
from nervecheck.tree import conditions
from nervecheck.tree.model import Question
from nervecheck.tree.terms import Urgency
from tests.support.faces import line_by_line
from tests.support.interviewed import TREE, chosen, interviewed, quick, slow, swaps
from tests.support.strategies import records, trees

DANGER_SCREENS = ("danger-now", "danger-soon")


@pytest.mark.parametrize("typed", ["", "  ", "99", "x", "1 2 3 4 5 6 7 8 9 10 11 12 13", "-1", "0,1", "\x1b[A", "?", "r"])
def test_law_5_no_line_but_an_answer_is_taken_for_one(typed: str) -> None:
    heard = iter([f"{typed}\n", ""])
    state = Interview(TREE, {"who": Picked(("me",))})
    with pytest.raises(Exception, match="before the last question"):
        line_by_line(state, lambda: next(heard), after=lambda new: pytest.fail("answered"))


@slow
@given(records(TREE))
def test_law_6_prompts_file_settings_and_api_agree(record: dict[str, Answer]) -> None:
    api = interviewed(TREE, record)
    lines = iter([_typed(TREE.questions[name], answer) + "\n" for name, answer in api.answers.items()])
    typed = line_by_line(Interview(TREE, {}), lambda: next(lines))
    text = write_answers(TREE, api.answers).encode()
    filed = read_answers(text, "file", TREE, complete=True).answers
    set_ = read_settings(tuple(f"{name}={_setting(answer)}" for name, answer in api.answers.items()), TREE).answers
    assert dict(typed.answers) == dict(api.answers) == dict(filed) == dict(set_)


def _typed(question: Question, answer: Answer) -> str:
    if isinstance(answer, Picked):
        return ",".join([*answer.yes, *(f"{name}?" for name in answer.unsure)])
    return {"none": "0", "unsure": "u"}.get(written(answer), written(answer))


def _setting(answer: Answer) -> str:
    return ",".join([*answer.yes, *(f"{n}?" for n in answer.unsure)]) if isinstance(answer, Picked) else written(answer)


def test_law_7_a_guard_names_earlier_questions_only() -> None:
    order = list(TREE.questions)
    for name in TREE.questions:
        named = {part.question for part in compiled.tests_in(plan(TREE).guards[name])}
        assert all(order.index(other) < order.index(name) for other in named)


@slow
@given(st.data())
def test_law_7_a_changed_answer_drops_only_what_no_longer_applies(data: st.DataObject) -> None:
    record = data.draw(records(TREE))
    state = interviewed(TREE, record)
    steps = data.draw(st.integers(1, len(state.answers)))
    for _ in range(steps):
        state = state.back()
    question = state.question
    assert question is not None
    other = data.draw(st.sampled_from([answer for _, answer in swaps(TREE, record, question.id)] or [record[question.id]]))
    after, dropped = state.answer(other)
    _, applied = decision(TREE, {**state.answers, question.id: other})
    assert set(dropped) == set(state.answers) - applied
    assert {n: a for n, a in state.answers.items() if n not in dropped and n != question.id} == {
        n: a for n, a in after.answers.items() if n != question.id
    }


def test_law_8_the_first_screens_are_the_danger_lists() -> None:
    assert list(TREE.questions)[1:3] == list(DANGER_SCREENS)


@pytest.mark.parametrize("sign", [option.id for option in TREE.questions["danger-now"].options])
def test_law_8_an_ambulance_sign_ends_the_interview_at_once(sign: str) -> None:
    state = Interview(TREE, {"who": Picked(("me",)), "danger-now": Picked((sign,))})
    assert state.question is None
    assert triage(TREE, state.answers).urgency is Urgency.AMBULANCE


@pytest.mark.parametrize("sign", [option.id for option in TREE.questions["danger-soon"].options])
def test_law_8_every_sign_of_the_second_list_alone_is_same_day_and_opens_its_questions_first(sign: str) -> None:
    answers: Answers = {"who": Picked(("me",)), "danger-now": NoneOfThese(), "danger-soon": Picked((sign,))}
    assert triage(TREE, answers).urgency >= Urgency.SAME_DAY
    following = Interview(TREE, answers).question
    assert following is not None
    named = {getattr(atom, "question", "") for atom, _ in conditions.atoms(following.when)} if following.when else set()
    assert "danger-soon" in named
    assert worst_of(TREE, answers, {"danger-soon": (sign,)}) >= Urgency.SAME_DAY


@slow
@given(records(TREE))
def test_law_8_going_on_never_lowers_and_needed_never_changes_the_urgency(record: dict[str, Answer]) -> None:
    # the one last list, what a ticked sign opens, and for a child the list of child signs: nothing else can call an ambulance
    sections = {section.id: {question.id for question in section.questions} for section in TREE.about.sections}
    opened = {name for name, question in TREE.questions.items() if question.at_once}
    after_an_emergency = sections["on-the-way"] | sections["ticked"] | sections["child"] | opened
    state, lowest = Interview(TREE, {}), Urgency.SELF_CARE
    while (question := state.question) is not None:
        if lowest >= Urgency.EMERGENCY:
            assert question.id in after_an_emergency
        state, _ = state.answer(chosen(state, question, record))
        assert state.progress.lowest >= lowest
        lowest = state.progress.lowest
    assert triage(TREE, record).urgency is triage(TREE, state.answers).urgency


@quick
@given(st.data())
def test_law_8_needed_never_changes_the_urgency_of_any_tree(data: st.DataObject) -> None:
    tree = data.draw(trees())
    record = data.draw(records(tree))
    assert triage(tree, record).urgency is triage(tree, interviewed(tree, record).answers).urgency
