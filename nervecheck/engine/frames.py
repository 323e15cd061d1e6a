"""The causes compared in each frame, compiled once, and the questions that only serve to tell them apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.engine.compiled import NEVER, Findings, Test, compiled, tests_in
from nervecheck.engine.plan import meaning_of, plan
from nervecheck.tree.conditions import Named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nervecheck.tree.causes import Cause, Evidence, Frame, Pair
    from nervecheck.tree.model import Tree

OUTSIDE = 1.0  # in 100: how common a cause is taken to be in a frame that does not name it; judgement


class Candidate(NamedTuple):
    """A cause in a frame: how common it is there, and its evidence, pattern and exclusion as tests.

    One from `outside` of the frame is compared only where its defining pattern holds: whoever ticked it also has that trouble.

    `rows` holds each likelihood ratio with the share of it that counts and its sign: 1 for its own evidence; half, for or
    against, for what tells it from another cause of the frame.
    """

    cause: Cause
    weight: float
    rows: tuple[tuple[Evidence, Test, float], ...]
    defining: Test
    excluded: Test
    outside: bool = False

    def tests(self) -> Iterator[Test]:
        """Every test that can move the cause; none for one from outside, for which nobody is asked anything."""
        if self.outside:
            return
        yield from (test for _, test, _ in self.rows)
        yield from (self.defining, self.excluded)


@dataclass(frozen=True, eq=False)
class CompiledFrame:
    """A frame with the test that chooses it, and the causes compared in it, in the order of causes.yaml."""

    frame: Frame
    test: Test
    _evidence: _AllEvidence

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """The causes compared in it, made when first asked for: a person's ranking needs those of one frame."""
        return tuple(_candidates(self.frame, self._evidence))


class _AllEvidence(NamedTuple):
    """Each cause with the evidence that it has in every frame, and the pairs with their tests."""

    causes: Sequence[Candidate]
    pairs: Sequence[tuple[Pair, Test]]


@lru_cache(maxsize=16)
def compiled_frames(tree: Tree) -> tuple[CompiledFrame, ...]:
    """The frames in order, compiled; none where the folder ranks no causes. A serious cause stands in every frame."""
    if tree.causes is None:
        return ()
    meaning, evidence = meaning_of(tree), _all_evidence(tree)
    return tuple(CompiledFrame(frame, compiled(frame.when, meaning), evidence) for frame in tree.causes.frames)


def evidence_tests(tree: Tree) -> Iterator[Test]:
    """Every test that can move a cause in some frame, each once."""
    evidence, weights = _all_evidence(tree), [item.frame.weights for item in compiled_frames(tree)]
    named = {cause for some in weights for cause in some}
    for alone in evidence.causes if weights else ():
        if alone.cause.serious or alone.cause.id in named:
            yield from alone.tests()
    yield from (test for pair, test in evidence.pairs if any(pair.for_ in some and pair.against in some for some in weights))


@lru_cache(maxsize=16)
def _all_evidence(tree: Tree) -> _AllEvidence:
    causes, pairs = ((), ()) if tree.causes is None else (tree.causes.causes, tree.causes.pairs)
    meaning = meaning_of(tree)
    return _AllEvidence([_alone(one, meaning) for one in causes], [(pair, _present(pair.evidence, meaning)) for pair in pairs])


@lru_cache(maxsize=16)
def only_for_ranking(tree: Tree) -> frozenset[str]:
    """The questions that no rule, limit, escalation or condition of self-care looks at, and some evidence does."""
    compiled = plan(tree)
    tests = [compiled.self_care, *(item.test for item in compiled.consequences)]
    tests += [test for _, test in (*compiled.limits, *compiled.escalations)]
    return _questions(evidence_tests(tree)) - _questions(tests)


def _questions(tests: Iterable[Test]) -> frozenset[str]:
    return frozenset(part.question for test in tests for part in tests_in(test))


def _alone(cause: Cause, meaning: Findings) -> Candidate:
    """The cause with the evidence that it has in every frame."""
    defining = NEVER if cause.defining is None else compiled(cause.defining, meaning)
    excluded = NEVER if cause.excluded is None else compiled(cause.excluded, meaning)
    return Candidate(cause, 0.0, tuple((row, _present(row, meaning), 1.0) for row in cause.evidence), defining, excluded)


def _candidates(frame: Frame, evidence: _AllEvidence) -> Iterator[Candidate]:
    here = [(pair, test) for pair, test in evidence.pairs if pair.for_ in frame.weights and pair.against in frame.weights]
    for alone in evidence.causes:
        cause = alone.cause
        outside = cause.id not in frame.weights and not cause.serious
        if outside and cause.defining is None:
            continue
        rows = [
            (pair.evidence, test, 0.5 if cause.id == pair.for_ else -0.5)
            for pair, test in here
            if cause.id in (pair.for_, pair.against)
        ]
        weight = frame.weights.get(cause.id, OUTSIDE if outside else 0.0)
        yield alone._replace(weight=weight, rows=(*alone.rows, *rows), outside=outside)


def _present(row: Evidence, meaning: Findings) -> Test:
    return compiled(Named(row.finding, row.mark), meaning)
