"""What must hold for every possible person, as frozen types (file promises.yaml).

The fields are the schema, as in `model`.
"""

from __future__ import annotations

from typing import NamedTuple

from nervecheck.base.problems import Mark
from nervecheck.tree.conditions import Condition
from nervecheck.tree.terms import Basis, Id, Urgency


class Then(NamedTuple):
    """What a promise holds of the urgency found: bounds, or an urgency that must stay possible."""

    mark: Mark
    at_least: Urgency | None = None
    at_most: Urgency | None = None
    can_be: Urgency | None = None


class Promise(NamedTuple):
    """What must hold for every possible person. `if_` speaks of what is true of them, asked or not; `then` of the urgency."""

    id: Id
    if_: Condition
    then: Then
    mark: Mark
    sources: tuple[str, ...] = ()
    basis: Basis | None = None
