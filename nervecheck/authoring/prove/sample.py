"""A sample: people who are already known, evaluated all at once. What holds of one of them needs no solver to be possible.

A whole number stands for a set of people, one bit for each, so that one operation evaluates a gate for all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.authoring.prove.formula import TRUE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Set

    from nervecheck.authoring.prove.formula import Formula


def known_of(solutions: Collection[Set[int]]) -> dict[int, int]:
    """By free variable, in which of these solutions it is true: a bit for each, in their order."""
    found = dict[int, int]()
    for at, solution in enumerate(solutions):
        for variable in solution:
            found[variable] = found.get(variable, 0) | 1 << at
    return found


def numbers_in(people: int) -> Iterator[int]:
    """The numbers of the people whose bits are set, in order."""
    while people:
        lowest = people & -people
        yield lowest.bit_length() - 1
        people ^= lowest


class Sample:
    """Some people, told by their free variables."""

    def __init__(
        self, formula: Formula, size: int, known: Mapping[int, int], like: Sample | None = None, about: int = -1
    ) -> None:
        """`size` is the number of people; `known` holds, by free variable, of whom it is true: of nobody if it is left out.

        They can be `like` others in all but what is `about` some answers, a bit for each as in the formula.
        """
        self.everybody = (1 << size) - 1
        self._formula, self._like, self._about = formula, like, about
        self._true = {TRUE: self.everybody, **known}

    def all_of(self, literals: Collection[int]) -> int:
        """The people of whom all these literals hold."""
        people = self.everybody
        for literal in literals:
            people &= self.holds(literal)
        return people

    def holds(self, literal: int) -> int:
        """The people of whom the literal holds."""
        variable = abs(literal)
        people = self._true[variable] if variable in self._true else self._evaluated(variable)
        return people if literal > 0 else self.everybody ^ people

    def _evaluated(self, variable: int) -> int:
        """The people of whom it holds: first by what is known, then part by part, as long as there are any."""
        known, gates = self._true, self._formula.parts
        if self._like is not None and not self._formula.about[variable] & self._about:
            known[variable] = people = self._like.holds(variable)
            return people
        parts, unknown = gates[variable], list[int]()
        people = self.everybody if parts else 0
        for part in parts:
            below = abs(part)
            if below in known:
                people &= known[below] if part > 0 else ~known[below]
            elif gates[below] or self._like is not None:
                unknown.append(part)
            elif part > 0:  # free, and true of nobody
                people = 0
        unknown.sort(key=abs)  # the lower its number, the less there is below it
        for part in unknown:
            if not people:
                break
            true = self.holds(part)
            people &= true
        known[variable] = people
        return people
