"""The facts of a report that only pictures show, in the shape that JSON shows."""

from __future__ import annotations

from typing import NamedTuple


class Figure(NamedTuple):
    """A sentence of an article with the one figure in it: so many `people` of `of`, which is 10 or 100."""

    people: int
    of: int
    says: str


class Step(NamedTuple):
    """A step of an article, and the name of the move that can be drawn beside it."""

    says: str
    move: str


class Skin(NamedTuple):
    """The names of the areas of skin that a nerve serves, and the sources of that."""

    areas: tuple[str, ...]
    sources: tuple[str, ...]


class Spot(NamedTuple):
    """A place that was ticked: the part of the body to mark, "" for one that has none, and its label."""

    place: str
    label: str
    unsure: bool


class Site(NamedTuple):
    """Where it is: the places, the sides to mark (left, right, middle; none where that was not said), and the side as said."""

    spots: tuple[Spot, ...]
    sides: tuple[str, ...]
    side: str


class Level(NamedTuple):
    """A level of urgency and its word."""

    id: str
    word: str


class Next(NamedTuple):
    """What the person does so many days after the answers; `date` in ISO form, "" where theirs is not known."""

    say: str
    days: int
    date: str


class Pictured(NamedTuple):
    """What pictures of a result show, beside what its words say.

    `levels` are all there are, the least urgent first. `began` is when the trouble began, as it was answered, or "".
    """

    levels: tuple[Level, ...]
    site: Site
    began: str
    next: Next | None
