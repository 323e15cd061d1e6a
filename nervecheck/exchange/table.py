"""The table form of answers: one row a person, one column a question, named by its id.

A single answer is text: an option's id, or `unsure`. A number is an integer. A list is an array of texts: ids, each with a
question mark behind it where that line is not sure (`leak?`), or `none` alone, or `unsure` alone. NULL is not answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nervecheck.base.errors import FileProblems
from nervecheck.base.problems import Problem
from nervecheck.engine.answer import Answer, NoneOfThese, NotSure, Number, Picked
from nervecheck.tree.conditions import NONE, UNSURE
from nervecheck.tree.model import Question, QuestionType, Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ID = "id"
DOUBT = "?"


def columns(tree: Tree) -> tuple[str, ...]:
    """The columns of the table: what tells the people apart, then every question in the order asked.

    Raises FileProblems where a question cannot be a column.
    """
    taken = [question for question in tree.questions.values() if question.id == ID]
    if taken:
        found = f"A question cannot be called '{ID}' in a table: that column tells the people apart."
        raise FileProblems([Problem(question.mark, "not-a-column", found, "Rename the question.") for question in taken])
    return (ID, *tree.questions)


def doubted(options: Iterable[str]) -> list[str]:
    """These options as a list holds them where they are not sure."""
    return [f"{name}{DOUBT}" for name in options]


def option_ids(question: Question) -> list[str]:
    """The ids of the options, in the order of the question."""
    return ["yes", "no"] if question.type is QuestionType.YES_NO else [option.id for option in question.options]


def allowed(question: Question) -> list[str]:
    """Every text that may stand in the column of the question."""
    ids, whole = option_ids(question), [UNSURE] if question.unsure is not None and not question.asks_which else []
    return [*ids, *doubted(ids), NONE, *whole] if question.type is QuestionType.MANY else [*ids, *whole]


def dangerous(question: Question) -> list[str]:
    """Every text that reports a danger sign, or is not sure about one."""
    signs = list(question.signs)
    doubts = doubted(signs) if question.type is QuestionType.MANY else []
    return [*signs, *doubts, *([UNSURE] if question.asks_danger else [])]


def answers_of(tree: Tree, cells: Mapping[str, Any]) -> dict[str, Answer]:
    """The answers that a row holds, in the order of the questions. The row must be one that the query decides."""
    return {name: _answer(question, cells[name]) for name, question in tree.questions.items() if cells[name] is not None}


def _answer(question: Question, cell: Any) -> Answer:
    match question.type:
        case QuestionType.NUMBER:
            return Number(cell)
        case QuestionType.MANY if cell == [NONE]:
            return NoneOfThese()
        case QuestionType.MANY if cell != [UNSURE]:
            ids = option_ids(question)
            return Picked(tuple(name for name in ids if name in cell), tuple(name for name in ids if f"{name}{DOUBT}" in cell))
        case _:
            return NotSure() if cell in (UNSURE, [UNSURE]) else Picked((cell,))
