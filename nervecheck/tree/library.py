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
from nervecheck.tree.drawings import DrawnStep
from nervecheck.tree.terms import Alone, Basis, EmergencyNumber, Frequency, Id, Link, Urgency, Year


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


class Extent(StrEnum):
    """How much of a source was read on the day of its `checked`; `part` is an excerpt that lacks some of what rests on it."""

    WHOLE = "whole"
    EXCERPT = "excerpt"
    PART = "part"


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
    """A text that a statement rests on; `checked` is the day on which it was last opened and compared with what rests on it."""

    title: str
    url: Link
    year: Year
    kind: SourceKind
    read: ReadFrom
    mark: Mark
    checked: date | None = None
    extent: Extent | None = None


class Region(NamedTuple):
    """The numbers and words of one country."""

    name: str
    emergency: EmergencyNumber
    hospital: str
    checked: date
    mark: Mark
    also: str = ""
    advice: str = ""


class Again(NamedTuple):
    """What a person does so many `days` after the answers, at the latest; `say` is the headline of that day."""

    days: int
    say: str
    mark: Mark


class Action(NamedTuple):
    """What everybody is told to do at one urgency: one headline, then steps. `again` is the day that its text speaks of."""

    headline: str
    word: str
    steps: tuple[str, ...]
    mark: Mark
    avoid: tuple[str, ...] = ()
    again: Again | None = None


class Place(StrEnum):
    """Where somebody goes at once when a sign begins: to the telephone, to a hospital, or to a doctor the same day."""

    CALL = "call"
    HOSPITAL = "hospital"
    TODAY = "today"


class Line(NamedTuple):
    """A line of advice, for whom its `when` holds; a text alone stands for a line without conditions.

    With `presumes` it is printed only to somebody who said that outright. A `fallback` is printed only where no line with a
    `when` stands in the same list. Of two lines whose `tags` exclude each other the later is left out. With `quote` the
    person's answer to that question follows it.
    """

    say: Alone
    mark: Mark
    id: Id = ""
    when: Condition | None = None
    presumes: Condition | None = None
    urgencies: tuple[Urgency, ...] = tuple(Urgency)
    fallback: bool = False
    tags: tuple[Id, ...] = ()
    quote: str = ""
    sources: tuple[str, ...] = ()
    basis: Basis | None = None


class Sign(NamedTuple):
    """A change to watch for, as the end of a sentence, and where it leads. Whoever `has` it is not told to watch for it."""

    say: str
    place: Place
    mark: Mark
    id: Id = ""
    when: Condition | None = None
    has: Condition | None = None
    urgencies: tuple[Urgency, ...] = (Urgency.SELF_CARE, Urgency.ROUTINE, Urgency.SAME_DAY)
    sources: tuple[str, ...] = ()
    basis: Basis | None = None


class Visit(NamedTuple):
    """What to tell a doctor or nurse and what to ask, most useful first."""

    tell: tuple[Line, ...]
    ask: tuple[Line, ...]
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

    `steps` and `avoid` follow those of the action, `signs` are what to watch for, `expect` the usual course; each list stands
    most useful first. `excludes` holds pairs of tags that never stand in one report. `explained` lists the medical names that
    the texts explain: each counts as one plain word for the reading grade.
    """

    opening: tuple[str, ...]
    actions: Mapping[str, Action]
    not_assessed: tuple[str, ...]
    about: tuple[str, ...]
    mark: Mark
    steps: tuple[Line, ...] = ()
    avoid: tuple[Line, ...] = ()
    signs: tuple[Sign, ...] = ()
    expect: tuple[Line, ...] = ()
    excludes: tuple[tuple[Id, ...], ...] = ()
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
    was asked about all of that and denied it. It is hidden where a line of advice has a tag that excludes one of its `tags`.
    `also` holds the words that people search it with: lay and medical words, other spellings, whole questions.
    `figures` are sentences of its text that are shown as people out of 10 or 100, and `moves` its steps that are drawn.
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
    tags: tuple[Id, ...] = ()
    also: tuple[str, ...] = ()
    figures: tuple[Frequency, ...] = ()
    moves: tuple[DrawnStep, ...] = ()
