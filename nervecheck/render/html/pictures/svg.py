"""SVG by hand: elements with their classes, texts made safe, and a whole picture with what it says in words.

No style, script, link or reference stands in a picture. Each element has a class and plain colours, which `STYLE` in the page
replaces for light, dark and print; so a picture alone, without a page, can be read as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.base.text import one_line, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable

LINE_HEIGHT = 14
_ID = re.compile(r"\bnc-[0-9a-f]{10}-")
_ROUND = 'stroke-linecap="round" stroke-linejoin="round"'
# every class of every picture with its plain look
CLASSES = {
    "nc-skin": 'fill="#eef1f4"',
    "nc-cloth": 'fill="#b9c7d6"',
    "nc-dark-cloth": 'fill="#71839a"',
    "nc-edge": f'fill="currentColor" stroke="currentColor" stroke-width="2.4" {_ROUND}',
    "nc-line": f'fill="none" stroke="currentColor" stroke-width="1.4" {_ROUND}',
    "nc-thin": f'fill="none" stroke="currentColor" stroke-width="0.8" {_ROUND}',
    "nc-thing": f'fill="#d9dee4" stroke="currentColor" stroke-width="1.2" {_ROUND}',
    "nc-arrow": f'fill="none" stroke="#a3261b" stroke-width="2.4" {_ROUND}',
    "nc-mark": 'fill="#a3261b"',
    "nc-mark-2": 'fill="#d9822b"',
    "nc-mark-3": 'fill="#f0c95a"',
    "nc-count": 'fill="#2f5d8a"',
    "nc-doubt": 'fill="none" stroke="#a3261b" stroke-width="3.6" stroke-dasharray="4 3"',
    "nc-text": 'fill="currentColor" font-family="system-ui, sans-serif" font-size="12"',
    "nc-strong": 'fill="currentColor" font-family="system-ui, sans-serif" font-size="12" font-weight="bold"',
    "nc-ink": 'fill="currentColor"',
}
_DARK = (
    ".nc-skin{fill:#3a444f}.nc-cloth{fill:#52637a}.nc-dark-cloth{fill:#27384d}.nc-thing{fill:#2b333c}.nc-mark{fill:#ff8a7a}"
    ".nc-mark-2{fill:#c96f1f}.nc-mark-3{fill:#7d6420}.nc-count{fill:#8db8e6}.nc-doubt,.nc-arrow{stroke:#ff8a7a}"
)
_PRINT = (
    ".nc-skin{fill:#fff}.nc-cloth{fill:#ddd}.nc-dark-cloth{fill:#999}.nc-thing{fill:#eee}.nc-mark{fill:#333}"
    ".nc-mark-2{fill:#888}.nc-mark-3{fill:#ccc}.nc-count{fill:#333}.nc-doubt,.nc-arrow{stroke:#000}"
)
# what a page adds to its own rules; a picture takes the colour of the text round it
STYLE = f"@media (prefers-color-scheme: dark){{{_DARK}}}@media print{{{_PRINT}}}"

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: the SVG element, its title, and in words all that it shows."""

    svg: str
    title: str
    says: str


class Box(NamedTuple):
    """The size of a picture, in units that are pixels where the page does not scale it; `left` where its x begins."""

    width: float
    height: float
    left: float = 0


def picture(title: str, says: str, box: Box, parts: Iterable[str]) -> Picture:
    """The picture of these elements. Its ids come from what it holds: show the same one only once in a page."""
    title, says = one_line(title), one_line(says)
    body = "".join(parts)
    name = "nc-" + sha256(f"{title}\0{says}\0{body}".encode()).hexdigest()[:10]
    size = f'width="{number(box.width)}" height="{number(box.height)}"'
    view = f'viewBox="{number(box.left)} 0 {number(box.width)} {number(box.height)}"'
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {view} {size} role="img" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(says)}</desc>{body}</svg>'
    )
    return Picture(svg, title, says)


def again(shown: Picture) -> Picture:
    """The same picture with ids of its own, to show it once more in a page."""
    return replace(shown, svg=_ID.sub(r"\g<0>again-", shown.svg))


def number(value: float) -> str:
    """The number with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0").replace("-0", "0") if abs(value) < 0.05 else f"{value:.1f}".removesuffix(".0")


def path(look: str, d: str) -> str:
    """A path of this class."""
    return f'<path class="{look}" {CLASSES[look]} d="{d}"/>'


def line(look: str, *points: Point) -> str:
    """A line through these points."""
    return path(look, "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points))


def circle(look: str, at: Point, radius: float) -> str:
    """A circle of this class."""
    return f'<circle class="{look}" {CLASSES[look]} cx="{number(at[0])}" cy="{number(at[1])}" r="{number(radius)}"/>'


def group(parts: Iterable[str], move: Point = (0, 0), mirrored: bool = False) -> str:
    """The elements together, turned about the vertical axis if `mirrored`, then moved."""
    turned = " scale(-1 1)" if mirrored else ""
    return f'<g transform="translate({number(move[0])} {number(move[1])}){turned}">{"".join(parts)}</g>'


def leaned(parts: Iterable[str], degrees: float, about: Point) -> str:
    """The elements together, turned clockwise about that point."""
    return f'<g transform="rotate({number(degrees)} {number(about[0])} {number(about[1])})">{"".join(parts)}</g>'


def words(look: str, at: Point, lines: Iterable[str], anchor: str = "start") -> str:
    """Lines of text, the first on the height of `at`; `anchor` is start, middle or end."""
    x = number(at[0])
    spans = "".join(
        f'<tspan x="{x}" y="{number(at[1] + i * LINE_HEIGHT)}">{escape(one_line(text))}</tspan>' for i, text in enumerate(lines)
    )
    return f'<text class="{look}" {CLASSES[look]} text-anchor="{anchor}">{spans}</text>'


def wrapped(text: str, width: float) -> list[str]:
    """The text in lines that fit so many units at the size of the pictures' letters."""
    return wrap(one_line(text), int(width / 6.6))


def arrow(*points: Point) -> str:
    """A smooth line through three points, with a head at its end."""
    from math import atan2, cos, sin

    (ax, ay), (bx, by), (cx, cy) = points
    angle = atan2(cy - by, cx - bx)
    tips = [(cx - 7 * cos(angle + turn), cy - 7 * sin(angle + turn)) for turn in (0.5, -0.5)]
    # the control point that leads the curve through the middle one
    mx, my = 2 * bx - (ax + cx) / 2, 2 * by - (ay + cy) / 2
    curve = path("nc-arrow", f"M{number(ax)} {number(ay)}Q{number(mx)} {number(my)} {number(cx)} {number(cy)}")
    return curve + line("nc-arrow", tips[0], (cx, cy), tips[1])
