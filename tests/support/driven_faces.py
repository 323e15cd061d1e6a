"""Both faces, each driven from outside one step at a time."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, Any

from nervecheck.base.errors import InputEnded
from nervecheck.engine.answer import Answer, NoneOfThese, NotSure, Number, Picked
from nervecheck.interview.answers_file import written
from nervecheck.interview.state import Interview
from nervecheck.prompts import session
from nervecheck.prompts.arrow_face import ArrowFace
from nervecheck.prompts.list_state import Kind, ListState, question_list
from nervecheck.prompts.plain_face import PlainFace, Talk
from nervecheck.tree.model import Question, QuestionType
from tests.support.faces import hooks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nervecheck.prompts.face import Asked, Page, Step


KILL = object()


class Person(threading.Thread):
    """One face at work. `asked` or `page` is what it waits at; `ended` is what became of it."""

    def __init__(self, state: Interview) -> None:
        super().__init__(daemon=True)
        self.inbox: queue.Queue[Any] = queue.Queue()
        self.idle = threading.Event()
        self.state = state
        self.asked: Asked | None = None
        self.page: Page | None = None
        self.ended: object = None
        self.told: list[str] = []

    def run(self) -> None:
        try:
            self.ended = session.interview(self.state, self.face(), hooks())
        except BaseException as error:  # whatever it is, the machine must hear of it
            self.ended = error
        self.idle.set()

    def face(self) -> PlainFace | ArrowFace:
        raise NotImplementedError

    def next(self) -> Any:
        """What is typed or pressed next; the machine is told that it is waited for."""
        if self.inbox.empty():
            self.idle.set()
        sent = self.inbox.get()
        if sent is KILL:
            raise InputEnded("killed")
        return sent

    def give(self, *inputs: object) -> None:
        """Types or presses all of it, and waits until more is wanted."""
        for sent in inputs[:-1]:
            self.inbox.put(sent)
        self.idle.clear()
        self.inbox.put(inputs[-1])
        assert self.idle.wait(20)

    def begin(self) -> None:
        self.start()
        assert self.idle.wait(20)

    def at(self, asked: Asked | None, page: Page | None) -> None:
        self.asked, self.page = asked, page

    def answer(self, question: Question, answer: Answer) -> None:
        raise NotImplementedError

    def choose(self, place: int) -> None:
        raise NotImplementedError


class Typist(Person):
    """Whoever uses plain lines."""

    def face(self) -> PlainFace:
        person = self

        class Watched(PlainFace):
            def ask(self, asked: Asked) -> Step:
                person.at(asked, None)
                return super().ask(asked)

            def choose(self, page: Page) -> str:
                person.at(None, page)
                return super().choose(page)

        return Watched(Talk(self.told.append, lambda: f"{self.next()}\n", 80))

    def answer(self, question: Question, answer: Answer) -> None:
        match answer:
            case Picked(yes, unsure):
                self.give(",".join([*yes, *(f"{name}?" for name in unsure)]))
            case _:
                self.give({"none": "0", "unsure": "u"}.get(written(answer), written(answer)))

    def choose(self, place: int) -> None:
        self.give(str(place + 1))


class Presser(Person):
    """Whoever uses arrow keys, on a screen that shows every list whole."""

    def face(self) -> ArrowFace:
        person = self

        class Watched(ArrowFace):
            def ask(self, asked: Asked) -> Step:
                person.at(asked, None)
                return super().ask(asked)

            def choose(self, page: Page) -> str:
                person.at(None, page)
                return super().choose(page)

        return Watched(self)

    def size(self) -> tuple[int, int]:
        return 120, 80

    def draw(self, rows: Sequence[tuple[str, str]], cursor: tuple[int, int]) -> None:
        self.told.append("\n".join(row for row, _ in rows))

    def key(self) -> str:
        return str(self.next())

    def answer(self, question: Question, answer: Answer) -> None:
        assert self.asked is not None
        state = self.asked.state
        earlier = state.answers.get(question.id) if state.revisited is not None else None
        list_state = question_list(question, state.options(question), earlier)
        self.give(*pressed(list_state, question, answer))

    def choose(self, place: int) -> None:
        self.give("home", *["down"] * place, "enter")


def pressed(list_state: ListState, question: Question, answer: Answer) -> list[str]:
    """The keys that make this answer of the list_state, whatever was marked before."""
    places = {line.id: at for at, line in enumerate(list_state.lines)}
    kinds = {line.kind: at for at, line in enumerate(list_state.lines) if line.kind is not Kind.OPTION}
    match answer:
        case Number(value):
            return [*str(value), "enter"]
        case NoneOfThese() | NotSure():
            at = kinds[Kind.NONE if isinstance(answer, NoneOfThese) else Kind.UNSURE]
            marked = [] if list_state.lines[at].id in list_state.ticks else ["space"]
            many = question.type is QuestionType.MANY
            return [*to(at), *marked, "enter"] if many else [*to(at), "enter"]
        case Picked(yes, unsure) if question.type is QuestionType.MANY:
            keys: list[str] = []
            for name, at in places.items():
                wanted = "x" if name in yes else "?" if name in unsure else ""
                now = "x" if name in list_state.ticks else "?" if name in list_state.doubts else ""
                if list_state.lines[at].kind is Kind.OPTION and wanted != now:
                    keys += [*to(at), "u" if "?" in (wanted or now) else "space"]
            return [*keys, "enter"]
        case Picked(yes, _):
            return [*to(places[yes[0]]), "enter"]


def to(place: int) -> list[str]:
    return ["home", *["down"] * place]
