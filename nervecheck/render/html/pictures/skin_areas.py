"""The limbs on which skin is shown, and for each nerve where its skin is on them.

The drawings are of the right. What each area is rests on the sources that the causes of the questions folder name for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nervecheck.render.html.pictures import skeleton
from nervecheck.render.html.pictures.skeleton import Limb, limb

if TYPE_CHECKING:
    from nervecheck.render.html.pictures.svg import Point


class View(NamedTuple):
    """A limb seen from one side: what it is called, its parts, its fine lines, and its joint that stands in the middle."""

    name: str
    parts: tuple[Limb, ...]
    lines: str = ""


class Area(NamedTuple):
    """The skin of one nerve: its name, a short one beside the mark, the skin in words, the marks in both views of a drawing.

    `at` is the point that the short name leads to: in which view, and where in it.
    """

    nerve: str
    short: str
    skin: str
    drawing: str
    first: tuple[Limb, ...]
    second: tuple[Limb, ...]
    at: tuple[int, Point]


# a right hand, the palm towards the viewer and the fingers up: the thumb is on the viewer's right
_THUMB = limb((14, -18, 8), (27, -38, 6), (35, -56, 4.6))
_INDEX = limb((15, -58, 5.6), (19, -82, 5), (21.5, -99, 4.2))
_MIDDLE = limb((4, -61, 5.7), (4.5, -88, 5.1), (4.8, -108, 4.2))
_RING = limb((-7, -58, 5.5), (-9.5, -83, 4.9), (-11, -101, 4))
_LITTLE = limb((-17, -51, 5), (-22, -71, 4.3), (-25, -85, 3.6))
_WRIST = limb((0, 32, 14), (0, 2, 13.5))
_PALM = (limb((6, -4, 13), (14, -52, 8)), limb((-5, -4, 13), (-14, -46, 7.5)), limb((2, -10, 15), (0, -50, 10)))
RIGHT_HAND = (_WRIST, *_PALM, _THUMB, _INDEX, _MIDDLE, _RING, _LITTLE)
_NAILS = "M32 -58L37 -58M19.5 -100L23.5 -101M2.8 -109L6.8 -109M-13 -101L-9 -102M-27 -86L-23.5 -87"


def _turned(parts: tuple[Limb, ...]) -> tuple[Limb, ...]:
    return tuple(skeleton.mirrored(part) for part in parts)


def _tip(part: Limb) -> Limb:
    """The outer half of a finger."""
    return part[1:]


def _half(part: Limb, to: float) -> Limb:
    """A finger's half, on the right for `to` above 0."""
    return tuple(joint._replace(x=joint.x + to * joint.r / 2, r=joint.r / 2) for joint in part)


# a right arm, the palm to the front and the hand down: the thumb is on the viewer's left, away from the body
def _on_arm(parts: tuple[Limb, ...]) -> tuple[Limb, ...]:
    """A hand at the end of the arm, in its size and turned half round, so that the fingers point down."""
    return tuple(skeleton.placed(part, -0.5, -3, 164) for part in parts)


_ARM = limb((4, 12, 15), (2, 40, 12), (0, 84, 10), (-1, 100, 11.5), (-3, 152, 7), (-3, 168, 6.4))
_ARM_HAND = _on_arm(RIGHT_HAND[1:])
# a right leg from the front: the big toe is on the viewer's right, towards the other leg; the foot points down
_LEG = limb((0, 8, 21), (1, 40, 18), (2, 76, 12.5), (1.5, 94, 12), (1, 116, 13), (2, 168, 7.2))
_TOES = (
    limb((9, 200, 4.6), (10, 208, 4.2)), limb((2, 203, 3.4), (2, 210, 3)), limb((-3.5, 201, 3.2), (-4.5, 207, 2.8)),
    limb((-8.5, 198, 3), (-10, 203, 2.6)), limb((-12.5, 193, 2.8), (-14, 198, 2.4)),
)  # fmt: skip
_FOOT = (limb((2, 172, 8), (1, 196, 10)), limb((3, 176, 7), (8, 200, 5.5)), limb((0, 176, 7), (-9, 192, 5.5)), *_TOES)
_SOLE = (
    limb((2, 176, 9), (3, 181, 9)),
    limb((-1, 186, 7.5), (-2, 198, 10)),
    limb((1, 184, 8), (8, 200, 5.5)),
    limb((-3, 184, 6.5), (-9, 194, 5.5)),
    *_TOES,
)

# a right foot from above, the toes up: the big toe is on the viewer's left
_THIRD_TOE = limb((5, -42, 4.8), (6.5, -73, 4.2))
_FOURTH_TOE = limb((13, -36, 4.5), (16.5, -62, 3.8))
_RIGHT_FOOT = (
    limb((0, 40, 15), (0, 22, 14), (-2, -6, 15), (-11, -36, 13)),
    limb((4, 22, 12), (10, -4, 11), (15, -26, 10), (-11, -36, 13)),
    limb((-16, -44, 9), (-17.5, -70, 7.8), (-16.5, -80, 6.8)),
    limb((-3.5, -46, 5), (-3.5, -79, 4.6)),
    _THIRD_TOE,
    _FOURTH_TOE,
    limb((20.5, -28, 4.4), (25.5, -48, 3.6)),
)
_TOES_FACING = (_half(_THIRD_TOE, 1), _half(_FOURTH_TOE, -1))

