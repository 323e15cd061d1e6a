"""The solver of a tree: its encoding, and the two forms of a check, a `Claim` about nobody and a `Wish` for somebody."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from nervecheck.authoring.prove.encoding import Encoding, PersonVariables
from nervecheck.authoring.prove.formula import TRUE
from nervecheck.authoring.prove.part import Part, Solution
from nervecheck.authoring.prove.sample import Sample, known_of
from nervecheck.authoring.prove.search import Found, Search
from nervecheck.authoring.prove.verdict import Kind, State, Verdict
from nervecheck.engine.plan import meaning_of, plan
from nervecheck.engine.readings import decided
from nervecheck.engine.triage import decision, offered_part
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from nervecheck.authoring.prove.verdict import People
    from nervecheck.base.problems import Mark
    from nervecheck.engine.answer import Answer, Answers
    from nervecheck.engine.compiled import Seen
    from nervecheck.tree.model import Question, Tree

OVER_LIMIT = "The limit was reached."
Level = dict[Urgency, int]
Item = TypeVar("Item")
_TOGETHER = 64  # more in a part make each question to the solver larger, fewer tell it the same again


def truth(tree: Tree, record: Answers, read: Callable[[Question, Answer], Seen] = decided) -> dict[str, Seen]:
    """What is true of a person, asked or not: the reading of a promise's `if`; by `definite` only what was said outright.

    Of a list counts what this person is shown.
    """
    compiled_plan, (view, _) = plan(tree), decision(tree, record)
    questions = tree.questions.items()
    return {name: read(question, offered_part(compiled_plan, question, record[name], view)) for name, question in questions}


def anybody(_: People) -> bool:
    """Confirms everybody: for a check about the formula itself, which the engine cannot repeat."""
    return True


class Claim(NamedTuple):
    """That there is nobody of whom all the literals of `exact` hold.

    `loose` holds of all those people, and perhaps of others: where it holds of nobody, the claim is proved, and far sooner.
    """

    kind: Kind
    subject: str
    mark: Mark
    message: str
    loose: tuple[int, ...] | None
    exact: Callable[[], tuple[int, ...]]
    shows: Callable[[People], bool]
    other: PersonVariables | None = None


def exactly(
    kind: Kind, subject: str, mark: Mark, message: str, wrong: tuple[int, ...], shows: Callable[[People], bool],
    other: PersonVariables | None = None,
) -> Claim:  # fmt: skip
    """The claim that all of `wrong` holds of nobody, which nothing weaker proves."""
    return Claim(kind, subject, mark, message, None, lambda: wrong, shows, other)


class Wish(NamedTuple):
    """That there is somebody of whom all the literals of `wanted` hold; `message` is for when there is not.

    `near` makes it likely, and rests on few questions.
    """

    kind: Kind
    subject: str
    mark: Mark
    message: str
    wanted: tuple[int, ...]
    near: int = TRUE

    def verdict(self, state: State) -> Verdict:
        """The verdict with this state."""
        messages = {State.PROVED: "", State.REFUTED: self.message, State.NOT_PROVED: OVER_LIMIT}
        return Verdict(self.kind, self.subject, self.mark, state, messages[state])


class Solver:
    """The encoding of a tree with its first person, put to a SAT solver: all of it to `whole`, or what is needed to a part."""

    def __init__(self, tree: Tree, budget: int, encoding: Encoding | None = None) -> None:
        """`budget` is the number of conflicts after which a check is given up; `encoding` is that of the tree, if it is known.

        Raises UsageError without python-sat.
        """
        self.tree, self.budget = tree, budget
        self.encoding = encoding or Encoding(tree)
        self.formula, self.first = self.encoding.formula, self.encoding.first
        self.whole = Part(self.formula, budget)
        self.meaning = meaning_of(tree)

    def close(self) -> None:
        """Frees the solver."""
        self.whole.close()

    def prepare(self) -> None:
        """Makes what nearly every check looks at, so that a copy of this process has it too."""
        _ = self.level, self.sample

    @contextmanager
    def part(self, instead: Mapping[int, tuple[int, ...]] | None = None) -> Iterator[Part]:
        """A part for a few checks about one thing; what `instead` does is told at `Part`."""
        part = Part(self.formula, self.budget, instead)
        try:
            yield part
        finally:
            part.close()

    def in_parts(self, items: Iterable[Item]) -> Iterator[tuple[Sequence[Item], Part]]:
        """Neighbours with a part for them, as they speak of the same questions."""
        listed = list(items)
        for start in range(0, len(listed), _TOGETHER):
            with self.part() as part:
                yield listed[start : start + _TOGETHER], part

    @cached_property
    def level(self) -> Level:
        """The urgency of the first person."""
        return self.first.at_least()

    @cached_property
    def found(self) -> list[tuple[frozenset[str], Solution]]:
        """Somebody for each rule and raise that can fire, and for each promise, with the questions that these rest on.

        They are calm in whatever does not matter there. First come those that rest on few questions; the last is calm in all.
        """
        first, encoding = self.first, self.encoding
        tests = [(item.test, "decision") for item in encoding.plan.consequences]
        tests += [(test, "true") for test in encoding.premises.values()]
        tests.sort(key=lambda test: encoding.waits(test[0]))  # or one of those that wait brings nearly all into each part
        solutions = zip(tests, self.people([(first.holds(*test),) for test in tests]), strict=True)
        found = [(encoding.dependencies.of(test), one) for (test, _), one in solutions if isinstance(one, set)]
        return [*found, (frozenset(), set())]

    @cached_property
    def resting_on(self) -> dict[str, int]:
        """For each question, who of those was found for what rests on it: a bit for each, in their order."""
        numbers = dict.fromkeys(self.tree.questions, 0)
        for at, (names, _) in enumerate(self.found):
            for name in names:
                numbers[name] |= 1 << at
        return numbers

    @cached_property
    def sample(self) -> Sample:
        """All those people."""
        return Sample(self.formula, len(self.found), known_of([one for _, one in self.found]))

    def people(self, wanted: Sequence[Sequence[int]], near: Mapping[int, int] | None = None) -> list[Found]:
        """For each of these the solution in which it holds; None if there is none, False if the limit was reached.

        `near` holds by number what rests on few questions, and makes more of what is wanted likely.
        """
        return Search(self, wanted, near or {}).found()

    def nobody(self, claims: Sequence[Claim], part: Part) -> Iterator[Verdict]:
        """The verdicts of the claims, in their order: each is put to the part, and what that does not prove to the whole."""
        part.tell([literal for claim in claims for literal in claim.loose or ()])
        for claim in claims:
            if claim.loose is not None and part.solution(*claim.loose) is None:
                yield Verdict(claim.kind, claim.subject, claim.mark, State.PROVED)
            else:
                yield self.never(claim)

    def never(self, claim: Claim) -> Verdict:
        """Proved when the claim holds; when somebody breaks it, the engine is asked to confirm that."""
        kind, subject, mark, message = claim[:4]
        model = self.whole.solution(*claim.exact())
        if isinstance(model, bool):
            return Verdict(kind, subject, mark, State.NOT_PROVED, OVER_LIMIT)
        if model is None:
            return Verdict(kind, subject, mark, State.PROVED)
        people = tuple(person.record(model) for person in (self.first, claim.other) if person is not None)
        if not claim.shows(people):
            raise RuntimeError("the prover and the engine disagree")
        return Verdict(kind, subject, mark, State.REFUTED, message, people, claim.shows)

    def somebody(self, wishes: Sequence[Wish]) -> list[Verdict]:
        """The verdicts of the wishes, in their order: by people who are known already, and only the rest by a solver."""
        unknown = [at for at, wish in enumerate(wishes) if not self.sample.all_of(wish.wanted)]
        near = {number: wishes[at].near for number, at in enumerate(unknown) if wishes[at].near != TRUE}
        found = dict(zip(unknown, self.people([wishes[at].wanted for at in unknown], near), strict=True))
        return [wish.verdict(_state(found[at]) if at in found else State.PROVED) for at, wish in enumerate(wishes)]

    def possible(self, wanted: Sequence[tuple[int, ...]]) -> list[State]:
        """For each of these, proved when there is somebody of whom all its literals hold."""
        return [_state(found) for found in self.people(wanted)]

    def worse(self, calm: Level, other: Level) -> int:
        """That the first level is above the second."""
        return self.formula.some([self.formula.every([calm[u], -other[u]]) for u in calm])


def _state(found: Found) -> State:
    """The state of a wish for which this was found."""
    return State.PROVED if isinstance(found, set) else State.REFUTED if found is None else State.NOT_PROVED
