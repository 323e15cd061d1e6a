"""What can change when one answer does: of many changes at once, and of everybody, without a solver.

Of each gate it is known what it can be before and after the change. That is found from its parts as if they had nothing to do
with each other, so more is thought possible than is, and never less.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nervecheck.authoring.prove.formula import Formula


class Course(NamedTuple):
    """What a literal can be before and after: each is a set of changes for which that is possible, one bit for each."""

    stays_false: int
    rises: int
    falls: int
    stays_true: int


# of a single change
NEVER, COMES, GOES, SAME = Course(1, 0, 0, 0), Course(0, 1, 0, 0), Course(0, 0, 1, 0), Course(1, 0, 0, 1)
LEFT, NOBODY = Course(1, 0, 1, 0), Course(0, 0, 0, 0)
Change = dict[int, Course]


class Changes:
    """Some changes of the answer to one question, each told by what becomes of its free variables."""

    def __init__(self, formula: Formula, changes: Sequence[Change], given: int) -> None:
        """`given` is a literal that holds before and after, as changes are of no interest where it does not."""
        self.all = (1 << len(changes)) - 1
        self._formula, self._about, self._known = formula, 0, dict[int, Course]()
        for variable in changes[0] if changes else ():
            courses = [change[variable] for change in changes]
            self._known[variable] = Course(*(_bits(possible) for possible in zip(*courses, strict=True)))
            self._about |= formula.about[variable]
        self._take_for_granted(given)

    def course(self, literal: int) -> Course:
        """What the literal can be before and after each of the changes."""
        variable = abs(literal)
        if variable not in self._known:
            if not self._formula.about[variable] & self._about:
                return Course(self.all, 0, 0, self.all)
            for gate in self._unknown_below(variable):
                self._known[gate] = self._of_gate(gate)
        return _seen(self._known[variable], literal)

    def _take_for_granted(self, given: int) -> None:
        """That the literal holds, and all parts of it."""
        waiting = [given]
        while waiting:
            literal = waiting.pop()
            self._known[abs(literal)] = _seen(Course(0, 0, 0, self.all), literal)
            waiting += self._formula.parts[literal] if literal > 0 else ()

    def _of_gate(self, gate: int) -> Course:
        known, false, rises, falls, true = self._known, 0, 0, 0, self.all
        for part in self._formula.parts[gate]:
            course = known.get(abs(part))
            if course is None:  # it does not depend on the answer
                false = self.all
                continue
            # which of the two is negated decides the order in which they stand
            other_false, other_rises, other_falls, other_true = course if part > 0 else course[::-1]
            false |= other_false | rises & other_falls | falls & other_rises
            rises, falls = (
                rises & (other_rises | other_true) | true & other_rises,
                falls & (other_falls | other_true) | true & other_falls,
            )
            true &= other_true
        return Course(false, rises, falls, true)

    def _unknown_below(self, variable: int) -> list[int]:
        """The gates that have to be known for this one and depend on the answer, each after its parts."""
        known, parts, about, own = self._known, self._formula.parts, self._formula.about, self._about
        found, waiting = {variable}, [variable]
        while waiting:
            for part in parts[waiting.pop()]:
                below = abs(part)
                if about[below] & own and below not in known and below not in found:
                    found.add(below)
                    waiting.append(below)
        return sorted(found)


def _seen(course: Course, literal: int) -> Course:
    return course if literal > 0 else Course(*course[::-1])


def _bits(flags: Sequence[int]) -> int:
    return sum(flag << at for at, flag in enumerate(flags))
