"""The laws, by their numbers in the design, on a folder that is not the shipped one: the Ottawa ankle rules."""

from __future__ import annotations

import pytest
from hypothesis import given

from nervecheck.engine.answer import Answer, Answers, NoneOfThese, NotSure, Number, Picked
from nervecheck.engine.triage import triage
from nervecheck.tree.model import QuestionType
from nervecheck.tree.terms import Urgency
from tests.support import ankle
from tests.support.interviewed import interviewed, slow, swaps
from tests.support.strategies import records

TREE = ankle()
NO_SIGN: dict[str, Answer] = {name: NoneOfThese() for name in ("groups", "tender", "trust")}
CHOSEN = {"steps-then": "could", "since": "two-days", "trend": "better", "side": "left", "pop": "no"}
WALKS: dict[str, Answer] = {**NO_SIGN, **{name: Picked((word,)) for name, word in CHOSEN.items()}, "age": Number(40)}


@slow
@given(records(TREE))
def test_law_1_every_record_has_one_urgency(record: dict[str, Answer]) -> None:
    state = interviewed(TREE, record)
    assert state.progress.lowest is triage(TREE, state.answers).urgency is triage(TREE, record).urgency


@slow
@given(records(TREE))
def test_law_3_a_danger_sign_never_lowers_the_urgency(record: dict[str, Answer]) -> None:
    for name in (name for name, question in TREE.questions.items() if question.asks_danger):
        for benign, danger in swaps(TREE, record, name):
            calm, alarmed = (triage(TREE, {**record, name: answer}).urgency for answer in (benign, danger))
            assert alarmed >= calm, (name, benign, danger)


@slow
@given(records(TREE))
def test_law_4_not_sure_is_never_calmer_than_no(record: dict[str, Answer]) -> None:
    for name, question in TREE.questions.items():
        if question.unsure is not None:
            calm = NoneOfThese() if question.type is QuestionType.MANY else Picked((_benign(name),))
            doubted = triage(TREE, {**record, name: NotSure()}).urgency
            assert doubted >= triage(TREE, {**record, name: calm}).urgency, name


@pytest.mark.parametrize(
    ("change", "urgency"),
    [
        ({}, Urgency.SELF_CARE),
        ({"tender": Picked(("soft",))}, Urgency.SELF_CARE),
        ({"tender": Picked(("inner",))}, Urgency.SAME_DAY),
        ({"tender": Picked(("arch",))}, Urgency.SAME_DAY),
        ({"steps-then": Picked(("cannot",)), "steps-now": Picked(("can",))}, Urgency.SELF_CARE),
        ({"steps-then": Picked(("cannot",)), "steps-now": Picked(("cannot",))}, Urgency.SAME_DAY),
        ({"steps-then": NotSure(), "steps-now": NotSure()}, Urgency.SAME_DAY),
    ],
)
def test_the_published_rule_decides(change: Answers, urgency: Urgency) -> None:
    assert triage(TREE, {**WALKS, **change}).urgency is urgency


def _benign(name: str) -> str:
    question = TREE.questions[name]
    if question.type is QuestionType.YES_NO:
        return "no"
    return next(option.id for option in question.options if not option.danger and option.id not in (question.unsure or ()))
