"""What decides in two trees, side by side: which rules and other parts were added, removed, or decide otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.engine.compiled import Findings, Test, compiled
from nervecheck.engine.plan import meaning_of
from nervecheck.tree.conditions import Chosen, Condition, Named, Within, atoms
from nervecheck.tree.model import Tree
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from nervecheck.base.problems import Mark
    from nervecheck.tree.rules import Escalation


MOST_NAMED = 8  # of what a condition names and did not, or did and does not


class Change(StrEnum):
    """What happened to a part."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class PartKind(StrEnum):
    """What a part is: all that can change an urgency."""

    RULE = "rule"
    SELF_CARE = "self-care"
    ESCALATION = "escalate"
    LIMIT = "not-covered"
    SECTION = "section"
    QUESTION = "question"


class PartChange(NamedTuple):
    """A part that is not the same in both trees: where it stands in each, and what of it changed, in words."""

    kind: PartKind
    id: str
    change: Change
    old: Mark | None
    new: Mark | None
    what: tuple[str, ...]

    @property
    def title(self) -> str:
        """What it is called in a list; a rule by its id alone."""
        return self.id if self.kind in (PartKind.RULE, PartKind.SELF_CARE) else f"{self.kind} {self.id}"

    @property
    def key(self) -> str:
        """A name for it and nothing else, which can begin the name of a file. No id of a rule holds a dot."""
        return self.id if self.kind is PartKind.RULE else f"{self.kind}.{self.id}"


class _Part(NamedTuple):
    """What decides, of a rule or an escalation: places are left out, so that only the meaning is compared."""

    mark: Mark
    urgency: Urgency
    when: Condition
    raises: tuple[tuple[Urgency, Condition], ...] = ()
    partly: bool = False


_Key = tuple[PartKind, str]


def rule_changes(old: Tree, new: Tree) -> tuple[PartChange, ...]:
    """What changed of all in rules.yaml, in the order of the new file; what was removed comes last.

    Words and sources are not compared. An escalation is known by where it leads from and to.
    """
    before, after = dict(_parts(old)), dict(_parts(new))
    found = [_change(key, before.get(key), part, old, new) for key, part in after.items()]
    found += [_change(key, part, None, old, new) for key, part in before.items() if key not in after]
    return tuple(one for one in found if one is not None)


def same_meaning(before: Condition | None, after: Condition | None, old: Tree, new: Tree) -> bool:
    """Whether two conditions that may be left out mean the same, each with the findings of its tree."""
    if before is None or after is None:
        return before is after
    return not _other_meaning(before, after, old, new)


def written_otherwise(before: Condition | None, after: Condition | None) -> str:
    """In words, how a condition that may be left out is written otherwise; "" where it is not.

    A finding is taken by its name, as what it stands for is told of it.
    """
    there, here = (dict.fromkeys(() if one is None else _answers(one)) for one in (before, after))
    if before is None or after is None:
        return "" if before is after else f"condition {'added' if before is None else 'removed'}{_new_and_gone(there, here)}"
    return "" if _as_written(before) == _as_written(after) else f"condition changed{_new_and_gone(there, here)}"


def escalations_by_name(tree: Tree) -> dict[str, Escalation]:
    """The escalations by where they lead from and to; a second one of the same name is numbered."""
    found: dict[str, Escalation] = {}
    for step in tree.rules.escalate:
        name = f"{step.from_.id}-to-{step.to.id}"
        number = sum(one.from_ is step.from_ and one.to is step.to for one in found.values())
        found[f"{name}-{number + 1}" if number else name] = step
    return found


def _parts(tree: Tree) -> Iterator[tuple[_Key, _Part]]:
    for rule in tree.rules.rules:
        raises = tuple((step.to, step.when) for step in rule.raise_)
        yield (PartKind.RULE, rule.id), _Part(rule.mark, rule.urgency, rule.when, raises)
    care = tree.rules.self_care
    yield (PartKind.SELF_CARE, "self-care"), _Part(care.mark, Urgency.SELF_CARE, care.when)
    for name, step in escalations_by_name(tree).items():
        yield (PartKind.ESCALATION, name), _Part(step.mark, step.to, step.when)
    for limit in tree.rules.not_covered:
        yield (PartKind.LIMIT, limit.id), _Part(limit.mark, Urgency.ROUTINE, limit.when, partly=limit.partly)


def _change(key: _Key, before: _Part | None, after: _Part | None, old: Tree, new: Tree) -> PartChange | None:
    if before is None or after is None:
        part = after or before
        assert part is not None  # noqa: S101  one of the two trees has it
        change = Change.ADDED if before is None else Change.REMOVED
        return PartChange(*key, change, before and before.mark, after and after.mark, (part.urgency.id,))
    what = tuple(_what(before, after, old, new))
    return PartChange(*key, Change.CHANGED, before.mark, after.mark, what) if what else None


def _what(before: _Part, after: _Part, old: Tree, new: Tree) -> Iterator[str]:
    if before.urgency is not after.urgency:
        yield f"urgency {before.urgency.id} became {after.urgency.id}"
    if words := _other_meaning(before.when, after.when, old, new):
        yield f"condition {words}"
    if before.partly is not after.partly:
        yield "covered in part now" if after.partly else "no longer covered in part"
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
    if words := written_otherwise(before, after):
        return words.removeprefix("condition ")
    names = dict.fromkeys(atom.name for atom, _ in atoms(after) if isinstance(atom, Named))
    others = [name for name in names if _meaning(name, old) != _meaning(name, new)]
    return f"changed by the finding {', '.join(others)}"


def _new_and_gone(before: dict[str, None], after: dict[str, None]) -> str:
    """What only one of two conditions names, in the order of each; "" where they name the same."""
    parts = ("new", [name for name in after if name not in before]), ("gone", [name for name in before if name not in after])
    told = [
        f"{word}: {', '.join(names[:MOST_NAMED])}{f' and {len(names) - MOST_NAMED} more' if len(names) > MOST_NAMED else ''}"
        for word, names in parts
        if names
    ]
    return f" ({'; '.join(told)})" if told else ""


def _answers(condition: Condition) -> Iterator[str]:
    """Each answer and finding that the condition names, as question.option."""
    for atom, negated in atoms(condition):
        no = "not " if negated else ""
        match atom:
            case Named(name):
                yield f"{no}{name}"
            case Chosen(question, options):
                yield from (f"{no}{question}.{option}" for option in options)
            case Within(question, low, high):
                least, most = "" if low is None else f" from {low}", "" if high is None else f" to {high}"
                yield f"{no}{question}{least}{most}"


def _as_written(condition: Condition) -> Test:
    """The condition without its places, findings by name."""
    return compiled(condition, Findings({}))


def _meaning(name: str, tree: Tree) -> Test | None:
    return compiled(tree.findings[name].when, meaning_of(tree)) if name in tree.findings else None
