"""What each key does to a list: the list as it then stands, or what the person has decided. Pure, like the list."""

from __future__ import annotations

from dataclasses import replace

from nervecheck.engine.answer import NotSure, Number, Picked
from nervecheck.prompts.face import Given, Navigation, Step
from nervecheck.prompts.list_state import Kind, ListState, Shape, answer

_FAR = 10_000
_STEPS = {
    "up": -1, "k": -1, "down": 1, "j": 1, "tab": 1, "page-up": -5, "page-down": 5,
    "home": -_FAR, "g": -_FAR, "end": _FAR, "G": _FAR,
}  # fmt: skip


def handle_key(list_state: ListState, key: str) -> ListState | Step:
    """The list after the key, or what the person has decided by it."""
    list_state = replace(list_state, message="")
    if list_state.filtering:
        return _filter(list_state, key)
    if key in _STEPS:
        return _move(list_state, _STEPS[key])
    match key:
        case "b" | "left":
            return list_state.base if list_state.base is not None else Navigation.BACK
        case "q":
            return Navigation.LEAVE
        case "?":
            return replace(list_state, message=list_state.why)
        case "/" if list_state.can_filter:
            return replace(list_state, filtering=True, filter="", cursor=None)
        case "escape":
            return replace(list_state, filter="")
        case _:
            return _SHAPES[list_state.shape](list_state, key)


def _one(list_state: ListState, key: str) -> ListState | Step:
    if key in ("enter", "space", "right"):
        return _choose(list_state) if list_state.cursor is not None else _nothing(list_state)
    if key == "u":
        return _to_unsure(list_state)
    if len(key) == 1 and key in "123456789":
        options = [line for line in list_state.lines if line.kind is Kind.OPTION]
        if not list_state.digits:
            return replace(list_state, message="Digits do not choose here. Move with the arrow keys, then press Enter.")
        if int(key) <= len(options):
            return Given(Picked((options[int(key) - 1].id,)))
    return list_state


def _many(list_state: ListState, key: str) -> ListState | Step:
    if key == "space":
        return _tick(list_state) if list_state.cursor is not None else _nothing(list_state)
    if key == "u":
        return _doubt(list_state)
    if key == "enter":
        if list_state.chosen and _on_another(list_state):
            return replace(
                list_state, message="Lines are ticked. Space takes them back for this one; Enter on a ticked line keeps them."
            )
        if list_state.chosen:
            return Given(answer(list_state))
        if list_state.cursor is None or list_state.lines[list_state.cursor].kind is Kind.OPTION:
            return replace(list_state, message="Nothing is ticked. Space ticks the line; the last line is for none of these.")
        ticked = _tick(list_state)
        return Given(answer(ticked)) if ticked.chosen else ticked
    return list_state


def _on_another(list_state: ListState) -> bool:
    """Whether the cursor stands on "none of these" or "not sure" while other lines are ticked: which is meant is not clear."""
    line = None if list_state.cursor is None else list_state.lines[list_state.cursor]
    return line is not None and line.kind is not Kind.OPTION and line.id not in list_state.ticks


def _number(list_state: ListState, key: str) -> ListState | Step:
    if len(key) == 1 and key.isascii() and key.isdigit():
        return replace(list_state, typed=(list_state.typed + key)[:9], cursor=None)
    if key == "backspace":
        return replace(list_state, typed=list_state.typed[:-1])
    if key == "u":
        return _to_unsure(list_state)
    if key != "enter":
        return list_state
    if list_state.cursor is not None:
        return _choose(list_state)
    if list_state.typed:
        return Given(Number(int(list_state.typed)))
    return Navigation.KEEP if list_state.kept else replace(list_state, message=f"A number is needed. {list_state.allowed}")


_SHAPES = {Shape.ONE: _one, Shape.MANY: _many, Shape.NUMBER: _number}


def _filter(list_state: ListState, key: str) -> ListState:
    if key in ("up", "down", "enter"):
        ended = replace(list_state, filtering=False)
        return ended if key == "enter" else _move(ended, 1)
    if key == "escape":
        return replace(list_state, filtering=False, filter="")
    if key == "backspace":
        return replace(list_state, filter=list_state.filter[:-1])
    letter = " " if key == "space" else key
    return replace(list_state, filter=list_state.filter + letter, top=0) if len(letter) == 1 else list_state


def _move(list_state: ListState, steps: int) -> ListState:
    places = list_state.visible
    if not places:
        return replace(list_state, message="No line fits. Escape shows all of them.")
    if list_state.cursor not in places:
        return replace(list_state, cursor=places[-1 if steps in (-1, _FAR) else 0])
    at = places.index(list_state.cursor) + steps
    return replace(list_state, cursor=places[max(0, min(at, len(places) - 1))])


def _nothing(list_state: ListState) -> ListState:
    return replace(list_state, message="Nothing is chosen for you. Move to a line with the arrow keys, or j and k.")


def _choose(list_state: ListState) -> ListState | Step:
    line = list_state.lines[list_state.cursor or 0]
    return Given(Picked((line.id,)) if line.kind is Kind.OPTION else NotSure())


def _to_unsure(list_state: ListState) -> ListState:
    place = next((at for at, line in enumerate(list_state.lines) if line.kind is Kind.UNSURE), None)
    if place is None:
        return replace(list_state, message="Not sure is not offered here.")
    return replace(list_state, cursor=place, filter="")


def _tick(list_state: ListState) -> ListState:
    line = list_state.lines[list_state.cursor or 0]
    if line.kind is Kind.OPTION:
        return _toggle(list_state, line.id, doubt=list_state.base is not None)
    if line.kind is Kind.UNSURE and list_state.ask_which:
        return _which(list_state)
    if line.kind is Kind.NONE and list_state.unseen:
        message = f"Look at the whole list first: {list_state.unseen} of its lines have not been shown yet."
        return replace(list_state, message=message)
    ticks = frozenset() if line.id in list_state.ticks else frozenset({line.id})
    return replace(list_state, ticks=ticks, doubts=frozenset())


def _doubt(list_state: ListState) -> ListState:
    if list_state.cursor is None or list_state.lines[list_state.cursor].kind is not Kind.OPTION:
        return replace(list_state, message="Move to a line first: u marks that line as not sure.")
    return _toggle(list_state, list_state.lines[list_state.cursor].id, doubt=True)


def _toggle(list_state: ListState, name: str, doubt: bool) -> ListState:
    """The line on or off; what stands alone goes when a line comes."""
    alone = {line.id for line in list_state.lines if line.kind is not Kind.OPTION}
    mine, other = (list_state.doubts, list_state.ticks) if doubt else (list_state.ticks, list_state.doubts)
    mine, other = (mine ^ {name}) - alone, other - alone - {name}
    return replace(list_state, ticks=other if doubt else mine, doubts=mine if doubt else other)


def _which(list_state: ListState) -> ListState:
    """The same list once more, as "which might be true?"; every tick in it is one not sure of."""
    if list_state.chosen:
        return replace(list_state, message="Some lines are ticked. u marks a single line as not sure.")
    lines = tuple(line for line in list_state.lines if line.kind in (Kind.OPTION, Kind.NONE))
    return ListState(lines, Shape.MANY, why=list_state.why, base=list_state)
