"""Whether anything notices a mutant: the vignettes first, then promises and laws; the solver tells which change nothing."""

from __future__ import annotations

from contextlib import closing
from enum import StrEnum
from functools import cached_property
from itertools import chain
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.authoring.check import unmarked
from nervecheck.authoring.mutate.beside import PAIRS, Beside, Original
from nervecheck.authoring.mutate.mutants import Kind, Mutant, Which, mutants
from nervecheck.authoring.prove import BUDGET
from nervecheck.authoring.prove.checks import Checks
from nervecheck.authoring.prove.counterexample import replayed, simplest
from nervecheck.authoring.prove.verdict import Kind as Law
from nervecheck.authoring.prove.verdict import State, Verdict
from nervecheck.authoring.vignettes import Vignette, examine_vignettes, unexpected
from nervecheck.engine.answer import Answers
from nervecheck.engine.triage import triage
from nervecheck.tree.load.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nervecheck.authoring.prove.part import Solution
    from nervecheck.base.problems import Mark
    from nervecheck.tree.model import Tree
    from nervecheck.tree.terms import Urgency


class End(StrEnum):
    """How a mutant ended: there is nothing to notice, something noticed it, or nothing did."""

    EQUIVALENT = "equivalent"
    LAW = "by law or promise"
    STORY = "by vignette"
    SURVIVED = "survived"


_TOGETHER = 200  # mutants beside one encoding: each makes the formula a little larger


class Person(NamedTuple):
    """Somebody whose urgency the mutant changes: the answers as asked by the tree itself, and both urgencies."""

    answers: Answers
    before: Urgency
    after: Urgency


class Result(NamedTuple):
    """A mutant, how it ended, what noticed it ("" for nothing), and for a survivor somebody whom it changes."""

    mutant: Mutant
    end: End
    by: str = ""
    person: Person | None = None


class Mutation(NamedTuple):
    """The results in the order of the mutants, how many mutants there are in all, and the seed they were drawn with."""

    results: tuple[Result, ...]
    total: int
    seed: int

    def count(self, end: End, kind: Kind | None = None) -> int:
        """How many ended so, of one kind or of all."""
        return sum(result.end is end and kind in (None, result.mutant.kind) for result in self.results)


def mutate(tree: Tree, which: Which, limit: int, seed: int, tell: Callable[[int, int], None]) -> Mutation:
    """Runs `limit` mutants, drawn at random by the seed if there are more; `tell` hears how many of how many are done.

    Raises UsageError without python-sat.
    """
    every = list(mutants(tree, which))
    drawn = every
    if len(every) > limit:
        drawn = [every[at] for at in sorted(Random(seed).sample(range(len(every)), limit))]  # noqa: S311  nothing secret
    examiner, results = Examiner(tree), list[Result]()
    for number, mutant in enumerate(drawn, 1):
        results.append(examiner.result(mutant))
        tell(number, len(drawn))
    examiner.close()
    return Mutation(tuple(results), len(every), seed)


class Examiner:
    """What notices a mutant of one tree: whatever is in order in the tree itself, and not in the mutant."""

    def __init__(self, tree: Tree, budget: int = BUDGET) -> None:
        self.tree, self._budget = tree, budget
        stories, _ = examine_vignettes(tree)
        self._stories = [one for one in stories if not unexpected(one.case.expect, triage(tree, one.answers))]
        self._tried, self._original = 0, self._encoded()

    def close(self) -> None:
        """Frees the solver."""
        self._original.close()

    def result(self, mutant: Mutant) -> Result:
        """How the mutant ended.

        Raises RuntimeError if the engine does not confirm what the prover found.
        """
        self._tried += 1
        if self._tried % _TOGETHER == 0:
            self.close()
            self._original = self._encoded()
        changed = mutant.made()
        with closing(Beside(self._original, changed)) as beside:
            return self._of(mutant, changed, beside)

    def _encoded(self) -> Original:
        return Original(self.tree, self._budget, [story.answers for story in self._stories])

    def _of(self, mutant: Mutant, changed: Tree, beside: Beside) -> Result:
        if story := self._story(mutant, changed, beside):
            return Result(mutant, End.STORY, story.case.id)
        if mutant.kind is Kind.DANGER and (code := next(self._marks_told(changed), None)):
            return Result(mutant, End.LAW, f"check: {code}")
        if law := next(beside.broken(), None):
            return Result(mutant, End.LAW, f"{law.kind}: {law.subject}")
        person = beside.somebody()
        if person is None:
            return Result(mutant, End.EQUIVALENT)
        if law := next(chain(beside.impossible(), self._pairs(beside)), None):
            return Result(mutant, End.LAW, f"{law.kind}: {law.subject}")
        return Result(mutant, End.SURVIVED, "", self._plain(beside, person, changed))

    def _story(self, mutant: Mutant, changed: Tree, beside: Beside) -> Vignette | None:
        """The first story that comes out otherwise than it must."""
        # whoever is asked something else has no answer to it, which the prover does not know of: then all are tried
        tried = self._stories
        if mutant.kind is not Kind.GUARD:
            tried = [self._stories[at] for at in beside.reached() if at < len(self._stories)]
        return next((one for one in tried if unexpected(one.case.expect, triage(changed, one.answers))), None)

    def _pairs(self, beside: Beside) -> Iterator[Verdict]:
        return (one for one in beside.broken_pairs() if (one.kind, one.subject) not in self._refuted_before)

    @cached_property
    def _refuted_before(self) -> set[tuple[Law, str]]:
        """What of the laws about two people is refuted for the tree itself."""
        with closing(Checks(self.tree, self._budget)) as checks:
            return {(one.kind, one.subject) for one in checks.all(PAIRS) if one.state is State.REFUTED}

    def _marks_told(self, changed: Tree) -> Iterator[str]:
        """The codes of what `check` says of the danger marks, and does not say of the tree itself."""
        for problem in (*resolve(changed), *unmarked(changed)):
            if (problem.mark, problem.code) not in self._told_before:
                yield problem.code

    @cached_property
    def _told_before(self) -> set[tuple[Mark, str]]:
        return {(problem.mark, problem.code) for problem in (*resolve(self.tree), *unmarked(self.tree))}

    def _plain(self, beside: Beside, person: Solution | bool, changed: Tree) -> Person | None:
        if isinstance(person, bool):
            return None
        trees = self.tree, changed

        def differs(people: tuple[Answers, ...]) -> bool:
            return len({triage(tree, people[0]).urgency for tree in trees}) > 1

        record = beside.checks.first.record(person)
        if not differs((record,)):
            raise RuntimeError("the prover and the engine disagree")
        (plain,) = simplest((record,), differs, changed)
        before, after = (triage(tree, plain).urgency for tree in trees)
        return Person(replayed(self.tree, plain).answers, before, after)
