"""Boolean formulas: gates over variables, simplified and shared, so that equal parts cost nothing twice.

A formula is only written down here. A `Part` puts to a SAT solver what is asked about, and a `Sample` evaluates it for people
who are already known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

TRUE = 1
FALSE = -1
_FEW = 3  # parts of a gate that are looked at together with those of a gate above it


class Formula:
    """A growing formula. A literal is a non-zero number, its negation the same number negated.

    A variable is either a gate, which holds when all its parts do, or free. Nothing is required of the free ones: whatever
    they are makes a solution. Parts come before their gate, so that numbers are an order in which to evaluate them.
    """

    def __init__(self) -> None:
        self.parts: list[tuple[int, ...]] = [(), ()]  # by variable; a free one, and TRUE, has none
        self.about: list[int] = [0, 0]  # by variable: what it can depend on, a bit for each answer
        self._known: dict[tuple[int, ...], int] = {}  # by parts, what holds when all of them do
        self._counts: dict[tuple[int, tuple[int, ...]], int] = {}

    def fresh(self, about: int = 0) -> int:
        """A literal about which nothing is known; `about` has the bit of the answer that it says something of."""
        self.parts.append(())
        self.about.append(about)
        return len(self.parts) - 1

    def every(self, literals: Iterable[int]) -> int:
        """The literal that holds when all of these do."""
        parts = {*literals}
        parts.discard(TRUE)
        if FALSE in parts:
            return FALSE
        if len(parts) < 2:
            return parts.pop() if parts else TRUE
        key = tuple(sorted(parts))
        if key not in self._known:
            self._known[key] = self._simplified(parts) or self._new_gate(key)
        return self._known[key]

    def _simplified(self, parts: set[int]) -> int | None:
        """What holds when all of these do, if it is seen to be the same as something simpler."""
        if not parts.isdisjoint([-part for part in parts]):
            return FALSE
        gates = self.parts
        sure = parts.union(*[gates[part] for part in parts if part > 0 and len(gates[part]) <= _FEW])
        looser = [part for part in parts if part < 0 and not sure.isdisjoint(gates[-part])]
        if not looser:
            return None
        # "a, and not both a and b" is "a, and not b": the fewer gates speak of a, the sooner it is seen what they can do
        left = [-self.every(inner for inner in gates[-part] if inner not in sure) for part in looser]
        return self.every([*parts.difference(looser), *left])

    def _new_gate(self, key: tuple[int, ...]) -> int:
        about = 0
        for part in key:
            about |= self.about[abs(part)]
        gate = self.fresh(about)
        self.parts[gate] = key
        return gate

    def some(self, literals: Iterable[int]) -> int:
        """The literal that holds when at least one of these does."""
        return -self.every([-literal for literal in literals])

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

    def is_true(self, literal: int, free: Set[int]) -> bool:
        """Whether the literal holds when these free variables are true, and no others."""
        if abs(literal) == TRUE:
            return literal == TRUE
        parts = self.parts[abs(literal)]
        holds = all(self.is_true(part, free) for part in parts) if parts else abs(literal) in free
        return holds is (literal > 0)

    def differ(self, one: int, other: int) -> int:
        """The literal that holds when exactly one of the two does."""
        return self.some([self.every([one, -other]), self.every([-one, other])])
