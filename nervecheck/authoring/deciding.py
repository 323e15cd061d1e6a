"""Which rules decide an outcome, for the commands that compare outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nervecheck.engine.triage import Fired, Outcome
    from nervecheck.tree.terms import Urgency


def decided_by(outcome: Outcome) -> tuple[Fired, ...]:
    """The rules that fired with the highest urgency, in the order of the file; none where no rule fired."""
    return tuple(item for item in outcome.fired if item.urgency is outcome.fired[0].urgency)


def called_for(rule: str, outcome: Outcome) -> Urgency | None:
    """What the rule calls for; None if it did not fire."""
    return next((item.urgency for item in outcome.fired if item.rule.id == rule), None)
