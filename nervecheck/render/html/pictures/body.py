"""A body from the front and from the back, with the places of the trouble marked on it and named beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nervecheck.render.html.pictures import skeleton, svg
from nervecheck.render.html.pictures.skeleton import Limb, limb, mirrored
from nervecheck.render.html.pictures.svg import Box, Picture

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nervecheck.render.html.pictures.svg import Point
    from nervecheck.report.picture_facts import Spot

WIDTH, HEIGHT = 320, 318
_FRONT, _BACK = 58.0, 262.0  # where the middle of each body stands
_TEXT, _TEXT_WIDTH = 160.0, 86.0
_TOP = 8.0

# the right half of a body as the viewer sees it, the middle line at x = 0; from the front that is the person's left
_HEAD = limb((0, 18, 13.5), (0, 27, 11.5))
_NECK = limb((0, 34, 7.5), (0, 50, 8.5))
_TRUNK = limb((0, 62, 20), (0, 84, 20), (0, 112, 18), (0, 136, 20), (0, 152, 20))
_SIDE = limb((8, 54, 5), (28, 62, 9.5), (18, 84, 12), (12, 112, 13), (16, 136, 13), (17, 156, 14.5))
_ARM = limb((30, 63, 8.5), (36, 88, 7.6), (39.5, 108, 6.4), (42, 120, 6.6), (46, 146, 4.4))
_PALM = limb((46.5, 150, 4.6), (48.5, 158, 5.4))
_FINGERS = (
    limb((43.5, 153, 2.6), (40, 163, 2.1)),
    limb((46, 160, 2.4), (45.5, 172, 1.9)),
    limb((48.5, 161, 2.4), (48.8, 174, 1.9)),
    limb((51, 161, 2.3), (52, 172, 1.8)),
    limb((53, 159, 2), (55, 168, 1.6)),
)
_LEG = limb((16.5, 160, 14.5), (17, 182, 12.8), (17, 208, 9), (17.5, 218, 8.4), (18.5, 234, 9.4), (17.5, 270, 5))
_FOOT_FRONT = limb((17.5, 273, 5.4), (21, 284, 6.4))
_FOOT_BACK = limb((17.5, 274, 5.4), (18.5, 283, 6))


class Drawn(NamedTuple):
    """The marks of a place: those of one half from the front and from the back, and those of the middle where it has one."""

    front: tuple[Limb, ...] = ()
    back: tuple[Limb, ...] = ()
    middle_front: tuple[Limb, ...] = ()
    middle_back: tuple[Limb, ...] = ()


_HAND = (_PALM, *_FINGERS)
_HALF_HEAD = (limb((6.5, 17, 6.8), (5.5, 28, 5.8)),)
_HALF_NECK = (limb((4.2, 39, 3.4), (5, 50, 4.2)),)
_WHOLE_NECK = (limb((0, 40, 7), (0, 49, 7.6)),)
_KNEE = (limb((17.2, 213, 8.6), (17.4, 216, 8.6)),)
_SHIN = (limb((18.2, 231, 9.1), (18.5, 234, 9.4), (17.8, 262, 5.8)),)
_ALL = (_HEAD, _NECK, _TRUNK, _SIDE, _ARM, *_HAND, _LEG)
PLACES: dict[str, Drawn] = {
    "head": Drawn(_HALF_HEAD, _HALF_HEAD, (_HEAD,), (_HEAD,)),
    "neck": Drawn(_HALF_NECK, _HALF_NECK, _WHOLE_NECK, _WHOLE_NECK),
    "shoulder": Drawn((limb((23, 61, 7), (30, 64, 9)),), (limb((30, 64, 9), (22, 68, 8), (19, 82, 7)),)),
    "arm": Drawn((_ARM[1:],), (_ARM[1:],)),
    "hand": Drawn(_HAND, _HAND),
    "middle-back": Drawn(back=(limb((7, 76, 5.5), (7, 110, 5.5)),), middle_back=(limb((0, 76, 7), (0, 110, 7)),)),
    "ribs": Drawn((limb((21, 88, 7), (17, 118, 6)),), (limb((21, 92, 7), (17, 118, 6)),)),
    "low-back": Drawn(
        back=(limb((9, 126, 7), (9, 140, 8)),),
        middle_back=(limb((-7, 131, 8), (7, 131, 8)), limb((0, 134, 11), (0, 137, 11))),
    ),
    "hip": Drawn((limb((15, 148, 9), (23, 156, 8)),), (limb((15, 158, 12.5), (16, 162, 12.5)),)),
    "thigh": Drawn((limb((17, 180, 12.5), (17, 204, 9.4)),), (limb((17, 184, 12.3), (17, 204, 9.4)),)),
    "knee": Drawn(_KNEE, _KNEE),
    "lower-leg": Drawn(_SHIN, _SHIN),
    "foot": Drawn((limb((17.5, 271, 5), *_FOOT_FRONT),), (limb((17.5, 271, 5), *_FOOT_BACK),)),
    "genitals": Drawn(middle_front=(limb((0, 166, 5), (0, 171, 4)),), middle_back=(limb((0, 166, 4), (0, 171, 4)),)),
    "whole-body": Drawn((*_ALL, _FOOT_FRONT), (*_ALL, _FOOT_BACK)),
}


def body(spots: Sequence[Spot], sides: Sequence[str], side: str = "") -> Picture:
    """The body from both sides with these places marked: filled where they were said, dashed where somebody was not sure.

    `sides` holds left, right or middle, as the person has them; without any, both sides are dashed. `side` is what was said of
    the side. A place that has no drawing is named and not marked.
    """
    said = "; ".join(f"{spot.label}{' (not sure)' if spot.unsure else ''}" for spot in spots)
    says = f"Marked on a body seen from the front and from the back: {said}.{f' Side: {side}.' if side else ''}"
    labels = list(_labels(spots, sides))
    notes = _notes(spots, sides)
    low = max([HEIGHT, *(y + svg.LINE_HEIGHT * len(lines) for y, lines, _ in labels)])
    figures = [
        svg.group([*_figure(back), *_marks(spots, sides, back)], (_BACK if back else _FRONT, _TOP)) for back in (False, True)
    ]
    named = [part for y, lines, to in labels for part in _label(y, lines, to)]
    below = [svg.words("nc-text", (_TEXT, low + 11), notes, "middle")]
    return svg.picture(
        f"Where it is: {side.lower()}" if side else "Where it is",
        says,
        Box(WIDTH, low + (4 + svg.LINE_HEIGHT * len(notes) if notes else 0)),
        [*figures, *named, *_captions(), *below],
    )


def _figure(back: bool) -> Iterator[str]:
    """The body without marks, with what tells front from back."""
    half = (_SIDE, _ARM, _PALM, *_FINGERS, _LEG, _FOOT_BACK if back else _FOOT_FRONT)
    yield skeleton.body((_HEAD, _NECK, _TRUNK, *half, *(mirrored(part) for part in half)))
    if back:
        yield svg.path("nc-dark-cloth", "M-13.5 19A13.5 13.5 0 0 1 13.5 19L12 30Q0 35 -12 30Z")
        yield svg.path(
            "nc-thin", "M0 56V140M0 150V168M-22 74Q-12 76 -11 92M22 74Q12 76 11 92M-26 160Q-14 172 -3 166M26 160Q14 172 3 166"
        )
        return
    yield svg.path("nc-dark-cloth", "M-13.5 18A13.5 13.5 0 0 1 13.5 18Q6 8 0 8T-13.5 18Z")
    yield svg.path("nc-ink", skeleton.outline(limb((-4.8, 21, 1.2))) + skeleton.outline(limb((4.8, 21, 1.2))))
    yield svg.path(
        "nc-thin", "M-4 30Q0 33 4 30M0 23V26M-5 56Q-14 57 -22 55M5 56Q14 57 22 55M-1 132H1M-22 163Q-12 172 0 173Q12 172 22 163"
    )
    yield svg.path("nc-thin", "M-21 212Q-17 207 -13 212M21 212Q17 207 13 212")


def _marks(spots: Iterable[Spot], sides: Sequence[str], back: bool) -> Iterator[str]:
    for spot in spots:
        limbs, sure = drawn_marks(spot.place, sides, back)
        d = "".join(skeleton.outline(part) for part in limbs)
        if d and sure and not spot.unsure:
            yield svg.path("nc-mark", d)
        elif d:  # the second covers the inner half of the dashes, and the lines inside
            yield svg.path("nc-doubt", d) + svg.path("nc-skin", d)


def drawn_marks(place: str, sides: Sequence[str], back: bool) -> tuple[tuple[Limb, ...], bool]:
    """The marks of a place in one view, and whether the side is sure; x < 0 is on the viewer's left."""
    drawn = PLACES.get(place, Drawn())
    half, middle = (drawn.back, drawn.middle_back) if back else (drawn.front, drawn.middle_front)
    other = (drawn.front, drawn.middle_front) if back else (drawn.back, drawn.middle_back)
    if not half and not other[0]:  # it has no sides
        return middle, True
    if "middle" in sides and (middle or other[1]):
        return middle, True
    known = [name for name in ("left", "right") if name in sides] if place != "whole-body" else ["left", "right"]
    # from the front the person's left is on the viewer's right, from the back on the viewer's left
    halves = [
        half if (name == "left") != back else tuple(mirrored(part) for part in half) for name in known or ("left", "right")
    ]
    return tuple(part for limbs in halves for part in limbs), bool(known)


