"""Laws 3 and 4 for one question, and whether its options matter: on two people who differ in its answer alone."""

from __future__ import annotations

from functools import cached_property, reduce
from itertools import chain, islice
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.authoring.prove.cases import Case, Cases
from nervecheck.authoring.prove.changes import Change, Changes, Course
from nervecheck.authoring.prove.options_in_sample import options_that_matter
from nervecheck.authoring.prove.sample import numbers_in
from nervecheck.authoring.prove.solver import Claim, anybody
from nervecheck.authoring.prove.verdict import Kind, State, Verdict
from nervecheck.engine.triage import triage
from nervecheck.tree.model import Question
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from nervecheck.authoring.prove.encoding import PersonVariables
    from nervecheck.authoring.prove.part import Solution
    from nervecheck.authoring.prove.solver import Solver
    from nervecheck.authoring.prove.verdict import People
    from nervecheck.engine.compiled import Test

_PEOPLE = 32  # more show little more


class Left(NamedTuple):
    """Cases, by number, whose change perhaps does something wrong, with what is known of the changes.

    What none of them can move need not be encoded for the second person, nor put to a solver.
    """

    cases: dict[int, Case]
    changes: Changes
    wrong: int

    def rises(self, literal: int) -> bool:
        """Whether one of them may make the literal true of the second person alone."""
        return bool(self.changes.course(literal).rises & self.wrong)

    def falls(self, literal: int) -> bool:
        """Whether one of them may make the literal true of the first person alone."""
        return bool(self.changes.course(literal).falls & self.wrong)

    def moves(self, literal: int) -> bool:
        """Whether one of them may make the literal true of one of the two alone."""
        return self.rises(literal) or self.falls(literal)


