"""The longest and the shortest interview, in screens."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.authoring.prove.counterexample import replayed
from nervecheck.engine.answer import Number, Picked
from nervecheck.interview.state import Interview
from nervecheck.tree.model import QuestionType
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from nervecheck.authoring.prove.solver import Solver
    from nervecheck.tree.model import Tree


class Paths(NamedTuple):
    """Screens of the shortest interview, of the longest one found, and the most that can apply to anybody."""

    shortest: int
    longest_found: int
    longest_possible: int


def paths(solver: Solver) -> Paths:
    """The lengths. What applies but is not needed is not asked, so the longest lies between the two last."""
    calm = -solver.level[Urgency.EMERGENCY]  # an emergency ends the questions early
    asked = tuple(solver.first.asked(name) for name in solver.tree.questions)
    most, found = 0, 0
    for number in range(len(asked), 0, -1):
        model = solver.formula.model(solver.formula.at_least(number, asked), calm)
        if model:
            found = len(replayed(solver.tree, solver.first.record(model)).answers) if not isinstance(model, bool) else 0
            most = number
            break
    return Paths(_shortest(solver.tree), found, most)


_BREADTH = 2_000  # interviews looked at for each number of screens: a bound on time, far above what a real tree needs


def _shortest(tree: Tree) -> int:
    """By breadth: the fewest single choices after which nothing is needed."""
    states = [Interview(tree, {})]
    for screens in count():
        if any(state.question is None for state in states):
            return screens
        states = [after for state in states for after in _after(state)][:_BREADTH]
    raise AssertionError


def _after(state: Interview) -> list[Interview]:
    """The interview after each single choice."""
    question = state.question
    if question is None:
        return []
    if question.type is QuestionType.NUMBER:
        return [state.answer(Number(question.low or 0))[0]]
    names = ["yes", "no"] if question.type is QuestionType.YES_NO else [option.id for option in state.options(question)]
    return [state.answer(Picked((name,)))[0] for name in names]
