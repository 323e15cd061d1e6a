"""The skin that a nerve serves, on a limb or a face seen from two sides; the left is a mirror of the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.render.html.pictures import skeleton, svg
from nervecheck.render.html.pictures.skin_areas import AREAS, DRAWINGS
from nervecheck.render.html.pictures.svg import Box, Picture

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nervecheck.render.html.pictures.skin_areas import Area, View
    from nervecheck.render.html.pictures.svg import Point

# on which height each drawing begins, and how high it is
_PLACED = {"hand": (118.0, 184.0), "arm": (8.0, 242.0), "leg": (2.0, 232.0), "foot": (100.0, 172.0), "face": (60.0, 158.0)}
_MARKS = ("nc-mark", "nc-mark-2", "nc-mark-3")
WIDTH = 320.0
# of 226 nerve roots of the neck and low back, about two thirds hurt beyond their strip of skin (Murphy 2009)
STRIPS = "Pain mostly does not keep to these strips, and they overlap."
BRANCHES = "Each branch can be sore alone."
BORDER = "The border differs from person to person."


def nerve_areas(names: Sequence[str], side: str = "") -> tuple[Picture, ...]:
    """The skin that these nerves serve, those of one limb on one drawing, each named beside its mark.

    `side` is left or right; "" draws a right limb and says so. Raises KeyError for a name that has no drawing.
    """
    limbs: dict[str, list[Area]] = {}
    for name in names:
        limbs.setdefault(AREAS[name].drawing, []).append(AREAS[name])
    return tuple(_areas(drawing, areas, side) for drawing, areas in limbs.items())


def _areas(drawing: str, areas: list[Area], side: str) -> Picture:
    part = "side of the face" if drawing == "face" else drawing
    which = f"{side.capitalize()} {part}." if side else f"A right {part} is drawn."
    several = BRANCHES if drawing == "face" else STRIPS
    limit = several if len(areas) > 1 else BORDER
    said = ". ".join(f"{area.nerve}: {area.skin}" for area in areas)
    top, height = _PLACED[drawing]
    left, views = side == "left", zip(DRAWINGS[drawing], (80.0, 240.0), strict=True)
    parts = [part for number, (view, x) in enumerate(views) for part in _view(view, areas, number, (x, top), left)]
    parts += [part for area in areas for part in _named(area, top, left)]
    below, low = _below(areas, f"{which} {limit}", height)
    return svg.picture(_title(areas), f"{said}. {which} {limit}", Box(WIDTH, low), [*parts, *below])


def _title(areas: Sequence[Area]) -> str:
    return "Skin that these nerves serve" if len(areas) > 1 else "Skin that this nerve serves"


def _view(view: View, areas: Sequence[Area], which: int, at: Point, left: bool) -> Iterator[str]:
    marks = [(area.first, area.second)[which] for area in areas]
    shapes = [
        svg.path(look, "".join(map(skeleton.outline, limbs))) for look, limbs in zip(_MARKS, marks, strict=False) if limbs
    ]
    yield svg.group([skeleton.body(view.parts), *shapes, svg.path("nc-thin", view.lines)], at, mirrored=left)
    yield svg.words("nc-strong", (at[0], _PLACED[areas[0].drawing][1]), [view.name], "middle")


def _named(area: Area, top: float, left: bool) -> Iterator[str]:
    """A line from the mark to the short name of the nerve between the two views."""
    view, (x, y) = area.at
    to = ((80.0, 240.0)[view] + (-x if left else x), top + y)
    at = (160.0, to[1] + 4)
    edge = at[0] + (1 if to[0] > at[0] else -1) * (len(area.short) * 3.6 + 4)
    yield svg.line("nc-thin", (edge, to[1]), to)
    yield svg.circle("nc-ink", to, 1.8)
    yield svg.words("nc-strong", at, [area.short], "middle")


def _below(areas: Sequence[Area], note: str, height: float) -> tuple[list[str], float]:
    """What stands under the drawings: each area in words after a patch of its mark, then the note; and where they end."""
    parts, y = list[str](), height + 22
    rows = [*zip(_MARKS, (f"{area.nerve}: {area.skin}" for area in areas), strict=False), ("", note)]
    for look, text in rows:
        lines = svg.wrapped(text, WIDTH - 20)
        parts += [svg.circle(look, (7, y - 4), 5)] if look else []
        parts.append(svg.words("nc-text", (18 if look else 2, y), lines))
        y += svg.LINE_HEIGHT * len(lines) + 3
    return parts, y - 8
