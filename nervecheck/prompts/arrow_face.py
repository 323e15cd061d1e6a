"""The arrow-key face: one question on the screen. It draws layouts and hands on keys; `key_handling` decides what they mean."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from nervecheck.base.text import cells, wrap
from nervecheck.engine.answer import Number, Picked
from nervecheck.interview.state import NotOffered, validate
from nervecheck.prompts.face import Asked, Given, Navigation, Page, Step
from nervecheck.prompts.key_handling import handle_key
from nervecheck.prompts.layout import WIDEST, Layout, Surroundings, draw, whole
from nervecheck.prompts.list_state import ListState, page_list, question_list
from nervecheck.prompts.words import answered_line
from nervecheck.render.terminal import lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nervecheck.prompts.layout import Styled
    from nervecheck.report.document import Document

READER_KEYS = "↑↓ Space=on b=back"
TYPING_KEYS = "Type words, Enter=find Escape=back"


class Screen(Protocol):
    """A terminal that can be drawn on."""

    def size(self) -> tuple[int, int]:
        """Columns and rows as they are now."""

    def draw(self, rows: Sequence[Styled], cursor: tuple[int, int]) -> None:
        """Puts these rows on the screen, nothing else, and the cursor in its place."""

    def key(self) -> str:
        """Waits for a key; "resize" when the size has changed. Raises KeyboardInterrupt, or InputEnded at the end of input."""


class ArrowFace:
    """The face of arrow keys."""

    patient = True

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.notices: list[str] = []

    def tell(self, text: str) -> None:
        """Keeps the text for the next screen, where it stands until a key is pressed."""
        self.notices.append(text)

    def ask(self, asked: Asked) -> Step:
        """Puts the question until it is answered or left."""
        state, question = asked.state, asked.question
        options = state.options(question)
        section = state.tree.section_of(question.id)
        done = tuple(answered_line(state, name) for name in state.answers if name != question.id)
        given = state.answers.get(question.id) if state.revisited is not None else None
        own = given.value if isinstance(given, Number) else "marked"
        kept = f" Your answer is {own}; Enter keeps it." if given is not None else ""
        help_ = f"{question.help}{kept}".strip()
        around = Surroundings(question.ask, section.title, asked.progress, help_, asked.standing, done)
        list_state = question_list(question, options, given)
        while True:
            list_state, step = self._decide(around, list_state)
            if not isinstance(step, Given):
                return step
            try:
                validate(question, options, step.answer)
            except NotOffered as error:
                list_state = replace(list_state, message=f"{error} {list_state.allowed}".strip(), typed="")
            else:
                return step

    def choose(self, page: Page) -> str:
        """The id of the choice made."""
        around, list_state = Surroundings(page.ask, page.title, above=page.above), page_list(page)
        while True:
            list_state, step = self._decide(around, list_state)
            match step:
                case Given(Picked((name, *_))):
                    return name
                case Navigation.BACK if page.back:
                    return page.back
                case Navigation.LEAVE if page.quit:
                    return page.quit

    def words(self, ask: str) -> str:
        """The words typed; "" where Enter is pressed without any, or Escape."""
        typed, said = "", self._noticed()
        while True:
            columns, _ = self.screen.size()
            above = [(row, "") for text in said for row in wrap(text, columns - 1)]
            above += [(row, "bold") for row in wrap(ask, columns - 1)]
            shown = typed[-(columns - 4) :] if columns > 4 else ""  # the end of what is typed stays in sight
            rows = [*above, (f"> {shown}", ""), (TYPING_KEYS, "")]
            self.screen.draw(rows, (len(above), cells(f"> {shown}")))
            match self.screen.key():
                case "enter":
                    return typed.strip()
                case "escape":
                    return ""
                case "backspace":
                    typed = typed[:-1]
                case "space":
                    typed += " "
                case key if len(key) == 1:
                    typed += key

    def show(self, title: str, document: Document) -> None:
        """Shows a document, a screen at a time, until the person goes back."""
        top, said = 0, self._noticed()
        while True:
            columns, rows = self.screen.size()
            head = [(f"-- {title} --", "bold")] if title else []
            width = max(10, min(columns - 1, WIDEST))
            noticed = [(row, "") for text_ in said for row in wrap(text_, width)]
            text = [*noticed, *whole(lines(document, width, plain=True), width)]
            height = max(1, rows - len(head) - 1)
            top = max(0, min(top, len(text) - height))
            left = len(text) - top - height
            foot = f"{READER_KEYS} ({left} rows below)" if left > 0 else f"{READER_KEYS} (the end)"
            self.screen.draw([*head, *text[top : top + height], (foot, "bold")], (min(len(head), rows - 1), 0))
            match self.screen.key():
                case "up" | "k":
                    top -= 1
                case "down" | "j":
                    top += 1
                case "page-up":
                    top -= height - 1
                case "page-down":
                    top += height - 1
                case "space" | "enter" if left > 0:
                    top += height - 1
                case "space" | "enter" | "b" | "left" | "q" | "escape":
                    return

    def _noticed(self) -> list[str]:
        """What was told since the last screen, once."""
        said, self.notices = self.notices, []
        return said

    def _decide(self, around: Surroundings, list_state: ListState) -> tuple[ListState, Step]:
        """Draws and reads keys until one of them decides something."""
        if said := self._noticed():
            list_state = replace(list_state, message=" ".join([*said, list_state.message]).strip())
        while True:
            layout = self._drawn(around, list_state)
            list_state = replace(list_state, top=layout.top, seen=list_state.seen | layout.seen)
            key = self.screen.key()
            if key == "m" and layout.cut and not list_state.filtering:
                self.show(around.title, around.above)
            elif key not in ("resize", "ctrl-l"):
                after = handle_key(list_state, key)
                if not isinstance(after, ListState):
                    return list_state, after
                list_state = after

    def _drawn(self, around: Surroundings, list_state: ListState) -> Layout:
        layout = draw(around, list_state, *self.screen.size())
        self.screen.draw(layout.rows, layout.cursor)
        return layout
