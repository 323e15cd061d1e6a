"""The next reader's page as a QR code, for a desk to scan: its text itself and no link, so that nothing is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import segno
from markupsafe import Markup

from nervecheck.render.terminal import text
from nervecheck.report.document import Notes

if TYPE_CHECKING:
    from nervecheck.report.document import Document

# Version 33 has 149 modules a side: printed 62 mm wide each is 0.4 mm, which a telephone still reads from paper.
# With the lowest correction of errors (a sheet is clean, and a coarse code matters more) it holds so many bytes.
MOST_BYTES = 2071
_UNBROKEN = 1_000_000  # columns: each answer on one line, for whoever reads them into a program
_MORE = "... {count} more lines on paper"


class Code(NamedTuple):
    """The code as SVG, the text that it holds, and how many lines of the page had no room, from the end."""

    svg: Markup
    text: str
    left_out: int


def qr_code(document: Document) -> Code:
    """The page as a code: its text without the sources, from the start as many whole lines as there is room for."""
    page = tuple(block for block in document if not isinstance(block, Notes))
    lines = [line for line in text(page, _UNBROKEN).splitlines() if line]
    kept = next(count for count in range(len(lines), -1, -1) if len(_held(lines, count).encode()) <= MOST_BYTES)
    held = _held(lines, kept)
    return Code(_drawn(held), held, len(lines) - kept)


def _held(lines: list[str], kept: int) -> str:
    left_out = len(lines) - kept
    return "\n".join([*lines[:kept], *([_MORE.format(count=left_out)] if left_out else [])])


def _drawn(held: str) -> Markup:
    """The code in black on white, with the white edge that scanners need, also where the page is dark."""
    made = segno.make_qr(held, error="l", mode="byte", encoding="utf-8")
    # markup of the library, which puts none of the text into it
    return Markup(made.svg_inline(omitsize=True, light="#fff", svgclass="code", lineclass=None))  # noqa: S704
