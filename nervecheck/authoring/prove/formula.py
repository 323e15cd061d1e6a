"""Boolean formulas as clauses for a SAT solver: gates are simplified and shared, so that equal parts cost nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nervecheck.base.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TRUE = 1
FALSE = -1


class Formula:
    """A growing formula. A literal is a non-zero number, its negation the same number negated."""

    def __init__(self, budget: int) -> None:
        """`budget` is the number of conflicts after which a question is given up as not answered."""
        try:
            from pysat.solvers import Glucose4
        except ImportError:
            raise UsageError("The prover needs python-sat. Install it with: pip install --pre python-sat") from None
        # of the solvers in python-sat this one takes assumptions and a limit of conflicts
        self._solver: Any = Glucose4(bootstrap_with=[[TRUE]])
        self._budget = budget
        self._last = TRUE
        self._gates: dict[tuple[int, ...], int] = {}
        self._counts: dict[tuple[int, tuple[int, ...]], int] = {}
        self.asked = 0

    def fresh(self) -> int:
        """A literal about which nothing is known."""
        self._last += 1
        return self._last

    def require(self, *clause: int) -> None:
        """At least one of these literals holds."""
        self._solver.add_clause(list(clause))

    def require_one(self, literals: Sequence[int]) -> None:
        """Exactly one of these literals holds."""
        self.require(*literals)
        for index, one in enumerate(literals):
            for other in literals[index + 1 :]:
                self.require(-one, -other)

    def every(self, literals: Iterable[int]) -> int:
        """The literal that holds when all of these do."""
        parts = sorted({literal for literal in literals if literal != TRUE})
        if FALSE in parts or any(-part in parts for part in parts if part > 0):
            return FALSE
        if len(parts) < 2:
            return parts[0] if parts else TRUE
        key = tuple(parts)
        if key not in self._gates:
            gate = self._gates[key] = self.fresh()
            for part in parts:
                self.require(-gate, part)
            self.require(gate, *(-part for part in parts))
        return self._gates[key]

    def some(self, literals: Iterable[int]) -> int:
        """The literal that holds when at least one of these does."""
        return -self.every(-literal for literal in literals)

    def at_least(self, number: int, literals: tuple[int, ...]) -> int:
        """The literal that holds when at least `number` of these do."""
        if number <= 0:
            return TRUE
        if number > len(literals):
            return FALSE
        if number == 1:
            return self.some(literals)
        if number == len(literals):
            return self.every(literals)
        if (number, literals) not in self._counts:
            first, rest = literals[0], literals[1:]
            with_first = self.every([first, self.at_least(number - 1, rest)])
            self._counts[number, literals] = self.some([with_first, self.at_least(number, rest)])
        return self._counts[number, literals]

    def differ(self, one: int, other: int) -> int:
        """The literal that holds when exactly one of the two does."""
        return self.some([self.every([one, -other]), self.every([-one, other])])

    def model(self, *assumed: int) -> set[int] | bool | None:
        """The literals of a solution in which all these hold; None if there is none, False if the limit was reached."""
        if FALSE in assumed:
            return None
        self.asked += 1
        self._solver.conf_budget(self._budget)
        found = self._solver.solve_limited(assumptions=list(assumed))
        if found is None:
            return False
        return set(self._solver.get_model()) if found else None

    def close(self) -> None:
        """Frees the solver."""
        self._solver.delete()
