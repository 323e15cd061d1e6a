"""The arrow-key face: one question on the screen. It draws pictures and hands on keys; what they mean is decided in `press`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from nervecheck.answer import Picked
from nervecheck.interview import NotOffered, validate
from nervecheck.prompts.board import Board, page_board, question_board
from nervecheck.prompts.moves import Asked, Given, Move, Page, Step
from nervecheck.prompts.picture import WIDEST, Picture, Scene, draw
from nervecheck.prompts.press import press
from nervecheck.prompts.words import folded
from nervecheck.render.terminal import lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nervecheck.document import Document
    from nervecheck.prompts.picture import Styled

READER_KEYS = "↑↓ Space=on b=back"


class Screen(Protocol):
    """A terminal that can be drawn on."""

    def size(self) -> tuple[int, int]:
        """Columns and rows as they are now."""

    def draw(self, rows: Sequence[Styled], cursor: tuple[int, int]) -> None:
        """Puts these rows on the screen, nothing else, and the cursor in its place."""

    def key(self) -> str:
        """Waits for a key; "resize" when the size has changed. Raises KeyboardInterrupt, or InputEnded at the end of input."""


class Arrows:
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
        section = next(s for s in state.tree.about.sections if question in s.questions)
        done = tuple(folded(state, name) for name in state.answers if name != question.id)
        given = state.answers.get(question.id)
        kept = " Your answer is marked; Enter keeps it." if given is not None else ""
        help_ = f"{question.help}{kept}".strip()
        scene = Scene(question.ask, section.title, asked.progress, help_, asked.standing, done)
        board = question_board(question, options, given)
        while True:
            board, step = self._decide(scene, board)
            if not isinstance(step, Given):
                return step
            try:
                validate(question, options, step.answer)
            except NotOffered as error:
                board = replace(board, message=f"{error} {board.allowed}".strip(), typed="")
            else:
                return step

    def choose(self, page: Page) -> str:
        """The id of the choice made."""
        scene, board = Scene(page.ask, page.title, above=page.above), page_board(page)
        while True:
            board, step = self._decide(scene, board)
            match step:
                case Given(Picked((name, *_))):
                    return name
                case Move.BACK if page.back:
                    return page.back
                case Move.LEAVE if page.quit:
                    return page.quit

    def show(self, title: str, document: Document) -> None:
        """Shows a document, a screen at a time, until the person goes back."""
        top = 0
        while True:
            columns, rows = self.screen.size()
            head = [(f"-- {title} --", "bold")] if title else []
            text = list(lines(document, max(10, min(columns - 1, WIDEST)), plain=True))
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

    def _decide(self, scene: Scene, board: Board) -> tuple[Board, Step]:
        """Draws and reads keys until one of them decides something."""
        if self.notices:
            board, self.notices = replace(board, message=" ".join([*self.notices, board.message]).strip()), []
        while True:
            picture = self._drawn(scene, board)
            board = replace(board, top=picture.top, seen=board.seen | picture.seen)
            key = self.screen.key()
            if key == "m" and picture.cut and not board.filtering:
                self.show(scene.title, scene.above)
            elif key not in ("resize", "ctrl-l"):
                after = press(board, key)
                if not isinstance(after, Board):
                    return board, after
                board = after

    def _drawn(self, scene: Scene, board: Board) -> Picture:
        picture = draw(scene, board, *self.screen.size())
        self.screen.draw(picture.rows, picture.cursor)
        return picture
