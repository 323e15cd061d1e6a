"""What results are worded with, as frozen types: advice, safety nets, sources, regions and articles.

The fields are the schema, as in `model`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from nervecheck.conditions import Condition
from nervecheck.problems import Mark
from nervecheck.terms import Basis, Id, Link, Urgency


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
    """Which shelf of the library an article stands on."""

    FAQ = "faq"
    TREATMENT = "treatment"
    TESTS = "tests"
    OUTLOOK = "outlook"


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


class Advice(NamedTuple):
    """The words of every result that no single rule owns (file advice.yaml)."""

    opening: tuple[str, ...]
    actions: Mapping[str, Action]
    safety_nets: tuple[SafetyNet, ...]
    not_assessed: tuple[str, ...]
    about: tuple[str, ...]
    mark: Mark


class Article(NamedTuple):
    """A piece of the library; the smaller its rank, the earlier it is shown. The body is read when it is shown."""

    id: Id
    title: str
    kind: ArticleKind
    rank: int
    when: Condition
    sources: tuple[str, ...]
    reviewed: date
    mark: Mark
