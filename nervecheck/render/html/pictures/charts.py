"""Figures and times as pictures: a scale of the levels, a line of time, and people out of 10 or 100."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.render.html.pictures import svg
from nervecheck.render.html.pictures.svg import Box, Picture, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nervecheck.render.html.pictures.svg import Point
    from nervecheck.report.picture_facts import Level

WIDTH, SCALE_WIDTH = 320.0, 356.0
_ROW, _EDGE = 20.0, 46.0
# a shape of its own for each level, least urgent first, round the middle (0, 0)
SHAPES: dict[str, tuple[Point, ...]] = {
    "self-care": (),  # a circle
    "routine": ((-11, -11), (11, -11), (11, 11), (-11, 11)),
    "same-day": ((0, -15), (15, 0), (0, 15), (-15, 0)),
    "emergency": ((0, -15), (16, 12), (-16, 12)),
    "ambulance": ((-6, -15), (6, -15), (15, -6), (15, 6), (6, 15), (-6, 15), (-15, 6), (-15, -6)),
}


def scale(urgency: str, levels: Sequence[Level]) -> Picture:
    """The levels in a row, least urgent on the left, each with its word and its own shape; that of the result is filled.

    Every other word stands a row lower, so that all have room for letters that are large on a telephone as well.
    """
    word = next(level.word for level in levels if level.id == urgency)
    all_ = ", ".join(level.word for level in levels)
    says = f"{len(levels)} levels from the least to the most urgent: {all_}. This result: {word}."
    step = (SCALE_WIDTH - 2 * _EDGE) / max(1, len(levels) - 1)
    parts = [svg.line("nc-thin", (_EDGE, 30), (SCALE_WIDTH - _EDGE, 30))]
    for place, level in enumerate(levels):
        parts += _level(level, (_EDGE + step * place, 66 + _ROW * (place % 2)), level.id == urgency)
    return svg.picture(f"How urgent: {word}", says, Box(SCALE_WIDTH, 66 + _ROW + 10), parts)


def shape(level: str, x: float = 0, y: float = 0) -> str:
    """The outline of the shape that the level with this id has, round this point; it reaches 16 units from it at most."""
    if corners := SHAPES[level]:
        return "M" + "L".join(f"{number(x + a)} {number(y + b)}" for a, b in corners) + "Z"
    return f"M{number(x - 13)} {number(y)}a13 13 0 1 0 26 0a13 13 0 1 0 -26 0Z"


def _level(level: Level, word: Point, this: bool) -> Iterator[str]:
    x, low = word
    d = shape(level.id, x, 30)
    yield svg.path("nc-thing", d)
    if this:
        yield svg.path("nc-ink", d)
        yield svg.path("nc-ink", f"M{number(x - 6)} 2H{number(x + 6)}L{number(x)} 10Z")
    yield svg.words("nc-strong" if this else "nc-text", word, [level.word], "middle")
    if this:
        yield svg.line("nc-line", (x - 34, low + 6), (x + 34, low + 6))


def timeline(began: str, answered: str, again: tuple[str, str] = ("", "")) -> Picture:
    """A line from when it began, by the answers given on a day, to what comes next (`again`: what, and when), each in words.

    What is "" is left out. The distances stand for no times.
    """
    points = [("Began", began), ("Answered", answered), again]
    points = [(name, when) for name, when in points if when]
    says = f"From left to right: {'; '.join(f'{name}: {when}' for name, when in points)}."
    step = WIDTH / max(1, len(points))
    texts = [(svg.wrapped(name, step - 14), svg.wrapped(when, step - 8)) for name, when in points]
    parts = [
        svg.line("nc-line", (4, 20), (WIDTH - 8, 20)),
        svg.line("nc-line", (WIDTH - 14, 14), (WIDTH - 6, 20), (WIDTH - 14, 26)),
    ]
    for place, (name, when) in enumerate(texts):
        x = step * (place + 0.5)
        now = points[place][0] == "Answered"
        parts.append(svg.circle("nc-ink" if now else "nc-thing", (x, 20), 8 if now else 6.5))
        parts.append(svg.words("nc-strong", (x, 46), name, "middle"))
        parts.append(svg.words("nc-text", (x, 46 + svg.LINE_HEIGHT * len(name)), when, "middle"))
    most = max((len(name) + len(when) for name, when in texts), default=0)
    return svg.picture("When", says, Box(WIDTH, 40 + svg.LINE_HEIGHT * most), parts)


def icon_array(count: int, of: int, said: str) -> Picture:
    """So many people of 10 or 100, those counted filled and the others hollow; `said` is the sentence that it shows.

    Raises ValueError unless `of` is 10 or 100 and `count` is at most that.
    """
    if of not in (10, 100) or not 0 <= count <= of:
        raise ValueError(f"no picture for {count} of {of}")
    cell, rows = (30.0, 1) if of == 10 else (20.0, 10)
    left = (WIDTH - cell * 10) / 2
    parts = []
    for place in range(of):
        at = (left + cell * (place % 10 + 0.5), 6 + cell * (place // 10))
        parts.append(svg.group(_person(place < count, cell / 30), at))
    low = 6 + cell * rows * (1.3 if rows == 1 else 1) + 14
    parts.append(svg.words("nc-strong", (WIDTH / 2, low), [f"{count} in {of}"], "middle"))
    return svg.picture(
        f"{count} in {of}", f"{count} of {of} people are filled, {of - count} are hollow. {said}", Box(WIDTH, low + 6), parts
    )


def _person(filled: bool, size: float) -> Iterator[str]:
    """A small person, drawn from the top of the head down."""
    look = "nc-count" if filled else "nc-thin"
    yield svg.circle(look, (0, 5 * size), 4.6 * size)
    wide, top, neck, low = (number(part * size) for part in (7, 11, 16, 26))
    yield svg.path(look, f"M-{wide} {low}V{neck}Q-{wide} {top} 0 {top}T{wide} {neck}V{low}Z")
