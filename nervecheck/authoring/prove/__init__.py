"""Proof: what holds for every possible person, not for samples.

`prove` turns the questions and rules of a tree into one boolean formula over all people, and asks a SAT solver for somebody who
breaks a law or a promise. The engine must confirm whoever it finds, or the prover stops: the two must never disagree.
"""

from __future__ import annotations

import gc
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from nervecheck.authoring.prove.checks import Checks
from nervecheck.authoring.prove.counterexample import Counterexample, counterexamples, explanation, text
from nervecheck.authoring.prove.paths import Paths, paths
from nervecheck.authoring.prove.verdict import Kind, State, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterator, Sequence

    from nervecheck.engine.answer import Answers
    from nervecheck.tree.model import Tree

    Result = list[Verdict] | Paths
    # what each piece of work gives, where those of some numbers may be done elsewhere if their results can be sent
    Share = Callable[[Sequence[Callable[[], Result]], Container[int], Callable[[Result], bool]], list[Result]]

BUDGET = 20_000


@dataclass(frozen=True)
class Proof:
    """All verdicts, and the lengths of interviews."""

    tree: Tree
    verdicts: tuple[Verdict, ...]
    paths: Paths

    @property
    def failed(self) -> tuple[Verdict, ...]:
        """The checks that are refuted or not settled."""
        return tuple(verdict for verdict in self.verdicts if verdict.state is not State.PROVED)

    @cached_property
    def shown(self) -> tuple[tuple[Verdict, tuple[Counterexample, ...]], ...]:
        """What failed, each with the people who show it; to make them plain takes longer than to find them."""
        return tuple((verdict, counterexamples(verdict, self.tree)) for verdict in self.failed)


def prove(tree: Tree, budget: int = BUDGET, kinds: Collection[Kind] = tuple(Kind), share: Share | None = None) -> Proof:
    """Every check of these kinds; one is given up as not proved after `budget` conflicts of the solver.

    `share` may let a copy of this process do all of the work but the first piece, which is about half of it.
    Raises UsageError without python-sat, RuntimeError if the engine does not confirm what the solver found.
    """
    checks = Checks(tree, budget)
    gc.disable()  # to look through a formula again and again, which has no cycles, took a tenth of the time
    try:
        work: list[Callable[[], Result]] = [*checks.groups(kinds), lambda: paths(checks)]
        if share is not None:
            checks.prepare()
        found = [one() for one in work] if share is None else share(work, range(1, len(work)), _is_sent)
        verdicts = tuple(verdict for one in found if isinstance(one, list) for verdict in one)
        return Proof(tree, verdicts, next(one for one in found if isinstance(one, Paths)))
    finally:
        gc.enable()
        checks.close()


def _is_sent(result: Result) -> bool:
    """Whether nothing is refuted: with what is comes a function that confirms it, which no process can send to another."""
    return isinstance(result, Paths) or all(verdict.state is State.PROVED for verdict in result)


def account(proof: Proof) -> str:
    """The outcome in words: what failed, why, and how many checks of each kind were proved."""
    lines = [line for verdict, people in proof.shown for line in _told(verdict, people, proof.tree)]
    counts = Counter((verdict.kind, verdict.state) for verdict in proof.verdicts)
    for kind in Kind:
        found = [f"{counts[kind, state]} {state}" for state in State if counts[kind, state]]
        if found:
            lines.append(f"{', '.join(found):>24}  {kind}")
    shortest, found_, possible = proof.paths
    lines.append(
        f"An interview has {shortest} screens at least; the longest found has {found_}, and none can have over {possible}."
    )
    if not proof.tree.promises:
        lines.append("There are no promises: only the laws were proved. Each stands in `promises.yaml`.")
    verdict = "All proved." if not proof.failed else f"{len(proof.failed)} of {len(proof.verdicts)} checks are not proved."
    return "\n".join([*lines, verdict]) + "\n"


def counterexample_files(proof: Proof) -> Iterator[tuple[str, str]]:
    """File names and texts of answers files that replay what was refuted, in the order of the account."""
    for number, (verdict, people) in enumerate(proof.shown, 1):
        for example in people:
            yield f"{number:02}-{example.name}.yaml", text(example, verdict, proof.tree)


def _told(verdict: Verdict, people: tuple[Counterexample, ...], tree: Tree) -> Iterator[str]:
    yield f"{verdict.mark}: {verdict.state}: {verdict.subject}: {verdict.message}"
    yield from (f"  {sentence}" for sentence in explanation(verdict, people, tree))
    if people:
        answers = write_inline(people[-1].answers)
        yield f"  Such a person: {answers}"


def write_inline(answers: Answers) -> str:
    """The answers of a person on one line, "none of these" left out."""
    from nervecheck.engine.answer import NoneOfThese
    from nervecheck.interview.answers_file import written

    given = [f"{name}={written(answer)}" for name, answer in answers.items() if not isinstance(answer, NoneOfThese)]
    return ", ".join(given) or "nobody in particular"
