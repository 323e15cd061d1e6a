"""What can be drawn, by the words that a questions folder names it with; a renderer has a drawing for each."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from nervecheck.base.problems import Mark
from nervecheck.tree.terms import Basis


class BodyPart(StrEnum):
    """A part of the body that can be marked."""

    HEAD = "head"
    NECK = "neck"
    SHOULDER = "shoulder"
    ARM = "arm"
    HAND = "hand"
    MIDDLE_BACK = "middle-back"
    RIBS = "ribs"
    LOW_BACK = "low-back"
    HIP = "hip"
    THIGH = "thigh"
    KNEE = "knee"
    LOWER_LEG = "lower-leg"
    FOOT = "foot"
    GENITALS = "genitals"
    WHOLE_BODY = "whole-body"


class Side(StrEnum):
    """On which side of the person a part is marked."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    MIDDLE = "middle"


class SkinArea(StrEnum):
    """The skin that one nerve serves; `outer-thigh` is that of the lateral cutaneous nerve of the thigh.

    `c8-t1` is that of the lowest nerves to the arm together, `third-toes` that of the nerve between the third and fourth toe.
    `v1` to `v3` are the branches of the nerve of the face.
    """

    MEDIAN = "median"
    ULNAR = "ulnar"
    RADIAL = "radial"
    C6 = "c6"
    C7 = "c7"
    C8 = "c8"
    C8_T1 = "c8-t1"
    L4 = "l4"
    L5 = "l5"
    S1 = "s1"
    PERONEAL = "peroneal"
    OUTER_THIGH = "outer-thigh"
    THIRD_TOES = "third-toes"
    V1 = "v1"
    V2 = "v2"
    V3 = "v3"


class Move(StrEnum):
    """A gentle move that is shown step by step."""

    WALK = "walk"
    KNEE_ROLLS = "knee-rolls"
    KNEE_HUG = "knee-hug"
    NECK_TURN = "neck-turn"
    NECK_TILT = "neck-tilt"
    FINGERS_STRAIGHT = "fingers-straight"
    HOOK_AND_FIST = "hook-and-fist"
    CALF_AT_WALL = "calf-at-wall"
    CALF_STANDING = "calf-standing"
    REACH_FOR_TOES = "reach-for-toes"
    TOES_WITH_BELT = "toes-with-belt"
    RUB_CALF = "rub-calf"


class Skin(NamedTuple):
    """The skin `areas` that the nerves of a cause serve, and where that is known from."""

    areas: tuple[SkinArea, ...]
    mark: Mark
    sources: tuple[str, ...] = ()
    basis: Basis | None = None


class DrawnStep(NamedTuple):
    """A step of an article, word for word, with the `move` that is drawn beside it."""

    step: str
    move: Move
    mark: Mark


FREQUENCY = r"\b[0-9]{1,3} in (10|100)\b"
_BOUND = r"(?P<bound>(\b(to|or|than|least|most|over|under|below|above)\b|\u2013|-) ?)?"
_FREQUENCY = re.compile(rf"{_BOUND}\b(?P<count>[0-9]{{1,3}}) in (?P<of>10|100)\b(?![,.]?[0-9])")


def frequency(sentence: str) -> tuple[int, int]:
    """How many of how many a sentence with one figure such as "7 in 10" speaks of.

    Raises ValueError where it has none or several, a bound or the end of a range, or a count above the whole.
    """
    (found,) = _FREQUENCY.finditer(sentence)
    count, of = int(found["count"]), int(found["of"])
    if found["bound"] or count > of:
        raise ValueError
    return count, of
