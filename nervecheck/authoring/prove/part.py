"""A part of a formula, put to a SAT solver: what the literals that were asked about rest on, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import finalize

from nervecheck.authoring.prove.formula import FALSE, TRUE
from nervecheck.base.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from nervecheck.authoring.prove.formula import Formula

Solution = set[int]


class Part:
    """A solver that is told of a formula as much as the questions to it need.

    Of a gate it is told only the direction that is asked for: what follows when the gate holds, or when it does not. So gates
    are not reliable in what it finds, and a solution is the set of free variables that are true.
    """

    def __init__(self, formula: Formula, budget: int, instead: Mapping[int, tuple[int, ...]] | None = None) -> None:
        """`budget` is the number of conflicts after which a question is given up as not answered.

        `instead` gives some gates other parts. Those must be such that whoever there is in the formula is still there, with
        fresh variables chosen to suit: then what nobody does in this loose part, nobody does.

        Raises UsageError without python-sat.
        """
        try:
            from pysat.solvers import Glucose4
        except ImportError:
            raise UsageError("The prover needs python-sat. Install it with: pip install --pre python-sat") from None
        self._formula = formula
        self._budget, self._instead = budget, instead or {}
        # of the solvers in python-sat that take assumptions and a limit of conflicts this one was the fastest
        self._solver: Any = Glucose4(bootstrap_with=[[TRUE]])
        # where nobody closes it, it must be freed before the interpreter takes apart what that needs
        self._freed = finalize(self, self._solver.delete)
        self._own = _OwnNumbers()  # as a solver looks after every number up to the largest
        self._told = {TRUE, FALSE}

    def solution(self, *assumed: int) -> Solution | bool | None:
        """A solution in which all these literals hold; None if there is none, False if the limit was reached.

        Nothing is true in it that does not help them to hold.
        """
        if FALSE in assumed:
            return None
        self.tell(assumed)
        self._solver.conf_budget(self._budget)
        found = self._solver.solve_limited(assumptions=[self._own[literal] for literal in assumed])
        if found is None:
            return False
        if not found:
            return None
        return self._needed(assumed, self._solver.get_model())

    def clash(self, assumed: Collection[int]) -> set[int]:
        """Some of these literals that cannot all hold; none if they can, or if the limit was reached."""
        self.tell(assumed)
        self._solver.conf_budget(self._budget)
        numbers = {self._own[literal]: literal for literal in assumed}
        if self._solver.solve_limited(assumptions=[*numbers]) is not False:
            return set()
        return {numbers[one] for one in self._solver.get_core()}

    def _needed(self, assumed: Iterable[int], model: Sequence[int]) -> Solution:
        """The free variables that have to be true for these literals to hold: of a gate that does not, one part is enough.

        A free variable that is false in the model asks for nothing, as it is false here too.
        """
        gates, own = self._formula.parts, self._own
        needed, waiting = set[int](), [*assumed]
        while waiting:
            literal = waiting.pop()
            if literal in needed:
                continue
            needed.add(literal)
            parts = self._parts(abs(literal))
            if literal > 0:
                waiting += [part for part in parts if part > 0 or gates[-part]]
                continue
            false = TRUE
            for part in reversed(parts):  # from the last, as it is calmer that something does not hold
                if model[own[part] - 1] < 0 if part > 0 else model[own[-part] - 1] > 0:
                    if -part in needed or (part > 0 and not gates[part]):
                        break
                    false = part if false == TRUE else false
            else:
                waiting += [-false] if parts else []
        return {literal for literal in needed if literal > TRUE and not gates[literal]}

    def close(self) -> None:
        """Frees the solver."""
        self._freed()

    def tell(self, asked: Iterable[int]) -> None:
        """Adds what follows when each of these literals holds, and what follows from that.

        To be told at once of all that will be asked is far faster for a solver than to meet it bit by bit.
        """
        told, add, own = self._told, self._solver.add_clause, self._own
        waiting = [literal for literal in asked if literal not in told]
        while waiting:
            literal = waiting.pop()
            if literal in told:
                continue
            told.add(literal)
            parts = self._parts(abs(literal))
            if literal > 0:
                number = own[-literal]
                for part in parts:
                    add([number, own[part]])
                waiting += parts
            elif parts:
                negated = [-part for part in parts]
                add([own[-literal], *[own[part] for part in negated]])
                waiting += negated

    def _parts(self, variable: int) -> tuple[int, ...]:
        return self._instead.get(variable) or self._formula.parts[variable]


class _OwnNumbers(dict[int, int]):
    """The number that a solver has for each literal: the next one that is free when it is first asked for."""

    def __init__(self) -> None:
        super().__init__({TRUE: TRUE, FALSE: FALSE})

    def __missing__(self, literal: int) -> int:
        variable, number = abs(literal), len(self) // 2 + 1
        self[variable], self[-variable] = number, -number
        return self[literal]
