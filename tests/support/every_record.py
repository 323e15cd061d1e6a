"""The slow and plain twin of the prover: it walks every record of a small tree, one by one, through the engine alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from nervecheck.authoring.prove.solver import truth
from nervecheck.engine.answer import Answer, Answers, NoneOfThese, NotSure, Number, Picked
from nervecheck.engine.compiled import Findings, compiled
from nervecheck.engine.readings import decided, definite
from nervecheck.engine.triage import triage
from nervecheck.tree.model import Question, QuestionType, Tree
from nervecheck.tree.terms import Urgency


def answers_to(question: Question) -> list[Answer]:
    """Every answer that the question allows; of a number, every value."""
    if question.type is QuestionType.NUMBER:
        return [Number(value) for value in range(question.low or 0, (question.high or 0) + 1)]
    whole: list[Answer] = [NotSure()] if question.unsure is not None else []
    names = ["yes", "no"] if question.type is QuestionType.YES_NO else [option.id for option in question.options]
    if question.type is not QuestionType.MANY:
        return [*(Picked((name,)) for name in names), *whole]
    ticks: list[Answer] = [
        Picked(tuple(n for n, state in zip(names, states, strict=True) if state == 1),
               tuple(n for n, state in zip(names, states, strict=True) if state == 2))
        for states in product((0, 1, 2), repeat=len(names)) if any(states)
    ]  # fmt: skip
    return [NoneOfThese(), *ticks, *whole]


def records(tree: Tree) -> Iterator[dict[str, Answer]]:
    """Every possible person."""
    for answers in product(*(answers_to(question) for question in tree.questions.values())):
        yield dict(zip(tree.questions, answers, strict=True))


def size(tree: Tree) -> int:
    """How many records there are."""
    count = 1
    for question in tree.questions.values():
        count *= len(answers_to(question))
    return count


class Walk:
    """The urgency of every record, looked up by it."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.all = list(records(tree))
        self.urgency = {key(record): triage(tree, record).urgency for record in self.all}

    def of(self, record: Answers) -> Urgency:
        """The urgency of the record."""
        return self.urgency[key(record)]

    def falls(self, name: str, pairs: list[tuple[Answer, Answer]]) -> bool:
        """Whether some record is less urgent with the second answer of a pair than with the first."""
        after: dict[Answer, list[Answer]] = {}
        for one, other in pairs:
            after.setdefault(one, []).append(other)
        return any(
            self.of({**record, name: other}) < self.of(record) for record in self.all for other in after.get(record[name], [])
        )

    def promise_broken(self, index: int) -> bool:
        """Whether some record breaks the promise of that index."""
        promise = self.tree.promises[index]
        test = compiled(promise.if_, Findings({}))
        least, most = promise.then.at_least or Urgency.SELF_CARE, promise.then.at_most
        highest, read = (Urgency.AMBULANCE, decided) if most is None else (most, definite)
        spoken_of = (record for record in self.all if test.value(truth(self.tree, record, read)) is True)
        return any(not least <= self.of(record) <= highest for record in spoken_of)


def key(record: Answers) -> tuple[Answer, ...]:
    """The record as something that can be looked up."""
    return tuple(record.values())


def ticked_pairs(question: Question, sign: str, unsure: bool = False, before: bool = False) -> list[tuple[Answer, Answer]]:
    """In a list: every answer without the option (with `before`: with it certain), and the same with it chosen or not sure."""
    pairs: list[tuple[Answer, Answer]] = []
    for answer in answers_to(question):
        yes, doubted = (answer.yes, answer.unsure) if isinstance(answer, Picked) else ((), ())
        if isinstance(answer, NotSure) or sign in doubted or (sign in yes) is not before:
            continue
        rest = tuple(name for name in yes if name != sign)
        order = [option.id for option in question.options]
        added = tuple(sorted({*(doubted if unsure else rest), sign}, key=order.index))
        pairs.append((answer, Picked(rest, added) if unsure else Picked(added, doubted)))
    return pairs


def benign_answers(question: Question) -> list[Answer]:
    """Every answer to the question that names no danger sign and no doubt."""
    if question.type is not QuestionType.MANY:
        names = ["yes", "no"] if question.type is QuestionType.YES_NO else [option.id for option in question.options]
        return [Picked((name,)) for name in names if not question.is_danger(name)]
    benign = [option.id for option in question.options if not option.danger]
    picks = [Picked(chosen) for count in range(1, len(benign) + 1) for chosen in combinations(benign, count)]
    return [NoneOfThese(), *picks]
