"""What one other answer would have come to: every single change of an answers file that changes the urgency, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from nervecheck.authoring.deciding import decided_by
from nervecheck.authoring.prove.dependencies import cuts_of, every_test, spans_of
from nervecheck.base.text import clean, wrap
from nervecheck.engine.answer import Answer, Answers, NoneOfThese, NotSure, Number, Picked
from nervecheck.engine.needed import progress
from nervecheck.engine.plan import plan
from nervecheck.engine.triage import Fired, decision, offered, triage
from nervecheck.tree.model import Question, QuestionType, Tree
from nervecheck.tree.terms import Urgency

MOST_SHOWN = 12


class Kind(StrEnum):
    """What is done to one answer, in the words that follow what it is done to."""

    TICKED = "were ticked"
    TICKED_TOO = "were ticked as well"
    UNTICKED = "were not true"
    OTHER = "were the answer"
    NUMBER = "were"


class Change(NamedTuple):
    """Another answer to one question; `choice` names the option or number that is other in it."""

    question: Question
    kind: Kind
    choice: str
    answer: Answer


class Effect(NamedTuple):
    """What a change comes to: the urgency lies between the bounds, which differ where it opens further questions.

    `because` holds the rules that decide at `lowest`.
    """

    change: Change
    lowest: Urgency
    highest: Urgency
    because: tuple[Fired, ...]


class Alternatives(NamedTuple):
    """The urgency as it is, and the changes that raise it or may, and that lower it or may; the most urgent first."""

    now: Urgency
    because: tuple[Fired, ...]
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
    return Alternatives(now, decided_by(outcome), *ordered)


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
    """The answers after the change; those to questions that it closes are dropped, as in an interview."""
    after = {**answers, change.question.id: change.answer}
    _, applied = decision(tree, after)
    return {name: answer for name, answer in after.items() if name in applied}


def account(found: Alternatives, width: int, every: bool = False, notes: Iterable[str] = ()) -> str:
    """The changes in words, alike ones on one line, after the notes; at most twelve of them, unless every one is wanted."""
    lines = [line for note in notes for line in wrap(note, width)]
    lines += wrap(f"Now: {_level(found.now)}{_because(found.because, found.now)}", width)
    groups = [_alike(found.raising), _alike(found.lowering)]
    shown = [len(group) for group in groups] if every else _shares([len(group) for group in groups])
    heads = (
        "One other answer that would make it more urgent, or may:",
        "One other answer that would make it less urgent, or may:",
    )
    for head, group, count in zip(heads, groups, shown, strict=True):
        if group:
            lines += ["", *wrap(head, width)]
            lines += [line for effects in group[:count] for line in wrap(_told(effects), width, "- ", "  ")]
    if not any(groups):
        lines += ["", *wrap("No single other answer would change the urgency.", width)]
    left_out = sum(map(len, groups)) - sum(shown)
    if left_out:
        lines += ["", *wrap(f"{left_out} more {'change' if left_out == 1 else 'changes'}: `--all` lists them.", width)]
    return "\n".join(map(clean, lines)) + "\n"


def _effect(tree: Tree, answers: Answers, change: Change) -> Effect:
    kept = changed(tree, answers, change)
    bounds, outcome = progress(tree, kept), triage(tree, kept)
    if bounds.complete:
        return Effect(change, outcome.urgency, outcome.urgency, decided_by(outcome))
    # before all is asked a rule may rest on what was not asked yet: such a rule is no reason for the lowest urgency
    because = decided_by(outcome) if outcome.urgency is bounds.lowest else ()
    return Effect(change, bounds.lowest, bounds.highest, because)


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


def _alike(effects: Iterable[Effect]) -> list[list[Effect]]:
    """The effects in their order, those together that differ in the line of the list alone."""
    groups: dict[tuple[object, ...], list[Effect]] = {}
    for one in effects:
        rules = tuple(fired.rule.id for fired in one.because)
        groups.setdefault((one.change.question.id, one.change.kind, one.lowest, one.highest, rules), []).append(one)
    return list(groups.values())


def _shares(counts: list[int]) -> list[int]:
    """How many of each group to show: half of the lines each, and what one does not use for the other."""
    half = MOST_SHOWN // 2
    first = min(counts[0], max(half, MOST_SHOWN - counts[1]))
    return [first, min(counts[1], MOST_SHOWN - first)]


def _told(effects: list[Effect]) -> str:
    """One line for changes that are alike."""
    first = effects[0]
    question, kind = first.change.question, first.change.kind
    names = [f"'{_label(one.change)}'" for one in effects]
    listed = names[0] if len(names) == 1 else f"one of {', '.join(names[:-1])} or {names[-1]}"
    if kind is Kind.NUMBER:
        condition = f"If '{question.topic}' were {' or '.join(one.change.choice for one in effects)}"
    else:
        condition = f"If {listed} {kind} (in '{question.topic}')"
    if first.lowest is first.highest:
        return f"{condition}: {_level(first.lowest)}{_because(first.because, first.lowest)}"
    if first.because:
        more = f" More would be asked, which could make it {_level(first.highest)}."
        return f"{condition}: at least {_level(first.lowest)}{_because(first.because, first.lowest)}{more}"
    return f"{condition}, more would be asked: at least {_level(first.lowest)}, at most {_level(first.highest)}."


def _label(change: Change) -> str:
    option = change.question.option(change.choice)
    return change.choice if option is None else option.label


def _level(urgency: Urgency) -> str:
    return urgency.id.upper()


def _because(rules: tuple[Fired, ...], urgency: Urgency) -> str:
    """Why it comes to this urgency, as the end of a sentence."""
    if not rules:
        known = "all that self-care asks for was said" if urgency is Urgency.SELF_CARE else "no rule calls for more"
        return f", as {known}."
    named = "; ".join(f"{fired.rule.title} ({fired.rule.id})" for fired in rules)
    lifted = ", lifted from " + _level(rules[0].urgency) if rules[0].urgency < urgency else ""
    return f"{lifted}, because: {named}."
