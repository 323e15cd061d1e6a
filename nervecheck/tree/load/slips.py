"""Slips of the hand in YAML that are told elsewhere than they were made, or by words that do not name them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import yaml

_NO_BREAK = "\u00a0"
_NO_BREAK_SPACE = re.compile(rf"^ *(?:- *)*(?:[a-z][a-z0-9-]*:)?(?={_NO_BREAK})", re.MULTILINE)
_CLOSE_DASH = re.compile(r"^ *(?:- +)*(?=-[{\[])", re.MULTILINE)
_DASH_AND_KEY = re.compile(r" *(?:- +)*(?P<dash>-)[a-z][a-z0-9-]*:( |$)")


class Slip(NamedTuple):
    """Where in the text it was made, what it is, and how to mend it."""

    at: int
    why: str
    hint: str


def slip_in(text: str) -> Slip | None:
    """The first slip that YAML reads as something else, and so does not stop at."""
    if _NO_BREAK in text and (found := _NO_BREAK_SPACE.search(text)) is not None:
        return Slip(found.end(), "a no-break space (U+00A0) stands here", "Write a plain space in its place.")
    if ("-{" in text or "-[" in text) and (found := _CLOSE_DASH.search(text)) is not None:
        return _no_space(found.end())
    return None


def slip_at(text: str, error: yaml.MarkedYAMLError, quoted: yaml.ScalarEvent | None) -> Slip | None:
    """The slip behind an error of the parser, if it is one of these; `quoted` is the last text in quotes before it."""
    opened, place = error.context_mark, error.problem_mark
    if opened is not None and "quoted scalar" in str(error.context) and "end of stream" in str(error.problem):
        return Slip(opened.index, "the quote that opens here is never closed", "Close it where the text ends.")
    if place is None:
        return None
    at = place.index
    line = text.rfind("\n", 0, at) + 1
    if quoted is not None and (slip := _quote(text, line, at, quoted)) is not None:
        return slip
    if text[at : at + 1] in ("}", "]"):
        opening = "{" if text[at] == "}" else "["
        return Slip(at, f"no `{opening}` is open here for this `{text[at]}`", "Take it away, or open it before.")
    for begin in (line, text.rfind("\n", 0, max(line - 1, 0)) + 1):  # the next line stands out of the column
        if (found := _DASH_AND_KEY.match(text, begin)) is not None:
            return _no_space(found.start("dash"))
    return None


def _quote(text: str, line: int, at: int, quoted: yaml.ScalarEvent) -> Slip | None:
    """A quote that ended where it was not meant to; the error is told in the line that begins at `line`."""
    begin, end = quoted.start_mark.index, quoted.end_mark.index  # type: ignore[union-attr]
    if begin < line <= end:
        number = text.count("\n", 0, end) + 1
        return Slip(begin, f"the quote that opens here ends only in line {number}", "Close it where the text ends.")
    if end == at and text[end : end + 1].isalnum():
        if quoted.style == "'":
            hint = "Write an apostrophe twice, as in 'it''s', or put the text in \"...\"."
            return Slip(end - 1, "this apostrophe ends the text", hint)
        return Slip(end - 1, "this quote ends the text", "Write \\\" for a quote inside of a text, or put the text in '...'.")
    return None


def _no_space(at: int) -> Slip:
    return Slip(at, "a space is missing after this `-`", "An item begins with `- `.")
