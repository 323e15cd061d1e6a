"""The rules: what the answers call for, what they do not cover, what lifts a result, and when staying at home is advised."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from nervecheck.base.problems import Mark
from nervecheck.tree.conditions import Condition
from nervecheck.tree.library import Line
from nervecheck.tree.terms import Basis, Id, Shared, Urgency


class Raise(NamedTuple):
    """A further condition under which a rule that fired counts as more urgent."""

    to: Urgency
    when: Condition
    why: str
    mark: Mark


class Rule(NamedTuple):
    """Findings that call for an urgency. At `same-day` or above it is a red flag."""

    id: Id
    title: str
    urgency: Urgency
    when: Condition
    why: str
    reviewed: date
    mark: Mark
    raise_: tuple[Raise, ...] = ()
    do: tuple[Line, ...] = ()
    avoid: tuple[Line, ...] = ()
    sources: tuple[str, ...] = ()
    basis: Basis | None = None


class Limit(NamedTuple):
    """Trouble that the questions do not cover (or, with `partly`, cover in part), and whom to ask about it."""

    id: Id
    when: Condition
    say: str
    ask: str
    mark: Mark
    partly: bool = False


class Escalation(NamedTuple):
    """Lifts the whole result from one level to the next where its condition holds."""

    from_: Urgency
    to: Urgency
    when: Condition
    why: str
    mark: Mark


class SelfCare(NamedTuple):
    """Everything that must have been asked and answered before staying at home is advised."""

    when: Condition
    why: str
    reviewed: date
    mark: Mark
    sources: tuple[str, ...] = ()
    basis: Basis | None = None


class RulesFile(NamedTuple):
    """The file rules.yaml. `reviewed` is that of each record in it that gives none."""

    rules: tuple[Rule, ...]
    self_care: SelfCare
    mark: Mark
    not_covered: tuple[Limit, ...] = ()
    escalate: tuple[Escalation, ...] = ()
    reviewed: Shared[date] | None = None
