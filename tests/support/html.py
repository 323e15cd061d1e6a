"""HTML as a strict reader takes it, what is in it, and what a scanner reads from a code in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import html5lib
import zxingcpp

from nervecheck.render.html.page import document_page
from nervecheck.report.blocks import whole
from nervecheck.report.reading import look_up
from tests.support import shipped
from tests.support.terminal import folded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

# all that a report is made of; what could load, run or send something is not among it
ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "main", "article", "section", "header", "footer", "figure", "figcaption",
    "details", "summary", "div", "h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "dl", "dt", "dd", "span", "b", "a", "br",
    "pre", "svg", "desc", "g", "path", "circle", "text", "tspan",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "id", "class", "role", "aria-hidden", "aria-label", "aria-labelledby",
    "href", "open", "{http://www.w3.org/2000/xmlns/}xmlns", "viewBox", "width", "height", "d", "x", "y", "cx", "cy", "r",
    "transform", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray", "text-anchor",
    "font-family", "font-size", "font-weight",
}  # fmt: skip


def article_page(name: str) -> str:
    """The whole article of that id as HTML, with its pictures."""
    [found] = look_up(shipped(), [name]).articles
    return document_page(whole(found, shipped()), found)


def parsed(text: str) -> Element:
    """The root element; raises ParseError at the first thing that the HTML standard calls an error."""
    root: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    return root


def named(root: Element, *names: str) -> Iterator[Element]:
    """The elements of these names in their order, whatever their namespace."""
    return (element for element in root.iter() if tag(element) in names)


def tag(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "a comment"


def seen(text: str) -> str:
    """The words that a reader of the page sees, folds open."""
    return folded("".join(next(named(parsed(text), "body")).itertext()))


def scanned(svg: str) -> str:
    """What a scanner reads from the code, drawn as rows of strokes from left to right."""
    side = int(re.findall(r'viewBox="0 0 (\d+) \1"', svg)[0])
    strokes = re.findall(r'stroke="#000" d="([^"]+)"', svg)[0]
    dark, x, y = set(), 0.0, 0.0
    for kind, first, second in re.findall(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?", strokes):
        if kind == "h":
            dark |= {(round(x) + step, int(y)) for step in range(int(first))}
            x += int(first)
        else:
            x, y = (float(first), float(second)) if kind == "M" else (x + float(first), y + float(second))
    rows = (bytes(0 if (column, row) in dark else 255 for column in range(side) for _ in "abc") for row in range(side))
    image = memoryview(b"".join(line for row in rows for line in (row,) * 3)).cast("B", (side * 3, side * 3))
    return zxingcpp.read_barcodes(image)[0].text
