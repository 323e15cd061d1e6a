"""The mistakes of a record that keep it from being decided: the twin of `interview/answers_file.py`.

Each is named by its question and its kind; `batch` has the words for whoever must mend it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import expressions as exp

from nervecheck.exchange.sql.facts import column
from nervecheck.exchange.sql.lines import STRANGE, any_line, line_twice, list_texts, no_line
from nervecheck.exchange.sql.logic import between, case, every, is_null, negated, number, one_of, paren, some, sure, truth
from nervecheck.exchange.table import allowed, dangerous, doubted
from nervecheck.tree.conditions import NONE, UNSURE
from nervecheck.tree.model import Question, QuestionType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.exchange.sql.tests import Tests


def mistakes(tests: Tests) -> Iterator[tuple[str, exp.Expr]]:
    """Each mistake that a record may have, and whether it has it; in the order of the questions."""
    for name, question in tests.tree.questions.items():
        asked = tests.asked(name)
        yield f"{name}: no such answer", sure(_not_allowed(tests, question))
        if signs := dangerous(question):
            reported = _stands(tests, question, signs)
            yield f"{name}: a danger sign where it is not asked", sure(case((negated(asked), reported), otherwise=truth(False)))
        hidden = [_not_offered(tests, question, option.id) for option in question.options if option.when is not None]
        if hidden:
            yield f"{name}: not offered to this person", sure(case((asked, paren(some(hidden))), otherwise=truth(False)))


def _not_allowed(tests: Tests, question: Question) -> exp.Expr:
    """That the answer is nothing that the question offers to anybody."""
    answer = column(question.id)
    match question.type:
        case QuestionType.NUMBER:
            return negated(between(answer, max(question.low or 0, 0), question.high))
        case QuestionType.MANY:
            numbers, size = tests.lines(question), exp.ArraySize(this=answer)
            strange = [STRANGE, *(word for word in list_texts(question) if word not in allowed(question))]
            empty = every([no_line(numbers), negated(is_null(answer))])
            together = some([any_line(numbers, question, [NONE, UNSURE]), line_twice(numbers, question, size)])
            several = case((exp.GT(this=size, expression=number(1)), together), otherwise=truth(False))
            return some([any_line(numbers, question, strange), empty, several])
        case _:
            return negated(one_of(answer, allowed(question)))


def _not_offered(tests: Tests, question: Question, option: str) -> exp.Expr:
    """That the option is chosen, or not sure, by somebody to whom it is not shown."""
    shown = tests.value(tests.plan.offers[question.id, option])
    return every([_stands(tests, question, [option, *doubted([option])]), negated(shown)])


def _stands(tests: Tests, question: Question, words: list[str]) -> exp.Expr:
    """That one of these texts is the answer, or stands in it; whether the question is asked or not."""
    if question.type is QuestionType.MANY:
        return any_line(tests.lines(question), question, words)
    return sure(one_of(column(question.id), words))
