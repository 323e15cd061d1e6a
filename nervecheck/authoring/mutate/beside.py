"""A tree encoded once, and mutants encoded beside it: one formula says what the same person comes to in both.

People who are known, those of the stories and some whom the prover finds, are tried on a mutant first, all at once.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from nervecheck.authoring.prove.answer_variables import free_in
from nervecheck.authoring.prove.checks import Checks
from nervecheck.authoring.prove.encoding import Encoding
from nervecheck.authoring.prove.formula import FALSE
from nervecheck.authoring.prove.pair_checks import PairChecks
from nervecheck.authoring.prove.sample import Sample, known_of, numbers_in
from nervecheck.authoring.prove.verdict import Kind, State, Verdict
from nervecheck.engine.number_ranges import every_test

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nervecheck.authoring.prove.part import Solution
    from nervecheck.authoring.prove.search import Found
    from nervecheck.authoring.prove.solver import Claim, Wish
    from nervecheck.engine.answer import Answers
    from nervecheck.engine.compiled import Test
    from nervecheck.tree.model import Tree

PAIRS = frozenset({Kind.DANGER, Kind.UNSURE, Kind.HARMLESS})


class Original:
    """The tree itself, with everything about it that mutants are compared with."""

    def __init__(self, tree: Tree, budget: int, stories: Sequence[Answers]) -> None:
        """`stories` are the answers of people to try first. Raises UsageError without python-sat."""
        self.checks = Checks(tree, budget, Encoding(tree, margin=1))
        self.formula, self.level = self.checks.formula, self.checks.level
        self.fired = fired(self.checks)
        self.claims = {(c.kind, c.subject): self.formula.every(c.exact()) for c in claims_of(self.checks)}
        self.literals = {self.checks.first.holds(test): test for test in every_test(self.checks.encoding.plan)}
        possible = [wish.wanted for wish in wishes_of(self.checks)]
        found = [one for one in self.checks.people(possible) if isinstance(one, set)]
        people = [*map(self._solution, stories), *(one for _, one in self.checks.found), *found]
        self.people = people
        self.sample = Sample(self.formula, len(people), known_of(people))

    def close(self) -> None:
        """Frees the solver."""
        self.checks.close()

    def _solution(self, answers: Answers) -> Solution:
        given = self.checks.first.given
        return {one for name, answer in answers.items() for one in free_in(given[name], answer)}


class Beside:
    """A mutant beside its original."""

    def __init__(self, original: Original, changed: Tree) -> None:
        self.original, self.tree = original, changed
        encoding = Encoding(changed, beside=original.checks.encoding)
        self.checks = Checks(changed, original.checks.budget, encoding)
        self.formula = original.formula
        pairs = [(original.level[urgency], literal) for urgency, literal in self.checks.level.items()]
        self.differs = self.formula.some([self.formula.differ(*pair) for pair in pairs])

    def close(self) -> None:
        """Frees the solver."""
        self.checks.close()

    def reached(self) -> Iterator[int]:
        """Which people of the sample, by their number, get another urgency or other rules, in order."""
        other = fired(self.checks)
        firing = [self.formula.differ(one, other.get(rule, FALSE)) for rule, one in self.original.fired.items()]
        return numbers_in(self.original.sample.holds(self.formula.some([self.differs, *firing])))

    def somebody(self) -> Found:
        """Whose urgency differs; None if it is the same for everybody, False if the limit was reached."""
        known = next(numbers_in(self.original.sample.holds(self.differs)), None)
        return self.checks.whole.solution(self.differs) if known is None else self.original.people[known]

    def broken(self) -> Iterator[Verdict]:
        """Claims about one person that are refuted here and not for the original: by known people first, then by the solver."""
        made = [(claim, self._newly(claim)) for claim in claims_of(self.checks)]
        for claim, wrong in made:
            if (number := next(numbers_in(self.original.sample.holds(wrong)), None)) is not None:
                yield self._refuted(claim, self.original.people[number])
        anybody = self.checks.whole.solution(self.formula.some([wrong for _, wrong in made]))
        if isinstance(anybody, set):
            alone = Sample(self.formula, 1, known_of([anybody]))
            yield from (self._refuted(claim, anybody) for claim, wrong in made if alone.holds(wrong))

    def impossible(self) -> Iterator[Verdict]:
        """Promises of an urgency that stays possible, which is no longer so."""
        for wish in wishes_of(self.checks):
            if not self.original.sample.all_of(wish.wanted) and self.checks.whole.solution(*wish.wanted) is None:
                yield wish.verdict(State.REFUTED)

    def broken_pairs(self) -> Iterator[Verdict]:
        """Claims about two people that are refuted, of the questions that what was changed can depend on."""
        depends = [self.checks.encoding.dependencies.of(test) for test in self._other_tests]
        names = frozenset().union(*depends, *(self.original.checks.encoding.dependencies.of(t) for t in self._lost_tests))
        for name, question in self.tree.questions.items():
            if name in names:
                verdicts = PairChecks(self.checks, question).verdicts(PAIRS)
                yield from (one for one in verdicts if one.state is State.REFUTED)

    @cached_property
    def _literals(self) -> dict[int, Test]:
        return {self.checks.first.holds(test): test for test in every_test(self.checks.encoding.plan)}

    @property
    def _other_tests(self) -> list[Test]:
        return [test for literal, test in self._literals.items() if literal not in self.original.literals]

    @property
    def _lost_tests(self) -> list[Test]:
        return [test for literal, test in self.original.literals.items() if literal not in self._literals]

    def _newly(self, claim: Claim) -> int:
        before = self.original.claims.get((claim.kind, claim.subject), FALSE)
        return self.formula.every([*claim.exact(), -before])

    def _refuted(self, claim: Claim, person: Solution) -> Verdict:
        people = (self.checks.first.record(person),)
        if not claim.shows(people):
            raise RuntimeError("the prover and the engine disagree")
        return Verdict(claim.kind, claim.subject, claim.mark, State.REFUTED, claim.message, people, claim.shows)


def claims_of(checks: Checks) -> Iterator[Claim]:
    """What holds of every single person: danger signs, then promises with bounds, each in the order of the files."""
    for question in checks.tree.questions.values():
        yield from (checks.sign(question, sign) for sign in question.signs)
    yield from (checks.promised(promise) for promise in checks.tree.promises if promise.then.can_be is None)


def wishes_of(checks: Checks) -> list[Wish]:
    """That each urgency which a promise keeps possible is so for somebody."""
    can_be = (promise for promise in checks.tree.promises if promise.then.can_be is not None)
    return [wish for promise in can_be for wish in checks.wished(promise) if wish.kind is Kind.PROMISE]


def fired(checks: Checks) -> dict[str, int]:
    """By rule that it fires, and under no name that the answers are not covered."""
    holds, made = checks.first.holds, dict[str, list[int]]()
    for item in checks.encoding.plan.consequences:
        made.setdefault(item.rule.id, []).append(holds(item.test))
    made[""] = [holds(test) for limit, test in checks.encoding.plan.limits if not limit.partly]
    return {rule: checks.formula.some(literals) for rule, literals in made.items()}
