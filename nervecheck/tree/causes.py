"""What the likely causes are ranked from, as frozen types: frames, causes, evidence (file causes.yaml).

The fields are the schema, as in `model`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from nervecheck.base.problems import Mark
from nervecheck.tree.conditions import Condition
from nervecheck.tree.drawings import Skin
from nervecheck.tree.terms import Basis, Id, Inline, Shared


class Grade(StrEnum):
    """How a likelihood ratio was found (causes reference, section 0); a recalled figure is no evidence and has no grade here.

    A: self-reported, consecutive people, like primary care, an independent reference. B: history taken in a clinic people were
    referred to, or a pooled analysis of such. C: small, case-control, or converted from another measure. J: expert judgement.
    """

    A = "A"
    B = "B"
    C = "C"
    J = "J"


class Evidence(NamedTuple):
    """One finding's likelihood ratio for one cause: as published for the finding being there, and for its denial.

    `finding` is the id of a finding, or question.option, whose label is then the words shown. `use_plus` and `use_minus` are
    set by hand where the published figure is an outlier. Findings of one `group` have one vote. `replaces` marks a whole score:
    where it counts, these groups do not.
    """

    finding: str
    grade: Grade
    group: Id
    mark: Mark
    lr_plus: float | None = None
    lr_minus: float | None = None
    use_plus: float | None = None
    use_minus: float | None = None
    replaces: tuple[str, ...] = ()
    worked: str = ""
    sources: tuple[str, ...] = ()


class Cause(NamedTuple):
    """A possible explanation. `ceiling` and `floor` bound what all its evidence together may come to, as a likelihood ratio.

    `defining` is a pattern that may make it fit well alone; where `excluded` is known to hold it is left out. A `serious` cause
    is never ranked: it is named when evidence for it is there, and nothing lowers it. `skin` is what its nerve serves, for a
    picture.
    """

    id: Id
    name: str
    term: str
    is_: str
    reviewed: date
    mark: Mark
    course: str = ""
    evidence: tuple[Evidence, ...] = ()
    serious: bool = False
    ceiling: float = 4.0
    floor: float = 0.3
    defining: Condition | None = None
    excluded: Condition | None = None
    sources: tuple[str, ...] = ()
    basis: Basis | None = None
    skin: Skin | None = None


class Frame(NamedTuple):
    """Which causes are compared for one kind of trouble, and how common each is among such people, per 100."""

    id: Id
    title: str
    when: Condition
    weights: Mapping[Id, float]
    reviewed: date
    mark: Mark
    sources: tuple[str, ...] = ()
    basis: Basis | None = None


class Pair(NamedTuple):
    """Evidence that tells two causes apart: half of it counts for the one and half against the other."""

    for_: str
    against: str
    evidence: Inline[Evidence]
    mark: Mark


class CausesFile(NamedTuple):
    """The file causes.yaml: the first frame that fits is used. `reviewed` is that of each record in it that gives none."""

    frames: tuple[Frame, ...]
    causes: tuple[Cause, ...]
    mark: Mark
    pairs: tuple[Pair, ...] = ()
    reviewed: Shared[date] | None = None

    def rows(self) -> Iterator[Evidence]:
        """Every piece of evidence, for one cause or between two."""
        yield from (row for cause in self.causes for row in cause.evidence)
        yield from (pair.evidence for pair in self.pairs)
