"""The laws about asking (design, section 3, laws 5 to 8), each a named property."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nervecheck.engine import compiled
from nervecheck.engine.answer import Answer, NoneOfThese, NotSure, Number, Picked
from nervecheck.engine.needed import progress, worst_of
from nervecheck.engine.plan import meaning_of, plan
from nervecheck.engine.triage import decision, definite_view, triage
from nervecheck.interview.answers_file import read_answers, read_settings, write_answers, written
from nervecheck.interview.state import Interview
from nervecheck.tree.model import Question
from nervecheck.tree.terms import Urgency
from tests.support.faces import line_by_line
from tests.support.interviewed import TREE, chosen, interviewed, quick, slow, swaps, told
from tests.support.strategies import records, trees

GATES = ("gate-now", "gate-recent")
LINES = [(gate, option.id) for gate in GATES for option in TREE.questions[gate].options]
# each list that a gate opens, with the line that opens it, and every danger sign in it
OPENED_BY = {name: (gate, option.id) for gate in GATES for option in TREE.questions[gate].options for name in option.opens}
SIGNS = [(name, sign) for name in OPENED_BY for sign in TREE.questions[name].signs]
# the signs that call an ambulance by themselves
AMBULANCE = {
    "life-signs": "wake gasp blue fit choke",
    "sudden-signs": "speech sight double balance headache side cheek flush",
    "chest-signs": "press sweat nausea stays tear breath flat",
    "pain-signs": "faint known tear",
    "limb-signs": "cold",
    "spasm-signs": "jaw noise throat",
    "ill-signs": "muddle neck rash skin shake hot steroid",
    "face-danger": "dry thunder flush",
    "spell-signs": "fit-hour drowsy fit-long fit-birth",
    "injury-signs": "spine",
    "poison-signs": "snake breath swallow lock hot",
}


def at_gate(gate: str, answer: Answer | str) -> dict[str, Answer]:
    """Whoever has come to this gate, all before it denied, and answers it like this (or chooses this line)."""
    before = dict.fromkeys(GATES[: GATES.index(gate)], NoneOfThese())
    return {"who": Picked(("me",)), **before, gate: Picked((answer,)) if isinstance(answer, str) else answer}


@pytest.mark.parametrize("typed", ["", "  ", "99", "x", "1 2 3 4 5 6 7 8 9 10 11 12 13", "-1", "0,1", "\x1b[A", "?", "r"])
def test_law_5_no_line_but_an_answer_is_taken_for_one(typed: str) -> None:
    heard = iter([f"{typed}\n", ""])
    state = Interview(TREE, {"who": Picked(("me",))})
    with pytest.raises(Exception, match="before the last question"):
        line_by_line(state, lambda: next(heard), after=lambda new: pytest.fail("answered"))


@slow
@given(records(TREE))
def test_law_6_prompts_file_settings_and_api_agree(record: dict[str, Answer]) -> None:
    api, steps = told(TREE, record)
    lines = iter([_typed(question, answer) + "\n" for question, answer in steps])
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
    swapped = data.draw(st.sampled_from([answer for _, answer in swaps(TREE, record, question.id)] or [record[question.id]]))
    other = chosen(state, question, {question.id: swapped})  # from what this person is shown
    after, dropped = state.answer(other)
    _, applied = decision(TREE, {**state.answers, question.id: other})
    relisted = {name for name in TREE.questions if any(option.when for option in TREE.questions[name].options)}
    assert set(state.answers) - applied <= set(dropped)
    assert {name for name in dropped if name in applied} <= relisted | follow_ups(relisted)
    assert {n: a for n, a in state.answers.items() if n not in dropped and n != question.id} == {
        n: a for n, a in after.answers.items() if n != question.id
    }


def follow_ups(names: set[str]) -> set[str]:
    """The questions whose guards look at one of these, at once or through others."""
    found = {name for name in TREE.questions if {part.question for part in compiled.tests_in(plan(TREE).guards[name])} & names}
    return found if found <= names else found | follow_ups(names | found)


def test_law_8_the_first_screens_are_the_gates() -> None:
    assert list(TREE.questions)[1:3] == list(GATES)
    assert [name for name, question in TREE.questions.items() if question.gate] == list(GATES)


@pytest.mark.parametrize("how", ["ticked", "not sure"])
@pytest.mark.parametrize(("gate", "line"), LINES)
def test_law_8_a_line_of_a_gate_decides_nothing_and_opens_its_lists_next(gate: str, line: str, how: str) -> None:
    answers = at_gate(gate, Picked((line,)) if how == "ticked" else Picked((), (line,)))
    opens = TREE.questions[gate].options[[option.id for option in TREE.questions[gate].options].index(line)].opens
    assert triage(TREE, answers).urgency is triage(TREE, at_gate(gate, NoneOfThese())).urgency
    assert progress(TREE, answers).missing[: len(opens)] == opens
    # whoever stops here hears what it can lead to, and whoever clears the lists is where they were
    danger = Interview(TREE, answers).danger()
    assert danger == {gate: (line,)}
    assert worst_of(TREE, answers, danger) >= (Urgency.AMBULANCE if gate == "gate-now" else Urgency.SAME_DAY)
    cleared = {**answers, **dict.fromkeys(opens, NoneOfThese())}
    assert Interview(TREE, cleared).danger() == {}
    assert progress(TREE, cleared)[:2] == progress(TREE, at_gate(gate, NoneOfThese()))[:2]
    assert progress(TREE, cleared).missing == progress(TREE, at_gate(gate, NoneOfThese())).missing


@pytest.mark.parametrize(("name", "sign"), SIGNS)
def test_law_8_every_danger_sign_of_an_opened_list_alone_is_same_day_unless_it_is_settled(name: str, sign: str) -> None:
    option = TREE.questions[name].option(sign)
    assert option is not None
    settled = compiled.NEVER if option.settled is None else compiled.compiled(option.settled, meaning_of(TREE))
    for answer in (Picked((sign,)), Picked((), (sign,))):
        state = Interview(TREE, {**at_gate(*OPENED_BY[name]), name: answer})
        assert worst_of(TREE, state.answers, state.danger()) >= Urgency.SAME_DAY
        for after in followed(state, settled):
            outcome = triage(TREE, after.answers)
            definite = definite_view(TREE, after.answers, outcome.view, outcome.applied)
            assert outcome.urgency >= Urgency.SAME_DAY or settled.value(definite) is True, after.answers


def followed(state: Interview, settled: compiled.Test) -> Iterator[Interview]:
    """The interview after every way of answering what a sign opens at once, and what could settle it."""
    question = state.question
    if question is None:
        yield state
        return
    if question.at_once is None:
        left = [part.question for part in compiled.tests_in(settled) if part.question not in state.answers]
        if not left:
            yield state
            return
        question = TREE.questions[left[0]]
    answers: list[Answer] = [Picked((option.id,)) for option in state.options(question)]
    if question.low is not None and question.high is not None:
        answers += map(Number, range(question.low, question.high + 1))
    if question.unsure is not None:
        answers.append(NotSure())
    for answer in answers:
        yield from followed(Interview(TREE, {**state.answers, question.id: answer}), settled)


@pytest.mark.parametrize(("name", "sign"), SIGNS)
def test_law_8_a_sign_of_ambulance_level_ends_the_interview_at_once(name: str, sign: str) -> None:
    state = Interview(TREE, {**at_gate(*OPENED_BY[name]), name: Picked((sign,))})
    if state.progress.lowest is Urgency.AMBULANCE:
        assert state.question is None
    assert (state.progress.lowest is Urgency.AMBULANCE) == (sign in AMBULANCE.get(name, "").split())


@slow
@given(records(TREE))
def test_law_8_going_on_never_lowers_and_needed_never_changes_the_urgency(record: dict[str, Answer]) -> None:
    # the last list, the second gate, what a line or a sign opens, and for a child its signs: nothing else can call an ambulance
    sections = {section.id: {question.id for question in section.questions} for section in TREE.about.sections}
    opened = {name for name, question in TREE.questions.items() if question.at_once}
    after_an_emergency = sections["on-the-way"] | {"gate-recent"} | set(OPENED_BY) | sections["child"] | opened
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
