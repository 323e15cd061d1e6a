"""An answer, in the one shape that prompts, files, settings and the Python API share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picked:
    """Options chosen, and options of a `many` the person is not sure about; in the order of the question."""

    yes: tuple[str, ...]
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoneOfThese:
    """The explicit "none of these" of a `many`: a no to every option shown."""


@dataclass(frozen=True, slots=True)
class NotSure:
    """Not sure about a whole question."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number given."""

    value: int


Answer = Picked | NoneOfThese | NotSure | Number
Answers = Mapping[str, Answer]
