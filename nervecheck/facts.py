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
    """A piece of the library that fits the answers."""

    id: str
    title: str
    text: str
    sources: tuple[str, ...]
    reviewed: str


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
    excerpts: tuple[Excerpt, ...]
    not_assessed: tuple[str, ...]
    summary: Summary
    ignored: tuple[str, ...]
    told: tuple[str, ...]
    sources: tuple[Cited, ...]
    content: Content
