"""Two trees with the same questions in one formula: somebody whose urgency differs, or proof that nobody's does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nervecheck.authoring.prove.counterexample import simplest
from nervecheck.authoring.prove.encoding import Encoding
from nervecheck.authoring.prove.part import Part
from nervecheck.engine.answer import Answers
from nervecheck.engine.triage import triage

if TYPE_CHECKING:
    from collections.abc import Callable

    from nervecheck.engine.triage import Outcome
    from nervecheck.tree.model import Question, Tree


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
        first = Encoding(old)
        self.encodings = first, Encoding(new, beside=first)
        formula, self._some = first.formula, first.formula.some
        self._part = Part(formula, budget)
        before, after = (one.first.at_least() for one in self.encodings)
        self.less = self._some(formula.every([before[level], -after[level]]) for level in before)
        self.more = self._some(formula.every([after[level], -before[level]]) for level in before)

    def anybody(self) -> Found:
        """Somebody plain whose urgency differs."""
        return self.person(lambda old, new: old.urgency is not new.urgency, self._some([self.less, self.more]))

    def close(self) -> None:
        """Frees the solver."""
        self._part.close()

    def person(self, shows: Callable[[Outcome, Outcome], bool], *wanted: int) -> Found:
        """Somebody of whom all of `wanted` holds, as plain as they can be while `shows` is true of what they come to.

        `wanted` are literals of the formula, `less` and `more` among them: that the urgency is lower, or higher, in the new
        tree. `shows` gets the outcome in the old and in the new tree, and must be true of whoever the literals hold of.
        Raises RuntimeError if the engine does not confirm what the solver found.
        """
        model = self._part.solution(*wanted)
        if isinstance(model, bool) or model is None:
            return Found(None, model is None)
        record = self.encodings[0].first.record(model)

        def shown(people: tuple[Answers, ...]) -> bool:
            old, new = (triage(tree, people[0]) for tree in self.trees)
            return shows(old, new)

        if not shown((record,)):
            raise RuntimeError("the prover and the engine disagree")
        return Found(simplest((record,), shown, self.trees[1])[0], True)


def _answers_to(question: Question) -> tuple[object, ...]:
    options = tuple(option.id for option in question.options)
    return question.id, question.type, options, question.unsure is None, question.low, question.high
