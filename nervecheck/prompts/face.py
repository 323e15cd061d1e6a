"""What a face is: the questions and pages it is given, the answers and moves it gives back."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from nervecheck.engine.answer import Answer
    from nervecheck.interview.state import Interview
    from nervecheck.report.document import Document
    from nervecheck.tree.model import Question


class Navigation(Enum):
    """What a person may do instead of answering."""

    BACK = "back"
    KEEP = "keep"
    LEAVE = "leave"


class Given(NamedTuple):
    """An answer, as the person gave it; the interview still has to accept it."""

    answer: Answer


Step = Given | Navigation


class Asked(NamedTuple):
    """A question with what stands round it: how much is left, and the action that must stay in sight ("" if none)."""

    state: Interview
    question: Question
    progress: str = ""
    standing: str = ""


class Choice(NamedTuple):
    """A line to choose that is no answer."""

    id: str
    label: str


BACK, QUIT = "back", "quit"


class Page(NamedTuple):
    """Lines to choose from that are no answers: what to read first, then the choices.

    `enter` is what Enter alone chooses ("" for nothing, as in an emergency, where a key pressed twice must not lead on).
    `back` and `quit` say what those keys choose. `short` choices are told in one running line by the plain face.
    `by_name` choices are too many to read out, so the plain face asks for the name.
    A page that is not `calm` is chosen from by moving to a line, never by a digit alone.
    """

    title: str
    ask: str
    choices: tuple[Choice, ...]
    above: Document = ()
    enter: str = ""
    back: str = BACK
    quit: str = QUIT
    short: bool = False
    calm: bool = True
    by_name: bool = False


class Face(Protocol):
    """One way to speak with the person. Whatever waits for them raises KeyboardInterrupt, or InputEnded at the end of input."""

    @property
    def patient(self) -> bool:
        """Whether a person is there to press a key; a pipe is not."""

    def tell(self, text: str) -> None:
        """Says something once, before whatever comes next."""

    def show(self, title: str, document: Document) -> None:
        """Shows a document, and comes back when it has been read."""

    def ask(self, asked: Asked) -> Step:
        """Puts the question until it is answered or left."""

    def choose(self, page: Page) -> str:
        """The id of the choice made."""

    def words(self, ask: str) -> str:
        """Words of the person's own; "" if they go back."""