class PairChecks:
    """The first person and one who answers a single question otherwise."""

    def __init__(self, solver: Solver, question: Question) -> None:
        self.solver, self.question, self.formula = solver, question, solver.formula
        self.one = solver.first.given[question.id]
        self.cases = Cases(question, self.one)

    @cached_property
    def other(self) -> PersonVariables:
        """The second person, who is encoded only where a solver is needed."""
        return self.solver.encoding.with_other(self.question.id)

    def verdicts(self, kinds: Collection[Kind]) -> Iterator[Verdict]:
        """Everything of these kinds about the question."""
        cases = self.cases
        yield from self._settled([case for case in (*cases.danger(), *cases.unsure()) if case.kind in kinds], self._may_lower)
        yield from self._settled([case for case in cases.harmless() if case.kind in kinds], self._may_raise)
        if Kind.MATTERS in kinds:
            yield from self._matters()
            yield from self._settled([*cases.informs()], self._may_differ)

    def _settled(self, cases: Sequence[Case], perhaps: Callable[[Changes], int]) -> Iterator[Verdict]:
        """The verdicts of the cases. Most changes can be seen to do nothing wrong, and only the rest is put to a solver."""
        told = dict[int, Verdict]()
        if cases and (left := self._left(cases, perhaps)).cases:
            loose = self._perhaps(cases[0].kind, left)
            claims = [self._claim(case, loose) for case in left.cases.values()]
            with self.solver.part(self._instead()) as part:
                told = dict(zip(left.cases, self.solver.nobody(claims, part), strict=True))
        yield from (told.get(at) or case.verdict(State.PROVED) for at, case in enumerate(cases))

    def _left(self, cases: Sequence[Case], perhaps: Callable[[Changes], int]) -> Left:
        """The cases whose change perhaps does something: whoever is not asked the question never counts."""
        changes = Changes(self.formula, [case.change for case in cases], self.solver.first.asked(self.question.id))
        wrong = perhaps(changes)
        return Left({at: case for at, case in enumerate(cases) if wrong >> at & 1}, changes, wrong)

    def _may_lower(self, changes: Changes) -> int:
        """Which changes may lower the urgency: where a rule that may cease is not above one that surely fires afterwards."""
        wrong = surely = 0
        for literals, escalations in self._by_urgency:
            courses = [changes.course(literal) for literal in literals]
            for course in courses:
                surely |= changes.all & ~(course.stays_false | course.falls)
            for course in (*courses, *(changes.course(literal) for literal in escalations)):
                wrong |= course.falls & ~surely
        return wrong

    def _may_raise(self, changes: Changes) -> int:
        """Which changes may raise the urgency."""
        literals = (literal for both in self._by_urgency for literals in both for literal in literals)
        return reduce(or_, (changes.course(literal).rises for literal in literals), 0)

    def _may_differ(self, changes: Changes) -> int:
        """Which changes may alter something that anybody sees."""
        first, seen = self.solver.first, self.solver.encoding.seen[self.question.id]
        literals = [*(first.holds(test) for test in seen), *(first.holds(test, "definite") for test in self._care)]
        courses = (changes.course(literal) for literal in literals)
        return reduce(or_, (course.rises | course.falls for course in courses), 0)

    @cached_property
    def _by_urgency(self) -> list[tuple[list[int], list[int]]]:
        """From the highest urgency down: that the answers call for at least it, and that they lift the urgency to it.

        Only what can depend on the question is here.
        """
        plan, holds = self.solver.encoding.plan, self.solver.first.holds
        called = {urgency: list[int]() for urgency in Urgency}
        for item in self.solver.encoding.behind[self.question.id]:
            called[item.urgency].append(holds(item.test))
        called[Urgency.ROUTINE] += [holds(test) for _, test in plan.limits if self._depends(test)]
        called[Urgency.ROUTINE] += [-holds(test, "definite") for test in self._care]
        lifted = [(step.to, holds(test)) for step, test in plan.escalations if self._depends(test)]
        return [(called[u], [literal for to, literal in lifted if to is u]) for u in reversed(Urgency)]

    @property
    def _care(self) -> Sequence[Test]:
        """What self-care asks for that can depend on the question."""
        return self.solver.encoding.care[self.question.id]

    def _instead(self) -> dict[int, tuple[int, ...]]:
        """What makes a list loose that waits for an urgency: whoever reaches it without the question is the same for both.

        That stands as one variable that may hold or not, as it would bring nearly every rule into the part.
        """
        encoding, instead = self.solver.encoding, dict[int, tuple[int, ...]]()
        # what the last list changes for its own questions, it changes only for those who are asked it
        if self.question.id in encoding.waiting:
            return instead
        for test in encoding.plan.reached.values():
            for one in (test, *encoding.in_groups(test).parts):
                gates = [abs(person.holds(one)) for person in (self.solver.first, self.other)]
                parts = [self.formula.parts[gate] for gate in gates]
                shared, same = {*parts[0]}.intersection(parts[1]), self.formula.fresh()
                for gate, all_parts in zip(gates, parts, strict=True):
                    if shared:
                        instead[gate] = (*(part for part in all_parts if part not in shared), same)
        return instead

    def _claim(self, case: Case, loose: int) -> Claim:
        """That there is nobody whom the change does something wrong to, for which `loose` must hold at least."""
        happens = self._happens(case.change)
        exact, shows = self._wrong(case.kind)
        wrong = (loose, *happens)
        return Claim(case.kind, case.subject, case.mark, case.message, wrong, lambda: (exact(), *happens), shows, self.other)

    def _perhaps(self, kind: Kind, left: Left) -> int:
        """At least whatever a change of those that are left must not do."""
        if kind is Kind.MATTERS:
            return self.formula.some(self._differing(left))
        if kind is Kind.HARMLESS:
            return self._above(self.other, self.solver.first, left.rises)
        return self._above(self.solver.first, self.other, left.falls)

    def _wrong(self, kind: Kind) -> tuple[Callable[[], int], Callable[[People], bool]]:
        """What a change must not do: exactly, and as the engine sees it."""
        first, other, worse = self.solver.first, self.other, self.solver.worse
        if kind is Kind.MATTERS:
            return lambda: self._changes, anybody
        if kind is Kind.HARMLESS:
            return lambda: worse(other.at_least(), first.at_least()), self._rises
        return lambda: worse(first.at_least(), other.at_least()), self._falls

    def _happens(self, change: Change) -> tuple[int, ...]:
        """That the change is what sets the second person apart from the first."""
        pairs = zip(self.one.free, self.other.given[self.question.id].free, strict=True)
        return tuple([self._takes(change[before], before, after) for before, after in pairs])

    def _takes(self, course: Course, before: int, after: int) -> int:
        """That a variable is before and after as this says."""
        ways = ((-before, -after), (-before, after), (before, -after), (before, after))
        return self.formula.some([self.formula.every(way) for way, possible in zip(ways, course, strict=True) if possible])

    def _above(self, high: PersonVariables, low: PersonVariables, alone: Callable[[int], bool]) -> int:
        """At least whatever puts `low` below `high`: something that holds of `high` alone, as `alone` says of the first person.

        That is a rule, while nothing so urgent holds of `low`, or what keeps only `high` from self-care, or an escalation.
        This, which leads one level up, keeps an order that it finds if whoever is not below is lifted with the other: then the
        one that it lifts is nowhere above one that it leaves.
        """
        encoding, formula, holds = self.solver.encoding, self.formula, self.solver.first.holds
        plan, items, care = encoding.plan, encoding.behind[self.question.id], self._care
        lost = [item for item in items if alone(holds(item.test))]
        if self.question.id not in encoding.waiting:
            # To leave a rule out here lets this hold of more people, and never of fewer. Of those that wait for an urgency
            # nothing is lost by it: none makes up for another one, as all wait for the same.
            items = [item for item in items if not encoding.waits(item.test) or item in lost]
        ways = [
            formula.every([
                formula.some(high.holds(item.test) for item in lost if item.urgency is urgency),
                *(-low.holds(item.test) for item in items if item.urgency >= urgency),
            ])
            for urgency in {item.urgency for item in lost if item.urgency > Urgency.ROUTINE}
        ]  # fmt: skip
        stopped = [item.test for item in items] + [test for _, test in plan.limits if self._depends(test)]
        not_high = [high.holds(test) for test in stopped if alone(holds(test))]
        not_high += [-high.holds(test, "definite") for test in care if alone(-holds(test, "definite"))]
        if not_high:
            calm_low = (*(-low.holds(test) for test in stopped), *(low.holds(test, "definite") for test in care))
            ways.append(formula.every([formula.some(not_high), *calm_low]))
        lifts = [test for _, test in plan.escalations if self._depends(test) and alone(holds(test))]
        return formula.some([*ways, *(formula.every([high.holds(test), -low.holds(test)]) for test in lifts)])

    def _depends(self, test: Test) -> bool:
        return self.question.id in self.solver.encoding.dependencies.of(test)

    def _matters(self) -> Iterator[Verdict]:
        """Choosing an option, or not, can change something that anybody sees; a harmless line need not."""
        cases = list(self.cases.choices())
        shown = options_that_matter(self.solver.encoding, self.question, self._people())
        states = self._states([case for case in cases if (case.name or "yes") not in shown])
        yield from (case.verdict(states.get(case.name, State.PROVED)) for case in cases)

    def _states(self, cases: Sequence[Case]) -> dict[str, State]:
        """Whether choices matter for which nobody is known yet: by what is near, then loosely, and only then by everything."""
        states = {case.name: State.REFUTED for case in cases}
        if not cases:
            return states
        left = self._left(cases, self._may_differ)
        states |= self._possible([*left.cases.values()], self.formula.some(self._differing(left, late=False)))
        unknown = [case for case in left.cases.values() if states[case.name] is not State.PROVED]
        if unknown:
            loose = self.formula.some(self._differing(left))
            with self.solver.part(self._instead()) as part:
                nobody = [case for case in unknown if part.solution(loose, *self._happens(case.change)) is None]
            states |= {case.name: State.REFUTED for case in nobody}
            states |= self._possible([case for case in unknown if case not in nobody], self._changes)
        return states

    def _possible(self, cases: Sequence[Case], change: int) -> dict[str, State]:
        states = self.solver.possible([(change, *self._happens(case.change)) for case in cases])
        return {case.name: state for case, state in zip(cases, states, strict=True)}

    def _people(self) -> list[Solution]:
        """Some who are asked the question, those found for what rests on it before others; first of all with nothing chosen."""
        asked = self.solver.sample.holds(self.solver.first.asked(self.question.id))
        own, free = self.solver.resting_on[self.question.id], self.one.free
        numbers = islice(chain(numbers_in(asked & own), numbers_in(asked & ~own)), _PEOPLE)
        known = [self.solver.found[number][1] for number in numbers]
        return [*(one.difference(free) for one in known), *known, set()]

    @cached_property
    def _changes(self) -> int:
        """That something differs which anybody sees."""
        seen = [self._differ(test) for test in self.solver.encoding.seen[self.question.id]]
        return self.formula.some([*seen, self._differ(self.solver.encoding.plan.self_care, "definite")])

    def _differing(self, left: Left, late: bool = True) -> list[int]:
        """At least whatever makes something differ; without what is `late`, only some of what rests on few questions."""
        encoding, holds = self.solver.encoding, self.solver.first.holds
        tests = [(test, "decision") for test in encoding.seen[self.question.id] if late or not encoding.waits(test)]
        tests += [(test, "definite") for test in (self._care if late else ())]
        moved = [test for test in tests if left.moves(holds(*test))]
        return [self._differ(*test) for test in moved]

    def _differ(self, test: Test, reading: str = "decision") -> int:
        return self.formula.differ(*(person.holds(test, reading) for person in (self.solver.first, self.other)))

    def _rises(self, people: People) -> bool:
        before, after = (triage(self.solver.tree, record).urgency for record in people)
        return after > before

    def _falls(self, people: People) -> bool:
        before, after = (triage(self.solver.tree, record).urgency for record in people)
        return after < before
