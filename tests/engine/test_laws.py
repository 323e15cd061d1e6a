"""The laws of the design (section 3), each a named property over the shipped tree and over small generated ones."""

from __future__ import annotations

import os
import random
import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from nervecheck.engine.answer import Answer, NoneOfThese, NotSure, Number, Picked
from nervecheck.engine.needed import progress
from nervecheck.engine.triage import triage
from nervecheck.interview.state import Interview
from nervecheck.tree.model import QuestionType
from nervecheck.tree.terms import Urgency
from tests.support.interviewed import TREE, chosen, interviewed, quick, slow, swaps
from tests.support.strategies import records, trees

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
        "o = triage(shipped(), {'who': Picked(('me',)), 'gate-recent': Picked(('saddle','spell')),"
        "'ces': Picked(('numb','leak')), 'spell-signs': Picked(('week',))});"
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


# -- law 8: danger first


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
        "gate-now": NoneOfThese(),
        "gate-recent": NoneOfThese(),
        "age": Number(29),
    }
    core = {"area": "neck", "feel": "stiff", "since": "today", "trend": "same", "severity": "hinder"}
    neck = {**calm, **{name: Picked((word,)) for name, word in core.items()}, "health": NoneOfThese()}
    for answer in (NoneOfThese(), Picked(("lung",)), Picked((), ("girdle",))):  # shown for the shoulder, and from 50 on
        outcome = triage(TREE, {**neck, "neck-signs": answer, "final": NoneOfThese()})
        assert (outcome.urgency, outcome.fired) == (Urgency.SELF_CARE, ())
