"""The facts of one person's answers, in the shape that JSON shows. Lists are in the order in which they are to be read."""

from __future__ import annotations

from typing import NamedTuple


class Said(NamedTuple):
    """One question as asked, with the labels of what was answered, and of what the person was not sure about."""

    question: str
    topic: str
    ask: str
    answers: tuple[str, ...]
    unsure: tuple[str, ...] = ()


class Flag(NamedTuple):
    """A rule that fired, with the answers that fired it in the words of the questions."""

    rule: str
    title: str
    urgency: str
    why: str
    because: tuple[Said, ...]
    raised: tuple[str, ...]
    do: tuple[str, ...]
    avoid: tuple[str, ...]
    sources: tuple[str, ...]
    basis: str
    reviewed: str


class Lifted(NamedTuple):
    """Why the whole result was lifted one level, and the answers behind it."""

    why: str
    because: tuple[Said, ...]


class Note(NamedTuple):
    """A limit of what was looked at, and whom to ask."""

    id: str
    say: str
    ask: str


class Net(NamedTuple):
    """What to watch for, the usual course, and where that is from."""

    id: str
    heading: str
    changes: tuple[str, ...]
    course: str
    sources: tuple[str, ...]


class Excerpt(NamedTuple):
    """The first part of an article that fits the answers, or was asked for, with the cautions that go with it."""

    id: str
    title: str
    kind: str
    text: str
    cautions: tuple[str, ...]
    certainty: str
    wanted: bool
    command: str
    sources: tuple[str, ...]
    reviewed: str


class More(NamedTuple):
    """A further article that fits, by title, with the command that shows it."""

    id: str
    title: str
    command: str


class Point(NamedTuple):
    """A finding that speaks for or against a cause, in words; `present` is False where it was denied."""

    says: str
    present: bool
    strength: str


class LikelyCause(NamedTuple):
    """A cause and how it fits, beside the others compared; `strength` is that of the best evidence that counted."""

    cause: str
    name: str
    term: str
    what: str
    band: str
    fits: tuple[Point, ...]
    against: tuple[Point, ...]
    strength: str
    course: str
    sources: tuple[str, ...]


class Causes(NamedTuple):
    """The ranking: what was compared, the causes from best to worst, and the serious ones that something speaks for.

    `enough` says whether any fits well; `named` holds the causes worth naming. `not_excluded` is in signs, not illnesses.
    """

    lead: str
    compared: str
    enough: bool
    not_enough: str
    named: tuple[str, ...]
    likely: tuple[LikelyCause, ...]
    serious: tuple[LikelyCause, ...]
    not_excluded: str
    sources: tuple[str, ...]


class Visit(NamedTuple):
    """What to tell the doctor or nurse and what to ask, from this person's answers; most useful first."""

    tell: tuple[str, ...]
    ask: tuple[str, ...]


class Cited(NamedTuple):
    """A source that this report rests on."""

    id: str
    title: str
    year: str
    url: str
    read: str


class Numbers(NamedTuple):
    """Whom to ring, in words for the place; `hospital` is what the emergency department is called there, "" if unknown."""

    emergency: str
    advice: str
    hospital: str
    also: str


class Summary(NamedTuple):
    """What a clinician needs: said, denied, not chosen beside a choice, not known, not asked. In the order asked."""

    said: tuple[Said, ...]
    denied: tuple[Said, ...]
    not_chosen: tuple[Said, ...]
    not_known: tuple[Said, ...]
    not_asked: tuple[Said, ...]


class Content(NamedTuple):
    """Which questions and which program made this report."""

    title: str
    version: str
    hash: str
    reviewed: str
    reviewed_by: str
    program: str


class Report(NamedTuple):
    """Everything about one set of answers. Lists are in the order in which they are to be read."""

    urgency: str
    word: str
    headline: str
    numbers: Numbers
    steps: tuple[str, ...]
    avoid: tuple[str, ...]
    covered: bool
    notes: tuple[Note, ...]
    flags: tuple[Flag, ...]
    escalated: tuple[Lifted, ...]
    earned: tuple[Said, ...]
    missed: tuple[Said, ...]
    self_care_why: str
    safety_nets: tuple[Net, ...]
    causes: Causes | None
    excerpts: tuple[Excerpt, ...]
    more: tuple[More, ...]
    visit: Visit
    not_assessed: tuple[str, ...]
    summary: Summary
    ignored: tuple[str, ...]
    told: tuple[str, ...]
    sources: tuple[Cited, ...]
    content: Content
