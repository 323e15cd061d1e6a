"""Whether anything notices a mutant: the vignettes first, then promises and laws; the solver tells which change nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from enum import StrEnum
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.authoring.check import unmarked
from nervecheck.authoring.mutate.mutants import Kind, Mutant, Which, mutants
from nervecheck.authoring.prove import BUDGET
from nervecheck.authoring.prove.checks import Checks
from nervecheck.authoring.prove.counterexample import replayed
from nervecheck.authoring.prove.two_trees import Found, TwoTrees
from nervecheck.authoring.prove.verdict import Kind as Law
from nervecheck.authoring.prove.verdict import State, Verdict
from nervecheck.authoring.vignettes import Vignette, examine_vignettes, unexpected
from nervecheck.engine.answer import Answers
from nervecheck.engine.triage import triage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.tree.model import Tree
    from nervecheck.tree.terms import Urgency

# what must hold of every tree, the fastest first; that all is of use (`can`, `matters`) is no reason to notice a change
LAWS = (Law.PROMISE, Law.SIGN, Law.TOTAL, Law.NEEDED, Law.DANGER, Law.UNSURE, Law.HARMLESS)


class End(StrEnum):
    """How a mutant ended: something noticed it, nothing did, or there is nothing to notice."""

    KILLED = "killed"
    SURVIVED = "survived"
    EQUIVALENT = "equivalent"


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
    return Mutation(tuple(results), len(every), seed)


class Examiner:
    """What notices a mutant of one tree: whatever is in order in the tree itself, and not in the mutant."""

    def __init__(self, tree: Tree, budget: int = BUDGET) -> None:
        self.tree, self.budget, self._known = tree, budget, dict[Law, set[str]]()
        found, _ = examine_vignettes(tree)
        outcomes = [(vignette, triage(tree, vignette.answers)) for vignette in found]
        self._stories = [(v, {item.rule.id for item in o.fired}) for v, o in outcomes if not unexpected(v.case.expect, o)]

    def result(self, mutant: Mutant) -> Result:
        """How the mutant ended."""
        changed = mutant.made()
        if story := self._story(mutant, changed):
            return Result(mutant, End.KILLED, f"vignette {story.case.id}")
        found = self._somebody(changed)
        if found.settled and found.record is None:
            return Result(mutant, End.EQUIVALENT)
        if law := self._law(changed):
            return Result(mutant, End.KILLED, f"{law.kind}: {law.subject}")
        if mutant.kind is Kind.DANGER and any(unmarked(changed)):
            return Result(mutant, End.KILLED, "check: unmarked-danger")
        return Result(mutant, End.SURVIVED, "", self._person(found, changed))

    def _story(self, mutant: Mutant, changed: Tree) -> Vignette | None:
        """The first story that comes out otherwise than it must; those in which the rule fires are tried first."""
        likely: Sequence[tuple[Vignette, set[str]]] = sorted(self._stories, key=lambda story: mutant.subject not in story[1])
        wrong = (v for v, _ in likely if unexpected(v.case.expect, triage(changed, v.answers)))
        return next(wrong, None)

    def _somebody(self, changed: Tree) -> Found:
        both = TwoTrees(self.tree, changed, self.budget)
        try:
            return both.anybody()
        finally:
            both.close()

    def _law(self, changed: Tree) -> Verdict | None:
        """The first law or promise that is refuted for the mutant and not for the tree."""
        with closing(Checks(changed, self.budget)) as checks:
            verdicts = (verdict for law in LAWS for verdict in _refuted(checks, law))
            return next((one for one in verdicts if one.subject not in self._refuted_before(one.kind)), None)

    def _refuted_before(self, law: Law) -> set[str]:
        """What of this law is refuted for the tree itself."""
        if law not in self._known:
            with closing(Checks(self.tree, self.budget)) as checks:
                self._known[law] = {verdict.subject for verdict in _refuted(checks, law)}
        return self._known[law]

    def _person(self, found: Found, changed: Tree) -> Person | None:
        if found.record is None:
            return None
        before, after = (triage(tree, found.record).urgency for tree in (self.tree, changed))
        return Person(replayed(self.tree, found.record).answers, before, after)


def _refuted(checks: Checks, law: Law) -> Iterator[Verdict]:
    return (verdict for verdict in checks.all([law]) if verdict.state is State.REFUTED)
