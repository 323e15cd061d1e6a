"""The arrow-key face as pure state: a list with a cursor, ticks and a filter.

Nothing is preselected: the cursor begins nowhere, unless the person has answered before. "None of these" stands last, alone,
and cannot be chosen before every option has been on the screen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.engine.answer import Answer, NoneOfThese, NotSure, Picked
from nervecheck.prompts.face import Page
from nervecheck.prompts.words import NO_WHY, allowed_span
from nervecheck.tree.model import QuestionType

if TYPE_CHECKING:
    from nervecheck.tree.model import Option, Question

FILTER_FROM = 9  # lists shorter than this are seen at a glance


class Kind(Enum):
    """What choosing a line means."""

    OPTION = "option"
    UNSURE = "unsure"
    PRIVATE = "private"
    NONE = "none"


class Line(NamedTuple):
    """One line of the list."""

    id: str
    label: str
    hint: str = ""
    kind: Kind = Kind.OPTION


class Shape(Enum):
    """One line is chosen, several are ticked, or a number is typed."""

    ONE = "one"
    MANY = "many"
    NUMBER = "number"


@dataclass(frozen=True)
class ListState:
    """The list as it stands. `cursor` and `seen` count lines, `top` rows of the layout; `base` is the list behind this one."""

    lines: tuple[Line, ...]
    shape: Shape
    why: str = ""
    digits: bool = False
    ask_which: bool = False
    allowed: str = ""
    kept: bool = False  # whether Enter alone keeps an earlier number
    cursor: int | None = None
    ticks: frozenset[str] = frozenset()
    doubts: frozenset[str] = frozenset()
    seen: frozenset[int] = frozenset()
    top: int = 0
    filter: str = ""
    filtering: bool = False
    typed: str = ""
    message: str = ""
    base: ListState | None = None

    @property
    def can_filter(self) -> bool:
        """Whether the list is long enough for it."""
        return sum(line.kind is Kind.OPTION for line in self.lines) >= FILTER_FROM

    @property
    def visible(self) -> tuple[int, ...]:
        """The lines that the filter lets through."""
        if not self.filter:
            return tuple(range(len(self.lines)))
        wanted = self.filter.casefold()
        return tuple(
            at
            for at, line in enumerate(self.lines)
            if line.kind is Kind.OPTION and wanted in f"{line.label} {line.hint}".casefold()
        )

    @property
    def unseen(self) -> int:
        """How many options have not been on the screen yet."""
        return sum(line.kind is Kind.OPTION and at not in self.seen for at, line in enumerate(self.lines))

    @property
    def chosen(self) -> int:
        """How many lines are ticked or marked as not sure."""
        return len(self.ticks) + len(self.doubts)


def question_list(question: Question, options: tuple[Option, ...], given: Answer | None) -> ListState:
    """The list of a question; with the person's own earlier answer in it, if there is one."""
    yes_no = question.type is QuestionType.YES_NO
    listed = [Line("yes", "Yes"), Line("no", "No")] if yes_no else [Line(o.id, o.label, o.hint) for o in options]
    many = question.type is QuestionType.MANY
    unsure = [Line("", "Not sure", kind=Kind.UNSURE)] if question.offers_unsure else []
    private = [Line("", "Rather not say", kind=Kind.PRIVATE)] if question.sensitive else []
    none = [Line("", "None of these", kind=Kind.NONE)] if many else []
    number = question.type is QuestionType.NUMBER
    lines = tuple(_named(line) for line in (*listed, *unsure, *private, *none))
    list_state = ListState(
        lines,
        Shape.NUMBER if number else Shape.MANY if many else Shape.ONE,
        why=question.why or NO_WHY,
        digits=not many and not number and len(listed) <= 9 and not question.asks_danger,
        ask_which=question.asks_which,
        allowed=(question.help or allowed_span(question)) if number else "",
        kept=given is not None,
    )
    return _with_answer(list_state, given)


def page_list(page: Page) -> ListState:
    """The list of a page; the cursor stands on what Enter alone chooses, if anything."""
    lines = tuple(Line(choice.id, choice.label) for choice in page.choices)
    start = next((at for at, choice in enumerate(page.choices) if choice.id == page.enter and page.enter), None)
    return ListState(lines, Shape.ONE, digits=page.calm and len(lines) <= 9, cursor=start)


def answer(list_state: ListState) -> Answer:
    """The answer that the ticks stand for."""
    kinds = {line.kind for line in list_state.lines if line.id in list_state.ticks}
    if Kind.NONE in kinds:
        return NoneOfThese()
    if kinds & {Kind.UNSURE, Kind.PRIVATE}:
        return NotSure()
    marked = (list_state.ticks, list_state.doubts)
    return Picked(*(tuple(line.id for line in list_state.lines if line.id in names) for names in marked))


def _with_answer(list_state: ListState, given: Answer | None) -> ListState:
    kinds = {NoneOfThese: Kind.NONE, NotSure: Kind.UNSURE}
    match given:
        case NoneOfThese() | NotSure():
            place = next((at for at, line in enumerate(list_state.lines) if line.kind is kinds[type(given)]), None)
            if place is None:
                return list_state
            if list_state.shape is Shape.MANY:
                return replace(list_state, ticks=frozenset({list_state.lines[place].id}))
            return replace(list_state, cursor=place)
        case Picked(yes, unsure) if list_state.shape is Shape.MANY:
            return replace(list_state, ticks=frozenset(yes), doubts=frozenset(unsure))
        case Picked(yes, _):
            return replace(list_state, cursor=next((at for at, line in enumerate(list_state.lines) if line.id in yes), None))
        case _:
            return list_state


def _named(line: Line) -> Line:
    """The line with an id that no option can have, unless it is one."""
    return line if line.kind is Kind.OPTION else line._replace(id=f"({line.kind.value})")
