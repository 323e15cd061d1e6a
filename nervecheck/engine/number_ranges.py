"""Where the ranges of a number end that some condition of a tree can tell apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.engine.compiled import NumberTest, Test, tests_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nervecheck.engine.plan import Plan
    from nervecheck.tree.model import Question


def every_test(made: Plan) -> Iterator[Test]:
    """Everything that decides what is asked and how urgent it is."""
    yield from made.guards.values()
    yield from made.offers.values()
    yield from (item.test for item in made.consequences)
    yield from (test for _, test in made.escalations)
    yield from (test for _, test in made.limits)
    yield made.self_care


def cuts_of(tests: Iterable[Test]) -> dict[str, set[int]]:
    """For each number question, where a range ends that some condition can tell apart from the next."""
    cuts: dict[str, set[int]] = {}
    for test in tests:
        for part in tests_in(test):
            if isinstance(part, NumberTest):
                bounds = {part.low - 1} if part.low is not None else set()
                bounds |= {part.high} if part.high is not None else set()
                cuts.setdefault(part.question, set()).update(bounds)
    return cuts


def spans_of(question: Question, cuts: set[int]) -> Iterator[tuple[int, int]]:
    """The ranges of the number that lie between the cuts."""
    low, last = question.low or 0, question.high or 0
    for cut in sorted(cut for cut in cuts if low <= cut < last):
        yield low, cut
        low = cut + 1
    yield low, last
