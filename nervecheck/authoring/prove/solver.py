"""The solver of a tree: its encoding, and the two forms that a check can have, `never` and `can`."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from nervecheck.authoring.prove.encoding import Encoding, PersonVariables
from nervecheck.authoring.prove.verdict import Kind, State, Verdict
from nervecheck.engine.plan import meaning_of
from nervecheck.engine.readings import decided
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from nervecheck.authoring.prove.verdict import People
    from nervecheck.base.problems import Mark
    from nervecheck.engine.answer import Answers
    from nervecheck.engine.compiled import Seen
    from nervecheck.tree.model import Tree

Level = dict[Urgency, int]
Item = TypeVar("Item")
_TOGETHER = 8  # more in a part make each question to the solver larger, fewer encode the same again


def truth(tree: Tree, record: Answers) -> dict[str, Seen]:
    """What is true of a person, asked or not: the reading of a promise's `if`."""
    return {name: decided(question, record[name]) for name, question in tree.questions.items()}


def anybody(_: People) -> bool:
    """Confirms everybody: for a check about the formula itself, which the engine cannot repeat."""
    return True


class Solver:
    """The encoding of a tree with its first person, put to a SAT solver.

    A `part` of a solver has a formula of its own, into which only what is asked about is encoded. It asks weaker questions
    that are far smaller: what it proves is proved, and what it does not prove goes to the whole.
    """

    def __init__(self, tree: Tree, budget: int, whole: Solver | None = None, about: str | None = None) -> None:
        self.tree, self.budget, self.is_part = tree, budget, whole is not None
        self.encoding: Encoding = Encoding(tree, budget, None if whole is None else whole.encoding, about)
        self.formula, self.first = self.encoding.formula, self.encoding.first
        self.meaning = meaning_of(tree)

    @contextmanager
    def part(self, about: str | None = None) -> Iterator[Solver]:
        """A part of this solver, for a few checks about one thing; with the question they are `about`, a loose encoding."""
        part = Solver(self.tree, self.budget, self, about)
        try:
            yield part
        finally:
            self.formula.asked += part.formula.asked
            part.formula.close()

    def in_parts(self, items: Iterable[Item]) -> Iterator[tuple[Item, Solver]]:
        """Each item with a part of this solver, shared by neighbours, as they speak of the same questions."""
        listed = list(items)
        for start in range(0, len(listed), _TOGETHER):
            with self.part() as part:
                for item in listed[start : start + _TOGETHER]:
                    yield item, part

    @cached_property
    def level(self) -> Level:
        """The urgency of the first person."""
        return self.first.at_least()

    def never(
        self, kind: Kind, subject: str, mark: Mark, message: str, *wrong: int,
        shows: Callable[[People], bool], other: PersonVariables | None = None,
    ) -> Verdict:  # fmt: skip
        """Proved when nobody fulfils `wrong`; when somebody does, the engine is asked to confirm it by `shows`."""
        model = self.formula.model(*wrong)
        if isinstance(model, bool):
            return Verdict(kind, subject, mark, State.NOT_PROVED, "The limit was reached.")
        if model is None:
            return Verdict(kind, subject, mark, State.PROVED)
        if self.is_part:
            return Verdict(kind, subject, mark, State.NOT_PROVED)
        people = tuple(person.record(model) for person in (self.first, other) if person is not None)
        if not shows(people):
            raise RuntimeError("the prover and the engine disagree")
        return Verdict(kind, subject, mark, State.REFUTED, message, people, shows)

    def can(self, kind: Kind, subject: str, mark: Mark, message: str, *wanted: int) -> Verdict:
        """Proved when somebody fulfils `wanted`; that somebody must be real, so nothing in the formula may be loose."""
        if not self.encoding.is_exact:
            raise RuntimeError("a loose formula shows nobody")
        model = self.formula.model(*wanted)
        if isinstance(model, bool):
            return Verdict(kind, subject, mark, State.NOT_PROVED, "The limit was reached.")
        return Verdict(kind, subject, mark, State.REFUTED if model is None else State.PROVED, "" if model else message)

    def worse(self, calm: Level, other: Level) -> int:
        """That the first level is above the second."""
        return self.formula.some(self.formula.every([calm[u], -other[u]]) for u in calm)
