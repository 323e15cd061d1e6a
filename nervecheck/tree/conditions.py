"""Conditions: the one boolean form that rules, guards, promises and exports share.

A condition is kept as written (`AllOf`, `AnyOf`, `Not`, `AtLeast` over atoms), each atom with its place in the file. What is
evaluated is made of it in `engine.compiled`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.base.problems import Mark

NONE = "none"
UNSURE = "unsure"
CLEAR = "clear"  # of a list: answered none or with harmless ticks alone, or not asked; a word of conditions and no answer
ASKED = "asked"  # of a question: this person gave an answer, whichever; a word of files, which the loader writes out
RESERVED = (NONE, UNSURE, CLEAR, ASKED, "all", "any", "not", "at-least")


@dataclass(frozen=True, slots=True)
class Chosen:
    """One of these options of the question is the answer, or among it."""

    question: str
    options: tuple[str, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Within:
    """The number answered lies in these bounds, both included; None leaves a side open."""

    question: str
    low: int | None
    high: int | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class Named:
    """A finding holds; the id of a yes-no question stands for its yes."""

    name: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `number` of the parts hold."""

    number: int
    parts: tuple[Condition, ...]


Atom = Chosen | Within | Named
Condition = Atom | AllOf | AnyOf | Not | AtLeast


def atoms(condition: Condition, negated: bool = False) -> Iterator[tuple[Atom, bool]]:
    """Every atom as written, with whether it stands under an odd number of `not`."""
    match condition:
        case Chosen() | Within() | Named():
            yield condition, negated
        case Not(part):
            yield from atoms(part, not negated)
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            for part in parts:
                yield from atoms(part, negated)
