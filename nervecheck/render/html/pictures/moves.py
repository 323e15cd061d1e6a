"""Gentle moves as line drawings, each with the sentence of the article that it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nervecheck.render.html.pictures import svg
from nervecheck.render.html.pictures.figures import (
    Leg,
    Pose,
    Reach,
    from_the_side,
    hand_from_the_side,
    head_and_shoulders,
    knees_to_one_side,
)
from nervecheck.render.html.pictures.skeleton import body, placed
from nervecheck.render.html.pictures.skin_areas import RIGHT_HAND
from nervecheck.render.html.pictures.svg import Box, Picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Drawing(NamedTuple):
    """What is drawn, in words, the width of the picture, how it is drawn, and the height."""

    shows: str
    width: float
    parts: Callable[[], Iterator[str]]
    height: float = 150


def move(name: str, said: str) -> Picture:
    """The drawing of this move, titled with the sentence that it stands beside. Raises KeyError for a move without one."""
    drawing = DRAWINGS[name]
    return svg.picture(said, drawing.shows, Box(drawing.width, drawing.height), drawing.parts())


def _floor(left: float = 4, right: float = 156) -> str:
    return svg.line("nc-line", (left, 140), (right, 140))


def _mat(left: float = 4, right: float = 156) -> str:
    return svg.path("nc-thing", f"M{left} 131H{right}V138H{left}Z")


def _walk() -> Iterator[str]:
    yield _floor()
    legs = (Leg((58, 130), -1, -40), Leg((101, 134), -1, 14))
    yield from from_the_side(Pose((80, 81), 86, 86, (Reach((103, 74), -1), Reach((58, 76), -1)), legs))


_LYING = Pose((82, 122), 180, 180, (Reach((75, 126), 1), Reach((75, 127), 1)), (Leg((120, 125), -1, 0), Leg((117, 125), -1, 0)))


def _knee_rolls() -> Iterator[str]:
    yield svg.group([_mat(), *from_the_side(_LYING)], (0, 14))
    yield svg.words("nc-text", (80, 14), ["From the side"], "middle")
    for x, way, name in ((222, 1, "From above"), (342, -1, "Then the other way")):
        yield svg.path("nc-thing", f"M{x - 54} 22H{x + 54}V160H{x - 54}Z")
        yield svg.path("nc-skin", f"M{x - 26} 25H{x + 26}V52H{x - 26}Z")
        arrow = svg.arrow((x + way * 20, 72), (x + way * 42, 74), (x + way * 47, 94))
        yield svg.group([*knees_to_one_side(x, way), arrow], (0, 20))
        yield svg.words("nc-text", (x, 14), [name], "middle")


def _knee_hug() -> Iterator[str]:
    legs = (Leg((120, 125), -1, 0), Leg((90, 88), -1, 25))
    lying = from_the_side(_LYING._replace(arms=(Reach((70, 93), -1), Reach((73, 97), -1)), legs=legs))
    yield svg.group([_mat(), *lying, svg.arrow((104, 70), (90, 62), (72, 70))], (0, -50))


def _neck_turn() -> Iterator[str]:
    for x, way in ((55, -1), (165, 1)):
        yield from head_and_shoulders(x, turned=way)
        yield svg.arrow((x - way * 16, 18), (x, 11), (x + way * 18, 19))


def _neck_tilt() -> Iterator[str]:
    for x, way in ((55, -1), (165, 1)):
        yield from head_and_shoulders(x, tilted=way * 24)
        yield svg.arrow((x - way * 4, 12), (x + way * 17, 11), (x + way * 35, 25))


def _fingers_straight() -> Iterator[str]:
    yield from hand_from_the_side(70, (90, 90, 90))


def _hook_and_fist() -> Iterator[str]:
    yield from hand_from_the_side(40, (88, -8, -95))
    yield from hand_from_the_side(145, (4, -86, 178))
    yield body([placed(part, 0.82, 262, 104) for part in RIGHT_HAND])
    for x in (90, 198):
        yield svg.arrow((x, 112), (x + 8, 112), (x + 16, 112))


def _calf_at_wall() -> Iterator[str]:
    yield svg.path("nc-thing", "M143 8H151V140H143Z")
    yield _floor()
    legs = (Leg((110, 135), -1, 0), Leg((46, 135), -1, 0))
    yield from from_the_side(Pose((83, 91), 62, 66, (Reach((138, 62), 1), Reach((138, 54), 1)), legs))
    yield svg.arrow((34, 108), (32, 118), (34, 130))


def _calf_standing() -> Iterator[str]:
    yield _floor()
    legs = (Leg((112, 135), -1, 0), Leg((48, 135), -1, 0))
    yield from from_the_side(Pose((84, 91), 62, 66, (Reach((113, 94), -1), Reach((110, 96), -1)), legs))
    yield svg.arrow((36, 108), (34, 118), (36, 130))


_BED = "M8 130H154V142H8Z"


def _reach_for_toes() -> Iterator[str]:
    yield svg.path("nc-thing", _BED)
    legs = (Leg((101, 125), -1, 80), Leg((103, 125), -1, 80))
    yield from from_the_side(Pose((46, 121), 64, 60, (Reach((97, 106), 1), Reach((99, 108), 1)), legs))
    yield svg.arrow((88, 80), (104, 83), (112, 96))


def _toes_with_belt() -> Iterator[str]:
    yield svg.path("nc-thing", _BED)
    legs = (Leg((102, 125), -1, 100), Leg((104, 125), -1, 105))
    yield from from_the_side(Pose((46, 121), 96, 92, (Reach((74, 100), 1), Reach((76, 100), 1)), legs))
    yield svg.path("nc-line", "M77 99L103 109Q109 112 106 117L78 102")
    yield svg.arrow((128, 106), (120, 100), (110, 99))


def _rub_calf() -> Iterator[str]:
    yield svg.path("nc-thing", _BED)
    legs = (Leg((108, 125), -1, 0), Leg((92, 125), -1, 0))
    yield from from_the_side(Pose((46, 121), 68, 58, (Reach((83, 106), 1), Reach((86, 113), 1)), legs))
    yield svg.arrow((88, 88), (97, 95), (103, 105))
    yield svg.arrow((103, 105), (97, 95), (88, 88))


DRAWINGS: dict[str, Drawing] = {
    "walk": Drawing("Somebody walks.", 160, _walk),
    "knee-rolls": Drawing(
        "Three drawings: somebody lies on the back, knees bent; from above, both knees sink to one side; then to the other.",
        400,
        _knee_rolls,
        164,
    ),
    "knee-hug": Drawing(
        "Somebody lies on the back, one foot down, and draws the other knee up with both hands.", 160, _knee_hug, 96
    ),
    "neck-turn": Drawing("Two drawings: somebody upright looks to one side, then to the other.", 220, _neck_turn),
    "neck-tilt": Drawing("Two drawings: somebody upright tilts the head to one side, then to the other.", 220, _neck_tilt),
    "fingers-straight": Drawing("A hand from the side: forearm, wrist and fingers in one line.", 160, _fingers_straight),
    "hook-and-fist": Drawing("Three drawings: the fingers bent to a hook; a fist; the hand wide open.", 310, _hook_and_fist),
    "calf-at-wall": Drawing("Somebody leans on a wall, one leg straight behind, its heel on the floor.", 160, _calf_at_wall),
    "calf-standing": Drawing("Somebody leans forward, one leg straight behind, its heel on the floor.", 160, _calf_standing),
    "reach-for-toes": Drawing("Somebody sits with straight legs and reaches for the toes.", 160, _reach_for_toes),
    "rub-calf": Drawing("Somebody sits, one knee bent, and rubs its calf with both hands.", 160, _rub_calf),
    "toes-with-belt": Drawing("Somebody sits, one leg straight, and pulls its toes back with a belt.", 160, _toes_with_belt),
}
