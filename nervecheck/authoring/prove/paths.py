"""The longest and the shortest interview, in screens."""

from __future__ import annotations

from collections import Counter
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.authoring.prove.counterexample import replayed
from nervecheck.engine.answer import Number, Picked
from nervecheck.interview.state import Interview
from nervecheck.tree.model import QuestionType
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nervecheck.authoring.prove.part import Solution
    from nervecheck.authoring.prove.solver import Solver
    from nervecheck.tree.model import Tree


class Paths(NamedTuple):
    """Screens of the shortest interview, of the longest one found, and the most that can apply to anybody."""

    shortest: int
    longest_found: int
    longest_possible: int


def paths(solver: Solver) -> Paths:
    """The lengths. What applies but is not needed is not asked, so the longest lies between the two last."""
    asked = tuple([solver.first.asked(name) for name in solver.tree.questions])
    most = 0
    for number in range(_bound(solver, asked), 0, -1):
        found = _somebody(solver, solver.formula.at_least(number, asked))
        if found is not None:
            most = most or number  # or more than the limit allowed to tell
        if isinstance(found, set):
            interview = replayed(solver.tree, solver.first.record(found), _FOLLOWED)
            return Paths(_shortest(solver.tree), len(interview.answers), most)
    return Paths(_shortest(solver.tree), 0, most)


def _bound(solver: Solver, asked: Sequence[int]) -> int:
    """A number of these that cannot be exceeded: each time that some cannot hold together, at least one does not."""
    calm, often, most = -solver.level[Urgency.EMERGENCY], Counter(asked), len(asked)
    while clash := solver.whole.clash([*often, calm]) - {calm}:
        most -= min(often.pop(literal) for literal in clash)
    return most


def _somebody(solver: Solver, asked: int) -> Solution | bool | None:
    """Somebody whom these questions apply to, without an emergency, which ends them early; if there is one, calmer still."""
    found = solver.whole.solution(asked, -solver.level[Urgency.EMERGENCY])
    if not isinstance(found, set):
        return found
    calmer = solver.whole.solution(asked, -solver.level[Urgency.SAME_DAY])
    return calmer if isinstance(calmer, set) else found


_FOLLOWED = 60  # screens of the longest interview found: a bound on time too
_BREADTH = 2_000  # interviews looked at for each number of screens: a bound on time, far above what a real tree needs


def _shortest(tree: Tree) -> int:
    """By breadth: the fewest single choices after which nothing is needed."""
    states = [Interview(tree, {})]
    if states[0].question is None:
        return 0
    for screens in count(1):
        later = list[Interview]()
        for state in states:
            for after in _after(state):
                if after.question is None:
                    return screens
                later.append(after)
        states = later[:_BREADTH]
    raise AssertionError


def _after(state: Interview) -> Iterator[Interview]:
    """The interview after each single choice, danger signs first, as those end it soonest."""
    question = state.question
    if question is None:
        return
    if question.type is QuestionType.NUMBER:
        yield state.answer(Number(question.low or 0))[0]
        return
    names = ["yes", "no"] if question.type is QuestionType.YES_NO else [option.id for option in state.options(question)]
    for name in sorted(names, key=lambda name: not question.is_danger(name)):
        yield state.answer(Picked((name,)))[0]
