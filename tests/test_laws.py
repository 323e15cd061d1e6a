"""The laws of the design (section 3), each a named property over the shipped tree and over small generated ones."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nervecheck.engine import compiled
from nervecheck.engine.answer import Answer, Answers, NoneOfThese, NotSure, Number, Picked
from nervecheck.engine.needed import progress, worst_of
from nervecheck.engine.plan import plan
from nervecheck.engine.triage import decision, offered_part, triage
from nervecheck.interview.answers_file import read_answers, read_settings, write_answers, written
from nervecheck.interview.state import Interview
from nervecheck.tree import conditions
from nervecheck.tree.model import Question, QuestionType, Tree
from nervecheck.tree.terms import Urgency
from tests.faces import line_by_line
from tests.strategies import records, trees
from tests.support import shipped

slow = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)
quick = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=200)
TREE = shipped()
DANGER_SCREENS = ("danger-now", "danger-soon")


def interviewed(tree: Tree, record: Answers) -> Interview:
    """The interview with a person of whom the record is true."""
    state = Interview(tree, {})
    while (question := state.question) is not None:
        state, _ = state.answer(chosen(state, question, record))
    return state


def chosen(state: Interview, question: Question, record: Answers) -> Answer:
    """What the person of whom the record is true chooses from what is shown."""
    view, _ = decision(state.tree, state.answers)
    return offered_part(plan(state.tree), question, record[question.id], view)


def swaps(tree: Tree, record: Answers, name: str) -> Iterator[tuple[Answer, Answer]]:
    """Pairs (benign, danger) of answers to one question that differ in nothing but a danger sign."""
    question = tree.questions[name]
    if question.type is QuestionType.NUMBER:
        return
    if question.type is not QuestionType.MANY:
        names = ["yes", "no"] if question.type is QuestionType.YES_NO else [option.id for option in question.options]
        signs = [n for n in names if question.is_danger(n) or (question.danger and n == "yes")]
        yield from ((Picked((b,)), Picked((d,))) for b in names if b not in signs for d in signs)
        return
    given_ = record[name]
    base = given_ if isinstance(given_, Picked) else Picked(())
    for option in question.options:
        if option.danger:
            yes, unsure = (tuple(n for n in part if n != option.id) for part in (base.yes, base.unsure))
            yield Picked(yes, unsure) if yes or unsure else NoneOfThese(), Picked((*yes, option.id), unsure)


# -- law 1: total and deterministic


@slow
@given(records(TREE))
def test_law_1_every_record_has_one_urgency(record: dict[str, Answer]) -> None:
    state = interviewed(TREE, record)
    outcome = triage(TREE, state.answers)
    assert state.progress.lowest is outcome.urgency
    assert outcome.urgency is not Urgency.SELF_CARE or outcome.covered


@quick
@given(st.data())
def test_law_1_holds_for_any_tree_and_any_order(data: st.DataObject) -> None:
    tree = data.draw(trees())
    record = data.draw(records(tree))
    shuffled = dict(random.Random(0).sample(list(record.items()), len(record)))
    assert triage(tree, record).urgency is triage(tree, shuffled).urgency
    state = interviewed(tree, record)
    assert state.progress.lowest is triage(tree, state.answers).urgency


@slow
@given(records(TREE))
def test_law_1_self_care_rests_on_no_absent_answer(record: dict[str, Answer]) -> None:
    outcome = triage(TREE, record)
    if outcome.urgency is Urgency.SELF_CARE:
        for name in outcome.applied:
            without = {key: value for key, value in record.items() if key != name}
            assert triage(TREE, without).urgency >= triage(TREE, record).urgency


@slow
@given(records(TREE))
def test_law_1_nothing_asked_is_never_self_care(record: dict[str, Answer]) -> None:
    assert triage(TREE, {}).urgency is Urgency.ROUTINE
    assert triage(TREE, {"who": record["who"]}).urgency is Urgency.ROUTINE


def test_law_1_no_locale_or_hash_seed_changes_an_outcome() -> None:
    code = (
        "from tests.support import shipped; from nervecheck.engine.triage import triage;"
        "from nervecheck.engine.answer import Picked;"
        "o = triage(shipped(), {'who': Picked(('me',)), 'danger-soon': Picked(('saddle','ill')), 'ces': Picked(('wipe',))});"
        "print(o.urgency, [f.rule.id for f in o.fired], [len(f.reasons) for f in o.fired])"
    )
    settings_of = [{"PYTHONHASHSEED": "1", "LC_ALL": "C"}, {"PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Tokyo"}]
    outs = {subprocess.check_output([sys.executable, "-c", code], env={**os.environ, **env}, text=True) for env in settings_of}
    assert len(outs) == 1


# -- law 2: the most urgent rule wins, all are kept, nothing downgrades


@quick
@given(st.data())
def test_law_2_the_most_urgent_rule_wins_and_all_are_kept(data: st.DataObject) -> None:
    tree = data.draw(trees())
    outcome = triage(tree, data.draw(records(tree)))
    levels = [fired.urgency for fired in outcome.fired]
    assert levels == sorted(levels, reverse=True)
    assert all(outcome.urgency >= level for level in levels)
    if levels and not outcome.escalations:
        assert outcome.urgency is max(levels[0], Urgency.ROUTINE)
    assert not (levels and outcome.urgency is Urgency.SELF_CARE)


@slow
@given(records(TREE))
def test_law_2_a_rule_is_kept_with_all_answers_that_fired_it(record: dict[str, Answer]) -> None:
    outcome = triage(TREE, record)
    for fired in outcome.fired:
        assert fired.reasons
        assert all(reason.value(outcome.view) is True for reason in fired.reasons)


# -- law 3: monotone


@slow
@given(st.data())
def test_law_3_a_danger_sign_never_lowers_the_urgency(data: st.DataObject) -> None:
    record = data.draw(records(TREE))
    name = data.draw(st.sampled_from([n for n, q in TREE.questions.items() if q.asks_danger]))
    for benign, danger in swaps(TREE, record, name):
        calm, alarmed = (triage(TREE, {**record, name: answer}).urgency for answer in (benign, danger))
        assert alarmed >= calm, (name, benign, danger)


@quick
@given(st.data())
def test_law_3_holds_for_any_tree_of_danger_signs(data: st.DataObject) -> None:
    tree = data.draw(trees(only_danger=True))
    record = data.draw(records(tree))
    for name in tree.questions:
        for benign, danger in swaps(tree, record, name):
            assert triage(tree, {**record, name: danger}).urgency >= triage(tree, {**record, name: benign}).urgency


# -- law 4: "not sure" is never "no"


@slow
@given(st.data())
def test_law_4_not_sure_is_never_calmer_than_a_benign_answer_or_what_it_is_read_as(data: st.DataObject) -> None:
    record = data.draw(records(TREE))
    name = data.draw(st.sampled_from([n for n, q in TREE.questions.items() if q.unsure is not None]))
    question = TREE.questions[name]
    doubted = triage(TREE, {**record, name: NotSure()}).urgency
    for option in question.options:
        if not option.danger or option.id in (question.unsure or ()):
            assert doubted >= triage(TREE, {**record, name: Picked((option.id,))}).urgency, (name, option.id)


@slow
@given(st.data())
def test_law_4_not_sure_of_one_danger_sign_is_never_calmer_than_no(data: st.DataObject) -> None:
    record = data.draw(records(TREE))
    name = data.draw(st.sampled_from([n for n, q in TREE.questions.items() if q.type is QuestionType.MANY and q.asks_danger]))
    for benign, danger in swaps(TREE, record, name):
        assert isinstance(danger, Picked)
        doubted = Picked(danger.yes[:-1], (*danger.unsure, danger.yes[-1]))
        assert triage(TREE, {**record, name: doubted}).urgency >= triage(TREE, {**record, name: benign}).urgency


@quick
@given(st.data())
def test_law_4_holds_for_any_tree_of_danger_signs(data: st.DataObject) -> None:
    tree = data.draw(trees(only_danger=True))
    record = data.draw(records(tree))
    for name, question in tree.questions.items():
        doubted = triage(tree, {**record, name: NotSure()}).urgency
        for word in question.unsure or ():
            assert doubted >= triage(tree, {**record, name: Picked((word,))}).urgency


def test_law_4_every_danger_question_offers_not_sure() -> None:
    assert [q.id for q in TREE.questions.values() if q.asks_danger and not q.offers_unsure] == []


# -- law 5: no default that can pass for an answer


@pytest.mark.parametrize("typed", ["", "  ", "99", "x", "1 2 3 4 5 6 7 8 9 10 11 12 13", "-1", "0,1", "\x1b[A", "?", "r"])
def test_law_5_no_line_but_an_answer_is_taken_for_one(typed: str) -> None:
    heard = iter([f"{typed}\n", ""])
    state = Interview(TREE, {"who": Picked(("me",))})
    with pytest.raises(Exception, match="before the last question"):
        line_by_line(state, lambda: next(heard), after=lambda new: pytest.fail("answered"))


# -- law 6: one engine, one validator


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


# -- law 7: no loops, and going back keeps what still applies


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


# -- law 8: danger first


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


@quick
@given(st.data())
def test_bounds_hold_whatever_is_answered_next(data: st.DataObject) -> None:
    tree = data.draw(trees())
    record = data.draw(records(tree))
    state = Interview(tree, {})
    final = triage(tree, record).urgency
    while (question := state.question) is not None:
        stand = progress(tree, state.answers)
        assert stand.lowest <= final <= stand.highest
        state, _ = state.answer(chosen(state, question, record))


def test_an_option_that_is_not_shown_counts_for_nothing() -> None:
    """Whoever has nothing to choose but what they are not shown says "none of these", and is decided like that."""
    calm: dict[str, Answer] = {
        "who": Picked(("me",)),
        "danger-now": NoneOfThese(),
        "danger-soon": NoneOfThese(),
        "age": Number(29),
    }
    neck = {**calm, "health": NoneOfThese(), "area": Picked(("neck",)), "feel": Picked(("stiff",)), "since": Picked(("today",))}
    for answer in (NoneOfThese(), Picked(("lung",)), Picked((), ("girdle",))):  # shown for the shoulder, and from 50 on
        outcome = triage(TREE, {**neck, "neck-signs": answer, "final": NoneOfThese()})
        assert (outcome.urgency, outcome.fired) == (Urgency.SELF_CARE, ())
