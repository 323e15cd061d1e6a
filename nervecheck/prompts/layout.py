"""A list and what stands round it, as the rows of a screen of any size. Pure; styles are names, and add nothing to the words.

From the top: answered questions a line each, the action that must stay in sight, the question, its list, a message, the keys.
What is short of room gives way in this order: the answered questions, the help, the end of the text above, the list, which
then shows the part round the cursor and says how much there is beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nervecheck.base.text import cells, one_line, wrap
from nervecheck.prompts.list_state import Kind, ListState, Shape
from nervecheck.prompts.words import WHICH
from nervecheck.render.terminal import lines as document_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nervecheck.report.document import Document

WIDEST = 88
Styled = tuple[str, str]


class Surroundings(NamedTuple):
    """The texts round the list; `answered` has a line for each question answered before."""

    ask: str
    title: str = ""
    beside: str = ""
    help: str = ""
    standing: str = ""
    answered: tuple[str, ...] = ()
    above: Document = ()


class Layout(NamedTuple):
    """The rows of the screen, where its cursor is to stand, which lines of the list are whole on it, and where the list begins.

    `cut` says that the text above the list is not all there.
    """

    rows: tuple[Styled, ...]
    cursor: tuple[int, int]
    seen: frozenset[int]
    top: int
    cut: bool = False


def draw(around: Surroundings, list_state: ListState, columns: int, rows: int) -> Layout:
    """The layout on a screen of that many columns and rows."""
    width = max(10, min(columns - 1, WIDEST))
    listed = [_item(list_state, at, width) for at in list_state.visible]
    wanted = _least(sum(map(len, listed)), bool(around.above))
    foot = _foot(list_state, width, rows, cut=False)
    head = _head(around, list_state, width, rows - len(foot) - wanted)
    room = rows - len(head) - len(foot) - wanted
    above = _above(around, width, room)
    cut = len(above) + 1 > room if above else False
    if cut:
        foot = _foot(list_state, width, rows, cut=True)
        above = above[: max(0, rows - len(head) - len(foot) - wanted - 1)]
        while len(above) > 2 and (not above[-1][0] or above[-1][1] == "bold"):  # no heading without what it heads
            above = above[:-1]
    above = [*above, ("", "")] if above else []
    body = max(1, rows - len(head) - len(foot) - len(above))
    shown, seen, top, at = _window(list_state, listed, body)
    folded = _folded(around, width, rows - len(above) - len(head) - len(shown) - len(foot))
    every = [*folded, *above, *head, *shown, *foot][:rows]
    place = len(folded) + len(above) + len(head) + at if at is not None else _input_row(list_state, folded, above, head)
    return Layout(tuple(every), (min(place, rows - 1), _column(list_state, head, width)), seen, top, cut)


def _least(listed: int, page: bool) -> int:
    """The rows of the list that nothing else may take; a short list of what to do now is always whole."""
    return listed if page and listed <= 6 else min(max(1, listed), 4 if page else 3)


def _above(around: Surroundings, width: int, room: int) -> list[Styled]:
    """The text above the list, with lines drawn round its headline where there is room for them."""
    drawn = list(whole(document_lines(around.above, width), width)) if around.above else []
    return drawn if len(drawn) < room else list(whole(document_lines(around.above, width, plain=True), width))


def whole(lines: Iterable[Styled], width: int) -> Iterator[Styled]:
    """The lines, an address that is wider than the screen over several of them: cut off it would be of no use."""
    for line, style in lines:
        yield from ((part, style) for part in (wrap(line, width) if cells(line) > width else [line]))


def _head(around: Surroundings, list_state: ListState, width: int, room: int) -> list[Styled]:
    """What stands over the list, in that many rows: first the help gives way, then the title, then the end of the question."""
    help_ = WHICH if list_state.base is not None else around.help
    title = " ".join(part for part in (f"-- {around.title} --" if around.title else "", around.beside) if part)
    needed: list[Styled] = [(f"> {list_state.typed}", "")] if list_state.shape is Shape.NUMBER else []
    if list_state.filtering or list_state.filter:
        needed.append((f"/ {one_line(list_state.filter)}", ""))
    standing, ask = _rows(around.standing, width, "bold"), _rows(around.ask, width, "bold")
    over, under = [(_cut(one_line(title), width), "")] if title else [], _rows(help_, width, "")
    for rows in ([*standing, *over, *ask, *under], [*standing, *over, *ask], [*standing, *ask]):
        if len(rows) + len(needed) <= room:
            return [*rows, *needed]
    return [*[*standing, *ask][: max(1, room - len(needed))], *needed]


def _rows(text: str, width: int, style: str) -> list[Styled]:
    return [(line, style) for line in wrap(one_line(text), width)] if text else []


def _foot(list_state: ListState, width: int, rows: int, cut: bool) -> list[Styled]:
    """The message, which may take a third of the screen, and the keys."""
    return [*_rows(list_state.message, width, "bold")[: max(1, rows // 3)], *_rows(keys_of(list_state, cut), width, "")]


def keys_of(list_state: ListState, cut: bool = False) -> str:
    """The keys that do something, on one line of 60 columns."""
    if list_state.filtering:
        return "Type to find, Enter or arrow down = go on, Escape = all"
    more = "m=more " if cut else ""
    find = "/=find " if list_state.can_filter else ""
    match list_state.shape:
        case Shape.MANY:
            unsure = "" if list_state.base is not None else "u=unsure "
            return f"{more}↑↓ Space=tick {unsure}Enter=ok {find}b=back ?=why q=quit"
        case Shape.NUMBER:
            return "Type a number, Enter=ok b=back ?=why q=quit"
        case Shape.ONE:
            digits = "↑↓ Enter or a digit" if list_state.digits else "↑↓ Enter=choose"
            why = "?=why " if list_state.why else ""
            return f"{more}{digits} {find}b=back {why}q=quit"


def _item(list_state: ListState, at: int, width: int) -> list[Styled]:
    """One line of the list on the screen, with its hint below."""
    line = list_state.lines[at]
    here = at == list_state.cursor
    lead = f"{'>' if here else ' '} {_mark(list_state, at)}"
    rest = " " * len(lead)
    rows = wrap(one_line(line.label), width, lead, rest)
    # in a list without boxes a hint set like a label would look like one more line to choose
    beside = rest if list_state.shape is Shape.MANY else f"{rest}  "
    hint = wrap(one_line(line.hint), width, beside) if line.hint else []
    return [*((row, "reverse" if here else "") for row in rows), *((row, "") for row in hint)]


def _mark(list_state: ListState, at: int) -> str:
    line = list_state.lines[at]
    if list_state.shape is Shape.MANY:
        return f"[{'x' if line.id in list_state.ticks else '?' if line.id in list_state.doubts else ' '}] "
    if list_state.digits and line.kind is Kind.OPTION:
        return f"{at + 1} "
    return "  " if list_state.digits else ""


def _window(
    list_state: ListState, listed: list[list[Styled]], room: int
) -> tuple[list[Styled], frozenset[int], int, int | None]:
    """The rows of the list that fit, the lines whole among them, the first row shown, and the row of the cursor in it."""
    flat = [row for item in listed for row in item]
    starts = [sum(map(len, listed[:n])) for n in range(len(listed))]
    here = list_state.visible.index(list_state.cursor) if list_state.cursor in list_state.visible else None
    if len(flat) <= room:
        return flat, frozenset(list_state.visible), 0, starts[here] if here is not None else None
    height = max(1, room - 1)
    top = max(0, min(list_state.top, len(flat) - height))
    if here is not None:
        end = starts[here] + len(listed[here])
        top = min(max(top, end - height), starts[here])
    fits = {
        n: start >= top and (start + len(listed[n]) <= top + height or (start == top and len(listed[n]) > height))
        for n, start in enumerate(starts)
    }
    seen = frozenset(place for n, place in enumerate(list_state.visible) if fits[n])
    before = sum(start < top for start in starts)
    after = sum(start + len(item) > top + height for start, item in zip(starts, listed, strict=True))
    ticked = f", {list_state.chosen} ticked" if list_state.chosen else ""
    more = f"  ({before} above, {after} below{ticked})"
    rows = [*flat[top : top + height], *([(more, "")] if room > 1 else [])]
    return rows, seen, top, starts[here] - top if here is not None else None


def _folded(around: Surroundings, width: int, room: int) -> list[Styled]:
    """As many of the answered questions as there is room for, the latest last, a line each."""
    return [(_cut(one_line(text), width), "") for text in around.answered[-room:]] if room > 0 else []


def _cut(text: str, width: int) -> str:
    if cells(text) <= width:
        return text
    return next(text[:end] for end in range(len(text), -1, -1) if cells(text[:end]) <= width - 3) + "..."


def _input_row(list_state: ListState, folded: list[Styled], above: list[Styled], head: list[Styled]) -> int:
    """Where the cursor of the screen waits while it is on no line: where letters appear, or at the question."""
    typing = list_state.shape is Shape.NUMBER or list_state.filtering
    return len(folded) + len(above) + (len(head) - 1 if typing else 0)


def _column(list_state: ListState, head: list[Styled], width: int) -> int:
    typing = list_state.cursor is None and (list_state.shape is Shape.NUMBER or list_state.filtering)
    return min(cells(head[-1][0]), width) if typing and head else 0
