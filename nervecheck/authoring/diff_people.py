"""One person for each changed part whose urgency differs between two trees: by the solver, or by a search over stories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.authoring.diff_effect import Judged, acts_otherwise, acts_otherwise_literal
from nervecheck.authoring.diff_rules import Change, PartKind, escalations_by_name
from nervecheck.authoring.prove.counterexample import replayed
from nervecheck.authoring.prove.two_trees import TwoTrees
from nervecheck.engine.alternatives import changed, changes
from nervecheck.engine.answer import Answer, Answers, NoneOfThese, Number, Picked
from nervecheck.engine.compiled import OptionTest, SingleTest, reasons, tests_in
from nervecheck.engine.plan import plan
from nervecheck.engine.triage import decided_by, decision, triage
from nervecheck.interview.state import Interview, objections
from nervecheck.tree.model import Question, QuestionType
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from nervecheck.authoring.diff_rules import PartChange
    from nervecheck.authoring.prove.two_trees import Found
    from nervecheck.engine.compiled import Test
    from nervecheck.engine.triage import Outcome
    from nervecheck.tree.model import Tree

MOST_SEARCHED = 5_000  # people: a minute on a slow machine

Pair = tuple[Answers, Answers]


class Direction(StrEnum):
    """How an urgency changed from the old folder to the new one; open where a folder asks what a story does not say."""

    LESS = "less-urgent"
    MORE = "more-urgent"
    OPEN = "open"
    SAME = "same"


ANYBODY = ""  # in place of the key of a part
Sought = tuple[str, Direction]  # the key of a part, and less or more urgent


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

    @property
    def levels(self) -> int:
        """By how many levels the urgency differs."""
        return abs(self.old - self.new)


def solved(old: Tree, new: Tree, parts: Sequence[PartChange], budget: int) -> tuple[dict[Sought, Example], set[Sought]]:
    """By part and direction, somebody plain whose urgency differs and for whom the part acts otherwise; also `ANYBODY`.

    That one is the gravest of all who were found.
    Left out is what there is nobody for, and what the solver gave up, which is given besides. Raises UsageError without
    python-sat.
    """
    both = TwoTrees(old, new, budget)
    try:
        acting = {part: acts_otherwise_literal(part, *both.encodings) for part in parts}
        found = {key: person for part in (None, *parts) for key, person in _solved(both, part, acting)}
    finally:
        both.close()
    examples = dict[Sought, Example]()
    for key, (record, _) in found.items():
        if record is not None:
            given = [replayed(tree, record).answers for tree in (old, new)]
            examples[key] = Example(given[0], given[1], *(triage(tree, record).urgency for tree in (old, new)))
    return _with_gravest(examples), {key for key, person in found.items() if not person.settled}


def _solved(both: TwoTrees, part: PartChange | None, acting: Mapping[PartChange, int]) -> Iterator[tuple[Sought, Found]]:
    """Somebody for each direction: if there is, one for whom no other part acts otherwise, so that it is by this one."""
    alone = [] if part is None else [acting[part], *(-acts for other, acts in acting.items() if other is not part)]
    for way, literal in ((Direction.LESS, both.less), (Direction.MORE, both.more)):

        def shows(one: Outcome, other: Outcome, way: Direction = way, alone: bool = True) -> bool:
            judged = Judged(both.trees[0], one), Judged(both.trees[1], other)
            parts = () if part is None else acting if alone else (part,)
            return _direction(one, other) is way and all(acts_otherwise(each, *judged) is (each is part) for each in parts)

        person = both.person(shows, literal, *alone)
        if person.record is None and len(alone) > 1:
            person = both.person(partial(shows, alone=False), literal, alone[0])
        yield (ANYBODY if part is None else part.key, way), person


def _direction(old: Outcome, new: Outcome) -> Direction:
    if old.urgency is new.urgency:
        return Direction.SAME
    return Direction.LESS if new.urgency < old.urgency else Direction.MORE


def searched(old: Tree, new: Tree, parts: Sequence[PartChange], people: Iterable[Pair]) -> dict[Sought, Example]:
    """The same among some people, who answer calmly what they do not say: of all found, the one for whom the fewest parts act.

    Looks at `MOST_SEARCHED` people, and takes only those whose higher urgency rests on answers that both trees know: what a
    tree does not ask in these words, it may ask in others. So a question that only one of the trees has shows nobody.
    """
    parts = [part for part in parts if part.kind is not PartKind.QUESTION or part.change is Change.CHANGED]
    examples, best = dict[Sought, Example](), dict[Sought, tuple[int, int]]()
    for one, other in islice(people, MOST_SEARCHED):
        if not _is_shown(Judged(old, triage(old, one)), Judged(new, triage(new, other)), one, other):
            continue
        first = _completed(old, one)
        second = _completed(new, {**known_part(new, first)[0], **other})
        before, after = Judged(old, triage(old, first)), Judged(new, triage(new, second))
        if not _is_shown(before, after, first, second):
            continue
        example = Example(first, second, before.outcome.urgency, after.outcome.urgency)
        way = _direction(before.outcome, after.outcome)
        acting = [part.key for part in parts if acts_otherwise(part, before, after)]
        for name in (ANYBODY, *acting):
            size = len(acting) if name else 0, len(first) + len(second)  # by this part, rather than by others as well
            if (name, way) not in best or size < best[name, way]:
                best[name, way], examples[name, way] = size, example
    return _with_gravest(examples)


def _with_gravest(examples: dict[Sought, Example]) -> dict[Sought, Example]:
    """The examples, where `ANYBODY` is of all in that direction who moves by the most levels, then who was the most urgent."""
    gravest = dict[Sought, Example]()
    for (_, way), example in sorted(examples.items(), key=lambda item: item[0][0] != ANYBODY):  # of equals the plain one
        known = gravest.get((ANYBODY, way))
        if known is None or _gravity(example) > _gravity(known):
            gravest[ANYBODY, way] = example
    return examples | gravest


def _gravity(example: Example) -> tuple[int, Urgency]:
    return example.levels, example.old


def _is_shown(old: Judged, new: Judged, one: Answers, other: Answers) -> bool:
    """Whether the urgencies differ, and all that makes the higher one was answered alike in both trees."""
    if old.outcome.urgency is new.outcome.urgency:
        return False
    higher = max((old, new), key=lambda judged: judged.outcome.urgency)
    return all(_is_alike(test, one.get(test.question), other.get(test.question)) for test in _behind(higher))


def _behind(judged: Judged) -> Iterator[SingleTest]:
    """The tests that make the urgency what it is, or keep it from being self-care."""
    outcome, made = judged.outcome, plan(judged.tree)
    yield from (reason for fired in decided_by(outcome) for reason in fired.reasons)
    yield from (
        reason for step, test in made.escalations if step in outcome.escalations for reason in reasons(test, outcome.view)
    )
    if not outcome.fired:
        yield from outcome.missed
        yield from (reason for limit, test in made.limits if limit in outcome.limits for reason in reasons(test, outcome.view))


def _is_alike(test: SingleTest, one: Answer | None, other: Answer | None) -> bool:
    """Whether two answers say the same of what the test looks at."""
    if isinstance(test, OptionTest) and isinstance(one, Picked) and isinstance(other, Picked):
        pairs = zip((one.yes, one.unsure), (other.yes, other.unsure), strict=True)
        return all(test.options.intersection(words) == test.options.intersection(more) for words, more in pairs)
    return one == other


def people_in(stories: Sequence[Pair], old: Tree, new: Tree, parts: Sequence[PartChange]) -> Iterator[Pair]:
    """The people of the stories, then each with one answer changed that the parts look at, those with few answers first."""
    yield from stories
    looked_at = {name for tree in (old, new) for name in _looked_at(tree, parts)}
    for one, other in sorted(stories, key=lambda pair: len(pair[1])):
        for change in changes(new, other):
            name = change.question.id
            if name in looked_at:
                yield known_part(old, {**one, name: change.answer})[0], changed(new, other, change)


def _looked_at(tree: Tree, parts: Sequence[PartChange]) -> Iterator[str]:
    """The questions that changed or that a part of the tree looks at which did."""
    made, kinds = plan(tree), {(part.kind, part.id) for part in parts}
    tests: list[Test] = [item.test for item in made.consequences if (PartKind.RULE, item.rule.id) in kinds]
    tests += [test for limit, test in made.limits if (PartKind.LIMIT, limit.id) in kinds]
    tests += [
        test
        for name, (_, test) in zip(escalations_by_name(tree), made.escalations, strict=True)
        if (PartKind.ESCALATION, name) in kinds
    ]
    tests += [made.self_care] if any(part.kind is PartKind.SELF_CARE for part in parts) else []
    tests += [made.guards[part.id] for part in parts if part.kind is PartKind.QUESTION and part.id in made.guards]
    yield from (single.question for test in tests for single in tests_in(test))
    yield from (part.id for part in parts if part.kind is PartKind.QUESTION)


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