def _labels(spots: Iterable[Spot], sides: Sequence[str]) -> Iterator[tuple[float, list[str], Point | None]]:
    """Each label with the height of its first line and the point it belongs to, from top to bottom, without overlap."""
    listed = [(spot, _anchor(spot.place, sides)) for spot in spots]
    bottom = 0.0
    for spot, to in sorted(listed, key=lambda item: item[1][1] if item[1] else HEIGHT):
        lines = svg.wrapped(f"{spot.label}{' (not sure)' if spot.unsure else ''}", _TEXT_WIDTH)
        middle = to[1] if to else bottom
        top = max(middle - svg.LINE_HEIGHT * (len(lines) - 1) / 2 + 4, bottom + svg.LINE_HEIGHT)
        bottom = top + svg.LINE_HEIGHT * (len(lines) - 1) + 5
        yield top, lines, to


def _anchor(place: str, sides: Sequence[str]) -> Point | None:
    """The point of the mark that is nearest to the labels, in the front view where the place is marked there."""
    for back, x in ((False, _FRONT), (True, _BACK)):
        limbs, _ = drawn_marks(place, sides, back)
        joints = [part[len(part) // 2] for part in limbs]
        if joints:
            nearest = min(joints, key=lambda joint: abs(x + joint.x - _TEXT))
            return x + nearest.x, _TOP + nearest.y
    return None


def _label(y: float, lines: list[str], to: Point | None) -> Iterator[str]:
    if to is not None:
        edge = _TEXT + (-1 if to[0] < _TEXT else 1) * (3.1 * max(map(len, lines)) + 3)
        yield svg.line("nc-thin", (edge, y - 4 + svg.LINE_HEIGHT * (len(lines) - 1) / 2), to)
        yield svg.circle("nc-ink", to, 1.8)
    yield svg.words("nc-text", (_TEXT, y), lines, "middle")


def _captions() -> Iterator[str]:
    for x, name, ends in ((_FRONT, "Front", ("Right", "Left")), (_BACK, "Back", ("Left", "Right"))):
        yield svg.words("nc-strong", (x, HEIGHT - 8), [name], "middle")
        # below the feet, where no line to a label crosses them
        yield svg.words("nc-text", (x - 41, HEIGHT - 8), ends[:1], "middle")
        yield svg.words("nc-text", (x + 41, HEIGHT - 8), ends[1:], "middle")


def _notes(spots: Sequence[Spot], sides: Sequence[str]) -> list[str]:
    """What stands below the bodies: what dashes mean where there are any."""
    sure = [drawn_marks(spot.place, sides, back)[1] and not spot.unsure for spot in spots for back in (False, True)]
    return [] if all(sure) else ["Dashed: not sure, or the side was not said"]