# a head from the front, and from its right side, the nose on the viewer's right
_HEAD = (
    limb((0, -16, 36), (0, 26, 23)),
    limb((-35, 0, 4), (-34, 9, 3.5)),
    limb((35, 0, 4), (34, 9, 3.5)),
    limb((0, 50, 14), (0, 70, 15)),
)
_HEAD_ASIDE = (
    limb((-6, -16, 37), (-4, -8, 35)), limb((14, -14, 26), (20, 24, 15)), limb((-6, 18, 20), (24, 34, 8.5)),
    limb((38, -4, 3), (43, 5, 3.6)), limb((34, 18, 4)), limb((34, 26, 3.6)), limb((-14, 40, 15), (-16, 70, 15)),
)  # fmt: skip

DRAWINGS: dict[str, tuple[View, View]] = {
    "hand": (
        View("Palm", RIGHT_HAND, "M8 -14Q-2 -24 -12 -36M12 -48Q2 -36 -17 -36"),
        View("Back of the hand", _turned(RIGHT_HAND), "M-33 -57h-4M-20 -101h-4M-3 -110h-4M13 -103h-4M27 -87h-4"),
    ),
    "arm": (
        View("Palm side", (_ARM, *_ARM_HAND), "M-8 86Q0 90 8 85"),
        View("Back", _turned((_ARM, *_ARM_HAND)), "M-4 84Q0 80 4 84"),
    ),
    "leg": (
        View("Front", (_LEG, *_FOOT), "M-6 80Q2 74 9 80M-6 92Q2 97 8 92"),
        View("Back and sole", _turned((_LEG, *_SOLE)), "M-11 84Q-2 87 8 84"),
    ),
    "foot": (
        View("From above", _RIGHT_FOOT, "M-20 -82h7M-5.5 -80.5h4M4.7 -74.5h3.6M15 -63.5h3M24 -49.5h3"),
        View("Sole", _turned(_RIGHT_FOOT), "M-18 -20Q2 -12 18 -22"),
    ),
}
DRAWINGS["face"] = (
    View("Front", _HEAD, "M-20 -6Q-14 -11 -8 -6Q-14 -3 -20 -6M8 -6Q14 -11 20 -6Q14 -3 8 -6M-4 12Q0 15 4 12M-10 25Q0 30 10 25"),
    View("From the side", _HEAD_ASIDE, "M22 -7Q28 -11 32 -6M-12 -4Q-20 -6 -19 5Q-17 15 -11 11M29 22H37"),
)
_ULNAR_FINGERS = (_LITTLE, _half(_RING, -1))
_C6 = (limb((-6, 92, 4.5), (-7, 104, 4.5), (-7, 152, 3)), *_on_arm((_THUMB, _INDEX)))
_C8 = (limb((6, 94, 4.5), (6, 106, 4.5), (1.5, 152, 3)), *_on_arm((_RING, _LITTLE)))
_C8_T1 = (
    limb((6, 88, 4.5), (6, 106, 4.5), (1.5, 156, 3)),
    *_on_arm((limb((-13, -8, 5), (-17, -48, 5)), _LITTLE, _half(_RING, -1))),
)
_TOP_OF_FOOT = limb((1, 172, 6), (1, 194, 8))
AREAS: dict[str, Area] = {
    "median": Area(
        "The median nerve", "median nerve", "thumb, index and middle finger, and half of the ring finger", "hand",
        (_THUMB, _INDEX, _MIDDLE, _half(_RING, 1)),
        _turned((_tip(_INDEX), _tip(_MIDDLE), _tip(_half(_RING, 1)))),
        (0, (19, -82)),
    ),
    "ulnar": Area(
        "The ulnar nerve", "ulnar nerve", "little finger, half of the ring finger, and the edge of the hand below them", "hand",
        (*_ULNAR_FINGERS, limb((-17, -48, 5), (-13, -8, 5))),
        _turned((*_ULNAR_FINGERS, limb((-16, -48, 6), (-13, -8, 5)))),
        (1, (19, -40)),
    ),
    "radial": Area(
        "The radial nerve", "radial nerve", "back of the hand on the thumb's side, and the back of the thumb", "hand",
        (),
        _turned((
            _THUMB, limb((10, -14, 8), (13, -50, 8)), limb((15, -58, 5.4), (18, -76, 5)), limb((4, -16, 7), (4, -58, 5)),
        )),
        (1, (-13, -44)),
    ),
    "c6": Area(
        "C6, a nerve from the neck", "C6", "outer forearm, thumb and index finger", "arm",
        _C6,
        _turned(_C6),
        (0, (-7, 104)),
    ),
    "c7": Area(
        "C7, a nerve from the neck", "C7", "back of the forearm, and the middle finger", "arm",
        _on_arm((_MIDDLE,)),
        _turned((limb((0, 94, 4), (-1, 106, 4.2), (-3, 152, 2.8), (-5, 192, 2.8)), *_on_arm((_MIDDLE,)))),
        (1, (2, 126)),
    ),
    "c8": Area(
        "C8, a nerve from the neck", "C8", "inner forearm, ring and little finger", "arm",
        _C8,
        _turned(_C8),
        (0, (4, 148)),
    ),
    "c8-t1": Area(
        "C8 and T1, the lowest nerves to the arm", "C8, T1",
        "inner forearm, edge of the hand, little finger and half of the ring finger", "arm",
        _C8_T1,
        _turned(_C8_T1),
        (0, (4, 130)),
    ),
    "l4": Area(
        "L4, a nerve from the low back", "L4", "knee and inner shin", "leg",
        (limb((2, 82, 9.5), (3, 90, 9.5)), limb((6, 98, 6), (8, 118, 5.5), (5, 164, 3.4))),
        _turned((limb((9, 104, 4), (9, 120, 4), (6.5, 160, 2.4)),)),
        (0, (3, 88)),
    ),
    "l5": Area(
        "L5, a nerve from the low back", "L5", "outer shin, top of the foot and big toe", "leg",
        (limb((-7, 104, 5), (-7, 124, 5), (-2, 166, 3.2)), _TOP_OF_FOOT, limb((6, 184, 5), (9, 207, 4.2))),
        _turned((limb((-9, 104, 3), (-9, 124, 3), (-3.5, 158, 1.8)),)),
        (0, (-6, 120)),
    ),
    "s1": Area(
        "S1, a nerve from the low back", "S1", "back of the calf, outer edge of the foot and sole", "leg",
        (limb((-8, 184, 3), (-12.5, 194, 3), (-14, 198, 2.4)),),
        _turned((
            limb((2, 100, 8), (1, 118, 9), (2, 164, 5.4)), limb((2, 176, 8.4), (3, 181, 8.4)),
            limb((-2, 188, 6.6), (-2, 198, 9.4)), limb((-3, 184, 6), (-9, 194, 5.5)), _TOES[4],
        )),
        (1, (-1, 150)),
    ),
    "peroneal": Area(
        "The peroneal nerve", "peroneal nerve", "outer shin and top of the foot", "leg",
        (limb((-5, 130, 5), (-2, 166, 3.8)), _TOP_OF_FOOT),
        _turned((limb((-7, 132, 3), (-4, 160, 2)),)),
        (0, (-4, 146)),
    ),
    "outer-thigh": Area(
        "The outer skin nerve of the thigh", "outer thigh", "outer thigh", "leg",
        (limb((-11, 16, 8), (-9, 40, 8), (-5, 66, 5.5)),),
        _turned((limb((-14, 18, 6), (-11, 40, 5), (-7, 64, 3.5)),)),
        (0, (-10, 42)),
    ),
    "third-toes": Area(
        "The toe nerve that is pressed most often", "toe nerve", "facing sides of the third and fourth toe", "foot",
        _TOES_FACING,
        _turned((*_TOES_FACING, limb((9, -42, 3.6), (11, -34, 3)))),
        (1, (-10, -50)),
    ),
    "v1": Area(
        "V1, the upper branch", "V1", "forehead, upper eyelid, and the ridge of the nose", "face",
        (
            limb((-10, -38, 10), (-17, -24, 11)), limb((-6, -44, 6), (-6, -18, 6)), limb((-14, -10, 3)),
            limb((-2, -12, 2), (-2, 8, 2)),
        ),
        (limb((2, -42, 10), (26, -24, 11)), limb((30, -13, 4)), limb((38, -4, 3), (43, 4, 3.2))),
        (0, (-10, -38)),
    ),
    "v2": Area(
        "V2, the middle branch", "V2", "cheek, lower eyelid, side of the nose, and upper lip", "face",
        (limb((-24, 4, 5), (-14, 8, 7)), limb((-14, 8, 7), (-9, 14, 5)), limb((-7, 19, 2.6), (-3, 20, 2.2))),
        (limb((14, 3, 6), (28, 6, 6.5)), limb((29, 14, 4), (34, 18, 3))),
        (1, (26, 5)),
    ),
    "v3": Area(
        "V3, the lower branch", "V3", "lower lip, chin, jaw, and a strip in front of the ear", "face",
        (limb((-31, -14, 2.6), (-29, 8, 2.8)), limb((-25, 20, 3.4), (-10, 38, 7)), limb((-8, 34, 7), (-5, 42, 5))),
        (limb((-2, -20, 5), (-3, 4, 4.5)), limb((2, 18, 5), (24, 34, 7)), limb((33, 26, 2.8))),
        (1, (18, 31)),
    ),
}  # fmt: skip
