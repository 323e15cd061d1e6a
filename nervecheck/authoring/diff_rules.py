"""The rules of two trees side by side: which were added or removed, and what of a rule decides otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.engine.compiled import Findings, Test, compiled
from nervecheck.engine.plan import meaning_of
from nervecheck.tree.conditions import Condition, Named, atoms
from nervecheck.tree.model import Tree
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from nervecheck.base.problems import Mark


class Change(StrEnum):
    """What happened to a rule."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class RuleChange(NamedTuple):
    """A rule that is not the same in both trees: where it stands in each, and what of it changed, in words.

    Self-care and the escalations are no rules; they are told in the same way.
    """

    id: str
    change: Change
    old: Mark | None
    new: Mark | None
    what: tuple[str, ...]
    is_rule: bool


class _Part(NamedTuple):
    """What decides, of a rule or an escalation: places are left out, so that only the meaning is compared."""

    mark: Mark
    urgency: Urgency
    when: Condition
    raises: tuple[tuple[Urgency, Condition], ...] = ()
    is_rule: bool = True


def rule_changes(old: Tree, new: Tree) -> tuple[RuleChange, ...]:
    """What changed, in the order of the new file; what was removed comes last. Words and sources are not compared."""
    before, after = dict(_parts(old)), dict(_parts(new))
    found = [_change(name, before.get(name), part, old, new) for name, part in after.items()]
    found += [_change(name, part, None, old, new) for name, part in before.items() if name not in after]
    return tuple(one for one in found if one is not None)


def same_meaning(before: Condition | None, after: Condition | None, old: Tree, new: Tree) -> bool:
    """Whether two conditions that may be left out mean the same, each with the findings of its tree."""
    if before is None or after is None:
        return before is after
    return not _other_meaning(before, after, old, new)


def _parts(tree: Tree) -> Iterator[tuple[str, _Part]]:
    for rule in tree.rules.rules:
        yield rule.id, _Part(rule.mark, rule.urgency, rule.when, tuple((step.to, step.when) for step in rule.raise_))
    care, number = tree.rules.self_care, 0
    yield "self-care", _Part(care.mark, Urgency.SELF_CARE, care.when, is_rule=False)
    for number, step in enumerate(tree.rules.escalate, 1):
        yield f"escalate {number}", _Part(step.mark, step.to, step.when, is_rule=False)
    for limit in tree.rules.not_covered:
        yield f"not-covered {limit.id}", _Part(limit.mark, Urgency.ROUTINE, limit.when, is_rule=False)


def _change(name: str, before: _Part | None, after: _Part | None, old: Tree, new: Tree) -> RuleChange | None:
    if before is None or after is None:
        part = after or before
        assert part is not None  # noqa: S101  one of the two trees has it
        change = Change.ADDED if before is None else Change.REMOVED
        return RuleChange(name, change, before and before.mark, after and after.mark, (part.urgency.id,), part.is_rule)
    what = tuple(_what(before, after, old, new))
    return RuleChange(name, Change.CHANGED, before.mark, after.mark, what, after.is_rule) if what else None


def _what(before: _Part, after: _Part, old: Tree, new: Tree) -> Iterator[str]:
    if before.urgency is not after.urgency:
        yield f"urgency {before.urgency.id} became {after.urgency.id}"
    if words := _other_meaning(before.when, after.when, old, new):
        yield f"condition {words}"
    for urgency in Urgency:
        pairs = [[when for to, when in part.raises if to is urgency] for part in (before, after)]
        if len(pairs[0]) != len(pairs[1]):
            yield f"raise to {urgency.id} {'removed' if len(pairs[0]) > len(pairs[1]) else 'added'}"
        else:
            told = (_other_meaning(one, other, old, new) for one, other in zip(*pairs, strict=True))
            yield from (f"raise to {urgency.id} {words}" for words in told if words)


def _other_meaning(before: Condition, after: Condition, old: Tree, new: Tree) -> str:
    """In words, how the condition differs in meaning; "" where it does not."""
    if compiled(before, meaning_of(old)) == compiled(after, meaning_of(new)):
        return ""
    if _as_written(before) != _as_written(after):
        return "changed"
    names = dict.fromkeys(atom.name for atom, _ in atoms(after) if isinstance(atom, Named))
    others = [name for name in names if _meaning(name, old) != _meaning(name, new)]
    return f"changed by the finding {', '.join(others)}"


def _as_written(condition: Condition) -> Test:
    """The condition without its places, findings by name."""
    return compiled(condition, Findings({}))


def _meaning(name: str, tree: Tree) -> Test | None:
    return compiled(tree.findings[name].when, meaning_of(tree)) if name in tree.findings else None
