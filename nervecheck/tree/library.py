"""What results are worded with, as frozen types: advice, safety nets, sources, regions, cautions and articles.

The fields are the schema, as in `model`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from nervecheck.base.problems import Mark
from nervecheck.tree.conditions import Condition
from nervecheck.tree.terms import Basis, Id, Link, Urgency


class SourceKind(StrEnum):
    """What sort of text a source is."""

    GUIDELINE = "guideline"
    PATHWAY = "pathway"
    PUBLIC_ADVICE = "public-advice"
    CHARITY = "charity"
    STUDY = "study"
    REVIEW = "review"
    REFERENCE = "reference"


class ReadFrom(StrEnum):
    """Whether the source's own page was read, or a copy of its text."""

    ORIGINAL = "original"
    COPY = "copy"


class ArticleKind(StrEnum):
    """Which part of the library an article belongs to."""

    FAQ = "faq"
    TREATMENT = "treatment"
    TESTS = "tests"
    OUTLOOK = "outlook"
    VISIT = "visit"


class Certainty(StrEnum):
    """How sure the main statement of an article is (the grades of GRADE)."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very-low"


class Source(NamedTuple):
    """A text that a statement rests on."""

    title: str
    url: Link
    year: str
    kind: SourceKind
    read: ReadFrom
    mark: Mark
    checked: date | None = None


class Region(NamedTuple):
    """The numbers and words of one country."""

    name: str
    emergency: str
    hospital: str
    checked: date
    mark: Mark
    also: str = ""
    advice: str = ""


class Action(NamedTuple):
    """What a person is told to do at one urgency: one headline, then steps."""

    headline: str
    word: str
    steps: tuple[str, ...]
    mark: Mark
    avoid: tuple[str, ...] = ()


class SafetyNet(NamedTuple):
    """What to watch for after a result: changes that mean "go now" or "call today", the usual course, when to come back."""

    id: Id
    mark: Mark
    when: Condition | None = None
    heading: str = ""
    changes: tuple[str, ...] = ()
    course: str = ""
    urgencies: tuple[Urgency, ...] = tuple(Urgency)
    sources: tuple[str, ...] = ()
    basis: Basis | None = None


class VisitLine(NamedTuple):
    """A line for the visit to a doctor; with `quote`, the person's answer to that question follows it."""

    id: Id
    say: str
    mark: Mark
    when: Condition | None = None
    quote: str = ""


class Visit(NamedTuple):
    """What to tell a doctor or nurse and what to ask, most useful first."""

    tell: tuple[VisitLine, ...]
    ask: tuple[VisitLine, ...]
    mark: Mark


class AboutCauses(NamedTuple):
    """How a ranking of causes is to be read, what is said when none fits well, and what no answers can exclude, in signs."""

    lead: str
    not_enough: str
    not_excluded: str
    mark: Mark
    sources: tuple[str, ...] = ()
    basis: Basis | None = None


class Advice(NamedTuple):
    """The words of every result that no single rule owns (file advice.yaml).

    `explained` lists the medical names that the texts explain: each counts as one plain word for the reading grade.
    """

    opening: tuple[str, ...]
    actions: Mapping[str, Action]
    safety_nets: tuple[SafetyNet, ...]
    not_assessed: tuple[str, ...]
    about: tuple[str, ...]
    mark: Mark
    explained: tuple[str, ...] = ()
    causes: AboutCauses | None = None
    visit: Visit | None = None


class Caution(NamedTuple):
    """A warning that stands with articles; left out only for somebody who was asked `about` it and denied it."""

    say: str
    reviewed: date
    mark: Mark
    about: Condition | None = None
    sources: tuple[str, ...] = ()
    basis: Basis | None = None


class Article(NamedTuple):
    """A piece of the library; the smaller its rank, the earlier it is shown. The body is read when it is shown.

    It is shown where `when` holds or where the ranking names one of `causes`. With `unless` it is shown only to somebody who
    was asked about all of that and denied it.
    """

    id: Id
    title: str
    kind: ArticleKind
    rank: int
    sources: tuple[str, ...]
    reviewed: date
    mark: Mark
    when: Condition | None = None
    causes: tuple[str, ...] = ()
    unless: Condition | None = None
    cautions: tuple[str, ...] = ()
    certainty: Certainty | None = None
