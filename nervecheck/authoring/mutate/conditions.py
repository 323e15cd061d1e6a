"""Conditions with one small change: what a slip of the author could have made of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, assert_never

from nervecheck.tree.conditions import AllOf, AnyOf, AtLeast, Atom, Chosen, Condition, Named, Not, Within, atoms

if TYPE_CHECKING:
    from nervecheck.base.problems import Mark


class Slip(NamedTuple):
    """A condition after one change: the place of the change, the change in words, and the condition."""

    mark: Mark
    words: str
    condition: Condition


def slips(condition: Condition) -> Iterator[Slip]:
    """Every condition that is one step away: a part or option left out, a `not` more or less, `any` for `all`, a number by 1.

    The change of a whole comes before those of its parts; parts are in the order of the file.
    """
    match condition:
        case Chosen() | Within() | Named():
            yield from _of_atom(condition)
        case Not(part):
            yield Slip(_place(part), f"`not` before {_described(part)} left out", part)
            yield from (slip._replace(condition=Not(slip.condition)) for slip in slips(part) if not _is_negation(slip, part))
        case AllOf() | AnyOf() | AtLeast():
            yield from _other_words(condition)
            yield from _fewer_parts(condition)
            for at, part in enumerate(condition.parts):
                before, after = condition.parts[:at], condition.parts[at + 1 :]
                for slip in slips(part):
                    yield slip._replace(condition=replace(condition, parts=(*before, slip.condition, *after)))
        case _:
            assert_never(condition)


def _of_atom(atom: Atom) -> Iterator[Slip]:
    match atom:
        case Chosen():
            yield from _fewer_options(atom)
        case Within():
            yield from _other_bounds(atom)
        case Named():
            pass
    yield Slip(atom.mark, f"{_described(atom)} negated", Not(atom))


def _other_words(group: AllOf | AnyOf | AtLeast) -> Iterator[Slip]:
    """The same parts under another word: `any` for `all`, `all` for `any`, one more or less of `at-least`."""
    place = _place(group)
    match group:
        case AllOf(parts) if len(parts) > 1:
            yield Slip(place, "`any` in place of `all`", AnyOf(parts))
        case AnyOf(parts) if len(parts) > 1:
            yield Slip(place, "`all` in place of `any`", AllOf(parts))
        case AtLeast(number, parts):
            for other in (number - 1, number + 1):
                if 1 <= other <= len(parts):
                    yield Slip(place, f"at least {other} in place of {number}", AtLeast(other, parts))
        case _:
            pass


def _fewer_parts(group: AllOf | AnyOf | AtLeast) -> Iterator[Slip]:
    """The group without each of its parts, as long as it can still hold and something is left of it."""
    least = group.number if isinstance(group, AtLeast) else 1
    for at, part in enumerate(group.parts) if len(group.parts) > least else ():
        rest = (*group.parts[:at], *group.parts[at + 1 :])
        yield Slip(_place(part), f"{_described(part)} left out", replace(group, parts=rest))


def _fewer_options(atom: Chosen) -> Iterator[Slip]:
    for name in atom.options if len(atom.options) > 1 else ():
        left = tuple(option for option in atom.options if option != name)
        yield Slip(atom.mark, f"'{name}' left out of {_described(atom)}", replace(atom, options=left))


def _other_bounds(atom: Within) -> Iterator[Slip]:
    for step in (-1, 1):
        if atom.low is not None:
            yield Slip(atom.mark, f"min {atom.low + step} in place of {atom.low}", replace(atom, low=atom.low + step))
        if atom.high is not None:
            yield Slip(atom.mark, f"max {atom.high + step} in place of {atom.high}", replace(atom, high=atom.high + step))


def _is_negation(slip: Slip, part: Condition) -> bool:
    """Whether the change only negates the part, which below a `not` is the same as leaving the `not` out."""
    return slip.condition == Not(part)


def _place(condition: Condition) -> Mark:
    """Where the condition begins, by its first atom; a loaded condition always has one."""
    return next(atom.mark for atom, _ in atoms(condition))


def _described(condition: Condition) -> str:
    """The condition as an author writes it, if it is short; a longer one by how it begins."""
    match condition:
        case Chosen(question, (one,)):
            return f"{{{question}: {one}}}"
        case Chosen(question, options):
            return f"{{{question}: [{', '.join(options)}]}}"
        case Within(question, low, high):
            bounds = [f"{word}: {bound}" for word, bound in (("min", low), ("max", high)) if bound is not None]
            return f"{{{question}: {{{', '.join(bounds)}}}}}"
        case Named(name):
            return name
        case Not(part):
            return f"{{not: {_described(part)}}}"
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            return f"the part that begins with {_described(parts[0])}"
