"""The mistakes of a record that keep it from being decided: the twin of `interview/answers_file.py`.

Each is named by its question and its kind; `batch` has the words for whoever must mend it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import expressions as exp

from nervecheck.exchange.sql.facts import column
from nervecheck.exchange.sql.logic import (
    any_of,
    between,
    case,
    every,
    is_null,
    negated,
    number,
    one_of,
    paren,
    some,
    sure,
    text,
    truth,
)
from nervecheck.exchange.table import allowed, dangerous, doubted
from nervecheck.tree.conditions import NONE, UNSURE
from nervecheck.tree.model import Question, QuestionType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.exchange.sql.tests import Tests


def mistakes(tests: Tests) -> Iterator[tuple[str, exp.Expr]]:
    """Each mistake that a record may have, and whether it has it; in the order of the questions."""
    for name, question in tests.tree.questions.items():
        answer, asked = column(name), tests.asked(name)
        yield f"{name}: no such answer", sure(_not_allowed(question, answer))
        if signs := dangerous(question):
            reported = any_of(answer, signs) if question.type is QuestionType.MANY else one_of(answer, signs)
            yield f"{name}: a danger sign where it is not asked", sure(case((negated(asked), reported), otherwise=truth(False)))
        hidden = [_not_offered(tests, question, option.id) for option in question.options if option.when is not None]
        if hidden:
            yield f"{name}: not offered to this person", sure(case((asked, paren(some(hidden))), otherwise=truth(False)))


def _not_allowed(question: Question, answer: exp.Expr) -> exp.Expr:
    """That the answer is nothing that the question offers to anybody."""
    match question.type:
        case QuestionType.NUMBER:
            return negated(between(answer, max(question.low or 0, 0), question.high))
        case QuestionType.MANY:
            # most lists have one line, and to look that up is many times as fast as to compare two lists
            size, first = exp.ArraySize(this=answer.copy()), exp.Bracket(this=answer.copy(), expressions=[number(0)])
            one, more = exp.EQ(this=size, expression=number(1)), exp.GT(this=size.copy(), expression=number(1))
            strange = negated(sure(one_of(first, allowed(question))))
            return case(
                (is_null(answer), truth(False)),
                (one, strange),
                (more, _several_not_allowed(question, answer)),
                otherwise=truth(True),
            )
        case _:
            return negated(one_of(answer, allowed(question)))


def _several_not_allowed(question: Question, answer: exp.Expr) -> exp.Expr:
    """That some of the lines are not offered to anybody, or may only stand alone."""
    listed = exp.array(*(text(word) for word in allowed(question)))
    strange = exp.not_(paren(exp.ArrayContainsAll(this=listed, expression=answer.copy())), copy=False)
    return paren(some([strange, any_of(answer.copy(), [NONE, UNSURE])]))


def _not_offered(tests: Tests, question: Question, option: str) -> exp.Expr:
    """That the option is chosen, or not sure, by somebody to whom it is not shown."""
    shown = tests.value(tests.plan.offers[question.id, option])
    if question.type is QuestionType.MANY:
        chosen = any_of(column(question.id), [option, *doubted([option])])
    else:
        chosen = one_of(column(question.id), [option])
    return every([sure(chosen), negated(shown)])
