"""The facts of one person's answers, in the shape that JSON shows. Lists are in the order in which they are to be read."""

from __future__ import annotations

from typing import NamedTuple

from nervecheck.report.picture_facts import Figure, Pictured, Skin, Step


class Said(NamedTuple):
    """One question as asked, with the labels of what was answered, and of what the person was not sure about.

    `part` is its place on the next reader's page. `signs` are those of the labels that are danger signs. `clear` says that the
    labels tell enough without the topic.
    """

    question: str
    topic: str
    ask: str
    answers: tuple[str, ...]
    unsure: tuple[str, ...] = ()
    part: str = ""
    signs: tuple[str, ...] = ()
    clear: bool = False


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


class Told(NamedTuple):
    """A line of advice and what it rests on; `basis` where that is no source."""

    say: str
    sources: tuple[str, ...] = ()
    basis: str = ""


class Sign(NamedTuple):
    """A change to watch for, as the end of a sentence, and where it leads; `general` where it is said to everybody."""

    say: str
    place: str
    general: bool
    sources: tuple[str, ...]


class Advised(NamedTuple):
    """What was chosen for this person from the lines of advice, most useful first."""

    steps: tuple[Told, ...]
    avoid: tuple[Told, ...]
    signs: tuple[Sign, ...]
    expect: tuple[Told, ...]


class Excerpt(NamedTuple):
    """The first part of an article that fits the answers, or was asked for, with the cautions that go with it.

    `opposed` says that one of them speaks against it for this person, or could, as nobody asked. `figures` and `moves` are what
    of its text can be shown as a picture.
    """

    id: str
    title: str
    kind: str
    text: str
    cautions: tuple[str, ...]
    opposed: bool
    certainty: str
    wanted: bool
    command: str
    sources: tuple[str, ...]
    reviewed: str
    figures: tuple[Figure, ...]
    moves: tuple[Step, ...]


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
    skin: Skin | None


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
    """A source that this report rests on; `checked` is the ISO day on which it was last opened, and `extent` how much was read.

    Both are "" where that is not recorded.
    """

    id: str
    title: str
    year: str
    url: str
    read: str
    checked: str = ""
    extent: str = ""


class Numbers(NamedTuple):
    """Whom to ring, in words for the place; `hospital` is what the emergency department is called there, "" if unknown."""

    emergency: str
    advice: str
    hospital: str
    also: str


class NoTo(NamedTuple):
    """How many danger signs of one question were shown and answered no, 0 for a list that its gate left closed.

    `whole` says that none of the question's signs was left open.
    """

    topic: str
    signs: int
    whole: bool


class Summary(NamedTuple):
    """What a clinician needs: said, denied, not chosen beside a choice, not known, not asked. In the order asked.

    `unopened` holds the chosen lines of gates whose lists were not reached; `no` counts the danger signs denied; `open`
    lists the parts of the next reader's page of which nothing was answered.
    """

    said: tuple[Said, ...]
    denied: tuple[Said, ...]
    not_chosen: tuple[Said, ...]
    not_known: tuple[Said, ...]
    not_asked: tuple[Said, ...]
    unopened: tuple[str, ...] = ()
    no: tuple[NoTo, ...] = ()
    open: tuple[str, ...] = ()


class IfTrue(NamedTuple):
    """A line that was not chosen, and how urgent it would be were it true as well.

    The two urgencies differ where it would open further questions.
    """

    question: str
    topic: str
    label: str
    at_least: str
    at_most: str
    danger: bool  # a danger sign, or a group of them


class WouldChange(NamedTuple):
    """What would change the result: lines that would make it more urgent, the most urgent first; and topics it rests on.

    `rests_on` never says which answer would make it calmer, and is empty from emergency on.
    """

    more_urgent: tuple[IfTrue, ...]
    rests_on: tuple[str, ...]


class Content(NamedTuple):
    """Which questions and which program made this report; `review` says in words which clinician signed for them, if any."""

    title: str
    version: str
    hash: str
    reviewed: str
    reviewed_by: str
    review: str
    program: str


class Report(NamedTuple):
    """Everything about one set of answers. Lists are in the order in which they are to be read.

    `date` is that of the answers, in ISO form, or "". `would_change` is there where it was asked for. `pictured` is
    what only pictures show; the areas of skin in them rest on `picture_sources`.
    """

    date: str
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
    self_care: Told | None
    advice: Advised
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
    pictured: Pictured
    picture_sources: tuple[Cited, ...]
    would_change: WouldChange | None = None
