"""Bodies from joints: a limb is a rounded strip from joint to joint, and a body is what its limbs cover together."""

from __future__ import annotations

from itertools import pairwise
from math import acos, atan2, cos, degrees, hypot, radians, sin
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.render.html.pictures.svg import number, path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nervecheck.render.html.pictures.svg import Point


class Joint(NamedTuple):
    """A point of a body with the half width of the limb there."""

    x: float
    y: float
    r: float


Limb = tuple[Joint, ...]


def limb(*joints: tuple[float, float, float]) -> Limb:
    """A limb through these joints."""
    return tuple(Joint(*joint) for joint in joints)


def mirrored(part: Limb) -> Limb:
    """The limb on the other side of the middle line x = 0."""
    return tuple(joint._replace(x=-joint.x) for joint in part)


def placed(part: Limb, size: float, x: float, y: float) -> Limb:
    """The limb in another size, then moved; a size below 0 turns it half round."""
    return tuple(Joint(joint.x * size + x, joint.y * size + y, joint.r * abs(size)) for joint in part)


def outline(part: Limb) -> str:
    """The path data of a limb: one rounded strip for each pair of joints."""
    pairs = list(pairwise(part)) or [(part[0], part[0])]
    return "".join(_strip(a, b) for a, b in pairs)


def _strip(a: Joint, b: Joint) -> str:
    """A circle at each end, and the two lines that touch both."""
    distance = hypot(b.x - a.x, b.y - a.y)
    if distance <= abs(a.r - b.r) + 0.01:
        return _circle(max(a, b, key=lambda joint: joint.r))
    along, spread = atan2(b.y - a.y, b.x - a.x), acos((a.r - b.r) / distance)
    first, last = _at(a, along + spread), _at(a, along - spread)
    far, near = _at(b, along + spread), _at(b, along - spread)
    wide = int(degrees(spread) < 90)  # the larger end is more than half a circle
    return f"M{first}L{far}{_arc(b, 1 - wide, near)}L{last}{_arc(a, wide, first)}Z"


def _arc(joint: Joint, wide: int, to: str) -> str:
    return f"A{number(joint.r)} {number(joint.r)} 0 {wide} 0 {to}"


def _circle(joint: Joint) -> str:
    left, right = (f"{number(joint.x + way * joint.r)} {number(joint.y)}" for way in (-1, 1))
    return f"M{left}{_arc(joint, 1, right)}{_arc(joint, 1, left)}Z"


def _at(joint: Joint, angle: float) -> str:
    return f"{number(joint.x + joint.r * cos(angle))} {number(joint.y + joint.r * sin(angle))}"


def body(limbs: Iterable[Limb], look: str = "nc-skin") -> str:
    """The limbs as one shape: an edge round them all, and none where they meet."""
    d = "".join(outline(part) for part in limbs)
    return path("nc-edge", d) + path(look, d)


def bent(start: Point, end: Point, first: float, second: float, turn: int) -> Point:
    """The joint between two bones of these lengths from `start` to `end`; `turn` (1 or -1) says to which side it bends.

    Where `end` is out of reach, the joint lies on the straight line to it.
    """
    dx, dy = end[0] - start[0], end[1] - start[1]
    distance = min(max(hypot(dx, dy), abs(first - second) + 0.01), first + second)
    inner = acos(max(-1.0, min(1.0, (first**2 + distance**2 - second**2) / (2 * first * distance))))
    angle = atan2(dy, dx) + turn * inner
    return start[0] + first * cos(angle), start[1] + first * sin(angle)


def from_(start: Point, length: float, angle: float) -> Point:
    """The point that far from `start`; 0 degrees is to the right, 90 upwards."""
    return start[0] + length * cos(radians(angle)), start[1] - length * sin(radians(angle))
