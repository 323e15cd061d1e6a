"""What the prover says of one check: proved, refuted with the people who show it, or not settled."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from nervecheck.base.problems import Mark
    from nervecheck.engine.answer import Answers

    People = tuple[Answers, ...]


class Kind(StrEnum):
    """What a check is about; each is one line of the summary."""

    TOTAL = "every record has one urgency"
    DANGER = "a danger sign never lowers the urgency"
    UNSURE = "not sure is never calmer"
    HARMLESS = "a harmless line is never more urgent than none of these"
    SIGN = "a danger sign that nothing settles is at least same-day"
    NEEDED = "leaving out what is not needed changes nothing"
    PROMISE = "promises"
    CAN = "everything written can happen"
    MATTERS = "every option can matter"


class State(StrEnum):
    """How a check ended; `not-proved` means that the limit was reached first."""

    PROVED = "proved"
    REFUTED = "refuted"
    NOT_PROVED = "not-proved"


class Verdict(NamedTuple):
    """One check. `people` are the records of what is true that refute it, the one wrongly decided last.

    `shows` asks the engine, and not the solver, whether people refute it; it has been asked about `people`.
    `mend` says what to change, where only the solver can tell.
    """

    kind: Kind
    subject: str
    mark: Mark
    state: State
    message: str = ""
    people: People = ()
    shows: Callable[[People], bool] | None = None
    mend: str = ""
