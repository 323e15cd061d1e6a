"""One person for each changed rule whose urgency differs between two trees: by the solver, or by a search over stories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.authoring.prove.counterexample import replayed
from nervecheck.authoring.prove.two_trees import TwoTrees
from nervecheck.engine.alternatives import changed, changes
from nervecheck.engine.answer import Answer, Answers, NoneOfThese, Number, Picked
from nervecheck.engine.compiled import tests_in
from nervecheck.engine.plan import plan
from nervecheck.engine.triage import called_for, decision, triage
from nervecheck.interview.state import Interview, objections
from nervecheck.tree.model import Question, QuestionType
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from nervecheck.tree.model import Tree

MOST_SEARCHED = 5_000  # people: half a minute on a slow machine

Pair = tuple[Answers, Answers]


def known_part(tree: Tree, answers: Answers) -> tuple[dict[str, Answer], tuple[str, ...]]:
    """The answers that the tree knows, and in words those that it does not; a list loses single lines."""
    known, left_out = dict[str, Answer](), list[str]()
    for name, given in answers.items():
        question = tree.questions.get(name)
        if question is None:
            left_out.append(name)
            continue
        answer = given
        if isinstance(given, Picked):
            foreign = {one.option for one in objections(question, question.options, given) if one.option is not None}
            left_out += [f"{name}: {word}" for word in (*given.yes, *given.unsure) if word in foreign]
            answer = Picked(*(tuple(word for word in part if word not in foreign) for part in (given.yes, given.unsure)))
            if answer == Picked(()):
                continue
        if any(objections(question, question.options, answer)):
            left_out.append(name)
        else:
            known[name] = answer
    return known, tuple(left_out)


class Example(NamedTuple):
    """One person as asked in each of the two trees, and what they come to there."""

    old_answers: Answers
    new_answers: Answers
    old: Urgency
    new: Urgency


def solved(old: Tree, new: Tree, rules: Iterable[str], budget: int) -> dict[str, Example]:
    """By rule, somebody plain for whom it changes the urgency; under "" anybody who becomes less urgent.

    A rule is left out if there is nobody, or if the solver reached its limit. Raises UsageError without python-sat.
    """
    both = TwoTrees(old, new, budget)
    try:
        found = {"": both.less_urgent(), **{rule: both.by_rule(rule) for rule in rules}}
    finally:
        both.close()
    examples = dict[str, Example]()
    for name, (record, _) in found.items():
        if record is not None:
            given = [replayed(tree, record).answers for tree in (old, new)]
            examples[name] = Example(given[0], given[1], *(triage(tree, record).urgency for tree in (old, new)))
    return examples


def searched(old: Tree, new: Tree, rules: Sequence[str], people: Iterable[Pair]) -> dict[str, Example]:
    """The same among some people, who answer calmly what they do not say: of all found, the one with the fewest answers.

    Stops once every rule has somebody, or after `MOST_SEARCHED` people.
    """
    examples = dict[str, Example]()
    for one, other in islice(people, MOST_SEARCHED):
        if triage(old, one).urgency is triage(new, other).urgency:
            continue
        first = _completed(old, one)
        second = _completed(new, {**known_part(new, first)[0], **other})
        before, after = triage(old, first), triage(new, second)
        if before.urgency is after.urgency:
            continue
        example = Example(first, second, before.urgency, after.urgency)
        named = [rule for rule in rules if called_for(rule, before) is not called_for(rule, after)]
        for name in (*named, *(("",) if after.urgency < before.urgency else ())):
            if name not in examples or _size(example) < _size(examples[name]):
                examples[name] = example
        if examples.keys() >= {"", *rules}:
            break
    return examples


def people_in(stories: Sequence[Pair], old: Tree, new: Tree, rules: Sequence[str]) -> Iterator[Pair]:
    """The people of the stories, then each with one answer changed that the rules look at, those with few answers first."""
    yield from stories
    looked_at = {name for tree in (old, new) for name in _looked_at(tree, rules)}
    for one, other in sorted(stories, key=lambda pair: len(pair[1])):
        for change in changes(new, other):
            name = change.question.id
            if name in looked_at:
                yield known_part(old, {**one, name: change.answer})[0], changed(new, other, change)


def _looked_at(tree: Tree, rules: Sequence[str]) -> Iterator[str]:
    tests = (item.test for item in plan(tree).consequences if item.rule.id in rules)
    return (single.question for test in tests for single in tests_in(test))


def _completed(tree: Tree, answers: Answers) -> Answers:
    """The answers that apply, and the calmest one to all that the tree asks besides."""
    _, applied = decision(tree, answers)
    state = Interview(tree, {name: answer for name, answer in answers.items() if name in applied})
    while (question := state.question) is not None:
        state, _ = state.answer(_calmest(question, [option.id for option in state.options(question)]))
    return state.answers


def _calmest(question: Question, shown: list[str]) -> Answer:
    if question.type is QuestionType.MANY:
        return NoneOfThese()
    if question.type is QuestionType.NUMBER:
        return Number(max(question.low or 0, min(40, question.high or 0)))
    words = ["yes", "no"] if question.type is QuestionType.YES_NO else shown
    return Picked((next((word for word in reversed(words) if not question.is_danger(word)), words[-1]),))


def _size(example: Example) -> int:
    return len(example.old_answers) + len(example.new_answers)
