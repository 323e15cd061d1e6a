"""What a test can depend on: known of a tree before anything is encoded."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from nervecheck.engine.compiled import ALWAYS, Test, tests_in
from nervecheck.engine.frames import compiled_frames, evidence_tests
from nervecheck.engine.plan import Plan, plan, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nervecheck.tree.model import Tree

Item = TypeVar("Item")


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

    def behind(self, name: str) -> frozenset[str]:
        """The question itself and those that decide whether it, or an option of it, is shown."""
        if name not in self._behind:
            self._behind[name] = frozenset({name}).union(*(self.of(test) for test in self._plan.conditions[name]))
        return self._behind[name]


def by_question(tree: Tree, items: Iterable[tuple[Item, Iterable[str]]]) -> dict[str, list[Item]]:
    """For each question of the tree the items that come with its name, in their order."""
    found: dict[str, list[Item]] = {name: [] for name in tree.questions}
    for item, names in items:
        for name in names:
            found[name].append(item)
    return found


def all_seen(tree: Tree) -> Iterator[Test]:
    """Everything that decides what anybody sees, but for self-care, which has a reading of its own."""
    made = plan(tree)
    yield from (item.test for item in made.consequences)
    yield from (test for _, test in (*made.escalations, *made.limits))
    yield from shown(tree).tests()
    yield from (frame.test for frame in compiled_frames(tree))
    yield from evidence_tests(tree)
    yield from (guard for guard in made.guards.values() if guard is not ALWAYS)
