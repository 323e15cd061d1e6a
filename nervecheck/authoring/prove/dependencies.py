"""What a test can depend on, and where the ranges of numbers end: known of a tree before anything is encoded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.engine.compiled import ALWAYS, NumberTest, Test, tests_in
from nervecheck.engine.frames import compiled_frames
from nervecheck.engine.plan import Plan, plan, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nervecheck.tree.model import Question, Tree


class Dependencies:
    """The questions that a test can depend on, directly or through guards."""

    def __init__(self, compiled: Plan) -> None:
        self._plan = compiled
        self._known: dict[int, tuple[Test, frozenset[str]]] = {}
        self._behind: dict[str, frozenset[str]] = {}

    def of(self, test: Test) -> frozenset[str]:
        """The questions below the test, and those that decide whether they are asked."""
        if id(test) not in self._known:
            self._known[id(test)] = test, frozenset().union(*(self.behind(part.question) for part in tests_in(test)))
        return self._known[id(test)][1]

    def sorted(self, names: Iterable[str], tests: Iterable[Test]) -> dict[str, list[Test]]:
        """For each question the tests that can depend on it, each once."""
        found: dict[str, list[Test]] = {name: [] for name in names}
        for test in {id(test): test for test in tests}.values():
            for name in self.of(test):
                found[name].append(test)
        return found

    def behind(self, name: str) -> frozenset[str]:
        """The question itself and those that decide whether it, or an option of it, is shown."""
        if name not in self._behind:
            offers = [test for (question, _), test in self._plan.offers.items() if question == name]
            self._behind[name] = frozenset({name}).union(*(self.of(test) for test in (self._plan.guards[name], *offers)))
        return self._behind[name]


def every_test(made: Plan) -> Iterator[Test]:
    """Everything that decides what is asked and how urgent it is."""
    yield from made.guards.values()
    yield from made.offers.values()
    yield from (item.test for item in made.consequences)
    yield from (test for _, test in made.escalations)
    yield from (test for _, test in made.limits)
    yield made.self_care


def all_seen(tree: Tree) -> Iterator[Test]:
    """Everything that decides what anybody sees, but for self-care, which has a reading of its own."""
    made = plan(tree)
    yield from (item.test for item in made.consequences)
    yield from (test for _, test in (*made.escalations, *made.limits))
    yield from shown(tree).tests()
    for frame in compiled_frames(tree):
        yield frame.test
        yield from (test for candidate in frame.candidates for test in candidate.tests())
    yield from (guard for guard in made.guards.values() if guard is not ALWAYS)


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
