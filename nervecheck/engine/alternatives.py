"""What one other answer would come to: every single change of somebody's answers that changes the urgency."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.engine.answer import Answer, Answers, NoneOfThese, NotSure, Number, Picked
from nervecheck.engine.needed import progress
from nervecheck.engine.number_ranges import cuts_of, every_test, spans_of
from nervecheck.engine.plan import plan
from nervecheck.engine.triage import Fired, decided_by, decision, offered, still_valid, triage
from nervecheck.tree.model import Question, QuestionType, Tree
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator


class Kind(StrEnum):
    """What is done to one answer; a line of a list is ticked alone, ticked beside others, or denied."""

    TICKED = "ticked"
    TICKED_TOO = "ticked-too"
    UNTICKED = "unticked"
    OTHER = "other"
    NUMBER = "number"


class Change(NamedTuple):
    """Another answer to one question; `choice` names the option or number that is other in it."""

    question: Question
    kind: Kind
    choice: str
    answer: Answer


class Effect(NamedTuple):
    """What a change comes to: the urgency lies between the bounds, which differ where it opens further questions.

    `because` holds the rules that decide at `lowest`; `covered` is whether these questions are made for such trouble.
    """

    change: Change
    lowest: Urgency
    highest: Urgency
    because: tuple[Fired, ...]
    covered: bool


class Alternatives(NamedTuple):
    """The urgency as it is, and the changes that raise it or may, and that lower it or may; the most urgent first."""

    now: Urgency
    because: tuple[Fired, ...]
    covered: bool
    raising: tuple[Effect, ...]
    lowering: tuple[Effect, ...]


def alternatives(tree: Tree, answers: Answers) -> Alternatives:
    """Every single change of an answer that changes the urgency; those of one urgency in the order asked."""
    outcome = triage(tree, answers)
    now = outcome.urgency
    effects = [_effect(tree, answers, change) for change in changes(tree, answers)]
    lowering = [effect for effect in effects if effect.lowest < now]
    raising = [effect for effect in effects if effect.lowest >= now and effect.highest > now]
    ordered = (tuple(sorted(part, key=lambda one: (-one.lowest, -one.highest))) for part in (raising, lowering))
    return Alternatives(now, decided_by(outcome), outcome.covered, *ordered)


def changes(tree: Tree, answers: Answers) -> Iterator[Change]:
    """Each single change of each answered question that applies, in the order asked."""
    cuts = cuts_of(every_test(plan(tree)))
    view, applied = decision(tree, answers)
    for name, question in tree.questions.items():
        if name in answers and name in applied:
            given = answers[name]
            if isinstance(given, Number):
                yield from _other_numbers(question, given, cuts.get(name, set()))
            elif question.type is QuestionType.MANY:
                yield from _other_ticks(question, given, offered(plan(tree), question, view))
            else:
                yield from _other_choices(question, given, offered(plan(tree), question, view))


def changed(tree: Tree, answers: Answers, change: Change) -> dict[str, Answer]:
    """The answers after the change; those that an interview would drop with it are left out."""
    return still_valid(tree, {**answers, change.question.id: change.answer}, answers, change.question.id)


def _effect(tree: Tree, answers: Answers, change: Change) -> Effect:
    kept = changed(tree, answers, change)
    bounds, outcome = progress(tree, kept), triage(tree, kept)
    if bounds.complete:
        return Effect(change, outcome.urgency, outcome.urgency, decided_by(outcome), outcome.covered)
    # before all is asked a rule may rest on what was not asked yet: such a rule is no reason for the lowest urgency
    because = decided_by(outcome) if outcome.urgency is bounds.lowest else ()
    return Effect(change, bounds.lowest, bounds.highest, because, outcome.covered)


def _other_numbers(question: Question, given: Number, cuts: set[int]) -> Iterator[Change]:
    """In each range that conditions can tell apart from that of the answer, the nearest number."""
    for low, high in spans_of(question, cuts):
        if not low <= given.value <= high:
            value = low if given.value < low else high
            yield Change(question, Kind.NUMBER, str(value), Number(value))


def _other_choices(question: Question, given: Answer, shown: tuple[str, ...]) -> Iterator[Change]:
    words = ("yes", "no") if question.type is QuestionType.YES_NO else shown
    others: list[tuple[str, Answer]] = [(word, Picked((word,))) for word in words]
    if question.unsure is not None:
        others.append(("not sure", NotSure()))
    for word, answer in others:
        if answer != given:
            yield Change(question, Kind.OTHER, word, answer)


def _other_ticks(question: Question, given: Answer, shown: tuple[str, ...]) -> Iterator[Change]:
    """Each line of a list ticked that is not, and each ticked or doubted one denied."""
    yes, unsure = (given.yes, given.unsure) if isinstance(given, Picked) else ((), ())
    for name in shown:
        if name not in yes:
            ticked = tuple(option.id for option in question.options if option.id in (*yes, name))
            others = tuple(word for word in unsure if word != name)
            yield Change(question, Kind.TICKED_TOO if yes or others else Kind.TICKED, name, Picked(ticked, others))
        if name in (*yes, *unsure):
            left = tuple(tuple(word for word in words if word != name) for words in (yes, unsure))
            yield Change(question, Kind.UNTICKED, name, Picked(*left) if any(left) else NoneOfThese())
