"""Answers drawn by chance: to one question, to the lines of a list, and whole answers files with and without mistakes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from nervecheck.engine.answer import Answer, NoneOfThese, NotSure, Number, Picked
from nervecheck.interview.answers_file import as_data
from nervecheck.tree.model import Question, QuestionType
from tests.support.second_evaluator import Given

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from nervecheck.tree.model import Tree

ODD = (
    "",
    "none",
    "unsure",
    "asked",
    "yes",
    "no",
    "1e9",
    "-1",
    "0x10",
    "19.5",
    "999999999999999999999",
    "\u0660",
    "é",
    "~",
    "a?",
)


def answer_to(question: Question, shown: Sequence[str], chance: Random) -> Answer:
    """An answer that the question allows to somebody who is shown these options; mostly "none of these" to danger signs."""
    if question.type is QuestionType.NUMBER:
        assert question.low is not None
        assert question.high is not None
        return Number(chance.randint(question.low, question.high))
    if question.unsure is not None and chance.random() < 0.07:
        return NotSure()
    if question.type is not QuestionType.MANY:
        return Picked((chance.choice(["yes", "no"] if question.type is QuestionType.YES_NO else shown),))
    if not shown or ((question.asks_danger or question.gate) and chance.random() < 0.7):
        return NoneOfThese()
    marks = {chance.choice(shown): chance.random() < 0.8 for _ in range(chance.choice([0, 1, 1, 2, 3]))}
    yes, unsure = (tuple(name for name in shown if marks.get(name) is mark) for mark in (True, False))
    return Picked(yes, unsure) if marks else NoneOfThese()


def as_given(answer: Answer) -> Given:
    """The answer as the second evaluator takes it."""
    match answer:
        case Number(value):
            return Given(number=value)
        case NotSure():
            return Given(not_sure=True)
        case NoneOfThese():
            return Given()
        case Picked(yes, unsure):
            return Given(yes, unsure)


def answers_file(tree: Tree, chance: Random) -> bytes:
    """An answers file of the right form: some questions, each with an answer that is right, wrong, or of an odd shape."""
    names = [name for name in tree.questions if chance.random() < chance.choice([0.1, 0.5, 1])]
    answers: dict[str, Any] = {name: _right_or_wrong(tree.questions[name], chance) for name in names}
    if chance.random() < 0.2:
        answers[chance.choice(ODD)] = chance.choice(ODD)
    whole: dict[str, Any] = {"answers": answers}
    if chance.random() < 0.3:
        whole["again"] = chance.choice([[chance.choice(list(tree.questions))], chance.choice(ODD), [{}], None])
    if chance.random() < 0.3:
        whole["questions"] = chance.choice([{"version": "1", "hash": "x"}, {"version": []}, "x", None])
    return json.dumps(whole, ensure_ascii=False, indent=chance.choice([None, 1])).encode()


def _right_or_wrong(question: Question, chance: Random) -> Any:
    names = [option.id for option in question.options]
    right = as_data(answer_to(question, names, chance))
    if chance.random() < 0.9:
        return right
    odd = chance.choice(ODD)
    wrong = [
        odd,
        [odd],
        [right],
        [right, right],
        {"yes": right},
        {"unsure": [odd]},
        {odd: names},
        [names, names],
        names,
        {},
        [],
    ]
    return chance.choice([*wrong, None, {"yes": names, "unsure": names}, True, 19.5])
