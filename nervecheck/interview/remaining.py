"""How many questions are still to come: an estimate for people, which decides nothing.

Two paths are walked: on both, nobody has a danger sign. At a list without danger signs the usual path takes the line that
leads to a middling number of further questions, the longest the line that leads to most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nervecheck.engine.answer import Answer, NoneOfThese, Number, Picked
from nervecheck.engine.needed import progress
from nervecheck.tree.model import Question, QuestionType, Tree

if TYPE_CHECKING:
    from collections.abc import Mapping

    Known = dict[frozenset[tuple[str, Answer]], tuple[str, ...]]

# How much looking ahead may cost: a call of `progress` grows with the tree. 200 calls at the 45 questions shipped, about 40 ms.
_EFFORT = 9_000


class Remaining(NamedTuple):
    """Questions still to be asked, the present one included, as a rule and at the longest."""

    usual: int
    longest: int


def remaining(tree: Tree, answers: Mapping[str, Answer], known: Known) -> Remaining | None:
    """The number of questions from here to the result; None where a tree is too large to find out at once.

    `known` keeps what was found out, for the next time in one interview: whoever answers calmly goes the way already walked.
    """
    try:
        counts = [_Walk(tree, most, known).length(answers) for most in (False, True)]
    except _TooLong:
        return None
    return Remaining(min(counts), max(counts))


class _TooLong(Exception):
    pass


class _Walk:
    def __init__(self, tree: Tree, most: bool, known: Known) -> None:
        self.tree, self.most, self.known = tree, most, known
        self.left = _EFFORT // max(1, len(tree.questions))

    def length(self, answers: Mapping[str, Answer]) -> int:
        given, steps = dict(answers), 0
        while missing := self._missing(given):
            given[missing[0]] = self._calm(given, self.tree.questions[missing[0]])
            steps += 1
        return steps

    def _missing(self, answers: Mapping[str, Answer]) -> tuple[str, ...]:
        person = frozenset(answers.items())
        if person not in self.known:  # both walks begin alike
            self.left -= 1
            if self.left < 0:
                raise _TooLong
            self.known[person] = progress(self.tree, answers).missing
        return self.known[person]

    def _calm(self, answers: Mapping[str, Answer], question: Question) -> Answer:
        if question.type is QuestionType.NUMBER:
            low, high = question.low or 0, question.high or 0
            return Number(low + (high - low) // 4)
        if question.type is QuestionType.YES_NO:
            return Picked(("no",))
        if question.type is QuestionType.MANY and (question.asks_danger or question.gate):
            return NoneOfThese()
        calm = [option.id for option in question.options if not option.danger] or [question.options[0].id]
        if len(calm) == 1:
            return Picked((calm[0],))
        counts = [len(self._missing({**answers, question.id: Picked((name,))})) for name in calm]
        order = sorted(range(len(calm)), key=counts.__getitem__)
        return Picked((calm[order[-1 if self.most else len(order) // 2]],))
