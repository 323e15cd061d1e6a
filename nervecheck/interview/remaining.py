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
    from collections.abc import Mapping, Sequence

# How much looking ahead may cost: a call of `progress` grows with the tree. Of the 58 questions shipped, at most 155 calls.
_EFFORT = 9_000


class Remaining(NamedTuple):
    """Questions still to be asked, the present one included, as a rule and at the longest."""

    usual: int
    longest: int


class Known:
    """What was found out in one interview, for the next time: whoever answers calmly goes the way already walked."""

    def __init__(self) -> None:
        self.missing: dict[frozenset[tuple[str, Answer]], tuple[str, ...]] = {}
        self.lines: dict[
            str, tuple[str, str]
        ] = {}  # of a question: the line with a middling number of questions, and with most


def remaining(tree: Tree, answers: Mapping[str, Answer], known: Known) -> Remaining | None:
    """The number of questions from here to the result; None where a tree is too large to find out at once."""
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
        while missing := self._missing(given):  # several at once, as hardly any of them spares another
            given |= {name: self._calm(given, self.tree.questions[name]) for name in missing}
            steps += len(missing)
        return steps

    def _missing(self, answers: Mapping[str, Answer]) -> tuple[str, ...]:
        person = frozenset(answers.items())
        if person not in self.known.missing:  # both walks begin alike
            self.left -= 1
            if self.left < 0:
                raise _TooLong
            self.known.missing[person] = progress(self.tree, answers).missing
        return self.known.missing[person]

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
        usual, longest = self._lines(answers, question.id, calm)
        return Picked((longest if self.most else usual,))

    def _lines(self, answers: Mapping[str, Answer], name: str, calm: Sequence[str]) -> tuple[str, str]:
        """The line with a middling number of further questions, and that with most, as where the question was first come to."""
        if name not in self.known.lines:
            counts = [len(self._missing({**answers, name: Picked((line,))})) for line in calm]
            order = sorted(range(len(calm)), key=counts.__getitem__)
            self.known.lines[name] = calm[order[len(order) // 2]], calm[order[-1]]
        return self.known.lines[name]
