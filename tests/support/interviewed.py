"""Interviews with somebody of whom all is known."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import HealthCheck, settings

from nervecheck.engine.answer import Answer, Answers, NoneOfThese, Picked
from nervecheck.engine.plan import plan
from nervecheck.engine.triage import decision, offered_part
from nervecheck.interview.state import Interview
from nervecheck.tree.model import Question, QuestionType, Tree
from tests.support import examples, shipped

slow = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=examples(40))
quick = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=examples(100))
TREE = shipped()


def interviewed(tree: Tree, record: Answers) -> Interview:
    """The interview with a person of whom the record is true."""
    return told(tree, record)[0]


def told(tree: Tree, record: Answers) -> tuple[Interview, list[tuple[Question, Answer]]]:
    """That interview, and each question put with the answer given; asked again, the person is still not sure."""
    state, steps = Interview(tree, {}), list[tuple[Question, Answer]]()
    while (question := state.doubted or state.question) is not None:
        doubted = state.doubted is not None
        answer = Picked((), tuple(line.id for line in question.options)) if doubted else chosen(state, question, record)
        steps.append((question, answer))
        state, _ = state.settle(answer) if doubted else state.answer(answer)
    return state, steps


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
