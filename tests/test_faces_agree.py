"""Law 6 as a state machine: both faces, an answers file and the Python API, step by step to the same answers and result.

Each face runs in a thread of its own and is given what a person would type or press; the model is `Interview` alone.
"""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from nervecheck.base.errors import InputEnded, Stopped
from nervecheck.engine.answer import Answer, NoneOfThese, NotSure, Number, Picked
from nervecheck.engine.triage import triage
from nervecheck.interview.answers_file import read_answers, read_settings, write_answers, written
from nervecheck.interview.state import Interview
from nervecheck.prompts import session
from nervecheck.prompts.arrow_face import ArrowFace
from nervecheck.prompts.list_state import Kind, ListState, question_list
from nervecheck.prompts.plain_face import PlainFace, Talk
from nervecheck.tree.model import Question, QuestionType
from tests.faces import hooks
from tests.strategies import answers_to
from tests.support import shipped
from tests.terminal import STORIES, answers_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nervecheck.prompts.face import Asked, Page, Step

TREE = shipped()
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
        list_state = question_list(question, state.options(question), state.answers.get(question.id))
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


class FacesAgree(RuleBasedStateMachine):
    """What a person may do, done in both faces and to the interview itself."""

    @initialize(name=st.sampled_from(list(STORIES)), left=st.integers(0, 12))
    def somewhere(self, name: str, left: int) -> None:
        """Gone on with in the middle of a story, or begun."""
        story = list(read_answers(answers_file(STORIES[name]).encode(), name, TREE).answers.items())
        self.restart(Interview(TREE, dict(story[: max(0, len(story) - left)])))

    def restart(self, state: Interview) -> None:
        self.model = state
        self.faces: tuple[Person, ...] = (Typist(state), Presser(state))
        for face in self.faces:
            face.begin()

    @property
    def page(self) -> Page | None:
        return self.faces[0].page

    def over(self) -> bool:
        return any(face.ended is not None for face in self.faces)

    def at_question(self) -> bool:
        return not self.over() and self.page is None

    # -- what can be done

    @precondition(at_question)
    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        question = self.model.question
        assert question is not None
        shown = question._replace(options=self.model.options(question))
        self.given(question, data.draw(answers_to(shown)))

    @precondition(lambda self: self.at_question() and self.model.progress.lowest < 3)
    @rule()
    def calm(self) -> None:
        """The calm answer, so that long interviews come to their end."""
        question = self.model.question
        assert question is not None
        if question.type is QuestionType.MANY and question.asks_danger:
            self.given(question, NoneOfThese())

    @precondition(lambda self: self.at_question() and self.model.question.offers_unsure)
    @rule()
    def not_sure(self) -> None:
        question = self.model.question
        assert question is not None
        if not question.ask_which:
            self.given(question, NotSure())
            return
        first = self.model.options(question)[0].id
        self.faces[0].give("u", "1")
        marked = question.id in self.model.answers
        if marked:  # the arrow-key face keeps what is marked: the line itself is put in doubt
            self.faces[1].answer(question, Picked((), (first,)))
        else:
            list_state = question_list(question, self.model.options(question), None)
            unsure = next(at for at, line in enumerate(list_state.lines) if line.kind is Kind.UNSURE)
            self.faces[1].give(*to(unsure), "enter", "down", "space", "enter")
        self.model, _ = self.model.answer(Picked((), (first,)))

    @precondition(at_question)
    @rule()
    def back(self) -> None:
        for face in self.faces:
            face.give("b")
        self.model = self.model.back()

    @precondition(at_question)
    @rule()
    def nothing(self) -> None:
        """Keys that decide nothing; and Enter, which keeps an earlier answer or does nothing."""
        self.faces[0].give("?", "", "r") if self.model.revisited is None else self.faces[0].give("?", "r")
        self.faces[1].give("?", "end", "home", "?")

    @precondition(lambda self: not self.over() and self.page is not None)
    @rule(data=st.data())
    def choose(self, data: st.DataObject) -> None:
        page = self.page
        assert page is not None
        place = data.draw(st.integers(0, len(page.choices) - 1))
        chosen = page.choices[place].id
        for face in self.faces:
            face.choose(place)
        if chosen == "wrong":
            signs = list(self.model.danger())
            self.model = self.model.change(signs[-1]) if signs else self.model.back()
        elif chosen in TREE.questions:
            self.model = self.model.change(chosen)

    @precondition(lambda self: not self.over())
    @rule()
    def killed_and_resumed(self) -> None:
        """The terminal is lost; the file that was kept after each answer is gone on with."""
        for face in self.faces:
            face.give(KILL)
            assert isinstance(face.ended, InputEnded) or self.model.question is None
        text = write_answers(TREE, self.model.answers).encode()
        self.restart(Interview(TREE, read_answers(text, "file", TREE).answers))

    @precondition(at_question)
    @rule()
    def quit_and_resumed(self) -> None:
        for face in self.faces:
            face.give("q")
            assert isinstance(face.ended, Stopped)
        text = write_answers(TREE, self.model.answers).encode()
        self.restart(Interview(TREE, read_answers(text, "file", TREE).answers))

    @precondition(lambda self: self.over())
    @rule()
    def again(self) -> None:
        self.restart(Interview(TREE, {}))

    # -- what must hold

    @invariant()
    def the_same_everywhere(self) -> None:
        if not hasattr(self, "faces"):
            return
        typist, presser = self.faces
        assert type(typist.ended) is type(presser.ended), (typist.ended, presser.ended)
        if self.over():
            self.same_result(typist.ended, presser.ended)
            return
        assert (typist.page is None) == (presser.page is None)
        if typist.page is not None and presser.page is not None:
            assert typist.page == presser.page
            assert self.model.question is None or self.model.progress.lowest >= 3 or self.model.revisited is None
            return
        for face in self.faces:
            assert face.asked is not None
            assert dict(face.asked.state.answers) == dict(self.model.answers)
            assert face.asked.state.revisited == self.model.revisited
            assert face.asked.question == self.model.question

    def same_result(self, *ended: object) -> None:
        """The result of the faces, the API, the file and the settings, once an interview has come to its end."""
        answers = dict(self.model.answers)
        outcome = triage(TREE, answers)
        for one in ended:
            if isinstance(one, tuple):
                assert dict(one[0].answers) == answers
                assert one[1] == ended[0][1] if isinstance(ended[0], tuple) else False
            else:
                assert isinstance(one, Stopped | InputEnded), one
        if isinstance(ended[0], tuple):
            filed = read_answers(write_answers(TREE, answers).encode(), "file", TREE, complete=True).answers
            assert triage(TREE, filed).urgency is outcome.urgency
            set_ = read_settings(tuple(f"{name}={_setting(answer)}" for name, answer in filed.items()), TREE).answers
            assert dict(set_) == dict(filed)

    def given(self, question: Question, answer: Answer) -> None:
        for face in self.faces:
            face.answer(question, answer)
        self.model, _ = self.model.answer(answer)

    def teardown(self) -> None:
        for face in getattr(self, "faces", ()):
            if face.ended is None:
                face.inbox.put(KILL)


def _setting(answer: Answer) -> str:
    return ",".join([*answer.yes, *(f"{n}?" for n in answer.unsure)]) if isinstance(answer, Picked) else written(answer)


@pytest.fixture(autouse=True)
def _no_estimates(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many questions are left takes most of the time and decides nothing."""
    monkeypatch.setattr(session, "remaining", lambda tree, answers, known: None)


class TestFacesAgree(FacesAgree.TestCase):  # type: ignore[misc, valid-type]
    settings = settings(max_examples=100, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck))
