"""Slips of the hand in YAML that are told elsewhere than they were made, or by words that do not name them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    import yaml

_NO_BREAK = "\u00a0"
_NO_BREAK_SPACE = re.compile(rf"^ *(?:- *)*(?:[a-z][a-z0-9-]*:)?(?={_NO_BREAK})", re.MULTILINE)
_CLOSE_DASH = re.compile(r"^ *(?:- +)*(?=-[{\[])", re.MULTILINE)
_CLOSES = {"{": "}", "[": "]"}
_OPENS = {closing: opening for opening, closing in _CLOSES.items()}
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


def slip_at(
    text: str, error: yaml.MarkedYAMLError, quoted: yaml.ScalarEvent | None, brackets: Sequence[int] = ()
) -> Slip | None:
    """The slip behind an error of the parser, if it is one of these.

    `quoted` is the last text in quotes before it, `brackets` are the places of those that are open, the innermost last.
    """
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
        return _bracket(text, at, brackets)
    for begin in (line, text.rfind("\n", 0, max(line - 1, 0)) + 1):  # the next line stands out of the column
        if (found := _DASH_AND_KEY.match(text, begin)) is not None:
            return _no_space(found.start("dash"))
    return None


def _bracket(text: str, at: int, brackets: Sequence[int]) -> Slip | None:
    """A bracket that does not close the innermost one that is open; None where it does."""
    sign, opens = text[at], [text[place] for place in brackets]
    opening = _OPENS[sign]
    if not opens:
        return Slip(at, f"no `{opening}` is open here for this `{sign}`", "Take it away, or open it before.")
    if opens[-1] == opening:
        return None
    why = f"the `{opens[-1]}` in {_place(text, brackets[-1], at)} is not closed before this `{sign}`"
    if opening not in opens:  # closed by the wrong sign, or this one is too much
        return Slip(at, why, f"Write `{_CLOSES[opens[-1]]}` in its place, or take it away.")
    left_open = opens[len(opens) - opens[::-1].index(opening) :]
    return Slip(at, why, f"Add `{''.join(_CLOSES[one] for one in reversed(left_open))}` before it.")


def _place(text: str, place: int, seen_from: int) -> str:
    """The place in words, with its line where that is another one."""
    column = f"column {place - text.rfind(chr(10), 0, place)}"
    return f"line {text.count(chr(10), 0, place) + 1}, {column}," if "\n" in text[place:seen_from] else column


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
