"""People in poses from the side, from the front and from above, and a hand: a pose is where its joints are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nervecheck.render.html.pictures import svg
from nervecheck.render.html.pictures.skeleton import bent, body, from_, limb, outline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.render.html.pictures.svg import Point

TRUNK, ARM, LEG = 40.0, 18.5, 29.0  # lengths: hip to shoulder; each half of an arm; each half of a leg


class Leg(NamedTuple):
    """Where the heel is, to which side the knee bends (1 or -1), and where the toes point, in degrees (0 is right, 90 up)."""

    heel: Point
    knee: int
    toes: float


class Reach(NamedTuple):
    """Where a hand is, and to which side its elbow bends."""

    hand: Point
    elbow: int


class Pose(NamedTuple):
    """A person from the side: where the hip is, how the trunk and the head lean, and both arms and legs, the far ones first.

    Angles are in degrees: 0 is to the right, 90 upwards. The face is a quarter turn clockwise from the way the head leans.
    """

    hip: Point
    trunk: float
    head: float
    arms: tuple[Reach, ...]
    legs: tuple[Leg, ...]


def from_the_side(pose: Pose) -> Iterator[str]:
    """The person, each limb with its own edge, from the far ones to the near ones."""
    shoulder = from_(pose.hip, TRUNK, pose.trunk)
    far_arm, near_arm = (pose.arms[0], pose.arms[-1])
    far_leg, near_leg = (pose.legs[0], pose.legs[-1])
    yield from _arm(shoulder, far_arm)
    yield from _leg(pose.hip, far_leg)
    yield from _head(shoulder, pose)
    yield from _leg(pose.hip, near_leg)
    chest, waist = from_(pose.hip, TRUNK - 3, pose.trunk), from_(pose.hip, 12, pose.trunk)
    yield body([limb((*chest, 8.4), (*waist, 7.4), (*pose.hip, 8))], "nc-cloth")
    yield from _arm(shoulder, near_arm)


def _head(shoulder: Point, pose: Pose) -> Iterator[str]:
    middle, front = from_(shoulder, 17, pose.head), pose.head - 90
    nose, eye = from_(middle, 9.6, front), from_(from_(middle, 5.4, front), 2, pose.head)
    yield body([limb((*shoulder, 4.4), (*from_(shoulder, 9, pose.head), 4)), limb((*middle, 9)), limb((*nose, 1.5))])
    crown = from_(from_(middle, 3.4, pose.head), 3.2, front + 180)
    nape = from_(from_(middle, 2.4, front + 180), 2, pose.head + 180)
    yield svg.path("nc-dark-cloth", outline(limb((*crown, 6.2), (*nape, 6.4))))
    yield svg.circle("nc-ink", eye, 1.1)


def _arm(shoulder: Point, arm: Reach) -> Iterator[str]:
    start = (shoulder[0], shoulder[1] + 1)
    elbow = bent(start, arm.hand, ARM, ARM, arm.elbow)
    yield body([limb((*start, 5), (*elbow, 4.2), (*arm.hand, 3.2)), limb((*arm.hand, 3.8))])
    yield body([limb((*start, 5.2), (*between(start, elbow, 0.55), 5))], "nc-cloth")


def _leg(hip: Point, leg: Leg) -> Iterator[str]:
    knee = bent(hip, leg.heel, LEG, LEG, leg.knee)
    toes = from_(leg.heel, 12, leg.toes)
    yield body([limb((*hip, 7.6), (*knee, 5.8), (*leg.heel, 3.9)), limb((*leg.heel, 3.9), (*toes, 2.6))])
    yield body([limb((*hip, 7.8), (*knee, 6), (*between(knee, leg.heel, 0.62), 4.9))], "nc-dark-cloth")


def between(a: Point, b: Point, part: float) -> Point:
    """The point that part of the way from a to b."""
    return a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])


def head_and_shoulders(x: float, turned: int = 0, tilted: float = 0) -> Iterator[str]:
    """Somebody upright, from the front.

    The face is turned to the viewer's right (1), left (-1) or ahead (0), and the head tilted clockwise by so many degrees.
    """
    yield svg.leaned([*_neck(x), *(_face_aside(x, turned) if turned else _face(x))], tilted, (x, 70))
    half = (limb((x + 30, 85, 9), (x + 34, 124, 7.6), (x + 35, 165, 7)), limb((x + 6, 83, 9), (x + 28, 86, 10)))
    trunk = limb((x + 11, 91, 16), (x + 9, 165, 17))
    for parts in (half, (*half[1:], trunk)):
        yield body(
            [part for limbs in parts for part in (limbs, tuple(joint._replace(x=2 * x - joint.x) for joint in limbs))],
            "nc-cloth",
        )


def _neck(x: float) -> Iterator[str]:
    yield body([limb((x, 54, 7), (x, 80, 8)), limb((x, 38, 15.5), (x, 47, 13))])


def _face(x: float) -> Iterator[str]:
    yield svg.path("nc-dark-cloth", f"M{x - 15.5} 38A15.5 15.5 0 0 1 {x + 15.5} 38Q{x + 7} 26 {x} 27T{x - 15.5} 38Z")
    yield svg.circle("nc-ink", (x - 5.5, 41), 1.4) + svg.circle("nc-ink", (x + 5.5, 41), 1.4)
    yield svg.path("nc-line", f"M{x - 4.5} 51Q{x} 54.5 {x + 4.5} 51M{x} 43V47")


def _face_aside(x: float, way: int) -> Iterator[str]:
    yield body([limb((x, 38, 15.5), (x, 47, 13)), limb((x + way * 14.6, 44.5, 2.2))])
    brow, crown, nape, ear = x + way * 12, int(way < 0), x - way * 13, x - way * 3
    hair = f"M{brow} 28.5A15.5 15.5 0 1 {crown} {nape} 48Q{x - way * 4} 50 {ear} 34Q{x + way * 8} 36 {brow} 28.5Z"
    yield svg.path("nc-dark-cloth", hair)
    yield svg.circle("nc-ink", (x + way * 9, 40.5), 1.4)
    yield svg.path(
        "nc-line",
        f"M{x + way * 6} 52Q{x + way * 9} 53 {x + way * 12} 51M{x - way * 2.5} 41Q{x - way * 6.5} 42 {x - way * 3} 48",
    )


def knees_to_one_side(x: float, way: int) -> Iterator[str]:
    """Somebody on the back, seen from above, arms out, both bent knees on the viewer's right (1) or left (-1)."""
    for side in (-1, 1):
        yield body(
            [limb((x + side * 13, 47, 5.5), (x + side * 30, 51, 4.6), (x + side * 46, 50, 3.6)), limb((x + side * 47, 50, 4))]
        )
        yield body([limb((x + side * 13, 47, 5.8), (x + side * 25, 50, 5.4))], "nc-cloth")
    yield body([limb((x, 32, 5), (x, 40, 5.5)), limb((x, 20, 11), (x, 24, 10))])
    for hip, knee, heel in (((5, 86), (33, 92), (20, 117)), ((-4, 88), (28, 101), (10, 123))):
        points = [(x + way * a, b) for a, b in (hip, knee, heel)]
        toes = (points[2][0] - way * 5, points[2][1] + 8)
        yield body([limb((*points[0], 8), (*points[1], 6.4), (*points[2], 4.2), (*toes, 3))])
        yield body([limb((*points[0], 8.2), (*points[1], 6.6), (*between(points[1], points[2], 0.6), 5.2))], "nc-dark-cloth")
    yield body([limb((x - 9, 47, 8), (x + 9, 47, 8)), limb((x, 52, 13), (x, 82, 11))], "nc-cloth")
    yield svg.path("nc-dark-cloth", f"M{x - 11} 20A11 11 0 0 1 {x + 11} 20Q{x + 5} 13 {x} 13T{x - 11} 20Z")
    yield svg.circle("nc-ink", (x - 4, 22), 1.1) + svg.circle("nc-ink", (x + 4, 22), 1.1)
    yield svg.path("nc-line", f"M{x - 3} 28Q{x} 30 {x + 3} 28")


def hand_from_the_side(x: float, bends: tuple[float, float, float]) -> Iterator[str]:
    """A forearm and a hand, the palm to the right; `bends` says where each bone of the fingers points, 90 upwards."""
    yield body([limb((x, 160, 13), (x, 100, 9.4))])
    joints = [(x, 68.0)]
    for length, angle in zip((23, 18, 11), bends, strict=True):
        joints.append(from_(joints[-1], length, angle))
    fist = [limb((x + 11, 76, 9))] if bends[0] < 45 else []
    for away in (3, 0):  # a finger behind, then the one in front
        finger = limb(*((a + away, b - away, r) for (a, b), r in zip(joints, (6.6, 5.4, 5, 4.4), strict=True)))
        yield body([finger, *fist] if away else [finger, *fist, limb((x, 100, 9.4), (x - 1, 72, 9.6))])
    thumb = ((x + 17, 92), (x + 25, 78)) if bends[0] < 45 else ((x + 14, 88), (x + 22, 75))
    yield body([limb((x + 3, 96, 6.4), (*thumb[0], 5.4), (*thumb[1], 4.4))])
