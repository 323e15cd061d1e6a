"""Law 6 as a state machine: both faces, an answers file and the Python API, step by step to the same answers and result.

Each face runs in a thread of its own and is given what a person would type or press; the model is `Interview` alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from nervecheck.base.errors import InputEnded, Stopped
from nervecheck.engine.answer import Answer, NoneOfThese, NotSure, Picked
from nervecheck.engine.triage import triage
from nervecheck.interview.answers_file import read_answers, read_settings, write_answers, written
from nervecheck.interview.state import Interview
from nervecheck.prompts import session
from nervecheck.prompts.list_state import Kind, question_list
from nervecheck.tree.model import Question, QuestionType
from tests.support import examples, shipped
from tests.support.driven_faces import KILL, Person, Presser, Typist, to
from tests.support.strategies import answers_to
from tests.support.terminal import STORIES, answers_file

if TYPE_CHECKING:
    from nervecheck.prompts.face import Page

TREE = shipped()


class FacesAgree(RuleBasedStateMachine):
    """What a person may do, done in both faces and to the interview itself."""

    @initialize(name=st.sampled_from(list(STORIES)), left=st.integers(0, 12))
    def somewhere(self, name: str, left: int) -> None:
        """Gone on with in the middle of a story, or begun."""
        story = list(read_answers(answers_file(STORIES[name]).encode(), name, TREE).answers.items())
        self.restart(Interview(TREE, dict(story[: max(0, len(story) - left)])))

    def resume(self) -> None:
        text = write_answers(TREE, self.model.answers, self.model.asked_again).encode()
        filed = read_answers(text, "file", TREE)
        self.restart(Interview(TREE, filed.answers, asked_again=filed.asked_again))

    def restart(self, state: Interview) -> None:
        self.model = state
        self.passed: list[str] | None = None  # after an emergency: what was asked for whoever comes to help
        self.faces: tuple[Person, ...] = (Typist(state), Presser(state))
        for face in self.faces:
            face.begin()

    @property
    def page(self) -> Page | None:
        return self.faces[0].page

    def over(self) -> bool:
        return any(face.ended is not None for face in self.faces)

    @property
    def question(self) -> Question | None:
        """What the person is asked now: lines of "not sure" once more, or the next question."""
        return self.model.doubted or self.model.question

    def at_question(self) -> bool:
        return not self.over() and self.page is None

    # -- what can be done

    @precondition(at_question)
    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        question = self.question
        assert question is not None
        shown = question._replace(options=self.model.options(question))
        self.given(question, data.draw(answers_to(shown)))

    @precondition(lambda self: self.at_question() and self.model.progress.lowest < 3)
    @rule()
    def calm(self) -> None:
        """The calm answer, so that long interviews come to their end."""
        question = self.question
        assert question is not None
        if question.type is QuestionType.MANY and question.asks_danger:
            self.given(question, NoneOfThese())

    @precondition(lambda self: self.at_question() and self.question.offers_unsure)
    @rule()
    def not_sure(self) -> None:
        question = self.question
        assert question is not None
        if not question.asks_which:
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
        self.answered(Picked((), (first,)))

    @precondition(at_question)
    @rule()
    def back(self) -> None:
        for face in self.faces:
            face.give("b")
        if self.model.doubted is not None:
            self.model = self.model.change(self.model.doubted.id)
        elif self.passed is None:
            self.model = self.model.back()
        else:
            self.next_for_helpers()

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
            signs = list(self.model.signs())
            self.model = self.model.change(signs[-1]) if signs else self.model.back()
        elif chosen == "some":
            self.passed = []
            self.next_for_helpers()
        elif chosen in TREE.questions:
            self.model = self.model.change(chosen)

    def next_for_helpers(self) -> None:
        """The model at the next question for whoever comes to help, or where it was once no more is asked."""
        assert self.passed is not None
        self.model = self.model.keep()
        if len(self.passed) < session.MOST_FOR_HELPERS and (
            left := [n for n in self.model.for_helpers() if n not in self.passed]
        ):
            self.passed.append(left[0])
            self.model = self.model.change(left[0])

    @precondition(lambda self: not self.over())
    @rule()
    def killed_and_resumed(self) -> None:
        """The terminal is lost; the file that was kept after each answer is gone on with."""
        for face in self.faces:
            face.give(KILL)
            assert isinstance(face.ended, InputEnded if self.passed is None else tuple) or self.model.question is None
        self.resume()

    @precondition(at_question)
    @rule()
    def quit_and_resumed(self) -> None:
        for face in self.faces:
            face.give("q")
            assert isinstance(face.ended, Stopped if self.passed is None else tuple)
        self.resume()

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
            assert face.asked.state.asked_again == self.model.asked_again
            assert face.asked.question == self.question

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
        self.answered(answer)

    def answered(self, answer: Answer) -> None:
        self.model, _ = self.model.settle(answer) if self.model.doubted is not None else self.model.answer(answer)
        if self.passed is not None:
            self.next_for_helpers()

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
    settings = settings(
        max_examples=examples(50), stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
    )
