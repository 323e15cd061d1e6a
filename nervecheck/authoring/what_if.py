"""What one other answer would have come to, in words for an author."""

from __future__ import annotations

from collections.abc import Iterable

from nervecheck.base.text import clean, wrap
from nervecheck.engine.alternatives import Alternatives, Change, Effect, Kind
from nervecheck.engine.triage import Fired
from nervecheck.tree.terms import Urgency

MOST_SHOWN = 12
# the words that follow what is changed
_DONE = {
    Kind.TICKED: "were ticked",
    Kind.TICKED_TOO: "were ticked as well",
    Kind.UNTICKED: "were not true",
    Kind.OTHER: "were the answer",
}


def account(found: Alternatives, width: int, every: bool = False, notes: Iterable[str] = ()) -> str:
    """The changes in words, alike ones on one line, after the notes; at most twelve of them, unless every one is wanted."""
    lines = [line for note in notes for line in wrap(note, width)]
    lines += wrap(f"Now: {_level(found.now)}{_because(found.because, found.now, found.covered)}", width)
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


def _alike(effects: Iterable[Effect]) -> list[list[Effect]]:
    """The effects in their order, those together that differ in the line of the list alone."""
    groups: dict[tuple[object, ...], list[Effect]] = {}
    for one in effects:
        rules = tuple(fired.rule.id for fired in one.because)
        key = (one.change.question.id, one.change.kind, one.lowest, one.highest, rules, one.covered)
        groups.setdefault(key, []).append(one)
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
        condition = f"If {listed} {_DONE[kind]} (in '{question.topic}')"
    if first.lowest is first.highest:
        return f"{condition}: {_level(first.lowest)}{_because(first.because, first.lowest, first.covered)}"
    if first.because:
        more = f" More would be asked, which could make it {_level(first.highest)}."
        return f"{condition}: at least {_level(first.lowest)}{_because(first.because, first.lowest, first.covered)}{more}"
    return f"{condition}, more would be asked: at least {_level(first.lowest)}, at most {_level(first.highest)}."


def _label(change: Change) -> str:
    option = change.question.option(change.choice)
    return change.choice if option is None else option.label


def _level(urgency: Urgency) -> str:
    return urgency.id.upper()


def _because(rules: tuple[Fired, ...], urgency: Urgency, covered: bool) -> str:
    """Why it comes to this urgency, as the end of a sentence."""
    if not rules and not covered:
        return ", as the questions are not made for that."
    if not rules:
        known = "all that self-care asks for was said" if urgency is Urgency.SELF_CARE else "no rule calls for more"
        return f", as {known}."
    named = "; ".join(f"{fired.rule.title} ({fired.rule.id})" for fired in rules)
    lifted = ", lifted from " + _level(rules[0].urgency) if rules[0].urgency < urgency else ""
    return f"{lifted}, because: {named}."
