"""Two trees with the same questions in one formula: somebody whose urgency differs, or proof that nobody's does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nervecheck.authoring.prove.counterexample import simplest
from nervecheck.authoring.prove.encoding import Encoding
from nervecheck.authoring.prove.part import Part
from nervecheck.engine.answer import Answers
from nervecheck.engine.triage import called_for, triage

if TYPE_CHECKING:
    from collections.abc import Callable

    from nervecheck.tree.model import Question, Tree
    from nervecheck.tree.terms import Urgency


def ask_alike(old: Tree, new: Tree) -> bool:
    """Whether both trees have the same questions, in one order, with the same answers to each: what the solver compares."""
    return [_answers_to(question) for question in old.questions.values()] == [
        _answers_to(question) for question in new.questions.values()
    ]


class Found(NamedTuple):
    """What is true of somebody, asked or not; None if there is nobody or, where it is not settled, the limit was reached."""

    record: Answers | None
    settled: bool


class TwoTrees:
    """One person in two trees that ask alike. What a person is, is true of them in both; what they are asked may differ."""

    def __init__(self, old: Tree, new: Tree, budget: int) -> None:
        """`budget` is the number of conflicts of the solver after which a question is given up.

        Raises UsageError without python-sat.
        """
        self.trees = old, new
        self._old = Encoding(old)
        self._encodings = self._old, Encoding(new, beside=self._old)
        self._formula, self._some = self._old.formula, self._old.formula.some
        self._part = Part(self._formula, budget)
        before, after = (one.first.at_least() for one in self._encodings)
        self._less = self._some(self._formula.every([before[level], -after[level]]) for level in before)
        self._more = self._some(self._formula.every([after[level], -before[level]]) for level in before)

    def less_urgent(self) -> Found:
        """Somebody plain whose urgency is lower in the new tree."""
        return self._person(lambda record: _falls(self.urgencies(record)), self._less)

    def more_urgent(self) -> Found:
        """Somebody plain whose urgency is higher in the new tree."""
        return self._person(lambda record: _falls(self.urgencies(record)[::-1]), self._more)

    def by_rule(self, rule: str) -> Found:
        """Somebody plain whose urgency differs, and for whom this rule calls for something else in the two trees."""

        def shows(record: Answers) -> bool:
            old, new = (triage(tree, record) for tree in self.trees)
            return old.urgency is not new.urgency and called_for(rule, old) is not called_for(rule, new)

        return self._person(shows, self._some([self._less, self._more]), self._fires_otherwise(rule))

    def anybody(self) -> Found:
        """Somebody plain whose urgency differs."""
        return self._person(lambda record: len({*self.urgencies(record)}) > 1, self._some([self._less, self._more]))

    def urgencies(self, record: Answers) -> tuple[Urgency, Urgency]:
        """What the person comes to in the old and in the new tree."""
        old, new = (triage(tree, record).urgency for tree in self.trees)
        return old, new

    def close(self) -> None:
        """Frees the solver."""
        self._part.close()

    def _person(self, shows: Callable[[Answers], bool], *wanted: int) -> Found:
        """Somebody of whom all of `wanted` holds, as plain as they can be while the engine says the same of them.

        Raises RuntimeError if the engine does not confirm what the solver found.
        """
        model = self._part.solution(*wanted)
        if isinstance(model, bool) or model is None:
            return Found(None, model is None)
        record = self._old.first.record(model)
        if not shows(record):
            raise RuntimeError("the prover and the engine disagree")
        return Found(simplest((record,), lambda people: shows(people[0]), self.trees[1])[0], True)

    def _fires_otherwise(self, rule: str) -> int:
        """That the rule calls for another urgency in the one tree than in the other, or in one for none."""
        both = [(one.first, [item for item in one.plan.consequences if item.rule.id == rule]) for one in self._encodings]
        levels = [first.fired(items) for first, items in both]
        fires = [self._some(first.holds(item.test) for item in items) for first, items in both]
        pairs = [(levels[0][level], levels[1][level]) for level in levels[0]]
        return self._some(self._formula.differ(one, other) for one, other in [*pairs, (fires[0], fires[1])])


def _falls(urgencies: tuple[Urgency, ...]) -> bool:
    return urgencies[1] < urgencies[0]


def _answers_to(question: Question) -> tuple[object, ...]:
    options = tuple(option.id for option in question.options)
    return question.id, question.type, options, question.unsure is None, question.low, question.high
