"""What can go wrong when the questions are used, whom that harms, and what holds it, as frozen types (file hazards.yaml).

The fields are the schema, as in `model`. The scales and the matrix are those that DCB0129 offers as an example.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from nervecheck.base.problems import Mark
from nervecheck.tree.terms import Basis, Id, TestName


class Severity(StrEnum):
    """The worst harm that is credible, the least harm first."""

    MINOR = "minor"
    SIGNIFICANT = "significant"
    CONSIDERABLE = "considerable"
    MAJOR = "major"
    CATASTROPHIC = "catastrophic"


class Likelihood(StrEnum):
    """How likely the harm is, the least likely first."""

    VERY_LOW = "very-low"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very-high"


# likelihood by row and severity by column, each from the least; 1 is accepted as it is, 5 is never accepted
_RISKS = ((1, 1, 2, 2, 3), (1, 2, 2, 3, 4), (2, 2, 3, 3, 4), (2, 3, 3, 4, 5), (3, 4, 4, 5, 5))


def risk(severity: Severity, likelihood: Likelihood) -> int:
    """The level of risk, from 1 (accepted as it is) to 5 (never accepted)."""
    return _RISKS[list(Likelihood).index(likelihood)][list(Severity).index(severity)]


class Law(StrEnum):
    """What `nervecheck prove` proves of every questions folder; the names are those of the prover's checks."""

    TOTAL = "every-record-has-one-urgency"
    DANGER = "a-danger-sign-never-lowers"
    UNSURE = "not-sure-is-never-calmer"
    HARMLESS = "a-harmless-line-never-raises"
    SIGN = "a-danger-sign-is-at-least-same-day"
    NEEDED = "what-is-left-out-changes-nothing"
    CAN = "everything-written-can-happen"
    MATTERS = "every-option-can-matter"


class Control(NamedTuple):
    """What is done about a hazard, and what shows that it is done: at least one of the lists.

    `promises` and `vignettes` are ids of this folder, `laws` what `prove` proves of every folder, `checks` codes of problems
    that `check` finds. `tests` are tests of the program, written file::test; `check` cannot look for them.
    """

    does: str
    mark: Mark
    promises: tuple[str, ...] = ()
    vignettes: tuple[str, ...] = ()
    laws: tuple[Law, ...] = ()
    checks: tuple[str, ...] = ()
    tests: tuple[TestName, ...] = ()


class Hazard(NamedTuple):
    """One way in which somebody can come to harm.

    `severity` and `likelihood` are those without the controls, `judged_on` what they rest on. `none_yet` lists what nothing
    holds. `left` says what remains, and `left_likelihood` how likely that is; the severity stays. Without an `owner` it is that
    of the file.
    """

    id: Id
    hazard: str
    cause: tuple[str, ...]
    harmed: str
    severity: Severity
    likelihood: Likelihood
    judged_on: str
    left: str
    left_likelihood: Likelihood
    reviewed: date
    mark: Mark
    controls: tuple[Control, ...] = ()
    none_yet: tuple[str, ...] = ()
    owner: str = ""
    sources: tuple[str, ...] = ()
    basis: Basis | None = None


class Disagreement(NamedTuple):
    """Where the sources differ: what each says, and what the questions follow."""

    id: Id
    about: str
    positions: tuple[str, ...]
    followed: str
    mark: Mark
    sources: tuple[str, ...] = ()
    basis: Basis | None = None


class HazardsFile(NamedTuple):
    """The file hazards.yaml: what the questions are for and not for, where sources differ, and what can go wrong.

    `standing` says which form the log has and what it does not claim, `scale` how the words for severity and likelihood are
    meant.
    """

    intended_use: tuple[str, ...]
    not_for: tuple[str, ...]
    limits: tuple[str, ...]
    standing: str
    scale: str
    owner: str
    hazards: tuple[Hazard, ...]
    mark: Mark
    disagreements: tuple[Disagreement, ...] = ()
    sources: tuple[str, ...] = ()
    basis: Basis | None = None
