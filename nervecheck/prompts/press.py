"""What each key does to a list: the list as it then stands, or what the person has decided. Pure, like the list."""

from __future__ import annotations

from dataclasses import replace

from nervecheck.answer import NotSure, Number, Picked
from nervecheck.prompts.board import Board, Kind, Shape, answer
from nervecheck.prompts.moves import Given, Move, Step

_FAR = 10_000
_STEPS = {
    "up": -1, "k": -1, "down": 1, "j": 1, "tab": 1, "page-up": -5, "page-down": 5,
    "home": -_FAR, "g": -_FAR, "end": _FAR, "G": _FAR,
}  # fmt: skip


def press(board: Board, key: str) -> Board | Step:
    """The list after the key, or what the person has decided by it."""
    board = replace(board, message="")
    if board.filtering:
        return _filter(board, key)
    if key in _STEPS:
        return _move(board, _STEPS[key])
    match key:
        case "b" | "left":
            return board.base if board.base is not None else Move.BACK
        case "q":
            return Move.LEAVE
        case "?":
            return replace(board, message=board.why)
        case "/" if board.can_filter:
            return replace(board, filtering=True, filter="", cursor=None)
        case "escape":
            return replace(board, filter="")
        case _:
            return _SHAPES[board.shape](board, key)


def _one(board: Board, key: str) -> Board | Step:
    if key in ("enter", "space", "right"):
        return _choose(board) if board.cursor is not None else _nothing(board)
    if key == "u":
        return _to_unsure(board)
    if len(key) == 1 and key in "123456789":
        options = [line for line in board.lines if line.kind is Kind.OPTION]
        if not board.digits:
            return replace(board, message="Digits do not choose here. Move with the arrow keys, then press Enter.")
        if int(key) <= len(options):
            return Given(Picked((options[int(key) - 1].id,)))
    return board


def _many(board: Board, key: str) -> Board | Step:
    if key == "space":
        return _tick(board) if board.cursor is not None else _nothing(board)
    if key == "u":
        return _doubt(board)
    if key == "enter":
        if board.chosen and _on_another(board):
            return replace(
                board, message="Lines are ticked. Space takes them back for this one; Enter on a ticked line keeps them."
            )
        if board.chosen:
            return Given(answer(board))
        if board.cursor is None or board.lines[board.cursor].kind is Kind.OPTION:
            return replace(board, message="Nothing is ticked. Space ticks the line; the last line is for none of these.")
        ticked = _tick(board)
        return Given(answer(ticked)) if ticked.chosen else ticked
    return board


def _on_another(board: Board) -> bool:
    """Whether the cursor stands on "none of these" or "not sure" while other lines are ticked: which is meant is not clear."""
    line = None if board.cursor is None else board.lines[board.cursor]
    return line is not None and line.kind is not Kind.OPTION and line.id not in board.ticks


def _number(board: Board, key: str) -> Board | Step:
    if len(key) == 1 and key.isascii() and key.isdigit():
        return replace(board, typed=(board.typed + key)[:9], cursor=None)
    if key == "backspace":
        return replace(board, typed=board.typed[:-1])
    if key == "u":
        return _to_unsure(board)
    if key != "enter":
        return board
    if board.cursor is not None:
        return _choose(board)
    if board.typed:
        return Given(Number(int(board.typed)))
    return Move.KEEP if board.kept else replace(board, message=f"A number is needed. {board.allowed}")


_SHAPES = {Shape.ONE: _one, Shape.MANY: _many, Shape.NUMBER: _number}


def _filter(board: Board, key: str) -> Board:
    if key in ("up", "down", "enter"):
        ended = replace(board, filtering=False)
        return ended if key == "enter" else _move(ended, 1)
    if key == "escape":
        return replace(board, filtering=False, filter="")
    if key == "backspace":
        return replace(board, filter=board.filter[:-1])
    letter = " " if key == "space" else key
    return replace(board, filter=board.filter + letter, top=0) if len(letter) == 1 else board


def _move(board: Board, steps: int) -> Board:
    places = board.visible
    if not places:
        return replace(board, message="No line fits. Escape shows all of them.")
    if board.cursor not in places:
        return replace(board, cursor=places[-1 if steps in (-1, _FAR) else 0])
    at = places.index(board.cursor) + steps
    return replace(board, cursor=places[max(0, min(at, len(places) - 1))])


def _nothing(board: Board) -> Board:
    return replace(board, message="Nothing is chosen for you. Move to a line with the arrow keys, or j and k.")


def _choose(board: Board) -> Board | Step:
    line = board.lines[board.cursor or 0]
    return Given(Picked((line.id,)) if line.kind is Kind.OPTION else NotSure())


def _to_unsure(board: Board) -> Board:
    place = next((at for at, line in enumerate(board.lines) if line.kind is Kind.UNSURE), None)
    if place is None:
        return replace(board, message="Not sure is not offered here.")
    return replace(board, cursor=place, filter="")


def _tick(board: Board) -> Board:
    line = board.lines[board.cursor or 0]
    if line.kind is Kind.OPTION:
        return _toggle(board, line.id, doubt=board.base is not None)
    if line.kind is Kind.UNSURE and board.ask_which:
        return _which(board)
    if line.kind is Kind.NONE and board.unseen:
        return replace(board, message=f"Look at the whole list first: {board.unseen} of its lines have not been shown yet.")
    ticks = frozenset() if line.id in board.ticks else frozenset({line.id})
    return replace(board, ticks=ticks, doubts=frozenset())


def _doubt(board: Board) -> Board:
    if board.cursor is None or board.lines[board.cursor].kind is not Kind.OPTION:
        return replace(board, message="Move to a line first: u marks that line as not sure.")
    return _toggle(board, board.lines[board.cursor].id, doubt=True)


def _toggle(board: Board, name: str, doubt: bool) -> Board:
    """The line on or off; what stands alone goes when a line comes."""
    alone = {line.id for line in board.lines if line.kind is not Kind.OPTION}
    mine, other = (board.doubts, board.ticks) if doubt else (board.ticks, board.doubts)
    mine, other = (mine ^ {name}) - alone, other - alone - {name}
    return replace(board, ticks=other if doubt else mine, doubts=mine if doubt else other)


def _which(board: Board) -> Board:
    """The same list once more, as "which might be true?"; every tick in it is one not sure of."""
    if board.chosen:
        return replace(board, message="Some lines are ticked. u marks a single line as not sure.")
    lines = tuple(line for line in board.lines if line.kind in (Kind.OPTION, Kind.NONE))
    return Board(lines, Shape.MANY, why=board.why, base=board)
